public import ArgumentParser
import Foundation
public import LineageRendering

extension ReportFormat: ExpressibleByArgument {}
extension Language: ExpressibleByArgument {}

/// When to use colour.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}

/// The language of labels.
struct LanguageOption: ParsableArguments {
  @Option(name: .customLong("lang"), help: "The language of labels.")
  var language: Language = .english
}

/// How an answer is written, and where to.
struct OutputOptions: ParsableArguments {
  @Option(
    name: .customLong("format"),
    help: ArgumentHelp("How the answer is written.", discussion: "Without it, as the ending of --output says, or text.")
  )
  var formatAskedFor: ReportFormat?

  /// How the answer is written: as asked for, or as the ending of the file says.
  var format: ReportFormat { formatAskedFor ?? formatOfEnding ?? .text }

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write to this file instead of standard output.",
      discussion: "A file that ends in .json, .csv or .md is written so. Commands that say so draw .svg, .png, .pdf, "
        + ".dot, .mmd and .html.",
      valueName: "file"))
  var output: String?

  @OptionGroup var languageOption: LanguageOption

  @Option(help: "Whether to use colour; “auto” does so on a terminal unless $NO_COLOR is set.")
  var color: ColorChoice = .auto

  private var formatOfEnding: ReportFormat? {
    guard let output else { return nil }
    let ending = URL(fileURLWithPath: output).pathExtension.lowercased()
    return ["json": .json, "csv": .csv, "md": .markdown, "markdown": .markdown][ending]
  }

  func write(_ report: any Report) throws {
    let text = report.written(as: format, layout: layout)
    try OutputFile.write(Data(text.utf8), to: output ?? "-")
  }

  /// The format of the picture that an ending of --output asks for: one that no report has.
  ///
  /// - Throws: ``Failure`` if a form of report is asked for as well.
  func pictureFormat() throws -> PictureFormat? {
    guard let output, let picture = PictureFile.format(ofFileAt: output), picture != .json else { return nil }
    guard formatAskedFor == nil || formatAskedFor == .text else {
      throw Failure(
        .usage, "“\(output)” is a picture, which is not written as \(format.rawValue)",
        remedy: "leave out --format, or give the file another ending")
    }
    return picture
  }

  var layout: TextLayout {
    .forOutput(to: output, color: color, language: languageOption.language)
  }
}

extension TextLayout {
  /// The layout for messages on standard error.
  static var forMessages: TextLayout { TextLayout(width: Console.errorWidth, isColored: false) }

  /// The layout for a file, or for standard output and what is at its other end.
  static func forOutput(to output: String?, color: ColorChoice, language: Language) -> TextLayout {
    let isOnTerminal = (output ?? "-") == "-" && Console.outputIsTerminal
    let environment = ProcessInfo.processInfo.environment
    let isColored =
      switch color {
      case .always: true
      case .never: false
      case .auto: isOnTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
      }
    return TextLayout(width: Console.width, isColored: isColored, language: language)
  }
}
