import CitationGraph
import PaperLineage

/// What an import of a network read and what it could not use, in words.
struct NetworkAccount {
  private(set) var lines: [String] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ account: EdgeListAccount, edges: String, network: CitationNetwork) {
    let graph = network.graph
    lines.append(
      "\(edges): \(Self.count(account.lineCount, "line")): \(Self.count(account.relationLineCount, "relation")), "
        + "\(Self.count(account.commentLineCount, "comment")), \(account.blankLineCount) blank, "
        + "\(account.malformedLineCount) that cannot be read")
    if let header = account.header { lines.append("  line 1 names the columns: \(header.text)") }
    lines.append(
      "  \(Self.count(graph.paperCount, "paper")), \(Self.count(graph.relationCount, "relation")) kept; left out: "
        + "\(Self.count(account.duplicateRelationCount, "duplicate")), "
        + "\(account.selfRelationCount) from a paper to itself")
    if account.furtherColumnLineCount > 0 {
      lines.append("  further columns ignored on \(Self.count(account.furtherColumnLineCount, "line"))")
    }
    if account.furtherColumnLineCount > 0, let first = account.firstTextIdentifier {
      diagnostics.append(
        Diagnostic(
          .warning, .syntax,
          "only the first two words of \(Self.count(account.furtherColumnLineCount, "line")) were taken for identifiers",
          remedy: "blanks, tabs, commas and semicolons end an identifier, and quotation marks mean nothing; where "
            + "identifiers hold blanks, replace these",
          place: SourcePlace(file: edges, line: first.line, column: first.column)))
    }
    if let first = account.firstTextIdentifier {
      lines.append("  identifiers are texts, as “\(first.text)” (line \(first.line)) is no plain number")
    }
    if let first = account.firstTextIdentifier, Self.namesColumns(first.text) {
      diagnostics.append(
        Diagnostic(
          .warning, .badID, "“\(first.text)” looks like the name of a column, and was taken for a paper",
          remedy: "remove the line if it names columns",
          place: SourcePlace(file: edges, line: first.line, column: first.column)))
    }
    add(account.faults, shownOf: account.malformedLineCount, in: edges)
    if account.dates == nil { lines.append("  no dates: rows are in the order of identifiers") }
  }

  /// Whether a word above identifiers that are texts is none of them. It cannot be told for sure.
  private static func namesColumns(_ text: String) -> Bool {
    let names = ["citing", "cited", "referenced", "source", "target", "from", "to", "fromnodeid", "tonodeid"]
    return names.contains(text.lowercased().filter(\.isLetter))
  }

  /// Tells that the second column cites the first one.
  mutating func addDirection(_ columns: CitationColumns?) {
    switch columns {
    case .cited, .targetFirst: lines.append("  the cited paper stands first, as the names of the columns say")
    default: lines.append("  the cited paper stands first, as --direction says")
    }
  }

  /// Tells that the names of the columns said which end cites, and count more than what was asked for.
  mutating func addUnusedDirection(_ said: CitationDirection, _ path: String) {
    diagnostics.append(said.unused(place: SourcePlace(file: path, line: 1, column: 1)))
  }

  /// Tells of a list of dates.
  mutating func add(_ told: DateListAccount, path: String) {
    lines.append(
      "\(path): \(Self.count(told.lineCount, "line")): \(Self.count(told.datedPaperCount, "paper")) dated, "
        + "\(told.undatedPaperCount) without date; \(Self.count(told.commentLineCount, "comment")), "
        + "\(told.blankLineCount) blank, \(told.malformedLineCount) that cannot be read")
    add(conflictsOf: told, "line")
    add(told.faults, shownOf: told.malformedLineCount, in: path)
  }

  private mutating func add(conflictsOf told: DateListAccount, _ unit: String) {
    guard told.unknownIdentifierLineCount + told.repeatedLineCount + told.conflictingLineCount > 0 else { return }
    lines.append(
      "  dates of what no relation names: \(Self.count(told.unknownIdentifierLineCount, unit)); of a paper again, alike: "
        + "\(told.repeatedLineCount), otherwise: \(told.conflictingLineCount) (the first was kept)")
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
  ///
  /// - Parameter dates: What became of its dates; `nil` if a list of dates took their place.
  mutating func add(_ table: PaperTable, _ use: PaperTable.Use, dates: DateListAccount?, path: String) {
    lines.append(
      "\(path): \(Self.count(table.recordCount, "record")): \(Self.count(use.paperCount, "paper")) named, "
        + "\(use.repeatedCount) of papers named before, \(use.unknownCount) of papers that no relation names, "
        + "\(table.namelessCount) without identifier, \(table.unlistableCount) with one that no list can hold")
    if table.raggedCount > 0 {
      lines.append("  \(Self.count(table.raggedCount, "record")) with more or fewer fields than the first line")
    }
    switch (table.columns[.date] != nil, dates) {
    case (true, let dates?):
      lines.append(
        "  \(Self.count(dates.datedPaperCount, "paper")) dated, \(dates.undatedPaperCount) without date; "
          + "\(Self.count(table.unreadableDateCount, "date")) that cannot be read")
      add(conflictsOf: dates, "record")
    case (true, nil): lines.append("  its dates were not used, as there is a list of dates")
    case (false, _): break
    }
    for fault in table.faults where dates != nil || fault.problem != .unreadableDate {
      let place = SourcePlace(file: path, line: fault.line, column: fault.column)
      switch fault.problem {
      case .unreadableDate:
        diagnostics.append(
          Diagnostic(
            .warning, .badDate, "“\(fault.text)” is no date", remedy: LineFault.dateRemedy, place: place))
      case .unclosedQuote:
        diagnostics.append(
          Diagnostic(
            .warning, .syntax, "a quotation mark that is never closed was taken for itself",
            remedy: "close it, or double it inside of quotation marks", place: place))
      }
    }
    let told = table.faults.count { $0.problem == .unreadableDate }
    if dates != nil, table.unreadableDateCount > told {
      diagnostics.append(
        Diagnostic(
          .warning, .badDate, "\(table.unreadableDateCount - told) more dates that cannot be read",
          place: SourcePlace(file: path, line: table.faults.last?.line ?? 1, column: 1)))
    }
    if table.columns[.title] == nil, table.columns[.date] == nil {
      diagnostics.append(
        Diagnostic(
          .warning, .unknownKey, "the first line names neither titles nor dates: \(table.header)",
          remedy: "name the columns in the first line: id, title, date",
          place: SourcePlace(file: path, line: 1, column: 1)))
    } else if use.paperCount == 0 {
      diagnostics.append(
        Diagnostic(
          .warning, .badID, "no record names a paper of the network",
          remedy: "write identifiers as the relations do: 007 and 7 are different names",
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
    case .unreadableDate: Self.dateRemedy
    }
  }

  fileprivate static let dateRemedy = "write YYYY, YYYY-MM, YYYY-MM-DD or YYYYMMDD"
}
