import CitationGraph
import TestSupport
import Testing

struct PageRankTests {
  @Test(arguments: [
    (
      0.85,
      "A .069549 B .216431 C .097579 D .122650 E .064453 F .074253 G .042795 H .051943 I .074019 J .050153 K .028077 L .028077 M .051943 N .028077"
    ),
    (
      0.5,
      "B .145657 D .100710 C .089219 I .081108 F .074349 E .070294 A .065563 H .064887 M .064887 J .059480 G .054072 K .043258 L .043258 N .043258"
    ),
  ])
  func theNetworkOfTheLiterature(_ damping: Double, _ expected: String) throws {
    let drawn = DrawnGraph.literature
    let rank = drawn.graph.pageRank(damping: damping)
    let words = expected.split(separator: " ")
    for position in stride(from: 0, to: words.count, by: 2) {
      let score = rank.scores[drawn[words[position].first!].row]
      #expect(abs(score - Double("0" + words[position + 1])!) < 5.1e-7, "\(words[position])")
    }
    #expect(rank.sweeps == 0)
    #expect(rank.residual == 0)
    #expect(drawn.letters(rank.ranking(top: 3).entries.map(\.paper)) == "BDC")
  }

  @Test func everySmallGraphAgreesWithElimination() {
    for slow in SmallGraphs.upToThree + SmallGraphs.ofFour where slow.count > 0 { expectExact(slow, damping: 0.85) }
  }

  @Test func everyAcyclicGraphOfFiveAgreesWithEliminationInOnePass() {
    for slow in SmallGraphs.orderedFive { #expect(expectExact(slow, damping: 0.5).sweeps == 0) }
  }

  @Test func randomGraphsAgreeWithElimination() {
    for (number, slow) in SmallGraphs.random(1000, seed: 40).enumerated() {
      expectExact(slow, damping: [0, 0.5, 0.85, 0.99][number % 4])
    }
  }

  @discardableResult
  private func expectExact(_ slow: SlowGraph, damping: Double) -> PageRank {
    let rank = slow.graph.pageRank(damping: damping)
    let solved = DenseWalk.solve(slow, start: [Double](repeating: 1, count: slow.count), damping: damping)
    let sum = solved.reduce(0, +)
    let error = DenseWalk.error(rank.scores, solved.map { $0 / sum })
    #expect(error < 4e-12, "\(slow)")
    #expect(rank.residual <= 1e-12, "\(slow)")
    #expect(abs(rank.scores.reduce(0, +) - 1) < 1e-14, "\(slow)")
    #expect((rank.sweeps == 0) == slow.isAcyclic, "\(slow)")
    return rank
  }

  @Test func itIsTheFixedPointOfTheWholeWalk() {
    for slow in SmallGraphs.random(30, seed: 41) {
      let error = DenseWalk.error(slow.graph.pageRank().scores, DenseWalk.pageRank(slow, damping: 0.85))
      #expect(error < 1e-11, "\(slow)")
    }
  }

  @Test func namesOfRowsChangeNoScore() {
    // Shuffled rows bring out the order within knots, both ways.
    var generator = SplitMix64(seed: 42)
    for slow in SmallGraphs.random(200, seed: 43) {
      let shuffled = slow.shuffled(using: &generator)
      let (one, other) = (slow.graph.pageRank().scores.sorted(), shuffled.graph.pageRank().scores.sorted())
      #expect(DenseWalk.error(one, other) < 1e-11, "\(slow)")
    }
  }

  @Test func anyToleranceEndsAndItsResidualKeepsItsWord() {
    for slow in SmallGraphs.random(200, seed: 44) where !slow.isAcyclic {
      let start = [Double](repeating: 1, count: slow.count)
      let exact = DenseWalk.solve(slow, start: start, damping: 0.9)
      let sum = exact.reduce(0, +)
      for tolerance in [0, 1e-9, 1e-3, 1] {
        let rank = slow.graph.pageRank(damping: 0.9, tolerance: tolerance)
        #expect(rank.residual <= max(tolerance, 1e-13), "\(slow)")
        #expect(DenseWalk.error(rank.scores, exact.map { $0 / sum }) <= 2 * rank.residual + 1e-13, "\(slow)")
      }
    }
  }

  @Test func aKnotOfTwoPapers() {
    // A ◀─▶ B: alike, and alone.
    let rank = DrawnGraph("AB BA").graph.pageRank()
    #expect(abs(rank.scores[0] - 0.5) < 1e-12)
    #expect(abs(rank.scores[1] - 0.5) < 1e-12)
  }

  @Test func aLongCycleAgainstTheOrderOfRows() {
    // Each paper cites the next row, the last the first: every paper has the same rank.
    let count = 20_000
    var builder = CitationGraphBuilder(paperCount: count)
    for row in 0..<count { builder.add(PaperIndex(row), cites: PaperIndex((row + 1) % count)) }
    let rank = builder.build().pageRank()
    #expect(rank.scores.allSatisfy { abs($0 * Double(count) - 1) < 1e-11 })
  }

  @Test func withoutPapersOrRelations() {
    #expect(CitationGraphBuilder(paperCount: 0).build().pageRank().scores.isEmpty)
    #expect(CitationGraphBuilder(paperCount: 4).build().pageRank().scores == [0.25, 0.25, 0.25, 0.25])
  }

  @Test func theSameTwice() {
    for slow in SmallGraphs.random(20, seed: 45) { #expect(slow.graph.pageRank() == slow.graph.pageRank()) }
  }
}

struct CiteRankTests {
  private static let years = Column((0..<14).map { PackedDate(year: 1990 + $0 / 2) })

  @Test func randomGraphsAgreeWithElimination() throws {
    for slow in SmallGraphs.random(300, seed: 50) {
      let dates = Column(Self.years.prefix(slow.count))
      let newest = dates.last!.year!
      var start = (0..<slow.count).map { Double.exp(-Double(newest - dates[$0].year!) / 2.6) }
      let sum = start.reduce(0, +)
      start = start.map { $0 / sum }
      let rank = try slow.graph.citeRank(dates: dates)
      #expect(DenseWalk.error(rank.scores, DenseWalk.solve(slow, start: start, damping: 0.5)) < 1e-11, "\(slow)")
      #expect(rank.reference == dates.last)
    }
  }

  @Test func readersWhoFollowNothingStayWhereTheyStart() throws {
    // Two years apart: e² times as many readers at the later one.
    let dates: Column = [PackedDate(year: 2000), PackedDate(year: 2002)]
    let scores = try DrawnGraph("AB").graph.citeRank(
      dates: dates, characteristicYears: 1, followingProbability: 0
    ).scores
    #expect(abs(scores[1] / scores[0] - Double.exp(2)) < 1e-12)
    #expect(abs(scores[0] + scores[1] - 1) < 1e-15)
  }

  @Test func monthsAreTwelfthsAndAYearIsItsJanuary() throws {
    let dates: Column = [
      PackedDate(year: 2000), PackedDate(year: 2000, month: 1), PackedDate(year: 2000, month: 7),
    ]
    let scores = try DrawnGraph("A B C").graph.citeRank(dates: dates, characteristicYears: 1).scores
    #expect(scores[0] == scores[1])
    #expect(abs(scores[2] / scores[0] - Double.exp(0.5)) < 1e-12)
  }

  @Test func nobodyStartsWithoutADateOrInTheFuture() throws {
    // A, undated, is cited by B and C; C is later than the reference.
    let drawn = DrawnGraph("AB AC")
    let dates: Column = [.unknown, PackedDate(year: 2000), PackedDate(year: 2005)]
    let rank = try drawn.graph.citeRank(dates: dates, reference: PackedDate(year: 2001))
    #expect(Array(rank.scores) == [0.5, 1, 0])
    #expect(rank.undatedPaperCount == 1)
    #expect(rank.laterPaperCount == 1)
    #expect(drawn.letters(rank.ranking().entries.map(\.paper)) == "BAC")
  }

  @Test func undatedKnotsEndToo() throws {
    // C brings readers into a knot where nobody starts.
    let drawn = DrawnGraph("AB BA AC")
    let rank = try drawn.graph.citeRank(dates: [.unknown, .unknown, PackedDate(year: 2000)], tolerance: 0)
    let slow = SlowGraph(cited: [[1], [0], [0]])
    #expect(DenseWalk.error(rank.scores, DenseWalk.solve(slow, start: [0, 0, 1], damping: 0.5)) < 1e-14)
    #expect(rank.residual < 1e-14)
    // And a knot that nobody ever comes to.
    #expect(try drawn.graph.citeRank(dates: [PackedDate(year: 2000), .unknown, .unknown]).sweeps > 0)
    #expect(
      try DrawnGraph("AB BA C").graph.citeRank(dates: [.unknown, .unknown, PackedDate(year: 1)]).scores == [0, 0, 1])
  }

  @Test func noDatesIsAnError() {
    let graph = DrawnGraph("AB").graph
    #expect(throws: RankingError.noDates) { try graph.citeRank(dates: []) }
    #expect(throws: RankingError.noDates) { try graph.citeRank(dates: [.unknown, .unknown]) }
    #expect(throws: RankingError.noDates) {
      let dates: Column = [PackedDate(year: 2000), PackedDate(year: 2001)]
      return try graph.citeRank(dates: dates, reference: PackedDate(year: 1999))
    }
  }
}

extension Double {
  /// The exponential by its series, so that tests ask no library.
  fileprivate static func exp(_ power: Double) -> Double {
    if power < 0 { return 1 / exp(-power) }
    var (term, sum) = (1.0, 1.0)
    for step in 1..<200 {
      term *= power / Double(step)
      sum += term
    }
    return sum
  }
}
