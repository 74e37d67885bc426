import PaperLineage
import TestSupport
import Testing

@testable import PaperFormats

/// Records of one work become one paper, and nothing else does.
struct RecordMergerTests {
  private func bibtex(_ text: String, _ name: String = "a.bib") -> RecordReading {
    BibTeXReader.read(CorpusFile(name: name, text: text))
  }

  private func merged(_ texts: String..., keepsVersions: Bool = false) -> RecordMerger.Result {
    RecordMerger(keepsVersions: keepsVersions).merge(
      texts.enumerated().map { bibtex($1, "\($0).bib") })
  }

  // MARK: - Identity

  @Test(arguments: [
    ("doi = {10.1000/AB}", "doi = {https://doi.org/10.1000/ab}"),
    ("eprint = {2307.09288v2}, archiveprefix = {arXiv}", "journal = {arXiv preprint arXiv:2307.09288}"),
    ("doi = {10.48550/arXiv.2307.09288}", "url = {https://arxiv.org/abs/2307.09288}"),
    ("pmid = {012345}", "pmid = {12345}"),
  ])
  func anIdentifierInAnyFormJoins(one: String, other: String) {
    let result = merged("@misc{a, title = {One Title}, \(one)}", "@misc{b, title = {Quite Another}, \(other)}")
    #expect(result.parts.papers.count == 1)
    #expect(result.account.files.map(\.merged) == [0, 1])
  }

  @Test(arguments: [
    ("author = {Doe, J.}, year = 2020", "author = {Doe, Jane}, year = 2021", 1),
    ("author = {Doe, J.}, year = 2020", "author = {Doe, Jane}, year = 2022", 2),
    ("author = {Doe, J.}, year = 2020", "author = {Roe, Jane}, year = 2020", 2),
    ("year = 2020, doi = {10.1/a}", "year = 2020, doi = {10.1/b}", 2),
    ("year = 2020, eprint = {2001.00001}", "year = 2021, doi = {10.1/b}", 1),
    ("year = 2020, journal = {J}, volume = 1, pages = {5}", "year = 2020, journal = {J}, volume = 2, pages = {5}", 2),
    ("year = 2020, journal = {J}, volume = 1", "year = 2020, journal = {J}, pages = {5}", 1),
  ])
  func titlesJoinUnlessSomethingSpeaksAgainstIt(one: String, other: String, count: Int) {
    let result = merged(
      "@article{a, title = {A Title Long Enough to Tell}, \(one)}",
      "@article{b, title = {{A} title LONG enough to tell.}, \(other)}")
    #expect(result.parts.papers.count == count)
  }

  @Test func aTitleOfManyWorksIsNotEnough() {
    #expect(merged("@misc{a, title = {Editorial}}", "@misc{b, title = {Editorial}}").parts.papers.count == 2)
    let told = "title = {Editorial}, author = {Doe, J.}, year = 1999"
    #expect(merged("@misc{a, \(told)}", "@misc{b, \(told)}").parts.papers.count == 1)
  }

  @Test func aKeyNamesNothingInAnotherFile() {
    let result = merged(
      "@misc{touvron2023llama, title = {Llama 2: Open Foundation Models}, eprint = {2307.09288}}",
      "@misc{touvron2023llama, title = {LLaMA: Open and Efficient Models}, eprint = {2302.13971}, cites = {k}}"
        + "@misc{k, title = {K}}")
    #expect(result.parts.papers.count == 3)
    #expect(result.parts.relations.map { [$0.citing.rawValue, $0.cited.rawValue] } == [["llama", "k"]])
  }

  @Test func chaptersOfABookAreNotTheBook() {
    let isbn = "isbn = {978-0-262-03561-3}"
    let result = merged(
      "@book{b, title = {Deep Learning}, year = 2016, \(isbn)} @book{b2, title = {Deep learning. The book}, \(isbn)}"
        + "@incollection{c, title = {The First of the Chapters}, \(isbn)} @inbook{d, title = {A Second One}, \(isbn)}")
    #expect(result.parts.papers.map(\.title).count == 3)
  }

  @Test func preprintAndPublicationAreOnePaperWithTwoVersions() throws {
    let preprint = "@misc{p, title = {A Title Long Enough to Tell}, year = 2022, eprint = {2205.14135}}"
    let published =
      "@inproceedings{q, title = {A title long enough to tell}, year = 2023, booktitle = {Proc.}, doi = {10.1/q}}"
    let paper = try #require(merged(preprint, published).parts.papers.first)
    #expect(paper.versions.map(\.role) == [.submitted, .published])
    #expect(paper.publication.type == .conferencePaper && paper.publication.venue == "Proc.")
    #expect(paper.identifiers.map(\.value) == ["2205.14135", "10.1/q"])
    #expect(merged(preprint, published, keepsVersions: true).parts.papers.count == 2)
  }

  // MARK: - Laws

  @Test(arguments: 0..<40)
  func theOrderOfFilesDoesNotMatter(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let readings = (0..<4).map { bibtex(Self.drawn(&generator), "\($0).bib") }
    let first = RecordMerger().merge(readings)
    let other = RecordMerger().merge(readings.shuffled(using: &generator))
    #expect(first.parts == other.parts && first.account == other.account)
    #expect(first.account.isBalanced)
    #expect(first.account.papers == first.parts.papers.count)
    #expect(throws: Never.self) { try Corpus(first.parts) }
  }

  @Test(arguments: 0..<40)
  func aFileGivenTwiceChangesNothing(seed: UInt64) {
    var generator = SplitMix64(seed: seed &+ 1000)
    let text = Self.drawn(&generator)
    let once = RecordMerger().merge([bibtex(text, "0.bib")])
    let twice = RecordMerger().merge([bibtex(text, "0.bib"), bibtex(text, "1.bib")])
    func told(_ parts: CorpusParts) -> [String] {
      parts.papers.map { "\($0.id) \($0.title) \($0.versions) \($0.identifiers) \($0.authors)" }
        + parts.relations.map { "\($0.citing) \($0.kind) \($0.cited)" }
    }
    #expect(
      told(twice.parts).difference(from: told(once.parts)).isEmpty,
      "\(told(twice.parts).difference(from: told(once.parts)).map { $0 })")
    #expect(twice.account.isBalanced && twice.account.files[1].papers == 0)
  }

  /// Entries that share titles, years, identifiers and keys by chance.
  private static func drawn(_ generator: inout SplitMix64) -> String {
    (0..<Int.random(in: 1...12, using: &generator)).map { _ in
      func pick(_ range: Range<Int>) -> Int { Int.random(in: range, using: &generator) }
      var fields = ["title = {The Wonderful Title of Number \(pick(0..<6))}"]
      if pick(0..<3) > 0 { fields.append("year = \(2015 + pick(0..<5))") }
      if pick(0..<2) == 0 { fields.append("author = {\(["Doe, J.", "Roe, A. and Doe, J."][pick(0..<2)])}") }
      if pick(0..<3) == 0 { fields.append("doi = {10.1000/\(pick(0..<5))}") }
      if pick(0..<4) == 0 { fields.append("eprint = {2001.0000\(pick(0..<4))}") }
      if pick(0..<2) == 0 { fields.append("cites = {k\(pick(0..<12)), 10.1000/\(pick(0..<6))}") }
      return "@article{k\(pick(0..<12)), \(fields.joined(separator: ", "))}\n"
    }.joined()
  }

  // MARK: - References

  @Test func eachRuleFindsItsPaper() throws {
    let result = merged(
      """
      @article{a, title = {Attention to the Details of Matching}, author = {van der Berg, Jan}, year = 2001,
        journal = {J}, volume = {12}, pages = {345--350}, doi = {10.1000/a}}
      @article{b, title = {A Second Work With Its Own Long Title}, author = {Smith, Ann}, year = 2003}
      @article{c, title = {Citing}, year = 2010, cites = {b, 10.1000/A},
        cited-references = {van der Berg J, 2001, J, V12, P345.
          Smith A, 2003, A SECOND WORK WITH ITS OWN LONG TITLE.
          Nobody N, 1950, UNKNOWN, V1, P1.},
        references = {Smith, A., A second work with its own long title (2003) Journal, 5, pp. 1-2}}
      """)
    #expect(
      result.account.matched
        == ["identifier": 1, "key": 1, "author, year, volume, page": 1, "title": 2])
    #expect(result.account.unmatched == 1 && result.account.relations == 2 && result.account.duplicateRelations == 3)
    #expect(result.account.isBalanced)
  }

  @Test func whatNamesSeveralNamesNone() {
    let result = merged(
      """
      @article{a, title = {Annual Report on the State of Things}, year = 2001, author = {Doe, J.}, doi = {10.1/a}}
      @article{b, title = {Annual Report on the State of Things}, year = 2002, author = {Doe, J.}, doi = {10.1/b}}
      @article{c, title = {Citing}, year = 2010, references = {Doe J., Annual report on the state of things, J, 5, (2001)}}
      """)
    #expect(result.account.unmatched == 1 && result.account.matched.isEmpty)
  }

  @Test func contradictionsAreToldAndKept() {
    let result = merged(
      "@article{a, title = {One}, doi = {10.1/a}, year = 2001}",
      "@article{b, title = {Other}, doi = {10.1/A}, year = 1999}")
    #expect(result.parts.papers.map(\.title) == ["One"])
    #expect(result.diagnostics.map(\.code) == [.conflict, .conflict])
    #expect(result.diagnostics.allSatisfy { $0.place?.file == "1.bib" })
    #expect(result.account.conflicting == 1)
  }
}

struct LooseDateTests {
  @Test(arguments: [
    ("2019 Jan 15", "2019-01-15"), ("2012/05/16", "2012-05-16"), ("2019 Jan-Feb", "2019"), ("2019 Spring", "2019"),
    ("23-25 Sept. 2008", "2008-09"), ("Jan. 2006", "2006-01"), ("2004-03-03/2005-08-09", "2004-03-03"),
    ("2006/", "2006"), ("1487/1488~", "1487"), ("1565?", "1565"), ("2003-24", "2003"), ("JUL 18 2023", "2023-07-18"),
    ("2004-04-25T14:34:00+05:00/2004-05-05", "2004-04-25"), ("१९८७-०१-१५", "1987-01-15"), ("2025年07月", "2025-07"),
    ("16/05/2012", "2012-05-16"), ("05/06/2012", "2012"), ("octobre 1999", "1999-10"), ("Dez 2001", "2001-12"),
    ("2011-13-45", "2011"), ("2012 Feb 31", "2012-02"), ("2010 Q1", "2010"), ("Q3 2010", "2010"), ("2010Q2", "2010"),
    ("1Q 2010", "2010"), ("2nd quarter 2010", "2010"), ("4. Quartal 2010", "2010"), ("2010 H1", "2010"),
    ("2010-W05", "2010"), ("week 12, 2010", "2010"), ("2010 No. 3", "2010"), ("2010, vol 3", "2010"),
    ("2nd ed. 2010", "2010"), ("Vol. 3, May 2010", "2010-05"), ("March 12th, 2010", "2010-03-12"),
  ])
  func datesKeepWhatIsKnown(text: String, date: String) {
    #expect(LooseDate.read(text)?.description == date)
  }

  @Test(arguments: ["", "n.d.", "in press", "12", "May", "0", "99999", "MCMXC"])
  func whatIsNoDateIsNone(text: String) {
    #expect(LooseDate.read(text) == nil)
  }
}

/// What must not be taken for one work, or for the paper that a reference means.
struct MistakenIdentityTests {
  private func papers(_ texts: [(name: String, text: String)], keepsVersions: Bool = false) -> [Paper] {
    let readings = texts.map { BibTeXReader.read(CorpusFile(name: $0.name, text: $0.text)) }
    return RecordMerger(keepsVersions: keepsVersions).merge(readings).parts.papers
  }

  @Test func theOrderOfRecordsDoesNotMatter() {
    let entries = [
      "@article{a, title={A title of some length}, author={Li, A}, year=2000}",
      "@article{b, title={A title of some length}, author={Li, A}, year=2001}",
      "@article{c, title={A title of some length}, author={Li, A}, year=2002}",
      "@article{d, title={A title of some length}, author={Xu, B}, year=2001}",
      "@article{e, title={A title of some length}, year=2001}",
      "@article{f, title={A title of some length}, author={Li, A}, doi={10.1000/1}, year=2001}",
    ]
    var counts: Set<Int> = []
    var orders = [Array(entries.indices)]
    for _ in 0..<5 { orders += orders.map { Array($0.dropFirst() + $0.prefix(1)) } + orders.map { $0.reversed() } }
    for order in Set(orders) {
      counts.insert(papers([("x.bib", order.map { entries[$0] }.joined(separator: "\n"))]).count)
    }
    #expect(counts.count == 1, "\(counts)")
  }

  @Test func aPreprintThatIsMentionedIsAnotherWork() {
    let texts = [
      (
        "a.bib",
        "@article{a, title={What we think of that}, author={Xu, B}, doi={10.1000/1}, year=2021, eprint={2001.00001}}"
      ),
      ("b.bib", "@misc{b, title={A title of some length}, author={Li, A}, year=2020, eprint={2001.00001}}"),
      ("c.bib", "@misc{c, title={A Title of Some Length}, author={Li, A}, year=2020, eprint={2001.00001}}"),
    ]
    #expect(papers(texts).map(\.title).sorted() == ["A title of some length", "What we think of that"])
    #expect(papers(texts.reversed()).count == 2)
  }

  @Test func versionsStayApartInAnyOrder() {
    let publication =
      "@article{p, title={A title of some length}, author={Li, A}, journal={J}, doi={10.1000/1}, eprint={2001.00001}, year=2020}"
    let preprint = "@misc{q, title={A title of some length}, author={Li, A}, eprint={2001.00001}, year=2020}"
    for names in [["a.bib", "b.bib", "c.bib"], ["z.bib", "b.bib", "c.bib"]] {
      let texts = [(names[0], publication), (names[1], preprint), (names[2], preprint + "\n")]
      #expect(papers(texts, keepsVersions: true).count == 2)
      #expect(papers(texts).count == 1)
    }
  }

  @Test func languagesWithOneLetterAreThree() {
    let texts = ["C", "C++", "C#"].map {
      "@book{x, title={Programming in \($0) for everybody}, author={Li, A}, year=2020}"
    }
    #expect(papers(texts.enumerated().map { ("\($0).bib", $1) }).count == 3)
  }

  @Test func journalsOfAPublisherOfPreprintsAreJournals() {
    #expect(PaperIdentifier(.doi, "10.1101/2020.01.01.123456")?.isOfPreprint == true)
    #expect(PaperIdentifier(.doi, "10.1101/gr.229102")?.isOfPreprint == false)
  }

  @Test func anotherJournalOrDOIIsAnotherPaper() throws {
    func matches(_ reference: CitedReference) throws -> Bool {
      let record = try #require(
        BibTeXReader.read(
          CorpusFile(
            name: "a.bib",
            text:
              "@article{a, title={Whales of the northern seas}, author={Wang, Xiaoming}, journal={Marine Biology}, volume=5, pages={123--130}, year=2010, doi={10.1000/a}}"
          )
        ).records.first)
      var matcher = ReferenceMatcher()
      matcher.add(record.paper, records: [record])
      return matcher.match(reference, in: "b.txt") != nil
    }
    func reference(_ author: String, _ venue: String?, doi: String? = nil) -> CitedReference {
      CitedReference(
        identifiers: [doi.flatMap { PaperIdentifier(.doi, $0) }].compactMap { $0 }, firstAuthor: author, year: 2010,
        venue: venue, volume: "5", firstPage: "123")
    }
    #expect(try matches(reference("Wang XM", "MAR BIOL")))
    #expect(try matches(reference("Wang X.", nil)))
    #expect(try matches(reference("Wang, Xiaoming", "MAR BIOL", doi: "10.1000/mistyped")))
    #expect(try !matches(reference("Wang XM", "PHYS REV LETT")))
    #expect(try !matches(reference("Wang YZ", nil)))
    #expect(try !matches(reference("Wang XM", nil, doi: "10.1000/other")))
    var titled = CitedReference(title: "Whales of the northern seas", firstAuthor: "Wang", year: 2010)
    #expect(try matches(titled))
    titled.identifiers = [try #require(PaperIdentifier(.doi, "10.1000/other"))]
    #expect(try !matches(titled))
  }
}
