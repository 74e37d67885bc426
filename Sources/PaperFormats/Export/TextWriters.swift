import PaperLineage

/// Writes CSL-JSON.
enum CSLWriter {
  static func text(_ corpus: Corpus) -> String {
    ExportJSON.list(corpus.papers.map { item($0, in: corpus) }).text() + "\n"
  }

  private static func item(_ paper: Paper, in corpus: Corpus) -> ExportJSON {
    let publication = paper.publication
    var pairs: [(key: String, value: ExportJSON)] = []
    func add(_ key: String, _ value: String?) {
      if let value = value.map(ExportText.plain), !value.isEmpty { pairs.append((key, .text(value))) }
    }
    /// Fields in which programs read tags as markup.
    func addRich(_ key: String, _ value: String?) { add(key, value.map { MarkupText.escaped(ExportText.plain($0)) }) }
    add("id", paper.id.rawValue)
    add("type", (publication.type ?? .document).rawValue)
    addRich("title", paper.title)
    addRich("title-short", ExportText.shortTitle(of: paper))
    if !paper.authors.isEmpty { pairs.append(("author", .list(paper.authors.map(name)))) }
    if let date = ExportText.dateInPrint(of: paper, in: corpus) {
      let parts = [date.year, date.month, date.day].compactMap { $0 }.map { ExportJSON.number(Double($0)) }
      pairs.append(("issued", .object([("date-parts", .list([.list(parts)]))])))
    }
    addRich("container-title", publication.venue)
    add("volume", publication.volume)
    add("issue", publication.issue)
    add("page", publication.pages)
    add("publisher", publication.publisher ?? paper.organizations.first)
    if let arxiv = paper.identifier(.arxiv) { add("number", "arXiv:\(arxiv)") }
    add("DOI", ExportText.doi(of: paper))
    add("PMID", paper.identifier(.pmid))
    add("PMCID", paper.identifier(.pmcid))
    add("ISBN", paper.identifier(.isbn))
    add("URL", paper.address)
    add("language", publication.language)
    add("keyword", publication.keywords.map { $0.replacing(#/[,;]/#, with: " ") }.joined(separator: ", "))
    addRich("abstract", paper.abstract)
    add("note", paper.notes.joined(separator: " "))
    return .object(pairs)
  }

  private static func name(_ author: PaperAuthor) -> ExportJSON {
    if author.isLiteral { return .object([("literal", .text(ExportText.plain(author.family)))]) }
    let parts = [
      ("family", author.family), ("given", author.given), ("non-dropping-particle", author.particle),
      ("suffix", author.suffix),
    ]
    return .object(parts.compactMap { key, value in value.map { (key, .text(ExportText.plain($0))) } })
  }
}

/// Writes RDF in Turtle.
///
/// - SeeAlso: S. Peroni and D. Shotton, *FaBiO and CiTO: ontologies for describing bibliographic resources and
///   citations* (2012), doi:10.1016/j.websem.2012.08.001.
enum TurtleWriter {
  static func text(_ corpus: Corpus) -> String {
    var text = """
      @prefix bibo: <http://purl.org/ontology/bibo/> .
      @prefix cito: <http://purl.org/spar/cito/> .
      @prefix dc: <http://purl.org/dc/elements/1.1/> .
      @prefix dcterms: <http://purl.org/dc/terms/> .
      @prefix fabio: <http://purl.org/spar/fabio/> .
      @prefix foaf: <http://xmlns.com/foaf/0.1/> .
      @prefix prism: <http://prismstandard.org/namespaces/basic/2.0/> .
      @prefix prov: <http://www.w3.org/ns/prov#> .
      @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
      @prefix schema: <https://schema.org/> .
      @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
      @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .


      """
    for topic in corpus.topics {
      var statements = [("a", "skos:Concept"), ("skos:notation", quoted(topic.id))]
      statements.append(("skos:prefLabel", quoted(topic.label)))
      for (language, label) in topic.labels.sorted(by: { $0.key < $1.key }) {
        // A label in another language is the preferred one there.
        statements.append(("skos:prefLabel", quoted(label) + tag(language)))
      }
      text += block(node(ofTopic: topic.id), statements)
    }
    let cited = Dictionary(grouping: corpus.relations, by: \.citing)
    for (number, paper) in corpus.papers.enumerated() {
      text += block(node(paper.id), statements(paper, number: number, cited[paper.id] ?? []))
      for (place, person) in paper.authors.enumerated() {
        text += "\(author(place, of: number)) \(describe(person)) .\n"
      }
      if !paper.authors.isEmpty { text += "\n" }
    }
    return text
  }

  private static func block(_ subject: String, _ statements: [(String, String)]) -> String {
    "\(subject) \(statements.map { "\($0.0) \($0.1)" }.joined(separator: " ;\n  ")) .\n\n"
  }

  private static func statements(_ paper: Paper, number: Int, _ relations: [Relation]) -> [(String, String)] {
    let publication = paper.publication
    var statements: [(String, String)] = [
      ("a", "fabio:\(type(publication.type))"), ("dcterms:title", quoted(paper.title)),
    ]
    if paper.name != paper.title { statements.append(("rdfs:label", quoted(paper.name))) }
    for alias in paper.aliases { statements.append(("dcterms:alternative", quoted(alias))) }
    for version in paper.versions {
      let type = ["xsd:gYear", "xsd:gYearMonth", "xsd:date"][version.date.precision.rawValue]
      statements.append((property(of: version.role), "\"\(version.date)\"^^\(type)"))
    }
    if !paper.authors.isEmpty {
      // The list keeps the order, and each author is a creator as well.
      let nodes = paper.authors.indices.map { author($0, of: number) }
      statements += nodes.map { ("dcterms:creator", $0) }
      statements.append(("bibo:authorList", "( \(nodes.joined(separator: " ")) )"))
    }
    for organization in paper.organizations {
      statements.append(("dcterms:contributor", agent("foaf:Organization", organization)))
    }
    for (name, value) in [
      ("prism:publicationName", publication.venue), ("prism:volume", publication.volume),
      ("prism:issueIdentifier", publication.issue), ("prism:pageRange", publication.pages),
      ("dc:language", publication.language), ("dcterms:abstract", paper.abstract),
      ("dcterms:description", paper.impact),
    ] {
      if let value { statements.append((name, quoted(value))) }
    }
    if let publisher = publication.publisher {
      statements.append(("dcterms:publisher", agent("foaf:Agent", publisher)))
    }
    for keyword in publication.keywords { statements.append(("prism:keyword", quoted(keyword))) }
    statements += identifiers(of: paper)
    if let link = paper.link { statements.append(("foaf:page", iri(link))) }
    if let code = paper.code { statements.append(("schema:codeRepository", iri(code))) }
    if let topic = paper.topic { statements.append(("dcterms:subject", node(ofTopic: topic))) }
    for note in paper.notes { statements.append(("rdfs:comment", quoted(note))) }
    for relation in relations {
      for term in terms(relation.kind) { statements.append((term, node(relation.cited))) }
    }
    return statements
  }

  /// A register's own property where there is one that may be used so often, else a text that names the register.
  private static func identifiers(of paper: Paper) -> [(String, String)] {
    var statements: [(String, String)] = []
    let doi = ExportText.doi(of: paper)
    for identifier in paper.identifiers {
      let property: String? =
        switch identifier.scheme {
        case .doi: identifier.value == doi ? "prism:doi" : nil
        case .isbn: "prism:isbn"
        case .arxiv: "fabio:hasArXivId"
        case .pmid: "fabio:hasPubMedId"
        case .pmcid: "fabio:hasPubMedCentralId"
        default: nil
        }
      statements.append(
        property.map { ($0, quoted(identifier.value)) }
          ?? ("dcterms:identifier", quoted("\(identifier.scheme.rawValue):\(identifier.value)")))
      if let address = identifier.address { statements.append(("rdfs:seeAlso", iri(address))) }
    }
    return statements
  }

  /// The node of an author, which has no name elsewhere: nobody knows who of two papers are the same.
  private static func author(_ place: Int, of paper: Int) -> String { "_:author\(paper + 1)-\(place + 1)" }

  private static func describe(_ author: PaperAuthor) -> String {
    guard !author.isLiteral else { return "a foaf:Agent ; foaf:name \(quoted(author.family))" }
    let family = [author.particle, author.family].compactMap { $0 }.joined(separator: " ")
    var text = "a foaf:Person ; foaf:name \(quoted(author.displayName)) ; foaf:familyName \(quoted(family))"
    if let given = author.given { text += " ; foaf:givenName \(quoted(given))" }
    return text
  }

  private static func agent(_ type: String, _ name: String) -> String { "[ a \(type) ; foaf:name \(quoted(name)) ]" }

  private static func property(of role: DateRole) -> String {
    switch role {
    case .listed: "dcterms:date"
    case .submitted: "dcterms:dateSubmitted"
    case .published: "dcterms:issued"
    case .released: "dcterms:available"
    case .updated: "dcterms:modified"
    }
  }

  private static func terms(_ kind: RelationKind) -> [String] {
    switch kind {
    case .isDerivedFrom: ["prov:wasDerivedFrom", "cito:citesAsSourceDocument"]
    case .comparesWith: ["cito:discusses"]
    case .updates, .extends, .usesMethodIn, .usesDataFrom, .cites: ["cito:\(kind.rawValue)"]
    }
  }

  private static func type(_ type: WorkType?) -> String {
    switch type {
    case .article: "JournalArticle"
    case .conferencePaper: "ConferencePaper"
    case .preprint: "Preprint"
    case .book: "Book"
    case .chapter: "BookChapter"
    case .proceedings: "ConferenceProceedings"
    case .thesis: "Thesis"
    case .report: "ReportDocument"
    case .dataset: "Dataset"
    case .software: "ComputerProgram"
    case .webpage: "WebPage"
    case .post: "BlogPost"
    case .patent: "PatentDocument"
    case .standard: "SpecificationDocument"
    case .manuscript: "Manuscript"
    case .document, nil: "Expression"
    }
  }

  private static func node(_ id: PaperID) -> String { "<#\(encoded(id.rawValue))>" }

  /// A colon keeps topics apart from papers.
  private static func node(ofTopic id: String) -> String { "<#topic:\(encoded(id))>" }

  /// An id as a part of an address. Percent signs are encoded too, so that no two ids become one.
  private static func encoded(_ id: String) -> String {
    id.utf8.reduce(into: "") { encoded, byte in
      switch byte {
      case 48...57, 65...90, 97...122: encoded.unicodeScalars.append(Unicode.Scalar(byte))
      case _ where "-._~!$&'()*+,;=@/?".utf8.contains(byte): encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default: encoded += percentEncoded(byte)
      }
    }
  }

  private static func percentEncoded(_ byte: UInt8) -> String {
    "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }

  /// `@zh-Hans`, if the code has the form of one.
  private static func tag(_ language: String) -> String {
    let parts = language.split(separator: "-", omittingEmptySubsequences: false)
    let isTag = parts.allSatisfy { part in
      1...8 ~= part.utf8.count && part.utf8.allSatisfy { 97...122 ~= $0 | 0x20 || 48...57 ~= $0 }
    }
    return isTag && parts[0].utf8.allSatisfy { 97...122 ~= $0 | 0x20 } ? "@\(language)" : ""
  }

  /// An address in brackets; what may not stand in it is percent-encoded.
  private static func iri(_ text: String) -> String {
    var iri = "<"
    for byte in text.utf8 {
      if byte <= 0x20 || byte >= 0x7F || "<>\"{}|^`\\".utf8.contains(byte) {
        iri += percentEncoded(byte)
      } else {
        iri.unicodeScalars.append(Unicode.Scalar(byte))
      }
    }
    return iri + ">"
  }

  private static func quoted(_ text: String) -> String {
    "\"" + ExportText.plain(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}

/// Writes a list for people: a section for each topic, one for other papers, and one for works outside the list.
enum MarkdownWriter {
  static func text(_ corpus: Corpus) -> String {
    let title = corpus.title.map(ExportText.plain) ?? ""
    var blocks = [title.isEmpty ? "" : "# \(escaped(title))\n"]
    let cited = Dictionary(grouping: corpus.relations, by: \.citing)
    let names = Dictionary(corpus.papers.map { ($0.id, $0.name) }) { first, _ in first }
    func list(_ papers: [Paper]) -> String {
      papers.map { item($0, cited[$0.id] ?? [], names: names, in: corpus) }.joined()
    }
    let listed = Dictionary(grouping: corpus.papers.filter { !$0.isExternal }, by: \.topic)
    var sections = corpus.topics.map { (heading: $0.label, papers: listed[$0.id] ?? []) }
    let topics = Set(corpus.topics.map(\.id))
    let rest = corpus.papers.filter { !$0.isExternal && !($0.topic.map(topics.contains) ?? false) }
    let external = corpus.papers.filter(\.isExternal)
    sections.append((topics.isEmpty ? "Papers" : "Other papers", rest))
    sections.append(("Works outside the list", external))
    sections.removeAll { $0.papers.isEmpty }
    if sections.count == 1, topics.isEmpty, external.isEmpty {
      blocks.append(list(sections[0].papers))
    } else {
      blocks += sections.map { "## \(escaped($0.heading))\n\n" + list($0.papers) }
    }
    return blocks.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private static func item(
    _ paper: Paper, _ relations: [Relation], names: [PaperID: String], in corpus: Corpus
  ) -> String {
    var line = "- **\(escaped(paper.title))**"
    if paper.name != paper.title, !paper.title.hasPrefix(paper.name + ":") { line += " (\(escaped(paper.name)))" }
    if let date = ExportText.date(of: paper, in: corpus) { line += ", \(date)" }
    let authors = paper.authors.prefix(3).map(\.displayName).joined(separator: ", ")
    if !authors.isEmpty {
      line += ". \(escaped(authors))" + (paper.authors.count > 3 || paper.hasMoreAuthors ? " et al" : "")
    }
    if let venue = paper.publication.venue.map(ExportText.plain), !venue.isEmpty { line += ". *\(escaped(venue))*" }
    line += "."
    if let address = paper.address { line += " [\(label(of: address, of: paper))](<\(target(address))>)" }
    var text = line + "\n"
    if let impact = paper.impact.map(ExportText.plain), !impact.isEmpty { text += "  \(escapedAtStart(impact))\n" }
    for kind in RelationKind.allCases {
      let others = relations.filter { $0.kind == kind }.map { escaped(names[$0.cited] ?? $0.cited.rawValue) }
      if !others.isEmpty { text += "  - \(kind.rawValue): \(others.joined(separator: ", "))\n" }
    }
    return text
  }

  /// The name of the register whose page it is.
  private static func label(of address: String, of paper: Paper) -> String {
    let identifier = paper.identifiers.first { $0.address == address }
    return identifier.map { "\($0.scheme.name) \(escaped($0.value))" } ?? "link"
  }

  /// Text in which nothing is markup.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in ExportText.plain(text).unicodeScalars {
      switch scalar {
      case "<": escaped += "&lt;"
      case "&": escaped += "&amp;"
      case "\\", "`", "*", "_", "[", "]", "#", "|", "~", "$": escaped += "\\\(scalar)"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// Text at the beginning of a line, where some signs make a list, a quotation or a heading.
  private static func escapedAtStart(_ text: String) -> String {
    let escaped = escaped(text)
    let digits = escaped.prefix { $0.isASCII && $0.isNumber }
    let rest = escaped.dropFirst(digits.count)
    let signs = digits.isEmpty ? "-+>=" : ".)"
    return rest.first.map(signs.contains) == true ? "\(digits)\\\(rest)" : escaped
  }

  private static func target(_ address: String) -> String {
    ExportText.plain(address).replacing("<", with: "%3C").replacing(">", with: "%3E").replacing(" ", with: "%20")
      .replacing("\\", with: "%5C")
  }
}
