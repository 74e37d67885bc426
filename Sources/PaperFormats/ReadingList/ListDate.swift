import Foundation
import PaperLineage

/// Dates as reading lists write them.
enum ListDate {
  /// What a text says of a date.
  enum Reading: Equatable {
    case date(PublicationDate)
    /// It has the form of a date, and no calendar has it.
    case impossible
    case none
  }

  /// Reads a text that is a date and little else: `2023.02`, `2023-02`, `2023年2月`, `2023.3.21`, `2015`, `(2017)`,
  /// `July 2023`.
  static func read(_ text: String) -> Reading {
    let folded = text.precomposedStringWithCompatibilityMapping
    var rest = Substring(folded.trimmingCharacters(in: .whitespacesAndNewlines))
    while let first = rest.first, "([{【<“\"*_".contains(first) { rest.removeFirst() }
    while let last = rest.last, ")]}】>”\"*_.。,;!".contains(last) { rest.removeLast() }
    let words = rest.trimmingCharacters(in: .whitespaces)
    return numeric(words) ?? named(words) ?? .none
  }

  /// The first date in a running text, outside of longer numbers; a lone year counts if it is in brackets.
  static func first(in text: String) -> (reading: Reading, text: Substring)? {
    let folded = text.precomposedStringWithCompatibilityMapping
    let pattern =
      #/(?:^|[^0-9A-Za-z.\-\/:])((?:19|20)[0-9]{2}(?:[.\/\-][0-9]{1,2}(?:[.\/\-][0-9]{1,2})?|\s*年\s*[0-9]{1,2}\s*月(?:\s*[0-9]{1,2}\s*日)?|\s*年))(?![0-9])/#
    if let match = folded.firstMatch(of: pattern) { return (read(String(match.1)), match.1) }
    let months =
      #/(?:^|[^A-Za-z])((?:[0-9]{1,2}\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?,?\s+(?:[0-9]{1,2},?\s+)?(?:19|20)[0-9]{2})(?![0-9])/#
    if let match = folded.firstMatch(of: months) { return (read(String(match.1)), match.1) }
    let inBrackets = #/[(\[（](?:[^()\[\]]{0,40}[\s,])?((?:19|20)[0-9]{2})[)\]）]/#
    if let match = folded.firstMatch(of: inBrackets) { return (read(String(match.1)), match.1) }
    return nil
  }

  private static func numeric(_ text: String) -> Reading? {
    let pattern =
      #/([0-9]{4})(?:\s*[.\/\-年]\s*([0-9]{1,2})(?:\s*[.\/\-月]\s*([0-9]{1,2}))?)?\s*[年月日号]?/#
    if let match = text.wholeMatch(of: pattern) {
      return reading(year: Int(match.1), month: match.2.flatMap { Int($0) }, day: match.3.flatMap { Int($0) })
    }
    if let match = text.wholeMatch(of: #/((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})/#) {
      return reading(year: Int(match.1), month: Int(match.2), day: Int(match.3))
    }
    return nil
  }

  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

  private static func named(_ text: String) -> Reading? {
    let words = text.split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() }
    guard 2...3 ~= words.count, let year = words.first(where: { $0.count == 4 && Int($0) != nil }) else { return nil }
    let names = words.compactMap { word in
      word.count >= 3 ? months.firstIndex { word.hasPrefix($0) && isMonthName(word, $0) } : nil
    }
    guard names.count == 1, let month = names.first else { return nil }
    let day = words.filter { $0 != year }.compactMap { Int($0.trimmingCharacters(in: .letters)) }.first
    guard words.count == 2 || day != nil else { return nil }
    return reading(year: Int(year), month: month + 1, day: words.count == 3 ? day : nil)
  }

  private static func isMonthName(_ word: String, _ short: String) -> Bool {
    let full = [
      "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
      "december",
    ]
    return word == short || word == "sept" || full.contains { $0 == word }
  }

  private static func reading(year: Int?, month: Int?, day: Int?) -> Reading {
    guard let year, 1000...2999 ~= year, let date = PublicationDate(year: year, month: month, day: day) else {
      return .impossible
    }
    return .date(date)
  }
}
