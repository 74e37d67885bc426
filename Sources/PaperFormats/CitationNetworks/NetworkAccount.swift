import CitationGraph
import PaperLineage

/// What an import of a network read and what it could not use, in words.
struct NetworkAccount {
  private(set) var lines: [String] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ account: EdgeListAccount, edges: String, dates: String?, network: CitationNetwork) {
    let graph = network.graph
    lines.append(
      "\(edges): \(Self.count(account.lineCount, "line")): \(Self.count(account.relationLineCount, "relation")), "
        + "\(account.commentLineCount) comments, \(account.blankLineCount) blank, "
        + "\(account.malformedLineCount) that cannot be read")
    if let header = account.header { lines.append("  line 1 names the columns: \(header.text)") }
    lines.append(
      "  \(Self.count(graph.paperCount, "paper")), \(Self.count(graph.relationCount, "relation")) kept; left out: "
        + "\(Self.count(account.duplicateRelationCount, "duplicate")), "
        + "\(account.selfRelationCount) from a paper to itself")
    if account.furtherColumnLineCount > 0 {
      lines.append("  further columns ignored on \(Self.count(account.furtherColumnLineCount, "line"))")
    }
    if let first = account.firstTextIdentifier {
      lines.append("  identifiers are texts, as “\(first.text)” (line \(first.line)) is no plain number")
    }
    add(account.faults, shownOf: account.malformedLineCount, in: edges)
    guard let told = account.dates else {
      lines.append("  no dates: rows are in the order of identifiers")
      return
    }
    let list = dates ?? "dates"
    lines.append(
      "\(list): \(Self.count(told.lineCount, "line")): \(told.datedPaperCount) papers dated, "
        + "\(told.undatedPaperCount) without date, \(told.malformedLineCount) lines that cannot be read")
    if told.unknownIdentifierLineCount + told.repeatedLineCount + told.conflictingLineCount > 0 {
      lines.append(
        "  \(told.unknownIdentifierLineCount) lines date what no relation names, \(told.repeatedLineCount) repeat a "
          + "date, \(told.conflictingLineCount) contradict an earlier one, which was kept")
    }
    add(told.faults, shownOf: told.malformedLineCount, in: list)
  }

  private mutating func add(_ faults: [LineFault], shownOf count: Int, in file: String) {
    for fault in faults {
      diagnostics.append(
        Diagnostic(
          .warning, fault.problem == .unreadableDate ? .badDate : .syntax, fault.words, remedy: fault.remedy,
          place: SourcePlace(file: file, line: fault.found.line, column: fault.found.column)))
    }
    if count > faults.count {
      diagnostics.append(
        Diagnostic(
          .warning, .syntax, "\(count - faults.count) more lines that cannot be read",
          place: SourcePlace(file: file, line: faults.last?.found.line ?? 1, column: 1)))
    }
  }

  /// Tells of a table of papers.
  mutating func add(_ table: PaperTable, unknownCount: Int, repeatedCount: Int, path: String) {
    lines.append(
      "\(path): \(Self.count(table.rows.count, "row")); \(unknownCount) of papers that no relation names, "
        + "\(repeatedCount) of papers named before, \(table.namelessCount) without identifier")
    if let header = table.foreignHeader {
      diagnostics.append(
        Diagnostic(
          .warning, .unknownKey, "the first line names no column “id”: \(header)",
          remedy: "name the columns in the first line: id, title, date",
          place: SourcePlace(file: path, line: 1, column: 1)))
    }
  }

  /// The account, a line each; controls in names of files and identifiers are left out.
  var text: String {
    lines.map { line in
      String(String.UnicodeScalarView(line.unicodeScalars.filter { $0.properties.generalCategory != .control })) + "\n"
    }.joined()
  }

  private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}

extension LineFault {
  /// What is wrong, without the place.
  fileprivate var words: String {
    switch problem {
    case .missingField: "one field, “\(found.text)”, where two are expected"
    case .emptyField: "nothing between delimiters in “\(found.text)”, where two fields are expected"
    case .controlCharacter: "a control character in “\(found.text)”"
    case .unreadableDate: "“\(found.text)” is no date"
    }
  }

  fileprivate var remedy: String {
    switch problem {
    case .missingField: "separate two fields by a tab, blank, comma or semicolon"
    case .emptyField: "fill in or remove the line"
    case .controlCharacter: "check that the file is uncompressed text"
    case .unreadableDate: "write YYYY, YYYY-MM, YYYY-MM-DD or YYYYMMDD"
    }
  }
}
