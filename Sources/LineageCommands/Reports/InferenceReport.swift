import LineageInference
import LineageRendering
import PaperLineage

/// Inferred relations for review, by paper, each with the words it goes by.
struct InferenceReport: Report {
  let relations: [Item]
  let anachronisms: [Item]
  let mentions: [MentionItem]?
  /// What the papers are called, and in which order to speak of them.
  private let names: [PaperID: String]

  struct Item: Encodable, Sendable {
    let paper: PaperID
    let cited: PaperID
    let kind: RelationKind
    let confidence: Double
    let evidence: [Proof]
  }

  struct Proof: Encodable, Sendable {
    let file: String?
    let line: Int?
    let column: Int?
    let words: String?
    let rule: String?
    let confidence: Double
    let sentence: String?
    let source: Evidence.Source

    init(_ evidence: Evidence) {
      file = evidence.place?.file
      line = evidence.place?.line
      column = evidence.place?.column
      words = evidence.words
      rule = evidence.rule
      confidence = (evidence.confidence * 1000).rounded() / 1000
      sentence = evidence.sentence
      source = evidence.source
    }

    /// The place and the sentence with the words in brackets.
    var text: String {
      let place = file.flatMap { file in line.flatMap { line in column.map { "\(file):\(line):\($0) " } } } ?? ""
      guard let sentence, let words, let found = sentence.firstRange(of: words) else { return place + (words ?? "") }
      let (before, after) = (sentence[..<found.lowerBound], sentence[found.upperBound...])
      let room = 48
      return place + (before.count > room ? "…" : "") + before.suffix(room) + "[" + words + "]" + after.prefix(room)
        + (after.count > room ? "…" : "")
    }
  }

  struct MentionItem: Encodable, Sendable {
    let paper: PaperID
    let target: PaperID
    let file: String?
    let line: Int?
    let column: Int?
    let words: String
    let isSelf: Bool
    let confidence: Double

    enum CodingKeys: String, CodingKey {
      case paper, target, file, line, column, words, confidence
      case isSelf = "self"
    }

    init(_ mention: Mention) {
      paper = mention.paper
      target = mention.target
      file = mention.place?.file
      line = mention.place?.line
      column = mention.place?.column
      words = mention.words
      isSelf = mention.isSelf
      confidence = mention.confidence
    }
  }

  init(_ inference: Inference, showsMentions: Bool) {
    func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
    relations = inference.relations.map {
      Item(
        paper: $0.citing, cited: $0.cited, kind: $0.kind, confidence: rounded($0.confidence),
        evidence: $0.evidence.map(Proof.init))
    }
    anachronisms = inference.anachronisms.map {
      Item(
        paper: $0.paper, cited: $0.target, kind: $0.kind, confidence: rounded($0.evidence.confidence),
        evidence: [Proof($0.evidence)])
    }
    mentions = showsMentions ? inference.mentions.map(MentionItem.init) : nil
    names = inference.names
  }

  private enum CodingKeys: String, CodingKey { case relations, anachronisms, mentions }

  /// `{"relations": […], "anachronisms": […], "mentions": […]}`.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(relations, forKey: .relations)
    try container.encode(anachronisms, forKey: .anachronisms)
    try container.encodeIfPresent(mentions, forKey: .mentions)
  }

  var table: Table {
    Table(
      [
        .init("paper"), .init("kind"), .init("cited"), .init("confidence", isNumeric: true), .init("file"),
        .init("line", isNumeric: true), .init("column", isNumeric: true), .init("words"), .init("rule"),
        .init("sentence"),
      ],
      rows: relations.flatMap { item in
        item.evidence.map { proof in
          [
            item.paper.rawValue, item.kind.rawValue, item.cited.rawValue, "\(item.confidence)", proof.file ?? "",
            proof.line.map(String.init) ?? "", proof.column.map(String.init) ?? "", proof.words ?? "", proof.rule ?? "",
            proof.sentence ?? "",
          ]
        }
      })
  }

  func text(_ layout: TextLayout) -> String {
    var lines: [String] = []
    var previous: PaperID?
    for item in relations {
      if item.paper != previous {
        if previous != nil { lines.append("") }
        lines.append(name(item.paper))
        previous = item.paper
      }
      lines += self.lines(for: item, layout)
    }
    if !anachronisms.isEmpty {
      lines += ["", "anachronisms, left out:"]
      for item in anachronisms {
        lines.append("  \(name(item.paper)) speaks of \(name(item.cited)), which is later")
        lines += item.evidence.flatMap { $0.text.withoutControls.wrapped(toWidth: layout.width - 6) }.map {
          "      " + $0
        }
      }
    }
    if let mentions {
      lines += ["", "mentions (\(mentions.count)):"]
      for mention in mentions {
        let place = mention.line.flatMap { line in mention.column.map { "\(line):\($0)" } } ?? "–"
        let line =
          "  \(place.padded(toWidth: 9))  \(mention.words) → \(mention.isSelf ? "itself" : name(mention.target))"
        lines.append(line.withoutControls.truncated(toWidth: layout.width))
      }
    }
    lines += [
      "",
      "\(relations.count) \(relations.count == 1 ? "relation" : "relations"), "
        + "\(anachronisms.count) \(anachronisms.count == 1 ? "anachronism" : "anachronisms") left out",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private func name(_ id: PaperID) -> String { (names[id] ?? id.rawValue).withoutControls }

  private func lines(for item: Item, _ layout: TextLayout) -> [String] {
    let head = "  \(item.kind.verb(in: layout.language)) \(name(item.cited))  (\(item.confidence))"
    return [head.truncated(toWidth: layout.width)]
      + item.evidence.flatMap { proof in
        (proof.text + (proof.rule.map { "  — \($0)" } ?? "")).withoutControls.wrapped(toWidth: layout.width - 6)
      }.map { "      " + $0 }
  }
}
