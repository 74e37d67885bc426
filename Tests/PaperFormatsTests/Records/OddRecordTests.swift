import PaperLineage
import Testing

@testable import PaperFormats

/// Records that break the rules of their formats, as people's files do: each is read as far as it goes, and told.
struct OddRecordTests {
  private func file(_ text: String, _ name: String) -> CorpusFile { CorpusFile(name: name, text: text) }

  private func bibtex(_ text: String) -> RecordReading { BibTeXReader.read(file(text, "a.bib")) }

  private func ris(_ text: String) -> RecordReading { RISReader.read(file(text, "a.ris")) }

  private func titles(_ reading: RecordReading) -> [String] { reading.records.map(\.paper.title) }

  private func authors(_ reading: RecordReading) -> [String] {
    reading.records.flatMap { $0.paper.authors.map(\.description) }
  }

  private func codes(_ reading: RecordReading) -> [Diagnostic.Code] { reading.diagnostics.map(\.code) }

  // MARK: - BibTeX: where entries begin and end

  @Test(arguments: [
    "loose words@book{a, title = {One}}", "@book{z, title = {Zero}@book{a, title = {One}}",
    "@book{z, title = {Zero}, @book{a, title = {One}}",
  ])
  func anEntryBeginsWhereverItsKeyStands(text: String) {
    #expect(titles(bibtex(text)).last == "One")
  }

  @Test func aMailAddressBeginsNoEntry() {
    let reading = bibtex("Write to jo@example.org (or jo@home) {if, you like}.\n@book{a, title = {One}}")
    #expect(titles(reading) == ["One"])
  }

  @Test func whatIsNoFieldEndsWithItsLine() {
    let reading = bibtex(
      "@book{a,\n<<<<<<< ours\n  title = {One},\n=======\n  title = {Two},\n>>>>>>> theirs\n  year = 2001\n}")
    #expect(titles(reading) == ["One"])
    #expect(reading.records.first?.paper.versions.first?.date.description == "2001")
    #expect(codes(reading).contains(.conflict) && codes(reading).contains(.syntax))
  }

  @Test func versionsThatWereNotJoinedAreTold() {
    let reading = bibtex(
      "@book{a, title={One}}\n<<<<<<< ours\n@book{b, title={Two}}\n=======\n@book{c, title={Three}}\n")
    #expect(titles(reading) == ["One", "Two", "Three"])
    #expect(reading.diagnostics.map(\.code) == [.syntax] && reading.diagnostics.first?.place?.line == 2)
  }

  // MARK: - BibTeX: fields

  @Test func oneFieldForEachPersonIsAList() {
    let reading = bibtex(
      "@book{a, title={T}, author={Ann Poe}, author={Bo Roe}, author={Cy Doe}, keywords={x; y}, keywords={z}}")
    #expect(authors(reading) == ["Poe, Ann", "Roe, Bo", "Doe, Cy"])
    #expect(reading.records.first?.paper.publication.keywords == ["x", "y", "z"])
    #expect(codes(reading) == [])
  }

  @Test func twoListsAreNotJoined() {
    let reading = bibtex("@book{a, title={T}, author={Ann Poe and Bo Roe}, author={A. Poe and B. Roe}}")
    #expect(authors(reading) == ["Poe, Ann", "Roe, Bo"])
    #expect(codes(reading) == [.conflict])
  }

  @Test func aStringThatIsDefinedTwiceIsTold() {
    #expect(codes(bibtex("@string{x = {A}}@string{x = {B}}@book{a, title = x}")) == [.conflict])
    #expect(codes(bibtex("@string{x = {A}}@string{x = {A}}@string{jan = {Jänner}}@book{a, title = x}")) == [])
  }

  @Test func anEntryWithNeitherKeyNorTitleIsTold() {
    #expect(codes(bibtex("@misc{, year = 2001}")) == [.missingTitle])
  }

  @Test(arguments: [
    ("year = 2003, month = #FEB#", "2003-02"), ("year = 2003, month = {8,}", "2003-08"),
    ("year = 2003, month = {5--6}", "2003"), ("year = 2003, month = {5/6}", "2003"),
    ("year = 2003, month = {12-24}", "2003-12-24"), ("date = {2018-10-03T07}", "2018-10-03"),
    ("date = {3 May 2015/25 June 2015}", "2015-05-03"), ("date = {2014/2017}", "2014"),
  ])
  func datesAsPeopleWriteThem(fields: String, date: String) {
    let reading = bibtex("@misc{a, title = {T}, \(fields)}")
    #expect(reading.records.first?.paper.versions.first?.date.description == date)
    #expect(codes(reading) == [])
  }

  @Test(arguments: [
    ("doi = {http://doi.example.org/10.1000/AB.1}", "10.1000/ab.1"),
    ("url = {http://doi.example.org/10.1000/ab.1}", "10.1000/ab.1"),
    ("doi = {https://pub.example.org/doi/full/10.1000/ab.1}", "10.1000/ab.1"),
    ("doi = {https://doi.org/10.1000%2FAB%3C1%3E}", "10.1000/ab<1>"),
    ("doi = {urn:doi:10.1000/ab%2F1}", "10.1000/ab%2f1"),
    ("url = {https://doi.org/10.1000/ab%20c}", "10.1000/ab%20c"),
  ])
  func addressesOfOtherResolversHoldDOIs(field: String, doi: String) {
    #expect(bibtex("@misc{a, title = {T}, \(field)}").records.first?.paper.identifier(.doi) == doi)
  }

  @Test func aFieldForADOIWithoutOneIsTold() {
    #expect(codes(bibtex("@misc{a, title = {T}, doi = {see there}}")) == [.badIdentifier])
    #expect(codes(bibtex("@misc{a, title = {T}, doi = {N/A}}")) == [])
    #expect(codes(bibtex("@misc{a, title = {T}, doi = {arXiv:2301.00001}}")) == [])
    let many = (0..<30).map { "@misc{k\($0), title = {T \($0)}, doi = {x\($0)}}\n" }.joined()
    #expect(bibtex(many).withoutFlood.diagnostics.count == 21)
  }

  @Test func entitiesOfWebPagesAreDecoded() {
    let reading = bibtex(
      "@article{a, title={Salt &amp; R\\&D \\&amp; Co}, journal={A &lt; B}, author={M&uuml;ller, Jo}}")
    #expect(titles(reading) == ["Salt & R&D &amp; Co"] && authors(reading) == ["Müller, Jo"])
    #expect(reading.records.first?.paper.publication.venue == "A < B")
  }

  @Test func citedReferencesThatWereBrokenAnewAreParted() {
    let reading = bibtex(
      "@article{a, title={T}, cited-references={DOE A, 2001, J ODD\n THINGS, V1, P2. ROE B C, 2002, BOOK. POE\n D, 2003, P IEEE C, "
        + "P7, DOI\n 10.1000/x.3.}}")
    let references = reading.records.first?.references ?? []
    #expect(
      references.map(\.year) == [2001, 2002, 2003] && references.map(\.firstAuthor) == ["DOE A", "ROE B C", "POE D"])
    #expect(references.last?.identifiers.map(\.value) == ["10.1000/x.3"])
  }

  @Test func aPartWithoutTitleIsNotInItself() {
    let reading = bibtex(
      "@software{s, title={Tool}, author={{Team}}}\n@softwareversion{v, crossref={s}, version={2}}\n"
        + "@collection{c, booktitle={Whole}, series={Row}}")
    #expect(titles(reading) == ["Tool", "Tool", "Whole"])
    #expect(reading.records.map(\.paper.publication.venue) == [nil, nil, "Row"])
  }

  @Test func authorsAreInheritedAsInBibTeX() {
    let reading = bibtex(
      "@inbook{part, title = {A Part}, crossref = {whole}}\n@book{whole, title = {The Whole}, author = {Ann Poe}}")
    #expect(authors(reading) == ["Poe, Ann", "Poe, Ann"])
  }

  // MARK: - Names

  @Test(arguments: [
    ("J. Doe, M. A. Roe, K-P. Poe, and L. Moe", ["Doe, J.", "Roe, M. A.", "Poe, K-P.", "Moe, L."]),
    ("J. Doe, M. Roe", ["Doe, J.", "Roe, M."]),
    ("Ali Baba, M., Roe, T., van der Poe, H. J.", ["Ali Baba, M.", "Roe, T.", "van der Poe, H. J."]),
    ("Ann Doe, Max Roe, Kim Poe, Lea Moe", ["Doe, Ann", "Roe, Max", "Poe, Kim", "Moe, Lea"]),
    ("Ann von Doe, Max Roe, Kim Poe", ["von Doe, Ann", "Roe, Max", "Poe, Kim"]),
    ("Doe AB; C. Roe; Poe, D", ["Doe, AB", "Roe, C.", "Poe, D"]),
    ("Doe, Ann; Roe, Max and Poe, Kim", ["Doe, Ann", "Roe, Max", "Poe, Kim"]),
    ("Doe, Ann, and Roe, Max", ["Doe, Ann", "Roe, Max"]),
    ("Doe Roe, Ann Lea", ["Doe Roe, Ann Lea"]), ("von Doe, Jr. III, Ann Lea", ["von Doe, Jr. III, Ann Lea"]),
    ("St. Doe, J. Paul", ["St. Doe, J. Paul"]), ("{Doe; Roe, Poe, Moe, and Sons}", ["{Doe; Roe, Poe, Moe, and Sons}"]),
    ("family=Doe Roe, given=Ann Lea, prefix=van der, suffix=Jr. III", ["van der Doe Roe, Jr. III, Ann Lea"]),
    ("D'Or, A.a , Roe, M.B.a b , Poe, R.c", ["D'Or, A.", "Roe, M.B.", "Poe, R."]), ("Roe, M.a", ["Roe, M."]),
    ("Roe, Max and Poe, A.", ["Roe, Max", "Poe, A."]),
  ])
  func personsInOnePlaceAreParted(list: String, names: [String]) {
    #expect(BibTeXNames.read(list).authors.map(\.description) == names)
  }

  // MARK: - LaTeX

  @Test(arguments: [
    (#"\textalpha \textbeta"#, "αβ"), (#"\glqq x\grqq{}"#, "„x“"), (#"$\frac{1}{2}$ of \frac{a}{b}"#, "1/2 of a/b"),
    (#"\frac12"#, #"\frac12"#), (#"\unheard \em x"#, #"\unheard x"#), (#"\emph \textbf{x}"#, "x"),
  ])
  func commandsAreNotLost(text: String, plain: String) {
    #expect(LaTeXText.plain(text) == plain)
  }

  // MARK: - RIS

  @Test func aTypeThatStandsAgainBeginsNoRecord() {
    let reading = ris("TY  - BOOK\nTY  - JOUR\nTI  - One\nTY  - THES\nPB  - House\nAB  - Text\nER  - \n")
    #expect(titles(reading) == ["One"] && reading.unread.isEmpty)
    #expect(reading.records.first?.paper.publication.type == .thesis)
    #expect(reading.records.first?.paper.publication.publisher == "House")
    #expect(codes(reading) == [.syntax] && reading.diagnostics.first?.place?.line == 2)
  }

  @Test func aRecordWithoutEndIsOneIfItHasAName() {
    let reading = ris(
      "TY  - JOUR\nTI  - One\nTY  - JOUR\nAU  - Doe, Ann\nT2  - Two\nER  - \nTY  - BOOK\nPB  - House\nER  -\n")
    #expect(titles(reading) == ["One", "Two"])
    #expect(reading.unread.map(\.reason) == ["no title (TI or T1)"] && codes(reading) == [.missingTitle])
  }

  @Test func aDOIOfRISThatIsNoneIsTold() {
    #expect(codes(ris("TY  - JOUR\nTI  - One\nDO  - see there\nER  - \n")) == [.badIdentifier])
    #expect(codes(ris("TY  - JOUR\nTI  - One\nDO  - https://doi.example.org/10.1000/x\nER  - \n")) == [])
  }

  @Test func identifiersOfPubMedAreRead() {
    let reading = ris(
      "TY  - JOUR\nTI  - One\nAN  - PMC123\nU1  - 456[pmid]\nER  - \n"
        + "TY  - JOUR\nTI  - Two\nUR  - https://www.ncbi.nlm.nih.gov/pmc/articles/PMC789/\nU4  - x-1[PII]\nER  - \n")
    #expect(reading.records.map { $0.paper.identifier(.pmcid) } == ["PMC123", "PMC789"])
    #expect(reading.records.map { $0.paper.identifier(.pmid) } == ["456", nil])
  }

  @Test func aSecondTitleOrAbstractIsNotLost() {
    let reading = ris("TY  - JOUR\nT1  - Long\nTI  - Short\nAB  - Text\nN2  - Other\nN2  - Text\nER  - \n")
    #expect(titles(reading) == ["Short"] && codes(reading) == [.conflict])
    #expect(reading.records.first?.paper.texts.map(\.text) == ["Text"])
    #expect(reading.records.first?.paper.notes == ["Other"])
  }

  // MARK: - Web of Science and PubMed

  @Test func authorsOfWebOfScienceMayStandInOneLine() {
    let reading = WebOfScienceReader.read(
      file("PT J\nTI One\nAU Doe, Ann; Roe, M\n   Jo Poe\n   Moe KL\nER\n", "a.isi"))
    #expect(authors(reading) == ["Doe, Ann", "Roe, M", "Poe, Jo", "Moe, KL"])
  }

  @Test func numbersOfInspecAreSmall() {
    let reading = WebOfScienceReader.read(
      file("PT J\nTI On A/sub 2/B/sub 31 / and/or 10/sup -3/ and C/sub x/\nER\n", "a.isi"))
    #expect(titles(reading) == ["On A₂B₃₁ and/or 10⁻³ and Cx"])
  }

  @Test func aRecordOfPubMedWithoutNumberBeginsWithItsTitle() {
    let reading = NbibReader.read(
      file(
        "PMID- 1\nTI  - One\n\nAB  - Text\n      goes on\n\nPMC - PMC7\nTI  - Two\n\nAU  - Doe J\nTI  - Three\n\nPMID- 4\n\nTI  - Four\n",
        "a.nbib"))
    #expect(titles(reading) == ["One", "Two", "Three", "Four"])
    #expect(reading.records.first?.paper.texts.map(\.text) == ["Text goes on"])
    #expect(reading.records.map { $0.paper.identifier(.pmid) } == ["1", nil, nil, "4"])
  }

  @Test func aRecordOfPubMedIsCalledByItsNumber() {
    let reading = NbibReader.read(
      file(
        "PMID- 11\nTI  - A\nTI  - B\n\nPMID- 12\nPT  - Report\n\nPMID- 13\nAID - doi:10.1000/x\nISBN- ISBN 978-0-306-40615-7\n",
        "a.nbib"))
    #expect(titles(reading) == ["A", "PMID 12", "PMID 13"])
    #expect(codes(reading) == [.conflict, .missingTitle, .missingTitle])
    #expect(reading.records.map { $0.paper.identifier(.doi) } == [nil, nil, "10.1000/x"])
    #expect(reading.records.last?.paper.identifier(.isbn) == "9780306406157")
  }
}
