import Foundation
import Testing

struct SelectionCommandTests {
  /// What a picture shows, as its JSON says.
  private func picture(_ arguments: [String]) async throws -> (papers: [String], bridges: [String], caption: [String]) {
    let run = try await Program.run(["render", "--format", "json"] + arguments)
    #expect(run.status == 0 && run.complaints == "", "\(arguments): \(run.errors)")
    let json = try run.json()
    let papers = try #require(json["papers"] as? [[String: Any]]).compactMap { $0["id"] as? String }
    let bridges = try #require(json["relations"] as? [[String: Any]]).compactMap { link -> String? in
      guard let via = link["via"] as? Int, let citing = link["citing"], let cited = link["cited"] else { return nil }
      return "\(citing) \(via) \(cited)"
    }
    return (papers.sorted(), bridges, try #require(json["caption"] as? [String]))
  }

  @Test func aNetworkIsNarrowed() async throws {
    let files = try NetworkFiles()
    let network = ["--corpus", try await files.literature()]
    let near = try await picture(network + ["--ancestors-of", "H", "--generations", "1"])
    #expect(near.papers == ["C", "F", "G", "H"] && near.bridges == ["G 1 C"])
    #expect(
      near.caption.prefix(2).joined(separator: " ")
        == "4 of 14 papers, ancestors of H within 1 generation; 10 left out · "
        + "1 blue dashed line stands for a chain through papers left out")
    let between = try await picture(network + ["--between", "N", "B", "--top", "3"])
    #expect(between.papers == ["B", "D", "F"] && between.bridges.isEmpty)
    let either = try await picture(network + ["--between", "A", "G", "--between", "B", "J", "--reduce"])
    #expect(either.papers == ["A", "B", "C", "E", "G", "J"])
    let path = try await picture(network + ["--main-path", "--from", "2003", "--to", "2009"])
    #expect(path.papers.contains("I") && !path.papers.contains("B") && !path.papers.contains("N"))
    #expect(path.caption[0].contains("from 2003 to 2009, on the main path; left out: "))
    let best = try await picture(network + ["--top", "1", "--by", "pagerank"])
    #expect(best.papers == ["B"] || best.papers == ["A"])
    #expect(try await Program.run(["render", "--top", "3"] + network).output.contains(">The most cited papers<"))
  }

  @Test func aCorpusIsNarrowed() async throws {
    let whole = try await picture([])
    #expect(whole.papers.count == 26 && whole.bridges.sorted() == ["cogagent 2 llama", "llava-1-5 1 llama"])
    #expect(whole.caption.last == "2 blue dashed lines stand for chains through papers left out")
    // With the works outside the list nothing is left out.
    #expect(try await picture(["--externals", "axis"]).bridges.isEmpty)
    let agents = try await picture(["--topic", "智能体"])
    for name in ["Agents", "agent"] { #expect(try await picture(["--topic", name]) == agents) }
    #expect(agents.papers.contains("gorilla") && !agents.papers.contains("llama"))
    #expect(agents.caption[0].contains(" of 74 papers, Agents; left out: 48 external works, "))
    let chinese = try await picture(["--topic", "agent", "--lang", "zh"])
    #expect(chinese.caption[0].hasPrefix("74 篇论文中的 ") && chinese.caption[0].contains("（智能体）；略去：列表外 48 篇，其他主题 "))
    let medusa = try await picture(["--ancestors-of", "MEDUSA", "--externals", "axis"])
    #expect(medusa.papers.contains("specinfer") && medusa.papers.contains("medusa") && !medusa.papers.contains("llama"))
    let first = try await picture(["--from", "2023-02", "--to", "2023-Q2", "--kinds", "all"])
    #expect(first.papers.contains("llama") && !first.papers.contains("blip-2") && !first.papers.contains("llama-2"))
  }

  @Test(arguments: [
    (["--top", "0"], 64, "--top counts papers, from 1."), (["--by", "pagerank"], 64, "--by goes with --top."),
    (["--between", "llama"], 64, "--between names two papers."),
    (["--generations", "2"], 64, "--generations goes with --ancestors-of"),
    (["--ancestors-of", "medusa", "--generations", "0"], 64, "--generations counts relations, from 1."),
    (["--from", "2024", "--to", "2023"], 64, "--to lies before --from."),
    (["--from", "soon"], 64, "“soon” is no time"),
    (["--ancestors-of", "medusaa"], 64, "Medusa"), (["--topic", "agnet"], 64, "did you mean “agent”?"),
    (["--by", "fame", "--top", "3"], 64, "citations"),
    (["--from", "2030"], 1, "no paper is left to show: 48 external works, 26 of other times"),
    (["--between", "doremi", "gorilla"], 1, "26 not in between"),
    (
      ["--descendants-of", "gpt-3", "--topic", "alignment", "--from", "2030"], 1, "--externals axis shows works outside"
    ),
    (["--between", "doremi", "gorilla"], 1, "ways were followed along updates, extends"),
  ])
  func whatCannotBeShownIsSaid(_ arguments: [String], status: Int32, words: String) async throws {
    let run = try await Program.run(["render"] + arguments)
    #expect(run.status == status && run.output == "")
    #expect(run.complaints.contains(words), "\(run.errors)")
  }

  @Test func aNetworkHasNoTopicsAndOneKind() async throws {
    let files = try NetworkFiles()
    let file = try await files.literature()
    for (arguments, words) in [
      (["--topic", "x"], "have no topics"), (["--kinds", "extends"], "holds only “cites”"),
      (["--ancestors-of", "HH"], "no paper of the network is called “HH”"),
    ] {
      let run = try await Program.run(["render", "--corpus", file] + arguments)
      #expect(run.status == 64 && run.errors.contains(words))
    }
  }

  @Test(arguments: [
    (["ancestors", "medusa"], "What Medusa builds on", "paper-specinfer"),
    (["descendants", "llama", "--depth", "1"], "What grew out of LLaMA", "relation-llama-2-updates-llama"),
    (["path", "llama", "code-llama"], "3 of 74 papers; 71 left out", "paper-llama-2"),
    (["path", "code-llama", "llama", "--between"], "papers, between LLaMA and Code Llama;", "paper-llama-2"),
    (["common", "medusa", "specinfer"], "What Medusa and SpecInfer have in common", "paper-speculative-decoding"),
    (["lineages"], "Core AI papers of 2023 · Lineages", "paper-llama-2"),
    (["rank", "--by", "pagerank", "--top", "5"], "The 5 papers first by PageRank", "paper-gpt-3"),
    (["clusters", "--top", "3"], "The most cited papers of 3 of", "paper-clip"),
  ])
  func answersAreDrawn(_ arguments: [String], title: String, part: String) async throws {
    let folder = try TemporaryFolder()
    let svg = folder.url.appending(path: "answer.svg")
    let run = try await Program.run(arguments + ["--output", svg.path])
    #expect(run.status == 0 && run.output == "" && run.complaints == "", "\(run.errors)")
    let text = try String(contentsOf: svg, encoding: .utf8)
    #expect(text.contains(title) && text.contains("id=\"\(part)\""))
    #expect(text.contains("left out"))
  }

  @Test func answersOnANetworkAreDrawn() async throws {
    let files = try NetworkFiles()
    let file = try await files.literature()
    for (arguments, papers) in [
      (["ancestors", "H", "--depth", "1"], "CFGH"), (["descendants", "F", "--until", "2008"], "FHIL"),
      (["path", "A", "K", "--all"], "ACEGHK"), (["common", "I", "H"], "BDFHI"), (["rank", "--top", "2"], "BC"),
    ] {
      let svg = files.folder.url.appending(path: "answer.svg")
      let run = try await Program.run(arguments + ["--corpus", file, "--output", svg.path])
      #expect(run.status == 0 && run.errors == "", "\(run.errors)")
      let text = try String(contentsOf: svg, encoding: .utf8)
      let shown = "ABCDEFGHIJKLMN".filter { text.contains("id=\"paper-\($0)\"") }
      #expect(shown == papers, "\(arguments)")
    }
    let none = try await Program.run(
      "common", "A", "B", "--corpus", file, "--output", files.folder.url.appending(path: "none.svg").path)
    #expect(none.status == 1 && none.errors.contains("nothing to draw"))
  }

  @Test func sameSelectionSameBytes() async throws {
    let files = try NetworkFiles()
    let file = try await files.literature()
    let arguments = ["render", "--corpus", file, "--top", "6", "--reduce"]
    let first = try await Job(
      executable: Program.url, arguments: arguments, environment: [:], input: nil, folder: nil
    ).run()
    let second = try await Job(
      executable: Program.url, arguments: arguments, environment: [:], input: nil, folder: nil
    ).run()
    #expect(first.status == 0 && first.output == second.output && first.output.contains("</svg>"))
  }
}
