public import ArgumentParser
public import CitationGraph
import LineageRendering
import PaperLineage

extension SimilarityBasis: ExpressibleByArgument {
  public init?(argument: String) {
    guard let basis = Self.allCases.first(where: { $0.key == argument }) else { return nil }
    self = basis
  }

  public static var allValueStrings: [String] { allCases.map(\.key) }
  public var defaultValueDescription: String { key }
}

extension SimilarityMeasure: ExpressibleByArgument {}

struct SimilarCommand: BibliometricCommand {
  static let configuration = CommandConfiguration(
    commandName: "similar", abstract: "Which papers are about the same, judged by citations alone.",
    discussion: """
      Two papers are co-cited by the papers that cite both, and coupled by the references they share. For c in common, \
      of a and b in all: salton is c / √(a b), jaccard is c / (a + b − c), count is c. “mixed” is the mean of the two \
      similarities by the same measure; it is our own.

      All kinds of relations count as citations unless --following says otherwise, one for each pair of papers. Equal \
      scores share a rank. CSV and JSON give scores in full.
      """)

  @Argument(help: ArgumentHelp("The paper asked for.", valueName: "paper"))
  var paper: String

  @Option(help: "What makes papers similar.")
  var by: SimilarityBasis = .mixed

  @Option(help: "How that is measured.")
  var measure: SimilarityMeasure = .salton

  @Option(help: ArgumentHelp("How many papers to list, or “all”.", valueName: "papers"))
  var top: NumberOrAll = .number(10)

  @OptionGroup var following: FollowingOptions
  @OptionGroup var input: CorpusOptions
  @OptionGroup var output: OutputOptions

  func validate() throws { try top.confirm("--top", counts: "papers") }

  func answer(_ corpus: Corpus) throws -> Answer { try answer(following.bibliography(ofAll: corpus)) }
  func answer(_ network: CitationNetwork) throws -> Answer { try answer(following.bibliography(of: network)) }

  func answer(_ bibliography: Bibliography) throws -> Answer {
    let paper = try bibliography.paper(named: paper)
    let similarity = bibliography.network.graph.papers(similarTo: paper, by: by, measure: measure, top: top.limit)
    let report = SimilarityReport(similarity, following: bibliography.following, in: bibliography.network)
    return Answer(report: report, status: report.isEmpty ? .none : .success)
  }
}
