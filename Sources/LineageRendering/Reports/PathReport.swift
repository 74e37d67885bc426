public import PaperLineage

/// How one paper leads to another: one chain or several.
public struct PathReport: Report {
  let from: PaperSummary
  let to: PaperSummary
  let following: [RelationKind]
  let paths: [Chain]
  /// Whether there are more chains than were looked for; `nil` if only one was asked for.
  let isComplete: Bool?
  /// How many relations of a longest chain stay inside of knots of cycles; `nil` for other chains.
  let knotRelationCount: Int?
  /// Whether papers are called by their ids besides, as in networks whose papers are found by nothing else.
  let showsIdentifiers: Bool

  struct Chain: Encodable, Sendable {
    let papers: [PaperSummary]
    /// For each step from one paper to the next, the relations that make it.
    let steps: [[RelationSummary]]
  }

  /// Resolves chains into what is shown of them.
  public init(
    _ paths: [LineagePath], from: PaperID, to: PaperID, following: [RelationKind], in corpus: Corpus,
    isComplete: Bool? = nil, knotRelationCount: Int? = nil, showsIdentifiers: Bool = false
  ) {
    func summary(_ id: PaperID) -> PaperSummary { PaperSummary(id, in: corpus) }
    self.from = summary(from)
    self.to = summary(to)
    self.following = following
    self.isComplete = isComplete
    self.knotRelationCount = knotRelationCount
    self.showsIdentifiers = showsIdentifiers
    self.paths = paths.map {
      Chain(papers: $0.papers.map(summary), steps: $0.steps.map { $0.map(RelationSummary.init) })
    }
  }

  private enum CodingKeys: String, CodingKey {
    case from, to, following, complete, paths
    case knotRelationCount = "knotRelations"
  }

  /// `{"from", "to", "following", "complete", "knotRelations", "paths": [{"papers": […], "steps": [[relation…]…]}…]}`;
  /// `complete` is there if all chains were asked for, `knotRelations` if a longest one was.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(from.id, forKey: .from)
    try container.encode(to.id, forKey: .to)
    try container.encode(following, forKey: .following)
    try container.encodeIfPresent(isComplete, forKey: .complete)
    try container.encodeIfPresent(knotRelationCount, forKey: .knotRelationCount)
    try container.encode(paths, forKey: .paths)
  }

  public var table: Table {
    Table(
      [
        .init("path", isNumeric: true), .init("step", isNumeric: true), .init("paper"), .init("kinds"),
        .init("cited"), .init("where"),
      ],
      rows: paths.enumerated().flatMap { number, path in
        path.steps.enumerated().map { step, relations in
          [
            "\(number + 1)", "\(step + 1)", path.papers[step + 1].id.rawValue,
            relations.map(\.kind.rawValue).joined(separator: "; "), path.papers[step].id.rawValue,
            relations.flatMap(\.evidence).compactMap(\.locator).joined(separator: "; "),
          ]
        }
      })
  }

  public func text(_ layout: TextLayout) -> String {
    let language = layout.language
    guard !paths.isEmpty else { return "" }
    var lines: [String] = []
    for (number, path) in paths.enumerated() {
      if number > 0 { lines.append("") }
      let chain = path.papers.map { $0.label(showsIdentifiers) }.joined(separator: " → ")
      lines += chain.wrapped(toWidth: layout.width).map { layout.styled($0, .strong) }
      guard number == 0 || paths.count <= 5 else { continue }
      for (step, relations) in path.steps.enumerated() {
        let (earlier, later) = (path.papers[step], path.papers[step + 1])
        for relation in relations {
          let date = later.date.map { " (\($0.toTheMonth))" } ?? ""
          lines +=
            "\(later.label(showsIdentifiers))\(date) \(relation.kind.verb(in: language)) \(earlier.label(showsIdentifiers))"
            .wrapped(toWidth: layout.width - 2).map { "  " + $0 }
          for reason in relation.reasons(in: language) {
            lines += reason.withoutControls.wrapped(toWidth: layout.width - 6)
              .map { layout.styled("      " + $0, .faint) }
          }
        }
      }
    }
    if paths.count > 5 {
      let hint = language("reasons for the first chain only; --format json has all", "仅列出第一条链的依据；全部依据见 --format json")
      lines += ["", layout.styled(hint, .faint)]
    }
    if let knotRelationCount, let longest = paths.first {
      let count = language.count(longest.steps.count, "relation", "relations", "条关系")
      let inside =
        knotRelationCount == 0
        ? ""
        : language(
          "; \(knotRelationCount) of them inside of knots of cycles, which are crossed by a shortest way",
          "；其中 \(knotRelationCount) 条在环结之内，环结取最短路通过")
      lines +=
        [""]
        + (language("a longest chain, of ", "最长的链之一，共 ") + count + inside)
        .wrapped(toWidth: layout.width).map { layout.styled($0, .faint) }
    }
    if let isComplete {
      let count = isComplete ? "\(paths.count)" : language("the first \(paths.count)", "前 \(paths.count)")
      lines += [
        "",
        layout.styled(
          language(
            "\(count) \(paths.count == 1 ? "chain" : "chains"), shortest first"
              + (isComplete ? "" : "; there are more (--limit)"),
            "共 \(count) 条链，由短到长" + (isComplete ? "" : "；还有更多（--limit）")), .faint),
      ]
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// What several papers all stand on.
public struct CommonAncestorsReport: Report {
  let papers: [PaperSummary]
  let following: [RelationKind]
  let ancestors: [Entry]
  /// How many common ancestors there are, those that are not named too.
  let count: Int
  /// Whether papers are called by their ids besides.
  let showsIdentifiers: Bool

  struct Entry: Encodable, Sendable {
    let summary: PaperSummary
    let generations: [Int]
    let lowest: Bool

    enum CodingKeys: String, CodingKey { case generations, lowest }

    func encode(to encoder: any Encoder) throws {
      try summary.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(generations, forKey: .generations)
      try container.encode(lowest, forKey: .lowest)
    }
  }

  /// Resolves common ancestors into what is shown of them.
  ///
  /// - Parameter count: How many there are if `ancestors` are only the nearest; `nil` if they are all.
  public init(
    _ ancestors: [CommonAncestor], of papers: [PaperID], following: [RelationKind], in corpus: Corpus,
    count: Int? = nil, showsIdentifiers: Bool = false
  ) {
    self.showsIdentifiers = showsIdentifiers
    self.count = count ?? ancestors.count
    func summary(_ id: PaperID) -> PaperSummary { PaperSummary(id, in: corpus) }
    self.papers = papers.map(summary)
    self.following = following
    self.ancestors = ancestors.map {
      Entry(summary: summary($0.paper), generations: $0.generations, lowest: $0.isLowest)
    }
  }

  private enum CodingKeys: String, CodingKey { case papers, following, count, ancestors }

  /// `{"papers": [id…], "following", "count", "ancestors": [{"id", "name", …, "generations": […], "lowest"}…]}`; `count`
  /// counts those too that are not named.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(papers.map(\.id), forKey: .papers)
    try container.encode(following, forKey: .following)
    try container.encode(count, forKey: .count)
    try container.encode(ancestors, forKey: .ancestors)
  }

  public var table: Table {
    Table(
      [.init("lowest"), .init("id"), .init("name"), .init("date"), .init("organizations")]
        + papers.map { .init("generations from \($0.id)", isNumeric: true) },
      rows: ancestors.map {
        [
          $0.lowest ? "true" : "false", $0.summary.id.rawValue, $0.summary.name,
          $0.summary.date?.description ?? "", $0.summary.organizations.joined(separator: "; "),
        ] + $0.generations.map(String.init)
      })
  }

  public func text(_ layout: TextLayout) -> String {
    let language = layout.language
    let names = papers.map { $0.label(showsIdentifiers) }
    let list = language(
      names.dropLast().joined(separator: ", ") + " and " + (names.last ?? ""), names.joined(separator: "、"))
    guard count > 0 else {
      let kinds = following.map(\.rawValue).joined(separator: ", ")
      return language("\(list) share no ancestor along \(kinds)", "\(list) 沿 \(kinds) 没有共同的祖先")
        .wrapped(toWidth: layout.width).map { $0 + "\n" }.joined()
    }
    let heading = language("\(list) \(names.count == 2 ? "both" : "all") stand on:", "\(list) 共同的祖先：")
    let hasOrganizations = ancestors.contains { !$0.summary.firstOrganization.isEmpty }
    let table = Table(
      [.init(""), .init(language("paper", "论文")), .init(language("date", "日期"))]
        + (hasOrganizations ? [.init(language("organization", "机构"))] : [])
        + names.map { .init(language("from \($0)", "距 \($0)"), isNumeric: true) },
      rows: ancestors.map {
        [$0.lowest ? "●" : "", $0.summary.label(showsIdentifiers), $0.summary.date?.toTheMonth ?? ""]
          + (hasOrganizations ? [$0.summary.firstOrganization] : []) + $0.generations.map(String.init)
      })
    let cut =
      count > ancestors.count
      ? language(
        "the nearest \(ancestors.count) of \(Figures.grouped(count)) (--limit)",
        "共 \(Figures.grouped(count)) 篇，列出最近的 \(ancestors.count) 篇（--limit）") : ""
    let lowest = language(
      "● lowest: no other paper of the list stands on it · numbers are generations",
      "● 最近：表中没有其他论文以它为基础 · 数字为代数")
    return heading.wrapped(toWidth: layout.width).joined(separator: "\n") + "\n" + table.text(layout)
      + (cut.isEmpty ? "" : layout.styled(cut, .faint) + "\n")
      + lowest.wrapped(toWidth: layout.width).map { layout.styled($0, .faint) + "\n" }.joined()
  }
}

extension PaperSummary {
  /// The name, and the id behind it if that is wanted and says something else.
  fileprivate func label(_ showsIdentifier: Bool) -> String {
    guard showsIdentifier, NameKey(name) != NameKey(id.rawValue) else { return name.withoutControls }
    return "\(name) (\(id))".withoutControls
  }
}
