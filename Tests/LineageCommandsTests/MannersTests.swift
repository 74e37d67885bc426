import Foundation
import LineageRendering
import PaperFormats
import PaperLineage
import Testing

/// How the program behaves towards people, terminals, files and other programs.
struct MannersTests {
  // MARK: - Exit status

  @Test func usage() async throws {
    for arguments in [["frobnicate"], ["ancestors"], ["stats", "--format", "xml"], ["timeline", "--by", "week"]] {
      let run = try await Program.run(arguments)
      #expect(run.status == 64, "\(arguments)")
      #expect(run.output == "")
      #expect(!run.errors.isEmpty)
    }
    let help = try await Program.run("--help")
    #expect(help.status == 0)
    #expect(help.errors == "")
    #expect(help.output.contains("Exit status: 0 good"))
    #expect(try await Program.run("--version").output == "0.1.0\n")
  }

  @Test func missingInput() async throws {
    let folder = try TemporaryFolder()
    for (path, message) in [
      ("nothing.yaml", "there is no file or folder “nothing.yaml”"), (".", "“.” holds no file that can be read"),
    ] {
      for command in ["stats", "check"] {
        let run = try await Program.run(command, "--corpus", path, in: folder.url)
        #expect(run.status == 66)
        #expect(run.output == "")
        #expect(run.errors.contains(message))
      }
    }
  }

  @Test func inputThatIsNoText() async throws {
    let folder = try TemporaryFolder()
    try Data([0x61, 0xFF]).write(to: folder.url.appending(component: "a.yaml"))
    let run = try await Program.run("stats", "--corpus", "a.yaml", in: folder.url)
    #expect(run.status == 65)
    #expect(run.errors.contains("“a.yaml” is not text in UTF-8: byte 1 does not belong"))
  }

  // MARK: - Writing

  @Test(arguments: [["stats"], ["render", "--format", "dot"]])
  func outputGoesToAFile(_ command: [String]) async throws {
    let folder = try TemporaryFolder()
    let whole = try await Program.run(command)
    let run = try await Program.run(command + ["-o", "x.txt"], in: folder.url)
    #expect(run.status == 0)
    #expect(run.output == "")
    #expect(try String(contentsOf: folder.url.appending(component: "x.txt"), encoding: .utf8) == whole.output)
    #expect(try folder.names == ["x.txt"])
  }

  @Test(arguments: [["stats"], ["render", "--format", "dot"], ["render", "--format", "png"]])
  func whatCannotBeWrittenIsTold(_ command: [String]) async throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      at: folder.url.appending(component: "folder"), withIntermediateDirectories: false)
    for (path, reason) in [
      ("missing/x.txt", "No such file or directory"), ("folder", "it is a folder"),
      ("/dev/full", "No space left on device"),
    ] where path != "/dev/full" || FileManager.default.fileExists(atPath: path) {
      let run = try await Program.run(command + ["--output", path], in: folder.url)
      #expect(run.status == 74)
      #expect(
        run.complaints == "lineage: error: cannot write “\(path)”: \(reason)\n  → choose another place with --output\n")
    }
    #expect(try folder.names == ["folder"])
  }

  @Test func aFailureLeavesTheOldFile() async throws {
    let folder = try TemporaryFolder()
    try folder.file("x.txt", "old\n")
    for arguments in [
      ["stats", "--corpus", "nothing", "-o", "x.txt"], ["show", "nobody", "-o", "x.txt"],
      ["render", "--corpus", "nothing", "-o", "x.txt", "--format", "svg"],
    ] {
      #expect(try await Program.run(arguments, in: folder.url).status != 0)
    }
    #expect(try folder.names == ["x.txt"])
    #expect(try String(contentsOf: folder.url.appending(component: "x.txt"), encoding: .utf8) == "old\n")
    // A link stays a link, and the file's rights stay as they were.
    let file = folder.url.appending(component: "x.txt").path
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    try FileManager.default.createSymbolicLink(atPath: folder.url.path + "/link", withDestinationPath: "x.txt")
    #expect(try await Program.run("stats", "-o", "link", in: folder.url).status == 0)
    #expect(try String(contentsOf: folder.url.appending(component: "x.txt"), encoding: .utf8).hasPrefix("Core AI"))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.url.path + "/link") == "x.txt")
    let rights = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(rights == 0o600)
    #expect(try folder.names == ["link", "x.txt"])
  }

  @Test func aFullStandardOutputIsTold() async throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let run = try await Program.shell("\"$LINEAGE\" stats > /dev/full")
    #expect(run.status == 74)
    #expect(run.complaints == "lineage: error: cannot write to standard output: No space left on device\n")
  }

  @Test(arguments: ["timeline", "check", "stats --format json", "show gorilla --format csv", "render --format dot"])
  func aReaderThatHasSeenEnoughIsNoError(_ command: String) async throws {
    let run = try await Program.shell("set -o pipefail; \"$LINEAGE\" \(command) | head -1")
    #expect(run.status == 0)
    #expect(run.complaints == "")
    #expect(run.output.split(separator: "\n").count == 1)
    // Nobody reads at all.
    let closed = try await Program.shell("set -o pipefail; \"$LINEAGE\" \(command) | true")
    #expect(closed.status == 0)
    #expect(closed.complaints == "")
  }

  // MARK: - The terminal

  static let commands: [[String]] = [
    ["main-path"], ["path", "speculative-decoding", "medusa", "--between"],
    ["timeline"], ["timeline", "--by", "quarter", "--date", "submitted", "--external"],
    ["ancestors", "Code Llama", "--why"],
    ["ancestors", "medusa", "--following", "all"], ["descendants", "transformer", "--why"],
    ["path", "llama", "code llama"], ["path", "transformer", "medusa", "--all", "--following", "all"],
    ["common", "medusa", "specinfer"], ["common", "blip-2", "kosmos-2", "qwen-vl", "--following", "all"],
    ["show", "gorilla"], ["show", "llama"], ["search", "llama"], ["search", "2023"], ["stats"], ["lineages"],
    ["lineages", "--external"], ["check"],
  ]

  @Test(arguments: commands)
  func noLineIsTooWide(_ command: [String]) async throws {
    for (columns, language) in [(60, "en"), (80, "zh"), (120, "en")] {
      let run = try await Program.run(command + ["--lang", language], columns: columns)
      #expect(run.status == 0)
      #expect(run.output.hasSuffix("\n") && !run.output.hasSuffix("\n\n"))
      for line in run.output.split(separator: "\n") {
        #expect(String(line).displayWidth <= columns, "\(columns) \(language): \(line)")
        #expect(line.last != " ", "\(columns) \(language): \(line)")
      }
    }
  }

  @Test(arguments: commands)
  func colorOnlyOnATerminalOrOnDemand(_ command: [String]) async throws {
    let plain = try await Program.run(command)
    #expect(!plain.output.contains("\u{1B}") && !plain.errors.contains("\u{1B}"))
    let colored = try await Program.run(command + ["--color", "always"])
    #expect(colored.output.contains("\u{1B}["))
    #expect(colored.output.replacing(/\u{1B}\[[0-9]+m/, with: "") == plain.output)
    let never = try await Program.run(command + ["--color", "never"])
    #expect(never.output == plain.output)
  }

  @Test(arguments: commands)
  func programsGetTheirForms(_ command: [String]) async throws {
    let json = try await Program.run(command + ["--format", "json"])
    _ = try json.json()
    #expect(json.status == 0)
    // Neither the width nor the language changes what programs read, apart from labels in a heading.
    #expect(try await Program.run(command + ["--format", "json"], columns: 40).output == json.output)
    let csv = try await Program.run(command + ["--format", "csv"])
    let fields = Self.fields(of: csv.output)
    #expect(fields.count > 1)
    #expect(fields.allSatisfy { $0.count == fields[0].count && $0.count > 1 })
    let markdown = try await Program.run(command + ["--format", "markdown"])
    #expect(markdown.output.hasSuffix("\n"))
    let isTable = markdown.output.hasPrefix("| ")
    #expect(isTable || markdown.output.hasPrefix("# "))
    if isTable {
      let rows = markdown.output.split(separator: "\n")
      #expect(rows.count == fields.count + 1)
      #expect(rows.allSatisfy { $0.hasPrefix("| ") && $0.hasSuffix(" |") })
    }
  }

  /// The records of a CSV text.
  static func fields(of text: String) -> [[String]] {
    var records: [[String]] = [[""]]
    var isQuoted = false
    for character in text {
      switch (character, isQuoted) {
      case ("\"", _):
        if !isQuoted, records[records.count - 1].last?.isEmpty == false {
          records[records.count - 1][records[records.count - 1].count - 1] += "\""
        }
        isQuoted.toggle()
      case (",", false): records[records.count - 1].append("")
      case ("\n", false): records.append([""])
      default: records[records.count - 1][records[records.count - 1].count - 1].append(character)
      }
    }
    return records.dropLast()
  }

  // MARK: - Words

  @Test func theWholeTextOfADiagnostic() {
    let diagnostic = Diagnostic(
      .error, .badDate, "“2023-13” is no date: there is no month 13", remedy: "write 2023, 2023-07 or 2023-07-18",
      place: SourcePlace(file: "论文.yaml", line: 3, column: 28),
      excerpt: "\t- {id: 甲 🚀, dates: {listed: 2023-13}}")
    #expect(
      diagnostic.text(TextLayout()) == """
        论文.yaml:3:28: error: “2023-13” is no date: there is no month 13 [bad-date]
           - {id: 甲 🚀, dates: {listed: 2023-13}}
                                       ^
          → write 2023, 2023-07 or 2023-07-18

        """)
    #expect(
      diagnostic.text(TextLayout(width: 40, isColored: true)) == """
        \u{1B}[1m论文.yaml:3:28: \u{1B}[0merror: “2023-13” is no
          date: there is no month 13 [bad-date]
          …d: 甲 🚀, dates: {listed: 2023-13}}
                                   ^
          → write 2023, 2023-07 or 2023-07-18

        """)
    let placeless = Diagnostic(.note, .isolated, "“a” has no relation to any paper")
    #expect(placeless.text(TextLayout()) == "note: “a” has no relation to any paper [isolated]\n")
  }

  // MARK: - Hostile text

  private static let hostile = #"""
    title: "=1+1 <script>\e[31m\nX"
    topics: {t: "a|b *c* \u202Eevil"}
    papers:
      - id: a
        title: "=HYPERLINK(\"http://evil\") <img src=x onerror=alert(1)> | \e[2J\r\n\u202Eabc\u2066"
        name: "@SUM(1|2) \e]0;x\a<b>_n_</b>\u200F"
        aliases: ["+1\e[0m", "-2+3"]
        dates: {listed: {date: 2023-05, venue: "\e[1m=x"}}
        organizations: ["-O|rg\e[5m\nnew"]
        topic: t
        impact: "\e[31m=cmd|' /C calc'!A0"
        notes: ["|\e[7m `x` \u009B31m"]
      - id: b
        title: "+B\x7F"
        dates: {listed: 2023-06}
        extends: [{paper: a, where: "\e[31m=1|2", note: "<b>\u2028</b>"}]
      - {id: c, title: "\tC", dates: {listed: 2023-07}, updates: b, usesMethodIn: a}
    """#

  @Test(arguments: [
    ["timeline"], ["ancestors", "c", "--why"], ["descendants", "a", "--why"], ["path", "a", "c", "--all"],
    ["common", "b", "c"], ["show", "a"], ["search", "evil"], ["stats"], ["lineages"], ["check"], ["main-path"],
    ["path", "a", "c", "--between"],
  ])
  func hostileTextDoesNoHarm(_ command: [String]) async throws {
    let isSteering: (Unicode.Scalar) -> Bool = { scalar in
      switch scalar.value {
      case 0x0A: false
      case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
      default: false
      }
    }
    let arguments = command + ["--corpus", "-"]
    let text = try await Program.run(arguments, input: Self.hostile)
    #expect(text.status == 0)
    #expect(!text.output.unicodeScalars.contains(where: isSteering), "\(text.output)")
    #expect(!text.errors.unicodeScalars.contains(where: isSteering), "\(text.errors)")

    let markdown = try await Program.run(arguments + ["--format", "markdown"], input: Self.hostile).output
    #expect(!markdown.unicodeScalars.contains(where: isSteering), "\(markdown)")
    #expect(!markdown.contains("<") && !markdown.contains("*c*") && !markdown.contains("_n_"))
    let rows = markdown.split(separator: "\n").filter { $0.hasPrefix("|") }
    let bars = rows.map { $0.replacing("\\|", with: "").count { $0 == "|" } }
    #expect(bars.allSatisfy { $0 == bars[0] }, "\(markdown)")

    let csv = try await Program.run(arguments + ["--format", "csv"], input: Self.hostile).output
    let records = Self.fields(of: csv)
    #expect(records.allSatisfy { $0.count == records[0].count })
    for field in records.joined() where !field.isEmpty {
      #expect(!"=+-@\t\r".contains(field.prefix(1)) || Double(field) != nil, "\(field)")
    }
    let json = try await Program.run(arguments + ["--format", "json"], input: Self.hostile)
    _ = try json.json()
  }

  @Test func hostileNamesOnTheCommandLine() async throws {
    let run = try await Program.run("show", "x\u{1B}[31m\n\u{202E}y")
    #expect(run.status == 64)
    #expect(!run.errors.contains("\u{1B}") && !run.errors.contains("\u{202E}"))
    #expect(run.complaints.contains("no paper is called “x␛[31m␊y”"))
  }

  // MARK: - Pictures

  @Test(
    arguments: [
      ("svg", [0x3C]), ("png", [0x89, 0x50, 0x4E, 0x47]), ("pdf", Array("%PDF-".utf8)), ("dot", []),
      ("gv", []), ("json", [0x7B]),
    ] as [(String, [UInt8])])
  func renderWritesWhatTheEndingSays(_ ending: String, start: [UInt8]) async throws {
    let folder = try TemporaryFolder()
    var files: [Data] = []
    for name in ["a.\(ending)", "b.\(ending)"] {
      let run = try await Program.run("render", "-o", name, in: folder.url)
      #expect(run.status == 0)
      #expect(run.output == "")
      #expect(run.errors == Program.bundledNote)
      files.append(try Data(contentsOf: folder.url.appending(component: name)))
    }
    #expect(files[0].starts(with: start))
    #expect(files[0] == files[1])
    #expect(try folder.names == ["a.\(ending)", "b.\(ending)"])
    let head = String(decoding: files[0].prefix(400), as: UTF8.self)
    if ending == "svg" { #expect(head.contains("<svg")) }
    if ["dot", "gv"].contains(ending) { #expect(head.contains("graph")) }
    if ending == "json" { _ = try #require(try JSONSerialization.jsonObject(with: files[0]) as? [String: Any]) }
  }

  @Test func renderDrawsEveryLayoutInEveryTheme() async throws {
    for layout in ["timeline", "tree", "radial", "force"] {
      for theme in ["paper", "dark", "auto"] {
        let run = try await Program.run("render", "--layout", layout, "--theme", theme)
        #expect(run.status == 0 && run.output.contains("id=\"paper-llama-2\""), "\(layout) \(theme)")
        #expect(run.output.contains("prefers-color-scheme") == (theme == "auto"))
      }
    }
  }

  @Test func renderDrawsAPaperAmongItsKin() async throws {
    struct Drawn: Decodable {
      struct Paper: Decodable {
        let id: String
        let focus: Bool
        let x: Double
      }
      let caption: [String]
      let papers: [Paper]
    }
    func drawn(_ arguments: String...) async throws -> Drawn {
      let run = try await Program.run(["render", "--format", "json", "--focus", "Code Llama"] + arguments)
      #expect(run.status == 0, "\(run.errors)")
      return try JSONDecoder().decode(Drawn.self, from: Data(run.output.utf8))
    }
    let all = try await drawn()
    let focus = try #require(all.papers.first { $0.focus })
    #expect(focus.id == "code-llama")
    let parent = try #require(all.papers.first { $0.id == "llama-2" })
    #expect(parent.x < focus.x)
    #expect(all.papers.contains { $0.id == "gpt-3" })
    let near = try await drawn("--generations", "1")
    #expect(near.papers.count < all.papers.count && !near.papers.contains { $0.id == "llama" })
    #expect(near.caption.joined(separator: " ").contains("more than 1 generation away"))
    let listed = try await drawn("--externals", "none")
    #expect(!listed.papers.contains { $0.id == "gpt-3" } && listed.papers.contains { $0.id == "llama" })
  }

  @Test func renderTellsWhatItCannotDo() async throws {
    for arguments in [
      ["render", "-o", "x.bmp"], ["render", "-o", "x"], ["render", "--format", "gif"], ["render", "--time-limit", "0"],
      ["render", "--externals", "some"], ["render", "--date", "today"], ["render", "--layout", "circle"],
      ["render", "--layout", "generations"], ["render", "--generations", "2"], ["render", "--focus", "nobody"],
      ["render", "--focus", "llama", "--generations", "0"], ["render", "--theme", "pink"],
      ["render", "--scale", "0.4"],
      ["render", "--scale", "9"],
    ] {
      let folder = try TemporaryFolder()
      let run = try await Program.run(arguments, in: folder.url)
      #expect(run.status == 64, "\(arguments)")
      #expect(run.output == "")
      #expect(!run.errors.isEmpty)
      #expect(try folder.names == [])
    }
    let run = try await Program.run("render", "-o", "x.bmp")
    #expect(run.errors.contains("the ending of “x.bmp” tells no format"))
    let piped = try await Program.run("render")
    #expect(piped.output.contains("<svg"))
  }
}
