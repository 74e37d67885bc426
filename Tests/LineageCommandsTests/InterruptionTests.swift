import Foundation
import LineageRendering
import PaperFormats
import Testing

@testable import LineageCommands

/// What a program that is ended, or refused by the system, leaves behind, and what it shows while it works.
struct InterruptionTests {
  private static let bibliography = (1...1500).map { number in
    "@article{k\(number), title = {Graphs of Papers, Part \(number)}, author = {Li, A.}, year = 2020}\n"
  }.joined()

  // MARK: - Signals

  @Test(arguments: [("INT", "130"), ("TERM", "143"), ("HUP", "129")])
  func aSignalLeavesNoHalfFile(_ signal: String, _ status: String) async throws {
    let folder = try TemporaryFolder()
    try folder.file("refs.bib", Self.bibliography)
    // With job control, a program in the background heeds interruptions.
    let run = try await Program.shell(
      """
      set -m
      for output in x.yaml x.lgraph x.yaml x.lgraph; do
        echo old > x.yaml; cp x.yaml x.lgraph
        "$LINEAGE" import refs.bib -o $output 2> errors.txt &
        until compgen -G "$output.*.part" > list.txt || ! kill -0 $! 2> /dev/null; do :; done
        kill -\(signal) $! 2> /dev/null
        wait $!
        echo "$? $(ls -m) $(head -c 3 $output | tr -d '\\0')"
      done 2> notices.txt
      """, in: folder.url)
    let files = "errors.txt, list.txt, notices.txt, refs.bib, x.lgraph, x.yaml"
    // It may have been done before the signal came.
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 4)
    for line in lines {
      #expect(line == "\(status) \(files) old" || line.hasPrefix("0 \(files) ") && !line.hasSuffix(" old"))
    }
  }

  @Test func underNohupAProgramGoesOn() async throws {
    let folder = try TemporaryFolder()
    try folder.file("refs.bib", Self.bibliography)
    let run = try await Program.shell(
      """
      trap '' HUP
      "$LINEAGE" import refs.bib -o x.yaml 2> errors.txt &
      sleep 0.1; kill -HUP $!; wait $!; echo $?
      """, in: folder.url)
    #expect(run.output == "0\n")
    #expect(try folder.names == ["errors.txt", "refs.bib", "x.yaml"])
  }

  // MARK: - What the system refuses

  @Test func aFileThatGrowsBeyondTheLimitIsTold() async throws {
    let folder = try TemporaryFolder()
    try folder.file("refs.bib", Self.bibliography)
    try folder.file("x.yaml", "old\n")
    for output in ["x.yaml", "x.lgraph"] {
      let run = try await Program.shell("ulimit -f 8; \"$LINEAGE\" import refs.bib -o \(output)", in: folder.url)
      #expect(run.status == 74)
      #expect(run.errors.contains("File too large"), "\(run.errors)")
    }
    #expect(try folder.names == ["refs.bib", "x.yaml"])
    #expect(try String(contentsOf: folder.url.appending(component: "x.yaml"), encoding: .utf8) == "old\n")
  }

  @Test func whatMayNotBeWrittenOrReadIsRefused() async throws {
    let folder = try TemporaryFolder()
    try folder.file("refs.bib", "@misc{a, title = {A}}\n")
    // Everything is allowed to root, who becomes nobody where that can be done.
    let run = try await Program.shell(
      """
      as=; if [ "$(id -u)" = 0 ]; then as="setpriv --reuid=65534 --regid=65534 --clear-groups"; fi
      chmod 777 .; $as "$LINEAGE" --version > /dev/null 2>&1 || exit 3
      mkdir closed open; cp refs.bib closed; cp refs.bib secret.bib; echo old > kept.yaml; cp kept.yaml open
      chmod 666 open/kept.yaml; chmod 444 kept.yaml; chmod 555 open; chmod 0 closed secret.bib
      for paths in "secret.bib" "closed" "closed/refs.bib" "refs.bib -o kept.yaml" "refs.bib -o open/kept.yaml" \\
          "refs.bib -o open/n.lgraph" "refs.bib -o x.yaml --dates ."; do
        $as "$LINEAGE" import $paths 2>&1; echo $?
      done
      $as "$LINEAGE" export --corpus refs.bib --format csv -o open/tables/ 2>&1; echo $?
      cat kept.yaml open/kept.yaml; ls -m . open
      chmod 755 closed open
      """, in: folder.url)
    guard run.status != 3 else { return }
    #expect(
      run.output == """
        lineage: error: cannot read “secret.bib”: Permission denied
        66
        lineage: error: cannot read “closed”: Permission denied
        66
        lineage: error: cannot read “closed/refs.bib”: Permission denied
        66
        lineage: error: cannot write “kept.yaml”: Permission denied
          → choose another place with --output
        74
        lineage: error: cannot write “open/kept.yaml”: its folder may not be written to: Permission denied
          → choose another place with --output
        74
        lineage: error: cannot write “open/n.lgraph”: Permission denied
          → choose another place with --output
        74
        lineage: error: cannot read “.”: Is a directory
        66
        lineage: error: cannot write “open/tables/”: Permission denied
          → choose another place with --output
        74
        old
        old
        .:
        closed, kept.yaml, open, refs.bib, secret.bib

        open:
        kept.yaml

        """)
  }

  // MARK: - Progress

  @Test func progressFitsAndKeepsItsNumbers() {
    var step = ProgressStep("reading")
    step.follow(.reading(file: "文献/二〇二三年引文网络的完整导出.jsonl", number: 3, count: 60))
    step.follow(.bytes(done: 123, of: 1000))
    #expect(
      step.text(afterSeconds: 7, width: 100) == "reading 文献/二〇二三年引文网络的完整导出.jsonl (3 of 60): 12 % … 7 s")
    #expect(step.text(afterSeconds: 7, width: 50) == "reading …络的完整导出.jsonl (3 of 60): 12 % … 7 s")
    for width in 1...90 {
      let text = step.text(afterSeconds: 1234, width: width)
      #expect(text.displayWidth <= width)
      if width > 44 { #expect(text.hasSuffix(" (3 of 60): 12 % … 1234 s")) }
    }
    step.follow(.bytes(done: 98_765_432, of: nil))
    #expect(step.text(afterSeconds: 7, width: 100).hasSuffix(".jsonl (3 of 60): 98 MB … 7 s"))
    step.follow(.joining(records: 1))
    #expect(step.text(afterSeconds: 8, width: 80) == "joining 1 record … 8 s")
    var steering = ProgressStep("reading", "a\u{1B}[2J\n")
    steering.follow(.bytes(done: 5, of: 0))
    #expect(steering.text(afterSeconds: 1, width: 80) == "reading a␛[2J␊: 0 MB … 1 s")
  }

  @Test func progressIsShownOnATerminalAndGoneInTheEnd() async throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/script") else { return }
    let folder = try TemporaryFolder()
    try folder.file("refs.bib", "@misc{a, title = {A}, year = 2020}\n")
    let name = "一条很慢的管道,里面是参考文献和引文网络的记录"
    // What writes into the pipe takes longer than a second.
    let run = try await Program.shell(
      """
      unset COLUMNS
      mkfifo "\(name)"
      (sleep 1.5; cat refs.bib) > "\(name)" &
      script -qec "stty cols 50; TERM=xterm '$LINEAGE' import '\(name)' -o x.yaml" /dev/null < /dev/null
      """, in: folder.url)
    let pieces = run.output.split(separator: "\r", omittingEmptySubsequences: true).map(String.init)
    let shown = pieces.filter { $0.hasPrefix("reading …") }
    #expect(!shown.isEmpty, "\(run.output)")
    for piece in shown {
      #expect(piece.contains("和引文网络的记录 … 1 s\u{1B}[K"))
      #expect(piece.replacing("\u{1B}[K", with: "").displayWidth < 50)
    }
    #expect(run.output.contains("\r\u{1B}[Kfile"), "\(run.output)")
    // In a pipe there is none of it.
    let piped = try await Program.shell(
      "(sleep 1.5; cat refs.bib) > \"\(name)\" & \"$LINEAGE\" import \"\(name)\" -o x.yaml", in: folder.url)
    #expect(piped.errors.hasPrefix("file") && !piped.errors.contains("\u{1B}"))
  }
}
