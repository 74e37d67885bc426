import PaperLineage
import Testing

struct CorpusCheckTests {
  private static let place = SourcePlace(file: "x.yaml", line: 7, column: 3)

  private static let first = SourcePlace(file: "x.yaml", line: 2, column: 3)

  /// Two papers of one month, of which b extends a: nothing to say.
  private static let clean = CorpusParts(
    papers: [.sample("a", "2023-01"), .sample("b", "2023-01")], relations: [Relation("b extends a")])

  /// Changes to the clean corpus, each with the one thing that is then to be said.
  private static let changes: [(change: @Sendable (inout CorpusParts) -> Void, said: Diagnostic)] = [
    (
      { $0.relations.append(Relation(citing: "a", cited: "b", kind: .updates, place: place)) },
      Diagnostic(
        .error, .cycle, "papers build on each other in a circle: a → b → a",
        remedy: "remove the relation that runs backward in time, or turn it into “cites”", place: place)
    ),
    (
      {
        $0.papers[0].aliases = ["Twin 2"]
        $0.papers[1].aliases = ["twin-2"]
        $0.papers[1].place = place
      },
      Diagnostic(
        .error, .ambiguousName, "the name “Twin 2” belongs to “a” and “b”",
        remedy: "keep it as an alias of one of them, or make the names differ", place: place)
    ),
    (
      { parts in
        parts.papers[0].identifiers = PaperIdentifier.readings(of: "arXiv:2307.09288")
        parts.papers[1].identifiers = PaperIdentifier.readings(of: "2307.09288v2")
        parts.papers[1].place = place
      },
      Diagnostic(
        .error, .duplicateIdentifier, "“a” and “b” have the same arxiv: 2307.09288",
        remedy: "merge the two records, or correct one", place: place)
    ),
    (
      { $0.relations.append(Relation(citing: "a", cited: "b", kind: .usesDataFrom, place: place)) },
      Diagnostic(
        .warning, .cycle, "papers refer to each other in a circle: a usesDataFrom b extends a",
        remedy: "check the dates and the direction; papers that appear together may well cite each other", place: place)
    ),
    (
      {
        $0.papers[0].aliases = ["Ｔｗｉｎ 2"]
        $0.papers[1].aliases = ["twin 2"]
        $0.papers[0].place = first
        $0.papers[1].place = place
      },
      Diagnostic(
        .error, .nameTwins, "names that differ by case or width only: “Ｔｗｉｎ 2” (a) and “twin 2” (b)",
        remedy: "write the name in one way if one paper is meant, else make the names differ", place: place,
        related: [first])
    ),
    (
      {
        $0.papers[0].title = "Attention and all that one needs"
        $0.papers[1].title = "Attention, and All That One Needs"
        $0.papers[0].place = first
        $0.papers[1].place = place
      },
      Diagnostic(
        .warning, .likelyDuplicate,
        "“a” and “b” are probably one work: they have one title, “Attention and all that one needs”",
        remedy: "merge them, or give each its DOI and year", place: place, related: [first])
    ),
    (
      {
        $0.papers[0].publication.isRetracted = true
        $0.papers[0].place = place
      },
      Diagnostic(
        .warning, .retracted, "“a” was retracted, its source says; it is cited by “b”",
        remedy: "do not build on it, and check what cites it", place: place)
    ),
    (
      { $0.relations.append(Relation(citing: "b", cited: "a", kind: .extends, place: place)) },
      Diagnostic(
        .warning, .duplicateRelation, "“b extends a” is said twice", remedy: "keep the one with the better evidence",
        place: place)
    ),
    (
      {
        $0.papers[0] = .sample("a", "2023-02-01")
        $0.relations[0].place = place
      },
      Diagnostic(
        .warning, .olderCitesNewer,
        "“b” (submitted 2023-01) extends “a” (submitted 2023-02-01), which is later by at least 1 day",
        remedy: "check the dates and the direction; a paper cannot build on a later one", place: place)
    ),
    (
      {
        $0.papers[0] = .sample("a", "2024")
        $0.relations[0] = Relation(citing: "b", cited: "a", kind: .cites, place: place)
      },
      Diagnostic(
        .warning, .olderCitesNewer,
        "“b” (submitted 2023-01) cites “a” (submitted 2024), which is later by at least 11 months",
        remedy: "check the dates, or note that a later version says so", place: place)
    ),
    (
      {
        $0.papers[1] = .sample("b")
        $0.papers[1].place = place
      },
      Diagnostic(.warning, .undated, "“b” has no date", remedy: "add one, under “dates” in a corpus file", place: place)
    ),
    (
      {
        $0.papers[1].versions.insert(PaperVersion(role: .listed, date: PublicationDate("2023-02")!), at: 0)
        $0.papers[1].place = place
      },
      Diagnostic(
        .note, .datesDisagree, "“b” is listed under 2023-02 and was first submitted 2023-01",
        remedy: "use “--date submitted” where first submission counts", place: place)
    ),
    (
      {
        $0.papers.append(.sample("c", "2023"))
        $0.papers[2].place = place
      },
      Diagnostic(
        .note, .isolated, "“c” has no relation to any paper", remedy: "add what it builds on, if that is known",
        place: place)
    ),
    (
      {
        $0.relations[0].evidence = [Evidence(source: .curated, isVerified: false)]
        $0.relations[0].place = place
      },
      Diagnostic(
        .note, .unverified, "“b extends a” is not verified (confidence 0.4)",
        remedy: "look it up in the paper, then say “verified: true” and where", place: place)
    ),
  ]

  @Test func aCleanCorpusNeedsNoWords() throws {
    #expect(try Corpus(Self.clean).check() == [])
  }

  @Test(arguments: changes.indices)
  func oneThingWrongIsSaidOnce(index: Int) throws {
    let (change, said) = Self.changes[index]
    var parts = Self.clean
    change(&parts)
    let corpus = try Corpus(parts)
    #expect(corpus.check() == [said])
    #expect(corpus.faults() == (said.severity == .error ? [said] : []))
  }

  @Test func everyCodeOfACheckIsTried() {
    let codes: Set<Diagnostic.Code> = [
      .cycle, .ambiguousName, .nameTwins, .duplicateIdentifier, .likelyDuplicate, .duplicateRelation,
      .olderCitesNewer, .undated, .datesDisagree, .isolated, .unverified, .retracted,
    ]
    #expect(Set(Self.changes.map(\.said.code)) == codes)
  }

  @Test func whatIsNoContradictionIsNotSaid() throws {
    var parts = Self.clean
    // What both dates know agrees; a relation that somebody verified is verified; a listed date may be vaguer.
    parts.papers[0] = .sample("a", "2023")
    parts.papers[1].versions.insert(PaperVersion(role: .listed, date: try #require(PublicationDate("2023"))), at: 0)
    parts.relations[0].evidence = [
      Evidence(source: .mention, isVerified: false), Evidence(source: .curated, isVerified: true),
    ]
    #expect(try Corpus(parts).check() == [])
    // An external paper's dates are nobody's reading list.
    parts.papers[1].versions[0].date = try #require(PublicationDate("2024"))
    parts.papers[1].isExternal = true
    #expect(try Corpus(parts).check() == [])
  }

  @Test func eachKnotIsSaidOnce() throws {
    // a ─▶ b ─▶ c ─▶ a    d ◀─▶ e
    let corpus = try Corpus.drawn("ab bc ca de ed")
    #expect(
      corpus.faults().map(\.message) == [
        "papers build on each other in a circle: a → c → b → a", "papers build on each other in a circle: d → e → d",
      ])
  }

  @Test func papersBesideACircleAreNamed() throws {
    // Two of three cite each other, and all of them stand in a circle: the shorter one comes first.
    let corpus = try Corpus.drawn("ab ba bc ca")
    #expect(
      corpus.faults().map(\.message) == [
        "papers build on each other in a circle: a → b → a; and in another: c → b → a → c"
      ])
    // What is a fault is not told again as a remark.
    #expect(corpus.check().count { $0.code == .cycle } == 1)
  }

  @Test func aKnotOfManyCirclesIsToldInPart() throws {
    // a stands in a circle with each of the others.
    let corpus = try Corpus.drawn("ab ba ac ca ad da ae ea af fa ag ga ah ha")
    #expect(
      corpus.faults().map(\.message) == [
        "papers build on each other in a circle: a → b → a; and in another: c → a → c; and in another: d → a → d; "
          + "and in another: e → a → e; and in another: f → a → f; in other circles with them: “g”, “h”"
      ])
  }

  @Test func papersOfFilesThatNameThemAreCalledByTheirNames() throws {
    var papers = [Paper.sample("big-one", "2024"), .sample("small-one", "2023"), .sample("lone-one", nil)]
    for (index, title) in ["Big One", "Small One", "Lone One"].enumerated() {
      papers[index].title = title
      papers[index].place = SourcePlace(file: index == 1 ? "ids.yaml" : "names.yaml", line: index + 1, column: 1)
    }
    var parts = CorpusParts(papers: papers)
    parts.relations = [
      Relation(
        citing: PaperID(rawValue: "small-one"), cited: PaperID(rawValue: "big-one"), kind: .isDerivedFrom, place: nil)
    ]
    let found = try Corpus(parts).check(namingFiles: ["names.yaml"])
    #expect(
      Set(found.map(\.message)) == [
        "“small-one” (submitted 2023) isDerivedFrom “Big One” (submitted 2024), which is later by at least 1 day",
        "“Lone One” has no date", "“Lone One” has no relation to any paper",
      ])
    #expect(found.first { $0.code == .undated }?.remedy == "add at least its year")
  }

  @Test func plainCirclesAreRemarksWithTheirPlaces() throws {
    var parts = CorpusParts(papers: [.sample("a", "2023"), .sample("b", "2023"), .sample("c", "2023")])
    parts.relations = zip(["a", "b", "c"], ["b", "c", "a"]).enumerated().map { line, ends in
      Relation(
        citing: PaperID(rawValue: ends.0), cited: PaperID(rawValue: ends.1), kind: .cites,
        place: SourcePlace(file: "x.yaml", line: line + 1, column: 1))
    }
    let found = try Corpus(parts).check()
    #expect(found.map(\.message) == ["papers refer to each other in a circle: a cites b cites c cites a"])
    #expect(found[0].place?.line == 3)
    #expect(found[0].related?.map(\.line) == [1, 2])
    #expect(try Corpus(parts).faults().isEmpty)
  }

  @Test(arguments: [
    ("0d", "2023-01-31", "2023-02-01", true), ("1d", "2023-01-31", "2023-02-01", false),
    ("1d", "2023-01-31", "2023-02-02", true), ("2w", "2023-01-01", "2023-01-15", false),
    ("2w", "2023-01-01", "2023-01-16", true), ("2m", "2022-12-31", "2023-02-28", false),
    ("2m", "2022-12-31", "2023-03-01", true), ("1y", "2023-02", "2024-02-28", false),
    ("1y", "2023-02", "2024-02-29", true),
    ("1y", "2023", "2024-12-31", false), ("1y", "2022", "2024-01-01", true), ("0", "2023", "2023-12-31", false),
    ("1y", "2024-02-29", "2025-02-28", false), ("1y", "2024-02-29", "2025-03-01", true),
  ])
  func toleranceIsCountedFromTheNearestDays(_ tolerance: String, _ citing: String, _ cited: String, _ isTold: Bool)
    throws
  {
    let corpus = try Corpus(
      CorpusParts(papers: [.sample("a", cited), .sample("b", citing)], relations: [Relation("b cites a")]))
    let found = corpus.check(tolerance: try #require(DateTolerance(tolerance)))
    #expect(found.map(\.code) == (isTold ? [.olderCitesNewer] : []))
  }

  @Test func whatIsToldWithoutToleranceIsWhatDatesContradict() throws {
    for corpus in try randomCorpora(200, seed: 7) {
      let told = corpus.check().count { $0.code == .olderCitesNewer }
      let backward = corpus.relations.count { relation in
        guard let citing = corpus[relation.citing]?.date(.earliest), let cited = corpus[relation.cited]?.date(.earliest)
        else { return false }
        return citing.isCertainlyBefore(cited)
      }
      #expect(told == backward)
    }
  }

  @Test(arguments: ["", "d", "30", "-1d", "1.5m", "30 d", "1234567d", "٣d", "30x"])
  func whatIsNoDurationIsRefused(_ text: String) {
    #expect(DateTolerance(text) == nil)
  }

  @Test func theGapIsToldInWords() {
    #expect(
      [1, 61, 62, 365, 366, 730, 731, 1_100].map(Corpus.span) == [
        "1 day", "61 days", "2 months", "11 months", "12 months", "23 months", "2 years", "3 years",
      ])
  }

  @Test func namesMadeOfTitlesAreNoFaults() throws {
    // Five editorials are five works; that an id and a title look alike is no choice of anybody's.
    var papers = (1...5).map { number in
      var paper = Paper.sample("editorial-\(number)", "20\(10 + 2 * number)")
      paper.title = "Editorial"
      paper.name = "Editorial"
      return paper
    }
    papers[0].title = "EDITORIAL"
    papers[0].name = "EDITORIAL"
    var found = try Corpus(CorpusParts(papers: papers)).check().filter { $0.code != .isolated }
    #expect(found.map(\.code) == [.nameTwins])
    #expect(found.map(\.severity) == [.warning])
    papers[0] = papers[1]
    papers[0].id = "editorial-1"
    found = try Corpus(CorpusParts(papers: papers)).check().filter { $0.code != .isolated }
    #expect(found.map(\.code) == [.ambiguousName])
    #expect(found.map(\.severity) == [.note])
    #expect(
      found[0].message
        == "the name “Editorial” belongs to “editorial-1”, “editorial-2”, “editorial-3”, “editorial-4” and “editorial-5”"
    )
  }

  @Test func aPublicationMayNameItsPreprint() throws {
    var parts = Self.clean
    for index in 0...1 { parts.papers[index].identifiers = PaperIdentifier.readings(of: "arXiv:2307.09288") }
    parts.papers[1].identifiers += PaperIdentifier.readings(of: "10.1000/x")
    parts.papers[1].publication.venue = "Scientometrics"
    let found = try Corpus(parts).check()
    #expect(found.map(\.code) == [.duplicateIdentifier])
    #expect(found.map(\.severity) == [.note])
    #expect(found.first?.message.hasSuffix("arxiv: 2307.09288, as a preprint and its publication") == true)
    #expect(try Corpus(parts).faults().isEmpty)
    // A second preprint of the same number is one too many, and so is a second paper with the publication's DOI.
    var third = Paper.sample("c", "2023-01")
    third.identifiers = parts.papers[0].identifiers
    parts.papers.append(third)
    #expect(try Corpus(parts).faults().map(\.message) == ["“a” and “c” have the same arxiv: 2307.09288"])
    parts.papers[2].identifiers = PaperIdentifier.readings(of: "10.1000/x")
    parts.papers[2].publication.type = .preprint
    #expect(try Corpus(parts).faults().map(\.message) == ["“b” and “c” have the same doi: 10.1000/x"])
  }

  @Test func oneWordForPapersWithoutAnyRelation() throws {
    let corpus = try Corpus(CorpusParts(papers: [.sample("a", "2023"), .sample("b", "2023")]))
    #expect(corpus.check().map(\.message) == ["none of the 2 papers has a relation to another"])
  }

  @Test func everyCodeIsExplained() {
    for code in Diagnostic.Code.allCases {
      #expect(!code.explanation.meaning.isEmpty && !code.explanation.remedy.isEmpty)
      #expect(code.explanation.meaning.count <= 40)
      #expect(code.rawValue.allSatisfy { "abcdefghijklmnopqrstuvwxyz-".contains($0) })
    }
  }

  @Test func diagnosticsComeByPlaceAndThoseWithoutLast() {
    func diagnostic(_ severity: Diagnostic.Severity, _ message: String, _ line: Int?) -> Diagnostic {
      Diagnostic(
        severity, .isolated, message, place: line.map { SourcePlace(file: "x.yaml", line: $0, column: 1) })
    }
    let ordered = [
      diagnostic(.note, "z", 2), diagnostic(.error, "b", 10), diagnostic(.note, "a", 10), diagnostic(.error, "y", nil),
      diagnostic(.warning, "a", nil), diagnostic(.warning, "b", nil),
    ]
    #expect(ordered.reversed().sorted(by: Diagnostic.isInShownOrder) == ordered)
    #expect(ordered.allSatisfy { !Diagnostic.isInShownOrder($0, $0) })
  }
}
