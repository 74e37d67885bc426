/// The main path through some papers of a graph: one chain of citations.
public struct FamilyMainPath: Sendable, Equatable {
  /// The papers of the chain, cited first; empty if no relation joins the papers.
  public let papers: [PaperIndex]
  /// How many chains weigh as much as this one, itself included.
  public let tiedPathCount: ExactCount
  /// How many relations among the papers were left out because they close cycles.
  public let droppedRelationCount: Int
}

extension CitationGraph {
  /// The main path through a family: the chain among its papers with the greatest sum of search path counts.
  ///
  /// Paths are counted among these papers only, so that a family's own history shows and not that of the field around
  /// it. Where citations run in cycles, those to later rows inside of a knot are left out first
  /// (``CyclePolicy/dropBackward``). Of equally heavy chains it is the first by citing and then by cited row.
  /// - Complexity: That of ``searchPathCounts(_:in:)`` and of a global main path in the subgraph, and O(*n* / 64) for
  ///   *n* papers of this graph.
  /// - SeeAlso: N. Hummon and P. Doreian, *Connectivity in a citation network* (1989); J. Liu and L. Lu, *An integrated
  ///   approach for main path analysis* (2012), for the global search.
  public func familyMainPath(of papers: some Sequence<PaperIndex>) -> FamilyMainPath {
    let family = subgraph(of: papers)
    let acyclic: AcyclicGraph
    let path: MainPath
    do {
      acyclic = try family.graph.acyclicGraph(.dropBackward)
      path = try acyclic.graph.mainPath(.global, by: .searchPathCount, ties: .first)
    } catch {
      preconditionFailure("a graph whose cycles were cut has none: \(error)")
    }
    // Rows need not be in the order of the chain: it may run backward in time where that closes no cycle.
    let next = Dictionary(uniqueKeysWithValues: path.relations.map { ($0.citing, $0.cited) })
    let cited = Set(path.relations.map(\.cited))
    var chain: [PaperIndex] = []
    var paper = path.relations.first { !cited.contains($0.citing) }?.citing
    while let current = paper {
      chain.append(family.papers[current.row])
      paper = next[current]
    }
    return FamilyMainPath(
      papers: chain.reversed(), tiedPathCount: path.tiedPathCount, droppedRelationCount: acyclic.dropped.count)
  }
}
