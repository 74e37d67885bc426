import CitationGraph
import PaperLineage
import Testing

struct LineageNetworkTests {
  @Test func rowsRunByDateThenEarliestDateThenID() throws {
    func paper(_ id: String, listed: String?, submitted: String?) -> Paper {
      let dates = [(DateRole.listed, listed), (.submitted, submitted)]
      let versions = dates.compactMap { role, date in
        date.flatMap { PublicationDate($0) }.map { PaperVersion(role: role, date: $0) }
      }
      return Paper(id: PaperID(rawValue: id), title: id, versions: versions)
    }
    let papers = [
      paper("late", listed: "2023-08", submitted: "2022-01"),
      paper("b", listed: "2023-07", submitted: "2023-06-02"),
      paper("a", listed: "2023-07", submitted: "2023-06-02"),
      paper("c", listed: "2023-07", submitted: "2023-06-01"),
      paper("unlisted", listed: nil, submitted: "2023-01"),
      paper("vague", listed: "2023", submitted: nil),
      paper("undated", listed: nil, submitted: nil),
    ]
    let network = LineageNetwork(try Corpus(CorpusParts(dateChoice: .role(.listed), papers: papers)))
    let order = network.graph.papers.map { network.paper($0).id.rawValue }
    #expect(order == ["undated", "vague", "unlisted", "c", "a", "b", "late"])
  }

  @Test func rowsAndPapersFitTogetherInEveryCorpus() throws {
    for corpus in try randomCorpora(100, seed: 70) {
      let network = LineageNetwork(corpus)
      #expect(network.graph.papers.map { network.index(of: network.paper($0).id) } == Array(network.graph.papers))
      #expect(Set(network.graph.papers.map { network.paper($0).id }) == Set(corpus.papers.map(\.id)))
      let dates = network.graph.papers.compactMap { network.paper($0).date(preferring: corpus.dateChoice) }
      #expect(zip(dates, dates.dropFirst()).allSatisfy { !PublicationDate.isInSortedOrder($1, $0) })
    }
  }

  @Test func lineageIsFollowedUnlessToldOtherwise() throws {
    let sentences = RelationKind.allCases.enumerated().map { "p\($0) \($1.rawValue) root" }
    let papers = [Paper.sample("root")] + (0..<7).map { Paper.sample("p\($0)") }
    let corpus = try Corpus(CorpusParts(papers: papers, relations: sentences.map { Relation($0) }))

    let lineage = LineageNetwork(corpus)
    #expect(lineage.following == RelationKind.lineageBearing)
    #expect(!lineage.fallsBackToCitations)
    #expect(lineage.graph.relationCount == 4)

    let chosen = LineageNetwork(corpus, following: [.cites, .updates])
    #expect(chosen.following == [.updates, .cites])
    #expect(chosen.graph.relationCount == 2)
    #expect(LineageNetwork(corpus, following: []).graph.relationCount == 0)
  }

  @Test func aCorpusOfPlainCitationsIsFollowedAlongThem() throws {
    let papers = [Paper.sample("a"), .sample("b")]
    let plain = try Corpus(CorpusParts(papers: papers, relations: [Relation("b cites a")]))
    #expect(LineageNetwork(plain).fallsBackToCitations)
    #expect(LineageNetwork(plain).following == [.cites])
    #expect(LineageNetwork(plain).graph.relationCount == 1)
    // What is asked for is done, and no more.
    #expect(!LineageNetwork(plain, following: [.updates]).fallsBackToCitations)
    #expect(LineageNetwork(plain, following: [.updates]).graph.relationCount == 0)
    #expect(!LineageNetwork(plain, following: [.cites]).fallsBackToCitations)
    // One relation that bears lineage is better than any number of others.
    let mixed = try Corpus(
      CorpusParts(papers: papers, relations: [Relation("b cites a"), Relation("b updates a")]))
    #expect(!LineageNetwork(mixed).fallsBackToCitations)
    // Without any relation to fall back to, nothing falls back.
    let data = try Corpus(CorpusParts(papers: papers, relations: [Relation("b usesDataFrom a")]))
    #expect(!LineageNetwork(data).fallsBackToCitations)
    #expect(LineageNetwork(data).following == RelationKind.lineageBearing)
  }

  @Test func withoutExternalPapersTheirRelationsGo() throws {
    // a ─▶ b ─▶ c, of which b is external
    var parts = try Corpus.drawn("ab bc ac").parts
    parts.papers[1].isExternal = true
    let corpus = try Corpus(parts)
    #expect(LineageNetwork(corpus).graph.relationCount == 3)
    let network = LineageNetwork(corpus, includingExternal: false)
    #expect(network.graph.paperCount == 3)
    #expect(network.graph.relationCount == 1)
    #expect(network.ancestry(of: "c", towards: .ancestors).entries.map(\.paper) == ["a"])
  }

  @Test func relationsOfAPairComeStrongestFirst() throws {
    let relations = ["b cites a", "b usesMethodIn a", "b updates a", "c cites b", "b usesMethodIn a"].map {
      Relation($0)
    }
    let corpus = try Corpus(
      CorpusParts(papers: [.sample("a", "2021"), .sample("b", "2022"), .sample("c", "2023")], relations: relations))
    let network = LineageNetwork(corpus, following: Set(RelationKind.allCases))
    #expect(network.graph.relationCount == 2)
    #expect(network.graph.duplicateRelationCount == 0)
    let found = network.relations(citing: network.index(of: "b"), cited: network.index(of: "a"))
    #expect(found.map(\.kind) == [.updates, .usesMethodIn, .usesMethodIn, .cites])
    #expect(network.relations(citing: network.index(of: "a"), cited: network.index(of: "b")) == [])
  }

  @Test func relationsOfEveryPairAreThoseOfTheCorpus() throws {
    for corpus in try randomCorpora(100, seed: 71) {
      for includingExternal in [true, false] {
        let network = LineageNetwork(corpus, includingExternal: includingExternal)
        let followed = corpus.relations.filter { relation in
          let isExternal = [relation.citing, relation.cited].contains { corpus[$0]?.isExternal ?? true }
          return network.following.contains(relation.kind) && (includingExternal || !isExternal)
        }
        for citing in network.graph.papers {
          for cited in network.graph.papers {
            let expected = RelationKind.allCases.flatMap { kind in
              followed.filter {
                $0.kind == kind && $0.citing == network.paper(citing).id && $0.cited == network.paper(cited).id
              }
            }
            #expect(network.relations(citing: citing, cited: cited) == expected)
            #expect(network.graph.references(of: citing).contains(cited) == !expected.isEmpty)
          }
        }
      }
    }
  }
}
