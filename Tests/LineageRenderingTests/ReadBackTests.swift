import Foundation
import PaperLineage
import Testing

@testable import LineageRendering

/// What the SVG shows, read back and measured.
@Suite(.serialized) struct ReadBackTests {
  /// Twenty sizes from 50 to 500 papers.
  static let sizes = (0..<20).map { 50 + $0 * 450 / 19 }

  /// The reader finds what is wrong, or it would find nothing wrong anywhere.
  @Test func theReaderSeesFaults() throws {
    func card(_ id: String, x: Int, y: Int, text: String = "A") -> String {
      """
      <g id="paper-\(id)"><path d="M\(x),\(y)C\(x),\(y) \(x + 100),\(y) \(x + 100),\(y + 40)"/>\
      <text x="\(x + 50)" y="\(y + 24)" font-size="12" text-anchor="middle">\(text)</text></g>
      """
    }
    func line(_ id: String, _ path: String, from: String = "a", to: String = "b") -> String {
      "<g id=\"relation-\(id)\" class=\"relation from-\(from) to-\(to)\"><path d=\"\(path)\"/></g>"
    }
    let svg = """
      <svg>\(card("a", x: 0, y: 0))\(card("b", x: 80, y: 20))\(card("c", x: 300, y: 0, text: "a text far too long for it"))\
      \(line("1", "M100,20C200,20 400,20 500,20"))\(line("2", "M250,-50C250,0 250,40 250,90"))\
      \(line("3", "M250,60C270,60 280,60 290,60"))</svg>
      """
    let drawn = try DrawnPicture(Data(svg.utf8))
    #expect(drawn.overlaps.map { [$0.0, $0.1] } == [["paper-a", "paper-b"]])
    #expect(drawn.overflows == ["paper-c"])
    #expect(drawn.hits.map { [$0.line, $0.card] } == [["relation-1", "paper-c"]])
    #expect(drawn.crossingCount == 1)
  }

  @Test(arguments: PictureOptions.Externals.allCases)
  func theBundledCorpusIsDrawnWithoutFault(externals: PictureOptions.Externals) throws {
    let picture = Picture(try TestCorpora.bundled(), options: PictureOptions(externals: externals))
    try expectNoFaults(picture)
  }

  @Test(arguments: sizes)
  func randomCorporaAreDrawnWithoutFault(paperCount: Int) throws {
    let corpus = try TestCorpora.field(paperCount: paperCount, seed: UInt64(paperCount))
    let picture = Picture(corpus)
    let drawn = try expectNoFaults(picture)
    let ours = drawn.crossingCount
    // Graphviz's own layouts of the same graph: one with the columns that the dates ask for, one that may place each
    // paper where it likes. Only the first has to do what ours does, and not even keep topics in lanes.
    let sameColumns = try DrawnPicture(Self.drawnByDot(picture, keepingColumns: true)).crossingCount
    #expect(ours <= sameColumns, "\(paperCount) papers: \(ours) crossings, dot \(sameColumns)")
    if ProcessInfo.processInfo.environment["SHOW_CROSSINGS"] != nil {
      let free = try DrawnPicture(Self.drawnByDot(picture, keepingColumns: false)).crossingCount
      print("crossings: \(paperCount) | \(picture.links.count) | \(ours) | \(sameColumns) | \(free)")
    }
  }

  @discardableResult
  private func expectNoFaults(_ picture: Picture) throws -> DrawnPicture {
    let drawn = try DrawnPicture(picture.drawn(as: .svg))
    #expect(drawn.cards.count == picture.cards.count && drawn.lines.count == picture.links.count)
    #expect(drawn.cards.allSatisfy { !$0.texts.isEmpty } && drawn.lines.allSatisfy { $0.points.count > 6 })
    #expect(drawn.overlaps.isEmpty, "\(drawn.overlaps.prefix(5))")
    #expect(drawn.overflows.isEmpty, "\(drawn.overflows.prefix(5))")
    #expect(drawn.hits.isEmpty, "\(drawn.hits.prefix(5))")
    return drawn
  }

  private static func drawnByDot(_ picture: Picture, keepingColumns: Bool) throws -> Data {
    var dot = DOTWriter()
    dot.open("digraph", name: "same")
    dot.attributes([("rankdir", "LR")])
    dot.defaults("node", [("shape", "box"), ("fixedsize", "true"), ("label", "")])
    for card in picture.cards {
      dot.node(
        card.elementID,
        [
          ("id", .text(card.elementID)), ("width", .text(DOTWriter.number(card.width / 72))),
          ("height", .text(DOTWriter.number(card.height / 72))),
        ])
    }
    var text = ""
    if keepingColumns {
      let columns = Dictionary(grouping: picture.cards) { Int($0.x.rounded()) }.sorted { $0.key < $1.key }.map(\.value)
      for column in columns { text += "{rank=same; \(column.map { "\"\($0.elementID)\"" }.joined(separator: "; "))}\n" }
      for (left, right) in zip(columns, columns.dropFirst()) {
        text += "\"\(left[0].elementID)\" -> \"\(right[0].elementID)\" [style=invis];\n"
      }
    }
    for (index, link) in picture.links.enumerated() {
      dot.edge(
        from: Picture.Card.elementID(link.cited), port: nil, to: Picture.Card.elementID(link.citing), port: nil,
        [("id", .text("relation-\(index)"))])
    }
    return try Graphviz.draw(dot.text + text + "}\n", engine: "dot", format: "svg")
  }
}

@Suite struct RouterTests {
  private func box(_ x: Double, _ y: Double) -> LineRouter.Box { LineRouter.Box(x: x, y: y, width: 100, height: 40) }

  @Test func aLineWithNothingInItsWayIsOneCurve() {
    let router = LineRouter(
      boxes: [box(0, 0), box(300, 100)], lines: [.init(tail: 0, head: 1, rank: 0, arrowLength: 6)], top: -50,
      bottom: 150)
    let route = router.routes[0]
    #expect(route.points.count == 4)
    #expect(route.points[0].x == 50 && route.points[0].y == 0)
    #expect(abs(route.tip.x - 250) < 1e-9 && abs(route.tip.y - 100) < 1e-9)
  }

  @Test func backwardLinesPointToTheLeft() {
    let router = LineRouter(
      boxes: [box(0, 0), box(300, 100)], lines: [.init(tail: 1, head: 0, rank: 0, arrowLength: 6)], top: -50,
      bottom: 150)
    let route = router.routes[0]
    #expect(route.points[0].x == 250 && abs(route.tip.x - 50) < 1e-9)
    #expect(route.points[route.points.count - 1].x > route.tip.x)
  }

  /// a ──▶ c on one level, b between them: the line goes around b.
  @Test func aLineGoesAroundWhatIsInItsWay() throws {
    let router = LineRouter(
      boxes: [box(0, 0), box(150, 0), box(300, 0)], lines: [.init(tail: 0, head: 2, rank: 0, arrowLength: 6)],
      top: -50, bottom: 50)
    let points = router.routes[0].points
    #expect(points.count > 4)
    #expect(points.contains { abs($0.y) > 20 } && points.allSatisfy { abs($0.y) < 50 })
  }

  @Test func linesThatShareAGateKeepApart() {
    #expect(LineRouter.separated([5, 5, 5], gap: 2, from: 0, to: 10) == [3, 5, 7])
    #expect(LineRouter.separated([0, 0, 9], gap: 2, from: 0, to: 10) == [0, 2, 9])
    #expect(LineRouter.separated([9, 10, 10], gap: 2, from: 0, to: 10) == [6, 8, 10])
    #expect(LineRouter.separated([], gap: 2, from: 0, to: 10).isEmpty)
  }

  @Test func neighboursOfAColumnAreJoinedStraight() {
    let router = LineRouter(
      boxes: [box(0, 0), box(0, 80), box(0, 160)],
      lines: [.init(tail: 0, head: 1, rank: 0, arrowLength: 6), .init(tail: 2, head: 0, rank: 0, arrowLength: 6)],
      top: -50, bottom: 200)
    #expect(router.routes[0].points.allSatisfy { $0.x == 0 } && router.routes[0].tip.y == 60)
    #expect(
      router.routes[1].points.allSatisfy { $0.x >= 50 }
        && router.routes[1].tip == PicturePoint(x: 50, y: router.routes[1].tip.y))
  }
}

@Suite struct ColumnSplitTests {
  /// Three hundred papers of one month are no tower.
  @Test func crowdedPeriodsBecomeSeveralColumns() throws {
    let date = PublicationDate("2023-05")
    let papers = (0..<300).map { number in
      Paper(
        id: PaperID(rawValue: "p-\(number)"), title: "Paper \(number)",
        versions: date.map { [PaperVersion(role: .listed, date: $0)] } ?? [])
    }
    let picture = Picture(try Corpus(CorpusParts(dateChoice: .role(.listed), papers: papers)))
    #expect(picture.columns.count == 1)
    #expect(picture.width / picture.height < 4 && picture.height / picture.width < 4)
    #expect(try DrawnPicture(picture.drawn(as: .svg)).overlaps.isEmpty)
  }

  @Test func daysAreInOrderInsideAMonth() {
    let dates = (0..<90).map { PublicationDate(year: 2023, month: 5, day: 1 + $0 % 30) }
    let split = ColumnSplit(
      periods: dates.map { _ in 0 }, lanes: dates.map { _ in 0 }, dates: dates, relations: [], periodCount: 1,
      laneCount: 1, columnPitch: 136, rowPitch: 68)
    #expect(split.columnCounts[0] > 3)
    for (a, b) in zip(dates.indices, dates.indices.dropFirst()) where dates[a]?.day ?? 0 < dates[b]?.day ?? 0 {
      #expect(split.columns[a] <= split.columns[b])
    }
  }
}
