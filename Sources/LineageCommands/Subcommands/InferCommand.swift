import ArgumentParser
import LineageInference
import LineageRendering
import PaperFormats
import PaperLineage

struct InferCommand: ReportCommand {
  static let configuration = CommandConfiguration(
    commandName: "infer", abstract: "Find relations in titles and texts, for review.",
    discussion: "Texts may mention papers of the same list, works of the bundled corpus, and those of --known.")

  @Argument(help: ArgumentHelp("A reading list or corpus, instead of --corpus.", valueName: "path"))
  var paths: [String] = []

  @Option(
    help: ArgumentHelp("Another corpus of works that texts may mention; may be given several times.", valueName: "path")
  )
  var known: [String] = []

  @Option(help: ArgumentHelp("Leave out relations less sure than this, 0 to 1.", valueName: "confidence"))
  var minConfidence = 0.0

  @Flag(help: "List every mention too, a paper's own name among them.")
  var mentions = false

  @OptionGroup var corpus: CorpusOptions
  @OptionGroup var output: OutputOptions

  var input: CorpusOptions {
    var input = corpus
    input.paths += paths
    input.infers = false
    return input
  }

  func validate() throws {
    if !(0...1 ~= minConfidence) { throw ValidationError("--min-confidence is a number from 0 to 1.") }
  }

  func answer(_ corpus: Corpus) throws -> Answer {
    let inference = try LineageInference(known: KnownWorks.corpora(known))
      .infer(corpus, minimumConfidence: minConfidence)
    return Answer(
      report: InferenceReport(inference, showsMentions: mentions),
      status: inference.relations.isEmpty ? .none : .success)
  }
}

/// The works that texts may mention beside those of their own list.
enum KnownWorks {
  /// The bundled corpus and those at some paths.
  static func corpora(_ paths: [String] = []) throws -> [Corpus] {
    let given = try paths.compactMap { try CorpusSource.read([$0]).corpus }
    return given + [CorpusSource.bundled().corpus].compactMap { $0 }
  }
}
