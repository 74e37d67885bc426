extension CitationGraph {
  /// Sorts relations into both halves of a graph. Duplicates and relations of a paper to itself are counted and left
  /// out.
  ///
  /// A plain counting sort writes each relation to a place far from the one before, and misses every cache. Here pairs
  /// are first dealt to at most 2,048 blocks of rows, which is as many streams as a processor writes to at speed, and
  /// then placed within each block, whose part of the result stays in the second-level cache. All steps are stable,
  /// so the result depends neither on the number of threads nor on how the runs were cut.
  /// - Complexity: O(*p* + *r*) time. In use at a time: 16 bytes a relation while dealing, then 16 bytes a relation and
  ///   16 a paper; half of that in the end.
  init(assembling relations: consuming RelationRuns, paperCount: Int) {
    let runs = relations.runs
    let added = relations.count
    precondition(added <= Int(UInt32.max), "a graph is built from fewer than 2^32 relations")
    let blocks = RowBlocks(paperCount: paperCount, relationCount: added)

    // How many relations of each run go to each block, then where each run writes them.
    let heads = Buffer<Int>(count: runs.count * blocks.count)
    let selves = Buffer<Int>(count: runs.count)
    let dealt: Buffer<RelationPair>
    let dealtStarts: [Int]
    do {
      let pairs = Shared(relations.pairs.base)
      let (sharedHeads, sharedSelves) = (Shared(heads.base), Shared(selves.base))
      Threads.run(runs.count) { run in
        sharedSelves.value[run] = blocks.count(
          UnsafeBufferPointer(start: pairs.value + runs[run].lowerBound, count: runs[run].count),
          into: sharedHeads.value + run * blocks.count)
      }
      dealtStarts = blocks.turnIntoStarts(heads, runCount: runs.count)
      dealt = Buffer<RelationPair>(count: dealtStarts[blocks.count])
      let sharedDealt = Shared(dealt.base)
      Threads.run(runs.count) { run in
        blocks.deal(
          UnsafeBufferPointer(start: pairs.value + runs[run].lowerBound, count: runs[run].count),
          from: sharedHeads.value + run * blocks.count, to: sharedDealt.value)
      }
    }
    _ = consume relations

    let groups = blocks.groups(dealtStarts)
    let referenceOffsets = Buffer<Int>(count: paperCount + 1)
    let referenceColumns = Buffer<PaperIndex>(count: dealt.count)
    let citerHeads = Buffer<Int>(count: groups.count * blocks.count)
    let kept = Buffer<Int>(count: groups.count)
    do {
      let (pairs, offsets) = (Shared(dealt.base), Shared(referenceOffsets.base))
      let (columns, kept) = (Shared(referenceColumns.base.rows), Shared(kept.base))
      let counts = Shared(citerHeads.base)
      Threads.run(groups.count) { group in
        kept.value[group] = blocks.placeSorted(
          groups[group], of: pairs.value, dealtStarts, offsets: offsets.value, columns: columns.value,
          blockCounts: counts.value + group * blocks.count)
      }
    }
    let relationCount = (0..<groups.count).reduce(0) { $0 + kept[$1] }
    if relationCount < dealt.count {
      // Each group left the room of its duplicates at its end.
      var end = 0
      for (index, group) in groups.enumerated() {
        let start = dealtStarts[group.lowerBound]
        let columns = referenceColumns.base
        (columns + end).update(from: columns + start, count: kept[index])
        for row in blocks.rows(group) { referenceOffsets[row] -= start - end }
        end += kept[index]
      }
    }
    referenceOffsets[paperCount] = relationCount

    // The other half is this one read the other way. Rows are visited in order, so runs come out sorted.
    let citerOffsets = Buffer<Int>(count: paperCount + 1)
    let citerColumns = Buffer<PaperIndex>(count: relationCount)
    let citerStarts = blocks.turnIntoStarts(citerHeads, runCount: groups.count)
    do {
      let (pairs, heads) = (Shared(dealt.base), Shared(citerHeads.base))
      let (offsets, columns) = (Shared(referenceOffsets.base), Shared(referenceColumns.base.rows))
      Threads.run(groups.count) { group in
        blocks.dealTransposed(
          blocks.rows(groups[group]), offsets.value, columns.value, from: heads.value + group * blocks.count,
          to: pairs.value)
      }
      let groups = blocks.groups(citerStarts)
      let (citerOffsets, citerColumns) = (Shared(citerOffsets.base), Shared(citerColumns.base.rows))
      Threads.run(groups.count) { group in
        blocks.place(
          groups[group], of: pairs.value, citerStarts, offsets: citerOffsets.value, columns: citerColumns.value)
      }
    }
    citerOffsets[paperCount] = relationCount

    self.init(
      references: CompressedRows(
        offsets: referenceOffsets.frozen(), columns: referenceColumns.frozen(count: relationCount)),
      citers: CompressedRows(offsets: citerOffsets.frozen(), columns: citerColumns.frozen()),
      duplicateRelationCount: dealtStarts[blocks.count] - relationCount,
      selfRelationCount: (0..<runs.count).reduce(0) { $0 + selves[$1] })
  }
}

extension UnsafeMutablePointer<PaperIndex> {
  /// The same memory as bare numbers, which is how it is laid out.
  fileprivate var rows: UnsafeMutablePointer<UInt32> {
    UnsafeMutableRawPointer(self).assumingMemoryBound(to: UInt32.self)
  }
}

/// Rows in blocks of a power of two, and the steps of a counting sort that goes block by block.
struct RowBlocks: Sendable {
  let paperCount: Int
  /// Rows of a block share the bits above this one.
  let shift: UInt32
  let count: Int

  init(paperCount: Int, relationCount: Int) {
    self.paperCount = paperCount
    var shift = 0
    // More streams than this thrash the page table cache; blocks of less than this much gain nothing.
    let (mostBlocks, fewestBlocks, leastBytes) = (2048, 64, 128 << 10)
    while paperCount >> shift >= mostBlocks
      || paperCount >> shift > fewestBlocks && relationCount / (paperCount >> shift) * 8 < leastBytes
    {
      shift += 1
    }
    self.shift = UInt32(shift)
    count = max(paperCount - 1, 0) >> shift + 1
  }

  /// The rows of some blocks.
  func rows(_ blocks: Range<Int>) -> Range<Int> {
    min(blocks.lowerBound << Int(shift), paperCount)..<min(blocks.upperBound << Int(shift), paperCount)
  }

  /// Cuts the blocks into groups of about the same number of relations, several for each thread.
  func groups(_ starts: [Int]) -> [Range<Int>] {
    let total = starts[count]
    let groupCount = total < RelationRuns.leastWork ? 1 : 4 * Threads.count
    var groups: [Range<Int>] = []
    var first = 0
    for group in 1...groupCount {
      var end = first
      while end < count, group == groupCount || starts[end] < total * group / groupCount { end += 1 }
      if end > first { groups.append(first..<end) }
      first = end
    }
    return groups
  }

  /// Turns counts, one for each run and block, into the positions at which each run begins to write.
  ///
  /// - Returns: Where each block begins; one more at the end.
  func turnIntoStarts(_ counts: borrowing Buffer<Int>, runCount: Int) -> [Int] {
    var starts = [Int](repeating: 0, count: count + 1)
    var position = 0
    for block in 0..<count {
      starts[block] = position
      for run in 0..<runCount {
        let relations = counts[run * count + block]
        counts[run * count + block] = position
        position += relations
      }
    }
    starts[count] = position
    return starts
  }

  /// Counts the relations of each block by their citing paper, and returns how many relate a paper to itself.
  func count(_ pairs: UnsafeBufferPointer<RelationPair>, into counts: UnsafeMutablePointer<Int>) -> Int {
    var selfCount = 0
    for pair in pairs {
      if pair.citing == pair.cited { selfCount += 1 } else { counts[Int(pair.citing &>> shift)] &+= 1 }
    }
    return selfCount
  }

  func deal(
    _ pairs: UnsafeBufferPointer<RelationPair>, from heads: UnsafeMutablePointer<Int>,
    to dealt: UnsafeMutablePointer<RelationPair>
  ) {
    for pair in pairs where pair.citing != pair.cited {
      let block = Int(pair.citing &>> shift)
      dealt[heads[block]] = pair
      heads[block] &+= 1
    }
  }

  func dealTransposed(
    _ rows: Range<Int>, _ offsets: UnsafeMutablePointer<Int>, _ columns: UnsafeMutablePointer<UInt32>,
    from heads: UnsafeMutablePointer<Int>, to dealt: UnsafeMutablePointer<RelationPair>
  ) {
    for row in rows {
      for position in offsets[row]..<offsets[row + 1] {
        let cited = columns[position]
        let block = Int(cited &>> shift)
        dealt[heads[block]] = RelationPair(citing: UInt32(truncatingIfNeeded: row), cited: cited)
        heads[block] &+= 1
      }
    }
  }

  /// Places the relations of some blocks by their citing paper, each row sorted and each relation once, and counts the
  /// blocks of the cited papers.
  ///
  /// - Returns: How many were kept. Offsets are those of a group without duplicates before it.
  func placeSorted(
    _ blocks: Range<Int>, of pairs: UnsafeMutablePointer<RelationPair>, _ starts: [Int],
    offsets: UnsafeMutablePointer<Int>, columns: UnsafeMutablePointer<UInt32>, blockCounts: UnsafeMutablePointer<Int>
  ) -> Int {
    let largest = blocks.reduce(0) { max($0, starts[$1 + 1] - starts[$1]) }
    let placed = Buffer<UInt32>(count: largest + RowSorter.overread)
    let nextBuffer = Buffer<UInt32>(count: 1 << Int(shift))
    let next = nextBuffer.base
    var sorter = RowSorter(limit: paperCount)
    var end = starts[blocks.lowerBound]
    for block in blocks {
      let rows = self.rows(block..<block + 1)
      let base = UInt32(rows.lowerBound)
      let relations = UnsafeBufferPointer(
        rebasing: UnsafeBufferPointer(start: pairs, count: starts[block + 1])[starts[block]...])
      next.update(repeating: 0, count: rows.count)
      for pair in relations { next[Int(pair.citing &- base)] &+= 1 }
      var position: UInt32 = 0
      for row in 0..<rows.count {
        let count = next[row]
        next[row] = position
        position &+= count
      }
      for pair in relations {
        let row = Int(pair.citing &- base)
        placed.base[Int(next[row])] = pair.cited
        next[row] &+= 1
      }
      // Each row has moved its position to its end, which is where the next row begins.
      var start = 0
      let first = end
      for row in 0..<rows.count {
        offsets[rows.lowerBound + row] = end
        let next = Int(next[row])
        end += sorter.copySorted(placed.base + start, count: next - start, to: columns + end)
        start = next
      }
      for position in first..<end { blockCounts[Int(columns[position] &>> shift)] &+= 1 }
    }
    return end - starts[blocks.lowerBound]
  }

  /// Places the relations of some blocks by their cited paper, in the order they have.
  func place(
    _ blocks: Range<Int>, of pairs: UnsafeMutablePointer<RelationPair>, _ starts: [Int],
    offsets: UnsafeMutablePointer<Int>, columns: UnsafeMutablePointer<UInt32>
  ) {
    let nextBuffer = Buffer<UInt32>(count: 1 << Int(shift))
    let next = nextBuffer.base
    for block in blocks {
      let rows = self.rows(block..<block + 1)
      let base = UInt32(rows.lowerBound)
      let relations = UnsafeBufferPointer(
        rebasing: UnsafeBufferPointer(start: pairs, count: starts[block + 1])[starts[block]...])
      next.update(repeating: 0, count: rows.count)
      for pair in relations { next[Int(pair.cited &- base)] &+= 1 }
      var position: UInt32 = 0
      for row in 0..<rows.count {
        offsets[rows.lowerBound + row] = starts[block] + Int(position)
        let count = next[row]
        next[row] = position
        position &+= count
      }
      let placed = columns + starts[block]
      for pair in relations {
        let row = Int(pair.cited &- base)
        placed[Int(next[row])] = pair.citing
        next[row] &+= 1
      }
    }
  }
}
