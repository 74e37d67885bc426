import ArgumentParser
import Foundation
import LineageRendering
import PaperLineage

/// A command whose answer can be drawn: `--output` with the ending of a picture draws it instead of writing it.
protocol PictureCommand: ReportCommand {
  /// The answer as a picture, or `nil` if there is nothing to draw.
  func picture(of material: Material) throws -> Picture?
}

extension PictureCommand {
  func run() throws {
    guard let path = output.output, let format = PictureFormat(drawnFileAt: path) else {
      let answer = try answer(input.material())
      try output.write(answer.report)
      if answer.status != .success { throw ExitCode(answer.status.rawValue) }
      return
    }
    guard output.format == .text else {
      throw Failure(
        .usage, "“\(path)” is a picture, which is not written as \(output.format.rawValue)",
        remedy: "leave out --format, or choose another ending")
    }
    guard let picture = try picture(of: input.material()) else {
      Console.tell("lineage: note: there is nothing to draw; “\(path)” was not written\n".withoutControlsButLines)
      throw ExitCode(ExitStatus.none.rawValue)
    }
    let limit = 120
    let watch = TimeLimit(seconds: limit, failure: Failure(GraphvizError.tookTooLong(seconds: limit)))
    let data = try picture.drawn(as: format)
    watch.cancel()
    try OutputFile.write(data, to: path)
  }
}

extension PictureFormat {
  /// The format of a picture that a file's ending asks for, or `nil` if it asks for none. JSON is not among them: it is
  /// how answers are written.
  init?(drawnFileAt path: String) {
    switch URL(fileURLWithPath: path).pathExtension.lowercased() {
    case "svg": self = .svg
    case "png": self = .png
    case "pdf": self = .pdf
    case "dot", "gv": self = .dot
    default: return nil
    }
  }
}

extension String {
  /// The text without controls, but for the line feed at its end.
  fileprivate var withoutControlsButLines: String { dropLast().description.withoutControls + "\n" }
}
