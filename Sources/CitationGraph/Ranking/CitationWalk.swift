/// How often a reader who follows references at random comes to each paper: the solution *y* of
/// *y* = *s* + *d* · Σ *y*(*u*) / *out*(*u*), summed over the papers *u* that cite each one.
///
/// In an order that puts citing papers first this is a triangular system, solved in one pass. Only the papers of a knot
/// of cycles depend on each other; see ``KnotSolver``.
struct CitationWalk: ~Copyable {
  /// For each row, how often it is visited.
  let visits: Buffer<Double>
  /// The most passes over one knot.
  let sweeps: Int
  /// The largest error of an equation, in parts of the paper's own start, or of its visits if nobody starts there.
  let residual: Double

  /// Solves the system.
  ///
  /// - Parameters:
  ///   - starts: For each row, how often the reader starts there; becomes ``visits``.
  ///   - damping: The probability to follow a reference, `0 ..< 1`.
  ///   - tolerance: What an equation may be wrong by, in parts of the paper's own start.
  init(
    on graph: CitationGraph, _ components: StrongComponents, starts: consuming Buffer<Double>, damping: Double,
    tolerance: Double
  ) {
    precondition(components.papers.count == graph.paperCount, "the components of this graph")
    precondition(0 <= damping && damping < 1, "a damping factor is at least 0 and below 1")
    precondition(tolerance >= 0, "a tolerance is not negative")
    let visits = starts.base
    // What each row hands to each of its references.
    let shares = Buffer<Double>(count: graph.paperCount)
    let (sweeps, residual) = graph.rows(towards: .ancestors).withPointers { references in
      graph.rows(towards: .descendants).withPointers { citers in
        let system = WalkSystem(
          references: references, citers: citers, visits: visits, shares: shares.base, damping: damping)
        if components.isRowOrder {
          system.solveRowsDownwards()
          return (0, 0.0)
        }
        return system.solve(components, tolerance: tolerance)
      }
    }
    self.visits = starts
    self.sweeps = sweeps
    self.residual = residual
  }

  /// ``visits`` as a column.
  consuming func takeVisits() -> Column<Double> { visits.frozen() }
}

/// The equations of a ``CitationWalk`` in bare memory.
private struct WalkSystem {
  let references: RowPointers
  let citers: RowPointers
  let visits: UnsafeMutablePointer<Double>
  let shares: UnsafeMutablePointer<Double>
  let damping: Double

  /// Solves the equation of a paper whose citers are solved.
  @inline(__always)
  func solve(_ row: Int) {
    var sum = visits[row]
    for citer in citers.columns(row) { sum += shares[citer.row] }
    set(row, sum)
  }

  @inline(__always)
  func set(_ row: Int, _ value: Double) {
    visits[row] = value
    shares[row] = share(row) * value
  }

  /// What a paper hands to each of its references when it is visited once.
  @inline(__always)
  func share(_ row: Int) -> Double {
    let count = references.count(row)
    return count == 0 ? 0 : damping / Double(count)
  }

  func solveRowsDownwards() {
    for row in stride(from: citers.rowCount - 1, through: 0, by: -1) { solve(row) }
  }

  func solve(_ components: StrongComponents, tolerance: Double) -> (sweeps: Int, residual: Double) {
    components.papers.withUnsafeBufferPointer { papers in
      components.starts.withUnsafeBufferPointer { starts in
        var (paperCount, relationCount) = (0, 0)
        for component in 0..<components.count where starts[component + 1] - starts[component] > 1 {
          let knot = papers[Int(starts[component])..<Int(starts[component + 1])]
          paperCount = max(paperCount, knot.count)
          relationCount = max(relationCount, knot.reduce(0) { $0 + citers.count($1.row) })
        }
        let solver = KnotSolver(self, paperCount: paperCount, relationCount: relationCount)
        var (sweeps, residual) = (0, 0.0)
        for component in stride(from: components.count - 1, through: 0, by: -1) {
          let (start, end) = (Int(starts[component]), Int(starts[component + 1]))
          if end - start == 1 {
            solve(papers[start].row)
            continue
          }
          let knot = solver.solve(UnsafeBufferPointer(rebasing: papers[start..<end]), tolerance: tolerance)
          sweeps = max(sweeps, knot.sweeps)
          residual = max(residual, knot.residual)
        }
        return (sweeps, residual)
      }
    }
  }
}

/// Solves the equations of papers that depend on each other.
///
/// The papers are passed in one order again and again (Gauss–Seidel), which solves all that they take from papers
/// before them in the order. What they take from papers after them, the *late* relations, is as the pass before left it:
/// nothing else can be wrong after a pass, so that the error of each equation is known exactly and costs little. In the
/// order of time late relations are few.
///
/// Numbers start from below and a pass never lowers one, rounded or not. So the passes end whatever the tolerance, at the
/// latest when no number can grow.
private struct KnotSolver: ~Copyable {
  private let system: WalkSystem
  /// For each row of the knot its place in the order, from 1; 0 for all other rows.
  private let places: Buffer<UInt32>
  /// For each place: what comes from outside, and that with what comes late.
  private let inflow: Buffer<Double>
  private let known: Buffer<Double>
  private let values: Buffer<Double>
  private let shares: Buffer<Double>
  private let factors: Buffer<Double>
  /// For each place, where the citers before it begin among ``early``.
  private let earlyOffsets: Buffer<Int>
  private let early: Buffer<UInt32>
  /// The places that have later citers, with where those begin among ``late``, and the sums over them.
  private let lateTargets: Buffer<UInt32>
  private let lateOffsets: Buffer<Int>
  private let late: Buffer<UInt32>
  private let lateSums: Buffer<Double>

  /// For knots of up to `paperCount` papers that are cited up to `relationCount` times.
  init(_ system: WalkSystem, paperCount: Int, relationCount: Int) {
    self.system = system
    places = Buffer(count: paperCount == 0 ? 0 : system.citers.rowCount)
    inflow = Buffer(count: paperCount)
    known = Buffer(count: paperCount)
    values = Buffer(count: paperCount)
    shares = Buffer(count: paperCount)
    factors = Buffer(count: paperCount)
    earlyOffsets = Buffer(count: paperCount + 1)
    early = Buffer(count: relationCount)
    lateTargets = Buffer(count: paperCount)
    lateOffsets = Buffer(count: paperCount + 1)
    late = Buffer(count: relationCount)
    lateSums = Buffer(count: paperCount)
  }

  /// The most sweeps over a knot.
  private static var sweepLimit: Int { 100_000 }

  /// Solves one knot, given in row order.
  func solve(_ knot: UnsafeBufferPointer<PaperIndex>, tolerance: Double) -> (sweeps: Int, residual: Double) {
    let count = knot.count
    let lateTargetCount = arrange(knot)
    var sweeps = 0
    var residual = 0.0
    while true {
      sweeps += 1
      sweep(count)
      var isDone = true
      residual = 0
      for target in 0..<lateTargetCount {
        let place = Int(lateTargets[target])
        var sum = 0.0
        for position in lateOffsets[target]..<lateOffsets[target + 1] { sum += shares[Int(late[position])] }
        let error = abs(sum - lateSums[target])
        if error > 0 {
          let start = system.visits[row(knot, place)]
          residual = max(residual, error / (start > 0 ? start : sum))
          // Below the last digits of the sum itself there is nothing to gain.
          if error > tolerance * start, error > 0x1p-50 * sum { isDone = false }
          lateSums[target] = sum
          known[place] = inflow[place] + sum
        }
      }
      // Close to a damping of 1 the solution is out of reach in any time; the residual tells how far it is.
      if isDone || sweeps == Self.sweepLimit { break }
    }
    for place in 0..<count {
      system.set(row(knot, place), values[place])
      places[row(knot, place)] = 0
    }
    return (sweeps, residual)
  }

  @inline(__always)
  private func row(_ knot: UnsafeBufferPointer<PaperIndex>, _ place: Int) -> Int { knot[knot.count - 1 - place].row }

  /// One pass.
  private func sweep(_ count: Int) {
    let (known, values, shares, factors) = (known.base, values.base, shares.base, factors.base)
    let (offsets, early) = (earlyOffsets.base, early.base)
    var position = 0
    for place in 0..<count {
      var sum = known[place]
      let end = offsets[place + 1]
      while position < end {
        sum += shares[Int(early[position])]
        position += 1
      }
      values[place] = sum
      shares[place] = sum * factors[place]
    }
  }

  /// Sorts what the papers of a knot take into what is known, what comes early and what comes late; returns to how
  /// many something comes late.
  private func arrange(_ knot: UnsafeBufferPointer<PaperIndex>) -> Int {
    for place in 0..<knot.count { places[row(knot, place)] = UInt32(place + 1) }
    var (earlyCount, lateCount, targetCount) = (0, 0, 0)
    for place in 0..<knot.count {
      let row = row(knot, place)
      var sum = system.visits[row]
      let lateStart = lateCount
      for citer in system.citers.columns(row) {
        let citerPlace = Int(places[citer.row]) - 1
        if citerPlace < 0 {
          sum += system.shares[citer.row]
        } else if citerPlace < place {
          early[earlyCount] = UInt32(citerPlace)
          earlyCount += 1
        } else {
          late[lateCount] = UInt32(citerPlace)
          lateCount += 1
        }
      }
      earlyOffsets[place + 1] = earlyCount
      if lateCount > lateStart {
        lateTargets[targetCount] = UInt32(place)
        lateSums[targetCount] = 0
        targetCount += 1
        lateOffsets[targetCount] = lateCount
      }
      inflow[place] = sum
      known[place] = sum
      factors[place] = system.share(row)
    }
    return targetCount
  }
}
