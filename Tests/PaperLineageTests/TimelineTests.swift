import TestSupport
import Testing

@testable import PaperLineage

struct TimelineTests {
  private static let papers = [
    Paper.sample("c", "2023-05-20"), .sample("a", "2023-02"), .sample("b", "2023-05-03"), .sample("d", "2023-05"),
    .sample("year", "2023"), .sample("none"), .sample("listed", "2023-04", role: .listed), .sample("e", "2023-08"),
  ]

  @Test func everyPeriodIsThereEvenWithoutPapers() {
    let timeline = Timeline(Self.papers, by: .month, dateChoice: .role(.submitted))
    #expect(
      timeline.entries.map { "\($0.period) \($0.papers.word)" } == [
        "2023-02 a", "2023-03 ", "2023-04 ", "2023-05 dbc", "2023-06 ", "2023-07 ", "2023-08 e",
      ])
    #expect(timeline.paperCount == 5)
    #expect(timeline.length == .month)
    #expect(timeline.dateChoice == .role(.submitted))
  }

  @Test func whatIsTooImpreciseOrMissingHasNoPlace() {
    let timeline = Timeline(Self.papers, by: .month, dateChoice: .role(.submitted))
    #expect(
      timeline.unplaced == [
        Timeline.Unplaced(paper: "year", date: PublicationDate("2023"), reason: .tooCoarse),
        Timeline.Unplaced(paper: "none", date: nil, reason: .noDate),
        Timeline.Unplaced(paper: "listed", date: nil, reason: .noDate),
      ])
    #expect(
      Timeline(Self.papers, by: .year, dateChoice: .role(.submitted)).unplaced.map(\.paper) == ["none", "listed"])
    #expect(Timeline(Self.papers, by: .month, dateChoice: .earliest).unplaced.map(\.paper) == ["year", "none"])
  }

  @Test func byQuarterAndYear() {
    func lines(_ length: Period.Length) -> [String] {
      Timeline(Self.papers, by: length, dateChoice: .earliest).entries.map { "\($0.period) \($0.papers.word)" }
    }
    #expect(lines(.quarter) == ["2023-Q1 a", "2023-Q2 listeddbc", "2023-Q3 e"])
    #expect(lines(.year) == ["2023 yearalisteddbce"])
  }

  @Test func aRangeIsShownWholeAndNothingElse() throws {
    func timeline(from first: String?, through last: String?) -> [String] {
      func period(_ text: String?) -> Period? {
        text.flatMap { PublicationDate($0) }.flatMap { Period(.month, containing: $0) }
      }
      return Timeline(
        Self.papers, by: .month, dateChoice: .role(.submitted), from: period(first), through: period(last)
      ).entries.map { "\($0.period) \($0.papers.word)" }
    }
    #expect(timeline(from: "2023-01", through: "2023-03") == ["2023-01 ", "2023-02 a", "2023-03 "])
    #expect(timeline(from: "2023-07", through: nil) == ["2023-07 ", "2023-08 e"])
    #expect(timeline(from: nil, through: "2023-03") == ["2023-02 a", "2023-03 "])
    #expect(timeline(from: "2023-08", through: "2023-08") == ["2023-08 e"])
    #expect(timeline(from: "2024-01", through: "2024-02") == ["2024-01 ", "2024-02 "])
    #expect(timeline(from: "2023-08", through: "2023-02") == [])
    #expect(timeline(from: "2024-01", through: nil) == [])
  }

  @Test func theBusiestPeriodIsTheEarliestOfSeveral() {
    #expect(Timeline(Self.papers, by: .month, dateChoice: .earliest).busiest?.papers.count == 3)
    let tied = [Paper.sample("a", "2023-02"), .sample("b", "2023-04")]
    #expect(Timeline(tied, by: .month, dateChoice: .earliest).busiest?.period.description == "2023-02")
    #expect(Timeline([], by: .month, dateChoice: .earliest).busiest == nil)
  }

  @Test(
    arguments: [
      (["2023-02", "2023-03"], nil), (["2023-02", "2023-04"], "2023-03...2023-03"),
      (["2023-01", "2023-04", "2023-08", "2023-12"], "2023-05...2023-07"), ([], nil), (["2023-01"], nil),
    ] as [([String], String?)])
  func theLongestGapIsTheEarliestOfSeveral(dates: [String], gap: String?) {
    let papers = dates.map { Paper.sample($0, $0) }
    let found = Timeline(papers, by: .month, dateChoice: .earliest).longestGap
    #expect(found.map { "\($0.lowerBound)...\($0.upperBound)" } == gap)
  }

  @Test func aMisreadYearDoesNotHideTheOthers() {
    let papers = [
      Paper.sample("a", "2023-01"), .sample("b", "2023-03"), .sample("odd", "9203-03"), .sample("old", "0001-01"),
    ]
    let timeline = Timeline(papers, by: .month, dateChoice: .earliest)
    #expect(timeline.entries.map(\.papers) == [["a"], [], ["b"]])
    #expect(
      timeline.unplaced == [
        Timeline.Unplaced(paper: "old", date: PublicationDate("0001-01"), reason: .tooFar),
        Timeline.Unplaced(paper: "odd", date: PublicationDate("9203-03"), reason: .tooFar),
      ])
    // A range that is asked for is bounded like any other.
    let asked = Timeline(
      [], by: .month, dateChoice: .earliest, from: Period(length: .month, ordinal: 12),
      through: Period(length: .month, ordinal: 9999 * 12))
    #expect(asked.entries.count == Timeline.maximumPeriodCount)
  }

  @Test func aHundredYearsOfMonthsAreLaidOut() {
    let papers = [Paper.sample("first", "1923-02"), .sample("last", "2023-01")]
    let timeline = Timeline(papers, by: .month, dateChoice: .earliest)
    #expect(timeline.entries.count == Timeline.maximumPeriodCount)
    #expect(timeline.unplaced == [])
  }

  @Test func everyPaperIsPlacedUnplacedOrOutside() throws {
    var generator = SplitMix64(seed: 100)
    for corpus in try randomCorpora(300, seed: 101) {
      let length = Period.Length.allCases.randomElement(using: &generator)!
      let choice = DateChoice.allCases.randomElement(using: &generator)!
      let ends = (0..<2).map { _ in
        Bool.random(using: &generator)
          ? nil : Period(length, containing: .random(years: 2021...2023, using: &generator))
      }
      let timeline = Timeline(corpus.papers, by: length, dateChoice: choice, from: ends[0], through: ends[1])

      func period(_ paper: Paper) -> Period? { paper.date(choice).flatMap { Period(length, containing: $0) } }
      let outside = corpus.papers.filter { paper in
        guard let period = period(paper) else { return false }
        return ends[0].map { period < $0 } ?? false || ends[1].map { period > $0 } ?? false
      }
      #expect(timeline.paperCount + timeline.unplaced.count + outside.count == corpus.papers.count)
      #expect(timeline.unplaced.map(\.paper) == corpus.papers.filter { period($0) == nil }.map(\.id))
      for entry in timeline.entries {
        #expect(entry.papers.allSatisfy { id in corpus[id].flatMap(period) == entry.period })
      }
      let ordinals = timeline.entries.map(\.period.ordinal)
      #expect(zip(ordinals, ordinals.dropFirst()).allSatisfy { $1 == $0 + 1 })
      let dates = timeline.entries.flatMap(\.papers).compactMap { corpus[$0]?.date(choice) }
      #expect(zip(dates, dates.dropFirst()).allSatisfy { !PublicationDate.isInSortedOrder($1, $0) })
    }
  }
}
