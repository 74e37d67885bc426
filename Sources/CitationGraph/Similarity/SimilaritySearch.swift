/// What makes two papers similar.
public enum SimilarityBasis: String, Sendable, CaseIterable {
  /// Papers cite both (H. Small, 1973).
  case coCitation
  /// Both cite the same papers (M. Kessler, 1963).
  case bibliographicCoupling
  /// Both of the above. This mean is our own: no published measure is followed.
  case mixed
}

/// How similarity is measured, for *c* papers in common of two papers with *a* and *b* (citations of each for
/// co-citation, references of each for coupling).
public enum SimilarityMeasure: String, Sendable, CaseIterable {
  /// *c*.
  case count
  /// *c* / √(*a* *b*), Salton's cosine.
  case salton
  /// *c* / (*a* + *b* − *c*).
  case jaccard
}

/// A paper and how similar it is to another.
public struct SimilarPaper: Sendable, Hashable {
  /// The paper.
  public let paper: PaperIndex
  /// The similarity by the measure that was asked for; with ``SimilarityBasis/mixed`` the mean of both similarities.
  public let score: Double
  /// How many papers cite both; `nil` if only coupling was asked for.
  public let coCitationCount: Int?
  /// How many references both have in common; `nil` if only co-citation was asked for.
  public let sharedReferenceCount: Int?

  /// Makes a result.
  public init(paper: PaperIndex, score: Double, coCitationCount: Int?, sharedReferenceCount: Int?) {
    self.paper = paper
    self.score = score
    self.coCitationCount = coCitationCount
    self.sharedReferenceCount = sharedReferenceCount
  }
}

/// The papers most similar to one.
public struct Similarity: Sendable, Hashable {
  /// The paper that the others are compared with.
  public let paper: PaperIndex
  /// What makes them similar.
  public let basis: SimilarityBasis
  /// How that is measured.
  public let measure: SimilarityMeasure
  /// The most similar papers, most similar first, equal ones by row. Only papers that have something in common.
  public let papers: [SimilarPaper]
  /// How many papers have something in common with the paper, listed or not.
  public let relatedPaperCount: Int
  /// How many papers that are not listed have the same score as the last that is.
  public let unlistedTieCount: Int

  /// For each of ``papers``, one more than the number of papers that are more similar: equal scores share a rank.
  public var ranks: [Int] {
    var ranks: [Int] = []
    for (position, paper) in papers.enumerated() {
      ranks.append(position > 0 && papers[position - 1].score == paper.score ? ranks[position - 1] : position + 1)
    }
    return ranks
  }
}

/// Finds the papers most similar to one, for one paper after the other.
///
/// Keeps its memory between searches, so that a search costs what lies within two steps of the paper and not what the
/// graph holds. One search at a time: each task has its own.
///
/// ```swift
/// var search = SimilaritySearch(graph)
/// let similar = search.papers(similarTo: paper, by: .coCitation, measure: .salton, top: 20)
/// ```
public struct SimilaritySearch: ~Copyable {
  private let graph: CitationGraph
  private let coCitations: Counters
  private let sharedReferences: Counters

  /// Prepares to search a graph. O(*p*) space, of which only what searches touch is ever used.
  public init(_ graph: CitationGraph) {
    self.graph = graph
    coCitations = Counters(paperCount: graph.paperCount)
    sharedReferences = Counters(paperCount: graph.paperCount)
  }

  /// Compares a paper with all others.
  ///
  /// Salton's and Jaccard's measures are rounded so that papers whose similarity is the same fraction get the same number.
  /// - Parameters:
  ///   - paper: The paper; it is not in the result.
  ///   - basis: What makes papers similar.
  ///   - measure: How that is measured.
  ///   - top: How many papers to list, `nil` for all that have something in common.
  /// - Complexity: O(*w* + *m* log *k*) time for *w* ways of two steps from the paper (to its citers and on to what they
  ///   cite, or to its references and on to what cites them), *m* papers at their ends and *k* of them listed.
  public mutating func papers(
    similarTo paper: PaperIndex, by basis: SimilarityBasis, measure: SimilarityMeasure = .salton, top: Int? = nil
  ) -> Similarity {
    precondition(paper.row < graph.paperCount, "no row of this graph")
    precondition(top ?? 0 >= 0, "a search lists 0 papers or more")
    let (coCitations, sharedReferences) = (coCitations.bare, sharedReferences.bare)
    return graph.references.withPointers { references in
      graph.citers.withPointers { citers in
        let cocited = Hops(
          coCitations, hop: citers, back: references, from: basis != .bibliographicCoupling ? paper : nil)
        let coupled = Hops(sharedReferences, hop: references, back: citers, from: basis != .coCitation ? paper : nil)
        defer {
          cocited.clear()
          coupled.clear()
        }
        let (best, relatedCount, tieCount) =
          switch basis {
          case .coCitation: cocited.best(top, measure)
          case .bibliographicCoupling: coupled.best(top, measure)
          case .mixed: cocited.best(top, measure, with: coupled)
          }
        let papers = best.map { entry in
          SimilarPaper(
            paper: PaperIndex(rawValue: entry.row), score: entry.score,
            coCitationCount: basis == .bibliographicCoupling ? nil : Int(cocited.count(with: entry.row)),
            sharedReferenceCount: basis == .coCitation ? nil : Int(coupled.count(with: entry.row)))
        }
        return Similarity(
          paper: paper, basis: basis, measure: measure, papers: papers, relatedPaperCount: relatedCount,
          unlistedTieCount: tieCount)
      }
    }
  }
}

extension CitationGraph {
  /// Compares a paper with all others, once; ``SimilaritySearch`` is for many.
  ///
  /// - Complexity: That of ``SimilaritySearch/papers(similarTo:by:measure:top:)``, and O(*p*) space.
  public func papers(
    similarTo paper: PaperIndex, by basis: SimilarityBasis, measure: SimilarityMeasure = .salton, top: Int? = nil
  ) -> Similarity {
    var search = SimilaritySearch(self)
    return search.papers(similarTo: paper, by: basis, measure: measure, top: top)
  }
}

/// A counter for each row, all zero between searches, and a list of those that are not.
private struct Counters: ~Copyable {
  private let counts: Buffer<UInt32>
  /// One place more than can be touched: what is written is kept or overwritten by the next.
  private let touched: Buffer<UInt32>

  init(paperCount: Int) {
    counts = Buffer(count: paperCount)
    touched = Buffer(count: paperCount + 1)
  }

  var bare: (counts: UnsafeMutablePointer<UInt32>, touched: UnsafeMutablePointer<UInt32>) {
    (counts.base, touched.base)
  }
}

/// The papers two steps away from one, and by how many ways.
private struct Hops {
  private let counts: UnsafeMutablePointer<UInt32>
  private let touched: UnsafeMutablePointer<UInt32>
  private let touchedCount: Int
  /// The half of the first step; its counts are those that similarity is relative to.
  private let hop: RowPointers
  private let ownCount: Int

  /// Counts the ways from a paper, or none.
  init(
    _ counters: (counts: UnsafeMutablePointer<UInt32>, touched: UnsafeMutablePointer<UInt32>), hop: RowPointers,
    back: RowPointers, from paper: PaperIndex?
  ) {
    (counts, touched) = counters
    self.hop = hop
    guard let row = paper?.row else {
      (ownCount, touchedCount) = (0, 0)
      return
    }
    ownCount = hop.count(row)
    let (counts, touched) = (counts, touched)
    var length = 0
    // Reads where a later round begins, so that it is on its way from memory by then; where it is put means nothing.
    // No round is empty: it leads back to the paper.
    var ahead: UInt32 = 0
    let middles = hop.columns(row)
    for position in 0..<middles.count {
      if position + 4 < middles.count {
        ahead &+= back.columns[back.offsets[middles[position + 4].row]].rawValue
      }
      for end in back.columns(middles[position].row) {
        let count = counts[end.row]
        touched[length] = end.rawValue
        length &+= count == 0 ? 1 : 0
        counts[end.row] = count &+ 1
      }
    }
    touched[length] = ahead
    // Every way out leads back to the paper itself too.
    counts[row] = 0
    touchedCount = length
  }

  func clear() {
    for position in 0..<touchedCount { counts[Int(touched[position])] = 0 }
  }

  @inline(__always)
  func count(with row: UInt32) -> UInt32 { counts[Int(row)] }

  /// The most similar papers, how many there are in all, and how many not listed tie with the last.
  typealias Best = (best: [TopScores.Entry], relatedCount: Int, tieCount: Int)

  /// How many papers there are.
  private var relatedCount: Int { touchedCount - (ownCount > 0 ? 1 : 0) }

  /// The most similar papers.
  func best(_ top: Int?, _ measure: SimilarityMeasure) -> Best {
    var best = TopScores(capacity: min(top ?? .max, relatedCount))
    var threshold = -Double.infinity
    // With fewer in common a paper cannot get in, whatever its own count.
    var least: UInt32 = 1
    // Nor can it with a square of what is in common below this part of its own count: no quotient, no root.
    var squareFloor = 0.0
    for position in 0..<touchedCount {
      let row = touched[position]
      let count = counts[Int(row)]
      if count < least { continue }
      if measure == .salton, Double(count) * Double(count) < squareFloor * Double(hop.count(Int(row))) { continue }
      best.offer(score(count, row, measure), row)
      if best.threshold != threshold {
        threshold = best.threshold
        least = leastCount(for: threshold, measure)
        squareFloor = threshold < 0 ? 0 : threshold * threshold * Double(ownCount) * (1 - 1e-12)
      }
    }
    return (best.removeAll(), relatedCount, best.unkeptTieCount)
  }

  /// The most similar papers by the mean of two similarities.
  func best(_ top: Int?, _ measure: SimilarityMeasure, with other: Hops) -> Best {
    var related = relatedCount
    for position in 0..<other.touchedCount {
      let row = other.touched[position]
      if other.count(with: row) > 0, count(with: row) == 0 { related += 1 }
    }
    var best = TopScores(capacity: min(top ?? .max, related))
    for position in 0..<touchedCount {
      let row = touched[position]
      let count = count(with: row)
      if count == 0 { continue }
      best.offer((score(count, row, measure) + other.score(other.count(with: row), row, measure)) / 2, row)
    }
    for position in 0..<other.touchedCount {
      let row = other.touched[position]
      let otherCount = other.count(with: row)
      if otherCount == 0 || count(with: row) > 0 { continue }
      best.offer(other.score(otherCount, row, measure) / 2, row)
    }
    return (best.removeAll(), related, best.unkeptTieCount)
  }

  @inline(__always)
  private func score(_ count: UInt32, _ row: UInt32, _ measure: SimilarityMeasure) -> Double {
    if count == 0 { return 0 }
    let common = Double(count)
    switch measure {
    case .count:
      return common
    case .salton:
      // Squares are fractions of whole numbers, rounded once: equal fractions give equal roots.
      return (common * common / (Double(ownCount) * Double(hop.count(Int(row))))).squareRoot()
    case .jaccard:
      return common / (Double(ownCount) + Double(hop.count(Int(row))) - common)
    }
  }

  /// How much two papers must have in common at least to reach a score. The other paper's count is no less than what it
  /// has in common, so that neither Salton's square nor Jaccard's index exceeds *c* / *a*.
  private func leastCount(for threshold: Double, _ measure: SimilarityMeasure) -> UInt32 {
    if threshold == -.infinity { return 1 }
    let least =
      switch measure {
      case .count: threshold
      case .salton: threshold * threshold * Double(ownCount) * (1 - 1e-12)
      case .jaccard: threshold * Double(ownCount) * (1 - 1e-12)
      }
    return UInt32(max(1, min(least.rounded(.up), Double(UInt32.max))))
  }
}
