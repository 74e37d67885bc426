import Foundation
import Synchronization

/// A browser that runs as a child of the tests, with a folder of its own for its profile.
///
/// It is told what to do over file descriptors 3 and 4 (`--remote-debugging-pipe`), so no port is open. When the other
/// end closes, for whatever reason, it ends, and a shell around it takes the folder away: nothing stays behind even
/// where the tests crash.
final class BrowserProcess: Sendable {
  /// Where messages to the browser are written.
  let input: Int32
  /// Where messages of the browser are read.
  let output: Int32
  /// The profile and whatever else goes with the browser.
  let folder: URL
  private let pid: pid_t
  private let log: Int32
  private let hasEnded = Mutex(false)

  /// Starts a program.
  ///
  /// - Parameter arguments: What the program is told; where its profile is, is added.
  /// - Throws: ``BrowserError/notStarted(program:reason:output:)``.
  init(_ program: String, arguments: [String]) throws {
    func failure(_ reason: String) -> BrowserError {
      .notStarted(program: program, reason: "\(reason): \(String(cString: strerror(errno)))", output: "")
    }
    folder = FileManager.default.temporaryDirectory.appending(component: "lineage-browser-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let (input, childInput) = try Self.connectedSockets().orThrow(failure("no socket"))
    let (output, childOutput) = try Self.connectedSockets().orThrow(failure("no socket"))
    log = open(folder.appending(component: "output.txt").path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    (self.input, self.output) = (input, output)
    defer {
      close(childInput)
      close(childOutput)
    }

    #if canImport(Darwin)
    var actions: posix_spawn_file_actions_t?
    var attributes: posix_spawnattr_t?
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_CLOEXEC_DEFAULT
    #else
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, log, 1)
    posix_spawn_file_actions_adddup2(&actions, log, 2)
    posix_spawn_file_actions_adddup2(&actions, childInput, 3)
    posix_spawn_file_actions_adddup2(&actions, childOutput, 4)
    // A group of its own, to be ended as one. Threads that tests run on have signals blocked; a browser must not.
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(&attributes, Int16(flags))

    let words =
      ["/bin/sh", "-c", "\"$@\"; rm -rf \"$0\"", folder.path, program]
      + arguments + ["--user-data-dir=\(folder.appending(component: "profile").path)"]
    var environment = ProcessInfo.processInfo.environment
    environment["TZ"] = "UTC"
    var argv = words.map { strdup($0) } + [nil]
    var envp = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for word in argv + envp { free(word) } }
    var child: pid_t = 0
    let status = posix_spawn(&child, "/bin/sh", &actions, &attributes, &argv, &envp)
    pid = child
    guard status == 0 else {
      errno = status
      throw failure("no process")
    }
    Self.atExit
    Self.running.withLock { $0[child] = self }
  }

  /// What the browser has written to its standard output and error.
  var said: String {
    var bytes = [UInt8](repeating: 0, count: 4_096)
    let count = pread(log, &bytes, bytes.count, 0)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Ends the browser, and waits until it and its folder are gone: at most five seconds before it is killed.
  func end() {
    guard hasEnded.withLock({ ended in !exchange(&ended, true) }) else { return }
    _ = Self.running.withLock { $0.removeValue(forKey: pid) }
    shutdown(input, Int32(SHUT_RDWR))
    shutdown(output, Int32(SHUT_RDWR))
    var status: Int32 = 0
    for _ in 0..<500 where waitpid(pid, &status, WNOHANG) == 0 { usleep(10_000) }
    kill(-pid, SIGKILL)
    waitpid(pid, &status, 0)
    try? FileManager.default.removeItem(at: folder)
  }

  // MARK: - At the end of the tests

  private static let running = Mutex<[pid_t: BrowserProcess]>([:])

  /// Ends what still runs when the tests exit. Asking for it once is enough.
  private static let atExit: Void = {
    atexit {
      for process in BrowserProcess.running.withLock({ Array($0.values) }) { process.end() }
    }
  }()

  /// Two ends of a connection, beyond the numbers that the child gives its own meaning to. Sockets, not pipes: writing
  /// to a pipe that was closed would end the tests.
  private static func connectedSockets() -> (ours: Int32, theirs: Int32)? {
    var ends: [Int32] = [-1, -1]
    #if canImport(Darwin)
    let kind = SOCK_STREAM
    #else
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    #endif
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return nil }
    for place in ends.indices {
      #if canImport(Darwin)
      var yes: Int32 = 1
      setsockopt(ends[place], SOL_SOCKET, SO_NOSIGPIPE, &yes, socklen_t(MemoryLayout<Int32>.size))
      #endif
      let moved = fcntl(ends[place], F_DUPFD_CLOEXEC, 10)
      close(ends[place])
      ends[place] = moved
    }
    return ends.contains(-1) ? nil : (ends[0], ends[1])
  }
}

/// Puts a value in a place and returns what was there.
private func exchange<Value>(_ place: inout Value, _ value: Value) -> Value {
  defer { place = value }
  return place
}

extension Optional {
  fileprivate func orThrow(_ error: @autoclosure () -> some Error) throws -> Wrapped {
    guard let self else { throw error() }
    return self
  }
}
