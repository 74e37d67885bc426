import Foundation
import PaperLineage

/// What a list says of one paper, before it is made sense of.
struct ListRecord {
  struct Field {
    let label: ListLabel
    /// The label as it stands in the list; `nil` for a text without one.
    let name: String?
    var paragraphs: [[Stretch]]
  }

  var title: Stretch
  var topic: String?
  var fields: [Field] = []
  /// Names found beside the title.
  var aliases: [String] = []
  /// A date found beside the title or above the record, for want of a better one.
  var date: PublicationDate?
  var venues: [PaperVersion] = []
  /// Addresses that are not in a field.
  var addresses: [String] = []
  var authors: [Stretch] = []
  /// All lines of the record.
  var lines: [Int] = []

  /// What the labels mean, without those that mean nothing special.
  var meanings: Set<ListLabel> { Set(fields.map(\.label)).subtracting([.other]) }

  mutating func continueLastField(_ stretch: Stretch, isNewParagraph: Bool) {
    guard let last = fields.indices.last else { return }
    if isNewParagraph || fields[last].paragraphs.isEmpty {
      fields[last].paragraphs.append([stretch])
    } else {
      fields[last].paragraphs[fields[last].paragraphs.count - 1].append(stretch)
    }
  }
}

/// What a reader found in a file.
struct ListContent {
  var title: String?
  var records: [ListRecord] = []
  /// Lines that are no part of a record and are understood all the same: the title, headings, ornaments.
  var otherLines: Set<Int> = []
  /// Lines nobody understands, each with the reason.
  var unread: [Int: String] = [:]
}

/// Makes papers of records.
struct ListPapers {
  private let file: String
  private(set) var papers: [Paper] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// The records that tell again what an earlier one told, with the line of that one.
  private(set) var repeated: [(record: ListRecord, line: Int)] = []
  private var ids = UniqueIDs()
  private var owners: [PaperIdentifier: Int] = [:]
  private var titles: [NameKey: Int] = [:]

  init(_ records: [ListRecord], file: String) {
    self.file = file
    for record in records { add(record) }
  }

  private mutating func add(_ record: ListRecord) {
    var paper = Paper(id: PaperID(rawValue: ""), title: record.title.text, place: record.title.place(in: file))
    var title = PlacedText(file: file)
    title.append(record.title)
    paper.texts = [title.paperText(.title)]
    paper.topic = record.topic
    paper.name = Self.shortName(paper.title) ?? paper.title
    paper.aliases = record.aliases.filter { NameKey($0) != NameKey(paper.name) }
    var venue: String?
    for field in record.fields { read(field, into: &paper, venue: &venue) }
    for authors in record.authors {
      paper.texts.append(
        PlacedText(paragraphs: [[authors]], between: " ", file: file).paperText(.other, label: "authors"))
    }
    for address in record.addresses { take(address, into: &paper, mayIdentify: true) }
    if paper.date(.role(.listed)) == nil, let date = record.date ?? record.venues.first?.date {
      paper.versions.insert(PaperVersion(role: .listed, date: date), at: 0)
    }
    if let venue, !paper.versions.isEmpty { paper.versions[0].venue = venue }
    paper.versions += record.venues.prefix(1)
    if let code = codeInAbstract(of: paper), paper.code == nil { paper.code = code }

    let key = NameKey(paper.title)
    let known = paper.identifiers.compactMap { owners[$0] }.first ?? titles[key]
    if let known {
      repeated.append((record, papers[known].place?.line ?? 1))
      return
    }
    for identifier in paper.identifiers { owners[identifier] = papers.count }
    if !key.text.isEmpty { titles[key] = papers.count }
    paper.id = PaperID(rawValue: Self.uniqueID(for: paper, in: &ids))
    papers.append(paper)
  }

  // MARK: - Fields

  private mutating func read(_ field: ListRecord.Field, into paper: inout Paper, venue: inout String?) {
    let value = PlacedText(
      paragraphs: field.paragraphs, between: field.label == .abstract || field.label == .other ? "\n" : " ", file: file)
    guard !value.text.isEmpty else { return }
    func keep() { paper.texts.append(value.paperText(.other, label: field.name)) }
    switch field.label {
    case .date:
      switch ListDate.read(value.text) {
      case .date(let date):
        if let earlier = paper.date(.role(.listed)) {
          if earlier != date {
            tell(.conflict, "“\(paper.title)” is dated \(earlier) and \(date)", "the first date counts", value)
          }
          keep()
        } else {
          paper.versions.append(PaperVersion(role: .listed, date: date))
        }
      case .impossible, .none:
        if case .date(let date)? = ListDate.first(in: value.text)?.reading, paper.versions.isEmpty {
          paper.versions.append(PaperVersion(role: .listed, date: date))
        } else {
          tell(.badDate, "“\(value.text)” is no date", "write 2023, 2023-07 or 2023-07-18", value)
        }
        keep()
      }
    case .organization:
      guard paper.listedOrganization == nil else { return keep() }
      paper.listedOrganization = value.text
      paper.organizations = Self.organizations(value.text)
    case .impact:
      if let index = paper.texts.firstIndex(where: { $0.field == .impact }) {
        paper.texts[index] = Self.joined(paper.texts[index], value, between: " ")
      } else {
        paper.texts.append(value.paperText(.impact))
      }
      paper.impact = paper.texts.first { $0.field == .impact }?.text
    case .abstract:
      if let index = paper.texts.firstIndex(where: { $0.field == .abstract }) {
        paper.texts[index] = Self.joined(paper.texts[index], value, between: "\n")
      } else {
        paper.texts.append(value.paperText(.abstract))
      }
    case .link, .paper, .code:
      let addresses = Self.addresses(in: value.text)
      if addresses.isEmpty {
        let identifiers = PaperIdentifier.readings(of: value.text)
        if field.label == .code || identifiers.isEmpty { return keep() }
        for identifier in identifiers { take(identifier, into: &paper) }
      }
      for address in addresses {
        if field.label == .code {
          if paper.code == nil { paper.code = address }
        } else {
          take(address, into: &paper, mayIdentify: true)
        }
      }
    case .venue:
      venue = venue ?? value.text
      keep()
    case .title, .authors, .other: keep()
    }
  }

  private mutating func tell(_ code: Diagnostic.Code, _ message: String, _ remedy: String, _ value: PlacedText) {
    diagnostics.append(Diagnostic(.warning, code, message, remedy: remedy, place: value.runs.first?.place))
  }

  private static func joined(_ first: PaperText, _ second: PlacedText, between separator: String) -> PaperText {
    var joined = first
    let offset = first.text.unicodeScalars.count + separator.unicodeScalars.count
    joined.text += separator + second.text
    joined.runs += second.runs.map { PaperText.Run(offset: $0.offset + offset, place: $0.place) }
    return joined
  }

  // MARK: - Addresses

  static func addresses(in text: String) -> [String] {
    let scalars = Array(text.unicodeScalars)[...]
    return WebAddress.all(in: scalars).map { String(String.UnicodeScalarView(scalars[$0])) }
  }

  private func take(_ address: String, into paper: inout Paper, mayIdentify: Bool) {
    for identifier in PaperIdentifier.readings(of: address) where mayIdentify && Self.isIdentifying(address) {
      take(identifier, into: &paper)
    }
    if Self.isCode(address) {
      if paper.code == nil { paper.code = address }
    } else if paper.link == nil {
      paper.link = address
    }
  }

  private func take(_ identifier: PaperIdentifier, into paper: inout Paper) {
    if paper.identifier(identifier.scheme) == nil { paper.identifiers.append(identifier) }
  }

  static func isIdentifying(_ address: String) -> Bool {
    let lower = address.lowercased()
    return ["arxiv.org/", "doi.org/"].contains { lower.contains($0) }
  }

  private static func isCode(_ address: String) -> Bool {
    let lower = address.lowercased()
    return ["github.com/", "gitlab.com/", "gitee.com/", "huggingface.co/"].contains { lower.contains("://" + $0) }
      && !lower.contains("/papers/") && !lower.contains("/blog/")
  }

  /// Where the abstract says that code or models are to be had.
  private func codeInAbstract(of paper: Paper) -> String? {
    guard let text = paper.abstract else { return nil }
    let scalars = Array(text.unicodeScalars)[...]
    for range in WebAddress.all(in: scalars) {
      let address = String(String.UnicodeScalarView(scalars[range]))
      let before = String(String.UnicodeScalarView(scalars[max(0, range.lowerBound - 40)..<range.lowerBound]))
      let speaksOfCode = ["代码", "模型", "检查点", "code", "model", "checkpoint", "weights"].contains {
        before.lowercased().contains($0)
      }
      if Self.isCode(address) || (speaksOfCode && !Self.isIdentifying(address)) { return address }
    }
    return nil
  }

  // MARK: - Names

  /// The organizations that a statement names, without what only says that there are more.
  static func organizations(_ statement: String) -> [String] {
    var names: [String] = []
    var current: [Character] = []
    let characters = Array(statement)
    var depth = 0
    for (index, character) in characters.enumerated() {
      if "(（[".contains(character) { depth += 1 }
      if ")）]".contains(character) { depth = max(0, depth - 1) }
      let isSeparator =
        switch character {
        case ",", "，", "、", ";", "；", "/", "\n": depth == 0
        case "和": !current.isEmpty && index + 1 < characters.count
        case "&", "＆": !isInsideName(characters, index)
        default: false
        }
      if isSeparator {
        names.append(String(current))
        current = []
      } else {
        current.append(character)
      }
    }
    names.append(String(current))
    var seen: Set<String> = []
    return names.map(withoutEnding).filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  /// Whether an `&` stands as in AT&T.
  private static func isInsideName(_ characters: [Character], _ index: Int) -> Bool {
    let isCapital: (Character) -> Bool = { $0.isASCII && $0.isUppercase }
    let before = characters[..<index].reversed().prefix { $0.isLetter }
    let after = characters[(index + 1)...].prefix { $0.isLetter }
    return 1...2 ~= before.count && 1...2 ~= after.count && before.allSatisfy(isCapital) && after.allSatisfy(isCapital)
  }

  private static let endings = ["研究人员", "研究者", "研究团队", "团队", "等人", "等机构", "等", "et al.", "et al", "and others"]

  private static func withoutEnding(_ name: String) -> String {
    let blanks = CharacterSet.whitespacesAndNewlines.union(CharacterSet(charactersIn: "。."))
    var name = name.trimmingCharacters(in: .whitespacesAndNewlines)
    var isChanging = true
    while isChanging {
      isChanging = false
      for ending in endings where name.count > ending.count && name.lowercased().hasSuffix(ending) {
        name = String(name.dropLast(ending.count)).trimmingCharacters(in: .whitespacesAndNewlines)
        isChanging = true
      }
    }
    if name.lowercased().hasPrefix("and ") { name = String(name.dropFirst(4)) }
    return name.trimmingCharacters(in: blanks)
  }

  /// Words before a colon that say what was done to a work or what kind it is of: `RETRACTED: …`, `Editorial: …`.
  private static let labels: Set<String> = [
    "addendum", "comment", "commentary", "corrected", "correction", "corrigendum", "editorial", "erratum", "foreword",
    "introduction", "preface", "reply", "retracted", "retraction", "review", "withdrawal", "withdrawn",
  ]
  /// Words that stand with them: `Retracted article: …`, `Correction to: …`, `Author correction: …`.
  private static let wordsOfLabels: Set<String> = [
    "article", "author", "book", "guest", "note", "notice", "of", "on", "paper", "publisher", "the", "to",
  ]

  /// Whether the part of a title before its colon is a word for what follows, and no name.
  private static func isLabel(_ name: String) -> Bool {
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    return words.contains(where: labels.contains)
      && words.allSatisfy { labels.contains($0) || wordsOfLabels.contains($0) }
  }

  /// The part of a title before its colon, if it is a name of at most four words.
  static func shortName(_ title: String) -> String? {
    guard let colon = title.firstIndex(where: { $0 == ":" || $0 == "：" }), colon > title.startIndex else { return nil }
    let name = title[..<colon].trimmingCharacters(in: .whitespaces)
    let words = name.split(whereSeparator: \.isWhitespace).count
    let han = name.unicodeScalars.count(where: \.isHan)
    let isName = words <= 4 && han <= 8 && name.unicodeScalars.contains(where: \.isWordPart) && !isLabel(name)
    return isName ? name : nil
  }

  /// An id made of a name's ASCII letters and digits, or of its first words; empty if it has none.
  private static func slug(_ paper: Paper) -> String {
    let folded = paper.name.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars
    var words: [String] = []
    var isInWord = false
    for scalar in folded {
      if scalar.isASCIILetter || scalar.isASCIIDigit {
        if !isInWord { words.append("") }
        words[words.count - 1].unicodeScalars.append(scalar)
        isInWord = true
      } else if !"'’‘`".unicodeScalars.contains(scalar), !(0x0300...0x036F ~= scalar.value) {
        isInWord = false
      }
    }
    guard words.joined().unicodeScalars.contains(where: \.isASCIILetter) else { return "" }
    return words.prefix(6).joined(separator: "-").prefix(60).trimmingCharacters(in: CharacterSet(charactersIn: "-"))
  }

  /// An id nobody has yet, made of the paper's name; `paper-1` and so on for a name without letters.
  static func uniqueID(for paper: Paper, in ids: inout UniqueIDs) -> String {
    let slug = slug(paper)
    return slug.isEmpty ? ids.numbered("paper", from: 1) : ids.unique(slug)
  }
}

/// Ids that were given out.
struct UniqueIDs {
  private var taken: Set<String>
  /// The number to try next behind a word.
  private var next: [String: Int] = [:]

  init(_ taken: some Sequence<String> = []) { self.taken = Set(taken) }

  /// The given id if nobody has it, else with `-2`, `-3` … behind it. O(1) on average.
  mutating func unique(_ id: String) -> String {
    taken.insert(id).inserted ? id : numbered(id, from: 2)
  }

  /// A word with the first free number behind it.
  mutating func numbered(_ word: String, from first: Int) -> String {
    var number = next[word] ?? first
    while !taken.insert("\(word)-\(number)").inserted { number += 1 }
    next[word] = number + 1
    return "\(word)-\(number)"
  }
}
