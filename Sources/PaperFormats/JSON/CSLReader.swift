import PaperLineage

/// Reads bibliographies in CSL-JSON, the format of the Citation Style Language, as Zotero, Pandoc and DOI resolvers write
/// it: a list of items, an object with `items` or with items by names, or a single item.
///
/// The format has no references; where a resolver gave the `reference` of Crossref along, it is read as there. Not read
/// are dates other than `issued`, names other than those of authors and editors, and what styles alone need.
public enum CSLReader {
  /// Reads a file.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  public static func read(_ file: CorpusFile) -> RecordReading {
    var records = JSONRecords(file, .csl, lists: ["items"])
    for root in records.json.roots {
      for item in root.object?["items"]?.array ?? named(in: root) ?? root.elements { read(item, into: &records) }
    }
    return records.finished()
  }

  /// The items of an object that has nothing but items, under names.
  private static func named(in root: JSONValue) -> [JSONValue]? {
    guard let members = root.object?.members, !members.isEmpty,
      members.allSatisfy({ $0.value.object?["type"]?.text != nil })
    else { return nil }
    return members.map(\.value)
  }

  private static func read(_ value: JSONValue, into records: inout JSONRecords) {
    guard let item = value.object else { return records.reject(value, "no item: not an object") }
    guard
      let title = text(item, "title", "title-short", "original-title", "container-title").map(MarkupText.plain),
      !title.isEmpty
    else { return records.reject(value, "no title") }
    var paper = records.paper(titled: title, at: item)
    paper.authors = authors(of: item)
    paper.publication = publication(item)
    for (text, scheme) in identify(&paper, item) {
      if let finding = FieldFinding.identifier(text, of: scheme, in: title, at: paper.place) {
        records.reading.diagnostics.append(finding)
      }
    }
    if let issued = item["issued"] {
      paper.date(JSONDate.read(issued))
      if let circa = issued.object?["circa"],
        circa.bool == true || circa.text.map({ $0 != "0" && $0 != "false" }) == true,
        !paper.versions.isEmpty
      {
        paper.notes.append("The date is approximate.")
      }
    }
    if let short = text(item, "title-short").map(MarkupText.plain), !short.isEmpty { paper.name = short }
    if let abstract = text(item, "abstract").map(MarkupText.plain), !abstract.isEmpty {
      paper.texts.append(records.abstract(abstract, at: item))
    }
    if let address = item.text("URL"), PaperIdentifier.isWebAddress(address) { paper.link = address }
    if let note = item.text("note") { paper.notes.append(note.spacedByOne) }
    records.reading.records.append(
      BibliographicRecord(
        paper: paper, localKeys: unique([item.text("id"), item.text("citation-key")]),
        references: CrossrefReader.references(of: item, in: records.file)))
  }

  /// A text; Crossref's lists of one text are read as that one.
  private static func text(_ item: JSONObject, _ keys: String...) -> String? {
    for key in keys {
      if let text = item.elements(key).lazy.compactMap(\.text).first { return text }
    }
    return nil
  }

  static func unique(_ texts: [String?]) -> [String] {
    var unique: [String] = []
    for text in texts.compactMap({ $0 }) where !unique.contains(text) { unique.append(text) }
    return unique
  }

  // MARK: - Names

  private static func authors(of item: JSONObject) -> [PaperAuthor] {
    for role in ["author", "editor", "collection-editor", "director", "composer"] {
      let names = item.elements(role).compactMap(author)
      if !names.isEmpty { return names }
    }
    return []
  }

  /// A name: its parts, a `literal`, or a bare text.
  static func author(_ value: JSONValue) -> PaperAuthor? {
    guard let name = value.object else { return value.string.flatMap { PaperAuthor(displayName: $0) } }
    if let family = name.text("family") {
      let particles = [name.text("dropping-particle"), name.text("non-dropping-particle"), name.text("prefix")]
      return PaperAuthor(
        family: family.spacedByOne, given: name.text("given")?.spacedByOne,
        particle: particles.compactMap { $0 }.joined(separator: " "), suffix: name.text("suffix"))
    }
    if let literal = name.text("literal", "name") { return PaperAuthor(literal: literal.spacedByOne) }
    return name.text("given").map { PaperAuthor(family: $0.spacedByOne) }
  }

  // MARK: - Parts

  private static func publication(_ item: JSONObject) -> PaperPublication {
    var publication = PaperPublication()
    publication.type = item.text("type").flatMap { WorkType(named: $0, bareArticle: .preprint) }
    publication.venue = (text(item, "container-title") ?? text(item, "event-title", "event")).map(MarkupText.plain)
    publication.volume = item.text("volume")
    publication.issue = item.text("issue")
    // A number may be that of an article, or of a report in a register of preprints.
    let number = item.text("number").flatMap { $0.lowercased().hasPrefix("arxiv") ? nil : $0 }
    publication.pages = (item.text("page", "article-number") ?? number)?.replacing("–", with: "-")
    publication.publisher = item.text("publisher") ?? item["publisher"]?.object?.text("name")
    publication.language = item.text("language")
    publication.keywords =
      item.elements("keyword").compactMap(\.text).flatMap { $0.split(whereSeparator: { $0 == "," || $0 == ";" }) }
      .map { String($0).spacedByOne }.filter { !$0.isEmpty }
    publication.isRetracted = CrossrefReader.isRetracted(item)
    if publication.pages == publication.volume, item.text("page") == nil { publication.pages = nil }
    return publication
  }

  /// Names a paper.
  ///
  /// - Returns: What stands in fields for identifiers and is none.
  private static func identify(
    _ paper: inout Paper, _ item: JSONObject
  ) -> [(text: String, scheme: PaperIdentifier.Scheme)] {
    var wrong: [(text: String, scheme: PaperIdentifier.Scheme)] = []
    let doi = item.text("DOI", "doi")
    for identifier in doi.map(PaperIdentifier.dois) ?? [] { paper.add(identifier.scheme, identifier.value) }
    if let doi, paper.identifiers.isEmpty { wrong.append((doi, .doi)) }
    for (scheme, text) in [(PaperIdentifier.Scheme.pmid, item.text("PMID")), (.pmcid, item.text("PMCID"))] {
      guard let text else { continue }
      paper.add(scheme, text)
      if PaperIdentifier(scheme, text) == nil { wrong.append((text, scheme)) }
    }
    for text in item.elements("ISBN").compactMap(\.text) {
      let numbers = BookNumbers(text)
      for identifier in numbers.identifiers where !paper.identifiers.contains(identifier) {
        paper.identifiers.append(identifier)
      }
      wrong += numbers.wrong.map { ($0, .isbn) }
    }
    paper.addAddress(item.text("URL"))
    if let id = item.text("id"), id.contains("doi.org/") || id.hasPrefix("10.") { paper.addDOI(id) }
    for text in [item.text("number"), item.text("archive_location"), item.text("archive-location")].compactMap({ $0 })
    where text.lowercased().hasPrefix("arxiv") { paper.add(.arxiv, text) }
    for identifier in NoteIdentifiers.read(item.text("note") ?? "") where !paper.identifiers.contains(identifier) {
      paper.identifiers.append(identifier)
    }
    return wrong
  }
}
