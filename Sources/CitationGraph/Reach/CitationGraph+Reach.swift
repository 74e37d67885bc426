/// The papers reachable from some starting papers in one direction, each once, nearest first.
public struct Reach: Sendable, Equatable {
  /// The reached papers without the starts, by generation and then in the order of discovery.
  public let papers: [PaperIndex]
  /// For each of ``papers``: the fewest relations from a start to it, from 1.
  public let generations: [Int]
  /// For each of ``papers``: the most relations on a way from a start to it (see
  /// ``CitationGraph/reach(from:towards:maximumGeneration:within:)``).
  public let depths: [Int]
}

extension CitationGraph {
  /// Finds all ancestors or descendants of some papers, with generation and depth.
  ///
  /// The *generation* of a paper is the length of a shortest way to it, its *depth* that of a longest. In a cycle there
  /// is no longest way: a relation between two papers of one strongly connected component counts nothing towards
  /// depth, which is never less than the generation. Without cycles depth is exact.
  ///
  /// With a limit, ways are those that stay inside the reached papers.
  ///
  /// - Parameters:
  ///   - starts: Where to begin; they are not part of the result, even where a cycle leads back to them.
  ///   - direction: Down to what they stand on or up to what grew out of them.
  ///   - maximumGeneration: Papers farther away are left out; `nil` for no limit.
  ///   - window: Papers outside of it are left out and not passed through; the starts may lie outside. `nil` for no
  ///     limit.
  /// - Complexity: O(*n* / 64 + *m* + *r*) time for *n* papers in the graph and the *m* reached with their *r*
  ///   relations; *n* bits and O(*m* + *r*) space.
  public func reach(
    from starts: [PaperIndex], towards direction: Direction, maximumGeneration: Int? = nil,
    within window: DateWindow? = nil
  ) -> Reach {
    var search = ReachSearch(paperCount: paperCount, starts: starts)
    search.run(rows(towards: direction), maximumGeneration: maximumGeneration, within: window)
    let startCount = search.startCount
    let reached = Array(
      UnsafeBufferPointer(start: search.queue.base + startCount, count: search.count - startCount))
    var generations: [Int] = []
    generations.reserveCapacity(reached.count)
    for (generation, end) in zip(1..., search.generationStarts.dropFirst(2)) {
      generations.append(contentsOf: repeatElement(generation, count: end - startCount - generations.count))
    }
    guard !reached.isEmpty else { return Reach(papers: [], generations: [], depths: []) }

    let induced = InducedRows(search.papersSeen(), of: self, towards: direction)
    let depths = induced.depths(induced.stronglyConnectedComponents())
    return Reach(
      papers: reached, generations: generations,
      depths: reached.indices.map { max(Int(depths[induced.number(of: reached[$0])]), generations[$0]) })
  }

  /// Finds all ancestors or descendants of some papers and nothing about them: what
  /// ``reach(from:towards:maximumGeneration:within:)`` finds, in the same order, several times faster.
  ///
  /// - Parameters:
  ///   - starts: Where to begin; they are not part of the result, even where a cycle leads back to them.
  ///   - direction: Down to what they stand on or up to what grew out of them.
  ///   - maximumGeneration: Papers farther away are left out; `nil` for no limit.
  ///   - window: Papers outside of it are left out and not passed through; the starts may lie outside.
  /// - Returns: The reached papers without the starts, by generation and then in the order of discovery.
  /// - Complexity: O(*n* / 64 + *m* + *r*) time for *n* papers in the graph and the *m* reached with their *r*
  ///   relations; *n* bits and O(*m*) space.
  public func reachedPapers(
    from starts: [PaperIndex], towards direction: Direction, maximumGeneration: Int? = nil,
    within window: DateWindow? = nil
  ) -> Column<PaperIndex> {
    var search = ReachSearch(paperCount: paperCount, starts: starts)
    search.run(rows(towards: direction), maximumGeneration: maximumGeneration, within: window)
    return search.papers()
  }

  /// The same with the place where each generation begins.
  ///
  /// - Returns: The reached papers by generation, and for generation *g*, from 1, the end of its papers at place *g*
  ///   of `ends`, whose first value is 0.
  /// - Complexity: As for ``reachedPapers(from:towards:maximumGeneration:within:)``.
  public func reachedGenerations(
    from starts: [PaperIndex], towards direction: Direction, maximumGeneration: Int? = nil,
    within window: DateWindow? = nil
  ) -> (papers: Column<PaperIndex>, ends: [Int]) {
    var search = ReachSearch(paperCount: paperCount, starts: starts)
    search.run(rows(towards: direction), maximumGeneration: maximumGeneration, within: window)
    let startCount = search.startCount
    let ends = search.generationStarts.dropFirst().map { $0 - startCount }
    return (search.papers(), ends)
  }

  /// Counts the ancestors or descendants of some papers taken together, without the papers themselves.
  ///
  /// For the counts of many papers, each for itself, see ``reachedCounts(of:towards:)``.
  /// - Parameters: As for ``reachedPapers(from:towards:maximumGeneration:within:)``.
  /// - Complexity: As for ``reachedPapers(from:towards:maximumGeneration:within:)``.
  public func reachedCount(
    from starts: [PaperIndex], towards direction: Direction, maximumGeneration: Int? = nil,
    within window: DateWindow? = nil
  ) -> Int {
    var search = ReachSearch(paperCount: paperCount, starts: starts)
    search.run(rows(towards: direction), maximumGeneration: maximumGeneration, within: window)
    return search.count - search.startCount
  }
}
