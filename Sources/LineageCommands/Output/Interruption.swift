import CitationGraph
import Foundation
import Synchronization

/// What is done before a signal ends the program: unfinished files are taken away, and so is the line of progress.
///
/// The program ends by the signal all the same, so that a shell sees 128 and its number: 130 for an interruption.
enum Interruption {
  private static let isProgressShown = Atomic(false)
  /// How many things are being done that are to be done wholly or not at all.
  private static let heldCount = Atomic(0)
  /// The signal that came in the meantime.
  private static let waiting = Atomic<Int32>(0)

  /// Heeds signals from now on.
  static func watch() {
    // A handler may not make what is made when it is first used.
    UnfinishedFiles.prepare()
    _ = isProgressShown.load(ordering: .sequentiallyConsistent)
    _ = heldCount.load(ordering: .sequentiallyConsistent)
    _ = waiting.load(ordering: .sequentiallyConsistent)
    // A file that grows beyond the limit of the user is an error of writing as a full disk is.
    signal(SIGXFSZ, SIG_IGN)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      let before = signal(number) { Interruption.come($0) }
      // What is not to end the program, as under nohup, does not.
      if unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) { signal(number, SIG_IGN) }
    }
  }

  /// Says whether the line of progress is on the terminal.
  static func progress(isShown: Bool) { isProgressShown.store(isShown, ordering: .sequentiallyConsistent) }

  /// Does something that is not to be interrupted half way; signals wait for its end.
  static func held(_ body: () throws(Failure) -> Void) throws(Failure) {
    heldCount.add(1, ordering: .sequentiallyConsistent)
    defer {
      let rest = heldCount.subtract(1, ordering: .sequentiallyConsistent).newValue
      let number = waiting.load(ordering: .sequentiallyConsistent)
      if rest == 0, number != 0 { end(by: number) }
    }
    try body()
  }

  private static func come(_ number: Int32) {
    if heldCount.load(ordering: .sequentiallyConsistent) > 0 {
      waiting.store(number, ordering: .sequentiallyConsistent)
    } else {
      end(by: number)
    }
  }

  private static func end(by number: Int32) {
    UnfinishedFiles.removeAll()
    if isProgressShown.exchange(false, ordering: .sequentiallyConsistent) {
      let eraser: StaticString = "\r\u{1B}[K"
      _ = Foundation.write(STDERR_FILENO, eraser.utf8Start, eraser.utf8CodeUnitCount)
    }
    signal(number, SIG_DFL)
    raise(number)
  }
}
