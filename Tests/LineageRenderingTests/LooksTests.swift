import Foundation
import PaperLineage
import Testing

@testable import LineageRendering

private func elements(of svg: Data) throws -> [XMLElement] {
  var all: [XMLElement] = []
  var open = [try XMLElement.reading(svg)]
  while let element = open.popLast() {
    all.append(element)
    open += element.elements.reversed()
  }
  return all
}

private func text(of element: XMLElement) -> String {
  element.children.map { if case .text(let text) = $0 { text } else { "" } }.joined()
}

private func named(_ names: [String], title: String? = nil, organization: String = "") throws -> Corpus {
  let papers = names.enumerated().map { number, name in
    Paper(
      id: PaperID(rawValue: "p-\(number)"), title: name, name: name,
      versions: PublicationDate(year: 2020 + number).map { [PaperVersion(role: .listed, date: $0)] } ?? [],
      organizations: organization.isEmpty ? [] : [organization])
  }
  let relations = zip(papers.dropFirst(), papers).map { Relation(citing: $0.id, cited: $1.id, kind: .extends) }
  return try Corpus(CorpusParts(title: title, dateChoice: .role(.listed), papers: papers, relations: relations))
}

@Suite(.serialized) struct ThemeTests {
  private func colors(_ svg: Data) throws -> Set<String> {
    Set(try elements(of: svg).flatMap { [$0["fill"], $0["stroke"]] }.compactMap { $0 }.filter { $0.hasPrefix("#") })
  }

  @Test func eachThemeHasItsColours() throws {
    let picture = Picture(try TestCorpora.bundled())
    let light = Set(Palette.darkColors.map(\.light))
    let dark = Set(Palette.darkColors.map(\.dark))
    let svg = try PictureTheme.allCases.reduce(into: [:]) { $0[$1] = try picture.drawn(as: .svg, theme: $1) }
    let paper = try #require(svg[.paper])
    let auto = try #require(svg[.auto])
    let night = try #require(svg[.dark])
    #expect(try colors(paper).isSubset(of: light) && colors(auto).isSubset(of: light))
    #expect(try colors(night).isSubset(of: dark))
    func follows(_ data: Data) -> Bool { String(decoding: data, as: UTF8.self).contains("prefers-color-scheme") }
    #expect(follows(auto) && !follows(paper) && !follows(night))
    // Every colour that is drawn has a dark counterpart where the picture follows the reader.
    let style = String(decoding: auto, as: UTF8.self)
    for color in try colors(auto) { #expect(style.contains("[fill=\"\(color)\"]")) }
  }

  @Test func pixelsAndPrintFollowTheTheme() throws {
    let picture = Picture(try TestCorpora.bundled())
    for format in [PictureFormat.png, .pdf, .dot] {
      let paper = try picture.drawn(as: format, theme: .paper)
      #expect(try picture.drawn(as: format, theme: .auto) == paper)
      #expect(try picture.drawn(as: format, theme: .dark) != paper)
      #expect(try picture.drawn(as: format, theme: .dark) == picture.drawn(as: format, theme: .dark))
    }
  }

  /// Only our own colours change, not a name that looks like one.
  @Test func namesThatLookLikeColoursStay() throws {
    let names = ["#ffffff", "#101828", "color=\"#ffffff\""]
    let svg = try Picture(try named(names, title: "#ffffff")).drawn(as: .svg, theme: .dark)
    let texts = try elements(of: svg).filter { $0.name == "text" }.map(text)
    for name in names { #expect(texts.contains(name), "\(name)") }
  }

  @Test(arguments: [0.5, 1, 2, 3.5])
  func pixelsPerPoint(scale: Double) throws {
    let picture = Picture(try named(["A", "B"]))
    let png = [UInt8](try picture.drawn(as: .png, scale: scale))
    // The header of the first chunk: width and height, most significant byte first.
    func number(at place: Int) -> Int { png[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
    #expect(abs(Double(number(at: 16)) - picture.width * scale) <= 2)
    #expect(abs(Double(number(at: 20)) - picture.height * scale) <= 2)
  }

  @Test func aPictureTooLargeForPixelsIsRefused() throws {
    var picture = Picture(try named(["A", "B"]))
    picture.width = 9000
    #expect(throws: GraphvizError.self) { try picture.drawn(as: .png, scale: 4) }
  }
}

@Suite(.serialized) struct PDFTests {
  @Test func hasATitleALanguageAndNoDate() throws {
    let data = try Picture(try named(["A", "B"], title: "Größe (数)\\")).drawn(as: .pdf)
    let pdf = String(decoding: data, as: Unicode.ASCII.self)
    #expect(pdf.contains("/Title <FEFF0047007200F600DF00650020002865700029005C>"))
    #expect(pdf.contains("/DisplayDocTitle true") && pdf.contains("/Lang <FEFF0065006E>"))
    #expect(!pdf.contains("CreationDate") && !pdf.contains("ModDate"))
    // Fonts are inside, so that every reader sees the same.
    #expect(pdf.contains("/FontFile"))
  }

  /// The table at the end points to what it says.
  @Test func theTableIsRight() throws {
    let data = [UInt8](try Picture(try named(["A", "B"])).drawn(as: .pdf))
    let pdf = String(decoding: data, as: Unicode.ASCII.self)
    let words = pdf.split(whereSeparator: \.isWhitespace)
    let start = try #require(words.lastIndex(of: "startxref").flatMap { Int(words[$0 + 1]) })
    let table = String(decoding: data[start...], as: Unicode.ASCII.self).split(separator: "\n")
    #expect(table[0] == "xref")
    for line in [1, 3] {
      let object = try #require(Int(table[line].split(separator: " ")[0]))
      let offset = try #require(Int(table[line + 1].split(separator: " ")[0]))
      #expect(String(decoding: data[offset...], as: Unicode.ASCII.self).hasPrefix("\(object) 0 obj"))
    }
  }

  @Test func aFileOfAnotherFormStaysAsItIs() {
    for text in ["", "%PDF-1.7", "%PDF-1.7\ntrailer\n<< /Size 3 >>\nstartxref\n99999\n%%EOF"] {
      let data = Data(text.utf8)
      #expect(PDFDocument(data).titled("T", language: "en").data == data)
      #expect(PDFDocument(data).withoutDates.data == data)
    }
  }
}

@Suite(.serialized) struct DressingTests {
  /// Papers in a ring and across it.
  private func ring(_ count: Int) throws -> Corpus {
    let ids = (0..<count).map { PaperID(rawValue: "r-\($0)") }
    let papers = ids.enumerated().map { number, id in
      Paper(
        id: id, title: "R\(number)",
        versions: PublicationDate(year: 2000 + number / 12, month: number % 12 + 1).map {
          [PaperVersion(role: .listed, date: $0)]
        } ?? [], link: number.isMultiple(of: 2) ? "https://example.org/\(number)" : nil)
    }
    let relations = (1..<count).map { Relation(citing: ids[$0], cited: ids[$0 / 2], kind: .extends) }
    return try Corpus(CorpusParts(dateChoice: .role(.listed), papers: papers, relations: relations))
  }

  @Test func fewPapersAreLitByRules() throws {
    let svg = try Picture(try ring(12)).drawn(as: .svg)
    let all = try elements(of: svg)
    let style = text(of: try #require(all.first { $0.name == "style" }))
    for number in 0..<12 { #expect(style.contains("#paper-r-\(number):hover")) }
    let card = try #require(all.first { $0["id"] == "paper-r-2" }?["class"]).split(separator: " ").map(String.init)
    #expect(card.filter { $0.hasPrefix("of-") } == ["of-r-1", "of-r-4", "of-r-5"])
    #expect(!all.contains { $0.name == "use" })
  }

  /// A rule for each paper would take a browser seconds; copies are linear in papers and relations.
  @Test func manyPapersAreLitByCopies() throws {
    let count = PictureSVG.largestRuledCount + 1
    let picture = Picture(try ring(count))
    let all = try elements(of: picture.drawn(as: .svg))
    let style = text(of: try #require(all.first { $0.name == "style" }))
    #expect(!style.contains("#paper-"))
    let copies = all.filter { $0.name == "use" }
    // Each line and each end of it, at both ends.
    #expect(copies.count == 4 * picture.links.count)
    let ids = Set(all.compactMap { $0["id"] })
    for copy in copies {
      let target = try #require(copy["href"])
      #expect(target.hasPrefix("#") && ids.contains(String(target.dropFirst())), "\(target)")
      #expect(copy.attributes.count == 1)
    }
    let paper = try #require(all.first { $0["id"] == "paper-r-2" })
    let lit = try #require(paper.elements.first { $0["class"] == "lit" })
    #expect(
      Set(lit.elements.compactMap { $0["href"] }) == [
        "#relation-r-2-extends-r-1", "#relation-r-4-extends-r-2", "#relation-r-5-extends-r-2", "#card-r-1", "#card-r-4",
        "#card-r-5",
      ])
    // What is referred to holds no link, or the copy would be a stop of the keyboard.
    for element in all where element["id"]?.hasPrefix("card-") == true {
      #expect(!element.elements.contains { $0.name == "a" } && element["tabindex"] == nil)
    }
  }

  @Test(arguments: [12, 100])
  func eachPaperIsOneStopOfTheKeyboard(count: Int) throws {
    let picture = Picture(try ring(count))
    let all = try elements(of: picture.drawn(as: .svg))
    let papers = all.filter { $0["id"]?.hasPrefix("paper-") == true }
    #expect(papers.map { $0["id"] ?? "" } == picture.cards.map(\.elementID))
    for paper in papers {
      var inside = [paper]
      var stops: [XMLElement] = []
      while let element = inside.popLast() {
        if element.name == "a" || element["tabindex"] != nil { stops.append(element) }
        inside += element.elements
      }
      #expect(stops.count == 1)
      #expect(stops.first?["aria-label"]?.isEmpty == false)
      #expect(paper.elements.first?.name == "title")
    }
    let root = try #require(all.first)
    #expect(root["lang"] == "en" && root["role"] == "graphics-document")
  }

  @Test func relationsLieUnderPapers() throws {
    let drawing = try #require(
      try elements(of: Picture(try ring(12)).drawn(as: .svg)).first { $0["class"] == "drawing" })
    #expect(drawing.elements.map { $0["class"] ?? "" } == ["ground", "labels", "relations", "papers"])
  }

  @Test func headingAndLegendFit() throws {
    let title = "A heading that is much longer than the only two papers of this very small corpus"
    for layout in [PictureOptions.Layout.timeline, .tree, .radial, .force] {
      let picture = try Picture(arranging: named(["A", "B"], title: title), options: PictureOptions(layout: layout))
      #expect(picture.title == title)
      let margin = PictureMetrics.margin
      let needed = TextMeasure.width(of: title, size: PictureMetrics.titleSize, isBold: true)
      #expect(needed <= picture.width - 2 * margin + 1)
      for entry in picture.legend { #expect(entry.x + entry.width <= picture.width - margin + 1) }
    }
    let long = Picture(try named(["A", "B"], title: String(repeating: "long ", count: 1000)))
    #expect(long.width < 1200 && long.title.hasSuffix("…"))
  }

  /// All kinds in a narrow picture take several rows, which do not reach into the caption.
  @Test func theLegendGoesOnInAnotherRow() throws {
    let ids = (0..<6).map { PaperID(rawValue: "k-\($0)") }
    let papers = ids.map { id in
      Paper(
        id: id, title: id.rawValue, versions: PublicationDate("2023-01").map { [.init(role: .listed, date: $0)] } ?? [])
    }
    let kinds: [RelationKind] = [.updates, .extends, .usesDataFrom, .comparesWith, .cites]
    let relations = zip(ids.dropFirst(), kinds).map { Relation(citing: $0, cited: ids[0], kind: $1) }
    let picture = Picture(
      try Corpus(CorpusParts(dateChoice: .role(.listed), papers: papers, relations: relations)))
    let legend = picture.legend
    #expect(legend.count == 5 && Set(legend.map(\.y)).count > 1)
    for (upper, lower) in zip(legend, legend.dropFirst()) where upper.y == lower.y {
      #expect(upper.x + upper.width < lower.x)
    }
    let caption = try #require(picture.labels().first { $0.id == "label-caption" })
    let top = caption.y - Double(caption.lines.count) * PictureMetrics.captionLineHeight / 2
    #expect(try #require(legend.last).y + PictureMetrics.captionSize / 2 < top)
  }
}

@Suite(.serialized) struct ScriptTests {
  private static let honest = [
    "نموذج لغوي كبير للعربية مفتوح المصدر بالكامل", "מודל שפה גדול ופתוח לעברית ולארמית", "大规模语言模型的涌现能力与对齐研究综述",
    "𝒜-BERT: ∞-norm ℓ₁ Ω(√n)", "Größenordnung naïve café Ångström", "🦙 LLaMA 🚀🚀", "เรียนรู้เชิงลึก", "Ӂёсткий Щит",
  ]

  @Test func textFitsAndIsCutAtItsEnd() throws {
    for name in Self.honest {
      let cut = TextMeasure.truncated(name, to: 80, size: 12, isBold: true)
      #expect(TextMeasure.width(of: cut, size: 12, isBold: true) <= 80)
      if cut != name {
        #expect(cut.hasSuffix("…") && name.hasPrefix(cut.dropLast()))
      }
    }
  }

  @Test func textFromRightToLeftSaysSo() throws {
    let all = try elements(of: Picture(try named(Self.honest, title: Self.honest[0])).drawn(as: .svg))
    let texts = all.filter { $0.name == "text" }
    for text in texts {
      let content = LineageRenderingTests.text(of: text)
      let isSemitic = content.unicodeScalars.contains { 0x590...0x6FF ~= $0.value }
      #expect((text["direction"] == "rtl") == isSemitic, "\(content)")
    }
    // The heading stands at the left margin, where such a text ends.
    let heading = try #require(all.first { $0["id"] == "label-title" }?.elements.first { $0.name == "text" })
    #expect(heading["text-anchor"] == "end" && heading["x"] == "24")
  }

  @Test func nobodyTurnsTextAround() throws {
    let name = "safe \u{202E}gpj.exe\u{202C} \u{2067}x\u{2069}"
    for layout in [PictureOptions.Layout.timeline, .tree, .force] {
      let picture = try Picture(
        arranging: named([name, name], title: name, organization: name), options: PictureOptions(layout: layout))
      for format in [PictureFormat.svg, .dot] {
        let text = String(decoding: try picture.drawn(as: format), as: UTF8.self)
        #expect(!text.unicodeScalars.contains { DOTWriter.forcesDirection($0) })
        #expect(text.contains("safe gpj.exe x"))
      }
    }
  }

  /// Measured against DejaVu Sans, the widest usual face: its widths in thousandths, plain and bold.
  @Test(
    arguments: [
      ("Speculative Decoding", 10_882, 12_210), ("FlashAttention-2", 8_250, 9_458), ("Llama 2", 3_989, 4_416),
      ("Microsoft Research", 9_562, 10_849), ("WWWWMMMM", 7_406, 8_393), ("nnnnnnnn", 5_070, 5_695),
    ] as [(String, Int, Int)])
  func wideFacesFitACard(text: String, plain: Int, bold: Int) {
    // A card has a padding of seven points on both sides; text of 120 points may take it up.
    for (isBold, real) in [(false, plain), (true, bold)] {
      let measured = TextMeasure.width(of: text, size: 1000, isBold: isBold)
      #expect(Double(real) <= measured * 134 / 120, "\(text) \(isBold ? "bold" : "plain")")
      #expect(measured < Double(real) * 1.35, "\(text) gets far too much room")
    }
  }

  @Test(arguments: [PictureOptions.Layout.timeline, .tree, .radial, .force])
  func hostileTextStaysTextInEveryLayout(layout: PictureOptions.Layout) throws {
    for theme in PictureTheme.allCases {
      let picture = try Picture(arranging: TestCorpora.hostile(), options: PictureOptions(layout: layout))
      let svg = try picture.drawn(as: .svg, theme: theme)
      let all = try elements(of: svg)
      let names: Set = ["svg", "title", "desc", "style", "g", "a", "path", "polygon", "polyline", "ellipse", "text"]
      #expect(Set(all.map(\.name)).isSubset(of: names))
      #expect(!all.contains { element in element.attributes.contains { $0.name.hasPrefix("on") } })
      #expect(Set(all.compactMap { $0["href"] }) == ["https://example.org/?a=1&b=%22%3Cx%3E"])
      let style = text(of: try #require(all.first { $0.name == "style" }))
      #expect(!style.contains("<") && !style.contains("alert"))
      #expect(all.count { $0["id"]?.hasPrefix("paper-h-") == true } == picture.cards.count)
    }
  }

  /// A corpus has only addresses of the web; whoever makes pictures otherwise may have others.
  @Test func onlySafeLinksAreDrawn() throws {
    var picture = Picture(try named(["A", "B", "C", "D", "E", "F"]))
    let links = [
      "javascript:alert(1)", "JAVASCRIPT:alert(1)", " javascript:alert(1)", "data:text/html,x", "mailto:a@example.org",
      "HTTPS://example.org/",
    ]
    for (place, link) in links.enumerated() { picture.cards[place].link = link }
    for format in [PictureFormat.svg, .dot] {
      let text = String(decoding: try picture.drawn(as: format), as: UTF8.self)
      #expect(!text.lowercased().contains("javascript") && !text.contains("data:"))
      #expect(text.contains("mailto:a@example.org") && text.contains("HTTPS://example.org/"))
    }
  }

  @Test func hostileKinAreDrawn() throws {
    let corpus = try TestCorpora.hostile()
    for paper in corpus.papers {
      let picture = try Picture(
        arranging: corpus, options: PictureOptions(externals: .axis, focus: .init(on: paper.id)))
      let all = try elements(of: picture.drawn(as: .svg))
      #expect(!all.contains { $0.name == "script" })
      #expect(picture.width < 4000)
    }
  }
}
