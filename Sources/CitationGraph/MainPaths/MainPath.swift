/// The main path of a graph: the relations that carry the most, from sources to sinks.
///
/// With ties, or with several key routes, it is a network of paths rather than one.
public struct MainPath: Sendable, Equatable {
  /// A relation of the main path.
  public struct Relation: Sendable, Hashable {
    public let citing: PaperIndex
    public let cited: PaperIndex
    public let weight: ExactCount

    public init(citing: PaperIndex, cited: PaperIndex, weight: ExactCount) {
      self.citing = citing
      self.cited = cited
      self.weight = weight
    }
  }

  /// The weight of relations that was used.
  public let weight: PathWeight
  /// The relations, by citing and then cited row. Empty if the graph has none, or none that was asked for.
  public let relations: [Relation]
  /// The papers of the relations, in row order.
  public let papers: [PaperIndex]
  /// How many paths from a source to a sink the relations make up.
  public let pathCount: ExactCount
  /// How many there are when all ties are followed; more than ``pathCount`` if ties were broken.
  public let tiedPathCount: ExactCount
  /// The sum of weights along the lightest of the paths.
  public let leastSum: ExactCount
  /// The sum of weights along the heaviest of the paths. For the global main path all have this sum.
  public let greatestSum: ExactCount
}
