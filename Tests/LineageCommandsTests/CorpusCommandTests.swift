import Foundation
import LineageRendering
import Testing

struct CorpusCommandTests {
  @Test func statistics() async throws {
    let answer = try await Program.run("stats", "--format", "json").json()
    #expect(answer["memberCount"] as? Int == 26)
    #expect(answer["externalCount"] as? Int == 48)
    #expect(answer["firstDate"] as? String == "2023-01")
    #expect(answer["lastDate"] as? String == "2024-01")
    #expect(answer["date"] as? String == "listed")
    #expect(answer["title"] as? String == "Core AI papers of 2023")
    #expect((answer["topics"] as? [[String: Any]])?.compactMap { $0["count"] as? Int } == [9, 3, 4, 6, 4])
    let kinds = try #require(answer["kinds"] as? [[String: Any]])
    #expect(
      kinds.map { $0["value"] as? String } == [
        "updates", "extends", "isDerivedFrom", "usesMethodIn", "usesDataFrom", "comparesWith", "cites",
      ])
    let relations = kinds.compactMap { $0["count"] as? Int }.reduce(0, +)
    let check = try await Program.run("check", "--format", "json").json()
    #expect(check["relations"] as? Int == relations)
  }

  @Test func lineages() async throws {
    let answer = try await Program.run("lineages", "--format", "json").json()
    #expect(Set(answer.keys) == ["following", "lineages", "alone"])
    let lineages = try #require(answer["lineages"] as? [[String: Any]])
    #expect(
      lineages.map { ($0["root"] as? [String: Any])?["id"] as? String } == [
        "llama", "speculative-decoding", "flashattention-2",
      ])
    let papers = lineages.map { ($0["papers"] as? [[String: Any]])?.count ?? 0 }
    #expect(papers == [5, 4, 2])
    #expect((answer["alone"] as? [Any])?.count == 15)
    #expect(lineages.first?["tips"] as? [String] == ["gorilla", "toolllm", "code-llama"])
    #expect(lineages.map { $0["depth"] as? Int } == [2, 2, 1])
  }

  @Test func theBundledCorpusIsSound() async throws {
    let run = try await Program.run("check", "--format", "json")
    #expect(run.status == 0)
    let answer = try run.json()
    #expect(answer["errors"] as? Int == 0)
    #expect(answer["papers"] as? Int == 74)
    let warnings = try #require(answer["warnings"] as? Int)
    #expect(try await Program.run("check", "--strict").status == (warnings > 0 ? 1 : 0))
    #expect((answer["diagnostics"] as? [Any])?.count == warnings + (answer["notes"] as? Int ?? -1))
  }

  @Test func faultsAreStatusOneForCheckAndSixtyFiveForAnswers() async throws {
    let folder = try TemporaryFolder()
    let text = "title: 核心 🚀\npapers:\n  - {id: a, title: 甲 🚀, dates: {listed: 2023-13}, extends: b}\n"
    try folder.file("论文.yaml", text)
    let check = try await Program.run("check", "--corpus", "论文.yaml", in: folder.url)
    #expect(check.status == 1)
    #expect(check.errors == "")
    #expect(
      check.output == """
        论文.yaml:3:41: error: “2023-13” is no date: there is no month 13 [bad-date]
            - {id: a, title: 甲 🚀, dates: {listed: 2023-13}, extends: b}
                                                    ^
          → write 2023, 2023-07 or 2023-07-18
        论文.yaml:3:60: error: the relation “a extends b” names “b”, which is no paper
          of this corpus [dangling-relation]
            - {id: a, title: 甲 🚀, dates: {listed: 2023-13}, extends: b}
                                                                       ^
          → add the paper (with “external: true” if it is not on the list)

        found  severity  code               what it is
            1  error     bad-date           a date that is none
            1  error     dangling-relation  a relation to what is not there

        2 errors, 0 warnings, 0 notes

        """)
    let answer = try await Program.run("timeline", "--corpus", "论文.yaml", in: folder.url)
    #expect(answer.status == 65)
    #expect(answer.output == "")
    #expect(answer.errors.hasPrefix("论文.yaml:3:41: error: “2023-13” is no date"))
    #expect(answer.errors.hasSuffix("lineage: error: the corpus has 2 faults and was not used\n"))
    let json = try await Program.run("check", "--corpus", "论文.yaml", "--format", "json", in: folder.url).json()
    let first = try #require((json["diagnostics"] as? [[String: Any]])?.first)
    #expect(first["code"] as? String == "bad-date")
    #expect((first["place"] as? [String: Any])?["column"] as? Int == 41)
    #expect(json["papers"] == nil)
  }

  @Test func aLongLineIsCutAroundTheFault() async throws {
    let long = String(repeating: "核心论文 ", count: 60)
    let text = "title: x\npapers:\n  - {id: a, title: \(long), external: yes, notes: [\(long)]}\n"
    for columns in [40, 80, 120] {
      let run = try await Program.run("check", "--corpus", "-", input: text, columns: columns)
      let lines = run.output.split(separator: "\n").map(String.init)
      let caret = try #require(lines.firstIndex { $0.allSatisfy { " ^".contains($0) } })
      #expect(lines.allSatisfy { $0.displayWidth <= columns })
      let before = try #require(lines[caret].firstIndex(of: "^").map { lines[caret][..<$0] }).count
      let shown = try #require(lines[caret - 1].range(of: "yes")).lowerBound
      #expect(String(lines[caret - 1][..<shown]).displayWidth == before)
    }
  }

  @Test func usableCorporaWithFaultsWarn() async throws {
    let text = """
      papers:
        - {id: a, title: A, extends: b}
        - {id: b, title: B, extends: a}
      """
    let run = try await Program.run("ancestors", "a", "--corpus", "-", input: text)
    #expect(run.status == 0)
    #expect(run.errors.contains("warning: papers build on each other in a circle: a → b → a [cycle]"))
    #expect(try await Program.run("check", "--corpus", "-", input: text).status == 1)
  }

  // MARK: - Where a corpus comes from

  @Test func corporaComeFromManyPlaces() async throws {
    let folder = try TemporaryFolder()
    let first = try folder.file("1.yaml", "title: Mine\npapers: [{id: b, title: B, extends: a}]\n")
    let second = try folder.file("2.json", #"{"papers": [{"id": "a", "title": "A"}]}"#)

    func ids(_ run: Outcome) throws -> [String] {
      #expect(run.status == 0)
      #expect(run.errors == "")
      return try #require(try run.json()["ancestors"] as? [[String: Any]]).compactMap { $0["id"] as? String }
    }
    let question = ["ancestors", "b", "--format", "json"]
    #expect(try ids(await Program.run(question + ["--corpus", first, "--corpus", second])) == ["a"])
    #expect(try ids(await Program.run(question + ["--corpus", folder.url.path])) == ["a"])
    #expect(try ids(await Program.run(question + ["--corpus", "."], in: folder.url)) == ["a"])
    #expect(try ids(await Program.run(question, environment: ["LINEAGE_CORPUS": folder.url.path])) == ["a"])
    let text = "papers: [{id: b, title: B, extends: a}, {id: a, title: A}]\n"
    #expect(try ids(await Program.run(question + ["--corpus", "-"], input: text)) == ["a"])
    // What is asked for goes before what is set.
    let chosen = try await Program.run(
      question + ["--corpus", folder.url.path], environment: ["LINEAGE_CORPUS": "/nowhere"])
    #expect(try ids(chosen) == ["a"])
  }

  @Test func theBundledCorpusNeedsNoFiles() async throws {
    let run = try await Program.run("stats", in: URL(fileURLWithPath: "/"))
    #expect(run.status == 0)
    #expect(run.errors == Program.bundledNote)
    #expect(try await Program.run("stats", environment: ["LINEAGE_CORPUS": ""], in: nil).errors == Program.bundledNote)
  }
}

@Suite struct LinkTests {
  @Test func showExplainsOneLink() async throws {
    for arguments in [["show", "llama 2", "code llama"], ["show", "code llama", "llama 2"]] {
      let run = try await Program.run(arguments)
      #expect(run.status == 0)
      #expect(run.output.hasPrefix("Llama 2 → Code Llama\n"))
      #expect(run.output.contains("Code Llama (2023-08) derived from Llama 2"))
    }
    let none = try await Program.run("show", "tasklama", "llama")
    #expect(none.status == 1)
    #expect(none.errors.contains("no relation joins"))
    #expect(try await Program.run("show", "llama", "LLaMA").status == 64)
  }
}
