extension CitationGraph {
<<<<<<< HEAD
  /// The strongly connected components of what `papers` span, those farthest in `direction` first.
  func stronglyConnectedComponents(within papers: [PaperIndex], towards direction: Direction) -> [[PaperIndex]] {
    let outside = -2
    let unvisited = -1
    var number = [Int](repeating: outside, count: paperCount)
    for paper in papers { number[paper.row] = unvisited }
    var lowest = [Int](repeating: 0, count: paperCount)
    var isOpen = [Bool](repeating: false, count: paperCount)
    var open: [PaperIndex] = []
    var visits: [(paper: PaperIndex, next: Int)] = []
    var visited = 0
    var components: [[PaperIndex]] = []

    func enter(_ paper: PaperIndex) {
      number[paper.row] = visited
      lowest[paper.row] = visited
      visited += 1
      isOpen[paper.row] = true
      open.append(paper)
      visits.append((paper, neighbors(of: paper, towards: direction).startIndex))
    }

    for root in papers where number[root.row] == unvisited {
      enter(root)
      while let (paper, next) = visits.last {
        let neighbors = neighbors(of: paper, towards: direction)
        if next < neighbors.endIndex {
          visits[visits.count - 1].next += 1
          let neighbor = neighbors[next]
          if number[neighbor.row] == unvisited {
            enter(neighbor)
          } else if isOpen[neighbor.row] {
            lowest[paper.row] = min(lowest[paper.row], number[neighbor.row])
          }
          continue
        }
        visits.removeLast()
        if let parent = visits.last?.paper {
          lowest[parent.row] = min(lowest[parent.row], lowest[paper.row])
        }
        if lowest[paper.row] == number[paper.row] {
          var component: [PaperIndex] = []
          while let member = open.popLast() {
            isOpen[member.row] = false
            component.append(member)
            if member == paper { break }
          }
          components.append(component.sorted())
        }
      }
    }
    return components
=======
  /// One shortest cycle through the lowest row of each knot of cycles, as rows from citing to cited; the last paper
  /// cites the first. Empty if the graph has no cycle.
  ///
  /// - Complexity: O(*p* + *r*) time and space.
  public func cycles() -> [[PaperIndex]] {
    let knots = stronglyConnectedComponents()
    if knots.isAcyclic { return [] }
    let numbers = knots.numbers
    // No search leaves its knot, so that none meets the marks of another.
    let cameFrom = Buffer<PaperIndex>(count: paperCount)
    let met = BitSet(count: paperCount)
    return references.withPointers { rows in
      knots.knots.map { papers in
        let start = papers[0]
        let knot = numbers[start.row]
        var queue = [start]
        var head = 0
        while true {
          let paper = queue[head]
          head += 1
          for cited in rows.columns(paper.row) where numbers[cited.row] == knot {
            if cited == start {
              var cycle = [paper]
              while let last = cycle.last, last != start { cycle.append(cameFrom[last.row]) }
              return cycle.reversed()
            }
            if met.insert(cited.row) {
              cameFrom[cited.row] = paper
              queue.append(cited)
            }
          }
        }
      }
    }
    .sorted { $0[0] < $1[0] }
>>>>>>> reach
  }

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
