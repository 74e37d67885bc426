package import PaperLineage

/// The keys of a corpus file. `Data/corpus.schema.json` says the same for other programs, and a test holds the two
/// together.
package enum CorpusKeys {
  /// A key of the whole file.
  package enum File: String, CaseIterable {
    case title, date, topics, papers
    /// `title-zh` and the like.
    package static let translated = "title-"
  }

  /// A key of a topic.
  package enum Topic: String, CaseIterable {
    case label
    /// `label-zh` and the like.
    package static let translated = "label-"
  }

  /// A key of a paper, besides the kinds of relations.
  package enum Paper: String, CaseIterable {
    case id, title, name, aliases, authors
    case moreAuthors = "more-authors"
    case dates, organizations
    case listedOrganization = "listed-organization"
    case topic, external, type, venue, volume, issue, pages, publisher, language, keywords, retracted
    case doi, arxiv, pmid, pmcid, openalex, s2
    case corpusID = "corpus-id"
    case dblp, isbn, wos, scopus, link, code, impact, abstract, notes, source

    /// The register that the key names a paper in.
    package var scheme: PaperIdentifier.Scheme? { PaperIdentifier.Scheme(rawValue: rawValue) }
  }

  /// A key of a date that has more to it than the date.
  package enum Version: String, CaseIterable {
    case date, venue
  }

  /// A key of a relation with evidence.
  package enum Relation: String, CaseIterable {
    case paper
    case locator = "where"
    case verified, confidence, note
  }
}
