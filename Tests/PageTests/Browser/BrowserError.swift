/// Why a browser or a page in it could not do what a test asked.
enum BrowserError: Error, CustomStringConvertible {
  /// No browser is installed where one was looked for.
  case notFound(lookedFor: [String])
  /// The program could not be started, or ended before it answered.
  case notStarted(program: String, reason: String, output: String)
  /// The browser ended or closed the connection.
  case ended
  /// The browser refused a command.
  case refused(method: String, reason: String)
  /// Nothing came back in time.
  case timedOut(String, seconds: Double)
  /// A script in the page threw.
  case exception(String)
  /// A page could not be loaded.
  case notLoaded(address: String, reason: String)
  /// The process of the page crashed.
  case crashed
  /// An element that was to be pointed at cannot be.
  case unreachable(selector: String, reason: String)
  /// A key that no keyboard has.
  case unknownKey(String)

  var description: String {
    switch self {
    case .notFound(let lookedFor):
      "no browser: \(lookedFor.isEmpty ? "$CHROMIUM names none" : "found none of \(lookedFor.joined(separator: ", "))");"
        + " install Chromium, or name one in $CHROMIUM"
    case .notStarted(let program, let reason, let output):
      "\(program) did not start: \(reason)\(output.isEmpty ? "" : "; it said:\n\(output)")"
    case .ended: "the browser has ended"
    case .refused(let method, let reason): "the browser refused \(method): \(reason)"
    case .timedOut(let what, let seconds): "\(what): nothing within \(seconds) s"
    case .exception(let text): "the script threw \(text)"
    case .notLoaded(let address, let reason): "\(address) was not loaded: \(reason)"
    case .crashed: "the page crashed"
    case .unreachable(let selector, let reason): "“\(selector)” \(reason)"
    case .unknownKey(let key): "no key is called “\(key)”"
    }
  }
}
