import CLibFuzzer
import Foundation
import LineageInference
import PaperFormats
import PaperLineage

/// Names, one a line, and after the first NUL a text: names are found inside it, and inference takes it for an abstract.
@main
enum FuzzMentions {
  private static let inference: LineageInference = {
    guard let corpus = CorpusSource.bundled().corpus else { preconditionFailure("the bundled corpus has faults") }
    return LineageInference(known: [corpus])
  }()

  static func main() {
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    exit(
      LLVMFuzzerRunDriver(&count, &arguments) { start, count in
        FuzzMentions.run(UnsafeBufferPointer(start: start, count: count))
        return 0
      })
  }

  private static func run(_ bytes: UnsafeBufferPointer<UInt8>) {
    let halves = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    let names = String(decoding: halves[0], as: UTF8.self).split(separator: "\n").map(String.init)
    let text = halves.count > 1 ? String(decoding: halves[1], as: UTF8.self) : ""

    var end = 0
    var last: Range<Int>?
    let scalars = text.unicodeScalars
    for match in NameFinder(names).matches(in: text) {
      precondition(names.indices.contains(match.name), "no such name")
      precondition(!match.range.isEmpty && match.range.upperBound <= text.utf8.count, "out of bounds")
      precondition(match.range == last || match.range.lowerBound >= end, "matches overlap")
      for offset in [match.range.lowerBound, match.range.upperBound] {
        let index = text.utf8.index(text.startIndex, offsetBy: offset)
        precondition(index.samePosition(in: scalars) != nil, "a match splits a character")
      }
      (end, last) = (match.range.upperBound, match.range)
    }

    let title = names.first ?? "Of Nothing"
    let paper = Paper(
      id: PaperID(rawValue: "fuzzed"), title: title, aliases: Array(names.dropFirst()),
      texts: [PaperText(field: .title, text: title), PaperText(field: .abstract, text: text)])
    guard let corpus = try? Corpus(CorpusParts(papers: [paper])) else {
      preconditionFailure("one paper makes a corpus")
    }
    for mention in inference.infer(corpus).mentions {
      let length = mention.field == .title ? title.unicodeScalars.count : scalars.count
      precondition(!mention.range.isEmpty && mention.range.upperBound <= length, "a mention out of bounds")
    }
  }
}
