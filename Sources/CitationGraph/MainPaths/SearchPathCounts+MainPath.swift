extension CitationGraph {
  /// The main path of the graph under a weight; see ``SearchPathCounts/mainPath(_:ties:tolerance:through:)``, which
  /// serves better where several are wanted.
  ///
  /// - Throws: ``CycleError`` if the graph has cycles.
  public func mainPath(
    _ method: MainPathMethod, by weight: PathWeight, ties: MainPathTies = .all, tolerance: Int = 0,
    through papers: [PaperIndex] = []
  ) throws(CycleError) -> MainPath {
    try searchPathCounts(weight).mainPath(method, ties: ties, tolerance: tolerance, through: papers)
  }
}

extension SearchPathCounts {
  /// The main path of the graph. All comparisons and sums are exact.
  ///
  /// Readings followed where the literature is not of one mind:
  /// - A local search begins with the heaviest relation out of *all* sources (or into all sinks), not of each.
  /// - All ties are followed unless `ties` says otherwise, at the start, at each step and among key routes. A relation
  ///   is a key route if some order of the tied ones gives it a rank in the range, so there may be more than asked for.
  /// - A paper without relations is no path.
  ///
  /// With `through`, the paths are those through each of some papers. A global search takes the heaviest paths from a
  /// source over the paper to a sink. A local one begins at the paper and follows the heaviest relations both ways, so
  /// that forward and backward are the same. Key routes are chosen among the relations that touch one of the papers,
  /// by their rank among these.
  ///
  /// - Parameters:
  ///   - method: How to search.
  ///   - ties: Whether to follow all relations that weigh the same.
  ///   - tolerance: For local searches and local extensions, by how many percent less than the heaviest a relation may
  ///     weigh to be followed all the same, 0 to 100, at the start and at each step. Must be 0 otherwise, and where
  ///     ties are broken.
  ///   - papers: Papers that the paths must run through; none for any.
  /// - Complexity: O(*p* + *r*) steps on numbers of *w* words; O(*r* log *k*) to find key routes up to rank *k*. The
  ///   global search multiplies, O(*w*²) a step; the local does not. O(*p* · *w*) space.
  /// - SeeAlso: N. Hummon and P. Doreian, *Connectivity in a citation network* (1989); J. Liu and L. Lu, *An integrated
  ///   approach for main path analysis* (2012).
  public func mainPath(
    _ method: MainPathMethod, ties: MainPathTies = .all, tolerance: Int = 0, through papers: [PaperIndex] = []
  ) -> MainPath {
    precondition(0...100 ~= tolerance, "a tolerance is 0 to 100 percent")
    precondition(tolerance == 0 || ties == .all, "a tolerance follows several relations, breaking ties one")
    switch method {
    case .global, .keyRoutes(_, extended: .global):
      precondition(tolerance == 0, "a tolerance is for local steps")
    case .localForward, .localBackward, .keyRoutes(_, extended: .local): break
    }
    if case .keyRoutes(let ranks, _) = method { precondition(ranks.lowerBound >= 1, "ranks are counted from 1") }
    precondition(papers.allSatisfy { $0.row < graph.paperCount }, "no row of this graph")

    let search = MainPathSearch(counts: self, method: method, tolerance: tolerance, through: Set(papers).sorted())
    let all = network(search.relations(ties: .all))
    guard ties == .first else { return all.mainPath(weight: weight, tiedPathCount: all.pathCount) }
    return network(search.relations(ties: .first)).mainPath(weight: weight, tiedPathCount: all.pathCount)
  }

  /// Weighs the relations that were found and sums up the paths they make.
  private func network(_ relations: [RelationKey]) -> MainPathNetwork {
    let weighed = relations.map {
      MainPath.Relation(citing: $0.citing, cited: $0.cited, weight: product(citing: $0.citing, cited: $0.cited))
    }
    return MainPathNetwork(relations: weighed, order: order)
  }
}

/// Relations that make up paths, with what can be said of the paths.
private struct MainPathNetwork {
  let relations: [MainPath.Relation]
  let papers: [PaperIndex]
  private(set) var pathCount: ExactCount = 0
  private var leastSum: ExactCount?
  private var greatestSum: ExactCount = 0

  /// Takes relations by citing and then cited row.
  init(relations: [MainPath.Relation], order: StrongComponents) {
    self.relations = relations
    papers = Set(relations.flatMap { [$0.citing, $0.cited] }).sorted()
    if relations.isEmpty { return }

    // For each row its place among the papers, from 1.
    let places = Buffer<UInt32>(count: order.papers.count)
    for (place, paper) in papers.enumerated() { places[paper.row] = UInt32(place + 1) }
    var firstRelations = [Int](repeating: 0, count: papers.count + 1)
    var isCited = [Bool](repeating: false, count: papers.count)
    for relation in relations {
      firstRelations[Int(places[relation.citing.row])] += 1
      isCited[Int(places[relation.cited.row]) - 1] = true
    }
    for place in papers.indices { firstRelations[place + 1] += firstRelations[place] }

    var counts = [ExactCount](repeating: 1, count: papers.count)
    var least = [ExactCount](repeating: 0, count: papers.count)
    var greatest = [ExactCount](repeating: 0, count: papers.count)
    for paper in order.papers where places[paper.row] > 0 {
      let place = Int(places[paper.row]) - 1
      let own = relations[firstRelations[place]..<firstRelations[place + 1]]
      if !own.isEmpty {
        let cited = own.map { (place: Int(places[$0.cited.row]) - 1, weight: $0.weight) }
        counts[place] = cited.reduce(0) { $0 + counts[$1.place] }
        least[place] = cited.map { least[$0.place] + $0.weight }.min() ?? 0
        greatest[place] = cited.map { greatest[$0.place] + $0.weight }.max() ?? 0
      }
      guard !isCited[place] else { continue }
      pathCount += counts[place]
      leastSum = min(leastSum ?? least[place], least[place])
      greatestSum = max(greatestSum, greatest[place])
    }
  }

  func mainPath(weight: PathWeight, tiedPathCount: ExactCount) -> MainPath {
    MainPath(
      weight: weight, relations: relations, papers: papers, pathCount: pathCount, tiedPathCount: tiedPathCount,
      leastSum: leastSum ?? 0, greatestSum: greatestSum)
  }
}
