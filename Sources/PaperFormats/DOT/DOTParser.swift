/// Parses the DOT language of Graphviz into graphs of nodes and edges, tolerantly: a statement that cannot be read is
/// kept as a fault, and the next one is read.
struct DOTParser {
  typealias Attributes = [String: Value]

  /// The value of an attribute.
  enum Value: Hashable {
    case text(String)
    /// An HTML-like string, without its outer brackets.
    case html(String)

    var text: String {
      switch self {
      case .text(let text), .html(let text): text
      }
    }
  }

  struct Node {
    let id: String
    var attributes: Attributes
    let line: Int
  }

  struct Edge {
    let source: Int
    let target: Int
    let isDirected: Bool
    let attributes: Attributes
    let line: Int
  }

  struct Graph {
    var name: String?
    var isDirected: Bool
    var attributes: Attributes = [:]
    /// In the order in which they are first named.
    var nodes: [Node] = []
    var edges: [Edge] = []
    var numberOfNode: [String: Int] = [:]
    let line: Int
  }

  struct Fault {
    let line: Int
    let text: String
    let reason: String
  }

  /// Subgraphs that are nested deeper are read over.
  static let depthLimit = 64
  /// An edge between two subgraphs stands for all pairs of their nodes; no more than this many are written out.
  static let edgeLimit = 100_000

  private(set) var graphs: [Graph] = []
  private(set) var faults: [Fault] = []
  private(set) var comments: [String] = []
  private var lexer: DOTLexer
  private var token: DOTLexer.Token?
  private var line = 1
  private var edgesLeft = DOTParser.edgeLimit
  private var defaults: DefaultValues

  /// - Complexity: O(*n* + *e*) for *n* characters and *e* edges.
  init(_ text: String) {
    lexer = DOTLexer(text)
    defaults = DefaultValues(fileLength: text.utf8.count)
    advance()
    readGraphs()
    comments = lexer.comments
    if let open = lexer.openString { faults.append(Fault(line: open, text: "", reason: "a text is not closed")) }
  }

  private mutating func advance() {
    token = lexer.next()
    line = lexer.tokenLine
  }

  private mutating func fault(_ reason: String) {
    // Of a text that is no DOT at all, the first faults say enough.
    guard faults.count < 1_000 else { return }
    faults.append(Fault(line: line, text: token?.description ?? "", reason: reason))
  }

  private func isMark(_ mark: Character) -> Bool { token == .mark(mark) }

  private func isKeyword(_ word: String) -> Bool {
    if case .id(let text, let isBare) = token { isBare && text.lowercased() == word } else { false }
  }

  // MARK: - Graphs

  private mutating func readGraphs() {
    while token != nil {
      if isKeyword("strict") { advance() }
      let isDirected = isKeyword("digraph")
      guard isDirected || isKeyword("graph") else {
        fault("no graph begins here")
        while token != nil, !isKeyword("strict"), !isKeyword("graph"), !isKeyword("digraph") { advance() }
        continue
      }
      var graph = Graph(isDirected: isDirected, line: line)
      advance()
      if let (name, _) = readID() { graph.name = name.text }
      guard isMark("{") else {
        fault("a graph without “{”")
        continue
      }
      advance()
      graphs.append(graph)
      _ = readStatements(Scope(), depth: 0)
      if isMark("}") { advance() } else { fault("a graph is not closed") }
    }
  }

  /// Defaults for what is created from here on.
  private struct Scope {
    var node: Attributes = [:]
    var edge: Attributes = [:]
  }

  /// The statements of a graph or subgraph.
  ///
  /// - Returns: The numbers of the nodes named in it.
  private mutating func readStatements(_ scope: Scope, depth: Int) -> [Int] {
    var scope = scope
    var named: [Int] = []
    while token != nil, !isMark("}") {
      if isMark(";") || isMark(",") {
        advance()
      } else if isKeyword("node") || isKeyword("edge") || (isKeyword("graph")) {
        let isNode = isKeyword("node")
        let isEdge = isKeyword("edge")
        advance()
        let attributes = readAttributes()
        if isNode {
          scope.node.merge(attributes) { $1 }
        } else if isEdge {
          scope.edge.merge(attributes) { $1 }
        } else if depth == 0 {
          graphs[graphs.count - 1].attributes.merge(attributes) { $1 }
        }
      } else {
        named += readStatement(scope, depth: depth)
      }
    }
    return named
  }

  /// A node, a chain of edges, an attribute of the graph, or a subgraph.
  private mutating func readStatement(_ scope: Scope, depth: Int) -> [Int] {
    let start = line
    guard let first = readEnd(scope, depth: depth) else { return [] }
    if case .attribute(let name) = first {
      // `key = value`
      advance()
      guard let (value, _) = readID() else {
        fault("an attribute without a value")
        return []
      }
      if depth == 0 { graphs[graphs.count - 1].attributes[name] = value }
      return []
    }
    guard case .nodes(let nodes, let isSingle) = first else { return [] }
    var ends = [nodes]
    var directed: [Bool] = []
    while token == .arrow || token == .line {
      directed.append(token == .arrow)
      advance()
      guard let end = readEnd(scope, depth: depth), case .nodes(let others, _) = end else {
        fault("an edge without an end")
        directed.removeLast()
        break
      }
      ends.append(others)
    }
    let attributes = readAttributes()
    if ends.count == 1 {
      if isSingle, let node = nodes.first {
        graphs[graphs.count - 1].nodes[node].attributes.merge(attributes) { $1 }
      }
      return nodes
    }
    let all = defaults.used(scope.edge).isEmpty ? attributes : scope.edge.merging(attributes) { $1 }
    for place in directed.indices {
      for source in ends[place] {
        for target in ends[place + 1] {
          guard edgesLeft > 0 else {
            fault("more edges between subgraphs than are written out")
            return ends.flatMap { $0 }
          }
          edgesLeft -= ends[place].count * ends[place + 1].count > 1 ? 1 : 0
          graphs[graphs.count - 1].edges.append(
            Edge(source: source, target: target, isDirected: directed[place], attributes: all, line: start))
        }
      }
    }
    return ends.flatMap { $0 }
  }

  private enum End {
    case nodes([Int], isSingle: Bool)
    /// The name of an attribute; “=” comes next.
    case attribute(String)
  }

  private mutating func readEnd(_ scope: Scope, depth: Int) -> End? {
    if isMark("{") || isKeyword("subgraph") {
      if isKeyword("subgraph") {
        advance()
        _ = readID()
        guard isMark("{") else { return .nodes([], isSingle: false) }
      }
      advance()
      var nodes: [Int] = []
      if depth < Self.depthLimit {
        nodes = readStatements(scope, depth: depth + 1)
      } else {
        fault("subgraphs are nested too deep")
        skipBlock()
      }
      if isMark("}") { advance() } else { fault("a subgraph is not closed") }
      var seen: Set<Int> = []
      return .nodes(nodes.filter { seen.insert($0).inserted }, isSingle: false)
    }
    let start = line
    guard let (id, _) = readID() else {
      fault("no statement begins here")
      advance()
      return nil
    }
    if isMark("=") { return .attribute(id.text) }
    // A port and a point of the compass.
    for _ in 0..<2 where isMark(":") {
      advance()
      _ = readID()
    }
    return .nodes([node(id.text, scope, start)], isSingle: true)
  }

  private mutating func skipBlock() {
    var depth = 1
    while token != nil {
      if isMark("{") { depth += 1 }
      if isMark("}") {
        depth -= 1
        if depth == 0 { return }
      }
      advance()
    }
  }

  private mutating func node(_ id: String, _ scope: Scope, _ line: Int) -> Int {
    let last = graphs.count - 1
    if let number = graphs[last].numberOfNode[id] { return number }
    let number = graphs[last].nodes.count
    graphs[last].numberOfNode[id] = number
    let attributes = defaults.used(scope.node).isEmpty ? [:] : scope.node
    graphs[last].nodes.append(Node(id: id, attributes: attributes, line: line))
    return number
  }

  /// `[key=value, key=value; …]`, any number of times.
  private mutating func readAttributes() -> Attributes {
    var attributes: Attributes = [:]
    while isMark("[") {
      advance()
      while token != nil, !isMark("]") {
        if isMark(",") || isMark(";") {
          advance()
          continue
        }
        guard let (key, _) = readID() else {
          // A list that nobody closed ends where the graph does.
          if isMark("}") { break }
          fault("no attribute begins here")
          advance()
          continue
        }
        if isMark("=") {
          advance()
          if let (value, _) = readID() { attributes[key.text] = value } else { fault("an attribute without a value") }
        } else {
          attributes[key.text] = .text("true")
        }
      }
      if isMark("]") { advance() } else { fault("a list of attributes is not closed") }
    }
    return attributes
  }

  /// A name, a number, a quoted text with what is joined to it by “+”, or an HTML-like text.
  private mutating func readID() -> (Value, isBare: Bool)? {
    switch token {
    case .html(let text):
      advance()
      return (.html(text), false)
    case .id(let text, let isBare):
      advance()
      var whole = text
      while !isBare, isMark("+") {
        advance()
        guard case .id(let more, false) = token else {
          fault("“+” without a text")
          break
        }
        whole += more
        advance()
      }
      return (.text(whole), isBare)
    default: return nil
    }
  }
}

/// Splits DOT into names, texts and marks.
struct DOTLexer {
  enum Token: Equatable {
    /// A name or a number, or a quoted text.
    case id(String, isBare: Bool)
    case html(String)
    case arrow
    case line
    case mark(Character)

    var description: String {
      switch self {
      case .id(let text, _), .html(let text): String(text.prefix(200))
      case .arrow: "->"
      case .line: "--"
      case .mark(let mark): String(mark)
      }
    }
  }

  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  /// The line of the last token.
  private(set) var tokenLine = 1
  private(set) var comments: [String] = []
  /// The line of a quoted text that is not closed.
  private(set) var openString: Int?

  init(_ text: String) { bytes = Array((text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text).utf8) }

  mutating func next() -> Token? {
    skip()
    tokenLine = line
    guard position < bytes.count else { return nil }
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: "\""): return .id(quoted(), isBare: false)
    case UInt8(ascii: "<"): return .html(html())
    case UInt8(ascii: "-") where follows(">"):
      position += 2
      return .arrow
    case UInt8(ascii: "-") where follows("-"):
      position += 2
      return .line
    case _ where isName(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-"):
      let start = position
      position += 1
      // A number may have a point; a name of a file without quotes is no DOT, but meant as one name.
      while position < bytes.count, isName(bytes[position]) || bytes[position] == UInt8(ascii: ".") { position += 1 }
      return .id(text(start..<position), isBare: true)
    default:
      position += 1
      return .mark(Character(Unicode.Scalar(byte)))
    }
  }

  private func follows(_ next: Unicode.Scalar) -> Bool {
    position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: next)
  }

  private func isName(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || 0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Whether nothing but blanks stands before this place in its line.
  private var isAtLineStart: Bool {
    var start = position
    while start > 0, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
    return start == 0 || bytes[start - 1] == 0x0A || bytes[start - 1] == 0x0D
  }

  /// Skips blanks and comments; a line that begins with `#` is what a preprocessor left.
  private mutating func skip() {
    while position < bytes.count {
      let byte = bytes[position]
      if byte == 0x0A {
        line += 1
        position += 1
      } else if byte == 0x0D {
        if !follows("\n") { line += 1 }
        position += 1
      } else if byte <= 0x20 {
        position += 1
      } else if (byte == UInt8(ascii: "/") && follows("/")) || (byte == UInt8(ascii: "#") && isAtLineStart) {
        let start = position
        while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D { position += 1 }
        comments.append(text(start..<position))
      } else if byte == UInt8(ascii: "/"), follows("*") {
        let start = position
        position += 2
        while position < bytes.count, !(bytes[position] == UInt8(ascii: "*") && follows("/")) {
          if bytes[position] == 0x0A { line += 1 }
          position += 1
        }
        position = min(position + 2, bytes.count)
        comments.append(text(start..<position))
      } else {
        return
      }
    }
  }

  /// A quoted text: `\"` is a quotation mark, a backslash before the end of a line joins lines, and all other escapes
  /// stay, as they mean something only in labels.
  private mutating func quoted() -> String {
    position += 1
    var content: [UInt8] = []
    let start = line
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        position += 1
        return String(decoding: content, as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\"), position + 1 < bytes.count {
        let escaped = bytes[position + 1]
        position += 2
        if escaped == UInt8(ascii: "\"") {
          content.append(escaped)
        } else if escaped == 0x0A {
          line += 1
        } else if escaped == 0x0D {
          if position < bytes.count, bytes[position] == 0x0A { position += 1 }
          line += 1
        } else {
          content += [byte, escaped]
        }
        continue
      }
      if byte == 0x0A { line += 1 }
      content.append(byte)
      position += 1
    }
    openString = openString ?? start
    return String(decoding: content, as: UTF8.self)
  }

  /// An HTML-like text, up to the bracket that closes the first one.
  private mutating func html() -> String {
    position += 1
    let start = position
    var depth = 1
    let first = line
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "<"): depth += 1
      case UInt8(ascii: ">"): depth -= 1
      case 0x0A: line += 1
      default: break
      }
      position += 1
      if depth == 0 { return text(start..<position - 1) }
    }
    openString = openString ?? first
    return text(start..<position)
  }
}
