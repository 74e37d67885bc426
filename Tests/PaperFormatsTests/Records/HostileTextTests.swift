import PaperLineage
import Testing

@testable import PaperFormats

/// Texts that say little and ask for much: what they cost must grow with their length only. With a cost that grew with
/// the square of it, each of these would take minutes or gigabytes.
@Suite(.timeLimit(.minutes(60)))
struct HostileTextTests {
  private func bibtex(_ text: String) -> RecordReading { BibTeXReader.read(CorpusFile(name: "a.bib", text: text)) }

  private func repeated(_ text: String, _ count: Int = 20_000) -> String { String(repeating: text, count: count) }

  // MARK: - BibTeX

  @Test func stringsThatDoubleThemselvesAreBounded() throws {
    var text = "@string{s0 = {xxxxxxxxxxxxxxxx}}\n"
    for number in 1...200 { text += "@string{s\(number) = s\(number - 1) # s\(number - 1)}\n" }
    for number in 0..<200 { text += "@misc{k\(number), title = s200}\n" }
    let reading = bibtex(text)
    #expect(reading.records.count == 200)
    #expect(reading.records.reduce(0) { $0 + $1.paper.title.utf8.count } < 4 << 20)
    #expect(reading.diagnostics.contains { $0.message.contains("many times as long as it is") })
  }

  @Test func aLongStringInManyPlacesIsBounded() {
    let reading = bibtex(
      "@string{s = {\(repeated("x", 100_000))}}\n" + repeated("@misc{k, note = s, title = s}\n", 1_000))
    #expect(reading.records.count == 1_000)
    #expect(reading.records.reduce(0) { $0 + $1.paper.title.utf8.count } < 4 << 20)
  }

  @Test func childrenTakeFromALargeParentAsFarAsTheFileAllows() throws {
    let children = (0..<2_000).map { "@inproceedings{k\($0), title = {T}, crossref = {p}}\n" }.joined()
    let fields = (0..<4_000).map { "a\($0) = 1, " }.joined()
    let reading = bibtex(children + "@proceedings{p, \(fields) title = {The Volume}}")
    #expect(reading.records.count == 2_001)
    #expect(reading.records.first?.paper.publication.venue == "The Volume")
    #expect(reading.diagnostics.contains { $0.message.contains("takes nothing from “p”") })
  }

  @Test func entriesInACircleTakeNothingFromEachOther() {
    let reading = bibtex(
      """
      @inproceedings{a, title = {Own Title}, crossref = {a}}
      @inproceedings{b, title = {Title B}, crossref = {c}}
      @proceedings{c, title = {Title C}, year = 2001, crossref = {b}}
      @inproceedings{d, title = {Title D}, crossref = {c}}
      """)
    #expect(reading.records.map(\.paper.publication.venue) == [nil, nil, nil, "Title C"])
    #expect(reading.records.map { $0.paper.versions.first?.date.year } == [nil, nil, 2001, 2001])
    #expect(reading.diagnostics.map(\.code) == [.cycle, .cycle])
  }

  @Test func commentsWithoutAnEndAreTheirLines() {
    let reading = bibtex(repeated("@comment{\n") + "@misc{k, title = {T}}")
    #expect(reading.records.map(\.paper.title) == ["T"])
    #expect(reading.ignored.count == 20_000)
  }

  @Test func placesOnOneLongLineAreRight() {
    let before = (0..<10_000).map { "@misc{k\($0), title={Ü}}" }.joined()
    let reading = bibtex(before + "@misc{last, title={T}}")
    #expect(reading.records.count == 10_001)
    #expect(reading.records.last?.paper.place == SourcePlace(file: "a.bib", line: 1, column: before.count + 1))
  }

  @Test func marksOnMarksDoNotRecurseWithoutEnd() {
    for mark in [#"\'"#, #"\'{"#, #"{\'"#, "{", #"\textbf{"#, "$_{"] {
      let reading = bibtex("@misc{k, title = {T}, note = \"\(repeated(mark, 100_000))\"}")
      #expect(reading.recordCount >= 1, "\(mark)")
    }
    #expect(LaTeXText.plain(repeated(#"\'"#, 100_000) + "e").count < 100_000)
    #expect(LaTeXText.plain("$" + repeated("_{", 100_000) + "$").contains("_"))
  }

  /// Each of these took time that grows with the square.
  @Test func manyPlacesThatBeginNothing() {
    let chain = BibTeXReader.read(CorpusFile(name: "a.bib", text: String(repeating: "a@b(", count: 50_000)))
    #expect(chain.records.isEmpty)
    let braces = String(repeating: "{", count: 20_000) + "https://a.example/" + String(repeating: "}", count: 20_000)
    let linked = BibTeXReader.read(CorpusFile(name: "a.bib", text: "@misc{a, title={A}, url={\(braces)}}"))
    #expect(linked.records.first?.paper.link == "https://a.example/")
    let days = String(repeating: "DA  - Jan\n", count: 20_000)
    let dated = RISReader.read(CorpusFile(name: "a.ris", text: "TY  - JOUR\nTI  - A\n\(days)PY  - 2001\nER  - \n"))
    #expect(dated.records.first?.paper.versions.first?.date.description == "2001-01")
  }

  @Test func longListsOfKeywords() {
    let publications = [repeated("word, "), repeated("word; ")].map {
      bibtex("@misc{k, title = {T}, keywords = {\($0)}}").records.first?.paper.publication
    }
    #expect(publications.map { $0?.keywords.count } == [20_000, 20_000])
    let mixed = bibtex("@misc{k, title = {T}, keywords = {a, b; c}}").records.first?.paper.publication
    #expect(mixed?.keywords == ["a, b", "c"])
  }

  @Test func arXivIDsAreFoundInLongTexts() {
    #expect(ArXivMention.id(in: repeated("arxiv") + ":1706.03762") == "1706.03762")
    #expect(ArXivMention.id(in: "arXiv preprint arXiv:1706.03762v5, 2017") == "1706.03762")
    #expect(ArXivMention.id(in: "https://ARXIV.org/abs/hep-th/9901001") == "hep-th/9901001")
    #expect(ArXivMention.id(in: "arXiv:math.GT/0309136") == "math.GT/0309136")
    #expect(ArXivMention.id(in: "arXiv: arXiv:2307.0928") == "2307.0928")
    #expect(ArXivMention.id(in: "arXiv e-prints, 12 pages") == nil)
    #expect(ArXivMention.id(in: repeated("arxiv/abs/")) == nil)
  }

  // MARK: - Lines with tags

  @Test(arguments: [BibliographyFormat.ris, .nbib, .webOfScience])
  func aRecordOfManyLinesIsReadOnce(format: BibliographyFormat) {
    let (head, line) =
      switch format {
      case .ris: ("TY  - JOUR\nTI  - T\n", "KW  - word\n")
      case .nbib: ("PMID- 1\nTI  - T\n", "MH  - word\n")
      default: ("PT J\nTI T\n", "DE word\n")
      }
    let file = CorpusFile(name: "a", text: head + repeated(line, 40_000))
    let reading =
      switch format {
      case .ris: RISReader.read(file)
      case .nbib: NbibReader.read(file)
      default: WebOfScienceReader.read(file)
      }
    #expect(reading.records.map(\.paper.title) == ["T"])
  }

  @Test func blankLinesInARecordWithoutANumber() {
    let reading = NbibReader.read(CorpusFile(name: "a", text: repeated("XX  - a\n\n") + "TI  - T\n\nTI  - U\n"))
    #expect(reading.records.map(\.paper.title) == ["T", "U"])
  }

  @Test func aReferenceThatGoesOnAndOn() {
    let list = "Doe, J., Title (1999) J. Test, 1" + repeated("; Smith, J.")
    #expect(ScopusReferences.split(list) == [list])
  }

  @Test func aWorkWithThousandsOfIdentifiers() {
    let list = (0..<20_000).map { "10.1000/\($0)" }
    let reading = bibtex("@misc{k, title = {T}, doi = {\(list.joined(separator: " "))}}")
    #expect(reading.records.first?.paper.identifiers.count == 20_000)
    let twice = bibtex("@misc{k, title = {T}, doi = {\((list + list).joined(separator: " "))}}")
    #expect(twice.records == reading.records)
  }

  // MARK: - Tables, graphs, XML

  @Test func aWideTableWithShortLines() {
    let header = "PT\tTI\t" + (0..<20_000).map { "c\($0)" }.joined(separator: "\t")
    let reading = WebOfScienceReader.readTable(CorpusFile(name: "a", text: header + "\n" + repeated("J\tT\n")))
    #expect(reading.records.count == 20_000)
  }

  @Test func verticesOfAllNetworksAreBounded() {
    let reading = PajekReader.read(CorpusFile(name: "a", text: repeated("*Vertices 10000\n", 1_000)))
    #expect(reading.records.count == 10_000)
    #expect(reading.unread.count == 999)
    #expect(reading.unread.allSatisfy { $0.reason == "more vertices than a file of this size can hold" })
  }

  @Test func numbersOfVerticesAtTheEdgeOfWhatNumbersAre() {
    let lines = ["-9223372036854775808 1", "9223372036854775807 -9223372036854775808", "1 9223372036854775807"]
    let text = "*Vertices 2\n*Arcslist\n" + lines.joined(separator: "\n") + "\n*Arcs\n" + lines.joined(separator: "\n")
    let reading = PajekReader.read(CorpusFile(name: "a", text: text))
    #expect(reading.records.count == 2)
    #expect(reading.records[0].references.count == 2)
  }

  @Test func rowsOfAMatrix() {
    let text = "*Vertices 20000\n*Matrix\n" + repeated("1\n") + String(repeating: "% comment\n", count: 100)
    let reading = PajekReader.read(CorpusFile(name: "a", text: text))
    #expect(reading.records[0].references.count == 1)
    #expect(reading.records.reduce(0) { $0 + $1.references.count } == 20_000)
  }

  @Test func manyDefaultsAndManyNodes() {
    let keys = (0..<2_000).map {
      "<key id=\"k\($0)\" for=\"node\" attr.name=\"n\($0)\"><default>x</default></key>"
    }.joined()
    let graphML = GraphMLReader.read(
      CorpusFile(name: "a", text: "<graphml>\(keys)<graph>\(repeated("<node id=\"a\"/>", 4_000))</graph></graphml>"))
    #expect(graphML.records.count == 4_000)
    let attributes = (0..<2_000).map {
      "<attribute id=\"k\($0)\" title=\"n\($0)\"><default>x</default></attribute>"
    }.joined()
    let gexf = GEXFReader.read(
      CorpusFile(
        name: "a",
        text:
          "<gexf><graph><attributes class=\"node\">\(attributes)</attributes><nodes>\(repeated("<node id=\"a\"/>", 4_000))</nodes></graph></gexf>"
      ))
    #expect(gexf.records.count == 4_000)
    let dot = (0..<4_000).map { "node [a\($0)=1]; n\($0); edge [b\($0)=1]; n\($0) -> n0;" }.joined()
    let reading = DOTReader.read(CorpusFile(name: "a", text: "digraph {\(dot)}"))
    #expect(reading.records.count == 4_000)
  }

  @Test func defaultsOfAGraphAsGraphsAreStillCount() throws {
    let text = """
      <graphml><key id="y" for="node" attr.name="year"><default>1999</default></key><graph>
      <node id="a"/><node id="b"><data key="y">2001</data></node></graph></graphml>
      """
    let years = GraphMLReader.read(CorpusFile(name: "a", text: text)).records.map { $0.paper.versions.first?.date.year }
    #expect(years == [1999, 2001])
    let dot = DOTReader.read(CorpusFile(name: "a", text: "digraph { node [year=1999]; a; b [year=2001] }")).records
    #expect(dot.map { $0.paper.versions.first?.date.year } == [1999, 2001])
  }

  @Test func commentsWithoutAnEndInXML() {
    let reading = ArXivReader.read(CorpusFile(name: "a", text: "<feed><entry>" + repeated("<!--", 40_000)))
    #expect(reading.records.isEmpty)
    #expect(reading.diagnostics.contains { $0.severity == .error })
    let broken = ArXivReader.read(
      CorpusFile(name: "a", text: "<feed><!-- a -- b --><entry><title>T</title></entry></feed>"))
    #expect(broken.diagnostics.map(\.message) == ["not well-formed: a comment is broken"])
    #expect(broken.records.map(\.paper.title) == ["T"])
    let sound = ArXivReader.read(
      CorpusFile(name: "a", text: "<feed><!--> <entry> --><entry><title>T</title></entry></feed>"))
    #expect(sound.diagnostics.isEmpty)
    #expect(sound.records.map(\.paper.place?.column) == [24])
    let prolog = ArXivReader.read(CorpusFile(name: "a", text: "<!DOCTYPE a " + repeated("<!--", 40_000)))
    #expect(prolog.records.isEmpty)
  }

  @Test func instructionsWithoutDataAreSteppedOver() {
    for text in [
      "<?a?><feed><?b?><entry><?c?><title>T<?d?></title></entry><?e ?></feed><?f?>",
      "<feed><!-- <?a?> --><entry><title><![CDATA[T]]></title></entry></feed>",
      "<?a?>\n<!DOCTYPE feed [<?b?>]><feed><entry><title>T</title></entry></feed>",
    ] {
      let reading = ArXivReader.read(CorpusFile(name: "a", text: text))
      #expect(reading.records.map(\.paper.title) == ["T"])
      #expect(reading.diagnostics.isEmpty)
    }
    #expect(ArXivReader.read(CorpusFile(name: "a", text: "<?a?>\n<!DOCTYPE feed PUBLIC @")).records.isEmpty)
    let alone = ArXivReader.read(CorpusFile(name: "a", text: "<?>\n<entry><?a?><title>T</title></entry>"))
    #expect(alone.records.map(\.paper.title) == ["T"])
    let quoted = ArXivReader.read(
      CorpusFile(name: "a", text: "<feed><entry><title><![CDATA[<?a?>]]></title></entry></feed>"))
    #expect(quoted.records.map(\.paper.title) == ["<?a?>"])
  }

  @Test func aHyperedgeBetweenNodesThatAreNotThereIsKeptOnce() {
    let ends = (0..<20_000).map { "\"n\($0)\"" }.joined(separator: ",")
    let text = """
      {"graph":{"nodes":{"a":{}},"hyperedges":[{"source":[\(ends)],"target":["a"]}]}}
      """
    let reading = JSONGraphReader.read(CorpusFile(name: "a", text: text))
    #expect(reading.ignored.count == 1)
    #expect(reading.ignored.first?.reason.contains("19999 more") == true)
  }

  // MARK: - Joining

  @Test func aRelationThatIsSaidManyTimesKeepsAllOfIt() {
    let text = "@misc{a, title = {A title of some length}, cites = {\(repeated("b,"))}}\n@misc{b, title = {Another}}"
    let merged = RecordMerger().merge([bibtex(text)])
    #expect(merged.account.relations == 1)
    #expect(merged.account.duplicateRelations == 19_999)
    #expect(merged.parts.relations.first?.evidence.count == 20_000)
  }

  @Test func manyRecordsOfOneWork() {
    let text = (0..<4_000).map {
      """
      @misc{k\($0), title = {A title of some length}, doi = {10.1000/1}, pmid = {\($0 + 1)}, note = {n\($0)},
        keywords = {w\($0)}, institution = {I\($0)}}

      """
    }.joined()
    let merged = RecordMerger().merge([bibtex(text)])
    #expect(merged.account.papers == 1)
    let paper = merged.parts.papers.first
    #expect(paper?.identifiers.count == 4_001)
    #expect(paper?.identifiers.first?.scheme == .doi)
    #expect(paper?.identifiers.dropFirst().map(\.value) == (1...4_000).map { "\($0)" }.sorted())
    #expect(paper?.notes.count == 4_000)
    #expect(paper?.publication.keywords.count == 4_000)
    #expect(paper?.organizations.count == 4_000)
  }

  @Test func manyWorksOfOneTitle() {
    let works = (0..<2_000).map { "@misc{k\($0), title = {A title of some length}, doi = {10.1000/\($0)}}\n" }
    let others = (0..<2_000).map { "@misc{n\($0), title = {A title of some length}, note = {n\($0)}}\n" }
    let merged = RecordMerger().merge([bibtex((works + others).joined())])
    #expect(merged.account.papers == 4_000)
    #expect(merged.diagnostics.count == 2_000)
    #expect(merged.diagnostics.allSatisfy { $0.message.hasSuffix("and maybe more") && $0.message.utf8.count < 400 })
    let editorials = (0..<4_000).map { "@misc{k\($0), title = {Editorial}, author = {A\($0 / 2)}, year = 1999}\n" }
    #expect(RecordMerger().merge([bibtex(editorials.joined())]).account.papers == 2_000)
    let nameless = (0..<4_000).map { "@misc{k\($0), title = {Editorial}, note = {\($0)}}\n" }
    #expect(RecordMerger().merge([bibtex(nameless.joined())]).account.papers == 4_000)
  }

  // MARK: - What is written can be read

  @Test func aTitleOfNothingThatCanBeSeenIsWrittenAsTheID() {
    let reading = OpenCitationsReader.read(CorpusFile(name: "a", text: "citing,cited\na,\u{FEFF}\n"))
    #expect(reading.records.count == 2)
    let yaml = CorpusWriter.yaml(RecordMerger().merge([reading]).parts)
    let corpus = CorpusReader.read([CorpusFile(name: "b", text: yaml)]).corpus
    #expect(corpus?.papers.map(\.title) == ["a", "paper-1"])
    #expect(corpus?.relations.count == 1)
  }

  @Test func namesOfNothingThatCanBeSeenAreWrittenByTheRest() {
    let reading = RISReader.read(
      CorpusFile(
        name: "a", text: "TY  - JOUR\nTI  - T\nAU  - \u{FEFF}, Rita\nAU  - {\u{FEFF}}\nAU  - Doe, Dan\nER  - \n"))
    #expect(reading.records.first?.paper.authors.count == 3)
    let parts = RecordMerger().merge([reading]).parts
    for text in [CorpusWriter.yaml(parts), CorpusWriter.json(parts)] {
      let corpus = CorpusReader.read([CorpusFile(name: "b", text: text)]).corpus
      #expect(corpus?.papers.first?.authors.map(\.description) == ["{Rita}", "Doe, Dan"])
    }
  }

  @Test func onlyAddressesAreLinks() {
    let scopus = ScopusReader.read(
      CorpusFile(name: "a", text: "Authors,Title,Link,EID\nDoe J.,T,not an address,2-s2.0-1\n"))
    #expect(scopus.records.first?.paper.link == nil)
    let arXiv = ArXivReader.read(
      CorpusFile(
        name: "a", text: "<feed><entry><title>T</title><link rel=\"alternate\" href=\"x\"/></entry></feed>"))
    #expect(arXiv.records.first?.paper.link == nil)
    for reading in [scopus, arXiv] {
      let yaml = CorpusWriter.yaml(RecordMerger().merge([reading]).parts)
      #expect(CorpusReader.read([CorpusFile(name: "b", text: yaml)]).corpus?.papers.count == 1)
    }
  }
}
