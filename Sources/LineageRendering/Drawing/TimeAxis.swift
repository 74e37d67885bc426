import PaperLineage

/// The columns of a picture: consecutive periods, and beside them room for dates that are less precise.
struct TimeAxis {
  enum Column: Hashable {
    /// Papers without a date.
    case undated
    /// Papers of which only the year is known, on an axis of months or quarters.
    case yearOnly(Int)
    case period(Period)
    /// A run of empty periods that is folded.
    case gap(before: Period, count: Int)
  }

  /// The columns, left to right.
  let columns: [Column]
  /// For each date, its column.
  let places: [Int]

  /// The most columns before a longer period is taken, in a picture of few papers; one of many is higher and may be
  /// wider.
  private static let columnCounts = 36...160

  /// The longest run of empty periods that takes its room.
  private static let unfoldedCount = 6

  /// The same on an axis of a path, whose length is what is left of it.
  private static let unfoldedCountOfPath = 2

  /// Lays out an axis for dates: months if they are few enough, else quarters, else years. Longer runs of empty periods
  /// are folded.
  ///
  /// - Parameters:
  ///   - dates: The dates.
  ///   - foldingGaps: Whether the axis is that of a path, on which shorter runs are folded too.
  init(_ dates: [PublicationDate?], foldingGaps: Bool = false) {
    let known = dates.compactMap { $0 }
    let usual = foldingGaps ? Self.unfoldedCountOfPath : Self.unfoldedCount
    // A picture of p papers in c columns has about p/c rows: this keeps it from becoming a ribbon.
    let limit = min(
      max(Int((3 * Double(known.count)).squareRoot()), Self.columnCounts.lowerBound), Self.columnCounts.upperBound)
    func columnCount(_ ordinals: [Int], unfolded: Int) -> Int {
      zip(ordinals, ordinals.dropFirst()).reduce(ordinals.count) { sum, pair in
        let emptyCount = pair.1 - pair.0 - 1
        return sum + (emptyCount > unfolded ? 1 : emptyCount)
      }
    }
    func ordinals(_ length: Period.Length) -> [Int] {
      Set(known.compactMap { Period(length, containing: $0)?.ordinal }).sorted()
    }
    let length =
      Period.Length.allCases.first { length in
        let ordinals = ordinals(length)
        guard let first = ordinals.first, let last = ordinals.last else { return false }
        if last - first < limit || (foldingGaps && ordinals.count <= Self.columnCounts.lowerBound / 3) { return true }
        // A few old papers before the rest are no reason for longer periods; an axis that is all gaps is.
        let gapCount = zip(ordinals, ordinals.dropFirst()).count { $1 - $0 - 1 > usual }
        let columnCount = columnCount(ordinals, unfolded: usual)
        return columnCount <= limit && 6 * gapCount <= columnCount
      } ?? .year
    // Of years that are still too many, all that is empty is folded.
    let unfolded = columnCount(ordinals(length), unfolded: usual) <= limit ? usual : 0

    let assigned = dates.map { date -> Column in
      guard let date else { return .undated }
      return Period(length, containing: date).map(Column.period) ?? .yearOnly(date.year)
    }
    let periods = assigned.compactMap { column -> Period? in
      if case .period(let period) = column { period } else { nil }
    }
    var years = Set(
      assigned.compactMap { column -> Int? in
        if case .yearOnly(let year) = column { year } else { nil }
      })
    var columns: [Column] = assigned.contains(.undated) ? [.undated] : []
    if let first = periods.min(), let last = periods.max() {
      var before = years.filter { $0 < first.year }.sorted()
      before.append(first.year)
      for (year, next) in zip(before, before.dropFirst()) {
        columns.append(.yearOnly(year))
        if next - year > 1 {
          columns.append(.gap(before: Period(length: .year, ordinal: next), count: next - year - 1))
        }
      }
      let used = Set(periods)
      var emptyCount = 0
      func endGap(before next: Int) {
        if emptyCount > unfolded {
          columns.append(.gap(before: Period(length: length, ordinal: next), count: emptyCount))
        } else {
          columns += (next - emptyCount..<next).map { .period(Period(length: length, ordinal: $0)) }
        }
        emptyCount = 0
      }
      for ordinal in first.ordinal...last.ordinal {
        let period = Period(length: length, ordinal: ordinal)
        // Papers of a year stand before its first month, since they may be of any.
        if years.remove(period.year) != nil {
          endGap(before: ordinal)
          columns.append(.yearOnly(period.year))
        }
        if !used.contains(period) {
          emptyCount += 1
        } else {
          endGap(before: ordinal)
          columns.append(.period(period))
        }
      }
      columns += years.filter { $0 > last.year }.sorted().map(Column.yearOnly)
    } else {
      columns += years.sorted().map(Column.yearOnly)
    }
    let position = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, $0) })
    self.columns = columns
    places = assigned.map { position[$0] ?? 0 }
  }

  /// What the axis says of a column, and whether a year begins there.
  func label(_ place: Int, in language: Language) -> (text: String, beginsYear: Bool) {
    switch columns[place] {
    case .undated: return (language("no date", "无日期"), false)
    case .gap(let next, let count):
      return (count == 1 ? "…" : "… " + next.length.words(count, in: language) + " …", false)
    case .yearOnly(let year): return (language("in \(year)", "\(year)年内"), true)
    case .period(let period):
      let isFirst = place == 0 || { if case .period = columns[place - 1] { false } else { true } }()
      let beginsYear = isFirst || period.placeInYear == 1
      let year = beginsYear ? language(" \(period.year)", "\(period.year)年") : ""
      switch period.length {
      case .month:
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return (language(names[period.placeInYear - 1] + year, year + "\(period.placeInYear)月"), beginsYear)
      case .quarter:
        return (language("Q\(period.placeInYear)" + year, year + "第\(period.placeInYear)季"), beginsYear)
      case .year: return (language("\(period.year)", "\(period.year)年"), true)
      }
    }
  }
}
