import PaperLineage

/// Places cards in columns by generation around one of them.
///
/// Inside a column the order is that of the middles of the neighbours nearer to the focus, a few sweeps outwards and
/// back; then each card stands as near to that middle as the others let it, the least squares way.
struct GenerationLayout {
  /// The middle of each card, downwards; the focus is at 0.
  private(set) var heights: [Double]

  private let neighbors: [[Int]]
  private let generations: [Int]
  private let pitch: Double

  private static let sweepCount = 12

  /// Lays out cards.
  ///
  /// - Parameters:
  ///   - generations: For each card its generation: 0 for the focus, negative for ancestors.
  ///   - edges: Pairs of cards with a line between them.
  ///   - pitch: How far the middles of cards of a column are apart at least.
  /// - Complexity: O(*s* (*n* log *n* + *r*)) for *n* cards, *r* lines and a fixed number *s* of sweeps.
  init(generations: [Int], edges: [(Int, Int)], pitch: Double) {
    self.generations = generations
    self.pitch = pitch
    heights = [Double](repeating: 0, count: generations.count)
    var neighbors = [[Int]](repeating: [], count: generations.count)
    for (left, right) in edges {
      neighbors[left].append(right)
      neighbors[right].append(left)
    }
    self.neighbors = neighbors
    var columns = Dictionary(grouping: generations.indices) { generations[$0] }
    let outwards = columns.keys.sorted { (abs($0), $0) < (abs($1), $1) }
    for generation in outwards {
      columns[generation] = columns[generation].map { place($0, by: .inwards) }
    }
    for sweep in 0..<Self.sweepCount {
      let isInwards = sweep.isMultiple(of: 2)
      for generation in isInwards ? outwards.reversed() : outwards {
        columns[generation] = columns[generation].map { place($0, by: isInwards ? .outwards : .inwards) }
      }
    }
  }

  private enum Side { case inwards, outwards }

  /// Orders and places the cards of a column by their neighbours on one side of it, or by all if there are none there.
  private mutating func place(_ column: [Int], by side: Side) -> [Int] {
    var wanted: [(card: Int, height: Double)] = []
    for card in column {
      let here = abs(generations[card])
      let near = neighbors[card].filter {
        side == .inwards ? abs(generations[$0]) < here : abs(generations[$0]) > here
      }
      let middle = near.isEmpty ? heights[card] : near.reduce(0) { $0 + heights[$1] } / Double(near.count)
      wanted.append((card, middle))
    }
    // Where it changes nothing, the order stays.
    let ordered = wanted.enumerated().sorted {
      ($0.element.height, $0.offset) < ($1.element.height, $1.offset)
    }.map(\.element)
    for (card, height) in zip(ordered.map(\.card), Self.spread(ordered.map(\.height), pitch: pitch)) {
      heights[card] = height
    }
    return ordered.map(\.card)
  }

  /// Heights that ascend by at least `pitch` and deviate from the wanted ones, which ascend, by the least sum of
  /// squares: pools of adjacent violators (Ayer and others, 1955).
  static func spread(_ wanted: [Double], pitch: Double) -> [Double] {
    // Without the pitch they only have to ascend.
    var pools: [(sum: Double, count: Int)] = []
    for (place, height) in wanted.enumerated() {
      pools.append((height - Double(place) * pitch, 1))
      while pools.count > 1 {
        let (last, previous) = (pools[pools.count - 1], pools[pools.count - 2])
        guard last.sum / Double(last.count) < previous.sum / Double(previous.count) else { break }
        pools.removeLast()
        pools[pools.count - 1] = (previous.sum + last.sum, previous.count + last.count)
      }
    }
    let levels = pools.flatMap { pool in repeatElement(pool.sum / Double(pool.count), count: pool.count) }
    return levels.enumerated().map { $1 + Double($0) * pitch }
  }
}

/// Generations in columns side by side; one of many papers takes several, so that the drawing keeps a shape that can be
/// looked at.
///
/// Cards that follow each other from top to bottom stand in turn in the columns of their generation, so that each of
/// these reaches as far up and down as the generation does.
struct WrappedGenerations {
  /// The columns of a generation.
  struct Span: Equatable {
    let generation: Int
    let columns: Range<Int>
  }

  /// The generations, ancestors first, each with its columns; one without papers keeps its place.
  let spans: [Span]
  /// The column of each card.
  let columns: [Int]
  /// The middle of each card, downwards; the focus is at 0.
  let heights: [Double]

  var columnCount: Int { spans.last?.columns.upperBound ?? 0 }

  /// How high a drawing may be for its width before generations are wrapped, and how few rows are never too many.
  private static let greatestAspect = 1.25
  private static let fewestRows = 9

  /// Lays out cards.
  ///
  /// - Parameters:
  ///   - generations: For each card its generation: 0 for the focus, negative for ancestors.
  ///   - edges: Pairs of cards with a line between them.
  ///   - columnPitch: How far columns are apart.
  ///   - rowPitch: How far the middles of cards of a column are apart at least.
  /// - Complexity: That of ``GenerationLayout``.
  init(generations: [Int], edges: [(Int, Int)], columnPitch: Double, rowPitch: Double) {
    let whole = GenerationLayout(generations: generations, edges: edges, pitch: rowPitch)
    let cards = Dictionary(grouping: generations.indices) { generations[$0] }
    let (first, last) = (generations.min() ?? 0, generations.max() ?? 0)
    func columnCounts(_ rowCount: Int) -> [Int] {
      (first...last).map { max(1, ((cards[$0]?.count ?? 0) + rowCount - 1) / rowCount) }
    }
    // Fewer rows make more columns, so the first number of rows that fits is the greatest.
    var rowCount = cards.values.map(\.count).max() ?? 1
    while rowCount > Self.fewestRows {
      let width = Double(columnCounts(rowCount).reduce(0, +)) * columnPitch
      if Double(rowCount) * rowPitch <= Self.greatestAspect * width { break }
      rowCount -= max(1, rowCount / 50)
    }
    let counts = columnCounts(rowCount)
    var spans: [Span] = []
    for (generation, count) in zip(first...last, counts) {
      let start = spans.last?.columns.upperBound ?? 0
      spans.append(Span(generation: generation, columns: start..<(start + count)))
    }
    self.spans = spans
    var columns = [Int](repeating: 0, count: generations.count)
    for span in spans {
      let ordered = (cards[span.generation] ?? []).sorted { (whole.heights[$0], $0) < (whole.heights[$1], $1) }
      for (place, card) in ordered.enumerated() {
        columns[card] = span.columns.lowerBound + place % span.columns.count
      }
    }
    self.columns = columns
    guard counts.contains(where: { $0 > 1 }) else {
      heights = whole.heights
      return
    }
    let middle = spans[-first].columns.lowerBound
    heights = GenerationLayout(generations: columns.map { $0 - middle }, edges: edges, pitch: rowPitch).heights
  }
}
