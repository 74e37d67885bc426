import CitationGraph
import LineageRendering
import PaperLineage

extension Bibliography {
  /// Papers with all relations among them and bridges for chains through others.
  func shown(_ selected: SelectedPapers) -> CorpusSelection {
    lineage?.corpus(of: selected) ?? network.corpus(of: selected)
  }

  /// The most papers of an answer that are drawn.
  static let drawnLimit = 2_000

  /// A picture of the papers of an answer with the followed relations among them; chains through others are dashed.
  ///
  /// - Parameters:
  ///   - papers: The papers; one named twice is shown once.
  ///   - selection: What was asked, for the caption.
  ///   - reason: Why the others are not shown.
  ///   - title: What the answer is; `nil` for what the selection asks.
  /// - Throws: ``Failure`` without papers, and if there are too many.
  func picture(
    of papers: some Sequence<PaperIndex>, answering selection: Selection,
    leavingOut reason: SelectionAccount.Reason = .notAmongTop, title: String? = nil, language: Language
  ) throws -> Picture {
    let selected = SelectedPapers(
      papers, of: network.graph.paperCount, answering: selection, leavingOut: reason)
    guard !selected.papers.isEmpty else { throw Failure(.none, "there is nothing to draw: no paper is the answer") }
    guard selected.papers.count <= Self.drawnLimit else {
      throw Failure(
        .usage,
        "the answer has \(selected.papers.count) papers, more than the \(Self.drawnLimit) that a picture shows well",
        remedy:
          "ask for less, or let “lineage render” choose: --top 60 with --ancestors-of, --descendants-of or --between")
    }
    var shown = shown(selected)
    let titles = [lineage?.corpus.title(in: language.code), title ?? shown.heading(in: language)]
    shown.corpus = shown.corpus.titled(titles.compactMap { $0 }.joined(separator: " · "))
    return Picture(
      shown,
      options: PictureOptions(
        externals: .axis, kinds: Set(following), showsPath: true, language: language))
  }
}
