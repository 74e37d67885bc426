/// Which rows have which items: terms of titles, organisations, topics, or whatever else is numbered.
public struct ItemOccurrences: Sendable, Equatable {
  /// For each item, where its rows begin in ``rows``; one more at the end.
  public let offsets: Column<Int>
  /// The rows of each item, end to end; each row once for an item.
  public let rows: Column<PaperIndex>

  /// Takes the rows of items as they lie in memory. `offsets` ascend from 0 to `rows.count`.
  public init(offsets: Column<Int>, rows: Column<PaperIndex>) {
    precondition(!offsets.isEmpty && offsets[0] == 0 && offsets[offsets.count - 1] == rows.count, "offsets and rows")
    precondition(zip(offsets, offsets.dropFirst()).allSatisfy { $0 <= $1 }, "offsets ascend")
    self.offsets = offsets
    self.rows = rows
  }

  /// How many items there are.
  public var count: Int { offsets.count - 1 }
}

/// The bursts of many items over the same batches.
public struct BurstTable: Sendable, Equatable {
  /// A burst of an item.
  public struct Entry: Sendable, Equatable {
    /// The number of the item; for citations, the row of the cited paper.
    public let item: UInt32
    /// When it burst, and how much.
    public let burst: Burst
  }

  /// The heaviest bursts first, ties by item and then by time.
  public let entries: [Entry]
  /// How many bursts there are, listed or not.
  public let burstCount: Int
  /// What the batches are, and which rows are in none.
  public let batches: DateBatches
  /// All occurrences that each batch is held against.
  public let totals: Column<Int>
  /// The occurrences that no batch has, because their row is in none.
  public let unplacedCount: Int
}

extension CitationNetwork {
  /// The bursts of citations: when a paper was cited markedly more than its share.
  ///
  /// The documents of a batch are the references made by its papers, all of them: a batch in which more is cited does
  /// not make everything burst. The relevant ones are those to the paper in question. The series of each paper is that
  /// of the whole network, so years before it appeared count as years without citations. References of papers in no
  /// batch are counted in ``BurstTable/unplacedCount``. Whether the *cited* paper is dated does not matter.
  /// - Parameters:
  ///   - length: Month, quarter or year.
  ///   - model: What a burst is.
  ///   - limit: How many bursts are listed; `nil` for all.
  /// - Complexity: O(*p* + *r* + *b* log *b*) for *p* papers, *r* relations and *b* bursts, whatever the number of
  ///   batches; if rows are not in the order of dates, a sort of each paper's batches more.
  /// - SeeAlso: J. Kleinberg, *Bursty and hierarchical structure in streams* (2002).
  public func citationBursts(
    by length: DateBatches.Length = .year, model: BatchedBurst = BatchedBurst(), limit: Int? = nil
  ) -> BurstTable {
    let batches = batches(by: length)
    let totals = Buffer<Int>(count: batches.count)
    graph.references.withPointers { rows in
      for row in 0..<rows.rowCount where batches.numbers[row] != DateBatches.none {
        totals[Int(batches.numbers[row])] += rows.count(row)
      }
    }
    let frozen = totals.frozen()
    return graph.citers.withPointers { rows in
      bursts(count: rows.rowCount, offsets: rows.offsets, rows: rows.columns, batches, totals: frozen, model, limit)
    }
  }

  /// The bursts of items, such as the terms of titles, among the papers of each batch.
  ///
  /// The documents of a batch are its papers, the relevant ones those that have the item. Traps if an item has a row
  /// twice and therefore more papers than there are, or a row that is none.
  /// - Parameters:
  ///   - occurrences: The rows of each item, in any order; fastest in row order.
  ///   - length: Month, quarter or year.
  ///   - model: What a burst is.
  ///   - limit: How many bursts are listed; `nil` for all.
  /// - Complexity: O(*p* + *o* + *b* log *b*) for *p* papers, *o* occurrences and *b* bursts, whatever the number of
  ///   batches; if rows are not in the order of dates, a sort of each item's batches more.
  /// - SeeAlso: J. Kleinberg, *Bursty and hierarchical structure in streams* (2002).
  public func bursts(
    of occurrences: ItemOccurrences, by length: DateBatches.Length = .year, model: BatchedBurst = BatchedBurst(),
    limit: Int? = nil
  ) -> BurstTable {
    precondition(occurrences.rows.allSatisfy { $0.row < graph.paperCount }, "items occur in rows of this network")
    let batches = batches(by: length)
    return occurrences.offsets.withUnsafeBufferPointer { offsets in
      occurrences.rows.withUnsafeBufferPointer { rows in
        // A column has memory even if it holds nothing.
        guard let offsets = offsets.baseAddress, let rows = rows.baseAddress else { preconditionFailure("no memory") }
        return bursts(
          count: occurrences.count, offsets: offsets, rows: rows, batches, totals: batches.sizes, model, limit)
      }
    }
  }

  private func bursts(
    count: Int, offsets: UnsafePointer<Int>, rows: UnsafePointer<PaperIndex>, _ batches: DateBatches,
    totals: Column<Int>, _ model: BatchedBurst, _ limit: Int?
  ) -> BurstTable {
    let search = BurstSearch(model, totals: totals)
    let counts = Buffer<Int>(count: batches.count)
    let touched = Buffer<UInt32>(count: batches.count)
    let relevant = Buffer<Int>(count: batches.count)
    var unplaced = 0
    var entries: [BurstTable.Entry] = []
    batches.numbers.withUnsafeBufferPointer { numbers in
      for item in 0..<count {
        var touchedCount = 0
        var isAscending = true
        for position in offsets[item]..<offsets[item + 1] {
          let batch = numbers[rows[position].row]
          if batch == DateBatches.none {
            unplaced += 1
            continue
          }
          if counts[Int(batch)] == 0 {
            if touchedCount > 0, touched[touchedCount - 1] > batch { isAscending = false }
            touched[touchedCount] = batch
            touchedCount += 1
          }
          counts[Int(batch)] += 1
        }
        if !isAscending {
          var unsorted = UnsafeMutableBufferPointer(start: touched.base, count: touchedCount)
          unsorted.sort()
        }
        for position in 0..<touchedCount {
          let batch = Int(touched[position])
          precondition(counts[batch] <= totals[batch], "an item has each row once")
          relevant[position] = counts[batch]
          counts[batch] = 0
        }
        search.find(UnsafePointer(touched.base), UnsafePointer(relevant.base), touchedCount) { burst in
          entries.append(BurstTable.Entry(item: UInt32(item), burst: burst))
        }
      }
    }
    withExtendedLifetime(touched) {}
    withExtendedLifetime(relevant) {}
    let burstCount = entries.count
    // Found by item and time, which is how ties are broken.
    var order = Array(entries.indices)
    order.sort { left, right in
      let (leftWeight, rightWeight) = (entries[left].burst.weight, entries[right].burst.weight)
      return leftWeight != rightWeight ? leftWeight > rightWeight : left < right
    }
    if let limit { order.removeSubrange(min(max(limit, 0), order.count)...) }
    return BurstTable(
      entries: order.map { entries[$0] }, burstCount: burstCount, batches: batches, totals: totals,
      unplacedCount: unplaced)
  }
}
