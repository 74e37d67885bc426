import ArgumentParser
import CitationGraph
import LineageRendering
import PaperLineage

struct TimelineCommand: ReportCommand {
  static let configuration = CommandConfiguration(
    commandName: "timeline", abstract: "What happened, month by month.")

  @Option(help: "The length of a period.")
  var by: Period.Length = .month

  @OptionGroup var dateOption: DateOption

  @Option(help: ArgumentHelp("Only papers of this topic; may be given several times.", valueName: "topic"))
  var topic: [String] = []

  @Option(
    help: ArgumentHelp("The first period: 2023, 2023-05 or 2023-Q2.", valueName: "time"), transform: TimeBound.init)
  var from: TimeBound?

  @Option(
    help: ArgumentHelp("The last period: 2023, 2023-05 or 2023-Q2.", valueName: "time"), transform: TimeBound.init)
  var to: TimeBound?

  @Flag(inversion: .prefixedNo, help: "Whether works outside the reading list are shown.")
  var external = false

  @OptionGroup var input: CorpusOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let from, let to, to.last < from.first { throw ValidationError("--to lies before --from.") }
  }

  func answer(_ corpus: Corpus) throws -> Answer {
    let choice = dateOption.date ?? corpus.dateChoice
    let topics = try topic.map { try corpus.topic(named: $0) }
    var papers = corpus.papers
    var leftOut: [String] = []
    func keep(_ isKept: (Paper) -> Bool, else reason: (Int) -> String) {
      let kept = papers.filter(isKept)
      if kept.count < papers.count { leftOut.append(reason(papers.count - kept.count)) }
      papers = kept
    }
    let language = output.languageOption.language
    func counted(_ count: Int, _ papers: String, _ chinese: String) -> String {
      language == .english ? "\(count) \(papers)" : "\(count) \(chinese)"
    }
    if !external {
      keep({ !$0.isExternal }) {
        counted($0, $0 == 1 ? "external paper (--external)" : "external papers (--external)", "篇列表外论文（--external）")
      }
    }
    if !topics.isEmpty {
      keep({ paper in topics.contains { $0.id == paper.topic } }) {
        counted($0, $0 == 1 ? "paper of another topic" : "papers of other topics", "篇其他主题的论文")
      }
    }
    let (first, last) = (from?.firstPeriod(by), to?.lastPeriod(by))
    let timeline = Timeline(papers, by: by, dateChoice: choice, from: first, through: last)
    let outside = papers.count - timeline.paperCount - timeline.unplaced.count
    if outside > 0 {
      leftOut.append(counted(outside, outside == 1 ? "paper of another time" : "papers of other times", "篇其他时段的论文"))
    }
    let shownTopics = (topics.isEmpty ? corpus.topics : topics).map {
      Topic(id: $0.id, label: $0.label(in: language.code))
    }
    let report = TimelineReport(
      timeline, in: corpus, topics: shownTopics, title: corpus.title(in: language.code), leftOut: leftOut)
    return Answer(report: report, status: report.isEmpty ? .none : .success)
  }
}

extension TimelineCommand {
  func answer(_ network: CitationNetwork) throws -> Answer {
    guard topic.isEmpty else {
      throw Failure(.usage, "the papers of a citation network have no topics", remedy: "leave out --topic")
    }
    switch dateOption.date {
    case nil, .earliest, .role(.published): break
    case .role(let role):
      throw Failure(
        .usage, "the papers of a citation network have one date each, none that is “\(role.rawValue)”",
        remedy: "leave out --date")
    }
    let network = try network.validated()
    let timeline = NetworkTimeline(network, by: by, from: from?.firstPeriod(by), through: to?.lastPeriod(by))
    let report = NetworkTimelineReport(timeline, of: network)
    return Answer(report: report, status: report.isEmpty ? .none : .success)
  }
}

extension Corpus {
  /// The topic that an argument names by id or label, in any language.
  func topic(named text: String) throws -> Topic {
    let key = NameKey(text)
    let found = topics.first { topic in
      ([topic.id, topic.label] + topic.labels.values).contains { NameKey($0) == key }
    }
    if let found { return found }
    let ids = topics.map(\.id)
    throw Failure(
      .usage, "the corpus has no topic “\(text)”",
      remedy: Spelling.suggestion(
        for: text, among: ids,
        otherwise: ids.isEmpty ? "it has no topics at all" : "its topics are \(ids.joined(separator: ", "))"))
  }
}
