import PaperLineage

/// Reads the tables of OpenCitations and of the NIH Open Citation Collection, told apart by the names of their columns.
///
/// A table of citations (`citing,cited,creation,timespan,…`, `citing,referenced`,
/// `citing_id,citing_publication_date,cited_id,cited_publication_date`) has a relation in each row. A record is made for
/// each paper in it, with its identifier for a title, as no other is known, and a reference for each row. `creation` is
/// the date of the citing paper; that of the cited one is counted back from it by `timespan`, to the precision of both.
///
/// A table of papers (OpenCitations Meta; rows with `references` and `cited_by`, which are PubMed ids parted by blanks)
/// has a record in each row. Rows without what is needed are kept as unread.
public enum OpenCitationsReader {
  /// Which of the tables it is.
  enum Layout {
    case citations(citing: String, cited: String)
    case meta
    case papers

    init?(_ header: SeparatedTable.Header) {
      let pairs = [
        ("citing", "cited"), ("citing", "referenced"), ("citingid", "citedid"), ("citingdoi", "citeddoi"),
        ("citingpmid", "citedpmid"),
      ]
      if let pair = pairs.first(where: { header.has($0.0) && header.has($0.1) }) {
        self = .citations(citing: pair.0, cited: pair.1)
      } else if header.has("id"), header.has("title"), header.has("pubdate"), header.has("venue") {
        self = .meta
      } else if header.has("pmid"), header.has("references"), header.has("citedby") {
        self = .papers
      } else {
        return nil
      }
    }
  }

  /// Reads a file.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  public static func read(_ file: CorpusFile) -> RecordReading {
    var reading = RecordReading(file: file.name, format: .openCitations)
    var network = Network()
    var unknownKinds = Occurrences()
    let (_, diagnostics) = SeparatedTable.read(file) { row in
      var row = row
      row.values = row.values.map(CSVWriter.unguarded)
      func refuse(_ reason: String) {
        reading.unread.append(UnreadBlock(place: row.place, text: row.text, reason: reason))
      }
      switch Layout(row.header) {
      case .citations(let citing, let cited)?:
        guard let from = row.value(citing), let to = row.value(cited) else {
          return refuse(row.value(citing) == nil ? "no citing paper" : "no cited paper")
        }
        let word = row.value("kind", "relation").map(\.spacedByOne)
        guard word != ExportFormat.bridgeKind else {
          reading.ignored.append(
            UnreadBlock(place: row.place, text: row.text, reason: "a line that stands for a chain of papers"))
          return
        }
        let kind = word.flatMap(RelationWord.init)
        if let word, !word.isEmpty, kind == nil { unknownKinds.add(word, at: row.place) }
        network.add(from, to, kind: kind, row)
      case .meta?:
        guard let record = metaRecord(row) else { return refuse("no title and no identifier") }
        reading.records.append(record)
      case .papers?:
        guard let record = paperRecord(row) else { return refuse("no title") }
        reading.records.append(record)
      case nil: refuse("the first line does not name the columns of citations or papers")
      }
    }
    reading.records += network.records
    reading.diagnostics += diagnostics
    let kinds = "use \(RelationKind.allCases.map(\.rawValue).joined(separator: ", ")) or a term of CiTO"
    for (word, count, place) in unknownKinds.shown {
      reading.diagnostics.append(
        Diagnostic(
          .warning, .unknownKind,
          "“\(word.shortened)” is no kind of relation; \(count == 1 ? "the row is" : "\(count) rows are") read as “cites”",
          remedy: kinds, place: place))
    }
    if unknownKinds.hidden.words > 0 {
      reading.diagnostics.append(
        Diagnostic(
          .warning, .unknownKind,
          "\(unknownKinds.hidden.words) more words are no kinds of relations; \(unknownKinds.hidden.count) rows are read as “cites”",
          remedy: kinds, place: unknownKinds.shown.last?.place))
    }
    return reading
  }

  // MARK: - Citations

  /// Papers that rows of citations name.
  private struct Network {
    private(set) var records: [BibliographicRecord] = []
    private var rows: [String: Int] = [:]

    mutating func add(_ citing: String, _ cited: String, kind: RelationWord?, _ row: SeparatedTable.Row) {
      // Bare numbers are PubMed ids in these tables; in others they are only names.
      let isIndex = ["referenced", "creation", "timespan", "oci", "citingpmid"].contains { row.header.has($0) }
      let creation = row.value("creation", "citingpublicationdate").flatMap(OpenCitationsReader.date)
      let span = row.value("timespan").flatMap(Timespan.init)
      let citedDate =
        row.value("citedpublicationdate").flatMap(OpenCitationsReader.date)
        ?? creation.flatMap { date in span.flatMap { $0.before(date) } }
      let from = paper(citing, numbersArePMIDs: isIndex, date: creation, at: row.place)
      let to = paper(cited, numbersArePMIDs: isIndex, date: citedDate, at: row.place)
      let isInverse = kind?.isInverse == true
      let (source, target) = isInverse ? (to, records[from]) : (from, records[to])
      let confidence = row.value("confidence").flatMap { Double($0) }.flatMap { 0...1 ~= $0 ? $0 : nil }
      records[source].references.append(
        CitedReference(
          identifiers: target.paper.identifiers, localKey: target.localKeys.first,
          year: isInverse ? creation?.year : citedDate?.year, kind: kind?.kind ?? .cites, confidence: confidence,
          locator: "reference \(records[source].references.count + 1)", place: row.place))
    }

    private mutating func paper(_ text: String, numbersArePMIDs: Bool, date: PublicationDate?, at place: SourcePlace)
      -> Int
    {
      let identifiers = OpenCitationsReader.identifiers(text, numbersArePMIDs: numbersArePMIDs)
      // One DOI in two spellings is one paper.
      let name = identifiers.first.map { "\($0.scheme):\($0.value)" } ?? text
      let index: Int
      if let known = rows[name] {
        index = known
      } else {
        index = records.count
        rows[name] = index
        var paper = Paper(id: PaperID(rawValue: ""), title: identifiers.first?.value ?? text, place: place)
        paper.identifiers = identifiers
        records.append(BibliographicRecord(paper: paper, localKeys: [text]))
      }
      if let date {
        let role: DateRole = identifiers.contains { $0.scheme == .arxiv } ? .submitted : .published
        let known = records[index].paper.versions.first
        if known == nil || (known?.date.precision ?? .year) < date.precision {
          records[index].paper.versions = [PaperVersion(role: role, date: date)]
        }
      }
      return index
    }
  }

  /// `10.1002/…`, `doi:10.1002/… pmid:123 omid:br/06…`, `2140506`
  static func identifiers(_ text: String, numbersArePMIDs: Bool) -> [PaperIdentifier] {
    var found = DistinctList<PaperIdentifier>()
    func add(_ identifier: PaperIdentifier?) { found.add(identifier) }
    for word in text.split(whereSeparator: \.isWhitespace).map(String.init) {
      let scheme = word.prefix { $0 != ":" }.lowercased()
      let rest = String(word.dropFirst(scheme.count + 1))
      switch scheme {
      case "doi": add(PaperIdentifier(.doi, rest))
      case "pmid": add(PaperIdentifier(.pmid, rest))
      case "pmcid": add(PaperIdentifier(.pmcid, rest))
      case "isbn": add(PaperIdentifier(.isbn, rest))
      case "openalex": add(PaperIdentifier(.openAlex, rest))
      case "arxiv": add(PaperIdentifier(.arxiv, rest))
      default:
        for identifier in PaperIdentifier.readings(of: word) { add(identifier) }
        if numbersArePMIDs, word.allSatisfy({ $0.isASCII && $0.isNumber }) { add(PaperIdentifier(.pmid, word)) }
      }
    }
    return found.all
  }

  static func date(_ text: String) -> PublicationDate? { PublicationDate(text) ?? LooseDate.read(text) }

  // MARK: - Papers

  private static func metaRecord(_ row: SeparatedTable.Row) -> BibliographicRecord? {
    let ids = row.value("id")
    guard let title = row.value("title") ?? ids else { return nil }
    var paper = Paper(id: PaperID(rawValue: ""), title: title, place: row.place)
    paper.name = ListPapers.shortName(title) ?? title
    (paper.authors, paper.hasMoreAuthors) = AuthorList.read(row.value("author") ?? "")
    paper.identifiers = identifiers(ids ?? "", numbersArePMIDs: false)
    let type: WorkType =
      switch row.value("type")?.lowercased() {
      case "proceedings article": .conferencePaper
      case "book", "monograph", "edited book", "reference book": .book
      case "book chapter", "book section", "book part", "reference entry": .chapter
      case "proceedings": .proceedings
      case "dissertation": .thesis
      case "report": .report
      case "dataset", "data file": .dataset
      case "preprint", "posted content": .preprint
      case "standard": .standard
      case "web content": .webpage
      case "journal article", nil: .article
      default: .document
      }
    let role: DateRole =
      switch type {
      case .preprint: .submitted
      case .dataset, .webpage: .released
      default: .published
      }
    if let date = row.value("pubdate").flatMap(date) { paper.versions = [PaperVersion(role: role, date: date)] }
    paper.publication = PaperPublication(
      type: type, venue: row.value("venue").map { $0.prefix { $0 != "[" }.trimmed }, volume: row.value("volume"),
      issue: row.value("issue"), pages: row.value("page"),
      publisher: row.value("publisher").map { $0.prefix { $0 != "[" }.trimmed })
    return BibliographicRecord(
      paper: paper, localKeys: ids?.split(whereSeparator: \.isWhitespace).map(String.init) ?? [])
  }

  private static func paperRecord(_ row: SeparatedTable.Row) -> BibliographicRecord? {
    guard let title = row.value("title") else { return nil }
    var paper = Paper(
      id: PaperID(rawValue: ""), title: title.hasSuffix(".") ? String(title.dropLast()) : title, place: row.place)
    paper.name = ListPapers.shortName(paper.title) ?? paper.title
    (paper.authors, paper.hasMoreAuthors) = AuthorList.read(row.value("authors") ?? "")
    let pmid = row.value("pmid")
    paper.identifiers = [
      pmid.flatMap { PaperIdentifier(.pmid, $0) }, row.value("doi").flatMap { PaperIdentifier(.doi, $0) },
    ].compactMap { $0 }
    if let date = row.value("year").flatMap(date) { paper.versions = [PaperVersion(role: .published, date: date)] }
    paper.publication = PaperPublication(type: .article, venue: row.value("journal"))
    func list(_ name: String) -> [CitedReference] {
      (row.value(name) ?? "").split(whereSeparator: { $0.isWhitespace || ",;".contains($0) }).enumerated().map {
        CitedReference(
          identifiers: [PaperIdentifier(.pmid, String($0.element))].compactMap { $0 }, localKey: String($0.element),
          locator: "reference \($0.offset + 1)", place: row.place(of: name))
      }
    }
    return BibliographicRecord(
      paper: paper, localKeys: [pmid].compactMap { $0 }, references: list("references"), citers: list("citedby"))
  }
}

/// The time between two publications as ISO 8601 writes it: `P5Y8M26D`, `P5Y3M`, `P5Y`, `-P0Y2M`.
struct Timespan {
  let isNegative: Bool
  let years: Int
  /// `nil` if only years are known.
  let months: Int?
  /// `nil` if only months are known.
  let days: Int?

  init?(_ text: String) { self.init(text.utf8) }

  /// Reads bytes: a sign, a P, and numbers of years, months and days in this order, each with its letter.
  init?(_ text: some Sequence<UInt8>) {
    var isNegative = false
    var hasBegun = false
    var parts: [3 of Int?] = [nil, nil, nil]
    var (place, number, digits) = (0, 0, 0)
    for byte in text {
      if !hasBegun {
        switch byte {
        case UInt8(ascii: "-") where !isNegative: isNegative = true
        case UInt8(ascii: "P"): hasBegun = true
        default: return nil
        }
        continue
      }
      if byte &- 0x30 < 10 {
        (number, digits) = (number * 10 + Int(byte &- 0x30), digits + 1)
        guard digits <= 5 else { return nil }
        continue
      }
      let part: Int
      switch byte {
      case UInt8(ascii: "Y"): part = 0
      case UInt8(ascii: "M"): part = 1
      case UInt8(ascii: "D"): part = 2
      default: return nil
      }
      guard digits > 0, part >= place, digits <= 4 || part == 2 else { return nil }
      parts[part] = number
      (place, number, digits) = (part + 1, 0, 0)
    }
    guard hasBegun, place > 0, digits == 0 else { return nil }
    self.isNegative = isNegative
    years = parts[0] ?? 0
    days = parts[2]
    months = parts[1] ?? (parts[2] == nil ? nil : 0)
  }

  /// The date that lies this much before another, as precisely as both tell it; `nil` if the other is less precise.
  ///
  /// The days are counted first and the months then, as the span was made the other way round. A day at the end of a
  /// month may have been a later one there; then the month is what is known.
  func before(_ date: PublicationDate) -> PublicationDate? {
    let sign = isNegative ? -1 : 1
    guard let months else { return PublicationDate(year: date.year - sign * years) }
    guard let month = date.month else { return nil }
    let total = sign * (years * 12 + months)
    func monthsBefore(_ year: Int, _ month: Int) -> (year: Int, month: Int) {
      let number = year * 12 + (month - 1) - total
      return (number.quotientDown(12), number - number.quotientDown(12) * 12 + 1)
    }
    guard let days else {
      let found = monthsBefore(date.year, month)
      return PublicationDate(year: found.year, month: found.month)
    }
    guard let day = date.day else { return nil }
    let middle = CivilDay(CivilDay(year: date.year, month: month, day: day).number - sign * days)
    let found = monthsBefore(middle.year, middle.month)
    let isLastDay = CivilDay(middle.number + 1).month != middle.month
    if isLastDay { return PublicationDate(year: found.year, month: found.month) }
    return PublicationDate(year: found.year, month: found.month, day: middle.day)
  }
}

/// A day of the Gregorian calendar and its number.
///
/// - SeeAlso: H. Hinnant, *chrono-compatible low-level date algorithms* (2021).
private struct CivilDay {
  let year: Int
  let month: Int
  let day: Int
  /// Days since 1 March of the year 0.
  let number: Int

  init(year: Int, month: Int, day: Int) {
    (self.year, self.month, self.day) = (year, month, day)
    // Years that begin in March have their leap day at the end.
    let shifted = month > 2 ? year : year - 1
    let era = shifted.quotientDown(400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
  }

  init(_ number: Int) {
    let era = number.quotientDown(146_097)
    let dayOfEra = number - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthPart = (5 * dayOfYear + 2) / 153
    let month = monthPart < 10 ? monthPart + 3 : monthPart - 9
    (self.number, self.month, day) = (number, month, dayOfYear - (153 * monthPart + 2) / 5 + 1)
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }
}

extension Int {
  /// Divided and rounded down.
  fileprivate func quotientDown(_ divisor: Int) -> Int { (self - ((self % divisor) + divisor) % divisor) / divisor }
}
