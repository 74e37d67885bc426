public import PaperLineage

/// What a picture shows and how.
public struct PictureOptions: Sendable {
  /// What becomes of works outside the reading list.
  public enum Externals: String, Sendable, CaseIterable {
    /// They are left out, and the caption says so.
    case none
    /// They stand in columns before the time axis; in layouts without one, among the others.
    case column
    /// They stand on the time axis like the others, drawn apart by their outline.
    case axis
  }

  /// How papers are placed.
  public enum Layout: String, Sendable, CaseIterable {
    /// By date from left to right, a lane for each topic.
    case timeline
    /// In columns by generation: the paper asked for in the middle, its ancestors at the left, its descendants at the
    /// right. Needs a ``PictureOptions/focus``.
    case generations
    /// As a tree from left to right, without dates: a paper stands right of what it builds on (Graphviz's `dot`).
    case tree
    /// In rings around the paper asked for, or else the root with the most relations (Graphviz's `twopi`).
    case radial
    /// By stress: papers stand as far from each other as there are relations between them (Graphviz's `neato`, and
    /// `sfdp` for large pictures).
    case force

    /// Whether Graphviz places the papers.
    var isMadeByGraphviz: Bool { self == .tree || self == .radial || self == .force }
  }

  /// A paper whose ancestors and descendants alone are shown.
  public struct Focus: Sendable, Equatable {
    /// The paper.
    public var paper: PaperID
    /// How many generations are shown in both directions; `nil` for all.
    public var maximumGeneration: Int?

    /// Makes a focus.
    public init(on paper: PaperID, maximumGeneration: Int? = nil) {
      self.paper = paper
      self.maximumGeneration = maximumGeneration
    }
  }

  /// Which date of a paper counts; `nil` for the corpus's choice.
  public var dateChoice: DateChoice?
  /// What becomes of works outside the reading list.
  public var externals: Externals
  /// The kinds of relations that are drawn.
  public var kinds: Set<RelationKind>
  /// How papers are placed; `nil` for generations around a focus, and else the timeline.
  public var layout: Layout?
  /// The paper whose ancestors and descendants alone are shown; `nil` to show all.
  public var focus: Focus?
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
    layout: Layout? = nil, focus: Focus? = nil, showsPath: Bool = false, language: Language = .english
  ) {
    self.dateChoice = dateChoice
    self.externals = externals
    self.kinds = kinds
    self.layout = layout
    self.focus = focus
    self.showsPath = showsPath
    self.language = language
  }
}
