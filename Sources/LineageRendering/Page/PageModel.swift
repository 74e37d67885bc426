import Foundation
import PaperLineage

/// What the page's program knows: the JSON in the element with the id `page-data`.
///
/// Papers, topics and relations are named by their places in the arrays, from 0. Keys are sorted, and what is absent is
/// left out.
///
/// | key | meaning |
/// |---|---|
/// | `title` | what the corpus is called, by language |
/// | `language` | the language the page opens in: `en` or `zh` |
/// | `dateChoice` | which date of a paper counts |
/// | `topics` | `id`, `label` by language, `color`: the place of its colour among the picture's |
/// | `papers` | by date, see ``Paper`` |
/// | `relations` | `citing`, `cited`, `kind`, `evidence`: each with `source`, `where`, `note`, `verified`, `confidence`, `words`, `sentence`, `rule`; a bridge over papers left out has the kind `bridge` and in `via` what these are called |
/// | `lines` | the lines of the picture: `id` of the element, `citing`, `cited`, `relations` |
/// | `labels` | by language: the lines of text of each label of the picture, by its element's id |
struct PageModel: Encodable {
  struct Topic: Encodable {
    let id: String
    let label: [String: String]
    let color: Int
  }

  struct Version: Encodable {
    let role: DateRole
    let date: PublicationDate
    let venue: String?
  }

  struct Link: Encodable {
    /// `doi`, `arxiv`, `page` or `code`.
    let kind: String
    /// What it is called beside its kind: the DOI, the arXiv id.
    let text: String?
    let address: String
  }

  struct Paper: Encodable {
    let id: PaperID
    /// The id of its element in the picture.
    let element: String
    let name: String
    let title: String
    let aliases: [String]
    /// The date that places it, if it has one.
    let date: PublicationDate?
    /// The box of its card in the picture: left and upper edge, width, height.
    let box: [Double]
    let dates: [Version]
    let organizations: [String]
    /// The place of its topic.
    let topic: Int?
    let external: Bool
    let impact: String?
    let notes: [String]
    let links: [Link]
  }

  struct Relation: Encodable {
    let citing: Int
    let cited: Int
    /// The kind, or ``bridge``.
    let kind: String
    let evidence: [RelationSummary.Item]
    /// Of a bridge: what the papers in between are called, from the citing end on.
    let via: [String]?

    /// What stands for the kind where a chain through papers left out joins the two.
    static let bridge = "bridge"
  }

  struct Line: Encodable {
    let id: String
    let citing: Int
    let cited: Int
    let relations: [Int]
  }

  var title: [String: String]
  let language: String
  let dateChoice: String
  let topics: [Topic]
  let papers: [Paper]
  let relations: [Relation]
  let lines: [Line]
  var labels: [String: [String: [String]]]

  /// Takes from a corpus what a picture of it shows.
  init(_ corpus: Corpus, _ picture: Picture, options: PictureOptions) {
    let choice = options.dateChoice ?? corpus.dateChoice
    let shown: [(card: Picture.Card, paper: PaperLineage.Paper, date: PublicationDate?)] = picture.cards.compactMap {
      card in
      guard let paper = corpus[card.id] else { return nil }
      return (card, paper, paper.isExternal ? paper.date(preferring: choice) : paper.date(choice))
    }.sorted { left, right in
      switch (left.date, right.date) {
      case (let a?, let b?): PublicationDate.isInSortedOrder(a, b) || (a == b && left.card.id < right.card.id)
      case (nil, nil): left.card.id < right.card.id
      case (let a, _): a == nil
      }
    }
    let place = Dictionary(uniqueKeysWithValues: shown.enumerated().map { ($1.card.id, $0) })
    let topicPlace = Dictionary(uniqueKeysWithValues: corpus.topics.enumerated().map { ($1.id, $0) })

    title = Dictionary(
      uniqueKeysWithValues: Language.allCases.map { language in
        (language.code, corpus.title(in: language.code) ?? language("Papers and what they grew out of", "论文及其渊源"))
      })
    language = options.language.code
    dateChoice = choice.rawValue
    topics = corpus.topics.enumerated().map { index, topic in
      Topic(
        id: topic.id,
        label: Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0.code, topic.label(in: $0.code)) }),
        color: index % Palette.topics.count)
    }
    papers = shown.map { card, paper, date in
      Paper(
        id: paper.id, element: card.elementID, name: paper.name, title: paper.title, aliases: paper.aliases, date: date,
        box: [card.x - card.width / 2, card.y - card.height / 2, card.width, card.height].map {
          ($0 * 100).rounded() / 100
        },
        dates: paper.versions.map { Version(role: $0.role, date: $0.date, venue: $0.venue) },
        organizations: paper.organizations, topic: paper.topic.flatMap { topicPlace[$0] },
        external: paper.isExternal, impact: paper.impact, notes: paper.notes, links: Self.links(of: paper))
    }
    var relations: [Relation] = []
    var byPair: [[Int]: [Int]] = [:]
    for relation in corpus.relations where options.kinds.contains(relation.kind) {
      guard let citing = place[relation.citing], let cited = place[relation.cited] else { continue }
      byPair[[citing, cited], default: []].append(relations.count)
      relations.append(
        Relation(
          citing: citing, cited: cited, kind: relation.kind.rawValue, evidence: RelationSummary(relation).evidence,
          via: nil))
    }
    for bridge in options.selection?.bridges ?? [] {
      guard let citing = place[bridge.citing], let cited = place[bridge.cited] else { continue }
      byPair[[citing, cited], default: []].append(relations.count)
      relations.append(
        Relation(citing: citing, cited: cited, kind: Relation.bridge, evidence: [], via: bridge.via))
    }
    self.relations = relations
    lines = picture.links.compactMap { link in
      guard let citing = place[link.citing], let cited = place[link.cited] else { return nil }
      return Line(id: link.elementID, citing: citing, cited: cited, relations: byPair[[citing, cited]] ?? [])
    }
    labels = Dictionary(
      uniqueKeysWithValues: Language.allCases.map { language in
        (language.code, Dictionary(picture.labels(in: language).map { ($0.id, $0.lines) }) { first, _ in first })
      })
  }

  /// Calls the corpus otherwise, in every language.
  mutating func rename(_ name: String) {
    for language in title.keys {
      title[language] = name
      labels[language]?["label-title"] = [name]
    }
  }

  /// The addresses a reader may be led to.
  private static func links(of paper: PaperLineage.Paper) -> [Link] {
    var links: [Link] = []
    func add(_ kind: String, _ text: String?, _ address: String?) {
      guard let address, isSafe(address), !links.contains(where: { $0.address == address }) else { return }
      links.append(Link(kind: kind, text: text, address: address))
    }
    for identifier in paper.identifiers { add(identifier.scheme.rawValue, identifier.value, identifier.address) }
    add("page", nil, paper.link)
    add("code", nil, paper.code)
    return links
  }

  private static func isSafe(_ address: String) -> Bool {
    let lower = address.lowercased()
    return ["https://", "http://", "mailto:"].contains(where: lower.hasPrefix)
  }

  /// The model as JSON for a script element: nothing in it can end the element or begin a comment.
  func scriptText() -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json: Data
    do {
      json = try encoder.encode(self)
    } catch {
      preconditionFailure("the model holds nothing that JSON cannot: \(error)")
    }
    var text = ""
    text.reserveCapacity(json.count)
    for scalar in String(decoding: json, as: UTF8.self).unicodeScalars {
      switch scalar {
      case "<": text += "\\u003C"
      case ">": text += "\\u003E"
      case "&": text += "\\u0026"
      case "\u{2028}": text += "\\u2028"
      case "\u{2029}": text += "\\u2029"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
