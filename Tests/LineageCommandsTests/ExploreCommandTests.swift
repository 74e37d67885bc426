import Foundation
import Testing

struct ExploreCommandTests {
  @Test func writesOnePage() async throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(component: "page.html")
    let run = try await Program.run("explore", "--output", file.path, "--lang", "zh", "--title", "My <papers>")
    #expect(run.status == 0 && run.output.isEmpty && run.complaints.isEmpty)
    let page = try String(contentsOf: file, encoding: .utf8)
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"zh\" data-theme=\"auto\">"))
    #expect(page.contains("<title>My &lt;papers&gt;</title>"))
    #expect(try folder.names == ["page.html"])
  }

  @Test func writesToStandardOutputToo() async throws {
    let run = try await Program.run("explore", "--kinds", "updates", "--externals", "column")
    #expect(run.status == 0 && run.output.hasPrefix("<!DOCTYPE html>"))
    #expect(!run.output.contains("\"kind\":\"cites\""))
    #expect(run.output.contains("\"kind\":\"updates\""))
  }

  @Test(arguments: ["page.html", "page.HTM"])
  func renderTellsAPageByItsEnding(name: String) async throws {
    let folder = try TemporaryFolder()
    let run = try await Program.run("render", "--output", folder.url.appending(component: name).path)
    #expect(run.status == 0)
    let page = try String(contentsOf: folder.url.appending(component: name), encoding: .utf8)
    #expect(page.hasPrefix("<!DOCTYPE html>"))
  }

  @Test func doesNotWriteOverItsInput() async throws {
    let folder = try TemporaryFolder()
    let corpus = try folder.file("corpus.yaml", "title: T\npapers:\n  - {id: a, title: A}\n")
    let run = try await Program.run("explore", "--corpus", corpus, "--output", corpus)
    #expect(run.status == 64)
    #expect(run.errors.contains("is read, and would be written over"))
  }

  @Test func refusesWhatItCannotShow() async throws {
    #expect(try await Program.run("explore", "--kinds", "sideways").status == 64)
    #expect(try await Program.run("explore", "--time-limit", "0").status == 64)
    #expect(try await Program.run("explore", "--corpus", "/nowhere/at-all").status == 66)
  }

  @Test(arguments: ["page.svg", "page.PNG", "page.json", "page.mmd"])
  func writesNoOtherFormat(name: String) async throws {
    let folder = try TemporaryFolder()
    let run = try await Program.run("explore", "--output", name, in: folder.url)
    #expect(run.status == 64)
    #expect(run.errors.contains("“\(name)” ends as a file of"))
    #expect(try folder.names == [])
  }

  @Test func pagesOpenInTheThemeAskedFor() async throws {
    for command in [["explore"], ["render", "--format", "html"]] {
      let run = try await Program.run(command + ["--theme", "dark"])
      #expect(run.status == 0 && run.output.contains("<html lang=\"en\" data-theme=\"dark\">"))
    }
  }

  @Test(arguments: [
    ["--format", "svg", "--scale", "2"], ["--format", "html", "--scale", "1"], ["--format", "json", "--theme", "dark"],
    ["--format", "mermaid", "--theme", "paper"],
  ])
  func renderRefusesWhatAFormatHasNot(options: [String]) async throws {
    let run = try await Program.run(["render"] + options)
    #expect(run.status == 64 && run.output.isEmpty && !run.errors.isEmpty)
  }
}
