/// How deep the papers of a graph lie under one another: heights, depths and what follows from them.
///
/// The **height** of a paper is the number of relations on a longest path from it down to a root, a paper that cites
/// nothing in the graph; its **depth** that on a longest path from it up to a tip, a paper that nothing in the graph
/// cites. Papers of one height form a *topological generation*: each cites at least one paper of the generation below
/// it and none of its own or of a later one.
///
/// Where papers reach each other there is no longest path. Such a knot counts as one paper then: its papers share
/// height and depth, and the relations inside it count nothing.
public struct TopologicalGenerations: RandomAccessCollection, Sendable, Equatable {
  /// For each row, its height in relations; roots have 0.
  public let heights: Column<UInt32>
  /// For each row, its depth in relations; tips have 0.
  public let depths: Column<UInt32>
  /// The number of relations on a longest path of the graph, 0 without relations.
  public let longestPathLength: Int
  /// How many relations counted nothing because they lie inside a knot; 0 means that all numbers are exact.
  public let knotRelationCount: Int

  private let papers: Column<PaperIndex>
  private let starts: Column<UInt32>

  init(heights: Column<UInt32>, depths: Column<UInt32>, knotRelationCount: Int) {
    (self.heights, self.depths, self.knotRelationCount) = (heights, depths, knotRelationCount)
    longestPathLength = Int(heights.max() ?? 0)
    (papers, starts) = Self.papersByHeight(heights, count: heights.isEmpty ? 0 : longestPathLength + 1)
  }

  public var startIndex: Int { 0 }
  /// The number of generations, one more than ``longestPathLength`` unless there are no papers.
  public var endIndex: Int { starts.count - 1 }
  /// The papers of a height, in row order.
  public subscript(height: Int) -> Column<PaperIndex> {
    papers.run(Int(starts[height])..<Int(starts[height + 1]))
  }

  /// The height of a paper.
  public func height(of paper: PaperIndex) -> Int { Int(heights[paper.row]) }

  /// The depth of a paper.
  public func depth(of paper: PaperIndex) -> Int { Int(depths[paper.row]) }

  /// How many relations a longest path through a paper is shorter than a longest path of the graph: *L* − height −
  /// depth. The papers of criticality zero lie on a longest path.
  ///
  /// - SeeAlso: D. Price and T. Evans (2025), arXiv:2512.12355, who call this the unit criticality.
  public func criticality(of paper: PaperIndex) -> Int {
    longestPathLength - height(of: paper) - depth(of: paper)
  }

  /// The criticality of each row. O(*p*).
  public var criticalities: Column<UInt32> {
    let values = Buffer<UInt32>(count: heights.count)
    for row in 0..<heights.count { values[row] = UInt32(criticality(of: PaperIndex(row))) }
    return values.frozen()
  }

  /// A counting sort of the rows.
  private static func papersByHeight(
    _ heights: Column<UInt32>, count: Int
  ) -> (papers: Column<PaperIndex>, starts: Column<UInt32>) {
    let starts = Buffer<UInt32>(count: count + 1)
    let next = Buffer<UInt32>(count: count + 1)
    let papers = Buffer<PaperIndex>(count: heights.count)
    heights.withUnsafeBufferPointer { heights in
      for height in heights { starts[Int(height) + 1] += 1 }
      for generation in 0..<count { starts[generation + 1] += starts[generation] }
      for generation in 0..<count { next[generation] = starts[generation] }
      for row in 0..<heights.count {
        let height = Int(heights[row])
        papers[Int(next[height])] = PaperIndex(row)
        next[height] += 1
      }
    }
    return (papers.frozen(), starts.frozen())
  }
}

extension CitationGraph {
  /// The height and depth of every paper and the topological generations they form.
  ///
  /// On a graph with cycles a knot counts as one paper; ``TopologicalGenerations/knotRelationCount`` says how many
  /// relations were left out of account.
  ///
  /// - Parameter components: The components of this graph if they are known; `nil` to find them.
  /// - Complexity: O(*p* + *r*) time and O(*p*) space. Heights and depths are found at the same time.
  public func topologicalGenerations(components: StrongComponents? = nil) -> TopologicalGenerations {
    let components = components ?? stronglyConnectedComponents()
    precondition(components.papers.count == paperCount, "components of this graph")
    let heights = Buffer<UInt32>(count: paperCount)
    let depths = Buffer<UInt32>(count: paperCount)
    let insides = Buffer<Int>(count: 2)
    let (up, down) = (Shared(heights.base), Shared(depths.base))
    let counts = Shared(insides.base)
    Threads.run(2) { half in
      counts.value[half] =
        half == 0
        ? longestPaths(towards: .ancestors, components, into: up.value)
        : longestPaths(towards: .descendants, components, into: down.value)
    }
    let knotRelationCount = insides[0]
    return TopologicalGenerations(
      heights: heights.frozen(), depths: depths.frozen(), knotRelationCount: knotRelationCount)
  }

  /// The length of a longest path from each row in a direction, from zeros; returns how many relations lie inside of
  /// knots.
  private func longestPaths(
    towards direction: Direction, _ components: StrongComponents, into lengths: UnsafeMutablePointer<UInt32>
  ) -> Int {
    rows(towards: direction).withPointers { rows in
      if components.isAcyclic {
        components.papers.withUnsafeBufferPointer { order in
          let count = order.count
          for place in 0..<count {
            let row = order[direction == .ancestors ? place : count - 1 - place].row
            var length: UInt32 = 0
            for next in rows.columns(row) { length = max(length, lengths[next.row] &+ 1) }
            lengths[row] = length
          }
        }
        return 0
      }
      var inside = 0
      components.numbers.withUnsafeBufferPointer { numbers in
        components.papers.withUnsafeBufferPointer { papers in
          components.starts.withUnsafeBufferPointer { starts in
            let count = components.count
            for place in 0..<count {
              let component = direction == .ancestors ? place : count - 1 - place
              let members = Int(starts[component])..<Int(starts[component + 1])
              var length: UInt32 = 0
              for member in members {
                for next in rows.columns(papers[member].row) {
                  if numbers[next.row] == UInt32(component) { inside += 1; continue }
                  length = max(length, lengths[next.row] &+ 1)
                }
              }
              for member in members { lengths[papers[member].row] = length }
            }
          }
        }
      }
      return inside
    }
  }
}
