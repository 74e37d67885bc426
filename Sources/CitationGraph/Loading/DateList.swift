/// The dates of the papers of a list.
struct DateList: ~Copyable {
  /// For each rank its date.
  let dates: Buffer<PackedDate>
  let account: DateListAccount

  private struct Entry: BitwiseCopyable, Sendable {
    var rank: UInt32
    var date: PackedDate
  }

  private struct Part: Sendable {
    var tally = LineTally()
    var unknown = 0
    var entries: Column<Entry>
  }

  /// Reads the dates of the papers that a numbering knows.
  init(_ text: Column<UInt8>, of numbering: some PaperNumbering, partCount: Int) {
    let parts = text.withUnsafeBufferPointer { text in
      let cuts = TextParts(text, partCount: partCount)
      let base = Shared(text.baseAddress)
      return Threads.map(cuts.count) { part in
        base.value.map { Self.read($0 + cuts.cuts[part], to: $0 + cuts.cuts[part + 1], of: numbering) }
          ?? Part(entries: [])
      }
    }
    var tally = LineTally()
    var account = DateListAccount()
    let dates = Buffer<PackedDate>(count: numbering.paperCount)
    for part in parts {
      tally.append(part.tally)
      account.unknownIdentifierLineCount += part.unknown
      part.entries.withUnsafeBufferPointer { entries in
        for entry in entries {
          let rank = Int(entry.rank)
          if dates[rank] == .unknown {
            dates[rank] = entry.date
            account.datedPaperCount += 1
          } else if dates[rank] == entry.date {
            account.repeatedLineCount += 1
          } else {
            account.conflictingLineCount += 1
          }
        }
      }
    }
    account.undatedPaperCount = numbering.paperCount - account.datedPaperCount
    account.lineCount = tally.lines
    account.dateLineCount = tally.usable
    account.commentLineCount = tally.comments
    account.blankLineCount = tally.blanks
    account.malformedLineCount = tally.malformed
    account.faults = tally.faults
    self.dates = dates
    self.account = account
  }

  private static func read(
    _ start: UnsafePointer<UInt8>, to stop: UnsafePointer<UInt8>, of numbering: some PaperNumbering
  ) -> Part {
    var part = Part(entries: [])
    // The shortest line is `1 2000` and a line feed.
    let entries = Buffer<Entry>(count: (stop - start + 1) / 7)
    var written = 0
    var next = start
    while next < stop {
      part.tally.lines += 1
      let lineStart = next
      let lineEnd = LineScanner.lineEnd(from: next, in: stop)
      next = min(lineEnd + 1, stop)
      switch LineScanner.split(from: lineStart, to: lineEnd) {
      case .blank: part.tally.blanks += 1
      case .comment: part.tally.comments += 1
      case .malformed(let problem, let field): part.tally.add(problem, field, inLineFrom: lineStart)
      case .fields(let first, let second, _):
        guard let date = PackedDate(second) else {
          part.tally.add(.unreadableDate, second, inLineFrom: lineStart)
          continue
        }
        part.tally.usable += 1
        if let rank = numbering.rank(of: first) {
          entries[written] = Entry(rank: rank, date: date)
          written += 1
        } else {
          part.unknown += 1
        }
      }
    }
    part.entries = entries.frozen(count: written)
    return part
  }
}

/// The order of ranks by date.
enum DateOrder {
  /// The ranks by date, undated ones first, and by rank where dates are equal: one counting sort or two. O(*n*).
  static func sorted(_ dates: borrowing Buffer<PackedDate>) -> Buffer<UInt32> {
    let count = dates.count
    var (first, last) = (UInt32.max, UInt32(0))
    for rank in 0..<count where dates[rank].isKnown {
      first = min(first, dates[rank].rawValue)
      last = max(last, dates[rank].rawValue)
    }
    // Key 0 is for no date.
    let base = min(first, last) &- 1
    let range = Int(last &- base) + 1
    let order = Buffer<UInt32>(count: count)
    if range <= max(count, 1 << 16) {
      pass(dates, base, shift: 0, keyCount: range, from: nil, to: order.base)
    } else {
      // Dates that lie millennia apart: the lower bits first, so that there are never more counters than this.
      let half = Buffer<UInt32>(count: count)
      pass(dates, base, shift: 0, keyCount: 1 << 12, from: nil, to: half.base)
      pass(dates, base, shift: 12, keyCount: 1 << 12, from: half.base, to: order.base)
    }
    return order
  }

  /// Sorts ranks, stably, by some bits of their keys.
  private static func pass(
    _ dates: borrowing Buffer<PackedDate>, _ base: UInt32, shift: Int, keyCount: Int,
    from ranks: UnsafePointer<UInt32>?, to sorted: UnsafeMutablePointer<UInt32>
  ) {
    // All bits where each key has a counter of its own.
    let mask = keyCount == 1 << 12 ? keyCount - 1 : Int.max
    let next = Buffer<UInt32>(count: keyCount)
    for rank in 0..<dates.count { next[key(dates[rank], base) >> shift & mask] += 1 }
    var start: UInt32 = 0
    for key in 0..<keyCount {
      let count = next[key]
      next[key] = start
      start += count
    }
    for position in 0..<dates.count {
      let rank = ranks.map { $0[position] } ?? UInt32(truncatingIfNeeded: position)
      let key = key(dates[Int(rank)], base) >> shift & mask
      sorted[Int(next[key])] = rank
      next[key] += 1
    }
  }

  @inline(__always)
  private static func key(_ date: PackedDate, _ base: UInt32) -> Int {
    date.isKnown ? Int(date.rawValue &- base) : 0
  }
}
