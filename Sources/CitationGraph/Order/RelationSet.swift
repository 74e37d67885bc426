/// Some of a graph's relations, by their positions among all relations ordered by citing then cited row: one bit each.
public struct RelationSet: Sendable, Equatable {
  /// How many relations the graph has.
  public let relationCount: Int
  /// How many of them are in the set.
  public let count: Int
  private let words: Column<UInt64>

  /// Takes bits, one for each relation; those beyond `relationCount` are clear.
  init(_ bits: consuming BitSet, relationCount: Int) {
    self.relationCount = relationCount
    var count = 0
    for word in 0..<bits.words.count { count += bits.words[word].nonzeroBitCount }
    self.count = count
    words = bits.frozen()
  }

  /// No relations of a graph of `relationCount`.
  init(noneOf relationCount: Int) { self.init(BitSet(count: relationCount), relationCount: relationCount) }

  /// Whether there are none.
  public var isEmpty: Bool { count == 0 }

  /// Whether the relation at a position is in the set. O(1). Traps if the graph has no such relation.
  public func contains(_ position: Int) -> Bool {
    precondition(position >= 0 && position < relationCount, "no relation of this graph")
    return words[position >> 6] &>> UInt64(position & 63) & 1 != 0
  }

  /// Calls `body` with the bits, from the lowest of the first word on.
  @inline(__always)
  func withWords(_ body: (UnsafePointer<UInt64>) -> Void) {
    words.withUnsafeBufferPointer { if let base = $0.baseAddress { body(base) } }
  }

  /// The positions in the set, ascending.
  public var positions: some Sequence<Int> & Sendable {
    (0..<words.count).lazy.flatMap { [words] word in
      SetBits(word: words[word]).lazy.map { word << 6 | $0 }
    }
  }
}

/// The numbers of the bits set in a word, ascending.
private struct SetBits: Sequence, IteratorProtocol, Sendable {
  var word: UInt64

  mutating func next() -> Int? {
    guard word != 0 else { return nil }
    defer { word &= word &- 1 }
    return word.trailingZeroBitCount
  }
}

extension BitSet {
  /// The bits as a column of words, which takes over the memory.
  consuming fileprivate func frozen() -> Column<UInt64> { words.frozen() }
}

extension CitationGraph {
  /// The citing and the cited paper of the relation at a position. O(log *p*). Traps if there is no such relation.
  public func relation(at position: Int) -> (citing: PaperIndex, cited: PaperIndex) {
    precondition(position >= 0 && position < relationCount, "no relation of this graph")
    // The last row that begins at or before the position; rows without references begin where the next one does.
    var (low, high) = (0, paperCount)
    while high - low > 1 {
      let middle = (low + high) / 2
      if references.offsets[middle] <= position { low = middle } else { high = middle }
    }
    return (PaperIndex(low), references.columns[position])
  }

  /// The graph with some of its relations only; the counts of what the builder met stay.
  ///
  /// O(*p* + *r*).
  func filtered(keeping kept: RelationSet) -> CitationGraph {
    precondition(kept.relationCount == relationCount, "relations of this graph")
    let offsets = Buffer<Int>(count: paperCount + 1)
    // One more than is kept: a relation is written before it is known to stay.
    let columns = Buffer<PaperIndex>(count: kept.count + 1)
    references.withPointers { rows in
      kept.withWords { words in
        var end = 0
        for row in 0..<rows.rowCount {
          for position in rows.range(row) {
            columns[end] = rows.columns[position]
            end += Int(truncatingIfNeeded: words[position >> 6] &>> UInt64(position & 63) & 1)
          }
          offsets[row + 1] = end
        }
      }
    }
    let references = CompressedRows(offsets: offsets.frozen(), columns: columns.frozen(count: kept.count))
    return CitationGraph(
      references: references, citers: references.transposed(), duplicateRelationCount: duplicateRelationCount,
      selfRelationCount: selfRelationCount)
  }
}
