/// A name of a paper in one of the world's registers, in normal form.
public struct PaperIdentifier: Hashable, Codable, Sendable {
  /// The register.
  public enum Scheme: String, Codable, Sendable, CaseIterable {
    /// Digital Object Identifier; lower case, beginning `10.`.
    case doi
    /// arXiv id, old or new style, without version.
    case arxiv
    /// The number of a record in PubMed.
    case pmid
    /// The number of a text in PubMed Central, beginning `PMC`.
    case pmcid
    /// A work of OpenAlex, beginning `W`.
    case openAlex = "openalex"
    /// A paper of Semantic Scholar: forty hexadecimal digits.
    case semanticScholar = "s2"
    /// The number of a paper in Semantic Scholar's corpus.
    case corpusID = "corpus-id"
    /// A record of DBLP, such as `conf/nips/VaswaniSPUJGKP17`.
    case dblp
    /// A book, as thirteen digits.
    case isbn
    /// A record of the Web of Science, beginning `WOS:` or with the name of another of its databases.
    case webOfScience = "wos"
    /// A record of Scopus, beginning `2-s2.0-`.
    case scopus

    /// What people call it.
    public var name: String {
      switch self {
      case .doi: "DOI"
      case .arxiv: "arXiv id"
      case .pmid: "PubMed id"
      case .pmcid: "PubMed Central id"
      case .openAlex: "OpenAlex id"
      case .semanticScholar: "Semantic Scholar id"
      case .corpusID: "Semantic Scholar corpus id"
      case .dblp: "DBLP key"
      case .isbn: "ISBN"
      case .webOfScience: "Web of Science id"
      case .scopus: "Scopus id"
      }
    }

    /// One in normal form, to show how they look.
    public var example: String {
      switch self {
      case .doi: "10.1000/182"
      case .arxiv: "“2307.09288” in quotes, or hep-th/9711200"
      case .pmid: "29456894"
      case .pmcid: "PMC5815332"
      case .openAlex: "W2741809807"
      case .semanticScholar: "649def34f8be52c8b66281af98ae884c09aef38b"
      case .corpusID: "215416146"
      case .dblp: "conf/nips/VaswaniSPUJGKP17"
      case .isbn: "9780262035613"
      case .webOfScience: "WOS:000345678900001"
      case .scopus: "2-s2.0-85041137337"
      }
    }
  }

  /// The register.
  public let scheme: Scheme
  /// The name in it, in normal form.
  public let value: String

  /// Brings a name into normal form: prefixes, addresses and versions are taken off. Fails if it has not the form of
  /// the register's names.
  public init?(_ scheme: Scheme, _ text: String) {
    let normal =
      switch scheme {
      case .doi: Self.normalizedDOI(text)
      case .arxiv: Self.normalizedArXiv(text)
      case .pmid:
        Self.number(text, after: ["pubmed.ncbi.nlm.nih.gov/", "www.ncbi.nlm.nih.gov/pubmed/", "pmid:"], digits: 1...9)
      case .pmcid:
        Self.number(
          text,
          after: ["www.ncbi.nlm.nih.gov/pmc/articles/", "pmc.ncbi.nlm.nih.gov/articles/", "pmcid:", "pmc"],
          digits: 1...9
        ).map { "PMC" + $0 }
      case .openAlex:
        Self.number(text, after: ["api.", "openalex.org/", "works/", "w"], digits: 1...12).map { "W" + $0 }
      case .semanticScholar:
        Self.tail(text, after: ["www.", "semanticscholar.org/paper/"]).flatMap { bare in
          bare.utf8.count == 40 && bare.allSatisfy { $0.isASCII && $0.isHexDigit } ? bare : nil
        }
      case .corpusID: Self.number(text, after: ["api.semanticscholar.org/", "corpusid:"], digits: 1...12)
      case .dblp: Self.normalizedDBLP(text)
      case .isbn: Self.normalizedISBN(text)
      case .webOfScience: Self.normalizedWebOfScience(text)
      case .scopus:
        Self.tail(text, after: []).flatMap { bare in
          bare.hasPrefix("2-s2.0-") && bare.utf8.count > 7 && bare.dropFirst(7).allSatisfy(Self.isDigit) ? bare : nil
        }
      }
    guard let normal else { return nil }
    self.scheme = scheme
    self.value = normal
  }

  /// Takes a name that is in normal form already, for readers of millions.
  package init(_ scheme: Scheme, normalized value: String) {
    self.scheme = scheme
    self.value = value
  }

  /// All readings of a text as an identifier that cannot be mistaken for something else: a DOI that arXiv gave out names
  /// an arXiv id as well. A bare number is none, as it may be of several registers.
  public static func readings(of text: String) -> [PaperIdentifier] {
    let isNumber = text.allSatisfy(isDigit)
    return Scheme.allCases.compactMap { scheme in
      switch scheme {
      case .pmid, .corpusID, .pmcid, .openAlex, .isbn: isNumber ? nil : PaperIdentifier(scheme, text)
      case .dblp: text.lowercased().contains("dblp") ? PaperIdentifier(scheme, text) : nil
      default: PaperIdentifier(scheme, text)
      }
    }
  }

  /// The page of the paper in the register, if it has pages.
  public var address: String? {
    switch scheme {
    case .doi: "https://doi.org/\(value)"
    case .arxiv: "https://arxiv.org/abs/\(value)"
    case .pmid: "https://pubmed.ncbi.nlm.nih.gov/\(value)"
    case .pmcid: "https://pmc.ncbi.nlm.nih.gov/articles/\(value)"
    case .openAlex: "https://openalex.org/\(value)"
    case .semanticScholar: "https://www.semanticscholar.org/paper/\(value)"
    case .corpusID: "https://api.semanticscholar.org/CorpusID:\(value)"
    case .dblp: "https://dblp.org/rec/\(value)"
    case .isbn, .webOfScience, .scopus: nil
    }
  }

  /// Whether a text is an `http` or `https` address.
  package static func isWebAddress(_ text: String) -> Bool {
    let lower = text.lowercased()
    return lower.hasPrefix("https://") || lower.hasPrefix("http://")
  }

  // MARK: - Forms

  private static func normalizedDOI(_ text: String) -> String? {
    var bare = withoutPrefixes(text, ["https://", "http://", "www.", "dx.", "doi.org/", "urn:", "doi:"])
    // Publishers have resolvers of their own: `doi.acm.org/10.1145/…`.
    if bare.hasPrefix("doi."), let slash = bare.firstIndex(of: "/") { bare = String(bare[bare.index(after: slash)...]) }
    if bare.utf8.contains(UInt8(ascii: "%")), isWebAddress(text) { bare = withoutPercentSigns(bare) }
    guard bare.hasPrefix("10."), let slash = bare.firstIndex(of: "/"), bare.index(after: slash) < bare.endIndex,
      !bare.contains(where: \.isWhitespace)
    else { return nil }
    return bare
  }

  /// An address writes some marks of a DOI with percent signs: `10.2307%2F1990888`. One with blanks stays as it is.
  private static func withoutPercentSigns(_ text: String) -> String {
    let encoded = Array(text.utf8)
    var bytes: [UInt8] = []
    var index = 0
    while index < encoded.count {
      let digits = encoded[(index + 1)...].prefix(2)
      if encoded[index] == UInt8(ascii: "%"), digits.count == 2,
        let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      {
        bytes.append(code)
        index += 3
      } else {
        bytes.append(encoded[index])
        index += 1
      }
    }
    let plain = String(decoding: bytes, as: UTF8.self).lowercased()
    return plain.contains(where: \.isWhitespace) ? text : plain
  }

  private static func normalizedArXiv(_ text: String) -> String? {
    var bare = withoutPrefixes(
      text,
      [
        "https://", "http://", "www.", "dx.", "doi.org/", "doi:", "10.48550/", "export.", "arxiv.org/", "abs/", "pdf/",
        "html/", "arxiv:", "arxiv.",
      ])
    if bare.hasSuffix(".pdf") { bare.removeLast(4) }
    if let v = bare.lastIndex(of: "v"), v != bare.startIndex, bare[bare.index(after: v)...].allSatisfy(isDigit),
      bare.index(after: v) < bare.endIndex
    {
      bare = String(bare[..<v])
    }
    let isNewStyle: Bool = {
      let parts = bare.split(separator: ".", omittingEmptySubsequences: false)
      return parts.count == 2 && parts[0].count == 4 && 4...5 ~= parts[1].count
        && parts.allSatisfy { $0.allSatisfy(isDigit) }
    }()
    let isOldStyle: Bool = {
      let parts = bare.split(separator: "/", omittingEmptySubsequences: false)
      return parts.count == 2 && parts[1].count == 7 && parts[1].allSatisfy(isDigit)
        && parts[0].first.map(isLetter) == true
        && parts[0].allSatisfy { isLetter($0) || $0 == "-" || $0 == "." }
    }()
    return isNewStyle || isOldStyle ? bare : nil
  }

  /// Digits behind any of some prefixes, each taken off at most once, without zeros before them.
  private static func number(_ text: String, after prefixes: [String], digits: ClosedRange<Int>) -> String? {
    guard let bare = tail(text, after: prefixes), bare.allSatisfy(isDigit) else { return nil }
    let number = bare.drop { $0 == "0" }
    return digits ~= number.count ? String(number) : nil
  }

  private static func tail(_ text: String, after prefixes: [String]) -> String? {
    var bare = withoutPrefixes(text, ["https://", "http://"] + prefixes)
    if bare.hasSuffix("/") { bare.removeLast() }
    return bare.isEmpty || bare.contains(where: \.isWhitespace) ? nil : bare
  }

  /// The capitals of a key of DBLP mean something.
  private static func normalizedDBLP(_ text: String) -> String? {
    var bare = text.spacedByOne[...]
    for prefix in ["https://", "http://", "dblp.org/", "dblp.uni-trier.de/", "rec/", "bib/", "DBLP:", "dblp:"]
    where bare.hasPrefix(prefix) { bare.removeFirst(prefix.count) }
    for ending in [".html", ".bib"] where bare.hasSuffix(ending) { bare.removeLast(ending.count) }
    let parts = bare.split(separator: "/", omittingEmptySubsequences: false)
    let kinds = [
      "conf", "journals", "books", "series", "reference", "phd", "homepages", "persons", "tr", "www", "data", "ms",
    ]
    guard parts.count >= 2, let kind = parts.first, kinds.contains(String(kind)), !parts.contains(""),
      !bare.contains(where: { $0.isWhitespace || !$0.isASCII })
    else { return nil }
    return String(bare)
  }

  /// Ten digits become thirteen; the last one has to be right.
  private static func normalizedISBN(_ text: String) -> String? {
    let bare = withoutPrefixes(text, ["urn:", "isbn-13", "isbn-10", "isbn", ":"]).filter {
      $0 != "-" && $0 != " " && $0 != "–"
    }
    let values = bare.compactMap { isDigit($0) ? $0.wholeNumberValue : $0 == "x" ? 10 : nil }
    // Zeros stand for a number that nobody looked up.
    guard values.count == bare.count, values.contains(where: { $0 != 0 }) else { return nil }
    switch values.count {
    case 10:
      guard !values.dropLast().contains(10),
        zip(values, stride(from: 10, through: 1, by: -1)).reduce(0, { $0 + $1.0 * $1.1 }) % 11 == 0
      else { return nil }
      let body = [9, 7, 8] + values.dropLast()
      return (body + [checkDigit(body)]).map(String.init).joined()
    case 13:
      guard !values.contains(10), checkDigit(Array(values.dropLast())) == values[12] else { return nil }
      return bare
    default: return nil
    }
  }

  private static func checkDigit(_ twelve: [Int]) -> Int {
    (10 - twelve.enumerated().reduce(0) { $0 + $1.element * ($1.offset.isMultiple(of: 2) ? 1 : 3) } % 10) % 10
  }

  private static func normalizedWebOfScience(_ text: String) -> String? {
    let bare = text.spacedByOne.uppercased()
    let parts = bare.split(separator: ":", omittingEmptySubsequences: false)
    let databases = [
      "WOS", "ISI", "MEDLINE", "INSPEC", "BCI", "BIOABS", "CCC", "CABI", "CSCD", "KJD", "RSCI", "SCIELO", "ZOOREC",
      "DIIDW", "FSTA", "BIOSIS", "PPRN", "DRCI", "PQDT", "GRANTS", "ARCI",
    ]
    guard parts.count == 2, databases.contains(String(parts[0])), !parts[1].isEmpty,
      // FSTA has hyphens in its numbers.
      parts[1].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }), parts[1].first != "-"
    else { return nil }
    return parts[0] == "ISI" ? "WOS:" + parts[1] : bare
  }

  // Ranges of characters hold those with marks on them too: an accented 8 lies between 8 and 9.
  private static func isDigit(_ character: Character) -> Bool { character.isASCII && "0"..."9" ~= character }

  private static func isLetter(_ character: Character) -> Bool { character.isASCII && "a"..."z" ~= character }

  /// Takes off each prefix at most once, in the given order, ignoring case.
  private static func withoutPrefixes(_ text: String, _ prefixes: [String]) -> String {
    var bare = text.lowercased()
    bare.trimPrefix(while: \.isWhitespace)
    while bare.last?.isWhitespace == true { bare.removeLast() }
    for prefix in prefixes where bare.hasPrefix(prefix) {
      bare.removeFirst(prefix.count)
      bare.trimPrefix(while: \.isWhitespace)
    }
    return bare
  }
}
