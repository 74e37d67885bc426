import CitationGraph
import PaperLineage

/// What a picture of a timeline shows, before anything has a place: periods, what is counted in them, papers and words.
struct TimelineContent: Sendable {
  /// What a stretch of a bar stands for: a topic, the papers without one, works outside the list.
  struct Series: Sendable, Equatable {
    let label: String
    /// The place of the colour in the palette, or `nil` for works outside the list, which are outlined.
    let colorIndex: Int?
    var count = 0
  }

  /// A month, quarter or year.
  struct Entry: Sendable {
    let period: Period
    /// How many papers of each series.
    let counts: [Int]
    /// The papers by date; empty where only numbers are known.
    let papers: [Item]
    /// The most cited paper, where only numbers are known.
    let mostCited: String?

    var count: Int { counts.reduce(0, +) }
  }

  /// A paper. Its texts are without characters that steer.
  struct Item: Sendable {
    let id: PaperID
    let name: String
    let title: String
    let organizations: [String]
    let date: PublicationDate
    let series: Int
    let impact: String?
    /// An address of the web.
    let link: String?
    let isExternal: Bool
    let dates: String

    /// Title, organizations, dates and impact.
    var tooltip: String {
      [title, organizations.joined(separator: ", "), dates, impact ?? ""].filter { !$0.isEmpty }
        .joined(separator: "\n")
    }
  }

  /// A burst of something, in periods that are shown.
  struct Mark: Sendable {
    let label: String
    /// The place of the colour in the palette.
    let colorIndex: Int
    /// Positions among ``entries``.
    let entries: ClosedRange<Int>
    let tooltip: String
  }

  var title: String
  let language: Language
  let length: Period.Length
  /// Which date counts, in words.
  let dateWords: String
  let series: [Series]
  let entries: [Entry]
  let marks: [Mark]
  /// What is said of the bursts.
  let markRemarks: [String]
  /// Papers without a place: why, how many, and their names where they are known.
  let unplaced: [(why: String, count: Int, names: [String])]
  /// What else is not shown, a phrase each.
  let leftOut: [String]

  var paperCount: Int { entries.reduce(0) { $0 + $1.count } }
  /// Whether papers are known one by one.
  var hasPapers: Bool { entries.contains { !$0.papers.isEmpty } }

  /// What ``Entry/counts`` add up to at the end of each period.
  var cumulative: [Int] {
    var sum = 0
    return entries.map { entry in
      sum += entry.count
      return sum
    }
  }
}

extension TimelineContent {
  init(_ timeline: Timeline, in corpus: Corpus, options: TimelinePictureOptions) {
    let language = options.language
    let topics = options.topics ?? corpus.topics
    let places = Dictionary(topics.enumerated().map { ($1.id, $0) }) { first, _ in first }
    func series(of paper: Paper) -> Int {
      if paper.isExternal { return topics.count + 1 }
      return paper.topic.flatMap { places[$0] } ?? topics.count
    }
    var all = topics.map { topic in
      Series(
        label: topic.label(in: language.code).withoutControls,
        colorIndex: corpus.topics.firstIndex { $0.id == topic.id } ?? 0)
    }
    // Without topics there is nothing to tell apart, so the colour is the first and not that of what is left over.
    all.append(
      Series(
        label: topics.isEmpty ? language("papers", "论文") : language("without topic", "无主题"),
        colorIndex: corpus.topics.isEmpty ? 0 : Palette.topics.count - 1))
    all.append(Series(label: language("outside the list", "列表之外"), colorIndex: nil))
    let entries = timeline.entries.map { entry in
      var counts = [Int](repeating: 0, count: all.count)
      let papers = entry.papers.compactMap { id -> Item? in
        guard let paper = corpus[id], let date = paper.date(timeline.dateChoice) else { return nil }
        let place = series(of: paper)
        counts[place] += 1
        let dates = paper.versions.map { version in
          "\(DateChoice.role(version.role).word(in: language)) \(version.date)"
            + (version.venue.map { ", \($0)" } ?? "")
        }
        return Item(
          id: id, name: paper.name.withoutControls, title: paper.title.withoutControls,
          organizations: paper.organizations.map(\.withoutControls), date: date, series: place,
          impact: paper.impact?.withoutControls, link: paper.address, isExternal: paper.isExternal,
          dates: dates.joined(separator: " · ").withoutControls)
      }
      return Entry(period: entry.period, counts: counts, papers: papers, mostCited: nil)
    }
    for entry in entries { for (place, count) in entry.counts.enumerated() { all[place].count += count } }
    // Only what occurs has a stretch of a bar, and with it an entry of the legend.
    let used = all.indices.filter { all[$0].count > 0 }
    let position = Dictionary(uniqueKeysWithValues: used.enumerated().map { ($1, $0) })
    self.title = (options.title ?? language("Papers over time", "论文时间线")).withoutControls
    self.language = language
    length = timeline.length
    dateWords = timeline.dateChoice.dateWords(in: language)
    self.series = used.map { all[$0] }
    self.entries = entries.map { entry in
      Entry(
        period: entry.period, counts: used.map { entry.counts[$0] },
        papers: entry.papers.map { item in
          Item(
            id: item.id, name: item.name, title: item.title, organizations: item.organizations, date: item.date,
            series: position[item.series] ?? 0, impact: item.impact, link: item.link, isExternal: item.isExternal,
            dates: item.dates)
        }, mostCited: nil)
    }
    (marks, markRemarks) = Self.marks(
      options.bursts, in: timeline.entries.map(\.period), language: language
    ) { item in corpus.topics.firstIndex { $0.id == item } }
    unplaced = Timeline.Unplaced.Reason.allCases.compactMap { reason in
      let papers = timeline.unplaced.filter { $0.reason == reason }
      guard !papers.isEmpty else { return nil }
      let names = papers.map { unplaced in
        (corpus[unplaced.paper]?.name ?? unplaced.paper.rawValue).withoutControls
          + (unplaced.date.map { language(" (\($0))", "（\($0)）") } ?? "")
      }
      return (reason.words(by: timeline.length, of: timeline.dateChoice, in: language), papers.count, names)
    }
    leftOut = options.leftOut
  }

  init(_ timeline: NetworkTimeline, of network: CitationNetwork, options: TimelinePictureOptions) {
    let language = options.language
    title = (options.title ?? language("Papers over time", "论文时间线")).withoutControls
    self.language = language
    length = timeline.length
    dateWords = language("date of appearance", "发表日期")
    series = [Series(label: language("papers", "论文"), colorIndex: 0, count: timeline.paperCount)]
    entries = timeline.entries.map { entry in
      Entry(
        period: entry.period, counts: [entry.count], papers: [],
        mostCited: entry.mostCited.map { paper in
          let name = network.name(of: paper).withoutControls
          let citations = Figures.grouped(network.graph.citationCount(of: paper))
          return language("\(name) (cited \(citations) times)", "\(name)（被引 \(citations) 次）")
        })
    }
    (marks, markRemarks) = Self.marks(options.bursts, in: timeline.entries.map(\.period), language: language) { _ in nil
    }
    typealias Reason = Timeline.Unplaced.Reason
    unplaced = [
      (Reason.noDate, timeline.undatedCount), (.tooCoarse, timeline.coarseCount), (.tooFar, timeline.tooFarCount),
    ].compactMap { reason, count in
      count == 0 ? nil : (reason.words(by: timeline.length, of: .earliest, in: language), count, [])
    }
    let outside = timeline.outsideCount
    leftOut =
      options.leftOut
      + (outside == 0
        ? []
        : [
          language(
            "\(Figures.grouped(outside)) \(outside == 1 ? "paper" : "papers") of other times",
            "\(Figures.grouped(outside)) 篇其他时段的论文")
        ])
  }

  /// The most bursts that are marked.
  static let markLimit = 16

  private static func marks(
    _ report: BurstsReport?, in periods: [Period], language: Language, colorOf color: (String) -> Int?
  ) -> (marks: [Mark], remarks: [String]) {
    guard let report else { return ([], []) }
    let subject = report.subjectInWords(language)
    let isOfTopics = report.subject == PaperItems.Kind.topics.rawValue
    let position = Dictionary(uniqueKeysWithValues: periods.enumerated().map { ($1.description, $0) })
    var marks: [Mark] = []
    var elsewhere = 0
    var lighter = 0
    for entry in report.entries {
      // A burst may begin before the first period that is shown, or end after the last.
      guard let first = periods.first?.description, let last = periods.last?.description, entry.end >= first,
        entry.start <= last
      else {
        elsewhere += 1
        continue
      }
      guard marks.count < markLimit else {
        lighter += 1
        continue
      }
      let label = entry.name.withoutControls
      let times = Figures.decimal(entry.rate / entry.usualRate, places: 1)
      marks.append(
        Mark(
          label: label, colorIndex: (isOfTopics ? color(entry.item) : nil) ?? Palette.topics.count - 1,
          entries: (position[entry.start] ?? 0)...(position[entry.end] ?? periods.count - 1),
          tooltip: language(
            "burst of \(label), \(entry.start) – \(entry.end): \(entry.relevant) of \(entry.total), \(times) times the usual share, weight \(Figures.decimal(entry.weight, places: 2))",
            "\(label) 的突发，\(entry.start) – \(entry.end)：\(entry.total) 中有 \(entry.relevant)，为平常占比的 \(times) 倍，权重 \(Figures.decimal(entry.weight, places: 2))"
          )))
    }
    let model = "s \(Figures.full(report.model.ratio)), γ \(Figures.full(report.model.difficulty))"
    var remarks = [
      marks.isEmpty
        ? language("no bursts of \(subject) (Kleinberg, \(model))", "\(subject)没有突发（Kleinberg，\(model)）")
        : language(
          "bars below the axis: bursts of \(subject) (Kleinberg, \(model))", "轴下横条：\(subject)的突发（Kleinberg，\(model)）")
    ]
    if lighter > 0 {
      remarks.append(
        language(
          "not shown: \(Figures.grouped(lighter)) lighter \(lighter == 1 ? "burst" : "bursts")",
          "未显示：\(Figures.grouped(lighter)) 次较弱的突发"))
    }
    if elsewhere > 0 {
      remarks.append(
        language(
          "not shown: \(Figures.grouped(elsewhere)) \(elsewhere == 1 ? "burst" : "bursts") of other times",
          "未显示：其他时段的 \(Figures.grouped(elsewhere)) 次突发"))
    }
    return (marks, remarks)
  }
}

// MARK: - Words

extension TimelineContent {
  /// A number with what is counted.
  func papers(_ count: Int) -> String {
    language("\(Figures.grouped(count)) \(count == 1 ? "paper" : "papers")", "\(Figures.grouped(count)) 篇论文")
  }

  /// “by month, listed date”.
  var byWords: String {
    language("by \(length.rawValue), \(dateWords)", "按\(length.word(in: language))，\(dateWords)")
  }

  /// The heading of the left scale: “papers per month”.
  var perPeriodWords: String {
    language("papers per \(length.rawValue)", length == .month ? "每月论文数" : length == .quarter ? "每季论文数" : "每年论文数")
  }

  var cumulativeWords: String { language("all so far", "累计") }

  /// What is not on the timeline, a sentence each; no more than `nameLimit` names for a reason.
  func remarks(nameLimit: Int = 12) -> [String] {
    unplaced.map { why, count, names in
      guard !names.isEmpty else {
        return language("not placed, \(why): \(papers(count))", "未排入（\(why)）：\(papers(count))")
      }
      let shown = names.prefix(nameLimit).joined(separator: language(", ", "、"))
      let more = names.count - nameLimit
      let rest = more > 0 ? language(" and \(Figures.grouped(more)) more", "等 \(Figures.grouped(names.count)) 篇") : ""
      return language("not placed, \(why): \(shown)\(rest)", "未排入（\(why)）：\(shown)\(rest)")
    } + leftOut.map { language("not shown: ", "未显示：") + $0 }
  }

  /// A sentence for readers who cannot see the picture.
  var summary: String {
    let ends = [entries.first, entries.last].compactMap { $0?.period.words(in: language) }
    let span =
      ends.count == 2 && ends[0] != ends[1]
      ? language(" from \(ends[0]) to \(ends[1])", "（\(ends[0]) 至 \(ends[1])）") : ""
    let busiest = entries.max { ($0.count, $1.period) < ($1.count, $0.period) }
    let most =
      busiest.map {
        language(
          " The busiest \(length.rawValue) is \($0.period.words(in: language)) with \(papers($0.count)).",
          "最多的是\($0.period.words(in: language))，\(papers($0.count))。")
      } ?? ""
    let cards = hasPapers ? language(", and below the bars a card for each paper", "，柱下为各篇论文的卡片") : ""
    return language(
      "\(papers(paperCount))\(span) \(byWords): a bar for each \(length.rawValue), a line for the sum so far\(cards).\(most)",
      "\(papers(paperCount))\(span)，\(byWords)：每\(length.word(in: language))一柱，折线为累计数\(cards)。\(most)")
  }

  /// “2023-05: 5 papers (Foundation 2 · Agents 1)”.
  func words(of entry: Entry) -> String {
    let parts = zip(series, entry.counts).filter { $0.1 > 0 }.map { "\($0.0.label) \(Figures.grouped($0.1))" }
    let byTopic =
      series.count > 1 && !parts.isEmpty
      ? language(" (\(parts.joined(separator: " · ")))", "（\(parts.joined(separator: " · "))）") : ""
    let best = entry.mostCited.map { "\n" + language("most cited: ", "被引最多：") + $0 } ?? ""
    return "\(entry.period.words(in: language)): \(papers(entry.count))\(byTopic)\(best)"
  }

  /// What a card says of a paper's date beyond its column: the day, or the month where columns are longer.
  func cardDate(_ date: PublicationDate) -> String {
    guard let month = date.month else { return "" }
    if let day = date.day {
      return language("\(day) \(Period.monthNames[month - 1])", "\(month)月\(day)日")
    }
    return length == .month ? "" : language(Period.monthNames[month - 1], "\(month)月")
  }
}

extension Period {
  static let monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// The period without its year: `Jul`, `Q3`; a year as it is.
  func shortWords(in language: Language) -> String {
    switch length {
    case .month: language(Self.monthNames[placeInYear - 1], "\(placeInYear)月")
    case .quarter: language("Q\(placeInYear)", "第\(placeInYear)季")
    case .year: language("\(year)", "\(year)年")
    }
  }

  /// The period with its year: `Jul 2023`, `Q3 2023`, `2023`.
  func words(in language: Language) -> String {
    length == .year
      ? shortWords(in: language)
      : language("\(shortWords(in: language)) \(year)", "\(year)年\(shortWords(in: language))")
  }
}

extension DateChoice {
  /// “listed date”, “earliest date”.
  func dateWords(in language: Language) -> String {
    self == .earliest ? word(in: language) : language("\(word(in: language)) date", "\(word(in: language))日期")
  }
}

extension Timeline.Unplaced.Reason {
  /// Why a paper is not on the timeline.
  func words(by length: Period.Length, of choice: DateChoice, in language: Language) -> String {
    switch self {
    case .noDate:
      language(
        choice == .earliest ? "without any date" : "without a “\(choice.rawValue)” date",
        choice == .earliest ? "没有日期" : "没有\(choice.word(in: language))日期")
    case .tooCoarse:
      language(
        "\(length.rawValue) unknown (--by year places them)", "日期不能精确到\(length.word(in: language))，可用 --by year")
    case .tooFar: language("too far from the others", "离其他论文太远")
    }
  }
}
