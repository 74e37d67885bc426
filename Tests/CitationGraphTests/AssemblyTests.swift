import TestSupport
import Testing

@testable import CitationGraph

/// The blocked sort gives what sorting and removing duplicates gives.
struct AssemblyTests {
  /// Few papers with long rows, many with short ones, and one paper that everybody cites.
  @Test(arguments: [(1, 5), (2, 100), (40, 3_000), (300, 20_000), (5_000, 40_000), (200_000, 60_000)])
  func bothHalvesAreSorted(paperCount: Int, relationCount: Int) {
    var generator = SplitMix64(seed: UInt64(paperCount))
    let relations = (0..<relationCount).map { number in
      RelationPair(
        citing: UInt32.random(in: 0..<UInt32(paperCount), using: &generator),
        cited: number % 5 == 0 ? 0 : UInt32.random(in: 0..<UInt32(paperCount), using: &generator))
    }
    var cited = [Set<UInt32>](repeating: [], count: paperCount)
    var citing = cited
    for pair in relations where pair.citing != pair.cited {
      cited[Int(pair.citing)].insert(pair.cited)
      citing[Int(pair.cited)].insert(pair.citing)
    }
    let kept = cited.reduce(0) { $0 + $1.count }
    let selfCount = relations.count { $0.citing == $0.cited }
    for runCount in [1, 3, 17] {
      let graph = CitationGraph(assembling: runs(relations, runCount), paperCount: paperCount)
      #expect(graph.papers.allSatisfy { graph.references(of: $0).map(\.rawValue) == cited[$0.row].sorted() })
      #expect(graph.papers.allSatisfy { graph.citers(of: $0).map(\.rawValue) == citing[$0.row].sorted() })
      #expect(graph.relationCount == kept)
      #expect(graph.selfRelationCount == selfCount)
      #expect(graph.duplicateRelationCount == relationCount - selfCount - kept)
    }
  }

  /// Runs with gaps between them, as a parser leaves them.
  private func runs(_ relations: [RelationPair], _ runCount: Int) -> RelationRuns {
    let gap = 7
    let buffer = Buffer<RelationPair>(count: relations.count + runCount * gap)
    var runs: [Range<Int>] = []
    for run in 0..<runCount {
      let part = relations.count * run / runCount..<relations.count * (run + 1) / runCount
      for position in part { buffer[position + run * gap] = relations[position] }
      runs.append(part.lowerBound + run * gap..<part.upperBound + run * gap)
    }
    return RelationRuns(buffer, runs: runs)
  }

  @Test func runsOfEveryLengthAreSorted() {
    var generator = SplitMix64(seed: 70)
    for round in 0..<2_000 {
      let count = round % 70
      let limit: UInt32 = [20, 1_000, .max / 2, .max].randomElement(using: &generator)!
      var sorter = RowSorter(limit: Int(min(limit, .max - 1)) + 1)
      var numbers = (0..<count).map { _ in UInt32.random(in: 0...limit, using: &generator) }
      if round.isMultiple(of: 3) { numbers.sort() }
      let run = Buffer<UInt32>(count: count + RowSorter.overread)
      let sorted = Buffer<UInt32>(count: count)
      for (position, number) in numbers.enumerated() { run[position] = number }
      let kept = sorter.copySorted(run.base, count: count, to: sorted.base)
      #expect((0..<kept).map { sorted[$0] } == Set(numbers).sorted())
    }
  }

  /// A key whose hash is the same for all under the first seed: no chain stays long.
  private struct HostileKey: InternedKey {
    let value: UInt64
    init(value: UInt64) { self.value = value }
    init?(_ field: Field) { nil }
    var prefix: UInt64 { value }
    func hash(seed: UInt64) -> UInt64 {
      seed == 0x9E37_79B9_7F4A_7C15 ? 42 : NumberKey.hash(value, seed: seed)
    }
    static func isSame(_ one: Self, _ other: Self) -> Bool { one.value == other.value }
    static func isLess(_ one: Self, _ other: Self) -> Bool { one.value < other.value }
    static func identifiers(count: Int, _ key: (Int) -> Self) -> IdentifierColumn { .numbers([]) }
  }

  @Test func keysThatCollideAreScattered() {
    var interner = Interner<HostileKey>()
    for round in 0..<2 {
      for value in 0..<UInt64(50_000) {
        let number = interner.intern(HostileKey(value: value))
        if number != value { Issue.record("round \(round): \(value) has number \(number)") }
      }
    }
    #expect(interner.count == 50_000)
    #expect(interner.find(HostileKey(value: 49_999)) == 49_999)
    #expect(interner.find(HostileKey(value: 50_000)) == nil)
  }
}
