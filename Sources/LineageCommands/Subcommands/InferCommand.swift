import ArgumentParser
import Foundation
import LineageInference
import LineageRendering
import PaperFormats
import PaperLineage

struct InferCommand: ReportCommand {
  static let configuration = CommandConfiguration(
    commandName: "infer", abstract: "Find relations in titles and texts, for review.",
    discussion: """
      Texts may mention papers of the same list, works of the bundled corpus, and those of --known.

      To keep what is right: write the relations with --format json, delete what is wrong or change its kind, and \
      merge the rest with --accept FILE --output corpus.yaml.
      """)

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

  @Option(
    help: ArgumentHelp(
      "Write a corpus file with the relations kept in this reviewed JSON, and nothing else.", valueName: "file"))
  var accept: String?

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

  func run() throws {
    let corpus = try input.load()
    guard let accept else {
      let answer = try answer(corpus)
      try output.write(answer.report)
      if answer.status != .success { throw ExitCode(answer.status.rawValue) }
      return
    }
    let inference = try infer(corpus)
    let review = try Review(contentsOf: accept)
    let parts = try review.merged(into: corpus, from: inference)
    try OutputFile.write(Data(CorpusWriter.text(parts, forFileNamed: output.output).utf8), to: output.output ?? "-")
    Console.tell(
      "lineage: note: \(review.relations.count) of \(inference.relations.count) inferred relations were kept\n")
  }

  private func infer(_ corpus: Corpus) throws -> Inference {
    try LineageInference(known: KnownWorks.corpora(known)).infer(corpus, minimumConfidence: minConfidence)
  }

  func answer(_ corpus: Corpus) throws -> Answer {
    let inference = try infer(corpus)
    return Answer(
      report: InferenceReport(inference, showsMentions: mentions),
      status: inference.relations.isEmpty ? .none : .success)
  }
}

/// The relations that a person kept of those inferred.
struct Review: Decodable {
  struct Item: Decodable {
    let paper: PaperID
    let cited: PaperID
    let kind: RelationKind
  }

  let relations: [Item]

  init(contentsOf path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else { throw InputError.notFound(path: path) }
    do {
      self = try JSONDecoder().decode(Review.self, from: data)
    } catch {
      throw Failure(
        .badData, "“\(path)” is no review: \(error)",
        remedy: "make one with “lineage infer --format json” and delete what is wrong")
    }
  }

  /// The corpus with the kept relations, each with the place and the words it goes by, and the works they lead to.
  func merged(into corpus: Corpus, from inference: Inference) throws -> CorpusParts {
    var parts = corpus.parts
    let sources = Dictionary(inference.corpus.papers.map { ($0.id, $0) }) { first, _ in first }
    for index in parts.papers.indices where parts.papers[index].source == nil {
      parts.papers[index].source = parts.papers[index].place.map { "\($0.file):\($0.line)" }
    }
    for item in relations {
      for id in [item.paper, item.cited] where corpus[id] == nil {
        guard let work = sources[id] else {
          throw Failure(
            .badData, "the review names “\(id)”, which is no paper of the list and no work its texts mention")
        }
        if !parts.papers.contains(where: { $0.id == id }) { parts.papers.append(work) }
      }
      let inferred = inference.relations.first {
        $0.citing == item.paper && $0.cited == item.cited && $0.kind == item.kind
      }
      let evidence = inferred?.evidence.first.map { evidence in
        Evidence(
          source: .curated, locator: evidence.place.map { "\($0)" },
          note: [evidence.words.map { "“\($0)”" }, evidence.rule].compactMap { $0 }.joined(separator: ", "),
          confidence: (evidence.confidence * 100).rounded() / 100)
      }
      parts.relations.append(
        Relation(
          citing: item.paper, cited: item.cited, kind: item.kind, evidence: [evidence ?? Evidence(source: .curated)]))
    }
    return parts
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
