import PaperLineage

/// Dates of CSL-JSON and of Crossref, which has them from there.
enum JSONDate {
  /// Reads a date: `{"date-parts": [[2012, 3, 21], …]}` with numbers or strings, where of a range the first date counts;
  /// `literal` and `raw` texts; a bare text or year. A season leaves the year.
  ///
  /// - Returns: `nil` if there is no year, as in `[[null]]`.
  static func read(_ value: JSONValue?) -> PublicationDate? {
    guard let value else { return nil }
    guard let object = value.object else {
      return value.text.flatMap { PublicationDate($0) ?? LooseDate.read($0) }
    }
    if let date = parts(object["date-parts"]) { return date }
    for key in ["raw", "literal", "date-time"] {
      if let text = object[key]?.text, let date = PublicationDate(text) ?? LooseDate.read(text) { return date }
    }
    if let year = object["year"]?.int {
      return date(year, object["month"]?.int, object["day"]?.int)
    }
    return nil
  }

  /// `[[2012, 3, 21]]`, or one date without the outer list.
  private static func parts(_ value: JSONValue?) -> PublicationDate? {
    guard let outer = value?.array else { return nil }
    let parts = outer.first?.array ?? outer
    guard let year = parts.first?.int else { return parts.first?.string.flatMap(LooseDate.read) }
    return date(year, parts.count > 1 ? parts[1].int : nil, parts.count > 2 ? parts[2].int : nil)
  }

  /// As much of a date as is one: months from 13 on are seasons.
  private static func date(_ year: Int, _ month: Int?, _ day: Int?) -> PublicationDate? {
    if let month {
      if let day, let date = PublicationDate(year: year, month: month, day: day) { return date }
      if let date = PublicationDate(year: year, month: month) { return date }
    }
    return PublicationDate(year: year)
  }

  /// The first of several dates that is there, or one of those behind it that says the same more precisely.
  static func mostPrecise(_ dates: [PublicationDate?]) -> PublicationDate? {
    let dates = dates.compactMap { $0 }
    guard var best = dates.first else { return nil }
    for date in dates.dropFirst() where date.precision > best.precision {
      if !date.isCertainlyBefore(best), !best.isCertainlyBefore(date) { best = date }
    }
    return best
  }
}
