/// Widths of text without asking a font, so that a picture has the same layout on every machine.
///
/// The widths are those of a wide sans-serif face, in thousandths of the font size, so that text set in any usual one
/// fits the room it was given. The widest in use is DejaVu Sans; its text may take up the padding of a card, no more.
enum TextMeasure {
  /// The width of a text in points.
  static func width(of text: String, size: Double, isBold: Bool = false) -> Double {
    text.reduce(0.0) { $0 + width(of: $1, isBold) } * size / 1000
  }

  /// The text cut to a width in points, an ellipsis at its end if something was cut. The end is the last that would be
  /// read: in text that runs from right to left, what stands at the left.
  ///
  /// A text that is cut fills its room, so it is cut where the widest face would leave a card: it may take up
  /// `margin` more.
  static func truncated(_ text: String, to width: Double, size: Double, isBold: Bool = false, margin: Double = 10)
    -> String
  {
    let ellipsis = self.width(of: "…", isBold) * size / 1000
    let room = width - ellipsis
    let widestRoom = width + margin - 1.1 * ellipsis
    var used = 0.0
    var widest = 0.0
    var fitting = text.startIndex
    for index in text.indices {
      used += self.width(of: text[index], isBold) * size / 1000
      if used > width { return String(text[..<fitting]).trimmedAtEnd + (room < 0 ? "" : "…") }
      widest += widestWidth(of: text[index], isBold) * size / 1000
      if used <= room, widest <= widestRoom { fitting = text.index(after: index) }
    }
    return text
  }

  /// The text in lines of at most a width in points.
  static func wrapped(_ text: String, to width: Double, size: Double) -> [String] {
    // Of two columns of a terminal, a wide character takes both; half of it is as wide as a Latin letter may be.
    text.wrapped(toWidth: max(20, Int(width / (size * 0.6))))
  }

  /// Whether a text runs from right to left: whether its first letter that has a direction is of such a script.
  static func runsRightToLeft(_ text: String) -> Bool {
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: return true
      default: if scalar.properties.isAlphabetic { return false }
      }
    }
    return false
  }

  /// In thousandths of the size. Marks upon a letter add nothing, and what is a square is no wider when it is bold.
  private static func width(of character: Character, _ isBold: Bool) -> Double {
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return 0 }
    if scalars.count > 1 || !first.isASCII {
      if scalars.contains(where: { $0.properties.isEmojiPresentation || $0.value == 0xFE0F }) { return 1300 }
      if String(character).displayWidth == 2 { return 1000 }
    }
    return Double(scalars.reduce(0) { $0 + width(of: $1) }) * (isBold ? 1.12 : 1)
  }

  /// In thousandths of the size, in the widest face in use, DejaVu Sans, where that is wider than the usual measure.
  private static func widestWidth(of character: Character, _ isBold: Bool) -> Double {
    let usual = width(of: character, isBold)
    guard let scalar = character.unicodeScalars.first else { return usual }
    let widest: Double =
      switch scalar {
      case "b", "d", "g", "h", "n", "p", "q", "u", "0"..."9": 640
      case "a", "c", "e", "k", "o", "s", "v", "x", "y": 615
      case "m": 975
      case "D", "G", "H", "N", "O", "Q", "U": 790
      case "M", "W", "@", "%": 1000
      case "+", "=", "<", ">", "~", "#", "^": 840
      case "\"", "!", "(", ")", "[", "]": 460
      default: scalar.isASCII ? 0 : usual * (isBold ? 0.94 : 1.05)
      }
    return max(usual, widest * (isBold ? 1.12 : 1))
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return width(ofASCII: scalar) }
    return switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: 0
    case .mathSymbol, .otherSymbol, .dashPunctuation: 880
    case .uppercaseLetter, .titlecaseLetter: scalar.value >= 0x10000 ? 980 : 780
    case .lowercaseLetter: scalar.value >= 0x10000 || 0x400..<0x530 ~= scalar.value ? 760 : 620
    case .otherPunctuation, .initialPunctuation, .finalPunctuation: scalar == "…" ? 900 : 520
    case .otherLetter: 0x600..<0x780 ~= scalar.value ? 580 : 660
    default: 700
    }
  }

  private static func width(ofASCII scalar: Unicode.Scalar) -> Int {
    switch scalar {
    case "i", "j", "l", "'", "|": 280
    case "f", "t", "r": 400
    case " ", ".", ",", ":", ";", "!", "I", "(", ")", "[", "]", "/", "\\", "`", "-": 360
    case "m": 900
    case "w": 820
    case "M", "W", "@", "%": 930
    case "+", "=", "<", ">", "~", "#", "^": 760
    case "A"..."Z", "&", "$": 710
    case "0"..."9": 620
    default: 580
    }
  }
}
