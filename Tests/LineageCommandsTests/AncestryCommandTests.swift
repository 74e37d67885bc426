import Testing

struct AncestryCommandTests {
  @Test func codeLlamaStandsOnLlama() async throws {
    let run = try await Program.run("ancestors", "Code Llama", "--format", "json")
    #expect(run.status == 0)
    let answer = try run.json()
    #expect(Set(answer.keys) == ["paper", "following", "ancestors"])
    #expect(answer["paper"] as? String == "code-llama")
    #expect(answer["following"] as? [String] == ["updates", "extends", "isDerivedFrom", "usesMethodIn"])
    let ancestors = try #require(answer["ancestors"] as? [[String: Any]])
    #expect(
      ancestors.map { $0["id"] as? String } == [
        "llama-2", "llama", "instructgpt", "ppo", "transformer", "flashattention", "gpt-3",
      ])
    #expect(ancestors.map { $0["generation"] as? Int } == [1, 2, 2, 2, 2, 3, 3])
    #expect(ancestors.map { $0["depth"] as? Int } == [1, 2, 2, 2, 3, 3, 3])
    #expect(ancestors.map { $0["external"] as? Bool } == [false, false, true, true, true, true, true])
    let first = try #require(ancestors.first)
    #expect(
      Set(first.keys) == [
        "id", "name", "title", "date", "organizations", "topic", "external", "generation", "depth", "relations",
      ])
    #expect(first["name"] as? String == "Llama 2")
    #expect(first["date"] as? String == "2023-07")
    let relations = try #require(first["relations"] as? [[String: Any]])
    #expect(relations.map { $0["kind"] as? String } == ["extends", "isDerivedFrom"])
    #expect(relations.allSatisfy { $0["paper"] as? String == "code-llama" && $0["cited"] as? String == "llama-2" })
    #expect(Set(relations[0].keys) == ["paper", "cited", "kind", "confidence", "verified", "evidence"])
    let evidence = try #require((relations[0]["evidence"] as? [[String: Any]])?.first)
    #expect(evidence["where"] as? String == "abstract")
    #expect(evidence["source"] as? String == "curated")
    #expect(evidence["verified"] as? Bool == true)
  }

  @Test func textNamesKindsAndExternalWorks() async throws {
    let run = try await Program.run("ancestors", "code-llama")
    #expect(run.output.contains("└─ Llama 2"))
    #expect(run.output.contains("extends, derived from"))
    for name in ["LLaMA", "InstructGPT", "GPT-3", "PPO", "Transformer", "FlashAttention"] {
      #expect(run.output.contains(name))
    }
  }

  @Test func medusaStandsOnTwoOfTheList() async throws {
    let run = try await Program.run("ancestors", "medusa", "--no-external", "--format", "json")
    let ancestors = try #require(try run.json()["ancestors"] as? [[String: Any]])
    #expect(Set(ancestors.map { $0["name"] as? String }) == ["SpecInfer", "Speculative Decoding"])
    #expect(ancestors.count == 2)
  }

  @Test func descendantsAreAlike() async throws {
    let run = try await Program.run("descendants", "llama", "--no-external", "--format", "json")
    let answer = try run.json()
    #expect(Set(answer.keys) == ["paper", "following", "descendants"])
    let descendants = try #require(answer["descendants"] as? [[String: Any]])
    #expect(descendants.map { $0["id"] as? String } == ["gorilla", "llama-2", "toolllm", "code-llama"])
    let relations = try #require(descendants.last?["relations"] as? [[String: Any]])
    #expect(relations.allSatisfy { $0["paper"] as? String == "code-llama" && $0["cited"] as? String == "llama-2" })
  }

  @Test func depthAndKindsLimit() async throws {
    let near = try await Program.run("ancestors", "code-llama", "--depth", "1", "--format", "csv")
    #expect(near.output.split(separator: "\n").count == 2)
    let all = try await Program.run("ancestors", "code-llama", "--following", "all", "--depth", "1", "--format", "csv")
    #expect(all.output.split(separator: "\n").count == 4)
    let updates = try await Program.run(
      "ancestors", "llama-2", "--following", "updates, ISDERIVEDFROM", "--format", "csv")
    #expect(updates.output.split(separator: "\n").dropFirst().map { $0.split(separator: ",")[2] } == ["llama"])
    #expect(try await Program.run("ancestors", "llama", "--depth", "0").status == 64)
    let wrong = try await Program.run("ancestors", "llama", "--following", "extend")
    #expect(wrong.status == 64)
    #expect(wrong.errors.contains("did you mean “extends”?"))
  }

  @Test func noneIsStatusOne() async throws {
    let run = try await Program.run("ancestors", "tasklama")
    #expect(run.status == 1)
    #expect(run.output.contains("none along updates, extends, derived from, uses method of"))
    let json = try await Program.run("ancestors", "tasklama", "--format", "json")
    #expect(json.status == 1)
    #expect((try json.json()["ancestors"] as? [Any])?.isEmpty == true)
  }

  @Test func aPlainCitationNetworkIsFollowedAlongCites() async throws {
    let run = try await Program.run(
      "ancestors", "b", "--corpus", "-", input: "papers: [{id: b, title: B, cites: a}, {id: a, title: A}]\n")
    #expect(run.status == 0)
    #expect(run.errors == "lineage: note: the corpus has no relation that bears lineage; following plain “cites”\n")
    #expect(run.output.contains("1 ancestor in 1 generation · along cites"))
  }

  // MARK: - Paths and common ancestors

  @Test(arguments: [["llama", "code llama"], ["Code Llama", "LLaMA"]])
  func aPathIsFoundInEitherOrder(_ ends: [String]) async throws {
    let run = try await Program.run(["path"] + ends + ["--format", "json"])
    #expect(run.status == 0)
    let answer = try run.json()
    #expect(Set(answer.keys) == ["from", "to", "following", "paths"])
    #expect(answer["from"] as? String == "llama")
    #expect(answer["to"] as? String == "code-llama")
    let path = try #require((answer["paths"] as? [[String: Any]])?.first)
    #expect((path["papers"] as? [[String: Any]])?.map { $0["id"] as? String } == ["llama", "llama-2", "code-llama"])
    let steps = try #require(path["steps"] as? [[[String: Any]]])
    #expect(steps.map { $0.map { $0["kind"] as? String } } == [["updates"], ["extends", "isDerivedFrom"]])
  }

  @Test func allPathsAreListed() async throws {
    let run = try await Program.run("path", "speculative-decoding", "medusa", "--all", "--format", "json")
    let answer = try run.json()
    #expect(answer["complete"] as? Bool == true)
    let paths = try #require(answer["paths"] as? [[String: Any]])
    #expect(
      paths.map { ($0["papers"] as? [[String: Any]])?.compactMap { $0["id"] as? String } } == [
        ["speculative-decoding", "medusa"], ["speculative-decoding", "specinfer", "medusa"],
      ])
    let first = try await Program.run("path", "speculative-decoding", "medusa", "--all", "--limit", "1")
    #expect(first.output.contains("the first 1 chain"))
  }

  @Test func chainsAreCountedAndALongestOneIsFound() async throws {
    let count = try await Program.run("path", "speculative-decoding", "medusa", "--count", "--format", "json")
    #expect(count.status == 0)
    let answer = try count.json()
    #expect(Set(answer.keys) == ["from", "to", "following", "paths", "knots", "count", "relations"])
    #expect(answer["paths"] as? String == "2")
    #expect(answer["count"] as? Int == 3)
    #expect(answer["relations"] as? Int == 3)
    let longest = try await Program.run("path", "medusa", "speculative-decoding", "--longest", "--format", "json")
      .json()
    #expect(longest["knotRelations"] as? Int == 0)
    let path = try #require((longest["paths"] as? [[String: Any]])?.first)
    #expect(
      (path["papers"] as? [[String: Any]])?.map { $0["id"] as? String } == [
        "speculative-decoding", "specinfer", "medusa",
      ])
    let between = try await Program.run("path", "speculative-decoding", "medusa", "--between")
    #expect(
      between.output == """
        Speculative Decoding → Medusa
        2 paths
        by way of 3 papers, both ends counted, and 3 relations · along updates, extends,
        derived from, uses method of

        date     paper                 citations
        2023-05  Speculative Decoding          3
        2023-05  SpecInfer                     1
        2024-01  Medusa                        0

        """)
    #expect(try await Program.run("path", "a", "b", "--all", "--count").status == 64)
  }

  @Test func noPathIsStatusOne() async throws {
    let run = try await Program.run("path", "medusa", "llama")
    #expect(run.status == 1)
    #expect(run.output == "")
    #expect(
      run.complaints == """
        lineage: note: no chain joins Medusa and LLaMA along updates, extends, isDerivedFrom, usesMethodIn
          → there is one along all kinds: --following all

        """)
    #expect(try await Program.run("path", "medusa", "llama", "--following", "all").status == 0)
  }

  @Test func commonAncestors() async throws {
    let run = try await Program.run("common", "medusa", "specinfer", "--format", "json")
    let answer = try run.json()
    #expect(Set(answer.keys) == ["papers", "following", "count", "ancestors"])
    #expect(answer["count"] as? Int == 2)
    #expect(answer["papers"] as? [String] == ["medusa", "specinfer"])
    let ancestors = try #require(answer["ancestors"] as? [[String: Any]])
    #expect(ancestors.map { $0["id"] as? String } == ["speculative-decoding", "speculative-sampling"])
    #expect(ancestors.map { $0["generations"] as? [Int] } == [[1, 1], [1, 1]])
    #expect(ancestors.allSatisfy { $0["lowest"] as? Bool == true })
    let none = try await Program.run("common", "medusa", "specinfer", "blip-2")
    #expect(none.status == 1)
    #expect(none.output.hasPrefix("Medusa, SpecInfer and BLIP-2 share no ancestor along updates"))
    #expect(try await Program.run("common", "medusa").status == 64)
    #expect(try await Program.run("common", "medusa", "Medusa").status == 64)
  }
}
