import PaperFormats
import PaperLineage
import TestSupport

enum TestCorpora {
  /// The corpus that travels inside the program.
  static func bundled() throws -> Corpus {
    guard let corpus = CorpusSource.bundled().corpus else { throw MissingCorpus() }
    return corpus
  }

  struct MissingCorpus: Error {}

  /// Papers in a few topics with dates of every precision, and relations mostly backward in time.
  static func random(paperCount: Int, seed: UInt64) throws -> Corpus {
    var random = SplitMix64(seed: seed)
    let topics = (0..<Int.random(in: 1...6, using: &random)).map { Topic(id: "topic-\($0)", label: "Topic \($0)") }
    let monthCount = Int.random(in: 6...60, using: &random)
    let papers = (0..<paperCount).map { number in
      let month = Int.random(in: 0..<monthCount, using: &random)
      let year = 2015 + month / 12
      let date =
        switch Int.random(in: 0..<20, using: &random) {
        case 0: PublicationDate(year: year)
        case 1...4: PublicationDate(year: year, month: month % 12 + 1, day: 1 + number % 28)
        case 5: PublicationDate?.none
        default: PublicationDate(year: year, month: month % 12 + 1)
        }
      let length = Int.random(in: 1...5, using: &random)
      return Paper(
        id: PaperID(rawValue: "p-\(number)"), title: "Title of paper \(number)",
        name: (0..<length).map { _ in ["Model", "图像", "Ωmega", "X", "network-2"].randomElement(using: &random) ?? "" }
          .joined(separator: " "),
        versions: date.map { [PaperVersion(role: .listed, date: $0)] } ?? [],
        organizations: number.isMultiple(of: 3) ? ["An organization with a rather long name"] : [],
        topic: number.isMultiple(of: 11) ? nil : topics.randomElement(using: &random)?.id,
        isExternal: number.isMultiple(of: 9))
    }
    var relations: [Relation] = []
    for citing in papers {
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        guard let cited = papers.randomElement(using: &random), cited.id != citing.id,
          let kind = RelationKind.allCases.randomElement(using: &random)
        else { continue }
        relations.append(Relation(citing: citing.id, cited: cited.id, kind: kind))
      }
    }
    return try Corpus(
      CorpusParts(
        title: "Seed \(seed)", dateChoice: .role(.listed), topics: topics, papers: papers, relations: relations))
  }

  /// A corpus whose every text tries to be something else.
  static func hostile() throws -> Corpus {
    let texts = [
      "</style><script>alert(1)</script>", "\" onload=\"alert(1)", "]]> --> &lt;b&gt; &#x41;", "\\N\\G\\l <b>bold</b>",
      "a\u{1B}[31m\u{0}\u{7}b\u{FFFF}", "\u{202E}drawkcab", String(repeating: "long ", count: 1000), "$(rm) `x` %s %n",
      "“quotes” 'and' \"more\"", "数学 $x^2$ \u{1D465} é e\u{301} עברית",
    ]
    let papers = texts.enumerated().map { number, text in
      Paper(
        id: PaperID(rawValue: "h-\(number)"), title: text, name: text, aliases: [text],
        versions: PublicationDate(year: 2023, month: number % 12 + 1).map { [PaperVersion(role: .listed, date: $0)] }
          ?? [],
        organizations: [text], topic: "t",
        link: number.isMultiple(of: 2) ? "javascript:alert(1)" : "https://example.org/?a=1&b=\"<x>",
        impact: text, notes: [text])
    }
    let relations = zip(papers.dropFirst(), papers).map { citing, cited in
      Relation(
        citing: citing.id, cited: cited.id, kind: .extends,
        evidence: [Evidence(source: .mention, locator: citing.title, note: cited.title)])
    }
    return try Corpus(
      CorpusParts(
        title: texts[0], dateChoice: .role(.listed), topics: [Topic(id: "t", label: texts[1])], papers: papers,
        relations: relations))
  }
}
