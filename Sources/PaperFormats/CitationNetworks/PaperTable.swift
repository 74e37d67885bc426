import CitationGraph
import PaperLineage

/// A table of papers beside a list of relations: for each identifier a title and a date.
///
/// The first line names the columns; `id`, `title` and `date` are used, in any order and case, and others are ignored.
/// Fields are separated by tabs, commas or semicolons, whichever the first line has most of, and quoted as RFC 4180
/// says. Lines end with a line feed, a carriage return or both; blank ones are nothing. A quotation mark at the beginning
/// of a field that none before a separator or line end matches stands for itself: titles in tables without quoting begin
/// with them, and they must not take the fields behind.
///
/// Blanks around identifiers and dates do not count, and a run of blanks in a title, line ends among them, is one.
/// Every record is in one of the counts: ``rows``, ``namelessCount`` and ``unlistableCount``.
struct PaperTable {
  /// A record with an identifier.
  struct Row: Equatable {
    var id: String
    var title: String
    /// Its date; `nil` if the field is empty or cannot be read.
    var date: PublicationDate?
  }

  /// Something that could not be used, and where it stands.
  struct Fault: Equatable {
    enum Problem: Equatable { case unreadableDate, unclosedQuote }

    var problem: Problem
    var text: String
    var line: Int
    var column: Int
  }

  /// What a column is called here, which is what the first line calls it.
  enum Name: String, CaseIterable { case id, title, date }

  /// Which of the columns used here the first line names, by position.
  private(set) var columns: [Name: Int] = [:]
  /// The first line, cut.
  private(set) var header = ""
  /// The rows that have an identifier, in order.
  private(set) var rows: [Row] = []
  /// Records without an identifier, left out.
  private(set) var namelessCount = 0
  /// Records with an identifier that a list cannot hold, such as one of two words; left out.
  private(set) var unlistableCount = 0
  /// Records of more or fewer fields than the first line; used as far as they go.
  private(set) var raggedCount = 0
  /// Dates that cannot be read.
  private(set) var unreadableDateCount = 0
  /// The first faults.
  private(set) var faults: [Fault] = []

  private static let mostFaults = 100

  /// How many records there are below the first line.
  var recordCount: Int { rows.count + namelessCount + unlistableCount }

  /// Reads a table of UTF-8. O(*n*) for *n* bytes.
  init(_ bytes: Column<UInt8>) {
    bytes.withUnsafeBufferPointer { bytes in
      let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      var reader = SeparatedRecordReader(
        bytes: UnsafeBufferPointer(rebasing: bytes[start...]),
        separator: SeparatedRecordReader.separator(bytes[start...]))
      guard let first = reader.next(keeping: nil) else { return }
      header = first.fields.map(\.text).joined(separator: " ").prefix(80).description
      for (position, field) in first.fields.enumerated() {
        if let name = Name(rawValue: field.text.lowercased().filter { !$0.isWhitespace }), columns[name] == nil {
          columns[name] = position
        }
      }
      guard columns[.id] != nil else { return }
      let wanted = Set(columns.values)
      while let record = reader.next(keeping: wanted) { add(record, of: reader, fieldCount: first.fields.count) }
      if let place = reader.unclosedQuote {
        add(Fault(problem: .unclosedQuote, text: "\"", line: place.line, column: place.column))
      }
    }
  }

  private mutating func add(_ fault: Fault) {
    if faults.count < Self.mostFaults { faults.append(fault) }
  }

  private mutating func add(_ record: SeparatedRecordReader.Record, of reader: SeparatedRecordReader, fieldCount: Int) {
    func field(_ name: Name) -> SeparatedRecordReader.Field? {
      guard let column = columns[name], column < record.fields.count else { return nil }
      return record.fields[column]
    }
    if record.fields.count != fieldCount { raggedCount += 1 }
    let id = field(.id)?.text.withoutOuterBlanks ?? ""
    guard !id.isEmpty else {
      namelessCount += 1
      return
    }
    guard Self.isListable(id) else {
      unlistableCount += 1
      return
    }
    var row = Row(id: id, title: field(.title)?.text.withSingleBlanks ?? "")
    if let dateField = field(.date) {
      let text = dateField.text.withoutOuterBlanks
      row.date = Self.date(text)
      if row.date == nil, !text.isEmpty {
        unreadableDateCount += 1
        if faults.count < Self.mostFaults {
          add(
            Fault(
              problem: .unreadableDate, text: String(text.prefix(80)), line: dateField.line,
              column: reader.column(of: dateField)))
        }
      }
    }
    rows.append(row)
  }

  /// Whether an identifier can stand in a list of relations, and in one of dates.
  private static func isListable(_ id: String) -> Bool {
    guard let first = id.utf8.first, first != UInt8(ascii: "#"), first != UInt8(ascii: "%") else { return false }
    return id.utf8.allSatisfy { $0 > 32 && $0 != 127 && $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: ";") }
  }

  /// The date that a text is, as lists of dates have it.
  private static func date(_ text: String) -> PublicationDate? {
    if let date = PublicationDate(text) { return date }
    guard text.utf8.count == 8, text.utf8.allSatisfy({ 48...57 ~= $0 }) else { return nil }
    return PublicationDate("\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))")
  }

  /// The dates of the table as a list of dates, or `nil` if it has no such column.
  var dateList: Column<UInt8>? {
    guard columns[.date] != nil else { return nil }
    var bytes: [UInt8] = []
    for row in rows {
      if let date = row.date { bytes += "\(row.id)\t\(date)\n".utf8 }
    }
    return Column(bytes)
  }

  /// What became of the rows beside a network.
  struct Use {
    /// The titles by row of the network, the first that is not empty; `nil` if the table has none.
    var titles: TextColumn?
    /// Papers of the network that the table names.
    var paperCount = 0
    /// Rows of papers that a row before names.
    var repeatedCount = 0
    /// Rows of no paper of the network.
    var unknownCount = 0
  }

  /// Looks the rows up in a network. O(*k* log *p*) for *k* rows and *p* papers.
  func used(for network: CitationNetwork) -> Use {
    var use = Use()
    var titles = [String](repeating: "", count: network.graph.paperCount)
    var isNamed = [Bool](repeating: false, count: titles.count)
    for row in rows {
      // A number is found with zeros in front of it too, but in lists 007 and 7 are different names.
      guard let paper = network.index(of: row.id), network.identifiers[paper.row] == row.id else {
        use.unknownCount += 1
        continue
      }
      if isNamed[paper.row] { use.repeatedCount += 1 } else { use.paperCount += 1 }
      isNamed[paper.row] = true
      if titles[paper.row].isEmpty { titles[paper.row] = row.title }
    }
    if columns[.title] != nil, titles.contains(where: { !$0.isEmpty }) { use.titles = TextColumn(titles) }
    return use
  }
}

extension String {
  /// The text without blanks, line ends and the like at both ends.
  fileprivate var withoutOuterBlanks: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  /// The text with each run of blanks, tabs and line ends as one blank, and none at the ends.
  fileprivate var withSingleBlanks: String {
    split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
