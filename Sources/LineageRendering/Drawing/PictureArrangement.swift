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
    if let focus = options.focus {
      try self.init(arranging: Kinship(of: focus, in: corpus, options: options), options: options)
      return
    }
    let layout = options.layout ?? .timeline
    var options = options
    options.layout = layout
    // Before a time axis is only where there is one.
    if layout != .timeline, options.externals == .column { options.externals = .axis }
    self.init(drafting: corpus, options: options)
    if layout.isMadeByGraphviz { try arrange(as: layout, topics: corpus.topics, focus: nil) } else { leadLines() }
  }

  /// Draws up a picture of a paper among its ancestors and descendants, in columns by generation unless the options name
  /// another layout.
  ///
  /// - Parameters:
  ///   - kinship: What is shown; what becomes of works outside the reading list was decided with it.
  ///   - options: How it is shown; its focus is that of the kinship.
  /// - Throws: ``GraphvizError``.
  public init(arranging kinship: Kinship, options: PictureOptions) throws(GraphvizError) {
    var options = options
    let layout = options.layout ?? .generations
    options.layout = layout
    options.focus = kinship.focus
    options.selection = kinship.selection
    // Before a time axis is only where there is one.
    options.externals = layout == .timeline && options.externals == .column ? .column : .axis
    let corpus = kinship.selection.corpus
    self.init(drafting: corpus, options: options)
    heading = kinship.heading
    notes = kinship.notes(placedBy: layout, numbersBridges: bridgesAreNumbered)
    let numbersBridges = bridgesAreNumbered
    reword { language, wording in
      var kinship = kinship
      kinship.language = language
      wording.heading = kinship.heading
      wording.notes = kinship.notes(placedBy: layout, numbersBridges: numbersBridges)
    }
    for index in cards.indices where cards[index].id == kinship.focus.paper { cards[index].isFocus = true }
    switch layout {
    case .timeline:
      setFrame(contentRight: contentRight, contentBottom: laneEdges.bottom)
      leadLines()
    case .generations: arrange(byGenerations: kinship.generations, topics: corpus.topics)
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
    // Below the others is only where there are others.
    if placed.aloneCount > 0, placed.aloneCount < cards.count {
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
    let cardWidth = cards.first?.width ?? 0
    // Lines need room to turn between columns; where heading or legend are wider than they, the columns follow.
    var pitch = cardWidth + 3 * Metrics.columnGap
    let layout = WrappedGenerations(
      generations: generation, edges: edges, columnPitch: pitch, rowPitch: cardHeight + Metrics.rowGap)
    let heights = layout.heights
    hasTimeAxis = false
    let top = (heights.min() ?? 0) - cardHeight / 2
    let bottom = (heights.max() ?? 0) + cardHeight / 2
    let count = Double(layout.columnCount)
    _ = beginDrawing(width: count * pitch, height: bottom - top, topics: topics)
    pitch = max(pitch, (width - 2 * Metrics.margin) / count)
    columns = layout.spans.map { span in
      Column(
        label: Kinship.word(forGeneration: span.generation, in: language), beginsYear: span.generation == 0,
        x: Double(span.columns.lowerBound) * pitch, width: Double(span.columns.count) * pitch)
    }
    reword { language, wording in
      wording.columns = layout.spans.map { Kinship.word(forGeneration: $0.generation, in: language) }
    }
    let size = beginDrawing(width: count * pitch, height: bottom - top, topics: topics)
    for index in columns.indices { columns[index].x += size.left }
    for index in cards.indices {
      cards[index].x = size.left + (Double(layout.columns[index]) + 0.5) * pitch
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
