import Foundation
import Testing

/// Commands on bare citation networks, from lists of relations to graph files and back.
struct NetworkInputTests {
  /// The network of 17 arcs of the literature on main paths, cited before citing.
  private static let arcs = "AC CE CH EG GH HK BC BD BJ DF DI FH FI IL IM JM MN"
  private static let citations =
    arcs.split(separator: " ").map { "\($0.suffix(1))\t\($0.prefix(1))\n" }.joined()
  private static let dates = """
    A 1990
    B 1990-05
    C 1991
    D 1991-03-04
    E 1992
    F 1992
    G 1993
    H 1994
    I 1993
    J 1991
    K 1995
    L 1994
    M 1994-07
    """

  /// A folder with the network as a list and as a graph file, which only N has no date in.
  private func folder() async throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.file("citations.txt", Self.citations)
    try folder.file("dates.txt", Self.dates)
    try folder.file("papers.csv", "id,title\nK,\"Kant, again\"\nN,纽曼\n")
    let run = try await Program.run(
      ["import", "citations.txt", "--dates", "dates.txt", "--papers", "papers.csv", "-o", "network.lgraph"],
      in: folder.url)
    #expect(run.status == 0)
    #expect(run.output == "")
    #expect(
      run.errors == """
        citations.txt: 17 lines: 17 relations, 0 comments, 0 blank, 0 that cannot be
          read
          14 papers, 17 relations kept; left out: 0 duplicates, 0 from a paper to itself
          identifiers are texts, as “C” (line 1) is no plain number
        dates.txt: 13 lines: 13 papers dated, 1 without date; 0 comments, 0 blank, 0
          that cannot be read
        papers.csv: 2 records: 2 papers named, 0 of papers named before, 0 of papers
          that no relation names, 0 without identifier, 0 with one that no list can hold

        """)
    return folder
  }

  private func ids(_ answer: [String: Any], _ key: String) -> [String] {
    (answer[key] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
  }

  // MARK: - Statistics

  @Test func statisticsOfANetwork() async throws {
    let folder = try await folder()
    let run = try await Program.run(
      "stats", "--full", "--format", "json", "--corpus", "network.lgraph", in: folder.url)
    #expect(run.status == 0)
    #expect(run.errors == "")
    let answer = try run.json()
    #expect(answer["paperCount"] as? Int == 14)
    #expect(answer["relationCount"] as? Int == 17)
    #expect(answer["longestPath"] as? Int == 5)
    let structure = try #require(answer["structure"] as? [String: [String: Any]])
    #expect(structure["reduction"]?["keptCount"] as? Int == 15)
    #expect(structure["reduction"]?["removedCount"] as? Int == 2)
    #expect(structure["paths"]?["searchPathCount"] as? String == "10")
    #expect(structure["paths"]?["droppedRelationCount"] as? Int == 0)
    #expect(structure["paths"]?["generationCount"] as? Int == 6)
    #expect(structure["paths"]?["criticalPaperCount"] as? Int == 12)
    let account = try #require(answer["account"] as? [String])
    #expect(account.count == 5)
    #expect(account[1] == "  14 papers, 17 relations kept; left out: 0 duplicates, 0 from a paper to itself")

    let plain = try await Program.run("stats", "--format", "json", "--corpus", "network.lgraph", in: folder.url).json()
    #expect(plain["structure"] == nil)
    let reduced = try await Program.run(
      "stats", "--reduction", "--format", "json", "--corpus", "network.lgraph", in: folder.url
    ).json()
    #expect((reduced["structure"] as? [String: Any])?.keys.sorted() == ["reduction"])
  }

  @Test(arguments: [80, 120], ["en", "zh"])
  func statisticsFit(_ columns: Int, _ language: String) async throws {
    let folder = try await folder()
    let run = try await Program.run(
      ["stats", "--full", "--lang", language, "--corpus", "network.lgraph"], columns: columns, in: folder.url)
    #expect(
      run.output.contains(language == "en" ? "how it was made\n  citations.txt: 17 lines" : "来历\n  citations.txt"))
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= columns })
  }

  @Test func statisticsOfACorpusKnowNoReduction() async throws {
    for option in ["--full", "--reduction"] {
      let run = try await Program.run("stats", option)
      #expect(run.status == 64)
      #expect(run.complaints.hasPrefix("lineage: error: \(option) is for citation networks\n"))
    }
  }

  @Test func cyclesAreDroppedAndSaid() async throws {
    let folder = try TemporaryFolder()
    try folder.file("knot.txt", "2 1\n3 2\n1 3\n4 3\n4 2\n")
    let answer = try await Program.run("stats", "--full", "--format", "json", "--corpus", "knot.txt", in: folder.url)
      .json()
    let structure = try #require(answer["structure"] as? [String: [String: Any]])
    #expect(structure["paths"]?["droppedRelationCount"] as? Int == 1)
    #expect(structure["reduction"]?["knotRelationCount"] as? Int == 3)
    #expect(structure["reduction"]?["parallelRelationCount"] as? Int == 1)
    // What became of the lines of a text is told on standard error.
    #expect(answer["account"] == nil)
  }

  // MARK: - Ancestors and descendants

  @Test func ancestorsAreATreeAsOnACorpus() async throws {
    let folder = try await folder()
    let run = try await Program.run("ancestors", "K", "--corpus", "network.lgraph", "--format", "json", in: folder.url)
    #expect((run.status, run.errors) == (0, ""))
    let answer = try run.json()
    #expect(Set(answer.keys) == ["paper", "following", "ancestors"])
    #expect(answer["following"] as? [String] == ["cites"])
    #expect(ids(answer, "ancestors") == ["H", "G", "F", "C", "E", "D", "B", "A"])
    let entries = try #require(answer["ancestors"] as? [[String: Any]])
    #expect(entries.map { $0["generation"] as? Int } == [1, 2, 2, 2, 3, 3, 3, 3])
    #expect(entries.map { $0["depth"] as? Int } == [1, 2, 2, 4, 3, 3, 5, 5])

    let text = try await Program.run("ancestors", "K", "--corpus", "network.lgraph", in: folder.url)
    #expect(text.output.hasPrefix("Kant, again      1995\n└─ H"))
    #expect(text.output.hasSuffix("8 ancestors in 3 generations · along cites\n"))
    let none = try await Program.run("ancestors", "A", "--corpus", "network.lgraph", in: folder.url)
    #expect((none.status, none.output.hasSuffix("none along cites\n")) == (1, true))
  }

  @Test func countsAndLimitsAreSummaries() async throws {
    let folder = try await folder()
    func json(_ arguments: String...) async throws -> [String: Any] {
      try await Program.run(
        arguments + ["--corpus", "network.lgraph", "--format", "json"], in: folder.url
      ).json()
    }
    let count = try await json("descendants", "B", "--count")
    #expect(count["count"] as? Int == 12)
    #expect((count["generations"] as? [[String: Any]])?.map { $0["papers"] as? Int } == [3, 5, 4])
    #expect(count["undated"] as? Int == 1)
    #expect(ids(count, "descendants") == [])
    let few = try await json("descendants", "B", "--limit", "2")
    #expect((few["shown"] as? Int, few["count"] as? Int) == (2, 12))
    #expect(ids(few, "descendants").count == 2)
    let near = try await json("descendants", "B", "--depth", "1")
    #expect(ids(near, "descendants") == ["C", "J", "D"])
  }

  @Test func datesCloseTheWay() async throws {
    let folder = try await folder()
    let run = try await Program.run(
      "ancestors", "K", "--since", "1991-02", "--until", "1993", "--corpus", "network.lgraph", "--format", "json",
      in: folder.url)
    // H of 1994 closes every way.
    #expect(run.status == 1)
    #expect(ids(try run.json(), "ancestors") == [])
    let since = try await Program.run(
      "ancestors", "K", "--since", "1991", "--corpus", "network.lgraph", "--format", "json", in: folder.url
    ).json()
    #expect(ids(since, "ancestors") == ["H", "G", "F", "C", "E", "D"])
    let within = try #require(since["within"] as? [String: Any])
    #expect(within["since"] as? String == "1991")
    #expect(within["until"] == nil)
    #expect((within["leftOut"] as? Int, within["leftOutUndated"] as? Int) == (2, 0))
    // Of C no more than the year is known, so it is not known to be of February or later.
    let month = try await Program.run(
      "ancestors", "K", "--since", "1991-02", "--corpus", "network.lgraph", "--format", "json", in: folder.url
    ).json()
    #expect(ids(month, "ancestors") == ["H", "G", "F", "E", "D"])

    let text = try await Program.run(
      "descendants", "M", "--until", "1995", "--count", "--corpus", "network.lgraph", columns: 120, in: folder.url)
    #expect(text.status == 1)
    #expect(text.output.contains("to 1995: 1 left out, 1 of them without date"))
    let wrong = try await Program.run(
      "ancestors", "K", "--since", "1995", "--until", "1994-Q2", "--corpus", "network.lgraph", in: folder.url)
    #expect(wrong.status == 64)
    #expect(wrong.errors.contains("--since lies behind --until."))
  }

  @Test func datesLimitACorpusToo() async throws {
    let run = try await Program.run("ancestors", "code-llama", "--since", "2023", "--format", "json")
    let answer = try run.json()
    #expect(ids(answer, "ancestors") == ["llama-2", "llama"])
    #expect((answer["within"] as? [String: Any])?["leftOut"] as? Int == 5)
    let count = try await Program.run("ancestors", "code-llama", "--count", "--format", "json").json()
    #expect(count["following"] as? [String] == ["updates", "extends", "isDerivedFrom", "usesMethodIn"])
    #expect(count["count"] as? Int == 7)
    let zh = try await Program.run("ancestors", "code-llama", "--since", "2023", "--no-external", "--lang", "zh")
    #expect(zh.output.hasSuffix("自 2023：略去 0 篇\n"))
  }

  @Test func wrongNamesAreAnswered() async throws {
    let folder = try await folder()
    let run = try await Program.run("ancestors", "Q", "--corpus", "network.lgraph", in: folder.url)
    #expect(run.status == 64)
    #expect(run.errors.hasPrefix("lineage: error: no paper of the network is called “Q”\n"))
    let kinds = try await Program.run(
      "ancestors", "K", "--following", "updates", "--corpus", "network.lgraph", in: folder.url)
    #expect((kinds.status, kinds.errors.contains("holds only “cites”")) == (64, true))
  }

  @Test func numbersWithZerosInFrontAreFoundAndDrawn() async throws {
    let folder = try TemporaryFolder()
    try folder.file("n.txt", "9301 7\n9302 9301\n")
    let run = try await Program.run("ancestors", "009302", "--corpus", "n.txt", "--format", "json", in: folder.url)
    #expect(ids(try run.json(), "ancestors") == ["9301", "7"])
  }

  /// Beyond 500 papers the answer is a summary that names the most cited.
  @Test func largeAnswersAreSummaries() async throws {
    let folder = try TemporaryFolder()
    try folder.file("chain.txt", (1...600).map { "\($0 + 1) \($0)\n" }.joined())
    let text = try await Program.run("ancestors", "601", "--corpus", "chain.txt", in: folder.url)
    #expect(text.output.contains("600 ancestors in 600 generations · along cites"))
    #expect(text.output.contains("the 20 most cited of them"))
    let json = try await Program.run(
      "ancestors", "601", "--corpus", "chain.txt", "--format", "json", in: folder.url
    ).json()
    #expect(json["shown"] as? Int == 600)
  }

  // MARK: - Pictures

  @Test func aSmallNetworkIsDrawn() async throws {
    let folder = try await folder()
    let run = try await Program.run("render", "--corpus", "network.lgraph", in: folder.url)
    #expect((run.status, run.errors) == (0, ""))
    #expect(run.output.contains("纽曼") && run.output.contains("Kant, again"))
    try folder.file("large.txt", (1...10_000).map { "\($0 + 1) \($0)\n" }.joined())
    let large = try await Program.run("render", "--corpus", "large.txt", "-o", "x.svg", in: folder.url)
    #expect(large.status == 64)
    #expect(large.errors.contains("a picture takes at most 10000 papers, and these are 10001"))
    #expect(large.errors.contains("--top 60 for the most cited papers"))
    #expect(try !folder.names.contains("x.svg"))
  }

  // MARK: - Checks and faults

  @Test func checkTellsWhatIsWorthALook() async throws {
    let folder = try await folder()
    let run = try await Program.run("check", "--strict", "--corpus", "network.lgraph", in: folder.url)
    #expect(run.status == 0)
    #expect(run.output.contains("1 paper has no date [undated]"))
    try folder.file("knot.txt", "2 1\n1 2\n" + String(repeating: "3 1\n", count: 20) + "lone\n")
    let knot = try await Program.run("check", "--strict", "--corpus", "knot.txt", in: folder.url)
    #expect(knot.status == 1)
    #expect(knot.output.contains("knot.txt:23:1: warning: one field, “lone”"))
    #expect(knot.output.contains("2 papers cite each other in a circle"))
    #expect(!knot.errors.contains("lone"))
  }

  @Test func damageIsFoundAndPlaced() async throws {
    let folder = try await folder()
    let whole = try Data(contentsOf: folder.url.appending(component: "network.lgraph"))
    func check(_ data: Data, _ command: String = "check") async throws -> Outcome {
      try data.write(to: folder.url.appending(component: "bad.lgraph"))
      return try await Job(
        executable: Program.url, arguments: [command, "--corpus", "bad.lgraph"], environment: ["COLUMNS": "80"],
        input: nil, folder: folder.url
      ).run()
    }
    var flipped = whole
    flipped[700] ^= 0x10
    for command in ["check", "stats"] {
      let run = try await check(flipped, command)
      #expect((run.status, run.output) == (65, ""))
      #expect(run.errors.hasPrefix("lineage: error: “bad.lgraph” ("))
      #expect(run.errors.contains("found checksum 0x"))
      #expect(run.errors.contains("  → copy the file again"))
    }
    var header = whole
    header[33] ^= 1
    for data in [
      header, whole.prefix(whole.count - 1), whole.prefix(100), whole.prefix(5), Data(), Data("hello\n".utf8),
    ] {
      let run = try await check(data)
      #expect((run.status, run.output) == (65, ""), "\(data.count) bytes")
      #expect(run.errors.hasPrefix("lineage: error: “bad.lgraph”"), "\(run.errors)")
    }
    #expect(try await check(whole).status == 0)
  }

  @Test func aNetworkStandsAlone() async throws {
    let folder = try await folder()
    let run = try await Program.run("stats", "--corpus", "citations.txt", "--corpus", "network.lgraph", in: folder.url)
    #expect(run.status == 64)
    #expect(run.errors.hasPrefix("lineage: error: “network.lgraph” is a citation network, which stands alone\n"))
    // A list of citations among other files is records like theirs.
    let twice = try await Program.run(
      "stats", "--corpus", "citations.txt", "--corpus", "citations.txt", "--format", "json", in: folder.url)
    #expect(try twice.json()["memberCount"] as? Int == 14)
    let both = try await Program.shell(
      "printf 'papers: [{id: a, title: A}]' > c.yaml; \"$LINEAGE\" stats --corpus c.yaml --corpus network.lgraph",
      in: folder.url)
    #expect(both.status == 64)
    let accept = try await Program.run("infer", "--accept", "x.json", "--corpus", "network.lgraph", in: folder.url)
    #expect((accept.status, accept.errors.contains("is a citation network, and this takes a corpus")) == (64, true))
  }

  @Test func aListOnStandardInputIsACorpus() async throws {
    let run = try await Program.run(["stats", "--corpus", "-", "--format", "json"], input: "1 2\n2 3\n")
    #expect(run.status == 0)
    #expect(try run.json()["memberCount"] as? Int == 3)
  }

  // MARK: - Imports that fail

  @Test func aFailedImportLeavesTheOldFile() async throws {
    let folder = try await folder()
    let target = folder.url.appending(component: "network.lgraph")
    let old = try Data(contentsOf: target)
    try folder.file("words.txt", "Just a word or two.\n")
    let faults: [(arguments: [String], status: Int32, words: String)] = [
      (["citations.txt", "--dates", "absent.txt"], 66, "there is no file or folder “absent.txt”"),
      (["citations.txt", "--dates", "citations.txt"], 65, "“citations.txt” dates no paper of the network"),
      (["citations.txt", "--papers", "dates.txt"], 65, "“dates.txt” is no table of papers"),
      (["words.txt", "--dates", "dates.txt"], 65, "“words.txt” looks like plain text"),
      (["citations.txt", "citations.txt"], 64, "is made of one list of citations"),
      (["network.lgraph"], 64, "“network.lgraph” is a graph file already"),
    ]
    for fault in faults {
      let run = try await Program.run(["import"] + fault.arguments + ["-o", "network.lgraph"], in: folder.url)
      #expect(run.status == fault.status, "\(fault.arguments): \(run.errors)")
      #expect(fault.words.split(separator: "|").contains { run.errors.contains($0) }, "\(run.errors)")
      #expect(try Data(contentsOf: target) == old)
    }
    for (output, words) in [
      ("citations.txt", "is read, and would be written over"), ("dates.txt", "is read, and would be written over"),
      ("/dev/null", "it is no plain file"), (".", "it is a folder"), ("absent/x.lgraph", "No such file"),
    ] {
      let run = try await Program.run(
        ["import", "citations.txt", "--dates", "dates.txt", "-o", output], in: folder.url)
      #expect(
        run.status == (output.hasPrefix("/") || output == "." || output.contains("absent") ? 74 : 64), "\(output)")
      #expect(run.errors.contains(words), "\(run.errors)")
    }
    #expect(try String(contentsOf: folder.url.appending(component: "citations.txt"), encoding: .utf8) == Self.citations)
    #expect(try folder.names.allSatisfy { !$0.hasSuffix(".part") })
  }

  @Test func anImportGoesThroughALinkAndIsTheSameAgain() async throws {
    let folder = try await folder()
    let target = folder.url.appending(component: "network.lgraph")
    let first = try Data(contentsOf: target)
    let run = try await Program.shell(
      "ln -s network.lgraph link.lgraph && cat citations.txt | \"$LINEAGE\" import - --dates dates.txt --papers papers.csv "
        + "-o link.lgraph && readlink link.lgraph && \"$LINEAGE\" import <(cat citations.txt) --dates <(cat dates.txt) -o pipe.lgraph",
      in: folder.url)
    #expect((run.status, run.output) == (0, "network.lgraph\n"))
    // Only the name of the list differs.
    #expect(try Data(contentsOf: target).count == first.count - "citations.txt".count + 1)
    #expect(try folder.names.contains("pipe.lgraph"))
  }
}
