/// Finds papers by whatever people call them: id, DOI, arXiv id, title, name or alias.
public struct PaperDirectory: Sendable {
  private let corpus: Corpus
  private let byKey: [NameKey: [Int]]
  private let byIdentifier: [PaperIdentifier: [Int]]
  /// All names with their keys, in the order of the papers; for prefixes and suggestions.
  private let names: [(key: NameKey, name: String, position: Int)]

  /// Indexes the names of a corpus. O(*n*) for *n* characters in all names.
  public init(_ corpus: Corpus) {
    self.corpus = corpus
    var names: [(key: NameKey, name: String, position: Int)] = []
    var byKey: [NameKey: [Int]] = [:]
    var byIdentifier: [PaperIdentifier: [Int]] = [:]
    for (position, paper) in corpus.papers.enumerated() {
      var seen: Set<NameKey> = []
      for name in paper.allNames {
        let key = NameKey(name)
        guard !key.text.isEmpty, seen.insert(key).inserted else { continue }
        names.append((key, name, position))
        byKey[key, default: []].append(position)
      }
      for identifier in paper.identifiers { byIdentifier[identifier, default: []].append(position) }
    }
    self.names = names
    self.byKey = byKey
    self.byIdentifier = byIdentifier
  }

  /// Finds the paper that a text names.
  ///
  /// The exact id comes first, then identifiers, then names in any case, width and spacing, then beginnings of names.
  /// A text that names several papers on the first of these levels that finds any is ambiguous.
  /// - Throws: ``PaperLookupError``.
  public func paper(named text: String) throws(PaperLookupError) -> Paper {
    if let paper = corpus[PaperID(rawValue: text)] { return paper }

    let identified = unique(PaperIdentifier.readings(of: text).flatMap { byIdentifier[$0] ?? [] })
    if let paper = try only(of: identified, text) { return paper }

    let key = NameKey(text)
    guard !key.text.isEmpty else { throw .unknown(text, suggestions: []) }
    if let paper = try only(of: byKey[key] ?? [], text) { return paper }

    let begun = unique(names.filter { $0.key.text.hasPrefix(key.text) }.map(\.position))
    if let paper = try only(of: begun, text) { return paper }
    throw .unknown(text, suggestions: suggestions(for: key))
  }

  /// Names that belong to more than one paper, with the papers, in the order of the corpus.
  public var ambiguousNames: [(name: String, papers: [Paper])] {
    var reported: Set<NameKey> = []
    return names.compactMap { key, name, _ in
      guard let positions = byKey[key], positions.count > 1, reported.insert(key).inserted else { return nil }
      return (name, positions.map { corpus.papers[$0] })
    }
  }

  private func only(of positions: [Int], _ text: String) throws(PaperLookupError) -> Paper? {
    guard positions.count < 2 else { throw .ambiguous(text, candidates: positions.map { corpus.papers[$0] }) }
    return positions.first.map { corpus.papers[$0] }
  }

  private func unique(_ positions: [Int]) -> [Int] { Set(positions).sorted() }

  /// Up to three papers with a name near the key; of names equally near, those of its length first.
  private func suggestions(for key: NameKey) -> [Paper] {
    let limit = Spelling.tolerance(for: key.text)
    var nearest: [Int: [Int]] = [:]
    for (nameKey, _, position) in names {
      guard let distance = Spelling.distance(key.text, nameKey.text, limit: limit) else { continue }
      let rank = [distance, abs(key.text.unicodeScalars.count - nameKey.text.unicodeScalars.count), position]
      if nearest[position].map({ rank.lexicographicallyPrecedes($0) }) ?? true { nearest[position] = rank }
    }
    return nearest.sorted { $0.value.lexicographicallyPrecedes($1.value) }.prefix(3).map { corpus.papers[$0.key] }
  }
}

/// Why a text names no paper, or not just one.
public enum PaperLookupError: Error, Sendable, Equatable {
  /// Nothing is called so; what may have been meant, best first.
  case unknown(String, suggestions: [Paper])
  /// More than one paper is called so.
  case ambiguous(String, candidates: [Paper])
}

extension Paper {
  /// The id, the name, the title and all aliases.
  public var allNames: [String] { [id.rawValue, name, title] + aliases }
}
