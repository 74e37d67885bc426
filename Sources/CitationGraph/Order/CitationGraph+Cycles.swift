extension CitationGraph {
  /// One shortest cycle through the lowest row of each knot of cycles, as rows from citing to cited; the last paper
  /// cites the first. Empty if the graph has no cycle.
  ///
  /// Cycles come in the order of their first, lowest row. Among equally short ones it is the one whose papers are found
  /// first when references are followed in row order.
  /// - Complexity: O(*p* + *r*) time and O(*p*) space.
  public func cycles() -> [[PaperIndex]] {
    shortestCycles(of: stronglyConnectedComponents()).sorted { $0[0] < $1[0] }
  }

  /// For each knot a shortest cycle through its lowest row.
  func shortestCycles(of components: StrongComponents) -> [[PaperIndex]] {
    if components.isAcyclic { return [] }
    // A search never leaves its knot, so all of them share their memory.
    let cameFrom = Buffer<PaperIndex>(count: paperCount)
    let isSeen = BitSet(count: paperCount)
    let queue = Buffer<PaperIndex>(count: paperCount)
    return references.withPointers { rows in
      components.numbers.withUnsafeBufferPointer { numbers in
        components.knots.map { knot -> [PaperIndex] in
          let start = knot[0]
          var (head, tail) = (0, 1)
          queue[0] = start
          _ = isSeen.insert(start.row)
          while head < tail {
            let paper = queue[head]
            head += 1
            for cited in rows.columns(paper.row) where numbers[cited.row] == numbers[start.row] {
              if cited == start {
                var cycle = [paper]
                while let last = cycle.last, last != start { cycle.append(cameFrom[last.row]) }
                return cycle.reversed()
              }
              guard isSeen.insert(cited.row) else { continue }
              cameFrom[cited.row] = paper
              queue[tail] = cited
              tail += 1
            }
          }
          // Papers of one component reach each other, so the search comes back before its queue is empty.
          preconditionFailure("a knot without a cycle")
        }
      }
    }
  }
}
