import PaperLineage

/// A piece of a BibTeX file, as it stands.
enum BibTeXBlock {
  /// `@article{key, name = value, …}`.
  case entry(BibTeXEntry)
  /// `@string{name = value}`.
  case string(name: String, value: [BibTeXToken], place: SourcePlace)
  /// `@preamble{…}`.
  case preamble(UnreadBlock)
  /// `@comment{…}`, or text between entries.
  case comment(UnreadBlock)
  /// Something that begins like an entry and is none.
  case broken(UnreadBlock)
}

/// An entry before macros and inheritance are looked at.
struct BibTeXEntry {
  struct Field {
    /// The name in lower case.
    var name: String
    var value: [BibTeXToken]
    var place: SourcePlace
  }

  /// What sort of work it is, in lower case.
  var type: String
  /// The cite key; empty if there is none.
  var key: String
  var fields: [Field]
  var place: SourcePlace
  /// What was odd: a comma or brace that is missing.
  var remarks: [String]
}

/// A part of a value; parts are joined by `#`.
enum BibTeXToken: Equatable {
  /// Text between braces or quotation marks, or a number.
  case text(String)
  /// The name of a string, in lower case.
  case macro(String)
}

/// Takes a BibTeX file apart, tolerantly: whatever is wrong with one entry, the next one is found.
///
/// Everything outside of entries is a comment, as BibTeX has it. Inside an entry, braces are counted whether a backslash
/// stands before them or not, as BibTeX does too. An entry that is not closed ends where the next one begins at the left
/// edge of a line.
struct BibTeXSplitter {
  private let bytes: [UInt8]
  private let file: String
  private var position = 0
  /// Where lines were counted to, and where the last entry begins, in case something goes back to it.
  private var counted = LineCount()
  private var entryStart = LineCount()
  /// How many more bytes may be looked at for the end of comments that have none.
  private var patience: Int
  private(set) var blocks: [BibTeXBlock] = []

  /// - Complexity: O(*n*) for *n* bytes.
  static func blocks(of file: CorpusFile) -> [BibTeXBlock] {
    var splitter = BibTeXSplitter(file)
    splitter.split()
    return splitter.blocks
  }

  private init(_ file: CorpusFile) {
    bytes = Array(file.text.utf8)
    self.file = file.name
    patience = (1 << 20) + 16 * bytes.count
  }

  private mutating func split() {
    var textStart = 0
    while let at = bytes[position...].firstIndex(of: UInt8(ascii: "@")) {
      position = at + 1
      skipSpace()
      let type = word {
        $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "(") && !Self.isSpace($0) && $0 != UInt8(ascii: "@")
      }
      .lowercased()
      skipSpace()
      let open = position < bytes.count ? bytes[position] : 0
      let isOpened = open == UInt8(ascii: "{") || open == UInt8(ascii: "(")
      // A mail address has an @ inside of a word too, and no key behind it.
      guard !type.isEmpty, type.utf8.allSatisfy(Self.isTypeByte), isOpened,
        !isInsideWord(at)
          || open == UInt8(ascii: "{") && !type.utf8.contains(UInt8(ascii: ".")) && beginsWithKey(at)
      else {
        // `@comment` without a body ends with its line; anything else is text that holds an @.
        if type != "comment" { position = at + 1 }
        continue
      }
      comment(textStart..<at)
      let close = open == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: ")")
      position += 1
      switch type {
      case "comment": skipBody(from: at, until: close) { .comment($0) }
      case "preamble": skipBody(from: at, until: close) { .preamble($0) }
      case "string": readString(from: at, until: close)
      default: readEntry(type, from: at, until: close)
      }
      textStart = position
    }
    comment(textStart..<bytes.count)
  }

  /// An @ in an address of mail.
  private func isInsideWord(_ at: Int) -> Bool {
    guard at > 0 else { return false }
    let before = bytes[at - 1]
    return before != UInt8(ascii: "}") && before != UInt8(ascii: ")") && Self.isTypeByte(before)
  }

  private mutating func comment(_ range: Range<Int>) {
    guard let first = bytes[range].firstIndex(where: { !Self.isSpace($0) }) else { return }
    let last = bytes[range].lastIndex { !Self.isSpace($0) } ?? first
    blocks.append(.comment(block(first..<last + 1, "text between entries")))
  }

  private mutating func block(_ range: Range<Int>, _ reason: String) -> UnreadBlock {
    UnreadBlock(place: place(range.lowerBound), text: String(decoding: bytes[range], as: UTF8.self), reason: reason)
  }

  private mutating func skipBody(from start: Int, until close: UInt8, _ make: (UnreadBlock) -> BibTeXBlock) {
    let bodyStart = position
    var depth = 0
    while position < bytes.count, position - bodyStart <= patience {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "{") {
        depth += 1
      } else if depth == 0, byte == close {
        return blocks.append(make(block(start..<position, "comment")))
      } else if byte == UInt8(ascii: "}") {
        depth -= 1
      }
    }
    // A comment that is never closed is its line; what follows may be entries. So is any other after very many of them.
    patience -= position - bodyStart
    position = bytes[bodyStart...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    blocks.append(make(block(start..<position, "comment")))
  }

  private mutating func readString(from start: Int, until close: UInt8) {
    skipSpace()
    let name = fieldName().lowercased()
    skipSpace()
    guard !name.isEmpty, take(UInt8(ascii: "=")), let value = value(until: close) else {
      return broken(from: start, "a string without name or value")
    }
    skipSpace()
    _ = take(UInt8(ascii: ","))
    skipSpace()
    _ = take(close)
    blocks.append(.string(name: name, value: value, place: place(start)))
  }

  private mutating func readEntry(_ type: String, from start: Int, until close: UInt8) {
    var entry = BibTeXEntry(type: type, key: "", fields: [], place: place(start), remarks: [])
    entryStart = counted
    skipSpace()
    let keyStart = position
    // BibTeX ends a key at a comma, a brace or a blank; an equals sign tells that it was the name of a field.
    let key = word { byte in
      byte != UInt8(ascii: ",") && !Self.isSpace(byte) && byte != UInt8(ascii: "=") && byte != UInt8(ascii: "}")
        && (close == UInt8(ascii: "}") || byte != close)
    }
    skipSpace()
    if position < bytes.count, bytes[position] == UInt8(ascii: "=") {
      if Self.isFieldName(key) { position = keyStart } else { entry.key = key }
    } else {
      entry.key = key
      // A key with blanks in it.
      let rest = word { byte in
        byte != UInt8(ascii: ",") && byte != close && byte != UInt8(ascii: "=") && byte != UInt8(ascii: "\n")
      }
      if !rest.isEmpty { entry.key += " " + rest.trimmed }
    }
    while true {
      skipSpace()
      while take(UInt8(ascii: ",")) { skipSpace() }
      guard position < bytes.count else {
        entry.remarks.append("it is not closed")
        break
      }
      if take(close) { break }
      if isAtNextEntry || (bytes[position] == UInt8(ascii: "@") && beginsWithKey(position)) {
        entry.remarks.append("it is not closed")
        break
      }
      // The other kind of bracket closes it as well, if nothing else can be meant.
      if (bytes[position] == UInt8(ascii: "}") || bytes[position] == UInt8(ascii: ")")) {
        position += 1
        entry.remarks.append("it is closed by the other kind of bracket")
        break
      }
      let fieldStart = position
      let name = fieldName()
      skipSpace()
      guard !name.isEmpty, take(UInt8(ascii: "=")) else {
        // Not a field: go on with the next one of this entry.
        if position == fieldStart { position += 1 }
        entry.remarks.append(
          "“\(name.isEmpty ? String(decoding: bytes[fieldStart..<position], as: UTF8.self) : name)” is no field")
        skipToFieldEnd(until: close)
        continue
      }
      let valuePlace = place(fieldStart)
      guard let value = value(until: close) else {
        entry.remarks.append("the value of “\(name)” is not closed")
        break
      }
      entry.fields.append(BibTeXEntry.Field(name: name.lowercased(), value: value, place: valuePlace))
    }
    if entry.key.isEmpty, entry.fields.isEmpty { return broken(from: start, "an entry with nothing in it") }
    blocks.append(.entry(entry))
  }

  private mutating func broken(from start: Int, _ reason: String) {
    // Goes on at the next line that begins an entry.
    while position < bytes.count, !isAtNextEntry { position += 1 }
    let end = bytes[start..<position].lastIndex { !Self.isSpace($0) } ?? start
    blocks.append(.broken(block(start..<end + 1, reason)))
  }

  /// Whether an entry begins here, at the left edge of a line.
  private var isAtNextEntry: Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "@") else { return false }
    let before = bytes[..<position].reversed().first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
    guard before == nil || before == UInt8(ascii: "\n") || before == UInt8(ascii: "\r") else { return false }
    let rest = bytes[(position + 1)...].drop(while: Self.isTypeByte).drop(while: Self.isSpace)
    return rest.first == UInt8(ascii: "{") || rest.first == UInt8(ascii: "(")
  }

  private mutating func skipToFieldEnd(until close: UInt8) {
    var depth = 0
    while position < bytes.count {
      let byte = bytes[position]
      if depth == 0, byte == UInt8(ascii: ",") || byte == close || isAtNextEntry { return }
      if depth == 0, byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r"), beginsField(position + 1) { return }
      if byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "}") { depth = max(0, depth - 1) }
      position += 1
    }
  }

  /// Whether `name =` stands at a place, which only blanks may part from it.
  private func beginsField(_ at: Int) -> Bool {
    let rest = bytes[at...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    let name = rest.prefix(while: Self.isTypeByte)
    return !name.isEmpty
      && rest.dropFirst(name.count).first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } == UInt8(ascii: "=")
  }

  // MARK: - Values

  private mutating func value(until close: UInt8) -> [BibTeXToken]? {
    var tokens: [BibTeXToken] = []
    repeat {
      skipSpace()
      // `#feb#` is how JabRef shows a string; people write it into files as well.
      while take(UInt8(ascii: "#")) { skipSpace() }
      guard position < bytes.count else { return nil }
      switch bytes[position] {
      case UInt8(ascii: "{"):
        guard let text = braced() else { return nil }
        tokens.append(.text(text))
      case UInt8(ascii: "\""):
        guard let text = quoted() else { return nil }
        tokens.append(.text(text))
      default:
        let bare = word { byte in
          byte != UInt8(ascii: ",") && byte != close && byte != UInt8(ascii: "#") && !Self.isSpace(byte)
            && byte != UInt8(ascii: "}") && byte != UInt8(ascii: "{") && byte != UInt8(ascii: "\"")
        }
        // `month = ,`
        guard !bare.isEmpty else { return tokens }
        tokens.append(bare.utf8.allSatisfy { 48...57 ~= $0 } ? .text(bare) : .macro(bare))
      }
      skipSpace()
    } while take(UInt8(ascii: "#"))
    return tokens
  }

  /// The text between braces; `nil` if they are not closed before the next entry.
  private mutating func braced() -> String? {
    let start = position + 1
    var depth = 0
    var index = position
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 {
          position = index + 1
          return String(decoding: bytes[start..<index], as: UTF8.self)
        }
      case UInt8(ascii: "@"):
        // Text may well hold an @ at the left edge, but not a whole entry with a key.
        position = index
        if isAtNextEntry, beginsWithKey(index) { return nil }
      default: break
      }
      index += 1
    }
    position = bytes.count
    return nil
  }

  private mutating func quoted() -> String? {
    let start = position + 1
    var depth = 0
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"): depth = max(0, depth - 1)
      case UInt8(ascii: "\"") where depth == 0:
        position = index + 1
        return String(decoding: bytes[start..<index], as: UTF8.self)
      case UInt8(ascii: "@"):
        position = index
        if isAtNextEntry, beginsWithKey(index) { return nil }
      default: break
      }
      index += 1
    }
    position = bytes.count
    return nil
  }

  /// Whether `@type{key,` stands at a place.
  private func beginsWithKey(_ at: Int) -> Bool {
    var rest = bytes[(at + 1)...].drop(while: Self.isTypeByte).drop(while: Self.isSpace)
    guard let open = rest.popFirst(), open == UInt8(ascii: "{") || open == UInt8(ascii: "(") else { return false }
    rest = rest.drop(while: Self.isSpace)
    // No key is longer, and what is none may be.
    let key = rest.prefix(200).prefix {
      $0 != UInt8(ascii: ",") && !Self.isSpace($0) && $0 != UInt8(ascii: "}") && $0 != UInt8(ascii: "{")
    }
    return !key.isEmpty && rest.dropFirst(key.count).drop(while: Self.isSpace).first == UInt8(ascii: ",")
  }

  // MARK: - Bytes

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
  }

  private mutating func word(_ isPart: (UInt8) -> Bool) -> String {
    let start = position
    while position < bytes.count, isPart(bytes[position]) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func fieldName() -> String {
    let name = word { byte in
      !Self.isSpace(byte) && !"={}(),#\"%@'".utf8.contains(byte)
    }
    // Scopus writes `funding_text 1={…}`.
    let number = bytes[position...].drop { $0 == UInt8(ascii: " ") }.prefix {
      UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
    }
    guard !name.isEmpty, number.startIndex > position, !number.isEmpty,
      number.endIndex < bytes.count, bytes[number.endIndex] == UInt8(ascii: "=")
    else { return name }
    position = number.endIndex
    return name + " " + String(decoding: number, as: UTF8.self)
  }

  private static func isFieldName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { isTypeByte($0) || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: ":") }
  }

  private static func isTypeByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), 0x80...:
      true
    default: false
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }

  private struct LineCount {
    var offset = 0
    var line = 1
    var column = 1
  }

  /// The line and column of a byte. Places are asked for in order, so that bytes are counted once; only an entry may
  /// turn out to be none when places inside of it are known.
  private mutating func place(_ offset: Int) -> SourcePlace {
    if offset < counted.offset { counted = offset < entryStart.offset ? LineCount() : entryStart }
    while counted.offset < offset {
      let byte = bytes[counted.offset]
      counted.offset += 1
      let isPair = counted.offset < bytes.count && bytes[counted.offset] == UInt8(ascii: "\n")
      if byte == UInt8(ascii: "\n") || (byte == UInt8(ascii: "\r") && !isPair) {
        counted.line += 1
        counted.column = 1
      } else if byte & 0xC0 != 0x80 {
        counted.column += 1
      }
    }
    return SourcePlace(file: file, line: counted.line, column: counted.column)
  }
}
