import ArgumentParser
import CitationGraph
import LineageRendering
import PaperLineage

struct LineagesCommand: PictureCommand {
  static let configuration = CommandConfiguration(
    commandName: "lineages", abstract: "The families of papers that grew out of one another.",
    discussion: """
      In a corpus a lineage is what relations that bear lineage join. In a citation network, where they would join \
      nearly everything, it is a community (see “lineage clusters”), named after its root: the earliest of its most \
      cited papers. Each is shown with its main path, the chain of citations with the greatest sum of search path \
      counts inside of it, and --output with a name that ends in svg, png, pdf or dot draws these chains.
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
      status: families.isEmpty ? .none : .success)
  }

  func answer(_ network: CitationNetwork) throws -> Answer {
    let network = try sound(network)
    let report = NetworkFamiliesReport(
      network.graph.communities(options), options: options, of: network, limit: top ?? Self.shownCount)
    return Answer(report: report, status: report.isEmpty ? .none : .success)
  }

  private static let shownCount = 10

  private var options: LeidenOptions { LeidenOptions(seed: seed ?? 0) }

  private func sound(_ network: CitationNetwork) throws -> CitationNetwork {
    if let kinds, !kinds.kinds.contains(.cites) {
      throw Failure(
        .usage, "a citation network holds only “cites”", remedy: "leave out --following, or follow “cites”")
    }
    return try network.validated()
  }

  func picture(of material: Material) throws -> Picture? {
    guard case .network(let network) = material else {
      throw Failure(
        .usage, "the lineages of a corpus are not drawn apart", remedy: "“lineage render” draws the whole corpus")
    }
    let bibliography = Bibliography(try sound(network))
    let graph = bibliography.network.graph
    let found = bibliography.network.families(graph.communities(options)).families
    let chains = found.prefix(top ?? Self.shownCount).map { graph.familyMainPath(of: $0.members).papers }
    let language = output.languageOption.language
    let title =
      language == .english
      ? "The main paths of \(chains.count) of \(found.count) lineages" : "\(found.count) 个谱系中 \(chains.count) 个的主路径"
    return try bibliography.picture(of: chains, title: title, language: language)
  }
}
