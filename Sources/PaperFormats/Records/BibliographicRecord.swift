public import PaperLineage

/// What a bibliography says of one work, before records of the same work are joined.
public struct BibliographicRecord: Sendable, Equatable {
  /// The work: title, authors, dates, identifiers, texts, and the place of the record. Its id is empty.
  public var paper: Paper
  /// What the work is called inside its file: a cite key, a number, the id of a node. It names nothing in other files.
  public var localKeys: [String]
  /// The works it refers to.
  public var references: [CitedReference]
  /// Works that refer to it, where a source tells that.
  public var citers: [CitedReference]
  /// How many references the source says that it has, whether it lists them or not.
  public var declaredReferenceCount: Int?

  /// Joins what was read.
  public init(
    paper: Paper, localKeys: [String] = [], references: [CitedReference] = [],
    citers: [CitedReference] = [], declaredReferenceCount: Int? = nil
  ) {
    self.paper = paper
    self.localKeys = localKeys
    self.references = references
    self.citers = citers
    self.declaredReferenceCount = declaredReferenceCount
  }
}

/// What a record says of another work that it refers to: any part may be missing.
public struct CitedReference: Sendable, Equatable {
  /// DOI and the like.
  public var identifiers: [PaperIdentifier]
  /// What the work is called inside the same file, or inside ``localKeyFile``.
  public var localKey: String?
  /// The file in which the key names the work, if it is another one: files of one ecosystem know each other's names.
  public var localKeyFile: String?
  /// The title.
  public var title: String?
  /// The family name of the first author, or the name of a body.
  public var firstAuthor: String?
  /// The year of publication.
  public var year: Int?
  /// The journal or book, often abbreviated.
  public var venue: String?
  /// The volume.
  public var volume: String?
  /// The first page, or the article number.
  public var firstPage: String?
  /// The reference as it stands in the source.
  public var text: String?
  /// What the record does with the work.
  public var kind: RelationKind
  /// How sure the source is, 0 … 1, if it says so.
  public var confidence: Double?
  /// Sentences in which the record mentions the work.
  public var contexts: [String]
  /// Which one it is in the list of references: `reference 12`.
  public var locator: String?
  /// Where the reference stands.
  public var place: SourcePlace?

  /// Joins what was read.
  public init(
    identifiers: [PaperIdentifier] = [], localKey: String? = nil, title: String? = nil, firstAuthor: String? = nil,
    year: Int? = nil, venue: String? = nil, volume: String? = nil, firstPage: String? = nil, text: String? = nil,
    kind: RelationKind = .cites, confidence: Double? = nil, contexts: [String] = [], locator: String? = nil,
    place: SourcePlace? = nil
  ) {
    self.identifiers = identifiers
    self.localKey = localKey
    self.title = title
    self.firstAuthor = firstAuthor
    self.year = year
    self.venue = venue
    self.volume = volume
    self.firstPage = firstPage
    self.text = text
    self.kind = kind
    self.confidence = confidence
    self.contexts = contexts
    self.locator = locator
    self.place = place
  }
}

/// What came out of reading the bibliography in one file.
public struct RecordReading: Sendable {
  /// The file as it was named.
  public var file: String
  /// What the file is.
  public var format: BibliographyFormat
  /// The works, in the order of the file.
  public var records: [BibliographicRecord]
  /// Records that could not be read, as they stand, with the reason.
  public var unread: [UnreadBlock]
  /// Text between records that belongs to none, such as comments; kept so that nothing is dropped in silence.
  public var ignored: [UnreadBlock]
  /// What was odd about what was read.
  public var diagnostics: [Diagnostic]

  /// Joins what was read.
  public init(
    file: String, format: BibliographyFormat, records: [BibliographicRecord] = [], unread: [UnreadBlock] = [],
    ignored: [UnreadBlock] = [], diagnostics: [Diagnostic] = []
  ) {
    self.file = file
    self.format = format
    self.records = records
    self.unread = unread
    self.ignored = ignored
    self.diagnostics = diagnostics
  }

  /// How many records the file holds: those read and those that could not be.
  public var recordCount: Int { records.count + unread.count }
}

/// A bibliography's format, told by its content.
public enum BibliographyFormat: String, Sendable, Codable, CaseIterable {
  case bibtex, ris, csl, openAlex, semanticScholar, crossref, arxiv, webOfScience, scopus, nbib, pubmedXML
  /// A table with a line of column names that says what papers are called.
  case table
  /// A list of citations: two identifiers a line.
  case edgeList
  case openCitations, pajek, graphML, gexf, gml, jsonGraph, dot, vosviewer, ecosystemGraphs
  /// A corpus file or a reading list of ours.
  case corpus, readingList

  /// What it is called.
  public var name: String {
    switch self {
    case .bibtex: "BibTeX"
    case .ris: "RIS"
    case .csl: "CSL-JSON"
    case .openAlex: "OpenAlex"
    case .semanticScholar: "Semantic Scholar"
    case .crossref: "Crossref"
    case .arxiv: "arXiv Atom"
    case .webOfScience: "Web of Science"
    case .scopus: "Scopus CSV"
    case .nbib: "PubMed nbib"
    case .pubmedXML: "PubMed XML"
    case .table: "table"
    case .edgeList: "list of citations"
    case .openCitations: "OpenCitations CSV"
    case .pajek: "Pajek"
    case .graphML: "GraphML"
    case .gexf: "GEXF"
    case .gml: "GML"
    case .jsonGraph: "JSON Graph Format"
    case .dot: "DOT"
    case .vosviewer: "VOSviewer JSON"
    case .ecosystemGraphs: "Ecosystem Graphs"
    case .corpus: "corpus file"
    case .readingList: "reading list"
    }
  }
}
