public import CitationGraph
import PaperLineage

/// The lineages of a citation network: its communities as lines of work, each with the main path through it.
public struct NetworkFamiliesReport: Report {
  let search: ClustersReport.Search
  let count: Int
  let families: [Family]
  /// What is not listed: lineages beyond the limit, and papers that are in no lineage.
  let smallerCount: Int
  let smallerPaperCount: Int
  let aloneCount: Int

  struct Family: Encodable, Sendable {
    let rank: Int
    let name: String
    let size: Int
    let root: NetworkPaper
    let firstDate: PublicationDate?
    let lastDate: PublicationDate?
    let undated: Int
    /// The relations between its papers.
    let relations: Int
    /// The relations to and from other papers.
    let outside: Int
    let mostCited: [CitedPaper]
    /// The main path, cited first.
    let mainPath: [NetworkPaper]
    /// How many chains weigh as much.
    let tiedPaths: ExactCount
    /// How many relations that close cycles were left out for it.
    let droppedRelations: Int
    let papers: [NetworkPaper]
  }

  /// Sums up the families of a network and finds the main path through those that are listed.
  ///
  /// A family is called as its root is (see ``CitationNetwork/families(_:minimumSize:namedBy:)``).
  /// - Parameters:
  ///   - partition: The communities of the network's graph.
  ///   - options: How they were sought.
  ///   - limit: How many families are listed, the largest first.
  /// - Complexity: O(*p* log *p* + *r*) for *p* papers and *r* relations, and the main paths of the listed families.
  public init(_ partition: CommunityPartition, options: LeidenOptions, of network: CitationNetwork, limit: Int) {
    search = ClustersReport.Search(options, found: partition)
    let found = network.families(partition)
    count = found.families.count
    aloneCount = found.smallerCommunityPaperCount
    let shown = found.families.prefix(limit)
    smallerCount = count - shown.count
    smallerPaperCount = found.families.dropFirst(shown.count).reduce(0) { $0 + $1.members.count }
    families = shown.enumerated().map { place, family in
      let path = network.graph.familyMainPath(of: family.members)
      return Family(
        rank: place + 1, name: network.name(of: family.root), size: family.members.count,
        root: NetworkPaper(family.root, in: network),
        firstDate: family.span.flatMap { PublicationDate($0.lowerBound) },
        lastDate: family.span.flatMap { PublicationDate($0.upperBound) }, undated: family.undatedCount,
        relations: family.innerRelationCount, outside: family.outgoingRelationCount + family.incomingRelationCount,
        mostCited: family.mostCited.map { CitedPaper($0.paper, citations: $0.citationCount, in: network) },
        mainPath: path.papers.map { NetworkPaper($0, in: network) }, tiedPaths: path.tiedPathCount,
        droppedRelations: path.droppedRelationCount, papers: family.members.map { NetworkPaper($0, in: network) })
    }
  }

  /// Whether there is no lineage.
  public var isEmpty: Bool { count == 0 }

  private enum CodingKeys: String, CodingKey { case following, search, count, shown, smaller, alone, lineages }

  private struct Smaller: Encodable {
    let lineages: Int
    let papers: Int
  }

  /// `{"following": ["cites"], "search": as in ``ClustersReport``, "count", "shown", "smaller": {"lineages", "papers"},
  /// "alone", "lineages": [{"rank", "name", "size", "root": paper, "firstDate", "lastDate", "undated", "relations",
  /// "outside", "mostCited": [paper and {"citations"}…], "mainPath": [paper…], "tiedPaths", "droppedRelations",
  /// "papers": [paper…]}…]}`, a paper being `{"id", "name", "date"}`. `smaller` is what `--top` leaves out, `alone` how
  /// many papers are in no lineage, `tiedPaths` a number as digits.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode([RelationKind.cites], forKey: .following)
    try container.encode(search, forKey: .search)
    try container.encode(count, forKey: .count)
    try container.encode(families.count, forKey: .shown)
    try container.encode(Smaller(lineages: smallerCount, papers: smallerPaperCount), forKey: .smaller)
    try container.encode(aloneCount, forKey: .alone)
    try container.encode(families, forKey: .lineages)
  }

  /// The main paths, a row for each paper on one.
  public var table: Table {
    Table(
      [
        .init("lineage", isNumeric: true), .init("root"), .init("papers", isNumeric: true),
        .init("step", isNumeric: true), .init("id"), .init("name"), .init("date"),
      ],
      rows: families.flatMap { family in
        family.mainPath.enumerated().map { step, paper in
          [
            "\(family.rank)", family.root.id, "\(family.size)", "\(step + 1)", paper.id, paper.name,
            paper.date?.description ?? "",
          ]
        }
      })
  }

  /// How many papers of a chain are named in text, and how wide a name may be.
  private static let chainLength = 8
  private static let nameWidth = 32

  private func chain(_ family: Family, _ language: Language) -> String {
    func names(_ papers: some Sequence<NetworkPaper>) -> [String] {
      papers.map { $0.name.withoutControls.truncated(toWidth: Self.nameWidth) }
    }
    let path = family.mainPath
    guard path.count > Self.chainLength else { return names(path).joined(separator: " → ") }
    let half = Self.chainLength / 2
    let left = path.count - 2 * half
    return (names(path.prefix(half)) + [language("… \(left) more …", "…… 另 \(left) 篇 ……")] + names(path.suffix(half)))
      .joined(separator: " → ")
  }

  public func text(_ layout: TextLayout) -> String {
    let language = layout.language
    func number(_ value: Int) -> String { Figures.grouped(value) }
    guard !isEmpty else { return language("no lineage: no paper cites another\n", "没有谱系：论文之间没有引用\n") }
    var text =
      layout.styled(
        language("\(number(count)) \(count == 1 ? "lineage" : "lineages")", "\(number(count)) 个谱系"), .strong) + "\n"
    let search = language("communities by ", "社区划分：") + search.words(in: language)
    text += search.wrapped(toWidth: layout.width).map { layout.styled($0, .faint) + "\n" }.joined()
    let labels = [language("root", "根"), language("most cited", "被引最多"), language("main path", "主路径")]
    let labelWidth = labels.map(\.displayWidth).max() ?? 0
    for family in families {
      var facts = [
        language("\(number(family.size)) papers", "\(number(family.size)) 篇论文"),
        [family.firstDate, family.lastDate].compactMap { $0?.toTheMonth }.joined(separator: " – "),
        language(
          "\(number(family.relations)) relations inside, \(number(family.outside)) outside",
          "内部 \(number(family.relations)) 条关系，外部 \(number(family.outside)) 条"),
      ].filter { !$0.isEmpty }.joined(separator: " · ")
      if family.undated > 0 {
        facts += language(" · \(number(family.undated)) undated", " · \(number(family.undated)) 篇无日期")
      }
      let head = "\(family.rank)  "
      let name = family.name.withoutControls.truncated(toWidth: layout.width - head.displayWidth)
      text += "\n" + head + layout.styled(name, .strong) + "\n"
      let indent = String(repeating: " ", count: 3)
      for line in facts.wrapped(toWidth: layout.width - 3) { text += indent + layout.styled(line, .faint) + "\n" }
      func row(_ label: String, _ value: String) {
        let room = max(8, layout.width - 5 - labelWidth)
        for (position, line) in value.wrapped(toWidth: room).enumerated() {
          text += indent + (position == 0 ? label : "").padded(toWidth: labelWidth) + "  " + line + "\n"
        }
      }
      row(
        labels[0],
        [family.root.date?.description, family.root.label.withoutControls].compactMap { $0 }.joined(separator: "  "))
      row(
        labels[1],
        family.mostCited.map {
          "\($0.card.name.withoutControls.truncated(toWidth: Self.nameWidth)) (\(number($0.citations)))"
        }
        .joined(separator: ", "))
      var account = language("\(number(family.mainPath.count)) papers", "\(number(family.mainPath.count)) 篇")
      if family.tiedPaths != ExactCount(1) {
        account += language(", one of \(family.tiedPaths) of equal weight", "，同等权重共 \(family.tiedPaths) 条，此为其一")
      }
      if family.droppedRelations > 0 {
        account += language(
          ", \(number(family.droppedRelations)) \(family.droppedRelations == 1 ? "relation" : "relations") that close"
            + "\(family.droppedRelations == 1 ? "s" : "") a cycle left out",
          "，略去 \(number(family.droppedRelations)) 条成环的关系")
      }
      row(labels[2], chain(family, language))
      row("", account)
    }
    var notes: [String] = []
    if smallerCount > 0 {
      notes.append(
        language(
          "not shown: \(number(smallerCount)) smaller \(smallerCount == 1 ? "lineage" : "lineages") of "
            + "\(number(smallerPaperCount)) papers (--top)",
          "未列出：\(number(smallerCount)) 个较小的谱系，共 \(number(smallerPaperCount)) 篇论文（--top）"))
    }
    if aloneCount > 0 {
      notes.append(
        language(
          "\(number(aloneCount)) \(aloneCount == 1 ? "paper is" : "papers are") in no lineage",
          "\(number(aloneCount)) 篇论文不属于任何谱系"))
    }
    return text + layout.notes(notes)
  }
}
