import Foundation
import TestSupport
import Testing

@testable import PaperFormats
@testable import PaperLineage

private let seeds = (0..<20).map { UInt64($0) }

private func file(_ corpus: Corpus, _ format: ExportFormat) -> CorpusFile {
  CorpusFile(name: "written", text: CorpusExport.files(corpus, as: format)[0].text)
}

struct ExportTests {
  @Test(arguments: ExportFormat.allCases)
  func everyFormatIsTheSameEachTime(_ format: ExportFormat) throws {
    var random = RandomCorpus(seed: 7)
    let corpus = try random.corpus()
    let first = CorpusExport.files(corpus, as: format)
    let second = CorpusExport.files(corpus, as: format)
    #expect(first.map(\.text) == second.map(\.text))
    #expect(first.allSatisfy { !$0.text.isEmpty && $0.suffix.contains(".") })
  }

  @Test(arguments: [ExportFormat.csl, .jsonGraph, .vosviewer])
  func jsonIsJSON(_ format: ExportFormat) throws {
    for seed in seeds {
      var random = RandomCorpus(seed: seed)
      let corpus = try random.corpus()
      let value = try JSONSerialization.jsonObject(with: Data(file(corpus, format).text.utf8))
      if format == .csl {
        let items = try #require(value as? [[String: Any]])
        #expect(
          items.compactMap { $0["title"] as? String }
            == corpus.papers.map { MarkupText.escaped(ExportText.plain($0.title)) })
      }
      if format == .jsonGraph {
        let graph = try #require((value as? [String: Any])?["graph"] as? [String: Any])
        #expect((graph["nodes"] as? [String: Any])?.count == corpus.papers.count)
        #expect((graph["edges"] as? [Any])?.count == corpus.relations.count)
      }
    }
  }

  private func corpus(titled title: String) throws -> Corpus {
    let papers = [
      Paper(id: PaperID(rawValue: "a"), title: title, link: "https://example.org/\"><x>"),
      Paper(id: PaperID(rawValue: "b"), title: "Another"),
    ]
    let relation = Relation(citing: papers[1].id, cited: papers[0].id, kind: .isDerivedFrom)
    return try Corpus(CorpusParts(papers: papers, relations: [relation]))
  }

  @Test func tablesHoldNoFormulas() throws {
    for sign in ["=", "+", "-", "@"] {
      let text = try CorpusExport.files(corpus(titled: "\(sign)1+1,2"), as: .csv)[0].text
      #expect(text.contains("a,\"'\(sign)1+1,2\","))
    }
  }

  @Test func textStaysText() throws {
    let corpus = try corpus(titled: "a'); DROP <script>\u{0} \\ \"q\"\nx")
    func text(_ format: ExportFormat) -> String { CorpusExport.files(corpus, as: format)[0].text }
    #expect(text(.cypher).contains("p.title = 'a\\'); DROP <script> \\\\ \"q\" x'"))
    #expect(text(.cypher).contains("MERGE (a)-[r:IS_DERIVED_FROM]->(b)"))
    #expect(text(.turtle).contains("dcterms:title \"a'); DROP <script> \\\\ \\\"q\\\" x\""))
    #expect(text(.turtle).contains("<https://example.org/%22%3E%3Cx%3E>"))
    #expect(text(.turtle).contains("prov:wasDerivedFrom <#a>"))
    #expect(text(.graphML).contains("a'); DROP &lt;script&gt; \\ &quot;q&quot; x"))
    #expect(text(.gexf).contains("&lt;script&gt;"))
    #expect(text(.markdown).contains("&lt;script>"))
    #expect(!text(.csl).contains("<script>"))
  }

  @Test func partialDatesStayPartial() throws {
    var paper = Paper(id: PaperID(rawValue: "a"), title: "A title")
    paper.versions = [PaperVersion(role: .submitted, date: try #require(PublicationDate("2023-07")))]
    let corpus = try Corpus(CorpusParts(papers: [paper]))
    func text(_ format: ExportFormat) -> String { CorpusExport.files(corpus, as: format)[0].text }
    #expect(text(.gexf).contains("start=\"2023-07-01\""))
    #expect(text(.gexf).contains("value=\"2023-07\""))
    #expect(text(.turtle).contains("dcterms:dateSubmitted \"2023-07\"^^xsd:gYearMonth"))
    #expect(text(.ris).contains("DA  - 2023/07//"))
    #expect(text(.bibtex).contains("year = {2023},\n  month = jul"))
    #expect(CorpusExport.files(corpus, as: .pajek)[1].text == "*Vertices 1\n2023\n")
  }

  private func papers(_ ids: [String]) -> [Paper] {
    ids.map { Paper(id: PaperID(rawValue: $0), title: "A paper called \($0)") }
  }

  private func text(_ papers: [Paper], _ format: ExportFormat) -> String {
    CorpusExport.files(Corpus(consistent: CorpusParts(papers: papers)), as: format)[0].text
  }

  @Test func keysOfBibTeXDifferByMoreThanCase() {
    let written = text(papers(["ab", "AB", "Ab-2", "a b", "A-B"]), .bibtex)
    let keys = written.matches(of: #/@misc\{([^,]+),/#).map { String($0.output.1) }
    #expect(keys == ["ab", "AB-3", "Ab-2", "a-b-2", "A-B"])
    #expect(Set(keys.map { $0.lowercased() }).count == 5)
  }

  @Test func nodesOfTurtleAreAddressesOfTheirOwn() {
    var papers = papers(["a#b", "a%23b", "a[b]", "10.1000/x(1)", "topic:one", "é"])
    papers[0].topic = "one"
    let parts = CorpusParts(topics: [Topic(id: "one", label: "One")], papers: papers)
    let written = CorpusExport.files(Corpus(consistent: parts), as: .turtle)[0].text
    let nodes = written.matches(of: #/(?m)^<([^>]+)>/#).map { String($0.output.1) }
    #expect(
      nodes == ["#topic:one", "#a%23b", "#a%2523b", "#a%5Bb%5D", "#10.1000/x(1)", "#topic%3Aone", "#%C3%A9"])
  }

  @Test func aBackslashEndsNoLabelOfPajek() {
    let written = text([Paper(id: PaperID(rawValue: "a"), title: "Ends in \\")], .pajek)
    #expect(written.contains("1 \"Ends in &#92;\"\n"))
    let reading = PajekReader.read(CorpusFile(name: "a.net", text: written))
    #expect(reading.records.map(\.paper.title) == ["Ends in \\"])
  }

  @Test(arguments: [
    ("- x", "\\- x"), ("> x", "\\> x"), ("1. x", "1\\. x"), ("12) x", "12\\) x"), ("=== x", "\\=== x"),
    ("# x", "\\# x"), ("+ x", "\\+ x"), ("1 x", "1 x"), ("x - 1.", "x - 1."),
  ])
  func whatBeginsALineOfMarkdownIsText(_ impact: String, written: String) throws {
    var paper = papers(["a"])[0]
    paper.impact = impact
    #expect(text([paper], .markdown).contains("\n  \(written)\n"))
  }

  private func losses(_ paper: Paper, _ format: ExportFormat) throws -> [ExportPart: Int] {
    let losses = try ExportLoss.losses(of: Corpus(CorpusParts(papers: [paper])), as: format)
    return Dictionary(uniqueKeysWithValues: losses.map { ($0.part, $0.count) })
  }

  @Test func identifiersBesideTheLinkOfAListAreCounted() throws {
    var paper = papers(["a"])[0]
    paper.identifiers = [PaperIdentifier(.doi, "10.1000/1"), PaperIdentifier(.arxiv, "2301.00001")].compactMap { $0 }
    #expect(try losses(paper, .markdown)[.identifiers] == 1)
    paper.link = "https://example.org/"
    #expect(text([paper], .markdown).contains("[link](<https://example.org/>)"))
    #expect(try losses(paper, .markdown)[.identifiers] == 2)
  }

  @Test func typesKeywordsAndNotesThatLoseSomethingAreCounted() throws {
    var paper = papers(["a"])[0]
    paper.publication.type = .post
    paper.publication.keywords = ["a;b", "c,d", "e"]
    paper.notes = ["One.", "Two.", "Three."]
    let bibtex = try losses(paper, .bibtex)
    #expect(bibtex[.distinctTypes] == 1 && bibtex[.separatorsInKeywords] == 1 && bibtex[.separateNotes] == 1)
    let csl = try losses(paper, .csl)
    #expect(csl[.distinctTypes] == nil && csl[.separatorsInKeywords] == 2 && csl[.separateNotes] == 1)
    let markdown = try losses(paper, .markdown)
    #expect(markdown[.types] == 1 && markdown[.distinctTypes] == nil && markdown[.separateNotes] == nil)
    let ris = try losses(paper, .ris)
    #expect(ris[.distinctTypes] == nil && ris[.separatorsInKeywords] == nil && ris[.separateNotes] == nil)
    // No more is lost than is told.
    let records = BibTeXReader.read(CorpusFile(name: "a.bib", text: text([paper], .bibtex))).records
    #expect(records.map(\.paper.publication.keywords) == [["a,b", "c,d", "e"]])
    paper.publication.keywords = ["c,d"]
    paper.publication.type = .preprint
    paper.notes = ["One.", "Two."]
    let fewer = try losses(paper, .bibtex)
    #expect(fewer[.distinctTypes] == 1 && fewer[.separatorsInKeywords] == nil && fewer[.separateNotes] == nil)
    let again = BibTeXReader.read(CorpusFile(name: "a.bib", text: text([paper], .bibtex))).records
    #expect(again.map(\.paper.publication.keywords) == [["c,d"]])
    paper.identifiers = [PaperIdentifier(.arxiv, "2301.00001")].compactMap { $0 }
    #expect(try losses(paper, .bibtex)[.distinctTypes] == nil)
  }
}
