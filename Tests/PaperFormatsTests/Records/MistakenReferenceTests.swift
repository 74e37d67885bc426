import PaperLineage
import TestSupport
import Testing

@testable import PaperFormats

/// References that nearly mean a paper.
@Suite(.timeLimit(.minutes(10)))
struct MistakenReferenceTests {
  private func bibtex(_ text: String) -> RecordReading { BibTeXReader.read(CorpusFile(name: "a.bib", text: text)) }

  private func matcher(_ text: String) -> ReferenceMatcher {
    var matcher = ReferenceMatcher()
    for record in bibtex(text).records { matcher.add(record.paper, records: [record]) }
    return matcher
  }

  private func isFound(_ reference: String, among text: String) -> Bool {
    var matcher = matcher(text)
    let read = ScopusReferences.reference(reference)
    return matcher.match(read, in: "b.csv") != nil || matcher.match(CitedReference(text: reference), in: "b.csv") != nil
  }

  @Test(arguments: [
    ("Li A., A theory of everything in physics, J. Phys., 5, (2020)", true),
    ("Li A., A theory of everything in physics (2020) J. Phys., 5, pp. 3-4", true),
    ("A. Li, “A Theory of Everything in Physics,” J. Phys. 5, 3 (2020).", true),
    ("Li A. A theory of everything in physics. J Phys. 2020;5:3", true),
    ("Li A 2020 A theory of everything in physics J. Phys. 5 3", true),
    ("Li A 2020 A theory of everything in physics in Proc. of Physics 5 3", true),
    ("Li A., RETRACTED: A theory of everything in physics, J. Phys., 5, (2020)", true),
    ("Li A., A theory of everything in physics: a survey of theories, J. Phys., 5, (2020)", true),
    ("Li A., A theory of everything in physics. II, J. Phys., 5, (2020)", false),
    ("Li A., A theory of everything in physics: part II, J. Phys., 5, (2020)", false),
    ("Li A., A theory of everything in physics of the past, J. Phys., 5, (2020)", false),
    ("Li A., A theory of everything in physicsandmore, J. Phys., 5, (2020)", false),
    ("Li A., Erratum to: A theory of everything in physics, J. Phys., 5, (2020)", false),
    ("Li A., Correction: A theory of everything in physics, J. Phys., 5, (2020)", false),
    ("Li A., Comment on “A theory of everything in physics”, J. Phys., 5, (2020)", false),
    ("Li A., Author's reply to the paper a theory of everything in physics, J. Phys., 5, (2020)", false),
    ("Li A., Towards a theory of everything in physics, J. Phys., 5, (2020)", false),
    ("Lindner B., Reliable words. A theory of everything in physics, J. Phys., 5, (2020)", false),
  ])
  func titlesInsideTexts(reference: String, isFound: Bool) {
    let paper = "@article{a, title={A Theory of Everything in Physics}, author={Li, Ang}, year=2020}"
    #expect(self.isFound(reference, among: paper) == isFound)
  }

  @Test func theFirstPartIsNotTheSecond() {
    let first = "@article{a, title={Everything in Physics, Part I}, author={Li, Ang}, year=2020}\n"
    let second = "@article{b, title={Everything in Physics, Part II}, author={Li, Ang}, year=2020}"
    let reference = "Li A., Everything in physics, part II, J. Phys., 5, (2020)"
    #expect(!isFound(reference, among: first))
    var both = matcher(first + second)
    #expect(both.match(CitedReference(text: reference), in: "b")?.paper == 1)
  }

  @Test(arguments: [
    ("Editorial", "Things", "5", true), ("Editorial", "Things", "6", false), ("Editorial", "Whales", "5", false),
    ("Editorial", nil, nil, true),
  ])
  func headingsNeedTheirJournal(title: String, venue: String?, volume: String?, isFound: Bool) {
    var matcher = matcher(
      "@article{a, title={Editorial}, author={Li, Ang}, journal={Things}, volume=5, year=2020}")
    let reference = CitedReference(title: title, firstAuthor: "Li A.", year: 2020, venue: venue, volume: volume)
    #expect((matcher.match(reference, in: "b") != nil) == isFound)
  }

  @Test(arguments: [
    ("Journal of Chemistry", false), ("Journal of Physics", true), ("J. PHYS", true), ("Phys. Rev.", true),
  ])
  func wordsThatAllJournalsHaveTellNothing(venue: String, isFound: Bool) {
    var matcher = matcher(
      "@article{a, title={Whales}, author={Li, Ang}, journal={Journal of Physics}, volume=5, pages=3, year=2020}")
    let reference = CitedReference(firstAuthor: "Li A.", year: 2020, venue: venue, volume: "5", firstPage: "3")
    #expect((matcher.match(reference, in: "b") != nil) == isFound)
  }

  @Test(arguments: [
    ("Müller", "Mueller J"), ("Sørensen", "Sorensen J"), ("Mueller", "Müller, J."), ("Łukowski", "LUKOWSKI J"),
  ])
  func lettersOfOtherAlphabets(family: String, author: String) {
    var matcher = matcher(
      "@article{a, title={Whales}, author={\(family), J}, journal={Things}, volume=5, pages=3, year=2020}")
    let reference = CitedReference(firstAuthor: author, year: 2020, volume: "5", firstPage: "3")
    #expect(matcher.match(reference, in: "b")?.rule == .authorYearVolumePage)
  }

  /// What is found is what looking for each title at each place of the text finds.
  @Test(arguments: 0..<40)
  func titlesAreFoundAsBySearch(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    func drawn(_ length: ClosedRange<Int>) -> String {
      String((0..<Int.random(in: length, using: &generator)).map { _ in Bool.random(using: &generator) ? "a" : "b" })
    }
    let beginning = String(repeating: "a", count: 20)
    let titles = Set((0..<30).map { _ in beginning + drawn(0...6) })
    var index = TitleIndex()
    for (number, title) in titles.sorted().enumerated() { index.add(number, title: title) }
    // One word, so that titles end at the end of it only.
    let text = drawn(0...5) + beginning + drawn(0...8)
    let spaced = text.map(String.init).joined(separator: " ")
    let found = index.titles(in: spaced)?.titles.map(\.length) ?? []
    let expected = titles.filter { text.contains($0) }.map(\.count).sorted(by: >)
    #expect(found == expected)
  }

  // MARK: - Texts that ask for much

  @Test func thousandsOfTitlesWithOneBeginning() {
    let titles = (0..<4_000).map { "A survey of large models of language, number \($0)" }
    let entries = titles.enumerated().map { "@misc{k\($0), title={\($1)}, author={Li, A}, year=2020}\n" }
    let list = titles.map { "Li A., \($0), J. Phys., 5, (2020)" }.joined(separator: "; ")
    let file = CorpusFile(name: "b.ris", text: "TY  - JOUR\nTI  - Citing\nN1  - References: \(list)\nER  - \n")
    let account = RecordMerger().merge([bibtex(entries.joined()), RISReader.read(file)]).account
    #expect(account.relations == 4_000 && account.isBalanced)
    var matcher = matcher(entries.joined())
    let long = String(repeating: "a survey of large models of language, ", count: 5_000)
    #expect(matcher.match(CitedReference(text: long), in: "b") == nil)
    #expect(matcher.match(CitedReference(text: long + "number 17. Li 2020"), in: "b")?.paper == 17)
    #expect(matcher.match(CitedReference(text: titles.joined(separator: ". ")), in: "b") == nil)
  }

  @Test func thousandsOfAuthorsOfTitlesInOneText() {
    let entries = (0..<2_000).map {
      "@misc{k\($0), title={A survey of large models, number \($0)}, author={N\($0)x, A}}\n"
    }
    var matcher = matcher(entries.joined())
    let titles = (0..<2_000).map { "A survey of large models, number \($0)" }.joined(separator: ". ")
    #expect(matcher.match(CitedReference(text: titles), in: "b") == nil)
    #expect(matcher.match(CitedReference(text: "N7x A. " + titles), in: "b")?.paper == 7)
  }

  @Test func aListOfReferencesOfNothing() {
    let list = String(repeating: "a;", count: 40_000)
    let file = CorpusFile(name: "b.ris", text: "TY  - JOUR\nTI  - Citing\nN1  - References: \(list)\nER  - \n")
    let account = RecordMerger().merge([RISReader.read(file)]).account
    #expect(account.references == 40_000 && account.unmatched == 40_000)
  }

  @Test func thousandsOfWorksThatNameOnePreprint() {
    let entries = (0..<4_000).map {
      "@article{k\($0), title={x\($0)y Some title}, author={N\($0)m, B}, eprint={2001.00001}}\n"
    }
    #expect(RecordMerger().merge([bibtex(entries.joined())]).account.isBalanced)
  }

  @Test(arguments: ["pmid={#}", "journal={J}, volume={#}", "journal={J}, pages={#}", "author={N#m, A}"])
  func thousandsOfWorksOfOneTitle(fields: String) {
    let entries = (1...4_000).map {
      "@article{k\($0), title={A title of some length}, \(fields.replacing("#", with: "\($0)"))}\n"
    }
    #expect(RecordMerger().merge([bibtex(entries.joined())]).account.papers == 4_000)
  }
}
