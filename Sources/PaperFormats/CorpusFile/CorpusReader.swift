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
  /// What became of the records of several files that were joined; `nil` if nothing had to be.
  public var account: ImportAccount?
  private let files: [CorpusFile]

  fileprivate init(
    corpus: Corpus?, diagnostics: [Diagnostic], unread: [UnreadBlock], account: ImportAccount? = nil,
    files: [CorpusFile]
  ) {
    self.corpus = corpus
    self.account = account
    self.unread = unread
    self.files = files
    self.diagnostics = []
    self.diagnostics = withExcerpts(diagnostics).sorted(by: Diagnostic.isInShownOrder)
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
    keepsVersions: Bool = false
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
    var remarks = lists.flatMap(\.reading.diagnostics) + bibliographies.flatMap(\.diagnostics)
    var account: ImportAccount?
    if !bibliographies.isEmpty || lists.count + (corpusFiles.isEmpty ? 0 : 1) > 1 {
      let merged = RecordMerger(keepsVersions: keepsVersions).merge(
        bibliographies + lists.map(\.recordReading), into: known)
      assembly.parts.papers = merged.parts.papers
      assembly.parts.relations = merged.parts.relations
      remarks += merged.diagnostics
      account = merged.account
      // A graph or a table says the topic of a paper and declares none.
      let told = Set(bibliographies.flatMap { $0.records.compactMap(\.paper.topic) })
      var declared = Set(assembly.parts.topics.map(\.id))
      for topic in merged.parts.papers.compactMap(\.topic) where told.contains(topic) && declared.insert(topic).inserted
      {
        assembly.parts.topics.append(Topic(id: topic, label: topic))
      }
    }
    // What a file that could not be read may hold is not missing.
    assembly.diagnostics += assembly.parts.faults().filter {
      assembly.isComplete || ![.danglingRelation, .unknownTopic].contains($0.code)
    }
    if assembly.diagnostics.isEmpty, let corpus = try? Corpus(assembly.parts) {
      return CorpusReading(corpus: corpus, diagnostics: remarks, unread: unread, account: account, files: files)
    }
    // One run is to tell all faults, so what is sound is looked at as well.
    let rest = (try? Corpus(assembly.parts.withoutFaults()))?.faults() ?? []
    return CorpusReading(
      corpus: nil, diagnostics: assembly.diagnostics + rest + remarks, unread: unread, files: files)
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
      })
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
