import PaperLineage

/// Reads GraphML: every node is a record, every directed edge a reference.
///
/// Data are known by the names of their keys: title, label, date, year, doi and the like of a node, kind or relation of
/// an edge; defaults count. Labels that yEd draws are read as labels. Nodes of nested graphs are nodes like others; that
/// they are nested, and ports, are not read. Hyperedges and undirected edges make no references and are kept as ignored.
///
/// - SeeAlso: U. Brandes et al., *GraphML progress report* (2002).
public enum GraphMLReader {
  /// Reads a file.
  ///
  /// - Parameter direction: Which end of an edge is the paper that cites, if the graph has no datum `direction`; the
  ///   source, if nobody says.
  /// - Complexity: O(*n*) for *n* characters.
  public static func read(_ file: CorpusFile, direction: CitationDirection? = nil) -> RecordReading {
    var records = GraphRecords(file, format: .graphML, direction: direction ?? .citingFirst)
    let raw = RawElements(file)
    var keys: [Key] = []
    var nodes: [(element: MarkupElement, text: String)] = []
    var edges: [(element: MarkupElement, isDirected: Bool)] = []
    var graphData: [MarkupElement] = []
    let outcome = MarkupReader.read(file) { name, around in
      // What stands in data is a drawing, whatever it is called.
      ["node", "edge", "hyperedge", "key"].contains(name) && !around.contains { $0.name == "data" }
        || name == "data" && around.last?.name == "graph"
    } visit: { element, around in
      switch element.name {
      case "data": graphData.append(element)
      case "key": keys.append(Key(element))
      case "node": nodes.append((element, raw.text(of: element)))
      case "edge":
        let graph = around.last { $0.name == "graph" }
        let directed = element.attributes["directed"] ?? graph?.attributes["edgedefault"] ?? "directed"
        edges.append((element, ["true", "directed", "1"].contains(directed.trimmed.lowercased())))
      default:
        records.addIgnored(raw.text(of: element), "a hyperedge has more than two ends", at: element.place)
      }
    }
    var names = Names(keys, fileLength: file.text.utf8.count)
    for data in graphData where names.name(of: data.attributes["key"] ?? "", in: "graph") == "direction" {
      guard let said = CitationDirection(rawValue: data.text.trimmed) else { continue }
      records.settleDirection(said: said, asked: direction, at: data.place)
      break
    }
    // An edge may stand before its nodes.
    for (element, text) in nodes {
      let (fields, label) = names.fields(of: element)
      records.addNode(
        key: element.attributes["id"], label: label, attributes: fields, text: text, at: element.place)
    }
    for (element, isDirected) in edges {
      let text = raw.text(of: element)
      guard isDirected else {
        records.addEdge(text: text, at: element.place)
        continue
      }
      let (fields, label) = names.fields(of: element)
      records.addArc(
        from: element.attributes["source"] ?? "", to: element.attributes["target"] ?? "",
        kind: GraphFields.kind(fields, label: label), confidence: GraphFields.confidence(fields), text: text,
        at: element.place)
    }
    var reading = records.finished()
    reading.add(outcome, records: ["node"])
    return reading
  }

  private struct Key {
    let id: String
    let domain: String
    let name: String
    let fallback: String?

    init(_ element: MarkupElement) {
      id = element.attributes["id"] ?? ""
      domain = element.attributes["for"] ?? "all"
      name = element.attributes["attr.name"] ?? element.attributes["yfiles.type"] ?? id
      fallback = element.text("default")
    }
  }

  /// What the data of an element are called.
  private struct Names {
    /// By domain and id, the first one each.
    private var byID: [String: [String: Key]] = [:]
    private var withDefault: [Key] = []
    private var defaults: DefaultValues

    init(_ keys: [Key], fileLength: Int) {
      defaults = DefaultValues(fileLength: fileLength)
      for key in keys {
        for domain in [key.domain, ""] where byID[domain]?[key.id] == nil {
          byID[domain, default: [:]][key.id] = key
        }
        if key.fallback != nil { withDefault.append(key) }
      }
    }

    func name(of id: String, in domain: String) -> String {
      (byID[domain]?[id] ?? byID["all"]?[id] ?? byID[""]?[id])?.name ?? id
    }

    mutating func fields(of element: MarkupElement) -> (fields: [(name: String, value: String)], label: String?) {
      var fields: [(name: String, value: String)] = []
      var label: String?
      for data in element.elements("data") {
        let id = data.attributes["key"] ?? ""
        let name = self.name(of: id, in: element.name)
        if data.elements.isEmpty {
          // What a node is called is no attribute of it.
          if element.name == "node", name.lowercased() == "label" {
            label = label ?? data.text
          } else {
            fields.append((name, data.text))
          }
        } else {
          // yEd has the label of a node in the midst of its drawing.
          let drawn = data.all("NodeLabel") + data.all("EdgeLabel") + data.all("Label.Text") + data.all("Label")
          label =
            label ?? drawn.lazy.map(\.text).first { !$0.isEmpty }
            ?? drawn.lazy.compactMap { $0.attributes["Text"] }.first
        }
      }
      guard !withDefault.isEmpty else { return (fields, label) }
      var seen = Set(fields.map(\.name))
      for key in defaults.used(withDefault) where key.domain == element.name || key.domain == "all" {
        if let value = key.fallback, seen.insert(key.name).inserted { fields.append((key.name, value)) }
      }
      return (fields, label)
    }
  }
}

/// Names that graph files have for what is known here.
enum GraphFields {
  /// How sure an edge is said to be.
  static func confidence(_ fields: [(name: String, value: String)]) -> String? {
    fields.first { $0.name.lowercased() == "confidence" }?.value
  }

  /// What an edge is called: the most telling of its fields that is a kind of relation, else the most telling one.
  static func kind(_ fields: [(name: String, value: String)], label: String?) -> String? {
    let names = ["kind", "relation", "relationship", "type", "predicate", "interaction", "label"]
    var words = names.flatMap { name in fields.filter { $0.name.lowercased() == name }.map(\.value.spacedByOne) }
    if let label { words.append(label.spacedByOne) }
    words = words.filter { $0.contains { $0.isLetter } }
    return words.first { RelationWord($0) != nil || $0 == ExportFormat.bridgeKind } ?? words.first
  }
}
