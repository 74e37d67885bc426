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
    discussion: "The format follows from the file's ending unless --format says otherwise; without a file it is SVG.")

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

  @OptionGroup var language: LanguageOption
  @OptionGroup var input: CorpusOptions

  func validate() throws {
    if timeLimit < 1 { throw ValidationError("--time-limit is at least 1 second.") }
  }

  func run() throws {
    let format = try chosenFormat()
    let isBinary = format == .png || format == .pdf
    if isBinary, (output ?? "-") == "-", Console.outputIsTerminal {
      throw Failure(.usage, "\(format.rawValue) is nothing for a terminal", remedy: "name a file with --output")
    }
    try input.confirmNotOverwritten(by: output)
    let corpus = try corpus()
    let picture = Picture(
      corpus,
      options: PictureOptions(
        dateChoice: dateOption.date, externals: externals, kinds: kinds?.kinds ?? Set(RelationKind.allCases),
        language: language.language))
    try PictureFile.write(picture, as: format, to: output ?? "-", within: timeLimit)
  }

  /// The most papers of a citation network that are drawn: beyond, a picture is a tangle that takes minutes.
  private static let networkLimit = 10_000

  private func corpus() throws -> Corpus {
    let network: CitationNetwork
    switch try input.material() {
    case .corpus(let corpus): return corpus
    case .network(let reading): network = try reading.network.validated()
    }
    let count = network.graph.paperCount
    guard count <= Self.networkLimit else {
      throw Failure(
        .usage, "a picture of \(count) papers shows nothing; it takes at most \(Self.networkLimit)",
        remedy: """
          draw what matters of it: “lineage main-path --output picture.svg” picks the papers that most of the flow runs \
          through;
              “lineage ancestors PAPER” and “lineage rank” answer without a picture
          """)
    }
    return network.corpus(of: network.graph.papers)
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
