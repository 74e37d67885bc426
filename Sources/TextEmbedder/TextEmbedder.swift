import Foundation

/// Writes a Swift source that holds files as texts, so that a program can carry them.
///
/// Usage: `TextEmbedder OUTPUT.swift TYPE NAME=FILE …`
@main
struct TextEmbedder {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.count >= 2 else { fatalError("usage: TextEmbedder OUTPUT.swift TYPE NAME=FILE …") }
    var source = """
      /// Files of the package as they stood when the program was built.
      enum \(arguments[1]) {
        static let files: [(name: String, text: StaticString)] = [

      """
    for argument in arguments.dropFirst(2) {
      let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
      let text = try String(contentsOf: URL(fileURLWithPath: parts[1]), encoding: .utf8)
      let fence = fence(for: text)
      source += "    (\"\(parts[0])\", \(fence)\"\"\"\n\(text)\n\"\"\"\(fence)),\n"
    }
    source += "  ]\n}\n"
    try source.write(to: URL(fileURLWithPath: arguments[0]), atomically: true, encoding: .utf8)
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
