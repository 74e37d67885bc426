/// For every paper, how many it reaches in a direction.
public struct ReachCounts: Sendable, Equatable {
  /// How far the counts can be trusted.
  public enum Accuracy: Sendable, Equatable {
    /// Each count is right.
    case exact
    /// Counts are estimates; the standard error is a share of each count, 0.0325 for 3.25 %. A third of the estimates
    /// can be farther off than that, one in twenty farther than twice that.
    case estimated(standardError: Double)
  }

  /// For each row the number of papers reached, the paper itself left out.
  public let counts: Column<UInt32>
  /// Whether they are exact.
  public let accuracy: Accuracy
}

extension ReachCounter {
  /// How the papers that each paper reaches are counted.
  public enum Method: Sendable, Equatable {
    /// Exactly, where this takes no more than ``ReachCounter/exactCostBound`` steps; else estimated with 10 register
    /// bits.
    case automatic
    /// Exactly, however long it takes.
    case exact
    /// Estimated from 2 to the power of `registerBits` registers for each component, 6 to 16, with a standard error of
    /// 1.04 / √registers: 3.25 % for 10, half of that for 12.
    case estimated(registerBits: Int)
  }

  /// How many steps ``Method/automatic`` spends on an exact answer. A step is a paper or a relation in a sweep of 512 papers, a
  /// nanosecond while the masks stay in the processor's cache.
  public static var exactCostBound: Int { 4_000_000_000 }

  /// The steps that exact counts for every paper take: for each block of 512 papers, the papers and relations
  /// beyond it.
  /// O(*p*) time.
  public var exactCost: Int { blocks().reduce(0) { $0 + cost(of: $1) } }

  /// Counts, for every paper, its ancestors or descendants.
  ///
  /// *Exact* counts take a block of 512 components at a time and hand on, from each component to those that reach it,
  /// which of the block it reaches; what counts is the number of bits. Components of a block have equal sizes, so that
  /// a bit stands for the same number of papers.
  ///
  /// *Estimates* are HyperLogLog sketches that are handed on the same way, 64 registers a sweep, so that memory does not
  /// grow with accuracy. Whatever is reached by two ways is counted once. Hashes depend on the row alone: the same graph
  /// gives the same estimates.
  /// - Complexity: O((*p* / 512) (*p* + *r*)) time exactly, with words of 512 bits, or O((*p* + *r*) *m* / 64) for *m* registers;
  ///   68 bytes for each component and thread.
  /// - SeeAlso: P. Flajolet, É. Fusy, O. Gandouet and F. Meunier, *HyperLogLog* (2007); O. Ertl, *New cardinality
  ///   estimation algorithms for HyperLogLog sketches* (2017), arXiv:1702.01284, whose improved raw estimator is used.
  public func countsOfAllPapers(_ method: Method = .automatic) -> ReachCounts {
    switch method {
    case .exact: return exactCounts(blocks())
    case .estimated(let bits): return estimatedCounts(bits)
    case .automatic:
      return exactCost <= Self.exactCostBound ? exactCounts(blocks()) : estimatedCounts(10)
    }
  }

  /// Components in the order of their sizes, cut where a size ends and where 512 are full.
  private func blocks() -> [Block] {
    let width = 512
    guard let sizes = knots?.sizes else {
      return stride(from: 0, to: componentCount, by: width).map { start in
        Block(size: 1, components: Array(UInt32(start)..<UInt32(min(start + width, componentCount))))
      }
    }
    // Sizes above 1 are few, and a sort of them is no burden.
    var blocks: [Block] = []
    func cut(_ size: UInt32, _ components: [UInt32]) {
      for start in stride(from: 0, to: components.count, by: width) {
        blocks.append(
          Block(size: size, components: Array(components[start..<min(start + width, components.count)])))
      }
    }
    cut(1, (0..<UInt32(sizes.count)).filter { sizes[Int($0)] == 1 })
    let larger = (0..<UInt32(sizes.count)).filter { sizes[Int($0)] > 1 }.sorted {
      (sizes[Int($0)], $0) < (sizes[Int($1)], $1)
    }
    var start = 0
    while start < larger.count {
      let size = sizes[Int(larger[start])]
      var end = start
      while end < larger.count, sizes[Int(larger[end])] == size { end += 1 }
      cut(size, Array(larger[start..<end]))
      start = end
    }
    return blocks
  }

  /// The components that can reach some of a block, and their relations.
  private func cost(of block: Block) -> Int {
    rows.withPointers { rows in
      direction == .ancestors
        ? rows.offsets[rows.rowCount] - rows.offsets[Int(block.components[0])] + rows.rowCount
          - Int(block.components[0])
        : rows.offsets[Int(block.components[block.components.count - 1]) + 1]
          + Int(block.components[block.components.count - 1]) + 1
    }
  }

  /// Counts for components made counts for papers, the paper itself left out.
  private func counts(_ ofComponents: borrowing Buffer<UInt32>) -> Column<UInt32> {
    let counts = Buffer<UInt32>(count: paperCount)
    for row in 0..<paperCount { counts[row] = ofComponents[component(of: row)] - 1 }
    return counts.frozen()
  }

  private func exactCounts(_ blocks: [Block]) -> ReachCounts {
    let threadCount = max(1, min(Threads.count, blocks.count))
    let componentCount = componentCount
    let parts = Buffer<UInt32>(count: componentCount * threadCount)
    let shared = Shared((parts: parts.base, blocks: blocks))
    Threads.run(threadCount) { thread in
      var sweep = BlockSweep(self, counts: shared.value.parts + thread * componentCount)
      for number in stride(from: thread, to: shared.value.blocks.count, by: threadCount) {
        sweep.run(shared.value.blocks[number])
      }
    }
    let total = Buffer<UInt32>(count: componentCount)
    for thread in 0..<threadCount {
      for component in 0..<componentCount { total[component] += parts[thread * componentCount + component] }
    }
    return ReachCounts(counts: counts(total), accuracy: .exact)
  }

  private func estimatedCounts(_ registerBits: Int) -> ReachCounts {
    precondition(6...16 ~= registerBits, "2^6 to 2^16 registers")
    let (sweepCount, componentCount) = (1 << (registerBits - 6), componentCount)
    let threadCount = min(Threads.count, sweepCount)
    let parts = Buffer<UInt64>(count: componentCount * threadCount)
    let shared = Shared(parts.base)
    Threads.run(threadCount) { thread in
      let sweep = SketchSweep(self, sums: shared.value + thread * componentCount)
      for number in stride(from: thread, to: sweepCount, by: threadCount) {
        sweep.run(number, registerBits: registerBits)
      }
    }
    let total = Buffer<UInt32>(count: componentCount)
    for component in 0..<componentCount {
      // Whole numbers: their sum is the same whatever thread made which part of it.
      var sum: UInt64 = 0
      for thread in 0..<threadCount { sum += parts[thread * componentCount + component] }
      let estimate = SketchSweep.estimate(sum, registerCount: 1 << registerBits)
      total[component] = max(UInt32(min(estimate.rounded(), Double(paperCount))), size(of: component))
    }
    return ReachCounts(
      counts: counts(total), accuracy: .estimated(standardError: 1.04 / Double(1 << registerBits).squareRoot()))
  }
}

/// Up to 512 components of one size, ascending.
private struct Block: Sendable {
  let size: UInt32
  let components: [UInt32]
}

/// Finds for each component which of a block it reaches.
private struct BlockSweep: ~Copyable {
  private let rows: CompressedRows
  private let isAscending: Bool
  private let counts: UnsafeMutablePointer<UInt32>
  private let masks: Buffer<Mask>
  /// The components whose masks may be left over from the sweep before.
  private var written: Range<Int>

  init(_ counter: ReachCounter, counts: UnsafeMutablePointer<UInt32>) {
    rows = counter.rows
    // What a component reaches comes before it.
    isAscending = counter.direction == .ancestors
    self.counts = counts
    masks = Buffer(count: counter.componentCount)
    written = 0..<0
  }

  mutating func run(_ block: Block) {
    let members = block.components
    let first = Int(isAscending ? members[0] : members[members.count - 1])
    let reaching = isAscending ? first..<rows.rowCount : 0..<first + 1
    for component in written where !reaching.contains(component) { masks[component] = .zero }
    written = reaching
    let (end, step) = isAscending ? (rows.rowCount, 1) : (-1, -1)
    var next = isAscending ? 0 : members.count - 1
    let masks = masks.base
    let counts = counts
    rows.withPointers { rows in
      members.withUnsafeBufferPointer { members in
        var component = first
        var wanted = first
        while component != end {
          var mask = Mask.zero
          let range = rows.range(component)
          var position = range.lowerBound
          while position < range.upperBound {
            mask |= masks[rows.columns[position].row]
            position += 1
          }
          if component == wanted {
            mask[next >> 6] |= 1 &<< UInt64(next & 63)
            next += step
            wanted = next >= 0 && next < members.count ? Int(members[next]) : -1
          }
          masks[component] = mask
          var bits = 0
          for word in 0..<8 { bits &+= mask[word].nonzeroBitCount }
          counts[component] &+= UInt32(truncatingIfNeeded: bits) &* block.size
          component += step
        }
      }
    }
  }
}

/// Hands on 64 registers of each component's sketch.
private struct SketchSweep: ~Copyable {
  private let counter: ReachCounter
  /// For each component the sum over its registers of 2^(`digits` − rank).
  private let sums: UnsafeMutablePointer<UInt64>
  /// 64 ranks of a byte each.
  private let registers: Buffer<Mask>

  /// The largest rank that is kept; enough for 2^25 papers to each register.
  private static var digits: UInt32 { 25 }

  init(_ counter: ReachCounter, sums: UnsafeMutablePointer<UInt64>) {
    self.counter = counter
    self.sums = sums
    registers = Buffer(count: counter.componentCount)
  }

  func run(_ number: Int, registerBits: Int) {
    registers.base.update(repeating: .zero, count: registers.count)
    let bytes = UnsafeMutableRawPointer(registers.base).assumingMemoryBound(to: UInt8.self)
    for row in 0..<counter.paperCount {
      let hash = Self.hash(UInt64(row))
      let register = Int(hash >> UInt64(64 - registerBits))
      guard register >> 6 == number else { continue }
      let rank = UInt8(min((hash << UInt64(registerBits)).leadingZeroBitCount + 1, Int(Self.digits)))
      let place = counter.component(of: row) << 6 + register & 63
      bytes[place] = max(bytes[place], rank)
    }
    let count = registers.count
    let isAscending = counter.direction == .ancestors
    let registers = registers.base
    counter.rows.withPointers { rows in
      for index in 0..<count {
        let component = isAscending ? index : count - 1 - index
        var ranks = registers[component]
        let range = rows.range(component)
        var position = range.lowerBound
        while position < range.upperBound {
          ranks = Self.largest(ranks, registers[rows.columns[position].row])
          position += 1
        }
        registers[component] = ranks
        let first = bytes + component << 6
        var sum: UInt32 = 0
        for place in 0..<64 { sum &+= 1 &<< (Self.digits &- UInt32(first[place])) }
        // Ranks of zero are counted apart, in the upper half: they are estimated from differently.
        var empty: UInt32 = 0
        for place in 0..<64 { empty &+= first[place] == 0 ? 1 : 0 }
        sums[component] &+= UInt64(sum &- empty &<< Self.digits) | UInt64(empty) &<< 47
      }
    }
  }

  /// The larger of each pair of bytes, all below 128.
  @inline(__always)
  private static func largest(_ left: Mask, _ right: Mask) -> Mask {
    let top = Mask(repeating: 0x8080_8080_8080_8080)
    let isLeft = ((left | top) &- right) & top
    let keep = (isLeft &<< Mask(repeating: 1)) &- (isLeft &>> Mask(repeating: 7))
    return right ^ ((left ^ right) & keep)
  }

  /// The finisher of SplitMix64, whose numbers look drawn at random for neighbouring rows.
  @inline(__always)
  private static func hash(_ row: UInt64) -> UInt64 {
    var mixed = (row &+ 1) &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed &>> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed &>> 31)
  }

  /// Ertl's improved raw estimate, without the part for registers that are full, which none is.
  static func estimate(_ sum: UInt64, registerCount: Int) -> Double {
    let (empty, filled) = (sum >> 47, sum & (1 << 47 - 1))
    let registers = Double(registerCount)
    guard empty < UInt64(registerCount) else { return 0 }
    // σ(x) = x + Σ x^(2^k) 2^(k−1), until nothing is added.
    var (power, factor) = (Double(empty) / registers, 1.0)
    var sigma = power
    while power > 0 {
      power *= power
      let next = sigma + power * factor
      if next == sigma { break }
      (sigma, factor) = (next, factor * 2)
    }
    let weight = Double(filled) / Double(1 << digits) + registers * sigma
    return registers * registers / (2 * 0.693_147_180_559_945_3 * weight)
  }
}

extension CitationGraph {
  /// Counts the ancestors or descendants of each of some papers, hundreds at once.
  ///
  /// To count more than once on the same graph, keep a ``ReachCounter``.
  /// - Returns: For each of `papers`, in order, how many papers it reaches, itself left out.
  /// - Complexity: O(*p* + *r*) time to find the strongly connected components and O((*k* / 512) (*p* + *r*)) to count
  ///   for *k* papers, with words of 512 bits.
  public func reachedCounts(of papers: [PaperIndex], towards direction: Direction) -> [Int] {
    // Nothing is prepared for a paper or two.
    if papers.count <= 2 { return papers.map { reachedCount(from: [$0], towards: direction) } }
    return ReachCounter(self, towards: direction).counts(of: papers)
  }

  /// Counts, for every paper, its ancestors or descendants: exactly or, on large graphs, by an estimate that says how
  /// good it is.
  ///
  /// - Parameters:
  ///   - direction: Whether to count ancestors or descendants.
  ///   - method: Whether to count or to estimate; by default what takes seconds.
  /// - Complexity: See ``ReachCounter/countsOfAllPapers(_:)``.
  public func reachedCountsOfAllPapers(
    towards direction: Direction, method: ReachCounter.Method = .automatic
  ) -> ReachCounts {
    ReachCounter(self, towards: direction).countsOfAllPapers(method)
  }
}
