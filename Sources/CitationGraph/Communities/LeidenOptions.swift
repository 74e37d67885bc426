/// How communities are sought by ``CitationGraph/communities(_:)``.
public struct LeidenOptions: Sendable, Equatable {
  /// What makes a partition good.
  public enum Quality: Sendable, Equatable {
    /// Σ over communities of *e*/*m* − γ(*K*/2*m*)², for *e* relations inside, *K* ends of relations in the community
    /// and *m* relations in the graph; 0 if there are none. At most 1. γ = 1 is Newman and Girvan's modularity.
    ///
    /// - SeeAlso: M. Newman and M. Girvan, *Finding and evaluating community structure in networks* (2004);
    ///   J. Reichardt and S. Bornholdt, *Statistical mechanics of community detection* (2006), for γ.
    case modularity(resolution: Double = 1)
    /// Σ over communities of *e* − γ*n*(*n* − 1)/2, for *e* relations inside and *n* papers: the constant Potts model.
    /// Communities are denser inside than γ and sparser than γ between each other, whatever the size of the graph.
    ///
    /// - SeeAlso: V. Traag, P. Van Dooren and Y. Nesterov, *Narrow scope for resolution-limit-free community detection*
    ///   (2011).
    case constantPotts(resolution: Double)

    /// γ: the higher, the smaller the communities.
    public var resolution: Double {
      switch self {
      case .modularity(let resolution), .constantPotts(let resolution): resolution
      }
    }
  }

  /// What makes a partition good.
  public var quality: Quality
  /// What the random choices follow from: the same seed gives the same communities on every machine.
  public var seed: UInt64
  /// How many times all is gone through, or `nil` to go on until an iteration brings no better partition.
  public var iterations: Int?
  /// How many runs are made, with seeds `seed`, `seed + 1`, …; the best is taken, the first of equally good ones.
  public var runs: Int
  /// θ: how readily the refinement takes another than the best community, in relations gained. Tiny is greedy.
  public var randomness: Double

  /// Traps unless the resolution is finite and not negative, there is something to run, and `randomness` is positive.
  public init(
    quality: Quality = .modularity(), seed: UInt64 = 0, iterations: Int? = nil, runs: Int = 1,
    randomness: Double = 0.01
  ) {
    precondition(quality.resolution.isFinite && quality.resolution >= 0, "a resolution is finite and not negative")
    precondition(runs >= 1 && iterations ?? 1 >= 1, "nothing to run")
    precondition(randomness > 0 && randomness.isFinite, "a randomness is positive and finite")
    self.quality = quality
    self.seed = seed
    self.iterations = iterations
    self.runs = runs
    self.randomness = randomness
  }
}
