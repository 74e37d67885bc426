import CitationGraph
import PaperLineage
import Testing

struct CorpusStatisticsTests {
  private static func corpus() throws -> Corpus {
    var papers = [
      Paper.sample("a", "2021-05", role: .listed, topic: "t"), .sample("b", "2022", role: .listed, topic: "u"),
      .sample("c", "2023-01", role: .listed, topic: "t"), .sample("d", "2020", role: .submitted),
      .sample("e", "2019", role: .listed, isExternal: true), .sample("f", "2023-02", role: .listed),
    ]
    papers[0].organizations = ["Meta", "Google"]
    papers[1].organizations = ["Meta", "Meta"]
    papers[4].organizations = ["OpenAI"]
    var relations = ["b extends a", "c extends b", "c cites a", "a usesMethodIn e", "d comparesWith e"].map {
      Relation($0)
    }
    relations[0].evidence = [Evidence(source: .curated, isVerified: true)]
    relations[1].evidence = [Evidence(source: .curated, isVerified: false)]
    return try Corpus(
      CorpusParts(
        dateChoice: .role(.listed),
        topics: [Topic(id: "u", label: "U"), Topic(id: "t", label: "T"), Topic(id: "v", label: "V")],
        papers: papers, relations: relations))
  }

  @Test func countsOfASmallCorpus() throws {
    let statistics = CorpusStatistics(try Self.corpus())
    #expect(statistics.memberCount == 5)
    #expect(statistics.externalCount == 1)
    #expect(statistics.undatedCount == 1)
    #expect(statistics.firstDate == PublicationDate("2021-05"))
    #expect(statistics.lastDate == PublicationDate("2023-02"))
    #expect(statistics.topics.map { "\($0.value ?? "none") \($0.count)" } == ["u 1", "t 2", "v 0", "none 2"])
    #expect(statistics.organizations.map { "\($0.value) \($0.count)" } == ["Meta 2", "Google 1"])
    #expect(statistics.kinds.map(\.value) == RelationKind.allCases)
    #expect(statistics.kinds.map(\.count) == [0, 2, 0, 1, 0, 1, 1])
    #expect(statistics.memberRelationCount == 3)
    #expect(statistics.verifiedRelationCount == 1)
    #expect(statistics.mostCited.map { "\($0.value) \($0.count)" } == ["e 2", "a 2", "b 1"])
    // Roots and tips by lineage alone: d and f have none.
    #expect(statistics.rootCount == 2)
    #expect(statistics.tipCount == 3)
    #expect(statistics.isolated == ["f"])
    #expect(statistics.longestChain == 3)
  }

  @Test func countsOfNothing() throws {
    let statistics = CorpusStatistics(try Corpus(CorpusParts()))
    #expect(statistics.memberCount == 0)
    #expect(statistics.firstDate == nil)
    #expect(statistics.topics.isEmpty)
    #expect(statistics.longestChain == 0)
  }

  @Test func aChainAboveAKnotCounts() throws {
    // a ◀─▶ b ─▶ c ─▶ d
    #expect(CorpusStatistics(try .drawn("ab ba bc cd")).longestChain == 3)
    // The same beside a root, e ─▶ c, where the knot itself counts nothing: b, c and d in a row.
    #expect(CorpusStatistics(try .drawn("ab ba bc cd ec")).longestChain == 2)
  }

  @Test func countsAddUpInEveryCorpus() throws {
    for corpus in try randomCorpora(100, seed: 110) {
      let statistics = CorpusStatistics(corpus)
      #expect(statistics.memberCount + statistics.externalCount == corpus.papers.count)
      #expect(statistics.topics.reduce(0) { $0 + $1.count } == statistics.memberCount)
      #expect(statistics.kinds.reduce(0) { $0 + $1.count } == corpus.relations.count)
      #expect(statistics.memberRelationCount <= corpus.relations.count)
      let lineage = LineageNetwork(corpus)
      let families = lineage.families(includingExternal: true).families
      if lineage.graph.cycles().isEmpty { #expect(statistics.longestChain == families.map(\.depth).max() ?? 0) }
    }
  }
}
