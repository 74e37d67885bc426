public import PaperLineage

extension Picture {
  /// Draws up a picture of a corpus: months from left to right, a lane for each topic, lineages as straight tracks.
  ///
  /// - Complexity: see ``TrackLayout``; beyond it O(*p* log *p* + *r*) for *p* papers and *r* relations.
  public init(_ corpus: Corpus, options: PictureOptions = PictureOptions()) {
    precondition(
      (options.layout ?? .timeline) == .timeline && options.focus == nil,
      "this layout may fail: use Picture(arranging:options:)")
    self.init(drafting: corpus, options: options)
    leadLines()
  }

  /// What is shown, on a time axis whatever the options say; the words are those of the layout asked for.
  init(drafting corpus: Corpus, options: PictureOptions) {
    self = PictureLayout(corpus, options).picture()
    origin = Origin(corpus: corpus, options: options)
  }

  /// Finds a way around the cards for each line. The cards stand in columns.
  mutating func leadLines() {
    let place = Dictionary(uniqueKeysWithValues: cards.enumerated().map { ($1.id, $0) })
    let edges = laneEdges
    let router = LineRouter(
      boxes: cards.map { LineRouter.Box(x: $0.x, y: $0.y, width: $0.width, height: $0.height) },
      lines: links.map { link in
        LineRouter.Line(
          tail: place[link.cited] ?? 0, head: place[link.citing] ?? 0,
          rank: RelationKind.allCases.firstIndex(of: link.kind) ?? RelationKind.allCases.count,
          arrowLength: 10 * look(of: link).arrowSize)
      }, top: edges.top + 3, bottom: edges.bottom - 3)
    setRoutes(router.routes)
  }
}

/// The sizes of a picture, in points.
enum PictureMetrics {
  static let margin = 24.0
  static let titleSize = 20.0
  static let titleHeight = 44.0
  static let axisHeight = 38.0
  static let axisSize = 12.0
  static let laneLabelSize = 14.0
  static let maximumLaneLabelWidth = 200.0
  static let lanePadding = 14.0
  static let rowGap = 20.0
  static let minimumCardWidth = 92.0
  static let maximumCardWidth = 150.0
  static let columnGap = 28.0
  static let cardPadding = 7.0
  static let cardRadius = 7.0
  static let nameSize = 12.0
  static let minimumNameSize = 10.0
  static let organizationSize = 10.0
  static let dateSize = 9.0
  static let nameHeight = 16.0
  static let organizationHeight = 12.0
  static let dateHeight = 12.0
  static let captionSize = 11.0
  static let captionLineHeight = 16.0
  static let legendHeight = 42.0
  static let legendRowHeight = 24.0
  static let legendSampleWidth = 48.0
  static let topicSampleWidth = 19.0
  static let topicRowHeight = 24.0

  /// The height of a card with some lines of small print under the name.
  static func cardHeight(smallLineCount: Int) -> Double { 24 + 12 * Double(smallLineCount) }
  /// The most columns of works before the time axis.
  static let maximumBeforeColumnCount = 3
  /// The size of works before the time axis.
  static let compactCardHeight = 30.0
  static let maximumBeforeCardWidth = 112.0
  static let compactNameSize = 11.0
}

private struct PictureLayout {
  private typealias Metrics = PictureMetrics

  private struct Shown {
    let paper: Paper
    let date: PublicationDate?
  }

  private let corpus: Corpus
  private var options: PictureOptions
  private let dateChoice: DateChoice
  private let members: [Shown]
  private let externals: [Shown]
  private let pairs: [Pair]
  private let skippedKindCount: Int
  /// For each topic, its place in the corpus.
  private let colorIndices: [String?: Int]

  /// All shown relations of one paper to another.
  private struct Pair {
    let citing: PaperID
    let cited: PaperID
    var relations: [Relation]
    /// The chain that the pair stands for, if no relation joins it.
    var bridge: CorpusBridge?

    var kind: RelationKind { relations.first?.kind ?? .cites }
  }

  private struct PairKey: Hashable {
    let citing: PaperID
    let cited: PaperID
  }

  init(_ corpus: Corpus, _ options: PictureOptions) {
    self.corpus = corpus
    self.options = options
    let choice = options.dateChoice ?? corpus.dateChoice
    dateChoice = choice
    colorIndices = Dictionary(corpus.topics.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    func shown(_ papers: [Paper], date: (Paper) -> PublicationDate?) -> [Shown] {
      papers.map { paper in
        Shown(paper: paper, date: date(paper))
      }.sorted { left, right in
        switch (left.date, right.date) {
        case (let a?, let b?): PublicationDate.isInSortedOrder(a, b) || (a == b && left.paper.id < right.paper.id)
        case (nil, _?): true
        case (_?, nil): false
        case (nil, nil): left.paper.id < right.paper.id
        }
      }
    }
    // A selection that narrows has left out the works outside the list by itself, but for those it names.
    let decidedBySelection = options.selection.map { $0.selection.narrows && $0.selection.leavesOutExternal } ?? false
    let showsExternals = options.externals != .none || decidedBySelection
    let visible = Set(corpus.papers.filter { showsExternals || !$0.isExternal }.map(\.id))
    var byPair: [PairKey: Int] = [:]
    var pairs: [Pair] = []
    var skipped = 0
    for relation in corpus.relations {
      guard options.kinds.contains(relation.kind) else {
        skipped += 1
        continue
      }
      guard visible.contains(relation.citing), visible.contains(relation.cited) else { continue }
      let key = PairKey(citing: relation.citing, cited: relation.cited)
      if let index = byPair[key] {
        pairs[index].relations.append(relation)
      } else {
        byPair[key] = pairs.count
        pairs.append(Pair(citing: relation.citing, cited: relation.cited, relations: [relation]))
      }
    }
    for index in pairs.indices {
      let relations = pairs[index].relations.enumerated()
      pairs[index].relations = relations.sorted { ($0.element.kind, $0.offset) < ($1.element.kind, $1.offset) }
        .map(\.element)
    }
    for bridge in options.selection?.bridges ?? []
    where visible.contains(bridge.citing) && visible.contains(bridge.cited) {
      pairs.append(Pair(citing: bridge.citing, cited: bridge.cited, relations: [], bridge: bridge))
    }
    self.pairs = pairs
    skippedKindCount = skipped
    // Works outside the list explain those on it; without a line they explain nothing, unless they were asked for.
    let isAskedFor = options.selection?.isPartial ?? false
    let tied =
      isAskedFor ? visible : Set(pairs.flatMap { [$0.citing, $0.cited] } + [options.focus?.paper].compactMap { $0 })
    let outside = corpus.papers.filter { $0.isExternal && tied.contains($0.id) }
    let isOnAxis = options.externals != .column
    // Of a work outside the list nobody says when it was listed; it stands by the date that is known.
    members = shown(corpus.papers.filter { isOnAxis && $0.isExternal ? tied.contains($0.id) : !$0.isExternal }) {
      $0.isExternal ? $0.date(preferring: choice) : $0.date(choice)
    }
    externals = isOnAxis ? [] : shown(outside) { $0.date(preferring: choice) }
  }

  // MARK: - Placing

  func picture() -> Picture {
    let axis = TimeAxis(members.map(\.date), foldingGaps: options.showsPath)
    let (givenLanes, givenLaneOfMember, _) = assignLanes()
    let all = members + externals
    let textWidth = all.reduce(0) { width, shown in
      max(
        width, TextMeasure.width(of: shown.paper.name, size: Metrics.nameSize, isBold: true),
        TextMeasure.width(of: shown.paper.organizations.first ?? "", size: Metrics.organizationSize))
    }
    let width = min(max(textWidth + 2 * Metrics.cardPadding, Metrics.minimumCardWidth), Metrics.maximumCardWidth)
      .rounded(.up)
    let hasOrganizations = members.contains { !$0.paper.organizations.isEmpty }
    let hasDates = members.contains { $0.date != nil }
    let cardHeight = Metrics.cardHeight(smallLineCount: (hasOrganizations ? 1 : 0) + (hasDates ? 1 : 0))
    let pitch = width + Metrics.columnGap
    let rowPitch = cardHeight + Metrics.rowGap

    let position = Dictionary(uniqueKeysWithValues: members.enumerated().map { ($1.paper.id, $0) })
    let ties = pairs.compactMap { pair -> TrackLayout.Edge? in
      guard let citing = position[pair.citing], let cited = position[pair.cited] else { return nil }
      return TrackLayout.Edge(earlier: cited, later: citing, kind: pair.kind)
    }
    let crowding = ColumnSplit(
      periods: axis.places, lanes: givenLaneOfMember, dates: members.map(\.date), relations: ties,
      periodCount: axis.columns.count, laneCount: givenLanes.count, columnPitch: pitch, rowPitch: rowPitch)
    let (tracks, laneOrder) = TrackLayout.placing(
      nodes: members.indices.map { TrackLayout.Node(lane: givenLaneOfMember[$0], column: crowding.columns[$0]) },
      edges: ties.map { edge in
        crowding.columns[edge.earlier] <= crowding.columns[edge.later]
          ? edge : TrackLayout.Edge(earlier: edge.later, later: edge.earlier, kind: edge.kind)
      },
      laneCount: givenLanes.count, movableLaneCount: givenLanes.count { $0 != nil })
    let lanes = laneOrder.map { givenLanes[$0] }
    var placeOfLane = [Int](repeating: 0, count: lanes.count)
    for (place, lane) in laneOrder.enumerated() { placeOfLane[lane] = place }
    let laneOfMember = givenLaneOfMember.map { placeOfLane[$0] }

    let laneLabels = labels(of: lanes)
    let labelWidth =
      laneLabels.map { TextMeasure.width(of: $0, size: Metrics.laneLabelSize, isBold: true) }.max() ?? 0
    let left = Metrics.margin + (labelWidth > 0 ? labelWidth + 18 : 0)
    let lanesTop = Metrics.margin + Metrics.titleHeight + Metrics.axisHeight

    // Lanes, then what stands in them.
    func laneHeight(_ lane: Int) -> Double {
      Double(max(1, tracks.rowCounts[lane])) * rowPitch - Metrics.rowGap + 2 * Metrics.lanePadding
    }
    let before = BeforeColumns(
      count: externals.count, width: min(width, Metrics.maximumBeforeCardWidth),
      height: lanes.indices.reduce(0) { $0 + laneHeight($1) })
    let stretch = max(0, before.neededHeight - lanes.indices.reduce(0) { $0 + laneHeight($1) }) / Double(lanes.count)
    var top = lanesTop
    var placedLanes: [Picture.Lane] = []
    for (lane, topic) in lanes.enumerated() {
      let height = laneHeight(lane) + stretch
      placedLanes.append(
        Picture.Lane(
          topic: topic?.id, label: laneLabels[lane], y: top, height: height, colorIndex: colorIndex(of: topic?.id)))
      top += height
    }
    let axisBottom = top
    let axisLeft = left + before.totalWidth

    // Columns: a folded stretch is as wide as what it says.
    var columns: [Picture.Column] = []
    var columnLefts: [Double] = []
    var x = axisLeft
    for place in axis.columns.indices {
      let label = axis.label(place, in: options.language)
      let isGap = if case .gap = axis.columns[place] { true } else { false }
      let columnWidth =
        isGap
        ? max(44, TextMeasure.width(of: label.text, size: Metrics.axisSize) + 16)
        : Double(crowding.columnCounts[place]) * pitch
      columns.append(
        Picture.Column(label: label.text, beginsYear: label.beginsYear, x: x, width: columnWidth, isGap: isGap))
      columnLefts += (0..<crowding.columnCounts[place]).map { x + Double($0) * pitch }
      x += columnWidth
    }
    let axisRight = x

    let memberCards = members.indices.map { index in
      let room = placedLanes[laneOfMember[index]]
      // Rows stand in the middle of a lane that is higher than they need.
      let used = Double(tracks.rowCounts[laneOfMember[index]]) * rowPitch - Metrics.rowGap
      return card(
        members[index],
        x: columnLefts[crowding.columns[index]] + pitch / 2,
        y: room.y + (room.height - used) / 2 + cardHeight / 2 + Double(tracks.rows[index]) * rowPitch,
        width: width, height: cardHeight)
    }
    let externalCards = placedBefore(before, memberCards: memberCards, left: left, top: lanesTop, bottom: axisBottom)
    let cards = externalCards + memberCards
    let links = self.links(cards)
    let wording = wording(of: axis, lanes)
    let heading = wording.heading
    let bridgeCount = pairs.count { $0.bridge != nil }
    var picture = Picture(
      title: heading, caption: [], summary: summary(), columns: columns, lanes: placedLanes, cards: cards, links: links,
      language: options.language, heading: heading, notes: wording.notes, width: 0, height: 0,
      beforeWidth: before.totalWidth, stressesCitations: options.showsPath || hasFewCitationsOnly,
      bridgesAreNumbered: bridgeCount <= Picture.numberedBridgeCount)
    for language in Language.allCases where language != options.language {
      var other = self
      other.options.language = language
      picture.wordings[language] = other.wording(of: axis, lanes)
    }
    picture.setFrame(contentRight: axisRight, contentBottom: axisBottom)
    return picture
  }

  private func wording(of axis: TimeAxis, _ lanes: [Topic?]) -> Picture.Wording {
    let language = options.language
    return Picture.Wording(
      heading: corpus.title(in: language.code) ?? language("Papers and what they grew out of", "论文及其渊源"),
      notes: caption(), columns: axis.columns.indices.map { axis.label($0, in: language).text },
      lanes: labels(of: lanes))
  }

  private func labels(of lanes: [Topic?]) -> [String] {
    lanes.map { lane in
      TextMeasure.truncated(
        label(of: lane), to: Metrics.maximumLaneLabelWidth, size: Metrics.laneLabelSize, isBold: true)
    }
  }

  private func card(_ shown: Shown, x: Double, y: Double, width: Double, height: Double) -> Picture.Card {
    let textWidth = width - 2 * Metrics.cardPadding
    let nameWidth = TextMeasure.width(of: shown.paper.name, size: Metrics.nameSize, isBold: true)
    let isCompact = height <= Metrics.compactCardHeight
    let largest = isCompact ? Metrics.compactNameSize : Metrics.nameSize
    let fittingSize = (Metrics.nameSize * textWidth / max(nameWidth, 1)).rounded(.down)
    let nameSize = min(largest, max(Metrics.minimumNameSize, fittingSize))
    return Picture.Card(
      id: shown.paper.id,
      name: TextMeasure.truncated(shown.paper.name, to: textWidth, size: nameSize, isBold: true),
      nameSize: nameSize,
      organization: isCompact
        ? ""
        : TextMeasure.truncated(
          shown.paper.organizations.first ?? "", to: textWidth, size: Metrics.organizationSize),
      date: (isCompact ? shown.date.map { "\($0.year)" } : shown.date?.toTheMonth) ?? "",
      topic: shown.paper.topic,
      colorIndex: shown.paper.isExternal ? nil : colorIndices[shown.paper.topic],
      isExternal: shown.paper.isExternal, x: x, y: y, width: width,
      height: height, tooltip: tooltip(of: shown), link: shown.paper.address)
  }

  /// Works before the axis, each near the middle of what it explains, older ones farther left.
  private func placedBefore(
    _ before: BeforeColumns, memberCards: [Picture.Card], left: Double, top: Double, bottom: Double
  ) -> [Picture.Card] {
    guard before.columnCount > 0 else { return [] }
    let externalPlace = Dictionary(uniqueKeysWithValues: externals.enumerated().map { ($1.paper.id, $0) })
    var heights = Dictionary(uniqueKeysWithValues: memberCards.map { ($0.id, $0.y) })
    var neighbors = [[(paper: PaperID, weight: Double)]](repeating: [], count: externals.count)
    for pair in pairs {
      let weight = pair.kind.bearsLineage ? 3.0 : 1
      if let place = externalPlace[pair.citing] { neighbors[place].append((pair.cited, weight)) }
      if let place = externalPlace[pair.cited] { neighbors[place].append((pair.citing, weight)) }
    }
    let middle = (top + bottom) / 2
    var wanted = [Double](repeating: middle, count: externals.count)
    // Works tied only to other external works follow those.
    for _ in 0..<4 {
      for place in externals.indices {
        let known = neighbors[place].compactMap { tie in heights[tie.paper].map { ($0, tie.weight) } }
        let total = known.reduce(0) { $0 + $1.1 }
        if total > 0 { wanted[place] = known.reduce(0) { $0 + $1.0 * $1.1 } / total }
      }
      for place in externals.indices { heights[externals[place].paper.id] = wanted[place] }
    }
    // Neighbours in height stand side by side, the older one farther left, so that each column covers all lanes.
    let byHeight = externals.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
    var columnOf = [Int](repeating: 0, count: externals.count)
    for start in stride(from: 0, to: byHeight.count, by: before.columnCount) {
      let group = byHeight[start..<min(start + before.columnCount, byHeight.count)].sorted()
      for (column, place) in group.enumerated() { columnOf[place] = before.columnCount - group.count + column }
    }
    var cards = [Picture.Card?](repeating: nil, count: externals.count)
    for column in 0..<before.columnCount {
      let members = byHeight.filter { columnOf[$0] == column }
      let first = top + Metrics.lanePadding + Metrics.compactCardHeight / 2
      let last = bottom - Metrics.lanePadding - Metrics.compactCardHeight / 2
      let places = LineRouter.separated(
        members.map { wanted[$0] }, gap: BeforeColumns.pitch, from: first, to: last)
      for (place, y) in zip(members, places) {
        cards[place] = card(
          externals[place], x: left + (Double(column) + 0.5) * before.pitch, y: y, width: before.width,
          height: Metrics.compactCardHeight)
      }
    }
    return cards.compactMap { $0 }
  }

  /// The lanes that are used, in the order of the topics, one for papers without a topic last; and the lane of each
  /// paper. An external paper without a topic stands in the lane of most papers that have to do with it.
  private func assignLanes() -> (lanes: [Topic?], ofMember: [Int], ofExternal: [Int]) {
    let known = Set(corpus.topics.map(\.id))
    func hasLane(_ shown: Shown) -> Bool {
      !shown.paper.isExternal || shown.paper.topic.map(known.contains) ?? false
    }
    let listed = members.filter(hasLane)
    let used = Set(listed.map(\.paper.topic))
    var lanes: [Topic?] = corpus.topics.filter { used.contains($0.id) }
    if used.contains(nil) || lanes.isEmpty { lanes.append(nil) }
    let laneOfTopic = Dictionary(uniqueKeysWithValues: lanes.enumerated().map { ($1?.id, $0) })
    var laneOfPaper = Dictionary(
      uniqueKeysWithValues: listed.map { ($0.paper.id, laneOfTopic[$0.paper.topic] ?? 0) })
    let outside = externals + members.filter { !hasLane($0) }

    var neighbors: [PaperID: [PaperID]] = [:]
    for pair in pairs {
      neighbors[pair.citing, default: []].append(pair.cited)
      neighbors[pair.cited, default: []].append(pair.citing)
    }
    // Works tied only to other external works follow those.
    for _ in 0..<3 {
      var decided: [PaperID: Int] = [:]
      for external in outside where laneOfPaper[external.paper.id] == nil {
        var votes = [Int](repeating: 0, count: lanes.count)
        for neighbor in neighbors[external.paper.id] ?? [] {
          if let lane = laneOfPaper[neighbor] { votes[lane] += 1 }
        }
        if let most = votes.max(), most > 0 { decided[external.paper.id] = votes.firstIndex(of: most) }
      }
      laneOfPaper.merge(decided) { first, _ in first }
    }
    func lane(_ shown: Shown) -> Int { laneOfPaper[shown.paper.id] ?? lanes.count - 1 }
    return (lanes, members.map(lane), externals.map(lane))
  }

  private func colorIndex(of topic: String?) -> Int? { colorIndices[topic] }

  private func label(of topic: Topic?) -> String {
    if let topic { return topic.label(in: options.language.code) }
    return corpus.topics.isEmpty ? "" : options.language("Other", "其他")
  }

  // MARK: - Lines

  /// The lines, lightest first, with their places on the sides of the cards.
  private func links(_ cards: [Picture.Card]) -> [Picture.Link] {
    let place = Dictionary(uniqueKeysWithValues: cards.enumerated().map { ($1.id, $0) })
    let names = Dictionary(uniqueKeysWithValues: corpus.papers.map { ($0.id, $0.name) })
    let outside = Set(externals.map(\.paper.id))
    let ordered = pairs.enumerated().sorted {
      ($1.element.kind, $0.offset) < ($0.element.kind, $1.offset)
    }.map(\.element)
    let ports = PortAssignment(
      ordered.compactMap { pair in
        guard let cited = place[pair.cited], let citing = place[pair.citing] else { return nil }
        return PortAssignment.Line(from: cards[cited], to: cards[citing], kind: pair.kind)
      })
    var links = zip(ordered, ports.ports).map { pair, ports in
      Picture.Link(
        citing: pair.citing, cited: pair.cited, kinds: unique(pair.relations.map(\.kind)),
        via: pair.bridge?.via.count, tooltip: tooltip(of: pair, names: names), tail: ports.tail, head: ports.head,
        isFaint: !pair.kind.bearsLineage && pair.bridge == nil && !options.showsPath
          && (outside.contains(pair.citing) || outside.contains(pair.cited)))
    }
    // Faint lines lie under all others; bridges under them all where there are many.
    let isCrowded = pairs.count { $0.bridge != nil } > Picture.numberedBridgeCount
    func layer(_ link: Picture.Link) -> Int { isCrowded && link.via != nil ? 0 : link.isFaint ? 1 : 2 }
    links = (0...2).flatMap { number in links.filter { layer($0) == number } }
    Picture.distinguishIDs(of: &links)
    return links
  }

  /// Whether plain citations are all there is, and few enough to be drawn dark.
  private var hasFewCitationsOnly: Bool {
    let lines = pairs.filter { $0.bridge == nil }
    return lines.allSatisfy { $0.kind == .cites } && lines.count <= 2 * members.count
  }

  private func unique(_ kinds: [RelationKind]) -> [RelationKind] { Set(kinds).sorted() }

  // MARK: - Words

  private func tooltip(of shown: Shown) -> String {
    let paper = shown.paper
    let dates = paper.versions.map { version in
      "\(DateChoice.role(version.role).word(in: options.language)) \(version.date)"
        + (version.venue.map { ", \($0)" } ?? "")
    }
    let lines = [
      paper.title, paper.organizations.joined(separator: ", "), dates.joined(separator: " · "), paper.impact ?? "",
    ]
    return lines.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func tooltip(of pair: Pair, names: [PaperID: String]) -> String {
    let (citing, cited) = (names[pair.citing] ?? pair.citing.rawValue, names[pair.cited] ?? pair.cited.rawValue)
    if let bridge = pair.bridge { return bridge.words(from: cited, to: citing, in: options.language) }
    return pair.relations.map { relation in
      let reasons = RelationSummary(relation).reasons(in: options.language)
      return "\(citing) \(relation.kind.verb(in: options.language)) \(cited)\n"
        + reasons.map { "  " + $0 }.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  private func caption() -> [String] {
    let language = options.language
    let relationCount = pairs.reduce(0) { $0 + $1.relations.count }
    let lineCount = pairs.count { $0.bridge == nil }
    var shown = [
      language.count(members.count, "paper", "papers", "篇论文"),
      placement,
      language.count(relationCount, "relation", "relations", "条关系")
        + (relationCount == lineCount
          ? ""
          : language(
            " in \(language.count(lineCount, "line", "lines", "")) (a pair of papers has one)",
            "，画成 \(Figures.grouped(lineCount)) 条线（每对论文一条）")),
      language("arrows run from the earlier to the later paper", "箭头由早到晚"),
    ]
    if !externals.isEmpty {
      shown.insert(
        language.count(
          externals.count, "external work before the axis", "external works before the axis", "篇列表外论文列于轴前"), at: 1)
    }
    let outsideCount = members.count { $0.paper.isExternal }
    if outsideCount > 0 {
      shown.insert(
        language.count(outsideCount, "of them an external work", "of them external works", "篇为列表外论文"), at: 1)
    }
    var leftOut: [String] = []
    let hidden = corpus.papers.count - members.count - externals.count
    if hidden > 0 {
      leftOut.append(language.count(hidden, "external work", "external works", "篇列表外论文"))
      let relations = corpus.relations.count - skippedKindCount - relationCount
      if relations > 0 {
        leftOut.append(
          language.count(relations, "relation", "relations", "条与其相关的关系") + language(" from or to them", ""))
      }
    }
    if skippedKindCount > 0 {
      leftOut.append(
        language.count(skippedKindCount, "relation of other kinds", "relations of other kinds", "条其他种类的关系"))
    }
    var lines = [shown.joined(separator: " · ")]
    if !leftOut.isEmpty {
      lines.append(language("Left out: ", "未画出：") + leftOut.joined(separator: language(", ", "，")))
    }
    let undated = members.count { $0.date == nil }
    if undated > 0, undated < members.count, (options.layout ?? .timeline) == .timeline {
      let count = Figures.grouped(undated)
      lines.append(
        language(
          "\(count) without \(dateChoice == .earliest ? "any" : "such a") date at the left",
          "\(count) 篇无此日期，列于最左"))
    }
    return options.selection?.captionLines(before: lines, in: language) ?? lines
  }

  /// By what the papers are placed.
  private var placement: String {
    let language = options.language
    switch options.layout ?? .timeline {
    case .timeline, .generations:
      guard members.contains(where: { $0.date != nil }) else { return language("no dates are known", "均无日期") }
      return language(
        "placed by \(dateChoice == .earliest ? "earliest" : dateChoice.word(in: language)) date",
        "按\(dateChoice.word(in: language))日期排列")
    case .tree: return language("what a paper builds on stands at its left", "论文所依据者在其左")
    case .radial: return language("rings count the steps from the middle", "圈数为距中心的步数")
    case .force: return language("related papers stand near each other", "相关论文彼此靠近")
    }
  }

  /// A sentence for readers who cannot see the picture.
  private func summary() -> String {
    let language = options.language
    let dates = members.compactMap(\.date)
    let span = [dates.first, dates.last].compactMap { $0?.toTheMonth }
    let bridgeCount = pairs.count { $0.bridge != nil }
    let bridges =
      bridgeCount == 0
      ? ""
      : language(
        bridgeCount == 1
          ? " 1 line stands for a chain through papers left out."
          : " \(Figures.grouped(bridgeCount)) lines stand for chains through papers left out.",
        "\(Figures.grouped(bridgeCount)) 条代表经由略去论文的链。")
    let arrangement =
      switch options.layout ?? .timeline {
      case .timeline where corpus.topics.isEmpty: language(" on a time axis from left to right", "沿时间轴自左向右排列")
      case .timeline: language(" on a time axis from left to right, a lane for each topic", "沿时间轴自左向右排列，每个主题一行")
      case .generations: language(" in columns by generation", "按代分列")
      case .tree: language(" as a tree from left to right", "自左向右排成树形")
      case .radial: language(" in rings around a middle", "围绕中心分圈排列")
      case .force: language(" as a network", "排成网络")
      }
    let before =
      externals.isEmpty
      ? ""
      : language(
        ", \(language.count(externals.count, "external work", "external works", "")) before it",
        "，轴前有列表外论文 \(Figures.grouped(externals.count)) 篇")
    return language(
      "\(language.count(members.count, "paper", "papers", ""))"
        + "\(span.count == 2 ? " from \(span[0]) to \(span[1])" : "")\(arrangement)\(before)",
      "\(Figures.grouped(members.count)) 篇论文\(span.count == 2 ? "（\(span[0]) 至 \(span[1])）" : "")\(arrangement)\(before)"
    )
      + lineSummary + bridges
  }

  /// The lines, for readers who cannot see the picture; ends the sentence.
  private var lineSummary: String {
    let language = options.language
    guard !pairs.isEmpty else { return language(".", "。") }
    let lines = language(
      ", and \(language.count(pairs.count, "line", "lines", "")) between them",
      "；其间有 \(Figures.grouped(pairs.count)) 条连线")
    let count = pairs.count(where: \.kind.bearsLineage)
    guard count > 0 else { return lines + language(".", "。") }
    return lines
      + language(
        "; \(Figures.grouped(count)) \(count == 1 ? "says" : "say") that the later paper builds on the earlier one.",
        "，其中 \(Figures.grouped(count)) 条表示后者建立在前者之上。")
  }
}

/// The columns of works before the time axis.
private struct BeforeColumns {
  private typealias Metrics = PictureMetrics

  let columnCount: Int
  /// The width of a card.
  let width: Double
  /// What the works need from top to bottom.
  let neededHeight: Double

  /// From one card to the next below it.
  static let pitch = PictureMetrics.compactCardHeight + PictureMetrics.rowGap - 4
  /// From one column to the next.
  var pitch: Double { width + Metrics.columnGap }
  var totalWidth: Double { columnCount == 0 ? 0 : Double(columnCount) * pitch + 14 }

  init(count: Int, width: Double, height: Double) {
    self.width = width
    let inColumn = max(1, Int((height - 2 * Metrics.lanePadding + Metrics.rowGap) / Self.pitch))
    columnCount = min((count + inColumn - 1) / inColumn, Metrics.maximumBeforeColumnCount)
    let rowCount = columnCount == 0 ? 0 : (count + columnCount - 1) / columnCount
    neededHeight = Double(rowCount) * Self.pitch + 2 * Metrics.lanePadding
  }
}
