import Yams

/// Guards against aliases (`*name`) that make much of little: a few lines of aliases of aliases can stand for more than
/// any memory holds.
enum AliasExpansion {
  /// Whether a file with its aliases written out is far longer than it is.
  ///
  /// - Parameters:
  ///   - root: The file's content.
  ///   - text: The file's text.
  /// - Complexity: O(*n*) for *n* bytes of text.
  static func isTooLarge(_ root: Node, text: String) -> Bool {
    guard text.utf8.contains(UInt8(ascii: "&")), text.utf8.contains(UInt8(ascii: "*")) else { return false }
    let length = text.utf8.count
    // Without aliases a node takes a byte or more, and an escape stands for hardly more bytes than it has.
    var budget = 16 * (length + 64)
    var pending = [root]
    while let node = pending.popLast() {
      switch node {
      case .scalar(let scalar):
        budget -= scalar.string.utf8.count
      case .sequence(let items):
        budget -= items.count
        if budget >= 0 { pending += items }
      case .mapping(let pairs):
        budget -= 2 * pairs.count
        if budget >= 0 { pending += pairs.flatMap { [$0.key, $0.value] } }
      case .alias: break
      }
      if budget < 0 { return true }
    }
    return false
  }

  /// Whether reading a text as YAML may already take for ever: the parser compares all keys of a mapping, so a key
  /// made of aliases of aliases is as bad as the same written out.
  ///
  /// A few aliases can do no harm, and neither can any number of them without a key that is no plain text. The text is
  /// looked at, not understood; where it has both, it is a corpus file by mistake only.
  static func mayHang(onComposing text: String) -> Bool {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return false }
    let names = Set(text.matches(of: /&([^\s,\[\]{}]+)/).map(\.1))
    let aliases = text.matches(of: /\*([^\s,\[\]{}:]+)/).map(\.1)
    guard aliases.count(where: names.contains) > 16 else { return false }
    let aliasKey = aliases.isEmpty ? nil : text.firstMatch(of: /\*[^\s,\[\]{}]+\s*:/)
    return aliasKey != nil || text.firstMatch(of: /(?:^|[\s\[{,])\?\s|[\]}]\s*:/) != nil
  }
}
