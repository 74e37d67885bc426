import ArgumentParser
import CitationGraph
import Foundation
import LineageInference
import LineageRendering
import PaperFormats
import PaperLineage

/// Where the papers come from.
struct CorpusOptions: ParsableArguments {
  @Option(
    name: .customLong("corpus"),
    help: ArgumentHelp(
      "A corpus, bibliography, table or graph, a folder of such files, a citation network, or “-” for standard input; "
        + "may be given several times.",
      discussion: "Without it, $LINEAGE_CORPUS is read, else the bundled corpus.", valueName: "path"))
  var paths: [String] = []

  /// Whether relations are inferred for a corpus that has texts and no relations.
  var infers = true

  private enum CodingKeys: String, CodingKey { case paths }

  /// Reads the corpus or the citation network; tells on standard error what there is to say.
  ///
  /// - Throws: ``Failure`` if there is neither to be had.
  func material() throws -> Material {
    if let path = try networkPath() { return .network(try network(at: path)) }
    return .corpus(try load())
  }

  /// Where a citation network is to be read from, or `nil` if the papers come as a corpus; of a list of citations among
  /// other files, records are made.
  func networkPath() throws -> String? {
    let paths = effectivePaths
    if paths.count == 1 { return NetworkSource.format(ofFileAt: paths[0]).map { _ in paths[0] } }
    if let path = paths.first(where: { NetworkSource.format(ofFileAt: $0) == .graphFile }) {
      throw Failure(
        .usage, "“\(path)” is a citation network, which stands alone",
        remedy: "give it as the only --corpus")
    }
    return nil
  }

  /// Reads a citation network, and says what was left out of a list of relations.
  ///
  /// - Parameter tellsFaults: Whether lines that could not be used are told too, one by one.
  func network(
    at path: String, verification: GraphFile.Verification = .quick, tellsFaults: Bool = true
  ) throws -> NetworkReading {
    let progress = ProgressLine()
    defer { progress.end() }
    progress.begin("reading", path)
    let reading = try NetworkSource.read(path, verification: verification)
    progress.end()
    if reading.format == .edgeList {
      Console.tell(
        "lineage: note: read from text, without dates; “lineage import \(path) --dates … --output network.lgraph”"
          .withoutControls + " makes a file that opens at once\n")
      Console.tellAccount(reading.account)
      if tellsFaults { tell(reading.diagnostics) }
    }
    return reading
  }

  /// Reads the corpus; tells on standard error what there is to say.
  ///
  /// - Throws: ``Failure`` if there is no corpus to be had.
  func load() throws -> Corpus {
    if let path = try networkPath() {
      throw Failure(
        .usage, "“\(path)” is a citation network, and this takes a corpus",
        remedy: "a corpus has titles and texts; a network is for “lineage stats”, “ancestors”, “path” and the like")
    }
    let progress = ProgressLine()
    defer { progress.end() }
    let reading = try read(progress: progress)
    guard let corpus = reading.corpus else {
      progress.end()
      tell(reading.diagnostics)
      let count = reading.diagnostics.count { $0.severity == .error }
      throw Failure(.badData, "the corpus has \(count) \(count == 1 ? "fault" : "faults") and was not used")
    }
    // The answer can be given all the same, so what is an error to “check” is a warning here. The bundled corpus has
    // none; a test sees to that.
    progress.begin("checking")
    let faults = isBundled ? [] : reading.withExcerpts(corpus.faults())
    progress.end()
    if isBundled {
      let title = corpus.title ?? "without title"
      Console.tell("lineage: note: using the bundled corpus “\(title)” (--corpus reads another)\n")
    }
    for (file, blocks) in Dictionary(grouping: reading.unread, by: \.place.file).sorted(by: { $0.key < $1.key }) {
      let what = blocks.count == 1 ? "1 block of \(file)" : "\(blocks.count) blocks of \(file)"
      Console.tell(
        "lineage: note: \(what) could not be placed (lineage import \(file) shows them)".withoutControls + "\n")
    }
    tell(reading.diagnostics)
    guard !isBundled else { return corpus }
    tell(
      faults.map { fault in
        var fault = fault
        fault.severity = .warning
        return fault
      })
    return try infers ? withInferredRelations(corpus) : corpus
  }

  /// A corpus that has texts and no relations, with those that the texts tell.
  private func withInferredRelations(_ corpus: Corpus) throws -> Corpus {
    guard corpus.relations.isEmpty, corpus.papers.contains(where: { $0.texts.contains { $0.field != .title } }) else {
      return corpus
    }
    let inference = try LineageInference(known: KnownWorks.corpora()).infer(corpus)
    Console.tell(
      "lineage: note: the corpus has no relations; \(inference.relations.count) "
        + "\(inference.relations.count == 1 ? "was" : "were") inferred from its texts "
        + "(“lineage infer” shows them)\n")
    return inference.corpus
  }

  /// Reads the corpus and leaves to the caller what to say.
  ///
  /// - Parameters:
  ///   - leavesOutUnreadable: Whether files that cannot be read are left out, as long as there are others.
  ///   - progress: Is told how far the reading is.
  func read(leavesOutUnreadable: Bool = false, progress: ProgressLine) throws -> CorpusReading {
    try Material.confirmOneStandardInput(effectivePaths)
    return isBundled
      ? CorpusSource.bundled()
      : try CorpusSource.read(
        effectivePaths,
        options: ReadingOptions(leavesOutUnreadable: leavesOutUnreadable, progress: { progress.show($0) }))
  }

  private var effectivePaths: [String] {
    if !paths.isEmpty { return paths }
    let path = ProcessInfo.processInfo.environment["LINEAGE_CORPUS"] ?? ""
    return path.isEmpty ? [] : [path]
  }

  /// Stops what would write an answer over the data it is taken from.
  func confirmNotOverwritten(by output: String?) throws {
    guard let output, output != "-" else { return }
    for path in effectivePaths {
      let files = (try? CorpusSource.files(under: path)) ?? [path]
      guard files.contains(where: { OutputFile.isSame($0, output) }) else { continue }
      throw Failure(.usage, "“\(output)” is read, and would be written over", remedy: "give --output another name")
    }
  }

  var isBundled: Bool { effectivePaths.isEmpty }

  private func tell(_ diagnostics: [Diagnostic]) {
    let layout = TextLayout.forMessages
    // A million faults help nobody; the number of those not shown is said.
    let limit = 100
    for diagnostic in diagnostics.prefix(limit) { Console.tell(diagnostic.text(layout)) }
    if diagnostics.count > limit {
      Console.tell("… and \(diagnostics.count - limit) more; “lineage check” shows all\n")
    }
  }
}

extension Corpus {
  /// The paper that an argument names.
  func paper(named text: String) throws -> Paper {
    try PaperDirectory(self).paper(named: text)
  }

  /// The papers that arguments name, with one look at all names.
  func papers(named texts: [String]) throws -> [Paper] {
    let directory = PaperDirectory(self)
    return try texts.map { try directory.paper(named: $0) }
  }
}
