import CitationGraph
import Foundation
import PaperFormats
import PaperLineage
import TestSupport
import Testing

@testable import LineageRendering

/// A picture read back from its SVG.
private struct DrawnTimeline {
  struct Box {
    let x: Double
    let y: Double
    let width: Double
    let height: Double
    let className: String

    func overlaps(_ other: Box) -> Bool {
      x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height
    }
  }

  let root: XMLElement
  let all: [XMLElement]

  init(_ picture: TimelinePicture) throws {
    try self.init(XMLElement.reading(picture.drawn(as: .svg)))
  }

  init(_ root: XMLElement) {
    self.root = root
    all = Self.descendants(of: root)
  }

  static func descendants(of element: XMLElement) -> [XMLElement] {
    [element] + element.elements.flatMap(descendants)
  }

  func groups(_ className: String) -> [XMLElement] {
    all.filter { $0.name == "g" && $0["class"]?.split(separator: " ").first.map(String.init) == className }
  }

  func boxes(_ className: String, in group: XMLElement) -> [Box] {
    Self.descendants(of: group).filter {
      $0.name == "rect" && $0["class"]?.split(separator: " ").first.map(String.init) == className
    }.map {
      Box(
        x: Double($0["x"] ?? "") ?? .nan, y: Double($0["y"] ?? "") ?? .nan, width: Double($0["width"] ?? "") ?? .nan,
        height: Double($0["height"] ?? "") ?? .nan, className: $0["class"] ?? "")
    }
  }

  static func text(of element: XMLElement) -> String {
    element.children.map { if case .text(let text) = $0 { text } else { "" } }.joined()
  }

  /// The numbers of the scale at one side: `end` for the left one, `nil`, since texts begin there, for the right one.
  func scale(_ anchor: String?) -> [(value: Int, y: Double)] {
    (groups("axis").first?.elements ?? []).compactMap { text in
      guard text["text-anchor"] == anchor, let value = Int(Self.text(of: text).replacing(",", with: "")),
        let y = Double(text["y"] ?? "")
      else { return nil }
      return (value, y)
    }
  }

  /// The points of the line of sums.
  var sums: [(x: Double, y: Double)] {
    guard let line = all.first(where: { $0["class"] == "sum-line" })?["points"] else { return [] }
    return line.split(separator: " ").map { point in
      let parts = point.split(separator: ",").compactMap { Double($0) }
      return (parts[0], parts[1])
    }
  }
}

@Suite struct TimelinePictureTests {
  private func bundled(
    by length: Period.Length = .month, options: TimelinePictureOptions = TimelinePictureOptions()
  ) throws -> (corpus: Corpus, timeline: Timeline, picture: TimelinePicture) {
    let corpus = try TestCorpora.bundled()
    let timeline = Timeline(corpus.members, by: length, dateChoice: corpus.dateChoice)
    return (corpus, timeline, TimelinePicture(timeline, in: corpus, options: options))
  }

  /// The bars against the numbers of the left scale, the line against those of the right one.
  private func expectToScale(
    _ drawn: DrawnTimeline, counts: [Int], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let left = drawn.scale("end")
    let zero = try #require(left.first { $0.value == 0 }, sourceLocation: sourceLocation)
    let top = try #require(left.max { $0.value < $1.value }, sourceLocation: sourceLocation)
    let unit = (zero.y - top.y) / Double(top.value)
    let periods = drawn.groups("period")
    #expect(periods.count == counts.count, sourceLocation: sourceLocation)
    for (period, count) in zip(periods, counts) {
      let bars = drawn.boxes("bar", in: period)
      #expect(abs(bars.reduce(0) { $0 + $1.height } - Double(count) * unit) < 0.05, sourceLocation: sourceLocation)
      // One stands on the other.
      for (lower, upper) in zip(bars, bars.dropFirst()) {
        #expect(abs(upper.y + upper.height - lower.y) < 0.01, sourceLocation: sourceLocation)
      }
    }
    let right = drawn.scale(nil)
    let sumTop = try #require(right.max { $0.value < $1.value }, sourceLocation: sourceLocation)
    let sumZero = try #require(right.first { $0.value == 0 }, sourceLocation: sourceLocation)
    guard counts.count > 1 else { return }
    let plotBottom = drawn.boxes("room", in: try #require(periods.first)).first.map { $0.y + $0.height } ?? .nan
    var sum = 0
    for (point, count) in zip(drawn.sums, counts) {
      sum += count
      let read = (plotBottom - point.y) / (sumZero.y - sumTop.y) * Double(sumTop.value)
      #expect(abs(read - Double(sum)) < 0.01 * Double(max(1, sumTop.value)), sourceLocation: sourceLocation)
    }
    #expect(drawn.sums.count == counts.count, sourceLocation: sourceLocation)
  }

  @Test func theBundledCorpusIsDrawnToScale() throws {
    let (_, timeline, picture) = try bundled()
    let drawn = try DrawnTimeline(picture)
    try expectToScale(drawn, counts: timeline.entries.map(\.papers.count))
    #expect(drawn.groups("period").map { $0["id"] } == timeline.entries.map { "period-\($0.period)" })
    // A bar has a stretch for each topic of its papers.
    for (entry, group) in zip(timeline.entries, drawn.groups("period")) {
      let corpus = try TestCorpora.bundled()
      let topics = Set(entry.papers.map { corpus[$0]?.topic })
      #expect(drawn.boxes("bar", in: group).count == topics.count)
    }
  }

  @Test(arguments: [Period.Length.month, .quarter, .year])
  func everyDatedPaperHasOneCardInItsColumnByDate(length: Period.Length) throws {
    let (corpus, timeline, picture) = try bundled(by: length)
    let drawn = try DrawnTimeline(picture)
    let cards = drawn.groups("paper")
    #expect(cards.map { $0["id"] } == timeline.entries.flatMap(\.papers).map { "paper-\($0)" })
    let rooms = drawn.groups("period").compactMap { drawn.boxes("room", in: $0).first }
    var position = 0
    for (entry, room) in zip(timeline.entries, rooms) {
      for _ in entry.papers {
        let card = try #require(drawn.boxes("card", in: cards[position]).first)
        #expect(card.x >= room.x && card.x + card.width <= room.x + room.width && card.y > room.y + room.height)
        position += 1
      }
    }
    for (card, id) in zip(cards, timeline.entries.flatMap(\.papers)) {
      let link = DrawnTimeline.descendants(of: card).first { $0.name == "a" }
      #expect(link?["href"] == corpus[id]?.address)
      #expect(card.elements.first?.name == "title")
    }
  }

  @Test(arguments: Array(UInt64(1)...12))
  func randomCorporaAreToScaleAndNothingOverlaps(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let corpus = try TestCorpora.random(paperCount: Int.random(in: 1...300, using: &random), seed: seed)
    let length = TimelinePicture.suitableLength { Timeline(corpus.papers, by: $0, dateChoice: corpus.dateChoice) }
    let timeline = Timeline(corpus.papers, by: length, dateChoice: corpus.dateChoice)
    let picture = TimelinePicture(timeline, in: corpus)
    guard !picture.isEmpty else { return }
    let drawn = try DrawnTimeline(picture)
    let chart = TimelineChart(picture.content)
    if !chart.columns.contains(where: { if case .gap = $0 { true } else { false } }) {
      try expectToScale(drawn, counts: timeline.entries.map(\.papers.count))
    }
    let groups = drawn.groups("paper")
    #expect(groups.count == (chart.showsCards ? timeline.paperCount : 0))
    let cards = groups.flatMap { drawn.boxes("card", in: $0) }
    for (position, card) in cards.enumerated() {
      #expect(!cards[(position + 1)...].contains { $0.overlaps(card) })
      for text in DrawnTimeline.descendants(of: groups[position]) where text.name == "text" {
        let size = try #require(Double(text["font-size"] ?? ""))
        let isBold = text["font-weight"] == "bold"
        #expect(TextMeasure.width(of: DrawnTimeline.text(of: text), size: size, isBold: isBold) <= card.width)
      }
    }
    // What has no place is told, all of it.
    let caption = drawn.groups("caption").flatMap(\.elements).map(DrawnTimeline.text).joined(separator: " ")
    #expect(caption.contains("\(timeline.paperCount) paper"))
    #expect(caption.contains("not placed") == !timeline.unplaced.isEmpty)
    if !timeline.unplaced.isEmpty {
      let noDate = timeline.unplaced.filter { $0.reason == .noDate }
      if let first = noDate.first, let name = corpus[first.paper]?.name {
        #expect(caption.contains(name.split(separator: " ")[0]))
      }
      #expect(caption.contains("and \(max(0, noDate.count - 12)) more") == (noDate.count > 12))
    }
  }

  @Test func theSVGStandsAlone() throws {
    let (_, _, picture) = try bundled()
    let text = String(decoding: try picture.drawn(as: .svg), as: UTF8.self)
    for word in ["<!DOCTYPE", "url(", "@import", "xlink"] { #expect(!text.contains(word)) }
    let drawn = try DrawnTimeline(picture)
    #expect(!drawn.all.contains { ["script", "image", "use", "foreignObject"].contains($0.name) })
    #expect(!drawn.all.contains { element in element.attributes.contains { $0.name.hasPrefix("on") } })
    let ids = drawn.all.compactMap { $0["id"] }
    #expect(Set(ids).count == ids.count)
    #expect(drawn.root["role"] == "graphics-document" && drawn.root["aria-labelledby"] == "picture-title")
    #expect(drawn.root.elements.prefix(3).map(\.name) == ["title", "desc", "style"])
    for list in drawn.all where list["role"] == "list" {
      #expect(list["aria-label"]?.isEmpty == false)
      #expect(list.elements.allSatisfy { $0["role"] == "listitem" })
    }
    // Whatever can be reached by keyboard says what it is, and shows that it is reached.
    for group in drawn.groups("paper") {
      let targets = DrawnTimeline.descendants(of: group).filter { $0["href"] != nil || $0["tabindex"] == "0" }
      #expect(targets.count == 1)
      let target = try #require(targets.first)
      #expect(target["aria-label"]?.isEmpty == false)
      #expect(drawn.boxes("ring", in: group).count == 1)
    }
  }

  @Test func everyColorHasItsDarkOne() throws {
    let corpus = try TestCorpora.random(paperCount: 120, seed: 4)
    let timeline = Timeline(corpus.papers, by: .quarter, dateChoice: corpus.dateChoice)
    let drawn = try DrawnTimeline(
      TimelinePicture(timeline, in: corpus, options: try TimelinePictureOptions(bursts: bursts(corpus, by: .quarter))))
    let known = Set(Palette.darkColors.map(\.light)).union(["none"])
    let used = Set(drawn.all.flatMap { [$0["fill"], $0["stroke"]] }.compactMap { $0 })
    #expect(used.count > 8)
    #expect(used.subtracting(known) == [])
  }

  @Test func showsChinese() throws {
    let corpus = try TestCorpora.bundled()
    let timeline = Timeline(corpus.members, by: .month, dateChoice: corpus.dateChoice)
    let picture = TimelinePicture(
      timeline, in: corpus, options: TimelinePictureOptions(title: corpus.title(in: "zh"), language: .chinese))
    let text = String(decoding: try picture.drawn(as: .svg), as: UTF8.self)
    for word in [">基座 9<", ">2023 AI 核心论文<", ">2023年1月<", ">累计<", ">每月论文数<"] {
      #expect(text.contains(word), "\(word)")
    }
  }

  @Test(arguments: TimelinePictureFormat.allCases)
  func sameInputSameBytes(format: TimelinePictureFormat) throws {
    let (_, _, picture) = try bundled()
    let (_, _, again) = try bundled()
    let first = try picture.drawn(as: format)
    #expect(try again.drawn(as: format) == first)
    let beginnings: [TimelinePictureFormat: String] = [
      .svg: "<?xml", .html: "<!DOCTYPE html>", .mermaid: "timeline\n", .png: "\u{89}PNG", .pdf: "%PDF",
    ]
    #expect(first.starts(with: try #require(beginnings[format]).unicodeScalars.map { UInt8($0.value) }))
    if format == .pdf { #expect(first.range(of: Data("CreationDate".utf8)) == nil) }
  }

  @Test func hostileTextStaysText() throws {
    let corpus = try TestCorpora.hostile()
    let timeline = Timeline(corpus.papers, by: .month, dateChoice: corpus.dateChoice)
    let picture = TimelinePicture(
      timeline, in: corpus,
      options: try TimelinePictureOptions(
        title: corpus.title, leftOut: ["</style><script>"], bursts: bursts(corpus, by: .month, of: .organizations)))
    for format in [TimelinePictureFormat.svg, .html] {
      let data = try picture.drawn(as: format)
      #expect(!data.contains { $0 == 0x1B || $0 == 0 })
      let text = String(decoding: data, as: UTF8.self)
      #expect(!text.contains("<script") && !text.contains("javascript:") && !text.contains("\u{202E}"))
      let drawn = DrawnTimeline(try XMLElement.reading(Self.asXML(data)))
      #expect(!drawn.all.contains { element in element.attributes.contains { $0.name.hasPrefix("on") } })
      #expect(
        Set(drawn.all.compactMap { $0["href"] }) == ["https://example.org/?a=1&b=%22%3Cx%3E"], "\(format)")
      #expect(drawn.groups("paper").count == corpus.papers.count)
    }
    for format in [TimelinePictureFormat.png, .pdf] { #expect(try !picture.drawn(as: format).isEmpty) }
  }

  /// The page is XML as well but for its first line.
  private static func asXML(_ page: Data) -> Data {
    Data(String(decoding: page, as: UTF8.self).replacing("<!DOCTYPE html>\n", with: "").utf8)
  }

  // MARK: - Bursts

  private func bursts(
    _ corpus: Corpus, by length: Period.Length, of kind: PaperItems.Kind = .topics, gamma: Double = 0.1
  ) throws -> BurstsReport {
    let lineage = LineageNetwork(corpus, following: Set(RelationKind.allCases))
    let batches: DateBatches.Length = length == .month ? .month : length == .quarter ? .quarter : .year
    return BurstsReport(
      .items(PaperItems(kind, of: lineage), kind) { $0 }, in: lineage.citationNetwork(datedBy: corpus.dateChoice),
      by: batches, model: BatchedBurst(ratio: 2, difficulty: gamma), dateChoice: corpus.dateChoice, limit: nil)
  }

  @Test func burstsAreMarkedUnderTheirPeriods() throws {
    let corpus = try TestCorpora.bundled()
    let report = try bursts(corpus.withoutExternalPapers, by: .month, of: .terms)
    #expect(report.entries.count > TimelineContent.markLimit)
    let (_, timeline, picture) = try bundled(options: TimelinePictureOptions(bursts: report))
    let drawn = try DrawnTimeline(picture)
    let marks = drawn.groups("burst")
    #expect(marks.count == TimelineContent.markLimit)
    let rooms = Dictionary(
      uniqueKeysWithValues: zip(timeline.entries, drawn.groups("period")).compactMap { entry, group in
        drawn.boxes("room", in: group).first.map { (entry.period.description, $0) }
      })
    for entry in report.entries.prefix(TimelineContent.markLimit) {
      let words = "burst of \(entry.name), \(entry.start)"
      let group = try #require(marks.first { $0["aria-label"]?.contains(words) == true })
      let mark = try #require(drawn.boxes("mark", in: group).first)
      let (start, end) = try (#require(rooms[entry.start]), #require(rooms[entry.end]))
      #expect(mark.x >= start.x && mark.x < start.x + 4)
      #expect(mark.x + mark.width <= end.x + end.width && mark.x + mark.width > end.x + end.width - 4)
    }
    let boxes = marks.flatMap { drawn.boxes("mark", in: $0) }
    for (position, box) in boxes.enumerated() {
      #expect(!boxes[(position + 1)...].contains { $0.overlaps(box) })
    }
    let caption = drawn.groups("caption").flatMap(\.elements).map(DrawnTimeline.text).joined(separator: " ")
    #expect(caption.contains("bursts of terms of titles"))
    #expect(caption.contains("not shown: \(report.entries.count - TimelineContent.markLimit) lighter bursts"))
  }

  @Test func saysThatNothingBurst() throws {
    let corpus = try TestCorpora.bundled()
    let (_, _, picture) = try bundled(
      options: TimelinePictureOptions(bursts: bursts(corpus, by: .month, gamma: 1_000)))
    let drawn = try DrawnTimeline(picture)
    #expect(drawn.groups("burst").isEmpty)
    let caption = drawn.groups("caption").flatMap(\.elements).map(DrawnTimeline.text).joined(separator: " ")
    #expect(caption.contains("no bursts of topics"))
  }

  // MARK: - Large inputs

  @Test func ofManyPapersOnlyTheNumbersAreDrawn() throws {
    let corpus = try TestCorpora.random(paperCount: 900, seed: 3)
    let length = TimelinePicture.suitableLength { Timeline(corpus.papers, by: $0, dateChoice: corpus.dateChoice) }
    let timeline = Timeline(corpus.papers, by: length, dateChoice: corpus.dateChoice)
    #expect(timeline.paperCount > TimelinePicture.cardLimit)
    let drawn = try DrawnTimeline(TimelinePicture(timeline, in: corpus))
    try expectToScale(drawn, counts: timeline.entries.map(\.papers.count))
    #expect(drawn.groups("paper").isEmpty)
    let caption = drawn.groups("caption").flatMap(\.elements).map(DrawnTimeline.text).joined(separator: " ")
    #expect(caption.contains("cards left out: there are more than \(TimelinePicture.cardLimit) papers"))
  }

  @Test func theRealNetworkIsDrawnByQuarter() throws {
    // The folder “shared” beside the package, or where `LINEAGE_SHARED` says.
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let shared =
      ProcessInfo.processInfo.environment["LINEAGE_SHARED"].map { URL(fileURLWithPath: $0) }
      ?? package.deletingLastPathComponent().appending(component: "shared")
    let folder = shared.appending(component: "graphs")
    guard FileManager.default.fileExists(atPath: folder.appending(component: "cit-HepPh-dates.txt").path) else {
      print("skipped: no folder “shared” beside the package, and $LINEAGE_SHARED names none")
      return
    }
    let dates = folder.appending(component: "cit-HepPh-dates.txt").path
    let network = try NetworkSource.read(edges: folder.appending(component: "cit-HepPh.txt").path, dates: dates).network
    let length = TimelinePicture.suitableLength { NetworkTimeline(network, by: $0) }
    #expect(length == .quarter)
    let timeline = NetworkTimeline(network, by: length)
    let drawn = try DrawnTimeline(TimelinePicture(timeline, of: network))
    try expectToScale(drawn, counts: timeline.entries.map(\.count))
    #expect(drawn.groups("period").count == 45)
    #expect(timeline.paperCount == 34_546)
  }

  @Test(arguments: [
    ([1, 0, 0, 0, 1], "0 1 2 3 4"),
    ([1] + [Int](repeating: 0, count: 30) + [2], "0 1–30 31"),
    ([1, 0, 0] + [Int](repeating: 1, count: 30), (0...32).map(String.init).joined(separator: " ")),
    ([Int](repeating: 0, count: 25) + [1], "0–24 25"), ([1] + [Int](repeating: 0, count: 25), "0 1–25"),
  ])
  func longRunsOfNothingAreOneColumn(counts: [Int], expected: String) {
    let columns = TimelineChart.columns(of: counts).map { column in
      switch column {
      case .entry(let position): "\(position)"
      case .gap(let range): "\(range.lowerBound)–\(range.upperBound - 1)"
      }
    }
    #expect(columns.joined(separator: " ") == expected)
  }

  @Test func scalesAreRoundAndHoldWhatTheyMust() {
    for most in Array(0...2_000) + [34_546, 999_999, 1_000_001, 123_456_789] {
      let scale = Scale(upTo: most, tickCount: 4)
      #expect(scale.top >= max(1, most) && scale.ticks.first == 0 && scale.ticks.last == scale.top)
      #expect(2...5 ~= scale.ticks.count)
      let steps = Set(zip(scale.ticks, scale.ticks.dropFirst()).map { $1 - $0 })
      #expect(steps.count == 1)
      var step = steps.first ?? 0
      while step.isMultiple(of: 10), step > 0 { step /= 10 }
      #expect([1, 2, 5].contains(step))
      // No tick too many.
      #expect(most == 0 || scale.ticks[scale.ticks.count - 2] < most)
    }
  }

  // MARK: - The page

  @Test func thePageHasThePictureThePapersAndTheNumbers() throws {
    let (corpus, timeline, picture) = try bundled()
    let page = DrawnTimeline(try XMLElement.reading(Self.asXML(picture.drawn(as: .html))))
    #expect(page.root["lang"] == "en")
    #expect(!page.all.contains { ["script", "link", "img", "iframe", "object", "form"].contains($0.name) })
    let policy = page.all.first { $0["http-equiv"] == "Content-Security-Policy" }?["content"]
    #expect(policy == "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'")
    let ids = page.all.compactMap { $0["id"] }
    #expect(Set(ids).count == ids.count)
    #expect(page.all.filter { $0.name == "svg" }.count == 1)
    #expect(page.groups("paper").count == 26)
    let items = page.all.filter { $0.name == "li" }
    #expect(items.count == 26)
    let links = items.flatMap(DrawnTimeline.descendants).filter { $0.name == "a" }.map { $0["href"] }
    #expect(links == timeline.entries.flatMap(\.papers).compactMap { corpus[$0]?.address })
    let rows = page.all.filter { $0.name == "tr" }.dropFirst()
    let numbers = rows.map { row in
      row.elements.filter { $0.name == "td" }.compactMap { Int(DrawnTimeline.text(of: $0)) }
    }
    #expect(numbers.map(\.first) == timeline.entries.map(\.papers.count))
    #expect(numbers.last?.last == 26)
    #expect(numbers.allSatisfy { $0[0] == $0[1..<($0.count - 1)].reduce(0, +) })
    // What a browser reads as it is must not need an escape.
    for style in page.all where style.name == "style" {
      #expect(!DrawnTimeline.text(of: style).contains { "<>&".contains($0) })
    }
    #expect(page.all.filter { $0.name == "h1" }.count == 1)
  }

  // MARK: - Mermaid

  @Test(arguments: [
    ("LLaVA-1.5", "LLaVA-1.5"), ("a: b", "a#58; b"), ("x; y", "x#59; y"), ("C# \"q\"", "C#35; #34;q#34;"),
    ("<b>&amp;</b>", "#60;b#62;#38;amp#59;#60;/b#62;"), ("%%{init}", "#37;#37;#123;init#125;"),
    ("a\nb\tc", "a b c"), ("1. x", "1#46; x"), ("- x", "#45; x"), ("www.x", "www#46;x"), ("数学（图）", "数学（图）"),
    ("```", "#96;#96;#96;"), ("a\\n[b]|c|", "a#92;n#91;b#93;#124;c#124;"), ("x_y *z*", "x#95;y #42;z#42;"),
  ])
  func mermaidTextMeansItself(text: String, escaped: String) {
    #expect(MermaidText.escaped(text) == escaped)
  }

  /// Reads the lines as Mermaid's grammar of timelines has it: periods and, after a colon and a blank, events.
  @Test func hostileTextStaysTextInMermaid() throws {
    let corpus = try TestCorpora.hostile()
    let timeline = Timeline(corpus.papers, by: .month, dateChoice: corpus.dateChoice)
    let picture = TimelinePicture(timeline, in: corpus, options: TimelinePictureOptions(title: corpus.title))
    let text = String(decoding: try picture.drawn(as: .mermaid), as: UTF8.self)
    let lines = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    #expect(lines[0] == "timeline" && lines[1].hasPrefix("title ") && lines[2] == "section 2023")
    let periods = lines.dropFirst(3)
    #expect(periods.map { $0.prefix(3) } == ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct"])
    for period in periods { #expect(period.components(separatedBy: " : ").count == 2) }
    let outside = text.replacing(/#[0-9]+;/, with: "")
    #expect(!outside.contains { "#;<>\"`{}%\\".contains($0) })
    let flowchart = String(decoding: try Picture(corpus).drawn(as: .mermaid), as: UTF8.self)
    let labels = flowchart.replacing(/#[0-9]+;/, with: "").split(separator: "\n").dropFirst(3)
    // The title stands before the diagram, where there are no entities and tags would be taken out.
    #expect(flowchart.hasPrefix("---\ntitle: \"‹/style›‹script›alert(1)‹/script›\"\n---\nflowchart LR\n"))
    #expect(labels.filter { $0.contains(":::") }.count == corpus.papers.count)
    for line in labels where line.contains(":::") {
      #expect(line.wholeMatch(of: /\s*paper_h_[0-9]\(".*"\):::topic[0-9]/) != nil, "\(line)")
      #expect(line.count { $0 == "\"" } == 2)
    }
  }

  @Test func mermaidNodesHaveNamesOfTheirOwn() {
    let ids = ["a-b", "a_b", "a-2d", "a-", "end", "A", "a--b", "a_2d", "é"].map(PaperID.init(rawValue:))
    let names = ids.map(Picture.mermaidID)
    #expect(Set(names).count == ids.count)
    #expect(names.allSatisfy { $0.wholeMatch(of: /(paper|other)_[A-Za-z0-9_]+/) != nil }, "\(names)")
  }

  @Test func theFlowchartHasEveryPaperAndRelation() throws {
    let picture = Picture(try TestCorpora.bundled(), options: PictureOptions(externals: .column))
    let lines = String(decoding: try picture.drawn(as: .mermaid), as: UTF8.self).split(separator: "\n")
    #expect(lines.filter { $0.contains(":::") }.count == picture.cards.count)
    let arrows = lines.filter { line in [" ==>", " -->", " -.->", " -.-"].contains { line.contains($0) } }
    #expect(arrows.count == picture.links.count)
    #expect(lines.contains("  paper_llama ==>|\"updates\"| paper_llama_2"))
    // Every line has its style once.
    let styled = lines.filter { $0.hasPrefix("  linkStyle ") }.flatMap {
      $0.split(separator: " ")[1].split(separator: ",").compactMap { Int($0) }
    }
    #expect(styled.sorted() == Array(0..<picture.links.count))
  }
}
