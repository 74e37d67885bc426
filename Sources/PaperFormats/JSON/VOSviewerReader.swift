import PaperLineage

/// Reads networks of VOSviewer in JSON (`{"network": {"items": […], "links": […]}}`).
///
/// Items become papers, whatever they stand for: their titles, authors and years are taken from the table in their
/// description if there is one, else the label is the title. The format does not say what a link is. Links are read as
/// citations only if the title or the description of the map, or its word for links, calls them so; co-citations and the
/// like are none. Their source is the citing one, unless the years of both say that it is the earlier. Links that are no
/// citations are kept as one piece of ignored text. Not read are coordinates, clusters, weights and scores but the year.
public enum VOSviewerReader {
  /// Reads a file.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  public static func read(_ file: CorpusFile) -> RecordReading {
    var records = JSONRecords(file, .vosviewer, lists: ["network", "items"])
    for root in records.json.roots { read(root, into: &records) }
    return records.finished()
  }

  private static func read(_ root: JSONValue, into records: inout JSONRecords) {
    guard let object = root.object, let network = object["network"]?.object else {
      return records.reject(root, "no network")
    }
    let first = records.reading.records.count
    var owners: [String: Int] = [:]
    for value in network.elements("items") {
      guard let item = value.object else {
        records.reject(value, "no item: not an object")
        continue
      }
      guard let record = record(of: item, in: records) else {
        records.reject(value, "no title: the item has no label")
        continue
      }
      if let id = item.text("id") { owners[id] = owners[id] ?? records.reading.records.count }
      records.reading.records.append(record)
    }
    let links = network.elements("links")
    guard !links.isEmpty else { return }
    let place = links.lazy.compactMap(\.object).first?.place(in: records.file) ?? network.place(in: records.file)
    guard linksAreCitations(object) else {
      records.reading.ignored.append(
        UnreadBlock(
          place: place, text: "\(links.count) links", reason: "the map does not say that its links are citations"))
      return
    }
    // Links name items, by id if items have ids, else by their labels.
    for record in records.reading.records[first...] {
      if let key = record.localKeys.first, owners[key] == nil { owners[key] = first }
    }
    for value in links {
      guard let link = value.object, let source = link.text("source_id", "source"),
        let target = link.text("target_id", "target"), let sourceIndex = owners[source],
        let targetIndex = owners[target]
      else {
        records.reading.ignored.append(
          UnreadBlock(
            place: value.object?.place(in: records.file) ?? place, text: records.json.source(of: value),
            reason: "a link without two known items"))
        continue
      }
      let years = [sourceIndex, targetIndex].map { records.reading.records[$0].paper.date(.earliest) }
      var (citing, cited) = (sourceIndex, target)
      if let from = years[0], let to = years[1], from.isCertainlyBefore(to) { (citing, cited) = (targetIndex, source) }
      records.reading.records[citing].references.append(
        CitedReference(localKey: cited, locator: "link", place: link.place(in: records.file)))
    }
  }

  /// Whether a map says that its links are citations, and neither shared ones nor citations of something else.
  static func linksAreCitations(_ map: JSONObject) -> Bool {
    let terms = map["config"]?.object?["terminology"]?.object
    let words = [
      terms?.text("link", "links"), map["info"]?.object?.text("title"), map["info"]?.object?.text("description"),
    ]
    for text in words.compactMap({ $0?.lowercased() }) {
      let others = ["co-citation", "cocitation", "co-occurrence", "cooccurrence", "co-author", "coupling"]
      if others.contains(where: { text.contains($0) }) { return false }
      if text.contains("citation") { return true }
    }
    return false
  }

  private static func record(of item: JSONObject, in records: JSONRecords) -> BibliographicRecord? {
    let table = item.text("description").map(table) ?? [:]
    guard let label = table["title"] ?? item.text("label")?.spacedByOne, !label.isEmpty else { return nil }
    var paper = records.paper(titled: label, at: item)
    if let short = item.text("label")?.spacedByOne, !short.isEmpty, table["title"] != nil { paper.name = short }
    let names = (table["authors"] ?? "").split(separator: ";").map { String($0).spacedByOne }
    paper.authors = names.filter { !AuthorList.isMarkOfMore($0) }.compactMap { PaperAuthor($0) }
    paper.hasMoreAuthors = names.contains(where: AuthorList.isMarkOfMore)
    let scores = item["scores"]?.object
    // An average year is of several works.
    let year = table["year"] ?? scores?.members.first { $0.key.lowercased() == "pub. year" }?.value.text
    paper.publication.venue = table["source"]
    paper.date(year.flatMap(LooseDate.read))
    if let address = item.text("url"), PaperIdentifier.isWebAddress(address) {
      paper.link = address
      paper.addAddress(address)
    }
    paper.addDOI(table["doi"])
    return BibliographicRecord(paper: paper, localKeys: item.text("id").map { [$0] } ?? [label])
  }

  /// The rows of a description in HTML: `<tr><td>Year:</td><td>2021</td></tr>`.
  static func table(_ html: String) -> [String: String] {
    var rows: [String: String] = [:]
    for row in html.split(separator: "<tr>").dropFirst() {
      let cells = row.split(separator: "<td>").map {
        MarkupText.plain(String($0.split(separator: "</td>", omittingEmptySubsequences: false)[0]))
      }.filter { !$0.isEmpty }
      guard cells.count >= 2, cells[0].hasSuffix(":") else { continue }
      rows[cells[0].dropLast().lowercased()] = cells[1]
    }
    return rows
  }
}
