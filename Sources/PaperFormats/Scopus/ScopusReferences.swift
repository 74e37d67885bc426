import PaperLineage

/// Lists of references as Scopus writes them, in both of its layouts.
///
/// The older one has the year behind the title (`Agnew, M., Title (1985) Agron. J., 77, pp. 872-878`), the newer one
/// at the end (`Flaxman S.R.; Resnikoff S., Title, Lancet Glob Health, 5, pp. e1221-e1234, (2017)`). Semicolons part
/// references, and in the newer layout the authors of one as well.
enum ScopusReferences {
  /// Takes a list apart and reads each reference.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  static func read(_ list: String) -> [CitedReference] {
    split(list).map(reference)
  }

  /// The references of a list. A piece that ends without a year and holds nothing but a name belongs to the next one.
  static func split(_ list: String) -> [String] {
    let pieces = list.split(separator: ";").map { $0.trimmed }.filter { !$0.isEmpty }
    let ending = pieces.count { endsWithYear($0) }
    guard ending * 2 >= pieces.count(where: { !isName($0) }), ending > 0 else { return pieces }
    // The newer layout: authors stand before the piece with the title.
    var references: [String] = []
    var authors: [String] = []
    for piece in pieces {
      if endsWithYear(piece) {
        references.append((authors + [piece]).joined(separator: "; "))
        authors = []
      } else if isName(piece) {
        authors.append(piece)
      } else {
        // A reference without a year ends itself.
        references.append((authors + [piece]).joined(separator: "; "))
        authors = []
      }
    }
    if !authors.isEmpty { references.append(authors.joined(separator: "; ")) }
    return references
  }

  /// `Flaxman S.R.`, `van der Maaten L.`, `[No author name available]`
  private static func isName(_ piece: String) -> Bool {
    guard !piece.contains(","), piece.utf8.count <= 60 else { return false }
    let words = piece.split(separator: " ")
    guard let last = words.last, words.count > 1 else { return false }
    return last.contains(".") && last.count <= 12 && last.first?.isUppercase == true
  }

  private static func endsWithYear(_ piece: String) -> Bool {
    piece.hasSuffix(")") && piece.dropLast().suffix(4).allSatisfy(\.isNumber) && piece.dropLast(5).last == "("
  }

  /// Reads one reference.
  static func reference(_ text: String) -> CitedReference {
    var reference = CitedReference(text: text)
    for word in text.split(whereSeparator: { $0.isWhitespace || $0 == "," || $0 == ";" }) {
      var word = String(word)
      while let last = word.last, ".)".contains(last) { word.removeLast() }
      for identifier in PaperIdentifier.readings(of: word) where !reference.identifiers.contains(identifier) {
        reference.identifiers.append(identifier)
      }
    }
    if endsWithYear(text) { readNewer(text, into: &reference) } else { readOlder(text, into: &reference) }
    return reference
  }

  private static func readNewer(_ text: String, into reference: inout CitedReference) {
    reference.year = Int(text.dropLast().suffix(4))
    var head = text.dropLast(6).trimmed
    while head.hasSuffix(",") { head.removeLast() }
    // The last author stands before the first comma that follows a semicolon or a name.
    let authorsEnd = head.lastIndex(of: ";").map { head.index(after: $0) } ?? head.startIndex
    let parts = head[authorsEnd...].split(separator: ",").map { $0.trimmed }
    guard let first = parts.first else { return }
    let authors = head[..<authorsEnd].split(separator: ";").map { $0.trimmed }
    let hasAuthor = !authors.isEmpty || isName(first)
    reference.firstAuthor = authors.first ?? (hasAuthor ? first : nil)
    readDetails(Array(parts.dropFirst(hasAuthor ? 1 : 0)), into: &reference)
  }

  /// Title, then the source, volume, issue and pages. A title may hold commas itself.
  private static func readDetails(_ parts: [String], into reference: inout CitedReference) {
    var parts = parts
    if let pages = parts.firstIndex(where: { $0.hasPrefix("pp. ") || $0.hasPrefix("p. ") }) {
      let page = parts[pages].drop { $0 != " " }.trimmed
      reference.firstPage = String(page.prefix { $0 != "-" && $0 != "–" })
      parts.removeSubrange(pages...)
    }
    var numbers: [String] = []
    while parts.count > 1, let last = parts.last, last.contains(where: \.isNumber), last.utf8.count <= 12,
      !last.contains(" ")
    {
      numbers.insert(last, at: 0)
      parts.removeLast()
    }
    reference.volume = numbers.first
    if numbers.count > 2, reference.firstPage == nil { reference.firstPage = numbers[2] }
    if parts.count > 1 {
      reference.venue = parts.last
      reference.title = parts.dropLast().joined(separator: ", ")
    } else {
      reference.title = parts.first
    }
  }

  private static func readOlder(_ text: String, into reference: inout CitedReference) {
    // The last year in parentheses ends the title; a title may have one too.
    var open: String.Index?
    var index = text.startIndex
    while let found = text[index...].firstIndex(of: "(") {
      let inside = text[text.index(after: found)...]
      if inside.prefix(4).count == 4, inside.prefix(4).allSatisfy(\.isNumber), inside.dropFirst(4).first == ")" {
        open = found
      }
      index = text.index(after: found)
    }
    let head = open.map { text[..<$0].trimmed } ?? text
    if let open { reference.year = Int(text[text.index(after: open)...].prefix(4)) }
    // `Agnew, M., Carrow, R., Title`: a family name and initials by turns.
    let parts = head.split(separator: ",").map { $0.trimmed }
    var place = 0
    while place + 1 < parts.count, isInitials(parts[place + 1]) { place += 2 }
    if place > 0 {
      reference.firstAuthor = parts[0] + ", " + parts[1]
    }
    let title = parts[place...].joined(separator: ", ")
    reference.title = title.isEmpty ? nil : title
    guard let open else { return }
    let tail = text[open...].dropFirst(6).split(separator: ",").map { $0.trimmed }.filter { !$0.isEmpty }
    var details = CitedReference()
    readDetails([""] + tail, into: &details)
    reference.venue = details.venue ?? tail.first
    reference.volume = details.volume
    reference.firstPage = details.firstPage
  }

  private static func isInitials(_ text: String) -> Bool {
    let letters = text.filter(\.isLetter)
    return text.contains(".") && 1...4 ~= letters.count && letters.allSatisfy(\.isUppercase) || text == "Jr."
  }
}
