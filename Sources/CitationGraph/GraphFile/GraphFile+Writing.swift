#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension GraphFile {
  /// Writes a network to a file.
  ///
  /// The file appears under its name when it is whole: it is written under another name in the same folder and renamed.
  /// The same network and account give the same bytes. Columns are written from where they lie, without a copy. A
  /// network that comes from a graph file is looked at first, so that damage is not passed on under a new checksum.
  /// - Parameters:
  ///   - account: How the network was made and what was left out, for ``account``.
  ///   - synchronizing: Whether to wait until the bytes are on the disk.
  /// - Complexity: O(*n*) time for *n* bytes, and O(*p*) memory to sort the identifiers if that was not done yet.
  /// - Throws: ``GraphFileError``; no file is left behind then, and an old one of the name stays as it was. Only a
  ///   process that is ended while it writes leaves its unfinished `.part` file, unless it heeds ``UnfinishedFiles``.
  public static func write(
    _ network: CitationNetwork, account: String = "", synchronizing: Bool = false, to path: String
  ) throws(GraphFileError) {
    try checkHost(path)
    try requireSound(network)
    let plan = WritingPlan(network, account: account)
    var temporary = try TemporaryFile(besides: path)
    try temporary.write(plan)
    if synchronizing { try temporary.synchronize() }
    try temporary.rename()
  }

  /// A network may come from a file as a whole, or only its graph may.
  private static func requireSound(_ network: CitationNetwork) throws(GraphFileError) {
    try network.image?.validateAll()
    _ = try network.graph.validated()
  }

  /// The bytes that ``write(_:account:synchronizing:to:)`` writes.
  static func encoded(_ network: CitationNetwork, account: String = "") throws(GraphFileError) -> [UInt8] {
    try requireSound(network)
    var bytes: [UInt8] = []
    try WritingPlan(network, account: account).forEachRun { (run) throws(GraphFileError) in bytes += run }
    return bytes
  }
}

/// What is written where. Holds the network, whose memory the sections point into.
private struct WritingPlan {
  private let network: CitationNetwork
  private let order: Column<PaperIndex>
  private let account: Column<UInt8>
  private let layout: GraphFileLayout
  private let sections: [(section: GraphFile.Section, bytes: UnsafeRawBufferPointer)]

  init(_ network: CitationNetwork, account: String) {
    self.network = network
    let graph = network.graph
    let order = network.sortedRows
    let account = Column(Array(account.utf8))
    (self.order, self.account) = (order, account)
    var sections: [(section: GraphFile.Section, bytes: UnsafeRawBufferPointer)] = [
      (.referenceOffsets, graph.references.offsets.rawBytes), (.referenceColumns, graph.references.columns.rawBytes),
      (.citerOffsets, graph.citers.offsets.rawBytes), (.citerColumns, graph.citers.columns.rawBytes),
    ]
    switch network.identifiers {
    case .numbers(let numbers): sections.append((.identifierNumbers, numbers.rawBytes))
    case .texts(let texts):
      sections += [(.identifierOffsets, texts.offsets.rawBytes), (.identifierBytes, texts.bytes.rawBytes)]
    }
    sections.append((.identifierOrder, order.rawBytes))
    if !network.dates.isEmpty { sections.append((.dates, network.dates.rawBytes)) }
    if let titles = network.titles {
      sections += [(.titleOffsets, titles.offsets.rawBytes), (.titleBytes, titles.bytes.rawBytes)]
    }
    if !account.isEmpty { sections.append((.account, account.rawBytes)) }
    self.sections = sections

    var layout = GraphFileLayout()
    layout.paperCount = graph.paperCount
    layout.relationCount = graph.relationCount
    layout.duplicateRelationCount = graph.duplicateRelationCount
    layout.selfRelationCount = graph.selfRelationCount
    withExtendedLifetime((network, order, account)) { layout.place(sections) }
    self.layout = layout
  }

  /// The file's bytes from the first to the last: header, gaps and sections.
  func forEachRun(_ body: (UnsafeRawBufferPointer) throws(GraphFileError) -> Void) throws(GraphFileError) {
    defer { withExtendedLifetime(self) {} }
    let header = Column(layout.encoded())
    let gap = Column<UInt8>(repeating: 0, count: GraphFileLayout.pageSize)
    defer { withExtendedLifetime((header, gap)) {} }
    try body(header.rawBytes)
    var end = layout.headerByteCount
    for (entry, section) in zip(layout.entries, sections) {
      try body(gap.run(0..<entry.offset - end).rawBytes)
      try body(section.bytes)
      end = entry.end
    }
  }
}

extension Column {
  /// The memory of the values, alive as long as the column.
  fileprivate var rawBytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(UnsafeBufferPointer(start: base, count: count))
  }
}

/// A file that is removed again unless it gets its name.
private struct TemporaryFile: ~Copyable {
  private let path: String
  private let temporary: String
  private let descriptor: Int32
  private let entry: UnfinishedFiles.Entry
  private var isNamed = false

  init(besides path: String) throws(GraphFileError) {
    self.path = path
    var attempt = 0
    while true {
      let temporary = "\(path).\(getpid())-\(attempt).part"
      let entry = UnfinishedFiles.add(temporary)
      // Never an existing file: it may be another writer's.
      let descriptor = systemOpen(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 {
        (self.temporary, self.descriptor, self.entry) = (temporary, descriptor, entry)
        return
      }
      let reason = errno
      UnfinishedFiles.remove(entry)
      errno = reason
      guard reason == EINTR || (reason == EEXIST && attempt < 1000) else { throw Self.error(path) }
      attempt += 1
    }
  }

  deinit {
    close(descriptor)
    if !isNamed { unlink(temporary) }
    UnfinishedFiles.remove(entry)
  }

  func write(_ plan: WritingPlan) throws(GraphFileError) {
    try plan.forEachRun { (run) throws(GraphFileError) in
      var rest = run
      while let base = rest.baseAddress, !rest.isEmpty {
        // No system takes more than 2 GiB at once.
        let count = systemWrite(descriptor, base, min(rest.count, 1 << 30))
        if count < 0 {
          if errno == EINTR { continue }
          throw Self.error(path)
        }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
    }
  }

  func synchronize() throws(GraphFileError) {
    guard fsync(descriptor) == 0 else { throw Self.error(path) }
  }

  mutating func rename() throws(GraphFileError) {
    guard systemRename(temporary, path) == 0 else { throw Self.error(path) }
    isNamed = true
  }

  private static func error(_ path: String) -> GraphFileError {
    GraphFileError(path, .unwritable, found: String(cString: strerror(errno)), expected: "a file to write")
  }
}

// The system's functions under names that no method of ours hides.
private func systemOpen(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 { open(path, flags, mode) }
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
private func systemRename(_ from: String, _ to: String) -> Int32 { rename(from, to) }
