import PaperLineage

/// Reads the CSV of Scopus, in its layouts of 41 to 46 columns, by the names of the columns.
///
/// Some exports have a column more in the rows than in the header, a second text on funding; such rows are brought in
/// line by their EID. Affiliations, funding, chemicals and counts of citations are not read.
public enum ScopusReader {
  /// Reads a file.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  public static func read(_ file: CorpusFile) -> RecordReading {
    var reading = RecordReading(file: file.name, format: .scopus)
    let (_, diagnostics) = SeparatedTable.read(file) { row in read(aligned(row), into: &reading) }
    reading.diagnostics += diagnostics
    return reading
  }

  /// Takes out what stands between the texts on funding and the references beyond the header.
  private static func aligned(_ row: SeparatedTable.Row) -> SeparatedTable.Row {
    var row = row
    // R writes NA for what is not there.
    row.values = row.values.map { $0 == "NA" ? "" : $0 }
    guard row.values.count > row.header.names.count, let eid = row.header.position("eid"),
      let references = row.header.position("references"),
      let found = row.values.lastIndex(where: { PaperIdentifier(.scopus, $0) != nil }), found > eid, eid >= references
    else { return row }
    let extra = found - eid
    row.values.removeSubrange(references..<(references + extra))
    row.places.removeSubrange(references..<(references + extra))
    return row
  }

  private static func read(_ row: SeparatedTable.Row, into reading: inout RecordReading) {
    guard let title = row.value("title").map(MarkupText.plain), title != "[No title available]", !title.isEmpty else {
      return reading.unread.append(UnreadBlock(place: row.place, text: row.text, reason: "no title"))
    }
    var paper = Paper(id: PaperID(rawValue: ""), title: title, place: row.place)
    paper.name = ListPapers.shortName(title) ?? title
    let names = row.value("authorfullnames") ?? row.value("authors", "author") ?? ""
    (paper.authors, paper.hasMoreAuthors) = AuthorList.read(names)
    var identifiers = DistinctList<PaperIdentifier>()
    func add(_ scheme: PaperIdentifier.Scheme, _ text: String?) {
      if let text { identifiers.add(PaperIdentifier(scheme, text)) }
    }
    let link = row.value("link")
    let eid = row.value("eid") ?? link?.firstMatch(of: #/2-s2\.0-\d+/#).map { String($0.output) }
    add(.doi, row.value("doi"))
    // arXiv's own DOIs are arXiv ids as well.
    add(.arxiv, row.value("doi"))
    add(.pmid, row.value("pubmedid"))
    add(.scopus, eid)
    if let text = row.value("isbn") {
      let numbers = BookNumbers(text)
      for number in numbers.identifiers { identifiers.add(number) }
      reading.diagnostics += numbers.wrong.compactMap {
        FieldFinding.identifier($0, of: .isbn, in: title, at: row.place(of: "isbn"))
      }
    }
    paper.identifiers = identifiers.all
    if let link, PaperIdentifier.isWebAddress(link) { paper.link = link }
    paper.publication = publication(row)
    let date = row.value("year").flatMap(LooseDate.read)
    if let finding = FieldFinding.date(row.value("year"), read: date, of: title, at: row.place(of: "year")) {
      reading.diagnostics.append(finding)
    }
    if let date {
      paper.versions = [PaperVersion(role: paper.publication.type == .preprint ? .submitted : .published, date: date)]
    }
    if let abstract = row.value("abstract"), abstract != "[No abstract available]" {
      paper.texts = [
        PaperText(field: .abstract, text: abstract, runs: [PaperText.Run(offset: 0, place: row.place(of: "abstract"))])
      ]
    }
    var references: [CitedReference] = []
    let list = row.value("references") ?? ""
    for reference in ScopusReferences.read(list.contains("<") ? MarkupText.plain(list) : list) {
      var reference = reference
      references.append(reference.placed(at: row.place(of: "references"), number: references.count + 1))
    }
    reading.records.append(
      BibliographicRecord(paper: paper, localKeys: [eid].compactMap { $0 }, references: references))
  }

  private static func publication(_ row: SeparatedTable.Row) -> PaperPublication {
    var publication = PaperPublication()
    publication.venue = row.value("sourcetitle", "abbreviatedsourcetitle")
    publication.volume = row.value("volume")
    publication.issue = row.value("issue")
    switch (row.value("pagestart"), row.value("pageend")) {
    case (let first?, let last?): publication.pages = first == last ? first : first + "-" + last
    case (let first?, nil): publication.pages = first
    case (nil, _): publication.pages = row.value("artno")
    }
    publication.publisher = row.value("publisher")
    publication.language = row.value("languageoforiginaldocument")
    publication.keywords =
      row.value("authorkeywords")?.split(separator: ";").map { $0.trimmed }.filter { !$0.isEmpty } ?? []
    let kind = row.value("documenttype")?.lowercased() ?? ""
    publication.type =
      switch kind {
      case "conference paper": .conferencePaper
      case "conference review": .proceedings
      case "book": .book
      case "book chapter": .chapter
      case "report": .report
      case "preprint": .preprint
      default: .article
      }
    publication.isRetracted = kind == "retracted"
    return publication
  }
}
