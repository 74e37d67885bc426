import TestSupport
import Testing

@testable import CitationGraph

/// What holds for every frozen graph, and what the builder counts.
struct BuilderTests {
  @Test func everySmallGraphIsWellFormed() {
    for slow in SmallGraphs.upToThree + SmallGraphs.ofFour { expectWellFormed(slow.graph, like: slow) }
  }

  @Test func everyRandomGraphIsWellFormed() {
    for slow in SmallGraphs.random(300, seed: 1) { expectWellFormed(slow.graph, like: slow) }
  }

  @Test func theOrderOfAddingDoesNotMatter() {
    var generator = SplitMix64(seed: 2)
    for slow in SmallGraphs.random(100, seed: 3) {
      var builder = CitationGraphBuilder(paperCount: slow.count)
      for (citing, cited) in slow.relations.shuffled(using: &generator) {
        builder.add(PaperIndex(citing), cites: PaperIndex(cited))
      }
      expectWellFormed(builder.build(), like: slow)
    }
  }

  @Test func duplicateAndSelfRelationsAreCountedAndLeftOut() {
    var generator = SplitMix64(seed: 4)
    for slow in SmallGraphs.random(100, seed: 5) {
      let again = slow.relations.filter { _ in Bool.random(using: &generator) }
      let selves = (0..<slow.count).filter { _ in Bool.random(using: &generator) }
      let added = slow.relations + again + selves.map { ($0, $0) }
      var builder = CitationGraphBuilder(paperCount: slow.count)
      for (citing, cited) in added.shuffled(using: &generator) {
        builder.add(PaperIndex(citing), cites: PaperIndex(cited))
      }
      let graph = builder.build()
      expectWellFormed(graph, like: slow)
      #expect(graph.duplicateRelationCount == again.count)
      #expect(graph.selfRelationCount == selves.count)
    }
  }

  @Test func aGraphWithoutPapersIsAGraph() {
    let graph = CitationGraphBuilder(paperCount: 0).build()
    #expect(graph.paperCount == 0)
    #expect(graph.relationCount == 0)
    #expect(Array(graph.papers) == [])
    #expect(graph.reach(from: [], towards: .ancestors) == Reach(papers: [], generations: [], depths: []))
    #expect(graph.stronglyConnectedComponents().isEmpty)
    #expect(graph.weaklyConnectedComponents() == [])
    #expect(graph.cycles() == [])
  }

  @Test func rowsAreNumbersInOrder() {
    #expect(PaperIndex(7) == PaperIndex(rawValue: 7))
    #expect(PaperIndex(7).row == 7)
    #expect(PaperIndex(2) < PaperIndex(10))
    #expect(PaperIndex(Int(UInt32.max)).row == Int(UInt32.max))
  }

  @Test(arguments: CitationGraph.Direction.allCases)
  func theReverseOfTheReverseIsTheDirection(_ direction: CitationGraph.Direction) {
    #expect(direction.reversed != direction)
    #expect(direction.reversed.reversed == direction)
  }

  /// Offsets ascend, rows are sorted, one half is the transpose of the other, and it is the graph that was meant.
  private func expectWellFormed(_ graph: CitationGraph, like slow: SlowGraph) {
    let rows = 0..<slow.count
    #expect(Array(graph.papers).numbers == Array(rows))
    #expect(graph.relationCount == slow.relations.count, "\(slow)")
    for half in [graph.references, graph.citers] {
      #expect(half.offsets.count == slow.count + 1)
      #expect(half.offsets.first == 0)
      #expect(half.offsets.last == half.columns.count)
      #expect(zip(half.offsets, half.offsets.dropFirst()).allSatisfy { $0 <= $1 }, "\(slow)")
    }
    #expect(rows.map { graph.references(of: PaperIndex($0)).map(\.row) } == slow.cited, "\(slow)")
    #expect(rows.map { graph.citers(of: PaperIndex($0)).map(\.row) } == slow.reversed.cited, "\(slow)")

    let positions = slow.relations.map {
      graph.relationPosition(citing: PaperIndex($0.citing), cited: PaperIndex($0.cited))
    }
    #expect(positions == Array(0..<slow.relations.count), "\(slow)")
    #expect(rows.flatMap { graph.relationPositions(citing: PaperIndex($0)) } == Array(0..<slow.relations.count))
    let strangers = rows.flatMap { citing in rows.map { (citing, $0) } }.filter { !slow.cited[$0.0].contains($0.1) }
    #expect(
      strangers.allSatisfy { graph.relationPosition(citing: PaperIndex($0.0), cited: PaperIndex($0.1)) == nil },
      "\(slow)")
  }
}
