/// Reads relations between numbers from a part of a list.
struct NumberListScanner {
  /// What a part held.
  struct Result: Sendable {
    var tally = LineTally()
    /// The largest number.
    var largest: UInt64 = 0
    /// The first identifier that is no number; the part was read no further.
    var text: ListedText?
    /// The first line that is no fault, if neither of its fields is a number.
    var header: ListedText?
    /// How many relations were written.
    var count = 0
  }

  /// Where the whole list ends: bytes up to there may be read.
  let end: UnsafePointer<UInt8>

  /// A line on the fast way is at most two numbers of 16 digits, read eight bytes beyond, and what is between.
  private static let longestFastLine = 56

  /// Reads the lines from `start` to `stop`, which is a line start or the end of the list.
  ///
  /// Numbers are written by their lower 32 bits: if ``Result/largest`` has more, what was written is of no use.
  /// - Parameter pairs: Where to write; a pair for every four bytes is room enough.
  func scan(
    _ start: UnsafePointer<UInt8>, to stop: UnsafePointer<UInt8>,
    into pairs: UnsafeMutablePointer<RelationPair>
  ) -> Result {
    var result = Result()
    var next = start
    var written = 0
    var seen: UInt64 = 0
    var lines = 0
    while next < stop {
      if end - next >= Self.longestFastLine {
        let (citing, citingEnd) = Self.number(next)
        let separator = citingEnd.pointee
        let (cited, citedEnd) = Self.number(citingEnd + 1)
        let isLineEnd = citedEnd.pointee == 10
        if citingEnd != next, citedEnd != citingEnd + 1, LineScanner.isSeparator(separator),
          isLineEnd || citedEnd.pointee == 13 && citedEnd[1] == 10
        {
          pairs[written] = RelationPair(
            citing: UInt32(truncatingIfNeeded: citing), cited: UInt32(truncatingIfNeeded: cited))
          written &+= 1
          seen = max(seen, max(citing, cited))
          lines &+= 1
          next = citedEnd + (isLineEnd ? 1 : 2)
          continue
        }
      }
      let lineEnd = LineScanner.lineEnd(from: next, in: stop)
      result.tally.lines = lines + 1
      defer {
        lines += 1
        next = min(lineEnd + 1, stop)
      }
      switch LineScanner.split(from: next, to: lineEnd) {
      case .blank: result.tally.blanks += 1
      case .comment: result.tally.comments += 1
      case .malformed(let problem, let field): result.tally.add(problem, field, inLineFrom: next)
      case .fields(let first, let second, let hasMore):
        let (citing, cited) = (LineScanner.number(first), LineScanner.number(second))
        if let citing, let cited {
          pairs[written] = RelationPair(
            citing: UInt32(truncatingIfNeeded: citing), cited: UInt32(truncatingIfNeeded: cited))
          written += 1
          seen = max(seen, max(citing, cited))
          if hasMore { result.tally.furtherColumns += 1 }
        } else {
          let field = citing == nil ? first : second
          let text = LineScanner.listed(field, inLineFrom: next, number: result.tally.lines)
          let isHeader = written == 0 && result.header == nil && citing == nil && cited == nil
          if !isHeader {
            result.text = text
            return result
          }
          result.header = text
        }
      }
    }
    result.tally.lines = lines
    result.tally.usable = written
    result.count = written
    result.largest = seen
    return result
  }

  /// A number of up to 16 digits without a needless zero in front, and its end; `start` itself if there is none.
  ///
  /// Eight digits become a number in three multiplications, each of which joins neighbours: digits to pairs, pairs to
  /// fours, fours to eight.
  @inline(__always)
  private static func number(_ start: UnsafePointer<UInt8>) -> (UInt64, UnsafePointer<UInt8>) {
    let digits = word(start)
    // The high bit of each byte that is no digit; those above the first may be wrong.
    let others = ((digits &+ 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080
    if others != 0 {
      let bits = UInt64(truncatingIfNeeded: others.trailingZeroBitCount &- 7)
      // No digit at all, or a zero before others.
      if bits == 0 || digits & 0xFF == 0 && bits > 8 { return (0, start) }
      return (value(digits &<< (64 &- bits)), start + Int(truncatingIfNeeded: bits &>> 3))
    }
    if digits & 0xFF == 0 { return (0, start) }
    var number = value(digits)
    var next = start + 8
    while true {
      let digit = next.pointee &- 48
      if digit > 9 { return (number, next) }
      if next - start == 16 { return (0, start) }
      number = number &* 10 &+ UInt64(digit)
      next += 1
    }
  }

  @inline(__always)
  private static func word(_ start: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(start).loadUnaligned(as: UInt64.self)) ^ 0x3030_3030_3030_3030
  }

  @inline(__always)
  private static func value(_ digits: UInt64) -> UInt64 {
    var joined = (digits &* 2561) &>> 8 & 0x00FF_00FF_00FF_00FF
    joined = (joined &* 6_553_601) &>> 16 & 0x0000_FFFF_0000_FFFF
    return (joined &* 42_949_672_960_001) &>> 32
  }
}
