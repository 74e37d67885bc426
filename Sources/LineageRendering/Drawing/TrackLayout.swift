import PaperLineage

/// Puts the papers of lanes into rows, so that lineages run straight and nothing overlaps.
///
/// The column of each paper is given. Inside a lane, the longest chains of lineage-bearing relations become *tracks*,
/// each in one row over its whole length; tracks that do not overlap in time share a row. Then tracks are moved and rows
/// exchanged while that shortens the relations, the strong ones counting most.
struct TrackLayout {
  struct Node {
    /// The lane, from 0.
    let lane: Int
    /// The column, from 0.
    let column: Int
  }

  struct Edge {
    let earlier: Int
    let later: Int
    let kind: RelationKind
  }

  /// For each node, its row in its lane, from 0.
  private(set) var rows: [Int]
  /// For each lane, the number of rows.
  private(set) var rowCounts: [Int]

  private let nodes: [Node]
  private let edges: [Edge]
  private let edgesOfNode: [[Int]]
  private var tracks: [Track] = []

  private struct Track {
    let lane: Int
    /// Nodes in the order of their columns.
    let nodes: [Int]
    let columns: ClosedRange<Int>
  }

  /// Lays out nodes.
  ///
  /// - Complexity: O(*n* log *n* + *r*) for finding chains on typical lanes, then a bounded number of sweeps, each
  ///   O(*t* (*k* + *d*)) for *t* tracks, *k* rows of a lane and *d* relations of a track.
  init(nodes: [Node], edges: [Edge], laneCount: Int) {
    self.nodes = nodes
    self.edges = edges
    var edgesOfNode = [[Int]](repeating: [], count: nodes.count)
    for (index, edge) in edges.enumerated() {
      edgesOfNode[edge.earlier].append(index)
      edgesOfNode[edge.later].append(index)
    }
    self.edgesOfNode = edgesOfNode
    rows = [Int](repeating: 0, count: nodes.count)
    rowCounts = [Int](repeating: 0, count: laneCount)
    for lane in 0..<laneCount { findTracks(in: lane) }
    pack()
    improve()
  }

  // MARK: - Chains

  private mutating func findTracks(in lane: Int) {
    let members = nodes.indices.filter { nodes[$0].lane == lane }.sorted {
      (nodes[$0].column, $0) < (nodes[$1].column, $1)
    }
    var isFree = Set(members)
    while !isFree.isEmpty {
      let chain = heaviestChain(among: members, free: isFree)
      isFree.subtract(chain)
      guard let first = chain.first, let last = chain.last else { return }
      tracks.append(Track(lane: lane, nodes: chain, columns: nodes[first].column...nodes[last].column))
      // What is left has no relations to chain any more: every paper is its own track.
      if chain.count == 1 {
        for node in members where isFree.contains(node) {
          tracks.append(Track(lane: lane, nodes: [node], columns: nodes[node].column...nodes[node].column))
        }
        return
      }
    }
  }

  /// The chain of free nodes whose lineage-bearing relations weigh most; a single node if there is none.
  private func heaviestChain(among members: [Int], free: Set<Int>) -> [Int] {
    var best: [Int: (weight: Double, next: Int?)] = [:]
    for node in members.reversed() where free.contains(node) {
      var choice: (weight: Double, next: Int?) = (0, nil)
      for index in edgesOfNode[node] {
        let edge = edges[index]
        guard edge.earlier == node, edge.kind.bearsLineage, free.contains(edge.later),
          nodes[edge.later].lane == nodes[node].lane, nodes[edge.later].column > nodes[node].column,
          let rest = best[edge.later]
        else { continue }
        // A near successor is to be preferred to one that skips it.
        let weight = rest.weight + Self.weight(edge.kind)
        if weight > choice.weight || (weight == choice.weight && choice.next.map { edge.later < $0 } == true) {
          choice = (weight, edge.later)
        }
      }
      best[node] = choice
    }
    guard
      let start = members.filter(free.contains).max(by: { left, right in
        (best[left]?.weight ?? 0, right) < (best[right]?.weight ?? 0, left)
      })
    else { return [] }
    var chain = [start]
    while let last = chain.last, let next = best[last]?.next { chain.append(next) }
    return chain
  }

  private static func weight(_ kind: RelationKind) -> Double {
    switch kind {
    case .updates: 6
    case .extends, .isDerivedFrom: 4
    case .usesMethodIn: 3
    case .usesDataFrom: 1
    case .comparesWith: 0.5
    case .cites: 0.25
    }
  }

  // MARK: - Rows

  /// First fit, longest tracks first.
  private mutating func pack() {
    let order = tracks.indices.sorted {
      let (left, right) = (tracks[$0], tracks[$1])
      return (right.columns.count, left.columns.lowerBound, $0) < (left.columns.count, right.columns.lowerBound, $1)
    }
    var occupied = [[[ClosedRange<Int>]]](repeating: [], count: rowCounts.count)
    for track in order.map({ tracks[$0] }) {
      let lane = track.lane
      let row =
        occupied[lane].firstIndex { row in !row.contains { $0.overlaps(track.columns) } } ?? occupied[lane].count
      if row == occupied[lane].count { occupied[lane].append([]) }
      occupied[lane][row].append(track.columns)
      for node in track.nodes { rows[node] = row }
    }
    rowCounts = occupied.map(\.count)
  }

  private mutating func improve() {
    let maximumSweepCount = 12
    for _ in 0..<maximumSweepCount {
      var isBetter = false
      for track in tracks.indices where moveTrack(track) { isBetter = true }
      for lane in rowCounts.indices where exchangeRows(in: lane) { isBetter = true }
      if !isBetter { return }
    }
  }

  /// Moves a track to the free row of its lane where its relations are shortest.
  private mutating func moveTrack(_ index: Int) -> Bool {
    let track = tracks[index]
    guard let here = track.nodes.first.map({ rows[$0] }) else { return false }
    let neighbors = tracks.indices.filter {
      $0 != index && tracks[$0].lane == track.lane && tracks[$0].columns.overlaps(track.columns)
    }
    let taken = Set(neighbors.compactMap { tracks[$0].nodes.first.map { rows[$0] } })
    let involved = Set(track.nodes.flatMap { edgesOfNode[$0] }).sorted()
    var best = (cost: cost(of: involved), row: here)
    for row in 0..<rowCounts[track.lane] where row != here && !taken.contains(row) {
      for node in track.nodes { rows[node] = row }
      let cost = cost(of: involved)
      if cost < best.cost - 1e-9 { best = (cost, row) }
    }
    for node in track.nodes { rows[node] = best.row }
    return best.row != here
  }

  /// Exchanges pairs of rows of a lane while that shortens relations.
  private mutating func exchangeRows(in lane: Int) -> Bool {
    let members = nodes.indices.filter { nodes[$0].lane == lane }
    let involved = Set(members.flatMap { edgesOfNode[$0] }).sorted()
    var isBetter = false
    for upper in 0..<max(0, rowCounts[lane] - 1) {
      for lower in (upper + 1)..<rowCounts[lane] {
        let before = cost(of: involved)
        exchange(upper, lower, members)
        if cost(of: involved) < before - 1e-9 {
          isBetter = true
        } else {
          exchange(upper, lower, members)
        }
      }
    }
    return isBetter
  }

  private mutating func exchange(_ upper: Int, _ lower: Int, _ members: [Int]) {
    for node in members {
      if rows[node] == upper { rows[node] = lower } else if rows[node] == lower { rows[node] = upper }
    }
  }

  /// The heights that relations bridge, and the papers that stand in the way of level ones.
  private func cost(of involved: [Int]) -> Double {
    let lane = laneOffsets
    return involved.reduce(0) { sum, index in
      let edge = edges[index]
      let (a, b) = (nodes[edge.earlier], nodes[edge.later])
      let rise = abs((lane[a.lane] + rows[edge.earlier]) - (lane[b.lane] + rows[edge.later]))
      var cost = Double(rise)
      if rise == 0 { cost += 1.5 * Double(blockers(between: edge.earlier, edge.later)) }
      return sum + Self.weight(edge.kind) * cost
    }
  }

  private var laneOffsets: [Int] {
    var offsets: [Int] = []
    var sum = 0
    for count in rowCounts {
      offsets.append(sum)
      sum += count
    }
    return offsets
  }

  /// How many papers stand between two of one row.
  private func blockers(between first: Int, _ second: Int) -> Int {
    let columns = [nodes[first].column, nodes[second].column].sorted()
    return nodes.indices.count { node in
      nodes[node].lane == nodes[first].lane && rows[node] == rows[first] && columns[0] < nodes[node].column
        && nodes[node].column < columns[1]
    }
  }
}
