import Foundation
import PaperLineage

/// Writes BibTeX that biblatex reads as well: keys are ids, text is UTF-8.
enum BibTeXWriter {
  static func text(_ corpus: Corpus) -> String {
    let cited = Dictionary(grouping: corpus.relations, by: \.citing)
    let keys = keys(of: corpus)
    return corpus.papers.map { paper in
      entry(paper, key: keys[paper.id] ?? "", citing: cited[paper.id] ?? [], keys: keys, in: corpus)
    }.joined(separator: "\n")
  }

  /// The ids, with hyphens for what a key cannot hold, as it may stand in the identifiers of a network. No two keys
  /// differ by case only: BibTeX takes such keys for one.
  private static func keys(of corpus: Corpus) -> [PaperID: String] {
    var keys: [PaperID: String] = [:]
    var taken: Set<String> = []
    for id in corpus.papers.map(\.id) where key(id.rawValue) == id.rawValue {
      if taken.insert(id.rawValue.lowercased()).inserted { keys[id] = id.rawValue }
    }
    var unique = UniqueIDs(taken)
    for id in corpus.papers.map(\.id) where keys[id] == nil {
      let key = key(id.rawValue)
      let folded = key.lowercased()
      keys[id] = key + unique.unique(folded).dropFirst(folded.count)
    }
    return keys
  }

  private static func key(_ id: String) -> String {
    let key = String(
      String.UnicodeScalarView(
        id.unicodeScalars.map { scalar in
          scalar.value <= 0x20 || scalar.value == 0x7F || scalar.properties.isWhitespace
            || "{}(),=\"#%~\\'@;".unicodeScalars.contains(scalar) ? "-" : scalar
        }))
    return key.isEmpty ? "paper" : key
  }

  private static func entry(
    _ paper: Paper, key: String, citing relations: [Relation], keys: [PaperID: String], in corpus: Corpus
  ) -> String {
    let publication = paper.publication
    var fields: [(name: String, value: String)] = []
    func add(_ name: String, _ value: String?) {
      if let value = value.map(ExportText.plain), !value.isEmpty { fields.append((name, "{\(escaped(value))}")) }
    }
    /// What is read as it stands: addresses and identifiers.
    func addVerbatim(_ name: String, _ value: String?) {
      if let value = value.map(ExportText.plain), !value.isEmpty { fields.append((name, "{\(verbatim(value))}")) }
    }
    fields.append(("title", "{\(title(paper.title))}"))
    add("shorttitle", ExportText.shortTitle(of: paper))
    if !paper.authors.isEmpty {
      let names = paper.authors.map(author) + (paper.hasMoreAuthors ? ["others"] : [])
      fields.append(("author", "{\(names.joined(separator: " and "))}"))
    }
    if let date = ExportText.dateInPrint(of: paper, in: corpus) {
      // biblatex takes the date, BibTeX year and month.
      if date.day != nil { fields.append(("date", "{\(date)}")) }
      fields.append(("year", "{\(PublicationDate(year: date.year)?.description ?? "")}"))
      if let month = date.month { fields.append(("month", months[month - 1])) }
    }
    switch publication.type {
    case .conferencePaper, .chapter: add("booktitle", publication.venue)
    default: add("journal", publication.venue)
    }
    add("volume", publication.volume)
    add("number", publication.issue)
    add("pages", publication.pages)
    add("publisher", publication.publisher)
    let institution = paper.organizations.map { "{\(escaped(ExportText.plain($0)))}" }.joined(separator: " and ")
    if !institution.isEmpty {
      let name = publication.type == .thesis || publication.type == .report ? "institution" : "organization"
      fields.append((name, "{\(institution)}"))
    }
    addVerbatim("doi", ExportText.doi(of: paper))
    if let arxiv = paper.identifier(.arxiv) {
      addVerbatim("eprint", arxiv)
      fields.append(("archiveprefix", "{arXiv}"))
    }
    addVerbatim("pmid", paper.identifier(.pmid))
    addVerbatim("pmcid", paper.identifier(.pmcid))
    addVerbatim("isbn", paper.identifier(.isbn))
    addVerbatim("unique-id", paper.identifier(.webOfScience))
    addVerbatim("corpusid", paper.identifier(.corpusID))
    addVerbatim("url", paper.link)
    add("language", publication.language)
    // A semicolon parts them; behind one keyword it says that commas do not.
    let keywords = publication.keywords.map { $0.replacing(";", with: ",") }
    add("keywords", keywords.joined(separator: "; ") + (keywords.count == 1 && keywords[0].contains(",") ? ";" : ""))
    add("abstract", paper.abstract)
    add("note", paper.notes.first)
    add("annotation", paper.notes.dropFirst().joined(separator: " "))
    for kind in RelationKind.allCases {
      let cited = relations.filter { $0.kind == kind }.compactMap { keys[$0.cited] }
      if !cited.isEmpty { fields.append((kind.rawValue, "{\(cited.joined(separator: ", "))}")) }
    }
    let lines = fields.map { "  \($0.name) = \($0.value)" }
    return "@\(type(publication.type)){\(key),\n\(lines.joined(separator: ",\n"))\n}\n"
  }

  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

  private static func type(_ type: WorkType?) -> String {
    switch type {
    case .article: "article"
    case .conferencePaper: "inproceedings"
    case .book: "book"
    case .chapter: "incollection"
    case .proceedings: "proceedings"
    case .thesis: "thesis"
    case .report: "report"
    case .dataset: "dataset"
    case .software: "software"
    case .webpage, .post: "online"
    case .patent: "patent"
    case .standard: "standard"
    case .manuscript: "unpublished"
    case .preprint, .document, nil: "misc"
    }
  }

  private static func author(_ author: PaperAuthor) -> String {
    if author.isLiteral { return "{\(escaped(ExportText.plain(author.family)))}" }
    /// A part that would be taken apart is kept together by braces.
    func part(_ text: String) -> String {
      let plain = ExportText.plain(text)
      let isSplit = plain.contains(",") || " \(plain.lowercased()) ".contains(" and ")
      return isSplit ? "{\(escaped(plain))}" : escaped(plain)
    }
    let last = [author.particle, author.family].compactMap { $0 }.map(part).joined(separator: " ")
    let name = ([last] + [author.suffix, author.given].compactMap { $0 }.map(part)).joined(separator: ", ")
    // Without a comma the first words would be given names.
    return !name.contains(",") && last.contains(" ") ? name + "," : name
  }

  /// A title in which words with capitals inside, such as GPT and LLaMA, keep them in styles that set titles in lower
  /// case.
  private static func title(_ title: String) -> String {
    ExportText.plain(title).split(separator: " ").map { word in
      let isProtected = word.dropFirst().contains(where: \.isUppercase)
      return isProtected ? "{\(escaped(String(word)))}" : escaped(String(word))
    }.joined(separator: " ")
  }

  /// Text with the characters that LaTeX reads as something else escaped. Braces are named, as BibTeX counts escaped
  /// ones too.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\textbackslash{}"
      case "{": escaped += "\\textbraceleft{}"
      case "}": escaped += "\\textbraceright{}"
      case "~": escaped += "\\textasciitilde{}"
      case "^": escaped += "\\textasciicircum{}"
      case "`": escaped += "\\textasciigrave{}"
      case "$", "&", "#", "%", "_": escaped += "\\\(scalar)"
      // Two of them would be one dash or quotation mark.
      case "-" where previous == "-", "'" where previous == "'": escaped += "{}\(scalar)"
      default: escaped.unicodeScalars.append(scalar)
      }
      previous = scalar
    }
    return escaped
  }

  /// Addresses are not escaped; what would end the field is percent-encoded.
  private static func verbatim(_ text: String) -> String {
    text.replacing("{", with: "%7B").replacing("}", with: "%7D").replacing("\\", with: "%5C")
  }
}

/// Writes RIS.
enum RISWriter {
  static func text(_ corpus: Corpus) -> String {
    corpus.papers.map { record($0, in: corpus) }.joined(separator: "\n")
  }

  private static func record(_ paper: Paper, in corpus: Corpus) -> String {
    let publication = paper.publication
    var lines = "TY  - \(type(publication.type))\n"
    func add(_ tag: String, _ value: String?) {
      if let value = value.map(ExportText.plain), !value.isEmpty { lines += "\(tag)  - \(value)\n" }
    }
    /// Readers take tags and entities of HTML off.
    func addPlain(_ tag: String, _ value: String?) {
      add(tag, value.map { MarkupText.escaped(ExportText.plain($0)) })
    }
    add("ID", paper.id.rawValue)
    addPlain("TI", paper.title)
    addPlain("ST", ExportText.shortTitle(of: paper))
    for author in paper.authors { add("AU", name(author)) }
    if paper.hasMoreAuthors { add("AU", "et al.") }
    if let date = ExportText.dateInPrint(of: paper, in: corpus) {
      let parts = date.description.split(separator: "-").map(String.init)
      add("PY", parts[0])
      if parts.count > 1 { add("DA", (parts + [String](repeating: "", count: 4 - parts.count)).joined(separator: "/")) }
    }
    addPlain("T2", publication.venue)
    add("VL", publication.volume)
    add("IS", publication.issue)
    if let pages = publication.pages {
      let ends = pages.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
      if ends.count == 2, !ends[0].isEmpty, !ends[1].isEmpty, ends[0] != ends[1] {
        add("SP", ends[0])
        add("EP", ends[1])
      } else {
        add("SP", pages)
      }
    }
    addPlain("PB", publication.publisher)
    add("DO", ExportText.doi(of: paper))
    for isbn in paper.identifiers where isbn.scheme == .isbn { add("SN", isbn.value) }
    add("C2", paper.identifier(.pmcid))
    add("AN", paper.identifier(.webOfScience))
    add("UR", paper.link)
    for identifier in paper.identifiers where identifier.scheme == .arxiv || identifier.scheme == .pmid {
      if identifier.address != paper.link { add("UR", identifier.address) }
    }
    add("LA", publication.language)
    for keyword in publication.keywords { addPlain("KW", keyword) }
    add("AB", paper.abstract)
    for note in paper.notes { add("N1", note) }
    return lines + "ER  - \n"
  }

  /// `Family, Given, Suffix`; a body ends in a comma, as programs expect it.
  private static func name(_ author: PaperAuthor) -> String {
    if author.isLiteral { return author.family.replacing(",", with: " ") + "," }
    let last = [author.particle, author.family].compactMap { $0 }.joined(separator: " ")
    // Without a comma the first words would be given names; a body has the words in the same order at least.
    if author.given == nil, author.suffix == nil, last.contains(" ") { return last.replacing(",", with: " ") + "," }
    return ([last] + [author.given ?? (author.suffix == nil ? nil : ""), author.suffix].compactMap { $0 })
      .joined(separator: ", ")
  }

  private static func type(_ type: WorkType?) -> String {
    switch type {
    case .article: "JOUR"
    case .conferencePaper: "CPAPER"
    case .preprint: "PREPRINT"
    case .book: "BOOK"
    case .chapter: "CHAP"
    case .proceedings: "CONF"
    case .thesis: "THES"
    case .report: "RPRT"
    case .dataset: "DATA"
    case .software: "COMP"
    case .webpage: "ELEC"
    case .post: "BLOG"
    case .patent: "PAT"
    case .standard: "STAND"
    case .manuscript: "UNPB"
    case .document, nil: "GEN"
    }
  }
}
