import ArgumentParser
import CitationGraph
import LineageRendering
import PaperLineage

struct LineagesCommand: ReportCommand {
  static let configuration = CommandConfiguration(
    commandName: "lineages", abstract: "The families of papers that grew out of one another.",
    discussion: """
      In a corpus a lineage is what relations that bear lineage join. In a citation network, where they would join \
      nearly everything, it is a community (see “lineage clusters”), named after its root: the earliest of its most \
      cited papers. Each is shown with its main path, the chain of citations with the greatest sum of search path \
      counts inside of it.

      An --output that ends in .svg, .png, .pdf or .dot is drawn, a lane for each lineage: of a corpus all its papers, of \
      a network the main paths.
      """)

  @Option(
    name: .customLong("following"),
    help: ArgumentHelp("Follow these kinds of relations, separated by commas, or “all”.", valueName: "kind,…"),
    transform: KindList.init)
  var kinds: KindList?

  @Flag(
    inversion: .prefixedNo,
    help: "Whether works outside the reading list join families; they tie nearly everything together.")
  var external = false

  @Option(
    help: ArgumentHelp(
      "Of a citation network, show this many lineages, the largest; 10 unless told.", valueName: "lineages"))
  var top: Int?

  @Option(
    help: ArgumentHelp(
      "Of a citation network, what the random choices of communities follow from; 0 unless told.", valueName: "number"))
  var seed: UInt64?

  @OptionGroup var input: CorpusOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let top, top < 1 { throw ValidationError("--top is at least 1.") }
  }

  func answer(_ corpus: Corpus) throws -> Answer {
    if top != nil || seed != nil {
      throw Failure(
        .usage, "--top and --seed are for citation networks; of a corpus all lineages are shown",
        remedy: "leave them out")
    }
    let network = FollowingOptions.network(of: corpus, kinds: kinds, external: external)
    let (families, alone) = network.families(includingExternal: external)
    return Answer(
      report: FamiliesReport(families, alone: alone, following: network.following, in: corpus),
      status: families.isEmpty ? .none : .success
    ) {
      let language = output.languageOption.language
      let groups = families.map { family in
        PictureGroup(name: corpus[family.root]?.name ?? family.root.rawValue, papers: family.papers.map(network.index))
      }
      let title = language == .english ? "Lineages" : "谱系"
      return try Bibliography(network).picture(
        of: groups, title: [corpus.title(in: language.code), title].compactMap { $0 }.joined(separator: " · "),
        language: language)
    }
  }

  func answer(_ network: CitationNetwork) throws -> Answer {
    if let kinds, !kinds.kinds.contains(.cites) {
      throw Failure(
        .usage, "a citation network holds only “cites”", remedy: "leave out --following, or follow “cites”")
    }
    let network = try network.validated()
    let options = LeidenOptions(seed: seed ?? 0)
    let partition = network.graph.communities(options)
    let report = NetworkFamiliesReport(partition, options: options, of: network, limit: top ?? Self.shownCount)
    return Answer(report: report, status: report.isEmpty ? .none : .success) {
      try picture(of: partition, in: network)
    }
  }

  /// How many lineages are shown unless told.
  private static let shownCount = 10

  private func picture(of partition: CommunityPartition, in network: CitationNetwork) throws -> Picture {
    let found = network.families(partition).families
    var groups: [PictureGroup] = []
    var paperCount = 0
    for family in found.prefix(top ?? Self.shownCount) {
      let chain = network.graph.familyMainPath(of: family.members).papers
      paperCount += chain.count
      // Unless a number is asked for, as many as a picture takes.
      if top == nil, !groups.isEmpty, paperCount > Bibliography.drawnLimit { break }
      groups.append(PictureGroup(name: network.name(of: family.root), papers: chain))
    }
    let language = output.languageOption.language
    let title =
      language == .english
      ? "The main paths of \(groups.count) of \(found.count) lineages"
      : "\(found.count) 个谱系中 \(groups.count) 个的主路径"
    // The other citations between so many papers would hide the chains.
    let steps = Dictionary(
      groups.flatMap { group in zip(group.papers.dropFirst(), group.papers).map { ($0, $1) } },
      uniquingKeysWith: { first, _ in first })
    return try Bibliography(network).picture(of: groups, title: title, language: language) { citing, cited in
      steps[citing] == cited
    }
  }
}
