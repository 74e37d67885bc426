import PaperLineage
import Testing

@testable import PaperFormats

/// What the exports of databases and of programs for systematic reviews do with the formats that they use.
struct DatabaseExportRISTests {
  private func read(_ lines: String...) -> RecordReading {
    RISReader.read(CorpusFile(name: "r.ris", text: lines.joined(separator: "\n") + "\nER  - \n"))
  }

  @Test(arguments: [
    ("Ortega M.A.", "Ortega, M.A."), ("van Dam K.", "van Dam, K."), ("Ana Ortega", "Ortega, Ana"), ("李 明", "李, 明"),
    ("Ortega, Ana, Jr.", "Ortega, Jr., Ana"),
  ])
  func familyNamesStandBeforeInitials(_ text: String, _ name: String) throws {
    let paper = try #require(read("TY  - JOUR", "TI  - A title", "A1  - \(text)").records.first).paper
    #expect(paper.authors.map(\.description) == [name])
  }

  @Test(arguments: [
    ("Jun", "2011-06"), ("MAY 12", "2011-05-12"), ("SEP-OCT", "2011"), ("12", "2011"), ("Summer", "2011"),
  ])
  func theYearOfADayStandsInAnotherField(_ day: String, _ date: String) throws {
    let reading = read("TY  - JOUR", "TI  - A title", "DA  - \(day)", "PY  - 2011")
    let paper = try #require(reading.records.first).paper
    #expect(paper.versions.map { "\($0.date)" } == [date])
    #expect(reading.diagnostics.map(\.code) == (day == "12" ? [.badDate] : []))
  }

  @Test func aDateWithoutAYearIsTold() {
    #expect(read("TY  - JOUR", "TI  - A title", "DA  - Jun").diagnostics.map(\.code) == [.badDate])
  }

  @Test func identifiersStandWhereADatabasePutsThem() throws {
    let ebsco = read("TY  - JOUR", "TI  - A title", "L3  - 10.1000/agee.1")
    #expect(ebsco.records.first?.paper.identifier(.doi) == "10.1000/agee.1")
    let pubMed = read("TY  - JOUR", "TI  - A title", "AN  - 21553931", "DP  - NLM")
    #expect(pubMed.records.first?.paper.identifier(.pmid) == "21553931")
    let proQuest = read("TY  - JOUR", "TI  - A title", "AN  - 21553931", "DP  - ProQuest")
    #expect(proQuest.records.first?.paper.identifiers.isEmpty == true)
    let embase = read("TY  - JOUR", "TI  - A title", "DB  - Embase", "DB  - Medline", "C5  - 15368318")
    #expect(embase.records.first?.paper.identifier(.pmid) == "15368318")
    for page in ["<Go to ISI>://WOS:000298449100001", "<Go to ISI>://000298449100001"] {
      let endNote = read("TY  - JOUR", "TI  - A title", "UR  - \(page)")
      #expect(endNote.records.first?.paper.identifier(.webOfScience) == "WOS:000298449100001")
      #expect(endNote.diagnostics.isEmpty)
    }
  }

  @Test func whatIsNoDOIIsTold() {
    let reading = read("TY  - JOUR", "TI  - A title", "DO  - see the publisher", "DO  - nan")
    #expect(reading.diagnostics.map(\.message) == ["“A title”: “see the publisher” is no DOI, and is left out"])
  }

  @Test func wordsForNothingAreNone() throws {
    let publication = try #require(
      read("TY  - JOUR", "TI  - A title", "IS  - nan", "SP  - 12", "EP  - nan", "UR  - nan").records.first
    ).paper.publication
    #expect(publication.issue == nil && publication.pages == "12")
    let ovid = try #require(read("TY  - JOUR", "TI  - A title", "SP  - No", "EP  - Specified").records.first)
    #expect(ovid.paper.publication.pages == nil)
  }

  @Test func theAddressOfThePaperGoesBeforeOthers() {
    let reading = read("TY  - JOUR", "TI  - A title", "L1  - http://b.org/a.pdf", "UR  - http://a.org/x")
    #expect(reading.records.first?.paper.link == "http://a.org/x")
  }

  @Test func citedWorksOfOvidAreReferences() throws {
    let record = try #require(
      read(
        "TY  - JOUR", "TI  - A title",
        "M1  - Ortega, MA, & Fink, LS (1999). The course of things in time. Journal of Things, 28, 2, 255-281. http://dx.doi.org/10.1000/S0889-8553(05)70056-X",
        "M1  - Byron, B. (2010) A book of methods arXiv:1706.03762 (2nd edn). New York: Press.2009-14446-000",
        "M1  - Muller, KR, Prosser, R, et al. (2008). Female and male, A-140http://dx.doi.org/10.1000/S0016"
      ).records.first)
    #expect(record.references.map(\.year) == [1999, 2010, 2008])
    #expect(record.references.map(\.firstAuthor) == ["Ortega, MA", "Byron, B.", "Muller, KR"])
    #expect(
      record.references.map { $0.identifiers.first?.value } == ["10.1000/s0889-8553(05)70056-x", nil, "10.1000/s0016"])
    #expect(record.references.first?.title == "The course of things in time")
    #expect(record.references.map { $0.place?.line } == [3, 4, 5])
    // A cited work is not the paper.
    #expect(record.paper.identifiers.isEmpty)
  }

  @Test func addressesAndNumbersInThatFieldAreNone() {
    let addresses = read(
      "TY  - JOUR", "TI  - A title", "M1  - (Ortega M.A.) Department of Things, Utrecht, The Netherlands",
      "M1  - (Fink L.) Department of Other Things (2nd floor), Utrecht, The Netherlands")
    #expect(addresses.records.first?.references.isEmpty == true)
    #expect(read("TY  - JOUR", "TI  - A title", "M1  - 3").records.first?.references.isEmpty == true)
  }
}

struct DatabaseExportWebOfScienceTests {
  private func read(_ lines: String...) -> RecordReading {
    WebOfScienceReader.read(CorpusFile(name: "w.txt", text: "PT J\n" + lines.joined(separator: "\n") + "\nER\n"))
  }

  @Test(arguments: [
    ("2018/03/01", "2018-03-01"), ("2018-Dec", "2018-12"), ("2018 Sep (Epub 2018 Jun 11)", "2018-09"),
    ("DEC 16 2018", "2018-12-16"), ("Dec 16", "2018-12-16"), ("JAN-FEB", "2018"), ("2017/12/31", "2018"),
  ])
  func theDateOfAnIssueMayHaveTheYear(_ issue: String, _ date: String) throws {
    let paper = try #require(read("TI A title", "PD \(issue)", "PY 2018").records.first).paper
    #expect(paper.versions.map { "\($0.date)" } == [date])
  }

  @Test func suffixesStandLastAndAddressesBehindNames() throws {
    let paper = try #require(
      read("AU Ortega, Ana M. (ana.ortega@example.org) ", "   Roche, Max, III", "   Fink, L", "TI A title").records
        .first
    ).paper
    #expect(paper.authors.map(\.description) == ["Ortega, Ana M.", "Roche, III, Max", "Fink, L"])
  }

  @Test func anUnknownLastPageAndTheMarkOfANumberAreLeftOut() throws {
    #expect(read("TI A title", "BP 271", "EP &").records.first?.paper.publication.pages == "271")
    #expect(read("TI A title", "BP v", "EP x").records.first?.paper.publication.pages == "v-x")
    #expect(read("TI A title", "AR UNSP 1722034").records.first?.paper.publication.pages == "1722034")
    #expect(read("TI A title", "AR e17").records.first?.paper.publication.pages == "e17")
  }

  @Test func aSemicolonInADOIPartsNoReferences() throws {
    let text =
      "PT\tAU\tTI\tCR\tNR\tUT\nJ\tOrtega, A;Fink, L\tA title\t"
      + "Stuart TE, 2000, STRATEGIC MANAGE J, V21, P791, DOI 10.1002/1097(200008)21:8<791::AID-SMJ121>3.0.CO;2-K; "
      + "Uzzi B, 1997, ADMIN SCI QUART, V42, P35;\t2\tWOS:1\t\n"
    let reading = WebOfScienceReader.readTable(CorpusFile(name: "w.txt", text: text))
    let record = try #require(reading.records.first)
    #expect(record.references.map(\.firstPage) == ["791", "35"] && reading.diagnostics.isEmpty)
    #expect(record.references[0].identifiers.map(\.value) == ["10.1002/1097(200008)21:8<791::aid-smj121>3.0.co;2-k"])
    #expect(record.paper.authors.map(\.family) == ["Ortega", "Fink"])
  }
}

struct DatabaseExportPubMedTests {
  private func read(_ text: String) -> RecordReading { NbibReader.read(CorpusFile(name: "p.nbib", text: text)) }

  @Test func theNumberOfPubMedCentralMayComeFirst() {
    let reading = read(
      "\nPMC - PMC1\nPMID- 11\nTI  - The first title\n\nPMC - PMC2\nPMID- 12\nTI  - The second title\n\nPMC - PMC3\nTI  - The third title\n"
    )
    #expect(reading.recordCount == 3 && reading.unread.isEmpty)
    #expect(reading.records.map { $0.paper.identifier(.pmcid) } == ["PMC1", "PMC2", "PMC3"])
    #expect(reading.records.map { $0.paper.identifier(.pmid) } == ["11", "12", nil])
    // PubMed's own order.
    let usual = read("PMID- 1\nTI  - The first title\nPMC - PMC1\n\nPMID- 2\nTI  - The second title\n\nPMC - PMC2\n")
    #expect(usual.records.map { $0.paper.identifier(.pmcid) } == ["PMC1", "PMC2"])
  }

  @Test(arguments: [
    ("FAU - Roche, Max 3rd", "Roche, 3rd, Max"), ("FAU - van Dam, Kees", "van Dam, Kees"),
    ("AU  - van Dam KJ", "van Dam, KJ"),
    ("AU  - Roche M 3rd", "Roche, 3rd, M"), ("AU  - Sukarno", "Sukarno"),
  ])
  func initialsAndSuffixesStandBehindNames(_ line: String, _ name: String) {
    #expect(read("PMID- 1\nTI  - A title\n\(line)\n").records.first?.paper.authors.map(\.description) == [name])
  }
}

struct DatabaseExportTableTests {
  private func read(_ text: String) throws -> (reading: RecordReading, paper: Paper) {
    #expect(TableFormat.detect(headerLine: text) == .paperList)
    let reading = PaperListReader.read(CorpusFile(name: "t.csv", text: text))
    return (reading, try #require(reading.records.first).paper)
  }

  @Test func embaseSaysInOneColumnWhereAPaperStands() throws {
    let (_, paper) = try read(
      """
      Title,Author Names,Source,keywords,Open URL Link
      A title,"Ortega M.A., Fink L.",Journal of Things (2004) 102:4 (253-258). Date of Publication: 25 Aug 2004,"article, cyst (diagnosis, surgery), human",http://resolver.example.org/?sid=E&id=doi:10.1000%2Fcncr.20369&atitle=A
      """)
    #expect(paper.authors.map(\.description) == ["Ortega, M.A.", "Fink, L."])
    #expect(paper.versions.map { "\($0.date)" } == ["2004-08-25"])
    #expect(paper.publication.venue == "Journal of Things" && paper.publication.pages == "253-258")
    #expect(paper.publication.volume == "102" && paper.publication.issue == "4")
    #expect(paper.publication.keywords == ["article", "cyst (diagnosis, surgery)", "human"])
    #expect(paper.identifier(.doi) == "10.1000/cncr.20369")
  }

  @Test(arguments: [
    ("Things (2019) 54 (83-86). Date of Publication: 1 Jan 2019", "Things", "54", "83-86", "2019-01-01"),
    ("Things (Utrecht) (2019). Date of Publication: 2019", "Things (Utrecht)", nil, nil, "2019"),
    ("Things (2011) 17:1 (130-134). Date of Publication: January 7, 2011", "Things", "17", "130-134", "2011-01-07"),
  ])
  func everyFormOfThatColumn(_ text: String, _ venue: String, _ volume: String?, _ pages: String?, _ date: String)
    throws
  {
    let (_, paper) = try read("Title;Author Names;Source\nA title;Ortega M.A.;\"\(text)\"")
    #expect(paper.publication.venue == venue && paper.publication.volume == volume && paper.publication.pages == pages)
    #expect(paper.versions.map { "\($0.date)" } == [date])
  }

  @Test func embaseMayHaveALineForEachField() throws {
    let (reading, paper) = try read(
      """
      "TITLE","The first title"
      "AUTHOR NAMES","Ortega M.A.","Fink L."
      "SOURCE","Journal of Things (2014) 3:3 (152-160). Date of Publication: 25 Aug 2014"
      "PUBLICATION YEAR","2014"
      "DOI","10.1000/a"
      "PUI","L37"

      "TITLE","The second title"
      "AUTHOR NAMES","Fink L."
      "MEDLINE PMID","15368318"
      """)
    #expect(reading.recordCount == 2 && reading.records.map(\.paper.title) == ["The first title", "The second title"])
    #expect(paper.authors.map(\.description) == ["Ortega, M.A.", "Fink, L."])
    #expect(paper.publication.pages == "152-160" && paper.identifier(.doi) == "10.1000/a")
    #expect(paper.versions.map { "\($0.date)" } == ["2014-08-25"])
    #expect(reading.records[1].paper.identifier(.pmid) == "15368318")
    #expect(reading.records.map { $0.paper.place?.line } == [1, 8])
    #expect(reading.diagnostics.map(\.message) == ["columns not read: PUI"])
  }

  @Test func columnsOfASReviewAndItsData() throws {
    let (reading, paper) = try read(
      "\u{FEFF}record_id,primary_title,notes_abstract,first_authors,type_of_reference,secondary_title,start_page,end_page,number,notes,year,label_included\r\n"
        + "7,A title,\"One\r\ntwo\",\"['Ortega, Ana', 'Fink, L']\",CHAP,A book,12,19,3,\"['One', 'Two']\",2018.0,1\r\n"
        + "8,Another title,NA,NA,JOUR,nan,,,,,,0\r\n")
    #expect(paper.title == "A title" && paper.texts.map(\.text) == ["One two"])
    #expect(paper.authors.map(\.description) == ["Ortega, Ana", "Fink, L"] && paper.notes == ["One", "Two"])
    #expect(paper.publication.type == .chapter && paper.publication.venue == "A book")
    #expect(paper.publication.pages == "12-19" && paper.publication.issue == "3")
    #expect(paper.versions.map { "\($0.date)" } == ["2018"])
    let other = reading.records[1].paper
    #expect(other.authors.isEmpty && other.texts.isEmpty && other.publication.venue == nil)
    #expect(reading.diagnostics.map(\.message) == ["columns not read: label_included"])
  }

  @Test func tagsOfRISMayNameTheColumns() throws {
    let (_, paper) = try read(
      "TY\tAU\tyear\tDA\tTI\tJO\tSP\tEP\tVL\tIS\tUR\tDO\nJOUR\tOrtega, Ana and Fink, L\t2019\t2019/06/04\tA title\tThings\t22\t25\t8\t1\thttps://a.org\t10.1000/a"
    )
    #expect(paper.authors.map(\.family) == ["Ortega", "Fink"] && paper.identifier(.doi) == "10.1000/a")
    #expect(paper.versions.map { "\($0.date)" } == ["2019-06-04"] && paper.link == "https://a.org")
    #expect(paper.publication.venue == "Things" && paper.publication.pages == "22-25" && paper.publication.issue == "1")
  }

  @Test func anArticleOfOpenAlexIsNoPreprint() throws {
    let (reading, paper) = try read(
      "id,display_name,authorships.author.display_name,publication_date,publication_year,type,is_retracted,biblio.first_page,biblio.last_page,referenced_works\n"
        + "https://openalex.org/W2,A title,Ana Ortega|L Fink,2017-09-12,2017,article,True,1,9,https://openalex.org/W1|https://openalex.org/W3\n"
    )
    #expect(paper.publication.type == .article && paper.publication.isRetracted && paper.publication.pages == "1-9")
    #expect(paper.versions.map { "\($0.role.rawValue) \($0.date)" } == ["published 2017-09-12"])
    #expect(reading.records[0].references.map { $0.identifiers.first?.value } == ["W1", "W3"])
    // In the tables of this program it is one.
    #expect(try read("id,title,type\na,A title,article").paper.publication.type == .preprint)
  }

  @Test func referencesOfLensAreItsOwnNumbers() throws {
    let (reading, paper) = try read(
      "\"Lens ID\",\"Title\",\"Date Published\",\"Publication Year\",\"Publication Type\",\"Author/s\",\"Issue Number\",\"External URL\",\"DOI\",\"References\"\n"
        + "\"000-360\",\"A title\",\"2020-11-22\",2020,\"journal article\",\"Ana Ortega; L Fink\",\"2\",\"http://dx.doi.org/10.1000/a\",\"10.1000/a\",\"000-367-X; 008-908\"\n"
    )
    #expect(reading.records[0].localKeys == ["000-360"])
    #expect(reading.records[0].references.map(\.localKey) == ["000-367-X", "008-908"])
    #expect(paper.versions.map { "\($0.date)" } == ["2020-11-22"] && paper.publication.issue == "2")
  }

  @Test func retractionsAreOfTheOriginalPaper() throws {
    let (_, paper) = try read(
      "Record ID,Title,Author,RetractionDate,RetractionDOI,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature\n"
        + "7,A title,Ana Ortega;L Fink,7/31/2024 14:00,10.1000/r,7/30/2022 13:59,10.1000/a,0,Retraction\n")
    #expect(paper.publication.isRetracted && paper.identifiers.map(\.value) == ["10.1000/a"])
    #expect(paper.versions.map { "\($0.date)" } == ["2022-07-30"])
  }

  @Test func dimensionsHasALineAboveTheNames() throws {
    let (reading, paper) = try read(
      "\"About the data: Exported on Jul 04, 2022. Criteria: 'a; b'\"\nRank,Publication ID,DOI,Title,Source title/Anthology title,Publication Date,PubYear,Pagination,Authors\n"
        + "500,pub.1,10.1000/a,A title,Things,2021-12-14,2021,37-40,\"Ortega, Ana; Fink, L\"\n")
    #expect(paper.title == "A title" && paper.place?.line == 3 && paper.publication.venue == "Things")
    #expect(paper.publication.pages == "37-40" && paper.authors.count == 2)
    #expect(reading.diagnostics.map(\.code) == [.ignoredText])
  }

  @Test func whatIsNoDOIIsTold() throws {
    let (reading, _) = try read("title;doi\na;10.1\nb;10.1000/b\nc;\nd;arXiv:1706.03762")
    #expect(reading.diagnostics.map(\.message) == ["“a”: “10.1” is no DOI, and is left out"])
    #expect(reading.diagnostics.map(\.place?.line) == [2])
  }
}

struct DatabaseExportScopusTests {
  @Test func namesOfFieldsMayHaveANumberBehindThem() throws {
    let text = "@ARTICLE{Ortega2022,\ntitle={A title},\nfunding_text 1={Paid by x},\nyear={2022},\n}"
    let reading = BibTeXReader.read(CorpusFile(name: "scopus.bib", text: text))
    #expect(reading.diagnostics.isEmpty)
    #expect(try #require(reading.records.first).paper.versions.map { "\($0.date)" } == ["2022"])
  }

  @Test func authorsOfAReferenceMayHaveCommasBetweenThem() {
    let references = ScopusReferences.read(
      "Ortega A.L., De Fink A.D., Chua R., The Course of Things in Time, Things Letters, 435, 2, pp. 120-125, (2008); (2014); "
        + "Fuchs P., Moreau G., Things: Concepts and Methods, (2011)")
    #expect(references.map(\.year) == [2008, 2014, 2011])
    #expect(references.map(\.firstAuthor) == ["Ortega A.L.", nil, "Fuchs P."])
    #expect(references.map(\.title) == ["The Course of Things in Time", nil, "Things: Concepts and Methods"])
    #expect(
      references[0].volume == "435" && references[0].firstPage == "120" && references[0].venue == "Things Letters")
  }

  @Test func titlesHaveNoTags() {
    let text =
      "Authors,Title,Year,References,EID\nOrtega A.,Films of YBa<inf>2</inf>Cu<inf>3</inf>O,2015,\"Fink, L., Films of Cu<inf>3</inf>O (2003) Thing, 3, p. 4\",2-s2.0-1\n"
    let reading = ScopusReader.read(CorpusFile(name: "s.csv", text: text))
    #expect(reading.records.map(\.paper.title) == ["Films of YBa2Cu3O"])
    #expect(reading.records.first?.references.map(\.title) == ["Films of Cu3O"])
  }
}
