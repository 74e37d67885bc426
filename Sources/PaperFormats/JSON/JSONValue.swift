import PaperLineage

/// A value of JSON as a tree. Members of objects keep their order, and keys that are given twice stand twice.
enum JSONValue: Sendable {
  case null
  case bool(Bool)
  /// A number as it stands.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  /// Reads the value that bytes hold, and nothing else.
  ///
  /// - Parameter line: The number of their first line.
  init(_ bytes: UnsafeBufferPointer<UInt8>, line: Int = 1) throws(JSONError) {
    var parser = JSONParser(bytes, file: "", lists: [], line: line)
    self = try parser.readOne()
  }

  /// The text of a string that is not empty, without blanks at its edges.
  var string: String? {
    guard case .string(let text) = self else { return nil }
    let trimmed = text.trimmed
    return trimmed.isEmpty ? nil : trimmed
  }

  /// The text of a string or a number: the files of one format have either.
  var text: String? {
    if case .number(let text) = self { return text }
    return string
  }

  /// A whole number, or a string that is one.
  var int: Int? {
    guard let text else { return nil }
    if let number = Int(text) { return number }
    guard case .number = self, let number = Double(text) else { return nil }
    return Int(exactly: number)
  }

  var bool: Bool? {
    if case .bool(let value) = self { return value }
    return nil
  }

  var object: JSONObject? {
    if case .object(let object) = self { return object }
    return nil
  }

  /// The elements of an array; `nil` for anything else.
  var array: [JSONValue]? {
    if case .array(let elements) = self { return elements }
    return nil
  }

  /// The elements of an array, or the value itself: one of something is often written without brackets.
  var elements: [JSONValue] {
    switch self {
    case .array(let elements): elements
    case .null: []
    default: [self]
    }
  }
}

/// An object of JSON, and where it stands.
struct JSONObject: Sendable {
  var members: [(key: String, value: JSONValue)]
  /// From 1.
  let line: Int
  /// From 1, in Unicode scalars.
  let column: Int
  /// The bytes of the object.
  var range: Range<Int>

  /// The first member of a name.
  subscript(key: String) -> JSONValue? { members.first { $0.key == key }?.value }

  /// The first member of any of some names that is not null, in the order of the names.
  func first(_ keys: String...) -> JSONValue? {
    for key in keys {
      if let value = self[key] {
        if case .null = value { continue }
        return value
      }
    }
    return nil
  }

  /// The text of a string or a number.
  func text(_ keys: String...) -> String? {
    for key in keys {
      if let text = self[key]?.text { return text }
    }
    return nil
  }

  /// The elements of an array; of a value without brackets, itself.
  func elements(_ key: String) -> [JSONValue] { self[key]?.elements ?? [] }

  func place(in file: String) -> SourcePlace { SourcePlace(file: file, line: line, column: column) }

  func has(_ keys: String...) -> Bool { keys.contains { key in members.contains { $0.key == key } } }
}

/// The values of a file, and what of it is no JSON.
struct JSONText {
  /// The values that stand side by side: one, or one a line.
  var roots: [JSONValue] = []
  /// Records that could not be read, in the order of the file.
  var unread: [UnreadBlock] = []
  /// What is broken behind the records.
  var ignored: [UnreadBlock] = []
  /// Whether the text ends before what it begins.
  var isCut = false
  private let text: String

  /// Reads a text: one value, or several, as in JSON lines.
  ///
  /// What is broken inside of a list of records is left out with its place, if its brackets tell where it ends; otherwise
  /// the list ends there. In JSON lines the next line goes on.
  ///
  /// - Parameter lists: The keys under which records stand in lists, inside of the outermost objects, and the keys of
  ///   objects that such lists stand in.
  /// - Complexity: O(*n*) for *n* bytes.
  init(_ file: CorpusFile, lists: Set<String>) {
    var text = file.text
    self.text = text
    text.withUTF8 { bytes in
      var parser = JSONParser(bytes, file: file.name, lists: lists)
      parser.readAll()
      roots = parser.roots
      unread = parser.unread
      ignored = parser.ignored
      isCut = parser.isCut
    }
  }

  /// A value as it stands in the text; of one that is no object, its kind.
  func source(of value: JSONValue) -> String {
    switch value {
    case .object(let object):
      let bytes = text.utf8
      let start = bytes.index(bytes.startIndex, offsetBy: object.range.lowerBound)
      return String(decoding: bytes[start...].prefix(object.range.count), as: UTF8.self)
    case .null: return "null"
    case .bool(let value): return String(value)
    case .number(let text), .string(let text): return text
    case .array(let elements): return "[…] of \(elements.count)"
    }
  }
}

/// Builds trees of what stands in a text.
private struct JSONParser {
  typealias Place = (line: Int, column: Int)

  private var cursor: JSONCursor
  private let bytes: UnsafeBufferPointer<UInt8>
  private let file: String
  private let lists: Set<String>
  private var places: PlaceCounter
  var roots: [JSONValue] = []
  var unread: [UnreadBlock] = []
  var ignored: [UnreadBlock] = []
  var isCut = false
  /// How many elements of lists of records were read.
  private var elementCount = 0

  /// - Parameter line: The number of the first line.
  init(_ bytes: UnsafeBufferPointer<UInt8>, file: String, lists: Set<String>, line: Int = 1) {
    cursor = JSONCursor(bytes)
    self.bytes = bytes
    self.file = file
    self.lists = lists
    places = PlaceCounter(bytes, line: line)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { cursor.move(to: 3) }
  }

  /// The only value of the text.
  mutating func readOne() throws(JSONError) -> JSONValue {
    let value = try value(depth: 0, mayBeList: false)
    guard cursor.peek() == nil else { throw cursor.unexpected() }
    return value
  }

  mutating func readAll() {
    while cursor.peek() != nil {
      let start = cursor.offset
      let place = places.place(at: start)
      do throws(JSONError) {
        roots.append(try value(depth: 0, mayBeList: true))
        // The values of JSON lines may be parted by commas too.
        _ = cursor.take(UInt8(ascii: ","))
      } catch {
        // JSON lines go on in the next line; of anything else nothing is known from here on.
        let lineEnd = lineEnd(from: start)
        let end = roots.isEmpty && !startsObject(after: lineEnd) ? cursor.end : max(lineEnd, start + 1)
        reject(start..<end, at: place, error)
        cursor.move(to: end)
      }
    }
  }

  /// The end of a line.
  private func lineEnd(from start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != 0x0A { index += 1 }
    return index
  }

  /// Whether an object begins right behind the end of a line, at its edge.
  private func startsObject(after line: Int) -> Bool {
    line + 1 < bytes.count && bytes[line + 1] == UInt8(ascii: "{")
  }

  /// What is wrong, and where; never before an object that was begun.
  private func reason(_ error: JSONError) -> String {
    let place = places.ahead(at: error.offset)
    return "no JSON: line \(place.line), column \(place.column): \(error)"
  }

  private func block(_ range: Range<Int>, at place: Place, _ error: JSONError) -> UnreadBlock? {
    let text = String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self).trimmed
    guard !text.isEmpty else { return nil }
    return UnreadBlock(
      place: SourcePlace(file: file, line: place.line, column: place.column), text: text, reason: reason(error))
  }

  private mutating func reject(_ range: Range<Int>, at place: Place, _ error: JSONError) {
    if let block = block(range, at: place, error) { unread.append(block) }
    if range.upperBound == cursor.end { isCut = true }
  }

  /// Leaves out all that is left behind the records.
  private mutating func ignoreRest(_ error: JSONError) {
    if let block = block(error.offset..<cursor.end, at: places.ahead(at: error.offset), error) { ignored.append(block) }
    isCut = true
    cursor.move(to: cursor.end)
  }

  /// - Parameter mayBeList: Whether the value stands where a list of records may.
  private mutating func value(depth: Int, mayBeList: Bool) throws(JSONError) -> JSONValue {
    guard depth <= JSONCursor.depthLimit else {
      throw JSONError(reason: .tooDeep(limit: JSONCursor.depthLimit), offset: cursor.offset)
    }
    guard let byte = cursor.peek() else { throw cursor.unexpected() }
    switch byte {
    case UInt8(ascii: "{"): return .object(try object(depth: depth, mayHoldLists: mayBeList))
    case UInt8(ascii: "["):
      return .array(mayBeList ? try records(depth: depth) : try array(depth: depth))
    case UInt8(ascii: "\""): return .string(try cursor.string())
    case UInt8(ascii: "t") where cursor.takeWord("true"): return .bool(true)
    case UInt8(ascii: "f") where cursor.takeWord("false"): return .bool(false)
    case UInt8(ascii: "n") where cursor.takeWord("null"): return .null
    default: return .number(try cursor.number())
    }
  }

  private mutating func object(depth: Int, mayHoldLists: Bool) throws(JSONError) -> JSONObject {
    let start = cursor.offset
    let (line, column) = places.place(at: start)
    try cursor.expect(UInt8(ascii: "{"))
    var object = JSONObject(members: [], line: line, column: column, range: start..<start)
    var isFirst = true
    let countBefore = elementCount
    do throws(JSONError) {
      while let range = try cursor.nextKey(isFirst: &isFirst) {
        let key = try cursor.unescaped(range)
        let value = try value(depth: depth + 1, mayBeList: mayHoldLists && depth < 2 && lists.contains(key))
        object.members.append((key, value))
      }
    } catch {
      // The records of a list that was read stay, whatever is broken behind it.
      guard mayHoldLists, elementCount > countBefore else { throw error }
      ignoreRest(error)
    }
    object.range = start..<cursor.offset
    return object
  }

  private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
    try cursor.expect(UInt8(ascii: "["))
    var elements: [JSONValue] = []
    var isFirst = true
    while try cursor.nextElement(isFirst: &isFirst) {
      elements.append(try value(depth: depth + 1, mayBeList: false))
    }
    return elements
  }

  /// A list of records: one that is broken does not end it.
  private mutating func records(depth: Int) throws(JSONError) -> [JSONValue] {
    try cursor.expect(UInt8(ascii: "["))
    var elements: [JSONValue] = []
    var isFirst = true
    while true {
      do throws(JSONError) {
        guard try cursor.nextElement(isFirst: &isFirst) else { return elements }
      } catch {
        ignoreRest(error)
        elementCount += 1
        return elements
      }
      _ = cursor.peek()
      let start = cursor.offset
      let place = places.place(at: start)
      do throws(JSONError) {
        elements.append(try value(depth: depth + 1, mayBeList: false))
      } catch {
        cursor.move(to: endOfBroken(from: start))
        reject(start..<cursor.offset, at: place, error)
      }
      elementCount += 1
    }
  }

  /// Where a broken element ends, told by its brackets; the end of the text if they do not tell it.
  private mutating func endOfBroken(from start: Int) -> Int {
    cursor.move(to: start)
    guard (try? cursor.skipValue()) != nil, let next = cursor.peek(),
      next == UInt8(ascii: ",") || next == UInt8(ascii: "]")
    else { return cursor.end }
    return cursor.offset
  }
}

/// Lines and columns of ascending offsets in a text.
private struct PlaceCounter {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var offset = 0
  private var line: Int
  private var column = 1

  init(_ bytes: UnsafeBufferPointer<UInt8>, line: Int) {
    self.bytes = bytes
    self.line = line
  }

  /// The place of an offset, not before the last one that was asked for.
  ///
  /// - Complexity: O(*d*) for *d* bytes since the last offset.
  mutating func place(at target: Int) -> (line: Int, column: Int) {
    while offset < min(target, bytes.count) {
      let byte = bytes[offset]
      offset += 1
      if byte == 0x0A || (byte == 0x0D && (offset >= bytes.count || bytes[offset] != 0x0A)) {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return (line, column)
  }

  /// The same without going there.
  func ahead(at target: Int) -> (line: Int, column: Int) {
    var copy = self
    return copy.place(at: target)
  }
}
