public import CitationGraph

/// Limits by date that an answer was given under, and what they left out of it.
///
/// In JSON `{"since", "until", "leftOut", "leftOutUndated"}`, the first two as far as they were given.
public struct DateLimits: Encodable, Sendable, Equatable {
  let since: String?
  let until: String?
  let leftOutCount: Int
  let leftOutUndatedCount: Int

  /// Tells of limits.
  ///
  /// - Parameters:
  ///   - since: The first date within, or `nil`.
  ///   - until: The last date within, or `nil`; of a year or a month all of it.
  ///   - leftOutCount: Papers that would be in the answer without the limits.
  ///   - leftOutUndatedCount: Those of them that have no date.
  public init(since: PackedDate?, until: PackedDate?, leftOutCount: Int, leftOutUndatedCount: Int) {
    self.since = since?.description
    self.until = until?.description
    self.leftOutCount = leftOutCount
    self.leftOutUndatedCount = leftOutUndatedCount
  }

  private enum CodingKeys: String, CodingKey {
    case since, until
    case leftOutCount = "leftOut"
    case leftOutUndatedCount = "leftOutUndated"
  }

  /// The limits in a few words, to stand in a line behind others.
  func words(_ language: Language) -> String {
    let range = [
      since.map { language("from \($0)", "自 \($0)") }, until.map { language("to \($0)", "至 \($0)") },
    ].compactMap { $0 }.joined(separator: " ")
    var words =
      range
      + language(": \(Figures.grouped(leftOutCount)) left out", "：略去 \(Figures.grouped(leftOutCount)) 篇")
    if leftOutUndatedCount > 0 {
      words += language(
        ", \(Figures.grouped(leftOutUndatedCount)) of them without date",
        "，其中 \(Figures.grouped(leftOutUndatedCount)) 篇无日期")
    }
    return words
  }
}
