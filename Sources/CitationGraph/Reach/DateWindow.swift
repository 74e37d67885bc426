/// A limit by date: the papers of a graph that appeared within it.
///
/// Dates compare as ``PackedDate`` orders them, a year before its months. A last date of a year or a month takes in all
/// of that year or month; a first date of a month leaves out what is known to be of its year only.
public struct DateWindow: Sendable {
  /// When each row appeared.
  public let dates: Column<PackedDate>
  /// The first date within, or `nil` for no bound.
  public let first: PackedDate?
  /// The last date within, or `nil` for no bound.
  public let last: PackedDate?
  /// Whether a paper of no known date is within.
  public let includesUndated: Bool

  /// Makes a window; `dates` has a value for every row of the graph it is used on.
  public init(
    _ dates: Column<PackedDate>, from first: PackedDate? = nil, through last: PackedDate? = nil,
    includesUndated: Bool = false
  ) {
    self.dates = dates
    self.first = first
    self.last = last
    self.includesUndated = includesUndated
  }

  /// Whether a paper lies within. O(1).
  public func contains(_ paper: PaperIndex) -> Bool { bounds.admits(dates[paper.row].rawValue) != 0 }

  /// The window as bare numbers, for inner loops.
  var bounds: Bounds {
    let low = max(first?.rawValue ?? 1, 1)
    let high = last.map { $0.rawValue | ($0.month == nil ? 0x1FF : $0.day == nil ? 0x1F : 0) } ?? .max
    return Bounds(low: low, high: high, undated: includesUndated ? 1 : 0)
  }

  struct Bounds {
    let low: UInt32
    let high: UInt32
    let undated: UInt64

    /// 1 or 0.
    @inline(__always)
    func admits(_ date: UInt32) -> UInt64 {
      let isWithin: UInt64 = date >= low && date <= high ? 1 : 0
      return date == 0 ? undated : isWithin
    }
  }
}
