/// What counting the CD index reads, in bare memory that its maker keeps alive.
struct CDSurvey: @unchecked Sendable {
  // Unchecked: nothing here is written.
  let positions: UnsafePointer<Int32>
  private let isRowOrder: Bool
  private let span: Int32
  private let references: RowPointers
  private let citers: RowPointers
  private let hubNumbers: UnsafePointer<UInt32>
  private let hubWords: UnsafePointer<UInt64>
  private let hubThreshold: Int

  init(
    _ calendar: borrowing Calendar, years: Int?, _ references: RowPointers, _ citers: RowPointers,
    _ hubs: borrowing HubSets
  ) {
    precondition(years ?? 1 >= 1, "a span has a year at least")
    positions = UnsafePointer(calendar.positions.base)
    isRowOrder = calendar.isRowOrder
    span = Int32(min(years ?? 10_000, 10_000) * PackedDate.calendarPositionsPerYear)
    self.references = references
    self.citers = citers
    hubNumbers = UnsafePointer(hubs.numbers.base)
    hubWords = UnsafePointer(hubs.words.base)
    hubThreshold = hubs.threshold
  }

  /// How many dated citers of a dated paper are not later.
  @inline(__always)
  func notLaterCount(_ row: Int) -> Int {
    let position = positions[row]
    var count = 0
    for citer in citers.columns(row) {
      let citing = positions[citer.row]
      count += citing >= 0 && citing <= position ? 1 : 0
    }
    return count
  }

  /// Counts for a dated paper. Leaves the scratch memory as it was, clear.
  func counts(of row: Int, _ scratch: borrowing CDScratch) -> CDIndex {
    isRowOrder ? countsByRows(of: row, scratch) : countsByDates(of: row, scratch)
  }

  /// Later papers told by their dates.
  private func countsByDates(of row: Int, _ scratch: borrowing CDScratch) -> CDIndex {
    let (after, until) = (positions[row], positions[row] + span)
    let words = scratch.words.base
    var (wordCount, union) = (0, 0)
    for reference in references.columns(row) {
      for citer in citers.columns(reference.row) {
        let position = positions[citer.row]
        if position > after, position <= until { scratch.insert(citer.row, &union, &wordCount) }
      }
    }
    var (both, only) = (0, 0)
    for citer in citers.columns(row) {
      let position = positions[citer.row]
      guard position > after, position <= until else { continue }
      let isMarked = words[citer.row >> 6] &>> UInt64(citer.row & 63) & 1 != 0
      both += isMarked ? 1 : 0
      only += isMarked ? 0 : 1
    }
    scratch.clear(wordCount)
    return CDIndex(focalOnlyCount: only, focalAndReferencesCount: both, referencesOnlyCount: union - both)
  }

  /// Later papers are a run of rows.
  private func countsByRows(of row: Int, _ scratch: borrowing CDScratch) -> CDIndex {
    let low = firstRow(after: positions[row])
    let high = firstRow(after: positions[row] + span)
    if low == high { return CDIndex(focalOnlyCount: 0, focalAndReferencesCount: 0, referencesOnlyCount: 0) }
    let words = scratch.words.base
    let (lowWord, highWord) = (low >> 6, (high + 63) >> 6)
    let references = references.columns(row)
    var (wordCount, union) = (0, 0)

    var hasHub = false
    for reference in references where citers.count(reference.row) >= hubThreshold {
      let set = hubWords + (Int(hubNumbers[reference.row]) - 1) * scratch.words.count
      for word in lowWord..<highWord { words[word] |= set[word] }
      hasHub = true
    }
    if hasHub {
      words[lowWord] &= ~0 << UInt64(low & 63)
      if high & 63 != 0 { words[highWord - 1] &= ~(~0 << UInt64(high & 63)) }
      for word in lowWord..<highWord { union += words[word].nonzeroBitCount }
    }
    for reference in references where citers.count(reference.row) < hubThreshold {
      for citer in run(of: reference.row, low, high) { scratch.insert(citer.row, &union, &wordCount) }
    }
    let citing = run(of: row, low, high)
    var both = 0
    for citer in citing { both += Int(truncatingIfNeeded: words[citer.row >> 6] &>> UInt64(citer.row & 63) & 1) }
    if hasHub {
      (words + lowWord).update(repeating: 0, count: highWord - lowWord)
    } else {
      scratch.clear(wordCount)
    }
    return CDIndex(
      focalOnlyCount: citing.count - both, focalAndReferencesCount: both, referencesOnlyCount: union - both)
  }

  /// The citers of a paper whose rows are in `low ..< high`.
  @inline(__always)
  private func run(of row: Int, _ low: Int, _ high: Int) -> UnsafeBufferPointer<PaperIndex> {
    let all = citers.columns(row)
    let start = Self.partition(0..<all.count) { all[$0].row >= low }
    let end = Self.partition(start..<all.count) { all[$0].row >= high }
    return UnsafeBufferPointer(rebasing: all[start..<end])
  }

  private func firstRow(after position: Int32) -> Int {
    Self.partition(0..<citers.rowCount) { positions[$0] > position }
  }

  /// The first of some numbers that is `isIn`, where all that follow one are.
  @inline(__always)
  private static func partition(_ range: Range<Int>, _ isIn: (Int) -> Bool) -> Int {
    var (low, count) = (range.lowerBound, range.count)
    while count > 0 {
      let half = count >> 1
      if isIn(low + half) {
        count = half
      } else {
        low += half + 1
        count -= half + 1
      }
    }
    return low
  }
}

/// Marks for rows, and which words of them are not zero.
struct CDScratch: ~Copyable {
  let words: Buffer<UInt64>
  private let touched: Buffer<UInt32>

  init(paperCount: Int) {
    words = Buffer(count: (paperCount + 63) / 64)
    touched = Buffer(count: words.count + 1)
  }

  /// Marks a row and counts it unless it was.
  @inline(__always)
  borrowing func insert(_ row: Int, _ markedCount: inout Int, _ wordCount: inout Int) {
    let bit = UInt64(1) &<< UInt64(row & 63)
    let word = words.base[row >> 6]
    words.base[row >> 6] = word | bit
    touched.base[wordCount] = UInt32(truncatingIfNeeded: row >> 6)
    wordCount &+= word == 0 ? 1 : 0
    markedCount &+= word & bit == 0 ? 1 : 0
  }

  borrowing func clear(_ wordCount: Int) {
    for position in 0..<wordCount { words[Int(touched[position])] = 0 }
  }
}

/// The citers of the most cited papers as sets of bits, so that 64 of them are joined at once.
struct HubSets: ~Copyable {
  /// How many citations make a hub.
  let threshold: Int
  /// For each row, the number of its set from 1, or 0.
  let numbers: Buffer<UInt32>
  /// The sets, each of a bit for every row.
  let words: Buffer<UInt64>

  /// No hubs.
  init() {
    threshold = .max
    numbers = Buffer(count: 0)
    words = Buffer(count: 0)
  }

  /// A set takes a bit for each paper: all of them take no more than four bytes for each relation.
  init(_ citers: RowPointers) {
    let threshold = max(64, citers.rowCount / 32)
    let numbers = Buffer<UInt32>(count: citers.rowCount)
    var count = 0
    for row in 0..<citers.rowCount where citers.count(row) >= threshold {
      count += 1
      numbers[row] = UInt32(count)
    }
    let wordCount = (citers.rowCount + 63) / 64
    let words = Buffer<UInt64>(count: count * wordCount)
    for row in 0..<citers.rowCount where numbers[row] > 0 {
      let set = words.base + (Int(numbers[row]) - 1) * wordCount
      for citer in citers.columns(row) { set[citer.row >> 6] |= 1 << UInt64(citer.row & 63) }
    }
    self.threshold = threshold
    self.numbers = numbers
    self.words = words
  }
}
