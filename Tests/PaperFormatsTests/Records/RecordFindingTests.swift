import PaperLineage
import Testing

@testable import PaperFormats

/// What a check says of files that were read: of each code an example, and one beside it that gives no rise to it.
struct RecordFindingTests {
  private func checked(_ readings: [RecordReading], tolerance: DateTolerance = .none) throws -> [Diagnostic] {
    let reading = CorpusReader.read([], lists: [], bibliographies: readings)
    return reading.checked(tolerance: tolerance)
  }

  private func bibtex(_ text: String, _ name: String = "a.bib") -> RecordReading {
    BibTeXReader.read(CorpusFile(name: name, text: text))
  }

  private func found(_ code: Diagnostic.Code, in readings: RecordReading...) throws -> [Diagnostic] {
    try checked(readings).filter { $0.code == code }
  }

  @Test func recordsThatCannotBeReadAreErrors() throws {
    let found = try found(
      .unreadRecord, in: bibtex("@article{a, title = {A}, year = 2020}\n@article{ }\n"))
    #expect(found.map(\.severity) == [.error])
    #expect(found.first?.place == SourcePlace(file: "a.bib", line: 2, column: 1))
    #expect(try self.found(.unreadRecord, in: bibtex("@article{a, title = {A}}")).isEmpty)
  }

  @Test func textOfNoRecordIsToldByReason() throws {
    let text = "FN x\nVR 1.0\nwhat is this\nand this\nPT J\nTI A\nER\nEF\n"
    let reading = WebOfScienceReader.read(CorpusFile(name: "a.isi", text: text))
    let found = try found(.ignoredText, in: reading)
    #expect(found.map(\.message) == ["2 pieces of text are part of no record, the first here: outside of records"])
    #expect(found.map(\.severity) == [.note])
    #expect(found.first?.place?.line == 3)
    #expect(found.first?.related?.map(\.line) == [4])
    #expect(try self.found(.ignoredText, in: bibtex("@article{a, title = {A}}")).isEmpty)
  }

  @Test func keysThatStandTwiceOrAlmost() throws {
    let reading = bibtex(
      "@misc{Key, title = {One Work}}\n@misc{Key, title = {Another Work}}\n@misc{kEY, title = {A Third Work}}")
    let twice = try found(.duplicateID, in: reading)
    #expect(twice.map(\.message) == ["the key “Key” stands twice, first at a.bib:1:1"])
    #expect(twice.first?.place?.line == 2)
    let twins = try found(.nameTwins, in: reading)
    #expect(
      twins.map(\.message) == ["the keys “Key” and “kEY” differ by case or width only; the other is at a.bib:1:1"])
    let other = bibtex("@misc{Key, title = {A Fourth Work}}", "b.bib")
    #expect(
      try checked([bibtex("@misc{Key, title = {One Work}}"), other]).allSatisfy {
        $0.code == .isolated || $0.code == .undated
      })
  }

  @Test func referencesByKeyAreFoundOrDangle() throws {
    let reading = bibtex(
      """
      @misc{a, title = {First Work}, year = 2020}
      @misc{b, title = {Second Work}, year = 2021, cites = {a, nowhere, A}}
      """)
    let dangling = try found(.danglingRelation, in: reading)
    #expect(dangling.map(\.message) == ["“b” refers to “nowhere”, and no record has that key"])
    #expect(dangling.first?.place?.line == 2)
    #expect(
      try found(.nameTwins, in: reading).map(\.message) == [
        "“b” refers to “A”, which is not there; “a” differs from it by case, width or marks only"
      ])
    #expect(try found(.danglingRelation, in: bibtex("@misc{a, title = {A}, cites = {b}}@misc{b, title = {B}}")).isEmpty)
  }

  @Test func worksThatStandTwiceInOneFile() throws {
    let one = "@misc{a, title = {One Title of a Work}, doi = {10.1000/a}, year = 2020}\n"
    let again = "@misc{b, title = {Quite Another}, doi = {10.1000/A}, year = 2020}\n"
    let found = try found(.duplicateRecord, in: bibtex(one + again))
    #expect(
      found.map(\.message) == [
        "“One Title of a Work” stands twice in this file, first in line 1: the same DOI, 10.1000/a"
      ])
    #expect(found.first?.place?.line == 2)
    // That two files tell of one work is what they are joined for.
    #expect(try self.found(.duplicateRecord, in: bibtex(one), bibtex(again, "b.bib")).isEmpty)
  }

  @Test func aReferenceToItselfIsTold() throws {
    let reading = bibtex("@misc{a, title = {One Work}, year = 2020, cites = {a}}\n")
    let found = try found(.selfRelation, in: reading)
    #expect(found.map(\.message) == ["“One Work” cites itself"])
    #expect(found.first?.place?.file == "a.bib")
    #expect(
      try self.found(.selfRelation, in: bibtex("@misc{a, title = {A}, cites = {b}}@misc{b, title = {B}}")).isEmpty)
  }

  private func webOfScience(_ counts: [(declared: Int?, given: Int)]) -> RecordReading {
    let records = counts.enumerated().map { number, count in
      let references = (0..<count.given).map { "\($0 == 0 ? "CR" : "  ") Doe J, 200\($0), J CHEM, V1, P\($0)\n" }
      let declared = count.declared.map { "NR \($0)\n" } ?? ""
      return
        "PT J\nAU Author\(number), A\nTI Work number \(number) of these\nPY 2015\n\(references.joined())\(declared)ER\n\n"
    }
    return WebOfScienceReader.read(CorpusFile(name: "a.isi", text: "FN x\nVR 1.0\n" + records.joined() + "EF\n"))
  }

  @Test func listsThatAreEmptyOrCut() throws {
    let reading = webOfScience([(3, 3), (2, 0), (5, 4), (nil, 2), (nil, 0), (0, 0)])
    let empty = try found(.emptyReferences, in: reading)
    #expect(
      empty.map(\.message) == [
        "“Work number 1 of these” has 0 cited references, and says that it has 2",
        "“Work number 4 of these” has no references, and 3 of the 6 records of the file have",
      ])
    let cut = try found(.incompleteReferences, in: reading)
    #expect(cut.map(\.message) == ["“Work number 2 of these” has 4 cited references, and says that it has 5"])
    #expect((empty + cut).allSatisfy { $0.severity == .warning && $0.place != nil })
    // A source that gives no references has no empty lists of them.
    #expect(try found(.emptyReferences, in: webOfScience([(nil, 0), (nil, 0), (nil, 1)])).isEmpty)
  }

  @Test func crossrefSaysWhatItKeepsToItself() throws {
    func work(_ declared: Int, _ keys: [String]) -> RecordReading {
      let references = keys.map { #"{"key": "\#($0)", "DOI": "10.1/\#($0)"}"# }.joined(separator: ",")
      return CrossrefReader.read(
        CorpusFile(
          name: "a.json",
          text:
            #"{"message": {"DOI": "10.1/x", "title": ["T"], "reference-count": \#(declared), "reference": [\#(references)]}}"#
        ))
    }
    #expect(try found(.incompleteReferences, in: work(3, ["a", "b"])).count == 1)
    #expect(try found(.emptyReferences, in: work(3, [])).count == 1)
    #expect(
      try checked([work(2, ["a", "b"])]).map(\.code).allSatisfy {
        $0 != .emptyReferences && $0 != .incompleteReferences
      })
  }

  @Test func referencesThatLeadNowhereAreCounted() throws {
    let found = try found(.unmatchedReferences, in: webOfScience([(3, 3), (2, 2)]))
    #expect(
      found.map(\.message) == ["5 of 5 references are to papers that are not among the files, or say too little"])
    #expect(
      try self.found(.unmatchedReferences, in: bibtex("@misc{a, title = {A}, cites = {b}}@misc{b, title = {B}}"))
        .isEmpty)
  }

  @Test func whatTheSourceCallsRetracted() throws {
    let text = "FN x\nVR 1.0\nPT J\nTI A work\nPY 2015\nDT Article; Retracted Publication\nER\nEF\n"
    let found = try found(.retracted, in: WebOfScienceReader.read(CorpusFile(name: "a.isi", text: text)))
    #expect(found.map(\.message) == ["“a-work” was retracted, its source says; no paper here cites it"])
    #expect(found.first?.place?.line == 3)
  }

  @Test func graphsNameNodesThatAreNotThereAndWordsThatAreNoKinds() throws {
    let graph = DOTReader.read(
      CorpusFile(
        name: "a.dot",
        text: "digraph {\n a; b; c\n b -> a [kind=likes]\n c -> a [kind=likes]\n c -> b [kind=extends]\n}\n"))
    let kinds = try found(.unknownKind, in: graph)
    #expect(kinds.map(\.message) == ["“likes” is no kind of relation; 2 arcs are read as “cites”"])
    #expect(kinds.first?.place?.line == 3)
    let pajek = PajekReader.read(
      CorpusFile(name: "a.net", text: "*Vertices 2\n1 \"One\"\n2 \"Two\"\n*Arcs\n2 1\n2 7\n1 7\n"))
    let dangling = try found(.danglingRelation, in: pajek)
    #expect(dangling.count == 1)
    #expect(dangling.first?.place?.line == 6)
  }

  @Test func whatTwoSayOfTheSamePlacesIsToldOnce() throws {
    // A reader and the check of the corpus both see the twins.
    let assets = EcosystemGraphsReader.read(
      CorpusFile(
        name: "a.yaml",
        text: """
          - {type: model, name: Falcon, organization: One, created_date: 2023-01-01, dependencies: []}
          - {type: model, name: FALCON, organization: Two, created_date: 2021-01-01, dependencies: []}
          """))
    let twins = try found(.nameTwins, in: assets)
    #expect(twins.count == 1)
    #expect(twins.first?.message.hasPrefix("assets whose names differ") == true)
  }
}

struct EcosystemFindingTests {
  private let files = [
    CorpusFile(
      name: "assets/one.yaml",
      text: """
        - type: dataset
          name: Heap
          organization: One
          created_date: 2024-05-01
          dependencies: [Chat]
        - type: model
          name: Base
          organization: One
          created_date:
            explanation: The date of the post
            value: 2023-03-01
          dependencies: [heap, Base, Missing Thing]
        """),
    CorpusFile(
      name: "assets/two.yaml",
      text: """
        - type: application
          name: Chat
          organization: Two
          created_date: 2023-06
          dependencies: [Base, BASE]
        - type: plan
          name: base
          organization: Two
          created_date: unknown
          dependencies: []
        """),
  ]

  @Test func eachKindOfFindingAppears() throws {
    let reading = CorpusReader.read([], lists: [], bibliographies: EcosystemGraphsReader.read(files))
    let found = reading.checked()
    func messages(_ code: Diagnostic.Code) -> [String] { found.filter { $0.code == code }.map(\.message) }
    #expect(messages(.danglingRelation) == ["“Base” depends on “Missing Thing”, and no asset is called so"])
    #expect(
      messages(.nameTwins) == [
        "“Base” depends on “heap”, and the asset is called “Heap”",
        "assets whose names differ in case, width or marks only: “Base” (assets/one.yaml:6), “base” (assets/two.yaml:6)",
      ])
    #expect(
      messages(.ambiguousName) == [
        "“Chat” depends on “BASE”, and there are 2 assets of this name: “Base” (assets/one.yaml:6), “base” (assets/two.yaml:6); which one is meant cannot be told"
      ])
    #expect(messages(.selfRelation) == ["“Base” isDerivedFrom itself"])
    #expect(messages(.unknownKind) == ["the type “plan” of “base” is none that is known"])
    #expect(
      messages(.cycle) == [
        "papers refer to each other in a circle: “Base” usesDataFrom “Heap” usesDataFrom “Chat” usesDataFrom “Base”"
      ])
    #expect(
      messages(.olderCitesNewer) == [
        "“Base” (released 2023-03-01) usesDataFrom “Heap” (released 2024-05-01), which is later by 14 months"
      ])
    #expect(messages(.undated) == ["“base” has no date"])
    #expect(found.allSatisfy { $0.place != nil })
  }

  @Test func aShortNameInAnotherFileIsFoundWithoutDateOrOrganization() {
    let readings = EcosystemGraphsReader.read([
      CorpusFile(name: "a.yaml", text: "- {type: model, name: B2, dependencies: [A]}"),
      CorpusFile(name: "b.yaml", text: "- {type: model, name: A, dependencies: []}"),
    ])
    #expect(RecordMerger().merge(readings).parts.relations.map(\.kind) == [.isDerivedFrom])
  }
}
