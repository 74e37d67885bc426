import CitationGraph
import Testing

/// Nothing is recursive: a chain and a cycle far longer than any call stack.
struct LongGraphTests {
  private static let count = 200_000

  /// Each paper cites the one before it; in a cycle the first cites the last.
  private static func chain(closed: Bool) -> CitationGraph {
    var builder = CitationGraphBuilder(paperCount: count)
    for row in 1..<count { builder.add(PaperIndex(row), cites: PaperIndex(row - 1)) }
    if closed { builder.add(PaperIndex(0), cites: PaperIndex(count - 1)) }
    return builder.build()
  }

  @Test func aLongChain() {
    let graph = Self.chain(closed: false)
    let (first, last) = (PaperIndex(0), PaperIndex(Self.count - 1))
    let downwards = Array(Array(graph.papers).reversed())

    let reach = graph.reach(from: [last], towards: .ancestors)
    #expect(reach.papers == Array(downwards.dropFirst()))
    #expect(reach.generations == Array(1..<Self.count))
    #expect(reach.depths == reach.generations)
    #expect(graph.reach(from: [first], towards: .descendants).depths == reach.depths)

    #expect(graph.stronglyConnectedComponents().count == Self.count)
    #expect(graph.weaklyConnectedComponents().count == 1)
    #expect(graph.cycles() == [])
    #expect(graph.shortestPath(from: last, to: first) == downwards)
    #expect(graph.shortestPath(from: first, to: last) == nil)
    #expect(graph.paths(from: last, to: first, limit: 2).paths == [downwards])
  }

  @Test func aLongCycle() {
    let graph = Self.chain(closed: true)
    let (first, last) = (PaperIndex(0), PaperIndex(Self.count - 1))
    let papers = Array(graph.papers)

    let reach = graph.reach(from: [last], towards: .ancestors)
    #expect(reach.papers == papers.dropLast().reversed())
    #expect(reach.depths == reach.generations)

    #expect(graph.stronglyConnectedComponents().map(Array.init) == [papers])
    #expect(graph.weaklyConnectedComponents() == [papers])
    #expect(graph.cycles() == [[first] + papers.dropFirst().reversed()])
    #expect(graph.shortestPath(from: last, to: first) == papers.reversed())
    #expect(graph.shortestPath(from: first, to: last) == [first, last])
    #expect(graph.paths(from: first, to: last, limit: 2).paths == [[first, last]])
  }
}
