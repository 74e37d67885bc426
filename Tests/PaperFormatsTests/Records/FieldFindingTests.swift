import PaperLineage
import Testing

@testable import PaperFormats

/// What is told of fields that were used in part or not at all.
struct FieldFindingTests {
  private func file(_ text: String, _ name: String = "a.txt") -> CorpusFile { CorpusFile(name: name, text: text) }

  private func bibtex(_ fields: String) -> RecordReading {
    BibTeXReader.read(file("@article{a, title = {A Work},\n\(fields)}", "a.bib"))
  }

  private func codes(_ reading: RecordReading) -> [Diagnostic.Code] { reading.diagnostics.map(\.code) }

  @Test func wordsThatAreNoKindsOfRelationsAreToldOfTables() {
    let text = "citing,cited,kind\na,b,extends\na,c,likes\nb,c,likes\nb,d,\n"
    let reading = OpenCitationsReader.read(file(text, "a.csv"))
    #expect(codes(reading) == [.unknownKind])
    #expect(reading.diagnostics.first?.message == "“likes” is no kind of relation; 2 rows are read as “cites”")
    #expect(reading.diagnostics.first?.place?.line == 3)
    #expect(reading.records.flatMap(\.references).map(\.kind) == [.extends, .cites, .cites, .cites])
  }

  // MARK: - Dates

  @Test(arguments: [
    "2019 Jan 15", "2019 Jan-Feb", "2019 Spring", "23-25 Sept. 2008", "2004-03-03/2005-08-09", "2006/", "1487/1488~",
    "1565?", "circa 1850", "2003-24", "1987/88", "2004-04-25T14:34:00+05:00", "2009///", "2009-00-00", "n.d.",
    "In Press",
    "forthcoming", "", "0000-00-00", "2020", "2010 Q1", "Q3 2010", "2010-W05",
    "2010 No. 3", "Vol. 24, 2010", "2012 Suppl 1",
  ])
  func datesOfWhichNothingIsLost(text: String) {
    #expect(LooseDate.isUsedUp(text, by: LooseDate.read(text)))
  }

  @Test(arguments: [
    "0800", "20223", "20O1", "2020-13-45", "2021-06-31", "06/04/2021", "2012 Feb 31", "MCMXC", "May", "2020-13",
  ])
  func datesOfWhichSomethingIsLost(text: String) {
    #expect(!LooseDate.isUsedUp(text, by: LooseDate.read(text)))
  }

  @Test(arguments: [
    ("year = {0800}", "“A Work”: “0800” is no date"), ("year = {20223}", "“A Work”: “20223” is no date"),
    ("date = {2020-13-45}", "“A Work”: of the date “2020-13-45” only 2020 could be read"),
    ("year = {2020}, month = {foo}", "“A Work”: “foo” is no month"),
  ])
  func oddDatesOfBibTeXAreTold(fields: String, message: String) {
    let found = bibtex(fields).diagnostics
    #expect(found.map(\.message) == [message])
    #expect(found.map(\.code) == [.badDate] && found.map(\.severity) == [.warning])
    #expect(found.first?.place?.line == 2)
  }

  @Test(arguments: [
    "year = {in press}", "year = 2020, month = mar", "date = {2020~}", "year = 2020, month = {Jan/Feb}",
  ])
  func legitimateDatesOfBibTeXAreNot(fields: String) {
    #expect(codes(bibtex(fields)) == [])
  }

  @Test func oddDatesOfOtherFormatsAreTold() {
    #expect(
      codes(RISReader.read(file("TY  - JOUR\nTI  - A Work\nPY  - 20O1\nDA  - 2012/05//undefined\nER  - \n")))
        == [.badDate])
    #expect(codes(RISReader.read(file("TY  - JOUR\nTI  - A Work\nPY  - 2009///\nER  - \n"))) == [])
    #expect(codes(WebOfScienceReader.read(file("PT J\nTI A Work\nPY 2020\nPD FEB 31\nER\n"))) == [.badDate])
    #expect(codes(NbibReader.read(file("PMID- 1\nTI  - A Work\nDP  - 2020 Feb 31\n"))) == [.badDate])
    #expect(codes(PaperListReader.read(file("title,year\nA Work,20223\n"))) == [.badDate])
    #expect(codes(PaperListReader.read(file("title,year\nA Work,2020.0\n"))) == [])
    let asset = "- type: model\n  name: A\n  created_date: 06/04/2021\n"
    #expect(codes(EcosystemGraphsReader.read(file(asset, "a.yaml"))) == [.badDate])
    let work = #"{"id": "https://openalex.org/W1", "title": "A Work", "publication_date": "2001-02-30"}"#
    #expect(codes(OpenAlexReader.read(file(work))) == [.badDate])
  }

  @Test func manyOddDatesAreCounted() {
    let text = (1...30).map { "@misc{k\($0), title = {Work \($0)}, year = {20223}}" }.joined(separator: "\n")
    let found = BibliographyReader.read(file(text, "a.bib"), as: .bibtex).diagnostics
    #expect(found.count == 21)
    #expect(found.last?.message == "10 more dates of this file could not be read as a whole")
  }

  // MARK: - Addresses

  @Test(arguments: [
    ("http://x.y/<script>", "http://x.y/%3Cscript%3E"),
    ("https://x.y/a?x={y}&z=\"q\"#f", "https://x.y/a?x=%7By%7D&z=%22q%22#f"),
    ("https://x.y/a\\_b\\%20c", "https://x.y/a_b%20c"), ("https://x.y/~me/", "https://x.y/~me/"),
    ("{https://x.y/\\~{}me}", "https://x.y/~me"),
  ])
  func addressesAreKeptWhole(text: String, address: String) {
    let reading = bibtex("url = {\(text)}")
    #expect(reading.records.first?.paper.link == address)
    #expect(reading.diagnostics.isEmpty)
  }

  @Test func whatIsNoAddressIsTold() {
    for text in ["javascript:alert(1)", "data:text/html,x"] {
      let reading = bibtex("url = {\(text)}")
      #expect(reading.records.first?.paper.link == nil)
      #expect(codes(reading) == [.badValue] && reading.diagnostics.first?.message.contains(text) == true)
    }
    let ris = RISReader.read(
      file("TY  - JOUR\nTI  - A Work\nUR  - javascript:x\nUR  - http://x.y/{a}\nL1  - file:///a.pdf\nER  - \n"))
    #expect(ris.records.first?.paper.link == "http://x.y/%7Ba%7D")
    #expect(codes(ris) == [.badValue])
    #expect(codes(PaperListReader.read(file("title,url\nA Work,javascript:x\n"))) == [.badValue])
    #expect(codes(bibtex("url = {http://x.y/a and more}")) == [.badValue])
  }

  // MARK: - Files that end early

  @Test func aRecordWithoutEndIsTold() {
    let cut = WebOfScienceReader.read(file("FN x\nVR 1.0\nPT J\nTI A Work\nER\n\nPT J\nTI Another\nCR SMALL H, 1973"))
    #expect(cut.records.count == 2)
    #expect(cut.diagnostics.map(\.code) == [.syntax] && cut.diagnostics.map(\.severity) == [.warning])
    #expect(cut.diagnostics.first?.place?.line == 7)
    #expect(cut.diagnostics.first?.message.hasPrefix("the file ends inside this record") == true)
    let noEnd = WebOfScienceReader.read(file("FN x\nVR 1.0\nPT J\nTI A Work\nER\n"))
    #expect(noEnd.diagnostics.map(\.severity) == [.note] && noEnd.diagnostics.first?.place?.line == 5)
    #expect(WebOfScienceReader.read(file("FN x\nVR 1.0\nPT J\nTI A Work\nER\n\nEF\n")).diagnostics.isEmpty)
    let ris = RISReader.read(file("TY  - JOUR\nTI  - A\nER  - \nTY  - JOUR\nTI  - B\n"))
    #expect(ris.records.count == 2)
    #expect(ris.diagnostics.map(\.severity) == [.warning] && ris.diagnostics.first?.place?.line == 4)
  }

  // MARK: - Tables, Ecosystem Graphs, OpenAlex

  @Test func columnsThatAreNotReadAreTold() {
    let reading = PaperListReader.read(file("title,shoe size,empty,year\nA Work,44,,2020\n"))
    #expect(reading.diagnostics.map(\.message) == ["columns not read: shoe size"])
    #expect(reading.diagnostics.map(\.severity) == [.note])
  }

  @Test func tablesMayHaveListsInFields() {
    let text = "title,first_authors,keywords\nA Work,\"['Smith, J.', \"\"O'Neil, K.\"\"]\",\"['a', 'b, c']\"\n"
    let reading = PaperListReader.read(file(text))
    #expect(reading.records.first?.paper.authors.map(\.description) == ["Smith, J.", "O'Neil, K."])
    #expect(reading.records.first?.paper.publication.keywords == ["a", "b, c"])
    #expect(reading.diagnostics.isEmpty)
    #expect(ListLiteral.read("[]") == [] && ListLiteral.read("[a]") == nil && ListLiteral.read("['a") == nil)
    #expect(ListLiteral.read("['a' 'b']") == nil && ListLiteral.read("a") == nil)
  }

  @Test func dependenciesThatAreNoNamesAreTold() {
    let text = """
      - type: model
        name: A
        dependencies:
          - name: B
          - [nested]
          - {other: x}
      - type: model
        name: B
      """
    let reading = EcosystemGraphsReader.read(file(text, "a.yaml"))
    #expect(reading.records.first?.references.map(\.localKey) == ["B"])
    #expect(codes(reading) == [.badValue, .badValue])
    #expect(reading.diagnostics.map { $0.place?.line } == [5, 6])
  }

  @Test func aWorkWithoutTitleKeepsItsReferences() {
    let text = #"{"id": "https://openalex.org/W5", "title": null, "referenced_works": ["https://openalex.org/W6"]}"#
    let reading = OpenAlexReader.read(file(text))
    #expect(reading.records.map(\.paper.title) == ["W5"] && reading.unread.isEmpty)
    #expect(reading.records.first?.references.count == 1)
    #expect(codes(reading) == [.missingTitle])
  }
}
