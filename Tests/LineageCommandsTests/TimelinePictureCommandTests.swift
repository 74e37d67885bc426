import Foundation
import LineageRendering
import Testing

/// Timelines as pictures, by the real program.
struct TimelinePictureCommandTests {
  @Test(arguments: [
    ("svg", "<?xml"), ("html", "<!DOCTYPE html>"), ("mermaid", "timeline\n"), ("md", "# Core AI"),
    ("markdown", "# Core AI"), ("json", "{"), ("csv", "period,"), ("text", "Core AI"),
  ])
  func everyFormatIsWritten(_ format: String, beginning: String) async throws {
    let run = try await Program.run("timeline", "--format", format)
    #expect(run.status == 0)
    #expect(run.complaints == "")
    #expect(run.output.hasPrefix(beginning))
  }

  @Test(arguments: [
    ("x.svg", "svg"), ("x.html", "html"), ("x.HTM", "html"), ("x.mmd", "mermaid"), ("x.md", "markdown"),
    ("x.json", "json"), ("x.csv", "csv"), ("x.txt", "text"), ("x", "text"),
  ])
  func theEndingTellsTheFormat(file: String, format: String) async throws {
    let folder = try TemporaryFolder()
    let whole = try await Program.run("timeline", "--format", format)
    let run = try await Program.run("timeline", "--output", file, in: folder.url)
    #expect(run.status == 0)
    #expect(run.output == "")
    #expect(try String(contentsOf: folder.url.appending(component: file), encoding: .utf8) == whole.output)
    #expect(try folder.names == [file])
  }

  @Test(arguments: [("x.png", [0x89, 0x50, 0x4E, 0x47]), ("x.pdf", [0x25, 0x50, 0x44, 0x46])])
  func pixelsAndPrint(file: String, beginning: [UInt8]) async throws {
    let folder = try TemporaryFolder()
    for name in [file, "again-" + file] {
      #expect(try await Program.run("timeline", "--output", name, in: folder.url).status == 0)
    }
    let data = try Data(contentsOf: folder.url.appending(component: file))
    #expect(data.starts(with: beginning))
    #expect(try Data(contentsOf: folder.url.appending(component: "again-" + file)) == data)
  }

  @Test(arguments: [
    (["--output", "x.svg", "--format", "json"], "“x.svg” is svg, which is not written as json"),
    (["--output", "x.svg", "--format", "html"], "“x.svg” is svg, which is not written as html"),
    (["--output", "x.dot"], "“lineage timeline” draws no dot"),
    (["--bursts", "topics"], "text has no room for marks"),
    (["--bursts", "topics", "--format", "mermaid"], "mermaid has no room for marks"),
    (["--bursts", "reference-years", "--format", "svg"], "one of 'papers', 'terms', 'topics' or 'organizations'"),
    (["--gamma", "1", "--format", "svg"], "--gamma goes with --bursts"),
    (["--bursts", "topics", "--gamma=-1", "--format", "svg"], "--gamma is a number"),
    (["--format", "gif"], "gif"), (["--topic", "nothing", "--format", "svg"], "the corpus has no topic “nothing”"),
  ])
  func whatCannotBeIsSaid(arguments: [String], message: String) async throws {
    let folder = try TemporaryFolder()
    let run = try await Program.run(["timeline"] + arguments, in: folder.url)
    #expect(run.status == 64)
    #expect(run.complaints.contains(message), "\(run.complaints)")
    #expect(run.output == "")
    #expect(try folder.names == [])
  }

  @Test func aTimelineOfNothingIsNoPicture() async throws {
    let folder = try TemporaryFolder()
    let run = try await Program.run("timeline", "--from", "2030", "--output", "x.svg", in: folder.url)
    #expect(run.status == 1)
    #expect(run.complaints.contains("there is no paper to draw"))
    #expect(try folder.names == [])
  }

  @Test func theCaptionSaysWhatIsLeftOut() async throws {
    let svg = try await Program.run(
      "timeline", "--format", "svg", "--topic", "agent", "--from", "2023-05", "--to", "2023-09"
    ).output
    for words in [
      ">not shown: 48 external papers (--external)<", ">not shown: 22 papers of other topics<",
      ">not shown: 2 papers of other times<", ">2 papers by month, listed date<",
    ] { #expect(svg.contains(words), "\(words)") }
    #expect(svg.matches(of: /id="period-2023-0[5-9]"/).count == 5)
  }

  @Test func burstsAreMarked() async throws {
    let arguments = ["timeline", "--bursts", "terms", "--gamma", "0.1", "--format", "svg"]
    let svg = try await Program.run(arguments).output
    #expect(svg.matches(of: /class="burst"/).count == 16)
    let chinese = try await Program.run(arguments + ["--lang", "zh"]).output
    #expect(chinese.contains("标题词的突发（Kleinberg"))
    let none = try await Program.run("timeline", "--bursts", "topics", "--gamma", "50", "--format", "svg").output
    #expect(none.contains("no bursts of topics"))
  }

  /// Months are the default of text whatever they come to; a picture takes what suits it.
  @Test func aPictureTakesThePeriodsThatSuitIt() async throws {
    let page = try await Program.run("timeline", "--external", "--date", "earliest", "--format", "html").output
    #expect(page.contains("papers per quarter"))
    let months = try await Program.run(
      "timeline", "--external", "--date", "earliest", "--format", "html", "--by", "month"
    ).output
    #expect(months.contains("papers per month"))
  }

  // MARK: - Networks

  @Test func aSmallNetworkHasCardsAndALargeOneNumbers() async throws {
    let files = try NetworkFiles()
    let small = try await Program.run("timeline", "--corpus", files.literature(), "--by", "year", "--format", "svg")
    #expect(small.status == 0)
    #expect(small.output.matches(of: /id="paper-/).count == 14)
    let edges = (1..<500).map { "\($0 + 1)\t\($0)\n" }.joined()
    let dates = (1...500).map { "\($0)\t\(1990 + $0 / 60)-0\(1 + $0 % 9)\n" }.joined()
    let folder = try TemporaryFolder()
    let file = folder.url.appending(component: "large.lgraph").path
    let made = try await Program.run(
      "import", try folder.file("edges.txt", edges), "--dates", try folder.file("dates.txt", dates), "--output", file)
    try #require(made.status == 0, "\(made.errors)")
    let large = try await Program.run("timeline", "--corpus", file, "--format", "svg")
    #expect(large.output.contains("numbers only: the cards of 500 papers are left out"))
    #expect(!large.output.contains("id=\"paper-"))
    #expect(try await Program.run("timeline", "--corpus", file, "--topic", "x", "--format", "svg").status == 64)
    #expect(try await Program.run("timeline", "--corpus", file, "--bursts", "terms", "--format", "svg").status == 64)
    let bursts = try await Program.run("timeline", "--corpus", file, "--bursts", "papers", "--format", "svg")
    #expect(bursts.status == 0)
    #expect(bursts.output.contains("bursts of cited papers"))
    let mermaid = try await Program.run("timeline", "--corpus", file, "--by", "year", "--format", "mermaid")
    #expect(mermaid.output.contains("        1991 : 60 papers\n"))
  }

  // MARK: - Mermaid of relations

  @Test func relationsAsMermaid() async throws {
    let folder = try TemporaryFolder()
    #expect(try await Program.run("render", "--output", "x.mmd", in: folder.url).status == 0)
    let whole = try await Program.run("render", "--format", "mermaid").output
    #expect(try String(contentsOf: folder.url.appending(component: "x.mmd"), encoding: .utf8) == whole)
    #expect(whole.hasPrefix("---\ntitle: \"Core AI papers of 2023\"\n---\nflowchart LR\n"))
  }
}
