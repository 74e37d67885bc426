/// What a citing paper does with the paper it cites, strongest tie first.
public enum RelationKind: String, Codable, Sendable, CaseIterable, Comparable {
  /// Is the next version of it (`cito:updates`).
  case updates
  /// Takes its idea further (`cito:extends`).
  case extends
  /// Was made from its artefact: fine-tuned from it, initialised with it (`prov:wasDerivedFrom`).
  case isDerivedFrom
  /// Applies a method it introduced (`cito:usesMethodIn`).
  case usesMethodIn
  /// Uses its data, benchmark or model as material (`cito:usesDataFrom`).
  case usesDataFrom
  /// Measures itself against it (no CiTO term; declared under `cito:discusses`).
  case comparesWith
  /// Refers to it, no more known (`cito:cites`).
  case cites

  /// Whether what grew out of the cited paper is told by this kind: the first four.
  public var bearsLineage: Bool {
    switch self {
    case .updates, .extends, .isDerivedFrom, .usesMethodIn: true
    case .usesDataFrom, .comparesWith, .cites: false
    }
  }

  /// The kinds that bear lineage, which `ancestors` follows unless told otherwise.
  public static let lineageBearing: [RelationKind] = allCases.filter(\.bearsLineage)

  public static func < (lhs: RelationKind, rhs: RelationKind) -> Bool { lhs.rank < rhs.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// Why a relation is believed.
public struct Evidence: Hashable, Codable, Sendable {
  /// Where a belief comes from.
  public enum Source: String, Codable, Sendable, CaseIterable {
    /// A person wrote it down.
    case curated
    /// A reference list names the paper.
    case referenceList
    /// A text mentions the paper.
    case mention
    /// The titles show two versions of one work.
    case titleVersion
  }

  /// Where the belief comes from.
  public var source: Source
  /// Where it is said: a section, a reference number.
  public var locator: String?
  /// A remark in words.
  public var note: String?
  /// Whether somebody checked it against the source; `nil` if nobody said.
  public var isVerified: Bool?
  /// How sure it is, 0 … 1.
  public var confidence: Double
  /// Where the evidence stands in the input.
  public var place: SourcePlace?
  /// For a mention: the words found, exactly.
  public var words: String?
  /// For a mention: the sentence they stand in.
  public var sentence: String?
  /// The rule that decided on the kind, by its name.
  public var rule: String?

  /// Makes evidence. Without a stated confidence, what nobody could verify counts 0.4 and everything else 1.
  public init(
    source: Source, locator: String? = nil, note: String? = nil, isVerified: Bool? = nil, confidence: Double? = nil,
    place: SourcePlace? = nil, words: String? = nil, sentence: String? = nil, rule: String? = nil
  ) {
    self.source = source
    self.locator = locator
    self.note = note
    self.isVerified = isVerified
    self.confidence = confidence ?? (isVerified == false ? 0.4 : 1)
    self.place = place
    self.words = words
    self.sentence = sentence
    self.rule = rule
  }
}

/// A relation of one kind from a citing to a cited paper, with the evidence for it.
public struct Relation: Hashable, Codable, Sendable {
  /// The later paper, which does the citing.
  public var citing: PaperID
  /// The earlier paper, which is cited.
  public var cited: PaperID
  /// What the citing paper does with the cited one.
  public var kind: RelationKind
  /// Why it is believed, best first.
  public var evidence: [Evidence]
  /// Where the relation stands in the input.
  public var place: SourcePlace?

  /// Makes a relation.
  public init(citing: PaperID, cited: PaperID, kind: RelationKind, evidence: [Evidence] = [], place: SourcePlace? = nil)
  {
    self.citing = citing
    self.cited = cited
    self.kind = kind
    self.evidence = evidence
    self.place = place
  }

  /// The confidence of the best evidence; 1 if no evidence was given.
  public var confidence: Double { evidence.map(\.confidence).max() ?? 1 }

  /// Whether some evidence was checked against its source.
  public var isVerified: Bool { evidence.contains { $0.isVerified == true } }
}
