import PaperLineage

/// Where everything of a picture of a timeline stands.
struct TimelineChart: Sendable {
  private typealias Metrics = PictureMetrics
  private typealias Drawing = TimelineDrawing

  /// What the room of a column is for.
  enum Column: Equatable, Sendable {
    /// The entry at a position.
    case entry(Int)
    /// A run of entries without papers, of which there are too many to give each a column.
    case gap(Range<Int>)
  }

  let content: TimelineContent
  let columns: [Column]
  /// Whether papers stand below the bars.
  let showsCards: Bool
  private(set) var drawing: TimelineDrawing

  private let headingHeight: Double
  private let columnWidth: Double
  /// How many cards stand side by side in a column at most, and below each other.
  private let stack: (across: Int, down: Int)
  private let plotLeft: Double
  private let plotTop: Double
  private let plotHeight: Double
  private let scales: (counts: Scale, sums: Scale)

  private var plotRight: Double { plotLeft + Double(columns.count) * columnWidth }
  private var plotBottom: Double { plotTop + plotHeight }

  /// The columns for entries that have so many papers: one for each while they are few; of more, runs of three and more
  /// without papers are one column.
  static func columns(of counts: [Int]) -> [Column] {
    guard counts.count > unfoldedColumnCount else { return counts.indices.map(Column.entry) }
    var columns: [Column] = []
    var position = 0
    while position < counts.count {
      let end = counts[position...].firstIndex { $0 > 0 } ?? counts.count
      if end - position >= 3 {
        columns.append(.gap(position..<end))
      } else {
        columns += (position..<end).map(Column.entry)
      }
      if end < counts.count { columns.append(.entry(end)) }
      position = end + 1
    }
    return columns
  }

  private static let unfoldedColumnCount = 24
  /// The most columns above cards.
  private static let cardColumnLimit = 64
  private static let cardGap = 8.0
  /// The most cards below each other where they can stand side by side.
  private static let wantedStackHeight = 8
  /// The width up to which a picture grows for that.
  private static let stackedWidth = 1_900.0
  private static let axisHeight = 30.0
  private static let markHeight = 18.0
  private static let legendRowHeight = 20.0
  /// The least width of a picture, so that heading, legend and caption have room.
  private static let minimumPlotWidth = 560.0
  private static let lineColor = Palette.line(.extends).color
  /// The share of the plot's height that the highest bar may take; the line has the rest for itself.
  private static let barShare = 0.74

  /// Places everything; without a heading where what is around the picture has one.
  init(_ content: TimelineContent, hasHeading: Bool = true) {
    self.content = content
    headingHeight = hasHeading ? Metrics.titleHeight : 0
    let folded = Self.columns(of: content.entries.map(\.count))
    showsCards =
      content.hasPapers && content.paperCount <= TimelinePicture.cardLimit && folded.count <= Self.cardColumnLimit
    columns = showsCards ? folded : content.entries.indices.map(Column.entry)
    scales = (
      Scale(upTo: content.entries.map(\.count).max() ?? 0, tickCount: 4), Scale(upTo: content.paperCount, tickCount: 4)
    )
    func width(of scale: Scale) -> Double {
      scale.ticks.map { TextMeasure.width(of: Figures.grouped($0), size: Metrics.axisSize) }.max() ?? 0
    }
    plotLeft = Metrics.margin + width(of: scales.counts) + 10
    let count = Double(max(1, columns.count))
    stack = Self.stack(content, columnCount: columns.count)
    let natural =
      showsCards
      ? Double(stack.across) * Self.cardPitch(content) : min(56, max(3, (1040 / count * 2).rounded(.down) / 2))
    columnWidth = max(natural, (Self.minimumPlotWidth / count).rounded(.down))
    let plotRight = plotLeft + Double(columns.count) * columnWidth
    let pictureWidth = plotRight + 10 + width(of: scales.sums) + Metrics.margin
    let legend = Self.legend(content, width: pictureWidth - 2 * Metrics.margin)
    plotTop =
      Metrics.margin + headingHeight + Double(legend.rowCount) * Self.legendRowHeight + (legend.rowCount > 0 ? 36 : 26)
    plotHeight = showsCards ? 190 : 320
    drawing = TimelineDrawing(width: pictureWidth, height: 0, title: content.title)
    draw(legend)
  }

  // MARK: - Drawing

  private mutating func draw(_ legend: Legend) {
    let axisBottom = plotBottom + Self.axisHeight
    let marks = placedMarks(below: axisBottom)
    let marksBottom = axisBottom + Double(marks.rowCount) * Self.markHeight + (marks.rowCount > 0 ? 8 : 0)
    let cards = showsCards ? placedCards(below: marksBottom + 6) : (groups: [], bottom: marksBottom)
    let bottom = cards.bottom + (showsCards ? 12 : 0)

    let caption = self.caption.flatMap { line in
      line.wrapped(toWidth: max(20, Int((drawing.width - 2 * Metrics.margin) / (Metrics.captionSize * 0.56))))
    }
    drawing.height = bottom + 8 + Double(caption.count) * Metrics.captionLineHeight + Metrics.margin
    let title = TextMeasure.truncated(
      content.title, to: drawing.width - 2 * Metrics.margin, size: Metrics.titleSize, isBold: true)
    let heading = Drawing.Group(
      className: "heading",
      shapes: [
        .text(
          .init(
            text: title, x: Metrics.margin, y: Metrics.margin + 12, size: Metrics.titleSize, color: Palette.ink,
            isBold: true))
      ])
    let captionGroup = Drawing.Group(
      className: "caption",
      shapes: caption.enumerated().map { row, line in
        .text(
          .init(
            text: line, x: Metrics.margin, y: bottom + 8 + (Double(row) + 0.5) * Metrics.captionLineHeight,
            size: Metrics.captionSize, color: Palette.faintInk))
      })
    drawing.layers = [
      Drawing.Layer(className: "ground", groups: [ground(to: bottom), axis()]),
      Drawing.Layer(className: "text", groups: headingHeight > 0 ? [heading] : []),
      Drawing.Layer(className: "legend", groups: [legend.group(top: Metrics.margin + headingHeight - 4)]),
      Drawing.Layer(className: "bars", label: content.perPeriodWords, groups: bars()),
      Drawing.Layer(className: "sum", groups: [line()]),
      Drawing.Layer(className: "values", groups: [values()]),
    ]
    if !marks.groups.isEmpty {
      drawing.layers.append(
        Drawing.Layer(className: "bursts", label: content.language("bursts", "突发"), groups: marks.groups))
    }
    if showsCards {
      drawing.layers.append(
        Drawing.Layer(className: "papers", label: content.language("papers", "论文"), groups: cards.groups))
    }
    drawing.layers.append(Drawing.Layer(className: "text", groups: [captionGroup]))
  }

  /// The left edge of a column.
  private func left(_ column: Int) -> Double { plotLeft + Double(column) * columnWidth }

  private func y(_ count: Int) -> Double {
    plotBottom - Double(count) / Double(scales.counts.top) * plotHeight * Self.barShare
  }

  private func sumY(_ sum: Int) -> Double {
    plotBottom - Double(sum) / Double(scales.sums.top) * plotHeight
  }

  /// Whether columns are wide enough to be named one by one.
  private var namesColumns: Bool { columnWidth >= 60 }

  /// Bands, rules and the lines of the left scale.
  private func ground(to bottom: Double) -> Drawing.Group {
    var shapes: [Drawing.Shape] = []
    for (place, band) in bands.enumerated() where place.isMultiple(of: 2) {
      shapes.append(
        .rectangle(
          .init(
            x: left(band.lowerBound), y: plotTop - 8, width: Double(band.count) * columnWidth,
            height: bottom - plotTop + 8, fill: Palette.band)))
    }
    for tick in scales.counts.ticks where tick > 0 {
      shapes.append(
        .line(.init(points: [(plotLeft, y(tick)), (plotRight, y(tick))], color: Palette.rule, width: 1)))
    }
    for place in yearBeginnings {
      shapes.append(
        .line(
          .init(points: [(left(place), plotTop - 8), (left(place), bottom)], color: Palette.yearRule, width: 1)))
    }
    for (place, column) in columns.enumerated() {
      guard case .gap = column else { continue }
      let middle = plotBottom - 1
      shapes.append(
        .line(
          .init(
            points: [(left(place) + 8, middle - 8), (left(place) + columnWidth - 8, middle - 8)],
            color: Palette.externalBorder, width: 1, isDotted: true)))
    }
    shapes.append(
      .line(.init(points: [(plotLeft, plotBottom), (plotRight, plotBottom)], color: Palette.externalBorder, width: 1)))
    return Drawing.Group(className: "ground", shapes: shapes)
  }

  /// Columns that share a band: one each where they are named, else those of a year, or of ten years.
  private var bands: [Range<Int>] {
    guard !namesColumns else { return columns.indices.map { $0..<$0 + 1 } }
    let years = content.length == .year ? 10 : 1
    var bands: [Range<Int>] = []
    var last: Int?
    for (place, column) in columns.enumerated() {
      guard case .entry(let position) = column else { continue }
      let key = content.entries[position].period.year / years
      if key == last, let band = bands.last {
        bands[bands.count - 1] = band.lowerBound..<place + 1
      } else {
        bands.append(place..<place + 1)
      }
      last = key
    }
    return bands
  }

  /// The columns with which a year begins, or ten years where columns are years and not named.
  private var yearBeginnings: [Int] {
    columns.indices.filter { place in
      guard case .entry(let position) = columns[place] else { return false }
      let period = content.entries[position].period
      return period.placeInYear == 1
        && (content.length == .year ? !namesColumns && period.year.isMultiple(of: 10) : true)
    }
  }

  /// Both scales and the names of columns or years.
  private func axis() -> Drawing.Group {
    var shapes: [Drawing.Shape] = []
    func add(
      _ text: String, _ x: Double, _ y: Double, _ anchor: Drawing.Anchor, isBold: Bool = false,
      color: String = Palette.faintInk
    ) {
      shapes.append(
        .text(.init(text: text, x: x, y: y, size: Metrics.axisSize, color: color, isBold: isBold, anchor: anchor)))
    }
    for tick in scales.counts.ticks { add(Figures.grouped(tick), plotLeft - 8, y(tick), .end) }
    for tick in scales.sums.ticks { add(Figures.grouped(tick), plotRight + 8, sumY(tick), .start) }
    add(content.perPeriodWords, Metrics.margin, plotTop - 22, .start)
    add(content.cumulativeWords, drawing.width - Metrics.margin, plotTop - 22, .end)
    let width = TextMeasure.width(of: content.cumulativeWords, size: Metrics.axisSize)
    let sample = drawing.width - Metrics.margin - width - 8
    shapes.append(
      .line(.init(points: [(sample - 20, plotTop - 22), (sample, plotTop - 22)], color: Self.lineColor, width: 1.6)))
    shapes.append(
      .circle(x: sample - 10, y: plotTop - 22, radius: 2.5, fill: Palette.paper, stroke: Self.lineColor))
    let middle = plotBottom + 15
    if namesColumns {
      for (place, column) in columns.enumerated() {
        let x = left(place) + columnWidth / 2
        switch column {
        case .gap(let range):
          add("… " + content.length.words(range.count, in: content.language) + " …", x, middle, .middle)
        case .entry(let position):
          let period = content.entries[position].period
          let isFirst = place == 0 || { if case .entry = columns[place - 1] { false } else { true } }()
          let isNamedWhole = isFirst || period.placeInYear == 1
          add(
            isNamedWhole ? period.words(in: content.language) : period.shortWords(in: content.language), x, middle,
            .middle, isBold: isNamedWhole && content.length != .year,
            color: isNamedWhole ? Palette.softInk : Palette.faintInk)
        }
      }
    } else {
      for year in yearLabels { add(year.text, year.x, middle, .middle, isBold: true, color: Palette.softInk) }
    }
    return Drawing.Group(className: "axis", shapes: shapes)
  }

  /// The names of years below narrow columns, as many as fit side by side.
  private var yearLabels: [(text: String, x: Double)] {
    var spans: [(year: Int, first: Int, last: Int)] = []
    for (place, column) in columns.enumerated() {
      guard case .entry(let position) = column else { continue }
      let year = content.entries[position].period.year
      if spans.last?.year == year { spans[spans.count - 1].last = place } else { spans.append((year, place, place)) }
    }
    func label(_ year: Int) -> String { content.language("\(year)", "\(year)年") }
    let widest = spans.map { TextMeasure.width(of: label($0.year), size: Metrics.axisSize, isBold: true) }.max() ?? 0
    let yearWidth = Double(content.length.countPerYear) * columnWidth
    let stride = [1, 2, 5, 10, 20, 50, 100, 200, 500].first { Double($0) * yearWidth >= widest + 8 } ?? 1_000
    return spans.filter { span in
      let room = Double(span.last - span.first + 1) * columnWidth
      return span.year.isMultiple(of: stride) && (stride > 1 || spans.count == 1 || room >= widest)
    }.map { (label($0.year), (left($0.first) + left($0.last) + columnWidth) / 2) }
  }

  /// A group for each column with papers or without: a bar, and room to point at.
  private func bars() -> [Drawing.Group] {
    let barWidth = min(columnWidth >= 20 ? columnWidth * 0.62 : columnWidth - 1, 60)
    return columns.enumerated().compactMap { place, column in
      guard case .entry(let position) = column else { return nil }
      let entry = content.entries[position]
      let x = left(place) + (columnWidth - barWidth) / 2
      // Without it an empty month could not be pointed at.
      var shapes: [Drawing.Shape] = [
        .rectangle(
          .init(x: left(place), y: plotTop, width: columnWidth, height: plotHeight, fill: "none", className: "room"))
      ]
      var below = 0
      for (series, count) in zip(content.series, entry.counts) where count > 0 {
        let (low, high) = (y(below), y(below + count))
        let colors = Palette.topic(series.colorIndex)
        shapes.append(
          .rectangle(
            .init(
              x: x, y: high, width: barWidth, height: low - high,
              fill: series.colorIndex == nil ? Palette.paper : colors.fill,
              stroke: series.colorIndex == nil ? Palette.externalBorder : colors.border,
              isDashed: series.colorIndex == nil && barWidth >= 12, className: "bar " + Self.className(series))))
        below += count
      }
      let words = content.words(of: entry)
      return Drawing.Group(
        id: "period-\(entry.period)", className: "period", label: words.replacing("\n", with: "; "), tooltip: words,
        shapes: shapes)
    }
  }

  /// The sums so far, with a dot for each period where there is room.
  private func line() -> Drawing.Group {
    let color = Self.lineColor
    let sums = content.cumulative
    var points: [(x: Double, y: Double)] = []
    for (place, column) in columns.enumerated() {
      guard case .entry(let position) = column else { continue }
      points.append((left(place) + columnWidth / 2, sumY(sums[position])))
    }
    var shapes: [Drawing.Shape] = []
    if points.count > 1 {
      shapes.append(.line(.init(points: points, color: color, width: 1.6, className: "sum-line")))
    }
    if columnWidth >= 14 || points.count == 1 {
      shapes += points.map { .circle(x: $0.x, y: $0.y, radius: 2.5, fill: Palette.paper, stroke: color) }
    }
    let total = content.paperCount
    return Drawing.Group(
      className: "sum",
      label: "\(content.cumulativeWords): \(content.papers(total))",
      tooltip: "\(content.cumulativeWords): \(content.papers(total))",
      shapes: shapes)
  }

  /// The numbers above bars, where they have room, and the last sum.
  private func values() -> Drawing.Group {
    let size = columnWidth >= 34 ? 12.0 : 10.0
    let widest = content.entries.map { TextMeasure.width(of: Figures.grouped($0.count), size: size) }.max() ?? 0
    let sums = content.cumulative
    var shapes: [Drawing.Shape] = []
    if widest <= columnWidth - 2 {
      for (place, column) in columns.enumerated() {
        guard case .entry(let position) = column, content.entries[position].count > 0 else { continue }
        let count = content.entries[position].count
        var middle = y(count) - size * 0.75
        // Where a dot of the line would stand in the number, the number stands above the dot.
        let dot = sumY(sums[position])
        if abs(dot - middle) < size { middle = dot - size * 0.95 }
        shapes.append(
          .text(
            .init(
              text: Figures.grouped(count), x: left(place) + columnWidth / 2, y: middle, size: size,
              color: Palette.softInk, isBold: true, anchor: .middle, hasRim: true)))
      }
    }
    return Drawing.Group(className: "values", shapes: shapes)
  }

  // MARK: - Bursts

  /// Bars below the axis, in as few rows as hold them side by side with their names.
  private func placedMarks(below top: Double) -> (groups: [Drawing.Group], rowCount: Int) {
    let columnOfEntry = Dictionary(
      uniqueKeysWithValues: columns.enumerated().flatMap { place, column in
        switch column {
        case .entry(let position): [(position, place)]
        case .gap(let range): range.map { ($0, place) }
        }
      })
    let size = Metrics.organizationSize
    var rows: [[ClosedRange<Double>]] = []
    let ordered = content.marks.enumerated().sorted {
      ($0.element.entries.lowerBound, $0.offset) < ($1.element.entries.lowerBound, $1.offset)
    }.map(\.element)
    let groups = ordered.map { mark in
      let start = left(columnOfEntry[mark.entries.lowerBound] ?? 0) + 2
      let end = left(columnOfEntry[mark.entries.upperBound] ?? 0) + columnWidth - 2
      let colors = Palette.topic(mark.colorIndex)
      let label = TextMeasure.truncated(mark.label, to: 220, size: size)
      let width = TextMeasure.width(of: label, size: size)
      let isInside = width + 10 <= end - start
      // A name that has no room in its bar stands after it, or before it where the picture ends.
      let isAfter = isInside || end + 5 + width <= drawing.width - Metrics.margin
      let taken = isInside ? start...end : isAfter ? start...(end + 10 + width) : (start - 10 - width)...end
      let row = rows.firstIndex { row in !row.contains { $0.overlaps(taken) } } ?? rows.count
      if row == rows.count { rows.append([]) }
      rows[row].append(taken)
      let y = top + (Double(row) + 0.5) * Self.markHeight
      return Drawing.Group(
        className: "burst", label: mark.tooltip, tooltip: mark.tooltip,
        shapes: [
          .rectangle(
            .init(
              x: start, y: y - 7, width: end - start, height: 14, fill: colors.fill, stroke: colors.border, radius: 3,
              className: "mark")),
          .text(
            .init(
              text: label, x: isInside ? start + 5 : isAfter ? end + 5 : start - 5, y: y, size: size,
              color: isInside ? Palette.ink : colors.label, anchor: isAfter ? .start : .end)),
        ])
    }
    return (groups, rows.count)
  }

  // MARK: - Cards

  private static func cardWidth(_ content: TimelineContent) -> Double {
    let width = content.entries.flatMap(\.papers).reduce(0) { width, item in
      max(
        width, TextMeasure.width(of: item.name, size: Metrics.nameSize, isBold: true),
        TextMeasure.width(of: item.organizations.first ?? "", size: Metrics.organizationSize))
    }
    return min(max(width + 2 * Metrics.cardPadding, Metrics.minimumCardWidth), Metrics.maximumCardWidth).rounded(.up)
  }

  /// From the middle of a card to that of the next one beside it.
  private static func cardPitch(_ content: TimelineContent) -> Double { cardWidth(content) + 14 }

  /// High stacks above which there is room on both sides are set in several columns.
  private static func stack(_ content: TimelineContent, columnCount: Int) -> (across: Int, down: Int) {
    let most = content.entries.map(\.papers.count).max() ?? 0
    let room = Int(stackedWidth / (Double(max(1, columnCount)) * cardPitch(content)))
    let across = max(1, min(room, (most + wantedStackHeight - 1) / wantedStackHeight))
    return (across, max(1, (most + across - 1) / across))
  }

  private func placedCards(below top: Double) -> (groups: [Drawing.Group], bottom: Double) {
    let papers = content.entries.flatMap(\.papers)
    let width = Self.cardWidth(content)
    let hasOrganizations = papers.contains { !$0.organizations.isEmpty }
    let hasDates = papers.contains { !content.cardDate($0.date).isEmpty }
    let height = Metrics.cardHeight(smallLineCount: (hasOrganizations ? 1 : 0) + (hasDates ? 1 : 0))
    var groups: [Drawing.Group] = []
    var bottom = top
    for (place, column) in columns.enumerated() {
      guard case .entry(let position) = column else { continue }
      let items = content.entries[position].papers
      let across = (items.count + stack.down - 1) / stack.down
      let down = across == 0 ? 1 : (items.count + across - 1) / across
      let first = left(place) + columnWidth / 2 - Double(across - 1) / 2 * Self.cardPitch(content)
      for (number, item) in items.enumerated() {
        let (column, row) = number.quotientAndRemainder(dividingBy: down)
        let y = top + Double(row) * (height + Self.cardGap)
        let x = first + Double(column) * Self.cardPitch(content)
        groups.append(card(item, x: x, top: y, width: width, height: height))
        bottom = max(bottom, y + height)
      }
    }
    return (groups, bottom)
  }

  private func card(
    _ item: TimelineContent.Item, x: Double, top: Double, width: Double, height: Double
  ) -> Drawing.Group {
    let series = content.series[item.series]
    let colors = Palette.topic(series.colorIndex)
    let room = width - 2 * Metrics.cardPadding
    let nameWidth = TextMeasure.width(of: item.name, size: Metrics.nameSize, isBold: true)
    let fitting = (Metrics.nameSize * room / max(nameWidth, 1)).rounded(.down)
    let nameSize = min(Metrics.nameSize, max(Metrics.minimumNameSize, fitting))
    let organization = item.organizations.first ?? ""
    let date = content.cardDate(item.date)
    var lines: [(text: String, size: Double, isBold: Bool)] = [
      (TextMeasure.truncated(item.name, to: room, size: nameSize, isBold: true), nameSize, true)
    ]
    if !organization.isEmpty {
      lines.append(
        (TextMeasure.truncated(organization, to: room, size: Metrics.organizationSize), Metrics.organizationSize, false)
      )
    }
    if !date.isEmpty { lines.append((date, Metrics.dateSize, false)) }
    let pitch = 12.5
    let first = top + height / 2 - Double(lines.count - 1) * pitch / 2
    let left = x - width / 2
    return Drawing.Group(
      id: Picture.Card.elementID(item.id), className: "paper \(Self.className(series))",
      label: ([item.name, organization, item.date.description].filter { !$0.isEmpty }).joined(separator: ", "),
      tooltip: item.tooltip, link: item.link, isFocusable: true,
      shapes: [
        .rectangle(
          .init(
            x: left, y: top, width: width, height: height,
            fill: series.colorIndex == nil ? Palette.paper : colors.fill,
            stroke: series.colorIndex == nil ? Palette.externalBorder : colors.border, radius: 6,
            isDashed: series.colorIndex == nil, className: "card")),
        .rectangle(
          .init(
            x: left - 3, y: top - 3, width: width + 6, height: height + 6, fill: "none", stroke: Palette.ink,
            radius: 8, className: "ring")),
      ]
        + lines.enumerated().map { row, line in
          .text(
            .init(
              text: line.text, x: x, y: first + Double(row) * pitch, size: line.size,
              color: line.isBold ? Palette.ink : Palette.softInk, isBold: line.isBold, anchor: .middle))
        })
  }

  private static func className(_ series: TimelineContent.Series) -> String {
    series.colorIndex.map { "topic-\($0 % Palette.topics.count)" } ?? "external"
  }

  // MARK: - Words

  /// What the picture shows and what it leaves out.
  private var caption: [String] {
    let language = content.language
    var facts = [content.papers(content.paperCount) + language(" ", "，") + content.byWords]
    facts += content.markRemarks
    var lines = [facts.joined(separator: " · ")]
    if content.hasPapers, !showsCards {
      lines.append(
        content.paperCount > TimelinePicture.cardLimit
          ? language(
            "cards left out: there are more than \(TimelinePicture.cardLimit) papers",
            "未画卡片：论文多于 \(TimelinePicture.cardLimit) 篇")
          : language(
            "cards of \(content.papers(content.paperCount)) left out: the columns are too many for them",
            "未画 \(content.papers(content.paperCount))的卡片：列数太多"))
    } else if !content.hasPapers, content.paperCount > 0 {
      lines.append(
        language(
          "numbers only: the cards of \(content.papers(content.paperCount)) are left out",
          "只画数量：\(content.papers(content.paperCount))的卡片未画"))
    }
    return lines + content.remarks()
  }
}

/// What the colours stand for, in rows.
private struct Legend {
  var entries: [(series: TimelineContent.Series, text: String, x: Double, row: Int)] = []
  var rowCount: Int { (entries.last?.row ?? -1) + 1 }
}

extension TimelineChart {
  private static func legend(_ content: TimelineContent, width: Double) -> Legend {
    var legend = Legend()
    var (x, row) = (0.0, 0)
    func add(_ series: TimelineContent.Series, _ text: String) {
      let entryWidth = 18 + TextMeasure.width(of: text, size: PictureMetrics.captionSize) + 18
      if x > 0, x + entryWidth - 18 > width { (x, row) = (0, row + 1) }
      legend.entries.append((series, text, x, row))
      x += entryWidth
    }
    for series in content.series where content.series.count > 1 || series.colorIndex == nil {
      let label = TextMeasure.truncated(series.label, to: 240, size: PictureMetrics.captionSize)
      add(series, "\(label) \(Figures.grouped(series.count))")
    }
    return legend
  }
}

extension Legend {
  func group(top: Double) -> TimelineDrawing.Group {
    var shapes: [TimelineDrawing.Shape] = []
    for entry in entries {
      let x = PictureMetrics.margin + entry.x
      let y = top + (Double(entry.row) + 0.5) * 20
      let isOutline = entry.series.colorIndex == nil
      let colors = Palette.topic(entry.series.colorIndex)
      shapes.append(
        .rectangle(
          .init(
            x: x, y: y - 6, width: 12, height: 12, fill: isOutline ? Palette.paper : colors.fill,
            stroke: isOutline ? Palette.externalBorder : colors.border, isDashed: isOutline)))
      shapes.append(
        .text(
          .init(
            text: entry.text, x: x + 18, y: y, size: PictureMetrics.captionSize, color: Palette.softInk)))
    }
    return TimelineDrawing.Group(className: "legend", shapes: shapes)
  }
}

/// A scale of whole numbers from 0 with a few round marks.
struct Scale: Sendable, Equatable {
  /// The highest mark, at least 1.
  let top: Int
  /// The marks, from 0 to ``top``.
  let ticks: [Int]

  /// A scale that holds `most`, with at most `tickCount` marks above 0.
  init(upTo most: Int, tickCount: Int) {
    var power = 1
    while true {
      for factor in [1, 2, 5] {
        let step = factor * power
        let count = max(1, (most + step - 1) / step)
        guard count <= tickCount else { continue }
        top = count * step
        ticks = (0...count).map { $0 * step }
        return
      }
      power *= 10
    }
  }
}
