import Foundation
import LineageRendering
import PaperFormats
import Synchronization

/// What is being done, on one line of standard error that is written over and gone in the end.
///
/// It appears after a second, and only on a terminal: pipes and files get nothing of it.
final class ProgressLine: Sendable {
  private struct State {
    var step = ProgressStep("")
    var shown = ""
    var isEnded = false
  }

  private let state = Mutex(State())
  private let start = ContinuousClock.now
  private let isOnTerminal: Bool

  init() {
    isOnTerminal = isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    if isOnTerminal { keepTelling() }
  }

  /// Says what is done from now on.
  func begin(_ action: String, _ name: String = "") { state.withLock { $0.step = ProgressStep(action, name) } }

  /// Says how far reading is.
  func show(_ step: ReadingStep) { state.withLock { $0.step.follow(step) } }

  /// Takes the line away.
  func end() {
    state.withLock { state in
      state.isEnded = true
      guard !state.shown.isEmpty else { return }
      Self.write("\r\u{1B}[K")
      Interruption.progress(isShown: false)
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
      // A terminal may become wider or narrower in the meantime; its last column makes some begin a new line.
      let text = state.step.text(afterSeconds: Int(seconds), width: Console.errorWidth - 1)
      Interruption.progress(isShown: true)
      if text != state.shown { Self.write("\r" + text + "\u{1B}[K") }
      state.shown = text
      return true
    }
  }

  private static func write(_ text: String) { Console.tell(text) }
}

/// What is being done, and how far it is.
struct ProgressStep: Equatable {
  private var action: String
  /// The file that is worked on.
  private var name: String
  /// The place of the file among others.
  private var place = ""
  private var share = ""

  init(_ action: String, _ name: String = "") {
    self.action = action
    self.name = name
  }

  /// Takes over what reading says.
  mutating func follow(_ step: ReadingStep) {
    switch step {
    case .reading(let file, let number, let count):
      self = ProgressStep("reading", file)
      if count > 1 { place = "(\(number) of \(count))" }
    case .bytes(let done, let total?) where total > 0: share = "\(min(100, done * 100 / total)) %"
    case .bytes(let done, _): share = "\(done / 1_000_000) MB"
    case .joining(let records): self = ProgressStep("joining \(records) \(records == 1 ? "record" : "records")")
    }
  }

  /// The step in words that take at most so many columns. Of a long name the end is told, as the numbers say more.
  func text(afterSeconds seconds: Int, width: Int) -> String {
    let head = action + (name.isEmpty ? "" : " ")
    let tail = (place.isEmpty ? "" : " " + place) + (share.isEmpty ? "" : ": " + share) + " … \(seconds) s"
    let room = max(8, width - head.displayWidth - tail.displayWidth)
    return (head + name.withoutControls.endTruncated(toWidth: room) + tail).truncated(toWidth: max(0, width))
  }
}

extension String {
  /// The text, or its end behind an ellipsis if it is wider than there is room.
  func endTruncated(toWidth width: Int) -> String {
    guard displayWidth > width else { return self }
    var end = ""
    var used = 1
    for character in reversed() {
      used += String(character).displayWidth
      guard used <= width else { break }
      end.append(character)
    }
    return "…" + String(end.reversed())
  }
}
