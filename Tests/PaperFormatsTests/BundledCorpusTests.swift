import Foundation
import PaperFormats
import PaperLineage
import Testing
import Yams

/// The folder of the package, found from this file.
let packageFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// The files of the bundled corpus as they stand in `Data/`, by name.
func corpusFiles() throws -> [(name: String, text: String)] {
  let folder = packageFolder.appending(components: "Data", "llm-2023")
  return try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }.sorted()
    .map { ($0, try String(contentsOf: folder.appending(component: $0), encoding: .utf8)) }
}

struct BundledCorpusTests {
  let corpus: Corpus

  init() throws {
    corpus = try #require(CorpusSource.bundled().corpus)
  }

  @Test func holdsTheReadingList() {
    #expect(corpus.members.count == 26)
    #expect(CorpusSource.bundled().diagnostics == [])
    #expect(corpus.check().filter { $0.severity == .error } == [])
    #expect(corpus.topics.compactMap { $0.labels["zh"] } == ["基座", "对齐", "智能体", "端侧", "多模态"])
    #expect(corpus.topics.map { topic in corpus.members.count { $0.topic == topic.id } } == [9, 3, 4, 6, 4])
    #expect(corpus.papers.filter(\.isExternal).allSatisfy { $0.topic == nil })
  }

  @Test func isListedByMonth() {
    let timeline = Timeline(corpus.members, by: .month, dateChoice: .role(.listed))
    #expect(timeline.entries.first?.period.description == "2023-01")
    #expect(timeline.entries.last?.period.description == "2024-01")
    #expect(timeline.entries.map(\.papers.count) == [1, 1, 1, 1, 5, 1, 3, 3, 2, 2, 1, 3, 2])
    #expect(timeline.unplaced.isEmpty)
  }

  @Test func everyMemberIsComplete() {
    for paper in corpus.members {
      #expect(!paper.title.isEmpty && !paper.name.isEmpty, "\(paper.id)")
      #expect(paper.date(.role(.listed))?.precision == .month, "\(paper.id)")
      #expect(paper.date(.role(.submitted)) != nil, "\(paper.id)")
      #expect(!paper.organizations.isEmpty && paper.listedOrganization != nil, "\(paper.id)")
      #expect(paper.link?.hasPrefix("https://arxiv.org/abs/") == true, "\(paper.id)")
      #expect(paper.identifier(.arxiv).map { paper.link?.hasSuffix($0) == true } == true, "\(paper.id)")
      #expect((paper.impact ?? "").count > 40, "\(paper.id)")
    }
  }

  @Test func everyRelationHasEvidence() {
    for relation in corpus.relations {
      let name = "\(relation.citing) \(relation.kind) \(relation.cited)"
      #expect(relation.evidence.count == 1, "\(name)")
      #expect(relation.evidence.allSatisfy { $0.locator?.isEmpty == false && $0.isVerified != nil }, "\(name)")
      #expect(relation.evidence.allSatisfy { $0.isVerified == true || $0.confidence < 1 }, "\(name)")
    }
  }

  @Test(arguments: [["llama", "llama-2", "code-llama"], ["speculative-decoding", "specinfer", "medusa"]])
  func leadsFromStepToStep(_ ids: [String]) {
    let chain = ids.map(PaperID.init)
    let network = LineageNetwork(corpus, includingExternal: false)
    for (earlier, later) in zip(chain, chain.dropFirst()) {
      let relations = network.relations(citing: network.index(of: later), cited: network.index(of: earlier))
      #expect(!relations.isEmpty && relations.allSatisfy(\.kind.bearsLineage), "\(earlier) → \(later)")
    }
    #expect(network.paths(from: chain[0], to: chain[2], limit: 100).paths.contains { $0.papers == chain })
  }

  @Test func isTheFilesInData() throws {
    let files = try corpusFiles()
    #expect(files.count == 7)
    let read = CorpusReader.read(files.map { CorpusFile(name: "llm-2023/\($0.name)", text: $0.text) })
    #expect(read.corpus == corpus)
  }

  @Test func isTheSameAsJSON() throws {
    let files = try corpusFiles().map { file in
      CorpusFile(name: file.name, text: try json(#require(try Yams.compose(yaml: file.text))))
    }
    let read = CorpusReader.read(files)
    #expect(read.diagnostics == [])
    #expect(try #require(read.corpus).withoutPlaces == corpus.withoutPlaces)
  }

  /// A node as JSON: true, false and plain fractions as they are, everything else as a string.
  private func json(_ node: Node) throws -> String {
    switch node {
    case .scalar(let scalar):
      let isBare =
        scalar.style == .plain && (["true", "false"].contains(scalar.string) || scalar.string.hasPrefix("0."))
      return isBare ? scalar.string : try Self.quoted(scalar.string)
    case .sequence(let items): return "[" + (try items.map(json).joined(separator: ",")) + "]"
    case .mapping(let pairs):
      return "{" + (try pairs.map { "\(try json($0.key)):\(try json($0.value))" }.joined(separator: ",\n")) + "}"
    case .alias: return "null"
    }
  }

  private static func quoted(_ text: String) throws -> String {
    String(decoding: try JSONSerialization.data(withJSONObject: text, options: .fragmentsAllowed), as: UTF8.self)
  }
}

extension Corpus {
  /// The parts without where they stand in their files.
  var withoutPlaces: CorpusParts {
    var parts = parts
    for index in parts.papers.indices { parts.papers[index] = parts.papers[index].withoutPlaces }
    for index in parts.relations.indices {
      parts.relations[index].place = nil
      for item in parts.relations[index].evidence.indices { parts.relations[index].evidence[item].place = nil }
    }
    return parts
  }
}
