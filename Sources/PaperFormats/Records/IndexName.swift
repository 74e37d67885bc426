import PaperLineage

extension PaperAuthor {
  /// Reads a name as indexes print it, the initials behind the family name: `van Raaij MJ`, `King ML Jr`; one with a
  /// comma, where a suffix may stand behind the given names, as ``AuthorList`` does: `Roach, Mack 3rd`.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  init?(indexName text: String) {
    let text = text.spacedByOne
    var words = text.split(separator: " ")
    var suffix: Substring?
    if words.count > 2, let last = words.last, AuthorList.isSuffix(last), words[words.count - 2].last != "," {
      suffix = words.removeLast()
    }
    if text.contains(","), !text.hasPrefix("{") {
      guard var author = AuthorList.person(words.joined(separator: " ")) else { return nil }
      if let suffix { author.suffix = String(suffix) }
      self = author
      return
    }
    guard !text.hasPrefix("{"), 2...4 ~= words.count, let initials = words.popLast(),
      1...3 ~= initials.count(where: \.isLetter), initials.allSatisfy({ $0.isUppercase || $0 == "." })
    else {
      self.init(text)
      return
    }
    let family = words.joined(separator: " ")
    self.init([family, suffix.map(String.init), String(initials)].compactMap { $0 }.joined(separator: ", "))
  }
}
