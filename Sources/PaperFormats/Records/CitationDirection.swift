/// Which way the arcs of a network run. Files do not say it; most draw an arc from the paper that cites.
public enum CitationDirection: String, Sendable, CaseIterable {
  case citingFirst = "citing-first", citedFirst = "cited-first"
}
