import CitationGraph
import Testing

/// Families of a network: what a community is said to be.
struct FamilyTests {
  private func network(_ drawn: DrawnGraph, dates: [PackedDate] = []) -> CitationNetwork {
    let numbers = (0..<drawn.graph.paperCount).map(UInt64.init)
    return CitationNetwork(graph: drawn.graph, identifiers: .numbers(Column(numbers)), dates: Column(dates))
  }

  @Test func twoCliques() throws {
    let drawn = DrawnGraph("AB AC AD BC BD CD EF EG EH FG FH GH DE X YZ")
    let dates = (0..<11).map { PackedDate(year: 1990 + $0) }
    let network = network(drawn, dates: dates)
    let found = network.families(drawn.graph.communities(), minimumSize: 3, namedBy: 2)
    #expect(found.families.map { drawn.letters(Array($0.members)) } == ["ABCD", "EFGH"])
    #expect(found.smallerCommunityCount == 2)
    #expect(found.smallerCommunityPaperCount == 3)
    let (first, second) = (found.families[0], found.families[1])
    #expect(first.root == drawn["A"])
    #expect(first.mostCited.map(\.paper) == drawn.rows("AB"))
    #expect(first.mostCited.map(\.citationCount) == [3, 2])
    #expect(first.span == PackedDate(year: 1990)...PackedDate(year: 1993))
    #expect([first.innerRelationCount, first.outgoingRelationCount, first.incomingRelationCount] == [6, 0, 1])
    #expect([second.innerRelationCount, second.outgoingRelationCount, second.incomingRelationCount] == [6, 1, 0])
    #expect(abs(first.cohesion - 6.0 / 7) < 1e-15)
    #expect(first.name == nil && first.mainPath == [])
  }

  @Test func theRootIsTheEarliestOfTheMostCited() {
    // B is older than C but cited once; D is cited by four, C by three.
    let drawn = DrawnGraph("BC CD CE CF DE DF DG DH")
    let known = [2001, 2003, 2002, 2004, 2005, 2006, 2007].map { PackedDate(year: $0) }
    let partition = drawn.graph.communities(LeidenOptions(quality: .constantPotts(resolution: 0)))
    #expect(network(drawn, dates: known).families(partition).families.map(\.root) == [drawn["D"]])
    // Without a date it is no root as long as another is dated.
    var undated = known
    undated[drawn["D"].row] = .unknown
    let family = network(drawn, dates: undated).families(partition).families[0]
    #expect(family.root == drawn["C"])
    #expect(family.undatedCount == 1)
    // Without any date, rows decide.
    let dateless = network(drawn).families(partition).families[0]
    #expect(dateless.root == drawn["C"])
    #expect(dateless.span == nil)
    #expect(dateless.undatedCount == 7)
  }

  @Test func aPaperAloneIsAFamilyIfAskedFor() {
    let drawn = DrawnGraph("A B")
    let found = network(drawn).families(drawn.graph.communities(), minimumSize: 1)
    #expect(found.families.map(\.root) == drawn.rows("AB"))
    #expect(found.families.allSatisfy { $0.cohesion == 0 && $0.mostCited[0].citationCount == 0 })
    #expect(network(drawn).families(drawn.graph.communities()).smallerCommunityPaperCount == 2)
  }

  @Test func relationsAreCountedOnEachSide() {
    for (seed, slow) in SmallGraphs.random(200, seed: 44).enumerated() {
      let graph = slow.graph
      let identifiers = IdentifierColumn.numbers(Column((0..<slow.count).map(UInt64.init)))
      let partition = graph.communities(LeidenOptions(seed: UInt64(seed)))
      let families = CitationNetwork(graph: graph, identifiers: identifiers).families(partition, minimumSize: 1)
        .families
      for family in families {
        let members = Set(family.members.map(\.row))
        let inner = slow.relations.count { members.contains($0.cited) && members.contains($0.citing) }
        #expect(family.innerRelationCount == inner, "\(slow)")
        #expect(family.outgoingRelationCount == slow.relations.count { members.contains($0.citing) } - inner)
        #expect(family.incomingRelationCount == slow.relations.count { members.contains($0.cited) } - inner)
      }
      #expect(families.map(\.outgoingRelationCount).reduce(0, +) == families.map(\.incomingRelationCount).reduce(0, +))
    }
  }
}
