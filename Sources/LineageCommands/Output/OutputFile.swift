import CitationGraph
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
      for file in prepared { file.discard() }
      throw error
    }
    // A signal ends the program before the first file has its name, or after the last one has.
    try Interruption.held { () throws(Failure) in
      for (place, file) in prepared.enumerated() {
        if rename(file.temporary, file.target) == 0 {
          UnfinishedFiles.remove(file.entry)
          continue
        }
        let reason = String(cString: strerror(errno))
        for rest in prepared[place...] { rest.discard() }
        throw failure(file.path, reason: reason)
      }
    }
  }

  /// A file that is written and waits to take its place.
  private struct PreparedFile {
    let path: String
    let temporary: String
    let target: String
    let entry: UnfinishedFiles.Entry

    func discard() {
      unlink(temporary)
      UnfinishedFiles.remove(entry)
    }
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
    let file = PreparedFile(path: path, temporary: temporary, target: target, entry: UnfinishedFiles.add(temporary))
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      UnfinishedFiles.remove(file.entry)
      throw failure(path, reason: reason)
    }
    do {
      let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
      try handle.write(contentsOf: data)
      try handle.close()
    } catch {
      file.discard()
      throw failure(path, reason: reason(of: error))
    }
    if exists { chmod(temporary, status.st_mode & 0o7777) }
    return file
  }

  /// The file to replace or make for a path: through a link, what it points to, not the link.
  ///
  /// - Throws: ``Failure`` if there is something else than a plain file, or one that may not be written to: it could be
  ///   replaced all the same, but whoever protected it did not mean that.
  static func plainTarget(of path: String) throws(Failure) -> String {
    var status = stat()
    if stat(path, &status) == 0 {
      let kind = status.st_mode & S_IFMT
      if kind == S_IFDIR { throw failure(path, reason: "it is a folder") }
      if kind != S_IFREG { throw failure(path, reason: "it is no plain file") }
      if access(path, W_OK) != 0 { throw failure(path, reason: String(cString: strerror(errno))) }
    }
    return target(of: path)
  }

  /// Looks whether a path can be written to, before any work is done for it; writes nothing.
  ///
  /// - Throws: ``Failure`` if it is a folder or may not be written to, or its folder is not there or may not.
  static func confirmPlace(of path: String, option: String) throws(Failure) {
    func refuse(_ reason: String) throws(Failure) {
      throw Failure(.cannotWrite, "cannot write “\(path)”: \(reason)", remedy: "choose another place with \(option)")
    }
    var status = stat()
    let exists = stat(path, &status) == 0
    let kind = status.st_mode & S_IFMT
    if path == "-" || (exists && kind != S_IFREG && kind != S_IFDIR) { return }
    if exists, kind == S_IFDIR { try refuse("it is a folder") }
    if exists, access(path, W_OK) != 0 { try refuse(String(cString: strerror(errno))) }
    let target = target(of: path)
    let folder = target.lastIndex(of: "/").map { $0 == target.startIndex ? "/" : String(target[..<$0]) } ?? "."
    guard access(folder, W_OK) != 0 else { return }
    let reason = String(cString: strerror(errno))
    // The file itself may be written to, which alone does not help: it is replaced whole.
    try refuse(exists ? "its folder may not be written to: \(reason)" : reason)
  }

  /// Makes the folder of several files, unless it is there.
  static func makeFolder(_ path: String) throws(Failure) {
    guard mkdir(path, 0o777) != 0, errno != EEXIST else { return }
    throw failure(path, reason: String(cString: strerror(errno)))
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
