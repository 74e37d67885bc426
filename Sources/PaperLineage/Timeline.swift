/// What happened when: papers by month, quarter or year, without gaps.
public struct Timeline: Sendable, Equatable {
  /// One period and its papers.
  public struct Entry: Sendable, Equatable {
    /// The period.
    public var period: Period
    /// Its papers, by date and then in the order of the corpus.
    public var papers: [PaperID]
  }

  /// A paper that has no place on the timeline, and why.
  public struct Unplaced: Sendable, Equatable {
    /// Why a paper has no place.
    public enum Reason: String, Codable, Sendable, CaseIterable {
      /// It has no date of the kind asked for.
      case noDate
      /// Its date does not tell the period.
      case tooCoarse
      /// It lies so far from most papers that the timeline would be empty in between.
      case tooFar
    }

    /// The paper.
    public var paper: PaperID
    /// Its date of the kind asked for.
    public var date: PublicationDate?
    /// Why it has no place.
    public var reason: Reason
  }

  /// How long the periods are.
  public let length: Period.Length
  /// Which dates count.
  public let dateChoice: DateChoice
  /// Every period from the first to the last, including those without papers.
  public let entries: [Entry]
  /// The papers without a place.
  public let unplaced: [Unplaced]

  /// The number of papers with a place.
  public var paperCount: Int { entries.reduce(0) { $0 + $1.papers.count } }

  /// The period with the most papers, the earliest of several.
  public var busiest: Entry? {
    entries.max { ($0.papers.count, $1.period) < ($1.papers.count, $0.period) }
  }

  /// The longest run of periods without papers, the earliest of several, or `nil` if none is empty.
  public var longestGap: ClosedRange<Period>? {
    var longest: (count: Int, run: ClosedRange<Period>)?
    var start: Period?
    for entry in entries {
      guard entry.papers.isEmpty else {
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
}

extension Timeline {
  /// The longest span of periods that is laid out: a hundred years of months. Where dates span more, the stretch with
  /// the most papers is shown, the latest of several; one misread year must not hide the others.
  public static let maximumPeriodCount = 1_200

  /// Puts papers on a timeline.
  ///
  /// - Parameters:
  ///   - papers: The papers, in the order in which those of one date are to stand.
  ///   - length: How long the periods are.
  ///   - dateChoice: Which date counts. A paper without that date is unplaced; no other date is taken for it.
  ///   - range: The first and last period to show; papers outside are left out. An end that is `nil` is open.
  /// - Complexity: O(*p* log *p* + *m*) for *p* papers and *m* periods.
  public init(
    _ papers: [Paper], by length: Period.Length, dateChoice: DateChoice, from first: Period? = nil,
    through last: Period? = nil
  ) {
    var placed: [(period: Period, date: PublicationDate, paper: PaperID)] = []
    var unplaced: [Unplaced] = []
    for paper in papers {
      guard let date = paper.date(dateChoice) else {
        unplaced.append(Unplaced(paper: paper.id, date: nil, reason: .noDate))
        continue
      }
      guard let period = Period(length, containing: date) else {
        unplaced.append(Unplaced(paper: paper.id, date: date, reason: .tooCoarse))
        continue
      }
      if let first, period < first { continue }
      if let last, period > last { continue }
      placed.append((period, date, paper.id))
    }
    let order = placed.indices.sorted {
      (placed[$0].date.sortingKey, $0) < (placed[$1].date.sortingKey, $1)
    }
    let firstShown = first ?? order.first.map { placed[$0].period }
    let lastShown = last ?? order.last.map { placed[$0].period }

    var entries: [Entry] = []
    if let firstShown, let lastShown, firstShown <= lastShown {
      let span = Self.span(
        from: firstShown.ordinal, through: lastShown.ordinal, holdingMost: order.map { placed[$0].period.ordinal })
      entries = span.map { Entry(period: Period(length: length, ordinal: $0), papers: []) }
      for position in order {
        let (period, date, paper) = placed[position]
        if span.contains(period.ordinal) {
          entries[period.ordinal - span.lowerBound].papers.append(paper)
        } else {
          unplaced.append(Unplaced(paper: paper, date: date, reason: .tooFar))
        }
      }
    }
    self.length = length
    self.dateChoice = dateChoice
    self.entries = entries
    self.unplaced = unplaced
  }

  /// The stretch of at most ``maximumPeriodCount`` periods in which most of the given ones lie, the latest of several.
  private static func span(
    from first: Int, through last: Int, holdingMost ordinals: [Int]
  ) -> ClosedRange<Int> {
    guard last - first >= maximumPeriodCount else { return first...last }
    var best = (count: 0, span: max(first, last - maximumPeriodCount + 1)...last)
    var start = 0
    for (position, end) in ordinals.enumerated() {
      while ordinals[start] <= end - maximumPeriodCount { start += 1 }
      let count = position - start + 1
      if count >= best.count { best = (count, ordinals[start]...end) }
    }
    return best.span
  }
}
