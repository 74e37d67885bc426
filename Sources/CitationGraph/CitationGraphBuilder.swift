/// Collects relations and freezes them into a ``CitationGraph``.
///
/// ```swift
/// var builder = CitationGraphBuilder(paperCount: 2)
/// builder.add(PaperIndex(1), cites: PaperIndex(0))
/// let graph = builder.build()
/// ```
public struct CitationGraphBuilder: Sendable {
  private let paperCount: Int
  private var citing: [PaperIndex] = []
  private var cited: [PaperIndex] = []
  private var selfRelationCount = 0

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
    guard citing != cited else {
      selfRelationCount += 1
      return
    }
    self.citing.append(citing)
    self.cited.append(cited)
  }

  /// Freezes the graph. Relations added more than once are kept once and counted.
  ///
  /// Two counting sorts: O(*p* + *r*) time and space for *p* papers and *r* relations.
  public consuming func build() -> CitationGraph {
    // Sorting by the cited row first and then, stably, by the citing row leaves each row's references in order.
    let byCited = Self.order(of: cited, rowCount: paperCount, taking: Array(cited.indices))
    let byCiting = Self.order(of: citing, rowCount: paperCount, taking: byCited)

    var offsets = [Int](repeating: 0, count: paperCount + 1)
    var columns: [PaperIndex] = []
    columns.reserveCapacity(byCiting.count)
    var previous: Int?
    for relation in byCiting {
      defer { previous = relation }
      if let previous, citing[previous] == citing[relation], cited[previous] == cited[relation] { continue }
      columns.append(cited[relation])
      offsets[citing[relation].row + 1] += 1
    }
    for row in 0..<paperCount { offsets[row + 1] += offsets[row] }
    let references = CompressedRows(offsets: Column(offsets), columns: Column(columns))
    return CitationGraph(
      references: references, citers: references.transposed(),
      duplicateRelationCount: byCiting.count - columns.count, selfRelationCount: selfRelationCount)
  }

  /// The positions `taking`, stably sorted by the row that `rows` gives each.
  private static func order(of rows: [PaperIndex], rowCount: Int, taking positions: [Int]) -> [Int] {
    var next = [Int](repeating: 0, count: rowCount + 1)
    for row in rows { next[row.row + 1] += 1 }
    for row in 0..<rowCount { next[row + 1] += next[row] }
    var sorted = [Int](repeating: 0, count: positions.count)
    for position in positions {
      let row = rows[position].row
      sorted[next[row]] = position
      next[row] += 1
    }
    return sorted
  }
}

extension CompressedRows {
  /// The same relations read the other way; runs come out sorted because rows are visited in order.
  func transposed() -> CompressedRows {
    var offsets = [Int](repeating: 0, count: rowCount + 1)
    for column in columns { offsets[column.row + 1] += 1 }
    for row in 0..<rowCount { offsets[row + 1] += offsets[row] }
    var next = offsets
    var transposed = [PaperIndex](repeating: PaperIndex(rawValue: 0), count: columns.count)
    for row in 0..<rowCount {
      for position in range(of: PaperIndex(row)) {
        let column = columns[position].row
        transposed[next[column]] = PaperIndex(row)
        next[column] += 1
      }
    }
    return CompressedRows(offsets: Column(offsets), columns: Column(transposed))
  }
}
