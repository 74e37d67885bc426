import Foundation
import PaperLineage
import Testing

@testable import PaperFormats

/// What is written and read again is the same, as far as the format can hold it.
struct RoundTripTests {
  private static let seeds = (0..<80).map { UInt64($0) }

  private func corpus(_ seed: UInt64) throws -> Corpus {
    var random = RandomCorpus(seed: seed)
    return try random.corpus()
  }

  private func file(_ corpus: Corpus, _ format: ExportFormat, _ number: Int = 0) -> CorpusFile {
    CorpusFile(name: "written", text: CorpusExport.files(corpus, as: format)[number].text)
  }

  private func plain(_ text: String?) -> String? { text.map(ExportText.plain).flatMap { $0.isEmpty ? nil : $0 } }

  /// The relations of a reading, by the keys of the file.
  private func arcs(_ reading: RecordReading) -> [String] {
    reading.records.flatMap { record in
      record.references.map { "\(record.localKeys[0]) \($0.kind.rawValue) \($0.localKey ?? "?")" }
    }.sorted()
  }

  private func arcs(_ corpus: Corpus) -> [String] {
    corpus.relations.map { "\($0.citing) \($0.kind.rawValue) \($0.cited)" }.sorted()
  }

  /// What every format that lists papers holds.
  private func expectTheSamePrint(_ record: BibliographicRecord, _ paper: Paper, _ note: Comment) {
    let (read, publication) = (record.paper, paper.publication)
    #expect(read.title == plain(paper.title), note)
    #expect(read.name == plain(paper.name), note)
    #expect(read.authors == paper.authors, note)
    #expect(read.hasMoreAuthors == paper.hasMoreAuthors, note)
    #expect(read.publication.venue == plain(publication.venue), note)
    #expect(read.publication.volume == publication.volume, note)
    #expect(read.publication.issue == publication.issue, note)
    #expect(read.publication.pages == publication.pages, note)
    #expect(read.publication.language == publication.language, note)
    #expect(read.publication.keywords == publication.keywords, note)
    #expect(read.publication.publisher == plain(publication.publisher), note)
    #expect(plain(read.abstract) == plain(paper.abstract), note)
  }

  private func expectNotes(_ record: BibliographicRecord, _ paper: Paper, _ note: Comment) {
    #expect(record.paper.notes == paper.notes.compactMap(plain), note)
  }

  /// The one date that a bibliography has.
  private func expectTheDateInPrint(_ record: BibliographicRecord, _ paper: Paper, in corpus: Corpus, _ note: Comment) {
    #expect(
      record.paper.versions.map(\.date) == [ExportText.dateInPrint(of: paper, in: corpus)].compactMap { $0 }, note)
  }

  /// What a graph with attributes holds.
  private func expectTheSame(_ record: BibliographicRecord, _ paper: Paper, _ note: Comment) {
    expectTheSamePrint(record, paper, note)
    let read = record.paper
    func listed(_ texts: [String]) -> [String] { texts.compactMap { plain($0.replacing(";", with: ",")) } }
    #expect(read.aliases == listed(paper.aliases), note)
    #expect(read.organizations == listed(paper.organizations), note)
    #expect(read.versions == paper.versions, note)
    #expect(read.publication.type == paper.publication.type, note)
    #expect(read.publication.isRetracted == paper.publication.isRetracted, note)
    #expect(Set(read.identifiers) == Set(paper.identifiers), note)
    #expect(read.link == paper.address, note)
    #expect(read.code == paper.code, note)
    #expect(read.topic == paper.topic, note)
    #expect(read.isExternal == paper.isExternal, note)
    #expect(read.impact == plain(paper.impact), note)
    #expect(read.notes == paper.notes.compactMap { plain($0.replacing("|", with: "/")) }, note)
  }

  private func expectConfidence(_ reading: RecordReading, _ corpus: Corpus) {
    let read = reading.records.flatMap { record in
      record.references.map { "\(record.localKeys[0]) \($0.localKey ?? "") \($0.confidence ?? 1)" }
    }
    #expect(read.sorted() == corpus.relations.map { "\($0.citing) \($0.cited) \($0.confidence)" }.sorted())
  }

  @Test(arguments: seeds)
  func corpusFiles(_ seed: UInt64) throws {
    let corpus = try corpus(seed)
    for format in [ExportFormat.yaml, .json] {
      let text = CorpusExport.files(corpus, as: format)[0].text
      let reading = CorpusReader.read([CorpusFile(name: "a.\(format)", text: text)])
      #expect(reading.diagnostics.filter { $0.code != .ambiguousName }.isEmpty, "\(format)\n\(text)")
      let again = try #require(reading.corpus)
      func spaced(_ text: String) -> String {
        CorpusWriter.normal(text)
      }
      #expect(again.papers.count == corpus.papers.count)
      for (read, paper) in zip(again.papers, corpus.papers) {
        #expect(read.id == paper.id && read.title == spaced(paper.title) && read.name == spaced(paper.name))
        #expect(read.aliases == paper.aliases.map(spaced) && read.authors == paper.authors)
        #expect(read.versions == paper.versions && read.organizations == paper.organizations.map(spaced))
        var publication = paper.publication
        publication.venue = publication.venue.map(spaced)
        publication.publisher = publication.publisher.map(spaced)
        #expect(read.publication == publication && read.topic == paper.topic && read.isExternal == paper.isExternal)
        #expect(Set(read.identifiers) == Set(paper.identifiers) && read.link == paper.link && read.code == paper.code)
        #expect(read.impact == paper.impact.map(spaced) && read.notes == paper.notes.map(spaced))
        #expect(read.abstract.map(spaced) == paper.abstract.map(spaced))
      }
      #expect(again.topics == corpus.topics.map { Topic(id: $0.id, label: spaced($0.label)) })
      #expect(again.title == corpus.title.map(spaced) && arcs(again) == arcs(corpus))
      #expect(again.relations.map(\.confidence).sorted() == corpus.relations.map(\.confidence).sorted())
    }
  }

  @Test(arguments: seeds)
  func bibTeX(_ seed: UInt64) throws {
    let corpus = try corpus(seed)
    let written = file(corpus, .bibtex)
    let reading = BibTeXReader.read(written)
    #expect(reading.unread.isEmpty && reading.ignored.isEmpty && reading.diagnostics.isEmpty)
    #expect(reading.records.map(\.localKeys[0]) == corpus.papers.map(\.id.rawValue))
    for (record, paper) in zip(reading.records, corpus.papers) {
      let note = Comment(rawValue: "seed \(seed), \(paper.id)")
      expectTheSamePrint(record, paper, note)
      expectTheDateInPrint(record, paper, in: corpus, note)
      expectNotes(record, paper, note)
      #expect(record.paper.organizations == paper.organizations.compactMap(plain), note)
      #expect(Set(record.paper.identifiers) == Set(paper.identifiers.filter { $0.scheme != .openAlex }), note)
      #expect(record.paper.link == paper.link, note)
    }
    #expect(arcs(reading) == arcs(corpus))
  }

  @Test(arguments: seeds)
  func ris(_ seed: UInt64) throws {
    let corpus = try corpus(seed)
    let reading = RISReader.read(file(corpus, .ris))
    #expect(reading.unread.isEmpty && reading.ignored.isEmpty)
    #expect(reading.records.map(\.localKeys[0]) == corpus.papers.map(\.id.rawValue))
    for (record, paper) in zip(reading.records, corpus.papers) {
      let note = Comment(rawValue: "seed \(seed), \(paper.id)")
      expectTheSamePrint(record, paper, note)
      expectTheDateInPrint(record, paper, in: corpus, note)
      expectNotes(record, paper, note)
      #expect(Set(record.paper.identifiers) == Set(paper.identifiers.filter { $0.scheme != .openAlex }), note)
    }
  }

  @Test(arguments: seeds)
  func cslJSON(_ seed: UInt64) throws {
    let corpus = try corpus(seed)
    let reading = CSLReader.read(file(corpus, .csl))
    #expect(reading.unread.isEmpty && reading.ignored.isEmpty && reading.diagnostics.isEmpty)
    #expect(reading.records.map(\.localKeys[0]) == corpus.papers.map(\.id.rawValue))
    for (record, original) in zip(reading.records, corpus.papers) {
      let note = Comment(rawValue: "seed \(seed), \(original.id)")
      // What it does not hold, and what stands for a publisher.
      var paper = original
      paper.hasMoreAuthors = false
      paper.publication.publisher = paper.publication.publisher ?? paper.organizations.first
      expectTheSamePrint(record, paper, note)
      expectTheDateInPrint(record, paper, in: corpus, note)
      expectNotes(record, paper, note)
      #expect(record.paper.publication.type == paper.publication.type ?? .document, note)
      // An address may be that of a register which it has no field for.
      #expect(
        Set(record.paper.identifiers.filter { $0.scheme != .openAlex })
          == Set(paper.identifiers.filter { $0.scheme != .openAlex }), note)
      #expect(record.paper.link == paper.address, note)
    }
  }

  @Test(arguments: seeds)
  func tables(_ seed: UInt64) throws {
    let corpus = try corpus(seed)
    let papers = file(corpus, .csv)
    #expect(TableFormat.detect(headerLine: papers.text) == .paperList)
    let reading = PaperListReader.read(papers)
    #expect(reading.unread.isEmpty && reading.diagnostics.isEmpty)
    #expect(reading.records.map(\.localKeys[0]) == corpus.papers.map(\.id.rawValue))
    for (record, paper) in zip(reading.records, corpus.papers) {
      expectTheSame(record, paper, "seed \(seed), \(paper.id)")
    }
    #expect(arcs(reading) == arcs(corpus))
    let relations = file(corpus, .csv, 1)
    #expect(TableFormat.detect(headerLine: relations.text) == .openCitations)
    let links = OpenCitationsReader.read(relations)
    #expect(links.unread.isEmpty && arcs(links) == arcs(corpus))
    expectConfidence(links, corpus)
  }

  private static let graphFormats: [ExportFormat] = [.graphML, .gexf, .dot, .jsonGraph]

  private func read(_ file: CorpusFile, as format: ExportFormat) -> RecordReading {
    switch format {
    case .graphML: GraphMLReader.read(file)
    case .gexf: GEXFReader.read(file)
    case .dot: DOTReader.read(file)
    default: JSONGraphReader.read(file)
    }
  }

  @Test(arguments: graphFormats, seeds)
  func graphs(_ format: ExportFormat, _ seed: UInt64) throws {
    let corpus = try corpus(seed)
    let reading = read(file(corpus, format), as: format)
    #expect(reading.unread.isEmpty && reading.ignored.isEmpty && reading.diagnostics.isEmpty, "\(reading.diagnostics)")
    #expect(reading.records.map(\.localKeys[0]) == corpus.papers.map(\.id.rawValue))
    for (record, paper) in zip(reading.records, corpus.papers) {
      expectTheSame(record, paper, "\(format), seed \(seed), \(paper.id)")
    }
    #expect(arcs(reading) == arcs(corpus))
    expectConfidence(reading, corpus)
  }

  @Test(arguments: graphFormats + [.csv])
  func bridgesAreNoRelations(_ format: ExportFormat) throws {
    let papers = ["a", "b", "c"].map { Paper(id: PaperID(rawValue: $0), title: "Paper \($0)") }
    let corpus = try Corpus(
      CorpusParts(papers: papers, relations: [Relation(citing: papers[1].id, cited: papers[0].id, kind: .extends)]))
    let bridge = CorpusBridge(citing: papers[2].id, cited: papers[0].id, via: ["D \"d\"", "E"])
    let files = CorpusExport.files(corpus, as: format, bridges: [bridge])
    let written = CorpusFile(name: "a", text: files[format == .csv ? 1 : 0].text)
    #expect(written.text.contains("bridge") && written.text.contains("E"))
    let reading = format == .csv ? OpenCitationsReader.read(written) : read(written, as: format)
    #expect(arcs(reading) == ["b extends a"])
    #expect(reading.ignored.map(\.reason).allSatisfy { $0.contains("stands for a chain of papers") })
    #expect(reading.ignored.count == 1)
    #expect(reading.diagnostics.isEmpty, "\(reading.diagnostics)")
  }

  @Test(arguments: seeds)
  func pajek(_ seed: UInt64) throws {
    let corpus = try corpus(seed)
    let files = CorpusExport.files(corpus, as: .pajek)
    let reading = PajekReader.read(
      CorpusFile(name: "a.net", text: files[0].text), years: CorpusFile(name: "a.clu", text: files[1].text))
    #expect(reading.unread.isEmpty && reading.ignored.isEmpty)
    #expect(reading.records.count == corpus.papers.count)
    for (record, paper) in zip(reading.records, corpus.papers) {
      let title = ExportText.plain(paper.title)
      #expect(record.paper.title == title || record.paper.title == "\(title) (\(paper.id))")
      #expect(
        record.paper.versions.map(\.date.year) == [ExportText.date(of: paper, in: corpus)?.year].compactMap { $0 })
    }
    let numbers = Dictionary(uniqueKeysWithValues: corpus.papers.enumerated().map { ($1.id, $0 + 1) })
    let expected = corpus.relations.map {
      "\(numbers[$0.citing] ?? 0) \($0.kind.rawValue) \(numbers[$0.cited] ?? 0)"
    }
    #expect(arcs(reading) == expected.sorted())
  }

  @Test(arguments: seeds)
  func vosviewer(_ seed: UInt64) throws {
    let corpus = try corpus(seed)
    let reading = VOSviewerReader.read(file(corpus, .vosviewer))
    #expect(reading.unread.isEmpty && reading.ignored.isEmpty && reading.diagnostics.isEmpty)
    #expect(reading.records.count == corpus.papers.count)
    for (record, paper) in zip(reading.records, corpus.papers) {
      let note = Comment(rawValue: "seed \(seed), \(paper.id)")
      #expect(record.paper.title == plain(paper.title), note)
      #expect(record.paper.name == plain(paper.name), note)
      #expect(record.paper.authors == paper.authors, note)
      #expect(record.paper.hasMoreAuthors == paper.hasMoreAuthors, note)
      #expect(record.paper.publication.venue == plain(paper.publication.venue), note)
      #expect(record.paper.identifier(.doi) == paper.identifier(.doi), note)
      #expect(record.paper.link == paper.address, note)
      #expect(
        record.paper.versions.map(\.date.year) == [ExportText.date(of: paper, in: corpus)?.year].compactMap { $0 }, note
      )
    }
    // One link for each pair, and no kinds.
    let numbers = Dictionary(uniqueKeysWithValues: corpus.papers.enumerated().map { ($1.id, "\($0 + 1)") })
    let pairs = Set(corpus.relations.map { Set([numbers[$0.citing] ?? "", numbers[$0.cited] ?? ""]) })
    let read = reading.records.flatMap { record in
      record.references.map { Set([record.localKeys[0], $0.localKey ?? "?"]) }
    }
    #expect(Set(read) == pairs && read.count == pairs.count)
  }

  /// Everything is kept or counted: what a format does not hold of a corpus that has everything is told.
  @Test(arguments: ExportFormat.allCases)
  func whatIsLostIsTold(_ format: ExportFormat) throws {
    var paper = Paper(id: PaperID(rawValue: "a"), title: "A title", name: "A", aliases: ["Alpha"], topic: "one")
    paper.versions = [
      PaperVersion(role: .submitted, date: try #require(PublicationDate("2020-05")), venue: "A venue"),
      PaperVersion(role: .published, date: try #require(PublicationDate("2021"))),
    ]
    paper.texts = [PaperText(field: .abstract, text: "Abstract."), PaperText(field: .other, text: "More.")]
    paper.identifiers = [PaperIdentifier(.doi, "10.1000/1"), PaperIdentifier(.dblp, "conf/nips/X17")].compactMap { $0 }
    let other = Paper(id: PaperID(rawValue: "b"), title: "B title")
    let relation = Relation(
      citing: other.id, cited: paper.id, kind: .extends, evidence: [Evidence(source: .mention, confidence: 0.5)])
    let corpus = try Corpus(
      CorpusParts(title: "T", topics: [Topic(id: "one", label: "One")], papers: [paper, other], relations: [relation]))
    let losses = ExportLoss.losses(of: corpus, as: format)
    #expect(losses.allSatisfy { $0.count > 0 && format.lacks.contains($0.part) })
    let text = CorpusExport.files(corpus, as: format).map(\.text).joined()
    // A word that stands in the files is not told as lost, and one that is told does not stand there.
    for (part, word) in [
      (ExportPart.aliases, "Alpha"), (.abstracts, "Abstract."), (.otherTexts, "More."), (.venuesOfDates, "A venue"),
      (.topics, "one"), (.furtherDates, "2021"), (.confidence, "0.5"), (.identifiers, "X17"), (.kinds, "extend"),
    ] {
      if part == .topics, [.mermaid, .markdown, .vosviewer].contains(format) { continue }
      if part == .furtherDates, [.turtle, .yaml, .json].contains(format) || !format.lacks.contains(.furtherDates) {
        #expect(text.contains("2021") && text.contains("2020-05"))
        continue
      }
      if part == .furtherDates { continue }
      let isTold = losses.contains { $0.part == part || $0.part == .relations && [.confidence, .kinds].contains(part) }
      #expect(text.lowercased().contains(word.lowercased()) != isTold, "\(format) \(part)")
    }
    #expect(ExportLoss(part: .relations, count: 62).words(for: "RIS") == "RIS holds no relations: 62 left out")
  }

  @Test func identifiersOfNetworksBecomeIDs() throws {
    let parts = CorpusParts(papers: [
      Paper(id: PaperID(rawValue: "hep-th-1"), title: "One"), Paper(id: PaperID(rawValue: "hep-th-2"), title: "Two"),
    ])
    let corpus = try Corpus(parts)
    #expect(CorpusExport.withWellFormedIDs(corpus).changedCount == 0)
    #expect(ExportFormat(ofFileNamed: "a/B.CSL.JSON") == .csl && ExportFormat(ofFileNamed: "x.json") == .json)
    #expect(ExportFormat(ofFileNamed: "x.vos.json") == .vosviewer && ExportFormat(ofFileNamed: "x.txt") == nil)
  }
}
