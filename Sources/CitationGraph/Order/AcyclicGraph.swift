/// A graph without cycles made from any graph, and an exact account of what that took.
///
/// Every relation of the original is in exactly one of these: ``dropped``, ``contracted``, ``merged``, ``redirected``,
/// or untouched. Each but the dropped and the contracted ones is represented by one relation of ``graph``, see
/// ``position(ofOriginalRelationAt:)``. An original without cycles is taken as it is, whatever the policy.
public struct AcyclicGraph: Sendable {
  /// The graph, without cycles.
  public let graph: CitationGraph
  /// The graph it was made from.
  public let original: CitationGraph
  /// How cycles were dealt with.
  public let policy: CyclePolicy

  /// The original's relations that are gone (``CyclePolicy/dropBackward``).
  public let dropped: RelationSet
  /// The original's relations inside of knots that became one paper (``CyclePolicy/condense``).
  public let contracted: RelationSet
  /// The original's relations that join two papers which an earlier relation joins already, once knots are one paper
  /// (``CyclePolicy/condense``).
  public let merged: RelationSet
  /// The original's relations that run to the preprint of the paper they cite (``CyclePolicy/preprint``).
  public let redirected: RelationSet
  /// How many relations of ``graph`` are none of the original's: those of preprints.
  public let addedRelationCount: Int

  private let places: Places

  /// Where the papers of the original are.
  private enum Places {
    case same
    case components(StrongComponents)
    /// For each row of the graph the original paper, and for each original paper its row.
    case preprints(originals: Column<PaperIndex>, rows: Column<PaperIndex>)
  }

  /// How many of the original's relations were touched in any way.
  public var touchedRelationCount: Int { dropped.count + contracted.count + merged.count + redirected.count }

  /// The row that stands for a paper of the original: its knot's, or that of the published version. O(1).
  public func row(ofOriginal paper: PaperIndex) -> PaperIndex {
    precondition(paper.row < original.paperCount, "no row of the original")
    return switch places {
    case .same: paper
    case .components(let components): PaperIndex(components.number(of: paper))
    case .preprints(_, let rows): rows[paper.row]
    }
  }

  /// The original's papers that a row of ``graph`` stands for: one, or those of a knot in row order. O(1).
  public func originals(of paper: PaperIndex) -> Column<PaperIndex> {
    precondition(paper.row < graph.paperCount, "no row of this graph")
    return switch places {
    case .same: Column(repeating: paper, count: 1)
    case .components(let components): components[paper.row]
    case .preprints(let originals, _): originals.run(paper.row..<paper.row + 1)
    }
  }

  /// Whether a row of ``graph`` is the preprint of a paper rather than the paper. O(1).
  public func isPreprint(_ paper: PaperIndex) -> Bool {
    precondition(paper.row < graph.paperCount, "no row of this graph")
    guard case .preprints(let originals, let rows) = places else { return false }
    return rows[originals[paper.row].row] != paper
  }

  /// The row of the preprint of a paper of the original, or `nil` if it has none. O(1).
  public func preprint(ofOriginal paper: PaperIndex) -> PaperIndex? {
    let row = row(ofOriginal: paper)
    // A preprint stands right before its paper.
    guard row.row > 0, case .preprints(let originals, _) = places, originals[row.row - 1] == paper else { return nil }
    return PaperIndex(row.row - 1)
  }

  /// The position in ``graph`` of the relation that represents one of the original's, or `nil` if none does, as it was
  /// dropped or contracted. O(log *p*).
  public func position(ofOriginalRelationAt position: Int) -> Int? {
    let relation = original.relation(at: position)
    if case .same = places, touchedRelationCount == 0 { return position }
    if dropped.contains(position) || contracted.contains(position) { return nil }
    let cited = redirected.contains(position) ? preprint(ofOriginal: relation.cited) : row(ofOriginal: relation.cited)
    return cited.flatMap { graph.relationPosition(citing: row(ofOriginal: relation.citing), cited: $0) }
  }
}

extension CitationGraph {
  /// The graph made acyclic.
  ///
  /// - Parameters:
  ///   - policy: What becomes of cycles.
  ///   - components: The components of this graph if they are known; `nil` to find them.
  /// - Complexity: O(*p* + *r*) time and space; for ``CyclePolicy/condense`` see ``condensation(components:)``.
  /// - Throws: ``CycleError`` if there are cycles and the policy is ``CyclePolicy/report``.
  public func acyclicGraph(
    _ policy: CyclePolicy, components: StrongComponents? = nil
  ) throws(CycleError) -> AcyclicGraph {
    let components = components ?? stronglyConnectedComponents()
    precondition(components.papers.count == paperCount, "components of this graph")
    if components.isAcyclic { return AcyclicGraph(untouched: self, policy) }
    switch policy {
    case .report:
      throw CycleError(knots: components.knots.map(Array.init), examples: shortestCycles(of: components))
    case .dropBackward: return AcyclicGraph(droppingBackwardRelationsOf: self, components)
    case .condense: return AcyclicGraph(condensing: self, components)
    case .preprint: return AcyclicGraph(addingPreprintsTo: self, components)
    }
  }
}

extension AcyclicGraph {
  fileprivate init(untouched original: CitationGraph, _ policy: CyclePolicy) {
    self.init(graph: original, original: original, policy: policy, places: .same)
  }

  private init(
    graph: CitationGraph, original: CitationGraph, policy: CyclePolicy, places: Places, dropped: RelationSet? = nil,
    contracted: RelationSet? = nil, merged: RelationSet? = nil, redirected: RelationSet? = nil,
    addedRelationCount: Int = 0
  ) {
    let none = RelationSet(noneOf: original.relationCount)
    (self.graph, self.original, self.policy, self.places) = (graph, original, policy, places)
    self.dropped = dropped ?? none
    self.contracted = contracted ?? none
    self.merged = merged ?? none
    self.redirected = redirected ?? none
    self.addedRelationCount = addedRelationCount
  }

  fileprivate init(droppingBackwardRelationsOf original: CitationGraph, _ components: StrongComponents) {
    let dropped = BitSet(count: original.relationCount)
    let kept = BitSet(count: original.relationCount)
    original.references.withPointers { rows in
      components.numbers.withUnsafeBufferPointer { numbers in
        for row in 0..<rows.rowCount {
          for position in rows.range(row) {
            let cited = rows.columns[position].row
            let isDropped = cited > row && numbers[cited] == numbers[row]
            _ = isDropped ? dropped.insert(position) : kept.insert(position)
          }
        }
      }
    }
    let graph = original.filtered(keeping: RelationSet(kept, relationCount: original.relationCount))
    self.init(
      graph: graph, original: original, policy: .dropBackward, places: .same,
      dropped: RelationSet(dropped, relationCount: original.relationCount))
  }

  fileprivate init(condensing original: CitationGraph, _ components: StrongComponents) {
    let condensation = original.condensation(components: components)
    let contracted = BitSet(count: original.relationCount)
    let merged = BitSet(count: original.relationCount)
    // For each component, the last one that was found to cite it, plus one.
    let lastCiting = Buffer<UInt32>(count: components.count)
    original.references.withPointers { rows in
      components.numbers.withUnsafeBufferPointer { numbers in
        for (component, members) in components.enumerated() {
          for member in members {
            for position in rows.range(member.row) {
              let cited = Int(numbers[rows.columns[position].row])
              if cited == component {
                _ = contracted.insert(position)
              } else if lastCiting[cited] == UInt32(component + 1) {
                _ = merged.insert(position)
              } else {
                lastCiting[cited] = UInt32(component + 1)
              }
            }
          }
        }
      }
    }
    self.init(
      graph: condensation.graph, original: original, policy: .condense, places: .components(components),
      contracted: RelationSet(contracted, relationCount: original.relationCount),
      merged: RelationSet(merged, relationCount: original.relationCount))
  }

  fileprivate init(addingPreprintsTo original: CitationGraph, _ components: StrongComponents) {
    let paperCount = original.paperCount
    // Numbers of papers in knots, and the rows once each preprint stands right before its paper.
    let isKnotted = BitSet(count: paperCount)
    for knot in components.knots {
      for paper in knot { _ = isKnotted.insert(paper.row) }
    }
    let rowOf = Buffer<PaperIndex>(count: paperCount)
    var rowCount = 0
    for row in 0..<paperCount {
      if isKnotted.contains(row) { rowCount += 1 }
      rowOf[row] = PaperIndex(rowCount)
      rowCount += 1
    }
    let originals = Buffer<PaperIndex>(count: rowCount)
    let offsets = Buffer<Int>(count: rowCount + 1)
    let redirected = BitSet(count: original.relationCount)
    // A preprint adds no more relations than its paper has.
    let columns = Buffer<PaperIndex>(count: 2 * original.relationCount)
    var end = 0
    var added = 0
    original.references.withPointers { rows in
      components.numbers.withUnsafeBufferPointer { numbers in
        for row in 0..<paperCount {
          let place = rowOf[row].row
          if isKnotted.contains(row) {
            originals[place - 1] = PaperIndex(row)
            for cited in rows.columns(row) where numbers[cited.row] != numbers[row] {
              columns[end] = rowOf[cited.row]
              end += 1
              added += 1
            }
            offsets[place] = end
          }
          originals[place] = PaperIndex(row)
          for position in rows.range(row) {
            let cited = rows.columns[position].row
            var target = rowOf[cited].row
            if numbers[cited] == numbers[row] {
              _ = redirected.insert(position)
              target -= 1
            }
            // Rows and their preprints keep the order of the original, so references stay sorted.
            columns[end] = PaperIndex(target)
            end += 1
          }
          offsets[place + 1] = end
        }
      }
    }
    let references = CompressedRows(offsets: offsets.frozen(), columns: columns.frozen(count: end))
    let graph = CitationGraph(
      references: references, citers: references.transposed(),
      duplicateRelationCount: original.duplicateRelationCount, selfRelationCount: original.selfRelationCount)
    self.init(
      graph: graph, original: original, policy: .preprint,
      places: .preprints(originals: originals.frozen(), rows: rowOf.frozen()),
      redirected: RelationSet(redirected, relationCount: original.relationCount), addedRelationCount: added)
  }
}
