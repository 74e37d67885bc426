import Foundation
import PaperLineage

/// Reads the tagged format of PubMed, MEDLINE's: a tag of up to four letters, a hyphen, and lines of six blanks that go
/// on. Records are parted by blank lines, and begin with `PMID`. The format has no references.
public enum NbibReader {
  /// Reads a file.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  public static func read(_ file: CorpusFile) -> RecordReading {
    var reading = RecordReading(file: file.name, format: .nbib)
    var current: TaggedRecord?
    var records: [TaggedRecord] = []
    var isBehindBlank = false
    for line in TextLine.lines(of: file.text) {
      let place = SourcePlace(file: file.name, line: line.number, column: 1)
      if let (tag, value) = tagged(line.text) {
        // PubMed Central writes its own number before that of PubMed.
        if let record = current,
          tag == "PMID" && record.hasText("PMID", "TI", "BTI", "CTI")
            || tag == "PMC" && isBehindBlank && record.hasText("PMC")
        {
          records.append(record)
          current = nil
        }
        isBehindBlank = false
        if current == nil { current = TaggedRecord(place: place, text: "") }
        current?.add(TaggedRecord.Field(tag: tag, lines: [value], place: place), line: line.text)
      } else if line.text.trimmed.isEmpty {
        isBehindBlank = true
        // Some exports part records by blank lines and have no PMID; others have blank lines inside of them.
        if let record = current, !record.hasText("PMID"), record.hasText("TI", "BTI", "CTI") {
          records.append(record)
          current = nil
        }
      } else if line.text.first?.isWhitespace == true, current != nil {
        current?.addLine(line.text)
      } else {
        reading.ignored.append(UnreadBlock(place: place, text: String(line.text), reason: "outside of records"))
      }
    }
    if let record = current { records.append(record) }
    for record in records { read(record, into: &reading) }
    return reading
  }

  private static func tagged(_ line: Substring) -> (tag: String, value: String)? {
    let line = line.drop { $0 == "\u{FEFF}" }
    let tag = line.prefix { $0.isASCII && ($0.isUppercase || $0.isNumber) }
    guard 2...4 ~= tag.count, tag.first?.isLetter == true else { return nil }
    let rest = line.dropFirst(tag.count).drop { $0 == " " }
    guard rest.first == "-", rest.dropFirst().first == " " || rest.count == 1 || tag == "PMID" || tag == "TI",
      line.dropFirst(tag.count).prefix(while: { $0 == " " }).count <= 3
    else { return nil }
    return (String(tag), rest.dropFirst().trimmed)
  }

  private static func read(_ record: TaggedRecord, into reading: inout RecordReading) {
    guard let title = record.value("TI", "CTI", "BTI", "TT") else {
      return reading.unread.append(UnreadBlock(place: record.place, text: record.text, reason: "no title (TI)"))
    }
    // A title that was translated stands in brackets.
    let isTranslated = title.hasPrefix("[") && (title.hasSuffix("]") || title.hasSuffix("]."))
    var plain = isTranslated ? title.trimmingCharacters(in: CharacterSet(charactersIn: "[].")) : title
    if plain.hasSuffix("."), !plain.hasSuffix("...") { plain.removeLast() }
    var paper = Paper(id: PaperID(rawValue: ""), title: plain, place: record.place)
    paper.name = ListPapers.shortName(plain) ?? plain
    let full = record.fields("FAU")
    paper.authors = (full.isEmpty ? record.fields("AU") : full).compactMap { author($0.text) }
    paper.authors += record.fields("CN").map { PaperAuthor(literal: $0.text) }
    var identifiers = DistinctList<PaperIdentifier>()
    func add(_ identifier: PaperIdentifier?) { identifiers.add(identifier) }
    add(record.value("PMID").flatMap { PaperIdentifier(.pmid, $0) })
    add(record.value("PMC").flatMap { PaperIdentifier(.pmcid, $0) })
    for field in record.fields("LID", "AID", "SO") {
      if field.tag == "SO" {
        if let match = field.text.firstMatch(of: #/doi:\s*(\S+)/#) {
          add(PaperIdentifier(.doi, match.output.1.trimmingCharacters(in: CharacterSet(charactersIn: "."))))
        }
      } else if field.text.hasSuffix("[doi]") {
        add(PaperIdentifier(.doi, field.text.dropLast(5).trimmed))
      }
    }
    for field in record.fields("ISBN") {
      add(field.text.split(separator: " ").first.flatMap { PaperIdentifier(.isbn, String($0)) })
    }
    paper.identifiers = identifiers.all
    if let field = record.fields("DP").first,
      let finding = FieldFinding.date(field.text, read: LooseDate.read(field.text), of: paper.title, at: field.place)
    {
      reading.diagnostics.append(finding)
    }
    if let text = record.value("DP"), let date = LooseDate.read(text) {
      paper.versions.append(PaperVersion(role: .published, date: date))
    } else if let text = record.value("DEP"), let date = compactDate(text) {
      paper.versions.append(PaperVersion(role: .published, date: date))
    }
    if let abstract = record.fields("AB").first {
      paper.texts.append(
        PaperText(field: .abstract, text: abstract.text, runs: [PaperText.Run(offset: 0, place: abstract.place)]))
    }
    let types = Set(record.fields("PT").map { $0.text.lowercased() })
    paper.publication = PaperPublication(
      type: types.contains("preprint")
        ? .preprint
        : record.value("BTI") != nil && record.value("TI") != nil
          ? .chapter
          : record.value("BTI") != nil ? .book : types.contains("dataset") ? .dataset : .article,
      venue: record.value("JT", "TA", "BTI"), volume: record.value("VI"), issue: record.value("IP"),
      pages: record.value("PG"), publisher: record.value("PB"), language: record.value("LA"),
      keywords: record.fields("OT").map(\.text), isRetracted: types.contains("retracted publication"))
    reading.records.append(
      BibliographicRecord(paper: paper, localKeys: [record.value("PMID")].compactMap { $0 }))
  }

  /// `Roach, Mack 3rd`, `van der Molen T`, `Roach M 3rd`; a name of one word.
  private static func author(_ text: String) -> PaperAuthor? {
    guard var author = PaperAuthor(text) else { return nil }
    var words = (author.given ?? author.family).split(separator: " ").map(String.init)
    if words.count > 1, let last = words.last, AuthorList.isSuffix(last) {
      author.suffix = last
      words.removeLast()
    }
    guard author.given == nil else {
      author.given = words.joined(separator: " ")
      return author
    }
    if words.count > 1, let last = words.last, last.count <= 4, last.allSatisfy({ $0.isLetter && $0.isUppercase }) {
      author.given = last
      words.removeLast()
    }
    author.family = words.joined(separator: " ")
    return author
  }

  /// `20190115`
  private static func compactDate(_ text: String) -> PublicationDate? {
    let digits = text.prefix(8)
    guard digits.count == 8, let number = Int(digits) else { return LooseDate.read(text) }
    return PublicationDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
  }
}
