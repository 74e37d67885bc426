import Foundation
import Testing

struct MainPathCommandTests {
  private func names(_ answer: [String: Any]) -> String {
    (answer["papers"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }.joined(separator: " ")
  }

  @Test func theLiteratureNetwork() async throws {
    let files = try NetworkFiles()
    let file = try await files.literature()
    func path(_ arguments: String...) async throws -> [String: Any] {
      let run = try await Program.run(["main-path", "--corpus", file, "--format", "json"] + arguments)
      #expect(run.status == 0 && run.errors == "")
      return try run.json()
    }
    let global = try await path()
    #expect(
      Set(global.keys) == [
        "weight", "route", "ties", "tolerance", "through", "following", "papers", "relations", "total", "paths",
        "tiedPaths", "leastSum", "greatestSum", "undated", "cycles",
      ])
    #expect(names(global) == "B D F I M N")
    #expect(global["weight"] as? String == "splc" && global["route"] as? String == "global")
    #expect(global["greatestSum"] as? String == "32" && global["total"] as? String == "30")
    let relations = try #require(global["relations"] as? [[String: Any]])
    #expect(relations.map { $0["weight"] as? String } == ["5", "6", "6", "6", "9"])
    #expect(relations.map { $0["paper"] as? String } == ["D", "F", "I", "M", "N"])
    #expect(relations.map { $0["cited"] as? String } == ["B", "D", "F", "I", "M"])
    #expect(relations.last?["share"] as? Double == 0.3)
    let cycles = try #require(global["cycles"] as? [String: Any])
    #expect(cycles["policy"] as? String == "drop-backward" && cycles["knots"] as? Int == 0)

    #expect(try await path("--weight", "spc")["greatestSum"] as? String == "15")
    #expect(try await path("--weight", "spnp")["greatestSum"] as? String == "59")
    let forward = try await path("--weight", "spc", "--route", "forward")
    #expect(names(forward) == "B D F I L M N" && forward["paths"] as? String == "2")
    let one = try await path("--weight", "spc", "--route", "forward", "--ties", "first")
    #expect(one["paths"] as? String == "1" && one["tiedPaths"] as? String == "2")
    let backward = try await path("--weight", "spc", "--route", "backward")
    #expect(names(backward) == "A B C E G H K")
    let key = try await path("--weight", "spc", "--route", "key-route", "--key-routes", "1")
    #expect(names(key) == "B D F I H M K N")
    #expect((key["keyRoutes"] as? [String: Any])?["search"] as? String == "global")
    let local = try await path("--weight", "spc", "--route", "key-route", "--key-route-search", "local")
    #expect((local["relations"] as? [Any])?.count == 13)
    let through = try await path("--through", "J", "--through", "C")
    #expect(through["through"] as? [String] == ["J", "C"])
    #expect(names(through).contains("J") && names(through).contains("C"))
    #expect(names(try await path("--weight", "unit")) == "A B C D E F G I H M K N")
  }

  @Test func asPeopleSeeIt() async throws {
    let files = try NetworkFiles()
    let run = try await Program.run("main-path", "--corpus", try await files.literature())
    #expect(
      run.output == """
        Main path · SPLC · global
        6 papers · 5 relations · 1 path · along cites
        sum of weights 32
        total flow 30

        no.  date     paper  from  SPLC    share
          1  2001     B
          2  2002-05  D         1     5  16.67 %
          3  2004-06  F         2     6  20.00 %
          4  2006     I         3     6  20.00 %
          5  2009     M         4     6  20.00 %
          6  2011     N         5     9  30.00 %

        """)
  }

  @Test func cyclesAreReportedOrDealtWith() async throws {
    let files = try NetworkFiles()
    let file = try await files.make(
      "BA CB DC CD ED FE", dates: "A 2001\nB 2002\nC 2003\nD 2004\nE 2005\nF 2006\n",
      titles: "id\ttitle\nC\tThe third = paper\n")
    let dropped = try await Program.run("main-path", "--corpus", file)
    #expect(dropped.status == 0)
    #expect(
      dropped.output.hasSuffix(
        """
        the network has 1 knot of cycles with 2 papers; dropped 1 of 6 relations that
        run backward in them (--cycles drop-backward)
        dropped, citing → cited: The third = paper → D

        """))
    #expect(dropped.output.contains("The third = paper  C"))
    let report = try await Program.run("main-path", "--corpus", file, "--cycles", "report")
    #expect(report.status == 65 && report.output == "")
    #expect(
      report.errors == """
        lineage: error: 2 papers cite each other in circles, in 1 knot
          → choose what becomes of them: --cycles drop-backward, condense or preprint
            2 papers, a cycle among them: The third = paper → D → The third = paper

        """)
    let condensed = try await Program.run("main-path", "--corpus", file, "--cycles", "condense", "--format", "json")
    let papers = try #require(try condensed.json()["papers"] as? [[String: Any]])
    #expect(papers.map { $0["id"] as? String } == ["A", "B", "C", "E", "F"])
    #expect((papers[2]["knot"] as? [[String: Any]])?.map { $0["id"] as? String } == ["C", "D"])
    let preprint = try await Program.run(
      "main-path", "--corpus", file, "--cycles", "preprint", "--weight", "unit", "--format", "csv")
    #expect(preprint.output.contains("\n3,C,The third = paper (preprint),2003,2,B,1,"))
  }

  @Test func theBundledCorpus() async throws {
    let run = try await Program.run("main-path", "--format", "json")
    let answer = try run.json()
    #expect(names(answer) == "transformer flashattention llama vicuna cogvlm cogagent")
    #expect(answer["paths"] as? String == "2")
    #expect(answer["following"] as? [String] == ["updates", "extends", "isDerivedFrom", "usesMethodIn"])
    let all = try await Program.run("main-path", "--following", "all", "--through", "Code Llama", "--format", "json")
    #expect(names(try all.json()).contains("code-llama"))
    let alone = try await Program.run("main-path", "--no-external", "--through", "tasklama")
    #expect(alone.status == 1)
    #expect(alone.output.contains("no main path through these papers along updates"))
    #expect(try await Program.run("main-path", "--through", "nonesuch paper").status == 64)
  }

  @Test(arguments: [
    (["--key-routes", "3"], "--key-routes and --key-route-search go with --route key-route"),
    (["--route", "key-route", "--key-routes", "5-3"], "“5-3” is no range of ranks"),
    (["--route", "key-route", "--key-routes", "0"], "“0” is no range of ranks"),
    (["--tolerance", "10"], "--tolerance is for local steps"),
    (["--route", "forward", "--tolerance", "101"], "--tolerance is a percentage from 0 to 100"),
    (["--route", "forward", "--tolerance", "5", "--ties", "first"], "--tolerance follows several relations"),
    (["--weight", "none"], "is invalid for '--weight <weight>'"),
  ])
  func optionsThatDoNotFit(_ arguments: [String], _ words: String) async throws {
    let run = try await Program.run(["main-path"] + arguments)
    #expect(run.status == 64 && run.output == "")
    #expect(run.errors.contains(words))
  }

  @Test func thePathIsDrawn() async throws {
    let folder = try TemporaryFolder()
    let svg = folder.url.appending(path: "path.svg")
    let run = try await Program.run("main-path", "--output", svg.path)
    #expect(run.status == 0 && run.output == "" && run.complaints == "")
    let text = try String(contentsOf: svg, encoding: .utf8)
    #expect(text.contains("Core AI papers of 2023 · Main path · SPLC · global"))
    for id in ["transformer", "llama", "vicuna", "cogvlm"] { #expect(text.contains("id=\"paper-\(id)\"")) }
    #expect(text.contains("id=\"relation-vicuna-isDerivedFrom-llama\"") && !text.contains("paper-medusa"))
    let dot = folder.url.appending(path: "path.dot")
    #expect(try await Program.run("main-path", "-o", dot.path, "--lang", "zh").status == 0)
    #expect(try String(contentsOf: dot, encoding: .utf8).contains("主路径"))
    let both = try await Program.run("main-path", "-o", svg.path, "--format", "json")
    #expect(both.status == 64 && both.complaints.contains("is a picture, which is not written as json"))

    // Along a chain of thousands of papers no card could be read.
    let files = try NetworkFiles()
    let edges = try files.folder.file("long.txt", (1..<2_100).map { "\($0) \($0 - 1)\n" }.joined())
    let long = try await Program.run("main-path", "--corpus", edges, "-o", svg.path)
    #expect(long.status == 64 && long.errors.contains("the main path has 2100 papers, more than the 2000"))
  }
}
