import PaperLineage

/// Reads GEXF 1.1 to 1.3: every node is a record, every directed edge a reference.
///
/// Attributes are known by their titles, with their defaults. The start of a node, or of its first spell, is its date if
/// no attribute is; a number counts as a year if it is whole and from 1000 to 2999. Of an attribute that changes, the
/// first value counts. Colours, positions and the times of edges are not read.
public enum GEXFReader {
  /// Reads a file.
  ///
  /// - Parameter direction: Which end of an edge is the paper that cites.
  /// - Complexity: O(*n*) for *n* characters.
  public static func read(_ file: CorpusFile, direction: CitationDirection = .citingFirst) -> RecordReading {
    var records = GraphRecords(file, format: .gexf, direction: direction)
    let raw = RawElements(file)
    var attributes: [String: [String: (title: String, fallback: String?)]] = [:]
    var nodes: [(element: MarkupElement, text: String)] = []
    var edges: [(element: MarkupElement, isDirected: Bool)] = []
    let outcome = MarkupReader.read(file) { name, around in
      ["node", "edge", "attributes"].contains(name) && around.contains { $0.name == "graph" }
    } visit: { element, around in
      switch element.name {
      case "attributes":
        for attribute in element.elements("attribute") {
          let id = attribute.attributes["id"] ?? ""
          attributes[element.attributes["class"] ?? "node", default: [:]][id] = (
            attribute.attributes["title"] ?? id, attribute.text("default")
          )
        }
      case "node":
        nodes.append((element, raw.text(of: element)))
      default:
        let graph = around.last { $0.name == "graph" }
        let type = element.attributes["type"] ?? graph?.attributes["defaultedgetype"] ?? "undirected"
        edges.append((element, type.lowercased() == "directed"))
      }
    }
    var defaults = DefaultValues(fileLength: file.text.utf8.count)
    let fallbacks = attributes.mapValues { declared in
      declared.filter { $0.value.fallback != nil }.sorted { $0.key < $1.key }
    }
    func fields(of element: MarkupElement, _ sort: String) -> [(name: String, value: String)] {
      Self.fields(of: element, attributes[sort] ?? [:], defaults.used(fallbacks[sort] ?? []))
    }
    for (element, text) in nodes {
      records.addNode(
        key: element.attributes["id"], label: element.attributes["label"],
        attributes: fields(of: element, "node"), date: start(of: element), text: text,
        at: element.place)
    }
    for (element, isDirected) in edges {
      let text = raw.text(of: element)
      guard isDirected else {
        records.addEdge(text: text, at: element.place)
        continue
      }
      var words = fields(of: element, "edge")
      if let kind = element.attributes["kind"] { words.insert(("kind", kind), at: 0) }
      records.addArc(
        from: element.attributes["source"] ?? "", to: element.attributes["target"] ?? "",
        kind: GraphFields.kind(words, label: element.attributes["label"]), confidence: GraphFields.confidence(words),
        text: text, at: element.place)
    }
    var reading = records.finished()
    reading.add(outcome, records: ["node"])
    return reading
  }

  private typealias Attribute = (title: String, fallback: String?)

  private static func fields(
    of element: MarkupElement, _ attributes: [String: Attribute],
    _ fallbacks: ArraySlice<(key: String, value: Attribute)>
  ) -> [(name: String, value: String)] {
    var fields: [(name: String, value: String)] = []
    var seen: Set<String> = []
    for value in element.first("attvalues")?.elements("attvalue") ?? [] {
      // Version 1.0 says id where later ones say for.
      let id = value.attributes["for"] ?? value.attributes["id"] ?? ""
      guard seen.insert(id).inserted else { continue }
      fields.append((attributes[id]?.title ?? id, value.attributes["value"] ?? value.text))
    }
    for (id, attribute) in fallbacks where !seen.contains(id) {
      if let value = attribute.fallback { fields.append((attribute.title, value)) }
    }
    return fields
  }

  /// When a node begins: an open interval does so too.
  private static func start(of element: MarkupElement) -> PublicationDate? {
    func start(_ element: MarkupElement) -> PublicationDate? {
      (element.attributes["start"] ?? element.attributes["startopen"] ?? element.attributes["timestamp"]).flatMap(
        GraphAttributes.date)
    }
    if let date = start(element) { return date }
    let spells = element.first("spells")?.elements("spell") ?? []
    // A node that was there from the beginning of time has no date.
    guard spells.allSatisfy({ start($0) != nil }) else { return nil }
    return spells.compactMap(start).min { PublicationDate.isInSortedOrder($0, $1) }
  }
}
