import PaperLineage

/// What an XML text is, told by its outermost element.
public enum MarkupFormat {
  /// The format of a text, or `nil` if it is not XML that a reader here knows.
  ///
  /// - Complexity: O(*n*) for the *n* characters up to the first element, of which 64 K are looked at.
  public static func detect(_ text: String) -> BibliographyFormat? {
    var start = text.unicodeScalars.prefix(200)[...]
    while let scalar = start.first, scalar == "\u{FEFF}" || scalar.properties.isWhitespace { start.removeFirst() }
    guard start.first == "<" else { return nil }
    var tags = MarkupTags(Array(text.utf8.prefix(1 << 16)))
    guard let root = tags.next(), !root.isEnd else { return nil }
    switch root.name {
    case "graphml": return .graphML
    case "gexf": return .gexf
    case "PubmedArticleSet", "PubmedBookArticleSet", "PubmedArticle", "PubmedBookArticle", "MedlineCitationSet",
      "MedlineCitation", "BookDocument", "BookDocumentSet":
      return .pubmedXML
    case "feed", "entry":
      // Atom is the format of many feeds; arXiv's entries have ids of its pages, and its answers its name.
      let head = String(decoding: tags.bytes.prefix(8192), as: UTF8.self).lowercased()
      return head.contains("arxiv.org/") || head.contains("arxiv query") ? .arxiv : nil
    default: return nil
    }
  }
}
