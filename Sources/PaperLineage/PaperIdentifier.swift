/// A name of a paper in one of the world's registers, in normal form.
public struct PaperIdentifier: Hashable, Codable, Sendable {
  /// The register.
  public enum Scheme: String, Codable, Sendable, CaseIterable {
    /// Digital Object Identifier; lower case, beginning `10.`.
    case doi
    /// arXiv id, old or new style, without version.
    case arxiv
  }

  /// The register.
  public let scheme: Scheme
  /// The name in it, in normal form.
  public let value: String

  /// Brings a name into normal form: prefixes, addresses and versions are taken off. Fails if it has not the form of
  /// the register's names.
  public init?(_ scheme: Scheme, _ text: String) {
    let normal = scheme == .doi ? Self.normalizedDOI(text) : Self.normalizedArXiv(text)
    guard let normal else { return nil }
    self.scheme = scheme
    self.value = normal
  }

  /// All readings of a text as an identifier: a DOI that arXiv gave out names an arXiv id as well.
  public static func readings(of text: String) -> [PaperIdentifier] {
    Scheme.allCases.compactMap { PaperIdentifier($0, text) }
  }

  /// The page of the paper in the register.
  public var address: String {
    switch scheme {
    case .doi: "https://doi.org/\(value)"
    case .arxiv: "https://arxiv.org/abs/\(value)"
    }
  }

  /// Whether a text is an `http` or `https` address.
  package static func isWebAddress(_ text: String) -> Bool {
    let lower = text.lowercased()
    return lower.hasPrefix("https://") || lower.hasPrefix("http://")
  }

  private static func normalizedDOI(_ text: String) -> String? {
    let bare = withoutPrefixes(text, ["https://", "http://", "www.", "dx.", "doi.org/", "doi:"])
    guard bare.hasPrefix("10."), let slash = bare.firstIndex(of: "/"), bare.index(after: slash) < bare.endIndex,
      !bare.contains(where: \.isWhitespace)
    else { return nil }
    return bare
  }

  private static func normalizedArXiv(_ text: String) -> String? {
    var bare = withoutPrefixes(
      text,
      [
        "https://", "http://", "www.", "dx.", "doi.org/", "doi:", "10.48550/", "arxiv.org/", "abs/", "pdf/", "html/",
        "arxiv:",
        "arxiv.",
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
