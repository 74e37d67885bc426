/// How text is laid out for whoever reads it.
public struct TextLayout: Sendable {
  /// The number of columns there are.
  public var width: Int
  /// Whether colour and weight may be used.
  public var isColored: Bool
  /// The language of labels.
  public var language: Language

  /// Makes a layout.
  public init(width: Int = 80, isColored: Bool = false, language: Language = .english) {
    self.width = max(20, width)
    self.isColored = isColored
    self.language = language
  }

  /// What a piece of text is, for its look on a terminal.
  enum Emphasis {
    case strong
    case faint
    /// The colour of the topic with this place in the corpus.
    case topic(Int)
  }

  /// The text dressed for the terminal; columns are to be counted before.
  func styled(_ text: String, _ emphasis: Emphasis) -> String {
    guard isColored, !text.isEmpty else { return text }
    let code =
      switch emphasis {
      case .strong: "1"
      case .faint: "2"
      case .topic(let place): ["34", "33", "32", "35", "31", "36"][place % 6]
      }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }
}

/// A language of labels.
public enum Language: String, Sendable, CaseIterable {
  /// English.
  case english = "en"
  /// Chinese, simplified.
  case chinese = "zh"

  /// The language's code: `en`, `zh`.
  public var code: String { rawValue }

  /// The language as a tag of BCP 47, for browsers and viewers.
  var tag: String { self == .english ? "en" : "zh-Hans" }

  func callAsFunction(_ english: String, _ chinese: String) -> String {
    self == .english ? english : chinese
  }

  /// A number with what is counted, in the singular or plural.
  func count(_ number: Int, _ singular: String, _ plural: String, _ chinese: String) -> String {
    switch self {
    case .english: "\(Figures.grouped(number)) \(number == 1 ? singular : plural)"
    case .chinese: "\(Figures.grouped(number)) \(chinese)"
    }
  }
}
