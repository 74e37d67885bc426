/// The row of a paper in a ``CitationGraph``: `0 ..< paperCount`.
///
/// A type of its own, so that a row cannot be mixed up with a count, a year or an offset.
@frozen
public struct PaperIndex: RawRepresentable, Hashable, Comparable, Sendable {
  /// The row as a bare number.
  public let rawValue: UInt32

  /// Makes the index of a row.
  @inlinable
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// Makes the index of row `row`. Traps unless `row` fits 32 bits.
  @inlinable
  public init(_ row: Int) {
    self.rawValue = UInt32(row)
  }

  /// The row, for use as an array position.
  @inlinable
  public var row: Int { Int(rawValue) }

  @inlinable
  public static func < (lhs: PaperIndex, rhs: PaperIndex) -> Bool {
    lhs.rawValue < rhs.rawValue
  }
}
