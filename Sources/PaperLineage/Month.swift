/// A month of a year.
public struct Month: Hashable, Comparable, Sendable {
  /// The year, 1 … 9999.
  public let year: Int
  /// The month, 1 … 12.
  public let month: Int

  /// Fails unless `month` is in `1...12` and `year` in `1...9999`.
  public init?(year: Int, month: Int) {
    guard 1...12 ~= month, 1...9999 ~= year else { return nil }
    self.year = year
    self.month = month
  }

  /// Months since January of the year 0; consecutive months have consecutive ordinals.
  public var ordinal: Int { year * 12 + month - 1 }

  public static func < (lhs: Month, rhs: Month) -> Bool { lhs.ordinal < rhs.ordinal }
}

/// A month, a quarter or a year on a timeline.
public struct Period: Hashable, Comparable, Sendable {
  /// How long a period is.
  public enum Length: String, Codable, Sendable, CaseIterable {
    /// A calendar month.
    case month
    /// Three months, from January, April, July or October.
    case quarter
    /// A calendar year.
    case year

    /// The number of periods in a year.
    public var countPerYear: Int {
      switch self {
      case .month: 12
      case .quarter: 4
      case .year: 1
      }
    }
  }

  /// How long the period is.
  public let length: Length
  /// Periods of this length since the beginning of the year 0; consecutive periods have consecutive ordinals.
  public let ordinal: Int

  /// Makes a period from its ordinal.
  public init(length: Length, ordinal: Int) {
    self.length = length
    self.ordinal = ordinal
  }

  /// The period that a date falls into, or `nil` if the date is not precise enough to say.
  public init?(_ length: Length, containing date: PublicationDate) {
    self.length = length
    if length == .year {
      ordinal = date.year
    } else {
      guard let month = date.month else { return nil }
      ordinal = date.year * length.countPerYear + (month - 1) * length.countPerYear / 12
    }
  }

  /// The year the period lies in.
  public var year: Int { ordinal / length.countPerYear }

  /// The period's place in its year, from 1.
  public var placeInYear: Int { ordinal % length.countPerYear + 1 }

  public static func < (lhs: Period, rhs: Period) -> Bool {
    (lhs.ordinal, lhs.length.countPerYear) < (rhs.ordinal, rhs.length.countPerYear)
  }
}

extension Period: CustomStringConvertible, Encodable {
  /// `2023-07`, `2023-Q3` or `2023`.
  public var description: String {
    let year = PublicationDate.padded(year, to: 4)
    return switch length {
    case .month: "\(year)-\(PublicationDate.padded(placeInYear, to: 2))"
    case .quarter: "\(year)-Q\(placeInYear)"
    case .year: year
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
