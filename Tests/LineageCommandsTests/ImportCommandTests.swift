import Foundation
import LineageRendering
import Testing

struct ImportCommandTests {
  private static let digest = """
    两篇论文

    甲组

    Alpha: One

    发布时间：2021.03

    发表单位：某大学

    摘要：甲。

    乙组

    Beta: Two

    影响力：有用

    摘要：基于 Alpha。

    相关文章
    """

  @Test func aListBecomesACorpusFileWithAnAccount() async throws {
    let folder = try TemporaryFolder()
    try folder.file("list.txt", Self.digest)
    let run = try await Program.run(["import", "list.txt", "-o", "corpus.yaml"], in: folder.url)
    #expect(run.status == 0)
    #expect(run.output == "")
    #expect(
      run.errors == """
        file      format        records  papers
        list.txt  reading list        2       2
        2 papers, 1 without date, 2 without a relation
          list.txt:21: after the last paper: 相关文章

        """)
    let yaml = try String(contentsOf: folder.url.appending(component: "corpus.yaml"), encoding: .utf8)
    #expect(
      yaml == """
        title: 两篇论文
        date: listed
        topics:
          甲组: {label: 甲组}
          乙组: {label: 乙组}

        papers:
          - id: alpha
            title: "Alpha: One"
            name: Alpha
            dates: {listed: 2021-03}
            organizations: [某大学]
            listed-organization: 某大学
            topic: 甲组
            abstract: 甲。
            source: "list.txt:5"

          - id: beta
            title: "Beta: Two"
            name: Beta
            topic: 乙组
            impact: 有用
            abstract: 基于 Alpha。
            source: "list.txt:15"

        """)
    // The corpus file is read as the list is, and importing it again changes nothing.
    let again = try await Program.run(["import", "corpus.yaml"], in: folder.url)
    #expect(again.output == yaml)
    let shown = try await Program.run(["show", "beta", "--corpus", "list.txt"], in: folder.url)
    #expect(shown.status == 0)
    #expect(
      shown.errors == """
        lineage: note: 1 block of list.txt could not be placed (lineage import list.txt shows them)
        lineage: note: the corpus has no relations; 1 was inferred from its texts (“lineage infer” shows them)

        """)
  }

  @Test(arguments: [
    ("<?xml version=\"1.0\"?><a/>", "XML"), ("<!DOCTYPE html><html/>", "a web page"),
    ("@prefix a: <http://example.org/> .\n", "RDF in Turtle"),
    ("a,b,c\n1,2,3\n4,5,6\n", "a table of values between commas or tabs"), ("[{\"id\": 1}]", "JSON that is no corpus"),
    ("Just some words.\nAnd more of them.\n", "plain text without papers"),
  ])
  func otherFormatsAreRefused(_ text: String, _ words: String) async throws {
    let run = try await Program.run(["stats", "--corpus", "-"], input: text)
    #expect(run.status == 65)
    #expect(run.output == "")
    #expect(
      run.errors == """
        lineage: error: “-” looks like \(words), which cannot be read
          → give a bibliography, a table of papers with a line of column names, a graph, a reading list or a corpus \
        file; “lineage help import” names the formats

        """)
  }

  private static let bib = """
    @article{a, title = {The First Paper of All Papers}, author = {Smith, Ann}, year = 1990, doi = {10.1000/a}}
    @article{b, title = {The Second Paper}, year = 1991, doi = {10.1000/b}, cites = {a}}

    """
  private static let ris = """
    TY  - JOUR
    PY  - 1992
    ER  -

    TY  - JOUR
    TI  - The first paper of all papers
    AU  - Jones, Bob
    PY  - 1990
    DO  - 10.1000/A
    ER  -

    """

  @Test func filesOfAnyFormatBecomeOneCorpusAndTheAccountAddsUp() async throws {
    let folder = try TemporaryFolder()
    try folder.file("a.bib", Self.bib)
    try folder.file("b.ris", Self.ris)
    try folder.file("c.txt", "10.1000/c 10.1000/a\n10.1000/c 10.1000/c\n")
    let run = try await Program.run(
      ["import", "a.bib", "b.ris", "c.txt", "-o", "corpus.yaml", "--report", "report.json"], in: folder.url)
    #expect(run.status == 0)
    let data = try Data(contentsOf: folder.url.appending(component: "report.json"))
    let report = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let files = try #require(report["files"] as? [[String: Any]])
    func numbers(_ key: String) -> [Int?] { files.map { $0[key] as? Int } }
    #expect(numbers("records") == [2, 2, 2] && numbers("papers") == [2, 0, 1] && numbers("merged") == [0, 1, 1])
    #expect(numbers("unread") == [0, 1, 0] && numbers("conflicting") == [0, 1, 0])
    #expect(numbers("references") == [1, 0, 2] && numbers("matched") == [1, 0, 2])
    let reason = (report["unreadBlocks"] as? [[String: Any]])?.first?["reason"] as? String
    #expect(reason?.hasPrefix("no title") == true)
    #expect(report["relations"] as? Int == 2 && report["selfRelations"] as? Int == 1)
    for number in ["3 papers", "1 told differently", "3 references", "2 relations", "1 to the paper itself"] {
      #expect(run.errors.contains(number), "\(run.errors)")
    }
    // Commands take the same files.
    let stats = try await Program.run(
      "stats", "--corpus", "a.bib", "--corpus", "b.ris", "--corpus", "c.txt", "--format", "json", in: folder.url)
    #expect(try stats.json()["memberCount"] as? Int == 3)
  }

  @Test(arguments: [80, 120])
  func theAccountFits(_ columns: Int) async throws {
    let folder = try TemporaryFolder()
    let name = "a-rather-long-name-of-a-bibliography-of-somebody-who-likes-long-names-\(columns).bib"
    try folder.file(name, Self.bib)
    try folder.file("b.ris", Self.ris)
    let run = try await Program.run(["import", name, "b.ris", "-o", "c.yaml"], columns: columns, in: folder.url)
    let account = try #require(run.errors.range(of: "file ")).lowerBound
    let lines = run.errors[account...].split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= columns }, "\(run.errors)")
    // Of a long path the end is told.
    #expect(lines[1].contains("names-\(columns).bib"))
  }

  @Test func aGraphFileIsMadeOfBibliographiesToo() async throws {
    let folder = try TemporaryFolder()
    try folder.file("a.bib", Self.bib)
    let run = try await Program.run(["import", "a.bib", "-o", "a.lgraph"], in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    let stats = try await Program.run("stats", "--corpus", "a.lgraph", "--format", "json", in: folder.url)
    #expect(try stats.json()["paperCount"] as? Int == 2)
    #expect(try stats.json()["relationCount"] as? Int == 1)
  }

  @Test func aListOfCitationsIsACorpusOrANetworkAsTheOutputIs() async throws {
    let folder = try TemporaryFolder()
    try folder.file("c.csv", "Source,Target\nWO1,US2\nWO1,US3\n")
    let corpus = try await Program.run(["import", "c.csv", "--direction", "cited-first"], in: folder.url)
    #expect(corpus.status == 0 && corpus.output.contains("id: wo1") && corpus.output.contains("wo1,"))
    let network = try await Program.run(
      ["import", "c.csv", "--direction", "cited-first", "-o", "c.lgraph"], in: folder.url)
    #expect(network.status == 0 && network.errors.contains("the cited paper stands first, as --direction says"))
    let wrong = try await Program.run(["import", "c.csv", "--direction", "both"], in: folder.url)
    #expect(wrong.status == 64)
  }

  @Test func nothingIsWrittenIfNothingCanBeRead() async throws {
    let folder = try TemporaryFolder()
    try folder.file("a.bib", "TY  - JOUR\nPY  - 1992\nER  -\n")
    try folder.file("old.yaml", "papers: []\n")
    let run = try await Program.run(["import", "a.bib", "-o", "old.yaml"], in: folder.url)
    #expect(run.status == 65 && run.errors.contains("no paper could be read, and nothing was written"))
    #expect(try String(contentsOf: folder.url.appending(component: "old.yaml"), encoding: .utf8) == "papers: []\n")
    for arguments in [
      ["a.bib", "-o", "a.bib"], ["a.bib", "-o", "x.yaml", "--report", "a.bib"], ["a.bib", "-o", "x", "--report", "x"],
    ] {
      let run = try await Program.run(["import"] + arguments, in: folder.url)
      #expect(run.status == 64, "\(arguments)")
    }
    #expect(try folder.names == ["a.bib", "old.yaml"])
  }

  // MARK: - What is meant by files and options

  private static let work = #"{"id":"https://openalex.org/W1","title":"One","publication_date":"2017-06-12"}"# + "\n"

  @Test func aPipeIsReadOnceAndToldByItsContent() async throws {
    let folder = try TemporaryFolder()
    let works = try await Program.run(["import", "-", "-o", "w.lgraph"], input: Self.work + Self.work, in: folder.url)
    #expect(works.status == 0, "\(works.errors)")
    let stats = try await Program.run("stats", "--corpus", "w.lgraph", "--format", "json", in: folder.url)
    #expect(try stats.json()["paperCount"] as? Int == 1)
    let list = try await Program.run(["import", "-", "-o", "l.lgraph"], input: "p1 p2\np3 p2\n", in: folder.url)
    #expect(list.status == 0 && list.errors.contains("p1"), "\(list.errors)")
    let kept = try await Program.run(
      ["import", "-", "--keep-cited", "-o", "k.lgraph"],
      input: #"{"id":"https://openalex.org/W2","title":"Two","referenced_works":["https://openalex.org/W1"]}"#,
      in: folder.url)
    #expect(kept.errors.contains("2 papers") && !kept.errors.contains("--keep-cited"), "\(kept.errors)")
    try folder.file("c.txt", "p1 p2\n")
    let pipe = try await Program.shell(
      "mkfifo f; cat c.txt > f & \"$LINEAGE\" import f -o f.lgraph", in: folder.url)
    #expect(pipe.status == 0, "\(pipe.errors)")
  }

  @Test(arguments: [
    "all: lineage test\n\tswift build -c release\n\tcp a b\n", "\u{7F}ELF\u{0}\u{1}\n1 2\n", "Two words\n",
  ])
  func whatIsNoListMakesNoNetwork(_ text: String) async throws {
    let folder = try TemporaryFolder()
    try folder.file("x", text)
    for arguments in [["import", "x", "-o", "x.lgraph"], ["import", "-", "-o", "x.lgraph"]] {
      let run = try await Program.run(arguments, input: text, in: folder.url)
      #expect(run.status == 65, "\(run.errors)")
    }
    #expect(try folder.names == ["x"])
  }

  @Test func optionsThatWouldDoNothingAreRefused() async throws {
    let folder = try TemporaryFolder()
    try folder.file("a.bib", Self.bib)
    try folder.file("c.txt", "p1 p2\np3 p2\n")
    try folder.file("p.csv", "id,title\np1,One\n")
    try folder.file("d.txt", "p1 2001\n")
    for arguments in [
      ["c.txt", "--papers", "p.csv", "-o", "p.yaml"], ["c.txt", "--papers", "p.csv"],
      ["a.bib", "--papers", "p.csv", "-o", "p.lgraph"], ["a.bib", "--keep-cited", "-o", "p.yaml"],
      ["a.bib", "--keep-cited", "--direction", "cited-first", "-o", "p.lgraph"],
      ["a.bib", "--keep-cited", "--dates", "d.txt", "-o", "p.lgraph"],
    ] {
      let run = try await Program.run(["import"] + arguments, in: folder.url)
      #expect(run.status == 64 && run.errors.contains("counts only"), "\(arguments): \(run.errors)")
    }
    #expect(try folder.names == ["a.bib", "c.txt", "d.txt", "p.csv"])
  }

  @Test func whatAFileSaysOfItsDirectionCountsMost() async throws {
    let folder = try TemporaryFolder()
    try folder.file("c.csv", "citing,cited\np1,p2\np3,p2\n")
    try folder.file("a.bib", Self.bib)
    let network = try await Program.run(
      ["import", "c.csv", "--direction", "cited-first", "-o", "c.lgraph"], in: folder.url)
    #expect(network.status == 0 && network.errors.contains("--direction is not used"), "\(network.errors)")
    for ending in ["net", "dot", "graphml", "jgf.json"] {
      let made = try await Program.run(["export", "--corpus", "a.bib", "-o", "g.\(ending)"], in: folder.url)
      #expect(made.status == 0, "\(made.errors)")
      let asked = ending == "dot" ? "citing-first" : "cited-first"
      let plain = try await Program.run(["import", "g.\(ending)"], in: folder.url)
      let turned = try await Program.run(["import", "g.\(ending)", "--direction", asked], in: folder.url)
      #expect(turned.output == plain.output && !plain.output.isEmpty, "\(ending)")
      #expect(turned.errors.contains("--direction is not used"), "\(ending): \(turned.errors)")
    }
  }

  @Test func aReportIsWrittenBeforeAFailureAndItsPlaceLookedAtFirst() async throws {
    let folder = try TemporaryFolder()
    try folder.file("a.bib", Self.bib)
    try folder.file("bad.bib", "TY  - JOUR\nPY  - 1992\nER  -\n")
    let bad = try await Program.run(["import", "bad.bib", "-o", "x.yaml", "--report", "r.json"], in: folder.url)
    #expect(bad.status == 65)
    let nowhere = try await Program.run(["import", "a.bib", "-o", "x.yaml", "--report", "no/r.json"], in: folder.url)
    #expect(nowhere.status == 74 && nowhere.errors.contains("no/r.json"), "\(nowhere.errors)")
    #expect(try folder.names == ["a.bib", "bad.bib", "r.json"])
  }

  @Test(arguments: ["x.bib", "x.RIS", "x.net", "x.csv", "x.md", "x.csl.json", "x.yaml.gz"])
  func aNameThatPromisesAnotherFormatIsRefused(_ name: String) async throws {
    let folder = try TemporaryFolder()
    try folder.file("a.bib", Self.bib)
    let run = try await Program.run(["import", "a.bib", "-o", name], in: folder.url)
    #expect(run.status == 64 && run.errors.contains("“\(name)” is named as"), "\(run.errors)")
    #expect(try folder.names == ["a.bib"])
  }

  /// Of the ways an import goes, each.
  @Test(arguments: [
    ["works.jsonl", "-o", "n.lgraph"], ["edges.txt", "--dates", "dates.txt", "-o", "n.lgraph"],
    ["a.bib", "works.jsonl", "edges.txt", "-o", "n.yaml"], ["a.bib", "-o", "n.lgraph"],
  ])
  func theAccountFitsTheTerminal(_ arguments: [String]) async throws {
    let folder = try TemporaryFolder()
    let name = "一份很长的作品目录,其中有引文网络的记录.jsonl"
    let reference = #"{"id":"https://openalex.org/W2","title":"B","referenced_works":["https://openalex.org/W9"]}"#
    try folder.file(name, #"{"id":"https://openalex.org/W1","title":"A"}"# + "\n" + reference + "\nno object\n")
    try folder.file("edges.txt", "2 1\n3 2\n3\n")
    try folder.file("dates.txt", "1 2001\n2 2003\n3 3\n")
    try folder.file("a.bib", Self.bib)
    let named = arguments.map { $0 == "works.jsonl" ? name : $0 }
    let run = try await Program.run(["import"] + named, columns: 60, in: folder.url)
    #expect(run.status == 0)
    let lines = run.errors.split(separator: "\n").map(String.init)
    #expect(lines.count > 1)
    for line in lines { #expect(line.displayWidth <= 60, "\(line)") }
    guard arguments.last == "n.lgraph" else { return }
    // What the graph file keeps of it stands there as it was told.
    let stats = try await Program.run(["stats", "--corpus", "n.lgraph"], columns: 120, in: folder.url)
    if arguments == ["a.bib", "-o", "n.lgraph"] {
      #expect(stats.output.contains("\n  file   format  records  papers"), "\(stats.output)")
    }
  }

  @Test func oneOfSeveralFilesThatIsUnknownIsLeftOut() async throws {
    let folder = try TemporaryFolder()
    try folder.file("a.bib", Self.bib)
    try folder.file("README.md", "About these files.\n\nCite them:\n\n@misc{x, title = {Some Title}}\n")
    let run = try await Program.run(["import", "README.md", "a.bib", "-o", "x.yaml"], in: folder.url)
    #expect(run.status == 0 && run.errors.contains("README.md:1:1: warning: the file is not read"), "\(run.errors)")
    #expect(run.errors.contains("plain text with an entry of BibTeX in it"), "\(run.errors)")
    let alone = try await Program.run(["import", "README.md"], in: folder.url)
    #expect(alone.status == 65 && alone.errors.contains("plain text with an entry of BibTeX"), "\(alone.errors)")
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "in"), withIntermediateDirectories: false)
    try folder.file("in/a.bib", Self.bib)
    try folder.file("in/config.yaml", "version: 2\nsteps:\n  - run: x\n")
    let inside = try await Program.run(["import", "in"], in: folder.url)
    #expect(inside.status == 0 && inside.errors.contains("YAML without papers and topics"), "\(inside.errors)")
  }
}
