public import CitationGraph
import Foundation

/// A citation network at a glance.
public struct NetworkStatistics: Sendable, Equatable, Codable {
  /// How many papers there are.
  public var paperCount: Int
  /// How many relations there are, each once.
  public var relationCount: Int
  /// Relations that the data named again and that were left out.
  public var duplicateRelationCount: Int
  /// Relations of a paper to itself, left out.
  public var selfRelationCount: Int
  /// The earliest and the latest date.
  public var firstDate: PublicationDate?
  public var lastDate: PublicationDate?
  /// Papers dated to the day, to the month only and to the year only, and papers without a date.
  public var datedToTheDay: Int
  public var datedToTheMonth: Int
  public var datedToTheYear: Int
  public var undatedCount: Int
  /// Relations whose citing paper is certainly older than the cited one, in what both dates know.
  public var backwardRelationCount: Int
  /// Papers that cite nothing but are cited, that are cited by nothing but cite, and that do neither.
  public var rootCount: Int
  public var tipCount: Int
  public var isolatedCount: Int
  /// Strongly connected components, those of more than one paper, the papers in these, and the largest of them.
  public var componentCount: Int
  public var knotCount: Int
  public var knottedPaperCount: Int
  public var largestKnot: Int
  /// Weakly connected components, and the papers of the largest.
  public var weakComponentCount: Int
  public var largestWeakComponent: Int
  /// The relations of a longest chain, each knot of cycles passed as one paper.
  public var longestPath: Int
  /// The papers with most citations from inside the network.
  public var mostCited: [CorpusStatistics.Count<PaperID>]

  /// Looks at a whole network.
  ///
  /// - Parameters:
  ///   - network: The network, validated if it comes from a file.
  ///   - shown: How many of the most cited papers are named.
  /// - Complexity: O(*p* + *r*) for *p* papers and *r* relations.
  public init(_ network: CitationNetwork, shown: Int = 10) {
    let graph = network.graph
    paperCount = graph.paperCount
    relationCount = graph.relationCount
    duplicateRelationCount = graph.duplicateRelationCount
    selfRelationCount = graph.selfRelationCount

    var precisions = [0, 0, 0, 0]
    var (first, last) = (PackedDate.unknown, PackedDate.unknown)
    var (roots, tips, isolated) = (0, 0, 0)
    var best: [(count: Int, row: PaperIndex)] = []
    for paper in graph.papers {
      let date = network.date(of: paper)
      precisions[!date.isKnown ? 0 : date.day != nil ? 3 : date.month != nil ? 2 : 1] += 1
      if date.isKnown {
        first = first.isKnown ? min(first, date) : date
        last = max(last, date)
      }
      let (citations, references) = (graph.citationCount(of: paper), graph.referenceCount(of: paper))
      switch (citations == 0, references == 0) {
      case (true, true): isolated += 1
      case (false, true): roots += 1
      case (true, false): tips += 1
      case (false, false): break
      }
      if citations > 0, best.count < shown || citations > best[best.count - 1].count {
        // Rows ascend, so among equals the earlier row is there already and stays first.
        let place = best.firstIndex { $0.count < citations } ?? best.count
        best.insert((citations, paper), at: place)
        if best.count > shown { best.removeLast() }
      }
    }
    (firstDate, lastDate) = (PublicationDate(first), PublicationDate(last))
    undatedCount = precisions[0]
    datedToTheYear = precisions[1]
    datedToTheMonth = precisions[2]
    datedToTheDay = precisions[3]
    (rootCount, tipCount, isolatedCount) = (roots, tips, isolated)
    mostCited = best.map { CorpusStatistics.Count(value: network.paperID(of: $0.row), count: $0.count) }
    backwardRelationCount = network.backwardRelations { _, _ in }

    let components = graph.stronglyConnectedComponents()
    componentCount = components.count
    let knots = components.knots
    knotCount = knots.count
    knottedPaperCount = knots.reduce(0) { $0 + $1.count }
    largestKnot = knots.map(\.count).max() ?? 0
    longestPath = graph.topologicalGenerations(components: components).longestPathLength
    let weak = graph.weaklyConnectedComponents()
    weakComponentCount = weak.count
    largestWeakComponent = weak.map(\.count).max() ?? 0
  }
}

extension PackedDate {
  /// Whether this date certainly lies before another, in what both know; unknown dates are before and after nothing.
  func isCertainlyBefore(_ other: PackedDate) -> Bool {
    guard isKnown, other.isKnown, rawValue < other.rawValue else { return false }
    // A year alone is the least of its months and days: what one of them does not know is left out on both sides.
    let shift: UInt32 = month == nil || other.month == nil ? 9 : day == nil || other.day == nil ? 5 : 0
    return rawValue >> shift < other.rawValue >> shift
  }
}

extension CitationNetwork {
  /// Counts the relations whose citing paper is certainly older than the cited one, and hands them over.
  ///
  /// O(*p* + *r*).
  func backwardRelations(_ body: (_ citing: PaperIndex, _ cited: PaperIndex) -> Void) -> Int {
    guard !dates.isEmpty else { return 0 }
    var count = 0
    for citing in graph.papers {
      let date = self.date(of: citing)
      guard date.isKnown else { continue }
      let references = graph.references(of: citing)
      // References ascend and rows are in the order of time, so only those behind the paper itself can be newer.
      var position = references.count
      while position > 0, references[position - 1] > citing {
        position -= 1
        if date.isCertainlyBefore(self.date(of: references[position])) {
          count += 1
          body(citing, references[position])
        }
      }
    }
    return count
  }

  /// What is worth a look in a network: relations to newer papers, knots of cycles, papers without a date, relations
  /// that were left out, identifiers that differ by case or width only.
  ///
  /// Of each kind the first twenty are told one by one and the others counted.
  /// - Parameter tolerance: How much later a cited paper may be before it is told.
  /// - Complexity: O(*p* + *r* + *n*) for a network that was validated, with *n* bytes in identifiers that are texts.
  public func check(tolerance: DateTolerance = .none) -> [Diagnostic] {
    let shown = 20
    var diagnostics: [Diagnostic] = []
    var backward: [Diagnostic] = []
    var backwardCount = 0
    _ = backwardRelations { citing, cited in
      let dates = (PublicationDate(date(of: citing)), PublicationDate(date(of: cited)))
      guard let earlier = dates.0, let later = dates.1, let days = tolerance.excess(from: earlier, to: later) else {
        return
      }
      backwardCount += 1
      guard backward.count < shown else { return }
      let isExact = earlier.precision == .day && later.precision == .day
      backward.append(
        Diagnostic(
          .warning, .olderCitesNewer,
          "“\(name(of: citing))” (\(date(of: citing))) cites “\(name(of: cited))” (\(date(of: cited))), which is newer "
            + "by \(isExact ? "" : "at least ")\(Corpus.span(ofDays: days))",
          remedy: "check both dates; one may be that of a later version"))
    }
    diagnostics += backward
    if backwardCount > shown {
      diagnostics.append(
        Diagnostic(.warning, .olderCitesNewer, "\(backwardCount - shown) more relations run to newer papers"))
    }
    let components = graph.stronglyConnectedComponents()
    let knots = components.knots.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
    let circles = knots.isEmpty ? [:] : Dictionary(graph.cycles().map { ($0[0], $0) }) { first, _ in first }
    for knot in knots.prefix(shown) {
      let circle = circles[knot[0]] ?? []
      let names = (circle + circle.prefix(1)).map { "“\(name(of: $0))”" }.joined(separator: " → ")
      diagnostics.append(
        Diagnostic(
          .warning, .cycle,
          circle.count == knot.count
            ? "\(knot.count) papers cite each other in a circle: \(names)"
            : "\(knot.count) papers cite each other in circles, a shortest of which is \(names)",
          remedy: "analyses that need an order take --cycles"))
    }
    if knots.count > shown {
      diagnostics.append(Diagnostic(.warning, .cycle, "\(knots.count - shown) more knots of cycles"))
    }
    let undatedCount = dates.isEmpty ? graph.paperCount : graph.papers.count { !date(of: $0).isKnown }
    if undatedCount > 0 {
      diagnostics.append(
        Diagnostic(.note, .undated, "\(undatedCount) \(undatedCount == 1 ? "paper has" : "papers have") no date"))
    }
    return diagnostics + leftOutRemarks() + twinRemarks(shown: shown)
  }

  /// Relations that the data held and the network does not.
  private func leftOutRemarks() -> [Diagnostic] {
    func count(_ number: Int) -> String { "\(number) \(number == 1 ? "relation" : "relations")" }
    var remarks: [Diagnostic] = []
    if graph.selfRelationCount > 0 {
      remarks.append(
        Diagnostic(
          .warning, .selfRelation, "\(count(graph.selfRelationCount)) of a paper to itself, left out",
          remedy: "look for identifiers that stand for two papers"))
    }
    if graph.duplicateRelationCount > 0 {
      remarks.append(
        Diagnostic(
          .note, .duplicateRelation, "\(count(graph.duplicateRelationCount)) said again, left out",
          remedy: "nothing: each counts once"))
    }
    return remarks
  }

  /// Identifiers that differ by case or width only. Those that are numbers cannot.
  private func twinRemarks(shown: Int) -> [Diagnostic] {
    guard case .texts = identifiers else { return [] }
    var rows: [String: [PaperIndex]] = [:]
    for paper in graph.papers {
      let name = identifiers[paper.row]
      let isASCII = name.utf8.allSatisfy { $0 < 0x80 }
      rows[(isASCII ? name : name.precomposedStringWithCompatibilityMapping).lowercased(), default: []].append(paper)
    }
    let twins = rows.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    var remarks = twins.prefix(shown).map { papers in
      Diagnostic(
        .warning, .nameTwins,
        "identifiers that differ by case or width only: "
          + papers.prefix(shown).map { "“\(identifiers[$0.row])”" }.joined(separator: ", ")
          + (papers.count > shown ? " and \(papers.count - shown) more" : ""),
        remedy: "write the identifier in one way if one paper is meant")
    }
    if twins.count > shown {
      remarks.append(Diagnostic(.warning, .nameTwins, "\(twins.count - shown) more groups of such identifiers"))
    }
    return remarks
  }
}
