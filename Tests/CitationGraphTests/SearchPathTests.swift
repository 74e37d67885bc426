import CitationGraph
import TestSupport
import Testing

/// Search path counts: published tables, laws, and a list of every path.
struct SearchPathTests {
  struct Published: Sendable, CustomTestStringConvertible {
    let name: String
    let network: ListedGraph
    let weight: PathWeight
    let weights: [UInt64]
    var total: UInt64?
    var testDescription: String { "\(name) \(weight)" }
  }

  static let published = [
    Published(
      name: "O1", network: .literature, weight: .searchPathCount,
      weights: [2, 2, 2, 2, 2, 5, 2, 5, 1, 3, 2, 1, 2, 2, 2, 1, 3], total: 10),
    Published(
      name: "O1", network: .literature, weight: .searchPathLinkCount,
      weights: [2, 3, 3, 4, 5, 12, 2, 5, 1, 6, 4, 3, 6, 6, 6, 2, 9], total: 30),
    Published(
      name: "O1", network: .literature, weight: .searchPathNodePair,
      weights: [7, 12, 6, 12, 10, 12, 7, 12, 3, 14, 8, 6, 12, 6, 12, 4, 9], total: 78),
    Published(
      name: "O1", network: .literature, weight: .nodePairProjection,
      weights: [5, 12, 6, 12, 10, 8, 5, 8, 3, 14, 8, 6, 12, 4, 8, 4, 6]),
    Published(
      name: "O2", network: .mainPathsPackage, weight: .searchPathCount,
      weights: [3, 3, 4, 4, 2, 2, 1, 1, 2, 2, 1, 1], total: 10),
    Published(
      name: "O2", network: .mainPathsPackage, weight: .searchPathLinkCount,
      weights: [3, 3, 4, 6, 3, 4, 2, 2, 4, 4, 3, 3], total: 26),
    Published(
      name: "O2", network: .mainPathsPackage, weight: .searchPathNodePair,
      weights: [5, 5, 6, 9, 3, 6, 2, 2, 4, 4, 3, 3], total: 40),
    Published(
      name: "O3", network: .pajek, weight: .searchPathCount, weights: [3, 1, 3, 2, 1, 1, 1, 1, 2], total: 4),
    Published(
      name: "O3", network: .pajek, weight: .searchPathLinkCount, weights: [3, 1, 6, 6, 3, 4, 4, 4, 6], total: 15),
    Published(
      name: "O3", network: .pajek, weight: .searchPathNodePair, weights: [8, 2, 14, 12, 6, 8, 4, 4, 6], total: 35),
    Published(name: "O4 fork", network: .fork, weight: .searchPathCount, weights: [2, 1, 1, 1, 1]),
    Published(name: "O4 fork", network: .fork, weight: .searchPathLinkCount, weights: [2, 2, 2, 3, 3]),
    Published(name: "O4 fork", network: .fork, weight: .searchPathNodePair, weights: [5, 4, 4, 3, 3]),
    Published(name: "O4 diamond", network: .diamond, weight: .searchPathCount, weights: [2, 1, 1, 1, 1]),
    Published(name: "O4 diamond", network: .diamond, weight: .searchPathLinkCount, weights: [2, 1, 2, 2, 2]),
    Published(name: "O4 diamond", network: .diamond, weight: .searchPathNodePair, weights: [3, 2, 2, 2, 2]),
  ]

  @Test(arguments: published)
  func publishedTables(_ table: Published) throws {
    let counts = try table.network.graph.searchPathCounts(table.weight)
    let weights = table.network.relations.map { counts.weight(citing: $0.citing, cited: $0.cited) }
    #expect(weights == table.weights.map { ExactCount($0) })
    if let total = table.total { #expect(counts.total == ExactCount(total)) }
    let approximate = try table.network.graph.approximateSearchPathCounts(table.weight)
    #expect(approximate.weights == Column(counts.weights().map(\.doubleValue)))
    #expect(approximate.total == counts.total.doubleValue)
  }

  @Test func publishedWeightsOfPapers() throws {
    let two = try ListedGraph.mainPathsPackage.graph.searchPathCounts(.searchPathCount)
    #expect(two.graph.papers.map(two.weight(through:)) == [3, 7, 6, 4, 4, 2, 2, 2, 3, 2, 1])
    let fork = try ListedGraph.fork.graph.searchPathCounts(.searchPathNodePair)
    #expect(fork.graph.papers.map(fork.weight(through:)) == [6, 10, 6, 6, 7])
  }

  @Test func theWeightOfLiangsFigure() throws {
    let network = ListedGraph.liang
    let counts = try network.graph.searchPathCounts()
    #expect(counts.weight(citing: network["4"], cited: network["1"]) == 3)
  }

  @Test func everySmallGraphAgreesWithAListOfPaths() throws {
    for slow in SmallGraphs.orderedFive + SmallGraphs.acyclic {
      let (paths, graph) = (SlowPaths(slow), slow.graph)
      for weight in PathWeight.allCases { try expectListedPaths(paths, graph, weight) }
    }
  }

  private func expectListedPaths(_ paths: SlowPaths, _ graph: CitationGraph, _ weight: PathWeight) throws {
    let expected = paths.weights(weight)
    let counts = try graph.searchPathCounts(weight)
    let weights = counts.weights()
    let approximate = try graph.approximateSearchPathCounts(weight)
    for (position, arc) in paths.arcs.enumerated() {
      let value = UInt64(expected[arc]!)
      if weights[position] != ExactCount(value) || approximate.weights[position] != Double(value) {
        Issue.record("\(paths.slow): \(weight) \(arc) \(weights[position]), not \(value)")
      }
    }
    let total = paths.total(weight)
    if counts.total != ExactCount(UInt64(total)) || approximate.total != Double(total) {
      Issue.record("\(paths.slow): \(weight) total \(counts.total), not \(total)")
    }
  }

  @Test func everyGraphWithCyclesIsRefused() {
    for slow in SmallGraphs.upToThree + SmallGraphs.ofFour {
      let knots = slow.knots.filter { $0.count > 1 }.map { $0.map { PaperIndex($0) } }
      for weight in [PathWeight.searchPathCount, .nodePairProjection] {
        do throws(CycleError) {
          _ = try slow.graph.searchPathCounts(weight)
          if !knots.isEmpty { Issue.record("\(slow)") }
        } catch {
          if Set(error.knots) != Set(knots) { Issue.record("\(slow): \(error.knots)") }
        }
      }
    }
  }

  @Test func knotsAreNamedInTheError() {
    let drawn = DrawnGraph("AB BA BC CD DE EF FD")
    let expected = CycleError(knots: [drawn.rows("AB"), drawn.rows("DEF")])
    #expect(throws: expected) { try drawn.graph.searchPathCounts(.searchPathLinkCount) }
    #expect(throws: expected) { try drawn.graph.approximateSearchPathCounts(.searchPathLinkCount) }
    #expect(throws: expected) { try drawn.graph.mainPath(.global, by: .searchPathCount) }
  }

  @Test func noPapersAndNoRelations() throws {
    for weight in PathWeight.allCases {
      let none = try CitationGraphBuilder(paperCount: 0).build().searchPathCounts(weight)
      #expect(none.total == 0 && none.weights().isEmpty)
      let lone = try CitationGraphBuilder(paperCount: 3).build().searchPathCounts(weight)
      // A paper by itself is a path, but no pair.
      #expect(lone.total == (weight == .nodePairProjection || weight == .unit ? 0 : 3))
      #expect(try CitationGraphBuilder(paperCount: 3).build().approximateSearchPathCounts(weight).weights.isEmpty)
    }
  }

  @Test(arguments: [PathWeight.searchPathCount, .searchPathLinkCount, .searchPathNodePair])
  func flowIsConservedAtEveryPaper(weight: PathWeight) throws {
    for graph in SmallGraphs.acyclic.prefix(300).map(\.graph) + [layers(width: 4, count: 70), tangle(2_000, seed: 3)] {
      let counts = try graph.searchPathCounts(weight)
      let weights = counts.weights()
      for paper in graph.papers {
        // What begins and what ends here has no relation on that side.
        let starts = weight == .searchPathCount ? graph.references(of: paper).isEmpty : true
        let ends = weight == .searchPathNodePair ? true : graph.citers(of: paper).isEmpty
        let arrived = graph.relationPositions(citing: paper).reduce(starts ? counts.leaving[paper.row] : 0) {
          $0 + weights[$1]
        }
        let left = graph.citers(of: paper).reduce(ends ? counts.arriving[paper.row] : 0) {
          $0 + counts.weight(citing: $1, cited: paper)
        }
        let through = counts.weight(through: paper)
        if arrived != through || left != through { Issue.record("\(paper): \(arrived), \(left), not \(through)") }
      }
      // All that starts ends.
      let started = graph.papers.filter { weight != .searchPathCount || graph.references(of: $0).isEmpty }
      #expect(started.reduce(0) { $0 + counts.leaving[$1.row] } == counts.total)
    }
  }

  /// `count` diamonds in a row: 2^`count` paths.
  @Test(arguments: [
    1, 30, 60, 62, 63, 64, 65, 100, 126, 127, 128, 129, 191, 192, 193, 255, 256, 257, 300, 1_000, 1_100,
  ])
  func aLadderDoublesAtEachRung(count: Int) throws {
    var builder = CitationGraphBuilder(paperCount: 3 * count + 1)
    for rung in 0..<count {
      for side in 1...2 {
        builder.add(PaperIndex(3 * rung + side), cites: PaperIndex(3 * rung))
        builder.add(PaperIndex(3 * rung + 3), cites: PaperIndex(3 * rung + side))
      }
    }
    let counts = try builder.build().searchPathCounts()
    #expect(counts.total.description == Self.power(2, count))
    #expect(counts.total.bitCount == count + 1)
    #expect(counts.wordsPerCount == count / 64 + 1)
    let half = try #require(ExactCount(Self.power(2, count - 1)))
    #expect(counts.weights().allSatisfy { $0 == half })
    #expect(counts.normalizedWeights().allSatisfy { $0 == 0.5 })
    #expect(counts.approximated().isFinite == (count < 1_024))
    let path = counts.mainPath(.global)
    #expect(path.relations.count == 4 * count)
    #expect(path.pathCount == counts.total && path.greatestSum == half * ExactCount(UInt64(2 * count)))
    #expect(counts.mainPath(.localForward).relations == path.relations)
    let one = counts.mainPath(.global, ties: .first)
    #expect(one.pathCount == 1 && one.tiedPathCount == counts.total && one.greatestSum == path.greatestSum)
  }

  @Test(arguments: [(3, 40), (3, 41), (7, 91), (13, 90)])
  func layersGivePowers(width: Int, count: Int) throws {
    let graph = layers(width: width, count: count)
    let counts = try graph.searchPathCounts()
    #expect(counts.total.description == Self.power(width, count))
    let between = try #require(ExactCount(Self.power(width, count - 2)))
    #expect(counts.weights().allSatisfy { $0 == between })
    #expect(try graph.searchPathCounts(.searchPathLinkCount).weights().max()! > between)
  }

  @Test(arguments: PathWeight.allCases)
  func exactAndApproximateAgree(weight: PathWeight) throws {
    for graph in [tangle(1_000, seed: 1), tangle(1_500, seed: 2, shuffled: true)] {
      let counts = try graph.searchPathCounts(weight)
      let approximate = try graph.approximateSearchPathCounts(weight)
      for (exact, rounded) in zip(counts.weights(), approximate.weights) {
        if abs(exact.doubleValue / rounded - 1) > 1e-12 { Issue.record("\(exact) \(rounded)") }
      }
      for (one, other) in zip(counts.normalizedWeights(), approximate.normalizedWeights()) {
        if abs(one / other - 1) > 1e-12 || one > 1 { Issue.record("\(one) \(other)") }
      }
      #expect(abs(counts.total.doubleValue / approximate.total - 1) < 1e-12)
    }
  }

  /// More papers than one block of bits holds.
  @Test func pairsAreThoseOfReach() throws {
    let graph = tangle(1_300, seed: 5, shuffled: true)
    let counts = try graph.searchPathCounts(.nodePairProjection)
    for row in stride(from: 0, to: graph.paperCount, by: 101) {
      let ancestors = graph.reach(from: [PaperIndex(row)], towards: .ancestors).papers.count
      let descendants = graph.reach(from: [PaperIndex(row)], towards: .descendants).papers.count
      #expect(counts.arriving[row] == ExactCount(UInt64(ancestors + 1)))
      #expect(counts.leaving[row] == ExactCount(UInt64(descendants + 1)))
    }
  }

  /// The digits of a power.
  static func power(_ base: Int, _ exponent: Int) -> String {
    var digits = [1]
    for _ in 0..<exponent {
      var carry = 0
      for place in digits.indices {
        carry += digits[place] * base
        digits[place] = carry % 10
        carry /= 10
      }
      while carry > 0 {
        digits.append(carry % 10)
        carry /= 10
      }
    }
    return digits.reversed().map(String.init).joined()
  }
}

/// Layers of which each cites all of the one before.
func layers(width: Int, count: Int) -> CitationGraph {
  var builder = CitationGraphBuilder(paperCount: width * count)
  for row in width..<width * count {
    let below = row / width * width - width
    for cited in below..<below + width { builder.add(PaperIndex(row), cites: PaperIndex(cited)) }
  }
  return builder.build()
}

/// A long graph without cycles in which each paper cites up to five of the 60 before it.
func tangle(_ count: Int, seed: UInt64, shuffled: Bool = false) -> CitationGraph {
  var generator = SplitMix64(seed: seed)
  let names = shuffled ? (0..<count).shuffled(using: &generator) : Array(0..<count)
  var builder = CitationGraphBuilder(paperCount: count)
  for row in 1..<count {
    for _ in 0..<Int.random(in: 0...5, using: &generator) {
      let cited = Int.random(in: max(0, row - 60)..<row, using: &generator)
      builder.add(PaperIndex(names[row]), cites: PaperIndex(names[cited]))
    }
  }
  return builder.build()
}
