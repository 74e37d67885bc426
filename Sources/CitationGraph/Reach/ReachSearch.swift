/// A breadth-first search: a bit for each paper and a queue that is also the answer.
///
/// Nothing of the size of the graph is touched but the bits; the pages of the queue come from the system as it grows.
struct ReachSearch: ~Copyable {
  /// A bit for each paper in the queue.
  let seen: BitSet
  /// The starts, each once, then the reached papers by generation.
  let queue: Buffer<PaperIndex>
  private let paperCount: Int
  /// How much of the queue is filled.
  private(set) var count = 0
  /// Where each generation begins in the queue; that of the starts is 0. One more at the end.
  private(set) var generationStarts = [0]

  init(paperCount: Int, starts: [PaperIndex]) {
    self.paperCount = paperCount
    // One bit more than papers, set: where damaged columns go.
    seen = BitSet(count: paperCount + 1)
    _ = seen.insert(paperCount)
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
  consuming func papersSeen() -> BitSet {
    seen.remove(paperCount)
    return seen
  }

  /// Follows relations until nothing new is found, or as far as the limits allow.
  mutating func run(_ rows: CompressedRows, maximumGeneration: Int?, within window: DateWindow?) {
    let maximum = maximumGeneration ?? .max
    precondition(maximum >= 0, "no negative generation")
    // Rows from a file need not be looked at as a whole for a search that reads some of them: each is checked when it
    // is read. Rows known to be sound are spared that.
    let isChecked = rows.trust != nil
    let damagedRow = rows.withUnverifiedPointers { bare in
      guard let window else {
        return isChecked
          ? follow(bare, maximum, isChecked: true) { _ in 1 } : follow(bare, maximum, isChecked: false) { _ in 1 }
      }
      precondition(window.dates.count == bare.rowCount, "a date for every row")
      let bounds = window.bounds
      return window.dates.withUnsafeBufferPointer { dates in
        guard let dates = dates.baseAddress else { return nil as Int? }
        let last = bare.rowCount - 1
        return follow(bare, maximum, isChecked: true) { bounds.admits(dates[min($0, last)].rawValue) }
      }
    }
    if let damagedRow { rows.noteDamage(row: damagedRow) }
  }

  /// How many rows of the queue are read ahead.
  private static var block: Int { 16 }

  /// `admits` says 1 for a row that may be reached and 0 for one that may not. Returns a row that was found damaged.
  @inline(__always)
  private mutating func follow(
    _ rows: RowPointers, _ maximum: Int, isChecked: Bool, _ admits: (Int) -> UInt64
  ) -> Int? {
    let relationCount = rows.columnCount
    let rowCount = rows.rowCount
    var damagedRow: Int?
    guard relationCount > 0, count > 0 else { return nil }
    let words = seen.words.base
    let queue = queue.base
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
          if isChecked {
            let range = rows.checkedRange(row)
            if range == nil { damagedRow = row }
            ranges[2 * place] = range?.lowerBound ?? 0
            ranges[2 * place + 1] = range?.upperBound ?? 0
          } else {
            ranges[2 * place] = rows.offsets[row]
            ranges[2 * place + 1] = rows.offsets[row + 1]
          }
        }
        for place in 0..<size { touched ^= columns[min(ranges[2 * place], relationCount - 1)].rawValue }
        for place in 0..<size {
          var position = ranges[2 * place]
          let end = ranges[2 * place + 1]
          var highest = 0
          while position < end {
            let paper = columns[position]
            position += 1
            // A column beyond the rows is taken for the one that was seen before it began.
            let row = isChecked ? min(paper.row, rowCount) : paper.row
            if isChecked { highest = max(highest, paper.row) }
            let shift = UInt64(truncatingIfNeeded: row & 63)
            let word = words[row >> 6]
            let fresh = ~(word &>> shift) & 1 & admits(row)
            words[row >> 6] = word | fresh &<< shift
            queue[tail] = paper
            tail &+= Int(truncatingIfNeeded: fresh)
          }
          if isChecked, highest >= rowCount { damagedRow = queue[head + place].row }
        }
        head += size
      }
      generation += 1
      if tail > generationEnd { generationStarts.append(tail) }
    }
    // Keeps the early reads from being removed.
    ranges[0] = Int(touched)
    count = tail
    return damagedRow
  }
}
