import Foundation
import LineageRendering
import PaperFormats
import PaperLineage
import Testing

/// The relation picture as its readers have it: the SVG by itself, in a browser.
extension InBrowser {
  @Suite struct PictureTests {
    private static var bundled: Result<Drawn, any Error> { Sample.bundled.drawn }

    /// Pictures whose texts must find room.
    enum Sample: String, CaseIterable, Sendable {
      case bundled, chinese, externalColumn, externalsOnAxis, hostile

      var drawn: Result<Drawn, any Error> { Self.all[self] ?? .failure(CocoaError(.fileNoSuchFile)) }

      /// Each is drawn once.
      private static let all = Dictionary(
        uniqueKeysWithValues: allCases.map { sample in (sample, Result { try sample.draw() }) })

      private func draw() throws -> Drawn {
        func bundled(_ options: PictureOptions) throws -> Drawn {
          try Drawn(try #require(CorpusSource.bundled().corpus), options: options)
        }
        return switch self {
        case .bundled: try bundled(PictureOptions())
        case .chinese: try bundled(PictureOptions(language: .chinese))
        case .externalColumn: try bundled(PictureOptions(externals: .column))
        case .externalsOnAxis: try bundled(PictureOptions(externals: .axis))
        case .hostile: try Drawn(HostileCorpus.corpus())
        }
      }
    }

    struct Drawn {
      let corpus: Corpus
      let picture: Picture
      let svg: Data

      init(_ corpus: Corpus, options: PictureOptions = PictureOptions()) throws {
        self.corpus = corpus
        picture = Picture(corpus, options: options)
        svg = try picture.drawn(as: .svg)
      }

      /// Opens the picture in a window in which all of it is seen.
      func open(dark: Bool = false, reducedMotion: Bool = false) async throws -> Page {
        let browser = try await Browser.shared
        let page = try await browser.open(
          browser.file("picture.svg", svg), width: Int(picture.width.rounded(.up)),
          height: Int(picture.height.rounded(.up)), dark: dark, reducedMotion: reducedMotion)
        try await page.evaluate(InBrowser.PictureTests.look)
        return page
      }

      /// The picture as a part of an HTML document.
      var html: String {
        let text = String(decoding: svg, as: UTF8.self)
        let element = text.range(of: "<svg").map { text[$0.lowerBound...] } ?? ""
        return """
          <!doctype html><html lang="en"><head><meta charset="utf-8"><title>A picture in a page</title></head>
          <body><main><h1>A picture in a page</h1>\(element)</main></body></html>
          """
      }

      /// The papers with a line to a paper, and the paper, as ids of the SVG.
      func neighborhood(of card: Picture.Card) -> Set<String> {
        let others = picture.links.filter { $0.citing == card.id || $0.cited == card.id }.flatMap {
          [$0.citing, $0.cited]
        }
        return Set(([card.id] + others).map { "paper-\($0)" })
      }
    }

    /// Means to look at a picture, in the page.
    private static let look = """
      window.look = {
        papers: () => [...document.querySelectorAll(".paper")],
        relations: () => [...document.querySelectorAll(".relation")],
        texts: root => [...root.querySelectorAll("text")].filter(text => text.textContent.trim()),
        // All fading on the way down counts.
        opacity: element => {
          let opacity = 1;
          for (; element instanceof Element; element = element.parentElement)
            opacity *= Number(getComputedStyle(element).opacity);
          return opacity;
        },
        // The shape of a paper is the largest thing it draws.
        card: paper => [...paper.querySelectorAll("path, polygon, rect")]
          .map(shape => shape.getBoundingClientRect()).filter(box => box.width > 0)
          .reduce((most, box) => box.width * box.height > most.width * most.height ? box : most),
        // A line of text is less high than the room that its font asks for.
        ink: text => {
          const {left, right, top, bottom, height} = text.getBoundingClientRect();
          return {left, right, top: top + height / 5, bottom: bottom - height / 5};
        },
        box: ({x, y, width, height}) => ({x, y, width, height}),
        lit: selector => [...document.querySelectorAll(selector)].filter(e => look.opacity(e) > 0.99).map(e => e.id).sort(),
        dim: selector => [...document.querySelectorAll(selector)].filter(e => look.opacity(e) < 0.6).map(e => e.id).sort(),
      };
      0
      """

    // MARK: - Pointing

    @Test func aPaperPointedAtLightsUpItsNeighbors() async throws {
      let drawn = try Self.bundled.get()
      let page = try await drawn.open(reducedMotion: true)
      let all = Set(drawn.picture.cards.map { "paper-\($0.id)" })
      #expect(Set(try await page.evaluate("look.lit('.paper')").strings) == all)
      for card in drawn.picture.cards {
        try await page.move(to: Page.Point(x: card.x, y: card.y))
        try await page.settle()
        let near = drawn.neighborhood(of: card)
        let seen = try await page.evaluate("[look.lit('.paper'), look.dim('.paper'), look.lit('.relation')]")
        let lines = seen[2].strings
        #expect(Set(seen[0].strings) == near, "\(card.id)")
        #expect(Set(seen[1].strings) == all.subtracting(near), "\(card.id)")
        #expect(lines.count == near.count - 1, "\(card.id)")
        #expect(lines.allSatisfy { $0.hasPrefix("relation-\(card.id)-") || $0.hasSuffix("-\(card.id)") }, "\(card.id)")
      }
      try await page.move(to: Page.Point(x: 2, y: 2))
      try await page.settle()
      #expect(Set(try await page.evaluate("look.lit('.paper')").strings) == all)
      #expect(try await page.evaluate("look.dim('.relation')") == [])
    }

    // MARK: - Keys

    @Test func tabGoesThroughThePapersByDate() async throws {
      let drawn = try Self.bundled.get()
      let page = try await drawn.open(reducedMotion: true)
      let byDate = drawn.picture.cards.sorted { $0.date < $1.date }.map { "paper-\($0.id)" }
      var visited: [String] = []
      for _ in byDate {
        try await page.press("Tab")
        try await page.settle()
        let id = try await page.evaluate("document.activeElement?.closest('.paper')?.id").string ?? "nothing"
        visited.append(id)
        if let card = drawn.picture.cards.first(where: { "paper-\($0.id)" == id }) {
          let lit = Set(try await page.evaluate("look.lit('.paper')").strings)
          #expect(lit == drawn.neighborhood(of: card), "\(id)")
        }
      }
      #expect(Set(visited) == Set(byDate))
      let dates = Dictionary(drawn.picture.cards.map { ("paper-\($0.id)", $0.date) }) { first, _ in first }
      let order = visited.compactMap { dates[$0] }
      #expect(order == order.sorted())
      try await page.press("Tab", modifiers: [.shift])
      #expect(
        try await page.evaluate("document.activeElement?.closest('.paper')?.id").string == visited.dropLast().last)
    }

    /// The paper with the focus is told by more than that the others fade.
    @Test(arguments: [false, true])
    func theFocusIsSeen(dark: Bool) async throws {
      let drawn = try Self.bundled.get()
      let page = try await drawn.open(dark: dark, reducedMotion: true)
      try await page.evaluate(
        """
        document.documentElement.append(Object.assign(document.createElementNS("http://www.w3.org/2000/svg", "style"),
          {textContent: ".paper, .relation { opacity: 1 !important }"})); 0
        """)
      for _ in 0..<3 {
        try await page.press("Tab")
        try await page.settle()
        let box = try await page.evaluate("look.box(look.card(document.activeElement.closest('.paper')))")
        let part = try #require(Page.Rectangle(box)?.grown(by: 6))
        let focused = try await page.screenshot(of: part)
        let id = try await page.evaluate("document.activeElement.closest('.paper').id").string ?? ""
        try await page.evaluate("document.activeElement.blur()")
        try await page.settle()
        let plain = try await page.screenshot(of: part)
        let changed = try await Screen(plain, focused, in: page.browser).changedPoints(contrast: 1.25)
        // As much as two sides of the card, at least.
        #expect(Double(changed) >= part.width + part.height - 24, "\(id): \(changed) points of \(part)")
        try await page.evaluate(
          "id => document.getElementById(id).querySelector('a, [tabindex]')?.focus()", .string(id))
      }
    }

    // MARK: - Colours

    @Test func darkReadersGetADarkPicture() async throws {
      let drawn = try Self.bundled.get()
      let page = try await drawn.open()
      let corner = Page.Point(x: 2, y: 2)
      #expect(try await page.color(at: corner).reduce(0, +) > 3 * 230)
      try await page.emulate(dark: true)
      #expect(try await page.color(at: corner).reduce(0, +) < 3 * 60)
    }

    @Test(arguments: [false, true])
    func textsStandOutFromTheirGround(dark: Bool) async throws {
      let drawn = try Self.bundled.get()
      let page = try await drawn.open(dark: dark)
      let texts = try await page.evaluate(
        """
        look.texts(document).map(text => ({
          text: text.textContent, color: getComputedStyle(text).fill.match(/\\d+/g).slice(0, 3).map(Number),
          box: look.box(text.getBoundingClientRect())}))
        """
      ).array
      #expect(texts.count > 3 * drawn.picture.cards.count)
      let contrasts = try await Screen(page.screenshot(), in: page.browser).contrasts(
        of: texts.map { $0["color"].array.compactMap(\.int) }, in: texts.compactMap { Page.Rectangle($0["box"]) })
      #expect(contrasts.count == texts.count)
      let faint = zip(texts, contrasts).filter { $1 < 4.5 }.map { "\($0["text"]) has \($1)" }
      #expect(faint == [])
    }

    // MARK: - Words

    @Test func tooltipsAndLinksAreThere() async throws {
      let drawn = try Self.bundled.get()
      let page = try await drawn.open()
      let seen = try await page.evaluate(
        """
        Object.fromEntries([...look.papers(), ...look.relations()].map(e => [e.id, {
          title: e.querySelector("title")?.textContent ?? "",
          links: [...e.querySelectorAll("a")].map(a => a.href.baseVal ?? a.href), text: e.textContent}]))
        """
      ).object
      for card in drawn.picture.cards {
        let paper = try #require(seen["paper-\(card.id)"])
        #expect(paper["title"].string?.contains(drawn.corpus[card.id]?.title ?? "?") == true, "\(card.id)")
        #expect(paper["links"].strings == [card.link].compactMap(\.self), "\(card.id)")
        #expect(paper["text"].string?.contains(card.name) == true, "\(card.id)")
      }
      let relations = seen.filter { $0.key.hasPrefix("relation-") }
      #expect(relations.count == drawn.picture.links.count)
      #expect(relations.values.allSatisfy { ($0["title"].string ?? "").count > 8 })
      #expect(try await page.evaluate("document.querySelector('parsererror')") == nil)
      #expect(page.requests.count == 1 && page.consoleErrors == [] && page.dialogs == [])
    }

    @Test func screenReadersHearEveryPaper() async throws {
      let drawn = try Self.bundled.get()
      let page = try await drawn.open()
      let names = try await page.accessibilityTree().map { $0.name + " " + $0.explanation }
      for card in drawn.picture.cards {
        let title = try #require(drawn.corpus[card.id]?.title)
        #expect(names.contains { $0.contains(title) }, "\(card.id)")
      }
      #expect(names.contains { $0.contains(drawn.picture.title) })
    }

    /// Fonts that may stand for the one a card was measured with: those of most Linux machines among them.
    static let fonts = ["", "Noto Sans CJK SC", "Liberation Sans", "serif", "DejaVu Sans"]

    @Test(arguments: Sample.allCases)
    func textsKeepInTheirCards(sample: Sample) async throws {
      let drawn = try sample.drawn.get()
      let page = try await drawn.open()
      for font in Self.fonts {
        guard try await InBrowser.use(font, in: page) else {
          print("skipped: the font \(font) is not installed")
          continue
        }
        let seen = try await page.evaluate(
          """
          look.papers().flatMap(paper => look.texts(paper).map(text => {
            const card = look.card(paper), box = look.ink(text);
            const out = Math.max(card.left - box.left, box.right - card.right, card.top - box.top, box.bottom - card.bottom);
            return {text: `${paper.id}: “${text.textContent}” is ${out.toFixed(2)} out of its card`, out};
          }))
          """
        ).array
        #expect(seen.count > drawn.picture.cards.count)
        #expect(seen.filter { $0["out"].double ?? 1 > 0 }.compactMap { $0["text"].string } == [], "\(font)")
      }
    }

    // MARK: - Room

    @Test(arguments: Sample.allCases)
    func nothingLiesOnAnother(sample: Sample) async throws {
      let drawn = try sample.drawn.get()
      let page = try await drawn.open()
      for font in Self.fonts {
        guard try await InBrowser.use(font, in: page) else {
          print("skipped: the font \(font) is not installed")
          continue
        }
        let overlaps = try await page.evaluate(
          """
          (() => {
            const things = [
              ...look.papers().map(paper => [paper.id, look.card(paper)]),
              ...look.texts(document).filter(text => !text.closest(".paper"))
                .map(text => [text.textContent, look.ink(text)])];
            const overlaps = [];
            things.forEach(([name, a], place) => {
              for (const [other, b] of things.slice(place + 1))
                if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
                  overlaps.push(`${name} and ${other}`);
            });
            return overlaps;
          })()
          """)
        #expect(overlaps == [], "\(font)")
      }
    }

    /// Measured along the lines as the browser draws them.
    @Test func noLineRunsThroughACard() async throws {
      let drawn = try Self.bundled.get()
      let page = try await drawn.open()
      let hits = try await page.evaluate(
        """
        (() => {
          const cards = look.papers().map(paper => [paper.id.slice("paper-".length), look.card(paper)]);
          return look.relations().flatMap(relation => {
            const path = relation.querySelector("path"), length = path.getTotalLength(), hits = new Set();
            const screen = path.getScreenCTM();
            for (let at = 0; at <= length; at += 2) {
              const {x, y} = path.getPointAtLength(at).matrixTransform(screen);
              for (const [id, card] of cards)
                if (x > card.left && x < card.right && y > card.top && y < card.bottom
                    && !relation.id.startsWith(`relation-${id}-`) && !relation.id.endsWith(`-${id}`))
                  hits.add(`${relation.id} through ${id}`);
            }
            return [...hits];
          });
        })()
        """)
      #expect(hits == [])
    }
  }

  /// Gives all text another font.
  ///
  /// - Returns: Whether the font is installed.
  static func use(_ font: String, in page: Page) async throws -> Bool {
    guard !font.isEmpty else { return true }
    return try await page.evaluate(
      """
      font => {
        const svg = "http://www.w3.org/2000/svg", root = document.documentElement;
        const widths = ["monospace", "serif"].map(other => {
          const text = document.createElementNS(svg, "text");
          text.textContent = "Width of iiii and WWWW";
          text.style.fontFamily = font === "serif" ? font : `"${font}", ${other}`;
          root.append(text);
          const width = text.getComputedTextLength();
          text.remove();
          return width;
        });
        const family = font === "serif" ? font : `"${font}", sans-serif`;
        document.getElementById("other-font")?.remove();
        root.append(Object.assign(document.createElementNS(svg, "style"),
          {id: "other-font", textContent: `text, text * { font-family: ${family} !important }`}));
        return widths[0] === widths[1];
      }
      """, .string(font)) == true
  }
}

// MARK: - Hostile text

extension InBrowser {
  @Suite struct HostilePictureTests {
    /// Were it markup, the deed would be done, and seen: what the other tests do not see is not there.
    @Test func theDeedIsSeenWhereItIsDone() async throws {
      let page = try await Browser.shared.open(
        html: "<!doctype html><title>Control</title><svg><text>" + HostileCorpus.markup[0] + "</text></svg>"
          + HostileCorpus.markup.dropFirst().filter { !$0.contains("http-equiv") && !$0.contains("<!--") }.joined(
            separator: "\n"))
      try await page.waitUntil("performance.now() > 300")
      #expect(try await page.evaluate("window.\(HostileCorpus.sentinel)").int ?? 0 > 6)
      #expect(page.dialogs.count > 6)
      #expect(page.requests.contains("http://pwned.example/"))
      #expect(try await page.evaluate(HostileCorpus.findings()).array.count > 10)
    }

    @Test(arguments: [false, true], [false, true])
    func nothingIsExecuted(ofNetwork: Bool, inHTML: Bool) async throws {
      let drawn = try PictureTests.Drawn(
        ofNetwork ? HostileCorpus.networkCorpus() : HostileCorpus.corpus(), options: PictureOptions(externals: .axis))
      let browser = try await Browser.shared
      let file =
        inHTML ? try browser.file("page.html", Data(drawn.html.utf8)) : try browser.file("picture.svg", drawn.svg)
      let page = try await browser.open(file)
      #expect(try await page.evaluate("document.querySelector('parsererror')") == nil)
      #expect(try await page.evaluate("document.querySelectorAll('.paper').length").int == drawn.picture.cards.count)
      let findings = try await page.evaluate(HostileCorpus.findings(except: "meta[charset=utf-8]"))
      #expect(findings == [])

      // Pointing, focusing and clicking are what event handlers wait for.
      let ids = try await page.evaluate(
        "[...document.querySelectorAll('.paper')].filter(e => !e.querySelector('a')).map(e => e.id)"
      ).strings
      #expect(ids.count >= 20)
      for id in ids.prefix(12) {
        let point = try await page.evaluate(
          """
          id => {
            const paper = document.getElementById(id);
            paper.scrollIntoView({block: "center", inline: "center"});
            const {x, y, width, height} = paper.getBoundingClientRect();
            return {x: x + width / 2, y: y + height / 2};
          }
          """, .string(id))
        try await page.click(at: Page.Point(x: point["x"].double ?? 0, y: point["y"].double ?? 0))
      }
      for _ in 0..<20 {
        try await page.press("Tab")
        let isPaperWithoutLink = try await page.evaluate("document.activeElement?.localName !== 'a'")
        if isPaperWithoutLink == true { try await page.press("Enter") }
      }
      try await page.settle()
      #expect(try await page.evaluate("window.\(HostileCorpus.sentinel)") == nil)
      #expect(page.dialogs == [])
      #expect(page.popups == [])
      #expect(page.requests == [file.absoluteString])
      #expect(page.navigations.filter { $0 != "about:blank" } == [file.absoluteString])

      // What it says is there to be read, as text.
      let titles = try await page.evaluate("[...document.querySelectorAll('.paper title')].map(e => e.textContent)")
        .strings
      for text in HostileCorpus.markup { #expect(titles.contains { $0.contains(text.prefix(40)) }, "\(text)") }
      let names = try await page.evaluate("[...document.querySelectorAll('.paper text')].map(e => e.textContent)")
        .strings
      for card in drawn.picture.cards where card.name.unicodeScalars.allSatisfy({ " "..."~" ~= $0 }) {
        #expect(names.contains(card.name), "\(card.name)")
      }
    }
  }
}

// MARK: - Accessibility

extension InBrowser {
  @Suite(.enabled(if: Axe.isThere, "axe-core is not there: “make test-page” fetches it"))
  struct PictureAccessibilityTests {
    @Test(arguments: [false, true])
    func axeFindsNoGraveFault(dark: Bool) async throws {
      let drawn = try PictureTests.Drawn(try #require(CorpusSource.bundled().corpus))
      let page = try await Browser.shared.open(html: drawn.html, dark: dark)
      let faults = try await Axe.faults(in: page)
      #expect(faults.filter(\.isGrave).map(\.description) == [])
      let inPicture = try await Axe.faults(in: page, of: "svg")
      #expect(inPicture.map(\.description) == [])
    }

    /// A checker that finds nothing might not have looked.
    @Test func axeFindsFaults() async throws {
      let page = try await Browser.shared.open(
        html: "<!doctype html><title>Faults</title><svg role=\"img\"></svg><button></button>")
      let rules = try await Axe.faults(in: page).filter(\.isGrave).map(\.rule)
      #expect(rules.contains("button-name") && rules.contains("svg-img-alt") && rules.contains("html-has-lang"))
    }
  }
}

extension Page.Rectangle {
  init?(_ value: JSONValue) {
    guard let x = value["x"].double, let y = value["y"].double, let width = value["width"].double,
      let height = value["height"].double
    else { return nil }
    self.init(x: x, y: y, width: width, height: height)
  }

  /// The rectangle with an edge around it, on whole points.
  func grown(by edge: Double) -> Page.Rectangle {
    let (left, top) = ((x - edge).rounded(.down), (y - edge).rounded(.down))
    return Page.Rectangle(
      x: left, y: top, width: (x + width + edge).rounded(.up) - left, height: (y + height + edge).rounded(.up) - top)
  }
}
