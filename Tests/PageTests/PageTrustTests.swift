import Foundation
import LineageRendering
import PaperLineage
import Testing

/// What the page must never do, and what everybody must be able to do with it.
extension InBrowser {
  @Suite struct HostilePageTests {
    /// Every text is chosen, searched for and written into the address, and the picture is saved.
    @Test(arguments: [false, true])
    func nothingIsExecuted(ofNetwork: Bool) async throws {
      let corpus = try ofNetwork ? HostileCorpus.networkCorpus() : HostileCorpus.corpus()
      let browser = try await Browser.shared
      let file = try browser.file("hostile.html", CorpusPage(corpus).html())
      let page = try await browser.open(file, reducedMotion: true)
      let scripts = try await page.evaluate("document.scripts.length")
      #expect(try await page.evaluate(Self.findings) == [])
      #expect(try await page.evaluate("document.querySelectorAll('#papers .item').length").int ?? 0 > 50)

      // Through the list, paper by paper.
      try await page.click("#papers li:nth-child(1) .item")
      for _ in 0..<60 {
        try await page.press("ArrowDown")
        try await page.press("Enter")
      }
      #expect(try await page.evaluate("document.querySelector('#panel').hidden") == false)
      #expect(try await page.evaluate(Self.findings) == [])
      try await page.click("#filters-toggle")
      try await page.click("#language")
      for text in HostileCorpus.markup.prefix(4) + HostileCorpus.other.prefix(4) {
        try await page.click("#search")
        try await page.type(String(text.prefix(40)))
        try await page.press("Enter")
        try await page.press("Escape")
      }
      for text in HostileCorpus.markup + HostileCorpus.addresses {
        try await page.evaluate(
          "text => { location.hash = `paper=${encodeURIComponent(text)}&lang=${text}&at=${text}&why=${text}`; }",
          .string(text))
      }
      try await page.settle()
      #expect(try await page.evaluate(Self.findings) == [])
      #expect(try await page.evaluate("document.scripts.length") == scripts)
      #expect(try await page.evaluate("window.\(HostileCorpus.sentinel)") == nil)
      #expect(page.dialogs == [] && page.popups == [])
      #expect(page.requests == [file.absoluteString])
      #expect(page.navigations.filter { $0 != "about:blank" } == [file.absoluteString])
      #expect(page.consoleErrors == [])

      // What is saved is as harmless as what is shown.
      try await page.click("#export")
      let saved = try await page.download()
      let copy = try await browser.open(browser.file("saved.svg", saved.content))
      #expect(try await copy.evaluate("document.querySelector('parsererror')") == nil)
      #expect(try await copy.evaluate(HostileCorpus.findings()) == [])
      #expect(try await copy.evaluate("window.\(HostileCorpus.sentinel)") == nil)
      #expect(copy.dialogs == [] && copy.requests.count == 1)
    }

    private static let findings = HostileCorpus.findings(except: "head > meta, head > style + script, body > script")
  }

  @Suite(.enabled(if: Axe.isThere, "axe-core is not there: “make test-page” fetches it"))
  struct PageAccessibilityTests {
    /// At the start, and with as much open as can be at once.
    @Test(
      arguments: [false, true],
      ["", "paper=code-llama", "paper=code-llama&why=llama", "paper=llama-2&view=picture&lang=zh"])
    func axeFindsNoGraveFault(dark: Bool, fragment: String) async throws {
      for (width, height) in [(1_440, 900), (375, 812)] {
        let page = try await Self.open(fragment, width: width, height: height, dark: dark)
        let faults = try await Axe.faults(in: page)
        #expect(faults.filter(\.isGrave).map(\.description) == [], "\(width) wide")
        // Narrow windows have no room for the filters beside the rest; they stand above it.
        try await page.click("#filters-toggle")
        try await page.settle()
        let withFilters = try await Axe.faults(in: page)
        #expect(withFilters.filter(\.isGrave).map(\.description) == [], "\(width) wide, filters open")
      }
    }

    @Test(arguments: [false, true])
    func axeFindsNoGraveFaultInASearch(dark: Bool) async throws {
      let page = try await Self.open("", width: 1_440, height: 900, dark: dark)
      try await page.click("#search")
      try await page.type("llama")
      try await page.settle()
      let found = try await Axe.faults(in: page)
      #expect(found.filter(\.isGrave).map(\.description) == [])
      try await page.type(" of nowhere")
      try await page.settle()
      let nothing = try await Axe.faults(in: page)
      #expect(nothing.filter(\.isGrave).map(\.description) == [])
    }

    private static func open(_ fragment: String, width: Int, height: Int, dark: Bool) async throws -> Page {
      let browser = try await Browser.shared
      let file = try browser.file("page.html", PageCorpora.bundledPage.get())
      return try await browser.open(
        #require(URL(string: file.absoluteString + (fragment.isEmpty ? "" : "#\(fragment)"))), width: width,
        height: height, dark: dark, reducedMotion: true)
    }
  }

  @Suite struct KeyboardJourneyTests {
    /// Goes on with Tab until an element has the focus.
    private func tab(to selector: String, _ page: Page, back: Bool = false) async throws {
      for _ in 0..<200 {
        try await page.press("Tab", modifiers: back ? [.shift] : [])
        if try await page.evaluate("selector => document.activeElement.matches(selector)", .string(selector)) == true {
          return
        }
      }
      throw BrowserError.unreachable(selector: selector, reason: "is not reached with Tab")
    }

    private func text(_ page: Page, _ selector: String) async throws -> String {
      try await page.evaluate(
        "selector => document.querySelector(selector)?.textContent.trim() ?? null", .string(selector)
      ).string ?? "nothing"
    }

    /// From the search over the chain between two papers to the saved picture, and no hand leaves the keyboard.
    @Test func everythingIsDoneWithoutAMouse() async throws {
      let browser = try await Browser.shared
      let page = try await browser.open(
        browser.file("page.html", PageCorpora.bundledPage.get()), reducedMotion: true)
      try await tab(to: "#search", page)
      try await page.type("code llama")
      try await page.press("Enter")
      #expect(try await text(page, "#panel-name") == "Code Llama")

      try await tab(to: "[data-testid=direction-ancestors]", page)
      try await page.press("Enter")
      #expect(try await page.evaluate("location.hash.includes('show=ancestors')") == true)

      try await tab(to: "#why-summary", page)
      try await page.press("Enter")
      try await tab(to: "#why-search", page)
      try await page.type("llama")
      try await page.press("Enter")
      #expect(try await text(page, "[data-testid=why-answer] h3") == "Why LLaMA is an ancestor of Code Llama")

      try await tab(to: "#filters-toggle", page)
      try await page.press("Space")
      try await tab(to: "[data-testid=filter-topics] input", page)
      try await page.press("Space")
      #expect(try await text(page, "#list-count") != "26")
      try await page.press("Space")
      #expect(try await text(page, "#list-count") == "26")
      try await page.press("Escape")

      try await tab(to: "#brush-from", page)
      try await page.press("ArrowRight")
      #expect(try await text(page, "#list-count") != "26")
      try await page.press("ArrowLeft")
      #expect(try await text(page, "#list-count") == "26")

      let scale = "new DOMMatrix(getComputedStyle(document.getElementById('picture')).transform).a"
      let before = try await page.evaluate(scale).double ?? 0
      try await tab(to: "#zoom-in", page)
      try await page.press("Enter")
      #expect(try await page.evaluate(scale).double ?? 0 > before)

      try await tab(to: "#papers .item", page)
      try await page.press("End")
      try await page.press("Enter")
      let last = try await text(page, "#papers li:last-child .item-name")
      #expect(try await text(page, "#panel-name") == last)

      try await tab(to: "#export", page, back: true)
      try await page.press("Enter")
      let saved = try await page.download()
      #expect(saved.name.hasSuffix(".svg") && saved.content.starts(with: Data("<".utf8)))

      try await tab(to: "#language", page)
      try await page.press("Enter")
      #expect(try await page.evaluate("document.documentElement.lang") == "zh")
      try await page.press("Escape")
      #expect(try await page.evaluate("document.querySelector('#panel').hidden") == true)
      #expect(page.consoleErrors == [])
    }
  }

  @Suite struct PagePerformanceTests {
    /// How soon something is seen of a large page. Machines differ, so the bound is loose; the figure is printed.
    @Test func twoThousandPapersAreSoonSeen() async throws {
      let corpus = try Self.large(paperCount: 2_000)
      #expect(corpus.relations.count > 9_500)
      let clock = ContinuousClock()
      let begin = clock.now
      let html = try CorpusPage(corpus).html()
      let drawing = clock.now - begin
      let browser = try await Browser.shared
      let page = try await browser.open(browser.file("large.html", html))
      let paint = try await page.firstPaint()
      let loaded =
        try await page.evaluate(
          "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
        ).double ?? .infinity
      let shift = try await page.layoutShift()
      print(
        """
        2,000 papers, \(corpus.relations.count) relations: \(html.count / 1_000) kB in \(drawing), first paint after \(Int(paint)) ms, ready after \(Int(loaded)) ms, \
        layout shift \(shift)
        """)
      #expect(paint < 30_000)
      #expect(shift < 0.1)
      #expect(try await page.evaluate("document.querySelectorAll('#picture .paper').length") == 2_000)
      #expect(try await page.evaluate("document.querySelectorAll('#picture .relation').length > 9500") == true)
      #expect(page.consoleErrors == [])
    }

    /// Papers over ten years in five topics, each with five relations to earlier ones, most of them of its own topic.
    private static func large(paperCount: Int) throws -> Corpus {
      let topics = (0..<5).map { Topic(id: "topic-\($0)", label: "Topic \($0)") }
      let papers = (0..<paperCount).map { number in
        let date = PublicationDate(year: 2015 + number * 10 / paperCount, month: number % 12 + 1)
        return Paper(
          id: PaperID(rawValue: "p-\(number)"), title: "On the matter of paper \(number) and what it may mean",
          name: "Paper \(number)", versions: date.map { [PaperVersion(role: .listed, date: $0)] } ?? [],
          organizations: ["Organization \(number % 40)"], topic: topics[number % 5].id,
          impact: "What paper \(number) changed, in one line of words.")
      }
      let relations = (1..<paperCount).flatMap { number in
        Set([5, 10, 35, 70 + number % 190, 1 + number % 7].map { max(0, number - $0) }).sorted().map { earlier in
          Relation(
            citing: papers[number].id, cited: papers[earlier].id, kind: number - earlier == 5 ? .extends : .cites)
        }
      }
      return try Corpus(
        CorpusParts(
          title: "Two thousand papers", dateChoice: .role(.listed), topics: topics, papers: papers,
          relations: relations))
    }
  }
}
