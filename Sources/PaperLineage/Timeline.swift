/// What happened when: papers by month, quarter or year, without gaps.
public struct Timeline: Sendable, Equatable {
  /// One period and its papers.
  public struct Entry: Sendable, Equatable {
    /// The period.
    public var period: Period
    /// Its papers, by date and then in the order of the corpus.
    public var papers: [PaperID]
  }

  /// A paper that has no place on the timeline, and what is known of its date.
  public struct Unplaced: Sendable, Equatable {
    /// The paper.
    public var paper: PaperID
    /// The date that is not precise enough, or `nil` if the paper has no date of the kind asked for.
    public var date: PublicationDate?
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
  /// The longest span of periods that is laid out; what lies before it is unplaced.
  ///
  /// One misread year must not make a timeline of ten thousand empty months.
  public static let maximumPeriodCount = 12_000

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
      guard let date = paper.date(dateChoice), let period = Period(length, containing: date) else {
        unplaced.append(Unplaced(paper: paper.id, date: paper.date(dateChoice)))
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
      let earliest = max(firstShown.ordinal, lastShown.ordinal - Self.maximumPeriodCount + 1)
      entries = (earliest...lastShown.ordinal).map {
        Entry(period: Period(length: length, ordinal: $0), papers: [])
      }
      for position in order {
        let (period, date, paper) = placed[position]
        if period.ordinal < earliest {
          unplaced.append(Unplaced(paper: paper, date: date))
        } else {
          entries[period.ordinal - earliest].papers.append(paper)
        }
      }
    }
    self.length = length
    self.dateChoice = dateChoice
    self.entries = entries
    self.unplaced = unplaced
  }
}
