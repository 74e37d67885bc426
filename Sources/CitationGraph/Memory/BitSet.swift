/// A bit for each row.
struct BitSet: ~Copyable {
  let words: Buffer<UInt64>

  init(count: Int) { words = Buffer(count: (count + 63) / 64) }

  @inline(__always)
  func contains(_ row: Int) -> Bool { words[row >> 6] &>> UInt64(row & 63) & 1 != 0 }

  /// Sets a bit and says whether it was clear.
  @inline(__always)
  func insert(_ row: Int) -> Bool {
    let bit = UInt64(1) &<< UInt64(row & 63)
    let word = words[row >> 6]
    words[row >> 6] = word | bit
    return word & bit == 0
  }

  @inline(__always)
  func remove(_ row: Int) { words[row >> 6] &= ~(UInt64(1) &<< UInt64(row & 63)) }

  func removeAll() { words.base.update(repeating: 0, count: words.count) }
}
