/// Paths were to be counted where papers in between cite each other in cycles.
///
/// How many paths visit no paper twice is then too hard a question (#P-complete) to be answered.
public struct KnotsBetween: Error, Sendable, Equatable, CustomStringConvertible {
  /// The knots of cycles in between, cited ones first, each in row order.
  public let knots: [[PaperIndex]]

  public var description: String {
    let papers = knots.reduce(0) { $0 + $1.count }
    return
      "paths cannot be counted: \(papers) papers in between are in \(knots.count) knot\(knots.count == 1 ? "" : "s")"
      + " of cycles"
  }
}

extension CitationGraph {
  /// The number of paths from a citing paper down to one of its ancestors, exact; 1 from a paper to itself.
  ///
  /// Cycles elsewhere in the graph do no harm, nor do those that a path could enter only by coming back to the citing
  /// paper or going on from the ancestor.
  /// - Throws: ``KnotsBetween`` if papers in between form a cycle; ``paths(from:to:limit:)`` lists paths even so.
  /// - Complexity: What ``papersBetween(from:to:)`` takes, and O(*r* *w*) for *r* relations in between and numbers of
  ///   *w* words of 64 bits.
  public func pathCount(from citing: PaperIndex, to ancestor: PaperIndex) throws(KnotsBetween) -> ExactCount {
    guard let between = inBetween(from: citing, to: ancestor) else { return 0 }
    let components = between.stronglyConnectedComponents()
    guard components.isAcyclic else {
      throw KnotsBetween(knots: components.knots.map { $0.map { between.papers[$0.row] } })
    }
    // Numbers grow with the way to the ancestor: each paper's has words of its own, as many as it needs, end to end.
    var words: [UInt64] = []
    let places = Buffer<Int>(count: between.count)
    let lengths = Buffer<UInt32>(count: between.count)
    let end = between.number(of: ancestor)
    var sum: [UInt64] = []
    between.rows.withPointers { rows in
      for paper in components.papers {
        sum.removeAll(keepingCapacity: true)
        if paper.row == end { sum.append(1) }
        for cited in rows.columns(paper.row) {
          let (place, length) = (places[cited.row], Int(lengths[cited.row]))
          while sum.count < length { sum.append(0) }
          var carry = false
          for word in 0..<length {
            let (half, overflow) = sum[word].addingReportingOverflow(words[place + word])
            let (whole, more) = half.addingReportingOverflow(carry ? 1 : 0)
            sum[word] = whole
            carry = overflow || more
          }
          var word = length
          while carry {
            if word == sum.count { sum.append(0) }
            (sum[word], carry) = sum[word].addingReportingOverflow(1)
            word += 1
          }
        }
        places[paper.row] = words.count
        lengths[paper.row] = UInt32(sum.count)
        words += sum
      }
    }
    let start = between.number(of: citing)
    return ExactCount(words: words[places[start]..<places[start] + Int(lengths[start])])
  }
}
