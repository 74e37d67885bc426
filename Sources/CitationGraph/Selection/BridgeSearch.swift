/// Finds the transitive reduction of reachability among kept papers, block by block.
///
/// As in ``BlockReduction``, of the table of who reaches which kept paper only the columns of one block are in memory.
struct BridgeSearch: ~Copyable {
  private let rows: CompressedRows
  private let components: StrongComponents
  private let relationCount: Int
  /// For each row its place in the topological order, cited papers first.
  private let places: Buffer<UInt32>
  /// For each row its number among the kept papers, from 1; 0 for a paper that is left out.
  private let numbers: Buffer<UInt32>
  /// The kept papers in topological order.
  private let kept: [PaperIndex]
  /// For each kept paper the numbers of those it is joined to, in the order they were found.
  private var joined: [[Int]]
  private var bridges: [Bridge] = []

  init(in graph: CitationGraph, _ components: StrongComponents, keeping papers: some Sequence<PaperIndex>) {
    let paperCount = graph.paperCount
    rows = graph.references.soundRows
    relationCount = graph.relationCount
    self.components = components
    let places = Buffer<UInt32>(count: paperCount)
    components.papers.withUnsafeBufferPointer { order in
      for place in 0..<order.count { places[order[place].row] = UInt32(truncatingIfNeeded: place) }
    }
    let isKept = BitSet(count: paperCount)
    var kept: [PaperIndex] = []
    for paper in papers {
      precondition(paper.row < paperCount, "no row of this graph")
      if isKept.insert(paper.row) { kept.append(paper) }
    }
    kept.sort { places[$0.row] < places[$1.row] }
    let numbers = Buffer<UInt32>(count: paperCount)
    for (number, paper) in kept.enumerated() { numbers[paper.row] = UInt32(number + 1) }
    self.places = places
    self.numbers = numbers
    self.kept = kept
    joined = [[Int]](repeating: [], count: kept.count)
  }

  var keptCount: Int { kept.count }

  /// Goes through all blocks, newest first, each as wide as a line has bits.
  mutating func run<Line: BitLine>(lines: Line.Type) {
    let width = Line.scalarCount * 64
    var first = (kept.count - 1) / width * width
    guard !kept.isEmpty else { return }
    let met = Buffer<UInt32>(count: numbers.count)
    while first >= 0 {
      runBlock(first..<min(first + width, kept.count), lines, met)
      first -= width
    }
  }

  /// - Parameter met: For each row, one more than the number of the last kept paper whose chains led through it; what
  ///   other blocks left there is overwritten, as they were newer.
  private mutating func runBlock<Line: BitLine>(
    _ block: Range<Int>, _ lines: Line.Type, _ met: borrowing Buffer<UInt32>
  ) {
    let bits = Buffer<Line>(count: numbers.count)
    met.base.update(repeating: 0, count: met.count)
    let isRowOrder = components.isRowOrder
    let (places, numbers, kept) = (places.base, numbers.base, kept)
    var joined: [[Int]] = []
    swap(&joined, &self.joined)
    var found: [Bridge] = []
    rows.withPointers { rows in
      components.papers.withUnsafeBufferPointer { order in
        for place in Int(places[kept[block.lowerBound].row])..<order.count {
          let row = order[place].row
          let ownPlace = UInt32(truncatingIfNeeded: place)
          var reached = Line()
          for cited in rows.columns(row) {
            // Only a relation that runs backward in a knot leads to a later place.
            if isRowOrder || places[cited.row] < ownPlace { reached |= bits[cited.row] }
          }
          let number = Int(numbers[row]) - 1
          if number >= 0 {
            var covered = Line()
            for other in joined[number] { covered |= bits[kept[other].row] }
            var wanted = Line()
            var left = reached & ~covered
            // Newest first: only what it is joined to later can be reached by way of what it is joined to now.
            while let place = left.lastBit {
              let other = block.lowerBound + place
              joined[number].append(other)
              left &= ~bits[kept[other].row]
              if !Self.contains(kept[other], in: rows.columns(row)) { wanted.set(place) }
            }
            if wanted.lastBit != nil {
              found += chains(
                from: PaperIndex(row), to: wanted, block.lowerBound, bits, met, stamp: UInt32(number + 1), rows)
            }
            if block.contains(number) { reached.set(number - block.lowerBound) }
          }
          bits[row] = reached
        }
      }
    }
    swap(&joined, &self.joined)
    bridges += found
  }

  /// The shortest chains from a kept paper to some it reaches by way of papers that are left out only.
  private func chains<Line: BitLine>(
    from citing: PaperIndex, to wanted: Line, _ first: Int, _ bits: borrowing Buffer<Line>,
    _ met: borrowing Buffer<UInt32>, stamp: UInt32, _ rows: RowPointers
  ) -> [Bridge] {
    var wanted = wanted
    var found: [Bridge] = []
    // For each paper in the queue, from which place of it the step came.
    var queue = [(paper: citing, from: 0)]
    var head = 0
    while head < queue.count {
      let paper = queue[head].paper
      let place = places[paper.row]
      for next in rows.columns(paper.row) where places[next.row] < place {
        let number = Int(numbers[next.row]) - 1
        if number >= 0 {
          guard number >= first, number - first < Line.scalarCount * 64, wanted.has(number - first) else { continue }
          wanted.clear(number - first)
          var via: [PaperIndex] = []
          var step = head
          while step > 0 {
            via.append(queue[step].paper)
            step = queue[step].from
          }
          found.append(Bridge(citing: citing, cited: next, via: via.reversed()))
          if wanted.lastBit == nil { return found }
        } else if met[next.row] != stamp, (bits[next.row] & wanted).lastBit != nil {
          met[next.row] = stamp
          queue.append((next, head))
        }
      }
      head += 1
    }
    preconditionFailure("what is reached has a chain that leads to it")
  }

  private static func contains(_ paper: PaperIndex, in references: UnsafeBufferPointer<PaperIndex>) -> Bool {
    var (low, high) = (0, references.count)
    while low < high {
      let middle = (low + high) / 2
      if references[middle] < paper { low = middle + 1 } else { high = middle }
    }
    return low < references.count && references[low] == paper
  }

  consuming func finish() -> BridgedReach {
    var redundant: [PaperPair] = []
    var unfollowed = 0
    rows.withPointers { rows in
      for (number, paper) in kept.enumerated() {
        let necessary = Set(joined[number])
        for cited in rows.columns(paper.row) where places[cited.row] < places[paper.row] {
          let other = Int(numbers[cited.row]) - 1
          if other >= 0, !necessary.contains(other) { redundant.append(PaperPair(citing: paper, cited: cited)) }
        }
      }
      if !components.isRowOrder {
        for row in 0..<rows.rowCount {
          for cited in rows.columns(row) where places[cited.row] > places[row] { unfollowed += 1 }
        }
      }
    }
    return BridgedReach(
      papers: kept.sorted(), bridges: bridges.sorted { ($0.citing, $0.cited) < ($1.citing, $1.cited) },
      redundantRelations: redundant.sorted(), unfollowedRelationCount: unfollowed)
  }
}

/// A row of bits of a fixed width, in words of 64.
protocol BitLine: SIMD, BitwiseCopyable, Sendable where Scalar == UInt64 {}

extension SIMD2<UInt64>: BitLine {}
extension SIMD8<UInt64>: BitLine {}

extension BitLine {
  /// The highest bit that is set, or `nil`.
  @inline(__always)
  fileprivate var lastBit: Int? {
    var word = Self.scalarCount - 1
    while word >= 0 {
      if self[word] != 0 { return word << 6 + 63 - self[word].leadingZeroBitCount }
      word -= 1
    }
    return nil
  }

  @inline(__always)
  fileprivate func has(_ bit: Int) -> Bool { self[bit >> 6] &>> UInt64(bit & 63) & 1 != 0 }
  @inline(__always)
  fileprivate mutating func set(_ bit: Int) { self[bit >> 6] |= 1 &<< UInt64(bit & 63) }
  @inline(__always)
  fileprivate mutating func clear(_ bit: Int) { self[bit >> 6] &= ~(1 &<< UInt64(bit & 63)) }
}
