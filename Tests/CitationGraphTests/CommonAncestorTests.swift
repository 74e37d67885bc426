import TestSupport
import Testing

@testable import CitationGraph

/// What several papers all stand on, against a table of who reaches whom.
struct CommonAncestorTests {
  @Test func everySmallGraph() {
    for slow in SmallGraphs.upToThree {
      for choice in 1..<max(1, 1 << slow.count) {
        expectCommonAncestors(slow, of: (0..<slow.count).filter { choice >> $0 & 1 == 1 })
      }
    }
    for slow in SmallGraphs.ofFour {
      expectCommonAncestors(slow, of: [3])
      expectCommonAncestors(slow, of: [3, 2])
      expectCommonAncestors(slow, of: [0, 1, 2])
    }
    for slow in SmallGraphs.orderedFive { expectCommonAncestors(slow, of: [4, 3]) }
  }

  @Test func randomGraphs() {
    var generator = SplitMix64(seed: 60)
    for slow in SmallGraphs.random(1000, seed: 61) {
      let count = Int.random(in: 1...4, using: &generator)
      expectCommonAncestors(slow, of: Array((0..<slow.count).shuffled(using: &generator).prefix(count)))
    }
  }

  @Test func aPaperNamedTwice() {
    // A ─▶ B ─▶ C
    let drawn = DrawnGraph("AB BC")
    #expect(drawn.graph.commonAncestors(of: drawn.rows("CBC")).map(\.generations) == [[2, 1, 2]])
    #expect(drawn.graph.commonAncestors(of: []) == [])
  }

  @Test func moreThanSixtyFourPapers() {
    // A hundred papers cite B, which cites A; every third cites A too.
    var builder = CitationGraphBuilder(paperCount: 102)
    builder.add(PaperIndex(1), cites: PaperIndex(0))
    for row in 2..<102 {
      builder.add(PaperIndex(row), cites: PaperIndex(1))
      if row.isMultiple(of: 3) { builder.add(PaperIndex(row), cites: PaperIndex(0)) }
    }
    let graph = builder.build()
    let rows = Array(2..<102)
    let common = graph.commonAncestors(of: rows.map { PaperIndex($0) })
    #expect(common.map(\.paper.row) == [1, 0])
    #expect(common.map(\.isLowest) == [true, false])
    #expect(common.first?.generations == rows.map { _ in 1 })
    #expect(common.last?.generations == rows.map { $0.isMultiple(of: 3) ? 1 : 2 })
    #expect(graph.commonAncestors(of: graph.papers.dropFirst().map { $0 }).map(\.paper.row) == [0])
  }

  @Test func theLiteratureNetwork() {
    let drawn = DrawnGraph.literature
    let common = drawn.graph.commonAncestors(of: drawn.rows("KN"))
    #expect(drawn.letters(common.map(\.paper)) == "FDB")
    #expect(common.map(\.generations) == [[2, 3], [3, 3], [3, 3]])
    #expect(common.map(\.isLowest) == [true, false, false])
  }

  @Test func aCycleThroughOneOfThePapersLeadsOnToo() {
    // B ─▶ A ─▶ C ─▶ A, and C ─▶ D: C stands on B by way of A, one of the papers asked for.
    let drawn = DrawnGraph("BA AC CA CD")
    let common = drawn.graph.commonAncestors(of: drawn.rows("AD"))
    #expect(drawn.letters(common.map(\.paper)) == "CB")
    #expect(common.map(\.isLowest) == [true, false])
  }

  private func expectCommonAncestors(_ slow: SlowGraph, of papers: [Int]) {
    let common = (0..<slow.count).filter { row in
      !papers.contains(row) && papers.allSatisfy { slow.isReachable(row, from: $0) }
    }
    let expected = common.map { row in
      SharedAncestor(
        paper: PaperIndex(row), generations: papers.map { slow.distance[$0][row] ?? -1 },
        isLowest: !common.contains { $0 != row && slow.isReachable(row, from: $0) })
    }
    .sorted {
      ($0.generations.reduce(0, +), $1.paper) < ($1.generations.reduce(0, +), $0.paper)
    }
    let found = slow.graph.commonAncestors(of: papers.map { PaperIndex($0) })
    #expect(found == expected, "\(slow) of \(papers)")
  }
}
