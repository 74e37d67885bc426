import ArgumentParser
import CitationGraph
import LineageRendering
import PaperLineage

struct PathCommand: BibliometricCommand {
  static let configuration = CommandConfiguration(
    commandName: "path", abstract: "How one paper leads to another, and why.",
    discussion: """
      The papers may be given in either order; the chain runs from the earlier to the later one.

      An --output that ends in .svg, .png, .pdf or .dot is drawn: the papers of the chains, or with --count or \
      --between all on the way.
      """)

  @Argument(help: ArgumentHelp("One paper.", valueName: "paper"))
  var from: String

  @Argument(help: ArgumentHelp("Another paper.", valueName: "paper"))
  var to: String

  @Flag(help: "Show all chains, not just a shortest one.")
  var all = false

  @Flag(help: "Show a longest chain.")
  var longest = false

  @Flag(help: "Say how many chains there are, exactly.")
  var count = false

  @Flag(help: "Name the papers by way of which one leads to the other.")
  var between = false

  @Option(
    help: ArgumentHelp("Stop after this many chains of --all, or papers of --between.", valueName: "count"))
  var limit = 100

  @OptionGroup var following: FollowingOptions
  @OptionGroup var input: CorpusOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit is at least 1.") }
    if [all, longest, count, between].count(where: { $0 }) > 1 {
      throw ValidationError("--all, --longest, --count and --between are different questions; ask one.")
    }
  }

  func answer(_ network: CitationNetwork) throws -> Answer {
    try following.confirmCitationsOnly()
    return try answer(Bibliography(network))
  }

  func answer(_ bibliography: Bibliography) throws -> Answer {
    let ends = try bibliography.papers(named: [from, to])
    let network = bibliography.network
    // Rows are in the order of time. Only by way of a cycle can the later of two lead to the earlier.
    let inTime = ends.sorted()
    for (earlier, later) in [(inTime[0], inTime[1]), (inTime[1], inTime[0])] {
      let shortest = network.graph.shortestPath(from: later, to: earlier)
      // A file may be found damaged on the way; what was read of it then is worth nothing.
      try network.confirmSoundSoFar()
      guard let shortest else { continue }
      return try answer(bibliography, from: earlier, to: later, shortest: shortest)
    }
    let names = ends.map(network.name(of:))
    Console.tell(noPathMessage(bibliography, ends, names: names))
    // What there is to say is said; there is nothing to draw.
    let noPicture: () throws -> Picture = { throw ExitCode(ExitStatus.none.rawValue) }
    if count || between {
      let report = BetweenReport(
        network.graph.papersBetween(from: ends[1], to: ends[0]), from: ends[0], to: ends[1], paths: .success(0),
        in: network, following: bibliography.following, limit: between ? limit : nil)
      return Answer(report: report, status: .none, picture: noPicture)
    }
    return Answer(
      report: report([], bibliography, from: ends[0], to: ends[1]), status: .none, picture: noPicture)
  }

  /// The answer where `earlier` leads to `later`.
  private func answer(
    _ bibliography: Bibliography, from earlier: PaperIndex, to later: PaperIndex, shortest: [PaperIndex]
  ) throws -> Answer {
    let network = bibliography.network
    let graph = network.graph
    if all {
      let (paths, isComplete) = graph.paths(from: later, to: earlier, limit: limit)
      try network.confirmSoundSoFar()
      let ordered = paths.enumerated().sorted { ($0.element.count, $0.offset) < ($1.element.count, $1.offset) }
      return Answer(
        report: report(ordered.map(\.element), bibliography, from: earlier, to: later, isComplete: isComplete)
      ) {
        guard !isComplete else { return try picture(ofAllIn: paths.joined(), bibliography, earlier, later) }
        let title =
          switch output.languageOption.language {
          case .english: paths.count == 1 ? "A chain" : "\(paths.count) of the chains"
          case .chinese: "\(paths.count) 条链"
          }
        return try picture(of: paths.joined(), titled: title, bibliography, earlier, later)
      }
    }
    if longest, let path = graph.longestPath(from: later, to: earlier) {
      try network.confirmSoundSoFar()
      return Answer(
        report: report(
          [path.papers], bibliography, from: earlier, to: later, knotRelationCount: path.knotRelationCount)
      ) {
        let title = output.languageOption.language == .english ? "A longest chain" : "一条最长的链"
        return try picture(of: path.papers, titled: title, bibliography, earlier, later)
      }
    }
    if count || between {
      let papers = graph.papersBetween(from: later, to: earlier)
      let paths = Result { () throws(KnotsBetween) in try graph.pathCount(from: later, to: earlier) }
      try network.confirmSoundSoFar()
      let report = BetweenReport(
        papers, from: earlier, to: later, paths: paths, in: network, following: bibliography.following,
        limit: between ? limit : nil)
      if case .failure = paths, count {
        Console.tell(
          "lineage: note: paths through cycles cannot be counted; --all lists them, --between says what is on the way\n"
        )
        return Answer(report: report, status: .none) {
          try picture(ofAllIn: papers.papers, bibliography, earlier, later)
        }
      }
      return Answer(report: report) { try picture(ofAllIn: papers.papers, bibliography, earlier, later) }
    }
    return Answer(report: report([shortest], bibliography, from: earlier, to: later)) {
      let title = output.languageOption.language == .english ? "A shortest chain" : "一条最短的链"
      return try picture(of: shortest, titled: title, bibliography, earlier, later)
    }
  }

  /// A picture of some chains, beside which there may be others.
  ///
  /// - Parameter kind: What chains they are.
  private func picture(
    of papers: some Sequence<PaperIndex>, titled kind: String, _ bibliography: Bibliography, _ earlier: PaperIndex,
    _ later: PaperIndex
  ) throws -> Picture {
    let whole = bibliography.lineage == nil ? Bibliography(try bibliography.network.validated()) : bibliography
    let (from, to) = (whole.network.name(of: earlier), whole.network.name(of: later))
    let language = output.languageOption.language
    return try whole.picture(
      of: papers, answering: Selection(), leavingOut: .notBetween,
      title: language == .english ? "\(kind) from \(from) to \(to)" : "从 \(from) 到 \(to)：\(kind)", language: language)
  }

  /// A picture of all that is between two papers.
  private func picture(
    ofAllIn papers: some Sequence<PaperIndex>, _ bibliography: Bibliography, _ earlier: PaperIndex, _ later: PaperIndex
  ) throws -> Picture {
    let whole = bibliography.lineage == nil ? Bibliography(try bibliography.network.validated()) : bibliography
    return try whole.picture(
      of: papers, answering: Selection(between: [Selection.Ends(earlier, later)]), leavingOut: .notBetween,
      language: output.languageOption.language)
  }

  private func report(
    _ paths: [[PaperIndex]], _ bibliography: Bibliography, from: PaperIndex, to: PaperIndex, isComplete: Bool? = nil,
    knotRelationCount: Int? = nil
  ) -> PathReport {
    let (chains, corpus) = bibliography.chains(paths, and: [from, to])
    func id(_ paper: PaperIndex) -> PaperID {
      bibliography.lineage?.paper(paper).id ?? bibliography.network.paperID(of: paper)
    }
    return PathReport(
      chains, from: id(from), to: id(to), following: bibliography.following, in: corpus, isComplete: isComplete,
      knotRelationCount: knotRelationCount, showsIdentifiers: bibliography.lineage == nil)
  }

  private func noPathMessage(_ bibliography: Bibliography, _ ends: [PaperIndex], names: [String]) -> String {
    var message =
      "lineage: note: no chain joins \(names[0]) and \(names[1]) along ".withoutControls
      + bibliography.following.map(\.rawValue).joined(separator: ", ") + "\n"
    guard let lineage = bibliography.lineage else { return message }
    let all = LineageNetwork(
      lineage.corpus, following: Set(RelationKind.allCases), includingExternal: following.external)
    let ids = ends.map { lineage.paper($0).id }
    let isJoinedOtherwise = [(ids[0], ids[1]), (ids[1], ids[0])].contains {
      all.shortestPath(from: $0, to: $1) != nil
    }
    if isJoinedOtherwise { message += "  → there is one along all kinds: --following all\n" }
    return message
  }
}

struct CommonCommand: BibliometricCommand {
  static let configuration = CommandConfiguration(
    commandName: "common", abstract: "What several papers all stand on.",
    discussion: "An --output that ends in .svg, .png, .pdf or .dot is drawn: the papers and what they share.")

  @Argument(help: ArgumentHelp("Two papers or more.", valueName: "paper"))
  var papers: [String]

  @Option(
    help: ArgumentHelp(
      "Name only this many papers, the nearest.",
      discussion: "Without it, text names 20 for a citation network; the other formats name all.",
      valueName: "papers"))
  var limit: Int?

  @OptionGroup var following: FollowingOptions
  @OptionGroup var input: CorpusOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if papers.count < 2 { throw ValidationError("name two papers or more.") }
    if let limit, limit < 1 { throw ValidationError("--limit is at least 1.") }
  }

  /// How many papers of a network are named in text.
  private static let namedCount = 20

  func answer(_ network: CitationNetwork) throws -> Answer {
    try following.confirmCitationsOnly()
    return try answer(Bibliography(network))
  }

  func answer(_ bibliography: Bibliography) throws -> Answer {
    let rows = try bibliography.papers(named: papers)
    guard Set(rows).count == rows.count else { throw Failure(.usage, "a paper is named twice") }
    let network = bibliography.network
    let shared = network.graph.commonAncestors(of: rows)
    try network.confirmSoundSoFar()
    let isBare = bibliography.lineage == nil
    let shown = shared.prefix(limit ?? (isBare && output.format == .text ? Self.namedCount : shared.count))
    let corpus = bibliography.lineage?.corpus ?? network.corpus(of: rows + shown.map(\.paper)) { _, _ in false }
    func id(_ paper: PaperIndex) -> PaperID { bibliography.lineage?.paper(paper).id ?? network.paperID(of: paper) }
    return Answer(
      report: CommonAncestorsReport(
        shown.map { CommonAncestor(paper: id($0.paper), generations: $0.generations, isLowest: $0.isLowest) },
        of: rows.map(id), following: bibliography.following, in: corpus, count: shared.count, showsIdentifiers: isBare),
      status: shared.isEmpty ? .none : .success
    ) {
      guard !shared.isEmpty else { throw Failure(.none, "there is nothing to draw: the papers share no ancestor") }
      let whole = isBare ? Bibliography(try network.validated()) : bibliography
      let names = rows.map(network.name(of:))
      let language = output.languageOption.language
      return try whole.picture(
        of: rows + shared.prefix(limit ?? shared.count).map(\.paper), answering: Selection(),
        title: language == .english
          ? "What \(names.dropLast().joined(separator: ", ")) and \(names[names.count - 1]) have in common"
          : "\(names.joined(separator: "、"))的共同渊源",
        language: language)
    }
  }
}
