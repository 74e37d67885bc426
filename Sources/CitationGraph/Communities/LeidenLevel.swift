/// An undirected weighted graph whose nodes are papers, or groups of papers of a finer one.
///
/// What is inside of a node does not count: it stays inside wherever the node goes.
struct LeidenLevel: ~Copyable {
  let nodeCount: Int
  /// `nodeCount + 1` positions.
  let offsets: Buffer<Int>
  let neighbors: Buffer<UInt32>
  /// The relations behind each neighbour; empty if that is one for all.
  let weights: Buffer<UInt32>
  /// What a node adds to its community's size as the quality sees it: ends of relations, or papers. Whole numbers, so
  /// that sums are exact in any order.
  let masses: Buffer<Double>

  /// The papers of a graph. A relation both ways is one.
  init(_ graph: CitationGraph, countingPapers: Bool) {
    // Twice the relations, one for each end, must fit a weight.
    precondition(graph.relationCount <= Int(Int32.max), "more relations than weights can count")
    let count = graph.paperCount
    let offsets = Buffer<Int>(count: count + 1)
    let neighbors = Buffer<UInt32>(count: 2 * graph.relationCount)
    let masses = Buffer<Double>(count: count)
    graph.references.withPointers { references in
      graph.citers.withPointers { citers in
        var filled = 0
        for row in 0..<count {
          var (left, right) = (references.offsets[row], citers.offsets[row])
          let (leftEnd, rightEnd) = (references.offsets[row + 1], citers.offsets[row + 1])
          while left < leftEnd, right < rightEnd {
            let (cited, citer) = (references.columns[left].rawValue, citers.columns[right].rawValue)
            neighbors[filled] = min(cited, citer)
            filled += 1
            if cited <= citer { left += 1 }
            if citer <= cited { right += 1 }
          }
          while left < leftEnd {
            neighbors[filled] = references.columns[left].rawValue
            (left, filled) = (left + 1, filled + 1)
          }
          while right < rightEnd {
            neighbors[filled] = citers.columns[right].rawValue
            (right, filled) = (right + 1, filled + 1)
          }
          offsets[row + 1] = filled
          masses[row] = countingPapers ? 1 : Double(filled - offsets[row])
        }
      }
    }
    self.init(
      nodeCount: count, offsets: offsets, neighbors: neighbors, weights: Buffer(count: 0), masses: masses)
  }

  init(
    nodeCount: Int, offsets: consuming Buffer<Int>, neighbors: consuming Buffer<UInt32>,
    weights: consuming Buffer<UInt32>, masses: consuming Buffer<Double>
  ) {
    self.nodeCount = nodeCount
    self.offsets = offsets
    self.neighbors = neighbors
    self.weights = weights
    self.masses = masses
  }

  /// The bare memory, valid while the level lives.
  var pointers: LeidenPointers {
    LeidenPointers(
      nodeCount: nodeCount, offsets: UnsafePointer(offsets.base), neighbors: UnsafePointer(neighbors.base),
      weights: weights.count == 0 ? nil : UnsafePointer(weights.base), masses: UnsafePointer(masses.base))
  }
}

/// The bare memory of a ``LeidenLevel``; positions are checked by nobody.
struct LeidenPointers {
  let nodeCount: Int
  let offsets: UnsafePointer<Int>
  let neighbors: UnsafePointer<UInt32>
  let weights: UnsafePointer<UInt32>?
  let masses: UnsafePointer<Double>

  /// How many ends relations have, if each neighbour is one.
  var endCount: Int { offsets[nodeCount] }
}
