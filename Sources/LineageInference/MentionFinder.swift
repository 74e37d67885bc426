import PaperLineage

/// Finds mentions of known works in texts.
struct MentionFinder: Sendable {
  private let works: [KnownWork]
  private let finder: NameFinder
  /// For each name the finder knows, the work and the name of it.
  private let entries: [(work: Int, name: WorkName)]
  /// Words of names and organisations, which are no misspellings of other names.
  private let properWords: Set<String>
  /// The long words that names begin with, for slips.
  private let longWords: SlipIndex

  init(_ works: [KnownWork]) {
    self.works = works
    entries = works.enumerated().flatMap { index, work in work.names.map { (work: index, name: $0) } }
    finder = NameFinder(entries.map(\.name.text))
    var words: Set<String> = []
    for work in works {
      for text in work.names.map(\.text) + work.paper.organizations + [work.paper.title] {
        words.formUnion(text.split { !$0.isLetter }.map { $0.lowercased() })
      }
    }
    properWords = words
    longWords = SlipIndex(
      entries.map { $0.name.text.prefix { $0.isLetter && $0.isASCII } }.filter { $0.count >= 6 }.map { $0.lowercased() }
    )
  }

  /// The mentions in one text of a paper, in order, none overlapping another.
  ///
  /// - Parameter owner: The paper whose text it is, as a position among the works.
  func mentions(in text: PaperText, of owner: Int) -> [Mention] {
    // Width does not matter to the judges; the words of a mention are taken from the text itself.
    let scalars = text.text.unicodeScalars.map(Self.narrow)
    // Matches are in bytes; words are judged in scalars.
    var scalarAtByte: [Int: Int] = [:]
    var byte = 0
    for (index, scalar) in text.text.unicodeScalars.enumerated() {
      scalarAtByte[byte] = index
      byte += UTF8.width(scalar)
    }
    scalarAtByte[byte] = scalars.count

    var groups: [(range: Range<Int>, names: [Int])] = []
    for match in finder.matches(in: text.text) {
      guard let start = scalarAtByte[match.range.lowerBound], let end = scalarAtByte[match.range.upperBound] else {
        continue
      }
      if groups.last?.range == start..<end {
        groups[groups.count - 1].names.append(match.name)
      } else {
        groups.append((start..<end, [match.name]))
      }
    }
    var found: [Mention] = []
    for group in groups {
      let candidates = group.names.map { entries[$0] }.filter { entry in
        isSpelt(entry.name, at: group.range, in: scalars)
          && stands(group.range, of: entry.name, isSelf: entry.work == owner, in: scalars)
      }
      // Where one name means several works, the paper's own work comes first, then the more certain name.
      guard
        let best = candidates.min(by: { left, right in
          (left.work == owner ? 0 : 1, -left.name.confidence, left.work)
            < (right.work == owner ? 0 : 1, -right.name.confidence, right.work)
        })
      else { continue }
      let isAmbiguous = Set(candidates.map(\.work)).count > 1
      let range = group.range.lowerBound..<end(of: group.range, in: scalars)
      found.append(
        mention(
          of: best.work, at: range, in: text, owner: owner,
          confidence: best.name.confidence * (isAmbiguous ? 0.6 : 1)))
    }
    found += slips(in: text, scalars, owner: owner, outside: found.map(\.range))
    return found.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  private func mention(
    of work: Int, at range: Range<Int>, in text: PaperText, owner: Int, confidence: Double
  ) -> Mention {
    let words = String.UnicodeScalarView(text.text.unicodeScalars.dropFirst(range.lowerBound).prefix(range.count))
    return Mention(
      paper: works[owner].id, target: works[work].id, field: text.field, words: String(words), range: range,
      place: text.place(at: range.lowerBound), confidence: confidence)
  }

  // MARK: - Judging

  /// Whether the words are written as the name demands.
  private func isSpelt(_ name: WorkName, at range: Range<Int>, in scalars: [Unicode.Scalar]) -> Bool {
    switch name.spelling {
    case .any: return true
    case .capitalized:
      // Each word of a phrase; “the” may be small.
      let words = scalars[range].split { !$0.properties.isAlphabetic }
      return words.allSatisfy { word in
        word.first?.properties.isUppercase == true || word.elementsEqual("the".unicodeScalars)
      }
    case .exact:
      let expected = name.text.unicodeScalars.filter(\.properties.isAlphabetic)
      let written = scalars[range].filter(\.properties.isAlphabetic)
      return expected.elementsEqual(written) || written.allSatisfy(\.properties.isUppercase)
    }
  }

  /// Whether the words are a name of their own here and no part of a longer one.
  private func stands(_ range: Range<Int>, of name: WorkName, isSelf: Bool, in scalars: [Unicode.Scalar]) -> Bool {
    if range.lowerBound > 0 {
      let before = scalars[range.lowerBound - 1]
      // Chinese needs no blank before a name; a letter or digit of an alphabet would belong to it.
      if Self.isWordScalar(before) || before == "_" || before == "@" { return false }
      if before == "-" || before == "‑", range.lowerBound > 1, Self.isWordScalar(scalars[range.lowerBound - 2]) {
        guard Self.isFreePrefix(before: range.lowerBound - 1, in: scalars) else { return false }
      }
      if before == ".", range.lowerBound > 1, Self.isDigit(scalars[range.lowerBound - 2]) { return false }
    }
    guard range.upperBound < scalars.count else { return true }
    let lastIsDigit = Self.isDigit(scalars[range.upperBound - 1])
    let after = scalars[range.upperBound]
    if Self.isASCIILetter(after) { return false }
    if after == "_" { return false }
    if after == "+", !lastIsDigit { return false }
    if lastIsDigit, after == ".", range.upperBound + 1 < scalars.count, Self.isDigit(scalars[range.upperBound + 1]) {
      return false
    }
    // A number behind the name is a size or another version.
    guard let number = Self.number(after: range.upperBound, in: scalars) else { return true }
    if Self.isSize(number, in: scalars) { return true }
    if number.joint == nil { return isSelf && !lastIsDigit && number.digits.count == 1 }
    if number.joint == " " {
      // “Gemini 32 个基准” counts something; “Gemini 2” does not.
      guard number.digits.count == 1, number.digits.lowerBound + 1 < scalars.count else {
        return !(number.digits.count == 1)
      }
      let next = scalars[number.digits.lowerBound + 1]
      return next == "%" || next == "x" || next == "×" || "个倍项种位篇大".unicodeScalars.contains(next)
        || (next == " " && Self.startsCountedWord(number.digits.upperBound + 1, in: scalars))
    }
    return false
  }

  /// The ASCII form of a full-width letter, digit or sign.
  private static func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    0xFF01...0xFF5E ~= scalar.value ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
  }

  private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    isASCIILetter(scalar) || isDigit(scalar)
      || (0xC0...0x24F ~= scalar.value && scalar.value != 0xD7 && scalar.value != 0xF7)
  }

  private static func isASCIILetter(_ scalar: Unicode.Scalar) -> Bool { "a"..."z" ~= scalar || "A"..."Z" ~= scalar }
  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { "0"..."9" ~= scalar }

  /// Whether what stands before a hyphen is no part of a name: “non-”, “pre-”, “like-”.
  private static func isFreePrefix(before hyphen: Int, in scalars: [Unicode.Scalar]) -> Bool {
    var start = hyphen
    while start > 0, isWordScalar(scalars[start - 1]) { start -= 1 }
    let word = String(String.UnicodeScalarView(scalars[start..<hyphen])).lowercased()
    return ["non", "pre", "post", "anti", "the", "original", "vanilla", "base", "standard"].contains(word)
  }

  /// A number that follows at once, or after a blank or hyphen.
  private static func number(
    after position: Int, in scalars: [Unicode.Scalar]
  ) -> (joint: Unicode.Scalar?, digits: Range<Int>)? {
    var start = position
    var joint: Unicode.Scalar?
    if " -–—‑".unicodeScalars.contains(scalars[start]) {
      joint = scalars[start] == " " ? " " : "-"
      start += 1
    }
    var end = start
    while end < scalars.count, isDigit(scalars[end]) { end += 1 }
    guard end > start else { return nil }
    return (joint, start..<end)
  }

  /// Whether a number is a count of parameters: `7B`, `1.5B`, `540B`, `8x7B`, `70 b`.
  private static func isSize(_ number: (joint: Unicode.Scalar?, digits: Range<Int>), in scalars: [Unicode.Scalar])
    -> Bool
  {
    var end = number.digits.upperBound
    if end + 1 < scalars.count, "x×".unicodeScalars.contains(scalars[end]), isDigit(scalars[end + 1]) {
      end += 1
      while end < scalars.count, isDigit(scalars[end]) { end += 1 }
    }
    if end + 1 < scalars.count, scalars[end] == ".", isDigit(scalars[end + 1]) {
      end += 1
      while end < scalars.count, isDigit(scalars[end]) { end += 1 }
    }
    guard end < scalars.count, "BbMmTt".unicodeScalars.contains(scalars[end]) else { return false }
    return end + 1 >= scalars.count || !isASCIILetter(scalars[end + 1])
  }

  private static func startsCountedWord(_ position: Int, in scalars: [Unicode.Scalar]) -> Bool {
    let words = ["times", "points", "percent", "out", "of", "benchmarks", "tasks", "datasets"]
    let rest = String(
      String.UnicodeScalarView(scalars[min(position, scalars.count)..<min(position + 12, scalars.count)]))
    return words.contains { rest.hasPrefix($0) }
  }

  /// The end of a mention with the sizes and forms that belong to it: `LLaMA-13B`, `Llama 2 70B – chat`, `BERT-large`.
  private func end(of range: Range<Int>, in scalars: [Unicode.Scalar]) -> Int {
    var end = range.upperBound
    while let next = Self.endOfSize(after: end, in: scalars) ?? Self.endOfForm(after: end, in: scalars) { end = next }
    return end
  }

  private static func endOfSize(after position: Int, in scalars: [Unicode.Scalar]) -> Int? {
    guard position < scalars.count, let number = number(after: position, in: scalars), isSize(number, in: scalars)
    else { return nil }
    var end = number.digits.upperBound
    while end < scalars.count, isDigit(scalars[end]) || "x×.".unicodeScalars.contains(scalars[end]) { end += 1 }
    return min(end + 1, scalars.count)
  }

  /// The forms a model is published in, behind a hyphen or dash.
  private static let forms: Set<String> = [
    "tiny", "mini", "small", "base", "medium", "large", "xl", "xxl", "chat", "instruct", "it", "hf",
  ]

  private static func endOfForm(after position: Int, in scalars: [Unicode.Scalar]) -> Int? {
    var start = position
    while start < scalars.count, start < position + 3, " -–—‑".unicodeScalars.contains(scalars[start]) { start += 1 }
    guard start > position, !scalars[position..<start].allSatisfy({ $0 == " " }) else { return nil }
    var end = start
    while end < scalars.count, isWordScalar(scalars[end]) { end += 1 }
    return forms.contains(String(String.UnicodeScalarView(scalars[start..<end])).lowercased()) ? end : nil
  }

  // MARK: - Slips

  /// Long names with one letter wrong, two exchanged, one missing or one too many.
  private func slips(
    in text: PaperText, _ scalars: [Unicode.Scalar], owner: Int, outside taken: [Range<Int>]
  ) -> [Mention] {
    var found: [Mention] = []
    var position = 0
    while position < scalars.count {
      guard Self.isASCIILetter(scalars[position]) else {
        position += 1
        continue
      }
      let start = position
      while position < scalars.count, Self.isASCIILetter(scalars[position]) { position += 1 }
      let range = start..<position
      guard range.count >= 6, scalars[start].properties.isUppercase, !taken.contains(where: { $0.overlaps(range) })
      else {
        continue
      }
      let isPartOfWord =
        (start > 0 && (Self.isWordScalar(scalars[start - 1]) || scalars[start - 1] == "-"))
        || (position < scalars.count && Self.isWordScalar(scalars[position]))
      let word = String(String.UnicodeScalarView(scalars[range])).lowercased()
      guard !isPartOfWord, !properWords.contains(word),
        !(word.hasSuffix("s") && properWords.contains(String(word.dropLast())))
      else { continue }
      let near = longWords.words(near: word)
      guard near.count == 1, let name = near.first,
        let (work, end) = named(name, insteadOf: range, in: scalars, owner: owner)
      else { continue }
      found.append(mention(of: work, at: start..<end, in: text, owner: owner, confidence: 0.6))
      position = max(position, end)
    }
    return found
  }

  /// The work that is named if a word were spelt right, and the end of the mention: `FlashAtention-2`.
  private func named(
    _ word: String, insteadOf range: Range<Int>, in scalars: [Unicode.Scalar], owner: Int
  ) -> (work: Int, end: Int)? {
    let right = Array((word.prefix(1).uppercased() + word.dropFirst()).unicodeScalars)
    let corrected = right + scalars[range.upperBound..<min(range.upperBound + 40, scalars.count)]
    let text = String(String.UnicodeScalarView(corrected))
    let matches = finder.matches(in: text).prefix { $0.range.lowerBound == 0 }
    for match in matches {
      let entry = entries[match.name]
      let end = text.utf8.prefix(match.range.upperBound)
      let found = 0..<String(decoding: end, as: UTF8.self).unicodeScalars.count
      guard found.count >= right.count, stands(found, of: entry.name, isSelf: entry.work == owner, in: corrected) else {
        continue
      }
      return (entry.work, range.upperBound + self.end(of: found, in: corrected) - right.count)
    }
    return nil
  }
}
