/// How much later a cited paper may be before it is worth a word: `30d`, `2w`, `2m`, `1y`.
public struct DateTolerance: Hashable, Sendable, LosslessStringConvertible {
  /// A unit of time.
  public enum Unit: Character, Sendable, CaseIterable {
    case day = "d"
    case week = "w"
    case month = "m"
    case year = "y"
  }

  /// How many units.
  public let count: Int
  /// The unit.
  public let unit: Unit

  /// Not a day.
  public static let none = DateTolerance(count: 0, unit: .day)

  private init(count: Int, unit: Unit) {
    self.count = count
    self.unit = unit
  }

  /// Reads a whole number of at most six digits with a unit behind it; `0` needs none.
  public init?(_ text: String) {
    if text == "0" {
      self = .none
      return
    }
    guard let last = text.last, let unit = Unit(rawValue: last), 1...6 ~= text.dropLast().utf8.count,
      text.dropLast().utf8.allSatisfy({ 48...57 ~= $0 }), let count = Int(text.dropLast())
    else { return nil }
    self.init(count: count, unit: unit)
  }

  public var description: String { "\(count)\(unit.rawValue)" }

  /// How many days lie at least between a date and a certainly later one, if these are more than tolerated; else `nil`.
  ///
  /// Of dates that are known to the month or year only, the days that are nearest to each other count. Two months
  /// after December 31 is the last of February.
  func excess(from earlier: PublicationDate, to later: PublicationDate) -> Int? {
    let (end, begin) = (earlier.lastDay, later.firstDay)
    let limit: Int =
      switch unit {
      case .day: end.ordinal + count
      case .week: end.ordinal + 7 * count
      case .month: end.advanced(byMonths: count).ordinal
      case .year: end.advanced(byMonths: 12 * count).ordinal
      }
    return begin.ordinal > limit ? begin.ordinal - end.ordinal : nil
  }
}

/// A day of the proleptic Gregorian calendar.
private struct CalendarDay {
  var year: Int
  var month: Int
  var day: Int

  /// Days since the first of March of the year 0.
  var ordinal: Int {
    // Years that begin in March have the day that comes and goes at their end.
    let shifted = month > 2 ? (year, month - 3) : (year - 1, month + 9)
    let (year, month) = shifted
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1
  }

  func advanced(byMonths count: Int) -> CalendarDay {
    let months = year * 12 + month - 1 + count
    let (year, month) = (months / 12, months % 12 + 1)
    return CalendarDay(
      year: year, month: month, day: min(day, PublicationDate.dayCount(ofMonth: month, year: year)))
  }
}

extension PublicationDate {
  fileprivate var firstDay: CalendarDay { CalendarDay(year: year, month: month ?? 1, day: day ?? 1) }

  fileprivate var lastDay: CalendarDay {
    let month = month ?? 12
    return CalendarDay(year: year, month: month, day: day ?? Self.dayCount(ofMonth: month, year: year))
  }
}
