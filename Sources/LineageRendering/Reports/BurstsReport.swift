public import CitationGraph
public import PaperLineage

/// When something was markedly more frequent than on the whole: a cited paper, a term, a topic, an organization.
public struct BurstsReport: Report {
  let subject: String
  let length: DateBatches.Length
  let model: BatchedBurst
  let dateChoice: DateChoice?
  let periods: [String]
  let totals: [Int]
  let undatedCount: Int
  let coarseCount: Int
  let unplacedCount: Int
  let itemCount: Int
  let count: Int
  let entries: [Entry]

  /// What is looked at.
  public enum Subject: Sendable {
    /// Papers as they are cited; names and dates as this network has them.
    case papers(CitationNetwork)
    /// What papers have in common, and what to show for an item.
    case items(PaperItems, PaperItems.Kind, label: @Sendable (String) -> String)
  }

  struct Entry: Encodable, Sendable {
    let rank: Int
    let item: String
    let name: String
    /// The date of a paper.
    let date: PublicationDate?
    let start: String
    let end: String
    let weight: Double
    let relevant: Int
    let total: Int
    let rate: Double
    let usualRate: Double
    /// The relevant occurrences in each period from start to end.
    let counts: [Int]
    /// The shares of all periods as bars, for text.
    let bars: String

    private enum CodingKeys: String, CodingKey {
      case rank, item, name, date, start, end, weight, relevant, total, rate, usualRate, counts
    }

    var label: String { NameKey(name) == NameKey(item) ? name : "\(name)  \(item)" }
  }

  /// Finds bursts.
  ///
  /// - Parameters:
  ///   - subject: What bursts.
  ///   - network: The network under the dates that count.
  ///   - length: Month, quarter or year.
  ///   - model: What a burst is.
  ///   - dateChoice: Which dates count, if there is a choice.
  ///   - limit: How many bursts are listed, the heaviest first; `nil` for all.
  /// - Complexity: That of ``CitationNetwork/citationBursts(by:model:limit:)``, and O(*c* + *n*) for each listed burst
  ///   of an item with *c* occurrences, for its *n* periods.
  public init(
    _ subject: Subject, in network: CitationNetwork, by length: DateBatches.Length, model: BatchedBurst,
    dateChoice: DateChoice?, limit: Int?
  ) {
    let found: BurstTable
    switch subject {
    case .papers:
      self.subject = "papers"
      found = network.citationBursts(by: length, model: model, limit: limit)
      itemCount = network.graph.papers.count { network.graph.citationCount(of: $0) > 0 }
    case .items(let items, let kind, _):
      self.subject = kind.rawValue
      found = network.bursts(of: items.occurrences, by: length, model: model, limit: limit)
      itemCount = items.names.count
    }
    self.length = length
    self.model = model
    self.dateChoice = dateChoice
    let batches = found.batches
    let periods = (0..<batches.count).map(batches.name)
    let totals = Array(found.totals)
    self.periods = periods
    self.totals = totals
    undatedCount = batches.undatedCount
    coarseCount = batches.coarseCount
    unplacedCount = found.unplacedCount
    count = found.burstCount
    let all = totals.reduce(0, +)
    entries = found.entries.enumerated().map { place, entry in
      let burst = entry.burst
      // Dates may span ages: a series is kept whole only where it can be shown.
      let kept = batches.count <= Self.barLimit ? 0..<batches.count : Range(burst.batches)
      var counts = [Int](repeating: 0, count: kept.count)
      var relevant = 0
      func add(_ rows: some Sequence<PaperIndex>) {
        for row in rows where batches.numbers[row.row] != DateBatches.none {
          relevant += 1
          let batch = Int(batches.numbers[row.row])
          if kept.contains(batch) { counts[batch - kept.lowerBound] += 1 }
        }
      }
      let (item, name): (String, String)
      var date: PublicationDate?
      switch subject {
      case .papers(let named):
        let paper = PaperIndex(rawValue: entry.item)
        add(network.graph.citers(of: paper))
        let card = NetworkPaper(paper, in: named)
        (item, name, date) = (card.id, card.name, card.date)
      case .items(let items, _, let label):
        let number = Int(entry.item)
        add(items.occurrences.rows[items.occurrences.offsets[number]..<items.occurrences.offsets[number + 1]])
        (item, name) = (items.names[number], label(items.names[number]))
      }
      let start = burst.batches.lowerBound - kept.lowerBound
      return Entry(
        rank: place + 1, item: item, name: name, date: date, start: periods[burst.batches.lowerBound],
        end: periods[burst.batches.upperBound], weight: burst.weight, relevant: burst.relevant, total: burst.total,
        rate: Double(burst.relevant) / Double(burst.total), usualRate: Double(relevant) / Double(all),
        counts: Array(counts[start..<start + burst.batches.count]),
        bars: kept.count == totals.count ? Self.bars(counts, of: totals) : "")
    }
  }

  /// The most periods that bars are made of.
  private static let barLimit = 400

  /// The shares of periods as bars, the highest share full; a dot for none, a blank where there is nothing at all.
  private static func bars(_ counts: [Int], of totals: [Int]) -> String {
    let rates = zip(counts, totals).map { $1 == 0 ? 0 : Double($0) / Double($1) }
    guard let highest = rates.max(), highest > 0 else { return "" }
    let steps = Array("▁▂▃▄▅▆▇█")
    return String(
      zip(rates, totals).map { rate, total in
        if total == 0 { return " " }
        return rate == 0 ? "·" : steps[max(0, Int((rate / highest * 8).rounded(.up)) - 1)]
      })
  }

  /// Whether nothing burst.
  public var isEmpty: Bool { count == 0 }

  private enum CodingKeys: String, CodingKey {
    case subject = "of"
    case by, scaling, gamma, date, periods, undated, tooCoarse, unplaced, items, count, shown, bursts
  }

  private struct PeriodTotal: Encodable {
    let period: String
    let total: Int
  }

  /// `{"of", "by", "scaling", "gamma", "date", "periods": [{"period", "total"}…], "undated", "tooCoarse", "unplaced",
  /// "items", "count", "shown", "bursts": [{"rank", "item", "name", "date", "start", "end", "weight", "relevant",
  /// "total", "rate", "usualRate", "counts"}…]}`.
  ///
  /// `item` is the id of a paper or topic, else what `name` is. `total` counts the references of a period for papers and
  /// its papers for all else; `relevant` those with the item, `counts` the same for each period from `start` to `end`.
  /// `undated` and `tooCoarse` papers are in no period, and `unplaced` counts the references or items lost with them.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(subject, forKey: .subject)
    try container.encode(length.rawValue, forKey: .by)
    try container.encode(model.ratio, forKey: .scaling)
    try container.encode(model.difficulty, forKey: .gamma)
    try container.encodeIfPresent(dateChoice, forKey: .date)
    try container.encode(
      zip(periods, totals).map { PeriodTotal(period: $0, total: $1) }, forKey: .periods)
    try container.encode(undatedCount, forKey: .undated)
    try container.encode(coarseCount, forKey: .tooCoarse)
    try container.encode(unplacedCount, forKey: .unplaced)
    try container.encode(itemCount, forKey: .items)
    try container.encode(count, forKey: .count)
    try container.encode(entries.count, forKey: .shown)
    try container.encode(entries, forKey: .bursts)
  }

  public var table: Table {
    Table(
      [
        .init("rank", isNumeric: true), .init("weight", isNumeric: true), .init("item"), .init("name"), .init("date"),
        .init("start"), .init("end"), .init("relevant", isNumeric: true), .init("total", isNumeric: true),
        .init("rate", isNumeric: true), .init("usual rate", isNumeric: true),
      ],
      rows: entries.map {
        [
          "\($0.rank)", Figures.decimal($0.weight, places: 4), $0.item, $0.name, $0.date?.description ?? "", $0.start,
          $0.end, "\($0.relevant)", "\($0.total)", Figures.decimal($0.rate, places: 6),
          Figures.decimal($0.usualRate, places: 6),
        ]
      })
  }

  private var subjectWords: (english: String, chinese: String, header: String, headerChinese: String) {
    switch subject {
    case "terms": ("terms of titles", "标题词", "term", "词")
    case "topics": ("topics", "主题", "topic", "主题")
    case "organizations": ("organizations", "机构", "organization", "机构")
    default: ("cited papers", "被引论文", "paper", "论文")
    }
  }

  /// What is looked at: “terms of titles”.
  func subjectInWords(_ language: Language) -> String { language(subjectWords.english, subjectWords.chinese) }

  public func text(_ layout: TextLayout) -> String {
    let language = layout.language
    func number(_ value: Int) -> String { Figures.grouped(value) }
    let words = subjectWords
    let counter = subject == "papers" ? "篇" : "个"
    let span = [periods.first, periods.last].compactMap { $0 }.joined(separator: " – ")
    let period = language(length.rawValue, ["month": "月", "quarter": "季度", "year": "年"][length.rawValue] ?? "")
    let heading = language("bursts of \(words.english) by \(period)", "\(words.chinese)的突发，按\(period)")
    var facts = [
      language(
        "\(number(count)) \(count == 1 ? "burst" : "bursts") among \(number(itemCount)) \(words.english)",
        "\(number(itemCount)) \(counter)\(words.chinese)中有 \(number(count)) 次突发"), span,
      language("scaling ", "倍率 ") + Figures.full(model.ratio) + ", γ " + Figures.full(model.difficulty),
    ]
    if let dateChoice { facts.append(language("dates: ", "日期：") + dateChoice.word(in: language)) }
    var text = layout.styled(heading, .strong) + "\n"
    text += facts.filter { !$0.isEmpty }.joined(separator: " · ").wrapped(toWidth: layout.width)
      .map { layout.styled($0, .faint) + "\n" }.joined()
    if !entries.isEmpty { text += "\n" + shown(layout, header: language(words.header, words.headerChinese)) }
    var notes: [String] = []
    if count > entries.count {
      let left = count - entries.count
      notes.append(
        language(
          "not shown: \(number(left)) lighter \(left == 1 ? "burst" : "bursts") (--top)",
          "未列出：\(number(left)) 次较弱的突发（--top）"))
    }
    if undatedCount + coarseCount > 0 {
      let reasons = [
        undatedCount > 0
          ? language("\(number(undatedCount)) without such a date", "\(number(undatedCount)) 篇无此日期") : nil,
        coarseCount > 0
          ? language("\(number(coarseCount)) whose date tells no \(period)", "\(number(coarseCount)) 篇日期不足以判断\(period)")
          : nil,
      ].compactMap { $0 }.joined(separator: language(", ", "，"))
      let lost =
        subject == "papers"
        ? language("references", "条引用") : language(words.english, "个\(words.chinese)")
      notes.append(
        language("papers in no \(period): ", "不在任何时段的论文：") + reasons
          + (unplacedCount > 0
            ? language(
              "; \(number(unplacedCount)) of their \(lost) are not counted", "；其 \(number(unplacedCount)) \(lost)未计入")
            : ""))
    }
    if isEmpty, itemCount > 0, model.difficulty > 0 {
      notes.append(
        language("a --gamma below \(Figures.full(model.difficulty)) finds weaker bursts", "较小的 --gamma 可找到较弱的突发"))
    }
    return text + layout.notes(notes)
  }

  private func shown(_ layout: TextLayout, header: String) -> String {
    let language = layout.language
    let hasDates = subject == "papers"
    var columns: [(column: Table.Column, values: [String])] = []
    func add(_ heading: String, isNumeric: Bool = false, _ value: (Entry) -> String) {
      columns.append((.init(heading, isNumeric: isNumeric), entries.map(value)))
    }
    add(language("rank", "名次"), isNumeric: true) { "\($0.rank)" }
    add(language("weight", "权重"), isNumeric: true) { Figures.decimal($0.weight, places: 2) }
    add(language("start", "开始")) { $0.start }
    add(language("end", "结束")) { $0.end }
    add(language("times", "倍数"), isNumeric: true) { Figures.decimal($0.rate / $0.usualRate, places: 1) }
    add(language("count", "次数"), isNumeric: true) { Figures.grouped($0.relevant) }
    if hasDates { add(language("date", "日期")) { $0.date?.toTheMonth ?? "—" } }
    func width(_ column: (column: Table.Column, values: [String])) -> Int {
      max(column.column.heading.displayWidth, column.values.map(\.displayWidth).max() ?? 0)
    }
    // Bars say nothing once they are cut, so they give way to names, and names to them beyond ``nameWidth``.
    var room = layout.width - columns.reduce(0) { $0 + width($1) + 2 }
    if 3...Self.barLimit ~= periods.count, room - periods.count - 2 >= Self.nameWidth {
      add(language("share", "占比")) { $0.bars }
      if let bars = columns.popLast() {
        room -= width(bars) + 2
        columns.insert(bars, at: 4)
      }
    }
    let labels = entries.map { (hasDates ? $0.label : $0.name).withoutControls }
    let fits = labels.allSatisfy { $0.displayWidth <= room }
    let names = fits ? labels : entries.map { $0.name.withoutControls.truncated(toWidth: max(8, room)) }
    columns.append((.init(header), names))
    return Table(
      columns.map(\.column), rows: entries.indices.map { entry in columns.map { $0.values[entry] } }
    ).text(layout)
  }

  /// The room that names keep beside bars.
  private static let nameWidth = 10
}
