import PaperLineage
import Testing

@testable import PaperFormats

/// What other programs that manage references, and the databases they take them from, do to the formats.
struct ForeignManagerTests {
  private func file(_ text: String, _ name: String = "a.txt") -> CorpusFile { CorpusFile(name: name, text: text) }

  private func ris(_ lines: String, type: String = "JOUR") -> RecordReading {
    RISReader.read(file("TY  - \(type)\n\(lines)\nER  - \n", "a.ris"))
  }

  private func bibtex(_ fields: String) -> RecordReading {
    BibTeXReader.read(file("@article{a, title = {A Work},\n\(fields)}", "a.bib"))
  }

  private func nbib(_ text: String) -> RecordReading { NbibReader.read(file(text, "a.nbib")) }

  private func webOfScience(_ lines: String, type: String = "J") -> RecordReading {
    WebOfScienceReader.read(file("PT \(type)\nTI A Work\n\(lines)\nER\n"))
  }

  private func messages(_ reading: RecordReading) -> [String] { reading.diagnostics.map(\.message) }

  private func identifiers(_ reading: RecordReading) -> [String] {
    reading.records.flatMap(\.paper.identifiers).map { "\($0.scheme.rawValue) \($0.value)" }
  }

  // MARK: - RIS

  @Test func theOlderDateOfRISCountsLast() throws {
    let reading = ris("TI  - A Work\nY1  - 1980/02/03\nDA  - 1990/04/05")
    #expect(reading.records.first?.paper.versions.map(\.date.description) == ["1990-04-05"])
    #expect(messages(reading) == ["“A Work” is of 1990-04-05, and of 1980-02-03 by its Y1"])
    #expect(reading.diagnostics.first?.code == .conflict && reading.diagnostics.first?.place?.line == 3)
    let same = ris("TI  - A Work\nPY  - 2014\nY1  - 2014/06/01\nDA  - 2014/06")
    #expect(same.records.first?.paper.versions.map(\.date.description) == ["2014-06-01"])
    #expect(same.diagnostics.isEmpty)
  }

  @Test func theIssueMayStandInM1() {
    #expect(ris("TI  - A Work\nM1  - 3").records.first?.paper.publication.issue == "3")
    #expect(ris("TI  - A Work\nIS  - 2\nM1  - 3").records.first?.paper.publication.issue == "2")
    #expect(ris("TI  - A Work\nM1  - G01N 33/5", type: "PAT").records.first?.paper.publication.issue == nil)
  }

  @Test func aVolumeOfAJournalIsCalledByIt() {
    let reading = ris("JF  - Journal of Works\nPY  - 2001", type: "JFULL")
    #expect(reading.records.first?.paper.title == "Journal of Works")
    #expect(reading.records.first?.paper.publication.venue == nil)
    #expect(ris("T2  - Some Statistics").records.first?.paper.publication.venue == nil)
  }

  @Test func titlesOfRISLoseTheirMarkup() {
    let reading = ris(
      "TI  - Salt &amp; <i>pepper</i>\nT2  - Spice &amp; Food\nKW  - salt &amp; sea; pepper;\nKW  - a; b")
    let paper = reading.records.first?.paper
    #expect(paper?.title == "Salt & pepper" && paper?.publication.venue == "Spice & Food")
    #expect(paper?.publication.keywords == ["salt & sea", "pepper", "a", "b"])
  }

  @Test func identifiersOfRISStandInManyFields() {
    #expect(identifiers(ris("TI  - A Work\nUR  - doi:10.1000/A1")) == ["doi 10.1000/a1"])
    #expect(identifiers(ris("TI  - A Work\nL3  - 10.1000/a1")) == ["doi 10.1000/a1"])
    #expect(identifiers(ris("TI  - A Work\nN1  - doi: 10.1000/a1")) == ["doi 10.1000/a1"])
    let note = "TI  - A Work\nN1  - Place: Rome\nPMID: 123\nPMCID: PMC45"
    #expect(identifiers(ris(note)) == ["pmid 123", "pmcid PMC45"])
    #expect(identifiers(ris("TI  - A Work\nN1  - see PMID: 123")) == [])
    #expect(identifiers(ris("TI  - A Work\nSN  - 978 0 306 40615 7", type: "BOOK")) == ["isbn 9780306406157"])
  }

  @Test func whatIsNoIdentifierIsTold() {
    #expect(messages(ris("TI  - A Work\nDO  - see below")) == ["“A Work”: “see below” is no DOI, and is left out"])
    #expect(
      messages(ris("TI  - A Work\nSN  - 9780306406158", type: "BOOK"))
        == ["“A Work”: “9780306406158” is no ISBN, and is left out"])
    #expect(messages(ris("TI  - A Work\nSN  - 1234-5678\nDO  - n/a")) == [])
    #expect(
      messages(bibtex("pmid = {P12},\neprint = {AX1}, archiveprefix = {arXiv}, isbn = {12}, doi = {2307.09288}"))
        == [
          "“A Work”: “2307.09288” is no DOI, and is left out", "“A Work”: “P12” is no PubMed id, and is left out",
          "“A Work”: “AX1” is no arXiv id, and is left out", "“A Work”: “12” is no ISBN, and is left out",
        ])
    #expect(messages(bibtex("doi = {not available}, pmid = {PMID: 12}, isbn = {0-306-40615-2 (cloth)}")) == [])
    #expect(messages(webOfScience("DI x\nUT y\nBN 9780306406158\n")).count == 3)
    #expect(messages(nbib("PMID- x\nTI  - A Work.\nISBN- 0306406153\n")).count == 2)
    let item = #"{"type": "book", "title": "A Work", "DOI": "none of it", "PMID": "x", "ISBN": "9780306406158"}"#
    #expect(messages(CSLReader.read(file(item))).count == 3)
  }

  @Test func zerosAreNoNumberOfABook() {
    let reading = bibtex("isbn = {000-0000000000}")
    #expect(identifiers(reading) == [] && messages(reading) == [])
  }

  @Test func manyWrongIdentifiersAreCounted() {
    let text = (1...30).map { "@misc{k\($0), title = {Work \($0)}, pmid = {x}}" }.joined(separator: "\n")
    let found = BibliographyReader.read(file(text, "a.bib"), as: .bibtex).diagnostics
    #expect(found.count == 21)
    #expect(found.last?.message == "10 more identifiers of this file could not be read as a whole")
  }

  // MARK: - BibTeX

  @Test func smallLettersOfLaTeX() {
    #expect(LaTeXText.plain("10\\textsuperscript{6} CO\\textsubscript{2} 1\\textsuperscript{st}") == "10⁶ CO₂ 1st")
    #expect(LaTeXText.plain("DNA$_{\\textrm{2}}$ at $20^{\\circ}$C, $x_{\\mathrm{max}}$") == "DNA₂ at 20°C, x_max")
    #expect(LaTeXText.plain("$x^{{\\bf 2}}$ $x^{2") == "x² $x^2")
    #expect(LaTeXText.plain("a \\~{} b \\^{} c \\~n \\~") == "a ~ b ^ c ñ ~")
  }

  @Test func theFullNameOfAJournalCounts() {
    let reading = bibtex("journal = {Ann. Works}, fjournal = {Annals of Works}")
    #expect(reading.records.first?.paper.publication.venue == "Annals of Works")
  }

  @Test func identifiersOfBibTeXInNotes() {
    #expect(identifiers(bibtex("note = {{PMID:} 123}")) == ["pmid 123"])
    #expect(identifiers(bibtex("note = {Publisher: X\narXiv: 1703.00001 [cs]\nDOI: 10.1000/a_b}")).count == 2)
  }

  @Test func addressesOfPubMedCentral() {
    let address = "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC45/"
    #expect(identifiers(bibtex("url = {\(address)}")) == ["pmcid PMC45"])
    #expect(identifiers(ris("TI  - A Work\nUR  - \(address)")) == ["pmcid PMC45"])
  }

  @Test func addressesWithoutTheirBeginning() {
    let reading = bibtex("url = {www.example.org/a}")
    #expect(reading.records.first?.paper.link == "http://www.example.org/a" && reading.diagnostics.isEmpty)
  }

  @Test func stringsThatNobodyDefinedKeepTheirCapitals() {
    let reading = bibtex("journal = J_OF_X, month = MAR, year = 2001")
    #expect(reading.records.first?.paper.publication.venue == "J_OF_X")
    #expect(reading.records.first?.paper.versions.map(\.date.description) == ["2001-03"])
    #expect(messages(reading) == ["“a”: no string is called “J_OF_X”"])
  }

  @Test func marksOfMathSciNet() {
    #expect(LaTeXText.plain("{\\ocirc{u}} Gel\\cprime fand $000\\overline{1}$") == "ů Gelʹfand 0001̄")
  }

  // MARK: - CSL-JSON

  @Test func itemsUnderNames() {
    let one = #"{"type": "book", "title": "One"}"#, two = #"{"type": "song", "title": "Two", "id": 2}"#
    let reading = CSLReader.read(file("{\"a\": \(one), \"b\": \(two)}"))
    #expect(reading.records.map(\.paper.title) == ["One", "Two"] && reading.unread.isEmpty)
    #expect(CSLReader.read(file("{\"a\": \(one), \"b\": 3}")).unread.count == 1)
  }

  // MARK: - Dates

  @Test(arguments: [
    ("Article 10 2019", "2019"), ("2012 Suppl 1", "2012"), ("Q3 2010", "2010"), ("No. 5, 2010", "2010"),
    ("vol. 3, Mar 2010", "2010-03"), ("10 2019", "2019-10"), ("Part 2001", "2001"),
  ])
  func numbersOfOtherThingsAreNoMonths(text: String, date: String) {
    #expect(LooseDate.read(text)?.description == date)
    #expect(LooseDate.isUsedUp(text, by: LooseDate.read(text)))
  }

  // MARK: - PubMed's format

  @Test func recordsWithoutNumbersBehindOthers() {
    let reading = nbib(
      "PMID- 1\nOWN - NLM\nTI  - First of all.\n\nOWN - ERIC\nTI  - Second\nOID - EJ1\n\nOWN - ERIC\nTI  - Third\n\n"
        + "PMID- 2\n\nOWN - NLM\nTI  - Fourth.\n")
    #expect(reading.records.map(\.paper.title) == ["First of all", "Second", "Third", "Fourth"])
    #expect(reading.unread.isEmpty && reading.ignored.isEmpty)
  }

  @Test func recordsWithoutNumbersAreToldApart() {
    let text = "\nOWN - ERIC\nTI  - A Work\nAU  - Roe, R.\n"
    #expect(InputFormat.bibliography(file(text)) == .nbib)
    #expect(InputFormat.bibliography(file("OWN - this is\nsome prose\n")) != .nbib)
  }

  @Test func recordsOfERIC() throws {
    let reading = nbib(
      """
      OWN - ERIC
      TI  - A Work
      AU  - Roe, R.
      JT  - Some Press
      AID - http://dx.doi.org/10.1000/a1
      OID - ED1
      LID - http://eric.example/?id=ED1
      DP  - Article 10 2019
      PT  - Reports - Research
      """)
    let paper = try #require(reading.records.first?.paper)
    #expect(paper.publication.type == .report && paper.publication.publisher == "Some Press")
    #expect(paper.publication.venue == nil && identifiers(reading) == ["doi 10.1000/a1"])
    #expect(paper.link == "http://dx.doi.org/10.1000/a1" && paper.versions.map(\.date.description) == ["2019"])
    #expect(reading.diagnostics.isEmpty)
    func type(_ lines: String) -> WorkType? { nbib("TI  - A\n\(lines)\n").records.first?.paper.publication.type }
    #expect(type("OID - EJ1\nPT  - Reports - Research") == .article)
    #expect(type("OID - ED1\nPT  - Dissertations/Theses - Doctoral Dissertations") == .thesis)
    #expect(type("PT  - Books\nPT  - Reports - General") == .book && type("PT  - Journal Article") == .article)
  }

  @Test func namesAndPagesOfPubMed() {
    let reading = nbib(
      "PMID- 1\nTI  - A.\nFAU - Roe, Rita\nAU  - Roe R\nAU  - et al.\nLID - S1-2(22)3 [pii]\nAID - 1042 [pii]\n\n"
        + "PMID- 2\nTI  - B.\nFED - Doe, Dan\nED  - Doe D\n")
    let papers = reading.records.map(\.paper)
    #expect(papers.map { $0.authors.map(\.description) } == [["Roe, Rita"], ["Doe, Dan"]])
    #expect(papers.map(\.hasMoreAuthors) == [true, false])
    #expect(papers.map(\.publication.pages) == ["1042", nil])
  }

  @Test(arguments: [
    ("van Raaij MJ", "van Raaij, MJ"), ("King ML Jr", "King, Jr, ML"), ("Wong Kee Song LM", "Wong Kee Song, LM"),
    ("Roe, Rita", "Roe, Rita"), ("Roe", "Roe"), ("Roe Rita", "Roe Rita"), ("Kim J", "Kim, J"),
  ])
  func namesOfIndexes(text: String, name: String) {
    #expect(PaperAuthor(indexName: text)?.description == name)
  }

  // MARK: - Web of Science

  @Test func namesOfTheWebOfScience() {
    let reading = webOfScience("AU Roe, Rita A. (rita@example.org)\n   Doe, D (Dan)\n   ROE R\n   A Group Of Five X")
    #expect(
      reading.records.first?.paper.authors.map(\.description)
        == ["Roe, Rita A.", "Doe, D (Dan)", "ROE, R", "A Group Of Five X"])
  }

  @Test func proceedingsPapersAreNoBooks() {
    for type in ["B", "S", "J"] {
      let reading = webOfScience("DT Proceedings Paper", type: type)
      #expect(reading.records.first?.paper.publication.type == .conferencePaper)
    }
    #expect(webOfScience("DT Review", type: "S").records.first?.paper.publication.type == .chapter)
    #expect(webOfScience("LA English", type: "B").records.first?.paper.publication.type == .book)
    #expect(webOfScience("DT Proceedings Paper", type: "P").records.first?.paper.publication.type == .patent)
  }

  @Test func numbersOfOtherDatabases() {
    #expect(identifiers(webOfScience("UT FSTA:1998-09-Sn15")) == ["wos FSTA:1998-09-SN15"])
  }
}
