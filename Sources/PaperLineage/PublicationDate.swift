/// A date in the precision it was given: a year, a month or a day. Nothing is ever filled in.
public struct PublicationDate: Hashable, Sendable {
  /// The year, 1 … 9999.
  public let year: Int
  /// The month, 1 … 12, if known.
  public let month: Int?
  /// The day of the month, if known; never without a month.
  public let day: Int?

  /// How much of a date is known.
  public enum Precision: Int, Comparable, Sendable, CaseIterable {
    /// Only the year is known.
    case year
    /// Year and month are known.
    case month
    /// The day is known.
    case day

    public static func < (lhs: Precision, rhs: Precision) -> Bool { lhs.rawValue < rhs.rawValue }
  }

  /// Fails unless the parts name a year, a month or a day of the (proleptic) Gregorian calendar.
  public init?(year: Int, month: Int? = nil, day: Int? = nil) {
    guard 1...9999 ~= year else { return nil }
    if let month {
      guard 1...12 ~= month else { return nil }
      if let day {
        guard day >= 1, day <= Self.dayCount(ofMonth: month, year: year) else { return nil }
      }
    } else if day != nil {
      return nil
    }
    self.year = year
    self.month = month
    self.day = day
  }

  static func dayCount(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// How much of the date is known.
  public var precision: Precision {
    day != nil ? .day : month != nil ? .month : .year
  }

  /// The month of the date, or `nil` if only the year is known.
  public var yearAndMonth: Month? {
    month.flatMap { Month(year: year, month: $0) }
  }

  /// Whether the date certainly lies before another: in what both know, an earlier year, month or day.
  ///
  /// 2023 is not before 2023-05, and neither is the other before it: what both know is the same.
  public func isCertainlyBefore(_ other: PublicationDate) -> Bool {
    if year != other.year { return year < other.year }
    guard let month, let otherMonth = other.month else { return false }
    if month != otherMonth { return month < otherMonth }
    guard let day, let otherDay = other.day else { return false }
    return day < otherDay
  }

  /// A total order for sorting: by year, month and day, an unknown part before all known ones.
  ///
  /// It says nothing about which of two dates is the earlier one; ``isCertainlyBefore(_:)`` does.
  public static func isInSortedOrder(_ lhs: PublicationDate, _ rhs: PublicationDate) -> Bool {
    lhs.sortingKey < rhs.sortingKey
  }

  var sortingKey: Int { (year * 13 + (month ?? 0)) * 32 + (day ?? 0) }
}

extension PublicationDate: LosslessStringConvertible, Codable {
  /// Reads `2023`, `2023-07` or `2023-07-18`, exactly so.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let widths = [4, 2, 2]
    guard 1...3 ~= parts.count else { return nil }
    var numbers: [Int] = []
    for (part, width) in zip(parts, widths) {
      guard part.utf8.count == width, part.utf8.allSatisfy({ 48...57 ~= $0 }), let number = Int(part) else {
        return nil
      }
      numbers.append(number)
    }
    self.init(
      year: numbers[0], month: numbers.count > 1 ? numbers[1] : nil, day: numbers.count > 2 ? numbers[2] : nil)
  }

  public var description: String {
    let parts = [Self.padded(year, to: 4)] + [month, day].compactMap { $0 }.map { Self.padded($0, to: 2) }
    return parts.joined(separator: "-")
  }

  static func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let date = PublicationDate(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no date: \(text)")
    }
    self = date
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// What a date of a paper is the date of.
public enum DateRole: String, Codable, Sendable, CaseIterable {
  /// The date under which a reading list carries the paper.
  case listed
  /// First submission, as to arXiv.
  case submitted
  /// Publication in a journal or in proceedings.
  case published
  /// Release of a blog post, a model or a data set.
  case released
  /// The latest revision.
  case updated
}

/// Which of a paper's dates counts.
public enum DateChoice: Hashable, Sendable, CaseIterable {
  /// The date with this role, and no other.
  case role(DateRole)
  /// The earliest date, whatever its role.
  case earliest

  public static var allCases: [DateChoice] { DateRole.allCases.map(DateChoice.role) + [.earliest] }
}

extension DateChoice: RawRepresentable, Codable {
  public init?(rawValue: String) {
    if rawValue == "earliest" {
      self = .earliest
    } else if let role = DateRole(rawValue: rawValue) {
      self = .role(role)
    } else {
      return nil
    }
  }

  public var rawValue: String {
    switch self {
    case .role(let role): role.rawValue
    case .earliest: "earliest"
    }
  }
}
