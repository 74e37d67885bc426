import Foundation
import LineageRendering

/// Pictures in files.
enum PictureFile {
  /// How long Graphviz may take unless said otherwise.
  static let secondsAllowed = 120

  /// The format that a file's ending tells, or `nil`.
  static func format(ofFileAt path: String) -> PictureFormat? {
    let ending = URL(fileURLWithPath: path).pathExtension.lowercased()
    return switch ending {
    case "gv": .dot
    case "htm": .html
    default: PictureFormat(rawValue: ending)
    }
  }

  /// Draws a picture and writes it; ends the program if Graphviz takes too long.
  static func write(
    _ picture: Picture, as format: PictureFormat, to path: String, within seconds: Int = secondsAllowed
  ) throws {
    try write(to: path, within: seconds) { try picture.drawn(as: format) }
  }

  /// Draws something and writes it; ends the program if Graphviz takes too long.
  static func write(to path: String, within seconds: Int, drawing: () throws -> Data) throws {
    let watch = TimeLimit(seconds: seconds, failure: Failure(GraphvizError.tookTooLong(seconds: seconds)))
    let data = try drawing()
    watch.cancel()
    try OutputFile.write(data, to: path)
  }
}
