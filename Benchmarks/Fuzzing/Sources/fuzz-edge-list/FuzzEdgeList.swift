import CLibFuzzer
import CitationGraph
import Foundation

/// Any bytes as a list of relations and, after the first NUL, a list of dates: every line is accounted for, and what
/// was read is a graph.
@main
enum FuzzEdgeList {
  static func main() {
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    exit(
      LLVMFuzzerRunDriver(&count, &arguments) { start, count in
        FuzzEdgeList.run(UnsafeBufferPointer(start: start, count: count))
        return 0
      })
  }

  private static func run(_ bytes: UnsafeBufferPointer<UInt8>) {
    let cut = bytes.firstIndex(of: 0)
    let edges = Column(copying: UnsafeBufferPointer(rebasing: bytes[..<(cut ?? bytes.count)]))
    let dates = cut.map { Column(copying: UnsafeBufferPointer(rebasing: bytes[($0 + 1)...])) }
    do {
      let (network, account) = try NetworkText.read(edges: edges, dates: dates)
      check(account)
      check(network, account)
    } catch .noUsableLine(let account) {
      precondition(account.relationLineCount == 0, "relations were read and not used")
      check(account)
    } catch {
      preconditionFailure("some kilobytes are not too large")
    }
  }

  private static func check(_ account: EdgeListAccount) {
    let lines =
      account.relationLineCount + account.commentLineCount + account.blankLineCount + account.malformedLineCount
      + (account.header == nil ? 0 : 1)
    precondition(lines == account.lineCount, "lines that are in no count, or in two")
    precondition(account.faults.count == min(account.malformedLineCount, 100), "faults not told")
    guard let dates = account.dates else { return }
    precondition(
      dates.dateLineCount + dates.commentLineCount + dates.blankLineCount + dates.malformedLineCount == dates.lineCount,
      "lines of dates that are in no count, or in two")
    precondition(
      dates.datedPaperCount + dates.repeatedLineCount + dates.conflictingLineCount + dates.unknownIdentifierLineCount
        == dates.dateLineCount, "dates that are in no count, or in two")
  }

  private static func check(_ network: CitationNetwork, _ account: EdgeListAccount) {
    let graph = network.graph
    precondition(
      graph.relationCount + account.duplicateRelationCount + account.selfRelationCount == account.relationLineCount,
      "relations were lost")
    var names: Set<String> = []
    var (citations, dated) = (0, 0)
    var previous = PackedDate.unknown
    for paper in graph.papers {
      let date = network.date(of: paper)
      precondition(date >= previous, "rows are not in the order of dates")
      previous = date
      if date.isKnown { dated += 1 }
      citations += graph.citationCount(of: paper)
      let name = network.identifiers[paper.row]
      // Bytes that are no UTF-8 are shown alike though they differ.
      if !name.unicodeScalars.contains("\u{FFFD}") {
        precondition(names.insert(name).inserted, "two papers of one name")
        precondition(network.index(of: name) == paper, "a paper is not found by its name")
      }
      var last = -1
      for cited in graph.references(of: paper) {
        precondition(cited.row > last && cited != paper && cited.row < graph.paperCount, "no sound row")
        last = cited.row
        precondition(graph.citers(of: cited).contains(paper), "the two halves differ")
      }
    }
    precondition(citations == graph.relationCount, "the two halves differ in size")
    precondition(dated == account.dates?.datedPaperCount ?? 0, "dates were lost")
  }
}
