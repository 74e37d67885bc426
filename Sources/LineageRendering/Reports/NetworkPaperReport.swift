public import CitationGraph
import PaperLineage

/// All that a bare network knows of one paper.
public struct NetworkPaperReport: Report {
  let card: NetworkPaper
  let references: Links
  let citations: Links

  /// Papers next to the one asked for.
  struct Links: Sendable {
    let count: Int
    let entries: [Entry]
  }

  struct Entry: Sendable {
    let card: NetworkPaper
    let citations: Int
  }

  /// Gathers what a network says of a paper.
  ///
  /// - Parameters:
  ///   - paper: The paper.
  ///   - network: The network.
  ///   - limit: How many of its references, and how many papers that cite it, are named, in row order, which is that of
  ///     dates; `nil` for all.
  public init(_ paper: PaperIndex, in network: CitationNetwork, limit: Int?) {
    card = NetworkPaper(paper, in: network)
    let graph = network.graph
    func links(_ papers: Column<PaperIndex>) -> Links {
      Links(
        count: papers.count,
        entries: papers.prefix(limit ?? papers.count).map {
          Entry(card: NetworkPaper($0, in: network), citations: graph.citationCount(of: $0))
        })
    }
    references = links(graph.references(of: paper))
    citations = links(graph.citers(of: paper))
  }

  private enum CodingKeys: String, CodingKey {
    case citationCount, referenceCount, references, citations
  }

  private struct Item: Encodable {
    let paper: String
    let cited: String
    let kind = RelationKind.cites
    let name: String
    let date: PublicationDate?
    let citationCount: Int

    enum CodingKeys: String, CodingKey { case paper, cited, kind, name, date, citationCount }
  }

  /// `{"id", "name", "date", "citationCount", "referenceCount", "references": [{"paper", "cited", "kind", "name", "date",
  /// "citationCount"}…], "citations": […]}`; name, date and number of citations are those of the other paper.
  ///
  /// The counts are of citations inside the network: LCS and LCR.
  public func encode(to encoder: any Encoder) throws {
    try card.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(citations.count, forKey: .citationCount)
    try container.encode(references.count, forKey: .referenceCount)
    try container.encode(
      references.entries.map {
        Item(
          paper: card.id, cited: $0.card.id, name: $0.card.name, date: $0.card.date, citationCount: $0.citations)
      }, forKey: .references)
    try container.encode(
      citations.entries.map {
        Item(
          paper: $0.card.id, cited: card.id, name: $0.card.name, date: $0.card.date, citationCount: $0.citations)
      }, forKey: .citations)
  }

  public var table: Table {
    func rows(_ links: Links, _ what: String) -> [[String]] {
      links.entries.map {
        [what, $0.card.id, $0.card.name, $0.card.date?.description ?? "", "\($0.citations)"]
      }
    }
    return Table(
      [
        .init("relation"), .init("id"), .init("name"), .init("date"), .init("citations", isNumeric: true),
      ],
      rows: [["", card.id, card.name, card.date?.description ?? "", "\(citations.count)"]]
        + rows(references, "cites") + rows(citations, "cited by"))
  }

  public func text(_ layout: TextLayout) -> String {
    let language = layout.language
    var lines = card.name.withoutControls.wrapped(toWidth: layout.width).map { layout.styled($0, .strong) }
    lines.append("")
    let fields = [
      ("id", card.id), (language("date", "日期"), card.date?.description ?? language("none", "无")),
      (language("cited by (LCS)", "网络内被引（LCS）"), Figures.grouped(citations.count)),
      (language("cites (LCR)", "引用网络内论文（LCR）"), Figures.grouped(references.count)),
    ]
    let width = fields.map(\.0.displayWidth).max() ?? 0
    for (label, value) in fields {
      let room = max(8, layout.width - width - 2)
      lines.append(
        layout.styled(label.padded(toWidth: width), .faint) + "  " + value.withoutControls.truncated(toWidth: room))
    }
    var text = lines.map { $0 + "\n" }.joined()
    for (links, heading) in [(references, language("cites", "引用")), (citations, language("cited by", "被引于"))] {
      guard links.count > 0 else { continue }
      let isCut = links.entries.count < links.count
      let count = Figures.grouped(links.count)
      text +=
        "\n"
        + layout.styled(
          isCut
            ? language(
              "\(heading) (\(count)), the first \(links.entries.count) by date (--limit)",
              "\(heading)（\(count)），按日期列出前 \(links.entries.count) 篇（--limit）")
            : language("\(heading) (\(count))", "\(heading)（\(count)）"), .strong) + "\n"
      guard !links.entries.isEmpty else { continue }
      text += Table(
        [
          .init(language("date", "日期")), .init(language("citations", "被引"), isNumeric: true),
          .init(language("paper", "论文")),
        ],
        rows: links.entries.map { [$0.card.date?.description ?? "—", Figures.grouped($0.citations), $0.card.label] }
      ).text(layout)
    }
    return text
  }
}
