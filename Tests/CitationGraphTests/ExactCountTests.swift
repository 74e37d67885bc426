import CitationGraph
import Foundation
import TestSupport
import Testing

/// Arithmetic of any size against the machine's own where that reaches, and against known digits beyond.
struct ExactCountTests {
  private static func numbers() -> [UInt128] {
    var generator = SplitMix64(seed: 70)
    let edges: [UInt128] = [
      0, 1, 2, 9, 10, UInt128(UInt64.max), 1 << 64, 1 << 64 + 1, 10_000_000_000_000_000_000, .max >> 1,
    ]
    let random = (0..<200).map { _ in
      (UInt128(generator.next()) << 64 | UInt128(generator.next())) >> UInt128.random(in: 1...127, using: &generator)
    }
    return edges + random
  }

  @Test func digitsAreReadAndWritten() throws {
    for number in Self.numbers() {
      let count = try #require(ExactCount(number.description))
      #expect(count.description == number.description)
      #expect(count.bitCount == 128 - number.leadingZeroBitCount)
      #expect(count.integer == Int(exactly: number))
    }
    #expect(ExactCount("000") == 0)
    for text in ["", "-1", "+1", "1.0", " 1", "1e3", "１"] { #expect(ExactCount(text) == nil) }
  }

  @Test func sumsProductsAndOrder() throws {
    let numbers = Self.numbers()
    for (one, other) in zip(numbers, numbers.reversed()) {
      let (left, right) = try (#require(ExactCount(one.description)), #require(ExactCount(other.description)))
      #expect((left < right) == (one < other))
      #expect((left == right) == (one == other))
      #expect((left + right).description == (one + other).description)
      let (product, overflow) = one.multipliedReportingOverflow(by: other)
      if !overflow { #expect((left * right).description == product.description) }
      // (a + b)² = a² + 2ab + b², beyond the machine's numbers too.
      #expect((left + right) * (left + right) == left * left + left * right + left * right + right * right)
    }
  }

  @Test func aKnownFactorial() {
    let factorial = (1...30).reduce(ExactCount(1)) { $0 * ExactCount(UInt64($1)) }
    #expect(factorial.description == "265252859812191058636308480000000")
  }

  @Test func doublesAreTheNearest() throws {
    for number in Self.numbers() {
      #expect(try #require(ExactCount(number.description)).doubleValue == Double(number))
    }
    // Halfway between two doubles, and one more far below.
    let half = try #require(ExactCount(SearchPathTests.power(2, 200))) * (ExactCount(1 << 53) + 1)
    let above = half + 1
    #expect(half.doubleValue == 0x1p253)
    #expect(above.doubleValue == 0x1p253.nextUp)
    #expect(ExactCount(SearchPathTests.power(2, 1_023))?.doubleValue == 0x1p1023)
    #expect(ExactCount(SearchPathTests.power(2, 1_024))?.doubleValue == .infinity)
  }

  @Test func ratiosOfNumbersBeyondDoubles() throws {
    let (large, larger) = (ExactCount(SearchPathTests.power(3, 900)), ExactCount(SearchPathTests.power(3, 902)))
    #expect(try #require(large).ratio(to: try #require(larger)) == 1.0 / 9)
    #expect(ExactCount(0).ratio(to: 7) == 0)
  }

  @Test func codedAsDigits() throws {
    let count = try #require(ExactCount(SearchPathTests.power(7, 50)))
    let data = try JSONEncoder().encode([count])
    #expect(String(decoding: data, as: UTF8.self) == "[\"\(SearchPathTests.power(7, 50))\"]")
    #expect(try JSONDecoder().decode([ExactCount].self, from: data) == [count])
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([ExactCount].self, from: Data("[\"x\"]".utf8)) }
  }
}
