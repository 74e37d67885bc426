import CitationGraph

/// A small graph written down as it is drawn, with letters for papers.
///
/// Pairs of letters run the way knowledge flows, as arrows do in pictures: in `AB`, B cites A. A letter alone is a paper
/// without relations. Rows follow the alphabet, so that A is the oldest paper.
struct DrawnGraph {
  let graph: CitationGraph
  private let names: [Character]

  init(_ drawing: String) {
    let words = drawing.split(separator: " ")
    let names = Set(drawing).subtracting(" ").sorted()
    var builder = CitationGraphBuilder(paperCount: names.count)
    for word in words where word.count == 2 {
      let (cited, citing) = (names.firstIndex(of: word.first!)!, names.firstIndex(of: word.last!)!)
      builder.add(PaperIndex(citing), cites: PaperIndex(cited))
    }
    self.names = names
    graph = builder.build()
  }

  subscript(name: Character) -> PaperIndex { PaperIndex(names.firstIndex(of: name)!) }

  /// The rows of some letters.
  func rows(_ letters: String) -> [PaperIndex] { letters.map { self[$0] } }

  /// The letters of some rows.
  func letters(_ rows: [PaperIndex]) -> String { String(rows.map { names[$0.row] }) }
}

extension DrawnGraph {
  /// The network that the literature on main paths computes by hand: seventeen relations, fourteen papers.
  ///
  /// ```
  /// A ─▶ C ─▶ E ─▶ G ─▶ H ─▶ K      B ─▶ C, C ─▶ H, F ─▶ H
  /// B ─▶ D ─▶ F ─▶ I ─▶ M ─▶ N      D ─▶ I, I ─▶ L
  /// B ─▶ J ─▶ M
  /// ```
  static let literature = DrawnGraph("AC CE CH EG GH HK BC BD BJ DF DI FH FI IL IM JM MN")
}
