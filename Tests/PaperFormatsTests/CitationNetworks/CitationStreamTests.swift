import CitationGraph
import Foundation
import PaperLineage
import Synchronization
import TestSupport
import Testing

@testable import PaperFormats

@Suite struct CitationStreamTests {
  /// A folder that is gone with the test.
  private final class Folder {
    let url = FileManager.default.temporaryDirectory.appending(path: "citation-stream-\(UUID().uuidString)")
    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: url) }

    func file(_ name: String, _ text: String) throws -> String {
      let file = url.appending(path: name)
      try Data(text.utf8).write(to: file)
      return file.path
    }
  }

  private func work(
    _ id: Int, _ title: String, doi: String? = nil, date: String? = nil, references: [Int] = []
  ) -> String {
    var members = ["\"id\":\"https://openalex.org/W\(id)\"", "\"title\":\"\(title)\""]
    if let doi { members.append("\"doi\":\"https://doi.org/\(doi)\"") }
    if let date { members.append("\"publication_date\":\"\(date)\"") }
    members.append(
      "\"referenced_works\":[\(references.map { "\"https://openalex.org/W\($0)\"" }.joined(separator: ","))]")
    return "{\(members.joined(separator: ","))}\n"
  }

  private func ancestors(_ network: CitationNetwork, _ identifier: String) throws -> Set<String> {
    let start = try #require(network.index(of: identifier))
    var seen: Set<PaperIndex> = []
    var waiting = [start]
    while let paper = waiting.popLast() {
      for cited in network.graph.references(of: paper) where seen.insert(cited).inserted { waiting.append(cited) }
    }
    return Set(seen.map { network.identifiers[$0.row] })
  }

  /// Random works with references forth and back, to works that are not there, to themselves and twice.
  private func randomLines(seed: UInt64) -> String {
    var random = SplitMix64(seed: seed)
    let count = Int.random(in: 1...40, using: &random)
    return (1...count).map { number in
      let references = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        Int.random(in: 1...(count * 5 / 4 + 1), using: &random)
      }
      let year = 1980 + number
      let date = ["\(year)-03-04", "\(year - 10)-01-01", nil].randomElement(using: &random) ?? nil
      return work(
        number, "A study of the matter number \(number) in full", doi: number % 3 == 0 ? "10.1000/x\(number)" : nil,
        date: date, references: references)
    }.joined()
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func aStreamSaysWhatACorpusSays(seed: UInt64) throws {
    let folder = try Folder()
    let text = randomLines(seed: seed)
    let path = try folder.file("works.jsonl", text)
    try #require(CitationStream.isStream(path))
    let stream = try CitationStream.read([path])
    #expect(stream.account.isBalanced)

    let merged = RecordMerger().merge([OpenAlexReader.read(CorpusFile(name: path, text: text))])
    let (told, account) = (stream.account.network, merged.account)
    #expect(told.papers == account.papers && told.undated == account.undated && told.isolated == account.isolated)
    #expect(told.references == account.references && told.dangling == account.unmatched)
    #expect(told.relations == account.relations && told.duplicates == account.duplicateRelations)
    #expect(told.selfRelations == account.selfRelations)
    #expect(told.backward == account.backward && told.inCycles == account.inCycles)

    let corpus = try Corpus(merged.parts)
    let network = LineageNetwork(corpus, following: Set(RelationKind.allCases))
    for paper in corpus.papers {
      let name = try #require(paper.identifier(.openAlex))
      var expected: Set<String> = []
      var waiting = [network.index(of: paper.id)]
      while let next = waiting.popLast() {
        for cited in network.graph.references(of: next) {
          let id = network.paper(cited).identifier(.openAlex) ?? ""
          if expected.insert(id).inserted { waiting.append(cited) }
        }
      }
      #expect(try ancestors(stream.network, name) == expected)
      let row = try #require(stream.network.index(of: name))
      #expect(stream.network.titles?[row.row] == paper.title)
      let date = paper.date(.earliest)
      #expect(stream.network.date(of: row).description == date?.description ?? "undated")
    }
  }

  @Test func referencesToWorksOfNoFileAreLeftOutUnlessTheyAreAskedFor() throws {
    let folder = try Folder()
    let path = try folder.file(
      "works.jsonl", work(1, "First", date: "2001-02-03") + work(2, "Second", date: "2002", references: [1, 9, 9, 8]))
    let plain = try CitationStream.read([path])
    #expect(plain.account.network.dangling == 3 && plain.account.network.relations == 1)
    #expect(plain.network.graph.paperCount == 2)
    #expect(plain.account.text.contains("3 to papers of none of them, left out; --keep-cited keeps those"))
    let kept = try CitationStream.read([path], keepsCited: true)
    #expect(kept.account.isBalanced)
    #expect(kept.account.network.citedOnly == 2 && kept.account.network.dangling == 0)
    #expect(kept.account.network.relations == 3 && kept.account.network.duplicates == 1)
    #expect(try ancestors(kept.network, "W2") == ["W1", "W8", "W9"])
    let row = try #require(kept.network.index(of: "W9"))
    #expect(kept.network.date(of: row) == .unknown && kept.network.name(of: row) == "W9")
    // Undated papers come first, then the others by date.
    #expect((0..<4).map { kept.network.identifiers[$0] } == ["W8", "W9", "W1", "W2"])
  }

  @Test func filesOfAllKindsMeetByTheirIdentifiersInAnyOrder() throws {
    let folder = try Folder()
    let works = try folder.file(
      "works.jsonl",
      work(10, "Base", doi: "10.1/BASE", date: "2001-05-06") + work(11, "Next", doi: "10.1/next", references: [10])
        + "{\"id\":\"https://openalex.org/A5\"}\n")
    let table = try folder.file(
      "citations.csv",
      """
      oci,citing,cited,creation,timespan,journal_sc,author_sc
      1,doi:10.1/Late omid:br/1,10.1/next,2020-03-04,P3Y1M,no,no
      2,"10.1/late","10.1/base",2020-03-04,,no,no
      3,,10.1/base,2020,,no,no
      """)
    let bibliography = try folder.file(
      "refs.bib",
      """
      @article{own, title = {A paper that builds on the base of it all}, author = {Doe, Jane}, year = 2019,
        references = {Roe, R., Base (2001) J. Things, 1, pp. 2-3, 10.1/base}}
      """)
    let reading = try CitationStream.read([works, table, bibliography])
    #expect(reading.account.isBalanced, "\(reading.account)")
    #expect(reading.account.network.papers == 4)
    #expect(reading.account.files.map(\.unread).reduce(0, +) == 2)
    #expect(reading.diagnostics.count { $0.message == "no citing paper" } == 1)
    let network = reading.network
    #expect(try ancestors(network, "10.1/late") == ["W10", "W11"])
    let next = try #require(network.index(of: "W11"))
    // Three years and a month before the citing one.
    #expect(network.date(of: next).description == "2017-02")
    let own = try #require(network.index(ofTitle: "A paper that builds on the base of it all"))
    #expect(network.graph.references(of: own).map { network.identifiers[$0.row] } == ["W10"])
    let other = try CitationStream.read([bibliography, table, works])
    #expect(other.network == network && other.account == reading.account)
  }

  @Test func aListAnswerAndASingleWorkAreNoLines() throws {
    let folder = try Folder()
    let one = work(1, "First")
    let answer = try folder.file("answer.json", "{\"meta\":{\"count\":1},\"results\":[\(one.dropLast())]}")
    #expect(!CitationStream.isStream(answer))
    let long = "{\"meta\":{},\"results\":[" + String(repeating: one.dropLast() + ",", count: 6000) + "]}"
    #expect(!CitationStream.isStream(try folder.file("long.json", long)))
    #expect(!CitationStream.isStream(try folder.file("pretty.json", one.replacing(",", with: ",\n  "))))
    #expect(CitationStream.isStream(try folder.file("line.jsonl", one)))
    #expect(!CitationStream.isStream(try folder.file("refs.bib", "@article{a, title={B}}\n")))
    #expect(!CitationStream.isStream(folder.url.path) && !CitationStream.isStream("-"))
  }

  @Test func rowsAreReadAcrossBlocksAndWithQuotes() throws {
    let folder = try Folder()
    var lines = "citing,cited,creation\r\n"
    for number in 1...300_000 {
      lines += "\"10.5555/paper.\(number)\",10.5555/PAPER.\(number - 1),2\(number % 10)00-01\r\n"
    }
    let path = try folder.file("table.csv", lines)
    let reading = try CitationStream.read([path])
    #expect(reading.account.isBalanced)
    #expect(reading.account.network.papers == 300_001 && reading.account.network.relations == 300_000)
    #expect(reading.network.identifiers[0] == "10.5555/paper.0")
  }

  @Test func everyFileHasAnAccountOfItsOwn() throws {
    let folder = try Folder()
    _ = try folder.file("works.jsonl", work(10, "Base", doi: "10.1/base", date: "2001-05-06") + work(11, "Next"))
    _ = try folder.file("a.bib", "@misc{a, title={A}, cites={b}}\n@misc{b, title={Base}, doi={10.1/base}}\n")
    _ = try folder.file("b.bib", "@misc{c, title={C}, cites={c, nobody}}\n@article{ }\n")
    _ = try folder.file("c.yaml", "papers:\n  - {id: e, title: E, cites: f}\n  - {id: f, title: F}\n")
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "more"), withIntermediateDirectories: false)
    let reading = try CitationStream.read([folder.url.path])
    #expect(reading.account.isBalanced, "\(reading.account)")
    let told = reading.account.files.map { file in
      "\(file.file.split(separator: "/").last ?? "") \(file.format): \(file.records) \(file.papers) \(file.merged) "
        + "\(file.unread) \(file.references)"
    }
    #expect(
      told == [
        "works.jsonl OpenAlex: 2 2 0 0 0", "a.bib BibTeX: 2 1 1 0 1", "b.bib BibTeX: 2 1 0 1 2",
        "c.yaml corpus file: 2 2 0 0 1",
      ])
    #expect(reading.diagnostics.contains { $0.message == "it is not read: a folder in a folder" })
    // Of two corpus files it is not known any more which one told a relation.
    _ = try folder.file("d.yaml", "papers:\n  - {id: g, title: G, cites: e}\n")
    let together = try CitationStream.read([folder.url.path]).account
    #expect(together.isBalanced && together.files.map(\.file).last == "4 smaller files")
  }

  @Test func everyStepIsTold() throws {
    let folder = try Folder()
    let works = try folder.file("works.jsonl", #"{"id":"https://openalex.org/W1","title":"A"}"# + "\n")
    let table = try folder.file("table.csv", "citing,cited\n10.1/a,10.1/b\n")
    let bibliography = try folder.file("refs.bib", "@misc{a, title={A}}\n")
    let steps = Mutex<[ReadingStep]>([])
    _ = try CitationStream.read([works, table, bibliography]) { step in steps.withLock { $0.append(step) } }
    let told = steps.withLock { $0 }
    for (number, path) in [(2, table), (3, works)] {
      #expect(told.contains(.reading(file: path, number: number, count: 3)))
    }
    #expect(told.contains(.reading(file: bibliography, number: 1, count: 1)))
    #expect(told.contains { if case .bytes(let done, let total) = $0 { done == total } else { false } })
    #expect(told.last == .joining(records: 3))
  }

  /// The date of a cited paper that was counted from a span stands back behind its own, whichever comes first.
  @Test(
    arguments: ["a,b,2020-03-04,P3Y1M", "b,c,2017-03-15,", "a,b,2020-03-04,P3Y1M\nb,c,2017-03-15,"], [false, true])
  func saidDatesComeBeforeCountedOnes(rows: String, isReversed: Bool) throws {
    let folder = try Folder()
    let lines = rows.split(separator: "\n")
    let path = try folder.file(
      "t.csv",
      "citing,cited,creation,timespan\n" + (isReversed ? lines.reversed() : lines).joined(separator: "\n") + "\n")
    let reading = try CitationStream.read([path])
    let row = try #require(reading.network.index(of: "b"))
    #expect(reading.network.date(of: row).description == (rows.contains("2017") ? "2017-03-15" : "2017-02"))
    #expect(reading.account.network.contradictingDates == 0)
  }

  @Test(arguments: [
    ("2020-03-04", "P3Y1M", "2017-02"), ("2020-03-04", "P3Y", "2017"), ("2020-03-04", "-P1Y", "2021"),
    ("2020-03-31", "P0Y1M30D", "2020-02-01"), ("2020-03-04", "P1Y2M3D", "2019-01-01"),
  ])
  func spansAreCountedBack(date: String, span: String, expected: String) throws {
    let date = try #require(PublicationDate(date))
    #expect(try #require(Timespan(span)).before(date)?.description == expected)
  }

  @Test(arguments: ["", "P", "3Y", "P3", "PY", "P3M2Y", "P3Y3Y", "P12345Y", "--P3Y", "P3YX", "P3Y1M2D4"])
  func whatIsNoSpanIsNone(text: String) {
    #expect(Timespan(text) == nil)
  }
}

extension CitationNetwork {
  fileprivate func index(ofTitle title: String) -> PaperIndex? {
    (0..<graph.paperCount).first { titles?[$0] == title }.map { PaperIndex($0) }
  }
}
