#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The CiteRank of every paper: the traffic that readers bring to it who start from recent papers.
public struct CiteRank: Sendable, Equatable {
  /// For each row, how often it is visited by one reader on average; every reader starts once.
  public let scores: Column<Double>
  /// After how many years a paper is taken as a start *e* times less often.
  public let characteristicYears: Double
  /// The probability to follow a reference.
  public let followingProbability: Double
  /// The date from which ages are counted back.
  public let reference: PackedDate
  /// How often the knot of cycles that took longest was passed; 0 on a graph without cycles.
  public let sweeps: Int
  /// The largest error of a paper's equation, in parts of the paper's own starts (of all its visits, where no reader
  /// starts).
  public let residual: Double
  /// How many papers have no date: nobody starts there, so that they have only the visits that citations bring.
  public let undatedPaperCount: Int
  /// How many papers are later than ``reference``; nobody starts there either.
  public let laterPaperCount: Int

  /// The papers by CiteRank, the first `top` or all.
  public func ranking(top: Int? = nil) -> Ranking { Ranking(scores: scores, top: top) }
}

extension CitationGraph {
  /// Ranks papers by the traffic of readers who start with a recent paper and follow references.
  ///
  /// A reader starts at a paper with a probability *ρ* proportional to exp(−*age* / *τ*), follows a reference with
  /// probability *α*, each of a paper's as likely as the other, and else stops, as at a paper without references. The
  /// score is *T* = *ρ* + *αWρ* + *α*²*W*²*ρ* + …, solved as ``pageRank(damping:tolerance:components:)`` is.
  ///
  /// Ages are years and their fractions, a month a twelfth and a day the 31st of a month. A date stands for its first day:
  /// a paper dated by its year alone counts as of January. Papers without a date are no starts, nor are those later than
  /// the reference; both are counted in the result.
  /// - Parameters:
  ///   - dates: One for each row.
  ///   - characteristicYears: *τ*, more than 0. The default is near the best fit that the authors found for the journals
  ///     of Physical Review.
  ///   - followingProbability: *α*, `0 ..< 1`.
  ///   - reference: When ages are zero; the latest date of the network if `nil` or unknown.
  ///   - tolerance: What ``CiteRank/residual`` may be.
  ///   - components: ``stronglyConnectedComponents()`` where at hand, to save finding them.
  /// - Throws: ``RankingError/noDates`` if no paper is dated, or none up to the reference.
  /// - Complexity: As ``pageRank(damping:tolerance:components:)``.
  /// - SeeAlso: D. Walker, H. Xie, K.-K. Yan and S. Maslov, *Ranking scientific publications using a model of network
  ///   traffic* (2007), arXiv:physics/0612122.
  public func citeRank(
    dates: Column<PackedDate>, characteristicYears: Double = 2.6, followingProbability: Double = 0.5,
    reference: PackedDate? = nil, tolerance: Double = 1e-12, components: StrongComponents? = nil
  ) throws(RankingError) -> CiteRank {
    precondition(characteristicYears > 0, "a characteristic time is more than zero")
    let calendar = Calendar(dates, paperCount: paperCount)
    let named = reference.flatMap { $0.isKnown ? $0 : nil }
    guard let reference = named ?? dates.max(), let now = reference.calendarPosition else { throw .noDates }

    let starts = Buffer<Double>(count: paperCount)
    // Ages count from the newest paper that can start a walk: what all have in common falls out of the shares, and would
    // otherwise bring them below the least double.
    var newest = -1
    for row in 0..<paperCount where Int(calendar.positions[row]) <= now {
      newest = max(newest, Int(calendar.positions[row]))
    }
    guard newest >= 0 else { throw .noDates }
    var (total, later) = (0.0, 0)
    // Dates repeat from row to row: an exponential is only taken where they change.
    var (position, weight) = (Int32(-1), 0.0)
    for row in 0..<paperCount {
      if calendar.positions[row] != position {
        position = calendar.positions[row]
        let years = Double(newest - Int(position)) / Double(PackedDate.calendarPositionsPerYear)
        weight = position < 0 || years < 0 ? 0 : exp(-years / characteristicYears)
      }
      if Int(position) > now { later += 1 }
      starts[row] = weight
      total += weight
    }
    for row in 0..<paperCount { starts[row] /= total }
    let walk = CitationWalk(
      on: self, components ?? stronglyConnectedComponents(), starts: starts, damping: followingProbability,
      tolerance: tolerance)
    let (sweeps, residual) = (walk.sweeps, walk.residual)
    return CiteRank(
      scores: walk.takeVisits(), characteristicYears: characteristicYears, followingProbability: followingProbability,
      reference: reference, sweeps: sweeps, residual: residual, undatedPaperCount: calendar.undatedCount,
      laterPaperCount: later)
  }
}
