import TestSupport

/// Graphs to try a law on.
enum SmallGraphs {
  /// Every directed graph of 0 … 3 rows.
  static let upToThree = (0...3).flatMap(all)

  /// Every directed graph of 4 rows.
  static let ofFour = all(4)

  private static func all(_ count: Int) -> [SlowGraph] {
    graphs(of: (0..<count).flatMap { citing in (0..<count).filter { $0 != citing }.map { (citing, $0) } }, count)
  }

  /// Every graph of 5 rows that cite lower rows only, which is every acyclic graph but for the names of its rows.
  static let orderedFive = graphs(of: (0..<5).flatMap { citing in (0..<citing).map { (citing, $0) } }, 5)

  /// Every choice among some relations.
  private static func graphs(of relations: [(Int, Int)], _ count: Int) -> [SlowGraph] {
    (0..<1 << relations.count).map { choice in
      var cited = [[Int]](repeating: [], count: count)
      for (bit, relation) in relations.enumerated() where choice >> bit & 1 == 1 {
        cited[relation.0].append(relation.1)
      }
      return SlowGraph(cited: cited)
    }
  }

  /// `count` graphs of 6 … 14 rows, half of them without cycles, with one relation and a half for each row on average.
  static func random(_ count: Int, seed: UInt64) -> [SlowGraph] {
    var generator = SplitMix64(seed: seed)
    return (0..<count).map { number in
      let rowCount = Int.random(in: 6...14, using: &generator)
      var cited = [[Int]](repeating: [], count: rowCount)
      for _ in 0..<Int.random(in: rowCount / 2...rowCount * 5 / 2, using: &generator) {
        var (citing, other) = (
          Int.random(in: 0..<rowCount, using: &generator), Int.random(in: 0..<rowCount, using: &generator)
        )
        if citing == other { continue }
        if number.isMultiple(of: 2), citing < other { swap(&citing, &other) }
        cited[citing].append(other)
      }
      return SlowGraph(cited: cited).shuffled(using: &generator)
    }
  }
}

extension SlowGraph {
  /// The same graph with its rows renamed.
  func shuffled(using generator: inout SplitMix64) -> SlowGraph {
    let names = (0..<count).shuffled(using: &generator)
    var renamed = [[Int]](repeating: [], count: count)
    for (row, cited) in cited.enumerated() { renamed[names[row]] = cited.map { names[$0] } }
    return SlowGraph(cited: renamed)
  }
}
