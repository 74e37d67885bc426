import PaperLineage

/// What a work gives to others: a method to apply, a model to build from, or data to train and measure with.
///
/// The same words mean different things of each: one is evaluated *on* a benchmark, trained *with* a method.
enum WorkNature: Sendable {
  case model
  case method
  case data

  /// What a mention stands for: by the words found if they tell, otherwise by the work's names and title.
  init(of paper: Paper, mentionedAs words: String) {
    self =
      Self.ofName(words) ?? Self.ofName(paper.name)
      ?? Self.ofTitle(paper.title + " " + paper.aliases.filter { $0.contains(" ") }.joined(separator: " "))
  }

  /// What a name tells by itself: `Llama2-7B` is a model, `ToolBench` is data, `Q-Former` and `推测解码` are methods.
  static func ofName(_ name: String) -> WorkNature? {
    if name.contains(/\d[BM]\b/) { return .model }
    if name.contains(/Bench|Eval|QA\b|\d+[Kk]\b/) || has(name.lowercased(), dataWords + ["problems"]) { return .data }
    if name.contains(/-Former\b|Attention|Opt\b/) || has(name.lowercased(), methodWords) { return .method }
    return nil
  }

  /// What a title tells. Titles of models name their methods, and titles of methods the models they serve: a method is
  /// what speaks of doing something, a model is what is left.
  static func ofTitle(_ title: String) -> WorkNature {
    let title = title.lowercased()
    if has(title, dataWords + ["measuring", "basic programming problems"]) { return .data }
    if has(title, ["instruction-following", "chatbot", "technical report", "system card"]) { return .model }
    return has(title, methodWords) ? .method : .model
  }

  private static let dataWords = ["dataset", "data set", "benchmark", "corpus", "数据集", "基准", "语料", "probing"]
  private static let methodWords = [
    "algorithm", "optimiz", "attention", "decoding", "sampling", "quantiz", "adaptation", "compression", "method",
    "gradient", "inference", "pruning", "parallelism", "distillation", "解码", "采样", "优化", "量化", "推理", "算法",
  ]

  private static func has(_ text: String, _ words: [String]) -> Bool { words.contains { text.contains($0) } }
}
