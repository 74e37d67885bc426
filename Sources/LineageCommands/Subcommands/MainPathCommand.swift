public import ArgumentParser
public import CitationGraph
import LineageRendering
import PaperLineage

extension PathWeight: ExpressibleByArgument {}
extension MainPathTies: ExpressibleByArgument {}
extension MainPathMethod.Extension: ExpressibleByArgument {}
extension CyclePolicy: ExpressibleByArgument {}

struct MainPathCommand: BibliometricCommand {
  static let configuration = CommandConfiguration(
    commandName: "main-path", abstract: "The way along which a field developed.",
    discussion: """
      The main path runs from papers that cite nothing to papers that nobody cites, along the relations that carry the \
      most. Relations are weighed by the paths that run through them: SPC counts those from source to sink, SPLC lets \
      each paper be a source too, SPNP also a sink, NPPC counts pairs of papers; unit weighs all the same, so that the \
      longest path wins. All numbers are exact.

      An --output that ends in .svg, .png, .pdf or .dot is drawn.
      """)

  /// The way a main path is sought, as it is typed.
  enum Route: String, ExpressibleByArgument, CaseIterable {
    case global, forward, backward
    case keyRoute = "key-route"
  }

  @Option(help: "What weighs a relation.")
  var weight: PathWeight = .searchPathLinkCount

  @Option(
    help: ArgumentHelp(
      "How the path is sought.",
      discussion: "global: the greatest sum of weights; forward, backward: the heaviest relation at each step; "
        + "key-route: the heaviest relations of all, each extended both ways."))
  var route: Route = .global

  @Option(
    help: ArgumentHelp("The ranks of the key routes: 10 for the ten heaviest, or 3-5.", valueName: "ranks"),
    transform: RankRange.init)
  var keyRoutes: RankRange?

  @Option(help: "How key routes are extended; global unless said otherwise.")
  var keyRouteSearch: MainPathMethod.Extension?

  @Option(
    help: ArgumentHelp(
      "In local searches, also follow relations that weigh so much less than the heaviest.", valueName: "percent"))
  var tolerance = 0

  @Option(help: ArgumentHelp("Only paths through this paper; may be given several times.", valueName: "paper"))
  var through: [String] = []

  @Option(help: "Whether all relations and paths of equal weight are followed.")
  var ties: MainPathTies = .all

  @Option(
    help: ArgumentHelp(
      "What becomes of cycles.",
      discussion: "report: fail and name them; drop-backward: leave out relations that run backward in them; "
        + "condense: papers that cite each other in circles count as one; preprint: they cite each other's preprints."))
  var cycles: CyclePolicy = .dropBackward

  @OptionGroup var following: FollowingOptions
  @OptionGroup var input: CorpusOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard 0...100 ~= tolerance else { throw ValidationError("--tolerance is a percentage from 0 to 100.") }
    if route != .keyRoute, keyRoutes != nil || keyRouteSearch != nil {
      throw ValidationError("--key-routes and --key-route-search go with --route key-route.")
    }
    guard tolerance > 0 else { return }
    switch method {
    case .global, .keyRoutes(_, extended: .global):
      throw ValidationError(
        "--tolerance is for local steps: --route forward or backward, or --key-route-search local.")
    case .localForward, .localBackward, .keyRoutes(_, extended: .local): break
    }
    if ties == .first { throw ValidationError("--tolerance follows several relations, --ties first only one.") }
  }

  private var method: MainPathMethod {
    switch route {
    case .global: .global
    case .forward: .localForward
    case .backward: .localBackward
    case .keyRoute: .keyRoutes(keyRoutes?.ranks ?? 1...1, extended: keyRouteSearch ?? .global)
    }
  }

  func answer(_ network: CitationNetwork) throws -> Answer {
    try following.confirmCitationsOnly()
    return try answer(Bibliography(network.validated()))
  }

  func answer(_ bibliography: Bibliography) throws -> Answer {
    let network = bibliography.network
    let question = NetworkMainPath.Question(
      weight: weight, method: method, ties: ties, tolerance: tolerance,
      through: try bibliography.papers(named: through), cycles: cycles)
    let path: NetworkMainPath
    do {
      path = try NetworkMainPath(network, question)
    } catch {
      throw Failure(error, in: network)
    }
    let report = MainPathReport(path, of: network, following: bibliography.following)
    return Answer(report: report, status: report.isEmpty ? .none : .success) {
      try picture(of: path, titled: report.title(in: output.languageOption.language), bibliography)
    }
  }

  /// The most papers of a path that is drawn.
  private static let drawnCount = Bibliography.drawnLimit

  /// What of what was asked for makes the path smaller.
  private var smallerPathRemedy: String {
    var remedies: [String] = []
    if ties == .all { remedies.append("--ties first") }
    if keyRoutes != nil { remedies.append("fewer --key-routes") }
    if tolerance > 0 { remedies.append("less --tolerance") }
    if cycles == .condense { remedies.append("--cycles drop-backward, which takes no knot as a whole") }
    return remedies.isEmpty
      ? "the path itself is this long; --format csv gives it to other programs"
      : "try " + remedies.joined(separator: ", ")
  }

  /// The path as a historiograph: its papers by date and the relations along it.
  private func picture(
    of path: NetworkMainPath, titled title: String, _ bibliography: Bibliography
  ) throws -> Picture {
    let papers = path.papers
    guard !papers.isEmpty else { throw Failure(.none, "there is no main path to draw") }
    guard papers.count <= Self.drawnCount else {
      throw Failure(
        .usage, "the main path has \(papers.count) papers, more than the \(Self.drawnCount) that a picture shows well",
        remedy: smallerPathRemedy)
    }
    let pairs = path.pairs
    let language = output.languageOption.language
    let whole = bibliography.lineage?.corpus.title(in: language.code)
    let corpus = bibliography.corpus(of: papers, title: [whole, title].compactMap { $0 }.joined(separator: " · ")) {
      pairs.contains(NetworkMainPath.Pair(citing: $0, cited: $1))
    }
    let selected = SelectedPapers(
      papers, of: bibliography.network.graph.paperCount, answering: Selection(onMainPath: true),
      leavingOut: .notOnMainPath)
    return Picture(
      bibliography.shown(selected).showing(corpus),
      options: PictureOptions(
        externals: .axis, kinds: Set(bibliography.following), showsPath: true, language: language))
  }
}

/// Ranks as they are typed: `10` for the first ten, `3-5` for those from the third to the fifth.
struct RankRange: Sendable, Equatable {
  let ranks: ClosedRange<Int>

  init(_ text: String) throws {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    let pair: (Int?, Int?) = ends.count == 1 ? (1, ends[0]) : ends.count == 2 ? (ends[0], ends[1]) : (nil, nil)
    guard let first = pair.0, let last = pair.1, first >= 1, first <= last else {
      throw ValidationError("“\(text)” is no range of ranks: write 10 for the first ten, or 3-5.")
    }
    ranks = first...last
  }
}

extension Failure {
  /// Cycles that an analysis cannot have, with the papers of the largest knots.
  init(_ error: CycleError, in network: CitationNetwork) {
    func names(_ papers: some Collection<PaperIndex>, separator: String) -> String {
      papers.prefix(8).map { network.name(of: $0) }.joined(separator: separator)
        + (papers.count > 8 ? separator + "…" : "")
    }
    let shown = 5
    let largest = error.knots.indices.sorted { (error.knots[$1].count, $0) < (error.knots[$0].count, $1) }
    let lines = largest.prefix(shown).map { number in
      let count = error.knots[number].count
      guard !error.examples.isEmpty else {
        return "\n    \(count) papers: \(names(error.knots[number], separator: ", "))"
      }
      let cycle = error.examples[number]
      let closing = cycle.count > 8 ? "" : " → " + network.name(of: cycle[0])
      return "\n    \(count) papers, a cycle among them: \(names(cycle, separator: " → "))\(closing)"
    }
    let more = error.knots.count > shown ? "\n    … and \(error.knots.count - shown) more knots" : ""
    self.init(
      .badData,
      "\(error.paperCount) papers cite each other in circles, in \(error.knots.count) "
        + (error.knots.count == 1 ? "knot" : "knots"),
      remedy: "choose what becomes of them: --cycles drop-backward, condense or preprint" + lines.joined() + more)
  }
}
