import CitationGraph
import Foundation
import LineageRendering
import PaperFormats
import PaperLineage

/// Makes a graph file of bibliographies that are too large to be held: works of OpenAlex, tables of citations.
struct NetworkImport {
  let files: [String]
  let output: String
  var report: String?
  var keepsCited = false
  var keepsVersions = false
  /// What a pipe held that was read already.
  var contents: [String: Data] = [:]

  /// Whether one of some files, or of those in folders, is of this kind.
  static func isAsked(for paths: [String]) -> Bool {
    paths.contains { path in ((try? CorpusSource.files(under: path)) ?? []).contains(where: CitationStream.isStream) }
  }

  func run() throws {
    let target = try OutputFile.plainTarget(of: output)
    for path in files {
      for input in (try? CorpusSource.files(under: path)) ?? [] where OutputFile.isSame(input, output) {
        throw Failure(.usage, "“\(output)” is read, and would be written over", remedy: "give --output another name")
      }
    }
    let progress = ProgressLine()
    defer { progress.end() }
    let reading: CitationStream.Reading
    do {
      reading = try CitationStream.read(
        files, keepsCited: keepsCited, keepsVersions: keepsVersions, contents: contents,
        progress: { progress.show($0) })
    } catch let error as OpenAlexLines.ReadError {
      throw Failure(error)
    } catch let error as CitationStream.NoCorpus {
      progress.end()
      tell(error.diagnostics)
      throw Failure(.badData, "the files make no network, and nothing was written")
    }
    let account = reading.account
    let told = StreamReport(account: account).text(.forMessages)
    guard account.network.papers > 0 else {
      progress.end()
      tell(reading.diagnostics)
      Console.tell(told)
      try write(account)
      throw Failure(.badData, "no paper could be read, and nothing was written")
    }
    progress.begin("writing", output)
    try GraphFile.write(reading.network, account: account.text, to: target)
    progress.end()
    tell(reading.diagnostics)
    Console.tell(told)
    try write(account)
  }

  private func write(_ account: NetworkImportAccount) throws {
    guard let report else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try OutputFile.write(try encoder.encode(account) + Data("\n".utf8), to: report)
  }

  private func tell(_ diagnostics: [Diagnostic]) {
    let shown = 100
    for diagnostic in diagnostics.prefix(shown) { Console.tell(diagnostic.text(.forMessages)) }
    if diagnostics.count > shown { Console.tell("… and \(diagnostics.count - shown) more\n") }
  }
}

extension Failure {
  init(_ error: OpenAlexLines.ReadError) {
    switch error {
    case .input(let error): self.init(error)
    case .gzip(let path, let error): self.init(NetworkError.gzip(path: path, error))
    case .lineTooLong(let path, let line):
      self.init(
        .badData, "line \(line) of “\(path)” is longer than a quarter of a gigabyte",
        remedy: "a work, or a citation, stands in a line of its own")
    }
  }
}
