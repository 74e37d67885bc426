import Foundation
import PaperLineage

/// Puts the papers of lanes into rows, so that lineages run straight, nothing overlaps and few lines cross.
///
/// The column of each paper is given. Inside a lane, chains of lineage-bearing relations become *tracks*, each in one
/// row over its whole length; tracks that do not overlap in time share a row. Sweeps then draw each track towards the
/// barycentre of its relations, and exchanges of neighbouring tracks follow while they shorten relations and, in
/// pictures small enough to count them, remove crossings.
///
/// - SeeAlso: K. Sugiyama, S. Tagawa and M. Toda, *Methods for visual understanding of hierarchical system structures*
///   (1981), for barycentre sweeps.
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
  /// What the rows cost by lengths, crossings and papers in the way of lines, if the picture is small enough to tell.
  private(set) var cost: Double?

  private let nodes: [Node]
  private let edges: [Edge]
  /// The relations of each node, the place where a node's begin and the relations themselves.
  private let edgeOffsets: [Int]
  private let edgesOfNode: [Int]
  private let columnCount: Int
  private var tracks: [Track] = []
  private var trackOfNode: [Int]
  /// For each track, its row in its lane.
  private var rowOfTrack: [Int] = []
  /// For each lane, row by row, the track in each column, or -1.
  private var cells: [[Int32]]
  /// For each lane, the rows of the lanes above.
  private var offsets: [Int]

  private struct Track {
    let lane: Int
    /// Nodes in the order of their columns.
    let nodes: [Int]
    let columns: ClosedRange<Int>
  }

  private static let sweepCount = 14
  /// The most rounds of exchanges, while crossings are counted and without.
  private static let exchangeCounts = (counting: 30, plain: 4)
  /// How much work goes into a picture.
  private struct Effort {
    /// The most pairs of lines that are looked at for crossings: beyond, only lengths count.
    let crossingBudget: Int
    /// The most pairs of lines that are looked at while exchanges are tried at random.
    let annealingBudget: Int
    /// How many free rows more in each lane are tried.
    let extraRowCount: Int
  }

  private static let effort = Effort(crossingBudget: 30_000_000, annealingBudget: 20_000_000, extraRowCount: 2)
  /// What is done for each order of lanes, to choose one.
  private static let trialEffort = Effort(crossingBudget: 6_000_000, annealingBudget: 5_000_000, extraRowCount: 0)
  /// A picture of more lines has so many crossings that removing some changes nothing.
  private static let countedEdgeCount = 3_000
  private static let crossingWeight = 4.0
  /// What a paper in the way of a line costs: a bend, and often crossings.
  private static let hitWeight = 4.0
  /// Another order of lanes has to cost less than the given one by this share.
  private static let orderShare = 0.03
  /// What a row costs, which makes the picture higher.
  private static let rowWeight = 12.0
  /// Fewer random exchanges of a track do more harm than good.
  private static let leastStepCount = 8
  private static let temperatures = (first: 8.0, last: 0.4)
  /// A lane of more rows is not searched as a whole.
  private static let searchedRowCount = 24

  /// Lays out nodes.
  ///
  /// - Complexity: O(*n* log *n* + *r* log *r*) for chains, then a bounded number of sweeps of O(*n k* + *r*) each for
  ///   *n* nodes, *r* relations and at most *k* rows looked at for each track; counting crossings takes bounded time.
  init(nodes: [Node], edges: [Edge], laneCount: Int) {
    self.init(nodes: nodes, edges: edges, laneCount: laneCount, Self.effort)
  }

  /// Lays out nodes, with the lanes in the order given or, in pictures small enough to count crossings, in another that
  /// costs clearly less.
  ///
  /// - Parameter movableLaneCount: How many of the lanes may change places; those after them stay the last ones.
  /// - Returns: The rows in the lanes as they lie, and which of the given lanes lie there.
  static func placing(
    nodes: [Node], edges: [Edge], laneCount: Int, movableLaneCount: Int
  ) -> (layout: TrackLayout, laneOrder: [Int]) {
    let orders = LaneOrder(
      lanes: nodes.map(\.lane), edges: edges, movableCount: movableLaneCount, laneCount: laneCount
    ).candidates
    func placed(_ order: [Int]) -> [Node] {
      var places = [Int](repeating: 0, count: laneCount)
      for (place, lane) in order.enumerated() { places[lane] = place }
      return nodes.map { Node(lane: places[$0.lane], column: $0.column) }
    }
    var best = (cost: Double.infinity, order: orders[0])
    if orders.count > 1, edges.count <= Self.countedEdgeCount {
      for order in orders {
        let trial = TrackLayout(nodes: placed(order), edges: edges, laneCount: laneCount, Self.trialEffort)
        guard let cost = trial.cost else { continue }
        // The order in which topics are listed is worth keeping.
        let weighed = cost * (order == orders[0] ? 1 - Self.orderShare : 1)
        if weighed < best.cost { best = (weighed, order) }
      }
    }
    return (TrackLayout(nodes: placed(best.order), edges: edges, laneCount: laneCount), best.order)
  }

  private init(nodes: [Node], edges: [Edge], laneCount: Int, _ effort: Effort) {
    self.nodes = nodes
    self.edges = edges
    var offsets = [Int](repeating: 0, count: nodes.count + 1)
    for edge in edges {
      offsets[edge.earlier + 1] += 1
      offsets[edge.later + 1] += 1
    }
    for node in nodes.indices { offsets[node + 1] += offsets[node] }
    var next = offsets
    var edgesOfNode = [Int](repeating: 0, count: 2 * edges.count)
    for (index, edge) in edges.enumerated() {
      for node in [edge.earlier, edge.later] {
        edgesOfNode[next[node]] = index
        next[node] += 1
      }
    }
    edgeOffsets = offsets
    self.edgesOfNode = edgesOfNode
    columnCount = (nodes.map(\.column).max() ?? -1) + 1
    rows = [Int](repeating: 0, count: nodes.count)
    rowCounts = [Int](repeating: 0, count: laneCount)
    trackOfNode = [Int](repeating: 0, count: nodes.count)
    cells = [[Int32]](repeating: [], count: laneCount)
    self.offsets = [Int](repeating: 0, count: laneCount)
    findTracks()
    pack()
    sweep()
    exchange(effort)
    for (track, row) in rowOfTrack.enumerated() {
      for node in tracks[track].nodes { rows[node] = row }
    }
  }

  // MARK: - Chains

  /// Joins each paper with at most one successor and one predecessor, along strong relations first and near ones first.
  private mutating func findTracks() {
    func span(_ edge: Edge) -> Int { nodes[edge.later].column - nodes[edge.earlier].column }
    let joining = edges.indices.filter { index in
      let edge = edges[index]
      return edge.kind.bearsLineage && nodes[edge.earlier].lane == nodes[edge.later].lane && span(edge) > 0
    }.sorted { left, right in
      (Self.strength(edges[right].kind), span(edges[left]), left)
        < (Self.strength(edges[left].kind), span(edges[right]), right)
    }
    var successor = [Int](repeating: -1, count: nodes.count)
    var hasPredecessor = [Bool](repeating: false, count: nodes.count)
    // A link keeps a row free over its whole length; in crowded lanes the longer ones would make the picture several
    // times higher.
    var crowd = [[Int]](repeating: [Int](repeating: 0, count: columnCount), count: rowCounts.count)
    for node in nodes { crowd[node.lane][node.column] += 1 }
    let limits = crowd.map { lane in
      let most = lane.max() ?? 0
      return max(most + 3, most * 5 / 4)
    }
    for edge in joining.map({ edges[$0] }) where successor[edge.earlier] < 0 && !hasPredecessor[edge.later] {
      let lane = nodes[edge.earlier].lane
      let between = nodes[edge.earlier].column + 1..<nodes[edge.later].column
      guard between.allSatisfy({ crowd[lane][$0] < limits[lane] }) else { continue }
      for column in between { crowd[lane][column] += 1 }
      successor[edge.earlier] = edge.later
      hasPredecessor[edge.later] = true
    }
    for first in nodes.indices where !hasPredecessor[first] {
      var chain = [first]
      while let last = chain.last, successor[last] >= 0 { chain.append(successor[last]) }
      for node in chain { trackOfNode[node] = tracks.count }
      let last = chain[chain.count - 1]
      tracks.append(Track(lane: nodes[first].lane, nodes: chain, columns: nodes[first].column...nodes[last].column))
    }
  }

  /// How strongly a kind joins papers to chains.
  private static func strength(_ kind: RelationKind) -> Int {
    switch kind {
    case .updates: 3
    case .extends, .isDerivedFrom: 2
    case .usesMethodIn: 1
    case .usesDataFrom, .comparesWith, .cites: 0
    }
  }

  /// How much the length of a line counts.
  private static func weight(_ kind: RelationKind) -> Double {
    switch kind {
    case .updates: 3
    case .extends, .isDerivedFrom: 2
    case .usesMethodIn: 1.6
    case .usesDataFrom: 1
    case .comparesWith: 0.7
    case .cites: 0.6
    }
  }

  // MARK: - Rows

  private func isFree(_ track: Track, row: Int) -> Bool {
    let first = row * columnCount
    let lane = cells[track.lane]
    return track.columns.allSatisfy { lane[first + $0] < 0 }
  }

  private mutating func set(_ track: Int, row: Int, to value: Int32) {
    let (lane, columns) = (tracks[track].lane, tracks[track].columns)
    for column in columns { cells[lane][row * columnCount + column] = value }
  }

  private mutating func put(_ track: Int, in row: Int) {
    set(track, row: row, to: Int32(track))
    rowOfTrack[track] = row
  }

  private mutating func addRow(to lane: Int) {
    rowCounts[lane] += 1
    cells[lane] += [Int32](repeating: -1, count: columnCount)
  }

  /// First fit, longest tracks first.
  private mutating func pack() {
    rowOfTrack = [Int](repeating: 0, count: tracks.count)
    let order = tracks.indices.sorted {
      let (left, right) = (tracks[$0], tracks[$1])
      return (right.columns.count, left.columns.lowerBound, $0) < (left.columns.count, right.columns.lowerBound, $1)
    }
    for track in order {
      let lane = tracks[track].lane
      let row = (0..<rowCounts[lane]).first { isFree(tracks[track], row: $0) } ?? rowCounts[lane]
      if row == rowCounts[lane] { addRow(to: lane) }
      put(track, in: row)
    }
    findOffsets()
  }

  private mutating func findOffsets() {
    var sum = 0
    for lane in rowCounts.indices {
      offsets[lane] = sum
      sum += rowCounts[lane]
    }
  }

  private func height(_ node: Int) -> Double {
    Double(offsets[nodes[node].lane] + rowOfTrack[trackOfNode[node]])
  }

  /// Where the relations of a track draw it, as a row of its lane, or `nil` if nothing does.
  private func barycentre(_ track: Int) -> Double? {
    var (sum, total) = (0.0, 0.0)
    for node in tracks[track].nodes {
      for place in edgeOffsets[node]..<edgeOffsets[node + 1] {
        let edge = edges[edgesOfNode[place]]
        let other = edge.earlier == node ? edge.later : edge.earlier
        guard trackOfNode[other] != track else { continue }
        let weight = Self.weight(edge.kind)
        sum += weight * height(other)
        total += weight
      }
    }
    return total > 0 ? sum / total - Double(offsets[tracks[track].lane]) : nil
  }

  /// The free row nearest to a place.
  private func freeRow(for track: Int, near place: Double) -> Int? {
    let count = rowCounts[tracks[track].lane]
    let start = min(count - 1, max(0, Int(place.rounded())))
    var (above, below) = (start, start + 1)
    while above >= 0 || below < count {
      let takesAbove = above >= 0 && (below >= count || place - Double(above) <= Double(below) - place)
      let row = takesAbove ? above : below
      if isFree(tracks[track], row: row) { return row }
      if takesAbove { above -= 1 } else { below += 1 }
    }
    return nil
  }

  /// Places all tracks of each lane anew, near where their relations draw them, and keeps the best of all sweeps.
  private mutating func sweep() {
    guard !edges.isEmpty else { return }
    var best = (cost: totalLength(), rows: rowOfTrack, counts: rowCounts, cells: cells)
    let order = tracks.indices.sorted {
      let (left, right) = (tracks[$0], tracks[$1])
      return (right.columns.count, left.columns.lowerBound, $0) < (left.columns.count, right.columns.lowerBound, $1)
    }
    var membersOfLane = [[Int]](repeating: [], count: rowCounts.count)
    for track in order { membersOfLane[tracks[track].lane].append(track) }
    for round in 0..<Self.sweepCount {
      let lanes = Array(rowCounts.indices)
      for lane in round.isMultiple(of: 2) ? lanes : lanes.reversed() {
        let members = membersOfLane[lane]
        let places = members.map { barycentre($0) ?? Double(rowOfTrack[$0]) }
        // Order by where they want to be, spread over the rows: barycentres crowd in the middle.
        let spread = spread(places, over: rowCounts[lane], blend: Double(round % 4) / 4)
        for index in cells[lane].indices { cells[lane][index] = -1 }
        for (track, place) in zip(members, spread) {
          if let row = freeRow(for: track, near: place) {
            put(track, in: row)
          } else {
            addRow(to: lane)
            put(track, in: rowCounts[lane] - 1)
          }
        }
        removeEmptyRows(of: lane)
        findOffsets()
      }
      let cost = totalLength()
      if cost < best.cost - 1e-9 { best = (cost, rowOfTrack, rowCounts, cells) }
    }
    (rowOfTrack, rowCounts, cells) = (best.rows, best.counts, best.cells)
    findOffsets()
  }

  /// Places between those wanted and those that the order of the wanted ones would give evenly.
  private func spread(_ places: [Double], over rowCount: Int, blend: Double) -> [Double] {
    guard blend > 0, places.count > 1 else { return places }
    let order = places.indices.sorted { (places[$0], $0) < (places[$1], $1) }
    var result = places
    for (rank, index) in order.enumerated() {
      let even = Double(rank) * Double(rowCount - 1) / Double(places.count - 1)
      result[index] = places[index] * (1 - blend) + even * blend
    }
    return result
  }

  private mutating func removeEmptyRows(of lane: Int) {
    var kept: [Int] = []
    for row in 0..<rowCounts[lane] {
      let range = row * columnCount..<(row + 1) * columnCount
      if cells[lane][range].contains(where: { $0 >= 0 }) { kept.append(row) }
    }
    guard kept.count < rowCounts[lane] else { return }
    var left: [Int32] = []
    for (new, old) in kept.enumerated() {
      let row = cells[lane][old * columnCount..<(old + 1) * columnCount]
      for track in row where track >= 0 { rowOfTrack[Int(track)] = new }
      left += row
    }
    cells[lane] = left
    rowCounts[lane] = kept.count
  }

  private func totalLength() -> Double {
    // More rows make longer lines somewhere; they are a cost of their own too, since they make the picture higher.
    edges.indices.reduce(0) { $0 + length($1) } + 2 * Double(rowCounts.reduce(0, +))
  }

  /// What a line costs: the rows it bridges; and if it is level, the papers in its way.
  private func length(_ index: Int) -> Double {
    let edge = edges[index]
    let rise = abs(height(edge.earlier) - height(edge.later))
    let weight = Self.weight(edge.kind)
    guard rise == 0, nodes[edge.later].column > nodes[edge.earlier].column + 1 else { return weight * rise }
    let lane = cells[nodes[edge.earlier].lane]
    let first = rowOfTrack[trackOfNode[edge.earlier]] * columnCount
    var blockerCount = 0
    var last = Int32(-1)
    for column in nodes[edge.earlier].column + 1..<nodes[edge.later].column {
      let track = lane[first + column]
      // A track is one obstacle, and no obstacle where it is empty.
      if track >= 0, track != last, tracks[Int(track)].nodes.contains(where: { nodes[$0].column == column }) {
        blockerCount += 1
        last = track
      }
    }
    return weight * 0.8 * Double(min(blockerCount, 4))
  }

  // MARK: - Exchanges

  /// Exchanges tracks; in small pictures, with free rows more in each lane too, where that is worth the height.
  private mutating func exchange(_ effort: Effort) {
    guard !edges.isEmpty else { return }
    let isCounted = edges.count <= Self.countedEdgeCount
    var chords = ChordCrossings(
      ends: edges.map { edge in
        let (from, to) = (nodes[edge.earlier].column, nodes[edge.later].column)
        // Inside a column, lines lead past the right sides of cards; in the first one past the left, where no others are.
        return (to == 0 ? -0.85 : Double(from), Double(to), edge.earlier, edge.later)
      }, columns: nodes.map(\.column), isComparing: isCounted)
    let start = (rows: rowOfTrack, counts: rowCounts, cells: cells)
    var best = (cost: Double.infinity, rows: rowOfTrack, counts: rowCounts, cells: cells)
    for extraCount in 0...effort.extraRowCount {
      (rowOfTrack, rowCounts, cells) = start
      for lane in rowCounts.indices { for _ in 0..<extraCount where rowCounts[lane] > 0 { addRow(to: lane) } }
      findOffsets()
      chords.place(Array(nodes.indices)) { height($0) }
      chords.draw(Array(edges.indices))
      let isAnnealed = isCounted && anneal(&chords, effort.annealingBudget)
      descend(&chords, effort.crossingBudget)
      guard isCounted else { break }
      for lane in rowCounts.indices { removeEmptyRows(of: lane) }
      findOffsets()
      chords.place(Array(nodes.indices)) { height($0) }
      chords.draw(Array(edges.indices))
      let cost =
        self.cost(of: Array(edges.indices), Array(nodes.indices), chords) / 2
        + Self.rowWeight * Double(rowCounts.reduce(0, +))
      if cost < best.cost { best = (cost, rowOfTrack, rowCounts, cells) }
      // Without random exchanges, free rows stay as they are.
      guard isAnnealed else { break }
    }
    if best.cost < .infinity {
      (rowOfTrack, rowCounts, cells) = (best.rows, best.counts, best.cells)
      cost = best.cost
    }
    findOffsets()
  }

  /// Moves tracks to free rows and exchanges them with what stands in their way, while that lowers the cost.
  private mutating func descend(_ chords: inout ChordCrossings, _ crossingBudget: Int) {
    var budget = edges.count <= Self.countedEdgeCount ? crossingBudget : 0
    var isTouched = [Bool](repeating: false, count: edges.count)
    for round in 0..<Self.exchangeCounts.counting {
      if budget <= 0, round >= Self.exchangeCounts.plain { break }
      var isBetter = false
      for track in tracks.indices {
        let lane = tracks[track].lane
        guard rowCounts[lane] > 1 else { continue }
        let here = rowOfTrack[track]
        var candidates = Array(0..<rowCounts[lane])
        if rowCounts[lane] > Self.searchedRowCount {
          let wanted = barycentre(track).map { min(rowCounts[lane] - 1, max(0, Int($0.rounded()))) } ?? here
          let near = max(0, wanted - 3)...min(rowCounts[lane] - 1, wanted + 3)
          candidates =
            Array(near) + [here - 1, here + 1].filter { 0..<rowCounts[lane] ~= $0 && !near.contains($0) }
        }
        candidates.removeAll { $0 == here }
        for row in candidates {
          guard let others = exchangeable(track, with: row) else { continue }
          let (lines, papers) = involved(others + [track], isTouched: &isTouched)
          let isCounted = budget > 0
          if isCounted { budget -= 2 * chords.work(of: lines, papers) }
          let before = cost(of: lines, papers, isCounted ? chords : nil)
          let from = rowOfTrack[track]
          apply(track, to: row, moving: others, to: from)
          update(&chords, lines, papers)
          if cost(of: lines, papers, isCounted ? chords : nil) < before - 1e-9 {
            isBetter = true
          } else {
            apply(track, to: from, moving: others, to: row)
            update(&chords, lines, papers)
          }
        }
      }
      if !isBetter { break }
    }
  }

  /// Exchanges tracks at random, at first almost whatever it costs, in the end only for the better. That leaves
  /// arrangements which no single exchange improves. It takes many steps: larger pictures stay as they are.
  ///
  /// - SeeAlso: S. Kirkpatrick, C. D. Gelatt and M. P. Vecchi, *Optimization by simulated annealing* (1983).
  private mutating func anneal(_ chords: inout ChordCrossings, _ budget: Int) -> Bool {
    let movable = tracks.indices.filter { rowCounts[tracks[$0].lane] > 1 }
    guard !movable.isEmpty else { return true }
    // A step looks at two or three tracks, before and after.
    let stepCost = 5 * chords.work(of: Array(edges.indices), Array(nodes.indices)) * 2 / tracks.count
    let stepCount = min(budget / max(1, stepCost), 1_000 * movable.count)
    guard stepCount >= Self.leastStepCount * movable.count else { return false }
    var random = NumberSequence()
    var isTouched = [Bool](repeating: false, count: edges.count)
    var cost = 0.0
    var best = (cost: 0.0, rows: rowOfTrack, cells: cells)
    let cooling = log(Self.temperatures.last / Self.temperatures.first)
    for step in 0..<stepCount {
      let temperature = Self.temperatures.first * exp(cooling * Double(step) / Double(stepCount))
      let track = movable[random.next(below: movable.count)]
      let (from, row) = (rowOfTrack[track], random.next(below: rowCounts[tracks[track].lane]))
      guard row != from, let others = exchangeable(track, with: row) else { continue }
      let (lines, papers) = involved(others + [track], isTouched: &isTouched)
      let before = self.cost(of: lines, papers, chords)
      apply(track, to: row, moving: others, to: from)
      update(&chords, lines, papers)
      let change = self.cost(of: lines, papers, chords) - before
      if change <= 0 || random.nextFraction() < exp(-change / temperature) {
        cost += change
        if cost < best.cost - 1e-9 { best = (cost, rowOfTrack, cells) }
      } else {
        apply(track, to: from, moving: others, to: row)
        update(&chords, lines, papers)
      }
    }
    (rowOfTrack, cells) = (best.rows, best.cells)
    chords.place(Array(nodes.indices)) { height($0) }
    chords.draw(Array(edges.indices))
    return true
  }

  /// What lines and papers cost: the lengths, and if chords are given, crossings and papers in the way of lines.
  private func cost(of lines: [Int], _ papers: [Int], _ chords: ChordCrossings?) -> Double {
    let lengths = lines.reduce(0) { $0 + length($1) }
    guard let chords else { return lengths }
    return lengths + Self.crossingWeight * Double(chords.crossings(of: lines))
      + Self.hitWeight * Double(chords.hits(of: lines, papers))
  }

  private func update(_ chords: inout ChordCrossings, _ lines: [Int], _ papers: [Int]) {
    chords.place(papers) { height($0) }
    chords.draw(lines)
  }

  /// The tracks of a row that stand in the way of a track, if they fit where it is now.
  private func exchangeable(_ track: Int, with row: Int) -> [Int]? {
    let lane = cells[tracks[track].lane]
    var found: [Int] = []
    for column in tracks[track].columns {
      let other = Int(lane[row * columnCount + column])
      if other >= 0, found.last != other {
        guard found.count < 3 else { return nil }
        found.append(other)
      }
    }
    let own = Int32(track)
    let first = rowOfTrack[track] * columnCount
    for other in found {
      for column in tracks[other].columns {
        let there = lane[first + column]
        guard there < 0 || there == own else { return nil }
      }
    }
    return found
  }

  private mutating func apply(_ track: Int, to row: Int, moving others: [Int], to otherRow: Int) {
    set(track, row: rowOfTrack[track], to: -1)
    for other in others { set(other, row: rowOfTrack[other], to: -1) }
    put(track, in: row)
    for other in others { put(other, in: otherRow) }
  }

  /// The relations and papers of tracks.
  private func involved(_ moved: [Int], isTouched: inout [Bool]) -> (lines: [Int], papers: [Int]) {
    var (lines, papers): ([Int], [Int]) = ([], [])
    for track in moved {
      papers += tracks[track].nodes
      for node in tracks[track].nodes {
        for place in edgeOffsets[node]..<edgeOffsets[node + 1] where !isTouched[edgesOfNode[place]] {
          isTouched[edgesOfNode[place]] = true
          lines.append(edgesOfNode[place])
        }
      }
    }
    for index in lines { isTouched[index] = false }
    return (lines, papers)
  }
}

/// Straight lines between places of a grid, which of them cross, and which run over other places that are taken.
private struct ChordCrossings {
  private struct Chord {
    let left: Double
    let right: Double
    let leftNode: Int32
    let rightNode: Int32
    var leftY = 0.0
    var slope = 0.0
  }

  private var chords: [Chord]
  private var places: [(x: Double, y: Double)]
  /// For each line, those beside which it runs for a while and with which it shares no end that both leave or reach.
  private var neighbors = Lists()
  /// For each line, the nodes that it passes.
  private var passed = Lists()
  /// For each node, the lines that pass it.
  private var passing = Lists()

  /// Lists of numbers, one after the other.
  private struct Lists {
    var offsets = [0]
    var members: [Int32] = []

    mutating func append(_ list: [Int32]) {
      members += list
      offsets.append(members.count)
    }

    func count(_ list: Int) -> Int { offsets[list + 1] - offsets[list] }
  }

  /// Takes lines by the columns of their ends and the nodes there, and the columns of the nodes; they can be judged only
  /// if they are to be compared.
  ///
  /// - Complexity: O(*l*² + *l n*) for *l* lines and *n* nodes.
  init(ends: [(from: Double, to: Double, fromNode: Int, toNode: Int)], columns: [Int], isComparing: Bool) {
    // A line leaves at the right edge of a card and arrives at the left edge of another.
    let chords = ends.map { end in
      Chord(
        left: end.from + 0.4, right: max(end.to - 0.4, end.from + 0.45), leftNode: Int32(end.fromNode),
        rightNode: Int32(end.toNode))
    }
    let places = columns.map { (x: Double($0), y: 0.0) }
    self.chords = chords
    self.places = places
    if isComparing { compare() }
  }

  private mutating func compare() {
    var (neighbors, passed, passing) = (Lists(), Lists(), [[Int32]](repeating: [], count: places.count))
    chords.withUnsafeBufferPointer { chords in
      places.withUnsafeBufferPointer { places in
        for line in 0..<chords.count {
          let a = chords[line]
          var (beside, under): ([Int32], [Int32]) = ([], [])
          var other = 0
          while other < chords.count {
            let b = chords[other]
            if b.left < a.right, a.left < b.right, a.leftNode != b.leftNode, a.rightNode != b.rightNode {
              beside.append(Int32(truncatingIfNeeded: other))
            }
            other += 1
          }
          neighbors.append(beside)
          var node = 0
          while node < places.count {
            let x = places[node].x
            if a.left < x - 0.5, a.right > x + 0.5 {
              under.append(Int32(truncatingIfNeeded: node))
              passing[node].append(Int32(truncatingIfNeeded: line))
            }
            node += 1
          }
          passed.append(under)
        }
      }
    }
    (self.neighbors, self.passed) = (neighbors, passed)
    for lines in passing { self.passing.append(lines) }
  }

  /// How many pairs are looked at to judge lines and nodes.
  func work(of lines: [Int], _ nodes: [Int]) -> Int {
    lines.reduce(0) { $0 + neighbors.count($1) + passed.count($1) } + nodes.reduce(0) { $0 + passing.count($1) }
  }

  /// Puts nodes at heights.
  mutating func place(_ nodes: [Int], _ height: (Int) -> Double) {
    for node in nodes { places[node].y = height(node) }
  }

  /// Draws lines between the places of their ends.
  mutating func draw(_ lines: [Int]) {
    for index in lines {
      let (from, to) = (places[Int(chords[index].leftNode)].y, places[Int(chords[index].rightNode)].y)
      chords[index].leftY = from
      chords[index].slope = (to - from) / (chords[index].right - chords[index].left)
    }
  }

  /// The crossings of some lines with all; those among the chosen ones count twice, before and after alike.
  func crossings(of chosen: [Int]) -> Int {
    chords.withUnsafeBufferPointer { chords in
      neighbors.members.withUnsafeBufferPointer { members in
        neighbors.offsets.withUnsafeBufferPointer { offsets in
          var count = 0
          for index in chosen {
            let a = chords[index]
            // Plain loops over plain memory, which are fast in builds for tests too.
            var place = offsets[index]
            let end = offsets[index + 1]
            while place < end {
              let b = chords[Int(members[place])]
              place += 1
              let from = a.left > b.left ? a.left : b.left
              let to = a.right < b.right ? a.right : b.right
              let first = (a.leftY + (from - a.left) * a.slope) - (b.leftY + (from - b.left) * b.slope)
              let last = (a.leftY + (to - a.left) * a.slope) - (b.leftY + (to - b.left) * b.slope)
              if first * last < 0 { count += 1 }
            }
          }
          return count
        }
      }
    }
  }

  /// How often some lines run over nodes, and all lines over some nodes; what is both counts twice, as above.
  func hits(of lines: [Int], _ nodes: [Int]) -> Int {
    chords.withUnsafeBufferPointer { chords in
      places.withUnsafeBufferPointer { places in
        var count = 0
        passed.members.withUnsafeBufferPointer { members in
          for line in lines {
            let chord = chords[line]
            var place = passed.offsets[line]
            let end = passed.offsets[line + 1]
            while place < end {
              let node = places[Int(members[place])]
              place += 1
              let distance = chord.leftY + (node.x - chord.left) * chord.slope - node.y
              if distance < 0.4, distance > -0.4 { count += 1 }
            }
          }
        }
        passing.members.withUnsafeBufferPointer { members in
          for index in nodes {
            let node = places[index]
            var place = passing.offsets[index]
            let end = passing.offsets[index + 1]
            while place < end {
              let chord = chords[Int(members[place])]
              place += 1
              let distance = chord.leftY + (node.x - chord.left) * chord.slope - node.y
              if distance < 0.4, distance > -0.4 { count += 1 }
            }
          }
        }
        return count
      }
    }
  }
}

/// Numbers that look random and are the same every time: the generator SplitMix64.
///
/// - SeeAlso: G. L. Steele, D. Lea and C. H. Flood, *Fast splittable pseudorandom number generators* (2014).
private struct NumberSequence {
  private var state: UInt64 = 0

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 to below a count.
  mutating func next(below count: Int) -> Int { Int(next() % UInt64(count)) }

  /// A number from 0 to below 1.
  mutating func nextFraction() -> Double { Double(next() >> 11) * 0x1p-53 }
}
