import LineageRendering
import PaperFormats

/// What became of every record and every reference of an import, for people and for programs.
struct ImportReport: Report {
  private let account: ImportAccount
  /// The first blocks that could not be read.
  private let unread: [UnreadBlock]
  private static let shownCount = 20

  init(_ account: ImportAccount, unread: [UnreadBlock]) {
    self.account = account
    self.unread = unread
  }

  func encode(to encoder: any Encoder) throws { try account.encode(to: encoder) }

  var table: Table {
    Table(
      [
        Table.Column("file"), Table.Column("format"), Table.Column("records", isNumeric: true),
        Table.Column("papers", isNumeric: true), Table.Column("merged", isNumeric: true),
        Table.Column("unread", isNumeric: true), Table.Column("references", isNumeric: true),
        Table.Column("matched", isNumeric: true),
      ],
      rows: account.files.map { file in
        [file.file, file.format]
          + [file.records, file.papers, file.merged, file.unread, file.references, file.matched].map(String.init)
      })
  }

  func text(_ layout: TextLayout) -> String {
    var lines = table.text(layout)
    func say(_ parts: [String?]) {
      let text = parts.compactMap { $0 }.joined(separator: ", ")
      lines += text.wrapped(toWidth: layout.width).map { $0 + "\n" }.joined()
    }
    say([
      count(account.papers, "paper"), some(account.conflicting, "told differently by their records"),
      some(account.undated, "without date"), some(account.isolated, "without a relation"),
    ])
    if account.references > 0 {
      let rules = account.matched.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      say(
        [count(account.references, "reference")] + rules.map { "\($0.value) matched by \($0.key)" }
          + [some(account.unmatched, "to no paper of these files")])
      say([
        count(account.relations, "relation"), some(account.duplicateRelations, "said again"),
        some(account.selfRelations, "to the paper itself"), some(account.backward, "to a later paper"),
        some(account.inCycles, "in cycles"),
      ])
    }
    for block in unread.prefix(Self.shownCount) {
      let first = block.text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
      lines += "  \(block.place): \(block.reason): \(first)".withoutControls.truncated(toWidth: layout.width) + "\n"
    }
    if unread.count > Self.shownCount { lines += "  … and \(unread.count - Self.shownCount) more\n" }
    return lines
  }

  private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  private func some(_ number: Int, _ words: String) -> String? { number == 0 ? nil : "\(number) \(words)" }
}
