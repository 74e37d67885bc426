import Foundation
import PaperLineage

/// Reads the tagged export of the Web of Science and of what is sold beside it (Inspec, Medline).
///
/// A record begins with `PT` and ends with `ER`; a line of three blanks goes on with the field before. Each line of `CR`
/// is a cited reference.
public enum WebOfScienceReader {
  /// Reads a file.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  public static func read(_ file: CorpusFile) -> RecordReading {
    var reading = RecordReading(file: file.name, format: .webOfScience)
    for record in records(of: file, into: &reading) {
      read(record, into: &reading)
    }
    return reading
  }

  /// Reads the same records from a table: a line of tags, then a line for each record with tabs between its fields.
  /// Several authors and several cited references of a record have semicolons between them.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  public static func readTable(_ file: CorpusFile) -> RecordReading {
    var reading = RecordReading(file: file.name, format: .webOfScience)
    let lists: Set<String> = ["AU", "AF", "CA", "CR", "BA", "BF"]
    let (_, diagnostics) = SeparatedTable.read(file) { row in
      var record = TaggedRecord(place: row.place, text: row.text)
      // A line may have fewer fields than the first one, or more.
      for (position, (tag, field)) in zip(row.header.names, row.values).enumerated() {
        let value = field.trimmed
        guard !value.isEmpty else { continue }
        // A DOI may have a semicolon, and no blank behind it: `3.0.CO;2-K`.
        let parts =
          tag == "CR"
          ? (value + " ").split(separator: "; ").map { $0.trimmed }
          : lists.contains(tag) ? value.split(separator: ";").map { $0.trimmed } : [value]
        for part in parts where !part.isEmpty {
          record.fields.append(TaggedRecord.Field(tag: tag, lines: [part], place: row.places[position]))
        }
      }
      read(record, into: &reading)
    }
    reading.diagnostics += diagnostics
    return reading
  }

  private static func records(of file: CorpusFile, into reading: inout RecordReading) -> [TaggedRecord] {
    var records: [TaggedRecord] = []
    var current: TaggedRecord?
    var (hasHead, hasEnd, lastLine) = (false, false, 1)
    func end() {
      if let record = current { records.append(record) }
      current = nil
    }
    for line in TextLine.lines(of: file.text) {
      let place = SourcePlace(file: file.name, line: line.number, column: 1)
      guard let (tag, value) = tagged(line.text) else {
        let text = line.text.trimmed
        guard !text.isEmpty else { continue }
        lastLine = line.number
        if let last = current?.fields.indices.last {
          current?.fields[last].lines.append(text)
          current?.text += "\n" + line.text
        } else {
          reading.ignored.append(
            UnreadBlock(place: place, text: String(line.text), reason: "outside of records"))
        }
        continue
      }
      lastLine = line.number
      switch tag {
      case "FN", "VR": if tag == "FN" { (hasHead, hasEnd) = (true, false) }
      case "EF":
        hasEnd = true
        end()
      case "ER": end()
      default:
        if tag == "PT" { end() }
        if current == nil { current = TaggedRecord(place: place, text: "") }
        current?.add(TaggedRecord.Field(tag: tag, lines: [value], place: place), line: line.text)
      }
    }
    if let current {
      reading.diagnostics.append(.endsInside(current, endTag: "ER"))
    } else if hasHead, !hasEnd {
      reading.diagnostics.append(
        Diagnostic(
          .note, .syntax, "the file has a head (FN) and no end (EF)",
          remedy: "see whether records are missing; if so, export it again",
          place: SourcePlace(file: file.name, line: lastLine, column: 1)))
    }
    end()
    return records
  }

  /// Two capital letters or digits at the edge of a line, then a blank or its end.
  private static func tagged(_ line: Substring) -> (tag: String, value: String)? {
    let line = line.hasPrefix("\u{FEFF}") ? line.dropFirst() : line
    let tag = line.utf8.prefix(2)
    guard tag.count == 2, let first = tag.first, 65...90 ~= first,
      tag.dropFirst().allSatisfy({ 65...90 ~= $0 || 48...57 ~= $0 })
    else { return nil }
    let rest = line.dropFirst(2)
    guard rest.isEmpty || rest.first == " " else { return nil }
    return (String(line.prefix(2)), rest.trimmed)
  }

  private static func read(_ record: TaggedRecord, into reading: inout RecordReading) {
    guard let raw = record.value("TI", "FT", "BT") else {
      return reading.unread.append(UnreadBlock(place: record.place, text: record.text, reason: "no title (TI)"))
    }
    let title = withSmallNumbers(raw)
    var paper = Paper(id: PaperID(rawValue: ""), title: title, place: record.place)
    paper.name = ListPapers.shortName(title) ?? title
    let full = record.lines("AF")
    let names = full.isEmpty ? record.lines("AU") : full
    // A line for each author; Medline's flavour has all in one.
    let persons = names.flatMap { $0.text.split(separator: ";") }.map { $0.trimmed }
    paper.authors = persons.filter { !AuthorList.isMarkOfMore($0) }.compactMap(author)
    paper.hasMoreAuthors = persons.contains(where: AuthorList.isMarkOfMore)
    paper.authors += record.lines("CA").map { PaperAuthor(literal: $0.text) }
    func add(_ scheme: PaperIdentifier.Scheme, _ text: String?) {
      if let text, let identifier = PaperIdentifier(scheme, text) { paper.identifiers.append(identifier) }
    }
    let dois = record.value("DI").map(PaperIdentifier.dois) ?? []
    for (scheme, tag) in [(PaperIdentifier.Scheme.doi, "DI"), (.webOfScience, "UT"), (.pmid, "PM")] {
      guard let field = record.fields(tag).first else { continue }
      let found =
        scheme == .doi ? dois.filter { $0.scheme == .doi } : [PaperIdentifier(scheme, field.text)].compactMap { $0 }
      paper.identifiers += found
      if found.isEmpty, scheme != .doi || dois.isEmpty,
        let finding = FieldFinding.identifier(field.text, of: scheme, in: title, at: field.place)
      {
        reading.diagnostics.append(finding)
      }
    }
    for field in record.fields("BN") {
      let numbers = BookNumbers(field.text)
      paper.identifiers += DistinctList(numbers.identifiers).all
      reading.diagnostics += numbers.wrong.compactMap {
        FieldFinding.identifier($0, of: .isbn, in: title, at: field.place)
      }
    }
    paper.identifiers += dois.filter { $0.scheme == .arxiv }
    paper.publication = publication(record)
    let year = record.value("PY")
    let date = year.flatMap { Self.date(year: $0, issue: record.value("PD")) }
    if let finding = FieldFinding.date(
      year.map { [$0, record.value("PD")].compactMap { $0 }.joined(separator: " ") }, read: date, of: title,
      at: record.fields("PY").first?.place ?? record.place)
    {
      reading.diagnostics.append(finding)
    }
    if let date {
      paper.versions.append(PaperVersion(role: .published, date: date))
    } else if let early = record.value("EA"), let date = LooseDate.read(early) {
      paper.versions.append(PaperVersion(role: .published, date: date))
    }
    if let abstract = record.fields("AB").first {
      paper.texts.append(
        PaperText(field: .abstract, text: abstract.text, runs: [PaperText.Run(offset: 0, place: abstract.place)]))
    }
    var references: [CitedReference] = []
    for line in record.lines("CR") {
      var reference = WebOfScienceReference.read(line.text)
      references.append(reference.placed(at: line.place, number: references.count + 1))
    }
    let declared = record.value("NR").flatMap(Int.init)
    if let declared, declared != references.count {
      reading.diagnostics.append(
        Diagnostic(
          .warning, references.isEmpty ? .emptyReferences : .incompleteReferences,
          "“\(title)” has \(references.count) cited references, and says that it has \(declared)",
          remedy: references.isEmpty
            ? "export full records with cited references" : "export it again; the list may have been cut",
          place: record.place))
    }
    reading.records.append(
      BibliographicRecord(
        paper: paper, localKeys: [record.value("UT")].compactMap { $0 }, references: references,
        declaredReferenceCount: declared))
  }

  /// Inspec writes numbers below and above the line as `LiNbO/sub 3/` and `10/sup -3/`.
  private static func withSmallNumbers(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "/")) else { return text }
    return text.replacing(#/\/(sub|sup) {1,3}([^\/\n]{1,12}?) {0,3}\//#) { match in
      let content = match.output.2.unicodeScalars
      let table = match.output.1 == "sub" ? LaTeXTables.lowered : LaTeXTables.raised
      let small = content.compactMap { table[$0] }
      return small.count == content.count ? String(String.UnicodeScalarView(small)) : String(match.output.2)
    }
  }

  /// The date of an issue, which may tell the year again: `DEC 16`, `2018/03/01`, `2020-Dec`, `2018 Sep (Epub 2018 Jun)`.
  private static func date(year: String, issue: String?) -> PublicationDate? {
    guard let date = LooseDate.read(year: year, month: issue) ?? LooseDate.read(year) else { return nil }
    guard date.month == nil, let whole = issue.flatMap(LooseDate.read), whole.year == date.year else { return date }
    return whole
  }

  /// `Family, Given` or `Family, GH`, in some databases with an address of electronic mail behind it; in that of patents
  /// `FAMILY G`.
  private static func author(_ text: String) -> PaperAuthor? {
    var name = text
    if let mark = name.firstIndex(of: "("), mark != name.startIndex, name[mark...].contains("@") {
      name = name[..<mark].trimmed
    }
    return AuthorList.indexed(name)
  }

  private static func publication(_ record: TaggedRecord) -> PaperPublication {
    var publication = PaperPublication()
    publication.venue = record.value("SO", "JO", "BS")
    publication.volume = record.value("VL")
    publication.issue = record.value("IS")
    // `EP &` says that the end is not known.
    let last = record.value("EP").flatMap { $0.contains { $0.isLetter || $0.isNumber } ? $0 : nil }
    switch (record.value("BP", "SP"), last) {
    case (let first?, let last?): publication.pages = first == last ? first : first + "-" + last
    case (let first?, nil): publication.pages = first
    case (nil, _):
      // `UNSP 1722034`: references have the number alone.
      let number = record.value("AR", "PS")
      let isMarked = number?.hasPrefix("UNSP ") == true || number?.hasPrefix("ARTN ") == true
      publication.pages = isMarked ? number?.dropFirst(5).trimmed : number
    }
    publication.publisher = record.value("PU")
    publication.language = record.value("LA")
    publication.keywords = record.fields("DE").flatMap {
      $0.text.split(separator: ";").map { $0.trimmed }.filter { !$0.isEmpty }
    }
    let kind = (record.value("DT") ?? "").lowercased()
    publication.type =
      switch record.value("PT") {
      case "P": .patent
      case "B" where !kind.contains("proceedings paper"): kind.contains("chapter") ? .chapter : .book
      case "S" where !kind.contains("proceedings paper"): .chapter
      default: kind.contains("proceedings paper") ? .conferencePaper : kind.contains("book") ? .book : .article
      }
    publication.isRetracted = kind.contains("retracted publication")
    return publication
  }
}
