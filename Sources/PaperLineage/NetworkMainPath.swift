public import CitationGraph

/// The main path of a network, told in the network's own papers whatever was done about cycles.
///
/// - SeeAlso: ``CitationGraph/MainPath`` for what a main path is, ``CitationGraph/AcyclicGraph`` for cycles.
public struct NetworkMainPath: Sendable {
  /// What was asked.
  public struct Question: Sendable {
    /// How relations are weighed.
    public var weight: PathWeight
    /// How the path is sought.
    public var method: MainPathMethod
    /// What becomes of relations and paths that weigh the same.
    public var ties: MainPathTies
    /// By how many percent less than the heaviest a relation may weigh to be followed, in local searches.
    public var tolerance: Int
    /// The papers that the paths must run through; none for any.
    public var through: [PaperIndex]
    /// What becomes of cycles.
    public var cycles: CyclePolicy

    /// Asks for a main path; what is left out is as in ``CitationGraph/SearchPathCounts``.
    ///
    /// The weight is SPLC unless said otherwise: it lets each paper on the way be a source of what it passes on, which
    /// J. Liu, L. Lu and M. Ho (2019) recommend for the flow of knowledge.
    public init(
      weight: PathWeight = .searchPathLinkCount, method: MainPathMethod = .global, ties: MainPathTies = .all,
      tolerance: Int = 0, through: [PaperIndex] = [], cycles: CyclePolicy = .dropBackward
    ) {
      self.weight = weight
      self.method = method
      self.ties = ties
      self.tolerance = tolerance
      self.through = through
      self.cycles = cycles
    }
  }

  /// A place on the main path: a paper, the preprint of one, or a knot of cycles that counts as one paper.
  public struct Stop: Sendable, Equatable {
    /// The papers of the network it stands for, in row order: one, or those of a knot.
    public let papers: [PaperIndex]
    /// Whether it is the preprint that ``CyclePolicy/preprint`` gave the paper.
    public let isPreprint: Bool
  }

  /// A relation of the main path.
  public struct Relation: Sendable, Equatable {
    /// The place of the citing stop among ``NetworkMainPath/stops``.
    public let citing: Int
    /// The place of the cited stop.
    public let cited: Int
    /// Its weight, to the last digit.
    public let weight: ExactCount
    /// Its weight divided by ``NetworkMainPath/total``.
    public let share: Double
  }

  /// What was asked.
  public let question: Question
  /// The stops, cited ones before those that cite them; where that leaves a choice, in the order of time.
  public let stops: [Stop]
  /// The relations, by citing and then cited stop.
  public let relations: [Relation]
  /// How many paths from a source to a sink the relations make up.
  public let pathCount: ExactCount
  /// How many there are when all ties are followed.
  public let tiedPathCount: ExactCount
  /// The sum of weights along the lightest of the paths.
  public let leastSum: ExactCount
  /// The sum of weights along the heaviest of the paths.
  public let greatestSum: ExactCount
  /// What weights are divided by for their shares: the total flow; for NPPC the pairs of papers joined by a path, for
  /// the unit weight the relations.
  public let total: ExactCount
  /// The graph without cycles that the path was sought in, with an account of what that took.
  public let acyclic: AcyclicGraph
  /// How many knots of cycles the network has.
  public let knotCount: Int
  /// How many papers are in knots.
  public let knottedPaperCount: Int

  /// Seeks the main path of a network.
  ///
  /// - Parameters:
  ///   - network: The network, validated if it comes from a file.
  ///   - question: What is asked; `through` names rows of the network.
  /// - Complexity: That of ``CitationGraph/searchPathCounts(_:in:)`` and of
  ///   ``SearchPathCounts/mainPath(_:ties:tolerance:through:)``.
  /// - Throws: ``CycleError`` if there are cycles and the policy is ``CyclePolicy/report``.
  public init(_ network: CitationNetwork, _ question: Question) throws(CycleError) {
    let components = network.graph.stronglyConnectedComponents()
    let knots = components.knots
    knotCount = knots.count
    knottedPaperCount = knots.reduce(0) { $0 + $1.count }
    let acyclic = try network.graph.acyclicGraph(question.cycles, components: components)
    let counts = try acyclic.graph.searchPathCounts(
      question.weight, in: components.isAcyclic ? components : nil)
    let path = counts.mainPath(
      question.method, ties: question.ties, tolerance: question.tolerance,
      through: question.through.map(acyclic.row(ofOriginal:)))
    self.question = question
    self.acyclic = acyclic

    let rows = Self.order(
      path.papers.map { (row: $0, papers: Array(acyclic.originals(of: $0))) }, along: path.relations)
    stops = rows.map { Stop(papers: $0.papers, isPreprint: acyclic.isPreprint($0.row)) }
    let places = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1.row, $0) })
    let total = counts.total
    relations = path.relations.compactMap { relation -> Relation? in
      guard let citing = places[relation.citing], let cited = places[relation.cited] else { return nil }
      return Relation(
        citing: citing, cited: cited, weight: relation.weight, share: relation.weight.ratio(to: total))
    }.sorted { ($0.citing, $0.cited) < ($1.citing, $1.cited) }
    pathCount = path.pathCount
    tiedPathCount = path.tiedPathCount
    leastSum = path.leastSum
    greatestSum = path.greatestSum
    self.total = total
  }

  /// Puts cited rows before citing ones, and otherwise those first whose first paper has the lower row.
  ///
  /// O(*k*² + *r*) at worst for *k* rows and *r* relations; O(*k* log *k* + *r*) for a few paths.
  private static func order(
    _ rows: [(row: PaperIndex, papers: [PaperIndex])], along relations: [MainPath.Relation]
  ) -> [(row: PaperIndex, papers: [PaperIndex])] {
    let byTime = rows.sorted { ($0.papers[0], $0.row) < ($1.papers[0], $1.row) }
    let places = Dictionary(uniqueKeysWithValues: byTime.enumerated().map { ($1.row, $0) })
    var citers = [[Int]](repeating: [], count: rows.count)
    var missing = [Int](repeating: 0, count: rows.count)
    for relation in relations {
      guard let citing = places[relation.citing], let cited = places[relation.cited] else { continue }
      citers[cited].append(citing)
      missing[citing] += 1
    }
    // The latest first, so that the next is at the end.
    var ready = byTime.indices.filter { missing[$0] == 0 }.reversed() as [Int]
    var ordered: [(row: PaperIndex, papers: [PaperIndex])] = []
    while let place = ready.popLast() {
      ordered.append(byTime[place])
      for citing in citers[place] {
        missing[citing] -= 1
        if missing[citing] == 0 { ready.insert(citing, at: ready.lastIndex { $0 > citing }.map { $0 + 1 } ?? 0) }
      }
    }
    return ordered
  }

  /// The papers of all stops, each once, in row order.
  public var papers: [PaperIndex] { Set(stops.flatMap(\.papers)).sorted() }

  /// The relations of the network that were dropped to be rid of cycles, by citing and then cited row.
  public var droppedRelations: [(citing: PaperIndex, cited: PaperIndex)] {
    acyclic.dropped.positions.map { acyclic.original.relation(at: $0) }
  }

  /// For each pair of papers of the network whether a relation between them is part of the main path: one that makes up
  /// a relation of the path, or one inside of a knot on it.
  ///
  /// O(*k*²) for *k* papers in a knot of the path.
  public var pairs: Set<Pair> {
    var pairs: Set<Pair> = []
    func add(_ citing: Stop, _ cited: Stop) {
      for one in citing.papers { for other in cited.papers { pairs.insert(Pair(citing: one, cited: other)) } }
    }
    for relation in relations { add(stops[relation.citing], stops[relation.cited]) }
    for stop in stops where stop.papers.count > 1 { add(stop, stop) }
    return pairs
  }

  /// Two papers of the network.
  public struct Pair: Hashable, Sendable {
    /// The citing one.
    public let citing: PaperIndex
    /// The cited one.
    public let cited: PaperIndex

    /// Makes a pair.
    public init(citing: PaperIndex, cited: PaperIndex) {
      self.citing = citing
      self.cited = cited
    }
  }
}
