import Foundation

/// A page in a ``Browser``. It is closed with the last reference to it.
final class Page: Sendable {
  /// A dialog that a page opened: `alert`, `confirm`, `prompt` or `beforeunload`. It was dismissed at once.
  struct Dialog: Sendable, Equatable {
    var kind: String
    var message: String
  }

  /// A place in a window, in CSS pixels from its upper left corner.
  struct Point: Sendable, Equatable {
    var x: Double
    var y: Double
  }

  /// A part of a page, in CSS pixels.
  struct Rectangle: Sendable, Equatable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
  }

  let browser: Browser
  private let contextID: String
  private let sessionID: String
  private let log: PageLog

  init(_ browser: Browser, contextID: String, sessionID: String, log: PageLog) {
    (self.browser, self.contextID, self.sessionID, self.log) = (browser, contextID, sessionID, log)
  }

  deinit { close() }

  /// Closes the page and forgets its profile.
  func close() {
    browser.connection.listen(to: sessionID, nil)
    browser.forget(contextID: contextID)
  }

  // MARK: - What was seen

  /// All addresses the page asked for, in order, its own among them, and those that were refused.
  var requests: [String] { log.requests }
  /// The addresses that documents of the page and of frames in it came from, in order.
  var navigations: [String] { log.navigations }
  /// The dialogs that were opened and dismissed.
  var dialogs: [Dialog] { log.dialogs }
  /// Errors on the console: exceptions that nobody caught, what the page wrote there, and what was blocked or missing.
  var consoleErrors: [String] { log.consoleErrors }
  /// The addresses of windows that the page opened.
  var popups: [String] { log.popups }

  // MARK: - Commands

  func prepare() async throws {
    let sessionID = sessionID
    browser.connection.listen(to: sessionID) { [log] connection, event, details in
      log.hear(event, details)
      switch event {
      case "Page.javascriptDialogOpening":
        // The page waits until somebody answers; a page that asks whether it may be left, may.
        connection.post(
          "Page.handleJavaScriptDialog", ["accept": .bool(details["type"] == "beforeunload")], session: sessionID)
      case "Inspector.targetCrashed": connection.fail(sessionID, with: .crashed)
      default: break
      }
    }
    for domain in ["Page", "Runtime", "Network", "Log", "Inspector"] { try await call("\(domain).enable") }
    try await call("Emulation.setFocusEmulationEnabled", ["enabled": true])
    try await browser.connection.call(
      "Browser.setDownloadBehavior",
      [
        "behavior": "allowAndName", "browserContextId": .string(contextID), "downloadPath": .string(downloads.path),
        "eventsEnabled": true,
      ])
  }

  /// Sends a command of the DevTools protocol to the page.
  @discardableResult
  func call(_ method: String, _ parameters: JSONValue = [:], seconds: Double = 60) async throws -> JSONValue {
    try await browser.connection.call(method, parameters, session: sessionID, seconds: seconds)
  }

  /// Loads a page and waits until it is there with all that belongs to it. Where only the fragment is new, nothing is
  /// loaded.
  func navigate(to url: URL) async throws {
    let answer = try await call("Page.navigate", ["url": .string(url.absoluteString)])
    if let reason = answer["errorText"].string, !reason.isEmpty {
      throw BrowserError.notLoaded(address: url.absoluteString, reason: reason)
    }
    try await waitUntil("document.readyState === 'complete'", seconds: 60)
  }

  /// Loads the page again.
  func reload() async throws {
    try await evaluate("window.isBeforeReload = true")
    try await call("Page.reload")
    try await waitUntil("!window.isBeforeReload && document.readyState === 'complete'", seconds: 60)
  }

  /// Gives the window another size.
  func resize(width: Int, height: Int, scale: Double = 1, touch: Bool = false) async throws {
    try await call(
      "Emulation.setDeviceMetricsOverride",
      [
        "width": .number(Double(width)), "height": .number(Double(height)), "deviceScaleFactor": .number(scale),
        "mobile": .bool(touch),
      ])
    try await call("Emulation.setTouchEmulationEnabled", ["enabled": .bool(touch), "maxTouchPoints": touch ? 5 : 1])
  }

  /// Says what the reader prefers.
  func emulate(
    dark: Bool = false, reducedMotion: Bool = false, moreContrast: Bool = false, forcedColors: Bool = false,
    print: Bool = false
  ) async throws {
    func feature(_ name: String, _ value: String) -> JSONValue { ["name": .string(name), "value": .string(value)] }
    try await call(
      "Emulation.setEmulatedMedia",
      [
        "media": print ? "print" : "screen",
        "features": [
          feature("prefers-color-scheme", dark ? "dark" : "light"),
          feature("prefers-reduced-motion", reducedMotion ? "reduce" : "no-preference"),
          feature("prefers-contrast", moreContrast ? "more" : "no-preference"),
          feature("forced-colors", forcedColors ? "active" : "none"),
        ],
      ])
  }

  // MARK: - Scripts

  /// The value of an expression; a promise is waited for. What JSON cannot say is `null`.
  ///
  /// - Throws: ``BrowserError/exception(_:)`` if the script throws or the promise is rejected.
  @discardableResult
  func evaluate(_ expression: String, seconds: Double = 60) async throws -> JSONValue {
    let answer = try await call(
      "Runtime.evaluate",
      [
        "expression": .string(expression), "awaitPromise": true, "returnByValue": true, "userGesture": true,
        "allowUnsafeEvalBlockedByCSP": true,
      ], seconds: seconds)
    if case .object = answer["exceptionDetails"] {
      throw BrowserError.exception(Self.text(ofException: answer["exceptionDetails"]))
    }
    return answer["result"]["value"]
  }

  /// The value of a function, `(a, b) => …`, for arguments.
  @discardableResult
  func evaluate(
    _ function: String, _ first: JSONValue, _ others: JSONValue..., seconds: Double = 60
  ) async throws -> JSONValue {
    let arguments = ([first] + others).map(\.text).joined(separator: ", ")
    return try await evaluate("(\(function))(\(arguments))", seconds: seconds)
  }

  /// Waits until an expression is true.
  ///
  /// - Throws: ``BrowserError/timedOut(_:seconds:)``, or what the script threw last.
  func waitUntil(_ condition: String, seconds: Double = 60) async throws {
    let end = ContinuousClock.now + .seconds(seconds)
    var reason: (any Error)?
    repeat {
      do {
        if try await evaluate("Boolean(\(condition))") == true { return }
        reason = nil
      } catch let error as BrowserError {
        switch error {
        // The document may be on its way to another.
        case .exception, .refused: reason = error
        default: throw error
        }
      }
      try await Task.sleep(for: .milliseconds(20))
    } while ContinuousClock.now < end
    throw reason ?? BrowserError.timedOut(condition, seconds: seconds)
  }

  /// Waits until what was changed is drawn and everything that moves, except what moves for ever, has arrived.
  func settle() async throws {
    try await evaluate(
      """
      (async () => {
        const frame = () => new Promise(done => requestAnimationFrame(done));
        await frame();
        const moving = document.getAnimations().filter(a => a.effect?.getComputedTiming().endTime !== Infinity);
        await Promise.allSettled(moving.map(a => a.finished));
        await frame();
      })()
      """)
  }

  static func text(ofException details: JSONValue) -> String {
    let exception = details["exception"]
    return exception["description"].string ?? exception["value"].string ?? details["text"].string ?? "something"
  }

  // MARK: - Downloads

  private var downloads: URL { browser.folder.appending(components: "downloads", contextID) }

  /// The file that the page gave to the reader, the `count`-th since it was opened. Waits until it is there.
  func download(_ count: Int = 1, seconds: Double = 60) async throws -> (name: String, content: Data) {
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end {
      let seen = log.downloads
      if seen.count >= count, seen[count - 1].isComplete {
        let file = downloads.appending(component: seen[count - 1].id)
        return (seen[count - 1].name, try Data(contentsOf: file))
      }
      try await Task.sleep(for: .milliseconds(20))
    }
    throw BrowserError.timedOut("download \(count)", seconds: seconds)
  }
}
