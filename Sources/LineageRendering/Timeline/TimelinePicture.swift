public import CitationGraph
public import Foundation
public import PaperLineage

/// What a picture of a timeline shows besides the papers.
public struct TimelinePictureOptions: Sendable {
  /// The heading; `nil` for a plain one.
  public var title: String?
  /// The topics that bars are stacked by, in order; `nil` for those of the corpus.
  public var topics: [Topic]?
  /// What is not on the timeline and why, a phrase each, for the caption.
  public var leftOut: [String]
  /// Bursts to mark under the axis, found by the periods of the timeline.
  public var bursts: BurstsReport?
  /// The language of labels.
  public var language: Language

  /// Makes options.
  public init(
    title: String? = nil, topics: [Topic]? = nil, leftOut: [String] = [], bursts: BurstsReport? = nil,
    language: Language = .english
  ) {
    self.title = title
    self.topics = topics
    self.leftOut = leftOut
    self.bursts = bursts
    self.language = language
  }
}

/// A form of output for pictures of timelines.
public enum TimelinePictureFormat: String, Sendable, CaseIterable {
  /// Scalable, with links, tooltips and a style that follows the reader's light or dark setting.
  case svg
  /// A page of its own: the picture, the papers as a list and the numbers as a table; no script.
  case html
  /// A `timeline` of Mermaid, which GitHub and other readers of Markdown draw.
  case mermaid
  /// Pixels, at twice the size of the picture.
  case png
  /// For print.
  case pdf
}

/// A picture of a timeline: a histogram stacked by topic, a line for the sum so far, and below the bars the papers.
///
/// Papers are shown as cards while there are few enough to be read; beyond, the picture is of the numbers only and its
/// caption says so. Lengths are points; the origin is the upper left corner.
public struct TimelinePicture: Sendable {
  let content: TimelineContent

  /// Draws up a picture of a timeline of a corpus, by topic. O(*p* + *m*) for *p* papers and *m* periods.
  ///
  /// - Parameters:
  ///   - timeline: The timeline.
  ///   - corpus: The corpus that the papers are of.
  ///   - options: What is shown besides.
  public init(_ timeline: Timeline, in corpus: Corpus, options: TimelinePictureOptions = TimelinePictureOptions()) {
    content = TimelineContent(timeline, in: corpus, options: options)
  }

  /// Draws up a picture of how many papers of a network appeared when. O(*m*) for *m* periods.
  public init(
    _ timeline: NetworkTimeline, of network: CitationNetwork, options: TimelinePictureOptions = TimelinePictureOptions()
  ) {
    content = TimelineContent(timeline, of: network, options: options)
  }

  /// The most papers that are shown as cards.
  public static let cardLimit = 400

  /// Whether no paper has a place.
  public var isEmpty: Bool { content.paperCount == 0 }

  /// Writes the picture.
  ///
  /// - Throws: ``GraphvizError`` for PNG and PDF, which Graphviz draws; the other formats never throw.
  public func drawn(as format: TimelinePictureFormat) throws(GraphvizError) -> Data {
    switch format {
    case .svg: Data(TimelineSVG(TimelineChart(content)).document().utf8)
    case .html: Data(TimelinePage(content).document().utf8)
    case .mermaid: Data(content.mermaid().utf8)
    case .png: try TimelineChart(content).drawing.drawn(as: "png:cairo", dotsPerInch: 144, in: content.language)
    case .pdf: try TimelineChart(content).drawing.drawn(as: "pdf", in: content.language)
    }
  }

  /// The length of periods with which a timeline makes a good picture: months, or quarters or years where there would
  /// be more columns than are taken in at a glance, or where many dates tell no month. This rule is ours.
  ///
  /// - Parameter timeline: Makes the timeline with periods of a length.
  public static func suitableLength(_ timeline: (Period.Length) -> Timeline) -> Period.Length {
    [Period.Length.month, .quarter].first { length in
      let made = timeline(length)
      let counts = made.entries.map(\.papers.count)
      let coarse = made.unplaced.count { $0.reason == .tooCoarse }
      let columns =
        made.paperCount <= cardLimit ? TimelineChart.columns(of: counts).count : counts.count
      return isSuitable(columns, coarse: coarse, of: made.paperCount + coarse, withCards: made.paperCount <= cardLimit)
    } ?? .year
  }

  /// The same for a network.
  public static func suitableLength(_ timeline: (Period.Length) -> NetworkTimeline) -> Period.Length {
    [Period.Length.month, .quarter].first { length in
      let made = timeline(length)
      return isSuitable(
        made.entries.count, coarse: made.coarseCount, of: made.paperCount + made.coarseCount, withCards: false)
    } ?? .year
  }

  private static func isSuitable(_ columnCount: Int, coarse: Int, of dated: Int, withCards: Bool) -> Bool {
    columnCount <= (withCards ? 36 : 72) && coarse * 5 <= dated
  }
}
