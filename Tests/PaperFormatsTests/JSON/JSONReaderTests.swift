import Foundation
import PaperLineage
import Testing

@testable import PaperFormats

struct JSONReaderTests {
  private func file(_ text: String) -> CorpusFile { CorpusFile(name: "a.json", text: text) }

  // MARK: - CSL-JSON

  @Test(arguments: [
    (#"{"date-parts": [[2012, 3, 21]]}"#, "2012-03-21"), (#"{"date-parts": [["2015", "8", "26"]]}"#, "2015-08-26"),
    (#"{"date-parts": [[2004, 3], [2005, 8]]}"#, "2004-03"),
    (#"{"date-parts": [[]], "literal": "circa 1850"}"#, "1850"),
    (#"{"date-parts": [[null]], "raw": "12 May 2001"}"#, "2001-05-12"),
    (#"{"raw": "2004-03-03/2005-08-09"}"#, "2004-03-03"),
    (#"{"date-parts": [[2003]], "season": 3}"#, "2003"), (#"{"date-parts": [[2003, 21]]}"#, "2003"),
    (#"{"date-parts": [[2003, 2, 30]]}"#, "2003-02"), (#""2016-12-20""#, "2016-12-20"), ("2016", "2016"),
    (#"{"date-parts": [[1999], [2000]], "circa": true}"#, "1999"), (#"{"literal": "in press"}"#, nil),
    (#"{"date-parts": [[null]]}"#, nil), ("null", nil),
  ])
  func datesKeepTheirPrecision(issued: String, expected: String?) {
    let reading = CSLReader.read(file(#"{"id": 1, "title": "t", "type": "book", "issued": \#(issued)}"#))
    #expect(reading.records.first?.paper.versions.map(\.date.description) == (expected.map { [$0] } ?? []))
  }

  @Test func anItemIsReadWhole() throws {
    let text = #"""
      {"items": [
        {"id": 7, "citation-key": "x7", "type": "article-journal", "title": "On <i>E. coli</i> &amp; CO<sub>2</sub>",
         "author": [{"family": "Maaten", "given": "Laurens", "non-dropping-particle": "van der"},
           {"literal": "The OPAL Collaboration"}, {"family": "King", "given": "M.", "suffix": "Jr."}, "Ada Lovelace"],
         "container-title": "J. X", "volume": 3, "issue": "2", "page": "10–12", "DOI": "https://doi.org/10.1000/ABC",
         "ISBN": "9780262035613 0262035618", "PMID": 29456894, "language": "en", "keyword": "a, b",
         "abstract": "<jats:p>One.</jats:p><jats:p>Two &lt; 3.</jats:p>", "note": "arXiv: 2307.09288v2",
         "URL": "https://example.org/7", "issued": {"date-parts": [[2020]]}},
        {"id": null, "type": "article", "title": "A preprint", "issued": {"date-parts": [[2021, 5]]}},
        {"id": "w", "type": "webpage", "title": "A page", "issued": {"raw": "2022"}},
        {"id": "n", "type": "book"}, 5
      ]}
      """#
    let reading = CSLReader.read(file(text))
    #expect(reading.records.map(\.localKeys) == [["7", "x7"], [], ["w"]])
    #expect(reading.unread.map(\.reason) == ["no title", "no item: not an object"])
    #expect(reading.unread.first?.text == #"{"id": "n", "type": "book"}"#)
    #expect(reading.unread.first?.place == SourcePlace(file: "a.json", line: 11, column: 3))
    let paper = try #require(reading.records.first?.paper)
    #expect(paper.title == "On E. coli & CO2")
    #expect(
      paper.authors.map(\.displayName) == [
        "Laurens van der Maaten", "The OPAL Collaboration", "M. King, Jr.", "Ada Lovelace",
      ])
    #expect(paper.authors.map(\.isLiteral) == [false, true, false, false])
    #expect(paper.identifier(.doi) == "10.1000/abc")
    #expect(paper.identifier(.arxiv) == "2307.09288")
    #expect(paper.identifier(.pmid) == "29456894")
    #expect(paper.identifier(.isbn) == "9780262035613")
    #expect(paper.publication.type == .article)
    #expect(paper.publication.pages == "10-12")
    #expect(paper.publication.volume == "3")
    #expect(paper.publication.keywords == ["a", "b"])
    #expect(paper.abstract == "One.\nTwo < 3.")
    #expect(paper.link == "https://example.org/7")
    #expect(paper.place?.line == 2)
    #expect(reading.records.map { $0.paper.versions.first?.role } == [.published, .submitted, .released])
  }

  // MARK: - OpenAlex

  private let work = #"""
    {"id": "https://openalex.org/W10", "doi": "https://doi.org/10.7717/PeerJ.4375", "title": "State of OA",
     "publication_date": "2018-02-13", "publication_year": 2018, "type": "article", "is_retracted": true, "language": "en",
     "ids": {"pmid": "https://pubmed.ncbi.nlm.nih.gov/29456894", "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/5815332"},
     "primary_location": {"landing_page_url": "https://doi.org/10.7717/peerj.4375", "source": {"display_name": "PeerJ"}},
     "locations": [{"landing_page_url": "http://arxiv.org/abs/2307.09288"}],
     "authorships": [{"author": {"display_name": "Heather Piwowar"}, "institutions": [{"display_name": "OurResearch"}]},
       {"author": {"display_name": null}, "raw_author_name": "L. van der Maaten", "institutions": [{"display_name": "OurResearch"}]}],
     "biblio": {"volume": "6", "issue": null, "first_page": "e4375", "last_page": "e4375"},
     "referenced_works_count": 3, "referenced_works": ["https://openalex.org/W2", "W3"],
     "abstract_inverted_index": {"is": [1, 3], "It": [0], "what": [2], "here.": [5], "it": [4]},
     "related_works": ["https://openalex.org/W99"]}
    """#

  @Test func aWorkOfOpenAlexIsReadWhole() throws {
    let reading = OpenAlexReader.read(file(work))
    let record = try #require(reading.records.first)
    #expect(reading.recordCount == 1)
    #expect(
      record.paper.identifiers.map(\.value) == ["W10", "10.7717/peerj.4375", "29456894", "PMC5815332", "2307.09288"])
    #expect(record.paper.abstract == "It is what is it here.")
    #expect(
      record.paper.versions == [PaperVersion(role: .published, date: try #require(PublicationDate("2018-02-13")))])
    #expect(record.paper.authors.map(\.displayName) == ["Heather Piwowar", "L. van der Maaten"])
    #expect(record.paper.authors.last?.particle == "van der")
    #expect(record.paper.organizations == ["OurResearch"])
    #expect(record.paper.publication.isRetracted)
    #expect(record.paper.publication.pages == "e4375")
    #expect(record.paper.publication.venue == "PeerJ")
    #expect(record.references.map { $0.identifiers.map(\.value) } == [["W2"], ["W3"]])
    #expect(record.references.map(\.locator) == ["reference 1", "reference 2"])
    #expect(reading.diagnostics.map(\.message) == ["“State of OA” has 2 references, and says that it has 3"])
  }

  @Test func allShapesOfOpenAlexAreRead() {
    let line = work.replacing("\n", with: " ")
    for text in [
      line, "[\(line)]", #"{"meta": {"count": 1}, "results": [\#(line)], "group_by": []}"#, line + "\n" + line,
    ] {
      #expect(OpenAlexReader.read(file(text)).records.first?.references.count == 2)
      #expect(JSONFormat.detect(Data(text.utf8)) == .openAlex)
    }
  }

  @Test func whatIsNoWorkIsKept() {
    let text =
      #"[{"id": "https://openalex.org/A5", "display_name": "Somebody"}, {"id": "https://openalex.org/W5", "title": null}]"#
    let reading = OpenAlexReader.read(file(text))
    #expect(reading.unread.map(\.reason) == ["no work: https://openalex.org/A5"])
    #expect(reading.diagnostics.map(\.message) == ["“W5” has no title"])
  }

  @Test(arguments: [("2018-01-01", "2018"), ("2018-01-02", "2018-01-02"), ("2018-02-01", "2018-02-01")])
  func theFirstOfJanuaryIsAYear(text: String, expected: String) {
    #expect(OpenAlexReader.date(text, year: 2018)?.description == expected)
  }

  // MARK: - Semantic Scholar

  @Test func pagesGiveIntentsAndContexts() throws {
    let text = #"""
      {"offset": 0, "citingPaperInfo": {"paperId": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "title": "Mine"}, "data": [
        {"contexts": ["We use X [1]."], "intents": ["background", "methodology"], "citedPaper":
          {"paperId": "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "title": "Cited", "year": 2014,
           "externalIds": {"ArXiv": "1402.0030", "CorpusId": 1981188, "DBLP": "journals/corr/MnihG14"}}},
        {"contextsWithIntent": [{"context": "Better than Y.", "intents": ["result"]}], "citedPaper": {"paperId": null, "title": "Only a title"}},
        {"citedPaper": {"paperId": null, "title": null}}]}
      """#
    let reading = SemanticScholarReader.read(file(text))
    #expect(reading.records.map(\.paper.title) == ["Cited", "Only a title"])
    #expect(reading.unread.map(\.reason) == ["no title"])
    let citers = reading.records.flatMap(\.citers)
    #expect(citers.map(\.kind) == [.usesMethodIn, .comparesWith])
    #expect(citers.map(\.contexts) == [["We use X [1]."], ["Better than Y."]])
    #expect(citers.allSatisfy { $0.title == "Mine" && $0.identifiers.first?.scheme == .semanticScholar })
    #expect(reading.records[0].paper.identifier(.corpusID) == "1981188")
    #expect(reading.records[1].paper.identifiers.isEmpty)
    let unowned = SemanticScholarReader.read(file(text.replacing("citingPaperInfo", with: "x")))
    #expect(unowned.records.flatMap(\.citers).isEmpty)
    #expect(unowned.diagnostics.map(\.severity) == [.note])
  }

  @Test func aPaperHasReferencesAndCiters() throws {
    let text = #"""
      [{"paperId": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "title": "Mine", "year": 2020, "publicationDate": null,
        "venue": "arXiv.org", "authors": [{"name": "A. Turing"}], "citations": null,
        "references": [{"paperId": null, "title": "Old", "year": 1950, "authors": [{"name": "K. van Gödel"}],
           "journal": {"pages": " 433-460", "volume": "LIX"}, "intents": ["background"]},
          {"citedPaper": {"title": "Page shape"}, "intents": ["methodology"]}]}, null]
      """#
    let reading = SemanticScholarReader.read(file(text))
    #expect(reading.unread.map(\.text) == ["null"])
    let record = try #require(reading.records.first)
    #expect(record.paper.versions.map(\.role) == [.submitted])
    #expect(record.references.map(\.title) == ["Old", "Page shape"])
    #expect(record.references.map(\.kind) == [.cites, .usesMethodIn])
    #expect(record.references.first?.firstAuthor == "van Gödel")
    #expect(record.references.first?.firstPage == "433")
    #expect(
      SemanticScholarReader.read(file(text), includesNested: true).records.map(\.paper.title) == [
        "Mine", "Old", "Page shape",
      ])
  }

  @Test func theOlderShapeIsRead() {
    let text =
      #"{"arxivId": "1601.00001", "doi": "10.1063/1.4944470", "title": "T", "authors": [{"name": "D. Segal", "url": "u"}], "url": "https://www.semanticscholar.org/paper/b59d9c5e7d1da9accd634bcdf3d27105e255e039", "year": 2016}"#
    let paper = SemanticScholarReader.read(file(text)).records.first?.paper
    #expect(paper?.identifier(.arxiv) == "1601.00001")
    #expect(paper?.identifier(.doi) == "10.1063/1.4944470")
    #expect(paper?.identifier(.semanticScholar) == "b59d9c5e7d1da9accd634bcdf3d27105e255e039")
    #expect(JSONFormat.detect(Data(text.utf8)) == .semanticScholar)
  }

  // MARK: - Crossref

  @Test func aWorkOfCrossrefIsReadWhole() throws {
    let text = #"""
      {"status": "ok", "message-type": "work-list", "message": {"total-results": 2, "items": [
        {"DOI": "10.1000/X", "type": "journal-article", "title": ["T<sup>1</sup>\n  of"], "subtitle": ["Sub"],
         "container-title": ["Journal"], "issued": {"date-parts": [[2012]]}, "published-online": {"date-parts": [[2012, 3, 21]]},
         "published-print": {"date-parts": [[2013, 1]]}, "reference-count": 4, "updated-by": [{"type": "retraction", "DOI": "10.1/r"}],
         "author": [{"given": "A", "family": "B", "affiliation": [{"name": "U"}]}, {"name": "A Group"}],
         "reference": [
           {"key": "r1", "DOI": "10.48550/arXiv.2307.09288", "doi-asserted-by": "publisher"},
           {"key": "r2", "unstructured": "Smith, J. A book. 2001. https://doi.org/10.1000/Y."},
           {"key": "r3", "article-title": "On A", "journal-title": "J", "volume": "2", "first-page": "33", "year": "1999a", "author": "Zed"},
           {"key": "r4", "volume-title": "A Whole Book", "author": "Knuth", "year": "1968"}]},
        {"DOI": "10.1000/N", "type": "posted-content", "title": [], "issued": {"date-parts": [[null]]}},
        {"DOI": "10.1000/P", "type": "posted-content", "title": ["Retraction"], "posted": {"date-parts": [[2020, 5]]}, "issued": {"date-parts": [[null]]},
         "update-to": [{"DOI": "10.1000/x", "type": "retraction", "label": "Retraction"}]}]}}
      """#
    let reading = CrossrefReader.read(file(text))
    #expect(JSONFormat.detect(Data(text.utf8)) == .crossref)
    #expect(reading.unread.map(\.reason) == ["no title"])
    let record = try #require(reading.records.first)
    #expect(record.paper.title == "T1 of: Sub")
    #expect(record.paper.versions.map(\.date.description) == ["2012-03-21"])
    #expect(record.paper.publication.isRetracted)
    #expect(record.paper.authors.map(\.isLiteral) == [false, true])
    #expect(record.paper.organizations == ["U"])
    #expect(
      record.references.map { $0.identifiers.map(\.value) } == [
        ["10.48550/arxiv.2307.09288", "2307.09288"], ["10.1000/y"], [], [],
      ])
    #expect(record.references.map(\.title) == [nil, nil, "On A", "A Whole Book"])
    #expect(record.references.map(\.year) == [nil, nil, 1999, 1968])
    #expect(record.references[2].firstPage == "33" && record.references[2].venue == "J")
    #expect(reading.diagnostics.isEmpty)
    let notice = try #require(reading.records.last)
    #expect(notice.paper.versions == [PaperVersion(role: .submitted, date: try #require(PublicationDate("2020-05")))])
    #expect(notice.references.map(\.locator) == ["update-to"])
    #expect(!notice.paper.publication.isRetracted)
  }

  // MARK: - Graphs

  @Test func kindsOfRelationsAreToldByTheirNames() {
    #expect(RelationWord("usesMethodIn")?.kind == .usesMethodIn)
    #expect(RelationWord("cito:extends")?.kind == .extends)
    #expect(
      RelationWord("http://purl.org/spar/cito/isExtendedBy").map { [$0.kind == .extends, $0.isInverse] }
        == [true, true])
    #expect(RelationWord("http://www.w3.org/ns/prov#wasDerivedFrom")?.kind == .isDerivedFrom)
    #expect(RelationWord("is") == nil)
  }

  @Test(arguments: [
    #""nodes": [{"id": "a", "label": "Short", "metadata": {"title": "Paper A", "date": "2020-05", "DOI": "10.1000/a"}}, {"id": "b"}]"#,
    #""nodes": {"a": {"label": "Short", "metadata": {"title": "Paper A", "date": "2020-05", "doi": "10.1000/a"}}, "b": {}}"#,
  ])
  func bothVersionsOfTheGraphFormatAreRead(nodes: String) throws {
    let text = #"""
      {"graph": {"directed": true, \#(nodes), "edges": [
        {"source": "a", "target": "b", "relation": "cito:extends"}, {"source": "a", "target": "b", "relation": "isUpdatedBy"},
        {"source": "a", "target": "b", "directed": false}, {"source": "c", "target": "b"}, {"source": "a", "target": "b", "relation": "likes"}],
        "hyperedges": [{"source": ["a"], "target": ["a", "b"]}, {"nodes": ["a", "b"]}]}}
      """#
    let reading = JSONGraphReader.read(file(text))
    #expect(JSONFormat.detect(Data(text.utf8)) == .jsonGraph)
    let a = try #require(reading.records.first)
    #expect(a.paper.title == "Paper A" && a.paper.name == "Short" && a.paper.identifier(.doi) == "10.1000/a")
    #expect(a.paper.versions.map(\.date.description) == ["2020-05"])
    #expect(a.references.map(\.kind) == [.extends, .cites, .cites, .cites])
    #expect(a.references.map(\.localKey) == ["b", "b", "a", "b"])
    #expect(reading.records[1].references.map(\.kind) == [.updates])
    #expect(reading.ignored.count == 3)
    #expect(reading.diagnostics.map(\.message) == ["the relation “likes” is no kind; 1 of them are read as “cites”"])
  }

  @Test func linksOfVOSviewerAreCitationsOnlyIfTheMapSaysSo() {
    func map(_ title: String) -> String {
      #"""
      {"info": {"title": "\#(title)"}, "network": {"items": [
        {"id": 1, "label": "a (1999)", "description": "<table><tr><td>Authors:</td><td>visser, m; van eck, n</td></tr><tr><td>Title:</td><td>old &amp; good</td></tr><tr><td>Year:</td><td>1999</td></tr></table>"},
        {"id": 2, "label": "b", "scores": {"Pub. year": 2005}}, {"id": 3, "label": ""}],
       "links": [{"source_id": 1, "target_id": 2, "strength": 1}, {"source_id": 1, "target_id": 9}]}}
      """#
    }
    let cited = VOSviewerReader.read(file(map("Citation network of papers")))
    #expect(cited.records.map(\.paper.title) == ["old & good", "b"])
    #expect(cited.records.first?.paper.authors.map(\.displayName) == ["m visser", "n van eck"])
    #expect(cited.unread.count == 1)
    // The later one cites.
    #expect(cited.records.map { $0.references.map(\.localKey) } == [[], ["1"]])
    #expect(cited.ignored.map(\.reason) == ["a link without two known items"])
    let coupled = VOSviewerReader.read(file(map("Co-citation network")))
    #expect(coupled.records.flatMap(\.references).isEmpty)
    #expect(coupled.ignored.map(\.text) == ["2 links"])
    #expect(JSONFormat.detect(Data(map("x").utf8)) == .vosviewer)
  }

  @Test(arguments: [
    "", "   ", "{}", "[]", "[1, 2]", "hello", "{\"a\": {\"b\": 1}}", "papers:\n  - id: a",
    "{\"title\": \"x\", \"papers\": []}",
  ])
  func whatNoReaderKnowsIsNotTold(text: String) {
    #expect(JSONFormat.detect(Data(text.utf8)) == nil)
  }
}
