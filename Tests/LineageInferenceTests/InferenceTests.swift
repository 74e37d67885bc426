import PaperFormats
import PaperLineage
import Testing

@testable import LineageInference

/// Papers made of a title, a month and a text, in a list of their own.
private func infer(_ papers: [(title: String, month: String, text: String)]) throws -> Inference {
  let known = try #require(CorpusSource.bundled().corpus)
  let parts = CorpusParts(
    dateChoice: .role(.listed),
    papers: papers.enumerated().map { index, paper in
      let date = PublicationDate(paper.month).map { [PaperVersion(role: .listed, date: $0)] } ?? []
      let run = PaperText.Run(offset: 0, place: SourcePlace(file: "list.txt", line: index + 1, column: 4))
      return Paper(
        id: PaperID(rawValue: "paper-\(index)"), title: paper.title, versions: date,
        texts: [PaperText(field: .abstract, text: paper.text, runs: [run])])
    })
  return try LineageInference(known: [known]).infer(Corpus(parts))
}

private func relations(_ text: String, month: String = "2024-06") throws -> [String] {
  try infer([("Some Paper Nobody Wrote", month, text)]).relations.map { "\($0.kind.rawValue) \($0.cited)" }
}

@Suite struct InferenceTests {
  @Test(arguments: [
    ("我们对LLaMA进行微调。", ["isDerivedFrom llama"]), ("GPTQ 与 Chinese-LLaMA 不是一回事。", ["cites gptq"]),
    ("在 T5X 上训练,打分用 CLIPScore。", []), ("This is flash memory and a pile of math.", []),
    ("使用 CLIP-ViT 编码图像。", ["usesMethodIn clip"]), ("It beats Llama 3 and GPT-5.", []),
    ("优于 Vicuna、Alpaca 和 Flamingo80B。", ["comparesWith vicuna", "comparesWith alpaca", "comparesWith flamingo"]),
    ("Genimi 很强。", ["cites gemini"]), ("Mistral AI 发布了模型。", []), ("大模型(称为 GPT)很大,GPT 也很贵。", []),
    ("LLM in a flash 很快。", ["cites llm-in-a-flash"]),
  ])
  func readsSentences(text: String, expected: [String]) throws {
    #expect(try relations(text) == expected)
  }

  @Test(arguments: [
    ("Llama 2 70B – chat 很强", "Llama 2 70B – chat"), ("用 BERT-large 编码", "BERT-large"),
    ("ＬＬａＭＡ－１３Ｂ 很小", "ＬＬａＭＡ－１３Ｂ"), ("Vicunna-13B 很强", "Vicunna-13B"), ("见 Brown et al. 2020。", "Brown et al. 2020"),
    ("Mixtral-8x7B-Instruct 很强", "Mixtral-8x7B-Instruct"), ("BERT large-scale", "BERT"),
  ])
  func mentionsEndWhereTheNameEnds(text: String, words: String) throws {
    #expect(try infer([("Some Paper Nobody Wrote", "2024-06", text)]).mentions.map(\.words) == [words])
  }

  @Test func laterPapersAreNoAncestors() throws {
    let inference = try infer([("Some Paper Nobody Wrote", "2023-01", "媲美 Gemini。")])
    #expect(inference.relations.isEmpty)
    #expect(inference.anachronisms.map(\.target.rawValue) == ["gemini"])
    #expect(inference.anachronisms.first?.evidence.words == "Gemini")
  }

  @Test func evidenceSaysWhereAndWhy() throws {
    let inference = try infer([("Some Paper Nobody Wrote", "2024-06", "前言。模型以 Vicuna-7B 为基座。")])
    let evidence = try #require(inference.relations.first?.evidence.first)
    #expect(evidence.words == "Vicuna-7B")
    #expect(evidence.sentence == "模型以 Vicuna-7B 为基座。")
    #expect(evidence.rule == "zh-initialised")
    #expect(evidence.place == SourcePlace(file: "list.txt", line: 1, column: 11))
  }

  @Test func aPaperOfTheListIsTheWorkItIs() throws {
    let inference = try infer([
      ("LLaMA: Open and Efficient Foundation Language Models", "2023-02", "我们发布 LLaMA。"),
      ("Llama 2: Open Foundation and Fine-Tuned Chat Models", "2023-07", "新一代模型。"),
    ])
    #expect(inference.relations.map { "\($0.citing) \($0.kind.rawValue) \($0.cited)" } == ["paper-1 updates paper-0"])
    #expect(inference.relations.first?.evidence.first?.source == .titleVersion)
    #expect(inference.mentions.allSatisfy { $0.isSelf })
    #expect(inference.corpus.papers.map(\.name) == ["LLaMA", "Llama 2"])
  }
}
