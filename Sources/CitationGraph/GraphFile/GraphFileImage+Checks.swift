// MARK: - The bytes

extension GraphFileImage {
  /// Compares a section's checksum with its bytes. O(*n*), on all processors.
  func checkSum(_ index: Int) throws(GraphFileError) {
    let entry = layout.entries[index]
    let checksum = bytes.withUnsafeBufferPointer {
      XXHash64.blockwise(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer($0)[entry.offset..<entry.end]))
    }
    guard checksum == entry.checksum else {
      throw GraphFileError(
        path, .damaged, section: entry.section, offset: entry.offset,
        found: "checksum \(GraphFileLayout.hexadecimal(checksum))",
        expected: GraphFileLayout.hexadecimal(entry.checksum))
    }
  }

  /// What lies between sections is zero.
  func checkGaps() throws(GraphFileError) {
    var end = layout.headerByteCount
    for entry in layout.entries {
      for position in end..<entry.offset where bytes[position] != 0 {
        throw GraphFileError(
          path, .damaged, offset: position, found: "byte \(bytes[position]) between sections", expected: "0")
      }
      end = entry.end
    }
  }
}

// MARK: - The graph

/// What a scan of some rows found.
private struct RowScan: BitwiseCopyable, Sendable {
  enum Fault: UInt8, BitwiseCopyable, Sendable { case none, offset, column }

  var fault = Fault.none
  /// The row if the offset after it is at fault, the position if a column is.
  var position = 0
  /// A sum over the relations that does not depend on their order.
  var sum: UInt64 = 0
}

/// Numbers for citing and for cited rows; the sum of their products is the same for both halves of a graph and, but for
/// a chance of about 2^-60, different for two that are not each other's transpose.
private struct RelationSums: Sendable {
  // Drawn anew for each scan, so that no file can be made to meet them.
  private let citingKey = UInt64.random(in: 0 ... .max)
  private let citedKey = UInt64.random(in: 0 ... .max)

  @inline(__always)
  func citing(_ row: UInt32) -> UInt64 { Self.mixed(citingKey ^ UInt64(row)) }

  @inline(__always)
  func cited(_ row: UInt32) -> UInt64 { Self.mixed(citedKey ^ UInt64(row)) }

  @inline(__always)
  private static func mixed(_ value: UInt64) -> UInt64 {
    let product = value &* 0x9E37_79B9_7F4A_7C15
    return (product ^ product &>> 32) | 1
  }
}

extension GraphFileImage {
  /// What keeps the halves from being a graph: offsets that ascend, rows strictly ascending without the row itself and
  /// inside the graph, each half the transpose of the other. `nil` if nothing does.
  ///
  /// One pass over memory on all processors.
  func structuralDamage() -> GraphFileError? {
    let sums = RelationSums()
    var totals: [UInt64] = []
    let halves: [(GraphFile.Section, GraphFile.Section, CitationGraph.Direction)] = [
      (.referenceOffsets, .referenceColumns, .ancestors), (.citerOffsets, .citerColumns, .descendants),
    ]
    for (offsetsSection, columnsSection, direction) in halves {
      guard let offsets = column(offsetsSection, of: Int.self),
        let columns = column(columnsSection, of: PaperIndex.self)
      else { preconditionFailure("open() has seen them") }
      let rows = CompressedRows(offsets: offsets, columns: columns)
      let scan = rows.withUnverifiedPointers { Self.scan($0, direction, sums) }
      switch scan.fault {
      case .none: totals.append(scan.sum)
      case .offset:
        return error(
          offsetsSection, at: scan.position + 1, width: 8, found: "offset \(offsets[scan.position + 1])",
          expected: "\(offsets[scan.position]) to \(columns.count)")
      case .column:
        return error(
          columnsSection, at: scan.position, width: 4, found: "column \(columns[scan.position].rawValue)",
          expected: "ascending other rows below \(layout.paperCount)")
      }
    }
    guard totals[0] == totals[1] else {
      return GraphFileError(
        path, .damaged, section: .citerColumns, offset: layout.entry(.citerColumns)?.offset,
        found: "other relations than among the references", expected: "the same")
    }
    return nil
  }

  /// The first fault by row, whatever the number of threads.
  private static func scan(
    _ rows: RowPointers, _ direction: CitationGraph.Direction, _ sums: RelationSums
  ) -> RowScan {
    // Parts of equal numbers of rows: old papers have many citers, so there are more parts than processors.
    let partCount = max(1, min(256, rows.rowCount / 1024))
    let parts = Buffer<RowScan>(repeating: RowScan(), count: partCount)
    let shared = Shared(parts.base)
    Threads.run(partCount) { part in
      let range = rows.rowCount * part / partCount..<rows.rowCount * (part + 1) / partCount
      shared.value[part] =
        direction == .ancestors
        ? scan(rows, range, own: { sums.citing($0) }, other: { sums.cited($0) })
        : scan(rows, range, own: { sums.cited($0) }, other: { sums.citing($0) })
    }
    var total = RowScan()
    for part in 0..<partCount {
      if parts[part].fault != .none { return parts[part] }
      total.sum &+= parts[part].sum
    }
    return total
  }

  @inline(__always)
  private static func scan(
    _ rows: RowPointers, _ range: Range<Int>, own: (UInt32) -> UInt64, other: (UInt32) -> UInt64
  ) -> RowScan {
    var scan = RowScan()
    for row in range {
      guard let positions = rows.checkedRange(row) else {
        (scan.fault, scan.position) = (.offset, row)
        return scan
      }
      // Branch-free: what is wrong is looked for again where something is.
      var faults = 0
      var previous = -1
      var sum: UInt64 = 0
      for position in positions {
        let column = rows.columns[position].row
        faults |= (column <= previous ? 1 : 0) | (column == row ? 1 : 0)
        previous = column
        sum &+= other(UInt32(truncatingIfNeeded: column))
      }
      if faults != 0 || previous >= rows.rowCount {
        (scan.fault, scan.position) = (.column, firstFault(rows, row, positions))
        return scan
      }
      scan.sum &+= own(UInt32(row)) &* sum
    }
    return scan
  }

  private static func firstFault(_ rows: RowPointers, _ row: Int, _ positions: Range<Int>) -> Int {
    var previous = -1
    for position in positions {
      let column = rows.columns[position].row
      if column <= previous || column == row || column >= rows.rowCount { return position }
      previous = column
    }
    return positions.lowerBound
  }
}

// MARK: - What rows are called and when they appeared

extension PackedDate {
  /// Whether it is a date that the initialisers make, or none.
  @inline(__always)
  var isWellFormed: Bool {
    let (year, month, day) = (rawValue >> 9, rawValue >> 5 & 15, rawValue & 31)
    return rawValue == 0 || (year >= 1 && year <= 9999 && month <= 12 && (day == 0 || month != 0))
  }
}

extension GraphFileImage {
  /// Every date is one. O(*p*).
  func checkDates() throws(GraphFileError) {
    guard let dates = column(.dates, of: PackedDate.self) else { return }
    for row in 0..<dates.count where !dates[row].isWellFormed {
      throw error(
        .dates, at: row, width: 4, found: "number \(dates[row].rawValue) for row \(row)", expected: "a packed date")
    }
  }

  /// Texts lie end to end. O(*p*).
  func checkTexts(_ section: GraphFile.Section) throws(GraphFileError) {
    guard let offsets = column(section, of: UInt64.self) else { return }
    for row in 0..<offsets.count - 1 where offsets[row] > offsets[row + 1] {
      throw error(
        section, at: row + 1, width: 8, found: "offset \(offsets[row + 1])", expected: "at least \(offsets[row])")
    }
  }

  /// The order of identifiers is theirs, and holds every row once. O(*p*).
  func checkOrder() throws(GraphFileError) {
    guard let order = column(.identifierOrder, of: PaperIndex.self), let identifiers = identifiers else { return }
    for position in 0..<order.count {
      guard order[position].row < order.count else {
        throw error(
          .identifierOrder, at: position, width: 4, found: "row \(order[position].row)",
          expected: "one below \(order.count)")
      }
      // Ascending by identifier and then by row: so no row comes twice.
      guard position == 0 || identifiers.comesBefore(order[position - 1].row, order[position].row) else {
        throw error(
          .identifierOrder, at: position, width: 4, found: "row \(order[position].row) out of order",
          expected: "identifiers in ascending order")
      }
    }
  }

  /// What rows are called; ``GraphFile`` has seen that there is one or the other.
  var identifiers: IdentifierColumn? {
    if let numbers = column(.identifierNumbers, of: UInt64.self) { return .numbers(numbers) }
    return texts(.identifierOffsets, .identifierBytes).map { .texts($0) }
  }

  func texts(_ offsets: GraphFile.Section, _ bytes: GraphFile.Section) -> TextColumn? {
    guard let offsets = column(offsets, of: UInt64.self), let bytes = column(bytes, of: UInt8.self) else { return nil }
    return TextColumn(offsets: offsets, bytes: bytes)
  }
}
