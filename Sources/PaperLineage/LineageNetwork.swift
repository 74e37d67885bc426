public import CitationGraph

/// A corpus frozen along some kinds of relations: the graph that questions of lineage are asked of.
///
/// Rows are ordered by date (the corpus's choice, else the earliest), papers without a date first; those of one date by
/// their earliest date, then by id.
public struct LineageNetwork: Sendable {
  /// The corpus.
  public let corpus: Corpus
  /// The kinds followed, strongest first.
  public let following: [RelationKind]
  /// Whether plain `cites` is followed only because the corpus has no relation that bears lineage.
  public let fallsBackToCitations: Bool
  /// The structure: one relation for each pair of papers that some relation of a followed kind joins.
  public let graph: CitationGraph

  /// For each row, the position of its paper in the corpus.
  private let paperPositions: [Int]
  /// For each position in the corpus, the row.
  private let rows: [PaperIndex]
  /// Positions of the followed relations, ordered by citing row, cited row and kind.
  private let relationPositions: [Int]
  /// For each relation of the graph, where its relations begin in `relationPositions`; one more at the end.
  private let relationStarts: [Int]

  /// Freezes a corpus.
  ///
  /// - Parameters:
  ///   - corpus: The corpus.
  ///   - kinds: The kinds to follow; `nil` for those that bear lineage, or plain `cites` if there is none of them.
  ///   - includingExternal: Whether external papers take part. Without them, so are the relations from and to them.
  /// - Complexity: O((*p* + *r*) log (*p* + *r*)) for *p* papers and *r* relations.
  public init(_ corpus: Corpus, following kinds: Set<RelationKind>? = nil, includingExternal: Bool = true) {
    self.corpus = corpus
    let bearsLineage = corpus.relations.contains { $0.kind.bearsLineage }
    fallsBackToCitations = kinds == nil && !bearsLineage && corpus.relations.contains { $0.kind == .cites }
    let followed = kinds ?? (fallsBackToCitations ? [.cites] : Set(RelationKind.lineageBearing))
    following = followed.sorted()

    let keys = corpus.papers.map { paper in
      (
        chosen: paper.date(preferring: corpus.dateChoice)?.sortingKey ?? 0,
        earliest: paper.date(.earliest)?.sortingKey ?? 0
      )
    }
    let order = corpus.papers.indices.sorted { left, right in
      (keys[left].chosen, keys[left].earliest, corpus.papers[left].id)
        < (keys[right].chosen, keys[right].earliest, corpus.papers[right].id)
    }
    var rows = [PaperIndex](repeating: PaperIndex(0), count: order.count)
    for (row, position) in order.enumerated() { rows[position] = PaperIndex(row) }
    paperPositions = order
    self.rows = rows

    var ends: [(citing: PaperIndex, cited: PaperIndex, relation: Int)] = []
    for (position, relation) in corpus.relations.enumerated() where followed.contains(relation.kind) {
      guard let citing = corpus.position(of: relation.citing), let cited = corpus.position(of: relation.cited),
        includingExternal || !(corpus.papers[citing].isExternal || corpus.papers[cited].isExternal)
      else { continue }
      ends.append((rows[citing], rows[cited], position))
    }
    ends.sort {
      ($0.citing, $0.cited, corpus.relations[$0.relation].kind, $0.relation)
        < ($1.citing, $1.cited, corpus.relations[$1.relation].kind, $1.relation)
    }
    relationPositions = ends.map(\.relation)

    var builder = CitationGraphBuilder(paperCount: order.count)
    var starts: [Int] = []
    for (position, end) in ends.enumerated() {
      let isNewPair = position == 0 || (ends[position - 1].citing, ends[position - 1].cited) != (end.citing, end.cited)
      guard isNewPair else { continue }
      builder.add(end.citing, cites: end.cited)
      starts.append(position)
    }
    relationStarts = starts + [ends.count]
    graph = builder.build()
  }

  /// The paper in a row. O(1).
  public func paper(_ index: PaperIndex) -> Paper { corpus.papers[paperPositions[index.row]] }

  /// The row of a paper. Traps if the paper is not in the corpus. O(1).
  public func index(of id: PaperID) -> PaperIndex {
    guard let position = corpus.position(of: id) else {
      preconditionFailure("“\(id)” is no paper of this corpus")
    }
    return rows[position]
  }

  /// The followed relations from one paper to another, strongest kind first. O(log *d*) for *d* references.
  public func relations(citing: PaperIndex, cited: PaperIndex) -> [Relation] {
    guard let position = graph.relationPosition(citing: citing, cited: cited) else { return [] }
    return relationPositions[relationStarts[position]..<relationStarts[position + 1]].map { corpus.relations[$0] }
  }
}
