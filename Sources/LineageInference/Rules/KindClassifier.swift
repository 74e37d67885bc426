import PaperLineage

/// Tells what a sentence says of a mention in it.
enum KindClassifier {
  struct Verdict: Equatable {
    let kind: RelationKind
    let rule: String
    let confidence: Double
    /// The sentence, in Unicode scalars of the text.
    let sentence: Range<Int>
  }

  /// Judges a mention by the words around it.
  ///
  /// - Parameters:
  ///   - scalars: The text.
  ///   - range: The mention.
  ///   - others: All mentions in the text, which in a row with this one count as one.
  static func verdict(on range: Range<Int>, in scalars: [Unicode.Scalar], others: [Range<Int>]) -> Verdict {
    let sentence = sentence(around: range, in: scalars)
    let before = Context(
      text(scalars, sentence.lowerBound..<leftEnd(of: range, in: scalars, others: others, sentence: sentence)))
    let after = Context(
      text(scalars, rightEnd(of: range, in: scalars, others: others, sentence: sentence)..<sentence.upperBound))
    let rule = CueRule.all.first { rule in
      (rule.before.isEmpty || rule.before.contains { before.endsWith($0, gap: rule.beforeGap) })
        && (rule.after.isEmpty || rule.after.contains { after.beginsWith($0, gap: rule.afterGap) })
    }
    let decided = rule ?? CueRule.fallback
    return Verdict(kind: decided.kind, rule: decided.name, confidence: decided.confidence, sentence: sentence)
  }

  /// One side of a mention, in lower case.
  private struct Context {
    let text: String

    init(_ text: String) { self.text = text.lowercased() }

    /// Whether the words are the last ones before the mention but for a few characters, and no clause ends between.
    func endsWith(_ words: String, gap: Int) -> Bool {
      let tail = text.suffix(words.count + gap)
      guard let found = tail.ranges(of: words).last else { return false }
      let between = tail[found.upperBound...]
      guard !KindClassifier.breaksClause(between) else { return false }
      // A Latin word must not be the end of another.
      if let first = words.first, first.isASCII, first.isLetter, found.lowerBound > tail.startIndex {
        let previous = tail[tail.index(before: found.lowerBound)]
        if previous.isASCII, previous.isLetter { return false }
      }
      return true
    }

    /// Whether the words are the first ones behind the mention but for a few characters.
    func beginsWith(_ words: String, gap: Int) -> Bool {
      let head = text.prefix(words.count + gap)
      guard let found = head.firstRange(of: words) else { return false }
      return !KindClassifier.breaksClause(head[..<found.lowerBound])
    }
  }

  fileprivate static func breaksClause(_ text: Substring) -> Bool {
    text.contains { "，,;；。!！?？".contains($0) }
  }

  // MARK: - Where things end

  private static func sentence(around range: Range<Int>, in scalars: [Unicode.Scalar]) -> Range<Int> {
    func ends(_ index: Int) -> Bool {
      switch scalars[index] {
      case "。", "！", "？", "!", "?", "；", ";", "\n": true
      case ".":
        // A stop that ends a sentence has a blank or nothing behind it.
        index + 1 == scalars.count || scalars[index + 1].properties.isWhitespace
      default: false
      }
    }
    var start = range.lowerBound
    while start > 0, !ends(start - 1) { start -= 1 }
    var end = range.upperBound
    while end < scalars.count, !ends(end) { end += 1 }
    while start < range.lowerBound, scalars[start].properties.isWhitespace { start += 1 }
    return start..<min(end + 1, scalars.count)
  }

  /// Where the row of names begins in which the mention stands.
  private static func leftEnd(
    of range: Range<Int>, in scalars: [Unicode.Scalar], others: [Range<Int>], sentence: Range<Int>
  ) -> Int {
    var start = range.lowerBound
    while let previous = others.last(where: { $0.upperBound <= start && $0.lowerBound >= sentence.lowerBound }),
      isRow(text(scalars, previous.upperBound..<start))
    {
      start = previous.lowerBound
    }
    return start
  }

  /// Where the row of names ends in which the mention stands.
  private static func rightEnd(
    of range: Range<Int>, in scalars: [Unicode.Scalar], others: [Range<Int>], sentence: Range<Int>
  ) -> Int {
    var end = range.upperBound
    while let next = others.first(where: { $0.lowerBound >= end && $0.upperBound <= sentence.upperBound }),
      isRow(text(scalars, end..<next.lowerBound))
    {
      end = next.upperBound
    }
    return end
  }

  /// Whether what stands between two names only joins them.
  private static func isRow(_ between: String) -> Bool {
    guard between.count <= 16 else { return false }
    var rest = between.lowercased().trimmingWhitespace
    // A size, a version or a remark in parentheses belongs to the name before it.
    if rest.hasPrefix("("), let close = rest.firstIndex(of: ")") {
      rest = rest[rest.index(after: close)...].trimmingWhitespace
    }
    for joiner in ["、", ",", "，", "和", "与", "及", "以及", "或", "还是", "and", "or", "&", "/", ", and", ",and", "，以及", "等"]
    where rest == joiner {
      return true
    }
    return false
  }

  static func text(_ scalars: [Unicode.Scalar], _ range: Range<Int>) -> String {
    guard range.lowerBound < range.upperBound else { return "" }
    return String(String.UnicodeScalarView(scalars[range]))
  }
}
