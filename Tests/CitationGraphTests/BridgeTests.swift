import CitationGraph
import TestSupport
import Testing

/// The definition of bridges, word by word and slowly.
private struct SlowBridges {
  let graph: SlowGraph
  let kept: [Int]
  /// The graph without the relations that run backward in a knot.
  let acyclic: SlowGraph

  init(_ graph: SlowGraph, kept: [Int]) {
    self.graph = graph
    self.kept = kept
    acyclic = SlowGraph(
      cited: graph.cited.enumerated().map { row, cited in
        cited.filter { !($0 > row && graph.isMutual(row, $0)) }
      })
  }

  /// Whether no kept paper lies on a way from one kept paper down to another that it reaches.
  func isNext(_ citing: Int, _ cited: Int) -> Bool {
    citing != cited && acyclic.isReachable(cited, from: citing)
      && !kept.contains { other in
        other != citing && other != cited && acyclic.isReachable(other, from: citing)
          && acyclic.isReachable(cited, from: other)
      }
  }

  /// The bridges with the number of papers on a shortest chain.
  var bridges: [[Int]] {
    kept.flatMap { citing in
      kept.filter { isNext(citing, $0) && !graph.cited[citing].contains($0) }.map { cited in
        [citing, cited, (acyclic.distance[citing][cited] ?? 0) - 1]
      }
    }
  }

  var redundant: [PaperPair] {
    kept.flatMap { citing in
      acyclic.cited[citing].filter { kept.contains($0) && !isNext(citing, $0) }
        .map { PaperPair(citing: PaperIndex(citing), cited: PaperIndex($0)) }
    }
  }
}

struct BridgeTests {
  /// Compares with the definition, and looks whether what is shown says who reaches whom and nothing twice.
  private func check(_ slow: SlowGraph, kept: [Int]) {
    let graph = slow.graph
    let expected = SlowBridges(slow, kept: kept)
    for memory in [0, 1 << 20] {
      let reach = graph.bridgedReach(among: kept.map { PaperIndex($0) }, memory: memory)
      let told: Testing.Comment = "keeping \(kept) of \(slow)"
      #expect(reach.papers.numbers == kept, told)
      #expect(reach.bridges.map { [$0.citing.row, $0.cited.row, $0.via.count] } == expected.bridges, told)
      #expect(reach.redundantRelations == expected.redundant, told)
      #expect(
        reach.unfollowedRelationCount == slow.relations.count - expected.acyclic.relations.count, told)
      for bridge in reach.bridges {
        let chain = [bridge.citing.row] + bridge.via.numbers + [bridge.cited.row]
        #expect(zip(chain, chain.dropFirst()).allSatisfy { expected.acyclic.cited[$0].contains($1) }, told)
        #expect(Set(bridge.via.numbers).isDisjoint(with: kept), told)
      }

      // The law, on what is drawn: kept relations and bridges.
      var shown = slow.cited.map { _ in [Int]() }
      for row in kept { shown[row] = expected.acyclic.cited[row].filter(kept.contains) }
      for bridge in reach.bridges { shown[bridge.citing.row].append(bridge.cited.row) }
      let drawn = SlowGraph(cited: shown)
      for one in kept {
        for other in kept {
          #expect(drawn.isReachable(other, from: one) == expected.acyclic.isReachable(other, from: one), told)
        }
      }
      for bridge in reach.bridges {
        var fewer = shown
        fewer[bridge.citing.row].removeAll { $0 == bridge.cited.row }
        #expect(!SlowGraph(cited: fewer).isReachable(bridge.cited.row, from: bridge.citing.row), told)
      }
    }
  }

  /// Every set of kept rows.
  private func checkAll(_ slow: SlowGraph) {
    for choice in 0..<1 << slow.count {
      check(slow, kept: (0..<slow.count).filter { choice >> $0 & 1 == 1 })
    }
  }

  @Test(arguments: SmallGraphs.upToThree) func holdsOnAllSmallGraphs(graph: SlowGraph) { checkAll(graph) }

  @Test func holdsOnGraphsOfFourAndFive() {
    for graph in SmallGraphs.ofFour { check(graph, kept: [0, 2, 3]) }
    for graph in SmallGraphs.ofFour { check(graph, kept: [0, 3]) }
    for graph in SmallGraphs.orderedFive { check(graph, kept: [0, 2, 4]) }
    for graph in SmallGraphs.orderedFive { check(graph, kept: [0, 1, 4]) }
  }

  @Test func holdsOnRandomGraphs() {
    var generator = SplitMix64(seed: 5)
    for graph in SmallGraphs.random(200, seed: 26) {
      check(graph, kept: (0..<graph.count).filter { _ in Bool.random(using: &generator) })
    }
  }

  /// More kept papers than one block has bits.
  @Test(arguments: [3, 400, 700]) func blocksAgree(keptCount: Int) throws {
    let rowCount = 1_000
    var generator = SplitMix64(seed: 8)
    var builder = CitationGraphBuilder(paperCount: rowCount)
    for row in 1..<rowCount {
      for _ in 0..<2 {
        let cited = Int.random(in: max(0, row - 60)..<row, using: &generator)
        // A few run backward and make knots.
        let isBackward = Int.random(in: 0..<50, using: &generator) == 0
        builder.add(PaperIndex(isBackward ? cited : row), cites: PaperIndex(isBackward ? row : cited))
      }
    }
    let graph = builder.build()
    let kept = Array((0..<rowCount).shuffled(using: &generator).prefix(keptCount)).map { PaperIndex($0) }
    let narrow = graph.bridgedReach(among: kept, memory: 0)
    #expect(graph.bridgedReach(among: kept) == narrow)
    // What is shown reaches what the graph without backward relations reaches.
    let acyclic = try graph.acyclicGraph(.dropBackward).graph
    let isKept = Set(kept)
    var shown = CitationGraphBuilder(paperCount: rowCount)
    for paper in kept {
      for cited in acyclic.references(of: paper) where isKept.contains(cited) { shown.add(paper, cites: cited) }
    }
    for bridge in narrow.bridges {
      shown.add(bridge.citing, cites: bridge.cited)
      let shortest = try #require(acyclic.shortestPath(from: bridge.citing, to: bridge.cited))
      #expect(shortest.count == bridge.via.count + 2)
    }
    let drawn = shown.build()
    for paper in kept.prefix(60) {
      let reached = acyclic.reachedPapers(from: [paper], towards: .ancestors).filter(isKept.contains)
      #expect(drawn.reachedPapers(from: [paper], towards: .ancestors).sorted() == reached.sorted())
    }
    // With the relations that are not redundant, bridges are the transitive reduction.
    #expect(drawn.transitiveReduction().removedRelationCount == narrow.redundantRelations.count)
  }

  @Test func aChainOfPapersLeftOutIsOneBridge() {
    //            ┌─▶ E ─▶ G ─┐
    // A ─▶ C ─┤           ├─▶ H ─▶ K      keeping A, H, K: A ╌2╌▶ H, by way of C alone as H cites C too
    //            └───────────┘
    let drawn = DrawnGraph.literature
    let reach = drawn.graph.bridgedReach(among: drawn.rows("AHK"))
    #expect(reach.bridges == [Bridge(citing: drawn["H"], cited: drawn["A"], via: drawn.rows("C"))])
    #expect(reach.redundantRelations.isEmpty && reach.unfollowedRelationCount == 0)
  }

  @Test func whatIsAllThereHasNoBridges() {
    let drawn = DrawnGraph.literature
    #expect(drawn.graph.bridgedReach(among: drawn.graph.papers).bridges.isEmpty)
    #expect(drawn.graph.bridgedReach(among: []).bridges.isEmpty)
    #expect(drawn.graph.bridgedReach(among: drawn.rows("AAK")).papers == drawn.rows("AK"))
  }

  @Test func theMostCitedOfHighEnergyPhysicsHangTogether() throws {
    guard let bytes = try SharedData.bytes("graphs/cit-HepPh.txt") else { return }
    let graph = try NetworkText.read(edges: bytes).network.graph
    let top = Ranking(scores: Column(graph.papers.map { Double(graph.citationCount(of: $0)) }), top: 60)
    let kept = top.entries.map(\.paper)
    let reach = graph.bridgedReach(among: kept)
    #expect(reach.papers.count == 60 && !reach.bridges.isEmpty)
    let acyclic = try graph.acyclicGraph(.dropBackward).graph
    for bridge in reach.bridges {
      #expect(acyclic.shortestPath(from: bridge.citing, to: bridge.cited)?.count == bridge.via.count + 2)
    }
  }
}
