public import ArgumentParser
import CitationGraph
import Foundation
import LineageRendering
public import PaperFormats
import PaperLineage

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Make a corpus file of bibliographies, tables, graphs and lists.",
    discussion: """
      Takes files as other programs made them, alone or mixed, and folders of them; their content tells what they are. \
      They may be packed by gzip and be of any encoding.

        bibliographies   BibTeX and biblatex, RIS, CSL-JSON, Web of Science (tagged and with tabs), PubMed (nbib and \
      XML), arXiv's Atom, OpenAlex (JSON and JSON lines), Semantic Scholar, Crossref
        tables           Scopus CSV, OpenCitations and iCite CSV, any table whose first line names a column “title”
        graphs           Pajek .net and .paj, GraphML, GEXF, GML, DOT, JSON Graph Format, VOSviewer JSON, assets of \
      Ecosystem Graphs, lists of citations
        our own          corpus files, labelled digests, Markdown lists

      Records of the same paper are joined, by DOI, arXiv id and other ids, then by title, year and first author, never \
      by a cite key alone; where they contradict each other the first one counts, and the conflict is told. References \
      are looked up among the papers by id, by key within one file, by first author, year, volume and page, by title, \
      and by the title inside their text. What was read, joined and not understood is told on standard error, record by \
      record and reference by reference.

      Where a graph or a list of citations does not say who cites, its arcs are taken to run from the citing paper, or \
      as --direction says.

      With --output network.lgraph the papers and their relations become a graph file, which opens at once. A list of \
      citations of any size (two identifiers a line) is read into it without a corpus in between:

        lineage import citations.txt --dates dates.txt --output network.lgraph
      """)

  @Argument(help: ArgumentHelp("The files and folders; “-” is standard input.", valueName: "file"))
  var files: [String]

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write to this file instead of standard output; with the ending .lgraph, a graph file.", valueName: "file"))
  var output: String?

  @Flag(help: "Keep a preprint and its publication apart.")
  var keepVersions = false

  @Option(help: "Which end of an arc or a line cites, where the file does not say: citing-first or cited-first.")
  var direction: CitationDirection?

  @Flag(help: "For a graph file without --direction and --dates: keep papers that only references name.")
  var keepCited = false

  @Option(help: ArgumentHelp("Write the account to this file as JSON.", valueName: "file"))
  var report: String?

  @Option(
    help: ArgumentHelp(
      "Dates of papers, an identifier and YYYY, YYYY-MM or YYYY-MM-DD a line; or a partition of years (.clu).",
      valueName: "file"))
  var dates: String?

  @Option(
    help: ArgumentHelp(
      "For a list of citations made a graph file: a table of papers; its first line names columns: id, title, date.",
      valueName: "file"))
  var papers: String?

  /// What an import makes.
  private enum Product { case corpusFile, graphFile, networkFile, streamedGraphFile }

  func run() throws {
    try Material.confirmOneStandardInput(files + [dates, papers].compactMap { $0 })
    if let report { try OutputFile.confirmPlace(of: report, option: "--report") }
    let contents = try contentsOfPipe()
    let product = try product(contents)
    try confirmOptions(for: product)
    if product == .corpusFile { try confirmEnding() }
    try confirmNothingReadIsWrittenOver()
    // Before work of minutes, not after it.
    if let output { try OutputFile.confirmPlace(of: output, option: "--output") }
    switch product {
    case .networkFile: try importNetwork(contents)
    case .corpusFile, .graphFile: try importRecords(as: product, contents)
    case .streamedGraphFile:
      guard let output else { return }
      try NetworkImport(
        files: files, output: output, report: report, keepsCited: keepCited, keepsVersions: keepVersions,
        contents: named(contents)
      ).run()
    }
  }

  /// What is to be made: of a list of citations a network, straight from its lines, unless a corpus file is asked for.
  ///
  /// - Parameter contents: What the one pipe holds.
  private func product(_ contents: Data?) throws -> Product {
    let formats = contents.map { [NetworkSource.format(of: $0)] } ?? files.map(NetworkSource.format(ofFileAt:))
    if let place = formats.firstIndex(of: .graphFile) {
      throw Failure(
        .usage, "“\(files[place])” is a graph file already", remedy: "give it to a command with --corpus")
    }
    let name = output?.lowercased() ?? "-"
    if name == "-" || CorpusSource.fileEndings.contains(where: { name.hasSuffix(".\($0)") }) { return .corpusFile }
    if formats.allSatisfy({ $0 == .edgeList }) { return .networkFile }
    // Pairs of words that could be anything are meant as a list by who gives what goes with one.
    let isSaid = dates != nil || papers != nil
    if files.count == 1, formats == [nil], isSaid || isGraph,
      NetworkSource.mayBeList(files[0], contents: contents, isSaid: isSaid),
      !CorpusSource.isKnown(files[0], contents: contents)
    {
      return .networkFile
    }
    guard isGraph else { return .corpusFile }
    // Works that stand a line each pass through without being held.
    let canStream = dates == nil && direction == nil
    return canStream && (keepCited || NetworkImport.isAsked(for: files)) ? .streamedGraphFile : .graphFile
  }

  /// Whether what is written is a graph file by its name, or by that of the file that a link leads to.
  private var isGraph: Bool { output.map { OutputFile.target(of: $0).lowercased().hasSuffix(".lgraph") } ?? false }

  /// What the one pipe holds, if that tells what is to be made: it can be read only once.
  private func contentsOfPipe() throws -> Data? {
    guard files.count == 1, isGraph || dates != nil || papers != nil else { return nil }
    return try CorpusSource.contents(ofPipeAt: files[0])
  }

  private func named(_ contents: Data?) -> [String: Data] { contents.map { [files[0]: $0] } ?? [:] }

  /// Refuses options that would do nothing.
  private func confirmOptions(for product: Product) throws {
    if papers != nil, product != .networkFile || files.count != 1 || !isGraph {
      throw Failure(
        .usage, "--papers counts only where one list of citations becomes a graph file",
        remedy: "leave it out, or name the graph file with --output network.lgraph")
    }
    if keepCited, product == .corpusFile || direction != nil || dates != nil {
      throw Failure(
        .usage, "--keep-cited counts only for a graph file, and without --direction and --dates",
        remedy: "leave it out, or name the graph file with --output network.lgraph")
    }
  }

  /// Refuses to write a corpus file under a name that promises another format.
  private func confirmEnding() throws {
    guard let output, output != "-" else { return }
    let format = ExportFormat(ofFileNamed: output)
    if let format, format != .yaml, format != .json {
      throw Failure(
        .usage, "“\(output)” is named as \(format.name), and an import writes corpus files",
        remedy: "write to corpus.yaml, and then: lineage export --corpus corpus.yaml --output \(output)")
    }
    if output.lowercased().hasSuffix(".gz") {
      throw Failure(.usage, "“\(output)” is named as packed, and nothing is written so", remedy: "leave out “.gz”")
    }
  }

  private func confirmNothingReadIsWrittenOver() throws {
    for target in [output, report].compactMap({ $0 }) where target != "-" {
      for path in files + [dates, papers].compactMap({ $0 }) {
        for input in (try? CorpusSource.files(under: path)) ?? [path] where OutputFile.isSame(input, target) {
          throw Failure(.usage, "“\(target)” is read, and would be written over", remedy: "give --output another name")
        }
      }
    }
    if let output, let report, output == report || OutputFile.isSame(output, report) {
      throw Failure(.usage, "--output and --report are one file", remedy: "give --report another name")
    }
  }

  private func importRecords(as product: Product, _ contents: Data?) throws {
    let progress = ProgressLine()
    defer { progress.end() }
    var options = ReadingOptions(
      keepsVersions: keepVersions, direction: direction, dates: dates, progress: { progress.show($0) })
    options.skipsUnknown = true
    options.contents = named(contents)
    let reading = try CorpusSource.read(files, options: options)
    progress.begin("writing", output ?? "")
    let layout = TextLayout.forMessages
    let told = ImportReport(reading.account, unread: reading.unread)
    func writeReport() throws {
      if let report { try OutputFile.write(Data(told.written(as: .json, layout: layout).utf8), to: report) }
    }
    guard let corpus = reading.corpus else {
      progress.end()
      try writeReport()
      tell(reading.diagnostics, layout)
      throw Failure(.badData, "the files make no corpus, and nothing was written")
    }
    if corpus.papers.isEmpty, !reading.unread.isEmpty || reading.diagnostics.contains(where: { $0.severity == .error })
    {
      progress.end()
      tell(reading.diagnostics, layout)
      Console.tell(told.written(as: .text, layout: layout))
      try writeReport()
      throw Failure(.badData, "no paper could be read, and nothing was written")
    }
    switch product {
    case .graphFile:
      guard let output else { break }
      try GraphFile.write(
        LineageNetwork(corpus, following: Set(RelationKind.allCases)).citationNetwork,
        account: told.written(as: .text, layout: TextLayout(width: 120, isColored: false)),
        to: try OutputFile.plainTarget(of: output))
    default:
      var parts = corpus.parts
      for index in parts.papers.indices where parts.papers[index].source == nil {
        parts.papers[index].source = parts.papers[index].place.map { "\($0.file):\($0.line)" }
      }
      let text = Data(CorpusWriter.text(parts, forFileNamed: output).utf8)
      // An answer on the terminal begins where the line of progress was.
      if output == nil || output == "-" { progress.end() }
      try OutputFile.write(text, to: output ?? "-")
    }
    progress.end()
    tell(reading.diagnostics, layout)
    Console.tell(told.written(as: .text, layout: layout))
    try writeReport()
  }

  private func tell(_ diagnostics: [Diagnostic], _ layout: TextLayout) {
    let shown = 100
    for diagnostic in diagnostics.prefix(shown) { Console.tell(diagnostic.text(layout)) }
    if diagnostics.count > shown {
      Console.tell("… and \(diagnostics.count - shown) more; “lineage check” shows all\n")
    }
  }

  private func importNetwork(_ contents: Data?) throws {
    guard files.count == 1 else {
      throw Failure(.usage, "a citation network is made of one list of citations", remedy: "join the lists with cat")
    }
    guard let output, output != "-" else {
      throw Failure(
        .usage, "a graph file is nothing for standard output", remedy: "name a file with --output network.lgraph")
    }
    let target = try OutputFile.plainTarget(of: output)
    let progress = ProgressLine()
    defer { progress.end() }
    progress.begin("reading", files[0])
    let reading = try NetworkSource.read(
      edges: files[0], contents: contents, direction: direction, dates: dates, papers: papers)
    progress.begin("writing", output)
    try GraphFile.write(reading.network, account: reading.account, to: target)
    progress.end()
    tell(reading.diagnostics, .forMessages)
    Console.tellAccount(reading.account)
    if let report {
      let told = NetworkImportReport(reading)
      try OutputFile.write(Data(told.written(as: .json, layout: .forMessages).utf8), to: report)
    }
  }
}

extension CitationDirection: ExpressibleByArgument {}
