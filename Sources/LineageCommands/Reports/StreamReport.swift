import LineageRendering
import PaperFormats

/// What became of records and references on their way into a graph file, for people.
struct StreamReport {
  let account: NetworkImportAccount

  private static let figures: [FileTable.Figure] = [
    .init(name: "records", isAlwaysTold: true), .init(name: "papers", isAlwaysTold: true), .init(name: "merged"),
    .init(name: "unread"), .init(name: "references"),
  ]

  func text(_ layout: TextLayout) -> String {
    let table = FileTable(
      figures: Self.figures,
      files: account.files.map {
        FileTable.File(
          name: $0.file, format: $0.format, values: [$0.records, $0.papers, $0.merged, $0.unread, $0.references])
      })
    return table.text(layout)
      + account.sums.flatMap { $0.wrapped(toWidth: layout.width) }.map { $0 + "\n" }.joined()
  }
}

extension String {
  /// The lines of an account in a width; what is too long goes on below, further in.
  func accountLines(toWidth width: Int) -> [String] {
    split(separator: "\n").flatMap { line -> [String] in
      let text = String(line).withoutControls
      guard text.displayWidth > width else { return [text] }
      let indent = text.prefix { $0 == " " }.count
      return text.wrapped(toWidth: max(20, width - indent - 2)).enumerated().map { position, part in
        String(repeating: " ", count: indent + (position == 0 ? 0 : 2)) + part
      }
    }
  }
}
