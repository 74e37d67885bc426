import CitationGraph
import Foundation
import PaperLineage
import Testing

@testable import LineageRendering

struct NetworkReportTests {
  /// A chain of papers, each called by a text that tries to be something else, with a knot in it.
  private func hostile() throws -> CitationNetwork {
    let texts = [
      "</style><script>", "\"x\" onload=", "\u{1B}[31m\u{7}\u{202E}", "=1+1|2",
      "推测解码" + String(repeating: "长", count: 90),
      "a, b\n#c", "#x { }", "_5f",
    ]
    var builder = CitationGraphBuilder(paperCount: texts.count)
    for row in 1..<texts.count { builder.add(PaperIndex(row), cites: PaperIndex(row - 1)) }
    builder.add(PaperIndex(3), cites: PaperIndex(4))
    return CitationNetwork(
      graph: builder.build(), identifiers: .texts(TextColumn(texts)),
      dates: Column(texts.indices.map { $0 == 0 ? .unknown : PackedDate(year: 2000 + $0, month: 5) }),
      titles: TextColumn(texts.map { "title of " + $0 }))
  }

  @Test(arguments: [60, 80, 120], [Language.english, .chinese])
  func textsFitAndDoNoHarm(_ width: Int, _ language: Language) throws {
    let network = try hostile()
    let (first, last) = (PaperIndex(0), PaperIndex(7))
    let between = network.graph.papersBetween(from: last, to: first)
    var reports: [any Report] = [
      NetworkPaperReport(PaperIndex(3), in: network, limit: 1),
      NetworkTimelineReport(NetworkTimeline(network, by: .year), of: network),
      BetweenReport(
        between, from: first, to: last,
        paths: Result { () throws(KnotsBetween) in try network.graph.pathCount(from: last, to: first) }, in: network,
        following: [.cites], limit: 5),
    ]
    let found = network.search(["title"], limit: 3)
    reports.append(NetworkSearchReport(found.hits, count: found.count, for: ["title"], in: network))
    for cycles in [CyclePolicy.dropBackward, .condense, .preprint] {
      for method in [MainPathMethod.global, .keyRoutes(1...3, extended: .local)] {
        let path = try NetworkMainPath(
          network, .init(method: method, through: [first], cycles: cycles))
        reports.append(MainPathReport(path, of: network, following: [.cites]))
      }
    }
    for report in reports {
      let text = report.text(TextLayout(width: width, language: language))
      for line in text.split(separator: "\n") { #expect(String(line).displayWidth <= width, "\(line)") }
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x202E })
      #expect(text.hasSuffix("\n"))
      let object = try JSONSerialization.jsonObject(with: Data(report.written(as: .json, layout: TextLayout()).utf8))
      #expect(object is [String: Any])
      let columns = report.table.columns.count
      #expect(report.table.rows.allSatisfy { $0.count == columns })
    }
  }

  @Test func picturesOfNetworksNameTheirPartsHarmlessly() throws {
    let network = try hostile()
    let corpus = network.corpus(of: network.graph.papers)
    let svg = String(
      decoding: try Picture(corpus, options: PictureOptions(showsPath: true)).drawn(as: .svg), as: UTF8.self)
    #expect(!svg.contains("<script"))
    #expect(svg.contains("id=\"paper-_5f5f\""))
    #expect(svg.contains("id=\"paper-_3c_2fstyle_3e_3cscript_3e\""))
    let tokens = Set(network.graph.papers.map { network.paperID(of: $0).token })
    #expect(tokens.count == network.graph.paperCount)
    #expect(PaperID(rawValue: "llama-2").token == "llama-2")
    #expect(PaperID(rawValue: "\u{1}é").token == "_01_c3_a9")
  }

  @Test func exactNumbersInTables() throws {
    let digits = [
      "0": "0", "999": "999", "1000": "1,000", "123456789012345678": "123,456,789,012,345,678",
      "1234567890123456789": "1.23457e18", "9999995000000000000000": "1.00000e22",
      "9999994999999999999999": "9.99999e21",
    ]
    for (number, text) in digits { #expect(Figures.fitting(try #require(ExactCount(number))) == text) }
    #expect(Figures.percent(0.5) == "50.00 %" && Figures.percent(1.0 / 3) == "33.33 %")
    #expect(Figures.percent(0) == "0.00 %" && Figures.percent(1e-9) == "<0.01 %")
  }

  @Test func externalWorksCanStandOnTheAxis() throws {
    let corpus = try TestCorpora.bundled()
    let picture = Picture(corpus, options: PictureOptions(externals: .axis))
    #expect(picture.cards.count == corpus.papers.count)
    #expect(picture.cards.contains { $0.isExternal })
    #expect(picture.beforeWidth == 0)
    #expect(picture.lanes.count == Picture(corpus).lanes.count)
    _ = try picture.drawn(as: .svg)
  }
}

struct FoldedAxisTests {
  private func labels(_ dates: [String?]) -> [String] {
    let axis = TimeAxis(dates.map { $0.flatMap { PublicationDate($0) } }, foldingGaps: true)
    #expect(axis.places.allSatisfy { axis.columns.indices.contains($0) })
    return axis.columns.indices.map { axis.label($0, in: .english).text }
  }

  @Test func longGapsAreFoldedAndShortOnesStay() {
    #expect(
      labels(["2017-06", "2022-05", "2022-08", nil]) == [
        "no date", "Jun 2017", "… 58 months …", "May 2022", "Jun", "Jul", "Aug",
      ])
    #expect(labels(["2020-01", "2020-05", "2022"]) == ["Jan 2020", "… 3 months …", "May 2020", "in 2022"])
  }

  @Test func aYearInsideOfAGapKeepsItsPlace() {
    let dates = ["2019-12", "2020", "2022-03"]
    #expect(
      labels(dates) == ["Dec 2019", "in 2020", "… 26 months …", "Mar 2022"])
    let axis = TimeAxis(dates.map { PublicationDate($0) }, foldingGaps: true)
    #expect(axis.places == [0, 1, 3])
  }
}
