/// One half of the graph in compressed sparse row form: for each row, a sorted run of columns.
@usableFromInline
struct CompressedRows: Sendable {
  /// `rowCount + 1` positions into `columns`.
  @usableFromInline let offsets: Column<Int>
  @usableFromInline let columns: Column<PaperIndex>

  init(offsets: Column<Int>, columns: Column<PaperIndex>) {
    self.offsets = offsets
    self.columns = columns
  }

  @inlinable var rowCount: Int { offsets.count - 1 }

  @inlinable
  func range(of paper: PaperIndex) -> Range<Int> {
    let row = paper.row
    precondition(row < rowCount, "no row of this graph")
    return Range(uncheckedBounds: (offsets.base[row], offsets.base[row + 1]))
  }

  @inlinable
  func run(of paper: PaperIndex) -> Column<PaperIndex> {
    let range = range(of: paper)
    return Column(unchecked: columns.base + range.lowerBound, count: range.count, memory: columns.memory)
  }

  /// Calls `body` with bare pointers for an inner loop, valid during the call only.
  @inline(__always)
  func withPointers<Result, Failure: Error>(
    _ body: (RowPointers) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(self) {} }
    return try body(RowPointers(rowCount: rowCount, offsets: offsets.base, columns: columns.base))
  }
}

/// The bare memory of ``CompressedRows``; positions are checked by nobody.
struct RowPointers: @unchecked Sendable {
  // Unchecked: the memory is never written while a graph refers to it.
  let rowCount: Int
  let offsets: UnsafePointer<Int>
  let columns: UnsafePointer<PaperIndex>

  /// The positions of a row's columns.
  @inline(__always)
  func range(_ row: Int) -> Range<Int> {
    Range(uncheckedBounds: (offsets[row], offsets[row + 1]))
  }

  /// The columns of a row.
  @inline(__always)
  func columns(_ row: Int) -> UnsafeBufferPointer<PaperIndex> {
    UnsafeBufferPointer(start: columns + offsets[row], count: offsets[row + 1] - offsets[row])
  }

  @inline(__always)
  func count(_ row: Int) -> Int { offsets[row + 1] - offsets[row] }
}
