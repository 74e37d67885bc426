import Foundation

/// Writes DOT text in which nothing from outside can be anything but a value.
struct DOTWriter {
  private(set) var text = ""
  /// The ground that colours are for.
  private let ground: Palette.Ground

  init(ground: Palette.Ground = .light) {
    self.ground = ground
  }

  /// The value of an attribute.
  enum Value: ExpressibleByStringLiteral {
    case text(String)
    /// An HTML-like label; its parts must be escaped already.
    case html(String)

    init(stringLiteral value: String) { self = .text(value) }
  }

  mutating func open(_ kind: String, name: String) {
    text += "\(kind) \(Self.quoted(name)) {\n"
  }

  mutating func close() { text += "}\n" }

  mutating func attributes(_ attributes: [(String, String)]) {
    for (key, value) in attributes { text += "  \(key)=\(Self.quoted(shaded(value, key)));\n" }
  }

  mutating func defaults(_ kind: String, _ attributes: [(String, String)]) {
    text += "  \(kind) [\(list(attributes.map { ($0, Value.text($1)) }))];\n"
  }

  mutating func node(_ id: String, _ attributes: [(String, Value)]) {
    text += "  \(Self.quoted(id)) [\(list(attributes))];\n"
  }

  mutating func edge(
    from tail: String, port tailPort: String?, to head: String, port headPort: String?, _ attributes: [(String, Value)]
  ) {
    func end(_ node: String, _ port: String?) -> String { Self.quoted(node) + (port.map { ":" + $0 } ?? "") }
    text += "  \(end(tail, tailPort)) -> \(end(head, headPort)) [\(list(attributes))];\n"
  }

  /// A colour as it is on the ground, and other values as they are.
  private func shaded(_ value: String, _ key: String) -> String {
    key == "bgcolor" || key == "color" || key == "fillcolor" || key == "fontcolor" ? ground.color(value) : value
  }

  private func list(_ attributes: [(String, Value)]) -> String {
    attributes.map { key, value in
      switch value {
      case .text(let text): "\(key)=\(Self.quoted(shaded(text, key)))"
      case .html(let html): "\(key)=<\(html)>"
      }
    }.joined(separator: ", ")
  }

  /// Whether XML can hold a character and it shows as something: all but controls and U+FFFE, U+FFFF.
  static func isXMLCharacter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0xFFFE...0xFFFF: false
    default: true
    }
  }

  /// Whether a character forces a direction upon what follows it, and so could make a text read as another one. Text
  /// that runs from right to left needs none of them.
  static func forcesDirection(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// A quoted DOT string whose value, after Graphviz has read its escapes, is the text.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case _ where forcesDirection(scalar): break
      case _ where !isXMLCharacter(scalar): quoted += " "
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// Text for an HTML-like label.
  static func escapedHTML(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case _ where forcesDirection(scalar): break
      // Graphviz puts the name of the node for `\N`, and that of the graph for `\G`, in HTML as well.
      case "\\": escaped += "\\\\"
      case _ where !isXMLCharacter(scalar): escaped += " "
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// Text for a tooltip, in which Graphviz would otherwise read `&lt;` and `\\N` as something else. A backslash becomes
  /// an entity, since its escapes are resolved twice there.
  static func tooltip(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("\\", with: "&#92;")
  }

  /// An address with everything percent-encoded that does not belong into one; Graphviz writes it as it is.
  static func address(_ address: String) -> String {
    // Some releases escape what is no entity yet and some escape nothing; an entity is safe with both.
    percentEncoded(address).replacing("&", with: "&amp;")
  }

  /// An address with everything percent-encoded that does not belong into one.
  static func percentEncoded(_ address: String) -> String {
    var encoded = ""
    for byte in address.utf8 {
      if 0x21..<0x7F ~= byte && !"\"<>\\^`{|}'".utf8.contains(byte) {
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        encoded += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return encoded
  }

  /// A number with at most three places, the same on every machine.
  static func number(_ value: Double) -> String {
    let thousandths = (value * 1000).rounded()
    guard thousandths.isFinite, abs(thousandths) < 1e15 else { return "0" }
    let whole = Int(thousandths)
    let (integer, fraction) = abs(whole).quotientAndRemainder(dividingBy: 1000)
    var text = "\(integer)"
    if fraction != 0 {
      var digits = String(fraction + 1000).dropFirst()
      while digits.last == "0" { digits.removeLast() }
      text += "." + digits
    }
    return whole < 0 ? "-" + text : text
  }
}

/// Writes xdot drawing operations for a graph's `_background`, in coordinates that count downwards.
struct BackgroundWriter {
  private let height: Double
  private let ground: Palette.Ground
  private var parts: [String] = []

  init(height: Double, ground: Palette.Ground = .light) {
    self.height = height
    self.ground = ground
  }

  var operations: String { parts.joined(separator: " ") }

  mutating func rectangle(x: Double, y: Double, width: Double, height: Double, fill: String, border: String? = nil) {
    color("c", border ?? fill)
    color("C", fill)
    points("P", [(x, y), (x + width, y), (x + width, y + height), (x, y + height)])
  }

  mutating func line(_ corners: [(Double, Double)], color: String, width: Double, style: String = "solid") {
    self.color("c", color)
    string("S", "setlinewidth(\(DOTWriter.number(width)))")
    string("S", style)
    points("L", corners)
    string("S", "setlinewidth(1)")
    string("S", "solid")
  }

  mutating func ellipse(_ ring: Picture.Ring, color: String, width: Double) {
    self.color("c", color)
    string("S", "setlinewidth(\(DOTWriter.number(width)))")
    let numbers = [ring.x, height - ring.y, ring.radiusX, ring.radiusY].map(DOTWriter.number)
    parts.append("e \(numbers.joined(separator: " "))")
    string("S", "setlinewidth(1)")
  }

  mutating func arrow(at tip: (x: Double, y: Double), color: String, size: Double) {
    self.color("c", color)
    self.color("C", color)
    points("P", [(tip.x, tip.y), (tip.x - size, tip.y - size * 0.42), (tip.x - size, tip.y + size * 0.42)])
  }

  private mutating func color(_ operation: String, _ color: String) {
    string(operation, ground.color(color))
  }

  private mutating func string(_ operation: String, _ text: String) {
    parts.append("\(operation) \(text.utf8.count) -\(text)")
  }

  private mutating func points(_ operation: String, _ points: [(Double, Double)]) {
    let numbers = points.map { "\(DOTWriter.number($0.0)) \(DOTWriter.number(height - $0.1))" }
    parts.append("\(operation) \(points.count) \(numbers.joined(separator: " "))")
  }
}
