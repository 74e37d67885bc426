/// Somebody who wrote a paper: a person by the parts of the name, or a body by its whole name.
public struct PaperAuthor: Hashable, Sendable {
  /// The family name without particle; of a body, the whole name.
  public var family: String
  /// The given names or their initials.
  public var given: String?
  /// What stands before the family name and is not capitalised: `van der`.
  public var particle: String?
  /// What stands behind it: `Jr.`
  public var suffix: String?
  /// Whether the author is a body, or a name that must not be taken apart.
  public var isLiteral: Bool

  /// Makes a person.
  public init(family: String, given: String? = nil, particle: String? = nil, suffix: String? = nil) {
    self.family = family
    self.given = given.flatMap { $0.isEmpty ? nil : $0 }
    self.particle = particle.flatMap { $0.isEmpty ? nil : $0 }
    self.suffix = suffix.flatMap { $0.isEmpty ? nil : $0 }
    isLiteral = false
  }

  /// Makes a body, such as an organisation or a working group.
  public init(literal name: String) {
    family = name
    isLiteral = true
  }

  /// The name as people read it: `Laurens van der Maaten`.
  public var displayName: String {
    let parts = [given, particle, family].compactMap { $0 }.joined(separator: " ")
    return suffix.map { parts + ", " + $0 } ?? parts
  }
}

extension PaperAuthor: LosslessStringConvertible, Codable {
  /// The name as BibTeX writes it: `van der Maaten, Laurens`, `King, Jr., Martin Luther`; a body in braces.
  public var description: String {
    if isLiteral { return "{\(family)}" }
    let last = [particle, family].compactMap { $0 }.joined(separator: " ")
    // One word is a family name, and braces would say that it is a body; a comma says that it is not.
    return ([last] + [suffix, given].compactMap { $0 }).joined(separator: ", ")
  }

  /// Reads what ``description`` writes: parts between commas, the family name first, small words before it the particle.
  ///
  /// A text without a comma is one name as it stands, a body's in braces or a person's family name.
  public init?(_ text: String) {
    let text = text.spacedByOne
    guard !text.isEmpty else { return nil }
    if text.hasPrefix("{"), text.hasSuffix("}") {
      let name = String(text.dropFirst().dropLast()).spacedByOne
      guard !name.isEmpty else { return nil }
      self.init(literal: name)
      return
    }
    let parts = text.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false).map {
      String($0).spacedByOne
    }
    let words = parts[0].split(separator: " ")
    let isSmall: (Substring) -> Bool = { $0.first?.isLowercase == true }
    let particle = words.count > 1 ? words.prefix { isSmall($0) } : []
    let family = words.dropFirst(particle.count == words.count ? 0 : particle.count).joined(separator: " ")
    guard !family.isEmpty else { return nil }
    self.init(
      family: family, given: parts.count > 2 ? parts[2] : parts.count > 1 ? parts[1] : nil,
      particle: particle.count == words.count ? nil : particle.joined(separator: " "),
      suffix: parts.count > 2 ? parts[1] : nil)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let author = PaperAuthor(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no name: \(text)")
    }
    self = author
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// What sort of work a paper is, by the words of the Citation Style Language.
public enum WorkType: String, Codable, Sendable, CaseIterable {
  case article = "article-journal"
  case conferencePaper = "paper-conference"
  case preprint = "article"
  case book
  case chapter
  case proceedings = "collection"
  case thesis
  case report
  case dataset
  case software
  case webpage
  case post
  case patent
  case standard
  case manuscript
  case document
}

/// Where a paper stands in print.
public struct PaperPublication: Hashable, Codable, Sendable {
  /// What sort of work it is.
  public var type: WorkType?
  /// The journal, the proceedings or the book it is in.
  public var venue: String?
  /// The volume of the venue.
  public var volume: String?
  /// The issue of the volume.
  public var issue: String?
  /// The pages, as `first-last`, or an article number.
  public var pages: String?
  /// Who published it.
  public var publisher: String?
  /// The language it is written in, as a code such as `en`.
  public var language: String?
  /// Words that its authors or an index gave it.
  public var keywords: [String]
  /// Whether the source says that it was retracted.
  public var isRetracted: Bool

  /// Makes details; all of them may be missing.
  public init(
    type: WorkType? = nil, venue: String? = nil, volume: String? = nil, issue: String? = nil, pages: String? = nil,
    publisher: String? = nil, language: String? = nil, keywords: [String] = [], isRetracted: Bool = false
  ) {
    self.type = type
    self.venue = venue
    self.volume = volume
    self.issue = issue
    self.pages = pages
    self.publisher = publisher
    self.language = language
    self.keywords = keywords
    self.isRetracted = isRetracted
  }

  /// The first page, or the article number.
  public var firstPage: String? {
    pages.flatMap { pages in
      let first = pages.prefix { !"-–—,; ".contains($0) }
      return first.isEmpty ? nil : String(first)
    }
  }
}
