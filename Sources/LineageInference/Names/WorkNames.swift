import PaperLineage

/// A work that texts may mention: a paper of the corpus, or one that is only known.
struct KnownWork: Sendable {
  /// The id in the corpus, or the one it will have there.
  var id: PaperID
  /// The paper in the corpus, or as it is known elsewhere.
  var paper: Paper
  /// Whether it is in the corpus.
  var isInCorpus: Bool
  /// What it is called.
  var names: [WorkName]
}

/// A name of a work and how strictly it is to be taken.
struct WorkName: Hashable, Sendable {
  enum Spelling: Hashable, Sendable {
    /// In any case.
    case any
    /// With the first letter in upper case, since the word means something else otherwise.
    case capitalized
    /// Letter for letter, since it is an ordinary word or a short one.
    case exact
  }

  /// The name.
  let text: String
  /// How it has to be spelt.
  let spelling: Spelling
  /// How sure a mention of this name is, 0 … 1.
  let confidence: Double
}

enum WorkNames {
  /// The names of a paper: what it is called, its aliases, its title and the name in its title.
  static func names(of paper: Paper) -> [WorkName] {
    var seen: Set<String> = []
    var names: [WorkName] = []
    func add(_ text: String, confidence: Double) {
      let key = NameKey(text).text
      guard isUsable(text, key: key), seen.insert(text).inserted else { return }
      names.append(WorkName(text: text, spelling: spelling(for: text), confidence: confidence))
    }
    add(paper.name, confidence: 0.95)
    if let name = nameInTitle(paper.title) { add(name, confidence: 0.95) }
    for alias in paper.aliases { add(alias, confidence: 0.9) }
    add(paper.title, confidence: 1)
    return names
  }

  /// The name before the colon of a title, if it looks like one: short, and not a sentence.
  static func nameInTitle(_ title: String) -> String? {
    guard let colon = title.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
    let name = title[..<colon].trimmingWhitespace
    let words = name.split(separator: " ")
    guard 1...3 ~= words.count, name.count <= 30, name.contains(where: { $0.isUppercase || !$0.isASCII }) else {
      return nil
    }
    return name
  }

  /// Names that a text gives to what it introduces: “发布了数据集 APIBench”, “we call it X”.
  static func introducedNames(in text: String) -> [(name: String, range: Range<String.Index>)] {
    let patterns: [Regex<(Substring, Substring)>] = [
      /(?:发布了?|开源了?|推出了?|构建了?|提出了?|引入了?|命名为|称为|名为|名叫)[^，,。；;:：A-Za-z]{0,16}?["“(（\s]?\s*([A-Z][A-Za-z0-9]*(?:[-–][A-Za-z0-9]+|[a-z]*[A-Z0-9][A-Za-z0-9-]*)*)/,
      /(?:[Ww]e\s+(?:introduce|present|propose|release|call\s+(?:it|this\s+\w+)|name\s+(?:it|this\s+\w+))|called|named|dubbed)\s+(?:the\s+|a\s+|an\s+)?(?:\w+\s+){0,3}?([A-Z][A-Za-z0-9]*[A-Z0-9][A-Za-z0-9-]*)/,
    ]
    return patterns.flatMap { pattern in
      text.matches(of: pattern).compactMap { match in
        let name = String(match.1)
        // A name of an artefact has more than one capital or a digit; a word at the head of a sentence has not.
        let marks = name.count { $0.isUppercase || $0.isNumber }
        return name.count >= 3 && marks >= 2 && !commonAbbreviations.contains(name) ? (name, match.range) : nil
      }
    }
  }

  /// Abbreviations that name a kind of thing and no work.
  static let commonAbbreviations: Set<String> = [
    "LLM", "LLMs", "LM", "LMM", "MLLM", "LVLM", "VLM", "NLP", "API", "APIs", "GPU", "GPUs", "CPU", "RL", "RLHF", "ICL",
    "AI", "AGI", "MOE", "MoE", "SMoE", "GUI", "VQA", "SOTA", "DRAM", "FLOPs", "GEMM", "FP16", "KV", "PC", "CNN", "RNN",
    "MLP",
    "SFT", "DPO", "QA", "CV", "IQ", "PDF", "URL", "HTML", "JSON", "OCR", "RAG", "ML", "DL",
  ]

  private static func isUsable(_ text: String, key: String) -> Bool {
    guard !commonAbbreviations.contains(text) else { return false }
    let letters = key.filter(\.isLetter)
    // One letter, or nothing but a number, names no work.
    return letters.count >= 2 || (letters.count == 1 && key.count >= 2 && key.contains(where: \.isNumber))
  }

  /// How strictly a name is to be taken: short words and ordinary ones only as they are written.
  static func spelling(for name: String) -> WorkName.Spelling {
    guard name.allSatisfy(\.isASCII) else { return .any }
    let letters = name.filter(\.isLetter)
    let isOneWord = !name.contains(" ")
    let isOrdinary = name.split(separator: " ").allSatisfy {
      ordinaryWords.contains($0.lowercased()) || $0.lowercased() == "the"
    }
    if isOneWord, letters.allSatisfy(\.isUppercase), letters.count <= 5 { return .exact }
    if isOrdinary { return letters.dropFirst().contains(where: \.isUppercase) ? .exact : .capitalized }
    if isOneWord, letters.count <= 4, !name.contains(where: \.isNumber) { return .exact }
    // “Tool Learning” and “Lookahead” are words of the language too.
    if name.first?.isUppercase == true, !letters.dropFirst().contains(where: \.isUppercase), isOneWord,
      !name.contains(where: \.isNumber)
    {
      return .capitalized
    }
    return .any
  }

  /// English words that works are called by, and the words of names that are phrases.
  private static let ordinaryWords: Set<String> = [
    "alpaca", "bard", "bloom", "chinchilla", "claude", "clip", "codex", "deja", "dolly", "falcon", "fiat", "flamingo",
    "flan", "flash", "galactica", "gemini", "gemma", "gopher", "gorilla", "grit", "grok", "koala", "learning", "llama",
    "lookahead", "lora", "math", "medusa", "megatron", "mistral", "opt", "orca", "palm", "phi", "pile", "ray",
    "reinforce", "sora", "sparrow", "star", "switch", "tool", "toolformer", "transformer", "unicorn", "vicuna", "vu",
    "whisper", "yi", "zephyr",
  ]
}

extension StringProtocol {
  var trimmingWhitespace: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
