import ArgumentParser
import LineageRendering
import PaperLineage

struct PathCommand: ReportCommand {
  static let configuration = CommandConfiguration(
    commandName: "path", abstract: "How one paper leads to another, and why.",
    discussion: "The papers may be given in either order; the chain runs from the earlier to the later one.")

  @Argument(help: ArgumentHelp("One paper.", valueName: "paper"))
  var from: String

  @Argument(help: ArgumentHelp("Another paper.", valueName: "paper"))
  var to: String

  @Flag(help: "Show all chains, not just a shortest one.")
  var all = false

  @Option(help: ArgumentHelp("With --all, stop after this many chains.", valueName: "count"))
  var limit = 100

  @OptionGroup var following: FollowingOptions
  @OptionGroup var input: CorpusOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit is at least 1.") }
  }

  func answer(_ corpus: Corpus) throws -> Answer {
    let ends = try corpus.papers(named: [from, to]).map(\.id)
    let network = following.network(of: corpus)
    // Knowledge may flow either way between the two as they were typed.
    for (earlier, later) in [(ends[0], ends[1]), (ends[1], ends[0])] {
      guard let shortest = network.shortestPath(from: earlier, to: later) else { continue }
      if all {
        let (paths, isComplete) = network.paths(from: earlier, to: later, limit: limit)
        return Answer(
          report: PathReport(
            paths, from: earlier, to: later, following: network.following, in: corpus, isComplete: isComplete))
      }
      return Answer(
        report: PathReport([shortest], from: earlier, to: later, following: network.following, in: corpus))
    }
    Console.tell(noPathMessage(corpus, ends: ends, network: network))
    return Answer(
      report: PathReport([], from: ends[0], to: ends[1], following: network.following, in: corpus), status: .none)
  }

  private func noPathMessage(_ corpus: Corpus, ends: [PaperID], network: LineageNetwork) -> String {
    let names = ends.map { corpus[$0]?.name ?? $0.rawValue }
    var message =
      "lineage: note: no chain joins \(names[0]) and \(names[1]) along "
      + network.following.map(\.rawValue).joined(separator: ", ") + "\n"
    let all = LineageNetwork(corpus, following: Set(RelationKind.allCases), includingExternal: following.external)
    let isJoinedOtherwise = [(ends[0], ends[1]), (ends[1], ends[0])].contains {
      all.shortestPath(from: $0, to: $1) != nil
    }
    if isJoinedOtherwise { message += "  → there is one along all kinds: --following all\n" }
    return message
  }
}

struct CommonCommand: ReportCommand {
  static let configuration = CommandConfiguration(
    commandName: "common", abstract: "What several papers all stand on.")

  @Argument(help: ArgumentHelp("Two papers or more.", valueName: "paper"))
  var papers: [String]

  @OptionGroup var following: FollowingOptions
  @OptionGroup var input: CorpusOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if papers.count < 2 { throw ValidationError("name two papers or more.") }
  }

  func answer(_ corpus: Corpus) throws -> Answer {
    let ids = try corpus.papers(named: papers).map(\.id)
    guard Set(ids).count == ids.count else { throw Failure(.usage, "a paper is named twice") }
    let network = following.network(of: corpus)
    let ancestors = network.commonAncestors(of: ids)
    return Answer(
      report: CommonAncestorsReport(ancestors, of: ids, following: network.following, in: corpus),
      status: ancestors.isEmpty ? .none : .success)
  }
}
