import Foundation
import Testing

extension InBrowser {
  /// The means by which the other tests look: each must see what is there.
  @Suite struct BrowserTests {
    @Test func scriptsAnswer() async throws {
      let page = try await Browser.shared.open(html: "<!doctype html><title>Title</title><p>text")
      #expect(try await page.evaluate("document.title") == "Title")
      #expect(
        try await page.evaluate("({a: [1, 2.5, true, null, 'é “数学” \\u0000 \\n'], b: {}})")
          == ["a": [1, 2.5, true, nil, "é “数学” \u{0} \n"], "b": [:]])
      #expect(try await page.evaluate("undefined") == nil)
      #expect(try await page.evaluate("Promise.resolve(7)") == 7)
      #expect(try await page.evaluate("(a, b) => a + b", "</script>\"", 1) == "</script>\"1")
      await #expect(throws: BrowserError.self) { try await page.evaluate("missing.name") }
      await #expect(throws: BrowserError.self) { try await page.evaluate("Promise.reject(new Error('no'))") }
      do {
        try await page.evaluate("(() => { throw new TypeError('the reason') })()")
        Issue.record("nothing was thrown")
      } catch {
        #expect("\(error)".contains("TypeError: the reason"))
      }
    }

    @Test func clicksKeysAndTextArrive() async throws {
      let page = try await Browser.shared.open(
        html: """
          <!doctype html><title>Input</title><style>body { margin: 0; height: 4000px } div { height: 3000px }</style>
          <input id="field"><label><input id="box" type="checkbox" style="opacity: 0; position: absolute">box</label>
          <p id="status"></p><div></div><button id="far">far</button>
          <script>
            window.heard = [];
            for (const type of ["keydown", "click", "dblclick", "wheel", "contextmenu", "compositionend"])
              addEventListener(type, e => heard.push([type, e.key ?? e.target.id ?? "", e.code ?? "",
                e.shiftKey ?? false, e.isTrusted]));
          </script>
          """)
      try await page.click("#field")
      try await page.type("aB/? ")
      try await page.type("数")
      try await page.compose(["da", "大"])
      #expect(try await page.evaluate("field.value") == "aB/? 数大")
      try await page.press("Enter", modifiers: [.shift])
      #expect(
        try await page.evaluate("heard.filter(([type]) => type === 'keydown').map(e => e.slice(1, 4))")
          == [
            ["a", "KeyA", false], ["B", "KeyB", true], ["/", "Slash", false], ["?", "Slash", true],
            [" ", "Space", false], ["Enter", "Enter", true],
          ])
      #expect(try await page.evaluate("heard.some(([type]) => type === 'compositionend')") == true)
      try await page.press("a", modifiers: [.control])
      try await page.press("Backspace")
      #expect(try await page.evaluate("field.value") == "")
      try await page.press("Tab")
      #expect(try await page.evaluate("document.activeElement.id") == "box")
      try await page.click("#box")
      #expect(try await page.evaluate("box.checked") == true)
      try await page.click("#far", count: 2)
      #expect(try await page.evaluate("heard.some(([type, id]) => type === 'dblclick' && id === 'far')") == true)
      #expect(try await page.evaluate("scrollY > 1000") == true)
      try await page.wheel(at: Page.Point(x: 300, y: 300), deltaY: -5_000)
      try await page.waitUntil("scrollY === 0")
      // Only what a script makes up is not trusted; Chromium says so of the end of a composition as well.
      let untrusted = try await page.evaluate("heard.filter(e => !e[4]).map(([type]) => type)")
      #expect(untrusted == ["compositionend"] || untrusted == [])
      await #expect(throws: BrowserError.self) { try await page.press("NoSuchKey") }
    }

    @Test func whatAReaderCouldNotPointAtIsNotClicked() async throws {
      let page = try await Browser.shared.open(
        html: """
          <!doctype html><title>Covered</title>
          <button id="under">under</button><div style="position: fixed; inset: 0" id="over"></div>
          <button id="gone" hidden>gone</button>
          """)
      for (selector, reason) in [
        ("#under", "is covered by <div id=\"over\""), ("#gone", "has no size"), ("#none", "is not in"),
      ] {
        do {
          _ = try await page.center(of: selector, seconds: 0.1)
          Issue.record("\(selector) was found")
        } catch { #expect("\(error)".contains(reason)) }
      }
    }

    @Test func mouseAndFingersMove() async throws {
      let page = try await Browser.shared.open(
        Browser.shared.file(
          "touch.html",
          Data(
            """
            <!doctype html><title>Touch</title><meta name="viewport" content="width=device-width">
            <style>:root { touch-action: none } #a { width: 100px; height: 100px }</style><div id="a"></div>
            <script>
              window.heard = [];
              for (const type of ["pointerdown", "pointermove", "pointerup", "click"])
                addEventListener(type, e => heard.push(
                  {type, kind: e.pointerType, x: e.clientX, y: e.clientY, id: e.pointerId, buttons: e.buttons}));
            </script>
            """.utf8)), width: 375, height: 700, touch: true)
      #expect(
        try await page.evaluate("[innerWidth, innerHeight, matchMedia('(pointer: coarse)').matches]")
          == [375, 700, true])
      try await page.tap("#a")
      #expect(try await page.evaluate("heard.map(e => [e.type, e.kind])").array.first == ["pointerdown", "touch"])
      #expect(try await page.evaluate("heard.some(e => e.type === 'click')") == true)
      try await page.evaluate("heard.length = 0")
      try await page.pinch(at: Page.Point(x: 180, y: 300), scale: 2, from: 100)
      #expect(try await page.evaluate("new Set(heard.map(e => e.id)).size") == 2)
      let ends = try await page.evaluate(
        "heard.filter(e => e.type === 'pointerup').map(e => e.x).sort((a, b) => a - b)")
      #expect(ends == [80, 280])
      try await page.resize(width: 800, height: 600)
      try await page.evaluate("heard.length = 0")
      try await page.drag(from: Page.Point(x: 10, y: 10), to: Page.Point(x: 110, y: 60))
      #expect(
        try await page.evaluate("heard.filter(e => e.type === 'pointermove' && e.buttons === 1).length > 4") == true)
      #expect(try await page.evaluate("heard.findLast(e => e.type === 'pointerup')")["x"] == 110)
    }

    /// What hostile text would do, done on purpose: each must be seen.
    @Test func whatAPageDoesIsSeen() async throws {
      let page = try await Browser.shared.open(
        html: """
          <!doctype html><title>Deeds</title><img src="missing.png" alt="">
          <script>
            alert("one"); window.answers = [confirm("two"), prompt("three")];
            fetch("https://example.org/fetch").catch(() => {});
            const request = new XMLHttpRequest();
            request.open("GET", "http://example.org/request");
            request.send();
            navigator.sendBeacon("https://example.org/beacon", "");
            console.error("said", 1); setTimeout(() => { throw new Error("thrown") });
          </script>
          """)
      try await page.waitUntil("performance.now() > 300")
      #expect(
        page.dialogs == [
          .init(kind: "alert", message: "one"), .init(kind: "confirm", message: "two"),
          .init(kind: "prompt", message: "three"),
        ])
      #expect(try await page.evaluate("answers") == [false, nil])
      let asked = page.requests.map { $0.split(separator: "/").last.map(String.init) ?? "" }
      #expect(asked.sorted() == ["beacon", "fetch", "missing.png", "page.html", "request"])
      let errors = page.consoleErrors.joined(separator: "\n")
      #expect(errors.contains("said 1") && errors.contains("Error: thrown"))
      try await page.evaluate("void window.open('about:blank#popup')")
      try await page.evaluate("location.href = 'data:text/plain,x'; location.href = '?elsewhere'")
      for _ in 0..<200 where page.navigations.count < 2 || page.popups.isEmpty {
        try await Task.sleep(for: .milliseconds(20))
      }
      #expect(page.popups.count == 1)
      #expect(page.navigations.last?.hasSuffix("?elsewhere") == true)
    }

    @Test func preferencesAreTheReaders() async throws {
      let page = try await Browser.shared.open(
        html: """
          <!doctype html><title>Colours</title>
          <style>body { background: #fedcba } @media (prefers-color-scheme: dark) { body { background: #123456 } }</style>
          """)
      #expect(try await page.color(at: Page.Point(x: 5, y: 5)) == [0xFE, 0xDC, 0xBA])
      try await page.emulate(dark: true, reducedMotion: true)
      #expect(try await page.color(at: Page.Point(x: 5, y: 5)) == [0x12, 0x34, 0x56])
      #expect(try await page.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches") == true)
      #expect(try await page.screenshot().starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }

    @Test func downloadsArrive() async throws {
      let page = try await Browser.shared.open(
        html: """
          <!doctype html><title>Download</title><button>save</button>
          <script>
            document.querySelector("button").onclick = () => {
              const link = document.createElement("a");
              link.href = URL.createObjectURL(new Blob(["<svg/>"], {type: "image/svg+xml"}));
              link.download = "picture.svg";
              link.click();
            };
          </script>
          """)
      try await page.click("button")
      let download = try await page.download()
      #expect(download.name == "picture.svg")
      #expect(download.content == Data("<svg/>".utf8))
    }

    @Test func screenReadersAndClocksAreHeard() async throws {
      let page = try await Browser.shared.open(
        html: """
          <!doctype html><title>Names</title><h1>Heading</h1><button aria-label="Close" aria-expanded="false">×</button>
          <p hidden>hidden</p>
          """)
      let tree = try await page.accessibilityTree()
      #expect(tree.contains { $0.role == "heading" && $0.name == "Heading" && $0.properties["level"] == 1 })
      #expect(tree.contains { $0.role == "button" && $0.name == "Close" && $0.properties["expanded"] == false })
      #expect(!tree.contains { $0.name == "hidden" })
      let paint = try await page.firstPaint()
      #expect(paint > 0 && paint < 30_000)
      #expect(try await page.layoutShift() == 0)
    }

    @Test func waitsEnd() async throws {
      let page = try await Browser.shared.open(html: "<!doctype html><title>Waits</title>")
      await #expect(throws: BrowserError.self) { try await page.waitUntil("false", seconds: 0.1) }
      await #expect(throws: BrowserError.self) { try await page.evaluate("new Promise(() => {})", seconds: 0.2) }
      #expect(try await page.evaluate("1") == 1)
    }

    @Test func nothingStaysBehind() async throws {
      let browser = try await Browser.launch()
      let page = try await browser.open(html: "<!doctype html><title>Short</title>")
      let folder = browser.folder
      #expect(FileManager.default.fileExists(atPath: folder.path))
      browser.close()
      #expect(!FileManager.default.fileExists(atPath: folder.path))
      await #expect(throws: BrowserError.self) { try await page.evaluate("1") }
    }
  }
}

struct BrowserFailureTests {
  @Test func aProgramThatIsNoBrowserIsNamed() async throws {
    let process = try BrowserProcess("/bin/echo", arguments: ["hello"])
    let connection = DevToolsConnection(input: process.input, output: process.output)
    await #expect(throws: BrowserError.self) { try await connection.call("Browser.getVersion") }
    #expect(process.said.contains("hello"))
    process.end()
    #expect(!FileManager.default.fileExists(atPath: process.folder.path))
  }
}
