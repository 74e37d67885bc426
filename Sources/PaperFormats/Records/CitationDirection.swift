/// Which way the arcs of a graph run.
public enum CitationDirection: String, Sendable, CaseIterable {
  /// From the citing to the cited paper.
  case citingFirst = "citing-first"
  /// From the cited to the citing paper, as knowledge flows.
  case citedFirst = "cited-first"
}
