import CitationGraph
import PaperLineage

/// A table of papers beside a list of relations: for each identifier a title and a date.
///
/// The first line names the columns; `id`, `title` and `date` are used, in any order and case, and others are ignored.
/// Fields are separated by tabs, commas or semicolons, whichever the first line has most of, and quoted as RFC 4180
/// says.
struct PaperTable {
  /// Which of the columns used here the first line names, by position.
  private(set) var columns: [String: Int] = [:]
  /// The rows that have an identifier.
  private(set) var rows: [(id: String, title: String, date: String)] = []
  /// Rows without an identifier, left out.
  private(set) var namelessCount = 0
  /// What the first line holds instead of an `id` column, if it has none.
  private(set) var foreignHeader: String?

  /// Reads a table. O(*n*) for *n* bytes.
  init(_ bytes: Column<UInt8>) {
    var text = bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
    text.makeContiguousUTF8()
    let headerEnd = text.utf8.firstIndex { $0 == UInt8(ascii: "\n") } ?? text.utf8.endIndex
    let header = text.utf8[..<headerEnd]
    let separator =
      [UInt8(ascii: "\t"), UInt8(ascii: ","), UInt8(ascii: ";")].max { left, right in
        header.count { $0 == left } < header.count { $0 == right }
      } ?? UInt8(ascii: "\t")
    var isFirst = true
    Self.forEachRecord(in: text, separator: separator) { fields in
      if isFirst {
        isFirst = false
        for (position, field) in fields.enumerated() {
          let name = field.lowercased().filter { !$0.isWhitespace }
          if ["id", "title", "date"].contains(name), columns[name] == nil { columns[name] = position }
        }
        if columns["id"] == nil { foreignHeader = fields.joined(separator: " ") }
        return
      }
      guard let idColumn = columns["id"] else { return }
      func field(_ name: String) -> String {
        guard let column = columns[name], column < fields.count else { return "" }
        return fields[column]
      }
      guard idColumn < fields.count, !fields[idColumn].isEmpty else {
        namelessCount += 1
        return
      }
      rows.append((fields[idColumn], field("title"), field("date")))
    }
  }

  /// The dates of the table as a list of dates, or `nil` if it has no such column.
  var dateList: Column<UInt8>? {
    guard columns["date"] != nil else { return nil }
    var bytes: [UInt8] = []
    for row in rows where !row.date.isEmpty { bytes += "\(row.id)\t\(row.date)\n".utf8 }
    return Column(bytes)
  }

  /// The titles by row of a network, and how many rows of the table name no paper of it or one named before.
  func titles(for network: CitationNetwork) -> (titles: TextColumn?, unknownCount: Int, repeatedCount: Int) {
    var titles = [String](repeating: "", count: network.graph.paperCount)
    var isNamed = [Bool](repeating: false, count: titles.count)
    var (unknownCount, repeatedCount) = (0, 0)
    for row in rows {
      guard let paper = network.index(of: row.id) else {
        unknownCount += 1
        continue
      }
      guard !isNamed[paper.row] else {
        repeatedCount += 1
        continue
      }
      isNamed[paper.row] = true
      titles[paper.row] = row.title
    }
    return (columns["title"] == nil ? nil : TextColumn(titles), unknownCount, repeatedCount)
  }

  private static func forEachRecord(in text: String, separator: UInt8, _ body: ([String]) -> Void) {
    var fields: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var hasContent = false
    func endField() {
      fields.append(String(decoding: field, as: UTF8.self))
      field.removeAll(keepingCapacity: true)
    }
    func endRecord() {
      endField()
      if hasContent { body(fields) }
      fields.removeAll(keepingCapacity: true)
      hasContent = false
    }
    let quote = UInt8(ascii: "\"")
    var previous: UInt8 = 0
    for byte in text.utf8 {
      defer { previous = byte }
      if isQuoted {
        if byte == quote { isQuoted = false } else { field.append(byte) }
        continue
      }
      switch byte {
      case quote where field.isEmpty && previous != quote, quote where previous == quote:
        // A quote right after a closing one stands for itself.
        if previous == quote, !field.isEmpty || hasContent { field.append(quote) }
        isQuoted = true
        hasContent = true
      case separator:
        endField()
        hasContent = true
      case UInt8(ascii: "\n"): endRecord()
      case UInt8(ascii: "\r"): break
      default:
        field.append(byte)
        hasContent = true
      }
    }
    if hasContent || !fields.isEmpty { endRecord() }
  }
}
