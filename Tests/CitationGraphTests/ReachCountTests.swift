import CitationGraph
import TestSupport
import Testing

/// Bare reach, limits by date, and counts of many papers at once.
struct ReachCountTests {
  typealias Direction = CitationGraph.Direction

  private static let samples =
    SmallGraphs.upToThree + SmallGraphs.ofFour + SmallGraphs.orderedFive + SmallGraphs.random(1000, seed: 40)

  /// How many others each row reaches.
  private func expected(_ slow: SlowGraph, towards direction: Direction) -> [Int] {
    let seen = slow.looking(towards: direction)
    return (0..<slow.count).map { row in seen.distance[row].count { ($0 ?? 0) > 0 } }
  }

  @Test(arguments: Direction.allCases)
  func countsOfEveryPaperOfEverySmallGraph(_ direction: Direction) {
    for slow in Self.samples {
      let graph = slow.graph
      let counter = ReachCounter(graph, towards: direction)
      let expected = expected(slow, towards: direction)
      #expect(counter.counts(of: Array(graph.papers)) == expected, "\(slow)")
      let all = counter.countsOfAllPapers(.exact)
      #expect(all.counts.map(Int.init) == expected, "\(slow)")
      #expect(all.accuracy == .exact)
    }
  }

  @Test func bareReachIsThePapersOfReach() {
    for slow in Self.samples.dropFirst(70).enumerated().filter({ $0.offset.isMultiple(of: 5) }).map(\.element) {
      let graph = slow.graph
      for direction in Direction.allCases {
        for limit in [nil, 0, 1, 2] {
          let starts = [PaperIndex(0), PaperIndex(slow.count - 1)]
          let reach = graph.reach(from: starts, towards: direction, maximumGeneration: limit)
          let bare = graph.reachedPapers(from: starts, towards: direction, maximumGeneration: limit)
          #expect(Array(bare) == reach.papers, "\(slow)")
          #expect(graph.reachedCount(from: starts, towards: direction, maximumGeneration: limit) == bare.count)
        }
      }
    }
  }

  @Test func theLiteratureNetwork() {
    let drawn = DrawnGraph.literature
    let counts = drawn.graph.reachedCounts(of: drawn.rows("KNABK"), towards: .ancestors)
    #expect(counts == [8, 6, 0, 0, 8])
    #expect(drawn.graph.reachedCounts(of: drawn.rows("F"), towards: .descendants) == [6])
    #expect(drawn.graph.reachedCounts(of: [], towards: .descendants) == [])
    // NPPC of HK is 8 times 1: the ancestors of H and H itself, and K.
    let ancestors = drawn.graph.reachedCountsOfAllPapers(towards: .ancestors)
    let descendants = drawn.graph.reachedCountsOfAllPapers(towards: .descendants)
    #expect(ancestors.accuracy == .exact)
    let products = "AC CE CH EG GH HK BC BD BJ DF DI FH FI IL IM JM MN".split(separator: " ").map { pair in
      Int(ancestors.counts[drawn[pair.first!].row] + 1) * Int(descendants.counts[drawn[pair.last!].row] + 1)
    }
    #expect(products == [5, 12, 6, 12, 10, 8, 5, 8, 3, 14, 8, 6, 12, 4, 8, 4, 6])
  }

  @Test func noPapers() {
    let graph = CitationGraphBuilder(paperCount: 0).build()
    #expect(graph.reachedCounts(of: [], towards: .ancestors) == [])
    #expect(graph.reachedCountsOfAllPapers(towards: .ancestors).counts == [])
    #expect(graph.reachedCountsOfAllPapers(towards: .descendants, method: .estimated(registerBits: 8)).counts == [])
    #expect(graph.reachedPapers(from: [], towards: .ancestors) == [])
  }

  /// Papers that cite a few of the hundreds before them, and knots of all sizes.
  private func network(_ count: Int, seed: UInt64, knots: Int) -> CitationGraph {
    var generator = SplitMix64(seed: seed)
    var builder = CitationGraphBuilder(paperCount: count)
    for row in 1..<count {
      for _ in 0..<Int.random(in: 0...4, using: &generator) {
        builder.add(PaperIndex(row), cites: PaperIndex(Int.random(in: max(0, row - 300)..<row, using: &generator)))
      }
    }
    for _ in 0..<knots {
      let row = Int.random(in: 0..<count - 40, using: &generator)
      builder.add(PaperIndex(row), cites: PaperIndex(row + Int.random(in: 1..<40, using: &generator)))
    }
    return builder.build()
  }

  @Test(arguments: [0, 60], Direction.allCases)
  func sweepsOfMoreThanAFewHundredPapers(knots: Int, direction: Direction) {
    let graph = network(2000, seed: 41, knots: knots)
    let papers = Array(graph.papers)
    let expected = papers.map { graph.reachedCount(from: [$0], towards: direction) }
    var generator = SplitMix64(seed: 42)
    let shuffled = (papers + papers.prefix(100)).shuffled(using: &generator)
    #expect(graph.reachedCounts(of: shuffled, towards: direction) == shuffled.map { expected[$0.row] })
    #expect(graph.reachedCountsOfAllPapers(towards: direction).counts.map(Int.init) == expected)
  }

  @Test(arguments: Direction.allCases)
  func estimatesAreAsGoodAsTheySay(_ direction: Direction) {
    let graph = network(3000, seed: 43, knots: 40)
    let exact = graph.reachedCountsOfAllPapers(towards: direction).counts
    for bits in [6, 10] {
      let estimate = graph.reachedCountsOfAllPapers(towards: direction, method: .estimated(registerBits: bits))
      let standardError = 1.04 / Double(1 << bits).squareRoot()
      #expect(estimate.accuracy == .estimated(standardError: standardError))
      let errors = zip(exact, estimate.counts).map { (Double($1) - Double($0)) / Double($0 + 1) }
      let error = (errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)).squareRoot()
      #expect(error < 1.5 * standardError, "\(bits)")
      // Two papers in one register count as one.
      #expect(zip(exact, errors).allSatisfy { abs($1) < 5 * standardError + 1 / Double($0 + 1) })
      #expect(
        estimate == graph.reachedCountsOfAllPapers(towards: direction, method: .estimated(registerBits: bits)))
      // Nobody reaches fewer than none, and papers of a knot reach each other at least.
      #expect(zip(exact, estimate.counts).allSatisfy { $0 != 0 || $1 == 0 })
    }
  }

  @Test func smallCountsAreEstimatedAlmostExactly() {
    for slow in SmallGraphs.random(100, seed: 44) {
      for direction in Direction.allCases {
        let counts = slow.graph.reachedCountsOfAllPapers(towards: direction, method: .estimated(registerBits: 16))
          .counts
        #expect(counts.map(Int.init) == expected(slow, towards: direction), "\(slow)")
        if slow.count > 9 { break }
      }
    }
  }

  @Test func aDateWindowClosesTheWay() {
    // A ─▶ B ─▶ C ─▶ E, and A ─▶ D ─▶ E; B has no date.
    let drawn = DrawnGraph("AB BC CE AD DE")
    let dates: Column<PackedDate> = [
      PackedDate(year: 2000), .unknown, PackedDate(year: 2001, month: 3), PackedDate(year: 2001, month: 5, day: 7),
      PackedDate(year: 2002),
    ]
    func ancestors(
      _ first: PackedDate? = nil, _ last: PackedDate? = nil, undated: Bool = false, maximum: Int? = nil
    ) -> String {
      let window = DateWindow(dates, from: first, through: last, includesUndated: undated)
      let bare = drawn.graph.reachedPapers(
        from: drawn.rows("E"), towards: .ancestors, maximumGeneration: maximum, within: window)
      let rich = drawn.graph.reach(
        from: drawn.rows("E"), towards: .ancestors, maximumGeneration: maximum, within: window)
      #expect(Array(bare) == rich.papers)
      #expect(rich.generations.count == rich.papers.count && rich.depths.count == rich.papers.count)
      return drawn.letters(rich.papers)
    }
    #expect(ancestors(undated: true) == "CDBA")
    #expect(ancestors() == "CDA")
    #expect(ancestors(nil, PackedDate(year: 2001), undated: true) == "CDBA")
    #expect(ancestors(PackedDate(year: 2001, month: 4)) == "D")
    #expect(ancestors(PackedDate(year: 2001, month: 4), undated: true) == "D")
    #expect(ancestors(PackedDate(year: 2001), PackedDate(year: 2001, month: 3)) == "C")
    #expect(ancestors(nil, PackedDate(year: 2001, month: 5), maximum: 1) == "CD")
    #expect(ancestors(nil, PackedDate(year: 2001, month: 5, day: 6)) == "C")
    let window = DateWindow(dates, from: PackedDate(year: 2001))
    #expect(window.contains(drawn["C"]) && !window.contains(drawn["A"]) && !window.contains(drawn["B"]))
  }

  @Test func aDateWindowIsTheGraphWithoutThePapersOutside() {
    var generator = SplitMix64(seed: 45)
    for slow in SmallGraphs.random(300, seed: 46) {
      let years = (0..<slow.count).map { _ in Int.random(in: 2000...2003, using: &generator) }
      let dates = Column(years.map { $0 == 2000 ? PackedDate.unknown : PackedDate(year: $0) })
      let window = DateWindow(dates, through: PackedDate(year: 2002), includesUndated: true)
      let start = Int.random(in: 0..<slow.count, using: &generator)
      let direction = Direction.allCases.randomElement(using: &generator)!
      let inside = slow.within(Set((0..<slow.count).filter { years[$0] < 2003 || $0 == start }))
      // A way that comes back to the start is none, so that its own date does not matter.
      #expect(
        slow.graph.reach(from: [PaperIndex(start)], towards: direction, within: window)
          == inside.graph.reach(from: [PaperIndex(start)], towards: direction), "\(slow) from \(start)")
    }
  }
}
