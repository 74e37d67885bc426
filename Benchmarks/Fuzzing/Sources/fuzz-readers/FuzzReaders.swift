import CLibFuzzer
import Foundation
import PaperFormats

/// Any bytes as a file of one format; `FUZZ_READER` says which.
///
/// One program holds the targets of all readers, as each would have to link all of the library.
@main
enum FuzzReaders {
  private static let target: ReaderTarget = {
    let name = ProcessInfo.processInfo.environment["FUZZ_READER"] ?? ""
    guard let target = ReaderTarget(rawValue: name) else {
      let names = ReaderTarget.allCases.map(\.rawValue).joined(separator: " ")
      FileHandle.standardError.write(Data("FUZZ_READER is to be one of: \(names)\n".utf8))
      exit(2)
    }
    return target
  }()

  static func main() {
    _ = target
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    exit(
      LLVMFuzzerRunDriver(&count, &arguments) { start, count in
        FuzzReaders.target.run(UnsafeBufferPointer(start: start, count: count))
        return 0
      })
  }
}
