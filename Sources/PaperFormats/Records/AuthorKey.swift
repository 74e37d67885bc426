import Foundation
import PaperLineage

/// Family names as they are compared: with and without the particle, and with letters of other alphabets as people write
/// them who do not have these, `Müller`, `Mueller`; `Sørensen`, `Sorensen`.
enum AuthorKey {
  /// The ways in which the family name of an author may be written elsewhere, reduced.
  static func keys(of author: PaperAuthor) -> Set<String> {
    let names = [author.family, author.particle.map { $0 + " " + author.family }].compactMap { $0 }
    return Set(names.flatMap(spellings).map { NameKey($0).text }).subtracting([""])
  }

  /// A name, and as it is written with the letters of English only. O(*n*) for *n* characters.
  static func spellings(of name: String) -> [String] {
    guard name.utf8.contains(where: { $0 >= 0x80 }) else { return [name] }
    let composed = name.precomposedStringWithCanonicalMapping
    return [name] + [(\Letters.bare), (\Letters.spelled)].map { letters in replaced(composed, letters) }
  }

  private struct Letters {
    let bare: String
    let spelled: String
  }

  private static func replaced(_ name: String, _ letters: KeyPath<Letters, String>) -> String {
    var text = ""
    for character in name {
      let small = Character(character.lowercased())
      if let others = replacements[small] { text += others[keyPath: letters] } else { text.append(character) }
    }
    return text
  }

  private static let replacements: [Character: Letters] = [
    "ä": Letters(bare: "a", spelled: "ae"), "ö": Letters(bare: "o", spelled: "oe"),
    "ü": Letters(bare: "u", spelled: "ue"), "ø": Letters(bare: "o", spelled: "oe"),
    "å": Letters(bare: "a", spelled: "aa"), "æ": Letters(bare: "ae", spelled: "ae"),
    "œ": Letters(bare: "oe", spelled: "oe"), "ß": Letters(bare: "ss", spelled: "ss"),
    "ł": Letters(bare: "l", spelled: "l"), "đ": Letters(bare: "d", spelled: "dj"),
    "ð": Letters(bare: "d", spelled: "d"), "þ": Letters(bare: "th", spelled: "th"),
    "ı": Letters(bare: "i", spelled: "i"),
  ]
}
