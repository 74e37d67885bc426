/// An analysis needs a graph without cycles and this one has some.
public struct CycleError: Error, Sendable, Equatable {
  /// The strongly connected components of more than one paper, cited ones first; each in row order.
  public let knots: [[PaperIndex]]
  /// For each of ``knots`` a shortest cycle through its lowest row, from citing to cited, the last paper citing the
  /// first; empty where nobody looked for them.
  public let examples: [[PaperIndex]]

  /// Names the knots that stand in the way.
  public init(knots: [[PaperIndex]], examples: [[PaperIndex]] = []) {
    precondition(examples.isEmpty || examples.count == knots.count, "an example for every knot or for none")
    self.knots = knots
    self.examples = examples
  }

  /// How many papers lie on cycles.
  public var paperCount: Int { knots.reduce(0) { $0 + $1.count } }
}

extension CycleError: CustomStringConvertible {
  /// How many knots there are, how large the largest is, and a cycle of it by rows.
  public var description: String {
    guard let largest = knots.indices.max(by: { (knots[$0].count, $1) < (knots[$1].count, $0) }) else {
      return "no cycles"
    }
    let said = "\(paperCount) papers lie on cycles, in \(knots.count) knots, the largest of \(knots[largest].count)"
    guard !examples.isEmpty else { return said }
    let cycle = examples[largest]
    let rows = cycle.prefix(8).map { "\($0.row) → " }.joined() + (cycle.count > 8 ? "… → " : "")
    return said + ": rows \(rows)\(cycle[0].row)"
  }
}
