/// The rows of a network divided by month, quarter or year of appearance, without gaps from the first to the last.
///
/// A date too coarse for its batch is counted, not guessed: 2001 is in no month.
public struct DateBatches: Sendable, Equatable {
  /// How long a batch is.
  public enum Length: String, CaseIterable, Sendable {
    case month, quarter, year

    /// How many of them a year has.
    var perYear: Int {
      switch self {
      case .month: 12
      case .quarter: 4
      case .year: 1
      }
    }
  }

  /// How long a batch is.
  public let length: Length
  /// How many batches there are; 0 if no row could be placed.
  public let count: Int
  /// For each row, the number of its batch, or ``none``.
  public let numbers: Column<UInt32>
  /// For each batch, how many rows are in it.
  public let sizes: Column<Int>
  /// How many rows have no date.
  public let undatedCount: Int
  /// How many rows have a date too coarse to say the batch.
  public let coarseCount: Int
  /// The first batch as a count of its length since the year 0.
  private let first: Int

  /// The number of a row that is in no batch.
  public static let none = UInt32.max

  /// Divides rows. O(*n*) for *n* rows.
  public init(_ dates: Column<PackedDate>, by length: Length) {
    let numbers = Buffer<UInt32>(repeating: Self.none, count: dates.count)
    var (undated, coarse) = (0, 0)
    var (first, last) = (Int.max, Int.min)
    for row in 0..<dates.count {
      // A value that is no date, as a damaged file may hold, must not span ages.
      guard let year = dates[row].year, 1...9999 ~= year else {
        undated += 1
        continue
      }
      var batch = year * length.perYear
      if length != .year {
        guard let month = dates[row].month, month <= 12 else {
          coarse += 1
          continue
        }
        batch += (month - 1) * length.perYear / 12
      }
      numbers[row] = UInt32(batch)
      (first, last) = (min(first, batch), max(last, batch))
    }
    let count = first > last ? 0 : last - first + 1
    let sizes = Buffer<Int>(count: count)
    for row in 0..<dates.count where numbers[row] != Self.none {
      numbers[row] -= UInt32(first)
      sizes[Int(numbers[row])] += 1
    }
    self.length = length
    self.count = count
    self.numbers = numbers.frozen()
    self.sizes = sizes.frozen()
    undatedCount = undated
    coarseCount = coarse
    self.first = count == 0 ? 0 : first
  }

  /// The first month or year of a batch: of month precision for months and quarters. Traps unless there is one.
  public func start(of batch: Int) -> PackedDate {
    precondition(0..<count ~= batch, "no batch")
    let (year, part) = (first + batch).quotientAndRemainder(dividingBy: length.perYear)
    return PackedDate(year: year, month: length == .year ? nil : part * 12 / length.perYear + 1)
  }

  /// What a batch is called: `2001-07`, `2001-Q3` or `2001`.
  public func name(of batch: Int) -> String {
    let start = start(of: batch)
    guard length == .quarter, let month = start.month else { return start.description }
    return start.description.prefix(5) + "Q" + String((month + 2) / 3)
  }
}

extension CitationNetwork {
  /// The rows by month, quarter or year of appearance. O(*p*).
  public func batches(by length: DateBatches.Length) -> DateBatches {
    DateBatches(dates.isEmpty ? Column(repeating: .unknown, count: graph.paperCount) : dates, by: length)
  }
}
