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
      let isOne = parts.count == 3 && (isSuffix(parts[1]) || isSuffix(parts[2]))
      names =
        isOne
        ? [text]
        : pairs && !parts.isEmpty
          ? stride(from: 0, to: parts.count, by: 2).map { parts[$0] + ", " + parts[$0 + 1] } : parts
    }
    let hasMore = names.contains(where: isMarkOfMore)
    names.removeAll { isMarkOfMore($0) || $0.hasPrefix("[No author") || $0.isEmpty }
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
    return person(name)
  }

  /// Whether words in a list of authors say that there are more.
  static func isMarkOfMore(_ text: some StringProtocol) -> Bool {
    ["et al", "et al.", "others", "and others", "...", "…"].contains(text.lowercased())
  }

  /// One name as indexes write it, the family name before initials; others as ``person(_:)`` reads them, but for many
  /// words without a comma, which are a group.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  static func indexed(_ name: String) -> PaperAuthor? {
    let author = PaperAuthor(indexName: name)
    guard let author, author.given == nil, !name.contains(","), name.count(where: { $0 == " " }) < 4 else {
      return author
    }
    return person(name) ?? author
  }

  /// One name: `Family, Given`, `Family, Given, Jr.` or `Family, Jr., Given`, `Phillips J.C.`, `Given Family`, 熊 玮.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  static func person(_ name: String) -> PaperAuthor? {
    let parts = name.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmed }
    if parts.count == 3, isSuffix(parts[2]), !isSuffix(parts[1]) {
      return PaperAuthor("\(parts[0]), \(parts[2]), \(parts[1])")
    }
    if parts.count > 1 { return PaperAuthor(name) }
    let words = name.split(separator: " ")
    // Chinese names begin with the family.
    if words.count == 2, words.allSatisfy({ $0.unicodeScalars.allSatisfy(\.properties.isIdeographic) }) {
      return PaperAuthor(family: String(words[0]), given: String(words[1]))
    }
    // `Phillips J.C.`: a family name before the initials.
    if let last = words.last, words.count > 1, last.contains("."), isInitials(String(last)) {
      let given = words.reversed().prefix { isInitials(String($0)) && $0.contains(".") }.reversed()
      let family = words.dropLast(given.count)
      if !family.isEmpty { return PaperAuthor(family.joined(separator: " ") + ", " + given.joined(separator: " ")) }
    }
    return BibTeXNames.author(name)
  }

  /// `Jr.`, `III`, `3rd`
  static func isSuffix(_ text: some StringProtocol) -> Bool {
    let word = text.last == "." ? String(text.dropLast()) : String(text)
    return ["Jr", "Sr", "II", "III", "IV", "2nd", "3rd", "4th", "JR", "SR"].contains(word)
  }

  /// `J.C.`, `J. C.`, `J`, `C.-M.`
  static func isInitials(_ text: String) -> Bool {
    let letters = text.filter(\.isLetter)
    return 1...5 ~= letters.count && letters.allSatisfy { $0.isUppercase || $0.unicodeScalars.count > 1 }
      && (text.contains(".") || letters.count <= 2)
  }
}
