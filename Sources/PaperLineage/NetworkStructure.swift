public import CitationGraph

/// What of a citation network takes more than a pass over its relations to find.
public struct NetworkStructure: Sendable, Equatable, Codable {
  /// What the transitive reduction keeps and removes.
  public struct Reduction: Sendable, Equatable, Codable {
    /// Relations kept.
    public var keptCount: Int
    /// Relations removed, as others lead from the one paper to the other.
    public var removedCount: Int
    /// Of those kept, relations inside of knots, which were not looked at.
    public var knotRelationCount: Int
    /// Of those removed, relations parallel to a kept one between the same two knots.
    public var parallelRelationCount: Int
  }

  /// What lies on the paths of the network.
  public struct Paths: Sendable, Equatable, Codable {
    /// Relations dropped to leave no cycle, inside of knots and to a later row (``CyclePolicy/dropBackward``).
    public var droppedRelationCount: Int
    /// The paths from a paper that cites nothing to one that nothing cites: the flow of the search path counts.
    public var searchPathCount: ExactCount
    /// The topological generations.
    public var generationCount: Int
    /// The papers of the largest of them.
    public var largestGeneration: Int
    /// The papers of criticality zero, which lie on a longest path.
    public var criticalPaperCount: Int
  }

  /// The transitive reduction, if it was asked for.
  public var reduction: Reduction?
  /// The paths, if they were asked for.
  public var paths: Paths?

  /// Looks at the structure of a graph, validated if it comes from a file.
  ///
  /// Paths are those of the graph made acyclic; generations and criticality those of the whole graph, where a knot
  /// counts as one paper.
  /// - Complexity: See ``CitationGraph/transitiveReduction(components:memory:)`` and
  ///   ``CitationGraph/searchPathCounts(_:in:)``.
  public init(_ graph: CitationGraph, withReduction: Bool = true, withPaths: Bool = true) {
    let components = graph.stronglyConnectedComponents()
    if withReduction {
      let found = graph.transitiveReduction(components: components)
      reduction = Reduction(
        keptCount: found.kept.count, removedCount: found.removedRelationCount,
        knotRelationCount: found.knotRelationCount, parallelRelationCount: found.parallelRelationCount)
    }
    if withPaths {
      let generations = graph.topologicalGenerations(components: components)
      paths = Paths(
        droppedRelationCount: 0, searchPathCount: 0, generationCount: generations.count,
        largestGeneration: generations.map(\.count).max() ?? 0,
        criticalPaperCount: generations.criticalities.count { $0 == 0 })
      do {
        let acyclic = try graph.acyclicGraph(.dropBackward, components: components)
        paths?.droppedRelationCount = acyclic.dropped.count
        paths?.searchPathCount = try acyclic.graph.searchPathCounts().total
      } catch {
        preconditionFailure("a graph made acyclic has cycles: \(error)")
      }
    }
  }
}
