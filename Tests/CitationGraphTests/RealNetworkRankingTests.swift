import CitationGraph
import Testing

/// High-energy physics 1992 … 2002, with what igraph and plain counting find in it.
struct RealNetworkRankingTests {
  @Test func highEnergyPhysics() throws {
    guard let bytes = try SharedData.bytes("graphs/cit-HepPh.txt") else { return }
    let network = bytes.withUnsafeBufferPointer { Network($0) }
    let graph = network.graph
    #expect(graph.paperCount == 34_546)
    #expect(graph.relationCount == 421_534)

    // igraph 0.11, pagerank by ARPACK.
    let expected = [
      (9_303_255, 0.003_520_577_954_404_745_3), (9_209_205, 0.002_719_904_160_214_24),
      (9_310_316, 0.002_397_827_067_661_039), (9_206_203, 0.002_224_328_665_999_399_5),
      (9_208_254, 0.002_095_317_106_644_595_6),
    ]
    let components = graph.stronglyConnectedComponents()
    let rank = graph.pageRank(components: components)
    for (entry, expected) in zip(rank.ranking(top: 5).entries, expected) {
      #expect(network.identifiers[entry.paper.row] == expected.0)
      #expect(abs(entry.score / expected.1 - 1) < 1e-9)
    }
    #expect(rank.residual <= 1e-12)
    #expect(abs(rank.scores.reduce(0, +) - 1) < 1e-12)
    let half = graph.pageRank(damping: 0.5, components: components).ranking(top: 2).entries
    #expect(half.map { network.identifiers[$0.paper.row] } == [9_209_205, 9_303_255])

    let cited = graph.localCitationScores(dates: network.dates)
    let top = cited.ranking(by: .citations, top: 3).entries
    #expect(top.map { network.identifiers[$0.paper.row] } == [9_803_315, 9_804_398, 9_407_339])
    #expect(top.map(\.score) == [846, 616, 557])
    #expect(cited.undatedPaperCount == 0)

    let similar = graph.papers(similarTo: top[0].paper, by: .coCitation, measure: .count, top: 3)
    #expect(similar.papers.map { network.identifiers[$0.paper.row] } == [9_804_398, 9_807_344, 9_905_221])
    #expect(similar.papers.map(\.coCitationCount) == [580, 455, 334])
    #expect(similar.relatedPaperCount == 4909)
  }

  /// Rows by date, then identifier. An identifier is YYMMNNN without the zeros before it.
  private struct Network {
    let graph: CitationGraph
    let identifiers: [Int]
    let dates: Column<PackedDate>

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
      var numbers: [Int32] = []
      var position = 0
      while position < bytes.count {
        var (value, isNumber) = (Int32(0), false)
        if bytes[position] == UInt8(ascii: "#") {
          while bytes[position] != UInt8(ascii: "\n") { position += 1 }
        }
        while position < bytes.count, bytes[position] >= 48, bytes[position] < 58 {
          value = value &* 10 &+ Int32(bytes[position] &- 48)
          isNumber = true
          position &+= 1
        }
        if isNumber { numbers.append(value) }
        position &+= 1
      }
      var isUsed = [Bool](repeating: false, count: 10_000_000)
      for number in numbers { isUsed[Int(number)] = true }
      // 92 … 99 are before 00 … 02.
      let centuries = [9_200_000..<10_000_000, 0..<9_200_000]
      identifiers = centuries.flatMap { $0.filter { isUsed[$0] } }
      dates = Column(
        identifiers.map { PackedDate(year: ($0 < 9_200_000 ? 2000 : 1900) + $0 / 100_000, month: $0 / 1000 % 100) })
      var rows = [Int32](repeating: 0, count: 10_000_000)
      for (row, identifier) in identifiers.enumerated() { rows[identifier] = Int32(row) }
      var builder = CitationGraphBuilder(paperCount: identifiers.count)
      for relation in stride(from: 0, to: numbers.count, by: 2) {
        builder.add(
          PaperIndex(Int(rows[Int(numbers[relation])])), cites: PaperIndex(Int(rows[Int(numbers[relation + 1])])))
      }
      graph = builder.build()
    }
  }
}
