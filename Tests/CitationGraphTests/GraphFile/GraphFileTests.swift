import Foundation
import TestSupport
import Testing

@testable import CitationGraph

/// What is written is read again.
@Suite(.timeLimit(.minutes(60))) struct GraphFileTests {
  private func expectRoundTrip(_ network: CitationNetwork, account: String = "") throws {
    let bytes = try GraphFile.encoded(network, account: account)
    for verification in GraphFile.Verification.allCases {
      let file = try GraphFile.open(bytes, verification)
      #expect(file.network == network)
      #expect(file.account == account)
      #expect(file.byteCount == bytes.count)
      #expect(file.network.isVerified == (verification != .header))
      #expect(try GraphFile.encoded(file.network, account: account) == bytes)
      #expect(try file.network.validated() == network)
      #expect(try file.network.validated().isVerified)
      try file.verify()
    }
  }

  @Test func everySmallGraphIsReadAsItWasWritten() throws {
    for slow in SmallGraphs.upToThree + SmallGraphs.random(50, seed: 1) { try expectRoundTrip(DrawnNetwork.bare(slow)) }
  }

  @Test func allColumnsAreReadAsTheyWereWritten() throws {
    try expectRoundTrip(DrawnNetwork.literature, account: "read=17\nleft out=\"Ünlesbar\"\n")
    try expectRoundTrip(DrawnNetwork.random(paperCount: 200, relationCount: 2000, seed: 2))
    let network = try GraphFile.open(try GraphFile.encoded(DrawnNetwork.literature), .all).network
    #expect(network.name(of: PaperIndex(5)) == "\u{FFFD}A\u{FFFD}")
    #expect(Array(network.titles?.utf8(5) ?? []) == [0xFF, 0x41, 0xC3])
    #expect(network.name(of: PaperIndex(3)) == "paper/b")
    #expect(network.date(of: PaperIndex(7)) == PackedDate(year: 1997, month: 7))
  }

  @Test func networksWithHardlyAnythingInThem() throws {
    try expectRoundTrip(DrawnNetwork.withoutPapers)
    try expectRoundTrip(DrawnNetwork.withOnePaper, account: "one")
    try expectRoundTrip(
      CitationNetwork(
        graph: CitationGraphBuilder(paperCount: 3).build(), identifiers: .numbers([5, .max, 0]),
        titles: TextColumn(["", "", ""])))
  }

  @Test func duplicatesAndSelfRelationsStayCounted() throws {
    var builder = CitationGraphBuilder(paperCount: 2)
    for _ in 0..<3 { builder.add(PaperIndex(1), cites: PaperIndex(0)) }
    builder.add(PaperIndex(1), cites: PaperIndex(1))
    let network = CitationNetwork(graph: builder.build(), identifiers: .numbers([1, 2]))
    try expectRoundTrip(network)
  }

  @Test func sectionsLieWhereTheGuideSays() throws {
    let network = DrawnNetwork.random(paperCount: 700, relationCount: 3000, seed: 3)
    let bytes = try GraphFile.encoded(network)
    let file = try GraphFile.open(bytes, .header)
    #expect(
      file.sections.map(\.section) == [
        .referenceOffsets, .referenceColumns, .citerOffsets, .citerColumns, .identifierNumbers, .identifierOrder,
        .dates,
      ])
    var end = 128 + 32 * file.sections.count
    for place in file.sections {
      let alignment = place.byteCount >= 4096 ? 4096 : 64
      #expect(place.offset == (end + alignment - 1) / alignment * alignment)
      end = place.offset + place.byteCount
    }
    #expect(end == bytes.count)
    // A few numbers, read by hand.
    func word(_ at: Int) -> UInt64 { (0..<8).reduce(0) { $0 | UInt64(bytes[at + $1]) << UInt64(8 * $1) } }
    #expect(word(32) == 700)
    #expect(word(40) == UInt64(network.graph.relationCount))
    #expect(word(16) == UInt64(bytes.count))
    #expect(word(file.sections[4].offset + 8) == UInt64(network.identifiers[1]))
    #expect(GraphFile.isGraphFile(bytes) && !GraphFile.isGraphFile(bytes.dropFirst()) && !GraphFile.isGraphFile([]))
  }

  // MARK: On a disk

  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(component: "lgraph-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  @Test func aFileIsReplacedWholeAndStaysReadableWhileOpen() throws {
    try withFolder { folder in
      let path = folder.appending(component: "network.lgraph").path
      let first = DrawnNetwork.literature
      let second = DrawnNetwork.random(paperCount: 100, relationCount: 500, seed: 4)
      try GraphFile.write(first, account: "first", to: path)
      let open = try GraphFile.open(path)
      try GraphFile.write(second, account: "second", synchronizing: true, to: path)
      #expect(open.network == first && open.account == "first")
      #expect(try GraphFile.open(path, verification: .all).network == second)
      // Onto itself.
      try GraphFile.write(GraphFile.open(path).network, account: "second", to: path)
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(GraphFile.encoded(second, account: "second")))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["network.lgraph"])
    }
  }

  @Test func aFileThatCannotBeWrittenLeavesNothingBehind() throws {
    try withFolder { folder in
      let taken = folder.appending(component: "taken")
      try FileManager.default.createDirectory(at: taken, withIntermediateDirectories: true)
      for path in [taken.path, folder.appending(components: "absent", "network.lgraph").path] {
        let error = #expect(throws: GraphFileError.self) { try GraphFile.write(DrawnNetwork.literature, to: path) }
        #expect(error?.reason == .unwritable && error?.path == path)
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["taken"])
    }
  }

  @Test func whatIsNoGraphFileIsSaidToBeNone() throws {
    try withFolder { folder in
      func error(_ path: String) -> GraphFileError? {
        #expect(throws: GraphFileError.self) { try GraphFile.open(path) }
      }
      let text = folder.appending(component: "citations.txt")
      try Data("1\t2\n".utf8).write(to: text)
      #expect(error(text.path)?.reason == .notAGraphFile)
      #expect(
        error(text.path)?.description
          == "\(text.path): byte 0: no graph file: found 31 09 32 0a, expected 89 4c 47 52 46 0d 0a 1a; import the "
          + "relations to make a graph file of them")
      try Data().write(to: text)
      #expect(error(text.path)?.reason == .notAGraphFile)
      #expect(error(folder.path)?.reason == .unreadable)
      #expect(error(folder.appending(component: "absent").path)?.reason == .unreadable)
    }
  }
}
