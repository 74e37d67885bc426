public import CitationGraph
public import PaperLineage

/// How many papers of a bare network appeared when.
public struct NetworkTimelineReport: Report {
  let timeline: NetworkTimeline
  let entries: [Entry]

  struct Entry: Encodable, Sendable {
    let period: Period
    let count: Int
    let mostCited: MostCited?
  }

  struct MostCited: Encodable, Sendable {
    let card: NetworkPaper
    let citations: Int

    enum CodingKeys: String, CodingKey { case citations }

    func encode(to encoder: any Encoder) throws {
      try card.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(citations, forKey: .citations)
    }
  }

  /// Names the papers of a timeline.
  public init(_ timeline: NetworkTimeline, of network: CitationNetwork) {
    self.timeline = timeline
    entries = timeline.entries.map { entry in
      Entry(
        period: entry.period, count: entry.count,
        mostCited: entry.mostCited.map {
          MostCited(card: NetworkPaper($0, in: network), citations: network.graph.citationCount(of: $0))
        })
    }
  }

  /// Whether there is nothing to show.
  public var isEmpty: Bool { timeline.paperCount == 0 }

  private enum CodingKeys: String, CodingKey { case by, date, count, periods, unplacedCounts, outside }

  /// `{"by", "date", "count", "periods": [{"period", "count", "mostCited": {"id", "name", "date", "citations"}}…],
  /// "unplacedCounts": {"noDate", "tooCoarse", "tooFar"}, "outside"}`; empty periods included, `mostCited` where a paper
  /// of the period is cited in the network.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(timeline.length, forKey: .by)
    try container.encode(DateChoice.role(.published).rawValue, forKey: .date)
    try container.encode(timeline.paperCount, forKey: .count)
    try container.encode(entries, forKey: .periods)
    typealias Reason = Timeline.Unplaced.Reason
    try container.encode(
      [
        Reason.noDate.rawValue: timeline.undatedCount, Reason.tooCoarse.rawValue: timeline.coarseCount,
        Reason.tooFar.rawValue: timeline.tooFarCount,
      ], forKey: .unplacedCounts)
    try container.encode(timeline.outsideCount, forKey: .outside)
  }

  public var table: Table {
    Table(
      [
        .init("period"), .init("count", isNumeric: true), .init("most cited"), .init("name"), .init("date"),
        .init("citations", isNumeric: true),
      ],
      rows: entries.map { entry in
        let best = entry.mostCited
        return [
          "\(entry.period)", "\(entry.count)", best?.card.id ?? "", best?.card.name ?? "",
          best?.card.date?.description ?? "", best.map { "\($0.citations)" } ?? "",
        ]
      })
  }

  public func text(_ layout: TextLayout) -> String {
    let language = layout.language
    let head = [
      language("by \(timeline.length.rawValue)", "按\(timeline.length.word(in: language))"), facts(language),
    ]
    var lines = head.flatMap { $0.wrapped(toWidth: layout.width) }
    lines[0] = layout.styled(lines[0], .strong)
    if !entries.isEmpty { lines.append("") }
    let most = entries.map(\.count).max() ?? 0
    let periodWidth = entries.map { "\($0.period)".displayWidth }.max() ?? 0
    let barWidth = max(1, min(most * 2, 20, layout.width / 4))
    let numberWidth = max(4, Figures.grouped(most).count + 1)
    for entry in entries {
      let period = "\(entry.period)".padded(toWidth: periodWidth)
      guard entry.count > 0 else {
        let blank = String(repeating: " ", count: barWidth + numberWidth - 1)
        lines.append(layout.styled("\(period)  \(blank)·", .faint))
        continue
      }
      // In floating point the product cannot overflow.
      let length = max(1, Int((Double(entry.count) * Double(barWidth) / Double(most)).rounded()))
      let bar = String(repeating: "█", count: length) + String(repeating: " ", count: barWidth - length)
      let number = Figures.grouped(entry.count).leftPadded(toWidth: numberWidth)
      let room = layout.width - periodWidth - 2 - barWidth - numberWidth - 2
      let best = entry.mostCited.map { best -> String in
        let tail = " (\(Figures.grouped(best.citations)))"
        let name = best.card.name.withoutControls
        return room < tail.count + 8 ? "" : name.truncated(toWidth: room - tail.count) + tail
      }
      lines.append(
        period + "  " + bar + layout.styled(number, .strong)
          + (best.map { $0.isEmpty ? "" : "  " + layout.styled($0, .faint) } ?? ""))
    }
    let remarks = remarks(language)
    if !remarks.isEmpty { lines.append("") }
    lines += remarks.flatMap { $0.wrapped(toWidth: layout.width) }.map { layout.styled($0, .faint) }
    return lines.map(\.trimmedAtEnd).joined(separator: "\n") + "\n"
  }

  private func facts(_ language: Language) -> String {
    var facts = [
      Figures.grouped(timeline.paperCount)
        + language(timeline.paperCount == 1 ? " paper" : " papers", " 篇论文"),
      timeline.length.words(entries.count, in: language),
    ]
    if let busiest = timeline.busiest, busiest.count > 0 {
      let count = Figures.grouped(busiest.count)
      facts.append(language("busiest \(busiest.period) (\(count))", "最多 \(busiest.period)（\(count) 篇）"))
    }
    if let gap = timeline.longestGap {
      let count = gap.upperBound.ordinal - gap.lowerBound.ordinal + 1
      let span = count == 1 ? "\(gap.lowerBound)" : "\(gap.lowerBound) – \(gap.upperBound)"
      facts.append(
        language("longest gap ", "最长空白 ") + timeline.length.words(count, in: language)
          + language(" (\(span))", "（\(span)）"))
    } else if !entries.isEmpty {
      facts.append(language("no gap", "无空白"))
    }
    return facts.joined(separator: " · ")
  }

  /// What is not on the timeline, and what stands behind the numbers.
  private func remarks(_ language: Language) -> [String] {
    var remarks: [String] = []
    if entries.contains(where: { $0.mostCited != nil }) {
      remarks.append(
        language(
          "named: the most cited paper of each period, with its citations from inside the network",
          "所列为各时段被引最多的论文及其网络内被引次数"))
    }
    func papers(_ count: Int) -> String {
      Figures.grouped(count) + language(count == 1 ? " paper" : " papers", " 篇论文")
    }
    let length = timeline.length
    for (count, why) in [
      (timeline.undatedCount, language("without any date", "没有日期")),
      (
        timeline.coarseCount,
        language(
          "\(length.rawValue) unknown (--by year places them)", "日期不能精确到\(length.word(in: language))，可用 --by year")
      ),
      (timeline.tooFarCount, language("too far from the others", "离其他论文太远")),
    ] where count > 0 {
      remarks.append(language("not placed, \(why): \(papers(count))", "未排入（\(why)）：\(papers(count))"))
    }
    if timeline.outsideCount > 0 {
      remarks.append(
        language(
          "not shown: \(papers(timeline.outsideCount)) of other times",
          "未显示：其他时段的论文 \(Figures.grouped(timeline.outsideCount)) 篇"))
    }
    return remarks
  }
}
