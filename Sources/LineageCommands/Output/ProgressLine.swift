import Foundation
import LineageRendering
import PaperFormats
import Synchronization

/// What is being done, on one line of standard error that is written over and gone in the end.
///
/// It appears after a second, and only on a terminal: pipes and files get nothing of it.
final class ProgressLine: Sendable {
  private struct State {
    var text = ""
    var shown = ""
    var isEnded = false
  }

  private let state = Mutex(State())
  private let start = ContinuousClock.now
  private let isOnTerminal: Bool
  private let width: Int

  init() {
    isOnTerminal = isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    width = Console.width
    if isOnTerminal { keepTelling() }
  }

  /// Says what is done from now on.
  func begin(_ text: String) { state.withLock { $0.text = text } }

  /// Says how far reading is.
  func show(_ step: ReadingStep) {
    switch step {
    case .reading(let file, let number, let count):
      begin("reading \(file)" + (count > 1 ? " (\(number) of \(count))" : ""))
    case .bytes(let done, let total):
      guard let total, total > 0 else { return }
      state.withLock { state in
        let head = state.text.components(separatedBy: ": ").first ?? state.text
        state.text = head + ": \(done * 100 / total) %"
      }
    case .joining(let records): begin("joining \(records) records")
    }
  }

  /// Takes the line away.
  func end() {
    state.withLock { state in
      state.isEnded = true
      if !state.shown.isEmpty { Self.write("\r\u{1B}[K") }
      state.shown = ""
    }
  }

  private func keepTelling() {
    Thread.detachNewThread { [weak self] in
      Thread.sleep(forTimeInterval: 1)
      while let line = self, line.tell() { Thread.sleep(forTimeInterval: 0.2) }
    }
  }

  /// - Returns: Whether there will be more to tell.
  private func tell() -> Bool {
    state.withLock { state in
      guard !state.isEnded else { return false }
      let seconds = (ContinuousClock.now - start).components.seconds
      let text = "\(state.text) … \(seconds) s".withoutControls.truncated(toWidth: width - 1)
      if text != state.shown { Self.write("\r" + text + "\u{1B}[K") }
      state.shown = text
      return true
    }
  }

  private static func write(_ text: String) { Console.tell(text) }
}
