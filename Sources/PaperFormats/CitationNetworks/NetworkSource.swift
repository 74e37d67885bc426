public import CitationGraph
public import Foundation
public import PaperLineage

/// A citation network that was read, and what became of each line on the way.
public struct NetworkReading: Sendable {
  /// What it was read from.
  public let format: NetworkSource.Format
  /// The network.
  public let network: CitationNetwork
  /// How it was made and what was left out, a line each, for people.
  public let account: String
  /// What the reader of a text could not use; empty for a graph file.
  public let diagnostics: [Diagnostic]
}

/// Why there is no network.
public enum NetworkError: Error, Sendable {
  /// The file cannot be read at all.
  case input(InputError)
  /// The graph file is damaged, or cannot be written.
  case graphFile(GraphFileError)
  /// The text holds no relations.
  case edgeList(path: String, EdgeListError)
  /// The list of dates dates no paper of the network.
  case dateList(path: String, DateListAccount)
  /// The table of papers names no column of identifiers in its first line.
  case paperTable(path: String, firstLine: String)
  /// The gzip file is damaged or too large.
  case gzip(path: String, GzipError)
}

/// Where citation networks come from: graph files, and lists of relations in text.
public enum NetworkSource {
  /// What a file with a network in it is.
  public enum Format: Sendable {
    /// A graph file, to be mapped.
    case graphFile
    /// A list of relations, one a line, perhaps packed by gzip.
    case edgeList
  }

  /// What the file at a path is, told by its beginning and then by its ending; `nil` if it holds no network or cannot be
  /// read.
  ///
  /// Reads at most 64 kB.
  public static func format(ofFileAt path: String) -> Format? {
    guard let data = start(ofFileAt: path) else { return nil }
    // One that is damaged at its very beginning is told by its name.
    if GraphFile.isGraphFile(data) || path.lowercased().hasSuffix(".lgraph") { return .graphFile }
    if CorpusSource.fileEndings.contains(where: { path.lowercased().hasSuffix(".\($0)") }) { return nil }
    return listFormat(of: data)
  }

  /// What a pipe holds, told by its beginning; `nil` if that is no network.
  public static func format(of contents: Data) -> Format? {
    GraphFile.isGraphFile(contents.prefix(beginning)) ? .graphFile : listFormat(of: contents.prefix(beginning))
  }

  /// Whether a text can be meant as a list of relations though its words could be anything: most lines of its beginning
  /// are two words, perhaps with numbers behind them; if nobody says that it is one, it has several lines, all of two
  /// words with blanks or tabs between them.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - contents: What it holds, if it was read already, as a pipe can be only once.
  ///   - isSaid: Whether something that goes only with a list of relations was given with it.
  public static func mayBeList(_ path: String, contents: Data? = nil, isSaid: Bool) -> Bool {
    guard let data = contents?.prefix(beginning) ?? start(ofFileAt: path) else { return false }
    let start = Gzip.isGzip(data) ? Gzip.beginning(of: data, count: beginning) : data
    guard !start.contains(0) else { return false }
    let text = String(decoding: start, as: UTF8.self)
    let lines = text.unicodeScalars.split { $0 == "\n" || $0 == "\r" }.map { String($0).trimmed }
    let said = lines.filter { !$0.isEmpty && !$0.hasPrefix("#") && !$0.hasPrefix("%") }
    if let first = said.first?.first, "{[<".contains(first) { return false }
    if !isSaid {
      return said.count > 1 && said.allSatisfy { $0.wholeMatch(of: #/[^\s,;:]+[ \t]+[^\s,;:]+/#) != nil }
    }
    let pairs = said.count { $0.wholeMatch(of: #/[^\s,;]+[\s,;]+[^\s,;]+([\s,;]+[-+0-9.:eE]+){0,2}/#) != nil }
    return pairs * 2 > said.count
  }

  /// The beginning of a plain file. What is none is not opened: that of a pipe waits for who writes into it.
  private static func start(ofFileAt path: String) -> Data? {
    guard path != "-", isPlainFile(path), let handle = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? handle.close() }
    return try? handle.read(upToCount: beginning) ?? Data()
  }

  private static func listFormat(of data: Data) -> Format? {
    let isGzip = Gzip.isGzip(data)
    let start = isGzip ? Gzip.beginning(of: data, count: beginning) : data
    // Who reads it as a list can say where it is damaged.
    if isGzip, start.isEmpty { return .edgeList }
    return InputFormat.isEdgeList(beginning: start, isWhole: start.count < beginning) ? .edgeList : nil
  }

  /// How many bytes of a file tell what it is.
  private static let beginning = 1 << 16

  static func isPlainFile(_ path: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: (path as NSString).resolvingSymlinksInPath)
    return attributes?[.type] as? FileAttributeType == .typeRegular
  }

  /// Opens a graph file, or reads a list of relations.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - verification: How much of a graph file is looked at.
  public static func read(
    _ path: String, verification: GraphFile.Verification = .quick
  ) throws(NetworkError) -> NetworkReading {
    if format(ofFileAt: path) == .graphFile {
      do {
        let file = try GraphFile.open(path, verification: verification)
        return NetworkReading(format: .graphFile, network: file.network, account: file.account, diagnostics: [])
      } catch {
        throw .graphFile(error)
      }
    }
    return try read(edges: path)
  }

  /// Reads a list of relations and the lists that go with it; each may be packed by gzip.
  ///
  /// - Parameters:
  ///   - edges: The list of relations, the citing paper first unless the first line or the direction says otherwise.
  ///   - contents: What the list holds, if it was read already, as a pipe can be only once.
  ///   - direction: Which way the relations run, if the names of the columns do not say who cites.
  ///   - dates: A list of dates, or `nil`.
  ///   - papers: A table of papers with titles and dates, or `nil`; its dates count where there is no list of dates.
  /// - Throws: ``NetworkError`` for a file that is not there or not what it should be, a list of dates that dates no
  ///   paper of the network among them.
  public static func read(
    edges: String, contents: Data? = nil, direction: CitationDirection? = nil, dates: String? = nil,
    papers: String? = nil
  ) throws(NetworkError) -> NetworkReading {
    var relations =
      if let contents { try unpacked(Column(Array(contents)), path: edges) } else { try bytes(of: edges) }
    let columns = columns(of: relations)
    if let columns, columns.areAboveTexts { relations = columns.hidden(in: relations) }
    let table: PaperTable? = if let papers { try self.table(papers) } else { nil }
    let dateList: Column<UInt8>? = if let dates { try bytes(of: dates) } else { table?.dateList }
    var network: CitationNetwork
    let account: EdgeListAccount
    do {
      (network, account) = try NetworkText.read(edges: relations, dates: dateList)
    } catch {
      throw .edgeList(path: edges, error)
    }
    let isCitedFirst = (columns?.meaning ?? .sourceFirst).isCitedFirst(direction)
    if isCitedFirst {
      network = CitationNetwork(
        graph: network.graph.reversed, identifiers: network.identifiers, dates: network.dates, titles: network.titles)
    }
    var told = NetworkAccount(account, edges: edges, network: network)
    if isCitedFirst { told.addDirection(columns?.meaning) }
    if let said = columns?.meaning.said, let direction, said != direction { told.addUnusedDirection(said, edges) }
    if let dates, let list = account.dates {
      if list.datedPaperCount == 0 { throw .dateList(path: dates, list) }
      told.add(list, path: dates)
    }
    if let table, let papers {
      let use = table.used(for: network)
      network = CitationNetwork(
        graph: network.graph, identifiers: network.identifiers, dates: network.dates, titles: use.titles)
      told.add(table, use, dates: dates == nil ? account.dates : nil, path: papers)
    }
    return NetworkReading(format: .edgeList, network: network, account: told.text, diagnostics: told.diagnostics)
  }

  /// A first line that names the columns.
  private struct ColumnLine {
    let meaning: CitationColumns
    /// Where its first letter is, in bytes.
    let offset: Int
    /// Whether the identifiers below are no numbers, so that the names look like two of them.
    let areAboveTexts: Bool

    /// The same bytes with the line as a comment.
    func hidden(in bytes: Column<UInt8>) -> Column<UInt8> {
      var copy = Array(bytes)
      copy[offset] = UInt8(ascii: "#")
      return Column(copy)
    }
  }

  /// What the first line says of the columns, if it names them.
  private static func columns(of relations: Column<UInt8>) -> ColumnLine? {
    let start = Array(relations.prefix(1 << 12))
    var found: (meaning: CitationColumns, offset: Int)?
    var offset = start.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while offset < start.count {
      let end = start[offset...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? start.count
      defer { offset = end + 1 }
      let line = String(decoding: start[offset..<end], as: UTF8.self)
      guard let first = line.utf8.firstIndex(where: { $0 > 0x20 }), !"#%".contains(line[first]) else { continue }
      let fields = CitationListReader.fields(of: line[...])
      if let found {
        let areNumbers = fields.prefix(2).allSatisfy { $0.utf8.allSatisfy { 48...57 ~= $0 } }
        return ColumnLine(meaning: found.meaning, offset: found.offset, areAboveTexts: !areNumbers)
      }
      guard let meaning = CitationColumns(fields) else { return nil }
      found = (meaning, offset + line.utf8.distance(from: line.startIndex, to: first))
    }
    return nil
  }

  private static func table(_ path: String) throws(NetworkError) -> PaperTable {
    let bytes = try bytes(of: path)
    let fault = bytes.withUnsafeBufferPointer { bytes -> Int? in
      String(validating: bytes, as: UTF8.self) == nil ? CorpusSource.firstInvalidByte(of: bytes) : nil
    }
    if let fault { throw .input(.notText(path: path, offset: fault)) }
    let table = PaperTable(bytes)
    guard table.columns[.id] != nil else { throw .paperTable(path: path, firstLine: table.header) }
    return table
  }

  /// The bytes of a file, mapped; of a pipe or standard input (`-`), read; of a gzip file, unpacked.
  private static func bytes(of path: String) throws(NetworkError) -> Column<UInt8> {
    let mapped: Column<UInt8>
    do {
      mapped = try MappedFile.map(path == "-" ? "/dev/stdin" : path)
    } catch {
      if error.code == ENOENT { throw .input(.notFound(path: path)) }
      throw .input(.unreadable(path: path, reason: error.reason))
    }
    return try unpacked(mapped, path: path)
  }

  private static func unpacked(_ bytes: Column<UInt8>, path: String) throws(NetworkError) -> Column<UInt8> {
    guard Gzip.isGzip(bytes.prefix(2)) else { return bytes }
    do {
      return try Gzip.unpack(bytes)
    } catch {
      throw .gzip(path: path, error)
    }
  }
}
