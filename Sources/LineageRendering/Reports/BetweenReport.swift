public import CitationGraph
public import PaperLineage

/// By what way one paper leads to another as a whole: how many paths there are, and the papers on them.
public struct BetweenReport: Report {
  let from: NetworkPaper
  let to: NetworkPaper
  let following: [RelationKind]
  let paperCount: Int
  let relationCount: Int
  let paths: ExactCount?
  let knots: [[NetworkPaper]]
  let entries: [Entry]
  let namesPapers: Bool

  struct Entry: Encodable, Sendable {
    let card: NetworkPaper
    let citations: Int

    enum CodingKeys: String, CodingKey { case citations }

    func encode(to encoder: any Encoder) throws {
      try card.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(citations, forKey: .citations)
    }
  }

  /// Sums up what lies between.
  ///
  /// - Parameters:
  ///   - between: The papers in between; not empty.
  ///   - from: The earlier paper.
  ///   - to: The later paper, which stands on the earlier one.
  ///   - paths: How many paths there are, or the knots that forbid to say.
  ///   - limit: How many papers are named, in row order; `nil` for none of them.
  public init(
    _ between: PapersBetween, from: PaperIndex, to: PaperIndex, paths: Result<ExactCount, KnotsBetween>,
    in network: CitationNetwork, following: [RelationKind], limit: Int?
  ) {
    func card(_ paper: PaperIndex) -> NetworkPaper { NetworkPaper(paper, in: network) }
    self.from = card(from)
    self.to = card(to)
    self.following = following
    paperCount = between.papers.count
    relationCount = between.relationCount
    switch paths {
    case .success(let count): (self.paths, knots) = (count, [])
    case .failure(let error): (self.paths, knots) = (nil, error.knots.map { $0.map(card) })
    }
    namesPapers = limit != nil
    entries = between.papers.prefix(limit ?? 0).map {
      Entry(card: card($0), citations: network.graph.citationCount(of: $0))
    }
  }

  private enum CodingKeys: String, CodingKey { case from, to, following, count, relations, paths, knots, shown, papers }

  /// `{"from", "to", "following", "paths", "knots": [[id…]…], "count", "relations", "shown", "papers": [{"id", "name",
  /// "date", "citations"}…]}`.
  ///
  /// `paths` is a text of decimal digits, and is left out if `knots` are in between. `count` counts the papers in
  /// between and both ends, of which `papers` names the first `shown`; both are left out if no papers were asked for.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(from.id, forKey: .from)
    try container.encode(to.id, forKey: .to)
    try container.encode(following, forKey: .following)
    try container.encodeIfPresent(paths, forKey: .paths)
    try container.encode(knots.map { $0.map(\.id) }, forKey: .knots)
    try container.encode(paperCount, forKey: .count)
    try container.encode(relationCount, forKey: .relations)
    guard namesPapers else { return }
    try container.encode(entries.count, forKey: .shown)
    try container.encode(entries, forKey: .papers)
  }

  public var table: Table {
    guard namesPapers else {
      return Table(
        [
          .init("from"), .init("to"), .init("paths", isNumeric: true), .init("papers", isNumeric: true),
          .init("relations", isNumeric: true),
        ],
        rows: [[from.id, to.id, paths?.description ?? "", "\(paperCount)", "\(relationCount)"]])
    }
    return Table(
      [.init("id"), .init("name"), .init("date"), .init("citations", isNumeric: true)],
      rows: entries.map { [$0.card.id, $0.card.name, $0.card.date?.description ?? "", "\($0.citations)"] })
  }

  public func text(_ layout: TextLayout) -> String {
    let language = layout.language
    let kinds = following.map { $0.verb(in: language) }.joined(separator: language(", ", "、"))
    var lines = "\(from.name.withoutControls) → \(to.name.withoutControls)".wrapped(toWidth: layout.width)
      .map { layout.styled($0, .strong) }
    if let paths {
      let count = Figures.grouped(paths)
      lines += language(count + (paths == 1 ? " path" : " paths"), "共 \(count) 条路径").wrapped(toWidth: layout.width)
    } else {
      let papers = knots.joined().map(\.name.withoutControls)
      let names =
        papers.prefix(5).joined(separator: language(", ", "、")) + (papers.count > 5 ? language(", …", "、……") : "")
      lines += language(
        "the paths cannot be counted: \(Figures.grouped(papers.count)) papers in between cite each other in circles (\(names))",
        "路径无法计数：其间 \(Figures.grouped(papers.count)) 篇论文循环引用（\(names)）"
      ).wrapped(toWidth: layout.width)
    }
    let summary =
      language("by way of ", "经由 ") + Figures.grouped(paperCount)
      + language(paperCount == 1 ? " paper" : " papers", " 篇论文")
      + language(", both ends counted, and ", "（含两端）与 ") + Figures.grouped(relationCount)
      + language(relationCount == 1 ? " relation" : " relations", " 条关系") + language(" · along ", " · 沿 ") + kinds
    lines += summary.wrapped(toWidth: layout.width).map { layout.styled($0, .faint) }
    var text = lines.map { $0 + "\n" }.joined()
    guard namesPapers, !entries.isEmpty else { return text }
    text +=
      "\n"
      + Table(
        [
          .init(language("date", "日期")), .init(language("paper", "论文")),
          .init(language("citations", "被引"), isNumeric: true),
        ],
        rows: entries.map { [$0.card.date?.description ?? "—", $0.card.label, Figures.grouped($0.citations)] }
      ).text(layout)
    if entries.count < paperCount {
      let more = Figures.grouped(paperCount - entries.count)
      text +=
        layout.styled(language("… and \(more) later papers (--limit)", "……另有 \(more) 篇更晚的论文（--limit）"), .faint) + "\n"
    }
    return text
  }
}
