import ArgumentParser
import CitationGraph
import PaperLineage

/// Which kinds of relations are followed.
struct FollowingOptions: ParsableArguments {
  @Option(
    name: .customLong("following"),
    help: ArgumentHelp(
      "Follow these kinds of relations, separated by commas, or “all”.",
      discussion: "Kinds: \(RelationKind.allCases.map(\.rawValue).joined(separator: ", ")). "
        + "Without it, the first four, which bear lineage, unless the command says otherwise.",
      valueName: "kind,…"),
    transform: KindList.init)
  var kinds: KindList?

  @Flag(inversion: .prefixedNo, help: "Whether works outside the reading list take part.")
  var external = true

  /// For a bare network, which holds plain citations and nothing else.
  func confirmCitationsOnly() throws {
    if let kinds, !kinds.kinds.contains(.cites) {
      throw Failure(
        .usage, "a citation network holds only “cites”", remedy: "leave out --following, or follow “cites”")
    }
  }

  /// Freezes a corpus along the kinds, and says so where plain citations must do.
  func network(of corpus: Corpus) -> LineageNetwork {
    Self.network(of: corpus, kinds: kinds, external: external)
  }

  /// A corpus along all kinds of relations unless others are asked for; external papers take part or are not there.
  func bibliography(ofAll corpus: Corpus) -> Bibliography {
    let corpus = external ? corpus : corpus.withoutExternalPapers
    return Bibliography(LineageNetwork(corpus, following: kinds?.kinds ?? Set(RelationKind.allCases)))
  }

  /// A bare network, looked at from end to end first.
  func bibliography(of network: CitationNetwork) throws -> Bibliography {
    try confirmCitationsOnly()
    return Bibliography(try network.validated())
  }

  /// Freezes a corpus along some kinds, or those that bear lineage.
  static func network(of corpus: Corpus, kinds: KindList?, external: Bool) -> LineageNetwork {
    let network = LineageNetwork(corpus, following: kinds?.kinds, includingExternal: external)
    if network.fallsBackToCitations {
      Console.tell("lineage: note: the corpus has no relation that bears lineage; following plain “cites”\n")
    }
    return network
  }
}

/// Kinds of relations as they are typed: names separated by commas.
struct KindList: Sendable, Equatable {
  let kinds: Set<RelationKind>

  init(_ text: String) throws {
    if text.lowercased() == "all" {
      kinds = Set(RelationKind.allCases)
      return
    }
    let names = RelationKind.allCases.map(\.rawValue)
    kinds = try Set(
      text.split(separator: ",").map { part in
        let name = part.filter { !$0.isWhitespace }
        guard let kind = RelationKind.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() }) else {
          let advice = Spelling.suggestion(
            for: name, among: names, otherwise: "the kinds are \(names.joined(separator: ", ")) and “all”")
          throw ValidationError("“\(name)” is no kind of relation: \(advice).")
        }
        return kind
      })
    guard !kinds.isEmpty else { throw ValidationError("no kind of relation is named.") }
  }
}
