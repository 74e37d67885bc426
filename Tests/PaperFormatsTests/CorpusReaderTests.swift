import PaperFormats
import PaperLineage
import Testing

struct CorpusReaderTests {
  @Test func aFileMakesACorpus() throws {
    let reading = reading(
      """
      title: Core papers
      title-zh: 核心论文
      date: submitted
      topics:
        agent: {label: Agents, label-zh: 智能体}
        plain: Plain
      papers:
        - id: llama-2
          title: "Llama 2:
            Open   Foundation"
          name: Llama 2
          aliases: [Llama2, LLAMA-2]
          dates: {published: {date: 2024, venue: ACL 2024}, listed: 2023-07, submitted: 2023-07-18}
          organizations: [Meta, 智谱]
          listed-organization: Meta AI
          topic: agent
          doi: 10.48550/ARXIV.2307.09288
          arxiv: arXiv:2307.09288v2
          link: https://arxiv.org/abs/2307.09288
          code: http://example.org
          impact: >-
            One line
            and another.
          notes: a single note
          updates: llama
          cites:
            - {paper: llama, where: §2, verified: true, note: own words}
            - {paper: llama, verified: false, confidence: 0.25}
        - {id: llama, title: LLaMA, external: true}
      """)
    #expect(reading.diagnostics == [])
    let corpus = try #require(reading.corpus)
    #expect(corpus.title == "Core papers")
    #expect(corpus.title(in: "zh") == "核心论文")
    #expect(corpus.dateChoice == .role(.submitted))
    #expect(
      corpus.topics == [
        Topic(id: "agent", label: "Agents", labels: ["zh": "智能体"]), Topic(id: "plain", label: "Plain"),
      ])
    let paper = try #require(corpus[PaperID(rawValue: "llama-2")])
    #expect(paper.title == "Llama 2: Open Foundation")
    #expect(paper.aliases == ["Llama2", "LLAMA-2"])
    #expect(paper.versions.map(\.role) == [.listed, .submitted, .published])
    #expect(paper.versions.map(\.date.description) == ["2023-07", "2023-07-18", "2024"])
    #expect(paper.versions.last?.venue == "ACL 2024")
    #expect(paper.organizations == ["Meta", "智谱"])
    #expect(paper.listedOrganization == "Meta AI")
    #expect(paper.identifier(.arxiv) == "2307.09288")
    #expect(paper.identifier(.doi) == "10.48550/arxiv.2307.09288")
    #expect(paper.impact == "One line and another.")
    #expect(paper.notes == ["a single note"])
    #expect(paper.place == SourcePlace(file: "a.yaml", line: 8, column: 5))
    #expect(corpus.papers.last?.isExternal == true)
    #expect(corpus.papers.last?.name == "LLaMA")
    #expect(corpus.relations.map(\.kind) == [.updates, .cites, .cites])
    #expect(corpus.relations.map(\.confidence) == [1, 1, 0.25])
    #expect(corpus.relations.map { $0.evidence.first?.isVerified } == [nil, true, false])
    #expect(corpus.relations[1].evidence.first?.locator == "§2")
    #expect(corpus.relations[1].place == SourcePlace(file: "a.yaml", line: 27, column: 9))
  }

  @Test func filesMakeOneCorpus() throws {
    let reading = reading(
      "title: 甲\ntopics: {agent: Agents}\n", "papers:\n  - {id: b, title: B, cites: a, topic: agent}\n",
      "title: 甲\ntopics: {agent: Agents}\npapers:\n  - {id: a, title: A}\n")
    let corpus = try #require(reading.corpus)
    #expect(corpus.papers.map(\.id.rawValue) == ["b", "a"])
    #expect(corpus.topics.map(\.id) == ["agent"])
    #expect(corpus.relations.first?.place == SourcePlace(file: "b.yaml", line: 2, column: 30))
  }

  @Test func filesThatContradictEachOtherAreTold() {
    let reading = reading(
      "title: 甲\ntitle-zh: 一\ndate: listed\ntopics: {agent: Agents}\n",
      "title: 乙\ntitle-zh: 二\ndate: earliest\ntopics: {agent: {label: Agents, label-zh: 智能体}}\n")
    #expect(
      reading.diagnostics.map { "\($0.place?.description ?? "") \($0.code.rawValue): \($0.message)" } == [
        "b.yaml:1:1 conflict: “title” is “乙” here and “甲” at a.yaml:1:1",
        "b.yaml:2:1 conflict: “title-zh” is “二” here and “一” at a.yaml:2:1",
        "b.yaml:3:1 conflict: “date” is “earliest” here and “listed” at a.yaml:3:1",
        "b.yaml:4:10 conflict: the topic “agent” is declared twice, differently",
      ])
  }

  @Test func aFileThatCannotBeParsedDoesNotMakeItsPapersMissing() {
    let reading = reading("papers:\n  - {id: b, title: B, cites: a}\n", "papers:\n  - {id: a, title: \"A\n")
    #expect(reading.corpus == nil)
    #expect(reading.diagnostics.map(\.code) == [.syntax])
  }

  @Test func cyclesAndSharedNamesAreToldWithTheOtherFaults() {
    let text: MarkedText = """
      1️⃣titel: x
      papers:
        - {id: a, title: 甲 🚀, extends: b}
        - {id: b, title: 乙 🚀, updates: 2️⃣a}
        - {id: c, title: 丙, aliases: [推测解码]}
        - 3️⃣{id: d, title: 丁, name: 推测解码, arxiv: '2307.09288'}
        - 4️⃣{id: e, title: 戊, arxiv: 'arXiv:2307.09288v3'}
      """
    #expect(
      reading(text.text).diagnostics.map(text.line) == [
        "1 unknown-key: “titel” is no key of a corpus file → did you mean “title”? Otherwise use one of title, date, "
          + "topics or papers",
        "2 cycle: papers build on each other in a circle: a → b → a → remove the relation that runs backward in time, "
          + "or turn it into “cites”",
        "3 ambiguous-name: the name “推测解码” belongs to “c” and “d” → keep it as an alias of one of them, or make the "
          + "names differ",
        "4 duplicate-identifier: “d” and “e” have the same arxiv: 2307.09288 → merge the two records, or correct one",
      ])
  }

  @Test func byteOrderMarkAndCarriageReturnsAreNoFaults() throws {
    let text = "title: 甲\npapers:\n  - id: a\n    title: A\n    notes: 乙\n"
    let plain = try #require(reading(text).corpus)
    let withReturns = try #require(reading(text.replacing("\n", with: "\r\n")).corpus)
    #expect(plain == withReturns)
    let withMark = try #require(reading("\u{FEFF}" + text).corpus)
    #expect(withMark == plain)
  }

  @Test func placesAreRightAfterCarriageReturns() {
    let reading = reading("title: 甲\r\npapers:\r\n  - {id: a, title: 🚀, x: y}\r\n")
    #expect(reading.diagnostics.map(\.place) == [SourcePlace(file: "a.yaml", line: 3, column: 23)])
    #expect(reading.diagnostics.first?.excerpt == "  - {id: a, title: 🚀, x: y}")
  }

  @Test(arguments: [
    LongText(String(repeating: "[", count: 10_000)), LongText(String(repeating: "{a: ", count: 10_000)),
    LongText("papers:\n" + String(repeating: "- ", count: 10_000)),
  ])
  func deepNestingIsAFault(_ input: LongText) {
    let reading = reading(input.text)
    #expect(reading.diagnostics.map(\.code) == [.syntax])
    #expect(reading.diagnostics.first?.message == "this is not valid YAML: lists and keys are nested too deeply")
  }

  @Test(
    .timeLimit(.minutes(60)),
    arguments: [
      // Lists of lists of lists, as a value and as a key.
      bomb + "papers: *i\n", bomb + "? *i\n: x\n", bomb + "? [*i]\n: x\n", bomb + "*i : x\n",
      bomb + "x: {[*i]: y}\n",
      // Many papers with many relations each.
      "papers:\n  - &p\n    id: a\n    title: x\n    cites: ["
        + Array(repeating: "b", count: 3_000)
        .joined(separator: ",") + "]\n" + String(repeating: "  - *p\n", count: 3_000),
      // One long text many times.
      "title: &t \(String(repeating: "x", count: 50_000))\npapers:\n  - id: a\n    title: A\n    notes: ["
        + Array(repeating: "*t", count: 10_000).joined(separator: ",") + "]\n",
    ].map(LongText.init))
  func aliasesThatMultiplyAreAFault(_ input: LongText) {
    #expect(reading(input.text).diagnostics.map(\.code) == [.tooLarge])
  }

  /// An input that is too long to be printed with the name of its test.
  struct LongText: CustomTestStringConvertible {
    let text: String

    init(_ text: String) { self.text = text }

    var testDescription: String {
      "\(text.prefix(20).split(separator: "\n").joined(separator: " "))… (\(text.utf8.count) bytes)"
    }
  }

  private static let bomb = zip("abcdefghi", "xabcdefgh").map { name, earlier in
    let item = earlier == "x" ? "x" : "*\(earlier)"
    return "\(name): &\(name) [\(Array(repeating: item, count: 9).joined(separator: ","))]\n"
  }.joined()

  @Test func aliasesThatSaveWordsAreFine() throws {
    let papers = (0..<100).map { "  - {id: p\($0), title: P\($0), organizations: *m}\n" }.joined()
    let corpus = try #require(reading("papers:\n  - {id: a, title: A, organizations: &m [Meta]}\n" + papers).corpus)
    #expect(corpus.papers.allSatisfy { $0.organizations == ["Meta"] })
  }

  @Test func escapesOfJSONForRareCharactersAreRead() throws {
    let corpus = try #require(reading(#"{"title": "\ud83d\ude80 \u6838 \\ud83d \/", "papers": []}"#).corpus)
    #expect(corpus.title == #"🚀 核 \ud83d /"#)
  }

  @Test(.timeLimit(.minutes(60))) func aFileThatIsWrongThroughoutIsReadInTime() {
    let papers = (0..<1_000).map { "  - {id: paper-number-\($0), title: T\($0), cites: papr-numbr-\($0)}\n" }.joined()
    #expect(reading("papers:\n" + papers).diagnostics.count == 1_000)
  }
}
