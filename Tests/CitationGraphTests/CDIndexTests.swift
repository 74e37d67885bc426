import CitationGraph
import TestSupport
import Testing

struct CDIndexTests {
  /// The sample of the authors' program.
  private static let sample = SlowGraph(
    cited: [[], [], [], [], [2, 0, 1, 3], [2], [2, 4], [4], [4], [4, 1, 3], [4]])
  private static let years = [1992, 1992, 1993, 1993, 1995, 1997, 1998, 1999, 1999, 1998, 1997]

  /// The same sample with rows in the order of time, which is another way through the code.
  private static let byTime = [0, 1, 2, 3, 4, 5, 10, 6, 9, 7, 8]

  @Test func theSampleOfTheAuthors() throws {
    let dates = Column(Self.years.map { PackedDate(year: $0) })
    let index = try #require(try Self.sample.graph.cdIndex(of: PaperIndex(4), dates: dates))
    #expect(index == CDIndex(focalOnlyCount: 3, focalAndReferencesCount: 2, referencesOnlyCount: 1))
    #expect(index.value == 1.0 / 6)
    #expect(abs(try #require(index.weightedValue) - 0.8333) < 5e-5)

    let ordered = SlowGraph(
      cited: Self.byTime.map { row in Self.sample.cited[row].map { Self.byTime.firstIndex(of: $0)! } })
    let all = try ordered.graph.cdIndexes(dates: Column(Self.byTime.map { PackedDate(year: Self.years[$0]) }))
    #expect(all[PaperIndex(4)] == index)
    #expect(all.values[4] == 1.0 / 6)
    #expect(all.notLaterRelationCount == 0)
    #expect(all.undatedPaperCount == 0)
  }

  @Test func theSpanEndsOnTheSameDay() throws {
    // A ◀─ B, cited five years later to the day by C, a month later by D, and on its own day by E.
    let drawn = DrawnGraph("BC BD BE AB")
    let dates: Column = [
      PackedDate(year: 1980), PackedDate(year: 1990, month: 3), PackedDate(year: 1995, month: 3),
      PackedDate(year: 1995, month: 4), PackedDate(year: 1990, month: 3, day: 1),
    ]
    let five = try drawn.graph.cdIndexes(dates: dates)
    #expect(five[drawn["B"]] == CDIndex(focalOnlyCount: 1, focalAndReferencesCount: 0, referencesOnlyCount: 0))
    #expect(five.notLaterRelationCount == 1)
    let all = try drawn.graph.cdIndexes(dates: dates, years: nil)
    #expect(all[drawn["B"]].focalOnlyCount == 2)
  }

  @Test func whatHasNoIndexIsCounted() throws {
    let drawn = DrawnGraph("AB AC BC D")
    let dates: Column = [PackedDate(year: 2000), PackedDate(year: 2001), PackedDate(year: 2002), .unknown]
    let all = try drawn.graph.cdIndexes(dates: dates)
    // A has no references, and C cites both A and B.
    #expect(all[drawn["A"]].value == 1)
    #expect(all[drawn["B"]] == CDIndex(focalOnlyCount: 0, focalAndReferencesCount: 1, referencesOnlyCount: 0))
    #expect(all[drawn["B"]].value == -1)
    let ranking = all.ranking()
    #expect(drawn.letters(ranking.entries.map(\.paper)) == "AB")
    #expect(
      ranking.unranked == [
        Ranking.Unranked(reason: .undated, paperCount: 1), Ranking.Unranked(reason: .withoutLaterPapers, paperCount: 1),
      ])
    #expect(try drawn.graph.cdIndex(of: drawn["D"], dates: dates) == nil)
    #expect(throws: RankingError.noDates) { try drawn.graph.cdIndexes(dates: []) }
    #expect(throws: RankingError.noDates) { try drawn.graph.cdIndex(of: drawn["A"], dates: []) }
  }

  @Test func everySmallAcyclicGraphAgreesWithCounting() throws {
    let years = [1, 2, 2, 4, 9]
    for slow in SmallGraphs.orderedFive { try expectCounts(slow.cited, years, span: 5) }
  }

  @Test func randomNetworksAgreeWithCounting() throws {
    var generator = SplitMix64(seed: 70)
    for (number, slow) in SmallGraphs.random(1000, seed: 71).enumerated() {
      var years = (0..<slow.count).map { _ in Int.random(in: 0...12, using: &generator) }
      years[0] = max(years[0], 1)
      if number % 2 == 0 { years.sort() }
      try expectCounts(slow.cited, years, span: [nil, 1, 5, 20][number / 2 % 4])
    }
  }

  @Test func papersCitedByManyAgreeWithCounting() throws {
    // Of 400 papers the first few are cited by up to all: hubs, whose citers are joined as sets.
    var generator = SplitMix64(seed: 72)
    var cited: [[Int]] = []
    for row in 0..<400 {
      var references = Set<Int>()
      if row > 0 {
        for _ in 0..<4 {
          let limit = Bool.random(using: &generator) ? min(row, 6) : row
          references.insert(Int.random(in: 0..<limit, using: &generator))
        }
      }
      cited.append(Array(references))
    }
    let years = (0..<400).map { 1 + $0 / 9 }
    try expectCounts(cited, years, span: 5)
    try expectCounts(cited, years, span: nil)
  }

  /// Year 0 is no date.
  private func expectCounts(_ cited: [[Int]], _ years: [Int], span: Int?) throws {
    var builder = CitationGraphBuilder(paperCount: cited.count)
    for (citing, cited) in cited.enumerated() {
      for cited in cited { builder.add(PaperIndex(citing), cites: PaperIndex(cited)) }
    }
    let graph = builder.build()
    let dates = Column(years.map { $0 == 0 ? PackedDate.unknown : PackedDate(year: 1990 + $0) })
    let all = try graph.cdIndexes(dates: dates, years: span)
    let references = cited.map(Set.init)
    for row in 0..<cited.count {
      var (only, both, other) = (0, 0, 0)
      for later in 0..<cited.count where years[row] > 0 && years[later] > years[row] {
        if let span, years[later] > years[row] + span { continue }
        let citesFocal = references[later].contains(row)
        let citesReference = !references[later].isDisjoint(with: references[row])
        only += citesFocal && !citesReference ? 1 : 0
        both += citesFocal && citesReference ? 1 : 0
        other += !citesFocal && citesReference ? 1 : 0
      }
      let expected = CDIndex(focalOnlyCount: only, focalAndReferencesCount: both, referencesOnlyCount: other)
      #expect(all[PaperIndex(row)] == expected, "paper \(row) of \(cited)")
      if row % 5 == 0 {
        let one = try graph.cdIndex(of: PaperIndex(row), dates: dates, years: span)
        #expect(one == (years[row] == 0 ? nil : expected), "paper \(row) of \(cited)")
      }
    }
    let notLater = cited.enumerated().reduce(0) { sum, row in
      sum + row.element.count { years[row.offset] > 0 && years[row.offset] <= years[$0] }
    }
    #expect(all.notLaterRelationCount == notLater, "\(cited)")
  }
}
