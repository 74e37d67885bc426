public import CitationGraph
public import PaperLineage

/// What a search of a bare network found.
public struct NetworkSearchReport: Report {
  let words: [String]
  let count: Int
  let hits: [Hit]

  struct Hit: Encodable, Sendable {
    let card: NetworkPaper
    let citations: Int
    let fields: [SearchHit.Field]

    enum CodingKeys: String, CodingKey {
      case citations
      case fields = "found"
    }

    func encode(to encoder: any Encoder) throws {
      try card.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(citations, forKey: .citations)
      try container.encode(fields, forKey: .fields)
    }
  }

  /// Names what was found; `count` counts all hits, those beyond `hits` too.
  public init(_ hits: [NetworkSearchHit], count: Int, for words: [String], in network: CitationNetwork) {
    self.words = words
    self.count = count
    self.hits = hits.map {
      Hit(
        card: NetworkPaper($0.paper, in: network), citations: network.graph.citationCount(of: $0.paper),
        fields: $0.fields)
    }
  }

  private enum CodingKeys: String, CodingKey { case words, count, papers }

  /// `{"words": […], "count", "papers": [{"id", "name", "date", "citations", "found": [field…]}…]}`; `count` counts all
  /// that was found.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(words, forKey: .words)
    try container.encode(count, forKey: .count)
    try container.encode(hits, forKey: .papers)
  }

  public var table: Table {
    Table(
      [
        .init("id"), .init("name"), .init("date"), .init("citations", isNumeric: true), .init("found in"),
      ],
      rows: hits.map {
        [
          $0.card.id, $0.card.name, $0.card.date?.description ?? "", "\($0.citations)",
          $0.fields.map(\.rawValue).joined(separator: "; "),
        ]
      })
  }

  public func text(_ layout: TextLayout) -> String {
    guard !hits.isEmpty else { return "" }
    let language = layout.language
    let hasTitles = hits.contains { $0.card.name != $0.card.id }
    var text = Table(
      [
        .init(language("date", "日期")), .init(language("citations", "被引"), isNumeric: true),
        .init(language("id", "编号")),
      ] + (hasTitles ? [.init(language("title", "标题"))] : []),
      rows: hits.map {
        [$0.card.date?.description ?? "—", Figures.grouped($0.citations), $0.card.id]
          + (hasTitles ? [$0.card.name == $0.card.id ? "" : $0.card.name] : [])
      }
    ).text(layout)
    if hits.count < count {
      let more = Figures.grouped(count - hits.count)
      text += layout.styled(language("… and \(more) more (--limit)", "……另有 \(more) 篇（--limit）"), .faint) + "\n"
    }
    return text
  }
}
