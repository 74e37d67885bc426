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
  /// components are found by Pearce's form of Tarjan's algorithm, without recursion: one number a paper tells whether
  /// it was visited, is open or is done.
  /// - Complexity: O(*p* + *r*) time and O(*p*) space.
  /// - SeeAlso: R. Tarjan, *Depth-first search and linear graph algorithms* (1972); D. Pearce, *A space-efficient
  ///   algorithm for finding strongly connected components* (2016).
  public func stronglyConnectedComponents() -> StrongComponents {
    let paperCount = paperCount
    var search = ComponentSearch(paperCount: paperCount)
    var isRowOrder = true
    references.withPointers { rows in
      var start = 0
      while start < paperCount {
        var reach = rows.last(start)
        var end = start + 1
        if reach > start {
          isRowOrder = false
          while end <= reach {
            reach = max(reach, rows.last(end))
            end += 1
          }
          search.run(start..<end, rows)
        } else {
          search.addSingle(start)
        }
        start = end
      }
    }
    return search.finish(isRowOrder: isRowOrder)
  }
}

extension RowPointers {
  /// The last row that a row leads to, which is the farthest as rows ascend; 0 for none.
  @inline(__always)
  fileprivate func last(_ row: Int) -> Int {
    let end = offsets[row + 1]
    return offsets[row] == end ? 0 : columns[end - 1].row
  }
}

/// The depth-first search, stretch by stretch.
private struct ComponentSearch: ~Copyable {
  /// For each row: 0 before its visit; while it is open, the order of its visit or the lowest known to be in its
  /// component; ``closed`` once that is complete.
  private let visit: Buffer<UInt32>
  /// Papers that are left, but whose component is not complete.
  private let open: Buffer<UInt32>
  /// The papers on the way from the root to the current one.
  private let path: Buffer<Step>
  private let numbers: Buffer<UInt32>
  private let papers: Buffer<PaperIndex>
  private let starts: Buffer<UInt32>
  private var openCount = 0
  private var placed = 0
  private var componentCount = 0

  private static var closed: UInt32 { .max }

  private struct Step: BitwiseCopyable {
    var row: UInt32
    /// The order of the visit.
    var order: UInt32
    /// The lowest order in the same component known so far.
    var lowest: UInt32
    /// How many references are still to be followed.
    var left: UInt32
  }

  init(paperCount: Int) {
    visit = Buffer(count: paperCount)
    open = Buffer(count: paperCount)
    path = Buffer(count: paperCount)
    numbers = Buffer(count: paperCount)
    papers = Buffer(count: paperCount)
    starts = Buffer(count: paperCount + 1)
  }

  @inline(__always)
  mutating func addSingle(_ row: Int) {
    numbers[row] = UInt32(truncatingIfNeeded: componentCount)
    papers[placed] = PaperIndex(rawValue: UInt32(truncatingIfNeeded: row))
    placed += 1
    componentCount += 1
    starts[componentCount] = UInt32(truncatingIfNeeded: placed)
  }

  mutating func run(_ stretch: Range<Int>, _ rows: RowPointers) {
    let (visit, path) = (visit.base, path.base)
    let first = UInt32(stretch.lowerBound)
    var visits: UInt32 = 0
    for root in stretch where visit[root] == 0 {
      visits += 1
      visit[root] = visits
      var depth = 0
      var step = Step(row: UInt32(root), order: visits, lowest: visits, left: UInt32(rows.count(root)))
      while true {
        let references = rows.columns + rows.offsets[Int(step.row)]
        var entered = false
        while step.left > 0 {
          step.left -= 1
          let cited = references[Int(step.left)].rawValue
          // Rows before the stretch are done: nothing there leads back. References ascend, so the rest is there too.
          if cited < first { break }
          let other = visit[Int(cited)]
          if other == 0 {
            path[depth] = step
            depth += 1
            visits += 1
            visit[Int(cited)] = visits
            step = Step(row: cited, order: visits, lowest: visits, left: UInt32(rows.count(Int(cited))))
            entered = true
            break
          }
          if other < step.lowest { step.lowest = other }
        }
        if entered { continue }
        if step.lowest == step.order {
          close(step)
        } else {
          visit[Int(step.row)] = step.lowest
          open[openCount] = step.row
          openCount += 1
        }
        if depth == 0 { break }
        depth -= 1
        let lowest = step.lowest
        step = path[depth]
        if lowest < step.lowest { step.lowest = lowest }
      }
    }
  }

  /// Takes the component of a root from the open papers.
  private mutating func close(_ root: Step) {
    let row = Int(root.row)
    visit[row] = Self.closed
    // The open papers on top that were visited after the root are those that lead back to it.
    guard openCount > 0, visit[Int(open[openCount - 1])] >= root.order else { return addSingle(row) }
    let first = placed
    while openCount > 0, visit[Int(open[openCount - 1])] >= root.order {
      openCount -= 1
      let member = Int(open[openCount])
      visit[member] = Self.closed
      numbers[member] = UInt32(componentCount)
      papers[placed] = PaperIndex(member)
      placed += 1
    }
    addSingle(row)
    var members = UnsafeMutableBufferPointer(start: papers.base + first, count: placed - first)
    members.sort()
  }

  consuming func finish(isRowOrder: Bool) -> StrongComponents {
    let componentCount = componentCount
    return StrongComponents(
      numbers: numbers.frozen(), papers: papers.frozen(), starts: starts.frozen(count: componentCount + 1),
      isRowOrder: isRowOrder)
  }
}
