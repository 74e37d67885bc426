/// The graph of a graph's strongly connected components: what is left when papers that reach each other count as one.
///
/// Its rows are the numbers of the components, cited ones first, so every relation runs to a lower row. It holds one
/// relation from a component to another where at least one of its papers cites one of the other's.
public struct Condensation: Sendable {
  /// The components, numbered like the rows of ``graph``.
  public let components: StrongComponents
  /// The components as papers. Acyclic, and its rows are a topological order.
  public let graph: CitationGraph
  /// How many relations of the original graph lie inside of components and are not in ``graph``.
  public let knotRelationCount: Int
  /// How many relations of the original graph run between components that an earlier one joins already.
  public let parallelRelationCount: Int
  /// For each relation of ``graph``, how many of the original it stands for; `nil` where each stands for one.
  let multiplicities: Column<UInt32>?

  /// How many relations of the original graph a relation of ``graph`` stands for. O(1).
  ///
  /// - Parameter position: The relation's position among all of ``graph``, see
  ///   ``CitationGraph/relationPosition(citing:cited:)``.
  public func multiplicity(ofRelationAt position: Int) -> Int {
    precondition(position >= 0 && position < graph.relationCount, "no relation of this graph")
    return multiplicities.map { Int($0[position]) } ?? 1
  }

  /// The row that stands for a paper of the original graph. O(1).
  public func row(of paper: PaperIndex) -> PaperIndex { PaperIndex(components.number(of: paper)) }
}

extension CitationGraph {
  /// The graph of the strongly connected components.
  ///
  /// Where the rows are a topological order already it is the graph itself, and nothing is copied.
  ///
  /// - Parameter components: The components of this graph if they are known; `nil` to find them.
  /// - Complexity: O(*p* + *r* log *d*) time for papers with *d* references out of order, linear where the order of
  ///   rows is nearly topological; O(*p* + *r*) space.
  public func condensation(components: StrongComponents? = nil) -> Condensation {
    let components = components ?? stronglyConnectedComponents()
    precondition(components.papers.count == paperCount, "components of this graph")
    if components.isRowOrder {
      return Condensation(
        components: components, graph: self, knotRelationCount: 0, parallelRelationCount: 0, multiplicities: nil)
    }
    let condensed = condensedReferences(components)
    let graph = CitationGraph(
      references: condensed.rows, citers: condensed.rows.transposed(), duplicateRelationCount: 0, selfRelationCount: 0)
    return Condensation(
      components: components, graph: graph, knotRelationCount: condensed.knotRelationCount,
      parallelRelationCount: relationCount - condensed.knotRelationCount - graph.relationCount,
      multiplicities: condensed.multiplicities)
  }

  /// The half of the condensation that leads from citing to cited components, and the multiplicities unless each is 1.
  func condensedReferences(
    _ components: StrongComponents
  ) -> (rows: CompressedRows, multiplicities: Column<UInt32>?, knotRelationCount: Int) {
    let count = components.count
    let offsets = Buffer<Int>(count: count + 1)
    let columns = Buffer<PaperIndex>(count: relationCount)
    let isAcyclic = components.isAcyclic
    let multiplicities = Buffer<UInt32>(count: isAcyclic ? 0 : relationCount)
    // How often the knot at hand cites each component; all zero in between.
    let tally = Buffer<UInt32>(count: isAcyclic ? 0 : count)
    var inside = 0
    var end = 0
    references.withPointers { rows in
      components.numbers.withUnsafeBufferPointer { numbers in
        components.papers.withUnsafeBufferPointer { papers in
          components.starts.withUnsafeBufferPointer { starts in
            let columns = columns.base
            for component in 0..<count {
              let members = Int(starts[component])..<Int(starts[component + 1])
              let begin = end
              if isAcyclic {
                for cited in rows.columns(papers[component].row) {
                  columns[end] = PaperIndex(rawValue: numbers[cited.row])
                  end += 1
                }
                UnsafeMutableBufferPointer(start: columns + begin, count: end - begin).sortNearlySorted()
              } else {
                for member in members {
                  for cited in rows.columns(papers[member].row) {
                    let number = numbers[cited.row]
                    if number == UInt32(component) { inside += 1; continue }
                    // Counted first, so that each component is noted once.
                    let seen = tally[Int(number)]
                    tally[Int(number)] = seen + 1
                    columns[end] = PaperIndex(rawValue: number)
                    end += seen == 0 ? 1 : 0
                  }
                }
                UnsafeMutableBufferPointer(start: columns + begin, count: end - begin).sortNearlySorted()
                for position in begin..<end {
                  let number = columns[position].row
                  multiplicities[position] = tally[number]
                  tally[number] = 0
                }
              }
              offsets[component + 1] = end
            }
          }
        }
      }
    }
    let isSimple = end == relationCount - inside
    return (
      CompressedRows(offsets: offsets.frozen(), columns: columns.frozen(count: end)),
      isSimple ? nil : multiplicities.frozen(count: end), inside
    )
  }
}

extension UnsafeMutableBufferPointer<PaperIndex> {
  /// Sorts what is mostly in order: short runs by insertion, long ones unless they are in order.
  @inline(__always)
  fileprivate func sortNearlySorted() {
    if count <= 1 { return }
    if count > 64 {
      for position in 1..<count where self[position] < self[position - 1] {
        var run = self
        run.sort()
        return
      }
      return
    }
    for position in 1..<count {
      let value = self[position]
      var hole = position
      while hole > 0, value < self[hole - 1] {
        self[hole] = self[hole - 1]
        hole -= 1
      }
      self[hole] = value
    }
  }
}
