import CitationGraph
import Foundation
import PaperFormats

// Reads lines of OpenAlex and prints what `openalex_lines.py read` prints, to be held against it:
//
//   benchmark-openalex works|essential|full FILE [THREADS]
//   benchmark-openalex network FILE GRAPHFILE
//
// `works` takes the same fields as the script does, `essential` and `full` make records, `network` makes a graph file.

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What this process has used: the most memory that it ever held, in megabytes, and seconds of the processor.
func usage() -> (peakMegabytes: Int, seconds: Double) {
  var usage = rusage()
  #if canImport(Glibc)
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  let peak = usage.ru_maxrss / 1024
  #else
  getrusage(RUSAGE_SELF, &usage)
  let peak = usage.ru_maxrss / 1_048_576
  #endif
  func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
  return (peak, seconds(usage.ru_utime) + seconds(usage.ru_stime))
}

func rounded(_ number: Double) -> Double { (number * 1000).rounded() / 1000 }

let arguments = CommandLine.arguments
let mode = arguments.dropFirst().first ?? ""
guard arguments.count >= (mode == "network" ? 4 : 3), ["works", "essential", "full", "network"].contains(mode) else {
  print("benchmark-openalex works|essential|full FILE [THREADS]\nbenchmark-openalex network FILE GRAPHFILE")
  exit(64)
}
let path = arguments[2]
let threads = arguments.count > 3 && mode != "network" ? Int(arguments[3]) : nil
let clock = ContinuousClock()
var references = 0
var count = 0
var unread = 0
let elapsed = try clock.measure {
  switch mode {
  case "network":
    let reading = try CitationStream.read([path])
    try GraphFile.write(reading.network, account: reading.account.text, to: arguments[3])
    references = reading.account.network.references
    count = reading.account.network.papers
    unread = reading.account.files.reduce(0) { $0 + $1.unread }
  case "works":
    let account = try OpenAlexLines.readWorks(path, threadCount: threads) { references += $0.references.count }
    (count, unread) = (account.recordCount, account.unreadCount)
  default:
    let account = try OpenAlexLines.readRecords(
      path, detail: mode == "full" ? .full : .essential, threadCount: threads
    ) {
      references += $0.references.count
    }
    (count, unread) = (account.recordCount, account.unreadCount)
  }
}
let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
let size = (try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
let used = usage()
let rate = (Double(size) / 1e5 / seconds).rounded() / 10
print(
  """
  {"reader": "lineage \(mode)", "threads": \(threads ?? ProcessInfo.processInfo.activeProcessorCount), \
  "seconds": \(rounded(seconds)), "processor": \(rounded(used.seconds)), "MB/s": \(rate), "works": \(count), \
  "unread": \(unread), "references": \(references), "peak MB": \(used.peakMegabytes)}
  """)
