/// A graph made ready for counting ancestors or descendants, as often as wanted.
///
/// Papers that reach each other reach the same papers, so all counting is done on the *condensation*, the acyclic graph
/// of strongly connected components. It is a copy of the relations in one direction (4 bytes each), or none at all
/// where the rows are a topological order as they stand.
///
/// A paper is never counted among its own ancestors or descendants, though a cycle leads back to it.
public struct ReachCounter: Sendable {
  /// The direction that is counted in.
  public let direction: CitationGraph.Direction
  /// How many papers there are.
  public let paperCount: Int
  /// For each component, those next to it in the direction; a component may come more than once, never itself.
  let rows: CompressedRows
  /// For each row its component, and for each component its size; `nil` where each row is a component of its own.
  let knots: Knots?

  struct Knots: Sendable {
    let numbers: Column<UInt32>
    let sizes: Column<UInt32>
  }

  /// Finds the components and copies the relations between them. O(*p* + *r*) time and space.
  public init(_ graph: CitationGraph, towards direction: CitationGraph.Direction) {
    self.init(graph, towards: direction, components: graph.stronglyConnectedComponents())
  }

  /// Copies the relations between the components of `graph`, where they are known already. O(*p* + *r*).
  public init(_ graph: CitationGraph, towards direction: CitationGraph.Direction, components: StrongComponents) {
    precondition(components.papers.count == graph.paperCount, "components of another graph")
    self.direction = direction
    paperCount = graph.paperCount
    if components.isRowOrder {
      rows = graph.rows(towards: direction)
      knots = nil
      return
    }
    let sizes = Buffer<UInt32>(count: components.count)
    let offsets = Buffer<Int>(count: components.count + 1)
    // One place more: a push writes first and then says whether it counts.
    let columns = Buffer<PaperIndex>(count: graph.relationCount + 1)
    let (numbers, papers, starts) = (components.numbers.base, components.papers.base, components.starts.base)
    var filled = 0
    graph.rows(towards: direction).withPointers { rows in
      for component in 0..<components.count {
        sizes[component] = starts[component + 1] - starts[component]
        for place in Int(starts[component])..<Int(starts[component + 1]) {
          for neighbor in rows.columns(papers[place].row) {
            let number = numbers[neighbor.row]
            columns[filled] = PaperIndex(rawValue: number)
            filled &+= Int(number) == component ? 0 : 1
          }
        }
        offsets[component + 1] = filled
      }
    }
    withExtendedLifetime(components) {}
    rows = CompressedRows(offsets: offsets.frozen(), columns: columns.frozen(count: filled))
    knots = Knots(numbers: components.numbers, sizes: sizes.frozen())
  }

  /// The number of strongly connected components.
  public var componentCount: Int { rows.rowCount }

  @inline(__always)
  func component(of row: Int) -> Int { knots.map { Int($0.numbers.base[row]) } ?? row }

  @inline(__always)
  func size(of component: Int) -> UInt32 { knots.map { $0.sizes.base[component] } ?? 1 }

  /// Counts the ancestors or descendants of each of some papers.
  ///
  /// 512 papers share a sweep over the components, from the first of them on, each with a bit in a mask that is handed
  /// on along relations; set sizes are kept as bit-sliced counters, a plane for each binary digit, and 16 masks are
  /// added at a time. What no paper of a sweep reaches is passed over.
  /// - Parameter papers: The papers, in any order, also more than once.
  /// - Returns: For each of `papers`, in order, how many papers it reaches, itself left out.
  /// - Complexity: O((*k* / 512) (*p* + *r*)) time for *k* papers, with words of 512 bits; 64 bytes for each component
  ///   and thread.
  /// - SeeAlso: M. Then and others, *The more the merrier: efficient multi-source graph traversal* (2014), for shared
  ///   traversal; S. Harley and R. Seal, in H. Warren, *Hacker's Delight*, for the addition of masks.
  public func counts(of papers: [PaperIndex]) -> [Int] {
    // Papers that stand side by side reach much the same, and a sweep begins at its outermost paper.
    let isAscending = direction == .descendants
    let order = papers.indices.map { position in
      precondition(papers[position].row < paperCount, "no row of this graph")
      return UInt64(component(of: papers[position].row)) << 32 | UInt64(position)
    }.sorted()
    let width = 512
    let sweepCount = (order.count + width - 1) / width
    let reached = Buffer<UInt32>(count: papers.count)
    let threadCount = min(Threads.count, sweepCount)
    let shared = Shared((reached: reached.base, order: order))
    Threads.run(threadCount) { thread in
      var sweep = ReachSweep(self)
      for number in stride(from: thread, to: sweepCount, by: threadCount) {
        let part = shared.value.order[number * width..<min((number + 1) * width, shared.value.order.count)]
        sweep.run(part.map { Int($0 >> 32) }, isAscending: isAscending)
        for (bit, key) in part.enumerated() {
          shared.value.reached[Int(truncatingIfNeeded: key & 0xFFFF_FFFF)] = sweep.count(of: bit) - 1
        }
      }
    }
    return papers.indices.map { Int(reached[$0]) }
  }
}

/// 512 bits.
typealias Mask = SIMD8<UInt64>

extension SIMD8<UInt64> {
  @inline(__always)
  var isZero: Bool {
    let four = lowHalf | highHalf
    let two = four.lowHalf | four.highHalf
    return two.x | two.y == 0
  }
}

/// A sweep over the components with a mask for each, and a counter for each bit of the masks.
struct ReachSweep: ~Copyable {
  private let rows: CompressedRows
  private let sizes: Column<UInt32>?
  /// All zero between sweeps.
  private let masks: Buffer<Mask>
  /// Binary digits of 512 counters, lowest first.
  private let planes = Buffer<Mask>(count: 36)
  /// Masks that wait to be added.
  private let waiting = Buffer<Mask>(count: 16)

  init(_ counter: ReachCounter) {
    rows = counter.rows
    sizes = counter.knots?.sizes
    masks = Buffer(count: counter.componentCount)
  }

  /// Counts, for up to 512 components that come in ascending order, the papers of those that each of them reaches and
  /// of its own.
  mutating func run(_ starts: [Int], isAscending: Bool) {
    planes.base.update(repeating: .zero, count: planes.count)
    for (bit, start) in starts.enumerated() { masks[start][bit >> 6] |= 1 &<< UInt64(bit & 63) }
    guard let first = isAscending ? starts.first : starts.last else { return }
    let (end, step) = isAscending ? (rows.rowCount, 1) : (-1, -1)
    let masks = masks.base
    let waiting = waiting.base
    var waitingCount = 0
    rows.withPointers { rows in
      var component = first
      while component != end {
        let mask = masks[component]
        if !mask.isZero {
          masks[component] = .zero
          let range = rows.range(component)
          var position = range.lowerBound
          while position < range.upperBound {
            masks[rows.columns[position].row] |= mask
            position += 1
          }
          let size = sizes.map { $0.base[component] } ?? 1
          if size == 1 {
            waiting[waitingCount] = mask
            waitingCount += 1
            if waitingCount == 16 {
              addSixteen()
              waitingCount = 0
            }
          } else {
            var digits = size
            while digits != 0 {
              add(mask, at: digits.trailingZeroBitCount)
              digits &= digits &- 1
            }
          }
        }
        component += step
      }
    }
    for place in 0..<waitingCount { add(waiting[place], at: 0) }
  }

  /// What a bit was counted up to.
  func count(of bit: Int) -> UInt32 {
    var count: UInt64 = 0
    for plane in 0..<33 { count |= (planes[plane][bit >> 6] &>> UInt64(bit & 63) & 1) &<< UInt64(plane) }
    return UInt32(truncatingIfNeeded: count)
  }

  @inline(__always)
  private func add(_ mask: Mask, at plane: Int) {
    var carry = mask
    var plane = plane
    while !carry.isZero {
      let digit = planes.base[plane]
      planes.base[plane] = digit ^ carry
      carry &= digit
      plane += 1
    }
  }

  /// Adds three masks of equal weight: the sum in `low`, the carry returned.
  @inline(__always)
  private static func carry(_ low: inout Mask, _ second: Mask, _ third: Mask) -> Mask {
    let half = low ^ second
    let carry = (low & second) | (half & third)
    low = half ^ third
    return carry
  }

  /// Adds the waiting masks as a tree, so that only every sixteenth runs through the higher planes.
  @inline(__always)
  private func addSixteen() {
    var (ones, twos, fours, eights) = (planes.base[0], planes.base[1], planes.base[2], planes.base[3])
    let masks = waiting.base
    @inline(__always) func addFour(_ at: Int) -> Mask {
      let first = Self.carry(&ones, masks[at], masks[at + 1])
      let second = Self.carry(&ones, masks[at + 2], masks[at + 3])
      return Self.carry(&twos, first, second)
    }
    let fourA = Self.carry(&fours, addFour(0), addFour(4))
    let fourB = Self.carry(&fours, addFour(8), addFour(12))
    let sixteens = Self.carry(&eights, fourA, fourB)
    (planes.base[0], planes.base[1], planes.base[2], planes.base[3]) = (ones, twos, fours, eights)
    add(sixteens, at: 4)
  }
}
