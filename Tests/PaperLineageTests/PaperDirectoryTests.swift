import PaperLineage
import Testing

struct PaperDirectoryTests {
  private static let papers = [
    Paper(id: "llama", title: "LLaMA: Open and Efficient Foundation Language Models", name: "LLaMA"),
    Paper(
      id: "llama-2", title: "Llama 2: Open Foundation and Fine-Tuned Chat Models", name: "Llama 2",
      aliases: ["Llama2-Chat", "羊驼二"],
      identifiers: [PaperIdentifier(.arxiv, "2307.09288")].compactMap { $0 }),
    Paper(id: "medusa", title: "Medusa: Simple LLM Inference", name: "Medusa", aliases: ["Heads"]),
    Paper(
      id: "qwen", title: "Qwen Technical Report", name: "Qwen", aliases: ["通义千问", "Heads"],
      identifiers: [PaperIdentifier(.doi, "10.48550/arXiv.2309.16609")].compactMap { $0 }),
    Paper(id: "qwen-vl", title: "Qwen-VL: A Versatile Model", name: "Qwen-VL"),
  ]

  private static func directory() throws -> PaperDirectory {
    PaperDirectory(try Corpus(CorpusParts(papers: papers)))
  }

  @Test(arguments: [
    ("llama-2", "llama-2"), ("LLAMA 2", "llama-2"), ("ｌｌａｍａ ２", "llama-2"), ("Llama2", "llama-2"),
    ("羊驼二", "llama-2"), ("llama2chat", "llama-2"), ("2307.09288", "llama-2"), ("arXiv:2307.09288v2", "llama-2"),
    ("https://arxiv.org/abs/2307.09288", "llama-2"), ("doi:10.48550/ARXIV.2309.16609", "qwen"),
    ("通义千问", "qwen"), ("medusa: simple llm inference", "medusa"), ("  Medusa ", "medusa"),
  ])
  func findsByWhateverPeopleCallIt(text: String, id: String) throws {
    #expect(try Self.directory().paper(named: text).id.rawValue == id)
  }

  @Test(arguments: [("llama", "llama"), ("LLaMA", "llama"), ("qwen", "qwen"), ("Qwen", "qwen")])
  func aWholeNameGoesBeforeTheBeginningOfOthers(text: String, id: String) throws {
    #expect(try Self.directory().paper(named: text).id.rawValue == id)
  }

  @Test(arguments: [("medu", "medusa"), ("qwen tech", "qwen"), ("羊", "llama-2"), ("Qwen-V", "qwen-vl")])
  func theBeginningOfANameWillDo(text: String, id: String) throws {
    #expect(try Self.directory().paper(named: text).id.rawValue == id)
  }

  @Test(arguments: [
    ("Heads", ["medusa", "qwen"]), ("HEADS", ["medusa", "qwen"]), ("qwe", ["qwen", "qwen-vl"]),
    ("ll", ["llama", "llama-2"]),
  ])
  func whatSeveralPapersAreCalledIsAmbiguous(text: String, candidates: [String]) throws {
    let papers = Self.papers.filter { candidates.contains($0.id.rawValue) }
    #expect(throws: PaperLookupError.ambiguous(text, candidates: papers)) {
      try Self.directory().paper(named: text)
    }
  }

  @Test(arguments: [
    ("medsua", ["medusa"]), ("lama", ["llama", "llama-2"]), ("quen", ["qwen"]), ("llaam-2", ["llama", "llama-2"]),
    ("transformer", []), ("", []), ("…", []),
  ])
  func whatNobodyIsCalledGetsSuggestions(text: String, suggestions: [String]) throws {
    let error = #expect(throws: PaperLookupError.self) { try Self.directory().paper(named: text) }
    guard case .unknown(text, let found) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(Set(found.map(\.id.rawValue)) == Set(suggestions))
  }

  @Test func theNearestSuggestionsComeFirstAndAreThree() throws {
    let papers = ["abcdeffff", "abcdefghx", "abcdefgxy", "abcdefxgh"].map { Paper.sample($0) }
    let directory = PaperDirectory(try Corpus(CorpusParts(papers: papers)))
    let error = #expect(throws: PaperLookupError.self) { try directory.paper(named: "abcdefghi") }
    #expect(error == .unknown("abcdefghi", suggestions: [papers[1], papers[2], papers[3]]))
  }

  @Test func anIDGoesBeforeAnotherPapersName() throws {
    let papers = [Paper(id: "a", title: "b"), Paper(id: "b", title: "c")]
    let directory = PaperDirectory(try Corpus(CorpusParts(papers: papers)))
    #expect(try directory.paper(named: "b").id == "b")
    #expect(throws: PaperLookupError.ambiguous("B", candidates: papers)) { try directory.paper(named: "B") }
  }

  @Test func aPaperWithADOIFromArXivAndTheArXivIDIsOnePaper() throws {
    let papers = [Paper(id: "a", title: "A", identifiers: PaperIdentifier.readings(of: "10.48550/arXiv.2307.09288"))]
    let directory = PaperDirectory(try Corpus(CorpusParts(papers: papers)))
    #expect(try directory.paper(named: "https://doi.org/10.48550/arXiv.2307.09288").id == "a")
  }

  @Test func anIdentifierOfTwoPapersIsAmbiguous() throws {
    let identifiers = [PaperIdentifier(.arxiv, "2307.09288")].compactMap { $0 }
    let papers = ["a", "b"].map { Paper(id: $0, title: $0.rawValue, identifiers: identifiers) }
    let directory = PaperDirectory(try Corpus(CorpusParts(papers: papers)))
    #expect(throws: PaperLookupError.ambiguous("2307.09288", candidates: papers)) {
      try directory.paper(named: "2307.09288")
    }
  }

  @Test func namesOfSeveralPapersAreListedOnce() throws {
    let ambiguous = try Self.directory().ambiguousNames
    #expect(ambiguous.map(\.name) == ["Heads"])
    #expect(ambiguous.map { $0.papers.map(\.id) } == [["medusa", "qwen"]])
  }

  @Test func aPaperMayRepeatItsOwnName() throws {
    let paper = Paper(id: "llama", title: "LLaMA", aliases: ["Llama", "LLAMA"])
    #expect(PaperDirectory(try Corpus(CorpusParts(papers: [paper]))).ambiguousNames.isEmpty)
  }
}
