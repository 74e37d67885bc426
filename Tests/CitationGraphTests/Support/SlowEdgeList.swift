@testable import CitationGraph

/// The same reading of lists, slowly and obviously, with arrays, dictionaries and sorting.
struct SlowEdgeList {
  var lineCount = 0, relationLineCount = 0, commentLineCount = 0, blankLineCount = 0
  var problems: [LineFault.Problem] = [], problemLines: [Int] = []
  var furtherColumnLineCount = 0
  var hasHeader = false
  var isText = false
  var relations: [(String, String)] = []

  typealias Bytes = [UInt8]

  init(_ text: Bytes) {
    var text = text[...]
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
    var lines = text.split(separator: 10, omittingEmptySubsequences: false).map(Array.init)
    if lines.last == [] { lines.removeLast() }
    lineCount = lines.count
    var pairs: [(Bytes, Bytes)] = []
    for (index, line) in lines.enumerated() {
      switch Self.split(line) {
      case .blank: blankLineCount += 1
      case .comment: commentLineCount += 1
      case .problem(let problem):
        problems.append(problem)
        problemLines.append(index + 1)
      case .fields(let first, let second, let hasMore):
        pairs.append((first, second))
        if hasMore { furtherColumnLineCount += 1 }
        if pairs.count == 1 { hasHeader = hasMore }
      }
    }
    let firstHasMore = hasHeader
    let areNumbers = pairs.map { (Self.isNumber($0.0), Self.isNumber($0.1)) }
    hasHeader = pairs.count > 1 && areNumbers[0] == (false, false) && areNumbers.dropFirst().allSatisfy { $0 && $1 }
    if hasHeader {
      pairs.removeFirst()
      if firstHasMore { furtherColumnLineCount -= 1 }
    } else {
      isText = !areNumbers.allSatisfy { $0 && $1 }
    }
    relationLineCount = pairs.count
    relations = pairs.map { (Self.name($0.0), Self.name($0.1)) }
  }

  /// Bytes as a text that keeps each of them.
  static func name(_ bytes: Bytes) -> String { String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })) }

  private enum Line {
    case blank, comment
    case problem(LineFault.Problem)
    case fields(Bytes, Bytes, Bool)
  }

  private static func split(_ line: Bytes) -> Line {
    var line = line[...]
    if line.last == 13 { line.removeLast() }
    let blanks = Array(" \t".utf8)
    while let last = line.last, blanks.contains(last) { line.removeLast() }
    while let first = line.first, blanks.contains(first) { line.removeFirst() }
    guard let first = line.first else { return .blank }
    if first == UInt8(ascii: "#") || first == UInt8(ascii: "%") { return .comment }
    // Every separator becomes one tab; what is between two tabs is a field.
    var tokens: [Bytes] = [[]]
    var rest = line
    while let byte = rest.first {
      if !Array(" \t,;".utf8).contains(byte) {
        tokens[tokens.count - 1].append(byte)
        rest.removeFirst()
        continue
      }
      while let next = rest.first, blanks.contains(next) { rest.removeFirst() }
      if let next = rest.first, Array(",;".utf8).contains(next) {
        rest.removeFirst()
        while let next = rest.first, blanks.contains(next) { rest.removeFirst() }
      }
      tokens.append([])
    }
    func hasControls(_ token: Bytes) -> Bool { token.contains { $0 < 32 || $0 == 127 } }
    if hasControls(tokens[0]) { return .problem(.controlCharacter) }
    if tokens[0].isEmpty { return .problem(.emptyField) }
    if tokens.count == 1 || tokens.count == 2 && tokens[1].isEmpty { return .problem(.missingField) }
    if tokens[1].isEmpty { return .problem(.emptyField) }
    if hasControls(tokens[1]) { return .problem(.controlCharacter) }
    let hasMore = tokens.count > 3 || tokens.count == 3 && !tokens[2].isEmpty
    return .fields(tokens[0], tokens[1], hasMore)
  }

  static func isNumber(_ token: Bytes) -> Bool {
    let text = name(token)
    guard let number = UInt64(text) else { return false }
    return String(number) == text
  }

  /// The papers in the order of rows, where none has a date.
  var papers: [String] { order(dates: [:]) }

  /// The papers by date, undated ones first, then by identifier.
  func order(dates: [String: UInt32]) -> [String] {
    let names = Set(relations.flatMap { [$0.0, $0.1] })
    return names.sorted {
      let (left, right) = (dates[$0] ?? 0, dates[$1] ?? 0)
      if left != right { return left < right }
      if !isText, let left = UInt64($0), let right = UInt64($1) { return left < right }
      return $0.unicodeScalars.map(\.value).lexicographicallyPrecedes($1.unicodeScalars.map(\.value))
    }
  }

  var distinctRelations: Set<[String]> { Set(relations.filter { $0.0 != $0.1 }.map { [$0.0, $0.1] }) }
  var selfRelationCount: Int { relations.count { $0.0 == $0.1 } }
}
