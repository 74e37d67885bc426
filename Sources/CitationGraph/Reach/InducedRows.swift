/// The papers of a set and the relations among them, renumbered without gaps.
struct InducedRows {
  /// For each number the paper.
  let papers: Column<PaperIndex>
  /// The relations in the direction asked for, under the new numbers.
  let rows: CompressedRows
  private let words: Column<UInt64>
  /// How many papers of the set come before each word.
  private let ranks: Column<UInt32>
  private let isReversed: Bool

  /// Takes papers in row order towards ancestors and in reverse towards descendants, so that relations run to lower
  /// numbers wherever rows are in the order of time.
  ///
  /// Relations out of `last` and into `first` are left out, if they are named.
  ///
  /// O(*n* / 64 + *m* + *r*) for *n* papers of the graph, *m* in the set and their *r* relations.
  init(
    _ set: consuming BitSet, of graph: CitationGraph, towards direction: CitationGraph.Direction,
    first: PaperIndex? = nil, last: PaperIndex? = nil
  ) {
    isReversed = direction == .descendants
    let wordCount = set.words.count
    let counts = Buffer<UInt32>(count: wordCount)
    var memberCount = 0
    for word in 0..<wordCount {
      counts[word] = UInt32(memberCount)
      memberCount += set.words[word].nonzeroBitCount
    }
    let members = Buffer<PaperIndex>(count: memberCount)
    var placed = 0
    for word in 0..<wordCount {
      var bits = set.words[word]
      while bits != 0 {
        let number = isReversed ? memberCount - 1 - placed : placed
        members[number] = PaperIndex(rawValue: UInt32(word << 6 + bits.trailingZeroBitCount))
        placed += 1
        bits &= bits &- 1
      }
    }
    ranks = counts.frozen()
    words = set.words.frozen()
    papers = members.frozen()

    let (papers, words, ranks, isReversed) = (papers, words, ranks, isReversed)
    rows = graph.rows(towards: direction).withPointers { rows in
      var capacity = 0
      for paper in papers { capacity += rows.count(paper.row) }
      let offsets = Buffer<Int>(count: memberCount + 1)
      // One place more: a push writes first and then says whether it counts.
      let columns = Buffer<PaperIndex>(count: capacity + 1)
      var filled = 0
      let (firstRow, lastRow) = (first?.row ?? -1, last?.row ?? -1)
      for number in 0..<memberCount {
        let paper = papers.base[number].row
        let range = paper == lastRow ? 0..<0 : rows.range(paper)
        for step in 0..<range.count {
          let row = rows.columns[isReversed ? range.upperBound - 1 - step : range.lowerBound + step].row
          let word = words.base[row >> 6]
          let shift = UInt64(truncatingIfNeeded: row & 63)
          let rank = Int(ranks.base[row >> 6]) + (word & (1 &<< shift &- 1)).nonzeroBitCount
          columns[filled] = PaperIndex(rawValue: UInt32(truncatingIfNeeded: isReversed ? memberCount - 1 - rank : rank))
          filled &+= Int(truncatingIfNeeded: word &>> shift & (row == firstRow ? 0 : 1))
        }
        offsets[number + 1] = filled
      }
      return CompressedRows(offsets: offsets.frozen(), columns: columns.frozen(count: filled))
    }
  }

  var count: Int { papers.count }

  /// The number of a paper of the set.
  @inline(__always)
  func number(of paper: PaperIndex) -> Int {
    let (word, shift) = (words[paper.row >> 6], UInt64(paper.row & 63))
    assert(word &>> shift & 1 == 1, "not in the set")
    let rank = Int(ranks[paper.row >> 6]) + (word & (1 &<< shift &- 1)).nonzeroBitCount
    return isReversed ? count - 1 - rank : rank
  }

  /// The strongly connected components, farthest in the direction first.
  func stronglyConnectedComponents() -> StrongComponents {
    // Components are found along references alone; what would be the citers is never read.
    CitationGraph(references: rows, citers: rows, duplicateRelationCount: 0, selfRelationCount: 0)
      .stronglyConnectedComponents()
  }

  /// For each number the most relations on a way to it from any paper of the set that leads to it, where those inside a
  /// strongly connected component count nothing.
  func depths(_ components: StrongComponents) -> Buffer<UInt32> {
    let depths = Buffer<UInt32>(count: count)
    rows.withPointers { rows in
      if components.isRowOrder {
        for number in stride(from: count - 1, through: 0, by: -1) {
          let next = depths[number] + 1
          for neighbor in rows.columns(number) where depths[neighbor.row] < next { depths[neighbor.row] = next }
        }
        return
      }
      // Components come farthest first; from the end, every way into one is known before it is left.
      for component in stride(from: components.count - 1, through: 0, by: -1) {
        let members = components[component]
        let reached = members.reduce(0) { max($0, depths[$1.row]) }
        for member in members {
          depths[member.row] = reached
          for neighbor in rows.columns(member.row) where components.numbers.base[neighbor.row] != component {
            depths[neighbor.row] = max(depths[neighbor.row], reached + 1)
          }
        }
      }
    }
    return depths
  }
}
