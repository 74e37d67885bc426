/// Kleinberg's automaton of many states for single events in time: bursts within bursts.
///
/// For *n* gaps between events over a time *T*, state *i* expects gaps of *T*/(*n* *s*ⁱ) on average: a gap *x* costs *α*
/// *x* − ln *α* there, with *α* = *n* *s*ⁱ/*T*. A step from state *i* up to *j* costs (*j* − *i*) γ ln *n*, a step down
/// nothing; the automaton starts in state 0. The sequence of lowest cost is found exactly (Viterbi). A burst of level *i*
/// is a stretch of gaps in state *i* or above, so that each lies within one of the level below. Level 0 is everything.
///
/// Readings: states go up to ⌈1 + log(*T*/*δ*)⌉ − 1 with logarithms to base *s* and *δ* the shortest gap, as more cannot
/// help. Of equally cheap sequences, the one in lower states, decided from the end. Two events at one time would be
/// infinitely dense; they are refused.
/// - SeeAlso: J. Kleinberg, *Bursty and hierarchical structure in streams* (2002), sections 2 and 3.
public struct BurstHierarchy: Sendable, Equatable {
  /// *s*: how many times denser each level is than the one below.
  public var ratio: Double
  /// γ: how hard it is to go up a level.
  public var difficulty: Double

  /// Traps unless `ratio` is above 1 and `difficulty` is positive.
  public init(ratio: Double = 2, difficulty: Double = 1) {
    precondition(ratio >= 1.001 && ratio.isFinite, "a level is denser than the one below, by a thousandth at least")
    precondition(difficulty > 0 && difficulty.isFinite, "a step up costs something")
    self.ratio = ratio
    self.difficulty = difficulty
  }

  /// A burst of some level.
  public struct Level: Sendable, Equatable {
    /// 0 for everything, 1 and up for bursts within it.
    public let level: Int
    /// The first event.
    public let start: Double
    /// The last event.
    public let end: Double
    /// By how much the level costs less than the one below over this stretch; 0 for level 0.
    public let weight: Double
  }

  /// Why times cannot be analyzed.
  public enum Failure: Error, Sendable, Equatable {
    /// Two events have this time.
    case sameTime(Double)
    /// A time, or the difference of two, is no number or infinite.
    case notFinite
  }

  /// Finds the bursts of events, outer ones first, then by time.
  ///
  /// One event is a burst of level 0 from it to itself, none are no burst.
  /// - Parameter times: When events happened, in any order and any unit.
  /// - Complexity: O(*n* log *n* + *n* *k*) time and O(*n* *k*) space for *n* events and *k* states, which are one more
  ///   for each time the shortest gap fits *s* times more often into the whole.
  /// - Throws: ``Failure`` if two events are at one time, or a time is not finite.
  public func bursts(at times: [Double]) throws(Failure) -> [Level] {
    guard times.allSatisfy(\.isFinite) else { throw .notFinite }
    let times = times.sorted()
    guard let first = times.first, let last = times.last else { return [] }
    guard times.count > 1 else { return [Level(level: 0, start: first, end: last, weight: 0)] }
    let whole = last - first
    guard whole.isFinite else { throw .notFinite }
    var shortest = whole
    for (time, next) in zip(times, times.dropFirst()) {
      if time == next { throw .sameTime(time) }
      shortest = min(shortest, next - time)
    }
    let states = states(times, whole: whole, shortest: shortest)

    let count = times.count - 1
    let logRatio = PortableMath.log(ratio)
    var found: [Level] = []
    var open: [Int] = []
    func close(at gap: Int) {
      guard let start = open.popLast() else { return }
      let level = open.count
      var weight = 0.0
      if level > 0 {
        // The densities of the levels differ by a factor, so that only the number and the sum of the gaps matter.
        let density = Double(count) / whole * power(level - 1)
        weight = Double(gap - start) * logRatio - density * (ratio - 1) * (times[gap] - times[start])
      }
      found.append(Level(level: level, start: times[start], end: times[gap], weight: weight))
    }
    for gap in 0..<count {
      while open.count > states[gap] + 1 { close(at: gap) }
      while open.count < states[gap] + 1 { open.append(gap) }
    }
    while !open.isEmpty { close(at: count) }
    return found.sorted { ($0.level, $0.start) < ($1.level, $1.start) }
  }

  private func power(_ level: Int) -> Double {
    var power = 1.0
    for _ in 0..<level { power *= ratio }
    return power
  }

  /// The state of each gap in the cheapest sequence.
  private func states(_ times: [Double], whole: Double, shortest: Double) -> [Int] {
    let count = times.count - 1
    let logRatio = PortableMath.log(ratio)
    let span = PortableMath.log(whole) - PortableMath.log(shortest)
    let stateCount = max(1, Int((1 + span / logRatio).rounded(.up)))
    let stepUp = difficulty * PortableMath.log(Double(count))
    let density = Buffer<Double>(count: stateCount)
    let logDensity = Buffer<Double>(count: stateCount)
    var power = 1.0
    let usual = Double(count) / whole
    for state in 0..<stateCount {
      density[state] = usual * power
      logDensity[state] = PortableMath.log(usual) + Double(state) * logRatio
      power *= ratio
    }
    let cost = Buffer<Double>(repeating: .infinity, count: stateCount)
    cost[0] = 0
    let next = Buffer<Double>(count: stateCount)
    // For each gap and state, the state of the gap before.
    let previous = Buffer<Int32>(count: count * stateCount)
    for gap in 0..<count {
      let length = times[gap + 1] - times[gap]
      let from = previous.base + gap * stateCount
      // From above a step is free: the cheapest of this state and those above, the lowest of equals.
      var cheapest = stateCount - 1
      for state in stride(from: stateCount - 1, through: 0, by: -1) {
        if cost[state] <= cost[cheapest] { cheapest = state }
        next[state] = cost[cheapest]
        from[state] = Int32(cheapest)
      }
      // From below each level costs the same, so that the cheapest so far stays the cheapest.
      cheapest = 0
      for state in 1..<max(stateCount, 1) {
        let risen = cost[cheapest] + Double(state - cheapest) * stepUp
        if risen <= next[state] {
          next[state] = risen
          from[state] = Int32(cheapest)
        }
        if cost[state] < risen { cheapest = state }
      }
      for state in 0..<stateCount { cost[state] = next[state] + density[state] * length - logDensity[state] }
    }
    var state = 0
    for other in 1..<max(stateCount, 1) where cost[other] < cost[state] { state = other }
    var states = [Int](repeating: 0, count: count)
    for gap in stride(from: count - 1, through: 0, by: -1) {
      states[gap] = state
      state = Int(previous[gap * stateCount + state])
    }
    return states
  }
}
