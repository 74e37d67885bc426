extension CitationGraph {
  /// Weighs every relation by the paths that run through it, exactly, however many there are.
  ///
  /// A pass in floating point finds how wide the numbers must be; then one pass up and one down over 64 bits, 128 bits
  /// or as many words as it takes.
  ///
  /// SPLC counts the cited paper itself as a start, SPNP also the citing paper as an end. A paper without relations is
  /// a path by itself: it counts in the total.
  /// - Parameters:
  ///   - weight: Which weight.
  ///   - order: The strong components of this graph if they are known already.
  /// - Complexity: O((*p* + *r*) · *w*) time and O(*p* · *w*) space for *w* words a number. For
  ///   ``PathWeight/nodePairProjection`` O(*p* (*p* + *r*) / 512) time and 64 bytes a paper for each thread.
  /// - Throws: ``CycleError`` if the graph has cycles, where paths are endless.
  /// - SeeAlso: V. Batagelj, *Efficient algorithms for citation network analysis* (2003), arXiv:cs/0309023.
  public func searchPathCounts(
    _ weight: PathWeight = .searchPathCount, in order: StrongComponents? = nil
  ) throws(CycleError) -> SearchPathCounts {
    let order = try acyclicOrder(order)
    switch weight {
    case .nodePairProjection:
      func reached(_ direction: Direction) -> Column<UInt32> {
        ReachCounter(self, towards: direction, components: order).countsOfAllPapers(.exact).counts
      }
      // Here each paper is among its own ancestors and descendants, which makes no pair.
      func withThemselves(_ counts: Column<UInt32>) -> ExactCountColumn {
        ExactCountColumn(Column(counts.map { $0 + 1 }))
      }
      let ancestors = reached(.ancestors)
      return SearchPathCounts(
        weight: weight, arriving: withThemselves(ancestors), leaving: withThemselves(reached(.descendants)),
        total: ExactCount(ancestors.reduce(0) { $0 + UInt64($1) }), graph: self, order: order)
    case .unit:
      let ones = ExactCountColumn(words: Column(repeating: 1, count: paperCount), wordsPerCount: 1)
      return SearchPathCounts(
        weight: weight, arriving: ones, leaving: ones, total: ExactCount(UInt64(relationCount)), graph: self,
        order: order)
    case .searchPathCount, .searchPathLinkCount, .searchPathNodePair:
      return order.papers.withUnsafeBufferPointer { papers in
        counted(weight, order, papers, width: (CountWidth.bits(self, papers, weight) + 63) / 64)
      }
    }
  }

  /// Counts in numbers of a width that is known to suffice.
  private func counted(
    _ weight: PathWeight, _ order: StrongComponents, _ papers: UnsafeBufferPointer<PaperIndex>, width: Int
  ) -> SearchPathCounts {
    let arriving = Buffer<UInt64>(count: paperCount * width)
    let leaving = Buffer<UInt64>(count: paperCount * width)
    let total = Buffer<UInt64>(count: width)
    references.withPointers { rows in
      let sweep = ExactSweep(
        rows: rows, papers: papers, weight: weight, arriving: arriving.base, leaving: leaving.base, total: total.base)
      // Constant widths unroll.
      switch width {
      case 1: sweep.run(as: UInt64.self)
      case 2: sweep.run(as: UInt128.self)
      case 3: sweep.run(width: 3)
      case 4: sweep.run(width: 4)
      default: sweep.run(width: width)
      }
    }
    return SearchPathCounts(
      weight: weight, arriving: ExactCountColumn(words: arriving.frozen(), wordsPerCount: width),
      leaving: ExactCountColumn(words: leaving.frozen(), wordsPerCount: width),
      total: ExactCount(words: total.frozen()), graph: self, order: order)
  }
}

extension ExactCountColumn {
  fileprivate init(_ counts: Column<UInt32>) {
    let words = Buffer<UInt64>(count: counts.count)
    for (row, count) in counts.enumerated() { words[row] = UInt64(count) }
    self.init(words: words.frozen(), wordsPerCount: 1)
  }
}

/// One pass up and one down over bare memory that starts out zero.
private struct ExactSweep {
  let rows: RowPointers
  let papers: UnsafeBufferPointer<PaperIndex>
  let weight: PathWeight
  let arriving: UnsafeMutablePointer<UInt64>
  let leaving: UnsafeMutablePointer<UInt64>
  let total: UnsafeMutablePointer<UInt64>

  /// In numbers of one machine type; the words of a count lie as those of the type do.
  @inline(__always)
  func run<Number: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(as type: Number.Type) {
    let arriving = UnsafeMutableRawPointer(arriving).assumingMemoryBound(to: Number.self)
    let leaving = UnsafeMutableRawPointer(leaving).assumingMemoryBound(to: Number.self)
    let start: Number = weight.startsAnywhere ? 1 : 0
    let end: Number = weight.endsAnywhere ? 1 : 0
    for place in 0..<papers.count {
      let row = papers[place].row
      let range = rows.range(row)
      var sum = start
      for position in range { sum &+= arriving[rows.columns[position].row] }
      arriving[row] = range.isEmpty ? 1 : sum
    }
    var total: Number = 0
    var place = papers.count
    while place > 0 {
      place -= 1
      let row = papers[place].row
      let isSink = leaving[row] == 0
      let share = isSink ? 1 : leaving[row] &+ end
      if isSink || end == 1 { total &+= arriving[row] }
      leaving[row] = share
      for position in rows.range(row) { leaving[rows.columns[position].row] &+= share }
    }
    for word in 0..<Number.bitWidth / 64 { self.total[word] = UInt64(truncatingIfNeeded: total >> (word * 64)) }
  }

  /// In numbers of any width.
  @inline(__always)
  func run(width: Int) {
    for place in 0..<papers.count {
      let row = papers[place].row
      let range = rows.range(row)
      let sum = arriving + row * width
      if range.isEmpty || weight.startsAnywhere { sum[0] = 1 }
      for position in range { Words.add(arriving + rows.columns[position].row * width, to: sum, width: width) }
    }
    var place = papers.count
    while place > 0 {
      place -= 1
      let row = papers[place].row
      let share = leaving + row * width
      let isSink = Words.isZero(share, width: width)
      if isSink || weight.endsAnywhere {
        Words.addOne(to: share, width: width)
        Words.add(arriving + row * width, to: total, width: width)
      }
      for position in rows.range(row) {
        Words.add(share, to: leaving + rows.columns[position].row * width, width: width)
      }
    }
  }
}
