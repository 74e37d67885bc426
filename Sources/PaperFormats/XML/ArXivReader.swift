import PaperLineage

/// Reads the answers of arXiv's interface: an Atom feed with an entry for each paper.
///
/// `published` is the date of the first submission, `updated` that of the version asked for. The format has no
/// references. Affiliations, and addresses other than the page of the paper, are not read.
public enum ArXivReader {
  /// Reads a file.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  public static func read(_ file: CorpusFile) -> RecordReading {
    var reading = RecordReading(file: file.name, format: .arxiv)
    let raw = RawElements(file)
    let outcome = MarkupReader.read(file, isRecord: { name, _ in name == "entry" }) { entry, _ in
      read(entry, raw: raw, into: &reading)
    }
    reading.add(outcome, records: ["entry"])
    return reading
  }

  private static func read(_ entry: MarkupElement, raw: RawElements, into reading: inout RecordReading) {
    // A question that arXiv cannot answer comes back as an entry with this title.
    let id = entry.text("id") ?? ""
    guard let title = entry.text("title"), !(title == "Error" && id.contains("api/errors")) else {
      let reason = entry.text("title") == nil ? "no title" : "an error that arXiv reports"
      return reading.unread.append(UnreadBlock(place: entry.place, text: raw.text(of: entry), reason: reason))
    }
    var paper = Paper(id: PaperID(rawValue: ""), title: title, place: entry.place)
    paper.name = ListPapers.shortName(title) ?? title
    paper.authors = entry.elements("author").compactMap { $0.text("name").flatMap(BibTeXNames.author) }
    var identifiers = DistinctList<PaperIdentifier>()
    identifiers.add(PaperIdentifier(.arxiv, id))
    for doi in entry.text("doi")?.split(whereSeparator: { $0.isWhitespace || ",;".contains($0) }) ?? [] {
      identifiers.add(PaperIdentifier(.doi, String(doi)))
    }
    paper.identifiers = identifiers.all
    if let text = entry.text("published"), let date = day(text) {
      paper.versions.append(PaperVersion(role: .submitted, date: date))
    }
    if let text = entry.text("updated"), let date = day(text), text != entry.text("published") {
      paper.versions.append(PaperVersion(role: .updated, date: date))
    }
    if let summary = entry.first("summary"), !summary.text.isEmpty {
      paper.texts.append(
        PaperText(
          field: .abstract, text: summary.text, runs: [PaperText.Run(offset: 0, place: summary.place)]))
    }
    let primary = entry.first("primary_category")?.attributes["term"]
    let categories = entry.elements("category").compactMap { $0.attributes["term"] }
    var keywords = DistinctList<String>()
    for term in [primary] + categories { keywords.add(term) }
    paper.publication = PaperPublication(type: .preprint, venue: entry.text("journal_ref"), keywords: keywords.all)
    let page = entry.elements("link").first { $0.attributes["rel"] == "alternate" }?.attributes["href"]
    if let page, PaperIdentifier.isWebAddress(page) { paper.link = page }
    if let comment = entry.text("comment") { paper.notes.append(comment) }
    reading.records.append(
      BibliographicRecord(
        paper: paper, localKeys: id.isEmpty ? [] : [id.split(separator: "/abs/").last.map(String.init) ?? id]))
  }

  /// `2025-10-16T17:59:37Z`
  private static func day(_ text: String) -> PublicationDate? {
    PublicationDate(String(text.prefix(10))) ?? LooseDate.read(text)
  }
}

/// The text of elements as it stands in a file.
struct RawElements {
  private let bytes: [UInt8]

  init(_ file: CorpusFile) { bytes = Array(file.text.utf8) }

  func text(of element: MarkupElement) -> String {
    String(decoding: bytes[element.range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }
}

extension RecordReading {
  /// Adds what could not be read of an XML text.
  ///
  /// - Parameter records: The elements that are records of ours; others that could not be read are ignored text.
  mutating func add(_ outcome: MarkupReader.Outcome, records: Set<String>) {
    for (name, block) in outcome.unread {
      if name.isEmpty || records.contains(name) { unread.append(block) } else { ignored.append(block) }
    }
    unread.sort { ($0.place.line, $0.place.column) < ($1.place.line, $1.place.column) }
    ignored += outcome.ignored
    diagnostics += outcome.diagnostics
  }
}
