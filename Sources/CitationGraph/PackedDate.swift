/// A date of year, month or day precision in 32 bits, or none; nothing is invented to fill it.
///
/// Ordered by what is known: no date comes first, a year before its months, a month before its days.
public struct PackedDate: BitwiseCopyable, Hashable, Comparable, Sendable {
  /// Year, month (4 bits) and day (5 bits), from the top; zero where unknown.
  public let rawValue: UInt32

  /// Takes a date as ``rawValue`` gave it.
  @inlinable
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Makes a date. Traps unless it is one: year 1 to 9999, month 1 to 12, a day only with a month, 1 to 31.
  public init(year: Int, month: Int? = nil, day: Int? = nil) {
    precondition(1...9999 ~= year && 1...12 ~= (month ?? 1) && 1...31 ~= (day ?? 1), "no date")
    precondition(day == nil || month != nil, "a day without a month")
    rawValue = UInt32(year) << 9 | UInt32(month ?? 0) << 5 | UInt32(day ?? 0)
  }

  /// No date.
  public static let unknown = PackedDate(rawValue: 0)

  /// Whether there is a date.
  @inlinable public var isKnown: Bool { rawValue != 0 }
  /// The year, or `nil`.
  public var year: Int? { isKnown ? Int(rawValue >> 9) : nil }
  /// The month, 1 to 12, or `nil`.
  public var month: Int? { rawValue >> 5 & 15 == 0 ? nil : Int(rawValue >> 5 & 15) }
  /// The day of the month, 1 to 31, or `nil`.
  public var day: Int? { rawValue & 31 == 0 ? nil : Int(rawValue & 31) }

  @inlinable
  public static func < (left: PackedDate, right: PackedDate) -> Bool { left.rawValue < right.rawValue }
}

extension PackedDate: CustomStringConvertible {
  /// `2023`, `2023-07`, `2023-07-18`, or `undated`.
  public var description: String {
    guard let year else { return "undated" }
    let parts = [(year, 4)] + [month, day].compactMap { $0.map { ($0, 2) } }
    return parts.map { value, width in
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }.joined(separator: "-")
  }
}
