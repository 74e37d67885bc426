import ArgumentParser
import CitationGraph
import LineageRendering
import PaperLineage

/// What makes a division into clusters good.
enum ClusterQuality: String, ExpressibleByArgument, CaseIterable {
  case modularity, cpm
}

struct ClustersCommand: BibliometricCommand {
  static let configuration = CommandConfiguration(
    commandName: "clusters", abstract: "Which papers belong together, by who cites whom.",
    discussion: """
      Communities are found by the Leiden algorithm; who cites whom does not matter to it. The same seed gives the same \
      clusters everywhere. All kinds of relations are followed unless --following says otherwise.

      With --output and a name that ends in svg, png, pdf or dot, the most cited papers of each cluster are drawn, a \
      lane for each cluster.
      """)

  @Option(help: "What makes clusters good: modularity, or the constant Potts model, which needs a --resolution.")
  var quality: ClusterQuality = .modularity

  @Option(
    help: ArgumentHelp(
      "The higher, the smaller the clusters.",
      discussion: "For modularity 1 unless told. For cpm the density, from 0 to 1, that clusters are to exceed.",
      valueName: "number"))
  var resolution: Double?

  @Option(help: ArgumentHelp("What the random choices follow from.", valueName: "number"))
  var seed: UInt64 = 0

  @Option(help: ArgumentHelp("Make this many runs and take the best.", valueName: "number"))
  var runs = 1

  @Option(
    help: ArgumentHelp("Stop each run after this many iterations, not when nothing gets better.", valueName: "number"))
  var iterations: Int?

  @Option(
    help: ArgumentHelp(
      "Show only this many clusters, the largest.",
      discussion: "Without it, text, Markdown and pictures show 10, JSON and CSV all.", valueName: "clusters"))
  var top: Int?

  @Option(
    help: ArgumentHelp(
      "Name this many papers of each cluster, the most cited within.",
      discussion: "Without it 3, in a picture 8. JSON and CSV hold all members besides.", valueName: "papers"))
  var members: Int?

  @OptionGroup var following: FollowingOptions
  @OptionGroup var input: CorpusOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let resolution, !resolution.isFinite || resolution < 0 {
      throw ValidationError("--resolution is a number, 0 or more.")
    }
    if quality == .cpm, resolution == nil {
      throw ValidationError("--quality cpm needs --resolution: the density that clusters are to exceed, such as 0.05.")
    }
    if !(1...1_000 ~= runs) { throw ValidationError("--runs is 1 to 1000.") }
    if let iterations, iterations < 1 { throw ValidationError("--iterations is at least 1.") }
    if let top, top < 1 { throw ValidationError("--top is at least 1.") }
    if let members, members < 0 { throw ValidationError("--members is not negative.") }
  }

  private var options: LeidenOptions {
    let measure: LeidenOptions.Quality =
      switch quality {
      case .modularity: .modularity(resolution: resolution ?? 1)
      case .cpm: .constantPotts(resolution: resolution ?? 0)
      }
    return LeidenOptions(quality: measure, seed: seed, iterations: iterations, runs: runs)
  }

  func answer(_ corpus: Corpus) throws -> Answer { try answer(following.bibliography(ofAll: corpus)) }
  func answer(_ network: CitationNetwork) throws -> Answer { try answer(try following.bibliography(of: network)) }

  func answer(_ bibliography: Bibliography) throws -> Answer {
    let network = bibliography.network
    let partition = network.graph.communities(options)
    let report = ClustersReport(
      partition, options: options, of: network, following: bibliography.following,
      limit: top ?? (output.format == .json || output.format == .csv ? nil : Self.shownCount),
      memberLimit: members ?? 3)
    return Answer(report: report, status: report.isEmpty ? .none : .success) {
      try picture(of: partition, bibliography)
    }
  }

  /// How many clusters are shown to people unless told.
  private static let shownCount = 10

  private func picture(of partition: CommunityPartition, _ bibliography: Bibliography) throws -> Picture {
    let network = bibliography.network
    let found = network.families(partition, namedBy: max(1, members ?? 8)).families
    let groups = found.prefix(top ?? Self.shownCount).map { family in
      PictureGroup(name: network.name(of: family.mostCited[0].paper), papers: family.mostCited.map(\.paper))
    }
    let language = output.languageOption.language
    let title =
      language == .english
      ? "The most cited papers of \(groups.count) of \(found.count) clusters"
      : "\(found.count) 个社区中 \(groups.count) 个的被引最多论文"
    return try bibliography.picture(of: groups, title: title, language: language)
  }
}

/// Papers that have a lane of a picture to themselves.
struct PictureGroup: Sendable {
  let name: String
  let papers: [PaperIndex]
}

extension Bibliography {
  /// A picture of groups of papers, a lane for each, with the followed relations among them that `isKept` keeps.
  ///
  /// Where it keeps all, chains through other papers are dashed.
  /// - Throws: ``Failure`` without groups, and if there are too many papers.
  func picture(
    of groups: [PictureGroup], title: String, language: Language,
    keeping isKept: ((_ citing: PaperIndex, _ cited: PaperIndex) -> Bool)? = nil
  ) throws -> Picture {
    guard !groups.isEmpty else { throw Failure(.none, "there is nothing to draw: no paper cites another") }
    let papers = groups.flatMap(\.papers)
    guard papers.count <= Self.drawnLimit else {
      throw Failure(
        .usage, "\(papers.count) papers are more than the \(Self.drawnLimit) that a picture takes",
        remedy: "show less with --top")
    }
    var topics: [Topic] = []
    var topicOfPaper: [PaperID: String] = [:]
    for (place, group) in groups.enumerated() {
      let topic = "\(place + 1)"
      topics.append(Topic(id: topic, label: "\(topic) · \(group.name)"))
      for paper in group.papers { topicOfPaper[network.paperID(of: paper)] = topic }
    }
    func regrouped(_ corpus: Corpus) -> Corpus {
      corpus.titled(title).regrouped(under: topics) { topicOfPaper[$0.id] }
    }
    let selected = SelectedPapers(
      papers, of: network.graph.paperCount, answering: Selection(), leavingOut: .notAmongTop)
    var shown = shown(selected)
    if let isKept {
      shown = shown.showing(regrouped(corpus(of: papers, title: title, keeping: isKept)))
    } else {
      shown.corpus = regrouped(shown.corpus)
    }
    return Picture(shown, options: PictureOptions(externals: .axis, kinds: Set(following), language: language))
  }
}
