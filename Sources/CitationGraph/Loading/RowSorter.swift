/// Sorts the short runs of numbers that rows are, and drops what is there twice.
struct RowSorter: ~Copyable {
  /// How many numbers behind a run may be read, and ignored.
  static let overread = 32

  private let ranks = Buffer<UInt32>(count: 32)
  private var spare = Buffer<UInt32>(count: 0)
  /// Whether the difference of two numbers tells by its sign which is less.
  private let isSigned: Bool

  /// Sorts numbers below `limit`.
  init(limit: Int) { isSigned = limit <= 1 << 31 }

  /// Writes the numbers of a run in ascending order, each once, and returns how many there are.
  ///
  /// The run is used up. What lies behind it is read, but does not matter. O(*n*).
  @inline(__always)
  mutating func copySorted(
    _ run: UnsafeMutablePointer<UInt32>, count: Int, to sorted: UnsafeMutablePointer<UInt32>
  ) -> Int {
    if count <= 1 {
      if count == 1 { sorted[0] = run[0] }
      return count
    }
    if count <= 32, isSigned {
      rank(run, count: count)
      // Equal numbers have equal ranks, which makes the sum less than 0 + 1 + … + (count - 1).
      var sum: UInt32 = 0
      for position in 0..<count {
        let rank = ranks.base[position]
        sorted[Int(rank)] = run[position]
        sum &+= rank
      }
      if Int(sum) == count &* (count &- 1) / 2 { return count }
      return copyInserted(run, count: count, to: sorted)
    }
    return copyLong(run, count: count, to: sorted)
  }

  /// Finds the place of each of up to 32 numbers, which is how many are less, 16 at a time and without a branch that
  /// depends on them.
  @inline(__always)
  private func rank(_ run: UnsafeMutablePointer<UInt32>, count: Int) {
    let signBit = SIMD16<UInt32>(repeating: 31)
    for half in stride(from: 0, to: count, by: 16) {
      let values = UnsafeRawPointer(run + half).loadUnaligned(as: SIMD16<UInt32>.self)
      var ranks = SIMD16<UInt32>.zero
      for position in 0..<count {
        // The sign of a difference, not a comparison: of those the compiler (6.3) makes sixteen.
        ranks &+= (SIMD16(repeating: run[position]) &- values) &>> signBit
      }
      UnsafeMutableRawPointer(self.ranks.base + half).storeBytes(of: ranks, as: SIMD16<UInt32>.self)
    }
  }

  @inline(never)
  private func copyInserted(
    _ run: UnsafeMutablePointer<UInt32>, count: Int, to sorted: UnsafeMutablePointer<UInt32>
  ) -> Int {
    var kept = 0
    for position in 0..<count {
      let value = run[position]
      var place = kept
      while place > 0, sorted[place - 1] > value { place -= 1 }
      if place > 0, sorted[place - 1] == value { continue }
      var moved = kept
      while moved > place {
        sorted[moved] = sorted[moved - 1]
        moved -= 1
      }
      sorted[place] = value
      kept += 1
    }
    return kept
  }

  @inline(never)
  private mutating func copyLong(
    _ run: UnsafeMutablePointer<UInt32>, count: Int, to sorted: UnsafeMutablePointer<UInt32>
  ) -> Int {
    var isAscending = true
    for position in 1..<count where run[position - 1] >= run[position] {
      isAscending = false
      break
    }
    if isAscending {
      sorted.update(from: run, count: count)
      return count
    }
    if spare.count < count { spare = Buffer(count: count * 2) }
    var (from, to) = (run, spare.base)
    // Digit by digit from the lowest; a digit that all numbers share is passed over.
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 256) { next in
      for shift in stride(from: UInt32(0), to: 32, by: 8) {
        next.update(repeating: 0)
        for position in 0..<count { next[Int(from[position] &>> shift & 255)] += 1 }
        if next[Int(from[0] &>> shift & 255)] == count { continue }
        var start = 0
        for digit in 0..<256 {
          let numbers = next[digit]
          next[digit] = start
          start += numbers
        }
        for position in 0..<count {
          let digit = Int(from[position] &>> shift & 255)
          to[next[digit]] = from[position]
          next[digit] += 1
        }
        swap(&from, &to)
      }
    }
    var kept = 1
    sorted[0] = from[0]
    for position in 1..<count where from[position] != from[position - 1] {
      sorted[kept] = from[position]
      kept += 1
    }
    return kept
  }
}
