public import PaperLineage

/// A relation picture with everything placed: what is shown, where it stands and what it says.
///
/// Lengths are points; the origin is the upper left corner.
public struct Picture: Sendable, Encodable {
  /// A stretch of the time axis.
  public struct Column: Sendable, Encodable {
    /// What the axis says.
    public var label: String
    /// Whether a new year begins.
    public var beginsYear: Bool
    /// The left edge.
    public var x: Double
    /// The width.
    public var width: Double
    /// Whether it stands for a longer stretch of time without papers.
    public var isGap = false
  }

  /// The room of a topic.
  public struct Lane: Sendable, Encodable {
    /// The topic's id; `nil` for papers without one.
    public var topic: String?
    /// What stands at its left.
    public var label: String
    /// The upper edge.
    public var y: Double
    /// The height.
    public var height: Double
    /// The place of the topic in the corpus, which gives the colour.
    public var colorIndex: Int?
  }

  /// A paper.
  public struct Card: Sendable, Encodable {
    /// The paper.
    public var id: PaperID
    /// The name, cut to fit.
    public var name: String
    /// The size of the name; long names are set smaller before they are cut.
    var nameSize: Double
    /// The first organisation, cut to fit.
    public var organization: String
    /// The date, to the month.
    public var date: String
    /// The topic's id.
    public var topic: String?
    /// The place of the topic in the corpus, which gives the colour.
    public var colorIndex: Int?
    /// Whether the paper is outside the reading list.
    public var isExternal: Bool
    /// The centre.
    public var x: Double
    /// The centre.
    public var y: Double
    /// The width.
    public var width: Double
    /// The height.
    public var height: Double
    /// Title, date, organisations and impact.
    public var tooltip: String
    /// A page of the paper, of the web.
    public var link: String?
    /// Whether it is the paper asked for, which is drawn with a strong border.
    public var isFocus = false

    /// Whether the outline is dashed: outside works among the others; those in their own columns need no more telling.
    var isDashed: Bool { isExternal && height > PictureMetrics.compactCardHeight }

    /// The id of the card in the SVG, and the name of its node; nothing else begins so.
    var elementID: String { Self.elementID(id) }

    static func elementID(_ id: PaperID) -> String { "paper-\(id.token)" }

    private enum CodingKeys: String, CodingKey {
      case id, name, organization, date, topic
      case isExternal = "external"
      case isFocus = "focus"
      case x, y, width, height, tooltip, link
    }
  }

  /// The relations of a pair of papers, drawn as one line from the earlier to the later paper.
  public struct Link: Sendable, Encodable {
    /// The citing paper, where the line ends.
    public var citing: PaperID
    /// The cited paper, where the line begins.
    public var cited: PaperID
    /// The kinds, strongest first; the first one gives the line its look. Of a bridge none.
    public var kinds: [RelationKind]
    /// Of a bridge, which stands for a chain through papers left out: through how many. `nil` for relations.
    public var via: Int?
    /// Kinds and evidence, or the chain.
    public var tooltip: String
    /// Where on the side of the cited paper's card the line begins.
    var tail: Port
    /// Where on the side of the citing paper's card the line ends.
    var head: Port
    /// The way of the line; `nil` if Graphviz is to find one.
    var route: PictureRoute?
    /// Whether it is one of many light lines, such as those from works before the axis that only tell what is cited.
    var isFaint = false

    /// The kind that gives the line its look.
    var kind: RelationKind { kinds.first ?? .cites }

    /// What is behind the id of the line where another one would have the same: ids of papers may hold hyphens and even
    /// names of kinds.
    fileprivate(set) var idSuffix = ""

    /// The id of the line in the SVG.
    var elementID: String {
      (via == nil
        ? "relation-\(citing.token)-\(kind.rawValue)-\(cited.token)" : "bridge-\(citing.token)__\(cited.token)")
        + idSuffix
    }

    private enum CodingKeys: String, CodingKey { case citing, cited, kinds, via, tooltip }
  }

  /// Gives lines that would have the id of one before them a number.
  static func distinguishIDs(of links: inout [Link]) {
    var taken: Set<String> = []
    for index in links.indices {
      var number = 2
      while !taken.insert(links[index].elementID).inserted {
        links[index].idSuffix = "-\(number)"
        number += 1
      }
    }
  }

  /// A place on the border of a card.
  struct Port: Sendable, Hashable {
    enum Side: Sendable {
      case left, right, top, bottom
      /// Wherever the line meets the border on its way to the middle.
      case anywhere
    }
    var side: Side
    /// On the left or right, a place from 0 at the top to ``slotCount`` - 1; the middle elsewhere.
    var slot: Int

    static let slotCount = 7
    static let middleSlot = slotCount / 2
  }

  /// A topic in the key of a picture without lanes.
  struct TopicMark: Sendable {
    var label: String
    let colorIndex: Int?
    /// The left edge of its sample.
    let x: Double
    /// The middle of its line.
    let y: Double
  }

  /// A circle on which the cards of one distance stand, pulled apart sideways.
  struct Ring: Sendable, Equatable {
    /// The middle.
    var x: Double
    var y: Double
    /// Half the width and half the height.
    let radiusX: Double
    let radiusY: Double
  }

  /// The heading, cut to fit.
  public var title: String
  /// What the picture shows and what it leaves out.
  public var caption: [String]
  /// What the picture shows, for readers who cannot see it.
  public var summary: String
  /// The time axis, left to right.
  public var columns: [Column]
  /// The lanes, top to bottom.
  public var lanes: [Lane]
  /// The papers, by date.
  public var cards: [Card]
  /// The relations, lightest first, as they are drawn.
  public var links: [Link]
  /// The language of the labels.
  var language: Language
  /// The heading in full.
  var heading: String
  /// The paragraphs of the caption, before they are broken into lines.
  var notes: [String]
  /// What is said in the other languages, for pages whose readers choose one.
  var wordings: [Language: Wording] = [:]
  /// Whether the columns are stretches of time.
  var hasTimeAxis = true
  /// Circles, pulled apart sideways, on which cards stand.
  var rings: [Ring] = []
  /// The topics, where no lanes name them.
  var topicKey: [TopicMark] = []
  /// The width of the picture.
  public var width: Double
  /// The height of the picture.
  public var height: Double
  /// Whether something stands before the time axis, and how wide its room is.
  var beforeWidth: Double
  /// Whether plain citations are drawn as plainly as what bears lineage.
  var stressesCitations = false
  /// Whether bridges say on the middle of their lines through how many papers they run. Where there are too many for
  /// that they are drawn paler, under all relations, and their tooltips say it.
  var bridgesAreNumbered = true
  /// Whether the way of every line is known.
  private(set) var isRouted = false
  /// What the picture was drawn up from, for forms of output that tell more than it shows.
  var origin: Origin?

  /// A corpus and what was to be shown of it.
  struct Origin: Sendable {
    var corpus: Corpus
    var options: PictureOptions
  }

  /// Sets the way of each line, in their order.
  mutating func setRoutes(_ routes: [PictureRoute]) {
    for (index, route) in routes.enumerated() { links[index].route = route }
    isRouted = true
  }

  /// Whether an address may stand in a picture: it leads to a page or a mailbox and runs nothing.
  static func isSafe(_ address: String) -> Bool {
    let scheme = address.prefix { $0 != ":" }.lowercased()
    return address.contains(":") && (scheme == "http" || scheme == "https" || scheme == "mailto")
  }

  /// How the line of a relation looks.
  func look(of kind: RelationKind) -> Palette.Line {
    Palette.line(stressesCitations && kind == .cites ? .extends : kind)
  }

  /// How bridges look.
  var bridgeLook: Palette.Line { bridgesAreNumbered ? Palette.bridge : Palette.faintBridge }

  /// The most bridges of which each says in the picture through how many papers it runs; beyond, numbers would lie on
  /// other lines and on each other.
  static let numberedBridgeCount = 40

  /// How a line looks: as its kind does, in the lightest ink if it is a faint one, or as a bridge.
  func look(of link: Link) -> Palette.Line {
    guard link.via == nil else { return bridgeLook }
    let line = look(of: link.kind)
    guard link.isFaint else { return line }
    let faint = Palette.line(.cites)
    return Palette.Line(
      color: faint.color, darkColor: faint.darkColor, width: faint.width, style: line.style, arrowSize: faint.arrowSize)
  }

  private enum CodingKeys: String, CodingKey {
    case title, caption, summary, columns, lanes
    case cards = "papers"
    case links = "relations"
    case width, height
  }
}

extension PaperID {
  /// The id as part of a name in a picture, where only letters, digits and hyphens mean nothing else: other bytes, which
  /// identifiers of a citation network may have, become an underscore and two hexadecimal digits.
  var token: String {
    guard rawValue.utf8.contains(where: { !Self.isPlain($0) }) else { return rawValue }
    return rawValue.utf8.reduce(into: "") { token, byte in
      if Self.isPlain(byte) {
        token.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        token += (byte < 16 ? "_0" : "_") + String(byte, radix: 16)
      }
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
