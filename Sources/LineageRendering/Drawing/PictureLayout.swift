public import PaperLineage

extension Picture {
  /// Draws up a picture of a corpus: months from left to right, a lane for each topic, lineages as straight tracks.
  ///
  /// - Complexity: see ``TrackLayout``; beyond it O(*p* log *p* + *r*) for *p* papers and *r* relations.
  public init(_ corpus: Corpus, options: PictureOptions = PictureOptions()) {
    self = PictureLayout(corpus, options).picture()
    origin = Origin(corpus: corpus, options: options)
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
  static let maximumCardWidth = 138.0
  static let columnGap = 22.0
  static let cardPadding = 7.0
  static let nameSize = 12.0
  static let minimumNameSize = 10.0
  static let organizationSize = 10.0
  static let dateSize = 9.0
  static let captionSize = 11.0
  static let captionLineHeight = 16.0
  static let legendHeight = 42.0
  static let legendSampleWidth = 48.0

  /// The height of a card with some lines of small print under the name.
  static func cardHeight(smallLineCount: Int) -> Double { 24 + 12 * Double(smallLineCount) }
  /// The most columns of works before the time axis.
  static let maximumBeforeColumnCount = 3
}

private struct PictureLayout {
  private typealias Metrics = PictureMetrics

  private struct Shown {
    let paper: Paper
    let date: PublicationDate?
  }

  private let corpus: Corpus
  private let options: PictureOptions
  private let dateChoice: DateChoice
  private let members: [Shown]
  private let externals: [Shown]
  private let pairs: [Pair]
  private let skippedKindCount: Int

  /// All shown relations of one paper to another.
  private struct Pair {
    let citing: PaperID
    let cited: PaperID
    var relations: [Relation]
    /// The chain that the pair stands for, if no relation joins it.
    var bridge: CorpusBridge?

    var kind: RelationKind { relations.first?.kind ?? .cites }
  }

  init(_ corpus: Corpus, _ options: PictureOptions) {
    self.corpus = corpus
    self.options = options
    let choice = options.dateChoice ?? corpus.dateChoice
    dateChoice = choice
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
    let visible = Set(corpus.papers.filter { options.externals != .none || !$0.isExternal }.map(\.id))
    var byPair: [[PaperID]: Int] = [:]
    var pairs: [Pair] = []
    var skipped = 0
    for relation in corpus.relations {
      guard options.kinds.contains(relation.kind) else {
        skipped += 1
        continue
      }
      guard visible.contains(relation.citing), visible.contains(relation.cited) else { continue }
      let key = [relation.citing, relation.cited]
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
    let tied = isAskedFor ? visible : Set(pairs.flatMap { [$0.citing, $0.cited] })
    let outside = corpus.papers.filter { $0.isExternal && tied.contains($0.id) }
    let isOnAxis = options.externals == .axis
    // Of a work outside the list nobody says when it was listed; it stands by the date that is known.
    members = shown(corpus.papers.filter { isOnAxis && $0.isExternal ? tied.contains($0.id) : !$0.isExternal }) {
      $0.isExternal ? $0.date(preferring: choice) : $0.date(choice)
    }
    externals = isOnAxis ? [] : shown(outside) { $0.date(preferring: choice) }
  }

  // MARK: - Placing

  func picture() -> Picture {
    let axis = TimeAxis(members.map(\.date), foldingGaps: options.showsPath)
    let (lanes, laneOfMember, laneOfExternal) = assignLanes()
    let position = Dictionary(uniqueKeysWithValues: members.enumerated().map { ($1.paper.id, $0) })
    let tracks = TrackLayout(
      nodes: members.indices.map { TrackLayout.Node(lane: laneOfMember[$0], column: axis.places[$0]) },
      edges: pairs.compactMap { pair in
        guard let citing = position[pair.citing], let cited = position[pair.cited] else { return nil }
        return axis.places[cited] <= axis.places[citing]
          ? TrackLayout.Edge(earlier: cited, later: citing, kind: pair.kind)
          : TrackLayout.Edge(earlier: citing, later: cited, kind: pair.kind)
      },
      laneCount: lanes.count)
    let before = BeforeColumns(lanes: laneOfExternal, laneRowCounts: tracks.rowCounts)

    let all = members + externals
    let textWidth = all.reduce(0) { width, shown in
      max(
        width, TextMeasure.width(of: shown.paper.name, size: Metrics.nameSize, isBold: true),
        TextMeasure.width(of: shown.paper.organizations.first ?? "", size: Metrics.organizationSize))
    }
    let width = min(max(textWidth + 2 * Metrics.cardPadding, Metrics.minimumCardWidth), Metrics.maximumCardWidth)
      .rounded(.up)
    let hasOrganizations = all.contains { !$0.paper.organizations.isEmpty }
    let hasDates = all.contains { $0.date != nil }
    let cardHeight = Metrics.cardHeight(smallLineCount: (hasOrganizations ? 1 : 0) + (hasDates ? 1 : 0))
    let pitch = width + Metrics.columnGap
    let laneLabels = lanes.map { lane in
      TextMeasure.truncated(
        label(of: lane), to: Metrics.maximumLaneLabelWidth, size: Metrics.laneLabelSize, isBold: true)
    }
    let labelWidth =
      laneLabels.map { TextMeasure.width(of: $0, size: Metrics.laneLabelSize, isBold: true) }.max() ?? 0
    let left = Metrics.margin + (labelWidth > 0 ? labelWidth + 18 : 0)
    let beforeWidth = Double(before.columnCount) * pitch + (before.columnCount > 0 ? 14 : 0)
    let axisLeft = left + beforeWidth
    let rowPitch = cardHeight + Metrics.rowGap

    var top = Metrics.margin + Metrics.titleHeight + Metrics.axisHeight
    var placedLanes: [Picture.Lane] = []
    for (lane, topic) in lanes.enumerated() {
      let rowCount = max(1, max(tracks.rowCounts[lane], before.rowCounts[lane]))
      let height = Double(rowCount) * rowPitch - Metrics.rowGap + 2 * Metrics.lanePadding
      placedLanes.append(
        Picture.Lane(
          topic: topic?.id, label: laneLabels[lane], y: top, height: height, colorIndex: colorIndex(of: topic?.id)))
      top += height
    }
    let axisBottom = top

    func card(_ shown: Shown, x: Double, lane: Int, row: Int, rowCount: Int) -> Picture.Card {
      let room = placedLanes[lane]
      // Rows stand in the middle of a lane that is higher than they need.
      let used = Double(rowCount) * rowPitch - Metrics.rowGap
      let first = room.y + (room.height - used) / 2 + cardHeight / 2
      let textWidth = width - 2 * Metrics.cardPadding
      let nameWidth = TextMeasure.width(of: shown.paper.name, size: Metrics.nameSize, isBold: true)
      let fittingSize = (Metrics.nameSize * textWidth / max(nameWidth, 1)).rounded(.down)
      let nameSize = min(Metrics.nameSize, max(Metrics.minimumNameSize, fittingSize))
      return Picture.Card(
        id: shown.paper.id,
        name: TextMeasure.truncated(shown.paper.name, to: textWidth, size: nameSize, isBold: true),
        nameSize: nameSize,
        organization: TextMeasure.truncated(
          shown.paper.organizations.first ?? "", to: textWidth, size: Metrics.organizationSize),
        date: shown.date?.toTheMonth ?? "",
        topic: shown.paper.topic, colorIndex: shown.paper.isExternal ? nil : colorIndex(of: shown.paper.topic),
        isExternal: shown.paper.isExternal, x: x, y: first + Double(row) * rowPitch, width: width,
        height: cardHeight, tooltip: tooltip(of: shown), link: shown.paper.address)
    }
    let memberCards = members.indices.map { index in
      card(
        members[index], x: axisLeft + (Double(axis.places[index]) + 0.5) * pitch, lane: laneOfMember[index],
        row: tracks.rows[index], rowCount: tracks.rowCounts[laneOfMember[index]])
    }
    let externalCards = externals.indices.map { index in
      card(
        externals[index], x: left + (Double(before.columns[index]) + 0.5) * pitch, lane: laneOfExternal[index],
        row: before.rows[index], rowCount: before.rowCounts[laneOfExternal[index]])
    }
    let columns = axis.columns.indices.map { place in
      let label = axis.label(place, in: options.language)
      return Picture.Column(
        label: label.text, beginsYear: label.beginsYear, x: axisLeft + Double(place) * pitch, width: pitch)
    }
    let cards = externalCards + memberCards
    let links = self.links(cards)
    let legendWidth = Picture.legend(of: links, in: options.language).last.map { $0.x + $0.width } ?? 0
    let pictureWidth = max(axisLeft + Double(axis.columns.count) * pitch, legendWidth) + Metrics.margin
    let title = TextMeasure.truncated(
      corpus.title(in: options.language.code) ?? options.language("Papers and what they grew out of", "论文及其渊源"),
      to: pictureWidth - 2 * Metrics.margin, size: Metrics.titleSize, isBold: true)
    let caption = self.caption().flatMap { line in
      Self.wrapped(line, width: pictureWidth - 2 * Metrics.margin)
    }
    let height =
      axisBottom + (links.isEmpty ? 8 : Metrics.legendHeight)
      + Double(caption.count) * Metrics.captionLineHeight + Metrics.margin
    return Picture(
      title: title,
      caption: caption, summary: summary(), columns: columns, lanes: placedLanes, cards: cards, links: links,
      language: options.language, width: pictureWidth, height: height, beforeWidth: beforeWidth,
      stressesCitations: options.showsPath || hasFewCitationsOnly)
  }

  /// The lanes that are used, in the order of the topics, one for papers without a topic last; and the lane of each
  /// paper. An external paper stands in the lane of most papers that have to do with it.
  private func assignLanes() -> (lanes: [Topic?], ofMember: [Int], ofExternal: [Int]) {
    let listed = members.filter { !$0.paper.isExternal }
    let used = Set(listed.map(\.paper.topic))
    var lanes: [Topic?] = corpus.topics.filter { used.contains($0.id) }
    if used.contains(nil) || lanes.isEmpty { lanes.append(nil) }
    let laneOfTopic = Dictionary(uniqueKeysWithValues: lanes.enumerated().map { ($1?.id, $0) })
    var laneOfPaper = Dictionary(
      uniqueKeysWithValues: listed.map { ($0.paper.id, laneOfTopic[$0.paper.topic] ?? 0) })
    let outside = externals + members.filter(\.paper.isExternal)

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

  private func colorIndex(of topic: String?) -> Int? {
    topic.flatMap { id in corpus.topics.firstIndex { $0.id == id } }
  }

  private func label(of topic: Topic?) -> String {
    if let topic { return topic.label(in: options.language.code) }
    return corpus.topics.isEmpty ? "" : options.language("Other", "其他")
  }

  // MARK: - Lines

  /// The lines, lightest first, with their places on the sides of the cards.
  private func links(_ cards: [Picture.Card]) -> [Picture.Link] {
    let byID = Dictionary(uniqueKeysWithValues: cards.map { ($0.id, $0) })
    let names = Dictionary(uniqueKeysWithValues: corpus.papers.map { ($0.id, $0.name) })
    let ordered = pairs.enumerated().sorted {
      ($1.element.kind, $0.offset) < ($0.element.kind, $1.offset)
    }.map(\.element)
    let ports = PortAssignment(
      ordered.compactMap { pair in
        guard let cited = byID[pair.cited], let citing = byID[pair.citing] else { return nil }
        return PortAssignment.Line(from: cited, to: citing, kind: pair.kind)
      })
    return zip(ordered, ports.ports).map { pair, ports in
      Picture.Link(
        citing: pair.citing, cited: pair.cited, kinds: unique(pair.relations.map(\.kind)),
        via: pair.bridge?.via.count, tooltip: tooltip(of: pair, names: names), tail: ports.tail, head: ports.head)
    }
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
      language(
        "placed by \(dateChoice == .earliest ? "earliest" : dateChoice.word(in: language)) date",
        "按\(dateChoice.word(in: language))日期排列"),
      language.count(relationCount, "relation", "relations", "条关系")
        + (relationCount == lineCount
          ? "" : language(" in \(lineCount) lines (a pair of papers has one)", "，画成 \(lineCount) 条线（每对论文一条）")),
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
    if undated > 0 {
      lines.append(
        language(
          "\(undated) without \(dateChoice == .earliest ? "any" : "such a") date at the left",
          "\(undated) 篇无此日期，列于最左"))
    }
    return options.selection?.captionLines(before: lines, in: language) ?? lines
  }

  /// A sentence for readers who cannot see the picture.
  private func summary() -> String {
    let language = options.language
    let dates = members.compactMap(\.date)
    let span = [dates.first, dates.last].compactMap { $0?.toTheMonth }
    let lines = pairs.filter(\.kind.bearsLineage).count
    return language(
      "\(language.count(members.count, "paper", "papers", ""))\(span.count == 2 ? " from \(span[0]) to \(span[1])" : "") on a time axis from left to right, "
        + "a lane for each topic, and \(language.count(pairs.count, "line", "lines", "")) between them; \(lines) say that the later paper builds on the earlier one.",
      "\(members.count) 篇论文\(span.count == 2 ? "（\(span[0]) 至 \(span[1])）" : "")沿时间轴自左向右排列，每个主题一行；其间有 \(pairs.count) 条连线，其中 \(lines) 条表示后者建立在前者之上。"
    )
  }

  private static func wrapped(_ text: String, width: Double) -> [String] {
    let columns = Int(width / (PictureMetrics.captionSize * 0.56))
    return text.wrapped(toWidth: max(20, columns))
  }
}

/// Where works before the time axis stand: in each lane a grid, oldest first, downwards and then to the right.
private struct BeforeColumns {
  let columnCount: Int
  let rowCounts: [Int]
  private(set) var columns: [Int] = []
  private(set) var rows: [Int] = []

  init(lanes: [Int], laneRowCounts: [Int]) {
    let counts = laneRowCounts.indices.map { lane in lanes.count { $0 == lane } }
    let needed = zip(counts, laneRowCounts).map { count, rows in (count + max(rows, 1) - 1) / max(rows, 1) }.max() ?? 0
    let columnCount = lanes.isEmpty ? 0 : min(PictureMetrics.maximumBeforeColumnCount, max(1, needed))
    let rowCounts = counts.map { columnCount == 0 ? 0 : ($0 + columnCount - 1) / columnCount }
    var next = [Int](repeating: 0, count: laneRowCounts.count)
    for lane in lanes {
      columns.append(next[lane] / max(1, rowCounts[lane]))
      rows.append(next[lane] % max(1, rowCounts[lane]))
      next[lane] += 1
    }
    self.columnCount = columnCount
    self.rowCounts = rowCounts
  }
}
