import PaperLineage

extension Picture {
  /// The picture as a DOT graph with every position given, for `neato -n2`; other layout programs read it as well.
  ///
  /// Cards stand where the picture says, lines are left to Graphviz to route around them, and bands, axis and legend
  /// are its background.
  func dot(dotsPerInch: Int? = nil) -> String {
    let fonts = PictureFonts.list
    var dot = DOTWriter()
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
      ("_background", background()),
    ])
    if let dotsPerInch { dot.attributes([("dpi", "\(dotsPerInch)")]) }
    dot.defaults(
      "node",
      [
        ("shape", "box"), ("style", "rounded,filled"), ("fixedsize", "shape"), ("margin", "0"),
        ("fontname", fonts), ("fontsize", DOTWriter.number(PictureMetrics.nameSize)),
        ("fontcolor", Palette.ink), ("target", "_top"),
      ])
    dot.defaults("edge", [("fontname", fonts), ("target", "_top")])
    for card in corners + cards { dot.node(card.id.rawValue, attributes(of: card)) }
    for link in links {
      dot.edge(
        from: link.cited.rawValue, port: port(link.tail), to: link.citing.rawValue, port: port(link.head),
        attributes(of: link))
    }
    dot.close()
    return dot.text
  }

  /// Invisible points at two corners keep the whole picture in the frame.
  private var corners: [Card] {
    [(0.0, 0.0, "frame-upper-left"), (width, height, "frame-lower-right")].map { x, y, id in
      Card(
        id: PaperID(rawValue: id), name: "", organization: "", date: "", isExternal: true, x: x, y: y, width: 0,
        height: 0, tooltip: "")
    }
  }

  /// Graphviz counts upwards.
  private func position(_ x: Double, _ y: Double) -> String {
    "\(DOTWriter.number(x)),\(DOTWriter.number(height - y))"
  }

  private func port(_ port: Port) -> String {
    switch port.side {
    case .left: "l\(port.slot):w"
    case .right: "r\(port.slot):e"
    case .top: "n"
    case .bottom: "s"
    }
  }

  private func attributes(of card: Card) -> [(String, DOTWriter.Value)] {
    guard card.width > 0 else {
      return [
        ("pos", .text(position(card.x, card.y))), ("style", "invis"), ("shape", "point"), ("width", "0"),
        ("height", "0"), ("label", ""),
      ]
    }
    let colors = Palette.topic(card.colorIndex)
    let classes =
      ["paper", card.isExternal ? "external" : nil, card.colorIndex.map { "topic-\($0 % Palette.topics.count)" }]
      .compactMap { $0 }.joined(separator: " ")
    var attributes: [(String, DOTWriter.Value)] = [
      ("id", .text("paper-\(card.id)")), ("class", .text(classes)),
      ("pos", .text(position(card.x, card.y))),
      ("width", .text(DOTWriter.number(card.width / 72))), ("height", .text(DOTWriter.number(card.height / 72))),
      ("fillcolor", .text(card.isExternal ? Palette.paper : colors.fill)),
      ("color", .text(card.isExternal ? Palette.externalBorder : colors.border)),
      ("label", .html(label(of: card))),
      ("tooltip", .text(card.tooltip)),
    ]
    if card.isExternal { attributes.append(("style", "rounded,filled,dashed")) }
    if let link = card.link { attributes.append(("URL", .text(link))) }
    return attributes
  }

  /// The text of a card, between two strips of ports at which lines end.
  private func label(of card: Card) -> String {
    let (slots, strip) = (Port.slotCount, 1.0)
    func size(_ value: Double) -> String { "\(Int(value))" }
    let slotHeight = (card.height / Double(slots)).rounded(.down)
    func cell(_ port: String) -> String {
      "<TD PORT=\"\(port)\" FIXEDSIZE=\"TRUE\" WIDTH=\"\(size(strip))\" HEIGHT=\"\(size(slotHeight))\"></TD>"
    }
    let name = "<B>\(DOTWriter.escapedHTML(card.name))</B>"
    func smallPrint(_ text: String, _ size: Double, _ color: String) -> String {
      guard !text.isEmpty else { return "" }
      return "<BR/><FONT POINT-SIZE=\"\(DOTWriter.number(size))\" COLOR=\"\(color)\">"
        + "\(DOTWriter.escapedHTML(text))</FONT>"
    }
    let organization = smallPrint(card.organization, PictureMetrics.organizationSize, Palette.softInk)
    let date = smallPrint(card.date, PictureMetrics.dateSize, Palette.softInk)
    let text =
      "<TD ROWSPAN=\"\(slots)\" WIDTH=\"\(size(card.width - 2 * strip))\" HEIGHT=\"\(size(slotHeight * Double(slots)))\">"
      + name + organization + date + "</TD>"
    let rows = (0..<slots).map { slot in
      "<TR>\(cell("l\(slot)"))\(slot == 0 ? text : "")\(cell("r\(slot)"))</TR>"
    }
    return "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\">\(rows.joined())</TABLE>"
  }

  private func attributes(of link: Link) -> [(String, DOTWriter.Value)] {
    let kind = link.kinds.first ?? .cites
    let line = Palette.line(kind)
    let classes =
      ["relation", kind.rawValue, kind.bearsLineage ? "lineage" : nil, "from-\(link.cited)", "to-\(link.citing)"]
      .compactMap { $0 }.joined(separator: " ")
    return [
      ("id", .text("relation-\(link.citing)-\(kind.rawValue)-\(link.cited)")), ("class", .text(classes)),
      ("color", .text(line.color)), ("penwidth", .text(DOTWriter.number(line.width))),
      ("style", .text(line.style)), ("arrowsize", .text(DOTWriter.number(line.arrowSize))),
      ("tooltip", .text(link.tooltip)),
    ]
  }

  // MARK: - Background

  private func background() -> String {
    typealias Metrics = PictureMetrics
    var ink = BackgroundWriter(height: height, fonts: PictureFonts.list)
    guard let firstLane = lanes.first, let lastLane = lanes.last else { return "" }
    let (top, bottom) = (firstLane.y, lastLane.y + lastLane.height)
    let axisTop = top - Metrics.axisHeight
    for (place, column) in columns.enumerated() where place.isMultiple(of: 2) {
      ink.rectangle(x: column.x, y: axisTop, width: column.width, height: bottom - axisTop, fill: Palette.band)
    }
    for lane in lanes {
      ink.line([(Metrics.margin, lane.y), (width - Metrics.margin, lane.y)], color: Palette.rule, width: 1)
    }
    ink.line([(Metrics.margin, bottom), (width - Metrics.margin, bottom)], color: Palette.rule, width: 1)
    for column in columns {
      if column.beginsYear {
        ink.line([(column.x, axisTop + 2), (column.x, bottom)], color: Palette.yearRule, width: 1)
      }
      ink.text(
        column.label, x: column.x + column.width / 2, y: top - 12, size: Metrics.axisSize,
        color: column.beginsYear ? Palette.softInk : Palette.faintInk, isBold: column.beginsYear, alignment: .center)
    }
    if beforeWidth > 0, let first = columns.first {
      ink.text(
        language("Works outside the list", "列表之外"), x: first.x - beforeWidth / 2, y: top - 11,
        size: Metrics.axisSize, color: Palette.faintInk, isBold: false, alignment: .center)
    }
    ink.text(
      title, x: Metrics.margin, y: Metrics.margin + Metrics.titleSize, size: Metrics.titleSize, color: Palette.ink,
      isBold: true, alignment: .left)
    for lane in lanes {
      ink.text(
        lane.label, x: Metrics.margin, y: lane.y + Metrics.lanePadding + 15, size: Metrics.laneLabelSize,
        color: Palette.topic(lane.colorIndex).label, isBold: true, alignment: .left)
    }
    var y = bottom + Metrics.legendHeight
    drawLegend(&ink, y: bottom + 22)
    if links.isEmpty { y = bottom + 22 }
    for line in caption {
      y += Metrics.captionLineHeight
      ink.text(
        line, x: Metrics.margin, y: y - 4, size: Metrics.captionSize, color: Palette.faintInk, isBold: false,
        alignment: .left)
    }
    return ink.operations
  }

  /// A sample of each line that occurs, with what it means.
  private func drawLegend(_ ink: inout BackgroundWriter, y: Double) {
    var x = PictureMetrics.margin
    let shown = shownKinds
    let thin = shown.filter { [.extends, .isDerivedFrom, .usesMethodIn].contains($0) }
    var entries: [(kind: RelationKind, text: String)] = []
    for kind in shown {
      if thin.contains(kind) {
        guard kind == thin.first else { continue }
        entries.append((kind, thin.map { $0.verb(in: language) }.joined(separator: language(", ", "、"))))
      } else {
        entries.append((kind, kind.verb(in: language)))
      }
    }
    for entry in entries {
      let line = Palette.line(entry.kind)
      ink.line([(x, y), (x + 34, y)], color: line.color, width: line.width, style: line.style)
      ink.arrow(at: (x + 40, y), color: line.color, size: 8 * line.arrowSize)
      x += 48
      ink.text(
        entry.text, x: x, y: y + 3.5, size: PictureMetrics.captionSize, color: Palette.softInk, isBold: false,
        alignment: .left)
      x += TextMeasure.width(of: entry.text, size: PictureMetrics.captionSize) + 22
    }
  }
}

/// The fonts of pictures: what is there first, and what may stand for it elsewhere.
enum PictureFonts {
  static let list = "Inter,Helvetica Neue,Helvetica,Arial,Noto Sans CJK SC,PingFang SC,Microsoft YaHei,sans-serif"
}
