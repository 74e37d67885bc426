import CitationGraph
import Testing

/// Parts of a graph, and the main path through a part.
struct SubgraphTests {
  @Test func relationsAmongThePapersStay() {
    for slow in SmallGraphs.random(200, seed: 71) {
      let graph = slow.graph
      // Every other row, named twice and backwards.
      let chosen = graph.papers.filter { $0.row.isMultiple(of: 2) }
      let part = graph.subgraph(of: chosen.reversed() + chosen)
      #expect(Array(part.papers) == Array(chosen))
      #expect(part.graph.paperCount == chosen.count)
      for row in part.graph.papers {
        let kept = graph.references(of: part.papers[row.row]).filter { $0.row.isMultiple(of: 2) }
        #expect(part.graph.references(of: row).map { part.papers[$0.row] } == kept, "\(slow)")
        let citers = graph.citers(of: part.papers[row.row]).filter { $0.row.isMultiple(of: 2) }
        #expect(part.graph.citers(of: row).map { part.papers[$0.row] } == citers, "\(slow)")
      }
    }
  }

  @Test func ofNothing() {
    let drawn = DrawnGraph("AB BC")
    #expect(drawn.graph.subgraph(of: []).graph.paperCount == 0)
    let path = drawn.graph.familyMainPath(of: [drawn["A"], drawn["C"]])
    #expect(path.papers.isEmpty)
    #expect(path.droppedRelationCount == 0)
  }

  /// The network of the main path literature: its global path by SPC is B-D-F-I-M-N with a sum of 15.
  @Test func thePathOfTheWholeIsTheGlobalOne() {
    let drawn = DrawnGraph.literature
    let whole = drawn.graph.familyMainPath(of: drawn.graph.papers)
    #expect(drawn.letters(whole.papers) == "BDFIMN")
    #expect(whole.tiedPathCount == ExactCount(1))
    // Without B and D their paths do not count: what is left runs through A.
    let part = drawn.graph.familyMainPath(of: drawn.rows("ACEGHK"))
    #expect(drawn.letters(part.papers) == "ACEGHK")
  }

  @Test func tiesAndCyclesAreCounted() {
    let tied = DrawnGraph("AB AC BD CD")
    let path = tied.graph.familyMainPath(of: tied.graph.papers)
    #expect(tied.letters(path.papers) == "ABD")
    #expect(path.tiedPathCount == ExactCount(2))
    let cyclic = DrawnGraph("AB BC CA CD")
    let cut = cyclic.graph.familyMainPath(of: cyclic.graph.papers)
    #expect(cyclic.letters(cut.papers) == "ABCD")
    #expect(cut.droppedRelationCount == 1)
  }

  /// A chain need not follow the rows: what runs backward in time on no cycle stays.
  @Test func backwardChains() {
    let drawn = DrawnGraph("BA AC")
    #expect(drawn.letters(drawn.graph.familyMainPath(of: drawn.graph.papers).papers) == "BAC")
  }
}
