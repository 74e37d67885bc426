import CitationGraph
import Foundation
import PaperLineage
import Testing

@testable import LineageRendering

@Suite(.serialized) struct SelectionPictureTests {
  /// The network of the literature on main paths; `KH` says that K cites H.
  private static let network: CitationNetwork = {
    let letters = "ABCDJEFGIHLMKN".map(String.init)
    var builder = CitationGraphBuilder(paperCount: letters.count)
    for pair in "CA EC HC GE HG KH CB DB JB FD ID HF IF LI MI MJ NM".split(separator: " ") {
      let ends = pair.compactMap { letters.firstIndex(of: String($0)) }
      builder.add(PaperIndex(ends[0]), cites: PaperIndex(ends[1]))
    }
    return CitationNetwork(
      graph: builder.build(), identifiers: .texts(TextColumn(letters)),
      dates: Column(letters.indices.map { PackedDate(year: 2000 + $0) }))
  }()

  private func row(_ letter: String) throws -> PaperIndex { try #require(Self.network.index(of: letter)) }

  private func shown(_ selection: Selection) -> CorpusSelection {
    Self.network.corpus(of: Self.network.papers(selection))
  }

  private func caption(_ selection: CorpusSelection, _ language: Language = .english) -> [String] {
    selection.captionLines(before: [], in: language)
  }

  @Test func captionsSayWhatIsLeftOut() throws {
    let top = shown(Selection(top: .init(3)))
    #expect(
      caption(top) == [
        "3 of 14 papers, the most cited; 11 left out · 2 papers left out are cited as often as the last shown (2×)",
        "15 relations from or to them left out",
      ])
    #expect(caption(top, .chinese) == ["14 篇论文中的 3 篇（被引最多）；略去 11 篇 · 略去的 2 篇与末位被引同为 2 次", "略去与其相关的 15 条关系"])
    let near = shown(Selection(ancestorsOf: [try row("H")], generations: 1, reduces: true))
    #expect(
      caption(near) == [
        "4 of 14 papers, ancestors of H within 1 generation; 10 left out · "
          + "1 blue dashed line stands for a chain through papers left out",
        "14 relations from or to them left out · 1 relation left out that a longer way replaces",
      ])
    #expect(
      caption(near, .chinese) == [
        "14 篇论文中的 4 篇（H 的祖先 1 代以内）；略去 10 篇 · 1 条蓝色虚线代表经由略去论文的链",
        "略去与其相关的 14 条关系 · 略去可由更长的链代替的 1 条关系",
      ])
    let several = shown(
      Selection(
        descendantsOf: [try row("B")], from: PackedDate(year: 2002), through: PackedDate(year: 2010), onMainPath: true,
        top: .init(2, by: .pageRank)))
    #expect(
      caption(several)[0]
        == "2 of 14 papers, descendants of B, from 2002 to 2010, on the main path, the first by PageRank; "
        + "left out: 1 not among the descendants, 4 of other times, 5 off the main path, 2 not among the first 2")
    #expect(caption(shown(Selection())).isEmpty)
  }

  @Test func headingsSayWhatIsShown() throws {
    let (a, h) = (try row("A"), try row("H"))
    let cases: [(Selection, String, String)] = [
      (Selection(ancestorsOf: [a, h]), "What A and H build on", "A、H 的渊源"),
      (Selection(descendantsOf: [a]), "What grew out of A", "A 的后续工作"),
      (Selection(between: [.init(h, a)]), "Between A and H", "从 A 到 H"),
      (Selection(onMainPath: true, top: .init(2)), "The main path", "主路径"),
      (Selection(top: .init(2)), "The most cited papers", "被引最多的论文"),
    ]
    for (selection, english, chinese) in cases {
      #expect(shown(selection).heading(in: .english) == english)
      #expect(shown(selection).heading(in: .chinese) == chinese)
    }
    #expect(shown(Selection()).heading(in: .english) == nil)
  }

  @Test func bridgesAreDrawn() throws {
    let picture = Picture(shown(Selection(ancestorsOf: [try row("H")], generations: 1)))
    let bridge = try #require(picture.links.first { $0.via != nil })
    #expect(bridge.via == 1 && bridge.kinds.isEmpty && bridge.elementID == "bridge-G__C")
    #expect(bridge.tooltip == "via 1 paper, on a shortest chain:\nC → E → G")
    #expect(picture.links.count == 4 && picture.links.count { $0.via == nil } == 3)
    let svg = String(decoding: try picture.drawn(as: .svg), as: UTF8.self)
    #expect(svg.contains("id=\"bridge-G__C\"") && svg.contains("relation bridge from-C to-G\""))
    #expect(
      svg.contains(">through so many papers left out<") && svg.contains("<title>via 1 paper, on a shortest chain:"))
    let line = try #require(svg.firstMatch(of: #/id="bridge-G__C"[\s\S]*?<path [^>]*>/#)?.output)
    for attribute in ["stroke=\"\(Palette.bridge.color)\"", "stroke-dasharray=\"5,2\"", "stroke-width=\"0.8\""] {
      #expect(line.contains(attribute))
    }
    #expect(svg.contains("[stroke=\"\(Palette.bridge.color)\"] { stroke: \(Palette.bridge.darkColor); }"))
    #expect(picture.summary.hasSuffix(" 1 line stands for a chain through papers left out."))
    // Without any nothing is said of them.
    let plain = Picture(shown(Selection(top: .init(3))))
    #expect(!plain.dot().contains("papers left out\"") && !plain.dot().contains("bridge"))
  }

  @Test func longChainsAreNotNamedToTheEnd() {
    let bridge = CorpusBridge(
      citing: PaperID(rawValue: "z"), cited: PaperID(rawValue: "a"), via: (1...9).map { "v\($0)" })
    #expect(
      bridge.words(from: "a", to: "z", in: .english)
        == "via 9 papers, on a shortest chain:\na → v9 → v8 → v7 → … → v3 → v2 → v1 → z")
    #expect(bridge.words(from: "a", to: "z", in: .chinese).hasPrefix("经由 9 篇论文（最短的链）："))
  }

  @Test func theNumberOnABridgeCanBeRead() {
    #expect(contrast(Palette.bridgeLabel.color, Palette.band) >= 4.5)
    #expect(contrast(Palette.bridgeLabel.darkColor, Palette.darkBand) >= 4.5)
    #expect(contrast(Palette.bridge.color, Palette.paper) >= 2.5)
    #expect(contrast(Palette.bridge.darkColor, Palette.darkPaper) >= 2.5)
  }

  /// The contrast of two colours by the Web Content Accessibility Guidelines 2.1.
  private func contrast(_ one: String, _ other: String) -> Double {
    func luminance(_ color: String) -> Double {
      let value = Int(color.dropFirst(), radix: 16) ?? 0
      let parts = [value >> 16, value >> 8 & 255, value & 255].map { part in
        let share = Double(part) / 255
        return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
    let (light, dark) = (max(luminance(one), luminance(other)), min(luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
  }
}

@Suite struct PictureWordsTests {
  private func paper(_ number: Int, isExternal: Bool = false, dated: Bool = true) -> Paper {
    let date = PublicationDate(year: 2001 + number, month: 1)
    return Paper(
      id: PaperID(rawValue: "p\(number)"), title: "Paper \(number)", name: "P\(number)",
      versions: dated ? date.map { [PaperVersion(role: .listed, date: $0)] } ?? [] : [], isExternal: isExternal)
  }

  private func corpus(_ papers: [Paper], _ pairs: [(Int, Int, RelationKind)] = []) throws -> Corpus {
    try Corpus(
      CorpusParts(
        dateChoice: .role(.listed), papers: papers,
        relations: pairs.map { Relation(citing: papers[$0].id, cited: papers[$1].id, kind: $2) }))
  }

  @Test func summariesSayWhatThereIs() throws {
    #expect(
      Picture(try corpus([paper(0), paper(1)], [(1, 0, .extends)])).summary
        == "2 papers from 2001-01 to 2002-01 on a time axis from left to right, and 1 line between them; "
        + "1 says that the later paper builds on the earlier one.")
    #expect(
      Picture(try corpus([paper(0), paper(1)], [(1, 0, .cites)])).summary
        == "2 papers from 2001-01 to 2002-01 on a time axis from left to right, and 1 line between them.")
    #expect(
      Picture(try corpus([paper(0)])).summary == "1 paper from 2001-01 to 2001-01 on a time axis from left to right.")
    let outside = try corpus([paper(0, isExternal: true), paper(1)], [(1, 0, .updates)])
    #expect(
      Picture(outside, options: PictureOptions(externals: .column)).summary.contains(
        "left to right, 1 external work before it, and 1 line"))
    #expect(try Picture(TestCorpora.bundled()).summary.contains(", a lane for each topic, and "))
  }

  @Test func withoutDatesNothingIsPlacedByThem() throws {
    let undated = Picture(try corpus([paper(0, dated: false), paper(1, dated: false)]))
    let caption = undated.caption.joined(separator: " ")
    #expect(caption.contains("no dates are known"))
    #expect(!caption.contains("placed by") && !caption.contains("at the left"))
    let some = Picture(try corpus([paper(0, dated: false), paper(1)])).caption.joined(separator: " ")
    #expect(some.contains("placed by listed date") && some.contains("1 without such a date at the left"))
  }

  @Test(arguments: [PictureOptions.Layout.tree, .radial, .force])
  func aPaperAloneStandsBelowNothing(layout: PictureOptions.Layout) throws {
    let options = PictureOptions(layout: layout)
    let one = try Picture(arranging: corpus([paper(0)]), options: options)
    #expect(!one.caption.joined().contains("below"))
    let three = try corpus([paper(0), paper(1), paper(2)], [(1, 0, .extends)])
    let picture = try Picture(arranging: three, options: options)
    #expect(picture.caption.joined(separator: " ").contains("1 paper stands below, without a relation to the others"))
  }

  @Test func numbersAreGroupedAlike() throws {
    let papers = (0..<1_200).map { Paper(id: PaperID(rawValue: "p\($0)"), title: "P\($0)", name: "P") }
    let picture = Picture(try corpus(papers))
    #expect(picture.caption.joined(separator: " ").hasPrefix("1,200 papers"))
    #expect(picture.summary.hasPrefix("1,200 papers"))
  }

  /// Two rows of papers, and between each pair one that is left out.
  private func bridged(_ count: Int) -> CorpusSelection {
    var builder = CitationGraphBuilder(paperCount: 3 * count)
    for number in 0..<count {
      builder.add(PaperIndex(count + number), cites: PaperIndex(number))
      builder.add(PaperIndex(2 * count + number), cites: PaperIndex(count + number))
      if number > 0 { builder.add(PaperIndex(number), cites: PaperIndex(number - 1)) }
    }
    let network = CitationNetwork(
      graph: builder.build(), identifiers: .texts(TextColumn((0..<(3 * count)).map { "n\($0)" })),
      dates: Column((0..<(3 * count)).map { PackedDate(year: 1900 + $0) }))
    let kept = (0..<count).map { PaperIndex($0) } + (0..<count).map { PaperIndex(2 * count + $0) }
    return network.corpus(
      of: SelectedPapers(kept, of: 3 * count, answering: Selection(), leavingOut: .notAmongTop))
  }

  @Test func manyBridgesDoNotHideRelations() throws {
    let few = Picture(bridged(40))
    #expect(few.bridgesAreNumbered && few.legend.map(\.text).last == "through so many papers left out")
    #expect(!few.caption.joined(separator: " ").contains("tooltips"))
    let many = Picture(bridged(41))
    #expect(!many.bridgesAreNumbered && many.legend.map(\.text).last == "through papers left out")
    #expect(
      many.caption.joined(separator: " ").contains(
        "41 blue dashed lines stand for chains through papers left out, whose number their tooltips tell"))
    // All bridges lie under all relations, thinner and paler.
    let firstRelation = try #require(many.links.firstIndex { $0.via == nil })
    #expect(many.links.prefix(firstRelation).count == 41 && many.links[firstRelation...].allSatisfy { $0.via == nil })
    let svg = String(decoding: try many.drawn(as: .svg), as: UTF8.self)
    #expect(svg.contains("stroke=\"\(Palette.faintBridge.color)\""))
    #expect(!svg.contains(" stroke=\"\(Palette.bridge.color)\""))
    #expect(svg.contains("[stroke=\"\(Palette.faintBridge.color)\"] { stroke: \(Palette.faintBridge.darkColor); }"))
    #expect(Palette.faintBridge.width < Palette.bridge.width)
  }
}

@Suite struct WrappedGenerationTests {
  /// A paper with so many children.
  private func star(_ count: Int) throws -> Corpus {
    let papers = (0...count).map { number in
      Paper(
        id: PaperID(rawValue: "p\(number)"), title: "Paper \(number)", name: "P\(number)",
        versions: PublicationDate(year: 2000 + min(number, 1)).map { [PaperVersion(role: .listed, date: $0)] } ?? [])
    }
    return try Corpus(
      CorpusParts(
        dateChoice: .role(.listed), papers: papers,
        relations: papers.dropFirst().map { Relation(citing: $0.id, cited: papers[0].id, kind: .extends) }))
  }

  @Test(arguments: [1, 8, 9, 40, 300, 700])
  func aGenerationOfManyKeepsAShape(count: Int) throws {
    let picture = try Picture(
      arranging: star(count), options: PictureOptions(focus: .init(on: PaperID(rawValue: "p0"))))
    #expect(picture.height < 4 * picture.width && picture.width < 4 * picture.height || count < 9)
    #expect(picture.columns.map(\.label) == ["the paper", "children"])
    let children = try #require(picture.columns.last)
    for card in picture.cards where !card.isFocus {
      #expect(card.x - card.width / 2 > children.x && card.x + card.width / 2 < children.x + children.width)
    }
    let places = Dictionary(grouping: picture.cards.filter { !$0.isFocus }, by: \.x)
    #expect((places.count > 1) == (count > 9))
    for column in places.values {
      let heights = column.map(\.y).sorted()
      for (upper, lower) in zip(heights, heights.dropFirst()) { #expect(lower - upper > column[0].height) }
    }
    #expect(picture.links.allSatisfy { $0.route != nil })
  }

  @Test func ancestorsGrowOutwardsToo() {
    // Card 0 is the focus, 1...30 its parents, 31 the child.
    let generations = [0] + [Int](repeating: -1, count: 30) + [1]
    let layout = WrappedGenerations(
      generations: generations, edges: (1...30).map { ($0, 0) } + [(0, 31)], columnPitch: 160, rowPitch: 70)
    #expect(layout.spans.map(\.generation) == [-1, 0, 1])
    #expect(layout.spans[0].columns.count > 1 && layout.spans[1].columns.count == 1)
    #expect(layout.columnCount == layout.spans[0].columns.count + 2)
    for card in 1...30 { #expect(layout.spans[0].columns.contains(layout.columns[card])) }
    #expect(layout.columns[0] == layout.spans[1].columns.lowerBound && layout.heights[0].magnitude < 2_000)
  }
}
