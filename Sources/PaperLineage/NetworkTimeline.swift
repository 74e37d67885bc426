public import CitationGraph

/// How many papers of a network appeared when, by month, quarter or year, without gaps.
public struct NetworkTimeline: Sendable, Equatable {
  /// One period.
  public struct Entry: Sendable, Equatable {
    /// The period.
    public let period: Period
    /// How many papers appeared in it.
    public let count: Int
    /// Its paper with the most citations from inside the network, the lowest row of several; `nil` if none is cited.
    public let mostCited: PaperIndex?
  }

  /// How long the periods are.
  public let length: Period.Length
  /// Every period from the first to the last, including those without papers. At most
  /// ``Timeline/maximumPeriodCount``, those that hold the most papers, the latest of several.
  public let entries: [Entry]
  /// How many papers have no date.
  public let undatedCount: Int
  /// How many papers have a date that does not tell the period.
  public let coarseCount: Int
  /// How many papers lie so far from most that the timeline would be empty in between.
  public let tooFarCount: Int
  /// How many papers appeared before or after the periods asked for.
  public let outsideCount: Int

  /// How many papers have a place.
  public var paperCount: Int { entries.reduce(0) { $0 + $1.count } }

  /// The period with the most papers, the earliest of several.
  public var busiest: Entry? {
    entries.max { ($0.count, $1.period) < ($1.count, $0.period) }
  }

  /// The longest run of periods without papers, the earliest of several, or `nil` if none is empty.
  public var longestGap: ClosedRange<Period>? {
    var longest: (count: Int, run: ClosedRange<Period>)?
    var start: Period?
    for entry in entries {
      guard entry.count == 0 else {
        start = nil
        continue
      }
      let run = (start ?? entry.period)...entry.period
      start = run.lowerBound
      let count = run.upperBound.ordinal - run.lowerBound.ordinal + 1
      if count > (longest?.count ?? 0) { longest = (count, run) }
    }
    return longest?.run
  }

  /// Counts the papers of a network.
  ///
  /// - Parameters:
  ///   - network: The network, validated if it comes from a file.
  ///   - length: How long the periods are.
  ///   - first: The first period to show; `nil` for that of the earliest paper.
  ///   - last: The last period to show; `nil` for that of the latest paper.
  /// - Complexity: O(*p* + *m*) for *p* papers and the *m* periods of ten thousand years.
  public init(
    _ network: CitationNetwork, by length: Period.Length, from first: Period? = nil, through last: Period? = nil
  ) {
    self.length = length
    var counts = [Int](repeating: 0, count: 10_000 * length.countPerYear)
    var best = [(paper: PaperIndex, citations: Int)?](repeating: nil, count: counts.count)
    var (undated, coarse, outside) = (0, 0, 0)
    for paper in network.graph.papers {
      guard let date = PublicationDate(network.date(of: paper)) else {
        undated += 1
        continue
      }
      guard let period = Period(length, containing: date) else {
        coarse += 1
        continue
      }
      if let first, period < first { outside += 1; continue }
      if let last, period > last { outside += 1; continue }
      counts[period.ordinal] += 1
      let citations = network.graph.citationCount(of: paper)
      if citations > best[period.ordinal]?.citations ?? 0 { best[period.ordinal] = (paper, citations) }
    }
    (undatedCount, coarseCount, outsideCount) = (undated, coarse, outside)

    let used = counts.indices.filter { counts[$0] > 0 }
    let placed = used.reduce(0) { $0 + counts[$1] }
    guard let start = first?.ordinal ?? used.first, let end = last?.ordinal ?? used.last, start <= end else {
      (entries, tooFarCount) = ([], 0)
      return
    }
    let span = Self.span(from: start, through: end, used: used, counts)
    entries = span.map {
      Entry(period: Period(length: length, ordinal: $0), count: counts[$0], mostCited: best[$0]?.paper)
    }
    tooFarCount = placed - span.reduce(0) { $0 + counts[$1] }
  }

  /// The stretch of periods that is shown, as in ``Timeline``.
  private static func span(from first: Int, through last: Int, used: [Int], _ counts: [Int]) -> ClosedRange<Int> {
    let longest = Timeline.maximumPeriodCount
    guard last - first >= longest else { return first...last }
    var best = (count: 0, span: max(first, last - longest + 1)...last)
    var (start, count) = (0, 0)
    for end in used {
      count += counts[end]
      while used[start] <= end - longest {
        count -= counts[used[start]]
        start += 1
      }
      if count >= best.count { best = (count, used[start]...end) }
    }
    return best.span
  }
}
