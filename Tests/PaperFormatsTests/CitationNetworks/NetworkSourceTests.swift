import CitationGraph
import Foundation
import PaperFormats
import PaperLineage
import TestSupport
import Testing

/// A folder that is gone after a test.
private final class Folder {
  let url = FileManager.default.temporaryDirectory.appending(component: "networks-\(UUID().uuidString)")

  init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(at: url) }

  func file(_ name: String, _ text: String) throws -> String { try file(name, Data(text.utf8)) }

  func file(_ name: String, _ data: Data) throws -> String {
    let file = url.appending(component: name)
    try data.write(to: file)
    return file.path
  }

  func packed(_ path: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-n", "-k", "-f", path]
    try process.run()
    process.waitUntilExit()
    return path + ".gz"
  }
}

struct NetworkSourceTests {
  // MARK: - What is a network

  @Test(arguments: [
    "1\t2\n2\t3\n", "1 2\n", "1 2", "1,2\r\n2,3\r\n", "1 ; 2\n", "# a comment\n% another\n\n1\t2\n", "\u{FEFF}1\t2\n",
    "1 2 0.5\n2 3 -1e-3\n", "1 2 1 1082040961\n", "citing,cited\n1,2\n", "# FromNodeId ToNodeId\n1 2\n",
    "P83-1025 A79-1000\nP84-1 P83-1025\n", "10.1002/a,10.1029/b\n", "A\tC\nC\tE\nE\tA\n",
    "A C\nC E\nE A\nC A\n", "汉1 字2\n字2 文3\n",
  ])
  func aListOfRelationsIsTold(_ text: String) throws {
    let folder = try Folder()
    let path = try folder.file("list.txt", text)
    #expect(NetworkSource.format(ofFileAt: path) == .edgeList)
    #expect(NetworkSource.format(ofFileAt: try folder.packed(path)) == .edgeList)
    #expect(try NetworkSource.read(path).network.graph.relationCount >= 1)
  }

  @Test(arguments: [
    "", "\n", "papers:\n  - {id: a, title: A}\n", "title: A 1\nabc: 2\n", "Just some words.\nAnd more of them.\n",
    "Hidden Markov\nDeep Learning\nMachine Translation\n", "id,title,date\n1,A,2001\n", "1\n2\n3\n",
    "@article{a1,\n", "TY  - JOUR\n", "*Vertices 3\n1 2\n", "{\"a\": 1}\n", "[1, 2]\n", "<a b=\"1\"/>\n",
    "\"a1\",\"b2\"\n\"c3\",\"d4\"\n", "9301253\t1993-01-05\n9301254\t1993-01\n", "a: 1\nb: 2\nc: 3\n",
    "# Papers of 2023\n\n- [A 1](https://example.org)\n", "1 2\u{0}\n",
  ])
  func nothingElseIs(_ text: String) throws {
    let folder = try Folder()
    #expect(NetworkSource.format(ofFileAt: try folder.file("list.txt", text)) == nil)
  }

  @Test func endingsAndPlaces() throws {
    let folder = try Folder()
    #expect(NetworkSource.format(ofFileAt: try folder.file("a.yaml", "1 2\n")) == nil)
    #expect(NetworkSource.format(ofFileAt: try folder.file("a.lgraph", "1 2\n")) == .graphFile)
    #expect(NetworkSource.format(ofFileAt: folder.url.path) == nil)
    #expect(NetworkSource.format(ofFileAt: folder.url.path + "/absent") == nil)
    #expect(NetworkSource.format(ofFileAt: "-") == nil)
    #expect(NetworkSource.format(ofFileAt: "/dev/null") == nil)
    // Longer than what is looked at, without a line end in it, and cut in the middle of a character.
    #expect(NetworkSource.format(ofFileAt: try folder.file("long", String(repeating: "字", count: 30_000))) == nil)
    let list = try folder.file("list", String(repeating: "汉字1 汉字2\n", count: 10_000))
    #expect(NetworkSource.format(ofFileAt: list) == .edgeList)
  }

  /// No corpus, reading list or export that others made is taken for a network.
  @Test func sharedFilesAreToldApart() throws {
    guard let shared = SharedFiles.folder else { return }
    // Lists of two identifiers a line are relations, whatever they are of.
    let networks = ["wild/opencitations/", "wild/vosviewer/", "wild/edgelist/", "graphs/", "wild/gml/"]
    for folder in ["wild", "seed", "graphs"] {
      let root = shared.appending(component: folder)
      guard let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil) else { continue }
      for case let file as URL in files where !file.hasDirectoryPath {
        let path = file.path
        guard NetworkSource.format(ofFileAt: path) != nil else { continue }
        #expect(networks.contains { path.contains("/\($0)") }, "\(path)")
        #expect(!path.hasSuffix("-dates.txt"), "\(path)")
      }
    }
    for name in ["cit-HepPh.txt", "acl-anthology.txt"] {
      let path = shared.appending(components: "graphs", name).path
      guard FileManager.default.fileExists(atPath: path) else { continue }
      #expect(NetworkSource.format(ofFileAt: path) == .edgeList)
    }
    let data = packageFolder.appending(component: "Data")
    for case let file as URL in FileManager.default.enumerator(at: data, includingPropertiesForKeys: nil) ?? .init() {
      #expect(NetworkSource.format(ofFileAt: file.path) == nil, "\(file.path)")
    }
  }

  // MARK: - Reading

  @Test func theAccountIsExact() throws {
    let folder = try Folder()
    let edges = try folder.file("edges.txt", "# c\n3\t1\n3\t1\n\n2\t2\n2\t1\textra\nlone\n")
    let dates = try folder.file("dates.txt", "# d\n1 1999\n1 1999\n1 2000\n9 2001\n2 soon\n\n")
    let papers = try folder.file(
      "papers.csv", "id,title,date\n1,One,1990\n1,Uno,\n2,,\n7,Seven,\n,None,\n\"a b\",C,\n3,\"T\nThree\",x,y\n")
    let reading = try NetworkSource.read(edges: edges, dates: dates, papers: papers)
    let account = reading.account.replacing(folder.url.path + "/", with: "")
    #expect(
      account == """
        edges.txt: 7 lines: 4 relations, 1 comment, 1 blank, 1 that cannot be read
          3 papers, 2 relations kept; left out: 1 duplicate, 1 from a paper to itself
          further columns ignored on 1 line
        dates.txt: 7 lines: 1 paper dated, 2 without date; 1 comment, 1 blank, 1 that cannot be read
          dates of what no relation names: 1 line; of a paper again, alike: 1, otherwise: 1 (the first was kept)
        papers.csv: 7 records: 3 papers named, 1 of papers named before, 1 of papers that no relation names, \
        1 without identifier, 1 with one that no list can hold
          1 record with more or fewer fields than the first line
          its dates were not used, as there is a list of dates

        """)
    #expect(reading.format == .edgeList)
    #expect(reading.diagnostics.map { "\($0.place?.line ?? 0):\($0.place?.column ?? 0)" } == ["7:1", "6:3"])
    let network = reading.network
    #expect(network.graph.papers.map(network.name(of:)) == ["2", "T Three", "One"])
    #expect(network.graph.papers.map { network.date(of: $0).description } == ["undated", "undated", "1999"])

    // Without a list, the dates of the table count, and are told with its own lines.
    let dated = try NetworkSource.read(edges: edges, papers: papers)
    #expect(
      dated.account.contains("  1 paper dated, 2 without date; 1 date that cannot be read\n"))
    #expect(dated.diagnostics.last?.place?.line == 9)
    #expect(dated.network.date(of: try #require(dated.network.index(of: "1"))).description == "1990")
  }

  @Test func packedFilesAreReadAlike() throws {
    let folder = try Folder()
    let edges = try folder.file("edges.txt", "3 1\n3 2\n")
    let dates = try folder.file("dates.txt", "1 1999\n3 2001-02\n")
    let papers = try folder.file("papers.tsv", "id\ttitle\n2\t二\n")
    let plain = try NetworkSource.read(edges: edges, dates: dates, papers: papers)
    let packed = try NetworkSource.read(
      edges: folder.packed(edges), dates: folder.packed(dates), papers: folder.packed(papers))
    #expect(packed.network == plain.network)
    #expect(packed.account == plain.account.replacing(".txt", with: ".txt.gz").replacing(".tsv", with: ".tsv.gz"))

    let bytes = try Data(contentsOf: URL(fileURLWithPath: edges + ".gz"))
    for count in [5, bytes.count - 9] {
      let cut = try folder.file("cut.gz", bytes.prefix(count))
      #expect(NetworkSource.format(ofFileAt: cut) == .edgeList)
      #expect(throws: NetworkError.self) { try NetworkSource.read(cut) }
    }
  }

  @Test func numbersAndTextsAreNamedAsTheRelationsNameThem() throws {
    let folder = try Folder()
    let numbers = try folder.file("numbers.txt", "7 1\n")
    let papers = try folder.file("papers.csv", "id,title,date\n007,Zeros,1990\n7,Seven,1991\n")
    let network = try NetworkSource.read(edges: numbers, papers: papers).network
    #expect(network.name(of: try #require(network.index(of: "7"))) == "Seven")
    #expect(network.date(of: try #require(network.index(of: "7"))).description == "1991")
    let texts = try folder.file("texts.txt", "7 007\n")
    let both = try NetworkSource.read(edges: texts, papers: papers).network
    #expect(both.graph.papers.map(both.name(of:)) == ["Zeros", "Seven"])
  }

  @Test func wrongFilesAreErrors() throws {
    let folder = try Folder()
    let edges = try folder.file("edges.txt", "3 1\n3 2\n")
    let words = try folder.file("words.txt", "word\n")
    func fault(_ edges: String, dates: String? = nil, papers: String? = nil) -> String {
      do {
        _ = try NetworkSource.read(edges: edges, dates: dates, papers: papers)
        return "none"
      } catch {
        switch error {
        case .input(.notFound): return "not found"
        case .input(.notText(_, let offset)): return "no text at \(offset)"
        case .input: return "input"
        case .graphFile: return "graph file"
        case .edgeList: return "no relations"
        case .dateList(_, let account): return "no dates, \(account.malformedLineCount) malformed"
        case .paperTable(_, let first): return "no table: \(first)"
        case .gzip: return "gzip"
        }
      }
    }
    #expect(fault(words) == "no relations")
    #expect(fault(folder.url.path) == "input")
    #expect(fault("/absent") == "not found")
    #expect(fault(edges, dates: "/absent") == "not found")
    #expect(fault(edges, papers: "/absent") == "not found")
    #expect(fault(edges, dates: edges) == "no dates, 2 malformed")
    #expect(fault(edges, papers: edges) == "no table: 3 1")
    #expect(fault(edges, papers: try folder.file("latin.csv", Data([105, 100, 10, 0xE4, 10]))) == "no text at 3")
    #expect(fault(edges, papers: try folder.file("empty.csv", "")) == "no table: ")
  }

  @Test(
    arguments: [
      ("Source,Target\nWO1,US2\n", nil, ["WO1", "US2"]), ("Target,Source\nWO1,US2\n", nil, ["US2", "WO1"]),
      ("Source,Target\nWO1,US2\n", .citedFirst, ["US2", "WO1"]),
      ("Target,Source\nWO1,US2\n", .citedFirst, ["WO1", "US2"]),
      ("cited citing\n1 2\n", nil, ["2", "1"]), ("cited citing\n1 2\n", .citedFirst, ["2", "1"]),
      ("# none\n1 2\n", nil, ["1", "2"]), ("1 2\n", .citedFirst, ["2", "1"]),
    ] as [(String, CitationDirection?, [String])])
  func namesOfColumnsSayWhoCites(_ text: String, _ direction: CitationDirection?, _ ends: [String]) throws {
    let folder = try Folder()
    let path = try folder.file("e.csv", text)
    let reading = try NetworkSource.read(edges: path, direction: direction)
    let network = reading.network
    #expect(network.graph.paperCount == 2 && reading.diagnostics.isEmpty)
    let citing = try #require(network.index(of: ends[0]))
    #expect(network.graph.references(of: citing).map { network.identifiers[$0.row] } == [ends[1]])
    #expect(reading.account.contains("the cited paper stands first") == (ends[0] == "US2" || ends[0] == "2"))
    // The same by way of records.
    let records = CitationListReader.read(CorpusFile(name: path, text: text), direction: direction)
    #expect(records.records.map(\.paper.title).sorted() == ends.sorted() && records.unread.isEmpty)
    #expect(records.records.first { !$0.references.isEmpty }?.paper.title == ends[0])
  }
}
