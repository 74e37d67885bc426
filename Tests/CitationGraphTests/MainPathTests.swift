import CitationGraph
import Testing

/// Main paths: the published ones, and a search by the words of the definition on lists of paths.
struct MainPathTests {
  /// The relations of a path as the network's listing writes them, in its order.
  private func arcs(_ path: MainPath, _ network: ListedGraph) -> String {
    let found = Set(path.relations.map { [$0.cited, $0.citing] })
    return zip(network.arcs, network.relations).filter { found.contains([$1.cited, $1.citing]) }.map(\.0)
      .joined(separator: " ")
  }

  private func path(
    _ network: ListedGraph, _ method: MainPathMethod, _ weight: PathWeight, ties: MainPathTies = .all,
    tolerance: Int = 0, through: [String] = []
  ) throws -> MainPath {
    try network.graph.mainPath(
      method, by: weight, ties: ties, tolerance: tolerance, through: through.map { network[$0] })
  }

  @Test(arguments: [
    (PathWeight.searchPathCount, ExactCount(15)), (.searchPathLinkCount, 32), (.searchPathNodePair, 59),
  ])
  func theGlobalPathOfTheLiterature(weight: PathWeight, sum: ExactCount) throws {
    let path = try path(.literature, .global, weight)
    #expect(arcs(path, .literature) == "BD DF FI IM MN")
    #expect(path.papers.map { ListedGraph.literature.names[$0.row] } == ["B", "D", "F", "I", "M", "N"])
    #expect(path.pathCount == 1 && path.tiedPathCount == 1)
    #expect(path.greatestSum == sum && path.leastSum == sum)
    #expect(path.weight == weight)
  }

  @Test func relationsCarryTheirWeights() throws {
    let network = ListedGraph.fork
    let path = try path(network, .global, .searchPathNodePair, ties: .first)
    #expect(
      path.relations == [
        MainPath.Relation(citing: network["2"], cited: network["1"], weight: 5),
        MainPath.Relation(citing: network["3"], cited: network["2"], weight: 4),
        MainPath.Relation(citing: network["5"], cited: network["3"], weight: 3),
      ])
  }

  @Test(arguments: [
    (MainPathMethod.localForward, PathWeight.searchPathCount, "BD DF FI IL IM MN", 2),
    (.localForward, .searchPathNodePair, "BD DF FI IM MN", 1),
    (.localBackward, .searchPathCount, "AC CE CH EG GH HK BC", 4),
    (.keyRoutes(1...1, extended: .global), .searchPathCount, "HK BD DF FH FI IM MN", 2),
    (.keyRoutes(1...1, extended: .global), .searchPathLinkCount, "AC CE EG GH HK BC BD DF FH", 3),
  ])
  func searchesOfTheLiterature(method: MainPathMethod, weight: PathWeight, expected: String, count: UInt64) throws {
    let path = try path(.literature, method, weight)
    #expect(arcs(path, .literature) == expected)
    #expect(path.pathCount == ExactCount(count))
  }

  @Test func theLocalKeyRouteOfTheLiteratureAddsToTheGlobal() throws {
    let local = try path(.literature, .keyRoutes(1...1, extended: .local), .searchPathCount)
    #expect(arcs(local, .literature) == "AC CE CH EG GH HK BC BD DF FI IL IM MN")
  }

  @Test func fourTiedPaths() throws {
    for (weight, sum) in [(PathWeight.searchPathCount, 9), (.searchPathLinkCount, 13), (.searchPathNodePair, 18)] {
      let all = try path(.mainPathsPackage, .global, weight)
      #expect(arcs(all, .mainPathsPackage) == "1-3 2-3 3-5 5-8 5-9")
      #expect(all.pathCount == 4 && all.greatestSum == ExactCount(UInt64(sum)) && all.leastSum == all.greatestSum)
      let one = try path(.mainPathsPackage, .global, weight, ties: .first)
      #expect(arcs(one, .mainPathsPackage) == "1-3 3-5 5-8")
      #expect(one.pathCount == 1 && one.tiedPathCount == 4 && one.greatestSum == all.greatestSum)
    }
  }

  @Test(arguments: [
    (ListedGraph.pajek, PathWeight.searchPathCount, "3-5 5-12 12-20 20-21 21-22", 11, 1),
    (.pajek, .searchPathLinkCount, "3-5 5-12 12-20 20-21 21-22", 25, 1),
    (.pajek, .searchPathNodePair, "3-5 5-12 12-20 20-21 21-22", 48, 1),
    (.fork, .searchPathCount, "1-2 2-3 2-4 3-5 4-5", 4, 2),
    (.fork, .searchPathLinkCount, "1-2 2-3 2-4 3-5 4-5", 7, 2),
    (.fork, .searchPathNodePair, "1-2 2-3 2-4 3-5 4-5", 12, 2),
    (.liang, .searchPathCount, "1-4 4-7 7-8 8-9", 7, 1),
  ])
  func otherPublishedGlobalPaths(
    network: ListedGraph, weight: PathWeight, expected: String, sum: UInt64, count: UInt64
  ) throws {
    let path = try path(network, .global, weight)
    #expect(arcs(path, network) == expected)
    #expect(path.greatestSum == ExactCount(sum) && path.pathCount == ExactCount(count))
  }

  @Test func pathsThroughPapers() throws {
    // J lies off the main path: the heaviest path through it is B-J-M-N, 1 + 1 + 3.
    let one = try path(.literature, .global, .searchPathCount, through: ["J"])
    #expect(arcs(one, .literature) == "BJ JM MN")
    #expect(one.greatestSum == 5)
    // C: A or B below, then C-E-G-H-K.
    let two = try path(.literature, .global, .searchPathCount, through: ["J", "C"])
    #expect(arcs(two, .literature) == "AC CE EG GH HK BC BJ JM MN")
    let local = try path(.literature, .localForward, .searchPathCount, through: ["F"])
    #expect(arcs(local, .literature) == "BD DF FI IL IM MN")
    // The heaviest relation at J, both of weight 1, tie.
    let key = try path(.literature, .keyRoutes(1...1, extended: .local), .searchPathCount, through: ["J"])
    #expect(arcs(key, .literature) == "BJ JM MN")
  }

  @Test func theUnitWeightGivesTheLongestPath() throws {
    let path = try path(.literature, .global, .unit)
    #expect(path.greatestSum == 5)
    #expect(arcs(path, .literature) == "AC CE EG GH HK BC BD DF FI IM MN")
    #expect(path.pathCount == 3)
  }

  @Test func nothingToFollow() throws {
    let lone = try CitationGraphBuilder(paperCount: 3).build().searchPathCounts()
    let methods: [MainPathMethod] = [
      .localForward, .localBackward, .global, .keyRoutes(1...3, extended: .local),
      .keyRoutes(1...3, extended: .global),
    ]
    for method in methods {
      for papers in [[], [PaperIndex(1)]] {
        let path = lone.mainPath(method, through: papers)
        #expect(path.relations.isEmpty && path.papers.isEmpty)
        #expect(path.pathCount == 0 && path.greatestSum == 0 && path.leastSum == 0)
      }
      let none = try CitationGraphBuilder(paperCount: 0).build().mainPath(method, by: .searchPathNodePair)
      #expect(none.relations.isEmpty)
    }
    // Fewer relations than the first rank.
    let key = try path(.fork, .keyRoutes(6...9, extended: .global), .searchPathCount)
    #expect(key.relations.isEmpty)
  }

  /// Two paths whose sums differ by less than one part in 10²⁹, which no double shows.
  @Test func sumsAreComparedToTheLastDigit() throws {
    // A ladder of 100 rungs; one side of the last rung also cites a source of its own.
    let rungs = 100
    let top = 3 * rungs
    var builder = CitationGraphBuilder(paperCount: top + 2)
    for rung in 0..<rungs {
      for side in 1...2 {
        builder.add(PaperIndex(3 * rung + side), cites: PaperIndex(3 * rung))
        builder.add(PaperIndex(3 * rung + 3), cites: PaperIndex(3 * rung + side))
      }
    }
    let (heavier, lighter) = (PaperIndex(top - 1), PaperIndex(top - 2))
    builder.add(heavier, cites: PaperIndex(top + 1))
    let graph = builder.build()

    let approximate = try graph.approximateSearchPathCounts()
    let positions = Array(graph.relationPositions(citing: PaperIndex(top)))
    #expect(approximate.weights[positions[0]] == approximate.weights[positions[1]])

    let counts = try graph.searchPathCounts()
    #expect(
      counts.weight(citing: PaperIndex(top), cited: heavier)
        == counts.weight(citing: PaperIndex(top), cited: lighter) + 1)
    for method in [MainPathMethod.global, .localBackward, .keyRoutes(1...1, extended: .local)] {
      let path = counts.mainPath(method)
      #expect(path.papers.contains(heavier) && !path.papers.contains(lighter))
    }
  }

  private static let methods: [MainPathMethod] = [
    .localForward, .localBackward, .global, .keyRoutes(1...1, extended: .local), .keyRoutes(1...1, extended: .global),
    .keyRoutes(2...3, extended: .local), .keyRoutes(2...3, extended: .global), .keyRoutes(4...40, extended: .global),
  ]

  @Test(arguments: [PathWeight.searchPathCount, .searchPathLinkCount, .searchPathNodePair, .nodePairProjection, .unit])
  func everySearchAgreesWithItsDefinition(weight: PathWeight) throws {
    for (number, slow) in (SmallGraphs.orderedFive + SmallGraphs.acyclic.prefix(250)).enumerated() {
      // Weights take turns on the graphs, so that each sees a part and each graph is seen.
      guard number % 5 == PathWeight.allCases.firstIndex(of: weight)! else { continue }
      let paths = SlowPaths(slow)
      let counts = try slow.graph.searchPathCounts(weight)
      let weights = paths.weights(weight)
      for method in Self.methods {
        let through = [[], [slow.count / 2], [0, slow.count - 1, slow.count - 1]][number % 3]
        for ties in MainPathTies.allCases {
          expect(counts, paths, weights, method, ties, tolerance: 0, through)
        }
        switch method {
        case .global, .keyRoutes(_, extended: .global): break
        default: expect(counts, paths, weights, method, .all, tolerance: [20, 50, 100][number / 3 % 3], through)
        }
      }
    }
  }

  private func expect(
    _ counts: SearchPathCounts, _ paths: SlowPaths, _ weights: [SlowPaths.Arc: Int], _ method: MainPathMethod,
    _ ties: MainPathTies, tolerance: Int, _ through: [Int]
  ) {
    let path = counts.mainPath(method, ties: ties, tolerance: tolerance, through: through.map { PaperIndex($0) })
    let slow = SlowMainPath(paths: paths, weights: weights, ties: ties, tolerance: tolerance)
    let expected = slow.relations(method, through: through)
    let found = path.relations.map { SlowPaths.Arc(citing: $0.citing.row, cited: $0.cited.row) }
    let note = "\(paths.slow); \(counts.weight) \(method) \(ties) \(tolerance) \(through)"
    if found != expected.sorted() { Issue.record("\(note): \(found), not \(expected.sorted())") }
    let sums = slow.sums(expected).map { ExactCount(UInt64($0)) }
    if path.pathCount != ExactCount(UInt64(sums.count)) || path.leastSum != sums.min() ?? 0
      || path.greatestSum != sums.max() ?? 0
    {
      Issue.record("\(note): \(path.pathCount) paths of \(path.leastSum) to \(path.greatestSum), not \(sums)")
    }
    if ties == .all {
      if path.tiedPathCount != path.pathCount { Issue.record("\(note): \(path.tiedPathCount)") }
    } else if path.tiedPathCount < path.pathCount {
      Issue.record("\(note): \(path.tiedPathCount) of \(path.pathCount)")
    }
    if Set(path.papers.map(\.row)) != Set(expected.flatMap { [$0.citing, $0.cited] })
      || path.papers != path.papers.sorted()
    {
      Issue.record("\(note): \(path.papers)")
    }
  }
}
