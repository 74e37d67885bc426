import Foundation
import PaperLineage

/// The numbers of books in a field, which often holds several, and words about them.
struct BookNumbers {
  private(set) var identifiers: [PaperIdentifier] = []
  /// What looks like such a number and is none: a digit is wrong.
  private(set) var wrong: [String] = []

  /// Reads `978-0-262-03561-3`, `978 0 262 03561 3`, `0262035618; 9780262035613 (pbk.)`.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  init(_ text: String) {
    for part in text.split(whereSeparator: { ",;/".contains($0) }) {
      if let identifier = PaperIdentifier(.isbn, String(part)) {
        identifiers.append(identifier)
        continue
      }
      for word in part.split(whereSeparator: { $0.isWhitespace || "()[]".contains($0) }).map(String.init) {
        if let identifier = PaperIdentifier(.isbn, word) {
          identifiers.append(identifier)
        } else if Self.looksLikeOne(word) {
          wrong.append(word)
        }
      }
    }
  }

  /// Ten or thirteen digits, with hyphens or not.
  private static func looksLikeOne(_ word: String) -> Bool {
    let digits = word.utf8.count { 48...57 ~= $0 || $0 == UInt8(ascii: "X") || $0 == UInt8(ascii: "x") }
    return (digits == 10 || digits == 13) && word.utf8.allSatisfy { 48...57 ~= $0 || "-Xx".utf8.contains($0) }
  }
}

/// Identifiers in the lines of a note, where Zotero and others put what a format has no field for: `PMID: 29456894`.
enum NoteIdentifiers {
  /// The identifiers of the lines that are a label and an identifier, if all lines have a label; other text speaks of
  /// other works as well.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  static func read(_ note: String) -> [PaperIdentifier] {
    let lines = note.split(whereSeparator: \.isNewline)
      .map { $0.split(separator: ":", maxSplits: 1).map { $0.trimmed }.filter { !$0.isEmpty } }
    guard lines.allSatisfy({ $0.count != 1 }) else { return [] }
    return lines.flatMap { sides -> [PaperIdentifier] in
      guard sides.count == 2 else { return [] }
      // Behind an arXiv id stands its category.
      let first = String(sides[1].prefix { !$0.isWhitespace })
      let identifiers: [PaperIdentifier?] =
        switch sides[0].lowercased() {
        case "arxiv", "arxiv id": [PaperIdentifier(.arxiv, first)]
        case "pmid": [PaperIdentifier(.pmid, sides[1])]
        case "pmcid": [PaperIdentifier(.pmcid, sides[1])]
        case "doi": [PaperIdentifier(.doi, sides[1]), PaperIdentifier(.arxiv, sides[1])]
        default: []
        }
      return identifiers.compactMap { $0 }
    }
  }
}

extension PaperIdentifier {
  /// The DOIs in a field for one, and the arXiv ids that they name: `10.1000/182`, `10.1000/182 [doi]`,
  /// `10.1000/1;10.1000/2`, the address of a publisher that holds it.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  static func dois(inField text: String) -> [PaperIdentifier] {
    func isWanted(_ identifier: PaperIdentifier) -> Bool { identifier.scheme == .doi || identifier.scheme == .arxiv }
    let apart = text.replacing(";10.", with: " 10.").replacing(",10.", with: " 10.")
    let whole = readings(of: apart).filter(isWanted)
    if !whole.isEmpty { return whole }
    var found = DistinctList<PaperIdentifier>()
    for word in apart.split(whereSeparator: \.isWhitespace) {
      let bare = word.trimmingCharacters(in: CharacterSet(charactersIn: ",;[]{}"))
      let readings = readings(of: bare).filter(isWanted)
      for identifier in readings.isEmpty ? [doi(in: bare)].compactMap({ $0 }) : readings { found.add(identifier) }
    }
    return found.all
  }
}

/// The mark of a work that was taken back.
enum RetractionMark {
  /// Whether a note is one: `Retracted`, `RETRACTED: …`, `Retracted article`; others may speak of other works.
  static func stands(in note: String) -> Bool {
    let words = note.prefix(100).lowercased().split { !$0.isLetter }
    guard words.first == "retracted" else { return false }
    let isMarked = note.dropFirst("retracted".count).first.map { !$0.isWhitespace } ?? true
    return isMarked || words.count == 1
      || ["article", "publication", "paper", "by", "on", "in", "due"].contains(words[1])
  }
}
