/// One half of the graph in compressed sparse row form: for each row, a sorted run of columns.
@usableFromInline
struct CompressedRows: Sendable {
  /// `rowCount + 1` positions into `columns`.
  @usableFromInline let offsets: Column<Int>
  @usableFromInline let columns: Column<PaperIndex>
  /// Where the rows come from if nobody has looked at all of them yet; `nil` for rows known to be sound.
  @usableFromInline let trust: RowTrust?

  init(offsets: Column<Int>, columns: Column<PaperIndex>, trust: RowTrust? = nil) {
    self.offsets = offsets
    self.columns = columns
    self.trust = trust
  }

  @inlinable var rowCount: Int { offsets.count - 1 }

  /// The positions of a row's columns. In rows that may be damaged the row is looked at first, and a damaged one is
  /// empty.
  @inlinable
  func range(of paper: PaperIndex) -> Range<Int> {
    let row = paper.row
    precondition(row < rowCount, "no row of this graph")
    if let trust { return trust.range(of: row, in: self) }
    return Range(uncheckedBounds: (offsets.base[row], offsets.base[row + 1]))
  }

  /// The rows as ``withPointers(_:)`` shows them: with all relations, or with none once they were found damaged.
  var soundRows: CompressedRows { trust?.soundRows(self) ?? self }

  /// How many columns a row has; of one that may be damaged only its length is looked at.
  @inlinable
  func count(of paper: PaperIndex) -> Int {
    let row = paper.row
    precondition(row < rowCount, "no row of this graph")
    let (low, high) = (offsets.base[row], offsets.base[row + 1])
    return trust == nil || (low >= 0 && low <= high && high <= columns.count) ? high - low : 0
  }

  @inlinable
  func run(of paper: PaperIndex) -> Column<PaperIndex> {
    let range = range(of: paper)
    return Column(unchecked: columns.base + range.lowerBound, count: range.count, memory: columns.memory)
  }

  /// Calls `body` with bare pointers for an inner loop, valid during the call only.
  ///
  /// Rows that may be damaged are looked at first, all of them, once for all later calls. If they are, `body` sees rows
  /// without columns, and ``CitationGraph/confirmSoundSoFar()`` throws.
  @inline(__always)
  func withPointers<Result, Failure: Error>(
    _ body: (RowPointers) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try soundRows.withUnverifiedPointers(body)
  }

  /// Calls `body` with bare pointers to rows that may be damaged, without looking at all of them: for loops that read
  /// few rows of a large file.
  ///
  /// Such a loop takes positions from ``RowPointers/checkedRange(_:)`` only, compares every column with `rowCount`
  /// before it uses it as a row, expects nothing of the order of columns, and reports what it met to
  /// ``noteDamage(row:)``.
  @inline(__always)
  func withUnverifiedPointers<Result, Failure: Error>(
    _ body: (RowPointers) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(self) {} }
    return try body(
      RowPointers(rowCount: rowCount, columnCount: columns.count, offsets: offsets.base, columns: columns.base))
  }

  /// Remembers that a row was found damaged, so that ``CitationGraph/confirmSoundSoFar()`` throws.
  func noteDamage(row: Int) { trust?.noteDamage(row: row) }
}

/// The bare memory of ``CompressedRows``; positions are checked by nobody.
struct RowPointers: @unchecked Sendable {
  // Unchecked: the memory is never written while a graph refers to it.
  let rowCount: Int
  let columnCount: Int
  let offsets: UnsafePointer<Int>
  let columns: UnsafePointer<PaperIndex>

  /// The positions of a row's columns.
  @inline(__always)
  func range(_ row: Int) -> Range<Int> {
    Range(uncheckedBounds: (offsets[row], offsets[row + 1]))
  }

  /// The positions of a row's columns, or `nil` if they cannot be: for rows that nobody has looked at yet.
  @inline(__always)
  func checkedRange(_ row: Int) -> Range<Int>? {
    let (low, high) = (offsets[row], offsets[row + 1])
    // As unsigned numbers negative ones are beyond every count.
    guard UInt(bitPattern: low) <= UInt(bitPattern: high), high <= columnCount, high >= 0 else { return nil }
    return Range(uncheckedBounds: (low, high))
  }

  /// The columns of a row.
  @inline(__always)
  func columns(_ row: Int) -> UnsafeBufferPointer<PaperIndex> {
    UnsafeBufferPointer(start: columns + offsets[row], count: offsets[row + 1] - offsets[row])
  }

  @inline(__always)
  func count(_ row: Int) -> Int { offsets[row + 1] - offsets[row] }
}
