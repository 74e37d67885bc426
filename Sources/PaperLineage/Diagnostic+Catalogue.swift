extension Diagnostic.Code {
  /// What a code stands for, for those who look it up.
  public struct Explanation: Sendable, Equatable {
    /// How bad it is at most; a finding may be milder where its circumstances are.
    public let severity: Diagnostic.Severity
    /// What was found, in a few words.
    public let meaning: String
    /// What to do about it.
    public let remedy: String
  }

  /// What the code stands for.
  public var explanation: Explanation {
    switch self {
    case .syntax: .error("text that the format does not allow", "correct the line")
    case .unknownKey: .error("a key or attribute that means nothing", "use one of the known keys, or take it out")
    case .wrongType: .error("a value of another type", "write a text, a list or keys as the message says")
    case .badDate: .error("a date that is none", "write 2023, 2023-07 or 2023-07-18")
    case .badIdentifier: .error("an identifier that is none", "correct the DOI, arXiv id or number")
    case .badValue: .error("a value that cannot be used", "correct it, or take it out")
    case .missingTitle: .error("a paper without a title", "add its title")
    case .missingID: .error("a paper without an id", "add an id")
    case .badID: .error("an id of the wrong form", "use lower-case letters, digits and single hyphens")
    case .conflict: .error("records that contradict each other", "keep what is right in one of them")
    case .tooLarge: .error("more than can be read", "read a part of it")
    case .unreadableFile: .error("a file that could not be read", "correct the file, or leave it out")
    case .unreadRecord: .error("a record that could not be read", "correct the record")
    case .ignoredText: .note("text that belongs to no record", "nothing, unless a record was meant")
    case .unknownKind: .warning("a word that is no kind of relation", "use a kind of this program or a term of CiTO")
    case .duplicateID: .error("an id or key that stands twice", "give one of them another")
    case .unknownTopic: .error("a topic that is not declared", "declare it, or correct its name")
    case .danglingRelation: .error("a relation to what is not there", "add the paper, or correct its name")
    case .selfRelation: .error("a relation of a paper to itself", "remove it, or name the paper that is meant")
    case .duplicateRelation: .warning("a relation that is said twice", "keep the one with the better evidence")
    case .duplicateIdentifier: .error("two papers with one DOI or the like", "merge the two, or correct one")
    case .duplicateRecord: .warning("a work that stands twice in one file", "keep one of the records")
    case .likelyDuplicate: .warning("papers that are probably the same work", "merge them, or give both their DOI")
    case .ambiguousName: .error("a name of several papers", "keep it as the name of one of them")
    case .nameTwins: .error("names that differ by case or width only", "write one name in one way")
    case .cycle: .error("papers that cite each other in a circle", "correct what runs backward in time")
    case .olderCitesNewer: .warning("an older paper that cites a newer one", "check both dates and the direction")
    case .retracted: .warning("a paper that was retracted", "do not build on it; check what cites it")
    case .emptyReferences: .warning("a list of references that is empty", "export it again with cited references")
    case .incompleteReferences: .warning("a list of references that is cut", "get the rest from another source")
    case .unmatchedReferences: .note("references to papers not in the files", "add the papers that matter")
    case .undated: .warning("a paper without a date", "add its date")
    case .datesDisagree: .note("dates of several roles far apart", "choose with --date which of them counts")
    case .isolated: .note("a paper without any relation", "add what it builds on, if that is known")
    case .unverified: .note("a relation that nobody has checked", "look it up, then say “verified: true”")
    }
  }
}

extension Diagnostic.Code.Explanation {
  fileprivate static func error(_ meaning: String, _ remedy: String) -> Self {
    Self(severity: .error, meaning: meaning, remedy: remedy)
  }

  fileprivate static func warning(_ meaning: String, _ remedy: String) -> Self {
    Self(severity: .warning, meaning: meaning, remedy: remedy)
  }

  fileprivate static func note(_ meaning: String, _ remedy: String) -> Self {
    Self(severity: .note, meaning: meaning, remedy: remedy)
  }
}
