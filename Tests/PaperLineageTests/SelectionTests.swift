import CitationGraph
import PaperLineage
import TestSupport
import Testing

struct SelectionTests {
  private let network = NetworkMainPathTests.literature

  private func rows(_ letters: String) -> [PaperIndex] {
    letters.map { letter in
      guard let row = network.graph.papers.first(where: { network.identifiers[$0.row] == String(letter) }) else {
        preconditionFailure("no paper \(letter)")
      }
      return row
    }
  }

  private func letters(_ papers: [PaperIndex]) -> String { papers.map { network.identifiers[$0.row] }.joined() }

  /// What is kept, in the alphabet's order.
  private func kept(_ selection: Selection) -> String { String(letters(network.papers(selection).papers).sorted()) }

  private func bridges(_ selection: Selection) -> [String] {
    network.corpus(of: network.papers(selection)).bridges.map { "\($0.citing)-\($0.via.joined())-\($0.cited)" }
  }

  // MARK: - Rules

  @Test func eachRuleChooses() {
    #expect(kept(Selection()) == "ABCDEFGHIJKLMN")
    #expect(kept(Selection(ancestorsOf: rows("H"))) == "ABCDEFGH")
    #expect(kept(Selection(ancestorsOf: rows("H"), generations: 1)) == "CFGH")
    #expect(kept(Selection(ancestorsOf: rows("EJ"))) == "ABCEJ")
    #expect(kept(Selection(descendantsOf: rows("F"))) == "FHIKLMN")
    #expect(kept(Selection(between: [.init(rows("B")[0], rows("H")[0])])) == "BCDEFGH")
    #expect(kept(Selection(between: [.init(rows("H")[0], rows("B")[0])])) == "BCDEFGH")
    #expect(kept(Selection(between: [.init(rows("A")[0], rows("N")[0])])) == "")
    #expect(kept(Selection(from: PackedDate(year: 2003), through: PackedDate(year: 2008))) == "DEFGIJ")
    #expect(kept(Selection(onMainPath: true)) == "BDFIMN")
    #expect(kept(Selection(top: .init(3))) == "BCD")
  }

  @Test func rulesNarrowEachOther() {
    #expect(kept(Selection(ancestorsOf: rows("H"), descendantsOf: rows("B"))) == "BCDEFGH")
    #expect(kept(Selection(ancestorsOf: rows("H"), from: PackedDate(year: 2005))) == "EFGH")
    // The best of what the others leave: F and I are cited as often as D.
    let selected = network.papers(Selection(onMainPath: true, top: .init(2)))
    #expect(letters(selected.papers) == "BD")
    #expect(selected.account.tie?.paperCount == 2 && selected.account.tie?.score == 2)
    #expect(selected.account.leftOut.map(\.reason) == [.notOnMainPath, .notAmongTop])
    #expect(selected.account.leftOut.map(\.paperCount) == [8, 4])
    #expect(network.papers(Selection(top: .init(14))).account.leftOut.isEmpty)
  }

  @Test func theBestByPageRankAreThoseOfTheRanking() throws {
    let ranking = try network.ranking(by: .pageRank(damping: 0.85), top: 4).ranking.entries.map(\.paper)
    #expect(network.papers(Selection(top: .init(4, by: .pageRank))).papers == ranking.sorted())
  }

  // MARK: - Relations

  @Test func chainsStay() {
    #expect(bridges(Selection(ancestorsOf: rows("H"), generations: 1)) == ["G-E-C"])
    #expect(bridges(Selection(top: .init(5))).isEmpty)
    #expect(bridges(Selection()).isEmpty)
    let shown = network.corpus(of: network.papers(Selection(ancestorsOf: rows("H"), generations: 1)))
    #expect(shown.corpus.relations.map(\.sentence) == ["H cites C", "H cites F", "H cites G"])
    #expect(shown.account.looseRelationCount == 14 && shown.account.redundantRelationCount == 0)
    #expect(shown.names == [rows("H")[0]: "H"] && shown.following == [.cites])
  }

  @Test func reductionLeavesOutWhatALongerWayReplaces() {
    let whole = network.corpus(of: network.papers(Selection(reduces: true)))
    // C ← E ← G ← H and D ← F ← I.
    let relations = Set(whole.corpus.relations.map(\.sentence))
    #expect(relations.count == 15 && !relations.contains("H cites C") && !relations.contains("I cites D"))
    #expect(whole.account.redundantRelationCount == 2 && whole.account.looseRelationCount == 0)
    // A bridge makes a relation redundant as well.
    let some = network.corpus(
      of: network.papers(Selection(ancestorsOf: rows("H"), generations: 1, reduces: true)))
    #expect(some.bridges.map(\.via) == [["E"]])
    #expect(some.corpus.relations.map(\.sentence) == ["H cites F", "H cites G"])
  }

  // MARK: - Corpora

  @Test func aCorpusKnowsTopicsDatesAndExternalWorks() throws {
    let corpus = try Corpus(
      CorpusParts(
        dateChoice: .role(.listed), topics: [Topic(id: "x", label: "Ex"), Topic(id: "y", label: "Why")],
        papers: [
          .sample("a", "2020", role: .listed, topic: "x"), .sample("b", "2021-03", role: .submitted, isExternal: true),
          .sample("c", "2021", role: .submitted, topic: "x"), .sample("d", "2022-05", role: .listed, topic: "x"),
          .sample("e", "2023-01", role: .listed, topic: "y"), .sample("f", "2023-02", role: .listed),
        ],
        relations: [
          "b extends a", "c extends b", "d updates c", "e extends d", "e cites a", "f cites a", "f cites c",
          "d comparesWith a",
        ].map(Relation.init)))
    let lineage = LineageNetwork(corpus)
    func ids(_ selection: Selection) -> String { lineage.papers(selection).papers.map { lineage.paper($0).id }.word }
    func reasons(_ selection: Selection) -> [SelectionAccount.Reason] {
      lineage.papers(selection).account.leftOut.map(\.reason)
    }
    #expect(
      String(ids(Selection(topics: ["x"])).sorted()) == "acd" && reasons(Selection(topics: ["x"])) == [.otherTopic])
    #expect(String(ids(Selection(topics: ["x", "y"])).sorted()) == "acde")
    let dated = Selection(from: PackedDate(year: 2021), through: PackedDate(year: 2022))
    // c is not listed anywhere; of the external work b the known date counts.
    #expect(String(ids(dated).sorted()) == "bd" && reasons(dated) == [.undated, .otherTime])
    let submitted = lineage.papers(dated, dateChoice: .role(.submitted))
    #expect(String(submitted.papers.map { lineage.paper($0).id }.word.sorted()) == "bc")
    #expect(submitted.account.leftOut.map(\.reason) == [.undated])
    // Citations of all kinds count, unless others are asked for: a has b, e, f and d; c has d and f.
    #expect(String(ids(Selection(top: .init(2))).sorted()) == "ac")
    #expect(lineage.papers(Selection(top: .init(1)), counting: [.updates]).papers.map { lineage.paper($0).id } == ["c"])

    let members = lineage.corpus(of: lineage.papers(Selection(leavesOutExternal: true)))
    #expect(members.corpus.papers.map(\.id).word == "acdef")
    #expect(members.bridges == [CorpusBridge(citing: "c", cited: "a", via: ["b"])])
    #expect(members.account.looseRelationCount == 2)
    let asked = Selection(descendantsOf: [lineage.index(of: "b")], leavesOutExternal: true)
    #expect(String(ids(asked).sorted()) == "bcde" && reasons(asked) == [.noDescendant])
    let ends = lineage.corpus(of: lineage.papers(Selection(topics: ["x"], leavesOutExternal: true)))
    #expect(ends.topics.map(\.label) == ["Ex"] && ends.account.leftOut.map(\.paperCount) == [1, 2])
    // What else the papers of a pair have to do with each other stays.
    let both = try Corpus(
      CorpusParts(
        papers: corpus.papers.map { .sample($0.id.rawValue, "2020") },
        relations: ["b extends a", "c extends b", "c extends a", "c cites a"].map(Relation.init)))
    let network = LineageNetwork(both)
    let reduced = network.corpus(of: network.papers(Selection(reduces: true)))
    #expect(reduced.corpus.relations.map(\.sentence) == ["b extends a", "c extends b", "c cites a"])
  }

  @Test func accountsAddUp() throws {
    var generator = SplitMix64(seed: 77)
    for corpus in try randomCorpora(150, seed: 31) {
      let lineage = LineageNetwork(corpus)
      func some(_ odds: Int) -> [PaperIndex] {
        lineage.graph.papers.filter { _ in Int.random(in: 0..<odds, using: &generator) == 0 }
      }
      var parts: [Selection] = [
        Selection(ancestorsOf: some(4)), Selection(descendantsOf: some(4)),
        Selection(from: PackedDate(year: 2022)), Selection(leavesOutExternal: true),
      ]
      parts = parts.filter { _ in Bool.random(using: &generator) }
      var selection = Selection(reduces: Bool.random(using: &generator))
      for part in parts {
        selection.ancestorsOf += part.ancestorsOf
        selection.descendantsOf += part.descendantsOf
        selection.first = part.first ?? selection.first
        selection.leavesOutExternal = selection.leavesOutExternal || part.leavesOutExternal
      }
      // Each rule narrows what the others leave.
      let selected = lineage.papers(selection)
      // Works outside the reading list stay where they are asked for.
      let alone = parts.map { part in
        Set(lineage.papers(part).papers).union(part.leavesOutExternal ? selection.namedPapers : [])
      }
      #expect(Set(selected.papers) == alone.reduce(Set(lineage.graph.papers)) { $0.intersection($1) })

      let shown = lineage.corpus(of: selected)
      let account = shown.account
      #expect(account.shownPaperCount == shown.corpus.papers.count)
      #expect(account.leftOut.reduce(0) { $0 + $1.paperCount } == account.leftOutPaperCount)
      #expect(
        account.looseRelationCount + account.redundantRelationCount + shown.corpus.relations.count
          == corpus.relations.count)
      for bridge in shown.bridges {
        #expect(shown.corpus[bridge.citing] != nil && shown.corpus[bridge.cited] != nil)
        #expect(lineage.stands(bridge.citing, on: bridge.cited))
        #expect(
          lineage.relations(citing: lineage.index(of: bridge.citing), cited: lineage.index(of: bridge.cited)).isEmpty)
      }
    }
  }
}
