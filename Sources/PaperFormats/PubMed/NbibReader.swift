import Foundation
import PaperLineage

/// Reads the tagged format of PubMed, MEDLINE's: a tag of up to four letters, a hyphen, and lines of six blanks that go
/// on. Records are parted by blank lines, and begin with `PMID`; those of ERIC have no number and begin with `OWN`. The
/// format has no references.
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
    var (hasTitle, isBehindBlank, isRightBehindBlank) = (false, false, false)
    func settle() {
      guard let part = more else { return }
      more = nil
      let isTitled = part.fields.contains { ["TI", "BTI", "CTI"].contains($0.tag) }
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
        // PubMed Central writes its own number before that of PubMed.
        if tag == "PMID", let begun = more, begun.fields.map(\.tag) == ["PMC"], let record = current {
          records.append(record)
          (current, more) = (begun, nil)
          (hasTitle, isBehindBlank) = (false, false)
        } else if let record = current,
          tag == "PMID" && (record.hasText("PMID", "TI", "BTI", "CTI") || more != nil)
            || isRightBehindBlank && (tag == "PMC" || tag == "OWN") && record.hasText(tag)
        {
          settle()
          records.append(current ?? record)
          current = nil
        }
        isRightBehindBlank = false
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
          hasTitle = hasTitle || ["TI", "BTI", "CTI"].contains(tag)
        }
      } else if line.text.trimmed.isEmpty {
        settle()
        isRightBehindBlank = true
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
    let (names, isCut) = names(of: record)
    paper.authors =
      names.compactMap { PaperAuthor(indexName: $0.text) } + record.fields("CN").map { PaperAuthor(literal: $0.text) }
    paper.hasMoreAuthors = isCut
    paper.identifiers = identifiers
    for field in record.fields("ISBN") {
      reading.diagnostics += BookNumbers(field.text).wrong.compactMap {
        FieldFinding.identifier($0, of: .isbn, in: paper.title, at: field.place)
      }
    }
    for (tag, scheme) in [("PMID", PaperIdentifier.Scheme.pmid), ("PMC", .pmcid)] where paper.identifier(scheme) == nil
    {
      if let field = record.fields(tag).first,
        let finding = FieldFinding.identifier(field.text, of: scheme, in: paper.title, at: field.place)
      {
        reading.diagnostics.append(finding)
      }
    }
    // Where ERIC has no number it has an address.
    paper.link =
      record.fields("AID", "LID").lazy.filter { !$0.text.hasSuffix("]") }.compactMap { FieldLink($0.text).address }
      .first
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
    paper.publication = publication(record)
    reading.records.append(
      BibliographicRecord(paper: paper, localKeys: [record.value("PMID")].compactMap { $0 }))
  }

  /// The authors, in full where they are, else the editors; and whether there are more than are named.
  private static func names(of record: TaggedRecord) -> (names: [TaggedRecord.Field], isCut: Bool) {
    func isMark(_ field: TaggedRecord.Field) -> Bool { AuthorList.isMarkOfMore(field.text) }
    let short = record.fields("AU")
    for names in [record.fields("FAU"), short, record.fields("FED"), record.fields("ED")] {
      let named = names.filter { !isMark($0) }
      if !named.isEmpty { return (named, (names + short).contains(where: isMark)) }
    }
    return ([], short.contains(where: isMark))
  }

  private static func publication(_ record: TaggedRecord) -> PaperPublication {
    let types = Set(record.fields("PT").map { $0.text.lowercased() })
    let type = type(types, of: record)
    var publication = PaperPublication(
      type: type, venue: record.value("JT", "TA", "BTI"), volume: record.value("VI"), issue: record.value("IP"),
      pages: record.value("PG"), publisher: record.value("PB"), language: record.value("LA"),
      keywords: record.fields("OT", "KW").map(\.text), isRetracted: types.contains("retracted publication"))
    if publication.pages == nil {
      // The number of an article, and not of a manuscript at its publisher's.
      publication.pages =
        record.fields("LID", "AID").lazy.compactMap { field -> String? in
          guard field.text.hasSuffix("[pii]") else { return nil }
          let number = field.text.dropLast(5).trimmed
          return number.utf8.count <= 10 && number.wholeMatch(of: #/[A-Za-z]{0,4}[0-9]+/#) != nil ? number : nil
        }.first
    }
    // ERIC puts the publisher of what is in no journal where others have the journal.
    if record.value("BTI") == nil, [.book, .report, .thesis].contains(type), publication.publisher == nil {
      publication.publisher = publication.venue
      publication.venue = nil
    }
    return publication
  }

  private static func type(_ types: Set<String>, of record: TaggedRecord) -> WorkType {
    func has(_ start: String) -> Bool { types.contains { $0.hasPrefix(start) } }
    if types.contains("preprint") { return .preprint }
    if record.value("BTI") != nil { return record.value("TI") != nil ? .chapter : .book }
    if types.contains("book chapter") { return .chapter }
    // What ERIC calls a report may be one in a journal, which has a number of its own kind.
    if has("journal article") || record.value("OID")?.hasPrefix("EJ") == true { return .article }
    if has("dissertation") || types.contains("academic dissertation") { return .thesis }
    if types.contains("book") || types.contains("books") { return .book }
    if has("reports -") || types.contains("technical report") { return .report }
    return types.contains("dataset") ? .dataset : .article
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
      } else if field.text.hasPrefix("doi:") || field.text.contains("doi.org/") {
        add(PaperIdentifier(.doi, field.text))
      }
    }
    for field in record.fields("ISBN") {
      for number in BookNumbers(field.text).identifiers { add(number) }
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
