import Foundation
import LineageRendering
import PaperFormats
import PaperLineage

/// Pages that the tests open, each made once.
enum PageCorpora {
  struct MissingCorpus: Error {}

  static func bundled() throws -> Corpus {
    guard let corpus = CorpusSource.bundled().corpus else { throw MissingCorpus() }
    return corpus
  }

  /// The page of the bundled corpus.
  static let bundledPage = Result { try CorpusPage(bundled()).html() }

  /// Papers and relations whose every text tries to be something else.
  static func hostile() throws -> Corpus {
    let texts = [
      "</script><script>alert(1)</script>", "<img src=x onerror=alert(2)>", "\" onmouseover=\"alert(3)", "{{data}}",
      "</style><script>fetch('https://example.org/4')</script>", "<!--<script>",
      "a\u{1B}[31m\u{0}\u{7}b\u{FFFF}\u{2028}",
      "\u{202E}drawkcab", String(repeating: "long ", count: 1000), "&lt;b&gt; &#x41; ${alert(5)} `x` \\u003C",
      "]]> -->",
    ]
    let links = [
      "javascript:alert(6)", " javascript:alert(7)", "data:text/html,<script>alert(8)</script>", "JaVaScRiPt:alert(9)",
    ]
    let papers = texts.enumerated().map { number, text in
      Paper(
        id: PaperID(rawValue: "h-\(number)"), title: text, name: text, aliases: [text],
        versions: PublicationDate(year: 2023, month: number % 12 + 1).map {
          [PaperVersion(role: .listed, date: $0, venue: text)]
        } ?? [],
        organizations: [text], topic: "t",
        link: number < links.count ? links[number] : "https://example.org/?a=1&b=\"<x>'",
        code: number < links.count ? links[number] : nil, impact: text, notes: [text])
    }
    let relations = zip(papers.dropFirst(), papers).map { citing, cited in
      Relation(
        citing: citing.id, cited: cited.id, kind: .extends,
        evidence: [
          Evidence(source: .mention, locator: citing.title, note: cited.title, words: text(7), sentence: text(1))
        ])
    }
    func text(_ number: Int) -> String { texts[number] }
    return try Corpus(
      CorpusParts(
        title: texts[0], dateChoice: .role(.listed),
        topics: [Topic(id: "t", label: texts[1], labels: ["zh": texts[4]])],
        papers: papers, relations: relations))
  }
}
