import CitationGraph
import TestSupport
import Testing

struct LocalCitationScoreTests {
  @Test func spansAreCountedInCalendarYears() {
    // A (1990) is cited by B in its own year, by C in the second, D in the third, E in the fourth, F in 2000.
    let drawn = DrawnGraph("AB AC AD AE AF")
    let dates = Column(
      [(1990, 12), (1990, 12), (1991, 1), (1992, 12), (1993, 1), (2000, 6)].map { PackedDate(year: $0.0, month: $0.1) })
    let scores = drawn.graph.localCitationScores(dates: dates, beginningYears: 3, endYears: 8)
    #expect(scores.citations == [5, 0, 0, 0, 0, 0])
    #expect(scores.references == [0, 1, 1, 1, 1, 1])
    #expect(scores.citationsPerYear[0] == 5.0 / 11)
    #expect(scores.citationsAtBeginning[0] == 3)
    #expect(scores.citationsAtEnd[0] == 2)
    #expect(scores.lastYear == 2000)
    #expect(scores.backwardRelationCount == 0)
  }

  @Test func whatHasNoDateIsCounted() {
    // A is undated, B of 2000 is cited by the undated C and by D, a year earlier.
    let drawn = DrawnGraph("AB BC BD")
    let dates: Column = [.unknown, PackedDate(year: 2000), .unknown, PackedDate(year: 1999)]
    let scores = drawn.graph.localCitationScores(dates: dates, endYears: 1)
    #expect(scores.citations == [1, 2, 0, 0])
    #expect(scores.citationsPerYear[0].isNaN)
    #expect(scores.citationsPerYear[1] == 2)
    #expect(scores.citationsAtBeginning == [0, 0, 0, 0])
    #expect(scores.citationsAtEnd == [1, 0, 0, 0])
    #expect(scores.undatedPaperCount == 2)
    #expect(scores.undatedRelationCount == 2)
    #expect(scores.backwardRelationCount == 1)

    let byYear = scores.ranking(by: .citationsPerYear)
    #expect(byYear.entries.map(\.paper) == drawn.rows("BD"))
    #expect(byYear.unranked == [Ranking.Unranked(reason: .undated, paperCount: 2)])
    #expect(scores.ranking(by: .citationsAtBeginning).rankedPaperCount == 2)
    #expect(scores.ranking(by: .citations).rankedPaperCount == 4)
    #expect(scores == drawn.graph.localCitationScores(dates: dates, endYears: 1))
  }

  @Test func nothingIsDated() {
    let scores = DrawnGraph.literature.graph.localCitationScores()
    #expect(scores.lastYear == nil)
    #expect(scores.undatedPaperCount == 14)
    #expect(scores.undatedRelationCount == 17)
    #expect(scores.citationsAtEnd.allSatisfy { $0 == 0 })
    let top = scores.ranking(by: .citations, top: 1)
    #expect(DrawnGraph.literature.letters(top.entries.map(\.paper)) == "B")
    #expect(top.entries[0].score == 3)
  }

  @Test func randomNetworksAgreeWithCounting() {
    var generator = SplitMix64(seed: 60)
    for slow in SmallGraphs.random(300, seed: 61) {
      let years = (0..<slow.count).map { _ in Int.random(in: 0...9, using: &generator) }
      let dates = Column(years.map { $0 == 0 ? PackedDate.unknown : PackedDate(year: 1990 + $0) })
      let (first, end) = (Int.random(in: 1...4, using: &generator), Int.random(in: 1...12, using: &generator))
      let scores = slow.graph.localCitationScores(dates: dates, beginningYears: first, endYears: end)
      let last = years.max()!
      for row in 0..<slow.count {
        let citing = slow.relations.filter { $0.cited == row }.map { years[$0.citing] }
        let dated = citing.filter { $0 > 0 }
        #expect(scores.citations[row] == citing.count, "\(slow)")
        #expect(scores.references[row] == slow.cited[row].count, "\(slow)")
        #expect(scores.citationsAtEnd[row] == dated.count { $0 > last - end }, "\(slow)")
        let beginning = years[row] == 0 ? 0 : dated.count { years[row]..<years[row] + first ~= $0 }
        #expect(scores.citationsAtBeginning[row] == beginning, "\(slow)")
        if years[row] > 0 {
          #expect(scores.citationsPerYear[row] == Double(citing.count) / Double(last - years[row] + 1), "\(slow)")
        }
      }
    }
  }
}
