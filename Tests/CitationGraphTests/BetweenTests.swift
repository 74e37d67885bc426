import TestSupport
import Testing

@testable import CitationGraph

/// What lies between two papers: the papers, the number of paths, a longest one.
struct BetweenTests {
  private static let acyclic = SmallGraphs.orderedFive + SmallGraphs.random(500, seed: 50).filter(\.isAcyclic)
  private static let all = SmallGraphs.upToThree + SmallGraphs.ofFour + SmallGraphs.random(1000, seed: 51)

  /// A few pairs of each graph; small ones come under all names of their rows.
  private func pairs(_ slow: SlowGraph) -> [(Int, Int)] {
    slow.count == 0
      ? [] : [(slow.count - 1, 0), (slow.count / 2, 0), (0, slow.count - 1), (slow.count - 1, slow.count / 2)]
  }

  @Test func withoutCyclesEveryPathIsCounted() throws {
    for slow in Self.acyclic {
      let graph = slow.graph
      for (from, to) in pairs(slow) {
        let paths = slow.simplePaths(from: from, to: to)
        let (citing, ancestor) = (PaperIndex(from), PaperIndex(to))
        #expect(try graph.pathCount(from: citing, to: ancestor).integer == paths.count, "\(slow)")
        let between = graph.papersBetween(from: citing, to: ancestor)
        #expect(between.papers.numbers == Set(paths.joined()).sorted(), "\(slow)")
        let steps = Set(paths.flatMap { zip($0, $0.dropFirst()).map { [$0, $1] } })
        #expect(between.relationCount == steps.count, "\(slow)")

        let longest = graph.longestPath(from: citing, to: ancestor)
        let length = paths.map { $0.count - 1 }.max()
        let expected = paths.filter { $0.count - 1 == length }.first
        #expect(longest?.papers.numbers == expected, "\(slow)")
        #expect(longest?.depth == length && longest?.knotRelationCount ?? 0 == 0)
      }
    }
  }

  /// The relations of a graph without those into one row and out of another.
  private func cut(_ slow: SlowGraph, into first: Int, outOf last: Int) -> SlowGraph {
    SlowGraph(cited: slow.cited.enumerated().map { row, cited in row == last ? [] : cited.filter { $0 != first } })
  }

  @Test func withCyclesTheAnswerSaysSo() {
    for slow in Self.all {
      let graph = slow.graph
      for (from, to) in pairs(slow) {
        let (citing, ancestor) = (PaperIndex(from), PaperIndex(to))
        let cut = cut(slow, into: from, outOf: to)
        let between = (0..<slow.count).filter { cut.isReachable($0, from: from) && cut.isReachable(to, from: $0) }
        let found = graph.papersBetween(from: citing, to: ancestor)
        #expect(found.papers.numbers == between, "\(slow); \(from) to \(to)")
        let inside = cut.within(Set(between))
        #expect(found.relationCount == inside.relations.count)

        let paths = slow.simplePaths(from: from, to: to)
        do {
          let count = try graph.pathCount(from: citing, to: ancestor)
          #expect(inside.isAcyclic && count.integer == paths.count, "\(slow); \(from) to \(to)")
        } catch {
          let knots = inside.knots.filter { $0.count > 1 }
          #expect(error.knots.map(\.numbers).sorted { $0[0] < $1[0] } == knots && !knots.isEmpty, "\(slow)")
        }

        let longest = graph.longestPath(from: citing, to: ancestor)
        #expect((longest == nil) == paths.isEmpty)
        guard let longest else { continue }
        #expect(paths.contains(longest.papers.numbers), "\(slow); \(longest)")
        let depths = paths.map { path in zip(path, path.dropFirst()).count { !inside.isMutual($0, $1) } }
        #expect(longest.depth == depths.max(), "\(slow); \(longest)")
        #expect(longest.depth + longest.knotRelationCount == longest.papers.count - 1)
      }
    }
  }

  @Test func aPaperAndItself() throws {
    // A ◀─▶ B
    let drawn = DrawnGraph("AB BA")
    let a = drawn["A"]
    #expect(drawn.graph.papersBetween(from: a, to: a) == PapersBetween(papers: [a], relationCount: 0))
    #expect(try drawn.graph.pathCount(from: a, to: a).description == "1")
    #expect(drawn.graph.longestPath(from: a, to: a) == LongestPath(papers: [a], depth: 0, knotRelationCount: 0))
  }

  @Test func theLiteratureNetwork() throws {
    let drawn = DrawnGraph.literature
    let between = drawn.graph.papersBetween(from: drawn["K"], to: drawn["B"])
    #expect(drawn.letters(between.papers) == "BCDEFGHK")
    #expect(between.relationCount == 9)
    #expect(try drawn.graph.pathCount(from: drawn["K"], to: drawn["B"]).integer == 3)
    #expect(try drawn.graph.pathCount(from: drawn["K"], to: drawn["I"]).integer == 0)
    let longest = try #require(drawn.graph.longestPath(from: drawn["K"], to: drawn["B"]))
    #expect(drawn.letters(longest.papers) == "KHGECB")
    #expect(longest.depth == 5)
  }

  /// All paths from a sink down to a source are the flow of SPC, which is published.
  @Test(
    arguments: [
      ("AC CE CH EG GH HK BC BD BJ DF DI FH FI IL IM JM MN", 10),
      ("ac bc bd ce cg df dj dk eh ei fi fj", 10),
      ("ab af bc ce cd ef eg dg fg", 4),
      ("ab bc bd ce de", 2),
      ("ab ac bd cd be", 3),
      ("ad de dg dh gh hi", 3),
    ])
  func sourcesToSinksAreTheFlowOfSearchPathCounts(drawing: String, flow: Int) throws {
    let drawn = DrawnGraph(drawing)
    let graph = drawn.graph
    let sources = graph.papers.filter { graph.references(of: $0).isEmpty && !graph.citers(of: $0).isEmpty }
    let sinks = graph.papers.filter { graph.citers(of: $0).isEmpty && !graph.references(of: $0).isEmpty }
    var total = 0
    for sink in sinks {
      for source in sources { total += try #require(try graph.pathCount(from: sink, to: source).integer) }
    }
    #expect(total == flow)
  }

  @Test func numbersOfHundredsOfDigits() throws {
    // Each paper cites the two before it: Fibonacci numbers of paths.
    var builder = CitationGraphBuilder(paperCount: 1001)
    for row in 1..<1001 {
      for cited in max(0, row - 2)..<row { builder.add(PaperIndex(row), cites: PaperIndex(cited)) }
    }
    let graph = builder.build()
    let count = try graph.pathCount(from: PaperIndex(1000), to: PaperIndex(0))
    let digits =
      "7033036771142281582183525487718354977018126983635873274260490508715453711819693357974224949456261173"
      + "3487750449241765991088186363265450223647106012053374121273867339111198139373125598767690091902245245"
      + "323403501"
    #expect(count.description == digits)
    #expect(try graph.pathCount(from: PaperIndex(92), to: PaperIndex(0)).description == "12200160415121876738")
    #expect(try graph.pathCount(from: PaperIndex(93), to: PaperIndex(0)).description == "19740274219868223167")
    #expect(abs(count.doubleValue / 7.033036771142281e208 - 1) < 1e-12)
    #expect(count.integer == nil)
    #expect(try count > graph.pathCount(from: PaperIndex(999), to: PaperIndex(0)))
  }

  @Test func aLongChain() throws {
    let count = 100_000
    var builder = CitationGraphBuilder(paperCount: count)
    for row in 1..<count { builder.add(PaperIndex(row), cites: PaperIndex(row - 1)) }
    let graph = builder.build()
    let (first, last) = (PaperIndex(0), PaperIndex(count - 1))
    #expect(try graph.pathCount(from: last, to: first).integer == 1)
    #expect(graph.longestPath(from: last, to: first)?.depth == count - 1)
    #expect(graph.papersBetween(from: last, to: first).relationCount == count - 1)
  }

  @Test func pathsThroughAKnotDoNotLoseTheirWay() {
    // Each of 40 papers cites all others, the first of them A as well, and Z the last: a search that tries dead ends
    // would not come back.
    let count = 42
    var builder = CitationGraphBuilder(paperCount: count)
    for row in 1..<41 {
      for cited in 1..<41 where cited != row { builder.add(PaperIndex(row), cites: PaperIndex(cited)) }
    }
    builder.add(PaperIndex(1), cites: PaperIndex(0))
    builder.add(PaperIndex(41), cites: PaperIndex(40))
    let (paths, isComplete) = builder.build().paths(from: PaperIndex(41), to: PaperIndex(0), limit: 50)
    #expect(paths.count == 50 && !isComplete)
    #expect(paths[0].numbers == [41, 40, 1, 0])
    #expect(paths[1].numbers == [41, 40, 2, 1, 0])
    #expect(zip(paths, paths.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
  }
}
