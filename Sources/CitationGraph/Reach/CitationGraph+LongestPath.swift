/// A longest path from a paper down to one of its ancestors.
public struct LongestPath: Sendable, Equatable {
  /// The papers from the citing one to the ancestor, each once.
  public let papers: [PaperIndex]
  /// How many relations of the path join different strongly connected components: what the path is longest by.
  public let depth: Int
  /// How many relations of the path stay inside a knot of cycles; 0 where there is none on the way.
  public let knotRelationCount: Int
}

extension CitationGraph {
  /// A path with the most relations from a citing paper down to one of its ancestors, or `nil` if there is none. Among
  /// equally long ones it takes the lowest row at each step from the citing end.
  ///
  /// Where rows are in the order of time such a path runs through it without a leap that could be avoided. In a knot
  /// of cycles the longest path that visits no paper twice is hard to find (NP-hard) and says little: there the
  /// relations between strongly connected components are counted, and a knot is crossed by a shortest way to the nearest
  /// paper from which a longest path goes on. Knots that can be passed only by leaving the ancestor or coming back to
  /// the citing paper are none.
  /// - Complexity: What ``papersBetween(from:to:)`` takes.
  public func longestPath(from citing: PaperIndex, to ancestor: PaperIndex) -> LongestPath? {
    guard let between = inBetween(from: citing, to: ancestor) else { return nil }
    let components = between.stronglyConnectedComponents()
    let (numbers, end) = (components.numbers, between.number(of: ancestor))
    let heights = Buffer<UInt32>(count: components.count)
    return between.rows.withPointers { rows in
      for component in 0..<components.count {
        var height: UInt32 = 0
        for member in components[component] {
          for cited in rows.columns(member.row) {
            let other = Int(numbers[cited.row])
            if other != component { height = max(height, heights[other] + 1) }
          }
        }
        heights[component] = height
      }

      // A component is entered once, so that no search in one meets the marks of another.
      let cameFrom = Buffer<UInt32>(count: between.count)
      let met = BitSet(count: between.count)
      var path = [between.number(of: citing)]
      var depth = 0
      while let entry = path.last, entry != end {
        let component = Int(numbers[entry])
        let wanted = heights[component] - 1
        var queue = [entry]
        var head = 0
        _ = met.insert(entry)
        var exit: (from: Int, to: Int)?
        while exit == nil {
          let paper = queue[head]
          head += 1
          for cited in rows.columns(paper) {
            let other = Int(numbers[cited.row])
            if other != component {
              if heights[other] == wanted {
                exit = (paper, cited.row)
                break
              }
            } else if met.insert(cited.row) {
              cameFrom[cited.row] = UInt32(paper)
              queue.append(cited.row)
            }
          }
        }
        guard let exit else { break }
        var crossing: [Int] = []
        var paper = exit.from
        while paper != entry {
          crossing.append(paper)
          paper = Int(cameFrom[paper])
        }
        path += crossing.reversed()
        path.append(exit.to)
        depth += 1
      }
      return LongestPath(
        papers: path.map { between.papers[$0] }, depth: depth, knotRelationCount: path.count - 1 - depth)
    }
  }
}
