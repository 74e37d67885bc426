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
  static let exceptions: [String: (ours: [Int], reason: String)] = [
    "crossref/citation-js+citation-js/doi.json": (
      [4, 1, 5],
      "measured is the outermost object; it holds four works by their DOI"
    ),
    "crossref/sckott+habanero/test_cursor.yaml": (
      [],
      "recorded exchanges of a program with a server; no bibliography, and no number was measured"
    ),
    "crossref/sckott+habanero/test_cursor_fails_cursor_value.yaml": (
      [],
      "recorded exchanges of a program with a server; no bibliography, and no number was measured"
    ),
    "crossref/sckott+habanero/test_cursor_max.yaml": (
      [],
      "recorded exchanges of a program with a server; no bibliography, and no number was measured"
    ),
    "crossref/sckott+habanero/test_journals_works.yaml": (
      [],
      "recorded exchanges of a program with a server; no bibliography, and no number was measured"
    ),
    "crossref/sckott+habanero/test_prefixes_field_queries.yaml": (
      [],
      "recorded exchanges of a program with a server; no bibliography, and no number was measured"
    ),
    "crossref/sckott+habanero/test_works_bad_id_warn.yaml": (
      [],
      "recorded exchanges of a program with a server; no bibliography, and no number was measured"
    ),
    "crossref/sckott+habanero/test_works_field_queries.yaml": (
      [],
      "recorded exchanges of a program with a server; no bibliography, and no number was measured"
    ),
    "crossref/sckott+habanero/test_works_field_query_publisher_name.yaml": (
      [],
      "recorded exchanges of a program with a server; no bibliography, and no number was measured"
    ),
    "crossref/sckott+habanero/test_works_mixed_ids_warn.yaml": (
      [],
      "recorded exchanges of a program with a server; no bibliography, and no number was measured"
    ),
    "crossref/sckott+habanero/test_works_no_id_withlimit.yaml": (
      [],
      "recorded exchanges of a program with a server; no bibliography, and no number was measured"
    ),
    "crossref/sckott+habanero/test_works_query.yaml": (
      [],
      "recorded exchanges of a program with a server; no bibliography, and no number was measured"
    ),
    "crossref/sckott+habanero/test_works_query_filters_not_allowed_with_dois.yaml": (
      [],
      "recorded exchanges of a program with a server; no bibliography, and no number was measured"
    ),
    "crossref/sckott+habanero/test_works_sample.yaml": (
      [],
      "recorded exchanges of a program with a server; no bibliography, and no number was measured"
    ),
    "crossref/sckott+habanero/test_works_with_many_ids.yaml": (
      [],
      "recorded exchanges of a program with a server; no bibliography, and no number was measured"
    ),
    "crossref/sckott+habanero/test_works_with_one_id.yaml": (
      [],
      "recorded exchanges of a program with a server; no bibliography, and no number was measured"
    ),
    "crossref/sckott+habanero/test_works_with_select_param.yaml": (
      [],
      "recorded exchanges of a program with a server; no bibliography, and no number was measured"
    ),
    "edgelist/felipefrr+mpa_splc/main_path_gigante.txt": (
      [0],
      "one path on one line, no list of citations; refused"
    ),
    "gml/igraph+igraph/invalid6.gml": (
      [1, 0],
      "the edge has no target, and is kept as ignored text"
    ),
    "jgf/jsongraph+json-graph-specification/car_graphs.json": (
      [7],
      "measured are graphs, ours are nodes"
    ),
    "jgf/jsongraph+json-graph-specification/empty_test.json": (
      [0],
      "measured are graphs, ours are nodes"
    ),
    "jgf/jsongraph+json-graph-specification/hyper-directed.json": (
      [8],
      "measured are graphs, ours are nodes"
    ),
    "jgf/jsongraph+json-graph-specification/hyper-undirected.json": (
      [6],
      "measured are graphs, ours are nodes"
    ),
    "jgf/jsongraph+json-graph-specification/les_miserables.json": (
      [77],
      "measured are graphs, ours are nodes"
    ),
    "jgf/jsongraph+json-graph-specification/test.network.json": (
      [9],
      "measured are graphs, ours are nodes"
    ),
    "jgf/jsongraph+json-graph-specification/usual_suspects.json": (
      [2],
      "measured are graphs, ours are nodes"
    ),
    "opencitations/opencitations+index/glob.json": (
      [0],
      "no papers and no citations: validity, provenance or a look-up table; refused"
    ),
    "opencitations/opencitations+index/citations_prov.csv": (
      [0],
      "no papers and no citations: validity, provenance or a look-up table; refused"
    ),
    "opencitations/opencitations+index/initial_data.csv": (
      [0],
      "no papers and no citations: validity, provenance or a look-up table; refused"
    ),
    "opencitations/opencitations+index/lookup_full.csv": (
      [0],
      "no papers and no citations: validity, provenance or a look-up table; refused"
    ),
    "opencitations/opencitations+index/lookup_new.csv": (
      [0],
      "no papers and no citations: validity, provenance or a look-up table; refused"
    ),
    "pajek/igraph+igraph/invalid_pajek2.net": (
      [5, 0],
      "four vertices without a line, and a line that is none, which is unread"
    ),
    "pubmed/JabRef+jabref/MedlineImporterTestArticleID.xml": (
      [1],
      "measured are tags; an article has PubmedArticle and MedlineCitation"
    ),
    "pubmed/JabRef+jabref/MedlineImporterTestArticleItalics.xml": (
      [1],
      "measured are tags; an article has PubmedArticle and MedlineCitation"
    ),
    "pubmed/JabRef+jabref/MedlineImporterTestArticleNoISSN.xml": (
      [1],
      "measured are tags; an article has PubmedArticle and MedlineCitation"
    ),
    "pubmed/JabRef+jabref/MedlineImporterTestKeywordSingleEntry.xml": (
      [1],
      "measured are tags; an article has PubmedArticle and MedlineCitation"
    ),
    "pubmed/JabRef+jabref/MedlineImporterTestMathML.xml": (
      [1],
      "measured are tags; an article has PubmedArticle and MedlineCitation"
    ),
    "pubmed/JabRef+jabref/MedlineImporterTestMeshHeadingList.xml": (
      [1],
      "measured are tags; an article has PubmedArticle and MedlineCitation"
    ),
    "pubmed/JabRef+jabref/MedlineImporterTestNbib.xml": (
      [2],
      "measured are tags; an article has PubmedArticle and MedlineCitation"
    ),
    "pubmed/JabRef+jabref/MedlinePlainImporterTestMultiAbstract.txt": (
      [1],
      "measured are lines with a PMID; the one record has none"
    ),
    "pubmed/JabRef+jabref/MedlinePlainImporterTestMultiTitle.txt": (
      [1],
      "measured are lines with a PMID; the one record has none"
    ),
    "pubmed/JabRef+jabref/MedlinePlainImporterTestMultipleEntries.txt": (
      [7],
      "measured are lines with a PMID; two records have none"
    ),
    "ris/MrTango+rispy/example_wos.ris": (
      [2],
      "measured are lines with TY; it is tagged as the Web of Science does, with two records"
    ),
    "semanticscholar/danielnsilva+semanticscholar/Author.json": (
      [60],
      "measured is the author; sixty papers are in it"
    ),
    "semanticscholar/danielnsilva+semanticscholar/Dataset.json": (
      [0],
      "about data sets and releases, no papers; refused"
    ),
    "semanticscholar/danielnsilva+semanticscholar/DatasetDiff.json": (
      [0],
      "about data sets and releases, no papers; refused"
    ),
    "semanticscholar/danielnsilva+semanticscholar/Release.json": (
      [0],
      "about data sets and releases, no papers; refused"
    ),
    "semanticscholar/danielnsilva+semanticscholar/test_get_paper.yaml": (
      [],
      "recorded exchanges of a program with a server; no bibliography, and no number was measured"
    ),
    "semanticscholar/danielnsilva+semanticscholar/test_get_paper_authors.yaml": (
      [],
      "recorded exchanges of a program with a server; no bibliography, and no number was measured"
    ),
    "semanticscholar/danielnsilva+semanticscholar/test_get_paper_citations.yaml": (
      [],
      "recorded exchanges of a program with a server; no bibliography, and no number was measured"
    ),
    "semanticscholar/danielnsilva+semanticscholar/test_get_paper_references.yaml": (
      [],
      "recorded exchanges of a program with a server; no bibliography, and no number was measured"
    ),
    "semanticscholar/danielnsilva+semanticscholar/test_get_paper_sync_from_running_loop.yaml": (
      [],
      "recorded exchanges of a program with a server; no bibliography, and no number was measured"
    ),
    "semanticscholar/danielnsilva+semanticscholar/test_get_papers.yaml": (
      [],
      "recorded exchanges of a program with a server; no bibliography, and no number was measured"
    ),
    "semanticscholar/danielnsilva+semanticscholar/test_get_papers_not_found_warning.yaml": (
      [],
      "recorded exchanges of a program with a server; no bibliography, and no number was measured"
    ),
    "semanticscholar/danielnsilva+semanticscholar/test_get_papers_return_not_found.yaml": (
      [],
      "recorded exchanges of a program with a server; no bibliography, and no number was measured"
    ),
    "semanticscholar/danielnsilva+semanticscholar/test_search_paper_bulk_retrieval.yaml": (
      [],
      "recorded exchanges of a program with a server; no bibliography, and no number was measured"
    ),
    "vosviewer/neesjanvaneck+VOSviewer-Online/Crossref_journal_citation_network_10000.json": (
      [5000],
      "measured is the outermost object; ours are its items"
    ),
    "vosviewer/neesjanvaneck+VOSviewer-Online/JOI_2007-2016_co-authorship_network.json": (
      [252],
      "measured is the outermost object; ours are its items"
    ),
    "vosviewer/neesjanvaneck+VOSviewer-Online/QSS_SM_2020-2021_co-authorship_network.json": (
      [112],
      "measured is the outermost object; ours are its items"
    ),
    "vosviewer/neesjanvaneck+VOSviewer-Online/QSS_publication_bibliographic_coupling_network.json": (
      [39],
      "measured is the outermost object; ours are its items"
    ),
  ]

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
