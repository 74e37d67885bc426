import ArgumentParser
import LineageRendering
import PaperLineage

/// What a command found, and what its exit status says of it.
struct Answer {
  let report: any Report
  var status = ExitStatus.success
}

/// A command that answers a question on a corpus with a report.
///
/// The answer is a plain function of the corpus and what was typed; only ``run()`` touches the world.
protocol ReportCommand: ParsableCommand {
  var input: CorpusOptions { get }
  var output: OutputOptions { get }

  func answer(_ corpus: Corpus) throws -> Answer
}

extension ReportCommand {
  func run() throws {
    let answer = try answer(input.load())
    try output.write(answer.report)
    if answer.status != .success { throw ExitCode(answer.status.rawValue) }
  }
}
