import TestSupport
import Testing

@testable import CitationGraph

/// Components, condensation, heights and depths.
struct OrderTests {
  private static let samples =
    SmallGraphs.upToThree + SmallGraphs.ofFour + SmallGraphs.orderedFive + SmallGraphs.random(1_000, seed: 40)

  // MARK: Components

  @Test func componentsAreThePapersThatReachEachOtherAndComeCitedFirst() {
    for slow in Self.samples {
      let components = slow.graph.stronglyConnectedComponents()
      #expect(components.map { $0.map(\.row) }.sorted { $0[0] < $1[0] } == slow.knots, "\(slow)")
      #expect(components.papers.map(\.row).sorted() == Array(0..<slow.count), "\(slow)")
      for (number, papers) in components.enumerated() {
        #expect(papers.allSatisfy { components.number(of: $0) == number }, "\(slow)")
      }
      let number = { components.number(of: PaperIndex($0)) }
      #expect(slow.relations.allSatisfy { number($0.cited) <= number($0.citing) }, "\(slow)")
      #expect(components.isAcyclic == slow.isAcyclic, "\(slow)")
      #expect(components.isRowOrder == slow.relations.allSatisfy { $0.cited < $0.citing }, "\(slow)")
      if components.isRowOrder { #expect(components.papers.map(\.row) == Array(0..<slow.count)) }
    }
  }

  @Test func knotsInLargeGraphsOfManyStretches() {
    // Islands of random graphs with rows side by side, each citing some of the one before: stretches of many lengths.
    for seed in 0..<20 as Range<UInt64> {
      var cited: [[Int]] = []
      var expected: [[Int]] = []
      for slow in SmallGraphs.random(40, seed: 900 + seed) {
        let base = cited.count
        expected += slow.knots.map { $0.map { $0 + base } }
        cited += slow.cited.map { references in references.map { $0 + base } + (base > 5 ? [base - 5] : []) }
      }
      var builder = CitationGraphBuilder(paperCount: cited.count)
      for (citing, references) in cited.enumerated() {
        for other in references { builder.add(PaperIndex(citing), cites: PaperIndex(other)) }
      }
      let graph = builder.build()
      let components = graph.stronglyConnectedComponents()
      #expect(components.map { $0.map(\.row) }.sorted { $0[0] < $1[0] } == expected)
      #expect(
        graph.papers.allSatisfy { paper in
          graph.references(of: paper).allSatisfy { components.number(of: $0) <= components.number(of: paper) }
        })
    }
  }

  // MARK: Condensation

  @Test func theCondensationJoinsComponentsAndCountsRelations() {
    for slow in Self.samples {
      let condensation = slow.graph.condensation()
      let components = condensation.components
      let number = { components.number(of: PaperIndex($0)) }
      var tally: [[Int]: Int] = [:]
      for (citing, cited) in slow.relations { tally[[number(citing), number(cited)], default: 0] += 1 }
      let inside = tally.filter { $0.key[0] == $0.key[1] }.values.reduce(0, +)
      tally = tally.filter { $0.key[0] != $0.key[1] }

      let graph = condensation.graph
      #expect(graph.paperCount == components.count)
      #expect(graph.relationCount == tally.count, "\(slow)")
      #expect(condensation.knotRelationCount == inside, "\(slow)")
      #expect(condensation.parallelRelationCount == tally.values.reduce(0, +) - tally.count, "\(slow)")
      for (pair, count) in tally {
        let position = graph.relationPosition(citing: PaperIndex(pair[0]), cited: PaperIndex(pair[1]))
        #expect(position.map(condensation.multiplicity) == count, "\(slow)")
        #expect(pair[1] < pair[0], "\(slow)")
      }
      for paper in graph.papers {
        let references = graph.references(of: paper).map(\.row)
        #expect(references == references.sorted(), "\(slow)")
        #expect(graph.references(of: paper).allSatisfy { graph.citers(of: $0).contains(paper) }, "\(slow)")
      }
    }
  }

  @Test func aLongKnotIsSortedWhereItCites() {
    // A cycle of 300 papers that cites 200 others, each twice over, in an order of its own.
    var generator = SplitMix64(seed: 41)
    var builder = CitationGraphBuilder(paperCount: 501)
    for row in 200..<500 { builder.add(PaperIndex(row), cites: PaperIndex(row == 200 ? 499 : row - 1)) }
    for row in (0..<200).shuffled(using: &generator) {
      let citing = (200..<500).shuffled(using: &generator)
      builder.add(PaperIndex(citing[0]), cites: PaperIndex(row))
      builder.add(PaperIndex(citing[1]), cites: PaperIndex(row))
    }
    let condensation = builder.build().condensation()
    #expect(condensation.graph.references(of: PaperIndex(200)).map(\.row) == Array(0..<200))
    #expect((0..<200).allSatisfy { condensation.multiplicity(ofRelationAt: $0) == 2 })
    #expect(condensation.knotRelationCount == 300)
    #expect(condensation.parallelRelationCount == 200)
    #expect(condensation.row(of: PaperIndex(321)) == PaperIndex(200))
    #expect(condensation.components.count == 202)
  }

  @Test func theCondensationOfRowsInOrderIsTheGraph() {
    let graph = DrawnGraph.literature.graph
    let condensation = graph.condensation()
    #expect(condensation.graph.relationCount == 17)
    #expect(condensation.multiplicity(ofRelationAt: 16) == 1)
    #expect(condensation.row(of: PaperIndex(5)) == PaperIndex(5))
  }

  // MARK: Heights and depths

  @Test func heightsAndDepthsAreLongestPaths() {
    for slow in Self.samples {
      let generations = slow.graph.topologicalGenerations()
      let (up, down) = (slow.longestFromEach(), slow.reversed.longestFromEach())
      #expect(generations.heights.map(Int.init) == up, "\(slow)")
      #expect(generations.depths.map(Int.init) == down, "\(slow)")
      #expect(generations.longestPathLength == up.max() ?? 0, "\(slow)")
      #expect(generations.longestPathLength == down.max() ?? 0, "\(slow)")
      #expect(
        generations.map { $0.map(\.row) }
          == (0..<generations.count).map { height in
            (0..<slow.count).filter { up[$0] == height }
          }, "\(slow)")
      #expect(generations.count == (slow.count == 0 ? 0 : generations.longestPathLength + 1))
      let inside = slow.relations.count { slow.isMutual($0.citing, $0.cited) }
      #expect(generations.knotRelationCount == inside, "\(slow)")
      let criticalities = zip(up, down).map { generations.longestPathLength - $0 - $1 }
      #expect(generations.criticalities.map(Int.init) == criticalities, "\(slow)")
    }
  }

  @Test func theLiteratureNetwork() {
    let drawn = DrawnGraph.literature
    let generations = drawn.graph.topologicalGenerations()
    #expect(generations.map { drawn.letters(Array($0)) } == ["AB", "CDJ", "EF", "GI", "HLM", "KN"])
    #expect(generations.longestPathLength == 5)
    let slack = drawn.graph.papers.filter { generations.criticality(of: $0) > 0 }
    #expect(drawn.letters(slack) == "JL")
    #expect(slack.map { generations.criticality(of: $0) } == [2, 1])
    #expect(generations.height(of: drawn["M"]) == 4)
    #expect(generations.depth(of: drawn["M"]) == 1)
  }

  @Test func aKnotCountsAsOnePaper() {
    // A ─▶ B ◀─▶ C ─▶ D
    let drawn = DrawnGraph("AB BC CB CD")
    let generations = drawn.graph.topologicalGenerations()
    #expect(generations.map { drawn.letters(Array($0)) } == ["A", "BC", "D"])
    #expect(generations.knotRelationCount == 2)
    #expect(generations.longestPathLength == 2)
  }

  @Test func nothing() {
    let graph = CitationGraphBuilder(paperCount: 0).build()
    #expect(graph.topologicalGenerations().isEmpty)
    #expect(graph.topologicalGenerations().longestPathLength == 0)
    #expect(graph.condensation().graph.paperCount == 0)
    #expect(graph.transitiveReduction().graph.paperCount == 0)
  }

  @Test func threeThousandRowsInAChainAndACycle() {
    var builder = CitationGraphBuilder(paperCount: 3_000)
    for row in 1..<3_000 { builder.add(PaperIndex(row), cites: PaperIndex(row - 1)) }
    let chain = builder.build().topologicalGenerations()
    #expect(chain.longestPathLength == 2_999)
    #expect(chain.criticalities.allSatisfy { $0 == 0 })
  }
}

extension SlowGraph {
  /// The most relations on a path down from each row, where those inside a knot count nothing.
  fileprivate func longestFromEach() -> [Int] {
    // Rounds of improvement until nothing changes; without knots no path has as many relations as there are rows.
    var length = [Int](repeating: 0, count: count)
    for _ in 0..<count {
      for (citing, cited) in relations {
        length[citing] = max(length[citing], length[cited] + (isMutual(citing, cited) ? 0 : 1))
      }
    }
    return length
  }
}

/// A real network, where it is at hand.
struct AnthologyTests {
  /// The ACL Anthology Network, rows by year and then identifier.
  private static func graph() throws -> CitationGraph? {
    guard let bytes = try SharedData.bytes("graphs/acl-anthology.txt") else { return nil }
    let pairs = bytes.split(separator: UInt8(ascii: "\n")).filter { $0.first != UInt8(ascii: "#") }.map { line in
      line.split(separator: UInt8(ascii: "\t")).map { String(decoding: $0, as: UTF8.self) }
    }
    // Two digits of the year after the letter, from 1952 on.
    let key = { (name: String) in
      let year = Int(name.dropFirst().prefix(2)) ?? 0
      return (year < 52 ? year + 100 : year, name)
    }
    let names = Set(pairs.joined()).sorted { key($0) < key($1) }
    let row = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, PaperIndex($0)) })
    var builder = CitationGraphBuilder(paperCount: names.count)
    for pair in pairs {
      if let citing = row[pair[0]], let cited = row[pair[1]] { builder.add(citing, cites: cited) }
    }
    return builder.build()
  }

  @Test func knotsPoliciesAndReduction() throws {
    guard let graph = try Self.graph() else { return }
    #expect(graph.paperCount == 16_589)
    #expect(graph.relationCount + graph.duplicateRelationCount + graph.selfRelationCount == 94_973)
    #expect(graph.selfRelationCount == 42)
    let components = graph.stronglyConnectedComponents()
    #expect(components.knots.count == 252)
    #expect(components.knots.map(\.count).max() == 20)

    for policy in [CyclePolicy.dropBackward, .condense, .preprint] {
      let acyclic = try graph.acyclicGraph(policy, components: components)
      #expect(acyclic.graph.stronglyConnectedComponents().isAcyclic)
      let gone = acyclic.dropped.count + acyclic.contracted.count + acyclic.merged.count
      #expect(acyclic.graph.relationCount == graph.relationCount - gone + acyclic.addedRelationCount)
    }
    let condensation = graph.condensation(components: components)
    let over = graph.transitiveReduction(components: components)
    let condensed = condensation.graph.transitiveReduction()
    #expect(over.kept.count == condensed.kept.count + over.knotRelationCount)
    #expect(over.knotRelationCount == condensation.knotRelationCount)
    #expect(
      graph.topologicalGenerations(components: components).longestPathLength
        == condensation.graph.topologicalGenerations().longestPathLength)
    #expect(
      over.graph.topologicalGenerations().heights == graph.topologicalGenerations().heights,
      "a longest path needs no redundant relation")
  }
}
