public import CitationGraph

/// What to show of a network: rules each of which narrows what the others leave.
///
/// Papers named for one rule widen it: the ancestors of two papers are those of either, and two topics are the papers of
/// either. A paper asked for is part of its own ancestry. ``onMainPath`` looks at what the rules before it leave, ``top``
/// at what all others leave.
public struct Selection: Sendable, Equatable {
  /// What papers are compared by.
  public enum Score: String, Sendable, CaseIterable {
    /// The local citation score: how many papers of the whole network cite a paper.
    case citations
    /// PageRank on the whole network, for a damping of 0.85.
    case pageRank = "pagerank"
  }

  /// The best papers by a score.
  public struct Top: Sendable, Equatable {
    /// How many.
    public var count: Int
    /// The score.
    public var score: Score

    /// The `count` best papers, one at least.
    public init(_ count: Int, by score: Score = .citations) {
      precondition(count >= 1, "one paper at least")
      (self.count, self.score) = (count, score)
    }
  }

  /// Two papers of which one leads to the other, in either order.
  public struct Ends: Sendable, Hashable {
    /// One paper.
    public var one: PaperIndex
    /// The other.
    public var other: PaperIndex

    /// Makes a pair of ends.
    public init(_ one: PaperIndex, _ other: PaperIndex) { (self.one, self.other) = (one, other) }
  }

  /// Only these papers and what one of them stands on; empty for no such limit.
  public var ancestorsOf: [PaperIndex]
  /// Only these papers and what grew out of one of them; empty for no such limit.
  public var descendantsOf: [PaperIndex]
  /// Only papers on the ways between two, both included, for one of these pairs; empty for no such limit.
  public var between: [Ends]
  /// The most relations that ancestors and descendants may be away; `nil` for any number.
  public var generations: Int?
  /// Only papers of one of these topics, by id; empty for no such limit. Papers of a bare network have none.
  public var topics: [String]
  /// Only papers of this date or a later one, see ``CitationGraph/DateWindow``; those without a date are left out.
  public var first: PackedDate?
  /// Only papers of this date or an earlier one; those without a date are left out.
  public var last: PackedDate?
  /// Only papers on the global main path, weighed by SPLC, ties followed.
  public var onMainPath: Bool
  /// Only the best papers by a score.
  public var top: Top?
  /// Whether relations that a longer way of shown relations and bridges replaces are left out.
  public var reduces: Bool
  /// Whether works outside the reading list are left out, but for those that it names.
  public var leavesOutExternal: Bool

  /// Makes a selection; without arguments that of all papers.
  public init(
    ancestorsOf: [PaperIndex] = [], descendantsOf: [PaperIndex] = [], between: [Ends] = [], generations: Int? = nil,
    topics: [String] = [], from first: PackedDate? = nil, through last: PackedDate? = nil, onMainPath: Bool = false,
    top: Top? = nil, reduces: Bool = false, leavesOutExternal: Bool = false
  ) {
    self.ancestorsOf = ancestorsOf
    self.descendantsOf = descendantsOf
    self.between = between
    self.generations = generations
    self.topics = topics
    self.first = first
    self.last = last
    self.onMainPath = onMainPath
    self.top = top
    self.reduces = reduces
    self.leavesOutExternal = leavesOutExternal
  }

  /// Whether it is a rule about papers that was asked for; works outside the reading list are another matter.
  public var narrows: Bool {
    !ancestorsOf.isEmpty || !descendantsOf.isEmpty || !between.isEmpty || !topics.isEmpty || hasDates || onMainPath
      || top != nil
  }

  /// Whether papers are chosen by date.
  public var hasDates: Bool { first != nil || last != nil }

  /// The papers that it names, each once, in the order of the rules.
  public var namedPapers: [PaperIndex] {
    var seen: Set<PaperIndex> = []
    return (ancestorsOf + descendantsOf + between.flatMap { [$0.one, $0.other] }).filter { seen.insert($0).inserted }
  }
}

/// What a selection left out, and why.
public struct SelectionAccount: Sendable, Equatable {
  /// Why a paper is left out: the first rule that it does not meet, in this order.
  public enum Reason: String, Sendable, CaseIterable {
    /// It stands outside the reading list.
    case external
    /// It is no ancestor of what was asked for, or too many generations away.
    case noAncestor
    /// It is no descendant of what was asked for, or too many generations away.
    case noDescendant
    /// It lies on no way between the papers asked for.
    case notBetween
    /// It stands under another topic, or none.
    case otherTopic
    /// It has no date, and dates were asked for.
    case undated
    /// It appeared at another time.
    case otherTime
    /// It is not on the main path.
    case notOnMainPath
    /// Enough others have a higher score.
    case notAmongTop
  }

  /// How many papers one rule left out.
  public struct LeftOut: Sendable, Equatable {
    /// The rule.
    public let reason: Reason
    /// How many papers; one at least.
    public let paperCount: Int
  }

  /// Papers left out although they score as much as the last that is shown.
  public struct Tie: Sendable, Equatable {
    /// How many papers.
    public let paperCount: Int
    /// Their score: citations, or a share of visits.
    public let score: Double
  }

  /// How many papers there were to choose from.
  public let paperCount: Int
  /// How many papers are shown.
  public let shownPaperCount: Int
  /// What was left out, in the order of the rules.
  public let leftOut: [LeftOut]
  /// What was left out by chance of order: the earlier row was taken. `nil` if nothing was.
  public let tie: Tie?
  /// How many relations are left out as one of their papers is, or both.
  public internal(set) var looseRelationCount = 0
  /// How many relations between shown papers are left out as a longer way replaces them.
  public internal(set) var redundantRelationCount = 0
  /// How many relations between shown papers are left out as they are beside the point, see
  /// ``CorpusSelection/showing(_:)``.
  public internal(set) var asideRelationCount = 0
  /// How many relations were not followed in looking for chains, as they run backward in a cycle.
  public internal(set) var unfollowedRelationCount = 0

  /// How many papers are left out.
  public var leftOutPaperCount: Int { paperCount - shownPaperCount }

  init(paperCount: Int, shownPaperCount: Int, leftOut: [LeftOut], tie: Tie?) {
    self.paperCount = paperCount
    self.shownPaperCount = shownPaperCount
    self.leftOut = leftOut
    self.tie = tie
  }
}

/// The papers of a network that a selection shows, before their relations are looked at.
public struct SelectedPapers: Sendable, Equatable {
  /// What was asked.
  public let selection: Selection
  /// The papers, in row order.
  public let papers: [PaperIndex]
  /// What was left out of the papers, and why.
  public let account: SelectionAccount

  init(selection: Selection, papers: [PaperIndex], account: SelectionAccount) {
    (self.selection, self.papers, self.account) = (selection, papers, account)
  }

  /// Takes the papers of an answer that was found otherwise.
  ///
  /// - Parameters:
  ///   - papers: The papers; one named twice is taken once.
  ///   - paperCount: How many papers the network has.
  ///   - selection: What was asked, for the words in which the answer is told.
  ///   - reason: Why the others are left out.
  public init(
    _ papers: some Sequence<PaperIndex>, of paperCount: Int, answering selection: Selection,
    leavingOut reason: SelectionAccount.Reason
  ) {
    let papers = Set(papers).sorted()
    precondition(papers.last.map { $0.row < paperCount } ?? true, "rows of the network")
    let leftOutCount = paperCount - papers.count
    self.init(
      selection: selection, papers: papers,
      account: SelectionAccount(
        paperCount: paperCount, shownPaperCount: papers.count,
        leftOut: leftOutCount == 0 ? [] : [.init(reason: reason, paperCount: leftOutCount)], tie: nil))
  }
}

/// A chain through papers left out, in the names of a corpus.
public struct CorpusBridge: Sendable, Hashable, Codable {
  /// The shown paper at the later end.
  public let citing: PaperID
  /// The shown paper at the earlier end.
  public let cited: PaperID
  /// What the papers in between are called, on a shortest chain, from the citing end on; one at least.
  public let via: [String]

  /// Makes a bridge.
  public init(citing: PaperID, cited: PaperID, via: [String]) {
    precondition(!via.isEmpty, "a bridge stands for papers in between")
    (self.citing, self.cited, self.via) = (citing, cited, via)
  }
}

/// What a selection shows: papers and the relations among them, bridges where papers in between are left out, and an
/// account of what is not shown.
public struct CorpusSelection: Sendable, Equatable {
  /// What was asked.
  public let selection: Selection
  /// The shown papers and the relations among them.
  public var corpus: Corpus
  /// The kinds along which papers were reached and bridges run, strongest first.
  public let following: [RelationKind]
  /// The bridges, by citing and then cited row. See ``CitationGraph/BridgedReach`` for which these are.
  public private(set) var bridges: [CorpusBridge]
  /// What is not shown.
  public private(set) var account: SelectionAccount
  /// What the papers that the selection names are called.
  public let names: [PaperIndex: String]
  /// The topics that the selection names.
  public let topics: [Topic]

  /// The same papers with some of the relations among them and without bridges, as to show chains and nothing else.
  ///
  /// - Parameter corpus: The papers of the selection, under any topics, and some of the relations that it shows.
  public func showing(_ corpus: Corpus) -> CorpusSelection {
    var shown = self
    shown.account.asideRelationCount += self.corpus.relations.count - corpus.relations.count
    shown.corpus = corpus
    shown.bridges = []
    return shown
  }
}
