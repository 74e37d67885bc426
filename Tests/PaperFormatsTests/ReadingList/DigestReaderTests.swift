import Foundation
import PaperFormats
import PaperLineage
import Testing

func listReading(_ text: String) -> ReadingListReading {
  ReadingListReader.read(CorpusFile(name: "list", text: text))
}

extension Paper {
  /// The paper without what tells where it stands.
  var withoutPlaces: Paper {
    var paper = self
    paper.place = nil
    for index in paper.texts.indices { paper.texts[index].runs = [] }
    return paper
  }

  func text(_ field: PaperText.Field) -> PaperText? { texts.first { $0.field == field } }
}

/// Every scalar of a text stands in the file where the text says, apart from joints between runs.
func expectPlacesAreRight(_ reading: ReadingListReading, in text: String, _ note: String = "") {
  var bare = text
  if bare.unicodeScalars.first == "\u{FEFF}" { bare.unicodeScalars.removeFirst() }
  let lines = bare.replacing("\r\n", with: "\n").replacing("\r", with: "\n").unicodeScalars
    .split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
  for paper in reading.parts.papers {
    for text in paper.texts {
      let scalars = Array(text.text.unicodeScalars)
      #expect(text.runs.first?.offset == 0, "\(note) \(paper.title)")
      for (index, run) in text.runs.enumerated() {
        var end = index + 1 < text.runs.count ? text.runs[index + 1].offset : scalars.count
        // The joint before the next run belongs to nothing.
        if index + 1 < text.runs.count, end > run.offset, scalars[end - 1] == " " || scalars[end - 1] == "\n" {
          end -= 1
        }
        let line = lines[run.place.line - 1]
        let start = run.place.column - 1
        #expect(start + end - run.offset <= line.count, "\(note) \(paper.title)")
        guard start + end - run.offset <= line.count else { continue }
        #expect(
          Array(line[start..<start + end - run.offset]) == Array(scalars[run.offset..<end]), "\(note) \(paper.title)")
      }
    }
  }
}

/// Read lines and unread lines are all lines that are not blank, each once.
func expectAllLinesAreAccountedFor(_ reading: ReadingListReading, in text: String, _ note: String = "") {
  var bare = text
  if bare.unicodeScalars.first == "\u{FEFF}" { bare.unicodeScalars.removeFirst() }
  let isBlank: (Substring.UnicodeScalarView) -> Bool = { $0.allSatisfy { $0.properties.isWhitespace } }
  let lines = bare.replacing("\r\n", with: "\n").replacing("\r", with: "\n")[...].unicodeScalars
    .split(separator: "\n", omittingEmptySubsequences: false)
  let filled = lines.indices.filter { !isBlank(lines[$0]) }.map { $0 + 1 }
  let unread = reading.unread.flatMap { block in
    (block.place.line...block.lastLine).filter { !isBlank(lines[$0 - 1]) }
  }
  #expect((reading.readLines + unread).sorted() == filled, "\(note)")
  #expect(zip(reading.unread, reading.unread.dropFirst()).allSatisfy { $0.lastLine < $1.place.line }, "\(note)")
}

struct DigestReaderTests {
  @Test func aChineseDigestIsRead() throws {
    let text: MarkedText = """
      某年读过的论文

      甲组

      1️⃣Alpha-1: A Study of Small Things

      发布时间：2021.03

      发表单位：某大学、Some Lab等

      影响力：2️⃣首次提出甲方法

      摘要：3️⃣本文研究小事物。代码发布于
      4️⃣https://example.org/alpha。

      5️⃣第二段说明 Alpha-1 的局限，并讨论今后的工作。

      乙组

      Beta without a Colon

      发布时间：2022年11月

      摘要：短。

      6️⃣关注公众号
      """
    let reading = listReading(text.text)
    #expect(reading.form == .labelledDigest)
    #expect(reading.parts.title == "某年读过的论文")
    #expect(reading.parts.topics.map(\.id) == ["甲组", "乙组"])
    #expect(reading.parts.dateChoice == .role(.listed))
    let papers = reading.parts.papers
    #expect(papers.map(\.id.rawValue) == ["alpha-1", "beta-without-a-colon"])
    let alpha = try #require(papers.first)
    #expect(alpha.title == "Alpha-1: A Study of Small Things")
    #expect(alpha.name == "Alpha-1")
    #expect(alpha.date(.role(.listed))?.description == "2021-03")
    #expect(alpha.listedOrganization == "某大学、Some Lab等")
    #expect(alpha.organizations == ["某大学", "Some Lab"])
    #expect(alpha.impact == "首次提出甲方法")
    #expect(
      alpha.abstract == "本文研究小事物。代码发布于https://example.org/alpha。\n第二段说明 Alpha-1 的局限，并讨论今后的工作。")
    #expect(alpha.code == "https://example.org/alpha")
    #expect(alpha.topic == "甲组")
    func marks(_ places: [SourcePlace]) -> [Int?] {
      places.map { place in text.places.first { $0.value == (place.line, place.column) }?.key }
    }
    #expect(marks([try #require(alpha.place)]) == [1])
    #expect(marks(alpha.text(.impact)?.runs.map(\.place) ?? []) == [2])
    #expect(marks(alpha.text(.abstract)?.runs.map(\.place) ?? []) == [3, 4, 5])
    #expect(reading.unread.map(\.reason) == ["after the last paper"])
    #expect(marks(reading.unread.map(\.place)) == [6])
    expectPlacesAreRight(reading, in: text.text)
    expectAllLinesAreAccountedFor(reading, in: text.text)
  }

  @Test func anEnglishDigestIsRead() throws {
    let text = """
      Papers we read

      ## Vision

      ### Gamma Net
      - **Published**: July 2019
      - **Affiliation**: Institute A & Institute B; Company C
      - **Why it matters**: simple and strong
      - **Paper**: https://arxiv.org/abs/1907.12345v2
      - **Code**: https://github.com/gamma/net
      - **Reviewer**: somebody

      ### Delta Net
      - **Published**: 2020-02-30
      - **Abstract**: Written over
        two lines, see
        https://example.org/delta for more.
      """
    let reading = listReading(text)
    #expect(reading.parts.papers.map(\.title) == ["Gamma Net", "Delta Net"])
    let gamma = try #require(reading.parts.papers.first)
    #expect(gamma.versions == [PaperVersion(role: .listed, date: PublicationDate(year: 2019, month: 7)!)])
    #expect(gamma.organizations == ["Institute A", "Institute B", "Company C"])
    #expect(gamma.identifier(.arxiv) == "1907.12345")
    #expect(gamma.link == "https://arxiv.org/abs/1907.12345v2")
    #expect(gamma.code == "https://github.com/gamma/net")
    #expect(gamma.text(.other)?.label == "Reviewer")
    let delta = try #require(reading.parts.papers.last)
    #expect(delta.versions == [])
    #expect(delta.text(.other)?.text == "2020-02-30")
    #expect(reading.diagnostics.map(\.code) == [.badDate])
    #expect(delta.abstract == "Written over two lines, see https://example.org/delta for more.")
    expectPlacesAreRight(reading, in: text)
    expectAllLinesAreAccountedFor(reading, in: text)
  }

  @Test(
    arguments: [
      ("2023.02", "2023-02"), ("2023-02", "2023-02"), ("2023年2月", "2023-02"), ("2023.3.21", "2023-03-21"),
      ("2015", "2015"), ("(2017)", "2017"), ("2025年07月", "2025-07"), ("２０２３．０２", "2023-02"), ("2023年", "2023"),
      ("2023/7", "2023-07"), ("July 2023", "2023-07"), ("18 Jul 2023", "2023-07-18"), ("20230718", "2023-07-18"),
      ("2023.13", nil), ("2023-02-30", nil), ("07-29", nil), ("soon", nil), ("2023.00", nil),
    ] as [(String, String?)])
  func datesAreReadAndNeverGuessed(_ written: String, _ expected: String?) throws {
    let reading = listReading("A paper\n\n日期：\(written)\n\n机构：某校\n")
    let paper = try #require(reading.parts.papers.first)
    #expect(paper.versions.first?.date.description == expected)
    #expect(reading.diagnostics.isEmpty == (expected != nil))
    if expected == nil { #expect(paper.text(.other)?.text == written) }
  }

  @Test func titlesInMarksYearsInBracketsAndListNumbers() {
    let text = """
      二十篇论文

      一、基础

        1. 《Paper One》(2017)
          摘要:第一篇。
          推荐原因:好懂。

        2. 《Paper Two: More》(TWO, 2020)
          摘要:第二篇。
          推荐原因:好用。

      二、其他

        1. 《Paper Three》(2021)
          摘要:第三篇。
          推荐原因:好看。
      """
    let reading = listReading(text)
    #expect(reading.parts.papers.map(\.title) == ["Paper One", "Paper Two: More", "Paper Three"])
    #expect(reading.parts.papers.map { $0.versions.first?.date.year } == [2017, 2020, 2021])
    #expect(reading.parts.papers[1].aliases == ["TWO"])
    #expect(reading.parts.topics.map(\.id) == ["一、基础", "二、其他"])
    expectPlacesAreRight(reading, in: text)
  }

  @Test func idsAreUniqueAndAlwaysThere() {
    let text = ["Net: One", "Net: Two", "中文标题", "另一篇", "Été: été"].map { "\($0)\n\n日期:2020\n\n机构:某校\n" }
      .joined(separator: "\n")
    #expect(
      listReading(text).parts.papers.map(\.id.rawValue) == ["net", "net-2", "paper-1", "paper-2", "ete"])
  }

  @Test func aPaperToldTwiceIsOne() {
    let record = "Net: One\n\n日期:2020\n\n机构:某校\n\n"
    let reading = listReading(record + record)
    #expect(reading.parts.papers.count == 1)
    #expect(reading.unread.map(\.reason) == ["the same paper as in line 1"])
  }
}
