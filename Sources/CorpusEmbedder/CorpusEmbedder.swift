import Foundation

/// Writes a Swift source that holds the files of a folder as texts, so that a program can carry them.
///
/// Usage: `CorpusEmbedder OUTPUT.swift NAME=FILE …`
@main
struct CorpusEmbedder {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let output = arguments.first else { fatalError("usage: CorpusEmbedder OUTPUT.swift NAME=FILE …") }
    var source = """
      /// The files of the bundled corpus, as they stand in `Data/`.
      enum EmbeddedCorpus {
        static let files: [(name: String, text: StaticString)] = [

      """
    for argument in arguments.dropFirst() {
      let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
      let text = try String(contentsOf: URL(fileURLWithPath: parts[1]), encoding: .utf8)
      let fence = fence(for: text)
      source += "    (\"\(parts[0])\", \(fence)\"\"\"\n\(text)\n\"\"\"\(fence)),\n"
    }
    source += "  ]\n}\n"
    try source.write(to: URL(fileURLWithPath: output), atomically: true, encoding: .utf8)
  }

  /// More number signs than stand together anywhere in the text, so that nothing in it ends or escapes the literal.
  private static func fence(for text: String) -> String {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "#") ? run + 1 : 0
      longest = max(longest, run)
    }
    return String(repeating: "#", count: longest + 1)
  }
}
