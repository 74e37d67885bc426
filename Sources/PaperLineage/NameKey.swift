import Foundation

/// A name reduced to what tells it from other names: case, width, accents, blanks and punctuation are gone.
///
/// `Llama2`, `LLAMA-2` and `ｌｌａｍａ ２` have one key. A full stop between digits stays, so that `LLaVA-1.5` is not
/// `LLaVA-15`.
public struct NameKey: Hashable, Sendable {
  /// The reduced text; empty if nothing of the name is a letter or digit.
  public let text: String

  /// Reduces a name. O(*n*) for *n* characters.
  public init(_ name: String) {
    let isASCII = name.utf8.allSatisfy { $0 < 0x80 }
    let folded = isASCII ? name : name.decomposedStringWithCompatibilityMapping
    var kept = String.UnicodeScalarView()
    var pendingStop = false
    for scalar in folded.unicodeScalars {
      let isDigit = "0"..."9" ~= scalar
      if isASCII ? Self.isASCIIWordScalar(scalar) : Self.isWordScalar(scalar) {
        if pendingStop, isDigit { kept.append(".") }
        kept.append(scalar)
        pendingStop = false
      } else {
        pendingStop = scalar == "." && kept.last.map { "0"..."9" ~= $0 } == true
      }
    }
    let lowered = String(kept).lowercased()
    text = isASCII ? lowered : lowered.precomposedStringWithCanonicalMapping
  }

  private static func isASCIIWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    "a"..."z" ~= scalar || "A"..."Z" ~= scalar || "0"..."9" ~= scalar
  }

  /// Letters and digits of any script. Marks that turn up when accents are taken apart are dropped, but not those that
  /// make another letter, as in Japanese, Korean or Indic scripts; so are selectors of a glyph, as after an emoji.
  private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    switch properties.generalCategory {
    case .nonspacingMark: return !(0x0300...0x036F ~= scalar.value) && !properties.isVariationSelector
    case .spacingMark: return true
    default: return properties.isAlphabetic || properties.numericType != nil
    }
  }
}
