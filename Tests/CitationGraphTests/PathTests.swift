import CitationGraph
import Testing

/// Shortest paths and all paths, against a list of every path.
struct PathTests {
  @Test func shortestPathsOfEverySmallGraph() {
    for slow in SmallGraphs.upToThree { expectShortestPaths(slow) }
    // Every graph comes under all names of its rows, so a few pairs stand for all.
    for slow in SmallGraphs.ofFour {
      expectShortestPaths(slow, between: [(3, 0), (0, 3), (1, 2)])
    }
    for slow in SmallGraphs.orderedFive { expectShortestPaths(slow, between: [(4, 0)]) }
  }

  @Test func shortestPathsOfRandomGraphs() {
    for slow in SmallGraphs.random(300, seed: 30) { expectShortestPaths(slow, between: [(slow.count - 1, 0), (2, 5)]) }
  }

  @Test func allPathsOfEverySmallGraph() {
    for slow in SmallGraphs.upToThree {
      for from in 0..<slow.count {
        for to in 0..<slow.count { expectPaths(slow, from: from, to: to) }
      }
    }
    for slow in SmallGraphs.ofFour { expectPaths(slow, from: 3, to: 0, limits: [100]) }
    for slow in SmallGraphs.orderedFive { expectPaths(slow, from: 4, to: 0) }
  }

  @Test func allPathsOfRandomGraphs() {
    for slow in SmallGraphs.random(300, seed: 31) {
      expectPaths(slow, from: slow.count - 1, to: 0, limits: [0, 1, 2, 5, 100_000])
    }
  }

  @Test func aPathFromAPaperToItselfIsThatPaper() {
    // A ◀─▶ B
    let drawn = DrawnGraph("AB BA")
    #expect(drawn.graph.shortestPath(from: drawn["A"], to: drawn["A"]) == drawn.rows("A"))
    let (paths, isComplete) = drawn.graph.paths(from: drawn["A"], to: drawn["A"], limit: 5)
    #expect(paths.map(drawn.letters) == ["A"])
    #expect(isComplete)
  }

  @Test func pathsRunDownToTheAncestorOnly() {
    // A ─▶ B
    let drawn = DrawnGraph("AB")
    #expect(drawn.graph.shortestPath(from: drawn["B"], to: drawn["A"]) == drawn.rows("BA"))
    #expect(drawn.graph.shortestPath(from: drawn["A"], to: drawn["B"]) == nil)
    #expect(drawn.graph.paths(from: drawn["A"], to: drawn["B"], limit: 5).paths == [])
    #expect(drawn.graph.paths(from: drawn["A"], to: drawn["B"], limit: 5).isComplete)
  }

  @Test func amongShortestPathsTheLowestRowFromTheAncestorsEnd() {
    //   ┌─▶ B ─▶ E ─┐
    // A ┤           ├─▶ F
    //   └─▶ C ─▶ D ─┘
    let drawn = DrawnGraph("AB BE EF AC CD DF")
    #expect(drawn.graph.shortestPath(from: drawn["F"], to: drawn["A"]).map(drawn.letters) == "FEBA")
  }

  @Test func theThreePathsOfTheLiteratureNetwork() {
    let drawn = DrawnGraph.literature
    let (paths, isComplete) = drawn.graph.paths(from: drawn["K"], to: drawn["B"], limit: 10)
    #expect(Set(paths.map { drawn.letters($0.reversed()) }) == ["BCEGHK", "BCHK", "BDFHK"])
    #expect(paths.map(drawn.letters) == ["KHCB", "KHFDB", "KHGECB"])
    #expect(isComplete)
    #expect(drawn.graph.shortestPath(from: drawn["K"], to: drawn["B"]).map(drawn.letters) == "KHCB")
  }

  @Test(arguments: [(0, false), (1, false), (2, false), (3, true), (4, true)])
  func aLimitIsKeptAndSaid(limit: Int, isComplete: Bool) {
    let drawn = DrawnGraph.literature
    let found = drawn.graph.paths(from: drawn["K"], to: drawn["B"], limit: limit)
    #expect(found.paths.map(drawn.letters) == Array(["KHCB", "KHFDB", "KHGECB"].prefix(limit)))
    #expect(found.isComplete == isComplete)
  }

  private func expectShortestPaths(_ slow: SlowGraph, between pairs: [(Int, Int)]? = nil) {
    let rows = 0..<slow.count
    let graph = slow.graph
    for (from, to) in pairs ?? rows.flatMap({ from in rows.map { (from, $0) } }) {
      let paths = slow.simplePaths(from: from, to: to)
      let shortest = paths.filter { $0.count - 1 == slow.distance[from][to] }
      let expected = shortest.min { $0.reversed().lexicographicallyPrecedes($1.reversed()) }
      let path = graph.shortestPath(from: PaperIndex(from), to: PaperIndex(to))?.numbers
      if path != expected { Issue.record("\(slow); \(from) to \(to): \(path ?? []), not \(expected ?? [])") }
    }
  }

  /// Tries every limit up to one more than there are paths, unless told which.
  private func expectPaths(_ slow: SlowGraph, from: Int, to: Int, limits: [Int]? = nil) {
    let expected = slow.simplePaths(from: from, to: to)
    let graph = slow.graph
    for limit in limits ?? Array(0...expected.count + 1) {
      let (paths, isComplete) = graph.paths(from: PaperIndex(from), to: PaperIndex(to), limit: limit)
      if paths.map(\.numbers) != Array(expected.prefix(limit)) || isComplete != (expected.count <= limit) {
        Issue.record("\(slow); \(from) to \(to), limit \(limit): \(paths.map(\.numbers)), complete \(isComplete)")
      }
    }
  }
}
