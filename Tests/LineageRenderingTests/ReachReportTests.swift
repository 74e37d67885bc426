import CitationGraph
import Foundation
import PaperLineage
import Testing

@testable import LineageRendering

struct ReachReportTests {
  /// A hostile network: names with controls, marks of other formats and wide characters.
  private var network: CitationNetwork {
    var builder = CitationGraphBuilder(paperCount: 3)
    builder.add(PaperIndex(1), cites: PaperIndex(0))
    builder.add(PaperIndex(2), cites: PaperIndex(0))
    builder.add(PaperIndex(2), cites: PaperIndex(1))
    return CitationNetwork(
      graph: builder.build(), identifiers: .texts(TextColumn(["=1+1", "\u{1B}[31m", "c|d"])),
      dates: [.unknown, PackedDate(year: 2001), PackedDate(year: 2002, month: 3)],
      titles: TextColumn([String(repeating: "长", count: 90), "<b>\u{7}", "a,\"b\""]))
  }

  private func report(_ account: String = "") -> NetworkStatisticsReport {
    NetworkStatisticsReport(
      NetworkStatistics(network), of: network, structure: NetworkStructure(network.graph), account: account)
  }

  @Test(arguments: [60, 80, 120], [Language.english, .chinese])
  func statisticsFitAndSayNothingToTheTerminal(_ width: Int, _ language: Language) {
    let account = "list.txt: \u{1B}[2J 3 lines\n  " + String(repeating: "word ", count: 40) + "\n"
    let text = report(account).text(TextLayout(width: width, language: language))
    #expect(text.split(separator: "\n").allSatisfy { $0.description.displayWidth <= width })
    #expect(!text.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
    #expect(text.contains(language("search paths (SPC flow)", "搜索路径（SPC 流量）")))
    #expect(text.contains(language("how it was made", "来历")))
    #expect(!report().text(TextLayout(width: width, language: language)).contains(language("how it was made", "来历")))
  }

  @Test func manyDigitsGoOnBelow() throws {
    var structure = NetworkStructure(network.graph)
    let digits = String(repeating: "1234567890", count: 15)
    structure.paths?.searchPathCount = try #require(ExactCount(digits))
    let report = NetworkStatisticsReport(NetworkStatistics(network), of: network, structure: structure)
    let text = report.text(TextLayout(width: 80))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(text.filter { !$0.isWhitespace }.contains(digits))
    #expect(report.written(as: .json, layout: TextLayout()).contains("\"searchPathCount\" : \"\(digits)\""))
  }

  @Test func limitsByDateInWords() throws {
    let limits = DateLimits(
      since: PackedDate(year: 1998), until: PackedDate(year: 1999, month: 6), leftOutCount: 1234, leftOutUndatedCount: 5
    )
    #expect(limits.words(.english) == "from 1998 to 1999-06: 1,234 left out, 5 of them without date")
    #expect(limits.words(.chinese) == "自 1998 至 1999-06：略去 1,234 篇，其中 5 篇无日期")
    let json = String(decoding: try JSONEncoder().encode(limits), as: UTF8.self)
    for part in ["\"since\":\"1998\"", "\"until\":\"1999-06\"", "\"leftOut\":1234", "\"leftOutUndated\":5"] {
      #expect(json.contains(part))
    }
  }

  @Test func aReachSaysWhatItFollowsAndWhatItLeavesOut() throws {
    let (reached, ends) = network.graph.reachedGenerations(from: [PaperIndex(2)], towards: .ancestors)
    let report = ReachReport(
      PaperIndex(2), reached: reached, ends: ends, towards: .ancestors, in: network, following: [.updates, .extends],
      limits: DateLimits(since: nil, until: PackedDate(year: 2002), leftOutCount: 0, leftOutUndatedCount: 0), limit: nil
    )
    let text = report.text(TextLayout(width: 80))
    #expect(
      text.contains("2 ancestors in 1 generation · along updates, extends, 1 without date · to 2002:\n0 left out\n"))
    #expect(text.split(separator: "\n").allSatisfy { $0.description.displayWidth <= 80 })
    #expect(report.written(as: .json, layout: TextLayout()).contains("\"following\" : [\n    \"updates\""))
    // A spreadsheet takes no name for a formula.
    #expect(report.table.csv().contains("\n'=1+1,"))
  }
}
