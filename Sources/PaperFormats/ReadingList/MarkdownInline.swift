import Foundation

/// The parts of a line of Markdown that reading lists use: links, images, bold, italics.
struct MarkdownInline {
  enum Kind {
    case plain
    case link(text: Stretch, address: String)
    case image(text: Stretch, address: String)
    case bold(Stretch)
    case italic(Stretch)
  }

  let kind: Kind
  /// Where it stands in its line, marks included.
  let range: Range<Int>

  /// Takes a line apart. What is not closed is plain text.
  ///
  /// - Complexity: O(*n*) for *n* scalars, but for brackets within brackets, which are looked at a bounded number of
  ///   times.
  static func pieces(of stretch: Stretch) -> [MarkdownInline] {
    let scalars = stretch.scalars
    var pieces: [MarkdownInline] = []
    var index = scalars.startIndex
    var plainStart = index
    func endPlain(_ pieces: inout [MarkdownInline], at end: Int) {
      if plainStart < end { pieces.append(MarkdownInline(kind: .plain, range: plainStart..<end)) }
    }
    while index < scalars.endIndex {
      if let piece = piece(at: index, of: stretch) {
        endPlain(&pieces, at: index)
        pieces.append(piece)
        index = piece.range.upperBound
        plainStart = index
      } else {
        // A run of marks that opens nothing is text as a whole.
        let mark = scalars[index]
        index += 1
        while mark == "*" || mark == "_", index < scalars.endIndex, scalars[index] == mark { index += 1 }
      }
    }
    endPlain(&pieces, at: scalars.endIndex)
    return pieces
  }

  private static let reach = 2000

  private static func piece(at index: Int, of stretch: Stretch) -> MarkdownInline? {
    let scalars = stretch.scalars
    switch scalars[index] {
    case "!":
      guard index + 1 < scalars.endIndex, scalars[index + 1] == "[", let link = link(at: index + 1, of: stretch) else {
        return nil
      }
      return MarkdownInline(kind: .image(text: link.text, address: link.address), range: index..<link.end)
    case "[":
      guard let link = link(at: index, of: stretch) else { return nil }
      return MarkdownInline(kind: .link(text: link.text, address: link.address), range: index..<link.end)
    case "<":
      guard WebAddress.begins(scalars[(index + 1)...]),
        let end = scalars[index...].prefix(reach).firstIndex(of: ">")
      else { return nil }
      let text = stretch[index + 1..<end]
      return MarkdownInline(kind: .link(text: text, address: text.text), range: index..<end + 1)
    case "h", "H":
      guard WebAddress.begins(scalars[index...]),
        let range = WebAddress.all(in: scalars[index..<min(scalars.endIndex, index + reach)]).first,
        range.lowerBound == index
      else { return nil }
      return MarkdownInline(kind: .link(text: stretch[range], address: stretch[range].text), range: range)
    case "*", "_":
      let mark = scalars[index]
      let length = scalars[index...].prefix(3, while: { $0 == mark })
      let before = index > scalars.startIndex ? scalars[index - 1] : " "
      guard length <= 3, mark == "*" || !before.isWordPart,
        let end = closing(mark, length, from: index + length, in: scalars)
      else { return nil }
      let inner = stretch[index + length..<end]
      return MarkdownInline(kind: length == 1 ? .italic(inner) : .bold(inner), range: index..<end + length)
    default: return nil
    }
  }

  private static func closing(
    _ mark: Unicode.Scalar, _ length: Int, from start: Int, in scalars: ArraySlice<Unicode.Scalar>
  ) -> Int? {
    guard start < scalars.endIndex, !scalars[start].isSpace else { return nil }
    var index = start + 1
    let end = min(scalars.endIndex, start + reach)
    while index < end {
      if scalars[index] == mark {
        var run = index
        while run < scalars.endIndex, scalars[run] == mark { run += 1 }
        if run - index >= length, !scalars[index - 1].isSpace { return index }
        index = run
      } else {
        index += 1
      }
    }
    return nil
  }

  private static func link(at open: Int, of stretch: Stretch) -> (text: Stretch, address: String, end: Int)? {
    let scalars = stretch.scalars
    var depth = 0
    var index = open
    let limit = min(scalars.endIndex, open + reach)
    while index < limit {
      if scalars[index] == "[" { depth += 1 }
      if scalars[index] == "]" {
        depth -= 1
        if depth == 0 { break }
      }
      if depth > 8 { return nil }
      index += 1
    }
    guard index + 1 < limit, scalars[index + 1] == "(" else { return nil }
    var end = index + 2
    var parentheses = 1
    while end < limit {
      if scalars[end] == "(" { parentheses += 1 }
      if scalars[end] == ")" {
        parentheses -= 1
        if parentheses == 0 { break }
      }
      end += 1
    }
    guard end < limit else { return nil }
    let target = stretch[index + 2..<end].trimmed.text
    let address = target.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
    return (stretch[open + 1..<index], address.trimmingCharacters(in: CharacterSet(charactersIn: "<>")), end + 1)
  }
}

extension ArraySlice {
  /// The number of elements at the beginning, at most `limit` + 1, that are of a kind.
  fileprivate func prefix(_ limit: Int, while predicate: (Element) -> Bool) -> Int {
    prefix(limit + 1).prefix(while: predicate).count
  }
}
