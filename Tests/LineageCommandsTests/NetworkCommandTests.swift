import Foundation
import Testing

/// Commands that answer on a bare network without making a corpus of it.
struct NetworkCommandTests {
  @Test func paths() async throws {
    let files = try NetworkFiles()
    let file = try await files.literature()
    func ask(_ arguments: String...) async throws -> Outcome {
      try await Program.run(["path"] + arguments + ["--corpus", file])
    }
    func chain(_ arguments: String...) async throws -> [[String]] {
      let run = try await Program.run(["path"] + arguments + ["--corpus", file, "--format", "json"])
      let paths = try #require(try run.json()["paths"] as? [[String: Any]])
      return paths.map { ($0["papers"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String } }
    }
    #expect(try await chain("K", "B") == [["B", "C", "H", "K"]])
    #expect(try await chain("B", "K") == [["B", "C", "H", "K"]])
    #expect(try await chain("B", "K", "--longest") == [["B", "C", "E", "G", "H", "K"]])
    #expect(
      try await chain("B", "K", "--all") == [
        ["B", "C", "H", "K"], ["B", "D", "F", "H", "K"], ["B", "C", "E", "G", "H", "K"],
      ])
    #expect(try await ask("B", "K", "--all", "--limit", "2").output.contains("the first 2 chains"))
    #expect(
      try await ask("B", "K", "--count").output == """
        B → K
        3 paths
        by way of 8 papers, both ends counted, and 9 relations · along cites

        """)
    let between = try await ask("B", "K", "--between", "--limit", "3", "--format", "json").json()
    #expect((between["papers"] as? [[String: Any]])?.map { $0["id"] as? String } == ["B", "C", "D"])
    #expect(between["count"] as? Int == 8 && between["relations"] as? Int == 9 && between["shown"] as? Int == 3)
    let none = try await ask("K", "I")
    #expect(none.status == 1 && none.output == "")
    #expect(none.errors == "lineage: note: no chain joins K and I along cites\n")
    let unknown = try await ask("K", "Q")
    #expect(unknown.status == 64 && unknown.errors.hasPrefix("lineage: error: no paper of the network is called “Q”"))
    #expect(try await ask("K", "B", "--following", "updates").status == 64)
  }

  @Test func noPathIsZeroPaths() async throws {
    let files = try NetworkFiles()
    let file = try await files.literature()
    for question in ["--count", "--between"] {
      let none = try await Program.run("path", "K", "I", question, "--corpus", file, "--format", "json")
      #expect(none.status == 1)
      let json = try none.json()
      #expect(json["paths"] as? String == "0" && json["count"] as? Int == 0 && json["relations"] as? Int == 0)
    }
  }

  @Test func throughACycleTheEarlierPaperStillComesFirst() async throws {
    let files = try NetworkFiles()
    let file = try await files.make("AB BA BC CA", dates: "A 2000\nB 2001\nC 2002\n")
    for ends in [["A", "B"], ["B", "A"]] {
      let json = try await Program.run(["path"] + ends + ["--corpus", file, "--format", "json"]).json()
      #expect(json["from"] as? String == "A" && json["to"] as? String == "B")
    }
  }

  @Test func anAnswerIsNotWrittenOverItsData() async throws {
    let files = try NetworkFiles()
    let file = try await files.literature()
    let before = try Data(contentsOf: URL(fileURLWithPath: file))
    let run = try await Program.run("rank", "--corpus", file, "--output", file)
    #expect(run.status == 64 && run.errors.contains("is read, and would be written over"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == before)

    let yaml = try files.folder.file("one.yaml", "papers:\n  - {id: one, title: One}\n")
    #expect(try await Program.run("stats", "--corpus", yaml, "--output", yaml).status == 64)
    let folder = files.folder.url.appending(path: "corpus")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let inside = folder.appending(path: "two.yaml")
    try Data("papers:\n  - {id: two, title: Two}\n".utf8).write(to: inside)
    #expect(try await Program.run("stats", "--corpus", folder.path, "--output", inside.path).status == 64)
  }

  @Test func aCommandWithoutAPictureDrawsNone() async throws {
    let files = try NetworkFiles()
    let file = try await files.literature()
    let picture = files.folder.url.appending(path: "similar.svg").path
    let run = try await Program.run("similar", "H", "--corpus", file, "--output", picture)
    #expect(run.status == 64 && run.errors.contains("“lineage similar” draws no svg"))
    #expect(!FileManager.default.fileExists(atPath: picture))
  }

  /// Corners of cards exactly in line once ended the process inside of Graphviz.
  @Test func cardsInAStackAreDrawn() async throws {
    let files = try NetworkFiles()
    let edges = try files.folder.file("chain.txt", "a1 b1\nb1 c1\n")
    let titles = try files.folder.file("chain.csv", "id,title\na1,WWWWWWWWWWWWWWWWWWWW\n")
    let network = files.folder.url.appending(path: "chain.lgraph").path
    #expect(try await Program.run("import", edges, "--papers", titles, "--output", network).status == 0)
    for command in ["main-path", "render"] {
      let picture = files.folder.url.appending(path: command + ".svg").path
      #expect(try await Program.run(command, "--corpus", network, "--output", picture).status == 0)
      #expect(try String(contentsOfFile: picture, encoding: .utf8).contains("paper-b1"))
    }
  }

  @Test func aGraphFileIsMadeOfWhatIsHardlyAList() async throws {
    let files = try NetworkFiles()
    let edges = try files.folder.file("short.txt", "A B\nB A\n")
    let network = files.folder.url.appending(path: "short.lgraph").path
    #expect(try await Program.run("import", edges, "--output", network).status == 0)
    #expect(try await Program.run("ancestors", "A", "--corpus", network).output.contains("B"))
  }

  @Test func pathsThroughCyclesAreNotCounted() async throws {
    let files = try NetworkFiles()
    let file = try await files.make("BA CB DC CD ED", dates: "A 2001\nB 2002\nC 2003\nD 2004\nE 2005\n")
    let run = try await Program.run("path", "A", "E", "--count", "--corpus", file)
    #expect(run.status == 1)
    #expect(
      run.output.contains("the paths cannot be counted: 2 papers in between cite each other in circles (C,\nD)\n"))
    #expect(run.errors.hasPrefix("lineage: note: paths through cycles cannot be counted"))
    let json = try await Program.run("path", "A", "E", "--count", "--corpus", file, "--format", "json").json()
    #expect(json["knots"] as? [[String]] == [["C", "D"]] && json["paths"] == nil)
    #expect(try await Program.run("path", "A", "E", "--between", "--corpus", file).status == 0)
    let longest = try await Program.run("path", "A", "E", "--longest", "--corpus", file)
    #expect(
      longest.output.hasSuffix(
        "4 relations; 1 of them inside of knots of cycles, which are\ncrossed by a shortest way\n"))
  }

  @Test func commonAncestors() async throws {
    let files = try NetworkFiles()
    let file = try await files.literature()
    let answer = try await Program.run("common", "K", "N", "--corpus", file, "--format", "json").json()
    let ancestors = try #require(answer["ancestors"] as? [[String: Any]])
    #expect(ancestors.map { $0["id"] as? String } == ["F", "D", "B"])
    #expect(ancestors.map { $0["lowest"] as? Bool } == [true, false, false])
    #expect(ancestors.first?["generations"] as? [Int] == [2, 3])
    let cut = try await Program.run("common", "K", "N", "--corpus", file, "--limit", "1")
    #expect(
      cut.output == """
        K and N both stand on:
           paper  date     from K  from N
        ●  F      2004-06       2       3
        the nearest 1 of 3 (--limit)
        ● lowest: no other paper of the list stands on it · numbers are generations

        """)
    #expect(try await Program.run("common", "A", "B", "--corpus", file).status == 1)
    #expect(try await Program.run("common", "A", "A", "--corpus", file).status == 64)
  }

  @Test func showAndSearch() async throws {
    let files = try NetworkFiles()
    let file = try await files.make(
      NetworkFiles.literature, dates: NetworkFiles.literatureDates,
      titles: "id\ttitle\nF\tA Theory of Everything\nH\tEverything, again\n")
    let shown = try await Program.run("show", "F", "--corpus", file)
    #expect(
      shown.output == """
        A Theory of Everything

        id              F
        date            2004-06
        cited by (LCS)  2
        cites (LCR)     1

        cites (1)
        date     citations  paper
        2002-05          2  D

        cited by (2)
        date  citations  paper
        2006          2  I
        2007          1  Everything, again  H

        """)
    let answer = try await Program.run("show", "F", "--corpus", file, "--limit", "1", "--format", "json").json()
    #expect(answer["citationCount"] as? Int == 2 && answer["referenceCount"] as? Int == 1)
    let citations = try #require(answer["citations"] as? [[String: Any]])
    #expect(citations.count == 1 && citations[0]["paper"] as? String == "I" && citations[0]["cited"] as? String == "F")
    let link = try await Program.run("show", "D", "F", "--corpus", file)
    #expect(link.output.hasPrefix("D → A Theory of Everything (F)\n"))
    #expect(try await Program.run("show", "A", "N", "--corpus", file).status == 1)
    #expect(try await Program.run("show", "llama", "--limit", "3").status == 64)

    let found = try await Program.run("search", "everything", "--corpus", file, "--format", "json").json()
    #expect((found["papers"] as? [[String: Any]])?.map { $0["id"] as? String } == ["F", "H"])
    #expect(found["count"] as? Int == 2)
    let few = try await Program.run("search", "every thing", "--corpus", file, "--limit", "1")
    #expect(
      few.output == """
        date     citations  id  title
        2004-06          2  F   A Theory of Everything
        … and 1 more (--limit)

        """)
    #expect(try await Program.run("search", "nothing", "--corpus", file).status == 1)
    let corpus = try await Program.run("search", "llama", "--limit", "1", "--format", "csv")
    #expect(corpus.output.split(separator: "\n").count == 2 && corpus.complaints.contains("more found (--limit)"))
  }

  @Test func timeline() async throws {
    let files = try NetworkFiles()
    let file = try await files.literature()
    let years = try await Program.run("timeline", "--by", "year", "--to", "2004", "--corpus", file)
    #expect(years.status == 0)
    #expect(
      years.output == """
        by year
        7 papers · 4 years · busiest 2001 (2) · no gap

        2001  ████   2  B (3)
        2002  ████   2  C (2)
        2003  ██     1  J (1)
        2004  ████   2  F (2)

        named: the most cited paper of each period, with its citations from inside the
        network
        not shown: 7 papers of other times

        """)
    let months = try await Program.run("timeline", "--corpus", file, "--format", "json").json()
    #expect((months["periods"] as? [Any])?.count == 28 && months["count"] as? Int == 4)
    #expect((months["unplacedCounts"] as? [String: Int])?["tooCoarse"] == 10)
    #expect(try await Program.run("timeline", "--corpus", file, "--topic", "x").status == 64)
    #expect(try await Program.run("timeline", "--corpus", file, "--date", "listed").status == 64)
    #expect(try await Program.run("timeline", "--corpus", file, "--from", "2050", "--by", "year").status == 1)
  }
}
