import PaperLineage

/// A table, to be written for people or for programs.
public struct Table: Sendable, Equatable {
  /// A column.
  public struct Column: Sendable, Equatable {
    /// The heading.
    public var heading: String
    /// Whether the values are numbers, which stand to the right.
    public var isNumeric: Bool

    /// Makes a column.
    public init(_ heading: String, isNumeric: Bool = false) {
      self.heading = heading
      self.isNumeric = isNumeric
    }
  }

  /// The columns.
  public var columns: [Column]
  /// The rows, each with a value for each column.
  public var rows: [[String]]

  /// Makes a table.
  public init(_ columns: [Column], rows: [[String]] = []) {
    self.columns = columns
    self.rows = rows
  }

  /// The table as CSV (RFC 4180, but with plain line feeds), headings first.
  ///
  /// A value that a spreadsheet would take for a formula gets an apostrophe before it.
  public func csv() -> String {
    ([columns.map(\.heading)] + rows).map { row in
      row.map(Self.csvField).joined(separator: ",") + "\n"
    }.joined()
  }

  private static func csvField(_ value: String) -> String {
    var field = value
    if let first = field.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first), Double(field) == nil {
      field = "'" + field
    }
    guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }

  /// The table in GitHub's Markdown.
  public func markdown() -> String {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
    return line(columns.map(\.heading)) + line(columns.map { $0.isNumeric ? "---:" : "---" })
      + rows.map { line($0.map(Markdown.cell)) }.joined()
  }

  /// The table as columns of text, two blanks apart, the widest ones cut if the rows are too long for the layout.
  public func text(_ layout: TextLayout) -> String {
    let cells = rows.map { $0.map(\.withoutControls) }
    var widths = columns.indices.map { column in
      max(columns[column].heading.displayWidth, cells.map { $0[column].displayWidth }.max() ?? 0)
    }
    let gaps = 2 * (columns.count - 1)
    while widths.reduce(gaps, +) > layout.width, let widest = widths.max(), widest > 8,
      let column = widths.lastIndex(of: widest)
    {
      widths[column] -= 1
    }
    func line(_ row: [String]) -> String {
      let fields = zip(row, columns.indices).map { value, column in
        let cut = value.truncated(toWidth: widths[column])
        return columns[column].isNumeric
          ? cut.leftPadded(toWidth: widths[column]) : cut.padded(toWidth: widths[column])
      }
      return fields.joined(separator: "  ").trimmedAtEnd
    }
    return layout.styled(line(columns.map(\.heading)), .faint) + "\n" + cells.map { line($0) + "\n" }.joined()
  }
}

extension String {
  var trimmedAtEnd: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

/// Markdown that means what the text says.
enum Markdown {
  /// Text with everything escaped that Markdown or HTML would act on.
  static func text(_ text: String) -> String {
    var escaped = ""
    for character in text.withoutControls {
      switch character {
      case "\\", "`", "*", "_", "[", "]", "#", "|", "~": escaped += "\\\(character)"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "&": escaped += "&amp;"
      default: escaped.append(character)
      }
    }
    return escaped
  }

  /// Text for a table cell.
  static func cell(_ text: String) -> String {
    self.text(text.split(whereSeparator: \.isNewline).joined(separator: " "))
  }

  /// A link, or plain text where the address is none of the web.
  static func link(_ label: String, to address: String?) -> String {
    guard let address, PaperIdentifier.isWebAddress(address),
      !address.contains(where: { " <>()".contains($0) || $0.isNewline })
    else { return text(label) }
    return "[\(text(label))](\(address))"
  }
}
