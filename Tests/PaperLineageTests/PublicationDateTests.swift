import Foundation
import PaperLineage
import TestSupport
import Testing

struct PublicationDateTests {
  @Test(
    arguments: [
      ("2023", 2023, nil, nil), ("2023-07", 2023, 7, nil), ("2023-07-18", 2023, 7, 18), ("0001-01-01", 1, 1, 1),
      ("9999-12-31", 9999, 12, 31), ("2000-02-29", 2000, 2, 29), ("2024-02-29", 2024, 2, 29),
    ] as [(String, Int, Int?, Int?)])
  func readsTheThreeForms(text: String, year: Int, month: Int?, day: Int?) throws {
    let date = try #require(PublicationDate(text))
    #expect(date.year == year)
    #expect(date.month == month)
    #expect(date.day == day)
    #expect(date.description == text)
    #expect(date == PublicationDate(year: year, month: month, day: day))
  }

  @Test(arguments: [
    "", "-", "23", "20230", "02023", "2023-", "2023-7", "2023-007", "2023-07-", "2023-07-1", "2023-07-018",
    "2023-07-18-1", "2023/07/18", "2023.07", "2023 07", " 2023", "2023 ", "2023-07-18T00:00:00", "-2023", "+202",
    "2023-+7", "２０２３", "٢٠٢٣", "2023-Q3", "2023–07", "July 2023", "2023-0７", "20x3",
  ])
  func readsNothingElse(text: String) {
    #expect(PublicationDate(text) == nil)
  }

  @Test(arguments: [
    "0000", "2023-00", "2023-13", "2023-01-00", "2023-01-32", "2023-02-29", "2023-04-31", "2023-06-31", "2023-09-31",
    "2023-11-31", "2024-02-30", "1900-02-29", "2100-02-29",
  ])
  func refusesWhatIsNotInTheCalendar(text: String) {
    #expect(PublicationDate(text) == nil)
  }

  @Test func partsMustNameAPeriod() {
    #expect(PublicationDate(year: 10_000) == nil)
    #expect(PublicationDate(year: 0) == nil)
    #expect(PublicationDate(year: 2023, month: nil, day: 5) == nil)
    #expect(PublicationDate(year: -1, month: 1) == nil)
  }

  @Test func everyMonthHasTheDaysOfTheCalendar() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    for year in [1600, 1999, 2000, 2023, 2024, 2100] {
      for month in 1...12 {
        let first = try #require(calendar.date(from: DateComponents(year: year, month: month, day: 1)))
        let days = try #require(calendar.range(of: .day, in: .month, for: first))
        let known = (0...40).filter { PublicationDate(year: year, month: month, day: $0) != nil }
        #expect(known == Array(days), "\(year)-\(month)")
      }
    }
  }

  @Test func writingAndReadingGivesTheSameDate() throws {
    for year in [1, 800, 1964, 2023, 9999] {
      var dates = [PublicationDate(year: year)]
      for month in 1...12 {
        dates.append(PublicationDate(year: year, month: month))
        dates += (1...28).map { PublicationDate(year: year, month: month, day: $0) }
      }
      let written = try dates.map { try #require($0) }
      #expect(written.map { PublicationDate($0.description) } == dates)
      let data = try JSONEncoder().encode(written)
      #expect(try JSONDecoder().decode([PublicationDate].self, from: data) == written)
    }
  }

  @Test func jsonHoldsTheTextAndRefusesAnother() throws {
    let date = try #require(PublicationDate("2023-07"))
    #expect(String(decoding: try JSONEncoder().encode([date]), as: UTF8.self) == #"["2023-07"]"#)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([PublicationDate].self, from: Data(#"["2023-7"]"#.utf8))
    }
  }

  @Test(arguments: [
    ("2022", "2023", true), ("2022-12-31", "2023", true), ("2022", "2023-01-01", true), ("2023", "2023", false),
    ("2023", "2023-05", false), ("2023-05", "2023", false), ("2023-05", "2023-06", true),
    ("2023-05-31", "2023-06", true), ("2023-05", "2023-06-01", true), ("2023-05", "2023-05-02", false),
    ("2023-05-01", "2023-05", false), ("2023-05-01", "2023-05-02", true), ("2023-05-01", "2023-05-01", false),
    ("2023-12", "2022-01", false),
  ])
  func isBeforeInWhatBothKnow(left: String, right: String, expected: Bool) throws {
    let dates = (try #require(PublicationDate(left)), try #require(PublicationDate(right)))
    #expect(dates.0.isCertainlyBefore(dates.1) == expected)
    if expected { #expect(!dates.1.isCertainlyBefore(dates.0)) }
  }

  /// A date is certainly before another if its last day is before the other's first.
  @Test func beforeMeansThatEveryDayIsBeforeEveryOther() {
    var generator = SplitMix64(seed: 40)
    func days(of date: PublicationDate) -> (first: Int, last: Int) {
      let months = date.month.map { ($0, $0) } ?? (1, 12)
      let days = date.day.map { ($0, $0) } ?? (1, 31)
      return ((date.year * 100 + months.0) * 100 + days.0, (date.year * 100 + months.1) * 100 + days.1)
    }
    for _ in 0..<2000 {
      let left = PublicationDate.random(years: 2022...2023, using: &generator)
      let right = PublicationDate.random(years: 2022...2023, using: &generator)
      #expect(left.isCertainlyBefore(right) == (days(of: left).last < days(of: right).first), "\(left) \(right)")
    }
  }

  @Test func sortingPutsTheLessPreciseFirst() {
    let sorted = ["2022-12-31", "2023", "2023-01", "2023-01-01", "2023-01-31", "2023-02", "2024"]
      .compactMap { PublicationDate($0) }
    #expect(sorted.reversed().sorted(by: PublicationDate.isInSortedOrder) == sorted)
    #expect(!PublicationDate.isInSortedOrder(sorted[1], sorted[1]))
  }

  @Test func precisionAndMonth() throws {
    #expect(PublicationDate("2023")?.precision == .year)
    #expect(PublicationDate("2023-07")?.precision == .month)
    #expect(PublicationDate("2023-07-18")?.precision == .day)
    #expect(PublicationDate.Precision.allCases == PublicationDate.Precision.allCases.sorted())
    #expect(PublicationDate("2023")?.yearAndMonth == nil)
    #expect(PublicationDate("2023-07-18")?.yearAndMonth == Month(year: 2023, month: 7))
  }

  @Test func aChoiceOfDateIsARoleOrTheEarliest() {
    #expect(DateChoice.allCases.count == DateRole.allCases.count + 1)
    #expect(DateChoice.allCases.map { DateChoice(rawValue: $0.rawValue) } == DateChoice.allCases)
    #expect(DateChoice(rawValue: "submitted") == .role(.submitted))
    #expect(DateChoice(rawValue: "Submitted") == nil)
  }
}

struct PaperDateTests {
  @Test func theDateOfARoleIsNoOther() {
    let paper = Paper.sample("a", "2023-07", role: .listed)
    #expect(paper.date(.role(.listed)) == PublicationDate("2023-07"))
    #expect(paper.date(.role(.submitted)) == nil)
    #expect(paper.date(preferring: .role(.submitted)) == PublicationDate("2023-07"))
    #expect(Paper.sample("b").date(preferring: .earliest) == nil)
  }

  @Test(arguments: [
    (["2017", "2017-06-12"], "2017-06-12"), (["2017-06-12", "2017"], "2017-06-12"), (["2017", "2016-12"], "2016-12"),
    (["2017-06", "2017", "2017-05"], "2017-05"), (["2017-06-12", "2017-06", "2017"], "2017-06-12"),
  ])
  func theEarliestOfDatesThatAgreeIsTheMostPrecise(dates: [String], earliest: String) {
    let versions = zip(DateRole.allCases, dates).compactMap { role, date in
      PublicationDate(date).map { PaperVersion(role: role, date: $0) }
    }
    #expect(Paper(id: "a", title: "A", versions: versions).date(.earliest) == PublicationDate(earliest))
  }

  @Test func theEarliestDateDoesNotDependOnTheOrder() {
    var generator = SplitMix64(seed: 41)
    for _ in 0..<200 {
      let versions = DateRole.allCases.map {
        PaperVersion(role: $0, date: .random(years: 2023...2024, using: &generator))
      }
      let earliest = Paper(id: "a", title: "A", versions: versions).date(.earliest)
      let shuffled = Paper(id: "a", title: "A", versions: versions.shuffled(using: &generator)).date(.earliest)
      #expect(earliest == shuffled)
      #expect(!versions.contains { earliest.map($0.date.isCertainlyBefore) ?? true })
    }
  }
}
