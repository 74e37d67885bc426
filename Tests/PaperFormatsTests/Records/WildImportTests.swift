import Foundation
import PaperLineage
import Testing

@testable import PaperFormats

/// Every file that others wrote and somebody counted, by the way that `lineage import` reads it: told by its content,
/// then read.
@Suite(.enabled(if: WildFiles.folder != nil, "needs ../shared/wild"))
struct WildImportTests {
  /// What became of a file.
  enum Outcome {
    case read([RecordReading])
    case list(ReadingListReading)
    case corpus(CorpusReading)
    case refused(InputError)

    init(_ path: String) {
      var contents = InputContents(ReadingOptions())
      do throws(InputError) {
        try contents.read([path])
      } catch {
        self = .refused(error)
        return
      }
      if !contents.readings.isEmpty {
        self = .read(contents.readings)
      } else if let list = contents.lists.first {
        self = .list(list.reading)
      } else {
        self = .corpus(contents.corpus())
      }
    }

    var format: String {
      switch self {
      case .read(let readings): readings.map(\.format.name).joined(separator: " + ")
      case .list(let reading): reading.form.rawValue
      case .corpus: "corpus file"
      case .refused: "refused"
      }
    }
  }

  /// What was counted in a file, and what we make of it; both by the name of what is counted.
  struct Comparison {
    let file: String
    let format: String
    let ours: [(name: String, count: Int)]
    let measured: [(name: String, count: Int)]

    var isEqual: Bool { ours.map(\.count) == measured.map(\.count) }
    private static func text(_ counts: [(name: String, count: Int)]) -> String {
      counts.isEmpty ? "–" : counts.map { "\($0.count) \($0.name)" }.joined(separator: ", ")
    }
    var oursText: String { Self.text(ours) }
    var measuredText: String { Self.text(measured) }
  }

  /// Numbers that differ, and why ours are right. Nothing else may.
  static let exceptions: [String: (ours: [Int], reason: String)] = [:]

  static let all: [(entry: WildFiles.Counted, format: String)] = [
    "arxiv", "bibtex", "crossref", "csl-json", "edgelist", "gexf", "gml", "graphml", "jgf", "openalex", "opencitations",
    "pajek", "pubmed", "ris", "scopus", "semanticscholar", "vosviewer", "wos",
  ].flatMap { format in WildFiles.counted(format).map { ($0, format) } }

  static func comparison(_ counted: WildFiles.Counted, _ format: String) throws -> Comparison {
    let path = try #require(WildFiles.folder).appending(path: counted.file).path
    let outcome = Outcome(path)
    var records = 0
    var references: [CitedReference] = []
    var edges = 0
    var holders = 0
    var withReferences = 0
    var header = 0
    if case .read(let readings) = outcome {
      for reading in readings {
        records += reading.recordCount
        references += reading.records.flatMap(\.references)
        withReferences += reading.records.count { !$0.references.isEmpty }
        let undirected = reading.ignored.count {
          ["an undirected edge", "an arc of a node that is not there"].contains($0.reason)
        }
        edges += reading.records.reduce(0) { $0 + $1.references.count } + undirected
        holders += reading.ignored.count { $0.reason == "holds data of other entries" }
        header += reading.ignored.count { $0.reason == "the names of the columns" }
      }
    }
    let numbers = counted.numbers
    func compare(_ pairs: (String, Int, Int?)...) -> Comparison {
      let known = pairs.filter { $0.2 != nil }
      return Comparison(
        file: counted.file, format: outcome.format, ours: known.map { ($0.0, $0.1) },
        measured: known.map { ($0.0, $0.2 ?? 0) })
    }
    switch format {
    case "bibtex": return compare(("entries", records + holders, numbers["entries"]))
    case "ris": return compare(("records", records, numbers["TY"]))
    case "wos":
      return compare(
        ("records", records, numbers["records"]), ("references", references.count, numbers["cited_refs"]))
    case "openalex":
      return compare(
        ("records", records, numbers["records"]), ("references", references.count, numbers["refs_total"]))
    case "crossref":
      let identified = references.count { $0.identifiers.contains { $0.scheme == .doi } }
      return compare(
        ("records", records, numbers["records"]), ("with references", withReferences, numbers["with_reference"]),
        ("references with a DOI", identified, numbers["ref_doi"]))
    case "graphml", "gexf", "gml":
      return compare(("nodes", records, numbers["nodes_tags"]), ("edges", edges, numbers["edges_tags"]))
    case "pajek":
      let lines = counted.lines
      let arcs = (lines["arcs"] ?? 0) + (lines["edges"] ?? 0)
      let isList = lines["arcslist"] != nil || lines["edgeslist"] != nil || lines["matrix"] != nil
      return compare(
        ("vertices", records, numbers["vertices_declared"]), ("arcs and edges", edges, isList ? nil : arcs))
    case "edgelist": return compare(("lines", references.count + header, numbers["lines"]))
    case "arxiv": return compare(("entries", records, numbers["entries"]))
    case "jgf": return compare(("graphs", records, numbers["graphs"]))
    case "opencitations":
      let header = SeparatedTable.Header(line: try WildFiles.text(counted.file).text.prefix(4000))
      let isOfCitations = if case .citations? = OpenCitationsReader.Layout(header) { true } else { false }
      return compare(
        (isOfCitations ? "citations" : "rows", isOfCitations ? references.count : records, numbers["records"]))
    default: return compare(("records", records, numbers["records"]))
    }
  }

  @Test(arguments: all.map(\.entry.file))
  func ourCountIsTheMeasuredOne(_ file: String) throws {
    let found = try #require(Self.all.first { $0.entry.file == file })
    let comparison = try Self.comparison(found.entry, found.format)
    if let exception = Self.exceptions[file] {
      #expect(comparison.ours.map(\.count) == exception.ours, "\(comparison.oursText)")
      #expect(!comparison.isEqual || comparison.measured.isEmpty, "no exception any more")
    } else {
      #expect(!comparison.measured.isEmpty, "nothing to compare")
      #expect(
        comparison.isEqual, "ours: \(comparison.oursText); measured: \(comparison.measuredText); \(comparison.format)")
    }
  }

  /// The whole table, for a note: `LINEAGE_WILD_TABLE=table.md swift test`.
  @Test func theTableIsWritten() throws {
    guard let path = ProcessInfo.processInfo.environment["LINEAGE_WILD_TABLE"] else { return }
    var lines = ["| file | format detected | ours | measured | why different |", "|---|---|---|---|---|"]
    for (entry, format) in Self.all {
      let comparison = try Self.comparison(entry, format)
      let reason = Self.exceptions[entry.file]?.reason ?? (comparison.isEqual ? "" : "?")
      lines.append(
        "| \(entry.file) | \(comparison.format) | \(comparison.oursText) | \(comparison.measuredText) | \(reason) |")
    }
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
  }
}
