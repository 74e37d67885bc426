import Foundation
import PaperLineage

/// Reads BibTeX and biblatex.
///
/// Strings are put in, fields inherited through `crossref` and `xdata`, and LaTeX turned into Unicode. References come
/// from the fields in which exports keep them: `cited-references` (Web of Science), `references` (Scopus), `cites` and
/// `related`.
public enum BibTeXReader {
  /// Reads a file.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  public static func read(_ file: CorpusFile) -> RecordReading {
    var reading = RecordReading(file: file.name, format: .bibtex)
    var strings = Strings(fileLength: file.text.utf8.count)
    var entries: [BibTeXEntry] = []
    for block in BibTeXSplitter.blocks(of: file) {
      switch block {
      case .entry(let entry): entries.append(entry)
      case .string(let name, let value, let place):
        if strings.define(name, value) {
          reading.diagnostics.append(
            Diagnostic(
              .warning, .conflict, "the string “\(name.shortened)” is defined twice, differently",
              remedy: "the last one counts; give one of them another name", place: place))
        }
      case .preamble(let block): reading.ignored.append(block)
      case .comment(let block):
        reading.ignored.append(block)
        if let marker = Self.conflictMarker(block) { reading.diagnostics.append(marker) }
      case .broken(let block): reading.unread.append(block)
      }
    }
    let resolved = BibTeXInheritance(entries.map { Fields($0, &strings) }, fileLength: file.text.utf8.count)
    for (entry, fields) in zip(entries, resolved.entries) {
      for remark in entry.remarks {
        reading.diagnostics.append(
          Diagnostic(
            .warning, .syntax, "“\(entry.key.shortened)”: \(remark)", remedy: "the entry was read as far as it goes",
            place: entry.place))
      }
      reading.diagnostics += fields.diagnostics
      if entry.type == "xdata" || entry.type == "set" {
        reading.ignored.append(
          UnreadBlock(place: entry.place, text: "@\(entry.type){\(entry.key)", reason: "holds data of other entries"))
        continue
      }
      let maker = BibTeXRecord(entry, fields)
      let record = maker.record
      reading.diagnostics += maker.findings(of: record.paper)
      if record.paper.title == entry.key || record.paper.title == "?" {
        reading.diagnostics.append(
          Diagnostic(
            .warning, .missingTitle,
            entry.key.isEmpty ? "an entry has neither key nor title" : "“\(entry.key.shortened)” has no title",
            remedy: entry.key.isEmpty ? "add its title" : "its key stands for it", place: entry.place))
      }
      reading.records.append(record)
    }
    return reading
  }

  /// What version control leaves between entries where two versions of the file could not be joined.
  private static func conflictMarker(_ block: UnreadBlock) -> Diagnostic? {
    let lines = block.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard let line = lines.firstIndex(where: { $0.hasPrefix("<<<<<<<") }) else { return nil }
    return Diagnostic(
      .warning, .syntax, "two versions of the file were not joined here: both were read",
      remedy: "resolve the conflict, and remove the version that is wrong",
      place: SourcePlace(file: block.place.file, line: block.place.line + line, column: 1))
  }

  /// The strings that every style knows.
  private static let months: [String: String] = Dictionary(
    uniqueKeysWithValues: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"].map {
      ($0, $0)
    })

  /// What the names of strings stand for.
  ///
  /// Strings that double themselves, and long ones in many places, would make more of a small file than any memory holds,
  /// so what is put in is bounded by the length of the file.
  fileprivate struct Strings {
    private var values: [String: String] = BibTeXReader.months
    private var budget: Int

    init(fileLength: Int) { budget = (1 << 20) + 8 * fileLength }

    /// Whether the file gave the name to something else before.
    mutating func define(_ name: String, _ value: [BibTeXToken]) -> Bool {
      let text = text(of: value).text
      let before = values.updateValue(text, forKey: name)
      return before != nil && before != text && BibTeXReader.months[name] == nil
    }

    /// The parts of a value put together, and the names of strings that nobody defined or that are too long; these stay
    /// as they stand.
    mutating func text(of value: [BibTeXToken]) -> (text: String, unknown: [String], tooLong: [String]) {
      var unknown: [String] = []
      var tooLong: [String] = []
      var text = ""
      for token in value {
        switch token {
        case .text(let part): text += part
        case .macro(let name):
          guard let part = values[name.lowercased()] else {
            unknown.append(name)
            text += name
            continue
          }
          if part.utf8.count <= budget {
            budget -= part.utf8.count
            text += part
          } else {
            tooLong.append(name)
            text += name
          }
        }
      }
      return (text, unknown, tooLong)
    }
  }

  /// The fields of an entry as texts, LaTeX and all.
  struct Fields {
    let key: String
    let type: String
    let place: SourcePlace
    var values: [String: String] = [:]
    var places: [String: SourcePlace] = [:]
    var diagnostics: [Diagnostic] = []

    fileprivate init(_ entry: BibTeXEntry, _ strings: inout Strings) {
      key = entry.key
      type = entry.type
      place = entry.place
      var lists: [String: [String]] = [:]
      var isRepeated: Set<String> = []
      for field in entry.fields {
        let value = strings.text(of: field.value)
        for name in value.unknown where field.name != "month" {
          diagnostics.append(
            Diagnostic(
              .warning, .badValue, "“\(entry.key.shortened)”: no string is called “\(name.shortened)”",
              remedy: "define it with @string, or put the value in braces", place: field.place))
        }
        for name in value.tooLong {
          diagnostics.append(
            Diagnostic(
              .warning, .badValue,
              "“\(entry.key.shortened)”: the string “\(name.shortened)” makes the file many times as long as it is",
              remedy: "put the value in braces", place: field.place))
        }
        if let first = values[field.name] {
          if first == value.text { continue }
          if isRepeated.insert(field.name).inserted, Self.isPart(first, of: field.name) { lists[field.name] = [first] }
          if lists[field.name] != nil, Self.isPart(value.text, of: field.name) {
            lists[field.name]?.append(value.text)
          } else {
            // BibTeX keeps the first one.
            diagnostics.append(
              Diagnostic(
                .warning, .conflict, "“\(entry.key.shortened)” has “\(field.name)” twice",
                remedy: "the first one counts",
                place: field.place))
          }
          continue
        }
        values[field.name] = value.text
        places[field.name] = field.place
      }
      for (name, parts) in lists { values[name] = Self.joined(parts, of: name) }
    }

    /// Whether a field that stands several times in an entry is one part of a list: some programs write a field for each
    /// person or keyword. A field with several names may be another version of the list.
    private static func isPart(_ text: String, of field: String) -> Bool {
      switch field {
      case "author", "editor": BibTeXNames.names(in: text).count == 1
      case "keywords", "keyword": true
      default: false
      }
    }

    private static func joined(_ parts: [String], of field: String) -> String {
      if field == "author" || field == "editor" { return parts.joined(separator: " and ") }
      return parts.joined(separator: parts.contains { $0.utf8.contains(UInt8(ascii: ";")) } ? "; " : ", ")
    }
  }
}

/// Fields that entries take from others through `xdata` and `crossref`.
private struct BibTeXInheritance {
  private(set) var entries: [BibTeXReader.Fields]
  private let own: [BibTeXReader.Fields]
  private let byKey: [String: Int]
  private var isDone: [Bool]
  /// Entries that would take fields from themselves, and take none along the circle.
  private var circular: Set<Int> = []

  /// How many more bytes entries may take from others: many children of a large parent would fill any memory.
  private var budget: Int

  init(_ entries: [BibTeXReader.Fields], fileLength: Int) {
    own = entries
    budget = (1 << 20) + 16 * fileLength
    self.entries = entries
    isDone = Array(repeating: false, count: entries.count)
    // Keys differ by case in biblatex and not in BibTeX; an exact one is found first.
    var byKey: [String: Int] = [:]
    for (index, entry) in entries.enumerated().reversed() {
      byKey[entry.key.lowercased()] = index
    }
    for (index, entry) in entries.enumerated().reversed() { byKey[entry.key] = index }
    self.byKey = byKey
    for index in entries.indices { inherit(index, path: []) }
  }

  private static let notInherited: Set<String> = [
    "crossref", "xref", "xdata", "ids", "label", "shorthand", "sortkey", "related", "relatedtype", "keywords",
    "abstract",
    "doi", "url", "eprint", "pages", "note", "annote", "annotation", "file", "entryset", "options",
  ]

  /// Deeper chains than people write end here; a circle ends where it closes.
  private static let maximumDepth = 32

  private mutating func inherit(_ index: Int, path: [Int]) {
    guard !isDone[index] else { return }
    let circle = path.firstIndex(of: index)
    if let circle { circular.formUnion(path[circle...]) }
    guard path.count < Self.maximumDepth, circle == nil else {
      entries[index].diagnostics.append(
        Diagnostic(
          .warning, .cycle, "“\(own[index].key.shortened)” takes its fields from itself, through others",
          remedy: "remove one of the cross references", place: own[index].place))
      return
    }
    let links =
      (own[index].values["xdata"]?.split(separator: ",") ?? []).map { (String($0), true) }
      + [own[index].values["crossref"]].compactMap { $0.map { ($0, false) } }
    for (link, isData) in links {
      let name = link.trimmingCharacters(in: .whitespacesAndNewlines)
      guard let parent = byKey[name] ?? byKey[name.lowercased()] else {
        entries[index].diagnostics.append(
          Diagnostic(
            .warning, .danglingRelation,
            "“\(own[index].key.shortened)” takes fields from “\(name.shortened)”, which is not in the file",
            remedy: "add that entry, or remove the cross reference", place: own[index].place))
        continue
      }
      inherit(parent, path: path + [index])
      if circular.contains(index), circular.contains(parent) { continue }
      let length = entries[parent].values.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count + 64 }
      guard length <= budget else {
        entries[index].diagnostics.append(
          Diagnostic(
            .warning, .badValue,
            "“\(own[index].key.shortened)” takes nothing from “\(name.shortened)”, which is too large for so many entries",
            remedy: "write the fields into the entry", place: own[index].place))
        continue
      }
      budget -= length
      for (field, value) in entries[parent].values.sorted(by: { $0.key < $1.key }) {
        if isData {
          if entries[index].values[field] == nil, field != "xdata" { entries[index].values[field] = value }
          continue
        }
        guard !Self.notInherited.contains(field) else { continue }
        let target =
          switch field {
          // The title of the whole is that of the book its parts are in.
          case "title": own[index].type == own[parent].type ? "maintitle" : "booktitle"
          case "subtitle": own[index].type == own[parent].type ? "mainsubtitle" : "booksubtitle"
          default: field
          }
        if entries[index].values[target] == nil { entries[index].values[target] = value }
      }
    }
    isDone[index] = true
  }
}

/// Makes a record of an entry's fields.
private struct BibTeXRecord {
  private let entry: BibTeXEntry
  private let values: [String: String]
  private let places: [String: SourcePlace]

  init(_ entry: BibTeXEntry, _ fields: BibTeXReader.Fields) {
    self.entry = entry
    values = fields.values
    places = fields.places
  }

  /// A field as plain text; `nil` if it is empty.
  private func text(_ names: String...) -> String? {
    for name in names {
      if let value = values[name] {
        let plain = LaTeXText.plain(Self.withoutEntities(value))
        if !plain.isEmpty { return plain }
      }
    }
    return nil
  }

  /// Entities come from web pages: `Nutrition &amp; Metabolism`. Behind a backslash is an ampersand, and begins none.
  private static func withoutEntities(_ value: String) -> String {
    guard value.utf8.contains(UInt8(ascii: "&")) else { return value }
    return value.components(separatedBy: "\\&").map(TextEntities.decoded).joined(separator: "\\&")
  }

  var record: BibliographicRecord {
    var paper = Paper(id: PaperID(rawValue: ""), title: title, place: entry.place)
    paper.name = shortName(paper.title)
    (paper.authors, paper.hasMoreAuthors) = BibTeXNames.read(
      Self.withoutEntities(values["author"] ?? values["editor"] ?? ""))
    paper.identifiers = identifiers
    paper.publication = publication
    let isPreprint =
      paper.identifier(.arxiv) != nil && !paper.identifiers.contains { $0.scheme == .doi && !$0.isOfPreprint }
      && (paper.publication.venue.map { $0.lowercased().contains("arxiv") || $0 == "CoRR" } ?? true)
    if isPreprint { paper.publication.type = .preprint }
    if let date {
      let role: DateRole =
        isPreprint
        ? .submitted : [.webpage, .post, .software, .dataset].contains(paper.publication.type) ? .released : .published
      paper.versions = [PaperVersion(role: role, date: date, venue: text("eventtitle"))]
    }
    var organizations = DistinctList<String>()
    for name in ["institution", "school", "organization"] {
      for value in BibTeXNames.names(in: values[name] ?? "").map(LaTeXText.plain) where !value.isEmpty {
        organizations.add(value)
      }
    }
    paper.organizations = organizations.all
    paper.link = link?.value.address ?? text("howpublished").flatMap { ListPapers.addresses(in: $0).first }
    for (name, field) in [("abstract", PaperText.Field.abstract)] {
      if let value = text(name) {
        paper.texts.append(
          PaperText(field: field, text: value, runs: places[name].map { [PaperText.Run(offset: 0, place: $0)] } ?? []))
      }
    }
    paper.notes = [text("note"), text("annote", "annotation")].compactMap { $0 }
    return BibliographicRecord(
      paper: paper, localKeys: [entry.key].filter { !$0.isEmpty } + localKeys, references: references, citers: citers)
  }

  private var localKeys: [String] {
    (values["ids"] ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }

  private var title: String {
    let title = text("title", "maintitle", "booktitle", "shorttitle", "label")
    guard let title else { return entry.key.isEmpty ? "?" : entry.key }
    guard let subtitle = text("subtitle"), !title.contains(subtitle) else { return title }
    return title.last.map { ":?!.".contains($0) } == true ? "\(title) \(subtitle)" : "\(title): \(subtitle)"
  }

  private func shortName(_ title: String) -> String { text("shorttitle") ?? ListPapers.shortName(title) ?? title }

  private var publication: PaperPublication {
    var publication = PaperPublication(type: type)
    // MathSciNet has the abbreviation in `journal`.
    publication.venue = text("journaltitle", "fjournal", "journal", "booktitle", "maintitle", "series")
    // What is called by the title of the whole is not in it.
    if text("title") == nil, publication.venue == text("maintitle", "booktitle") { publication.venue = text("series") }
    publication.volume = text("volume")
    publication.issue = text("number", "issue")
    publication.pages =
      values["pages"].map { LaTeXText.plain($0).replacing("–", with: "-").replacing("—", with: "-") }
      ?? text("eid", "article-number", "art_number")
    publication.publisher = text("publisher")
    publication.language = text("language", "langid")
    let keywords = text("keywords", "keyword", "author_keywords", "keywords-plus") ?? ""
    let separator: Character = keywords.utf8.contains(UInt8(ascii: ";")) ? ";" : ","
    publication.keywords = keywords.split(separator: separator)
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    publication.isRetracted =
      [text("type"), text("document_type")].contains { $0?.lowercased().contains("retracted") == true }
      || text("note").map(RetractionMark.stands) == true
    if publication.pages?.isEmpty == true { publication.pages = nil }
    return publication
  }

  private var type: WorkType? {
    switch entry.type {
    case "article", "suppperiodical", "review": .article
    case "inproceedings", "conference": .conferencePaper
    case "book", "mvbook", "bookinbook", "booklet", "reference", "mvreference": .book
    case "incollection", "inbook", "suppbook", "suppcollection", "inreference": .chapter
    case "proceedings", "mvproceedings", "collection", "mvcollection", "periodical": .proceedings
    case "phdthesis", "mastersthesis", "thesis", "bathesis": .thesis
    case "techreport", "report", "manual": .report
    case "online", "electronic", "www", "webpage": .webpage
    case "dataset": .dataset
    case "software", "softwareversion", "softwaremodule", "codefragment": .software
    case "patent": .patent
    case "standard": .standard
    case "unpublished": .manuscript
    case "preprint": .preprint
    default: .document
    }
  }

  // MARK: - Identifiers

  /// A field without braces; addresses keep their marks: an underscore is part of a DOI.
  private func bare(_ name: String) -> String? {
    values[name].map {
      $0.replacing("\\_", with: "_").replacing("\\%", with: "%").replacing("\\&", with: "&").filter {
        !"{}".contains($0)
      }
    }
  }

  /// What stands in fields for identifiers and is none.
  private func identifierFindings(of paper: Paper) -> [Diagnostic] {
    var wrong: [(field: String, text: String, scheme: PaperIdentifier.Scheme)] = []
    for (field, scheme) in [("doi", PaperIdentifier.Scheme.doi), ("pmid", .pmid), ("pmcid", .pmcid)] {
      guard let text = bare(field), paper.identifier(scheme) == nil else { continue }
      let isRead =
        PaperIdentifier.readings(of: text).contains { paper.identifiers.contains($0) }
        || field == "doi" && paper.identifier(.arxiv) != nil && PaperIdentifier.doi(in: text) != nil
      if !isRead { wrong.append((field, text, scheme)) }
    }
    if values["eprinttype"]?.lowercased() == "arxiv" || values["archiveprefix"]?.lowercased() == "arxiv",
      let text = bare("eprint"), paper.identifier(.arxiv) == nil
    {
      wrong.append(("eprint", text, .arxiv))
    }
    if let text = bare("isbn") {
      let numbers = BookNumbers(text)
      wrong += (numbers.identifiers.isEmpty ? [text] : numbers.wrong).map { ("isbn", $0, .isbn) }
    }
    return wrong.compactMap {
      FieldFinding.identifier($0.text, of: $0.scheme, in: paper.title, at: places[$0.field] ?? entry.place)
    }
  }

  private var identifiers: [PaperIdentifier] {
    var found = DistinctList<PaperIdentifier>()
    func add(_ scheme: PaperIdentifier.Scheme, _ text: String?) {
      if let text { found.add(PaperIdentifier(scheme, text)) }
    }
    for name in ["doi", "url", "ee", "biburl", "link"] {
      guard let value = bare(name) else { continue }
      // Words without any of these marks are no identifiers.
      for word in value.split(whereSeparator: \.isWhitespace).map(String.init)
      where word.utf8.contains(where: { "/:-".utf8.contains($0) }) {
        if name == "doi" {
          found.add(PaperIdentifier.doi(in: word))
        } else if word.lowercased().contains("/doi.") || word.lowercased().contains("doi.org/") {
          add(.doi, word)
        }
        if word.lowercased().contains("arxiv") { add(.arxiv, word) }
        if word.contains("dblp.org/rec/") || word.contains("dblp.uni-trier.de/rec/") { add(.dblp, word) }
        if word.contains("openalex.org/") { add(.openAlex, word) }
        if word.contains("pubmed.ncbi") || word.contains("/pubmed/") { add(.pmid, word) }
        if word.contains("/pmc/articles/") || word.contains("pmc.ncbi") { add(.pmcid, word) }
        if word.contains("2-s2.0-"), let eid = word.firstMatch(of: #/2-s2\.0-\d+/#) { add(.scopus, String(eid.output)) }
      }
    }
    let register = (values["eprinttype"] ?? values["archiveprefix"] ?? "").lowercased()
    if let eprint = bare("eprint"), register.isEmpty || register == "arxiv" { add(.arxiv, eprint) }
    if let eprint = bare("eprint"), register == "pubmed" { add(.pmid, eprint) }
    for name in [
      "journal", "journaltitle", "booktitle", "note", "howpublished", "volume", "number", "eprint", "series",
    ] {
      guard let value = bare(name), let id = ArXivMention.id(in: value) else { continue }
      add(.arxiv, id)
    }
    add(.pmid, bare("pmid"))
    add(.pmcid, bare("pmcid") ?? bare("pmc"))
    for number in BookNumbers(bare("isbn") ?? "").identifiers { found.add(number) }
    let known = Set(found.all.map(\.scheme))
    for identifier in NoteIdentifiers.read(bare("note") ?? "") where !known.contains(identifier.scheme) {
      found.add(identifier)
    }
    for name in ["unique-id", "ut", "isi"] { add(.webOfScience, bare(name)) }
    if entry.key.hasPrefix("WOS:") || entry.key.hasPrefix("ISI:") { add(.webOfScience, entry.key) }
    if entry.key.hasPrefix("DBLP:") { add(.dblp, entry.key) }
    add(.corpusID, bare("corpusid"))
    // A DOI that arXiv gave out names the arXiv id as well.
    for identifier in found.all where identifier.scheme == .doi { add(.arxiv, identifier.value) }
    return found.all
  }

  // MARK: - Addresses

  /// The address, with the name of the field it is from.
  private var link: (value: FieldLink, field: String)? {
    for field in ["url", "link"] {
      guard let value = values[field], text(field) != nil else { continue }
      return (FieldLink(Self.address(value)), field)
    }
    return nil
  }

  /// An address as it stands, without what LaTeX needs: its tildes are no blanks, and its braces its own.
  private static func address(_ value: String) -> String {
    var address = value.trimmed
    for mark in ["_", "%", "&", "#", "$", "~"] {
      address = address.replacing("{\\\(mark)}", with: mark).replacing("\\\(mark)", with: mark)
    }
    for tilde in ["{\\textasciitilde}", "\\textasciitilde{}", "\\textasciitilde ", "~{}", "$\\sim$"] {
      address = address.replacing(tilde, with: "~")
    }
    if address.contains("\\") { return LaTeXText.plain(value) }
    let depth = min(address.prefix { $0 == "{" }.count, address.reversed().prefix { $0 == "}" }.count)
    return address.dropFirst(depth).dropLast(depth).trimmed
  }

  /// What of dates, addresses and identifiers was not used.
  func findings(of paper: Paper) -> [Diagnostic] {
    func place(_ field: String) -> SourcePlace { places[field] ?? entry.place }
    var findings: [Diagnostic?] = []
    if let link { findings.append(link.value.finding(of: paper.title, at: place(link.field))) }
    findings += identifierFindings(of: paper)
    let whole = ["date", "origdate"].first { values[$0] != nil }
    if let whole {
      let text = LaTeXText.plain(values[whole] ?? "")
      let isYearOfMoreDigits = text.hasPrefix("-") || text.lowercased().hasPrefix("y")
      findings.append(
        FieldFinding.date(
          text, read: isYearOfMoreDigits ? nil : LooseDate.read(text), of: paper.title, at: place(whole)))
    }
    if whole == nil || paper.versions.isEmpty, let year = text("year") {
      let all = [year, monthText, text("day")].compactMap { $0 }.joined(separator: " ")
      // An odd month does not make the year one.
      let isOddYear = !LooseDate.isUsedUp(year, by: LooseDate.read(year))
      findings.append(
        FieldFinding.date(isOddYear ? year : all, read: date, of: paper.title, at: place(isOddYear ? "year" : "month")))
      if let month = text("month"), !LooseDate.isMonthText(month) {
        findings.append(
          Diagnostic(
            .warning, .badDate, "“\(paper.title.shortened)”: “\(month.shortened)” is no month",
            remedy: "write jan or 1", place: place("month")))
      }
    }
    return findings.compactMap { $0 }
  }

  // MARK: - Dates

  /// The month, unless it is a range: `5--6` is no month and day.
  private var monthText: String? { text("month").flatMap { LooseDate.isRangeOfMonths($0) ? nil : $0 } }

  private var date: PublicationDate? {
    if let date = values["date"] ?? values["origdate"] {
      let plain = LaTeXText.plain(date)
      // Years before the first and with more than four digits are no dates of papers.
      if plain.hasPrefix("-") || plain.lowercased().hasPrefix("y") { return nil }
      if let date = LooseDate.read(plain) { return date }
    }
    guard let year = text("year") else { return nil }
    return LooseDate.read(year: year, month: monthText, day: text("day")) ?? LooseDate.read(year)
  }

  // MARK: - References

  private var references: [CitedReference] {
    var references: [CitedReference] = []
    func add(_ reference: CitedReference, field: String) {
      var reference = reference
      references.append(reference.placed(at: places[field] ?? entry.place, number: references.count + 1))
    }
    for field in ["cited-references", "cited_references"] {
      guard let value = values[field] else { continue }
      for line in WebOfScienceReference.lines(of: value) {
        add(WebOfScienceReference.read(LaTeXText.plain(line)), field: field)
      }
    }
    if let value = values["references"] {
      for reference in ScopusReferences.read(LaTeXText.plain(value)) { add(reference, field: "references") }
    }
    for field in ["cites", "related", "citing"] {
      for key in Self.keys(values[field]) { add(Self.reference(key), field: field) }
    }
    // Relations of other kinds, as this program writes them.
    for kind in RelationKind.allCases where kind != .cites {
      let field = kind.rawValue.lowercased()
      for key in Self.keys(values[field]) {
        var reference = Self.reference(key)
        reference.kind = kind
        add(reference, field: field)
      }
    }
    return references
  }

  private var citers: [CitedReference] {
    ["cited-by", "citedby"].flatMap { field in
      Self.keys(values[field]).enumerated().map { number, key in
        var reference = Self.reference(key)
        return reference.placed(at: places[field] ?? entry.place, number: number + 1)
      }
    }
  }

  private static func keys(_ list: String?) -> [String] {
    // `cited-by` may be a number.
    guard let list, Int(list.trimmingCharacters(in: .whitespaces)) == nil else { return [] }
    return list.split(whereSeparator: { ",;\n\t ".contains($0) }).map(String.init)
  }

  private static func reference(_ key: String) -> CitedReference {
    CitedReference(identifiers: PaperIdentifier.readings(of: key), localKey: key, text: key)
  }
}

extension CitedReference {
  /// The reference with its place and its number in the list.
  mutating func placed(at place: SourcePlace, number: Int) -> CitedReference {
    self.place = self.place ?? place
    locator = "reference \(number)"
    return self
  }
}
