import ArgumentParser
import CitationGraph
import LineageRendering
import PaperLineage

/// What `ancestors` and `descendants` share: a paper, how far to go and along what.
struct AncestryOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The paper asked for.", valueName: "paper"))
  var paper: String

  @Option(help: ArgumentHelp("Go no farther than this many relations.", valueName: "generations"))
  var depth: Int?

  @Flag(help: "Say why each link is there.")
  var why = false

  @OptionGroup var following: FollowingOptions

  func validate() throws {
    if let depth, depth < 1 { throw ValidationError("--depth counts relations, from 1.") }
  }

  func answer(_ corpus: Corpus, towards direction: CitationGraph.Direction) throws -> Answer {
    let paper = try corpus.paper(named: paper)
    let network = following.network(of: corpus)
    let ancestry = network.ancestry(of: paper.id, towards: direction, maximumGeneration: depth)
    let report = AncestryReport(ancestry, towards: direction, in: corpus, givesReasons: why)
    return Answer(report: report, status: report.isEmpty ? .none : .success)
  }
}

struct AncestorsCommand: ReportCommand {
  static let configuration = CommandConfiguration(
    commandName: "ancestors", abstract: "What a paper stands on, and why.")

  @OptionGroup var question: AncestryOptions
  @OptionGroup var input: CorpusOptions
  @OptionGroup var output: OutputOptions

  func answer(_ corpus: Corpus) throws -> Answer { try question.answer(corpus, towards: .ancestors) }
}

struct DescendantsCommand: ReportCommand {
  static let configuration = CommandConfiguration(
    commandName: "descendants", abstract: "What grew out of a paper, and why.")

  @OptionGroup var question: AncestryOptions
  @OptionGroup var input: CorpusOptions
  @OptionGroup var output: OutputOptions

  func answer(_ corpus: Corpus) throws -> Answer { try question.answer(corpus, towards: .descendants) }
}
