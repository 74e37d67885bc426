/// A whole number from zero up, of any size: how many there are of something, to the last digit.
///
/// Written and coded as decimal digits.
public struct ExactCount: Sendable, Hashable {
  /// The number in words of 64 bits, lowest first, without a zero at the top; empty for zero.
  let words: [UInt64]

  /// Takes words, lowest first.
  init(words: some Collection<UInt64>) {
    var kept = words.count
    for word in words.reversed() {
      if word != 0 { break }
      kept -= 1
    }
    self.words = Array(words.prefix(kept))
  }

  /// A number that fits 64 bits.
  public init(_ value: UInt64) { words = value == 0 ? [] : [value] }

  /// Reads decimal digits; `nil` if there are none or there is anything else.
  public init?(_ digits: String) {
    guard !digits.isEmpty, digits.utf8.allSatisfy({ 48...57 ~= $0 }) else { return nil }
    var words: [UInt64] = []
    for digit in digits.utf8 {
      var carry = UInt64(digit - 48)
      for word in words.indices {
        let (high, low) = words[word].multipliedFullWidth(by: 10)
        let (sum, overflow) = low.addingReportingOverflow(carry)
        words[word] = sum
        carry = high + (overflow ? 1 : 0)
      }
      if carry > 0 { words.append(carry) }
    }
    self.words = words
  }

  /// The number if it fits a machine's, else `nil`.
  public var integer: Int? { words.count > 1 ? nil : Int(exactly: words.first ?? 0) }

  /// How many bits the number takes; 0 for zero.
  public var bitCount: Int { words.isEmpty ? 0 : words.count * 64 - words[words.count - 1].leadingZeroBitCount }

  /// The upper 64 bits and how many follow. The lowest bit also says whether anything below was cut off, which is what
  /// rounding needs to know.
  private var leading: (bits: UInt64, exponent: Int) {
    guard let top = words.last else { return (0, 0) }
    guard words.count > 1 else { return (top, 0) }
    let shift = top.leadingZeroBitCount
    let below = words[words.count - 2]
    let bits = shift == 0 ? top : top << shift | below >> (64 - shift)
    let isCut = below << shift != 0 || words.dropLast(2).contains { $0 != 0 }
    return (isCut ? bits | 1 : bits, (words.count - 1) * 64 - shift)
  }

  /// The quotient, however large the two are, within two units in the last place.
  ///
  /// Traps if `divisor` is zero.
  public func ratio(to divisor: ExactCount) -> Double {
    precondition(!divisor.words.isEmpty, "nothing is divided by zero")
    let (numerator, denominator) = (leading, divisor.leading)
    return Double(
      sign: .plus, exponent: numerator.exponent - denominator.exponent,
      significand: Double(numerator.bits) / Double(denominator.bits))
  }

  /// The nearest double, infinity beyond the largest.
  public var doubleValue: Double {
    let (bits, exponent) = leading
    return Double(sign: .plus, exponent: exponent, significand: Double(bits))
  }
}

extension ExactCount: Comparable {
  public static func < (left: ExactCount, right: ExactCount) -> Bool {
    if left.words.count != right.words.count { return left.words.count < right.words.count }
    return left.words.reversed().lexicographicallyPrecedes(right.words.reversed())
  }
}

extension ExactCount {
  public static func + (left: ExactCount, right: ExactCount) -> ExactCount {
    let (longer, shorter) = left.words.count < right.words.count ? (right, left) : (left, right)
    var sum = longer.words
    var carry = false
    for word in sum.indices {
      if word >= shorter.words.count, !carry { break }
      let (partial, first) = sum[word].addingReportingOverflow(word < shorter.words.count ? shorter.words[word] : 0)
      let (total, second) = partial.addingReportingOverflow(carry ? 1 : 0)
      sum[word] = total
      carry = first || second
    }
    if carry { sum.append(1) }
    return ExactCount(words: sum)
  }

  public static func += (left: inout ExactCount, right: ExactCount) { left = left + right }

  public static func * (left: ExactCount, right: ExactCount) -> ExactCount {
    let width = left.words.count + right.words.count
    let first = left.words + [UInt64](repeating: 0, count: right.words.count)
    let second = right.words + [UInt64](repeating: 0, count: left.words.count)
    var product = [UInt64](repeating: 0, count: width)
    Words.multiply(first, second, into: &product, width: width)
    return ExactCount(words: product)
  }
}

extension ExactCount: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: UInt64) { self.init(value) }
}

extension ExactCount: CustomStringConvertible {
  /// The decimal digits. O(*d*²) for *d* digits.
  public var description: String {
    // The largest power of ten in a word.
    let chunk: UInt64 = 10_000_000_000_000_000_000
    var rest = words
    var parts: [String] = []
    while !rest.isEmpty {
      var remainder: UInt64 = 0
      for word in rest.indices.reversed() { (rest[word], remainder) = chunk.dividingFullWidth((remainder, rest[word])) }
      if rest.last == 0 { rest.removeLast() }
      let digits = String(remainder)
      parts.append(rest.isEmpty ? digits : String(repeating: "0", count: 19 - digits.count) + digits)
    }
    return parts.isEmpty ? "0" : parts.reversed().joined()
  }
}

extension ExactCount: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let count = ExactCount(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "a count is written in decimal digits")
    }
    self = count
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
