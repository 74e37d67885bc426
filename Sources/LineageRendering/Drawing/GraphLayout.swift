import PaperLineage

/// Places cards by the relations among them alone, without dates: each connected part by a Graphviz engine, then the
/// parts side by side, and cards without any relation in rows below.
///
/// Engines see numbers for names and no text, so nothing of a paper can reach them. Given the same picture they give
/// the same positions: their random start is seeded.
struct GraphLayout {
  struct Point: Equatable {
    var x: Double
    var y: Double
  }

  /// The middle of each card; the upper left corner of all of them is the origin.
  private(set) var centers: [Point]
  private(set) var width = 0.0
  private(set) var height = 0.0
  /// Of the radial layout, the circles that cards were set on.
  private(set) var rings: [Picture.Ring] = []
  /// How many cards have no line to another.
  private(set) var aloneCount = 0

  private let cards: [Picture.Card]
  /// From the earlier to the later card.
  private let edges: [(from: Int, to: Int, kind: RelationKind)]
  private let layout: PictureOptions.Layout

  /// From this many cards of one part on, springs take the place of stress, whose cost grows with the square.
  private static let largestStressCount = 600
  private static let gap = (x: 26.0, y: 20.0)
  private static let partGap = 34.0

  /// Lays out cards.
  ///
  /// - Parameters:
  ///   - cards: The cards; their size counts, their place does not.
  ///   - links: The lines among them.
  ///   - layout: Tree, radial or force.
  ///   - focus: The card in the middle of rings, if one is asked for.
  /// - Throws: ``GraphvizError``.
  init(
    cards: [Picture.Card], links: [Picture.Link], layout: PictureOptions.Layout, focus: Int?
  ) throws(GraphvizError) {
    self.cards = cards
    self.layout = layout
    let place = Dictionary(uniqueKeysWithValues: cards.enumerated().map { ($1.id, $0) })
    edges = links.compactMap { link in
      guard let from = place[link.cited], let to = place[link.citing] else { return nil }
      return (from, to, link.kind)
    }.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
    centers = [Point](repeating: Point(x: 0, y: 0), count: cards.count)

    var parts: [Part] = []
    var alone: [Int] = []
    for members in connectedParts() {
      if let only = members.first, members.count == 1 {
        alone.append(only)
      } else {
        parts.append(try part(of: members, focus: focus))
      }
    }
    aloneCount = alone.count
    arrange(parts, alone: alone)
  }

  // MARK: - Parts

  /// A connected part with its own origin.
  private struct Part {
    var members: [Int]
    var centers: [Point]
    var rings: [Picture.Ring]
    var width: Double
    var height: Double
  }

  /// The connected parts, largest first, those of one size by their first card; members ascend.
  private func connectedParts() -> [[Int]] {
    var leader = Array(cards.indices)
    func find(_ card: Int) -> Int {
      var card = card
      while leader[card] != card {
        leader[card] = leader[leader[card]]
        card = leader[card]
      }
      return card
    }
    for edge in edges {
      let (left, right) = (find(edge.from), find(edge.to))
      leader[max(left, right)] = min(left, right)
    }
    var members = [[Int]](repeating: [], count: cards.count)
    for card in cards.indices { members[find(card)].append(card) }
    return members.filter { !$0.isEmpty }.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
  }

  private func part(of members: [Int], focus: Int?) throws(GraphvizError) -> Part {
    let number = Dictionary(uniqueKeysWithValues: members.enumerated().map { ($1, $0) })
    let inside = edges.compactMap { edge -> (from: Int, to: Int, kind: RelationKind)? in
      guard let from = number[edge.from], let to = number[edge.to] else { return nil }
      return (from, to, edge.kind)
    }
    var dot = DOTWriter()
    dot.open("digraph", name: "part")
    var radii: [Double] = []
    var middle: Int?
    switch layout {
    case .radial:
      let counts: [Int]
      (middle, counts) = rings(members, inside, focus: focus.flatMap { number[$0] })
      radii = Self.radii(ofRings: counts, cardWidth: members.map { cards[$0].width }.max() ?? 0)
      let steps = zip(radii, [0] + radii).map { DOTWriter.number(($0 - $1) / 72) }
      dot.attributes([("root", "\(middle ?? 0)"), ("ranksep", steps.joined(separator: ":"))])
    case .force:
      dot.attributes([("start", "7"), ("overlap", "true")])
    case .tree, .timeline, .generations:
      dot.attributes([("rankdir", "LR"), ("nodesep", "0.28"), ("ranksep", "0.75")])
    }
    dot.defaults("node", [("shape", "box"), ("fixedsize", "true"), ("label", "")])
    for (place, member) in members.enumerated() {
      let (width, height) = (cards[member].width, cards[member].height)
      dot.node(
        "\(place)",
        [
          ("width", .text(DOTWriter.number(width / 72))), ("height", .text(DOTWriter.number(height / 72))),
        ])
    }
    let isTree = layout == .tree
    for edge in inside {
      let weight = ("weight", DOTWriter.Value.text("\(Self.weight(edge.kind))"))
      let length = ("len", DOTWriter.Value.text(edge.kind.bearsLineage ? "2.1" : "2.7"))
      dot.edge(
        from: "\(edge.from)", port: isTree ? "e" : nil, to: "\(edge.to)", port: isTree ? "w" : nil,
        [isTree ? weight : length])
    }
    dot.close()
    var centers = try Graphviz.positions(of: members.count, in: dot.text, engine: engine(for: members.count))
    // Cards are wider than high, so a layout made for points is pulled apart sideways.
    if !isTree { centers = centers.map { Point(x: $0.x * Self.stretch, y: $0.y / (layout == .force ? 1.15 : 1)) } }
    let circles = middle.map { middle in
      radii.map { radius in
        Picture.Ring(x: centers[middle].x, y: centers[middle].y, radiusX: radius * Self.stretch, radiusY: radius)
      }
    }
    return separated(members, centers, circles ?? [])
  }

  private func engine(for count: Int) -> String {
    switch layout {
    case .radial: "twopi"
    case .force: count <= Self.largestStressCount ? "neato" : "sfdp"
    case .tree, .timeline, .generations: "dot"
    }
  }

  /// How far layouts made for points are pulled apart sideways.
  private static let stretch = 1.3

  /// The radii of rings around a middle: each as long as its cards need, and a card farther out than the one before.
  private static func radii(ofRings counts: [Int], cardWidth: Double) -> [Double] {
    var radii: [Double] = []
    for count in counts.dropFirst() {
      let needed = Double(count) * (cardWidth + gap.x) * 0.72 / (2 * Double.pi)
      radii.append(max((radii.last ?? 0) + 126, needed))
    }
    return radii
  }

  /// The middle of the rings and how many cards each ring holds, the middle first.
  ///
  /// The middle is the focus, else the card with the most lines among those that build on none of the others.
  private func rings(
    _ members: [Int], _ edges: [(from: Int, to: Int, kind: RelationKind)], focus: Int?
  ) -> (root: Int, counts: [Int]) {
    var neighbors = [[Int]](repeating: [], count: members.count)
    var buildsOnNone = [Bool](repeating: true, count: members.count)
    for edge in edges {
      neighbors[edge.from].append(edge.to)
      neighbors[edge.to].append(edge.from)
      buildsOnNone[edge.to] = false
    }
    let roots = members.indices.filter { buildsOnNone[$0] }
    let candidates = roots.isEmpty ? Array(members.indices) : roots
    let root = focus ?? candidates.max { (neighbors[$0].count, $1) < (neighbors[$1].count, $0) } ?? 0
    var distance = [Int?](repeating: nil, count: members.count)
    distance[root] = 0
    var queue = [root]
    var counts = [0]
    var next = 0
    while next < queue.count {
      let card = queue[next]
      next += 1
      guard let here = distance[card] else { continue }
      if here == counts.count { counts.append(0) }
      counts[here] += 1
      for other in neighbors[card] where distance[other] == nil {
        distance[other] = here + 1
        queue.append(other)
      }
    }
    return (root, counts)
  }

  /// How much an edge wants to be short and straight.
  private static func weight(_ kind: RelationKind) -> Int {
    switch kind {
    case .updates: 24
    case .extends, .isDerivedFrom: 12
    case .usesMethodIn: 8
    case .usesDataFrom: 3
    case .comparesWith, .cites: 1
    }
  }

  // MARK: - Overlaps

  /// A part whose cards do not overlap: pairs that do are pushed apart the shorter way; where that does not end, all is
  /// pulled apart a little and tried again.
  ///
  /// Graphviz can do this too, but triangulates the middles of the cards and ends the process over collinear ones,
  /// which rings are full of.
  private func separated(_ members: [Int], _ centers: [Point], _ rings: [Picture.Ring]) -> Part {
    var (centers, rings) = (centers, rings)
    let boxes = members.map { (width: cards[$0].width + Self.gap.x, height: cards[$0].height + Self.gap.y) }
    let reach = boxes.map(\.width).max() ?? 1
    for _ in 0..<60 {
      for _ in 0..<40 where !pushApart(&centers, boxes, reach) { return trimmed(members, centers, rings) }
      rings = []
      for index in centers.indices {
        // Points in one place would stay there; their numbers tell them apart.
        centers[index].x = centers[index].x * 1.08 + Double(index) * 0.01
        centers[index].y = centers[index].y * 1.08 + Double(index % 7) * 0.01
      }
    }
    // Not reached by any layout seen so far: rows of a grid, which surely do not overlap.
    let columnCount = max(1, Int(Double(members.count).squareRoot()))
    for index in centers.indices {
      centers[index] = Point(
        x: Double(index % columnCount) * reach, y: Double(index / columnCount) * (boxes.map(\.height).max() ?? 1))
    }
    return trimmed(members, centers, [])
  }

  /// One round over all pairs that are near each other, from left to right. Whether any had to be moved.
  private func pushApart(
    _ centers: inout [Point], _ boxes: [(width: Double, height: Double)], _ reach: Double
  ) -> Bool {
    var hasMoved = false
    let order = centers.indices.sorted { (centers[$0].x, centers[$0].y, $0) < (centers[$1].x, centers[$1].y, $1) }
    for (place, left) in order.enumerated() {
      for right in order[(place + 1)...] {
        if centers[right].x - centers[left].x > 2 * reach { break }
        let (dx, dy) = (centers[right].x - centers[left].x, centers[right].y - centers[left].y)
        let overlapX = (boxes[left].width + boxes[right].width) / 2 - abs(dx)
        let overlapY = (boxes[left].height + boxes[right].height) / 2 - abs(dy)
        guard overlapX > 0.01, overlapY > 0.01 else { continue }
        hasMoved = true
        if overlapY <= overlapX {
          let push = (overlapY / 2 + 0.02) * (dy < 0 ? -1 : 1)
          centers[left].y -= push
          centers[right].y += push
        } else {
          let push = (overlapX / 2 + 0.02) * (dx < 0 ? -1 : 1)
          centers[left].x -= push
          centers[right].x += push
        }
      }
    }
    return hasMoved
  }

  /// A part with its origin at the upper left corner. Circles that reach beyond the cards make no room for themselves.
  private func trimmed(_ members: [Int], _ centers: [Point], _ rings: [Picture.Ring]) -> Part {
    func edge(_ side: (Point, Picture.Card) -> Double, _ pick: ([Double]) -> Double?) -> Double {
      pick(zip(centers, members).map { side($0, cards[$1]) }) ?? 0
    }
    let left = edge({ $0.x - $1.width / 2 }, { $0.min() })
    let top = edge({ $0.y - $1.height / 2 }, { $0.min() })
    let right = edge({ $0.x + $1.width / 2 }, { $0.max() })
    let bottom = edge({ $0.y + $1.height / 2 }, { $0.max() })
    let moved = rings.map {
      Picture.Ring(x: $0.x - left, y: $0.y - top, radiusX: $0.radiusX, radiusY: $0.radiusY)
    }
    return Part(
      members: members, centers: centers.map { Point(x: $0.x - left, y: $0.y - top) }, rings: moved,
      width: right - left, height: bottom - top)
  }

  // MARK: - Parts side by side

  /// Sets parts in rows, the largest first, in a frame about as wide as a page in landscape; lone cards go below.
  private mutating func arrange(_ parts: [Part], alone: [Int]) {
    let area = parts.reduce(0) { $0 + ($1.width + Self.partGap) * ($1.height + Self.partGap) }
    let loneArea = alone.reduce(0) { $0 + (cards[$1].width + Self.gap.x) * (cards[$1].height + Self.gap.y) }
    let widestPart = parts.map(\.width).max() ?? 0
    let room = max(widestPart, (1.7 * (area + loneArea)).squareRoot())
    var (x, y, rowHeight) = (0.0, 0.0, 0.0)
    for part in parts {
      if x > 0, x + part.width > room + 0.5 {
        y += rowHeight + Self.partGap
        (x, rowHeight) = (0, 0)
      }
      rowHeight = max(rowHeight, part.height)
      for (member, center) in zip(part.members, part.centers) {
        centers[member] = Point(x: x + center.x, y: y + center.y)
      }
      rings += part.rings.map {
        Picture.Ring(x: x + $0.x, y: y + $0.y, radiusX: $0.radiusX, radiusY: $0.radiusY)
      }
      width = max(width, x + part.width)
      height = max(height, y + part.height)
      x += part.width + Self.partGap
    }
    guard !alone.isEmpty else { return }
    let pitch = (alone.map { cards[$0].width }.max() ?? 0) + Self.gap.x
    let rowPitch = (alone.map { cards[$0].height }.max() ?? 0) + Self.gap.y
    let columnCount = max(1, Int((room + Self.gap.x) / pitch))
    let top = parts.isEmpty ? 0 : height + Self.partGap
    for (place, card) in alone.enumerated() {
      let center = Point(
        x: Double(place % columnCount) * pitch + (pitch - Self.gap.x) / 2,
        y: top + Double(place / columnCount) * rowPitch + (rowPitch - Self.gap.y) / 2)
      centers[card] = center
      width = max(width, center.x + cards[card].width / 2)
      height = max(height, center.y + cards[card].height / 2)
    }
  }
}

extension Graphviz {
  /// The middles of the nodes `0`, `1` … of a graph, in points, counted downwards.
  ///
  /// - Throws: ``GraphvizError``, also if the engine loses a node.
  static func positions(of count: Int, in dot: String, engine: String) throws(GraphvizError) -> [GraphLayout.Point] {
    let plain = String(decoding: try draw(dot, engine: engine, format: "plain"), as: UTF8.self)
    var found = [GraphLayout.Point?](repeating: nil, count: count)
    for line in plain.split(separator: "\n") {
      // node name x y width height …, in inches, counted upwards
      let words = line.split(separator: " ")
      guard words.count > 4, words[0] == "node", let node = Int(words[1]), found.indices.contains(node),
        let x = Double(words[2]), let y = Double(words[3]), x.isFinite, y.isFinite
      else { continue }
      found[node] = GraphLayout.Point(x: x * 72, y: -y * 72)
    }
    let points = found.compactMap { $0 }
    guard points.count == count else {
      throw .layoutFailed(messages: ["“\(engine)” placed \(points.count) of \(count) papers"])
    }
    return points
  }
}
