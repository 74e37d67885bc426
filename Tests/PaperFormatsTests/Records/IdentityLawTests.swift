import PaperLineage
import TestSupport
import Testing

@testable import PaperFormats

/// Which records are joined does not depend on the order in which they come, and not on the file that they stand in.
struct IdentityLawTests {
  /// An entry with a keyword of its own, by which it is known again in the paper that it went into.
  private static func entry(_ number: Int, _ generator: inout SplitMix64) -> String {
    func pick(_ texts: [String]) -> String { texts[Int.random(in: texts.indices, using: &generator)] }
    func isDrawn(_ share: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < share }
    let titles = [
      "The Wonderful Title of Number 1", "The Wonderful Title of Number 1", "The Wonderful Title of Number 2",
      "Editorial", "Letter to the Editor", "On C++", "A short one",
    ]
    var fields = ["title = {\(pick(titles))}", "keywords = {k\(number)}"]
    if isDrawn(70) { fields.append("year = \(Int.random(in: 2015...2018, using: &generator))") }
    let authors = ["Doe, J.", "van Doe, J.", "M{\\\"u}ller, K.", "Mueller, K."]
    if isDrawn(60) { fields.append("author = {\(pick(authors))}") }
    if isDrawn(25) { fields.append("doi = {10.1000/\(pick(["1", "2", "3"]))}") }
    if isDrawn(25) { fields.append("eprint = {2001.0000\(pick(["1", "2"]))}") }
    if isDrawn(15) { fields.append("pmid = {\(pick(["1", "2", "3"]))}") }
    if isDrawn(40) { fields.append("journal = {\(pick(["Journal of A", "B"]))}") }
    if isDrawn(40) { fields.append("volume = {\(pick(["1", "2"]))}") }
    if isDrawn(20) { fields.append("pages = {\(pick(["1", "2"]))}") }
    return "@\(pick(["article", "misc"])){k\(number), \(fields.joined(separator: ", "))}\n"
  }

  private static func readings(_ entries: [String], files: Int, _ generator: inout SplitMix64) -> [RecordReading] {
    var texts = [String](repeating: "", count: files)
    for entry in entries { texts[Int.random(in: 0..<files, using: &generator)] += entry }
    return texts.enumerated().map { BibTeXReader.read(CorpusFile(name: "\($0).bib", text: $1)) }
  }

  private static func works(_ result: RecordMerger.Result) -> [String] {
    result.parts.papers.map { $0.publication.keywords.sorted().joined(separator: " ") }.sorted()
  }

  @Test(arguments: 0..<60)
  func recordsAreJoinedAlikeInAnyOrderAndInAnyFile(seed: UInt64) {
    var generator = SplitMix64(seed: seed &+ 77)
    let count = Int.random(in: 3...40, using: &generator)
    let entries = (0..<count).map { Self.entry($0, &generator) }
    let merger = RecordMerger(keepsVersions: seed.isMultiple(of: 3))
    let first = merger.merge(Self.readings(entries, files: 1, &generator))
    for files in [1, 1, 3, 5] {
      let readings = Self.readings(entries.shuffled(using: &generator), files: files, &generator)
      let other = merger.merge(readings)
      #expect(Self.works(other) == Self.works(first), "seed \(seed), \(files) files")
      #expect(other.account.isBalanced)
      // The same files in another order make the same corpus, byte for byte.
      let again = merger.merge(readings.shuffled(using: &generator))
      #expect(CorpusWriter.yaml(again.parts) == CorpusWriter.yaml(other.parts))
      #expect(again.account == other.account && again.diagnostics == other.diagnostics)
    }
  }

  /// So many works of one title that they are looked up by what tells them apart.
  @Test(arguments: 0..<6)
  func manyWorksOfOneTitleAreJoinedAlikeInAnyOrder(seed: UInt64) {
    var generator = SplitMix64(seed: seed &+ 7)
    let entries = (0..<150).map { number in
      var fields = ["title = {The Wonderful Title of Many}", "keywords = {k\(number)}"]
      func add(_ name: String, _ values: Int, share: Int) {
        guard Int.random(in: 0..<100, using: &generator) < share else { return }
        fields.append("\(name) = {\(name == "doi" ? "10.1000/" : "")\(Int.random(in: 1...values, using: &generator))}")
      }
      add("doi", 60, share: 60)
      add("pmid", 60, share: 30)
      add("author", 20, share: 60)
      add("volume", 20, share: 50)
      add("pages", 20, share: 30)
      if Int.random(in: 0..<4, using: &generator) > 0 { fields.append("journal = {J}") }
      if Int.random(in: 0..<3, using: &generator) > 0 {
        fields.append("year = \(Int.random(in: 1950...2020, using: &generator))")
      }
      return "@article{k\(number), \(fields.joined(separator: ", "))}\n"
    }
    let first = RecordMerger().merge(Self.readings(entries, files: 1, &generator))
    for _ in 0..<3 {
      let other = RecordMerger().merge(Self.readings(entries.shuffled(using: &generator), files: 2, &generator))
      #expect(Self.works(other) == Self.works(first))
      #expect(other.account.isBalanced)
    }
  }

  /// The index of works leaves out none that a comparison one by one would find.
  @Test(arguments: 0..<20)
  func worksOfOneTitleAreFoundByWhatTellsThemApart(seed: UInt64) {
    var generator = SplitMix64(seed: seed &+ 5)
    func drawn() -> RecordIdentity.Profile {
      func number(_ most: Int) -> Int { Int.random(in: 0...most, using: &generator) }
      var paper = Paper(id: PaperID(rawValue: ""), title: "The Wonderful Title of Many")
      if number(1) > 0 { paper.identifiers += [PaperIdentifier(.doi, "10.1000/\(number(9))")].compactMap { $0 } }
      if number(1) > 0 { paper.identifiers += [PaperIdentifier(.pmid, "\(1 + number(9))")].compactMap { $0 } }
      if number(2) > 0 { paper.authors = [PaperAuthor(family: "N\(number(5))")] }
      if number(2) > 0, let date = PublicationDate(year: 1990 + number(20)) {
        paper.versions = [PaperVersion(role: .published, date: date)]
      }
      if number(3) > 0 { paper.publication.venue = number(9) > 0 ? "J" : "K" }
      if number(2) > 0 { paper.publication.volume = "\(number(5))" }
      if number(2) > 0 { paper.publication.pages = "\(number(5))" }
      return RecordIdentity.Profile(paper)
    }
    var works = SettledWorks()
    var profiles: [RecordIdentity.Profile] = []
    for work in 0..<60 {
      var profile = drawn()
      let asked = drawn()
      let numbers = Set(works.numbers(like: asked))
      let title = TitleKey.text("The Wonderful Title of Many")
      for (number, other) in profiles.enumerated()
      where other.isCompatible(with: asked, title: title, keepsVersions: false) {
        #expect(numbers.contains(number))
      }
      if work.isMultiple(of: 5), work > 0 {
        let number = Int.random(in: profiles.indices, using: &generator)
        profile.add(profiles[number])
        profiles[number] = profile
        works.update(number, number, profile)
      } else {
        works.add(profiles.count, profile)
        profiles.append(profile)
      }
    }
  }
}

/// What is easily taken for one work, and what is easily taken for two.
struct LookAlikeTests {
  private func count(_ one: String, _ other: String) -> Int {
    let readings = [one, other].enumerated().map {
      BibTeXReader.read(CorpusFile(name: "\($0).bib", text: "@article{k\($0), \($1)}"))
    }
    return RecordMerger().merge(readings).parts.papers.count
  }

  @Test(arguments: [
    ("title={Letter to the Editor}, year=2020", "title={Letter to the editor}, year=2020"),
    ("title={Introduction to the Special Issue}, year=2020", "title={Introduction to the special issue}, year=2021"),
    (
      "title={Editorial}, author={Li, A}, journal={Things}, year=2020",
      "title={Editorial}, author={Li, A}, journal={Things}, year=2021"
    ),
    (
      "title={Editorial}, author={Li, A}, journal={Things}, year=2020",
      "title={Editorial}, author={Li, A}, journal={Letters on Whales}, year=2020"
    ),
    ("title={前言}, year=2020", "title={前言}, year=2020, note={n}"),
    (
      "title={A Long Title: Part I}, author={Li, A}, year=2020",
      "title={A Long Title: Part II}, author={Li, A}, year=2020"
    ),
    ("title={Erratum: A Long Title of Work}, year=2020", "title={A Long Title of Work}, year=2020"),
  ])
  func areTwo(one: String, other: String) {
    #expect(count(one, other) == 2)
  }

  @Test(arguments: [
    (
      "title={Editorial}, author={Li, A}, journal={J. Things}, year=2020",
      "title={Editorial}, author={Li, Ang}, journal={Journal of Things}, year=2020"
    ),
    ("title={BERT}, author={Li, A}, year=2020", "title={BERT}, author={Li, A}, year=2021"),
    (
      "title={A Long Title of Work}, author={M\\\"uller, A}, year=2020",
      "title={A Long Title of Work}, author={Mueller, A}, year=2020"
    ),
    (
      "title={A Long Title of Work}, author={S{\\o}rensen, A}, year=2020",
      "title={A Long Title of Work}, author={Sorensen, A}, year=2020"
    ),
    (
      "title={A Long Title of Work}, author={van der Berg, A}, year=2020",
      "title={A Long Title of Work}, author={{Van der Berg}, A}, year=2020"
    ),
    (
      "title={A Long Title of Work}, author={van der Berg, A}, year=2020",
      "title={A Long Title of Work}, author={Berg, A}, year=2020"
    ),
  ])
  func areOne(one: String, other: String) {
    #expect(count(one, other) == 1)
  }

  @Test func placesThatContradictEachOtherAreTold() {
    func conflicts(_ one: String, _ other: String) -> [String] {
      let texts = [one, other].map { "@article{k, title={A Title}, doi={10.1000/1}, \($0)}" }
      let readings = texts.enumerated().map { BibTeXReader.read(CorpusFile(name: "\($0).bib", text: $1)) }
      return RecordMerger().merge(readings).parts.papers.flatMap(\.notes)
    }
    #expect(
      conflicts("volume=5, number=1, pages={3--4}", "volume=6, number=2, pages={7--9}") == [
        "another volume in 1.bib:1: “6”", "another issue in 1.bib:1: “2”", "another first page in 1.bib:1: “7”",
      ])
    #expect(conflicts("volume=5, number={1-2}, pages={3--4}", "volume=05, number=1, pages={3}") == [])
    #expect(conflicts("volume=5, pages={e123}", "volume=5, pages={3}") == [])
    #expect(conflicts("volume=5", "pages={3}") == [])
  }
}
