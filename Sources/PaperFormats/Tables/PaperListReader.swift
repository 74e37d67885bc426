import PaperLineage

/// Reads a table of papers that anybody made, or Zotero, PubMed, OpenAlex, Embase, Lens, Dimensions, IEEE Xplore or
/// ASReview: the first line names the columns, one is a title.
///
/// Columns are known by their usual names: title, id or key, doi, arxiv, pmid, pmcid, isbn, authors, year, date,
/// references, journal or venue, volume, issue, pages, publisher, language, keywords, abstract, url, type, and by the tags
/// of RIS. Others are not read, which the reading says. A reference is an identifier, the id of another row, or what people
/// write; several have semicolons, bars or line ends between them, or blanks if all are identifiers. A table of Embase may
/// have a line for each field instead.
public enum PaperListReader {
  private static let titles = [
    "title", "articletitle", "papertitle", "documenttitle", "displayname", "primarytitle", "ti", "t1",
  ]

  /// Reads a file.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  public static func read(_ file: CorpusFile) -> RecordReading {
    var reading = RecordReading(file: file.name, format: .table)
    var filled: Set<Int> = []
    let take: (SeparatedTable.Row) -> Void = { row in
      var row = row
      row.values = row.values.map { isNothing($0) ? "" : CSVWriter.unguarded($0) }
      for position in row.values.indices where !row.values[position].isEmpty { filled.insert(position) }
      read(row, into: &reading)
    }
    let (header, diagnostics) =
      SeparatedTable.hasLinesOfFields(file)
      ? SeparatedTable.readLinesOfFields(file, each: take) : SeparatedTable.read(file, each: take)
    if !isPaperList(header) {
      reading.diagnostics.append(
        Diagnostic(
          .error, .missingTitle, "no column is called title", remedy: "name the columns in the first line",
          place: SourcePlace(file: file.name, line: 1, column: 1)))
    }
    let unread = header.names.indices.filter {
      filled.contains($0) && !header.isAsked($0) && !header.names[$0].isEmpty
    }
    if !unread.isEmpty, !reading.records.isEmpty {
      let names = unread.prefix(20).map { header.names[$0].shortened }.joined(separator: ", ")
      let more = unread.count > 20 ? " and \(unread.count - 20) more" : ""
      reading.diagnostics.append(
        Diagnostic(
          .note, .ignoredText, "columns not read: \(names)\(more)",
          remedy: "nothing, unless they say what belongs to a paper; if so, give them one of the usual names",
          place: SourcePlace(file: file.name, line: 1, column: 1)))
    }
    reading.diagnostics += diagnostics
    return reading
  }

  /// What R and pandas write for a cell that is empty.
  private static func isNothing(_ cell: String) -> Bool { ["NA", "nan", "NaN"].contains(cell) }

  static func isPaperList(_ header: SeparatedTable.Header) -> Bool {
    header.names.count > 1 && titles.contains { header.has($0) }
  }

  private static func read(_ row: SeparatedTable.Row, into reading: inout RecordReading) {
    guard let title = titles.lazy.compactMap({ row.value($0) }).first else {
      return reading.unread.append(UnreadBlock(place: row.place, text: row.text, reason: "no title"))
    }
    var paper = Paper(id: PaperID(rawValue: ""), title: title, place: row.place)
    paper.name = row.value("shorttitle", "shortname", "name") ?? ListPapers.shortName(title) ?? title
    (paper.authors, paper.hasMoreAuthors) = AuthorList.read(
      row.value(
        "authors", "author", "authornames", "creators", "authorshipsauthordisplayname", "au", "a1", "firstauthors",
        "secondaryauthors") ?? "")
    paper.identifiers = identifiers(row)
    paper.publication = publication(row)
    let embase = EmbaseSource(row)
    embase?.fill(&paper.publication)
    let role: DateRole =
      switch paper.publication.type {
      case .preprint: .submitted
      case .webpage, .post, .dataset, .software: .released
      default: .published
      }
    fill(&paper, row)
    // The date that orders the papers is one of those whose roles are told.
    reading.diagnostics += dateFindings(row, title)
    if let doi = value(["doi", "do", "di"], row), paper.identifier(.doi) == nil,
      PaperIdentifier.readings(of: doi.text).allSatisfy({ !paper.identifiers.contains($0) }),
      let finding = FieldFinding.identifier(doi.text, of: .doi, in: title, at: doi.place)
    {
      reading.diagnostics.append(finding)
    }
    if let isbn = value(["isbn", "isbns"], row) {
      reading.diagnostics += BookNumbers(isbn.text).wrong.compactMap {
        FieldFinding.identifier($0, of: .isbn, in: title, at: isbn.place)
      }
    }
    if let date = date(row, embase: embase?.date),
      !paper.versions.contains(where: { $0.date == date || $0.role == role })
    {
      paper.versions.append(PaperVersion(role: role, date: date))
      paper.versions = DateRole.allCases.flatMap { role in paper.versions.filter { $0.role == role } }
    }
    if let name = abstracts.first(where: { row.value($0) != nil }),
      let abstract = row.value(name)
    {
      paper.texts = [
        PaperText(field: .abstract, text: abstract, runs: [PaperText.Run(offset: 0, place: row.place(of: name))])
      ]
    }
    if let name = links.first(where: { row.value($0) != nil }), let text = row.value(name) {
      let link = FieldLink(text)
      paper.link = link.address
      reading.diagnostics += [link.finding(of: title, at: row.place(of: name))].compactMap { $0 }
    }
    if let note = row.value("note", "notes", "extra", "comment") {
      paper.notes += ListLiteral.read(note) ?? note.split(separator: " | ").map { String($0).spacedByOne }
    }
    let name = lists.first { row.value($0) != nil }
    var references: [CitedReference] = []
    for reference in name.flatMap({ row.raw($0) }).map(Self.references) ?? [] {
      var reference = reference
      references.append(reference.placed(at: row.place(of: name ?? ""), number: references.count + 1))
    }
    // As this program writes them, a column for each kind.
    for kind in RelationKind.allCases where kind != .cites {
      let name = SeparatedTable.Header.key(kind.rawValue)
      for reference in row.raw(name).map(Self.references) ?? [] {
        var reference = reference
        reference.kind = kind
        references.append(reference.placed(at: row.place(of: name), number: references.count + 1))
      }
    }
    let key = row.value("id", "key", "paperid", "citationkey", "citekey", "bibtexkey", "lensid", "recordid")
    reading.records.append(
      BibliographicRecord(paper: paper, localKeys: [key].compactMap { $0 }, references: references))
  }

  private static let abstracts = ["abstract", "abstractnote", "notesabstract", "abstracts", "summary", "ab", "n2"]
  private static let lists = ["references", "citedreferences", "reference", "cites", "referencedworks"]
  private static let links = ["url", "link", "links", "urls", "externalurl", "fulltextlink", "pdflink", "ur"]

  /// What tables of this program say more than others.
  private static func fill(_ paper: inout Paper, _ row: SeparatedTable.Row) {
    let names = [
      "organizations", "aliases", "topic", "external", "code", "impact", "retracted",
    ]
    let schemes = PaperIdentifier.Scheme.allCases.filter { $0 != .doi }
    let others = schemes.map(\.rawValue) + DateRole.allCases.map(\.rawValue)
    let fields = (names + others).compactMap { name in
      row.value(SeparatedTable.Header.key(name)).map { (name: name, value: $0) }
    }
    var told = Paper(id: paper.id, title: paper.title)
    GraphAttributes(fields).fill(&told)
    paper.organizations = told.organizations
    paper.aliases = told.aliases
    paper.topic = told.topic
    paper.isExternal = told.isExternal
    paper.code = told.code
    paper.impact = told.impact
    // Of OpenAlex and of Retraction Watch.
    paper.publication.isRetracted =
      told.publication.isRetracted || row.value("isretracted")?.lowercased() == "true"
      || row.value("retractionnature")?.lowercased() == "retraction"
    paper.versions = told.versions
    for identifier in told.identifiers where !paper.identifiers.contains(identifier) {
      paper.identifiers.append(identifier)
    }
  }

  private static func identifiers(_ row: SeparatedTable.Row) -> [PaperIdentifier] {
    var found = DistinctList<PaperIdentifier>()
    func add(_ identifier: PaperIdentifier?) { found.add(identifier) }
    let columns: [(String, PaperIdentifier.Scheme)] = [
      ("doi", .doi), ("di", .doi), ("do", .doi), ("originalpaperdoi", .doi), ("arxiv", .arxiv), ("arxivid", .arxiv),
      ("pmid", .pmid), ("pubmedid", .pmid), ("idspmid", .pmid), ("medlinepmid", .pmid),
      ("originalpaperpubmedid", .pmid),
      ("pmcid", .pmcid), ("openalex", .openAlex), ("openalexid", .openAlex), ("s2id", .semanticScholar),
      ("corpusid", .corpusID), ("dblp", .dblp), ("ut", .webOfScience), ("wosid", .webOfScience), ("eid", .scopus),
    ]
    for (name, scheme) in columns {
      guard let text = row.value(name) else { continue }
      if scheme == .doi {
        let dois = PaperIdentifier.dois(inField: text)
        for identifier in dois.isEmpty ? PaperIdentifier.readings(of: text) : dois { add(identifier) }
      } else {
        add(PaperIdentifier(scheme, text))
      }
    }
    for number in row.value("isbn", "isbns").map({ BookNumbers($0).identifiers }) ?? [] { add(number) }
    for name in ["id", "url", "link"] {
      for identifier in row.value(name).map(PaperIdentifier.readings) ?? [] { add(identifier) }
    }
    add(row.value("openurllink").flatMap(EmbaseSource.doi(inResolver:)))
    return found.all
  }

  /// The more precise of year and date, the year if they contradict each other.
  private static func date(_ row: SeparatedTable.Row, embase: PublicationDate?) -> PublicationDate? {
    let year = value(years, row).flatMap { GraphAttributes.date($0.text) }
    let date = value(dates, row).flatMap { PublicationDate($0.text) ?? LooseDate.read($0.text) } ?? embase
    guard let year, let date else { return year ?? date }
    return year.year == date.year && date.precision > year.precision ? date : year
  }

  private static let years = ["year", "publicationyear", "pubyear", "py", "y1"]
  private static let dates = [
    "date", "publicationdate", "published", "publisheddate", "datepublished", "coverdate", "pubdate", "issuedate",
    "originalpaperdate", "da",
  ]

  /// The first of some columns that is not empty.
  private static func value(_ names: [String], _ row: SeparatedTable.Row) -> (text: String, place: SourcePlace)? {
    for name in names {
      if let text = row.value(name) { return (text, row.place(of: name)) }
    }
    return nil
  }

  /// What of year and date was not used.
  private static func dateFindings(_ row: SeparatedTable.Row, _ title: String) -> [Diagnostic] {
    let year = value(years, row).flatMap {
      FieldFinding.date($0.text, read: GraphAttributes.date($0.text), of: title, at: $0.place)
    }
    let date = value(dates, row).flatMap {
      FieldFinding.date(
        $0.text, read: PublicationDate($0.text) ?? LooseDate.read($0.text), of: title, at: $0.place)
    }
    return [year, date].compactMap { $0 }
  }

  /// Keywords with semicolons between them, bars, or two or more commas outside of parentheses; or as a list.
  private static func keywords(_ text: String) -> [String] {
    if let list = ListLiteral.read(text) { return list }
    let isParted = text.contains(";") || text.contains("|")
    var depth = 0
    let commas =
      isParted
      ? []
      : text.indices.filter { index in
        if text[index] == "(" { depth += 1 }
        if text[index] == ")" { depth -= 1 }
        return depth == 0 && text[index] == ","
      }
    let parts =
      commas.count > 1
      ? zip([text.startIndex] + commas.map { text.index(after: $0) }, commas + [text.endIndex]).map { text[$0..<$1] }
      : text.split { $0 == ";" || $0 == "|" }
    return parts.map { $0.trimmed }.filter { !$0.isEmpty }
  }

  private static func publication(_ row: SeparatedTable.Row) -> PaperPublication {
    PaperPublication(
      type: row.value("type", "itemtype", "documenttype", "publicationtype", "documentidentifier").map { type($0, row) }
        ?? row.value("typeofreference", "ty").map(RISReader.type),
      venue: row.value(
        "journal", "venue", "publicationtitle", "sourcetitle", "journalbook", "booktitle", "containertitle",
        "primarylocationsourcedisplayname", "secondarytitle", "sourcetitleanthologytitle", "so", "jf", "jo", "t2"),
      volume: row.value("volume", "bibliovolume", "vl"),
      issue: row.value("issue", "number", "issuenumber", "biblioissue", "is"), pages: pages(row),
      publisher: row.value("publisher", "pb"), language: row.value("language", "la"),
      keywords: row.value("keywords", "authorkeywords", "manualtags", "tags", "keywordsdisplayname", "kw").map(keywords)
        ?? [])
  }

  private static func pages(_ row: SeparatedTable.Row) -> String? {
    if let pages = row.value("pages", "page", "pagination") { return pages }
    let first = row.value("startpage", "firstpage", "pagestart", "bibliofirstpage", "sp")
    let last = row.value("endpage", "lastpage", "pageend", "bibliolastpage", "ep")
    guard let first, let last, first != last else { return first ?? row.value("articlenumber", "artno") }
    return first + "-" + last
  }

  private static func type(_ text: String, _ row: SeparatedTable.Row) -> WorkType {
    // What is an article to OpenAlex is a preprint in the words of the Citation Style Language, which are ours.
    let isOfOpenAlex = row.header.has("authorshipsauthordisplayname")
    if let type = WorkType(rawValue: text), type != .preprint || !isOfOpenAlex { return type }
    return switch SeparatedTable.Header.key(text) {
    case "journalarticle", "article", "review", "magazinearticle", "newspaperarticle", "ieeejournals", "ieeemagazines":
      .article
    case "conferencepaper", "inproceedings", "proceedingspaper", "conference", "ieeeconferences", "proceeding",
      "conferenceproceedingsarticle":
      .conferencePaper
    case "conferenceproceedings": .proceedings
    case "preprint": .preprint
    case "book", "monograph", "editedbook": .book
    case "booksection", "bookchapter", "chapter", "incollection": .chapter
    case "thesis", "phdthesis", "mastersthesis", "dissertation": .thesis
    case "report", "techreport": .report
    case "dataset": .dataset
    case "computerprogram", "software": .software
    case "webpage", "website": .webpage
    case "blogpost", "forumpost", "post": .post
    case "patent": .patent
    case "manuscript": .manuscript
    default: .document
    }
  }

  /// What a field of references has in it.
  static func references(_ field: String) -> [CitedReference] {
    let separators: [Character] = [";", "|", "\n", "\r", "\r\n"]
    var parts = field.split { separators.contains($0) }.map { String($0).spacedByOne }.filter { !$0.isEmpty }
    if parts.count == 1 {
      let words = field.split { $0.isWhitespace || $0 == "," }.map(String.init)
      let areNames = words.allSatisfy { word in
        word.allSatisfy(\.isNumber) || !PaperIdentifier.readings(of: word).isEmpty
      }
      if areNames { parts = words }
    }
    return parts.map { part in
      let identifiers = PaperIdentifier.readings(of: part)
      if !identifiers.isEmpty { return CitedReference(identifiers: identifiers, localKey: part) }
      if !part.contains(" ") { return CitedReference(localKey: part) }
      return ScopusReferences.reference(part)
    }
  }
}
