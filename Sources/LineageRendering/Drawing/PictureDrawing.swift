import PaperLineage

extension Picture {
  /// The picture as an SVG tree of the same form as Graphviz draws it from ``dot(dotsPerInch:)``, for a picture whose
  /// lines all have their ways.
  ///
  /// - Complexity: O(*s*) for *s* cards, lines and points of lines. Graphviz takes seconds for a thousand HTML-like labels.
  func drawing(on ground: Palette.Ground = .light) -> XMLElement {
    // A tenth is finer than any screen that shows thousands of lines at once, and most of the file is numbers.
    let pen = DrawingPen(height: height, ground: ground, parts: links.count > 5_000 ? 10 : 100)
    let graph = XMLElement(
      "g", [("class", "graph"), ("id", "graph0"), ("transform", "translate(0 \(DOTWriter.number(height)))")])
    graph.children.append(
      .element(
        XMLElement(
          "polygon",
          [
            ("fill", ground.color(Palette.paper)),
            ("points", pen.points([(0, height), (0, 0), (width, 0), (width, height), (0, height)])), ("stroke", "none"),
          ])))
    graph.children += backgroundShapes().map { .element(pen.element($0)) }
    let isNumbered = bridgesAreNumbered
    graph.children += links.map { .element(element(of: $0, isNumbered: isNumbered, pen)) }
    graph.children += labels().map { .element(element(of: $0, pen)) }
    graph.children += cards.map { .element(element(of: $0, pen)) }
    let root = XMLElement("svg", [("viewBox", "0 0 \(DOTWriter.number(width)) \(DOTWriter.number(height))")])
    root.children = [.element(graph)]
    return root
  }

  private func element(of link: Link, isNumbered: Bool, _ pen: DrawingPen) -> XMLElement {
    let group = XMLElement("g", [("class", "edge \(Self.classes(of: link))"), ("id", link.elementID)])
    guard let route = link.route, let end = route.points.last else { return group }
    let line = look(of: link)
    var stroke: [(name: String, value: String)] = [("stroke", pen.ground.color(line.color))]
    if line.width != 1 { stroke.append(("stroke-width", DOTWriter.number(line.width))) }
    let path = XMLElement("path", [("d", pen.path(route.points)), ("fill", "none")] + stroke)
    if let dashes = DrawingPen.dashes(line.style) { path.attributes.append(("stroke-dasharray", dashes)) }
    group.children.append(.element(path))
    let (dx, dy) = (route.tip.x - end.x, route.tip.y - end.y)
    let (x, y) = (-0.35 * dy, 0.35 * dx)
    let corners = [(end.x + x, end.y + y), (route.tip.x, route.tip.y), (end.x - x, end.y - y), (end.x + x, end.y + y)]
    group.children.append(
      .element(
        XMLElement(
          "polygon",
          [
            ("class", "arrow"), ("fill", pen.ground.color(line.color)), ("points", pen.points(corners)),
            ("stroke", "none"),
          ])))
    if isNumbered, let via = link.via {
      let (middle, size) = (route.middle, PictureMetrics.dateSize)
      let number = String(via)
      let width = TextMeasure.width(of: number, size: size) + 4
      let plate = pen.element(
        .rectangle(
          x: middle.x - width / 2, y: middle.y - size * 0.6, width: width, height: size * 1.2, fill: Palette.paper,
          border: Palette.paper))
      plate.attributes.insert(("class", "plate"), at: 0)
      group.children.append(.element(plate))
      group.children.append(
        .element(
          pen.text(
            number, x: middle.x, baseline: middle.y + 0.36 * size, size: size, color: Palette.bridgeLabel.color,
            isBold: false)))
    }
    return group
  }

  private func element(of card: Card, _ pen: DrawingPen) -> XMLElement {
    let group = XMLElement("g", [("class", "node \(Self.classes(of: card))"), ("id", card.elementID)])
    let colors = Palette.topic(card.colorIndex)
    let outline = XMLElement(
      "path",
      [
        ("d", pen.roundedRectangle(x: card.x, y: card.y, width: card.width, height: card.height, radius: 6)),
        ("fill", pen.ground.color(card.isExternal ? Palette.paper : colors.fill)),
        (
          "stroke",
          pen.ground.color(card.isFocus ? colors.label : card.isExternal ? Palette.externalBorder : colors.border)
        ),
      ])
    if card.isFocus { outline.attributes.append(("stroke-width", "2.5")) }
    if card.isDashed { outline.attributes.append(("stroke-dasharray", "5,2")) }
    var content: [XMLElement.Child] = [.element(outline)]
    let lines = [
      (card.name, card.nameSize, Palette.ink, true),
      (card.organization, PictureMetrics.organizationSize, Palette.softInk, false),
      (card.date, PictureMetrics.dateSize, Palette.softInk, false),
    ].filter { !$0.0.isEmpty }
    // Lines of text one below the other, all of them in the middle.
    let spacing = 1.22
    var top = card.y - lines.reduce(0) { $0 + $1.1 } * spacing / 2
    for (text, size, color, isBold) in lines {
      content.append(
        .element(pen.text(text, x: card.x, baseline: top + 0.98 * size, size: size, color: color, isBold: isBold)))
      top += size * spacing
    }
    if let link = card.link, Self.isSafe(link) {
      let anchor = XMLElement("a", [("xlink:href", DOTWriter.address(link).replacing("&amp;", with: "&"))])
      anchor.children = content
      content = [.element(anchor)]
    }
    group.children = content
    return group
  }

  private func element(of label: PictureLabel, _ pen: DrawingPen) -> XMLElement {
    let group = XMLElement("g", [("class", "node label"), ("id", label.id)])
    let first = label.y - Double(label.lines.count - 1) * PictureMetrics.captionLineHeight / 2
    group.children = label.lines.enumerated().map { place, line in
      .element(
        pen.text(
          line, x: label.x, baseline: first + Double(place) * PictureMetrics.captionLineHeight + 0.36 * label.size,
          size: label.size, color: label.color, isBold: label.isBold, isCentered: label.isCentered))
    }
    return group
  }
}

/// Writes places as Graphviz does, which counts from the lower edge of the picture.
private struct DrawingPen {
  let height: Double
  let ground: Palette.Ground
  /// Into how many parts a point is divided.
  let parts: Double

  private func place(_ x: Double, _ y: Double) -> String { short(x) + "," + short(y - height) }

  private func short(_ value: Double) -> String { DOTWriter.number((value * parts).rounded() / parts) }

  func points(_ points: [(Double, Double)]) -> String {
    points.map { place($0.0, $0.1) }.joined(separator: " ")
  }

  /// A path of cubic curves.
  func path(_ points: [PicturePoint]) -> String {
    var text = ""
    for (index, point) in points.enumerated() {
      text += index == 0 ? "M" : index == 1 ? "C" : " "
      text += place(point.x, point.y)
    }
    return text
  }

  func roundedRectangle(x: Double, y: Double, width: Double, height: Double, radius: Double) -> String {
    let (left, right, top, bottom) = (x - width / 2, x + width / 2, y - height / 2, y + height / 2)
    // The control points that make a cubic curve a quarter of a circle.
    let bend = radius * 0.4477
    func straight(_ from: (Double, Double), _ to: (Double, Double)) -> [(Double, Double)] { [from, to, to] }
    var corners: [(Double, Double)] = [(left + radius, top)]
    corners += straight((left + radius, top), (right - radius, top))
    corners += [(right - bend, top), (right, top + bend), (right, top + radius)]
    corners += straight((right, top + radius), (right, bottom - radius))
    corners += [(right, bottom - bend), (right - bend, bottom), (right - radius, bottom)]
    corners += straight((right - radius, bottom), (left + radius, bottom))
    corners += [(left + bend, bottom), (left, bottom - bend), (left, bottom - radius)]
    corners += straight((left, bottom - radius), (left, top + radius))
    corners += [(left, top + bend), (left + bend, top), (left + radius, top)]
    return path(corners.map { PicturePoint(x: $0.0, y: $0.1) })
  }

  func text(
    _ text: String, x: Double, baseline: Double, size: Double, color: String, isBold: Bool, isCentered: Bool = true
  ) -> XMLElement {
    var attributes: [(name: String, value: String)] = [
      ("fill", ground.color(color)), ("font-size", DOTWriter.number(size)),
      ("text-anchor", isCentered ? "middle" : "start"), ("x", short(x)), ("y", short(baseline - height)),
    ]
    if isBold { attributes.insert(("font-weight", "bold"), at: 2) }
    return XMLElement("text", attributes, text: text)
  }

  func element(_ shape: PictureShape) -> XMLElement {
    switch shape {
    case .rectangle(let x, let y, let width, let height, let fill, let border):
      let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
      return XMLElement(
        "polygon", [("fill", ground.color(fill)), ("points", points(corners)), ("stroke", ground.color(border))])
    case .line(let corners, let color, let width, let style):
      let line = XMLElement(
        "polyline",
        [("fill", "none"), ("points", points(corners.map { ($0.x, $0.y) })), ("stroke", ground.color(color))])
      if width != 1 { line.attributes.append(("stroke-width", DOTWriter.number(width))) }
      if let dashes = Self.dashes(style) { line.attributes.append(("stroke-dasharray", dashes)) }
      return line
    case .ring(let ring, let color):
      return XMLElement(
        "ellipse",
        [
          ("cx", short(ring.x)), ("cy", short(ring.y - height)), ("fill", "none"),
          ("rx", short(ring.radiusX)), ("ry", short(ring.radiusY)), ("stroke", ground.color(color)),
        ])
    case .arrow(let tip, let color, let size):
      let corners = [
        (tip.x, tip.y), (tip.x - size, tip.y - size * 0.42), (tip.x - size, tip.y + size * 0.42), (tip.x, tip.y),
      ]
      return XMLElement(
        "polygon", [("fill", ground.color(color)), ("points", points(corners)), ("stroke", ground.color(color))])
    }
  }

  /// The dashes of a Graphviz line style.
  static func dashes(_ style: String) -> String? {
    switch style {
    case "dashed": "5,2"
    case "dotted": "1,5"
    default: nil
    }
  }
}
