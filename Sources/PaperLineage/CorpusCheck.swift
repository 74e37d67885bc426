import CitationGraph

/// What is to be said about a consistent corpus: what is wrong with it, and what is worth a look.
extension Corpus {
  /// Checks names, cycles, dates, verification and connection.
  ///
  /// - Returns: Diagnostics in the order to show them.
  /// - Complexity: O((*p* + *r*) log (*p* + *r*) + *n*) for *p* papers, *r* relations and *n* characters in names.
  public func check() -> [Diagnostic] {
    let findings =
      faults() + duplicateRelationFaults() + backwardRelationFaults() + dateRemarks() + isolationRemarks()
      + verificationRemarks()
    return findings.sorted(by: Diagnostic.isInShownOrder)
  }

  /// The errors that ``check()`` finds: what can make an answer wrong or keep a paper from being found.
  public func faults() -> [Diagnostic] {
    (cycleFaults() + ambiguousNameFaults() + duplicateIdentifierFaults()).sorted(by: Diagnostic.isInShownOrder)
  }

  private func cycleFaults() -> [Diagnostic] {
    // Plain citations run in circles in real data and contradict nothing; building on each other does.
    let network = LineageNetwork(self, following: Set(RelationKind.lineageBearing))
    return network.graph.cycles().map { cycle in
      let names = (cycle + cycle.prefix(1)).map { network.paper($0).id.rawValue }
      let closing = zip(cycle, cycle.dropFirst() + cycle.prefix(1)).flatMap {
        network.relations(citing: $0, cited: $1)
      }
      return Diagnostic(
        .error, .cycle, "papers build on each other in a circle: \(names.joined(separator: " → "))",
        remedy: "remove the relation that runs backward in time, or turn it into “cites”",
        place: closing.compactMap(\.place).max { ($0.file, $0.line, $0.column) < ($1.file, $1.line, $1.column) })
    }
  }

  private func ambiguousNameFaults() -> [Diagnostic] {
    PaperDirectory(self).ambiguousNames.map { name, papers in
      Diagnostic(
        .error, .ambiguousName,
        "the name “\(name)” belongs to \(papers.map { "“\($0.id)”" }.joined(separator: " and "))",
        remedy: "keep it as an alias of one of them, or make the names differ",
        place: papers.last?.place)
    }
  }

  private func duplicateIdentifierFaults() -> [Diagnostic] {
    var owners: [PaperIdentifier: Paper] = [:]
    var faults: [Diagnostic] = []
    for paper in papers {
      for identifier in paper.identifiers {
        if let owner = owners[identifier] {
          faults.append(
            Diagnostic(
              .error, .duplicateIdentifier,
              "“\(owner.id)” and “\(paper.id)” have the same \(identifier.scheme.rawValue): \(identifier.value)",
              remedy: "merge the two records, or correct one", place: paper.place))
        } else {
          owners[identifier] = paper
        }
      }
    }
    return faults
  }

  private func duplicateRelationFaults() -> [Diagnostic] {
    struct Key: Hashable {
      let citing: PaperID
      let cited: PaperID
      let kind: RelationKind
    }
    var seen: Set<Key> = []
    return relations.compactMap { relation in
      guard !seen.insert(Key(citing: relation.citing, cited: relation.cited, kind: relation.kind)).inserted else {
        return nil
      }
      return Diagnostic(
        .warning, .duplicateRelation,
        "“\(relation.citing) \(relation.kind.rawValue) \(relation.cited)” is said twice",
        remedy: "keep the one with the better evidence", place: relation.place)
    }
  }

  private func backwardRelationFaults() -> [Diagnostic] {
    relations.compactMap { relation in
      // Preprints cite what their first version could not know; only the earliest dates can contradict each other.
      guard let citing = self[relation.citing]?.date(.earliest), let cited = self[relation.cited]?.date(.earliest),
        citing.isCertainlyBefore(cited)
      else { return nil }
      return Diagnostic(
        .warning, .olderCitesNewer,
        "“\(relation.citing)” (\(citing)) \(relation.kind.rawValue) “\(relation.cited)” (\(cited)), which is later",
        remedy: relation.kind.bearsLineage
          ? "check the dates and the direction; a paper cannot build on a later one"
          : "check the dates, or note that a later version says so",
        place: relation.place)
    }
  }

  private func dateRemarks() -> [Diagnostic] {
    papers.compactMap { paper in
      guard !paper.versions.isEmpty else {
        return Diagnostic(
          .warning, .undated, "“\(paper.id)” has no date", remedy: "add one under “dates”", place: paper.place)
      }
      guard !paper.isExternal, let listed = paper.date(.role(.listed)), let submitted = paper.date(.role(.submitted)),
        listed.isCertainlyBefore(submitted) || submitted.isCertainlyBefore(listed)
      else { return nil }
      return Diagnostic(
        .note, .datesDisagree, "“\(paper.id)” is listed under \(listed) and was first submitted \(submitted)",
        remedy: "use “--date submitted” where first submission counts", place: paper.place)
    }
  }

  private func isolationRemarks() -> [Diagnostic] {
    let related = Set(relations.flatMap { [$0.citing, $0.cited] })
    return papers.filter { !related.contains($0.id) }.map {
      Diagnostic(
        .note, .isolated, "“\($0.id)” has no relation to any paper",
        remedy: "add what it builds on, if that is known", place: $0.place)
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
