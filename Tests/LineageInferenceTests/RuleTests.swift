import PaperLineage
import Testing

@testable import LineageInference

@Suite struct CueRuleTests {
  /// Every rule's example is decided by that rule and no other.
  @Test(arguments: CueRule.all.indices)
  func decidesItsExample(index: Int) throws {
    let rule = CueRule.all[index]
    let (scalars, range) = try #require(Self.marked(rule.example))
    // Whatever the work is; most works are models.
    let nature = [WorkNature.model, .method, .data].first { rule.natures.contains($0) } ?? .model
    let verdict = KindClassifier.verdict(on: range, in: scalars, others: [range], nature: nature)
    #expect(verdict.rule == rule.name)
    #expect(verdict.kind == rule.kind)
  }

  @Test func namesAreUnique() {
    let names = CueRule.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(CueRule.all.allSatisfy { !($0.before.isEmpty && $0.after.isEmpty) })
  }

  @Test func withoutCuesItOnlyCites() throws {
    let (scalars, range) = try #require(Self.marked("关于[LLaMA]的讨论很多。"))
    #expect(KindClassifier.verdict(on: range, in: scalars, others: [range], nature: .model).kind == .cites)
  }

  /// The words and the mention of a sentence in which `[…]` marks it.
  static func marked(_ text: String) -> (scalars: [Unicode.Scalar], range: Range<Int>)? {
    let scalars = Array(text.unicodeScalars)
    guard let open = scalars.firstIndex(of: "["), let close = scalars.firstIndex(of: "]") else { return nil }
    return (scalars.filter { $0 != "[" && $0 != "]" }, open..<(close - 1))
  }
}

@Suite struct VersionLinkTests {
  private func links(_ works: [(String, String?)]) -> [String] {
    VersionLinks.links(among: works.map { (names: [$0.0], date: $0.1.flatMap(PublicationDate.init)) })
      .map { "\(works[$0.later].0) ← \(works[$0.earlier].0)" }
  }

  @Test func nextNumbersOfOneStem() {
    #expect(
      links([
        ("LLaMA", "2023-02"), ("Llama 2", "2023-07"), ("Code Llama", "2023-08"), ("BLIP", "2022-01"),
        ("BLIP-2", "2023-01"),
        ("FlashAttention", "2022-05"), ("FlashAttention-2", "2023-07"), ("LLaVA", "2023-04"), ("LLaVA-1.5", "2023-10"),
      ]) == ["BLIP-2 ← BLIP", "FlashAttention-2 ← FlashAttention", "Llama 2 ← LLaMA", "LLaVA-1.5 ← LLaVA"])
  }

  @Test func whatOnlyLooksLikeAVersion() {
    #expect(
      links([
        ("GPT-4", "2023-03"), ("GPT-4V", "2023-09"), ("Qwen", "2023-08"), ("Qwen-VL", "2023-08"),
        ("FLM-101B", "2023-09"),
        ("FLM", "2023-01"), ("Mixtral 8x7B", "2024-01"), ("Mixtral", "2023-12"), ("T5", "2019"), ("T5-XXL", "2020"),
      ]) == [])
  }

  @Test func theNearestEarlierOneAndNoLaterOne() {
    #expect(links([("Xi-1", "2020"), ("Xi-2", "2021"), ("Xi-3", "2022")]) == ["Xi-2 ← Xi-1", "Xi-3 ← Xi-2"])
    #expect(links([("Xi-1", "2020"), ("Xi-4", "2022")]) == [])
    #expect(links([("Xi", "2023-05"), ("Xi 2", "2023-01")]) == [])
    #expect(links([("Gem", nil), ("Gem 2", nil)]) == ["Gem 2 ← Gem"])
  }
}

@Suite struct WorkNameTests {
  @Test(arguments: [
    ("LLaMA: Open and Efficient Foundation Language Models", "LLaMA"), ("Code Llama: Open Models", "Code Llama"),
    ("Attention Is All You Need", nil), ("A survey of models that are large: a review", nil),
    ("LLM in a flash: Efficient Inference", nil),
  ])
  func namesInTitles(title: String, name: String?) {
    #expect(WorkNames.nameInTitle(title) == name)
  }

  @Test(arguments: [
    ("发布了工具调用数据集APIBench,由大量调用组成", ["APIBench"]), ("we introduce ToolBench, a data set", ["ToolBench"]),
    ("我们构建了一个名为 PRM800K 的数据集", ["PRM800K"]), ("we present a new model", []), ("我们提出了 LLM 的方法", []),
  ])
  func namesOfWhatIsIntroduced(text: String, names: [String]) {
    #expect(WorkNames.introducedNames(in: text).map(\.name) == names)
  }
}

@Suite struct WorkNatureTests {
  @Test(arguments: [
    ("Llama2-7B", WorkNature.model), ("ToolBench", .data), ("HumanEval", .data), ("PRM800K", .data),
    ("Q-Former", .method), ("FlashAttention", .method), ("推测解码", .method),
  ])
  func namesTell(name: String, nature: WorkNature) {
    #expect(WorkNature.ofName(name) == nature)
  }

  @Test(arguments: [
    ("Measuring Massive Multitask Language Understanding", WorkNature.data),
    ("The Pile: An 800GB Dataset of Diverse Text for Language Modeling", .data),
    ("Proximal Policy Optimization Algorithms", .method), ("Attention Is All You Need", .method),
    ("LoRA: Low-Rank Adaptation of Large Language Models", .method),
    ("OPT: Open Pre-trained Transformer Language Models", .model), ("GPT-4 Technical Report", .model),
  ])
  func titlesTell(title: String, nature: WorkNature) {
    #expect(WorkNature.ofTitle(title) == nature)
  }
}
