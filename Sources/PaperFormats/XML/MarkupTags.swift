/// The tags of an XML text, one after the other: where each begins and ends. `XMLParser` tells neither the offset of an
/// element nor the line in which its tag begins, and what cannot be read is to be kept as it stands.
struct MarkupTags {
  struct Tag {
    /// Without the prefix of a namespace.
    let name: String
    let start: Int
    let end: Int
    let line: Int
    /// From 1, in Unicode scalars.
    let column: Int
    let isEnd: Bool
    /// Whether the element has no content: `<node id="1"/>`.
    let isEmpty: Bool
  }

  let bytes: [UInt8]
  /// The bytes of the file, by which columns are counted: where some were blanked out, as many are there and fewer scalars
  /// may be.
  private let counted: [UInt8]
  private(set) var offset: Int
  private var line: Int
  /// Counted on the way, as a text of any length may be one line.
  private var column: Int

  init(_ bytes: [UInt8], counting counted: [UInt8]? = nil, offset: Int = 0, line: Int = 1, column: Int = 1) {
    (self.bytes, self.counted) = (bytes, counted ?? bytes)
    (self.offset, self.line, self.column) = (offset, line, column)
  }

  /// The next tag; comments, CDATA, declarations and instructions are stepped over. O(*n*) for the *n* bytes up to its end.
  mutating func next() -> Tag? {
    while advance(to: UInt8(ascii: "<")) {
      let start = offset
      if starts("<!--") {
        // `<!-->` is not the end.
        for _ in 0..<4 { step() }
        advance(behind: "-->")
      } else if starts("<![CDATA[") {
        advance(behind: "]]>")
      } else if starts("<?") {
        advance(behind: "?>")
      } else if starts("<!") {
        advance(behind: ">")
      } else {
        return tag(at: start)
      }
    }
    return nil
  }

  /// The place of an offset that was not passed yet.
  mutating func place(of target: Int) -> (line: Int, column: Int) {
    while offset < min(target, bytes.count) { step() }
    return (line, column)
  }

  private mutating func tag(at start: Int) -> Tag? {
    let (line, column) = (line, column)
    step()
    let isEnd = offset < bytes.count && bytes[offset] == UInt8(ascii: "/")
    if isEnd { step() }
    var nameStart = offset
    while offset < bytes.count, !Self.endsName(bytes[offset]) {
      if bytes[offset] == UInt8(ascii: ":") { nameStart = offset + 1 }
      step()
    }
    let name = String(decoding: bytes[nameStart..<offset], as: UTF8.self)
    var quote: UInt8?
    while offset < bytes.count {
      let byte = bytes[offset]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        let isEmpty = bytes[offset - 1] == UInt8(ascii: "/")
        step()
        return Tag(
          name: name, start: start, end: offset, line: line, column: column, isEnd: isEnd,
          isEmpty: isEmpty && !isEnd)
      }
      step()
    }
    return nil
  }

  /// Blanks, `/` and `>` end a name; so do the marks that can only be a fault.
  private static func endsName(_ byte: UInt8) -> Bool {
    byte <= 32 || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "<")
      || byte == UInt8(ascii: "\"")
  }

  private mutating func step() {
    let byte = bytes[offset]
    offset += 1
    let endsLine =
      byte == 0x0A || byte == 0x0D && !(offset < bytes.count && bytes[offset] == 0x0A)
    if endsLine {
      (line, column) = (line + 1, 1)
    } else if counted[offset - 1] & 0xC0 != 0x80 {
      // All bytes of a scalar but the first are 10xxxxxx.
      column += 1
    }
  }

  private mutating func advance(to byte: UInt8) -> Bool {
    while offset < bytes.count, bytes[offset] != byte { step() }
    return offset < bytes.count
  }

  private func starts(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard offset + count <= bytes.count else { return false }
    return (0..<count).allSatisfy { bytes[offset + $0] == text.utf8Start[$0] }
  }

  private mutating func advance(behind text: StaticString) {
    while offset < bytes.count, !starts(text) { step() }
    for _ in 0..<text.utf8CodeUnitCount where offset < bytes.count { step() }
  }
}
