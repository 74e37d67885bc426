import PaperLineage

/// Dates that stand in a file of their own, for records that have none: an identifier and a date a line.
enum RecordDates {
  /// Dates the records whose key or identifier a line names, in the first file that has one.
  ///
  /// - Returns: What could not be used.
  /// - Complexity: O(*n*) for *n* characters and records.
  static func read(_ list: CorpusFile, into readings: inout [RecordReading]) -> [Diagnostic] {
    struct Position { let reading: Int, record: Int }
    var positions: [String: [Position]] = [:]
    for (number, reading) in readings.enumerated() {
      for (index, record) in reading.records.enumerated() {
        for name in Set(record.localKeys + record.paper.identifiers.map(\.value)) {
          positions[name, default: []].append(Position(reading: number, record: index))
        }
      }
    }
    var diagnostics: [Diagnostic] = []
    var unknown: (count: Int, first: SourcePlace?) = (0, nil)
    for line in TextLine.lines(of: list.text) {
      let text = line.text.drop { $0 == "\u{FEFF}" || $0 == " " }
      guard let start = text.first, start != "#", start != "%" else { continue }
      let place = SourcePlace(file: list.name, line: line.number, column: 1)
      let fields = CitationListReader.fields(of: text)
      guard !fields.isEmpty else { continue }
      guard fields.count >= 2, let date = date(fields[1]) else {
        // Names of columns stand above the dates.
        if line.number == 1, !text.contains(where: \.isNumber) { continue }
        if diagnostics.count < 100 {
          diagnostics.append(
            Diagnostic(
              .warning, .badDate, "“\(text.trimmed.prefix(80))” is no identifier with a date",
              remedy: "write an identifier and YYYY, YYYY-MM or YYYY-MM-DD a line", place: place))
        }
        continue
      }
      guard let found = positions[fields[0]] else {
        unknown = (unknown.count + 1, unknown.first ?? place)
        continue
      }
      for position in found {
        let paper = readings[position.reading].records[position.record].paper
        guard paper.versions.isEmpty else { continue }
        readings[position.reading].records[position.record].paper.versions = [
          PaperVersion(role: GraphAttributes.role(of: paper), date: date)
        ]
      }
    }
    if unknown.count > 0 {
      diagnostics.append(
        Diagnostic(
          .warning, .badDate, "\(unknown.count) line\(unknown.count == 1 ? "" : "s") of dates name no paper",
          remedy: "write identifiers as the citations have them", place: unknown.first))
    }
    return diagnostics
  }

  private static func date(_ text: String) -> PublicationDate? {
    if let date = PublicationDate(text) { return date }
    guard text.utf8.count == 8, text.utf8.allSatisfy({ 48...57 ~= $0 }) else { return nil }
    return PublicationDate("\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))")
  }
}
