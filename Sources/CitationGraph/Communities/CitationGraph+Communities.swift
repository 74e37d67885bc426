extension CitationGraph {
  /// Divides the papers into communities that cite each other more than others, by the Leiden algorithm.
  ///
  /// Who cites whom does not matter here: the graph is read as undirected and simple, so a relation both ways counts
  /// once (see ``CommunityPartition/mutualPairCount``). A paper without relations is a community of its own. Cycles are ordinary input.
  ///
  /// Each community is connected. The same graph and options give the same communities on any machine and with any
  /// number of threads. The algorithm is a heuristic: another seed gives another partition, usually a little better or
  /// worse, so that several ``LeidenOptions/runs`` pay. They are made side by side.
  /// - Complexity: O(*p* + *r*) memory for each run at work, and an iteration takes about O(*p* + *r*) time, for *p*
  ///   papers and *r* relations; no bound is known. Traps from 2^31 relations on.
  /// - SeeAlso: V. Traag, L. Waltman and N. J. van Eck, *From Louvain to Leiden: guaranteeing well-connected communities*
  ///   (2019).
  public func communities(_ options: LeidenOptions = LeidenOptions()) -> CommunityPartition {
    let count = paperCount
    let measure = options.quality
    let level = LeidenLevel(self, countingPapers: measure.countsPapers)
    let memberships = Buffer<UInt32>(count: options.runs * count)
    let qualities = Buffer<Double>(count: options.runs)
    let iterations = Buffer<Int>(count: options.runs)
    let shared = Shared((level.pointers, memberships.base, qualities.base, iterations.base))
    Threads.run(options.runs) { run in
      let (level, memberships, qualities, iterations) = shared.value
      let seed = options.seed &+ UInt64(run)
      var leiden = LeidenRun(
        paperCount: count, penalty: measure.penalty(endCount: level.endCount), randomness: options.randomness,
        seed: seed)
      var quality = -Double.infinity
      var iteration = 0
      while iteration < options.iterations ?? .max {
        leiden.iterate(level)
        iteration += 1
        let next = measure.value(level, leiden.membership.base)
        // Below that is rounding.
        let isBetter = iteration == 1 || next > quality + 1e-12 * abs(quality)
        quality = next
        if !isBetter { break }
      }
      (memberships + run * count).update(from: leiden.membership.base, count: count)
      qualities[run] = quality
      iterations[run] = iteration
      withExtendedLifetime(leiden) {}
    }

    var best = 0
    for run in 0..<options.runs where qualities[run] > qualities[best] { best = run }
    let partition = CommunityPartition(
      membership: UnsafePointer(memberships.base + best * count), count: count, quality: qualities[best],
      seed: options.seed &+ UInt64(best), iterations: iterations[best],
      mutualPairCount: relationCount - level.pointers.endCount / 2)
    withExtendedLifetime(level) {}
    withExtendedLifetime(memberships) {}
    return partition
  }
}

extension LeidenOptions.Quality {
  /// Whether the size of a community is that of its papers, not that of the ends of their relations.
  var countsPapers: Bool {
    switch self {
    case .modularity: false
    case .constantPotts: true
    }
  }

  /// What a pair of nodes in one community costs, for masses of one each.
  func penalty(endCount: Int) -> Double {
    switch self {
    case .modularity(let resolution): endCount == 0 ? 0 : resolution / Double(endCount)
    case .constantPotts(let resolution): resolution
    }
  }

  /// How good a partition of papers is, from whole numbers and thus the same in any order of summing.
  func value(_ level: LeidenPointers, _ membership: UnsafePointer<UInt32>) -> Double {
    let count = level.nodeCount
    var insideEnds = 0
    let masses = Buffer<Double>(count: count)
    for row in 0..<count {
      let own = membership[row]
      masses[Int(own)] += level.masses[row]
      for position in level.offsets[row]..<level.offsets[row + 1] {
        insideEnds &+= membership[Int(level.neighbors[position])] == own ? 1 : 0
      }
    }
    switch self {
    case .modularity(let resolution):
      guard level.endCount > 0 else { return 0 }
      let ends = Double(level.endCount)
      var expected = 0.0
      for community in 0..<count { expected += (masses[community] / ends) * (masses[community] / ends) }
      return Double(insideEnds) / ends - resolution * expected
    case .constantPotts(let resolution):
      var pairs = 0.0
      for community in 0..<count { pairs += masses[community] * (masses[community] - 1) / 2 }
      return Double(insideEnds) / 2 - resolution * pairs
    }
  }
}
