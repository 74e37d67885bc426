extension CitationGraph {
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
  }

  /// The weakly connected components: papers joined by relations, whichever way they run. Each in row order, and the
  /// components in the order of their first paper. A paper without relations is a component of its own.
  ///
  /// - Complexity: O(*p* + *r*) time and O(*p*) space.
  public func weaklyConnectedComponents() -> [[PaperIndex]] {
    var isSeen = [Bool](repeating: false, count: paperCount)
    var components: [[PaperIndex]] = []
    for start in papers where !isSeen[start.row] {
      isSeen[start.row] = true
      var component = [start]
      var head = 0
      while head < component.count {
        let paper = component[head]
        head += 1
        for direction in Direction.allCases {
          for neighbor in neighbors(of: paper, towards: direction) where !isSeen[neighbor.row] {
            isSeen[neighbor.row] = true
            component.append(neighbor)
          }
        }
      }
      components.append(component.sorted())
    }
    return components
  }
}
