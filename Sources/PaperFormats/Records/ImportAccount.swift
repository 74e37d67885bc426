import CitationGraph
import PaperLineage

/// What became of every record and every reference of an import. The numbers add up: the records of a file are the
/// papers it was first to tell of, those joined to a paper that was there, and those that could not be read; references
/// are matched by one of the rules or not matched.
public struct ImportAccount: Sendable, Encodable, Equatable {
  /// The account of one file.
  public struct File: Sendable, Encodable, Equatable {
    /// The file as it was named.
    public var file: String
    /// What it is.
    public var format: String
    /// How many records it holds.
    public var records: Int
    /// Records that made a paper.
    public var papers = 0
    /// Records joined to the paper of another record.
    public var merged = 0
    /// Records that say otherwise than the first record of their paper.
    public var conflicting = 0
    /// Records that could not be read.
    public var unread: Int
    /// Pieces of text that belong to no record.
    public var ignored: Int
    /// How many records could not be read, by reason.
    public var unreadReasons: [String: Int]
    /// How many references its records have.
    public var references = 0
    /// References whose paper was found.
    public var matched = 0
  }

  /// Each file, by name.
  public internal(set) var files: [File]
  /// Files of folders that were not read.
  public internal(set) var skipped: [SkippedFile] = []
  /// How many papers there are.
  public internal(set) var papers = 0
  /// Papers told of by records that contradict each other.
  public internal(set) var conflicting = 0
  /// How many references there are.
  public internal(set) var references = 0
  /// References whose paper was found, by the rule that found it.
  public internal(set) var matched: [String: Int] = [:]
  /// References to papers that are not among the records, or that say too little.
  public internal(set) var unmatched = 0
  /// Relations that there are.
  public internal(set) var relations = 0
  /// Those of them that a corpus file told.
  public internal(set) var knownRelations = 0
  /// References that say again what another said.
  public internal(set) var duplicateRelations = 0
  /// References of a paper to itself.
  public internal(set) var selfRelations = 0
  /// Relations to a paper that is certainly later.
  public internal(set) var backward = 0
  /// Relations within a circle of citations.
  public internal(set) var inCycles = 0
  /// Papers without a date.
  public internal(set) var undated = 0
  /// Papers without any other date that have the month of their number of arXiv's.
  public internal(set) var datedByArXiv = 0
  /// Papers without a relation.
  public internal(set) var isolated = 0

  /// - Parameter corpusFiles: Corpus files, which stand behind the readings; their papers are counted as they come.
  init(_ readings: [RecordReading], corpusFiles: [String] = []) {
    files = readings.map { reading in
      File(
        file: reading.file, format: reading.format.name, records: reading.recordCount, unread: reading.unread.count,
        ignored: reading.ignored.count,
        unreadReasons: Dictionary(reading.unread.map { ($0.reason, 1) }, uniquingKeysWith: +))
    }
    files += corpusFiles.map { name in
      File(file: name, format: BibliographyFormat.corpus.name, records: 0, unread: 0, ignored: 0, unreadReasons: [:])
    }
  }

  /// Counts a paper of a corpus file as a record.
  mutating func addKnownRecord(file: Int) { files[file].records += 1 }

  /// - Parameter records: The files of the records of one paper, the one that made it first; `nil` is none of them.
  mutating func addPaper(_ union: PaperUnion, files recordFiles: [Int?]) {
    papers += 1
    conflicting += union.conflicts.isEmpty ? 0 : 1
    for (place, file) in recordFiles.enumerated() {
      guard let file else { continue }
      if place == 0 { files[file].papers += 1 } else { files[file].merged += 1 }
    }
    for record in union.conflictingRecords {
      if let file = recordFiles[record] { files[file].conflicting += 1 }
    }
  }

  /// Counts papers that were not joined with any others, and relations that are as they were written.
  mutating func takeUnjoined(_ parts: CorpusParts) {
    papers = parts.papers.count
    let numbers = Dictionary(files.enumerated().map { ($1.file, $0) }, uniquingKeysWith: { first, _ in first })
    for paper in parts.papers {
      guard let file = paper.place.flatMap({ numbers[$0.file] }) else { continue }
      if files[file].format == BibliographyFormat.corpus.name { files[file].records += 1 }
      files[file].papers += 1
    }
    (relations, knownRelations) = (parts.relations.count, parts.relations.count)
    finish(parts)
  }

  mutating func addReference(_ rule: ReferenceMatcher.Rule?, file: Int) {
    references += 1
    files[file].references += 1
    if let rule {
      matched[rule.rawValue, default: 0] += 1
      files[file].matched += 1
    } else {
      unmatched += 1
    }
  }

  /// Counts what can only be told of the whole.
  mutating func finish(_ parts: CorpusParts) {
    let dates = Dictionary(parts.papers.map { ($0.id, $0.date(.earliest)) }, uniquingKeysWith: { first, _ in first })
    var tied: Set<PaperID> = []
    for relation in parts.relations {
      tied.insert(relation.citing)
      tied.insert(relation.cited)
      if let citing = dates[relation.citing] ?? nil, let cited = dates[relation.cited] ?? nil,
        citing.isCertainlyBefore(cited)
      {
        backward += 1
      }
    }
    undated = parts.papers.count { $0.versions.isEmpty }
    isolated = parts.papers.count { !tied.contains($0.id) }
    guard let corpus = try? Corpus(parts) else { return }
    let network = LineageNetwork(corpus, following: Set(RelationKind.allCases))
    let components = network.graph.stronglyConnectedComponents()
    inCycles = parts.relations.count {
      components.number(of: network.index(of: $0.citing)) == components.number(of: network.index(of: $0.cited))
    }
  }

  /// Whether the numbers add up.
  var isBalanced: Bool {
    files.allSatisfy {
      $0.records == $0.papers + $0.merged + $0.unread && $0.unread == $0.unreadReasons.values.reduce(0, +)
    }
      && references == matched.values.reduce(0, +) + unmatched
      && references == files.reduce(0) { $0 + $1.references }
      && references - unmatched == relations - knownRelations + duplicateRelations + selfRelations
      && papers == files.reduce(0) { $0 + $1.papers }
  }
}
