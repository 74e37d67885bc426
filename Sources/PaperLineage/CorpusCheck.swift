import CitationGraph
import Foundation

/// What is to be said about a consistent corpus: what is wrong with it, and what is worth a look.
extension Corpus {
  /// Checks names, duplicates, cycles, dates, verification and connection.
  ///
  /// - Parameters:
  ///   - tolerance: How much later a cited paper may be before it is told.
  ///   - namingFiles: Files that know their papers by name, so that messages call them so; papers of other files are
  ///     called by their ids.
  /// - Returns: Diagnostics in the order to show them.
  /// - Complexity: O((*p* + *r*) log (*p* + *r*) + *n*) for *p* papers, *r* relations and *n* characters in names, as
  ///   long as few papers share a title or a first author.
  public func check(tolerance: DateTolerance = .none, namingFiles: Set<String> = []) -> [Diagnostic] {
    let duplicates = LikelyDuplicates.groups(in: papers)
    let calls = Calls(corpus: self, namingFiles: namingFiles)
    let findings =
      cycleFaults(calls) + circleRemarks(calls) + nameFindings(apartFrom: duplicates) + duplicateIdentifierFaults()
      + duplicateRemarks(duplicates) + duplicateRelationFaults() + backwardRelationFaults(tolerance, calls)
      + dateRemarks(calls) + isolationRemarks(calls) + retractionRemarks() + verificationRemarks()
    return findings.sorted(by: Diagnostic.isInShownOrder)
  }

  /// The errors that ``check(tolerance:namingFiles:)`` finds: what can make an answer wrong or keep a paper from being found.
  public func faults() -> [Diagnostic] {
    let named = nameFindings(apartFrom: []).filter { $0.severity == .error }
    let identified = duplicateIdentifierFaults().filter { $0.severity == .error }
    let circles = cycleFaults(Calls(corpus: self, namingFiles: []))
    return (circles + named + identified).sorted(by: Diagnostic.isInShownOrder)
  }

  /// What papers are called in messages.
  private struct Calls {
    let corpus: Corpus
    let namingFiles: Set<String>

    func isNamed(_ id: PaperID) -> Bool {
      corpus[id]?.place.map { namingFiles.contains($0.file) } ?? false
    }

    /// The name that the paper's file knows it by, else its id.
    func name(_ id: PaperID) -> String {
      isNamed(id) ? corpus[id].map(\.title) ?? id.rawValue : id.rawValue
    }

    /// The name as a step of a circle: ids are told from the words between them without quotation marks.
    func step(_ id: PaperID) -> String { isNamed(id) ? "“\(name(id))”" : id.rawValue }
  }

  // MARK: - Circles

  private func cycleFaults(_ calls: Calls) -> [Diagnostic] {
    // Plain citations run in circles in real data and contradict nothing; building on each other does.
    let network = LineageNetwork(self, following: Set(RelationKind.lineageBearing))
    let knots = network.graph.stronglyConnectedComponents().knots
    return zip(network.graph.cycles(), knots.sorted { $0[0] < $1[0] }).map { cycle, knot in
      let circles = circles(cycle, of: Array(knot), in: network)
      let shown = circles.map { circle in
        (circle + circle.prefix(1)).map { calls.step(network.paper($0).id) }.joined(separator: " → ")
      }
      return Diagnostic(
        .error, .cycle,
        "papers build on each other in a circle: \(shown.joined(separator: "; and in another: "))"
          + knotWords(Array(knot), apartFrom: circles, in: network, calls),
        remedy: "remove the relation that runs backward in time, or turn it into “cites”",
        places: circles.flatMap { closing($0, in: network) }.compactMap(\.place))
    }
  }

  /// Circles that take other kinds of relations too; those that need none of them are faults, and told as such.
  private func circleRemarks(_ calls: Calls) -> [Diagnostic] {
    let lineage = LineageNetwork(self, following: Set(RelationKind.lineageBearing))
    let told = Set(lineage.graph.stronglyConnectedComponents().knots.map { Set($0.map { lineage.paper($0).id }) })
    let network = LineageNetwork(self, following: Set(RelationKind.allCases))
    let knots = network.graph.stronglyConnectedComponents().knots.sorted { $0[0] < $1[0] }
    return zip(network.graph.cycles(), knots).compactMap { cycle, knot in
      guard !told.contains(Set(knot.map { network.paper($0).id })) else { return nil }
      let circles = circles(cycle, of: Array(knot), in: network)
      let shown = circles.map { circle in
        closing(circle, in: network).map { "\(calls.step($0.citing)) \($0.kind.rawValue) " }.joined()
          + calls.step(network.paper(circle[0]).id)
      }
      return Diagnostic(
        .warning, .cycle,
        "papers refer to each other in a circle: \(shown.joined(separator: "; and in another: "))"
          + knotWords(Array(knot), apartFrom: circles, in: network, calls),
        remedy: "check the dates and the direction; papers that appear together may well cite each other",
        places: circles.flatMap { closing($0, in: network) }.compactMap(\.place))
    }
  }

  /// The strongest relation of each step of a circle, the last one back to its beginning.
  private func closing(_ cycle: [PaperIndex], in network: LineageNetwork) -> [Relation] {
    zip(cycle, cycle.dropFirst() + cycle.prefix(1)).compactMap {
      network.relations(citing: $0, cited: $1).first
    }
  }

  /// A circle of a knot, and others through papers that are in none of those before, as long as they are few and short.
  private func circles(
    _ first: [PaperIndex], of knot: [PaperIndex], in network: LineageNetwork
  ) -> [[PaperIndex]] {
    let most = (circles: 5, papers: 20)
    var circles = [first]
    // A large knot has too many circles for anybody to look through.
    guard knot.count <= 1_000 else { return circles }
    let members = Set(knot)
    var covered = Set(first)
    for start in knot.sorted() where !covered.contains(start) {
      guard circles.count < most.circles, covered.count < most.papers else { break }
      let circle = shortestCircle(through: start, among: members, in: network)
      guard circle.count <= most.papers else { continue }
      circles.append(circle)
      covered.formUnion(circle)
    }
    return circles
  }

  /// A shortest circle through a paper of a knot.
  private func shortestCircle(
    through start: PaperIndex, among members: Set<PaperIndex>, in network: LineageNetwork
  ) -> [PaperIndex] {
    var cameFrom: [PaperIndex: PaperIndex] = [:]
    var queue = [start]
    var head = 0
    while head < queue.count {
      let paper = queue[head]
      head += 1
      for cited in network.graph.references(of: paper) where members.contains(cited) {
        if cited == start {
          var circle = [paper]
          while let last = circle.last, last != start, let before = cameFrom[last] { circle.append(before) }
          return circle.reversed()
        }
        guard cameFrom[cited] == nil else { continue }
        cameFrom[cited] = paper
        queue.append(cited)
      }
    }
    return [start]
  }

  /// The other papers that stand in circles with those of the circles shown.
  private func knotWords(
    _ knot: [PaperIndex], apartFrom circles: [[PaperIndex]], in network: LineageNetwork, _ calls: Calls
  ) -> String {
    let told = Set(circles.joined())
    let others = knot.filter { !told.contains($0) }
    guard !others.isEmpty else { return "" }
    let shown = 20
    let names = others.prefix(shown).map { "“\(calls.name(network.paper($0).id))”" }.joined(separator: ", ")
    let more = others.count > shown ? " and \(others.count - shown) more" : ""
    return "; in other circles with them: \(names)\(more)"
  }

  // MARK: - Names and duplicates

  private func nameFindings(apartFrom duplicates: [LikelyDuplicates.Group]) -> [Diagnostic] {
    struct Use {
      let position: Int
      let text: String
      let isDerived: Bool
    }
    var order: [NameKey] = []
    var uses: [NameKey: [Use]] = [:]
    for (position, paper) in papers.enumerated() {
      let title = NameKey(paper.title)
      var seen: Set<NameKey> = []
      // What people call it says more than the id, which is mostly made of it.
      for text in [paper.name, paper.title] + paper.aliases + [paper.id.rawValue] {
        let key = NameKey(text)
        guard !key.text.isEmpty, seen.insert(key).inserted else { continue }
        if uses[key] == nil { order.append(key) }
        let isDerived = title.text.hasPrefix(key.text) || title.text.hasPrefix(Self.withoutNumber(text))
        uses[key, default: []].append(Use(position: position, text: text, isDerived: isDerived))
      }
    }
    let groups = Dictionary(
      uniqueKeysWithValues: duplicates.enumerated().flatMap { number, group in group.positions.map { ($0, number) } })
    var told: Set<[Int]> = []
    return order.compactMap { key in
      guard let users = uses[key], users.count > 1 else { return nil }
      let positions = users.map(\.position)
      let group = groups[positions[0]]
      let isToldAsOne = group != nil && positions.allSatisfy { groups[$0] == group }
      guard !isToldAsOne, told.insert(positions).inserted else { return nil }
      let texts = Set(users.map(\.text))
      let isTwin = texts.count > 1 && Set(texts.map(Self.folded)).count == 1
      // Works may well have one title; it takes a name that somebody chose to keep one of them from being found.
      let isChosen = users.contains { !$0.isDerived }
      let severity: Diagnostic.Severity = isChosen ? .error : isTwin ? .warning : .note
      let places = positions.compactMap { papers[$0].place }
      if isTwin {
        let names = Self.listed(users.map { "“\($0.text)” (\(papers[$0.position].id))" })
        return Diagnostic(
          severity, .nameTwins, "names that differ by case or width only: \(names)",
          remedy: "write the name in one way if one paper is meant, else make the names differ", places: places)
      }
      return Diagnostic(
        severity, .ambiguousName,
        "the name “\(users[0].text)” belongs to \(Self.listed(positions.map { "“\(papers[$0].id)”" }))",
        remedy: "keep it as an alias of one of them, or make the names differ", places: places)
    }
  }

  /// A name without the number that makes an id of it that no other paper has: `introduction-2`.
  private static func withoutNumber(_ id: String) -> String {
    guard let match = id.firstMatch(of: #/^(.+)-\d+$/#) else { return NameKey(id).text }
    return NameKey(String(match.output.1)).text
  }

  /// A text in small letters of usual width.
  private static func folded(_ text: String) -> String {
    text.precomposedStringWithCompatibilityMapping.lowercased().spacedByOne
  }

  private static func listed(_ words: [String]) -> String {
    let shown = 10
    guard words.count <= shown else {
      return words.prefix(shown).joined(separator: ", ") + " and \(words.count - shown) more"
    }
    return words.dropLast().joined(separator: ", ") + (words.count > 1 ? " and " : "") + (words.last ?? "")
  }

  private func duplicateIdentifierFaults() -> [Diagnostic] {
    /// The first papers that have an identifier.
    struct Owners {
      var preprint: Paper?
      var publication: Paper?
    }
    var owners: [PaperIdentifier: Owners] = [:]
    var faults: [Diagnostic] = []
    for paper in papers {
      let isPreprint = paper.isPreprint
      for identifier in paper.identifiers where paper.isIdentified(by: identifier) {
        let known = owners[identifier] ?? Owners()
        let (same, other) =
          isPreprint ? (known.preprint, known.publication) : (known.publication, known.preprint)
        guard let owner = same ?? other else {
          owners[identifier] = isPreprint ? Owners(preprint: paper) : Owners(publication: paper)
          continue
        }
        if same == nil {
          if isPreprint { owners[identifier]?.preprint = paper } else { owners[identifier]?.publication = paper }
        }
        // A publication that names its preprint is kept apart from it on purpose, by “--keep-versions”.
        let areVersions =
          same == nil && identifier.isOfPreprint && (identifier.scheme == .arxiv || identifier.scheme == .doi)
        faults.append(
          Diagnostic(
            areVersions ? .note : .error, .duplicateIdentifier,
            "“\(owner.id)” and “\(paper.id)” have the same \(identifier.scheme.rawValue): \(identifier.value)"
              + (areVersions ? ", as a preprint and its publication" : ""),
            remedy: areVersions
              ? "keep both if versions count, else merge them" : "merge the two records, or correct one",
            place: paper.place, related: owner.place.map { [$0] }))
      }
    }
    return faults
  }

  private func duplicateRemarks(_ groups: [LikelyDuplicates.Group]) -> [Diagnostic] {
    groups.map { group in
      let members = group.positions.map { papers[$0] }
      let names = Self.listed(members.map { "“\($0.id)”" })
      let alike =
        group.haveOneTitle
        ? "one title, “\(members[0].title)”"
        : "nearly one title: " + Self.listed(members.map { "“\($0.title)”" })
      return Diagnostic(
        group.haveDifferentDOIs ? .note : .warning, .likelyDuplicate,
        "\(names) are probably one work: they have \(alike)"
          + (group.haveDifferentDOIs ? ", and different DOIs, as versions have" : ""),
        remedy: "merge them, or give each its DOI and year", places: members.compactMap(\.place))
    }
  }

  private func duplicateRelationFaults() -> [Diagnostic] {
    struct Key: Hashable {
      let citing: PaperID
      let cited: PaperID
      let kind: RelationKind
    }
    var seen: [Key: SourcePlace?] = [:]
    return relations.compactMap { relation in
      let key = Key(citing: relation.citing, cited: relation.cited, kind: relation.kind)
      guard let first = seen[key] else {
        seen[key] = relation.place
        return nil
      }
      return Diagnostic(
        .warning, .duplicateRelation,
        "“\(relation.citing) \(relation.kind.rawValue) \(relation.cited)” is said twice",
        remedy: "keep the one with the better evidence", place: relation.place, related: first.map { [$0] })
    }
  }

  // MARK: - Dates

  private func backwardRelationFaults(_ tolerance: DateTolerance, _ calls: Calls) -> [Diagnostic] {
    relations.compactMap { relation in
      // Preprints cite what their first version could not know; only the earliest dates can contradict each other.
      guard let citing = self[relation.citing]?.earliestVersion, let cited = self[relation.cited]?.earliestVersion,
        let days = tolerance.excess(from: citing.date, to: cited.date)
      else { return nil }
      let isExact = citing.date.precision == .day && cited.date.precision == .day
      return Diagnostic(
        .warning, .olderCitesNewer,
        "“\(calls.name(relation.citing))” (\(citing.role.rawValue) \(citing.date)) \(relation.kind.rawValue) "
          + "“\(calls.name(relation.cited))” (\(cited.role.rawValue) \(cited.date)), which is later by "
          + "\(isExact ? "" : "at least ")\(Self.span(ofDays: days))",
        remedy: relation.kind.bearsLineage
          ? "check the dates and the direction; a paper cannot build on a later one"
          : "check the dates, or note that a later version says so",
        place: relation.place)
    }
  }

  /// Days in words; from two months on in months, from two years on in years, rounded down.
  package static func span(ofDays days: Int) -> String {
    func words(_ count: Int, _ unit: String) -> String { "\(count) \(unit)\(count == 1 ? "" : "s")" }
    return days < 62
      ? words(days, "day") : days < 731 ? words(days * 48 / 1461, "month") : words(days * 4 / 1461, "year")
  }

  private func dateRemarks(_ calls: Calls) -> [Diagnostic] {
    papers.compactMap { paper in
      guard !paper.versions.isEmpty else {
        // A corpus file has a key for it, other sources their own ways.
        let file = paper.place?.file.lowercased() ?? ""
        let isCorpusFile =
          !calls.isNamed(paper.id) && (file.isEmpty || ["yaml", "yml", "json"].contains { file.hasSuffix(".\($0)") })
        return Diagnostic(
          .warning, .undated, "“\(calls.name(paper.id))” has no date",
          remedy: isCorpusFile
            ? "add one, under “dates” in a corpus file" : "add at least its year",
          place: paper.place)
      }
      guard !paper.isExternal, let listed = paper.date(.role(.listed)), let submitted = paper.date(.role(.submitted)),
        listed.isCertainlyBefore(submitted) || submitted.isCertainlyBefore(listed)
      else { return nil }
      return Diagnostic(
        .note, .datesDisagree,
        "“\(calls.name(paper.id))” is listed under \(listed) and was first submitted \(submitted)",
        remedy: "use “--date submitted” where first submission counts", place: paper.place)
    }
  }

  // MARK: - What else is worth a look

  private func isolationRemarks(_ calls: Calls) -> [Diagnostic] {
    if relations.isEmpty, papers.count > 1 {
      return [
        Diagnostic(
          .note, .isolated, "none of the \(papers.count) papers has a relation to another",
          remedy: "the sources give no references that lead to papers of theirs; “lineage infer” looks into the texts")
      ]
    }
    let related = Set(relations.flatMap { [$0.citing, $0.cited] })
    return papers.filter { !related.contains($0.id) }.map {
      Diagnostic(
        .note, .isolated, "“\(calls.name($0.id))” has no relation to any paper",
        remedy: "add what it builds on, if that is known", place: $0.place)
    }
  }

  private func retractionRemarks() -> [Diagnostic] {
    let retracted = papers.filter(\.publication.isRetracted)
    guard !retracted.isEmpty else { return [] }
    let citing = Dictionary(grouping: relations, by: \.cited)
    return retracted.map { paper in
      let relations = citing[paper.id] ?? []
      var seen: Set<PaperID> = []
      let citers = relations.map(\.citing).filter { seen.insert($0).inserted }
      return Diagnostic(
        .warning, .retracted,
        "“\(paper.id)” was retracted, its source says"
          + (citers.isEmpty
            ? "; no paper here cites it" : "; it is cited by \(Self.listed(citers.map { "“\($0)”" }))"),
        remedy: citers.isEmpty ? "do not build on it" : "do not build on it, and check what cites it",
        place: paper.place, related: relations.compactMap(\.place))
    }
  }

  private func verificationRemarks() -> [Diagnostic] {
    relations.filter { $0.evidence.contains { $0.isVerified == false } && !$0.isVerified }.map {
      Diagnostic(
        .note, .unverified,
        "“\($0.citing) \($0.kind.rawValue) \($0.cited)” is not verified (confidence \($0.confidence))",
        remedy: "look it up in the paper, then say “verified: true” and where", place: $0.place)
    }
  }
}

extension Paper {
  /// The version whose date counts as the earliest.
  fileprivate var earliestVersion: PaperVersion? {
    date(.earliest).flatMap { date in versions.first { $0.date == date } }
  }
}

extension Diagnostic {
  /// Makes a diagnostic of several places; it stands at the last of them, and the others are related.
  fileprivate init(
    _ severity: Severity, _ code: Code, _ message: String, remedy: String, places: [SourcePlace]
  ) {
    let last = places.max { ($0.file, $0.line, $0.column) < ($1.file, $1.line, $1.column) }
    self.init(
      severity, code, message, remedy: remedy, place: last, related: places.filter { $0 != last })
  }
}
