import CitationGraph
import Foundation

/// Times the engine's jobs on one network, inside the process and without start-up, and prints a line of JSON for each
/// figure: peer, job, graph, median_s, min_s, n, rss_mb.
///
///     benchmark-engine --edges FILE --dates FILE --queries FILE --graph NAME [--reps 5] JOB…
///
/// A queries file holds identifiers, one a line: the newest paper, one at random, the most cited, then many.
@main
enum BenchmarkEngine {
  static func main() throws {
    var options: [String: String] = [:]
    var jobs: [String] = []
    var arguments = CommandLine.arguments.dropFirst()
    while let argument = arguments.popFirst() {
      if argument.hasPrefix("--") {
        options[String(argument.dropFirst(2))] = arguments.popFirst()
      } else {
        jobs.append(argument)
      }
    }
    guard let edges = options["edges"], let queries = options["queries"], !jobs.isEmpty else {
      FileHandle.standardError.write(
        Data("usage: benchmark-engine --edges FILE --dates FILE --queries FILE --graph NAME JOB…\n".utf8))
      exit(64)
    }
    let runner = try Runner(
      edges: edges, dates: options["dates"], queries: queries, graphName: options["graph"] ?? edges,
      repetitions: max(1, Int(options["reps"] ?? "") ?? 5))
    for job in jobs { try runner.run(job) }
  }
}

private final class Runner {
  private let edges: String
  private let dates: String?
  private let graphName: String
  private let repetitions: Int
  private let identifiers: [String]
  private lazy var network: CitationNetwork = read(withDates: true)
  private lazy var components = network.graph.stronglyConnectedComponents()

  init(edges: String, dates: String?, queries: String, graphName: String, repetitions: Int) throws {
    self.edges = edges
    self.dates = dates
    self.graphName = graphName
    self.repetitions = repetitions
    identifiers = try String(contentsOfFile: queries, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  private func read(withDates: Bool) -> CitationNetwork {
    do {
      let dateList: Column<UInt8>? = if withDates, let dates { try MappedFile.map(dates) } else { nil }
      return try NetworkText.read(edges: MappedFile.map(edges), dates: dateList).network
    } catch {
      FileHandle.standardError.write(Data("benchmark-engine: \(error)\n".utf8))
      exit(66)
    }
  }

  private func paper(_ position: Int) -> PaperIndex {
    if let paper = network.index(of: identifiers[position]) { return paper }
    FileHandle.standardError.write(Data("benchmark-engine: no paper \(identifiers[position])\n".utf8))
    exit(65)
  }

  func run(_ job: String) throws {
    switch job {
    case "load": time(job) { read(withDates: false).graph.relationCount }
    case "load-with-dates": time(job) { read(withDates: true).graph.relationCount }
    case "open":
      let path = FileManager.default.temporaryDirectory.appendingPathComponent("benchmark-\(getpid()).lgraph").path
      defer { unlink(path) }
      try GraphFile.write(network, to: path)
      let name = identifiers[0]
      time(job, most: 25) { (try? GraphFile.open(path))?.network.index(of: name)?.row ?? -1 }
    case "reach-ancestors-newest", "reach-ancestors-random", "reach-ancestors-hub", "reach-descendants-newest",
      "reach-descendants-random", "reach-descendants-hub":
      let start = paper(job.hasSuffix("newest") ? 0 : job.hasSuffix("random") ? 1 : 2)
      let direction: CitationGraph.Direction = job.contains("ancestors") ? .ancestors : .descendants
      let graph = network.graph
      time(job, most: 25) { graph.reachedCount(from: [start], towards: direction) }
    case "reach-ancestors-1000":
      let counter = ReachCounter(network.graph, towards: .ancestors, components: components)
      let starts = (3..<identifiers.count).map(paper)
      time(job, most: 25) { counter.counts(of: starts).reduce(0, +) }
    case "reach-ancestors-1000-prepared":
      let starts = (3..<identifiers.count).map(paper)
      let graph = network.graph
      time(job, most: 25) { graph.reachedCounts(of: starts, towards: .ancestors).reduce(0, +) }
    case "order":
      let graph = network.graph
      time(job, most: 25) { graph.stronglyConnectedComponents().count }
    case "components":
      let graph = network.graph
      time(job, most: 25) { graph.condensation().graph.relationCount }
    case "spc":
      let (graph, order) = (network.graph, components)
      try timeThrowing(job, most: 25) { Int(try graph.approximateSearchPathCounts(in: order).weights.count) }
    case "spc-ordered":
      let graph = network.graph
      try timeThrowing(job, most: 25) { Int(try graph.approximateSearchPathCounts().weights.count) }
    case "spc-exact":
      let (graph, order) = (network.graph, components)
      try timeThrowing(job, most: 25) { try graph.searchPathCounts(in: order).weights().count }
    case "spc-exact-ordered":
      let graph = network.graph
      try timeThrowing(job, most: 25) { try graph.searchPathCounts().weights().count }
    case "pagerank":
      let (graph, order) = (network.graph, components)
      time(job, most: 25) { graph.pageRank(tolerance: 1e-11, components: order).sweeps }
    case "pagerank-ordered":
      let graph = network.graph
      time(job, most: 25) { graph.pageRank(tolerance: 1e-11).sweeps }
    case "reduction":
      let (graph, order) = (network.graph, components)
      time(job) { graph.transitiveReduction(components: order).kept.count }
    case "cocitation-hub", "coupling-newest":
      var search = SimilaritySearch(network.graph)
      let start = paper(job == "cocitation-hub" ? 2 : 0)
      let basis: SimilarityBasis = job == "cocitation-hub" ? .coCitation : .bibliographicCoupling
      time(job, most: 25) { search.papers(similarTo: start, by: basis, measure: .count, top: 20).papers.count }
    case "leiden":
      let graph = network.graph
      time(job) { graph.communities(LeidenOptions(iterations: 2)).count }
    default:
      FileHandle.standardError.write(Data("benchmark-engine: no job “\(job)”\n".utf8))
      exit(64)
    }
  }

  private func time(_ job: String, most: Int? = nil, _ body: () -> Int) {
    var times: [Double] = []
    var result = 0
    let clock = ContinuousClock()
    let begin = clock.now
    // At least as often as asked for; more often if it is quick.
    while times.count < repetitions || (times.count < most ?? 0 && clock.now - begin < .seconds(1)) {
      let start = clock.now
      result = body()
      let took = (clock.now - start).components
      times.append(Double(took.seconds) + Double(took.attoseconds) * 1e-18)
    }
    print(job, times, result)
  }

  private func timeThrowing(_ job: String, most: Int? = nil, _ body: () throws -> Int) throws {
    _ = try body()
    time(job, most: most) { (try? body()) ?? -1 }
  }

  private func print(_ job: String, _ times: [Double], _ result: Int) {
    let sorted = times.sorted()
    var usage = rusage()
    #if os(Linux)
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    let megabytes = Double(usage.ru_maxrss) / 1024
    #else
    getrusage(RUSAGE_SELF, &usage)
    let megabytes = Double(usage.ru_maxrss) / 1_048_576
    #endif
    let line =
      "{\"peer\": \"lineage\", \"job\": \"\(job)\", \"graph\": \"\(graphName)\", "
      + "\"median_s\": \(sorted[sorted.count / 2]), \"min_s\": \(sorted[0]), \"n\": \(sorted.count), "
      + "\"rss_mb\": \(Int(megabytes)), \"result\": \(result)}\n"
    FileHandle.standardOutput.write(Data(line.utf8))
  }
}
