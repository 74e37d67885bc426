/// The best of many scores that are offered one by one: a heap with the worst of the best on top.
///
/// Higher scores are better, and of equal ones the lower row.
struct TopScores: ~Copyable {
  struct Entry: BitwiseCopyable, Sendable {
    let score: Double
    let row: UInt32

    @inline(__always)
    func isBetter(than other: Entry) -> Bool {
      score > other.score || score == other.score && row < other.row
    }
  }

  private let entries: Buffer<Entry>
  private let capacity: Int
  private var count = 0
  /// How many scores that were offered and are not kept equal the worst that is.
  private(set) var unkeptTieCount = 0

  /// Keeps up to `capacity` entries.
  init(capacity: Int) {
    self.capacity = capacity
    entries = Buffer(count: capacity)
  }

  /// What a score must reach to get in; below everything until enough were offered.
  var threshold: Double { count < capacity ? -.infinity : capacity == 0 ? .infinity : entries[0].score }

  @inline(__always)
  mutating func offer(_ score: Double, _ row: UInt32) {
    let entry = Entry(score: score, row: row)
    if count == capacity {
      if capacity == 0 { return }
      let worst = entries[0].score
      if entry.isBetter(than: entries[0]) {
        sink(entry, count)
        unkeptTieCount = entries[0].score == worst ? unkeptTieCount + 1 : 0
      } else if score == worst {
        unkeptTieCount += 1
      }
      return
    }
    var hole = count
    count += 1
    while hole > 0 {
      let parent = (hole - 1) / 2
      if !entries[parent].isBetter(than: entry) { break }
      entries[hole] = entries[parent]
      hole = parent
    }
    entries[hole] = entry
  }

  /// Fills the place on top of a heap of `count` with an entry.
  private func sink(_ entry: Entry, _ count: Int) {
    var hole = 0
    while true {
      var child = 2 * hole + 1
      if child >= count { break }
      if child + 1 < count, entries[child].isBetter(than: entries[child + 1]) { child += 1 }
      if !entry.isBetter(than: entries[child]) { break }
      entries[hole] = entries[child]
      hole = child
    }
    entries[hole] = entry
  }

  /// The entries, best first; none are left.
  mutating func removeAll() -> [Entry] {
    let sorted = [Entry](unsafeUninitializedCapacity: count) { memory, initialized in
      initialized = count
      while count > 0 {
        count -= 1
        memory[count] = entries[0]
        if count > 0 { sink(entries[count], count) }
      }
    }
    return sorted
  }
}
