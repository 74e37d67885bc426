import Foundation
public import PaperLineage

/// A format that papers and relations are written in, for this program and for other tools.
///
/// What each holds and what it lacks is said by ``lacks``; ``ExportLoss`` counts it for a corpus.
public enum ExportFormat: String, CaseIterable, Sendable {
  /// A corpus file in YAML: everything but evidence that is not curated.
  case yaml
  /// The same values in JSON.
  case json
  /// BibTeX and biblatex. Relations are keys in a field `cites`, or in one with the name of their kind, which only this
  /// program reads.
  case bibtex
  /// RIS.
  case ris
  /// CSL-JSON.
  case csl
  /// Two tables of values between commas, papers and relations. A cell that a spreadsheet would take for a formula begins
  /// with an apostrophe.
  case csv
  /// GraphML. Relations run from the citing to the cited paper.
  case graphML = "graphml"
  /// GEXF 1.2, dynamic. A paper is there from the first day that its date allows; the date as it is known is an
  /// attribute.
  case gexf
  /// A network of Pajek, the kinds of relations as labels of arcs, and the years of the papers beside it. Titles that two
  /// papers share get the id behind them, as other tools take labels for ids.
  case pajek
  /// DOT, with arrows from the earlier to the later paper as in pictures, which an attribute of the graph says.
  case dot
  /// JSON Graph Format, version 2.
  case jsonGraph = "jgf"
  /// A map and network of VOSviewer. Topics are its clusters; a link runs from the citing to the cited paper, which
  /// VOSviewer does not show.
  case vosviewer
  /// Statements in Cypher that make a graph in Neo4j and others.
  case cypher
  /// Two tables for the bulk import of Neo4j; cells are as they are, since no spreadsheet reads them.
  case neo4j
  /// RDF in Turtle, with the terms of CiTO and FaBiO; `comparesWith` becomes `cito:discusses`.
  case turtle
  /// A flowchart in Mermaid from the earlier to the later paper, which readers of Markdown draw.
  case mermaid
  /// A list in Markdown for people.
  case markdown

  /// What it is called.
  public var name: String {
    switch self {
    case .yaml: "a corpus file in YAML"
    case .json: "a corpus file in JSON"
    case .bibtex: "BibTeX"
    case .ris: "RIS"
    case .csl: "CSL-JSON"
    case .csv: "CSV"
    case .graphML: "GraphML"
    case .gexf: "GEXF"
    case .pajek: "Pajek"
    case .dot: "DOT"
    case .jsonGraph: "the JSON Graph Format"
    case .vosviewer: "VOSviewer JSON"
    case .cypher: "Cypher"
    case .neo4j: "Neo4j's import"
    case .turtle: "Turtle"
    case .mermaid: "Mermaid"
    case .markdown: "Markdown"
    }
  }

  /// The endings of the names of its files, as they stand behind a name: of several files one for each.
  public var suffixes: [String] {
    switch self {
    case .csv, .neo4j: ["-papers.csv", "-relations.csv"]
    case .pajek: [".net", ".clu"]
    default: [".\(endings[0])"]
    }
  }

  /// The endings by which it is known, without the dot; the first one is its own. Several formats are JSON, and a bare `json` is
  /// a corpus file.
  public var endings: [String] {
    switch self {
    case .yaml: ["yaml", "yml"]
    case .json: ["json"]
    case .bibtex: ["bib", "bibtex"]
    case .ris: ["ris"]
    case .csl: ["csl.json", "csl"]
    case .csv: ["csv"]
    case .graphML: ["graphml"]
    case .gexf: ["gexf"]
    case .pajek: ["net"]
    case .dot: ["dot", "gv"]
    case .jsonGraph: ["jgf.json", "jgf"]
    case .vosviewer: ["vos.json", "vosviewer.json"]
    case .cypher: ["cypher", "cql"]
    case .neo4j: ["neo4j.csv"]
    case .turtle: ["ttl"]
    case .mermaid: ["mmd", "mermaid"]
    case .markdown: ["md", "markdown"]
    }
  }

  /// The format that the ending of a file tells, the longest ending first, and `nil` if it tells none.
  public init?(ofFileNamed name: String) {
    let lower = name.lowercased()
    let known = Self.allCases.flatMap { format in format.endings.map { (ending: $0, format: format) } }
    let told = known.filter { lower.hasSuffix(".\($0.ending)") }.max { $0.ending.utf8.count < $1.ending.utf8.count }
    guard let told else { return nil }
    self = told.format
  }

  /// Whether its relations have kinds, so that a chain through papers left out can stand among them marked as a bridge.
  public var holdsBridges: Bool {
    switch self {
    case .csv, .graphML, .gexf, .dot, .jsonGraph, .cypher, .neo4j, .mermaid: true
    case .yaml, .json, .bibtex, .ris, .csl, .pajek, .vosviewer, .turtle, .markdown: false
    }
  }

  /// The word for the kind of a bridge.
  static let bridgeKind = "bridge"
}

/// What a corpus may hold and a format may lack.
public enum ExportPart: Sendable, CaseIterable {
  case corpusTitle
  case relations, kinds, directions, sameRelations, confidence, evidence, furtherEvidence, unwrittenEvidence
  case names, aliases
  case dates, furtherDates, monthsAndDays, venuesOfDates
  case authors, orderOfAuthors, moreAuthors, organizations, furtherOrganizations, listedOrganizations
  case topics, topicLabels, external
  case types, venues, printDetails, languages, keywords, retractions
  case identifiers, links, code, impact, abstracts, notes, otherTexts, sources
  case distinctTypes, separatorsInKeywords, separateNotes

  /// What it is called behind “no”.
  var words: String {
    switch self {
    case .corpusTitle: "title of the whole"
    case .relations: "relations"
    case .kinds: "kinds of relations"
    case .directions: "directions of relations"
    case .sameRelations: "second relation of the same papers"
    case .confidence: "confidence of relations"
    case .evidence: "evidence of relations but its confidence"
    case .furtherEvidence: "second piece of evidence of a relation"
    case .unwrittenEvidence: "source, words and rule of evidence"
    case .names: "names that papers go by"
    case .aliases: "aliases"
    case .dates: "dates"
    case .furtherDates: "second date of a paper"
    case .monthsAndDays: "months and days of dates"
    case .venuesOfDates: "venues of single dates"
    case .authors: "authors"
    case .orderOfAuthors: "order of authors"
    case .moreAuthors: "word that there are more authors"
    case .organizations: "organizations"
    case .furtherOrganizations: "second organization, nor one beside a publisher"
    case .listedOrganizations: "organizations as a reading list has them"
    case .topics: "topics"
    case .topicLabels: "labels of topics"
    case .external: "word that a work is outside the reading list"
    case .types: "types of works"
    case .venues: "venues"
    case .printDetails: "volumes, issues, pages and publishers"
    case .languages: "languages"
    case .keywords: "keywords"
    case .retractions: "retractions"
    case .identifiers: "other identifiers"
    case .links: "addresses"
    case .code: "addresses of code"
    case .impact: "impact"
    case .abstracts: "abstracts"
    case .notes: "notes"
    case .otherTexts: "texts other than abstracts"
    case .sources: "sources of records"
    case .distinctTypes: "types of their own for such works"
    case .separatorsInKeywords: "signs in keywords that part them"
    case .separateNotes: "notes apart from each other"
    }
  }
}

extension ExportFormat {
  /// What graphs with attributes lack: the same for all of them.
  private static let lackedByGraphs: Set<ExportPart> = [
    .venuesOfDates, .listedOrganizations, .topicLabels, .otherTexts, .sources, .evidence,
  ]
  /// What formats lack that list what is in print.
  private static let lackedByBibliographies: Set<ExportPart> = [
    .corpusTitle, .confidence, .evidence, .aliases, .furtherDates, .venuesOfDates, .listedOrganizations, .topics,
    .topicLabels, .external, .retractions, .identifiers, .code, .impact, .otherTexts, .sources,
  ]

  /// What it cannot hold.
  public var lacks: Set<ExportPart> {
    switch self {
    case .yaml, .json: [.furtherEvidence, .unwrittenEvidence]
    case .bibtex: Self.lackedByBibliographies.union([.distinctTypes, .separatorsInKeywords, .separateNotes])
    case .ris: Self.lackedByBibliographies.union([.relations, .organizations])
    case .csl:
      Self.lackedByBibliographies.union([
        .relations, .moreAuthors, .furtherOrganizations, .separatorsInKeywords, .separateNotes,
      ])
    case .csv: Self.lackedByGraphs.subtracting([.evidence]).union([.corpusTitle, .furtherEvidence, .unwrittenEvidence])
    case .graphML, .gexf, .dot, .jsonGraph: Self.lackedByGraphs
    case .cypher, .neo4j: Self.lackedByGraphs.union([.corpusTitle])
    case .pajek:
      Set(ExportPart.allCases).subtracting([
        .distinctTypes, .separatorsInKeywords, .separateNotes,
        .corpusTitle, .relations, .kinds, .directions, .sameRelations, .dates, .furtherEvidence, .unwrittenEvidence,
        .orderOfAuthors, .moreAuthors, .furtherOrganizations, .topicLabels,
      ])
    case .vosviewer:
      Set(ExportPart.allCases).subtracting([
        .distinctTypes, .separatorsInKeywords, .separateNotes,
        .corpusTitle, .relations, .directions, .names, .dates, .authors, .orderOfAuthors, .moreAuthors, .venues,
        .topics, .topicLabels, .links, .furtherEvidence, .unwrittenEvidence, .furtherOrganizations,
      ])
    case .turtle:
      [
        .corpusTitle, .confidence, .evidence, .venuesOfDates, .moreAuthors, .listedOrganizations, .external,
        .retractions, .otherTexts, .sources,
      ]
    case .mermaid:
      Set(ExportPart.allCases).subtracting([
        .distinctTypes, .separatorsInKeywords, .separateNotes,
        .corpusTitle, .relations, .kinds, .directions, .sameRelations, .names, .dates, .monthsAndDays, .topics,
        .topicLabels, .external, .orderOfAuthors, .moreAuthors, .furtherOrganizations, .furtherEvidence,
        .unwrittenEvidence,
      ])
    case .markdown:
      Set(ExportPart.allCases).subtracting([
        .distinctTypes, .separatorsInKeywords, .separateNotes,
        .corpusTitle, .relations, .kinds, .directions, .sameRelations, .names, .dates, .authors, .orderOfAuthors,
        .moreAuthors, .venues, .links, .furtherEvidence, .unwrittenEvidence, .furtherOrganizations,
        .topics, .topicLabels, .impact, .monthsAndDays, .external,
      ])
    }
  }

  /// The registers whose identifiers it holds.
  fileprivate var schemes: Set<PaperIdentifier.Scheme> {
    switch self {
    case .yaml, .json, .csv, .graphML, .gexf, .dot, .jsonGraph, .cypher, .neo4j, .turtle:
      Set(PaperIdentifier.Scheme.allCases)
    case .bibtex: [.doi, .arxiv, .pmid, .pmcid, .isbn, .webOfScience, .corpusID]
    case .ris: [.doi, .arxiv, .pmid, .pmcid, .isbn, .webOfScience]
    case .csl: [.doi, .arxiv, .pmid, .pmcid, .isbn]
    case .vosviewer: [.doi]
    case .pajek, .mermaid, .markdown: []
    }
  }

  /// How many identifiers of a paper it holds no place for. Of each register it has one, but where it has them all.
  fileprivate func unheldIdentifierCount(of paper: Paper) -> Int {
    guard lacks.contains(.identifiers) else { return 0 }
    // It has the address that it links to, which tells the identifier.
    if self == .markdown { return paper.identifiers.count { $0.address == nil || $0.address != paper.address } }
    let all: Set<PaperIdentifier.Scheme> = self == .ris ? [.arxiv, .pmid, .isbn] : []
    var seen: Set<PaperIdentifier.Scheme> = []
    return paper.identifiers.count { identifier in
      guard schemes.contains(identifier.scheme) else { return true }
      if all.contains(identifier.scheme) { return false }
      return !seen.insert(identifier.scheme).inserted
    }
  }
}

/// Something that a format has no place for, and how much of it there is in a corpus.
public struct ExportLoss: Sendable, Equatable {
  /// What it is.
  public let part: ExportPart
  /// How many papers or relations have it; of dates, identifiers and evidence, how many there are.
  public let count: Int

  /// What is left out, in the words `RIS holds no relations: 192 left out`.
  ///
  /// - Parameter name: What the format is called.
  public func words(for name: String) -> String {
    let start = name.first.map { $0.uppercased() + name.dropFirst() } ?? name
    let outcome =
      switch part {
      case .kinds: "\(count) written as plain citations"
      case .directions: "\(count) written as links"
      case .sameRelations: "\(count) joined to another"
      case .orderOfAuthors: "\(count) papers with several written in any order"
      case .distinctTypes: "\(count) written as another"
      case .separatorsInKeywords: "\(count) keywords written without"
      case .separateNotes: "\(count) papers with several written as one"
      default: "\(count) left out"
      }
    return "\(start) holds no \(part.words): \(outcome)"
  }

  /// All that a format cannot hold of a corpus, as far as there is any of it.
  ///
  /// - Complexity: O(*p* + *r*) for *p* papers and *r* relations, for each part that it lacks.
  public static func losses(of corpus: Corpus, as format: ExportFormat) -> [ExportLoss] {
    var parts = format.lacks
    // Who is told that there are no relations need not hear that they have no kinds.
    if parts.contains(.relations) {
      parts.subtract([
        .kinds, .directions, .sameRelations, .confidence, .evidence, .furtherEvidence, .unwrittenEvidence,
      ])
    }
    if parts.contains(.evidence) { parts.subtract([.furtherEvidence, .unwrittenEvidence]) }
    if parts.contains(.authors) { parts.remove(.moreAuthors) }
    if parts.contains(.topics) { parts.remove(.topicLabels) }
    if parts.contains(.organizations) { parts.remove(.furtherOrganizations) }
    if parts.contains(.types) { parts.remove(.distinctTypes) }
    if parts.contains(.keywords) { parts.remove(.separatorsInKeywords) }
    if parts.contains(.notes) { parts.remove(.separateNotes) }
    return ExportPart.allCases.filter(parts.contains).compactMap { part in
      let count =
        switch part {
        case .identifiers: sum(corpus.papers, format.unheldIdentifierCount)
        // CSL-JSON has one note, BibTeX a note and an annotation.
        case .separateNotes: corpus.papers.count { $0.notes.count > (format == .bibtex ? 2 : 1) }
        case .separatorsInKeywords:
          sum(corpus.papers) { paper in
            paper.publication.keywords.count { keyword in
              keyword.contains { $0 == ";" || format == .csl && $0 == "," }
            }
          }
        default: self.count(part, in: corpus)
        }
      return count == 0 ? nil : ExportLoss(part: part, count: count)
    }
  }

  private static func sum(_ papers: [Paper], _ count: (Paper) -> Int) -> Int { papers.reduce(0) { $0 + count($1) } }

  private static func count(_ part: ExportPart, in corpus: Corpus) -> Int {
    func papers(_ has: (Paper) -> Bool) -> Int { corpus.papers.count(where: has) }
    func relations(_ has: (Relation) -> Bool) -> Int { corpus.relations.count(where: has) }
    return switch part {
    case .corpusTitle: corpus.title == nil ? 0 : 1
    case .relations, .directions: corpus.relations.count
    case .kinds: relations { $0.kind != .cites }
    case .sameRelations: corpus.relations.count - Set(corpus.relations.map { [$0.citing, $0.cited].sorted() }).count
    case .confidence: relations { $0.confidence != 1 }
    case .evidence:
      relations { relation in
        relation.evidence.contains {
          ![.curated, .referenceList].contains($0.source) || $0.locator != nil || $0.note != nil || $0.isVerified != nil
            || $0.words != nil
            || $0.sentence != nil
        }
      }
    case .furtherEvidence: corpus.relations.reduce(0) { $0 + max(0, $1.evidence.count - 1) }
    case .unwrittenEvidence:
      relations { relation in
        relation.evidence.first.map {
          $0.source != .curated || $0.words != nil || $0.sentence != nil || $0.rule != nil
        } ?? false
      }
    case .names: papers { $0.name != $0.title }
    case .aliases: papers { !$0.aliases.isEmpty }
    case .dates: papers { !$0.versions.isEmpty }
    case .furtherDates: sum(corpus.papers) { max(0, $0.versions.count - 1) }
    case .monthsAndDays: papers { $0.versions.contains { $0.date.month != nil } }
    case .venuesOfDates: sum(corpus.papers) { $0.versions.count { $0.venue != nil } }
    case .authors: papers { !$0.authors.isEmpty }
    case .orderOfAuthors: papers { $0.authors.count > 1 }
    case .moreAuthors: papers(\.hasMoreAuthors)
    case .organizations: papers { !$0.organizations.isEmpty }
    case .furtherOrganizations: papers { $0.organizations.count > ($0.publication.publisher == nil ? 1 : 0) }
    case .listedOrganizations: papers { $0.listedOrganization != nil }
    case .topics: papers { $0.topic != nil }
    case .topicLabels: corpus.topics.count { $0.label != $0.id || !$0.labels.isEmpty }
    case .external: papers(\.isExternal)
    case .types: papers { $0.publication.type != nil }
    case .venues: papers { $0.publication.venue != nil }
    case .printDetails:
      papers {
        $0.publication.volume != nil || $0.publication.issue != nil || $0.publication.pages != nil
          || $0.publication.publisher != nil
      }
    case .languages: papers { $0.publication.language != nil }
    case .keywords: papers { !$0.publication.keywords.isEmpty }
    case .retractions: papers(\.publication.isRetracted)
    case .identifiers: sum(corpus.papers) { $0.identifiers.count }
    case .links: papers { $0.link != nil }
    case .code: papers { $0.code != nil }
    case .impact: papers { $0.impact != nil }
    case .abstracts: papers { $0.abstract != nil }
    case .notes: papers { !$0.notes.isEmpty }
    case .otherTexts: papers { paper in paper.texts.contains { $0.field == .other } }
    case .sources: papers { $0.source != nil }
    // Posts are pages, and a preprint is told by its number of arXiv's.
    case .distinctTypes:
      papers { paper in
        paper.publication.type == .post || paper.publication.type == .preprint && paper.identifier(.arxiv) == nil
      }
    // What differs by format is counted there.
    case .separatorsInKeywords, .separateNotes: 0
    }
  }
}
