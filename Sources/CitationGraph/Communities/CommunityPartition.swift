/// The papers of a graph divided into communities: each paper in one, each community connected.
///
/// As a collection it holds, for each community, its papers in row order. Larger communities come first; of equally
/// large ones, the one with the lowest row.
public struct CommunityPartition: RandomAccessCollection, Sendable, Equatable {
  /// For each row, the number of its community.
  public let numbers: Column<UInt32>
  /// All papers, community by community.
  public let papers: Column<PaperIndex>
  /// Where each community begins in ``papers``; one more at the end.
  public let starts: Column<UInt32>
  /// How good the partition is by the measure it was sought with.
  public let quality: Double
  /// The seed that led to it: of several runs, that of the best.
  public let seed: UInt64
  /// How many iterations the run took, the last one that brought nothing included.
  public let iterations: Int
  /// How many pairs of papers cite each other: their two relations counted as one.
  public let mutualPairCount: Int

  public var startIndex: Int { 0 }
  public var endIndex: Int { starts.count - 1 }
  public subscript(community: Int) -> Column<PaperIndex> {
    papers.run(Int(starts[community])..<Int(starts[community + 1]))
  }

  /// The number of a paper's community.
  public func number(of paper: PaperIndex) -> Int { Int(numbers[paper.row]) }

  /// Orders the communities of a membership whose numbers are below its count.
  init(
    membership: UnsafePointer<UInt32>, count: Int, quality: Double, seed: UInt64, iterations: Int, mutualPairCount: Int
  ) {
    let sizes = Buffer<UInt32>(count: count)
    let firsts = Buffer<UInt32>(count: count)
    var found: [UInt32] = []
    for row in 0..<count {
      let community = Int(membership[row])
      if sizes[community] == 0 {
        firsts[community] = UInt32(row)
        found.append(UInt32(community))
      }
      sizes[community] += 1
    }
    found.sort { left, right in
      let (left, right) = (Int(left), Int(right))
      return sizes[left] != sizes[right] ? sizes[left] > sizes[right] : firsts[left] < firsts[right]
    }
    let starts = Buffer<UInt32>(count: found.count + 1)
    for (number, community) in found.enumerated() {
      starts[number + 1] = starts[number] + sizes[Int(community)]
      firsts[Int(community)] = UInt32(number)
      sizes[Int(community)] = starts[number]
    }
    let numbers = Buffer<UInt32>(count: count)
    let papers = Buffer<PaperIndex>(count: count)
    for row in 0..<count {
      let community = Int(membership[row])
      numbers[row] = firsts[community]
      papers[Int(sizes[community])] = PaperIndex(rawValue: UInt32(row))
      sizes[community] += 1
    }
    self.numbers = numbers.frozen()
    self.papers = papers.frozen()
    self.starts = starts.frozen()
    self.quality = quality
    self.seed = seed
    self.iterations = iterations
    self.mutualPairCount = mutualPairCount
  }
}
