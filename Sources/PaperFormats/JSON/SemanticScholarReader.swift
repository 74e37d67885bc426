import PaperLineage

/// Reads answers of the Semantic Scholar Graph API: a paper, a list of papers (with `null` for those that were not
/// found), an answer to a search, an author with papers, pages of references and of citations, and papers of the older
/// version 1.
///
/// Kinds of relations come from the intents, which a program of Semantic Scholar guesses from the sentences around a
/// citation (A. Cohan et al., *Structural scaffolds for citation intent classification*, 2019): `methodology`, the use of
/// a method, tool, approach or data set, is read as `usesMethodIn`; `result`, the comparison of findings, as
/// `comparesWith`; `background` as `cites`. With several intents the strongest tie counts. Contexts are kept as the
/// sentences in which the work is mentioned.
///
/// A page of references does not say whose they are, unless it has `citingPaperInfo` (`citedPaperInfo` in a page of
/// citations): its papers are records of their own then, without relations, and a note says so.
public enum SemanticScholarReader {
  /// Reads a file.
  ///
  /// - Parameter includesNested: Whether papers that stand in the references and citations of another become records of
  ///   their own, so that one answer alone makes a network. They are references and citers in any case.
  /// - Complexity: O(*n*) for *n* characters.
  public static func read(_ file: CorpusFile, includesNested: Bool = false) -> RecordReading {
    var records = JSONRecords(file, .semanticScholar, lists: ["data", "papers"])
    var reader = Reader(includesNested: includesNested)
    for root in records.json.roots { reader.read(root: root, into: &records) }
    if reader.orphanCount > 0 {
      records.reading.diagnostics.append(
        Diagnostic(
          .note, .isolated,
          "\(reader.orphanCount) papers of pages that do not say whose references or citations they are",
          remedy: "get the paper itself with its references and citations",
          place: SourcePlace(file: file.name, line: 1, column: 1)))
    }
    return records.finished()
  }

  /// The kind of relation that intents stand for.
  static func kind(_ intents: [String]) -> RelationKind {
    intents.map { intent -> RelationKind in
      switch intent.lowercased() {
      case "methodology", "method": .usesMethodIn
      case "result", "resultcomparison", "results": .comparesWith
      default: .cites
      }
    }.min() ?? .cites
  }

  private struct Reader {
    let includesNested: Bool
    /// How many papers of pages have no known other end.
    var orphanCount = 0

    mutating func read(root: JSONValue, into records: inout JSONRecords) {
      guard let object = root.object else {
        for value in root.elements { read(value, owner: nil, into: &records) }
        return
      }
      let owner = object.first("citingPaperInfo", "citedPaperInfo")?.object
      if let data = object["data"]?.array {
        for value in data { read(value, owner: owner, into: &records) }
      } else if !object.has("paperId", "title"), let papers = object["papers"]?.array {
        // An author, or a batch of recommendations.
        for value in papers { read(value, owner: nil, into: &records) }
      } else {
        read(root, owner: owner, into: &records)
      }
    }

    /// Reads a paper, or a line of a page.
    private mutating func read(_ value: JSONValue, owner: JSONObject?, into records: inout JSONRecords) {
      if case .null = value { return records.reject(value, "not found by Semantic Scholar") }
      guard let object = value.object else { return records.reject(value, "no paper: not an object") }
      guard let inner = object.first("citedPaper", "citingPaper") else {
        return readPaper(value, into: &records)
      }
      guard let paper = inner.object else { return records.reject(value, "no paper: not an object") }
      guard var record = record(of: paper, in: &records) else { return records.reject(value, "no title") }
      if let owner {
        let end = reference(to: owner, told: object, number: nil, file: records.file)
        if object.has("citedPaper") { record.citers.append(end) } else { record.references.append(end) }
      } else {
        orphanCount += 1
      }
      records.reading.records.append(record)
    }

    private func readPaper(_ value: JSONValue, into records: inout JSONRecords) {
      guard let object = value.object, object.has("paperId", "title", "externalIds", "corpusId", "arxivId", "doi")
      else {
        return records.reject(value, "no paper")
      }
      guard let record = record(of: object, in: &records) else { return records.reject(value, "no title") }
      records.reading.records.append(record)
      guard includesNested else { return }
      for key in ["references", "citations"] {
        for nested in object.elements(key) {
          guard let line = nested.object else { continue }
          let paper = line.first("citedPaper", "citingPaper")?.object ?? line
          if let record = self.record(of: paper, in: &records) { records.reading.records.append(record) }
        }
      }
    }

    private func record(of object: JSONObject, in records: inout JSONRecords) -> BibliographicRecord? {
      guard let title = object.text("title").map(MarkupText.plain), !title.isEmpty else { return nil }
      var paper = records.paper(titled: title, at: object)
      paper.identifiers = Self.identifiers(of: object)
      paper.authors = object.elements("authors").compactMap { author in
        (author.object?.text("name") ?? author.string).flatMap { PaperAuthor(displayName: $0) }
      }
      for author in object.elements("authors") {
        for affiliation in author.object?.elements("affiliations") ?? [] {
          paper.add(organization: affiliation.text ?? affiliation.object?.text("name"))
        }
      }
      paper.publication = Self.publication(object)
      let year = object["year"]?.int.flatMap { PublicationDate(year: $0) }
      paper.date(object.text("publicationDate").flatMap { PublicationDate($0) ?? LooseDate.read($0) } ?? year)
      if let abstract = object.text("abstract").map(MarkupText.plain), !abstract.isEmpty {
        paper.texts.append(records.abstract(abstract, at: object))
      }
      paper.link = object.text("url").flatMap { PaperIdentifier.isWebAddress($0) ? $0 : nil }
      var record = BibliographicRecord(paper: paper)
      for (number, value) in object.elements("references").enumerated() {
        guard let line = value.object else { continue }
        let cited = line["citedPaper"]?.object ?? line
        record.references.append(reference(to: cited, told: line, number: number + 1, file: records.file))
      }
      for value in object.elements("citations") {
        guard let line = value.object else { continue }
        let citing = line["citingPaper"]?.object ?? line
        record.citers.append(reference(to: citing, told: line, number: nil, file: records.file))
      }
      record.declaredReferenceCount = object["referenceCount"]?.int
      if let count = record.declaredReferenceCount, let list = object["references"]?.array, list.count < count {
        records.warn(
          "“\(title)” has \(list.count) references, and says that it has \(count)",
          list.isEmpty ? .emptyReferences : .incompleteReferences,
          remedy: "get its pages of references; publishers may keep their lists to themselves", at: object)
      }
      return record
    }

    /// What stands at one end of a citation.
    ///
    /// - Parameter line: What tells of the citation: its intents and contexts.
    private func reference(
      to paper: JSONObject, told line: JSONObject, number: Int?, file: String
    ) -> CitedReference {
      let pairs = line.elements("contextsWithIntent").compactMap(\.object)
      var intents = (line.elements("intents") + line.elements("intent")).compactMap(\.string)
      if intents.isEmpty { intents = pairs.flatMap { $0.elements("intents").compactMap(\.string) } }
      var contexts = line.elements("contexts").compactMap(\.string)
      if contexts.isEmpty { contexts = pairs.compactMap { $0.text("context") } }
      let author = paper.elements("authors").first
      let name = (author?.object?.text("name") ?? author?.string).flatMap { PaperAuthor(displayName: $0) }
      let journal = paper["journal"]?.object
      return CitedReference(
        identifiers: Self.identifiers(of: paper), title: paper.text("title").map(MarkupText.plain),
        firstAuthor: name.map { [$0.particle, $0.family].compactMap { $0 }.joined(separator: " ") },
        year: paper["year"]?.int, venue: paper.text("venue") ?? journal?.text("name"), volume: journal?.text("volume"),
        firstPage: journal?.text("pages").flatMap { PaperPublication(pages: $0).firstPage },
        kind: SemanticScholarReader.kind(intents), contexts: contexts, locator: number.map { "reference \($0)" },
        place: paper.place(in: file))
    }

    private static func identifiers(of object: JSONObject) -> [PaperIdentifier] {
      var holder = Paper(id: PaperID(rawValue: ""), title: "")
      let ids = object["externalIds"]?.object
      holder.addDOI(ids?.text("DOI") ?? object.text("doi"))
      holder.add(.arxiv, ids?.text("ArXiv") ?? object.text("arxivId"))
      holder.add(.pmid, ids?.text("PubMed"))
      holder.add(.pmcid, ids?.text("PubMedCentral"))
      holder.add(.dblp, ids?.text("DBLP"))
      holder.add(.corpusID, ids?.text("CorpusId") ?? object.text("corpusId"))
      holder.add(.semanticScholar, object.text("paperId"))
      // Version 1 has the id in the address alone.
      if object.text("paperId") == nil { holder.add(.semanticScholar, object.text("url")) }
      return holder.identifiers
    }

    private static func publication(_ object: JSONObject) -> PaperPublication {
      var publication = PaperPublication()
      let journal = object["journal"]?.object
      let venue = object.text("venue") ?? object["publicationVenue"]?.object?.text("name") ?? journal?.text("name")
      publication.venue = venue
      publication.volume = journal?.text("volume")
      publication.pages = journal?.text("pages")?.spacedByOne
      let types = object.elements("publicationTypes").compactMap(\.string)
      let named = types.compactMap { WorkType(named: $0) }
      let isConference = object["publicationVenue"]?.object?.text("type") == "conference"
      if let venue, ["arxiv.org", "arxiv", "biorxiv", "medrxiv", "corr"].contains(venue.lowercased()) {
        publication.type = .preprint
      } else if named.contains(.conferencePaper) || (isConference && !named.contains(.book)) {
        publication.type = .conferencePaper
      } else {
        publication.type = named.first
      }
      return publication
    }
  }
}
