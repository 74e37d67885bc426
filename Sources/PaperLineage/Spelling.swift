/// Finding what was probably meant.
package enum Spelling {
  /// The fewest insertions, deletions, replacements and swaps of neighbours that turn one text into the other, or `nil`
  /// if it takes more than `limit`.
  ///
  /// - SeeAlso: F. Damerau, *A technique for computer detection and correction of spelling errors* (1964); this is the
  ///   optimal string alignment reading, in which no part is edited twice.
  package static func distance(_ left: String, _ right: String, limit: Int) -> Int? {
    let (a, b) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
    guard abs(a.count - b.count) <= limit else { return nil }
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var beforePrevious = [Int](repeating: 0, count: b.count + 1)
    var previous = Array(0...b.count)
    var current = previous
    for i in 1...a.count {
      current[0] = i
      for j in 1...b.count {
        let replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        current[j] = min(replaced, previous[j] + 1, current[j - 1] + 1)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          current[j] = min(current[j], beforePrevious[j - 2] + 1)
        }
      }
      if let least = current.min(), least > limit { return nil }
      (beforePrevious, previous, current) = (previous, current, beforePrevious)
    }
    return previous[b.count] <= limit ? previous[b.count] : nil
  }

  /// How many slips are taken for the same word: a third of its length, at least two, in a very short word one, in a
  /// single character none.
  package static func tolerance(for text: String) -> Int {
    let length = text.unicodeScalars.count
    return length < 2 ? 0 : length < 4 ? 1 : max(2, length / 3)
  }

  /// The words nearest to `text`, nearest first and at most `count`; ties in the given order.
  package static func nearest(to text: String, among words: [String], count: Int = 1) -> [String] {
    let folded = text.lowercased()
    let limit = tolerance(for: folded)
    let near = words.enumerated().compactMap { position, word in
      distance(folded, word.lowercased(), limit: limit).map { (distance: $0, position: position, word: word) }
    }
    return near.sorted { ($0.distance, $0.position) < ($1.distance, $1.position) }.prefix(count).map(\.word)
  }

  /// “did you mean …?” if something is near, else the other advice.
  package static func suggestion(for text: String, among words: [String], otherwise advice: String) -> String {
    guard let word = nearest(to: text, among: words).first else { return advice }
    return "did you mean “\(word)”? Otherwise \(advice)"
  }
}
