import ArgumentParser
import CitationGraph
import LineageRendering
import PaperFormats
import PaperLineage

struct ShowCommand: ReportCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "All that is known of one paper, or of the link between two.")

  @Argument(help: ArgumentHelp("The paper.", valueName: "paper"))
  var paper: String

  @Argument(help: ArgumentHelp("Another paper: show what one says of the other, and why.", valueName: "other"))
  var other: String?

  @Option(
    help: ArgumentHelp(
      "For a citation network: name only this many references and as many citing papers, the earliest.",
      discussion: "Without it, text names 20 of each; the other formats name all.", valueName: "papers"))
  var limit: Int?

  @OptionGroup var input: CorpusOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let limit, limit < 0 { throw ValidationError("--limit is not negative.") }
    if limit != nil, other != nil { throw ValidationError("--limit is for one paper.") }
  }

  func answer(_ corpus: Corpus) throws -> Answer {
    if limit != nil {
      throw Failure(
        .usage, "--limit is for citation networks; of a paper of a corpus all is shown", remedy: "leave it out")
    }
    if let other {
      let ends = try corpus.papers(named: [paper, other]).map(\.id)
      return try link(between: ends, in: corpus)
    }
    return Answer(
      report: PaperReport(
        try corpus.paper(named: paper), in: corpus, language: output.languageOption.language))
  }

  /// How many papers of a network are named in text, in each direction.
  private static let namedCount = 20

  func answer(_ network: CitationNetwork) throws -> Answer {
    let row = try network.paper(named: paper)
    if let other {
      let rows = [row, try network.paper(named: other)]
      let corpus = network.corpus(of: Set(rows))
      try network.confirmSoundSoFar()
      return try link(between: rows.map(network.paperID(of:)), in: corpus, showsIdentifiers: true)
    }
    let report = NetworkPaperReport(row, in: network, limit: limit ?? (output.format == .text ? Self.namedCount : nil))
    try network.confirmSoundSoFar()
    return Answer(report: report)
  }

  /// The relations of every kind between two papers, whichever of them does the citing.
  private func link(between ends: [PaperID], in corpus: Corpus, showsIdentifiers: Bool = false) throws -> Answer {
    guard ends[0] != ends[1] else { throw Failure(.usage, "both arguments name the paper “\(ends[0])”") }
    let chains = [(ends[0], ends[1]), (ends[1], ends[0])].compactMap { citing, cited -> LineagePath? in
      let relations = corpus.relations.filter { $0.citing == citing && $0.cited == cited }.sorted { $0.kind < $1.kind }
      return relations.isEmpty ? nil : LineagePath(papers: [cited, citing], steps: [relations])
    }
    let following = Set(chains.flatMap { $0.steps.joined().map(\.kind) }).sorted()
    if chains.isEmpty {
      Console.tell(
        "lineage: note: no relation joins “\(ends[0])” and “\(ends[1])” at once; “lineage path” looks farther\n")
    }
    return Answer(
      report: PathReport(
        chains, from: ends[0], to: ends[1], following: following, in: corpus, showsIdentifiers: showsIdentifiers),
      status: chains.isEmpty ? .none : .success)
  }
}

struct SearchCommand: ReportCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Find papers by words in names, titles, organizations, topics and notes.")

  @Argument(help: ArgumentHelp("Words that must all occur; parts of words will do.", valueName: "word"))
  var words: [String]

  @Option(
    help: ArgumentHelp(
      "Name only this many papers, those that fit best.",
      discussion: "Without it, 20 of a citation network, of which identifiers and titles are searched.",
      valueName: "papers"))
  var limit: Int?

  @OptionGroup var input: CorpusOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit is at least 1.") }
  }

  private var separateWords: [String] {
    words.flatMap { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
  }

  func answer(_ corpus: Corpus) throws -> Answer {
    let hits = corpus.search(separateWords)
    if hits.isEmpty { Console.tell("lineage: note: nothing found\n") }
    let shown = Array(hits.prefix(limit ?? hits.count))
    if shown.count < hits.count { Console.tell("lineage: note: \(hits.count - shown.count) more found (--limit)\n") }
    return Answer(report: SearchReport(shown, for: separateWords, in: corpus), status: hits.isEmpty ? .none : .success)
  }

  /// How many papers of a network are named unless said otherwise.
  private static let namedCount = 20

  func answer(_ network: CitationNetwork) throws -> Answer {
    // All of the network is read for it.
    let network = try network.validated()
    let (hits, count) = network.search(separateWords, limit: limit ?? Self.namedCount)
    if hits.isEmpty { Console.tell("lineage: note: nothing found\n") }
    return Answer(
      report: NetworkSearchReport(hits, count: count, for: separateWords, in: network),
      status: hits.isEmpty ? .none : .success)
  }
}

struct StatsCommand: ReportCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats", abstract: "The corpus at a glance.",
    discussion: """
      Of a citation network: sizes, dates, knots of cycles, longest path, components, and what the import left out.
      """)

  @Flag(
    help: ArgumentHelp(
      "For citation networks: also what costs more than a pass over the relations.",
      discussion: "The transitive reduction, the number of search paths to the last digit, and what lies on longest "
        + "paths. The reduction is left out beyond \(Self.reductionLimit) relations."))
  var full = false

  @Flag(help: "For citation networks: also the transitive reduction, whatever it takes.")
  var reduction = false

  @OptionGroup var input: CorpusOptions
  @OptionGroup var output: OutputOptions

  func answer(_ corpus: Corpus) throws -> Answer {
    if full || reduction {
      throw Failure(
        .usage, "\(full ? "--full" : "--reduction") is for citation networks", remedy: "leave it out for a corpus")
    }
    return Answer(
      report: StatisticsReport(
        CorpusStatistics(corpus), of: corpus, language: output.languageOption.language))
  }

  /// The most relations of which the reduction is found without being asked for by name: its work is quadratic.
  private static let reductionLimit = 20_000_000

  func answer(_ reading: NetworkReading) throws -> Answer {
    let network = try reading.network.validated()
    let isSmall = network.graph.relationCount <= Self.reductionLimit
    let structure: NetworkStructure? =
      full || reduction
      ? NetworkStructure(network.graph, withReduction: reduction || isSmall, withPaths: full) : nil
    if full, !reduction, !isSmall {
      Console.tell(
        "lineage: note: the transitive reduction was left out: its cost grows with the square of the size, and there are "
          + "more than \(Self.reductionLimit) relations; --reduction finds it\n")
    }
    // What became of the lines of a text has been told already.
    return Answer(
      report: NetworkStatisticsReport(
        NetworkStatistics(network), of: network, structure: structure,
        account: reading.format == .graphFile ? reading.account : ""))
  }
}
