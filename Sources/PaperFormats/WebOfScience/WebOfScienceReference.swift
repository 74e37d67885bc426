import PaperLineage

/// Cited references as the Web of Science writes them: `Aria M, 2017, J INFORMETR, V11, P959, DOI 10.1016/…`.
enum WebOfScienceReference {
  /// Reads one reference. Any part may be missing; several DOIs stand in brackets.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  static func read(_ text: String) -> CitedReference {
    let text = text.spacedByOne
    var reference = CitedReference(text: text)
    var rest = text[...]
    // The DOIs come last, behind “DOI”; nothing else stands behind them.
    if let range = rest.ranges(of: ", DOI ").first
      ?? (rest.hasPrefix("DOI ") ? rest.startIndex..<rest.index(rest.startIndex, offsetBy: 4) : nil)
    {
      var identifiers = DistinctList<PaperIdentifier>()
      for part in rest[range.upperBound...].split(whereSeparator: { "[], ".contains($0) }) where part != "DOI" {
        var word = part[...]
        while word.last == "." || word.last == ";" { word.removeLast() }
        identifiers.add(PaperIdentifier(.doi, String(word)))
      }
      reference.identifiers = identifiers.all
      rest = rest[..<range.lowerBound]
    }
    var parts = rest.split(separator: ", ", omittingEmptySubsequences: true).map(String.init)
    // Volume and page are marked; they stand at the end.
    while parts.count > 1, let last = parts.last {
      if reference.firstPage == nil, let page = page(last) {
        reference.firstPage = page
      } else if reference.volume == nil, last.hasPrefix("V"), isNumbered(last.dropFirst()) {
        reference.volume = String(last.dropFirst())
      } else {
        break
      }
      parts.removeLast()
    }
    guard let yearIndex = parts.firstIndex(where: isYear) else {
      reference.firstAuthor = author(parts.first)
      reference.venue = parts.dropFirst().first
      return reference
    }
    reference.year = Int(parts[yearIndex])
    // An author may hold a comma: `Smith, J`.
    reference.firstAuthor = author(parts[..<yearIndex].joined(separator: ", "))
    let venue = parts[(yearIndex + 1)...].joined(separator: ", ")
    reference.venue = venue.isEmpty ? nil : venue
    // A book or a program is told by its title, where others have the journal.
    if reference.volume == nil, venue.split(separator: " ").count > 3 { reference.title = venue }
    return reference
  }

  /// The page in `P959` or `pS13`; the number of an article in `ARTN e123` or `UNSP 35`.
  private static func page(_ text: String) -> String? {
    if text.hasPrefix("ARTN ") || text.hasPrefix("UNSP ") {
      let number = text.split(separator: " ").last ?? ""
      return isNumbered(number) ? String(number) : nil
    }
    guard text.hasPrefix("P") || text.hasPrefix("p"), isNumbered(text.dropFirst()) else { return nil }
    return String(text.dropFirst())
  }

  private static func author(_ text: String?) -> String? {
    guard let text, !text.isEmpty, text.first != "[" else { return nil }
    return text.first == "*" ? String(text.dropFirst()) : text
  }

  private static func isYear(_ text: String) -> Bool {
    guard text.utf8.count == 4, let year = Int(text) else { return false }
    return 1000...2999 ~= year
  }

  private static func isNumbered(_ text: Substring) -> Bool {
    guard let first = text.unicodeScalars.first else { return false }
    return text.utf8.count <= 20 && (first.properties.numericType != nil || text.contains { $0.isNumber })
      && !text.contains(" ")
  }

  /// The references of a field in which exports to BibTeX keep them: a line each, an indented one going on.
  static func lines(of field: String) -> [String] {
    let lines = field.split(whereSeparator: \.isNewline).map { $0.trimmed }.filter { !$0.isEmpty }
    // A reference ends with a full stop there; without any, each line is one.
    guard lines.count(where: { $0.hasSuffix(".") }) * 2 > lines.count else { return rewrapped(lines) ?? lines }
    var references: [String] = []
    var current = ""
    for line in lines {
      current += current.isEmpty ? line : " " + line
      if line.hasSuffix(".") {
        references.append(String(current.dropLast()))
        current = ""
      }
    }
    if !current.isEmpty { references.append(current) }
    return references
  }

  /// The references of lines that a program broke anew: a full stop ends one if an author and a year follow.
  private static func rewrapped(_ lines: [String]) -> [String]? {
    let text = lines.joined(separator: " ")
    var references: [String] = []
    var start = text.startIndex
    for end in text.ranges(of: #/\. (?=[^,.]{1,60}, (?:1[5-9]|20)\d\d, )/#) {
      references.append(String(text[start..<end.lowerBound]))
      start = end.upperBound
    }
    guard !references.isEmpty else { return nil }
    references.append(String(text[start...]))
    if references[references.count - 1].hasSuffix(".") { references[references.count - 1].removeLast() }
    return references
  }
}

extension StringProtocol {
  /// The text without white space at its ends.
  var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
