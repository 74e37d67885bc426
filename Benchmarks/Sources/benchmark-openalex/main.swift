import Foundation
import PaperFormats

// Reads lines of OpenAlex and prints what `openalex_lines.py read` prints, to be held against it:
//
//   benchmark-openalex works|essential|full FILE [THREADS]
//
// `works` takes the same fields as the script does, `essential` and `full` make records.

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The most memory that this process ever held, in megabytes.
func peakMegabytes() -> Int {
  var usage = rusage()
  #if canImport(Glibc)
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return usage.ru_maxrss / 1024
  #else
  getrusage(RUSAGE_SELF, &usage)
  return usage.ru_maxrss / 1_048_576
  #endif
}

let arguments = CommandLine.arguments
guard arguments.count >= 3, ["works", "essential", "full"].contains(arguments[1]) else {
  print("benchmark-openalex works|essential|full FILE [THREADS]")
  exit(64)
}
let (mode, path) = (arguments[1], arguments[2])
let threads = arguments.count > 3 ? Int(arguments[3]) : nil
let clock = ContinuousClock()
var references = 0
var count = 0
var unread = 0
let elapsed = try clock.measure {
  let account: OpenAlexLines.Account
  if mode == "works" {
    account = try OpenAlexLines.readWorks(path, threadCount: threads) { references += $0.references.count }
  } else {
    account = try OpenAlexLines.readRecords(path, detail: mode == "full" ? .full : .essential, threadCount: threads) {
      references += $0.references.count
    }
  }
  (count, unread) = (account.recordCount, account.unreadCount)
}
let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
let size = (try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
let rate = (Double(size) / 1e5 / seconds).rounded() / 10
print(
  """
  {"reader": "lineage \(mode)", "threads": \(threads ?? ProcessInfo.processInfo.activeProcessorCount), \
  "seconds": \((seconds * 1000).rounded() / 1000), "MB/s": \(rate), "works": \(count), "unread": \(unread), \
  "references": \(references), "peak MB": \(peakMegabytes())}
  """)
