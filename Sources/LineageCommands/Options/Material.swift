import CitationGraph
import LineageRendering
import PaperFormats
import PaperLineage

/// What the papers of a question come in: a corpus, small and rich, or a citation network, large and bare.
enum Material: Sendable {
  case corpus(Corpus)
  case network(NetworkReading)

  /// Refuses to read standard input twice: the second time there would be nothing.
  static func confirmOneStandardInput(_ paths: [String]) throws(Failure) {
    if paths.count(where: { $0 == "-" }) > 1 {
      throw Failure(.usage, "standard input can be read only once", remedy: "give “-” once")
    }
  }

  var isNetwork: Bool { if case .network = self { true } else { false } }

  /// How many papers there are.
  var paperCount: Int {
    switch self {
    case .corpus(let corpus): corpus.papers.count
    case .network(let reading): reading.network.graph.paperCount
    }
  }

  /// How many relations there are.
  var relationCount: Int {
    switch self {
    case .corpus(let corpus): corpus.relations.count
    case .network(let reading): reading.network.graph.relationCount
    }
  }
}

/// The network that a bibliometric question is asked of, and how its papers are named.
struct Bibliography: Sendable {
  /// The network.
  let network: CitationNetwork
  /// The corpus it was frozen from, if it was.
  let lineage: LineageNetwork?

  init(_ network: CitationNetwork) {
    self.network = network
    lineage = nil
  }

  init(_ lineage: LineageNetwork) {
    network = lineage.citationNetwork
    self.lineage = lineage
  }

  /// The row of the paper that an argument names.
  func paper(named text: String) throws -> PaperIndex {
    guard let lineage else { return try network.paper(named: text) }
    return lineage.index(of: try lineage.corpus.paper(named: text).id)
  }

  /// The rows of the papers that arguments name.
  func papers(named texts: [String]) throws -> [PaperIndex] {
    guard let lineage else { return try texts.map(network.paper(named:)) }
    return try lineage.corpus.papers(named: texts).map { lineage.index(of: $0.id) }
  }

  /// The kinds of relations that the network holds.
  var following: [RelationKind] { lineage?.following ?? [.cites] }

  /// Chains of papers, each from citing to cited, with the relations that make them, and the corpus their papers are of:
  /// for a network one of these papers and of `others` only.
  func chains(_ paths: [[PaperIndex]], and others: [PaperIndex] = []) -> (chains: [LineagePath], corpus: Corpus) {
    let corpus = lineage?.corpus ?? network.corpus(of: Set(paths.joined()).union(others)) { _, _ in false }
    func id(_ paper: PaperIndex) -> PaperID { lineage?.paper(paper).id ?? network.paperID(of: paper) }
    func relations(citing: PaperIndex, cited: PaperIndex) -> [Relation] {
      if let lineage { return lineage.relations(citing: citing, cited: cited) }
      return [
        Relation(citing: id(citing), cited: id(cited), kind: .cites, evidence: [Evidence(source: .referenceList)])
      ]
    }
    let chains = paths.map { path in
      let rows = Array(path.reversed())
      return LineagePath(
        papers: rows.map(id), steps: zip(rows, rows.dropFirst()).map { relations(citing: $1, cited: $0) })
    }
    return (chains, corpus)
  }

  /// A corpus of some of the papers and of the relations among them that `isKept` keeps, for a picture.
  func corpus(
    of papers: [PaperIndex], title: String?, keeping isKept: (_ citing: PaperIndex, _ cited: PaperIndex) -> Bool
  ) -> Corpus {
    guard let lineage else { return network.corpus(of: papers, title: title, keeping: isKept) }
    return lineage.corpus(of: papers, title: title, keeping: isKept)
  }
}

extension CitationNetwork {
  /// The row of the paper that an argument names by its identifier.
  func paper(named text: String) throws -> PaperIndex {
    if let index = index(of: text) { return index }
    let candidates = suggestions(for: text, limit: 5)
    throw Failure(
      .usage, "no paper of the network is called “\(text)”",
      remedy: candidates.isEmpty
        ? "papers of a network are named by their identifiers; find one with “lineage search”"
        : "did you mean " + candidates.map { "“\(identifiers[$0.row])”" }.joined(separator: ", ") + "?")
  }

  /// The most papers of which a corpus is made for commands that know no networks.
  private static let corpusLimit = 20_000

  /// The whole network as a corpus, for commands that look at papers one by one.
  ///
  /// - Throws: ``Failure`` if it is too large for that.
  func wholeCorpus(for command: String) throws -> Corpus {
    guard graph.paperCount <= Self.corpusLimit else {
      throw Failure(
        .usage,
        "“lineage \(command)” looks at papers one by one, and \(graph.paperCount) are more than the "
          + "\(Self.corpusLimit) it takes",
        remedy: "ask for a part of the network: ancestors, descendants, path, common, show, search, timeline, stats, "
          + "main-path, rank, similar, clusters and bursts take networks of any size")
    }
    return corpus(of: graph.papers)
  }
}
