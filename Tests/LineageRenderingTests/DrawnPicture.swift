import Foundation

@testable import LineageRendering

/// What can be measured in an SVG of cards and lines, ours or Graphviz's, by reading it back.
struct DrawnPicture {
  struct Point {
    var x: Double
    var y: Double
  }

  struct Box {
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double

    func holds(_ point: Point, inset: Double = 0) -> Bool {
      point.x > left + inset && point.x < right - inset && point.y > top + inset && point.y < bottom - inset
    }

    func overlaps(_ other: Box) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
  }

  struct Card {
    let id: String
    let box: Box
    /// What its lines of text take up.
    let texts: [Box]
  }

  struct Line {
    let id: String
    /// The ids of the cards at its ends, as far as the classes tell.
    let ends: [String]
    /// Points along its way, close enough that what is between them is straight.
    let points: [Point]
  }

  private(set) var cards: [Card] = []
  private(set) var lines: [Line] = []

  init(_ svg: Data) throws {
    var open = [try XMLElement.reading(svg)]
    while let element = open.popLast() {
      open += element.elements.reversed()
      guard element.name == "g", let id = element["id"] else { continue }
      if id.hasPrefix("paper-") { cards.append(Self.card(id, element)) }
      if id.hasPrefix("relation-") || id.hasPrefix("bridge-") { lines.append(Self.line(id, element)) }
    }
  }

  // MARK: - Reading

  private static func descendants(_ element: XMLElement) -> [XMLElement] {
    element.elements.flatMap { [$0] + descendants($0) }
  }

  private static func numbers(_ text: String) -> [Double] {
    text.split { " ,MC\n".contains($0) }.compactMap { Double($0) }
  }

  private static func points(_ text: String) -> [Point] {
    let numbers = numbers(text)
    return stride(from: 0, to: numbers.count - 1, by: 2).map { Point(x: numbers[$0], y: numbers[$0 + 1]) }
  }

  /// The places a path comes to and its control points, but not the radii of arcs.
  private static func corners(_ path: String) -> [Point] {
    var corners: [Point] = []
    var rest = path[...]
    while let command = rest.first {
      let arguments = rest.dropFirst().prefix { !$0.isLetter }
      rest = rest.dropFirst(1 + arguments.count)
      let values = numbers(String(arguments))
      let last = corners.last ?? Point(x: 0, y: 0)
      switch command {
      case "H": corners += values.map { Point(x: $0, y: last.y) }
      case "V": corners += values.map { Point(x: last.x, y: $0) }
      case "A": corners.append(Point(x: values[values.count - 2], y: values[values.count - 1]))
      default: corners += points(String(arguments))
      }
    }
    return corners
  }

  private static func card(_ id: String, _ group: XMLElement) -> Card {
    let parts = descendants(group)
    let outline = parts.first { $0.name == "path" || $0.name == "polygon" }
    let corners = outline?["d"].map(corners) ?? points(outline?["points"] ?? "")
    let (xs, ys) = (corners.map(\.x), corners.map(\.y))
    let box = Box(left: xs.min() ?? 0, right: xs.max() ?? 0, top: ys.min() ?? 0, bottom: ys.max() ?? 0)
    let texts = parts.filter { $0.name == "text" }.map { text -> Box in
      let content = text.children.map { if case .text(let text) = $0 { text } else { "" } }.joined()
      let size = Double(text["font-size"] ?? "") ?? 0
      let width = TextMeasure.width(of: content, size: size, isBold: text["font-weight"] == "bold")
      let (x, y) = (Double(text["x"] ?? "") ?? 0, Double(text["y"] ?? "") ?? 0)
      let left = text["text-anchor"] == "middle" ? x - width / 2 : x
      return Box(left: left, right: left + width, top: y - 0.74 * size, bottom: y + 0.2 * size)
    }
    return Card(id: id, box: box, texts: texts)
  }

  private static func line(_ id: String, _ group: XMLElement) -> Line {
    let classes = (group["class"] ?? "").split(separator: " ")
    let ends = classes.compactMap { name in
      ["from-", "to-"].first { name.hasPrefix($0) }.map { "paper-" + name.dropFirst($0.count) }
    }
    return Line(id: id, ends: ends, points: sampled(points(group.elements.first { $0.name == "path" }?["d"] ?? "")))
  }

  /// Points along cubic curves that join, more of them on longer curves.
  private static func sampled(_ corners: [Point]) -> [Point] {
    guard var points = corners.first.map({ [$0] }) else { return [] }
    for start in stride(from: 0, to: corners.count - 3, by: 3) {
      let (a, b, c, d) = (corners[start], corners[start + 1], corners[start + 2], corners[start + 3])
      let count = min(24, 6 + Int(abs(d.x - a.x) + abs(d.y - a.y)) / 40)
      for step in 1...count {
        let t = Double(step) / Double(count)
        let u = 1 - t
        let (wa, wb, wc, wd) = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
        points.append(
          Point(x: wa * a.x + wb * b.x + wc * c.x + wd * d.x, y: wa * a.y + wb * b.y + wc * c.y + wd * d.y))
      }
    }
    return points
  }

  // MARK: - Measures

  /// Pairs of cards that overlap.
  var overlaps: [(String, String)] {
    var found: [(String, String)] = []
    let sorted = cards.sorted { $0.box.left < $1.box.left }
    for (index, card) in sorted.enumerated() {
      for other in sorted[(index + 1)...] {
        if other.box.left >= card.box.right { break }
        if card.box.overlaps(other.box) { found.append((card.id, other.id)) }
      }
    }
    return found
  }

  /// Cards whose text is not inside them.
  var overflows: [String] {
    cards.filter { card in
      card.texts.contains { text in
        text.left < card.box.left || text.right > card.box.right || text.top < card.box.top
          || text.bottom > card.box.bottom
      }
    }.map(\.id)
  }

  /// Lines that run through a card at which they do not end.
  var hits: [(line: String, card: String)] {
    let sorted = cards.sorted { $0.box.left < $1.box.left }
    let widest = cards.map { $0.box.right - $0.box.left }.max() ?? 0
    var found: [(line: String, card: String)] = []
    for line in lines {
      var seen: Set<String> = []
      for point in line.points {
        var index = sorted.partitioningIndex { $0.box.left > point.x - widest }
        while index < sorted.count, sorted[index].box.left < point.x {
          let card = sorted[index]
          if card.box.holds(point), !line.ends.contains(card.id), seen.insert(card.id).inserted {
            found.append((line.id, card.id))
          }
          index += 1
        }
      }
    }
    return found
  }

  /// How often lines cross each other.
  var crossingCount: Int {
    struct Segment {
      let left: Point
      let right: Point
      let top: Double
      let bottom: Double
      let line: Int
    }
    var segments: [Segment] = []
    for (line, drawn) in lines.enumerated() {
      for (a, b) in zip(drawn.points, drawn.points.dropFirst()) {
        let (left, right) = a.x <= b.x ? (a, b) : (b, a)
        segments.append(Segment(left: left, right: right, top: min(a.y, b.y), bottom: max(a.y, b.y), line: line))
      }
    }
    segments.sort { ($0.left.x, $0.line) < ($1.left.x, $1.line) }
    // Bands keep apart what is far from each other from top to bottom.
    let band = 60.0
    var open: [Int: [Segment]] = [:]
    func side(_ a: Point, _ b: Point, _ c: Point) -> Double {
      (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
    }
    var count = 0
    for segment in segments {
      let bands = Int((segment.top / band).rounded(.down))...Int((segment.bottom / band).rounded(.down))
      for place in bands {
        var kept: [Segment] = []
        for other in open[place] ?? [] where other.right.x >= segment.left.x {
          kept.append(other)
          // Two that share several bands are counted in the first one that they share.
          guard other.line != segment.line, other.top <= segment.bottom, segment.top <= other.bottom,
            Int((max(other.top, segment.top) / band).rounded(.down)) == place
          else { continue }
          if side(segment.left, segment.right, other.left) * side(segment.left, segment.right, other.right) < 0,
            side(other.left, other.right, segment.left) * side(other.left, other.right, segment.right) < 0
          {
            count += 1
          }
        }
        kept.append(segment)
        open[place] = kept
      }
    }
    return count
  }
}

extension Array {
  /// The first index whose element belongs to the second part, where all that do come last.
  fileprivate func partitioningIndex(_ isInSecondPart: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isInSecondPart(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
