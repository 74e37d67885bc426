import CLibFuzzer
import Foundation
import PaperFormats
import PaperLineage

/// Any bytes as a reading list: it is read, and what was read is written.
@main
enum FuzzReadingList {
  static func main() {
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    exit(
      LLVMFuzzerRunDriver(&count, &arguments) { start, count in
        FuzzReadingList.run(UnsafeBufferPointer(start: start, count: count))
        return 0
      })
  }

  private static func run(_ bytes: UnsafeBufferPointer<UInt8>) {
    let reading = ReadingListReader.read(CorpusFile(name: "x", text: String(decoding: bytes, as: UTF8.self)))
    guard !reading.parts.papers.isEmpty else { return }
    precondition(!CorpusWriter.yaml(reading.parts).isEmpty, "papers were read and nothing was written")
  }
}
