public import CitationGraph
public import PaperLineage

/// The main path of a network: its papers in the order of time, and the weight of each relation.
public struct MainPathReport: Report {
  let path: NetworkMainPath
  let following: [RelationKind]
  let through: [NetworkPaper]
  let stops: [Stop]
  let dropped: [(citing: NetworkPaper, cited: NetworkPaper)]
  let undatedCount: Int

  struct Stop: Sendable {
    /// The paper, or the first of a knot.
    let card: NetworkPaper
    let isPreprint: Bool
    /// All papers of a knot; empty for a single one.
    let knot: [NetworkPaper]
  }

  /// Names the papers of a main path.
  public init(_ path: NetworkMainPath, of network: CitationNetwork, following: [RelationKind]) {
    func card(_ paper: PaperIndex) -> NetworkPaper { NetworkPaper(paper, in: network) }
    self.path = path
    self.following = following
    through = path.question.through.map(card)
    stops = path.stops.map {
      Stop(
        card: card($0.papers[0]), isPreprint: $0.isPreprint, knot: $0.papers.count > 1 ? $0.papers.map(card) : [])
    }
    dropped = path.droppedRelations.map { (card($0.citing), card($0.cited)) }
    undatedCount = path.papers.count { !network.date(of: $0).isKnown }
  }

  /// Whether there is nothing to show.
  public var isEmpty: Bool { stops.isEmpty }

  // MARK: - JSON

  private enum CodingKeys: String, CodingKey {
    case weight, route, keyRoutes, ties, tolerance, through, following, papers, relations, total, paths, tiedPaths
    case leastSum, greatestSum, undated, cycles
  }

  private struct KeyRoutes: Encodable {
    let first: Int
    let last: Int
    let search: MainPathMethod.Extension
  }

  private struct PaperItem: Encodable {
    let number: Int
    let stop: Stop

    enum CodingKeys: String, CodingKey { case number, preprint, knot }

    func encode(to encoder: any Encoder) throws {
      try stop.card.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(number, forKey: .number)
      if stop.isPreprint { try container.encode(true, forKey: .preprint) }
      if !stop.knot.isEmpty { try container.encode(stop.knot, forKey: .knot) }
    }
  }

  private struct RelationItem: Encodable {
    let number: Int
    let paper: String
    let citedNumber: Int
    let cited: String
    let weight: ExactCount
    let share: Double
  }

  private struct Cycles: Encodable {
    struct Pair: Encodable {
      let paper: String
      let cited: String
    }

    let policy: String
    let knots: Int
    let papers: Int
    let dropped: [Pair]
    let contracted: Int
    let merged: Int
    let redirected: Int
    let added: Int
  }

  /// `{"weight", "route", "keyRoutes": {"first", "last", "search"}, "ties", "tolerance", "through": [id…], "following",
  /// "papers": [{"number", "id", "name", "date", "preprint", "knot": [paper…]}…], "relations": [{"number", "paper",
  /// "citedNumber", "cited", "weight", "share"}…], "total", "paths", "tiedPaths", "leastSum", "greatestSum", "undated",
  /// "cycles": {"policy", "knots", "papers", "dropped": [{"paper", "cited"}…], "contracted", "merged", "redirected",
  /// "added"}}`.
  ///
  /// Weights, sums, the total and numbers of paths are texts of decimal digits, since they outgrow every number of JSON;
  /// `share` is a weight by the total. `keyRoutes`, `preprint` and `knot` are there where they mean something.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    let question = path.question
    try container.encode(question.weight, forKey: .weight)
    try container.encode(question.method.name, forKey: .route)
    if case .keyRoutes(let ranks, let search) = question.method {
      try container.encode(
        KeyRoutes(first: ranks.lowerBound, last: ranks.upperBound, search: search), forKey: .keyRoutes)
    }
    try container.encode(question.ties, forKey: .ties)
    try container.encode(question.tolerance, forKey: .tolerance)
    try container.encode(through.map(\.id), forKey: .through)
    try container.encode(following, forKey: .following)
    try container.encode(stops.enumerated().map { PaperItem(number: $0 + 1, stop: $1) }, forKey: .papers)
    try container.encode(
      path.relations.map {
        RelationItem(
          number: $0.citing + 1, paper: stops[$0.citing].card.id, citedNumber: $0.cited + 1,
          cited: stops[$0.cited].card.id, weight: $0.weight, share: $0.share)
      }, forKey: .relations)
    try container.encode(path.total, forKey: .total)
    try container.encode(path.pathCount, forKey: .paths)
    try container.encode(path.tiedPathCount, forKey: .tiedPaths)
    try container.encode(path.leastSum, forKey: .leastSum)
    try container.encode(path.greatestSum, forKey: .greatestSum)
    try container.encode(undatedCount, forKey: .undated)
    let acyclic = path.acyclic
    try container.encode(
      Cycles(
        policy: question.cycles.rawValue, knots: path.knotCount, papers: path.knottedPaperCount,
        dropped: dropped.map { Cycles.Pair(paper: $0.citing.id, cited: $0.cited.id) },
        contracted: acyclic.contracted.count, merged: acyclic.merged.count, redirected: acyclic.redirected.count,
        added: acyclic.addedRelationCount),
      forKey: .cycles)
  }

  // MARK: - Tables

  /// A line of a table: a stop, with one of its relations or without any.
  private struct Line {
    let number: Int
    let stop: Stop
    let relation: NetworkMainPath.Relation?
    /// Whether the stop has a line above with another relation.
    let isFurther: Bool
  }

  private var lines: [Line] {
    var lines: [Line] = []
    var next = 0
    for (place, stop) in stops.enumerated() {
      let first = next
      while next < path.relations.count, path.relations[next].citing == place {
        lines.append(
          Line(number: place + 1, stop: stop, relation: path.relations[next], isFurther: next > first))
        next += 1
      }
      if next == first { lines.append(Line(number: place + 1, stop: stop, relation: nil, isFurther: false)) }
    }
    return lines
  }

  public var table: Table {
    Table(
      [
        .init("number", isNumeric: true), .init("id"), .init("name"), .init("date"),
        .init("cited number", isNumeric: true), .init("cited"), .init("weight", isNumeric: true),
        .init("share", isNumeric: true),
      ],
      rows: lines.map { line in
        [
          "\(line.number)", line.stop.card.id, name(of: line.stop, as: line.stop.card.name, .english),
          line.stop.card.date?.description ?? "",
          line.relation.map { "\($0.cited + 1)" } ?? "", line.relation.map { stops[$0.cited].card.id } ?? "",
          line.relation?.weight.description ?? "", line.relation.map { Figures.significant($0.share) } ?? "",
        ]
      })
  }

  /// A paper's label, with what else the stop is.
  private func name(of stop: Stop, as label: String, _ language: Language) -> String {
    if stop.isPreprint { return label + language(" (preprint)", "（预印本）") }
    let others = stop.knot.count - 1
    return others < 1 ? label : label + language(" and \(others) more in a knot", "等 \(others + 1) 篇（环结）")
  }

  // MARK: - Text

  public func text(_ layout: TextLayout) -> String {
    let language = layout.language
    var text = title(in: language).wrapped(toWidth: layout.width).map { layout.styled($0, .strong) + "\n" }.joined()
    let kinds = following.map { $0.verb(in: language) }.joined(separator: language(", ", "、"))
    guard !isEmpty else {
      let none =
        through.isEmpty
        ? language(
          "no main path: no relation along \(kinds) joins two papers in the way asked for", "没有主路径：沿 \(kinds) 没有符合要求的关系"
        )
        : language("no main path through these papers along \(kinds)", "沿 \(kinds) 没有经过这些论文的主路径")
      return text + (none.wrapped(toWidth: layout.width) + remarks(layout)).map { $0 + "\n" }.joined()
    }
    let facts = facts(kinds, language).flatMap { $0.wrapped(toWidth: layout.width) }
    text += facts.map { layout.styled($0, .faint) + "\n" }.joined() + "\n"
    text +=
      Table(
        [
          .init(language("no.", "序号"), isNumeric: true), .init(language("date", "日期")),
          .init(language("paper", "论文")), .init(language("from", "来自"), isNumeric: true),
          .init(path.question.weight.rawValue.uppercased(), isNumeric: true),
          .init(language("share", "占比"), isNumeric: true),
        ],
        rows: lines.map { line in
          [
            line.isFurther ? "" : "\(line.number)",
            line.isFurther ? "" : line.stop.card.date?.description ?? "—",
            line.isFurther ? "" : name(of: line.stop, as: line.stop.card.label, language),
            line.relation.map { "\($0.cited + 1)" } ?? "",
            line.relation.map { Figures.fitting($0.weight) } ?? "",
            line.relation.map { Figures.percent($0.share) } ?? "",
          ]
        }
      ).text(layout)
    let remarks = remarks(layout)
    return text + (remarks.isEmpty ? "" : "\n") + remarks.map { layout.styled($0, .faint) + "\n" }.joined()
  }

  /// What was asked, as a heading.
  public func title(in language: Language) -> String {
    var parts = [
      language("Main path", "主路径"), path.question.weight.rawValue.uppercased(), path.question.method.words(language),
    ]
    if path.question.tolerance > 0 {
      parts.append(language("tolerance \(path.question.tolerance) %", "容差 \(path.question.tolerance) %"))
    }
    if !through.isEmpty {
      parts.append(
        language("through ", "经过 ")
          + through.map(\.name.withoutControls).joined(separator: language(", ", "、")))
    }
    return parts.joined(separator: " · ")
  }

  private func facts(_ kinds: String, _ language: Language) -> [String] {
    let paths =
      path.pathCount == 1 ? language("1 path", "1 条路径") : Figures.grouped(path.pathCount) + language(" paths", " 条路径")
    let sum =
      path.leastSum == path.greatestSum
      ? Figures.grouped(path.leastSum)
      : Figures.grouped(path.leastSum) + " – " + Figures.grouped(path.greatestSum)
    let totalWords =
      switch path.question.weight {
      case .searchPathCount, .searchPathLinkCount, .searchPathNodePair: language("total flow ", "总流量 ")
      case .nodePairProjection: language("pairs joined by a path ", "有路径相连的论文对 ")
      case .unit: language("relations in all ", "关系总数 ")
      }
    return [
      [
        language.count(stops.count, "paper", "papers", "篇论文"),
        language.count(path.relations.count, "relation", "relations", "条关系"), paths,
        language("along ", "沿 ") + kinds,
      ].joined(separator: " · "),
      language("sum of weights ", "权重之和 ") + sum,
      totalWords + Figures.grouped(path.total),
    ]
  }

  /// What ties there are, what was done about cycles, what has no date.
  private func remarks(_ layout: TextLayout) -> [String] {
    let language = layout.language
    var remarks: [String] = []
    if path.relations.contains(where: { $0.weight.description.count > Figures.columnDigitCount }) {
      remarks.append(language("weights to the last digit: --format json or csv", "权重的全部数字见 --format json 或 csv"))
    }
    if path.tiedPathCount > path.pathCount {
      let count = Figures.grouped(path.tiedPathCount)
      remarks.append(
        language(
          "ties were broken: \(count) paths tie (--ties all shows them)", "并列路径共 \(count) 条，只取其一（--ties all 全部列出）"))
    } else if path.pathCount > 1, path.leastSum == path.greatestSum, path.question.tolerance == 0,
      path.question.method.findsTiesOnly, through.count < 2
    {
      remarks.append(
        language("the paths tie: all weigh the same (--ties first takes one)", "各路径权重相同，并列（--ties first 只取其一）"))
    }
    if undatedCount > 0 {
      remarks.append(
        language(
          "\(undatedCount) of the papers \(undatedCount == 1 ? "has" : "have") no date and stand before the others",
          "其中 \(undatedCount) 篇无日期，列于最前"))
    }
    remarks += cycleRemarks(language)
    return remarks.flatMap { $0.wrapped(toWidth: layout.width) }
  }

  /// How many relations the account of a policy touched, in words; the first few dropped ones by name.
  private func cycleRemarks(_ language: Language) -> [String] {
    guard path.knotCount > 0 else { return [] }
    let papers = Figures.grouped(path.knottedPaperCount)
    let knots =
      language("the network has ", "网络中有 ")
      + language.count(path.knotCount, "knot of cycles", "knots of cycles", "个环结")
      + language(" with \(papers) papers; ", "，含 \(papers) 篇论文；")
    let acyclic = path.acyclic
    let ofAll = Figures.grouped(acyclic.original.relationCount)
    func number(_ relations: RelationSet) -> String { Figures.grouped(relations.count) }
    switch path.question.cycles {
    case .report: return []
    case .dropBackward:
      var remarks = [
        knots
          + language(
            "dropped \(number(acyclic.dropped)) of \(ofAll) relations that run backward in them (--cycles drop-backward)",
            "略去其中逆序的关系 \(number(acyclic.dropped)) 条（共 \(ofAll) 条关系，--cycles drop-backward）")
      ]
      let shown = dropped.prefix(3).map {
        "\($0.citing.name.withoutControls) → \($0.cited.name.withoutControls)"
      }
      let more = dropped.count - shown.count
      remarks.append(
        language("dropped, citing → cited: ", "略去（施引 → 被引）：") + shown.joined(separator: language("; ", "；"))
          + (more > 0
            ? language(
              "; … and \(Figures.grouped(more)) more (--format json)", "；另有 \(Figures.grouped(more)) 条（--format json）")
            : ""))
      return remarks
    case .condense:
      return [
        knots
          + language(
            "each counts as one paper: \(number(acyclic.contracted)) of \(ofAll) relations are inside of them, \(number(acyclic.merged)) became one with another (--cycles condense)",
            "各作一篇论文计：环结内关系 \(number(acyclic.contracted)) 条，合并的关系 \(number(acyclic.merged)) 条（共 \(ofAll) 条，--cycles condense）"
          )
      ]
    case .preprint:
      return [
        knots
          + language(
            "each of these cites the others' preprints: \(number(acyclic.redirected)) of \(ofAll) relations redirected, \(Figures.grouped(acyclic.addedRelationCount)) of preprints added (--cycles preprint)",
            "其中论文改引彼此的预印本：改向 \(number(acyclic.redirected)) 条（共 \(ofAll) 条），预印本新增 \(Figures.grouped(acyclic.addedRelationCount)) 条（--cycles preprint）"
          )
      ]
    }
  }
}

extension MainPathMethod {
  /// What the method is called on the command line and in JSON.
  var name: String {
    switch self {
    case .localForward: "forward"
    case .localBackward: "backward"
    case .global: "global"
    case .keyRoutes: "key-route"
    }
  }

  /// Whether several paths can only be found because they weigh the same.
  fileprivate var findsTiesOnly: Bool {
    if case .global = self { true } else { false }
  }

  fileprivate func words(_ language: Language) -> String {
    switch self {
    case .localForward: return language("local, forward", "局部（正向）")
    case .localBackward: return language("local, backward", "局部（逆向）")
    case .global: return language("global", "全局")
    case .keyRoutes(let ranks, let search):
      let range =
        ranks.count == 1 ? "\(ranks.lowerBound)" : "\(ranks.lowerBound)–\(ranks.upperBound)"
      return language(
        "key routes \(range), extended \(search == .global ? "globally" : "locally")",
        "关键路线 \(range)，\(search == .global ? "全局" : "局部")延伸")
    }
  }
}
