/// Exact counts side by side, all of one width.
public struct ExactCountColumn: RandomAccessCollection, Sendable, Equatable {
  /// The width of each count in words of 64 bits.
  public let wordsPerCount: Int
  /// The words of all counts, those of a count together, the lowest first.
  public let words: Column<UInt64>

  init(words: Column<UInt64>, wordsPerCount: Int) {
    self.words = words
    self.wordsPerCount = wordsPerCount
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { words.count / wordsPerCount }

  public subscript(position: Int) -> ExactCount {
    ExactCount(words: words.run(position * wordsPerCount..<(position + 1) * wordsPerCount))
  }
}
