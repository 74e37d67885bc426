import Foundation
import LineageInference

/// How fast 100,000 names are found in 100 MB of text, on one core, and what memory they take.
@main
enum BenchmarkNames {
  static func main() {
    var random = SplitMix64(state: 2023)
    let vocabulary = (0..<30_000).map { _ in word(using: &random) }
    var names = names(100_000, vocabulary: vocabulary, using: &random)
    let text = text(bytes: 100_000_000, vocabulary: vocabulary, names: names, using: &random)

    // Building takes memory that is given back; what the finder keeps is what a second one adds.
    var finders = [NameFinder(names)]
    let before = residentBytes()
    for _ in 0..<4 { finders.append(NameFinder(names)) }
    let after = residentBytes()
    let count = names.count
    names = []

    let clock = ContinuousClock()
    var matches = 0
    var best = Duration.seconds(1_000)
    for _ in 0..<3 {
      matches = 0
      best = min(best, clock.measure { finders[0].forEachMatch(in: text.span) { _ in matches += 1 } })
    }
    let seconds = Double(best.components.seconds) + Double(best.components.attoseconds) / 1e18
    print("names    \(count)")
    print("text     \(text.count / 1_000_000) MB")
    print("speed    \(Int(Double(text.count) / seconds / 1e6)) MB/s, best of 3")
    print("matches  \(matches)")
    if let before, let after {
      print("memory   \((after - before) / 4 / count) bytes a name, resident")
    }
    withExtendedLifetime(finders) {}
  }

  /// A made-up word such as names are made of.
  private static func word(using random: inout SplitMix64) -> String {
    String(
      (0..<Int.random(in: 3...9, using: &random)).map { _ in
        Character(Unicode.Scalar(UInt8.random(in: 97...122, using: &random)))
      })
  }

  /// Names of one to four words, some with a number, one in twenty Chinese.
  private static func names(_ count: Int, vocabulary: [String], using random: inout SplitMix64) -> [String] {
    var names: Set<String> = []
    while names.count < count {
      if Int.random(in: 0..<20, using: &random) == 0 {
        names.insert(chinese(Int.random(in: 3...6, using: &random), using: &random))
        continue
      }
      var parts = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        (vocabulary.randomElement(using: &random) ?? "").capitalized
      }
      if parts.count == 1 { parts[0] += word(using: &random) }
      if Int.random(in: 0..<3, using: &random) == 0 { parts.append(String(Int.random(in: 1...99, using: &random))) }
      names.insert(parts.joined(separator: Bool.random(using: &random) ? " " : "-"))
    }
    return names.sorted()
  }

  private static func chinese(_ count: Int, using random: inout SplitMix64) -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<count {
      if let scalar = Unicode.Scalar(UInt32.random(in: 0x4E00...0x5E00, using: &random)) { text.append(scalar) }
    }
    return String(text)
  }

  /// Words of the vocabulary, so that names often begin, one name in some forty words, and stops, numbers and Chinese.
  private static func text(
    bytes: Int, vocabulary: [String], names: [String], using random: inout SplitMix64
  ) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes + 100)
    while text.count < bytes {
      switch random.next() % 40 {
      case 0: text += ", ".utf8
      case 1: text += ". ".utf8
      case 2: text += String(random.next() % 1_000).utf8
      case 3: text += chinese(8, using: &random).utf8
      case 4: text += ((names.randomElement(using: &random) ?? "") + " ").utf8
      case let draw:
        if draw < 9 { text.append(UInt8(ascii: "(")) }
        text += (vocabulary.randomElement(using: &random) ?? "").utf8
        text.append(UInt8(ascii: " "))
      }
    }
    return text
  }

  /// The resident memory of this process; known on Linux only.
  private static func residentBytes() -> Int? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmRSS:") }),
      let kilobytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) })
    else { return nil }
    return kilobytes * 1024
  }
}

/// A small generator of random numbers that gives the same ones everywhere.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
