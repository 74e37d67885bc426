import CitationGraph
import PaperLineage
import Testing

/// What papers have in common: terms of titles, topics, organizations.
struct PaperItemsTests {
  @Test(arguments: [
    (
      "Llama 2: Open Foundation and Fine-Tuned Chat Models",
      ["llama", "open", "foundation", "fine", "tuned", "chat", "models"]
    ),
    ("The model of THE Model", ["model"]), ("GPT-4 is so it", ["gpt"]), ("", []), ("推测解码：一种加速方法", ["推测解码", "一种加速方法"]),
    ("Gödel’s étude", ["gödel", "étude"]), ("a\u{1B}[31mred", ["mred"]),
    ("Attention Is All You Need", ["attention", "need"]),
  ])
  func terms(of title: String, are terms: [String]) {
    #expect(TitleTerms.terms(of: title) == terms)
  }

  private func corpus() throws -> Corpus {
    var papers = ["a", "b", "c"].map { Paper.sample($0, "2020-0\($0 == "a" ? 1 : 2)", role: .listed, topic: "t") }
    papers[0].organizations = ["X", "Y", "X"]
    papers[1].organizations = ["Y"]
    papers[2].isExternal = true
    papers[2].versions = [PaperVersion(role: .submitted, date: PublicationDate(year: 1999)!)]
    return try Corpus(
      CorpusParts(
        dateChoice: .role(.listed), topics: [Topic(id: "t", label: "T")], papers: papers,
        relations: [Relation("b extends a"), Relation("b cites c")]))
  }

  @Test func itemsOfACorpus() throws {
    let network = LineageNetwork(try corpus(), following: Set(RelationKind.allCases))
    let organizations = PaperItems(.organizations, of: network)
    #expect(organizations.names == ["X", "Y"])
    #expect(Array(organizations.occurrences.offsets) == [0, 1, 3])
    #expect(organizations.occurrences.rows.map { network.paper($0).id } == ["a", "a", "b"])
    #expect(PaperItems(.topics, of: network).occurrences.rows.count == 3)
    #expect(PaperItems(.terms, of: network).names.isEmpty)
  }

  @Test func itemsOfANetwork() {
    let graph = CitationGraphBuilder(paperCount: 2).build()
    let numbers = IdentifierColumn.numbers([1, 2])
    #expect(PaperItems(termsOf: CitationNetwork(graph: graph, identifiers: numbers)) == nil)
    let titled = CitationNetwork(graph: graph, identifiers: numbers, titles: TextColumn(["Deep nets", "Nets"]))
    let items = PaperItems(termsOf: titled)
    #expect(items?.names == ["deep", "nets"])
    #expect(items.map { Array($0.occurrences.rows) } == [PaperIndex(0), PaperIndex(0), PaperIndex(1)])
  }

  @Test func noOtherDateIsTakenForOneThatIsMissing() throws {
    let network = LineageNetwork(try corpus(), following: Set(RelationKind.allCases))
    let row = network.index(of: "c")
    #expect(network.citationNetwork.date(of: row) == PackedDate(year: 1999))
    #expect(network.citationNetwork(datedBy: .role(.listed)).date(of: row) == .unknown)
    #expect(network.citationNetwork(datedBy: .earliest) == network.citationNetwork)
  }

  @Test(arguments: [
    (["2001-01", "2010-12"], DateBatches.Length.month), (["2001-01", "2011-01"], .year),
    (["2001", "2002", "2003-01"], .year), (["2001", "2003-01"], .month), ([], .month),
  ])
  func periodsSuitTheDates(_ dates: [String], length: DateBatches.Length) {
    let column = dates.compactMap { PublicationDate($0) }.map { PackedDate($0) }
    let network = CitationNetwork(
      graph: CitationGraphBuilder(paperCount: column.count).build(),
      identifiers: .numbers(Column(column.indices.map(UInt64.init))), dates: Column(column))
    #expect(network.suitablePeriodLength == length)
  }

  @Test func corporaForGroups() throws {
    let corpus = try corpus()
    #expect(corpus.withoutExternalPapers.papers.map(\.id) == ["a", "b"])
    #expect(corpus.withoutExternalPapers.relations.map(\.sentence) == ["b extends a"])
    let grouped = corpus.regrouped(under: [Topic(id: "1", label: "One")]) { $0.id == "c" ? "1" : "2" }
    #expect(grouped.papers.map(\.topic) == [nil, nil, "1"])
    #expect(grouped.members.count == corpus.members.count)
    #expect(grouped.dateChoice == corpus.dateChoice)
    #expect(grouped.relations == corpus.relations)
  }
}
