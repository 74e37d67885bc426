import PaperFormats
import PaperLineage

/// Ends the run if a condition does not hold. A build for release says nothing at a `precondition`.
func require(_ condition: Bool, _ message: @autoclosure () -> String) {
  if !condition { fatalError(message()) }
}

/// What must hold of a reading, whatever was read.
struct ReadingCheck {
  /// How many characters each line of a file has at most, by the name of the file. What counts as the end of a line
  /// differs by format; here it is anything that may.
  private let lineCounts: [String: Int]
  private let lengths: [String: Int]

  init(_ files: [CorpusFile]) {
    lineCounts = Dictionary(uniqueKeysWithValues: files.map { ($0.name, 1 + Self.lineEnds(in: $0.text)) })
    lengths = Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.text.unicodeScalars.count) })
  }

  private static func lineEnds(in text: String) -> Int {
    text.unicodeScalars.count { scalar in
      switch scalar.value {
      case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
      default: false
      }
    }
  }

  func check(_ reading: RecordReading) {
    require(reading.recordCount == reading.records.count + reading.unread.count, "records in no count, or in two")
    for record in reading.records {
      require(record.paper.id.rawValue.isEmpty, "an id before all files are known")
      guard let place = record.paper.place else { fatalError("a record without place") }
      check(place)
      for version in record.paper.versions { check(version.date) }
      for reference in record.references + record.citers {
        if let place = reference.place { check(place) }
        for identifier in reference.identifiers { check(identifier) }
      }
      for identifier in record.paper.identifiers { check(identifier) }
    }
    for block in reading.unread + reading.ignored {
      check(block.place)
      require(!block.reason.isEmpty, "unread without a reason")
    }
    for diagnostic in reading.diagnostics {
      require(!diagnostic.message.isEmpty, "nothing said")
      if let place = diagnostic.place { check(place) }
    }
  }

  private func check(_ place: SourcePlace) {
    guard let lineCount = lineCounts[place.file], let length = lengths[place.file] else {
      fatalError("a place in another file")
    }
    require(1...lineCount ~= place.line, "a line that is not in the file")
    require(1...length + 1 ~= place.column, "a column that is not in the file")
  }

  private func check(_ date: PublicationDate) {
    require(1...9999 ~= date.year, "no year")
    if let month = date.month { require(1...12 ~= month, "no month") }
    if let day = date.day { require(1...31 ~= day, "no day") }
  }

  private func check(_ identifier: PaperIdentifier) {
    require(!identifier.value.isEmpty, "an identifier without value")
  }

  static func checkSame(_ first: RecordReading, _ second: RecordReading) {
    require(first.records == second.records, "other records at the second time")
    require(first.unread == second.unread && first.ignored == second.ignored, "other text at the second time")
    require(first.diagnostics == second.diagnostics, "other diagnostics at the second time")
  }
}

/// What must hold of records that were joined.
enum MergingCheck {
  static func check(_ readings: [RecordReading]) {
    let merged = RecordMerger().merge(readings)
    check(merged, readings)
    let turned = RecordMerger().merge(readings.reversed())
    require(
      turned.account.papers == merged.account.papers || Set(readings.map(\.file)).count < readings.count,
      "the order of files matters")
    checkWriting(merged.parts)
  }

  /// The sums of the account, made anew here.
  private static func check(_ merged: RecordMerger.Result, _ readings: [RecordReading]) {
    let account = merged.account
    require(account.papers == merged.parts.papers.count, "papers in no count, or in two")
    require(account.files.reduce(0) { $0 + $1.records } == readings.reduce(0) { $0 + $1.recordCount }, "records")
    for file in account.files {
      require(file.records == file.papers + file.merged + file.unread, "records in no count, or in two")
      require(file.unread == file.unreadReasons.values.reduce(0, +), "unread in no count, or in two")
    }
    let references = readings.flatMap(\.records).reduce(0) { $0 + $1.references.count + $1.citers.count }
    let matched = account.matched.values.reduce(0, +)
    require(account.references == references, "references in no count, or in two")
    require(references == matched + account.unmatched, "references in no count, or in two")
    require(references == account.files.reduce(0) { $0 + $1.references }, "references in no count, or in two")
    require(
      matched == account.relations + account.duplicateRelations + account.selfRelations,
      "matched references in no count, or in two")
    require(account.relations == merged.parts.relations.count, "relations in no count, or in two")
    require(Set(merged.parts.papers.map(\.id)).count == merged.parts.papers.count, "two papers of one id")
  }

  /// What is written as a corpus file is read as one.
  static func checkWriting(_ parts: CorpusParts) {
    guard let corpus = try? Corpus(parts) else { return }
    let read = CorpusReader.read([CorpusFile(name: "written", text: CorpusWriter.yaml(parts))])
    guard let again = read.corpus else {
      let reasons = read.diagnostics.map { "\($0.message): \($0.excerpt ?? "")" }
      fatalError("what was written cannot be read: \(reasons.joined(separator: "\n"))")
    }
    require(again.papers.map(\.id) == corpus.papers.map(\.id), "papers were lost")
    require(again.relations.count == corpus.relations.count, "relations were lost")
  }
}
