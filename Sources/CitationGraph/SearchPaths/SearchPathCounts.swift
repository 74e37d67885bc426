/// The exact weights of all relations of a graph without cycles, kept as their two factors.
///
/// A weight is the product of what arrives at the cited paper and what leaves the citing one, so two columns of *p*
/// numbers hold *r* weights. Numbers are as wide as the largest needs, in words of 64 bits; nothing is rounded.
public struct SearchPathCounts: Sendable {
  /// Which weight it is.
  public let weight: PathWeight
  /// For each row, what arrives at a paper: for ``PathWeight/searchPathCount`` the paths from a source to it, and so on
  /// as ``PathWeight`` says.
  public let arriving: ExactCountColumn
  /// For each row, what leaves a paper.
  public let leaving: ExactCountColumn
  /// What the weights are divided by to normalise them.
  ///
  /// For SPC, SPLC and SPNP the total flow: the number of all paths that the weight counts, with those of a single
  /// paper (one that is both a start and an end). For NPPC the number of pairs of papers joined by a path. For
  /// ``PathWeight/unit`` the number of relations.
  public let total: ExactCount
  /// The graph the relations are of.
  public let graph: CitationGraph
  /// The topological order, cited first.
  let order: StrongComponents

  /// The width of each number in words of 64 bits.
  public var wordsPerCount: Int { arriving.wordsPerCount }

  /// The weight of the relation from `citing` to `cited`. Traps if there is none. O(log *d*) for *d* references.
  public func weight(citing: PaperIndex, cited: PaperIndex) -> ExactCount {
    precondition(graph.relationPosition(citing: citing, cited: cited) != nil, "no relation of this graph")
    return product(citing: citing, cited: cited)
  }

  /// The paths through a paper, or for NPPC the pairs: what arrives at it times what leaves it.
  public func weight(through paper: PaperIndex) -> ExactCount { arriving[paper.row] * leaving[paper.row] }

  func product(citing: PaperIndex, cited: PaperIndex) -> ExactCount { arriving[cited.row] * leaving[citing.row] }

  /// The weights of all relations, by position.
  ///
  /// - Complexity: O(*r* · *w*²) time and 8 *w* bytes a relation for *w* words a count.
  public func weights() -> ExactCountColumn {
    let width = wordsPerCount
    let products = Buffer<UInt64>(count: graph.relationCount * width)
    graph.references.withPointers { rows in
      arriving.words.withUnsafeBufferPointer { arriving in
        leaving.words.withUnsafeBufferPointer { leaving in
          guard let arriving = arriving.baseAddress, let leaving = leaving.baseAddress else { return }
          let products = products.base
          // Constant widths unroll.
          switch width {
          case 1: Self.multiply(rows, arriving, leaving, products, width: 1)
          case 2: Self.multiply(rows, arriving, leaving, products, width: 2)
          case 3: Self.multiply(rows, arriving, leaving, products, width: 3)
          case 4: Self.multiply(rows, arriving, leaving, products, width: 4)
          default: Self.multiply(rows, arriving, leaving, products, width: width)
          }
        }
      }
    }
    return ExactCountColumn(words: products.frozen(), wordsPerCount: width)
  }

  @inline(__always)
  private static func multiply(
    _ rows: RowPointers, _ arriving: UnsafePointer<UInt64>, _ leaving: UnsafePointer<UInt64>,
    _ products: UnsafeMutablePointer<UInt64>, width: Int
  ) {
    for row in 0..<rows.rowCount {
      for position in rows.range(row) {
        Words.multiply(
          arriving + rows.columns[position].row * width, leaving + row * width, into: products + position * width,
          width: width)
      }
    }
  }

  /// For each relation, by position, its weight divided by ``total``, within two units in the last place.
  public func normalizedWeights() -> Column<Double> {
    total == 0 ? Column(repeating: 0, count: graph.relationCount) : Column(weights().map { $0.ratio(to: total) })
  }

  /// The same in doubles, each number rounded once.
  public func approximated() -> ApproximateSearchPathCounts {
    ApproximateSearchPathCounts(
      weight: weight, arriving: Column(arriving.map(\.doubleValue)), leaving: Column(leaving.map(\.doubleValue)),
      weights: Column(weights().map(\.doubleValue)), total: total.doubleValue)
  }
}
