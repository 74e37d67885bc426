public import ArgumentParser
import CitationGraph
import Foundation
import LineageRendering
import PaperFormats
public import PaperLineage

extension DateTolerance: ExpressibleByArgument {
  /// Reads a duration as it is typed.
  public init?(argument: String) { self.init(argument.lowercased()) }
}

/// A form in which findings are written: that of a report, or one for other tools.
enum CheckFormat: Equatable, ExpressibleByArgument {
  case report(ReportFormat)
  case annotations(AnnotationFormat)

  init?(argument: String) {
    let name = argument == "md" ? "markdown" : argument
    if let report = ReportFormat(rawValue: name) {
      self = .report(report)
    } else if let annotations = AnnotationFormat(rawValue: name) {
      self = .annotations(annotations)
    } else {
      return nil
    }
  }

  static var allValueStrings: [String] {
    ReportFormat.allCases.map(\.rawValue) + AnnotationFormat.allCases.map(\.rawValue)
  }
}

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "What is wrong with the data, and what is worth a look.",
    discussion: """
      Takes whatever can be read: corpus files, reading lists, bibliographies, graphs, citation networks; several files \
      and folders are checked as one corpus. Finds records that cannot be read, relations to what is not there, names \
      that differ by case or width only, ambiguous names, duplicates (certain and likely), relations of a paper to \
      itself, circles, older papers that cite newer ones, unknown kinds of relations, retracted papers, lists of \
      references that are empty or cut, papers without a date or a relation. Each finding has a place, a severity, a \
      code that stays the same between releases, and what to do.

      Exit status 1 if there are errors; with --strict, if there are warnings too. A file that cannot be read is an \
      error among the others if there are several, and ends the check with 65 or 66 if it is the only one.

        lineage check refs.bib
        lineage check --format sarif --output findings.sarif data/
        lineage check --strict --format github refs.bib
        lineage check --tolerance 6m export.txt
      """)

  @Argument(
    help: ArgumentHelp("Files and folders to check; the same as --corpus.", valueName: "file"))
  var files: [String] = []

  @Flag(help: "Count warnings as faults.")
  var strict = false

  @Option(
    help: ArgumentHelp(
      "Let an older paper cite a newer one by so much: days, weeks, months or years, as 30d, 2w, 2m, 1y.",
      discussion:
        "Of dates that are known to the month or the year only, the nearest days count, so what may be no contradiction "
        + "never is one. Corpora take the earliest date of each paper.",
      valueName: "duration"))
  var tolerance = DateTolerance.none

  @Option(
    help: ArgumentHelp(
      "How many findings of each code text tells one by one, or “all”; the others are counted, and the other formats "
        + "have all of them.",
      valueName: "number"))
  var limit = NumberOrAll.number(50)

  @OptionGroup var input: CorpusOptions

  @Option(
    help: ArgumentHelp(
      "How the findings are written.",
      discussion: "Without it, as the ending of --output says (.sarif, .json, .csv, .md), or text. sarif is "
        + "SARIF 2.1.0, as code scanning takes it; github is what a workflow of GitHub's shows at the lines of a change."
    ))
  var format: CheckFormat?

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
  var output: String?

  @OptionGroup var languageOption: LanguageOption

  @Option(help: "Whether to use colour; “auto” does so on a terminal unless $NO_COLOR is set.")
  var color: ColorChoice = .auto

  func validate() throws { try limit.confirm("--limit", counts: "findings") }

  func run() throws {
    var input = input
    input.paths = Self.distinct(input.paths + files)
    try input.confirmNotOverwritten(by: output)
    let report = try input.networkPath().map { try network(at: $0, input) } ?? corpus(input)
    try write(report)
    let isFaulty = report.hasFaults(.error) || (strict && report.hasFaults(.warning))
    if isFaulty { throw ExitCode(ExitStatus.none.rawValue) }
  }

  private func corpus(_ input: CorpusOptions) throws -> CheckReport {
    let progress = ProgressLine()
    defer { progress.end() }
    // One file that cannot be read does not keep the others from being checked.
    let reading = try input.read(leavesOutUnreadable: true, progress: progress)
    progress.begin("checking")
    let unreadable = reading.failures.map { error in
      let failure = Failure(error)
      return Diagnostic(
        .error, .unreadableFile, failure.message, remedy: failure.remedy ?? "correct the file, or leave it out",
        place: SourcePlace(file: error.path, line: 1, column: 1))
    }
    let diagnostics = unreadable + reading.checked(tolerance: tolerance)
    let failed = Set(reading.failures.map(\.path))
    return CheckReport(
      diagnostics.sorted(by: Diagnostic.isInShownOrder), paperCount: reading.corpus?.papers.count,
      relationCount: reading.corpus?.relations.count, shownCount: limit.limit,
      inputs: input.paths.filter { !failed.contains($0) }.flatMap { (try? CorpusSource.files(under: $0)) ?? [$0] })
  }

  /// The paths without those that lead to a file named before: a file that is given twice is not full of duplicates.
  private static func distinct(_ paths: [String]) -> [String] {
    struct Place: Hashable {
      let device: dev_t
      let node: ino_t
    }
    var seen: Set<Place> = []
    return paths.filter { path in
      var status = stat()
      guard path != "-", stat(path, &status) == 0 else { return true }
      return seen.insert(Place(device: status.st_dev, node: status.st_ino)).inserted
    }
  }

  /// Looks at every byte of a network and at what its relations say of time.
  private func network(at path: String, _ input: CorpusOptions) throws -> CheckReport {
    let reading = try input.network(at: path, verification: .all, tellsFaults: false)
    let progress = ProgressLine()
    defer { progress.end() }
    progress.begin("checking", path)
    let graph = reading.network.graph
    return CheckReport(
      reading.diagnostics + reading.network.check(tolerance: tolerance), paperCount: graph.paperCount,
      relationCount: graph.relationCount, shownCount: limit.limit, inputs: [path])
  }

  private func write(_ report: CheckReport) throws {
    let layout = TextLayout.forOutput(to: output, color: color, language: languageOption.language)
    let text =
      switch format ?? formatOfEnding ?? .report(.text) {
      case .report(let format): report.written(as: format, layout: layout)
      case .annotations(let format):
        report.written(
          as: format, version: LineageCommand.configuration.version,
          folder: FileManager.default.currentDirectoryPath)
      }
    try OutputFile.write(Data(text.utf8), to: output ?? "-")
  }

  private var formatOfEnding: CheckFormat? {
    guard let output else { return nil }
    let ending = URL(fileURLWithPath: output).pathExtension.lowercased()
    return ["markdown", "md", "json", "csv", "sarif"].contains(ending) ? CheckFormat(argument: ending) : nil
  }
}

extension InputError {
  /// The file or folder that cannot be read.
  fileprivate var path: String {
    switch self {
    case .notFound(let path), .unreadable(let path, _), .emptyFolder(let path), .notText(let path, _),
      .gzip(let path, _), .graphFile(let path), .partitionAlone(let path), .unknownFormat(let path, _):
      path
    }
  }
}
