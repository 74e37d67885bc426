import Foundation
import LineageRendering

/// Pictures in files.
enum PictureFile {
  /// How long Graphviz may take unless said otherwise.
  static let secondsAllowed = 120

  /// The format that a file's ending tells, or `nil`.
  static func format(ofFileAt path: String) -> PictureFormat? {
    let ending = URL(fileURLWithPath: path).pathExtension.lowercased()
    return PictureFormat(rawValue: ["gv": "dot", "mmd": "mermaid", "htm": "html"][ending] ?? ending)
  }

  /// Draws a picture and writes it; ends the program if Graphviz takes too long.
  static func write(
    _ picture: Picture, as format: PictureFormat, to path: String, within seconds: Int = secondsAllowed
  ) throws {
    try write(to: path, within: seconds) { try picture.drawn(as: format) }
  }

  /// Draws up a picture, draws it and writes it; ends the program if Graphviz takes too long over either.
  static func write(
    as format: PictureFormat, theme: PictureTheme, scale: Double, to path: String, within seconds: Int,
    _ drawUp: () throws -> Picture
  ) throws {
    try write(to: path, within: seconds) {
      let picture = try drawUp()
      let pixelCount = (max(picture.width, picture.height) * scale).rounded(.up)
      if format == .png, pixelCount > Double(Picture.largestPixelCount) {
        throw Failure(
          .usage,
          "the picture would be \(Int(pixelCount)) pixels long, more than the \(Picture.largestPixelCount) of a PNG",
          remedy: "take a smaller --scale, draw less, or draw SVG")
      }
      return try picture.drawn(as: format, theme: theme, scale: scale)
    }
  }

  /// Writes what is drawn; ends the program if Graphviz takes too long.
  static func write(to path: String, within seconds: Int = secondsAllowed, drawing: () throws -> Data) throws {
    let watch = TimeLimit(seconds: seconds, failure: Failure(GraphvizError.tookTooLong(seconds: seconds)))
    let data = try drawing()
    watch.cancel()
    try OutputFile.write(data, to: path)
  }
}
