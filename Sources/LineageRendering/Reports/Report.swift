import Foundation
import PaperLineage

/// An answer that can be written for people and for programs.
///
/// Encoding gives the documented JSON; ``text(_:)`` is for a terminal; ``table`` is what CSV and Markdown hold.
public protocol Report: Encodable, Sendable {
  /// The answer for a terminal, ending in a line feed.
  func text(_ layout: TextLayout) -> String
  /// The answer as a table.
  var table: Table { get }
  /// The answer as Markdown, ending in a line feed; the table unless a report knows better.
  func markdown(_ layout: TextLayout) -> String
}

/// A form of output for tables, trees and lists.
public enum ReportFormat: String, Sendable, CaseIterable {
  /// For people at a terminal.
  case text
  /// For programs; documented and stable.
  case json
  /// For spreadsheets.
  case csv
  /// For documents.
  case markdown
}

extension Report {
  /// The table in Markdown.
  public func markdown(_ layout: TextLayout) -> String { table.markdown() }

  /// The answer in a format, ending in a line feed.
  public func written(as format: ReportFormat, layout: TextLayout) -> String {
    switch format {
    case .text: text(layout)
    case .json: StableJSON.text(of: self)
    case .csv: table.csv()
    case .markdown: markdown(layout)
    }
  }
}

/// JSON with the same bytes for the same value.
enum StableJSON {
  static func text(of value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    } catch {
      preconditionFailure("a report holds nothing that JSON cannot: \(error)")
    }
  }
}

/// What every answer says of a paper.
struct PaperSummary: Encodable, Sendable, Equatable {
  let id: PaperID
  let name: String
  let title: String
  let date: PublicationDate?
  let organizations: [String]
  let topic: String?
  let external: Bool

  /// Sums up a paper; the date is the one that counts in the corpus, else the earliest.
  init(_ paper: Paper, dateChoice: DateChoice) {
    self.init(paper, date: paper.date(preferring: dateChoice))
  }

  /// Sums up a paper of a corpus; traps if the paper is not in it.
  init(_ id: PaperID, in corpus: Corpus) {
    guard let paper = corpus[id] else { preconditionFailure("“\(id)” is no paper of this corpus") }
    self.init(paper, dateChoice: corpus.dateChoice)
  }

  /// Sums up a paper under a date.
  init(_ paper: Paper, date: PublicationDate?) {
    id = paper.id
    name = paper.name
    title = paper.title
    self.date = date
    organizations = paper.organizations
    topic = paper.topic
    external = paper.isExternal
  }

  var firstOrganization: String { organizations.first ?? "" }
}

/// What every answer says of a relation.
struct RelationSummary: Encodable, Sendable, Equatable {
  let paper: PaperID
  let cited: PaperID
  let kind: RelationKind
  let confidence: Double
  let verified: Bool
  let evidence: [Item]

  struct Item: Encodable, Sendable, Equatable {
    let source: Evidence.Source
    let locator: String?
    let note: String?
    let verified: Bool?
    let confidence: Double
    let place: SourcePlace?
    let words: String?
    let sentence: String?
    let rule: String?

    enum CodingKeys: String, CodingKey {
      case source
      case locator = "where"
      case note, verified, confidence, place, words, sentence, rule
    }

    var roundedConfidence: Double { (confidence * 100).rounded() / 100 }

    /// The sentence around the words found, these in brackets.
    var excerpt: String {
      guard let words, let sentence, let found = sentence.firstRange(of: words) else { return words ?? "" }
      let before = sentence[..<found.lowerBound]
      let after = sentence[found.upperBound...]
      let room = 40
      return (before.count > room ? "…" : "") + before.suffix(room) + "[" + words + "]" + after.prefix(room)
        + (after.count > room ? "…" : "")
    }

    init(_ evidence: Evidence) {
      source = evidence.source
      locator = evidence.locator
      note = evidence.note
      verified = evidence.isVerified
      confidence = evidence.confidence
      place = evidence.place
      words = evidence.words
      sentence = evidence.sentence
      rule = evidence.rule
    }
  }

  init(_ relation: Relation) {
    paper = relation.citing
    cited = relation.cited
    kind = relation.kind
    confidence = relation.confidence
    verified = relation.isVerified
    evidence = relation.evidence.map(Item.init)
  }

  /// Why the relation is believed, a sentence for each piece of evidence.
  func reasons(in language: Language) -> [String] {
    evidence.map { item in
      var parts: [String] = []
      switch item.source {
      case .curated: break
      case .referenceList: parts.append(language("reference list", "参考文献"))
      case .mention:
        parts.append((item.place.map { "\($0) " } ?? "") + language("“\(item.excerpt)”", "“\(item.excerpt)”"))
      case .titleVersion:
        parts.append(language("next version by name", "由名称可知为后续版本") + (item.words.map { ": \($0)" } ?? ""))
      }
      if let rule = item.rule { parts.append(language("rule \(rule)", "规则 \(rule)")) }
      if let locator = item.locator { parts.append(locator) }
      if let note = item.note { parts.append(note) }
      switch item.verified {
      case true?: parts.append(language("verified", "已核实"))
      case false?:
        parts.append(
          language("not verified, confidence \(item.roundedConfidence)", "未核实，置信度 \(item.roundedConfidence)"))
      case nil:
        if item.confidence < 1 {
          parts.append(language("confidence \(item.roundedConfidence)", "置信度 \(item.roundedConfidence)"))
        }
      }
      return parts.isEmpty
        ? language("stated in the corpus without a place", "语料中直接给出，未注明出处") : parts.joined(separator: "; ")
    }
  }
}
