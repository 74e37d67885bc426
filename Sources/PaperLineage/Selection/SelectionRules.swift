import CitationGraph

/// What a selection is made of: a graph and what is known of its rows.
struct SelectionGround {
  /// The relations along which papers are reached.
  let graph: CitationGraph
  /// The relations that count as citations; the same rows.
  let rankedGraph: CitationGraph
  /// A date for each row, or none at all.
  let dates: Column<PackedDate>
  let topic: (PaperIndex) -> String?
  let isExternal: (PaperIndex) -> Bool

  /// Applies the rules of a selection one after the other.
  func papers(_ selection: Selection) -> SelectedPapers {
    let paperCount = graph.paperCount
    var rules = Rules(paperCount: paperCount)
    if selection.leavesOutExternal {
      let named = Set(selection.namedPapers)
      rules.narrow(.external) { !isExternal($0) || named.contains($0) }
    }
    if !selection.ancestorsOf.isEmpty {
      rules.narrow(.noAncestor, to: reached(selection.ancestorsOf, .ancestors, selection.generations))
    }
    if !selection.descendantsOf.isEmpty {
      rules.narrow(.noDescendant, to: reached(selection.descendantsOf, .descendants, selection.generations))
    }
    if !selection.between.isEmpty { rules.narrow(.notBetween, to: selection.between.flatMap(between)) }
    if !selection.topics.isEmpty {
      let topics = Set(selection.topics)
      rules.narrow(.otherTopic) { topic($0).map(topics.contains) ?? false }
    }
    if selection.hasDates {
      let dates = dates.isEmpty ? Column(repeating: PackedDate.unknown, count: paperCount) : dates
      rules.narrow(.undated) { dates[$0.row].isKnown }
      let window = DateWindow(dates, from: selection.first, through: selection.last)
      rules.narrow(.otherTime) { window.contains($0) }
    }
    if selection.onMainPath { rules.narrow(.notOnMainPath, to: mainPath(of: rules)) }
    var tie: SelectionAccount.Tie?
    if let top = selection.top, top.count < rules.count {
      let ranking = Ranking(scores: scores(top.score, of: rules), top: top.count)
      rules.narrow(.notAmongTop, to: ranking.entries.map(\.paper))
      if ranking.unlistedTieCount > 0, let last = ranking.entries.last {
        tie = SelectionAccount.Tie(paperCount: ranking.unlistedTieCount, score: last.score)
      }
    }
    return SelectedPapers(
      selection: selection, papers: rules.papers,
      account: SelectionAccount(
        paperCount: paperCount, shownPaperCount: rules.count, leftOut: rules.leftOut, tie: tie))
  }

  private func reached(
    _ starts: [PaperIndex], _ direction: CitationGraph.Direction, _ generations: Int?
  ) -> [PaperIndex] {
    starts + graph.reachedPapers(from: starts, towards: direction, maximumGeneration: generations)
  }

  /// The papers on the ways from one paper to another; rows are in the order of time, so the later one is tried first.
  private func between(_ ends: Selection.Ends) -> [PaperIndex] {
    let (earlier, later) = (min(ends.one, ends.other), max(ends.one, ends.other))
    let papers = graph.papersBetween(from: later, to: earlier).papers
    return papers.isEmpty ? graph.papersBetween(from: earlier, to: later).papers : papers
  }

  /// The papers on the main path of what is left.
  private func mainPath(of rules: Rules) -> [PaperIndex] {
    let (part, papers) = graph.subgraph(of: rules.papers)
    let network = CitationNetwork(
      graph: part, identifiers: .numbers(Column(papers.map { UInt64($0.rawValue) })))
    // Only the policy that reports cycles throws.
    guard let path = try? NetworkMainPath(network, NetworkMainPath.Question(cycles: .dropBackward)) else {
      preconditionFailure("backward relations of cycles were dropped")
    }
    return path.papers.map { papers[$0.row] }
  }

  /// The scores of what is left; what was left out before has none.
  private func scores(_ score: Selection.Score, of rules: Rules) -> Column<Double> {
    switch score {
    case .citations:
      Column(graph.papers.map { rules.contains($0) ? Double(rankedGraph.citationCount(of: $0)) : .nan })
    case .pageRank:
      Column(zip(graph.papers, rankedGraph.pageRank().scores).map { rules.contains($0) ? $1 : .nan })
    }
  }
}

/// The papers that are left, and what left out the others.
private struct Rules {
  private var isLeft: [Bool]
  private(set) var count: Int
  private(set) var leftOut: [SelectionAccount.LeftOut] = []

  init(paperCount: Int) {
    isLeft = [Bool](repeating: true, count: paperCount)
    count = paperCount
  }

  func contains(_ paper: PaperIndex) -> Bool { isLeft[paper.row] }

  var papers: [PaperIndex] { Array(isLeft.indices.lazy.filter { isLeft[$0] }.map { PaperIndex($0) }) }

  mutating func narrow(_ reason: SelectionAccount.Reason, isKept: (PaperIndex) -> Bool) {
    let before = count
    for row in isLeft.indices where isLeft[row] && !isKept(PaperIndex(row)) {
      isLeft[row] = false
      count -= 1
    }
    if count < before { leftOut.append(.init(reason: reason, paperCount: before - count)) }
  }

  mutating func narrow(_ reason: SelectionAccount.Reason, to papers: [PaperIndex]) {
    var isMember = [Bool](repeating: false, count: isLeft.count)
    for paper in papers { isMember[paper.row] = true }
    narrow(reason) { isMember[$0.row] }
  }
}
