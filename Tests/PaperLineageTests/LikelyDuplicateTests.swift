import Testing

@testable import PaperLineage

struct LikelyDuplicateTests {
  /// A paper told as `Family, year: Title`, any of the first two left out.
  private func paper(_ text: String, number: Int) -> Paper {
    let parts = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    var paper = Paper(id: PaperID(rawValue: "p\(number)"), title: parts[2])
    if !parts[0].isEmpty { paper.authors = [PaperAuthor(family: parts[0])] }
    if let date = PublicationDate(parts[1]) { paper.versions = [PaperVersion(role: .published, date: date)] }
    return paper
  }

  private func found(_ texts: [String], _ change: (inout [Paper]) -> Void = { _ in }) throws -> [Diagnostic] {
    var papers = texts.enumerated().map { paper($1, number: $0) }
    change(&papers)
    return try Corpus(CorpusParts(papers: papers)).check().filter { $0.code == .likelyDuplicate }
  }

  @Test(arguments: [
    // One title, whatever its letters and marks.
    ["Li|2020|Graphs of papers in time", "Li|2021|Graphs of Papers, in Time"],
    ["|2020|Graphs of papers in time", "Li|2020|Graphs of papers in time"],
    ["||Graphs of papers in time", "||Graphs of papers in time"],
    ["Li|2020|Graphs", "Li|2020|Graphs"],
    ["Li|2020|引文图谱研究", "Li|2020|引文图谱研究"],
    // A slip of spelling, a subtitle.
    ["Li|2020|A survey of citation graphs in science", "Li|2020|A survey of citaton graphs in science"],
    ["Li|2020|Graphs of papers in time", "Li|2021|Graphs of papers in time: an overview"],
    // An author who wrote three years later is not likely another one of the same name and title.
    ["Li|2020|Graphs of papers in time", "Li|2023|Graphs of papers in time"],
  ])
  func oneWork(_ texts: [String]) throws {
    let found = try found(texts)
    #expect(found.map(\.severity) == [.warning])
    #expect(found.first?.message.hasPrefix("“p0” and “p1” are probably one work") == true)
  }

  @Test(arguments: [
    ["Li|2020|Graphs of papers in time", "Xu|2020|Graphs of papers in time"],
    ["|2020|Graphs of papers in time", "|2022|Graphs of papers in time"],
    ["Li|2020|Graphs of papers in time", "Li|2024|Graphs of papers in time"],
    ["|2020|Editorial", "|2020|Editorial"], ["||Graphs", "||Graphs"],
    ["Li|2020|A survey of citation graphs in science 1", "Li|2020|A survey of citation graphs in science 2"],
    ["Li|2020|A survey of citation graphs, part I", "Li|2020|A survey of citation graphs, part II"],
    ["Li|2020|Graphs of papers in time", "Li|2020|Graphs of papers in time and in space"],
    ["Li|2020|Graphs of papers in time", "Li|2020|Something else altogether, and longer"],
  ])
  func twoWorks(_ texts: [String]) throws {
    #expect(try found(texts).isEmpty)
  }

  @Test func placesInPrintTellWorksApart() throws {
    let texts = ["Li|2020|Graphs of papers in time", "Li|2020|Graphs of papers in time"]
    let venues = try found(texts) { papers in
      for index in papers.indices {
        papers[index].publication.venue = "Scientometrics"
        papers[index].publication.volume = "\(index)"
      }
    }
    #expect(venues.isEmpty)
    let doi = try found(texts) { papers in
      for index in papers.indices { papers[index].identifiers = PaperIdentifier.readings(of: "10.1000/\(index)x") }
    }
    #expect(doi.map(\.severity) == [.note])
    // One DOI is told as what it is.
    let same = try found(texts) { papers in
      for index in papers.indices { papers[index].identifiers = PaperIdentifier.readings(of: "10.1000/x") }
    }
    #expect(same.isEmpty)
  }

  @Test func threeOfOneWorkAreToldOnce() throws {
    let found = try found([
      "Li|2020|Graphs of papers in time", "Xu|2020|Another work of another author",
      "Li|2020|Graphs of papers in time", "Li|2021|Graphs of papers in tyme",
    ])
    #expect(found.count == 1)
    #expect(found[0].message.hasPrefix("“p0”, “p2” and “p3” are probably one work: they have nearly one title: "))
  }

  /// Papers of few titles, authors and years, with slips, subtitles and numbers.
  private func randomPapers(_ count: Int, seed: UInt64) -> [Paper] {
    var state = seed
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let titles = [
      "A survey of citation graphs in science", "Maps of science and of its parts in time", "Editorial", "引文图谱研究",
      "Graphs of papers in time", "Über die Ordnung der Größen in Netzen von Zitaten und Werken",
      "The growth of very large networks of papers that cite each other over many years of science",
    ]
    let endings = ["", "", "", ": an overview", ": an overvjew", " II", " III", " 2", ".", " and space"]
    return (0..<count).map { number in
      var title = Array(titles[random(titles.count)])
      for _ in 0..<[0, 0, 1, 2, 4, 5][random(6)] where title.count > 20 {
        let place = random(title.count - 1)
        switch random(4) {
        case 0: title.swapAt(place, place + 1)
        case 1: title.remove(at: place)
        case 2: title.insert("e", at: place)
        default: title[place] = "o"
        }
      }
      var paper = Paper(id: PaperID(rawValue: "p\(number)"), title: String(title) + endings[random(endings.count)])
      if random(4) > 0 { paper.authors = [PaperAuthor(family: ["Li", "Xu", "Wang"][random(3)])] }
      if random(5) > 0, let date = PublicationDate("\(2015 + random(8))") {
        paper.versions = [PaperVersion(role: .published, date: date)]
      }
      if random(3) == 0 { paper.identifiers = PaperIdentifier.readings(of: "10.1000/x\(random(12))") }
      if random(3) == 0 {
        paper.publication.venue = ["Scientometrics", "JASIST"][random(2)]
        paper.publication.volume = "\(random(3))"
      }
      return paper
    }
  }

  /// What comes of comparing each two.
  private func groupsByPairs(_ papers: [Paper]) -> [[Int]] {
    let profiles = papers.map(LikelyDuplicates.Profile.init)
    var leaders = Array(papers.indices)
    let order = papers.indices.sorted { (profiles[$0].year ?? 0, $0) < (profiles[$1].year ?? 0, $1) }
    func words(_ text: String) -> Set<Substring> {
      Set(text.lowercased().split { !$0.isLetter && !$0.isNumber }.map { $0 })
    }
    func differInNumber(_ left: String, _ right: String) -> Bool {
      words(left).symmetricDifference(words(right)).contains { word in
        (word.count == 1 && word != "a") || word.contains(where: \.isNumber) || word.allSatisfy { "ivxlc".contains($0) }
      }
    }
    for (number, first) in order.enumerated() {
      for second in order.dropFirst(number + 1) {
        let (left, right) = (profiles[first], profiles[second])
        var isOne = !left.key.isEmpty && left.key == right.key
        if let author = left.author, !author.isEmpty, author == right.author, let year = left.year,
          let another = right.year, abs(year - another) <= 1, !differInNumber(left.title, right.title)
        {
          isOne = isOne || left.isSpelledLike(right)
        }
        guard isOne, left.isNear(right), leaders[first] != leaders[second] else { continue }
        let (from, into) = (leaders[first], leaders[second])
        for index in leaders.indices where leaders[index] == from { leaders[index] = into }
      }
    }
    return Dictionary(grouping: papers.indices) { leaders[$0] }.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
  }

  @Test(arguments: [2, 5, 12, 40, 90])
  func shortcutsFindWhatEachTwoWouldTell(count: Int) {
    var groupCount = 0
    for seed in 1...(count > 20 ? 12 : 40) {
      let papers = randomPapers(count, seed: UInt64(seed) &* 7_919)
      let expected = groupsByPairs(papers)
      #expect(LikelyDuplicates.groups(in: papers).map(\.positions) == expected)
      groupCount += expected.count
    }
    #expect(groupCount > 0 || count < 12)
  }

  @Test(.timeLimit(.minutes(60))) func manyPapersOfOneTitleOrAuthorTakeNoLongTime() throws {
    let letters = Array("abdefghjkmnopqrstuwyzABDE").map(String.init)
    // 500 titles of one author and year, 1,000 papers of one title, 400 works that stand twice.
    let titles = (0..<500).map { number in
      let words = (0..<6).map { place in String(repeating: letters[(number >> (place * 2) & 3) * 6 + place], count: 6) }
      return "Li|2020|\(words.joined(separator: " ")) in graphs"
    }
    let works = (0..<1_000).map { "Author\($0)|2020|Introduction to the issue on graphs" }
    let twins = (0..<400).flatMap { number in
      [String](repeating: "Twin\(number)|2021|A long title of number \(number)", count: 2)
    }
    #expect(try found(titles + works + twins).count == 400)
  }
}
