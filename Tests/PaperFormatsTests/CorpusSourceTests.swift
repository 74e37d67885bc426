import Foundation
import PaperLineage
import Testing

@testable import PaperFormats

/// A folder that is gone when its owner is.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(component: "lineage-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file and returns its path.
  @discardableResult
  func file(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    let file = url.appending(path: name)
    try Data(bytes).write(to: file)
    return file.path
  }
}

struct CorpusSourceTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func aMissingFileIsTold() {
    let path = folder.url.path + "/nothing.yaml"
    #expect(throws: InputError.notFound(path: path)) { try CorpusSource.read([path]) }
  }

  @Test func aFolderWithoutAnythingToReadIsTold() throws {
    try folder.file("readme.md", "Nothing but words.\nAnd more of them.\n".utf8)
    try folder.file(".hidden.yaml", "papers: []\n".utf8)
    let path = folder.url.path
    #expect(throws: InputError.emptyFolder(path: path)) { try CorpusSource.read([path]) }
  }

  @Test(
    arguments: [
      ([0xFF, 0xFE], 0), (Array("title: 甲".utf8) + [0xE7, 0x94], 10), ([0xEF, 0xBB, 0xBF, 0x61, 0x80], 4),
      (Array("a: \u{1F680}".utf8) + [0xC0, 0xAF], 7),
    ] as [([UInt8], Int)])
  func whatIsNoTextIsToldWithItsPlace(_ bytes: [UInt8], offset: Int) throws {
    let path = try folder.file("a.yaml", bytes)
    #expect(throws: InputError.notText(path: path, offset: offset)) { try CorpusSource.read([path]) }
  }

  @Test func aFileThatMayNotBeReadIsTold() throws {
    let path = try folder.file("a.yaml", "papers: []\n".utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    // Root may read everything.
    guard !FileManager.default.isReadableFile(atPath: path) else { return }
    let error = #expect(throws: InputError.self) { try CorpusSource.read([path]) }
    guard case .unreadable(path, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func aPartitionBesideANetworkThatIsNoneIsLeftOut() throws {
    let network = try folder.file("n.net", "*Vertices 2\n1 \"a\"\n2 \"b\"\n*Arcs\n1 2\n".utf8)
    for bytes in [[0, 1, 255], Array("some words\n".utf8)] as [[UInt8]] {
      try folder.file("n.clu", bytes)
      let reading = try CorpusSource.read([network])
      #expect(reading.corpus?.papers.count == 2)
      #expect(reading.diagnostics.map(\.code) == [.badValue] && reading.diagnostics.map(\.severity) == [.warning])
    }
    try folder.file("n.clu", "*Vertices 2\n2001\n2002\n".utf8)
    #expect(try CorpusSource.read([network]).corpus?.papers.map { $0.versions.first?.date.year } == [2001, 2002])
  }

  @Test func aFolderIsReadInTheOrderOfNamesWithoutHiddenFiles() throws {
    try folder.file("b.yml", "papers: [{id: b, title: B}]\n".utf8)
    try folder.file("c.JSON", #"{"papers": [{"id": "c", "title": "C"}]}"#.utf8)
    try folder.file("a.yaml", [0xEF, 0xBB, 0xBF] + "papers: [{id: a, title: A}]\n".utf8)
    try folder.file(".d.yaml", "papers: [{id: d, title: D}]\n".utf8)
    try folder.file("e.txt", "papers: [{id: e, title: E}]\n".utf8)
    try folder.file("f.md", "# List\n\n- [A paper](https://arxiv.org/abs/2307.09288)\n".utf8)
    try folder.file("g.png", [0x89, 0x50, 0x4E, 0x47, 0, 0])
    try FileManager.default.createDirectory(at: folder.url.appending(component: "h"), withIntermediateDirectories: true)
    for path in [folder.url.path, folder.url.path + "/"] {
      let reading = try CorpusSource.read([path])
      let corpus = try #require(reading.corpus)
      #expect(corpus.papers.map(\.id.rawValue) == ["a", "b", "c", "e"])
      // What is not read is told, with the reason.
      #expect(
        reading.account.skipped.map { $0.file.split(separator: "/").last.map(String.init) } == ["f.md", "g.png", "h"])
      #expect(
        reading.account.skipped.map(\.reason) == [
          "a reading list beside corpus files; name it to read it", "looks like binary data",
          "a folder in a folder; name it to read it",
        ])
      #expect(corpus.papers.first?.place == SourcePlace(file: folder.url.path + "/a.yaml", line: 1, column: 10))
    }
  }

  @Test func severalPathsMakeOneCorpus() throws {
    let first = try folder.file("1.yaml", "papers: [{id: b, title: B, cites: a}]\n".utf8)
    let second = try folder.file("2.yaml", "papers: [{id: a, title: A}]\n".utf8)
    #expect(try CorpusSource.read([second, first]).corpus?.papers.map(\.id.rawValue) == ["a", "b"])
    #expect(try CorpusSource.read([first]).diagnostics.map(\.code) == [.danglingRelation])
  }

  // MARK: - Formats together

  @Test func formatsAreToldByTheirContent() throws {
    let bib = "@article{a, title = {The First Paper of All}, year = 1990, doi = {10.1000/a}}\n"
    let files: [(name: String, text: String, format: BibliographyFormat)] = [
      ("a.txt", "% Encoding: UTF-8\n" + bib, .bibtex), ("b.bib", "TY  - JOUR\nTI  - A\nER  - \n", .ris),
      ("c.csv", "*Vertices 1\n1 \"a\"\n", .pajek), ("d.txt", "% made by hand\n*Network x\n*Vertices 0\n", .pajek),
      ("e.txt", "/* a\n picture */\ndigraph g\n{ a -> b }\n", .dot),
      ("f.txt", "Creator \"me\"\ngraph [ node [ id 1 label \"A\" ] ]\n", .gml),
      ("g.json", "{\"graph\": {\"nodes\": {\"a\": {}}}}", .jsonGraph),
      ("h.txt", "[{\"id\": \"x\", \"type\": \"book\", \"title\": \"T\", \"issued\": {}}]", .csl),
      ("i.jsonl", "{\"id\": \"https://openalex.org/W1\", \"title\": \"One\"}\n", .openAlex),
      ("j.txt", "{\"paperId\": \"x\", \"title\": \"T\"}", .semanticScholar),
      ("k.txt", "{\"message-type\": \"work\", \"message\": {\"DOI\": \"10.1/x\", \"title\": [\"T\"]}}", .crossref),
      ("l.txt", "<?xml version=\"1.0\"?><feed><id>http://arxiv.org/api/x</id></feed>", .arxiv),
      ("m.bib", "<PubmedArticleSet></PubmedArticleSet>", .pubmedXML), ("n.xml", "<graphml></graphml>", .graphML),
      ("o.xml", "<gexf></gexf>", .gexf), ("p.txt", "Title,Year,EID\nA,2001,2-s2.0-1\n", .scopus),
      ("q.txt", "citing,cited,creation,timespan\n10.1/a,10.1/b,2001,P1Y\n", .openCitations),
      ("r.txt", "PT\tAU\tTI\tUT\nJ\tA, B\tT\tWOS:1\n", .webOfScience),
      ("s.txt", "FN Clarivate\nVR 1.0\nPT J\nER\nEF\n", .webOfScience), ("t.txt", "PMID- 1\nTI  - A\n", .nbib),
      ("u.tsv", "id\tTitle\tYear\n1\tA\t2001\n", .table), ("v.txt", "a1 b2\nb2 c3\n", .edgeList),
      ("w.txt", "A00-1 ==> B99-2\nA00-2 ==> B99-2\n", .edgeList),
      ("x.yaml", "- type: model\n  name: M\n  organization: O\n  created_date: 2023-01-01\n", .ecosystemGraphs),
      ("y.json", "{\"network\": {\"items\": [{\"id\": 1, \"label\": \"A\"}]}}", .vosviewer),
      ("empty.bib", "", .bibtex), ("empty.graphml.gz", "", .graphML), ("comments.gml", "# nothing\n", .gml),
    ]
    for (name, text, format) in files {
      guard case .bibliography(let found) = try InputFormat.detect(CorpusFile(name: name, text: text)) else {
        Issue.record("\(name) is no bibliography")
        continue
      }
      #expect(found == format, "\(name)")
    }
  }

  @Test func encodingsAreToldByTheirBytes() throws {
    let text = "@book{a, title = {Über die Größe}, year = 1905}\n"
    let packed: [(String, Data?)] = [
      ("utf-8", text.data(using: .utf8)), ("latin", text.data(using: .isoLatin1)),
      ("utf-16", text.data(using: .utf16)), ("utf-16le", text.data(using: .utf16LittleEndian)),
      ("utf-16be", text.data(using: .utf16BigEndian)),
    ]
    for (name, data) in packed {
      let path = try folder.file(name + ".bib", try #require(data))
      let reading = try CorpusSource.read([path])
      #expect(reading.corpus?.papers.map(\.title) == ["Über die Größe"], "\(name)")
      #expect(reading.account.isBalanced)
    }
  }

  @Test func aPartitionDatesTheNetworkOfItsName() throws {
    let net = try folder.file("cites.net", "*Vertices 2\n1 \"Alpha\"\n2 \"Beta\"\n*Arcs\n2 1\n".utf8)
    let clu = try folder.file("cites.clu", "*Vertices 2\n1999\n2001\n".utf8)
    for reading in [
      try CorpusSource.read([net, clu]), try CorpusSource.read([folder.url.path]),
      try CorpusSource.read([net], options: ReadingOptions(dates: clu)),
    ] {
      let corpus = try #require(reading.corpus)
      #expect(corpus.papers.map { $0.date(.earliest)?.year } == [1999, 2001])
      #expect(corpus.relations.map(\.citing) == [corpus.papers[1].id])
    }
    // One that is not named is read as well, and told.
    let alone = try CorpusSource.read([net])
    #expect(alone.corpus?.papers.map { $0.date(.earliest)?.year } == [1999, 2001])
    #expect(alone.diagnostics.contains { $0.severity == .note && $0.place?.file == clu })
    let turned = try CorpusSource.read([net], options: ReadingOptions(direction: .citedFirst))
    #expect(turned.corpus?.relations.map(\.cited) == turned.corpus.map { [$0.papers[1].id] })
    #expect(throws: InputError.partitionAlone(path: clu)) { try CorpusSource.read([clu]) }
  }

  @Test func datesMayStandInAListOfTheirOwn() throws {
    let list = try folder.file("c.txt", "p2 p1\np3 p2\n".utf8)
    let dates = try folder.file("d.txt", "# dates\np1 1999\np2\t2001-02\np9 2002\np3 soon\n".utf8)
    let reading = try CorpusSource.read([list], options: ReadingOptions(dates: dates))
    #expect(reading.corpus?.papers.map { $0.date(.earliest)?.description } == ["2001-02", "1999", nil])
    #expect(reading.diagnostics.map { $0.place?.line } == [4, 5])
    #expect(reading.account.isBalanced && reading.account.relations == 2)
  }

  @Test func severalFormatsMakeOneCorpusAndTheSameFileTwiceNothingNew() throws {
    let bib = try folder.file(
      "a.bib", "@article{x, title = {The First Paper of All}, year = 1990, doi = {10.1000/a}}\n".utf8)
    let ris = try folder.file(
      "b.ris", "TY  - JOUR\nTI  - The first paper of all\nDO  - 10.1000/A\nPY  - 1990\nER  - \n".utf8)
    let list = try folder.file("c.csv", "citing,cited\n10.1000/b,10.1000/a\n".utf8)
    let corpus = try folder.file("d.yaml", "papers: [{id: z, title: Second paper, doi: 10.1000/b}]\n".utf8)
    let once = try CorpusSource.read([bib, ris, list, corpus])
    #expect(once.corpus?.papers.map(\.title) == ["Second paper", "The First Paper of All"])
    #expect(once.corpus?.relations.map(\.citing.rawValue) == ["z"])
    #expect(once.account.isBalanced)
    #expect(once.account.files.map(\.records) == [1, 1, 2, 1] && once.account.files.map(\.papers) == [1, 0, 0, 1])
    let twice = try CorpusSource.read([corpus, ris, list, bib, bib, ris])
    #expect(twice.corpus?.papers == once.corpus?.papers && twice.corpus?.relations == once.corpus?.relations)
    #expect(twice.account.isBalanced)
  }

  @Test func aPreprintWithoutADateHasTheMonthOfItsNumber() throws {
    let path = try folder.file(
      "a.bib",
      "@misc{a, title = {Anything at all}, eprint = {2307.09288}, archivePrefix = {arXiv}}\n@misc{b, title = {Old}, eprint = {hep-th/9711200}, archivePrefix = {arXiv}}\n@misc{c, title = {Known}, year = 2024, eprint = {2312.00752}, archivePrefix = {arXiv}}\n"
        .utf8)
    let reading = try CorpusSource.read([path])
    let papers = try #require(reading.corpus?.papers)
    #expect(papers.map { $0.versions.first?.date.description } == ["2023-07", nil, "2024"])
    #expect(papers[0].versions.first?.role == .submitted && papers[0].notes.count == 1)
    #expect(reading.account.datedByArXiv == 1 && reading.account.undated == 1)
  }
}
