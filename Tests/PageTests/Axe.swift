import Foundation

/// The accessibility checker axe-core, which `make test-page` fetches; it is no part of this project.
///
/// - SeeAlso: <https://github.com/dequelabs/axe-core>.
enum Axe {
  /// A rule that a page breaks.
  struct Fault: Sendable, CustomStringConvertible {
    var rule: String
    /// `minor`, `moderate`, `serious` or `critical`.
    var impact: String
    var help: String
    /// The elements that break it, and how.
    var places: [String]

    var isGrave: Bool { impact == "serious" || impact == "critical" }
    var description: String { "\(impact): \(rule): \(help)\n  " + places.joined(separator: "\n  ") }
  }

  /// Where its script lies: `.build/axe` of the package, unless `$LINEAGE_AXE` names a file.
  static let file: URL = {
    if let path = ProcessInfo.processInfo.environment["LINEAGE_AXE"] { return URL(filePath: path) }
    return URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: ".build/axe/axe.min.js")
  }()

  static var isThere: Bool { FileManager.default.isReadableFile(atPath: file.path) }

  /// What a page breaks of WCAG 2.2 A and AA and of the checker's own good practice.
  ///
  /// - Parameter selector: The part that is looked at.
  static func faults(in page: Page, of selector: String = ":root") async throws -> [Fault] {
    try await page.evaluate(String(contentsOf: file, encoding: .utf8) + "\n;0")
    let answer = try await page.evaluate(
      """
      selector => axe.run(document.querySelector(selector), {resultTypes: ["violations"]}).then(result =>
        result.violations.map(({id, impact, help, nodes}) => ({id, impact, help, nodes: nodes.slice(0, 10).map(node =>
          node.target.join(" ") + ": " + node.failureSummary.replaceAll(/\\s+/g, " "))})))
      """, .string(selector))
    return answer.array.map { fault in
      Fault(
        rule: fault["id"].string ?? "", impact: fault["impact"].string ?? "", help: fault["help"].string ?? "",
        places: fault["nodes"].strings)
    }
  }
}
