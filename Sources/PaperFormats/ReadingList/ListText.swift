import Foundation
import PaperLineage

/// A physical line of a reading list.
struct ListLine {
  /// The line's number, from 1.
  let number: Int
  /// What stands in it, without the line end.
  let scalars: [Unicode.Scalar]

  /// All of the line.
  var whole: Stretch { Stretch(line: number, scalars: scalars[...]) }
  var text: String { whole.text }

  /// The lines of a text. Line feed, carriage return and both together end a line; a byte order mark is no part of the
  /// first one.
  ///
  /// - Complexity: O(*n*) for *n* scalars.
  static func lines(of text: String) -> [ListLine] {
    var lines: [ListLine] = []
    var current: [Unicode.Scalar] = []
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      defer { previous = scalar }
      if previous == nil, scalar == "\u{FEFF}" { continue }
      if scalar == "\n", previous == "\r" { continue }
      if scalar == "\n" || scalar == "\r" {
        lines.append(ListLine(number: lines.count + 1, scalars: current))
        current.removeAll(keepingCapacity: true)
      } else {
        current.append(scalar)
      }
    }
    lines.append(ListLine(number: lines.count + 1, scalars: current))
    return lines
  }
}

/// A part of one line. Its indices are those of the line, so that it knows its columns.
struct Stretch {
  let line: Int
  var scalars: ArraySlice<Unicode.Scalar>

  var text: String { String(String.UnicodeScalarView(scalars)) }
  var isEmpty: Bool { scalars.isEmpty }
  /// The column of the first scalar, from 1.
  var column: Int { scalars.startIndex + 1 }

  func place(in file: String) -> SourcePlace { SourcePlace(file: file, line: line, column: column) }

  /// A part of this part, by the line's indices.
  subscript(range: Range<Int>) -> Stretch { Stretch(line: line, scalars: scalars[range]) }

  /// The stretch without white space at its ends.
  var trimmed: Stretch {
    var scalars = scalars
    while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
    while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
    return Stretch(line: line, scalars: scalars)
  }

  func hasPrefix(_ prefix: String) -> Bool { scalars.starts(with: prefix.unicodeScalars) }

  func hasSuffix(_ suffix: String) -> Bool {
    scalars.reversed().starts(with: suffix.unicodeScalars.reversed())
  }

  /// Where a scalar first stands.
  func firstIndex(of scalar: Unicode.Scalar) -> Int? { scalars.firstIndex(of: scalar) }

  /// Where a string of scalars first stands, from a place on.
  func range(of string: String, from start: Int? = nil) -> Range<Int>? {
    let wanted = Array(string.unicodeScalars)
    guard let first = wanted.first else { return nil }
    var index = start ?? scalars.startIndex
    while index <= scalars.endIndex - wanted.count {
      if scalars[index] == first, scalars[index...].starts(with: wanted) { return index..<index + wanted.count }
      index += 1
    }
    return nil
  }

  /// The stretch without a pair of marks around it.
  func unwrapped(_ opening: String, _ closing: String) -> Stretch? {
    let marks = opening.unicodeScalars.count + closing.unicodeScalars.count
    guard scalars.count > marks, hasPrefix(opening), hasSuffix(closing) else { return nil }
    return self[
      scalars.startIndex + opening.unicodeScalars.count..<scalars.endIndex - closing.unicodeScalars.count]
  }
}

extension Unicode.Scalar {
  /// Whether the scalar is written without blanks around it: Chinese characters, kana, full-width forms, and their
  /// punctuation.
  var isCJK: Bool {
    switch value {
    case 0x2E80...0x303F, 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFE30...0xFE4F,
      0xFF00...0xFFEF, 0x20000...0x3FFFF:
      true
    default: false
    }
  }

  /// Whether the scalar is a Chinese character.
  var isHan: Bool {
    switch value {
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
    default: false
    }
  }

  var isASCIIDigit: Bool { "0"..."9" ~= self }
  var isASCIILetter: Bool { "a"..."z" ~= self || "A"..."Z" ~= self }
  var isSpace: Bool { properties.isWhitespace }
  var isWordPart: Bool { properties.isAlphabetic || properties.numericType != nil }
}

/// A text that is put together from stretches and remembers where each came from.
struct PlacedText {
  private(set) var scalars = String.UnicodeScalarView()
  private(set) var runs: [PaperText.Run] = []
  private var count = 0
  let file: String

  init(file: String) { self.file = file }

  /// Makes a text of paragraphs, each of which may stand in several lines.
  init(paragraphs: [[Stretch]], between separator: Unicode.Scalar, file: String) {
    self.init(file: file)
    for paragraph in paragraphs {
      let stretches = paragraph.map(\.trimmed).filter { !$0.isEmpty }
      guard let first = stretches.first else { continue }
      if count > 0 { append(separator) }
      append(first)
      for (former, next) in zip(stretches, stretches.dropFirst()) {
        if Self.needsBlank(between: former, and: next) { append(" ") }
        append(next)
      }
    }
  }

  var text: String { String(scalars) }

  mutating func append(_ stretch: Stretch) {
    guard !stretch.isEmpty else { return }
    runs.append(PaperText.Run(offset: count, place: stretch.place(in: file)))
    scalars.append(contentsOf: stretch.scalars)
    count += stretch.scalars.count
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    scalars.append(scalar)
    count += 1
  }

  /// Whether a line break between two parts of a sentence stands for a blank.
  private static func needsBlank(between former: Stretch, and next: Stretch) -> Bool {
    guard let last = former.scalars.last, let first = next.scalars.first else { return false }
    if last.isCJK, first.isCJK || WebAddress.begins(next.scalars) { return false }
    return !WebAddress.isUnfinished(former.scalars, before: next.scalars)
  }

  /// The finished text.
  func paperText(_ field: PaperText.Field, label: String? = nil) -> PaperText {
    PaperText(field: field, label: label, text: text, runs: runs)
  }
}

/// Web addresses in running text.
enum WebAddress {
  private static let schemes = ["https://", "http://"].map { Array($0.unicodeScalars) }

  /// Whether scalars begin with a web address.
  static func begins(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    guard scalars.first == "h" || scalars.first == "H" else { return false }
    let start = scalars.prefix(8).map {
      Unicode.Scalar(UInt8(ascii: "A")...UInt8(ascii: "Z") ~= UInt8(clamping: $0.value) ? $0.value + 32 : $0.value)
        ?? $0
    }
    return schemes.contains { start.starts(with: $0) }
  }

  /// The web addresses in scalars, with where they stand.
  ///
  /// An address ends before the first scalar that cannot be part of one, such as a Chinese character or a blank;
  /// punctuation at its end belongs to the sentence.
  static func all(in scalars: ArraySlice<Unicode.Scalar>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var index = scalars.startIndex
    while index < scalars.endIndex {
      guard begins(scalars[index...]) else {
        index += 1
        continue
      }
      var end = index
      while end < scalars.endIndex, isPart(scalars[end]) { end += 1 }
      end = trimmedEnd(scalars[index..<end])
      if end - index > 8 { found.append(index..<end) }
      index = max(end, index + 1)
    }
    return found
  }

  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    0x21...0x7E ~= scalar.value && !"<>\"`{}|\\^".unicodeScalars.contains(scalar)
  }

  private static func trimmedEnd(_ address: ArraySlice<Unicode.Scalar>) -> Int {
    var address = address
    while let last = address.last {
      if ".,;:!?'*".unicodeScalars.contains(last) {
        address.removeLast()
      } else if last == ")" || last == "]" {
        let opening: Unicode.Scalar = last == ")" ? "(" : "["
        guard address.count(where: { $0 == last }) > address.count(where: { $0 == opening }) else { break }
        address.removeLast()
      } else {
        break
      }
    }
    return address.endIndex
  }

  /// Whether a line ends in the middle of an address that the next line goes on with.
  static func isUnfinished(_ former: ArraySlice<Unicode.Scalar>, before next: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let last = former.last, "/-_=?&%#~".unicodeScalars.contains(last), let first = next.first,
      first.isASCIILetter || first.isASCIIDigit, !begins(next)
    else { return false }
    let word = former.suffix(while: isPart)
    guard let start = word.indices.first(where: { begins(word[$0...]) }), word[start...].allSatisfy(isPart) else {
      return false
    }
    // What goes on with it is one word at the end of the sentence.
    let rest = next.prefix(while: isPart)
    return rest.endIndex == next.endIndex || next[rest.endIndex].isCJK
  }
}

extension ArraySlice {
  /// The longest end of which all elements are of a kind.
  fileprivate func suffix(while predicate: (Element) -> Bool) -> ArraySlice {
    var start = endIndex
    while start > startIndex, predicate(self[start - 1]) { start -= 1 }
    return self[start...]
  }
}
