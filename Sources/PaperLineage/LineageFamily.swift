import CitationGraph

/// A lineage: papers joined by relations that bear lineage, named after the paper most of it grew out of.
public struct LineageFamily: Sendable, Equatable, Codable {
  /// The paper the family is named after: the root with the most descendants, the earliest of several.
  public var root: PaperID
  /// All papers that build on nothing in the family, and the earliest of each knot of cycles that builds on nothing
  /// else, earliest first.
  public var roots: [PaperID]
  /// All papers that nothing in the family builds on, earliest first.
  public var tips: [PaperID]
  /// All papers, earliest first.
  public var papers: [PaperID]
  /// The number of pairs of papers that a relation joins.
  public var relationCount: Int
  /// The most relations on a way through the family.
  public var depth: Int
}

extension LineageNetwork {
  /// The papers that build on nothing, and the earliest of each knot of cycles that builds on nothing else: every paper
  /// is one of them or stands on one. In row order. O(*p* log *p* + *r*).
  var roots: [PaperIndex] {
    let knots = graph.stronglyConnectedComponents()
    return knots.enumerated().compactMap { index, papers in
      let isRoot = papers.allSatisfy { graph.references(of: $0).allSatisfy { knots.number(of: $0) == index } }
      return isRoot ? papers.first : nil
    }
    .sorted()
  }

  /// The families of the network, largest first and then earliest first, and the papers that belong to none because no
  /// followed relation touches them, earliest first.
  ///
  /// In a knot of cycles no paper is a root; there the earliest paper stands for the roots.
  /// - Parameter includingExternal: Whether external papers that belong to no family are named too.
  /// - Complexity: O(*q* (*p* + *r*)) for *q* roots.
  public func families(includingExternal: Bool) -> (families: [LineageFamily], alone: [PaperID]) {
    var families: [(family: LineageFamily, first: PaperIndex)] = []
    var alone: [PaperID] = []
    let isRoot = Set(roots)
    for component in graph.weaklyConnectedComponents() {
      guard component.count > 1, let first = component.first else {
        alone += component.map(paper).filter { includingExternal || !$0.isExternal }.map(\.id)
        continue
      }
      let roots = component.filter(isRoot.contains)
      let reaches = roots.map { graph.reach(from: [$0], towards: .descendants) }
      let largest = zip(roots, reaches).max { left, right in
        (left.1.papers.count, right.0) < (right.1.papers.count, left.0)
      }
      families.append(
        (
          LineageFamily(
            root: paper(largest?.0 ?? first).id,
            roots: roots.map { paper($0).id },
            tips: component.filter { graph.citers(of: $0).isEmpty }.map { paper($0).id },
            papers: component.map { paper($0).id },
            relationCount: component.reduce(0) { $0 + graph.references(of: $1).count },
            depth: reaches.flatMap(\.depths).max() ?? 0),
          first
        ))
    }
    families.sort { ($1.family.papers.count, $0.first) < ($0.family.papers.count, $1.first) }
    return (families.map(\.family), alone)
  }
}
