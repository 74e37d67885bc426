import Foundation

/// Writes files whole or not at all.
enum OutputFile {
  /// Writes to a file beside the target and renames it, so that a failure leaves what was there before. `-` and
  /// devices are written to directly.
  static func write(_ data: Data, to path: String) throws(Failure) { try write([(path, data)]) }

  /// Writes several files, each as ``write(_:to:)`` does. None is put in its place before all are there.
  static func write(_ files: [(path: String, data: Data)]) throws(Failure) {
    var prepared: [PreparedFile] = []
    do throws(Failure) {
      for (path, data) in files {
        if let file = try prepare(data, for: path) { prepared.append(file) }
      }
    } catch {
      for file in prepared { unlink(file.temporary) }
      throw error
    }
    for (place, file) in prepared.enumerated() where rename(file.temporary, file.target) != 0 {
      let reason = String(cString: strerror(errno))
      for rest in prepared[place...] { unlink(rest.temporary) }
      throw failure(file.path, reason: reason)
    }
  }

  /// A file that is written and waits to take its place.
  private struct PreparedFile {
    let path: String
    let temporary: String
    let target: String
  }

  /// Writes to a file beside the target; `nil` for what is written to directly.
  private static func prepare(_ data: Data, for path: String) throws(Failure) -> PreparedFile? {
    if path == "-" {
      try Console.write(data)
      return nil
    }
    var status = stat()
    let exists = stat(path, &status) == 0
    let kind = status.st_mode & S_IFMT
    if exists, kind != S_IFREG, kind != S_IFDIR {
      try writeThrough(data, to: path)
      return nil
    }
    let target = try plainTarget(of: path)
    let temporary = target + ".\(getpid()).part"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure(path, reason: String(cString: strerror(errno))) }
    do {
      let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
      try handle.write(contentsOf: data)
      try handle.close()
    } catch {
      unlink(temporary)
      throw failure(path, reason: reason(of: error))
    }
    if exists { chmod(temporary, status.st_mode & 0o7777) }
    return PreparedFile(path: path, temporary: temporary, target: target)
  }

  /// The file to replace or make for a path: through a link, what it points to, not the link.
  ///
  /// - Throws: ``Failure`` if there is something else than a plain file.
  static func plainTarget(of path: String) throws(Failure) -> String {
    var status = stat()
    if stat(path, &status) == 0 {
      let kind = status.st_mode & S_IFMT
      if kind == S_IFDIR { throw failure(path, reason: "it is a folder") }
      if kind != S_IFREG { throw failure(path, reason: "it is no plain file") }
    }
    return target(of: path)
  }

  /// Looks whether a path can be written to, before any work is done for it; writes nothing.
  ///
  /// - Throws: ``Failure`` if it is a folder, or its folder is not there or may not be written to.
  static func confirmPlace(of path: String, option: String) throws(Failure) {
    var status = stat()
    if path == "-" || (stat(path, &status) == 0 && ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)) { return }
    let target = target(of: path)
    let folder = target.lastIndex(of: "/").map { $0 == target.startIndex ? "/" : String(target[..<$0]) } ?? "."
    let isFolder = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    guard isFolder || access(folder, W_OK) != 0 else { return }
    let reason = isFolder ? "it is a folder" : String(cString: strerror(errno))
    throw Failure(.cannotWrite, "cannot write “\(path)”: \(reason)", remedy: "choose another place with \(option)")
  }

  /// Whether two paths lead to one file that is there.
  static func isSame(_ left: String, _ right: String) -> Bool {
    var (first, second) = (stat(), stat())
    guard stat(left, &first) == 0, stat(right, &second) == 0 else { return false }
    return first.st_dev == second.st_dev && first.st_ino == second.st_ino
  }

  /// The path that links lead to, there or not.
  static func target(of path: String) -> String {
    var path = path
    for _ in 0..<40 {
      guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else { return path }
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      path = next.hasPrefix("/") ? next : folder.appending(path: next).path
    }
    return path
  }

  private static func writeThrough(_ data: Data, to path: String) throws(Failure) {
    do {
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      try handle.write(contentsOf: data)
      try handle.close()
    } catch {
      throw failure(path, reason: reason(of: error))
    }
  }

  private static func failure(_ path: String, reason: String) -> Failure {
    Failure(.cannotWrite, "cannot write “\(path)”: \(reason)", remedy: "choose another place with --output")
  }

  private static func reason(of error: any Error) -> String {
    let error = error as NSError
    let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError
    for candidate in [underlying, error].compactMap({ $0 }) where candidate.domain == NSPOSIXErrorDomain {
      return String(cString: strerror(Int32(candidate.code)))
    }
    return error.localizedDescription
  }
}
