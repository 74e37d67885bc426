/// The random reader's equations written out as a matrix and solved by elimination.
enum DenseWalk {
  /// *y* with *y* = *start* + *damping* · Σ *y*(*u*) / *out*(*u*).
  static func solve(_ slow: SlowGraph, start: [Double], damping: Double) -> [Double] {
    let count = slow.count
    var rows = (0..<count).map { row in (0..<count).map { $0 == row ? 1.0 : 0.0 } + [start[row]] }
    for (citing, cited) in slow.relations { rows[cited][citing] -= damping / Double(slow.cited[citing].count) }
    for pivot in 0..<count {
      let best = (pivot..<count).max { abs(rows[$0][pivot]) < abs(rows[$1][pivot]) }!
      rows.swapAt(pivot, best)
      for row in 0..<count where row != pivot {
        let factor = rows[row][pivot] / rows[pivot][pivot]
        if factor == 0 { continue }
        for column in pivot...count { rows[row][column] -= factor * rows[pivot][column] }
      }
    }
    return (0..<count).map { rows[$0][count] / rows[$0][$0] }
  }

  /// The transition matrix of PageRank with its teleport, multiplied until nothing moves.
  static func pageRank(_ slow: SlowGraph, damping: Double) -> [Double] {
    let count = Double(slow.count)
    var scores = [Double](repeating: 1 / count, count: slow.count)
    for _ in 0..<2000 {
      var next = [Double](repeating: 0, count: slow.count)
      for row in 0..<slow.count {
        for other in 0..<slow.count {
          let isDangling = slow.cited[row].isEmpty
          let follow = isDangling ? 1 / count : slow.cited[row].contains(other) ? 1 / Double(slow.cited[row].count) : 0
          next[other] += scores[row] * (damping * follow + (1 - damping) / count)
        }
      }
      let change = zip(scores, next).reduce(0) { $0 + abs($1.0 - $1.1) }
      scores = next
      if change < 1e-15 { break }
    }
    return scores
  }

  /// The largest difference in parts of what was expected.
  static func error(_ values: some Sequence<Double>, _ expected: [Double]) -> Double {
    zip(values, expected).reduce(0) { max($0, abs($1.0 - $1.1) / max($1.1, .leastNormalMagnitude)) }
  }
}
