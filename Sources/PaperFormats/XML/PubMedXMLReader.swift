import Foundation
import PaperLineage

/// Reads the XML of PubMed: articles, chapters and books, with their lists of references.
///
/// MeSH headings, chemicals, grants, affiliations and the history of a manuscript are not read. Of a season or a range of
/// months the year is kept. Lists of references are read from `ReferenceList`, and where there is none from the older
/// `CommentsCorrections` of type `Cites`.
public enum PubMedXMLReader {
  private static let articles: Set<String> = ["PubmedArticle", "PubmedBookArticle"]

  /// Reads a file.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  public static func read(_ file: CorpusFile) -> RecordReading {
    var reading = RecordReading(file: file.name, format: .pubmedXML)
    let raw = RawElements(file)
    let outcome = MarkupReader.read(file) { name, around in
      // A citation and a book stand alone in older files, else within an article.
      articles.contains(name)
        || (name == "MedlineCitation" || name == "BookDocument")
          && !around.contains { articles.contains($0.name) }
    } visit: { element, _ in
      read(element, raw: raw, into: &reading)
    }
    reading.add(outcome, records: articles.union(["MedlineCitation", "BookDocument"]))
    return reading
  }

  private static func read(_ element: MarkupElement, raw: RawElements, into reading: inout RecordReading) {
    let citation = element.name == "MedlineCitation" ? element : element.first("MedlineCitation")
    let document = element.name == "BookDocument" ? element : element.first("BookDocument")
    let article = citation?.first("Article")
    let book = document?.first("Book") ?? article?.first("Book")
    let source = article ?? document
    let own = source?.text("ArticleTitle") ?? source?.text("VernacularTitle")
    guard let title = (own ?? book?.text("BookTitle")).map(plainTitle), !title.isEmpty else {
      return reading.unread.append(
        UnreadBlock(place: element.place, text: raw.text(of: element), reason: "no title (ArticleTitle)"))
    }
    var paper = Paper(id: PaperID(rawValue: ""), title: title, place: element.place)
    paper.name = ListPapers.shortName(title) ?? title
    let pmids = (citation ?? document)?.elements("PMID").map(\.text) ?? []
    addAuthors(source?.elements("AuthorList") ?? [], book?.elements("AuthorList") ?? [], to: &paper)
    paper.identifiers = identifiers(element, source: source, book: book, pmids: pmids)
    let types =
      (article?.first("PublicationTypeList")?.elements("PublicationType")
      ?? document?.elements("PublicationType") ?? []).map { $0.text.lowercased() }
    let corrections = citation?.first("CommentsCorrectionsList")?.elements("CommentsCorrections") ?? []
    paper.publication = publication(
      article: article, document: document, book: book, isChapter: own != nil && book != nil, types: types)
    paper.publication.isRetracted =
      types.contains("retracted publication") || corrections.contains { $0.attributes["RefType"] == "RetractionIn" }
    paper.publication.keywords = ((citation ?? document)?.all("Keyword") ?? []).map(\.text).filter { !$0.isEmpty }
    if let date = date(article: article, document: document, book: book) {
      paper.versions = [PaperVersion(role: paper.publication.type == .preprint ? .submitted : .published, date: date)]
    }
    paper.texts = abstract(source)
    var references: [CitedReference] = []
    for entry in listedReferences(element) {
      var reference = reference(entry)
      references.append(reference.placed(at: entry.place, number: references.count + 1))
    }
    if references.isEmpty {
      for correction in corrections where correction.attributes["RefType"] == "Cites" {
        var reference = CitedReference(text: correction.text("RefSource"))
        reference.identifiers = [correction.text("PMID").flatMap { PaperIdentifier(.pmid, $0) }].compactMap { $0 }
        references.append(reference.placed(at: correction.place, number: references.count + 1))
      }
    }
    reading.records.append(BibliographicRecord(paper: paper, localKeys: pmids.prefix(1) + [], references: references))
  }

  /// Without the full stop, and without the brackets around a title that was translated.
  private static func plainTitle(_ title: String) -> String {
    var title = title[...]
    if title.hasPrefix("["), title.hasSuffix("]") || title.hasSuffix("].") {
      title = title.dropFirst().dropLast(title.hasSuffix("].") ? 2 : 1)
    }
    if title.hasSuffix("."), !title.hasSuffix("...") { title.removeLast() }
    return String(title).spacedByOne
  }

  private static func addAuthors(_ lists: [MarkupElement], _ bookLists: [MarkupElement], to paper: inout Paper) {
    let isAuthors: (MarkupElement) -> Bool = { $0.attributes["Type"] != "editors" }
    let own = lists.filter(isAuthors)
    let all = own.isEmpty ? bookLists.filter(isAuthors) : own
    for list in all.isEmpty ? lists + bookLists : all {
      if list.attributes["CompleteYN"] == "N" { paper.hasMoreAuthors = true }
      for author in list.elements("Author") where author.attributes["ValidYN"] != "N" {
        if let name = author.text("CollectiveName") {
          paper.authors.append(PaperAuthor(literal: name))
        } else if let family = author.text("LastName") {
          let given = author.text("ForeName") ?? author.text("FirstName") ?? author.text("Initials")
          let name = [family, author.text("Suffix"), given].compactMap { $0 }.joined(separator: ", ")
          if let read = PaperAuthor(name) { paper.authors.append(read) }
        }
      }
    }
  }

  private static func identifiers(
    _ element: MarkupElement, source: MarkupElement?, book: MarkupElement?, pmids: [String]
  ) -> [PaperIdentifier] {
    var found = DistinctList<PaperIdentifier>()
    func add(_ identifier: PaperIdentifier?) { found.add(identifier) }
    // Where several are given, the first is of the record, others of its versions.
    add(pmids.first.flatMap { PaperIdentifier(.pmid, $0) })
    let data = element.first("PubmedData") ?? element.first("PubmedBookData")
    let lists = [data, element.first("BookDocument") ?? (element.name == "BookDocument" ? element : nil)].compactMap {
      $0
    }
    for id in lists.flatMap({ $0.elements("ArticleIdList") }).flatMap({ $0.elements("ArticleId") }) {
      switch id.attributes["IdType"] {
      case "doi": add(PaperIdentifier(.doi, id.text))
      case "pubmed": if pmids.isEmpty { add(PaperIdentifier(.pmid, id.text)) }
      case "pmc": add(PaperIdentifier(.pmcid, id.text))
      default: break
      }
    }
    for location in (source?.elements("ELocationID") ?? []) + (book?.elements("ELocationID") ?? [])
    where location.attributes["EIdType"] == "doi" && location.attributes["ValidYN"] != "N" {
      add(PaperIdentifier(.doi, location.text))
    }
    for isbn in book?.elements("Isbn") ?? [] { add(PaperIdentifier(.isbn, isbn.text)) }
    for other in element.first("MedlineCitation")?.elements("OtherID") ?? []
    where other.text.uppercased().hasPrefix("PMC") { add(PaperIdentifier(.pmcid, other.text)) }
    return found.all
  }

  private static func publication(
    article: MarkupElement?, document: MarkupElement?, book: MarkupElement?, isChapter: Bool, types: [String]
  ) -> PaperPublication {
    let journal = article?.first("Journal")
    let issue = journal?.first("JournalIssue")
    var publication = PaperPublication()
    publication.venue =
      journal?.text("Title") ?? journal?.text("ISOAbbreviation") ?? (isChapter ? book?.text("BookTitle") : nil)
      ?? book?.text("CollectionTitle")
    publication.volume = issue?.text("Volume") ?? book?.text("Volume")
    publication.issue = issue?.text("Issue")
    if let pagination = (article ?? document)?.first("Pagination") {
      publication.pages =
        pagination.text("MedlinePgn")
        ?? pagination.text("StartPage").map { first in
          pagination.text("EndPage").map { $0 == first ? first : first + "-" + $0 } ?? first
        }
    }
    publication.pages =
      publication.pages
      ?? article?.elements("ELocationID").first { $0.attributes["EIdType"] == "pii" && $0.text.utf8.count <= 12 }?.text
    publication.publisher = book?.first("Publisher")?.text("PublisherName")
    publication.language = (article ?? document)?.text("Language")?.lowercased()
    publication.type =
      types.contains("preprint")
      ? .preprint
      : book != nil ? (isChapter ? .chapter : .book) : types.contains("dataset") ? .dataset : .article
    return publication
  }

  /// The date of the issue; the electronic one where it says the same and more.
  private static func date(article: MarkupElement?, document: MarkupElement?, book: MarkupElement?)
    -> PublicationDate?
  {
    let issue = article?.first("Journal", "JournalIssue", "PubDate").flatMap(date)
    let electronic = article?.elements("ArticleDate").lazy.compactMap(date).first
    if let issue, let electronic {
      let agree = !issue.isCertainlyBefore(electronic) && !electronic.isCertainlyBefore(issue)
      return agree && electronic.precision > issue.precision ? electronic : issue
    }
    return issue ?? electronic ?? book?.first("PubDate").flatMap(date)
      ?? document?.first("ContributionDate").flatMap(date)
  }

  /// Year, month as number or name, and day; or a season; or `MedlineDate` as people wrote it.
  private static func date(_ element: MarkupElement) -> PublicationDate? {
    guard let year = element.text("Year") else { return element.text("MedlineDate").flatMap(LooseDate.read) }
    guard element.text("Season") == nil, let month = element.text("Month") else { return LooseDate.read(year) }
    return LooseDate.read("\(year)-\(month)" + (element.text("Day").map { "-" + $0 } ?? ""))
  }

  /// The parts of an abstract, a line each, with their labels.
  private static func abstract(_ source: MarkupElement?) -> [PaperText] {
    guard let abstract = source?.first("Abstract") else { return [] }
    var text = ""
    var runs: [PaperText.Run] = []
    for part in abstract.elements("AbstractText") where !part.text.isEmpty {
      if !text.isEmpty { text += "\n" }
      runs.append(PaperText.Run(offset: text.unicodeScalars.count, place: part.place))
      if let label = part.attributes["Label"], label != "UNLABELLED" { text += label + ": " }
      text += part.text
    }
    return text.isEmpty ? [] : [PaperText(field: .abstract, text: text, runs: runs)]
  }

  // MARK: - References

  private static func listedReferences(_ element: MarkupElement) -> [MarkupElement] {
    let holders = [
      element.first("PubmedData"), element.first("PubmedBookData"), element.first("BookDocument"),
      element.name == "BookDocument" ? element : nil,
    ]
    // Lists may hold lists.
    return holders.compactMap { $0 }.flatMap { $0.elements("ReferenceList") }.flatMap { $0.all("Reference") }
  }

  /// What a reference says of a work, in words and by identifiers.
  private static func reference(_ element: MarkupElement) -> CitedReference {
    let text = element.text("Citation")
    var reference = text.map(reference) ?? CitedReference()
    var identifiers = DistinctList(reference.identifiers)
    for id in element.first("ArticleIdList")?.elements("ArticleId") ?? [] {
      let scheme: PaperIdentifier.Scheme? =
        switch id.attributes["IdType"] {
        case "pubmed": .pmid
        case "pmc": .pmcid
        case "doi": .doi
        default: nil
        }
      if let scheme { identifiers.add(PaperIdentifier(scheme, id.text)) }
    }
    reference.identifiers = identifiers.all
    return reference
  }

  /// `Corder E, Saunders A. Gene dose of …. Science. 1993;8:41–3.`
  static func reference(_ text: String) -> CitedReference {
    var reference = CitedReference(text: text)
    // Word boundaries would not do: between digits a semicolon is none.
    let places =
      #/(?:^|[^\d])(1[5-9]\d\d|20\d\d)(?:[^;:\d][^;:]{0,20})?;\s*([\w\-]+)\s*(?:\([^)]{0,30}\))?\s*:\s*([A-Za-z]*\d+)/#
    if let match = text.firstMatch(of: places) {
      reference.year = Int(match.output.1)
      reference.volume = String(match.output.2)
      reference.firstPage = String(match.output.3)
    }
    // A family name, then initials.
    if let match = text.prefix(80).firstMatch(of: #/^([\p{L}][\p{L}'’\- ]*? \p{Lu}{1,3})(?:,|\.)/#) {
      reference.firstAuthor = String(match.output.1)
    }
    var identifiers = DistinctList<PaperIdentifier>()
    for word in text.split(whereSeparator: \.isWhitespace) where word.contains("10.") {
      let bare = word.lowercased().replacing("doi:", with: "").drop { !$0.isNumber && $0 != "h" }
      var end = String(bare)
      while let last = end.last, ".;,)".contains(last) { end.removeLast() }
      identifiers.add(PaperIdentifier(.doi, end))
    }
    reference.identifiers = identifiers.all
    return reference
  }
}
