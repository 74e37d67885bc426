public import PaperLineage

/// What a search found.
public struct SearchReport: Report {
  let words: [String]
  let hits: [Hit]

  struct Hit: Encodable, Sendable {
    let summary: PaperSummary
    let fields: [SearchHit.Field]

    enum CodingKeys: String, CodingKey { case found }

    func encode(to encoder: any Encoder) throws {
      try summary.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(fields, forKey: .found)
    }
  }

  /// Resolves hits into what is shown of them.
  public init(_ hits: [SearchHit], for words: [String], in corpus: Corpus) {
    self.words = words
    self.hits = hits.compactMap { hit in
      corpus[hit.paper].map {
        Hit(summary: PaperSummary($0, dateChoice: corpus.dateChoice), fields: hit.fields)
      }
    }
  }

  private enum CodingKeys: String, CodingKey { case words, papers }

  /// `{"words": […], "papers": [{"id", "name", …, "found": [field…]}…]}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(words, forKey: .words)
    try container.encode(hits, forKey: .papers)
  }

  public var table: Table {
    Table(
      [.init("id"), .init("name"), .init("date"), .init("organizations"), .init("title"), .init("found in")],
      rows: hits.map {
        [
          $0.summary.id.rawValue, $0.summary.name, $0.summary.date?.description ?? "",
          $0.summary.organizations.joined(separator: "; "), $0.summary.title,
          $0.fields.map(\.rawValue).joined(separator: "; "),
        ]
      })
  }

  public func text(_ layout: TextLayout) -> String {
    guard !hits.isEmpty else { return "" }
    let language = layout.language
    return Table(
      [
        .init(language("name", "名称")), .init(language("date", "日期")), .init(language("organization", "机构")),
        .init(language("found in", "命中")), .init(language("title", "标题")),
      ],
      rows: hits.map {
        [
          $0.summary.name, $0.summary.date?.toTheMonth ?? "", $0.summary.firstOrganization,
          $0.fields.map(\.rawValue).joined(separator: ", "), $0.summary.title,
        ]
      }
    ).text(layout)
  }
}

/// A corpus at a glance.
public struct StatisticsReport: Report {
  let title: String?
  let statistics: CorpusStatistics
  let dateChoice: DateChoice
  let names: [PaperID: String]
  let topicLabels: [String: String]
  /// How many of the most cited papers are named in text.
  static let shownCount = 10

  /// Gathers the names that the statistics speak of.
  public init(_ statistics: CorpusStatistics, of corpus: Corpus, language: Language = .english) {
    self.statistics = statistics
    title = corpus.title(in: language.code)
    dateChoice = corpus.dateChoice
    names = Dictionary(uniqueKeysWithValues: corpus.papers.map { ($0.id, $0.name) })
    topicLabels = Dictionary(corpus.topics.map { ($0.id, $0.label(in: language.code)) }) { first, _ in first }
  }

  /// The statistics as they are, with the title and the role of dates.
  public func encode(to encoder: any Encoder) throws {
    enum CodingKeys: String, CodingKey { case title, date }
    try statistics.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(title, forKey: .title)
    try container.encode(dateChoice.rawValue, forKey: .date)
  }

  public var table: Table {
    var rows = facts(.english).map { ["corpus", $0.label, $0.value] }
    rows += statistics.topics.map { ["topic", $0.value ?? "", "\($0.count)"] }
    rows += statistics.kinds.map { ["kind", $0.value.rawValue, "\($0.count)"] }
    rows += statistics.organizations.map { ["organization", $0.value, "\($0.count)"] }
    rows += statistics.mostCited.map { ["citations", $0.value.rawValue, "\($0.count)"] }
    return Table([.init("group"), .init("name"), .init("value", isNumeric: true)], rows: rows)
  }

  private func facts(_ language: Language) -> [(label: String, value: String)] {
    let relationCount = statistics.kinds.reduce(0) { $0 + $1.count }
    let span = [statistics.firstDate, statistics.lastDate].compactMap { $0?.description }
    return [
      (language("papers on the list", "列表内论文"), "\(statistics.memberCount)"),
      (language("external papers", "列表外论文"), "\(statistics.externalCount)"),
      (
        language("dates (\(dateChoice.rawValue))", "日期（\(dateChoice.word(in: language))）"),
        span.isEmpty ? "–" : span.joined(separator: " – ")
      ),
      (language("without such a date", "无此日期"), "\(statistics.undatedCount)"),
      (language("relations", "关系"), "\(relationCount)"),
      (language("between papers on the list", "列表内论文之间"), "\(statistics.memberRelationCount)"),
      (language("verified", "已核实"), "\(statistics.verifiedRelationCount)"),
      (language("roots on the list", "列表内的根"), "\(statistics.rootCount)"),
      (language("tips on the list", "列表内的末端"), "\(statistics.tipCount)"),
      (language("longest chain", "最长链"), "\(statistics.longestChain)"),
      (language("without any relation", "没有任何关系"), "\(statistics.isolated.count)"),
    ]
  }

  public func text(_ layout: TextLayout) -> String {
    let language = layout.language
    var lines: [String] = []
    if let title { lines += [layout.styled(title.withoutControls, .strong), ""] }

    func section(_ heading: String?, _ rows: [(label: String, value: String)]) {
      guard !rows.isEmpty else { return }
      if let heading { lines += ["", layout.styled(heading, .strong)] }
      let labelWidth = min(rows.map(\.label.displayWidth).max() ?? 0, layout.width / 2)
      let valueWidth = rows.map(\.value.displayWidth).max() ?? 0
      for (label, value) in rows {
        let name = label.withoutControls.truncated(toWidth: labelWidth).padded(toWidth: labelWidth)
        lines.append("  " + name + "  " + value.leftPadded(toWidth: valueWidth))
      }
    }
    section(nil, facts(language))
    section(
      language("papers by topic", "按主题"),
      statistics.topics.map { ($0.value.map { topicLabels[$0] ?? $0 } ?? "–", "\($0.count)") })
    section(
      language("relations by kind", "按关系种类"),
      statistics.kinds.map { ($0.value.verb(in: language), "\($0.count)") })
    let shownOrganizations = statistics.organizations.prefix(Self.shownCount)
    section(
      heading(
        language("papers by organization", "按机构"), shown: shownOrganizations.count, of: statistics.organizations.count,
        language),
      shownOrganizations.map { ($0.value, "\($0.count)") })
    let shownCited = statistics.mostCited.prefix(Self.shownCount)
    section(
      heading(
        language("most cited in the corpus", "语料内被引最多"), shown: shownCited.count, of: statistics.mostCited.count,
        language),
      shownCited.map { (names[$0.value] ?? $0.value.rawValue, "\($0.count)") })
    return lines.joined(separator: "\n") + "\n"
  }

  private func heading(_ text: String, shown: Int, of count: Int, _ language: Language) -> String {
    shown == count ? text : text + language(" (\(shown) of \(count))", "（共 \(count)，列出 \(shown)）")
  }
}

/// The families of a corpus.
public struct FamiliesReport: Report {
  let families: [Family]
  let alone: [PaperSummary]
  let following: [RelationKind]

  struct Family: Encodable, Sendable {
    let root: PaperSummary
    let roots: [PaperID]
    let tips: [PaperID]
    let relations: Int
    let depth: Int
    let papers: [PaperSummary]
  }

  /// Resolves families into what is shown of them.
  public init(
    _ families: [LineageFamily], alone: [PaperID], following: [RelationKind], in corpus: Corpus
  ) {
    func summary(_ id: PaperID) -> PaperSummary { PaperSummary(id, in: corpus) }
    self.following = following
    self.alone = alone.map(summary)
    self.families = families.map {
      Family(
        root: summary($0.root), roots: $0.roots, tips: $0.tips, relations: $0.relationCount, depth: $0.depth,
        papers: $0.papers.map(summary))
    }
  }

  private enum CodingKeys: String, CodingKey { case following, lineages, alone }

  /// `{"following", "lineages": [{"root", "roots", "tips", "papers", "relations", "depth"}…], "alone": […]}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(following, forKey: .following)
    try container.encode(families, forKey: .lineages)
    try container.encode(alone, forKey: .alone)
  }

  public var table: Table {
    Table(
      [
        .init("lineage"), .init("papers", isNumeric: true), .init("depth", isNumeric: true), .init("id"),
        .init("name"), .init("date"),
      ],
      rows: families.flatMap { family in
        family.papers.map {
          [
            family.root.id.rawValue, "\(family.papers.count)", "\(family.depth)", $0.id.rawValue, $0.name,
            $0.date?.description ?? "",
          ]
        }
      })
  }

  public func text(_ layout: TextLayout) -> String {
    let language = layout.language
    var lines: [String] = []
    if families.isEmpty {
      let kinds = following.map { $0.verb(in: language) }.joined(separator: language(", ", "、"))
      lines += language("no lineage along \(kinds)", "沿 \(kinds) 没有谱系").wrapped(toWidth: layout.width)
    }
    for family in families {
      let papers = language.count(family.papers.count, "paper", "papers", "篇论文")
      let depth = language("depth \(family.depth)", "深度 \(family.depth)")
      lines.append(layout.styled(family.root.name.withoutControls, .strong) + " · \(papers) · \(depth)")
      let dateWidth = family.papers.map { ($0.date?.toTheMonth ?? "—").displayWidth }.max() ?? 0
      for paper in family.papers {
        let mark =
          family.roots.contains(paper.id)
          ? language("root", "根") : family.tips.contains(paper.id) ? language("tip", "末端") : ""
        let date = (paper.date?.toTheMonth ?? "—").padded(toWidth: dateWidth)
        let name = paper.name.withoutControls
        let organization = paper.firstOrganization.isEmpty ? "" : " · \(paper.firstOrganization.withoutControls)"
        let line = "  \(date)  " + (name + organization).truncated(toWidth: layout.width - dateWidth - 12)
        lines.append(line + (mark.isEmpty ? "" : "  " + layout.styled(mark, .faint)))
      }
      lines.append("")
    }
    if !alone.isEmpty {
      let names = alone.map(\.name.withoutControls).joined(separator: ", ")
      lines += language("in no lineage (\(alone.count)): \(names)", "不属于任何谱系（\(alone.count)）：\(names)")
        .wrapped(toWidth: layout.width).map { layout.styled($0, .faint) }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
