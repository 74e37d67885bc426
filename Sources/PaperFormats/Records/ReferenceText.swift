import PaperLineage

/// The text of a reference as titles are compared, with the places where its words begin.
struct ReferenceText {
  private struct Word {
    /// Where it begins in the key.
    let start: Int
    let isSmall: Bool
    /// Whether nothing but blanks stands before it.
    let isBehindBlank: Bool
  }

  /// Letters and digits, case and accents gone.
  let key: [UInt8]
  /// Numbers of four digits, which may be years, in order.
  let years: [Int]
  /// Empty if the words alone do not make the key, as in scripts whose letters join.
  private let words: [Word]

  /// - Complexity: O(*n*) for *n* characters.
  init(_ text: String, key: [UInt8]) {
    self.key = key
    let numbers = text.utf8.split { !(48...57 ~= $0) }.filter { $0.count == 4 }
    years = Set(numbers.compactMap { Int(String(decoding: $0, as: UTF8.self)) }).sorted()
    var words: [Word] = []
    var bytes: [UInt8] = []
    var word = String.UnicodeScalarView()
    var isBehindBlank = true
    var isBlank = true
    func isDigit(_ scalar: Unicode.Scalar?) -> Bool { scalar.map { "0"..."9" ~= $0 } == true }
    func end() {
      let part = TitleKey.text(String(word)).utf8
      if !part.isEmpty {
        words.append(
          Word(start: bytes.count, isSmall: word.first?.properties.isLowercase == true, isBehindBlank: isBehindBlank))
        bytes += part
        isBlank = true
      }
      isBehindBlank = isBlank
      word = String.UnicodeScalarView()
    }
    var last: Unicode.Scalar?
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      let properties = scalar.properties
      let isInWord =
        properties.isAlphabetic || properties.numericType != nil || Self.isMark(properties.generalCategory)
        || "+#".unicodeScalars.contains(scalar) || (scalar == "." && isDigit(last) && isDigit(rest.first))
      last = scalar
      guard !isInWord else {
        if word.isEmpty { isBehindBlank = isBlank }
        word.append(scalar)
        continue
      }
      if !word.isEmpty { end() }
      if !properties.isWhitespace { isBlank = false }
    }
    if !word.isEmpty { end() }
    self.words = bytes == key ? words : []
  }

  private static func isMark(_ category: Unicode.GeneralCategory) -> Bool {
    category == .nonspacingMark || category == .spacingMark || category == .enclosingMark
  }

  /// A year that is at most one off a span of years. O(log *n*)
  func year(near span: ClosedRange<Int>?) -> Int? {
    guard let span else { return nil }
    var range = years.indices
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range = years[middle] < span.lowerBound - 1 ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    guard range.lowerBound < years.count, years[range.lowerBound] <= span.upperBound + 1 else { return nil }
    return years[range.lowerBound]
  }

  /// Whether a word begins at a place, as far as that is known.
  func isWordStart(_ place: Int) -> Bool { words.isEmpty || word(at: place) != nil }

  /// Whether a word ends at a place, as far as that is known.
  func isWordEnd(_ place: Int) -> Bool { place == key.count || isWordStart(place) }

  /// Whether a title that stands at a place can be that of the work which is meant: it consists of whole words, does not
  /// go on, is no other part of a work, and nothing says that a work about it is meant: `Erratum to:`, `Comment on`.
  func mayBeTitle(_ range: Range<Int>) -> Bool {
    guard !words.isEmpty else { return true }
    guard let first = word(at: range.lowerBound) else { return false }
    guard let next = range.upperBound == key.count ? words.count : word(at: range.upperBound) else { return false }
    return !isAboutTitle(at: first) && !goesOn(at: next)
  }

  private func goesOn(at next: Int) -> Bool {
    guard next < words.count else { return false }
    let text = text(of: next)
    return Self.parts.contains(text)
      || (words[next].isBehindBlank && words[next].isSmall && Self.wordsThatGoOn.contains(text))
  }

  private func isAboutTitle(at first: Int) -> Bool {
    guard first > 0 else { return false }
    if words[first].isBehindBlank, Self.wordsThatLeadOn.contains(text(of: first - 1)) { return true }
    var place = first - 1
    while place > 0, first - place < 4, Self.wordsBetween.contains(text(of: place)) { place -= 1 }
    let label = text(of: place)
    return Self.labels.contains(label) || (place < first - 1 && Self.labelsWithPreposition.contains(label))
  }

  private func word(at place: Int) -> Int? {
    var range = words.indices
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if words[middle].start == place { return middle }
      range = words[middle].start < place ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return nil
  }

  private func text(of word: Int) -> String {
    let end = word + 1 < words.count ? words[word + 1].start : key.count
    // No word that counts is longer.
    guard end - words[word].start <= 16 else { return "" }
    return String(decoding: key[words[word].start..<end], as: UTF8.self)
  }

  /// What stands behind the title of a whole where a part of it is meant.
  private static let parts: Set<String> = ["part", "ii", "iii", "iv", "vi", "vii", "viii", "ix"]
  /// What no source begins with; `in` and `at` may stand before one.
  private static let wordsThatGoOn: Set<String> = [
    "after", "against", "among", "and", "are", "as", "based", "before", "between", "during", "for", "is", "of", "on",
    "or", "than", "through", "to", "under", "using", "via", "when", "with", "within", "without",
  ]
  private static let wordsThatLeadOn: Set<String> = [
    "about", "against", "beyond", "for", "into", "of", "on", "than", "toward", "towards", "under", "via", "with",
    "without",
  ]
  private static let labels: Set<String> = [
    "addendum", "correction", "corrections", "corrigenda", "corrigendum", "errata", "erratum", "retraction",
    "withdrawal",
  ]
  private static let labelsWithPreposition: Set<String> = [
    "comment", "commentary", "comments", "discussion", "note", "notes", "rebuttal", "rejoinder", "remark", "remarks",
    "replies", "reply", "response", "review",
  ]
  private static let wordsBetween: Set<String> = ["article", "for", "notice", "of", "on", "paper", "the", "to"]
}
