import Dispatch

/// How many threads an analysis uses where it pays. Results never depend on it.
enum Threads {
  /// The number of processors at work in this machine.
  static let count = max(1, ProcessorCount.active)

  /// Runs `body` for `0 ..< count`, several at once, and returns when all are done.
  ///
  /// The caller answers for it that no two of them write to the same place.
  static func run(_ count: Int, _ body: @Sendable (Int) -> Void) {
    if count <= 1 || Self.count == 1 {
      for index in 0..<count { body(index) }
    } else {
      DispatchQueue.concurrentPerform(iterations: count, execute: body)
    }
  }
}

/// Lets a pointer into the parts of a parallel loop, each of which writes to places of its own.
struct Shared<Value>: @unchecked Sendable {
  let value: Value
  init(_ value: Value) { self.value = value }
}
