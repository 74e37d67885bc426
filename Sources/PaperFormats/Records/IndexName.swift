import PaperLineage

extension PaperAuthor {
  /// Reads a name as indexes print it, the initials behind the family name: `van Raaij MJ`, `King ML Jr`; one with a
  /// comma, or without initials, is read as ``init(_:)`` does.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  init?(indexName text: String) {
    let text = text.spacedByOne
    var words = text.split(separator: " ")
    let suffixes = ["Jr", "Jr.", "Sr", "Sr.", "2nd", "3rd", "4th"]
    var suffix: Substring?
    if words.count > 2, let last = words.last, suffixes.contains(String(last)) { suffix = words.removeLast() }
    guard !text.contains(","), !text.hasPrefix("{"), 2...4 ~= words.count, let initials = words.popLast(),
      1...3 ~= initials.utf8.count, initials.utf8.allSatisfy({ 65...90 ~= $0 })
    else {
      self.init(text)
      return
    }
    let family = words.joined(separator: " ")
    self.init([family, suffix.map(String.init), String(initials)].compactMap { $0 }.joined(separator: ", "))
  }
}
