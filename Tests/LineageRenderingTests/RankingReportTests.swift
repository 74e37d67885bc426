import CitationGraph
import PaperLineage
import Testing

@testable import LineageRendering

@Suite struct RankingReportTests {
  /// Papers a, b, … each citing those listed, with hostile titles.
  private func network(_ references: [[Int]], dates: [PackedDate] = [], titles: [String]? = nil) -> CitationNetwork {
    var builder = CitationGraphBuilder(paperCount: references.count)
    for (citing, list) in references.enumerated() {
      for cited in list { builder.add(PaperIndex(citing), cites: PaperIndex(cited)) }
    }
    let names = references.indices.map { String(UnicodeScalar(UInt8(97 + $0))) }
    return CitationNetwork(
      graph: builder.build(), identifiers: .texts(TextColumn(names)), dates: Column(dates),
      titles: titles.map { TextColumn($0) })
  }

  private func text(_ network: CitationNetwork, _ measure: RankingMeasure, _ layout: TextLayout = TextLayout()) throws
    -> String
  {
    RankingReport(try network.ranking(by: measure), following: [.cites], in: network).text(layout)
  }

  @Test func pointsStandBelowEachOther() {
    #expect(Figures.column([12_345, 7, 0]) == ["12,345", "7", "0"])
    #expect(Figures.column([0.5, 0.0125, 0]) == ["0.50000", "0.01250", "0.00000"])
    #expect(Figures.column([-0.25, 1]) == ["-0.2500", "1.0000"])
    #expect(Figures.column([12.5, 3]) == ["12.500", "3.000"])
    #expect(Figures.column([0.5, 2.5e-20]) == ["0.500000000000", "2.500e-20"])
    #expect(Figures.column([]) == [])
    #expect(Figures.column([0.264725, 0.264663]) == ["0.26473", "0.26466"])
    #expect(Figures.column([0.5, 0.5, 0.50000001]) == ["0.500000", "0.500000", "0.500000"])
    #expect(Figures.full(0.1) == "0.1" && Figures.full(3) == "3" && Figures.full(-1) == "-1")
  }

  @Test func fitsTheWidthWhateverTheTitles() throws {
    let long = String(repeating: "很长的标题 and more of it ", count: 5)
    let titles = ["=1+1", long, "\u{1B}[31mred\u{202E}", "| a | b |"]
    let network = network(
      [[], [0], [0, 1], [0, 1, 2]], dates: (0..<4).map { PackedDate(year: 1990 + $0, month: 5) }, titles: titles)
    let measures: [RankingMeasure] = [
      .citations, .citationsPerYear, .citationsAtBeginning(years: 1), .citationsAtEnd(years: 2), .references,
      .pageRank(damping: 0.5), .citeRank(characteristicYears: 2.6, followingProbability: 0.5), .cdIndex(years: 5),
      .weightedCDIndex(years: nil), .reach(.ancestors, exactly: true), .reach(.descendants, exactly: false),
    ]
    #expect(Set(measures.map(\.kind)).count == RankingMeasure.Kind.allCases.count)
    for measure in measures {
      for language in Language.allCases {
        for width in [80, 120] {
          let text = try text(network, measure, TextLayout(width: width, language: language))
          for line in text.split(separator: "\n") { #expect(String(line).displayWidth <= width) }
          #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
        }
      }
      let report = RankingReport(try network.ranking(by: measure), following: [.cites], in: network)
      #expect(report.table.csv().contains("'=1+1"))
      #expect(report.table.rows.allSatisfy { $0.count == report.table.columns.count })
    }
  }

  @Test func cyclesAreSolvedAndSaidToBe() throws {
    let network = network([[2], [0], [1]])
    let text = try text(network, .pageRank(damping: 0.85))
    #expect(text.contains("over the slowest knot of cycles, largest error "))
    #expect(try self.text(self.network([[], [0]]), .pageRank(damping: 0.85)).contains("solved in one pass: no cycles"))
  }

  @Test func readersStartAtDatedPapersOnly() throws {
    let network = network([[], [], [1]], dates: [.unknown, PackedDate(year: 2000), PackedDate(year: 2001, month: 3)])
    let measure = RankingMeasure.citeRank(characteristicYears: 2.6, followingProbability: 0.5)
    let text = try text(network, measure)
    #expect(text.contains("readers start as of 2001-03\nnobody starts at 1 paper without date\n"))
    let json = StableJSON.text(of: RankingReport(try network.ranking(by: measure), following: [.cites], in: network))
    #expect(json.contains("\"reference\" : \"2001-03\"") && json.contains("\"undated\" : 1"))
  }

  @Test func withoutDatesThereIsNoRankingByDates() {
    #expect(throws: RankingError.noDates) { try network([[], [0]]).ranking(by: .citationsPerYear) }
    #expect(throws: RankingError.noDates) {
      try network([[], [0]], dates: [.unknown, .unknown]).ranking(by: .cdIndex(years: 5))
    }
  }

  @Test func anEstimateSaysHowGoodItIs() throws {
    let network = network([[], [0]])
    let ranking = try network.ranking(by: .reach(.ancestors, exactly: false))
    #expect(ranking.account == .reached(.exact))
    let estimated = PaperRanking(
      measure: ranking.measure, ranking: ranking.ranking, account: .reached(.estimated(standardError: 0.0325)))
    let report = RankingReport(estimated, following: [.cites], in: network)
    #expect(report.text(TextLayout()).contains("estimated with a standard error of 3.25 % of each count"))
    let json = StableJSON.text(of: report)
    #expect(json.contains("\"exact\" : false") && json.contains("\"standardError\" : 0.0325"))
  }
}
