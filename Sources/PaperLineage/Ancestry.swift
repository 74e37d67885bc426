public import CitationGraph

/// What a paper stands on, or what grew out of it, with the reasons.
public struct Ancestry: Sendable, Equatable, Codable {
  /// One paper of an ancestry.
  public struct Entry: Sendable, Equatable, Codable {
    /// The paper.
    public var paper: PaperID
    /// The fewest relations between it and the paper asked for, from 1.
    public var generation: Int
    /// The most relations between them.
    public var depth: Int
    /// The relations by which it was reached: towards ancestors those that cite it from within the ancestry, towards
    /// descendants those by which it cites papers of the ancestry. Ordered by the other paper's date, latest first
    /// towards ancestors and earliest first towards descendants, then by kind.
    public var relations: [Relation]
  }

  /// The paper asked for.
  public var paper: PaperID
  /// The kinds followed, strongest first.
  public var following: [RelationKind]
  /// Whether plain `cites` was followed for want of anything better.
  public var fallsBackToCitations: Bool
  /// Every reached paper once: by generation, then latest first towards ancestors and earliest first towards
  /// descendants.
  public var entries: [Entry]
}

extension LineageNetwork {
  /// The ancestors or descendants of a paper: each reachable paper once, with generation, depth and the relations by
  /// which it was reached. A cycle ends where it closes; the paper itself is never among the entries.
  ///
  /// - Parameters:
  ///   - id: The paper. Traps if it is not in the corpus.
  ///   - direction: Down to what it stands on, or up to what grew out of it.
  ///   - maximumGeneration: Papers farther away are left out; `nil` for no limit.
  /// - Complexity: O(*n* + *p* log *p* + *r*) for *n* papers in the corpus, *p* reached and their *r* relations.
  public func ancestry(
    of id: PaperID, towards direction: CitationGraph.Direction, maximumGeneration: Int? = nil
  ) -> Ancestry {
    let start = index(of: id)
    let reach = graph.reach(from: [start], towards: direction, maximumGeneration: maximumGeneration)
    var isInside = [Bool](repeating: false, count: graph.paperCount)
    isInside[start.row] = true
    for paper in reach.papers { isInside[paper.row] = true }

    let order = reach.papers.indices.sorted {
      let (left, right) = (reach.papers[$0], reach.papers[$1])
      guard reach.generations[$0] == reach.generations[$1] else { return reach.generations[$0] < reach.generations[$1] }
      return direction == .ancestors ? left > right : left < right
    }
    let entries = order.map { position in
      let reached = reach.papers[position]
      var others = graph.neighbors(of: reached, towards: direction.reversed).filter { isInside[$0.row] }
      if direction == .ancestors { others.reverse() }
      return Ancestry.Entry(
        paper: paper(reached).id, generation: reach.generations[position], depth: reach.depths[position],
        relations: others.flatMap { other in
          direction == .ancestors
            ? relations(citing: other, cited: reached) : relations(citing: reached, cited: other)
        })
    }
    return Ancestry(
      paper: id, following: following, fallsBackToCitations: fallsBackToCitations, entries: entries)
  }
}

/// A chain of papers from an earlier one to a later one, each step with the relations that make it.
public struct LineagePath: Sendable, Equatable, Codable {
  /// The papers, earliest first: the way knowledge flows.
  public var papers: [PaperID]
  /// For each step from one paper to the next: the relations from the later to the earlier one.
  public var steps: [[Relation]]

  /// Makes a chain; there is one step fewer than papers.
  public init(papers: [PaperID], steps: [[Relation]]) {
    precondition(steps.count == max(0, papers.count - 1), "a step joins two papers")
    self.papers = papers
    self.steps = steps
  }
}

extension LineageNetwork {
  /// A chain with the fewest steps by which `earlier` leads to `later`, or `nil` if there is none. O(*p* + *r*).
  public func shortestPath(from earlier: PaperID, to later: PaperID) -> LineagePath? {
    graph.shortestPath(from: index(of: later), to: index(of: earlier)).map(lineagePath)
  }

  /// All chains by which `earlier` leads to `later` without visiting a paper twice, shortest first, and whether these
  /// are all; at most `limit` are looked for.
  public func paths(
    from earlier: PaperID, to later: PaperID, limit: Int
  ) -> (paths: [LineagePath], isComplete: Bool) {
    let (found, isComplete) = graph.paths(from: index(of: later), to: index(of: earlier), limit: limit)
    let ordered = found.enumerated().sorted { ($0.element.count, $0.offset) < ($1.element.count, $1.offset) }
    return (ordered.map { lineagePath($0.element) }, isComplete)
  }

  private func lineagePath(_ citingToCited: [PaperIndex]) -> LineagePath {
    let rows = Array(citingToCited.reversed())
    return LineagePath(
      papers: rows.map { paper($0).id },
      steps: zip(rows, rows.dropFirst()).map { relations(citing: $1, cited: $0) })
  }
}

/// A paper that several papers all stand on.
public struct CommonAncestor: Sendable, Equatable, Codable {
  /// The paper.
  public var paper: PaperID
  /// For each of the papers asked for, in their order, the fewest relations down to it.
  public var generations: [Int]
  /// Whether no other common ancestor stands on it: the last things they share.
  public var isLowest: Bool

  /// Makes a common ancestor.
  public init(paper: PaperID, generations: [Int], isLowest: Bool) {
    self.paper = paper
    self.generations = generations
    self.isLowest = isLowest
  }
}

extension LineageNetwork {
  /// The papers that all of `ids` stand on, those nearest to all of them together first, then latest first.
  ///
  /// A paper is not its own ancestor: where one of `ids` stands on another, the other is not among the answers.
  /// No papers share nothing.
  /// - Complexity: O(*k* (*p* + *r*)) for *k* papers, and less where they come to what they share in as many steps.
  public func commonAncestors(of ids: [PaperID]) -> [CommonAncestor] {
    graph.commonAncestors(of: ids.map(index)).map { shared in
      CommonAncestor(paper: paper(shared.paper).id, generations: shared.generations, isLowest: shared.isLowest)
    }
  }
}
