import Foundation
import PaperLineage
import Testing

@testable import PaperFormats

/// What a reading says of relations: `citing kind cited`, by the keys of the file.
private func arcs(_ reading: RecordReading) -> [String] {
  reading.records.flatMap { record in
    record.references.map { "\(record.localKeys[0]) \($0.kind.rawValue) \($0.localKey ?? "?")" }
  }
}

private func file(_ text: String) -> CorpusFile { CorpusFile(name: "graph", text: text) }

struct PajekReaderTests {
  @Test func readsVerticesAndArcsOfKinds() {
    let reading = PajekReader.read(
      file(
        """
        *Network a small one
        % a comment
        *Vertices 4
        1 "First of all" 0.1 0.2 0.5 box ic Green
        2 Bare
        4 "Pere Rossell&#243; Bover"
        *Arcs :1 "extends"
        2 1 1
        *Arcs :2 "cito:usesDataFrom"
        \t3 1
        *Arcs :3 "likes"
        4 1
        1: 4 2
        """))
    #expect(reading.records.map(\.paper.title) == ["First of all", "Bare", "3", "Pere Rosselló Bover"])
    #expect(arcs(reading) == ["2 extends 1", "3 usesDataFrom 1", "4 cites 1", "4 extends 2"])
    #expect(reading.records[1].paper.place == SourcePlace(file: "graph", line: 5, column: 1))
    #expect(reading.records[1].references[0].place?.line == 8)
    #expect(reading.diagnostics.map(\.message) == ["“likes” is no kind of relation; the arc is read as “cites”"])
    #expect(reading.ignored.map(\.reason) == ["a comment"])
  }

  @Test(arguments: ["\n", "\r", "\r\n"])
  func anyLineEndWillDo(_ end: String) {
    let lines = ["\u{FEFF}*vertices 2", "1 \"a\"", "2 \"b\"", "*ARCSLIST", "2 1"]
    #expect(arcs(PajekReader.read(file(lines.joined(separator: end)))) == ["2 cites 1"])
  }

  @Test func theDirectionIsGivenOrDeclared() {
    let text = "*Vertices 2\n*Arcs\n1 2\n"
    #expect(arcs(PajekReader.read(file(text), direction: .citedFirst)) == ["2 cites 1"])
    #expect(arcs(PajekReader.read(file("% direction: cited-first\n" + text))) == ["2 cites 1"])
    #expect(arcs(PajekReader.read(file("% direction: cited-first\n" + text), direction: .citingFirst)) == ["2 cites 1"])
    #expect(
      PajekReader.read(file("% direction: cited-first\n" + text), direction: .citingFirst).diagnostics
        .contains { $0.message.contains("--direction is not used") })
  }

  @Test func listsAndMatricesAreArcs() {
    #expect(arcs(PajekReader.read(file("*Vertices 3\n*Arcslist\n3 1 2"))) == ["3 cites 1", "3 cites 2"])
    #expect(arcs(PajekReader.read(file("*Vertices 2\n*Matrix\n0 0\n-1 0"))) == ["2 cites 1"])
  }

  @Test func edgesAreReportedAndNotGuessed() {
    let reading = PajekReader.read(file("*Vertices 3\n*Edges\n1 2\n*Edgeslist\n1 2 3"))
    #expect(arcs(reading).isEmpty)
    #expect(reading.ignored.map(\.text) == ["1 2", "1 2", "1 3"])
    #expect(
      reading.diagnostics.map(\.message) == ["3 edges have no direction, so nobody knows who cites whom"])
    let matrix = PajekReader.read(file("*Vertices 3 2\n*Matrix\n1\n0"))
    #expect(matrix.ignored.map(\.text) == ["1 3"])
  }

  @Test func yearsStandBesideItOrInAProject() {
    let net = "*Vertices 3\n*Arcs\n3 1\n"
    let beside = PajekReader.read(file(net), years: CorpusFile(name: "graph.clu", text: "*Vertices 3\n1999\n0\n2004\n"))
    #expect(beside.records.map { $0.paper.versions.first?.date.year } == [1999, nil, 2004])
    #expect(beside.records[0].paper.versions[0].role == .published)
    let project = PajekReader.read(file("*Network n\n" + net + "*Partition when\n*Vertices 3\n1999\n2001\n2004\n"))
    #expect(project.records.map { $0.paper.versions.first?.date.year } == [1999, 2001, 2004])
    let classes = PajekReader.read(
      file("*Network n\n" + net + "*Partition groups\n*Vertices 3\n1\n2\n1\n*Vector v\n*Vertices 3\n0.5\n"))
    #expect(classes.records.allSatisfy { $0.paper.versions.isEmpty })
    #expect(classes.ignored.contains { $0.reason == "a partition that holds no years" })
    #expect(arcs(classes) == ["3 cites 1"])
    let short = PajekReader.read(file(net), years: CorpusFile(name: "graph.clu", text: "1999\n"))
    #expect(short.diagnostics.map(\.code) == [.badDate])
  }

  @Test func numbersOfSeveralNetworksStayApart() {
    let reading = PajekReader.read(file("*Network a\n*Vertices 2\n*Arcs\n2 1\n*Network b\n*Vertices 2\n*Arcs\n1 2\n"))
    #expect(arcs(reading) == ["2 cites 1", "2:1 cites 2:2"])
  }

  @Test func whatIsWrongIsKept() {
    let reading = PajekReader.read(file("*Vertices 2\n0 \"x\"\n1 \"a\"\n1 \"b\"\n*Arcs\n1 7\n9 1\nx\n"))
    #expect(reading.records.count == 2)
    #expect(reading.unread.map(\.reason) == ["no number of a vertex", "a second vertex 1"])
    #expect(reading.ignored.map(\.text) == ["9 1", "x"] || reading.ignored.map(\.text) == ["x", "9 1"])
    #expect(reading.diagnostics.map(\.code) == [.danglingRelation, .danglingRelation])
    #expect(reading.diagnostics.compactMap(\.place?.line) == [6, 7])
    #expect(PajekReader.read(file("*Vertices 999999999\n")).unread.count == 1)
    #expect(PajekReader.read(file("*Arcs\n1 2\n*Vertices x\n")).records.isEmpty)
  }
}

struct GMLReaderTests {
  @Test func readsNodesAndEdges() {
    let reading = GMLReader.read(
      file(
        """
        # a comment
        Creator "somebody"
        graph [
          directed 1
          node [ id 1 label "Tom &amp; Jerry&apos;s" year 2001 graphics [ x 1 y [ z 2 ] ] color "red" ]
          node [ id 2 label "b" date "2004-05" doi "10.1000/182" ]
          edge [ source 2 target 1 label "extends" ]
          edge [ source 2 target 1 label "0.5" ]
        ]
        graph [ directed 1 node [ id 1 title "another" ] ]
        """))
    #expect(reading.records.map(\.paper.title) == ["Tom & Jerry's", "b", "another"])
    #expect(reading.records.map(\.localKeys) == [["1"], ["2"], ["2:1"]])
    #expect(arcs(reading) == ["2 extends 1", "2 cites 1"])
    #expect(reading.records[1].paper.versions.map(\.date.description) == ["2004-05"])
    #expect(reading.records[1].paper.identifier(.doi) == "10.1000/182")
    #expect(reading.records[1].paper.place?.line == 6)
    #expect(reading.ignored.map(\.text) == ["creator somebody"])
    #expect(reading.diagnostics.map(\.code) == [.unknownKey])
  }

  @Test func whatHasNoIdIsKept() {
    let reading = GMLReader.read(
      file("graph [ node [ ] node [ label \"x\" ] node 3 edge [ source 1 ] edge [ source x target x ] ]"))
    #expect(reading.records.map(\.localKeys) == [["x"]])
    #expect(reading.unread.count == 2)
    #expect(reading.ignored.map(\.reason) == ["an edge without source or target", "an undirected edge"])
  }

  @Test func depthIsBounded() {
    let text = "graph " + String(repeating: "[ a ", count: 100_000)
    let reading = GMLReader.read(file(text))
    #expect(reading.diagnostics.contains { $0.message == "lists are nested too deep" })
    #expect(reading.records.isEmpty)
  }

  @Test func aDirectionMayBeDeclared() {
    let text = "graph [ directed 1 direction \"cited-first\" node [ id 1 ] node [ id 2 ] edge [ source 1 target 2 ] ]"
    #expect(arcs(GMLReader.read(file(text))) == ["2 cites 1"])
    // What the file says of itself counts.
    let told = GMLReader.read(file(text), direction: .citingFirst)
    #expect(arcs(told) == ["2 cites 1"])
    #expect(told.diagnostics.contains { $0.message.contains("direction") }, "\(told.diagnostics)")
  }
}

struct DOTReaderTests {
  @Test func readsTheLanguage() {
    let reading = DOTReader.read(
      file(
        #"""
        /* a
           comment */ strict digraph "g" {
          // another
          node [shape=box, year=1999]; edge [color=red]
          rankdir = LR
          a [label="The \"first\"\none"]
          "b" + "c" [label=<<B>Bold</B> &amp; <I>new</I>>, title="A \\nabla"; doi="10.1000/182"]
          a:p:nw -> "bc":s -> -3.5 [kind=extends]
          subgraph cluster_x { node [year=2005] x y } -> a
          { p; q } -> { r s }
          caf\#u{E9} -> a [dir=back]
        }
        """#))
    #expect(
      reading.records.map(\.localKeys[0]) == ["a", "bc", "-3.5", "x", "y", "p", "q", "r", "s", "café"])
    #expect(reading.ignored.isEmpty)
  }

  @Test func readsTitlesChainsAndDefaults() {
    let reading = DOTReader.read(
      file(
        #"""
        digraph {
          node [year=1999]
          a [label="The \"first\"\none"]
          "b" + "c" [label=<<B>Bold</B> &amp; <I>new</I>>, title="A \\nabla"; doi="10.1000/182"]
          a:p:nw -> "bc":s -> -3.5 [kind=extends]
          subgraph cluster_x { node [year=2005] x y } -> a
          café -> a [dir=back]
          # what a preprocessor left
          i [style=invis]
          i -> a
        }
        """#))
    let titles = Dictionary(uniqueKeysWithValues: reading.records.map { ($0.localKeys[0], $0.paper.title) })
    #expect(
      titles == ["a": "The \"first\" one", "bc": "A \\nabla", "-3.5": "-3.5", "x": "x", "y": "y", "café": "café"])
    #expect(reading.records[1].paper.name == "Bold & new")
    let years = Dictionary(
      uniqueKeysWithValues: reading.records.map { ($0.localKeys[0], $0.paper.versions.first?.date.year) })
    #expect(years == ["a": 1999, "bc": 1999, "-3.5": 1999, "x": 2005, "y": 2005, "café": 1999])
    #expect(arcs(reading) == ["a extends bc", "a cites café", "bc extends -3.5", "x cites a", "y cites a"])
    #expect(reading.ignored.map(\.text) == ["i", "i -> a"])
  }

  @Test func undirectedGraphsAreReported() {
    let reading = DOTReader.read(file("graph { a -- b -- c }"))
    #expect(reading.records.count == 3)
    #expect(reading.ignored.map(\.text) == ["a -- b", "b -- c"])
    #expect(reading.diagnostics.map(\.code) == [.badValue])
  }

  @Test func picturesOfThisProgramReadBack() {
    let reading = DOTReader.read(
      file(
        #"""
        digraph "Core AI papers" {
          bb="0,0,10,10";
          node [shape="box", target="_top"];
          "label-title" [id="label-title", class="label", label=<<B>Core AI papers</B>>];
          "paper-llama" [id="paper-llama", class="paper topic-0", label=<<TABLE><TR><TD><B>LLaMA</B></TD></TR><TR><TD>Meta</TD></TR></TABLE>>, tooltip="LLaMA: Open and Efficient\nMeta\nlisted 2023-02 · first submitted 2023-02-27\nShowed that.", URL="https://arxiv.org/abs/2302.13971"];
          "paper-llama-2" [id="paper-llama-2", class="paper", label=<<B>Llama 2</B>>, tooltip="Llama 2\nlisted 2023-07"];
          "frame-top" [style="invis", label=""];
          "paper-llama":r1:e -> "paper-llama-2":l2:w [id="r", class="relation updates lineage from-llama to-llama-2"];
          "paper-llama" -> "paper-llama-2" [class="relation bridge from-llama to-llama-2", label=<<B>3</B>>];
        }
        """#))
    #expect(reading.records.map(\.localKeys[0]) == ["paper-llama", "paper-llama-2"])
    #expect(arcs(reading) == ["paper-llama-2 updates paper-llama"])
    let llama = reading.records[0].paper
    #expect(llama.title == "LLaMA: Open and Efficient")
    #expect(llama.name == "LLaMA")
    #expect(llama.versions.map { "\($0.role.rawValue) \($0.date)" } == ["listed 2023-02", "submitted 2023-02-27"])
    #expect(llama.identifier(.arxiv) == "2302.13971")
    #expect(reading.ignored.map(\.reason).sorted().last == "a node that is part of the drawing")
  }

  @Test(arguments: [
    "", "digraph", "digraph {", "digraph { a ->", "digraph { a [", "digraph { a [label=\"x", "digraph { <<<", "}{][",
    "graph { subgraph { subgraph", "digraph { a = }", "digraph { \"a\" + }", "x y z",
  ])
  func brokenTextEnds(_ text: String) {
    let reading = DOTReader.read(file(text))
    #expect(reading.records.count <= 1)
    #expect(text.isEmpty || !reading.ignored.isEmpty)
  }

  @Test func depthAndExpansionAreBounded() {
    let deep = DOTReader.read(file("digraph { " + String(repeating: "{ ", count: 100_000)))
    #expect(deep.ignored.contains { $0.reason == "subgraphs are nested too deep" })
    let names = (0..<2_000).map { "n\($0)" }.joined(separator: " ")
    let wide = DOTReader.read(file("digraph { {\(names)} -> {\(names)} }"))
    #expect(wide.records.reduce(0) { $0 + $1.references.count } == DOTParser.edgeLimit)
    #expect(wide.ignored.contains { $0.reason == "more edges between subgraphs than are written out" })
  }
}

struct EcosystemGraphsReaderTests {
  private let text = """
    - type: dataset
      name: The Heap
      organization: Somebody
      created_date: 2021-01-01
      dependencies: []
    - type: model
      name: Parent
      organization: Some Lab, Another Lab
      created_date:
        explanation: Date of the post
        value: 2022-05
      url: https://example.org/parent
      description: 'A model. '
      dependencies: [The Heap]
    - type: model
      name: Child
      created_date: unknown
      dependencies:
      - parent
      - The Heap
      - Nowhere
    - type: application
      name: App
      dependencies: [Child]
    - type: model
      name: CHILD
    - just text
    """

  @Test func readsAssetsAndWhatTheyDependOn() {
    let reading = EcosystemGraphsReader.read(file(text))
    #expect(reading.records.map(\.paper.title) == ["The Heap", "Parent", "Child", "App", "CHILD"])
    #expect(
      arcs(reading) == [
        "Parent usesDataFrom The Heap", "Child isDerivedFrom Parent", "Child usesDataFrom The Heap",
        "Child cites Nowhere", "App usesDataFrom Child",
      ])
    let parent = reading.records[1].paper
    #expect(parent.versions.map { "\($0.role.rawValue) \($0.date)" } == ["released 2022-05"])
    #expect(parent.notes == ["Date: Date of the post"])
    #expect(parent.link == "https://example.org/parent")
    #expect(parent.place?.line == 6)
    #expect(reading.records[2].references[2].place?.line == 21)
    #expect(reading.unread.map(\.reason) == ["an asset without a name"])
    #expect(
      reading.diagnostics.map(\.message) == [
        "assets whose names differ in case, width or marks only: “Child” (graph:15), “CHILD” (graph:25)",
        "“Child” depends on “parent”, and the asset is called “Parent”",
        "“Child” depends on “Nowhere”, and no asset is called so",
      ])
  }

  @Test func filesOfOneEcosystemKnowEachOther() {
    let readings = EcosystemGraphsReader.read([
      CorpusFile(name: "a", text: "- {type: model, name: Child Model, dependencies: [Parent Model X]}"),
      CorpusFile(
        name: "b",
        text: "- {type: model, name: Parent Model X, organization: Lab, created_date: 2022-01-01, dependencies: []}"),
    ])
    #expect(readings.flatMap(\.diagnostics).isEmpty)
    let result = RecordMerger().merge(readings)
    #expect(result.parts.relations.map(\.kind) == [.isDerivedFrom])
  }

  @Test func aBrokenAssetDoesNotTakeTheOthersAlong() {
    let reading = EcosystemGraphsReader.read(file("- name: a\n  type: model\n- name: 'b\n  x: {\n- name: c\n"))
    #expect(reading.records.map(\.paper.title) == ["a", "c"])
    #expect(reading.unread.map(\.place.line) == [3])
  }

  @Test func anyFieldMayBeAValueWithAnExplanation() {
    let reading = EcosystemGraphsReader.read(
      file(
        """
        - type: {value: model, explanation: by the look of it}
          name: {value: Kite}
          organization: {value: A Lab, explanation: its blog says so}
          description: {value: It flies., explanation: seen}
          url: {value: https://example.org/kite, explanation: the blog}
          dependencies: {value: [String, {value: Wind}], explanation: guessed}
        - {type: dataset, name: String, organization: [A Lab, 'B Lab, C Lab', {x: y}]}
        - {type: dataset, name: Wind}
        """))
    let kite = reading.records[0].paper
    #expect(kite.organizations == ["A Lab"])
    #expect(kite.texts.map(\.text) == ["It flies."])
    #expect(kite.link == "https://example.org/kite")
    #expect(arcs(reading) == ["Kite usesDataFrom String", "Kite usesDataFrom Wind"])
    #expect(reading.records[1].paper.organizations == ["A Lab", "B Lab", "C Lab"])
    #expect(reading.diagnostics.map(\.message) == ["“String”: the organization is no name, and is left out"])
  }

  @Test(arguments: [
    ("2020-06-11; the day of the post", "2020-06-11", "Date: the day of the post"),
    ("2020-06-11 (first version)", "2020-06-11", "Date: (first version)"),
    ("2020-06-11 as the blog says", "2020-06-11", "Date: as the blog says"),
    ("2021; no day is known", "2021", "Date: no day is known"), ("2021 Dec 15", "2021-12-15", nil),
    ("2021-12-15T10:00:00Z", "2021-12-15", nil), ("2021-05/2021-07", "2021-05", nil),
  ])
  func anExplanationMayStandBehindTheDate(_ stated: String, _ date: String, _ note: String?) {
    let reading = EcosystemGraphsReader.read(
      file("- type: model\n  name: Kite\n  created_date: >\n    \(stated)\n  dependencies: []\n"))
    #expect(reading.records[0].paper.versions.map { "\($0.date)" } == [date])
    #expect(reading.records[0].paper.notes == [note].compactMap { $0 })
    #expect(reading.diagnostics.isEmpty)
  }

  @Test func whatIsWrongWithADateIsToldWhereTheDateStands() {
    let reading = EcosystemGraphsReader.read(
      file("- name: Kite\n  type: model\n  created_date:\n    explanation: a guess\n    value: soon\n"))
    #expect(reading.diagnostics.map(\.message) == ["“Kite”: “soon” is no date"])
    #expect(reading.diagnostics.map(\.place?.line) == [5])
    #expect(reading.records[0].paper.notes == ["Date: a guess"])
  }

  @Test func ofAssetsOfOneNameTheOneThatIsMeantIsTaken() {
    let readings = EcosystemGraphsReader.read([
      CorpusFile(
        name: "a",
        text: """
          - {type: model, name: Fly, organization: One, created_date: 2023, dependencies: []}
          - {type: model, name: Copy, organization: One, created_date: 2023, dependencies: []}
          - {type: dataset, name: Heap, organization: One, dependencies: []}
          - {type: model, name: Uses, organization: One, dependencies: [Fly, Copy, Heap]}
          """),
      CorpusFile(
        name: "b",
        text: """
          - {type: model, name: Fly, organization: Two, created_date: 2020, dependencies: []}
          - {type: model, name: Copy, organization: One, created_date: 2023, dependencies: []}
          - {type: dataset, name: Heap, organization: One, created_date: 2021, dependencies: []}
          """),
      CorpusFile(name: "c", text: "- {type: model, name: Other, dependencies: [Fly, Copy, Heap, fly]}"),
    ])
    #expect(
      arcs(readings[0]) == ["Uses isDerivedFrom Fly", "Uses isDerivedFrom Copy", "Uses usesDataFrom Heap"])
    #expect(
      arcs(readings[2]) == [
        "Other cites Fly", "Other isDerivedFrom Copy", "Other usesDataFrom Heap", "Other cites fly",
      ])
    #expect(readings[2].records[0].references.map(\.localKeyFile) == [nil, "a", "b", nil])
    let ends = readings.flatMap(\.diagnostics).filter { $0.message.contains("depends on") }.map {
      String($0.message[($0.message.lastIndex(of: ";") ?? $0.message.startIndex)...])
    }
    #expect(
      ends == [
        "; the one in this file is taken", "; the one in this file is taken", "; which one is meant cannot be told",
        "; the one in b is taken, as they are all by one organization", "; which one is meant cannot be told",
      ])
  }

  @Test func namesThatNoAssetHasAndThatLookAlikeAreTold() {
    let readings = EcosystemGraphsReader.read([
      CorpusFile(name: "a", text: "- {type: model, name: A, dependencies: [Big Web, big-web, Heap, HEAP]}"),
      CorpusFile(
        name: "b",
        text: "- {type: model, name: B, dependencies: [Big Web]}\n- {type: dataset, name: Heap, dependencies: []}"),
    ])
    let twins = readings.flatMap(\.diagnostics).filter { $0.code == .nameTwins }
    #expect(
      twins.map(\.message) == [
        "names that no asset has differ in case, width or marks only: “Big Web” (2 times, a:1), “big-web” (once, a:1)",
        "“A” depends on “HEAP”, and the asset is called “Heap”",
      ])
    #expect(twins[0].place?.column == 50)
  }

  @Test func aDependencyThatIsNamedTwiceIsTold() {
    let reading = EcosystemGraphsReader.read(
      file("- {type: model, name: A, dependencies: [B, B]}\n- {type: model, name: B, dependencies: []}"))
    #expect(reading.diagnostics.map(\.message) == ["“A” names “B” twice"])
    #expect(reading.diagnostics.map(\.code) == [.duplicateRelation])
  }

  @Test func manyAssetsOfOneNameEndSoon() {
    // Each depends on all of them: what is told must not grow with the square of their number.
    let text = String(repeating: "- {type: model, name: A, organization: O, dependencies: [A, a]}\n", count: 3_000)
    let other = String(repeating: "- {type: dataset, name: A, organization: P, dependencies: [A]}\n", count: 10)
    let reading = EcosystemGraphsReader.read(file(text + other))
    #expect(reading.records.count == 3_010)
    #expect(reading.diagnostics.allSatisfy { $0.message.utf8.count < 1_000 && ($0.related?.count ?? 0) <= 10 })
  }

  @Test func whatWasMeantIsLookedForAsLongAsItIsSoonFound() {
    let near = EcosystemGraphsReader.read(
      file("- {type: model, name: Kites, dependencies: [Kitez, Kits]}\n- {type: model, name: Kitten, dependencies: []}")
    )
    #expect(near.diagnostics.first?.remedy?.hasPrefix("did you mean “Kitten”?") == true)
    // Names that nobody has beside many that somebody has.
    let text = (0..<2_000).map { "- {type: model, name: Asset number \($0), dependencies: [Missing thing \($0)]}\n" }
    let reading = EcosystemGraphsReader.read(file(text.joined()))
    #expect(reading.diagnostics.count == 2_000)
    #expect(reading.diagnostics.last?.remedy == "add the asset, or correct its name")
  }

  @Test func whyAnAssetIsNoYAMLIsSaid() {
    let reading = EcosystemGraphsReader.read(
      file("- name: a\n  type: model\n- name: b\n  license: x\n  license: y\n- name: 'c\n"))
    #expect(reading.records.map(\.paper.title) == ["a"])
    #expect(reading.unread.first?.reason == "no YAML: the key “license” stands twice")
    #expect(reading.unread.count == 2)
    #expect(reading.unread.allSatisfy { $0.reason.hasPrefix("no YAML: ") })
  }

  @Test func hostileTextsEnd() {
    let texts = [
      String(repeating: "[", count: 100_000), String(repeating: "- ", count: 100_000), "a: &a [*a, *a]",
      (0..<5_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
    ]
    for (number, text) in texts.enumerated() {
      #expect(EcosystemGraphsReader.read(file(text)).records.isEmpty, "text \(number)")
    }
  }
}

/// Files that others wrote, beside what was counted in them.
@Suite(.enabled(if: WildFiles.folder != nil, "needs ../shared/wild"))
struct WildGraphTests {
  /// The lines of a section that were counted in a file.
  private func counted(_ file: String) throws -> [String: Int] {
    let data = try Data(contentsOf: #require(WildFiles.folder).appending(path: "counts.json"))
    let list = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
    return list.first { $0["file"] as? String == file }?["lines"] as? [String: Int] ?? [:]
  }

  @Test(arguments: WildFiles.counted("pajek"))
  func everyVertexAndArcOfPajekIsFound(_ wild: WildFiles.Counted) throws {
    let reading = try PajekReader.read(WildFiles.text(wild.file))
    let lines = try counted(wild.file)
    #expect(reading.records.count == wild.numbers["vertices_declared"])
    let references = reading.records.reduce(0) { $0 + $1.references.count }
    if let arcs = lines["arcs"] { #expect(references == arcs) }
    if let edges = lines["edges"] {
      #expect(reading.ignored.count { $0.reason == "an undirected edge" } == edges)
      #expect(references == 0)
    }
    if lines["arcslist"] != nil { #expect(references == 55) }
  }

  @Test(arguments: WildFiles.counted("gml"))
  func everyNodeAndEdgeOfGMLIsFound(_ wild: WildFiles.Counted) throws {
    let reading = try GMLReader.read(WildFiles.text(wild.file))
    #expect(reading.recordCount == wild.numbers["nodes_tags"])
    let edges = reading.ignored.count { $0.reason.contains("edge") || $0.reason.contains("arc") }
    #expect(reading.records.reduce(edges) { $0 + $1.references.count } == wild.numbers["edges_tags"])
  }

  @Test func everyAssetOfTheEcosystemIsFound() throws {
    let folder = "lineage/stanford-crfm+ecosystem-graphs"
    let names = [
      "alibaba", "berkeley", "eleutherai", "google", "lmsys", "meta", "microsoft", "mistral", "salesforce", "stanford",
    ]
    let files = try names.map { try WildFiles.text("\(folder)/\($0).yaml") }
    let readings = EcosystemGraphsReader.read(files)
    for (file, reading) in zip(files, readings) {
      let lines = file.text.split(separator: "\n")
      #expect(reading.recordCount == lines.count { $0.hasPrefix("- ") })
      #expect(reading.unread.isEmpty)
    }
    let result = RecordMerger().merge(readings)
    let dangling = readings.flatMap(\.diagnostics).count { $0.code == .danglingRelation }
    #expect(result.account.references == readings.flatMap(\.records).reduce(0) { $0 + $1.references.count })
    #expect(result.account.unmatched <= dangling + 10)
  }
}
