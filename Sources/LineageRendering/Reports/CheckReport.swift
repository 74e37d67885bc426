public import PaperLineage

/// What there is to say about the data.
public struct CheckReport: Report {
  let diagnostics: [Diagnostic]
  let paperCount: Int?
  let relationCount: Int?
  /// How many findings of each code and severity text tells one by one; the others are counted.
  let shownCount: Int?
  /// What was checked, for findings that have no place of their own.
  let inputs: [String]

  /// Makes a report; the counts are those of the corpus, or `nil` if there is none for its errors.
  ///
  /// - Parameters:
  ///   - shownCount: How many findings of each code and severity text tells one by one; `nil` for all. The other
  ///     formats always hold all of them.
  ///   - inputs: What was checked, for findings that have no place of their own.
  public init(
    _ diagnostics: [Diagnostic], paperCount: Int?, relationCount: Int?, shownCount: Int? = nil, inputs: [String] = []
  ) {
    self.diagnostics = diagnostics
    self.paperCount = paperCount
    self.relationCount = relationCount
    self.shownCount = shownCount
    self.inputs = inputs
  }

  private enum CodingKeys: String, CodingKey {
    case papers, relations, errors, warnings, notes, codes, diagnostics
  }

  private func count(_ severity: Diagnostic.Severity) -> Int { diagnostics.count { $0.severity == severity } }

  /// How many findings there are of a code and severity.
  struct CodeCount: Encodable, Equatable {
    let code: Diagnostic.Code
    let severity: Diagnostic.Severity
    let count: Int
  }

  /// The codes found, worst first, then in the order of the catalogue.
  var codeCounts: [CodeCount] {
    Diagnostic.Severity.allCases.flatMap { severity in
      let counts = Dictionary(grouping: diagnostics.filter { $0.severity == severity }, by: \.code)
      return Diagnostic.Code.allCases.compactMap { code in
        counts[code].map { CodeCount(code: code, severity: severity, count: $0.count) }
      }
    }
  }

  /// `{"papers", "relations", "errors", "warnings", "notes", "codes": [{"code", "severity", "count"}…], "diagnostics":
  /// [{"severity", "code", "message", "remedy", "place": {"file", "line", "column"}, "related": [place…]}…]}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(paperCount, forKey: .papers)
    try container.encodeIfPresent(relationCount, forKey: .relations)
    try container.encode(count(.error), forKey: .errors)
    try container.encode(count(.warning), forKey: .warnings)
    try container.encode(count(.note), forKey: .notes)
    try container.encode(codeCounts, forKey: .codes)
    try container.encode(diagnostics, forKey: .diagnostics)
  }

  public var table: Table {
    Table(
      [
        .init("severity"), .init("code"), .init("file"), .init("line", isNumeric: true),
        .init("column", isNumeric: true), .init("message"), .init("remedy"),
      ],
      rows: diagnostics.map {
        [
          $0.severity.rawValue, $0.code.rawValue, $0.place?.file ?? "", $0.place.map { "\($0.line)" } ?? "",
          $0.place.map { "\($0.column)" } ?? "", $0.message, $0.remedy ?? "",
        ]
      })
  }

  public func text(_ layout: TextLayout) -> String {
    let language = layout.language
    var text = ""
    for severity in Diagnostic.Severity.allCases {
      let group = diagnostics.filter { $0.severity == severity }
      guard !group.isEmpty else { continue }
      var counts: [Diagnostic.Code: Int] = [:]
      for diagnostic in group {
        counts[diagnostic.code, default: 0] += 1
        if let shownCount, counts[diagnostic.code, default: 0] > shownCount { continue }
        text += diagnostic.text(layout, showsExcerpt: severity == .error)
      }
      if let shownCount {
        for code in Diagnostic.Code.allCases where counts[code, default: 0] > shownCount {
          let more = counts[code, default: 0] - shownCount
          let words = language(
            "… and \(language.count(more, "more " + severity.rawValue, "more " + severity.rawValue + "s", "")) "
              + "[\(code.rawValue)] (--limit all shows \(more == 1 ? "it" : "them"))",
            "… 还有 \(Figures.grouped(more)) 条\(severity.word(in: language)) [\(code.rawValue)]（--limit all 全部列出）")
          text += words.wrapped(toWidth: layout.width).map { layout.styled($0, .faint) + "\n" }.joined()
        }
      }
      text += "\n"
    }
    let counts = codeCounts
    if !counts.isEmpty {
      text +=
        Table(
          [
            .init(language("found", "数量"), isNumeric: true), .init(language("severity", "级别")),
            .init(language("code", "代码")), .init(language("what it is", "含义")),
          ],
          rows: counts.map {
            [
              Figures.grouped($0.count), $0.severity.word(in: language), $0.code.rawValue,
              $0.code.meaning(in: language),
            ]
          }
        ).text(layout) + "\n"
    }
    return text + summary(in: layout.language).wrapped(toWidth: layout.width).map { $0 + "\n" }.joined()
  }

  /// How much was found in how much.
  func summary(in language: Language) -> String {
    let counts = [
      language.count(count(.error), "error", "errors", "个错误"),
      language.count(count(.warning), "warning", "warnings", "个警告"),
      language.count(count(.note), "note", "notes", "条说明"),
    ]
    var summary = counts.joined(separator: language(", ", "，"))
    if let paperCount, let relationCount {
      summary +=
        language(" in ", "；") + language.count(paperCount, "paper", "papers", "篇论文") + language(" and ", "，")
        + language.count(relationCount, "relation", "relations", "条关系")
    }
    return summary
  }
}

extension Diagnostic {
  /// The diagnostic as compilers write it: place, severity, message, code, what to do, and the line with a mark.
  ///
  /// Lines that are too long for the layout go on below, further in.
  public func text(_ layout: TextLayout, showsExcerpt: Bool = true) -> String {
    let head = (place.map { "\($0): " } ?? "").withoutControls
    let message = "\(severity.rawValue): \(message.withoutControls) [\(code.rawValue)]"
    var lines = Self.hanging(head + message, by: "  ", layout)
    if layout.isColored, let first = lines.first, first.hasPrefix(head) {
      lines[0] = layout.styled(head, .strong) + first.dropFirst(head.count)
    }
    if showsExcerpt, let excerpt, let place {
      lines += Self.picture(of: excerpt, column: place.column, width: layout.width - 2).map { "  " + $0 }
    }
    if let remedy { lines += Self.hanging("  → " + remedy.withoutControls, by: "    ", layout) }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Text in lines that fit, all but the first set in by `indent`.
  private static func hanging(_ text: String, by indent: String, _ layout: TextLayout) -> [String] {
    let lead = String(text.prefix { $0 == " " })
    var lines: [String] = []
    for piece in text.wrapped(toWidth: layout.width - indent.count) {
      lines.append((lines.isEmpty ? lead : indent) + piece)
    }
    return lines
  }

  /// The part of a line around a column that fits into a width, and a caret under the column.
  private static func picture(of line: String, column: Int, width: Int) -> [String] {
    let scalars = Array(line.unicodeScalars)
    guard column >= 1, column <= scalars.count + 1 else { return [] }
    func text(_ range: Range<Int>) -> String {
      var view = String.UnicodeScalarView()
      for scalar in scalars[range] { view.append(scalar == "\t" ? " " : scalar) }
      return String(view).withoutControls
    }
    // Two thirds before the column and the rest after it, with room for an ellipsis at each end.
    let room = max(8, width - 2)
    if scalars.count <= 4 * room, text(0..<scalars.count).displayWidth <= width {
      return [text(0..<scalars.count), String(repeating: " ", count: text(0..<column - 1).displayWidth) + "^"]
    }
    var begin = column - 1
    // Characters without width must not make the search long.
    while begin > max(0, column - 4 * room), text(begin - 1..<column - 1).displayWidth <= room * 2 / 3 { begin -= 1 }
    let before = text(begin..<column - 1).displayWidth
    var end = column - 1
    while end < min(scalars.count, column + 4 * room), before + text(column - 1..<end + 1).displayWidth < room {
      end += 1
    }
    let shown = (begin > 0 ? "…" : "") + text(begin..<end) + (end < scalars.count ? "…" : "")
    return [shown, String(repeating: " ", count: (begin > 0 ? 1 : 0) + before) + "^"]
  }
}

extension CheckReport {
  /// Whether something of a severity was found.
  public func hasFaults(_ severity: Diagnostic.Severity) -> Bool { diagnostics.contains { $0.severity == severity } }
}
