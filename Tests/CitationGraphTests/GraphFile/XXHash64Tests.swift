import Testing

@testable import CitationGraph

struct XXHash64Tests {
  /// Numbers that the reference implementation gives.
  @Test(
    arguments: [
      ("", 0xEF46_DB37_51D8_E999), ("a", 0xD24E_C4F1_A98C_6E5B), ("abc", 0x44BC_2CF5_AD77_0999),
      ("Nobody inspects the spammish repetition", 0xFBCE_A83C_8A37_8BF1),
    ] as [(String, UInt64)])
  func knownHashes(text: String, hash: UInt64) {
    #expect(Array(text.utf8).withUnsafeBytes { XXHash64.hash($0) } == hash)
  }

  @Test func everyBitCounts() {
    for count in [1, 3, 4, 7, 8, 12, 31, 32, 33, 63, 64, 77] {
      var bytes = (0..<count).map { UInt8($0) }
      var seen: Set<UInt64> = [bytes.withUnsafeBytes { XXHash64.hash($0) }]
      for bit in 0..<count * 8 {
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        seen.insert(bytes.withUnsafeBytes { XXHash64.hash($0) })
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      }
      #expect(seen.count == count * 8 + 1)
    }
  }

  @Test func blocksAreHashedAndThenTheirHashes() {
    let small = (0..<100).map { UInt8($0) }
    let digest = small.withUnsafeBytes { XXHash64.hash($0) }
    let bytes = withUnsafeBytes(of: digest.littleEndian) { Array($0) }
    #expect(small.withUnsafeBytes { XXHash64.blockwise($0) } == bytes.withUnsafeBytes { XXHash64.hash($0) })
  }
}
