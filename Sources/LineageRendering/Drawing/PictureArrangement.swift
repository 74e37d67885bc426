import CitationGraph
public import PaperLineage

extension Picture {
  /// Draws up a picture of a corpus in any layout, around a paper if one is asked for.
  ///
  /// The timeline and generations never throw; Graphviz places the papers of the other layouts.
  ///
  /// - Throws: ``GraphvizError``.
  /// - Complexity: that of the layout. Graphviz's `dot` takes minutes from about a thousand papers on, `neato` O(*p*²)
  ///   and `sfdp` O(*p* log *p* + *r*) for *p* papers and *r* relations.
  public init(arranging corpus: Corpus, options: PictureOptions) throws(GraphvizError) {
    precondition(
      options.layout != .generations || options.focus != nil, "generations are counted from a paper: give a focus")
    let layout = options.layout ?? (options.focus == nil ? .timeline : .generations)
    var options = options
    options.layout = layout
    guard let focus = options.focus else {
      // Before a time axis is only where there is one.
      if layout != .timeline, options.externals == .column { options.externals = .axis }
      self.init(drafting: corpus, options: options)
      if layout.isMadeByGraphviz { try arrange(as: layout, topics: corpus.topics, focus: nil) } else { leadLines() }
      return
    }
    let kin = Kinship(of: focus, in: corpus, options)
    if layout != .timeline, options.externals != .none { options.externals = .axis }
    // The paper asked for is shown whatever else is not.
    if corpus[focus.paper]?.isExternal == true, options.externals == .none { options.externals = .axis }
    self.init(drafting: kin.corpus, options: options)
    heading = kin.heading
    notes = kin.notes(placedBy: layout)
    reword { language, wording in
      var kin = kin
      kin.language = language
      wording.heading = kin.heading
      wording.notes = kin.notes(placedBy: layout)
    }
    for index in cards.indices where cards[index].id == focus.paper { cards[index].isFocus = true }
    switch layout {
    case .timeline:
      setFrame(contentRight: contentRight, contentBottom: laneEdges.bottom)
      leadLines()
    case .generations: arrange(byGenerations: kin.generations, topics: corpus.topics)
    case .tree, .radial, .force:
      try arrange(as: layout, topics: corpus.topics, focus: cards.firstIndex(where: \.isFocus))
    }
  }

  /// The right edge of the time axis.
  private var contentRight: Double {
    columns.last.map { $0.x + $0.width } ?? PictureMetrics.margin
  }

  private mutating func arrange(
    as layout: PictureOptions.Layout, topics: [Topic], focus: Int?
  ) throws(GraphvizError) {
    let placed = try GraphLayout(cards: cards, links: links, layout: layout, focus: focus)
    columns = []
    hasTimeAxis = false
    if placed.aloneCount > 0 {
      func note(_ language: Language) -> String {
        language(
          "\(language.count(placed.aloneCount, "paper stands", "papers stand", "")) below, without a relation to the others",
          "\(placed.aloneCount) 篇论文与其他论文没有画出的关系，列于下方")
      }
      notes.append(note(language))
      reword { language, wording in wording.notes.append(note(language)) }
    }
    let size = beginDrawing(width: placed.width, height: placed.height, topics: topics)
    // A ring that leaves the drawing is an arc nobody can follow.
    rings = placed.rings.map {
      Ring(x: size.left + $0.x, y: size.top + $0.y, radiusX: $0.radiusX, radiusY: $0.radiusY)
    }.filter { ring in
      ring.y - ring.radiusY >= laneEdges.top + 2 && ring.y + ring.radiusY <= laneEdges.bottom - 2
        && ring.x - ring.radiusX >= 4 && ring.x + ring.radiusX <= width - 4
    }
    for (index, center) in placed.centers.enumerated() {
      cards[index].x = size.left + center.x
      cards[index].y = size.top + center.y
    }
    if layout == .tree {
      setPorts()
    } else {
      for index in links.indices {
        links[index].tail = Port(side: .anywhere, slot: 0)
        links[index].head = Port(side: .anywhere, slot: 0)
      }
    }
  }

  private mutating func arrange(byGenerations generations: [PaperID: Int], topics: [Topic]) {
    typealias Metrics = PictureMetrics
    let generation = cards.map { generations[$0.id] ?? 0 }
    let place = Dictionary(uniqueKeysWithValues: cards.enumerated().map { ($1.id, $0) })
    let edges = links.compactMap { link -> (Int, Int)? in
      guard let cited = place[link.cited], let citing = place[link.citing] else { return nil }
      return (cited, citing)
    }
    let cardHeight = cards.first?.height ?? 0
    let heights = GenerationLayout(generations: generation, edges: edges, pitch: cardHeight + Metrics.rowGap).heights
    let (first, last) = (generation.min() ?? 0, generation.max() ?? 0)
    hasTimeAxis = false
    let top = (heights.min() ?? 0) - cardHeight / 2
    let bottom = (heights.max() ?? 0) + cardHeight / 2
    // Lines need room to turn between columns; where heading or legend are wider than they, the columns follow.
    let count = Double(last - first + 1)
    var pitch = (cards.first?.width ?? 0) + 3 * Metrics.columnGap
    _ = beginDrawing(width: count * pitch, height: bottom - top, topics: topics)
    pitch = max(pitch, (width - 2 * Metrics.margin) / count)
    columns = (first...last).enumerated().map { index, generation in
      Column(
        label: Kinship.word(forGeneration: generation, in: language), beginsYear: generation == 0,
        x: Double(index) * pitch, width: pitch)
    }
    reword { language, wording in
      wording.columns = (first...last).map { Kinship.word(forGeneration: $0, in: language) }
    }
    let size = beginDrawing(width: count * pitch, height: bottom - top, topics: topics)
    for index in columns.indices { columns[index].x += size.left }
    for index in cards.indices {
      cards[index].x = size.left + (Double(generation[index] - first) + 0.5) * pitch
      cards[index].y = size.top + heights[index] - top
    }
    leadLines()
  }

  /// Sets one room without a name for the drawing, the key of the topics above it and everything around it, and gives
  /// the place of the drawing's upper left corner.
  private mutating func beginDrawing(width: Double, height: Double, topics: [Topic]) -> (left: Double, top: Double) {
    typealias Metrics = PictureMetrics
    let shown = Set(cards.filter { !$0.isExternal }.map(\.topic))
    beforeWidth = 0
    topicKey = []
    let inner = max(width, Self.narrowestKey)
    var (x, y) = (Metrics.margin, Metrics.margin + Metrics.titleHeight)
    for (place, topic) in topics.enumerated() where shown.contains(topic.id) {
      let label = TextMeasure.truncated(
        topic.label(in: language.code), to: Metrics.maximumLaneLabelWidth, size: Metrics.axisSize, isBold: true)
      let needed =
        Metrics.topicSampleWidth + TextMeasure.width(of: label, size: Metrics.axisSize, isBold: true)
      if x > Metrics.margin, x + needed > Metrics.margin + inner {
        x = Metrics.margin
        y += Metrics.topicRowHeight
      }
      topicKey.append(TopicMark(label: label, colorIndex: place, x: x, y: y))
      x += needed + 22
    }
    let named = topics.filter { shown.contains($0.id) }
    reword { language, wording in
      wording.lanes = [""]
      wording.topics = named.map {
        TextMeasure.truncated(
          $0.label(in: language.code), to: Metrics.maximumLaneLabelWidth, size: Metrics.axisSize, isBold: true)
      }
    }
    let headBottom = topicKey.isEmpty ? y - 8 : y + Metrics.topicRowHeight
    let laneTop = headBottom + (columns.isEmpty ? 0 : Metrics.axisHeight)
    let padding = 2 * Metrics.lanePadding
    lanes = [Lane(topic: nil, label: "", y: laneTop, height: height + 2 * padding, colorIndex: nil)]
    let keyRight =
      topicKey.map {
        $0.x + Metrics.topicSampleWidth + TextMeasure.width(of: $0.label, size: Metrics.axisSize, isBold: true)
      }.max() ?? 0
    setFrame(contentRight: max(Metrics.margin + width, keyRight), contentBottom: laneTop + height + 2 * padding)
    return (Metrics.margin + max(0, (self.width - 2 * Metrics.margin - width) / 2), laneTop + padding)
  }

  /// The key of the topics is not broken into rows shorter than this.
  private static let narrowestKey = 560.0

  private mutating func setPorts() {
    let byID = Dictionary(uniqueKeysWithValues: cards.map { ($0.id, $0) })
    let ports = PortAssignment(
      links.compactMap { link in
        guard let cited = byID[link.cited], let citing = byID[link.citing] else { return nil }
        return PortAssignment.Line(from: cited, to: citing, kind: link.kind)
      })
    for (index, ports) in ports.ports.enumerated() {
      links[index].tail = ports.tail
      links[index].head = ports.head
    }
  }
}

/// The ancestors and descendants of a paper, and what is left out beside them.
struct Kinship {
  /// The papers shown, with the relations among them.
  let corpus: Corpus
  /// The generation of each: 0 for the paper itself, negative for ancestors.
  let generations: [PaperID: Int]

  private let focus: PictureOptions.Focus
  var language: Language
  private let kinds: Set<RelationKind>
  private let name: String
  private let fallsBackToCitations: Bool
  /// Ancestors and descendants that the limit of generations leaves out.
  private let beyondCount: Int
  /// Papers that are both ancestor and descendant, by a cycle.
  private let bothCount: Int
  private let wholePaperCount: Int
  private let wholeRelationCount: Int

  /// Finds the kin of a paper. Relations that bear lineage are followed unless the options name other kinds.
  init(of focus: PictureOptions.Focus, in corpus: Corpus, _ options: PictureOptions) {
    self.focus = focus
    language = options.language
    kinds = options.kinds
    name = corpus[focus.paper]?.name ?? focus.paper.rawValue
    let isExternal = corpus[focus.paper]?.isExternal == true
    let isEverything = options.kinds == Set(RelationKind.allCases)
    let network = LineageNetwork(
      corpus, following: isEverything ? nil : options.kinds,
      includingExternal: isExternal || options.externals != .none)
    fallsBackToCitations = network.fallsBackToCitations
    var generations = [focus.paper: 0]
    var (beyond, both) = (Set<PaperID>(), 0)
    for direction in [CitationGraph.Direction.ancestors, .descendants] {
      for entry in network.ancestry(of: focus.paper, towards: direction).entries {
        guard entry.generation <= focus.maximumGeneration ?? Int.max else {
          beyond.insert(entry.paper)
          continue
        }
        if generations[entry.paper] != nil {
          both += 1
        } else {
          generations[entry.paper] = direction == .ancestors ? -entry.generation : entry.generation
        }
      }
    }
    self.generations = generations
    beyondCount = beyond.filter { generations[$0] == nil }.count
    bothCount = both
    let whole = LineageNetwork(corpus, following: Set(RelationKind.allCases))
    self.corpus = whole.corpus(of: generations.keys.map { whole.index(of: $0) }, title: nil)
    wholePaperCount = corpus.papers.count
    wholeRelationCount = corpus.relations.count
  }

  var heading: String {
    language("What \(name) stands on, and what grew out of it", "\(name)：渊源与后续")
  }

  /// What the picture shows and what it leaves out.
  func notes(placedBy layout: PictureOptions.Layout) -> [String] {
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
    let shown = corpus.relations.count { kinds.contains($0.kind) }
    var parts = [
      side(ancestors, "ancestor", "ancestors", "篇渊源", "left", "左"),
      side(descendants, "descendant", "descendants", "篇后续", "right", "右"),
      language.count(shown, "relation", "relations", "条关系"),
      language("arrows run from the earlier to the later paper", "箭头由早到晚"),
    ]
    if fallsBackToCitations { parts.append(language("plain citations are followed", "沿普通引用追溯")) }
    if bothCount > 0 {
      parts.append(
        language(
          "\(bothCount) of the ancestors \(bothCount == 1 ? "is" : "are") also descendants, by a cycle",
          "其中 \(bothCount) 篇因循环引用亦为后续"))
    }
    var leftOut: [String] = []
    let others = wholePaperCount - generations.count - beyondCount
    if others > 0 {
      leftOut.append(
        language.count(others, "paper that is neither", "papers that are neither", "篇既非渊源亦非后续的论文"))
    }
    if beyondCount > 0 {
      let limit = focus.maximumGeneration ?? 0
      leftOut.append(
        language(
          "\(beyondCount) more than \(language.count(limit, "generation", "generations", "")) away",
          "\(beyondCount) 篇相隔超过 \(limit) 代"))
    }
    let otherKinds = corpus.relations.count - shown
    let elsewhere = wholeRelationCount - corpus.relations.count
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
