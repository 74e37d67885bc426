import PaperFormats
import PaperLineage
import Testing

/// A text with places marked in it: 1️⃣, 2️⃣ … stand right before the character that is meant and are no part of it.
struct MarkedText: ExpressibleByStringInterpolation, Sendable {
  let text: String
  /// Line and column of each mark, both from 1, columns in Unicode scalars.
  let places: [Int: (line: Int, column: Int)]

  init(stringLiteral marked: String) {
    var text = ""
    var places: [Int: (line: Int, column: Int)] = [:]
    var (line, column) = (1, 1)
    for character in marked {
      if let number = Self.mark(character) {
        places[number] = (line, column)
        continue
      }
      text.append(character)
      if character.isNewline {
        (line, column) = (line + 1, 1)
      } else {
        column += character.unicodeScalars.count
      }
    }
    (self.text, self.places) = (text, places)
  }

  /// The digit of a keycap emoji.
  private static func mark(_ character: Character) -> Int? {
    guard character.unicodeScalars.last == "\u{20E3}", let digit = character.unicodeScalars.first else { return nil }
    return digit.properties.numericType == .decimal ? Int(String(digit)) : nil
  }

  /// A diagnostic in one line, its place told by the mark: `1 bad-date: … → …`.
  func line(_ diagnostic: Diagnostic) -> String {
    let place = diagnostic.place.map { place in
      places.first { $0.value == (place.line, place.column) }.map { "\($0.key)" } ?? "\(place.line):\(place.column)"
    }
    return "\(place ?? "nowhere") \(diagnostic.code.rawValue): \(diagnostic.message)"
      + (diagnostic.remedy.map { " → \($0)" } ?? "")
  }
}

/// Reads texts as files `a.yaml`, `b.yaml` …
func reading(_ texts: String...) -> CorpusReading {
  CorpusReader.read(
    zip("abcdefgh", texts).map { letter, text in CorpusFile(name: "\(letter).yaml", text: text) })
}
