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
    // What stands behind a blank line: more of the record, or a record without a number if it has a title of its own.
    var more: TaggedRecord?
    var (hasTitle, isBehindBlank) = (false, false)
    func settle() {
      guard let part = more else { return }
      more = nil
      let isTitled = part.fields.contains { $0.tag == "TI" }
      if hasTitle, isTitled, let record = current {
        records.append(record)
        current = part
      } else {
        current?.append(part)
      }
      hasTitle = hasTitle || isTitled
    }
    for line in TextLine.lines(of: file.text) {
      let place = SourcePlace(file: file.name, line: line.number, column: 1)
      if let (tag, value) = tagged(line.text) {
        if tag == "PMID", let record = current {
          settle()
          records.append(current ?? record)
          current = nil
        }
        let field = TaggedRecord.Field(tag: tag, lines: [value], place: place)
        if current == nil {
          current = TaggedRecord(place: place, text: "")
          (hasTitle, isBehindBlank) = (false, false)
        }
        if isBehindBlank {
          if more == nil { more = TaggedRecord(place: place, text: "") }
          more?.add(field, line: line.text)
        } else {
          current?.add(field, line: line.text)
          hasTitle = hasTitle || tag == "TI"
        }
      } else if line.text.trimmed.isEmpty {
        settle()
        isBehindBlank = true
        // Some exports part records by blank lines and have no PMID; others have blank lines inside of them.
        if let record = current, !record.hasText("PMID"), record.hasText("TI", "BTI", "CTI") {
          records.append(record)
          current = nil
        }
      } else if line.text.first?.isWhitespace == true, current != nil {
        if more == nil { current?.addLine(line.text) } else { more?.addLine(line.text) }
      } else {
        reading.ignored.append(UnreadBlock(place: place, text: String(line.text), reason: "outside of records"))
      }
    }
    settle()
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
    let identifiers = identifiers(of: record)
    // A record that says nothing but its number is called by it.
    guard
      let title = record.value("TI", "CTI", "BTI", "TT")
        ?? identifiers.first.map({ $0.scheme == .pmid ? "PMID \($0.value)" : $0.value })
    else {
      return reading.unread.append(UnreadBlock(place: record.place, text: record.text, reason: "no title (TI)"))
    }
    if !record.hasText("TI", "CTI", "BTI", "TT") {
      reading.diagnostics.append(
        Diagnostic(
          .warning, .missingTitle, "“\(title)” has no title (TI)", remedy: "its number stands for it",
          place: record.place))
    } else if let other = record.fields("TI").dropFirst().first(where: { $0.text != title }) {
      reading.diagnostics.append(
        Diagnostic(
          .warning, .conflict, "“\(title.shortened)” has several titles, such as “\(other.text.shortened)”",
          remedy: "the first one counts", place: other.place))
    }
    // A title that was translated stands in brackets.
    let isTranslated = title.hasPrefix("[") && (title.hasSuffix("]") || title.hasSuffix("]."))
    var plain = isTranslated ? title.trimmingCharacters(in: CharacterSet(charactersIn: "[].")) : title
    if plain.hasSuffix("."), !plain.hasSuffix("...") { plain.removeLast() }
    var paper = Paper(id: PaperID(rawValue: ""), title: plain, place: record.place)
    paper.name = ListPapers.shortName(plain) ?? plain
    let full = record.fields("FAU")
    paper.authors = (full.isEmpty ? record.fields("AU") : full).compactMap { PaperAuthor($0.text) }
    paper.authors += record.fields("CN").map { PaperAuthor(literal: $0.text) }
    paper.identifiers = identifiers
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

  private static func identifiers(of record: TaggedRecord) -> [PaperIdentifier] {
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
      } else if field.text.hasPrefix("doi:") {
        add(PaperIdentifier(.doi, field.text))
      }
    }
    for field in record.fields("ISBN") {
      // `9780123456786 (paperback)`, `ISBN 978-0-12-345678-6`
      add(field.text.split(separator: " ").lazy.compactMap { PaperIdentifier(.isbn, String($0)) }.first)
    }
    return identifiers.all
  }

  /// `20190115`
  private static func compactDate(_ text: String) -> PublicationDate? {
    let digits = text.prefix(8)
    guard digits.count == 8, let number = Int(digits) else { return LooseDate.read(text) }
    return PublicationDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
  }
}
