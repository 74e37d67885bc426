import Foundation
import PaperLineage

/// What a check has to say of a bibliography, table or graph apart from what its reader found odd.
extension RecordReading {
  /// Records that could not be read, text that belongs to none, keys that stand twice, references to keys that are not
  /// there, and lists of references that are suspiciously empty.
  ///
  /// - Complexity: O(*n*) for *n* records and references.
  func findings() -> [Diagnostic] {
    unreadFindings() + ignoredFindings() + keyFindings() + danglingFindings() + emptyListFindings()
  }

  private func unreadFindings() -> [Diagnostic] {
    unread.map { block in
      let start = block.text.split(whereSeparator: \.isNewline).first.map { String($0).spacedByOne } ?? ""
      return Diagnostic(
        .error, .unreadRecord,
        "a record could not be read: \(block.reason)" + (start.isEmpty ? "" : " (“\(start.prefix(60))”)"),
        remedy: "correct the record; the others were read", place: block.place)
    }
  }

  /// Text that belongs to no record is told by reason and not piece by piece: comments are no faults.
  private func ignoredFindings() -> [Diagnostic] {
    let told: Set<String> = [GraphRecords.arcWithoutNode, GraphRecords.edgeWithoutDirection]
    var order: [String] = []
    var blocks: [String: [UnreadBlock]] = [:]
    for block in ignored where !told.contains(block.reason) {
      if blocks[block.reason] == nil { order.append(block.reason) }
      blocks[block.reason, default: []].append(block)
    }
    return order.map { reason in
      let pieces = blocks[reason] ?? []
      let count = pieces.count
      return Diagnostic(
        .note, .ignoredText,
        count == 1
          ? "a piece of text is part of no record: \(reason)"
          : "\(count) pieces of text are part of no record, the first here: \(reason)",
        remedy: "look at it if a record is missing", place: pieces.first?.place,
        related: pieces.dropFirst().prefix(100).map(\.place))
    }
  }

  /// Whether keys are given by hand, to be unique in the file; elsewhere readers tell of them, or ids repeat by nature.
  private var hasOwnKeys: Bool {
    switch format {
    case .bibtex, .csl, .webOfScience, .scopus, .nbib, .pubmedXML, .table: true
    default: false
    }
  }

  private func keyFindings() -> [Diagnostic] {
    guard hasOwnKeys else { return [] }
    var findings: [Diagnostic] = []
    var exact: [String: SourcePlace?] = [:]
    var folded: [String: (key: String, place: SourcePlace?)] = [:]
    for record in records {
      guard let key = record.localKeys.first else { continue }
      let small = key.precomposedStringWithCompatibilityMapping.lowercased()
      let place = record.paper.place
      if let first = exact[key] {
        findings.append(
          Diagnostic(
            .warning, .duplicateID, "the key “\(key)” stands twice" + (first.map { ", first at \($0)" } ?? ""),
            remedy: "give one of them another key, or remove it if both are one work", place: place,
            related: first.map { [$0] }))
      } else if let twin = folded[small] {
        findings.append(
          Diagnostic(
            .warning, .nameTwins,
            "the keys “\(twin.key)” and “\(key)” differ by case or width only"
              + (twin.place.map { "; the other is at \($0)" } ?? ""),
            remedy: "make them differ: BibTeX takes such keys for one", place: place, related: twin.place.map { [$0] }))
      }
      if exact[key] == nil { exact[key] = .some(place) }
      if folded[small] == nil { folded[small] = (key, place) }
    }
    return findings
  }

  /// References by key alone, as `cites` and `related` of BibTeX hold them.
  private func danglingFindings() -> [Diagnostic] {
    guard format == .bibtex || format == .table || format == .jsonGraph || format == .vosviewer else { return [] }
    let keys = Set(records.flatMap(\.localKeys))
    let folded = Dictionary(keys.sorted().map { (NameKey($0), $0) }, uniquingKeysWith: { first, _ in first })
    var findings: [Diagnostic] = []
    for record in records {
      for reference in record.references + record.citers {
        guard let key = reference.localKey, !keys.contains(key), reference.identifiers.isEmpty else { continue }
        let citing = record.localKeys.first ?? record.paper.title
        let place = reference.place ?? record.paper.place
        if let twin = folded[NameKey(key)] {
          findings.append(
            Diagnostic(
              .warning, .nameTwins,
              "“\(citing)” refers to “\(key)”, which is not there; “\(twin)” differs from it by case, width or marks only",
              remedy: "write “\(twin)”", place: place))
        } else {
          findings.append(
            Diagnostic(
              .warning, .danglingRelation, "“\(citing)” refers to “\(key)”, and no record has that key",
              remedy: Spelling.suggestion(
                for: key, among: keys.count > 10_000 ? [] : keys.sorted(),
                otherwise: "add the record, or correct the key"),
              place: place))
        }
      }
    }
    return findings
  }

  /// Whether records of the format have a list of references as a rule; in graphs a node without arcs is no wonder.
  private var listsReferences: Bool {
    switch format {
    case .webOfScience, .scopus, .openAlex, .semanticScholar, .crossref, .pubmedXML, .ris, .bibtex: true
    default: false
    }
  }

  private func emptyListFindings() -> [Diagnostic] {
    guard listsReferences else { return [] }
    let count = records.count { !$0.references.isEmpty }
    // Where most have none, the source does not give them.
    guard count >= 2, count * 2 >= records.count else { return [] }
    return records.compactMap { record in
      // What says itself how many there are is told by the reader; editorials may well have none.
      guard record.references.isEmpty, record.declaredReferenceCount == nil else { return nil }
      return Diagnostic(
        .warning, .emptyReferences,
        "“\(record.paper.title)” has no references, and \(count) of the \(records.count) records of the file have",
        remedy: "check the source; export the record again with its references", place: record.paper.place)
    }
  }
}

extension ListFile {
  /// The lines of a list that are part of no paper.
  var findings: [Diagnostic] {
    reading.unread.map { block in
      let start = block.text.split(whereSeparator: \.isNewline).first.map { String($0).spacedByOne } ?? ""
      let lines = block.lastLine > block.place.line ? "lines \(block.place.line) to \(block.lastLine)" : "a line"
      return Diagnostic(
        .note, .ignoredText, "\(lines) of the list could not be placed: \(block.reason) (“\(start.prefix(60))”)",
        remedy: "look at it if a paper is missing", place: block.place)
    }
  }
}

extension ImportAccount {
  /// References to papers that are not among the files: told in numbers, as most papers that anybody cites are not. Of an
  /// ecosystem each is told by its reader, as it is meant to have all that its assets depend on.
  var unmatchedFindings: [Diagnostic] {
    files.compactMap { file in
      guard file.format != BibliographyFormat.ecosystemGraphs.name else { return nil }
      let missing = file.references - file.matched
      guard missing > 0 else { return nil }
      return Diagnostic(
        .note, .unmatchedReferences,
        "\(missing) of \(file.references) references are to papers that are not among the files, or say too little",
        remedy: "add the papers that matter to you", place: SourcePlace(file: file.file, line: 1, column: 1))
    }
  }
}

/// What joining records finds out that is worth a word to a check only.
struct MergeFindings {
  private(set) var diagnostics: [Diagnostic] = []

  /// Tells of records of one work that stand in the same file; those of several files are expected to meet.
  mutating func add(_ members: [BibliographicRecord], as paper: Paper) {
    guard members.count > 1 else { return }
    let files = Dictionary(grouping: members) { $0.paper.place?.file ?? "" }
    for (file, records) in files.sorted(by: { $0.key < $1.key }) where records.count > 1 && !file.isEmpty {
      let first = records[0].paper
      for record in records.dropFirst() {
        let common = first.identifiers.first { record.paper.identifiers.contains($0) }
        let why = common.map { "the same \($0.scheme.name), \($0.value)" } ?? "the same title, year and author"
        diagnostics.append(
          Diagnostic(
            .warning, .duplicateRecord,
            "“\(paper.title)” stands twice in this file"
              + (first.place.map { ", first in line \($0.line)" } ?? "") + ": \(why)",
            remedy: "keep one of the records; they were joined", place: record.paper.place,
            related: first.place.map { [$0] }))
      }
    }
  }

  /// Tells of a reference of a paper to itself.
  mutating func add(selfReference reference: CitedReference, of paper: Paper) {
    diagnostics.append(
      Diagnostic(
        .warning, .selfRelation, "“\(paper.title)” \(reference.kind.rawValue) itself",
        remedy: "remove the reference, or give the paper that is meant its own DOI or year; no relation was made",
        place: reference.place ?? paper.place))
  }
}
