public import PaperLineage

/// Writes corpora for other tools.
public enum CorpusExport {
  /// The files of a corpus in a format, each with the ending of its name: `.net` and `.clu`.
  ///
  /// The same corpus gives the same text. Control characters become blanks, and white space one blank.
  /// - Parameters:
  ///   - corpus: The corpus.
  ///   - format: The format.
  ///   - bridges: Chains through papers left out, which stand among the relations as a kind of their own where
  ///     ``ExportFormat/holdsBridges`` says so, and nowhere else.
  /// - Complexity: O(*n*) for *n* characters, papers and relations.
  public static func files(
    _ corpus: Corpus, as format: ExportFormat, bridges: [CorpusBridge] = []
  ) -> [(suffix: String, text: String)] {
    let links = ExportLink.links(of: corpus, bridges: bridges)
    let texts =
      switch format {
      case .yaml: [CorpusWriter.yaml(corpus.parts)]
      case .json: [CorpusWriter.json(corpus.parts)]
      case .bibtex: [BibTeXWriter.text(corpus)]
      case .ris: [RISWriter.text(corpus)]
      case .csl: [CSLWriter.text(corpus)]
      case .csv: [CSVWriter.papers(corpus), CSVWriter.relations(links)]
      case .graphML: [GraphMLWriter.text(corpus, links)]
      case .gexf: [GEXFWriter.text(corpus, links)]
      case .pajek: [PajekWriter.network(corpus), PajekWriter.years(corpus)]
      case .dot: [DOTGraphWriter.text(corpus, links)]
      case .jsonGraph: [JSONGraphWriter.text(corpus, links)]
      case .vosviewer: [VOSviewerWriter.text(corpus)]
      case .cypher: [CypherWriter.text(corpus, links)]
      case .neo4j: [Neo4jWriter.papers(corpus), Neo4jWriter.relations(links)]
      case .turtle: [TurtleWriter.text(corpus)]
      case .mermaid: [MermaidWriter.text(corpus, links)]
      case .markdown: [MarkdownWriter.text(corpus)]
      }
    return zip(format.suffixes, texts).map { ($0, $1) }
  }

  /// The corpus under ids that a corpus file may have, for papers of a network: each other id becomes the nearest
  /// well-formed one that is free, and an alias.
  ///
  /// - Returns: The parts, and how many ids are others.
  /// - Complexity: O(*p* + *r*) for *p* papers and *r* relations.
  public static func withWellFormedIDs(_ corpus: Corpus) -> (parts: CorpusParts, changedCount: Int) {
    var parts = corpus.parts
    let unformed = parts.papers.indices.filter { !parts.papers[$0].id.isWellFormed }
    guard !unformed.isEmpty else { return (parts, 0) }
    var ids = UniqueIDs(parts.papers.map(\.id).filter(\.isWellFormed).map(\.rawValue))
    var changed: [PaperID: PaperID] = [:]
    for index in unformed {
      let old = parts.papers[index].id
      let new = PaperID(rawValue: ids.unique(PaperID.wellFormed(old.rawValue).rawValue))
      changed[old] = new
      parts.papers[index].id = new
      if !parts.papers[index].aliases.contains(old.rawValue), parts.papers[index].title != old.rawValue {
        parts.papers[index].aliases.append(old.rawValue)
      }
    }
    for index in parts.relations.indices {
      parts.relations[index].citing = changed[parts.relations[index].citing] ?? parts.relations[index].citing
      parts.relations[index].cited = changed[parts.relations[index].cited] ?? parts.relations[index].cited
    }
    return (parts, changed.count)
  }
}

/// A line of a graph: a relation, or a bridge that stands for a chain of relations.
struct ExportLink {
  let citing: PaperID
  let cited: PaperID
  /// The kind, or the word for a bridge.
  let kind: String
  let relation: Relation?
  /// What the papers in between are called, from the citing end on; empty for a relation.
  let via: [String]

  var confidence: Double { relation?.confidence ?? 1 }
  /// The papers in between in the order in which knowledge flowed.
  var viaWords: String? { via.isEmpty ? nil : via.reversed().joined(separator: " → ") }

  /// The relations, then the bridges.
  static func links(of corpus: Corpus, bridges: [CorpusBridge]) -> [ExportLink] {
    corpus.relations.map {
      ExportLink(citing: $0.citing, cited: $0.cited, kind: $0.kind.rawValue, relation: $0, via: [])
    }
      + bridges.map {
        ExportLink(citing: $0.citing, cited: $0.cited, kind: ExportFormat.bridgeKind, relation: nil, via: $0.via)
      }
  }
}

/// What the writers share.
enum ExportText {
  /// The text with one blank between words and no control characters.
  static func plain(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text.spacedByOne }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? " " : $0 })).spacedByOne
  }

  /// Controls and what no XML may hold.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0xFFFE...0xFFFF, 0x2028...0x2029: true
    default: false
    }
  }

  static func xml(_ text: String) -> String {
    var escaped = ""
    for scalar in plain(text).unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// Texts in one, with semicolons between them; those inside become commas.
  private static func list(_ texts: [String]) -> String {
    texts.map { plain($0.replacing(";", with: ",")) }.filter { !$0.isEmpty }.joined(separator: "; ")
  }

  /// Authors in one text. A comma would part a name, so a semicolon inside becomes a blank.
  private static func names(of paper: Paper) -> String {
    let names = paper.authors.map { plain($0.description.replacing(";", with: " ")) }.filter { !$0.isEmpty }
    return (names + (paper.hasMoreAuthors ? ["et al."] : [])).joined(separator: "; ")
  }

  /// What most graph formats say of a paper: name of the attribute and value. The title is not among them.
  static func attributes(of paper: Paper) -> [(name: String, value: String)] {
    var attributes: [(name: String, value: String)] = []
    func add(_ name: String, _ value: String?) {
      if let value = value.map(plain), !value.isEmpty { attributes.append((name, value)) }
    }
    if paper.name != paper.title { add("name", paper.name) }
    add("aliases", list(paper.aliases))
    for version in paper.versions { add(version.role.rawValue, version.date.description) }
    add("authors", names(of: paper))
    add("organizations", list(paper.organizations))
    add("type", paper.publication.type?.rawValue)
    add("venue", paper.publication.venue)
    add("volume", paper.publication.volume)
    add("issue", paper.publication.issue)
    add("pages", paper.publication.pages)
    add("publisher", paper.publication.publisher)
    add("language", paper.publication.language)
    add("keywords", list(paper.publication.keywords))
    if paper.publication.isRetracted { add("retracted", "true") }
    for scheme in PaperIdentifier.Scheme.allCases {
      add(scheme.rawValue, paper.identifiers.filter { $0.scheme == scheme }.map(\.value).joined(separator: " "))
    }
    add("url", paper.address)
    add("code", paper.code)
    add("topic", paper.topic)
    if paper.isExternal { add("external", "true") }
    add("impact", paper.impact)
    add("abstract", paper.abstract)
    // A bar parts notes, as they have semicolons of their own.
    add("notes", paper.notes.map { $0.replacing("|", with: "/") }.joined(separator: " | "))
    return attributes
  }

  /// The names that ``attributes(of:)`` may give, in order.
  static let attributeNames: [String] =
    ["name", "aliases"] + DateRole.allCases.map(\.rawValue)
    + [
      "authors", "organizations", "type", "venue", "volume", "issue", "pages", "publisher", "language", "keywords",
      "retracted",
    ]
    + PaperIdentifier.Scheme.allCases.map(\.rawValue)
    + ["url", "code", "topic", "external", "impact", "abstract", "notes"]

  /// The names of attributes that some paper of a corpus has.
  static func attributeNames(in corpus: Corpus) -> [String] {
    let names = Set(corpus.papers.flatMap { attributes(of: $0).map(\.name) })
    return attributeNames.filter(names.contains)
  }

  /// The names of attributes that are true or not there.
  static let flagNames: Set<String> = ["retracted", "external"]

  /// The date by which a corpus orders its papers.
  static func date(of paper: Paper, in corpus: Corpus) -> PublicationDate? {
    paper.date(preferring: corpus.dateChoice)
  }

  /// The date of what a bibliography says that the paper is: a preprint's submission, a publication's appearance.
  static func dateInPrint(of paper: Paper, in corpus: Corpus) -> PublicationDate? {
    paper.date(.role(GraphAttributes.role(of: paper))) ?? date(of: paper, in: corpus)
  }

  /// The name of a paper where it has to be said: where it is not the title, and where a title has a short form that
  /// readers would take for the name.
  static func shortTitle(of paper: Paper) -> String? {
    paper.name != paper.title || ListPapers.shortName(plain(paper.title)) != nil ? paper.name : nil
  }

  /// The DOI of the paper, that of the publication before that of a preprint.
  static func doi(of paper: Paper) -> String? {
    paper.identifiers.first { $0.scheme == .doi && !$0.isOfPreprint }?.value ?? paper.identifier(.doi)
  }

  /// A number as short as it can be said.
  static func number(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
  }
}

/// JSON with keys in a given order.
indirect enum ExportJSON {
  case text(String)
  case number(Double)
  case flag(Bool)
  case list([ExportJSON])
  case object([(key: String, value: ExportJSON)])

  /// The value on lines of its own, indented by two blanks.
  func text(indent: Int = 0) -> String {
    let inner = String(repeating: " ", count: indent + 2)
    let outer = String(repeating: " ", count: indent)
    switch self {
    case .text(let text): return Self.quoted(text)
    case .number(let number): return ExportText.number(number)
    case .flag(let flag): return flag ? "true" : "false"
    case .list(let items):
      if items.isEmpty { return "[]" }
      return "[\n" + items.map { inner + $0.text(indent: indent + 2) }.joined(separator: ",\n") + "\n\(outer)]"
    case .object(let pairs):
      if pairs.isEmpty { return "{}" }
      let lines = pairs.map { "\(inner)\(Self.quoted($0.key)): \($0.value.text(indent: indent + 2))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(outer)}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      // A script element of a page ends where these are.
      case "<": quoted += Self.escaped(UInt16(scalar.value))
      case _ where Self.mustBeEscaped(scalar): quoted += String(scalar).utf16.map(Self.escaped).joined()
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// Controls are no JSON, and the others here no YAML, as which corpus files are read.
  private static func mustBeEscaped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028...0x2029, 0xFEFF, 0xFFFE...0xFFFF: true
    case 0x10000...: scalar.value & 0xFFFE == 0xFFFE
    default: false
    }
  }

  private static func escaped(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
