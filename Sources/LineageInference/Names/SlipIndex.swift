internal import PaperLineage

/// Finds the words that differ from a written one by one slip: a letter wrong, missing or too many, or two neighbours
/// exchanged. The first letter is taken to be right.
///
/// Two such words have a form in common that is either of them with at most one letter left out; every word is filed
/// under the hashes of its forms, so that a search looks at a handful of words however many there are.
///
/// - SeeAlso: W. Garbe, *1000x faster spelling correction* (2012), which calls it symmetric deletion.
struct SlipIndex: Sendable {
  private let words: [String]
  /// Hash of a form and position of the word, in order of hash.
  private let forms: [(hash: UInt64, word: UInt32)]

  init(_ words: [String]) {
    let words = Set(words).sorted()
    self.words = words
    forms = words.enumerated().flatMap { index, word in
      Self.forms(of: word).map { (hash: $0, word: UInt32(index)) }
    }.sorted { ($0.hash, $0.word) < ($1.hash, $1.word) }
  }

  /// The words one slip away from a word, which itself is not among them.
  func words(near word: String) -> [String] {
    var found: Set<UInt32> = []
    for form in Self.forms(of: word) {
      var (low, high) = (0, forms.count)
      while low < high {
        let middle = (low + high) / 2
        if forms[middle].hash < form { low = middle + 1 } else { high = middle }
      }
      while low < forms.count, forms[low].hash == form {
        found.insert(forms[low].word)
        low += 1
      }
    }
    return found.sorted().map { words[Int($0)] }.filter {
      $0.first == word.first && Spelling.distance($0, word, limit: 1) == 1
    }
  }

  /// Hashes of the word and of the word without each of its letters but the first.
  private static func forms(of word: String) -> Set<UInt64> {
    let bytes = Array(word.utf8)
    return Set(
      (0..<max(bytes.count, 1)).map { left in
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for (index, byte) in bytes.enumerated() where index != left || left == 0 {
          hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        return hash
      })
  }
}
