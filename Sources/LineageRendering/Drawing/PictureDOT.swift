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
    for label in labels() { dot.node(label.id, attributes(of: label)) }
    for card in cards { dot.node(card.elementID, attributes(of: card)) }
    for node in frame { dot.node(node.id, node.attributes) }
    for link in links {
      dot.edge(
        from: Card.elementID(link.cited), port: port(link.tail), to: Card.elementID(link.citing), port: port(link.head),
        attributes(of: link))
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
    let mixed = card.elementID.utf8.reduce(seed) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
    return Double(mixed % 97 - 48) / 1_000
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
    let colors = Palette.topic(card.colorIndex)
    let classes =
      ["paper", card.isExternal ? "external" : nil, card.colorIndex.map { "topic-\($0 % Palette.topics.count)" }]
      .compactMap { $0 }.joined(separator: " ")
    var attributes: [(String, DOTWriter.Value)] = [
      ("id", .text(card.elementID)), ("class", .text(classes)),
      ("pos", .text(position(card.x + nudge(card, 7), card.y + nudge(card, 11)))),
      ("width", .text(DOTWriter.number(card.width / 72))), ("height", .text(DOTWriter.number(card.height / 72))),
      ("fillcolor", .text(card.isExternal ? Palette.paper : colors.fill)),
      ("color", .text(card.isExternal ? Palette.externalBorder : colors.border)),
      ("label", .html(label(of: card))),
      ("tooltip", .text(DOTWriter.tooltip(card.tooltip))),
    ]
    if card.isExternal { attributes.append(("style", "rounded,filled,dashed")) }
    if let link = card.link { attributes.append(("URL", .text(DOTWriter.address(link)))) }
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
    let name =
      "<FONT POINT-SIZE=\"\(DOTWriter.number(card.nameSize))\"><B>\(DOTWriter.escapedHTML(card.name))</B></FONT>"
    func smallPrint(_ text: String, _ size: Double, _ color: String) -> String {
      guard !text.isEmpty else { return "" }
      return "<BR/><FONT POINT-SIZE=\"\(DOTWriter.number(size))\" COLOR=\"\(color)\">"
        + "\(DOTWriter.escapedHTML(text))</FONT>"
    }
    let organization = smallPrint(card.organization, PictureMetrics.organizationSize, Palette.softInk)
    let date = smallPrint(card.date, PictureMetrics.dateSize, Palette.softInk)
    // Sizes are fixed: text that turns out wider in the font of this machine must not push the ports off the card,
    // where Graphviz would look for a way out of another card's inside, and not return.
    let text =
      "<TD ROWSPAN=\"\(slots)\" FIXEDSIZE=\"TRUE\" WIDTH=\"\(size(card.width - 2 * strip))\" "
      + "HEIGHT=\"\(size(slotHeight * Double(slots)))\">" + name + organization + date + "</TD>"
    let rows = (0..<slots).map { slot in
      "<TR>\(cell("l\(slot)"))\(slot == 0 ? text : "")\(cell("r\(slot)"))</TR>"
    }
    return "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\" FIXEDSIZE=\"TRUE\" "
      + "WIDTH=\"\(size(card.width))\" HEIGHT=\"\(size(slotHeight * Double(slots)))\">\(rows.joined())</TABLE>"
  }

  private func attributes(of link: Link) -> [(String, DOTWriter.Value)] {
    let line = look(of: link)
    let kinds = link.via == nil ? [link.kind.rawValue, link.kind.bearsLineage ? "lineage" : nil] : ["bridge"]
    let classes = (["relation"] + kinds + ["from-\(link.cited.token)", "to-\(link.citing.token)"])
      .compactMap { $0 }.joined(separator: " ")
    return [
      ("id", .text(link.elementID)), ("class", .text(classes)),
      ("color", .text(line.color)), ("penwidth", .text(DOTWriter.number(line.width))),
      ("style", .text(line.style)), ("arrowsize", .text(DOTWriter.number(line.arrowSize))),
      ("tooltip", .text(DOTWriter.tooltip(link.tooltip))),
    ] + viaLabel(of: link)
  }

  /// The most bridges of which each says in the picture through how many papers it runs; beyond, numbers would lie on
  /// other lines and on each other, and tooltips say it.
  private static let numberedBridgeCount = 40

  /// Through how many papers a bridge runs, on the middle of its line, which Graphviz finds once it has routed it.
  private func viaLabel(of link: Link) -> [(String, DOTWriter.Value)] {
    guard let via = link.via, links.count(where: { $0.via != nil }) <= Self.numberedBridgeCount else { return [] }
    let number = "<FONT POINT-SIZE=\"\(DOTWriter.number(PictureMetrics.dateSize))\">\(via)</FONT>"
    let label =
      "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"1\" BGCOLOR=\"\(Palette.paper)\">"
      + "<TR><TD>\(number)</TD></TR></TABLE>"
    return [("label", .html(label)), ("fontcolor", .text(Palette.bridgeLabel.color))]
  }

  private func attributes(of label: PictureLabel) -> [(String, DOTWriter.Value)] {
    let size = label.size
    let width = label.lines.map { TextMeasure.width(of: $0, size: size, isBold: label.isBold) }.max() ?? 0
    let height = size + Double(label.lines.count - 1) * PictureMetrics.captionLineHeight
    let x = label.isCentered ? label.x : label.x + width / 2
    let lines = label.lines.map(DOTWriter.escapedHTML).joined(separator: "<BR ALIGN=\"LEFT\"/>")
    let bold = label.isBold ? "<B>\(lines)</B>" : lines
    // A cell as wide as the text may be keeps it at the left when it turns out narrower.
    let cell = "<TD WIDTH=\"\(Int(width.rounded(.up)))\" ALIGN=\"LEFT\" BALIGN=\"LEFT\">\(bold)</TD>"
    let text =
      label.isCentered
      ? bold : "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\"><TR>\(cell)</TR></TABLE>"
    return [
      ("id", .text(label.id)), ("class", "label"), ("shape", "plaintext"), ("style", "solid"),
      ("pos", .text(position(x, label.y))), ("width", .text(DOTWriter.number(width / 72))),
      ("height", .text(DOTWriter.number(height / 72))), ("fontsize", .text(DOTWriter.number(size))),
      ("fontcolor", .text(label.color)), ("label", .html(text)),
    ]
  }

  // MARK: - Background

  /// Bands, rules and the lines of the legend. Text cannot be part of it: Graphviz 2.42 crashes over it.
  private func background() -> String {
    typealias Metrics = PictureMetrics
    var ink = BackgroundWriter(height: height)
    let (top, bottom) = (laneEdges.top, laneEdges.bottom)
    let axisTop = top - Metrics.axisHeight
    for (place, column) in columns.enumerated() where place.isMultiple(of: 2) {
      ink.rectangle(x: column.x, y: axisTop, width: column.width, height: bottom - axisTop, fill: Palette.band)
    }
    for y in lanes.map(\.y) + [bottom] {
      ink.line([(Metrics.margin, y), (width - Metrics.margin, y)], color: Palette.rule, width: 1)
    }
    for column in columns where column.beginsYear {
      ink.line([(column.x, axisTop + 2), (column.x, bottom)], color: Palette.yearRule, width: 1)
    }
    for entry in Self.legend(of: links, in: language) {
      let line = entry.kind.map(look) ?? Palette.bridge
      ink.line([(entry.x, legendY), (entry.x + 34, legendY)], color: line.color, width: line.width, style: line.style)
      ink.arrow(at: (entry.x + 40, legendY), color: line.color, size: 8 * line.arrowSize)
    }
    return ink.operations
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
    for entry in Self.legend(of: links, in: language) {
      labels.append(
        PictureLabel(
          id: "label-legend-\(entry.kind?.rawValue ?? "bridge")", lines: [entry.text],
          x: entry.x + Metrics.legendSampleWidth, y: legendY, size: Metrics.captionSize, color: Palette.softInk))
    }
    let captionTop = bottom + (links.isEmpty ? 12 : Metrics.legendHeight)
    labels.append(
      PictureLabel(
        id: "label-caption", lines: caption, x: Metrics.margin,
        y: captionTop + Double(caption.count) * Metrics.captionLineHeight / 2, size: Metrics.captionSize,
        color: Palette.faintInk))
    return labels.filter { $0.lines.contains { !$0.isEmpty } }
  }

  /// The upper and lower edge of the lanes.
  fileprivate var laneEdges: (top: Double, bottom: Double) {
    let top = lanes.first?.y ?? PictureMetrics.margin
    return (top, lanes.last.map { $0.y + $0.height } ?? top)
  }

  /// A sample of a line and what it means.
  struct LegendEntry {
    /// The strongest kind of relations that look so; `nil` for bridges.
    let kind: RelationKind?
    let text: String
    let x: Double
    let width: Double
  }

  /// An entry for each look of line that occurs, strongest first; lines that look alike share one.
  static func legend(of links: [Link], in language: Language) -> [LegendEntry] {
    let kinds = Set(links.compactMap(\.kinds.first)).sorted()
    var x = PictureMetrics.margin
    var samples: [(kind: RelationKind?, text: String)] = kinds.grouped(by: Palette.line).map { _, kinds in
      (kinds.first, kinds.map { $0.verb(in: language) }.joined(separator: language(", ", "、")))
    }
    if links.contains(where: { $0.via != nil }) {
      samples.append((nil, language("through so many papers left out", "经由若干未画出的论文")))
    }
    return samples.map { kind, text in
      let width = PictureMetrics.legendSampleWidth + TextMeasure.width(of: text, size: PictureMetrics.captionSize)
      defer { x += width + 20 }
      return LegendEntry(kind: kind, text: text, x: x, width: width)
    }
  }

  /// The middle of the legend's line.
  fileprivate var legendY: Double { laneEdges.bottom + 24 }
}

extension Array {
  /// Neighbours with equal keys together, in order.
  fileprivate func grouped<Key: Equatable>(by key: (Element) -> Key) -> [(key: Key, elements: [Element])] {
    reduce(into: []) { groups, element in
      let key = key(element)
      if let last = groups.last, last.key == key {
        groups[groups.count - 1].elements.append(element)
      } else {
        groups.append((key, [element]))
      }
    }
  }
}

/// The fonts of pictures: what is there first, and what may stand for it elsewhere.
enum PictureFonts {
  static let list = "Inter,Helvetica Neue,Helvetica,Arial,Noto Sans CJK SC,PingFang SC,Microsoft YaHei,sans-serif"
}
