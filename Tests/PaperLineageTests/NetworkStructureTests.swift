import CitationGraph
import PaperLineage
import Testing

struct NetworkStructureTests {
  private func graph(_ paperCount: Int, _ relations: [(Int, Int)]) -> CitationGraph {
    var builder = CitationGraphBuilder(paperCount: paperCount)
    for (citing, cited) in relations { builder.add(PaperIndex(citing), cites: PaperIndex(cited)) }
    return builder.build()
  }

  /// The network of 17 arcs of the literature on main paths: its flow is 10, and CH and DI are redundant.
  @Test func theNetworkOfTheLiterature() {
    let arcs = "AC CE CH EG GH HK BC BD BJ DF DI FH FI IL IM JM MN".split(separator: " ").map { arc in
      let rows = arc.utf8.map { Int($0) - 65 }
      return (rows[1], rows[0])
    }
    let structure = NetworkStructure(graph(14, arcs))
    #expect(structure.reduction?.keptCount == 15)
    #expect(structure.reduction?.removedCount == 2)
    #expect(structure.reduction?.knotRelationCount == 0)
    #expect(structure.paths?.searchPathCount == 10)
    #expect(structure.paths?.generationCount == 6)
    #expect(structure.paths?.largestGeneration == 3)
    #expect(structure.paths?.criticalPaperCount == 12)
    #expect(structure.paths?.droppedRelationCount == 0)
  }

  @Test func aKnot() {
    // 0, 1 and 2 in a circle; 3 cites two of them.
    let structure = NetworkStructure(graph(4, [(1, 0), (2, 1), (0, 2), (3, 2), (3, 1)]))
    #expect(structure.reduction?.keptCount == 4)
    #expect(structure.reduction?.knotRelationCount == 3)
    #expect(structure.reduction?.parallelRelationCount == 1)
    // Without the relation from 0 to 2 there are the ways 3-2-1-0 and 3-1-0.
    #expect(structure.paths?.droppedRelationCount == 1)
    #expect(structure.paths?.searchPathCount == 2)
    #expect(structure.paths?.generationCount == 2)
    #expect(structure.paths?.criticalPaperCount == 4)
  }

  @Test func nothingIsAskedForOrThere() {
    let none = NetworkStructure(graph(2, [(1, 0)]), withReduction: false, withPaths: false)
    #expect(none.reduction == nil && none.paths == nil)
    let empty = NetworkStructure(graph(0, []))
    #expect(empty.reduction?.keptCount == 0)
    #expect(empty.paths?.searchPathCount == 0)
    #expect(empty.paths?.generationCount == 0)
  }
}
