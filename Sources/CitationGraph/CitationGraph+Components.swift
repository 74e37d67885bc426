extension CitationGraph {
  /// The weakly connected components: papers joined by relations, whichever way they run. Each in row order, and the
  /// components in the order of their first paper. A paper without relations is a component of its own.
  ///
  /// Trees of papers are joined by their roots, which are their lowest rows, and grow flat as they are climbed.
  /// - Complexity: O(*p* + *r* log *p*) time, close to O(*p* + *r*) in practice, and O(*p*) space.
  /// - SeeAlso: R. Tarjan and J. van Leeuwen, *Worst-case analysis of set union algorithms* (1984), for path halving.
  public func weaklyConnectedComponents() -> [[PaperIndex]] {
    let parents = Buffer<UInt32>(count: paperCount)
    for row in 0..<paperCount { parents[row] = UInt32(row) }
    let base = parents.base
    @inline(__always) func root(_ row: UInt32) -> UInt32 {
      var row = row
      while base[Int(row)] != row {
        base[Int(row)] = base[Int(base[Int(row)])]
        row = base[Int(row)]
      }
      return row
    }
    references.withPointers { rows in
      for row in 0..<paperCount {
        var own = root(UInt32(row))
        for cited in rows.columns(row) {
          let other = root(cited.rawValue)
          if other == own { continue }
          base[Int(max(own, other))] = min(own, other)
          own = min(own, other)
        }
      }
    }

    // A root is the first row of its component: components are numbered as their roots come.
    let numbers = Buffer<UInt32>(count: paperCount)
    var sizes: [Int] = []
    for row in 0..<paperCount {
      let root = Int(root(UInt32(row)))
      if root == row {
        numbers[row] = UInt32(sizes.count)
        sizes.append(0)
      }
      numbers[row] = numbers[root]
      sizes[Int(numbers[row])] += 1
    }
    var starts = [0]
    for size in sizes { starts.append(starts[starts.count - 1] + size) }
    let papers = Buffer<PaperIndex>(count: paperCount)
    var next = starts
    for row in 0..<paperCount {
      let number = Int(numbers[row])
      papers[next[number]] = PaperIndex(rawValue: UInt32(row))
      next[number] += 1
    }
    return sizes.indices.map { Array(UnsafeBufferPointer(start: papers.base + starts[$0], count: sizes[$0])) }
  }
}
