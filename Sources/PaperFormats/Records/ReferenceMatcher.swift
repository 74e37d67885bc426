import PaperLineage

/// Finds the papers that references mean.
///
/// The first of these rules that names one paper decides: an identifier; a key of the same file; first author, year,
/// volume and page, or the year one off and the same journal; the title, with the year at most one off and no other first
/// author; the title as it stands inside the text of the reference, under the same conditions, unless the title goes on
/// there or the work is about the one with this title, as an erratum is. A rule that names several papers decides nothing,
/// and the next one is asked. Where identifiers do not decide, a paper with another DOI is not meant, unless author, year,
/// volume, page and journal are its own; nor is one at the same place in another journal, or one with a title that many
/// works have, such as “Editorial”, in another journal or volume.
struct ReferenceMatcher {
  /// How a paper was found.
  enum Rule: String, CaseIterable, Sendable, Codable {
    case identifier
    case key
    case authorYearVolumePage = "author, year, volume, page"
    case title
    case text
  }

  private struct Print: Hashable {
    let author: String
    let year: Int
    let volume: String
    let page: String
  }

  private struct FileKey: Hashable {
    let file: String
    let key: String
  }

  private var byIdentifier: [PaperIdentifier: Int] = [:]
  private var byKey: [FileKey: Int?] = [:]
  private var byPrint: [Print: Int?] = [:]
  private var byTitle: [String: [Int]] = [:]
  /// Titles that are long enough to be told inside a text.
  private var titles = TitleIndex()
  private var years: [ClosedRange<Int>?] = []
  private var authors: [Set<String>] = []
  private var venues: [Set<String>] = []
  private var volumes: [Set<String>] = []
  /// The first letters of the given names of first authors.
  private var initials: [Set<Character>] = []
  /// DOIs, but for those of preprints.
  private var dois: [Set<String>] = []

  /// Adds a paper with all records that tell of it. Papers are numbered from 0.
  ///
  /// - Complexity: O(*n*) for *n* characters of the records.
  mutating func add(_ paper: Paper, records: [BibliographicRecord]) {
    let number = years.count
    for identifier in paper.identifiers where paper.isIdentified(by: identifier) {
      if byIdentifier[identifier] == nil { byIdentifier[identifier] = number }
    }
    var keys: Set<String> = []
    var familyNames: Set<String> = []
    var venues: Set<String> = []
    var volumes: Set<String> = []
    var initials: Set<Character> = []
    var known: [Int] = paper.versions.map(\.date.year)
    for record in records {
      let file = record.paper.place?.file ?? ""
      for key in record.localKeys {
        let fileKey = FileKey(file: file, key: key)
        // A key that two works of a file share names neither.
        byKey[fileKey] = byKey[fileKey].map { $0 == number ? number : Int?.none } ?? number
      }
      keys.insert(TitleKey.text(record.paper.title))
      known += record.paper.versions.map(\.date.year)
      let publication = record.paper.publication
      if let venue = publication.venue { venues.insert(venue) }
      if let volume = Self.plain(publication.volume) { volumes.insert(volume) }
      guard let author = record.paper.authors.first else { continue }
      let names = AuthorKey.keys(of: author)
      familyNames.formUnion(names)
      if let initial = Self.initial(author.given) { initials.insert(initial) }
      guard let volume = Self.plain(publication.volume), let page = Self.plain(publication.firstPage) else { continue }
      for year in Set(record.paper.versions.map(\.date.year)) {
        for name in names {
          let print = Print(author: name, year: year, volume: volume, page: page)
          byPrint[print] = byPrint[print].map { $0 == number ? number : Int?.none } ?? number
        }
      }
    }
    keys.remove("")
    for key in keys.sorted() {
      byTitle[key, default: []].append(number)
    }
    titles.add(number, title: paper.title)
    years.append(known.min().flatMap { first in known.max().map { first...$0 } })
    authors.append(familyNames)
    self.venues.append(venues)
    self.volumes.append(volumes)
    self.initials.append(initials)
    dois.append(Self.dois(paper.identifiers))
  }

  /// The paper that a reference means.
  ///
  /// - Parameter file: The file of the record that has the reference.
  /// - Complexity: O(*n*) for *n* characters of the reference, as long as few papers share a title.
  mutating func match(_ reference: CitedReference, in file: String) -> (paper: Int, rule: Rule)? {
    let identified = Set(reference.identifiers.compactMap { byIdentifier[$0] })
    if identified.count == 1, let paper = identified.first { return (paper, .identifier) }
    if let key = reference.localKey,
      case .some(.some(let paper)) = byKey[FileKey(file: reference.localKeyFile ?? file, key: key)]
    {
      return (paper, .key)
    }
    let authors = Set((reference.firstAuthor.map(AuthorKey.spellings) ?? []).map(Self.familyName)).subtracting([""])
    if let year = reference.year, let volume = Self.plain(reference.volume), let page = Self.plain(reference.firstPage)
    {
      for author in authors.sorted() {
        let print = Print(author: author, year: year, volume: volume, page: page)
        if let paper = paper(at: print, of: reference) { return (paper, .authorYearVolumePage) }
      }
    }
    if let title = reference.title {
      let key = TitleKey.text(title)
      let isHeading = TitleWeight.isHeading(key)
      let isOfOne = TitleWeight.isTelling(key)
      let candidates = (byTitle[key] ?? []).filter { paper in
        fits(
          paper, year: reference.year, isAuthor: isAuthor(authors, of: paper), titleLength: isHeading ? 0 : key.count)
          && !hasOtherDOI(paper, than: reference) && (isOfOne || !isElsewhere(paper, than: reference))
      }
      if candidates.count == 1 { return (candidates[0], .title) }
    }
    if let text = reference.text, let paper = paper(in: text, year: reference.year, authors: authors),
      !hasOtherDOI(paper, than: reference)
    {
      return (paper, .text)
    }
    return nil
  }

  /// The paper at a place in print. Years are told one too early or late, of what came out online before.
  private func paper(at print: Print, of reference: CitedReference) -> Int? {
    if let known = byPrint[print] { return known.flatMap { isThere($0, reference) ? $0 : nil } }
    let near = [print.year - 1, print.year + 1].compactMap { year in
      byPrint[Print(author: print.author, year: year, volume: print.volume, page: print.page)] ?? nil
    }
    return near.count == 1 && isInJournal(near[0], of: reference) ? near[0] : nil
  }

  /// Whether a paper at the place of a reference is meant: journals have volumes and pages of the same numbers, and many
  /// people have one family name.
  private func isThere(_ paper: Int, _ reference: CitedReference) -> Bool {
    if isInJournal(paper, of: reference) { return true }
    if hasOtherDOI(paper, than: reference) { return false }
    if isInOtherJournal(paper, than: reference) { return false }
    guard let initial = reference.firstAuthor.flatMap(Self.initial(ofReference:)), !initials[paper].isEmpty else {
      return true
    }
    return initials[paper].contains(initial)
  }

  private func isInJournal(_ paper: Int, of reference: CitedReference) -> Bool {
    guard let venue = reference.venue else { return false }
    return venues[paper].contains { Self.abbreviates(venue, $0) }
  }

  private func isInOtherJournal(_ paper: Int, than reference: CitedReference) -> Bool {
    guard let venue = reference.venue, !venues[paper].isEmpty else { return false }
    return !venues[paper].contains { Self.mayBeOneJournal(venue, $0) }
  }

  /// Whether a paper stands in another volume or journal than a reference says.
  private func isElsewhere(_ paper: Int, than reference: CitedReference) -> Bool {
    if let volume = Self.plain(reference.volume), !volumes[paper].isEmpty, !volumes[paper].contains(volume) {
      return true
    }
    return isInOtherJournal(paper, than: reference)
  }

  private func hasOtherDOI(_ paper: Int, than reference: CitedReference) -> Bool {
    let named = Self.dois(reference.identifiers)
    return !named.isEmpty && !dois[paper].isEmpty && named.isDisjoint(with: dois[paper])
  }

  private static func dois(_ identifiers: [PaperIdentifier]) -> Set<String> {
    Set(identifiers.lazy.filter { $0.scheme == .doi && !$0.isOfPreprint }.map(\.value))
  }

  /// Whether two names may be of one journal, one of them abbreviated.
  static func mayBeOneJournal(_ left: String, _ right: String) -> Bool {
    mayAbbreviate(left, right) || mayAbbreviate(right, left)
  }

  /// Whether a name can be short for another: it has its first letters (`PNAS`), or a word that one of its words begins
  /// with or is drawn together to (`NATL`), not counting words that half of all journals have.
  private static func mayAbbreviate(_ short: String, _ long: String) -> Bool {
    let (parts, whole) = (words(short).filter { !commonWords.contains($0) }, words(long))
    guard !parts.isEmpty, !whole.isEmpty else { return true }
    let letters = String(whole.compactMap(\.first))
    if parts.count == 1, parts[0].count > 1, isDrawn(parts[0], from: letters) { return true }
    return parts.contains { part in
      part.count > 1 && whole.contains { $0.first == part.first && isDrawn(part, from: $0) }
    }
  }

  private static let commonWords: Set<String> = [
    "and", "da", "de", "der", "des", "di", "do", "du", "et", "for", "fur", "in", "j", "journal", "la", "of", "on",
    "the", "und", "y", "z", "zeitschrift",
  ]

  /// Whether the letters of one word stand in another, in their order.
  private static func isDrawn(_ short: String, from long: String) -> Bool {
    var rest = long[...]
    return short.allSatisfy { letter in
      guard let found = rest.firstIndex(of: letter) else { return false }
      rest = rest[rest.index(after: found)...]
      return true
    }
  }

  private static func words(_ text: String) -> [String] {
    text.split { !$0.isLetter && !$0.isNumber }.map { NameKey(String($0)).text }.filter { !$0.isEmpty }
  }

  /// Whether the words of a name are beginnings of the words of another, in their order: `EUR HEART J`.
  private static func abbreviates(_ short: String, _ long: String) -> Bool {
    var rest = words(long)[...]
    let parts = words(short)
    return !parts.isEmpty
      && parts.allSatisfy { part in
        guard let found = rest.firstIndex(where: { $0.hasPrefix(part) }) else { return false }
        rest = rest[(found + 1)...]
        return true
      }
  }

  /// Whether any name is that of a first author of a paper; `nil` if no author is known.
  private func isAuthor(_ names: Set<String>, of paper: Int) -> Bool? {
    guard !names.isEmpty, !authors[paper].isEmpty else { return nil }
    return authors[paper].contains { author in names.contains { Self.isSameName(author, $0) } }
  }

  /// Whether year and author of a reference are a paper's, as far as they are known; a short title needs both.
  private func fits(_ paper: Int, year: Int?, isAuthor: Bool?, titleLength: Int) -> Bool {
    var agreements = 0
    if let year, let known = years[paper] {
      guard known.lowerBound - 1...known.upperBound + 1 ~= year else { return false }
      agreements += 1
    }
    if let isAuthor {
      guard isAuthor else { return false }
      agreements += 1
    }
    return titleLength >= 24 || agreements == 2 || (titleLength >= 12 && agreements == 1)
  }

  /// The paper whose title stands in a text.
  private mutating func paper(in text: String, year: Int?, authors names: Set<String>) -> Int? {
    guard let (findings, text) = titles.titles(in: text) else { return nil }
    // Where the reference does not say who wrote it, a first author is to be named in the text.
    let named = names.isEmpty ? self.names(of: findings.lazy.flatMap(\.papers), in: text) : []
    var found: (paper: Int, length: Int)?
    // The title of one may be the beginning of that of another.
    for finding in findings {
      if let found, finding.length < found.length { break }
      for paper in finding.papers {
        let year = year ?? text.year(near: years[paper])
        guard year != nil || years[paper] == nil else { continue }
        var isAuthor = isAuthor(names, of: paper)
        if names.isEmpty, !authors[paper].isEmpty { isAuthor = !named.isDisjoint(with: authors[paper]) }
        guard fits(paper, year: year, isAuthor: isAuthor, titleLength: finding.length) else { continue }
        if found != nil { return nil }
        found = (paper, finding.length)
      }
    }
    return found?.paper
  }

  /// The first authors of papers whose names stand in a text, at the beginning of words; short ones only as whole words.
  private func names(of papers: some Sequence<Int>, in text: ReferenceText) -> Set<String> {
    let names = BeginningIndex(Set(papers.flatMap { authors[$0] }.map { Array($0.utf8) }))
    var isSeen: Set<Int> = []
    var found: Set<Int> = []
    for start in text.key.indices where text.isWordStart(start) {
      var next = names.longest(in: text.key, at: start)
      while let name = next, !found.contains(name) {
        // Four letters of English; other scripts say more with fewer, and do not part their words.
        let bytes = names.texts[name]
        let mayGoOn = bytes.count >= 4 || bytes.contains { $0 >= 0x80 }
        if mayGoOn || text.isWordEnd(start + bytes.count) { found.insert(name) }
        next = isSeen.insert(name).inserted ? names.shorter[name] : nil
      }
    }
    return Set(found.map { String(decoding: names.texts[$0], as: UTF8.self) })
  }

  // MARK: - Names and numbers

  private static func initial(_ given: String?) -> Character? {
    given.flatMap { NameKey($0).text.first }
  }

  /// The first initial of a reference's author: what follows a comma, or the letters in capitals behind or before the
  /// family name.
  private static func initial(ofReference text: String) -> Character? {
    let parts = text.split(separator: ",", maxSplits: 1)
    if parts.count == 2 { return initial(String(parts[1])) }
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count > 1 else { return nil }
    if let first = words.first, first.contains("."), isInitials(first) { return initial(String(first)) }
    let behind = words.reversed().prefix { isInitials($0) }
    guard behind.count < words.count else { return nil }
    // `DE LA CRUZ JM`: one block of letters, or single letters.
    guard let first = behind.first else { return nil }
    let isBlock = first.count(where: \.isLetter) > 1
    return initial(String(isBlock ? first : behind.last ?? first))
  }

  /// Whether a word is initials: `WG`, `L.J.P.`
  private static func isInitials(_ word: Substring) -> Bool {
    let letters = word.filter(\.isLetter)
    return !letters.isEmpty && letters.count <= 4 && letters.allSatisfy(\.isUppercase)
  }

  /// The family name of a reference's author: what stands before a comma, or the words before the initials.
  static func familyName(_ text: String) -> String {
    let name = text.prefix { $0 != "," && $0 != ";" }
    let words = name.split(whereSeparator: \.isWhitespace)
    var family = words
    // Initials with full stops or blanks between them may be several words, `WG` is one: what stands before it belongs
    // to the name, however short it is: `DE LA CRUZ JM`.
    while family.count > 1, let last = family.last, isInitials(last) {
      let isBlock = last.count(where: \.isLetter) > 1 && !last.contains(".")
      if isBlock, family.count < words.count { break }
      family.removeLast()
      if isBlock { break }
    }
    // `J. Pearl`
    while family.count > 1, let first = family.first, first.contains("."), isInitials(first) { family.removeFirst() }
    return NameKey(family.joined(separator: " ")).text
  }

  /// Whether two reduced names are of one person: the same, or one without the particle of the other.
  private static func isSameName(_ left: String, _ right: String) -> Bool {
    left == right || (min(left.count, right.count) >= 4 && (left.hasSuffix(right) || right.hasSuffix(left)))
  }

  /// A volume or a page without letters of prefix and zeros before it; `nil` if nothing is left.
  private static func plain(_ text: String?) -> String? {
    guard let text else { return nil }
    let key = NameKey(text).text.drop { $0 == "0" }
    return key.isEmpty ? nil : String(key)
  }
}
