extension PackedDate {
  /// The date that a text is: `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or `YYYYMMDD`, a day of the Gregorian calendar; else `nil`.
  ///
  /// Eight digits are unambiguous: of a date that ends in a year from 1300, no other order has a month in that place.
  init?(_ field: Field) {
    let start = field.start
    func number(_ digits: Range<Int>) -> Int? {
      var value = 0
      for position in digits {
        let digit = start[position] &- 48
        guard digit <= 9 else { return nil }
        value = value * 10 + Int(digit)
      }
      return value
    }
    func isDash(_ position: Int) -> Bool { start[position] == 45 }

    let (year, month, day): (Int?, Int?, Int?)
    switch field.count {
    case 4: (year, month, day) = (number(0..<4), 0, 0)
    case 7 where isDash(4): (year, month, day) = (number(0..<4), number(5..<7), 0)
    case 8: (year, month, day) = (number(0..<4), number(4..<6), number(6..<8))
    case 10 where isDash(4) && isDash(7): (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
    default: return nil
    }
    guard let year, let month, let day, year >= 1 else { return nil }
    if field.count > 4, !(1...12 ~= month) { return nil }
    if field.count > 7, !(1...Self.dayCount(year, month) ~= day) { return nil }
    self.init(rawValue: UInt32(year) << 9 | UInt32(month) << 5 | UInt32(day))
  }

  private static func dayCount(_ year: Int, _ month: Int) -> Int {
    switch month {
    case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
