public import CitationGraph

extension CitationNetwork {
  /// The papers that a selection shows.
  ///
  /// The network is one that was validated, if it comes from a file; the selection names its rows. Its papers have no
  /// topics, and none stands outside of a reading list.
  /// - Complexity: O(*p* + *r*) for *p* papers and *r* relations, and that of a ``NetworkMainPath`` or of
  ///   ``CitationGraph/pageRank(damping:tolerance:components:)`` where it is asked for.
  public func papers(_ selection: Selection) -> SelectedPapers {
    SelectionGround(graph: graph, rankedGraph: graph, dates: dates, topic: { _ in nil }, isExternal: { _ in false })
      .papers(selection)
  }

  /// The papers that a selection shows as a corpus, with bridges for the chains through what it leaves out.
  ///
  /// - Parameters:
  ///   - selected: What the selection shows of this network.
  ///   - title: What the corpus is called.
  /// - Complexity: That of ``CitationGraph/bridgedReach(among:components:memory:)``.
  public func corpus(of selected: SelectedPapers, title: String? = nil) -> CorpusSelection {
    let reach = SelectedReach(selected, in: graph)
    let corpus = corpus(of: selected.papers, title: title) { citing, cited in !reach.isRedundant(citing, cited) }
    var account = selected.account
    account.redundantRelationCount = reach.redundant.count
    account.looseRelationCount = graph.relationCount - corpus.relations.count - reach.redundant.count
    account.unfollowedRelationCount = reach.unfollowedRelationCount
    return CorpusSelection(
      selection: selected.selection, corpus: corpus, following: [.cites],
      bridges: reach.bridges.map { bridge in
        CorpusBridge(
          citing: paperID(of: bridge.citing), cited: paperID(of: bridge.cited), via: bridge.via.map(name(of:)))
      },
      account: account,
      names: Dictionary(uniqueKeysWithValues: selected.selection.namedPapers.map { ($0, name(of: $0)) }), topics: [])
  }
}

extension LineageNetwork {
  /// The papers that a selection shows.
  ///
  /// Ancestors, descendants, ways between papers and the main path follow ``following``. Citations are counted along
  /// `counted`, one for each pair of papers, whether or not works outside the reading list are shown.
  ///
  /// - Parameters:
  ///   - selection: What is asked; it names rows of this network.
  ///   - counted: The kinds that count as citations.
  ///   - dateChoice: Which of a paper's dates counts; `nil` for the corpus's choice. A work outside the reading list
  ///     stands by the date that is known, as in pictures.
  /// - Complexity: O((*p* + *r*) log (*p* + *r*)) for *p* papers and *r* relations.
  public func papers(
    _ selection: Selection, counting counted: Set<RelationKind> = Set(RelationKind.allCases),
    dateChoice: DateChoice? = nil
  ) -> SelectedPapers {
    let choice = dateChoice ?? corpus.dateChoice
    let dates = graph.papers.map { row in
      let paper = paper(row)
      let date = paper.isExternal ? paper.date(preferring: choice) : paper.date(choice)
      return date.map { PackedDate($0) } ?? .unknown
    }
    // Rows depend on the papers only, not on what is followed.
    let ranked = selection.top == nil ? graph : LineageNetwork(corpus, following: counted).graph
    return SelectionGround(
      graph: graph, rankedGraph: ranked, dates: Column(dates), topic: { paper($0).topic },
      isExternal: { paper($0).isExternal }
    ).papers(selection)
  }

  /// The papers that a selection shows as a corpus, with all relations among them, and with bridges for the chains of
  /// followed relations through what it leaves out.
  ///
  /// Where the selection reduces, the followed relations of a pair of papers go together; what else the papers have to do
  /// with each other stays.
  /// - Parameters:
  ///   - selected: What the selection shows of this network.
  ///   - title: What the corpus is called; `nil` for what it is called already.
  /// - Complexity: That of ``CitationGraph/bridgedReach(among:components:memory:)``, and O(*p* + *r*).
  public func corpus(of selected: SelectedPapers, title: String? = nil) -> CorpusSelection {
    let reach = SelectedReach(selected, in: graph)
    let ids = Set(selected.papers.map { paper($0).id })
    let followed = Set(following)
    var parts = corpus.parts
    if let title {
      parts.title = title
      parts.titles = [:]
    }
    parts.papers = parts.papers.filter { ids.contains($0.id) }
    var account = selected.account
    parts.relations = parts.relations.filter { relation in
      guard ids.contains(relation.citing), ids.contains(relation.cited) else {
        account.looseRelationCount += 1
        return false
      }
      guard followed.contains(relation.kind),
        reach.isRedundant(index(of: relation.citing), index(of: relation.cited))
      else { return true }
      account.redundantRelationCount += 1
      return false
    }
    account.unfollowedRelationCount = reach.unfollowedRelationCount
    let selection = selected.selection
    return CorpusSelection(
      selection: selection, corpus: Corpus(consistent: parts), following: following,
      bridges: reach.bridges.map { bridge in
        CorpusBridge(
          citing: paper(bridge.citing).id, cited: paper(bridge.cited).id, via: bridge.via.map { paper($0).name })
      },
      account: account,
      names: Dictionary(uniqueKeysWithValues: selection.namedPapers.map { ($0, paper($0).name) }),
      topics: selection.topics.compactMap { corpus.topic($0) })
  }
}

/// How the papers of a selection hang together.
private struct SelectedReach {
  let bridges: [Bridge]
  let redundant: Set<PaperPair>
  let unfollowedRelationCount: Int

  init(_ selected: SelectedPapers, in graph: CitationGraph) {
    // Nothing is between papers that are all there.
    guard selected.papers.count < graph.paperCount || selected.selection.reduces else {
      (bridges, redundant, unfollowedRelationCount) = ([], [], 0)
      return
    }
    let reach = graph.bridgedReach(among: selected.papers)
    bridges = reach.bridges
    redundant = selected.selection.reduces ? Set(reach.redundantRelations) : []
    unfollowedRelationCount = reach.unfollowedRelationCount
  }

  func isRedundant(_ citing: PaperIndex, _ cited: PaperIndex) -> Bool {
    redundant.contains(PaperPair(citing: citing, cited: cited))
  }
}
