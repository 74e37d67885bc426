extension PackedDate {
  /// The place of the first day that a date can mean on a calendar whose years have twelve months of 31 days; `nil`
  /// without a date.
  ///
  /// Positions order as dates do, except that a year, its January and its first day share one. A whole number of years
  /// is a whole number of positions, whatever the leap years in between.
  @inline(__always)
  var calendarPosition: Int? {
    let position = uncheckedCalendarPosition
    return position < 0 ? nil : Int(position)
  }

  /// ``calendarPosition``, negative without a date.
  @inline(__always)
  var uncheckedCalendarPosition: Int32 {
    // A damaged file can hold what is no date.
    guard isKnown, isWellFormed else { return -1 }
    let (year, month, day) = (Int32(rawValue >> 9), Int32(rawValue >> 5 & 15), Int32(rawValue & 31))
    return (year * 12 + max(month, 1) - 1) * 31 + max(day, 1) - 1
  }

  /// The positions of a year.
  static var calendarPositionsPerYear: Int { 372 }
}

/// The dates of all rows where inner loops need them.
struct Calendar: ~Copyable {
  /// For each row, its ``PackedDate/uncheckedCalendarPosition``: negative without a date.
  let positions: Buffer<Int32>
  /// Whether later rows have later positions or the same, so that the papers of a span of time are a run of rows.
  let isRowOrder: Bool
  let undatedCount: Int
  /// The last position, or `nil` if nothing is dated.
  let last: Int?

  /// Takes a date for each of `paperCount` rows; an empty column dates none.
  init(_ dates: Column<PackedDate>, paperCount: Int) {
    precondition(dates.isEmpty || dates.count == paperCount, "a date for every row or for none")
    let positions = dates.isEmpty ? Buffer<Int32>(repeating: -1, count: paperCount) : Buffer(count: paperCount)
    var (undated, last, isRowOrder) = (0, Int32(-1), true)
    dates.withUnsafeBufferPointer { dates in
      for row in 0..<dates.count {
        let position = dates[row].uncheckedCalendarPosition
        positions[row] = position
        if position < 0 { undated += 1 }
        if row > 0, position < positions[row - 1] { isRowOrder = false }
        last = max(last, position)
      }
    }
    self.positions = positions
    self.isRowOrder = isRowOrder
    undatedCount = dates.isEmpty ? paperCount : undated
    self.last = last < 0 ? nil : Int(last)
  }
}
