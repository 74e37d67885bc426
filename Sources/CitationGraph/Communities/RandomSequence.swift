/// Random numbers that follow from a seed alone, on every machine.
///
/// - SeeAlso: G. Steele, D. Lea and C. Flood, *Fast splittable pseudorandom number generators* (2014).
struct RandomSequence {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  @inline(__always)
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed &>> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed &>> 31)
  }

  /// A number below `bound`. The bias, below `bound` in 2^64, is nothing that a search for communities could notice.
  @inline(__always)
  mutating func below(_ bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }

  /// A number from 0 up to 1.
  @inline(__always)
  mutating func unit() -> Double { Double(next() &>> 11) * 0x1p-53 }

  /// Fills `order` with 0, 1, … in random order.
  mutating func shuffle(_ order: UnsafeMutablePointer<UInt32>, count: Int) {
    for position in 0..<count {
      let other = below(position + 1)
      order[position] = order[other]
      order[other] = UInt32(position)
    }
  }
}
