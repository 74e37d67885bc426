/// An analysis needs a graph without cycles and this one has some.
public struct CycleError: Error, Sendable, Equatable {
  /// The strongly connected components of more than one paper, cited ones first; each in row order.
  public let knots: [[PaperIndex]]

  /// Names the knots that stand in the way.
  public init(knots: [[PaperIndex]]) { self.knots = knots }
}
