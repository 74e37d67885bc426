import CLibFuzzer
import CitationGraph
import Foundation
import PaperLineage

/// Any bytes as a graph file that is opened without looking at its checksums, and then used: rows, names, reach, and
/// all of it once it is validated.
///
/// Length and checksum of the header are put right first, without which hardly any change would come past it; they stay
/// as they are if the checksum is all ones.
@main
enum FuzzGraphFile {
  /// In memory, so that a disk does not slow down the run.
  private static let path: String = {
    let folder = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
    return "\(folder)/fuzz-graph-file-\(getpid()).lgraph"
  }()

  static func main() {
    atexit { unlink(FuzzGraphFile.path) }
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    exit(
      LLVMFuzzerRunDriver(&count, &arguments) { start, count in
        FuzzGraphFile.run(UnsafeBufferPointer(start: start, count: count))
        return 0
      })
  }

  private static func run(_ bytes: UnsafeBufferPointer<UInt8>) {
    var bytes = Array(bytes)
    repairHeader(&bytes)
    write(bytes)
    // What must be refused must be refused however much is looked at.
    let whole = try? GraphFile.open(path, verification: .all)
    guard let file = try? GraphFile.open(path, verification: .header) else {
      precondition(whole == nil, "a file is sound and cannot be opened")
      return
    }
    use(file.network)
    guard let network = try? file.network.validated() else {
      precondition(whole == nil, "a file is sound and cannot be validated")
      return
    }
    let statistics = NetworkStatistics(network)
    precondition(statistics.paperCount == network.graph.paperCount, "papers were lost")
    _ = network.check()
    use(network)
  }

  /// Looks at some papers from all sides. What a damaged file answers does not matter, only that it does.
  private static func use(_ network: CitationNetwork) {
    let graph = network.graph
    for paper in graph.papers.prefix(64) {
      let name = network.identifiers[paper.row]
      _ = network.index(of: name)
      _ = network.card(of: paper)
      for direction in CitationGraph.Direction.allCases {
        for neighbor in graph.neighbors(of: paper, towards: direction) {
          precondition(neighbor.row < graph.paperCount, "a neighbour outside of the graph")
        }
        let window = DateWindow(
          network.dates.isEmpty ? Column(repeating: .unknown, count: graph.paperCount) : network.dates,
          from: PackedDate(year: 1990), includesUndated: true)
        let reach = graph.reach(from: [paper], towards: direction, within: window)
        precondition(reach.papers.count < graph.paperCount, "a paper was reached twice")
        precondition(
          graph.reachedCount(from: [paper], towards: direction) >= reach.papers.count, "a limit reaches farther")
      }
      if let other = graph.papers.last { _ = graph.shortestPath(from: other, to: paper) }
    }
    for name in ["", "1", "9301", "a", "\u{FF21}", "18446744073709551616"] {
      _ = network.index(of: name)
      _ = network.suggestions(for: name)
      _ = network.papers(withIdentifierPrefix: name, limit: 3)
    }
    _ = graph.stronglyConnectedComponents()
    _ = graph.weaklyConnectedComponents()
    try? network.confirmSoundSoFar()
  }

  private static func write(_ bytes: [UInt8]) {
    // A new file each time: the one before may still be mapped.
    unlink(path)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    precondition(descriptor >= 0, "no room for the file")
    defer { close(descriptor) }
    let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
    precondition(count == bytes.count, "no room for the bytes")
  }

  // MARK: - The header

  private static func repairHeader(_ bytes: inout [UInt8]) {
    guard bytes.count >= 128, bytes[24..<32].contains(where: { $0 != 0xFF }) else { return }
    put(UInt64(bytes.count), into: &bytes, at: 16)
    put(0, into: &bytes, at: 24)
    let sectionCount = (0..<4).reduce(0) { $0 | Int(bytes[72 + $1]) << ($1 * 8) }
    let end = 128 + min(sectionCount, 64) * 32
    guard end <= bytes.count else { return }
    put(hash(Array(bytes[..<end])), into: &bytes, at: 24)
  }

  private static func put(_ value: UInt64, into bytes: inout [UInt8], at offset: Int) {
    for byte in 0..<8 { bytes[offset + byte] = UInt8(truncatingIfNeeded: value >> (byte * 8)) }
  }

  /// XXH64 with the seed 0, written anew here so that the file's reader is not asked about itself.
  private static func hash(_ bytes: [UInt8]) -> UInt64 {
    let primes: [UInt64] = [
      0x9E37_79B1_85EB_CA87, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9, 0x85EB_CA77_C2B2_AE63, 0x27D4_EB2F_1656_67C5,
    ]
    func rotated(_ value: UInt64, _ bits: UInt64) -> UInt64 { value << bits | value >> (64 - bits) }
    func word(_ offset: Int, _ width: Int) -> UInt64 {
      (0..<width).reduce(0) { $0 | UInt64(bytes[offset + $1]) << UInt64($1 * 8) }
    }
    func round(_ sum: UInt64, _ word: UInt64) -> UInt64 { rotated(sum &+ word &* primes[1], 31) &* primes[0] }

    var next = 0
    var hash: UInt64
    if bytes.count >= 32 {
      var lanes = [primes[0] &+ primes[1], primes[1], 0, 0 &- primes[0]]
      while next + 32 <= bytes.count {
        for lane in 0..<4 { lanes[lane] = round(lanes[lane], word(next + lane * 8, 8)) }
        next += 32
      }
      hash = rotated(lanes[0], 1) &+ rotated(lanes[1], 7) &+ rotated(lanes[2], 12) &+ rotated(lanes[3], 18)
      for lane in lanes { hash = (hash ^ round(0, lane)) &* primes[0] &+ primes[3] }
    } else {
      hash = primes[4]
    }
    hash &+= UInt64(bytes.count)
    while next + 8 <= bytes.count {
      hash = rotated(hash ^ round(0, word(next, 8)), 27) &* primes[0] &+ primes[3]
      next += 8
    }
    if next + 4 <= bytes.count {
      hash = rotated(hash ^ word(next, 4) &* primes[0], 23) &* primes[1] &+ primes[2]
      next += 4
    }
    while next < bytes.count {
      hash = rotated(hash ^ UInt64(bytes[next]) &* primes[4], 11) &* primes[0]
      next += 1
    }
    hash = (hash ^ hash >> 33) &* primes[1]
    hash = (hash ^ hash >> 29) &* primes[2]
    return hash ^ hash >> 32
  }
}
