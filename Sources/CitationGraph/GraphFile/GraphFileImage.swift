import Synchronization

/// The bytes of an opened graph file and what is known of their soundness so far.
///
/// One object for each opening, shared by all that reads from it, so that nothing is looked at twice.
@usableFromInline
final class GraphFileImage: Sendable {
  let path: String
  let bytes: Column<UInt8>
  let layout: GraphFileLayout

  /// What is known of the graph's structure.
  enum Structure: UInt8, AtomicRepresentable { case unknown, sound, damaged }

  private let structure = Atomic(Structure.unknown)
  private let structuralError = Mutex<GraphFileError?>(nil)
  private let areDatesSound = Atomic(false)
  private let isAllSound = Atomic(false)
  /// The first damage that was met, by looking for it or on the way.
  private let damage = Mutex<GraphFileError?>(nil)

  init(path: String, bytes: Column<UInt8>) throws(GraphFileError) {
    self.path = path
    self.bytes = bytes
    layout = try bytes.withUnsafeBufferPointer { (bytes) throws(GraphFileError) in
      try GraphFileLayout(reading: UnsafeRawBufferPointer(bytes), path: path)
    }
  }

  /// A section as values; `nil` if the file has none. Its length is checked by ``GraphFile``.
  func column<Element>(_ section: GraphFile.Section, of type: Element.Type) -> Column<Element>? {
    guard let entry = layout.entry(section) else { return nil }
    let start = UnsafeRawPointer(bytes.base) + entry.offset
    return Column(
      base: start.assumingMemoryBound(to: Element.self), count: entry.byteCount / MemoryLayout<Element>.stride,
      memory: bytes.memory)
  }

  /// An error in a section, at one of its values.
  func error(
    _ section: GraphFile.Section, at position: Int, width: Int, found: String, expected: String
  ) -> GraphFileError {
    GraphFileError(
      path, .damaged, section: section, offset: layout.entry(section).map { $0.offset + position * width },
      found: found, expected: expected)
  }

  /// The damage met so far.
  var knownDamage: GraphFileError? { damage.withLock { $0 } }

  /// Keeps the first of several.
  func note(_ error: GraphFileError) {
    damage.withLock { if $0 == nil { $0 = error } }
  }

  /// Notes that the order of identifiers names a row that is none.
  func noteDamagedOrder(at position: Int) {
    note(
      error(
        .identifierOrder, at: position, width: 4, found: "a row leading out of the network",
        expected: "one below \(layout.paperCount)"))
  }

  var knownStructure: Structure { structure.load(ordering: .acquiring) }
  var isSound: Bool { knownStructure == .sound }

  /// Looks at the structure of the graph unless that was done. O(*p* + *r*) once, O(1) afterwards.
  func validateStructure() throws(GraphFileError) {
    switch knownStructure {
    case .sound: return
    case .unknown:
      let error = structuralDamage()
      if let error { note(error) }
      structuralError.withLock { $0 = error }
      structure.store(error == nil ? .sound : .damaged, ordering: .releasing)
    case .damaged: break
    }
    if let error = structuralError.withLock({ $0 }) { throw error }
  }

  /// Looks at the dates unless they are known to be sound. O(*p*) once, O(1) afterwards.
  func validateDates() throws(GraphFileError) {
    if areDatesSound.load(ordering: .acquiring) { return }
    do {
      try checkDates()
    } catch {
      note(error)
      throw error
    }
    areDatesSound.store(true, ordering: .releasing)
  }

  /// Looks at every byte unless that was done. O(*n*) once, O(1) afterwards.
  func validateAll() throws(GraphFileError) {
    if isAllSound.load(ordering: .acquiring) { return }
    do {
      for index in layout.entries.indices { try checkSum(index) }
      try checkGaps()
      try validateStructure()
      try validateDates()
      try checkTexts(.identifierOffsets)
      try checkTexts(.titleOffsets)
      try checkOrder()
    } catch {
      note(error)
      throw error
    }
    isAllSound.store(true, ordering: .releasing)
  }
}

/// Which half of which file some rows are.
@usableFromInline
struct RowTrust: Sendable {
  @usableFromInline let image: GraphFileImage
  let direction: CitationGraph.Direction

  private var sections: (offsets: GraphFile.Section, columns: GraphFile.Section) {
    direction == .ancestors ? (.referenceOffsets, .referenceColumns) : (.citerOffsets, .citerColumns)
  }

  /// The positions of a row's columns, none if the row is damaged or the graph is known to be. O(*d*) for *d* columns, O(1) once all were looked at.
  @usableFromInline
  func range(of row: Int, in rows: CompressedRows) -> Range<Int> {
    rows.withUnverifiedPointers { rows in
      switch image.knownStructure {
      case .sound: return rows.range(row)
      case .damaged: return 0..<0
      case .unknown: break
      }
      guard let range = rows.checkedRange(row) else {
        noteDamage(row: row)
        return 0..<0
      }
      var highest: UInt32 = 0
      for position in range { highest = max(highest, rows.columns[position].rawValue) }
      guard range.isEmpty || Int(highest) < rows.rowCount else {
        noteDamage(row: row)
        return 0..<0
      }
      return range
    }
  }

  func noteDamage(row: Int) {
    image.note(
      image.error(
        sections.offsets, at: row, width: 8, found: "row \(row) leading out of the graph",
        expected: "ascending offsets and columns below \(image.layout.paperCount)"))
  }

  /// `rows` if the graph is sound, else as many rows without columns; looks at the graph if nobody did.
  @usableFromInline
  func soundRows(_ rows: CompressedRows) -> CompressedRows {
    do {
      try image.validateStructure()
      return rows
    } catch {
      // The error is remembered. Zeros take no memory before they are written to, and these never are.
      return CompressedRows(offsets: Buffer(count: rows.rowCount + 1).frozen(), columns: [])
    }
  }
}
