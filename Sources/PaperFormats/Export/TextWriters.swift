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
    add("id", paper.id.rawValue)
    add("type", (publication.type ?? .document).rawValue)
    add("title", paper.title)
    if paper.name != paper.title { add("title-short", paper.name) }
    if !paper.authors.isEmpty { pairs.append(("author", .list(paper.authors.map(name)))) }
    if let date = ExportText.date(of: paper, in: corpus) {
      let parts = [date.year, date.month, date.day].compactMap { $0 }.map { ExportJSON.number(Double($0)) }
      pairs.append(("issued", .object([("date-parts", .list([.list(parts)]))])))
    }
    add("container-title", publication.venue)
    add("volume", publication.volume)
    add("issue", publication.issue)
    add("page", publication.pages)
    add("publisher", publication.publisher ?? paper.organizations.first)
    add("DOI", paper.identifiers.first { $0.scheme == .doi && !$0.isOfPreprint }?.value ?? paper.identifier(.doi))
    add("PMID", paper.identifier(.pmid))
    add("PMCID", paper.identifier(.pmcid))
    add("ISBN", paper.identifier(.isbn))
    add("URL", paper.address)
    add("language", publication.language)
    add("keyword", publication.keywords.joined(separator: ", "))
    add("abstract", paper.abstract)
    add("note", paper.notes.joined(separator: " "))
    return .object(pairs)
  }

  private static func name(_ author: PaperAuthor) -> ExportJSON {
    if author.isLiteral { return .object([("literal", .text(author.family))]) }
    let parts = [
      ("family", author.family), ("given", author.given), ("non-dropping-particle", author.particle),
      ("suffix", author.suffix),
    ]
    return .object(parts.compactMap { key, value in value.map { (key, .text($0)) } })
  }
}

/// Writes RDF in Turtle.
enum TurtleWriter {
  static func text(_ corpus: Corpus) -> String {
    var text = """
      @prefix cito: <http://purl.org/spar/cito/> .
      @prefix fabio: <http://purl.org/spar/fabio/> .
      @prefix dcterms: <http://purl.org/dc/terms/> .
      @prefix foaf: <http://xmlns.com/foaf/0.1/> .
      @prefix prism: <http://prismstandard.org/namespaces/basic/2.0/> .
      @prefix prov: <http://www.w3.org/ns/prov#> .
      @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
      @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .


      """
    let cited = Dictionary(grouping: corpus.relations, by: \.citing)
    for paper in corpus.papers {
      let statements = statements(paper, cited[paper.id] ?? [])
      text += "\(node(paper.id)) \(statements.map { "\($0.0) \($0.1)" }.joined(separator: " ;\n  ")) .\n\n"
    }
    return text
  }

  private static func statements(_ paper: Paper, _ relations: [Relation]) -> [(String, String)] {
    var statements: [(String, String)] = [
      ("a", "fabio:\(type(paper.publication.type))"), ("dcterms:title", quoted(paper.title)),
    ]
    if paper.name != paper.title { statements.append(("rdfs:label", quoted(paper.name))) }
    for version in paper.versions {
      let type = ["xsd:gYear", "xsd:gYearMonth", "xsd:date"][version.date.precision.rawValue]
      statements.append((property(of: version.role), "\"\(version.date)\"^^\(type)"))
    }
    for author in paper.authors {
      statements.append(("dcterms:creator", "[ foaf:name \(quoted(author.displayName)) ]"))
    }
    for (name, value) in [
      ("prism:publicationName", paper.publication.venue), ("prism:volume", paper.publication.volume),
      ("prism:number", paper.publication.issue), ("prism:pageRange", paper.publication.pages),
      ("dcterms:publisher", paper.publication.publisher), ("dcterms:abstract", paper.abstract),
    ] {
      if let value { statements.append((name, quoted(value))) }
    }
    for identifier in paper.identifiers {
      if identifier.scheme == .doi { statements.append(("prism:doi", quoted(identifier.value))) }
      if identifier.scheme == .isbn { statements.append(("prism:isbn", quoted(identifier.value))) }
      if let address = identifier.address { statements.append(("dcterms:identifier", iri(address))) }
    }
    if let link = paper.link { statements.append(("foaf:page", iri(link))) }
    for relation in relations {
      for term in terms(relation.kind) { statements.append((term, node(relation.cited))) }
    }
    return statements
  }

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
    default: ["cito:\(kind.rawValue)"]
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
    case .report: "Report"
    case .dataset: "Dataset"
    case .software: "ComputerProgram"
    case .webpage: "WebPage"
    case .post: "BlogPost"
    case .patent: "Patent"
    case .standard: "SpecificationDocument"
    case .manuscript: "Manuscript"
    case .document, nil: "Expression"
    }
  }

  private static func node(_ id: PaperID) -> String { iri("#" + id.rawValue) }

  /// An address in brackets; what may not stand in it is percent-encoded.
  private static func iri(_ text: String) -> String {
    var iri = "<"
    for byte in text.utf8 {
      if byte <= 0x20 || byte >= 0x7F || "<>\"{}|^`\\".utf8.contains(byte) {
        iri += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
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

/// Writes a list for people.
enum MarkdownWriter {
  static func text(_ corpus: Corpus) -> String {
    var text = corpus.title.map { "# \(escaped($0))\n\n" } ?? ""
    let cited = Dictionary(grouping: corpus.relations, by: \.citing)
    let names = Dictionary(corpus.papers.map { ($0.id, $0.name) }) { first, _ in first }
    for paper in corpus.papers {
      var line = "- **\(escaped(paper.title))**"
      if let date = ExportText.date(of: paper, in: corpus) { line += " (\(date))" }
      let authors = paper.authors.prefix(3).map(\.displayName).joined(separator: ", ")
      if !authors.isEmpty {
        line += ". \(escaped(authors))" + (paper.authors.count > 3 || paper.hasMoreAuthors ? " et al." : "")
      }
      if let venue = paper.publication.venue { line += ". *\(escaped(venue))*" }
      if let address = paper.address {
        line +=
          ". [\(paper.identifiers.first.map { "\($0.scheme.name) \(escaped($0.value))" } ?? "link")](<\(target(address))>)"
      }
      text += line + "\n"
      for kind in RelationKind.allCases {
        let others = (cited[paper.id] ?? []).filter { $0.kind == kind }.map {
          escaped(names[$0.cited] ?? $0.cited.rawValue)
        }
        if !others.isEmpty { text += "  - \(kind.rawValue): \(others.joined(separator: ", "))\n" }
      }
    }
    return text
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

  private static func target(_ address: String) -> String {
    address.replacing("<", with: "%3C").replacing(">", with: "%3E").replacing(" ", with: "%20")
      .replacing("\\", with: "%5C")
  }
}
