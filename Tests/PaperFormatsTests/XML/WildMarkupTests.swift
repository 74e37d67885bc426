import Foundation
import PaperLineage
import Testing

@testable import PaperFormats

@Suite(.enabled(if: WildFiles.folder != nil, "needs ../shared/wild"))
struct WildMarkupTests {
  @Test(arguments: WildFiles.counted("arxiv"))
  func everyEntryOfArXivIsFound(_ counted: WildFiles.Counted) throws {
    let file = try WildFiles.text(counted.file)
    #expect(MarkupFormat.detect(file.text) == .arxiv)
    let reading = ArXivReader.read(file)
    #expect(reading.recordCount == counted.numbers["entries"])
    #expect(reading.unread.isEmpty && reading.ignored.isEmpty && reading.diagnostics.isEmpty)
    for record in reading.records {
      #expect(record.paper.identifier(.arxiv) != nil)
      #expect(record.paper.date(.role(.submitted))?.precision == .day)
      #expect(!record.paper.authors.isEmpty && record.paper.abstract != nil)
    }
  }

  /// The count is that of the tags `PubmedArticle`, `PubmedBookArticle` and `MedlineCitation`, of which an article has two.
  @Test(arguments: WildFiles.counted("pubmed").filter { $0.kind == "PubMed XML" })
  func everyArticleOfPubMedIsFound(_ counted: WildFiles.Counted) throws {
    let file = try WildFiles.text(counted.file)
    let reading = PubMedXMLReader.read(file)
    let inner = file.text.ranges(of: #/<MedlineCitation\b/#).count
    #expect(reading.recordCount + inner == counted.numbers["records"], "\(reading.unread)")
    let references = reading.records.reduce(0) { $0 + $1.references.count }
    let listed = file.text.ranges(of: #/<Reference>/#).count
    #expect(references == (listed > 0 ? listed : file.text.ranges(of: #/RefType="Cites"/#).count))
  }

  @Test(arguments: WildFiles.counted("graphml"))
  func everyNodeAndEdgeOfGraphMLIsFound(_ counted: WildFiles.Counted) throws {
    let reading = try GraphMLReader.read(WildFiles.text(counted.file))
    #expect(reading.recordCount == counted.numbers["nodes_tags"], "\(reading.unread)")
    #expect(edgeCount(reading) == counted.numbers["edges_tags"], "\(reading.ignored)")
  }

  @Test(arguments: WildFiles.counted("gexf"))
  func everyNodeAndEdgeOfGEXFIsFound(_ counted: WildFiles.Counted) throws {
    let reading = try GEXFReader.read(WildFiles.text(counted.file))
    #expect(reading.recordCount == counted.numbers["nodes_tags"], "\(reading.unread)")
    #expect(edgeCount(reading) == counted.numbers["edges_tags"])
    #expect(reading.unread.isEmpty)
  }

  private func edgeCount(_ reading: RecordReading) -> Int {
    reading.records.reduce(0) { $0 + $1.references.count }
      + reading.ignored.count { $0.text.firstMatch(of: #/^<(\w+:)?edge\b/#) != nil }
  }

  /// Whole, or cut anywhere: no crash, and what stands before the cut is there.
  @Test(arguments: [
    "pubmed/JabRef+jabref/MedlineImporterTestArticleItalics.xml", "gexf/networkit+networkit/dynamicTest2.gexf",
  ])
  func filesThatAreCutAreReadUpToThere(_ name: String) throws {
    let file = try WildFiles.text(name)
    let bytes = Array(file.text.utf8)
    for end in stride(from: 1000, to: bytes.count, by: 1000) {
      let cut = CorpusFile(name: name, text: String(decoding: bytes[..<end], as: UTF8.self))
      let reading = MarkupFormat.detect(cut.text) == .gexf ? GEXFReader.read(cut) : PubMedXMLReader.read(cut)
      #expect(!reading.diagnostics.isEmpty)
      let nodes = cut.text.ranges(of: #/<(node|PubmedArticle)\s*[^>]*>/#).count
      #expect(abs(reading.recordCount - nodes) <= 1, "cut at \(end)")
    }
  }
}
