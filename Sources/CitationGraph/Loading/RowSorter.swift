/// Sorts the short runs of numbers that rows are, and drops what is there twice.
struct RowSorter: ~Copyable {
  /// How many numbers behind a run may be read, and ignored.
  static let overread = 16

  private let ranks = Buffer<UInt32>(count: 16)
  private var spare = Buffer<UInt32>(count: 0)

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
    if count <= 16 { return copyRanked(run, count: count, to: sorted) }
    return copyLong(run, count: count, to: sorted)
  }

  /// A number's place is how many are less: sixteen comparisons at a time and no branch that depends on the values.
  @inline(__always)
  private func copyRanked(
    _ run: UnsafeMutablePointer<UInt32>, count: Int, to sorted: UnsafeMutablePointer<UInt32>
  ) -> Int {
    let values = UnsafeRawPointer(run).loadUnaligned(as: SIMD16<UInt32>.self)
    var ranks = SIMD16<UInt32>.zero
    for position in 0..<count {
      ranks.replace(with: ranks &+ 1, where: values .> SIMD16(repeating: run[position]))
    }
    UnsafeMutableRawPointer(self.ranks.base).storeBytes(of: ranks, as: SIMD16<UInt32>.self)
    var sum: UInt32 = 0
    for position in 0..<count {
      let rank = self.ranks.base[position]
      sorted[Int(rank)] = run[position]
      sum &+= rank
    }
    // Equal numbers have equal ranks, which makes the sum less than 0 + 1 + … + (count - 1).
    if Int(sum) == count &* (count &- 1) / 2 { return count }
    return copyInserted(run, count: count, to: sorted)
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
