import PaperLineage

/// The two tables that a corpus is written as: `list-papers.csv` and `list-relations.csv`.
///
/// The table of relations names papers by their ids in the table of papers, and says nothing else of them. Read by itself
/// it is a list of citations; beside its papers it is a part of them.
enum TablePair {
  /// Whether a table begins with the columns of ``CSVWriter/relations(_:)``.
  static func isRelations(_ file: CorpusFile) -> Bool {
    guard let line = file.text.split(maxSplits: 1, whereSeparator: \.isNewline).first else { return false }
    let names = line.split { ",;\t\"".contains($0) }
    return names.starts(with: ["citing", "cited", "kind", "confidence", "source"])
  }

  /// The name of the table of papers beside a table of relations, without the ending that says it is packed.
  static func papersName(ofRelationsNamed name: String) -> String? {
    let name = unpacked(name)
    let ending = "relations.csv"
    return name.lowercased().hasSuffix(ending) ? name.dropLast(ending.count) + "papers.csv" : nil
  }

  private static func unpacked(_ name: String) -> String {
    name.lowercased().hasSuffix(".gz") ? String(name.dropLast(3)) : name
  }

  /// Moves relations to the papers that they are of, for each table of relations whose papers are there.
  ///
  /// A relation that the table of papers tells as well stays one, with the confidence that the other table tells. Papers
  /// that only the relations name stay where they are.
  ///
  /// - Parameters:
  ///   - readings: All files.
  ///   - relations: The names of the tables of relations.
  /// - Complexity: O(*n*) for *n* records and references.
  static func join(_ readings: inout [RecordReading], relations: Set<String>) {
    for place in readings.indices where relations.contains(readings[place].file) {
      let name = papersName(ofRelationsNamed: readings[place].file)
      let papers = readings.indices.first { readings[$0].format == .table && unpacked(readings[$0].file) == name }
      guard let papers else { continue }
      var rest = readings[place]
      join(&rest, into: &readings[papers])
      readings[place] = rest
    }
  }

  private struct Link: Hashable {
    let key: String
    let kind: RelationKind
  }

  private static func join(_ relations: inout RecordReading, into papers: inout RecordReading) {
    // A key that two papers have names neither.
    let rows = Dictionary(
      papers.records.enumerated().flatMap { row, record in record.localKeys.map { ($0, Int?.some(row)) } }
    ) { _, _ in nil }
    var others: [BibliographicRecord] = []
    for var record in relations.records {
      guard let key = record.localKeys.first, case .some(.some(let row)) = rows[key] else {
        for index in record.references.indices where record.references[index].localKey.map({ rows[$0] != nil }) == true
        {
          record.references[index].localKeyFile = papers.file
        }
        others.append(record)
        continue
      }
      let known = Dictionary(
        papers.records[row].references.enumerated().compactMap { place, reference in
          reference.localKey.map { (Link(key: $0, kind: reference.kind), place) }
        }
      ) { first, _ in first }
      for var reference in record.references {
        if let place = reference.localKey.flatMap({ known[Link(key: $0, kind: reference.kind)] }) {
          papers.records[row].references[place].confidence = reference.confidence
          continue
        }
        if let key = reference.localKey, rows[key] == nil { reference.localKeyFile = relations.file }
        papers.records[row].references.append(reference)
      }
    }
    relations.records = others
  }
}
