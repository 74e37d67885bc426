import Foundation
import Synchronization

/// A headless Chromium, driven over the DevTools protocol.
///
/// ```swift
/// let browser = try await Browser.shared
/// let page = try await browser.open(file, width: 375, height: 800, touch: true)
/// try await page.tap("#search")
/// try await page.type("llama")
/// try await page.waitUntil("document.querySelectorAll('.hit').length === 3")
/// ```
///
/// It reaches no network: every host name leads nowhere.
final class Browser: Sendable {
  let connection: DevToolsConnection
  private let process: BrowserProcess
  /// By browser context, which every page has for itself.
  private let logs = Mutex<[String: PageLog]>([:])
  private let fileCount = Mutex(0)

  /// The one browser that all tests share; it is started when it is first asked for.
  static var shared: Browser {
    get async throws { try await sharedLaunch.value }
  }

  private static let sharedLaunch = Task { try await launch() }

  // MARK: - Finding and starting

  /// Whether tests without a browser must fail: `LINEAGE_REQUIRE_BROWSER=1`.
  static var isRequired: Bool { ProcessInfo.processInfo.environment["LINEAGE_REQUIRE_BROWSER"] == "1" }

  /// Where browsers are looked for: only what `$CHROMIUM` names, if it is set; an empty one means none.
  static let candidates: [String] = {
    if let chosen = ProcessInfo.processInfo.environment["CHROMIUM"] { return chosen.isEmpty ? [] : [chosen] }
    return [
      "chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
      "/Applications/Chromium.app/Contents/MacOS/Chromium",
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ]
  }()

  /// The first of the candidates that can be run.
  static let program: String? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    let paths = candidates.flatMap { name in name.contains("/") ? [name] : folders.map { "\($0)/\(name)" } }
    return paths.first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// Starts a browser of one's own. It ends with the last reference to it, at the latest with the tests.
  ///
  /// - Throws: ``BrowserError/notFound(lookedFor:)``, ``BrowserError/notStarted(program:reason:output:)``.
  static func launch() async throws -> Browser {
    guard let program else { throw BrowserError.notFound(lookedFor: candidates) }
    let process = try BrowserProcess(
      program,
      arguments: [
        "--headless=new", "--remote-debugging-pipe", "--disable-gpu",
        // Root in a container has no sandbox.
        "--no-sandbox",
        "--no-first-run", "--no-default-browser-check", "--disable-background-networking", "--disable-component-update",
        "--disable-default-apps", "--disable-extensions", "--disable-sync", "--disable-breakpad",
        "--disable-dev-shm-usage",
        "--metrics-recording-only", "--mute-audio", "--password-store=basic", "--use-mock-keychain",
        "--host-resolver-rules=MAP * ~NOTFOUND", "--lang=en-US", "--accept-lang=en-US",
        // A page behind another is drawn and kept in time like the one in front.
        "--disable-background-timer-throttling", "--disable-backgrounding-occluded-windows",
        "--disable-renderer-backgrounding",
        "--disable-features=CalculateNativeWinOcclusion,Translate,MediaRouter,OptimizationHints",
        "--force-color-profile=srgb", "--font-render-hinting=none", "--window-size=1440,900",
      ])
    let browser = Browser(process)
    do {
      _ = try await browser.connection.call("Browser.getVersion")
      browser.connection.listen(to: nil) { [weak browser] _, event, details in browser?.hear(event, details) }
      _ = try await browser.connection.call("Target.setDiscoverTargets", ["discover": true])
    } catch {
      let output = process.said
      process.end()
      throw BrowserError.notStarted(program: program, reason: "\(error)", output: output)
    }
    return browser
  }

  private init(_ process: BrowserProcess) {
    self.process = process
    connection = DevToolsConnection(input: process.input, output: process.output)
  }

  deinit { process.end() }

  /// Ends the browser. Its profile and the files that were written for it are gone then.
  func close() { process.end() }

  /// The profile, and the files written by ``file(_:_:)``.
  var folder: URL { process.folder }

  // MARK: - Pages

  /// Writes a file that is gone when the browser is.
  func file(_ name: String, _ content: Data) throws -> URL {
    let number = fileCount.withLock { count in
      count += 1
      return count
    }
    let folder = folder.appending(components: "files", "\(number)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appending(component: name)
    try content.write(to: file)
    return file
  }

  /// Opens a page in a window of its own, as if in a new profile, and waits until it is loaded.
  ///
  /// - Parameters:
  ///   - width: The width of the window in CSS pixels.
  ///   - height: The height of the window in CSS pixels.
  ///   - scale: Device pixels to a CSS pixel.
  ///   - dark: Whether the reader prefers dark colours.
  ///   - touch: Whether it is a telephone: fingers instead of a mouse, and the page's word on its viewport counts.
  ///   - reducedMotion: Whether the reader wants things to move less.
  ///   - script: What runs in every document before anything of its own.
  func open(
    _ url: URL, width: Int = 1440, height: Int = 900, scale: Double = 1, dark: Bool = false, touch: Bool = false,
    reducedMotion: Bool = false, before script: String? = nil
  ) async throws -> Page {
    let context = try await connection.call("Target.createBrowserContext", ["disposeOnDetach": true])
    let contextID = context["browserContextId"].string ?? ""
    let target = try await connection.call(
      "Target.createTarget",
      [
        "url": "about:blank", "browserContextId": .string(contextID), "width": .number(Double(width)),
        "height": .number(Double(height)), "newWindow": true,
      ])
    let targetID = target["targetId"].string ?? ""
    let attached = try await connection.call(
      "Target.attachToTarget", ["targetId": .string(targetID), "flatten": true])
    let log = PageLog(targetID: targetID)
    logs.withLock { $0[contextID] = log }
    let page = Page(self, contextID: contextID, sessionID: attached["sessionId"].string ?? "", log: log)
    try await page.prepare()
    try await page.resize(width: width, height: height, scale: scale, touch: touch)
    try await page.emulate(dark: dark, reducedMotion: reducedMotion)
    if let script {
      try await page.call("Page.addScriptToEvaluateOnNewDocument", ["source": .string(script)])
    }
    try await page.navigate(to: url)
    return page
  }

  /// Opens a page of which only the text is there.
  func open(html: String, width: Int = 1440, height: Int = 900, dark: Bool = false) async throws -> Page {
    try await open(file("page.html", Data(html.utf8)), width: width, height: height, dark: dark)
  }

  func forget(contextID: String) {
    logs.withLock { _ = $0.removeValue(forKey: contextID) }
    connection.post("Target.disposeBrowserContext", ["browserContextId": .string(contextID)])
  }

  private func hear(_ event: String, _ details: JSONValue) {
    func log(of context: JSONValue) -> PageLog? { logs.withLock { $0[context.string ?? ""] } }
    switch event {
    case "Target.targetCreated":
      // A page in the context of another was opened by it.
      let info = details["targetInfo"]
      guard info["type"] == "page", let log = log(of: info["browserContextId"]), info["targetId"].string != log.targetID
      else { return }
      log.add(popup: info["url"].string ?? "")
    case "Browser.downloadWillBegin", "Browser.downloadProgress":
      for log in logs.withLock({ Array($0.values) }) { log.hear(event, details) }
    default: break
    }
  }
}
