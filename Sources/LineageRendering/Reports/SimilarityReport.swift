public import CitationGraph
public import PaperLineage

/// The papers most similar to one, by what cites them or what they cite.
public struct SimilarityReport: Report {
  let paper: NetworkPaper
  let similarity: Similarity
  let following: [RelationKind]
  let entries: [Entry]

  struct Entry: Encodable, Sendable {
    let card: NetworkPaper
    let rank: Int
    let score: Double
    let coCitations: Int?
    let sharedReferences: Int?

    enum CodingKeys: String, CodingKey { case rank, score, coCitations, sharedReferences }

    func encode(to encoder: any Encoder) throws {
      try card.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(rank, forKey: .rank)
      try container.encode(score, forKey: .score)
      try container.encodeIfPresent(coCitations, forKey: .coCitations)
      try container.encodeIfPresent(sharedReferences, forKey: .sharedReferences)
    }
  }

  /// Takes what was found in a network, along the kinds of relations that it holds.
  ///
  /// - Complexity: O(*k*) for *k* listed papers.
  public init(_ similarity: Similarity, following: [RelationKind], in network: CitationNetwork) {
    paper = NetworkPaper(similarity.paper, in: network)
    self.similarity = similarity
    self.following = following
    entries = zip(similarity.papers, similarity.ranks).map { similar, rank in
      Entry(
        card: NetworkPaper(similar.paper, in: network), rank: rank, score: similar.score,
        coCitations: similar.coCitationCount, sharedReferences: similar.sharedReferenceCount)
    }
  }

  /// Whether no paper has anything in common with the paper.
  public var isEmpty: Bool { similarity.relatedPaperCount == 0 }

  private enum CodingKeys: String, CodingKey {
    case paper, by, measure, following, related, shown, unlistedTies, similar
  }

  /// `{"paper": id, "by": "co-citation" | "coupling" | "mixed", "measure": "salton" | "jaccard" | "count",
  /// "following": [kind…], "related", "shown", "unlistedTies", "similar": [{"rank", "score", "coCitations",
  /// "sharedReferences", "id", "name", "date"}…]}`.
  ///
  /// `related` counts the papers that have something in common with the paper, `unlistedTies` those that are not shown
  /// and have the score of the last that is. Scores have full precision. Of the two counts, that which was not asked
  /// for is left out.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(paper.id, forKey: .paper)
    try container.encode(similarity.basis.key, forKey: .by)
    try container.encode(similarity.measure.rawValue, forKey: .measure)
    try container.encode(following, forKey: .following)
    try container.encode(similarity.relatedPaperCount, forKey: .related)
    try container.encode(entries.count, forKey: .shown)
    try container.encode(similarity.unlistedTieCount, forKey: .unlistedTies)
    try container.encode(entries, forKey: .similar)
  }

  private var showsCoCitations: Bool { similarity.basis != .bibliographicCoupling }
  private var showsReferences: Bool { similarity.basis != .coCitation }

  /// Rank, score in full, the counts, id, name and date.
  public var table: Table {
    var columns: [Table.Column] = [.init("rank", isNumeric: true), .init("score", isNumeric: true)]
    if showsCoCitations { columns.append(.init("co-citations", isNumeric: true)) }
    if showsReferences { columns.append(.init("shared references", isNumeric: true)) }
    columns += [.init("id"), .init("name"), .init("date")]
    return Table(
      columns,
      rows: entries.map { entry in
        ["\(entry.rank)", Figures.full(entry.score)]
          + [entry.coCitations, entry.sharedReferences].compactMap { $0 }.map(String.init)
          + [entry.card.id, entry.card.name, entry.card.date?.description ?? ""]
      })
  }

  public func text(_ layout: TextLayout) -> String {
    let language = layout.language
    let date = paper.date.map { "  \($0)" } ?? ""
    var text =
      layout.styled(paper.label.withoutControls.truncated(toWidth: max(8, layout.width - date.count)), .strong) + date
      + "\n"
    let facts = [
      language("similar by ", "相似依据：") + similarity.basis.words(in: language),
      similarity.measure.words(in: language), language("along ", "沿 ") + following.words(in: language),
    ]
    for line in facts.joined(separator: " · ").wrapped(toWidth: layout.width) {
      text += layout.styled(line, .faint) + "\n"
    }
    guard !isEmpty else {
      return text + language("no paper has anything in common with it", "没有论文与之有共同之处") + "\n"
    }
    var columns: [Table.Column] = [
      .init(language("rank", "名次"), isNumeric: true), .init(language("score", "得分"), isNumeric: true),
    ]
    if showsCoCitations { columns.append(.init(language("co-cited", "同被引"), isNumeric: true)) }
    if showsReferences { columns.append(.init(language("shared", "共同参考"), isNumeric: true)) }
    columns += [.init(language("date", "日期")), .init(language("paper", "论文"))]
    let scores = Figures.column(entries.map(\.score))
    text +=
      "\n"
      + Table(
        columns,
        rows: zip(entries, scores).map { entry, score in
          [Figures.grouped(entry.rank), score]
            + [entry.coCitations, entry.sharedReferences].compactMap { $0 }.map(Figures.grouped)
            + [entry.card.date?.description ?? "—", entry.card.label]
        }
      ).text(layout)
    let related = similarity.relatedPaperCount
    if entries.count < related {
      let ties = similarity.unlistedTieCount
      let note = language(
        "\(Figures.grouped(entries.count)) of \(Figures.grouped(related)) papers that have something in common with it"
          + (ties == 0 ? "" : "; \(Figures.grouped(ties)) more \(ties == 1 ? "ties" : "tie") with the last"),
        "共 \(Figures.grouped(related)) 篇与之有共同之处，列出 \(Figures.grouped(entries.count)) 篇"
          + (ties == 0 ? "" : "；另有 \(Figures.grouped(ties)) 篇与末位同分"))
      text += "\n"
      for line in note.wrapped(toWidth: layout.width) { text += layout.styled(line, .faint) + "\n" }
    }
    return text
  }
}

extension SimilarityBasis {
  /// What commands and JSON call it.
  public var key: String {
    switch self {
    case .coCitation: "co-citation"
    case .bibliographicCoupling: "coupling"
    case .mixed: "mixed"
    }
  }

  fileprivate func words(in language: Language) -> String {
    switch self {
    case .coCitation: language("co-citation", "同被引")
    case .bibliographicCoupling: language("bibliographic coupling", "文献耦合")
    case .mixed: language("co-citation and bibliographic coupling", "同被引与文献耦合")
    }
  }
}

extension SimilarityMeasure {
  fileprivate func words(in language: Language) -> String {
    switch self {
    case .salton: language("Salton’s cosine", "Salton 余弦")
    case .jaccard: language("Jaccard index", "Jaccard 指数")
    case .count: language("count", "计数")
    }
  }
}
