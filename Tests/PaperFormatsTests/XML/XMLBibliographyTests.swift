import PaperLineage
import Testing

@testable import PaperFormats

struct ArXivReaderTests {
  private let feed = """
    <feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
      <title>ArXiv Query</title>
      <entry>
        <id>http://arxiv.org/abs/cond-mat/0703470v2</id>
        <updated>2007-05-01T10:00:00Z</updated>
        <published>2007-03-19T08:00:00Z</published>
        <title>Spin &amp; charge:  a long
          title</title>
        <summary>  One.
        Two.</summary>
        <author><name>Ada B. Lovelace</name><arxiv:affiliation>X</arxiv:affiliation></author>
        <author><name>Ludwig van Beethoven</name></author>
        <arxiv:comment>12 pages</arxiv:comment>
        <arxiv:journal_ref>Phys. Rev. B 76 (2007) 1</arxiv:journal_ref>
        <arxiv:doi>10.1103/PhysRevB.76.1</arxiv:doi>
        <link href="http://arxiv.org/abs/cond-mat/0703470v2" rel="alternate"/>
        <arxiv:primary_category term="cond-mat.str-el"/>
        <category term="cond-mat.str-el"/><category term="quant-ph"/>
      </entry>
      <entry><id>http://arxiv.org/api/errors#bad_id</id><title>Error</title><summary>bad id</summary></entry>
    </feed>
    """

  @Test func anEntryIsAPreprintWithTwoDates() throws {
    let reading = ArXivReader.read(CorpusFile(name: "a.xml", text: feed))
    let paper = try #require(reading.records.first).paper
    #expect(reading.records.count == 1)
    #expect(paper.title == "Spin & charge: a long title")
    #expect(paper.identifiers.map(\.value) == ["cond-mat/0703470", "10.1103/physrevb.76.1"])
    #expect(paper.versions.map(\.role) == [.submitted, .updated])
    #expect(paper.versions.map { "\($0.date)" } == ["2007-03-19", "2007-05-01"])
    #expect(paper.authors.map(\.description) == ["Lovelace, Ada B.", "van Beethoven, Ludwig"])
    #expect(paper.publication.venue == "Phys. Rev. B 76 (2007) 1" && paper.publication.type == .preprint)
    #expect(paper.publication.keywords == ["cond-mat.str-el", "quant-ph"])
    #expect(paper.notes == ["12 pages"] && paper.abstract == "One. Two.")
    #expect(paper.place == SourcePlace(file: "a.xml", line: 3, column: 3))
    #expect(reading.unread.map(\.reason) == ["an error that arXiv reports"])
  }
}

struct PubMedXMLReaderTests {
  private func read(_ article: String, data: String = "", citation: String = "") throws -> BibliographicRecord {
    let text = """
      <PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version="1">123</PMID>
      <Article>\(article)</Article>\(citation)</MedlineCitation><PubmedData>\(data)</PubmedData></PubmedArticle></PubmedArticleSet>
      """
    let reading = PubMedXMLReader.read(CorpusFile(name: "p.xml", text: text))
    #expect(reading.recordCount == 1 && reading.diagnostics.isEmpty)
    return try #require(reading.records.first)
  }

  @Test(arguments: [
    ("<Year>2019</Year><Month>Jan</Month><Day>15</Day>", "2019-01-15"),
    ("<Year>2019</Year><Month>02</Month>", "2019-02"),
    ("<Year>2019</Year><Season>Spring</Season>", "2019"), ("<MedlineDate>1999 Spring</MedlineDate>", "1999"),
    ("<MedlineDate>2019 Jan-Feb</MedlineDate>", "2019"), ("<MedlineDate>2019 Dec 24-31</MedlineDate>", "2019-12"),
  ])
  func datesAreAsPreciseAsTheyAre(_ date: String, _ expected: String) throws {
    let record = try read(
      "<Journal><JournalIssue><PubDate>\(date)</PubDate></JournalIssue></Journal><ArticleTitle>T</ArticleTitle>")
    #expect(record.paper.versions.map { "\($0.date)" } == [expected])
    #expect(record.paper.versions.map(\.role) == [.published])
  }

  @Test func anElectronicDateCountsWhereItSaysTheSameAndMore() throws {
    let electronic =
      "<ArticleTitle>T</ArticleTitle><ArticleDate><Year>2015</Year><Month>12</Month><Day>01</Day></ArticleDate>"
    let issue: (String) -> String = { "<Journal><JournalIssue><PubDate>\($0)</PubDate></JournalIssue></Journal>" }
    let same = try read(issue("<Year>2015</Year>") + electronic)
    #expect(same.paper.versions.map { "\($0.date)" } == ["2015-12-01"])
    let later = try read(issue("<Year>2016</Year><Month>Feb</Month>") + electronic)
    #expect(later.paper.versions.map { "\($0.date)" } == ["2016-02"])
  }

  @Test func markupLabelsAndBodiesAreRead() throws {
    let record = try read(
      """
      <ArticleTitle>[Effects of <i>APOE</i> on H<sub>2</sub>O.]</ArticleTitle>
      <ELocationID EIdType="doi" ValidYN="Y">10.1000/ABC</ELocationID>
      <Pagination><StartPage>25</StartPage><EndPage>38</EndPage></Pagination>
      <Abstract><AbstractText Label="BACKGROUND">One.</AbstractText><AbstractText>Two.</AbstractText></Abstract>
      <AuthorList CompleteYN="N"><Author><LastName>van Dam</LastName><ForeName>Jan P</ForeName></Author>
      <Author><CollectiveName>ASTRO-CM Team</CollectiveName></Author></AuthorList>
      <PublicationTypeList><PublicationType>Retracted Publication</PublicationType></PublicationTypeList>
      """,
      data:
        "<ArticleIdList><ArticleId IdType=\"pmc\">PMC77</ArticleId><ArticleId IdType=\"pii\">S1</ArticleId></ArticleIdList>"
    )
    let paper = record.paper
    #expect(paper.title == "Effects of APOE on H2O")
    #expect(paper.identifiers.map(\.value) == ["123", "PMC77", "10.1000/abc"])
    #expect(paper.abstract == "BACKGROUND: One.\nTwo.")
    #expect(paper.texts.first?.runs.map(\.offset) == [0, 17])
    #expect(paper.authors.map(\.description) == ["van Dam, Jan P", "{ASTRO-CM Team}"] && paper.hasMoreAuthors)
    #expect(paper.publication.isRetracted && paper.publication.pages == "25-38")
    #expect(record.localKeys == ["123"])
  }

  @Test func listsOfReferencesAreRead() throws {
    let record = try read(
      "<ArticleTitle>T</ArticleTitle>",
      data: """
        <ReferenceList><Title>A</Title><Reference><Citation>Corder E, Saunders A. Gene dose. Science. 1993;261(5):921-3.</Citation>
        <ArticleIdList><ArticleId IdType="pubmed">8346443</ArticleId></ArticleIdList></Reference>
        <ReferenceList><Reference><Citation>Who knows.</Citation></Reference></ReferenceList></ReferenceList>
        """)
    #expect(record.references.count == 2)
    let first = try #require(record.references.first)
    #expect(first.identifiers == [PaperIdentifier(.pmid, "8346443")])
    #expect((first.firstAuthor, first.year, first.volume, first.firstPage) == ("Corder E", 1993, "261", "921"))
    #expect(record.references.map(\.locator) == ["reference 1", "reference 2"])
    #expect(record.references[1].text == "Who knows." && record.references[1].year == nil)
  }

  @Test func olderListsStandAmongTheCorrections() throws {
    let record = try read(
      "<ArticleTitle>T</ArticleTitle>",
      citation: """
        <CommentsCorrectionsList><CommentsCorrections RefType="Cites"><RefSource>J. 1990</RefSource><PMID>9</PMID></CommentsCorrections>
        <CommentsCorrections RefType="RetractionIn"><PMID>8</PMID></CommentsCorrections></CommentsCorrectionsList>
        """)
    #expect(record.references.map(\.identifiers) == [[PaperIdentifier(.pmid, "9")].compactMap { $0 }])
    #expect(record.paper.publication.isRetracted)
  }

  @Test func booksChaptersAndWhatHasNoTitle() throws {
    let book = """
      <Book><Publisher><PublisherName>RCP</PublisherName></Publisher><BookTitle>A Guideline</BookTitle>
      <PubDate><Year>2009</Year><Month>02</Month></PubDate><Isbn>9781860163593</Isbn></Book>
      """
    let reading = PubMedXMLReader.read(
      CorpusFile(
        name: "b.xml",
        text: """
          <PubmedBookArticleSet><PubmedBookArticle><BookDocument><PMID>1</PMID>\(book)</BookDocument></PubmedBookArticle>
          <PubmedBookArticle><BookDocument><PMID>2</PMID>\(book)<ArticleTitle>A chapter</ArticleTitle></BookDocument></PubmedBookArticle>
          <PubmedBookArticle><BookDocument><PMID>3</PMID></BookDocument></PubmedBookArticle></PubmedBookArticleSet>
          """))
    #expect(reading.records.map(\.paper.title) == ["A Guideline", "A chapter"])
    #expect(reading.records.map(\.paper.publication.type) == [.book, .chapter])
    #expect(reading.records.map(\.paper.publication.venue) == [nil, "A Guideline"])
    #expect(reading.records[0].paper.versions.map { "\($0.date)" } == ["2009-02"])
    #expect(reading.unread.map(\.reason) == ["no title (ArticleTitle)"])
    #expect(reading.unread[0].text.hasPrefix("<PubmedBookArticle>") && reading.unread[0].place.line == 5)
  }
}
