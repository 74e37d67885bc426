import Foundation
import Testing

/// Whole answers as people see them. `RECORD_GOLDEN=1 swift test` writes them anew, and fails to say so.
struct GoldenTests {
  @Test(
    arguments: [
      ("ancestors-code-llama-why", ["ancestors", "Code Llama", "--why"]), ("timeline", ["timeline"]),
      ("show-gorilla", ["show", "gorilla"]), ("path-llama-code-llama", ["path", "llama", "code llama"]),
      ("common-medusa-specinfer", ["common", "medusa", "specinfer"]), ("stats", ["stats"]), ("lineages", ["lineages"]),
      ("timeline-zh", ["timeline", "--lang", "zh"]), ("timeline-markdown", ["timeline", "--format", "markdown"]),
      ("rank-pagerank", ["rank", "--by", "pagerank", "--top", "10"]), ("similar-llama", ["similar", "llama"]),
      ("rank-cd-zh", ["rank", "--by", "cd", "--top", "5", "--lang", "zh"]),
      ("ancestors-medusa-zh", ["ancestors", "medusa", "--no-external", "--lang", "zh"]), ("check", ["check"]),
      ("clusters", ["clusters"]), ("clusters-zh", ["clusters", "--members", "2", "--top", "3", "--lang", "zh"]),
      ("bursts-papers", ["bursts", "--gamma", "0.1", "--top", "8"]),
      ("bursts-organizations-zh", ["bursts", "--of", "organizations", "--gamma", "0.1", "--top", "5", "--lang", "zh"]),
      ("reference-years", ["bursts", "--of", "reference-years"]),
      ("timeline-mermaid", ["timeline", "--format", "mermaid"]), ("render-mermaid", ["render", "--format", "mermaid"]),
      ("timeline-mermaid-zh", ["timeline", "--format", "mermaid", "--by", "quarter", "--lang", "zh"]),
    ])
  func looksAsItDid(_ name: String, command: [String]) async throws {
    let run = try await Program.run(command, columns: 80)
    #expect(run.status == 0)
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(components: "Golden", "\(name).txt")
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
      try Data(run.output.utf8).write(to: file)
      Issue.record("recorded \(name).txt anew; look at the change, then run without RECORD_GOLDEN")
      return
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    #expect(
      run.output.split(separator: "\n", omittingEmptySubsequences: false)
        == golden.split(separator: "\n", omittingEmptySubsequences: false))
  }
}
