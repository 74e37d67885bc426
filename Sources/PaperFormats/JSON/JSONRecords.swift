import Foundation
import PaperLineage

/// What the readers of bibliographies in JSON have in common.
struct JSONRecords {
  let file: String
  let json: JSONText
  var reading: RecordReading
  /// Where the last value was that is no record.
  private var lastPlace: SourcePlace

  /// - Parameter lists: See ``JSONText``.
  init(_ file: CorpusFile, _ format: BibliographyFormat, lists: Set<String>) {
    self.file = file.name
    lastPlace = SourcePlace(file: file.name, line: 1, column: 1)
    json = JSONText(file, lists: lists)
    reading = RecordReading(file: file.name, format: format, unread: json.unread, ignored: json.ignored)
    if json.isCut {
      reading.diagnostics.append(
        Diagnostic(
          .error, .syntax, "the file is broken, or was cut off: not all of it could be read",
          remedy: "get the file again",
          place: (json.unread.last ?? json.ignored.last)?.place ?? SourcePlace(file: file.name, line: 1, column: 1)))
    }
  }

  /// Keeps a value that is no record. One that is no object gets the place of the record before it.
  mutating func reject(_ value: JSONValue, _ reason: String) {
    if let place = value.object?.place(in: file) ?? reading.records.last?.paper.place,
      (lastPlace.line, lastPlace.column) < (place.line, place.column)
    {
      lastPlace = place
    }
    reading.unread.append(UnreadBlock(place: lastPlace, text: json.source(of: value), reason: reason))
  }

  mutating func warn(
    _ message: String, _ code: Diagnostic.Code = .badValue, remedy: String, at object: JSONObject
  ) {
    reading.diagnostics.append(Diagnostic(.warning, code, message, remedy: remedy, place: object.place(in: file)))
  }

  /// The reading, with what could not be read in the order of the file.
  func finished() -> RecordReading {
    var reading = reading
    // Values at one place stay in their order.
    reading.unread = reading.unread.enumerated().sorted { left, right in
      let (first, second) = (left.element.place, right.element.place)
      return (first.line, first.column, left.offset) < (second.line, second.column, right.offset)
    }.map(\.element)
    return reading
  }

  /// Begins a paper with its title and its short name.
  func paper(titled title: String, at object: JSONObject) -> Paper {
    var paper = Paper(id: PaperID(rawValue: ""), title: title, place: object.place(in: file))
    paper.name = ListPapers.shortName(title) ?? title
    return paper
  }

  /// An abstract, whose place is that of its record: escapes move what stands behind them.
  func abstract(_ text: String, at object: JSONObject) -> PaperText {
    PaperText(field: .abstract, text: text)
  }
}

extension Paper {
  /// Adds an identifier, unless it is there already or the text is none.
  mutating func add(_ scheme: PaperIdentifier.Scheme, _ text: String?) {
    guard let text, let identifier = PaperIdentifier(scheme, text), !identifiers.contains(identifier) else { return }
    identifiers.append(identifier)
  }

  /// Adds a DOI, and the arXiv id that it names if arXiv gave it out.
  mutating func addDOI(_ text: String?) {
    add(.doi, text)
    if let text, text.lowercased().contains("arxiv") { add(.arxiv, text) }
  }

  /// Adds the identifiers that an address of the web is made of.
  mutating func addAddress(_ text: String?) {
    guard let text, text.contains("/") else { return }
    for identifier in PaperIdentifier.readings(of: text) where !identifiers.contains(identifier) {
      identifiers.append(identifier)
    }
  }

  mutating func add(organization: String?) {
    if let organization, !organizations.contains(organization) { organizations.append(organization) }
  }

  /// Dates a paper once, in the role that its type asks for.
  mutating func date(_ date: PublicationDate?) {
    guard let date else { return }
    let role: DateRole =
      switch publication.type {
      case .preprint: .submitted
      case .webpage, .post, .dataset, .software: .released
      default: .published
      }
    versions = [PaperVersion(role: role, date: date)]
  }
}

extension PaperAuthor {
  /// Reads a name as people say it, the given names first: `Laurens van der Maaten`, `Martin Luther King Jr.`; one with a
  /// comma is read as ``init(_:)`` does.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  init?(displayName text: String) {
    let text = text.spacedByOne
    if text.contains(",") || text.hasPrefix("{") {
      self.init(text)
      return
    }
    var words = text.split(separator: " ").map(String.init)
    guard !words.isEmpty else { return nil }
    var suffix: String?
    if words.count > 2, let last = words.last, ["Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"].contains(last) {
      suffix = words.removeLast()
    }
    let family = words.removeLast()
    // Small words before the family name are its particle, if a given name stands before them.
    var particles: [String] = []
    while words.count > 1, let last = words.last, last.first?.isLowercase == true, last.first?.isLetter == true {
      particles.insert(words.removeLast(), at: 0)
    }
    self.init(
      family: family, given: words.joined(separator: " "), particle: particles.joined(separator: " "), suffix: suffix)
  }
}

extension WorkType {
  /// The type that bibliographies call by a name: the words of the Citation Style Language, of Crossref, of OpenAlex and
  /// of Semantic Scholar. What OpenAlex and Crossref call an article is one of a journal; in the Citation Style Language
  /// the bare `article` is a preprint.
  init?(named name: String, bareArticle: WorkType = .article) {
    switch name.lowercased() {
    case "article": self = bareArticle
    case "article-journal", "article-magazine", "article-newspaper", "review", "review-book", "journal-article",
      "journalarticle", "editorial", "letter", "lettersandcomments", "erratum", "retraction", "peer-review",
      "casereport",
      "clinicaltrial", "metaanalysis", "news", "study":
      self = .article
    case "paper-conference", "proceedings-article", "conference", "speech", "conference-paper", "conference-abstract",
      "conference-poster":
      self = .conferencePaper
    case "preprint", "posted-content": self = .preprint
    case "book", "monograph", "edited-book", "reference-book", "book-set", "book-series", "classic": self = .book
    case "chapter", "book-chapter", "book-section", "booksection", "book-part", "book-track", "entry",
      "entry-dictionary", "entry-encyclopedia", "reference-entry":
      self = .chapter
    case "collection", "proceedings", "proceedings-series", "journal", "journal-issue", "journal-volume", "periodical":
      self = .proceedings
    case "thesis", "dissertation": self = .thesis
    case "report", "report-series", "report-component", "working_paper": self = .report
    case "dataset", "database": self = .dataset
    case "software", "computer_program": self = .software
    case "webpage": self = .webpage
    case "post", "post-weblog", "blog-post": self = .post
    case "patent": self = .patent
    case "standard", "standard-series": self = .standard
    case "manuscript": self = .manuscript
    case "document", "other", "bill", "legislation", "legal_case", "treaty", "hearing", "regulation", "pamphlet", "map",
      "graphic", "figure", "song", "motion_picture", "broadcast", "interview", "personal_communication",
      "musical_score",
      "performance", "event", "classic-work", "paratext", "libguides", "supplementary-materials", "grant", "component":
      self = .document
    default: return nil
    }
  }
}

/// Titles and abstracts with tags of HTML, JATS or MathML in them, and with characters that are written as entities.
enum MarkupText {
  /// The text without tags; a paragraph's end is a line feed, other white space one blank. A `<` that begins no tag stays.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  static func plain(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }) else {
      return text.spacedByOne
    }
    var plain = ""
    var rest = text[...]
    while let first = rest.first {
      if first == "<", let (name, end) = tag(rest) {
        if blocks.contains(name) { plain += "\n" }
        rest = rest[end...]
      } else if first == "&", let (character, end) = entity(rest) {
        plain.append(contentsOf: character)
        rest = rest[end...]
      } else {
        plain.append(first)
        rest.removeFirst()
      }
    }
    // An entity may stand for the beginning of another tag (`&lt;i&gt;`), as Crossref has them.
    let lines = plain.split(separator: "\n").map { String($0).spacedByOne }.filter { !$0.isEmpty }
    return lines.joined(separator: "\n")
  }

  /// The text as it has to be written for ``plain(_:)`` to give it back: as it is if that already does.
  static func escaped(_ text: String) -> String {
    plain(text) == text.spacedByOne ? text : text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
  }

  private static let blocks: Set<String> = ["p", "br", "div", "sec", "title", "tr", "li"]

  /// A tag at the beginning of a text: its name without prefix, and where it ends.
  private static func tag(_ text: Substring) -> (name: String, end: String.Index)? {
    var name = text.dropFirst().prefix(40).prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "/:-".contains($0)) }
    guard name.first?.isLetter == true || name.first == "/" else { return nil }
    if name.first == "/" { name.removeFirst() }
    guard let end = text.prefix(400).firstIndex(of: ">"), !text[..<end].dropFirst().contains("<") else { return nil }
    while name.last == "/" { name.removeLast() }
    let bare = name.split(separator: ":").last.map { $0.lowercased() } ?? ""
    let isKnown = name.contains(":") || known.contains(bare)
    return isKnown ? (bare, text.index(after: end)) : nil
  }

  private static let known: Set<String> = [
    "i", "b", "em", "strong", "sup", "sub", "sc", "scp", "span", "p", "br", "div", "u", "tt", "a", "title", "sec",
    "inf",
    "italic", "bold", "jats", "abstract", "table", "tbody", "tr", "td", "th", "ul", "ol", "li", "h1", "h2", "h3", "h4",
    "small", "font", "math", "mi", "mn", "mo", "mrow", "msub", "msup", "mtext", "inline-formula", "tex-math", "code",
  ]

  private static let entities = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "ndash": "–", "mdash": "—",
  ]

  private static func entity(_ text: Substring) -> (character: String, end: String.Index)? {
    guard let end = text.prefix(12).firstIndex(of: ";") else { return nil }
    let name = text[..<end].dropFirst()
    let after = text.index(after: end)
    if name.first == "#" {
      let digits = name.dropFirst()
      let number =
        digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      return number.flatMap(Unicode.Scalar.init).map { (String(Character($0)), after) }
    }
    return entities[String(name)].map { ($0, after) }
  }
}
