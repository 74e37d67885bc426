import PaperLineage

/// Reads GML, the Graph Modelling Language: `graph [ directed 1 node [ id 1 label "…" ] edge [ source 1 target 2 ] ]`.
///
/// A node is a paper; `title`, `label`, `date`, `doi` and the like say what it is. All graphs of a file are read. Lists
/// inside of nodes, such as graphics, are not.
public enum GMLReader {
  /// Reads a file.
  ///
  /// - Parameter direction: Which way edges run if the file does not say it by `direction`; if nobody says, from the
  ///   citing to the cited paper.
  /// - Complexity: O(*n*) for *n* characters.
  public static func read(_ file: CorpusFile, direction: CitationDirection? = nil) -> RecordReading {
    var records = GraphRecords(file, format: .gml, direction: direction ?? .citingFirst)
    var parser = GMLParser(file.text)
    let content = parser.list(depth: 0)
    for fault in parser.faults {
      records.add(
        Diagnostic(
          .warning, .syntax, fault.message, remedy: "write pairs of a key and a value",
          place: records.place(fault.line)))
    }
    let graphs = content.filter { $0.key == "graph" }
    var number = 0
    for pair in graphs {
      guard case .list(let graph) = pair.value else {
        records.addUnread(pair.description, "a graph without content", at: records.place(pair.line))
        continue
      }
      read(graph, number: number, direction: direction, into: &records)
      number += 1
    }
    for pair in content where pair.key != "graph" {
      records.addIgnored(pair.description, "belongs to no graph", at: records.place(pair.line))
    }
    return records.finished()
  }

  private static func read(
    _ graph: [GMLParser.Pair], number: Int, direction: CitationDirection?, into records: inout GraphRecords
  ) {
    // Ids are unique within a graph only.
    func key(_ id: String) -> String { number == 0 ? id : "\(number + 1):\(id)" }
    let isDirected = graph.last { $0.key == "directed" }?.value.text == "1"
    let word = graph.last { $0.key == "direction" }?.value.text
    records.settleDirection(said: word.flatMap(CitationDirection.init), asked: direction, at: records.place(1))
    for pair in graph where pair.key == "node" {
      let place = records.place(pair.line)
      guard case .list(let node) = pair.value else {
        records.addUnread(pair.description, "a node without content", at: place)
        continue
      }
      let label = node.first { $0.key == "label" }?.value.text
      guard let id = node.first(where: { $0.key == "id" })?.value.text ?? label else {
        records.addUnread(pair.description, "a node without id and label", at: place)
        continue
      }
      let attributes = node.filter { $0.key != "id" && $0.key != "label" }
      records.addNode(
        key: key(id), label: label, attributes: attributes.map { ($0.key, $0.value.text ?? "") }, at: place)
    }
    for pair in graph where pair.key == "edge" {
      let place = records.place(pair.line)
      guard case .list(let edge) = pair.value, let source = edge.first(where: { $0.key == "source" })?.value.text,
        let target = edge.first(where: { $0.key == "target" })?.value.text
      else {
        records.addIgnored(pair.description, "an edge without source or target", at: place)
        continue
      }
      guard isDirected else {
        records.addEdge(text: pair.description, at: place)
        continue
      }
      let words = ["kind", "relation", "label", "type"].compactMap { name in edge.first { $0.key == name }?.value.text }
      // A label may be a weight; it says the kind only if it is a word for one.
      let kind = words.first { RelationWord($0) != nil } ?? edge.first { $0.key == "kind" }?.value.text
      records.addArc(from: key(source), to: key(target), kind: kind, text: pair.description, at: place)
    }
  }
}

/// Splits GML into pairs of key and value.
struct GMLParser {
  indirect enum Value {
    case text(String)
    case list([Pair])

    var text: String? { if case .text(let text) = self { text } else { nil } }
  }

  struct Pair {
    let key: String
    let value: Value
    let line: Int

    /// The pair as text, cut short.
    var description: String {
      switch value {
      case .text(let text): "\(key) \(text.prefix(200))"
      case .list(let pairs):
        "\(key) [ "
          + pairs.prefix(8).map { pair in
            if case .text(let text) = pair.value { "\(pair.key) \(text.prefix(80))" } else { "\(pair.key) [ … ]" }
          }.joined(separator: " ") + (pairs.count > 8 ? " … ]" : " ]")
      }
    }
  }

  private enum Token {
    case word(String)
    case text(String)
    case open
    case close
  }

  /// Deeper lists are read over.
  private static let depthLimit = 64
  private static let faultLimit = 20

  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  /// Where the text is not GML; the first ones.
  private(set) var faults: [(line: Int, message: String)] = []

  init(_ text: String) {
    bytes = Array((text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text).utf8)
  }

  /// The pairs up to the end of a list, or of the file.
  mutating func list(depth: Int) -> [Pair] {
    var pairs: [Pair] = []
    var key: (text: String, line: Int)?
    while let token = next() {
      switch token {
      case .close:
        if let key { report("“\(key.text.prefix(40))” has no value", key.line) }
        if depth > 0 { return pairs }
        report("a “]” that nothing opens", line)
        key = nil
      case .open:
        let start = line
        let value: [Pair]
        if depth < Self.depthLimit {
          value = list(depth: depth + 1)
        } else {
          skipList()
          report("lists are nested too deep", start)
          value = []
        }
        guard let name = key else {
          report("a list without a key", start)
          continue
        }
        pairs.append(Pair(key: name.text.lowercased(), value: .list(value), line: name.line))
        key = nil
      case .text(let text), .word(let text):
        if let name = key {
          pairs.append(Pair(key: name.text.lowercased(), value: .text(text), line: name.line))
          key = nil
        } else {
          key = (text, line)
        }
      }
    }
    if let key { report("“\(key.text.prefix(40))” has no value", key.line) }
    if depth > 0 { report("a list is not closed", line) }
    return pairs
  }

  private mutating func skipList() {
    var depth = 1
    while depth > 0, let token = next() {
      switch token {
      case .open: depth += 1
      case .close: depth -= 1
      default: break
      }
    }
  }

  private mutating func report(_ message: String, _ line: Int) {
    if faults.count < Self.faultLimit { faults.append((line, message)) }
  }

  private mutating func next() -> Token? {
    var isAtLineStart = position == 0
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case 0x0A, 0x0D:
        if byte == 0x0A || position + 1 >= bytes.count || bytes[position + 1] != 0x0A { line += 1 }
        isAtLineStart = true
        position += 1
      case 0x20, 0x09, 0x0B, 0x0C: position += 1
      case UInt8(ascii: "#") where isAtLineStart || position == 0 || isBlank(bytes[position - 1]):
        while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D { position += 1 }
      case UInt8(ascii: "["):
        position += 1
        return .open
      case UInt8(ascii: "]"):
        position += 1
        return .close
      case UInt8(ascii: "\""): return .text(quoted())
      default:
        let start = position
        while position < bytes.count, !isBlank(bytes[position]), !"[]\"".utf8.contains(bytes[position]) {
          position += 1
        }
        return .word(String(decoding: bytes[start..<position], as: UTF8.self))
      }
    }
    return nil
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }

  private mutating func quoted() -> String {
    position += 1
    let start = position
    let first = line
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      if bytes[position] == 0x0A { line += 1 }
      position += 1
    }
    if position >= bytes.count { report("a text is not closed", first) }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    position += 1
    return TextEntities.decoded(text)
  }
}
