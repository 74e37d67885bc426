public import Foundation
import PaperLineage

/// Why an input could not even be looked at.
public enum InputError: Error, Sendable, Equatable {
  /// There is no such file or folder.
  case notFound(path: String)
  /// The file is there and cannot be read; the system's reason.
  case unreadable(path: String, reason: String)
  /// The folder holds no file that a reader knows.
  case emptyFolder(path: String)
  /// The file is not text in UTF-8; the first byte that is not, from 0.
  case notText(path: String, offset: Int)
  /// The file is packed by gzip, and damaged or too large.
  case gzip(path: String, GzipError)
  /// The file is a graph file, which no corpus is made of.
  case graphFile(path: String)
  /// The file is a partition of Pajek's, and the network that it belongs to is not there.
  case partitionAlone(path: String)
  /// No reader knows the format; what it looks like.
  case unknownFormat(path: String, looksLike: ForeignFormat)
}

/// A file of a folder that is not read.
public struct SkippedFile: Hashable, Codable, Sendable {
  /// The file.
  public var file: String
  /// Why.
  public var reason: String
}

/// How files are to be read.
public struct ReadingOptions: Sendable {
  /// Whether a preprint and its publication stay two papers.
  public var keepsVersions: Bool
  /// Which way the arcs of graphs and lists of citations run, where they do not say it themselves.
  public var direction: CitationDirection?
  /// A file of dates for papers that have none, or a partition of years beside a network of Pajek's.
  public var dates: String?
  /// Whether what cannot be read is left out and told in ``CorpusReading/failures``, as long as there is something else.
  public var leavesOutUnreadable: Bool
  /// Is told what is done, when it begins.
  public var progress: @Sendable (ReadingStep) -> Void
  /// Whether a file of an unknown format is left out with a warning if there are other files.
  public var skipsUnknown = false
  /// What pipes held that were read already, by the paths that they are named by.
  public var contents: [String: Data] = [:]

  /// Makes options.
  public init(
    keepsVersions: Bool = false, direction: CitationDirection? = nil, dates: String? = nil,
    leavesOutUnreadable: Bool = false, progress: @escaping @Sendable (ReadingStep) -> Void = { _ in }
  ) {
    self.keepsVersions = keepsVersions
    self.direction = direction
    self.dates = dates
    self.leavesOutUnreadable = leavesOutUnreadable
    self.progress = progress
  }
}

/// What is done while files are read.
public enum ReadingStep: Sendable, Equatable {
  /// A file is read, the `number`th of `count`.
  case reading(file: String, number: Int, count: Int)
  /// So many bytes of the file were read.
  case bytes(done: Int, of: Int?)
  /// Records of the same paper are joined.
  case joining(records: Int)
}

/// Where corpora come from.
public enum CorpusSource {
  /// The endings of corpus files.
  public static let fileEndings = ["yaml", "yml", "json"]

  /// Reads the corpus that travels inside the program.
  public static func bundled() -> CorpusReading {
    CorpusReader.read(
      EmbeddedCorpus.files.map { CorpusFile(name: $0.name, text: $0.text.description) })
  }

  /// Reads files and folders into one corpus; `-` is standard input.
  ///
  /// The files may be corpus files, reading lists, bibliographies, tables and graphs; their content tells which, and the
  /// ending of their names where it leaves that open. In a folder, all files count, in the order of their names, but for
  /// hidden ones and folders; those that nothing reads are among ``ImportAccount/skipped``, and so are lists in Markdown
  /// or plain text beside corpus files, which are about them as a rule. Records of the same paper are joined, see
  /// ``RecordMerger``.
  ///
  /// - Parameters:
  ///   - paths: The files and folders.
  ///   - options: How they are to be read.
  /// - Throws: ``InputError`` for the first path that cannot be read, or that holds nothing that can; if the options
  ///   leave such paths out, only if nothing remains.
  public static func read(
    _ paths: [String], options: ReadingOptions = ReadingOptions()
  ) throws(InputError) -> CorpusReading {
    var contents = InputContents(options)
    try contents.read(paths)
    return contents.corpus()
  }

  /// The files that a path stands for: itself, or the files of a folder that could be read.
  ///
  /// - Throws: ``InputError`` if there are none.
  public static func files(under path: String) throws(InputError) -> [String] {
    try entries(at: path).filter { !$0.isFolder }.map(\.path)
  }

  /// Whether a plain file is something that a corpus can be made of, lists of citations aside. O(*n*) for *n* bytes.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - contents: What it holds, if it was read already, as a pipe can be only once.
  public static func isKnown(_ path: String, contents: Data? = nil) -> Bool {
    guard contents != nil || path != "-" && NetworkSource.isPlainFile(path) else { return false }
    if contents == nil, InputContents.beginsWithLinesOfOpenAlex(path) { return true }
    guard let decoded = try? text(of: path, contents: contents) else { return false }
    return switch try? InputFormat.detect(CorpusFile(name: path, text: decoded.text)) {
    case .corpus, .readingList: true
    case .bibliography(let format): format != .edgeList
    case nil: false
    }
  }

  /// All that a pipe or standard input holds, which can be read only once; `nil` for files and folders, and if there is
  /// nothing at the path.
  ///
  /// - Throws: ``InputError`` if it cannot be read.
  public static func contents(ofPipeAt path: String) throws(InputError) -> Data? {
    var isFolder: ObjCBool = false
    if path != "-" {
      let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      if !isThere || isFolder.boolValue || NetworkSource.isPlainFile(path) { return nil }
    }
    do {
      return try bytes(of: path)
    } catch {
      throw .unreadable(path: path, reason: SystemReason.words(for: error))
    }
  }

  /// Something that a path stands for.
  struct Entry {
    let path: String
    /// Whether it was not named itself, but the folder that it is in.
    let isInFolder: Bool
    /// Whether it is a folder within a folder, which is not looked into.
    var isFolder = false
  }

  static func entries(at path: String) throws(InputError) -> [Entry] {
    if path == "-" { return [Entry(path: path, isInFolder: false)] }
    var status = stat()
    guard stat(path, &status) == 0 else {
      // What lies in a folder that may not be looked into is perhaps there.
      let reason = errno
      if reason == ENOENT || reason == ENOTDIR { throw .notFound(path: path) }
      throw .unreadable(path: path, reason: String(cString: strerror(reason)))
    }
    guard status.st_mode & S_IFMT == S_IFDIR else { return [Entry(path: path, isInFolder: false)] }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw .unreadable(path: path, reason: SystemReason.words(for: error))
    }
    let folder = path.hasSuffix("/") ? path : path + "/"
    let entries = names.filter { !$0.hasPrefix(".") }.sorted().map { name in
      var isFolder: ObjCBool = false
      let isThere = FileManager.default.fileExists(atPath: folder + name, isDirectory: &isFolder)
      return Entry(path: folder + name, isInFolder: true, isFolder: isThere && isFolder.boolValue)
    }
    guard entries.contains(where: { !$0.isFolder }) else { throw .emptyFolder(path: path) }
    return entries
  }

  /// A text of any encoding that a reader may ask for.
  struct DecodedText {
    let text: String
    /// The encoding, if it had to be guessed.
    let guessedEncoding: String?
  }

  static func text(of path: String, contents: Data? = nil) throws(InputError) -> DecodedText {
    var bytes: Data
    do {
      bytes = try contents ?? Self.bytes(of: path)
    } catch {
      throw .unreadable(path: path, reason: SystemReason.words(for: error))
    }
    if Gzip.isGzip(bytes.prefix(2)) {
      do {
        bytes = try Gzip.unpack(bytes, limit: largestText)
      } catch {
        throw .gzip(path: path, error)
      }
    }
    let foreign = ForeignFormat(magic: bytes)
    if let foreign, foreign != .binary { throw .unknownFormat(path: path, looksLike: foreign) }
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let content = bytes.starts(with: byteOrderMark) ? bytes.dropFirst(3) : bytes
    if foreign == nil, let text = String(validating: content, as: UTF8.self) {
      return DecodedText(text: text, guessedEncoding: nil)
    }
    // Bibliographies are older than UTF-8; everything else is asked for in it.
    let decoded = TextDecoding.decode(bytes)
    if InputFormat.bibliography(CorpusFile(name: path, text: decoded.text)) != nil {
      return DecodedText(text: decoded.text, guessedEncoding: decoded.isGuessed ? decoded.encoding : nil)
    }
    if let foreign { throw .unknownFormat(path: path, looksLike: foreign) }
    throw .notText(path: path, offset: Self.firstInvalidByte(of: bytes))
  }

  /// The most that a packed text may hold.
  private static let largestText = 4 << 30

  /// The bytes of a file. What is no plain file, such as a pipe, is read to its end.
  private static func bytes(of path: String) throws -> Data {
    if path == "-" { return try FileHandle.standardInput.readToEnd() ?? Data() }
    let kind = try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    if kind == .typeRegular { return try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe) }
    let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    defer { try? handle.close() }
    return try handle.readToEnd() ?? Data()
  }

  /// The first byte that does not belong into UTF-8, from 0.
  static func firstInvalidByte(of bytes: some Sequence<UInt8>) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var valid = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { valid += UTF8.width(scalar) }
    return valid
  }
}
