import Foundation
import PaperLineage
import TestSupport
import Testing

@testable import PaperFormats

/// Files that are no part of the project and may be absent.
enum SharedFiles {
  static let folder: URL? = {
    let named = ProcessInfo.processInfo.environment["LINEAGE_SHARED"].map { URL(fileURLWithPath: $0) }
    let beside = packageFolder.deletingLastPathComponent().appending(component: "shared")
    let found = [named, beside].compactMap { $0 }.first { FileManager.default.fileExists(atPath: $0.path) }
    if found == nil { print("skipped: no folder “shared” beside the package, and $LINEAGE_SHARED names none") }
    return found
  }()

  static func text(_ path: String) throws -> String? {
    guard let folder else { return nil }
    return try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }
}

@Suite(.timeLimit(.minutes(60))) struct SharedListTests {
  private func digest() throws -> String? { try SharedFiles.text("seed/digest-2023.txt") }

  @Test func theDigestIsReadWhole() throws {
    guard let text = try digest() else { return }
    let reading = listReading(text)
    let papers = reading.parts.papers
    #expect(papers.count == 26)
    #expect(reading.parts.title == "2023 AI核心论文")
    #expect(reading.parts.topics.map(\.id) == ["基座", "对齐", "agent", "端侧", "多模态"])
    #expect(reading.parts.topics.map { topic in papers.count { $0.topic == topic.id } } == [9, 3, 4, 6, 4])
    let months = Timeline(papers, by: .month, dateChoice: .role(.listed)).entries
    #expect(months.first?.period.description == "2023-01")
    #expect(months.map(\.papers.count) == [1, 1, 1, 1, 5, 1, 3, 3, 2, 2, 1, 3, 2])
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for paper in papers { #expect(lines[(paper.place?.line ?? 1) - 1] == paper.title) }
    // The titles are those of the bundled corpus, but for case, typography and four that have changed.
    let bundled = try #require(CorpusSource.bundled().corpus)
    let known = Set(bundled.members.flatMap { [$0.title] + $0.aliases }.map { NameKey($0) })
    #expect(papers.count { known.contains(NameKey($0.title)) } >= 22)
    #expect(papers.filter { $0.abstract == nil }.map(\.id.rawValue) == [papers[19].id.rawValue])
    #expect(papers.allSatisfy { $0.impact != nil && $0.listedOrganization != nil })
    let medusa = try #require(papers.first { $0.name == "Medusa" })
    #expect(medusa.abstract?.split(separator: "\n").count == 3)
    #expect(papers.last?.organizations == ["美国威斯康星大学", "微软研究院", "哥伦比亚大学"])
    let addresses = [
      "https://huggingface.co/CofeAI/FLM-101B", "https://github.com/OpenBMB/ToolBench",
      "https://github.com/THUDM/CogVLM",
      "https://github.com/IST-DASLab/gptq", "https://github.com/flexflow/FlexFlow/", "https://aka.ms/kosmos-2",
    ]
    #expect(papers.compactMap(\.code) == addresses)
    for address in addresses { #expect(papers.contains { $0.abstract?.contains(address) == true }) }
    for word in ["回复", "版权", "评论", "相关文章"] {
      #expect(!papers.contains { $0.texts.contains { $0.text.contains(word) } })
    }
    #expect(reading.unread.map(\.place.line) == [280])
    #expect(reading.unread.map(\.lastLine) == [289])
    #expect(reading.diagnostics == [])
    expectPlacesAreRight(reading, in: text)
    expectAllLinesAreAccountedFor(reading, in: text)
  }

  @Test func otherFormsOfTheDigestSayTheSame() throws {
    guard let text = try digest() else { return }
    let papers = listReading(text).parts.papers.map(\.withoutPlaces)
    let lines = text.components(separatedBy: "\n")
    let labels = ["发布时间:", "发表单位:", "影响力:", "摘要:"]
    let isLabel: (String) -> Bool = { line in labels.contains { line.hasPrefix($0) } }
    func expectSame(_ text: String, _ note: String) {
      let reading = listReading(text)
      #expect(reading.parts.papers.map(\.title) == papers.map(\.title), "\(note)")
      #expect(reading.parts.papers.map(\.withoutPlaces) == papers, "\(note)")
      #expect(reading.parts.topics.count == 5, "\(note)")
      expectPlacesAreRight(reading, in: text, note)
      expectAllLinesAreAccountedFor(reading, in: text, note)
    }
    expectSame("\u{FEFF}" + text, "byte order mark")
    expectSame(text.replacing("\n", with: "\r\n"), "CRLF")
    expectSame(text.replacing("\n", with: "\r"), "CR")
    expectSame(
      lines.map { isLabel($0) ? $0.replacing("影响力", with: "推荐理由").replacing("摘要:", with: "简介：") : $0 }
        .joined(separator: "\n"), "other labels")
    expectSame(
      lines.map { line in
        guard isLabel(line), let colon = line.firstIndex(of: ":") else { return line }
        return "- **\(line[..<colon])**：\(line[line.index(after: colon)...])"
      }.joined(separator: "\n"), "bullets with bold labels")
    expectSame(
      lines.map { line in
        guard isLabel(line), let colon = line.firstIndex(of: ":") else { return line }
        return "> 【\(line[..<colon])】 \(line[line.index(after: colon)...])"
      }.joined(separator: "\n"), "quotes")
    let titles = Set(papers.map(\.title))
    let topics = Set(papers.compactMap(\.topic))
    let end = lines.firstIndex { $0.hasPrefix("回复") } ?? lines.count
    for (bold, joint) in [("**", "\n"), ("", "\n"), ("**", "\n\n"), ("", "\n\n")] {
      var written = ""
      for line in lines[..<end] where !line.isEmpty {
        if titles.contains(line) {
          written += "- \(bold)\(line)\(bold)\(joint)"
        } else if topics.contains(line) {
          written += "\n## \(line)\n\n"
        } else if line == lines[0] {
          written += "# \(line)\n\n"
        } else if isLabel(line), let colon = line.firstIndex(of: ":") {
          written += "  - \(bold)\(line[..<colon]):\(bold) \(line[line.index(after: colon)...])\(joint)"
        } else {
          // An address goes on with the line above, a paragraph stands apart.
          while written.hasSuffix("\n") { written.removeLast() }
          written += "\(line.hasPrefix("http") ? "\n" : "\n\n")    \(line)\(joint)"
        }
      }
      expectSame(written, "nested bullets, \(bold.isEmpty ? "plain" : "bold"), \(joint.count)")
    }
    // Full-width punctuation everywhere: texts change, titles and their number do not.
    let wide = listReading(
      lines.map { line in
        isLabel(line) || line.contains("。")
          ? line.replacing(":", with: "：").replacing(",", with: "，").replacing("(", with: "（").replacing(")", with: "）")
          : line
      }.joined(separator: "\n").replacing("https：//", with: "https://"))
    #expect(wide.parts.papers.map(\.title) == papers.map(\.title))
    #expect(wide.parts.papers.map(\.versions) == papers.map(\.versions))
    #expect(wide.parts.papers.map(\.organizations) == papers.map(\.organizations))
    #expect(wide.parts.papers.map(\.code) == papers.map(\.code))
  }

  @Test(arguments: 0..<8)
  func labelsMayStandInAnyOrder(_ seed: UInt64) throws {
    guard let text = try digest() else { return }
    var random = SplitMix64(seed: seed)
    let papers = listReading(text).parts.papers
    let order = [0, 1, 2, 3].shuffled(using: &random)
    // Records are written anew from what was read, in one order or in one of its own each.
    var written = ""
    var topic: String?
    for paper in papers {
      if paper.topic != topic { written += "\(paper.topic ?? "")\n\n" }
      topic = paper.topic
      let fields = [
        "发布时间:\(paper.versions[0].date.description)", "发表单位:\(paper.listedOrganization ?? "")",
        "影响力:\(paper.impact ?? "")",
        paper.abstract.map { "摘要:" + $0.replacing("\n", with: "\n\n") } ?? "",
      ]
      let own = seed < 4 ? order : order.shuffled(using: &random)
      written += "\(paper.title)\n\n" + own.map { fields[$0] }.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n\n"
    }
    let reading = listReading(written)
    #expect(reading.parts.papers.map(\.title) == papers.map(\.title))
    #expect(reading.parts.papers.map(\.topic) == papers.map(\.topic))
    #expect(reading.parts.papers.map(\.abstract) == papers.map(\.abstract))
    #expect(reading.parts.papers.map(\.impact) == papers.map(\.impact))
  }

  @Test(arguments: 0..<4)
  func mutationsOfTheDigestAreAccountedFor(_ part: UInt64) throws {
    guard let text = try digest() else { return }
    let lines = text.components(separatedBy: "\n")
    for seed in (part * 15)..<(part * 15 + 15) {
      var random = SplitMix64(seed: seed)
      var mutated = lines
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        let place = Int.random(in: 0..<mutated.count, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: mutated.remove(at: place)
        case 1: mutated.insert(lines.randomElement(using: &random) ?? "", at: place)
        case 2: mutated[place] = String(mutated[place].shuffled(using: &random))
        case 3: mutated.swapAt(place, Int.random(in: 0..<mutated.count, using: &random))
        case 4: mutated[place] = String(mutated[place].prefix(Int.random(in: 0...20, using: &random)))
        default:
          mutated.insert(
            ["- **", "| a | b |", "|---|---|", "# ", "> ：", "```", "[x](", "<!--"].randomElement(using: &random) ?? "",
            at: place)
        }
      }
      let text = mutated.joined(separator: "\n")
      let reading = listReading(text)
      expectAllLinesAreAccountedFor(reading, in: text, "seed \(seed)")
      expectPlacesAreRight(reading, in: text, "seed \(seed)")
      #expect(throws: Never.self, "seed \(seed)") { try Corpus(reading.parts) }
    }
  }

  @Test func wildListsAreReadAsFarAsTheyAreLists() throws {
    guard SharedFiles.folder != nil else { return }
    let expected: [(path: String, papers: Int)] = [
      ("chinese-digest/excerpts/deit-single.md", 1), ("chinese-digest/excerpts/juejin-agent-20.txt", 8),
      ("chinese-digest/excerpts/mmssai-llm-22.txt", 1), ("chinese-digest/excerpts/ntc-wangpan.md", 2),
      ("chinese-digest/excerpts/tagc-single.md", 1), ("chinese-digest/excerpts/weinnz-history-table.txt", 9),
      ("markdown-lists/hemingkx+SpeculativeDecodingPapers/README.md", 333),
      ("markdown-lists/Hannibal046+Awesome-LLM/README.md", 63),
    ]
    for (path, count) in expected {
      let text = try #require(try SharedFiles.text("wild/" + path))
      let reading = listReading(text)
      #expect(reading.parts.papers.count == count, "\(path)")
      expectAllLinesAreAccountedFor(reading, in: text, path)
      expectPlacesAreRight(reading, in: text, path)
    }
  }

  /// Files that are no bibliographies, and of which nothing is to be made: recorded exchanges of programs with servers,
  /// schemas, provenance, look-up tables, halves of maps that have no titles, and texts.
  private func isNoBibliography(_ path: String) -> Bool {
    let names = [
      "nothing.txt", "main_path_gigante.txt", "jgf/jsongraph+json-graph-specification/README.md",
      "json-graph-schema_v1.json", "json-graph-schema_v2.json", "lineage/stanford-crfm+ecosystem-graphs/README.md",
      "citations_prov.csv", "glob.json", "initial_data.csv", "lookup_full.csv", "lookup_new.csv",
      "MedlinePlainImporterTestInvalidFormat.xml", "Dataset.json", "DatasetDiff.json", "Release.json", "counts.json",
    ]
    let isRecorded = path.hasSuffix(".yaml") && (path.hasPrefix("crossref/") || path.hasPrefix("semanticscholar/"))
    return isRecorded || path.hasSuffix(".ttl") || path.hasSuffix("_map.txt") || names.contains { path.hasSuffix($0) }
  }

  @Test func everyWildFileIsReadOrRefused() throws {
    guard let folder = SharedFiles.folder?.appending(component: "wild") else { return }
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() {
      let file = folder.appending(path: path).path
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), !isFolder.boolValue else { continue }
      let isRefused = isNoBibliography(path)
      do throws(InputError) {
        let reading = try CorpusSource.read([file])
        // Nothing could be read of it, and the command says so.
        let isNothingRead = reading.corpus?.papers.isEmpty == true && !reading.unread.isEmpty
        #expect(isRefused ? reading.corpus == nil || isNothingRead : reading.corpus != nil, "\(path)")
        #expect(reading.account.isBalanced, "\(path)")
      } catch {
        #expect(isRefused, "\(path): \(error)")
      }
    }
  }
}
