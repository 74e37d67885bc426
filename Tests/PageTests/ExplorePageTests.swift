import Foundation
import LineageRendering
import PaperLineage
import Testing

extension InBrowser {
  /// What a reader does on the page, and what comes of it.
  @Suite struct ExplorePageTests {
    func open(
      _ fragment: String = "", width: Int = 1440, height: Int = 900, dark: Bool = false, touch: Bool = false,
      language: Language = .english
    ) async throws -> Page {
      let browser = try await Browser.shared
      let data =
        try language == .english
        ? PageCorpora.bundledPage.get()
        : CorpusPage(PageCorpora.bundled(), options: PictureOptions(language: language)).html()
      let file = try browser.file("page.html", data)
      let address = try #require(URL(string: file.absoluteString + (fragment.isEmpty ? "" : "#" + fragment)))
      return try await browser.open(
        address, width: width, height: height, dark: dark, touch: touch, reducedMotion: true)
    }

    func paper(_ id: String) -> String { "#picture #paper-\(id)" }
    func item(_ id: String) -> String { "#papers [data-paper=\"\(id)\"]" }

    func texts(_ page: Page, _ selector: String) async throws -> [String] {
      try await page.evaluate(
        "selector => [...document.querySelectorAll(selector)].map(e => e.textContent.trim())", .string(selector)
      ).strings
    }

    /// The ids of the lit papers with the generation that the picture says, by id.
    func generations(_ page: Page) async throws -> [String: String] {
      try await page.evaluate(
        """
        Object.fromEntries([...document.querySelectorAll("#picture .paper.lit")].map(
          card => [card.id.slice(6), card.querySelector(".badge text")?.textContent ?? "0"]))
        """
      ).object.compactMapValues(\.string)
    }

    func fragment(_ page: Page) async throws -> String {
      try await page.evaluate("decodeURIComponent(location.hash.slice(1))").string ?? ""
    }

    /// The camera as the drawing's transform has it.
    func camera(_ page: Page) async throws -> (x: Double, y: Double, scale: Double) {
      let numbers = try await page.evaluate(
        """
        (() => { const m = new DOMMatrix(getComputedStyle(document.getElementById("picture")).transform);
          return [m.e, m.f, m.a]; })()
        """
      ).array.compactMap(\.double)
      try #require(numbers.count == 3)
      return (numbers[0], numbers[1], numbers[2])
    }

    func confirmQuiet(_ page: Page) {
      #expect(page.consoleErrors == [])
      #expect(page.dialogs == [])
      #expect(page.popups == [])
      #expect(page.requests.allSatisfy { $0.hasPrefix("file:") || $0.hasPrefix("blob:") })
    }

    // MARK: - Opening

    @Test func opensFromDiskAndAsksForNothing() async throws {
      let page = try await open()
      #expect(try await page.evaluate("document.title") == "Core AI papers of 2023")
      #expect(try await page.evaluate("document.querySelectorAll('#picture .paper').length") == 26)
      #expect(try await texts(page, "#papers .item-name").count == 26)
      #expect(try await texts(page, "#list-count") == ["26"])
      #expect(page.requests.count == 1)
      #expect(try await page.firstPaint() < 10_000)
      #expect(try await page.layoutShift() < 0.1)
      confirmQuiet(page)
    }

    @Test func scriptsOfOthersAreNotAllowed() async throws {
      let page = try await open()
      try await page.evaluate(
        """
        (() => { window.ran = 0; const s = document.createElement("script"); s.textContent = "window.ran = 1";
          document.body.append(s); const d = document.createElement("div"); d.innerHTML = "<img src=x onerror='window.ran = 2'>";
          document.body.append(d); })()
        """)
      #expect(
        try await page.evaluate("fetch('https://example.org/').then(() => 'reached', () => 'refused')") == "refused")
      #expect(try await page.evaluate("window.ran") == 0)
    }

    // MARK: - Selecting

    @Test func aClickLightsUpAncestorsAndDescendantsByGeneration() async throws {
      let page = try await open()
      try await page.click(paper("llama"))
      #expect(try await texts(page, "#panel-name") == ["LLaMA"])
      let lit = try await generations(page)
      #expect(lit["llama"] == "0" && lit["llama-2"] == "+1" && lit["code-llama"] == "+2")
      #expect(lit["blip-2"] == nil)
      #expect(try await page.evaluate("document.querySelector('#picture').classList.contains('has-light')") == true)
      // The rest is faded, and the list says the same.
      #expect(
        try await page.evaluate(
          "new Promise(done => setTimeout(() => done(Number(getComputedStyle(document.querySelector('#paper-blip-2')).opacity) < 0.5), 1500))"
        ) == true)
      #expect(try await texts(page, item("code-llama") + " .generation") == ["+2"])
      let pressed = try await page.evaluate(
        "[...document.querySelectorAll('#papers [aria-pressed=true], #papers .selected')].map(e => e.dataset.paper)")
      #expect(pressed == ["llama"])
      #expect(try await fragment(page).contains("paper=llama"))
      #expect(
        try await page.evaluate(
          "document.querySelector('#relation-llama-2-updates-llama').classList.contains('lit')") == true)
      confirmQuiet(page)
    }

    @Test func thePanelSaysWhatIsKnown() async throws {
      let page = try await open("paper=llama-2")
      #expect(try await texts(page, ".panel-title") == ["Llama 2: Open Foundation and Fine-Tuned Chat Models"])
      #expect(
        try await texts(page, "[data-fact=dates] li")
          == ["2023-07 listed", "2023-07 first submitted", "2023-07-18 released"])
      #expect(try await texts(page, "[data-fact=organizations]") == ["Meta"])
      #expect(try await texts(page, "[data-fact=impact]").first?.contains("open chat models") == true)
      #expect(try await texts(page, ".chips .chip") == ["Foundation models"])
      let addresses = try await page.evaluate("[...document.querySelectorAll('.links a')].map(a => a.href)").strings
      #expect(addresses.contains("https://arxiv.org/abs/2307.09288"))
      let earlier = try await texts(page, "[data-testid=buildsOn] .relation-item")
      #expect(earlier.first?.hasPrefix("updates LLaMA 2023-02") == true)
      #expect(earlier.first?.contains("verified") == true)
      #expect(
        try await texts(page, "[data-testid=builtOnBy] [data-kind=extends] .paper-link").first == "Code Llama 2023-08")
      // From the panel on to another paper.
      try await page.click("[data-testid=buildsOn] [data-paper=llama]")
      #expect(try await texts(page, "#panel-name") == ["LLaMA"])
      confirmQuiet(page)
    }

    @Test func theDirectionCanBeChosen() async throws {
      let page = try await open("paper=llama-2")
      try await page.click("[data-testid=direction-ancestors]")
      #expect(try await generations(page) == ["llama-2": "0", "llama": "−1"])
      try await page.click("[data-testid=direction-descendants]")
      let descendants = try await generations(page)
      #expect(descendants["llama"] == nil && descendants["code-llama"] == "+1")
      try await page.click("[data-testid=direction-both]")
      let both = try await generations(page)
      #expect(both["llama"] == "−1" && both["code-llama"] == "+1")
    }

    @Test func escapeAndTheButtonEndTheSelection() async throws {
      let page = try await open("paper=llama-2")
      try await page.press("Escape")
      #expect(try await page.evaluate("document.querySelector('#panel').hidden") == true)
      #expect(try await generations(page).isEmpty)
      try await page.click(item("llama-2"))
      try await page.click("#panel-close")
      #expect(try await page.evaluate("document.querySelector('#panel').hidden") == true)
      #expect(try await fragment(page).contains("paper=") == false)
    }

    // MARK: - Why

    @Test func shiftAndClickTellWhy() async throws {
      let page = try await open()
      try await page.click(paper("code-llama"))
      try await page.click(item("llama"), modifiers: [.shift])
      #expect(try await texts(page, "[data-testid=why-answer] h3") == ["Why LLaMA is an ancestor of Code Llama"])
      #expect(
        try await texts(page, ".chain .paper-link") == ["Code Llama 2023-08", "Llama 2 2023-07", "LLaMA 2023-02"])
      #expect(
        try await page.evaluate("[...document.querySelectorAll('.chain-step')].map(e => e.dataset.kind)")
          == ["extends", "updates"])
      #expect(try await texts(page, ".chain .evidence").allSatisfy { $0.contains("verified") })
      #expect(try await generations(page).keys.sorted() == ["code-llama", "llama", "llama-2"])
      #expect(try await fragment(page).contains("why=llama"))
      try await page.click("#why-end")
      #expect(try await texts(page, "[data-testid=why-answer]") == [])
    }

    @Test func theSecondPaperIsFoundByTyping() async throws {
      let page = try await open("paper=code-llama")
      try await page.click("#why-summary")
      try await page.click("#why-search")
      try await page.type("llama")
      try await page.press("Enter")
      #expect(try await texts(page, ".chain .paper-link").last == "LLaMA 2023-02")
    }

    @Test func theSecondPaperIsPickedInThePicture() async throws {
      let page = try await open("paper=medusa")
      try await page.click("#why-summary")
      try await page.click("#why-pick")
      #expect(try await page.evaluate("document.querySelector('#picking').hidden") == false)
      try await page.click(item("blip-2"))
      #expect(try await texts(page, "[data-testid=why-answer] h3").first?.contains("No chain") == true)
      #expect(try await page.evaluate("document.querySelector('#picking').hidden") == true)
    }

    // MARK: - Search

    @Test func findsAsOneTypes() async throws {
      let page = try await open()
      try await page.press("/")
      try await page.type("ＬＬＡＭＡ－2")
      #expect(try await texts(page, "#search-results .item-name").first == "Llama 2")
      #expect(try await page.evaluate("document.querySelector('#search').getAttribute('aria-expanded')") == "true")
      #expect(
        try await page.evaluate("document.querySelector('#paper-llama-2').classList.contains('marked')") == true)
      #expect(try await texts(page, "#status").first?.contains("found") == true)
      try await page.press("Enter")
      #expect(try await texts(page, "#panel-name") == ["Llama 2"])
      #expect(try await page.evaluate("document.querySelector('#search-results').hidden") == true)
      #expect(try await page.evaluate("document.querySelector('#picture .marked')") == .null)
    }

    @Test(
      arguments: [
        ("美杜莎", "Medusa"), ("salesforce", "BLIP-2"), ("fine-tuned chat", "Llama 2"),
        ("FLASHATTENTION 2", "FlashAttention-2"),
        ("heads decoding medusa", "Medusa"), ("mündusa", ""),
      ])
    func findsNamesTitlesAliasesAndOrganizations(words: String, name: String) async throws {
      let page = try await open()
      try await page.click("#search")
      try await page.type(words)
      #expect(try await texts(page, "#search-results .item-name").first ?? "" == name)
      if name.isEmpty { #expect(try await texts(page, ".result-remark").first?.contains("Nothing found") == true) }
    }

    @Test func theArrowKeysChooseAResult() async throws {
      let page = try await open()
      try await page.click("#search")
      try await page.type("llama")
      let names = try await texts(page, "#search-results .item-name")
      try #require(names.count > 2)
      try await page.press("ArrowDown")
      #expect(try await texts(page, "#search-results [aria-selected=true] .item-name") == [names[1]])
      try await page.press("ArrowUp")
      try await page.press("ArrowUp")
      #expect(try await texts(page, "#search-results [aria-selected=true] .item-name") == [names[names.count - 1]])
      try await page.press("Escape")
      #expect(try await page.evaluate("document.querySelector('#search').value") == "")
    }

    // MARK: - Zoom and pan

    @Test func theWheelZoomsAboutThePointer() async throws {
      let page = try await open()
      let before = try await camera(page)
      let point = Page.Point(x: 800, y: 400)
      try await page.wheel(at: point, deltaY: -300)
      try await page.waitUntil("location.hash.includes('at=')")
      let after = try await camera(page)
      #expect(after.scale > before.scale * 1.2)
      // What was under the pointer still is.
      let stage = try await page.evaluate("document.querySelector('#stage').getBoundingClientRect().toJSON()")
      let (x, y) = (point.x - (stage["x"].double ?? 0), point.y - (stage["y"].double ?? 0))
      #expect(abs((x - before.x) / before.scale - (x - after.x) / after.scale) < 2)
      #expect(abs((y - before.y) / before.scale - (y - after.y) / after.scale) < 2)
    }

    @Test func draggingMovesThePictureAndSelectsNothing() async throws {
      let page = try await open()
      let before = try await camera(page)
      let start = try await page.center(of: paper("gorilla"))
      try await page.drag(from: start, to: Page.Point(x: start.x - 120, y: start.y + 30))
      let after = try await camera(page)
      #expect(abs(after.x - before.x + 120) < 6 && abs(after.y - before.y - 30) < 6)
      #expect(try await page.evaluate("document.querySelector('#panel').hidden") == true)
    }

    @Test func keysAndButtonsZoomAndMove() async throws {
      let page = try await open()
      let start = try await camera(page)
      try await page.evaluate("document.querySelector('#stage').focus()")
      try await page.press("+")
      var last = try await camera(page)
      #expect(last.scale > start.scale)
      for (key, x, y) in [("ArrowRight", -1.0, 0.0), ("ArrowDown", 0, -1), ("ArrowLeft", 1, 0), ("ArrowUp", 0, 1)] {
        try await page.press(key)
        let now = try await camera(page)
        #expect(abs(now.x - last.x - 80 * x) < 0.01 && abs(now.y - last.y - 80 * y) < 0.01, "\(key)")
        last = now
      }
      try await page.press("-")
      #expect(abs(try await camera(page).scale - start.scale) < 0.01)
      try await page.press("0")
      let all = try await camera(page)
      let width = try await page.evaluate("document.querySelector('#picture').viewBox.baseVal.width").double ?? 0
      let room = try await page.evaluate("document.querySelector('#stage').clientWidth").double ?? 0
      #expect(width * all.scale <= room)
      try await page.click("#zoom-in")
      #expect(try await camera(page).scale > all.scale)
      try await page.click("#zoom-out")
      try await page.click("#zoom-fit")
      #expect(abs(try await camera(page).scale - all.scale) < 0.01)
    }

    @Test func twoFingersZoom() async throws {
      let page = try await open(width: 375, height: 812, touch: true)
      let before = try await camera(page)
      try await page.pinch(at: Page.Point(x: 190, y: 350), scale: 2)
      let after = try await camera(page)
      #expect(after.scale > before.scale * 1.5)
      try await page.swipe(from: Page.Point(x: 250, y: 350), to: Page.Point(x: 150, y: 350))
      #expect(try await camera(page).x < after.x - 60)
    }

    // MARK: - Filters and range

    @Test func topicsCanBeHidden() async throws {
      let page = try await open()
      try await page.click("#filters-toggle")
      try await page.click("[data-testid=filter-topics] label:nth-of-type(1)")
      #expect(try await texts(page, "#list-count") == ["17 of 26"])
      #expect(
        try await page.evaluate("getComputedStyle(document.querySelector('#paper-llama')).display") == "none")
      #expect(try await page.evaluate("document.querySelector('\(item("llama"))').parentElement.hidden") == true)
      #expect(
        try await page.evaluate("getComputedStyle(document.querySelector('#relation-llama-2-updates-llama')).display")
          == "none")
      #expect(try await texts(page, "#status") == ["17 of 26 papers shown"])
      #expect(try await fragment(page).contains("without-topics=foundation"))
      try await page.click("#filters-reset")
      #expect(try await texts(page, "#list-count") == ["26"])
    }

    @Test func hiddenKindsAreNeitherDrawnNorFollowed() async throws {
      let page = try await open("paper=code-llama")
      try await page.click("#filters-toggle")
      try await page.click("[data-testid=filter-kinds] label:has([value=updates])")
      #expect(
        try await page.evaluate("getComputedStyle(document.querySelector('#relation-llama-2-updates-llama')).display")
          == "none")
      #expect(try await generations(page)["llama"] == nil)
      try await page.click("#filters label:has([value=all])")
      #expect(try await fragment(page).contains("follow=all"))
      try await page.click(item("medusa"))
      let all = try await generations(page)
      #expect(all["specinfer"] == "−1" && all["llama"] == "−2")
    }

    @Test func aRangeOfMonthsIsDraggedAndCleared() async throws {
      let page = try await open()
      let bars = try await page.evaluate(
        "[...document.querySelectorAll('.brush-bar')].map(e => { const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; })"
      ).array
      try #require(bars.count == 13)
      func bar(_ place: Int) -> Page.Point { Page.Point(x: bars[place][0].double ?? 0, y: bars[place][1].double ?? 0) }
      try await page.drag(from: bar(4), to: bar(6))
      #expect(try await texts(page, "[data-testid=brush-text]") == ["May 2023 to Jul 2023"])
      #expect(try await fragment(page).contains("from=2023-05&to=2023-07"))
      let shown = try await page.evaluate(
        "[...document.querySelectorAll('#papers li:not([hidden]) .item-date')].map(e => e.textContent)"
      ).strings
      #expect(!shown.isEmpty && shown.allSatisfy { ["2023-05", "2023-06", "2023-07"].contains($0) })
      #expect(try await page.evaluate("getComputedStyle(document.querySelector('#paper-llama')).display") == "none")
      try await page.click("#brush-clear")
      #expect(try await texts(page, "#list-count") == ["26"])
    }

    @Test func theRangeWorksWithKeys() async throws {
      let page = try await open()
      try await page.evaluate("document.querySelector('#brush-from').focus()")
      try await page.press("ArrowRight")
      try await page.press("ArrowRight")
      #expect(
        try await page.evaluate("document.querySelector('#brush-from').getAttribute('aria-valuetext')") == "Mar 2023")
      #expect(try await texts(page, "#list-count") == ["24 of 26"])
      try await page.press("Tab")
      try await page.press("Home")
      #expect(try await texts(page, "[data-testid=brush-text]") == ["Mar 2023"])
    }

    // MARK: - Addresses

    @Test func anAddressSaysItAll() async throws {
      let page = try await open(
        "paper=code-llama&why=llama&show=ancestors&without-kinds=cites&from=2023-02&to=2023-09&view=picture&at=10,20,90"
      )
      #expect(try await texts(page, "#panel-name") == ["Code Llama"])
      #expect(try await texts(page, ".chain .paper-link").count == 3)
      #expect(try await page.evaluate("document.documentElement.dataset.view") == "picture")
      #expect(try await texts(page, "[data-testid=brush-text]") == ["Feb 2023 to Sep 2023"])
      #expect(
        try await page.evaluate(
          "document.querySelector('[data-testid=direction-ancestors]').getAttribute('aria-pressed')")
          == "true")
      let camera = try await camera(page)
      #expect(camera.x == 10 && camera.y == 20 && abs(camera.scale - 0.9) < 0.001)
    }

    @Test func backAndForwardWork() async throws {
      let page = try await open()
      try await page.click(item("llama"))
      try await page.click(item("llama-2"))
      try await page.evaluate("history.back()")
      try await page.waitUntil("document.querySelector('#panel-name')?.textContent === 'LLaMA'")
      try await page.evaluate("history.back()")
      try await page.waitUntil("document.querySelector('#panel').hidden")
      try await page.evaluate("history.forward()")
      try await page.waitUntil("document.querySelector('#panel-name')?.textContent === 'LLaMA'")
      try await page.evaluate("location.hash = 'paper=medusa'")
      try await page.waitUntil("document.querySelector('#panel-name')?.textContent === 'Medusa'")
      try await page.reload()
      #expect(try await texts(page, "#panel-name") == ["Medusa"])
    }

    @Test func nonsenseInAnAddressIsSaid() async throws {
      let page = try await open("paper=%3Cscript%3E&show=sideways&from=2023-13&at=a,b,c&without-kinds=x&lang=xx")
      #expect(try await page.evaluate("document.querySelector('#panel').hidden") == true)
      #expect(try await texts(page, "#status").first?.contains("“<script>”, which is not on this page") == true)
      #expect(try await texts(page, "#list-count") == ["26"])
      confirmQuiet(page)
    }

    // MARK: - Keyboard and screen readers

    @Test func theKeyboardAloneReachesEverything() async throws {
      let page = try await open()
      var reached: [String] = []
      for _ in 0..<24 {
        try await page.press("Tab")
        let id = try await page.evaluate(
          "document.activeElement.id || document.activeElement.dataset.paper || document.activeElement.dataset.testid || ''"
        )
        reached.append(id.string ?? "")
        // Where the focus is can be seen.
        #expect(
          try await page.evaluate(
            """
            (() => { const e = document.activeElement; if (e === document.body) return true;
              const s = getComputedStyle(e); const ring = e.closest(".paper") && getComputedStyle(e.querySelector("path"));
              return s.outlineStyle !== "none" || Number.parseFloat(ring?.strokeWidth) >= 3; })()
            """) == true, "\(id)")
      }
      for id in [
        "search", "view-toggle", "filters-toggle", "export", "theme", "language", "blip-2", "stage", "paper-blip-2",
        "zoom-in", "zoom-out", "zoom-fit", "brush-from", "brush-to",
      ] { #expect(reached.contains(id), "\(id)") }
      // From paper to paper, then one is chosen.
      try await page.evaluate("document.querySelector('#paper-llama').focus()")
      try await page.press("ArrowRight")
      #expect(try await page.evaluate("document.activeElement.id") == "paper-llama-2")
      try await page.press("Enter")
      #expect(try await texts(page, "#panel-name") == ["Llama 2"])
      try await page.evaluate("document.querySelector('#paper-llama').focus()")
      try await page.press("Enter", modifiers: [.shift])
      #expect(try await texts(page, ".chain .paper-link") == ["Llama 2 2023-07", "LLaMA 2023-02"])
      // The list by its arrow keys.
      try await page.evaluate("document.querySelector('\(item("blip-2"))').focus()")
      try await page.press("ArrowDown")
      try await page.press("Enter")
      #expect(try await texts(page, "#panel-name") == ["LLaMA"])
      confirmQuiet(page)
    }

    @Test func everythingHasAName() async throws {
      let page = try await open("paper=llama-2")
      try await page.click("#filters-toggle")
      let tree = try await page.accessibilityTree()
      let roles: Set = ["button", "link", "combobox", "slider", "checkbox", "radio", "listbox", "searchbox", "textbox"]
      let nameless = tree.filter { roles.contains($0.role) && $0.name.trimmingCharacters(in: .whitespaces).isEmpty }
      #expect(nameless.isEmpty, "\(nameless)")
      #expect(tree.contains { $0.role == "button" && $0.name.hasPrefix("Llama 2, 2023-07") })
      #expect(tree.contains { $0.role == "slider" && $0.name == "From" })
      #expect(try await page.evaluate("document.querySelector('#status').getAttribute('aria-live')") == "polite")
    }

    @Test(arguments: [false, true])
    func textStandsOutFromItsGround(dark: Bool) async throws {
      let page = try await open("paper=code-llama&why=llama", dark: dark)
      #expect(try await page.evaluate("document.documentElement.classList.contains('dark')") == .bool(dark))
      let faint = try await page.evaluate(
        """
        (() => {
          const rgb = text => text.match(/[\\d.]+/g).map(Number);
          const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
            .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
            .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
          const ground = e => { for (; e; e = e.parentElement) {
            const c = rgb(getComputedStyle(e).backgroundColor); if (c[3] === undefined || c[3] === 1) return c; }
            return [255, 255, 255]; };
          const found = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const e = walker.currentNode.parentElement;
            if (!walker.currentNode.textContent.trim() || e.closest("svg, script, .visually-hidden, [hidden], .pinned-lanes, .pinned-axis")) continue;
            if (!e.checkVisibility({ visibilityProperty: true })) continue;
            const [a, b] = [light(rgb(getComputedStyle(e).color)), light(ground(e))];
            const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (contrast < 4.5) found.push([e.className, walker.currentNode.textContent.trim().slice(0, 30), contrast.toFixed(2)].join(" "));
          }
          return found;
        })()
        """)
      #expect(faint == [])
    }

    // MARK: - Looks

    @Test func coloursFollowTheReaderAndTheSwitch() async throws {
      let page = try await open(dark: true)
      let dark = try await page.evaluate("getComputedStyle(document.querySelector('#paper-llama path')).fill")
      #expect(dark != "rgb(220, 233, 251)")
      try await page.click("#theme")
      #expect(
        try await page.evaluate("getComputedStyle(document.querySelector('#paper-llama path')).fill")
          == "rgb(220, 233, 251)")
      #expect(
        try await page.evaluate("getComputedStyle(document.body.parentElement).backgroundColor") == "rgb(255, 255, 255)"
      )
      try await page.click("#theme")
      #expect(try await page.evaluate("getComputedStyle(document.querySelector('#paper-llama path')).fill") == dark)
    }

    @Test func speaksChinese() async throws {
      let page = try await open("paper=llama-2")
      try await page.click("#language")
      #expect(try await page.evaluate("document.documentElement.lang") == "zh")
      #expect(try await page.evaluate("document.title") == "2023 AI 核心论文")
      #expect(try await texts(page, "#label-lane-0") == ["对齐"])
      #expect(try await texts(page, "#label-column-0") == ["2023年1月"])
      #expect(try await texts(page, "[data-testid=buildsOn] .verb").first == "更新")
      #expect(try await texts(page, ".list-title") == ["论文"])
      #expect(try await fragment(page).contains("lang=zh"))
      try await page.click("#language")
      #expect(try await texts(page, "#label-lane-0") == ["Alignment"])

      let chinese = try await open(language: .chinese)
      #expect(try await chinese.evaluate("document.documentElement.lang") == "zh")
      #expect(try await texts(chinese, ".list-title") == ["论文"])
    }

    @Test func fitsATelephone() async throws {
      let page = try await open(width: 375, height: 812, touch: true)
      #expect(try await page.evaluate("document.documentElement.scrollWidth") == 375)
      try await page.tap("#view-toggle")
      #expect(try await page.evaluate("document.querySelector('#stage').checkVisibility()") == false)
      try await page.tap(item("llama"))
      // The panel comes from below and leaves the list in sight.
      let panel = try await page.evaluate("document.querySelector('#panel').getBoundingClientRect().toJSON()")
      #expect(panel["width"] == 375 && (panel["y"].double ?? 0) > 200)
      try await page.tap("#panel-close")
      try await page.tap("#view-toggle")
      try await page.tap(paper("llama"))
      #expect(try await texts(page, "#panel-name") == ["LLaMA"])
      try await page.tap("#filters-toggle")
      let small = try await page.evaluate(
        """
        [...document.querySelectorAll("button, a[href], input, summary, label.choice")]
          .filter(e => e.checkVisibility({ visibilityProperty: true }) && !e.closest("label") === (e.localName !== "label"))
          .map(e => [e.id || e.className || e.localName, e.getBoundingClientRect()])
          .filter(([, box]) => Math.max(box.width, box.height) < 40 || box.height < 40)
          .map(([name, box]) => `${name} ${Math.round(box.width)}×${Math.round(box.height)}`)
        """)
      #expect(small == [])
      #expect(try await page.evaluate("document.documentElement.scrollWidth") == 375)
      confirmQuiet(page)
    }

    @Test func theListCanBeHidden() async throws {
      let page = try await open()
      let width = try await page.evaluate("document.querySelector('#stage').clientWidth").double ?? 0
      try await page.click("#view-toggle")
      #expect(try await page.evaluate("document.querySelector('#list').checkVisibility()") == false)
      #expect(try await page.evaluate("document.querySelector('#stage').clientWidth").double ?? 0 > width + 200)
      #expect(try await fragment(page) == "view=picture")
    }

    // MARK: - Saving

    @Test func whatIsShownIsSaved() async throws {
      let page = try await open(
        "without-topics=multimodal",
        width: 1440)
      try await page.evaluate(
        """
        void (window.saved = new Promise(done => { const make = URL.createObjectURL;
          URL.createObjectURL = blob => { blob.text().then(done); return make.call(URL, blob); }; }))
        """)
      try await page.click("#zoom-fit")
      try await page.click("#export")
      let text = try await page.evaluate("window.saved").string ?? ""
      let document = try await page.evaluate(
        """
        text => { const d = new DOMParser().parseFromString(text, "image/svg+xml");
          return { fault: d.querySelector("parsererror")?.textContent ?? null, root: d.documentElement.localName,
            papers: [...d.querySelectorAll(".paper")].map(e => e.id), scripts: d.querySelectorAll("script").length,
            title: d.querySelector("#label-title")?.textContent.trim() }; }
        """, .string(text))
      #expect(document["fault"] == .null && document["root"] == "svg" && document["scripts"] == 0)
      let papers = document["papers"].strings
      #expect(papers.count == 22 && papers.contains("paper-llama") && !papers.contains("paper-blip-2"))
      #expect(document["title"] == "Core AI papers of 2023")
      #expect(try await texts(page, "#status") == ["Saved as core-ai-papers-of-2023.svg"])
    }

    // MARK: - Hostile papers

    @Test func hostilePapersExecuteNothing() async throws {
      let browser = try await Browser.shared
      let file = try browser.file("hostile.html", CorpusPage(PageCorpora.hostile()).html())
      let page = try await browser.open(file, reducedMotion: true)
      #expect(try await page.evaluate("document.querySelectorAll('#papers .item').length") == 11)
      for place in 0..<11 {
        try await page.evaluate(
          "place => document.querySelectorAll('#papers .item')[place].click()", .number(Double(place)))
        try await page.evaluate("document.querySelector('#why-summary')?.click()")
        #expect(
          try await page.evaluate(
            "document.querySelector('#panel').scrollWidth <= document.querySelector('#panel').clientWidth") == true)
      }
      try await page.evaluate(
        "document.querySelectorAll('#papers .item')[0].dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: true }))"
      )
      try await page.click("#language")
      try await page.click("#search")
      try await page.type("<img src=x onerror=alert(2)>")
      #expect(try await texts(page, "#search-results .item-name").first == "<img src=x onerror=alert(2)>")
      #expect(
        try await page.evaluate(
          "[...document.querySelectorAll('a[href]')].every(a => /^https?:|^mailto:|^blob:/.test(a.href))")
          == true)
      #expect(try await page.evaluate("document.querySelectorAll('img, iframe, object, embed').length") == 0)
      #expect(page.requests == [file.absoluteString])
      confirmQuiet(page)
    }
  }
}
