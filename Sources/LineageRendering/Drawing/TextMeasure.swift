/// Widths of text without asking a font, so that a picture has the same layout on every machine.
///
/// The widths are those of a wide sans-serif face, in thousandths of the font size, so that text set in any usual one
/// fits the room it was given.
enum TextMeasure {
  /// The width of a text in points.
  static func width(of text: String, size: Double, isBold: Bool = false) -> Double {
    let thousandths = text.unicodeScalars.reduce(0.0) { $0 + Double(width(of: $1)) }
    return thousandths / 1000 * size * (isBold ? 1.07 : 1)
  }

  /// The text cut to a width in points, an ellipsis at its end if something was cut.
  static func truncated(_ text: String, to width: Double, size: Double, isBold: Bool = false) -> String {
    let factor = size / 1000 * (isBold ? 1.07 : 1)
    let room = width - Double(self.width(of: Unicode.Scalar("…"))) * factor
    var used = 0.0
    var fitting = text.startIndex
    for index in text.indices {
      used += text[index].unicodeScalars.reduce(0) { $0 + Double(self.width(of: $1)) } * factor
      if used > width { return String(text[..<fitting]).trimmedAtEnd + (room < 0 ? "" : "…") }
      if used <= room { fitting = text.index(after: index) }
    }
    return text
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    guard scalar.isASCII else {
      return Character(scalar).isWideOnScreen ? 1000 : scalar.properties.generalCategory == .nonspacingMark ? 0 : 620
    }
    switch scalar {
    case "i", "j", "l", "'", "|": return 260
    case " ", ".", ",", ":", ";", "!", "I", "f", "t", "r", "(", ")", "[", "]", "/", "\\", "`", "-": return 360
    case "m", "w": return 880
    case "M", "W", "@", "%": return 930
    case "A"..."Z", "&", "#", "+", "=", "<", ">", "~", "$": return 710
    case "0"..."9": return 620
    default: return 580
    }
  }
}

extension Character {
  fileprivate var isWideOnScreen: Bool { String(self).displayWidth == 2 }
}
