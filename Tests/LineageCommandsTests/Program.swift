import Foundation
import Testing

/// What a run of the program left behind.
struct Outcome: Sendable, Equatable {
  var status: Int32
  var output: String
  var errors: String

  /// The output as a JSON object.
  func json() throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
  }

  /// The errors without the note on the bundled corpus.
  var complaints: String { errors.replacing(Program.bundledNote, with: "") }
}

/// The real program, as it was built beside the tests.
enum Program {
  static let bundledNote =
    "lineage: note: using the bundled corpus “Core AI papers of 2023” (--corpus reads another)\n"

  static let url: URL = {
    #if os(macOS)
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? Bundle.main
    let folder = bundle.bundleURL.deletingLastPathComponent()
    #else
    let folder = Bundle.main.bundleURL
    #endif
    return folder.appending(component: "lineage")
  }()

  /// Runs `lineage` with arguments; equal runs without input are made once.
  static func run(
    _ arguments: String..., input: String? = nil, columns: Int = 80, environment: [String: String] = [:],
    in folder: URL? = nil
  ) async throws -> Outcome {
    try await run(arguments, input: input, columns: columns, environment: environment, in: folder)
  }

  static func run(
    _ arguments: [String], input: String? = nil, columns: Int = 80, environment: [String: String] = [:],
    in folder: URL? = nil
  ) async throws -> Outcome {
    var environment = environment
    environment["COLUMNS"] = "\(columns)"
    let job = Job(executable: url, arguments: arguments, environment: environment, input: input, folder: folder)
    return try await Runs.shared.outcome(of: job)
  }

  /// Runs a line of shell, in which `$LINEAGE` is the program.
  static func shell(_ line: String, in folder: URL? = nil) async throws -> Outcome {
    try await Job(
      executable: URL(fileURLWithPath: "/bin/bash"), arguments: ["-c", line],
      environment: ["LINEAGE": url.path, "COLUMNS": "80", "PATH": "/usr/bin:/bin"], input: nil, folder: folder
    ).run()
  }
}

/// A run of a program.
struct Job: Hashable, Sendable {
  var executable: URL
  var arguments: [String]
  var environment: [String: String]
  var input: String?
  var folder: URL?

  func run() async throws -> Outcome {
    try await Turns.shared.taken { try await start() }
  }

  private func start() async throws -> Outcome {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.environment = environment
    if let folder { process.currentDirectoryURL = folder }
    let (output, errors, entry) = (Pipe(), Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = input == nil ? FileHandle.nullDevice as Any : entry as Any
    let status = AsyncStream<Int32> { continuation in
      process.terminationHandler = {
        continuation.yield($0.terminationStatus)
        continuation.finish()
      }
    }
    try process.run()
    if let input {
      try entry.fileHandleForWriting.write(contentsOf: Data(input.utf8))
      try entry.fileHandleForWriting.close()
    }
    async let outputText = Self.text(of: output.fileHandleForReading)
    async let errorText = Self.text(of: errors.fileHandleForReading)
    var code: Int32 = -1
    for await value in status { code = value }
    process.terminationHandler = nil
    return Outcome(status: code, output: try await outputText, errors: try await errorText)
  }

  private static func text(of handle: FileHandle) async throws -> String {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(
          with: Result {
            // Nobody else closes it for as long as the finished process is remembered.
            defer { try? handle.close() }
            return String(decoding: try handle.readToEnd() ?? Data(), as: UTF8.self)
          })
      }
    }
  }
}

/// A few programs at a time.
///
/// Hundreds at once would hold thousands of pipes, and Foundation reads beyond its buffer of open files when it starts
/// a process among so many.
private actor Turns {
  static let shared = Turns(count: 2 * ProcessInfo.processInfo.activeProcessorCount)
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(count: Int) { free = count }

  nonisolated func taken<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value {
    await take()
    do {
      let value = try await body()
      await giveBack()
      return value
    } catch {
      await giveBack()
      throw error
    }
  }

  private func take() async {
    if free > 0 { free -= 1 } else { await withCheckedContinuation { waiting.append($0) } }
  }

  private func giveBack() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}

/// The runs made so far, so that tests that look at one answer share it.
private actor Runs {
  static let shared = Runs()
  private var outcomes: [Job: Task<Outcome, any Error>] = [:]

  func outcome(of job: Job) async throws -> Outcome {
    let task = outcomes[job] ?? Task { try await job.run() }
    outcomes[job] = task
    return try await task.value
  }
}

/// A folder that is gone when its owner is.
final class TemporaryFolder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(component: "lineage-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file and returns its path.
  @discardableResult
  func file(_ name: String, _ text: String) throws -> String {
    let file = url.appending(path: name)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
  }
}
