/// A paper that a search found.
public struct SearchHit: Sendable, Equatable {
  /// Where a word was found, best first.
  public enum Field: String, Codable, Sendable, CaseIterable {
    /// The id, the name or an alias.
    case name
    /// The title.
    case title
    /// An organisation.
    case organization
    /// The topic, in any language.
    case topic
    /// What the paper changed.
    case impact
    /// A remark.
    case note
  }

  /// The paper.
  public let paper: PaperID
  /// The fields in which words were found, best first.
  public let fields: [Field]
}

extension Corpus {
  /// The papers in which every word occurs, ignoring case, width, accents and punctuation; those with hits in better
  /// fields first, then in the order of the corpus. Words may be parts of words, as in Chinese.
  ///
  /// - Complexity: O(*n* *w*) for *n* characters in all papers and *w* words.
  public func search(_ words: [String]) -> [SearchHit] {
    let keys = words.map { NameKey($0).text }.filter { !$0.isEmpty }
    guard !keys.isEmpty else { return [] }
    let hits = papers.compactMap { paper -> (score: Int, hit: SearchHit)? in
      var found: Set<Int> = []
      var score = 0
      let texts = searchedTexts(of: paper)
      for key in keys {
        guard let best = texts.firstIndex(where: { $0.contains { $0.contains(key) } }) else { return nil }
        found.insert(best)
        score += best
      }
      return (score, SearchHit(paper: paper.id, fields: found.sorted().map { SearchHit.Field.allCases[$0] }))
    }
    return hits.enumerated().sorted { ($0.element.score, $0.offset) < ($1.element.score, $1.offset) }
      .map(\.element.hit)
  }

  /// The texts of each field, in the order of ``SearchHit/Field``.
  private func searchedTexts(of paper: Paper) -> [[String]] {
    let topic = topic(paper.topic)
    let texts: [[String]] = SearchHit.Field.allCases.map { field in
      switch field {
      case .name: [paper.id.rawValue, paper.name] + paper.aliases
      case .title: [paper.title]
      case .organization: paper.organizations + [paper.listedOrganization].compactMap { $0 }
      case .topic: topic.map { [$0.id, $0.label] + $0.labels.values.sorted() } ?? []
      case .impact: [paper.impact].compactMap { $0 }
      case .note: paper.notes
      }
    }
    return texts.map { $0.map { NameKey($0).text } }
  }
}
