import Foundation
import PaperLineage

/// Where a paper stands in print, as the tables of Embase say it in one column:
/// `Cancer (2004) 102:4 (253-258). Date of Publication: 25 Aug 2004`.
struct EmbaseSource {
  private let venue: String
  private let volume: String?
  private let issue: String?
  private let pages: String?
  let date: PublicationDate?

  /// - Complexity: O(*n*) for *n* characters.
  init?(_ row: SeparatedTable.Row) {
    // In tables of others, a source is a database.
    guard row.header.has("authornames"), let text = row.value("source"), text.utf8.count < 1000,
      let mark = text.firstRange(of: " Date of Publication: ")
    else { return nil }
    let head = text[..<mark.lowerBound]
    guard let year = head.firstRange(of: #/ \(\d{4}\)/#) else { return nil }
    venue = head[..<year.lowerBound].trimmed
    // `102:4 (253-258).`
    let place = head[year.upperBound...].split(separator: "(", maxSplits: 1, omittingEmptySubsequences: false)
    let numbers = place[0].split(separator: ":", maxSplits: 1).map { $0.trimmed }
    volume = numbers.first.flatMap { $0.isEmpty || $0 == "." ? nil : $0 }
    issue = numbers.count > 1 ? numbers[1] : nil
    pages = place.count > 1 ? place[1].prefix { $0 != ")" }.trimmed : nil
    date = LooseDate.read(String(text[mark.upperBound...])) ?? LooseDate.read(String(head[year]))
  }

  /// Fills in what no other column says.
  func fill(_ publication: inout PaperPublication) {
    publication.venue = publication.venue ?? venue
    publication.volume = publication.volume ?? volume
    publication.issue = publication.issue ?? issue
    publication.pages = publication.pages ?? pages
  }

  /// The DOI in the address of a library's resolver: `…&id=doi:10.1002%2Fcncr.20369&…`
  static func doi(inResolver address: String) -> PaperIdentifier? {
    guard let mark = address.firstRange(of: "id=doi:") else { return nil }
    let text = String(address[mark.upperBound...].prefix { $0 != "&" && $0 != " " })
    return PaperIdentifier(.doi, text.removingPercentEncoding ?? text)
  }
}
