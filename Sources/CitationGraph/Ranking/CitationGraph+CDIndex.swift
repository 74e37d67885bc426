/// The CD index of one paper: whether later papers that cite it leave its references behind or cite them along with it.
public struct CDIndex: Sendable, Hashable {
  /// *nᵢ*: later papers that cite the paper and none of its references.
  public let focalOnlyCount: Int
  /// *nⱼ*: later papers that cite the paper and at least one of its references.
  public let focalAndReferencesCount: Int
  /// *nₖ*: later papers that cite at least one of its references and not the paper.
  public let referencesOnlyCount: Int

  /// Takes the three counts.
  public init(focalOnlyCount: Int, focalAndReferencesCount: Int, referencesOnlyCount: Int) {
    self.focalOnlyCount = focalOnlyCount
    self.focalAndReferencesCount = focalAndReferencesCount
    self.referencesOnlyCount = referencesOnlyCount
  }

  /// (*nᵢ* − *nⱼ*) / (*nᵢ* + *nⱼ* + *nₖ*), from −1 (consolidating) to 1 (disruptive); `nil` if all three are zero.
  public var value: Double? {
    let count = focalOnlyCount + focalAndReferencesCount + referencesOnlyCount
    return count == 0 ? nil : Double(focalOnlyCount - focalAndReferencesCount) / Double(count)
  }

  /// mCD: ``value`` times the number of later papers that cite the paper, which brings its size back in.
  public var weightedValue: Double? { value.map { $0 * Double(focalOnlyCount + focalAndReferencesCount) } }
}

/// The CD index of every paper.
public struct CDIndexes: Sendable, Equatable {
  /// For each row, ``CDIndex/focalOnlyCount``; zero without a date.
  public let focalOnlyCounts: Column<UInt32>
  /// For each row, ``CDIndex/focalAndReferencesCount``; zero without a date.
  public let focalAndReferencesCounts: Column<UInt32>
  /// For each row, ``CDIndex/referencesOnlyCount``; zero without a date.
  public let referencesOnlyCounts: Column<UInt32>
  /// For how many years after a paper citations were counted, or `nil` for all.
  public let years: Int?
  /// How many papers have no date; they have no index, and what they cite is not counted.
  public let undatedPaperCount: Int
  /// How many citations are from papers that are dated and not later than the cited paper; they are not counted.
  public let notLaterRelationCount: Int

  /// The index of a paper; that of an undated one has no value.
  public subscript(paper: PaperIndex) -> CDIndex {
    CDIndex(
      focalOnlyCount: Int(focalOnlyCounts[paper.row]),
      focalAndReferencesCount: Int(focalAndReferencesCounts[paper.row]),
      referencesOnlyCount: Int(referencesOnlyCounts[paper.row]))
  }

  /// For each row, ``CDIndex/value``, and not a number where there is none. O(*p*).
  public var values: Column<Double> {
    Column(focalOnlyCounts.indices.map { self[PaperIndex($0)].value ?? .nan })
  }

  /// For each row, ``CDIndex/weightedValue``, and not a number where there is none. O(*p*).
  public var weightedValues: Column<Double> {
    Column(focalOnlyCounts.indices.map { self[PaperIndex($0)].weightedValue ?? .nan })
  }

  /// The papers by CD index, or by mCD if `weighted`: the most disruptive first.
  public func ranking(weighted: Bool = false, top: Int? = nil) -> Ranking {
    let values = weighted ? weightedValues : values
    let missing = values.count { $0.isNaN }
    return Ranking(
      scores: values, top: top,
      unranked: [
        Ranking.Unranked(reason: .undated, paperCount: undatedPaperCount),
        Ranking.Unranked(reason: .withoutLaterPapers, paperCount: missing - undatedPaperCount),
      ])
  }
}

extension CitationGraph {
  /// The CD index of one paper.
  ///
  /// See ``cdIndexes(dates:years:)`` for what is counted.
  /// - Throws: ``RankingError/noDates`` if no paper has a date.
  /// - Returns: The index, or `nil` if the paper has no date.
  /// - Complexity: O(*p* + *c*) time for *c* citations of the paper and of its references; O(*p*) space.
  public func cdIndex(of paper: PaperIndex, dates: Column<PackedDate>, years: Int? = 5) throws(RankingError) -> CDIndex?
  {
    let calendar = Calendar(dates, paperCount: paperCount)
    guard calendar.last != nil else { throw .noDates }
    guard calendar.positions[paper.row] >= 0 else { return nil }
    let hubs = HubSets()
    return references.withPointers { references in
      citers.withPointers { citers in
        CDSurvey(calendar, years: years, references, citers, hubs).counts(
          of: paper.row, CDScratch(paperCount: paperCount))
      }
    }
  }

  /// The CD index of every paper.
  ///
  /// Of the papers that appear after a paper, up to `years` later, *nᵢ* cite it only, *nⱼ* cite it and one of its
  /// references, and *nₖ* cite its references only; the index is (*nᵢ* − *nⱼ*) / (*nᵢ* + *nⱼ* + *nₖ*). With 5 years it is
  /// called CD5.
  ///
  /// As in the authors' program, a later paper's date is greater than the focal paper's and at most its date plus the
  /// span. A date stands for its first day: two papers of one year without months are not later than each other, and
  /// a month of that year other than January is later than the bare year. References are those inside the network. A
  /// paper without any has the index 1 as soon as it is cited, which says more of the data than of the paper (V. Holst,
  /// A. Algaba, F. Tori, S. Wenmackers and V. Ginis, 2024): look at ``references(of:)`` beside it.
  /// - Parameters:
  ///   - dates: One for each row.
  ///   - years: For how many years after a paper citations count, `nil` for all.
  /// - Throws: ``RankingError/noDates`` if no paper has a date.
  /// - Complexity: O(*p* + Σ *d*²) time for the numbers *d* of citations of each paper within the span, with 64 at a time
  ///   for the most cited if rows are in the order of dates; O(*p* + *r*) space.
  /// - SeeAlso: R. Funk and J. Owen-Smith, *A dynamic network measure of technological change* (2017). L. Wu, D. Wang and
  ///   J. Evans, *Large teams develop and small teams disrupt science and technology* (2019).
  public func cdIndexes(dates: Column<PackedDate>, years: Int? = 5) throws(RankingError) -> CDIndexes {
    let calendar = Calendar(dates, paperCount: paperCount)
    guard calendar.last != nil else { throw .noDates }
    let focalOnly = Buffer<UInt32>(count: paperCount)
    let both = Buffer<UInt32>(count: paperCount)
    let referencesOnly = Buffer<UInt32>(count: paperCount)
    // Later papers cost more: many blocks, dealt out as threads get free.
    let blockCount = min(paperCount, Threads.count == 1 ? 1 : 16 * Threads.count)
    let notLater = Buffer<Int>(count: blockCount)
    references.withPointers { references in
      citers.withPointers { citers in
        let hubs = calendar.isRowOrder ? HubSets(citers) : HubSets()
        let survey = CDSurvey(calendar, years: years, references, citers, hubs)
        let out = Shared((focalOnly.base, both.base, referencesOnly.base, notLater.base))
        Threads.run(blockCount) { block in
          let scratch = CDScratch(paperCount: citers.rowCount)
          let rows = citers.rowCount * block / blockCount..<citers.rowCount * (block + 1) / blockCount
          for row in rows where survey.positions[row] >= 0 {
            let counts = survey.counts(of: row, scratch)
            out.value.0[row] = UInt32(counts.focalOnlyCount)
            out.value.1[row] = UInt32(counts.focalAndReferencesCount)
            out.value.2[row] = UInt32(counts.referencesOnlyCount)
            out.value.3[block] += survey.notLaterCount(row)
          }
        }
      }
    }
    return CDIndexes(
      focalOnlyCounts: focalOnly.frozen(), focalAndReferencesCounts: both.frozen(),
      referencesOnlyCounts: referencesOnly.frozen(), years: years, undatedPaperCount: calendar.undatedCount,
      notLaterRelationCount: (0..<blockCount).reduce(0) { $0 + notLater[$1] })
  }
}
