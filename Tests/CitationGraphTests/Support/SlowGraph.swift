import CitationGraph

/// The same questions answered slowly and obviously, by table and by listing everything.
struct SlowGraph: CustomStringConvertible {
  let count: Int
  /// For each row, the rows it cites, ascending.
  let cited: [[Int]]
  /// The fewest relations from one row down to another, or `nil`; 0 from a row to itself.
  let distance: [[Int?]]

  init(cited: [[Int]]) {
    count = cited.count
    self.cited = cited.map { Set($0).sorted() }
    distance = Self.distances(self.cited)
  }

  /// Floyd and Warshall's three loops.
  private static func distances(_ cited: [[Int]]) -> [[Int?]] {
    let rows = cited.indices
    var distance = rows.map { row in rows.map { $0 == row ? 0 : cited[row].contains($0) ? 1 : nil } }
    for middle in rows {
      for from in rows {
        guard let first = distance[from][middle] else { continue }
        for to in rows {
          guard let second = distance[middle][to] else { continue }
          distance[from][to] = min(distance[from][to] ?? .max, first + second)
        }
      }
    }
    return distance
  }

  /// The relations, as pairs of a citing and a cited row.
  var relations: [(citing: Int, cited: Int)] {
    cited.enumerated().flatMap { citing, cited in cited.map { (citing, $0) } }
  }

  var description: String {
    "\(count) papers, " + relations.map { "\($0.citing)→\($0.cited)" }.joined(separator: " ")
  }

  var graph: CitationGraph {
    var builder = CitationGraphBuilder(paperCount: count)
    for (citing, cited) in relations { builder.add(PaperIndex(citing), cites: PaperIndex(cited)) }
    return builder.build()
  }

  /// The graph whose relations run the other way.
  var reversed: SlowGraph {
    SlowGraph(cited: (0..<count).map { row in (0..<count).filter { cited[$0].contains(row) } })
  }

  /// The graph as it looks in a direction: ``cited`` are the neighbours.
  func looking(towards direction: CitationGraph.Direction) -> SlowGraph {
    direction == .ancestors ? self : reversed
  }

  /// The graph with only the relations between some rows.
  func within(_ rows: Set<Int>) -> SlowGraph {
    SlowGraph(cited: cited.enumerated().map { rows.contains($0) ? $1.filter(rows.contains) : [] })
  }

  func isReachable(_ to: Int, from: Int) -> Bool { distance[from][to] != nil }

  /// Whether two rows reach each other.
  func isMutual(_ one: Int, _ other: Int) -> Bool { isReachable(one, from: other) && isReachable(other, from: one) }

  var isAcyclic: Bool { !relations.contains { isMutual($0.citing, $0.cited) } }

  /// All paths from a row that visit no row twice, in lexicographic order; the row alone is the first of them.
  func simplePaths(from start: Int) -> [[Int]] {
    var found: [[Int]] = []
    func extend(_ path: [Int]) {
      found.append(path)
      for next in cited[path[path.count - 1]] where !path.contains(next) { extend(path + [next]) }
    }
    extend([start])
    return found
  }

  /// The paths between two rows that visit no row twice, in lexicographic order.
  func simplePaths(from start: Int, to end: Int) -> [[Int]] {
    simplePaths(from: start).filter { $0.last == end }
  }

  /// Rows grouped by a relation that holds within groups; groups by their first row.
  private func groups(_ isTogether: (Int, Int) -> Bool) -> [[Int]] {
    var groups: [[Int]] = []
    for row in 0..<count {
      if let group = groups.firstIndex(where: { isTogether($0[0], row) }) {
        groups[group].append(row)
      } else {
        groups.append([row])
      }
    }
    return groups
  }

  /// The strongly connected components by their first row.
  var knots: [[Int]] { groups(isMutual) }

  /// The weakly connected components by their first row.
  var islands: [[Int]] {
    let bothWays = SlowGraph(cited: zip(cited, reversed.cited).map { $0 + $1 })
    return bothWays.groups(bothWays.isMutual)
  }

  /// The most relations on a way from one of some rows to each row, where relations inside a knot count nothing.
  ///
  /// Without cycles this is the longest path.
  func depths(from starts: [Int]) -> [Int] {
    var depths = [Int](repeating: 0, count: count)
    for path in starts.flatMap({ simplePaths(from: $0) }) {
      let depth = zip(path, path.dropFirst()).count { !isMutual($0, $1) }
      depths[path[path.count - 1]] = max(depths[path[path.count - 1]], depth)
    }
    return depths
  }

  /// The length of a shortest cycle through a row, or `nil`.
  func shortestCycle(through row: Int) -> Int? {
    cited[row].compactMap { distance[$0][row] }.min().map { $0 + 1 }
  }
}

extension [PaperIndex] {
  /// The rows as bare numbers, to compare with those of a ``SlowGraph``.
  var numbers: [Int] { map(\.row) }
}
