import PaperLineage

/// The colours of pictures.
///
/// The hues of topics differ in lightness of their dark tone as well as in hue, so that readers who do not see all
/// hues can tell them apart; text on every fill has a contrast of at least 4.5 : 1, which a test computes.
enum Palette {
  /// The colours of one topic, on white and on a dark ground.
  struct Topic {
    let fill: String
    let border: String
    let label: String
    let darkFill: String
    let darkBorder: String
    let darkLabel: String
  }

  static let topics: [Topic] = [
    Topic(
      fill: "#dce9fb", border: "#86a8d6", label: "#1d4f91", darkFill: "#1c3557", darkBorder: "#4a78b5",
      darkLabel: "#9cc3f5"),
    Topic(
      fill: "#fcebc5", border: "#d3b064", label: "#7a5000", darkFill: "#4a3a12", darkBorder: "#a3823a",
      darkLabel: "#f0cf86"),
    Topic(
      fill: "#d9f1e2", border: "#7fbb98", label: "#1b6b3f", darkFill: "#173f2b", darkBorder: "#4a8a67",
      darkLabel: "#93d8b1"),
    Topic(
      fill: "#e8e1f9", border: "#a996d6", label: "#5b3ba8", darkFill: "#352a5c", darkBorder: "#7f6bbd",
      darkLabel: "#c5b5f5"),
    Topic(
      fill: "#fbdfe8", border: "#dd94ad", label: "#9b2457", darkFill: "#54202f", darkBorder: "#b0617d",
      darkLabel: "#f5aec4"),
    Topic(
      fill: "#d5eef2", border: "#74b3bf", label: "#0e6372", darkFill: "#12404a", darkBorder: "#458894",
      darkLabel: "#8fd3df"),
    Topic(
      fill: "#f7e0cf", border: "#d19c75", label: "#8a4313", darkFill: "#4f2e17", darkBorder: "#a3714c",
      darkLabel: "#f0bd97"),
    Topic(
      fill: "#e6e8ec", border: "#a3aab6", label: "#454c59", darkFill: "#343a45", darkBorder: "#737c8b",
      darkLabel: "#c3cad6"),
  ]

  static func topic(_ place: Int?) -> Topic {
    guard let place else { return topics[topics.count - 1] }
    return topics[place % topics.count]
  }

  static let paper = "#ffffff"
  static let band = "#f7f8fa"
  static let rule = "#e4e7ec"
  static let yearRule = "#d0d5dd"
  static let externalBorder = "#98a2b2"
  static let ink = "#101828"
  static let softInk = "#475467"
  static let faintInk = "#667085"

  static let darkPaper = "#12161d"
  static let darkBand = "#181d26"
  static let darkRule = "#2b3340"
  static let darkYearRule = "#3b4556"
  static let darkExternalBorder = "#667080"
  static let darkInk = "#f2f4f7"
  static let darkSoftInk = "#cbd2dc"
  static let darkFaintInk = "#98a2b3"

  /// How a relation's line looks.
  struct Line: Equatable {
    let color: String
    let darkColor: String
    let width: Double
    /// A Graphviz line style.
    let style: String
    let arrowSize: Double
  }

  /// How a chain through papers left out looks: the only line with a hue.
  static let bridge = Line(color: "#8b98d9", darkColor: "#7583cc", width: 0.8, style: "dashed", arrowSize: 0.5)

  /// How it looks where there are so many that relations would drown among them.
  static let faintBridge = Line(color: "#adb8e6", darkColor: "#4d5894", width: 0.5, style: "dashed", arrowSize: 0.35)

  /// The number on it, dark enough to be read.
  static let bridgeLabel = (color: "#5061b5", darkColor: "#a3affa")

  static func line(_ kind: RelationKind) -> Line {
    switch kind {
    case .updates: Line(color: "#1d2939", darkColor: "#f2f4f7", width: 2.2, style: "solid", arrowSize: 0.65)
    case .extends, .isDerivedFrom, .usesMethodIn:
      Line(color: "#344054", darkColor: "#cbd2dc", width: 1.3, style: "solid", arrowSize: 0.6)
    case .usesDataFrom: Line(color: "#667084", darkColor: "#98a2b3", width: 1, style: "dashed", arrowSize: 0.55)
    case .comparesWith: Line(color: "#8d97a8", darkColor: "#7c889b", width: 1.1, style: "dotted", arrowSize: 0.5)
    case .cites: Line(color: "#aab3c0", darkColor: "#5f6b7f", width: 0.75, style: "solid", arrowSize: 0.45)
    }
  }

  /// The ring around what has the keyboard's attention.
  static let ring = "#155eef"
  static let darkRing = "#84caff"

  /// What a picture stands on.
  enum Ground: Sendable {
    case light
    case dark

    /// The ring around what has the keyboard's attention.
    var ring: String { self == .light ? Palette.ring : Palette.darkRing }

    /// A colour of the palette as it is on this ground; others stay.
    func color(_ light: String) -> String {
      self == .light ? light : Palette.darkColorOf[light] ?? light
    }
  }

  /// What each colour becomes on a dark ground.
  static let darkColors: [(light: String, dark: String)] = {
    var pairs = [
      (paper, darkPaper), (band, darkBand), (rule, darkRule), (ink, darkInk), (softInk, darkSoftInk),
      (faintInk, darkFaintInk), (yearRule, darkYearRule), (externalBorder, darkExternalBorder),
    ]
    for topic in topics {
      pairs += [(topic.fill, topic.darkFill), (topic.border, topic.darkBorder), (topic.label, topic.darkLabel)]
    }
    for kind in [RelationKind.updates, .extends, .usesDataFrom, .comparesWith, .cites] {
      pairs.append((line(kind).color, line(kind).darkColor))
    }
    pairs += [
      (bridge.color, bridge.darkColor), (faintBridge.color, faintBridge.darkColor),
      (bridgeLabel.color, bridgeLabel.darkColor),
    ]
    return pairs.map { (light: $0.0, dark: $0.1) }
  }()

  private static let darkColorOf = Dictionary(uniqueKeysWithValues: darkColors.map { ($0.light, $0.dark) })
}
