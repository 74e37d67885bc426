public import CitationGraph

/// What papers have in common other than citations: the terms of their titles, their topics, their organizations.
public struct PaperItems: Sendable, Equatable {
  /// What is looked at.
  public enum Kind: String, Sendable, CaseIterable {
    /// Terms of titles, see ``TitleTerms``.
    case terms
    /// The sections of a reading list, by id.
    case topics
    /// Who made the papers.
    case organizations
  }

  /// The items, in order.
  public let names: [String]
  /// The rows that have each of them.
  public let occurrences: ItemOccurrences

  /// Gathers items; `items` gives those of each row.
  private init(rowCount: Int, items: (PaperIndex) -> [String]) {
    var rows: [String: [PaperIndex]] = [:]
    for row in 0..<rowCount {
      let paper = PaperIndex(row)
      for item in items(paper) where rows[item]?.last != paper { rows[item, default: []].append(paper) }
    }
    names = rows.keys.sorted()
    var offsets = [0]
    var all: [PaperIndex] = []
    for name in names {
      all += rows[name] ?? []
      offsets.append(all.count)
    }
    occurrences = ItemOccurrences(offsets: Column(offsets), rows: Column(all))
  }

  /// The items of the papers of a corpus.
  ///
  /// - Complexity: O(*n* + *k* log *k*) for *n* characters and *k* items.
  public init(_ kind: Kind, of network: LineageNetwork) {
    self.init(rowCount: network.graph.paperCount) { row in
      let paper = network.paper(row)
      return switch kind {
      case .terms: TitleTerms.terms(of: paper.title)
      case .topics: paper.topic.map { [$0] } ?? []
      case .organizations: paper.organizations
      }
    }
  }

  /// The terms of the titles of a network, or `nil` if it has no titles.
  ///
  /// - Complexity: O(*n* + *k* log *k*) for *n* characters and *k* terms.
  public init?(termsOf network: CitationNetwork) {
    guard let titles = network.titles else { return nil }
    self.init(rowCount: network.graph.paperCount) { TitleTerms.terms(of: titles[$0.row]) }
  }
}

extension LineageNetwork {
  /// The network in columns under one kind of dates and no other: a paper without that date is undated.
  ///
  /// ``citationNetwork`` takes the earliest date for it, which orders papers well but would mix, for instance, the
  /// months of a reading list with those of submission where periods are compared.
  public func citationNetwork(datedBy choice: DateChoice) -> CitationNetwork {
    let network = citationNetwork
    return CitationNetwork(
      graph: graph, identifiers: network.identifiers,
      dates: Column(graph.papers.map { paper($0).date(choice).map { date in PackedDate(date) } ?? .unknown }),
      titles: network.titles)
  }
}

extension CitationNetwork {
  /// The length of periods that suits the dates of a network: a month, or a year if the papers appeared over more than
  /// ten calendar years or most dates tell no month. This rule is ours. O(*p*).
  public var suitablePeriodLength: DateBatches.Length {
    let years = batches(by: .year)
    let months = batches(by: .month)
    return years.count > 10 || 2 * months.coarseCount > graph.paperCount - months.undatedCount ? .year : .month
  }
}

extension Corpus {
  /// The corpus without the papers that are only related to it, and without their relations.
  public var withoutExternalPapers: Corpus {
    var parts = parts
    parts.papers = members
    let ids = Set(parts.papers.map(\.id))
    parts.relations = parts.relations.filter { ids.contains($0.citing) && ids.contains($0.cited) }
    return Corpus(consistent: parts)
  }

  /// The corpus under another title in all languages.
  public func titled(_ title: String) -> Corpus {
    var parts = parts
    parts.title = title
    parts.titles = [:]
    return Corpus(consistent: parts)
  }

  /// The corpus with its papers under other topics, as for a picture of groups; a paper that `topic` gives none of
  /// them has none.
  ///
  /// Works outside the reading list stay such, and stand under the topics of their groups all the same.
  public func regrouped(under topics: [Topic], topic: (Paper) -> String?) -> Corpus {
    var parts = parts
    let ids = Set(topics.map(\.id))
    parts.topics = topics
    for position in parts.papers.indices {
      let chosen = topic(parts.papers[position])
      parts.papers[position].topic = chosen.flatMap { ids.contains($0) ? $0 : nil }
    }
    return Corpus(consistent: parts)
  }
}
