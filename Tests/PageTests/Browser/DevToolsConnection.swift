import Foundation
import Synchronization

/// A connection to a browser: commands with their answers, and events.
///
/// Messages are JSON, each ended by a NUL. A thread of its own reads them, so that answers arrive and waits run out even
/// while tests keep every thread of theirs busy.
///
/// - SeeAlso: <https://chromedevtools.github.io/devtools-protocol/>.
final class DevToolsConnection: Sendable {
  /// Hears the events of a session in the order in which they come; it must not wait.
  typealias Listener = @Sendable (_ connection: DevToolsConnection, _ event: String, _ details: JSONValue) -> Void

  private struct Waiting {
    var method: String
    var session: String?
    var continuation: CheckedContinuation<JSONValue, any Error>
  }

  private struct State {
    var lastID = 0
    var waiting: [Int: Waiting] = [:]
    var listeners: [String?: Listener] = [:]
    var isOpen = true
  }

  private struct Message: Decodable {
    struct Fault: Decodable {
      var message: String
      var data: String?
    }
    var id: Int?
    var method: String?
    var params: JSONValue?
    var result: JSONValue?
    var error: Fault?
    var sessionId: String?
  }

  private let state = Mutex(State())
  private let input: Int32
  private let output: Int32
  private let writing = DispatchQueue(label: "lineage.browser.writing")

  /// Begins to read.
  init(input: Int32, output: Int32) {
    (self.input, self.output) = (input, output)
    let reader = Thread { self.read() }
    reader.name = "lineage.browser.reading"
    reader.start()
  }

  /// Sends a command and waits for its answer.
  ///
  /// - Parameters:
  ///   - session: The page that is meant; `nil` for the browser.
  ///   - seconds: How long the answer may take.
  /// - Throws: ``BrowserError``, or `CancellationError`.
  @discardableResult
  func call(
    _ method: String, _ parameters: JSONValue = [:], session: String? = nil, seconds: Double = 60
  ) async throws -> JSONValue {
    let id = nextID()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let isOpen = state.withLock { state in
          guard state.isOpen else { return false }
          state.waiting[id] = Waiting(method: method, session: session, continuation: continuation)
          return true
        }
        guard isOpen else { return continuation.resume(throwing: BrowserError.ended) }
        write(id: id, method, parameters, session: session)
        DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { [weak self] in
          self?.finish(id, .failure(BrowserError.timedOut(method, seconds: seconds)))
        }
      }
    } onCancel: {
      finish(id, .failure(CancellationError()))
    }
  }

  /// Sends a command whose answer nobody waits for.
  func post(_ method: String, _ parameters: JSONValue = [:], session: String? = nil) {
    write(id: nextID(), method, parameters, session: session)
  }

  /// Lets a listener hear the events of a session, or of the browser; `nil` ends that.
  func listen(to session: String?, _ listener: Listener?) {
    state.withLock { $0.listeners[session] = listener }
  }

  /// Lets every command of a session that still waits fail.
  func fail(_ session: String, with error: BrowserError) {
    let failed = state.withLock { state in state.waiting.filter { $0.value.session == session }.map(\.key) }
    for id in failed { finish(id, .failure(error)) }
  }

  private func nextID() -> Int {
    state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
  }

  private func finish(_ id: Int, _ result: Result<JSONValue, any Error>) {
    state.withLock { $0.waiting.removeValue(forKey: id) }?.continuation.resume(with: result)
  }

  // MARK: - The wire

  private func write(id: Int, _ method: String, _ parameters: JSONValue, session: String?) {
    var message: [String: JSONValue] = ["id": .number(Double(id)), "method": .string(method), "params": parameters]
    if let session { message["sessionId"] = .string(session) }
    let bytes = Array(JSONValue.object(message).text.utf8) + [0]
    writing.async { [input] in
      var start = 0
      while start < bytes.count {
        #if canImport(Darwin)
        let flags: Int32 = 0
        #else
        let flags = Int32(MSG_NOSIGNAL)
        #endif
        let count = bytes[start...].withUnsafeBytes { send(input, $0.baseAddress, $0.count, flags) }
        if count < 0, errno == EINTR { continue }
        // The reader hears that the connection is closed.
        guard count > 0 else { return }
        start += count
      }
    }
  }

  private func read() {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var message: [UInt8] = []
    while true {
      let count = recv(output, &buffer, buffer.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      var rest = buffer[..<count]
      while let end = rest.firstIndex(of: 0) {
        message += rest[..<end]
        hear(Data(message))
        message.removeAll(keepingCapacity: true)
        rest = rest[(end + 1)...]
      }
      message += rest
    }
    let left = state.withLock { state in
      state.isOpen = false
      defer { state.waiting = [:] }
      return state.waiting.values.map(\.continuation)
    }
    for continuation in left { continuation.resume(throwing: BrowserError.ended) }
  }

  private func hear(_ bytes: Data) {
    let message: Message
    do {
      message = try JSONDecoder().decode(Message.self, from: bytes)
    } catch {
      // Which command it answers cannot be known, so that one is left to its time limit; this says why.
      print("a message of the browser was not read: \(error)\n\(String(decoding: bytes.prefix(500), as: UTF8.self))")
      return
    }
    if let id = message.id {
      if let fault = message.error {
        let method = state.withLock { $0.waiting[id]?.method } ?? "a command"
        let reason = [fault.message, fault.data].compactMap(\.self).joined(separator: ": ")
        finish(id, .failure(BrowserError.refused(method: method, reason: reason)))
      } else {
        finish(id, .success(message.result ?? .null))
      }
    } else if let event = message.method {
      state.withLock { $0.listeners[message.sessionId] ?? nil }?(self, event, message.params ?? .null)
    }
  }
}
