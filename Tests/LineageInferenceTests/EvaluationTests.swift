import Foundation
import PaperFormats
import PaperLineage
import Testing

@testable import LineageInference

/// Measures inference on sentences that were annotated without a look at the rules.
///
/// Even lines were looked at while rules were written; odd lines were not. `make evaluate` prints the table.
@Suite struct EvaluationTests {
  struct Marked: Equatable {
    let range: Range<Int>
    let target: String
    let kind: RelationKind
  }

  struct Sentence {
    let number: Int
    let text: String
    let mentions: [Marked]
  }

  struct Score {
    var found = 0
    var expected = 0
    var right = 0
    var rightKind = 0
    var misses: [String] = []

    var precision: Double { found == 0 ? 1 : Double(right) / Double(found) }
    var recall: Double { expected == 0 ? 1 : Double(right) / Double(expected) }
    var kinds: Double { right == 0 ? 1 : Double(rightKind) / Double(right) }
  }

  /// Reads `[words|paper|kind]` marks.
  static func sentences() throws -> [Sentence] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(components: "Annotated", "sentences.txt")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().compactMap { index, line in
      guard !line.isEmpty, !line.hasPrefix("#") else { return nil }
      var text = ""
      var mentions: [Marked] = []
      var rest = line[...]
      while let match = rest.firstMatch(of: /\[([^\[\]|]+)\|([^\[\]|]+)\|([A-Za-z]+)\]/) {
        text += rest[..<match.range.lowerBound]
        let start = text.unicodeScalars.count
        text += match.1
        if let kind = RelationKind(rawValue: String(match.3)) {
          mentions.append(Marked(range: start..<text.unicodeScalars.count, target: String(match.2), kind: kind))
        }
        rest = rest[match.range.upperBound...]
      }
      return Sentence(number: index + 1, text: text + rest, mentions: mentions)
    }
  }

  static func score(_ sentences: [Sentence]) throws -> Score {
    let known = try #require(CorpusSource.bundled().corpus)
    let papers = sentences.map { sentence in
      Paper(
        id: PaperID(rawValue: "s-\(sentence.number)"), title: "Sentence number \(sentence.number)",
        versions: PublicationDate(year: 2030).map { [PaperVersion(role: .listed, date: $0)] } ?? [],
        texts: [PaperText(field: .abstract, text: sentence.text)])
    }
    let inference = try LineageInference(known: [known]).infer(Corpus(CorpusParts(papers: papers)))
    var score = Score()
    for sentence in sentences {
      let found = inference.mentions.filter { $0.paper.rawValue == "s-\(sentence.number)" }
      let scalars = Array(sentence.text.unicodeScalars)
      score.found += found.count
      score.expected += sentence.mentions.count
      for mention in sentence.mentions {
        guard let match = found.first(where: { $0.range == mention.range && $0.target.rawValue == mention.target }) else {
          score.misses.append("\(sentence.number): missed \(mention.target) in: \(sentence.text)")
          continue
        }
        score.right += 1
        let verdict = KindClassifier.verdict(on: match.range, in: scalars, others: found.map(\.range))
        if verdict.kind == mention.kind {
          score.rightKind += 1
        } else {
          score.misses.append("\(sentence.number): \(verdict.kind) (\(verdict.rule)), not \(mention.kind), of \(match.words) in: \(sentence.text)")
        }
      }
      for mention in found where !sentence.mentions.contains(where: { $0.range == mention.range && $0.target == mention.target.rawValue }) {
        score.misses.append("\(sentence.number): wrongly \(mention.words) → \(mention.target) in: \(sentence.text)")
      }
    }
    return score
  }

  @Test(arguments: [true, false])
  func annotatedSentences(even: Bool) throws {
    let score = try Self.score(Self.sentences().filter { $0.number.isMultiple(of: 2) == even })
    func percent(_ value: Double) -> String { "\((value * 1000).rounded() / 10) %" }
    print(
      """
      \(even ? "looked at" : "held out "): \(score.expected) mentions, \(score.found) found; \
      precision \(percent(score.precision)), recall \(percent(score.recall)), kind right \(percent(score.kinds))
      """)
    if ProcessInfo.processInfo.environment["SHOW_MISSES"] != nil { print(score.misses.joined(separator: "\n")) }
    #expect(score.precision >= 0.9)
    #expect(score.recall >= 0.85)
    #expect(score.kinds >= 0.7)
  }
}
