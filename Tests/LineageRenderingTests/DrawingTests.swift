import Foundation
import PaperLineage
import Testing

@testable import LineageRendering

/// What a reader of the SVG sees: elements with their attributes, in order.
private func elements(of svg: Data) throws -> [XMLElement] {
  var all: [XMLElement] = []
  var open = [try XMLElement.reading(svg)]
  while let element = open.popLast() {
    all.append(element)
    open += element.elements.reversed()
  }
  return all
}

@Suite(.serialized) struct DrawingTests {
  @Test func theSVGStandsAlone() throws {
    let svg = try Picture(try TestCorpora.bundled()).drawn(as: .svg)
    let text = String(decoding: svg, as: UTF8.self)
    #expect(!text.contains("<!DOCTYPE") && !text.contains("<!ENTITY"))
    let all = try elements(of: svg)
    #expect(!all.contains { ["script", "image", "use", "foreignObject"].contains($0.name) })
    #expect(!all.contains { element in element.attributes.contains { $0.name.hasPrefix("on") } })
    for element in all where element["href"] != nil {
      #expect(element.name == "a" && element["href"]?.hasPrefix("https://") == true)
    }
    #expect(!text.contains("url(") && !text.contains("@import") && !text.contains("xlink"))
    let ids = all.compactMap { $0["id"] }
    #expect(Set(ids).count == ids.count)
    #expect(ids.filter { $0.hasPrefix("paper-") }.count == 26)
    #expect(ids.contains("paper-llama-2") && ids.contains("relation-llama-2-updates-llama"))
    let root = try #require(all.first)
    #expect(root["role"] == "graphics-document" && root["aria-labelledby"] == "picture-title")
    #expect(root.elements.prefix(3).map(\.name) == ["title", "desc", "style"])
  }

  @Test func papersAreInTheOrderOfTheirDates() throws {
    let picture = Picture(try TestCorpora.bundled())
    let drawn = try elements(of: picture.drawn(as: .svg)).compactMap { $0["id"] }.filter { $0.hasPrefix("paper-") }
    #expect(drawn == picture.cards.map { "paper-\($0.id)" })
  }

  @Test func showsChinese() throws {
    let svg = try Picture(try TestCorpora.bundled(), options: PictureOptions(language: .chinese)).drawn(as: .svg)
    let text = String(decoding: svg, as: UTF8.self)
    for word in [">基座<", ">2023 AI 核心论文<", ">2023年1月<", ">更新<"] { #expect(text.contains(word), "\(word)") }
  }

  @Test(arguments: PictureFormat.allCases)
  func sameInputSameBytes(format: PictureFormat) throws {
    let corpus = try TestCorpora.bundled()
    let first = try Picture(corpus).drawn(as: format)
    #expect(try Picture(corpus).drawn(as: format) == first)
    let beginnings: [PictureFormat: String] = [
      .svg: "<?xml", .png: "\u{89}PNG", .pdf: "%PDF", .dot: "digraph", .json: "{", .mermaid: "---",
      .html: "<!DOCTYPE html>",
    ]
    let expected = try #require(beginnings[format]).unicodeScalars.map { UInt8($0.value) }
    #expect(first.starts(with: expected))
    if format == .pdf { #expect(first.range(of: Data("CreationDate".utf8)) == nil) }
  }

  /// Where Graphviz finds the ways, as in pictures whose cards stand in no columns, it goes around the cards too.
  @Test func linesLeftToGraphvizRunThroughNoCard() throws {
    var picture = Picture(try TestCorpora.bundled())
    for index in picture.links.indices { picture.links[index].route = nil }
    let drawn = try DrawnPicture(picture.drawn(as: .svg))
    #expect(drawn.lines.count == picture.links.count && drawn.hits.isEmpty, "\(drawn.hits)")
  }

  /// Graphviz takes our ways as they are.
  @Test func graphvizKeepsOurWays() throws {
    let picture = Picture(try TestCorpora.bundled())
    let ours = try DrawnPicture(picture.drawn(as: .svg))
    let theirs = try DrawnPicture(
      PictureSVG.text(
        of: PictureSVG(picture).finished(Graphviz.draw(picture.dot(), engine: "nop2", format: "svg"))))
    #expect(ours.cards.map(\.id) == theirs.cards.map(\.id))
    // Graphviz draws lines in an order of its own.
    let (left, right) = (ours.lines.sorted { $0.id < $1.id }, theirs.lines.sorted { $0.id < $1.id })
    #expect(left.map(\.id) == right.map(\.id))
    for (a, b) in zip(left, right) {
      let isSame = zip(a.points, b.points).allSatisfy { abs($0.x - $1.x) < 0.1 && abs($0.y - $1.y) < 0.1 }
      #expect(isSame && a.points.count == b.points.count, "\(a.id)")
    }
    for (a, b) in zip(ours.cards, theirs.cards) {
      #expect(abs(a.box.left - b.box.left) < 1 && abs(a.box.top - b.box.top) < 1, "\(a.id)")
      #expect(a.texts.count == b.texts.count, "\(a.id)")
    }
  }

  @Test func hostileTextStaysText() throws {
    let picture = Picture(try TestCorpora.hostile())
    let svg = try picture.drawn(as: .svg)
    let all = try elements(of: svg)
    #expect(!all.contains { $0.name == "script" })
    #expect(!all.contains { element in element.attributes.contains { $0.name.hasPrefix("on") } })
    #expect(Set(all.compactMap { $0["href"] }) == ["https://example.org/?a=1&b=%22%3Cx%3E"])
    #expect(all.filter { $0["id"]?.hasPrefix("paper-h-") == true }.count == picture.cards.count)
    #expect(!svg.contains { $0 == 0x1B || $0 == 0 })
    for format in [PictureFormat.png, .pdf, .json] { #expect(try !picture.drawn(as: format).isEmpty) }
  }

  /// Papers, labels and the frame are nodes of one graph.
  @Test func papersMayBeCalledLikeAnythingOfOurs() throws {
    let ids = ["frame-top", "label-title", "label-column-0", "paper-x", "x"].map(PaperID.init(rawValue:))
    let papers = ids.map { id in
      Paper(
        id: id, title: id.rawValue, versions: PublicationDate("2023-01").map { [.init(role: .listed, date: $0)] } ?? [])
    }
    let relations = zip(ids, ids.dropFirst()).map { Relation(citing: $0, cited: $1, kind: .cites) }
    let corpus = try Corpus(CorpusParts(dateChoice: .role(.listed), papers: papers, relations: relations))
    let drawn = try elements(of: Picture(corpus).drawn(as: .svg)).compactMap { $0["id"] }
    #expect(ids.allSatisfy { drawn.contains("paper-\($0)") })
    #expect(drawn.contains("label-title") && drawn.contains("label-column-0"))
  }

  @Test func theJSONSaysWhatIsShownAndWhere() throws {
    struct Drawn: Decodable {
      struct Paper: Decodable {
        let id: String
        let x: Double
        let y: Double
      }
      struct Relation: Decodable {
        let citing: String
        let cited: String
        let kinds: [RelationKind]
      }
      let title: String
      let papers: [Paper]
      let relations: [Relation]
    }
    let drawn = try JSONDecoder().decode(Drawn.self, from: Picture(try TestCorpora.bundled()).drawn(as: .json))
    #expect(drawn.papers.count == 26)
    #expect(drawn.relations.contains { $0.citing == "llama-2" && $0.cited == "llama" && $0.kinds == [.updates] })
  }
}

@Suite(.serialized) struct GraphvizTests {
  @Test func aBadGraphDoesNotSpoilTheNext() throws {
    let good = "digraph { a -> b }"
    for _ in 0..<3 {
      #expect(throws: GraphvizError.self) { try Graphviz.draw("digraph { a -> ", engine: "dot", format: "svg") }
      #expect(try Graphviz.draw(good, engine: "dot", format: "svg").count > 100)
    }
    #expect(throws: GraphvizError.self) { try Graphviz.draw(good, engine: "dot", format: "nonsense") }
    #expect(throws: GraphvizError.self) { try Graphviz.draw(good, engine: "nonsense", format: "svg") }
    #expect(try Graphviz.draw(good, engine: "dot", format: "svg").count > 100)
  }

  @Test func saysWhatWasWrong() {
    do {
      _ = try Graphviz.draw("digraph { a -> ", engine: "dot", format: "svg")
      Issue.record("a graph that breaks off was drawn")
    } catch {
      guard case .layoutFailed(let messages) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(messages.joined().contains("syntax error"))
    }
  }

  @Test func takesOneGraphAtATime() async throws {
    let picture = Picture(try TestCorpora.random(paperCount: 12, seed: 7))
    let alone = try picture.drawn(as: .pdf)
    try await withThrowingTaskGroup(of: Data.self) { group in
      for _ in 0..<8 { group.addTask { try picture.drawn(as: .pdf) } }
      for try await drawn in group { #expect(drawn == alone) }
    }
  }

  @Test(arguments: [
    "plain", "with \"quotes\"", "back\\slash \\N", "new\nline", "<b>&amp;</b>", "数学 é", "a\u{0}b\u{1B}c",
    "ends with \\",
  ])
  func quotedTextComesBack(text: String) throws {
    var dot = DOTWriter()
    dot.open("digraph", name: "g")
    dot.node("n", [("label", .text(text.replacing("&", with: "&amp;"))), ("fontname", "Helvetica")])
    dot.close()
    let svg = try Graphviz.draw(dot.text, engine: "dot", format: "svg")
    let label = try elements(of: svg).filter { $0.name == "text" }.map { element in
      element.children.map { if case .text(let text) = $0 { text } else { "" } }.joined()
    }.joined(separator: "\n")
    #expect(
      label.replacing("\u{A0}", with: " ")
        == text.map { $0.isASCII && ($0.asciiValue ?? 32) < 32 && $0 != "\n" ? " " : $0 }.map(String.init).joined())
  }

  @Test func addressesHoldNothingElse() {
    #expect(
      DOTWriter.address("https://example.org/?a=1&b=\"<x>\\N é")
        == "https://example.org/?a=1&amp;b=%22%3Cx%3E%5CN%20%C3%A9")
  }

  @Test func brokenXMLIsRefused() {
    for broken in ["<svg><g></svg>", "<svg a=\"<\"/>", "<svg>\u{FFFF}</svg>", "", "<svg>"] {
      #expect(throws: XMLReadingError.self) { try XMLElement.reading(Data(broken.utf8)) }
    }
  }

  @Test(
    arguments: [
      (0.0, "0"), (1.0, "1"), (-1.5, "-1.5"), (0.1 + 0.2, "0.3"), (1234.56789, "1234.568"), (-0.0004, "0"),
      (.infinity, "0"), (.nan, "0"), (0.05, "0.05"),
    ])
  func numbersAreShort(value: Double, text: String) {
    #expect(DOTWriter.number(value) == text)
  }

  /// The DOT file is for others, so Graphviz's own programs must read it without a word.
  @Test(arguments: [["dot"], ["neato", "-n2"]])
  func graphvizReadsTheDOTWithoutWarning(command: [String]) throws {
    let paths = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(command[0])" }
    guard let program = paths.first(where: FileManager.default.isExecutableFile) else {
      print("skipped: \(command[0]) is not installed")
      return
    }
    let file = FileManager.default.temporaryDirectory.appending(component: "lineage-\(UUID().uuidString).dot")
    defer { try? FileManager.default.removeItem(at: file) }
    try Picture(try TestCorpora.bundled()).drawn(as: .dot).write(to: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = Array(command.dropFirst()) + ["-Tsvg", "-o", "/dev/null", file.path]
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let said = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(String(decoding: said, as: UTF8.self).isEmpty)
  }
}
