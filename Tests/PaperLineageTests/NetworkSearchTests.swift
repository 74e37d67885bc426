import CitationGraph
import PaperLineage
import TestSupport
import Testing

struct NetworkSearchTests {
  private func network(_ papers: [(id: String, title: String)], citations: [(Int, Int)] = []) -> CitationNetwork {
    var builder = CitationGraphBuilder(paperCount: papers.count)
    for (citing, cited) in citations { builder.add(PaperIndex(citing), cites: PaperIndex(cited)) }
    return CitationNetwork(
      graph: builder.build(), identifiers: .texts(TextColumn(papers.map(\.id))),
      titles: TextColumn(papers.map(\.title)))
  }

  @Test func whatFitsBetterComesFirst() {
    let network = network(
      [
        ("x1", "On P18 and more"), ("P18", "Alpha"), ("W-P18-2", "Beta"), ("P18-1", "Gamma"), ("P18-2", "Delta"),
        ("y", "Llama 2.5 — Über ＡＢＣ 推测解码"),
      ],
      citations: [(0, 4), (1, 4), (2, 3)])
    let (hits, count) = network.search(["p18"], limit: 10)
    #expect(hits.map(\.paper.row) == [1, 4, 3, 2, 0])
    #expect(count == 5)
    #expect(hits.map(\.fields) == [[.name], [.name], [.name], [.name], [.title]])
    #expect(network.search(["p18"], limit: 2).hits.map(\.paper.row) == [1, 4])
    #expect(network.search(["p18"], limit: 2).count == 5)
    #expect(network.search(["P18", "gam"], limit: 5).hits.map(\.fields) == [[.name, .title]])
    for word in ["llama2.5", "uber", "abc", "解码", "LLAMA-2"] {
      #expect(network.search([word], limit: 5).hits.map(\.paper.row) == [5], "\(word)")
    }
    #expect(network.search(["llama25"], limit: 5).count == 0)
    #expect(network.search([" - "], limit: 5).count == 0)
  }

  @Test func numbersAreSearchedAsDigits() {
    let numbers: [UInt64] = [0, 9_407_339, 940, 40, .max]
    let network = CitationNetwork(
      graph: CitationGraphBuilder(paperCount: 5).build(), identifiers: .numbers(Column(numbers)))
    #expect(network.search(["40"], limit: 9).hits.map(\.paper.row) == [3, 1, 2, 4])
    #expect(network.search(["0"], limit: 9).hits.first?.paper.row == 0)
    #expect(network.search(["18446744073709551615"], limit: 9).hits.map(\.paper.row) == [4])
  }

  /// The search folds texts by itself, and must do so as names are folded everywhere.
  @Test func textsAreFoldedAsNamesAre() {
    var generator = SplitMix64(seed: 90)
    let letters = Array("aBz09.-_ /é推ｘ…")
    let texts = (0..<500).map { number in
      "\(number)" + String((0..<12).compactMap { _ in letters.randomElement(using: &generator) })
    }
    let network = network(texts.enumerated().map { ("q\($0)", $1) })
    for text in texts {
      let key = NameKey(text).text
      let expected = texts.indices.filter { NameKey(texts[$0]).text.contains(key) || "q\($0)".contains(key) }
      #expect(network.search([text], limit: 1000).hits.map(\.paper.row).sorted() == expected)
    }
  }

  @Test func manyHitsAreBounded() {
    let count = 5000
    var builder = CitationGraphBuilder(paperCount: count)
    for row in 1..<200 { builder.add(PaperIndex(row), cites: PaperIndex(4999 - row % 3)) }
    let network = CitationNetwork(
      graph: builder.build(), identifiers: .texts(TextColumn((0..<count).map { "paper\($0)" })))
    let found = network.search(["paper"], limit: 5)
    #expect(found.count == count)
    #expect(found.hits.map(\.paper.row) == [4998, 4997, 4999, 0, 1])
  }
}

struct NetworkTimelineTests {
  private func network(_ dates: [PackedDate], citations: [(Int, Int)] = []) -> CitationNetwork {
    var builder = CitationGraphBuilder(paperCount: dates.count)
    for (citing, cited) in citations { builder.add(PaperIndex(citing), cites: PaperIndex(cited)) }
    return CitationNetwork(
      graph: builder.build(), identifiers: .numbers(Column(dates.indices.map { UInt64($0) })), dates: Column(dates))
  }

  /// The timeline of a corpus of the same papers says the same.
  @Test(arguments: [Period.Length.month, .quarter, .year])
  func agreesWithThatOfACorpus(_ length: Period.Length) {
    var generator = SplitMix64(seed: 91)
    for round in 0..<50 {
      let span = round % 5 == 0 ? 3000 : 12
      let dates = (0..<40).map { _ -> PackedDate in
        let year = 1990 + Int.random(in: 0..<span, using: &generator)
        let month = Int.random(in: 1...12, using: &generator)
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: return .unknown
        case 1: return PackedDate(year: year)
        case 2: return PackedDate(year: year, month: month)
        default: return PackedDate(year: year, month: month, day: Int.random(in: 1...28, using: &generator))
        }
      }.sorted()
      let network = network(dates)
      let papers = network.graph.papers.map(network.paper)
      let first = round % 2 == 0 ? nil : Period(length: length, ordinal: 1992 * length.countPerYear)
      let last = round % 3 == 0 ? nil : Period(length: length, ordinal: 1999 * length.countPerYear)
      let found = NetworkTimeline(network, by: length, from: first, through: last)
      let expected = Timeline(papers, by: length, dateChoice: .role(.published), from: first, through: last)
      #expect(found.entries.map(\.period) == expected.entries.map(\.period))
      #expect(found.entries.map(\.count) == expected.entries.map(\.papers.count))
      #expect(found.longestGap == expected.longestGap)
      #expect(found.busiest?.period == expected.busiest?.period)
      func unplaced(_ reason: Timeline.Unplaced.Reason) -> Int { expected.unplaced.count { $0.reason == reason } }
      #expect(found.undatedCount == unplaced(.noDate))
      #expect(found.coarseCount == unplaced(.tooCoarse))
      #expect(found.tooFarCount == unplaced(.tooFar))
      #expect(
        found.paperCount + found.undatedCount + found.coarseCount + found.tooFarCount + found.outsideCount == 40)
    }
  }

  @Test func theMostCitedPaperOfAPeriodIsNamed() {
    let network = network(
      [PackedDate(year: 2000), PackedDate(year: 2000), PackedDate(year: 2001), PackedDate(year: 2003)],
      citations: [(2, 1), (3, 1), (3, 0)])
    let timeline = NetworkTimeline(network, by: .year)
    #expect(timeline.entries.map(\.count) == [2, 1, 0, 1])
    #expect(timeline.entries.map(\.mostCited) == [PaperIndex(1), nil, nil, nil])
    let none = NetworkTimeline(self.network([.unknown]), by: .month)
    #expect(none.entries.isEmpty && none.undatedCount == 1 && none.busiest == nil)
  }
}
