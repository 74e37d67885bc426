public import CitationGraph

/// What papers are ranked by, with its parameters.
public enum RankingMeasure: Sendable, Hashable {
  /// LCS: how many papers of the network cite the paper.
  case citations
  /// LCS/t: citations by the calendar years from the paper's to the network's last, both counted.
  case citationsPerYear
  /// LCSb: citations of the paper's first calendar years, its own the first of them.
  case citationsAtBeginning(years: Int)
  /// LCSe: citations of the network's last calendar years.
  case citationsAtEnd(years: Int)
  /// LCR: how many papers of the network the paper cites.
  case references
  /// PageRank, for a probability `damping` to follow a reference, `0 ..< 1`.
  case pageRank(damping: Double)
  /// CiteRank, for a characteristic time in years (more than 0) and a probability to follow a reference, `0 ..< 1`.
  case citeRank(characteristicYears: Double, followingProbability: Double)
  /// The CD index, of citations up to `years` after the paper, or of all.
  case cdIndex(years: Int?)
  /// mCD: the CD index times the number of later papers that cite the paper.
  case weightedCDIndex(years: Int?)
  /// How many papers are reached in a direction: by default exactly or, on large networks, by an estimate; exactly
  /// however long it takes with `exactly`.
  case reach(CitationGraph.Direction, exactly: Bool)

  /// A measure without its parameters; the raw value is what commands and JSON call it.
  public enum Kind: String, Sendable, CaseIterable {
    case citations = "lcs"
    case citationsPerYear = "lcs-per-year"
    case citationsAtBeginning = "lcs-beginning"
    case citationsAtEnd = "lcs-end"
    case references = "lcr"
    case pageRank = "pagerank"
    case citeRank = "citerank"
    case cdIndex = "cd"
    case weightedCDIndex = "mcd"
    case ancestors
    case descendants
  }

  /// The measure without its parameters.
  public var kind: Kind {
    switch self {
    case .citations: .citations
    case .citationsPerYear: .citationsPerYear
    case .citationsAtBeginning: .citationsAtBeginning
    case .citationsAtEnd: .citationsAtEnd
    case .references: .references
    case .pageRank: .pageRank
    case .citeRank: .citeRank
    case .cdIndex: .cdIndex
    case .weightedCDIndex: .weightedCDIndex
    case .reach(.ancestors, _): .ancestors
    case .reach(.descendants, _): .descendants
    }
  }

  /// Whether it goes by the papers' dates.
  public var needsDates: Bool {
    switch self {
    case .citations, .references, .pageRank, .reach: false
    case .citationsPerYear, .citationsAtBeginning, .citationsAtEnd, .citeRank, .cdIndex, .weightedCDIndex: true
    }
  }
}

/// Papers ranked by a measure, with what is to be known of how they were.
public struct PaperRanking: Sendable, Equatable {
  /// How the scores came about.
  public enum Account: Sendable, Equatable {
    /// They were counted; there is nothing to say.
    case counted
    /// Citations were counted by calendar years: the network's last year, how many citations have no date on one side,
    /// and how many come from an earlier year than the cited paper's.
    case countedByYear(lastYear: Int, undatedRelationCount: Int, backwardRelationCount: Int)
    /// A system of equations was solved, with so many passes over the slowest knot of cycles (0 without cycles) and
    /// this error of an equation at most, in parts of what starts at a paper.
    case solved(sweeps: Int, residual: Double)
    /// The same for readers who start at dated papers up to a date: how many papers are no starts, for want of a date or
    /// because they are later.
    case started(at: PackedDate, undatedPaperCount: Int, laterPaperCount: Int, sweeps: Int, residual: Double)
    /// Later papers were compared: how many citations are not from a later paper and were not counted, and how many of
    /// the ranked papers cite no paper of the network, so that their index is 1.
    case compared(notLaterRelationCount: Int, withoutReferencesCount: Int)
    /// Reached papers were counted or estimated.
    case reached(ReachCounts.Accuracy)
  }

  /// What was ranked by.
  public let measure: RankingMeasure
  /// The ranks, the papers without a score and the ties that are not listed.
  public let ranking: Ranking
  /// How the scores came about.
  public let account: Account
  /// For each entry of the ranking, what its CD index is made of; empty for other measures.
  public let comparisons: [CDIndex]

  /// Joins the parts of a ranking; `comparisons` is empty or has a value for each entry.
  public init(measure: RankingMeasure, ranking: Ranking, account: Account, comparisons: [CDIndex] = []) {
    precondition(comparisons.isEmpty || comparisons.count == ranking.entries.count, "a comparison for every entry")
    self.measure = measure
    self.ranking = ranking
    self.account = account
    self.comparisons = comparisons
  }
}

extension CitationNetwork {
  /// Ranks the papers by a measure.
  ///
  /// - Parameters:
  ///   - measure: What to rank by.
  ///   - top: How many papers to list, `nil` for all.
  /// - Throws: ``RankingError/noDates`` if the measure goes by dates and no paper has one.
  /// - Complexity: That of the analysis in `CitationGraph`, and O(*p* log `top`).
  public func ranking(by measure: RankingMeasure, top: Int? = nil) throws(RankingError) -> PaperRanking {
    if measure.needsDates, !dates.contains(where: \.isKnown) { throw .noDates }
    func local(_ score: LocalCitationScores.Score, beginning: Int = 3, end: Int = 3) -> PaperRanking {
      let scores = graph.localCitationScores(dates: dates, beginningYears: beginning, endYears: end)
      return PaperRanking(
        measure: measure, ranking: scores.ranking(by: score, top: top),
        account: scores.lastYear.flatMap { year in
          measure.needsDates
            ? .countedByYear(
              lastYear: year, undatedRelationCount: scores.undatedRelationCount,
              backwardRelationCount: scores.backwardRelationCount) : nil
        } ?? .counted)
    }
    switch measure {
    case .citations: return local(.citations)
    case .citationsPerYear: return local(.citationsPerYear)
    case .citationsAtBeginning(let years): return local(.citationsAtBeginning, beginning: years)
    case .citationsAtEnd(let years): return local(.citationsAtEnd, end: years)
    case .references: return local(.references)
    case .pageRank(let damping):
      let rank = graph.pageRank(damping: damping)
      return PaperRanking(
        measure: measure, ranking: rank.ranking(top: top),
        account: .solved(sweeps: rank.sweeps, residual: rank.residual))
    case .citeRank(let years, let probability):
      let rank = try graph.citeRank(dates: dates, characteristicYears: years, followingProbability: probability)
      return PaperRanking(
        measure: measure, ranking: rank.ranking(top: top),
        account: .started(
          at: rank.reference, undatedPaperCount: rank.undatedPaperCount, laterPaperCount: rank.laterPaperCount,
          sweeps: rank.sweeps, residual: rank.residual))
    case .cdIndex(let years): return try disruption(measure, years: years, weighted: false, top: top)
    case .weightedCDIndex(let years): return try disruption(measure, years: years, weighted: true, top: top)
    case .reach(let direction, let exactly):
      let reach = graph.reachedCountsOfAllPapers(towards: direction, method: exactly ? .exact : .automatic)
      return PaperRanking(
        measure: measure, ranking: Ranking(scores: Column(reach.counts.map(Double.init)), top: top),
        account: .reached(reach.accuracy))
    }
  }

  private func disruption(
    _ measure: RankingMeasure, years: Int?, weighted: Bool, top: Int?
  ) throws(RankingError) -> PaperRanking {
    let indexes = try graph.cdIndexes(dates: dates, years: years)
    let ranking = indexes.ranking(weighted: weighted, top: top)
    let withoutReferences = graph.papers.count { paper in
      graph.referenceCount(of: paper) == 0 && indexes[paper].value != nil
    }
    return PaperRanking(
      measure: measure, ranking: ranking,
      account: .compared(
        notLaterRelationCount: indexes.notLaterRelationCount, withoutReferencesCount: withoutReferences),
      comparisons: ranking.entries.map { indexes[$0.paper] })
  }
}
