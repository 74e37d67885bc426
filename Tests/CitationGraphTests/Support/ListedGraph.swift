import CitationGraph

/// A published network: relations in the order of their table, written `AB` or `3-12`, the way knowledge flows: the
/// second cites the first. Rows follow the names, shorter ones first.
struct ListedGraph: Sendable {
  let graph: CitationGraph
  let names: [String]
  /// The relations as written.
  let arcs: [String]
  /// For each relation as written, its papers.
  let relations: [(cited: PaperIndex, citing: PaperIndex)]

  init(_ listing: String) {
    arcs = listing.split(separator: " ").map(String.init)
    let pairs = arcs.map { arc in
      arc.contains("-") ? arc.split(separator: "-").map(String.init) : arc.map { String($0) }
    }
    let names = Set(pairs.joined()).sorted { ($0.count, $0) < ($1.count, $1) }
    self.names = names
    relations = pairs.map { pair in
      (PaperIndex(names.firstIndex(of: pair[0])!), PaperIndex(names.firstIndex(of: pair[1])!))
    }
    var builder = CitationGraphBuilder(paperCount: names.count)
    for (cited, citing) in relations { builder.add(citing, cites: cited) }
    graph = builder.build()
  }

  subscript(name: String) -> PaperIndex { PaperIndex(names.firstIndex(of: name)!) }

  static let literature = ListedGraph("AC CE CH EG GH HK BC BD BJ DF DI FH FI IL IM JM MN")
  static let mainPathsPackage = ListedGraph("1-3 2-3 2-4 3-5 3-7 4-6 4-10 4-11 5-8 5-9 6-9 6-10")
  static let pajek = ListedGraph("3-5 3-21 5-12 12-20 12-15 20-21 20-22 15-22 21-22")
  static let fork = ListedGraph("1-2 2-3 2-4 3-5 4-5")
  static let diamond = ListedGraph("AB AC BD CD BE")
  static let liang = ListedGraph("1-4 4-5 4-7 4-8 7-8 8-9")
}
