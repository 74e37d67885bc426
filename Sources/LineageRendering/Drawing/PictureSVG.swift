import Foundation
import PaperLineage

/// Turns the SVG that Graphviz draws into one that stands alone: described for screen readers, with plain links and
/// tooltips, and a style that follows the reader's light or dark setting and lights up a paper's relations.
///
/// What is drawn is put into four groups, painted in this order: the ground, the labels, the relations (class
/// `relations`) and the papers (class `papers`), these in the order of their dates, which is also the order of the
/// keyboard.
struct PictureSVG {
  private let picture: Picture
  private let theme: PictureTheme

  /// How pointing at a paper, or focusing it, lights up what it has to do with.
  enum Lighting {
    /// By a rule for each paper. Browsers ask `:has` of each again whenever the pointer moves on: measured in Chromium,
    /// 20 ms for 60 papers, but seconds for 2,000.
    case rules
    /// By copies of the lines and neighbours inside each paper, shown when it is pointed at. The file grows with papers
    /// and relations, and browsers look at one paper only: 10 ms for 2,000 papers with 10,000 relations.
    case copies
    /// Not at all: there is too much to paint anew.
    case none
  }

  /// The most papers lit by rules.
  static let largestRuledCount = 60
  /// The most papers and relations together lit by copies.
  static let largestCopiedCount = 15_000

  let lighting: Lighting

  /// Makes the dressing of a picture.
  ///
  /// - Parameter lighting: How papers light up; `nil` for what suits the number of papers and relations.
  init(_ picture: Picture, theme: PictureTheme = .auto, lighting: Lighting? = nil) {
    self.picture = picture
    self.theme = theme
    self.lighting =
      if let lighting {
        lighting
      } else if picture.cards.count <= Self.largestRuledCount {
        .rules
      } else if picture.cards.count + picture.links.count <= Self.largestCopiedCount {
        .copies
      } else {
        .none
      }
  }

  /// The picture, drawn and finished: by us where every line has its way, which leaves nothing for Graphviz to do.
  func finished() throws(GraphvizError) -> XMLElement {
    if picture.isRouted { return try finished(picture.drawing(on: theme.ground)) }
    return try finished(Graphviz.draw(picture.dot(ground: theme.ground), engine: "nop2", format: "svg"))
  }

  /// Finishes a drawing of Graphviz's.
  func finished(_ svg: Data) throws(GraphvizError) -> XMLElement {
    let root: XMLElement
    do {
      root = try XMLElement.reading(svg)
    } catch {
      throw .malformedDrawing(reason: error.reason)
    }
    return try finished(root)
  }

  /// A finished picture as a file.
  static func text(of document: XMLElement) -> Data {
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    document.write(to: &text)
    return Data(text.utf8)
  }

  /// Finishes a drawing that is a tree already. It is used up: the finished one holds its parts.
  func finished(_ root: XMLElement) throws(GraphvizError) -> XMLElement {
    guard root.name == "svg", let graph = root.elements.first(where: { $0.name == "g" }) else {
      throw .malformedDrawing(reason: "the root is “\(root.name)” and holds no drawing")
    }
    let summaryID = "picture-summary"
    let titleID = "picture-title"
    let viewBox = root["viewBox"] ?? "0 0 \(DOTWriter.number(picture.width)) \(DOTWriter.number(picture.height))"
    graph.attributes.removeAll { $0.name == "id" }
    graph["class"] = "drawing"
    graph["font-family"] = PictureFonts.list
    graph.children = groups(of: graph).map(XMLElement.Child.element)

    let document = XMLElement(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", viewBox),
        ("width", DOTWriter.number(picture.width)), ("height", DOTWriter.number(picture.height)),
        ("lang", picture.language.tag), ("role", "graphics-document"),
        ("aria-labelledby", titleID), ("aria-describedby", summaryID),
      ])
    document.children = [
      .element(XMLElement("title", [("id", titleID)], text: picture.title)),
      .element(XMLElement("desc", [("id", summaryID)], text: picture.summary)),
      .element(XMLElement("style", text: style())),
      .element(graph),
    ]
    return document
  }

  // MARK: - Groups

  /// The ground, the labels, the relations and the papers.
  private func groups(of graph: XMLElement) -> [XMLElement] {
    let cards = Dictionary(picture.cards.map { ($0.elementID, $0) }) { first, _ in first }
    let links = Dictionary(picture.links.map { ($0.elementID, $0) }) { first, _ in first }
    let labels = Dictionary(picture.labels().map { ($0.id, $0) }) { first, _ in first }
    let neighbors = lighting == .none ? [:] : self.neighbors()
    var ground: [XMLElement] = []
    var texts: [XMLElement] = []
    var drawnRelations: [String: XMLElement] = [:]
    var drawnPapers: [String: XMLElement] = [:]
    for element in graph.elements {
      let id = element["id"] ?? ""
      element.children = unwrapped(element.children)
      if let card = cards[id] {
        dress(element, as: card, neighbors[card.id] ?? [])
        drawnPapers[id] = element
      } else if let link = links[id] {
        element["role"] = "graphics-symbol"
        element["aria-label"] = link.tooltip.replacing("\n", with: " ")
        element.nameShapes()
        element.children.insert(.element(XMLElement("title", text: link.tooltip)), at: 0)
        drawnRelations[id] = element
      } else if let label = labels[id] {
        dress(element, as: label)
        texts.append(element)
      } else if element.name != "title" {
        element.dropTransparentStroke()
        ground.append(element)
      }
    }
    // Graphviz draws the lines of one paper together; ours are in the order of their strength, the dark ones on top.
    let relations = picture.links.compactMap { drawnRelations[$0.elementID] }
    let papers = picture.cards.compactMap { drawnPapers[$0.elementID] }
    return [
      ("ground", ground, [("aria-hidden", "true")]), ("labels", texts, []), ("relations", relations, []),
      ("papers", papers, []),
    ].map { name, elements, attributes in
      let group = XMLElement("g", [("class", name)] + attributes)
      group.children = elements.map(XMLElement.Child.element)
      return group
    }
  }

  private func dress(_ element: XMLElement, as card: Picture.Card, _ neighbors: [Neighbor]) {
    let description = [card.name, card.organization, card.date].filter { !$0.isEmpty }.joined(separator: ", ")
    if let link = element.elements.first(where: { $0.name == "a" }) {
      link["aria-label"] = description
    } else {
      element["tabindex"] = "0"
      element["role"] = "graphics-symbol"
      element["aria-label"] = description
    }
    element.anchorTexts("middle", x: card.x)
    element.outline(along: outline(of: card))
    typealias Metrics = PictureMetrics
    let lines = [
      (card.name, card.nameSize, Metrics.nameHeight),
      (card.organization, Metrics.organizationSize, Metrics.organizationHeight),
      (card.date, Metrics.dateSize, Metrics.dateHeight),
    ].filter { !$0.0.isEmpty }
    var top = card.y - lines.reduce(0) { $0 + $1.2 } / 2
    for (text, (_, size, height)) in zip(element.texts, lines) {
      text["y"] = baseline(ofLineAt: top + height / 2, size: size)
      top += height
    }
    switch lighting {
    case .rules:
      let classes = [element["class"] ?? ""] + Set(neighbors.map { "of-\($0.card.token)" }).sorted()
      element["class"] = classes.joined(separator: " ")
    case .copies: element.children = copied(element.children, card, neighbors)
    case .none: break
    }
    element.children.insert(.element(XMLElement("title", text: card.tooltip)), at: 0)
  }

  /// What a card shows, where others can refer to it, behind copies of its lines and of its neighbours.
  ///
  /// What fades is outside of what is referred to, so copies never fade; the link is as well, so that they are no stops
  /// of the keyboard.
  private func copied(
    _ content: [XMLElement.Child], _ card: Picture.Card, _ neighbors: [Neighbor]
  ) -> [XMLElement.Child] {
    let face = XMLElement("g", [("id", "card-\(card.id.token)")])
    let holder: XMLElement
    if case .element(let link)? = content.first, link.name == "a" {
      face.children = link.children
      holder = link
    } else {
      face.children = content
      holder = XMLElement("g")
    }
    holder["class"] = "card"
    holder.children = [.element(face)]
    guard !neighbors.isEmpty else { return [.element(holder)] }
    let lit = XMLElement("g", [("class", "lit"), ("aria-hidden", "true")])
    let cards = Set(neighbors.map { "card-\($0.card.token)" }).sorted()
    lit.children = (neighbors.map(\.line) + cards).map { .element(XMLElement("use", [("href", "#\($0)")])) }
    return [.element(lit), .element(holder)]
  }

  /// The border of a card, with rounder corners than Graphviz can draw. The drawing counts from the lower edge of the
  /// picture.
  private func outline(of card: Picture.Card) -> String {
    let radius = PictureMetrics.cardRadius
    let (left, right) = (card.x - card.width / 2, card.x + card.width / 2)
    let (top, bottom) = (card.y - card.height / 2 - picture.height, card.y + card.height / 2 - picture.height)
    func point(_ x: Double, _ y: Double) -> String { "\(DOTWriter.number(x)),\(DOTWriter.number(y))" }
    func corner(_ x: Double, _ y: Double) -> String {
      "A\(DOTWriter.number(radius)),\(DOTWriter.number(radius)) 0 0 1 \(point(x, y))"
    }
    return "M\(point(left + radius, top))H\(DOTWriter.number(right - radius))\(corner(right, top + radius))"
      + "V\(DOTWriter.number(bottom - radius))\(corner(right - radius, bottom))"
      + "H\(DOTWriter.number(left + radius))\(corner(left, bottom - radius))"
      + "V\(DOTWriter.number(top + radius))\(corner(left + radius, top))Z"
  }

  private func dress(_ element: XMLElement, as label: PictureLabel) {
    element.anchorTexts(label.isCentered ? "middle" : "start", x: label.x)
    // One base line for bold and plain labels of a row.
    let lineHeight = PictureMetrics.captionLineHeight
    let first = label.y - Double(label.lines.count - 1) * lineHeight / 2
    for (place, text) in element.texts.enumerated() {
      text["y"] = baseline(ofLineAt: first + Double(place) * lineHeight, size: label.size)
    }
  }

  /// Where text stands that is to look centred at a height. The drawing counts from the lower edge of the picture.
  private func baseline(ofLineAt y: Double, size: Double) -> String {
    DOTWriter.number(y + size * 0.36 - picture.height)
  }

  /// A line of a card, and the card at its other end.
  private struct Neighbor {
    let line: String
    let card: PaperID
  }

  /// For each paper, its lines in the order in which they are drawn.
  private func neighbors() -> [PaperID: [Neighbor]] {
    var neighbors: [PaperID: [Neighbor]] = [:]
    for link in picture.links {
      neighbors[link.citing, default: []].append(Neighbor(line: link.elementID, card: link.cited))
      neighbors[link.cited, default: []].append(Neighbor(line: link.elementID, card: link.citing))
    }
    return neighbors
  }

  /// Takes off titles, groups that only hold a link, and links that lead nowhere.
  private func unwrapped(_ children: [XMLElement.Child]) -> [XMLElement.Child] {
    children.flatMap { child -> [XMLElement.Child] in
      guard case .element(let element) = child else { return [] }
      switch element.name {
      case "title": return []
      case "g": return unwrapped(element.children)
      case "a":
        guard let address = element["xlink:href"], Picture.isSafe(address) else { return unwrapped(element.children) }
        let link = XMLElement("a", [("href", address), ("target", "_top"), ("rel", "noopener")])
        link.children = unwrapped(element.children)
        return [.element(link)]
      default: return [child]
      }
    }
  }

  // MARK: - Style

  private func style() -> String {
    var rules = [
      "a { text-decoration: none; }",
      ".paper, .relation { transition: opacity 120ms; }",
      "@media (prefers-reduced-motion: reduce) { .paper, .relation { transition: none; } }",
      "a:focus, .paper:focus { outline: none; }",
      ".paper:hover .outline { stroke-width: 2; }",
      ".paper:is(:focus, :focus-within) .outline "
        + "{ stroke: \(theme.ground.ring); stroke-width: 3.5; stroke-dasharray: none; }",
      ".relation:hover path { stroke-width: 2.6; }",
    ]
    rules += lightingRules
    if theme == .auto {
      rules.append("@media (prefers-color-scheme: dark) {")
      for (light, dark) in Palette.darkColors {
        rules.append(" [fill=\"\(light)\"] { fill: \(dark); } [stroke=\"\(light)\"] { stroke: \(dark); }")
      }
      rules.append(" .paper:is(:focus, :focus-within) .outline { stroke: \(Palette.darkRing); }")
      rules.append("}")
    }
    rules.append("@media print { .paper, .card, .relation, .relations { opacity: 1 !important; } }")
    return "\n" + rules.joined(separator: "\n") + "\n"
  }

  /// When a paper is pointed at or focused, everything fades but its lines and the papers at their other ends.
  private var lightingRules: [String] {
    let asked = ":is(:hover, :focus-within)"
    switch lighting {
    case .rules:
      // What lights must weigh more than what fades: it names a paper by its id.
      let any = ".drawing:has(.paper:hover, .paper:focus-within)"
      return [
        "\(any) .paper { opacity: 0.3; }", "\(any) .relation { opacity: 0.2; }",
        ".drawing .papers .paper\(asked)\(asked) { opacity: 1; }",
      ]
        + picture.cards.map { card in
          let id = card.id.token
          return ".drawing:has(#paper-\(id):hover, #paper-\(id):focus-within) "
            + ":is(.of-\(id), .from-\(id), .to-\(id)) { opacity: 1; }"
        }
    case .copies:
      return [
        ".lit { display: none; pointer-events: none; }", ".paper\(asked) > .lit { display: inline; }",
        ".papers\(asked) .card { opacity: 0.3; }", ".papers .paper\(asked) > .card { opacity: 1; }",
        ".drawing:has(> .papers\(asked)) > .relations { opacity: 0.2; }",
      ]
    case .none:
      return ["/* With this many papers and relations, pointing at one does not light up the others. */"]
    }
  }
}

extension XMLElement {
  /// Anchors every text at an x of ours. Graphviz begins it where it would have to begin in the font of this machine;
  /// the reader's may be another. Text that runs from right to left says so, so that what ends it stands at its left.
  fileprivate func anchorTexts(_ anchor: String, x: Double) {
    if name == "text" {
      let content = children.map { if case .text(let text) = $0 { text } else { "" } }.joined()
      let runsLeft = TextMeasure.runsRightToLeft(content)
      self["text-anchor"] = runsLeft && anchor == "start" ? "end" : anchor
      self["x"] = DOTWriter.number(x)
      self["font-family"] = nil
      if runsLeft { self["direction"] = "rtl" }
    }
    for element in elements { element.anchorTexts(anchor, x: x) }
  }

  /// Gives the first path another course. Graphviz draws the dashed border of a card as a fill and a line.
  fileprivate func outline(along course: String) {
    if name == "path" || name == "polygon" || name == "polyline" {
      name = "path"
      self["points"] = nil
      self["class"] = "outline"
      self["d"] = course
    }
    for element in elements { element.outline(along: course) }
  }

  /// Tells the shapes of a line apart by classes, as ``Picture/drawing(on:)`` does: `arrow`, and `plate` for the ground
  /// of a number. Graphviz gives only arrows a border.
  fileprivate func nameShapes() {
    for shape in elements where shape.name == "polygon" && shape["class"] == nil {
      let hasBorder = shape["stroke"].map { !["none", "transparent"].contains($0) } ?? false
      shape["class"] = hasBorder ? "arrow" : "plate"
    }
  }

  /// All pieces of text inside, in order.
  fileprivate var texts: [XMLElement] {
    elements.flatMap { $0.name == "text" ? [$0] : $0.texts }
  }

  fileprivate func dropTransparentStroke() {
    if self["stroke"] == "transparent" { self["stroke"] = "none" }
    for element in elements { element.dropTransparentStroke() }
  }
}
