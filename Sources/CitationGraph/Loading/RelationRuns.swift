/// A relation: two rows, or two numbers that are yet to become rows.
struct RelationPair: BitwiseCopyable, Sendable {
  var citing: UInt32
  var cited: UInt32
}

/// Relations as they arrived: runs of pairs with gaps between them, each run the work of one thread at a time.
struct RelationRuns: ~Copyable {
  let pairs: Buffer<RelationPair>
  let runs: [Range<Int>]

  init(_ pairs: consuming Buffer<RelationPair>, runs: [Range<Int>]) {
    self.pairs = pairs
    self.runs = runs
  }

  /// Takes a buffer without gaps and cuts it into a run for each thread, if that pays.
  init(_ pairs: consuming Buffer<RelationPair>) {
    let count = pairs.count
    let runCount = count < Self.leastWork ? 1 : Threads.count
    self.init(pairs, runs: (0..<runCount).map { count * $0 / runCount..<count * ($0 + 1) / runCount })
  }

  /// How many relations there are.
  var count: Int { runs.reduce(0) { $0 + $1.count } }

  /// With fewer relations than this a second thread costs more than it brings.
  static let leastWork = 1 << 15
}
