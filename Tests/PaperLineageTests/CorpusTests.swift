import Foundation
import PaperLineage
import TestSupport
import Testing

struct CorpusTests {
  @Test func aDuplicateIDIsAFault() {
    var papers = [Paper.sample("a"), Paper.sample("a")]
    papers[0].place = SourcePlace(file: "x.yaml", line: 3, column: 5)
    papers[1].place = SourcePlace(file: "x.yaml", line: 9, column: 5)
    let faults = CorpusParts(papers: papers).faults()
    #expect(
      faults == [
        Diagnostic(
          .error, .duplicateID, "two papers have the id “a”, first at x.yaml:3:5",
          remedy: "give one of them another id, or merge the two records", place: papers[1].place)
      ])
  }

  @Test func anUndeclaredTopicIsAFault() {
    let topics = [Topic(id: "foundation", label: "Foundation")]
    let papers = [Paper.sample("a", topic: "foundation"), Paper.sample("b", topic: "foundtion"), Paper.sample("c")]
    let faults = CorpusParts(topics: topics, papers: papers).faults()
    #expect(
      faults == [
        Diagnostic(
          .error, .unknownTopic, "the topic “foundtion” of “b” is not declared",
          remedy: "did you mean “foundation”? Otherwise declare it under “topics”")
      ])
  }

  @Test func aDanglingRelationIsAFaultAtEachEnd() {
    let parts = CorpusParts(
      papers: [.sample("llama"), .sample("b")], relations: [Relation("b updates lama"), Relation("x cites yy")])
    let add = "add the paper (with “external: true” if it is not on the list)"
    #expect(
      parts.faults() == [
        Diagnostic(
          .error, .danglingRelation, "the relation “b updates lama” names “lama”, which is no paper of this corpus",
          remedy: "did you mean “llama”? Otherwise \(add)"),
        Diagnostic(
          .error, .danglingRelation, "the relation “x cites yy” names “x”, which is no paper of this corpus",
          remedy: add),
        Diagnostic(
          .error, .danglingRelation, "the relation “x cites yy” names “yy”, which is no paper of this corpus",
          remedy: add),
      ])
  }

  @Test func aRelationOfAPaperToItselfIsAFaultEvenIfItDangles() {
    let parts = CorpusParts(papers: [.sample("a")], relations: [Relation("a extends a"), Relation("z extends z")])
    #expect(parts.faults().map(\.code) == [.selfRelation, .selfRelation])
    #expect(parts.faults().first?.message == "“a” extends itself")
  }

  @Test func aCorpusOfFaultyPartsTellsAllOfThemInTheOrderOfTheSource() {
    var parts = CorpusParts(
      papers: [.sample("a"), .sample("a"), .sample("b", topic: "x")],
      relations: [Relation("a extends a"), Relation("a extends c")])
    for (index, line) in [9, 8, 7].enumerated() {
      parts.papers[index].place = SourcePlace(file: "x.yaml", line: line, column: 1)
    }
    for index in 0...1 { parts.relations[index].place = SourcePlace(file: "x.yaml", line: 8, column: 5 + index) }
    let error = #expect(throws: InvalidCorpus.self) { try Corpus(parts) }
    #expect(error?.diagnostics.map(\.code) == [.unknownTopic, .duplicateID, .selfRelation, .danglingRelation])
  }

  @Test func partsWithoutTheirFaultsAlwaysMakeACorpus() throws {
    var generator = SplitMix64(seed: 60)
    let ids = ["a", "b", "c", "d", "e"]
    let topics: [String?] = [nil, "t", "u", "v"]
    for _ in 0..<300 {
      let parts = CorpusParts(
        topics: [Topic(id: "t", label: "T")],
        papers: (0..<Int.random(in: 0...5, using: &generator)).map { _ in
          .sample(ids.randomElement(using: &generator)!, topic: topics.randomElement(using: &generator)!)
        },
        relations: (0..<Int.random(in: 0...6, using: &generator)).map { _ in
          Relation("\(ids.randomElement(using: &generator)!) cites \(ids.randomElement(using: &generator)!)")
        })
      let sound = parts.withoutFaults()
      #expect(sound.faults() == [])
      _ = try Corpus(sound)
      #expect(parts.faults().isEmpty == (sound == parts))
      // Nothing is left out that could stay.
      #expect(Set(sound.papers.map(\.id)) == Set(parts.papers.map(\.id)))
      let known = Set(parts.papers.map(\.id))
      #expect(
        sound.relations
          == parts.relations.filter { $0.citing != $0.cited && known.isSuperset(of: [$0.citing, $0.cited]) })
      #expect(sound.papers.allSatisfy { paper in parts.papers.first { $0.id == paper.id }?.title == paper.title })
    }
  }

  @Test func jsonGivesTheSameCorpus() throws {
    for corpus in try randomCorpora(50, seed: 61) {
      let data = try JSONEncoder().encode(corpus)
      #expect(try JSONDecoder().decode(Corpus.self, from: data) == corpus)
    }
  }

  @Test func jsonKeepsEveryFieldOfAPaperAndARelation() throws {
    let place = SourcePlace(file: "x.yaml", line: 1, column: 2)
    let paper = Paper(
      id: "a", title: "Aé通", name: "N", aliases: ["别名"],
      versions: [PaperVersion(role: .published, date: try #require(PublicationDate("2023-07")), venue: "ICLR 2024")],
      organizations: ["O"], listedOrganization: "O/P", topic: "t", isExternal: true,
      identifiers: PaperIdentifier.readings(of: "10.48550/arXiv.2307.09288"), link: "https://example.org", code: "c",
      impact: "i", notes: ["n"], place: place)
    let evidence = Evidence(
      source: .mention, locator: "§2", note: "n", isVerified: false, confidence: 0.25, place: place)
    let relation = Relation(citing: "b", cited: "a", kind: .usesDataFrom, evidence: [evidence], place: place)
    let parts = CorpusParts(
      title: "T", titles: ["zh": "题"], dateChoice: .role(.published),
      topics: [Topic(id: "t", label: "T", labels: ["zh": "基座"])], papers: [paper, .sample("b")],
      relations: [relation])
    let corpus = try Corpus(parts)
    let copy = try JSONDecoder().decode(Corpus.self, from: JSONEncoder().encode(corpus))
    #expect(copy == corpus)
    #expect(copy.parts == parts)
  }

  @Test func faultyJSONIsRefused() throws {
    let parts = CorpusParts(papers: [.sample("a"), .sample("a")])
    let data = try JSONEncoder().encode(parts)
    #expect(throws: InvalidCorpus.self) { try JSONDecoder().decode(Corpus.self, from: data) }
  }

  @Test func lookingThingsUp() throws {
    let corpus = try Corpus(
      CorpusParts(
        title: "Title", titles: ["zh": "题"], topics: [Topic(id: "t", label: "T", labels: ["zh": "基座"])],
        papers: [.sample("a"), .sample("b", isExternal: true)]))
    #expect(corpus["a"]?.id == "a")
    #expect(corpus["c"] == nil)
    #expect(corpus.members.map(\.id) == ["a"])
    #expect(corpus.topic("t")?.label(in: "zh") == "基座")
    #expect(corpus.topic("t")?.label(in: "fr") == "T")
    #expect(corpus.topic("u") == nil)
    #expect(corpus.topic(nil) == nil)
    #expect(corpus.title(in: "zh") == "题")
    #expect(corpus.title(in: "fr") == "Title")
  }
}

struct RelationTests {
  @Test func kindsAreOrderedAndTheFirstFourBearLineage() {
    #expect(RelationKind.allCases.sorted() == RelationKind.allCases)
    #expect(RelationKind.lineageBearing == [.updates, .extends, .isDerivedFrom, .usesMethodIn])
  }

  @Test func confidenceIsThatOfTheBestEvidence() {
    var relation = Relation("b cites a")
    #expect(relation.confidence == 1)
    #expect(!relation.isVerified)
    relation.evidence = [Evidence(source: .mention, isVerified: false)]
    #expect(relation.confidence == 0.4)
    #expect(!relation.isVerified)
    relation.evidence.append(Evidence(source: .referenceList, isVerified: true, confidence: 0.9))
    #expect(relation.confidence == 0.9)
    #expect(relation.isVerified)
    #expect(Evidence(source: .curated).confidence == 1)
  }
}
