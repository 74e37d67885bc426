import CitationGraph
import Testing

/// Knots, cycles and islands.
struct ComponentTests {
  /// All small graphs and some larger ones.
  private static let samples =
    SmallGraphs.upToThree + SmallGraphs.ofFour + SmallGraphs.orderedFive
    + SmallGraphs.random(300, seed: 20)

  @Test func stronglyConnectedComponentsAreThePapersThatReachEachOther() {
    for slow in Self.samples {
      let components = slow.graph.stronglyConnectedComponents().map { $0.map(\.row) }
      #expect(components.sorted { $0[0] < $1[0] } == slow.knots, "\(slow)")
    }
  }

  @Test func stronglyConnectedComponentsComeCitedFirst() {
    for slow in Self.samples {
      var place = [Int](repeating: 0, count: slow.count)
      for (index, component) in slow.graph.stronglyConnectedComponents().enumerated() {
        for paper in component { place[paper.row] = index }
      }
      #expect(slow.relations.allSatisfy { place[$0.cited] <= place[$0.citing] }, "\(slow)")
    }
  }

  @Test func eachKnotGivesOneShortestCycleThroughItsLowestRow() {
    for slow in Self.samples {
      let cycles = slow.graph.cycles().map(\.numbers)
      let knots = slow.knots.filter { $0.count > 1 }
      #expect(cycles.map { $0.first } == knots.map { $0.first }, "\(slow)")
      #expect(cycles.map { $0.count } == knots.map { slow.shortestCycle(through: $0[0]) }, "\(slow)")
      for cycle in cycles {
        #expect(Set(cycle).count == cycle.count, "\(slow)")
        let closed = zip(cycle, cycle.dropFirst() + cycle.prefix(1))
        #expect(closed.allSatisfy { slow.cited[$0].contains($1) }, "\(slow): \(cycle)")
      }
    }
  }

  @Test func weaklyConnectedComponentsAreTheIslands() {
    for slow in Self.samples {
      #expect(slow.graph.weaklyConnectedComponents().map(\.numbers) == slow.islands, "\(slow)")
    }
  }

  @Test func twoKnotsAndWhatJoinsThem() {
    // A ◀─▶ B ─▶ C ─▶ D ─▶ E ─▶ F ─▶ D
    let drawn = DrawnGraph("AB BA BC CD DE EF FD")
    #expect(drawn.graph.stronglyConnectedComponents().map { drawn.letters(Array($0)) } == ["AB", "C", "DEF"])
    // Within a cycle each paper cites the next: D cites F, which cites E, which cites D.
    #expect(drawn.graph.cycles().map(drawn.letters) == ["AB", "DFE"])
  }

  @Test func islandsInTheOrderOfTheirFirstPaper() {
    // A ─▶ D    B    C ─▶ E ◀─ F
    let drawn = DrawnGraph("AD B CE FE")
    #expect(drawn.graph.weaklyConnectedComponents().map(drawn.letters) == ["AD", "B", "CEF"])
    #expect(drawn.graph.cycles() == [])
  }

  @Test func theLiteratureNetworkIsOneIslandWithoutKnots() {
    let drawn = DrawnGraph.literature
    #expect(drawn.graph.weaklyConnectedComponents().map(drawn.letters) == ["ABCDEFGHIJKLMN"])
    #expect(drawn.graph.stronglyConnectedComponents().count == 14)
    #expect(drawn.graph.cycles() == [])
  }
}
