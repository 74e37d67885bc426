import Foundation
import PaperLineage

/// Reads graphs in the DOT language of Graphviz as data: nodes are papers, edges relations.
///
/// `title`, `label`, `date`, `doi`, `URL` and the like say what a paper is; `kind` or a label that is a word for a kind
/// says what an edge is. How things are drawn is not read, and neither are nodes and edges that are invisible. Pictures
/// drawn by this program are known by their classes, and say in them what is a paper and what a relation; a line has the
/// strongest kind only.
public enum DOTReader {
  /// Reads a file.
  ///
  /// - Parameter direction: Which way arrows run if the file does not say it by an attribute `direction` of the graph; in
  ///   pictures of this program from the earlier to the later; if nobody says, from the citing to the cited paper.
  /// - Complexity: O(*n* + *e*) for *n* characters and *e* edges.
  public static func read(_ file: CorpusFile, direction: CitationDirection? = nil) -> RecordReading {
    let parser = DOTParser(file.text)
    var records = GraphRecords(file, format: .dot, direction: direction ?? .citingFirst)
    for fault in parser.faults {
      records.addIgnored(fault.text, fault.reason, at: records.place(fault.line))
      records.add(
        Diagnostic(
          .warning, .syntax, "this is no DOT: \(fault.reason)", remedy: "see what stands before it",
          place: records.place(fault.line)))
    }
    for (number, graph) in parser.graphs.enumerated() {
      read(graph, number: number, direction: direction, into: &records)
    }
    return records.finished()
  }

  private static func read(
    _ graph: DOTParser.Graph, number: Int, direction: CitationDirection?, into records: inout GraphRecords
  ) {
    let isPicture =
      graph.nodes.contains { classes($0.attributes).contains("paper") && $0.id.hasPrefix("paper-") }
    let said = graph.attributes["direction"].flatMap { CitationDirection(rawValue: $0.text) }
    records.settleDirection(said: said ?? (isPicture ? .citedFirst : nil), asked: direction, at: records.place(1))
    // Ids are unique within a graph only.
    func key(_ id: String) -> String { number == 0 ? id : "\(number + 1):\(id)" }
    var isPaper = [Bool](repeating: true, count: graph.nodes.count)
    for (place, node) in graph.nodes.enumerated() {
      let position = records.place(node.line)
      let isInvisible = node.attributes["style"]?.text.contains("invis") == true
      if isInvisible || (isPicture && !classes(node.attributes).contains("paper")) {
        isPaper[place] = false
        records.addIgnored(node.id, "a node that is part of the drawing", at: position)
        continue
      }
      var attributes = node.attributes
      let label = attributes.removeValue(forKey: "label").map { plain($0, node: node.id) }
      var known: [(name: String, value: String)] = []
      if isPicture, let tooltip = attributes.removeValue(forKey: "tooltip") {
        known += ofTooltip(plainLines(tooltip.text), label: label)
      }
      for (name, value) in attributes.sorted(by: { $0.key < $1.key }) where !drawing.contains(name.lowercased()) {
        known.append((name, plain(value, node: node.id)))
      }
      records.addNode(key: key(node.id), label: label, attributes: known, at: position)
    }
    for edge in graph.edges {
      let (source, target) = (graph.nodes[edge.source], graph.nodes[edge.target])
      let place = records.place(edge.line)
      func text() -> String { "\(source.id) \(edge.isDirected ? "->" : "--") \(target.id)" }
      let classes = classes(edge.attributes)
      if edge.attributes["style"]?.text.contains("invis") == true || !isPaper[edge.source] || !isPaper[edge.target] {
        records.addIgnored(text(), "an edge that is part of the drawing", at: place)
      } else if classes.contains("bridge") {
        records.addIgnored(text(), "a line that stands for a chain of papers", at: place)
      } else if !edge.isDirected || !graph.isDirected || edge.attributes["dir"]?.text == "none"
        || edge.attributes["dir"]?.text == "both"
      {
        records.addEdge(text: text(), at: place)
      } else {
        let words = ["kind", "relation", "label", "type"].compactMap { edge.attributes[$0]?.text } + classes
        let kind = words.first { RelationWord($0) != nil } ?? edge.attributes["kind"]?.text
        // `dir=back` draws the arrow at the other end.
        let isBack = edge.attributes["dir"]?.text == "back"
        records.addArc(
          from: key(isBack ? target.id : source.id), to: key(isBack ? source.id : target.id), kind: kind,
          confidence: edge.attributes["confidence"]?.text, text: text(), at: place)
      }
    }
  }

  private static func classes(_ attributes: DOTParser.Attributes) -> [String] {
    attributes["class"]?.text.split(separator: " ").map(String.init) ?? []
  }

  /// What the tooltip of a picture says: title, organisations, and dates by what they are the dates of.
  private static func ofTooltip(_ lines: [String], label: String?) -> [(name: String, value: String)] {
    var known: [(name: String, value: String)] = []
    guard let title = lines.first else { return known }
    known.append(("title", title))
    let roles = [
      "listed": "listed", "first submitted": "submitted", "submitted": "submitted", "published": "published",
      "released": "released", "updated": "updated",
    ]
    for line in lines.dropFirst() {
      var dates: [(name: String, value: String)] = []
      for part in line.components(separatedBy: " · ") {
        let date = part.prefix { $0 != "," }
        guard let blank = date.lastIndex(of: " "), let role = roles[String(date[..<blank])],
          PublicationDate(String(date[date.index(after: blank)...])) != nil
        else { continue }
        dates.append((role, String(date[date.index(after: blank)...])))
      }
      if !dates.isEmpty {
        known += dates
        return known
      }
    }
    return known
  }

  /// The text of a value: escapes resolved, the tags of an HTML-like one taken out. Of a table, the first cell that
  /// holds something counts.
  private static func plain(_ value: DOTParser.Value, node: String) -> String {
    switch value {
    case .text(let text):
      return plainLines(text, node: node).joined(separator: " ")
    case .html(let html):
      return TextEntities.decoded(cells(of: html).first ?? "").replacing("\\\\", with: "\\")
    }
  }

  private static func cells(of html: String) -> [String] {
    var cells: [String] = []
    var cell = ""
    var rest = html[...]
    while let start = rest.firstIndex(of: "<") {
      cell += rest[..<start]
      let tail = rest[start...]
      let end = tail.firstIndex(of: ">") ?? tail.index(before: tail.endIndex)
      let tag = tail[tail.index(after: start)...].prefix { $0.isLetter || $0 == "/" }.lowercased()
      if tag == "/td" || tag == "/tr" || tag == "/table" {
        cells.append(cell)
        cell = ""
      } else if tag == "br" || tag == "br/" {
        cell += " "
      }
      rest = tail[tail.index(after: end)...]
    }
    return (cells + [cell + rest]).map(\.spacedByOne).filter { !$0.isEmpty }
  }

  /// The lines of a text with the escapes of labels; `\N` is the name of the node.
  private static func plainLines(_ text: String, node: String = "") -> [String] {
    var lines = [""]
    var isEscaped = false
    for character in text {
      if isEscaped {
        isEscaped = false
        switch character {
        case "n", "l", "r": lines.append("")
        case "N": lines[lines.count - 1] += node
        case "G", "E", "T", "H", "L": lines[lines.count - 1] += "\\" + String(character)
        default: lines[lines.count - 1].append(character)
        }
      } else if character == "\\" {
        isEscaped = true
      } else if character.isNewline {
        lines.append("")
      } else {
        lines[lines.count - 1].append(character)
      }
    }
    return lines.map { TextEntities.decoded($0).spacedByOne }.filter { !$0.isEmpty }
  }

  /// Attributes of Graphviz that say how things are drawn.
  private static let drawing: Set<String> = [
    "_background", "arrowhead", "arrowsize", "arrowtail", "bb", "bgcolor", "center", "charset", "class", "color",
    "colorscheme", "constraint", "decorate", "dir", "distortion", "fillcolor", "fixedsize", "fontcolor", "fontname",
    "fontsize", "gradientangle", "group", "headclip", "headlabel", "headport", "height", "id", "image", "imagepos",
    "imagescale", "labelangle", "labeldistance", "labelfloat", "labelfontcolor", "labelfontname", "labelfontsize",
    "labelloc", "labeljust", "layer", "len", "lhead", "lp", "ltail", "margin", "minlen", "nojustify", "ordering",
    "orientation", "penwidth", "peripheries", "pin", "pos", "rank", "rects", "regular", "root", "samehead", "sametail",
    "samplepoints", "shape", "shapefile", "showboxes", "sides", "size", "skew", "sortv", "style", "tailclip",
    "taillabel", "tailport", "target", "tooltip", "vertices", "weight", "width", "xlabel", "xlp", "z",
  ]
}
