import Foundation
import PaperFormats
import TestSupport
import Testing

struct GzipTests {
  /// What `gzip -n` makes of a text, by the tool itself.
  private func packed(_ text: Data) throws -> Data {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gzip-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("text")
    try text.write(to: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-n", file.path]
    try process.run()
    process.waitUntilExit()
    return try Data(contentsOf: file.appendingPathExtension("gz"))
  }

  private static let texts: [Data] = [
    Data(), Data("9503001\t9407003\n".utf8), Data((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }),
    Data(repeating: 65, count: 5 << 20),
  ]

  @Test(arguments: texts.indices)
  func whatGzipPacksIsUnpacked(index: Int) throws {
    let text = Self.texts[index]
    #expect(try Gzip.unpack(packed(text)) == text)
  }

  @Test func severalMembersAndPaddingAreOneText() throws {
    let (first, second) = (Data("one\n".utf8), Data("two\n".utf8))
    #expect(try Gzip.unpack(packed(first) + packed(second) + Data(count: 512)) == first + second)
  }

  @Test func aCutFileIsToldFromAWholeOne() throws {
    let whole = try packed(Data("citing cited\n".utf8))
    for count in 0..<whole.count {
      #expect(throws: GzipError.truncated(byteCount: count)) { try Gzip.unpack(whole.prefix(count)) }
    }
  }

  @Test func aDamagedFileIsToldFromAWholeOne() throws {
    let text = Data((0..<20_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) })
    let whole = try packed(text)
    var random = SplitMix64(seed: 4)
    var rejectedCount = 0
    for _ in 0..<200 {
      var damaged = whole
      damaged[Int.random(in: 10..<whole.count, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
      do {
        // Bytes that carry nothing, such as the time of packing, may change.
        #expect(try Gzip.unpack(damaged) == text)
      } catch {
        rejectedCount += 1
      }
    }
    #expect(rejectedCount > 190)
  }

  @Test func aBombStopsAtTheLimit() throws {
    let bomb = try packed(Data(count: 10 << 20))
    #expect(throws: GzipError.tooLarge(limit: 1 << 20)) { try Gzip.unpack(bomb, limit: 1 << 20) }
  }
}
