/// A text that came with a paper, and where each part of it stands in the input.
///
/// Inference looks for other papers' names in it, and evidence points back to the place.
public struct PaperText: Hashable, Codable, Sendable {
  /// What the text is.
  public enum Field: String, Codable, Sendable, CaseIterable {
    /// The title.
    case title
    /// What the paper changed, as an editor says it.
    case impact
    /// The abstract.
    case abstract
    /// Anything else that is said of the paper.
    case other
  }

  /// A stretch of the text that stands in one line of the input.
  public struct Run: Hashable, Codable, Sendable {
    /// Where the stretch begins in the text, in Unicode scalars from 0.
    public var offset: Int
    /// Where its first scalar stands; the following ones stand in the following columns.
    public var place: SourcePlace

    /// Makes a run.
    public init(offset: Int, place: SourcePlace) {
      self.offset = offset
      self.place = place
    }
  }

  /// What the text is.
  public var field: Field
  /// What the source calls it, where ``field`` does not say: `关键词`, `Authors`.
  public var label: String?
  /// The text, lines joined; a line feed stands between paragraphs.
  public var text: String
  /// Where its parts stand, in order; empty if nobody knows.
  public var runs: [Run]

  /// Makes a text.
  public init(field: Field, label: String? = nil, text: String, runs: [Run] = []) {
    self.field = field
    self.label = label
    self.text = text
    self.runs = runs
  }

  /// Where a part of the text stands that begins at a Unicode scalar, counted from 0, or `nil` if nobody knows.
  /// O(log *n*) for *n* runs.
  public func place(at offset: Int) -> SourcePlace? {
    var (low, high) = (0, runs.count)
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].offset <= offset { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let run = runs[low - 1]
    return SourcePlace(file: run.place.file, line: run.place.line, column: run.place.column + offset - run.offset)
  }
}
