import CitationGraph
import LineageRendering
import PaperFormats
import PaperLineage

/// What became of every record and every reference of an import, for people and for programs.
struct ImportReport: Report {
  private let account: ImportAccount
  /// What could not be read.
  private let unread: [UnreadBlock]
  private static let shownCount = 20

  init(_ account: ImportAccount, unread: [UnreadBlock]) {
    self.account = account
    self.unread = unread
  }

  private enum CodingKeys: String, CodingKey { case unreadBlocks }

  func encode(to encoder: any Encoder) throws {
    try account.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(unread, forKey: .unreadBlocks)
  }

  /// A number that is told of each file.
  private struct Figure: Sendable {
    let name: String
    let value: @Sendable (ImportAccount.File) -> Int
    /// Whether it is told even if it is zero everywhere.
    var isAlwaysTold = false
  }

  private static let figures = [
    Figure(name: "records", value: { $0.records }, isAlwaysTold: true),
    Figure(name: "papers", value: { $0.papers }, isAlwaysTold: true), Figure(name: "merged", value: { $0.merged }),
    Figure(name: "conflicts", value: { $0.conflicting }), Figure(name: "unread", value: { $0.unread }),
    Figure(name: "references", value: { $0.references }), Figure(name: "matched", value: { $0.matched }),
  ]

  var table: Table {
    Table(
      [Table.Column("file"), Table.Column("format")] + Self.figures.map { Table.Column($0.name, isNumeric: true) },
      rows: account.files.map { file in [file.file, file.format] + Self.figures.map { String($0.value(file)) } })
  }

  func text(_ layout: TextLayout) -> String {
    var lines = FileTable(
      figures: Self.figures.map { FileTable.Figure(name: $0.name, isAlwaysTold: $0.isAlwaysTold) },
      files: account.files.map { file in
        FileTable.File(name: file.file, format: file.format, values: Self.figures.map { $0.value(file) })
      }
    ).text(layout)
    func say(_ parts: [String?]) {
      let text = parts.compactMap { $0 }.joined(separator: ", ")
      lines += text.wrapped(toWidth: layout.width).map { $0 + "\n" }.joined()
    }
    say([
      count(account.papers, "paper"), some(account.conflicting, "told differently by their records"),
      some(account.undated, "without date"), some(account.datedByArXiv, "dated by the arXiv number alone"),
      some(account.isolated, "without a relation"),
    ])
    if account.references > 0 {
      let rules = account.matched.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      say(
        [count(account.references, "reference")] + rules.map { "\($0.value) matched by \($0.key)" }
          + [some(account.unmatched, "to no paper of these files")])
    }
    if account.references + account.relations > 0 {
      say([
        count(account.relations, "relation"), some(account.duplicateRelations, "said again"),
        some(account.selfRelations, "to the paper itself"), some(account.backward, "to a later paper"),
        some(account.inCycles, "in cycles"),
      ])
    }
    for file in account.skipped.prefix(Self.shownCount) {
      let name = file.file.endTruncated(toWidth: max(20, layout.width / 2))
      lines += "  not read: \(name): \(file.reason)".withoutControls.truncated(toWidth: layout.width) + "\n"
    }
    if account.skipped.count > Self.shownCount {
      lines += "  … and " + count(account.skipped.count - Self.shownCount, "more file") + "\n"
    }
    for block in unread.prefix(Self.shownCount) {
      let first = block.text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
      let place = block.place.file.endTruncated(toWidth: max(20, layout.width / 3)) + ":\(block.place.line)"
      lines += "  \(place): \(block.reason): \(first)".withoutControls.truncated(toWidth: layout.width) + "\n"
    }
    if unread.count > Self.shownCount { lines += "  … and \(unread.count - Self.shownCount) more\n" }
    return lines
  }

  private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  private func some(_ number: Int, _ words: String) -> String? { number == 0 ? nil : "\(number) \(words)" }
}

/// What became of a list of citations on its way to a graph file.
struct NetworkImportReport: Report {
  /// How many papers the network has.
  let papers: Int
  /// How many relations it has.
  let relations: Int
  /// Lines that say again what another says.
  let duplicateRelations: Int
  /// Lines by which a paper cites itself.
  let selfRelations: Int
  /// How it was made and what was left out.
  let account: [String]

  init(_ reading: NetworkReading) {
    let graph = reading.network.graph
    (papers, relations) = (graph.paperCount, graph.relationCount)
    (duplicateRelations, selfRelations) = (graph.duplicateRelationCount, graph.selfRelationCount)
    account = reading.account.split(separator: "\n").map(String.init)
  }

  var table: Table { Table([Table.Column("account")], rows: account.map { [$0] }) }

  func text(_ layout: TextLayout) -> String { account.map { $0 + "\n" }.joined() }
}
