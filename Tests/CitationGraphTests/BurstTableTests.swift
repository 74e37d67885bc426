import TestSupport
import Testing

@testable import CitationGraph

/// Batches of dates, bursts of many items, and years of references.
struct BurstTableTests {
  private func network(_ graph: CitationGraph, dates: [PackedDate]) -> CitationNetwork {
    let numbers = (0..<graph.paperCount).map(UInt64.init)
    return CitationNetwork(graph: graph, identifiers: .numbers(Column(numbers)), dates: Column(dates))
  }

  @Test func coarseDatesAreCountedNotGuessed() {
    let dates: Column<PackedDate> = [
      .unknown, PackedDate(year: 2001), PackedDate(year: 2001, month: 3), PackedDate(year: 2001, month: 4, day: 1),
      PackedDate(year: 2002, month: 1), PackedDate(rawValue: 2001 << 9 | 14 << 5), PackedDate(rawValue: .max),
    ]
    let none = DateBatches.none
    let months = DateBatches(dates, by: .month)
    #expect(Array(months.numbers) == [none, none, 0, 1, 10, none, none])
    #expect(months.count == 11)
    #expect(Array(months.sizes) == [1, 1] + Array(repeating: 0, count: 8) + [1])
    #expect([months.undatedCount, months.coarseCount] == [2, 2])
    #expect((0..<11).map(months.name)[9...] == ["2001-12", "2002-01"])
    let quarters = DateBatches(dates, by: .quarter)
    #expect(Array(quarters.numbers) == [none, none, 0, 1, 4, none, none])
    #expect((0..<5).map(quarters.name) == ["2001-Q1", "2001-Q2", "2001-Q3", "2001-Q4", "2002-Q1"])
    #expect(quarters.start(of: 1) == PackedDate(year: 2001, month: 4))
    let years = DateBatches(dates, by: .year)
    #expect(Array(years.numbers) == [none, 0, 0, 0, 1, 0, none])
    #expect((0..<2).map(years.name) == ["2001", "2002"])
    #expect([years.undatedCount, years.coarseCount] == [2, 0])
    #expect(DateBatches([.unknown, .unknown], by: .month).count == 0)
    #expect(DateBatches([], by: .year).count == 0)
  }

  /// Rows out of the order of dates, some undated or coarse.
  private func randomNetwork(_ random: inout SplitMix64) -> (CitationNetwork, SlowGraph) {
    let count = 60
    let cited = (0..<count).map { row in
      (0..<row).filter { other in Int.random(in: 0..<40, using: &random) < (other < 4 ? 20 : 2) }
    }
    let slow = SlowGraph(cited: cited).shuffled(using: &random)
    let dates = (0..<count).map { _ in
      switch Int.random(in: 0..<8, using: &random) {
      case 0: PackedDate.unknown
      case 1: PackedDate(year: 2003)
      default:
        PackedDate(year: Int.random(in: 2001...2004, using: &random), month: Int.random(in: 1...12, using: &random))
      }
    }
    return (network(slow.graph, dates: dates), slow)
  }

  @Test(arguments: DateBatches.Length.allCases) func citationBurstsAreThoseOfEachPaper(_ length: DateBatches.Length) {
    var random = SplitMix64(seed: 60)
    for _ in 0..<20 {
      let (network, slow) = randomNetwork(&random)
      let model = BatchedBurst(ratio: 1.5, difficulty: 0.3)
      let table = network.citationBursts(by: length, model: model)
      let batch = table.batches.numbers.map { $0 == DateBatches.none ? nil : Int($0) }
      func counts(_ relations: [(citing: Int, cited: Int)]) -> [Int] {
        var counts = [Int](repeating: 0, count: table.batches.count)
        for relation in relations { if let batch = batch[relation.citing] { counts[batch] += 1 } }
        return counts
      }
      let totals = counts(slow.relations)
      #expect(Array(table.totals) == totals)
      #expect(table.unplacedCount == slow.relations.count { batch[$0.citing] == nil })
      var expected: [BurstTable.Entry] = []
      for row in 0..<slow.count {
        let relevant = counts(slow.relations.filter { $0.cited == row })
        let bursts = model.bursts(relevant: relevant, totals: totals).bursts
        expected += bursts.map { BurstTable.Entry(item: UInt32(row), burst: $0) }
      }
      expected = expected.enumerated().sorted {
        ($1.element.burst.weight, $0.offset) < ($0.element.burst.weight, $1.offset)
      }
      .map(\.element)
      #expect(table.entries == expected)
      #expect(table.burstCount == expected.count)
      let some = network.citationBursts(by: length, model: model, limit: 3)
      #expect(some.entries == Array(expected.prefix(3)))
      #expect(some.burstCount == expected.count)
    }
  }

  @Test func burstsOfItems() {
    // Ten papers a year for six years; item 0 is in nearly all of the third and fourth, item 1 in one a year.
    let dates = (0..<60).map { PackedDate(year: 2000 + $0 / 10) }
    let network = network(CitationGraphBuilder(paperCount: 60).build(), dates: dates)
    let first = Array(21..<38).reversed() + [2, 55]
    let second = stride(from: 5, to: 60, by: 10)
    let rows = (first + second).map { PaperIndex($0) }
    let occurrences = ItemOccurrences(offsets: [0, 19, 25, 25], rows: Column(rows))
    let table = network.bursts(of: occurrences)
    #expect(table.entries.map(\.item) == [0])
    #expect(table.entries.map(\.burst.batches) == [2...3])
    #expect(table.entries.map(\.burst.relevant) == [17])
    #expect(Array(table.totals) == Array(repeating: 10, count: 6))
    #expect(table.unplacedCount == 0)
    #expect(network.bursts(of: occurrences, by: .month).unplacedCount == 25)
    #expect(network.bursts(of: occurrences, by: .month).entries == [])
  }

  @Test func aNetworkWithoutDatesHasNoBursts() {
    let network = network(DrawnGraph.literature.graph, dates: [])
    let table = network.citationBursts()
    #expect(table.entries == [])
    #expect(table.unplacedCount == 17)
    #expect(table.batches.undatedCount == 14)
    #expect(network.referenceYears() == ReferenceYears(years: [], peaks: [], undatedReferenceCount: 17))
  }

  // MARK: Years of references

  @Test func yearsThatStandOut() {
    // A and B of 1990, C of 1993, D of 1994, E undated; the rest cite them.
    let drawn = DrawnGraph("AF AG AH BF BG CF DF DG DH EF EG")
    let dates =
      [1990, 1990, 1993, 1994].map { PackedDate(year: $0) } + [.unknown]
      + [2000, 2000, 2001].map { PackedDate(year: $0) }
    let found = network(drawn.graph, dates: dates).referenceYears(mostCited: 1)
    #expect(found.years.map(\.year) == Array(1990...1994))
    #expect(found.years.map(\.referenceCount) == [5, 0, 0, 1, 3])
    // Medians 0, 0, 1, 0, 0: years outside count as 0.
    #expect(found.years.map(\.deviation) == [5, 0, -1, 1, 3])
    #expect(found.peaks.map(\.year) == [1990, 1994])
    #expect(found.peaks.map(\.mostCited) == [drawn.rows("A"), drawn.rows("D")])
    #expect(found.undatedReferenceCount == 2)
  }

  @Test func deviationsAndPeaksAreThoseOfTheDefinition() {
    var random = SplitMix64(seed: 61)
    for _ in 0..<100 {
      let (network, slow) = randomNetwork(&random)
      let reach = Int.random(in: 1...3, using: &random)
      let found = network.referenceYears(reach: reach)
      let year = network.dates.map(\.year)
      func count(_ wanted: Int?) -> Int { slow.relations.count { year[$0.cited] == wanted } }
      #expect(found.undatedReferenceCount == count(nil))
      #expect(found.years.map(\.referenceCount).reduce(0, +) + count(nil) == slow.relations.count)
      for (place, entry) in found.years.enumerated() {
        #expect(entry.referenceCount == count(entry.year))
        let median = (-reach...reach).map { count(entry.year + $0) }.sorted()[reach]
        #expect(entry.deviation == entry.referenceCount - median)
        let after = found.years[place...].first { $0.deviation != entry.deviation }?.deviation ?? .min
        let before = place == 0 ? .min : found.years[place - 1].deviation
        let isPeak = entry.deviation > 0 && before < entry.deviation && after < entry.deviation
        #expect(found.peaks.contains { $0.year == entry.year } == isPeak)
      }
    }
  }
}
