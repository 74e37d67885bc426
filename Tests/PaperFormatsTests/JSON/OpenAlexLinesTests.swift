import Foundation
import PaperLineage
import TestSupport
import Testing

@testable import PaperFormats

struct OpenAlexLinesTests {
  private func temporary(_ data: Data, packed: Bool = false) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "openalex-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let url = folder.appending(path: "works.jsonl")
    try data.write(to: url)
    guard packed else { return url.path }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-n", url.path]
    try process.run()
    process.waitUntilExit()
    return url.path + ".gz"
  }

  /// Lines of works, some of them broken, empty or of something else.
  private func lines(_ count: Int, seed: UInt64) -> [String] {
    var random = SplitMix64(seed: seed)
    return (1...count).map { number in
      switch Int.random(in: 0..<40, using: &random) {
      case 0: return ""
      case 1: return #"{"id": "https://openalex.org/W\#(number)", "title": "cut"#
      case 2: return #"{"id": "https://openalex.org/A\#(number)", "display_name": "Somebody"}"#
      default:
        let references = (0..<Int.random(in: 0..<30, using: &random)).map { _ in
          "\"https://openalex.org/W\(Int.random(in: 1...4_000_000_000, using: &random))\""
        }
        let day = Int.random(in: 1...28, using: &random)
        return #"{"abstract_inverted_index": {"a\"b": [0, 2], "{": [1]}, "id": "https://openalex.org/W\#(number)", "#
          + #""doi": \#(number % 3 == 0 ? "null" : "\"https://doi.org/10.1000/x.\(number)(A)\""), "type": "article", "#
          + #""title": "Work \u00e9 \"\#(number)\"", "publication_date": "2019-\#(day % 2 == 0 ? "01" : "11")-\#(day < 10 ? "0" : "")\#(day)", "#
          + #""is_retracted": \#(number % 7 == 0), "referenced_works": [\#(references.joined(separator: ", "))]}"#
      }
    }
  }

  /// The stream says what the reader of whole texts says, packed or not, in one thread or several.
  @Test func linesAreReadAsByTheReaderOfTexts() throws {
    let text = lines(20_000, seed: 3).joined(separator: "\r\n")
    let expected = OpenAlexReader.read(CorpusFile(name: "x", text: text))
    #expect(expected.records.count > 18_000 && expected.unread.count > 500)
    for (packed, threads) in [(false, 1), (false, 3), (true, 2)] {
      let path = try temporary(Data(text.utf8), packed: packed)
      var records: [BibliographicRecord] = []
      var unread: [UnreadBlock] = []
      var last = 0
      let account = try OpenAlexLines.readRecords(
        path, threadCount: threads, progress: { last = $0.byteCount },
        unread: { unread.append($0) }, { records.append($0) })
      #expect(
        account
          == OpenAlexLines.Account(
            lineCount: records.count + unread.count, recordCount: expected.records.count,
            unreadCount: expected.unread.count))
      #expect(records.map(\.paper.identifiers) == expected.records.map(\.paper.identifiers))
      #expect(records.map(\.paper.title) == expected.records.map(\.paper.title))
      #expect(records.map(\.paper.place?.line) == expected.records.map(\.paper.place?.line))
      #expect(
        records.map { $0.references.map(\.identifiers) } == expected.records.map { $0.references.map(\.identifiers) })
      #expect(records.first?.paper.abstract == "a\"b { a\"b")
      #expect(unread.map(\.place.line) == expected.unread.map(\.place.line))
      let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
      #expect(last == size)

      // What is taken from the bytes is what the tree says.
      var essential: [BibliographicRecord] = []
      try OpenAlexLines.readRecords(path, detail: .essential, threadCount: threads) { essential.append($0) }
      for (short, full) in zip(essential, records) {
        #expect(short.paper.title == full.paper.title)
        #expect(short.paper.identifiers == full.paper.identifiers)
        #expect(short.paper.versions == full.paper.versions)
        #expect(short.paper.publication.isRetracted == full.paper.publication.isRetracted)
        #expect(short.references == full.references)
        #expect(short.paper.place == full.paper.place)
      }
      #expect(essential.count == records.count)
    }
  }

  @Test func worksWithoutTitleOrIdAreReadAlike() throws {
    let path = try temporary(
      Data(#"{"id": "https://openalex.org/W5", "title": null}\#n{"id": null, "title": "No Id"}\#n{"id": null}"#.utf8))
    for detail in [OpenAlexLines.Detail.full, .essential] {
      var titles: [String] = []
      let account = try OpenAlexLines.readRecords(path, detail: detail) { titles.append($0.paper.title) }
      #expect(titles == ["W5", "No Id"] && account.unreadCount == 1)
    }
  }

  @Test func blocksDoNotCutLines() throws {
    // One line longer than a block, among short ones.
    let long = #"{"title": "long", "x": "\#(String(repeating: "é", count: 9 << 20))", "id": "W7"}"#
    let short = #"{"id": "W1", "title": "short"}"#
    let path = try temporary(Data([short, long, short, "{\"id\": \"W9\""].joined(separator: "\n").utf8))
    var ids: [UInt64] = []
    let account = try OpenAlexLines.readWorks(path) { ids.append($0.id) }
    #expect(ids == [1, 7, 1])
    #expect(account.unreadCount == 1)
  }

  @Test func aWorkIsTakenFromItsBytes() throws {
    func work(_ text: String) throws -> OpenAlexWork {
      let bytes = Array(text.utf8)
      return try bytes.withUnsafeBufferPointer { try OpenAlexWork($0, range: 0..<$0.count) }
    }
    let whole = try work(
      #" {"x": [{"id": "W5"}], "id": "https://openalex.org/W10" , "doi": "https://doi.org/10.48550/ARXIV.2307.09288", "title": null, "display_name": "a\n", "publication_date": null, "publication_year" : 1999 , "is_retracted": false, "referenced_works": ["W1", "https://openalex.org/A2", null, "https://openalex.org/W3"]} "#
    )
    #expect(whole.id == 10 && whole.doi == "10.48550/arxiv.2307.09288" && whole.title == "a\n")
    #expect(whole.date == PublicationDate(year: 1999) && whole.references == [1, 3] && !whole.isRetracted)
    #expect(throws: OpenAlexWork.Fault.self) { try work(#"{"id": "https://openalex.org/A10"}"#) }
    #expect(throws: OpenAlexWork.Fault.self) { try work(#"{"id": "W10"} x"#) }
    #expect(
      try work(#"{"id": "W10", "doi": "https://doi.org/10.1000/a."}"#).doi == PaperIdentifier(.doi, "10.1000/a.")?.value
    )
  }

  @Test func faultsOfFilesAreTold() throws {
    #expect(throws: OpenAlexLines.ReadError.input(.notFound(path: "/nowhere/x"))) {
      try OpenAlexLines.readWorks("/nowhere/x") { _ in }
    }
    let text = lines(3_000, seed: 5).joined(separator: "\n")
    let packed = try Data(contentsOf: URL(fileURLWithPath: temporary(Data(text.utf8), packed: true)))
    let path = try temporary(packed.prefix(packed.count / 2))
    var count = 0
    #expect(throws: OpenAlexLines.ReadError.gzip(path: path, .truncated(byteCount: packed.count / 2))) {
      try OpenAlexLines.readWorks(path) { _ in count += 1 }
    }
    // What was whole before the cut is handed on.
    #expect(count > 500)
    struct Stop: Error {}
    #expect(throws: Stop.self) { try OpenAlexLines.readWorks(temporary(Data(text.utf8))) { _ in throw Stop() } }
    let twice = try temporary(packed + packed + Data(count: 100))
    var sum = 0
    try OpenAlexLines.readWorks(twice) { _ in sum += 1 }
    var once = 0
    try OpenAlexLines.readWorks(temporary(Data((text + text).utf8))) { _ in once += 1 }
    #expect(sum == once)
    #expect(try OpenAlexLines.readWorks(temporary(Data())) { _ in } == OpenAlexLines.Account())
  }
}
