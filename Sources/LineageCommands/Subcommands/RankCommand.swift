public import ArgumentParser
import CitationGraph
import LineageRendering
public import PaperLineage

extension RankingMeasure.Kind: ExpressibleByArgument {}

struct RankCommand: BibliometricCommand {
  static let configuration = CommandConfiguration(
    commandName: "rank", abstract: "Which papers matter most, by any of eleven measures.",
    discussion: """
      All kinds of relations count as citations unless --following says otherwise, one for each pair of papers.

      lcs            citations from inside the network (local citation score)
      lcs-per-year   by the years from the paper’s to the network’s last
      lcs-beginning  in the paper’s first years
      lcs-end        in the network’s last years
      lcr            references inside the network (local cited references)
      pagerank       visits of readers who follow references
      citerank       visits of readers who start with recent papers
      cd             whether later papers cite it without what it cites: −1 to 1
      mcd            that times the number of later papers that cite it
      ancestors      how many papers it stands on
      descendants    how many papers grew out of it

      Equal scores share a rank: 1, 2, 2, 4. CSV and JSON give scores in full.

      An --output that ends in .svg, .png, .pdf or .dot is drawn: the listed papers by date, with a dashed line where a \
      chain runs through others.
      """)

  @Option(help: "What to rank by.")
  var by: RankingMeasure.Kind = .citations

  @Option(help: ArgumentHelp("How many papers to list, or “all”.", valueName: "papers"))
  var top: NumberOrAll = .number(20)

  @Option(
    help: ArgumentHelp(
      "pagerank: the probability to follow a reference, from 0 to less than 1. (default: 0.85)", valueName: "share"))
  var damping: Double?

  @Option(
    help: ArgumentHelp(
      "citerank: after how many years a paper is a start e times less often. (default: 2.6)", valueName: "years"))
  var characteristicYears: Double?

  @Option(
    help: ArgumentHelp(
      "citerank: the probability to follow a reference, from 0 to less than 1. (default: 0.5)", valueName: "share"))
  var followingProbability: Double?

  @Option(
    help: ArgumentHelp(
      "cd, mcd: for how many years after a paper citations count, or “all”. (default: 5)", valueName: "years"))
  var window: NumberOrAll?

  @Option(
    help: ArgumentHelp(
      "lcs-beginning: how many calendar years, the paper’s own the first. (default: 3)", valueName: "years"))
  var beginningYears: Int?

  @Option(
    help: ArgumentHelp(
      "lcs-end: how many calendar years, the network’s latest the last. (default: 3)", valueName: "years"))
  var endYears: Int?

  @Flag(help: "ancestors, descendants: count exactly, however long it takes; large networks are estimated otherwise.")
  var exact = false

  @OptionGroup var following: FollowingOptions
  @OptionGroup var input: CorpusOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    let parameters: [(option: String, isGiven: Bool, kinds: [RankingMeasure.Kind])] = [
      ("--damping", damping != nil, [.pageRank]),
      ("--characteristic-years", characteristicYears != nil, [.citeRank]),
      ("--following-probability", followingProbability != nil, [.citeRank]),
      ("--window", window != nil, [.cdIndex, .weightedCDIndex]),
      ("--beginning-years", beginningYears != nil, [.citationsAtBeginning]),
      ("--end-years", endYears != nil, [.citationsAtEnd]), ("--exact", exact, [.ancestors, .descendants]),
    ]
    for (option, isGiven, kinds) in parameters where isGiven && !kinds.contains(by) {
      let takers = kinds.map { "--by \($0.rawValue)" }.joined(separator: " and ")
      throw ValidationError("\(option) belongs to \(takers), not to --by \(by.rawValue).")
    }
    try top.confirm("--top", counts: "papers")
    try window?.confirm("--window", counts: "years")
    for (option, value) in [("--damping", damping), ("--following-probability", followingProbability)] {
      if let value, !(value >= 0 && value < 1) {
        throw ValidationError("\(option) is a probability, from 0 to less than 1.")
      }
    }
    if let characteristicYears, !(characteristicYears > 0 && characteristicYears.isFinite) {
      throw ValidationError("--characteristic-years is more than 0.")
    }
    for (option, value) in [("--beginning-years", beginningYears), ("--end-years", endYears)] {
      if let value, value < 1 { throw ValidationError("\(option) counts years, from 1.") }
    }
  }

  private var measure: RankingMeasure {
    switch by {
    case .citations: .citations
    case .citationsPerYear: .citationsPerYear
    case .citationsAtBeginning: .citationsAtBeginning(years: beginningYears ?? 3)
    case .citationsAtEnd: .citationsAtEnd(years: endYears ?? 3)
    case .references: .references
    case .pageRank: .pageRank(damping: damping ?? 0.85)
    case .citeRank:
      .citeRank(
        characteristicYears: characteristicYears ?? 2.6, followingProbability: followingProbability ?? 0.5)
    case .cdIndex: .cdIndex(years: (window ?? .number(5)).limit)
    case .weightedCDIndex: .weightedCDIndex(years: (window ?? .number(5)).limit)
    case .ancestors: .reach(.ancestors, exactly: exact)
    case .descendants: .reach(.descendants, exactly: exact)
    }
  }

  func answer(_ corpus: Corpus) throws -> Answer { try answer(following.bibliography(ofAll: corpus)) }
  func answer(_ network: CitationNetwork) throws -> Answer { try answer(following.bibliography(of: network)) }

  func answer(_ bibliography: Bibliography) throws -> Answer {
    do {
      let ranking = try bibliography.network.ranking(by: measure, top: top.limit)
      let report = RankingReport(ranking, following: bibliography.following, in: bibliography.network)
      return Answer(report: report, status: report.isEmpty ? .none : .success) {
        let papers = ranking.ranking.entries.map(\.paper)
        let language = output.languageOption.language
        return try bibliography.picture(
          of: papers, answering: Selection(),
          title: language == .english
            ? "The \(papers.count) papers first by \(measure.title(in: language))"
            : "按\(measure.title(in: language))排名前 \(papers.count) 的论文",
          language: language)
      }
    } catch .noDates {
      throw Failure(
        .badData, "--by \(by.rawValue) goes by dates, and no paper has one",
        remedy: bibliography.lineage == nil
          ? "make the network with dates: lineage import … --dates dates.txt --output network.lgraph"
          : "give papers dates, or rank by lcs, lcr, pagerank, ancestors or descendants")
    }
  }
}
