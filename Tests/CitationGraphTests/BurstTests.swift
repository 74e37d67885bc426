import Foundation
import TestSupport
import Testing

@testable import CitationGraph

/// Bursts in batches and in time, against published numbers and against every sequence of states.
struct BurstTests {
  @Test func thePublishedBatches() {
    let found = BatchedBurst().bursts(
      relevant: [0, 2, 1, 6, 7, 2, 1, 7, 1, 0], totals: Array(repeating: 20, count: 10))
    #expect(abs(found.usualRate - 0.135) < 1e-15)
    #expect(abs(found.burstRate - 0.27) < 1e-15)
    #expect(!found.isCapped)
    #expect(found.bursts.map(\.batches) == [3...4, 7...7])
    #expect(found.bursts.map { ($0.weight * 10_000).rounded() } == [44294, 26461])
    #expect(found.bursts.map(\.relevant) == [13, 7])
    #expect(found.bursts.map(\.total) == [40, 20])
  }

  @Test func noSequenceOfStatesIsCheaper() {
    var random = SplitMix64(seed: 50)
    for number in 0..<1_000 {
      let count = Int.random(in: 1...9, using: &random)
      let totals = (0..<count).map { _ in
        Int.random(in: 0..<4, using: &random) == 0 ? 0 : Int.random(in: 0...30, using: &random)
      }
      let rate = Double.random(in: 0...0.6, using: &random)
      let relevant = totals.map { total in (0..<total).count { _ in Double.random(in: 0..<1, using: &random) < rate } }
      let model = BatchedBurst(
        ratio: Double.random(in: 1.1...4, using: &random),
        difficulty: number.isMultiple(of: 10) ? 0 : Double.random(in: 0...1.5, using: &random))
      let found = model.bursts(relevant: relevant, totals: totals)
      guard found.usualRate > 0, found.burstRate > found.usualRate, found.usualRate < 1 else {
        #expect(found.bursts == [])
        continue
      }
      let slow = SlowBurst(
        relevant: relevant, totals: totals, usual: found.usualRate, burst: found.burstRate,
        stepUp: model.difficulty * log(Double(count)))
      let state = (0..<count).map { batch in found.bursts.contains { $0.batches.contains(batch) } }
      let note: Comment = "\(relevant) of \(totals), \(model)"
      #expect(abs(slow.cost(state) - slow.cheapest) < 1e-9, note)
      for burst in found.bursts {
        let weight = burst.batches.map { slow.cost($0, false) - slow.cost($0, true) }.reduce(0, +)
        #expect(abs(burst.weight - weight) < 1e-9, note)
        #expect(burst.weight > 0, note)
        #expect(burst.relevant == burst.batches.map { relevant[$0] }.reduce(0, +), note)
        #expect(burst.total == burst.batches.map { totals[$0] }.reduce(0, +), note)
      }
      #expect(
        zip(found.bursts, found.bursts.dropFirst()).allSatisfy { $0.batches.upperBound + 1 < $1.batches.lowerBound })
    }
  }

  @Test func emptyBatchesAreSpannedButNeitherBeginNorEndABurst() {
    let spanned = BatchedBurst().bursts(
      relevant: [0, 0, 0, 9, 0, 9, 0, 0, 0], totals: [50, 50, 0, 20, 0, 20, 0, 50, 50])
    #expect(spanned.bursts.map(\.batches) == [3...5])
    #expect(spanned.bursts.map(\.total) == [40])
  }

  @Test func nothingStandsOut() {
    let model = BatchedBurst()
    #expect(model.bursts(relevant: [], totals: []).bursts == [])
    #expect(model.bursts(relevant: [0, 0], totals: [0, 0]).usualRate == 0)
    #expect(model.bursts(relevant: [0, 0], totals: [5, 5]).bursts == [])
    #expect(model.bursts(relevant: [3], totals: [9]).bursts == [])
    // All documents are relevant: no rate is higher.
    let all = model.bursts(relevant: [5, 7, 2], totals: [5, 7, 2])
    #expect(all.usualRate == 1 && all.isCapped && all.bursts == [])
    #expect(model.bursts(relevant: [4, 4, 4, 4], totals: [9, 9, 9, 9]).bursts == [])
  }

  @Test func aRateOfOneIsCapped() {
    let found = BatchedBurst().bursts(relevant: [2, 10, 10, 7, 0, 0], totals: [10, 10, 10, 10, 10, 10])
    #expect(!found.isCapped)
    let capped = BatchedBurst().bursts(relevant: [2, 40, 40, 9], totals: [30, 40, 40, 30])
    #expect(capped.isCapped)
    #expect(capped.burstRate == BatchedBurst.highestRate)
    #expect(capped.bursts.map(\.batches) == [1...2])
  }

  // MARK: Events in time

  @Test func thePublishedOffsets() throws {
    let offsets: [Double] = [4, 17, 23, 27, 33, 35, 37, 76, 77, 82, 84, 88, 90, 92]
    let found = try BurstHierarchy(difficulty: 0.1).bursts(at: offsets)
    #expect(found.map(\.level) == [0, 1, 1, 2])
    #expect(found.map(\.start) == [4, 33, 76, 76])
    #expect(found.map(\.end) == [92, 37, 92, 77])
    #expect(found.map { $0.weight > 0 } == [false, true, true, true])
    let hard = try BurstHierarchy().bursts(at: offsets.reversed())
    #expect(hard == [BurstHierarchy.Level(level: 0, start: 4, end: 92, weight: 0)])
  }

  @Test func noSequenceOfLevelsIsCheaper() throws {
    var random = SplitMix64(seed: 51)
    for _ in 0..<200 {
      let count = Int.random(in: 2...6, using: &random)
      let times = Set((0..<count).map { _ in Double(Int.random(in: 0..<40, using: &random)) }).sorted()
      guard times.count > 1 else { continue }
      let model = BurstHierarchy(
        ratio: Double.random(in: 1.5...3, using: &random), difficulty: Double.random(in: 0.05...1, using: &random))
      let found = try model.bursts(at: times.shuffled(using: &random))
      let gaps = zip(times, times.dropFirst()).map { $1 - $0 }
      let states = zip(times, times.dropFirst()).map { start, end in
        found.filter { $0.start <= start && end <= $0.end }.map(\.level).max() ?? -1
      }
      let whole = gaps.reduce(0, +)
      let stateCount = Int((1 + log(whole / gaps.min()!) / log(model.ratio)).rounded(.up))
      func cost(_ states: [Int]) -> Double {
        var (sum, before) = (0.0, 0)
        for (state, gap) in zip(states, gaps) {
          let density = Double(gaps.count) / whole * pow(model.ratio, Double(state))
          sum +=
            Double(max(0, state - before)) * model.difficulty * log(Double(gaps.count)) + density * gap - log(density)
          before = state
        }
        return sum
      }
      var all: [[Int]] = [[]]
      for _ in gaps { all = all.flatMap { known in (0..<stateCount).map { known + [$0] } } }
      let cheapest = all.lazy.map(cost).min() ?? 0
      #expect(abs(cost(states) - cheapest) < 1e-9, "\(times) \(model): \(states)")
    }
  }

  @Test func fewAndUnusableEvents() throws {
    let model = BurstHierarchy()
    #expect(try model.bursts(at: []) == [])
    #expect(try model.bursts(at: [7]) == [BurstHierarchy.Level(level: 0, start: 7, end: 7, weight: 0)])
    #expect(try model.bursts(at: [9, 7]) == [BurstHierarchy.Level(level: 0, start: 7, end: 9, weight: 0)])
    #expect(throws: BurstHierarchy.Failure.sameTime(3)) { try model.bursts(at: [3, 1, 3]) }
    #expect(throws: BurstHierarchy.Failure.notFinite) { try model.bursts(at: [3, .nan]) }
    #expect(throws: BurstHierarchy.Failure.notFinite) {
      try model.bursts(at: [-.greatestFiniteMagnitude, .greatestFiniteMagnitude])
    }
  }

  @Test func logarithmAndExponentialAreThose() {
    var random = SplitMix64(seed: 52)
    for _ in 0..<20_000 {
      let exponent = Int.random(in: -1020...1020, using: &random)
      let x = Double(sign: .plus, exponent: exponent, significand: Double.random(in: 1..<2, using: &random))
      #expect(abs(PortableMath.log(x) - log(x)) <= 1e-15 * abs(log(x)))
      let near = Double.random(in: 0.9...1.1, using: &random)
      #expect(abs(PortableMath.log(near) - log(near)) <= 1e-15 * abs(log(near)))
      let power = -Double.random(in: 0...600, using: &random)
      #expect(abs(PortableMath.exp(power) - exp(power)) <= 1e-15 * exp(power))
    }
    #expect(PortableMath.log(1) == 0)
    #expect(PortableMath.exp(0) == 1)
    #expect(PortableMath.exp(-.infinity) == 0)
  }
}

/// The cost of every sequence of two states.
private struct SlowBurst {
  let relevant: [Int]
  let totals: [Int]
  let usual: Double
  let burst: Double
  let stepUp: Double

  func cost(_ batch: Int, _ isBurst: Bool) -> Double {
    let rate = isBurst ? burst : usual
    let (some, all) = (Double(relevant[batch]), Double(totals[batch]))
    let choices = lgamma(all + 1) - lgamma(some + 1) - lgamma(all - some + 1)
    return -(choices + some * log(rate) + (all - some) * log(1 - rate))
  }

  func cost(_ states: [Bool]) -> Double {
    var sum = 0.0
    for (batch, state) in states.enumerated() {
      if state, batch == 0 || !states[batch - 1] { sum += stepUp }
      sum += cost(batch, state)
    }
    return sum
  }

  var cheapest: Double {
    (0..<1 << totals.count).lazy.map { choice in cost(totals.indices.map { choice >> $0 & 1 == 1 }) }.min() ?? 0
  }
}
