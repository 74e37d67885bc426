import Foundation
import PaperLineage
import TestSupport
import Testing

@testable import PaperFormats

/// Files that are cut off or damaged: what is read of them and what is not adds up, and nothing crashes.
@Suite(.timeLimit(.minutes(60))) struct DamagedImportTests {
  private static let bundled = CorpusSource.bundled().corpus

  /// A text of each format that is written here, and of some that are not.
  private static let texts: [(name: String, text: String)] = {
    guard let bundled else { return [] }
    let formats: [ExportFormat] = [
      .bibtex, .ris, .csl, .csv, .graphML, .gexf, .pajek, .dot, .jsonGraph, .vosviewer, .markdown,
    ]
    let written = formats.flatMap { format in
      CorpusExport.files(bundled, as: format).map { ("corpus" + $0.suffix, $0.text) }
    }
    let works = (1...60).map { number in
      #"{"id":"https://openalex.org/W\#(number)","title":"Work \#(number)","publication_date":"2020-02-\#(number % 28 + 1)","referenced_works":["https://openalex.org/W\#(number / 2)"],"abstract_inverted_index":{"word":[0,2],"other":[1]}}"#
    }
    let wos = (1...20).map { number in
      "PT J\nAU Smith, A\nTI A title of number \(number)\nPY \(1990 + number)\nCR Smith A, \(1989 + number), J X, V1, P\(number)\nVL 1\nBP \(number + 1)\nER\n\n"
    }
    let articles = (1...20).map { number in
      "<PubmedArticle><MedlineCitation><PMID>\(number)</PMID><Article><ArticleTitle>Title \(number)</ArticleTitle></Article></MedlineCitation></PubmedArticle>\n"
    }
    return written + [
      ("works.jsonl", works.joined(separator: "\n") + "\n"),
      ("wos.txt", "FN Clarivate\nVR 1.0\n" + wos.joined() + "EF\n"),
      ("pubmed.xml", "<?xml version=\"1.0\"?>\n<PubmedArticleSet>\n" + articles.joined() + "</PubmedArticleSet>\n"),
      ("pubmed.nbib", (1...30).map { "PMID- \($0)\nTI  - Title of \($0)\nDP  - 2001 Jan\n\n" }.joined()),
      (
        "citations.csv",
        "citing,cited,creation,timespan\n" + (1...60).map { "10.1/\($0),10.1/\($0 / 2),2001-02,P1Y\n" }.joined()
      ),
      ("list.txt", (1...200).map { "p\($0) p\($0 / 3)\n" }.joined()),
      (
        "scopus.csv",
        "Authors,Title,Year,References,EID\n"
          + (1...40).map { "A. B.,\"Title, \($0)\",2001,\"X Y., Title \($0 - 1), (2000)\",2-s2.0-\($0)\n" }.joined()
      ),
      (
        "graph.gml",
        "graph [ directed 1\n"
          + (1...60).map { "node [ id \($0) label \"N \($0)\" ]\nedge [ source \($0) target \($0 / 2 + 1) ]\n" }
          .joined() + "]\n"
      ),
      (
        "assets.yaml",
        (1...40).map {
          "- type: model\n  name: M\($0)\n  organization: O\n  created_date: 2023-01-0\($0 % 9 + 1)\n  dependencies: [M\($0 / 2)]\n"
        }.joined()
      ),
    ]
  }()

  /// Reads bytes as a file of a name.
  private func expectBalance(_ bytes: some Sequence<UInt8>, _ name: String, _ note: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.file(name, bytes)
    do throws(InputError) {
      let reading = try CorpusSource.read([path])
      #expect(reading.account.isBalanced, "\(name), \(note)")
      // Every record of every file is told of.
      let unread = reading.account.files.reduce(0) { $0 + $1.unread }
      #expect(unread <= reading.unread.count, "\(name), \(note)")
    } catch {
      // Refused with a reason, and nothing made of it.
      switch error {
      case .unknownFormat, .notText, .gzip, .emptyFolder, .partitionAlone: break
      default: Issue.record("\(name), \(note): \(error)")
      }
    }
  }

  @Test(arguments: texts.map(\.name))
  func aFileThatIsCutOffIsAccountedFor(_ name: String) throws {
    let text = try #require(Self.texts.first { $0.name == name }?.text)
    let bytes = Array(text.utf8)
    try expectBalance(bytes, name, "whole")
    for end in stride(from: 0, to: min(bytes.count, 40_000), by: 1000) {
      try expectBalance(bytes[..<end], name, "cut at \(end)")
    }
  }

  @Test(arguments: texts.map(\.name))
  func aDamagedFileIsAccountedFor(_ name: String) throws {
    let text = try #require(Self.texts.first { $0.name == name }?.text)
    let bytes = Array(text.utf8.prefix(12_000))
    for seed in 0..<12 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...20, using: &random) {
        let place = Int.random(in: 0..<damaged.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: damaged[place] = UInt8.random(in: 0...255, using: &random)
        case 1: damaged.removeSubrange(place..<min(damaged.count, place + 40))
        case 2: damaged.insert(contentsOf: damaged[place..<min(damaged.count, place + 60)], at: place)
        default: damaged[place] = Array("\"{}[],;\n<>@".utf8).randomElement(using: &random) ?? 0
        }
        if damaged.isEmpty { break }
      }
      try expectBalance(damaged, name, "seed \(seed)")
    }
  }

  /// A packed file that is cut anywhere is refused: nobody can say what is missing.
  @Test func aPackedFileThatIsCutOffIsRefused() throws {
    for name in ["works.jsonl", "corpus.bib"] {
      let folder = try TemporaryFolder()
      let text = try #require(Self.texts.first { $0.name == name }?.text)
      let path = try folder.file(name, text.utf8)
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = ["gzip", "-n", path]
      try process.run()
      process.waitUntilExit()
      let packed = try Data(contentsOf: URL(fileURLWithPath: path + ".gz"))
      #expect(try CorpusSource.read([path + ".gz"]).corpus?.papers.isEmpty == false)
      for end in [1, 2, 5, 11, 20] + Array(stride(from: 50, to: packed.count, by: 1000)) + [packed.count - 1] {
        let cut = try folder.file("cut.gz", packed[..<end])
        #expect(throws: InputError.self, "\(name) at \(end)") { try CorpusSource.read([cut]) }
      }
    }
  }

  @Test(.enabled(if: WildFiles.folder != nil, "needs ../shared/wild"))
  func everyWildFileThatIsCutOffIsAccountedFor() throws {
    let folder = try #require(WildFiles.folder)
    for name in [
      "wos/massimoaria+bibliometrix/wos_sample.txt", "scopus/massimoaria+bibliometrix/scopus_sample.csv",
      "graphml/igraph+igraph/graphml-hsa05010.xml",
    ] {
      let bytes = try Data(contentsOf: folder.appending(path: name))
      for end in stride(from: 1000, to: min(bytes.count, 100_000), by: 1000) {
        try expectBalance(bytes[..<end], URL(fileURLWithPath: name).lastPathComponent, "cut at \(end)")
      }
    }
  }
}
