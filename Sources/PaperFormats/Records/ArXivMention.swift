/// The arXiv id that a text names behind the word, as `arXiv preprint arXiv:1706.03762v5` and `abs/hep-th/9901001` do.
enum ArXivMention {
  /// - Complexity: O(*n*) for *n* characters.
  static func id(in text: String) -> String? {
    guard text.utf8.count > 8 else { return nil }
    var mention = Mention(bytes: Array(text.utf8))
    return mention.firstID()
  }

  private struct Mention {
    let bytes: [UInt8]
    private var position = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func firstID() -> String? {
      while position < bytes.count {
        let isWord = skip("arxiv")
        if isWord { skipMarks() }
        if isWord || skip("abs/") {
          // `arXiv: arXiv:`, `arxiv.org/abs/`
          let start = position
          if skip("arxiv") { skipMarks() }
          _ = skip("org/")
          _ = skip("abs/")
          if let id = newID() ?? oldID() { return id }
          position = start
        } else {
          position += 1
        }
      }
      return nil
    }

    private mutating func skip(_ word: StaticString) -> Bool {
      let count = word.utf8CodeUnitCount
      guard position + count <= bytes.count else { return false }
      for offset in 0..<count {
        let byte = bytes[position + offset]
        guard (0x41...0x5A ~= byte ? byte | 0x20 : byte) == word.utf8Start[offset] else { return false }
      }
      position += count
      return true
    }

    private mutating func skipMarks() {
      while position < bytes.count, " \t\n\r:./".utf8.contains(bytes[position]) { position += 1 }
    }

    private func isDigit(_ at: Int) -> Bool { at < bytes.count && 0x30...0x39 ~= bytes[at] }

    /// `1706.03762v5`
    private func newID() -> String? {
      guard (0..<4).allSatisfy({ isDigit(position + $0) }), position + 4 < bytes.count,
        bytes[position + 4] == UInt8(ascii: "."), (5..<9).allSatisfy({ isDigit(position + $0) })
      else { return nil }
      return text(position..<position + (isDigit(position + 9) ? 10 : 9))
    }

    /// `hep-th/9901001`, `math.GT/0309136`
    private func oldID() -> String? {
      var end = position
      // No archive has a longer name.
      while end < bytes.count, end - position < 20, isPartOfArchive(bytes[end]) { end += 1 }
      guard end > position, end < bytes.count, bytes[end] == UInt8(ascii: "/"),
        (1...7).allSatisfy({ isDigit(end + $0) })
      else { return nil }
      return text(position..<end + 8)
    }

    private func isPartOfArchive(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
  }
}
