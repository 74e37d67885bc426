import Foundation
import PaperLineage

/// What the files of a reading hold, one after the other, until a corpus is made of it.
struct InputContents {
  private let options: ReadingOptions
  private var corpusFiles: [CorpusFile] = []
  private(set) var lists: [ListFile] = []
  /// Bibliographies, tables and graphs.
  private(set) var readings: [RecordReading] = []
  /// The texts of ``readings``, to quote lines of.
  private var texts: [CorpusFile] = []
  private(set) var skipped: [SkippedFile] = []
  private var remarks: [Diagnostic] = []
  /// Lists in folders, which count unless there are corpus files beside them.
  private var listsInFolders: [ListFile] = []
  private var ecosystem: [CorpusFile] = []
  private var networks: [CorpusFile] = []
  private var partitions: [(file: CorpusFile, isInFolder: Bool)] = []
  /// Why the first file that was named and left out was.
  private var firstRefusal: InputError?
  /// The names of tables of relations that belong to tables of papers.
  private var relationTables: Set<String> = []

  /// Why files could not be read, if they are left out.
  private var failures: [InputError] = []

  init(_ options: ReadingOptions) { self.options = options }

  /// Reads files and folders.
  ///
  /// - Throws: ``InputError`` for the first path that cannot be read; if the options leave such paths out, only if nothing
  ///   was read.
  mutating func read(_ paths: [String]) throws(InputError) {
    var entries: [CorpusSource.Entry] = []
    for path in paths {
      do throws(InputError) { entries += try CorpusSource.entries(at: path) } catch { try leaveOut(error) }
    }
    let skipsUnknown = options.skipsUnknown && entries.count > 1
    for (number, entry) in entries.enumerated() {
      options.progress(.reading(file: entry.path, number: number + 1, count: entries.count))
      do throws(InputError) { try read(entry, skipsUnknown: skipsUnknown) } catch { try leaveOut(error) }
    }
    if let path = options.dates {
      let dates = CorpusFile(name: path, text: try CorpusSource.text(of: path).text)
      if dates.text.drop(while: \.isWhitespace).first == "*" {
        partitions.append((dates, false))
      } else {
        try finishFiles()
        remarks += RecordDates.read(dates, into: &readings)
      }
    }
    try finishFiles()
    if corpusFiles.isEmpty {
      lists += listsInFolders
    } else {
      skipped += listsInFolders.map {
        SkippedFile(file: $0.file.name, reason: "a reading list beside corpus files; name it to read it")
      }
    }
    let isEmpty = corpusFiles.isEmpty && lists.isEmpty && readings.isEmpty
    if isEmpty, let failure = firstRefusal ?? failures.first { throw failure }
    if isEmpty, let path = paths.first { throw .emptyFolder(path: path) }
    skipped.sort { $0.file < $1.file }
  }

  /// Keeps in mind what could not be read, or throws it.
  private mutating func leaveOut(_ failure: InputError) throws(InputError) {
    guard options.leavesOutUnreadable else { throw failure }
    failures.append(failure)
  }

  /// The corpus of all that was read.
  func corpus() -> CorpusReading {
    options.progress(.joining(records: readings.reduce(0) { $0 + $1.records.count }))
    var reading = CorpusReader.read(
      corpusFiles, lists: lists, bibliographies: readings, texts: texts, remarks: remarks,
      keepsVersions: options.keepsVersions)
    reading.account.skipped = skipped
    reading.failures = failures
    return reading
  }

  private mutating func read(_ entry: CorpusSource.Entry, skipsUnknown: Bool) throws(InputError) {
    let path = entry.path
    if entry.isFolder {
      return skipped.append(SkippedFile(file: path, reason: "a folder in a folder; name it to read it"))
    }
    if NetworkSource.format(ofFileAt: path) == .graphFile {
      guard entry.isInFolder else { throw .graphFile(path: path) }
      return skipped.append(SkippedFile(file: path, reason: "a graph file, which stands alone"))
    }
    if let reading = try Self.openAlexLines(path, options.progress) { return readings.append(reading) }
    do throws(InputError) {
      let decoded = try CorpusSource.text(of: path, contents: options.contents[path])
      let file = CorpusFile(name: path, text: decoded.text)
      if FileEnding.isPartition(path) { return partitions.append((file, entry.isInFolder)) }
      switch try InputFormat.detect(file) {
      case .corpus where entry.isInFolder && InputFormat.isForeignYAML(file.text):
        return skipped.append(SkippedFile(file: path, reason: "YAML without papers and topics"))
      case .corpus: corpusFiles.append(file)
      case .readingList(let reading):
        let list = ListFile(file: file, reading: reading)
        if entry.isInFolder { listsInFolders.append(list) } else { lists.append(list) }
      case .bibliography(let format): add(file, format)
      }
      if let encoding = decoded.guessedEncoding {
        remarks.append(
          Diagnostic(
            .note, .badValue, "read as \(encoding), as the file does not say what its letters are encoded in",
            remedy: "convert it to UTF-8 if letters are wrong", place: SourcePlace(file: path, line: 1, column: 1)))
      }
    } catch {
      guard entry.isInFolder || skipsUnknown, let reason = error.reasonToSkip else { throw error }
      skipped.append(SkippedFile(file: path, reason: reason))
      guard !entry.isInFolder else { return }
      firstRefusal = firstRefusal ?? error
      remarks.append(error.skipped(path, reason))
    }
  }

  private mutating func add(_ file: CorpusFile, _ format: BibliographyFormat) {
    texts.append(file)
    switch format {
    // These are read together with others.
    case .ecosystemGraphs: ecosystem.append(file)
    case .pajek: networks.append(file)
    default:
      if format == .openCitations, TablePair.isRelations(file) { relationTables.insert(file.name) }
      readings.append(BibliographyReader.read(file, as: format, direction: options.direction))
    }
  }

  /// Reads what waited for other files: assets name assets of other files, tables of relations papers of other tables, and
  /// partitions stand beside networks.
  private mutating func finishFiles() throws(InputError) {
    readings += EcosystemGraphsReader.read(ecosystem)
    ecosystem = []
    TablePair.join(&readings, relations: relationTables)
    relationTables = []
    func stem(_ name: String) -> String {
      let name = name.lowercased().hasSuffix(".gz") ? String(name.dropLast(3)) : name
      let end = name.lastIndex(of: ".")
      return end.map { name[$0...].contains("/") ? name : String(name[..<$0]) } ?? name
    }
    for network in networks {
      let own = partitions.firstIndex { stem($0.file.name) == stem(network.name) }
      let place = own ?? (networks.count == 1 && partitions.count == 1 ? 0 : nil)
      var years = place.map { partitions.remove(at: $0).file }
      if years == nil { years = try self.years(beside: stem(network.name)) }
      readings.append(
        BibliographyReader.read(network, as: .pajek, direction: options.direction, years: years))
    }
    networks = []
    for (file, isInFolder) in partitions {
      guard isInFolder else {
        try leaveOut(.partitionAlone(path: file.name))
        continue
      }
      skipped.append(SkippedFile(file: file.name, reason: "a partition without the network of the same name"))
    }
    partitions = []
  }

  /// The partition that lies beside a network and was not named with it, as it belongs to it by its name.
  private mutating func years(beside stem: String) throws(InputError) -> CorpusFile? {
    let path = stem + ".clu"
    guard options.dates == nil, NetworkSource.isPlainFile(path) else { return nil }
    let file = CorpusFile(name: path, text: try CorpusSource.text(of: path).text)
    remarks.append(
      Diagnostic(
        .note, .badValue, "read for the years of the network beside it",
        remedy: "rename it if it does not belong to the network", place: SourcePlace(file: path, line: 1, column: 1)))
    return file
  }

  /// Reads works of OpenAlex line by line, if a file is made of such lines; else `nil`.
  private static func openAlexLines(
    _ path: String, _ progress: @escaping @Sendable (ReadingStep) -> Void
  ) throws(InputError) -> RecordReading? {
    guard beginsWithLinesOfOpenAlex(path) else { return nil }
    var reading = RecordReading(file: path, format: .openAlex)
    do {
      try OpenAlexLines.readRecords(
        path, progress: { progress(.bytes(done: $0.byteCount, of: $0.totalByteCount)) },
        unread: { reading.unread.append($0) }
      ) { record in
        if let missing = OpenAlexReader.missingTitle(record) { reading.diagnostics.append(missing) }
        reading.records.append(record)
      }
    } catch let error as OpenAlexLines.ReadError {
      switch error {
      case .input(let error): throw error
      case .gzip(let path, let error): throw .gzip(path: path, error)
      case .lineTooLong(let path, let line): throw .unreadable(path: path, reason: "line \(line) is too long")
      }
    } catch {
      throw .unreadable(path: path, reason: SystemReason.words(for: error))
    }
    return reading
  }

  /// Whether a file has an object in its first line and another one in the second, and they are works.
  static func beginsWithLinesOfOpenAlex(_ path: String) -> Bool {
    guard path != "-", NetworkSource.isPlainFile(path), let handle = FileHandle(forReadingAtPath: path) else {
      return false
    }
    defer { try? handle.close() }
    let limit = 1 << 18
    guard let data = try? handle.read(upToCount: limit) else { return false }
    let start = Gzip.isGzip(data) ? Gzip.beginning(of: data, count: limit) : data
    let bytes = start.starts(with: [0xEF, 0xBB, 0xBF]) ? start.dropFirst(3) : start
    guard bytes.first == UInt8(ascii: "{"), let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return false }
    let next = bytes[end...].first { ![0x0A, 0x0D, 0x20, 0x09].contains($0) }
    return next == UInt8(ascii: "{") && bytes[..<end].last { $0 != 0x0D && $0 != 0x20 } == UInt8(ascii: "}")
      && JSONFormat.detect(Data(bytes)) == .openAlex
  }
}

extension InputError {
  /// Why a file is left out where others are read; `nil` if that ends the reading.
  var reasonToSkip: String? {
    switch self {
    case .unknownFormat(_, let looks): "looks like \(looks.words)"
    case .notText: "no text that is known"
    default: nil
    }
  }

  /// The warning that a file that was named is left out.
  func skipped(_ path: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      .warning, .badValue, "the file is not read: \(reason)", remedy: "leave it out, or name it as what it is",
      place: SourcePlace(file: path, line: 1, column: 1))
  }
}
