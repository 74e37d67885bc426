import TestSupport
import Testing

@testable import CitationGraph

/// Damaged files are recognised; where checksums are skipped on purpose, reading them is safe.
@Suite(.timeLimit(.minutes(60))) struct GraphFileDamageTests {
  private static let small = encoded(DrawnNetwork.literature, "read=17")
  private static let middle = encoded(DrawnNetwork.random(paperCount: 150, relationCount: 900, seed: 1), "")

  private static func encoded(_ network: CitationNetwork, _ account: String) -> [UInt8] {
    (try? GraphFile.encoded(network, account: account)) ?? []
  }

  private func error(_ bytes: [UInt8], _ verification: GraphFile.Verification) -> GraphFileError? {
    do {
      _ = try GraphFile.open(bytes, verification)
      return nil
    } catch {
      return error
    }
  }

  // MARK: Recognised

  @Test func everyBitOfTheHeaderCounts() {
    var bytes = Self.small
    for bit in 0..<(128 + 32 * 9) * 8 {
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(error(bytes, .header) != nil, "bit \(bit)")
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
    }
    #expect(error(bytes, .all) == nil)
  }

  @Test func everyBeginningIsTooShort() {
    for count in 0..<Self.small.count {
      let error = error(Array(Self.small[..<count]), .header)
      #expect(error?.reason == (count < 8 ? .notAGraphFile : .truncated), "\(count) bytes")
    }
    #expect(error(Self.small + [0], .header)?.reason == .overlong)
  }

  @Test func everySectionIsMissedWhenItIsCutOff() throws {
    for place in try GraphFile.open(Self.middle, .header).sections {
      for count in [
        place.offset, place.offset + 1, place.offset + place.byteCount / 2, place.offset + place.byteCount - 1,
      ] {
        #expect(error(Array(Self.middle[..<count]), .header)?.reason == .truncated)
      }
    }
  }

  @Test func theFieldAtFaultIsNamed() {
    func changed(_ position: Int, _ value: UInt8) -> GraphFileError? {
      var bytes = Self.small
      bytes[position] = value
      return error(bytes, .header)
    }
    #expect(changed(8, 2)?.reason == .unsupportedVersion)
    #expect(changed(33, 1)?.description.contains("header checksum") == true)
    var foreign = Self.small
    foreign.replaceSubrange(12..<16, with: foreign[12..<16].reversed())
    #expect(error(foreign, .header)?.reason == .foreignByteOrder)
  }

  @Test func anyBitAnywhereCountsWhenEveryByteIsLookedAt() throws {
    var generator = SplitMix64(seed: 2)
    for original in [Self.small, Self.middle] {
      let sections = try GraphFile.open(original, .header).sections
      for _ in 0..<1000 {
        var bytes = original
        let position = Int.random(in: bytes.indices, using: &generator)
        bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        let error = error(bytes, .all)
        #expect(error != nil, "byte \(position)")
        if let place = sections.first(where: { $0.offset..<$0.offset + $0.byteCount ~= position }) {
          #expect(error?.section == place.section, "byte \(position)")
        }
      }
    }
  }

  @Test func damagedSectionsAreNotPassedOn() throws {
    var bytes = Self.small
    let titles = try #require(try GraphFile.open(bytes, .header).sections.first { $0.section == .titleBytes })
    bytes[titles.offset] ^= 1
    let file = try GraphFile.open(bytes, .header)
    #expect(throws: GraphFileError.self) { try GraphFile.encoded(file.network) }
    #expect(throws: GraphFileError.self) { try file.verify() }
    // The graph itself is sound.
    #expect(throws: Never.self) { try file.network.validated() }
  }

  // MARK: Safe

  @Test func damageThatIsNotLookedForDoesNoHarm() throws {
    var generator = SplitMix64(seed: 3)
    for _ in 0..<1000 {
      var bytes = Self.small
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        bytes[Int.random(in: 416..<bytes.count, using: &generator)] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      }
      if let file = try? GraphFile.open(bytes, .header) { exercise(file) }
    }
  }

  @Test func damageInALargerFileDoesNoHarm() throws {
    var generator = SplitMix64(seed: 4)
    for _ in 0..<60 {
      var bytes = Self.middle
      for _ in 0..<8 {
        bytes[Int.random(in: 352..<bytes.count, using: &generator)] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      }
      if let file = try? GraphFile.open(bytes, .header) { exercise(file) }
    }
  }

  /// Somebody who can compute checksums may write anything.
  @Test func filesWithRightChecksumsAndWrongContentsDoNoHarm() throws {
    var generator = SplitMix64(seed: 5)
    var opened = 0
    for round in 0..<1500 {
      var bytes = Self.small
      for _ in 0..<Int.random(in: 1...2, using: &generator) {
        let position =
          round.isMultiple(of: 2)
          ? Int.random(in: 16..<416, using: &generator) : Int.random(in: 416..<bytes.count, using: &generator)
        bytes[position] =
          Bool.random(using: &generator)
          ? UInt8.random(in: 0...255, using: &generator)
          : bytes[position] ^ 1 << UInt8.random(in: 0..<8, using: &generator)
      }
      Self.repairChecksums(&bytes)
      if let file = try? GraphFile.open(bytes, .header) {
        exercise(file)
        opened += 1
      }
      if let file = try? GraphFile.open(bytes, .all) { #expect(file.network.isVerified) }
    }
    #expect(opened > 500)
  }

  /// Each fault of structure by itself, with right checksums.
  @Test func everyFaultOfStructureIsNamed() throws {
    let places = try GraphFile.open(Self.small, .header).sections
    func structural(_ section: GraphFile.Section, _ position: Int, _ value: UInt8) -> GraphFileError? {
      var bytes = Self.small
      bytes[(places.first { $0.section == section }?.offset ?? 0) + position] = value
      Self.repairChecksums(&bytes)
      let error = error(bytes, .all)
      #expect(error?.section == section, "\(section) \(position)")
      return error
    }
    // H (row 7) cites C (2), F (5) and G (6) at positions 6, 7 and 8.
    #expect(structural(.referenceOffsets, 8 * 7, 99)?.found == "offset 99")
    #expect(structural(.referenceOffsets, 8 * 8 + 7, 0x80)?.found.hasPrefix("offset -") == true)
    #expect(structural(.referenceColumns, 4 * 7, 2)?.found == "column 2")
    #expect(structural(.referenceColumns, 4 * 8, 7)?.found == "column 7")
    #expect(structural(.referenceColumns, 4 * 8, 14)?.found == "column 14")
    #expect(structural(.citerColumns, 0, 4)?.found.hasPrefix("other relations") == true)
    #expect(structural(.identifierOrder, 0, 14)?.found == "row 14")
    #expect(structural(.identifierOrder, 4, 0)?.found == "row 0 out of order")
    #expect(structural(.dates, 4, 0x1F)?.found.hasPrefix("number") == true)
    #expect(structural(.titleOffsets, 8, 200)?.found == "offset 22")
    #expect(structural(.referenceOffsets, 0, 1)?.found == "first offset 1")
    #expect(structural(.citerOffsets, 8 * 14, 16)?.found == "last offset 16")
  }

  @Test func aDamagedRowReadsAsEmptyAndIsRemembered() throws {
    var bytes = Self.small
    let columns = try #require(try GraphFile.open(bytes, .header).sections.first { $0.section == .referenceColumns })
    bytes[columns.offset + 4 * 8 + 1] = 1
    let graph = try GraphFile.open(bytes, .header).network.graph
    #expect(graph.references(of: PaperIndex(5)).map(\.row) == [3])
    #expect(throws: Never.self) { try graph.confirmSoundSoFar() }
    #expect(graph.references(of: PaperIndex(7)).isEmpty)
    #expect(graph.relationPositions(citing: PaperIndex(7)).isEmpty)
    // A search steps over what leads out of the graph, and the damage is remembered.
    #expect(graph.reachedCount(from: [PaperIndex(10)], towards: .ancestors) < graph.paperCount)
    let error = #expect(throws: GraphFileError.self) { try graph.confirmSoundSoFar() }
    #expect(error?.found == "row 7 leading out of the graph")
    #expect(throws: GraphFileError.self) { try graph.validated() }
  }

  @Test func aDamagedGraphHasNoRelationsOnceItWasLookedAt() throws {
    var bytes = Self.small
    let columns = try #require(try GraphFile.open(bytes, .header).sections.first { $0.section == .citerColumns })
    bytes[columns.offset + 3] = 0x80
    let graph = try GraphFile.open(bytes, .header).network.graph
    #expect(graph.references(of: PaperIndex(7)).count == 3)
    #expect(graph.stronglyConnectedComponents().isRowOrder)
    #expect(graph.references(of: PaperIndex(7)).isEmpty)
    let error = try #require(throws: GraphFileError.self) { try graph.confirmSoundSoFar() }
    #expect(error.section == .citerColumns)
    #expect(throws: error) { try graph.validated() }
    #expect(!graph.isVerified)
  }

  @Test func pointersToRowsThatNobodyLookedAtAreChecked() throws {
    var bytes = Self.small
    let offsets = try #require(try GraphFile.open(bytes, .header).sections.first { $0.section == .citerOffsets })
    for value in [0x80, 0xFF, 0x01] as [UInt8] {
      bytes[offsets.offset + 8 * 3 + 7] = value
      let network = try GraphFile.open(bytes, .header).network
      let citers = network.graph.rows(towards: .descendants)
      citers.withUnverifiedPointers { rows in
        #expect(rows.columnCount == 17)
        #expect((0..<rows.rowCount).filter { rows.checkedRange($0) == nil } == [2, 3])
      }
      #expect(throws: Never.self) { try network.confirmSoundSoFar() }
      citers.noteDamage(row: 2)
      let error = #expect(throws: GraphFileError.self) { try network.confirmSoundSoFar() }
      #expect(error?.section == .citerOffsets)
    }
  }

  @Test func aDamagedOrderOfNamesIsRemembered() throws {
    var bytes = Self.small
    let order = try #require(try GraphFile.open(bytes, .header).sections.first { $0.section == .identifierOrder })
    bytes[order.offset + 4 * 7 + 3] = 1
    let network = try GraphFile.open(bytes, .header).network
    _ = network.index(of: "paper/a")
    let error = #expect(throws: GraphFileError.self) { try network.confirmSoundSoFar() }
    #expect(error?.section == .identifierOrder && error?.offset == order.offset + 28)
  }

  @Test func aDamagedGraphInANewNetworkIsNotPassedOn() throws {
    var bytes = Self.small
    let columns = try #require(try GraphFile.open(bytes, .header).sections.first { $0.section == .referenceColumns })
    bytes[columns.offset] ^= 4
    let old = try GraphFile.open(bytes, .header).network
    let new = CitationNetwork(graph: old.graph, identifiers: old.identifiers)
    #expect(!new.isVerified)
    #expect(throws: GraphFileError.self) { try new.validated() }
    #expect(throws: GraphFileError.self) { try GraphFile.encoded(new) }
  }

  @Test func aLargeFileIsOnlyLookedAtWhenAsked() throws {
    let network = DrawnNetwork.random(paperCount: 40_000, relationCount: 20_000, seed: 6)
    var bytes = try GraphFile.encoded(network, account: "large")
    #expect(bytes.count > GraphFile.quickByteCount)
    #expect(try !GraphFile.open(bytes, .quick).network.isVerified)
    #expect(try GraphFile.open(bytes, .quick).network.graph.validated().isVerified)
    let account = try #require(try GraphFile.open(bytes, .quick).sections.last)
    bytes[account.offset] ^= 32
    #expect(error(bytes, .quick)?.section == .account)
    #expect(try GraphFile.open(bytes, .header).account == "Large")
  }

  /// Asks for everything that may be asked without looking at the whole first, and for the rest after looking.
  private func exercise(_ file: GraphFile) {
    let network = file.network
    let graph = network.graph
    _ = file.account.count
    var cards = 0
    for paper in graph.papers {
      cards += network.card(of: paper).name.utf8.count
      for neighbor in graph.references(of: paper) { #expect(neighbor.row < graph.paperCount) }
      for neighbor in graph.citers(of: paper) { #expect(neighbor.row < graph.paperCount) }
      _ = graph.relationPosition(citing: paper, cited: PaperIndex(0))
      if let found = network.index(of: network.identifiers[paper.row]) {
        #expect(network.identifiers[found.row] == network.identifiers[paper.row])
      }
    }
    #expect(network.papers(withIdentifierPrefix: "paper/", limit: 100).allSatisfy { $0.row < graph.paperCount })
    #expect(network.papers(withIdentifierPrefix: "1", limit: 100).allSatisfy { $0.row < graph.paperCount })
    #expect(network.suggestions(for: "9", limit: 100).allSatisfy { $0.row < graph.paperCount })
    if let last = graph.papers.last {
      #expect(graph.reach(from: [last], towards: .ancestors).papers.count < graph.paperCount)
      #expect(graph.reach(from: [PaperIndex(0)], towards: .descendants).papers.count < graph.paperCount)
      _ = graph.shortestPath(from: last, to: PaperIndex(0))
    }
    // Analyses of all rows, without having looked.
    #expect(graph.stronglyConnectedComponents().papers.count == graph.paperCount)
    _ = graph.cycles()
    do {
      let sound = try network.validated()
      #expect(sound.isVerified)
      #expect(sound.graph.weaklyConnectedComponents().reduce(0) { $0 + $1.count } == graph.paperCount)
    } catch {
      #expect(throws: GraphFileError.self) { try network.confirmSoundSoFar() }
    }
  }

  /// Makes all checksums right as far as the header can be followed.
  private static func repairChecksums(_ bytes: inout [UInt8]) {
    func word(_ at: Int) -> UInt64 { (0..<8).reduce(0) { $0 | UInt64(bytes[at + $1]) << UInt64(8 * $1) } }
    func put(_ value: UInt64, _ at: Int) {
      for byte in 0..<8 { bytes[at + byte] = UInt8(truncatingIfNeeded: value >> UInt64(8 * byte)) }
    }
    let count = Int(bytes[72])
    let headerEnd = 128 + 32 * count
    guard count <= 64, headerEnd <= bytes.count else { return }
    for index in 0..<count {
      let entry = 128 + 32 * index
      let (offset, length) = (word(entry + 8), word(entry + 16))
      guard offset <= UInt64(bytes.count), length <= UInt64(bytes.count) - offset else { continue }
      let range = Int(offset)..<Int(offset + length)
      put(bytes.withUnsafeBytes { XXHash64.blockwise(UnsafeRawBufferPointer(rebasing: $0[range])) }, entry + 24)
    }
    put(0, 24)
    put(bytes.withUnsafeBytes { XXHash64.hash(UnsafeRawBufferPointer(rebasing: $0[..<headerEnd])) }, 24)
  }
}
