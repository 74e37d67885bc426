/// The references of a network by the year in which what they cite was published: a spectrum whose peaks are the years
/// of the works a field goes back to.
public struct ReferenceYears: Sendable, Equatable {
  /// A year and what of it is cited.
  public struct Year: Sendable, Equatable {
    public let year: Int
    /// The references to papers of this year.
    public let referenceCount: Int
    /// ``referenceCount`` less the median of the years around, this one included.
    public let deviation: Int
  }

  /// A year that stands out.
  public struct Peak: Sendable, Equatable {
    public let year: Int
    public let referenceCount: Int
    public let deviation: Int
    /// The papers of the year that are cited most, most cited first and then by row.
    public let mostCited: [PaperIndex]
  }

  /// Each year from that of the oldest to that of the latest cited paper, those without references included.
  public let years: [Year]
  /// The years that stand out, the highest ``Year/deviation`` first, ties by year.
  public let peaks: [Peak]
  /// The references to papers that have no date.
  public let undatedReferenceCount: Int
}

extension CitationNetwork {
  /// Reference publication year spectroscopy: how many references go to each year, and which years stand out.
  ///
  /// The cited papers are those of the network, each reference counting once. The *deviation* of a year is its number of
  /// references less the median of those of the years from `reach` before to `reach` after; with 2, of five years.
  ///
  /// Readings: years before the first and after the last cited one have no references and count as 0 in the median. A
  /// *peak* is a year with a deviation above 0 and above those of the years before and after; of several years in a row
  /// with the same deviation, the first. Coarse dates serve; what has none is counted.
  /// - Parameters:
  ///   - reach: How many years before and after the median takes in; at least 1.
  ///   - limit: How many of its most cited papers each peak lists.
  /// - Complexity: O(*p* log *p* + *y* *w* log *w*) time for *p* papers, *y* years and *w* years in a median.
  /// - SeeAlso: W. Marx, L. Bornmann, A. Barth and L. Leydesdorff, *Detecting the historical roots of research fields by
  ///   reference publication year spectroscopy (RPYS)* (2014).
  public func referenceYears(reach: Int = 2, mostCited limit: Int = 3) -> ReferenceYears {
    precondition(reach >= 1 && limit >= 0, "a median takes in other years")
    var undated = 0
    var (first, last) = (Int.max, Int.min)
    for paper in graph.papers where !graph.citers(of: paper).isEmpty {
      guard let year = yearOfAppearance(paper) else {
        undated += graph.citers(of: paper).count
        continue
      }
      (first, last) = (min(first, year), max(last, year))
    }
    guard first <= last else { return ReferenceYears(years: [], peaks: [], undatedReferenceCount: undated) }

    var counts = [Int](repeating: 0, count: last - first + 1)
    for paper in graph.papers {
      if let year = yearOfAppearance(paper), first...last ~= year {
        counts[year - first] += graph.citers(of: paper).count
      }
    }
    let years = counts.indices.map { place in
      let around = (place - reach...place + reach).map { counts.indices ~= $0 ? counts[$0] : 0 }.sorted()
      return ReferenceYears.Year(
        year: first + place, referenceCount: counts[place], deviation: counts[place] - around[reach])
    }
    let isPeak = years.indices.map { place in
      let deviation = years[place].deviation
      guard deviation > 0, place == 0 || years[place - 1].deviation < deviation else { return false }
      let after = years[(place + 1)...].first { $0.deviation != deviation }
      return after.map { $0.deviation < deviation } ?? true
    }
    var papers = [[PaperIndex]](repeating: [], count: years.count)
    for paper in graph.papers where !graph.citers(of: paper).isEmpty {
      if let year = yearOfAppearance(paper), isPeak[year - first] { papers[year - first].append(paper) }
    }
    let peaks = years.indices.filter { isPeak[$0] }.map { place in
      let mostCited = papers[place].sorted { left, right in
        let (leftCount, rightCount) = (graph.citers(of: left).count, graph.citers(of: right).count)
        return leftCount != rightCount ? leftCount > rightCount : left < right
      }
      return ReferenceYears.Peak(
        year: years[place].year, referenceCount: years[place].referenceCount, deviation: years[place].deviation,
        mostCited: Array(mostCited.prefix(limit)))
    }
    return ReferenceYears(
      years: years, peaks: peaks.sorted { ($1.deviation, $0.year) < ($0.deviation, $1.year) },
      undatedReferenceCount: undated)
  }

  /// The year of a date, if it is one: a value that is none, as a damaged file may hold, must not span ages.
  private func yearOfAppearance(_ paper: PaperIndex) -> Int? {
    guard let year = date(of: paper).year, 1...9999 ~= year else { return nil }
    return year
  }
}
