import PaperLineage
import Testing

@testable import LineageRendering

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("推测解码", 8), ("ｌｌ", 4), ("é", 1), ("e\u{301}", 1), ("a\u{200B}b", 2), ("🤖", 2), ("👩‍🔬", 2),
    ("한국", 4), ("かな", 4), ("…", 1), ("—", 1), ("│├", 2), ("“x”", 3), ("数a", 3), ("Ω", 1), ("（）", 4),
  ])
  func countsColumns(text: String, width: Int) {
    #expect(text.displayWidth == width)
  }

  @Test func cutsToAnyWidth() {
    for text in ["Speculative Decoding", "推测解码 and more", "a", "👩‍🔬👩‍🔬"] {
      for width in 0...24 {
        let cut = text.truncated(toWidth: width)
        #expect(cut.displayWidth <= width)
        if text.displayWidth <= width { #expect(cut == text) }
      }
    }
  }

  @Test func wrapsWithoutLosingAnything() {
    let texts = [
      "one two three four five", "推测解码是一种加速方法，不改变输出。", "averyveryverylongwordindeed x",
      "mixed 中文和 English 的句子, with words",
    ]
    for text in texts {
      for width in 4...40 {
        let lines = text.wrapped(toWidth: width)
        #expect(lines.allSatisfy { $0.displayWidth <= width })
        #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
      }
    }
    #expect("".wrapped(toWidth: 10).isEmpty)
  }

  @Test func showsControlCharactersInsteadOfObeyingThem() {
    let hostile = "a\u{1B}[31mb\u{7}\u{0}\n\u{9B}\u{202E}c\u{7F}"
    let shown = hostile.withoutControls
    #expect(shown == "a␛[31mb␇␀␊c␡")
    #expect("plain 文字".withoutControls == "plain 文字")
  }
}

@Suite struct TableTests {
  private let table = Table(
    [.init("name"), .init("count", isNumeric: true)],
    rows: [["a, \"b\"", "-1"], ["=1+1", "2"], ["x|y <b>", "10"], ["line\nbreak", ""]])

  @Test func writesCSVThatSpreadsheetsTakeForText() {
    #expect(table.csv() == "name,count\n\"a, \"\"b\"\"\",-1\n'=1+1,2\nx|y <b>,10\n\"line\nbreak\",\n")
  }

  @Test func writesMarkdownThatMeansWhatItSays() {
    #expect(
      table.markdown() == """
        | name | count |
        | --- | ---: |
        | a, "b" | -1 |
        | =1+1 | 2 |
        | x\\|y &lt;b&gt; | 10 |
        | line break |  |

        """)
  }

  @Test func linesUpByDisplayWidth() {
    let table = Table([.init("名称"), .init("n", isNumeric: true)], rows: [["推测解码", "1"], ["Medusa", "12"]])
    #expect(table.text(TextLayout()) == "名称       n\n推测解码   1\nMedusa    12\n")
  }

  @Test func fitsNarrowTerminals() {
    let long = String(repeating: "word ", count: 30)
    let table = Table([.init("a"), .init("b")], rows: [[long, long], ["short", long]])
    for width in [20, 40, 80] {
      let lines = table.text(TextLayout(width: width)).split(separator: "\n")
      #expect(lines.allSatisfy { String($0).displayWidth <= width })
    }
  }

  @Test func linksOnlyToTheWeb() {
    #expect(Markdown.link("a]b", to: "https://example.org") == "[a\\]b](https://example.org)")
    #expect(Markdown.link("x", to: "javascript:alert(1)") == "x")
    #expect(Markdown.link("x", to: "https://example.org/ (y)") == "x")
    #expect(Markdown.link("x", to: nil) == "x")
  }
}

@Suite struct TextMeasureTests {
  @Test func cutTextFits() {
    for text in ["Speculative Decoding", "University of Wisconsin–Madison", "威斯康星大学麦迪逊分校", "WWWWWWWW"] {
      for width in stride(from: 10.0, through: 200, by: 7) {
        let cut = TextMeasure.truncated(text, to: width, size: 11, isBold: true)
        #expect(TextMeasure.width(of: cut, size: 11, isBold: true) <= width)
      }
    }
  }

  @Test func grows() {
    #expect(TextMeasure.width(of: "ab", size: 10) > TextMeasure.width(of: "a", size: 10))
    #expect(TextMeasure.width(of: "ab", size: 10, isBold: true) > TextMeasure.width(of: "ab", size: 10))
    #expect(TextMeasure.width(of: "中", size: 10) == 10)
  }
}

@Suite struct PaletteTests {
  /// The contrast of two colours (WCAG 2.2).
  private func contrast(_ a: String, _ b: String) -> Double {
    func luminance(_ color: String) -> Double {
      let number = Int(color.dropFirst(), radix: 16) ?? 0
      let channels = [number >> 16, number >> 8 & 255, number & 255].map { value in
        let part = Double(value) / 255
        return part <= 0.04045 ? part / 12.92 : power((part + 0.055) / 1.055)
      }
      return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    }
    let values = [luminance(a), luminance(b)].sorted()
    return (values[1] + 0.05) / (values[0] + 0.05)
  }

  /// x to the 2.4th: x² times the fifth root of x², the root by Newton's method.
  private func power(_ x: Double) -> Double {
    let square = x * x
    var root = 1.0
    for _ in 0..<60 { root -= (root * root * root * root * root - square) / (5 * root * root * root * root) }
    return square * root
  }

  @Test func knowsKnownContrasts() {
    #expect(abs(contrast("#000000", "#ffffff") - 21) < 0.01)
    #expect(abs(contrast("#767676", "#ffffff") - 4.54) < 0.01)
  }

  @Test func textIsReadableOnEveryFill() {
    for topic in Palette.topics {
      for ink in [Palette.ink, Palette.softInk] { #expect(contrast(ink, topic.fill) >= 4.5) }
      for ink in [Palette.darkInk, Palette.darkSoftInk] { #expect(contrast(ink, topic.darkFill) >= 4.5) }
      #expect(contrast(topic.label, Palette.paper) >= 4.5)
      #expect(contrast(topic.darkLabel, Palette.darkPaper) >= 4.5)
    }
    for ground in [Palette.paper, Palette.band] { #expect(contrast(Palette.faintInk, ground) >= 4.5) }
    for ground in [Palette.darkPaper, Palette.darkBand] { #expect(contrast(Palette.darkFaintInk, ground) >= 4.5) }
  }

  /// Every colour that a label of a picture has, on all that may lie under it, in both themes.
  @Test func everyLabelIsReadable() throws {
    let corpus = try TestCorpora.bundled()
    let pictures = [
      Picture(corpus), try Picture(arranging: corpus, options: PictureOptions(layout: .tree)),
      try Picture(
        arranging: corpus, options: PictureOptions(externals: .axis, focus: .init(on: PaperID(rawValue: "llama-2")))),
    ]
    for label in pictures.flatMap({ $0.labels() }) {
      for ground in [Palette.paper, Palette.band] {
        #expect(contrast(label.color, ground) >= 4.5, "\(label.id)")
        let dark = Palette.Ground.dark
        #expect(contrast(dark.color(label.color), dark.color(ground)) >= 4.5, "\(label.id)")
      }
    }
  }

  /// The ring of the keyboard stands out from the ground and from every card (WCAG 2.2, 1.4.11).
  @Test func theRingIsSeen() {
    #expect(contrast(Palette.ring, Palette.paper) >= 3 && contrast(Palette.darkRing, Palette.darkPaper) >= 3)
    for topic in Palette.topics {
      #expect(contrast(Palette.ring, topic.fill) >= 3)
      #expect(contrast(Palette.darkRing, topic.darkFill) >= 3)
    }
  }

  /// The dark style replaces colours by their light values, so one light colour can stand for one thing only.
  @Test func everyColorHasOneDarkCounterpart() {
    let pairs = Palette.darkColors
    let light = pairs.map(\.light)
    #expect(Set(light).count == light.count)
    #expect(pairs.allSatisfy { $0.light != $0.dark })
  }
}
