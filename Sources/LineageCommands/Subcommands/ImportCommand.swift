import ArgumentParser
import CitationGraph
import Foundation
import LineageRendering
import PaperFormats
import PaperLineage

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Make a corpus file of bibliographies and lists, or a graph file of citations.",
    discussion: """
      Reads bibliographies (BibTeX and biblatex, RIS, the Web of Science's tagged export, PubMed's nbib), labelled \
      digests, Markdown lists and corpus files, alone or mixed, told by their content, plain or packed by gzip. It joins \
      records of the same paper, finds which papers the references mean, and writes one corpus file in YAML, each paper \
      with the place it was taken from. An account of every record and reference goes to standard error.

      A list of citations (two identifiers a line, the citing paper first; tabs, blanks, commas or semicolons between \
      them; plain or packed by gzip) becomes a graph file, which opens at once whatever its size:

        lineage import citations.txt --dates dates.txt --output network.lgraph

      Dates may instead stand in a table of papers (--papers), which also gives titles: its first line names the \
      columns id, title and date, between tabs, commas or semicolons.

      What could not be used is told on standard error.
      """)

  @Argument(help: ArgumentHelp("The files and folders; “-” is standard input.", valueName: "file"))
  var files: [String]

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
  var output: String?

  @Flag(help: "Keep a preprint and its publication apart.")
  var keepVersions = false

  @Flag(help: "For a graph file: keep papers that only references name, without date and title.")
  var keepCited = false

  @Option(help: ArgumentHelp("Write the account to this file as JSON.", valueName: "file"))
  var report: String?

  @Option(
    help: ArgumentHelp(
      "For citations: the dates of papers, an identifier and YYYY, YYYY-MM or YYYY-MM-DD a line.", valueName: "file"))
  var dates: String?

  @Option(
    help: ArgumentHelp(
      "For citations: a table of papers; its first line names columns: id, title, date.", valueName: "file"))
  var papers: String?

  func run() throws {
    let formats = files.map(NetworkSource.format(ofFileAt:))
    if let place = formats.firstIndex(of: .graphFile) {
      throw Failure(
        .usage, "“\(files[place])” is a graph file already", remedy: "give it to a command with --corpus")
    }
    if let output, output.lowercased().hasSuffix(".lgraph"), dates == nil, papers == nil,
      !formats.allSatisfy({ $0 == .edgeList }), NetworkImport.isAsked(for: files)
    {
      return try NetworkImport(
        files: files, output: output, report: report, keepsCited: keepCited, keepsVersions: keepVersions
      ).run()
    }
    // Whoever names a graph file means citations, whatever the first lines look like.
    if dates != nil || papers != nil || formats.contains(.edgeList) || output?.lowercased().hasSuffix(".lgraph") == true
    {
      return try importNetwork()
    }
    let reading = try CorpusSource.read(files, keepsVersions: keepVersions)
    let layout = TextLayout(isColored: false)
    guard let corpus = reading.corpus else {
      for diagnostic in reading.diagnostics.prefix(100) { Console.tell(diagnostic.text(layout)) }
      throw Failure(.badData, "the files make no corpus, and nothing was written")
    }
    var parts = corpus.parts
    for index in parts.papers.indices where parts.papers[index].source == nil {
      parts.papers[index].source = parts.papers[index].place.map { "\($0.file):\($0.line)" }
    }
    try OutputFile.write(Data(CorpusWriter.yaml(parts).utf8), to: output ?? "-")
    for diagnostic in reading.diagnostics.prefix(100) { Console.tell(diagnostic.text(layout)) }
    guard let account = reading.account else {
      return Console.tell(ListImportAccount(corpus, unread: reading.unread).text)
    }
    let told = ImportReport(account, unread: reading.unread)
    let layoutOfErrors = TextLayout(width: Console.width, isColored: false)
    Console.tell(told.written(as: .text, layout: layoutOfErrors))
    if let report { try OutputFile.write(Data(told.written(as: .json, layout: layoutOfErrors).utf8), to: report) }
  }

  private func importNetwork() throws {
    guard files.count == 1 else {
      throw Failure(.usage, "a citation network is made of one list of citations", remedy: "join the lists with cat")
    }
    guard let output, output != "-" else {
      throw Failure(
        .usage, "a graph file is nothing for standard output", remedy: "name a file with --output network.lgraph")
    }
    for input in [files[0], dates, papers].compactMap({ $0 }) where OutputFile.isSame(input, output) {
      throw Failure(.usage, "“\(output)” is read, and would be written over", remedy: "give --output another name")
    }
    let target = try OutputFile.plainTarget(of: output)
    let reading = try NetworkSource.read(edges: files[0], dates: dates, papers: papers)
    try GraphFile.write(reading.network, account: reading.account, to: target)
    let layout = TextLayout(isColored: false)
    let shown = 100
    for diagnostic in reading.diagnostics.prefix(shown) { Console.tell(diagnostic.text(layout)) }
    if reading.diagnostics.count > shown { Console.tell("… and \(reading.diagnostics.count - shown) more\n") }
    Console.tell(reading.account)
  }
}

/// What an import of a list read and what it did not, file by file.
struct ListImportAccount {
  private let papers: [Paper]
  private let unread: [UnreadBlock]
  private static let shownCount = 20

  init(_ corpus: Corpus, unread: [UnreadBlock]) {
    papers = corpus.papers
    self.unread = unread
  }

  /// The account, a line per file and one for each of the first blocks not placed.
  var text: String {
    var files: [String] = []
    for file in papers.compactMap(\.place?.file) + unread.map(\.place.file) where files.last != file {
      if !files.contains(file) { files.append(file) }
    }
    return files.map(account).joined()
  }

  private func account(of file: String) -> String {
    let papers = papers.filter { $0.place?.file == file }
    let blocks = unread.filter { $0.place.file == file }
    let undated = papers.count { $0.versions.isEmpty }
    let homeless = papers.count { $0.organizations.isEmpty }
    var text =
      "\(file): \(Self.count(papers.count, "paper")), \(undated) without date, \(homeless) without organization; "
      + "\(Self.count(blocks.count, "block")) not placed\n"
    for block in blocks.prefix(Self.shownCount) {
      let lines =
        block.lastLine > block.place.line ? "lines \(block.place.line)–\(block.lastLine)" : "line \(block.place.line)"
      let first = block.text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
      let start = first.trimmingCharacters(in: .whitespaces).withoutControls.truncated(toWidth: 60)
      text += "  \(lines): \(block.reason): \(start)\n"
    }
    if blocks.count > Self.shownCount { text += "  … and \(blocks.count - Self.shownCount) more\n" }
    return text
  }

  private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
