import PaperLineage

/// Spreads the ends of lines along the sides of cards, so that they neither begin in one point nor cross at the card.
struct PortAssignment {
  struct Line {
    let from: Picture.Card
    let to: Picture.Card
    let kind: RelationKind
  }

  /// For each line, where it leaves and where it arrives.
  private(set) var ports: [(tail: Picture.Port, head: Picture.Port)]

  private struct End {
    let line: Int
    let isTail: Bool
    /// The steepness of the way to the other card; ends are ordered by it.
    let slope: Double
    let isLevel: Bool
    let kind: RelationKind
  }

  init(_ lines: [Line]) {
    ports = []
    var ends: [Key: [End]] = [:]
    for (index, line) in lines.enumerated() {
      let (tail, head) = Self.sides(line)
      ports.append((Picture.Port(side: tail, slot: 0), Picture.Port(side: head, slot: 0)))
      let rise = line.to.y - line.from.y
      let run = max(1, abs(line.to.x - line.from.x))
      let isLevel = abs(rise) < 1
      ends[Key(card: line.from.id, side: tail), default: []].append(
        End(line: index, isTail: true, slope: rise / run, isLevel: isLevel, kind: line.kind))
      ends[Key(card: line.to.id, side: head), default: []].append(
        End(line: index, isTail: false, slope: -rise / run, isLevel: isLevel, kind: line.kind))
    }
    for (key, ends) in ends {
      let middle = Picture.Port.middleSlot
      guard key.side == .left || key.side == .right else {
        for end in ends { set(end, slot: middle) }
        continue
      }
      // The strongest level line keeps the middle, so that tracks run straight.
      let ordered = ends.sorted { ($0.slope, $0.line) < ($1.slope, $1.line) }
      let straight = ordered.filter(\.isLevel).min { ($0.kind, $0.line) < ($1.kind, $1.line) }
      let pivot = ordered.firstIndex { $0.line == straight?.line && $0.isTail == straight?.isTail }
      for (place, end) in ordered.enumerated() {
        set(end, slot: Self.slot(place, of: ordered.count, pivot: pivot))
      }
    }
  }

  private struct Key: Hashable {
    let card: PaperID
    let side: Picture.Port.Side
  }

  private mutating func set(_ end: End, slot: Int) {
    if end.isTail { ports[end.line].tail.slot = slot } else { ports[end.line].head.slot = slot }
  }

  /// The slot of the end at `place`, counted from the top.
  private static func slot(_ place: Int, of count: Int, pivot: Int?) -> Int {
    let middle = Picture.Port.middleSlot
    let last = Picture.Port.slotCount - 1
    guard let pivot else {
      // Evenly around the middle, two slots apart while there is room.
      let step = count <= 1 ? 0 : min(2, Double(last) / Double(count - 1))
      let slot = Double(middle) + (Double(place) - Double(count - 1) / 2) * step
      return min(last, max(0, Int(slot.rounded())))
    }
    if place == pivot { return middle }
    let (above, below) = (pivot, count - 1 - pivot)
    if place < pivot {
      let step = min(2, Double(middle) / Double(max(1, above)))
      return max(0, Int((Double(middle) - Double(pivot - place) * step).rounded()))
    }
    let step = min(2, Double(middle) / Double(max(1, below)))
    return min(last, Int((Double(middle) + Double(place - pivot) * step).rounded()))
  }

  /// The sides by which a line leaves and arrives: right to left with time; inside a column over the nearer edges.
  private static func sides(_ line: Line) -> (tail: Picture.Port.Side, head: Picture.Port.Side) {
    if line.to.x > line.from.x + 1 { return (.right, .left) }
    if line.to.x < line.from.x - 1 { return (.left, .right) }
    return line.to.y > line.from.y ? (.bottom, .top) : (.top, .bottom)
  }
}
