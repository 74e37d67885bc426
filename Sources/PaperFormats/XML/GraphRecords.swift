import PaperLineage

/// Builds records out of the nodes and edges of a graph file.
///
/// Every node is a record, called in its file what its id is; every directed edge is a reference. What an edge runs to
/// may stand behind it, so that records are made when all is read.
struct GraphRecords {
  struct Node {
    /// Empty if it has none.
    var id = ""
    var label: String?
    /// What the file says of it, by the name that the file has for it.
    var fields: [(name: String, value: String)] = []
    /// A date that the format has a place for.
    var date: PublicationDate?
    var place: SourcePlace
    var text: String
  }

  struct Edge {
    var source: String
    var target: String
    var isDirected: Bool
    /// Names of what the relation may be, the most telling first.
    var kinds: [String] = []
    var place: SourcePlace
    var text: String
  }

  private let direction: CitationDirection
  private var nodes: [Node] = []
  private var edges: [Edge] = []

  init(direction: CitationDirection) { self.direction = direction }

  mutating func add(_ node: Node) { nodes.append(node) }

  mutating func add(_ edge: Edge) { edges.append(edge) }

  /// Adds records to a reading. O(*n* + *e*) for *n* nodes and *e* edges.
  func finish(into reading: inout RecordReading) {
    var rows: [String: Int] = [:]
    let first = reading.records.count
    var repeated: [Node] = []
    for node in nodes {
      guard var record = Self.record(node) else {
        reading.unread.append(
          UnreadBlock(place: node.place, text: node.text, reason: "a node without an id or a label"))
        continue
      }
      if !node.id.isEmpty {
        // The first one of a name has the edges.
        if rows[node.id] == nil {
          rows[node.id] = reading.records.count
        } else {
          repeated.append(node)
          record.localKeys = []
        }
      }
      reading.records.append(record)
    }
    for node in repeated.prefix(20) {
      reading.diagnostics.append(
        Diagnostic(
          .warning, .duplicateID, "the node “\(node.id)” is there already; edges run to the first one",
          place: node.place))
    }
    addEdges(to: &reading, rows: rows)
    // An edge that the file has before its nodes leaves no trace of that.
    for row in reading.records.indices where row >= first {
      for number in reading.records[row].references.indices {
        reading.records[row].references[number].locator = "reference \(number + 1)"
      }
    }
  }

  private func addEdges(to reading: inout RecordReading, rows: [String: Int]) {
    var undirected = 0
    var unknownKinds: [String: Edge] = [:]
    for edge in edges {
      func ignore(_ reason: String) {
        reading.ignored.append(UnreadBlock(place: edge.place, text: edge.text, reason: reason))
      }
      guard edge.isDirected else {
        undirected += 1
        ignore("an undirected edge does not say which paper cites")
        continue
      }
      let (citing, cited) = direction == .citingFirst ? (edge.source, edge.target) : (edge.target, edge.source)
      guard let row = rows[citing], let target = rows[cited] else {
        ignore("there is no node “\(rows[citing] == nil ? citing : cited)”")
        continue
      }
      let kind = edge.kinds.lazy.compactMap(RelationKind.init(term:)).first
      if kind == nil, let name = edge.kinds.first, unknownKinds[name] == nil { unknownKinds[name] = edge }
      let paper = reading.records[target].paper
      reading.records[row].references.append(
        CitedReference(
          identifiers: paper.identifiers, localKey: cited, title: paper.title == cited ? nil : paper.title,
          kind: kind ?? .cites, place: edge.place))
    }
    if undirected > 0, let edge = edges.first(where: { !$0.isDirected }) {
      reading.diagnostics.append(
        Diagnostic(
          .warning, .badValue, "\(undirected) undirected edges make no relations",
          remedy: "export the graph as a directed one", place: edge.place))
    }
    for (name, edge) in unknownKinds.sorted(by: { $0.key < $1.key }).prefix(20) {
      reading.diagnostics.append(
        Diagnostic(
          .note, .badValue, "“\(name)” is no kind of relation; such edges are read as “cites”", place: edge.place))
    }
  }

  private static func record(_ node: Node) -> BibliographicRecord? {
    var fields: [String: String] = [:]
    for (name, value) in node.fields {
      let key = name.lowercased().filter { $0.isLetter || $0.isNumber }
      let value = value.spacedByOne
      if fields[key] == nil, !value.isEmpty { fields[key] = value }
    }
    func value(_ names: String...) -> String? { names.lazy.compactMap { fields[$0] }.first }
    let label = (node.label?.spacedByOne).flatMap { $0.isEmpty ? nil : $0 } ?? value("label", "shorttitle", "name")
    guard
      let title = value("title", "articletitle", "papertitle", "displayname") ?? label
        ?? (node.id.isEmpty ? nil : node.id)
    else { return nil }
    var paper = Paper(id: PaperID(rawValue: ""), title: title, place: node.place)
    paper.name = value("shortname", "name") ?? (label == title ? nil : label) ?? ListPapers.shortName(title) ?? title
    paper.authors = (value("authors", "author", "creators") ?? "").split(separator: ";").compactMap {
      BibTeXNames.author($0.trimmed)
    }
    func add(_ identifier: PaperIdentifier?) {
      if let identifier, !paper.identifiers.contains(identifier) { paper.identifiers.append(identifier) }
    }
    for (name, scheme) in identifierFields { add(fields[name].flatMap { PaperIdentifier(scheme, $0) }) }
    for text in [node.id, node.label ?? "", value("url", "link", "uri") ?? ""] {
      for identifier in PaperIdentifier.readings(of: text) { add(identifier) }
    }
    paper.publication.type = value("type", "worktype", "publicationtype").flatMap(WorkType.init(rawValue:))
    paper.publication.venue = value("venue", "journal", "source", "booktitle", "containertitle")
    paper.publication.volume = value("volume")
    paper.publication.pages = value("pages")
    paper.publication.isRetracted = value("isretracted", "retracted").map { $0.lowercased() == "true" } ?? false
    if let abstract = value("abstract") { paper.texts.append(PaperText(field: .abstract, text: abstract)) }
    if let link = value("url", "link", "uri"), PaperIdentifier.isWebAddress(link) { paper.link = link }
    paper.versions = versions(fields, date: node.date, of: paper)
    return BibliographicRecord(paper: paper, localKeys: node.id.isEmpty ? [] : [node.id])
  }

  private static let identifierFields: [(String, PaperIdentifier.Scheme)] = [
    ("doi", .doi), ("arxiv", .arxiv), ("arxivid", .arxiv), ("pmid", .pmid), ("pubmedid", .pmid), ("pmcid", .pmcid),
    ("openalex", .openAlex), ("openalexid", .openAlex), ("s2", .semanticScholar), ("isbn", .isbn),
    ("wos", .webOfScience),
    ("ut", .webOfScience), ("eid", .scopus), ("scopus", .scopus), ("dblp", .dblp),
  ]

  /// A date for each role that a field is named after, and the node's own for its type's role.
  private static func versions(_ fields: [String: String], date: PublicationDate?, of paper: Paper) -> [PaperVersion] {
    let role: DateRole =
      switch paper.publication.type {
      case .preprint: .submitted
      case .webpage, .post, .dataset, .software: .released
      default: .published
      }
    var dates: [DateRole: PublicationDate] = [:]
    for role in DateRole.allCases {
      dates[role] = (fields[role.rawValue] ?? fields[role.rawValue + "date"]).flatMap(Self.date)
    }
    if dates.isEmpty || dates[role] == nil && dates.keys.allSatisfy({ $0 == .updated }) {
      let names = ["date", "publicationdate", "publisheddate", "year", "publicationyear", "pubyear", "py"]
      dates[role] = names.lazy.compactMap { fields[$0].flatMap(Self.date) }.first ?? date
    }
    return DateRole.allCases.compactMap { role in dates[role].map { PaperVersion(role: role, date: $0) } }
  }

  /// A date; a year may come as a number with a fraction of zero.
  static func date(_ text: String) -> PublicationDate? {
    let text = text.trimmed
    if let number = Double(text) {
      guard number == number.rounded(), 1000...2999 ~= number else { return nil }
      return PublicationDate(year: Int(number))
    }
    return PublicationDate(String(text.prefix(10))) ?? LooseDate.read(text)
  }
}

extension RelationKind {
  /// Reads a kind by its name here or by the term of CiTO or PROV that it maps to, in any case.
  init?(term: String) {
    let name = term.split(whereSeparator: { ":/#".contains($0) }).last.map(String.init) ?? term
    let key = name.lowercased().filter { $0.isLetter }
    if let kind = Self.allCases.first(where: { $0.rawValue.lowercased() == key }) {
      self = kind
    } else if key == "wasderivedfrom" || key == "citesassourcedocument" {
      self = .isDerivedFrom
    } else {
      return nil
    }
  }
}
