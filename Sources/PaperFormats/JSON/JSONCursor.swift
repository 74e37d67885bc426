/// What is wrong with a text in JSON, and at which byte.
struct JSONError: Error, Equatable, CustomStringConvertible {
  enum Reason: Equatable {
    case endOfText
    case unexpected(UInt8)
    case badEscape
    case badNumber
    case tooDeep(limit: Int)
  }

  let reason: Reason
  /// The byte, from 0.
  let offset: Int

  var description: String {
    switch reason {
    case .endOfText: "the text ends in the middle of a value"
    case .unexpected(let byte):
      0x20..<0x7F ~= byte
        ? "“\(Character(Unicode.Scalar(byte)))” is not expected here"
        : "the byte 0x\(String(byte, radix: 16, uppercase: true)) is not expected here"
    case .badEscape: "a backslash is followed by no escape"
    case .badNumber: "a number is malformed"
    case .tooDeep(let limit): "values are nested more than \(limit) deep"
    }
  }
}

/// Walks over a text in JSON (RFC 8259) and takes from it what is asked for; nothing is built of what is skipped.
///
/// The text is UTF-8; bytes that are not get the mark of a replaced character in strings. Control characters in strings
/// are taken as they are, and `NaN` and `Infinity`, which Python writes, as numbers. Values that are skipped are looked at
/// only for where their strings and brackets end.
///
/// The bytes have to outlive the cursor.
struct JSONCursor {
  /// How deep values may be nested.
  static let depthLimit = 512

  private let base: UnsafePointer<UInt8>
  let end: Int
  /// The byte that is looked at next.
  private(set) var offset: Int

  /// - Parameter range: The part of the bytes that is looked at.
  init(_ bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>? = nil) {
    // No byte is read through the substitute, as there are none then.
    base = bytes.baseAddress ?? UnsafePointer(bitPattern: 1).unsafelyUnwrapped
    let whole = 0..<bytes.count
    let range = range.map { $0.clamped(to: whole) } ?? whole
    offset = range.lowerBound
    end = range.upperBound
  }

  // MARK: - Places

  mutating func move(to offset: Int) { self.offset = min(max(offset, 0), end) }

  /// Goes on to the next byte that is no blank, and tells it; `nil` at the end.
  @inline(__always)
  mutating func peek() -> UInt8? {
    while offset < end {
      let byte = base[offset]
      if byte > 0x20 { return byte }
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
      offset += 1
    }
    return nil
  }

  func byte(at offset: Int) -> UInt8 { base[offset] }

  /// Takes a byte if it comes next.
  @inline(__always)
  mutating func take(_ byte: UInt8) -> Bool {
    guard peek() == byte else { return false }
    offset += 1
    return true
  }

  @inline(__always)
  mutating func expect(_ byte: UInt8) throws(JSONError) {
    guard take(byte) else { throw unexpected() }
  }

  /// The error that says what stands here.
  func unexpected() -> JSONError {
    JSONError(reason: offset < end ? .unexpected(base[offset]) : .endOfText, offset: offset)
  }

  /// The bytes of a range as text.
  func text(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count), as: UTF8.self)
  }

  /// Whether the bytes of a range are those of a text.
  @inline(__always)
  func matches(_ range: Range<Int>, _ text: StaticString) -> Bool {
    guard range.count == text.utf8CodeUnitCount else { return false }
    let start = text.utf8Start
    for index in 0..<range.count where base[range.lowerBound + index] != start[index] { return false }
    return true
  }

  // MARK: - Members and elements

  /// Goes to the next key of an object, past its colon; the bytes between its quotes, or `nil` behind the last member.
  ///
  /// - Parameter isFirst: Whether it is the first key, behind the opening brace.
  @inline(__always)
  mutating func nextKey(isFirst: inout Bool) throws(JSONError) -> Range<Int>? {
    guard let byte = peek() else { throw unexpected() }
    if byte == UInt8(ascii: "}") {
      offset += 1
      return nil
    }
    if !isFirst { try expect(UInt8(ascii: ",")) }
    isFirst = false
    guard peek() == UInt8(ascii: "\"") else { throw unexpected() }
    let key = try rawString().range
    try expect(UInt8(ascii: ":"))
    return key
  }

  /// Goes to the next element of an array; whether there is one.
  @inline(__always)
  mutating func nextElement(isFirst: inout Bool) throws(JSONError) -> Bool {
    guard let byte = peek() else { throw unexpected() }
    if byte == UInt8(ascii: "]") {
      offset += 1
      return false
    }
    if !isFirst { try expect(UInt8(ascii: ",")) }
    isFirst = false
    return true
  }

  // MARK: - Strings

  /// Takes a string; the bytes between its quotes, and whether there are escapes among them.
  @inline(__always)
  mutating func rawString() throws(JSONError) -> (range: Range<Int>, hasEscapes: Bool) {
    guard take(UInt8(ascii: "\"")) else { throw unexpected() }
    let start = offset
    var hasEscapes = false
    while true {
      offset = Self.indexOfQuoteOrBackslash(base, from: offset, to: end)
      guard offset < end else { throw JSONError(reason: .endOfText, offset: end) }
      if base[offset] == UInt8(ascii: "\"") {
        defer { offset += 1 }
        return (start..<offset, hasEscapes)
      }
      hasEscapes = true
      offset += 2
      guard offset <= end else { throw JSONError(reason: .endOfText, offset: end) }
    }
  }

  /// Takes a string.
  mutating func string() throws(JSONError) -> String {
    let (range, hasEscapes) = try rawString()
    return hasEscapes ? try unescaped(range) : text(range)
  }

  /// Takes a string, or `nil` for any other value, which is skipped.
  mutating func stringIfAny() throws(JSONError) -> String? {
    if peek() == UInt8(ascii: "\"") { return try string() }
    try skipValue()
    return nil
  }

  /// The text that the bytes between quotes stand for. Half a surrogate pair is replaced by the mark of a replaced
  /// character.
  func unescaped(_ range: Range<Int>) throws(JSONError) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      let next = min(Self.indexOfQuoteOrBackslash(base, from: index, to: range.upperBound), range.upperBound)
      bytes.append(contentsOf: UnsafeBufferPointer(start: base + index, count: next - index))
      index = next
      guard index < range.upperBound else { break }
      guard index + 1 < range.upperBound else { throw JSONError(reason: .badEscape, offset: index) }
      let escape = base[index + 1]
      switch escape {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(escape)
      case UInt8(ascii: "b"): bytes.append(0x08)
      case UInt8(ascii: "f"): bytes.append(0x0C)
      case UInt8(ascii: "n"): bytes.append(0x0A)
      case UInt8(ascii: "r"): bytes.append(0x0D)
      case UInt8(ascii: "t"): bytes.append(0x09)
      case UInt8(ascii: "u"):
        guard let unit = hexadecimal(at: index + 2, before: range.upperBound) else {
          throw JSONError(reason: .badEscape, offset: index)
        }
        var value = UInt32(unit)
        index += 4
        if 0xD800...0xDBFF ~= unit, index + 3 < range.upperBound, base[index + 2] == UInt8(ascii: "\\"),
          base[index + 3] == UInt8(ascii: "u"), let low = hexadecimal(at: index + 4, before: range.upperBound),
          0xDC00...0xDFFF ~= low
        {
          value = 0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00)
          index += 6
        }
        bytes.append(contentsOf: String(Character(Unicode.Scalar(value) ?? "\u{FFFD}")).utf8)
      default: throw JSONError(reason: .badEscape, offset: index)
      }
      index += 2
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func hexadecimal(at start: Int, before limit: Int) -> UInt16? {
    guard start + 4 <= limit else { return nil }
    var value: UInt16 = 0
    for index in start..<start + 4 {
      let digit: UInt8
      switch base[index] {
      case let byte where 0x30...0x39 ~= byte: digit = byte - 0x30
      case let byte where 0x41...0x46 ~= byte: digit = byte - 0x37
      case let byte where 0x61...0x66 ~= byte: digit = byte - 0x57
      default: return nil
      }
      value = value << 4 | UInt16(digit)
    }
    return value
  }

  // MARK: - Numbers and words

  /// Takes a number as it stands.
  mutating func number() throws(JSONError) -> String {
    _ = peek()
    let start = offset
    for word in ["NaN", "Infinity", "-Infinity"] where takeWord(word) { return word }
    _ = takeHere { $0 == UInt8(ascii: "-") }
    let whole = takeDigits()
    guard whole > 0 else { throw offset < end && offset > start ? bad(start) : unexpected() }
    if takeHere({ $0 == UInt8(ascii: ".") }) {
      guard takeDigits() > 0 else { throw bad(start) }
    }
    if takeHere({ $0 | 0x20 == UInt8(ascii: "e") }) {
      _ = takeHere { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
      guard takeDigits() > 0 else { throw bad(start) }
    }
    return text(start..<offset)
  }

  private func bad(_ start: Int) -> JSONError { JSONError(reason: .badNumber, offset: start) }

  private mutating func takeHere(_ isWanted: (UInt8) -> Bool) -> Bool {
    guard offset < end, isWanted(base[offset]) else { return false }
    offset += 1
    return true
  }

  private mutating func takeDigits() -> Int {
    let start = offset
    while offset < end, 0x30...0x39 ~= base[offset] { offset += 1 }
    return offset - start
  }

  /// Takes a word such as `true` if it comes next.
  mutating func takeWord(_ word: String) -> Bool {
    _ = peek()
    let word = word.utf8
    guard end - offset >= word.count else { return false }
    var index = offset
    for byte in word {
      guard base[index] == byte else { return false }
      index += 1
    }
    offset = index
    return true
  }

  // MARK: - Skipping

  /// Skips a value, whatever it is.
  ///
  /// - Complexity: O(*n*) for *n* bytes, eight at a time in strings; no memory, however deep the value is.
  @inline(__always)
  mutating func skipValue() throws(JSONError) {
    guard let byte = peek() else { throw unexpected() }
    switch byte {
    case UInt8(ascii: "\""): _ = try rawString()
    case UInt8(ascii: "{"), UInt8(ascii: "["): try skipContainer()
    case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ","), UInt8(ascii: ":"): throw unexpected()
    default:
      // A number or a word: to the next byte that ends one.
      while offset < end {
        let byte = base[offset]
        guard byte > 0x20, byte != UInt8(ascii: ","), byte | 0x20 != UInt8(ascii: "}") else { return }
        offset += 1
      }
    }
  }

  private mutating func skipContainer() throws(JSONError) {
    var depth = 0
    var index = offset
    while index < end {
      let byte = base[index]
      if byte == UInt8(ascii: "\"") {
        index += 1
        while true {
          index = Self.indexOfQuoteOrBackslash(base, from: index, to: end)
          guard index < end else { throw JSONError(reason: .endOfText, offset: end) }
          if base[index] == UInt8(ascii: "\"") { break }
          index += 2
        }
      } else if byte | 0x20 == UInt8(ascii: "{") {
        depth += 1
      } else if byte | 0x20 == UInt8(ascii: "}") {
        depth -= 1
        if depth == 0 {
          offset = index + 1
          return
        }
      }
      index += 1
    }
    throw JSONError(reason: .endOfText, offset: end)
  }

  /// The first quote or backslash from a place on; `end` or more if there is none.
  ///
  /// Eight bytes are looked at as one number: a byte that is zero after both characters are taken from it is found by the
  /// borrow of a subtraction (H. S. Warren, *Hacker's Delight*, section 6–1). A borrow may mark a byte behind a found one
  /// wrongly, never one before it.
  @inline(__always)
  private static func indexOfQuoteOrBackslash(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
    var index = start
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high: UInt64 = 0x8080_8080_8080_8080
    while index + 8 <= end {
      let word = UInt64(
        littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self))
      let quotes = word ^ (ones &* 0x22)
      let backslashes = word ^ (ones &* 0x5C)
      let found = ((quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes) & high
      if found != 0 { return index + found.trailingZeroBitCount >> 3 }
      index += 8
    }
    while index < end, base[index] != 0x22, base[index] != 0x5C { index += 1 }
    return index
  }
}
