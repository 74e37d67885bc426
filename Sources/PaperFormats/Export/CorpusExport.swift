public import PaperLineage

/// A format that other tools read.
public enum ExportFormat: String, CaseIterable, Sendable {
  /// BibTeX and biblatex. Holds one date of a paper and no identifiers of OpenAlex, Semantic Scholar and DBLP; relations
  /// are keys in a field `cites`, without kind and evidence, which only this program knows. Of topics, external papers,
  /// names in use, aliases and impact it holds nothing.
  case bibtex
  /// RIS. Holds one date of a paper, and no relations; otherwise as BibTeX.
  case ris
  /// CSL-JSON. Holds one date of a paper and no relations; of identifiers DOI, PubMed, PubMed Central and ISBN.
  case csl
  /// Two tables of values between commas, papers and relations. Holds one piece of evidence of a relation. A cell that a
  /// spreadsheet would take for a formula begins with an apostrophe.
  case csv
  /// GraphML. Relations run from the citing to the cited paper; evidence is its confidence only.
  case graphML = "graphml"
  /// GEXF 1.2, dynamic. A paper is there from the first day that its date allows; the date as it is known is an
  /// attribute. Evidence is its confidence only.
  case gexf
  /// A network of Pajek, the kinds of relations as labels of arcs, and the years of the papers beside it. Holds titles
  /// and years, and nothing else of papers; evidence is lost. Titles that two papers share get the id behind them, as
  /// other tools take labels for ids.
  case pajek
  /// DOT, with arrows from the earlier to the later paper as in pictures, which an attribute of the graph says. Holds no
  /// abstracts, notes and evidence.
  case dot
  /// JSON Graph Format, version 2. Evidence is its confidence only.
  case jsonGraph = "jgf"
  /// A map and network of VOSviewer. Holds titles, years and addresses; its links have no direction and no kind.
  case vosviewer
  /// Statements in Cypher that make a graph in Neo4j and others. Holds no abstracts and notes; evidence is its confidence.
  case cypher
  /// Two tables for the bulk import of Neo4j. Holds what `cypher` holds; cells are as they are, since no spreadsheet
  /// reads them.
  case neo4j
  /// RDF in Turtle, with the terms of CiTO and FaBiO. Holds no evidence; `comparesWith` becomes `cito:discusses`.
  case turtle
  /// A list in Markdown for people. Holds one date of a paper; relations are names in brackets behind their kind.
  case markdown
}

/// Writes corpora for other tools.
public enum CorpusExport {
  /// The files of a corpus in a format, each with the ending of its name: `.net` and `.clu`.
  ///
  /// The same corpus gives the same text. Control characters become blanks.
  /// - Complexity: O(*n*) for *n* characters, papers and relations.
  public static func files(_ corpus: Corpus, as format: ExportFormat) -> [(suffix: String, text: String)] {
    switch format {
    case .bibtex: [(".bib", BibTeXWriter.text(corpus))]
    case .ris: [(".ris", RISWriter.text(corpus))]
    case .csl: [(".json", CSLWriter.text(corpus))]
    case .csv: [("-papers.csv", CSVWriter.papers(corpus)), ("-relations.csv", CSVWriter.relations(corpus))]
    case .graphML: [(".graphml", GraphMLWriter.text(corpus))]
    case .gexf: [(".gexf", GEXFWriter.text(corpus))]
    case .pajek: [(".net", PajekWriter.network(corpus)), (".clu", PajekWriter.years(corpus))]
    case .dot: [(".dot", DOTGraphWriter.text(corpus))]
    case .jsonGraph: [(".json", JSONGraphWriter.text(corpus))]
    case .vosviewer: [(".json", VOSviewerWriter.text(corpus))]
    case .cypher: [(".cypher", CypherWriter.text(corpus))]
    case .neo4j: [("-papers.csv", Neo4jWriter.papers(corpus)), ("-relations.csv", Neo4jWriter.relations(corpus))]
    case .turtle: [(".ttl", TurtleWriter.text(corpus))]
    case .markdown: [(".md", MarkdownWriter.text(corpus))]
    }
  }
}

/// What the writers share.
enum ExportText {
  /// The text with one blank between words and no control characters.
  static func plain(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? " " : $0 })).spacedByOne
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

  /// What most graph formats say of a paper: name of the attribute and value. The title is not among them.
  static func attributes(of paper: Paper) -> [(name: String, value: String)] {
    var attributes: [(name: String, value: String)] = []
    func add(_ name: String, _ value: String?) {
      if let value = value.map(plain), !value.isEmpty { attributes.append((name, value)) }
    }
    if paper.name != paper.title { add("name", paper.name) }
    for version in paper.versions { add(version.role.rawValue, version.date.description) }
    add("authors", paper.authors.map(\.description).joined(separator: "; "))
    add("organizations", paper.organizations.joined(separator: "; "))
    add("type", paper.publication.type?.rawValue)
    add("venue", paper.publication.venue)
    add("volume", paper.publication.volume)
    add("issue", paper.publication.issue)
    add("pages", paper.publication.pages)
    add("publisher", paper.publication.publisher)
    for scheme in PaperIdentifier.Scheme.allCases {
      add(scheme.rawValue, paper.identifiers.filter { $0.scheme == scheme }.map(\.value).joined(separator: " "))
    }
    add("url", paper.address)
    add("topic", paper.topic)
    if paper.isExternal { add("external", "true") }
    return attributes
  }

  /// The names that ``attributes(of:)`` may give, in order.
  static let attributeNames: [String] =
    ["name"] + DateRole.allCases.map(\.rawValue)
    + ["authors", "organizations", "type", "venue", "volume", "issue", "pages", "publisher"]
    + PaperIdentifier.Scheme.allCases.map(\.rawValue) + ["url", "topic", "external"]

  /// The date by which a corpus orders its papers.
  static func date(of paper: Paper, in corpus: Corpus) -> PublicationDate? {
    paper.date(preferring: corpus.dateChoice)
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
      // A script element of a page ends where these are; controls are no JSON.
      case "<": quoted += "\\u003c"
      case _ where scalar.value < 0x20 || 0x7F..<0xA0 ~= scalar.value || 0x2028...0x2029 ~= scalar.value:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
