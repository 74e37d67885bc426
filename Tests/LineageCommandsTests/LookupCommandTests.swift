import Foundation
import PaperFormats
import PaperLineage
import Testing

struct LookupCommandTests {
  @Test func showTellsWhatABibliographyTells() async throws {
    let bib = """
      @article{a, title = {The First Paper of All Papers}, author = {Smith, Ann and Jones, Bo and others}, year = 1990,
        journal = {A Journal}, volume = 7, number = 2, pages = {1--9}, publisher = {A House}, keywords = {one; two},
        note = {Retracted}, pmid = {12345}, abstract = {It says so.}}

      """
    let folder = try TemporaryFolder()
    try folder.file("a.bib", bib)
    let run = try await Program.run("show", "the-first-paper-of-all-papers", "--corpus", "a.bib", in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    for line in [
      "retracted  yes", "authors    Ann Smith, Bo Jones, and others", "type       article-journal",
      "venue      A Journal", "volume     7", "issue      2", "pages      1-9", "publisher  A House",
      "keywords   one, two",
    ] {
      #expect(run.output.contains("\n\(line)\n"), "\(run.output)")
    }
    #expect(run.output.contains("12345"), "\(run.output)")
    let answer = try await Program.run(
      "show", "the-first-paper-of-all-papers", "--corpus", "a.bib", "--format", "json", in: folder.url
    ).json()
    #expect(answer["authors"] as? [String] == ["Smith, Ann", "Jones, Bo"] && answer["hasMoreAuthors"] as? Bool == true)
    let publication = try #require(answer["publication"] as? [String: Any])
    #expect(publication["venue"] as? String == "A Journal" && publication["isRetracted"] as? Bool == true)
    #expect(answer["abstract"] as? String == "It says so.")
  }

  @Test(
    arguments: [
      ("Llama2", "llama-2"), ("LLAMA-2", "llama-2"), ("2307.09288", "llama-2"), ("arXiv:2307.09288", "llama-2"),
      ("https://arxiv.org/abs/2307.09288v2", "llama-2"), ("10.48550/ARXIV.2307.09288", "llama-2"),
      ("ｌｌａｍａ ２", "llama-2"), ("推测解码", "speculative-decoding"), ("美杜莎", "medusa"), ("llama", "llama"),
      ("LLaMA", "llama"), ("code llama", "code-llama"), ("codellama", "code-llama"), ("gori", "gorilla"),
      ("llama 2: open foundation and fine-tuned chat models", "llama-2"),
    ])
  func findsThePaper(_ name: String, id: String) async throws {
    let run = try await Program.run("show", name, "--format", "json")
    #expect(run.status == 0)
    #expect(try run.json()["id"] as? String == id)
  }

  @Test func everyTitleAndNameFindsItsPaper() async throws {
    // The same lookup as the program's, without a process for each name.
    let corpus = try #require(CorpusSource.bundled().corpus)
    let directory = PaperDirectory(corpus)
    for paper in corpus.papers {
      for name in paper.allNames + [paper.title.lowercased(), paper.name.uppercased()] {
        #expect(try directory.paper(named: name).id == paper.id, "\(name)")
      }
    }
  }

  @Test func aMisspellingGetsASuggestion() async throws {
    let run = try await Program.run("show", "lamma 2")
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.complaints.hasPrefix("lineage: error: no paper is called “lamma 2”\n  → did you mean "))
    #expect(run.complaints.contains("“Llama 2”"))
    let lost = try await Program.run("show", "qqqqqqqqqq")
    #expect(lost.complaints == "lineage: error: no paper is called “qqqqqqqqqq”\n  → find one with “lineage search”\n")
  }

  @Test func anAmbiguousBeginningListsTheCandidates() async throws {
    let run = try await Program.run("show", "specu")
    #expect(run.status == 64)
    #expect(
      run.complaints == """
        lineage: error: “specu” may be any of 2 papers
          → name one of them by its id:
            speculative-sampling  Speculative Sampling: Accelerating Large Language Model Decoding with Speculative Sampling
            speculative-decoding  Speculative Decoding: Fast Inference from Transformers via Speculative Decoding

        """)
  }

  @Test(
    arguments: [
      ("gorilla", "belongs to another paper"), ("kosmos-2", "The reading list's organisation (Salesforce) is wrong"),
      ("gptq", "The reading list's date is that of the second version"),
    ])
  func showsWhatTheListGetsWrong(_ id: String, note: String) async throws {
    let answer = try await Program.run("show", id, "--format", "json").json()
    let notes = try #require(answer["notes"] as? [String])
    #expect(notes.contains { $0.contains(note) })
    #expect(
      Set(answer.keys).isSuperset(of: [
        "id", "name", "title", "date", "organizations", "topic", "external", "aliases", "versions", "identifiers",
        "link", "impact", "notes", "references", "citations", "listedOrganization", "place",
      ]))
    #expect((answer["identifiers"] as? [String: String])?["arxiv"] != nil)
    let text = try await Program.run("show", id).output
    #expect(text.replacing(/\s+/, with: " ").contains(note))
  }

  @Test(
    arguments: [
      ("推测", ["speculative-decoding"]), ("端侧 苹果", []), ("qwen medusa", []), ("apple flash", ["llm-in-a-flash"]),
      ("speculative guess", ["speculative-decoding"]),
    ] as [(String, [String])])
  func searches(_ words: String, ids: [String]) async throws {
    let run = try await Program.run("search", words, "--format", "json")
    let papers = try #require(try run.json()["papers"] as? [[String: Any]])
    if ids.isEmpty {
      #expect(run.status == 1)
      #expect(papers.isEmpty)
      #expect(run.complaints == "lineage: note: nothing found\n")
    } else {
      #expect(run.status == 0)
      #expect(Set(ids).isSubset(of: papers.compactMap { $0["id"] as? String }))
      #expect(papers.allSatisfy { ($0["found"] as? [String])?.isEmpty == false })
    }
  }

  @Test func aTopicIsFoundInChinese() async throws {
    let run = try await Program.run("search", "智能体", "--format", "csv")
    #expect(
      run.output.split(separator: "\n").dropFirst().map { $0.split(separator: ",")[0] }.sorted() == [
        "cogagent", "gorilla", "tool-learning", "toolllm",
      ])
    #expect(try await Program.run("search", "zzzz").output == "")
  }
}
