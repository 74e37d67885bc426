extension GraphFile {
  /// A part of a graph file that holds one column.
  ///
  /// Raw values are those in the file; a number is never used again for something else.
  public enum Section: UInt32, CaseIterable, Hashable, Sendable, CustomStringConvertible {
    case referenceOffsets = 1
    case referenceColumns = 2
    case citerOffsets = 3
    case citerColumns = 4
    case identifierNumbers = 5
    case identifierOffsets = 6
    case identifierBytes = 7
    case identifierOrder = 8
    case dates = 9
    case titleOffsets = 10
    case titleBytes = 11
    case account = 12

    /// `reference columns`.
    public var description: String {
      switch self {
      case .referenceOffsets: "reference offsets"
      case .referenceColumns: "reference columns"
      case .citerOffsets: "citer offsets"
      case .citerColumns: "citer columns"
      case .identifierNumbers: "identifier numbers"
      case .identifierOffsets: "identifier offsets"
      case .identifierBytes: "identifier bytes"
      case .identifierOrder: "identifier order"
      case .dates: "dates"
      case .titleOffsets: "title offsets"
      case .titleBytes: "title bytes"
      case .account: "account"
      }
    }
  }
}

/// The header of a graph file: what it holds and where. The guide `GraphFile.md` lays it out byte by byte.
struct GraphFileLayout: Sendable {
  /// Where a section lies.
  struct Entry: Sendable {
    let kind: UInt32
    let offset: Int
    let byteCount: Int
    var checksum: UInt64 = 0

    var end: Int { offset + byteCount }
    /// `nil` for a kind that a later writer of the same version added.
    var section: GraphFile.Section? { GraphFile.Section(rawValue: kind) }
  }

  var paperCount = 0
  var relationCount = 0
  var duplicateRelationCount = 0
  var selfRelationCount = 0
  var entries: [Entry] = []

  /// As in PNG, a byte beyond ASCII, a name, and line ends of both kinds, which a transfer as text would change.
  static let magic: [UInt8] = [0x89, 0x4C, 0x47, 0x52, 0x46, 0x0D, 0x0A, 0x1A]
  static let version: UInt32 = 1
  static let byteOrderProbe: UInt32 = 0x0A0B_0C0D
  static let fixedByteCount = 128
  static let entryByteCount = 32
  static let maximumEntryCount = 64
  static let pageSize = 4096
  static let lineSize = 64

  var headerByteCount: Int { Self.fixedByteCount + Self.entryByteCount * entries.count }
  var fileByteCount: Int { entries.last?.end ?? headerByteCount }

  func entry(_ section: GraphFile.Section) -> Entry? { entries.first { $0.kind == section.rawValue } }

  /// Large sections begin on a page, small ones on a cache line.
  static func alignment(byteCount: Int) -> Int { byteCount >= pageSize ? pageSize : lineSize }

  /// Places sections one after the other.
  mutating func place(_ sections: [(section: GraphFile.Section, bytes: UnsafeRawBufferPointer)]) {
    var end = Self.fixedByteCount + Self.entryByteCount * sections.count
    entries = sections.map { section, bytes in
      let alignment = Self.alignment(byteCount: bytes.count)
      let offset = (end + alignment - 1) / alignment * alignment
      end = offset + bytes.count
      return Entry(
        kind: section.rawValue, offset: offset, byteCount: bytes.count, checksum: XXHash64.blockwise(bytes))
    }
  }

  // Positions of the fixed fields.
  enum Field {
    static let version = 8
    static let byteOrderProbe = 12
    static let fileByteCount = 16
    static let headerChecksum = 24
    static let paperCount = 32
    static let relationCount = 40
    static let duplicateRelationCount = 48
    static let selfRelationCount = 56
    static let flags = 64
    static let sectionCount = 72
    static let entryByteCount = 76
    static let reserved = 80
  }

  /// The header as it is written.
  func encoded() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: headerByteCount)
    func put(_ value: some FixedWidthInteger, _ position: Int) {
      withUnsafeBytes(of: value.littleEndian) { bytes.replaceSubrange(position..<position + $0.count, with: $0) }
    }
    bytes.replaceSubrange(0..<8, with: Self.magic)
    put(Self.version, Field.version)
    put(Self.byteOrderProbe, Field.byteOrderProbe)
    put(UInt64(fileByteCount), Field.fileByteCount)
    put(UInt64(paperCount), Field.paperCount)
    put(UInt64(relationCount), Field.relationCount)
    put(UInt64(duplicateRelationCount), Field.duplicateRelationCount)
    put(UInt64(selfRelationCount), Field.selfRelationCount)
    put(UInt32(entries.count), Field.sectionCount)
    put(UInt32(Self.entryByteCount), Field.entryByteCount)
    for (index, entry) in entries.enumerated() {
      let position = Self.fixedByteCount + index * Self.entryByteCount
      put(entry.kind, position)
      put(UInt64(entry.offset), position + 8)
      put(UInt64(entry.byteCount), position + 16)
      put(entry.checksum, position + 24)
    }
    put(bytes.withUnsafeBytes { XXHash64.hash($0) }, Field.headerChecksum)
    return bytes
  }
}

// MARK: - Reading

extension GraphFileLayout {
  /// Reads and checks the header, and that sections lie inside the file as the rules say. O(1).
  init(reading bytes: UnsafeRawBufferPointer, path: String) throws(GraphFileError) {
    func word(_ position: Int) -> UInt64 {
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
    }
    func half(_ position: Int) -> UInt32 {
      UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self))
    }

    guard GraphFile.isGraphFile(bytes.prefix(8)) else {
      throw GraphFileError(
        path, .notAGraphFile, offset: 0, found: Self.hexadecimal(bytes.prefix(8)),
        expected: Self.hexadecimal(Self.magic))
    }
    guard bytes.count >= Self.fixedByteCount else { throw Self.cutShort(path, bytes.count, Self.fixedByteCount) }
    let probe = half(Field.byteOrderProbe)
    guard probe == Self.byteOrderProbe else {
      throw GraphFileError(
        path, probe == Self.byteOrderProbe.byteSwapped ? .foreignByteOrder : .damaged, offset: Field.byteOrderProbe,
        found: "byte order probe \(probe)", expected: "\(Self.byteOrderProbe)")
    }
    guard half(Field.version) == Self.version else {
      throw GraphFileError(
        path, .unsupportedVersion, offset: Field.version, found: "version \(half(Field.version))",
        expected: "\(Self.version)")
    }
    let entryCount = Int(half(Field.sectionCount))
    guard entryCount <= Self.maximumEntryCount else {
      throw Self.damaged(path, Field.sectionCount, "\(entryCount) sections", "at most \(Self.maximumEntryCount)")
    }
    let headerEnd = Self.fixedByteCount + entryCount * Self.entryByteCount
    guard bytes.count >= headerEnd else { throw Self.cutShort(path, bytes.count, headerEnd) }

    var header = [UInt8](bytes[..<headerEnd])
    header.replaceSubrange(Field.headerChecksum..<Field.headerChecksum + 8, with: repeatElement(0, count: 8))
    let checksum = header.withUnsafeBytes { XXHash64.hash($0) }
    guard word(Field.headerChecksum) == checksum else {
      throw Self.damaged(
        path, Field.headerChecksum, "header checksum \(Self.hexadecimal(checksum))",
        Self.hexadecimal(word(Field.headerChecksum)))
    }

    // From here on the header is as somebody wrote it; whether that was us is another question.
    let byteCount = try Self.number(word(Field.fileByteCount), path, Field.fileByteCount, "file length")
    guard bytes.count >= byteCount else { throw Self.cutShort(path, bytes.count, byteCount) }
    guard bytes.count == byteCount else {
      throw GraphFileError(
        path, .overlong, offset: byteCount, found: "\(bytes.count) bytes", expected: "\(byteCount)")
    }
    for position in stride(from: Field.reserved, to: Self.fixedByteCount, by: 8) + [Field.flags]
    where word(position) != 0 {
      throw GraphFileError(
        path, .unsupportedVersion, offset: position, found: "a feature of a later version", expected: "none")
    }
    guard Int(half(Field.entryByteCount)) == Self.entryByteCount else {
      throw Self.damaged(
        path, Field.entryByteCount, "\(half(Field.entryByteCount)) bytes for each section", "\(Self.entryByteCount)")
    }
    paperCount = try Self.number(word(Field.paperCount), path, Field.paperCount, "papers")
    relationCount = try Self.number(word(Field.relationCount), path, Field.relationCount, "relations")
    duplicateRelationCount = try Self.number(
      word(Field.duplicateRelationCount), path, Field.duplicateRelationCount, "duplicates")
    selfRelationCount = try Self.number(
      word(Field.selfRelationCount), path, Field.selfRelationCount, "self relations")
    guard paperCount <= Int(UInt32.max) else {
      throw Self.damaged(path, Field.paperCount, "\(paperCount) papers", "at most \(UInt32.max)")
    }

    var end = headerEnd
    for index in 0..<entryCount {
      let position = Self.fixedByteCount + index * Self.entryByteCount
      let entry = Entry(
        kind: half(position), offset: try Self.number(word(position + 8), path, position + 8, "section offset"),
        byteCount: try Self.number(word(position + 16), path, position + 16, "section length"),
        checksum: word(position + 24))
      let alignment = Self.alignment(byteCount: entry.byteCount)
      guard half(position + 4) == 0, entry.kind > entries.last?.kind ?? 0 else {
        throw Self.damaged(
          path, position, "section kind \(entry.kind)", "one above \(entries.last?.kind ?? 0) and no flag")
      }
      let place = (end + alignment - 1) / alignment * alignment
      guard entry.offset == place else {
        throw Self.damaged(path, position + 8, "a section at \(entry.offset)", "\(place)")
      }
      guard entry.offset <= bytes.count, entry.byteCount <= bytes.count - entry.offset else {
        throw Self.damaged(
          path, position + 16, "a section of \(entry.byteCount) bytes",
          "at most \(max(0, bytes.count - entry.offset))")
      }
      entries.append(entry)
      end = entry.end
    }
    guard end == bytes.count else { throw Self.damaged(path, end, "bytes after the last section", "none") }
  }

  /// A count or a position, which must fit a signed number.
  private static func number(
    _ value: UInt64, _ path: String, _ position: Int, _ what: String
  ) throws(GraphFileError) -> Int {
    guard let number = Int(exactly: value), number <= 1 << 60 else {
      throw damaged(path, position, "\(what) \(value)", "at most 2^60")
    }
    return number
  }

  private static func damaged(_ path: String, _ position: Int, _ found: String, _ expected: String) -> GraphFileError {
    GraphFileError(path, .damaged, offset: position, found: found, expected: expected)
  }

  private static func cutShort(_ path: String, _ found: Int, _ expected: Int) -> GraphFileError {
    GraphFileError(path, .truncated, offset: found, found: "\(found) bytes", expected: "at least \(expected)")
  }

  static func hexadecimal(_ value: UInt64) -> String { "0x" + String(value, radix: 16) }

  private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let bytes = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    return bytes.isEmpty ? "nothing" : bytes.joined(separator: " ")
  }
}
