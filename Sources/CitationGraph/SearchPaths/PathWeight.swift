/// How a relation is weighed by the paths that run through it.
///
/// Knowledge flows from the cited paper *u* to the citing paper *v*. A *source* cites nothing in the graph, a *sink* is
/// cited by nothing in it. Each weight is a product: of what arrives at *u* and what leaves *v*.
/// - SeeAlso: N. Hummon and P. Doreian, *Connectivity in a citation network* (1989); V. Batagelj, *Efficient algorithms
///   for citation network analysis* (2003), arXiv:cs/0309023.
public enum PathWeight: String, CaseIterable, Codable, Sendable {
  /// Search path count (SPC): paths from a source to *u*, times paths from *v* to a sink.
  case searchPathCount = "spc"
  /// Search path link count (SPLC): paths from any paper to *u*, times paths from *v* to a sink. *u* itself counts as a
  /// start.
  case searchPathLinkCount = "splc"
  /// Search path node pair (SPNP): paths from any paper to *u*, times paths from *v* to any paper. *u* counts as a
  /// start and *v* as an end.
  case searchPathNodePair = "spnp"
  /// Node pair projection count (NPPC): ancestors of *u* and itself, times descendants of *v* and itself.
  case nodePairProjection = "nppc"
  /// One for each relation, so that the heaviest path is the longest.
  case unit = "unit"

  /// Whether a path may begin at any paper, or at sources only.
  var startsAnywhere: Bool { self == .searchPathLinkCount || self == .searchPathNodePair }
  /// Whether a path may end at any paper, or at sinks only.
  var endsAnywhere: Bool { self == .searchPathNodePair }
}
