import PaperLineage
import Testing

struct PaperSearchTests {
  private static func corpus() throws -> Corpus {
    try Corpus(
      CorpusParts(
        topics: [Topic(id: "chat", label: "Chat models", labels: ["zh": "对话"])],
        papers: [
          Paper(id: "one", title: "Attention in Llamas", name: "Focus", impact: "Heads for all."),
          Paper(
            id: "llama-2", title: "Open Foundation Models", name: "Llama 2", aliases: ["羊驼二", "Heads"],
            organizations: ["Meta"],
            topic: "chat"),
          Paper(
            id: "x", title: "Something Else", listedOrganization: "Meta/Llama", topic: "chat",
            notes: ["Says Attention twice."]),
        ]))
  }

  @Test(arguments: [
    (["llama"], "llama-2 name; one title; x organization"), (["ＬＬＡＭＡ"], "llama-2 name; one title; x organization"),
    (["attention"], "one title; x note"), (["heads"], "llama-2 name; one impact"), (["对话"], "llama-2 topic; x topic"),
    (["chat"], "llama-2 topic; x topic"), (["驼"], "llama-2 name"),
    (["meta", "llama"], "llama-2 name organization; x organization"),
    (["meta", "attention"], "x organization note"), (["meta", "heads"], "llama-2 name organization"),
    (["heads", "fo"], "llama-2 name title; one name impact"), (["zebra"], ""), ([], ""), (["…"], ""),
    (["…", "heads"], "llama-2 name; one impact"), (["foundation models"], "llama-2 title"),
  ])
  func everyWordMustOccurAndBetterFieldsComeFirst(words: [String], found: String) throws {
    let hits = try Self.corpus().search(words)
    let lines = hits.map { hit in ([hit.paper.rawValue] + hit.fields.map(\.rawValue)).joined(separator: " ") }
    #expect(lines.joined(separator: "; ") == found)
  }
}
