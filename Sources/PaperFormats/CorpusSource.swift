import Foundation
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
  /// No reader knows the format; what it looks like.
  case unknownFormat(path: String, looksLike: ForeignFormat)
}

/// Where corpora come from.
public enum CorpusSource {
  /// The endings of corpus files in a folder.
  public static let fileEndings = ["yaml", "yml", "json"]
  /// The endings of bibliographies in a folder.
  public static let bibliographyEndings = ["bib", "bibtex", "ris", "nbib", "isi", "ciw"]

  /// Reads the corpus that travels inside the program.
  public static func bundled() -> CorpusReading {
    CorpusReader.read(
      EmbeddedCorpus.files.map { CorpusFile(name: $0.name, text: $0.text.description) })
  }

  /// Reads files and folders into one corpus; `-` is standard input.
  ///
  /// The files may be corpus files, reading lists and bibliographies; their content tells which. In a folder, all files
  /// with an ending of a corpus file or a bibliography count, in the order of their names. Records of the same paper are
  /// joined, see ``RecordMerger``.
  ///
  /// - Parameters:
  ///   - paths: The files and folders.
  ///   - keepsVersions: Whether a preprint and its publication stay two papers.
  /// - Throws: ``InputError`` for the first path that cannot be read, or that holds nothing that can.
  public static func read(_ paths: [String], keepsVersions: Bool = false) throws(InputError) -> CorpusReading {
    var files: [CorpusFile] = []
    var lists: [ListFile] = []
    var bibliographies: [RecordReading] = []
    var texts: [CorpusFile] = []
    for file in try self.files(atAll: paths) {
      switch try InputFormat.detect(file) {
      case .corpus: files.append(file)
      case .readingList(let reading): lists.append(ListFile(file: file, reading: reading))
      case .bibliography(let format):
        texts.append(file)
        bibliographies.append(BibliographyReader.read(file, as: format))
      }
    }
    return CorpusReader.read(
      files, lists: lists, bibliographies: bibliographies, texts: texts, keepsVersions: keepsVersions)
  }

  /// The files at paths, folders opened, with their texts.
  ///
  /// - Throws: ``InputError`` for the first path that cannot be read.
  public static func files(atAll paths: [String]) throws(InputError) -> [CorpusFile] {
    var files: [CorpusFile] = []
    for path in paths {
      for file in try self.files(at: path) {
        files.append(CorpusFile(name: file, text: try text(of: file)))
      }
    }
    return files
  }

  /// The files that a path stands for: itself, or the corpus files of a folder.
  ///
  /// - Throws: ``InputError`` if there are none.
  public static func files(under path: String) throws(InputError) -> [String] { try files(at: path) }

  private static func files(at path: String) throws(InputError) -> [String] {
    if path == "-" { return [path] }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw .notFound(path: path)
    }
    guard isFolder.boolValue else { return [path] }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw .unreadable(path: path, reason: error.localizedDescription)
    }
    let files = names.filter { name in
      !name.hasPrefix(".") && (fileEndings + bibliographyEndings).contains { name.lowercased().hasSuffix(".\($0)") }
    }
    guard !files.isEmpty else { throw .emptyFolder(path: path) }
    let folder = path.hasSuffix("/") ? path : path + "/"
    return files.sorted().map { folder + $0 }
  }

  private static func text(of path: String) throws(InputError) -> String {
    var bytes: Data
    do {
      bytes = try Self.bytes(of: path)
    } catch {
      throw .unreadable(path: path, reason: (error as NSError).localizedFailureReason ?? error.localizedDescription)
    }
    if Gzip.isGzip(bytes.prefix(2)) {
      do {
        bytes = try Gzip.unpack(bytes, limit: largestText)
      } catch {
        throw .gzip(path: path, error)
      }
    }
    if let format = ForeignFormat(magic: bytes) { throw .unknownFormat(path: path, looksLike: format) }
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let content = bytes.starts(with: byteOrderMark) ? bytes.dropFirst(3) : bytes
    guard let text = String(validating: content, as: UTF8.self) else {
      // Bibliographies are older than UTF-8; everything else is asked for in it.
      let decoded = TextDecoding.decode(bytes)
      if InputFormat.bibliography(CorpusFile(name: path, text: decoded.text)) != nil { return decoded.text }
      throw .notText(path: path, offset: Self.firstInvalidByte(of: bytes))
    }
    return text
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
