/// Logarithm and exponential whose last digit does not depend on the machine's mathematical library.
enum PortableMath {
  private static let ln2High = 0x1.62e42fee00000p-1
  private static let ln2Low = 0x1.a39ef35793c76p-33

  /// ln *x* for a positive, finite, normal *x*. Error below 1e-15 of the value.
  static func log(_ x: Double) -> Double {
    var exponent = Double(x.exponent)
    var significand = x.significand
    if significand > 1.4142135623730951 {
      significand /= 2
      exponent += 1
    }
    // ln s = 2 artanh((s − 1)/(s + 1)), whose series converges as 0.03^k here.
    let ratio = (significand - 1) / (significand + 1)
    let square = ratio * ratio
    var sum = 0.0
    var divisor = 23.0
    while divisor > 1 {
      sum = (sum + 1 / divisor) * square
      divisor -= 2
    }
    return exponent * ln2High + (2 * ratio + 2 * ratio * sum + exponent * ln2Low)
  }

  /// e to the *x* for *x* of at most 0; 0 where that is below 1e-300. Error below 1e-15 of the value.
  static func exp(_ x: Double) -> Double {
    guard x > -690 else { return 0 }
    let power = (x * 1.4426950408889634).rounded()
    let rest = (x - power * ln2High) - power * ln2Low
    var sum = 1.0
    var term = 14.0
    while term > 0 {
      sum = 1 + sum * rest / term
      term -= 1
    }
    return sum * Double(sign: .plus, exponent: Int(power), significand: 1)
  }
}
