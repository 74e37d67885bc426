public import CitationGraph
public import PaperLineage

/// A paper with its ancestors and descendants by generation, and what is left out beside them.
///
/// They are sought among all papers there are. Those left out, as works outside the reading list or as too many
/// generations away, leave bridges behind.
public struct Kinship: Sendable {
  /// The papers shown, the relations among them, and bridges for chains through others.
  public let selection: CorpusSelection
  /// The paper, and how many generations are shown.
  public let focus: PictureOptions.Focus
  /// The generation of each paper shown: 0 for the paper itself, negative for ancestors.
  let generations: [PaperID: Int]

  var language: Language
  private let kinds: Set<RelationKind>
  private let name: String
  private let followsCitations: Bool
  private let kin: Kin
  private let wholeRelationCount: Int

  /// Finds the kin of a paper of a corpus. Relations that bear lineage are followed unless the options name other kinds.
  ///
  /// - Parameters:
  ///   - focus: The paper, which is one of the corpus, and how far to go.
  ///   - corpus: All papers.
  ///   - options: What becomes of works outside the reading list, which kinds there are, and the language.
  /// - Complexity: That of ``CitationGraph/bridgedReach(among:components:memory:)``, and O(*r* log *r*) for *r* relations.
  public init(of focus: PictureOptions.Focus, in corpus: Corpus, options: PictureOptions = PictureOptions()) {
    let isEverything = options.kinds == Set(RelationKind.allCases)
    let network = LineageNetwork(corpus, following: isEverything ? nil : options.kinds)
    let kin = Kin(
      of: network.index(of: focus.paper), in: network.graph, maximumGeneration: focus.maximumGeneration
    ) { options.externals == .none && network.paper($0).isExternal }
    self.init(
      kin, focus, network.corpus(of: kin.selected(of: network.graph)), options,
      name: network.paper(kin.paper).name, followsCitations: network.fallsBackToCitations,
      wholeRelationCount: corpus.relations.count
    ) { network.paper($0).id }
  }

  /// Finds the kin of a paper of a network, whose citations are followed.
  ///
  /// - Parameters:
  ///   - focus: The paper, which is one of the network by its identifier, and how far to go.
  ///   - network: All papers; one that was validated, if it comes from a file.
  ///   - options: The language; a network has one kind of relation, and none of its papers is external.
  /// - Complexity: That of ``CitationGraph/bridgedReach(among:components:memory:)``.
  public init(of focus: PictureOptions.Focus, in network: CitationNetwork, options: PictureOptions = PictureOptions()) {
    guard let row = network.index(of: focus.paper.rawValue) else {
      preconditionFailure("“\(focus.paper)” is no paper of this network")
    }
    let kin = Kin(of: row, in: network.graph, maximumGeneration: focus.maximumGeneration) { _ in false }
    self.init(
      kin, focus, network.corpus(of: kin.selected(of: network.graph)), options, name: network.name(of: row),
      followsCitations: true, wholeRelationCount: network.graph.relationCount, id: network.paperID(of:))
  }

  private init(
    _ kin: Kin, _ focus: PictureOptions.Focus, _ selection: CorpusSelection, _ options: PictureOptions, name: String,
    followsCitations: Bool, wholeRelationCount: Int, id: (PaperIndex) -> PaperID
  ) {
    self.kin = kin
    self.focus = focus
    self.selection = selection
    self.name = name
    self.followsCitations = followsCitations
    self.wholeRelationCount = wholeRelationCount
    language = options.language
    kinds = options.kinds
    generations = Dictionary(uniqueKeysWithValues: kin.generations.map { (id($0), $1) })
  }

  var heading: String {
    language("What \(name) stands on, and what grew out of it", "\(name)：渊源与后续")
  }

  /// What the picture shows and what it leaves out.
  func notes(placedBy layout: PictureOptions.Layout, numbersBridges: Bool) -> [String] {
    let ancestors = generations.values.filter { $0 < 0 }
    let descendants = generations.values.filter { $0 > 0 }
    let isByGeneration = layout == .generations
    func side(
      _ found: [Int], _ singular: String, _ plural: String, _ chinese: String, _ place: String, _ chinesePlace: String
    )
      -> String
    {
      let count = language.count(found.count, singular, plural, chinese)
      guard let farthest = found.map(abs).max() else { return language("no \(plural)", "无\(chinese.dropFirst(1))") }
      return count
        + language(
          " in \(language.count(farthest, "generation", "generations", ""))\(isByGeneration ? " at the \(place)" : "")",
          "，共 \(farthest) 代\(isByGeneration ? "，居\(chinesePlace)" : "")")
    }
    let relations = selection.corpus.relations
    let shown = relations.count { kinds.contains($0.kind) }
    var parts = [
      side(ancestors, "ancestor", "ancestors", "篇渊源", "left", "左"),
      side(descendants, "descendant", "descendants", "篇后续", "right", "右"),
      language.count(shown, "relation", "relations", "条关系"),
      language("arrows run from the earlier to the later paper", "箭头由早到晚"),
    ]
    if followsCitations { parts.append(language("plain citations are followed", "沿普通引用追溯")) }
    if kin.bothCount > 0 {
      let count = Figures.grouped(kin.bothCount)
      parts.append(
        language(
          kin.bothCount == 1
            ? "1 of the ancestors is also a descendant, by a cycle"
            : "\(count) of the ancestors are also descendants, by a cycle",
          "其中 \(count) 篇因循环引用亦为后续"))
    }
    parts += selection.chainNotes(in: language, areNumbered: numbersBridges)
    var leftOut: [String] = []
    let others = kin.paperCount - kin.generations.count - kin.beyondCount - kin.externalCount
    if others > 0 {
      leftOut.append(
        language.count(others, "paper that is neither", "papers that are neither", "篇既非渊源亦非后续的论文"))
    }
    if kin.externalCount > 0 {
      leftOut.append(
        language.count(
          kin.externalCount, "external work among its kin", "external works among its kin", "篇列表外的渊源或后续"))
    }
    if kin.beyondCount > 0 {
      let limit = focus.maximumGeneration ?? 0
      let count = Figures.grouped(kin.beyondCount)
      leftOut.append(
        language(
          "\(count) more than \(language.count(limit, "generation", "generations", "")) away",
          "\(count) 篇相隔超过 \(limit) 代"))
    }
    let otherKinds = relations.count - shown
    let elsewhere = wholeRelationCount - relations.count
    if elsewhere > 0 {
      leftOut.append(
        language.count(elsewhere, "relation", "relations", "条与其相关的关系") + language(" from or to them", ""))
    }
    if otherKinds > 0 {
      leftOut.append(
        language.count(otherKinds, "relation of other kinds", "relations of other kinds", "条其他种类的关系"))
    }
    var lines = [parts.joined(separator: " · ")]
    if !leftOut.isEmpty {
      lines.append(language("Left out: ", "未画出：") + leftOut.joined(separator: language(", ", "，")))
    }
    return lines
  }

  /// What a column of a generation is called.
  static func word(forGeneration generation: Int, in language: Language) -> String {
    switch generation {
    case 0: language("the paper", "本文")
    case -1: language("parents", "上一代")
    case -2: language("grandparents", "上两代")
    case 1: language("children", "下一代")
    case 2: language("grandchildren", "下两代")
    case ..<0: language("\(-generation) generations back", "上 \(-generation) 代")
    default: language("\(generation) generations on", "下 \(generation) 代")
    }
  }
}

/// The rows of a paper's ancestors and descendants.
private struct Kin: Sendable {
  let paper: PaperIndex
  /// The generation of each paper shown: 0 for the paper itself, negative for ancestors.
  private(set) var generations: [PaperIndex: Int]
  /// How many papers there are in all.
  let paperCount: Int
  /// Ancestors and descendants that are external and therefore left out.
  private(set) var externalCount = 0
  /// Other ancestors and descendants that the limit of generations leaves out.
  private(set) var beyondCount = 0
  /// Papers that are both ancestor and descendant, by a cycle; they stand among the ancestors.
  private(set) var bothCount = 0

  /// - Complexity: That of ``CitationGraph/reachedGenerations(from:towards:maximumGeneration:within:)``.
  init(
    of paper: PaperIndex, in graph: CitationGraph, maximumGeneration: Int?, isLeftOut: (PaperIndex) -> Bool
  ) {
    self.paper = paper
    paperCount = graph.paperCount
    generations = [paper: 0]
    var (external, beyond): (Set<PaperIndex>, Set<PaperIndex>) = ([], [])
    for direction in [CitationGraph.Direction.ancestors, .descendants] {
      let (papers, ends) = graph.reachedGenerations(from: [paper], towards: direction)
      for generation in 1..<max(ends.count, 1) {
        for place in ends[generation - 1]..<ends[generation] {
          let found = papers[place]
          if isLeftOut(found) {
            external.insert(found)
          } else if generation > maximumGeneration ?? Int.max {
            beyond.insert(found)
          } else if generations[found] != nil {
            bothCount += 1
          } else {
            generations[found] = direction == .ancestors ? -generation : generation
          }
        }
      }
    }
    externalCount = external.count
    beyondCount = beyond.count { generations[$0] == nil }
  }

  /// The papers shown, the others left out.
  func selected(of graph: CitationGraph) -> SelectedPapers {
    SelectedPapers(generations.keys, of: graph.paperCount, answering: Selection(), leavingOut: .noAncestor)
  }
}
