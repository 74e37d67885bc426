import PaperFormats
import PaperLineage
import TestSupport
import Testing

/// Whatever it is given, the reader says something or makes a corpus, and comes back.
@Suite(.timeLimit(.minutes(60))) struct ReaderFuzzTests {
  private func read(_ bytes: [UInt8], seed: UInt64) {
    let reading = reading(String(decoding: bytes, as: UTF8.self))
    let hasError = reading.diagnostics.contains { $0.severity == .error }
    #expect((reading.corpus == nil) == hasError, "seed \(seed)")
    let areInOrder = zip(reading.diagnostics, reading.diagnostics.dropFirst()).allSatisfy {
      !Diagnostic.isInShownOrder($1, $0)
    }
    #expect(areInOrder, "seed \(seed)")
    #expect(
      reading.diagnostics.allSatisfy { ($0.place?.line ?? 1) >= 1 && ($0.place?.column ?? 1) >= 1 }, "seed \(seed)")
  }

  @Test(arguments: 0..<4)
  func survivesRandomBytes(_ part: UInt64) {
    let syntax = Array("[]{}:,-?&*!|>'\"%@`#~ \n\t\r\0abkd\u{FEFF}é核🚀".utf8)
    for seed in (part * 100)..<(part * 100 + 100) {
      var random = SplitMix64(seed: seed)
      let count = Int.random(in: 0..<400, using: &random)
      let isSyntax = Bool.random(using: &random)
      read(
        (0..<count).map { _ in
          isSyntax ? syntax.randomElement(using: &random) ?? 0 : UInt8.random(in: 0...255, using: &random)
        }, seed: seed)
    }
  }

  @Test(arguments: 0..<4)
  func survivesMutations(_ part: UInt64) throws {
    let files = try corpusFiles().filter { $0.text.utf8.count < 12_000 }.map { Array($0.text.utf8) }
    for seed in (part * 40)..<(part * 40 + 40) {
      var random = SplitMix64(seed: seed)
      var bytes = try #require(files.randomElement(using: &random))
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        guard bytes.count > 2 else { break }
        let start = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, start + Int.random(in: 1...80, using: &random))
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes.removeSubrange(start..<end)
        case 1: bytes.insert(contentsOf: bytes[start..<end], at: Int.random(in: 0...bytes.count, using: &random))
        case 2: bytes[start] = UInt8.random(in: 0...255, using: &random)
        case 3: bytes.removeSubrange(start...)
        default:
          let other = try #require(files.randomElement(using: &random))
          let from = Int.random(in: 0..<other.count, using: &random)
          bytes.replaceSubrange(start..<end, with: other[from..<min(other.count, from + 300)])
        }
      }
      read(bytes, seed: seed)
    }
  }
}
