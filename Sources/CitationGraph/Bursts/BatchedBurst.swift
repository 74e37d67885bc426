/// A stretch of batches in which something was markedly more frequent than on the whole.
public struct Burst: Sendable, Equatable {
  /// The batches, from the first to the last that burst.
  public let batches: ClosedRange<Int>
  /// What the burst saves in cost against the usual rate: Kleinberg's weight, a natural logarithm of likelihoods.
  public let weight: Double
  /// The relevant occurrences in these batches.
  public let relevant: Int
  /// All occurrences in these batches.
  public let total: Int
}

/// Kleinberg's two-state automaton for batches of documents.
///
/// In each batch *t*, *r* of *d* documents are relevant. In state 0 a document is relevant with probability *p*₀ = Σ*r* /
/// Σ*d*, in state 1 with *p*₁ = *s* *p*₀. State *i* costs −ln [C(*d*, *r*) *p*ᵢʳ (1 − *p*ᵢ)^(*d* − *r*)] in a batch, a
/// step up γ ln *n* for *n* batches, a step down nothing; the automaton starts in state 0. The sequence of states of
/// lowest cost is found exactly (Viterbi), and each stretch of state 1 is a burst. Its weight is the sum of what state 1
/// costs less than state 0.
///
/// Readings: C(*d*, *r*) is the same in both states and left out. Of equally cheap sequences, the one with fewer batches
/// in state 1. A batch without documents costs nothing in either state: a burst can span it, but neither begins nor ends
/// with it, and it counts towards *n*. Where *s* *p*₀ is more than ``highestRate``, *p*₁ is that, and where *p*₀ is no
/// less, there is no burst.
/// - SeeAlso: J. Kleinberg, *Bursty and hierarchical structure in streams* (2002), section 4.
public struct BatchedBurst: Sendable, Equatable {
  /// *s*: how many times more frequent than usual a burst is.
  public var ratio: Double
  /// γ: how hard it is to begin a burst.
  public var difficulty: Double

  /// The highest rate of state 1, which must stay below 1: with 1 a batch with a single irrelevant document could not
  /// burst at any price.
  public static let highestRate = 0.99999

  /// Traps unless `ratio` is above 1 and `difficulty` not negative.
  public init(ratio: Double = 2, difficulty: Double = 1) {
    precondition(ratio > 1 && ratio.isFinite, "a burst is more frequent than usual")
    precondition(difficulty >= 0 && difficulty.isFinite, "a step up costs nothing or more")
    self.ratio = ratio
    self.difficulty = difficulty
  }

  /// What was found in one series of batches.
  public struct Result: Sendable, Equatable {
    /// *p*₀, the usual rate; 0 without documents.
    public let usualRate: Double
    /// *p*₁, the rate of a burst.
    public let burstRate: Double
    /// Whether ``burstRate`` is less than *s* *p*₀, because that is too close to 1 or above.
    public let isCapped: Bool
    /// The bursts in the order of time.
    public let bursts: [Burst]
  }

  /// Finds the bursts of one series. Traps unless each batch has `0 ... totals[t]` relevant documents.
  ///
  /// O(*n*) for *n* batches.
  public func bursts(relevant: [Int], totals: [Int]) -> Result {
    precondition(relevant.count == totals.count, "as many batches relevant as in total")
    precondition(zip(relevant, totals).allSatisfy { 0 <= $0 && $0 <= $1 }, "0 … all documents of a batch are relevant")
    let search = BurstSearch(self, totals: totals)
    let batches = relevant.indices.filter { relevant[$0] > 0 }
    var bursts: [Burst] = []
    let counts = Buffer<Int>(count: batches.count)
    let places = Buffer<UInt32>(count: batches.count)
    for (position, batch) in batches.enumerated() {
      places[position] = UInt32(batch)
      counts[position] = relevant[batch]
    }
    let rates = search.rates(relevant: relevant.reduce(0, +))
    search.find(UnsafePointer(places.base), UnsafePointer(counts.base), batches.count) { bursts.append($0) }
    withExtendedLifetime(places) {}
    withExtendedLifetime(counts) {}
    return Result(
      usualRate: rates.usual, burstRate: rates.burst,
      isCapped: rates.usual > 0 && ratio * rates.usual > Self.highestRate, bursts: bursts)
  }
}

/// Finds the bursts of many series over the same batches, each in time proportional to its batches that are not empty.
///
/// All that matters of the two cheapest sequences of states, one ending in each state, is by how much the one that ends
/// bursting costs more: the *lead*. A step down keeps it from staying below 0, a step up from staying above the price of
/// one. In a batch without relevant documents it only grows, by a sum known beforehand, so those are passed over at once.
struct BurstSearch: Sendable {
  private let model: BatchedBurst
  private let batchCount: Int
  /// The documents before each batch, and all of them.
  private let before: Column<Int>
  private let stepUp: Double

  init(_ model: BatchedBurst, totals: some Collection<Int>) {
    self.model = model
    batchCount = totals.count
    let before = Buffer<Int>(count: totals.count + 1)
    for (batch, total) in totals.enumerated() { before[batch + 1] = before[batch] + total }
    self.before = before.frozen()
    stepUp = totals.isEmpty ? 0 : model.difficulty * PortableMath.log(Double(totals.count))
  }

  /// *p*₀ and *p*₁ of a series.
  func rates(relevant: Int) -> (usual: Double, burst: Double) {
    let all = before[batchCount]
    let usual = all == 0 ? 0 : Double(relevant) / Double(all)
    return (usual, min(model.ratio * usual, BatchedBurst.highestRate))
  }

  /// Gives the bursts of a series in the order of time.
  ///
  /// - Parameters:
  ///   - batches: The batches with relevant documents, ascending.
  ///   - relevant: How many those have, each at least one.
  ///   - count: How many such batches there are.
  func find(
    _ batches: UnsafePointer<UInt32>, _ relevant: UnsafePointer<Int>, _ count: Int, _ found: (Burst) -> Void
  ) {
    var sum = 0
    for position in 0..<count { sum += relevant[position] }
    let (usual, burst) = rates(relevant: sum)
    guard usual > 0, usual < burst else { return }
    // What state 1 saves on a relevant document, and what it costs more on another.
    let saving = PortableMath.log(burst / usual)
    let price = PortableMath.log((1 - usual) / (1 - burst))

    before.withUnsafeBufferPointer { before in
      var lead = stepUp
      // The next batch not passed; the documents that are relevant since the start, and until the end, of a burst.
      var next = 0
      var (start, end) = (0, -1)
      var (inside, insideToEnd) = (0, 0)
      func close() {
        guard end >= 0 else { return }
        let total = before[end + 1] - before[start]
        let weight = saving * Double(insideToEnd) - price * Double(total - insideToEnd)
        found(Burst(batches: start...end, weight: weight, relevant: insideToEnd, total: total))
      }
      for position in 0..<count {
        let batch = Int(batches[position])
        if batch > next { lead = max(lead, 0) + price * Double(before[batch] - before[next]) }
        if lead >= stepUp {
          // To have been bursting before is no cheaper than to begin here.
          close()
          (start, end, inside) = (batch, -1, 0)
        }
        let other = before[batch + 1] - before[batch] - relevant[position]
        lead = min(max(lead, 0), stepUp) - (saving * Double(relevant[position]) - price * Double(other))
        inside += relevant[position]
        // The usual state costs no more from here on unless the lead falls below 0 again.
        if lead < 0 { (end, insideToEnd) = (batch, inside) }
        next = batch + 1
      }
      close()
    }
  }
}
