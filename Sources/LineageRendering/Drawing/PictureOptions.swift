public import PaperLineage

/// What a picture shows and how.
public struct PictureOptions: Sendable {
  /// What becomes of works outside the reading list.
  public enum Externals: String, Sendable, CaseIterable {
    /// They are left out, and the caption says so.
    case none
    /// They stand in columns before the time axis.
    case column
    /// They stand on the time axis like the others, drawn apart by their outline.
    case axis
  }

  /// Which date of a paper counts; `nil` for the corpus's choice.
  public var dateChoice: DateChoice?
  /// What becomes of works outside the reading list.
  public var externals: Externals
  /// The kinds of relations that are drawn.
  public var kinds: Set<RelationKind>
  /// Whether the picture is of a path: stretches of time without papers are folded, and plain citations are drawn as
  /// plainly as what bears lineage.
  public var showsPath: Bool
  /// The language of labels.
  public var language: Language
  /// Where the papers are a selection, which ``Picture/init(_:options:)-(CorpusSelection,_)`` says: its bridges and what
  /// it leaves out. The papers drawn are those of the corpus that is given with the options.
  public var selection: CorpusSelection?

  /// Makes options.
  public init(
    dateChoice: DateChoice? = nil, externals: Externals = .none, kinds: Set<RelationKind> = Set(RelationKind.allCases),
    showsPath: Bool = false, language: Language = .english
  ) {
    self.dateChoice = dateChoice
    self.externals = externals
    self.kinds = kinds
    self.showsPath = showsPath
    self.language = language
  }
}
