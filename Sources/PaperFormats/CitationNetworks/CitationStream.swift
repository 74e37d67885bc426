public import CitationGraph
public import Foundation
public import PaperLineage

/// Makes a citation network of bibliographies of any size and kind.
///
/// Works of OpenAlex in JSON lines and tables of citations of OpenCitations pass through: what stays of them is what the
/// network is made of. All other files are read and joined as a corpus is, and then added to it. Papers of different
/// files are joined by their identifiers.
public enum CitationStream {
  static let citations = "OpenCitations CSV, citations"

  /// A network of bibliographies, and what became of their records.
  public struct Reading: Sendable {
    /// The network.
    public let network: CitationNetwork
    /// What became of the records and references.
    public let account: NetworkImportAccount
    /// What was odd about the files, at most a hundred of each.
    public let diagnostics: [Diagnostic]
  }

  /// How a file is read.
  enum Way: Equatable {
    case openAlexLines, citationTable, corpus
  }

  private static let mostTold = 100

  /// Reads files.
  ///
  /// - Parameters:
  ///   - paths: The files and folders. Their order does not matter.
  ///   - keepsCited: Whether papers that references name and no file tells of are papers of the network, without a date
  ///     and a title; else such references are left out and counted.
  ///   - keepsVersions: Whether a preprint and its publication stay two papers, where files are joined as a corpus is.
  ///   - contents: What pipes held that were read already.
  ///   - progress: Is told what is done, and how far it is about once for eight megabytes of a large file.
  /// - Throws: ``InputError``, ``NetworkError``, ``OpenAlexLines/ReadError``.
  /// - Complexity: O(*n* + *p* log *p*) time for *n* bytes and *p* papers. Memory: 12 bytes a reference and about 60 a paper
  ///   beside its title and identifiers, two blocks of some megabytes, and what the smaller files hold.
  public static func read(
    _ paths: [String], keepsCited: Bool = false, keepsVersions: Bool = false, contents: [String: Data] = [:],
    progress: @escaping @Sendable (ReadingStep) -> Void = { _ in }
  ) throws -> Reading {
    var assembly = NetworkAssembly()
    var account = NetworkImportAccount(keepsCited: keepsCited)
    var diagnostics: [Diagnostic] = []
    var files: [String] = []
    for entry in try paths.flatMap({ try CorpusSource.entries(at: $0) }) {
      if let leftOut = reasonToLeaveOut(entry) { diagnostics.append(leftOut) } else { files.append(entry.path) }
    }
    var smaller: [String] = []
    var beforehand = NetworkImportAccount.Relations()
    for (number, file) in files.sorted().enumerated() {
      let kind = way(ofFileAt: file)
      if kind != .corpus { progress(.reading(file: file, number: number + 1, count: files.count)) }
      switch kind {
      case .corpus: smaller.append(file)
      case .openAlexLines:
        account.files.append(try addWorks(of: file, to: &assembly, &diagnostics, progress))
      case .citationTable:
        account.files.append(try addCitations(of: file, to: &assembly, &diagnostics, progress))
      }
    }
    if !smaller.isEmpty {
      var options = ReadingOptions(keepsVersions: keepsVersions)
      options.skipsUnknown = true
      options.contents = contents
      options.progress = progress
      do {
        let told = try addCorpus(of: smaller, options, to: &assembly, &diagnostics)
        account.files += told.files
        beforehand = told.beforehand
      } catch let error as InputError {
        // Of several files those that are unknown do not end the reading.
        guard smaller.count == 1, !account.files.isEmpty, let reason = error.reasonToSkip else { throw error }
        diagnostics.append(error.skipped(smaller[0], reason))
      }
    }
    progress(.joining(records: account.files.reduce(0) { $0 + $1.records }))
    let (joined, contradicting) = (assembly.joinedPapers, assembly.contradictingDates)
    let outcome = assembly.finish(keepsCited: keepsCited)
    account.network = outcome.account
    account.network.joined = joined
    account.network.contradictingDates = contradicting
    account.network.references += beforehand.references
    account.network.duplicates += beforehand.duplicates
    account.network.selfRelations += beforehand.selfRelations
    account.network.dangling += beforehand.dangling
    return Reading(network: outcome.network, account: account, diagnostics: diagnostics)
  }

  /// The warning that something in a folder is not read, as it is for a corpus; `nil` for what is.
  private static func reasonToLeaveOut(_ entry: CorpusSource.Entry) -> Diagnostic? {
    func warning(_ reason: String, _ remedy: String) -> Diagnostic {
      Diagnostic(
        .warning, .badValue, "it is not read: \(reason)", remedy: remedy,
        place: SourcePlace(file: entry.path, line: 1, column: 1))
    }
    if entry.isFolder { return warning("a folder in a folder", "name it to read it") }
    guard entry.isInFolder, NetworkSource.format(ofFileAt: entry.path) == .graphFile else { return nil }
    return warning("a graph file, which stands alone", "give it to a command with --corpus")
  }

  /// Whether a file can pass through without being held: lines of OpenAlex, or a table of citations of OpenCitations.
  ///
  /// Reads at most a quarter of a megabyte.
  public static func isStream(_ path: String) -> Bool { way(ofFileAt: path) != .corpus }

  /// How a file is read, told by its beginning.
  static func way(ofFileAt path: String) -> Way {
    // What comes through a pipe can be read only once.
    guard path != "-", NetworkSource.isPlainFile(path), let handle = FileHandle(forReadingAtPath: path) else {
      return .corpus
    }
    defer { try? handle.close() }
    guard let data = try? handle.read(upToCount: beginning) else { return .corpus }
    var start = Gzip.isGzip(data) ? Gzip.beginning(of: data, count: beginning) : data
    if start.starts(with: [0xEF, 0xBB, 0xBF]) { start = start.dropFirst(3) }
    return Array(start).withUnsafeBufferPointer { bytes in
      let first = bytes.prefix { $0 != UInt8(ascii: "\n") }
      let line = UnsafeBufferPointer(rebasing: first)
      if first.count < bytes.count || start.count < beginning, CitationTable.isHeader(line) { return .citationTable }
      guard bytes.first == UInt8(ascii: "{"), JSONFormat.detect(Data(bytes)) == .openAlex else { return .corpus }
      if first.count < bytes.count || start.count < beginning { return way(ofLine: line) }
      // The answer for a list may stand in one line too.
      var cursor = JSONCursor(line)
      var isFirst = true
      guard cursor.take(UInt8(ascii: "{")), let key = try? cursor.nextKey(isFirst: &isFirst) else { return .corpus }
      return ["meta", "results", "group_by"].contains(cursor.text(key)) ? .corpus : .openAlexLines
    }
  }

  private static func way(ofLine line: UnsafeBufferPointer<UInt8>) -> Way {
    (try? OpenAlexWork(line, range: 0..<line.count)) == nil ? .corpus : .openAlexLines
  }

  private static let beginning = 1 << 18

  // MARK: - The ways

  private static func addWorks(
    of file: String, to assembly: inout NetworkAssembly, _ diagnostics: inout [Diagnostic],
    _ progress: (ReadingStep) -> Void
  ) throws -> NetworkImportAccount.File {
    var told = NetworkImportAccount.File(file: file, format: BibliographyFormat.openAlex.name)
    let account = try OpenAlexLines.readWorks(
      file,
      progress: { progress(.bytes(done: $0.byteCount, of: $0.totalByteCount)) },
      unread: { block in
        tell(block, told.unread, &diagnostics)
        told.unread += 1
      },
      { work in
        var names = [PaperName(work: work.id)]
        if let doi = work.doi { names.append(assembly.name(PaperIdentifier(.doi, normalized: doi))) }
        if let doi = work.doi, doi.contains("arxiv"), let id = PaperIdentifier(.arxiv, doi) {
          names.append(assembly.name(id))
        }
        let title = work.title.map(MarkupText.plain).flatMap { $0.isEmpty ? nil : $0 }
        let added = assembly.addPaper(names, date: work.date, title: title)
        if added.isNew { told.papers += 1 } else { told.merged += 1 }
        for reference in work.references { assembly.add(citing: added.node, cited: PaperName(work: reference)) }
        told.references += work.references.count
      })
    told.records = account.lineCount
    return told
  }

  private static func addCitations(
    of file: String, to assembly: inout NetworkAssembly, _ diagnostics: inout [Diagnostic],
    _ progress: (ReadingStep) -> Void
  ) throws -> NetworkImportAccount.File {
    var told = NetworkImportAccount.File(file: file, format: citations)
    let size = (try? FileManager.default.attributesOfItem(atPath: file)[.size]) as? Int
    told.records = try CitationTable(file).read(
      progress: { progress(.bytes(done: $0, of: size)) },
      unread: { block in
        tell(block, told.unread, &diagnostics)
        told.unread += 1
      },
      { citing, cited, numbersArePMIDs in
        let from = assembly.addPaper(citing, numbersArePMIDs: numbersArePMIDs)
        let to = assembly.addPaper(cited, numbersArePMIDs: numbersArePMIDs)
        told.papers += (from.isNew ? 1 : 0) + (to.isNew ? 1 : 0)
        told.references += 1
        assembly.add(citing: from.node, cited: to.name)
      })
    return told
  }

  /// Reads all other files as a corpus, whose papers and relations are added, and references to papers of other files.
  private static func addCorpus(
    of files: [String], _ options: ReadingOptions, to assembly: inout NetworkAssembly, _ diagnostics: inout [Diagnostic]
  ) throws -> (files: [NetworkImportAccount.File], beforehand: NetworkImportAccount.Relations) {
    let reading = try CorpusSource.read(files, options: options)
    diagnostics += reading.diagnostics.prefix(mostTold)
    guard let corpus = reading.corpus else { throw NoCorpus(diagnostics: reading.diagnostics) }
    var told = NetworkImportAccount.File(
      file: files.count == 1 ? files[0] : "\(files.count) smaller files", format: "joined as a corpus")
    for (number, block) in reading.unread.enumerated() { tell(block, number, &diagnostics) }
    let account = reading.account
    let records = account.files.reduce(0) { $0 + $1.records }
    let unread = account.files.reduce(0) { $0 + $1.unread }
    var rows = account.files.map(NetworkImportAccount.File.init)
    let numbers = Dictionary(rows.enumerated().map { ($1.file, $0) }, uniquingKeysWith: { first, _ in first })
    var nodes: [PaperID: Int] = [:]
    for paper in corpus.papers {
      // Its own id is a name as well, for papers that have no other; it is the last one that a paper is called by.
      let identifiers = paper.identifiers.filter { paper.isIdentified(by: $0) }
      let names = identifiers.map { assembly.name($0) } + [assembly.name(record: paper.id)]
      let added = assembly.addPaper(
        names, date: paper.date(preferring: corpus.dateChoice) ?? paper.date(.earliest), title: paper.title)
      nodes[paper.id] = added.node
      if added.isNew {
        told.papers += 1
      } else if let row = paper.place.flatMap({ numbers[$0.file] }) {
        rows[row].papers -= 1
        rows[row].merged += 1
      }
    }
    for relation in corpus.relations {
      guard let citing = nodes[relation.citing] else { continue }
      assembly.add(citing: citing, cited: assembly.name(record: relation.cited))
    }
    for open in reading.openReferences {
      guard let citing = nodes[open.citing], let identifier = open.identifiers.first else { continue }
      // One that other files know; which of several others counts does not matter.
      var cited = assembly.name(identifier)
      for other in open.identifiers.dropFirst() where !assembly.isKnown(cited) { cited = assembly.name(other) }
      assembly.add(citing: citing, cited: cited)
    }
    // What was counted on the way to the corpus: references said again, of a paper to itself, and to no paper of these
    // files without an identifier by which another file could have it.
    var beforehand = NetworkImportAccount.Relations()
    beforehand.duplicates = account.duplicateRelations
    beforehand.selfRelations = account.selfRelations
    beforehand.dangling = account.unmatched - reading.openReferences.count
    beforehand.references = beforehand.duplicates + beforehand.selfRelations + beforehand.dangling
    told.references = corpus.relations.count + reading.openReferences.count + beforehand.references
    told.unread = unread
    told.records = records
    told.merged = records - unread - told.papers
    // What a corpus file says of relations is no reference of a record, but one of its papers.
    let corpora = rows.indices.filter { rows[$0].format == BibliographyFormat.corpus.name }
    if corpora.count == 1 { rows[corpora[0]].references += account.knownRelations }
    // Which of several corpus files told a relation is not known any more.
    let isKnownByFile =
      rows.allSatisfy { $0.papers >= 0 && $0.records == $0.papers + $0.merged + $0.unread }
      && rows.reduce(0) { $0 + $1.papers } == told.papers && rows.reduce(0) { $0 + $1.references } == told.references
    return (isKnownByFile ? rows : [told], beforehand)
  }

  /// The files that are read as a corpus make none; why.
  public struct NoCorpus: Error {
    /// What is wrong with them.
    public let diagnostics: [Diagnostic]
  }

  private static func tell(_ block: UnreadBlock, _ number: Int, _ diagnostics: inout [Diagnostic]) {
    guard number < mostTold else { return }
    diagnostics.append(Diagnostic(.warning, .syntax, block.reason, place: block.place))
  }
}
