import CitationGraph
import Testing

/// Ranks, ties, and the account of what has none.
struct RankingTests {
  private func ranks(_ ranking: Ranking) -> [[Double]] {
    ranking.entries.map { [Double($0.paper.row), $0.score, Double($0.rank)] }
  }

  @Test func equalScoresShareARankAndGoByRow() {
    let ranking = Ranking(scores: [1, 5, 3, 5, 9])
    #expect(ranks(ranking) == [[4, 9, 1], [1, 5, 2], [3, 5, 2], [2, 3, 4], [0, 1, 5]])
    #expect(ranking.rankedPaperCount == 5)
    #expect(ranking.unlistedTieCount == 0)
    #expect(ranking.unranked == [])
  }

  @Test func aCutThroughATieIsSaid() {
    let ranking = Ranking(scores: [2, 7, 2, 2, 1], top: 2)
    #expect(ranks(ranking) == [[1, 7, 1], [0, 2, 2]])
    #expect(ranking.rankedPaperCount == 5)
    #expect(ranking.unlistedTieCount == 2)
  }

  @Test func whatIsNoNumberIsCounted() {
    let undated = Ranking.Unranked(reason: .undated, paperCount: 2)
    let ranking = Ranking(scores: [.nan, 1, .nan, .nan], unranked: [undated])
    #expect(ranks(ranking) == [[1, 1, 1]])
    #expect(ranking.unranked == [undated, Ranking.Unranked(reason: .notANumber, paperCount: 1)])
  }

  @Test func nothingIsRanked() {
    #expect(Ranking(scores: []).entries == [])
    let none = Ranking(scores: [1, 2], top: 0)
    #expect(none.entries == [])
    #expect(none.rankedPaperCount == 2)
    #expect(none.unlistedTieCount == 0)
  }

  @Test func everyTopIsTheStartOfTheWhole() {
    // Many equal scores, in an order that is none.
    let scores = (0..<97).map { Double($0 * 31 % 97 / 7) }
    let sorted = scores.indices.sorted { (-scores[$0], $0) < (-scores[$1], $1) }
    for top in 0...97 {
      let ranking = Ranking(scores: Column(scores), top: top)
      #expect(ranking.entries.map(\.paper.row) == Array(sorted.prefix(top)))
      for entry in ranking.entries { #expect(entry.rank == 1 + scores.count { $0 > entry.score }) }
      if let last = ranking.entries.last {
        let tied = scores.count { $0 == last.score }
        #expect(ranking.unlistedTieCount == tied - ranking.entries.count { $0.score == last.score })
      }
    }
  }
}
