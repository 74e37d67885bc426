public import ArgumentParser
import CitationGraph
import Foundation
public import LineageRendering
import PaperFormats
import PaperLineage
import Synchronization

extension PictureFormat: ExpressibleByArgument {}
extension PictureOptions.Externals: ExpressibleByArgument {}

struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Draw the relation graph.",
    discussion: """
      The format follows from the file's ending unless --format says otherwise; without a file it is SVG.

      Of a large corpus or network choose what to show. Where papers in between fall out, a dashed line stands for the \
      chain through them, and the caption says what is not shown.
      """)

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
  var output: String?

  @Option(help: "The format of the picture.")
  var format: PictureFormat?

  @OptionGroup var dateOption: DateOption

  @Option(help: "What becomes of works outside the reading list.")
  var externals: PictureOptions.Externals = .none

  @Option(
    help: ArgumentHelp(
      "Draw only these kinds of relations, separated by commas.",
      discussion: "Kinds: \(RelationKind.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "kind,…"),
    transform: KindList.init)
  var kinds: KindList?

  @Option(help: ArgumentHelp("Give up if Graphviz is not done after this time.", valueName: "seconds"))
  var timeLimit = PictureFile.secondsAllowed

  @OptionGroup(title: "What is shown") var selection: SelectionOptions
  @OptionGroup var language: LanguageOption
  @OptionGroup var input: CorpusOptions

  func validate() throws {
    if timeLimit < 1 { throw ValidationError("--time-limit is at least 1 second.") }
    try selection.confirmGenerations()
  }

  func run() throws {
    let format = try chosenFormat()
    let isBinary = format == .png || format == .pdf
    if isBinary, (output ?? "-") == "-", Console.outputIsTerminal {
      throw Failure(.usage, "\(format.rawValue) is nothing for a terminal", remedy: "name a file with --output")
    }
    try input.confirmNotOverwritten(by: output)
    let shown = try selection.selected(
      from: input.material(), following: kinds, dateChoice: dateOption.date, leavesOutExternal: externals == .none,
      language: language.language)
    let picture = Picture(
      shown,
      options: PictureOptions(
        dateChoice: dateOption.date, externals: externals, kinds: kinds?.kinds ?? Set(RelationKind.allCases),
        language: language.language))
    try PictureFile.write(picture, as: format, to: output ?? "-", within: timeLimit)
  }

  private func chosenFormat() throws -> PictureFormat {
    if let format { return format }
    guard let output, output != "-" else { return .svg }
    if let format = PictureFile.format(ofFileAt: output) { return format }
    let endings = PictureFormat.allCases.map { ".\($0.rawValue)" }.joined(separator: ", ")
    throw Failure(
      .usage, "the ending of “\(output)” tells no format", remedy: "use one of \(endings), or say it with --format")
  }
}

/// Ends the program if something that cannot be interrupted takes too long.
///
/// Graphviz works in this process and does not look up; nothing has been written by then, so nothing is lost.
final class TimeLimit: Sendable {
  private let isOver = Atomic(false)

  init(seconds: Int, failure: Failure) {
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds)) { [self] in
      guard !isOver.load(ordering: .acquiring) else { return }
      Console.tell(failure.text)
      _exit(failure.status.rawValue)
    }
  }

  func cancel() { isOver.store(true, ordering: .releasing) }
}
