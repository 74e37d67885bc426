import PaperLineage
import TestSupport
import Testing

struct SpellingTests {
  @Test func distanceIsTheOneOfTheDefinition() {
    let words = Self.words(over: "ab", upTo: 4)
    for left in words {
      for right in words { expectDistance(left, right) }
    }
  }

  @Test func distanceOfRandomWords() {
    var generator = SplitMix64(seed: 50)
    for _ in 0..<150 {
      let words = (0..<2).map { _ in
        String((0..<Int.random(in: 0...6, using: &generator)).map { _ in "abc".randomElement(using: &generator)! })
      }
      expectDistance(words[0], words[1])
    }
  }

  @Test(arguments: [
    ("", "", 0), ("a", "", 1), ("llama", "llama", 0), ("llama", "lama", 1), ("llama", "lalma", 1), ("ab", "ba", 1),
    ("abcd", "badc", 2), ("ca", "abc", 3), ("medusa", "medsua", 1), ("mistral", "mixtral", 1), ("千问", "问千", 1),
    ("kitten", "sitting", 3), ("é", "e\u{301}", 2),
  ])
  func knownDistances(left: String, right: String, distance: Int) {
    #expect(Spelling.distance(left, right, limit: 10) == distance)
    #expect(Spelling.distance(right, left, limit: 10) == distance)
  }

  @Test(arguments: [
    ("", 0), ("a", 0), ("ab", 1), ("abc", 1), ("abcd", 2), ("abcdefgh", 2), ("abcdefghi", 3), ("通义千问", 2),
  ])
  func aThirdOfTheLengthIsToleratedAndTwoSlipsInShortWords(text: String, tolerance: Int) {
    #expect(Spelling.tolerance(for: text) == tolerance)
  }

  @Test func theNearestWordsFirstAndTiesInOrder() {
    let words = ["extends", "extent", "updates", "Extend", "extendz"]
    #expect(Spelling.nearest(to: "extend", among: words, count: 9) == ["Extend", "extends", "extent", "extendz"])
    #expect(Spelling.nearest(to: "extend", among: words) == ["Extend"])
    #expect(Spelling.nearest(to: "EXTENDS", among: words) == ["extends"])
    #expect(Spelling.nearest(to: "cites", among: words) == [])
    #expect(Spelling.nearest(to: "cites", among: []) == [])
  }

  @Test func aSuggestionOrOtherAdvice() {
    #expect(
      Spelling.suggestion(for: "upates", among: ["updates"], otherwise: "remove it")
        == "did you mean “updates”? Otherwise remove it")
    #expect(Spelling.suggestion(for: "cites", among: ["updates"], otherwise: "remove it") == "remove it")
  }

  private static func words(over letters: String, upTo length: Int) -> [String] {
    (0..<length).reduce(into: [""]) { words, length in
      words += words.filter { $0.count == length }.flatMap { word in letters.map { word + String($0) } }
    }
  }

  /// Checks every limit around the distance.
  private func expectDistance(_ left: String, _ right: String) {
    let expected = Self.distance(Array(left)[...], Array(right)[...])
    for limit in 0...expected + 1 {
      let distance = Spelling.distance(left, right, limit: limit)
      if distance != (expected <= limit ? expected : nil) {
        Issue.record("“\(left)” “\(right)”, limit \(limit): \(distance ?? -1), not \(expected)")
      }
    }
  }

  /// The definition, word for word: the last step deletes, inserts, replaces or swaps.
  private static func distance(_ left: ArraySlice<Character>, _ right: ArraySlice<Character>) -> Int {
    guard let a = left.last, let b = right.last else { return left.count + right.count }
    var steps = [
      distance(left.dropLast(), right) + 1, distance(left, right.dropLast()) + 1,
      distance(left.dropLast(), right.dropLast()) + (a == b ? 0 : 1),
    ]
    if let beforeA = left.dropLast().last, let beforeB = right.dropLast().last, a == beforeB, beforeA == b {
      steps.append(distance(left.dropLast(2), right.dropLast(2)) + 1)
    }
    return steps.min() ?? 0
  }
}
