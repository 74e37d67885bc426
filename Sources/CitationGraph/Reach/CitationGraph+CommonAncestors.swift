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
    /// For each common ancestor the generations in the order of the papers, side by side.
    var generations: [UInt32] = []
    var search = SharedSearch(references)
    for first in stride(from: 0, to: papers.count, by: 64) {
      let group = Array(papers[first..<min(first + 64, papers.count)])
      let (found, steps) = search.run(group)
      if first == 0 {
        (common, generations) = (found, steps)
      } else {
        // Both in row order: what is in both is kept, with the generations side by side.
        var (kept, joined): ([PaperIndex], [UInt32]) = ([], [])
        var place = 0
        for (number, paper) in found.enumerated() {
          while place < common.count, common[place] < paper { place += 1 }
          guard place < common.count, common[place] == paper else { continue }
          kept.append(paper)
          joined += generations[place * first..<(place + 1) * first]
          joined += steps[number * group.count..<(number + 1) * group.count]
        }
        (common, generations) = (kept, joined)
      }
      if common.isEmpty { return [] }
    }

    let isCommon = BitSet(count: paperCount)
    for paper in common { _ = isCommon.insert(paper.row) }
    let isStoodOn = papersStoodOn(by: common, isCommon, starts: papers)
    let width = papers.count
    let sums = common.indices.map { place in
      generations[place * width..<(place + 1) * width].reduce(0) { $0 + Int($1) }
    }
    let order = common.indices.sorted { (sums[$0], $1) < (sums[$1], $0) }
    return order.map { place in
      SharedAncestor(
        paper: common[place], generations: generations[place * width..<(place + 1) * width].map(Int.init),
        isLowest: !isStoodOn.contains(common[place].row))
    }
  }

  /// A bit for each common ancestor that another one leads to.
  private func papersStoodOn(
    by common: [PaperIndex], _ isCommon: borrowing BitSet, starts: [PaperIndex]
  ) -> BitSet {
    let isStoodOn = BitSet(count: paperCount)
    for paper in common {
      for cited in references(of: paper) { _ = isStoodOn.insert(cited.row) }
    }
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
  /// For each paper, from which starts it has been reached and from which it is reached in the next generation, side
  /// by side; zero between searches.
  private let bits: Buffer<UInt64>

  init(_ rows: CompressedRows) {
    self.rows = rows
    bits = Buffer(count: 2 * rows.rowCount)
  }

  /// The papers reached from all starts, in row order, and the generations of each in the order of the starts.
  mutating func run(_ starts: [PaperIndex]) -> (papers: [PaperIndex], generations: [UInt32]) {
    let all: UInt64 = starts.count == 64 ? .max : 1 << UInt64(starts.count) - 1
    let bits = bits.base
    /// Who arrived and with which bits, by generation.
    var arrivals: [UInt32] = []
    var arrived: [UInt64] = []
    for (bit, start) in starts.enumerated() {
      precondition(start.row < rows.rowCount, "no row of this graph")
      arrivals.append(start.rawValue)
      arrived.append(1 << UInt64(bit))
      bits[2 * start.row] |= 1 << UInt64(bit)
    }
    var generationStarts = [0]
    var common: [PaperIndex] = []
    rows.withPointers { rows in
      var head = 0
      while head < arrivals.count {
        let end = arrivals.count
        generationStarts.append(end)
        for place in head..<end {
          let carried = arrived[place]
          for cited in rows.columns(Int(arrivals[place])) {
            let fresh = carried & ~bits[2 * cited.row]
            if fresh == 0 { continue }
            let coming = bits[2 * cited.row + 1]
            if coming == 0 { arrivals.append(cited.rawValue) }
            bits[2 * cited.row + 1] = coming | fresh
          }
        }
        for place in end..<arrivals.count {
          let row = Int(arrivals[place])
          let coming = bits[2 * row + 1]
          arrived.append(coming)
          bits[2 * row] |= coming
          bits[2 * row + 1] = 0
          if bits[2 * row] == all { common.append(PaperIndex(row)) }
        }
        head = end
      }
    }
    // A start bears its own bit but is not its own ancestor.
    let startRows = Set(starts)
    common = common.filter { !startRows.contains($0) }.sorted()

    // From here on the second word says where a common ancestor is in the answer, from 1.
    for (place, paper) in common.enumerated() { bits[2 * paper.row + 1] = UInt64(place + 1) }
    var generations = [UInt32](repeating: 0, count: starts.count * common.count)
    for generation in 1..<generationStarts.count {
      let end = generation + 1 < generationStarts.count ? generationStarts[generation + 1] : arrivals.count
      for place in generationStarts[generation]..<end {
        let answer = Int(bits[2 * Int(arrivals[place]) + 1])
        if answer == 0 { continue }
        var left = arrived[place]
        while left != 0 {
          generations[(answer - 1) * starts.count + left.trailingZeroBitCount] = UInt32(generation)
          left &= left - 1
        }
      }
    }
    for row in arrivals { (bits[2 * Int(row)], bits[2 * Int(row) + 1]) = (0, 0) }
    return (common, generations)
  }
}
