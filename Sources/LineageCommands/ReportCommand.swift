import ArgumentParser
import CitationGraph
import LineageRendering
import PaperFormats
import PaperLineage

/// What a command found, and what its exit status says of it.
struct Answer {
  let report: any Report
  var status = ExitStatus.success
  /// Draws the answer, if a picture says it: asked for by an --output that ends as pictures do.
  var picture: (() throws -> Picture)?
}

/// A command that answers a question on a corpus with a report.
///
/// The answer is a plain function of the corpus and what was typed; only ``run()`` touches the world.
protocol ReportCommand: ParsableCommand {
  var input: CorpusOptions { get }
  var output: OutputOptions { get }

  func answer(_ corpus: Corpus) throws -> Answer
  /// The answer on a bare network; unless a command knows better, that on the network as a corpus.
  func answer(_ network: CitationNetwork) throws -> Answer
  /// The same with what is told of how the network was made.
  func answer(_ reading: NetworkReading) throws -> Answer
}

extension ReportCommand {
  func answer(_ reading: NetworkReading) throws -> Answer { try answer(reading.network) }

  func answer(_ network: CitationNetwork) throws -> Answer {
    try answer(network.wholeCorpus(for: Self.configuration.commandName ?? ""))
  }

  func answer(_ material: Material) throws -> Answer {
    switch material {
    case .corpus(let corpus): try answer(corpus)
    case .network(let reading): try answer(reading)
    }
  }

  func run() throws {
    try input.confirmNotOverwritten(by: output.output)
    let answer = try answer(input.material())
    if let picture = answer.picture, let format = try output.pictureFormat() {
      try PictureFile.write(picture(), as: format, to: output.output ?? "-")
    } else if let format = try output.pictureFormat() {
      throw Failure(
        .usage, "“lineage \(Self.configuration.commandName ?? "")” draws no \(format.rawValue)",
        remedy: "give the file another ending, and say with --format how it is written")
    } else {
      try output.write(answer.report)
    }
    if answer.status != .success { throw ExitCode(answer.status.rawValue) }
  }
}

/// A command that asks a question of bibliometrics, of a corpus and of a bare network alike.
protocol BibliometricCommand: ReportCommand {
  var following: FollowingOptions { get }

  func answer(_ bibliography: Bibliography) throws -> Answer
}

extension BibliometricCommand {
  func answer(_ corpus: Corpus) throws -> Answer { try answer(Bibliography(following.network(of: corpus))) }
  func answer(_ network: CitationNetwork) throws -> Answer { try answer(Bibliography(network)) }
}
