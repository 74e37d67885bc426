/// A citation network in a file that is opened by mapping: in the same few microseconds whatever its size.
///
/// ```swift
/// try GraphFile.write(network, account: "left out: 12 lines", to: "network.lgraph")
/// let file = try GraphFile.open("network.lgraph")
/// let paper = file.network.index(of: "9907233")
/// ```
///
/// The layout is in the guide `GraphFile.md`. The file must not be changed in place or cut short while it is open;
/// ``write(_:account:synchronizing:to:)`` never does that, even when it writes to the name of an open file.
public struct GraphFile: Sendable {
  /// How much is looked at on opening.
  public enum Verification: Sendable, CaseIterable {
    /// The header, and that lengths and end points fit it: O(1). Checksums of sections are skipped on purpose.
    case header
    /// As ``header``; a file of up to 1 MiB, and the account of any, are looked at whole: O(1).
    case quick
    /// Every byte: checksums, structure, order, dates. O(*n*) for *n* bytes, at about the speed of memory.
    case all
  }

  /// Where a section lies.
  public struct SectionPlace: Hashable, Sendable {
    /// Which it is, or `nil` for a kind this version does not know.
    public let section: Section?
    /// Where it begins, in bytes.
    public let offset: Int
    /// How long it is, in bytes.
    public let byteCount: Int
  }

  /// The file as it was named.
  public let path: String
  /// What it holds, on mapped memory.
  public let network: CitationNetwork
  /// How it was made, as the importer told: what was read, what was left out and why. Plain text.
  public let account: String
  /// The sections in their order.
  public var sections: [SectionPlace] {
    image.layout.entries.map { SectionPlace(section: $0.section, offset: $0.offset, byteCount: $0.byteCount) }
  }
  /// The length of the file.
  public var byteCount: Int { image.bytes.count }

  private let image: GraphFileImage

  /// Whether a file that begins with some bytes is a graph file; eight are enough.
  public static func isGraphFile(_ prefix: some Collection<UInt8>) -> Bool {
    prefix.starts(with: GraphFileLayout.magic)
  }

  /// Opens a graph file.
  ///
  /// A truncated file, a damaged header and sections that do not fit it are always recognised. What else is damaged is
  /// recognised as far as `verification` looks, and otherwise when it is read: see ``CitationGraph/validated()``.
  /// - Complexity: O(1) but for ``Verification/all``.
  /// - Throws: ``GraphFileError`` with the place of the first damage.
  public static func open(
    _ path: String, verification: Verification = .quick
  ) throws(GraphFileError) -> GraphFile {
    let bytes: Column<UInt8>
    do {
      bytes = try MappedFile.map(path)
    } catch {
      throw GraphFileError(path, .unreadable, found: error.reason, expected: "a file to read")
    }
    return try GraphFile(bytes: bytes, path: path, verification: verification)
  }

  /// Looks at every byte of the file unless that was done on opening. O(*n*) for *n* bytes.
  public func verify() throws(GraphFileError) { try image.validateAll() }

  /// Files of up to this size are looked at whole on opening.
  static let quickByteCount = 1 << 20

  /// Opens a file whose bytes are at hand, aligned to 64.
  init(bytes: Column<UInt8>, path: String, verification: Verification) throws(GraphFileError) {
    try Self.checkHost(path)
    let image = try GraphFileImage(path: path, bytes: bytes)
    try image.checkShape()
    switch verification {
    case .header: break
    case .quick:
      if bytes.count <= Self.quickByteCount {
        try image.validateAll()
      } else if let index = image.layout.entries.firstIndex(where: { $0.section == .account }) {
        try image.checkSum(index)
      }
    case .all: try image.validateAll()
    }
    self.path = path
    self.image = image
    account = String(decoding: image.column(.account, of: UInt8.self) ?? [], as: UTF8.self)
    network = image.network
  }

  /// Columns are used as they lie in the file, so the machine must lay out numbers in the same way.
  static func checkHost(_ path: String) throws(GraphFileError) {
    guard 1.littleEndian == 1, MemoryLayout<Int>.size == 8 else {
      throw GraphFileError(
        path, .unsupportedHost, found: "\(MemoryLayout<Int>.size * 8) bits, big- or little-endian",
        expected: "64 bits, little-endian")
    }
  }
}

extension GraphFileImage {
  /// The sections that must be there are, no other, each as long as the counts demand, and offsets begin and end
  /// where they must. O(1).
  func checkShape() throws(GraphFileError) {
    let (papers, relations) = (layout.paperCount, layout.relationCount)
    try checkRows(.referenceOffsets, .referenceColumns, papers, relations)
    try checkRows(.citerOffsets, .citerColumns, papers, relations)
    if layout.entry(.identifierNumbers) != nil {
      try checkLength(.identifierNumbers, papers, width: 8)
      for section in [GraphFile.Section.identifierOffsets, .identifierBytes] where layout.entry(section) != nil {
        throw GraphFileError(
          path, .damaged, section: section, found: "identifiers as numbers and as texts", expected: "one of them")
      }
    } else {
      try checkTextShape(.identifierOffsets, .identifierBytes, papers)
    }
    try checkLength(.identifierOrder, papers, width: 4)
    if layout.entry(.dates) != nil { try checkLength(.dates, papers, width: 4) }
    if layout.entry(.titleOffsets) != nil || layout.entry(.titleBytes) != nil {
      try checkTextShape(.titleOffsets, .titleBytes, papers)
    }
  }

  private func checkRows(
    _ offsets: GraphFile.Section, _ columns: GraphFile.Section, _ papers: Int, _ relations: Int
  ) throws(GraphFileError) {
    try checkLength(offsets, papers + 1, width: 8)
    try checkLength(columns, relations, width: 4)
    try checkEnds(offsets, last: relations)
  }

  private func checkTextShape(
    _ offsets: GraphFile.Section, _ bytes: GraphFile.Section, _ papers: Int
  ) throws(GraphFileError) {
    try checkLength(offsets, papers + 1, width: 8)
    guard let entry = layout.entry(bytes) else { throw missing(bytes) }
    try checkEnds(offsets, last: entry.byteCount)
  }

  private func checkLength(_ section: GraphFile.Section, _ count: Int, width: Int) throws(GraphFileError) {
    guard let entry = layout.entry(section) else { throw missing(section) }
    // No overflow: counts are at most 2^60, and widths above 4 belong to papers.
    guard entry.byteCount == count * width else {
      throw error(
        section, at: 0, width: width, found: "a section of \(entry.byteCount) bytes",
        expected: "\(count) values of \(width)")
    }
  }

  private func checkEnds(_ section: GraphFile.Section, last: Int) throws(GraphFileError) {
    guard let offsets = column(section, of: Int.self), let first = offsets.first, let end = offsets.last else {
      throw missing(section)
    }
    guard first == 0 else {
      throw error(section, at: 0, width: 8, found: "first offset \(first)", expected: "0")
    }
    guard end == last else {
      throw error(section, at: offsets.count - 1, width: 8, found: "last offset \(end)", expected: "\(last)")
    }
  }

  private func missing(_ section: GraphFile.Section) -> GraphFileError {
    GraphFileError(path, .damaged, section: section, found: "no such section", expected: "one")
  }

  /// What the file holds; only after ``checkShape()``.
  var network: CitationNetwork {
    func rows(
      _ offsets: GraphFile.Section, _ columns: GraphFile.Section, _ direction: CitationGraph.Direction
    ) -> CompressedRows {
      CompressedRows(
        offsets: column(offsets, of: Int.self) ?? [0], columns: column(columns, of: PaperIndex.self) ?? [],
        trust: isSound ? nil : RowTrust(image: self, direction: direction))
    }
    let graph = CitationGraph(
      references: rows(.referenceOffsets, .referenceColumns, .ancestors),
      citers: rows(.citerOffsets, .citerColumns, .descendants),
      duplicateRelationCount: layout.duplicateRelationCount, selfRelationCount: layout.selfRelationCount)
    return CitationNetwork(
      graph: graph, identifiers: identifiers ?? .numbers([]), dates: column(.dates, of: PackedDate.self) ?? [],
      titles: texts(.titleOffsets, .titleBytes),
      order: IdentifierOrder(stored: column(.identifierOrder, of: PaperIndex.self)), image: self)
  }
}
