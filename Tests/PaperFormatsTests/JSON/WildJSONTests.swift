import Foundation
import PaperLineage
import Testing

@testable import PaperFormats

/// What is counted in the wild files is their outermost objects, or the elements of their lists.
@Suite(.enabled(if: WildFiles.folder != nil, "needs ../shared/wild"))
struct WildJSONTests {
  static func counted(_ format: String) -> [WildFiles.Counted] {
    WildFiles.counted(format).filter { $0.file.hasSuffix(".json") }
  }

  @Test(arguments: counted("csl-json"))
  func everyItemOfCSLIsFound(_ counted: WildFiles.Counted) throws {
    let reading = try CSLReader.read(WildFiles.text(counted.file))
    #expect(reading.recordCount == counted.numbers["records"], "\(reading.unread)")
    // Lists of names for the tests of a program are no bibliography.
    if !counted.file.hasSuffix("/data.json") { #expect(reading.unread.isEmpty) }
  }

  @Test(arguments: counted("openalex"))
  func everyWorkOfOpenAlexIsFound(_ counted: WildFiles.Counted) throws {
    let reading = try OpenAlexReader.read(WildFiles.text(counted.file))
    #expect(reading.recordCount == counted.numbers["records"], "\(reading.unread)")
    #expect(reading.records.reduce(0) { $0 + $1.references.count } == counted.numbers["refs_total"])
    let name = counted.file.split(separator: "/").last ?? ""
    let isOfWorks = name.hasPrefix("W") || name.hasPrefix("works")
    #expect(reading.records.isEmpty == !isOfWorks)
  }

  @Test(arguments: counted("semanticscholar"))
  func everyPaperOfSemanticScholarIsFound(_ counted: WildFiles.Counted) throws {
    let reading = try SemanticScholarReader.read(WildFiles.text(counted.file))
    // An author is one object with sixty papers.
    let expected = counted.file.hasSuffix("/Author.json") ? 60 : counted.numbers["records"]
    #expect(reading.recordCount == expected, "\(reading.unread)")
    if counted.file.hasSuffix("/Paper.json") {
      #expect(reading.records.first?.references.count == 14)
      #expect(reading.records.first?.citers.count == 1000)
    }
  }

  @Test(arguments: counted("crossref"))
  func everyWorkOfCrossrefIsFound(_ counted: WildFiles.Counted) throws {
    let reading = try CrossrefReader.read(WildFiles.text(counted.file))
    // An object of works by their DOI is one object with four works.
    let expected = counted.file.hasSuffix("/doi.json") ? 4 : counted.numbers["records"]
    #expect(reading.recordCount == expected, "\(reading.unread)")
    #expect(reading.records.count { !$0.references.isEmpty } == counted.numbers["with_reference"])
    let identified = reading.records.flatMap(\.references).count { reference in
      reference.identifiers.contains { $0.scheme == .doi }
    }
    #expect(identified == counted.numbers["ref_doi"])
  }

  @Test(arguments: counted("jgf"))
  func everyNodeAndEdgeOfTheGraphFormatIsFound(_ counted: WildFiles.Counted) throws {
    let file = try WildFiles.text(counted.file)
    let reading = JSONGraphReader.read(file)
    let root = try JSONSerialization.jsonObject(with: Data(file.text.utf8)) as? [String: Any] ?? [:]
    let graphs = (root["graphs"] as? [[String: Any]]) ?? (root["graph"] as? [String: Any]).map { [$0] } ?? []
    #expect(graphs.count == counted.numbers["graphs"])
    guard !graphs.isEmpty else {
      #expect(reading.records.isEmpty && reading.unread.count == 1)
      return
    }
    #expect(reading.unread.isEmpty)
    let nodes = graphs.reduce(0) {
      $0 + (($1["nodes"] as? [String: Any])?.count ?? ($1["nodes"] as? [Any])?.count ?? 0)
    }
    #expect(reading.records.count == nodes)
    let edges = graphs.reduce(0) { $0 + (($1["edges"] as? [Any])?.count ?? 0) }
    let arcs = graphs.flatMap { $0["hyperedges"] as? [[String: Any]] ?? [] }.reduce(0) { sum, edge in
      sum + ((edge["source"] as? [Any])?.count ?? 1) * ((edge["target"] as? [Any])?.count ?? 1)
    }
    #expect(reading.records.reduce(0) { $0 + $1.references.count } + reading.ignored.count == edges + arcs)
  }

  @Test(arguments: counted("vosviewer"))
  func everyItemOfVOSviewerIsFound(_ counted: WildFiles.Counted) throws {
    let file = try WildFiles.text(counted.file)
    let reading = VOSviewerReader.read(file)
    let root = try JSONSerialization.jsonObject(with: Data(file.text.utf8)) as? [String: Any] ?? [:]
    let network = root["network"] as? [String: Any]
    #expect(reading.records.count == (network?["items"] as? [Any])?.count)
    #expect(reading.unread.isEmpty)
    let links = reading.records.reduce(0) { $0 + $1.references.count }
    #expect(links == (counted.file.contains("citation_network_10000") ? 10_000 : 0))
    #expect(reading.ignored.count == (links == 0 ? 1 : 0))
  }

  @Test(arguments: [
    ("csl-json", BibliographyFormat.csl), ("openalex", .openAlex), ("semanticscholar", .semanticScholar),
    ("crossref", .crossref), ("jgf", .jsonGraph), ("vosviewer", .vosviewer),
  ])
  func formatsAreToldApart(format: String, expected: BibliographyFormat) throws {
    // Data sets, releases and schemas are answers of the same services, and no bibliographies.
    let others = [
      "Dataset.json", "DatasetDiff.json", "Release.json", "json-graph-schema_v1.json", "json-graph-schema_v2.json",
    ]
    for counted in Self.counted(format) {
      let text = try WildFiles.text(counted.file).text
      let isOther = others.contains { counted.file.hasSuffix("/" + $0) }
      #expect(JSONFormat.detect(Data(text.utf8)) == (isOther ? nil : expected), "\(counted.file)")
    }
  }
}
