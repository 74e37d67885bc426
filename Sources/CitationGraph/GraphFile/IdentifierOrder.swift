import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The rows in ascending order of their identifiers: read from a file, or sorted when first asked for.
final class IdentifierOrder: Sendable {
  private let rows: Mutex<Column<PaperIndex>?>

  init(stored: Column<PaperIndex>? = nil) { rows = Mutex(stored) }

  func rows(of identifiers: IdentifierColumn) -> Column<PaperIndex> {
    rows.withLock { rows in
      if let rows { return rows }
      let sorted = identifiers.sortedRows()
      rows = sorted
      return sorted
    }
  }
}

extension IdentifierColumn {
  /// Whether a row's identifier comes before another's: numbers by value, texts by their bytes; of equal ones the lower
  /// row first.
  func comesBefore(_ row: Int, _ other: Int) -> Bool {
    switch self {
    case .numbers(let numbers): (numbers[row], row) < (numbers[other], other)
    case .texts(let texts):
      switch texts.withBytes(other, { texts.compare(row, with: $0) }) {
      case 0: row < other
      case let order: order < 0
      }
    }
  }

  /// All rows, in ascending order of their identifiers.
  ///
  /// Numbers, and the first eight bytes of texts after what all have in common, are sorted digit by digit; what is
  /// still equal is compared. O(*p*) for numbers.
  func sortedRows() -> Column<PaperIndex> {
    let count = count
    let keys = Buffer<UInt64>(count: count)
    let rows = Buffer<UInt32>(count: count)
    var isSorted = true
    var previous: UInt64 = 0
    for row in 0..<count { rows[row] = UInt32(row) }
    switch self {
    case .numbers(let numbers):
      for row in 0..<count {
        keys[row] = numbers.base[row]
        isSorted = isSorted && previous <= keys[row]
        previous = keys[row]
      }
      if !isSorted { Self.sort(keys, rows) }
      withExtendedLifetime(numbers) {}
    case .texts(let texts):
      let common = texts.commonPrefixCount
      for row in 0..<count {
        keys[row] = texts.key(row, from: common)
        isSorted = isSorted && previous <= keys[row]
        previous = keys[row]
      }
      if !isSorted { Self.sort(keys, rows) }
      var start = 0
      while start < count {
        var end = start + 1
        while end < count, keys[end] == keys[start] { end += 1 }
        if end - start > 1 {
          var equal = UnsafeMutableBufferPointer(start: rows.base + start, count: end - start)
          equal.sort { comesBefore(Int($0), Int($1)) }
        }
        start = end
      }
    }
    let sorted = Buffer<PaperIndex>(count: count)
    for position in 0..<count { sorted[position] = PaperIndex(rawValue: rows[position]) }
    return sorted.frozen()
  }

  /// Sorts keys, and rows with them, stably: a counting sort for each digit of 11 bits in which keys differ.
  private static func sort(_ keys: borrowing Buffer<UInt64>, _ rows: borrowing Buffer<UInt32>) {
    let count = keys.count
    let otherKeys = Buffer<UInt64>(count: count)
    let otherRows = Buffer<UInt32>(count: count)
    var differing: UInt64 = 0
    for position in 0..<count { differing |= keys[position] ^ keys[0] }
    var (fromKeys, fromRows) = (keys.base, rows.base)
    var (toKeys, toRows) = (otherKeys.base, otherRows.base)
    let digitCount = 1 << 11
    let next = Buffer<Int>(count: digitCount)
    for shift in stride(from: UInt64(0), to: 64, by: 11) where differing &>> shift & UInt64(digitCount - 1) != 0 {
      for digit in 0..<digitCount { next[digit] = 0 }
      for position in 0..<count { next[Int(truncatingIfNeeded: fromKeys[position] &>> shift) & (digitCount - 1)] += 1 }
      var sum = 0
      for digit in 0..<digitCount { (next[digit], sum) = (sum, sum + next[digit]) }
      for position in 0..<count {
        let digit = Int(truncatingIfNeeded: fromKeys[position] &>> shift) & (digitCount - 1)
        let target = next[digit]
        next[digit] = target + 1
        (toKeys[target], toRows[target]) = (fromKeys[position], fromRows[position])
      }
      swap(&fromKeys, &toKeys)
      swap(&fromRows, &toRows)
    }
    if fromKeys != keys.base {
      keys.base.update(from: fromKeys, count: count)
      rows.base.update(from: fromRows, count: count)
    }
    // The pointers above are into these.
    withExtendedLifetime(otherKeys) {}
    withExtendedLifetime(otherRows) {}
  }
}

extension TextColumn {
  /// The bytes of a text; none where damaged offsets lead nowhere.
  func range(_ position: Int) -> Range<Int> {
    let (low, high) = (offsets[position], offsets[position + 1])
    guard low <= high, high <= UInt64(bytes.count) else { return 0..<0 }
    return Range(uncheckedBounds: (Int(low), Int(high)))
  }

  @inline(__always)
  func withBytes<Result>(_ position: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    let range = range(position)
    defer { withExtendedLifetime(bytes) {} }
    return body(UnsafeRawBufferPointer(start: UnsafeRawPointer(bytes.base) + range.lowerBound, count: range.count))
  }

  /// Below zero if a text comes before some bytes, above if after: byte by byte, a beginning before what it begins.
  func compare(_ position: Int, with other: UnsafeRawBufferPointer) -> Int {
    withBytes(position) { own in
      let common = min(own.count, other.count)
      if common > 0, let left = own.baseAddress, let right = other.baseAddress {
        let order = Int(memcmp(left, right, common))
        if order != 0 { return order }
      }
      return own.count - other.count
    }
  }

  /// How many bytes all texts have in common at their beginning.
  fileprivate var commonPrefixCount: Int {
    guard count > 0 else { return 0 }
    let first = range(0)
    var common = first.count
    for position in 1..<max(count, 1) {
      let range = range(position)
      common = min(common, range.count)
      var length = 0
      while length < common, bytes.base[first.lowerBound + length] == bytes.base[range.lowerBound + length] {
        length += 1
      }
      common = length
      if common == 0 { break }
    }
    withExtendedLifetime(bytes) {}
    return common
  }

  /// Eight bytes of a text as a number that is ordered as they are; zeros beyond its end.
  fileprivate func key(_ position: Int, from start: Int) -> UInt64 {
    withBytes(position) { text in
      var key: UInt64 = 0
      for at in start..<start + 8 { key = key &<< 8 | (at < text.count ? UInt64(text[at]) : 0) }
      return key
    }
  }
}
