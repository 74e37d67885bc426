/// Collects relations and freezes them into a ``CitationGraph``.
///
/// ```swift
/// var builder = CitationGraphBuilder(paperCount: 2)
/// builder.add(PaperIndex(1), cites: PaperIndex(0))
/// let graph = builder.build()
/// ```
public struct CitationGraphBuilder: Sendable {
  private let paperCount: Int
  private var relations: [RelationPair] = []

  /// Starts a graph of `paperCount` papers without relations.
  public init(paperCount: Int) {
    precondition(paperCount >= 0 && paperCount <= Int(UInt32.max), "a graph has 0 to 2^32 - 1 papers")
    self.paperCount = paperCount
  }

  /// Adds a relation. Traps if one of the papers is no row of this graph.
  ///
  /// A relation from a paper to itself is counted and left out.
  public mutating func add(_ citing: PaperIndex, cites cited: PaperIndex) {
    precondition(citing.row < paperCount && cited.row < paperCount, "a relation joins rows of this graph")
    relations.append(RelationPair(citing: citing.rawValue, cited: cited.rawValue))
  }

  /// Freezes the graph. Relations added more than once are kept once and counted.
  ///
  /// - Complexity: O(*p* + *r*) time and space for *p* papers and *r* relations, but for papers of more than 32
  ///   references, whose references are sorted digit by digit. At most 24 bytes a relation are in use at a time.
  public consuming func build() -> CitationGraph {
    let buffer = Buffer<RelationPair>(count: relations.count)
    relations.withUnsafeBufferPointer { relations in
      if let base = relations.baseAddress { buffer.base.update(from: base, count: relations.count) }
    }
    relations = []
    return CitationGraph(assembling: RelationRuns(buffer), paperCount: paperCount)
  }
}
