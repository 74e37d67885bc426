/// Citations of every paper from inside the network, as HistCite counts them.
public struct LocalCitationScores: Sendable, Equatable {
  /// What papers can be ranked by.
  public enum Score: String, Sendable, CaseIterable {
    /// ``LocalCitationScores/citations``, LCS.
    case citations
    /// ``LocalCitationScores/citationsPerYear``, LCS/t.
    case citationsPerYear
    /// ``LocalCitationScores/citationsAtBeginning``, LCSb.
    case citationsAtBeginning
    /// ``LocalCitationScores/citationsAtEnd``, LCSe.
    case citationsAtEnd
    /// ``LocalCitationScores/references``, LCR.
    case references
  }

  /// LCS: for each row, how many papers of the network cite it.
  public let citations: Column<UInt32>
  /// LCR: for each row, how many papers of the network it cites.
  public let references: Column<UInt32>
  /// LCS/t: for each row, ``citations`` by the calendar years from the paper's to the network's last, both counted. Not a
  /// number without a date.
  public let citationsPerYear: Column<Double>
  /// LCSb: for each row, its citations from papers of its own calendar year and the next, ``beginningYears`` in all. Zero
  /// without a date.
  public let citationsAtBeginning: Column<UInt32>
  /// LCSe: for each row, its citations from papers of the network's last ``endYears`` calendar years.
  public let citationsAtEnd: Column<UInt32>

  /// How many calendar years a beginning has.
  public let beginningYears: Int
  /// How many calendar years the end has.
  public let endYears: Int
  /// The calendar year of the latest paper, `nil` if none has a date.
  public let lastYear: Int?
  /// How many papers have no date.
  public let undatedPaperCount: Int
  /// How many citations have no date on one side, so that LCSb (and LCSe, if it is the citing paper's) cannot count them.
  public let undatedRelationCount: Int
  /// How many citations come from an earlier year than the cited paper's; they are part of LCS and not of LCSb.
  public let backwardRelationCount: Int

  public static func == (left: Self, right: Self) -> Bool {
    left.citations == right.citations && left.references == right.references
      && left.citationsPerYear.isSame(as: right.citationsPerYear)
      && left.citationsAtBeginning == right.citationsAtBeginning && left.citationsAtEnd == right.citationsAtEnd
      && left.beginningYears == right.beginningYears && left.endYears == right.endYears
      && left.lastYear == right.lastYear && left.undatedPaperCount == right.undatedPaperCount
      && left.undatedRelationCount == right.undatedRelationCount
      && left.backwardRelationCount == right.backwardRelationCount
  }

  /// The papers by one of the scores, the first `top` or all.
  ///
  /// LCS/t and LCSb leave out papers without a date.
  public func ranking(by score: Score, top: Int? = nil) -> Ranking {
    let undated = [Ranking.Unranked(reason: .undated, paperCount: undatedPaperCount)]
    return switch score {
    case .citations: Ranking(scores: numbers(citations), top: top)
    case .citationsPerYear: Ranking(scores: citationsPerYear, top: top, unranked: undated)
    case .citationsAtBeginning:
      Ranking(scores: numbers(citationsAtBeginning, onlyDated: true), top: top, unranked: undated)
    case .citationsAtEnd: Ranking(scores: numbers(citationsAtEnd), top: top)
    case .references: Ranking(scores: numbers(references), top: top)
    }
  }

  private func numbers(_ counts: Column<UInt32>, onlyDated: Bool = false) -> Column<Double> {
    let numbers = Buffer<Double>(count: counts.count)
    for row in 0..<counts.count {
      numbers[row] = onlyDated && citationsPerYear[row].isNaN ? .nan : Double(counts[row])
    }
    return numbers.frozen()
  }
}

extension CitationGraph {
  /// Counts for every paper its citations from inside the network: in all, per year, at the beginning and at the end.
  ///
  /// Years are calendar years. HistCite's glossary leaves the spans open; here the *beginning* are a paper's first
  /// years, its own the first of them, and the *end* are the network's last years, that of its latest paper the last.
  /// A citation from an earlier year than the cited paper's is no citation at the beginning.
  /// - Parameters:
  ///   - dates: One for each row, or an empty column if nothing is dated.
  ///   - beginningYears: How many years are a beginning, 1 or more.
  ///   - endYears: How many years are the end, 1 or more.
  /// - Complexity: O(*p* + *r*) time and O(*p*) space.
  /// - SeeAlso: E. Garfield, A. Pudovkin and V. Istomin, *Why do we need algorithmic historiography?* (2003), and the
  ///   glossary of HistCite.
  public func localCitationScores(
    dates: Column<PackedDate> = [], beginningYears: Int = 3, endYears: Int = 3
  ) -> LocalCitationScores {
    precondition(beginningYears >= 1 && endYears >= 1, "a span has a year at least")
    precondition(dates.isEmpty || dates.count == paperCount, "a date for every row or for none")
    // Year 0 is no year: the undated.
    let years = Buffer<Int32>(count: paperCount)
    var (last, undated) = (Int32(0), paperCount - dates.count)
    dates.withUnsafeBufferPointer { dates in
      for row in 0..<dates.count {
        years[row] = dates[row].isWellFormed ? Int32(dates[row].rawValue >> 9) : 0
        last = max(last, years[row])
        if years[row] == 0 { undated += 1 }
      }
    }
    let end = last == 0 ? Int32.max : max(1, last - Int32(min(endYears, 10_000)) + 1)
    let beginning = Int32(min(beginningYears, 10_000))
    let citations = Buffer<UInt32>(count: paperCount)
    let references = Buffer<UInt32>(count: paperCount)
    let perYear = Buffer<Double>(count: paperCount)
    let atBeginning = Buffer<UInt32>(count: paperCount)
    let atEnd = Buffer<UInt32>(count: paperCount)
    var (undatedRelations, backwardRelations) = (0, 0)
    self.references.withPointers { rows in
      for row in 0..<paperCount { references[row] = UInt32(rows.count(row)) }
    }
    citers.withPointers { rows in
      let years = years.base
      for row in 0..<paperCount {
        let year = years[row]
        var (first, latest, dateless, earlier) = (0, 0, 0, 0)
        for citer in rows.columns(row) {
          let citingYear = years[citer.row]
          let age = citingYear - year
          first += citingYear > 0 && age >= 0 && age < beginning ? 1 : 0
          earlier += citingYear > 0 && age < 0 ? 1 : 0
          latest += citingYear >= end ? 1 : 0
          dateless += citingYear == 0 ? 1 : 0
        }
        let count = rows.count(row)
        citations[row] = UInt32(count)
        atEnd[row] = UInt32(latest)
        if year == 0 {
          perYear[row] = .nan
          undatedRelations += count
        } else {
          perYear[row] = Double(count) / Double(last - year + 1)
          atBeginning[row] = UInt32(first)
          undatedRelations += dateless
          backwardRelations += earlier
        }
      }
    }
    return LocalCitationScores(
      citations: citations.frozen(), references: references.frozen(), citationsPerYear: perYear.frozen(),
      citationsAtBeginning: atBeginning.frozen(), citationsAtEnd: atEnd.frozen(), beginningYears: beginningYears,
      endYears: endYears, lastYear: last == 0 ? nil : Int(last), undatedPaperCount: undated,
      undatedRelationCount: undatedRelations, backwardRelationCount: backwardRelations)
  }
}
