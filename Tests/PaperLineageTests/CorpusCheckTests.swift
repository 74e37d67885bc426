import PaperLineage
import Testing

struct CorpusCheckTests {
  private static let place = SourcePlace(file: "x.yaml", line: 7, column: 3)

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
        .warning, .olderCitesNewer, "“b” (2023-01) extends “a” (2023-02-01), which is later",
        remedy: "check the dates and the direction; a paper cannot build on a later one", place: place)
    ),
    (
      {
        $0.papers[0] = .sample("a", "2024")
        $0.relations[0] = Relation(citing: "b", cited: "a", kind: .cites, place: place)
      },
      Diagnostic(
        .warning, .olderCitesNewer, "“b” (2023-01) cites “a” (2024), which is later",
        remedy: "check the dates, or note that a later version says so", place: place)
    ),
    (
      {
        $0.papers[1] = .sample("b")
        $0.papers[1].place = place
      },
      Diagnostic(.warning, .undated, "“b” has no date", remedy: "add one under “dates”", place: place)
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
      .cycle, .ambiguousName, .duplicateIdentifier, .duplicateRelation, .olderCitesNewer, .undated, .datesDisagree,
      .isolated, .unverified,
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
