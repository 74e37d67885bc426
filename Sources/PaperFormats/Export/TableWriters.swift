import PaperLineage

/// Writes tables of values between commas for spreadsheets.
enum CSVWriter {
  static func papers(_ corpus: Corpus) -> String {
    let names = ExportText.attributeNames
    var text = row(["id", "title", "date"] + names)
    for paper in corpus.papers {
      let values = Dictionary(ExportText.attributes(of: paper).map { ($0.name, $0.value) }) { first, _ in first }
      let date = ExportText.date(of: paper, in: corpus)?.description ?? ""
      text += row([paper.id.rawValue, paper.title, date] + names.map { values[$0] ?? "" })
    }
    return text
  }

  static func relations(_ corpus: Corpus) -> String {
    var text = row(["citing", "cited", "kind", "confidence", "source", "locator", "note"])
    for relation in corpus.relations {
      let evidence = relation.evidence.first
      text += row([
        relation.citing.rawValue, relation.cited.rawValue, relation.kind.rawValue, "\(relation.confidence)",
        evidence?.source.rawValue ?? "", evidence?.locator ?? "", evidence?.note ?? "",
      ])
    }
    return text
  }

  private static func row(_ cells: [String]) -> String {
    cells.map { cell(guarded(ExportText.plain($0))) }.joined(separator: ",") + "\r\n"
  }

  /// A cell in which a spreadsheet sees no formula.
  private static func guarded(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, "=+-@＝＋－＠".unicodeScalars.contains(first) else { return text }
    return "'" + text
  }

  static func cell(_ text: String) -> String {
    text.contains { ",;\"\n\r\t".contains($0) } ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}

/// Writes the tables that `neo4j-admin database import` takes.
enum Neo4jWriter {
  static func papers(_ corpus: Corpus) -> String {
    let names = ExportText.attributeNames
    var text = row(["id:ID", "title", "year:int"] + names + [":LABEL"])
    for paper in corpus.papers {
      let values = Dictionary(ExportText.attributes(of: paper).map { ($0.name, $0.value) }) { first, _ in first }
      let year = ExportText.date(of: paper, in: corpus).map { "\($0.year)" } ?? ""
      text += row([paper.id.rawValue, paper.title, year] + names.map { values[$0] ?? "" } + ["Paper"])
    }
    return text
  }

  static func relations(_ corpus: Corpus) -> String {
    corpus.relations.reduce(into: row([":START_ID", ":END_ID", "confidence:double", ":TYPE"])) { text, relation in
      text += row([
        relation.citing.rawValue, relation.cited.rawValue, "\(relation.confidence)", CypherWriter.type(relation.kind),
      ])
    }
  }

  private static func row(_ cells: [String]) -> String {
    cells.map { CSVWriter.cell(ExportText.plain($0)) }.joined(separator: ",") + "\n"
  }
}

/// Writes statements in Cypher. Running them twice changes nothing.
enum CypherWriter {
  static func text(_ corpus: Corpus) -> String {
    var text = "CREATE CONSTRAINT paper_id IF NOT EXISTS FOR (p:Paper) REQUIRE p.id IS UNIQUE;\n"
    for paper in corpus.papers {
      var values = ["p.title = \(quoted(paper.title))"]
      if let year = ExportText.date(of: paper, in: corpus)?.year { values.append("p.year = \(year)") }
      values += ExportText.attributes(of: paper).map { "p.`\($0.name)` = \(quoted($0.value))" }
      text += "MERGE (p:Paper {id: \(quoted(paper.id.rawValue))}) SET \(values.joined(separator: ", "));\n"
    }
    for relation in corpus.relations {
      text +=
        "MATCH (a:Paper {id: \(quoted(relation.citing.rawValue))}), (b:Paper {id: \(quoted(relation.cited.rawValue))}) "
      text += "MERGE (a)-[r:\(type(relation.kind))]->(b) SET r.confidence = \(relation.confidence);\n"
    }
    return text
  }

  /// `IS_DERIVED_FROM`
  static func type(_ kind: RelationKind) -> String {
    kind.rawValue.reduce(into: "") { $0 += $1.isUppercase ? "_\($1)" : $1.uppercased() }
  }

  private static func quoted(_ text: String) -> String {
    "'" + ExportText.plain(text).replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
  }
}
