#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A field of a line in memory.
struct Field {
  let start: UnsafePointer<UInt8>
  let end: UnsafePointer<UInt8>

  var count: Int { end - start }
}

/// What a line is.
enum ScannedLine {
  case blank
  case comment
  case fields(Field, Field, hasMore: Bool)
  case malformed(LineFault.Problem, Field)
}

enum LineScanner {
  // Computed, because a stored one is looked up through a lock at every byte.
  private static var tab: UInt8 { 9 }
  private static var blank: UInt8 { 32 }
  private static var comma: UInt8 { 44 }
  private static var semicolon: UInt8 { 59 }

  /// Whether a byte ends a field. Not for line ends.
  @inline(__always)
  static func isSeparator(_ byte: UInt8) -> Bool {
    byte == tab || byte == blank || byte == comma || byte == semicolon
  }

  @inline(__always)
  private static func isBlank(_ byte: UInt8) -> Bool { byte == tab || byte == blank }

  /// The end of the line that begins at `start`: its line feed, or the end of the text.
  @inline(__always)
  static func lineEnd(from start: UnsafePointer<UInt8>, in end: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    guard let found = memchr(start, 10, end - start) else { return end }
    return UnsafePointer(found.assumingMemoryBound(to: UInt8.self))
  }

  /// Splits a line, without its line feed, into its first two fields.
  ///
  /// Fields are separated by blanks and tabs, or by one comma or semicolon with any blanks around it. Whatever follows
  /// the second field is not looked into.
  static func split(from lineStart: UnsafePointer<UInt8>, to lineEnd: UnsafePointer<UInt8>) -> ScannedLine {
    var (start, end) = (lineStart, lineEnd)
    if end > start, end[-1] == 13 { end -= 1 }
    while start < end, isBlank(start.pointee) { start += 1 }
    while end > start, isBlank(end[-1]) { end -= 1 }
    if start == end { return .blank }
    if start.pointee == UInt8(ascii: "#") || start.pointee == UInt8(ascii: "%") { return .comment }

    var isPlain = true
    let first = Field(start: start, end: fieldEnd(start, end, &isPlain))
    if !isPlain { return .malformed(.controlCharacter, first) }
    let next = skipSeparator(first.end, end)
    let line = Field(start: start, end: end)
    if first.count == 0 { return .malformed(.emptyField, line) }
    if next == end { return .malformed(.missingField, line) }
    let second = Field(start: next, end: fieldEnd(next, end, &isPlain))
    if second.count == 0 { return .malformed(.emptyField, line) }
    if !isPlain { return .malformed(.controlCharacter, second) }
    return .fields(first, second, hasMore: skipSeparator(second.end, end) < end)
  }

  @inline(__always)
  private static func fieldEnd(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ isPlain: inout Bool
  ) -> UnsafePointer<UInt8> {
    var next = start
    while next < end {
      let byte = next.pointee
      if isSeparator(byte) { break }
      if byte < blank || byte == 127 { isPlain = false }
      next += 1
    }
    return next
  }

  @inline(__always)
  private static func skipSeparator(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8> {
    var next = start
    var isDelimited = false
    while next < end {
      if isBlank(next.pointee) {
        next += 1
      } else if !isDelimited, isSeparator(next.pointee) {
        isDelimited = true
        next += 1
      } else {
        break
      }
    }
    return next
  }

  /// The number that a field is, or `nil`: digits that fit 64 bits, no zero before others.
  ///
  /// `007` and `7` are different names, so a zero in front makes a text.
  static func number(_ field: Field) -> UInt64? {
    guard field.count > 0, field.count <= 20, field.count == 1 || field.start.pointee != 48 else { return nil }
    var value: UInt64 = 0
    var next = field.start
    while next < field.end {
      let digit = next.pointee &- 48
      guard digit <= 9 else { return nil }
      let (tens, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, isStillTooLarge) = tens.addingReportingOverflow(UInt64(digit))
      if isTooLarge || isStillTooLarge { return nil }
      value = sum
      next += 1
    }
    return value
  }

  /// A field as it is told about.
  static func listed(_ field: Field, inLineFrom lineStart: UnsafePointer<UInt8>, number line: Int) -> ListedText {
    let before = UnsafeBufferPointer(start: lineStart, count: field.start - lineStart)
    let shown = UnsafeBufferPointer(start: field.start, count: min(field.count, 80))
    return ListedText(
      // All bytes of a scalar but the first are 10xxxxxx.
      line: line, column: before.count { $0 & 0xC0 != 0x80 } + 1, text: String(decoding: shown, as: UTF8.self))
  }
}

/// The counts of a part of a list, with lines numbered from the part's first.
struct LineTally: Sendable {
  static let mostFaults = 100

  var lines = 0
  var usable = 0
  var comments = 0
  var blanks = 0
  var furtherColumns = 0
  var malformed = 0
  var faults: [LineFault] = []

  mutating func add(_ problem: LineFault.Problem, _ field: Field, inLineFrom lineStart: UnsafePointer<UInt8>) {
    malformed += 1
    if faults.count < Self.mostFaults {
      faults.append(LineFault(problem, found: LineScanner.listed(field, inLineFrom: lineStart, number: lines)))
    }
  }

  /// Adds what comes after.
  mutating func append(_ other: LineTally) {
    for fault in other.faults.prefix(Self.mostFaults - faults.count) {
      faults.append(LineFault(fault.problem, found: fault.found.movedDown(by: lines)))
    }
    lines += other.lines
    usable += other.usable
    comments += other.comments
    blanks += other.blanks
    furtherColumns += other.furtherColumns
    malformed += other.malformed
  }
}

extension ListedText {
  func movedDown(by lines: Int) -> ListedText { ListedText(line: line + lines, column: column, text: text) }
}

/// A text cut at line ends, each part the work of one thread at a time.
struct TextParts: Sendable {
  /// Where the parts begin; one more at the end.
  let cuts: [Int]

  var count: Int { cuts.count - 1 }

  /// Cuts a text into at most `partCount` parts, behind a byte order mark.
  init(_ text: UnsafeBufferPointer<UInt8>, partCount: Int) {
    let start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var cuts = [start]
    for part in 1..<max(partCount, 1) {
      let wanted = start + (text.count - start) * part / partCount
      guard wanted > cuts[cuts.count - 1], let base = text.baseAddress else { continue }
      // From the byte before, so that a cut which happens to lie at a line start stays there.
      let end = LineScanner.lineEnd(from: base + wanted - 1, in: base + text.count) - base
      if end + 1 < text.count { cuts.append(end + 1) }
    }
    cuts.append(text.count)
    self.cuts = cuts
  }
}

extension Threads {
  /// What `body` returns for `0 ..< count`, several at once.
  static func map<Result: Sendable>(_ count: Int, _ body: @Sendable (Int) -> Result) -> [Result] {
    [Result](unsafeUninitializedCapacity: count) { results, initialized in
      let base = Shared(results.baseAddress)
      run(count) { index in
        if let base = base.value { (base + index).initialize(to: body(index)) }
      }
      initialized = count
    }
  }
}
