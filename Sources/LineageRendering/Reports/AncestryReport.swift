public import CitationGraph
public import PaperLineage

/// What a paper stands on or what grew out of it, as a tree.
public struct AncestryReport: Report {
  let paper: PaperSummary
  let direction: CitationGraph.Direction
  let following: [RelationKind]
  let entries: [Entry]
  /// Whether to say why each link is there.
  let givesReasons: Bool
  /// The limits by date that were asked for.
  let limits: DateLimits?

  struct Entry: Encodable, Sendable {
    let summary: PaperSummary
    let generation: Int
    let depth: Int
    let relations: [RelationSummary]

    enum CodingKeys: String, CodingKey {
      case generation, depth, relations
    }

    func encode(to encoder: any Encoder) throws {
      try summary.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(generation, forKey: .generation)
      try container.encode(depth, forKey: .depth)
      try container.encode(relations, forKey: .relations)
    }
  }

  /// Resolves an ancestry into what is shown of it.
  public init(
    _ ancestry: Ancestry, towards direction: CitationGraph.Direction, in corpus: Corpus, givesReasons: Bool = false,
    limits: DateLimits? = nil
  ) {
    self.limits = limits
    func summary(_ id: PaperID) -> PaperSummary { PaperSummary(id, in: corpus) }
    self.paper = summary(ancestry.paper)
    self.direction = direction
    self.givesReasons = givesReasons
    following = ancestry.following
    entries = ancestry.entries.map {
      Entry(
        summary: summary($0.paper), generation: $0.generation, depth: $0.depth,
        relations: $0.relations.map(RelationSummary.init))
    }
  }

  /// Whether there is nothing to show.
  public var isEmpty: Bool { entries.isEmpty }

  private enum CodingKeys: String, CodingKey {
    case paper, following, within, ancestors, descendants
  }

  /// `{"paper", "following", "ancestors" | "descendants": […]}`, and under limits by date `"within"`: see ``DateLimits``.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(paper.id, forKey: .paper)
    try container.encode(following, forKey: .following)
    try container.encodeIfPresent(limits, forKey: .within)
    try container.encode(entries, forKey: direction == .ancestors ? .ancestors : .descendants)
  }

  public var table: Table {
    Table(
      [
        .init("generation", isNumeric: true), .init("depth", isNumeric: true), .init("id"), .init("name"),
        .init("date"), .init("organizations"), .init("external"), .init("relations"),
      ],
      rows: entries.map { entry in
        [
          "\(entry.generation)", "\(entry.depth)", entry.summary.id.rawValue, entry.summary.name,
          entry.summary.date?.description ?? "", entry.summary.organizations.joined(separator: "; "),
          entry.summary.external ? "true" : "false",
          entry.relations.map { "\($0.paper) \($0.kind.rawValue) \($0.cited)" }.joined(separator: "; "),
        ]
      })
  }

  public func text(_ layout: TextLayout) -> String {
    let language = layout.language
    var lines = tree(language).laidOut(layout)
    let kinds = following.map { $0.verb(in: language) }.joined(separator: language(", ", "、"))
    let generations = entries.map(\.generation).max() ?? 0
    let found =
      switch direction {
      case .ancestors: language.count(entries.count, "ancestor", "ancestors", "篇祖先论文")
      case .descendants: language.count(entries.count, "descendant", "descendants", "篇后代论文")
      }
    var summary =
      entries.isEmpty
      ? language("none along \(kinds)", "沿 \(kinds) 没有找到")
      : found + language(" in ", "，共 ") + language.count(generations, "generation", "generations", "代")
        + " · " + language("along ", "沿 ") + kinds
    if let limits { summary += " · " + limits.words(language) }
    lines += summary.wrapped(toWidth: layout.width).map { layout.styled($0, .faint) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The tree: each paper in full where it is nearest to the root, elsewhere by its name.
  private func tree(_ language: Language) -> Tree {
    let summaries = Dictionary(uniqueKeysWithValues: entries.map { ($0.summary.id, $0.summary) })
    let generations = Dictionary(uniqueKeysWithValues: entries.map { ($0.summary.id, $0.generation) })
    // The links under each paper, in the order of the entries.
    var links: [PaperID: [(paper: PaperID, relations: [RelationSummary])]] = [:]
    for entry in entries {
      var parents: [PaperID] = []
      var byParent: [PaperID: [RelationSummary]] = [:]
      for relation in entry.relations {
        let parent = direction == .ancestors ? relation.paper : relation.cited
        if byParent[parent] == nil { parents.append(parent) }
        byParent[parent, default: []].append(relation)
      }
      for parent in parents { links[parent, default: []].append((entry.summary.id, byParent[parent] ?? [])) }
    }

    var tree = Tree(root: Tree.Line(cells: cells(of: paper, relations: [], language)))
    // The first parent that is one generation nearer shows the paper in full.
    var isShown: Set<PaperID> = [paper.id]
    var stack: [(paper: PaperID, generation: Int, next: Int)] = [(paper.id, 0, 0)]
    while let (current, generation, next) = stack.last {
      guard let children = links[current], next < children.count else {
        stack.removeLast()
        continue
      }
      stack[stack.count - 1].next += 1
      let (child, relations) = children[next]
      guard let summary = summaries[child] else { continue }
      let isInFull = generations[child] == generation + 1 && !isShown.contains(child)
      let isAbove = isShown.contains(child)
      var line = Tree.Line(
        cells: cells(of: summary, relations: relations, language), depth: generation + 1,
        isLast: next == children.count - 1)
      if givesReasons {
        // The line itself says the kind; where there are several, each reason says whose it is.
        line.remarks = relations.flatMap { relation in
          relation.reasons(in: language).map {
            relations.count > 1 ? "\(relation.kind.verb(in: language)): \($0)" : $0
          }
        }
      }
      if isInFull {
        isShown.insert(child)
        stack.append((child, generation + 1, 0))
      } else if links[child] != nil || !isAbove {
        line.cells[0] += isAbove ? " ↑" : " ↓"
        line.isReference = true
      }
      line.isExternal = summary.external
      tree.lines.append(line)
    }
    return tree
  }

  private func cells(of summary: PaperSummary, relations: [RelationSummary], _ language: Language) -> [String] {
    [
      summary.name, summary.date?.toTheMonth ?? "—", summary.firstOrganization,
      relations.map { $0.kind.verb(in: language) }.joined(separator: ", "),
    ]
  }
}
