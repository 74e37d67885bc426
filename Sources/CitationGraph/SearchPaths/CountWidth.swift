/// How many words an exact count needs, found by one pass in floating point.
///
/// The total bounds all that is computed: what arrives at a paper times what leaves it is the number of paths through
/// it, and no number is greater than that of all paths.
enum CountWidth {
  /// The bits of the total, or one more.
  static func bits(
    _ graph: CitationGraph, _ papers: UnsafeBufferPointer<PaperIndex>, _ weight: PathWeight
  ) -> Int {
    graph.references.withPointers { rows in
      graph.citers.withPointers { citers in
        let total = total(rows, citers, papers, weight)
        if total < 0x1p1000 { return bits(total) }
        let (value, exponent) = scaledTotal(rows, citers, papers, weight)
        return bits(value) + exponent * step
      }
    }
  }

  /// The bits of a number that rounding may have made too small. A path sees fewer than 2^33 roundings of 2^-53 each.
  private static func bits(_ value: Double) -> Int {
    value < 1 ? 1 : Int((value * (1 + 0x1p-16)).exponent) + 1
  }

  private static func total(
    _ rows: RowPointers, _ citers: RowPointers, _ papers: UnsafeBufferPointer<PaperIndex>, _ weight: PathWeight
  ) -> Double {
    let arriving = Buffer<Double>(count: papers.count)
    let values = arriving.base
    let start: Double = weight.startsAnywhere ? 1 : 0
    var total = 0.0
    for paper in papers {
      let row = paper.row
      let range = rows.range(row)
      var sum = start
      for position in range { sum += values[rows.columns[position].row] }
      if range.isEmpty { sum = 1 }
      values[row] = sum
      if weight.endsAnywhere || citers.count(row) == 0 { total += sum }
    }
    return total
  }

  /// Values are kept below 2^512 and a count of how often that was divided out.
  private static let step = 512

  private static func scaledTotal(
    _ rows: RowPointers, _ citers: RowPointers, _ papers: UnsafeBufferPointer<PaperIndex>, _ weight: PathWeight
  ) -> (value: Double, exponent: Int) {
    let values = Buffer<Double>(count: papers.count)
    let exponents = Buffer<Int32>(count: papers.count)
    var (total, totalExponent) = (0.0, Int32(0))
    for paper in papers {
      let row = paper.row
      let range = rows.range(row)
      var (sum, exponent) = (weight.startsAnywhere || range.isEmpty ? 1.0 : 0.0, Int32(0))
      for position in range {
        let cited = rows.columns[position].row
        add(values[cited], exponents[cited], to: &sum, &exponent)
      }
      values[row] = sum
      exponents[row] = exponent
      if weight.endsAnywhere || citers.count(row) == 0 { add(sum, exponent, to: &total, &totalExponent) }
    }
    return (total, Int(totalExponent))
  }

  @inline(__always)
  private static func add(_ value: Double, _ exponent: Int32, to sum: inout Double, _ sumExponent: inout Int32) {
    if exponent == sumExponent {
      sum += value
    } else if exponent > sumExponent {
      // Two steps apart the smaller is less than one rounding of the larger.
      sum = exponent - sumExponent == 1 ? value + sum * 0x1p-512 : value
      sumExponent = exponent
    } else if sumExponent - exponent == 1 {
      sum += value * 0x1p-512
    }
    if sum >= 0x1p512 {
      sum *= 0x1p-512
      sumExponent += 1
    }
  }
}
