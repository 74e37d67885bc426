public import Foundation

/// A form of output for pictures.
public enum PictureFormat: String, Sendable, CaseIterable {
  /// Scalable, with links, tooltips and a style that follows the reader's light or dark setting.
  case svg
  /// Pixels, at twice the size of the picture.
  case png
  /// For print.
  case pdf
  /// Graphviz's language, with all positions.
  case dot
  /// What is shown and where, for programs.
  case json
}

extension Picture {
  /// Draws the picture. Graphviz routes and draws; one picture at a time.
  ///
  /// - Throws: ``GraphvizError``. DOT and JSON do not need Graphviz and never throw.
  public func drawn(as format: PictureFormat) throws(GraphvizError) -> Data {
    switch format {
    case .dot: Data(dot().utf8)
    case .json: Data(StableJSON.text(of: self).utf8)
    case .svg:
      // Where every line has its way, nothing is left for Graphviz to do.
      isRouted
        ? try PictureSVG(self).finished(drawing())
        : try PictureSVG(self).finished(Graphviz.draw(dot(), engine: "nop2", format: "svg"))
    case .png: try Graphviz.draw(dot(dotsPerInch: 144), engine: "nop2", format: "png:cairo")
    case .pdf: Self.withoutDate(try Graphviz.draw(dot(), engine: "nop2", format: "pdf"))
    }
  }

  /// A PDF without the time of its making, so that the same picture gives the same bytes. Blanks take its place, since
  /// the file counts its bytes.
  private static func withoutDate(_ pdf: Data) -> Data {
    guard let key = pdf.range(of: Data("/CreationDate (".utf8)),
      let end = pdf[key.upperBound...].firstIndex(of: UInt8(ascii: ")"))
    else { return pdf }
    var pdf = pdf
    let range = key.lowerBound...end
    pdf.replaceSubrange(range, with: Data(repeating: UInt8(ascii: " "), count: range.count))
    return pdf
  }
}
