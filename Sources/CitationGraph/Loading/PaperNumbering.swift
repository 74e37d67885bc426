/// How the identifiers of a list become ranks: their places in the order of identifiers, from zero.
protocol PaperNumbering: AnyObject, Sendable {
  var paperCount: Int { get }
  /// The rank of an identifier, or `nil` if no relation names it.
  func rank(of field: Field) -> UInt32?
  /// Turns what stands in the pairs of a run into rows.
  ///
  /// - Parameter rows: For each rank its row; `nil` if ranks are rows.
  func renumber(_ pairs: UnsafeMutableBufferPointer<RelationPair>, run: Int, rows: UnsafePointer<UInt32>?)
  /// The identifiers of the ranks, in the order that `ranks` lists them; `nil` for their own.
  func identifiers(_ ranks: UnsafePointer<UInt32>?) -> IdentifierColumn
}

/// Numbers that lie close enough together for a bit each: the rank of a number is how many bits are set before its own.
final class RankedNumbers: PaperNumbering, @unchecked Sendable {
  // Unchecked: nothing is written once it is made.
  private struct Word: BitwiseCopyable, Sendable {
    var bits: UInt64
    /// How many bits are set in the words before.
    var rank: UInt64
  }

  private let words: Buffer<Word>
  private let largest: UInt64
  let paperCount: Int

  /// Whether a bit each takes no more memory than the relations themselves, or little.
  static func fits(largest: UInt64, relationCount: Int) -> Bool {
    largest < 1 << 32 && largest / 8 < UInt64(relationCount) * 8 + 1 << 20
  }

  /// Ranks the numbers of some relations.
  init(_ relations: borrowing RelationRuns, largest: UInt64) {
    self.largest = largest
    let wordCount = Int(largest / 64) + 1
    let runs = relations.runs
    let workerCount = min(Threads.count, runs.count)
    let bits = Buffer<UInt64>(count: wordCount * workerCount)
    let (pairs, shared) = (Shared(relations.pairs.base), Shared(bits.base))
    Threads.run(workerCount) { worker in
      let bits = shared.value + worker * wordCount
      for run in stride(from: worker, to: runs.count, by: workerCount) {
        var previous: UInt32?
        for position in runs[run] {
          let pair = pairs.value[position]
          // Lists are often grouped by the citing paper.
          if pair.citing != previous { bits[Int(pair.citing &>> 6)] |= 1 &<< UInt64(pair.citing & 63) }
          previous = pair.citing
          bits[Int(pair.cited &>> 6)] |= 1 &<< UInt64(pair.cited & 63)
        }
      }
    }
    words = Buffer(count: wordCount)
    var rank = 0
    for word in 0..<wordCount {
      var joined = bits[word]
      for worker in 1..<max(workerCount, 1) { joined |= bits[worker * wordCount + word] }
      words[word] = Word(bits: joined, rank: UInt64(rank))
      rank += joined.nonzeroBitCount
    }
    paperCount = rank
  }

  @inline(__always)
  private func rank(of number: UInt32) -> UInt32 {
    let word = words.base[Int(number &>> 6)]
    let before = word.bits & ((1 &<< UInt64(number & 63)) &- 1)
    return UInt32(truncatingIfNeeded: word.rank &+ UInt64(truncatingIfNeeded: before.nonzeroBitCount))
  }

  func rank(of field: Field) -> UInt32? {
    guard let number = LineScanner.number(field), number <= largest else { return nil }
    guard words[Int(number >> 6)].bits &>> (number & 63) & 1 == 1 else { return nil }
    return rank(of: UInt32(number))
  }

  func renumber(_ pairs: UnsafeMutableBufferPointer<RelationPair>, run: Int, rows: UnsafePointer<UInt32>?) {
    let hasGaps = paperCount <= Int(largest)
    if let rows {
      for position in pairs.indices {
        let pair = pairs[position]
        pairs[position] = RelationPair(
          citing: rows[Int(rank(of: pair.citing))], cited: rows[Int(rank(of: pair.cited))])
      }
    } else if hasGaps {
      for position in pairs.indices {
        let pair = pairs[position]
        pairs[position] = RelationPair(citing: rank(of: pair.citing), cited: rank(of: pair.cited))
      }
    }
  }

  func identifiers(_ ranks: UnsafePointer<UInt32>?) -> IdentifierColumn {
    let numbers = Buffer<UInt64>(count: paperCount)
    var rank = 0
    for word in 0..<words.count {
      var bits = words[word].bits
      while bits != 0 {
        numbers[rank] = UInt64(word * 64 + bits.trailingZeroBitCount)
        bits &= bits &- 1
        rank += 1
      }
    }
    guard let ranks else { return .numbers(numbers.frozen()) }
    let listed = Buffer<UInt64>(count: paperCount)
    for row in 0..<paperCount { listed[row] = numbers[Int(ranks[row])] }
    return .numbers(listed.frozen())
  }
}

/// Identifiers of any kind, each with a number from a hash table.
///
/// Every run of relations has numbers of its own, in the order in which its identifiers appeared.
final class InternedIdentifiers<Key: InternedKey>: PaperNumbering, @unchecked Sendable {
  // Unchecked: nothing is written once it is made.
  private let interner: Interner<Key>
  /// For each number of the interner, its rank.
  private let ranks: Buffer<UInt32>
  /// For each run, for each of its numbers, that of the interner.
  private let runNumbers: [Column<UInt32>]
  let paperCount: Int
  let isFull: Bool

  /// Joins the identifiers of the runs.
  init(_ runKeys: [Column<Key>]) {
    var interner = Interner<Key>(expecting: runKeys.reduce(0) { max($0, $1.count) })
    var runNumbers: [Column<UInt32>] = []
    for keys in runKeys {
      let numbers = Buffer<UInt32>(count: keys.count)
      keys.withUnsafeBufferPointer { keys in
        for position in keys.indices { numbers[position] = interner.intern(keys[position]) }
      }
      runNumbers.append(numbers.frozen())
    }
    self.runNumbers = runNumbers
    let order = KeyOrder.sorted(interner.keys, count: interner.count)
    ranks = Buffer(count: interner.count)
    for rank in 0..<interner.count { ranks[Int(order[rank])] = UInt32(truncatingIfNeeded: rank) }
    (paperCount, isFull) = (interner.count, interner.isFull)
    self.interner = interner
  }

  func rank(of field: Field) -> UInt32? {
    guard let key = Key(field), let number = interner.find(key) else { return nil }
    return ranks[Int(number)]
  }

  func renumber(_ pairs: UnsafeMutableBufferPointer<RelationPair>, run: Int, rows: UnsafePointer<UInt32>?) {
    let numbers = runNumbers[run]
    let rowsOfRun = Buffer<UInt32>(count: numbers.count)
    for number in 0..<numbers.count {
      let rank = ranks[Int(numbers[number])]
      rowsOfRun[number] = rows.map { $0[Int(rank)] } ?? rank
    }
    for position in pairs.indices {
      let pair = pairs[position]
      pairs[position] = RelationPair(
        citing: rowsOfRun.base[Int(pair.citing)], cited: rowsOfRun.base[Int(pair.cited)])
    }
  }

  func identifiers(_ listedRanks: UnsafePointer<UInt32>?) -> IdentifierColumn {
    let keys = Buffer<Key>(count: paperCount)
    for number in 0..<paperCount { keys[Int(ranks[number])] = interner.keys[number] }
    return Key.identifiers(count: paperCount) { position in
      keys[listedRanks.map { Int($0[position]) } ?? position]
    }
  }
}
