public import Foundation
import PaperLineage

/// Tells bibliographies and graphs in JSON apart by the keys of their first objects.
public enum JSONFormat {
  /// The format of a file, told by its beginning; `nil` if it is no JSON, or of a format that no reader knows.
  ///
  /// - Parameter bytes: The file, or its beginning, which may end anywhere.
  /// - Complexity: O(1): at most 256 kB are looked at.
  public static func detect(_ bytes: Data) -> BibliographyFormat? {
    let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
    return bytes.prefix(limit).withUnsafeBytes { raw in
      var survey = KeySurvey()
      survey.read(raw.bindMemory(to: UInt8.self))
      return survey.format
    }
  }

  private static let limit = 1 << 18
}

/// The keys of objects by how many objects they are nested in.
private struct KeySurvey {
  /// Keys of the outermost objects, of those in them, and so on; lists do not count.
  var keys: [Set<String>] = Array(repeating: [], count: 4)
  /// The texts that stand behind some keys, at any of these depths.
  var ids: [String] = []
  var types: Set<String> = []
  /// Whether the text is a list of objects.
  var isList = false

  /// Goes through a text from token to token, and stops quietly where it is broken or ends.
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    var cursor = JSONCursor(bytes)
    guard let first = cursor.peek(), first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return }
    isList = first == UInt8(ascii: "[")
    var depth = 0
    var pendingKey: String?
    while let byte = cursor.peek() {
      switch byte {
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: "\""):
        guard let (range, _) = try? cursor.rawString() else { return }
        if cursor.take(UInt8(ascii: ":")) {
          guard 1...4 ~= depth else { continue }
          let key = cursor.text(range)
          keys[depth - 1].insert(key)
          pendingKey = key
        } else {
          if pendingKey == "id", ids.count < 100, depth <= 2 { ids.append(cursor.text(range)) }
          if pendingKey == "type", depth <= 2 { types.insert(cursor.text(range)) }
          pendingKey = nil
        }
        continue
      default: break
      }
      cursor.move(to: cursor.offset + 1)
    }
  }

  var format: BibliographyFormat? {
    let (top, second, third) = (keys[0], keys[1], keys[2])
    let records = top.union(second)
    if !isList, top.contains("graph") || top.contains("graphs") {
      // The schemas of the format have these words below `properties`.
      if !top.contains("$schema"), !second.isDisjoint(with: ["nodes", "edges", "hyperedges", "label", "metadata"]) {
        return .jsonGraph
      }
    }
    if top.contains("network"), second.contains("items") || second.contains("links") { return .vosviewer }
    let isWork = ids.contains { $0.contains("openalex.org/W") || $0.contains("openalex.org/w") }
    if isWork || !records.isDisjoint(with: ["referenced_works", "abstract_inverted_index", "authorships"])
      || top.isSuperset(of: ["meta", "results"])
    {
      return .openAlex
    }
    if ids.first?.contains("openalex.org/") == true { return .openAlex }
    if !records.isDisjoint(with: ["paperId", "citedPaper", "citingPaper", "arxivId"])
      || !top.union(second).isDisjoint(with: ["citingPaperInfo", "citedPaperInfo"])
      || (records.contains("title") && records.contains("corpusId"))
      || (top.contains("title") && second.contains("authorId"))
    {
      return .semanticScholar
    }
    if top.contains("message-type") { return .crossref }
    let works = records.union(third)
    if works.contains("DOI"),
      !works.isDisjoint(with: ["is-referenced-by-count", "reference-count", "indexed", "deposited", "doi-asserted-by"])
    {
      return .crossref
    }
    if records.contains("id") || records.contains("type"),
      !records.isDisjoint(with: [
        "issued", "container-title", "title-short", "citation-key", "date-parts", "journalAbbreviation",
      ]) || types.contains(where: { WorkType(named: $0) != nil && $0 != "article" && records.contains("title") })
    {
      return .csl
    }
    return nil
  }
}
