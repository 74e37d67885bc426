/// What becomes of cycles where an analysis needs a graph without any.
///
/// A *knot* is a strongly connected component of more than one paper: its papers all reach each other, and every cycle
/// lies inside of one.
public enum CyclePolicy: String, CaseIterable, Sendable {
  /// Nothing: a graph with cycles is refused with a ``CycleError``.
  case report
  /// Inside of knots, relations to a later row are dropped.
  ///
  /// What is left of a knot runs to lower rows and has no cycle. Relations to later rows outside of knots lie on no
  /// cycle and stay. Rows are in the order of dates, so what is dropped runs backward in time or, between papers of one
  /// date, against the order of their identifiers. The relations dropped are not the fewest possible.
  case dropBackward = "drop-backward"
  /// Each knot becomes one paper; relations that then join the same two papers become one.
  case condense
  /// Each paper of a knot gets a twin, its preprint, and relations inside of knots run to the preprints instead.
  ///
  /// A preprint cites what its paper cites outside of the knot, and nobody but the papers of the knot cites it: its
  /// relations are the only ones added. A paper does not cite its own preprint. No relation leads from a preprint back
  /// into its knot, so there are no cycles. Ways of more than one relation inside of a knot are lost.
  ///
  /// - SeeAlso: V. Batagelj, *Efficient algorithms for citation network analysis* (2003), arXiv:cs/0309023.
  case preprint
}
