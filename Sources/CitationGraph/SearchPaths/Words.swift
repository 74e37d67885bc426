/// Arithmetic on numbers of `width` words of 64 bits, lowest word first, side by side in memory.
///
/// Widths are chosen beforehand so that nothing overflows; a carry out of the last word is a bug. Inlined, so that a
/// constant width unrolls.
enum Words {
  @inline(__always)
  static func add(_ term: UnsafePointer<UInt64>, to sum: UnsafeMutablePointer<UInt64>, width: Int) {
    var carry: UInt64 = 0
    for word in 0..<width {
      let (partial, first) = sum[word].addingReportingOverflow(term[word])
      let (total, second) = partial.addingReportingOverflow(carry)
      sum[word] = total
      carry = first || second ? 1 : 0
    }
    assert(carry == 0, "the width is too small")
  }

  @inline(__always)
  static func addOne(to sum: UnsafeMutablePointer<UInt64>, width: Int) {
    for word in 0..<width {
      sum[word] &+= 1
      if sum[word] != 0 { return }
    }
  }

  /// The product of two numbers, which is known to fit the width.
  @inline(__always)
  static func multiply(
    _ left: UnsafePointer<UInt64>, _ right: UnsafePointer<UInt64>, into product: UnsafeMutablePointer<UInt64>,
    width: Int
  ) {
    for word in 0..<width { product[word] = 0 }
    for low in 0..<width {
      let factor = left[low]
      if factor == 0 { continue }
      var carry: UInt64 = 0
      for other in 0..<width - low {
        // The largest value is (2^64 - 1)^2 + 2 (2^64 - 1) = 2^128 - 1.
        let (high, lowPart) = factor.multipliedFullWidth(by: right[other])
        let (first, firstCarry) = lowPart.addingReportingOverflow(product[low + other])
        let (second, secondCarry) = first.addingReportingOverflow(carry)
        product[low + other] = second
        carry = high &+ (firstCarry ? 1 : 0) &+ (secondCarry ? 1 : 0)
      }
    }
  }

  @inline(__always)
  static func isZero(_ number: UnsafePointer<UInt64>, width: Int) -> Bool {
    var bits: UInt64 = 0
    for word in 0..<width { bits |= number[word] }
    return bits == 0
  }

  /// Negative, zero or positive, as `left` is less than, equal to or greater than `right`.
  @inline(__always)
  static func compare(_ left: UnsafePointer<UInt64>, _ right: UnsafePointer<UInt64>, width: Int) -> Int {
    var word = width
    while word > 0 {
      word -= 1
      if left[word] != right[word] { return left[word] < right[word] ? -1 : 1 }
    }
    return 0
  }
}
