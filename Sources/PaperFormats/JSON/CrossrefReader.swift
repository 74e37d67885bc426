import PaperLineage

/// Reads works of Crossref's REST API: the answer for a work, a list of works, a dump (`{"items": […]}`), a list of bare
/// works, an object that holds them by DOI, and JSON lines.
///
/// A work's date is its `issued`, the earlier of print and online, in the precision of whichever of `published`,
/// `published-online`, `published-print` and `posted` says the same more precisely; when the record was made or deposited
/// says nothing of the work. Not read are funders, licences, assertions and links.
public enum CrossrefReader {
  /// Reads a file.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  public static func read(_ file: CorpusFile) -> RecordReading {
    var records = JSONRecords(file, .crossref, lists: ["message", "items"])
    for root in records.json.roots {
      for work in works(in: root) { read(work, into: &records) }
    }
    return records.finished()
  }

  private static func works(in root: JSONValue) -> [JSONValue] {
    guard let object = root.object else { return root.elements }
    if let message = object["message"] { return works(in: message) }
    if let items = object["items"]?.array { return items }
    if object.has("DOI", "title") { return [root] }
    // Works by their DOI.
    let byName = object.members.filter { $0.key.hasPrefix("10.") }
    return byName.isEmpty ? [root] : byName.flatMap(\.value.elements)
  }

  private static func read(_ value: JSONValue, into records: inout JSONRecords) {
    guard let work = value.object else { return records.reject(value, "no work: not an object") }
    guard let title = title(of: work) else { return records.reject(value, "no title") }
    var paper = records.paper(titled: title, at: work)
    for role in ["author", "editor", "chair"] where paper.authors.isEmpty {
      paper.authors = work.elements(role).compactMap(CSLReader.author)
    }
    for author in work.elements("author") {
      for affiliation in author.object?.elements("affiliation") ?? [] {
        paper.add(organization: affiliation.object?.text("name")?.spacedByOne)
      }
    }
    paper.publication = publication(work)
    paper.addDOI(work.text("DOI"))
    for isbn in work.elements("ISBN").compactMap(\.text) { paper.add(.isbn, isbn) }
    paper.date(
      JSONDate.mostPrecise(
        ["issued", "published", "published-online", "published-print", "posted", "published-other"].map {
          JSONDate.read(work[$0])
        }))
    if let abstract = work.text("abstract").map(MarkupText.plain), !abstract.isEmpty {
      paper.texts.append(records.abstract(abstract, at: work))
    }
    paper.link = (work["resource"]?.object?["primary"]?.object?.text("URL") ?? work.text("URL")).flatMap {
      PaperIdentifier.isWebAddress($0) ? $0 : nil
    }
    var references = references(of: work, in: records.file)
    if let declared = work["reference-count"]?.int, declared != references.count {
      // Publishers may keep their lists to themselves.
      records.warn(
        "“\(title)” has \(references.count) references, and says that it has \(declared)",
        references.isEmpty ? .emptyReferences : .incompleteReferences,
        remedy: references.isEmpty ? "get the references from another source" : "complete the list from another source",
        at: work)
    }
    references += updated(by: work, in: records.file, notes: &paper.notes)
    records.reading.records.append(
      BibliographicRecord(paper: paper, references: references, declaredReferenceCount: work["reference-count"]?.int))
  }

  private static func title(of work: JSONObject) -> String? {
    func first(_ key: String) -> String? {
      let text = work.elements(key).lazy.compactMap(\.text).first.map(MarkupText.plain)
      return text?.isEmpty == false ? text?.replacing("\n", with: " ") : nil
    }
    guard let title = first("title") else {
      return first("original-title") ?? first("short-title") ?? first("container-title")
    }
    // Some publishers repeat the subtitle in the title.
    guard let subtitle = first("subtitle"), !title.lowercased().contains(subtitle.lowercased()) else { return title }
    return title + ": " + subtitle
  }

  private static func publication(_ work: JSONObject) -> PaperPublication {
    var publication = PaperPublication()
    publication.type = work.text("type").flatMap { WorkType(named: $0) }
    if work.text("subtype") == "preprint" { publication.type = .preprint }
    let venue = work.elements("container-title").lazy.compactMap(\.text).first ?? work.text("group-title")
    publication.venue = venue.map(MarkupText.plain)
    publication.volume = work.text("volume")
    publication.issue = work.text("issue")
    publication.pages = work.text("page", "article-number")
    publication.publisher = work.text("publisher")
    publication.language = work.text("language")
    publication.keywords = work.elements("subject").compactMap(\.text)
    publication.isRetracted = isRetracted(work)
    return publication
  }

  /// Whether a work says that it was retracted: by a notice that updates it, or in its title, as publishers have it.
  static func isRetracted(_ work: JSONObject) -> Bool {
    let notices = work.elements("updated-by") + work.elements("update-by")
    if notices.contains(where: { isRetraction($0.object?.text("type")) }) { return true }
    let title = work.elements("title").lazy.compactMap(\.text).first?.uppercased() ?? ""
    return ["RETRACTED:", "RETRACTED ARTICLE", "[RETRACTED]", "WITHDRAWN:"].contains { title.hasPrefix($0) }
  }

  private static func isRetraction(_ type: String?) -> Bool {
    type.map { ["retraction", "withdrawal", "removal", "partial_retraction"].contains($0.lowercased()) } ?? false
  }

  /// What a notice updates: a correction or retraction refers to a work, a new version is the next of it.
  private static func updated(
    by work: JSONObject, in file: String, notes: inout [String]
  ) -> [CitedReference] {
    var references: [CitedReference] = []
    for update in work.elements("update-to").compactMap(\.object) {
      guard let doi = update.text("DOI").flatMap({ PaperIdentifier(.doi, $0) }) else { continue }
      let type = update.text("type")?.lowercased() ?? "update"
      notes.append("\(update.text("label") ?? type.replacing("_", with: " ")) of \(doi.value)")
      references.append(
        CitedReference(
          identifiers: [doi], text: update.text("label"),
          kind: ["new_version", "new_edition"].contains(type) ? .updates : .cites, locator: "update-to",
          place: update.place(in: file)))
    }
    return references
  }

  // MARK: - References

  /// The references of a work. One without DOI is told by what it says: title, author, year, volume and page, or its text.
  static func references(of work: JSONObject, in file: String) -> [CitedReference] {
    work.elements("reference").enumerated().map { number, value in
      guard let entry = value.object else {
        return CitedReference(text: value.text, locator: "reference \(number + 1)")
      }
      var reference = CitedReference(locator: "reference \(number + 1)", place: entry.place(in: file))
      if let doi = entry.text("DOI").flatMap({ PaperIdentifier(.doi, $0) }) {
        reference.identifiers.append(doi)
        if doi.value.hasPrefix("10.48550/"), let arxiv = PaperIdentifier(.arxiv, doi.value) {
          reference.identifiers.append(arxiv)
        }
      }
      let article = entry.text("article-title").map(MarkupText.plain)
      let volume = entry.text("volume-title", "series-title").map(MarkupText.plain)
      // A book is told by its own title, a chapter or an article by where it stands.
      reference.title = article ?? volume
      reference.venue = entry.text("journal-title") ?? (article == nil ? nil : volume)
      reference.firstAuthor = entry.text("author")
      reference.year = entry.text("year").flatMap(LooseDate.read)?.year
      reference.volume = entry.text("volume")
      reference.firstPage = entry.text("first-page")
      reference.text = entry.text("unstructured").map(MarkupText.plain)
      if reference.identifiers.isEmpty, let text = reference.text {
        reference.identifiers = identifiers(in: text)
      }
      if let isbn = entry.text("isbn", "ISBN").flatMap({ PaperIdentifier(.isbn, $0) }), article == nil {
        reference.identifiers.append(isbn)
      }
      return reference
    }
  }

  /// The DOI or arXiv id that a reference ends with or links to.
  private static func identifiers(in text: String) -> [PaperIdentifier] {
    var found = DistinctList<PaperIdentifier>()
    for word in text.split(whereSeparator: \.isWhitespace) {
      let bare = String(word).trimmingEnds(of: ".,;()[]<>\"")
      let lowered = bare.lowercased()
      guard lowered.contains("10.") || lowered.contains("arxiv") else { continue }
      guard
        lowered.hasPrefix("10.") || lowered.hasPrefix("doi:") || lowered.hasPrefix("arxiv:") || lowered.contains("://")
      else { continue }
      for identifier in PaperIdentifier.readings(of: bare)
      where identifier.scheme == .doi || identifier.scheme == .arxiv {
        found.add(identifier)
      }
    }
    return found.all
  }
}

extension String {
  /// The text without some characters at its ends.
  fileprivate func trimmingEnds(of characters: String) -> String {
    var text = self[...]
    while let first = text.first, characters.contains(first) { text.removeFirst() }
    while let last = text.last, characters.contains(last) { text.removeLast() }
    return String(text)
  }
}
