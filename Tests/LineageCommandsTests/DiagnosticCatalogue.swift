import PaperLineage

/// The rows of the table of codes in README.md.
enum DiagnosticCatalogue {
  static let rows = Diagnostic.Code.allCases.map { code in
    let explanation = code.explanation
    return "| `\(code.rawValue)` | \(explanation.severity.rawValue) | \(explanation.meaning) | \(explanation.remedy) |"
  }
}
