import PaperLineage

extension Picture {
  /// The narrowest picture: a heading and a caption want some room.
  private static let minimumWidth = 420.0
  /// What a heading may widen a picture to; a longer one is cut.
  private static let maximumHeadingWidth = 900.0

  /// Sets what surrounds the drawing: the size of the picture, the heading, the legend and the caption.
  ///
  /// The picture is at least as wide as its heading and its widest legend entry; the legend goes on in another row
  /// where it does not fit in one.
  ///
  /// - Parameters:
  ///   - contentRight: The right edge of what is drawn between heading and legend.
  ///   - contentBottom: The lower edge.
  mutating func setFrame(contentRight: Double, contentBottom: Double) {
    typealias Metrics = PictureMetrics
    let headingWidth = TextMeasure.width(of: heading, size: Metrics.titleSize, isBold: true)
    let entryWidth = legendTexts.map(\.width).max() ?? 0
    let inner = max(
      contentRight - Metrics.margin, min(headingWidth, Self.maximumHeadingWidth).rounded(.up), entryWidth,
      Self.minimumWidth - 2 * Metrics.margin)
    width = inner + 2 * Metrics.margin
    title = TextMeasure.truncated(heading, to: inner, size: Metrics.titleSize, isBold: true)
    caption = notes.flatMap { TextMeasure.wrapped($0, to: inner, size: Metrics.captionSize) }
    height =
      contentBottom + legendHeight + Double(caption.count) * Metrics.captionLineHeight + Metrics.margin
  }

  // MARK: - Legend

  /// A sample of a line and what it means.
  struct LegendEntry {
    /// The strongest kind of relations that look so; `nil` for bridges.
    let kind: RelationKind?
    let text: String
    let x: Double
    /// The middle of the line.
    let y: Double
    let width: Double
  }

  /// The room between the lanes and the caption.
  var legendHeight: Double {
    guard let last = legend.last else { return 12 }
    return last.y - laneEdges.bottom + PictureMetrics.legendHeight - 24
  }

  /// An entry for each look of line that occurs, strongest first; lines that look alike share one.
  var legend: [LegendEntry] {
    typealias Metrics = PictureMetrics
    var (x, y) = (Metrics.margin, laneEdges.bottom + 24)
    return legendTexts.map { entry in
      if x > Metrics.margin, x + entry.width > width - Metrics.margin {
        x = Metrics.margin
        y += Metrics.legendRowHeight
      }
      defer { x += entry.width + 24 }
      return LegendEntry(kind: entry.kind, text: entry.text, x: x, y: y, width: entry.width)
    }
  }

  private var legendTexts: [(kind: RelationKind?, text: String, width: Double)] {
    let kinds = Set(links.compactMap(\.kinds.first)).sorted()
    var samples: [(kind: RelationKind?, text: String)] = kinds.grouped(by: Palette.line).map { _, kinds in
      (kinds.first, kinds.map { $0.verb(in: language) }.joined(separator: language(", ", "、")))
    }
    if links.contains(where: { $0.via != nil }) {
      samples.append(
        (
          nil,
          bridgesAreNumbered
            ? language("through so many papers left out", "经由若干未画出的论文")
            : language("through papers left out", "经由未画出的论文")
        ))
    }
    return samples.map { kind, text in
      let width = PictureMetrics.legendSampleWidth + TextMeasure.width(of: text, size: PictureMetrics.captionSize)
      return (kind, text, width)
    }
  }
}

extension Array {
  /// Neighbours with equal keys together, in order.
  fileprivate func grouped<Key: Equatable>(by key: (Element) -> Key) -> [(key: Key, elements: [Element])] {
    reduce(into: []) { groups, element in
      let key = key(element)
      if let last = groups.last, last.key == key {
        groups[groups.count - 1].elements.append(element)
      } else {
        groups.append((key, [element]))
      }
    }
  }
}
