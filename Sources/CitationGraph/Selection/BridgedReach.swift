/// A chain of papers that were left out, standing for the way from one kept paper down to another.
public struct Bridge: Sendable, Hashable {
  /// The kept paper that the chain starts from, which does the citing.
  public let citing: PaperIndex
  /// The kept paper that the chain ends at.
  public let cited: PaperIndex
  /// The papers in between on a shortest chain, from the citing end on; one at least.
  public let via: [PaperIndex]

  /// Makes a bridge.
  public init(citing: PaperIndex, cited: PaperIndex, via: [PaperIndex]) {
    precondition(!via.isEmpty, "a bridge stands for papers in between")
    (self.citing, self.cited, self.via) = (citing, cited, via)
  }
}

/// A citing and a cited paper.
public struct PaperPair: Hashable, Comparable, Sendable {
  /// The citing paper.
  public let citing: PaperIndex
  /// The cited paper.
  public let cited: PaperIndex

  /// Makes a pair.
  public init(citing: PaperIndex, cited: PaperIndex) { (self.citing, self.cited) = (citing, cited) }

  public static func < (left: PaperPair, right: PaperPair) -> Bool {
    (left.citing, left.cited) < (right.citing, right.cited)
  }
}

/// Who reaches whom among some kept papers of a graph, told by the relations between them and by bridges over the
/// papers that are left out.
///
/// Ways are those of the graph without cycles that ``CyclePolicy/dropBackward`` makes: inside of knots, relations to a
/// later row are not followed. In that graph a pair of kept papers has a *bridge* if the one reaches the other, does not
/// cite it, and no other kept paper lies on any way between them. So
/// - one kept paper reaches another by way of relations between kept papers and of bridges exactly if it does so in the
///   graph;
/// - no bridge can be left out, and no other pair of papers could be added without saying something twice.
///
/// The relations between kept papers that are not ``redundantRelations`` are, together with the bridges, the transitive
/// reduction of reachability among the kept papers.
public struct BridgedReach: Sendable, Equatable {
  /// The kept papers, each once, in row order.
  public let papers: [PaperIndex]
  /// The bridges, by citing and then cited row.
  public let bridges: [Bridge]
  /// The relations between kept papers that a longer way of relations and bridges replaces, by citing and then cited
  /// row.
  public let redundantRelations: [PaperPair]
  /// How many relations of the graph were not followed, as they run backward in a knot of cycles.
  public let unfollowedRelationCount: Int
}

extension CitationGraph {
  /// Joins some papers of the graph by bridges where papers between them are left out.
  ///
  /// Kept papers are taken in blocks, newest first in a topological order. For each block one pass over the relations,
  /// cited papers first, gives every paper a bit for each kept paper of the block that it reaches. A kept paper is
  /// joined to the newest it reaches that is not reached by way of one it is joined to already. The chain that a bridge
  /// stands for is sought breadth first among the papers that lead to its end.
  ///
  /// - Parameters:
  ///   - papers: The papers that are kept; one named twice is taken once. Traps if one is no row of this graph.
  ///   - components: The components of this graph if they are known; `nil` to find them.
  ///   - memory: How many bytes the bits may take. Less memory means more passes, not another result; 16 bytes a paper
  ///     are taken at least.
  /// - Complexity: O((*p* + *r*) · *k* / 512) operations on 512 bits for *k* kept ones of *p* papers with *r* relations,
  ///   and for each kept paper a search of the papers between it and the ends of its bridges.
  /// - SeeAlso: A. Aho, M. Garey and J. Ullman, *The transitive reduction of a directed graph* (1972). E. Garfield,
  ///   *Historiographic mapping of knowledge domains literature* (2004), which draws the most cited papers of a field
  ///   and loses such chains.
  public func bridgedReach(
    among papers: some Sequence<PaperIndex>, components: StrongComponents? = nil, memory: Int = 256 << 20
  ) -> BridgedReach {
    let components = components ?? stronglyConnectedComponents()
    precondition(components.papers.count == paperCount, "components of this graph")
    var search = BridgeSearch(in: self, components, keeping: papers)
    let isWide = search.keptCount > 128 && paperCount * 64 <= memory
    if isWide { search.run(lines: SIMD8<UInt64>.self) } else { search.run(lines: SIMD2<UInt64>.self) }
    return search.finish()
  }
}
