/// Texts, to find the one that stands at some place of another text.
struct BeginningIndex {
  /// The texts by their bytes, each once.
  let texts: [[UInt8]]
  /// For each text, the longest other one that it begins with.
  private(set) var shorter: [Int?] = []

  /// - Complexity: O(*n* log *n*) for *n* bytes.
  init(_ texts: Set<[UInt8]>) {
    self.texts = texts.sorted { $0.lexicographicallyPrecedes($1) }
    var open: [Int] = []
    for (number, text) in self.texts.enumerated() {
      while let last = open.last, !text.starts(with: self.texts[last]) { open.removeLast() }
      shorter.append(open.last)
      open.append(number)
    }
  }

  /// The longest text that stands at a place; ``shorter`` leads to the others.
  ///
  /// - Complexity: O(*m* log *n*) for *n* texts of at most *m* bytes.
  func longest(in bytes: [UInt8], at start: Int) -> Int? {
    // What stands there goes on at least as far as what it begins with, and so comes behind it in the order.
    var range = texts.indices
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range = isBehind(texts[middle], bytes, start) ? range.lowerBound..<middle : middle + 1..<range.upperBound
    }
    guard range.lowerBound > 0 else { return nil }
    let last = texts[range.lowerBound - 1]
    let common = common(last, bytes, start)
    var found: Int? = range.lowerBound - 1
    while let number = found, texts[number].count > common { found = shorter[number] }
    return found
  }

  /// Whether a text comes behind what stands at a place.
  private func isBehind(_ text: [UInt8], _ bytes: [UInt8], _ start: Int) -> Bool {
    let length = common(text, bytes, start)
    guard length < text.count else { return false }
    return start + length == bytes.count || text[length] > bytes[start + length]
  }

  /// How many bytes of a text stand at a place.
  private func common(_ text: [UInt8], _ bytes: [UInt8], _ start: Int) -> Int {
    text.withUnsafeBufferPointer { text in
      bytes.withUnsafeBufferPointer { bytes in
        let limit = min(text.count, bytes.count - start)
        var length = 0
        while length < limit, text[length] == bytes[start + length] { length += 1 }
        return length
      }
    }
  }
}
