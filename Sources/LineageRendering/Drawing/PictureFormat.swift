public import Foundation

/// A form of output for pictures.
public enum PictureFormat: String, Sendable, CaseIterable {
  /// Scalable, with links, tooltips and a style that follows the reader's light or dark setting.
  case svg
  /// Pixels, at twice the size of the picture unless said otherwise.
  case png
  /// For print.
  case pdf
  /// Graphviz's language, with all positions.
  case dot
  /// What is shown and where, for programs.
  case json
  /// A flowchart of Mermaid, which GitHub and other readers of Markdown draw.
  case mermaid
  /// A page on which the corpus of the picture can be explored, see ``CorpusPage``.
  case html
}

/// The colours of a picture.
public enum PictureTheme: String, Sendable, CaseIterable {
  /// On white, for paper.
  case paper
  /// On a dark ground.
  case dark
  /// As the reader has it set, where the format allows it: SVG and HTML. Others are drawn for paper.
  case auto

  /// The ground as drawn.
  var ground: Palette.Ground { self == .dark ? .dark : .light }
}

extension Picture {
  /// The most pixels that a picture can be wide or high.
  public static let largestPixelCount = 32_767
  /// How many pixels a point may be in a picture of pixels.
  public static let scales = 0.5...8.0

  /// Draws the picture. Graphviz routes and draws; one picture at a time.
  ///
  /// - Parameters:
  ///   - format: The format.
  ///   - theme: The colours. JSON and Mermaid have none; a page opens in them, and its reader may change them.
  ///   - scale: Pixels per point, in ``scales``; only pictures of pixels have them.
  /// - Throws: ``GraphvizError``; ``GraphvizError/drawingFailed(format:messages:)`` also if a picture of pixels would
  ///   be larger than ``largestPixelCount``. DOT, JSON and Mermaid do not need Graphviz and never throw.
  public func drawn(
    as format: PictureFormat, theme: PictureTheme = .auto, scale: Double = 2
  ) throws(GraphvizError) -> Data {
    let ground = theme.ground
    switch format {
    case .dot: return Data(dot(ground: ground).utf8)
    case .json: return Data(StableJSON.text(of: self).utf8)
    case .mermaid: return Data(mermaid().utf8)
    case .svg:
      return PictureSVG.text(of: try PictureSVG(self, theme: theme).finished())
    case .png:
      precondition(Self.scales.contains(scale), "the scale is not in \(Self.scales)")
      let longest = max(width, height) * scale
      guard longest <= Double(Self.largestPixelCount) else {
        throw .drawingFailed(
          format: "png",
          messages: ["\(Int(longest)) pixels in one direction are more than the \(Self.largestPixelCount) it can have"])
      }
      return try Graphviz.draw(dot(dotsPerInch: 72 * scale, ground: ground), engine: "nop2", format: "png:cairo")
    case .pdf:
      let pdf = PDFDocument(try Graphviz.draw(dot(ground: ground), engine: "nop2", format: "pdf"))
      return pdf.withoutDates.titled(title, language: language.tag).data
    case .html:
      guard let origin else { preconditionFailure("a picture that was not drawn up from a corpus has no page") }
      return try CorpusPage(origin.corpus, options: origin.options, theme: theme, picture: self).html()
    }
  }
}
