/// How a main path is sought among the weighted relations.
///
/// *Forward* is the way knowledge flows: from sources, which cite nothing in the graph, to sinks, which are not cited
/// in it.
public enum MainPathMethod: Hashable, Sendable {
  /// Begin with the heaviest relation out of all sources, then follow the heaviest to a next paper until a sink.
  case localForward
  /// Begin with the heaviest relation into all sinks, then follow the heaviest back until a source.
  case localBackward
  /// The paths from a source to a sink with the greatest sum of weights, known as critical paths.
  case global
  /// Take the relations whose rank by weight lies in a range, from 1 for the heaviest, and extend each to a source and
  /// to a sink.
  case keyRoutes(ClosedRange<Int>, extended: Extension)

  /// How a key route is extended.
  public enum Extension: String, CaseIterable, Codable, Sendable {
    /// By the heaviest relation at each step.
    case local
    /// By the paths with the greatest sum of weights.
    case global
  }
}

/// What becomes of relations or paths that weigh the same.
public enum MainPathTies: String, CaseIterable, Codable, Sendable {
  /// All are followed.
  case all
  /// At each choice one is followed: the first in the order of citing, then of cited row.
  case first
}
