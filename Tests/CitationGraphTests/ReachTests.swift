import CitationGraph
import TestSupport
import Testing

/// Reach is the closure, generation the distance, depth the longest way.
struct ReachTests {
  typealias Direction = CitationGraph.Direction

  @Test(arguments: Direction.allCases)
  func fromEverySetOfPapersOfEverySmallGraph(_ direction: Direction) {
    for slow in SmallGraphs.upToThree {
      for choice in 0..<1 << slow.count {
        let starts = (0..<slow.count).filter { choice >> $0 & 1 == 1 }
        for limit in [nil, 0, 1, 2] {
          expectReach(slow, from: starts, towards: direction, limit: limit)
        }
      }
    }
  }

  @Test func fromEveryPaperOfEveryGraphOfFour() {
    // Every graph comes under all names of its rows, so looking in one direction sees what the other would.
    for slow in SmallGraphs.ofFour {
      expectReach(slow, from: [3], towards: .ancestors)
      expectReach(slow, from: [0, 2], towards: .descendants)
    }
  }

  @Test func fromEveryAcyclicGraphOfFive() {
    var generator = SplitMix64(seed: 10)
    for slow in SmallGraphs.orderedFive {
      for start in 0..<5 { expectReach(slow, from: [start], towards: .ancestors) }
      let shuffled = slow.shuffled(using: &generator)
      expectReach(shuffled, from: [0], towards: .descendants)
      expectReach(shuffled, from: [1, 4], towards: .ancestors, limit: 2)
    }
  }

  @Test func fromRandomGraphs() {
    var generator = SplitMix64(seed: 11)
    for slow in SmallGraphs.random(300, seed: 12) {
      let starts = (0..<slow.count).shuffled(using: &generator).prefix(Int.random(in: 1...3, using: &generator))
      let direction = Direction.allCases.randomElement(using: &generator)!
      let limit = [nil, 1, 2, 3].randomElement(using: &generator)!
      expectReach(slow, from: Array(starts), towards: direction, limit: limit)
    }
  }

  @Test func aStartNamedTwiceCountsOnce() {
    // A ─▶ B ─▶ C
    let drawn = DrawnGraph("AB BC")
    let once = drawn.graph.reach(from: drawn.rows("C"), towards: .ancestors)
    #expect(drawn.graph.reach(from: drawn.rows("CC"), towards: .ancestors) == once)
  }

  @Test func aStartThatAnotherLeadsToStaysOutOfTheAnswerButDeepensIt() {
    // A ─▶ B ─▶ C ─▶ D
    let drawn = DrawnGraph("AB BC CD")
    let reach = drawn.graph.reach(from: drawn.rows("DC"), towards: .ancestors)
    #expect(drawn.letters(reach.papers) == "BA")
    #expect(reach.generations == [1, 2])
    #expect(reach.depths == [2, 3])
  }

  @Test func generationIsTheShortestAndDepthTheLongestWay() {
    //   ┌─▶ B ─▶ C ─┐
    // A ┤           ├─▶ D
    //   └───────────┘
    let drawn = DrawnGraph("AB BC CD AD")
    let reach = drawn.graph.reach(from: drawn.rows("D"), towards: .ancestors)
    #expect(drawn.letters(reach.papers) == "ACB")
    #expect(reach.generations == [1, 1, 2])
    #expect(reach.depths == [3, 1, 2])
  }

  @Test func aLimitCutsTheLongWaysToo() {
    //   ┌─▶ B ─▶ C ─┐
    // A ┤           ├─▶ D
    //   └───────────┘
    let drawn = DrawnGraph("AB BC CD AD")
    let reach = drawn.graph.reach(from: drawn.rows("D"), towards: .ancestors, maximumGeneration: 1)
    #expect(drawn.letters(reach.papers) == "AC")
    #expect(reach.depths == [1, 1])
  }

  @Test func inACycleDepthIsTheGeneration() {
    // A ─▶ B ─▶ C ─▶ A, and C ─▶ D
    let drawn = DrawnGraph("AB BC CA CD")
    let reach = drawn.graph.reach(from: drawn.rows("D"), towards: .ancestors)
    #expect(drawn.letters(reach.papers) == "CBA")
    #expect(reach.generations == [1, 2, 3])
    #expect(reach.depths == [1, 2, 3])
  }

  @Test func heightsOfTheLiteratureNetwork() {
    let drawn = DrawnGraph.literature
    let reach = drawn.graph.reach(from: drawn.rows("AB"), towards: .descendants)
    let heights = Dictionary(uniqueKeysWithValues: zip(drawn.letters(reach.papers), reach.depths))
    #expect(
      heights == [
        "C": 1, "D": 1, "J": 1, "E": 2, "F": 2, "G": 3, "I": 3, "H": 4, "L": 4, "M": 4, "K": 5, "N": 5,
      ])
  }

  @Test func ancestorsInTheLiteratureNetwork() {
    let drawn = DrawnGraph.literature
    func ancestors(_ letter: Character) -> Set<Character> {
      Set(drawn.letters(drawn.graph.reach(from: [drawn[letter]], towards: .ancestors).papers))
    }
    #expect(ancestors("K") == Set("ABCDEFGH"))
    #expect(ancestors("N") == Set("BDFIJM"))
    #expect(ancestors("K").intersection(ancestors("N")) == Set("BDF"))
    let reach = drawn.graph.reach(from: drawn.rows("F"), towards: .descendants)
    #expect(drawn.letters(reach.papers) == "HIKLMN")
  }

  private func expectReach(
    _ slow: SlowGraph, from starts: [Int], towards direction: Direction, limit: Int? = nil
  ) {
    let reach = slow.graph.reach(
      from: starts.map { PaperIndex($0) }, towards: direction, maximumGeneration: limit)
    let seen = slow.looking(towards: direction)
    let generations: [Int?] = (0..<slow.count).map { row in
      starts.compactMap { seen.distance[$0][row] }.min().flatMap { $0 <= limit ?? .max ? $0 : nil }
    }
    let reached = (0..<slow.count).filter { generations[$0] ?? 0 > 0 }
    let depths = seen.within(Set(reached + starts)).depths(from: starts)
    let papers = reach.papers.numbers

    // A paper is discovered by the first paper that leads to it.
    let discovery = starts + papers
    let isInOrder = zip(papers, papers.dropFirst()).allSatisfy { left, right in
      let discoverers = [left, right].map { row in discovery.firstIndex { seen.cited[$0].contains(row) } ?? .max }
      return (discoverers[0], left) < (discoverers[1], right)
    }
    let isRight =
      papers.sorted() == reached && isInOrder && reach.generations == papers.map { generations[$0] }
      && reach.depths == papers.map { max(depths[$0], generations[$0] ?? 0) }
    #expect(isRight, "\(slow); from \(starts) towards \(direction), limit \(limit ?? -1): \(reach)")
  }
}
