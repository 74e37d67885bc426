import PaperLineage

/// A record of lines that begin with a tag: RIS, the Web of Science, PubMed.
struct TaggedRecord {
  struct Field {
    let tag: String
    /// The lines of the value; those behind the first are continuations.
    var lines: [String]
    let place: SourcePlace

    /// The lines as one text.
    var text: String { lines.joined(separator: " ").spacedByOne }
  }

  var fields: [Field] = []
  var place: SourcePlace
  /// The record as it stands.
  var text: String
  /// The tags that a value was added to.
  private var tagsWithText: Set<String> = []

  init(place: SourcePlace, text: String) {
    self.place = place
    self.text = text
  }

  mutating func add(_ field: Field, line: Substring) {
    fields.append(field)
    noteText(field.lines)
    text += (text.isEmpty ? "" : "\n") + line
  }

  /// Goes on with the last field.
  mutating func addLine(_ line: Substring) {
    text += "\n" + line
    if let last = fields.indices.last {
      fields[last].lines.append(line.trimmed)
      noteText([line.trimmed])
    }
  }

  /// Goes on with the fields of another record, which turned out to be of this one.
  mutating func append(_ other: TaggedRecord) {
    fields += other.fields
    tagsWithText.formUnion(other.tagsWithText)
    text += "\n" + other.text
  }

  private mutating func noteText(_ lines: [String]) {
    if let tag = fields.last?.tag, lines.contains(where: { !$0.spacedByOne.isEmpty }) { tagsWithText.insert(tag) }
  }

  /// Whether a field that was added line by line has any of some tags and is not empty. O(1)
  func hasText(_ tags: String...) -> Bool { tags.contains { tagsWithText.contains($0) } }

  /// The fields with any of some tags, in the order of the record.
  func fields(_ tags: String...) -> [Field] { fields.filter { tags.contains($0.tag) && !$0.text.isEmpty } }

  /// The first value of the first tag that has one.
  func value(_ tags: String...) -> String? {
    for tag in tags {
      if let field = fields.first(where: { $0.tag == tag && !$0.text.isEmpty }) { return field.text }
    }
    return nil
  }

  /// All values of a tag, each line a value of its own.
  func lines(_ tag: String) -> [(text: String, place: SourcePlace)] {
    fields.filter { $0.tag == tag }.flatMap { field in
      field.lines.enumerated().map { number, line in
        (
          line.spacedByOne,
          SourcePlace(file: field.place.file, line: field.place.line + number, column: field.place.column)
        )
      }
    }.filter { !$0.text.isEmpty }
  }
}

extension Diagnostic {
  /// The last record of a file has no end, so that the rest of it may be missing.
  static func endsInside(_ record: TaggedRecord, endTag: String) -> Diagnostic {
    Diagnostic(
      .warning, .syntax, "the file ends inside this record: no \(endTag) stands behind it",
      remedy: "get the file again; it may have been cut", place: record.place)
  }
}

/// The lines of a text, whatever ends them: a line feed, a carriage return, or both.
struct TextLine {
  let text: Substring
  /// From 1.
  let number: Int

  /// - Complexity: O(*n*) for *n* bytes.
  static func lines(of text: String) -> [TextLine] {
    var lines: [TextLine] = []
    let bytes = text.utf8
    var start = bytes.startIndex
    var index = start
    func end(at index: String.Index) {
      lines.append(TextLine(text: text[start..<index], number: lines.count + 1))
    }
    while index < bytes.endIndex {
      let byte = bytes[index]
      let next = bytes.index(after: index)
      if byte == 0x0A || byte == 0x0D {
        end(at: index)
        start = byte == 0x0D && next < bytes.endIndex && bytes[next] == 0x0A ? bytes.index(after: next) : next
        index = start
      } else {
        index = next
      }
    }
    if start < bytes.endIndex { end(at: bytes.endIndex) }
    return lines
  }
}
