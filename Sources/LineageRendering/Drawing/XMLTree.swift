import Foundation

#if canImport(FoundationXML)
import FoundationXML
#endif

/// A small XML tree: what Graphviz drew, to be put into shape and written again.
final class XMLElement {
  enum Child {
    case element(XMLElement)
    case text(String)
  }

  var name: String
  var attributes: [(name: String, value: String)]
  var children: [Child] = []

  init(_ name: String, _ attributes: [(name: String, value: String)] = [], text: String? = nil) {
    self.name = name
    self.attributes = attributes
    if let text { children = [.text(text)] }
  }

  subscript(attribute: String) -> String? {
    get { attributes.first { $0.name == attribute }?.value }
    set {
      let index = attributes.firstIndex { $0.name == attribute }
      switch (index, newValue) {
      case (let index?, let value?): attributes[index].value = value
      case (let index?, nil): attributes.remove(at: index)
      case (nil, let value?): attributes.append((attribute, value))
      case (nil, nil): break
      }
    }
  }

  var elements: [XMLElement] {
    children.compactMap { if case .element(let element) = $0 { element } else { nil } }
  }

  /// Reads a document. Outside entities are not loaded.
  static func reading(_ data: Data) throws(XMLReadingError) -> XMLElement {
    let parser = XMLParser(data: data)
    parser.shouldResolveExternalEntities = false
    let builder = XMLTreeBuilder()
    parser.delegate = builder
    // The parser goes on after some faults; what it makes of them is of no use.
    guard parser.parse(), parser.parserError == nil, let root = builder.root else {
      throw XMLReadingError(
        reason: "line \(parser.lineNumber): \(parser.parserError?.localizedDescription ?? "no root element")")
    }
    return root
  }

  /// The element as text, attributes in their order.
  func write(to text: inout String, indent: Int = 0) {
    let margin = String(repeating: " ", count: indent)
    text += margin + "<" + name
    for (name, value) in attributes { text += " \(name)=\"\(Self.escaped(value, inAttribute: true))\"" }
    if children.isEmpty {
      text += "/>\n"
      return
    }
    text += ">"
    let hasElements = !elements.isEmpty
    if hasElements { text += "\n" }
    for child in children {
      switch child {
      case .element(let element): element.write(to: &text, indent: indent + 1)
      case .text(let content): text += Self.escaped(content, inAttribute: false)
      }
    }
    text += (hasElements ? margin : "") + "</\(name)>\n"
  }

  /// Text for XML 1.0, without characters that it cannot hold.
  static func escaped(_ text: String, inAttribute: Bool) -> String {
    // Almost all of a drawing is numbers and names of ours.
    let isPlain = text.utf8.allSatisfy { byte in
      0x20..<0x7F ~= byte && byte != UInt8(ascii: "&") && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">")
        && byte != UInt8(ascii: "\"")
    }
    if isPlain { return text }
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += inAttribute ? "&quot;" : "\""
      case "\n": escaped += inAttribute ? "&#10;" : "\n"
      case "\t": escaped += inAttribute ? "&#9;" : "\t"
      case _ where DOTWriter.forcesDirection(scalar): break
      case _ where !DOTWriter.isXMLCharacter(scalar): escaped += " "
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

/// Why a document is no XML.
struct XMLReadingError: Error {
  let reason: String
}

private final class XMLTreeBuilder: NSObject, XMLParserDelegate {
  var root: XMLElement?
  private var open: [XMLElement] = []

  func parser(
    _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    // The parser hands attributes over in no order.
    let element = XMLElement(elementName, attributes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    if let parent = open.last { parent.children.append(.element(element)) } else { root = element }
    open.append(element)
  }

  func parser(_ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName: String?) {
    guard let element = open.popLast() else { return }
    // Between elements, blanks mean nothing.
    let isLayout = element.children.allSatisfy {
      if case .text(let text) = $0 { text.allSatisfy(\.isWhitespace) } else { true }
    }
    if isLayout { element.children.removeAll { if case .text = $0 { true } else { false } } }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    guard let element = open.last else { return }
    if case .text(let text)? = element.children.last {
      element.children[element.children.count - 1] = .text(text + string)
    } else {
      element.children.append(.text(string))
    }
  }
}
