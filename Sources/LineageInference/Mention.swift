public import PaperLineage

/// A place in a text where a work is named.
public struct Mention: Sendable, Equatable, Codable {
  /// The paper in whose text it stands.
  public var paper: PaperID
  /// The work that is named.
  public var target: PaperID
  /// Which of the paper's texts.
  public var field: PaperText.Field
  /// The words found, as they stand there.
  public var words: String
  /// Where they stand in the text, in Unicode scalars.
  public var range: Range<Int>
  /// Where they stand in the input, if that is known.
  public var place: SourcePlace?
  /// How sure it is that the work is meant, 0 … 1.
  public var confidence: Double

  /// Whether the paper speaks of itself.
  public var isSelf: Bool { paper == target }
}
