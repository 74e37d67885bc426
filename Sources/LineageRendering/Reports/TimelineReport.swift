public import PaperLineage

/// What happened, period by period.
public struct TimelineReport: Report {
  let title: String?
  let length: Period.Length
  let dateChoice: DateChoice
  let periods: [Entry]
  let unplaced: [(reason: Timeline.Unplaced.Reason, summary: PaperSummary)]
  /// How many papers are not shown, with the reason to print: those of other topics, external ones.
  let leftOut: [String]
  let topics: [Topic]
  let longestGap: ClosedRange<Period>?

  struct Entry: Encodable, Sendable {
    let period: Period
    let papers: [Item]

    enum CodingKeys: String, CodingKey { case period, count, topics, papers }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(period, forKey: .period)
      try container.encode(papers.count, forKey: .count)
      try container.encode(
        Dictionary(grouping: papers.compactMap(\.summary.topic)) { $0 }.mapValues(\.count), forKey: .topics)
      try container.encode(papers, forKey: .papers)
    }
  }

  struct Item: Encodable, Sendable {
    let summary: PaperSummary
    /// What the paper continues: its relations that bear lineage, those to papers shown first.
    let continues: [Continuation]
    let address: String?

    enum CodingKeys: String, CodingKey { case continues }

    func encode(to encoder: any Encoder) throws {
      try summary.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(continues, forKey: .continues)
    }
  }

  private struct UnplacedItem: Encodable {
    let summary: PaperSummary
    let reason: Timeline.Unplaced.Reason

    enum CodingKeys: String, CodingKey { case reason }

    func encode(to encoder: any Encoder) throws {
      try summary.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(reason, forKey: .reason)
    }
  }

  struct Continuation: Encodable, Sendable, Equatable {
    let kind: RelationKind
    let paper: PaperID
    let name: String
    let external: Bool
  }

  /// Resolves a timeline into what is shown of it.
  ///
  /// - Parameters:
  ///   - timeline: The timeline.
  ///   - corpus: The corpus its papers are from.
  ///   - topics: The topics to count, in order.
  ///   - leftOut: What is not on the timeline and why, a phrase each.
  public init(_ timeline: Timeline, in corpus: Corpus, topics: [Topic], title: String?, leftOut: [String] = []) {
    var continued: [PaperID: [Continuation]] = [:]
    for relation in corpus.relations.enumerated().sorted(by: {
      ($0.element.kind, $0.offset) < ($1.element.kind, $1.offset)
    }).map(\.element) where relation.kind.bearsLineage {
      guard let cited = corpus[relation.cited] else { continue }
      let continuation = Continuation(
        kind: relation.kind, paper: cited.id, name: cited.name, external: cited.isExternal)
      // The strongest kind speaks for a pair.
      if continued[relation.citing]?.contains(where: { $0.paper == cited.id }) != true {
        continued[relation.citing, default: []].append(continuation)
      }
    }
    func paper(_ id: PaperID) -> Paper {
      guard let paper = corpus[id] else { preconditionFailure("the timeline is of another corpus") }
      return paper
    }
    // The date shown is the one the timeline runs by, and no other.
    func summary(_ id: PaperID) -> PaperSummary { PaperSummary(paper(id), date: paper(id).date(timeline.dateChoice)) }
    // Titles and labels are only shown, never looked up.
    self.title = title?.withoutControls
    self.topics = topics.map { Topic(id: $0.id, label: $0.label.withoutControls, labels: $0.labels) }
    self.leftOut = leftOut
    length = timeline.length
    dateChoice = timeline.dateChoice
    longestGap = timeline.longestGap
    periods = timeline.entries.map { entry in
      Entry(
        period: entry.period,
        papers: entry.papers.map { id in
          let links = continued[id] ?? []
          return Item(
            summary: summary(id), continues: links.filter { !$0.external } + links.filter(\.external),
            address: corpus[id]?.address)
        })
    }
    unplaced = timeline.unplaced.map { ($0.reason, PaperSummary(paper($0.paper), date: $0.date)) }
  }

  /// Whether there is nothing to show.
  public var isEmpty: Bool { periods.allSatisfy(\.papers.isEmpty) }

  private enum CodingKeys: String, CodingKey { case by, date, periods, unplaced }

  /// `{"by", "date", "periods": [{"period", "count", "topics", "papers": […]}…], "unplaced": […]}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(length, forKey: .by)
    try container.encode(dateChoice.rawValue, forKey: .date)
    try container.encode(periods, forKey: .periods)
    try container.encode(unplaced.map { UnplacedItem(summary: $0.summary, reason: $0.reason) }, forKey: .unplaced)
  }

  public var table: Table {
    Table(
      [
        .init("period"), .init("count", isNumeric: true), .init("id"), .init("name"), .init("date"),
        .init("organizations"), .init("topic"), .init("continues"),
      ],
      rows: periods.flatMap { entry in
        entry.papers.isEmpty
          ? [["\(entry.period)", "0", "", "", "", "", "", ""]]
          : entry.papers.map { item in
            [
              "\(entry.period)", "\(entry.papers.count)", item.summary.id.rawValue, item.summary.name,
              item.summary.date?.description ?? "", item.summary.organizations.joined(separator: "; "),
              item.summary.topic ?? "",
              item.continues.map { "\($0.kind.rawValue) \($0.paper)" }.joined(separator: "; "),
            ]
          }
      })
  }

  // MARK: - Text

  public func text(_ layout: TextLayout) -> String {
    var lines = head(layout.language).flatMap { $0.wrapped(toWidth: layout.width) }
    if !lines.isEmpty { lines[0] = layout.styled(lines[0], .strong) }
    if !periods.isEmpty { lines.append("") }
    let most = periods.map(\.papers.count).max() ?? 0
    let periodWidth = periods.map { "\($0.period)".displayWidth }.max() ?? 0
    let barWidth = max(1, min(most * 2, 20, layout.width / 4))
    let indent = String(repeating: " ", count: periodWidth + 2)
    for entry in periods {
      lines.append(line(for: entry, most: most, periodWidth: periodWidth, barWidth: barWidth, layout))
      for item in entry.papers {
        lines.append(indent + self.line(for: item, width: layout.width - indent.count, layout))
      }
    }
    let remarks = remarks(layout.language)
    if !remarks.isEmpty { lines.append("") }
    lines += remarks.flatMap { $0.wrapped(toWidth: layout.width) }.map { layout.styled($0, .faint) }
    return lines.map(\.trimmedAtEnd).joined(separator: "\n") + "\n"
  }

  private func line(
    for entry: Entry, most: Int, periodWidth: Int, barWidth: Int, _ layout: TextLayout
  ) -> String {
    let count = entry.papers.count
    let period = "\(entry.period)".padded(toWidth: periodWidth)
    guard count > 0 else { return layout.styled("\(period)  \(String(repeating: " ", count: barWidth))   ·", .faint) }
    let length = max(1, (count * barWidth + most / 2) / max(1, most))
    let counts = topicCounts(entry.papers.map(\.summary))
    let bar = self.bar(length: length, counts: counts.map { ($0.place, $0.count) }, total: count, layout)
    let head = period + "  " + bar + String(repeating: " ", count: barWidth - length)
    let number = "\(count)".leftPadded(toWidth: max(4, "\(most)".count + 1))
    let used = periodWidth + 2 + barWidth + number.count + 2
    let byTopic = counts.filter { !$0.label.isEmpty }.map { "\($0.label) \($0.count)" }.joined(separator: " · ")
      .truncated(toWidth: max(0, layout.width - used))
    return head + layout.styled(number, .strong) + (byTopic.isEmpty ? "" : "  " + layout.styled(byTopic, .faint))
  }

  /// A bar with a stretch for each topic.
  private func bar(length: Int, counts: [(place: Int?, count: Int)], total: Int, _ layout: TextLayout) -> String {
    var bar = ""
    var (drawn, seen) = (0, 0)
    for (place, count) in counts {
      seen += count
      let end = length * seen / total
      let stretch = String(repeating: "█", count: end - drawn)
      bar += place.map { layout.styled(stretch, .topic($0)) } ?? stretch
      drawn = end
    }
    return bar
  }

  private func line(for item: Item, width: Int, _ layout: TextLayout) -> String {
    let name = item.summary.name.withoutControls.truncated(toWidth: width)
    var rest = width - name.displayWidth
    var line = layout.styled(name, .strong)
    let organization = item.summary.firstOrganization.withoutControls
    if !organization.isEmpty {
      let text = " · \(organization)".truncated(toWidth: rest)
      line += text
      rest -= text.displayWidth
    }
    guard !item.continues.isEmpty, rest > 12 else { return line }
    let links = Self.phrase(item.continues, in: layout.language, width: rest - 3)
    return line + layout.styled(" · " + links, .faint)
  }

  /// “updates LLaMA, extends Transformer +2”: as many links as fit, and how many more there are.
  private static func phrase(_ links: [Continuation], in language: Language, width: Int) -> String {
    let phrases = links.map { "\($0.kind.verb(in: language)) \($0.name.withoutControls)" }
    for shown in stride(from: phrases.count, through: 1, by: -1) {
      let more = shown < phrases.count ? " +\(phrases.count - shown)" : ""
      let text = phrases.prefix(shown).joined(separator: ", ") + more
      if text.displayWidth <= width { return text }
    }
    let more = phrases.count > 1 ? " +\(phrases.count - 1)" : ""
    return (phrases.first ?? "").truncated(toWidth: width - more.count) + more
  }

  /// The topics that occur, with their place among all, in order; papers without topic last.
  private func topicCounts(_ papers: [PaperSummary]) -> [(place: Int?, label: String, count: Int)] {
    let counted = topics.enumerated().map { place, topic in
      (place: Int?.some(place), label: topic.label, count: papers.count { $0.topic == topic.id })
    }
    let other = papers.count { paper in !topics.contains { $0.id == paper.topic } }
    return (counted + (topics.isEmpty ? [] : [(nil, "–", other)])).filter { $0.count > 0 }
      + (topics.isEmpty ? [(place: nil, label: "", count: papers.count)] : [])
  }

  private func head(_ language: Language) -> [String] {
    let papers = periods.flatMap(\.papers)
    var facts = [
      language.count(papers.count, "paper", "papers", "篇论文"),
      length.words(periods.count, in: language),
    ]
    if let busiest = periods.max(by: { ($0.papers.count, $1.period) < ($1.papers.count, $0.period) }),
      !busiest.papers.isEmpty
    {
      facts.append(
        language(
          "busiest \(busiest.period) (\(busiest.papers.count))", "最多 \(busiest.period)（\(busiest.papers.count) 篇）"))
    }
    if let longestGap {
      let count = longestGap.upperBound.ordinal - longestGap.lowerBound.ordinal + 1
      let span = count == 1 ? "\(longestGap.lowerBound)" : "\(longestGap.lowerBound) – \(longestGap.upperBound)"
      facts.append(
        language("longest gap ", "最长空白 ") + length.words(count, in: language)
          + language(" (\(span))", "（\(span)）"))
    } else if !periods.isEmpty {
      facts.append(language("no gap", "无空白"))
    }
    let dated = papers.compactMap { item in item.summary.date.map { (date: $0, name: item.summary.name) } }
    if let first = dated.first, let last = dated.last {
      facts.append(
        language(
          "first \(first.name.withoutControls) (\(first.date)), last \(last.name.withoutControls) (\(last.date))",
          "首篇 \(first.name.withoutControls)（\(first.date)），末篇 \(last.name.withoutControls)（\(last.date)）"))
    }
    let by = language(
      "by \(length.rawValue), \(dateChoice.word(in: language))",
      "按\(length.word(in: language))，\(dateChoice.word(in: language))日期")
    return [[title, by].compactMap { $0 }.joined(separator: " · "), facts.joined(separator: " · ")]
  }

  /// What is not on the timeline.
  private func remarks(_ language: Language) -> [String] {
    var remarks: [String] = []
    for reason in Timeline.Unplaced.Reason.allCases {
      let papers = unplaced.filter { $0.reason == reason }.map(\.summary)
      guard !papers.isEmpty else { continue }
      let names = papers.map { paper in
        paper.name.withoutControls + (paper.date.map { language(" (\($0))", "（\($0)）") } ?? "")
      }
      let why =
        switch reason {
        case .noDate:
          language(
            dateChoice == .earliest ? "without any date" : "without a “\(dateChoice.rawValue)” date",
            "没有\(dateChoice.word(in: language))日期")
        case .tooCoarse:
          language(
            "\(length.rawValue) unknown (--by year places them)",
            "日期不能精确到\(length.word(in: language))，可用 --by year")
        case .tooFar: language("too far from the others", "离其他论文太远")
        }
      remarks.append(
        language("not placed, \(why): ", "未排入（\(why)）：") + names.joined(separator: language(", ", "、")))
    }
    remarks += leftOut.map { language("not shown: ", "未显示：") + $0 }
    return remarks
  }

  // MARK: - Markdown

  /// A heading for each period that has papers, and a list below it; periods without papers in one line.
  public func markdown(_ layout: TextLayout) -> String {
    let language = layout.language
    var lines = head(language).map(Markdown.text)
    if !lines.isEmpty { lines[0] = "# " + lines[0] }
    lines.insert("", at: 1)
    for entry in periods {
      lines.append("")
      guard !entry.papers.isEmpty else {
        lines.append("## \(entry.period) (0)")
        continue
      }
      lines += ["## \(entry.period) (\(entry.papers.count))", ""]
      for item in entry.papers {
        let organization = item.summary.firstOrganization
        let links = item.continues.map { "\($0.kind.verb(in: language)) \(Markdown.text($0.name))" }
        lines.append(
          "- **\(Markdown.link(item.summary.name, to: item.address))**"
            + (organization.isEmpty ? "" : " · \(Markdown.text(organization))")
            + (links.isEmpty ? "" : " · \(links.joined(separator: ", "))"))
      }
    }
    let remarks = remarks(language)
    if !remarks.isEmpty { lines.append("") }
    lines += remarks.map { Markdown.text($0) + "  " }
    return lines.joined(separator: "\n") + "\n"
  }
}
