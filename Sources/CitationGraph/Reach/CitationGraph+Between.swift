/// The papers in between a paper and one of its ancestors.
public struct PapersBetween: Sendable, Equatable {
  /// The papers in row order, both ends included; empty if one end does not lead to the other.
  public let papers: [PaperIndex]
  /// How many relations join them, those into the citing end and out of the ancestor left out.
  public let relationCount: Int
}

extension CitationGraph {
  /// The papers by way of which a citing paper stands on one of its ancestors, both included.
  ///
  /// Without cycles these are the papers on the paths between the two. With cycles they are those on the ways between
  /// them that leave the citing paper once and end where they meet the ancestor; such a way can visit others twice.
  ///
  /// - Complexity: O(*n* / 64 + *m* + *r*) time for *n* papers in the graph, where *m* papers with *r* relations are the
  ///   fewer of what the citing paper stands on and what grew out of the ancestor, plus those in between.
  public func papersBetween(from citing: PaperIndex, to ancestor: PaperIndex) -> PapersBetween {
    guard let between = inBetween(from: citing, to: ancestor) else {
      return PapersBetween(papers: [], relationCount: 0)
    }
    return PapersBetween(papers: Array(between.papers), relationCount: between.rows.columns.count)
  }

  /// The papers in between and their relations, or `nil` if there is no way. In row order.
  func inBetween(from citing: PaperIndex, to ancestor: PaperIndex) -> InducedRows? {
    precondition(citing.row < paperCount && ancestor.row < paperCount, "no row of this graph")
    var down = PartialSearch(paperCount: paperCount, start: citing)
    var up = PartialSearch(paperCount: paperCount, start: ancestor)
    if citing == ancestor {
      return InducedRows(up.papersSeen(), of: self, towards: .ancestors, first: citing, last: ancestor)
    }
    // Which side is the smaller shows only as they grow: they take turns, and the first to end bounds the other.
    let turn = 1 << 12
    while true {
      if down.advance(references, sparing: ancestor, relations: turn) {
        guard down.seen.contains(ancestor.row) else { return nil }
        let between = down.within(citers, from: ancestor, sparing: citing)
        return InducedRows(between, of: self, towards: .ancestors, first: citing, last: ancestor)
      }
      if up.advance(citers, sparing: citing, relations: turn) {
        guard up.seen.contains(citing.row) else { return nil }
        let between = up.within(references, from: citing, sparing: ancestor)
        return InducedRows(between, of: self, towards: .ancestors, first: citing, last: ancestor)
      }
    }
  }
}

/// A breadth-first search that can pause.
private struct PartialSearch: ~Copyable {
  let seen: BitSet
  private let queue: Buffer<PaperIndex>
  private var head = 0
  private var tail = 1

  init(paperCount: Int, start: PaperIndex) {
    seen = BitSet(count: paperCount)
    // One place more than papers: a push writes first and then says whether it counts.
    queue = Buffer(count: paperCount + 1)
    _ = seen.insert(start.row)
    queue[0] = start
  }

  consuming func papersSeen() -> BitSet { seen }

  /// Follows about so many relations, none from `barred`; says whether the search is over.
  mutating func advance(_ rows: CompressedRows, sparing barred: PaperIndex, relations: Int) -> Bool {
    let (words, queue) = (seen.words.base, queue.base)
    var (head, tail) = (head, tail)
    rows.withPointers { rows in
      var left = relations
      while head < tail, left > 0 {
        let paper = queue[head]
        head += 1
        if paper == barred { continue }
        let range = rows.range(paper.row)
        left -= range.count + 1
        for position in range {
          let next = rows.columns[position]
          let shift = UInt64(truncatingIfNeeded: next.row & 63)
          let word = words[next.row >> 6]
          words[next.row >> 6] = word | 1 &<< shift
          queue[tail] = next
          tail &+= Int(truncatingIfNeeded: ~(word &>> shift) & 1)
        }
      }
    }
    (self.head, self.tail) = (head, tail)
    return head == tail
  }

  /// What a search from `start` finds among the papers seen here, following no relation from `barred`.
  func within(_ rows: CompressedRows, from start: PaperIndex, sparing barred: PaperIndex) -> BitSet {
    let found = BitSet(count: rows.rowCount)
    let (allowed, words) = (seen.words.base, found.words.base)
    // What this search is bounded by has been through its queue, which can be overwritten.
    let queue = queue.base
    _ = found.insert(start.row)
    queue[0] = start
    rows.withPointers { rows in
      var (head, tail) = (0, 1)
      while head < tail {
        let paper = queue[head]
        head += 1
        if paper == barred { continue }
        for next in rows.columns(paper.row) {
          let shift = UInt64(truncatingIfNeeded: next.row & 63)
          let word = words[next.row >> 6]
          let fresh = (allowed[next.row >> 6] & ~word) &>> shift & 1
          words[next.row >> 6] = word | fresh &<< shift
          queue[tail] = next
          tail &+= Int(truncatingIfNeeded: fresh)
        }
      }
    }
    return found
  }
}
