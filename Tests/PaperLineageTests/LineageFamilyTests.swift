import CitationGraph
import Testing

@testable import PaperLineage

struct LineageFamilyTests {
  @Test func familiesAreNamedAfterTheRootThatMostGrewOutOf() throws {
    // a ─▶ d    b ─▶ c ─▶ e ─▶ h    f    g ─▶ h
    let (families, alone) = LineageNetwork(try .drawn("ad bc ce eh f gh")).families(includingExternal: true)
    #expect(
      families == [
        LineageFamily(
          root: "b", roots: ["b", "g"], tips: ["h"], papers: ["b", "c", "e", "g", "h"], relationCount: 4, depth: 3),
        LineageFamily(root: "a", roots: ["a"], tips: ["d"], papers: ["a", "d"], relationCount: 1, depth: 1),
      ])
    #expect(alone == ["f"])
  }

  @Test func ofFamiliesOfOneSizeTheEarliestComesFirst() throws {
    // a ─▶ d    b ─▶ c
    let (families, _) = LineageNetwork(try .drawn("ad bc")).families(includingExternal: true)
    #expect(families.map(\.root) == ["a", "b"])
  }

  @Test func ofRootsThatAsMuchGrewOutOfTheEarliestGivesTheName() throws {
    // a ─▶ c ◀─ b
    let (families, _) = LineageNetwork(try .drawn("ac bc")).families(includingExternal: true)
    #expect(families.map(\.root) == ["a"])
    #expect(families.map(\.roots) == [["a", "b"]])
  }

  @Test func anExternalPaperWithoutFamilyIsNamedOnRequest() throws {
    var parts = try Corpus.drawn("a b").parts
    parts.papers[0].isExternal = true
    let network = LineageNetwork(try Corpus(parts))
    #expect(network.families(includingExternal: true).alone == ["a", "b"])
    #expect(network.families(includingExternal: false).alone == ["b"])
  }

  @Test func inAKnotTheEarliestPaperStandsForTheRoots() throws {
    // b ─▶ c ─▶ b, c ─▶ d
    let (families, _) = LineageNetwork(try .drawn("bc cb cd")).families(includingExternal: true)
    #expect(families.map(\.root) == ["b"])
    #expect(families.map(\.roots) == [["b"]])
    #expect(families.map(\.tips) == [["d"]])
  }

  @Test func aKnotBesideARootCountsTowardsDepthToo() throws {
    // a ◀─▶ b ─▶ c ─▶ d ─▶ f ◀─ e
    let (families, _) = LineageNetwork(try .drawn("ab ba bc cd df ef")).families(includingExternal: true)
    #expect(families.map(\.roots) == [["a", "e"]])
    #expect(families.map(\.root) == ["a"])
    // a, b, c, d and f in a row.
    #expect(families.map(\.depth) == [4])
  }

  @Test func everyPaperIsInOneFamilyOrAlone() throws {
    for corpus in try randomCorpora(100, seed: 90) {
      let network = LineageNetwork(corpus)
      let (families, alone) = network.families(includingExternal: true)
      #expect((families.flatMap(\.papers) + alone).sorted() == corpus.papers.map(\.id).sorted())
      #expect(families.reduce(0) { $0 + $1.relationCount } == network.graph.relationCount)
      for family in families {
        #expect(family.papers.count > 1)
        #expect(family.roots.contains(family.root))
        #expect(Set(family.papers).isSuperset(of: family.roots + family.tips))
        #expect(family.papers.map { network.index(of: $0) } == family.papers.map { network.index(of: $0) }.sorted())
        // From the roots, the whole family is reached.
        #expect(
          family.papers.allSatisfy { paper in
            family.roots.contains { $0 == paper || network.stands(paper, on: $0) }
          })
        let depths = family.roots.flatMap { network.ancestry(of: $0, towards: .descendants).entries.map(\.depth) }
        #expect(family.depth == depths.max())
      }
      let sizes = families.map(\.papers.count)
      #expect(sizes == sizes.sorted(by: >))
    }
  }
}
