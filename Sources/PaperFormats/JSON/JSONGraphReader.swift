import PaperLineage

/// Reads the JSON Graph Format: `graph` or `graphs`, nodes as a list (version 1) or by id (version 2), edges and directed
/// hyperedges.
///
/// Nodes become papers: their title is the `title` of their metadata, else their label, else their id; `date`, `year`,
/// `doi`, `arxiv`, `authors`, `venue`, `abstract`, `url` and `type` of the metadata are taken, the rest is not read. An
/// edge runs from the citing paper (`source`) to the cited one. Its `relation` is a kind if it is the name of one of ours
/// or a term of CiTO or PROV-O, also one that says it from the other end (`isCitedBy`); any other relation is read as
/// `cites`, and a note says so. What is not directed is no citation: it is kept as ignored text.
///
/// Where a file holds several graphs, nodes of one id in two of them are two records.
public enum JSONGraphReader {
  /// Reads a file.
  ///
  /// - Parameter direction: Which end of an edge is the paper that cites, if the metadata of a graph do not say it by
  ///   `direction`; the source, if nobody says.
  /// - Complexity: O(*n*) for *n* characters, and O(*r*) for *r* relations of its hyperedges, of which at most 100,000 are
  ///   made for one of them.
  public static func read(_ file: CorpusFile, direction: CitationDirection? = nil) -> RecordReading {
    var records = JSONRecords(file, .jsonGraph, lists: ["graphs"])
    for root in records.json.roots {
      guard let graphs = graphs(in: root) else {
        records.reject(root, "no graph")
        continue
      }
      for (number, graph) in graphs.enumerated() {
        guard let object = graph.object else {
          records.reject(graph, "no graph: not an object")
          continue
        }
        var reader = GraphReader(object, prefix: graphs.count > 1 ? "\(number + 1):" : "")
        let start = records.reading.records.count
        reader.read(into: &records)
        let said = object["metadata"]?.object?.text("direction").flatMap { CitationDirection(rawValue: $0) }
        if let said, let direction, said != direction {
          records.reading.diagnostics.append(said.unused(place: object.place(in: records.file)))
        }
        if said ?? direction == .citedFirst {
          for index in records.reading.records.indices[start...] { records.reading.records[index].turn() }
        }
      }
    }
    return records.finished()
  }

  /// The graphs of a file; `nil` if it is none of this format.
  static func graphs(in root: JSONValue) -> [JSONValue]? {
    guard let object = root.object else { return nil }
    if let graph = object["graph"] { return graph.elements }
    return object["graphs"]?.elements
  }

  private struct GraphReader {
    /// The most relations that one hyperedge may stand for.
    static let hyperedgeLimit = 100_000

    let graph: JSONObject
    /// What stands before ids in local keys, so that graphs of one file do not share nodes.
    let prefix: String
    /// Where the record of a node is.
    var indices: [String: Int] = [:]
    var unknownRelations: [String: Int] = [:]

    init(_ graph: JSONObject, prefix: String) {
      self.graph = graph
      self.prefix = prefix
    }

    mutating func read(into records: inout JSONRecords) {
      if let members = graph["nodes"]?.object?.members {
        for (id, value) in members { readNode(id: id, value, into: &records) }
      } else {
        for value in graph.elements("nodes") { readNode(id: value.object?.text("id") ?? "", value, into: &records) }
      }
      let isDirected = graph["directed"]?.bool ?? true
      for value in graph.elements("edges") {
        guard let edge = value.object, let source = edge.text("source"), let target = edge.text("target") else {
          ignore(value, "an edge without source and target", in: &records)
          continue
        }
        guard edge["directed"]?.bool ?? isDirected else {
          ignore(value, "an edge without direction is no citation", in: &records)
          continue
        }
        relate([source], [target], edge, value, into: &records)
      }
      for value in graph.elements("hyperedges") {
        guard let edge = value.object, let sources = edge["source"]?.elements.compactMap(\.text),
          let targets = edge["target"]?.elements.compactMap(\.text)
        else {
          ignore(value, "a hyperedge without direction is no citation", in: &records)
          continue
        }
        guard sources.count.multipliedReportingOverflow(by: targets.count).partialValue <= Self.hyperedgeLimit else {
          ignore(value, "a hyperedge of more than \(Self.hyperedgeLimit) relations", in: &records)
          continue
        }
        relate(sources, targets, edge, value, into: &records)
      }
      for (name, count) in unknownRelations.sorted(by: { $0.key < $1.key }) {
        records.reading.diagnostics.append(
          Diagnostic(
            .warning, .unknownKind, "the relation “\(name)” is no kind; \(count) of them are read as “cites”",
            remedy: "use \(RelationKind.allCases.map(\.rawValue).joined(separator: ", ")) or a term of CiTO",
            place: graph.place(in: records.file)))
      }
    }

    private func ignore(_ value: JSONValue, _ reason: String, in records: inout JSONRecords) {
      let place = value.object?.place(in: records.file) ?? graph.place(in: records.file)
      records.reading.ignored.append(UnreadBlock(place: place, text: records.json.source(of: value), reason: reason))
    }

    private mutating func relate(
      _ sources: [String], _ targets: [String], _ edge: JSONObject, _ value: JSONValue, into records: inout JSONRecords
    ) {
      guard edge.text("relation") != ExportFormat.bridgeKind else {
        return ignore(value, "a line that stands for a chain of papers", in: &records)
      }
      var kind = RelationKind.cites
      var isInverse = false
      let metadata = edge["metadata"]?.object
      if let name = edge.text("relation") ?? metadata?.text("kind", "relation") {
        if let known = RelationWord(name) {
          (kind, isInverse) = (known.kind, known.isInverse)
        } else {
          unknownRelations[name, default: 0] += sources.count * targets.count
        }
      }
      let confidence = metadata?.text("confidence").flatMap { Double($0) }.flatMap { 0...1 ~= $0 ? $0 : nil }
      let contexts = [metadata?.text("context", "sentence", "note"), edge.text("label")].compactMap { $0 }
      let (citing, cited) = isInverse ? (targets, sources) : (sources, targets)
      // A hyperedge may have many ends; its text is kept once.
      let missing = citing.filter { indices[$0] == nil }
      if let first = missing.first {
        let others = missing.count > 1 ? " and \(missing.count - 1) more, which are no nodes" : ", which is no node"
        ignore(value, "an edge from “\(first)”" + others, in: &records)
      }
      for source in citing {
        guard let index = indices[source] else { continue }
        for target in cited {
          records.reading.records[index].references.append(
            CitedReference(
              localKey: prefix + target, kind: kind, confidence: confidence, contexts: contexts, locator: "edge",
              place: edge.place(in: records.file)))
        }
      }
    }

    private mutating func readNode(id: String, _ value: JSONValue, into records: inout JSONRecords) {
      let node = value.object ?? JSONObject(members: [], line: graph.line, column: graph.column, range: 0..<0)
      let metadata = Self.metadata(of: node)
      let label = node.text("label")?.spacedByOne
      let title = metadata["title"]?.text?.spacedByOne ?? label ?? (id.isEmpty ? nil : id)
      guard let title, !title.isEmpty else {
        return records.reject(value, "no title: the node has neither id nor label")
      }
      var paper = records.paper(titled: title, at: node)
      func text(_ keys: String...) -> String? { keys.lazy.compactMap { metadata[$0]?.text }.first }
      // What other graphs have as texts may stand here as well; lists and objects are read below.
      let texts = metadata.sorted { $0.key < $1.key }.compactMap { key, value in
        (value.text ?? value.bool.map { "\($0)" }).map { (name: key, value: $0) }
      }
      let details = GraphAttributes(texts)
      details.fill(&paper)
      if let name = details.name ?? (details.title == nil ? nil : label), !name.isEmpty { paper.name = name }
      if let list = (metadata["authors"] ?? metadata["author"])?.array {
        paper.authors = list.compactMap(CSLReader.author)
      }
      if paper.publication.type == nil { paper.publication.type = text("type").flatMap { WorkType(named: $0) } }
      paper.publication.venue = text("venue", "journal", "container-title", "booktitle")
      paper.publication.volume = text("volume")
      paper.publication.pages = text("pages", "page")
      paper.publication.isRetracted = (metadata["retracted"] ?? metadata["isretracted"])?.bool == true
      paper.addDOI(text("doi"))
      paper.add(.arxiv, text("arxiv", "arxivid"))
      paper.add(.pmid, text("pmid"))
      paper.add(.openAlex, text("openalex"))
      paper.add(.semanticScholar, text("s2", "paperid"))
      paper.add(.isbn, text("isbn"))
      if paper.versions.isEmpty {
        paper.date(
          JSONDate.read(metadata["date"] ?? metadata["published"] ?? metadata["publicationdate"] ?? metadata["issued"])
            ?? JSONDate.read(metadata["year"]))
      }
      if let address = text("url", "link"), PaperIdentifier.isWebAddress(address) {
        paper.link = address
        paper.addAddress(address)
      }
      if indices[id] == nil { indices[id] = records.reading.records.count }
      records.reading.records.append(BibliographicRecord(paper: paper, localKeys: id.isEmpty ? [] : [prefix + id]))
    }

    /// What is told of a node, by names in lower case without hyphens and underscores but the one that CSL has.
    private static func metadata(of node: JSONObject) -> [String: JSONValue] {
      let members = (node["metadata"]?.object?.members ?? []) + node.members.filter { $0.key != "metadata" }
      return Dictionary(
        members.map {
          ($0.key == "container-title" ? $0.key : $0.key.lowercased().filter { !"-_ ".contains($0) }, $0.value)
        }, uniquingKeysWith: { first, _ in first })
    }
  }
}
