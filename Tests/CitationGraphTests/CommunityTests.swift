import TestSupport
import Testing

@testable import CitationGraph

/// Leiden communities: laws of the partition, its quality against the formula, and optima found by trying all.
struct CommunityTests {
  private typealias Quality = LeidenOptions.Quality
  private static let qualities: [Quality] = [
    .modularity(), .modularity(resolution: 0.4), .modularity(resolution: 2.3), .constantPotts(resolution: 0.3),
    .constantPotts(resolution: 0.75),
  ]

  @Test func aPartitionOfEveryPaperIntoConnectedCommunities() {
    for (number, slow) in (SmallGraphs.upToThree + SmallGraphs.random(1_000, seed: 40)).enumerated() {
      let quality = Self.qualities[number % Self.qualities.count]
      let partition = slow.graph.communities(LeidenOptions(quality: quality, seed: UInt64(number)))
      #expect(partition.papers.map(\.row).sorted() == Array(0..<slow.count), "\(slow)")
      #expect(zip(partition, partition.dropFirst()).allSatisfy { ($0.count, -$0[0].row) > ($1.count, -$1[0].row) })
      for (community, papers) in partition.enumerated() {
        #expect(papers.allSatisfy { partition.number(of: $0) == community }, "\(slow)")
        #expect(zip(papers, papers.dropFirst()).allSatisfy { $0 < $1 }, "\(slow)")
        let members = Set(papers.map(\.row))
        #expect(slow.within(members).islands.filter { members.contains($0[0]) } == [papers.map(\.row)], "\(slow)")
      }
      let membership = partition.numbers.map(Int.init)
      #expect(abs(partition.quality - slow.value(membership, quality)) < 1e-12, "\(slow) \(quality)")
      for island in slow.islands where island.count == 1 {
        #expect(partition[partition.number(of: PaperIndex(island[0]))].count == 1)
      }
    }
  }

  @Test func noPaperWouldGainByMoving() {
    for (number, slow) in SmallGraphs.random(200, seed: 41).enumerated() {
      let quality = Self.qualities[number % Self.qualities.count]
      let partition = slow.graph.communities(LeidenOptions(quality: quality))
      let membership = partition.numbers.map(Int.init)
      for row in 0..<slow.count {
        for community in 0...partition.count {
          var moved = membership
          moved[row] = community
          #expect(slow.value(moved, quality) < partition.quality + 1e-9, "\(slow): \(row) to \(community)")
        }
      }
    }
  }

  @Test(arguments: [1.0, 0.5]) func fewRunsFindTheBestPartitionOfASmallGraph(_ resolution: Double) {
    let partitions = Self.partitions(of: 5)
    for (number, slow) in SmallGraphs.orderedFive.enumerated() where number.isMultiple(of: 7) {
      for quality in [Quality.modularity(resolution: resolution), .constantPotts(resolution: resolution)] {
        let best = partitions.map { slow.value($0, quality) }.max() ?? 0
        let found = slow.graph.communities(LeidenOptions(quality: quality, runs: 8)).quality
        #expect(abs(found - best) < 1e-12, "\(slow) \(quality)")
      }
    }
  }

  /// Two cliques of four papers and a relation between them.
  private static let cliques = DrawnGraph("AB AC AD BC BD CD EF EG EH FG FH GH DE")

  @Test func twoCliquesAreTwoCommunities() {
    let drawn = Self.cliques
    for quality in [Quality.modularity(), .constantPotts(resolution: 0.5)] {
      let partition = drawn.graph.communities(LeidenOptions(quality: quality))
      #expect(partition.map { drawn.letters(Array($0)) } == ["ABCD", "EFGH"])
    }
    // 12 of 13 relations inside, half of the ends in each.
    #expect(abs(drawn.graph.communities().quality - (12.0 / 13 - 0.5)) < 1e-15)
    let potts = LeidenOptions(quality: .constantPotts(resolution: 0.5))
    #expect(drawn.graph.communities(potts).quality == 12 - 0.5 * 12)
  }

  @Test func aRelationBothWaysCountsOnce() {
    let (once, twice) = (DrawnGraph("AB BC CA CD DE"), DrawnGraph("AB BA BC CB CA CD DC DE ED"))
    let (one, two) = (once.graph.communities(), twice.graph.communities())
    #expect(one.numbers == two.numbers)
    #expect(one.quality == two.quality)
    #expect([one.mutualPairCount, two.mutualPairCount] == [0, 4])
  }

  @Test func graphsWithoutRelations() {
    let empty = CitationGraphBuilder(paperCount: 0).build().communities()
    #expect(empty.isEmpty)
    #expect(empty.quality == 0)
    let loose = CitationGraphBuilder(paperCount: 3).build()
    #expect(loose.communities().map { $0.map(\.row) } == [[0], [1], [2]])
    #expect(loose.communities().quality == 0)
    #expect(loose.communities(LeidenOptions(quality: .constantPotts(resolution: 0))).count == 3)
  }

  @Test func aCommunityThatIsNotConnectedIsSplit() {
    // At no price for size nothing gains by leaving, though nothing holds the two islands together.
    let level = LeidenLevel(DrawnGraph("AB BC DE").graph, countingPapers: true)
    var run = LeidenRun(paperCount: 5, penalty: 0, randomness: 0.01, seed: 1)
    for row in 0..<5 { run.membership[row] = 0 }
    run.iterate(level.pointers)
    #expect((0..<5).map { run.membership[$0] } == [0, 0, 0, 1, 1])
    withExtendedLifetime(level) {}
  }

  @Test func theSeedDecides() {
    let graph = Self.ring(of: 40, seed: 1)
    let first = graph.communities(LeidenOptions(seed: 7, runs: 3))
    #expect(first == graph.communities(LeidenOptions(seed: 7, runs: 3)))
    // The best of three runs is one of the three, found alone.
    let alone = (7...9).map { graph.communities(LeidenOptions(seed: $0)) }
    #expect(alone.contains(first))
    #expect(alone.allSatisfy { $0.quality <= first.quality })
    let once = graph.communities(LeidenOptions(seed: 7, iterations: 1))
    #expect(once.iterations == 1)
    #expect(once.quality <= graph.communities(LeidenOptions(seed: 7)).quality)
  }

  @Test func plantedCommunitiesAreFound() {
    // Forty groups of twelve, dense inside, one relation from each to the next.
    let partition = Self.ring(of: 40, seed: 2).communities(LeidenOptions(quality: .constantPotts(resolution: 0.2)))
    #expect(partition.map { $0.map(\.row) } == (0..<40).map { group in Array(group * 12..<group * 12 + 12) })
  }

  @Test func citationsOfAPaperWithinItsCommunity() {
    let drawn = Self.cliques
    let partition = drawn.graph.communities()
    #expect(Array(drawn.graph.citationsWithin(partition)) == [3, 2, 1, 0, 3, 2, 1, 0])
    #expect(drawn.graph.citationsWithin(partition).count == 8)
  }

  private static func ring(of groups: Int, seed: UInt64) -> CitationGraph {
    var generator = SplitMix64(seed: seed)
    var builder = CitationGraphBuilder(paperCount: groups * 12)
    for group in 0..<groups {
      let start = group * 12
      for citing in 1..<12 {
        for cited in 0..<citing where cited == citing - 1 || Int.random(in: 0..<3, using: &generator) > 0 {
          builder.add(PaperIndex(start + citing), cites: PaperIndex(start + cited))
        }
      }
      builder.add(PaperIndex((start + 12) % (groups * 12)), cites: PaperIndex(start))
    }
    return builder.build()
  }

  /// All ways of dividing some rows, as numbers that do not skip any.
  private static func partitions(of count: Int) -> [[Int]] {
    (0..<count).reduce(into: [[]]) { partitions, _ in
      partitions = partitions.flatMap { known in (0...(known.max() ?? -1) + 1).map { known + [$0] } }
    }
  }
}

extension SlowGraph {
  /// The quality of a partition, pair by pair of rows.
  func value(_ membership: [Int], _ quality: LeidenOptions.Quality) -> Double {
    let near = (0..<count).map { row in (0..<count).map { cited[row].contains($0) || cited[$0].contains(row) } }
    let degree = near.map { row in Double(row.count { $0 }) }
    let ends = degree.reduce(0, +)
    var sum = 0.0
    for one in 0..<count {
      for other in 0..<count where membership[one] == membership[other] {
        let inside = near[one][other] ? 1.0 : 0
        switch quality {
        case .modularity(let resolution):
          if ends > 0 { sum += (inside - resolution * degree[one] * degree[other] / ends) / ends }
        case .constantPotts(let resolution):
          if one < other { sum += inside - resolution }
        }
      }
    }
    return sum
  }
}
