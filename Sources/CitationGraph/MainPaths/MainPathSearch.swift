/// A relation in one word that sorts by citing and then cited row.
struct RelationKey: Hashable, Comparable {
  let rawValue: UInt64

  init(citing: Int, cited: Int) { rawValue = UInt64(citing) << 32 | UInt64(cited) }

  var citing: PaperIndex { PaperIndex(rawValue: UInt32(truncatingIfNeeded: rawValue >> 32)) }
  var cited: PaperIndex { PaperIndex(rawValue: UInt32(truncatingIfNeeded: rawValue)) }

  static func < (left: RelationKey, right: RelationKey) -> Bool { left.rawValue < right.rawValue }
}

/// Finds the relations of a main path.
///
/// Local steps need no multiplication: the relations to the references of a paper share one factor, what leaves the
/// paper, so they compare by what arrives at the references. Up it is the same the other way round. And a source, at
/// which one path arrives, or a sink, which one leaves, is the factor 1 in every weight.
struct MainPathSearch {
  let counts: SearchPathCounts
  let method: MainPathMethod
  let tolerance: Int
  /// In row order, each once.
  let through: [PaperIndex]

  private var width: Int { counts.wordsPerCount }

  /// The relations, sorted, each once.
  func relations(ties: MainPathTies) -> [RelationKey] {
    counts.graph.references.withPointers { references in
      counts.graph.citers.withPointers { citers in
        counts.arriving.words.withUnsafeBufferPointer { arriving in
          counts.leaving.words.withUnsafeBufferPointer { leaving in
            guard let arriving = arriving.baseAddress, let leaving = leaving.baseAddress else { return [] }
            let memory = WeighedRows(
              references: references, citers: citers, arriving: arriving, leaving: leaving, width: width)
            return relations(memory, ties)
          }
        }
      }
    }
  }

  private func relations(_ memory: WeighedRows, _ ties: MainPathTies) -> [RelationKey] {
    let choice = StepChoice(width: width, tolerance: tolerance, ties: ties)
    // The relations to begin with, and the papers to go on from, down to sources and up to sinks.
    var seeds: [RelationKey] = []
    var (down, up): ([Int], [Int]) = ([], [])
    let isGlobal: Bool
    switch method {
    case .localForward, .localBackward:
      isGlobal = false
      if through.isEmpty {
        let isForward = method == .localForward
        seeds = isForward ? firstOfSources(memory, choice) : lastOfSinks(memory, choice)
        if isForward { up = seeds.map(\.citing.row) } else { down = seeds.map(\.cited.row) }
      } else {
        (down, up) = (through.map(\.row), through.map(\.row))
      }
    case .global:
      isGlobal = true
      (down, up) = (through.map(\.row), through.map(\.row))
    case .keyRoutes(let ranks, let extended):
      isGlobal = extended == .global
      seeds = KeyRoutes(memory: memory, ranks: ranks, ties: ties).seeds(touching: through)
      (down, up) = (seeds.map(\.cited.row), seeds.map(\.citing.row))
      if seeds.isEmpty { return [] }
    }

    var found = seeds
    if isGlobal {
      let sums = PathSums(memory, order: counts.order)
      if method == .global, through.isEmpty { down = sums.heaviestSinks(ties) }
      sums.extend(down, .ancestors, ties, into: &found)
      sums.extend(up, .descendants, ties, into: &found)
    } else {
      memory.extend(down, .ancestors, choice, into: &found)
      memory.extend(up, .descendants, choice, into: &found)
    }
    found.sort()
    return found.reduce(into: []) { kept, key in if kept.last != key { kept.append(key) } }
  }

  /// The heaviest relations out of all sources.
  private func firstOfSources(_ memory: WeighedRows, _ choice: StepChoice) -> [RelationKey] {
    let (references, citers) = (memory.references, memory.citers)
    var heaviest: UnsafePointer<UInt64>?
    for source in 0..<references.rowCount where references.count(source) == 0 {
      for citing in citers.columns(source) {
        choice.raise(&heaviest, memory.leaving + citing.row * width)
      }
    }
    guard let heaviest else { return [] }
    var found: [RelationKey] = []
    for source in 0..<references.rowCount where references.count(source) == 0 {
      for citing in citers.columns(source) where choice.follows(memory.leaving + citing.row * width, heaviest) {
        found.append(RelationKey(citing: citing.row, cited: source))
      }
    }
    return choice.ties == .all ? found : found.min().map { [$0] } ?? []
  }

  /// The heaviest relations into all sinks.
  private func lastOfSinks(_ memory: WeighedRows, _ choice: StepChoice) -> [RelationKey] {
    let (references, citers) = (memory.references, memory.citers)
    var heaviest: UnsafePointer<UInt64>?
    for sink in 0..<references.rowCount where citers.count(sink) == 0 {
      for cited in references.columns(sink) {
        choice.raise(&heaviest, memory.arriving + cited.row * width)
      }
    }
    guard let heaviest else { return [] }
    var found: [RelationKey] = []
    for sink in 0..<references.rowCount where citers.count(sink) == 0 {
      for cited in references.columns(sink) where choice.follows(memory.arriving + cited.row * width, heaviest) {
        found.append(RelationKey(citing: sink, cited: cited.row))
      }
    }
    return choice.ties == .all ? found : found.min().map { [$0] } ?? []
  }
}

/// Which relations a local step follows.
struct StepChoice {
  let width: Int
  let tolerance: Int
  let ties: MainPathTies

  /// Replaces the heaviest so far by a heavier one.
  @inline(__always)
  func raise(_ heaviest: inout UnsafePointer<UInt64>?, _ number: UnsafePointer<UInt64>) {
    if let known = heaviest, Words.compare(number, known, width: width) <= 0 { return }
    heaviest = number
  }

  /// Whether a relation is heavy enough beside the heaviest.
  @inline(__always)
  func follows(_ number: UnsafePointer<UInt64>, _ heaviest: UnsafePointer<UInt64>) -> Bool {
    if Words.compare(number, heaviest, width: width) == 0 { return true }
    return tolerance > 0 && follows(number, heaviest, withinPercent: tolerance)
  }

  /// Compares 100 times the one with (100 - tolerance) times the other, from the lowest word up; the last difference
  /// decides.
  private func follows(
    _ number: UnsafePointer<UInt64>, _ heaviest: UnsafePointer<UInt64>, withinPercent tolerance: Int
  ) -> Bool {
    var (carry, heaviestCarry): (UInt64, UInt64) = (0, 0)
    var isLess = false
    for word in 0..<width {
      let scaled = Self.multiply(number[word], 100, &carry)
      let heaviestScaled = Self.multiply(heaviest[word], UInt64(100 - tolerance), &heaviestCarry)
      if scaled != heaviestScaled { isLess = scaled < heaviestScaled }
    }
    if carry != heaviestCarry { isLess = carry < heaviestCarry }
    return !isLess
  }

  private static func multiply(_ word: UInt64, _ factor: UInt64, _ carry: inout UInt64) -> UInt64 {
    let (high, low) = word.multipliedFullWidth(by: factor)
    let (sum, overflow) = low.addingReportingOverflow(carry)
    carry = high + (overflow ? 1 : 0)
    return sum
  }
}

/// The graph and the factors of its weights as bare memory.
struct WeighedRows {
  let references: RowPointers
  let citers: RowPointers
  let arriving: UnsafePointer<UInt64>
  let leaving: UnsafePointer<UInt64>
  let width: Int

  /// The relation of a paper to a neighbour in a direction.
  @inline(__always)
  func key(_ row: Int, _ neighbor: Int, _ direction: CitationGraph.Direction) -> RelationKey {
    direction == .ancestors ? RelationKey(citing: row, cited: neighbor) : RelationKey(citing: neighbor, cited: row)
  }

  /// Follows the heaviest relations from some papers to the end, each paper once.
  func extend(
    _ starts: [Int], _ direction: CitationGraph.Direction, _ choice: StepChoice, into found: inout [RelationKey]
  ) {
    let rows = direction == .ancestors ? references : citers
    // The factor in which the relations of a paper differ.
    let factors = direction == .ancestors ? arriving : leaving
    let seen = BitSet(count: rows.rowCount)
    var open = starts.filter { seen.insert($0) }
    while let row = open.popLast() {
      var heaviest: UnsafePointer<UInt64>?
      for neighbor in rows.columns(row) { choice.raise(&heaviest, factors + neighbor.row * width) }
      guard let heaviest else { continue }
      for neighbor in rows.columns(row) where choice.follows(factors + neighbor.row * width, heaviest) {
        found.append(key(row, neighbor.row, direction))
        if seen.insert(neighbor.row) { open.append(neighbor.row) }
        if choice.ties == .first { break }
      }
    }
  }
}

/// The greatest sum of weights on a path between each paper and its ends.
private struct PathSums: ~Copyable {
  private let memory: WeighedRows
  private let order: StrongComponents
  /// A path has fewer than 2^32 relations, so that one word more than those of a weight holds a sum.
  private let width: Int
  private let toSources: Buffer<UInt64>
  private let scratch: Buffer<UInt64>

  init(_ memory: WeighedRows, order: StrongComponents) {
    self.memory = memory
    self.order = order
    width = memory.width + 1
    toSources = Buffer(count: memory.references.rowCount * width)
    scratch = Buffer(count: width)
    sum(towards: .ancestors, into: toSources.base)
  }

  /// Fills in the sums to the ends in one direction.
  private func sum(towards direction: CitationGraph.Direction, into sums: UnsafeMutablePointer<UInt64>) {
    // Constant widths unroll.
    switch memory.width {
    case 1: sum(towards: direction, into: sums, weightWidth: 1)
    case 2: sum(towards: direction, into: sums, weightWidth: 2)
    case 3: sum(towards: direction, into: sums, weightWidth: 3)
    case 4: sum(towards: direction, into: sums, weightWidth: 4)
    default: sum(towards: direction, into: sums, weightWidth: memory.width)
    }
  }

  @inline(__always)
  private func sum(
    towards direction: CitationGraph.Direction, into sums: UnsafeMutablePointer<UInt64>, weightWidth: Int
  ) {
    let rows = direction == .ancestors ? memory.references : memory.citers
    let width = weightWidth + 1
    let candidate = scratch.base
    order.papers.withUnsafeBufferPointer { papers in
      for place in 0..<papers.count {
        let row = papers[direction == .ancestors ? place : papers.count - 1 - place].row
        let best = sums + row * width
        for neighbor in rows.columns(row) {
          add(row, neighbor.row, direction, sums, weightWidth: weightWidth)
          if Words.compare(candidate, best, width: width) > 0 {
            for word in 0..<width { best[word] = candidate[word] }
          }
        }
      }
    }
  }

  /// Leaves in the scratch memory the sum of a path that begins with one relation.
  @inline(__always)
  private func add(
    _ row: Int, _ neighbor: Int, _ direction: CitationGraph.Direction, _ sums: UnsafeMutablePointer<UInt64>,
    weightWidth: Int
  ) {
    let (citing, cited) = direction == .ancestors ? (row, neighbor) : (neighbor, row)
    Words.multiply(
      memory.arriving + cited * weightWidth, memory.leaving + citing * weightWidth, into: scratch.base,
      width: weightWidth)
    scratch.base[weightWidth] = 0
    Words.add(sums + neighbor * (weightWidth + 1), to: scratch.base, width: weightWidth + 1)
  }

  /// The sinks where the heaviest paths end.
  func heaviestSinks(_ ties: MainPathTies) -> [Int] {
    var found: [Int] = []
    for row in 0..<memory.references.rowCount where memory.citers.count(row) == 0 && memory.references.count(row) > 0 {
      // Against those found so far, which weigh the same.
      let comparison =
        found.first.map {
          Words.compare(toSources.base + row * width, toSources.base + $0 * width, width: width)
        } ?? 1
      if comparison > 0 { found = [row] } else if comparison == 0, ties == .all { found.append(row) }
    }
    return found
  }

  /// Follows the heaviest paths from some papers to the end, each paper once.
  func extend(
    _ starts: [Int], _ direction: CitationGraph.Direction, _ ties: MainPathTies, into found: inout [RelationKey]
  ) {
    if starts.isEmpty { return }
    let rows = direction == .ancestors ? memory.references : memory.citers
    let upward = Buffer<UInt64>(count: direction == .ancestors ? 0 : rows.rowCount * width)
    if direction == .descendants { sum(towards: .descendants, into: upward.base) }
    let sums = direction == .ancestors ? toSources.base : upward.base
    let seen = BitSet(count: rows.rowCount)
    var open = starts.filter { seen.insert($0) }
    while let row = open.popLast() {
      for neighbor in rows.columns(row) {
        add(row, neighbor.row, direction, sums, weightWidth: memory.width)
        guard Words.compare(scratch.base, sums + row * width, width: width) == 0 else { continue }
        found.append(memory.key(row, neighbor.row, direction))
        if seen.insert(neighbor.row) { open.append(neighbor.row) }
        if ties == .first { break }
      }
    }
  }
}
