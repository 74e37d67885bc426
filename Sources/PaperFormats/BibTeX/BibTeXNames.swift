import Foundation
import PaperLineage

/// Names as BibTeX and biblatex write them.
enum BibTeXNames {
  /// The names of a list, parted by `and` outside of braces, and whether there are more that are not named.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  static func read(_ list: String) -> (authors: [PaperAuthor], hasMore: Bool) {
    var authors: [PaperAuthor] = []
    var hasMore = false
    for name in names(in: list).flatMap(persons) {
      let plain = LaTeXText.plain(name)
      if AuthorList.isMarkOfMore(plain) {
        hasMore = true
      } else if let author = author(name) {
        authors.append(author)
      }
    }
    return (authors, hasMore)
  }

  /// The persons in what stands between two `and`, where people wrote several: `Knuth, D.; Lamport, L.`,
  /// `J. Doe, M. Roe, K. Poe,`, `Ali Babar, M., Lago, P., van der Vliet, H.`
  ///
  /// With one comma it is a name, unless both parts begin with an initial and end with a word, as no family name does;
  /// with two it may be `von Last, Jr, First`.
  private static func persons(_ text: String) -> [String] {
    if text.utf8.contains(UInt8(ascii: ";")) {
      var isEscaped = false
      let separated = split(text) { character in
        defer { isEscaped = character == "\\" }
        return character == ";" && !isEscaped
      }
      .map(trimmed).filter { !$0.isEmpty }
      if separated.count > 1 { return separated.map(familyFirst) }
    }
    // `family=Vries, given=Hugo` is one of biblatex.
    guard text.utf8.contains(UInt8(ascii: ",")), !text.utf8.contains(UInt8(ascii: "=")) else { return [text] }
    var parts = split(text) { $0 == "," }.map(trimmed)
    // `Doe, Jane, and Roe, Max`
    while parts.count > 1, parts.last?.isEmpty == true { parts.removeLast() }
    let name = parts.joined(separator: ", ")
    guard parts.count > 1, !parts.contains("") else { return [name] }
    let words = parts.map { Self.words(of: $0) }
    if words.allSatisfy(isInitialsAndFamily) { return parts }
    // Family name and initials by turns.
    if parts.count.isMultiple(of: 2) {
      let initials = stride(from: 1, to: parts.count, by: 2).map { withoutAffiliationMark(words[$0]) }
      let hasMarks = zip(initials, stride(from: 1, to: parts.count, by: 2)).contains { $0 != words[$1] }
      if parts.count > 3 || hasMarks, initials.allSatisfy({ $0.allSatisfy(isInitial) }) {
        return zip(stride(from: 0, to: parts.count, by: 2), initials)
          .map { "\(parts[$0]), \($1.joined(separator: " "))" }
      }
    }
    let areNames = parts.count > 2 && words.allSatisfy { $0.count > 1 }
    return areNames && !(parts.count == 3 && isSuffix(words[1][0])) ? parts : [name]
  }

  /// Initials without the small letters that name affiliations, which old files of Scopus put behind them: `M.a b`.
  private static func withoutAffiliationMark(_ words: [String]) -> [String] {
    func isMark(_ text: some StringProtocol) -> Bool {
      1...2 ~= text.utf8.count && text.utf8.allSatisfy { 0x61...0x7A ~= $0 }
    }
    guard let index = words.lastIndex(where: { !isMark($0) }), let point = words[index].lastIndex(of: ".") else {
      return words
    }
    let end = words[index].index(after: point)
    guard isMark(words[index][end...]) else { return words }
    return words[..<index] + [String(words[index][..<end])]
  }

  /// `Doe JM` in a list as indexes have it: the family name stands before the initials.
  private static func familyFirst(_ name: String) -> String {
    let words = words(of: name)
    guard !name.utf8.contains(UInt8(ascii: ",")), words.count > 1, let last = words.last, isInitial(last),
      !words.dropLast().contains(where: isInitial)
    else { return name }
    return words.dropLast().joined(separator: " ") + ", " + last
  }

  private static func isSuffix(_ words: [String]) -> Bool { words.count == 1 && isSuffix(words[0]) }

  private static func isSuffix(_ word: String) -> Bool {
    ["jr", "sr", "jnr", "snr", "junior", "senior", "ii", "iii", "iv", "filho", "neto", "phd", "md"].contains(
      word.lowercased().filter { $0 != "." })
  }

  private static func trimmed(_ text: Substring) -> String { text.trimmed }

  /// `J. M. Doe`, `J.-P. van Roe`
  private static func isInitialsAndFamily(_ words: [String]) -> Bool {
    guard words.count > 1, let first = words.first, let last = words.last else { return false }
    return first.hasSuffix(".") && isInitial(first) && !isInitial(last) && last.count > 1
  }

  /// `J.`, `J.-P.`, `JP`, `W-P.`: capitals, points and hyphens, three letters at most.
  private static func isInitial(_ word: String) -> Bool {
    let letters = word.filter { $0 != "." && $0 != "-" }
    return 1...3 ~= letters.count && letters.allSatisfy(\.isUppercase)
  }

  /// Takes one name apart: `First von Last`, `von Last, First`, `von Last, Jr, First`, biblatex's `family=…, given=…`,
  /// or a body in braces.
  static func author(_ name: String) -> PaperAuthor? {
    let name = name.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !name.isEmpty else { return nil }
    if isOneGroup(name) {
      let plain = LaTeXText.plain(name)
      return plain.isEmpty ? nil : PaperAuthor(literal: plain)
    }
    let parts = split(name) { $0 == "," }.map { words(of: $0) }
    if let author = authorOfNamedParts(name) { return author }
    switch parts.count {
    case 1:
      let words = parts[0]
      guard words.count > 1 else { return words.first.flatMap { person(family: [$0]) } }
      // What stands between capitalised words and begins in lower case is the particle.
      let smallest = words.indices.dropLast().filter { isSmall(words[$0]) }
      if let first = smallest.first, let last = smallest.last {
        return person(
          family: Array(words[(last + 1)...]), given: Array(words[..<first]), particle: Array(words[first...last]))
      }
      return person(family: [words[words.count - 1]], given: Array(words.dropLast()))
    case 2: return person(last: parts[0], given: parts[1])
    default:
      // `King, Martin Luther, Jr.`, as people write it.
      let isSuffixLast = parts.count == 3 && isSuffix(parts[2]) && !isSuffix(parts[1])
      let (suffix, given) = isSuffixLast ? (parts[2], parts[1]) : (parts[1], Array(parts[2...].joined()))
      return person(last: parts[0], given: given, suffix: suffix)
    }
  }

  private static func person(last words: [String], given: [String], suffix: [String] = []) -> PaperAuthor? {
    let particle = words.count > 1 ? Array(words.dropLast().prefix { isSmall($0) }) : []
    return person(family: Array(words.dropFirst(particle.count)), given: given, particle: particle, suffix: suffix)
  }

  private static func person(
    family: [String], given: [String] = [], particle: [String] = [], suffix: [String] = []
  ) -> PaperAuthor? {
    func plain(_ words: [String]) -> String { LaTeXText.plain(words.joined(separator: " ")) }
    let name = plain(family)
    guard !name.isEmpty else {
      // `, First` is a name all the same.
      let rest = plain(given)
      return rest.isEmpty ? nil : PaperAuthor(family: rest)
    }
    return PaperAuthor(family: name, given: plain(given), particle: plain(particle), suffix: plain(suffix))
  }

  /// `family=Vries, given=Hugo, prefix=de, useprefix=true`
  private static func authorOfNamedParts(_ name: String) -> PaperAuthor? {
    var parts: [String: String] = [:]
    for part in split(name, at: { $0 == "," }) {
      let sides = part.split(separator: "=", maxSplits: 1)
      guard sides.count == 2 else { return nil }
      let key = sides[0].trimmingCharacters(in: .whitespaces).lowercased()
      guard !key.isEmpty, key.allSatisfy({ $0.isLetter || $0 == "-" }) else { return nil }
      let value = sides[1].trimmingCharacters(in: CharacterSet(charactersIn: " \"\t\n"))
      parts[key] = LaTeXText.plain(value)
    }
    guard let family = parts["family"], !family.isEmpty else { return nil }
    return PaperAuthor(family: family, given: parts["given"], particle: parts["prefix"], suffix: parts["suffix"])
  }

  /// Whether a word begins with a small letter outside of braces, where a letter with an accent counts.
  private static func isSmall(_ word: String) -> Bool {
    if word.hasPrefix("{"), !word.hasPrefix("{\\") { return false }
    return LaTeXText.plain(word).first { $0.isLetter }?.isLowercase == true
  }

  /// Whether a name is one pair of braces with all in it.
  private static func isOneGroup(_ name: String) -> Bool {
    guard name.hasPrefix("{"), name.hasSuffix("}"), !name.hasPrefix("{\\") else { return false }
    var depth = 0
    for (index, character) in zip(name.indices, name) {
      if character == "{" { depth += 1 }
      if character == "}" { depth -= 1 }
      if depth == 0 { return name.index(after: index) == name.endIndex }
    }
    return false
  }

  /// The names of a list, parted by the word “and” outside of braces.
  static func names(in list: String) -> [String] {
    var names: [[Substring]] = [[]]
    for word in words(in: list) {
      if word.lowercased() == "and" { names.append([]) } else { names[names.count - 1].append(word) }
    }
    return names.map { $0.joined(separator: " ") }.filter { !$0.isEmpty }
  }

  private static func words(of part: some StringProtocol) -> [String] {
    words(in: String(part)).map(String.init)
  }

  /// Words outside of braces; a tie parts words as well, but not the one of an accent.
  private static func words(in text: String) -> [Substring] {
    var isEscaped = false
    return split(text) { character in
      defer { isEscaped = character == "\\" }
      return character.isWhitespace || (character == "~" && !isEscaped)
    }.filter { !$0.isEmpty }
  }

  private static func split(_ text: String, at isSeparator: (Character) -> Bool) -> [Substring] {
    var parts: [Substring] = []
    var depth = 0
    var start = text.startIndex
    for index in text.indices {
      let character = text[index]
      if character == "{" { depth += 1 }
      if character == "}" { depth = max(0, depth - 1) }
      if isSeparator(character), depth == 0 {
        parts.append(text[start..<index])
        start = text.index(after: index)
      }
    }
    parts.append(text[start...])
    return parts
  }
}
