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

  @Option(
    help: ArgumentHelp(
      "Leave out papers before this time, and what is reached only by way of them.",
      discussion: "Times are written 2023, 2023-05 or 2023-Q2. Papers without a date are left out too.",
      valueName: "time"),
    transform: TimeBound.init)
  var since: TimeBound?

  @Option(
    help: ArgumentHelp(
      "Leave out papers after this time, and what is reached only by way of them.", valueName: "time"),
    transform: TimeBound.init)
  var until: TimeBound?

  @OptionGroup var following: FollowingOptions

  func validate() throws {
    if let depth, depth < 1 { throw ValidationError("--depth counts relations, from 1.") }
    if let limit, limit < 0 { throw ValidationError("--limit is not negative.") }
    if let since, let until, since.first > until.last { throw ValidationError("--since lies behind --until.") }
  }

  func answer(_ corpus: Corpus, towards direction: CitationGraph.Direction, in language: Language) throws -> Answer {
    let paper = try corpus.paper(named: paper)
    let lineage = following.network(of: corpus)
    let row = lineage.index(of: paper.id)
    let bibliography = Bibliography(lineage)
    var answer = self.answer(paper, row, lineage, bibliography.network, towards: direction)
    answer.picture = { try picture(of: row, bibliography, towards: direction, in: language) }
    return answer
  }

  /// The paper with what is reached from it, drawn.
  private func picture(
    of paper: PaperIndex, _ bibliography: Bibliography, towards direction: CitationGraph.Direction,
    in language: Language
  ) throws -> Picture {
    let graph = bibliography.network.graph
    let reached = reach(from: paper, in: bibliography.network, towards: direction).papers.map { $0 }
    let isCut = limit.map { $0 < reached.count } ?? false
    // The most cited, of equals the earlier row.
    let shown =
      isCut
      ? Array(
        reached.sorted { (graph.citationCount(of: $1), $0) < (graph.citationCount(of: $0), $1) }.prefix(limit ?? 0))
      : reached
    let isDown = direction == .ancestors
    return try bibliography.picture(
      of: [paper] + shown,
      answering: Selection(
        ancestorsOf: isDown ? [paper] : [], descendantsOf: isDown ? [] : [paper], generations: depth,
        from: since?.firstDate, through: until?.lastDate, top: isCut ? .init(max(1, shown.count)) : nil),
      leavingOut: isCut ? .notAmongTop : isDown ? .noAncestor : .noDescendant, language: language)
  }

  private func answer(
    _ paper: Paper, _ row: PaperIndex, _ lineage: LineageNetwork, _ network: CitationNetwork,
    towards direction: CitationGraph.Direction
  ) -> Answer {
    if count || limit != nil {
      let reach = reach(from: row, in: network, towards: direction)
      return summary(of: row, reach, in: network, towards: direction, following: lineage.following, limit: limit)
    }
    let limits =
      hasDateLimits
      ? dateLimits(reach(from: row, in: network, towards: direction).papers.count, from: row, in: network, direction)
      : nil
    return tree(of: paper.id, in: lineage, towards: direction, within: window(of: network), limits: limits)
  }

  /// The most papers of which a tree is drawn.
  private static let treeLimit = 500

  func answer(
    _ network: CitationNetwork, towards direction: CitationGraph.Direction, as output: OutputOptions
  ) throws -> Answer {
    // Damaged dates are only seen where all are looked at.
    let network = hasDateLimits ? try network.validated() : network
    let paper = try network.paper(named: paper)
    try following.confirmCitationsOnly()
    var answer = try self.answer(paper, network, towards: direction, as: output.format)
    answer.picture = {
      // Bridges look at all relations.
      try picture(
        of: paper, Bibliography(network.validated()), towards: direction, in: output.languageOption.language)
    }
    return answer
  }

  private func answer(
    _ paper: PaperIndex, _ network: CitationNetwork, towards direction: CitationGraph.Direction,
    as format: ReportFormat
  ) throws -> Answer {
    let reach = reach(from: paper, in: network, towards: direction)
    try network.confirmSoundSoFar()
    if !count, limit == nil, reach.papers.count <= Self.treeLimit {
      let limits = hasDateLimits ? dateLimits(reach.papers.count, from: paper, in: network, direction) : nil
      // The papers outside of the dates are none of this corpus, so the ways inside need no window.
      let corpus = network.corpus(of: [paper] + reach.papers)
      return tree(
        of: network.paperID(of: paper), in: LineageNetwork(corpus, following: [.cites]), towards: direction,
        within: nil, limits: limits)
    }
    return summary(
      of: paper, reach, in: network, towards: direction, following: [.cites],
      limit: limit ?? (format == .text ? Self.namedCount : nil))
  }

  /// How many papers of a large answer are named in text.
  private static let namedCount = 20

  private typealias ReachedGenerations = (papers: Column<PaperIndex>, ends: [Int])

  private var hasDateLimits: Bool { since != nil || until != nil }

  private func window(of network: CitationNetwork) -> DateWindow? {
    guard hasDateLimits else { return nil }
    let dates =
      network.dates.isEmpty ? Column(repeating: PackedDate.unknown, count: network.graph.paperCount) : network.dates
    return DateWindow(dates, from: since?.firstDate, through: until?.lastDate)
  }

  private func reach(
    from paper: PaperIndex, in network: CitationNetwork, towards direction: CitationGraph.Direction
  ) -> ReachedGenerations {
    network.graph.reachedGenerations(
      from: [paper], towards: direction, maximumGeneration: depth, within: window(of: network))
  }

  /// What the limits by date leave out of what would be reached without them.
  private func dateLimits(
    _ reachedCount: Int, from paper: PaperIndex, in network: CitationNetwork, _ direction: CitationGraph.Direction
  ) -> DateLimits {
    let all = network.graph.reachedPapers(from: [paper], towards: direction, maximumGeneration: depth)
    return DateLimits(
      since: since?.firstDate, until: until?.lastDate, leftOutCount: all.count - reachedCount,
      leftOutUndatedCount: all.count { !network.date(of: $0).isKnown })
  }

  private func tree(
    of paper: PaperID, in network: LineageNetwork, towards direction: CitationGraph.Direction,
    within window: DateWindow?,
    limits: DateLimits?
  ) -> Answer {
    let ancestry = network.ancestry(of: paper, towards: direction, maximumGeneration: depth, within: window)
    let report = AncestryReport(
      ancestry, towards: direction, in: network.corpus, givesReasons: why, limits: limits)
    return Answer(report: report, status: report.isEmpty ? .none : .success)
  }

  private func summary(
    of paper: PaperIndex, _ reach: ReachedGenerations, in network: CitationNetwork,
    towards direction: CitationGraph.Direction, following: [RelationKind], limit: Int?
  ) -> Answer {
    let limits = hasDateLimits ? dateLimits(reach.papers.count, from: paper, in: network, direction) : nil
    let report = ReachReport(
      paper, reached: reach.papers, ends: reach.ends, towards: direction, in: network, following: following,
      limits: limits, limit: count ? 0 : limit)
    return Answer(report: report, status: report.isEmpty ? .none : .success)
  }
}

struct AncestorsCommand: ReportCommand {
  static let configuration = CommandConfiguration(
    commandName: "ancestors", abstract: "What a paper stands on, and why.",
    discussion: "An --output that ends in .svg, .png, .pdf or .dot is drawn.")

  @OptionGroup var question: AncestryOptions
  @OptionGroup var input: CorpusOptions
  @OptionGroup var output: OutputOptions

  func answer(_ corpus: Corpus) throws -> Answer {
    try question.answer(corpus, towards: .ancestors, in: output.languageOption.language)
  }
  func answer(_ network: CitationNetwork) throws -> Answer {
    try question.answer(network, towards: .ancestors, as: output)
  }
}

struct DescendantsCommand: ReportCommand {
  static let configuration = CommandConfiguration(
    commandName: "descendants", abstract: "What grew out of a paper, and why.",
    discussion: "An --output that ends in .svg, .png, .pdf or .dot is drawn.")

  @OptionGroup var question: AncestryOptions
  @OptionGroup var input: CorpusOptions
  @OptionGroup var output: OutputOptions

  func answer(_ corpus: Corpus) throws -> Answer {
    try question.answer(corpus, towards: .descendants, in: output.languageOption.language)
  }
  func answer(_ network: CitationNetwork) throws -> Answer {
    try question.answer(network, towards: .descendants, as: output)
  }
}
