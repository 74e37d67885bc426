import CitationGraph
import PaperLineage
import Testing

struct NetworkMainPathTests {
  /// A network of papers called by letters, in the order of their dates; `KH` says that K cites H.
  static func network(_ papers: String, _ relations: String) -> CitationNetwork {
    let letters = papers.map(String.init)
    var builder = CitationGraphBuilder(paperCount: letters.count)
    for pair in relations.split(separator: " ") {
      let ends = pair.compactMap { letter in letters.firstIndex(of: String(letter)) }
      builder.add(PaperIndex(ends[0]), cites: PaperIndex(ends[1]))
    }
    return CitationNetwork(
      graph: builder.build(), identifiers: .texts(TextColumn(letters)),
      dates: Column(letters.indices.map { PackedDate(year: 2000 + $0) }))
  }

  private func letters(_ path: NetworkMainPath, _ network: CitationNetwork) -> [String] {
    path.stops.map { $0.papers.map { network.identifiers[$0.row] }.joined() + ($0.isPreprint ? "'" : "") }
  }

  /// The network of the literature on main paths.
  static let literature = network(
    "ABCDJEFGIHLMKN", "CA EC HC GE HG KH CB DB JB FD ID HF IF LI MI MJ NM")

  @Test(arguments: [
    (PathWeight.searchPathCount, 15, 10), (.searchPathLinkCount, 32, 30), (.searchPathNodePair, 59, 78),
  ])
  func theLiteratureNetwork(_ weight: PathWeight, sum: Int, total: Int) throws {
    let path = try NetworkMainPath(Self.literature, .init(weight: weight))
    #expect(letters(path, Self.literature) == ["B", "D", "F", "I", "M", "N"])
    #expect(path.leastSum.integer == sum && path.greatestSum.integer == sum)
    #expect(path.total.integer == total)
    #expect(path.relations.map(\.cited) == [0, 1, 2, 3, 4])
    #expect(path.relations.map(\.citing) == [1, 2, 3, 4, 5])
    #expect(path.knotCount == 0 && path.droppedRelations.isEmpty)
    #expect(path.pairs.count == 5)
  }

  /// C and D cite each other, on the way from A to F.
  private let knotted = network("ABCDEF", "BA CB DC CD ED FE")

  @Test func cyclesAreReported() throws {
    #expect(throws: CycleError.self) { try NetworkMainPath(knotted, .init(cycles: .report)) }
  }

  @Test func backwardRelationsAreDropped() throws {
    let path = try NetworkMainPath(knotted, .init())
    #expect(letters(path, knotted) == ["A", "B", "C", "D", "E", "F"])
    #expect(path.knotCount == 1 && path.knottedPaperCount == 2)
    #expect(path.droppedRelations.map { [$0.citing.row, $0.cited.row] } == [[2, 3]])
  }

  @Test func aKnotIsToldInItsPapers() throws {
    let through = [PaperIndex(3)]
    let path = try NetworkMainPath(knotted, .init(through: through, cycles: .condense))
    #expect(letters(path, knotted) == ["A", "B", "CD", "E", "F"])
    #expect(path.acyclic.contracted.count == 2)
    #expect(path.papers.map(\.row) == Array(0...5))
    // Inside of the knot too, and each paper of it with its neighbours.
    #expect(path.pairs.contains(.init(citing: PaperIndex(2), cited: PaperIndex(3))))
    #expect(path.pairs.contains(.init(citing: PaperIndex(4), cited: PaperIndex(3))))
    #expect(!path.pairs.contains(.init(citing: PaperIndex(4), cited: PaperIndex(1))))
  }

  @Test func aPreprintIsToldAsItsPaper() throws {
    let path = try NetworkMainPath(knotted, .init(weight: .unit, cycles: .preprint))
    #expect(letters(path, knotted) == ["A", "B", "C'", "D", "E", "F"])
    #expect(path.acyclic.redirected.count == 2)
  }

  @Test func citedPapersComeFirstWhateverTheirDates() throws {
    // B, the second by date, cites C and D, which are later; A stands alone.
    let network = Self.network("ABCD", "BC CD")
    let path = try NetworkMainPath(network, .init())
    #expect(letters(path, network) == ["D", "C", "B"])
    #expect(path.relations.allSatisfy { $0.cited < $0.citing })
    let none = try NetworkMainPath(network, .init(through: [PaperIndex(0)]))
    #expect(none.stops.isEmpty && none.pathCount == 0)
  }
}
