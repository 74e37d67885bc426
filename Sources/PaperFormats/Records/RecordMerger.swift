import CitationGraph
public import PaperLineage

/// Joins records of the same work, and finds which paper each reference means.
///
/// The order of files does not matter, and a file that is given twice changes nothing but the account.
public struct RecordMerger: Sendable {
  /// Whether a preprint and its publication stay two papers.
  public var keepsVersions: Bool

  /// Makes a merger.
  public init(keepsVersions: Bool = false) {
    self.keepsVersions = keepsVersions
  }

  /// What came out of joining.
  public struct Result: Sendable {
    /// The papers by file and place, and the relations between them.
    public var parts: CorpusParts
    /// What became of every record and every reference.
    public var account: ImportAccount
    /// Records that contradict each other about one work, and records that may be of several works.
    public var diagnostics: [Diagnostic]
    /// What only a check tells: works that stand twice in one file, and references of papers to themselves.
    public var findings: [Diagnostic]
    /// References with identifiers whose papers are not among the records.
    var open: [OpenReference] = []
  }

  /// A reference to a paper that other files may hold.
  struct OpenReference: Sendable {
    let citing: PaperID
    let identifiers: [PaperIdentifier]
  }

  /// Joins the records of files.
  ///
  /// - Parameters:
  ///   - readings: The files.
  ///   - known: Papers and relations that are there already, of corpus files; their ids and what they say stays.
  ///   - corpusFiles: The names of these files, for the account.
  /// - Complexity: O(*n* log *n*) for *n* characters, as long as few works share a title.
  public func merge(
    _ readings: [RecordReading], into known: CorpusParts = CorpusParts(), of corpusFiles: [String] = []
  ) -> Result {
    let readings = readings.sorted { $0.file < $1.file }
    var account = ImportAccount(readings, corpusFiles: corpusFiles)
    (account.relations, account.knownRelations) = (known.relations.count, known.relations.count)
    let corpusNumbers = Dictionary(
      corpusFiles.enumerated().map { ($1, readings.count + $0) }, uniquingKeysWith: { first, _ in first })
    var records = known.papers.map { BibliographicRecord(paper: $0) }
    // The file of each record; of papers that were known the corpus file, if it was named.
    var fileOfRecord = known.papers.map { paper in paper.place.flatMap { corpusNumbers[$0.file] } }
    for file in fileOfRecord.compactMap({ $0 }) { account.addKnownRecord(file: file) }
    for (file, reading) in readings.enumerated() {
      records += reading.records
      fileOfRecord += [Int?](repeating: file, count: reading.records.count)
    }
    let identity = RecordIdentity(records, keepsVersions: keepsVersions)
    var groups: [Int: [Int]] = [:]
    var order: [Int] = []
    for (index, leader) in identity.leaders.enumerated() {
      if leader == index { order.append(index) }
      groups[leader, default: []].append(index)
    }

    var diagnostics: [Diagnostic] = []
    var ids = UniqueIDs(known.papers.map(\.id.rawValue))
    var matcher = ReferenceMatcher()
    var findings = MergeFindings()
    var papers: [Paper] = []
    var paperOfRecord = [Int](repeating: 0, count: records.count)
    for leader in order {
      let members = groups[leader] ?? []
      var union = PaperUnion(records[leader].paper)
      for member in members.dropFirst() { union.add(records[member].paper) }
      if leader >= known.papers.count {
        if union.dateByArXiv() { account.datedByArXiv += 1 }
        union.paper.id = PaperID(rawValue: ListPapers.uniqueID(for: union.paper, in: &ids))
      }
      diagnostics += union.conflicts
      account.addPaper(union, files: members.map { fileOfRecord[$0] })
      matcher.add(union.paper, records: members.map { records[$0] })
      findings.add(members.map { records[$0] }, as: union.paper)
      for member in members { paperOfRecord[member] = papers.count }
      papers.append(union.paper)
    }
    for doubt in identity.doubts { diagnostics.append(Self.doubt(doubt, records)) }

    var parts = known
    parts.papers = papers
    var relations = RelationUnion(known.relations)
    var open: [OpenReference] = []
    for (index, record) in records.enumerated().dropFirst(known.papers.count) {
      guard let number = fileOfRecord[index] else { continue }
      let file = readings[number].file
      for (reference, isCiter) in record.references.map({ ($0, false) }) + record.citers.map({ ($0, true) }) {
        guard let match = matcher.match(reference, in: file) else {
          account.addReference(nil, file: number)
          if !isCiter, !reference.identifiers.isEmpty {
            open.append(OpenReference(citing: papers[paperOfRecord[index]].id, identifiers: reference.identifiers))
          }
          continue
        }
        account.addReference(match.rule, file: number)
        let (citing, cited) = isCiter ? (match.paper, paperOfRecord[index]) : (paperOfRecord[index], match.paper)
        if citing == cited { findings.add(selfReference: reference, of: papers[citing]) }
        relations.add(
          citing: papers[citing].id, cited: papers[cited].id, reference, rule: match.rule, account: &account)
      }
    }
    parts.relations = relations.relations
    account.finish(parts)
    return Result(parts: parts, account: account, diagnostics: diagnostics, findings: findings.diagnostics, open: open)
  }

  private static func doubt(_ doubt: RecordIdentity.Doubt, _ records: [BibliographicRecord]) -> Diagnostic {
    let paper = records[doubt.record].paper
    let places = doubt.candidates.compactMap { records[$0].paper.place }
    let others =
      places.map(\.description).joined(separator: ", ")
      + (places.count == RecordIdentity.Doubt.mostCandidates ? " and maybe more" : "")
    return Diagnostic(
      .warning, .conflict, "“\(paper.title.shortened)” may be the work of any of these records: \(others)",
      remedy: "give it the DOI of the one it is", place: paper.place)
  }
}

/// Several records of one work as one paper.
struct PaperUnion {
  var paper: Paper
  /// Where the records contradict each other.
  private(set) var conflicts: [Diagnostic] = []
  /// Which of the records contradict what is there, by their numbers; the first one made the paper.
  private(set) var conflictingRecords: Set<Int> = []
  private(set) var recordCount = 1
  private var titleKey: String
  private var identifiers = SeenValues<PaperIdentifier>()
  private var organizations = SeenValues<String>()
  private var aliases = SeenValues<String>()
  private var notes = SeenValues<String>()
  private var keywords = SeenValues<String>()

  init(_ paper: Paper) {
    self.paper = paper
    titleKey = TitleKey.text(paper.title)
    self.paper.identifiers.sort(by: Self.isBefore)
  }

  /// By register, then by value, whichever record told of them first.
  private static func isBefore(_ left: PaperIdentifier, _ right: PaperIdentifier) -> Bool {
    (left.scheme.rawValue, left.value) < (right.scheme.rawValue, right.value)
  }

  private mutating func add(_ identifier: PaperIdentifier) {
    var range = paper.identifiers.indices
    while let middle = range.isEmpty ? nil : range.lowerBound + range.count / 2 {
      range =
        Self.isBefore(identifier, paper.identifiers[middle]) ? range.lowerBound..<middle : middle + 1..<range.upperBound
    }
    paper.identifiers.insert(identifier, at: range.lowerBound)
  }

  mutating func add(_ other: Paper) {
    recordCount += 1
    let key = TitleKey.text(other.title)
    if key != titleKey, !other.title.isEmpty, !Self.isNamedByIdentifier(other) {
      if paper.title.isEmpty || Self.isNamedByIdentifier(paper) {
        paper.title = other.title
        paper.name = other.name
        titleKey = key
      } else if !titleKey.hasPrefix(key), !key.hasPrefix(titleKey) {
        conflict("title", paper.title, other.title, other)
      }
    }
    addVersions(of: other)
    if paper.authors.isEmpty || (paper.hasMoreAuthors && other.authors.count > paper.authors.count) {
      paper.authors = other.authors
      paper.hasMoreAuthors = other.hasMoreAuthors
    } else if let one = paper.authors.first, let another = other.authors.first,
      AuthorKey.keys(of: one).isDisjoint(with: AuthorKey.keys(of: another))
    {
      conflict("first author", one.displayName, another.displayName, other)
    }
    for identifier in other.identifiers where identifiers.isNew(identifier, in: paper.identifiers) {
      if !identifier.isOfPreprint,
        let own = paper.identifiers.first(where: { $0.scheme == identifier.scheme && !$0.isOfPreprint })
      {
        conflict(identifier.scheme.name, own.value, identifier.value, other, isKept: true)
      }
      add(identifier)
    }
    addPublication(of: other)
    for organization in other.organizations where organizations.isNew(organization, in: paper.organizations) {
      paper.organizations.append(organization)
    }
    for alias in other.aliases where aliases.isNew(alias, in: paper.aliases) { paper.aliases.append(alias) }
    for note in other.notes where notes.isNew(note, in: paper.notes) { paper.notes.append(note) }
    paper.listedOrganization = paper.listedOrganization ?? other.listedOrganization
    paper.topic = paper.topic ?? other.topic
    paper.link = paper.link ?? other.link
    paper.code = paper.code ?? other.code
    paper.impact = paper.impact ?? other.impact
    paper.source = paper.source ?? other.source
    paper.isExternal = paper.isExternal && other.isExternal
    for text in other.texts where !paper.texts.contains(where: { $0.field == text.field && $0.label == text.label }) {
      paper.texts.append(text)
    }
  }

  /// Whether a paper has one of its identifiers for a title, as lists of citations know no other.
  private static func isNamedByIdentifier(_ paper: Paper) -> Bool {
    paper.identifiers.contains { $0.value == paper.title || NameKey($0.value) == NameKey(paper.title) }
  }

  /// Of dates of one role the more precise one counts if they agree, else the one that was there.
  private mutating func addVersions(of other: Paper) {
    for version in other.versions {
      guard let index = paper.versions.firstIndex(where: { $0.role == version.role }) else {
        paper.versions.append(version)
        continue
      }
      let own = paper.versions[index].date
      if own.isCertainlyBefore(version.date) || version.date.isCertainlyBefore(own) {
        conflict("\(version.role.rawValue) date", own.description, version.date.description, other)
      } else if version.date.precision > own.precision {
        paper.versions[index].date = version.date
      }
      paper.versions[index].venue = paper.versions[index].venue ?? version.venue
    }
    paper.versions = DateRole.allCases.flatMap { role in paper.versions.filter { $0.role == role } }
  }

  private mutating func addPublication(of other: Paper) {
    for keyword in other.publication.keywords where keywords.isNew(keyword, in: paper.publication.keywords) {
      paper.publication.keywords.append(keyword)
    }
    let (own, new) = (paper.publication, other.publication)
    var union = own
    // What is in print says more than a preprint.
    if own.type == .preprint || own.type == nil { union.type = new.type ?? own.type }
    let isFromPrint = own.type == .preprint && new.type != nil && new.type != .preprint
    if own.type != .preprint, new.type != .preprint {
      // An article may have a number and pages; only two of one sort contradict each other.
      let pages = [own.firstPage, new.firstPage].map { page in page.map { $0.contains(where: \.isLetter) } }
      let parts =
        [("volume", own.volume, new.volume), ("issue", own.issue, new.issue)]
        + (pages[0] == pages[1] ? [("first page", own.firstPage, new.firstPage)] : [])
      for case (let what, let own?, let new?) in parts where !Self.isSameNumber(own, new) {
        conflict(what, own, new, other)
      }
    }
    union.venue = isFromPrint ? new.venue ?? own.venue : own.venue ?? new.venue
    union.volume = own.volume ?? new.volume
    union.issue = own.issue ?? new.issue
    union.pages = own.pages ?? new.pages
    union.publisher = own.publisher ?? new.publisher
    union.language = own.language ?? new.language
    union.isRetracted = own.isRetracted || new.isRetracted
    paper.publication = union
  }

  /// Whether volumes, issues or pages are the same, zeros before them aside; a range holds its first number.
  private static func isSameNumber(_ left: String, _ right: String) -> Bool {
    func key(_ text: String) -> String { String(NameKey(text).text.drop { $0 == "0" }) }
    func first(_ text: String) -> String { key(String(text.prefix { !"-–/,".contains($0) })) }
    return key(left) == key(right) || first(left) == first(right)
  }

  /// Gives a paper without a date the month that is in its number of arXiv's, if it has one of the style of 2007 and
  /// later: `2307.09288` was submitted in July 2023.
  ///
  /// - Returns: Whether it did.
  mutating func dateByArXiv() -> Bool {
    guard paper.versions.isEmpty, let number = paper.identifier(.arxiv),
      let match = number.firstMatch(of: #/^(\d\d)(\d\d)\.\d{4,5}/#), let year = Int(match.output.1),
      let month = Int(match.output.2), year >= 7, let date = PublicationDate(year: 2000 + year, month: month)
    else { return false }
    paper.versions = [PaperVersion(role: .submitted, date: date)]
    paper.notes.append("The month of submission is that of the arXiv number \(number).")
    return true
  }

  private mutating func conflict(
    _ what: String, _ own: String, _ other: String, _ record: Paper, isKept: Bool = false
  ) {
    conflictingRecords.insert(recordCount - 1)
    conflicts.append(
      Diagnostic(
        .warning, .conflict,
        "two records of “\(paper.title.shortened)” have different values for \(what): “\(own.shortened)”\(paper.place.map { " in \($0.file):\($0.line)" } ?? ""), and “\(other.shortened)”",
        remedy: isKept ? "both are kept" : "the first one is kept, and the other is noted", place: record.place))
    guard !isKept else { return }
    let source = record.place.map { " in \($0.file):\($0.line)" } ?? ""
    let note = "another \(what)\(source): “\(other.shortened)”"
    if notes.isNew(note, in: paper.notes) { paper.notes.append(note) }
  }
}

/// Relations, each once, with all evidence.
private struct RelationUnion {
  private struct Key: Hashable {
    let citing: PaperID
    let cited: PaperID
    let kind: RelationKind
  }

  private(set) var relations: [Relation]
  private var positions: [Key: Int]
  private var evidenceOfRelation: [Int: SeenValues<Evidence>] = [:]

  init(_ known: [Relation]) {
    relations = known
    positions = Dictionary(
      known.enumerated().map { (Key(citing: $1.citing, cited: $1.cited, kind: $1.kind), $0) },
      uniquingKeysWith: { first, _ in first })
  }

  mutating func add(
    citing: PaperID, cited: PaperID, _ reference: CitedReference, rule: ReferenceMatcher.Rule,
    account: inout ImportAccount
  ) {
    guard citing != cited else {
      account.selfRelations += 1
      return
    }
    let confidence = min(rule.confidence, reference.confidence ?? 1)
    var evidence = [
      Evidence(
        source: .referenceList, locator: reference.locator, confidence: confidence, place: reference.place,
        rule: "matched by " + rule.rawValue)
    ]
    evidence += reference.contexts.map {
      Evidence(source: .mention, confidence: confidence, place: reference.place, sentence: $0)
    }
    let key = Key(citing: citing, cited: cited, kind: reference.kind)
    if let position = positions[key] {
      account.duplicateRelations += 1
      for new in evidence
      where evidenceOfRelation[position, default: SeenValues()].isNew(new, in: relations[position].evidence) {
        relations[position].evidence.append(new)
      }
      return
    }
    positions[key] = relations.count
    account.relations += 1
    relations.append(
      Relation(citing: citing, cited: cited, kind: reference.kind, evidence: evidence, place: reference.place))
  }
}

extension ReferenceMatcher.Rule {
  /// How sure a match by the rule is.
  var confidence: Double {
    switch self {
    case .identifier, .key: 1
    case .authorYearVolumePage, .title: 0.98
    case .text: 0.95
    }
  }
}
