extension CitationGraph {
  /// The graph that some papers make with the relations among them, and for each of its rows the paper here.
  ///
  /// Rows keep their order. A paper named twice is taken once. Traps if one is no row of this graph.
  /// - Complexity: O(*n* / 64 + *k* + *r*) time for *n* papers of this graph and *k* papers with *r* references.
  public func subgraph(of papers: some Sequence<PaperIndex>) -> (graph: CitationGraph, papers: Column<PaperIndex>) {
    let set = BitSet(count: paperCount)
    for paper in papers {
      precondition(paper.row < paperCount, "no row of this graph")
      _ = set.insert(paper.row)
    }
    let induced = InducedRows(set, of: self, towards: .ancestors)
    let graph = CitationGraph(
      references: induced.rows, citers: induced.rows.transposed(), duplicateRelationCount: 0, selfRelationCount: 0)
    return (graph, induced.papers)
  }
}
