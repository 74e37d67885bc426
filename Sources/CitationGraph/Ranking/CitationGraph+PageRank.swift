/// The PageRank of every paper.
public struct PageRank: Sendable, Equatable {
  /// For each row, the share of time that the random reader spends on it; they sum to 1.
  public let scores: Column<Double>
  /// The probability to follow a reference.
  public let damping: Double
  /// How often the knot of cycles that took longest was passed; 0 on a graph without cycles, which is solved in one pass.
  public let sweeps: Int
  /// The largest error of a paper's equation, in parts of what the teleport brings to it; 0 without cycles.
  ///
  /// But for rounding, no score is off by more than this part of itself before all are divided by their sum, nor by more
  /// than twice that after it.
  public let residual: Double

  /// The papers by PageRank, the first `top` or all.
  public func ranking(top: Int? = nil) -> Ranking { Ranking(scores: scores, top: top) }
}

extension CitationGraph {
  /// Ranks papers by how often a reader comes to them who goes from paper to paper.
  ///
  /// With probability `damping` the reader follows one of the paper's references, each as likely as the other; else, or
  /// where there is none, the reader goes on with any paper of the graph. Spreading what falls on papers without
  /// references (*dangling* ones) evenly like the teleport is the usual reading. It makes the scores proportional to the
  /// solution of *y*(*v*) = 1 + *d* · Σ *y*(*u*) / *out*(*u*) over the papers *u* that cite *v*: a triangular system when
  /// citing papers come first. It is solved in one pass; only papers on cycles need more, and only they are passed again.
  ///
  /// The web's damping factor is 0.85; for citations 0.5 has been argued for, since readers follow about two references in
  /// a row (P. Chen, H. Xie, S. Maslov and S. Redner, *Finding scientific gems with Google's PageRank algorithm*, 2007).
  /// - Parameters:
  ///   - damping: The probability to follow a reference, `0 ..< 1`.
  ///   - tolerance: What ``PageRank/residual`` may be; with 0, as small as numbers of this size allow.
  ///   - components: ``stronglyConnectedComponents()`` where at hand, to save finding them.
  /// - Complexity: O(*p* + *r*) time without cycles, plus O(*s* *k*) for *s* sweeps over *k* relations between papers on
  ///   cycles; O(*p*) space, and O(*k*) with cycles. The number of sweeps grows with log(1 / `tolerance`).
  /// - SeeAlso: S. Brin and L. Page, *The anatomy of a large-scale hypertextual web search engine* (1998). A. Arasu,
  ///   J. Novak, A. Tomkins and J. Tomlin, *PageRank computation and the structure of the web* (2002).
  public func pageRank(
    damping: Double = 0.85, tolerance: Double = 1e-12, components: StrongComponents? = nil
  ) -> PageRank {
    let walk = CitationWalk(
      on: self, components ?? stronglyConnectedComponents(), starts: Buffer(repeating: 1, count: paperCount),
      damping: damping, tolerance: tolerance)
    let visits = walk.visits.base
    // Four sums, so that none waits for the other; always the same four.
    var sums = SIMD4<Double>()
    var row = 0
    while row + 4 <= paperCount {
      sums += SIMD4(visits[row], visits[row + 1], visits[row + 2], visits[row + 3])
      row += 4
    }
    var total = sums.sum()
    while row < paperCount {
      total += visits[row]
      row += 1
    }
    for row in 0..<paperCount { visits[row] /= total }
    let (sweeps, residual) = (walk.sweeps, walk.residual)
    return PageRank(scores: walk.takeVisits(), damping: damping, sweeps: sweeps, residual: residual)
  }
}
