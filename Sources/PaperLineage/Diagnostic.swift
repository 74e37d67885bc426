/// Something to say about the data: what, where, how bad, and what to do.
public struct Diagnostic: Hashable, Codable, Sendable {
  /// How bad it is.
  public enum Severity: String, Codable, Sendable, CaseIterable, Comparable {
    /// The data cannot be used as it is, or answers would be wrong.
    case error
    /// The data can be used; somebody should look.
    case warning
    /// Worth knowing.
    case note

    public static func < (lhs: Severity, rhs: Severity) -> Bool { lhs.rank < rhs.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  /// What was found, by a name that stays the same between releases.
  public enum Code: String, Codable, Sendable, CaseIterable {
    // Reading
    case syntax = "syntax"
    case unknownKey = "unknown-key"
    case wrongType = "wrong-type"
    case badDate = "bad-date"
    case badIdentifier = "bad-identifier"
    case badValue = "bad-value"
    case missingTitle = "missing-title"
    case missingID = "missing-id"
    case badID = "bad-id"
    case conflict = "conflict"
    case tooLarge = "too-large"
    case unreadableFile = "unreadable-file"
    case unreadRecord = "unread-record"
    case ignoredText = "ignored-text"
    case unknownKind = "unknown-kind"
    // Consistency
    case duplicateID = "duplicate-id"
    case unknownTopic = "unknown-topic"
    case danglingRelation = "dangling-relation"
    case selfRelation = "self-relation"
    case duplicateRelation = "duplicate-relation"
    case duplicateIdentifier = "duplicate-identifier"
    case duplicateRecord = "duplicate-record"
    case likelyDuplicate = "likely-duplicate"
    case ambiguousName = "ambiguous-name"
    case nameTwins = "name-twins"
    case cycle = "cycle"
    // Worth a look
    case olderCitesNewer = "older-cites-newer"
    case retracted = "retracted"
    case emptyReferences = "empty-references"
    case incompleteReferences = "incomplete-references"
    case unmatchedReferences = "unmatched-references"
    case undated = "undated"
    case datesDisagree = "dates-disagree"
    case isolated = "isolated"
    case unverified = "unverified"
  }

  /// How bad it is.
  public var severity: Severity
  /// What was found, as a stable name.
  public var code: Code
  /// What was found, in words.
  public var message: String
  /// What to do about it.
  public var remedy: String?
  /// Where it was found.
  public var place: SourcePlace?
  /// Other places that have to do with it: those of the other records, of the other relations of a circle.
  public var related: [SourcePlace]?
  /// The line at ``place``, if it is at hand.
  public var excerpt: String?

  /// Makes a diagnostic.
  public init(
    _ severity: Severity, _ code: Code, _ message: String, remedy: String? = nil, place: SourcePlace? = nil,
    related: [SourcePlace]? = nil, excerpt: String? = nil
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.remedy = remedy
    self.place = place
    self.related = related?.isEmpty == true ? nil : related
    self.excerpt = excerpt
  }

  /// The order in which diagnostics are shown: by file, line and column, those without a place last.
  public static func isInShownOrder(_ lhs: Diagnostic, _ rhs: Diagnostic) -> Bool {
    switch (lhs.place, rhs.place) {
    case (let left?, let right?):
      (left.file, left.line, left.column, lhs.severity, lhs.message)
        < (right.file, right.line, right.column, rhs.severity, rhs.message)
    case (_?, nil): true
    case (nil, _?): false
    case (nil, nil): (lhs.severity, lhs.message) < (rhs.severity, rhs.message)
    }
  }
}

/// The data cannot make a corpus; all that is wrong with it.
public struct InvalidCorpus: Error, Sendable, Equatable {
  /// Every fault found, in the order to show them; at least one is an error.
  public let diagnostics: [Diagnostic]

  /// Makes the error.
  public init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics.sorted(by: Diagnostic.isInShownOrder)
  }
}
