import PaperLineage

/// Cited works as Ovid writes them into RIS, each in a field `M1`: `Andres, PG, & Friedman, LS (1999). Title. Journal, 28,
/// 2, 255-281. http://dx.doi.org/10.…`. Others have addresses or numbers there.
enum OvidReferences {
  /// The cited works; none if most of the fields are something else.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  static func read(_ fields: [TaggedRecord.Field]) -> [(reference: CitedReference, place: SourcePlace)] {
    let years = fields.map { year(in: $0.text) }
    guard fields.count > 1, years.count(where: { $0 != nil }) * 5 >= fields.count * 4 else { return [] }
    return zip(fields, years).map { (reference($0.text, year: $1), $0.place) }
  }

  private static func year(in text: String) -> Range<String.Index>? {
    guard text.utf8.count > 20 else { return nil }
    return text.firstRange(of: #/\(\d{4}[a-z]?\)/#)
  }

  private static func reference(_ text: String, year: Range<String.Index>?) -> CitedReference {
    var reference = CitedReference(text: text)
    // The address may stand behind a page without a blank.
    if let address = text.ranges(of: "http").last {
      reference.identifiers = PaperIdentifier.readings(of: String(text[address.lowerBound...]))
    }
    guard let year else { return reference }
    reference.year = Int(text[year].dropFirst().prefix(4))
    let names = text[..<year.lowerBound].split(separator: ",").map { $0.trimmed }
    let hasInitials = names.count > 1 && AuthorList.isInitials(names[1])
    reference.firstAuthor = names.prefix(hasInitials ? 2 : 1).joined(separator: ", ")
    let title = text[year.upperBound...].drop { $0 == "." || $0.isWhitespace }
    let end = title.firstRange(of: ". ")?.lowerBound ?? title.endIndex
    reference.title = title[..<end].trimmed
    return reference
  }
}
