public import CitationGraph

/// A paper of a network that a search found.
public struct NetworkSearchHit: Sendable, Equatable {
  /// The paper.
  public let paper: PaperIndex
  /// Where words were found: in the identifier (``SearchHit/Field/name``), in the title or in both.
  public let fields: [SearchHit.Field]
}

extension CitationNetwork {
  /// The papers in whose identifier or title every word occurs, ignoring case, width, accents and punctuation, and how
  /// many there are in all. Words may be parts of words.
  ///
  /// A word is best found as the whole identifier, then as its beginning, then inside of it, then in the title. Papers
  /// that are found better come first, then those with more citations, then the earlier row.
  /// - Parameters:
  ///   - words: The words.
  ///   - limit: How many papers are named at most.
  /// - Complexity: O(*n* *w*) for *n* bytes of identifiers and titles and *w* words.
  public func search(_ words: [String], limit: Int) -> (hits: [NetworkSearchHit], count: Int) {
    precondition(limit >= 0, "no negative number of papers")
    let keys = words.map { Array(NameKey($0).text.utf8) }.filter { !$0.isEmpty }
    guard !keys.isEmpty else { return ([], 0) }
    var found: [Candidate] = []
    var count = 0
    var (identifier, title) = (FoldedText(), FoldedText())
    for paper in graph.papers {
      switch identifiers {
      case .numbers(let numbers): identifier.take(numbers[paper.row])
      case .texts(let texts): identifier.take(texts.utf8(paper.row))
      }
      var isTitleFolded = false
      var candidate = Candidate(paper: paper, distance: 0, citations: 0, inIdentifier: false, inTitle: false)
      let isHit = keys.allSatisfy { key in
        if let place = identifier.place(of: key) {
          candidate.distance += place == 0 ? (identifier.bytes.count == key.count ? 0 : 1) : 2
          candidate.inIdentifier = true
          return true
        }
        guard let titles else { return false }
        if !isTitleFolded {
          title.take(titles.utf8(paper.row))
          isTitleFolded = true
        }
        guard title.place(of: key) != nil else { return false }
        candidate.distance += 3
        candidate.inTitle = true
        return true
      }
      guard isHit else { continue }
      count += 1
      candidate.citations = graph.citationCount(of: paper)
      found.append(candidate)
      // Twice as many as are wanted are kept before the worse half goes.
      if found.count >= max(64, 2 * limit) { found = Array(found.sorted().prefix(limit)) }
    }
    let hits = found.sorted().prefix(limit).map { candidate in
      NetworkSearchHit(
        paper: candidate.paper, fields: (candidate.inIdentifier ? [.name] : []) + (candidate.inTitle ? [.title] : []))
    }
    return (hits, count)
  }
}

/// A paper in which all words occur.
private struct Candidate: Comparable {
  let paper: PaperIndex
  /// How badly the words were found, all together.
  var distance: Int
  var citations: Int
  var inIdentifier: Bool
  var inTitle: Bool

  static func < (left: Candidate, right: Candidate) -> Bool {
    (left.distance, right.citations, left.paper) < (right.distance, left.citations, right.paper)
  }
}

/// A text as ``NameKey`` reduces it, in memory that is used again.
private struct FoldedText {
  private(set) var bytes: [UInt8] = []

  /// Takes a number as its digits.
  mutating func take(_ number: UInt64) {
    bytes.removeAll(keepingCapacity: true)
    var rest = number
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    bytes.reverse()
  }

  /// Takes a text; what is not ASCII goes the long way.
  mutating func take(_ text: Column<UInt8>) {
    bytes.removeAll(keepingCapacity: true)
    let isASCII = text.withUnsafeBufferPointer { text in
      var pendingStop = false
      for byte in text {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
          if pendingStop { bytes.append(UInt8(ascii: ".")) }
          bytes.append(byte)
          pendingStop = false
        case UInt8(ascii: "a")...UInt8(ascii: "z"):
          bytes.append(byte)
          pendingStop = false
        case UInt8(ascii: "A")...UInt8(ascii: "Z"):
          bytes.append(byte | 0x20)
          pendingStop = false
        case 0x80...: return false
        default:
          // A full stop between digits is part of a name.
          pendingStop =
            byte == UInt8(ascii: ".") && bytes.last.map { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } == true
        }
      }
      return true
    }
    if !isASCII { bytes = Array(NameKey(String(decoding: text, as: UTF8.self)).text.utf8) }
  }

  /// Where a word begins in the text first, or `nil`.
  func place(of word: [UInt8]) -> Int? {
    guard let first = word.first, word.count <= bytes.count else { return nil }
    return bytes.withUnsafeBufferPointer { bytes in
      word.withUnsafeBufferPointer { word in
        for start in 0...(bytes.count - word.count) where bytes[start] == first {
          var length = 1
          while length < word.count, bytes[start + length] == word[length] { length += 1 }
          if length == word.count { return start }
        }
        return nil
      }
    }
  }
}
