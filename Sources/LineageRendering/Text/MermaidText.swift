/// Text for Mermaid, which knows no quoting that holds everything but entities: `#35;` for `#`.
enum MermaidText {
  /// The text with every character as an entity that Mermaid, its Markdown or the fence around it might act on.
  ///
  /// Letters, digits and harmless punctuation stay as they are. Line feeds and other controls become blanks.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.withoutControlsOrLineFeeds.unicodeScalars {
      if isPlain(scalar, after: escaped) {
        escaped.unicodeScalars.append(scalar)
      } else {
        escaped += "#\(scalar.value);"
      }
    }
    return escaped
  }

  /// Whether a character means nothing to Mermaid where it stands.
  private static func isPlain(_ scalar: Unicode.Scalar, after before: String) -> Bool {
    guard scalar.isASCII else { return true }
    switch scalar {
    case "A"..."Z", "a"..."z", "0"..."9", " ", ",", "'", "/", "!", "?", "(": return true
    // At the beginning, these make a list of the text; after “www” a link.
    case "-", "+": return !before.isEmpty
    case ".", ")": return !before.allSatisfy { "0"..."9" ~= $0 } && !before.lowercased().hasSuffix("www")
    default: return false
    }
  }
}

extension String {
  /// The text in one line, without characters that steer.
  fileprivate var withoutControlsOrLineFeeds: String {
    split(whereSeparator: { $0.isNewline || $0 == "\t" }).joined(separator: " ").withoutControls.trimmedAtEnd
  }
}
