import Foundation
import PaperLineage
import Testing

@testable import PaperFormats

@Suite(.enabled(if: WildFiles.folder != nil, "needs ../shared/wild"))
struct WildTableTests {
  @Test(arguments: WildFiles.counted("scopus").filter { $0.file.hasSuffix(".csv") })
  func everyRecordOfScopusIsFound(_ counted: WildFiles.Counted) throws {
    let file = try WildFiles.text(counted.file)
    #expect(TableFormat.detect(headerLine: file.text.prefix(4000)) == .scopus)
    let reading = ScopusReader.read(file)
    #expect(reading.recordCount == counted.numbers["records"] && reading.unread.isEmpty)
    // A row that is out of line would have its EID elsewhere.
    for record in reading.records {
      #expect(record.paper.identifier(.scopus) != nil)
      // Proceedings have editors only.
      let isProceedings = record.paper.publication.type == .proceedings
      #expect(
        record.paper.authors.isEmpty == isProceedings && record.paper.versions.count == 1, "\(record.paper.title)")
    }
  }

  /// Counted by hand in the fields: pieces that end with a year, and in the older layout those with a year and those
  /// without that are references of their own.
  @Test func everyReferenceOfScopusIsFound() throws {
    let newer = try ScopusReader.read(WildFiles.text("scopus/massimoaria+bibliometrix/scopus_sample.csv"))
    #expect(newer.records.map(\.references.count) == [43, 30, 66, 34, 49, 55, 66, 38])
    for reference in newer.records.flatMap(\.references) { #expect(reference.year != nil) }
    let older = try ScopusReader.read(WildFiles.text("scopus/NLeSC+litstudy/scopus.csv"))
    #expect(older.records.prefix(2).map(\.references.count) == [128, 317])
    #expect(
      older.records.flatMap(\.references).count { $0.firstAuthor == nil && $0.title == nil && $0.venue == nil } == 0)
  }

  /// Rows of citations are references, rows of papers records; the others are kept as unread.
  @Test(arguments: WildFiles.counted("opencitations").filter { $0.file.hasSuffix(".csv") })
  func everyRowOfOpenCitationsIsFound(_ counted: WildFiles.Counted) throws {
    let file = try WildFiles.text(counted.file)
    let reading = OpenCitationsReader.read(file)
    let header = SeparatedTable.Header(line: file.text.prefix(4000))
    let isCitations = if case .citations? = OpenCitationsReader.Layout(header) { true } else { false }
    let relations = reading.records.reduce(0) { $0 + $1.references.count }
    #expect((isCitations ? relations : reading.records.count) + reading.unread.count == counted.numbers["records"])
    if OpenCitationsReader.Layout(header) != nil { #expect(reading.unread.isEmpty) }
  }

  /// The same citations stand in one file with spans and in another with dates.
  @Test func spansLeadToTheDatesOfTheCitedPapers() throws {
    let spans = try OpenCitationsReader.read(WildFiles.text("opencitations/opencitations+index/croci_citations.csv"))
    let dates = try OpenCitationsReader.read(WildFiles.text("opencitations/opencitations+index/croci_dump.csv"))
    let known = Dictionary(
      dates.records.compactMap { record in record.paper.versions.first.map { (record.paper.title, $0.date) } },
      uniquingKeysWith: { first, _ in first })
    var compared = 0
    for record in spans.records {
      guard let date = record.paper.versions.first?.date, let other = known[record.paper.title] else { continue }
      compared += 1
      #expect(!date.isCertainlyBefore(other) && !other.isCertainlyBefore(date), "\(record.paper.title)")
    }
    #expect(compared >= 10)
  }
}
