import Foundation
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

  /// A field of research as reading lists show it: topics with lineages, papers that cite recent ones of their own topic
  /// and sometimes of another, two or three papers a month and about two relations a paper.
  static func field(paperCount: Int, seed: UInt64) throws -> Corpus {
    var random = SplitMix64(seed: seed)
    let topicCount = Int.random(in: 3...6, using: &random)
    let monthCount = min(60, max(12, paperCount / 3))
    let months = (0..<paperCount).map { _ in Int.random(in: 0..<monthCount, using: &random) }.sorted()
    let words = ["Model", "Net", "图像", "Ωmega", "Learning", "X", "Agents", "Decoding-2"]
    var papers: [Paper] = []
    var relations: [Relation] = []
    var ofTopic = [[Int]](repeating: [], count: topicCount)
    var tips = [Int?](repeating: nil, count: topicCount)
    func relate(_ citing: Int, _ cited: Int, _ kind: RelationKind) {
      guard citing != cited else { return }
      relations.append(Relation(citing: papers[citing].id, cited: papers[cited].id, kind: kind))
    }
    /// How far back a citation goes: often little, sometimes far.
    func age(mean: Double) -> Int { Int(-mean * log(Double.random(in: 0.001..<1, using: &random))) }
    for number in 0..<paperCount {
      let topic = Int.random(in: 0..<topicCount, using: &random)
      let name = (0..<Int.random(in: 1...4, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }
      papers.append(
        Paper(
          id: PaperID(rawValue: "p-\(number)"), title: "Title of paper \(number)", name: name.joined(separator: " "),
          versions: PublicationDate(year: 2018 + months[number] / 12, month: months[number] % 12 + 1).map {
            [PaperVersion(role: .listed, date: $0)]
          } ?? [], organizations: ["Organization \(number % 23)"], topic: "topic-\(topic)"))
      if let tip = tips[topic], Double.random(in: 0..<1, using: &random) < 0.45 {
        relate(number, tip, RelationKind.lineageBearing.randomElement(using: &random) ?? .updates)
      }
      if tips[topic] == nil || Bool.random(using: &random) { tips[topic] = number }
      for _ in 0..<(1 + (Double.random(in: 0..<1, using: &random) < 0.55 ? 1 : 0)) where number > 0 {
        let kinds: [RelationKind] = [.usesDataFrom, .comparesWith, .cites, .cites, .usesMethodIn]
        let kind = kinds.randomElement(using: &random) ?? .cites
        if Double.random(in: 0..<1, using: &random) < 0.8, !ofTopic[topic].isEmpty {
          let back = min(ofTopic[topic].count, 1 + age(mean: 6))
          relate(number, ofTopic[topic][ofTopic[topic].count - back], kind)
        } else {
          relate(number, max(0, number - 1 - age(mean: 25)), kind)
        }
      }
      ofTopic[topic].append(number)
    }
    let topics = (0..<topicCount).map { Topic(id: "topic-\($0)", label: "Topic \($0)") }
    var seen: Set<[String]> = []
    relations = relations.filter { seen.insert([$0.citing.rawValue, $0.cited.rawValue, $0.kind.rawValue]).inserted }
    return try Corpus(
      CorpusParts(
        title: "A field of \(paperCount) papers", dateChoice: .role(.listed), topics: topics, papers: papers,
        relations: relations))
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
