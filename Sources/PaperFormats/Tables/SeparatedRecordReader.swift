/// Reads records of separated fields, one after the other.
///
/// - SeeAlso: RFC 4180, *Common format and MIME type for comma-separated values (CSV) files* (2005).
struct SeparatedRecordReader {
  struct Field {
    var text: String
    /// The line in which the field begins, from 1.
    var line: Int
    /// Where that line begins and where the field does, in bytes.
    var lineStart: Int
    var start: Int
  }

  struct Record {
    var fields: [Field] = []
    /// Where it begins and ends, in bytes; the line end is not in it.
    var start = 0
    var end = 0
  }

  let bytes: UnsafeBufferPointer<UInt8>
  let separator: UInt8

  /// Where a quotation mark stands that nothing closes, once it was met.
  private(set) var unclosedQuote: (line: Int, column: Int)?

  private var next = 0
  private var line = 1
  /// Where the line begins.
  private var lineStart = 0

  private static var quote: UInt8 { UInt8(ascii: "\"") }
  private static var lineFeed: UInt8 { UInt8(ascii: "\n") }
  private static var carriageReturn: UInt8 { UInt8(ascii: "\r") }

  init(bytes: UnsafeBufferPointer<UInt8>, separator: UInt8) {
    self.bytes = bytes
    self.separator = separator
  }

  /// The next record that is more than a blank line, or `nil` at the end.
  ///
  /// - Parameter wanted: The positions of fields whose texts are kept; `nil` for all. Others are empty.
  mutating func next(keeping wanted: Set<Int>?) -> Record? {
    while next < bytes.count {
      let start = next
      let record = record(keeping: wanted)
      let isBlank = bytes[start..<next].allSatisfy { $0 == UInt8(ascii: " ") || isLineEnd($0) }
      if !isBlank { return record }
    }
    return nil
  }

  /// The column in which a field begins, in Unicode scalars from 1.
  func column(of field: Field) -> Int {
    // All bytes of a scalar but the first are 10xxxxxx.
    bytes[field.lineStart..<field.start].count { $0 & 0xC0 != 0x80 } + 1
  }

  /// The separator that the first line has most of outside of quotation marks; a tab if it has none.
  static func separator(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> UInt8 {
    let candidates = [UInt8(ascii: "\t"), UInt8(ascii: ","), UInt8(ascii: ";")]
    var counts = [0, 0, 0]
    var isQuoted = false
    var hasContent = false
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        if hasContent { break }
        continue
      }
      if byte != UInt8(ascii: " ") { hasContent = true }
      if let candidate = candidates.firstIndex(of: byte) { counts[candidate] += 1 }
    }
    // Of equal counts the first.
    let most = counts.max() ?? 0
    return candidates[counts.firstIndex(of: most) ?? 0]
  }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == Self.lineFeed || byte == Self.carriageReturn }

  private mutating func record(keeping wanted: Set<Int>?) -> Record {
    var record = Record(start: next)
    while true {
      let isWanted = wanted?.contains(record.fields.count) ?? true
      record.fields.append(field(isWanted: isWanted))
      record.end = next
      guard next < bytes.count else { return record }
      if bytes[next] == separator {
        next += 1
        continue
      }
      endLine()
      return record
    }
  }

  /// Steps over a line end: a line feed, a carriage return, or the two.
  private mutating func endLine() {
    let isPair = bytes[next] == Self.carriageReturn && next + 1 < bytes.count && bytes[next + 1] == Self.lineFeed
    next += isPair ? 2 : 1
    line += 1
    lineStart = next
  }

  /// Reads up to the separator or line end behind the field, which are left.
  private mutating func field(isWanted: Bool) -> Field {
    var field = Field(text: "", line: line, lineStart: lineStart, start: next)
    var content: [UInt8] = []
    let start = (next: next, line: line, lineStart: lineStart)
    if next < bytes.count, bytes[next] == Self.quote {
      next += 1
      let isClosed = quoted(isWanted, into: &content)
      if !isClosed, unclosedQuote == nil { unclosedQuote = (field.line, column(of: field)) }
      if !isClosed || next < bytes.count && bytes[next] != separator && !isLineEnd(bytes[next]) {
        // Every scan ends at the first odd run of quotation marks, so that hardly anything is read twice.
        (next, line, lineStart) = start
        content = []
      }
    }
    let rest = next
    while next < bytes.count, bytes[next] != separator, !isLineEnd(bytes[next]) { next += 1 }
    if isWanted {
      content += bytes[rest..<next]
      field.text = String(decoding: content, as: UTF8.self)
    }
    return field
  }

  /// Reads to behind the closing quotation mark; `false` if there is none.
  private mutating func quoted(_ isWanted: Bool, into content: inout [UInt8]) -> Bool {
    while next < bytes.count {
      let byte = bytes[next]
      if byte == Self.quote {
        next += 1
        guard next < bytes.count, bytes[next] == Self.quote else { return true }
        // Two of them stand for one.
        next += 1
        if isWanted { content.append(byte) }
      } else if isLineEnd(byte) {
        let start = next
        endLine()
        if isWanted { content += bytes[start..<next] }
      } else {
        next += 1
        if isWanted { content.append(byte) }
      }
    }
    return false
  }
}
