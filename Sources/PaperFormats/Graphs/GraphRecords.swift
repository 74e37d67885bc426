import Foundation
import PaperLineage

/// The nodes and arcs of a graph on their way to records: a node is a record, an arc a reference.
struct GraphRecords {
  private let file: CorpusFile
  private let format: BibliographyFormat
  /// Which way arcs run.
  var direction: CitationDirection
  /// What was read, but for the records.
  private(set) var reading: RecordReading
  private var nodes: [Node] = []
  private var numberOfKey: [String: Int] = [:]
  private var undirectedCount = 0
  private var firstUndirected: SourcePlace?
  private var dangling = Occurrences()
  private var unusedAttributes: [String: Int] = [:]
  private var unknownKinds = Occurrences()
  private var toldOfDirection = false

  private struct Node {
    var record: BibliographicRecord
    /// How many references it has so far.
    var count = 0
  }

  init(_ file: CorpusFile, format: BibliographyFormat, direction: CitationDirection) {
    self.file = file
    self.format = format
    self.direction = direction
    reading = RecordReading(file: file.name, format: format)
  }

  /// Settles which way arcs run: as the file says, else as was asked for, else as usual.
  mutating func settleDirection(
    said: CitationDirection?, asked: CitationDirection?, usual: CitationDirection = .citingFirst, at place: SourcePlace
  ) {
    direction = said ?? asked ?? usual
    guard let said, let asked, said != asked, !toldOfDirection else { return }
    toldOfDirection = true
    add(said.unused(place: place))
  }

  func place(_ line: Int, _ column: Int = 1) -> SourcePlace {
    SourcePlace(file: file.name, line: line, column: column)
  }

  /// Keeps what could be no record.
  mutating func addUnread(_ text: String, _ reason: String, at place: SourcePlace) {
    reading.unread.append(UnreadBlock(place: place, text: text, reason: reason))
  }

  /// Keeps what belongs to no record.
  mutating func addIgnored(_ text: String, _ reason: String, at place: SourcePlace) {
    reading.ignored.append(UnreadBlock(place: place, text: text, reason: reason))
  }

  mutating func add(_ diagnostic: Diagnostic) { reading.diagnostics.append(diagnostic) }

  /// Whether there is a node with a key.
  func hasNode(_ key: String) -> Bool { numberOfKey[key] != nil }

  /// Adds a node. A key that is taken already names the first node only, and the new one stands under none. A node that
  /// has nothing to be called by is kept as unread.
  ///
  /// - Parameter date: When it was, if no attribute says so.
  mutating func addNode(
    key: String?, label: String?, attributes: [(name: String, value: String)] = [], date: PublicationDate? = nil,
    text: @autoclosure () -> String = "", at place: SourcePlace
  ) {
    let details = GraphAttributes(attributes)
    func filled(_ text: String?) -> String? { text.map(\.spacedByOne).flatMap { $0.isEmpty ? nil : $0 } }
    let (key, label) = (filled(key), filled(label))
    guard let title = details.title ?? label ?? details.name ?? key else {
      return addUnread(text(), "a node without an id or a label", at: place)
    }
    var paper = Paper(id: PaperID(rawValue: ""), title: title, place: place)
    paper.name = details.name ?? (details.title == nil ? nil : label) ?? ListPapers.shortName(title) ?? title
    details.fill(&paper)
    for name in details.unused { unusedAttributes[name, default: 0] += 1 }
    for text in [key, label] {
      for identifier in text.map(PaperIdentifier.readings) ?? [] where !paper.identifiers.contains(identifier) {
        paper.identifiers.append(identifier)
      }
    }
    if let date, paper.versions.isEmpty {
      paper.versions = [PaperVersion(role: GraphAttributes.role(of: paper), date: date)]
    }
    guard let key else {
      nodes.append(Node(record: BibliographicRecord(paper: paper)))
      return
    }
    if numberOfKey[key] == nil {
      numberOfKey[key] = nodes.count
      nodes.append(Node(record: BibliographicRecord(paper: paper, localKeys: [key])))
    } else {
      add(
        Diagnostic(
          .warning, .duplicateID, "two nodes have the id “\(key)”; relations go to the first one",
          remedy: "give one of them another id", place: place))
      nodes.append(Node(record: BibliographicRecord(paper: paper)))
    }
  }

  /// Gives a node a date, if it has none.
  mutating func setYear(_ year: PublicationDate, ofKey key: String) {
    guard let number = numberOfKey[key], nodes[number].record.paper.versions.isEmpty else { return }
    nodes[number].record.paper.versions = [
      PaperVersion(role: GraphAttributes.role(of: nodes[number].record.paper), date: year)
    ]
  }

  /// Adds an arc.
  ///
  /// - Parameters:
  ///   - kind: What the arc is called; `nil` or an unknown word says that one cites the other. A bridge stands for a chain
  ///     of papers that are not in the file; it is no relation, and kept as ignored.
  ///   - confidence: How sure the file is, 0 … 1; anything else says nothing.
  mutating func addArc(
    from source: String, to target: String, kind: String? = nil, confidence: String? = nil,
    text: @autoclosure () -> String, at place: SourcePlace
  ) {
    guard kind != ExportFormat.bridgeKind else {
      return addIgnored(text(), "a line that stands for a chain of papers", at: place)
    }
    var (citing, cited) = direction == .citingFirst ? (source, target) : (target, source)
    var relation = RelationKind.cites
    if let kind = kind.map(\.spacedByOne), !kind.isEmpty {
      if let known = RelationWord(kind) {
        relation = known.kind
        if known.isInverse { (citing, cited) = (cited, citing) }
      } else {
        unknownKinds.add(kind, at: place)
      }
    }
    for end in [citing, cited] where numberOfKey[end] == nil { dangling.add(end, at: place) }
    guard let number = numberOfKey[citing] else { return addIgnored(text(), Self.arcWithoutNode, at: place) }
    nodes[number].count += 1
    nodes[number].record.references.append(
      CitedReference(
        localKey: cited, text: numberOfKey[cited] == nil ? cited : nil, kind: relation,
        confidence: confidence.flatMap { Double($0.trimmed) }.flatMap { 0...1 ~= $0 ? $0 : nil },
        locator: "reference \(nodes[number].count)", place: place))
  }

  /// Keeps an edge that has no direction: who cites whom is not said.
  mutating func addEdge(text: @autoclosure () -> String, at place: SourcePlace) {
    undirectedCount += 1
    if firstUndirected == nil { firstUndirected = place }
    addIgnored(text(), Self.edgeWithoutDirection, at: place)
  }

  /// Why arcs and edges are not used, of which there is a word in the diagnostics as well.
  static let arcWithoutNode = "an arc of a node that is not there"
  static let edgeWithoutDirection = "an undirected edge"

  /// All that was read, and what there is to say of the whole.
  func finished() -> RecordReading {
    var reading = reading
    reading.records = nodes.map(\.record)
    func note(
      _ severity: Diagnostic.Severity, _ code: Diagnostic.Code, _ text: String, _ remedy: String, _ place: SourcePlace?
    ) {
      reading.diagnostics.append(
        Diagnostic(
          severity, code, text, remedy: remedy, place: place ?? SourcePlace(file: file.name, line: 1, column: 1)))
    }
    if undirectedCount > 0 {
      note(
        .warning, .badValue,
        "\(undirectedCount) edge\(undirectedCount == 1 ? " has" : "s have") no direction, so nobody knows who cites whom",
        "write arcs instead", firstUndirected)
    }
    for (key, count, place) in dangling.shown {
      note(
        .warning, .danglingRelation,
        "there is no node “\(key)”, which \(count == 1 ? "an arc names" : "\(count) arcs name")",
        "add the node, or correct its id",
        place)
    }
    if dangling.hidden.words > 0 {
      note(
        .warning, .danglingRelation,
        "\(dangling.hidden.words) more nodes that are not there are named by \(dangling.hidden.count) arcs",
        "add the nodes", dangling.shown.last?.place)
    }
    if !unusedAttributes.isEmpty {
      note(
        .note, .unknownKey, "attributes that say nothing of a paper are not used: \(Self.list(unusedAttributes))",
        "call what a paper is known by title, date, doi, arxiv, authors, venue, url", nil)
    }
    let kinds = "use \(RelationKind.allCases.map(\.rawValue).joined(separator: ", ")) or a term of CiTO"
    for (word, count, place) in unknownKinds.shown {
      note(
        .warning, .unknownKind,
        "“\(word)” is no kind of relation; \(count == 1 ? "the arc is" : "\(count) arcs are") read as “cites”", kinds,
        place)
    }
    if unknownKinds.hidden.words > 0 {
      note(
        .warning, .unknownKind,
        "\(unknownKinds.hidden.words) more words are no kinds of relations; \(unknownKinds.hidden.count) arcs are read as “cites”",
        kinds, unknownKinds.shown.last?.place)
    }
    return reading
  }

  private static func list(_ counts: [String: Int]) -> String {
    let shown = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let words = shown.prefix(12).map { "\($0.key) (\($0.value))" }
    return (words + (shown.count > 12 ? ["and \(shown.count - 12) more"] : [])).joined(separator: ", ")
  }
}

/// Words with how often they occur and where they do so first.
struct Occurrences {
  private var order: [String] = []
  private var found: [String: (count: Int, place: SourcePlace)] = [:]
  /// How many words are told one by one: a million of them help nobody.
  private static let limit = 1_000

  mutating func add(_ word: String, at place: SourcePlace) {
    if found[word] == nil { order.append(word) }
    found[word] = ((found[word]?.count ?? 0) + 1, found[word]?.place ?? place)
  }

  /// The first words, in the order in which they came.
  var shown: [(word: String, count: Int, place: SourcePlace)] {
    order.prefix(Self.limit).compactMap { word in found[word].map { (word, $0.count, $0.place) } }
  }

  /// How many words there are beyond these, and how often they occur.
  var hidden: (words: Int, count: Int) {
    let rest = order.dropFirst(Self.limit)
    return (rest.count, rest.reduce(0) { $0 + (found[$1]?.count ?? 0) })
  }
}

/// How many values the elements of a graph take from what is declared for all of them.
///
/// Many declarations and many elements would take time and memory that grow with the square of the file; graphs as they
/// are have a few of them. Beyond what the length of a file allows, elements have no values but their own.
struct DefaultValues {
  private var budget: Int

  init(fileLength: Int) { budget = 10_000 + 2 * fileLength }

  /// Values that are declared, or none of them if it would be too many.
  mutating func used<Declared: Collection>(_ declared: Declared) -> Declared.SubSequence {
    guard declared.count <= budget else { return declared.prefix(0) }
    budget -= declared.count
    return declared[...]
  }
}

/// What an arc of a graph is called, as a kind of relation.
struct RelationWord: Equatable {
  let kind: RelationKind
  /// Whether the word is said of the cited paper: `isCitedBy`.
  let isInverse: Bool

  /// Reads one of our kinds, a term of CiTO or `prov:wasDerivedFrom`, with or without prefix or address. Other terms of
  /// CiTO say that one paper cites the other.
  init?(_ word: String) {
    // `cito:extends`, `http://purl.org/spar/cito/extends`, `https://w3id.org/…#extends`
    let bare = word.spacedByOne.split { ":/#".contains($0) }.last.map(String.init) ?? ""
    let key = NameKey(bare).text
    if let kind = Self.ours[key] {
      (self.kind, isInverse) = (kind, false)
    } else if let kind = Self.terms[key] {
      (self.kind, isInverse) = (kind, false)
    } else if let kind = Self.inverses[key] {
      (self.kind, isInverse) = (kind, true)
    } else {
      return nil
    }
  }

  private static let ours = Dictionary(
    uniqueKeysWithValues: RelationKind.allCases.map { ($0.rawValue.lowercased(), $0) })

  private static let terms: [String: RelationKind] = {
    var terms: [String: RelationKind] = [
      "wasderivedfrom": .isDerivedFrom, "derivedfrom": .isDerivedFrom, "citesassourcedocument": .isDerivedFrom,
      "wasrevisionof": .updates, "references": .cites,
      "compiles": .usesDataFrom, "citesasdatasource": .usesDataFrom, "discusses": .comparesWith, "cite": .cites,
      "citation": .cites,
    ]
    for other in [
      "agreesWith", "citesAsAuthority", "citesAsEvidence", "citesAsMetadataDocument", "citesAsPotentialSolution",
      "citesAsRecommendedReading", "citesAsRelated", "citesForInformation", "confirms", "containsAssertionFrom",
      "corrects", "credits", "critiques", "derides", "describes", "disagreesWith", "disputes", "documents",
      "includesExcerptFrom", "includesQuotationFrom", "linksTo", "obtainsBackgroundFrom", "obtainsSupportFrom",
      "parodies", "plagiarizes", "qualifies", "refutes", "repliesTo", "retracts", "reviews", "ridicules",
      "speculatesOn", "supports", "usesConclusionsFrom",
    ] { terms[other.lowercased()] = .cites }
    return terms
  }()

  private static let inverses: [String: RelationKind] = [
    "iscitedby": .cites, "citedby": .cites, "isupdatedby": .updates, "isextendedby": .extends,
    "iscitedassourcedocumentby": .isDerivedFrom, "providesmethodfor": .usesMethodIn, "providesdatafor": .usesDataFrom,
    "isciteddatasourceby": .usesDataFrom, "iscitedasdatasourceby": .usesDataFrom, "isdiscussedby": .comparesWith,
    "iscitedforinformationby": .cites, "iscitedasevidenceby": .cites, "iscitedasauthorityby": .cites,
    "iscitedasrelatedby": .cites, "isreviewedby": .cites, "issupportedby": .cites, "isrefutedby": .cites,
    "iscreditedby": .cites,
  ]
}

/// What the attributes of a node say of a paper, by the names that tools give them.
struct GraphAttributes {
  private(set) var title: String?
  private(set) var name: String?
  /// Names of attributes that say nothing of a paper.
  private(set) var unused: [String] = []
  private var values: [String: String] = [:]

  init(_ attributes: [(name: String, value: String)]) {
    for (name, value) in attributes {
      let text = value.spacedByOne
      let key = NameKey(name).text
      guard let meaning = Self.meanings[key] else {
        unused.append(name)
        continue
      }
      guard !text.isEmpty, values[meaning] == nil else { continue }
      values[meaning] = text
    }
    title = values["title"]
    name = values["name"]
  }

  /// What a paper is said to be.
  func fill(_ paper: inout Paper) {
    for scheme in PaperIdentifier.Scheme.allCases {
      for value in (values[scheme.rawValue] ?? "").split(separator: " ") {
        if let identifier = PaperIdentifier(scheme, String(value)) { add(identifier, to: &paper) }
      }
    }
    if let address = FieldLink(values["link"] ?? "").address {
      paper.link = address
      for identifier in PaperIdentifier.readings(of: address) { add(identifier, to: &paper) }
    }
    if let authors = values["authors"] {
      let parts = authors.split(separator: ";").map(\.trimmed).filter { !$0.isEmpty }
      let isOneList = parts.count > 1 || authors.contains("{") || authors.contains(",") || !authors.contains(" and ")
      let names = isOneList ? parts : authors.components(separatedBy: " and ")
      paper.hasMoreAuthors = names.contains(where: AuthorList.isMarkOfMore)
      paper.authors = names.filter { !AuthorList.isMarkOfMore($0) }.compactMap { name in
        name.hasPrefix("{") || name.contains(",") ? PaperAuthor(name) : BibTeXNames.author(name)
      }
    }
    func list(_ name: String, separator: Character = ";") -> [String] {
      (values[name] ?? "").split(separator: separator).map(\.trimmed).filter { !$0.isEmpty }
    }
    paper.organizations = list("organizations")
    paper.aliases = list("aliases")
    paper.notes = list("notes", separator: "|")
    paper.topic = values["topic"]
    paper.isExternal = Self.isTrue(values["external"])
    paper.code = values["code"].flatMap { PaperIdentifier.isWebAddress($0) ? $0 : nil }
    paper.publication.language = values["language"]
    paper.publication.keywords = list("keywords")
    paper.publication.type = values["type"].flatMap { WorkType(rawValue: $0) }
    paper.publication.venue = values["venue"]
    paper.publication.volume = values["volume"]
    paper.publication.issue = values["issue"]
    paper.publication.pages = values["pages"]
    paper.publication.publisher = values["publisher"]
    if let abstract = values["abstract"] { paper.texts = [PaperText(field: .abstract, text: abstract)] }
    paper.impact = values["impact"]
    paper.publication.isRetracted = Self.isTrue(values["retracted"])
    for role in DateRole.allCases {
      if let date = values[role.rawValue].flatMap(Self.date) {
        paper.versions.append(PaperVersion(role: role, date: date))
      }
    }
    guard paper.versions.isEmpty else { return }
    let whole = values["date"].flatMap(Self.date)
    let year = values["year"].flatMap { year in
      LooseDate.read(year: year, month: values["month"], day: values["day"]) ?? Self.date(year)
    }
    let date = whole.map { whole in
      year.map { $0.year == whole.year && $0.precision > whole.precision ? $0 : whole } ?? whole
    }
    if let date = date ?? year { paper.versions = [PaperVersion(role: Self.role(of: paper), date: date)] }
  }

  private func add(_ identifier: PaperIdentifier, to paper: inout Paper) {
    if !paper.identifiers.contains(identifier) { paper.identifiers.append(identifier) }
  }

  private static func isTrue(_ text: String?) -> Bool { ["true", "1", "yes"].contains(text?.lowercased()) }

  /// A date; a year may be written as a number with a fraction of zero.
  static func date(_ text: String) -> PublicationDate? {
    let text = text.trimmed
    if let number = Double(text) {
      guard number == number.rounded(), 1000...2999 ~= number else { return nil }
      return PublicationDate(year: Int(number))
    }
    return PublicationDate(String(text.prefix(10))) ?? LooseDate.read(text)
  }

  /// What the date of a paper is the date of, if nobody says.
  static func role(of paper: Paper) -> DateRole {
    switch paper.publication.type {
    case .webpage, .post, .dataset, .software: return .released
    case .preprint: return .submitted
    default:
      let isRegistered = paper.identifiers.contains { $0.scheme == .doi && !$0.isOfPreprint }
      return paper.identifier(.arxiv) != nil && !isRegistered && paper.publication.venue == nil
        ? .submitted : .published
    }
  }

  /// What names of attributes mean, both without blanks, marks and capitals.
  private static let meanings: [String: String] = {
    var meanings: [String: String] = [
      "title": "title", "papertitle": "title", "articletitle": "title", "displayname": "title",
      "name": "name", "shortname": "name",
      "date": "date", "publicationdate": "date", "pubdate": "date", "createddate": "date", "time": "date",
      "year": "year", "pubyear": "year", "publicationyear": "year", "publishedyear": "year", "py": "year",
      "month": "month", "day": "day",
      "firstsubmitted": "submitted", "releasedate": "released",
      "doiurl": "doi", "arxivid": "arxiv", "eprint": "arxiv", "pubmed": "pmid", "pubmedid": "pmid", "pmc": "pmcid",
      "openalexid": "openalex", "semanticscholar": "s2", "semanticscholarid": "s2", "paperid": "s2", "s2id": "s2",
      "corpusid": "corpus-id", "ut": "wos", "eid": "scopus",
      "url": "link", "href": "link", "link": "link", "uri": "link",
      "author": "authors", "authors": "authors", "creator": "authors", "creators": "authors",
      "organization": "organizations", "organizations": "organizations", "organisation": "organizations",
      "affiliation": "organizations", "institution": "organizations",
      "venue": "venue", "journal": "venue", "container": "venue", "containertitle": "venue", "booktitle": "venue",
      "publication": "venue", "source": "venue", "sourcetitle": "venue",
      "volume": "volume", "issue": "issue", "pages": "pages", "publisher": "publisher", "abstract": "abstract",
      "aliases": "aliases", "notes": "notes", "note": "notes", "topic": "topic", "external": "external", "code": "code",
      "coderepository": "code", "language": "language", "keywords": "keywords", "keyword": "keywords",
      "impact": "impact", "type": "type", "worktype": "type", "isretracted": "retracted", "retracted": "retracted",
    ]
    for scheme in PaperIdentifier.Scheme.allCases { meanings[NameKey(scheme.rawValue).text] = scheme.rawValue }
    for role in DateRole.allCases { meanings[role.rawValue] = role.rawValue }
    return meanings
  }()
}

/// Characters that are written as entities: `&#243;`, `&amp;`.
enum TextEntities {
  /// The text with its entities decoded, each once; what is no entity stays.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  static func decoded(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var decoded = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "&") {
      decoded += rest[..<start]
      let tail = rest[rest.index(after: start)...]
      // No name of an entity is longer.
      let name = tail.prefix(12).prefix { $0 != ";" && $0 != "&" }
      if name.endIndex < tail.endIndex, tail[name.endIndex] == ";", let character = character(name) {
        decoded += character
        rest = tail[tail.index(after: name.endIndex)...]
      } else {
        decoded += "&"
        rest = tail
      }
    }
    return decoded + rest
  }

  private static func character(_ name: Substring) -> String? {
    if name.first == "#" {
      let digits = name.dropFirst()
      let value = digits.first?.lowercased() == "x" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      return value.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
    }
    if let plain = named[String(name)] { return plain }
    // `&eacute;`, `&Scaron;`: a letter and the mark on it.
    guard let letter = name.first, let mark = marks[String(name.dropFirst())] else { return nil }
    return String(letter) + mark
  }

  private static let named = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "szlig": "ß", "oslash": "ø",
    "Oslash": "Ø", "aelig": "æ", "AElig": "Æ", "oelig": "œ", "OElig": "Œ", "ndash": "–", "mdash": "—", "lsquo": "‘",
    "rsquo": "’", "ldquo": "“", "rdquo": "”", "hellip": "…", "eth": "ð", "ETH": "Ð", "thorn": "þ", "THORN": "Þ",
    "copy": "©", "reg": "®", "deg": "°", "times": "×", "laquo": "«", "raquo": "»", "middot": "·", "bull": "•",
  ]
  private static let marks = [
    "acute": "\u{301}", "grave": "\u{300}", "circ": "\u{302}", "tilde": "\u{303}", "uml": "\u{308}",
    "cedil": "\u{327}", "ring": "\u{30A}", "caron": "\u{30C}",
  ]
}

extension CitationDirection {
  /// The note that a file says itself which way its arcs run, so that another direction asked for does not count.
  func unused(place: SourcePlace) -> Diagnostic {
    Diagnostic(
      .note, .badValue, "the file says itself that it is \(rawValue), so that --direction is not used for it",
      remedy: "take that out of the file if it is wrong", place: place)
  }
}
