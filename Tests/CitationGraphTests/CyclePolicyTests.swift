import TestSupport
import Testing

@testable import CitationGraph

/// Graphs made acyclic, and the account of it.
struct CyclePolicyTests {
  private static let samples =
    SmallGraphs.upToThree + SmallGraphs.ofFour + SmallGraphs.orderedFive.prefix(64)
    + SmallGraphs.random(500, seed: 50)

  private static let cures: [CyclePolicy] = [.dropBackward, .condense, .preprint]

  @Test(arguments: cures) func theResultIsAcyclicAndTheAccountAddsUp(_ policy: CyclePolicy) throws {
    for slow in Self.samples {
      let original = slow.graph
      let acyclic = try original.acyclicGraph(policy)
      let graph = acyclic.graph
      #expect(graph.stronglyConnectedComponents().isAcyclic, "\(slow)")

      // Each relation in one set at most, and what is left is in the graph.
      let sets = [acyclic.dropped, acyclic.contracted, acyclic.merged, acyclic.redirected]
      let touched = sets.flatMap { Array($0.positions) }
      #expect(Set(touched).count == touched.count, "\(slow)")
      #expect(touched.count == acyclic.touchedRelationCount, "\(slow)")
      #expect(sets.allSatisfy { $0.relationCount == original.relationCount })
      let gone = acyclic.dropped.count + acyclic.contracted.count + acyclic.merged.count
      #expect(graph.relationCount == original.relationCount - gone + acyclic.addedRelationCount, "\(slow)")

      // Each of the graph's relations represents one that is not merged, or is a preprint's.
      var represented: [Int: Int] = [:]
      for position in 0..<original.relationCount {
        let (citing, cited) = original.relation(at: position)
        guard let place = acyclic.position(ofOriginalRelationAt: position) else {
          #expect(acyclic.dropped.contains(position) || acyclic.contracted.contains(position), "\(slow)")
          continue
        }
        if !acyclic.merged.contains(position) { represented[place, default: 0] += 1 }
        let found = graph.relation(at: place)
        let isFaithful =
          acyclic.originals(of: found.citing).contains(citing) && acyclic.originals(of: found.cited).contains(cited)
          && acyclic.isPreprint(found.cited) == acyclic.redirected.contains(position)
          && !acyclic.isPreprint(found.citing)
        if !isFaithful { Issue.record("relation \(position) became \(place): \(slow)") }
      }
      #expect(represented.values.allSatisfy { $0 == 1 }, "\(slow)")
      #expect(represented.count == graph.relationCount - acyclic.addedRelationCount, "\(slow)")
      let preprints = (0..<graph.relationCount).filter { acyclic.isPreprint(graph.relation(at: $0).citing) }
      #expect(preprints.count == acyclic.addedRelationCount, "\(slow)")
      #expect(Set(preprints).isDisjoint(with: represented.keys), "\(slow)")

      // Rows there and back.
      #expect(
        original.papers.allSatisfy { acyclic.originals(of: acyclic.row(ofOriginal: $0)).contains($0) }, "\(slow)")
      let isBack = graph.papers.allSatisfy { paper in
        acyclic.isPreprint(paper) || acyclic.originals(of: paper).allSatisfy { acyclic.row(ofOriginal: $0) == paper }
      }
      #expect(isBack, "\(slow)")
      let isSorted = graph.papers.allSatisfy { paper in
        let references = graph.references(of: paper)
        return zip(references, references.dropFirst()).allSatisfy { $0 < $1 }
      }
      #expect(isSorted, "\(slow)")
      if slow.isAcyclic {
        #expect(acyclic.touchedRelationCount == 0 && acyclic.addedRelationCount == 0, "\(slow)")
        #expect(graph.paperCount == original.paperCount, "\(slow)")
      }
    }
  }

  @Test func onlyBackwardRelationsInsideKnotsAreDropped() throws {
    for slow in Self.samples {
      let acyclic = try slow.graph.acyclicGraph(.dropBackward)
      let expected = slow.relations.enumerated().filter { _, relation in
        relation.cited > relation.citing && slow.isMutual(relation.citing, relation.cited)
      }
      #expect(Array(acyclic.dropped.positions) == expected.map(\.offset), "\(slow)")
    }
  }

  @Test func aCondensedGraphKeepsWhoReachesWhom() throws {
    for slow in SmallGraphs.random(100, seed: 51) {
      let acyclic = try slow.graph.acyclicGraph(.condense)
      for paper in slow.graph.papers {
        let below = acyclic.graph.reach(from: [acyclic.row(ofOriginal: paper)], towards: .ancestors).papers
        let reached = (below + [acyclic.row(ofOriginal: paper)]).flatMap { acyclic.originals(of: $0).map(\.row) }
        let expected = (0..<slow.count).filter { slow.isReachable($0, from: paper.row) }
        if slow.isAcyclic || expected.count > 0 { #expect(reached.sorted() == expected, "\(slow)") }
      }
    }
  }

  @Test func preprintsCiteWhatTheirPapersCiteOutsideTheKnot() throws {
    for slow in SmallGraphs.upToThree + SmallGraphs.random(300, seed: 52) {
      let acyclic = try slow.graph.acyclicGraph(.preprint)
      for row in 0..<slow.count {
        let paper = PaperIndex(row)
        let isKnotted = slow.cited[row].contains { slow.isMutual($0, row) }
        let preprint = acyclic.preprint(ofOriginal: paper)
        #expect((preprint != nil) == isKnotted, "\(slow)")
        guard let preprint else { continue }
        #expect(acyclic.isPreprint(preprint))
        #expect(preprint.row + 1 == acyclic.row(ofOriginal: paper).row, "\(slow)")
        let references = acyclic.graph.references(of: preprint)
        #expect(!references.contains(where: acyclic.isPreprint), "\(slow)")
        let outside = slow.cited[row].filter { !slow.isMutual($0, row) }
        #expect(references.flatMap { acyclic.originals(of: $0).map(\.row) } == outside, "\(slow)")
        let citers = acyclic.graph.citers(of: preprint).flatMap { acyclic.originals(of: $0).map(\.row) }
        #expect(citers == slow.reversed.cited[row].filter { slow.isMutual($0, row) }, "\(slow)")
      }
    }
  }

  @Test func knotsAreReported() throws {
    for slow in Self.samples {
      let knots = slow.knots.filter { $0.count > 1 }
      do throws(CycleError) {
        let acyclic = try slow.graph.acyclicGraph(.report)
        #expect(knots.isEmpty && acyclic.graph.relationCount == slow.relations.count, "\(slow)")
      } catch {
        #expect(error.knots.map(\.numbers).sorted { $0[0] < $1[0] } == knots, "\(slow)")
        #expect(error.examples.map { $0[0] } == error.knots.map { $0[0] }, "\(slow)")
        #expect(error.examples.sorted { $0[0] < $1[0] } == slow.graph.cycles(), "\(slow)")
        #expect(error.paperCount == knots.reduce(0) { $0 + $1.count })
      }
    }
  }

  @Test func theReportInWords() throws {
    // B cites A; C, D and E cite each other in a circle; F and G each other.
    let drawn = DrawnGraph("AB CD DE EC BC FG GF")
    let error = try #require(throws: CycleError.self) { try drawn.graph.acyclicGraph(.report) }
    #expect(error.description == "5 papers lie on cycles, in 2 knots, the largest of 3: rows 2 → 4 → 3 → 2")
    #expect(CycleError(knots: error.knots).description == "5 papers lie on cycles, in 2 knots, the largest of 3")
  }

  @Test func eachPolicyOnOneKnot() throws {
    // A is cited by B; B and C cite each other; D cites both.
    let drawn = DrawnGraph("AB BC CB BD CD")
    let rows = { (acyclic: AcyclicGraph) in
      acyclic.graph.papers.map { paper in
        (acyclic.isPreprint(paper) ? "preprint of " : "") + drawn.letters(Array(acyclic.originals(of: paper)))
      }
    }
    let relations = { (acyclic: AcyclicGraph) in
      let names = rows(acyclic)
      return (0..<acyclic.graph.relationCount).map { position in
        let (citing, cited) = acyclic.graph.relation(at: position)
        return "\(names[citing.row]) cites \(names[cited.row])"
      }
    }
    let dropped = try drawn.graph.acyclicGraph(.dropBackward)
    #expect(relations(dropped) == ["B cites A", "C cites B", "D cites B", "D cites C"])
    #expect(Array(dropped.dropped.positions) == [1])
    let condensed = try drawn.graph.acyclicGraph(.condense)
    #expect(relations(condensed) == ["BC cites A", "D cites BC"])
    #expect(Array(condensed.contracted.positions) == [1, 2])
    #expect(Array(condensed.merged.positions) == [4])
    let preprints = try drawn.graph.acyclicGraph(.preprint)
    #expect(rows(preprints) == ["A", "preprint of B", "B", "preprint of C", "C", "D"])
    #expect(
      relations(preprints) == [
        "preprint of B cites A", "B cites A", "B cites preprint of C", "C cites preprint of B", "D cites B",
        "D cites C",
      ])
    #expect(Array(preprints.redirected.positions) == [1, 2])
    #expect(preprints.addedRelationCount == 1)
  }

  @Test func relationsByPosition() {
    for slow in SmallGraphs.random(100, seed: 53) {
      let graph = slow.graph
      for (position, relation) in slow.relations.enumerated() {
        #expect(graph.relation(at: position) == (PaperIndex(relation.citing), PaperIndex(relation.cited)), "\(slow)")
      }
    }
  }

  @Test func setsOfRelations() {
    var generator = SplitMix64(seed: 54)
    for count in [0, 1, 63, 64, 65, 200] {
      let chosen = (0..<count).filter { _ in Bool.random(using: &generator) }
      let bits = BitSet(count: count)
      for position in chosen { _ = bits.insert(position) }
      let set = RelationSet(bits, relationCount: count)
      #expect(Array(set.positions) == chosen)
      #expect(set.count == chosen.count)
      #expect(set.isEmpty == chosen.isEmpty)
      #expect((0..<count).filter(set.contains) == chosen)
      #expect((set == RelationSet(noneOf: count)) == chosen.isEmpty)
    }
  }
}
