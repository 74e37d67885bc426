import Foundation

/// A drawing of plain shapes, in groups that mean something. SVG is written from it by us, and Graphviz makes pixels and
/// print of it.
struct TimelineDrawing: Sendable {
  /// A shape. Lengths are points, y counts downwards.
  enum Shape: Sendable {
    case rectangle(Rectangle)
    case line(Line)
    case circle(x: Double, y: Double, radius: Double, fill: String, stroke: String)
    case text(Text)
  }

  struct Rectangle: Sendable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
    var fill: String
    var stroke: String?
    var radius = 0.0
    var isDashed = false
    /// What it stands for, for styles and for readers of the SVG.
    var className: String?
  }

  struct Line: Sendable {
    var points: [(x: Double, y: Double)]
    var color: String
    var width: Double
    var isDotted = false
    var className: String?
  }

  enum Anchor: String, Sendable {
    case start, middle, end
  }

  struct Text: Sendable {
    var text: String
    /// The end or the middle, as the anchor says.
    var x: Double
    /// The middle.
    var y: Double
    var size: Double
    var color: String
    var isBold = false
    var anchor = Anchor.start
    /// Whether a rim in the colour of the paper keeps it apart from what is behind it.
    var hasRim = false
  }

  /// Shapes that belong together.
  struct Group: Sendable {
    var id: String?
    var className: String
    /// What it is, for readers who cannot see it; without it, the group is decoration.
    var label: String?
    var tooltip: String?
    /// An address of the web.
    var link: String?
    /// Whether it can be reached by keyboard.
    var isFocusable = false
    var shapes: [Shape] = []
  }

  /// Groups in a list, or decoration.
  struct Layer: Sendable {
    var className: String
    /// What the list is of.
    var label: String?
    var groups: [Group]
  }

  var width: Double
  var height: Double
  var title: String
  var layers: [Layer] = []
}

extension TimelineDrawing {
  /// Has Graphviz draw it, with everything in its place.
  ///
  /// - Parameter format: A format of Graphviz: `png:cairo`, `pdf`.
  func drawn(
    as format: String, dotsPerInch: Int? = nil, in language: Language
  ) throws(GraphvizError) -> Data {
    let data = try Graphviz.draw(dot(dotsPerInch: dotsPerInch), engine: "nop2", format: format)
    return format == "pdf" ? PDFDocument(data).withoutDates.titled(title, language: language.tag).data : data
  }

  /// The drawing as a DOT graph without edges: square shapes and lines are its background, round ones and texts are
  /// nodes. Texts cannot be part of the background: Graphviz 2.42 crashes over them.
  func dot(dotsPerInch: Int? = nil) -> String {
    var (dot, ink) = (DOTWriter(), BackgroundWriter(height: height))
    var nodes: [[(String, DOTWriter.Value)]] = []
    for shape in layers.flatMap(\.groups).flatMap(\.shapes) {
      switch shape {
      // Room to point at and rings of focus are for those who can point and move on.
      case .rectangle(let box) where box.className == "ring" || box.className == "room": break
      case .rectangle(let box) where box.radius == 0:
        if box.fill != "none" {
          ink.rectangle(x: box.x, y: box.y, width: box.width, height: box.height, fill: box.fill)
        }
        if let stroke = box.stroke {
          let (right, bottom) = (box.x + box.width, box.y + box.height)
          ink.line(
            [(box.x, box.y), (right, box.y), (right, bottom), (box.x, bottom), (box.x, box.y)], color: stroke, width: 1,
            style: box.isDashed ? "dashed" : "solid")
        }
      case .rectangle(let box): nodes.append(node(box))
      case .line(let line):
        ink.line(
          line.points.map { ($0.x, $0.y) }, color: line.color, width: line.width,
          style: line.isDotted ? "dotted" : "solid")
      case .circle(let x, let y, let radius, let fill, let stroke):
        nodes.append([
          ("pos", .text(position(x, y))), ("shape", "circle"), ("style", "filled"), ("label", ""),
          ("width", .text(inches(2 * radius))), ("height", .text(inches(2 * radius))), ("fillcolor", .text(fill)),
          ("color", .text(stroke)),
        ])
      case .text(let text): nodes.append(node(text))
      }
    }
    dot.open("digraph", name: title)
    dot.attributes([
      ("bb", "0,0,\(DOTWriter.number(width)),\(DOTWriter.number(height))"), ("bgcolor", Palette.paper), ("pad", "0"),
      ("charset", "UTF-8"), ("fontname", PictureFonts.list), ("_background", ink.operations),
    ])
    if let dotsPerInch { dot.attributes([("dpi", "\(dotsPerInch)")]) }
    dot.defaults("node", [("fixedsize", "shape"), ("margin", "0"), ("fontname", PictureFonts.list)])
    // Invisible points at two corners keep the whole drawing in the frame.
    for (x, y) in [(0, 0), (width, height)] {
      nodes.append([
        ("pos", .text(position(x, y))), ("shape", "point"), ("style", "invis"), ("width", "0"), ("height", "0"),
      ])
    }
    for (number, node) in nodes.enumerated() { dot.node("node-\(number)", node) }
    dot.close()
    return dot.text
  }

  /// Graphviz counts upwards.
  private func position(_ x: Double, _ y: Double) -> String {
    "\(DOTWriter.number(x)),\(DOTWriter.number(height - y))"
  }

  private func inches(_ points: Double) -> String { DOTWriter.number(points / 72) }

  private func node(_ box: Rectangle) -> [(String, DOTWriter.Value)] {
    let style = ["rounded", "filled"] + (box.isDashed ? ["dashed"] : [])
    return [
      ("pos", .text(position(box.x + box.width / 2, box.y + box.height / 2))), ("shape", "box"), ("label", ""),
      ("style", .text(style.joined(separator: ","))), ("width", .text(inches(box.width))),
      ("height", .text(inches(box.height))), ("fillcolor", .text(box.fill)), ("color", .text(box.stroke ?? box.fill)),
    ]
  }

  private func node(_ text: Text) -> [(String, DOTWriter.Value)] {
    let width = TextMeasure.width(of: text.text, size: text.size, isBold: text.isBold).rounded(.up)
    let words = DOTWriter.escapedHTML(text.text)
    // A cell as wide as the text may be keeps it at its end when it turns out narrower.
    let (x, side) =
      switch text.anchor {
      case .start: (text.x + width / 2, "LEFT")
      case .middle: (text.x, "CENTER")
      case .end: (text.x - width / 2, "RIGHT")
      }
    let cell =
      "<TD WIDTH=\"\(Int(width))\" ALIGN=\"\(side)\">\(text.isBold ? "<B>\(words)</B>" : words)</TD>"
    return [
      ("pos", .text(position(x, text.y))), ("shape", "plaintext"), ("width", .text(inches(width))),
      ("height", .text(inches(text.size))), ("fontsize", .text(DOTWriter.number(text.size))),
      ("fontcolor", .text(text.color)),
      (
        "label",
        .html("<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\"><TR>\(cell)</TR></TABLE>")
      ),
    ]
  }
}
