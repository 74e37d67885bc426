import TestSupport
import Testing

@testable import CitationGraph

/// What is left when ways replace relations.
struct TransitiveReductionTests {
  /// The relations that an oracle's drawing loses, in its own words. Rows are the numbers in it, oldest first.
  private static func removed(_ drawing: String) -> [String] {
    let pairs = drawing.split(separator: " ").map { $0.split(separator: "-").compactMap { Int($0) } }
    var builder = CitationGraphBuilder(paperCount: 1 + (pairs.joined().max() ?? 0))
    for pair in pairs { builder.add(PaperIndex(pair[1]), cites: PaperIndex(pair[0])) }
    let graph = builder.build()
    let reduction = graph.transitiveReduction()
    return (0..<graph.relationCount).filter { !reduction.isKept($0) }.map { position in
      let (citing, cited) = graph.relation(at: position)
      return "\(cited.row)-\(citing.row)"
    }
  }

  @Test func theLiteratureNetworkLosesTwoRelations() {
    let drawn = DrawnGraph.literature
    let reduction = drawn.graph.transitiveReduction()
    #expect(reduction.removedRelationCount == 2)
    #expect(!reduction.graph.references(of: drawn["H"]).contains(drawn["C"]))
    #expect(!reduction.graph.references(of: drawn["I"]).contains(drawn["D"]))
    #expect(reduction.graph.relationCount == 15)
  }

  @Test func theNetworksOfOtherTools() {
    #expect(Self.removed("1-3 2-3 2-4 3-5 3-7 4-6 4-10 4-11 5-8 5-9 6-9 6-10") == ["4-10"])
    #expect(Self.removed("3-5 3-21 5-12 12-20 12-15 20-21 20-22 15-22 21-22") == ["3-21", "20-22"])
    #expect(Self.removed("1-2 2-3 2-4 3-5 4-5") == [])
  }

  @Test func exactlyTheRedundantRelationsGoFromGraphsWithoutCycles() {
    for slow in SmallGraphs.orderedFive + (SmallGraphs.ofFour + SmallGraphs.random(1_000, seed: 60)).filter(\.isAcyclic)
    {
      let graph = slow.graph
      let reduction = graph.transitiveReduction()
      // Redundant: another reference of the citing paper reaches the cited one.
      let expected = slow.relations.map { citing, cited in
        !slow.cited[citing].contains { $0 != cited && slow.isReachable(cited, from: $0) }
      }
      #expect((0..<graph.relationCount).map(reduction.isKept) == expected, "\(slow)")
      #expect(reduction.graph.relationCount == expected.count { $0 }, "\(slow)")
      #expect(reduction.knotRelationCount == 0 && reduction.parallelRelationCount == 0, "\(slow)")
    }
  }

  @Test func reachIsKeptAndNothingBetweenComponentsCanBeSpared() {
    for slow in SmallGraphs.upToThree + SmallGraphs.ofFour + SmallGraphs.random(250, seed: 61) {
      let graph = slow.graph
      let reduction = graph.transitiveReduction()
      let kept = zip(0..., slow.relations).filter { reduction.isKept($0.0) }.map { $0.1 }
      let reduced = SlowGraph(kept, count: slow.count)
      #expect(reduced.reachability == slow.reachability, "\(slow)")
      #expect(reduction.graph.papers.map { reduction.graph.references(of: $0).map(\.row) } == reduced.cited, "\(slow)")

      let inside = slow.relations.map { slow.isMutual($0.citing, $0.cited) }
      #expect(reduction.knotRelationCount == inside.count { $0 }, "\(slow)")
      #expect(zip(0..., inside).allSatisfy { !$0.1 || reduction.isKept($0.0) }, "\(slow)")
      for (place, relation) in kept.enumerated() where !slow.isMutual(relation.citing, relation.cited) {
        var fewer = kept
        fewer.remove(at: place)
        #expect(SlowGraph(fewer, count: slow.count).reachability != slow.reachability, "\(slow)")
      }
    }
  }

  @Test func parallelRelationsAreCounted() {
    // B and C cite each other, and both cite A; D cites both and A.
    let drawn = DrawnGraph("AB AC BC CB BD CD AD")
    let reduction = drawn.graph.transitiveReduction()
    #expect(reduction.kept.count == 4)
    #expect(reduction.knotRelationCount == 2)
    #expect(reduction.parallelRelationCount == 2)
    // First by position: B cites A, D cites B.
    #expect(reduction.graph.references(of: drawn["B"]).contains(drawn["A"]))
    #expect(drawn.letters(Array(reduction.graph.references(of: drawn["D"]))) == "B")
  }

  @Test func blocksAndThreadsChangeNothing() {
    for seed in [70, 71] as [UInt64] {
      var generator = SplitMix64(seed: seed)
      let count = 1_700
      var builder = CitationGraphBuilder(paperCount: count)
      for citing in 1..<count {
        // Mostly recent papers, some of any age, and in the second graph a few later ones.
        for _ in 0..<3 {
          builder.add(PaperIndex(citing), cites: PaperIndex(max(0, citing - Int.random(in: 1...60, using: &generator))))
        }
        builder.add(PaperIndex(citing), cites: PaperIndex(Int.random(in: 0..<citing, using: &generator)))
        if seed == 71, citing.isMultiple(of: 50) {
          builder.add(PaperIndex(citing - 1), cites: PaperIndex(min(count - 1, citing + 3)))
        }
      }
      let graph = builder.build()
      let components = graph.stronglyConnectedComponents()
      #expect(components.isRowOrder == (seed == 70))
      let whole = graph.transitiveReduction(components, lines: 4, threads: 1)
      #expect(whole.kept.count < graph.relationCount)
      for lines in [1, 2] {
        for threads in 1...3 {
          let blocks = graph.transitiveReduction(components, lines: lines, threads: threads)
          #expect(blocks.kept == whole.kept, "\(lines) lines, \(threads) threads")
        }
      }
      if seed == 70 { #expect(whole.kept == Self.slowlyKept(graph)) }
      #expect(graph.transitiveReduction(memory: 0).kept == whole.kept)
    }
  }

  @Test func plansKeepWithinMemory() {
    #expect(BlockReduction.plan(rowCount: 100, byteCount: 0) == (1, 1))
    let plan = BlockReduction.plan(rowCount: 1_000_000, byteCount: 1 << 28)
    #expect(plan.lines * plan.threads * 64_000_000 <= 1 << 28 || plan.lines == 1)
    #expect(BlockReduction.plan(rowCount: 20_000, byteCount: 1 << 30).lines == 4)
  }

  /// One set of ancestors a row, references newest first.
  private static func slowlyKept(_ graph: CitationGraph) -> RelationSet {
    let kept = BitSet(count: graph.relationCount)
    var ancestors: [Set<PaperIndex>] = []
    for paper in graph.papers {
      var found: Set<PaperIndex> = []
      for (cited, position) in zip(graph.references(of: paper), graph.relationPositions(citing: paper)).reversed()
      where !found.contains(cited) {
        found.formUnion(ancestors[cited.row])
        found.insert(cited)
        _ = kept.insert(position)
      }
      ancestors.append(found)
    }
    return RelationSet(kept, relationCount: graph.relationCount)
  }
}

extension SlowGraph {
  fileprivate init(_ relations: [(citing: Int, cited: Int)], count: Int) {
    var cited = [[Int]](repeating: [], count: count)
    for relation in relations { cited[relation.citing].append(relation.cited) }
    self.init(cited: cited)
  }

  /// For each pair of rows whether the first reaches the second.
  fileprivate var reachability: [[Bool]] { distance.map { $0.map { $0 != nil } } }
}
