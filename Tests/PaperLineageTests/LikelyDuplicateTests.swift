import PaperLineage
import Testing

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
}
