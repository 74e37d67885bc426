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
  /// The most generations of a lineage inside a period that get columns of their own.
  private static let maximumDepth = 4
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
    // lineages, which then run straight there too, if the picture may become as wide as that.
    var generation = [Int](repeating: 0, count: periods.count)
    var depth = generation
    let inside = relations.filter { periods[$0.earlier] == periods[$0.later] }
    for _ in 0..<Self.maximumDepth {
      for relation in inside {
        if dates[relation.earlier] == dates[relation.later] {
          generation[relation.later] = max(generation[relation.later], generation[relation.earlier] + 1)
        } else if let earlier = dates[relation.earlier], let later = dates[relation.later],
          PublicationDate.isInSortedOrder(earlier, later), relation.kind.bearsLineage,
          lanes[relation.earlier] == lanes[relation.later],
          depth[relation.later] <= depth[relation.earlier], depth[relation.earlier] + 1 < Self.maximumDepth
        {
          depth[relation.later] = depth[relation.earlier] + 1
        }
      }
    }
    var deepCounts = columnCounts
    for paper in periods.indices { deepCounts[periods[paper]] = max(deepCounts[periods[paper]], depth[paper] + 1) }
    let rowTotal = counts.reduce(0) { sum, ofPeriod in
      sum + max(1, ofPeriod.indices.reduce(0) { max($0, rowCount(ofPeriod[$1], columnCounts[$1])) })
    }
    if Double(deepCounts.reduce(0, +)) * columnPitch <= Self.largestAspect * Double(rowTotal) * 1.3 * rowPitch {
      columnCounts = deepCounts
    } else {
      depth = [Int](repeating: 0, count: periods.count)
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
}
