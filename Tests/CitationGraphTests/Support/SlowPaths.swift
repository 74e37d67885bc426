import CitationGraph
import TestSupport

/// Search path counts and main paths of a graph without cycles by listing every path.
struct SlowPaths {
  struct Arc: Hashable, Comparable {
    let citing: Int
    let cited: Int
    static func < (left: Arc, right: Arc) -> Bool { (left.citing, left.cited) < (right.citing, right.cited) }
  }

  let slow: SlowGraph
  let citing: [[Int]]
  /// For each row all paths down from it, itself first; each path from the citing end.
  private let paths: [[[Int]]]
  /// Those from a sink down to a source.
  let fromSourceToSink: [[Int]]

  init(_ slow: SlowGraph) {
    self.slow = slow
    citing = slow.reversed.cited
    let citing = citing
    let paths = (0..<slow.count).map { slow.simplePaths(from: $0) }
    self.paths = paths
    fromSourceToSink = (0..<slow.count).filter { citing[$0].isEmpty }
      .flatMap { row in paths[row].filter { slow.cited[$0[$0.count - 1]].isEmpty } }
  }

  var arcs: [Arc] { slow.relations.map { Arc(citing: $0.citing, cited: $0.cited) } }

  func isSource(_ row: Int) -> Bool { slow.cited[row].isEmpty }
  func isSink(_ row: Int) -> Bool { citing[row].isEmpty }
  static func arcs(of path: [Int]) -> [Arc] { zip(path, path.dropFirst()).map { Arc(citing: $0, cited: $1) } }

  /// The paths that a weight counts.
  func counted(_ weight: PathWeight) -> [[Int]] {
    paths.joined().filter { path in
      switch weight {
      case .searchPathCount: isSink(path[0]) && isSource(path[path.count - 1])
      case .searchPathLinkCount: isSink(path[0])
      case .searchPathNodePair: true
      case .nodePairProjection, .unit: false
      }
    }
  }

  func total(_ weight: PathWeight) -> Int {
    switch weight {
    case .nodePairProjection:
      (0..<slow.count).reduce(0) { sum, one in
        sum + (0..<slow.count).count { $0 != one && slow.isReachable($0, from: one) }
      }
    case .unit: arcs.count
    default: counted(weight).count
    }
  }

  func weights(_ weight: PathWeight) -> [Arc: Int] {
    var weights = Dictionary(uniqueKeysWithValues: arcs.map { ($0, weight == .unit ? 1 : 0) })
    if weight == .nodePairProjection {
      for arc in arcs {
        let below = (0..<slow.count).count { slow.isReachable($0, from: arc.cited) }
        let above = (0..<slow.count).count { slow.isReachable(arc.citing, from: $0) }
        weights[arc] = below * above
      }
    }
    for path in counted(weight) { for arc in Self.arcs(of: path) { weights[arc]! += 1 } }
    return weights
  }
}

/// A main path by the words of its definition.
struct SlowMainPath {
  typealias Arc = SlowPaths.Arc
  let paths: SlowPaths
  let weights: [Arc: Int]
  let ties: MainPathTies
  let tolerance: Int

  /// Of some arcs the heaviest, with what tolerance and ties allow.
  private func heaviest(_ arcs: [Arc]) -> [Arc] {
    guard let most = arcs.map({ weights[$0]! }).max() else { return [] }
    let all = arcs.filter { weights[$0]! * 100 >= most * (100 - tolerance) }.sorted()
    return ties == .all ? all : Array(all.prefix(1))
  }

  private func next(_ row: Int, _ direction: CitationGraph.Direction) -> [Arc] {
    direction == .ancestors
      ? paths.slow.cited[row].map { Arc(citing: row, cited: $0) }
      : paths.citing[row].map { Arc(citing: $0, cited: row) }
  }

  private func local(_ row: Int, _ direction: CitationGraph.Direction) -> Set<Arc> {
    heaviest(next(row, direction)).reduce(into: []) { found, arc in
      found.insert(arc)
      found.formUnion(local(direction == .ancestors ? arc.cited : arc.citing, direction))
    }
  }

  private func sum(_ path: [Int]) -> Int { SlowPaths.arcs(of: path).reduce(0) { $0 + weights[$1]! } }

  /// All ways on from a row to the end, each written from the row.
  private func ways(_ row: Int, _ direction: CitationGraph.Direction) -> [[Int]] {
    let on = next(row, direction).map { direction == .ancestors ? $0.cited : $0.citing }
    return on.isEmpty ? [[row]] : on.flatMap { ways($0, direction).map { [row] + $0 } }
  }

  private func global(_ row: Int, _ direction: CitationGraph.Direction) -> Set<Arc> {
    let ways = ways(row, direction).map { direction == .ancestors ? $0 : Array($0.reversed()) }
    return best(ways, from: direction)
  }

  /// The arcs of the paths with the greatest sum; the first in the order of its arcs if ties are broken.
  private func best(_ paths: [[Int]], from direction: CitationGraph.Direction) -> Set<Arc> {
    let most = paths.map(sum).max() ?? 0
    let all = paths.filter { $0.count > 1 && sum($0) == most }
    let shown = all.sorted { left, right in
      direction == .ancestors
        ? left.lexicographicallyPrecedes(right) : left.reversed().lexicographicallyPrecedes(right.reversed())
    }
    return Set((ties == .all ? shown : Array(shown.prefix(1))).flatMap(SlowPaths.arcs))
  }

  func relations(_ method: MainPathMethod, through: [Int]) -> Set<Arc> {
    switch method {
    case .localForward, .localBackward:
      if !through.isEmpty {
        return through.reduce(into: []) { $0.formUnion(local($1, .ancestors).union(local($1, .descendants))) }
      }
      let isForward = method == .localForward
      let starts = heaviest(paths.arcs.filter { isForward ? paths.isSource($0.cited) : paths.isSink($0.citing) })
      return starts.reduce(into: Set(starts)) { found, arc in
        found.formUnion(isForward ? local(arc.citing, .descendants) : local(arc.cited, .ancestors))
      }
    case .global:
      if !through.isEmpty {
        return through.reduce(into: []) { $0.formUnion(global($1, .ancestors).union(global($1, .descendants))) }
      }
      return best((0..<paths.slow.count).filter(paths.isSink).flatMap { ways($0, .ancestors) }, from: .ancestors)
    case .keyRoutes(let ranks, let extended):
      let touching = paths.arcs.filter { through.isEmpty || through.contains($0.citing) || through.contains($0.cited) }
      let sorted = touching.sorted { weights[$0]! != weights[$1]! ? weights[$0]! > weights[$1]! : $0 < $1 }
      let seeds = sorted.enumerated().filter { place, arc in
        if ties == .first { return ranks.contains(place + 1) }
        let heavier = touching.count { weights[$0]! > weights[arc]! }
        let same = touching.count { weights[$0]! == weights[arc]! }
        return ranks.overlaps(heavier + 1...heavier + same)
      }.map(\.element)
      return seeds.reduce(into: Set(seeds)) { found, arc in
        let (below, above) =
          extended == .local
          ? (local(arc.cited, .ancestors), local(arc.citing, .descendants))
          : (global(arc.cited, .ancestors), global(arc.citing, .descendants))
        found.formUnion(below.union(above))
      }
    }
  }

  /// The sums of all paths from a source to a sink that some relations make up.
  func sums(_ relations: Set<Arc>) -> [Int] {
    paths.fromSourceToSink
      .filter { $0.count > 1 && relations.isSuperset(of: SlowPaths.arcs(of: $0)) }
      .map(sum)
  }
}

extension SmallGraphs {
  /// A thousand random graphs without cycles, of 6 … 12 rows in no order.
  static let acyclic: [SlowGraph] = {
    var generator = SplitMix64(seed: 60)
    return (0..<1_000).map { _ in
      let names = (0..<Int.random(in: 6...12, using: &generator)).shuffled(using: &generator)
      var cited = [[Int]](repeating: [], count: names.count)
      for _ in 0..<Int.random(in: names.count / 2...names.count * 5 / 2, using: &generator) {
        let (one, other) = (
          Int.random(in: names.indices, using: &generator), Int.random(in: names.indices, using: &generator)
        )
        if one != other { cited[names[max(one, other)]].append(names[min(one, other)]) }
      }
      return SlowGraph(cited: cited)
    }
  }()
}
