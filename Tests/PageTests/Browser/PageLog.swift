import Synchronization

/// What happened in a page, as the browser told it.
final class PageLog: Sendable {
  /// A file that a page gave to the reader.
  struct Download: Sendable, Equatable {
    var id: String
    var name: String
    var isComplete = false
  }

  private struct State {
    var requests: [String] = []
    var navigations: [String] = []
    var dialogs: [Page.Dialog] = []
    var consoleErrors: [String] = []
    var popups: [String] = []
    var downloads: [Download] = []
  }

  let targetID: String
  private let state = Mutex(State())

  init(targetID: String) { self.targetID = targetID }

  var requests: [String] { state.withLock { $0.requests } }
  var navigations: [String] { state.withLock { $0.navigations } }
  var dialogs: [Page.Dialog] { state.withLock { $0.dialogs } }
  var consoleErrors: [String] { state.withLock { $0.consoleErrors } }
  var popups: [String] { state.withLock { $0.popups } }
  var downloads: [Download] { state.withLock { $0.downloads } }

  func add(popup: String) { state.withLock { $0.popups.append(popup) } }

  func hear(_ event: String, _ details: JSONValue) {
    state.withLock { state in
      switch event {
      case "Network.requestWillBeSent":
        state.requests.append(details["request"]["url"].string ?? "")
      case "Network.webSocketCreated", "Network.webTransportCreated":
        state.requests.append(details["url"].string ?? "")
      case "Page.frameNavigated":
        let frame = details["frame"]
        state.navigations.append((frame["url"].string ?? "") + (frame["urlFragment"].string ?? ""))
      case "Page.javascriptDialogOpening":
        state.dialogs.append(
          Page.Dialog(kind: details["type"].string ?? "", message: details["message"].string ?? ""))
      case "Runtime.consoleAPICalled":
        guard ["error", "assert"].contains(details["type"].string) else { return }
        let words = details["args"].array.map { $0["value"].string ?? $0["description"].string ?? $0["value"].text }
        state.consoleErrors.append(words.joined(separator: " "))
      case "Runtime.exceptionThrown":
        state.consoleErrors.append(Page.text(ofException: details["exceptionDetails"]))
      case "Log.entryAdded":
        let entry = details["entry"]
        guard entry["level"] == "error" else { return }
        state.consoleErrors.append(
          [entry["text"].string, entry["url"].string].compactMap(\.self).joined(separator: " "))
      case "Browser.downloadWillBegin":
        guard details["frameId"].string == targetID else { return }
        state.downloads.append(
          Download(id: details["guid"].string ?? "", name: details["suggestedFilename"].string ?? ""))
      case "Browser.downloadProgress":
        guard details["state"] == "completed",
          let place = state.downloads.firstIndex(where: { $0.id == details["guid"].string })
        else { return }
        state.downloads[place].isComplete = true
      default: break
      }
    }
  }
}
