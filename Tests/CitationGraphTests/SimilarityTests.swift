import CitationGraph
import TestSupport
import Testing

struct SimilarityTests {
  @Test func couplingOfThePublishedExample() {
    // q cites b c d e f, p cites a b c d, s cites q p c e, r cites s b q f g.
    let drawn = DrawnGraph("bq cq dq eq fq ap bp cp dp qs ps cs es sr br qr fr gr")
    let expected = ["qp": 0.5, "qs": 0.2857, "qr": 0.25, "ps": 0.1429, "pr": 0.125, "sr": 0.125]
    for (pair, value) in expected {
      let (one, other) = (pair.first!, pair.last!)
      for (from, to) in [(one, other), (other, one)] {
        let result = drawn.graph.papers(similarTo: drawn[from], by: .bibliographicCoupling, measure: .jaccard)
        let score = result.papers.first { $0.paper == drawn[to] }?.score
        #expect(abs((score ?? 0) - value) < 5e-5, "\(pair)")
      }
    }
    let result = drawn.graph.papers(similarTo: drawn["q"], by: .bibliographicCoupling, measure: .jaccard)
    #expect(drawn.letters(result.papers.map(\.paper)) == "psr")
    #expect(result.papers.map(\.sharedReferenceCount) == [3, 2, 2])
    #expect(result.papers.map(\.coCitationCount) == [nil, nil, nil])
    #expect(result.relatedPaperCount == 3)
  }

  @Test func coCitationOfTheLiterature() {
    // C and F are cited by H both; C also by E, F also by I.
    let drawn = DrawnGraph.literature
    let result = drawn.graph.papers(similarTo: drawn["C"], by: .coCitation, measure: .salton)
    #expect(drawn.letters(result.papers.map(\.paper)) == "GF")
    #expect(result.papers.map(\.score) == [(0.5).squareRoot(), 0.5])
    #expect(result.papers.map(\.coCitationCount) == [1, 1])
  }

  @Test func equalFractionsAreEqualScoresAndGoByRow() {
    // x shares one of three with a, which has three, and two of three with b: 1/√(3·3) and 2/√(3·12) are the same.
    let drawn = DrawnGraph("1x 2x 3x 1a 4a 5a 1b 2b 4b 5b 6b 7b 8b 9b 0b Ab Bb Cb")
    let result = drawn.graph.papers(similarTo: drawn["x"], by: .bibliographicCoupling, measure: .salton)
    #expect(drawn.letters(result.papers.map(\.paper)) == "ab")
    #expect(result.papers[0].score == result.papers[1].score)
    #expect(result.ranks == [1, 1])
    let first = drawn.graph.papers(similarTo: drawn["x"], by: .bibliographicCoupling, measure: .salton, top: 1)
    #expect(drawn.letters(first.papers.map(\.paper)) == "a")
    #expect(first.unlistedTieCount == 1)
    #expect(first.relatedPaperCount == 2)
  }

  @Test func aPaperWithoutCitationsHasNoneLikeIt() {
    let drawn = DrawnGraph("AB")
    for basis in SimilarityBasis.allCases {
      let result = drawn.graph.papers(similarTo: drawn["B"], by: basis)
      #expect(result.papers == [])
      #expect(result.relatedPaperCount == 0)
      #expect(result.ranks == [])
    }
  }

  @Test func everySmallGraphAgreesWithCounting() {
    for slow in SmallGraphs.upToThree + SmallGraphs.ofFour.enumerated().filter({ $0.offset % 7 == 0 }).map(\.element) {
      expectAgreement(slow, top: nil)
    }
  }

  @Test func randomGraphsAgreeWithCounting() {
    for (number, slow) in SmallGraphs.random(300, seed: 80).enumerated() {
      expectAgreement(slow, top: [nil, 1, 3, 0][number % 4])
    }
  }

  /// One search object for all papers, so that what one search leaves behind would show in the next.
  private func expectAgreement(_ slow: SlowGraph, top: Int?) {
    let graph = slow.graph
    var search = SimilaritySearch(graph)
    let (references, citers) = (slow.cited.map(Set.init), slow.reversed.cited.map(Set.init))
    for row in 0..<slow.count {
      for measure in SimilarityMeasure.allCases {
        func score(_ sets: [Set<Int>], _ other: Int) -> Double {
          let common = Double(sets[row].intersection(sets[other]).count)
          if common == 0 { return 0 }
          let (own, others) = (Double(sets[row].count), Double(sets[other].count))
          return switch measure {
          case .count: common
          case .salton: (common * common / (own * others)).squareRoot()
          case .jaccard: common / Double(sets[row].union(sets[other]).count)
          }
        }
        for basis in SimilarityBasis.allCases {
          let scores = (0..<slow.count).map { other in
            switch basis {
            case .coCitation: score(citers, other)
            case .bibliographicCoupling: score(references, other)
            case .mixed: (score(citers, other) + score(references, other)) / 2
            }
          }
          let related = (0..<slow.count).filter { $0 != row && scores[$0] > 0 }
          let sorted = related.sorted { (-scores[$0], $0) < (-scores[$1], $1) }.prefix(top ?? .max)
          let result = search.papers(similarTo: PaperIndex(row), by: basis, measure: measure, top: top)
          #expect(result.papers.map(\.paper.row) == Array(sorted), "\(basis) \(measure) \(row) in \(slow)")
          #expect(result.papers.map(\.score) == sorted.map { scores[$0] }, "\(basis) \(measure) \(row) in \(slow)")
          #expect(result.relatedPaperCount == related.count, "\(basis) \(measure) \(row) in \(slow)")
          let tied = sorted.last.map { last in related.count { scores[$0] == scores[last] } } ?? 0
          let listed = sorted.last.map { last in sorted.count { scores[$0] == scores[last] } } ?? 0
          #expect(result.unlistedTieCount == tied - listed, "\(basis) \(measure) \(row) in \(slow)")
          for paper in result.papers {
            let other = paper.paper.row
            if let count = paper.coCitationCount { #expect(count == citers[row].intersection(citers[other]).count) }
            if let count = paper.sharedReferenceCount {
              #expect(count == references[row].intersection(references[other]).count)
            }
            #expect((paper.coCitationCount == nil) == (basis == .bibliographicCoupling))
            #expect((paper.sharedReferenceCount == nil) == (basis == .coCitation))
          }
        }
      }
    }
  }
}
