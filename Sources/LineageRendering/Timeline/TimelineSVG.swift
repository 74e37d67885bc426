import PaperLineage

/// Writes a chart as SVG that stands alone: described for readers who cannot see it, with links, tooltips and a style that
/// follows the reader's light or dark setting, and no script.
struct TimelineSVG {
  private typealias Drawing = TimelineDrawing

  private let chart: TimelineChart

  init(_ chart: TimelineChart) {
    self.chart = chart
  }

  /// The SVG as a file.
  func document() -> String {
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    element().write(to: &text)
    return text
  }

  /// The `svg` element.
  func element() -> XMLElement {
    let drawing = chart.drawing
    let (titleID, summaryID) = ("picture-title", "picture-summary")
    let root = XMLElement(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("class", "timeline-picture"),
        ("viewBox", "0 0 \(DOTWriter.number(drawing.width)) \(DOTWriter.number(drawing.height))"),
        ("width", DOTWriter.number(drawing.width)), ("height", DOTWriter.number(drawing.height)),
        ("lang", chart.content.language.code), ("role", "graphics-document"), ("aria-labelledby", titleID),
        ("aria-describedby", summaryID), ("font-family", PictureFonts.list),
      ])
    let ground = XMLElement(
      "rect",
      [
        ("width", DOTWriter.number(drawing.width)), ("height", DOTWriter.number(drawing.height)),
        ("fill", Palette.paper),
      ])
    root.children =
      [
        .element(XMLElement("title", [("id", titleID)], text: chart.content.title)),
        .element(XMLElement("desc", [("id", summaryID)], text: chart.content.summary)),
        .element(XMLElement("style", text: Self.style)), .element(ground),
      ] + drawing.layers.map { .element(element($0)) }
    return root
  }

  private func element(_ layer: Drawing.Layer) -> XMLElement {
    let element = XMLElement("g", [("class", layer.className)])
    if let label = layer.label {
      element["role"] = "list"
      element["aria-label"] = label
    } else if layer.groups.allSatisfy({ $0.label == nil }) {
      element["aria-hidden"] = "true"
    }
    element.children = layer.groups.map { .element(self.element($0, isItem: layer.label != nil)) }
    return element
  }

  private func element(_ group: Drawing.Group, isItem: Bool) -> XMLElement {
    let element = XMLElement("g", group.id.map { [("id", $0)] } ?? [])
    element["class"] = group.className
    var content = group.shapes.map { XMLElement.Child.element(self.element($0)) }
    if let link = group.link, PaperIdentifier.isWebAddress(link) {
      let anchor = XMLElement(
        "a",
        [("href", DOTWriter.percentEncoded(link)), ("target", "_top"), ("rel", "noopener")]
          + (group.label.map { [("aria-label", $0)] } ?? []))
      anchor.children = content
      content = [.element(anchor)]
      if isItem { element["role"] = "listitem" }
    } else if let label = group.label {
      element["role"] = isItem ? "listitem" : "img"
      element["aria-label"] = label
      if group.isFocusable { element["tabindex"] = "0" }
    }
    if let tooltip = group.tooltip { content.insert(.element(XMLElement("title", text: tooltip)), at: 0) }
    element.children = content
    return element
  }

  private func element(_ shape: Drawing.Shape) -> XMLElement {
    let number = DOTWriter.number
    switch shape {
    case .rectangle(let box):
      let element = XMLElement("rect", box.className.map { [("class", $0)] } ?? [])
      element.attributes += [
        ("x", number(box.x)), ("y", number(box.y)), ("width", number(box.width)), ("height", number(box.height)),
        ("fill", box.fill),
      ]
      if box.radius > 0 { element["rx"] = number(box.radius) }
      if let stroke = box.stroke { element["stroke"] = stroke }
      if box.isDashed { element["stroke-dasharray"] = "4 3" }
      return element
    case .line(let line):
      let element = XMLElement("polyline", line.className.map { [("class", $0)] } ?? [])
      element.attributes += [
        ("points", line.points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")), ("fill", "none"),
        ("stroke", line.color), ("stroke-width", number(line.width)), ("stroke-linejoin", "round"),
        ("stroke-linecap", "round"),
      ]
      if line.isDotted { element["stroke-dasharray"] = "1 4" }
      return element
    case .circle(let x, let y, let radius, let fill, let stroke):
      return XMLElement(
        "circle",
        [("cx", number(x)), ("cy", number(y)), ("r", number(radius)), ("fill", fill), ("stroke", stroke)])
    case .text(let text):
      let element = XMLElement(
        "text",
        [
          // The middle of a line of text lies about a third of its size above the base line.
          ("x", number(text.x)), ("y", number(text.y + text.size * 0.36)), ("font-size", number(text.size)),
          ("fill", text.color),
        ], text: text.text)
      if text.isBold { element["font-weight"] = "bold" }
      if text.anchor != .start { element["text-anchor"] = text.anchor.rawValue }
      if text.hasRim {
        element.attributes += [
          ("stroke", Palette.paper), ("stroke-width", "3"), ("stroke-linejoin", "round"), ("paint-order", "stroke"),
        ]
      }
      return element
    }
  }

  /// All rules are of this picture only, since it may be part of a page.
  private static let style: String = {
    let scope = ".timeline-picture"
    var rules = [
      "\(scope) a { text-decoration: none; }",
      "\(scope) a:focus, \(scope) [tabindex]:focus { outline: none; }",
      "\(scope) .period:hover .bar { stroke-width: 2; }",
      "\(scope) .paper:hover .card { stroke-width: 2; }",
      "\(scope) .ring { visibility: hidden; stroke-width: 2; }",
      "\(scope) .paper:focus .ring, \(scope) .paper:focus-within .ring { visibility: visible; }",
      "@media (prefers-color-scheme: dark) {",
    ]
    for (light, dark) in Palette.darkColors {
      rules.append(
        " \(scope) [fill=\"\(light)\"] { fill: \(dark); } \(scope) [stroke=\"\(light)\"] { stroke: \(dark); }")
    }
    rules.append("}")
    return "\n" + rules.joined(separator: "\n") + "\n"
  }()
}
