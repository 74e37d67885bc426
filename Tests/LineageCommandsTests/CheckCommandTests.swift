import Foundation
import Testing

/// `lineage check` on files of several kinds, as people and as other tools see it.
struct CheckCommandTests {
  private static let bibliography = """
    @string{conf = "Proceedings, 50% off: a, b"}
    @article{li2020, title = {Graphs of Papers in Time}, author = {Li, A.}, year = 2020, cites = {xu2021, nobody}}
    @article{Li2020, title = {Another Work: 图谱 & Co}, author = {Li, A.}, year = 2019, note = {Retracted}}
    @article{xu2021, title = {A Later Work of Xu}, author = {Xu, B.}, year = 2021, cites = {li2020, Li2020}}
    @misc{nodate, title = {Work Without Date}, author = {Xu, B.}, cites = {xu2021}}
    @article{ }
    """
  private static let list = "papers:\n  - {id: base, title: A Base, dates: {released: 2018}}\n"
  /// A name that has to be escaped in addresses and in commands.
  private static let name = "refs, 参考:1.bib"

  private static func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.file(name, bibliography)
    try folder.file("list.yaml", list)
    return folder
  }

  /// Compares with a file beside the tests; `RECORD_GOLDEN=1` writes it anew, and fails to say so.
  private func compare(_ text: String, with name: String) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(components: "Golden", name)
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
      try Data(text.utf8).write(to: file)
      Issue.record("recorded \(name) anew; look at the change, then run without RECORD_GOLDEN")
      return
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    #expect(
      text.split(separator: "\n", omittingEmptySubsequences: false)
        == golden.split(separator: "\n", omittingEmptySubsequences: false))
  }

  @Test(arguments: [
    ("check-files.txt", ["--format", "text"], 80), ("check-files-wide.txt", ["--lang", "zh"], 120),
    ("check-files.sarif", ["--format", "sarif"], 80), ("check-files-github.txt", ["--format", "github"], 80),
  ])
  func looksAsItDid(_ golden: String, _ options: [String], _ columns: Int) async throws {
    let folder = try Self.folder()
    let run = try await Program.run(["check", "list.yaml", Self.name] + options, columns: columns, in: folder.url)
    #expect(run.status == 1)
    #expect(run.errors == "")
    try compare(run.output, with: golden)
  }

  @Test func sarifIsWhatCodeScanningTakes() async throws {
    let folder = try Self.folder()
    let run = try await Program.run(["check", "list.yaml", Self.name, "-o", "findings.sarif"], in: folder.url)
    #expect(run.status == 1)
    #expect(run.output == "")
    let data = try Data(contentsOf: folder.url.appending(component: "findings.sarif"))
    let log = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(log["version"] as? String == "2.1.0")
    #expect((log["$schema"] as? String)?.contains("sarif-2.1.0") == true)
    let runs = try #require(log["runs"] as? [[String: Any]])
    #expect(runs.count == 1)
    let driver = try #require((runs[0]["tool"] as? [String: Any])?["driver"] as? [String: Any])
    #expect(driver["name"] as? String == "lineage")
    let rules = try #require(driver["rules"] as? [[String: Any]])
    let results = try #require(runs[0]["results"] as? [[String: Any]])
    let json = try await Program.run(["check", "list.yaml", Self.name, "--format", "json"], in: folder.url).json()
    #expect(results.count == (json["diagnostics"] as? [Any])?.count)
    #expect(results.count > 5)
    for result in results {
      let number = try #require(result["ruleIndex"] as? Int)
      #expect(rules[number]["id"] as? String == result["ruleId"] as? String)
      #expect(["error", "warning", "note"].contains(result["level"] as? String))
      #expect(((result["message"] as? [String: Any])?["text"] as? String)?.isEmpty == false)
      let locations = try #require(result["locations"] as? [[String: Any]])
      #expect(locations.count == 1)
      for location in locations + (result["relatedLocations"] as? [[String: Any]] ?? []) {
        let place = try #require(location["physicalLocation"] as? [String: Any])
        let uri = try #require((place["artifactLocation"] as? [String: Any])?["uri"] as? String)
        #expect(["list.yaml", "refs%2C%20%E5%8F%82%E8%80%83%3A1.bib"].contains(uri))
        let region = try #require(place["region"] as? [String: Any])
        #expect((region["startLine"] as? Int ?? 0) >= 1 && (region["startColumn"] as? Int ?? 0) >= 1)
      }
    }
  }

  @Test func commandsOfAWorkflowAreOneLineEach() async throws {
    let folder = try Self.folder()
    let run = try await Program.run(["check", "list.yaml", Self.name, "--format", "github"], in: folder.url)
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.dropLast().allSatisfy { $0.hasPrefix("::") })
    #expect(lines.last?.hasPrefix("1 error, ") == true)
    let json = try await Program.run(["check", "list.yaml", Self.name, "--format", "json"], in: folder.url).json()
    #expect(lines.count - 1 == (json["diagnostics"] as? [Any])?.count)
    let kinds = lines.dropLast().compactMap { $0.dropFirst(2).split(separator: " ").first.map(String.init) }
    #expect(Set(kinds) == ["error", "warning", "notice"])
    // The worst come first, as only the first few are shown.
    #expect(
      kinds == kinds.filter { $0 == "error" } + kinds.filter { $0 == "warning" } + kinds.filter { $0 == "notice" })
    let error = try #require(lines.first)
    #expect(error.hasPrefix("::error file=refs%2C 参考%3A1.bib,line=6,col=1,title=unread-record::"))
    #expect(error.contains("%0A→ "))
  }

  @Test func commandsCannotBeSmuggledIn() async throws {
    let text = "papers:\n  - {id: a, title: A, topic: \"x\\n::error::%0A \\e[31m\"}\n"
    let run = try await Program.run("check", "-", "--format", "github", input: text)
    #expect(run.status == 1)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.first?.hasPrefix("::error title=unknown-topic::the topic “x ::error::%250A ") == true)
    #expect(!run.output.contains("\u{1B}"))
  }

  @Test func statusesTellWhatWasFound() async throws {
    let clean =
      "papers:\n  - {id: a, title: A, dates: {released: 2020}}\n  - {id: b, title: B, dates: {released: 2021}, extends: a}\n"
    let undated = clean.replacing(", dates: {released: 2020}", with: "")
    func status(_ text: String, _ options: String...) async throws -> Int32 {
      try await Program.run(["check", "-"] + options, input: text).status
    }
    #expect(try await status(clean) == 0)
    #expect(try await status(clean, "--strict") == 0)
    #expect(try await status(undated) == 0)
    #expect(try await status(undated, "--strict") == 1)
    for format in ["json", "csv", "markdown", "sarif", "github"] {
      #expect(try await status(undated, "--strict", "--format", format) == 1)
    }
    #expect(try await status(clean.replacing("extends: a", with: "extends: c")) == 1)
    #expect(try await status("just some words\n") == 65)
    #expect(try await Program.run("check", "nowhere.bib").status == 66)
    #expect(try await Program.run("check", "--tolerance", "3x").status == 64)
    #expect(try await Program.run("check", "--limit", "0").status == 64)
  }

  @Test func oneFileThatCannotBeReadDoesNotHideTheOthers() async throws {
    let folder = try Self.folder()
    try folder.file("notes.txt", "just some words\nand more of them\n")
    let run = try await Program.run(
      ["check", "notes.txt", "list.yaml", "nowhere.bib", "--format", "json"], in: folder.url)
    #expect(run.status == 1)
    let json = try run.json()
    #expect(json["papers"] as? Int == 1)
    let found = try #require(json["diagnostics"] as? [[String: Any]])
    let unreadable = found.filter { $0["code"] as? String == "unreadable-file" }
    #expect(
      unreadable.map { ($0["place"] as? [String: Any])?["file"] as? String } == ["notes.txt", "nowhere.bib"])
  }

  @Test func standardInputIsReadOnceWhateverElseCannotBeRead() async throws {
    let folder = try TemporaryFolder()
    try folder.file("bad.txt", "just some words\nand more of them\n")
    try folder.file("worse.txt", "words again\nand more of them\n")
    let run = try await Program.run(
      ["check", "-", "bad.txt", "nowhere.bib", "worse.txt", "--format", "json"], input: Self.list, in: folder.url)
    #expect(run.status == 1)
    let json = try run.json()
    #expect(json["papers"] as? Int == 1)
    let found = try #require(json["diagnostics"] as? [[String: Any]])
    #expect(
      found.filter { $0["code"] as? String == "unreadable-file" }.map {
        ($0["place"] as? [String: Any])?["file"] as? String
      } == ["bad.txt", "nowhere.bib", "worse.txt"])
    // If nothing can be read, there is nothing to report.
    #expect(try await Program.run(["check", "bad.txt", "worse.txt"], in: folder.url).status == 65)
  }

  @Test func toleranceForgivesWhatIsNotLateEnough() async throws {
    let text = """
      papers:
        - {id: a, title: A, dates: {published: 2020-06-15}}
        - {id: b, title: B, dates: {submitted: 2020-05-01}, extends: a}
      """
    let run = try await Program.run("check", "-", input: text)
    #expect(
      run.output.hasPrefix(
        """
        -:3:64: warning: “b” (submitted 2020-05-01) extends “a” (published
          2020-06-15), which is later by 45 days [older-cites-newer]
        """))
    #expect(try await Program.run("check", "-", "--tolerance", "44d", input: text).output.contains("1 warning"))
    for tolerance in ["45d", "2m", "1Y", "7w"] {
      #expect(try await Program.run("check", "-", "--tolerance", tolerance, input: text).output.contains("0 warnings"))
    }
  }

  @Test(arguments: ["$(pwd -P)/数据 1", "./数据 1", "../$(basename \"$(pwd -P)\")/数据 1/b#c.bib"])
  func otherToolsGetPathsFromTheFolderOfTheProgram(_ path: String) async throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "数据 1"), withIntermediateDirectories: false)
    try folder.file("数据 1/b#c.bib", "@misc{a, title = {A}}\n@misc{b, title = {B}}\n")
    let sarif = try await Program.shell("\"$LINEAGE\" check \"\(path)\" --format sarif", in: folder.url)
    // Those without a place of their own are said of the first file.
    let addresses = sarif.output.split(separator: "\n").filter { $0.contains("\"uri\"") }
    #expect(addresses.count == 3)
    for address in addresses { #expect(address.contains("\"%E6%95%B0%E6%8D%AE%201/b%23c.bib\"")) }
    let commands = try await Program.shell("\"$LINEAGE\" check \"\(path)\" --format github", in: folder.url)
    let lines = commands.output.split(separator: "\n").filter { $0.hasPrefix("::") }
    #expect(lines.count == 3)
    for line in lines { #expect(line.contains(" file=数据 1/b#c.bib,line=")) }
  }

  @Test func aFileThatIsGivenTwiceIsCheckedOnce() async throws {
    let folder = try TemporaryFolder()
    try folder.file("refs.bib", Self.bibliography)
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appending(path: "link.bib").path, withDestinationPath: "refs.bib")
    let once = try await Program.run(["check", "refs.bib"], in: folder.url)
    let often = try await Program.run(["check", "refs.bib", "./refs.bib", "link.bib", "refs.bib"], in: folder.url)
    #expect(often == once)
    for command in ["check", "import"] {
      let input = try await Program.run([command, "-", "-"], input: Self.bibliography)
      #expect(input.status == 64 && input.errors.contains("standard input can be read only once"))
    }
  }

  @Test func listsOfCitationsAreLookedAtWhole() async throws {
    let folder = try TemporaryFolder()
    try folder.file("edges.txt", "P2\tP1\nP3\tp1\nP3\tP3\nP2\tP1\nP4\tP5\nP5\tP6\nP6\tP4\n")
    let run = try await Program.run("check", "edges.txt", "--format", "json", in: folder.url)
    #expect(run.status == 0)
    let found = try #require(try run.json()["diagnostics"] as? [[String: Any]])
    #expect(
      found.map { $0["message"] as? String } == [
        "3 papers cite each other in a circle: “P4” → “P5” → “P6” → “P4”", "7 papers have no date",
        "1 relation of a paper to itself, left out", "1 relation said again, left out",
        "identifiers that differ by case or width only: “P1”, “p1”",
      ])
    try folder.file("clean.txt", "P2\tP1\nP3\tP1\n")
    let clean = try await Program.run("check", "clean.txt", "--strict", in: folder.url)
    #expect(clean.status == 0)
    #expect(clean.output.contains("0 errors, 0 warnings, 1 note"))
  }

  @Test func whatIsNotShownIsCounted() async throws {
    let papers = (0..<60).map { "  - {id: p\($0), title: P\($0) Q, name: P\($0)x}\n" }.joined()
    let text = "papers:\n\(papers)"
    let few = try await Program.run("check", "-", "--limit", "3", input: text)
    #expect(few.output.components(separatedBy: "has no date [undated]").count == 4)
    #expect(few.output.contains("… and 57 more warnings [undated] (--limit all shows them)\n"))
    #expect(few.output.contains("   60  warning   undated   a paper without a date\n"))
    let usual = try await Program.run("check", "-", input: text)
    #expect(usual.output.contains("… and 10 more warnings [undated]"))
    let almost = try await Program.run("check", "-", "--limit", "59", input: text)
    #expect(almost.output.contains("… and 1 more warning [undated] (--limit all shows it)\n"))
    let all = try await Program.run("check", "-", "--limit", "all", input: text)
    #expect(all.output.components(separatedBy: "has no date [undated]").count == 61)
    #expect(!all.output.contains("more warnings"))
    let json = try await Program.run("check", "-", "--limit", "3", "--format", "json", input: text).json()
    #expect((json["diagnostics"] as? [Any])?.count == 61)
    let codes = try #require(json["codes"] as? [[String: Any]])
    #expect(codes.map { $0["count"] as? Int } == [60, 1])
    #expect(codes.map { $0["code"] as? String } == ["undated", "isolated"])
  }

  @Test func theReadmeHasEveryCode() throws {
    let readme = try String(
      contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../README.md"),
      encoding: .utf8)
    for line in DiagnosticCatalogue.rows { #expect(readme.contains(line), "README.md lacks \(line)") }
  }

}
