/// A breadth-first search: a bit for each paper and a queue that is also the answer.
///
/// Nothing of the size of the graph is touched but the bits; the pages of the queue come from the system as it grows.
struct ReachSearch: ~Copyable {
  /// A bit for each paper in the queue.
  let seen: BitSet
  /// The starts, each once, then the reached papers by generation.
  let queue: Buffer<PaperIndex>
  /// How much of the queue is filled.
  private(set) var count = 0
  /// Where each generation begins in the queue; that of the starts is 0. One more at the end.
  private(set) var generationStarts = [0]

  init(paperCount: Int, starts: [PaperIndex]) {
    seen = BitSet(count: paperCount)
    // One place more than papers: a push writes first and then says whether it counts.
    queue = Buffer(count: paperCount + 1)
    for start in starts {
      precondition(start.row < paperCount, "no row of this graph")
      if seen.insert(start.row) {
        queue[count] = start
        count += 1
      }
    }
    generationStarts.append(count)
  }

  var startCount: Int { generationStarts[1] }

  /// The reached papers without the starts.
  consuming func papers() -> Column<PaperIndex> {
    let (startCount, count) = (startCount, count)
    return queue.frozen(count: count).run(startCount..<count)
  }

  /// The bits alone.
  consuming func papersSeen() -> BitSet { seen }

  /// Follows relations until nothing new is found, or as far as the limits allow.
  mutating func run(_ rows: CompressedRows, maximumGeneration: Int?, within window: DateWindow?) {
    let maximum = maximumGeneration ?? .max
    precondition(maximum >= 0, "no negative generation")
    rows.withPointers { rows in
      guard let window else { return follow(rows, maximum) { _ in 1 } }
      precondition(window.dates.count == rows.rowCount, "a date for every row")
      let bounds = window.bounds
      window.dates.withUnsafeBufferPointer { dates in
        let dates = dates.baseAddress!
        follow(rows, maximum) { bounds.admits(dates[$0].rawValue) }
      }
    }
  }

  /// How many rows of the queue are read ahead.
  private static var block: Int { 16 }

  /// `admits` says 1 for a row that may be reached and 0 for one that may not.
  @inline(__always)
  private mutating func follow(_ rows: RowPointers, _ maximum: Int, _ admits: (Int) -> UInt64) {
    let relationCount = rows.offsets[rows.rowCount]
    guard relationCount > 0, count > 0 else { return }
    let words = seen.words.base
    let queue = queue.base
    let offsets = rows.offsets
    let columns = rows.columns
    let bounds = Buffer<Int>(count: 2 * Self.block)
    let ranges = bounds.base
    var touched: UInt32 = 0
    var (head, tail) = (0, count)
    var generation = 0
    while head < tail, generation < maximum {
      let generationEnd = tail
      while head < generationEnd {
        // The loads of a block wait for each other's rows no more than the processor makes them: all rows of the
        // block are on their way when the first is read.
        let size = min(Self.block, generationEnd - head)
        for place in 0..<size {
          let row = queue[head + place].row
          ranges[2 * place] = offsets[row]
          ranges[2 * place + 1] = offsets[row + 1]
        }
        for place in 0..<size { touched ^= columns[min(ranges[2 * place], relationCount - 1)].rawValue }
        for place in 0..<size {
          var position = ranges[2 * place]
          let end = ranges[2 * place + 1]
          while position < end {
            let paper = columns[position]
            position += 1
            let row = paper.row
            let shift = UInt64(truncatingIfNeeded: row & 63)
            let word = words[row >> 6]
            let fresh = ~(word &>> shift) & 1 & admits(row)
            words[row >> 6] = word | fresh &<< shift
            queue[tail] = paper
            tail &+= Int(truncatingIfNeeded: fresh)
          }
        }
        head += size
      }
      generation += 1
      if tail > generationEnd { generationStarts.append(tail) }
    }
    // Keeps the early reads from being removed.
    ranges[0] = Int(touched)
    count = tail
  }
}
