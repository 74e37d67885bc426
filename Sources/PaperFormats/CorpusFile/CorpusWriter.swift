import Foundation
public import PaperLineage

/// Writes corpus files that people like to edit.
///
/// What is written can be read again: ``CorpusReader`` gives the same papers, relations and topics, up to places,
/// evidence that is not curated, and white space, which means nothing in a corpus file. Texts other than title, impact
/// and abstract become notes.
public enum CorpusWriter {
  /// Writes a corpus in the form that the name of its file asks for: JSON if it ends so, else YAML.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  public static func text(_ parts: CorpusParts, forFileNamed name: String?) -> String {
    name?.lowercased().hasSuffix(".json") == true ? json(parts) : yaml(parts)
  }

  /// The file as YAML.
  ///
  /// - Complexity: O(*n*) for *n* characters of text, and O(*p* + *r*) for *p* papers and *r* relations.
  public static func yaml(_ parts: CorpusParts) -> String {
    var blocks: [String] = []
    var head = ""
    if let title = parts.title { head += line("title", title) }
    for (language, title) in parts.titles.sorted(by: { $0.key < $1.key }) { head += line("title-\(language)", title) }
    if parts.dateChoice != .earliest { head += "date: \(parts.dateChoice.rawValue)\n" }
    if !parts.topics.isEmpty {
      head += "topics:\n"
      for topic in parts.topics {
        let labels =
          [("label", topic.label)] + topic.labels.sorted { $0.key < $1.key }.map { ("label-\($0.key)", $0.value) }
        let pairs = labels.filter { !isBlank($0.1) }.map { "\($0.0): \(scalar($0.1, inFlow: true))" }
        head += "  \(key(topic.id)): {\(pairs.joined(separator: ", "))}\n"
      }
    }
    if !head.isEmpty { blocks.append(head) }
    let relations = Dictionary(grouping: parts.relations, by: \.citing)
    let papers = parts.papers.map { paper(of: $0, relations: relations[$0.id] ?? []) }
    if papers.isEmpty {
      if blocks.isEmpty { blocks.append("papers: []\n") }
    } else {
      blocks.append("papers:\n" + papers.joined(separator: "\n"))
    }
    return blocks.joined(separator: "\n")
  }

  // MARK: - Papers in YAML

  private static func paper(of paper: Paper, relations: [Relation]) -> String {
    var lines = line("id", paper.id.rawValue)
    // A title of nothing that can be seen would be none.
    lines += line("title", isBlank(paper.title) ? paper.id.rawValue : paper.title)
    if normal(paper.name) != normal(paper.title) { lines += line("name", paper.name) }
    lines += list("aliases", paper.aliases)
    lines += list("authors", paper.authors.compactMap(Self.name))
    if paper.hasMoreAuthors { lines += "more-authors: true\n" }
    if !paper.versions.isEmpty { lines += "dates: {\(paper.versions.map(version).joined(separator: ", "))}\n" }
    lines += list("organizations", paper.organizations)
    lines += line("listed-organization", paper.listedOrganization)
    lines += line("topic", paper.topic)
    if paper.isExternal { lines += "external: true\n" }
    let publication = paper.publication
    lines += line("type", publication.type?.rawValue)
    lines += line("venue", publication.venue)
    for (key, value) in [
      ("volume", publication.volume), ("issue", publication.issue), ("pages", publication.pages),
    ] {
      // Quotes keep a number from being anything else.
      if let value, !isBlank(value) { lines += "\(key): \(quoted(normal(value)))\n" }
    }
    lines += line("publisher", publication.publisher)
    lines += line("language", publication.language)
    lines += list("keywords", publication.keywords)
    if publication.isRetracted { lines += "retracted: true\n" }
    for scheme in PaperIdentifier.Scheme.allCases {
      let values = paper.identifiers.filter { $0.scheme == scheme }.map { quoted($0.value) }
      if !values.isEmpty {
        lines += "\(scheme.rawValue): " + (values.count == 1 ? values[0] : "[\(values.joined(separator: ", "))]") + "\n"
      }
    }
    lines += line("link", paper.link)
    lines += line("code", paper.code)
    lines += line("impact", paper.impact)
    if let abstract = paper.abstract, !isBlank(abstract) { lines += "abstract: " + paragraphs(abstract) + "\n" }
    let notes = (paper.notes + remarks(paper)).filter { !isBlank($0) }
    if !notes.isEmpty {
      lines += "notes:\n" + notes.map { "  - \(scalar($0, inFlow: false))\n" }.joined()
    }
    lines += line("source", paper.source)
    for kind in RelationKind.allCases {
      let ofKind = relations.filter { $0.kind == kind }
      if !ofKind.isEmpty { lines += "\(kind.rawValue):\n" + ofKind.map { "  - \(relation($0))\n" }.joined() }
    }
    let indented = lines.split(separator: "\n", omittingEmptySubsequences: false).dropLast().enumerated().map {
      $1.isEmpty ? "\n" : ($0 == 0 ? "  - " : "    ") + $1 + "\n"
    }
    return indented.joined()
  }

  static func remarks(_ paper: Paper) -> [String] {
    paper.texts.filter { $0.field == .other }.map { text in text.label.map { "\($0): \(text.text)" } ?? text.text }
  }

  private static func version(_ version: PaperVersion) -> String {
    guard let venue = version.venue, !isBlank(venue) else { return "\(version.role.rawValue): \(date(version.date))" }
    return "\(version.role.rawValue): {date: \(date(version.date)), venue: \(scalar(venue, inFlow: true))}"
  }

  private static func date(_ date: PublicationDate) -> String { date.description }

  private static func relation(_ relation: Relation) -> String {
    guard let evidence = relation.evidence.first else { return scalar(relation.cited.rawValue, inFlow: false) }
    var pairs: [String] = []
    if let locator = evidence.locator, !isBlank(locator) { pairs.append("where: \(scalar(locator, inFlow: true))") }
    if let isVerified = evidence.isVerified { pairs.append("verified: \(isVerified)") }
    if evidence.confidence != (evidence.isVerified == false ? 0.4 : 1) {
      pairs.append("confidence: \(evidence.confidence)")
    }
    if let note = evidence.note, !isBlank(note) { pairs.append("note: \(scalar(note, inFlow: true))") }
    guard !pairs.isEmpty else { return scalar(relation.cited.rawValue, inFlow: false) }
    return "{paper: \(scalar(relation.cited.rawValue, inFlow: true)), \(pairs.joined(separator: ", "))}"
  }

  // MARK: - Values

  private static func line(_ key: String, _ value: String?) -> String {
    guard let value, !isBlank(value) else { return "" }
    return "\(key): \(scalar(value, inFlow: false))\n"
  }

  private static func list(_ key: String, _ values: [String]) -> String {
    let values = values.filter { !isBlank($0) }
    return values.isEmpty ? "" : "\(key): [\(values.map { scalar($0, inFlow: true) }.joined(separator: ", "))]\n"
  }

  static func isBlank(_ text: String) -> Bool { normal(text).isEmpty }

  private static func key(_ text: String) -> String { scalar(text, inFlow: true) }

  /// A text of paragraphs: a block with a blank line between them, so that each is one line.
  private static func paragraphs(_ text: String) -> String {
    let paragraphs = text.split(whereSeparator: \.isNewline).map(normal).filter { !$0.isEmpty }
    // A block cannot hold everything; an escaped text can.
    guard paragraphs.count > 1, paragraphs.allSatisfy({ isPrintable($0) && $0.first != "#" }) else {
      let texts = paragraphs.map { escaped($0) }
      return paragraphs.count == 1 ? scalar(paragraphs[0], inFlow: false) : "\"\(texts.joined(separator: "\\n"))\""
    }
    return ">-\n" + paragraphs.map { "  \($0)" }.joined(separator: "\n\n")
  }

  /// A text as it is if YAML reads it so, else in quotes.
  static func scalar(_ text: String, inFlow: Bool) -> String {
    let text = normal(text)
    return isPlain(text) ? text : quoted(text)
  }

  /// White space means nothing in a corpus file but that it parts words. A byte order mark means nothing at all, and
  /// readers drop it where a value begins.
  static func normal(_ text: some StringProtocol) -> String {
    let scalars = text.unicodeScalars.filter { $0 != "\u{FEFF}" }
    return String(String.UnicodeScalarView(scalars)).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The name of an author as readers take it. Where nothing can be seen of the family name, what else there is of the
  /// name stands for it, and nothing if there is nothing else.
  static func name(_ author: PaperAuthor) -> String? {
    let whole = normal(author.description)
    if PaperAuthor(whole) != nil { return whole }
    let rest = normal([author.given, author.suffix].compactMap { $0 }.joined(separator: " "))
    return rest.isEmpty ? nil : PaperAuthor(literal: rest).description
  }

  private static func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": escaped += "\\\""
      case "\\": escaped += "\\\\"
      case _ where isPrintable(scalar): escaped.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let width = scalar.value > 0xFFFF ? 8 : 4
        escaped += (width == 8 ? "\\U" : "\\u") + String(repeating: "0", count: width - digits.count) + digits
      }
    }
    return escaped
  }

  private static func isPrintable(_ text: String) -> Bool { text.unicodeScalars.allSatisfy(isPrintable) }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA1...0x1FFF, 0x2010...0x2027, 0x2030...0x205E, 0x2070...0xD7FF, 0xE000...0xFDFF,
      0xFE10...0xFEFE, 0xFF00...0xFFFD:
      true
    case 0x10000...0x10FFFF: scalar.value & 0xFFFE != 0xFFFE
    default: false
    }
  }

  /// Whether YAML reads a text as it is, in lists and keys within braces too: made of letters, digits and a few marks
  /// that mean nothing there, and no number, date or word that YAML takes for something else.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last, isPrintable(text),
      first.isWordPart || first == "“" || first == "《", last != ":", !text.contains(": "), !text.contains(" #")
    else { return false }
    guard
      !text.unicodeScalars.contains(where: {
        ",[]{}\"'`|>&*!%@#?:\\".unicodeScalars.contains($0) && !($0 == ":" && text.hasPrefix("http"))
      })
    else { return false }
    let lower = text.lowercased()
    if ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "~"].contains(lower) { return false }
    // Anything that may be a number or a date.
    return text.unicodeScalars.contains { $0.isWordPart && !$0.isASCIIDigit && !"eExXoO".unicodeScalars.contains($0) }
  }
}
