import CitationGraph

/// A corpus at a glance.
public struct CorpusStatistics: Sendable, Equatable, Codable {
  /// A thing and how often it occurs.
  public struct Count<Value: Sendable & Equatable & Codable>: Sendable, Equatable, Codable {
    /// The thing.
    public var value: Value
    /// How often.
    public var count: Int
  }

  /// Papers on the reading list.
  public var memberCount: Int
  /// Papers related to it.
  public var externalCount: Int
  /// Papers on the reading list without the date that counts.
  public var undatedCount: Int
  /// The first and last date of the reading list, in the role that counts.
  public var firstDate: PublicationDate?
  /// The last date.
  public var lastDate: PublicationDate?
  /// Members by topic, in the order of the topics; `nil` for those without one, if any.
  public var topics: [Count<String?>]
  /// Members by organisation, most frequent first, then by name. A paper counts for each of its organisations.
  public var organizations: [Count<String>]
  /// Relations by kind, strongest kind first.
  public var kinds: [Count<RelationKind>]
  /// Relations between two papers of the reading list.
  public var memberRelationCount: Int
  /// Relations with evidence that was checked.
  public var verifiedRelationCount: Int
  /// Papers by local citation score: how many papers of the corpus cite them, in any kind. Most cited first, then by
  /// date and id; papers that none cites are left out.
  public var mostCited: [Count<PaperID>]
  /// Members that build on nothing in the corpus.
  public var rootCount: Int
  /// Members that nothing in the corpus builds on.
  public var tipCount: Int
  /// Members that no relation of any kind touches.
  public var isolated: [PaperID]
  /// The most lineage-bearing relations on a way through the corpus, external papers included.
  public var longestChain: Int
}

extension CorpusStatistics {
  /// Counts. O((*p* + *r*) log (*p* + *r*)) for *p* papers and *r* relations.
  public init(_ corpus: Corpus) {
    let members = corpus.members
    let dates = members.compactMap { $0.date(corpus.dateChoice) }.sorted(by: PublicationDate.isInSortedOrder)
    let lineage = LineageNetwork(corpus)
    let all = LineageNetwork(corpus, following: Set(RelationKind.allCases))
    let memberIDs = Set(members.map(\.id))

    let topicIDs: [String?] = corpus.topics.map(\.id) + (members.contains { $0.topic == nil } ? [nil] : [])
    let byOrganization = Dictionary(grouping: members.flatMap { Set($0.organizations) }) { $0 }.mapValues(\.count)
    let cited = all.graph.papers.map { (index: $0, count: all.graph.citers(of: $0).count) }.filter { $0.count > 0 }
      .sorted { ($1.count, $0.index) < ($0.count, $1.index) }

    self.init(
      memberCount: members.count,
      externalCount: corpus.papers.count - members.count,
      undatedCount: members.count - dates.count,
      firstDate: dates.first, lastDate: dates.last,
      topics: topicIDs.map { id in Count(value: id, count: members.count { $0.topic == id }) },
      organizations: byOrganization.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        .map { Count(value: $0.key, count: $0.value) },
      kinds: RelationKind.allCases.map { kind in
        Count(value: kind, count: corpus.relations.count { $0.kind == kind })
      },
      memberRelationCount: corpus.relations.count { memberIDs.contains($0.citing) && memberIDs.contains($0.cited) },
      verifiedRelationCount: corpus.relations.count(where: \.isVerified),
      mostCited: cited.map { Count(value: all.paper($0.index).id, count: $0.count) },
      rootCount: members.count { lineage.graph.references(of: lineage.index(of: $0.id)).isEmpty },
      tipCount: members.count { lineage.graph.citers(of: lineage.index(of: $0.id)).isEmpty },
      isolated: members.map(\.id).filter {
        let index = all.index(of: $0)
        return all.graph.references(of: index).isEmpty && all.graph.citers(of: index).isEmpty
      },
      longestChain: lineage.graph.reach(from: lineage.roots, towards: .descendants).depths.max() ?? 0)
  }
}
