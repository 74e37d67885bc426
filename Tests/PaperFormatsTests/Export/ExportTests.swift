import Foundation
import PaperLineage
import TestSupport
import Testing

@testable import PaperFormats

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
}
