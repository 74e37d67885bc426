import Foundation
import Testing

@Suite struct InferCommandTests {
  private static let list = """
    工具

    ToolMaker: Teaching Models

    发布时间:2023.10

    摘要:我们对LLaMA进行微调,效果优于 [Vicuna]。它媲美后来的 Gemini。

    ToolMaker 2: More of It

    发布时间:2024.02

    摘要:没有什么可说。

    """

  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.file("list.txt", Self.list)
    return folder
  }

  @Test func printsRelationsForReview() async throws {
    let folder = try folder()
    let run = try await Program.run(["infer", "list.txt"], in: folder.url)
    #expect(run.status == 0)
    for words in [
      "derived from LLaMA", "我们对[LLaMA]进行微调", "updates ToolMaker", "anachronisms, left out:", "Gemini, which is later",
    ] {
      #expect(run.output.contains(words), "\(words)")
    }
  }

  @Test func theJSONIsAsPromised() async throws {
    let folder = try folder()
    let run = try await Program.run(["infer", "list.txt", "--format", "json", "--mentions"], in: folder.url)
    let answer = try run.json()
    let relations = try #require(answer["relations"] as? [[String: Any]])
    let tuned = try #require(relations.first { $0["cited"] as? String == "llama" })
    #expect(tuned["kind"] as? String == "isDerivedFrom")
    #expect(tuned["paper"] as? String == "toolmaker")
    let evidence = try #require((tuned["evidence"] as? [[String: Any]])?.first)
    #expect(evidence["file"] as? String == "list.txt")
    #expect(evidence["line"] as? Int == 7)
    #expect(evidence["column"] as? Int == 7)
    #expect(evidence["words"] as? String == "LLaMA")
    #expect(evidence["rule"] is String)
    #expect((answer["anachronisms"] as? [[String: Any]])?.map { $0["cited"] as? String } == ["gemini"])
    let mentions = try #require(answer["mentions"] as? [[String: Any]])
    #expect(mentions.contains { $0["self"] as? Bool == true })
    #expect(mentions.contains { $0["target"] as? String == "vicuna" && $0["self"] as? Bool == false })
  }

  @Test func questionsAreAnsweredOnAListAsItStands() async throws {
    let folder = try folder()
    let run = try await Program.run(["ancestors", "toolmaker 2", "--why", "--corpus", "list.txt"], in: folder.url)
    #expect(run.status == 0)
    #expect(run.errors.contains("were inferred from its texts"))
    #expect(run.output.contains("next version by name"))
    #expect(
      run.output.contains("对[LLaMA]进行微调") || run.output.contains("对 [LLaMA] 进行微调") || run.output.contains("[LLaMA]"))
  }

  @Test func whatAPersonKeepsBecomesACorpus() async throws {
    let folder = try folder()
    let review = #"{"relations": [{"paper": "toolmaker", "cited": "llama", "kind": "isDerivedFrom"}]}"#
    try folder.file("review.json", review)
    let run = try await Program.run(
      ["infer", "list.txt", "--accept", "review.json", "-o", "corpus.yaml"], in: folder.url)
    #expect(run.status == 0)
    let ancestors = try await Program.run(
      ["ancestors", "toolmaker", "--format", "json", "--corpus", "corpus.yaml"], in: folder.url)
    let found = try #require(try ancestors.json()["ancestors"] as? [[String: Any]])
    #expect(found.map { $0["id"] as? String } == ["llama"])
    try folder.file("wrong.json", #"{"relations": [{"paper": "nobody", "cited": "llama", "kind": "cites"}]}"#)
    #expect(try await Program.run(["infer", "list.txt", "--accept", "wrong.json"], in: folder.url).status == 65)
    try folder.file("broken.json", "{")
    #expect(try await Program.run(["infer", "list.txt", "--accept", "broken.json"], in: folder.url).status == 65)
    #expect(try await Program.run(["infer", "list.txt", "--accept", "none.json"], in: folder.url).status == 66)
  }

  @Test func lessSureRelationsCanBeLeftOut() async throws {
    let folder = try folder()
    let all = try await Program.run(["infer", "list.txt", "--format", "json"], in: folder.url).json()
    let sure = try await Program.run(
      ["infer", "list.txt", "--format", "json", "--min-confidence", "0.99"], in: folder.url)
    let count = (all["relations"] as? [Any])?.count ?? 0
    #expect(((try sure.json()["relations"] as? [Any])?.count ?? 99) < count)
    #expect(try await Program.run(["infer", "list.txt", "--min-confidence", "2"], in: folder.url).status == 64)
  }
}
