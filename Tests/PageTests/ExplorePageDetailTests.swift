import Foundation
import LineageRendering
import PaperLineage
import Testing

/// What goes wrong easily: parts that are hidden for a while, steps back, odd addresses and odd dates.
extension InBrowser.ExplorePageTests {
  private func open(_ corpus: Corpus, _ name: String, theme: PictureTheme = .auto) async throws -> Page {
    let browser = try await Browser.shared
    return try await browser.open(browser.file(name, CorpusPage(corpus, theme: theme).html()), reducedMotion: true)
  }

  private func isInWindow(_ id: String) -> String {
    """
    (() => { const box = document.querySelector("\(paper(id)) > path").getBoundingClientRect();
      const room = document.querySelector("#stage").getBoundingClientRect();
      return box.width > 0 && box.left >= room.left - 1 && box.right <= room.right + 1 && box.top >= room.top - 1
        && box.bottom <= room.bottom + 1; })()
    """
  }

  private static let saving = """
    void (window.saved = new Promise(done => { const make = URL.createObjectURL;
      URL.createObjectURL = blob => { blob.text().then(done); return make.call(URL, blob); }; }))
    """

  // MARK: - Addresses

  @Test(arguments: [
    "lang=toString", "lang=constructor", "lang=__proto__", "paper=__proto__", "show=valueOf", "view=hasOwnProperty",
    "follow=toString", "without-kinds=toString", "without-topics=__proto__",
  ])
  func namesThatEveryObjectHasMeanNothing(fragment: String) async throws {
    let page = try await open(fragment)
    #expect(try await texts(page, "#papers .item-name").count == 26)
    #expect(try await texts(page, "#list-count") == ["26"])
    let word = fragment.split(separator: "=").last.map(String.init) ?? ""
    #expect(try await texts(page, "#status").first?.contains("“\(word)”, which is not on this page") == true)
    // And on a page that is open.
    try await page.evaluate("document.querySelector('#status').textContent = ''")
    try await page.evaluate("location.hash = ''")
    try await page.evaluate("fragment => { location.hash = fragment; }", .string(fragment))
    try await page.waitUntil("document.querySelector('#status').textContent.includes('not on this page')")
    confirmQuiet(page)
  }

  @Test func aRangeGivenHalfIsOpen() async throws {
    let later = try await open("from=2023-11")
    #expect(try await texts(later, "[data-testid=brush-text]") == ["Nov 2023 to Jan 2024"])
    let earlier = try await open("to=2023-02")
    #expect(try await texts(earlier, "[data-testid=brush-text]") == ["Jan 2023 to Feb 2023"])
  }

  @Test(arguments: ["why=llama-2", "from=2023-09&to=2023-02", "paper=llama&why=llama"])
  func whatMakesNoSenseIsSaid(fragment: String) async throws {
    let page = try await open(fragment)
    let said = fragment.hasPrefix("paper") ? "why=llama" : fragment
    #expect(try await texts(page, "#status") == ["“\(said)” in the address makes no sense here"])
    #expect(try await texts(page, "#list-count") == ["26"])
  }

  @Test func aFollowedAddressShowsItsPaper() async throws {
    let page = try await open("at=-4000,0,200")
    #expect(try await page.evaluate(isInWindow("blip-2")) == false)
    try await page.evaluate("location.hash = 'paper=blip-2'")
    try await page.waitUntil(isInWindow("blip-2"))
    #expect(try await texts(page, "#panel-name") == ["BLIP-2"])
  }

  // MARK: - Hidden for a while

  @Test func thePictureComesBackAsItShouldBe() async throws {
    let page = try await open("view=list", width: 375, height: 812, touch: true)
    try await page.tap("#language")
    try await page.tap(item("code-llama"))
    try await page.tap("#panel-close")
    // In the list a paper is chosen; the picture shows it when it comes.
    try await page.evaluate("document.querySelector('\(item("code-llama"))').click()")
    try await page.tap("#view-toggle")
    try await page.waitUntil(isInWindow("code-llama"))
    let far = try await page.evaluate(
      """
      [...document.querySelectorAll("#picture .badge")].map(badge => {
        const box = badge.querySelector("rect").getBoundingClientRect();
        const card = badge.parentElement.querySelector("path").getBoundingClientRect();
        return Math.hypot((box.left + box.right) / 2 - card.right, (box.top + box.bottom) / 2 - card.top); })
      """
    ).array.compactMap(\.double)
    #expect(!far.isEmpty && far.allSatisfy { $0 < 8 })
    let widths = try await page.evaluate(
      "(() => { for (let i = 0; i < 6; i += 1) document.querySelector('#zoom-out').click(); })()")
    #expect(widths == .null)
    // Months that are pinned do not lie on each other: their widths were measured when they could be.
    let overlaps = try await page.evaluate(
      """
      (() => { const boxes = [...document.querySelectorAll("#pinned-axis.on .pinned-month:not(.out)")]
          .map(e => e.getBoundingClientRect()).sort((a, b) => a.left - b.left);
        return [boxes.length, boxes.filter((box, i) => i > 0 && box.left < boxes[i - 1].right).length]; })()
      """)
    #expect(overlaps[0].double ?? 0 > 1 && overlaps[1] == 0)
    confirmQuiet(page)
  }

  @Test func badgesStandWhereFiltersBringPapersBack() async throws {
    let page = try await open("paper=llama-2&without-topics=foundation")
    try await page.click("#filters-toggle")
    try await page.click("#filters-reset")
    let far = try await page.evaluate(
      """
      [...document.querySelectorAll("#picture .badge")].map(badge => {
        const box = badge.querySelector("rect").getBoundingClientRect();
        const card = badge.parentElement.querySelector("path").getBoundingClientRect();
        return Math.hypot((box.left + box.right) / 2 - card.right, (box.top + box.bottom) / 2 - card.top); })
      """
    ).array.compactMap(\.double)
    #expect(far.count > 1 && far.allSatisfy { $0 < 8 })
  }

  @Test func allOfAHiddenPictureIsSaved() async throws {
    let page = try await open("view=list", width: 375, height: 812)
    try await page.evaluate(Self.saving)
    try await page.click("#export")
    let text = try await page.evaluate("window.saved").string ?? ""
    let document = try await page.evaluate(
      """
      text => { const d = new DOMParser().parseFromString(text, "image/svg+xml");
        return { papers: d.querySelectorAll(".paper").length, width: Number(d.documentElement.getAttribute("width")),
          whole: Math.round(document.querySelector("#picture").viewBox.baseVal.width * 100) / 100 }; }
      """, .string(text))
    #expect(document["papers"] == 26 && document["width"] == document["whole"])
  }

  // MARK: - Light

  @Test(arguments: [false, true])
  func arrowsLightUpAndPlatesDoNot(dark: Bool) async throws {
    let papers = [("a", "shown"), ("b", "hidden"), ("c", "shown")].enumerated().map { number, paper in
      Paper(
        id: PaperID(rawValue: paper.0), title: paper.0,
        versions: PublicationDate(year: 2023, month: number + 1).map { [PaperVersion(role: .listed, date: $0)] } ?? [],
        topic: paper.1)
    }
    let corpus = try Corpus(
      CorpusParts(
        dateChoice: .role(.listed), topics: ["shown", "hidden"].map { Topic(id: $0, label: $0) }, papers: papers,
        relations: zip(papers.dropFirst(), papers).map { Relation(citing: $0.id, cited: $1.id, kind: .extends) }))
    let network = LineageNetwork(corpus)
    let selection = network.corpus(of: network.papers(Selection(topics: ["shown"])))
    try #require(selection.bridges.count == 1)
    let browser = try await Browser.shared
    let page = try await browser.open(
      browser.file("bridge.html", CorpusPage(selection).html()), dark: dark, reducedMotion: true)
    let plain = try await page.evaluate(
      "getComputedStyle(document.querySelector('#picture .plate')).fill"
    ).string
    try await page.click(item("c"))
    let fills = try await page.evaluate(
      """
      (() => { const line = document.querySelector("#picture .relation.lit");
        const look = name => getComputedStyle(line.querySelector(name));
        return [look("path").stroke, look(".arrow").fill, look(".plate").fill]; })()
      """
    ).strings
    try #require(fills.count == 3)
    #expect(fills[0] == fills[1] && fills[2] == plain && fills[2] != fills[0])
  }

  @Test func onlyWhatChangesIsTouched() async throws {
    let page = try await open("paper=llama-2")
    try await page.evaluate(
      """
      window.records = [];
      new MutationObserver(found => records.push(...found)).observe(document.body, { subtree: true, attributes: true,
        attributeOldValue: true, attributeFilter: ["class", "aria-pressed", "aria-description"] })
      """)
    try await page.evaluate("document.querySelector('\(item("code-llama"))').click()")
    let changes = try await page.evaluate(
      """
      records.filter(r => r.target.matches("#picture .paper, #picture .relation, #papers .item"))
        .map(r => [r.target.id || r.target.dataset.paper, r.attributeName])
      """
    ).array.map(\.strings)
    let touched = Set(changes.compactMap(\.first))
    #expect(touched.contains("paper-code-llama") && touched.contains("code-llama"))
    // What neither was lit nor is.
    #expect(!touched.contains("paper-blip-2") && !touched.contains("blip-2"))
    #expect(touched.count < 30)
  }

  // MARK: - The range of time

  @Test func oneStepBackUndoesADragOverTheBars() async throws {
    let page = try await open("paper=llama-2&at=10,20,90")
    let bars = try await page.evaluate(
      "[...document.querySelectorAll('.brush-bar')].map(e => { const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; })"
    ).array
    try #require(bars.count == 13)
    func bar(_ place: Int) -> Page.Point { Page.Point(x: bars[place][0].double ?? 0, y: bars[place][1].double ?? 0) }
    let before = try await page.evaluate("history.length").double ?? 0
    try await page.drag(from: bar(3), to: bar(7))
    #expect(try await texts(page, "[data-testid=brush-text]") == ["Apr 2023 to Aug 2023"])
    #expect(try await page.evaluate("history.length").double == before + 1)
    try await page.evaluate("history.back()")
    try await page.waitUntil("document.querySelector('[data-testid=brush-text]').textContent === 'All dates'")
    #expect(try await texts(page, "#panel-name") == ["Llama 2"])
  }

  @Test func oneStepBackUndoesTheKeys() async throws {
    let page = try await open("paper=llama-2&at=10,20,90")
    try await page.evaluate("document.querySelector('#brush-from').focus()")
    for _ in 0..<3 { try await page.press("ArrowRight") }
    #expect(try await texts(page, "[data-testid=brush-text]") == ["Apr 2023 to Jan 2024"])
    try await page.evaluate("history.back()")
    try await page.waitUntil("document.querySelector('[data-testid=brush-text]').textContent === 'All dates'")
    #expect(try await texts(page, "#panel-name") == ["Llama 2"])
  }

  @Test func aRangeWithoutBarsIsSaidAndNotDrawn() async throws {
    let page = try await open("from=2030-01&to=2031-01")
    #expect(try await texts(page, "[data-testid=brush-text]") == ["Jan 2030 to Jan 2031"])
    #expect(try await texts(page, "#list-count") == ["0 of 26"])
    #expect(try await page.evaluate("document.querySelector('.brush-range').checkVisibility()") == false)
    #expect(try await page.evaluate("document.querySelectorAll('.brush-bar:not(.outside)').length") == 0)
    #expect(
      try await page.evaluate("document.querySelector('#brush-from').getAttribute('aria-valuetext')") == "Jan 2030")
    try await page.click("#brush-clear")
    #expect(try await texts(page, "#list-count") == ["26"])
  }

  @Test func oneOddDateLeavesTheBarsTheirRoom() async throws {
    let papers = (0..<13).map { number in
      Paper(
        id: PaperID(rawValue: "p-\(number)"), title: "P \(number)",
        versions: PublicationDate(year: number == 12 ? 9999 : 2023, month: number % 12 + 1).map {
          [PaperVersion(role: .listed, date: $0)]
        } ?? [])
    }
    let page = try await open(Corpus(CorpusParts(dateChoice: .role(.listed), papers: papers)), "odd.html")
    #expect(try await page.evaluate("document.querySelectorAll('.brush-bar').length") == 12)
    #expect(try await texts(page, "[data-testid=brush-text]") == ["All dates · 1 far from the others in time"])
    #expect(try await texts(page, "#list-count") == ["13"])
  }

  // MARK: - Keys and presses

  @Test func escapeWhileComposingClosesNothing() async throws {
    let page = try await open("paper=llama-2")
    let press = """
      isComposing => document.querySelector("#search").dispatchEvent(new KeyboardEvent("keydown",
        { key: "Escape", isComposing, bubbles: true, cancelable: true }))
      """
    try await page.evaluate(press, .bool(true))
    #expect(try await page.evaluate("document.querySelector('#panel').hidden") == false)
    try await page.evaluate(press, .bool(false))
    #expect(try await page.evaluate("document.querySelector('#panel').hidden") == true)
  }

  @Test func aPressOfAssistiveTechnologyAfterADragSelects() async throws {
    let page = try await open()
    let start = try await page.center(of: paper("gorilla"))
    try await page.drag(from: start, to: Page.Point(x: start.x - 60, y: start.y))
    #expect(try await page.evaluate("document.querySelector('#panel').hidden") == true)
    try await page.evaluate(
      "document.querySelector('#paper-llama').dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 0 }))")
    #expect(try await texts(page, "#panel-name") == ["LLaMA"])
  }

  // MARK: - Colours

  @Test func aPageOpensInItsColoursAndTheReaderChangesThem() async throws {
    let page = try await open(PageCorpora.bundled(), "dark.html", theme: .dark)
    let isDark = "document.documentElement.classList.contains('dark')"
    #expect(try await page.evaluate(isDark) == true)
    #expect(try await page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(18, 22, 29)")
    for _ in 0..<2 { try await page.click("#theme") }
    #expect(try await page.evaluate(isDark) == false)
    try await page.reload()
    #expect(try await page.evaluate(isDark) == false)
    try await page.click("#theme")
    try await page.evaluate("localStorage.clear()")
    confirmQuiet(page)
  }
}
