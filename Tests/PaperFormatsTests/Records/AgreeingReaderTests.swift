import PaperLineage
import Testing

@testable import PaperFormats

/// What one reader takes for a name, an identifier or nothing, the others take for the same.
@Suite struct AgreeingReaderTests {
  private static func file(_ text: String) -> CorpusFile { CorpusFile(name: "a.txt", text: text) }

  /// A record with an author and a DOI in each format.
  private static func readings(author: String, doi: String) -> [(format: String, reading: RecordReading)] {
    [
      ("RIS", RISReader.read(file("TY  - JOUR\nTI  - A Work\nAU  - \(author)\nDO  - \(doi)\nER  - \n"))),
      ("WoS", WebOfScienceReader.read(file("PT J\nAU \(author)\nTI A Work\nDI \(doi)\nER\n"))),
      ("table", PaperListReader.read(file("title\tauthors\tdoi\nA Work\t\(author)\t\(doi)\n"))),
    ]
  }

  @Test(arguments: [
    ("King, Jr., Martin Luther", ["King, Jr., Martin Luther"]),
    ("King, Martin Luther, Jr.", ["King, Jr., Martin Luther"]),
    ("Smith, John; Doe, Jane", ["Smith, John", "Doe, Jane"]), ("Smith, John", ["Smith, John"]),
  ])
  func authorsAreTheSame(text: String, names: [String]) {
    for (format, reading) in Self.readings(author: text, doi: "10.1000/182") {
      #expect(reading.records.first?.paper.authors.map(\.description) == names, "\(format)")
    }
    let bibtex = BibTeXReader.read(Self.file("@article{a, title={A Work}, author={\(text)}}"))
    #expect(bibtex.records.first?.paper.authors.map(\.description) == names, "BibTeX")
  }

  @Test(arguments: ["et al.", "...", "…"])
  func moreAuthorsAreNone(mark: String) {
    for (format, reading) in Self.readings(author: mark, doi: "10.1000/182") {
      let paper = reading.records.first?.paper
      #expect(paper?.authors.isEmpty == true && paper?.hasMoreAuthors == true, "\(format)")
    }
  }

  @Test(arguments: [
    ("10.1000/182", ["10.1000/182"]), ("10.1000/182 [doi]", ["10.1000/182"]),
    ("https://publisher.example/doi/10.1000/182", ["10.1000/182"]),
    ("10.1000/1;10.1000/2", ["10.1000/1", "10.1000/2"]),
    ("10.1000/1 10.1000/2", ["10.1000/1", "10.1000/2"]), ("10.1000/(sici)1;2-3", ["10.1000/(sici)1;2-3"]),
    ("see below", []), ("n/a", []),
  ])
  func dOIsAreTheSame(text: String, dois: [String]) {
    for (format, reading) in Self.readings(author: "Roe, Rita", doi: text) {
      let found = reading.records.first?.paper.identifiers.filter { $0.scheme == .doi }.map(\.value)
      #expect(found == dois, "\(format)")
      #expect(reading.diagnostics.map(\.code) == (text == "see below" ? [.badIdentifier] : []), "\(format)")
    }
  }

  @Test func namesOfIndexesInRIS() {
    let reading = RISReader.read(
      Self.file("TY  - JOUR\nTI  - A\nAU  - Smith JA\nAU  - Müller, Hans\nAU  - A Group Of Five X\nER  - \n"))
    #expect(
      reading.records.first?.paper.authors.map(\.description) == ["Smith, JA", "Müller, Hans", "A Group Of Five X"])
  }

  // MARK: - Books

  @Test func worksOfOneBookAreNoDuplicates() {
    let text =
      "@inproceedings{a, title={One}, year=2001, isbn={978-0-306-40615-7}}\n"
      + "@inproceedings{b, title={Two}, year=2001, isbn={978-0-306-40615-7}}\n"
    let reading = CorpusReader.read([], lists: [], bibliographies: [BibTeXReader.read(Self.file(text))])
    #expect(reading.checked().filter { $0.code == .duplicateIdentifier }.isEmpty)
    #expect(reading.corpus?.papers.count == 2)
  }

  @Test func numbersOfBooksInTables() {
    let reading = PaperListReader.read(Self.file("title,isbn\nA Work,978 0 306 40615 7\nAnother,9780306406158\n"))
    #expect(reading.records.map { $0.paper.identifier(.isbn) } == ["9780306406157", nil])
    #expect(reading.diagnostics.map(\.message) == ["“Another”: “9780306406158” is no ISBN, and is left out"])
    let report = RISReader.read(Self.file("TY  - RPRT\nTI  - A Report\nSN  - 2015012345\nER  - \n"))
    #expect(report.diagnostics.isEmpty)
  }

  // MARK: - Words of other works

  @Test func notesOnOtherWorksAreNotOfThisOne() {
    let ris = RISReader.read(
      Self.file(
        "TY  - JOUR\nTI  - A Work\nDO  - 10.1000/own\nN1  - doi: 10.1000/other\nN1  - The claim was not retracted.\nER  - \n"
      ))
    let paper = ris.records.first?.paper
    #expect(paper?.identifiers.map(\.value) == ["10.1000/own"] && paper?.publication.isRetracted == false)
    let bibtex = BibTeXReader.read(
      Self.file(
        "@misc{a, title={A}, note={Comment on:\ndoi: 10.1000/other}}\n@misc{b, title={B}, note={Retracted notes of nobody}}\n"
          + "@misc{c, title={C}, note={RETRACTED: see below}}"))
    #expect(bibtex.records.map(\.paper.identifiers.count) == [0, 0, 0])
    #expect(bibtex.records.map(\.paper.publication.isRetracted) == [false, false, true])
  }

  @Test func addressesOfMailAreNoEntries() {
    let reading = BibTeXReader.read(
      Self.file("Contact: john@example.org (Smith, 2010)\njoe@host.com(me, you)\n@book{a, title={A}}\n"))
    #expect(reading.records.map(\.paper.title) == ["A"] && reading.unread.isEmpty)
  }

  @Test func theNumberOfPubMedCentralIsOfTheRecordBehindIt() {
    let reading = NbibReader.read(
      Self.file("PMID- 11\nOWN - NLM\nTI  - One\n\nPMC - PMC222\nPMID- 12\nTI  - Two\n"))
    #expect(reading.records.map { $0.paper.identifier(.pmid) } == ["11", "12"])
    #expect(reading.records.map { $0.paper.identifier(.pmcid) } == [nil, "PMC222"])
  }
}
