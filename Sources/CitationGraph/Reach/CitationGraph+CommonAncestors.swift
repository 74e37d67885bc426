/// A paper that several papers all stand on.
public struct SharedAncestor: Sendable, Equatable {
  /// The paper.
  public let paper: PaperIndex
  /// For each of the papers asked for, in their order, the fewest relations down to it, from 1.
  public let generations: [Int]
  /// Whether no other common ancestor stands on it: the last things they share. In a cycle of common ancestors, each
  /// of which stands on the others, none is.
  public let isLowest: Bool
}

extension CitationGraph {
  /// The papers that all of some papers stand on, those nearest to all of them together first (by the sum of
  /// generations), then the highest row first.
  ///
  /// A paper is not its own ancestor, though a cycle leads back to it: where one of `papers` stands on another, the
  /// other is not among the answers. No papers share nothing. Lowest common ancestors are those of the literature:
  /// common ancestors that no other common ancestor leads to.
  ///
  /// One search carries a bit for each paper asked for, 64 at a time, so that what they share is read once for those
  /// that come to it in the same number of steps.
  /// - Complexity: O(*g* (*m* + *r*)) time for *m* reached papers with *r* relations, where *g* is how many different
  ///   generations the papers asked for give one on average, at most their number; 16 bytes of address space for each
  ///   paper of the graph and O(*m* *g*) space.
  /// - SeeAlso: M. Then and others, *The more the merrier: efficient multi-source graph traversal* (2014); M. Bender
  ///   and others, *Lowest common ancestors in trees and directed acyclic graphs* (2005).
  public func commonAncestors(of papers: [PaperIndex]) -> [SharedAncestor] {
    guard !papers.isEmpty else { return [] }
    var common: [PaperIndex] = []
    var generations: [[Int]] = []
    var search = SharedSearch(references)
    for first in stride(from: 0, to: papers.count, by: 64) {
      let group = Array(papers[first..<min(first + 64, papers.count)])
      let (found, steps) = search.run(group)
      if first == 0 {
        (common, generations) = (found, steps)
      } else {
        // Both in row order: what is in both is kept, with the generations side by side.
        var (kept, joined): ([PaperIndex], [[Int]]) = ([], [])
        var place = 0
        for (paper, steps) in zip(found, steps) {
          while place < common.count, common[place] < paper { place += 1 }
          guard place < common.count, common[place] == paper else { continue }
          kept.append(paper)
          joined.append(generations[place] + steps)
        }
        (common, generations) = (kept, joined)
      }
    }

    let isCommon = BitSet(count: common.isEmpty ? 0 : paperCount)
    for paper in common { _ = isCommon.insert(paper.row) }
    let isStoodOn = papersStoodOn(by: common, isCommon, starts: common.isEmpty ? [] : papers)
    let sums = generations.map { $0.reduce(0, +) }
    let order = common.indices.sorted { (sums[$0], common[$1]) < (sums[$1], common[$0]) }
    return order.map {
      SharedAncestor(
        paper: common[$0], generations: generations[$0], isLowest: !isStoodOn.contains(common[$0].row))
    }
  }

  /// A bit for each common ancestor that another one leads to.
  private func papersStoodOn(
    by common: [PaperIndex], _ isCommon: borrowing BitSet, starts: [PaperIndex]
  ) -> BitSet {
    let isStoodOn = BitSet(count: common.isEmpty ? 0 : paperCount)
    for paper in common {
      for cited in references(of: paper) { _ = isStoodOn.insert(cited.row) }
    }
    if common.isEmpty { return isStoodOn }
    // The papers of a way down from a common ancestor are common too, but for those asked for, through which a cycle
    // can run. Which common ancestors lead to one of those: none, one, which does not count for itself, or more.
    let isStart = BitSet(count: paperCount)
    for start in starts { _ = isStart.insert(start.row) }
    for start in starts {
      let cited = references(of: start).filter { isCommon.contains($0.row) && !isStoodOn.contains($0.row) }
      if cited.isEmpty { continue }
      var above: [PaperIndex] = []
      var seen: Set<PaperIndex> = [start]
      var queue = [start]
      var head = 0
      while head < queue.count, above.count < 2 {
        for citer in citers(of: queue[head]) where isCommon.contains(citer.row) || isStart.contains(citer.row) {
          guard seen.insert(citer).inserted else { continue }
          queue.append(citer)
          if isCommon.contains(citer.row) { above.append(citer) }
        }
        head += 1
      }
      for paper in cited where above.contains(where: { $0 != paper }) { _ = isStoodOn.insert(paper.row) }
    }
    return isStoodOn
  }
}

/// A search from up to 64 papers at once, generation by generation.
private struct SharedSearch: ~Copyable {
  private let rows: CompressedRows
  /// For each paper, from which starts it has been reached; zero between searches, as is the next.
  private let seen: Buffer<UInt64>
  /// For each paper, from which starts it is reached in the next generation.
  private let coming: Buffer<UInt64>

  init(_ rows: CompressedRows) {
    self.rows = rows
    seen = Buffer(count: rows.rowCount)
    coming = Buffer(count: rows.rowCount)
  }

  /// The papers reached from all starts, in row order, and for each the generations in the order of the starts.
  mutating func run(_ starts: [PaperIndex]) -> (papers: [PaperIndex], generations: [[Int]]) {
    let all: UInt64 = starts.count == 64 ? .max : 1 << UInt64(starts.count) - 1
    /// Who arrived, with which bits, by generation.
    var arrivals: [(paper: PaperIndex, starts: UInt64)] = []
    for (bit, start) in starts.enumerated() {
      precondition(start.row < rows.rowCount, "no row of this graph")
      arrivals.append((start, 1 << UInt64(bit)))
      seen[start.row] |= 1 << UInt64(bit)
    }
    var generationStarts = [0]
    var common: [PaperIndex] = []
    rows.withPointers { rows in
      var head = 0
      while head < arrivals.count {
        let end = arrivals.count
        generationStarts.append(end)
        for place in head..<end {
          let (paper, bits) = arrivals[place]
          for cited in rows.columns(paper.row) {
            let fresh = bits & ~seen[cited.row]
            if fresh == 0 { continue }
            if coming[cited.row] == 0 { arrivals.append((cited, 0)) }
            coming[cited.row] |= fresh
          }
        }
        for place in end..<arrivals.count {
          let row = arrivals[place].paper.row
          arrivals[place].starts = coming[row]
          seen[row] |= coming[row]
          coming[row] = 0
          if seen[row] == all { common.append(arrivals[place].paper) }
        }
        head = end
      }
    }
    // A start bears its own bit but is not its own ancestor.
    let startRows = Set(starts)
    common = common.filter { !startRows.contains($0) }.sorted()

    for (place, paper) in common.enumerated() { coming[paper.row] = UInt64(place + 1) }
    var generations = [[Int]](repeating: [Int](repeating: 0, count: starts.count), count: common.count)
    for generation in 1..<generationStarts.count {
      let end = generation + 1 < generationStarts.count ? generationStarts[generation + 1] : arrivals.count
      for (paper, bits) in arrivals[generationStarts[generation]..<end] where coming[paper.row] > 0 {
        var bits = bits
        while bits != 0 {
          generations[Int(coming[paper.row]) - 1][bits.trailingZeroBitCount] = generation
          bits &= bits - 1
        }
      }
    }
    for paper in common { coming[paper.row] = 0 }
    for arrival in arrivals { seen[arrival.paper.row] = 0 }
    return (common, generations)
  }
}
