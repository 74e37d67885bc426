import Foundation
import PaperLineage

#if canImport(FoundationXML)
import FoundationXML
#endif

/// Reads an XML text record by record, with `XMLParser` of Foundation.
///
/// A record is an element that the caller names; it is handed over when it ends and then forgotten, so that memory is
/// bounded by the largest one. Entities are not expanded: a text that declares any is refused, external ones are never
/// loaded. Elements are nested to ``mostDepth``. The declaration of the encoding does not count, as texts come decoded.
///
/// What is not well-formed ends the record in which it stands; reading goes on with the next tag that begins a record.
struct MarkupReader {
  /// How deep elements may be nested.
  static let mostDepth = 200

  /// What became of a text beside its records.
  struct Outcome {
    /// Records that could not be read, as they stand, with the names of their elements; that of a whole file is empty.
    var unread: [(name: String, block: UnreadBlock)] = []
    /// The rest of a text without records behind a fault.
    var ignored: [UnreadBlock] = []
    var diagnostics: [Diagnostic] = []
    /// The outermost element without its records; `nil` if it could not be read to its end.
    var root: MarkupElement?
  }

  /// Whether an element is a record: its name, and the elements around it, the outermost first.
  typealias RecordRule = (_ name: String, _ around: [MarkupElement]) -> Bool
  /// Takes a record with the elements around it as far as they are read.
  typealias Visitor = (_ record: MarkupElement, _ around: [MarkupElement]) -> Void

  private let file: String
  private let isRecord: RecordRule
  private let visit: Visitor
  private var outcome = Outcome()

  /// Reads a text.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  static func read(_ file: CorpusFile, isRecord: @escaping RecordRule, visit: @escaping Visitor) -> Outcome {
    var reader = MarkupReader(file: file.name, isRecord: isRecord, visit: visit)
    reader.read(Array(file.text.utf8))
    return reader.outcome
  }

  private init(file: String, isRecord: @escaping RecordRule, visit: @escaping Visitor) {
    (self.file, self.isRecord, self.visit) = (file, isRecord, visit)
  }

  private mutating func read(_ original: [UInt8]) {
    var bytes = original
    if bytes.allSatisfy({ $0 <= 32 }) {
      outcome.diagnostics.append(
        Diagnostic(.error, .syntax, "the file is empty", place: SourcePlace(file: file, line: 1, column: 1)))
      return
    }
    if let entity = MarkupProlog.blank(&bytes) {
      var tags = MarkupTags(bytes, counting: original)
      let place = tags.place(of: entity)
      let block = UnreadBlock(
        place: SourcePlace(file: file, line: place.line, column: place.column),
        text: String(decoding: bytes[entity...].prefix(1000), as: UTF8.self),
        reason: "declares entities, which are not expanded; nothing of the file is read")
      outcome.unread.append(("", block))
      outcome.diagnostics.append(
        Diagnostic(
          .error, .syntax, "the document type declares entities, which are not expanded",
          remedy: "expand them with `xmllint --noent --dropdtd`, if you trust the file", place: block.place))
      return
    }
    let whole = MarkupParse(
      bytes, from: MarkupTags(bytes, counting: original), to: bytes.count, file: file, isRecord: isRecord, visit: visit)
    whole.run()
    guard let fault = whole.fault else {
      outcome.root = whole.root
      return
    }
    report(fault)
    goOn(behind: fault, of: whole, in: bytes)
  }

  private mutating func report(_ fault: MarkupParse.Fault) {
    outcome.diagnostics.append(
      Diagnostic(.error, .syntax, "not well-formed: \(fault.reason)", place: fault.place))
  }

  /// Keeps the record that a fault is in, and reads those behind it, each alone.
  private mutating func goOn(behind fault: MarkupParse.Fault, of whole: MarkupParse, in bytes: [UInt8]) {
    var around = whole.open
    if let record = whole.firstOpenRecord {
      around = Array(whole.open[..<record])
    }
    var tags = whole.tags
    let first = whole.firstOpenRecord.map { whole.open[$0] }
    var next = tags.next()
    while let tag = next, tag.isEnd || !isRecord(tag.name, around) || tag.start < fault.offset { next = tags.next() }
    let end = next?.start ?? bytes.count
    // A record within an open one that was handed over already is part of the text that is kept, and no harm.
    if let first {
      outcome.unread.append((first.name, block(bytes, first.range.lowerBound..<end, at: first.place, fault)))
    } else if next == nil {
      let rest = min(fault.offset, end)..<end
      if bytes[rest].contains(where: { $0 > 32 }) { outcome.ignored.append(block(bytes, rest, at: fault.place, fault)) }
    }
    while let tag = next {
      (next, tags) = readAlone(tag, tags: tags, around: around, bytes)
    }
  }

  /// Reads one record behind a fault: up to its end tag, or to the tag of another record.
  private mutating func readAlone(
    _ tag: MarkupTags.Tag, tags: MarkupTags, around: [MarkupElement], _ bytes: [UInt8]
  ) -> (next: MarkupTags.Tag?, tags: MarkupTags) {
    var tags = tags
    var end: Int? = tag.isEmpty ? tag.end : nil
    var next = tags.next()
    while let other = next {
      if !other.isEnd, isRecord(other.name, around) { break }
      if other.isEnd, other.name == tag.name, end == nil { end = other.end }
      next = tags.next()
    }
    let place = SourcePlace(file: file, line: tag.line, column: tag.column)
    guard let end else {
      let range = tag.start..<(next?.start ?? bytes.count)
      outcome.unread.append(
        (
          tag.name,
          UnreadBlock(
            place: place, text: String(decoding: bytes[range], as: UTF8.self).trimmed,
            reason: "not well-formed: has no end tag")
        ))
      return (next, tags)
    }
    let parse = MarkupParse(
      bytes, from: MarkupTags(bytes, offset: tag.start, line: tag.line, column: tag.column), to: end, file: file,
      around: around, isRecord: isRecord, visit: visit)
    parse.run()
    if let fault = parse.fault {
      report(fault)
      outcome.unread.append((tag.name, block(bytes, tag.start..<end, at: place, fault)))
    }
    return (next, tags)
  }

  private func block(_ bytes: [UInt8], _ range: Range<Int>, at place: SourcePlace, _ fault: MarkupParse.Fault)
    -> UnreadBlock
  {
    UnreadBlock(
      place: place, text: String(decoding: bytes[range], as: UTF8.self).trimmed,
      reason: "not well-formed: \(fault.reason)")
  }
}

/// One run of `XMLParser` over a stretch of a text.
private final class MarkupParse: NSObject, XMLParserDelegate {
  struct Fault {
    let place: SourcePlace
    let offset: Int
    let reason: String
  }

  /// The elements that have not ended, the outermost first, those around the stretch before them.
  private(set) var open: [MarkupElement]
  /// Which of them are records.
  private var openRecords: [Int] = []
  private(set) var fault: Fault?
  private(set) var root: MarkupElement?
  private(set) var tags: MarkupTags
  /// Where the stretch begins, and the element that ended last if it has no end tag.
  private let start: MarkupTags
  private let end: Int
  private let file: String
  private let outside: Int
  private let isRecord: MarkupReader.RecordRule
  private let visit: MarkupReader.Visitor
  private var isEmptyTag = false

  init(
    _ bytes: [UInt8], from start: MarkupTags, to end: Int, file: String, around: [MarkupElement] = [],
    isRecord: @escaping MarkupReader.RecordRule, visit: @escaping MarkupReader.Visitor
  ) {
    (self.start, self.tags, self.end, self.file) = (start, start, end, file)
    (self.open, self.outside) = (around, around.count)
    (self.isRecord, self.visit) = (isRecord, visit)
  }

  var firstOpenRecord: Int? { openRecords.first }

  func run() {
    // Depth is looked at before, so that it is bounded whatever the parser bears.
    let end = depthLimit() ?? self.end
    // What is an instruction depends on where the stretch begins.
    var bytes = Array(tags.bytes[tags.offset..<end])
    MarkupProlog.blankBareInstructions(&bytes)
    let parser = XMLParser(data: Data(bytes))
    parser.shouldResolveExternalEntities = false
    parser.delegate = self
    _ = parser.parse()
    if root == nil { stop(parser) }
    if end < self.end, let fault {
      self.fault = Fault(
        place: fault.place, offset: max(fault.offset, end),
        reason: "elements are nested deeper than \(MarkupReader.mostDepth)")
    }
  }

  /// Where the first element begins that is nested too deep.
  private func depthLimit() -> Int? {
    var tags = start
    var depth = 0
    while let tag = tags.next(), tag.start < end {
      if tag.isEnd { depth -= 1 } else if !tag.isEmpty { depth += 1 }
      if depth > MarkupReader.mostDepth { return tag.start }
    }
    return nil
  }

  private func stop(_ parser: XMLParser) {
    guard fault == nil else { return }
    let code = (parser.parserError as NSError?)?.code ?? 0
    // The parser's own place is that of what it read last, in bytes.
    let line = max(1, parser.lineNumber)
    var search = start
    let wanted = search.place(of: start.offset).line + line - 1
    var place = (line: wanted, column: 1)
    let offset = search.offset(ofLine: wanted, byteColumn: parser.columnNumber, before: end)
    place = search.place(of: offset)
    fault = Fault(
      place: SourcePlace(file: file, line: place.line, column: place.column), offset: max(offset, tags.offset),
      reason: Self.words(code))
  }

  /// What the codes of libxml2 mean.
  private static func words(_ code: Int) -> String {
    switch code {
    case 4: "no element"
    case 5: "something stands behind the end"
    case 9: "a character that XML does not have"
    case 26, 27: "an entity that is not declared"
    case 38, 39, 40, 41, 65: "an attribute is broken"
    case 42: "an attribute is given twice"
    case 45, 80: "a comment is broken"
    case 68: "a name is missing or broken"
    case 73: "a tag has no end"
    case 74, 76: "an end tag has no beginning"
    case 77: "the text ends within an element"
    default: "error \(code) of the XML parser"
    }
  }

  func parser(
    _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    guard fault == nil else { return }
    var tag = tags.next()
    while let other = tag, other.isEnd { tag = tags.next() }
    isEmptyTag = tag?.isEmpty ?? false
    var plain: [String: String] = [:]
    for (name, value) in attributes {
      let local = Self.local(name)
      if local == name || plain[local] == nil && attributes[local] == nil { plain[local] = value }
    }
    let name = Self.local(elementName)
    if isRecord(name, open) { openRecords.append(open.count) }
    let offset = tag?.start ?? tags.offset
    open.append(
      MarkupElement(
        name: name, attributes: plain,
        place: SourcePlace(file: file, line: tag?.line ?? parser.lineNumber, column: tag?.column ?? 1),
        range: offset..<(tag?.end ?? offset)))
  }

  func parser(
    _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName: String?
  ) {
    guard fault == nil, open.count > outside else { return }
    var element = open.removeLast()
    if isEmptyTag {
      isEmptyTag = false
    } else if let tag = tags.next() {
      element.range = element.range.lowerBound..<max(tag.end, element.range.upperBound)
    }
    if openRecords.last == open.count {
      openRecords.removeLast()
      visit(element, open)
      if open.count == outside {
        root = MarkupElement(name: element.name, attributes: [:], place: element.place, range: element.range)
      }
    } else if open.count == outside {
      root = element
    } else {
      open[open.count - 1].content.append(.element(element))
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { add(string) }

  func parser(_ parser: XMLParser, foundCDATA CDATABlock: Data) { add(String(decoding: CDATABlock, as: UTF8.self)) }

  private func add(_ string: String) {
    guard fault == nil, open.count > outside else { return }
    let top = open.count - 1
    if let last = open[top].content.indices.last, case .text(var text) = open[top].content[last] {
      // Taken out first, so that the text is not copied.
      open[top].content.removeLast()
      text += string
      open[top].content.append(.text(text))
    } else {
      open[top].content.append(.text(string))
    }
  }

  func parser(_ parser: XMLParser, parseErrorOccurred parseError: any Error) {
    // Namespaces are not looked at, so that one without a declaration is no fault.
    if 200...205 ~= (parseError as NSError).code { return }
    stop(parser)
    // Nothing behind a fault is taken from this run. The parser would go on nevertheless: with each pair of hyphens in a
    // broken comment, of which it makes a copy, and with instructions where none were told from other text.
    parser.abortParsing()
  }

  private static func local(_ name: String) -> String {
    name.lastIndex(of: ":").map { String(name[name.index(after: $0)...]) } ?? name
  }
}

extension MarkupTags {
  /// The offset of a line and a column in bytes, from 1.
  fileprivate mutating func offset(ofLine line: Int, byteColumn: Int, before end: Int) -> Int {
    var offset = self.offset
    var number = place(of: offset).line
    while offset < end, number < line {
      let byte = bytes[offset]
      offset += 1
      if byte == 0x0A || byte == 0x0D && !(offset < end && bytes[offset] == 0x0A) { number += 1 }
    }
    var rest = max(0, byteColumn - 1)
    while rest > 0, offset < end, bytes[offset] != 0x0A { (offset, rest) = (offset + 1, rest - 1) }
    return offset
  }
}

/// What stands before the first element.
private enum MarkupProlog {
  /// Blanks out the byte order mark, the XML declaration and the document type, so that neither a wrong encoding nor an
  /// external definition counts. Line ends stay.
  ///
  /// - Returns: Where an entity is declared, if any is: the text must not be read then.
  static func blank(_ bytes: inout [UInt8]) -> Int? {
    var offset = 0
    var isOpenComment = false
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { blank(&bytes, 0..<3) }
    func starts(_ text: String, at offset: Int) -> Bool { bytes[min(offset, bytes.count)...].starts(with: text.utf8) }
    func end(of text: String, from offset: Int) -> Int? {
      let first = text.utf8.first
      var offset = offset
      while offset < bytes.count {
        if bytes[offset] == first, starts(text, at: offset) { return offset + text.utf8.count }
        offset += 1
      }
      return nil
    }
    while offset < bytes.count {
      if bytes[offset] <= 32 {
        offset += 1
      } else if starts("<!--", at: offset) {
        guard let end = end(of: "-->", from: offset) else { return nil }
        offset = end
      } else if starts("<?", at: offset) {
        guard let end = end(of: "?>", from: offset) else { return nil }
        if starts("<?xml ", at: offset) || starts("<?xml\t", at: offset) { blank(&bytes, offset..<end) }
        offset = end
      } else if starts("<!DOCTYPE", at: offset) || starts("<!doctype", at: offset) {
        let start = offset
        var quote: UInt8?
        var isInside = false
        var isClosed = false
        while offset < bytes.count {
          let byte = bytes[offset]
          if let open = quote {
            if byte == open { quote = nil }
          } else if !isOpenComment, starts("<!--", at: offset) {
            if let end = end(of: "-->", from: offset) {
              offset = end
              continue
            }
            // No other comment is closed then.
            isOpenComment = true
          } else if starts("<!ENTITY", at: offset) {
            return offset
          } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
            quote = byte
          } else if byte == UInt8(ascii: "[") {
            isInside = true
          } else if byte == UInt8(ascii: "]") {
            isInside = false
          } else if byte == UInt8(ascii: ">"), !isInside {
            offset += 1
            blank(&bytes, start..<offset)
            isClosed = true
            break
          }
          offset += 1
        }
        // The parser is not to read declarations of a document type either that nothing closes; so it is none.
        if !isClosed { blank(&bytes, (start + 2)..<(start + 9)) }
      } else {
        return nil
      }
    }
    return nil
  }

  /// Blanks out instructions that are a target and nothing else, such as `<?page-break?>`: `XMLParser` of Foundation on
  /// Linux reads from nowhere at them.
  static func blankBareInstructions(_ bytes: inout [UInt8]) {
    func starts(_ text: StaticString, at offset: Int) -> Bool {
      offset + text.utf8CodeUnitCount <= bytes.count
        && (0..<text.utf8CodeUnitCount).allSatisfy { bytes[offset + $0] == text.utf8Start[$0] }
    }
    func next(_ text: StaticString, from offset: Int) -> Int? {
      var offset = offset
      while offset < bytes.count, !starts(text, at: offset) { offset += 1 }
      return offset < bytes.count ? offset : nil
    }
    var offset = 0
    while let start = next("<", from: offset) {
      offset = start + 1
      if starts("<!--", at: start) {
        guard let end = next("-->", from: start + 4) else { return }
        offset = end + 3
      } else if starts("<![CDATA[", at: start) {
        guard let end = next("]]>", from: start + 9) else { return }
        offset = end + 3
      } else if starts("<?", at: start) {
        guard let end = next("?>", from: start + 2) else { return }
        offset = end + 2
        if !bytes[start..<end].contains(where: { $0 <= 32 }) { blank(&bytes, start..<offset) }
      }
    }
  }

  private static func blank(_ bytes: inout [UInt8], _ range: Range<Int>) {
    for offset in range where bytes[offset] != 0x0A && bytes[offset] != 0x0D { bytes[offset] = 32 }
  }
}
