import Foundation
import PaperLineage

/// Turns the SVG that Graphviz draws into one that stands alone: described for screen readers, with plain links and
/// tooltips, and a style that follows the reader's light or dark setting and lights up a paper's relations.
struct PictureSVG {
  private let picture: Picture

  init(_ picture: Picture) {
    self.picture = picture
  }

  func finished(_ svg: Data) throws(GraphvizError) -> Data {
    let root: XMLElement
    do {
      root = try XMLElement.reading(svg)
    } catch {
      throw .malformedDrawing(reason: error.reason)
    }
    guard root.name == "svg", let graph = root.elements.first(where: { $0.name == "g" }) else {
      throw .malformedDrawing(reason: "the root is “\(root.name)” and holds no drawing")
    }
    let tooltips = self.tooltips()
    let centers = Dictionary(uniqueKeysWithValues: picture.cards.map { ($0.elementID, $0.x) })
    let labels = Dictionary(uniqueKeysWithValues: picture.labels().map { ($0.id, $0) })
    let summaryID = "picture-summary"
    let titleID = "picture-title"
    let viewBox = root["viewBox"] ?? "0 0 \(DOTWriter.number(picture.width)) \(DOTWriter.number(picture.height))"
    graph.attributes.removeAll { $0.name == "id" || $0.name == "class" }
    graph["font-family"] = PictureFonts.list
    graph.children = graph.children.flatMap { child in dressed(child, tooltips) }
    for element in graph.elements {
      let id = element["id"] ?? ""
      if let label = labels[id] {
        element.anchorTexts(label.isCentered ? "middle" : "start", x: label.x)
        // One base line for bold and plain labels of a row. The drawing counts from the lower edge of the picture.
        if label.lines.count == 1, let text = element.elements.first(where: { $0.name == "text" }) {
          text["y"] = DOTWriter.number(label.y + label.size * 0.36 - picture.height)
        }
      } else if let center = centers[id] {
        element.anchorTexts("middle", x: center)
      }
    }

    let document = XMLElement(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", viewBox),
        ("width", DOTWriter.number(picture.width)), ("height", DOTWriter.number(picture.height)),
        ("lang", picture.language.code), ("role", "graphics-document"),
        ("aria-labelledby", titleID), ("aria-describedby", summaryID),
      ])
    document.children = [
      .element(XMLElement("title", [("id", titleID)], text: picture.title)),
      .element(XMLElement("desc", [("id", summaryID)], text: picture.summary)),
      .element(XMLElement("style", text: style())),
      .element(graph),
    ]
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    document.write(to: &text)
    return Data(text.utf8)
  }

  /// By id of the group.
  private func tooltips() -> [String: String] {
    var tooltips: [String: String] = [:]
    for card in picture.cards { tooltips[card.elementID] = card.tooltip }
    for link in picture.links {
      tooltips[link.elementID] = link.tooltip
    }
    return tooltips
  }

  /// A child of the drawing, with what Graphviz wraps around links taken off.
  private func dressed(_ child: XMLElement.Child, _ tooltips: [String: String]) -> [XMLElement.Child] {
    guard case .element(let element) = child else { return [] }
    switch element.name {
    case "title": return []
    case "g":
      let id = element["id"] ?? ""
      guard let tooltip = tooltips[id] else {
        element.children = unwrapped(element.children)
        return [.element(element)]
      }
      var content = unwrapped(element.children)
      let isPaper = id.hasPrefix("paper-")
      if isPaper,
        !content.contains(where: { if case .element(let element) = $0 { element.name == "a" } else { false } })
      {
        element["tabindex"] = "0"
      }
      content.insert(.element(XMLElement("title", text: tooltip)), at: 0)
      element.children = content
      return [.element(element)]
    default:
      if element["stroke"] == "transparent" { element["stroke"] = "none" }
      return [.element(element)]
    }
  }

  /// Takes off titles, groups that only hold a link, and links that lead nowhere.
  private func unwrapped(_ children: [XMLElement.Child]) -> [XMLElement.Child] {
    children.flatMap { child -> [XMLElement.Child] in
      guard case .element(let element) = child else { return [] }
      switch element.name {
      case "title": return []
      case "g": return unwrapped(element.children)
      case "a":
        guard let address = element["xlink:href"] else { return unwrapped(element.children) }
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
      ".paper:hover path, .paper:focus-within path, .paper:focus path { stroke-width: 2; }",
      "a:focus, .paper:focus { outline: none; }",
    ]
    rules += hoverRules()
    rules.append("@media (prefers-color-scheme: dark) {")
    for (light, dark) in Self.darkColors {
      rules.append(" [fill=\"\(light)\"] { fill: \(dark); } [stroke=\"\(light)\"] { stroke: \(dark); }")
    }
    rules.append("}")
    rules.append("@media print { .paper, .relation { opacity: 1 !important; } }")
    return "\n" + rules.joined(separator: "\n") + "\n"
  }

  /// When a paper is pointed at or focused, its lines and neighbours stay and the rest fades.
  private func hoverRules() -> [String] {
    var neighbors: [String: Set<String>] = [:]
    for link in picture.links {
      neighbors[link.citing.token, default: []].insert(link.cited.token)
      neighbors[link.cited.token, default: []].insert(link.citing.token)
    }
    return picture.cards.map { card in
      let id = card.id.token
      let kept = ([id] + (neighbors[id] ?? []).sorted()).map { "#paper-\($0)" }.joined(separator: ", ")
      let asked = "svg:has(#paper-\(id):hover, #paper-\(id):focus, #paper-\(id) :focus)"
      return "\(asked) .paper:not(\(kept)) { opacity: 0.25; }\n"
        + "\(asked) .relation:not(.from-\(id), .to-\(id)) { opacity: 0.08; }"
    }
  }

  /// What each colour of the picture becomes on a dark ground.
  static let darkColors: [(light: String, dark: String)] = {
    typealias Colors = Palette
    var pairs = [
      (Colors.paper, Colors.darkPaper), (Colors.band, Colors.darkBand), (Colors.rule, Colors.darkRule),
      (Colors.ink, Colors.darkInk), (Colors.softInk, Colors.darkSoftInk), (Colors.faintInk, Colors.darkFaintInk),
      (Colors.yearRule, Colors.darkYearRule), (Colors.externalBorder, Colors.darkExternalBorder),
    ]
    for topic in Colors.topics {
      pairs += [(topic.fill, topic.darkFill), (topic.border, topic.darkBorder), (topic.label, topic.darkLabel)]
    }
    for kind in [RelationKind.updates, .extends, .usesDataFrom, .comparesWith, .cites] {
      let line = Colors.line(kind)
      pairs.append((line.color, line.darkColor))
    }
    pairs.append((Colors.bridge.color, Colors.bridge.darkColor))
    pairs.append(Colors.bridgeLabel)
    return pairs.map { (light: $0.0, dark: $0.1) }
  }()
}

extension XMLElement {
  /// Anchors every text at an x of ours. Graphviz begins it where it would have to begin in the font of this machine;
  /// the reader's may be another.
  fileprivate func anchorTexts(_ anchor: String, x: Double) {
    if name == "text" {
      self["text-anchor"] = anchor
      self["x"] = DOTWriter.number(x)
      self["font-family"] = nil
    }
    for element in elements { element.anchorTexts(anchor, x: x) }
  }
}
