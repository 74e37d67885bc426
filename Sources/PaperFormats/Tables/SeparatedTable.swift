import PaperLineage

/// A table with a line of column names: separated by commas, semicolons or tabs, and quoted as RFC 4180 says.
///
/// Columns are looked up by their names without case, blanks and signs: `Source title`, `source_title`.
struct SeparatedTable {
  /// The names of the columns.
  struct Header {
    /// As they stand.
    let names: [String]
    fileprivate let positions: [String: Int]
    private let asked: AskedColumns

    fileprivate init(_ names: [String]) {
      self.names = names
      positions = Dictionary(
        names.enumerated().map { (Self.key($0.element), $0.offset) }, uniquingKeysWith: { first, _ in first })
      asked = AskedColumns(count: names.count)
    }

    /// Reads one line of names.
    init(line: some StringProtocol) {
      let bytes = Array(String(line.prefix { $0 != "\n" && $0 != "\r" && $0 != "\r\n" }.drop { $0 == "\u{FEFF}" }).utf8)
      self.init(
        bytes.withUnsafeBufferPointer { bytes in
          var reader = SeparatedRecordReader(bytes: bytes, separator: SeparatedRecordReader.separator(bytes[...]))
          return reader.next(keeping: nil)?.fields.map { $0.text.spacedByOne } ?? []
        })
    }

    /// Whether there is a column of a name.
    func has(_ name: String) -> Bool { positions[name] != nil }

    func position(_ name: String) -> Int? {
      guard let position = positions[name] else { return nil }
      asked.isAsked[position] = true
      return position
    }

    /// Whether anybody asked for the column at a position.
    func isAsked(_ position: Int) -> Bool { asked.isAsked[position] }

    /// Letters and digits in lower case.
    static func key(_ name: String) -> String { String(name.lowercased().filter { $0.isLetter || $0.isNumber }) }
  }

  /// The columns whose fields somebody asked for.
  private final class AskedColumns {
    var isAsked: [Bool]
    init(count: Int) { isAsked = Array(repeating: false, count: count) }
  }

  /// A record of the table.
  struct Row {
    let header: Header
    /// The fields, in order; where there are more than names, they were brought in line by the caller.
    var values: [String]
    /// Where each field begins.
    var places: [SourcePlace]
    fileprivate let bytes: [UInt8]
    fileprivate var range: Range<Int>

    fileprivate mutating func end(at byte: Int) { range = range.lowerBound..<byte }

    var place: SourcePlace { places.first ?? SourcePlace(file: "", line: 1, column: 1) }
    /// The record as it stands.
    var text: String { String(decoding: bytes[range], as: UTF8.self) }

    /// The first of some columns that is not empty, runs of blanks as one.
    func value(_ names: String...) -> String? {
      names.lazy.compactMap { name in raw(name).map(\.spacedByOne).flatMap { $0.isEmpty ? nil : $0 } }.first
    }

    /// A field as it stands.
    func raw(_ name: String) -> String? {
      header.position(name).flatMap { $0 < values.count ? values[$0] : nil }
    }

    func place(of name: String) -> SourcePlace {
      header.position(name).flatMap { $0 < places.count ? places[$0] : nil } ?? place
    }
  }

  /// Takes the records one after the other.
  ///
  /// - Returns: The names of the columns, and where a quotation mark stands that nothing closes.
  /// - Complexity: O(*n*) for *n* characters.
  @discardableResult
  static func read(_ file: CorpusFile, each: (Row) -> Void) -> (header: Header, diagnostics: [Diagnostic]) {
    var bytes = Array(file.text.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    return bytes.withUnsafeBufferPointer { buffer in
      let start = Self.preamble(buffer)
      var reader = SeparatedRecordReader(bytes: buffer, separator: SeparatedRecordReader.separator(buffer[start...]))
      if start > 0 { _ = reader.next(keeping: []) }
      guard let first = reader.next(keeping: nil) else { return (Header([]), []) }
      let header = Header(first.fields.map { $0.text.spacedByOne })
      while let record = reader.next(keeping: nil) {
        var places: [SourcePlace] = []
        var last = (lineStart: -1, offset: 0, column: 1)
        for field in record.fields {
          if field.lineStart != last.lineStart { last = (field.lineStart, field.lineStart, 1) }
          last.column += buffer[last.offset..<field.start].count { $0 & 0xC0 != 0x80 }
          last.offset = field.start
          places.append(SourcePlace(file: file.name, line: field.line, column: last.column))
        }
        each(
          Row(
            header: header, values: record.fields.map(\.text), places: places, bytes: bytes,
            range: record.start..<record.end))
      }
      return (header, diagnostics(of: reader, in: file))
    }
  }

  private static func diagnostics(of reader: SeparatedRecordReader, in file: CorpusFile) -> [Diagnostic] {
    reader.unclosedQuote.map { mark in
      [
        Diagnostic(
          .warning, .badValue, "nothing closes the quotation mark; it stands for itself",
          place: SourcePlace(file: file.name, line: mark.line, column: mark.column))
      ]
    } ?? []
  }

  /// How many bytes the line takes that Dimensions writes above the names of the columns.
  private static func preamble(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let words = Array("About the data: ".utf8)
    guard bytes.starts(with: words) || bytes.dropFirst().starts(with: words) && bytes.first == UInt8(ascii: "\"") else {
      return 0
    }
    return bytes.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? 0
  }
}

extension SeparatedTable {
  /// Whether a table has a line for each field, its name before its values, as Embase exports them on demand.
  static func hasLinesOfFields(_ file: CorpusFile) -> Bool {
    let bytes = Array(file.text.utf8.prefix(64_000).drop { [0xEF, 0xBB, 0xBF].contains($0) })
    return bytes.withUnsafeBufferPointer { buffer in
      var reader = SeparatedRecordReader(bytes: buffer, separator: SeparatedRecordReader.separator(buffer[...]))
      let names = [reader.next(keeping: [0]), reader.next(keeping: [0])].map { $0?.fields.first?.text.trimmed }
      return names[0] == "TITLE" && ["AUTHOR NAMES", "ORIGINAL TITLE", "AUTHOR ADDRESSES", "SOURCE"].contains(names[1])
    }
  }

  /// Takes the records of such a table. The field of the first line begins each one; several values of a field have
  /// semicolons between them.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  static func readLinesOfFields(_ file: CorpusFile, each: (Row) -> Void) -> (header: Header, diagnostics: [Diagnostic])
  {
    var bytes = Array(file.text.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    return bytes.withUnsafeBufferPointer { buffer in
      var reader = SeparatedRecordReader(bytes: buffer, separator: SeparatedRecordReader.separator(buffer[...]))
      var lines: [SeparatedRecordReader.Record] = []
      while let line = reader.next(keeping: nil) { lines.append(line) }
      var positions: [String: Int] = [:]
      var names: [String] = []
      // Every record has room for every field.
      var beyond: Diagnostic?
      for line in lines {
        let name = line.fields[0].text.spacedByOne
        guard positions[name] == nil else { continue }
        guard names.count < 300 else {
          let place = SourcePlace(file: file.name, line: line.fields[0].line, column: 1)
          beyond = beyond ?? Diagnostic(.warning, .tooLarge, "fields of more than 300 names are not read", place: place)
          continue
        }
        positions[name] = names.count
        names.append(name)
      }
      let header = Header(names)
      var row: Row?
      for line in lines {
        guard let position = positions[line.fields[0].text.spacedByOne] else { continue }
        let place = SourcePlace(file: file.name, line: line.fields[0].line, column: 1)
        if position == 0 || row == nil {
          if let row { each(row) }
          row = Row(
            header: header, values: Array(repeating: "", count: names.count),
            places: Array(repeating: place, count: names.count), bytes: bytes, range: line.start..<line.end)
        }
        let values = line.fields.dropFirst().map(\.text.spacedByOne).filter { !$0.isEmpty }
        row?.values[position] = values.joined(separator: "; ")
        row?.places[position] = place
        row?.end(at: line.end)
      }
      if let row { each(row) }
      return (header, diagnostics(of: reader, in: file) + [beyond].compactMap { $0 })
    }
  }
}

/// What a table is, told by the names of its columns.
public enum TableFormat: String, Sendable, CaseIterable {
  case scopus, webOfScience, openCitations, paperList

  /// What a table is, or `nil` if its first line does not say what papers are called. O(*n*) for *n* characters.
  public static func detect(headerLine: some StringProtocol) -> TableFormat? {
    // Dimensions says something above the names of the columns.
    let isBelow = headerLine.drop { $0 == "\u{FEFF}" || $0 == "\"" }.hasPrefix("About the data: ")
    let line = isBelow ? headerLine.drop { !$0.isNewline }.drop { $0.isNewline } : headerLine[...]
    let header = SeparatedTable.Header(line: line)
    if header.has("eid") && header.has("title") || header.has("authorsid") && header.has("sourcetitle") {
      return .scopus
    }
    if header.names.contains("PT"), header.names.contains("TI") || header.names.contains("UT") { return .webOfScience }
    if OpenCitationsReader.Layout(header) != nil { return .openCitations }
    return PaperListReader.isPaperList(header) ? .paperList : nil
  }

  /// The format of a bibliography that it is.
  public var bibliographyFormat: BibliographyFormat {
    switch self {
    case .scopus: .scopus
    case .webOfScience: .webOfScience
    case .openCitations: .openCitations
    case .paperList: .table
    }
  }

  /// Reads a table of the format.
  public func read(_ file: CorpusFile) -> RecordReading {
    switch self {
    case .scopus: ScopusReader.read(file)
    case .webOfScience: WebOfScienceReader.readTable(file)
    case .openCitations: OpenCitationsReader.read(file)
    case .paperList: PaperListReader.read(file)
    }
  }
}
