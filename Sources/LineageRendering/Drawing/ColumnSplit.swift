import PaperLineage

/// Splits crowded periods of a picture into several columns of cards, so that it does not become many times higher than
/// wide.
///
/// Inside a period, papers stand in the order of their dates; of one date, what cites stands after what it cites.
struct ColumnSplit {
  /// For each period, its number of columns; folded stretches have none of their own.
  let columnCounts: [Int]
  /// For each paper, its column, counted over all periods.
  let columns: [Int]

  /// A picture this many times as wide as high is wide enough.
  private static let aspect = 1.7
  /// A picture becomes no wider than this for the sake of lineages.
  private static let largestAspect = 3.8
  /// Nor wider than this for the sake of the closest ones.
  private static let largestAspectOfVersions = 4.6
  /// The most generations of a lineage inside a period that get columns of their own.
  private static let maximumDepth = 4
  /// The kinds along which a lineage gets columns of its own, the more of them the better.
  private static let splittingKinds: [Set<RelationKind>] = [
    Set(RelationKind.lineageBearing), [.updates, .extends, .isDerivedFrom], [.updates, .isDerivedFrom], [.updates],
  ]
  /// A picture of fewer rows is low enough whatever its shape.
  private static let lowRowCount = 14

  /// Splits periods.
  ///
  /// - Complexity: O(*n* log *n* + *r*) for *n* papers and *r* relations, and a step for each column that is added.
  init(
    periods: [Int], lanes: [Int], dates: [PublicationDate?], relations: [TrackLayout.Edge], periodCount: Int,
    laneCount: Int, columnPitch: Double, rowPitch: Double
  ) {
    var counts = [[Int]](repeating: [Int](repeating: 0, count: periodCount), count: laneCount)
    for paper in periods.indices { counts[lanes[paper]][periods[paper]] += 1 }
    var columnCounts = [Int](repeating: 1, count: periodCount)
    func rowCount(_ count: Int, _ columns: Int) -> Int { (count + columns - 1) / columns }
    var columnCount = periodCount
    while columnCount < periods.count {
      let rowsOfLane = counts.map { ofPeriod in
        ofPeriod.indices.reduce(0) { max($0, rowCount(ofPeriod[$1], columnCounts[$1])) }
      }
      let rows = rowsOfLane.reduce(0, +)
      // Tracks of lineages keep rows of their own: a picture has about a third more rows than its fullest periods need.
      let height = Double(rows) * 1.3 * rowPitch
      guard rows > Self.lowRowCount, height * Self.aspect > Double(columnCount) * columnPitch,
        let lane = rowsOfLane.indices.max(by: { (rowsOfLane[$0], $1) < (rowsOfLane[$1], $0) })
      else { break }
      for period in 0..<periodCount where rowCount(counts[lane][period], columnCounts[period]) == rowsOfLane[lane] {
        columnCounts[period] += 1
        columnCount += 1
      }
    }

    // Inside a period, what grew out of another stands after it: of one date, whatever the relation; else along
    // lineages, which then run straight there too, if the picture may become as wide as that. If it would become too
    // wide, only the closest lineages do.
    var generation = [Int](repeating: 0, count: periods.count)
    let inside = relations.filter { periods[$0.earlier] == periods[$0.later] }
    for _ in 0..<Self.maximumDepth {
      for relation in inside where dates[relation.earlier] == dates[relation.later] {
        generation[relation.later] = max(generation[relation.later], generation[relation.earlier] + 1)
      }
    }
    let rowTotal = counts.reduce(0) { sum, ofPeriod in
      sum + max(1, ofPeriod.indices.reduce(0) { max($0, rowCount(ofPeriod[$1], columnCounts[$1])) })
    }
    var depth = [Int](repeating: 0, count: periods.count)
    for kinds in Self.splittingKinds {
      let depths = Self.depths(
        inside.filter { relation in
          guard let earlier = dates[relation.earlier], let later = dates[relation.later], earlier != later else {
            return false
          }
          return kinds.contains(relation.kind) && lanes[relation.earlier] == lanes[relation.later]
            && PublicationDate.isInSortedOrder(earlier, later)
        }, paperCount: periods.count)
      var deepCounts = columnCounts
      for paper in periods.indices { deepCounts[periods[paper]] = max(deepCounts[periods[paper]], depths[paper] + 1) }
      let aspect = kinds.contains(.usesMethodIn) ? Self.largestAspect : Self.largestAspectOfVersions
      if Double(deepCounts.reduce(0, +)) * columnPitch <= aspect * Double(rowTotal) * 1.3 * rowPitch {
        (columnCounts, depth) = (deepCounts, depths)
        break
      }
    }
    let order = periods.indices.sorted { left, right in
      if lanes[left] != lanes[right] { return lanes[left] < lanes[right] }
      if periods[left] != periods[right] { return periods[left] < periods[right] }
      switch (dates[left], dates[right]) {
      case (let a?, let b?) where a != b: return PublicationDate.isInSortedOrder(a, b)
      case (nil, _?): return true
      case (_?, nil): return false
      default: return (generation[left], left) < (generation[right], right)
      }
    }
    var firstColumns: [Int] = []
    var next = 0
    for count in columnCounts {
      firstColumns.append(next)
      next += count
    }
    var columns = [Int](repeating: 0, count: periods.count)
    var place = 0
    for (index, paper) in order.enumerated() {
      if index > 0, lanes[order[index - 1]] != lanes[paper] || periods[order[index - 1]] != periods[paper] { place = 0 }
      let period = periods[paper]
      let share = place * columnCounts[period] / counts[lanes[paper]][period]
      columns[paper] = firstColumns[period] + max(share, depth[paper])
      place += 1
    }
    self.columnCounts = columnCounts
    self.columns = columns
  }

  /// For each paper, the most relations of a chain that ends at it.
  private static func depths(_ relations: [TrackLayout.Edge], paperCount: Int) -> [Int] {
    var depths = [Int](repeating: 0, count: paperCount)
    for _ in 0..<maximumDepth {
      for relation in relations
      where depths[relation.later] <= depths[relation.earlier] && depths[relation.earlier] + 1 < maximumDepth {
        depths[relation.later] = depths[relation.earlier] + 1
      }
    }
    return depths
  }
}
