/// Papers by score, highest first; equal scores by row.
public struct Ranking: Sendable, Equatable {
  /// A paper with its score and rank.
  public struct Entry: Sendable, Hashable {
    /// The paper.
    public let paper: PaperIndex
    /// Its score, in the unit of what was ranked by.
    public let score: Double
    /// One more than the number of papers with a higher score, so that equal scores share a rank: 1, 2, 2, 4.
    public let rank: Int

    /// Makes an entry.
    public init(paper: PaperIndex, score: Double, rank: Int) {
      (self.paper, self.score, self.rank) = (paper, score, rank)
    }
  }

  /// Why a paper has no score.
  public enum Reason: String, Sendable, CaseIterable {
    /// The score needs the paper's date, and it has none.
    case undated
    /// The score is a share of later papers, and there are none.
    case withoutLaterPapers
    /// The score given is not a number.
    case notANumber
  }

  /// How many papers have no score for one reason.
  public struct Unranked: Sendable, Hashable {
    /// The reason.
    public let reason: Reason
    /// How many papers.
    public let paperCount: Int

    /// Makes a line of the account.
    public init(reason: Reason, paperCount: Int) { (self.reason, self.paperCount) = (reason, paperCount) }
  }

  /// The first papers of the ranking, as many as were asked for.
  public let entries: [Entry]
  /// How many papers have a score, listed or not.
  public let rankedPaperCount: Int
  /// How many papers that are not listed have the same score as the last that is.
  public let unlistedTieCount: Int
  /// What has no score and why; every paper of the graph is counted here or in ``rankedPaperCount``.
  public let unranked: [Unranked]

  /// Ranks papers by scores.
  ///
  /// Scores are equal when they are the same number, without tolerance.
  /// - Parameters:
  ///   - scores: One for each row; a paper whose score is not a number is not ranked.
  ///   - top: How many papers to list, `nil` for all.
  ///   - unranked: Why papers have no score. What it does not account for is put down as ``Reason/notANumber``.
  /// - Complexity: O(*p* log *k*) time and O(*k*) space for *k* listed ones of *p* papers.
  public init(scores: Column<Double>, top: Int? = nil, unranked: [Unranked] = []) {
    precondition(top ?? 0 >= 0, "a ranking lists 0 papers or more")
    var best = TopScores(capacity: min(top ?? .max, scores.count))
    let (ranked, last, tied) = scores.withUnsafeBufferPointer { scores in
      var ranked = 0
      for row in 0..<scores.count where !scores[row].isNaN {
        ranked += 1
        best.offer(scores[row], UInt32(row))
      }
      let last = best.threshold
      return (ranked, last, scores.reduce(0) { $1 == last ? $0 + 1 : $0 })
    }
    var entries: [Entry] = []
    var listedTies = 0
    for entry in best.removeAll() {
      let isTied = entries.last?.score == entry.score
      let rank = isTied ? entries[entries.count - 1].rank : entries.count + 1
      entries.append(Entry(paper: PaperIndex(rawValue: entry.row), score: entry.score, rank: rank))
      if entry.score == last { listedTies += 1 }
    }
    let given = unranked.reduce(0) { $0 + $1.paperCount }
    let missing = scores.count - ranked
    precondition(given <= missing, "a paper with a score is ranked")
    self.entries = entries
    rankedPaperCount = ranked
    unlistedTieCount = entries.isEmpty || entries.count == ranked ? 0 : tied - listedTies
    self.unranked =
      (unranked + [Unranked(reason: .notANumber, paperCount: missing - given)]).filter { $0.paperCount > 0 }
  }
}

/// Why an analysis cannot be made of a network at all.
public enum RankingError: Error, Hashable, Sendable {
  /// It goes by the papers' dates, and none has one.
  case noDates
}

extension RankingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noDates: "no paper has a date"
    }
  }
}

extension Column<Double> {
  /// Whether two columns hold the same numbers, where what is not a number equals itself.
  func isSame(as other: Self) -> Bool {
    count == other.count && zip(self, other).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
  }
}
