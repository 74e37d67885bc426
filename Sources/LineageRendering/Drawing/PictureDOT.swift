import PaperLineage

extension Picture {
  /// The picture as a DOT graph with every position given, for `neato -n2`; other layout programs read it as well.
  ///
  /// Cards stand where the picture says, lines go where it says or are left to Graphviz to route around the cards, and
  /// bands, axis and legend are its background.
  func dot(dotsPerInch: Double? = nil, ground: Palette.Ground = .light) -> String {
    let fonts = PictureFonts.list
    var dot = DOTWriter(ground: ground)
    dot.open("digraph", name: title)
    dot.attributes([
      ("bb", "0,0,\(DOTWriter.number(width)),\(DOTWriter.number(height))"),
      ("bgcolor", Palette.paper),
      ("splines", "spline"),
      ("esep", "+5"),
      ("outputorder", "edgesfirst"),
      ("pad", "0"),
      ("charset", "UTF-8"),
      ("fontname", fonts),
      ("_background", background(ground)),
    ])
    if let dotsPerInch { dot.attributes([("dpi", DOTWriter.number(dotsPerInch))]) }
    dot.defaults(
      "node",
      [
        ("shape", "box"), ("style", "rounded,filled"), ("fixedsize", "shape"), ("margin", "0"),
        ("fontname", fonts), ("fontsize", DOTWriter.number(PictureMetrics.nameSize)),
        ("fontcolor", Palette.ink), ("target", "_top"),
      ])
    dot.defaults("edge", [("fontname", fonts), ("target", "_top")])
    for label in labels() { dot.node(label.id, attributes(of: label)) }
    for card in cards { dot.node(card.elementID, attributes(of: card, ground)) }
    for node in frame { dot.node(node.id, node.attributes) }
    let isNumbered = bridgesAreNumbered
    for link in links {
      dot.edge(
        from: Card.elementID(link.cited), port: link.route == nil ? port(link.tail) : nil,
        to: Card.elementID(link.citing), port: link.route == nil ? port(link.head) : nil,
        attributes(of: link, isNumbered: isNumbered, ground))
    }
    dot.close()
    return dot.text
  }

  /// Invisible points at two corners keep the whole picture in the frame, and invisible bars above and below the lanes
  /// keep the lines inside them.
  private var frame: [(id: String, attributes: [(String, DOTWriter.Value)])] {
    let edges = laneEdges
    return [
      ("frame-upper-left", 0, 0, 0), ("frame-lower-right", width, height, 0),
      ("frame-top", width / 2, edges.top - 1, width), ("frame-bottom", width / 2, edges.bottom + 1, width),
    ].map { id, x, y, length in
      (
        id,
        [
          ("pos", .text(position(x, y))), ("style", "invis"), ("shape", length > 0 ? "box" : "point"),
          ("width", .text(DOTWriter.number(length / 72))), ("height", .text(length > 0 ? "0.01" : "0")),
          ("fixedsize", "true"), ("label", ""),
        ]
      )
    }
  }

  /// Graphviz counts upwards.
  private func position(_ x: Double, _ y: Double) -> String {
    "\(DOTWriter.number(x)),\(DOTWriter.number(height - y))"
  }

  /// A hair's breadth by which a card is off its place, so that no three corners are exactly in line.
  ///
  /// Graphviz triangulates the room between boxes when it routes lines, and ends the process where corners of several
  /// boxes are collinear, as in a stack of equally wide ones.
  private func nudge(_ card: Card, _ seed: Int) -> Double {
    guard !isRouted else { return 0 }
    let mixed = card.elementID.utf8.reduce(seed) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
    return Double(mixed % 97 - 48) / 1_000
  }

  private func port(_ port: Port) -> String? {
    switch port.side {
    case .anywhere: nil
    case .left: "l\(port.slot):w"
    case .right: "r\(port.slot):e"
    case .top: "n"
    case .bottom: "s"
    }
  }

  private func attributes(of card: Card, _ ground: Palette.Ground) -> [(String, DOTWriter.Value)] {
    let colors = Palette.topic(card.colorIndex)
    var attributes: [(String, DOTWriter.Value)] = [
      ("id", .text(card.elementID)), ("class", .text(Self.classes(of: card))),
      ("pos", .text(position(card.x + nudge(card, 7), card.y + nudge(card, 11)))),
      ("width", .text(DOTWriter.number(card.width / 72))), ("height", .text(DOTWriter.number(card.height / 72))),
      ("fillcolor", .text(card.isExternal ? Palette.paper : colors.fill)),
      ("color", .text(card.isFocus ? colors.label : card.isExternal ? Palette.externalBorder : colors.border)),
      ("label", .html(label(of: card, ground))),
      ("tooltip", .text(DOTWriter.tooltip(card.tooltip))),
    ]
    if card.isDashed { attributes.append(("style", "rounded,filled,dashed")) }
    if card.isFocus { attributes.append(("penwidth", "2.5")) }
    if let link = card.link, Self.isSafe(link) { attributes.append(("URL", .text(DOTWriter.address(link)))) }
    return attributes
  }

  /// The text of a card, between two strips of ports at which lines end.
  private func label(of card: Card, _ ground: Palette.Ground) -> String {
    let (slots, strip) = (Port.slotCount, 1.0)
    func size(_ value: Double) -> String { "\(Int(value))" }
    let slotHeight = (card.height / Double(slots)).rounded(.down)
    func cell(_ port: String) -> String {
      "<TD PORT=\"\(port)\" FIXEDSIZE=\"TRUE\" WIDTH=\"\(size(strip))\" HEIGHT=\"\(size(slotHeight))\"></TD>"
    }
    let textWidth = size(card.width - 2 * strip)
    func line(_ text: String, _ pointSize: Double, _ height: Double, _ color: String, isBold: Bool = false) -> String {
      guard !text.isEmpty else { return "" }
      let escaped = DOTWriter.escapedHTML(text)
      return "<TR><TD FIXEDSIZE=\"TRUE\" WIDTH=\"\(textWidth)\" HEIGHT=\"\(size(height))\">"
        + "<FONT POINT-SIZE=\"\(DOTWriter.number(pointSize))\" COLOR=\"\(ground.color(color))\">"
        + (isBold ? "<B>\(escaped)</B>" : escaped) + "</FONT></TD></TR>"
    }
    let lines =
      line(card.name, card.nameSize, PictureMetrics.nameHeight, Palette.ink, isBold: true)
      + line(card.organization, PictureMetrics.organizationSize, PictureMetrics.organizationHeight, Palette.softInk)
      + line(card.date, PictureMetrics.dateSize, PictureMetrics.dateHeight, Palette.softInk)
    let stack =
      lines.isEmpty
      ? "" : "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\">\(lines)</TABLE>"
    // Lines whose way is known need no ports.
    if isRouted { return stack }
    // Sizes are fixed: text that turns out wider in the font of this machine must not push the ports off the card,
    // where Graphviz would look for a way out of another card's inside, and not return.
    let text =
      "<TD ROWSPAN=\"\(slots)\" FIXEDSIZE=\"TRUE\" WIDTH=\"\(textWidth)\" "
      + "HEIGHT=\"\(size(slotHeight * Double(slots)))\">"
      + stack + "</TD>"
    let rows = (0..<slots).map { slot in
      "<TR>\(cell("l\(slot)"))\(slot == 0 ? text : "")\(cell("r\(slot)"))</TR>"
    }
    return "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\" FIXEDSIZE=\"TRUE\" "
      + "WIDTH=\"\(size(card.width))\" HEIGHT=\"\(size(slotHeight * Double(slots)))\">\(rows.joined())</TABLE>"
  }

  private func attributes(
    of link: Link, isNumbered: Bool, _ ground: Palette.Ground
  ) -> [(String, DOTWriter.Value)] {
    let line = look(of: link)
    var attributes: [(String, DOTWriter.Value)] = [
      ("id", .text(link.elementID)), ("class", .text(Self.classes(of: link))),
      ("color", .text(line.color)), ("penwidth", .text(DOTWriter.number(line.width))),
      ("style", .text(line.style)), ("arrowsize", .text(DOTWriter.number(line.arrowSize))),
      ("tooltip", .text(DOTWriter.tooltip(link.tooltip))),
    ]
    if let route = link.route {
      let points = ["e," + position(route.tip.x, route.tip.y)] + route.points.map { position($0.x, $0.y) }
      attributes.append(("pos", .text(points.joined(separator: " "))))
    }
    return attributes + viaLabel(of: link, isNumbered: isNumbered, ground)
  }

  /// The classes of a line in the SVG.
  static func classes(of link: Link) -> String {
    let kinds = link.via == nil ? [link.kind.rawValue, link.kind.bearsLineage ? "lineage" : nil] : ["bridge"]
    return (["relation"] + kinds + ["from-\(link.cited.token)", "to-\(link.citing.token)"])
      .compactMap { $0 }.joined(separator: " ")
  }

  /// The classes of a card in the SVG.
  static func classes(of card: Card) -> String {
    [
      "paper", card.isExternal ? "external" : nil, card.isFocus ? "focus" : nil,
      card.colorIndex.map { "topic-\($0 % Palette.topics.count)" },
    ].compactMap { $0 }.joined(separator: " ")
  }

  private func viaLabel(
    of link: Link, isNumbered: Bool, _ ground: Palette.Ground
  ) -> [(String, DOTWriter.Value)] {
    guard isNumbered, let via = link.via else { return [] }
    let number = "<FONT POINT-SIZE=\"\(DOTWriter.number(PictureMetrics.dateSize))\">\(via)</FONT>"
    let label =
      "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"1\" "
      + "BGCOLOR=\"\(ground.color(Palette.paper))\"><TR><TD>\(number)</TD></TR></TABLE>"
    // Graphviz finds the middle of a line that it routes itself.
    let place = link.route.map { [("lp", DOTWriter.Value.text(position($0.middle.x, $0.middle.y)))] } ?? []
    return [("label", .html(label)), ("fontcolor", .text(Palette.bridgeLabel.color))] + place
  }

  private func attributes(of label: PictureLabel) -> [(String, DOTWriter.Value)] {
    let size = label.size
    let width = label.lines.map { TextMeasure.width(of: $0, size: size, isBold: label.isBold) }.max() ?? 0
    let height = size + Double(max(0, label.lines.count - 1)) * PictureMetrics.captionLineHeight
    let x = label.isCentered ? label.x : label.x + width / 2
    let lines = label.lines.map { line in
      label.isBold ? "<B>\(DOTWriter.escapedHTML(line))</B>" : DOTWriter.escapedHTML(line)
    }
    // A cell as wide as the text may be keeps it at the left when it turns out narrower, and one as high as a line keeps
    // lines apart.
    let cells = lines.map { line in
      let lineHeight =
        label.lines.count > 1 ? " FIXEDSIZE=\"TRUE\" HEIGHT=\"\(Int(PictureMetrics.captionLineHeight))\"" : ""
      return
        "<TR><TD WIDTH=\"\(Int(width.rounded(.up)))\" ALIGN=\"LEFT\" BALIGN=\"LEFT\"\(lineHeight)>\(line)</TD></TR>"
    }
    let text =
      label.isCentered
      ? lines.joined(separator: "<BR/>")
      : "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\">\(cells.joined())</TABLE>"
    return [
      ("id", .text(label.id)), ("class", "label"), ("shape", "plaintext"), ("style", "solid"),
      ("pos", .text(position(x, label.y))), ("width", .text(DOTWriter.number(width / 72))),
      ("height", .text(DOTWriter.number(height / 72))), ("fontsize", .text(DOTWriter.number(size))),
      ("fontcolor", .text(label.color)), ("label", .html(text)),
    ]
  }

  // MARK: - Background

  /// Bands, rules and the lines of the legend. Text cannot be part of it: Graphviz 2.42 crashes over it.
  private func background(_ ground: Palette.Ground) -> String {
    var ink = BackgroundWriter(height: height, ground: ground)
    for shape in backgroundShapes() {
      switch shape {
      case .rectangle(let x, let y, let width, let height, let fill, let border):
        ink.rectangle(x: x, y: y, width: width, height: height, fill: fill, border: border)
      case .line(let points, let color, let width, let style):
        ink.line(points.map { ($0.x, $0.y) }, color: color, width: width, style: style)
      case .ring(let ring, let color): ink.ellipse(ring, color: color, width: 1)
      case .arrow(let tip, let color, let size):
        ink.arrow(at: (tip.x, tip.y), color: color, size: size)
      }
    }
    return ink.operations
  }
}

/// A shape behind cards and lines.
enum PictureShape {
  case rectangle(x: Double, y: Double, width: Double, height: Double, fill: String, border: String)
  case ring(Picture.Ring, color: String)
  case line([PicturePoint], color: String, width: Double, style: String)
  case arrow(tip: PicturePoint, color: String, size: Double)
}

extension Picture {
  /// Bands, rules, folded stretches and the lines of the legend.
  func backgroundShapes() -> [PictureShape] {
    typealias Metrics = PictureMetrics
    var shapes: [PictureShape] = []
    func line(_ points: [(Double, Double)], _ color: String, _ width: Double, _ style: String = "solid") {
      shapes.append(
        .line(points.map { PicturePoint(x: $0.0, y: $0.1) }, color: color, width: width, style: style))
    }
    let (top, bottom) = (laneEdges.top, laneEdges.bottom)
    let axisTop = top - Metrics.axisHeight
    // Of generations, that of the paper asked for is on a band.
    let banded = hasTimeAxis ? 0 : (columns.firstIndex(where: \.beginsYear) ?? 0) % 2
    for (place, column) in columns.enumerated() where place % 2 == banded && !column.isGap {
      shapes.append(
        .rectangle(
          x: column.x, y: axisTop, width: column.width, height: bottom - axisTop, fill: Palette.band,
          border: Palette.band))
    }
    for y in lanes.map(\.y) + [bottom] {
      line([(Metrics.margin, y), (width - Metrics.margin, y)], Palette.rule, 1)
    }
    shapes += rings.map { .ring($0, color: Palette.rule) }
    for column in columns where column.beginsYear && hasTimeAxis {
      line([(column.x, axisTop + 2), (column.x, bottom)], Palette.yearRule, 1)
    }
    // Where time is folded, the picture is torn.
    for column in columns where column.isGap {
      for x in [column.x + 7, column.x + column.width - 7] {
        let stepCount = max(2, Int((bottom - axisTop) / 9))
        let step = (bottom - axisTop) / Double(stepCount)
        line(
          (0...stepCount).map { (x + ($0.isMultiple(of: 2) ? -3 : 3), axisTop + Double($0) * step) }, Palette.yearRule,
          1)
      }
    }
    for mark in topicKey {
      let colors = Palette.topic(mark.colorIndex)
      shapes.append(
        .rectangle(x: mark.x, y: mark.y - 6, width: 12, height: 12, fill: colors.fill, border: colors.border))
    }
    for entry in legend {
      let (look, y) = (entry.kind.map(look) ?? bridgeLook, entry.y)
      line([(entry.x, y), (entry.x + 34, y)], look.color, look.width, look.style)
      shapes.append(.arrow(tip: PicturePoint(x: entry.x + 40, y: y), color: look.color, size: 8 * look.arrowSize))
    }
    return shapes
  }
}

/// A piece of text beside the cards.
struct PictureLabel {
  /// A stable id.
  let id: String
  let lines: [String]
  /// The left end, or the middle of a centred text.
  let x: Double
  /// The middle of all lines.
  let y: Double
  let size: Double
  let color: String
  var isBold = false
  var isCentered = false
}

extension Picture {
  /// The heading, the axis, the names of the lanes, the legend and the caption.
  func labels() -> [PictureLabel] {
    typealias Metrics = PictureMetrics
    let (top, bottom) = (laneEdges.top, laneEdges.bottom)
    var labels = [
      PictureLabel(
        id: "label-title", lines: [title], x: Metrics.margin, y: Metrics.margin + 12, size: Metrics.titleSize,
        color: Palette.ink, isBold: true)
    ]
    if beforeWidth > 0, let first = columns.first {
      labels.append(
        PictureLabel(
          id: "label-before", lines: [language("Works outside the list", "列表之外")], x: first.x - beforeWidth / 2,
          y: top - 20, size: Metrics.axisSize, color: Palette.faintInk, isCentered: true))
    }
    for (place, column) in columns.enumerated() {
      labels.append(
        PictureLabel(
          id: "label-column-\(place)", lines: [column.label], x: column.x + column.width / 2, y: top - 20,
          size: Metrics.axisSize, color: column.beginsYear ? Palette.softInk : Palette.faintInk,
          isBold: column.beginsYear, isCentered: true))
    }
    for (place, lane) in lanes.enumerated() {
      labels.append(
        PictureLabel(
          id: "label-lane-\(place)", lines: [lane.label], x: Metrics.margin, y: lane.y + Metrics.lanePadding + 10,
          size: Metrics.laneLabelSize, color: Palette.topic(lane.colorIndex).label, isBold: true))
    }
    for (place, mark) in topicKey.enumerated() {
      labels.append(
        PictureLabel(
          id: "label-topic-\(place)", lines: [mark.label], x: mark.x + Metrics.topicSampleWidth, y: mark.y,
          size: Metrics.axisSize, color: Palette.topic(mark.colorIndex).label, isBold: true))
    }
    for entry in legend {
      labels.append(
        PictureLabel(
          id: "label-legend-\(entry.kind?.rawValue ?? "bridge")", lines: [entry.text],
          x: entry.x + Metrics.legendSampleWidth, y: entry.y, size: Metrics.captionSize, color: Palette.softInk))
    }
    let captionTop = bottom + legendHeight
    labels.append(
      PictureLabel(
        id: "label-caption", lines: caption, x: Metrics.margin,
        y: captionTop + Double(caption.count) * Metrics.captionLineHeight / 2, size: Metrics.captionSize,
        color: Palette.faintInk))
    return labels.filter { $0.lines.contains { !$0.isEmpty } }
  }

  /// The upper and lower edge of the lanes.
  var laneEdges: (top: Double, bottom: Double) {
    let top = lanes.first?.y ?? PictureMetrics.margin
    return (top, lanes.last.map { $0.y + $0.height } ?? top)
  }
}

/// The fonts of pictures: what is there first, and what may stand for it elsewhere.
enum PictureFonts {
  static let list = "Inter,Helvetica Neue,Helvetica,Arial,Noto Sans CJK SC,PingFang SC,Microsoft YaHei,sans-serif"
}
