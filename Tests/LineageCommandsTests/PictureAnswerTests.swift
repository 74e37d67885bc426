import Foundation
import Testing

/// What pictures of answers and of a paper among its kin say and leave out.
struct PictureAnswerTests {
  private struct Drawn {
    let papers: [String]
    let lines: [[String: Any]]
    let caption: String
    let title: String
    let summary: String

    /// Bridges as `citing number cited`.
    var bridges: [String] {
      lines.compactMap { line in
        guard let via = line["via"] as? Int, let citing = line["citing"], let cited = line["cited"] else { return nil }
        return "\(citing) \(via) \(cited)"
      }
    }

    init(_ run: Outcome) throws {
      let json = try run.json()
      papers = try #require(json["papers"] as? [[String: Any]]).compactMap { $0["id"] as? String }.sorted()
      lines = try #require(json["relations"] as? [[String: Any]])
      caption = try #require(json["caption"] as? [String]).joined(separator: " ")
      title = try #require(json["title"] as? String)
      summary = try #require(json["summary"] as? String)
    }
  }

  private func drawn(_ arguments: String...) async throws -> Drawn {
    let run = try await Program.run(["render", "--format", "json"] + arguments)
    #expect(run.status == 0 && run.complaints == "", "\(arguments): \(run.errors)")
    return try Drawn(run)
  }

  /// The text of an answer drawn as SVG.
  private func svg(_ arguments: [String]) async throws -> String {
    let folder = try TemporaryFolder()
    let run = try await Program.run(arguments + ["--output", "answer.svg"], in: folder.url)
    #expect(run.status == 0 && run.output == "", "\(arguments): \(run.errors)")
    return try String(contentsOf: folder.url.appending(path: "answer.svg"), encoding: .utf8)
      .replacing(#/<[^>]*>|\s+/#, with: " ").replacing(#/ +/#, with: " ")
  }

  // MARK: - A paper among its kin

  @Test(arguments: [
    (["--top", "5"], "--top"), (["--main-path"], "--main-path"), (["--ancestors-of", "llama"], "--ancestors-of"),
    (["--descendants-of", "llama"], "--descendants-of"), (["--between", "llama", "code-llama"], "--between"),
    (["--topic", "agent"], "--topic"), (["--from", "2023", "--to", "2024"], "--from, --to"), (["--reduce"], "--reduce"),
  ])
  func aFocusIsNotNarrowed(_ arguments: [String], options: String) async throws {
    let run = try await Program.run(["render", "--focus", "Code Llama"] + arguments)
    #expect(run.status == 64 && run.output == "")
    #expect(run.errors.contains("does not go with \(options). "), "\(run.errors)")
    #expect(run.errors.contains("--generations, --kinds, --externals and --date"))
  }

  @Test func kinLeftOutAsExternalAreCountedAndBridged() async throws {
    let all = try await drawn("--focus", "cogagent")
    let listed = try await drawn("--focus", "cogagent", "--externals", "none")
    #expect(all.bridges.isEmpty && !all.caption.contains("external works among its kin"))
    #expect(listed.papers.contains("llama") && listed.bridges == ["cogagent 2 llama"])
    let external = all.papers.count - listed.papers.count
    #expect(external > 0 && listed.caption.contains("\(external) external works among its kin"))
    #expect(listed.caption.contains("1 blue dashed line stands for a chain through papers left out"))
    // Those that are neither are the same.
    let neither = try #require(all.caption.firstMatch(of: #/(\d+) papers that are neither/#)?.output.1)
    #expect(listed.caption.contains("\(neither) papers that are neither"))
    #expect(Int(neither) == 74 - all.papers.count)
  }

  @Test func anExternalFocusComesWithoutOtherExternalWorks() async throws {
    let all = try await drawn("--focus", "gpt-3")
    let listed = try await drawn("--focus", "gpt-3", "--externals", "none")
    #expect(listed.papers.contains("gpt-3") && listed.papers.count < all.papers.count)
    let outside = Set(try await drawn("--externals", "axis").papers).subtracting(try await drawn().papers)
    #expect(outside.contains("gpt-3") && Set(listed.papers).intersection(outside) == ["gpt-3"])
  }

  @Test func aFocusOfALargeNetworkIsDrawn() async throws {
    let folder = try TemporaryFolder()
    // A chain of 12,000 papers, more than a picture takes.
    try folder.file("chain.txt", (1..<12_000).map { "p\($0) p\($0 - 1)\n" }.joined())
    let arguments = ["render", "--corpus", "chain.txt", "--format", "json"]
    let near = try await Program.run(arguments + ["--focus", "p5000", "--generations", "2"], in: folder.url)
    #expect(near.status == 0, "\(near.errors)")
    let drawn = try Drawn(near)
    #expect(drawn.papers == ["p4998", "p4999", "p5000", "p5001", "p5002"] && drawn.bridges.isEmpty)
    #expect(drawn.caption.contains("11,995 more than 2 generations away") && !drawn.caption.contains("neither"))
    #expect(drawn.caption.contains("11,995 relations from or to them"))
    let all = try await Program.run(arguments + ["--focus", "p5000"], in: folder.url)
    #expect(all.status == 64 && all.errors.contains("at most 10000 papers, and these are 12000"))
    #expect(all.errors.contains("--generations"))
    let unknown = try await Program.run(arguments + ["--focus", "p50000"], in: folder.url)
    #expect(unknown.status == 64 && unknown.errors.contains("no paper of the network is called “p50000”"))
  }

  // MARK: - Chains and paths

  @Test func aChainIsNotAllThatIsBetween() async throws {
    for (arguments, title) in [
      (["path", "llama", "code-llama"], "A shortest chain from LLaMA to Code Llama"),
      (["path", "llama", "code-llama", "--longest"], "A longest chain from LLaMA to Code Llama"),
    ] {
      let text = try await svg(arguments)
      #expect(text.contains(title) && text.contains("3 of 74 papers; 71 left out"), "\(text.prefix(600))")
      #expect(!text.contains("between LLaMA"))
    }
    #expect(try await svg(["path", "llama", "code-llama", "--all"]).contains("papers, between LLaMA and Code Llama;"))
    let files = try NetworkFiles()
    let network = try await files.literature()
    let some = try await svg(["path", "B", "N", "--all", "--limit", "1", "--corpus", network])
    #expect(some.contains("A chain from B to N") && some.contains(" of 14 papers;"))
  }

  @Test func withoutAChainNothingIsDrawn() async throws {
    for question in [[], ["--all"], ["--count"], ["--between"]] {
      let folder = try TemporaryFolder()
      let run = try await Program.run(["path", "medusa", "llama", "-o", "x.svg"] + question, in: folder.url)
      #expect(run.status == 1 && run.output == "")
      #expect(run.complaints.contains("no chain joins Medusa and LLaMA along"), "\(run.errors)")
      #expect(try folder.names == [])
    }
  }

  @Test func aMainPathSaysWhatIsLeftOut() async throws {
    let files = try NetworkFiles()
    let text = try await svg(["main-path", "--corpus", try await files.literature()])
    let shown = try #require(text.firstMatch(of: #/(\d+) of 14 papers, on the main path; (\d+) left out/#))
    #expect((Int(shown.output.1) ?? 0) + (Int(shown.output.2) ?? 0) == 14 && Int(shown.output.1) != 14)
    #expect(text.contains("relations from or to them left out"))
  }

  @Test func onlyTheMostCitedOfAnAncestryAreDrawn() async throws {
    let files = try NetworkFiles()
    let corpus = ["--corpus", try await files.literature()]
    let text = try await svg(["ancestors", "N", "--limit", "2"] + corpus)
    #expect(text.contains("3 of 14 papers, ancestors of N, the most cited; 11 left out"), "\(text.suffix(900))")
    #expect(text.contains("blue dashed line"))
    let all = try await svg(["ancestors", "N", "--limit", "50"] + corpus)
    #expect(all.contains("of 14 papers, ancestors of N;") && !all.contains("the most cited"))
  }

  // MARK: - What is chosen

  @Test func papersAskedForAreShownThoughExternal() async throws {
    let descendants = try await drawn("--descendants-of", "gpt-3")
    #expect(descendants.papers.contains("gpt-3"))
    #expect(descendants.caption.contains("47 external works"))
    let ancestors = try await drawn("--ancestors-of", "gpt-3")
    #expect(ancestors.papers == ["gpt-3"])
    let between = try await drawn("--between", "clip", "cogagent")
    #expect(between.papers.contains("clip") && between.papers.contains("cogagent"))
  }

  @Test func oneTopicIsOneTopic() async throws {
    let twice = try await drawn("--topic", "agent", "--topic", "Agents")
    #expect(try await drawn("--topic", "agent").caption == twice.caption)
    #expect(!twice.caption.contains("Agents and Agents"))
  }

  @Test func datesOfANetworkAreOneToAPaper() async throws {
    let files = try NetworkFiles()
    let corpus = ["--corpus", try await files.literature()]
    for arguments in [[], ["--focus", "H"]] {
      let run = try await Program.run(["render", "--date", "listed"] + arguments + corpus)
      #expect(run.status == 64 && run.errors.contains("have one date each, none that is “listed”"), "\(run.errors)")
      #expect(try await Program.run(["render", "--date", "published"] + arguments + corpus).status == 0)
    }
  }

  @Test func linesAreLimitedToo() async throws {
    let folder = try TemporaryFolder()
    // Each of 400 papers cites all before it.
    let lines = (1..<400).flatMap { citing in (0..<citing).map { "p\(citing) p\($0)\n" } }
    try folder.file("dense.txt", lines.joined())
    let run = try await Program.run("render", "--corpus", "dense.txt", in: folder.url)
    #expect(run.status == 64 && run.output == "")
    #expect(run.errors.contains("at most 60000 relations, and among these 400 papers are 79800"), "\(run.errors)")
    #expect(run.errors.contains("--top 60"))
  }

  @Test func groupsStandByTheDatesOfTheCorpus() async throws {
    for command in ["lineages", "clusters"] {
      let text = try await svg([command])
      #expect(text.contains("placed by listed date") && !text.contains("earliest"), "\(text.suffix(600))")
    }
  }

  // MARK: - Files and help

  @Test func theEndingSaysHowAReportIsWritten() async throws {
    for (ending, format) in [("json", "json"), ("csv", "csv"), ("md", "markdown")] {
      let folder = try TemporaryFolder()
      let run = try await Program.run("stats", "-o", "x.\(ending)", in: folder.url)
      #expect(run.status == 0 && run.output == "")
      let asked = try await Program.run("stats", "--format", format)
      #expect(try String(contentsOf: folder.url.appending(path: "x.\(ending)"), encoding: .utf8) == asked.output)
      #expect(try await Program.run("stats", "-o", "x.\(ending)", "--format", "text", in: folder.url).status == 0)
      let text = try await Program.run("stats").output
      #expect(try String(contentsOf: folder.url.appending(path: "x.\(ending)"), encoding: .utf8) == text)
    }
    let help = try await Program.run("ancestors", "--help").output.replacing(#/\s+/#, with: " ")
    #expect(help.contains(".json, .csv or .md") && help.contains(".svg, .png, .pdf, .dot, .mmd and .html"))
  }

  @Test func aTimelineMarksWhatItsHelpSays() async throws {
    #expect(try await !Program.run("timeline", "--help").output.contains("reference-years"))
    let run = try await Program.run("timeline", "--format", "svg", "--bursts", "reference-years")
    #expect(run.status == 64 && run.output == "")
  }
}
