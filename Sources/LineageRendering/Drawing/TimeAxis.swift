import PaperLineage

/// The columns of a picture: consecutive periods, and beside them room for dates that are less precise.
struct TimeAxis {
  enum Column: Hashable {
    /// Papers without a date.
    case undated
    /// Papers of which only the year is known, on an axis of months or quarters.
    case yearOnly(Int)
    case period(Period)
    /// A run of empty periods on an axis that would be too long with them.
    case gap(before: Period, count: Int)
  }

  /// The columns, left to right.
  let columns: [Column]
  /// For each date, its column.
  let places: [Int]

  /// The most columns of one length before a longer period is taken.
  private static let maximumColumnCount = 48

  /// The longest run of empty periods that is not folded on an axis that folds gaps.
  private static let unfoldedCount = 2

  /// Lays out an axis for dates: months if the span is short enough, else quarters, else years.
  ///
  /// - Parameters:
  ///   - dates: The dates.
  ///   - foldingGaps: Whether longer runs of empty periods are folded on a short axis too; its length is then what is
  ///     left of it.
  init(_ dates: [PublicationDate?], foldingGaps: Bool = false) {
    let known = dates.compactMap { $0 }
    let length =
      Period.Length.allCases.first { length in
        let ordinals = Set(known.compactMap { Period(length, containing: $0)?.ordinal })
        guard let first = ordinals.min(), let last = ordinals.max() else { return false }
        let span = last - first
        return span < Self.maximumColumnCount || (foldingGaps && ordinals.count <= Self.maximumColumnCount / 4)
      } ?? .year

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
      columns += years.filter { $0 < first.year }.sorted().map(Column.yearOnly)
      // Of longer spans, what is empty is folded.
      let isLong = last.ordinal - first.ordinal >= Self.maximumColumnCount
      let used = Set(periods)
      var emptyCount = 0
      func endGap(before next: Int) {
        if emptyCount > (foldingGaps ? Self.unfoldedCount : 0) {
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
        if isLong || foldingGaps, !used.contains(period) {
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
