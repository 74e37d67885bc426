import PaperLineage
import Testing

@testable import PaperFormats

struct SeparatedTableTests {
  @Test(arguments: [",", ";", "\t"], ["\n", "\r\n", "\r"])
  func everySeparatorAndLineEnd(_ separator: String, _ end: String) {
    let lines = [["Title", "DOI"], ["\"One\(separator) \"\"two\"\"\(end)three\"", "10.1/a"], ["Ünü", "10.1/b"]]
    let text = "\u{FEFF}" + lines.map { $0.joined(separator: separator) }.joined(separator: end)
    var rows: [SeparatedTable.Row] = []
    SeparatedTable.read(CorpusFile(name: "t", text: text)) { rows.append($0) }
    #expect(rows.map { $0.value("title") } == ["One\(separator) \"two\" three".spacedByOne, "Ünü"])
    #expect(rows.map { $0.place.line } == [2, 4])
    #expect(rows.map { $0.place(of: "doi").column } == [8, 5])
    #expect(rows[1].text == "Ünü\(separator)10.1/b")
  }

  @Test func formatsAreToldByTheirHeaders() {
    #expect(TableFormat.detect(headerLine: "Authors,Author(s) ID,Title,Year,\"Source title\",EID\nx") == .scopus)
    #expect(TableFormat.detect(headerLine: "\u{FEFF}PT\tAU\tTI\tUT") == .webOfScience)
    #expect(TableFormat.detect(headerLine: "\"oci\",\"citing\",\"cited\",\"creation\"") == .openCitations)
    #expect(TableFormat.detect(headerLine: "citing,referenced\r\n1,2") == .openCitations)
    #expect(TableFormat.detect(headerLine: "id,title,author,issue,volume,venue,page,pub_date,type") == .openCitations)
    #expect(TableFormat.detect(headerLine: "Title;Year;DOI") == .paperList)
    #expect(TableFormat.detect(headerLine: "c,code") == nil)
    #expect(TableFormat.detect(headerLine: "") == nil)
  }
}

struct AuthorListTests {
  @Test(arguments: [
    ("Liu F.; Li C.", ["Liu, F.", "Li, C."]), ("Phillips J.C., van Dam K.", ["Phillips, J.C.", "van Dam, K."]),
    ("Phillips, J.C., Braun, R.", ["Phillips, J.C.", "Braun, R."]),
    ("Liu, Fengyuan (60410297700); Li, Chunyun (5)", ["Liu, Fengyuan", "Li, Chunyun"]),
    ("A B Makar, K E McMartin", ["Makar, A B", "McMartin, K E"]),
    ("Vaswani, Ashish and Shazeer, Noam", ["Vaswani, Ashish", "Shazeer, Noam"]),
    ("Ashish Vaswani, Noam Shazeer", ["Vaswani, Ashish", "Shazeer, Noam"]), ("Vaswani, Ashish", ["Vaswani, Ashish"]),
    ("Peroni, Silvio [orcid:0000-0003-0530-4305 omid:ra/1]; Li, X", ["Peroni, Silvio", "Li, X"]),
    ("[No author name available]", []),
  ])
  func everyWayOfWritingThem(_ text: String, _ names: [String]) {
    #expect(AuthorList.read(text).authors.map(\.description) == names)
  }

  @Test func othersAreNoAuthors() {
    let (authors, hasMore) = AuthorList.read("Liu F.; et al.")
    #expect(authors.map(\.family) == ["Liu"] && hasMore)
  }
}

struct ScopusReaderTests {
  @Test func rowsWithAnExtraColumnAreBroughtInLine() throws {
    let text = """
      Authors,Author(s) ID,Title,Year,Source title,Volume,Page start,Page end,DOI,Funding Text 1,References,PubMed ID,ISBN,Document Type,EID
      "Agnew M., Carrow R.",1;2;,"A title, quoted",1985,Agron. J.,77,872,878,10.2134/A,F,"Voit, E.O., (2000) Biochemical Systems, 3, pp. 5-9",11,9780262035613,Conference Paper,2-s2.0-1
      Murata T.,3;,Petri nets,1989,IEEE,NA,541,,,F,F2,"Petri, C.A., Kommunikation (1962) Thesis; Best, E., COSY LNCS, 255. , [17]",12,,Article,2-s2.0-2
      ,4;,,1999,,,,,,,,,,,2-s2.0-3
      """
    let reading = ScopusReader.read(CorpusFile(name: "s.csv", text: text))
    #expect(reading.recordCount == 3 && reading.unread.map { $0.place.line } == [4])
    let (first, second) = (reading.records[0], reading.records[1])
    #expect(first.paper.authors.map(\.description) == ["Agnew, M.", "Carrow, R."])
    #expect(first.paper.identifiers.map(\.value) == ["10.2134/a", "11", "2-s2.0-1", "9780262035613"])
    #expect(first.paper.publication.pages == "872-878" && first.paper.publication.type == .conferencePaper)
    #expect(first.references.map(\.year) == [2000] && first.references.map(\.volume) == ["3"])
    #expect(
      second.references.map(\.year) == [1962, nil]
        && second.references.map(\.firstAuthor) == ["Petri, C.A.", "Best, E."])
    #expect(second.paper.identifiers.map(\.value) == ["12", "2-s2.0-2"] && second.paper.publication.volume == nil)
    #expect(second.references.first?.place?.line == 3)
  }

  @Test func theNewerLayoutHasAuthorsBetweenSemicolons() throws {
    let list =
      "Flaxman S.R.; Bourne R.R.A.; van Dam K., Global causes of blindness, Lancet Glob Health, 5, pp. e1221-e1234, (2017); "
      + "The global epidemic; a survey, Lancet, 5, (2023); [No author name available], Title only, (2019); "
      + "Undated U., A web page, http://example.org; Last L., The end, J Ends, 1, 2, pp. 3-4, (2020)"
    let references = ScopusReferences.read(list)
    #expect(references.map(\.year) == [2017, 2023, 2019, nil, 2020])
    #expect(references[0].firstAuthor == "Flaxman S.R." && references[0].title == "Global causes of blindness")
    #expect(references[0].venue == "Lancet Glob Health" && references[0].firstPage == "e1221")
    #expect(references[2].firstAuthor == nil && references[2].title == "Title only")
    #expect(references[4].volume == "1" && references[4].firstPage == "3")
  }

  @Test func theOlderLayoutHasEditorsAndPublishersBetweenSemicolons() {
    let list =
      "Hairer, E., Wanner, G., (2002) Geometric Numerical Integration, 31. , Springer Series; Springer-Verlag: Berlin; "
      + "Skeel, R.D., (1999) Molecular Dynamics, 4, p. 39. , Deuflhard, P.; Hermans, J.; Skeel, R. D., Eds.; "
      + "Bhandarkar, M., Zhu, F., NAMD User's Guide Version 2.5, , http://www.ks.uiuc.edu/; http://www.rcsb.org/pdb; "
      + "Petri, C.A., Concurrency theory LNCS, 254. , [16]; Agnew, M., Carrow, R., Title (1985) Agron. J., 77, pp. 872-878"
    let references = ScopusReferences.read(list)
    #expect(references.map(\.year) == [2002, 1999, nil, nil, nil, 1985])
    #expect(references[5].title == "Title" && references[5].venue == "Agron. J." && references[5].firstPage == "872")
  }
}

struct WebOfScienceTableTests {
  @Test func aRowHasWhatATaggedRecordHas() throws {
    let text =
      "PT\tAU\tAF\tTI\tSO\tCR\tNR\tPY\tVL\tBP\tDI\tUT\r\n"
      + "J\tAria, M; Cuccurullo, C\tAria, Massimo; Cuccurullo, Corrado\t\"bibliometrix\" and more\tJ INFORMETR\t"
      + "Garfield E, 1955, SCIENCE, V122, P108, DOI 10.1126/science.122.3159.108; Small H, 1973, J AM SOC INFORM SCI, V24, P265"
      + "\t2\t2017\t11\t959\t10.1016/j.joi.2017.08.007\tWOS:000416125800001\r\nJ\t\t\t\t\t\t\t\t\t\t\tWOS:2\r\n"
    let reading = WebOfScienceReader.readTable(CorpusFile(name: "w.txt", text: text))
    let record = try #require(reading.records.first)
    #expect(record.paper.title == "\"bibliometrix\" and more")
    #expect(record.paper.authors.map(\.description) == ["Aria, Massimo", "Cuccurullo, Corrado"])
    #expect(record.references.map(\.year) == [1955, 1973])
    #expect(record.references.map { $0.place?.line } == [2, 2])
    #expect(record.paper.identifier(.webOfScience) == "WOS:000416125800001")
    #expect(reading.unread.map { $0.place.line } == [3] && reading.diagnostics.isEmpty)
  }
}

struct OpenCitationsReaderTests {
  private func read(_ text: String) -> RecordReading { OpenCitationsReader.read(CorpusFile(name: "o.csv", text: text)) }

  @Test func rowsAreRelationsOfPapers() throws {
    let reading = read(
      """
      "oci","citing","cited","creation","timespan"
      "1","10.1/A","10.1/b","2008-01-15","P0Y11M27D"
      "2","10.1/a","10.1/c","2008-01-15",""
      "3","10.1/a","","",""
      """)
    #expect(reading.records.map(\.paper.title) == ["10.1/a", "10.1/b", "10.1/c"])
    #expect(reading.records[0].references.map(\.localKey) == ["10.1/b", "10.1/c"])
    #expect(reading.records.map { $0.paper.versions.map { "\($0.date)" } } == [["2008-01-15"], ["2007-01-19"], []])
    #expect(reading.unread.map(\.reason) == ["no cited paper"])
  }

  @Test func numbersArePubMedIdsInTheseTablesOnly() {
    #expect(read("citing,referenced\n1,2").records.map(\.paper.identifiers.count) == [1, 1])
    #expect(read("citing,cited\n1,2").records.map(\.paper.identifiers.count) == [0, 0])
  }

  @Test(arguments: [
    ("2008-01-15", "P4Y1M14D", "2003-12-01"), ("2015-03", "P5Y3M", "2009-12"), ("2003-10-24", "P2Y9M", "2001-01"),
    ("2015", "P5Y", "2010"), ("2015-03", "P5Y", "2010"), ("2010-01-15", "-P0Y1M0D", "2010-02-15"),
    ("2015", "P5Y3M", nil),
    ("2015-03", "P5Y3M2D", nil), ("2015-03-31", "P0Y1M0D", "2015-02"), ("2000-03-01", "P0Y0M1D", "2000-02"),
    ("2015", "5 years", nil),
  ])
  func datesAreCountedBackAsFarAsTheyAreKnown(_ creation: String, _ span: String, _ expected: String?) throws {
    let date = try #require(PublicationDate(creation))
    #expect(Timespan(span).flatMap { $0.before(date) }.map { "\($0)" } == expected)
  }

  @Test func papersHaveTheirReferencesInOneField() throws {
    let reading = read(
      "pmid,doi,title,authors,year,journal,cited_by,references\n1,10.1/x,T.,\"A B Makar, K E Tephly\",1975,J,7 8,2 3")
    let record = try #require(reading.records.first)
    #expect(record.paper.title == "T" && record.paper.authors.map(\.family) == ["Makar", "Tephly"])
    #expect(
      record.references.map(\.identifiers)
        == [PaperIdentifier(.pmid, "2"), PaperIdentifier(.pmid, "3")].map { [$0].compactMap { $0 } })
    #expect(record.citers.map(\.localKey) == ["7", "8"])
  }

  @Test func metaIsRead() throws {
    let reading = read(
      "id,title,author,issue,volume,venue,page,pub_date,type,publisher,editor\n"
        + "doi:10.1/A pmid:5 omid:br/06,A title,\"Peroni, Silvio [orcid:0000-0003-0530-4305]\",1,2,Q [issn:2641-3337],3-4,2020-02,journal article,P [crossref:1],"
    )
    let paper = try #require(reading.records.first).paper
    #expect(paper.identifiers.map(\.value) == ["10.1/a", "5"] && paper.publication.venue == "Q")
    #expect(paper.versions.map { "\($0.date)" } == ["2020-02"])
  }
}

struct PaperListReaderTests {
  @Test func columnsAreKnownByTheirNames() throws {
    let text = """
      Key;Item Type;Publication Year;Author;Title;DOI;Date;References
      k1;preprint;2017;Vaswani, Ashish|Shazeer, Noam;Attention;;2017-06-12;
      k2;conferencePaper;2019;;BERT;10.18653/v1/N19-1423;June 2-7, 2019;k1 arXiv:1706.03762
      k3;webpage;;;A page;;2020;"k1; k2
      Agnew, M., Title (1985) Agron. J., 77, pp. 872-878"
      k4;book;;;;;;
      """
    let reading = PaperListReader.read(CorpusFile(name: "p.csv", text: text))
    #expect(reading.records.map(\.localKeys) == [["k1"], ["k2"], ["k3"]])
    #expect(
      reading.records.map { $0.paper.versions.map { "\($0.role.rawValue) \($0.date)" } } == [
        ["submitted 2017-06-12"], ["published 2019-06"], ["released 2020"],
      ])
    #expect(reading.records[0].paper.authors.map(\.family) == ["Vaswani", "Shazeer"])
    #expect(reading.records[1].paper.identifier(.doi) == "10.18653/v1/n19-1423")
    #expect(reading.records[2].references.map(\.localKey) == ["k1", "k2", nil])
    #expect(reading.records[2].references.last?.year == 1985)
    #expect(reading.unread.map { $0.place.line } == [6])
  }

  @Test func identifiersMayHaveBlanksBetweenThem() {
    #expect(PaperListReader.references("10.1/a, 1706.03762").map(\.identifiers.count) == [1, 1])
    #expect(PaperListReader.references("1 2 3").map(\.localKey) == ["1", "2", "3"])
  }

  @Test func aTableWithoutTitlesIsAnError() {
    let reading = PaperListReader.read(CorpusFile(name: "p.csv", text: "a,b\n1,2"))
    #expect(reading.recordCount == 1 && reading.diagnostics.map(\.code) == [.missingTitle])
  }
}
