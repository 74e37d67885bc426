/// How many ancestors and descendants every paper of a graph without cycles has, itself included.
///
/// Exact, 512 papers at a time: one sweep hands a bit for each of them upwards. The bits that arrive at a paper are
/// ancestors of it; how often a bit arrives anywhere is the number of descendants of its paper.
/// O(*p* (*p* + *r*) / 512) time, 64 bytes a paper for each thread.
struct AllReachCounts {
  let ancestors: Column<UInt32>
  let descendants: Column<UInt32>

  private static let blockSize = 512

  init(_ graph: CitationGraph, _ order: StrongComponents) {
    let paperCount = graph.paperCount
    let blockCount = (paperCount + Self.blockSize - 1) / Self.blockSize
    let threadCount = max(1, min(Threads.count, blockCount))
    let perThread = Buffer<UInt32>(count: paperCount * threadCount)
    let descendants = Buffer<UInt32>(count: paperCount)
    let (counts, descendantCounts) = (Shared(perThread.base), Shared(descendants.base))
    Threads.run(threadCount) { thread in
      let masks = Buffer<SIMD8<UInt64>>(count: paperCount)
      let ancestors = counts.value + thread * paperCount
      // From the newest block down, so that the masks of papers before a block are still clear.
      var block = blockCount - 1 - thread
      while block >= 0 {
        Self.sweep(
          graph, order, from: block * Self.blockSize, masks: masks.base, ancestors: ancestors,
          descendants: descendantCounts.value)
        block -= threadCount
      }
    }
    for thread in 1..<max(threadCount, 2) where thread < threadCount {
      for row in 0..<paperCount { perThread[row] += perThread[thread * paperCount + row] }
    }
    ancestors = perThread.frozen(count: paperCount)
    self.descendants = descendants.frozen()
  }

  private static func sweep(
    _ graph: CitationGraph, _ order: StrongComponents, from start: Int, masks: UnsafeMutablePointer<SIMD8<UInt64>>,
    ancestors: UnsafeMutablePointer<UInt32>, descendants: UnsafeMutablePointer<UInt32>
  ) {
    // Bit k of the count of paper j is bit j of plane k.
    let planes = Buffer<SIMD8<UInt64>>(count: 33)
    graph.references.withPointers { rows in
      order.papers.withUnsafeBufferPointer { papers in
        let end = min(start + blockSize, papers.count)
        for place in start..<papers.count {
          let row = papers[place].row
          var mask = SIMD8<UInt64>()
          if place < end { mask[(place - start) >> 6] = 1 &<< UInt64((place - start) & 63) }
          for position in rows.range(row) { mask |= masks[rows.columns[position].row] }
          masks[row] = mask
          if mask == SIMD8() { continue }
          ancestors[row] += UInt32(truncatingIfNeeded: mask.nonzeroBitCount.wrappedSum())
          var carry = mask
          var plane = 0
          repeat {
            let sum = planes.base[plane]
            planes.base[plane] = sum ^ carry
            carry &= sum
            plane += 1
          } while carry != SIMD8()
        }
        for place in start..<end {
          let (word, bit) = ((place - start) >> 6, UInt64((place - start) & 63))
          var count: UInt32 = 0
          for plane in 0..<32 { count |= UInt32(planes[plane][word] &>> bit & 1) &<< UInt32(plane) }
          descendants[papers[place].row] = count
        }
      }
    }
  }
}

extension SIMD8<UInt64> {
  /// For each word how many bits are set.
  fileprivate var nonzeroBitCount: Self {
    var counts = Self()
    for word in 0..<8 { counts[word] = UInt64(truncatingIfNeeded: self[word].nonzeroBitCount) }
    return counts
  }
}
