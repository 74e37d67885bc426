import PaperLineage

/// Reads works of OpenAlex: a single work, the answer for a list (`{"meta": …, "results": […]}`), a list of works, and
/// the lines of a snapshot. Files of any size are read by ``OpenAlexLines``.
///
/// OpenAlex gives a work of which only the year is known the first of January, so that this day is read as the year alone:
/// a day that it was never told is not made up, and of a work that did appear on that day the year is still right.
/// Not read are related works, which are no references, concepts and topics, counts and places of open access.
public enum OpenAlexReader {
  /// Reads a file.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  public static func read(_ file: CorpusFile) -> RecordReading {
    var records = JSONRecords(file, .openAlex, lists: ["results"])
    for root in records.json.roots {
      for value in root.object?["results"]?.array ?? root.elements {
        guard let work = value.object else {
          records.reject(value, "no work: not an object")
          continue
        }
        switch record(of: work, file: file.name) {
        case .success(let record):
          if let count = work["referenced_works_count"]?.int, let list = work["referenced_works"]?.array,
            count != list.count
          {
            records.warn(
              "“\(record.paper.title)” has \(list.count) references, and says that it has \(count)",
              list.isEmpty ? .emptyReferences : .incompleteReferences,
              remedy: "get the work again; the list may have been cut", at: work)
          }
          records.reading.diagnostics += findings(of: work, record)
          records.reading.records.append(record)
        case .failure(let fault): records.reject(value, fault.reason)
        }
      }
    }
    return records.finished()
  }

  /// Why an object is no work.
  struct Fault: Error {
    let reason: String
  }

  static func record(of work: JSONObject, file: String) -> Result<BibliographicRecord, Fault> {
    let id = work.text("id") ?? work["ids"]?.object?.text("openalex")
    // Authors, sources and the rest have ids with another letter.
    if let id, PaperIdentifier(.openAlex, id) == nil { return .failure(Fault(reason: "no work: \(id)")) }
    let told = work.text("title", "display_name").map(MarkupText.plain) ?? ""
    // The references of a work without title, and those to it, are worth as much as others.
    guard let title = told.isEmpty ? id.flatMap({ PaperIdentifier(.openAlex, $0)?.value }) : told else {
      return .failure(Fault(reason: "no work: it has neither id nor title"))
    }
    let place = work.place(in: file)
    var paper = Paper(id: PaperID(rawValue: ""), title: title, place: place)
    paper.name = ListPapers.shortName(title) ?? title
    identify(&paper, work, id: id)
    for authorship in work.elements("authorships").compactMap(\.object) {
      let name = authorship["author"]?.object?.text("display_name") ?? authorship.text("raw_author_name")
      if let author = name.flatMap({ PaperAuthor(displayName: $0) }) { paper.authors.append(author) }
      for institution in authorship.elements("institutions") {
        paper.add(organization: institution.object?.text("display_name"))
      }
    }
    paper.hasMoreAuthors = work["is_authors_truncated"]?.bool == true
    paper.publication = publication(work)
    paper.date(date(work.text("publication_date"), year: work["publication_year"]?.int))
    if let abstract = work["abstract_inverted_index"].flatMap(abstract), !abstract.isEmpty {
      paper.texts.append(PaperText(field: .abstract, text: abstract))
    }
    let location = work.first("primary_location", "host_venue")?.object
    paper.link = [location?.text("landing_page_url"), location?.text("url"), work.text("doi")].compactMap { $0 }.first {
      PaperIdentifier.isWebAddress($0)
    }
    let references = work.elements("referenced_works").enumerated().map { number, value in
      let text = value.text ?? ""
      let identifier = PaperIdentifier(.openAlex, text)
      return CitedReference(
        identifiers: identifier.map { [$0] } ?? [], text: identifier == nil ? text : nil,
        locator: "reference \(number + 1)", place: place)
    }
    return .success(
      BibliographicRecord(
        paper: paper, references: references, declaredReferenceCount: work["referenced_works_count"]?.int))
  }

  private static func findings(of work: JSONObject, _ record: BibliographicRecord) -> [Diagnostic] {
    let date = work.text("publication_date").flatMap { text in
      FieldFinding.date(
        text, read: PublicationDate(text) ?? LooseDate.read(text), of: record.paper.title,
        at: record.paper.place ?? SourcePlace(file: "", line: 1, column: 1))
    }
    return [missingTitle(record), date].compactMap { $0 }
  }

  /// A warning if the id stands for the title.
  static func missingTitle(_ record: BibliographicRecord) -> Diagnostic? {
    guard record.paper.title == record.paper.identifier(.openAlex) else { return nil }
    return Diagnostic(
      .warning, .missingTitle, "“\(record.paper.title)” has no title", remedy: "its id stands for it",
      place: record.paper.place)
  }

  /// A date; the first of January is only the year.
  static func date(_ text: String?, year: Int?) -> PublicationDate? {
    guard let date = text.flatMap({ PublicationDate($0) ?? LooseDate.read($0) }) else {
      return year.flatMap { PublicationDate(year: $0) }
    }
    return yearOfFirstDay(date)
  }

  static func yearOfFirstDay(_ date: PublicationDate) -> PublicationDate {
    date.month == 1 && date.day == 1 ? PublicationDate(year: date.year) ?? date : date
  }

  /// Puts the words of an inverted index in order: each word has the places where it stands. The same place twice, or one
  /// beyond a million words, is left out.
  ///
  /// - Complexity: O(*n* log *n*) for *n* words.
  static func abstract(_ index: JSONValue) -> String? {
    guard var members = index.object?.members else { return nil }
    // Older answers wrap the index: {"IndexLength": 12, "InvertedIndex": {…}}.
    if let inner = index.object?["InvertedIndex"]?.object { members = inner.members }
    var words: [(position: Int, word: String)] = []
    for (word, positions) in members {
      for position in positions.elements.compactMap(\.int) where 0..<1_000_000 ~= position {
        words.append((position, word))
      }
    }
    words.sort { $0.position < $1.position }
    var last = -1
    return words.filter { word in
      defer { last = word.position }
      return word.position != last
    }.map(\.word).joined(separator: " ").spacedByOne
  }

  private static func publication(_ work: JSONObject) -> PaperPublication {
    var publication = PaperPublication()
    let location = work.first("primary_location", "host_venue")?.object
    let source = location?["source"]?.object
    publication.type = (work.text("type") ?? work.text("type_crossref")).flatMap { type(named: $0) }
    if publication.type == .article, source?.text("type") == "conference" { publication.type = .conferencePaper }
    publication.venue = source?.text("display_name") ?? location?.text("display_name")
    let print = work["biblio"]?.object
    publication.volume = print?.text("volume")
    publication.issue = print?.text("issue")
    switch (print?.text("first_page"), print?.text("last_page")) {
    case (let first?, let last?) where first != last: publication.pages = first + "-" + last
    case (let first, let last): publication.pages = first ?? last
    }
    publication.publisher = source?.text("host_organization_name") ?? location?.text("publisher")
    publication.language = work.text("language")
    publication.keywords = work.elements("keywords").compactMap { keyword in
      keyword.object?.text("display_name", "keyword") ?? keyword.string
    }
    publication.isRetracted = work["is_retracted"]?.bool == true
    return publication
  }

  static func type(named name: String) -> WorkType? { WorkType(named: name) }

  private static func identify(_ paper: inout Paper, _ work: JSONObject, id: String?) {
    paper.add(.openAlex, id)
    paper.addDOI(work.text("doi"))
    if let ids = work["ids"]?.object {
      paper.addDOI(ids.text("doi"))
      paper.add(.pmid, ids.text("pmid"))
      paper.add(.pmcid, ids.text("pmcid"))
      paper.add(.arxiv, ids.text("arxiv"))
    }
    for location in [work["primary_location"], work["best_oa_location"]].compactMap({ $0?.object })
      + work.elements("locations").compactMap(\.object)
    {
      for address in [location.text("landing_page_url"), location.text("pdf_url")].compactMap({ $0 })
      where address.contains("arxiv.org/") { paper.add(.arxiv, address) }
    }
  }
}
