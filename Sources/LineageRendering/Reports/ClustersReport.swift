public import CitationGraph
public import PaperLineage

/// The communities of a network: how large, how closed, what each is known for, and who belongs to it.
public struct ClustersReport: Report {
  let following: [RelationKind]
  let search: Search
  let paperCount: Int
  let relationCount: Int
  let insideCount: Int
  let mutualPairCount: Int
  let undatedCount: Int
  /// How many clusters there are, listed or not.
  let count: Int
  let clusters: [Cluster]
  /// The papers of clusters that are not listed.
  let omittedPaperCount: Int
  /// The papers that are in no cluster.
  let alone: [String]

  /// How the communities were sought and what that gave.
  struct Search: Encodable, Sendable {
    /// `modularity` or `cpm`.
    let quality: String
    let resolution: Double
    /// The quality reached.
    let value: Double
    /// The seed of the best run.
    let seed: UInt64
    let runs: Int
    let iterations: Int

    init(_ options: LeidenOptions, found partition: CommunityPartition) {
      switch options.quality {
      case .modularity: quality = "modularity"
      case .constantPotts: quality = "cpm"
      }
      resolution = options.quality.resolution
      value = partition.quality
      seed = partition.seed
      runs = options.runs
      iterations = partition.iterations
    }

    func words(in language: Language) -> String {
      let name = quality == "cpm" ? language("constant Potts model", "常数 Potts 模型") : language("modularity", "模块度")
      let seeds =
        runs == 1
        ? language("seed \(seed)", "种子 \(seed)")
        : language("seed \(seed), best of \(runs) runs", "种子 \(seed)，\(runs) 次中最优")
      return "\(name) \(Figures.significant(value, digits: 5)) · "
        + language("resolution ", "分辨率 ") + Figures.full(resolution) + " · \(seeds)"
    }
  }

  struct Cluster: Encodable, Sendable {
    let cluster: Int
    let size: Int
    let firstDate: PublicationDate?
    let lastDate: PublicationDate?
    let undated: Int
    let relations: Relations
    let cohesion: Double
    let mostCited: [CitedPaper]
    /// All papers with their citations from within, in row order.
    let papers: [CitedPaper]

    struct Relations: Encodable, Sendable {
      let inside: Int
      let outgoing: Int
      let incoming: Int
      var outside: Int { outgoing + incoming }
    }
  }

  /// Sums up communities.
  ///
  /// - Parameters:
  ///   - partition: The communities of the network's graph.
  ///   - options: How they were sought.
  ///   - limit: How many clusters are listed, the largest first; `nil` for all.
  ///   - memberLimit: How many of its most cited papers are named of each.
  /// - Complexity: O(*p* log *p* + *r*) for *p* papers and *r* relations.
  public init(
    _ partition: CommunityPartition, options: LeidenOptions, of network: CitationNetwork, following: [RelationKind],
    limit: Int?, memberLimit: Int
  ) {
    self.following = following
    search = Search(options, found: partition)
    let graph = network.graph
    paperCount = graph.paperCount
    relationCount = graph.relationCount
    mutualPairCount = partition.mutualPairCount
    undatedCount = graph.papers.count { !network.date(of: $0).isKnown }
    let found = network.families(partition, namedBy: max(1, memberLimit))
    count = found.families.count
    insideCount = found.families.reduce(0) { $0 + $1.innerRelationCount }
    let citations = graph.citationsWithin(partition)
    let shown = found.families.prefix(limit ?? count)
    omittedPaperCount = found.families.dropFirst(shown.count).reduce(0) { $0 + $1.members.count }
    clusters = shown.enumerated().map { place, family in
      Cluster(
        cluster: place + 1, size: family.members.count,
        firstDate: family.span.flatMap { PublicationDate($0.lowerBound) },
        lastDate: family.span.flatMap { PublicationDate($0.upperBound) }, undated: family.undatedCount,
        relations: .init(
          inside: family.innerRelationCount, outgoing: family.outgoingRelationCount,
          incoming: family.incomingRelationCount),
        cohesion: family.cohesion,
        mostCited: family.mostCited.map { CitedPaper($0.paper, citations: $0.citationCount, in: network) },
        papers: family.members.map { CitedPaper($0, citations: Int(citations[$0.row]), in: network) })
    }
    // Communities come largest first, so those of one paper are the last.
    alone = partition[count...].flatMap { $0.map { network.identifiers[$0.row] } }
    isNamed = memberLimit > 0
  }

  /// Whether members are named in text.
  private let isNamed: Bool

  /// Whether no two papers are in one cluster.
  public var isEmpty: Bool { count == 0 }

  private enum CodingKeys: String, CodingKey {
    case following, search, papers, relations, inside, mutualPairs, undated, count, shown, clusters, alone
  }

  /// `{"following", "search": {"quality": "modularity" | "cpm", "resolution", "value", "seed", "runs", "iterations"},
  /// "papers", "relations", "inside", "mutualPairs", "undated", "count", "shown", "clusters": [{"cluster", "size",
  /// "firstDate", "lastDate", "undated", "relations": {"inside", "outgoing", "incoming"}, "cohesion", "mostCited":
  /// [paper and {"citations"}…], "papers": [paper and {"citations"}…]}…], "alone": [id…]}`, a paper being `{"id",
  /// "name", "date"}` and its citations those from within the cluster. Numbers outside of `clusters` are of the whole
  /// network; `alone` are the papers that share a cluster with no other.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(following, forKey: .following)
    try container.encode(search, forKey: .search)
    try container.encode(paperCount, forKey: .papers)
    try container.encode(relationCount, forKey: .relations)
    try container.encode(insideCount, forKey: .inside)
    try container.encode(mutualPairCount, forKey: .mutualPairs)
    try container.encode(undatedCount, forKey: .undated)
    try container.encode(count, forKey: .count)
    try container.encode(clusters.count, forKey: .shown)
    try container.encode(clusters, forKey: .clusters)
    try container.encode(alone, forKey: .alone)
  }

  /// Every paper of the listed clusters, the most cited of each first.
  public var table: Table {
    Table(
      [
        .init("cluster", isNumeric: true), .init("rank", isNumeric: true), .init("citations", isNumeric: true),
        .init("id"), .init("name"), .init("date"),
      ],
      rows: clusters.flatMap { cluster in
        cluster.papers.enumerated()
          .sorted { ($1.element.citations, $0.offset) < ($0.element.citations, $1.offset) }
          .enumerated().map { rank, paper in
            let card = paper.element.card
            return [
              "\(cluster.cluster)", "\(rank + 1)", "\(paper.element.citations)", card.id, card.name,
              card.date?.description ?? "",
            ]
          }
      })
  }

  /// The clusters, a row each.
  private func overview(_ language: Language) -> Table {
    Table(
      [
        .init(language("cluster", "社区"), isNumeric: true), .init(language("papers", "论文"), isNumeric: true),
        .init(language("first", "最早")), .init(language("last", "最晚")),
        .init(language("inside", "内部"), isNumeric: true), .init(language("outside", "外部"), isNumeric: true),
        .init(language("cohesion", "内聚"), isNumeric: true), .init(language("most cited within", "内部被引最多")),
      ],
      rows: clusters.map {
        [
          "\($0.cluster)", Figures.grouped($0.size), $0.firstDate?.toTheMonth ?? "—", $0.lastDate?.toTheMonth ?? "—",
          Figures.grouped($0.relations.inside), Figures.grouped($0.relations.outside),
          Figures.percent($0.cohesion, places: 1), $0.mostCited.first?.card.name ?? "",
        ]
      })
  }

  /// The clusters as a table; their papers are in the CSV.
  public func markdown(_ layout: TextLayout) -> String { overview(layout.language).markdown() }

  public func text(_ layout: TextLayout) -> String {
    let language = layout.language
    func number(_ value: Int) -> String { Figures.grouped(value) }
    let heading =
      language("\(number(count)) \(count == 1 ? "cluster" : "clusters")", "\(number(count)) 个社区")
      + language(" of \(number(paperCount)) papers", "，共 \(number(paperCount)) 篇论文")
    var facts = [search.words(in: language)]
    let kinds = following.map { $0.verb(in: language) }.joined(separator: language(", ", "、"))
    facts.append(
      language(
        "\(number(insideCount)) of \(number(relationCount)) relations lie inside",
        "\(number(relationCount)) 条关系中 \(number(insideCount)) 条在社区内部")
        + (relationCount > 0 ? " (\(Figures.percent(Double(insideCount) / Double(relationCount), places: 1)))" : "")
        + language(" · along ", " · 沿 ") + kinds)
    var text = layout.styled(heading, .strong) + "\n"
    for fact in facts {
      text += fact.wrapped(toWidth: layout.width).map { layout.styled($0, .faint) + "\n" }.joined()
    }
    if !clusters.isEmpty { text += "\n" + overview(language).text(layout) }
    if isNamed, !clusters.isEmpty {
      text += "\n" + layout.styled(language("most cited within each", "各社区内部被引最多的论文"), .strong) + "\n"
      text += Table(
        [
          .init(language("cluster", "社区"), isNumeric: true), .init(language("rank", "名次"), isNumeric: true),
          .init(language("citations", "被引"), isNumeric: true), .init(language("date", "日期")),
          .init(language("paper", "论文")),
        ],
        rows: clusters.flatMap { cluster in
          cluster.mostCited.enumerated().map { rank, paper in
            [
              rank == 0 ? "\(cluster.cluster)" : "", "\(rank + 1)", number(paper.citations),
              paper.card.date?.description ?? "—", paper.card.label,
            ]
          }
        }
      ).text(layout)
    }
    var notes: [String] = []
    if count > clusters.count {
      notes.append(
        language(
          "not shown: \(number(count - clusters.count)) smaller clusters of \(number(omittedPaperCount)) papers (--top)",
          "未列出：\(number(count - clusters.count)) 个较小的社区，共 \(number(omittedPaperCount)) 篇论文（--top）"))
    }
    if !alone.isEmpty {
      notes.append(
        language(
          "\(number(alone.count)) \(alone.count == 1 ? "paper is" : "papers are") in no cluster with another",
          "\(number(alone.count)) 篇论文不与任何论文同属一个社区"))
    }
    if undatedCount > 0 {
      notes.append(language("\(number(undatedCount)) without date", "\(number(undatedCount)) 篇无日期"))
    }
    if mutualPairCount > 0 {
      notes.append(
        language(
          "\(number(mutualPairCount)) \(mutualPairCount == 1 ? "pair cites" : "pairs cite") each other, counted once",
          "\(number(mutualPairCount)) 对论文互相引用，各计一次"))
    }
    return text + layout.notes(notes)
  }
}

/// A paper and how often it is cited by those in question.
struct CitedPaper: Encodable, Sendable {
  let card: NetworkPaper
  let citations: Int

  init(_ paper: PaperIndex, citations: Int, in network: CitationNetwork) {
    card = NetworkPaper(paper, in: network)
    self.citations = citations
  }

  private enum CodingKeys: String, CodingKey { case citations }

  func encode(to encoder: any Encoder) throws {
    try card.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(citations, forKey: .citations)
  }
}

extension TextLayout {
  /// Remarks under an answer, a line or more for each, set off by an empty line; nothing without any.
  func notes(_ notes: [String]) -> String {
    notes.isEmpty
      ? "" : "\n" + notes.flatMap { $0.wrapped(toWidth: width) }.map { styled($0, .faint) + "\n" }.joined()
  }
}
