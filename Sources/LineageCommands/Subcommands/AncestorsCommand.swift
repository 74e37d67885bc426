import ArgumentParser
import CitationGraph
import LineageRendering
import PaperLineage

/// What `ancestors` and `descendants` share: a paper, how far to go and along what.
struct AncestryOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The paper asked for.", valueName: "paper"))
  var paper: String

  @Option(help: ArgumentHelp("Go no farther than this many relations.", valueName: "generations"))
  var depth: Int?

  @Flag(help: "Say why each link is there.")
  var why = false

  @Flag(help: "Only say how many, generation by generation.")
  var count = false

  @Option(
    help: ArgumentHelp(
      "In a large answer, name only this many papers, the most cited.",
      discussion: "Without it, text names 20 of an answer of more than 500 papers; the other formats name all.",
      valueName: "papers"))
  var limit: Int?

  @OptionGroup var following: FollowingOptions

  func validate() throws {
    if let depth, depth < 1 { throw ValidationError("--depth counts relations, from 1.") }
    if let limit, limit < 0 { throw ValidationError("--limit is not negative.") }
  }

  func answer(_ corpus: Corpus, towards direction: CitationGraph.Direction) throws -> Answer {
    let paper = try corpus.paper(named: paper)
    let network = following.network(of: corpus)
    if count || limit != nil {
      let row = network.index(of: paper.id)
      let reach = network.graph.reachedGenerations(from: [row], towards: direction, maximumGeneration: depth)
      return summary(of: row, reach, in: network.citationNetwork, towards: direction, limit: limit)
    }
    let ancestry = network.ancestry(of: paper.id, towards: direction, maximumGeneration: depth)
    let report = AncestryReport(ancestry, towards: direction, in: corpus, givesReasons: why)
    return Answer(report: report, status: report.isEmpty ? .none : .success)
  }

  /// The most papers of which a tree is drawn.
  private static let treeLimit = 500

  func answer(
    _ network: CitationNetwork, towards direction: CitationGraph.Direction, as format: ReportFormat
  ) throws -> Answer {
    let paper = try network.paper(named: paper)
    try following.confirmCitationsOnly()
    let reach = network.graph.reachedGenerations(from: [paper], towards: direction, maximumGeneration: depth)
    try network.graph.confirmSoundSoFar()
    if !count, limit == nil, reach.papers.count <= Self.treeLimit {
      return try answer(network.corpus(of: [paper] + reach.papers), towards: direction)
    }
    return summary(
      of: paper, reach, in: network, towards: direction, limit: limit ?? (format == .text ? Self.namedCount : nil))
  }

  /// How many papers of a large answer are named in text.
  private static let namedCount = 20

  private func summary(
    of paper: PaperIndex, _ reach: (papers: Column<PaperIndex>, ends: [Int]), in network: CitationNetwork,
    towards direction: CitationGraph.Direction, limit: Int?
  ) -> Answer {
    let report = ReachReport(
      paper, reached: reach.papers, ends: reach.ends, towards: direction, in: network, limit: count ? 0 : limit)
    return Answer(report: report, status: report.isEmpty ? .none : .success)
  }
}

struct AncestorsCommand: ReportCommand {
  static let configuration = CommandConfiguration(
    commandName: "ancestors", abstract: "What a paper stands on, and why.")

  @OptionGroup var question: AncestryOptions
  @OptionGroup var input: CorpusOptions
  @OptionGroup var output: OutputOptions

  func answer(_ corpus: Corpus) throws -> Answer { try question.answer(corpus, towards: .ancestors) }
  func answer(_ network: CitationNetwork) throws -> Answer {
    try question.answer(network, towards: .ancestors, as: output.format)
  }
}

struct DescendantsCommand: ReportCommand {
  static let configuration = CommandConfiguration(
    commandName: "descendants", abstract: "What grew out of a paper, and why.")

  @OptionGroup var question: AncestryOptions
  @OptionGroup var input: CorpusOptions
  @OptionGroup var output: OutputOptions

  func answer(_ corpus: Corpus) throws -> Answer { try question.answer(corpus, towards: .descendants) }
  func answer(_ network: CitationNetwork) throws -> Answer {
    try question.answer(network, towards: .descendants, as: output.format)
  }
}
