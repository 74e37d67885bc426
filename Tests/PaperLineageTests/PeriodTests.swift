import Foundation
import PaperLineage
import Testing

struct MonthTests {
  @Test func monthsOfTheCalendarOnly() {
    #expect((0...13).filter { Month(year: 2023, month: $0) != nil } == Array(1...12))
    #expect(Month(year: 0, month: 1) == nil)
    #expect(Month(year: 10_000, month: 1) == nil)
  }

  @Test func consecutiveMonthsHaveConsecutiveOrdinals() throws {
    let months = (2021 * 12..<2024 * 12).compactMap { Month(year: $0 / 12, month: $0 % 12 + 1) }
    #expect(months.count == 36)
    #expect(zip(months, months.dropFirst()).allSatisfy { $1.ordinal == $0.ordinal + 1 && $0 < $1 })
  }
}

struct PeriodTests {
  @Test(
    arguments: [
      (.month, "2023-07", "2023-07"), (.month, "2023-12-31", "2023-12"), (.quarter, "2023-01", "2023-Q1"),
      (.quarter, "2023-03-31", "2023-Q1"), (.quarter, "2023-04", "2023-Q2"), (.quarter, "2023-09", "2023-Q3"),
      (.quarter, "2023-12", "2023-Q4"), (.year, "2023", "2023"), (.year, "0800-07-18", "0800"),
      (.month, "0001-01", "0001-01"), (.quarter, "9999-12", "9999-Q4"),
    ] as [(Period.Length, String, String)])
  func theDateFallsIntoThePeriod(length: Period.Length, date: String, description: String) throws {
    let given = try #require(PublicationDate(date))
    let period = try #require(Period(length, containing: given))
    #expect(period.description == description)
  }

  @Test(arguments: [(.month, "2023"), (.quarter, "2023")] as [(Period.Length, String)])
  func aYearIsTooImpreciseForLess(length: Period.Length, date: String) throws {
    #expect(Period(length, containing: try #require(PublicationDate(date))) == nil)
  }

  @Test(arguments: Period.Length.allCases)
  func ordinalsRunThroughWithoutGaps(length: Period.Length) throws {
    let months = (2021 * 12..<2024 * 12).compactMap { PublicationDate(year: $0 / 12, month: $0 % 12 + 1) }
    let periods = months.compactMap { Period(length, containing: $0) }
    #expect(periods.count == months.count)
    let each = Set(periods).sorted()
    #expect(each.map(\.ordinal) == Array(each[0].ordinal..<each[0].ordinal + 3 * length.countPerYear))
    #expect(each.map(\.year) == (2021...2023).flatMap { Array(repeating: $0, count: length.countPerYear) })
    #expect(each.map(\.placeInYear) == (2021...2023).flatMap { _ in 1...length.countPerYear })
    #expect(zip(months, periods).allSatisfy { $0.year == $1.year })
    #expect(each.map { Period(length: length, ordinal: $0.ordinal) } == each)
  }

  @Test func periodsAreWrittenAsTheirDescription() throws {
    let date = try #require(PublicationDate("2023-07"))
    let period = try #require(Period(.quarter, containing: date))
    #expect(String(decoding: try JSONEncoder().encode([period]), as: UTF8.self) == #"["2023-Q3"]"#)
  }
}
