import PaperLineage
import TestSupport

@testable import PaperFormats

/// Corpora that hold what is hard to write, by a seed.
struct RandomCorpus {
  private var generator: SplitMix64
  private static let words = [
    "Attention", "is", "GPT-4", "LLaMA:", "naïve", "Ωmega", "数据", "。", "שלום", "مرحبا", "\u{202E}abc", "a", "of",
    "\"quoted\"", "50%", "R&D", "x_1", "C#", "{braced}", "}open{", "back\\slash", "~tilde", "$5", "caret^2", "--",
    "it's",
    "<b>", "</b>", "<td>x</td>", "&amp;", "&#65;", "`tick", "''", "\\n", "=1+1", "+x", "@you", "Müller", "[1]", "end;",
    "and", "#tag", "a|b", "]]>", "<!--", "-->", "<![CDATA[", "\u{0}null", "bell\u{7}", "\u{1B}[31m", "nbsp\u{A0}here",
    "tab\there", "line\nfeed", "e\u{301}", "👩‍🔬", "\u{FFFE}", "\u{FEFF}bom", "null", "true", "1e3", "2020-01-01",
    "TY  - ",
    "ER  - ", "%", "*", "\\textbf{x}", "\\", "\\'e", "''x", "'=1", "“x”", "、", "\u{2028}", "it’s;",
    "http://a.b/c?d=e&f",
  ]

  init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
  private mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }
  private mutating func pick<Value>(_ values: [Value]) -> Value { values[number(0...values.count - 1)] }

  /// Words that begin with one that is something without its marks, so that no format takes all of it away.
  mutating func text(_ count: ClosedRange<Int> = 1...9) -> String {
    ([pick(["Paper", "论文", "Étude", "x"])] + (0..<number(count)).map { _ in pick(Self.words) }).joined(separator: " ")
  }

  private mutating func some(_ percent: Int, _ count: ClosedRange<Int> = 1...4) -> String? {
    chance(percent) ? text(count) : nil
  }

  mutating func corpus() throws -> Corpus {
    let count = number(0...14)
    let papers = (0..<count).map { paper($0) }
    var relations: [Relation] = []
    var seen: Set<[Int]> = []
    for _ in 0..<number(0...30) where count > 1 {
      let (citing, cited) = (number(0...count - 1), number(0...count - 1))
      guard citing != cited, seen.insert([citing, cited]).inserted else { continue }
      // A quarter, a half: numbers that any text holds exactly.
      let confidence = pick([1, 1, 0.25, 0.5])
      relations.append(
        Relation(
          citing: papers[citing].id, cited: papers[cited].id, kind: pick(RelationKind.allCases),
          evidence: [Evidence(source: .curated, confidence: confidence)]))
    }
    let topics = ["one", "two"].map { Topic(id: $0, label: text(1...3)) }
    return try Corpus(
      CorpusParts(title: some(50), topics: topics, papers: papers, relations: relations))
  }

  private mutating func paper(_ index: Int) -> Paper {
    var paper = Paper(id: PaperID(rawValue: "paper-\(index)"), title: chance(3) ? text(300...400) : text(2...9))
    if chance(50) { paper.name = text(1...3) }
    if chance(30) { paper.aliases = [text(1...2) + " 1", text(1...2) + " 2"] }
    paper.publication.type = chance(80) ? pick(WorkType.allCases) : nil
    for _ in 0..<number(0...3) { paper.authors.append(author()) }
    if !paper.authors.isEmpty { paper.hasMoreAuthors = chance(20) }
    paper.publication.venue = some(60).map { "Journal of " + $0 }
    if chance(50) { paper.publication.volume = "\(number(1...99))" }
    if chance(50) { paper.publication.issue = "\(number(1...12))" }
    if chance(50) { paper.publication.pages = "\(number(1...99))-\(number(100...199))" }
    paper.publication.publisher = some(30)
    if chance(30) { paper.publication.language = pick(["en", "zh"]) }
    if chance(30) { paper.publication.keywords = ["graphs", "引文"] }
    paper.publication.isRetracted = chance(10)
    if chance(30) { paper.organizations = [text(1...2) + " 1", text(1...2) + " 2"] }
    if chance(60) { paper.identifiers = [PaperIdentifier(.doi, "10.1000/a_b(\(index))")].compactMap { $0 } }
    if chance(20) { paper.identifiers += [PaperIdentifier(.pmid, "\(1000 + index)")].compactMap { $0 } }
    if chance(20) { paper.identifiers += [PaperIdentifier(.openAlex, "W\(1000 + index)")].compactMap { $0 } }
    if chance(30) { paper.identifiers += [PaperIdentifier(.arxiv, "2301.\(10000 + index)")].compactMap { $0 } }
    for role in DateRole.allCases where chance(40) {
      let (month, day) = (chance(60) ? number(1...12) : nil, chance(60) ? number(1...28) : nil)
      if let date = PublicationDate(year: number(1900...2024), month: month, day: month == nil ? nil : day) {
        paper.versions.append(PaperVersion(role: role, date: date))
      }
    }
    if chance(30) { paper.link = "https://example.org/\(index)?a=1&b=%7B2%7D#c" }
    if chance(20) { paper.code = "https://example.org/code/\(index)" }
    if chance(40) { paper.topic = pick(["one", "two"]) }
    paper.isExternal = chance(20)
    paper.impact = some(30)
    if let abstract = some(30, 5...40) { paper.texts = [PaperText(field: .abstract, text: abstract)] }
    if chance(20) { paper.notes = [text(1...4)] }
    return paper
  }

  private mutating func author() -> PaperAuthor {
    switch number(0...4) {
    case 0:
      PaperAuthor(
        literal: pick([
          "Institute of Arts & Science", "Institute of Arts and Letters", "50% More", "数据 {组}", "\"Us\" <b>",
        ]))
    case 1: PaperAuthor(family: "Maaten", given: "Laurens", particle: "van der")
    case 2: PaperAuthor(family: "King", given: "Martin Luther", suffix: "Jr.")
    case 3: PaperAuthor(family: "Plato")
    default:
      PaperAuthor(family: pick(["Müller", "O'Neil", "李", "Smith & Co", "ben-Ari"]), given: "A. \(pick(["B.", "C."]))")
    }
  }
}
