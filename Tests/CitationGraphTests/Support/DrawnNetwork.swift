import TestSupport

@testable import CitationGraph

/// Networks to write to files.
enum DrawnNetwork {
  /// The network of the literature with names, titles and dates; one title is no UTF-8 and one is empty.
  static let literature: CitationNetwork = {
    let graph = DrawnGraph.literature.graph
    let names = graph.papers.map { "paper/" + String(UnicodeScalar(UInt8(97 + ($0.row * 5) % graph.paperCount))) }
    let titles = (0..<graph.paperCount).map { row in
      row == 3 ? [] : row == 5 ? [0xFF, 0x41, 0xC3] : Array("Ästhetik \(row)".utf8)
    }
    let offsets = titles.reduce(into: [UInt64(0)]) { $0.append($0[$0.count - 1] + UInt64($1.count)) }
    let dates = graph.papers.map {
      $0.row == 0 ? .unknown : PackedDate(year: 1990 + $0.row, month: $0.row > 6 ? 7 : nil)
    }
    return CitationNetwork(
      graph: graph, identifiers: .texts(TextColumn(names)), dates: Column(dates),
      titles: TextColumn(offsets: Column(offsets), bytes: Column(titles.flatMap { $0 })))
  }()

  /// A network with numbers for names, none of them twice and not in order, cycles included.
  static func random(paperCount: Int, relationCount: Int, seed: UInt64) -> CitationNetwork {
    var generator = SplitMix64(seed: seed)
    var builder = CitationGraphBuilder(paperCount: paperCount)
    for _ in 0..<relationCount {
      builder.add(
        PaperIndex(Int.random(in: 0..<paperCount, using: &generator)),
        cites: PaperIndex(Int.random(in: 0..<paperCount, using: &generator)))
    }
    let numbers = (0..<paperCount).map { UInt64($0 * 7 + Int.random(in: 0..<7, using: &generator)) }
    let dates = (0..<paperCount).map { PackedDate(year: 1950 + $0 * 70 / paperCount) }
    return CitationNetwork(
      graph: builder.build(), identifiers: .numbers(Column(numbers.shuffled(using: &generator))),
      dates: Column(dates))
  }

  /// A network of a small graph with nothing but numbers.
  static func bare(_ slow: SlowGraph) -> CitationNetwork {
    CitationNetwork(graph: slow.graph, identifiers: .numbers(Column((0..<slow.count).map { UInt64(1000 - $0) })))
  }

  static let withoutPapers = CitationNetwork(
    graph: CitationGraphBuilder(paperCount: 0).build(), identifiers: .numbers([]))

  static let withOnePaper = CitationNetwork(
    graph: CitationGraphBuilder(paperCount: 1).build(), identifiers: .texts(TextColumn(["α"])),
    titles: TextColumn([""]))
}

extension GraphFile {
  /// A file without a disk.
  static func open(_ bytes: [UInt8], _ verification: Verification) throws(GraphFileError) -> GraphFile {
    let buffer = Buffer<UInt8>(count: bytes.count)
    bytes.withUnsafeBufferPointer { source in
      if let base = source.baseAddress { buffer.base.update(from: base, count: source.count) }
    }
    return try GraphFile(bytes: buffer.frozen(), path: "test.lgraph", verification: verification)
  }
}
