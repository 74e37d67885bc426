/// A frozen directed graph of papers: who cites whom, readable in both directions.
///
/// A relation runs from the **citing** to the **cited** paper. The graph holds at most one relation for an ordered pair
/// of papers and none from a paper to itself; what the builder met beyond that is counted, not kept.
/// Rows are meant to be numbered by date, oldest first, so that nearly all relations run to lower rows. Nothing here
/// depends on it: cycles and relations to later papers are ordinary input.
///
/// Storage is two halves in compressed sparse row form: 8 bytes a relation and 16 bytes a paper, both directions
/// together. The value never changes and is free to share between tasks.
public struct CitationGraph: Sendable {
  /// The direction in which relations are followed.
  public enum Direction: Sendable, CaseIterable {
    /// From the citing to the cited paper, down to what a paper stands on.
    case ancestors
    /// From the cited to the citing paper, up to what grew out of a paper.
    case descendants

    /// The other direction.
    public var reversed: Direction { self == .ancestors ? .descendants : .ancestors }
  }

  /// How many relations were added that were in the graph already.
  public let duplicateRelationCount: Int
  /// How many relations were added from a paper to itself.
  public let selfRelationCount: Int

  @usableFromInline let references: CompressedRows
  @usableFromInline let citers: CompressedRows

  init(references: CompressedRows, citers: CompressedRows, duplicateRelationCount: Int, selfRelationCount: Int) {
    self.references = references
    self.citers = citers
    self.duplicateRelationCount = duplicateRelationCount
    self.selfRelationCount = selfRelationCount
  }

  /// The number of papers, which is the number of rows.
  @inlinable
  public var paperCount: Int { references.rowCount }

  /// The number of relations.
  @inlinable
  public var relationCount: Int { references.columns.count }

  /// All rows, in order.
  public var papers: some RandomAccessCollection<PaperIndex> & Sendable {
    (0..<paperCount).lazy.map { PaperIndex($0) }
  }

  /// The papers that `paper` cites, in row order. O(1).
  @inlinable
  public func references(of paper: PaperIndex) -> Column<PaperIndex> {
    references.run(of: paper)
  }

  /// The papers that cite `paper`, in row order. O(1).
  @inlinable
  public func citers(of paper: PaperIndex) -> Column<PaperIndex> {
    citers.run(of: paper)
  }

  /// The papers next to `paper` in a direction, in row order. O(1).
  @inlinable
  public func neighbors(of paper: PaperIndex, towards direction: Direction) -> Column<PaperIndex> {
    switch direction {
    case .ancestors: references(of: paper)
    case .descendants: citers(of: paper)
    }
  }

  /// The positions, among all relations ordered by citing then cited row, of the relations of one citing paper.
  ///
  /// Use it to keep values beside the graph, one for each relation. O(1).
  @inlinable
  public func relationPositions(citing paper: PaperIndex) -> Range<Int> {
    references.range(of: paper)
  }

  /// The position of the relation from `citing` to `cited` among all relations ordered by citing then cited row, or
  /// `nil` if there is none. O(log *d*) for *d* references of `citing`.
  public func relationPosition(citing: PaperIndex, cited: PaperIndex) -> Int? {
    let range = references.range(of: citing)
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if references.columns[middle] < cited { low = middle + 1 } else { high = middle }
    }
    return low < range.upperBound && references.columns[low] == cited ? low : nil
  }
}

extension CitationGraph {
  /// The same papers, each citing those that cite it here. O(1).
  public var reversed: CitationGraph {
    CitationGraph(
      references: citers, citers: references, duplicateRelationCount: duplicateRelationCount,
      selfRelationCount: selfRelationCount)
  }

  /// The half that leads in a direction.
  @inline(__always)
  func rows(towards direction: Direction) -> CompressedRows {
    direction == .ancestors ? references : citers
  }
}

extension CitationGraph {
  /// How many papers of the graph a paper cites: its local cited references (LCR). O(1).
  @inlinable
  public func referenceCount(of paper: PaperIndex) -> Int { references.count(of: paper) }

  /// How many papers of the graph cite a paper: its local citation score (LCS). O(1).
  @inlinable
  public func citationCount(of paper: PaperIndex) -> Int { citers.count(of: paper) }
}
