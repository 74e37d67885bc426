import PaperFormats
import PaperLineage
import TestSupport
import Testing

struct CorpusWriterTests {
  /// A corpus as it is after reading it again: texts made of the fields, places gone.
  private func normal(_ parts: CorpusParts) -> CorpusParts {
    var parts = parts
    for index in parts.papers.indices {
      var paper = parts.papers[index]
      paper.texts = [
        PaperText(field: .title, text: paper.title), paper.impact.map { PaperText(field: .impact, text: $0) },
        paper.abstract.map { PaperText(field: .abstract, text: $0) },
      ].compactMap { $0 }
      paper.place = nil
      parts.papers[index] = paper
    }
    for index in parts.relations.indices {
      parts.relations[index].place = nil
      for number in parts.relations[index].evidence.indices { parts.relations[index].evidence[number].place = nil }
    }
    return parts
  }

  private func expectTheSame(_ parts: CorpusParts, _ note: String) {
    let yaml = CorpusWriter.yaml(parts)
    let reading = reading(yaml)
    #expect(reading.diagnostics.filter { $0.code != .ambiguousName } == [], "\(note)\n\(yaml)")
    guard let corpus = reading.corpus else { return }
    let again = normal(corpus.parts)
    let expected = normal(parts)
    #expect(again.papers == expected.papers, "\(note)\n\(yaml)")
    // A file says the relations of a paper by kind.
    let order: (Relation) -> String = { "\($0.citing) \($0.kind) \($0.cited) \($0.evidence.first?.note ?? "")" }
    #expect(
      again.relations.sorted { order($0) < order($1) } == expected.relations.sorted { order($0) < order($1) }, "\(note)"
    )
    #expect(
      (again.topics, again.title, again.titles) == (expected.topics, expected.title, expected.titles),
      "\(note)\n\(yaml)")
    #expect(again.dateChoice == expected.dateChoice)
  }

  @Test func theBundledCorpusComesBack() throws {
    expectTheSame(try #require(CorpusSource.bundled().corpus).parts, "bundled")
  }

  @Test func aFileLooksLikeOneWrittenByHand() throws {
    let llama = Paper(
      id: PaperID(rawValue: "llama"), title: "LLaMA: Open", name: "LLaMA", aliases: ["Llama 1"],
      versions: [PaperVersion(role: .listed, date: try #require(PublicationDate("2023-02")))], organizations: ["Meta"],
      topic: "基座", identifiers: [try #require(PaperIdentifier(.arxiv, "2302.13971"))],
      texts: [PaperText(field: .abstract, text: "One.\nTwo.")], source: "list.txt:5")
    let next = Paper(id: PaperID(rawValue: "next"), title: "Next")
    let parts = CorpusParts(
      title: "List", dateChoice: .role(.listed), topics: [Topic(id: "基座", label: "基座")], papers: [llama, next],
      relations: [
        Relation(citing: next.id, cited: llama.id, kind: .updates, evidence: [Evidence(source: .curated)]),
        Relation(
          citing: next.id, cited: llama.id, kind: .cites,
          evidence: [Evidence(source: .curated, locator: "§2, end", isVerified: true)]),
      ])
    #expect(
      CorpusWriter.yaml(parts) == """
        title: List
        date: listed
        topics:
          基座: {label: 基座}

        papers:
          - id: llama
            title: "LLaMA: Open"
            name: LLaMA
            aliases: [Llama 1]
            dates: {listed: 2023-02}
            organizations: [Meta]
            topic: 基座
            arxiv: "2302.13971"
            abstract: >-
              One.

              Two.
            source: "list.txt:5"

          - id: next
            title: Next
            updates:
              - llama
            cites:
              - {paper: llama, where: "§2, end", verified: true}

        """)
  }

  @Test(arguments: 0..<4)
  func hostileTextsComeBack(_ part: UInt64) throws {
    let words = [
      "null", "~", "true", "No", "1e3", "0x1F", "2023-02", "1_000", ".5", ".inf", "-", "- a", "? a", "a: b", "a #b",
      "#", "&a",
      "*a", "!t", "|", ">", "%", "@", "`", "\"", "'", "''", "\\", "\\n", "{", "}", "[", "]", ",", "<<", "=", "甲", "，：",
      "🚀",
      "e\u{301}", "\u{7F}", "\u{0}", "\u{1B}[31m", "\u{202E}", "\u{FFFE}", "\u{AD}", "\u{200B}", "---",
      "...", "--- a", "a:", ":",
      "http://a.b/c#d", "x", "yes", "ÿ", "\u{10FFFF}", "\u{E000}", "—", "“", "”", "key: [", "a, b", "\u{300}",
    ]
    for seed in (part * 100)..<(part * 100 + 100) {
      var random = SplitMix64(seed: seed)
      func text(_ random: inout SplitMix64) -> String {
        (0..<Int.random(in: 1...4, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }
          .joined(separator: Bool.random(using: &random) ? " " : "")
          .split(whereSeparator: \.isWhitespace).joined(separator: " ")
      }
      func some(_ random: inout SplitMix64) -> String? {
        let text = text(&random)
        return Bool.random(using: &random) ? text : nil
      }
      var paper = Paper(
        id: PaperID(rawValue: "a"), title: text(&random), name: text(&random), aliases: [text(&random), text(&random)],
        organizations: [text(&random)], listedOrganization: some(&random), topic: text(&random),
        link: "https://example.org/\(seed)#x,y", impact: some(&random), notes: [text(&random)], source: some(&random))
      paper.versions = [
        PaperVersion(role: .published, date: try #require(PublicationDate("2023")), venue: some(&random))
      ]
      if let abstract = some(&random) {
        paper.texts = [
          PaperText(field: .abstract, text: Bool.random(using: &random) ? abstract : "\(abstract)\n\(text(&random))")
        ]
      }
      let parts = CorpusParts(
        title: some(&random), titles: ["zh": text(&random)], dateChoice: .earliest,
        topics: [Topic(id: paper.topic ?? "", label: text(&random), labels: ["zh": text(&random)])],
        papers: [paper, Paper(id: PaperID(rawValue: "b"), title: "B")],
        relations: [
          Relation(
            citing: PaperID(rawValue: "b"), cited: PaperID(rawValue: "a"), kind: .cites,
            evidence: [
              Evidence(
                source: .curated, locator: some(&random), note: some(&random), isVerified: false, confidence: 0.25)
            ])
        ])
      expectTheSame(parts, "seed \(seed)")
    }
  }

  @Test func whatCannotBeWrittenIsLeftOut() throws {
    let paper = Paper(id: PaperID(rawValue: "a"), title: "\u{FEFF} A\n B", name: " ", impact: "\u{FEFF}", notes: [""])
    let yaml = CorpusWriter.yaml(CorpusParts(papers: [paper]))
    #expect(yaml == "papers:\n  - id: a\n    title: A B\n")
    #expect(CorpusWriter.yaml(CorpusParts()) == "papers: []\n")
  }

  @Test func importedListsComeBack() throws {
    guard let text = try SharedFiles.text("seed/digest-2023.txt") else { return }
    expectTheSame(listReading(text).parts, "digest")
  }
}
