/// The strongly connected components of a graph, cited ones first: each relation runs to the same component or to an
/// earlier one.
///
/// A component of more than one paper is a knot of cycles. As a collection it holds, for each component, its papers in
/// row order.
public struct StrongComponents: RandomAccessCollection, Sendable {
  /// For each row, the number of its component.
  public let numbers: Column<UInt32>
  /// All papers, component by component: a topological order of the graph, cited first, if it has no cycle.
  public let papers: Column<PaperIndex>
  /// Where each component begins in ``papers``; one more at the end.
  public let starts: Column<UInt32>
  /// Whether no two papers reach each other.
  public var isAcyclic: Bool { count == papers.count }
  /// Whether the rows themselves are a topological order, cited first.
  public let isRowOrder: Bool

  public var startIndex: Int { 0 }
  public var endIndex: Int { starts.count - 1 }
  public subscript(component: Int) -> Column<PaperIndex> {
    papers.run(Int(starts[component])..<Int(starts[component + 1]))
  }

  /// The number of a paper's component.
  public func number(of paper: PaperIndex) -> Int { Int(numbers[paper.row]) }

  /// The components of more than one paper, in order.
  public var knots: [Column<PaperIndex>] { isAcyclic ? [] : filter { $0.count > 1 } }
}

extension CitationGraph {
  /// The strongly connected components of the graph.
  ///
  /// Rows are cut into stretches that no relation to a later row spans; no cycle leaves its stretch, and a stretch of
  /// one row is a component without further ado. Where rows are in the order of time, most are. Within the others the
  /// components are found by Tarjan's algorithm, without recursion.
  /// - Complexity: O(*p* + *r*) time and O(*p*) space.
  /// - SeeAlso: R. Tarjan, *Depth-first search and linear graph algorithms* (1972).
  public func stronglyConnectedComponents() -> StrongComponents {
    let paperCount = paperCount
    // For each row that cites later ones, the farthest: rows run in ascending order, so it is the last of the row.
    let farthest = Buffer<UInt32>(count: paperCount)
    var isRowOrder = true
    references.withPointers { rows in
      for row in 0..<paperCount {
        let range = rows.range(row)
        let last = range.isEmpty ? 0 : rows.columns[range.upperBound - 1].rawValue
        farthest[row] = max(last, UInt32(row))
        if last > row { isRowOrder = false }
      }
    }
    if isRowOrder {
      // Each paper is a component of its own, in row order.
      for row in 0..<paperCount { farthest[row] = UInt32(row) }
      let numbers = farthest.frozen()
      let papers = Buffer<PaperIndex>(count: paperCount)
      let starts = Buffer<UInt32>(count: paperCount + 1)
      for row in 0..<paperCount { papers[row] = PaperIndex(rawValue: UInt32(row)) }
      for row in 0...paperCount { starts[row] = UInt32(row) }
      return StrongComponents(numbers: numbers, papers: papers.frozen(), starts: starts.frozen(), isRowOrder: true)
    }

    var search = ComponentSearch(paperCount: paperCount)
    references.withPointers { rows in
      var start = 0
      while start < paperCount {
        var end = start + 1
        var reach = Int(farthest[start])
        while end <= reach {
          reach = max(reach, Int(farthest[end]))
          end += 1
        }
        if end - start == 1 { search.addSingle(start) } else { search.run(start..<end, rows) }
        start = end
      }
    }
    return search.finish()
  }
}

/// Tarjan's algorithm, stretch by stretch.
private struct ComponentSearch: ~Copyable {
  /// For each row, the order of its visit from 1; 0 before it.
  private let visit: Buffer<UInt32>
  private let lowest: Buffer<UInt32>
  private let numbers: Buffer<UInt32>
  private let next: Buffer<Int>
  private let open: Buffer<UInt32>
  private let path: Buffer<UInt32>
  private let papers: Buffer<PaperIndex>
  private let starts: Buffer<UInt32>
  private var placed = 0
  private var componentCount = 0

  private static var unnumbered: UInt32 { .max }

  init(paperCount: Int) {
    visit = Buffer(count: paperCount)
    lowest = Buffer(count: paperCount)
    numbers = Buffer(repeating: Self.unnumbered, count: paperCount)
    next = Buffer(count: paperCount)
    open = Buffer(count: paperCount)
    path = Buffer(count: paperCount)
    papers = Buffer(count: paperCount)
    starts = Buffer(count: paperCount + 1)
  }

  mutating func addSingle(_ row: Int) {
    numbers[row] = UInt32(componentCount)
    papers[placed] = PaperIndex(rawValue: UInt32(row))
    placed += 1
    componentCount += 1
    starts[componentCount] = UInt32(placed)
  }

  mutating func run(_ stretch: Range<Int>, _ rows: RowPointers) {
    var visits: UInt32 = 0
    var openCount = 0
    for root in stretch where visit[root] == 0 {
      var depth = 0
      visits += 1
      (visit[root], lowest[root], next[root]) = (visits, visits, rows.offsets[root])
      (open[openCount], path[depth]) = (UInt32(root), UInt32(root))
      openCount += 1
      depth += 1
      while depth > 0 {
        let row = Int(path[depth - 1])
        var position = next[row]
        let end = rows.offsets[row + 1]
        var entered = false
        while position < end {
          let cited = rows.columns[position].row
          position += 1
          // Rows before the stretch are done: nothing there leads back.
          guard cited >= stretch.lowerBound else { continue }
          if visit[cited] == 0 {
            visits += 1
            (visit[cited], lowest[cited], next[cited]) = (visits, visits, rows.offsets[cited])
            (open[openCount], path[depth]) = (UInt32(cited), UInt32(cited))
            openCount += 1
            depth += 1
            entered = true
            break
          }
          if numbers[cited] == Self.unnumbered, visit[cited] < lowest[row] { lowest[row] = visit[cited] }
        }
        next[row] = position
        if entered { continue }
        depth -= 1
        if lowest[row] == visit[row] { openCount = close(row, openCount) }
        if depth > 0 {
          let parent = Int(path[depth - 1])
          if lowest[row] < lowest[parent] { lowest[parent] = lowest[row] }
        }
      }
    }
  }

  /// Takes a component from the open papers; returns how many stay open.
  private mutating func close(_ root: Int, _ openCount: Int) -> Int {
    var remaining = openCount
    let first = placed
    while true {
      remaining -= 1
      let member = open[remaining]
      numbers[Int(member)] = UInt32(componentCount)
      papers[placed] = PaperIndex(rawValue: member)
      placed += 1
      if Int(member) == root { break }
    }
    if placed - first > 1 {
      var members = UnsafeMutableBufferPointer(start: papers.base + first, count: placed - first)
      members.sort()
    }
    componentCount += 1
    starts[componentCount] = UInt32(placed)
    return remaining
  }

  consuming func finish() -> StrongComponents {
    let componentCount = componentCount
    return StrongComponents(
      numbers: numbers.frozen(), papers: papers.frozen(), starts: starts.frozen(count: componentCount + 1),
      isRowOrder: false)
  }
}
