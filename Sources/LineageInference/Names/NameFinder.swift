/// Finds many names in a text in one pass, the longest where several begin at one place.
///
/// Names are sequences of tokens (see ``TextTokens``), each token by its hash; between two tokens a text may have
/// nothing, one blank or one hyphen. A name is found only where it does not stand inside another word or number, since
/// tokens are whole words. The names are kept sorted in one array, so that a prefix is a range; the ranges of first
/// tokens are found by hashing. That is what an Aho–Corasick automaton would do, without its states: a name can only
/// begin where a word begins, so there is nothing to fall back to.
///
/// Memory: 8 bytes a token, 8 bytes a name and at most 32 bytes for each different first token.
public struct NameFinder: Sendable {
  /// A name found in a text.
  public struct Match: Sendable, Equatable {
    /// Which name: the position it was added at.
    public let name: Int
    /// Where it stands, in bytes of UTF-8.
    public let range: Range<Int>
  }

  /// The tokens of all names, name after name in sorted order.
  private let tokens: [UInt64]
  /// Where each name's tokens begin; one more at the end.
  private let starts: [UInt32]
  /// For each name in sorted order, the position at which it was added.
  private let added: [UInt32]
  /// Open addressing from the hash of a first token to the first name that begins with it: the upper half of the hash,
  /// so that most other words need no look at the names, and the name's position.
  private let buckets: [UInt64]
  private static let empty = UInt64.max

  /// Prepares to find names. Names without any letter, digit or character are never found.
  ///
  /// - Complexity: O(*n* log *n*) for *n* names.
  public init(_ names: [String]) {
    var sequences: [(tokens: [UInt64], added: Int)] = []
    sequences.reserveCapacity(names.count)
    for (position, name) in names.enumerated() {
      let sequence = Self.tokens(of: name)
      if !sequence.isEmpty { sequences.append((sequence, position)) }
    }
    sequences.sort { left, right in
      left.tokens == right.tokens ? left.added < right.added : left.tokens.lexicographicallyPrecedes(right.tokens)
    }
    var tokens: [UInt64] = []
    var starts: [UInt32] = [0]
    tokens.reserveCapacity(sequences.reduce(0) { $0 + $1.tokens.count })
    starts.reserveCapacity(sequences.count + 1)
    for sequence in sequences {
      tokens += sequence.tokens
      starts.append(UInt32(tokens.count))
    }
    var firsts: [UInt32] = []
    for position in sequences.indices
    where position == 0 || sequences[position - 1].tokens[0] != sequences[position].tokens[0] {
      firsts.append(UInt32(position))
    }
    var capacity = 16
    while capacity < firsts.count * 2 { capacity *= 2 }
    var buckets = [UInt64](repeating: Self.empty, count: capacity)
    for first in firsts {
      let hash = sequences[Int(first)].tokens[0]
      var slot = Int(truncatingIfNeeded: hash) & (capacity - 1)
      while buckets[slot] != Self.empty { slot = (slot + 1) & (capacity - 1) }
      buckets[slot] = (hash & 0xFFFF_FFFF_0000_0000) | UInt64(first)
    }
    self.tokens = tokens
    self.starts = starts
    self.added = sequences.map { UInt32($0.added) }
    self.buckets = buckets
  }

  private static func tokens(of name: String) -> [UInt64] {
    var name = name
    name.makeContiguousUTF8()
    let bytes = name.utf8.span
    var tokens: [UInt64] = []
    var position = 0
    while position < bytes.count {
      if let token = TextTokens.token(at: position, in: bytes) {
        tokens.append(token.hash)
        position = token.end
      } else {
        position += TextTokens.unit(at: position, in: bytes).length
      }
    }
    return tokens
  }

  /// All names in a text: the longest at each place, none overlapping an earlier one, in order.
  ///
  /// Names that are the same but for case, width and joints are all reported, with equal ranges.
  /// - Complexity: O(*n*) for *n* bytes of text where names share few beginnings; O(*n* *k* log *m*) at worst for names
  ///   of *k* tokens, *m* of which begin alike.
  public func matches(in text: String) -> [Match] {
    var text = text
    text.makeContiguousUTF8()
    var matches: [Match] = []
    forEachMatch(in: text.utf8.span) { matches.append($0) }
    return matches
  }

  /// Calls back for each name found in bytes of UTF-8; see ``matches(in:)``.
  public func forEachMatch(in bytes: Span<UInt8>, _ report: (Match) -> Void) {
    var position = 0
    let mask = buckets.count - 1
    while position < bytes.count {
      guard let token = TextTokens.token(at: position, in: bytes) else {
        position += TextTokens.unit(at: position, in: bytes).length
        continue
      }
      guard let first = firstName(startingWith: token.hash, mask: mask),
        let found = longest(from: first, startingWith: token, in: bytes)
      else {
        position = token.end
        continue
      }
      for name in found.names { report(Match(name: Int(added[name]), range: token.start..<found.end)) }
      position = found.end
    }
  }

  @inline(__always)
  private func firstName(startingWith hash: UInt64, mask: Int) -> Int? {
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let bucket = buckets[slot]
      if bucket == Self.empty { return nil }
      if bucket >> 32 == hash >> 32 {
        let name = Int(bucket & 0xFFFF_FFFF)
        if tokens[Int(starts[name])] == hash { return name }
      }
      slot = (slot + 1) & mask
    }
  }

  /// The longest name among those from `first` on that stands at a token, and all names equal to it.
  private func longest(
    from first: Int, startingWith token: TextTokens.Token, in bytes: Span<UInt8>
  ) -> (names: Range<Int>, end: Int)? {
    var range = first..<upperBound(of: token.hash, at: 0, in: first..<added.count)
    var best: (names: Range<Int>, end: Int)?
    var depth = 1
    var end = token.end
    var kind = token.kind
    while true {
      // Names that end here come first in the range.
      var complete = range.lowerBound
      while complete < range.upperBound, length(of: complete) == depth { complete += 1 }
      if complete > range.lowerBound, isFree(end: end, kind: kind, in: bytes) {
        best = (range.lowerBound..<complete, end)
      }
      range = complete..<range.upperBound
      guard !range.isEmpty, let next = nextToken(after: end, depth: depth, in: bytes) else { return best }
      let lower = lowerBound(of: next.hash, at: depth, in: range)
      let upper = upperBound(of: next.hash, at: depth, in: lower..<range.upperBound)
      guard lower < upper else { return best }
      range = lower..<upper
      depth += 1
      end = next.end
      kind = next.kind
    }
  }

  /// The next token if nothing or one joint stands before it. Inside a long name, which can only be a title, there may
  /// be a comma, colon or stop as well, as in “Brown et al. 2020”.
  private func nextToken(after end: Int, depth: Int, in bytes: Span<UInt8>) -> TextTokens.Token? {
    guard end < bytes.count else { return nil }
    if let token = TextTokens.token(at: end, in: bytes) { return token }
    let gap = TextTokens.unit(at: end, in: bytes)
    let isPunctuation = gap.kind == .other && depth >= 2 && [0x2C, 0x2E, 0x3A, 0x27, 0x2019].contains(gap.scalar)
    guard gap.kind == .joint || isPunctuation else { return nil }
    var position = end + gap.length
    // " – " is one joint between blanks.
    var joints = 0
    while position < bytes.count, joints < 2 {
      let next = TextTokens.unit(at: position, in: bytes)
      guard next.kind == .joint else { break }
      position += next.length
      joints += 1
    }
    return TextTokens.token(at: position, in: bytes)
  }

  /// Whether a name may end here: letters and digits of one word belong together, except that a number that follows
  /// letters at once is left to whoever judges sizes and versions.
  private func isFree(end: Int, kind: TextTokens.Kind, in bytes: Span<UInt8>) -> Bool {
    guard end < bytes.count else { return true }
    let next = TextTokens.unit(at: end, in: bytes).kind
    return !(kind == .digit && next == .letter)
  }

  private func length(of name: Int) -> Int { Int(starts[name + 1] - starts[name]) }

  private func token(_ depth: Int, of name: Int) -> UInt64 { tokens[Int(starts[name]) + depth] }

  private func lowerBound(of hash: UInt64, at depth: Int, in range: Range<Int>) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if token(depth, of: middle) < hash { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Doubles its steps, since few names begin alike.
  private func upperBound(of hash: UInt64, at depth: Int, in range: Range<Int>) -> Int {
    var low = range.lowerBound
    var step = 1
    while low + step <= range.upperBound, token(depth, of: low + step - 1) <= hash {
      low += step
      step *= 2
    }
    var high = min(low + step - 1, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if token(depth, of: middle) <= hash { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
