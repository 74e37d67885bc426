public import PaperLineage

/// All that is known of one paper.
public struct PaperReport: Report {
  let paper: Paper
  let summary: PaperSummary
  let topicLabel: String?
  let references: [Link]
  let citations: [Link]

  /// A relation and the paper at its other end.
  struct Link: Encodable, Sendable {
    let name: String
    let external: Bool
    let relation: RelationSummary

    enum CodingKeys: String, CodingKey { case name, external }

    func encode(to encoder: any Encoder) throws {
      try relation.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(name, forKey: .name)
      try container.encode(external, forKey: .external)
    }
  }

  /// Gathers what a corpus says of a paper.
  public init(_ paper: Paper, in corpus: Corpus, language: Language = .english) {
    self.paper = paper
    summary = PaperSummary(paper, dateChoice: corpus.dateChoice)
    topicLabel = corpus.topic(paper.topic)?.label(in: language.code)
    func link(_ relation: Relation, to id: PaperID) -> Link? {
      corpus[id].map { Link(name: $0.name, external: $0.isExternal, relation: RelationSummary(relation)) }
    }
    let ordered = corpus.relations.enumerated()
      .sorted { ($0.element.kind, $0.offset) < ($1.element.kind, $1.offset) }.map(\.element)
    references = ordered.filter { $0.citing == paper.id }.compactMap { link($0, to: $0.cited) }
    citations = ordered.filter { $0.cited == paper.id }.compactMap { link($0, to: $0.citing) }
  }

  private enum CodingKeys: String, CodingKey {
    case aliases, versions, authors, hasMoreAuthors, publication, abstract, listedOrganization, identifiers, link, code,
      impact, notes, references, citations, place
  }

  /// The summary's fields and `aliases`, `versions`, `identifiers`, `link`, `code`, `impact`, `notes`, `references`,
  /// `citations`; `authors`, `hasMoreAuthors`, `publication` and `abstract` where something is known of them.
  public func encode(to encoder: any Encoder) throws {
    try summary.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(paper.aliases, forKey: .aliases)
    try container.encode(paper.versions, forKey: .versions)
    if !paper.authors.isEmpty {
      try container.encode(paper.authors, forKey: .authors)
      try container.encode(paper.hasMoreAuthors, forKey: .hasMoreAuthors)
    }
    if paper.publication != PaperPublication() { try container.encode(paper.publication, forKey: .publication) }
    try container.encodeIfPresent(paper.abstract, forKey: .abstract)
    try container.encodeIfPresent(paper.listedOrganization, forKey: .listedOrganization)
    try container.encode(
      Dictionary(paper.identifiers.map { ($0.scheme.rawValue, $0.value) }) { first, _ in first },
      forKey: .identifiers)
    try container.encodeIfPresent(paper.address, forKey: .link)
    try container.encodeIfPresent(paper.code, forKey: .code)
    try container.encodeIfPresent(paper.impact, forKey: .impact)
    try container.encode(paper.notes, forKey: .notes)
    try container.encode(references, forKey: .references)
    try container.encode(citations, forKey: .citations)
    try container.encodeIfPresent(paper.place, forKey: .place)
  }

  public var table: Table {
    Table(
      [.init("field"), .init("value")],
      rows: [["title", paper.title], ["name", paper.name]] + fields(.english).map { [$0.label, $0.value] }
        + paper.notes.map { ["note", $0] }
        + references.map { ["\($0.relation.kind.rawValue)", "\($0.relation.cited)"] }
        + citations.map { ["\($0.relation.kind.rawValue) (by)", "\($0.relation.paper)"] })
  }

  private func fields(_ language: Language) -> [(label: String, value: String)] {
    let versions = paper.versions.map { version in
      "\(version.date) \(DateChoice.role(version.role).word(in: language))"
        + (version.venue.map { " (\($0))" } ?? "")
    }
    let organizations = paper.organizations.joined(separator: ", ")
    let listed = paper.listedOrganization.map { language("“\($0)” in the list", "列表中为“\($0)”") }
    let others = paper.identifiers.filter { $0.scheme != .arxiv && $0.scheme != .doi }
    let publication = paper.publication
    let authors = paper.authors.map(\.displayName) + (paper.hasMoreAuthors ? [language("and others", "等")] : [])
    let fields: [(String, String?)] = [
      ("id", paper.id.rawValue),
      (language("retracted", "撤稿"), publication.isRetracted ? language("yes", "是") : nil),
      (language("also called", "别名"), paper.aliases.joined(separator: ", ")),
      (language("authors", "作者"), authors.joined(separator: ", ")),
      (language("dates", "日期"), versions.joined(separator: ", ")),
      (language("type", "类型"), publication.type?.rawValue),
      (language("venue", "发表于"), publication.venue),
      (language("volume", "卷"), publication.volume),
      (language("issue", "期"), publication.issue),
      (language("pages", "页码"), publication.pages),
      (language("publisher", "出版者"), publication.publisher),
      (language("language", "语言"), publication.language),
      (language("keywords", "关键词"), publication.keywords.joined(separator: ", ")),
      (
        language("organizations", "机构"),
        [organizations, listed ?? ""].filter { !$0.isEmpty }.joined(separator: "; ")
      ),
      (
        language("topic", "主题"),
        topicLabel ?? paper.topic ?? (paper.isExternal ? language("external work", "列表之外") : nil)
      ),
      ("arXiv", paper.identifier(.arxiv)),
      ("DOI", paper.identifier(.doi)),
      (language("other ids", "其他编号"), others.map { "\($0.scheme.name) \($0.value)" }.joined(separator: ", ")),
      (language("link", "链接"), paper.address),
      (language("code", "代码"), paper.code),
      (language("impact", "影响"), paper.impact),
    ]
    return fields.compactMap { label, value in value.flatMap { $0.isEmpty ? nil : (label, $0) } }
  }

  public func text(_ layout: TextLayout) -> String {
    let language = layout.language
    var lines = paper.title.withoutControls.wrapped(toWidth: layout.width).map { layout.styled($0, .strong) }
    if paper.name != paper.title { lines.append(paper.name.withoutControls) }
    lines.append("")
    let fields = fields(language)
    let labelWidth = fields.map(\.label.displayWidth).max() ?? 0
    for (label, value) in fields {
      for (position, piece) in value.withoutControls.wrapped(toWidth: layout.width - labelWidth - 2).enumerated() {
        lines.append(
          layout.styled((position == 0 ? label : "").padded(toWidth: labelWidth), .faint) + "  " + piece)
      }
    }
    for (title, links, isReference) in [
      (language("builds on and cites", "基于与引用"), references, true),
      (language("built on and cited by", "被引用"), citations, false),
    ] where !links.isEmpty {
      lines += ["", layout.styled("\(title) (\(links.count))", .strong)]
      let verbs = links.map {
        isReference ? $0.relation.kind.verb(in: language) : $0.relation.kind.verbWithPronoun(in: language)
      }
      let first = isReference ? verbs : links.map(\.name.withoutControls)
      let second = isReference ? links.map(\.name.withoutControls) : verbs
      let firstWidth = min(first.map(\.displayWidth).max() ?? 0, layout.width / 2)
      for (index, link) in links.enumerated() {
        let line = first[index].truncated(toWidth: firstWidth).padded(toWidth: firstWidth) + "  " + second[index]
        lines.append("  " + line.truncated(toWidth: layout.width - 2))
        for reason in link.relation.reasons(in: language) {
          lines += reason.withoutControls.wrapped(toWidth: layout.width - 6).map {
            layout.styled("      " + $0, .faint)
          }
        }
      }
    }
    if !paper.notes.isEmpty {
      lines += ["", layout.styled(language("notes", "备注"), .strong)]
      for note in paper.notes {
        for (position, piece) in note.withoutControls.wrapped(toWidth: layout.width - 4).enumerated() {
          lines.append((position == 0 ? "  • " : "    ") + piece)
        }
      }
    }
    return lines.map(\.trimmedAtEnd).joined(separator: "\n") + "\n"
  }
}
