/// The weights of all relations of a graph without cycles, as doubles.
public struct ApproximateSearchPathCounts: Sendable, Equatable {
  /// Which weight it is.
  public let weight: PathWeight
  /// For each row, what arrives at a paper: the left factor of the weights of the relations that cite it.
  public let arriving: Column<Double>
  /// For each row, what leaves a paper: the right factor of the weights of its own relations.
  public let leaving: Column<Double>
  /// For each relation, by position, its weight.
  public let weights: Column<Double>
  /// What the weights are divided by to normalise them; see ``SearchPathCounts/total``.
  public let total: Double

  /// Whether all numbers stayed below the largest double, 1.8 · 10³⁰⁸. If not, those beyond are infinite; exact counts
  /// have no such bound.
  public var isFinite: Bool { total.isFinite }

  /// For each relation, by position, its weight divided by ``total``. O(*r*).
  public func normalizedWeights() -> Column<Double> {
    let shares = Buffer<Double>(count: weights.count)
    weights.withUnsafeBufferPointer { weights in
      for position in weights.indices { shares.base[position] = weights[position] / total }
    }
    return shares.frozen()
  }
}

extension CitationGraph {
  /// Weighs every relation by the paths that run through it, in doubles.
  ///
  /// Each addition and product rounds; all terms are positive, so the relative error is at most about 2⁻⁵³ for each
  /// addition along a path. Use ``searchPathCounts(_:in:)`` where ties matter or numbers exceed 10³⁰⁸.
  /// - Parameters:
  ///   - weight: Which weight.
  ///   - order: The strong components of this graph if they are known already.
  /// - Complexity: O(*p* + *r*) time and space, two passes; for ``PathWeight/nodePairProjection`` see
  ///   ``searchPathCounts(_:in:)``.
  /// - Throws: ``CycleError`` if the graph has cycles.
  public func approximateSearchPathCounts(
    _ weight: PathWeight = .searchPathCount, in order: StrongComponents? = nil
  ) throws(CycleError) -> ApproximateSearchPathCounts {
    let order = try acyclicOrder(order)
    if weight == .nodePairProjection || weight == .unit {
      return try searchPathCounts(weight, in: order).approximated()
    }
    let arriving = Buffer<Double>(count: paperCount)
    let leaving = Buffer<Double>(count: paperCount)
    let weights = Buffer<Double>(count: relationCount)
    let total = references.withPointers { rows in
      order.papers.withUnsafeBufferPointer { papers in
        DoubleSweep(rows: rows, papers: papers, weight: weight).run(
          arriving: arriving.base, leaving: leaving.base, weights: weights.base)
      }
    }
    return ApproximateSearchPathCounts(
      weight: weight, arriving: arriving.frozen(), leaving: leaving.frozen(), weights: weights.frozen(), total: total)
  }

  /// The order to walk the graph in, computed unless given.
  func acyclicOrder(_ known: StrongComponents?) throws(CycleError) -> StrongComponents {
    let order = known ?? stronglyConnectedComponents()
    precondition(order.papers.count == paperCount, "the components of another graph")
    guard order.isAcyclic else { throw CycleError(knots: order.knots.map(Array.init)) }
    return order
  }
}

/// One pass up and one down over bare memory.
private struct DoubleSweep {
  let rows: RowPointers
  let papers: UnsafeBufferPointer<PaperIndex>
  let weight: PathWeight

  func run(
    arriving: UnsafeMutablePointer<Double>, leaving: UnsafeMutablePointer<Double>,
    weights: UnsafeMutablePointer<Double>
  ) -> Double {
    let start: Double = weight.startsAnywhere ? 1 : 0
    let end: Double = weight.endsAnywhere ? 1 : 0
    for place in 0..<papers.count {
      let row = papers[place].row
      let range = rows.range(row)
      var sum = start
      for position in range { sum += arriving[rows.columns[position].row] }
      arriving[row] = range.isEmpty ? 1 : sum
    }
    var total = 0.0
    var place = papers.count
    while place > 0 {
      place -= 1
      let row = papers[place].row
      // All that cite the row have handed down their share; nobody did to a sink.
      var share = leaving[row] + end
      if share == 0 { share = 1 }
      if end == 1 || leaving[row] == 0 { total += arriving[row] }
      leaving[row] = share
      for position in rows.range(row) {
        let cited = rows.columns[position].row
        leaving[cited] += share
        weights[position] = share * arriving[cited]
      }
    }
    return total
  }
}
