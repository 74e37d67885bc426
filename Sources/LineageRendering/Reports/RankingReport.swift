public import CitationGraph
public import PaperLineage

/// Papers by a measure of their weight.
public struct RankingReport: Report {
  let measure: RankingMeasure
  let following: [RelationKind]
  let paperCount: Int
  let ranking: Ranking
  let account: PaperRanking.Account
  let entries: [Entry]

  struct Entry: Encodable, Sendable {
    let card: NetworkPaper
    let rank: Int
    let score: Double
    let citations: Int
    let comparison: CDIndex?

    enum CodingKeys: String, CodingKey {
      case rank, score, citations, focalOnly, focalAndReferences, referencesOnly
    }

    func encode(to encoder: any Encoder) throws {
      try card.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(rank, forKey: .rank)
      try container.encode(score, forKey: .score)
      try container.encode(citations, forKey: .citations)
      try container.encodeIfPresent(comparison?.focalOnlyCount, forKey: .focalOnly)
      try container.encodeIfPresent(comparison?.focalAndReferencesCount, forKey: .focalAndReferences)
      try container.encodeIfPresent(comparison?.referencesOnlyCount, forKey: .referencesOnly)
    }
  }

  /// Takes a ranking of the papers of a network, along the kinds of relations that it holds.
  ///
  /// - Complexity: O(*k*) for *k* listed papers.
  public init(_ ranking: PaperRanking, following: [RelationKind], in network: CitationNetwork) {
    measure = ranking.measure
    self.following = following
    paperCount = network.graph.paperCount
    self.ranking = ranking.ranking
    account = ranking.account
    entries = ranking.ranking.entries.enumerated().map { position, entry in
      Entry(
        card: NetworkPaper(entry.paper, in: network), rank: entry.rank, score: entry.score,
        citations: network.graph.citationCount(of: entry.paper),
        comparison: ranking.comparisons.isEmpty ? nil : ranking.comparisons[position])
    }
  }

  /// Whether no paper has a score.
  public var isEmpty: Bool { ranking.rankedPaperCount == 0 }

  // MARK: - JSON

  private enum CodingKeys: String, CodingKey {
    case by, following, parameters, papers, ranked, shown, unlistedTies, unranked, account, ranking
  }

  private struct Unranked: Encodable {
    let reason: String
    let papers: Int
  }

  /// `{"by": "lcs" | "lcs-per-year" | "lcs-beginning" | "lcs-end" | "lcr" | "pagerank" | "citerank" | "cd" | "mcd" |
  /// "ancestors" | "descendants", "following": [kind…], "parameters", "papers", "ranked", "shown", "unlistedTies",
  /// "unranked": [{"reason": "undated" | "withoutLaterPapers" | "notANumber", "papers"}…], "account",
  /// "ranking": [{"rank", "score", "citations", "id", "name", "date"}…]}`.
  ///
  /// `papers` counts all papers, `ranked` those with a score, `unlistedTies` those that are not shown and have the score
  /// of the last that is. Scores have full precision. `citations` is the LCS. Entries of `cd` and `mcd` have
  /// `focalOnly`, `focalAndReferences` and `referencesOnly` too, which are *nᵢ*, *nⱼ* and *nₖ*.
  ///
  /// | by | `parameters` | `account` |
  /// |---|---|---|
  /// | `lcs-per-year` | | `lastYear`, `undatedRelations`, `backwardRelations` |
  /// | `lcs-beginning`, `lcs-end` | `years` | the same |
  /// | `pagerank` | `damping` | `sweeps`, `residual` |
  /// | `citerank` | `characteristicYears`, `followingProbability` | `sweeps`, `residual`, `reference`, `undated`, `later` |
  /// | `cd`, `mcd` | `years`, left out for all | `notLaterRelations`, `withoutReferences` |
  /// | `ancestors`, `descendants` | | `exact`, and `standardError` of an estimate, a share of each count |
  ///
  /// Where nothing is named, the object is empty.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(measure.kind.rawValue, forKey: .by)
    try container.encode(following, forKey: .following)
    try container.encode(Parameters(measure), forKey: .parameters)
    try container.encode(paperCount, forKey: .papers)
    try container.encode(ranking.rankedPaperCount, forKey: .ranked)
    try container.encode(entries.count, forKey: .shown)
    try container.encode(ranking.unlistedTieCount, forKey: .unlistedTies)
    try container.encode(
      ranking.unranked.map { Unranked(reason: $0.reason.rawValue, papers: $0.paperCount) }, forKey: .unranked)
    try container.encode(AccountObject(account), forKey: .account)
    try container.encode(entries, forKey: .ranking)
  }

  private struct Parameters: Encodable {
    var years: Int?
    var damping: Double?
    var characteristicYears: Double?
    var followingProbability: Double?

    init(_ measure: RankingMeasure) {
      switch measure {
      case .citationsAtBeginning(let years), .citationsAtEnd(let years): self.years = years
      case .cdIndex(let years), .weightedCDIndex(let years): self.years = years
      case .pageRank(let damping): self.damping = damping
      case .citeRank(let years, let probability):
        (characteristicYears, followingProbability) = (years, probability)
      case .citations, .citationsPerYear, .references, .reach: break
      }
    }
  }

  private struct AccountObject: Encodable {
    var lastYear: Int?
    var undatedRelations: Int?
    var backwardRelations: Int?
    var sweeps: Int?
    var residual: Double?
    var reference: String?
    var undated: Int?
    var later: Int?
    var notLaterRelations: Int?
    var withoutReferences: Int?
    var exact: Bool?
    var standardError: Double?

    init(_ account: PaperRanking.Account) {
      switch account {
      case .counted: break
      case .countedByYear(let lastYear, let undated, let backward):
        (self.lastYear, undatedRelations, backwardRelations) = (lastYear, undated, backward)
      case .solved(let sweeps, let residual):
        (self.sweeps, self.residual) = (sweeps, residual)
      case .started(let date, let undated, let later, let sweeps, let residual):
        (reference, self.undated, self.later) = (date.description, undated, later)
        (self.sweeps, self.residual) = (sweeps, residual)
      case .compared(let notLater, let withoutReferences):
        (notLaterRelations, self.withoutReferences) = (notLater, withoutReferences)
      case .reached(.exact): exact = true
      case .reached(.estimated(let error)): (exact, standardError) = (false, error)
      }
    }
  }

  // MARK: - Table

  /// Rank, score in full, citations, id, name and date; for the CD index its three counts.
  public var table: Table {
    let comparisons = measure.isComparison
    return Table(
      [
        .init("rank", isNumeric: true), .init("score", isNumeric: true), .init("citations", isNumeric: true),
        .init("id"), .init("name"), .init("date"),
      ]
        + (comparisons
          ? ["focal only", "focal and references", "references only"].map { .init($0, isNumeric: true) } : []),
      rows: entries.map { entry in
        [
          "\(entry.rank)", Figures.full(entry.score), "\(entry.citations)", entry.card.id, entry.card.name,
          entry.card.date?.description ?? "",
        ] + (comparisons ? entry.comparisonCounts.map(String.init) : [])
      })
  }

  // MARK: - Text

  public func text(_ layout: TextLayout) -> String {
    let language = layout.language
    var text = layout.styled(measure.title(in: language), .strong) + "\n"
    let facts =
      [
        Figures.grouped(paperCount) + language(paperCount == 1 ? " paper" : " papers", " 篇论文"),
        language("along ", "沿 ") + following.words(in: language),
      ] + measure.parameters(in: language)
    for line in facts.joined(separator: " · ").wrapped(toWidth: layout.width) {
      text += layout.styled(line, .faint) + "\n"
    }
    guard !isEmpty else {
      return text + language("no paper has a score", "没有论文有得分") + "\n" + notes(layout)
    }
    var columns: [Table.Column] = [
      .init(language("rank", "名次"), isNumeric: true), .init(measure.heading(in: language), isNumeric: true),
    ]
    let showsCitations = measure != .citations
    if showsCitations { columns.append(.init("LCS", isNumeric: true)) }
    if measure.isComparison { columns += ["nᵢ", "nⱼ", "nₖ"].map { .init($0, isNumeric: true) } }
    columns += [.init(language("date", "日期")), .init(language("paper", "论文"))]
    let scores = Figures.column(entries.map(\.score))
    text +=
      "\n"
      + Table(
        columns,
        rows: zip(entries, scores).map { entry, score in
          [Figures.grouped(entry.rank), score] + (showsCitations ? [Figures.grouped(entry.citations)] : [])
            + (measure.isComparison ? entry.comparisonCounts.map(Figures.grouped) : [])
            + [entry.card.date?.description ?? "—", entry.card.label]
        }
      ).text(layout)
    return text + notes(layout)
  }

  /// What is left out, ties, and how the scores came about.
  private func notes(_ layout: TextLayout) -> String {
    let language = layout.language
    var notes: [String] = []
    if entries.count < ranking.rankedPaperCount {
      let ties = ranking.unlistedTieCount
      notes.append(
        language(
          "\(Figures.grouped(entries.count)) of \(Figures.grouped(ranking.rankedPaperCount)) ranked papers"
            + (ties == 0 ? "" : "; \(Figures.grouped(ties)) more \(ties == 1 ? "ties" : "tie") with the last"),
          "共 \(Figures.grouped(ranking.rankedPaperCount)) 篇有名次，列出 \(Figures.grouped(entries.count)) 篇"
            + (ties == 0 ? "" : "；另有 \(Figures.grouped(ties)) 篇与末位同分")))
    }
    for unranked in ranking.unranked {
      let count = Figures.grouped(unranked.paperCount)
      let noun = unranked.paperCount == 1 ? "paper" : "papers"
      let reason =
        switch unranked.reason {
        case .undated: language("without date", "无日期")
        case .withoutLaterPapers: language("without later papers to compare", "没有可比较的后来论文")
        case .notANumber: language("without a number", "得分不是数")
        }
      notes.append(language("not ranked: \(count) \(noun) \(reason)", "未排名：\(count) 篇，\(reason)"))
    }
    notes += account.notes(on: measure.kind, in: language)
    guard !notes.isEmpty else { return "" }
    return "\n"
      + notes.flatMap { $0.wrapped(toWidth: layout.width) }.map { layout.styled($0, .faint) + "\n" }.joined()
  }
}

extension RankingReport.Entry {
  /// *nᵢ*, *nⱼ* and *nₖ*.
  var comparisonCounts: [Int] {
    comparison.map { [$0.focalOnlyCount, $0.focalAndReferencesCount, $0.referencesOnlyCount] } ?? []
  }
}

extension RankingMeasure {
  /// Whether later papers are compared, which gives three counts for each paper.
  fileprivate var isComparison: Bool { kind == .cdIndex || kind == .weightedCDIndex }

  /// What the measure is called above a table.
  public func title(in language: Language) -> String {
    switch kind {
    case .citations: language("local citation score (LCS)", "网络内被引次数（LCS）")
    case .citationsPerYear: language("local citation score per year (LCS/t)", "网络内年均被引次数（LCS/t）")
    case .citationsAtBeginning:
      language("local citation score at the beginning (LCSb)", "网络内初期被引次数（LCSb）")
    case .citationsAtEnd: language("local citation score at the end (LCSe)", "网络内末期被引次数（LCSe）")
    case .references: language("local cited references (LCR)", "网络内参考文献数（LCR）")
    case .pageRank: "PageRank"
    case .citeRank: "CiteRank"
    case .cdIndex: language("CD index", "CD 指数")
    case .weightedCDIndex: language("mCD index", "mCD 指数")
    case .ancestors: language("number of ancestors", "祖先论文数")
    case .descendants: language("number of descendants", "后代论文数")
    }
  }

  /// What the measure is called at the head of a column.
  fileprivate func heading(in language: Language) -> String {
    switch kind {
    case .citations: "LCS"
    case .citationsPerYear: "LCS/t"
    case .citationsAtBeginning: "LCSb"
    case .citationsAtEnd: "LCSe"
    case .references: "LCR"
    case .pageRank, .citeRank: language("score", "得分")
    case .cdIndex: "CD"
    case .weightedCDIndex: "mCD"
    case .ancestors: language("ancestors", "祖先")
    case .descendants: language("descendants", "后代")
    }
  }

  /// The parameters in words.
  fileprivate func parameters(in language: Language) -> [String] {
    switch self {
    case .citations, .citationsPerYear, .references, .reach: []
    case .citationsAtBeginning(let years):
      [language(years == 1 ? "first year" : "first \(years) years", "最初 \(years) 年")]
    case .citationsAtEnd(let years): [language(years == 1 ? "last year" : "last \(years) years", "最后 \(years) 年")]
    case .pageRank(let damping): [language("damping ", "阻尼系数 ") + Figures.full(damping)]
    case .citeRank(let years, let probability):
      [
        language("characteristic time \(Figures.full(years)) years", "特征时间 \(Figures.full(years)) 年"),
        language("following probability ", "跟随概率 ") + Figures.full(probability),
      ]
    case .cdIndex(let years), .weightedCDIndex(let years):
      [
        years.map { language("citations up to \($0) \($0 == 1 ? "year" : "years") later", "其后 \($0) 年内的引用") }
          ?? language("citations at any time later", "其后所有引用")
      ]
    }
  }
}

extension PaperRanking.Account {
  /// What there is to say of a measure, a line each.
  fileprivate func notes(on measure: RankingMeasure.Kind, in language: Language) -> [String] {
    func grouped(_ number: Int, _ singular: String, _ plural: String) -> String {
      Figures.grouped(number) + " " + (number == 1 ? singular : plural)
    }
    switch self {
    case .counted: return []
    case .countedByYear(let lastYear, let undated, let backward):
      var notes = [language("last year of the network: \(lastYear)", "网络的最后一年：\(lastYear)")]
      // LCS/t counts every citation, and LCSe goes by the citing paper's year alone.
      if undated > 0, measure != .citationsPerYear {
        notes.append(
          language(
            "\(grouped(undated, "citation has", "citations have")) no date on one side",
            "\(Figures.grouped(undated)) 次引用有一方无日期"))
      }
      if backward > 0, measure == .citationsAtBeginning {
        notes.append(
          language(
            "\(grouped(backward, "citation is", "citations are")) not counted: from an earlier year than the cited paper",
            "未计：\(Figures.grouped(backward)) 次引用早于被引论文的年份"))
      }
      return notes
    case .solved(let sweeps, let residual): return [Self.convergence(sweeps, residual, language)]
    case .started(let date, let undated, let later, let sweeps, let residual):
      var notes = [language("readers start as of \(date)", "读者自 \(date) 起回溯")]
      if undated > 0 {
        notes.append(
          language(
            "nobody starts at \(grouped(undated, "paper", "papers")) without date",
            "\(Figures.grouped(undated)) 篇无日期的论文不作起点"))
      }
      if later > 0 {
        notes.append(
          language(
            "nobody starts at \(grouped(later, "later paper", "later papers"))",
            "\(Figures.grouped(later)) 篇更晚的论文不作起点"))
      }
      return notes + [Self.convergence(sweeps, residual, language)]
    case .compared(let notLater, let withoutReferences):
      var notes: [String] = []
      if withoutReferences > 0 {
        notes.append(
          language(
            "\(grouped(withoutReferences, "ranked paper cites", "ranked papers cite")) nothing in the network: the "
              + "index is 1 whatever the paper did",
            "\(Figures.grouped(withoutReferences)) 篇有名次的论文不引用网络内论文，指数必为 1"))
      }
      if notLater > 0 {
        notes.append(
          language(
            "not counted: \(grouped(notLater, "citation", "citations")) not later than the cited paper",
            "未计：\(Figures.grouped(notLater)) 次不晚于被引论文的引用"))
      }
      return notes
    case .reached(.exact): return [language("counted exactly", "精确计数")]
    case .reached(.estimated(let error)):
      let percent = Figures.percent(error)
      return [
        language(
          "estimated with a standard error of \(percent) of each count; --exact counts",
          "估计值，标准误差为各数的 \(percent)；--exact 精确计数")
      ]
    }
  }

  private static func convergence(_ sweeps: Int, _ residual: Double, _ language: Language) -> String {
    guard sweeps > 0 else { return language("solved in one pass: no cycles", "无环，一遍求解") }
    let error = Figures.significant(residual, digits: 2)
    return language(
      "solved in \(sweeps) \(sweeps == 1 ? "pass" : "passes") over the slowest knot of cycles, largest error \(error)",
      "最慢的环结迭代 \(sweeps) 遍，最大误差 \(error)")
  }
}
