import PaperLineage
import TestSupport
import Testing

@testable import LineageRendering

@Suite struct TimeAxisTests {
  private func dates(_ texts: [String?]) -> [PublicationDate?] { texts.map { $0.flatMap(PublicationDate.init) } }

  private func labels(_ axis: TimeAxis) -> [String] { axis.columns.indices.map { axis.label($0, in: .english).text } }

  @Test func emptyMonthsTakeRoom() {
    let axis = TimeAxis(dates(["2023-11", "2024-02-03"]))
    #expect(labels(axis) == ["Nov 2023", "Dec", "Jan 2024", "Feb"])
    #expect(axis.places == [0, 3])
  }

  @Test func whatIsNotKnownHasItsOwnRoom() {
    let axis = TimeAxis(dates(["2023-12", "2024", nil, "2024-01", "2022"]))
    #expect(labels(axis) == ["no date", "in 2022", "Dec 2023", "in 2024", "Jan 2024"])
    #expect(axis.places == [2, 3, 0, 4, 1])
  }

  @Test func longSpansTakeLongerPeriods() {
    #expect(labels(TimeAxis(dates(["2018-05", "2019-11", "2021-06", "2022-09"]))).prefix(2) == ["Q2 2018", "Q3"])
    #expect(labels(TimeAxis(dates(["1980-05", "1983", "1986", "1992", "1997-01"]))).prefix(2) == ["1980", "1981"])
    #expect(TimeAxis(dates(["1990", "1992"])).columns.count == 3)
    #expect(TimeAxis([]).columns.isEmpty)
    #expect(labels(TimeAxis([nil])) == ["no date"])
  }

  @Test func veryLongSpansAreFolded() {
    let axis = TimeAxis(dates(["0001-01", "1990-05", "1992", "9999-12"]))
    #expect(labels(axis) == ["1", "… 1,988 years …", "1990", "1991", "1992", "… 8,006 years …", "9999"])
    #expect(axis.places == [0, 2, 4, 6])
  }

  /// Six empty months take their room, more are folded.
  @Test func longGapsAreFolded() {
    #expect(TimeAxis(dates(["2023-01", "2023-08"])).columns.count == 8)
    #expect(labels(TimeAxis(dates(["2023-01", "2023-09"]))) == ["Jan 2023", "… 7 months …", "Sep 2023"])
    #expect(labels(TimeAxis(dates(["1992", "2023-01"]))) == ["in 1992", "… 30 years …", "Jan 2023"])
  }

  /// One old paper does not turn the months of all others into years.
  @Test func anOutlierDoesNotChangeTheScale() {
    let months = (1...12).map { "2023-\($0 < 10 ? "0" : "")\($0)" }
    let axis = TimeAxis(dates(["1986-10"] + months))
    #expect(labels(axis).prefix(3) == ["Oct 1986", "… 434 months …", "Jan 2023"])
  }

  @Test func manyPapersGetMoreColumns() {
    let dates = (0..<10_000).map { PublicationDate(year: 2010 + $0 % 120 / 12, month: $0 % 12 + 1) }
    #expect(TimeAxis(dates).columns.count == 120)
    #expect(TimeAxis(Array(dates.prefix(240))).columns.count == 10)
  }

  @Test func monthsInChinese() {
    let axis = TimeAxis(dates(["2023-12", "2024-01"]))
    #expect(axis.columns.indices.map { axis.label($0, in: .chinese).text } == ["2023年12月", "2024年1月"])
  }
}

@Suite struct TrackLayoutTests {
  @Test func chainsRunStraight() {
    // a ──▶ b ──▶ c      one row
    //  └──────▶ d        another
    let nodes = [0, 2, 4, 3].map { TrackLayout.Node(lane: 0, column: $0) }
    let edges = [
      TrackLayout.Edge(earlier: 0, later: 1, kind: .updates), .init(earlier: 1, later: 2, kind: .isDerivedFrom),
      .init(earlier: 0, later: 3, kind: .cites),
    ]
    let layout = TrackLayout(nodes: nodes, edges: edges, laneCount: 1)
    #expect(layout.rows[0] == layout.rows[1] && layout.rows[1] == layout.rows[2])
    #expect(layout.rows[3] != layout.rows[0])
    #expect(layout.rowCounts == [2])
  }

  @Test func lanesAndTracksThatDoNotOverlapShareNothingTheyNeed() {
    for seed in 0..<60 {
      var random = SplitMix64(seed: UInt64(seed))
      let count = Int.random(in: 1...80, using: &random)
      let laneCount = Int.random(in: 1...4, using: &random)
      let nodes = (0..<count).map { _ in
        TrackLayout.Node(
          lane: Int.random(in: 0..<laneCount, using: &random), column: Int.random(in: 0..<15, using: &random))
      }
      var edges: [TrackLayout.Edge] = []
      for _ in 0..<count {
        let pair = [Int.random(in: 0..<count, using: &random), Int.random(in: 0..<count, using: &random)]
          .sorted { nodes[$0].column < nodes[$1].column }
        guard pair[0] != pair[1] else { continue }
        edges.append(
          TrackLayout.Edge(
            earlier: pair[0], later: pair[1], kind: RelationKind.allCases.randomElement(using: &random) ?? .cites))
      }
      let layout = TrackLayout(nodes: nodes, edges: edges, laneCount: laneCount)
      let places = nodes.indices.map { [nodes[$0].lane, nodes[$0].column, layout.rows[$0]] }
      #expect(Set(places).count == count, "two papers in one place, seed \(seed)")
      for node in nodes.indices { #expect(layout.rows[node] < layout.rowCounts[nodes[node].lane]) }
      let again = TrackLayout(nodes: nodes, edges: edges, laneCount: laneCount)
      #expect(again.rows == layout.rows)
    }
  }
}

@Suite struct PictureTests {
  @Test func showsTheReadingListAndSaysWhatItLeavesOut() throws {
    let corpus = try TestCorpora.bundled()
    let picture = Picture(corpus)
    #expect(picture.cards.count == 26)
    #expect(picture.columns.count == 13)
    #expect(picture.lanes.map(\.topic) == ["alignment", "on-device", "foundation", "agent", "multimodal"])
    let external = corpus.papers.filter(\.isExternal).count
    #expect(picture.caption.joined(separator: "\n").contains("\(external) external works"))
    let shown = picture.links.reduce(0) { $0 + $1.kinds.count }
    let hidden = corpus.relations.count - shown
    #expect(picture.caption.joined(separator: "\n").contains("\(hidden) relations from or to them"))
  }

  @Test func theLlamaLineIsStraight() throws {
    let cards = Picture(try TestCorpora.bundled()).cards
    let line = ["llama", "llama-2", "code-llama"].compactMap { id in cards.first { $0.id.rawValue == id } }
    #expect(line.count == 3)
    #expect(Set(line.map(\.y)).count == 1)
    #expect(line.map(\.x) == line.map(\.x).sorted())
  }

  @Test func externalWorksStandBeforeTheAxis() throws {
    let picture = Picture(try TestCorpora.bundled(), options: PictureOptions(externals: .column))
    let axis = picture.columns.map(\.x).min() ?? 0
    for card in picture.cards { #expect(card.isExternal == (card.x < axis)) }
    #expect(!picture.caption.joined().contains("Left out"))
  }

  /// What is shown and what the caption says is left out make up the whole corpus.
  @Test(arguments: PictureOptions.Externals.allCases)
  func theCaptionAddsUp(externals: PictureOptions.Externals) throws {
    let corpus = try TestCorpora.bundled()
    for kinds in [Set(RelationKind.allCases), Set(RelationKind.lineageBearing), [.cites]] {
      let picture = Picture(corpus, options: PictureOptions(externals: externals, kinds: kinds))
      let leftOut = picture.caption.filter { $0.hasPrefix("Left out") }.joined()
      func number(before words: String) -> Int {
        leftOut.firstRange(of: " \(words)").map { range in
          Int(leftOut[..<range.lowerBound].reversed().prefix { $0.isNumber }.reversed().map(String.init).joined()) ?? 0
        } ?? 0
      }
      #expect(picture.cards.count + number(before: "external work") == corpus.papers.count)
      let shown = picture.links.reduce(0) { $0 + $1.kinds.count }
      let hidden = number(before: "relations from or to them") + number(before: "relations of other kinds")
      #expect(shown + hidden == corpus.relations.count)
    }
  }

  @Test func placesByTheDateAskedFor() throws {
    let picture = Picture(
      try TestCorpora.bundled(), options: PictureOptions(dateChoice: .role(.submitted), language: .english))
    #expect(picture.columns.first?.label == "Oct 2022")
    #expect(picture.columns.last?.label == "Feb")
    #expect(picture.cards.first { $0.id.rawValue == "gptq" }?.date == "2022-10")
  }

  @Test(arguments: 0..<20)
  func nothingOverlaps(seed: Int) throws {
    let corpus = try TestCorpora.random(paperCount: 10 + seed * 4, seed: UInt64(seed))
    for externals in PictureOptions.Externals.allCases {
      let picture = Picture(corpus, options: PictureOptions(externals: externals))
      let tied = Set(corpus.relations.flatMap { [$0.citing, $0.cited] })
      let external = externals == .none ? 0 : corpus.papers.count { $0.isExternal && tied.contains($0.id) }
      #expect(picture.cards.count == corpus.members.count + external)
      // Works before the axis keep to no rows.
      let inLanes = picture.cards.filter { externals == .axis || !$0.isExternal }
      for card in picture.cards {
        #expect(card.x + card.width / 2 <= picture.width && card.x - card.width / 2 >= 0)
        #expect(TextMeasure.width(of: card.name, size: card.nameSize, isBold: true) <= card.width)
        #expect(TextMeasure.width(of: card.organization, size: PictureMetrics.organizationSize) <= card.width)
      }
      #expect(try DrawnPicture(picture.drawn(as: .svg)).overlaps.isEmpty)
      let rows = Dictionary(grouping: inLanes) { $0.y }
      for cards in rows.values {
        let sorted = cards.sorted { $0.x < $1.x }
        for (left, right) in zip(sorted, sorted.dropFirst()) {
          #expect(left.x + left.width / 2 < right.x - right.width / 2)
        }
      }
      let heights = rows.keys.sorted()
      let height = inLanes.first?.height ?? 0
      for (upper, lower) in zip(heights, heights.dropFirst()) where lower - upper < height {
        // Rows of one lane are a card apart; rows of lanes that differ in height may interleave only across lanes.
        #expect(picture.lanes.contains { $0.y > upper && $0.y < lower } || lower - upper >= height / 2)
      }
      for card in inLanes {
        let lane = picture.lanes.first {
          $0.y <= card.y - card.height / 2 && card.y + card.height / 2 <= $0.y + $0.height
        }
        #expect(lane != nil, "a card stands in no lane")
      }
      let pairs = picture.links.map { [$0.citing, $0.cited] }
      #expect(Set(pairs).count == pairs.count)
    }
  }

  @Test func anEmptyCorpusIsAPictureToo() throws {
    let picture = Picture(try Corpus(CorpusParts()))
    #expect(picture.cards.isEmpty && picture.links.isEmpty)
    #expect(String(decoding: try picture.drawn(as: .svg), as: UTF8.self).contains("<svg"))
  }
}
