public import CitationGraph

extension PublicationDate {
  /// A date of a column, or `nil` where it has none or one that is not in the calendar.
  public init?(_ date: PackedDate) {
    guard let year = date.year, let made = PublicationDate(year: year, month: date.month, day: date.day) else {
      return nil
    }
    self = made
  }
}

extension PackedDate {
  /// A date for a column.
  public init(_ date: PublicationDate) { self.init(year: date.year, month: date.month, day: date.day) }
}

extension LineageNetwork {
  /// The network as bibliometrics takes it: the same graph and rows, ids, names and dates in columns.
  ///
  /// O(*p*) for *p* papers.
  public var citationNetwork: CitationNetwork {
    let papers = graph.papers.map(paper)
    return CitationNetwork(
      graph: graph, identifiers: .texts(TextColumn(papers.map(\.id.rawValue))),
      dates: Column(
        papers.map { $0.date(preferring: corpus.dateChoice).map { date in PackedDate(date) } ?? .unknown }),
      titles: TextColumn(papers.map(\.name)))
  }

  /// A corpus of some of the papers and of the followed relations among them that `isKept` keeps.
  ///
  /// - Complexity: O(*k* log *k* + *r*) for *k* papers and *r* relations of the corpus.
  public func corpus(
    of papers: some Sequence<PaperIndex>, title: String?,
    keeping isKept: (_ citing: PaperIndex, _ cited: PaperIndex) -> Bool = { _, _ in true }
  ) -> Corpus {
    let ids = Set(papers.map { paper($0).id })
    var parts = corpus.parts
    parts.title = title ?? parts.title
    parts.titles = title == nil ? parts.titles : [:]
    parts.papers = parts.papers.filter { ids.contains($0.id) }
    parts.relations = parts.relations.filter { relation in
      following.contains(relation.kind) && ids.contains(relation.citing) && ids.contains(relation.cited)
        && isKept(index(of: relation.citing), index(of: relation.cited))
    }
    return Corpus(consistent: parts)
  }
}

extension CitationNetwork {
  /// The id under which a paper of the network stands in a corpus made of it: its identifier, word for word.
  public func paperID(of paper: PaperIndex) -> PaperID { PaperID(rawValue: identifiers[paper.row]) }

  /// A row as a paper: its identifier for an id, its title if it has one, its date.
  public func paper(_ index: PaperIndex) -> Paper {
    let id = identifiers[index.row]
    return Paper(
      id: PaperID(rawValue: id), title: name(of: index),
      versions: PublicationDate(date(of: index)).map { [PaperVersion(role: .published, date: $0)] } ?? [])
  }

  /// A corpus of some papers of the network and all citations among them, for the questions that a corpus answers.
  ///
  /// - Parameters:
  ///   - papers: The papers, each once.
  ///   - title: What the corpus is called.
  ///   - isKept: Whether a relation is kept; all of them by default.
  /// - Complexity: O((*k* + *r*) log *k*) for *k* papers with *r* references.
  public func corpus(
    of papers: some Sequence<PaperIndex>, title: String? = nil,
    keeping isKept: (_ citing: PaperIndex, _ cited: PaperIndex) -> Bool = { _, _ in true }
  ) -> Corpus {
    let rows = papers.sorted()
    let evidence = [Evidence(source: .referenceList)]
    let ids = rows.map(paperID)
    var relations: [Relation] = []
    for (position, row) in rows.enumerated() {
      for cited in graph.references(of: row) {
        guard let other = Self.position(of: cited, in: rows), isKept(row, cited) else { continue }
        relations.append(Relation(citing: ids[position], cited: ids[other], kind: .cites, evidence: evidence))
      }
    }
    return Corpus(
      consistent: CorpusParts(title: title, papers: rows.map(paper), relations: relations))
  }

  private static func position(of row: PaperIndex, in rows: [PaperIndex]) -> Int? {
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if rows[middle] < row { low = middle + 1 } else { high = middle }
    }
    return low < rows.count && rows[low] == row ? low : nil
  }
}
