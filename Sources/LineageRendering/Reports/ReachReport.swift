public import CitationGraph
public import PaperLineage

/// What a paper of a large network stands on, or what grew out of it: how many papers in each generation, when they
/// appeared, and the most cited of them.
public struct ReachReport: Report {
  let paper: NetworkPaper
  let direction: CitationGraph.Direction
  let following: [RelationKind]
  let limits: DateLimits?
  let count: Int
  let generations: [Generation]
  let undatedCount: Int
  let entries: [Entry]
  /// Why entries are left out, if some are.
  let isCut: Bool

  struct Generation: Encodable, Sendable {
    let generation: Int
    let papers: Int
    let firstDate: PublicationDate?
    let lastDate: PublicationDate?
  }

  struct Entry: Encodable, Sendable {
    let card: NetworkPaper
    let generation: Int
    let citations: Int

    enum CodingKeys: String, CodingKey { case generation, citations }

    func encode(to encoder: any Encoder) throws {
      try card.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(generation, forKey: .generation)
      try container.encode(citations, forKey: .citations)
    }
  }

  /// Sums up what was reached.
  ///
  /// - Parameters:
  ///   - paper: The paper asked for.
  ///   - reached: The reached papers, by generation.
  ///   - ends: Where each generation ends among them; the first value is 0.
  ///   - following: The kinds of relations that the network holds.
  ///   - limits: The limits by date that were asked for, or `nil`.
  ///   - limit: How many of them are named, the most cited first; `nil` for all.
  /// - Complexity: O(*k*) for *k* reached papers, and O(*k* log *k*) if all are named.
  public init(
    _ paper: PaperIndex, reached: Column<PaperIndex>, ends: [Int], towards direction: CitationGraph.Direction,
    in network: CitationNetwork, following: [RelationKind] = [.cites], limits: DateLimits? = nil, limit: Int?
  ) {
    self.following = following
    self.limits = limits
    self.paper = NetworkPaper(paper, in: network)
    self.direction = direction
    count = reached.count
    var summaries: [(papers: Int, first: PackedDate, last: PackedDate)] = []
    var undatedCount = network.dates.isEmpty ? reached.count : 0
    for (start, end) in zip(ends, ends.dropFirst()) {
      var (first, last) = (PackedDate.unknown, PackedDate.unknown)
      network.dates.withUnsafeBufferPointer { dates in
        guard !dates.isEmpty else { return }
        for paper in reached.run(start..<end) {
          let date = dates[paper.row]
          guard date.isKnown else {
            undatedCount += 1
            continue
          }
          first = first.isKnown ? min(first, date) : date
          last = max(last, date)
        }
      }
      summaries.append((end - start, first, last))
    }
    self.undatedCount = undatedCount
    self.generations = summaries.enumerated().map {
      Generation(
        generation: $0 + 1, papers: $1.papers, firstDate: PublicationDate($1.first), lastDate: PublicationDate($1.last))
    }
    let graph = network.graph
    var best = TopList(limit: limit ?? reached.count)
    for (position, paper) in reached.enumerated() where limit != 0 {
      best.offer(score: graph.citationCount(of: paper), position: position)
    }
    func generation(_ position: Int) -> Int { ends.firstIndex { $0 > position } ?? ends.count }
    entries = best.positions.map { position in
      Entry(
        card: NetworkPaper(reached[position], in: network), generation: generation(position),
        citations: graph.citationCount(of: reached[position]))
    }
    isCut = entries.count < reached.count
  }

  /// Whether there is nothing to show.
  public var isEmpty: Bool { count == 0 }

  private enum CodingKeys: String, CodingKey {
    case paper, following, within, count, undated, generations, shown, ancestors, descendants
  }

  /// `{"paper", "following", "within", "count", "undated", "generations": [{"generation", "papers", "firstDate",
  /// "lastDate"}…], "shown", "ancestors" | "descendants": [{"id", "name", "date", "generation", "citations"}…]}`; `"within"` only under
  /// limits by date, see ``DateLimits``. Citations are those inside the network.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(paper.id, forKey: .paper)
    try container.encode(following, forKey: .following)
    try container.encodeIfPresent(limits, forKey: .within)
    try container.encode(count, forKey: .count)
    try container.encode(undatedCount, forKey: .undated)
    try container.encode(generations, forKey: .generations)
    try container.encode(entries.count, forKey: .shown)
    try container.encode(entries, forKey: direction == .ancestors ? .ancestors : .descendants)
  }

  public var table: Table {
    Table(
      [
        .init("id"), .init("name"), .init("date"), .init("generation", isNumeric: true),
        .init("citations", isNumeric: true),
      ],
      rows: entries.map {
        [$0.card.id, $0.card.name, $0.card.date?.description ?? "", "\($0.generation)", "\($0.citations)"]
      })
  }

  public func text(_ layout: TextLayout) -> String {
    let language = layout.language
    var text = layout.styled(paper.label.withoutControls, .strong)
    if let date = paper.date { text += "  \(date)" }
    text += "\n"
    let found =
      direction == .ancestors
      ? language(count == 1 ? "ancestor" : "ancestors", "篇祖先论文")
      : language(count == 1 ? "descendant" : "descendants", "篇后代论文")
    var summary =
      "\(Figures.grouped(count)) \(found)" + language(" in ", "，共 ")
      + language.count(generations.count, "generation", "generations", "代") + " · "
      + language("along ", "沿 ") + following.map { $0.verb(in: language) }.joined(separator: language(", ", "、"))
      + (undatedCount > 0 ? language(", \(undatedCount) without date", "，其中 \(undatedCount) 篇无日期") : "")
    if let limits { summary += " · " + limits.words(language) }
    text += summary.wrapped(toWidth: layout.width).map { layout.styled($0, .faint) + "\n" }.joined()
    guard !isEmpty else { return text }
    text +=
      "\n"
      + Table(
        [
          .init(language("generation", "代"), isNumeric: true), .init(language("papers", "论文"), isNumeric: true),
          .init(language("first", "最早")), .init(language("last", "最晚")),
        ],
        rows: generations.map {
          [
            "\($0.generation)", Figures.grouped($0.papers), $0.firstDate?.description ?? "—",
            $0.lastDate?.description ?? "—",
          ]
        }
      ).text(layout)
    guard !entries.isEmpty else { return text }
    let heading =
      isCut
      ? language("the \(entries.count) most cited of them", "其中被引最多的 \(entries.count) 篇")
      : language("most cited first", "按被引次数排列")
    text += "\n" + layout.styled(heading, .strong) + "\n"
    text += Table(
      [
        .init(language("citations", "被引"), isNumeric: true), .init(language("generation", "代"), isNumeric: true),
        .init(language("date", "日期")), .init(language("paper", "论文")),
      ],
      rows: entries.map {
        [Figures.grouped($0.citations), "\($0.generation)", $0.card.date?.description ?? "—", $0.card.label]
      }
    ).text(layout)
    return text
  }
}

/// The best few of many, ties by position.
struct TopList {
  private let limit: Int
  private var kept: [(score: Int, position: Int)] = []
  /// What a score must exceed to be worth a look once twice as many as wanted are kept.
  private var threshold = Int.min

  init(limit: Int) { self.limit = limit }

  /// Takes a candidate; positions are offered in ascending order.
  mutating func offer(score: Int, position: Int) {
    guard limit > 0, score > threshold else { return }
    kept.append((score, position))
    if kept.count >= max(64, limit &* 2), limit < 1 << 40 { trim() }
  }

  private mutating func trim() {
    kept.sort { ($1.score, $0.position) < ($0.score, $1.position) }
    guard kept.count > limit else { return }
    kept.removeLast(kept.count - limit)
    threshold = kept.last?.score ?? .min
  }

  /// The positions of the best, best first.
  var positions: [Int] {
    var list = self
    list.trim()
    return list.kept.map(\.position)
  }
}
