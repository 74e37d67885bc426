public import ArgumentParser
import CitationGraph
import LineageRendering
import PaperFormats
public import PaperLineage

extension Selection.Score: ExpressibleByArgument {}

/// Which papers are shown. What is asked for combines: each option narrows what the others leave.
struct SelectionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Only this paper and what it stands on; given several times, what any of the papers stands on.",
      valueName: "paper"))
  var ancestorsOf: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only this paper and what grew out of it; may be given several times.", valueName: "paper"))
  var descendantsOf: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Only the ways between two papers, in either order: --between A B.", valueName: "paper"))
  var between: [String] = []

  @Option(help: ArgumentHelp("Ancestors and descendants no farther than this many relations.", valueName: "number"))
  var generations: Int?

  @Option(
    help: ArgumentHelp("Only papers of this topic, by id or label; may be given several times.", valueName: "topic"))
  var topic: [String] = []

  @Option(
    help: ArgumentHelp("Only papers from this time on: 2023, 2023-05 or 2023-Q2.", valueName: "time"),
    transform: TimeBound.init)
  var from: TimeBound?

  @Option(
    help: ArgumentHelp("Only papers up to this time: 2023, 2023-05 or 2023-Q2.", valueName: "time"),
    transform: TimeBound.init)
  var to: TimeBound?

  @Option(help: ArgumentHelp("Only this many papers, the best of what the other options leave.", valueName: "papers"))
  var top: Int?

  @Option(
    help: ArgumentHelp(
      "What the best papers are: those with most citations from the whole network, or by PageRank. (default: citations)"
    ))
  var by: Selection.Score?

  @Flag(help: "Only the main path of what the other options leave, but for --top.")
  var mainPath = false

  @Flag(help: "Leave out relations that a longer way of relations replaces (transitive reduction).")
  var reduce = false

  func validate() throws {
    if !between.count.isMultiple(of: 2) { throw ValidationError("--between names two papers.") }
    if let generations, generations < 1 { throw ValidationError("--generations counts relations, from 1.") }
    if let from, let to, to.last < from.first { throw ValidationError("--to lies before --from.") }
    if let top, top < 1 { throw ValidationError("--top counts papers, from 1.") }
    if by != nil, top == nil { throw ValidationError("--by goes with --top.") }
  }

  /// Throws if generations are asked for and nothing is there that they are counted from.
  ///
  /// - Parameter others: Other options of a command that count generations, and whether they are given.
  func confirmGenerations(besides others: [(option: String, isGiven: Bool)] = []) throws {
    let starts = [("--ancestors-of", !ancestorsOf.isEmpty), ("--descendants-of", !descendantsOf.isEmpty)] + others
    guard generations != nil, !starts.contains(where: \.1) else { return }
    let names = starts.map(\.0)
    throw ValidationError(
      "--generations goes with \(names.dropLast().joined(separator: ", ")) or \(names[names.count - 1]).")
  }

  /// Throws if anything is asked for that does not go with an option that shows a paper among its kin.
  ///
  /// - Parameter option: That option.
  func confirmAsksForGenerationsOnly(with option: String) throws {
    let others = [
      ("--ancestors-of", !ancestorsOf.isEmpty), ("--descendants-of", !descendantsOf.isEmpty),
      ("--between", !between.isEmpty), ("--topic", !topic.isEmpty), ("--from", from != nil), ("--to", to != nil),
      ("--top", top != nil), ("--main-path", mainPath), ("--reduce", reduce),
    ].filter(\.1).map(\.0)
    guard !others.isEmpty else { return }
    throw ValidationError(
      "\(option) shows a paper among its kin and does not go with \(others.joined(separator: ", ")). "
        + "With it go --generations, --kinds, --externals and --date.")
  }

  /// Chooses what is shown of a corpus or a network.
  ///
  /// - Parameters:
  ///   - material: What to choose from; a network is looked at from end to end first.
  ///   - kinds: The kinds to follow; `nil` for those that bear lineage.
  ///   - dateChoice: Which date counts; `nil` for the corpus's choice.
  ///   - leavesOutExternal: Whether works outside the reading list are not shown.
  ///   - use: What it is for, which says how much it may be.
  ///   - language: The language of the title.
  /// - Throws: ``Failure`` if a paper or topic is unknown, if nothing is left, and if there is too much.
  func selected(
    from material: Material, following kinds: KindList? = nil, dateChoice: DateChoice? = nil,
    leavesOutExternal: Bool = false, use: SelectionUse = .picture, language: Language = .english
  ) throws -> CorpusSelection {
    switch material {
    case .corpus(let corpus):
      let lineage = LineageNetwork(corpus, following: kinds?.kinds)
      if asksForWays, lineage.fallsBackToCitations {
        _ = FollowingOptions.network(of: corpus, kinds: nil, external: true)
      }
      // Named by id and by label a topic is still one.
      var seen: Set<String> = []
      let topics = try topic.map { try corpus.topic(named: $0) }.filter { seen.insert($0.id).inserted }
      let selection = try selection(
        leavesOutExternal: leavesOutExternal, topics: topics.map(\.id)
      ) { try corpus.papers(named: $0).map { lineage.index(of: $0.id) } }
      let selected = lineage.papers(
        selection, counting: kinds?.kinds ?? Set(RelationKind.allCases), dateChoice: dateChoice)
      try confirm(selected, for: use, following: lineage.following)
      var shown = lineage.corpus(of: selected)
      try shown.confirmFits(use)
      // Of a whole corpus the picture itself says what becomes of works outside the list.
      if !selection.narrows, !selection.reduces { shown.corpus = corpus }
      return shown
    case .network(let reading):
      try confirmCitations(kinds)
      try dateChoice.confirmIsOfNetworks()
      guard topic.isEmpty else {
        throw Failure(.usage, "the papers of a citation network have no topics", remedy: "leave out --topic")
      }
      let network = try reading.network.validated()
      let selection = try selection(leavesOutExternal: false, topics: []) { try $0.map(network.paper(named:)) }
      let selected = network.papers(selection)
      try confirm(selected, for: use, following: [.cites])
      var shown = network.corpus(of: selected)
      try shown.confirmFits(use)
      if let heading = shown.heading(in: language) {
        shown.corpus = shown.corpus.titled(heading)
      }
      return shown
    }
  }

  private var asksForWays: Bool { !ancestorsOf.isEmpty || !descendantsOf.isEmpty || !between.isEmpty || mainPath }

  private func selection(
    leavesOutExternal: Bool, topics: [String], rows: ([String]) throws -> [PaperIndex]
  ) throws -> Selection {
    let ends = try rows(between)
    return Selection(
      ancestorsOf: try rows(ancestorsOf), descendantsOf: try rows(descendantsOf),
      between: stride(from: 0, to: ends.count, by: 2).map { Selection.Ends(ends[$0], ends[$0 + 1]) },
      generations: generations, topics: topics, from: from?.firstDate, through: to?.lastDate, onMainPath: mainPath,
      top: top.map { Selection.Top($0, by: by ?? .citations) }, reduces: reduce, leavesOutExternal: leavesOutExternal)
  }

  /// Throws unless there is something to show, and not too much of it.
  private func confirm(_ selected: SelectedPapers, for use: SelectionUse, following: [RelationKind]) throws {
    let count = selected.papers.count
    guard count > 0 else {
      let reasons = selected.account.leftOut.map { leftOut in
        "\(leftOut.paperCount) \(leftOut.reason.words(leftOut.paperCount))"
      }
      let kinds = following.map(\.rawValue).joined(separator: ", ")
      var remedies: [String] = []
      if asksForWays { remedies.append("ways were followed along \(kinds); --kinds follows others") }
      if selected.account.leftOut.contains(where: { $0.reason == .external }) {
        remedies.append(use.externalRemedy)
      }
      throw Failure(
        .none,
        selected.account.paperCount == 0
          ? "there is no paper to show" : "no paper is left to show: " + reasons.joined(separator: ", "),
        remedy: remedies.isEmpty ? nil : remedies.joined(separator: "\n    "))
    }
    // Before chains are sought among them.
    try use.confirm(paperCount: count)
  }
}

/// What a selection is for, and how much of it that takes.
struct SelectionUse: Sendable {
  /// What takes it.
  let name: String
  let paperLimit: Int
  /// The most relations and bridges.
  let lineLimit: Int
  let remedy: String
  /// How works outside the reading list are asked for.
  let externalRemedy: String

  private static let remedy = """
    choose what to show: --top 60 for the most cited papers, --main-path, --ancestors-of PAPER, --descendants-of PAPER,
        --between A B, --from and --to; chains through papers left out stay as dashed lines
    """

  static let picture = SelectionUse(
    name: "a picture", paperLimit: 10_000, lineLimit: 60_000, remedy: remedy,
    externalRemedy: "--externals axis shows works outside the reading list too")

  /// A corpus is in memory already.
  static let exportOfCorpus = SelectionUse(
    name: "an export", paperLimit: .max, lineLimit: .max, remedy: "",
    externalRemedy: "--external takes works outside the reading list too")

  /// Each paper of a network becomes one of a corpus, and its text, in memory.
  static let exportOfNetwork = SelectionUse(
    name: "an export of a network", paperLimit: 200_000, lineLimit: 2_000_000,
    remedy: "choose what to write: --top 10000 for the most cited papers, --main-path, --ancestors-of PAPER, "
      + "--descendants-of PAPER, --between A B, --from and --to",
    externalRemedy: "")

  /// The same with another way to ask for less.
  func advising(_ remedy: String) -> SelectionUse {
    SelectionUse(
      name: name, paperLimit: paperLimit, lineLimit: lineLimit, remedy: remedy, externalRemedy: externalRemedy)
  }

  func confirm(paperCount: Int) throws {
    guard paperCount > paperLimit else { return }
    throw Failure(.usage, "\(name) takes at most \(paperLimit) papers, and these are \(paperCount)", remedy: remedy)
  }
}

/// Throws if kinds of relations are asked for that a citation network does not have.
func confirmCitations(_ kinds: KindList?) throws {
  if let kinds, !kinds.kinds.contains(.cites) {
    throw Failure(.usage, "a citation network holds only “cites”", remedy: "leave out --kinds, or name “cites”")
  }
}

extension CorpusSelection {
  /// Throws if there is more than a use takes.
  func confirmFits(_ use: SelectionUse) throws {
    let count = corpus.papers.count
    try use.confirm(paperCount: count)
    let lineCount = corpus.relations.count + bridges.count
    guard lineCount <= use.lineLimit else {
      throw Failure(
        .usage,
        "\(use.name) takes at most \(use.lineLimit) relations, and among these \(count) papers are \(lineCount), "
          + "chains through others included",
        remedy: use.remedy)
    }
  }
}

extension SelectionAccount.Reason {
  /// What a paper left out is, behind a number.
  fileprivate func words(_ count: Int) -> String {
    switch self {
    case .external: count == 1 ? "external work" : "external works"
    case .noAncestor: "not among the ancestors"
    case .noDescendant: "not among the descendants"
    case .notBetween: "not in between"
    case .otherTopic: "of other topics"
    case .undated: "without date"
    case .otherTime: "of other times"
    case .notOnMainPath: "off the main path"
    case .notAmongTop: "not among the first"
    }
  }
}
