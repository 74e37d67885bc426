public import ArgumentParser
import CitationGraph
import Foundation
public import LineageRendering
import PaperFormats
import PaperLineage
import Synchronization

extension PictureFormat: ExpressibleByArgument {}
extension PictureOptions.Externals: ExpressibleByArgument {}
extension PictureOptions.Layout: ExpressibleByArgument {}
extension PictureTheme: ExpressibleByArgument {}

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

  @Option(
    help: ArgumentHelp(
      "How papers are placed.",
      discussion: "Without it, by generations around a --focus, else on a timeline. "
        + "Graphviz places those of tree, radial and force, which suit up to a few hundred papers."))
  var layout: PictureOptions.Layout?

  @Option(
    help: ArgumentHelp(
      "Draw this paper in the middle, with its ancestors at the left and its descendants at the right only.",
      valueName: "paper"))
  var focus: String?

  @Option(
    help: ArgumentHelp(
      "The colours: for paper, dark, or as the reader has it set.",
      discussion: "Without it as the reader has it set, which SVG and HTML allow; others are drawn for paper. "
        + "JSON and Mermaid have no colours of ours and take none."))
  var theme: PictureTheme?

  @Option(
    help: ArgumentHelp(
      "Pixels per point in a PNG, from 0.5 to 8; 2 without it. Other formats take none.", valueName: "factor"))
  var scale: Double?

  @Option(
    help: ArgumentHelp(
      "What becomes of works outside the reading list.",
      discussion: "Without it they are left out, but not around a --focus."))
  var externals: PictureOptions.Externals?

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
    try selection.confirmGenerations(besides: [("--focus", focus != nil)])
    if focus != nil { try selection.confirmAsksForGenerationsOnly(with: "--focus") }
    if layout == .generations, focus == nil { throw ValidationError("--layout generations needs a --focus.") }
    if let scale, !Picture.scales.contains(scale) {
      throw ValidationError("--scale is from \(Picture.scales.lowerBound) to \(Picture.scales.upperBound).")
    }
  }

  func run() throws {
    let format = try chosenFormat()
    if scale != nil, format != .png {
      throw Failure(
        .usage, "--scale is for PNG, and this is \(format.rawValue)", remedy: "leave it out, or take --format png")
    }
    if theme != nil, format == .json || format == .mermaid {
      throw Failure(.usage, "\(format.rawValue) has no colours of ours", remedy: "leave --theme out")
    }
    let isBinary = format == .png || format == .pdf
    if isBinary, (output ?? "-") == "-", Console.outputIsTerminal {
      throw Failure(.usage, "\(format.rawValue) is nothing for a terminal", remedy: "name a file with --output")
    }
    try input.confirmNotOverwritten(by: output)
    let externals = externals ?? (focus == nil ? .none : .axis)
    var options = PictureOptions(
      dateChoice: dateOption.date, externals: externals, kinds: kinds?.kinds ?? Set(RelationKind.allCases),
      layout: layout, language: language.language)
    let drawUp: () throws -> Picture
    if let focus {
      let kinship = try kinship(of: focus, in: input.material(), options)
      drawUp = { [options] in try Picture(arranging: kinship, options: options) }
    } else {
      let shown = try selection.selected(
        from: input.material(), following: kinds, dateChoice: dateOption.date, leavesOutExternal: externals == .none,
        language: language.language)
      options.selection = shown
      drawUp = { [options] in try Picture(arranging: shown.corpus, options: options) }
    }
    try PictureFile.write(
      as: format, theme: theme ?? .auto, scale: scale ?? 2, to: output ?? "-", within: timeLimit, drawUp)
  }

  /// The paper asked for among its kin, named and sought in all that there is.
  private func kinship(of name: String, in material: Material, _ options: PictureOptions) throws -> Kinship {
    func focus(_ id: PaperID) -> PictureOptions.Focus { .init(on: id, maximumGeneration: selection.generations) }
    let kinship: Kinship
    switch material {
    case .corpus(let corpus):
      kinship = Kinship(of: focus(try corpus.paper(named: name).id), in: corpus, options: options)
    case .network(let reading):
      try confirmCitations(kinds)
      try dateOption.date.confirmIsOfNetworks()
      let network = try reading.network.validated()
      let id = network.paperID(of: try network.paper(named: name))
      kinship = Kinship(of: focus(id), in: network, options: options)
    }
    try kinship.selection.confirmFits(
      .picture.advising("count fewer --generations, or choose: --ancestors-of PAPER --top 60"))
    return kinship
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
