/// Orders of lanes in which lanes with many relations between them lie near each other.
///
/// Every relation between two lanes crosses what runs in the lanes between them.
///
/// - Complexity: O(*l*⁴) for *l* lanes and each round of moves, and O(*r*) for *r* relations; of very many lanes, only the
///   given order is a candidate.
struct LaneOrder {
  /// Orders worth a trial, each with the lanes from the top; the first one is as given.
  let candidates: [[Int]]

  /// More lanes stay in the order given.
  private static let largestLaneCount = 24

  /// Finds orders.
  ///
  /// - Parameters:
  ///   - lanes: For each paper, its lane.
  ///   - edges: The relations.
  ///   - movableCount: How many of the lanes may move; those after them stay the last ones.
  ///   - laneCount: The number of lanes.
  init(lanes: [Int], edges: [TrackLayout.Edge], movableCount: Int, laneCount: Int) {
    let given = Array(0..<laneCount)
    guard (2...Self.largestLaneCount).contains(movableCount) else {
      candidates = [given]
      return
    }
    var ties = [[Double]](repeating: [Double](repeating: 0, count: laneCount), count: laneCount)
    for edge in edges {
      let (upper, lower) = (lanes[edge.earlier], lanes[edge.later])
      if upper != lower {
        ties[upper][lower] += 1
        ties[lower][upper] += 1
      }
    }
    var sizes = [Double](repeating: 0, count: laneCount)
    for lane in lanes { sizes[lane] += 1 }
    var found = [given]
    for heights in [sizes, sizes.map { _ in 1 }] {
      let order = Self.improved(given, movableCount: movableCount, ties: ties, heights: heights)
      if !found.contains(order) { found.append(order) }
    }
    candidates = found
  }

  /// Moves single lanes and exchanges two while that brings related lanes nearer to each other.
  private static func improved(_ given: [Int], movableCount: Int, ties: [[Double]], heights: [Double]) -> [Int] {
    var best = (cost: distance(given, ties, heights), order: given)
    var isBetter = true
    while isBetter {
      isBetter = false
      for from in 0..<movableCount {
        for to in 0..<movableCount where to != from {
          var moved = best.order
          moved.insert(moved.remove(at: from), at: to)
          var exchanged = best.order
          exchanged.swapAt(from, to)
          for order in [moved, exchanged] {
            let cost = distance(order, ties, heights)
            if cost < best.cost - 1e-9 {
              best = (cost, order)
              isBetter = true
            }
          }
        }
      }
    }
    return best.order
  }

  /// How far relations lead up and down if all begin and end in the middle of their lanes.
  private static func distance(_ order: [Int], _ ties: [[Double]], _ heights: [Double]) -> Double {
    var sum = 0.0
    var middles: [(lane: Int, y: Double)] = []
    var top = 0.0
    for lane in order {
      let y = top + heights[lane] / 2
      for upper in middles { sum += ties[lane][upper.lane] * (y - upper.y) }
      middles.append((lane, y))
      top += heights[lane]
    }
    return sum
  }
}
