/// The papers reachable from some starting papers in one direction, each once, nearest first.
public struct Reach: Sendable, Equatable {
  /// The reached papers without the starts, by generation and then in the order of discovery.
  public let papers: [PaperIndex]
  /// For each of ``papers``: the fewest relations from a start to it, from 1.
  public let generations: [Int]
  /// For each of ``papers``: the most relations on a way from a start to it (see ``CitationGraph/reach(from:towards:maximumGeneration:)``).
  public let depths: [Int]
}

extension CitationGraph {
  /// Finds all ancestors or descendants of some papers, with generation and depth.
  ///
  /// The *generation* of a paper is the length of a shortest way to it, its *depth* that of a longest. In a cycle there
  /// is no longest way: a relation between two papers of one strongly connected component counts nothing towards
  /// depth, which is never less than the generation. Without cycles depth is exact.
  ///
  /// With a limit, ways are those that stay inside the reached papers.
  ///
  /// - Parameters:
  ///   - starts: Where to begin; they are not part of the result, even where a cycle leads back to them.
  ///   - direction: Down to what they stand on or up to what grew out of them.
  ///   - maximumGeneration: Papers farther away are left out; `nil` for no limit.
  /// - Complexity: O(*n* + *r*) time for *n* papers in the graph and the *r* relations of those reached; O(*n*) space.
  public func reach(
    from starts: [PaperIndex], towards direction: Direction, maximumGeneration: Int? = nil
  ) -> Reach {
    let unseen = -1
    var generation = [Int](repeating: unseen, count: paperCount)
    var queue: [PaperIndex] = []
    for start in starts where generation[start.row] == unseen {
      generation[start.row] = 0
      queue.append(start)
    }
    let startCount = queue.count
    var head = 0
    while head < queue.count {
      let paper = queue[head]
      head += 1
      let next = generation[paper.row] + 1
      if let maximumGeneration, next > maximumGeneration { continue }
      for neighbor in neighbors(of: paper, towards: direction) where generation[neighbor.row] == unseen {
        generation[neighbor.row] = next
        queue.append(neighbor)
      }
    }

    var depth = [Int](repeating: 0, count: paperCount)
    let components = stronglyConnectedComponents(within: queue, towards: direction)
    for component in components.reversed() {
      // Components come farthest first; reversed, every way into one is known before it is left.
      let reached = component.reduce(0) { max($0, depth[$1.row]) }
      for paper in component {
        depth[paper.row] = reached
        for neighbor in neighbors(of: paper, towards: direction) where generation[neighbor.row] != unseen {
          depth[neighbor.row] = max(depth[neighbor.row], reached + 1)
        }
      }
      // A relation inside the component has just raised its papers; take that back.
      for paper in component { depth[paper.row] = reached }
    }

    let reached = Array(queue[startCount...])
    return Reach(
      papers: reached,
      generations: reached.map { generation[$0.row] },
      depths: reached.map { max(depth[$0.row], generation[$0.row]) })
  }
}
