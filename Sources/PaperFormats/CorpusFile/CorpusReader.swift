public import PaperLineage

/// The text of a corpus file and the name to speak of it.
public struct CorpusFile: Sendable {
  /// The name for messages: the path as the user gave it.
  public var name: String
  /// The file's text.
  public var text: String

  /// Makes a file.
  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

/// What came out of reading a corpus.
public struct CorpusReading: Sendable {
  /// The corpus, unless there are errors.
  public var corpus: Corpus?
  /// What is wrong with the files, in the order to show it. With a corpus, what ``Corpus/check()`` finds in it is not
  /// among this; without one, its errors are, as far as they can be known.
  public var diagnostics: [Diagnostic]
  /// What could not be placed in the reading lists among the files, in the order of the files.
  public var unread: [UnreadBlock]
  /// What only a check tells of the files: records that could not be read, keys and works that stand twice, references
  /// to what is not there, lists of references that are suspiciously empty. See ``checked(tolerance:)``.
  public internal(set) var findings: [Diagnostic] = []
  /// Why files could not be read, if ``ReadingOptions/leavesOutUnreadable``.
  public internal(set) var failures: [InputError] = []
  /// What became of the records of the files.
  public var account: ImportAccount
  /// References with identifiers whose papers are not among the files.
  var openReferences: [RecordMerger.OpenReference] = []
  private let files: [CorpusFile]

  fileprivate init(
    corpus: Corpus?, diagnostics: [Diagnostic], unread: [UnreadBlock], account: ImportAccount, files: [CorpusFile]
  ) {
    self.corpus = corpus
    self.account = account
    self.unread = unread
    self.files = files
    self.diagnostics = []
    self.diagnostics = withExcerpts(diagnostics).sorted(by: Diagnostic.isInShownOrder)
  }

  fileprivate func with(_ findings: [Diagnostic]) -> CorpusReading {
    var reading = self
    reading.findings = findings
    return reading
  }

  /// All that there is to say of the files and of the corpus made of them, in the order to show it: what the readers
  /// found, and what ``Corpus/check(tolerance:namingFiles:)`` does. What two of them say of the same places is told once.
  public func checked(tolerance: DateTolerance = .none) -> [Diagnostic] {
    struct Subject: Hashable {
      let code: Diagnostic.Code
      let places: Set<SourcePlace>
    }
    var told: [Subject: Int] = [:]
    var all = diagnostics
    // Names that look alike may have been told by a reader, which knows them as they are written.
    for (position, diagnostic) in all.enumerated() {
      guard let place = diagnostic.place, let related = diagnostic.related else { continue }
      told[Subject(code: diagnostic.code, places: Set(related + [place]))] = position
    }
    let named = Set(account.files.filter { $0.format == BibliographyFormat.ecosystemGraphs.name }.map(\.file))
    let checked = corpus?.check(tolerance: tolerance, namingFiles: named) ?? []
    for finding in withExcerpts(findings + skippedFindings + checked) {
      if let place = finding.place, let related = finding.related,
        let position = told[Subject(code: finding.code, places: Set(related + [place]))]
      {
        all[position].severity = min(all[position].severity, finding.severity)
      } else {
        all.append(finding)
      }
    }
    return all.sorted(by: Diagnostic.isInShownOrder)
  }

  /// Files of folders that nothing was read from: data may be among them, and so may a page about the data.
  private var skippedFindings: [Diagnostic] {
    account.skipped.map { skipped in
      Diagnostic(
        .note, .unreadableFile, "the file was not read: \(skipped.reason)",
        remedy: "name it to read it, or take it out of the folder",
        place: SourcePlace(file: skipped.file, line: 1, column: 1))
    }
  }

  /// Diagnostics with the lines they speak of, where these are in the files that were read.
  public func withExcerpts(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    guard !diagnostics.isEmpty else { return [] }
    let lines = Dictionary(
      files.map { ($0.name, $0.text.split(omittingEmptySubsequences: false) { $0.isNewline }) }
    ) { first, _ in first }
    return diagnostics.map { diagnostic in
      guard let place = diagnostic.place, let lines = lines[place.file], lines.indices.contains(place.line - 1) else {
        return diagnostic
      }
      var diagnostic = diagnostic
      diagnostic.excerpt = String(lines[place.line - 1])
      return diagnostic
    }
  }
}

/// Reads corpus files: YAML, or JSON of the same form.
///
/// Several files make up one corpus. Reading goes on after a fault, so that one run tells all of them.
public enum CorpusReader {
  /// Reads files into one corpus.
  ///
  /// - Parameter files: The files; their order decides only the order of papers.
  /// - Returns: The corpus if it is without errors, and what is wrong. Where a file could not be parsed, relations to
  ///   papers it may hold are not called dangling.
  /// - Complexity: O(*n*) for *n* bytes.
  public static func read(_ files: [CorpusFile]) -> CorpusReading {
    read(files, lists: [])
  }

  /// Reads corpus files, reading lists and bibliographies into one corpus; papers of corpus files come first. What a
  /// list or a bibliography says of a paper that is there already is joined to it.
  static func read(
    _ corpusFiles: [CorpusFile], lists: [ListFile], bibliographies: [RecordReading] = [], texts: [CorpusFile] = [],
    remarks: [Diagnostic] = [], keepsVersions: Bool = false
  ) -> CorpusReading {
    var assembly = CorpusAssembly()
    for file in corpusFiles {
      CorpusFileReader(file).read(into: &assembly)
    }
    let known = assembly.parts
    assembly.add(lists.map(\.reading))
    let files = corpusFiles + lists.map(\.file) + texts
    let unread = lists.flatMap(\.reading.unread) + bibliographies.flatMap(\.unread)
    // What is odd about a list is no reason not to use it.
    var remarks = remarks + lists.flatMap(\.reading.diagnostics) + bibliographies.flatMap(\.diagnostics)
    var findings = lists.flatMap(\.findings) + bibliographies.flatMap { $0.findings() }
    var account: ImportAccount
    var openReferences: [RecordMerger.OpenReference] = []
    if !bibliographies.isEmpty || lists.count + (corpusFiles.isEmpty ? 0 : 1) > 1 {
      let merged = RecordMerger(keepsVersions: keepsVersions).merge(
        bibliographies + lists.map(\.recordReading), into: known, of: corpusFiles.map(\.name))
      assembly.parts.papers = merged.parts.papers
      assembly.parts.relations = merged.parts.relations
      remarks += merged.diagnostics
      account = merged.account
      findings += merged.findings + merged.account.unmatchedFindings
      openReferences = merged.open
      // A graph or a table says the topic of a paper and declares none.
      let told = Set(bibliographies.flatMap { $0.records.compactMap(\.paper.topic) })
      var declared = Set(assembly.parts.topics.map(\.id))
      for topic in merged.parts.papers.compactMap(\.topic) where told.contains(topic) && declared.insert(topic).inserted
      {
        assembly.parts.topics.append(Topic(id: topic, label: topic))
      }
    } else {
      // What one hand has written is taken as it is.
      account = ImportAccount(lists.map(\.recordReading), corpusFiles: corpusFiles.map(\.name))
      account.takeUnjoined(assembly.parts)
    }
    // What a file that could not be read may hold is not missing.
    assembly.diagnostics += assembly.parts.faults().filter {
      assembly.isComplete || ![.danglingRelation, .unknownTopic].contains($0.code)
    }
    if assembly.diagnostics.isEmpty, let corpus = try? Corpus(assembly.parts) {
      var reading = CorpusReading(
        corpus: corpus, diagnostics: remarks, unread: unread, account: account, files: files)
      reading.openReferences = openReferences
      return reading.with(findings)
    }
    // One run is to tell all faults, so what is sound is looked at as well.
    let rest = (try? Corpus(assembly.parts.withoutFaults()))?.faults() ?? []
    return CorpusReading(
      corpus: nil, diagnostics: assembly.diagnostics + rest + remarks, unread: unread, account: account, files: files
    ).with(findings)
  }
}

/// A reading list and what came out of reading it.
struct ListFile {
  let file: CorpusFile
  let reading: ReadingListReading

  /// The papers of the list as records that can be joined with others.
  var recordReading: RecordReading {
    RecordReading(
      file: file.name, format: .readingList,
      records: reading.parts.papers.map { paper in
        var paper = paper
        paper.id = PaperID(rawValue: "")
        return BibliographicRecord(paper: paper)
      }, ignored: reading.unread)
  }
}

/// What the files of a corpus have given so far.
struct CorpusAssembly {
  var parts = CorpusParts()
  var diagnostics: [Diagnostic] = []
  /// Whether every file was parsed and every paper got an id, so that missing papers are really missing.
  var isComplete = true
  /// Where single values were set first, to report a second setting.
  var settings: [String: (value: String, place: SourcePlace)] = [:]

  /// Adds what reading lists give. Their papers get ids that no other has; the first title counts if no corpus file
  /// gives one.
  mutating func add(_ lists: [ReadingListReading]) {
    guard !lists.isEmpty else { return }
    var ids = UniqueIDs(parts.papers.map(\.id.rawValue))
    var topics = Set(parts.topics.map(\.id))
    for list in lists {
      parts.title = parts.title ?? list.parts.title
      parts.topics += list.parts.topics.filter { topics.insert($0.id).inserted }
      parts.papers += list.parts.papers.map { paper in
        var paper = paper
        paper.id = PaperID(rawValue: ids.unique(paper.id.rawValue))
        return paper
      }
    }
    if settings[CorpusKeys.File.date.rawValue] == nil { parts.dateChoice = .role(.listed) }
  }
}
