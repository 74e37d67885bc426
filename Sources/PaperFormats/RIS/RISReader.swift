import Foundation
import PaperLineage

/// Reads RIS, tolerantly: one or two blanks before the hyphen or none, nothing behind it, a missing `ER`, a type that
/// stands again inside of a record, whatever ends the lines, and text between records.
///
/// RIS has no list of references; Scopus puts one into a note, behind `References:`, and Ovid each one into a field `M1`.
public enum RISReader {
  /// Reads a file.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  public static func read(_ file: CorpusFile) -> RecordReading {
    var reading = RecordReading(file: file.name, format: .ris)
    for record in records(of: file, into: &reading) { read(record, into: &reading) }
    return reading
  }

  private static func records(of file: CorpusFile, into reading: inout RecordReading) -> [TaggedRecord] {
    var records: [TaggedRecord] = []
    var current: TaggedRecord?
    // Whether the last record has no ER, and nothing but its type.
    var (isOpen, isBare) = (false, false)
    // A type that stands again before the ER begins a record only if what follows has a name of its own.
    func end(isClosed: Bool) {
      guard let record = current else { return }
      current = nil
      if isOpen, let last = records.indices.last, isBare || !hasName(record) {
        records[last].append(record)
        isBare = isBare && record.fields.count < 2
      } else {
        records.append(record)
        isBare = record.fields.count < 2
      }
      isOpen = !isClosed
    }
    for line in TextLine.lines(of: file.text) {
      let place = SourcePlace(file: file.name, line: line.number, column: 1)
      if let (tag, value) = tagged(line.text) {
        if tag == "TY" || tag == "ER" { end(isClosed: tag == "ER") }
        if tag == "ER" { continue }
        guard tag == "TY" || current != nil else {
          reading.ignored.append(
            UnreadBlock(place: place, text: String(line.text), reason: "outside of records"))
          continue
        }
        if current == nil { current = TaggedRecord(place: place, text: "") }
        current?.add(TaggedRecord.Field(tag: tag, lines: [value], place: place), line: line.text)
      } else if !line.text.trimmed.isEmpty {
        if current == nil {
          reading.ignored.append(
            UnreadBlock(place: place, text: String(line.text), reason: "outside of records"))
        } else {
          current?.addLine(line.text)
        }
      }
    }
    if let record = current {
      reading.diagnostics.append(.endsInside(record, endTag: "ER"))
      end(isClosed: false)
    }
    return records
  }

  /// Whether a record says what it is called or by whom it is.
  private static func hasName(_ record: TaggedRecord) -> Bool {
    record.hasText("TI", "T1", "CT", "BT", "TT", "AU", "A1", "DO", "DI")
  }

  /// Two capital letters or digits, blanks, a hyphen, then a blank or the end of the line.
  private static func tagged(_ line: Substring) -> (tag: String, value: String)? {
    let line = line.drop { $0 == "\u{FEFF}" }
    let tag = line.utf8.prefix(2)
    guard tag.count == 2, let first = tag.first, 65...90 ~= first,
      tag.dropFirst().allSatisfy({ 65...90 ~= $0 || 48...57 ~= $0 })
    else { return nil }
    let rest = line.dropFirst(2)
    let blanks = rest.prefix { $0 == " " || $0 == "\t" }
    let tail = rest.dropFirst(blanks.count)
    guard tail.first == "-", blanks.count <= 3 else { return nil }
    let value = tail.dropFirst()
    // `TY -JOUR` and `TY  -` are tags; `CD-ROM` at the edge of a line is none.
    guard value.isEmpty || value.first?.isWhitespace == true || !blanks.isEmpty else { return nil }
    return (String(line.prefix(2)), value.trimmed)
  }

  private static func read(_ record: TaggedRecord, into reading: inout RecordReading) {
    let identifiers = identifiers(of: record)
    // A record that says nothing but a DOI is called by it.
    // The title of a whole volume of a journal is that of the journal.
    guard
      let title = plain(record.value("TI", "T1", "CT", "BT", "TT", "ST", "T2", "T3", "JF", "JO", "JA"))
        ?? identifiers.first?.value
    else {
      let reason = record.fields.allSatisfy { $0.tag == "TY" } ? "an empty record" : "no title (TI or T1)"
      return reading.unread.append(UnreadBlock(place: record.place, text: record.text, reason: reason))
    }
    reading.diagnostics += findings(of: record, called: title)
    var paper = Paper(id: PaperID(rawValue: ""), title: title, place: record.place)
    paper.name = plain(record.value("ST")) ?? ListPapers.shortName(title) ?? title
    let authors = record.fields("AU", "A1")
    let names = authors.isEmpty ? record.fields("A2", "ED", "A3", "A4") : authors
    // Some programs put all into one field; an entity ends with a semicolon too.
    for name in names.flatMap({ $0.text.split(separator: "; ") }) {
      if AuthorList.isMarkOfMore(name) {
        paper.hasMoreAuthors = true
      } else if let author = author(name.trimmed) {
        paper.authors.append(author)
      }
    }
    paper.identifiers = identifiers
    paper.publication = publication(record, of: title)
    if let date = date(of: record) {
      let role: DateRole =
        switch paper.publication.type {
        case .preprint: .submitted
        case .webpage, .post, .dataset, .software: .released
        default: .published
        }
      paper.versions = [PaperVersion(role: role, date: date)]
    }
    let abstracts = record.fields("AB", "N2")
    if let abstract = abstracts.first {
      paper.texts.append(
        PaperText(field: .abstract, text: abstract.text, runs: [PaperText.Run(offset: 0, place: abstract.place)]))
      // Some programs write the abstract with both tags, others a note with one.
      var others = DistinctList<String>()
      for other in abstracts.dropFirst() where other.text != abstract.text { others.add(other.text) }
      paper.notes += others.all
    }
    for field in record.fields("UR") + record.fields("LK") + record.fields("L2") + record.fields("L1")
    where paper.link == nil {
      // What EndNote writes for a page of the Web of Science is an identifier.
      if webOfScience(field.text) != nil { continue }
      let link = FieldLink(field.text)
      paper.link = link.address
      // The others may be files on somebody's disk.
      if field.tag == "UR" || field.tag == "LK", let finding = link.finding(of: title, at: field.place) {
        reading.diagnostics.append(finding)
      }
    }
    let year = statedYear(of: record)
    for field in record.fields("PY", "Y1", "DA") {
      // Behind the day stands what people want to add.
      let text = field.text.split(separator: "/", omittingEmptySubsequences: false).prefix(3).joined(separator: "/")
      if let finding = FieldFinding.date(text, read: date(field, in: year), of: title, at: field.place) {
        reading.diagnostics.append(finding)
      }
    }
    var references: [CitedReference] = []
    for note in record.fields("N1") {
      guard let (list, rest) = listedReferences(note) else {
        paper.notes.append(note.text)
        continue
      }
      if !rest.isEmpty { paper.notes.append(rest) }
      for reference in ScopusReferences.read(list.text) {
        var reference = reference
        references.append(reference.placed(at: list.place, number: references.count + 1))
      }
    }
    for (reference, place) in OvidReferences.read(record.fields("M1")) {
      var reference = reference
      references.append(reference.placed(at: place, number: references.count + 1))
    }
    reading.records.append(
      BibliographicRecord(
        paper: paper, localKeys: record.fields("ID", "AN").map(\.text), references: references))
  }

  /// What is odd about a record: several types or titles, of which one counts, no title, or no DOI where one should be.
  private static func findings(
    of record: TaggedRecord, called title: String
  ) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    let types = record.fields.filter { $0.tag == "TY" }
    if let second = types.dropFirst().first {
      findings.append(
        Diagnostic(
          .warning, .syntax, "“\(title.shortened)”: the type stands \(types.count) times before the end of the record",
          remedy: "the last one counts; if a record begins there, put ER before it and give it a title",
          place: second.place))
    }
    let titles = record.fields("TI", "T1")
    if let other = titles.first(where: { plain($0.text) != title }) {
      findings.append(
        Diagnostic(
          .warning, .conflict, "“\(title.shortened)” has several titles, such as “\(other.text.shortened)”",
          remedy: "the first TI counts, or the first T1", place: other.place))
    }
    for field in record.fields("DO", "DI")
    where PaperIdentifier.dois(inField: field.text).isEmpty && PaperIdentifier.readings(of: field.text).isEmpty {
      if let finding = FieldFinding.identifier(field.text, of: .doi, in: title, at: field.place) {
        findings.append(finding)
      }
    }
    // Of other works it is an ISSN, or the number of a report or a patent.
    let bookish: Set<WorkType> = [.book, .chapter, .conferencePaper, .proceedings, .thesis]
    for field in record.fields("SN") where bookish.contains(type(record.fields("TY").last?.text ?? "")) {
      findings += BookNumbers(field.text).wrong.compactMap {
        FieldFinding.identifier($0, of: .isbn, in: title, at: field.place)
      }
    }
    let year = statedYear(of: record)
    let dates = record.fields("PY", "DA", "Y1").compactMap { field in date(field, in: year).map { (field, $0) } }
    if let taken = date(of: record), let (field, other) = dates.first(where: { $0.1.year != taken.year }) {
      findings.append(
        Diagnostic(
          .warning, .conflict, "“\(title.shortened)” is of \(taken), and of \(other) by its \(field.tag)",
          remedy: "the first one counts; leave the wrong one out", place: field.place))
    }
    if titles.isEmpty, record.value("CT", "BT", "TT", "ST") == nil, record.value("TY") != "JFULL" {
      findings.append(
        Diagnostic(
          .warning, .missingTitle, "“\(title.shortened)” has no title of its own",
          remedy: "what it is in, or its identifier, stands for it", place: record.place))
    }
    return findings
  }

  /// The most precise of the dates; a year that contradicts them counts before them. `Y1` is older than the others, and
  /// what writes them all means them.
  private static func date(of record: TaggedRecord) -> PublicationDate? {
    let year = statedYear(of: record)
    let dates = record.fields("PY", "Y1", "DA").compactMap { date($0, in: year) }
    let counting = ["PY", "DA", "Y1"].lazy.flatMap { record.fields($0) }.compactMap { date($0, in: year)?.year }.first
    return dates.filter { $0.year == counting }.max { $0.precision < $1.precision } ?? dates.first
  }

  /// Titles and names of venues without the tags and entities of HTML that publishers leave in them.
  private static func plain(_ text: String?) -> String? {
    text.map { MarkupText.plain($0).spacedByOne }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The date in a field. EndNote and the Web of Science write month and day alone, and the year into another field.
  private static func date(_ field: TaggedRecord.Field, in year: Int?) -> PublicationDate? {
    if let date = date(field.text) { return date }
    guard field.tag == "DA", field.text.contains(where: \.isLetter), LooseDate.isMonthText(field.text), let year else {
      return nil
    }
    return LooseDate.read(year: String(year), month: field.text)
  }

  private static func statedYear(of record: TaggedRecord) -> Int? {
    record.fields("PY", "Y1").lazy.compactMap { date($0.text) }.first?.year
  }

  /// `2012/05/16/`, `2012/05//undefined`, `2009///`, `2012/october`, and what people write instead.
  static func date(_ text: String) -> PublicationDate? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { $0.trimmed }
    guard parts.count > 1, let year = Int(parts[0]), parts[0].utf8.count == 4 else { return LooseDate.read(text) }
    let month = Int(parts[1]) ?? LooseDate.month(parts[1])
    guard let month, 1...12 ~= month else { return PublicationDate(year: year) }
    let day = parts.count > 2 ? Int(parts[2]) : nil
    return day.flatMap { PublicationDate(year: year, month: month, day: $0) }
      ?? PublicationDate(year: year, month: month)
  }

  /// `Family, Given, Suffix`; without a comma, `Given Family` or a body.
  private static func author(_ text: String) -> PaperAuthor? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmed }
    let isSuffixSecond = parts.count == 3 && AuthorList.isSuffix(parts[1]) && !AuthorList.isSuffix(parts[2])
    if parts.count == 3, !isSuffixSecond {
      return PaperAuthor("\(parts[0]), \(parts[2]), \(parts[1])") ?? PaperAuthor(text)
    }
    if parts.count == 2, parts[1].isEmpty { return parts[0].isEmpty ? nil : PaperAuthor(literal: parts[0]) }
    return parts.count > 1 ? PaperAuthor(text) : AuthorList.indexed(text)
  }

  /// `<Go to ISI>://WOS:000298449100001`, `<Go to ISI>://000298449100001`
  private static func webOfScience(_ text: String) -> PaperIdentifier? {
    guard text.hasPrefix("<Go to ISI>://") else { return nil }
    let number = String(text.dropFirst("<Go to ISI>://".count))
    return PaperIdentifier(.webOfScience, number.contains(":") ? number : "WOS:" + number)
  }

  private static func identifiers(of record: TaggedRecord) -> [PaperIdentifier] {
    var found = DistinctList<PaperIdentifier>()
    func add(_ identifier: PaperIdentifier?) { found.add(identifier) }
    var noted: [PaperIdentifier] = []
    let isOfPubMed = record.value("DP") == "NLM"
    let isOfEmbase = record.fields("DB").contains { $0.text == "Embase" }
    for field in record.fields(
      "DO", "DI", "M3", "UR", "L2", "L3", "N1", "AN", "ID", "C2", "C5", "LK", "U1", "U2", "U3", "U4", "U5")
    {
      switch field.tag {
      case "DO", "DI":
        let dois = PaperIdentifier.dois(inField: field.text)
        for identifier in dois.isEmpty ? PaperIdentifier.readings(of: field.text) : dois { add(identifier) }
      case "U1", "U2", "U3", "U4", "U5": add(marked(field.text))
      case "N1", "M3":
        // Notes speak of other works as well; only one that is an identifier and no more counts.
        if !field.text.contains(" ") { add(PaperIdentifier(.doi, field.text)) }
        noted += NoteIdentifiers.read(field.lines.joined(separator: "\n"))
      case "C2": add(PaperIdentifier(.pmcid, field.text))
      case "C5": if isOfEmbase { add(PaperIdentifier(.pmid, field.text)) }
      case "AN", "ID":
        if isOfPubMed, field.tag == "AN" { add(PaperIdentifier(.pmid, field.text)) }
        add(PaperIdentifier(.webOfScience, field.text))
        add(PaperIdentifier(.scopus, field.text))
        if field.tag == "AN", field.text.hasPrefix("PMC") { add(PaperIdentifier(.pmcid, field.text)) }
      default:
        // EBSCO has the DOI there, bare.
        if field.tag == "L3" { add(PaperIdentifier(.doi, field.text)) }
        add(webOfScience(field.text))
        for word in field.text.split(whereSeparator: \.isWhitespace).map(String.init) {
          if word.contains("doi.org/") || word.lowercased().hasPrefix("doi:") || word.hasPrefix("10.") {
            add(PaperIdentifier(.doi, word))
          }
          if word.lowercased().contains("arxiv.org/") { add(PaperIdentifier(.arxiv, word)) }
          if word.contains("pubmed.ncbi") || word.contains("/pubmed/") { add(PaperIdentifier(.pmid, word)) }
          if word.contains("/articles/PMC") || word.contains("pmc.ncbi") { add(PaperIdentifier(.pmcid, word)) }
          if word.contains("2-s2.0-"), let eid = word.firstMatch(of: #/2-s2\.0-\d+/#) {
            add(PaperIdentifier(.scopus, String(eid.output)))
          }
        }
      }
    }
    // Works that Ovid says are cited are others.
    let notes = OvidReferences.read(record.fields("M1")).isEmpty ? record.fields("M1") : []
    for field in record.fields("T2", "JO", "JF", "PB", "SP", "VL") + notes {
      if let id = ArXivMention.id(in: field.text) { add(PaperIdentifier(.arxiv, id)) }
    }
    let known = Set(found.all.map(\.scheme))
    for identifier in noted where !known.contains(identifier.scheme) { add(identifier) }
    for field in record.fields("SN") { for number in BookNumbers(field.text).identifiers { add(number) } }
    return found.all
  }

  /// An identifier as PubMed writes it: `26957754[pmid]`, `PMC4756000[pmcid]`.
  private static func marked(_ text: String) -> PaperIdentifier? {
    guard text.hasSuffix("]"), let open = text.lastIndex(of: "[") else { return nil }
    let value = text[..<open].trimmed
    return switch text[open...].lowercased() {
    case "[pmid]": PaperIdentifier(.pmid, value)
    case "[pmcid]": PaperIdentifier(.pmcid, value)
    case "[doi]": PaperIdentifier(.doi, value)
    default: nil
    }
  }

  private static func publication(_ record: TaggedRecord, of title: String) -> PaperPublication {
    var publication = PaperPublication(type: type(record.fields("TY").last?.text ?? ""))
    publication.venue = plain(record.value("JF", "T2", "JO", "JA", "J2", "BT", "T3", "C3"))
    if publication.venue == title { publication.venue = plain(record.value("JF", "JO", "JA", "J2")) }
    // Nothing is in itself.
    if publication.venue == title, record.value("TI", "T1") == nil { publication.venue = nil }
    publication.volume = said(record.value("VL"))
    publication.issue = said(record.value("IS")) ?? number(record, for: publication.type)
    let hasPages = record.value("SP") != "No" || record.value("EP") != "Specified"
    switch (hasPages ? said(record.value("SP")) : nil, said(record.value("EP"))) {
    case (let first?, let last?): publication.pages = first == last ? first : first + "-" + last
    case (let first?, nil): publication.pages = first
    case (nil, _): publication.pages = said(record.value("AR", "C7"))
    }
    publication.publisher = plain(record.value("PB"))
    publication.language = record.value("LA")
    publication.keywords = record.fields("KW").flatMap(\.lines).compactMap(plain).flatMap { $0.split(separator: ";") }
      .map { String($0).spacedByOne }.filter { !$0.isEmpty }
    publication.isRetracted =
      record.fields("M3", "C1").contains { $0.text.lowercased().contains("retracted") }
      || record.fields("N1").contains { RetractionMark.stands(in: $0.text) }
    return publication
  }

  /// A value, unless it is a program's word for none.
  private static func said(_ value: String?) -> String? {
    value.flatMap { ["nan", "NaN", "undefined", "null"].contains($0) ? nil : $0 }
  }

  /// The issue as EndNote writes it. Of other works than papers, `M1` is the number of something else.
  private static func number(_ record: TaggedRecord, for type: WorkType?) -> String? {
    guard type == .article || type == .conferencePaper, let number = record.value("M1"), number.utf8.count <= 20,
      ArXivMention.id(in: number) == nil
    else { return nil }
    return number
  }

  /// What sort of work a code for the type of a reference means.
  static func type(_ text: String) -> WorkType {
    switch text.uppercased() {
    case "JOUR", "JFULL", "EJOUR", "MGZN", "NEWS", "INPR", "JOURNAL ARTICLE", "ABST": .article
    case "CONF", "CPAPER": .conferencePaper
    case "BOOK", "EBOOK", "WHOLE", "EDBOOK": .book
    case "CHAP", "ECHAP": .chapter
    case "PCOMM", "UNPB", "UNPD", "MANSCPT": .manuscript
    case "THES", "DISS": .thesis
    case "RPRT", "GOVDOC", "GRNT": .report
    case "ELEC", "WEB", "ICOMM", "MULTI": .webpage
    case "BLOG": .post
    case "DATA", "AGGR", "DBASE": .dataset
    case "COMP": .software
    case "PAT": .patent
    case "STAND": .standard
    case "SER", "PROC": .proceedings
    case "PREPRINT": .preprint
    default: .document
    }
  }

  /// The list of references that Scopus puts into a note, and the rest of the note.
  private static func listedReferences(_ note: TaggedRecord.Field) -> (
    list: (text: String, place: SourcePlace), rest: String
  )? {
    guard let index = note.lines.firstIndex(where: { $0.hasPrefix("References:") }) else { return nil }
    let others = note.lines[..<index].joined(separator: " ").spacedByOne
    let list = ([String(note.lines[index].dropFirst("References:".count))] + note.lines[(index + 1)...]).joined(
      separator: " ")
    var place = note.place
    place.line += index
    return ((list, place), others)
  }
}
