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

  /// The references of a list.
  ///
  /// In the newer layout the authors stand before the piece with the title, and the year at the end; a title may hold
  /// a semicolon. In the older one, editors and publishers are parted by semicolons too, and belong to what stands before.
  static func split(_ list: String) -> [String] {
    let pieces = list.split(separator: ";").map { $0.trimmed }.filter { !$0.isEmpty }
    let ending = pieces.count(where: endsWithYear)
    let inside = pieces.count { !endsWithYear($0) && hasYear($0) }
    let isNewer = ending > inside || (ending == inside && pieces.contains(where: isName))
    return isNewer ? splitNewer(pieces) : splitOlder(pieces)
  }

  private static func splitNewer(_ pieces: [String]) -> [String] {
    var references: [String] = []
    var current: [String] = []
    for (number, piece) in pieces.enumerated() {
      current.append(piece)
      let isLast = number + 1 == pieces.count
      // A reference without a year ends where the next one begins with an author; else a title goes on.
      if isLast || endsWithYear(piece) || (!isName(piece) && beginsWithName(pieces[number + 1])) {
        references.append(current.joined(separator: "; "))
        current = []
      }
    }
    return references
  }

  private static func splitOlder(_ pieces: [String]) -> [String] {
    var references: [String] = []
    for piece in pieces {
      if !references.isEmpty, !hasYear(piece), isContinuation(piece) {
        references[references.count - 1] += "; " + piece
      } else {
        references.append(piece)
      }
    }
    return references
  }

  private static let editors: Set<String> = ["Eds.", "Ed.", "Eds", "Ed", "(Eds.)", "(Ed.)", "editors", "editor"]

  /// Whether a piece without a year is the name of an editor, or a publisher and its town.
  private static func isContinuation(_ piece: String) -> Bool {
    let parts = piece.split(separator: ",").map { $0.trimmed }.filter { !$0.isEmpty }
    let names = parts.filter { !editors.contains($0) }
    if names.count <= 2, names.count < 2 || AuthorList.isInitials(names[1]), names.first?.contains("://") == false,
      names.count == 2 || names.count < parts.count
    {
      return true
    }
    // `Springer-Verlag: Berlin`, `Kluwer Academic/Plenum Publishers: New York, chap 1`
    guard piece.utf8.count <= 80, parts.count <= 3,
      !parts.contains(where: { AuthorList.isInitials($0) && $0.contains(".") }),
      let colon = piece.firstRange(of: ": ")
    else { return false }
    return piece[colon.upperBound...].split(separator: " ").count <= 4
      && piece[..<colon.lowerBound].split(separator: " ").count <= 5
  }

  /// `Flaxman S.R.`, `van der Maaten L.`, `[No author name available]`
  private static func isName(_ piece: String) -> Bool {
    guard !piece.contains(","), piece.utf8.count <= 60 else { return false }
    let words = piece.split(separator: " ")
    guard let last = words.last, words.count > 1 else { return false }
    return last.contains(".") && last.count <= 12 && last.first?.isUppercase == true
  }

  /// Whether what stands before the first comma is a name.
  private static func beginsWithName(_ piece: String) -> Bool { isName(String(piece.prefix { $0 != "," })) }

  private static func hasYear(_ piece: String) -> Bool {
    piece.utf8.contains(UInt8(ascii: "(")) && piece.firstMatch(of: #/\(\d{4}[a-z]?\)/#) != nil
  }

  private static func endsWithYear(_ piece: String) -> Bool {
    piece.hasSuffix(")") && piece.dropLast().suffix(4).allSatisfy(\.isNumber) && piece.dropLast(5).last == "("
  }

  /// Reads one reference.
  static func reference(_ text: String) -> CitedReference {
    var reference = CitedReference(text: text)
    var identifiers = DistinctList<PaperIdentifier>()
    for word in text.split(whereSeparator: { $0.isWhitespace || $0 == "," || $0 == ";" }) {
      // No register gives out names without digits, but for DBLP.
      guard word.utf8.contains(where: { 48...57 ~= $0 || $0 == 0x2F }) else { continue }
      var word = String(word)
      while let last = word.last, ".)".contains(last) { word.removeLast() }
      for identifier in PaperIdentifier.readings(of: word) { identifiers.add(identifier) }
    }
    reference.identifiers = identifiers.all
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
    let isNoAuthor = first.hasPrefix("[No author")
    let hasAuthor = !authors.isEmpty || isName(first) || isNoAuthor
    reference.firstAuthor = authors.first ?? (hasAuthor && !isNoAuthor ? first : nil)
    // Where no semicolon parts the authors, commas do: `Adkin A.L., Campbell A.D., Title, …`.
    let others = hasAuthor ? parts.dropFirst() : parts[...]
    readDetails(Array(authors.isEmpty && hasAuthor ? others.drop(while: isName) : others), into: &reference)
  }

  /// Title, then the source, volume, issue and pages. A title may hold commas itself.
  private static func readDetails(_ parts: [String], into reference: inout CitedReference) {
    var parts = parts
    if let pages = parts.firstIndex(where: { $0.hasPrefix("pp. ") || $0.hasPrefix("p. ") }) {
      let page = parts[pages].drop { $0 != " " }.trimmed
      reference.firstPage = String(page.prefix { $0 != "-" && $0 != "–" && $0 != "." })
      parts.removeSubrange(pages...)
    }
    var numbers: [String] = []
    // `77 (4)`: a volume and its issue.
    if parts.count > 1, let last = parts.last, let match = last.wholeMatch(of: #/(\S*\d\S*) \(([^()]{1,20})\)/#) {
      numbers = [String(match.output.1), String(match.output.2)]
      parts.removeLast()
    }
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
    var head = open.map { text[..<$0].trimmed } ?? text
    // What Scopus writes where it knows no author.
    if head.hasPrefix("[No author"), let comma = head.firstIndex(of: ",") {
      head = head[head.index(after: comma)...].trimmed
    }
    if let open { reference.year = Int(text[text.index(after: open)...].prefix(4)) }
    // `Agnew, M., Carrow, R., Title`: a family name and initials by turns.
    let parts = head.split(separator: ",").map { $0.trimmed }
    var place = 0
    while place + 1 < parts.count, isInitials(parts[place + 1]) || isBareInitials(parts[place + 1], of: parts[place]) {
      place += 2
    }
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

  /// `Walczak, H`: one or two capital letters without full stops behind what can be a family name.
  private static func isBareInitials(_ text: String, of family: String) -> Bool {
    1...2 ~= text.count && text.allSatisfy { $0.isLetter && $0.isUppercase }
      && family.split(separator: " ").count <= 3
  }

  private static func isInitials(_ text: String) -> Bool {
    let letters = text.filter(\.isLetter)
    return text.contains(".") && 1...4 ~= letters.count && letters.allSatisfy(\.isUppercase) || text == "Jr."
  }
}
