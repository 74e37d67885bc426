import CitationGraph
import TestSupport
import Testing

@testable import PaperLineage

struct AncestryTests {
  @Test func ancestorsWithTheirReasons() throws {
    //   ┌─▶ b ─┐
    // a ┤      ├─▶ d ─▶ e
    //   └─▶ c ─┘
    let network = LineageNetwork(try .drawn("ab ac bd cd de"))
    let ancestry = network.ancestry(of: "d", towards: .ancestors)
    #expect(ancestry.paper == "d")
    #expect(ancestry.following == RelationKind.lineageBearing)
    #expect(!ancestry.fallsBackToCitations)
    #expect(ancestry.entries.map(\.paper).word == "cba")
    #expect(ancestry.entries.map(\.generation) == [1, 1, 2])
    #expect(ancestry.entries.map(\.depth) == [1, 1, 2])
    #expect(
      ancestry.entries.map { $0.relations.map(\.sentence) } == [
        ["d extends c"], ["d extends b"], ["c extends a", "b extends a"],
      ])
  }

  @Test func descendantsWithTheirReasons() throws {
    //   ┌─▶ b ─┐
    // a ┤      ├─▶ d ─▶ e
    //   └─▶ c ─┘
    let network = LineageNetwork(try .drawn("ab ac bd cd de"))
    let ancestry = network.ancestry(of: "a", towards: .descendants)
    #expect(ancestry.entries.map(\.paper).word == "bcde")
    #expect(ancestry.entries.map(\.generation) == [1, 1, 2, 3])
    #expect(
      ancestry.entries.map { $0.relations.map(\.sentence) } == [
        ["b extends a"], ["c extends a"], ["d extends b", "d extends c"], ["e extends d"],
      ])
    let limited = network.ancestry(of: "a", towards: .descendants, maximumGeneration: 1)
    #expect(limited.entries == Array(ancestry.entries.prefix(2)))
  }

  @Test func aPaperReachedTwiceHasTheShortestGenerationAndTheLongestDepth() throws {
    // a ─▶ b ─▶ c, and a ─▶ c
    let entries = LineageNetwork(try .drawn("ab bc ac")).ancestry(of: "c", towards: .ancestors).entries
    #expect(entries.map(\.paper).word == "ba")
    #expect(entries.map(\.generation) == [1, 1])
    #expect(entries.map(\.depth) == [1, 2])
    #expect(entries[1].relations.map(\.sentence) == ["c extends a", "b extends a"])
  }

  @Test func relationsOfAPairComeByKind() throws {
    var parts = try Corpus.drawn("ab").parts
    parts.relations += [Relation("b updates a"), Relation("b cites a")]
    let entries = LineageNetwork(try Corpus(parts)).ancestry(of: "b", towards: .ancestors).entries
    #expect(entries[0].relations.map(\.sentence) == ["b updates a", "b extends a"])
  }

  @Test(arguments: CitationGraph.Direction.allCases)
  func aCycleEndsWhereItCloses(_ direction: CitationGraph.Direction) throws {
    // a ─▶ b ─▶ c ─▶ a
    let network = LineageNetwork(try .drawn("ab bc ca"))
    let ancestry = network.ancestry(of: "b", towards: direction)
    #expect(ancestry.entries.map(\.paper).word == (direction == .ancestors ? "ac" : "ca"))
    #expect(ancestry.entries.map(\.generation) == [1, 2])
    #expect(ancestry.entries.map(\.depth) == [1, 2])
  }

  @Test func everyRelationLiesInsideTheAncestryAndNoneIsMissing() throws {
    for corpus in try randomCorpora(100, seed: 80) {
      let network = LineageNetwork(corpus)
      for paper in corpus.papers {
        for direction in CitationGraph.Direction.allCases {
          for limit in [nil, 1, 2] {
            let ancestry = network.ancestry(of: paper.id, towards: direction, maximumGeneration: limit)
            expectSound(ancestry, in: network, towards: direction)
            if limit == nil {
              let expected = corpus.papers.map(\.id).filter { other in
                other != paper.id
                  && (direction == .ancestors
                    ? network.stands(paper.id, on: other) : network.stands(other, on: paper.id))
              }
              #expect(Set(ancestry.entries.map(\.paper)) == Set(expected))
            }
          }
        }
      }
    }
  }

  private func expectSound(
    _ ancestry: Ancestry, in network: LineageNetwork, towards direction: CitationGraph.Direction
  ) {
    let inside = Set(ancestry.entries.map(\.paper) + [ancestry.paper])
    #expect(inside.count == ancestry.entries.count + 1)
    for entry in ancestry.entries {
      #expect(!entry.relations.isEmpty)
      let expected = network.corpus.relations.filter { relation in
        (direction == .ancestors ? relation.cited : relation.citing) == entry.paper
          && inside.isSuperset(of: [relation.citing, relation.cited]) && network.following.contains(relation.kind)
      }
      #expect(entry.relations.map(\.sentence).sorted() == expected.map(\.sentence).sorted())
      #expect(entry.depth >= entry.generation)
    }
    for (entry, next) in zip(ancestry.entries, ancestry.entries.dropFirst()) {
      let rows = [entry, next].map { network.index(of: $0.paper) }
      let isByDate = direction == .ancestors ? rows[0] > rows[1] : rows[0] < rows[1]
      #expect(entry.generation < next.generation || (entry.generation == next.generation && isByDate))
    }
  }
}

struct LineagePathTests {
  @Test func aPathRunsFromTheEarlierToTheLater() throws {
    // a ─▶ b ─▶ c ─▶ d, and b ─▶ d
    let network = LineageNetwork(try .drawn("ab bc cd bd"))
    let path = try #require(network.shortestPath(from: "a", to: "d"))
    #expect(path.papers.word == "abd")
    #expect(path.steps.map { $0.map(\.sentence) } == [["b extends a"], ["d extends b"]])
    #expect(network.shortestPath(from: "d", to: "a") == nil)
    #expect(network.shortestPath(from: "a", to: "a") == LineagePath(papers: ["a"], steps: []))
  }

  @Test func allPathsShortestFirst() throws {
    // a ─▶ b ─▶ c ─▶ d, and b ─▶ d
    let network = LineageNetwork(try .drawn("ab bc cd bd"))
    let all = network.paths(from: "a", to: "d", limit: 5)
    #expect(all.paths.map(\.papers.word) == ["abd", "abcd"])
    #expect(all.isComplete)
    #expect(network.paths(from: "d", to: "a", limit: 5).paths == [])
    #expect(!network.paths(from: "a", to: "d", limit: 1).isComplete)
    #expect(network.paths(from: "a", to: "d", limit: 1).paths.count == 1)
  }

  @Test func thePathsOfTheLiteratureNetwork() throws {
    let network = LineageNetwork(try .drawn("ac ce ch eg gh hk bc bd bj df di fh fi il im jm mn"))
    #expect(network.paths(from: "b", to: "k", limit: 9).paths.map(\.papers.word) == ["bchk", "bdfhk", "bceghk"])
  }

  @Test func everyStepHasItsRelations() throws {
    for corpus in try randomCorpora(60, seed: 81) {
      let network = LineageNetwork(corpus)
      for earlier in corpus.papers.map(\.id) {
        for later in corpus.papers.map(\.id) {
          let all = network.paths(from: earlier, to: later, limit: 50)
          let shortest = network.shortestPath(from: earlier, to: later)
          #expect((shortest == nil) == all.paths.isEmpty)
          #expect(shortest?.papers.count == all.paths.first?.papers.count)
          #expect((shortest != nil) == (earlier == later || network.stands(later, on: earlier)))
          for path in all.paths {
            #expect(path.papers.first == earlier)
            #expect(path.papers.last == later)
            #expect(path.steps.count == path.papers.count - 1)
            for (step, ends) in zip(path.steps, zip(path.papers, path.papers.dropFirst())) {
              #expect(!step.isEmpty && step.allSatisfy { $0.cited == ends.0 && $0.citing == ends.1 })
            }
          }
        }
      }
    }
  }
}

struct CommonAncestorTests {
  @Test func theLastThingTwoPapersShareIsTheLowest() throws {
    let network = LineageNetwork(try .drawn("ac ce ch eg gh hk bc bd bj df di fh fi il im jm mn"))
    let common = network.commonAncestors(of: ["k", "n"])
    #expect(common.map(\.paper).word == "fdb")
    #expect(common.map(\.generations) == [[2, 3], [3, 3], [3, 3]])
    #expect(common.map(\.isLowest) == [true, false, false])
  }

  @Test func aPaperIsNotItsOwnAncestor() throws {
    // a ─▶ b ─▶ c
    let network = LineageNetwork(try .drawn("ab bc"))
    #expect(network.commonAncestors(of: ["b", "c"]).map(\.paper) == ["a"])
    #expect(network.commonAncestors(of: ["a", "c"]) == [])
  }

  @Test func twoRootsShareNothing() throws {
    // a ─▶ c    b ─▶ d
    #expect(LineageNetwork(try .drawn("ac bd")).commonAncestors(of: ["c", "d"]) == [])
  }

  @Test func aCycleThroughOneOfThePapersLeadsOnToo() throws {
    // b ─▶ a ─▶ c ─▶ a, and c ─▶ d: c stands on b by way of a, one of the papers asked for.
    let network = LineageNetwork(try .drawn("ba ac ca cd"))
    let common = network.commonAncestors(of: ["a", "d"])
    #expect(common.map(\.paper).word == "cb")
    #expect(common.map(\.isLowest) == [true, false])
  }

  @Test func lowestMeansThatNoOtherCommonAncestorStandsOnIt() throws {
    var generator = SplitMix64(seed: 82)
    for corpus in try randomCorpora(200, seed: 83) {
      let network = LineageNetwork(corpus, following: Set(RelationKind.allCases))
      let ids = Array(corpus.papers.map(\.id).shuffled(using: &generator).prefix(2))
      let answers = network.commonAncestors(of: ids)
      let expected = corpus.papers.map(\.id).filter { candidate in
        ids.allSatisfy { $0 != candidate && network.stands($0, on: candidate) }
      }
      #expect(Set(answers.map(\.paper)) == Set(expected))
      #expect(answers.count == expected.count)
      for answer in answers {
        #expect(answer.isLowest == !expected.contains { $0 != answer.paper && network.stands($0, on: answer.paper) })
        let distances = ids.map { network.shortestPath(from: answer.paper, to: $0)?.steps.count }
        #expect(answer.generations == distances)
      }
      let order = answers.map { ($0.generations.reduce(0, +), -network.index(of: $0.paper).row) }
      #expect(zip(order, order.dropFirst()).allSatisfy { $0 < $1 })
    }
  }
}
