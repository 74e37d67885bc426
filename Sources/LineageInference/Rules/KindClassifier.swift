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
  /// Every rule that holds is a candidate; it weighs its strength, less how far its words stand from the mention. The
  /// heaviest decides, and of equals the first in the table.
  ///
  /// - Parameters:
  ///   - scalars: The text.
  ///   - range: The mention.
  ///   - others: All mentions in the text, which in a row with this one count as one.
  ///   - nature: What the mentioned work is.
  static func verdict(
    on range: Range<Int>, in scalars: [Unicode.Scalar], others: [Range<Int>], nature: WorkNature
  ) -> Verdict {
    let sentence = sentence(around: range, in: scalars)
    let before = Words(
      text(scalars, sentence.lowerBound..<leftEnd(of: range, in: scalars, others: others, sentence: sentence)))
    let after = Words(
      text(scalars, rightEnd(of: range, in: scalars, others: others, sentence: sentence)..<sentence.upperBound))
    var decided = nature == .data ? CueRule.dataFallback : CueRule.fallback
    var best = Int.min
    for rule in CueRule.all where rule.natures.contains(nature) {
      guard let left = before.distanceBehind(rule.before, within: rule.gap),
        let right = after.distanceBefore(rule.after, within: rule.afterGap)
      else { continue }
      let weight = rule.strength - left - right
      if weight > best { (decided, best) = (rule, weight) }
    }
    return Verdict(kind: decided.kind, rule: decided.name, confidence: decided.confidence, sentence: sentence)
  }

  /// The words on one side of a mention, in lower case, each number as `#`.
  private struct Words {
    let scalars: [Unicode.Scalar]

    init(_ text: String) {
      var scalars: [Unicode.Scalar] = []
      for scalar in text.lowercased().unicodeScalars {
        let isDigit = "0"..."9" ~= scalar
        if isDigit || (scalar == "." && scalars.last == "#") {
          if isDigit, scalars.last == ".", scalars.dropLast().last == "#" {
            scalars.removeLast()
          } else if scalars.last != "#" || !isDigit {
            scalars.append(isDigit ? "#" : scalar)
          }
        } else {
          scalars.append(scalar)
        }
      }
      self.scalars = scalars
    }

    /// How far before the mention the nearest of the cues ends, in columns; 0 if there are none to look for.
    func distanceBehind(_ cues: [CueRule.Cue], within gap: Int) -> Int? {
      nearest(cues, within: gap) { cue, step in
        let start = scalars.count - cue.count - step
        return (start, (start + cue.count)..<scalars.count)
      }
    }

    /// How far behind the mention the nearest of the cues begins, in columns; 0 if there are none to look for.
    func distanceBefore(_ cues: [CueRule.Cue], within gap: Int) -> Int? {
      nearest(cues, within: gap) { _, step in (step, 0..<step) }
    }

    /// Looks for each cue step by step away from the mention; `place` gives where it would begin, and what would stand
    /// between it and the mention.
    private func nearest(
      _ cues: [CueRule.Cue], within gap: Int, place: (CueRule.Cue, Int) -> (start: Int, between: Range<Int>)
    ) -> Int? {
      guard !cues.isEmpty else { return 0 }
      var nearest: Int?
      for cue in cues where cue.count <= scalars.count {
        // A blank at either end takes no column.
        for step in 0...min(scalars.count - cue.count, gap + 2) {
          let (start, between) = place(cue, step)
          guard scalars[start] == cue[0], scalars[start..<(start + cue.count)].elementsEqual(cue) else { continue }
          let distance = columns(between)
          if distance > min(gap, nearest ?? gap) { break }
          guard beginsWord(at: start), gap >= CueRule.wholeSentence || !endsClause(between) else { continue }
          nearest = distance
          break
        }
      }
      // Far words in the whole sentence count as near ones of the clause.
      return nearest.map { gap >= CueRule.wholeSentence ? 0 : $0 }
    }

    /// One column a letter, two a Chinese character, none for a blank at either end.
    private func columns(_ range: Range<Int>) -> Int {
      var range = range
      while let first = range.first, scalars[first] == " " { range = (first + 1)..<range.upperBound }
      while let last = range.last, scalars[last] == " " { range = range.lowerBound..<last }
      return range.reduce(0) { $0 + (scalars[$1].isASCII ? 1 : 2) }
    }

    /// A cue in Latin letters must not begin inside a word.
    private func beginsWord(at start: Int) -> Bool {
      guard start > 0, "a"..."z" ~= scalars[start] else { return true }
      return !("a"..."z" ~= scalars[start - 1])
    }

    private func endsClause(_ range: Range<Int>) -> Bool {
      if range.contains(where: { "，,;；。!！?？:：".unicodeScalars.contains(scalars[$0]) }) { return true }
      let text = String(String.UnicodeScalarView(scalars[range]))
      return [" but ", " while ", " whereas ", " although ", "但", "然而"].contains { text.contains($0) }
    }
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

  /// Whether what stands between two names only joins them: joining words, remarks in parentheses, and other names.
  private static func isRow(_ between: String) -> Bool {
    guard between.count <= 40 else { return false }
    var rest = between.replacing(/[(（][^)）]*[)）]/, with: " ")
    rest = rest.replacing(/、|,|，|和|与|及|以及|或|还是|&|\/|等|\b(?:and|or|both)\b/, with: " ")
    guard rest != between else { return false }
    // Names that are not known: words with a capital or digit inside.
    return rest.split(separator: " ").allSatisfy { word in
      word.allSatisfy { $0.isASCII } && word.contains { $0.isUppercase || $0.isNumber }
        && !word.contains(".")
    }
  }

  static func text(_ scalars: [Unicode.Scalar], _ range: Range<Int>) -> String {
    guard range.lowerBound < range.upperBound else { return "" }
    return String(String.UnicodeScalarView(scalars[range]))
  }
}
