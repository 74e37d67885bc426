/// The fewest of a graph's relations that keep who reaches whom, and which those are.
///
/// A relation is *redundant* if its cited paper can be reached from the citing one without it. On a graph without cycles
/// the reduction is what is left when all redundant relations are removed at once, and there is only one.
///
/// On a graph with cycles it is taken over the condensation:
/// - relations inside of a strongly connected component are all kept;
/// - of those from one component to another, all are removed if the other can be reached by way of a third;
/// - else the first of them by position is kept and the others, parallel to it, are removed.
///
/// No more relations between components can be removed then; inside of components some could be, but which is arbitrary
/// and finding the fewest is hard.
public struct TransitiveReduction: Sendable {
  /// The graph with the kept relations only; the same rows.
  public let graph: CitationGraph
  /// The original's relations that stay.
  public let kept: RelationSet
  /// How many of the kept ones lie inside of a component and were not looked at. 0 on graphs without cycles.
  public let knotRelationCount: Int
  /// How many of the removed ones are parallel to a kept one. 0 on graphs without cycles.
  public let parallelRelationCount: Int

  /// How many relations were removed.
  public var removedRelationCount: Int { kept.relationCount - kept.count }

  /// Whether the original's relation at a position stays. O(1).
  public func isKept(_ position: Int) -> Bool { kept.contains(position) }
}

extension CitationGraph {
  /// The transitive reduction: the graph without relations that a longer way replaces.
  ///
  /// The references left to a paper are those that no other of its references stands on; Clough and others read the
  /// citations left to it as citations of the work itself rather than of the field.
  ///
  /// - Parameters:
  ///   - components: The components of this graph if they are known; `nil` to find them.
  ///   - memory: How many bytes the tables of ancestors may take, for all threads together. Less memory means more
  ///     passes over the relations, not another result. At least 64 bytes a paper and thread are taken.
  /// - Complexity: O(*k* · *p* / 512) operations on 512 bits for *k* kept relations, O(*p* + *r*) memory besides
  ///   `memory`. All processors take part.
  /// - SeeAlso: A. Aho, M. Garey and J. Ullman, *The transitive reduction of a directed graph* (1972); J. Clough,
  ///   J. Gollings, T. Loach and T. Evans, *Transitive reduction of citation networks* (2015), arXiv:1310.8224.
  public func transitiveReduction(
    components: StrongComponents? = nil, memory: Int = 512 << 20
  ) -> TransitiveReduction {
    let components = components ?? stronglyConnectedComponents()
    precondition(components.papers.count == paperCount, "components of this graph")
    let plan = BlockReduction.plan(rowCount: components.count, byteCount: memory)
    return transitiveReduction(components, lines: plan.lines, threads: plan.threads)
  }

  func transitiveReduction(_ components: StrongComponents, lines: Int, threads: Int) -> TransitiveReduction {
    let kept = BitSet(count: relationCount)
    if components.isRowOrder {
      let reduction = BlockReduction(references)
      reduction.run(lines: lines, threads: threads)
      references.withPointers { rows in
        for row in 0..<rows.rowCount {
          var position = rows.offsets[row]
          for cited in reduction.kept(row) {
            while rows.columns[position] != cited { position += 1 }
            _ = kept.insert(position)
          }
        }
      }
      return TransitiveReduction(keeping: RelationSet(kept, relationCount: relationCount), of: self)
    }

    let reduction = BlockReduction(condensedReferences(components).rows)
    reduction.run(lines: lines, threads: threads)
    // For each component, which one keeps a reference to it, twice its number plus two, and one more once it has it.
    let wanted = Buffer<Int>(count: components.count)
    var (insideCount, parallelCount) = (0, 0)
    references.withPointers { rows in
      components.numbers.withUnsafeBufferPointer { numbers in
        components.papers.withUnsafeBufferPointer { papers in
          components.starts.withUnsafeBufferPointer { starts in
            for component in 0..<components.count {
              for cited in reduction.kept(component) { wanted[cited.row] = 2 * component + 2 }
              for member in Int(starts[component])..<Int(starts[component + 1]) {
                for position in rows.range(papers[member].row) {
                  let cited = Int(numbers[rows.columns[position].row])
                  if cited == component {
                    insideCount += 1
                    _ = kept.insert(position)
                  } else if wanted[cited] == 2 * component + 2 {
                    wanted[cited] += 1
                    _ = kept.insert(position)
                  } else if wanted[cited] == 2 * component + 3 {
                    parallelCount += 1
                  }
                }
              }
            }
          }
        }
      }
    }
    return TransitiveReduction(
      keeping: RelationSet(kept, relationCount: relationCount), of: self, knotRelationCount: insideCount,
      parallelRelationCount: parallelCount)
  }
}

extension TransitiveReduction {
  fileprivate init(
    keeping kept: RelationSet, of graph: CitationGraph, knotRelationCount: Int = 0, parallelRelationCount: Int = 0
  ) {
    self.init(
      graph: graph.filtered(keeping: kept), kept: kept, knotRelationCount: knotRelationCount,
      parallelRelationCount: parallelRelationCount)
  }
}
