import Foundation
import PaperLineage
import TestSupport
import Testing

@testable import PaperFormats

/// Corpora that hold what is hard to write, by a seed.
private struct RandomCorpus {
  private var generator: SplitMix64
  private static let words = [
    "Attention", "is", "GPT-4", "LLaMA:", "naïve", "Ωmega", "数据", "a", "of", "\"quoted\"", "50%", "R&D", "x_1", "C#",
    "{braced}", "back\\slash", "~tilde", "$5", "caret^2", "--", "it's", "<b>", "&amp;", "`tick", "''", "\\n", "=1+1",
    "Müller", "[1]", "end;", "and", "#tag", "a|b",
  ]

  init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
  private mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }

  mutating func title(_ count: ClosedRange<Int> = 1...9) -> String {
    (0..<number(count)).map { _ in Self.words[number(0...Self.words.count - 1)] }.joined(separator: " ")
  }

  mutating func corpus() throws -> Corpus {
    let count = number(0...14)
    let papers = (0..<count).map { paper($0) }
    var relations: [Relation] = []
    var seen: Set<[Int]> = []
    for _ in 0..<number(0...30) where count > 1 {
      let (citing, cited) = (number(0...count - 1), number(0...count - 1))
      guard citing != cited, seen.insert([citing, cited]).inserted else { continue }
      relations.append(
        Relation(
          citing: papers[citing].id, cited: papers[cited].id, kind: RelationKind.allCases[number(0...6)]))
    }
    return try Corpus(CorpusParts(title: chance(50) ? title() : nil, papers: papers, relations: relations))
  }

  private mutating func paper(_ index: Int) -> Paper {
    var paper = Paper(id: PaperID(rawValue: "paper-\(index)"), title: title(2...9))
    let types: [WorkType] = [
      .article, .conferencePaper, .book, .chapter, .proceedings, .thesis, .report, .dataset, .software, .webpage,
      .patent, .standard, .manuscript, .document,
    ]
    paper.publication.type = types[number(0...types.count - 1)]
    for _ in 0..<number(0...3) {
      let author =
        switch number(0...3) {
        case 0:
          PaperAuthor(literal: "Institute of \(["Arts & Science", "Arts and Letters", "50% More"][number(0...2)])")
        case 1: PaperAuthor(family: "Maaten", given: "Laurens", particle: "van der")
        case 2: PaperAuthor(family: "King", given: "Martin Luther", suffix: "Jr.")
        default:
          PaperAuthor(family: ["Müller", "O'Neil", "李"][number(0...2)], given: "A. \(["B.", "C."][number(0...1)])")
        }
      paper.authors.append(author)
    }
    if !paper.authors.isEmpty { paper.hasMoreAuthors = chance(20) }
    if chance(80) {
      let (year, month, day) = (
        number(1900...2024), chance(60) ? number(1...12) : nil, chance(60) ? number(1...28) : nil
      )
      let role: DateRole = GraphAttributes.role(of: paper)
      if let date = PublicationDate(year: year, month: month, day: month == nil ? nil : day) {
        paper.versions = [PaperVersion(role: role, date: date)]
      }
    }
    if chance(60) { paper.publication.venue = "Journal of " + title(1...3) }
    if chance(50) { paper.publication.volume = "\(number(1...99))" }
    if chance(50) { paper.publication.issue = "\(number(1...12))" }
    if chance(50) { paper.publication.pages = "\(number(1...99))-\(number(100...199))" }
    if chance(60) { paper.identifiers = [PaperIdentifier(.doi, "10.1000/a_b(\(index))")].compactMap { $0 } }
    return paper
  }
}

private let seeds = (0..<60).map { UInt64($0) }

private func file(_ corpus: Corpus, _ format: ExportFormat) -> CorpusFile {
  CorpusFile(name: "written", text: CorpusExport.files(corpus, as: format)[0].text)
}

/// The relations of a reading, by the keys of the file.
private func arcs(_ reading: RecordReading) -> [String] {
  reading.records.flatMap { record in
    record.references.map { "\(record.localKeys[0]) \($0.kind.rawValue) \($0.localKey ?? "?")" }
  }.sorted()
}

struct ExportTests {
  @Test(arguments: seeds)
  func bibTeXReadsBack(_ seed: UInt64) throws {
    var random = RandomCorpus(seed: seed)
    let corpus = try random.corpus()
    let reading = BibTeXReader.read(file(corpus, .bibtex))
    #expect(reading.unread.isEmpty)
    #expect(reading.records.map(\.localKeys[0]) == corpus.papers.map(\.id.rawValue))
    for (record, paper) in zip(reading.records, corpus.papers) {
      #expect(record.paper.title == paper.title)
      #expect(record.paper.authors == paper.authors)
      #expect(record.paper.hasMoreAuthors == paper.hasMoreAuthors)
      #expect(record.paper.versions.map(\.date) == paper.versions.map(\.date))
      #expect(record.paper.publication.venue == paper.publication.venue)
      #expect(record.paper.publication.volume == paper.publication.volume)
      #expect(record.paper.publication.issue == paper.publication.issue)
      #expect(record.paper.publication.pages == paper.publication.pages)
      #expect(record.paper.publication.type == paper.publication.type)
      #expect(record.paper.identifiers == paper.identifiers)
    }
    // Kinds are what the format cannot hold.
    #expect(arcs(reading) == corpus.relations.map { "\($0.citing) cites \($0.cited)" }.sorted())
  }

  @Test(arguments: seeds)
  func risReadsBack(_ seed: UInt64) throws {
    var random = RandomCorpus(seed: seed)
    let corpus = try random.corpus()
    let reading = RISReader.read(file(corpus, .ris))
    #expect(reading.unread.isEmpty && reading.ignored.isEmpty)
    #expect(reading.records.map(\.localKeys[0]) == corpus.papers.map(\.id.rawValue))
    for (record, paper) in zip(reading.records, corpus.papers) {
      #expect(record.paper.title == paper.title)
      #expect(record.paper.authors == paper.authors)
      #expect(record.paper.hasMoreAuthors == paper.hasMoreAuthors)
      #expect(record.paper.versions.map(\.date) == paper.versions.map(\.date))
      #expect(record.paper.publication.venue == paper.publication.venue)
      #expect(record.paper.publication.volume == paper.publication.volume)
      #expect(record.paper.publication.issue == paper.publication.issue)
      #expect(record.paper.publication.pages == paper.publication.pages)
      #expect(record.paper.identifiers == paper.identifiers)
    }
  }

  @Test(arguments: seeds)
  func pajekReadsBack(_ seed: UInt64) throws {
    var random = RandomCorpus(seed: seed)
    let corpus = try random.corpus()
    let files = CorpusExport.files(corpus, as: .pajek)
    let reading = PajekReader.read(
      CorpusFile(name: "a.net", text: files[0].text), years: CorpusFile(name: "a.clu", text: files[1].text))
    #expect(reading.unread.isEmpty && reading.ignored.isEmpty)
    for (record, paper) in zip(reading.records, corpus.papers) {
      #expect(record.paper.title == paper.title || record.paper.title == "\(paper.title) (\(paper.id))")
      #expect(record.paper.versions.map(\.date.year) == paper.versions.map(\.date.year))
    }
    #expect(reading.records.count == corpus.papers.count)
    let numbers = Dictionary(uniqueKeysWithValues: corpus.papers.enumerated().map { ($1.id, $0 + 1) })
    let expected = corpus.relations.map {
      "\(numbers[$0.citing] ?? 0) \($0.kind.rawValue) \(numbers[$0.cited] ?? 0)"
    }
    #expect(arcs(reading) == expected.sorted())
  }

  @Test(arguments: seeds)
  func dotReadsBack(_ seed: UInt64) throws {
    var random = RandomCorpus(seed: seed)
    let corpus = try random.corpus()
    let reading = DOTReader.read(file(corpus, .dot))
    #expect(reading.unread.isEmpty && reading.ignored.isEmpty && reading.diagnostics.isEmpty)
    #expect(reading.records.map(\.localKeys[0]) == corpus.papers.map(\.id.rawValue))
    for (record, paper) in zip(reading.records, corpus.papers) {
      #expect(record.paper.title == paper.title)
      #expect(record.paper.name == paper.name)
      #expect(record.paper.authors == paper.authors)
      #expect(record.paper.versions == paper.versions)
      #expect(record.paper.publication == paper.publication)
      #expect(record.paper.identifiers == paper.identifiers)
    }
    #expect(arcs(reading) == corpus.relations.map { "\($0.citing) \($0.kind.rawValue) \($0.cited)" }.sorted())
  }

  @Test(arguments: ExportFormat.allCases)
  func everyFormatIsTheSameEachTime(_ format: ExportFormat) throws {
    var random = RandomCorpus(seed: 7)
    let corpus = try random.corpus()
    let first = CorpusExport.files(corpus, as: format)
    let second = CorpusExport.files(corpus, as: format)
    #expect(first.map(\.text) == second.map(\.text))
    #expect(first.allSatisfy { !$0.text.isEmpty && $0.suffix.contains(".") })
  }

  @Test(arguments: [ExportFormat.csl, .jsonGraph, .vosviewer])
  func jsonIsJSON(_ format: ExportFormat) throws {
    for seed in seeds {
      var random = RandomCorpus(seed: seed)
      let corpus = try random.corpus()
      let value = try JSONSerialization.jsonObject(with: Data(file(corpus, format).text.utf8))
      if format == .csl {
        let items = try #require(value as? [[String: Any]])
        #expect(items.compactMap { $0["title"] as? String } == corpus.papers.map(\.title))
      }
      if format == .jsonGraph {
        let graph = try #require((value as? [String: Any])?["graph"] as? [String: Any])
        #expect((graph["nodes"] as? [String: Any])?.count == corpus.papers.count)
        #expect((graph["edges"] as? [Any])?.count == corpus.relations.count)
      }
    }
  }

  private func corpus(titled title: String) throws -> Corpus {
    let papers = [
      Paper(id: PaperID(rawValue: "a"), title: title, link: "https://example.org/\"><x>"),
      Paper(id: PaperID(rawValue: "b"), title: "Another"),
    ]
    let relation = Relation(citing: papers[1].id, cited: papers[0].id, kind: .isDerivedFrom)
    return try Corpus(CorpusParts(papers: papers, relations: [relation]))
  }

  @Test func tablesHoldNoFormulas() throws {
    for sign in ["=", "+", "-", "@"] {
      let text = try CorpusExport.files(corpus(titled: "\(sign)1+1,2"), as: .csv)[0].text
      #expect(text.contains("a,\"'\(sign)1+1,2\","))
    }
  }

  @Test func textStaysText() throws {
    let corpus = try corpus(titled: "a'); DROP <script>\u{0} \\ \"q\"\nx")
    func text(_ format: ExportFormat) -> String { CorpusExport.files(corpus, as: format)[0].text }
    #expect(text(.cypher).contains("p.title = 'a\\'); DROP <script> \\\\ \"q\" x'"))
    #expect(text(.cypher).contains("MERGE (a)-[r:IS_DERIVED_FROM]->(b)"))
    #expect(text(.turtle).contains("dcterms:title \"a'); DROP <script> \\\\ \\\"q\\\" x\""))
    #expect(text(.turtle).contains("<https://example.org/%22%3E%3Cx%3E>"))
    #expect(text(.turtle).contains("prov:wasDerivedFrom <#a>"))
    #expect(text(.graphML).contains("a'); DROP &lt;script&gt; \\ &quot;q&quot; x"))
    #expect(text(.gexf).contains("&lt;script&gt;"))
    #expect(text(.markdown).contains("&lt;script>"))
    #expect(!text(.csl).contains("<script>"))
  }

  @Test func partialDatesStayPartial() throws {
    var paper = Paper(id: PaperID(rawValue: "a"), title: "A title")
    paper.versions = [PaperVersion(role: .submitted, date: try #require(PublicationDate("2023-07")))]
    let corpus = try Corpus(CorpusParts(papers: [paper]))
    func text(_ format: ExportFormat) -> String { CorpusExport.files(corpus, as: format)[0].text }
    #expect(text(.gexf).contains("start=\"2023-07-01\""))
    #expect(text(.gexf).contains("value=\"2023-07\""))
    #expect(text(.turtle).contains("dcterms:dateSubmitted \"2023-07\"^^xsd:gYearMonth"))
    #expect(text(.ris).contains("DA  - 2023/07//"))
    #expect(text(.bibtex).contains("year = {2023},\n  month = jul"))
    #expect(CorpusExport.files(corpus, as: .pajek)[1].text == "*Vertices 1\n2023\n")
  }
}
