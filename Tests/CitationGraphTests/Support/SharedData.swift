import CitationGraph
import Foundation

/// Files that are no part of the project and may be absent.
enum SharedData {
  /// The folder “shared” beside the package, or where `LINEAGE_SHARED` says.
  static let folder: URL? = {
    let named = ProcessInfo.processInfo.environment["LINEAGE_SHARED"].map { URL(fileURLWithPath: $0) }
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let beside = package.deletingLastPathComponent().appending(component: "shared")
    let found = [named, beside].compactMap { $0 }.first { FileManager.default.fileExists(atPath: $0.path) }
    if found == nil { print("skipped: no folder “shared” beside the package, and $LINEAGE_SHARED names none") }
    return found
  }()

  /// The bytes of a file, or `nil` where it is absent.
  static func bytes(_ path: String) throws -> [UInt8]? {
    guard let file = folder?.appending(path: path) else { return nil }
    guard FileManager.default.fileExists(atPath: file.path) else {
      print("skipped: no \(file.path)")
      return nil
    }
    return Array(try Data(contentsOf: file))
  }
}
