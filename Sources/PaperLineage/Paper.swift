/// A paper's name in files and on the command line: lower-case letters, digits and hyphens, stable for ever.
public struct PaperID: RawRepresentable, Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  /// The id as text.
  public let rawValue: String

  /// Makes an id without looking at its form; ``isWellFormed`` tells whether it has the form of a corpus file's ids.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// Whether the id is made of words of lower-case ASCII letters and digits with single hyphens between them.
  public var isWellFormed: Bool {
    let words = rawValue.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    return words.allSatisfy { word in !word.isEmpty && word.allSatisfy { 97...122 ~= $0 || 48...57 ~= $0 } }
  }

  /// The well-formed id nearest to a text: its ASCII letters and digits, words joined by hyphens.
  package static func wellFormed(_ text: String) -> PaperID {
    let words = text.lowercased().split { !("a"..."z" ~= $0 && $0.isASCII || "0"..."9" ~= $0 && $0.isASCII) }
    return PaperID(rawValue: words.isEmpty ? "paper-1" : words.joined(separator: "-"))
  }

  public var description: String { rawValue }

  public static func < (lhs: PaperID, rhs: PaperID) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// One dated state of a paper: its listing, its preprint, its place in proceedings.
public struct PaperVersion: Hashable, Codable, Sendable {
  /// What the date is the date of.
  public var role: DateRole
  /// When.
  public var date: PublicationDate
  /// Where it appeared, if there is more to say than the role says: `ICLR 2024`.
  public var venue: String?

  /// Makes a version.
  public init(role: DateRole, date: PublicationDate, venue: String? = nil) {
    self.role = role
    self.date = date
    self.venue = venue
  }
}

/// A scholarly work: article, preprint, report, model card, blog post.
public struct Paper: Hashable, Codable, Sendable, Identifiable {
  /// The paper's stable name in its corpus.
  public var id: PaperID
  /// The exact title.
  public var title: String
  /// What people call it; shown in pictures. The title if nobody calls it anything else.
  public var name: String
  /// Other names and spellings, in any language.
  public var aliases: [String]
  /// The paper's dated versions, at most one of each role, in the order of ``DateRole``.
  public var versions: [PaperVersion]
  /// Who wrote it, in the order of the paper.
  public var authors: [PaperAuthor]
  /// Whether the source says that there are more authors than it names.
  public var hasMoreAuthors: Bool
  /// Who made it, the most important one first.
  public var organizations: [String]
  /// What the reading list says about who made it, word for word.
  public var listedOrganization: String?
  /// The id of the section it stands under.
  public var topic: String?
  /// Whether it is related to the reading list without being on it.
  public var isExternal: Bool
  /// Where it stands in print.
  public var publication: PaperPublication
  /// DOI, arXiv id and the like.
  public var identifiers: [PaperIdentifier]
  /// A page about it.
  public var link: String?
  /// Where its code is.
  public var code: String?
  /// What it did and what it changed, in a line or two.
  public var impact: String?
  /// Remarks on the record, such as what its source got wrong.
  public var notes: [String]
  /// The texts that came with it, for inference and reading; the title among them if its place is known.
  public var texts: [PaperText]
  /// What the record was taken from, as `file:line`.
  public var source: String?
  /// Where the record stands.
  public var place: SourcePlace?

  /// Makes a paper; `name` falls back to the title.
  public init(
    id: PaperID, title: String, name: String? = nil, aliases: [String] = [], versions: [PaperVersion] = [],
    authors: [PaperAuthor] = [], hasMoreAuthors: Bool = false, organizations: [String] = [],
    listedOrganization: String? = nil, topic: String? = nil, isExternal: Bool = false,
    publication: PaperPublication = PaperPublication(),
    identifiers: [PaperIdentifier] = [], link: String? = nil, code: String? = nil, impact: String? = nil,
    notes: [String] = [], texts: [PaperText] = [], source: String? = nil, place: SourcePlace? = nil
  ) {
    self.id = id
    self.title = title
    self.name = name ?? title
    self.aliases = aliases
    self.versions = versions
    self.authors = authors
    self.hasMoreAuthors = hasMoreAuthors
    self.organizations = organizations
    self.listedOrganization = listedOrganization
    self.topic = topic
    self.isExternal = isExternal
    self.publication = publication
    self.identifiers = identifiers
    self.link = link
    self.code = code
    self.impact = impact
    self.notes = notes
    self.texts = texts
    self.source = source
    self.place = place
  }

  /// The date that `choice` asks for, or `nil` if the paper has none such.
  public func date(_ choice: DateChoice) -> PublicationDate? {
    switch choice {
    case .role(let role): versions.first { $0.role == role }?.date
    case .earliest: earliestDate
    }
  }

  /// The date that `choice` asks for, else the earliest there is: for showing and for ordering.
  public func date(preferring choice: DateChoice) -> PublicationDate? {
    date(choice) ?? earliestDate
  }

  /// The earliest date; of dates that do not contradict each other, such as 2017 and 2017-06-12, the more precise one.
  private var earliestDate: PublicationDate? {
    versions.map(\.date).reduce(nil) { best, date in
      guard let best, !date.isCertainlyBefore(best) else { return date }
      return !best.isCertainlyBefore(date) && date.precision > best.precision ? date : best
    }
  }

  /// The abstract, if the paper came with one.
  public var abstract: String? {
    texts.first { $0.field == .abstract }?.text
  }

  /// The identifier of a scheme, if known.
  public func identifier(_ scheme: PaperIdentifier.Scheme) -> String? {
    identifiers.first { $0.scheme == scheme }?.value
  }

  /// The best address for a reader: the link, else the DOI or arXiv page. Only `http` and `https` addresses.
  public var address: String? {
    let candidates = [link] + identifiers.map(\.address)
    return candidates.compactMap { $0 }.first(where: PaperIdentifier.isWebAddress)
  }
}

/// A section of a reading list.
public struct Topic: Hashable, Codable, Sendable, Identifiable {
  /// The topic's id in its corpus.
  public var id: String
  /// What to show for it.
  public var label: String
  /// What to show for it in other languages, by language code: `["zh": "基座"]`.
  public var labels: [String: String]

  /// Makes a topic.
  public init(id: String, label: String, labels: [String: String] = [:]) {
    self.id = id
    self.label = label
    self.labels = labels
  }

  /// What to show in a language, given as a code such as `zh`.
  public func label(in language: String) -> String { labels[language] ?? label }
}

/// A place in a source file. Lines and columns count from 1, columns in Unicode scalars.
public struct SourcePlace: Hashable, Codable, Sendable, CustomStringConvertible {
  /// The file as it was named.
  public var file: String
  /// The line, from 1.
  public var line: Int
  /// The column, from 1, in Unicode scalars of the line.
  public var column: Int

  /// Makes a place.
  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `file:line:column`, as compilers write it.
  public var description: String { "\(file):\(line):\(column)" }
}
