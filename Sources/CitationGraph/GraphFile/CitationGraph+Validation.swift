extension CitationGraph {
  /// Whether the structure is known to be sound. Always so for a graph that was built, and for one from a file once it
  /// was looked at. O(1).
  public var isVerified: Bool { references.trust?.image.isSound ?? true }

  /// The graph with its structure looked at: offsets ascend, each row is strictly ascending, inside the graph and
  /// without itself, and the citers are the references read backwards.
  ///
  /// Who is about to analyse a whole graph from a file calls this first, or ``CitationNetwork/validated()``. A graph that
  /// was not looked at is still safe to read: a damaged row reads as empty, an analysis of all rows looks at them first
  /// and finds no relations if they are damaged, and ``confirmSoundSoFar()`` says so afterwards.
  /// - Complexity: O(*p* + *r*) at the first call for a file, at about the speed of memory and on all processors; O(1)
  ///   afterwards and for a graph that was built.
  /// - Throws: What is damaged first, by section and row.
  public func validated() throws(GraphFileError) -> CitationGraph {
    guard let image = references.trust?.image else { return self }
    try image.validateStructure()
    return CitationGraph(
      references: CompressedRows(offsets: references.offsets, columns: references.columns),
      citers: CompressedRows(offsets: citers.offsets, columns: citers.columns),
      duplicateRelationCount: duplicateRelationCount, selfRelationCount: selfRelationCount)
  }

  /// Throws if any reading of this graph, or of another from the same opening of the file, has met damage so far.
  ///
  /// To be called before anybody believes what was read from a graph that was not looked at as a whole. O(1).
  public func confirmSoundSoFar() throws(GraphFileError) {
    if let damage = references.trust?.image.knownDamage { throw damage }
  }
}

extension CitationNetwork {
  /// Whether the structure of the graph is known to be sound. O(1).
  public var isVerified: Bool { graph.isVerified }

  /// The network with its structure and its dates looked at (see ``CitationGraph/validated()``).
  ///
  /// Identifiers and titles are not: a damaged one reads as another text, never beyond its memory.
  /// - Complexity: O(*p* + *r*) at the first call for a file, O(1) for a network in memory.
  public func validated() throws(GraphFileError) -> CitationNetwork {
    guard graph.references.trust != nil else { return self }
    let graph = try graph.validated()
    try image?.validateDates()
    return CitationNetwork(
      graph: graph, identifiers: identifiers, dates: dates, titles: titles, order: order, image: image)
  }

  /// Throws if any reading of this network, or of another from the same opening of the file, has met damage so far:
  /// a damaged row, or an order of identifiers that leads out of the network. O(1).
  public func confirmSoundSoFar() throws(GraphFileError) {
    if let damage = image?.knownDamage { throw damage }
    try graph.confirmSoundSoFar()
  }
}
