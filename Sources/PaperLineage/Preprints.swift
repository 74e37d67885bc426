extension Paper {
  /// Whether it is a preprint: by its type, or because nothing but arXiv is known of it.
  package var isPreprint: Bool {
    if publication.type == .preprint { return true }
    let journalDOI = identifiers.contains { $0.scheme == .doi && !$0.isOfPreprint }
    return identifier(.arxiv) != nil && !journalDOI
      && publication.venue.map { $0.lowercased().contains("arxiv") } != false
  }
}

extension Paper {
  /// Whether an identifier names this work alone. The ISBN of what stands in a book is the book's.
  package func isIdentified(by identifier: PaperIdentifier) -> Bool {
    guard identifier.scheme == .isbn else { return true }
    return switch publication.type {
    case .book, .proceedings, .thesis, .report: true
    default: false
    }
  }
}

extension PaperIdentifier {
  /// Whether it names the preprint of a work, or a record of an index that has one for each version.
  package var isOfPreprint: Bool {
    switch scheme {
    case .doi:
      // arXiv, bioRxiv and medRxiv, Research Square, SSRN, Preprints.org, OSF, ChemRxiv, Zenodo, Authorea, PeerJ preprints.
      // Cold Spring Harbor's journals share a prefix with bioRxiv, whose numbers begin with a digit.
      if value.hasPrefix("10.1101/") { return value.dropFirst(8).first?.isNumber == true }
      return [
        "10.48550/", "10.21203/", "10.2139/", "10.20944/", "10.31219/", "10.31234/", "10.26434/", "10.5281/",
        "10.22541/", "10.7287/", "10.36227/",
      ].contains { value.hasPrefix($0) }
    case .arxiv, .openAlex, .semanticScholar, .corpusID, .dblp: return true
    case .pmid, .pmcid, .isbn, .webOfScience, .scopus: return false
    }
  }
}
