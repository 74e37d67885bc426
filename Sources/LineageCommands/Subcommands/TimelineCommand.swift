import ArgumentParser
import CitationGraph
import Foundation
import LineageRendering
import PaperFormats
import PaperLineage

/// A form of output of a timeline: that of a report or that of a picture.
enum TimelineFormat: Equatable, ExpressibleByArgument {
  case report(ReportFormat)
  case picture(TimelinePictureFormat)

  /// Takes `md` for `markdown`, since that is what the files are called.
  init?(argument: String) {
    let name = ["md": "markdown", "mmd": "mermaid", "htm": "html"][argument] ?? argument
    if let report = ReportFormat(rawValue: name) {
      self = .report(report)
    } else if let picture = TimelinePictureFormat(rawValue: name) {
      self = .picture(picture)
    } else {
      return nil
    }
  }

  static var allValueStrings: [String] {
    ReportFormat.allCases.map(\.rawValue) + TimelinePictureFormat.allCases.map(\.rawValue)
  }

  var name: String {
    switch self {
    case .report(let format): format.rawValue
    case .picture(let format): format.rawValue
    }
  }
}

/// How a timeline is written, and where to.
struct TimelineOutputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How the answer is written.",
      discussion: "Without it, as the ending of --output says, or text. svg, html, mermaid, png and pdf are pictures."))
  var format: TimelineFormat?

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
  var output: String?

  @OptionGroup var languageOption: LanguageOption

  @Option(help: "Whether to use colour; “auto” does so on a terminal unless $NO_COLOR is set.")
  var color: ColorChoice = .auto

  var language: Language { languageOption.language }

  /// The format asked for, or the one that the ending of the file tells.
  ///
  /// - Throws: ``Failure`` if the ending is that of another picture, or of one that a timeline is not drawn as.
  func chosenFormat() throws -> TimelineFormat {
    let ending = output.map { URL(fileURLWithPath: $0).pathExtension.lowercased() } ?? ""
    let told = TimelineFormat(argument: ending)
    if case .picture(let picture)? = told, let format, format != told {
      throw Failure(
        .usage, "“\(output ?? "")” is \(picture.rawValue), which is not written as \(format.name)",
        remedy: "leave out --format, or give the file another ending")
    }
    if told == nil, format == nil, let output, let other = PictureFile.format(ofFileAt: output) {
      throw Failure(
        .usage, "“lineage timeline” draws no \(other.rawValue)",
        remedy: "it draws \(TimelinePictureFormat.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    let chosen = format ?? told ?? .report(.text)
    if chosen == .picture(.png) || chosen == .picture(.pdf), (output ?? "-") == "-", Console.outputIsTerminal {
      throw Failure(.usage, "\(chosen.name) is nothing for a terminal", remedy: "name a file with --output")
    }
    return chosen
  }

  func write(_ report: any Report, as format: ReportFormat) throws {
    let layout = TextLayout.forOutput(to: output, color: color, language: language)
    try OutputFile.write(Data(report.written(as: format, layout: layout).utf8), to: output ?? "-")
  }
}

/// What the bursts that a timeline marks are of.
enum MarkedBursts: String, ExpressibleByArgument, CaseIterable {
  case papers, terms, topics, organizations

  var subject: BurstSubject {
    switch self {
    case .papers: .papers
    case .terms: .terms
    case .topics: .topics
    case .organizations: .organizations
    }
  }
}

struct TimelineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timeline", abstract: "What happened, month by month.",
    discussion: """
      As a picture (svg, html, png, pdf) it is a histogram stacked by topic, a line for the sum so far and a card for \
      each paper; of many papers, the numbers only. As mermaid it is a timeline for readers of Markdown.
      """)

  @Option(
    help: ArgumentHelp(
      "The length of a period.",
      discussion: "Without it a month; pictures take quarters or years where months would be too many."))
  var by: Period.Length?

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

  @Option(
    help: ArgumentHelp(
      "Mark in a picture when these burst: papers, terms, topics or organizations.",
      discussion: "See “lineage help bursts”. They are sought among all papers, whatever --topic, --from and --to say.",
      valueName: "of"))
  var bursts: MarkedBursts?

  @Option(help: ArgumentHelp("How hard it is for a burst to begin; 1 unless told.", valueName: "γ"))
  var gamma: Double?

  @OptionGroup var input: CorpusOptions
  @OptionGroup var output: TimelineOutputOptions

  func validate() throws {
    if let from, let to, to.last < from.first { throw ValidationError("--to lies before --from.") }
    if let gamma, !gamma.isFinite || gamma < 0 { throw ValidationError("--gamma is a number, 0 or more.") }
    if gamma != nil, bursts == nil { throw ValidationError("--gamma goes with --bursts.") }
  }

  func run() throws {
    try input.confirmNotOverwritten(by: output.output)
    let format = try output.chosenFormat()
    switch format {
    case .picture(.svg), .picture(.html), .picture(.png), .picture(.pdf): break
    case .report, .picture(.mermaid):
      if bursts != nil {
        throw Failure(
          .usage, "--bursts marks a picture, and \(format.name) has no room for marks",
          remedy: "choose --format svg, html, png or pdf, or list them with “lineage bursts”")
      }
    }
    let question =
      switch try input.material() {
      case .corpus(let corpus): try CorpusTimeline(corpus, self) as any TimelineQuestion
      case .network(let reading): try NetworkTimelineQuestion(reading.network.validated(), self)
      }
    switch format {
    case .report(let format):
      let report = question.report(by: by ?? .month)
      try output.write(report, as: format)
      if report.isEmpty { throw ExitCode(ExitStatus.none.rawValue) }
    case .picture(let format):
      let length = by ?? question.suitableLength
      let picture = try question.picture(by: length)
      guard !picture.isEmpty else {
        throw Failure(.none, "there is no paper to draw", remedy: "“lineage timeline” says why")
      }
      try PictureFile.write(to: output.output ?? "-") { try picture.drawn(as: format) }
    }
  }
}

/// A report that may have nothing to say.
private protocol TimelineAnswer: Report {
  var isEmpty: Bool { get }
}

extension TimelineReport: TimelineAnswer {}
extension NetworkTimelineReport: TimelineAnswer {}

/// A timeline to be made with periods of some length.
private protocol TimelineQuestion {
  func report(by length: Period.Length) -> any TimelineAnswer
  func picture(by length: Period.Length) throws -> TimelinePicture
  /// The length of periods that suits a picture.
  var suitableLength: Period.Length { get }
}

/// The papers of a corpus that are asked for.
private struct CorpusTimeline: TimelineQuestion {
  let command: TimelineCommand
  let corpus: Corpus
  let choice: DateChoice
  let topics: [Topic]
  let papers: [Paper]
  /// What is left out whatever the length of periods, a phrase each.
  let leftOut: [String]

  private var language: Language { command.output.language }

  init(_ corpus: Corpus, _ command: TimelineCommand) throws {
    self.command = command
    self.corpus = corpus
    choice = command.dateOption.date ?? corpus.dateChoice
    let language = command.output.language
    var seen: Set<String> = []
    let topics = try command.topic.map { try corpus.topic(named: $0) }.filter { seen.insert($0.id).inserted }
    var papers = corpus.papers
    var leftOut: [String] = []
    func keep(_ isKept: (Paper) -> Bool, else reason: (Int) -> String) {
      let kept = papers.filter(isKept)
      if kept.count < papers.count { leftOut.append(reason(papers.count - kept.count)) }
      papers = kept
    }
    if !command.external {
      keep({ !$0.isExternal }) {
        language.counted(
          $0, $0 == 1 ? "external paper (--external)" : "external papers (--external)", "篇列表外论文（--external）")
      }
    }
    if !topics.isEmpty {
      keep({ paper in topics.contains { $0.id == paper.topic } }) {
        language.counted($0, $0 == 1 ? "paper of another topic" : "papers of other topics", "篇其他主题的论文")
      }
    }
    self.papers = papers
    self.leftOut = leftOut
    self.topics = (topics.isEmpty ? corpus.topics : topics).map {
      Topic(id: $0.id, label: $0.label(in: language.code))
    }
  }

  private func timeline(_ length: Period.Length) -> Timeline {
    Timeline(
      papers, by: length, dateChoice: choice, from: command.from?.firstPeriod(length),
      through: command.to?.lastPeriod(length))
  }

  /// What is not on a timeline.
  private func leftOut(of timeline: Timeline) -> [String] {
    let outside = papers.count - timeline.paperCount - timeline.unplaced.count
    guard outside > 0 else { return leftOut }
    return leftOut + [
      language.counted(outside, outside == 1 ? "paper of another time" : "papers of other times", "篇其他时段的论文")
    ]
  }

  func report(by length: Period.Length) -> any TimelineAnswer {
    let timeline = timeline(length)
    return TimelineReport(
      timeline, in: corpus, topics: topics, title: corpus.title(in: language.code), leftOut: leftOut(of: timeline))
  }

  var suitableLength: Period.Length { TimelinePicture.suitableLength(timeline) }

  func picture(by length: Period.Length) throws -> TimelinePicture {
    let timeline = timeline(length)
    let bibliography = Bibliography(
      LineageNetwork(
        command.external ? corpus : corpus.withoutExternalPapers, following: Set(RelationKind.allCases)))
    return TimelinePicture(
      timeline, in: corpus,
      options: TimelinePictureOptions(
        title: corpus.title(in: language.code), topics: topics, leftOut: leftOut(of: timeline),
        bursts: try command.bursts(in: bibliography, by: length, dateChoice: choice), language: language))
  }
}

/// The papers of a bare network, which are counted; of a small one they are shown.
private struct NetworkTimelineQuestion: TimelineQuestion {
  let command: TimelineCommand
  let network: CitationNetwork

  init(_ network: CitationNetwork, _ command: TimelineCommand) throws {
    guard command.topic.isEmpty else {
      throw Failure(.usage, "the papers of a citation network have no topics", remedy: "leave out --topic")
    }
    try command.dateOption.date.confirmIsOfNetworks()
    self.command = command
    self.network = network
  }

  private func timeline(_ length: Period.Length) -> NetworkTimeline {
    NetworkTimeline(
      network, by: length, from: command.from?.firstPeriod(length), through: command.to?.lastPeriod(length))
  }

  /// The network as a corpus, if it is small enough for its papers to be shown one by one.
  private var corpus: CorpusTimeline? {
    guard network.graph.paperCount <= TimelinePicture.cardLimit else { return nil }
    return try? CorpusTimeline(network.corpus(of: network.graph.papers), command)
  }

  func report(by length: Period.Length) -> any TimelineAnswer {
    NetworkTimelineReport(timeline(length), of: network)
  }

  var suitableLength: Period.Length { corpus?.suitableLength ?? TimelinePicture.suitableLength(timeline) }

  func picture(by length: Period.Length) throws -> TimelinePicture {
    if let corpus { return try corpus.picture(by: length) }
    return TimelinePicture(
      timeline(length), of: network,
      options: TimelinePictureOptions(
        bursts: try command.bursts(in: Bibliography(network), by: length, dateChoice: nil),
        language: command.output.language))
  }
}

extension TimelineCommand {
  /// The bursts that are asked for, heaviest first, by the periods of the picture.
  fileprivate func bursts(
    in bibliography: Bibliography, by length: Period.Length, dateChoice: DateChoice?
  ) throws -> BurstsReport? {
    guard let bursts else { return nil }
    return BurstsReport(
      try bibliography.burstSubject(bursts.subject, language: output.language),
      in: bibliography.network(datedBy: dateChoice),
      by: DateBatches.Length(length), model: BatchedBurst(ratio: 2, difficulty: gamma ?? 1), dateChoice: dateChoice,
      limit: nil)
  }
}

extension Language {
  /// A number with what is counted, already in the right number.
  fileprivate func counted(_ count: Int, _ english: String, _ chinese: String) -> String {
    "\(count) \(self == .english ? english : chinese)"
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
