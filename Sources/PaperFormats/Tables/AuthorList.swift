import PaperLineage

/// Lists as programs print them into one field: `['a', "b's"]`.
enum ListLiteral {
  /// The texts of a list; `nil` if it is none.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  static func read(_ text: String) -> [String]? {
    let text = text.trimmed
    guard text.hasPrefix("["), text.hasSuffix("]"), text.count > 1 else { return nil }
    var items: [String] = []
    var rest = text.dropFirst().dropLast().drop(while: \.isWhitespace)
    while let quote = rest.first {
      guard quote == "'" || quote == "\"" else { return nil }
      var item = ""
      rest = rest.dropFirst()
      while let character = rest.first, character != quote {
        rest = rest.dropFirst()
        if character == "\\", let next = rest.first {
          item.append(next)
          rest = rest.dropFirst()
        } else {
          item.append(character)
        }
      }
      guard rest.first == quote else { return nil }
      rest = rest.dropFirst().drop(while: \.isWhitespace)
      items.append(item.trimmed)
      guard rest.first == "," else { break }
      rest = rest.dropFirst().drop(while: \.isWhitespace)
    }
    return rest.isEmpty ? items.filter { !$0.isEmpty } : nil
  }
}

/// Authors in one field of a table, in any of the ways in which tables part them.
enum AuthorList {
  /// `Liu F.; Li C.`, `Phillips J.C., Braun R.`, `Phillips, J.C., Braun, R.`, `A B Makar, K E McMartin`,
  /// `Vaswani, Ashish and Shazeer, Noam`, `Liu, Fengyuan (60410297700); Li, Chunyun (58862216200)`.
  ///
  /// - Returns: The authors, and whether there are more than are named.
  /// - Complexity: O(*n*) for *n* characters.
  static func read(_ text: String) -> (authors: [PaperAuthor], hasMore: Bool) {
    var names: [String]
    if let list = ListLiteral.read(text) {
      names = list
    } else if text.contains(";") || text.contains("|") {
      names = text.split { $0 == ";" || $0 == "|" }.map { $0.trimmed }
    } else if text.contains(" and ") {
      names = text.split(separator: " and ").map { $0.trimmed }
    } else {
      let parts = text.split(separator: ",").map { $0.trimmed }.filter { !$0.isEmpty }
      let pairs =
        parts.count.isMultiple(of: 2)
        && stride(from: 1, to: parts.count, by: 2).allSatisfy {
          isInitials(parts[$0]) || parts.count == 2 && !parts[0].contains(" ")
        }
      names =
        pairs && !parts.isEmpty
        ? stride(from: 0, to: parts.count, by: 2).map { parts[$0] + ", " + parts[$0 + 1] } : parts
    }
    let others: Set<String> = ["et al", "et al.", "others", "...", "…"]
    let hasMore = names.contains { others.contains($0.lowercased()) }
    names.removeAll { others.contains($0.lowercased()) || $0.hasPrefix("[No author") || $0.isEmpty }
    return (names.compactMap(author), hasMore)
  }

  private static func author(_ text: String) -> PaperAuthor? {
    if text.hasPrefix("{") { return PaperAuthor(text) }
    // The numbers of Scopus and the identifiers of OpenCitations stand behind the name.
    var name = text
    if let mark = name.firstIndex(where: { $0 == "(" || $0 == "[" }), mark != name.startIndex,
      name[mark...].contains(where: \.isNumber)
    {
      name = name[..<mark].trimmed
    }
    while name.hasSuffix(",") { name.removeLast() }
    if name.contains(",") { return PaperAuthor(name) }
    // `Phillips J.C.`: a family name before the initials.
    let words = name.split(separator: " ")
    if let last = words.last, words.count > 1, last.contains("."), isInitials(String(last)) {
      let given = words.reversed().prefix { isInitials(String($0)) && $0.contains(".") }.reversed()
      let family = words.dropLast(given.count)
      if !family.isEmpty { return PaperAuthor(family.joined(separator: " ") + ", " + given.joined(separator: " ")) }
    }
    return BibTeXNames.author(name)
  }

  /// `J.C.`, `J. C.`, `J`, `C.-M.`
  static func isInitials(_ text: String) -> Bool {
    let letters = text.filter(\.isLetter)
    return 1...5 ~= letters.count && letters.allSatisfy { $0.isUppercase || $0.unicodeScalars.count > 1 }
      && (text.contains(".") || letters.count <= 2)
  }
}
