import PaperLineage

/// Writes tables of values between commas for spreadsheets.
enum CSVWriter {
  /// The papers; for each kind of relation that occurs, a column names the papers at the other end.
  static func papers(_ corpus: Corpus) -> String {
    let names = ExportText.attributeNames
    let cited = Dictionary(grouping: corpus.relations, by: \.citing)
    let kinds = RelationKind.allCases.filter { kind in corpus.relations.contains { $0.kind == kind } }
    var text = row(["id", "title", "date"] + names + kinds.map(\.rawValue))
    for paper in corpus.papers {
      let values = Dictionary(ExportText.attributes(of: paper).map { ($0.name, $0.value) }) { first, _ in first }
      let date = ExportText.date(of: paper, in: corpus)?.description ?? ""
      let relations = kinds.map { kind in
        (cited[paper.id] ?? []).filter { $0.kind == kind }.map(\.cited.rawValue).joined(separator: "; ")
      }
      let attributes = names.map { name in
        let value = values[name] ?? (name == "name" ? paper.name : "")
        // One author's commas would part the name; a semicolon says that there is one.
        return name == "authors" && paper.authors.count == 1 && !value.contains(";") ? value + ";" : value
      }
      text += row([paper.id.rawValue, paper.title, date] + attributes + relations)
    }
    return text
  }

  /// The relations, and the bridges with the papers in between as their note.
  static func relations(_ links: [ExportLink]) -> String {
    var text = row(["citing", "cited", "kind", "confidence", "source", "locator", "verified", "note"])
    for link in links {
      let evidence = link.relation?.evidence.first
      text += row([
        link.citing.rawValue, link.cited.rawValue, link.kind, "\(link.confidence)", evidence?.source.rawValue ?? "",
        evidence?.locator ?? "", evidence?.isVerified.map { "\($0)" } ?? "",
        link.viaWords.map { "via " + $0 } ?? evidence?.note ?? "",
      ])
    }
    return text
  }

  private static func row(_ cells: [String]) -> String {
    cells.map { cell(guarded(ExportText.plain($0))) }.joined(separator: ",") + "\r\n"
  }

  /// A cell in which a spreadsheet sees no formula. ``unguarded(_:)`` takes the apostrophe off again.
  private static func guarded(_ text: String) -> String { beginsFormula(text) ? "'" + text : text }

  /// What was meant by a cell that begins with an apostrophe and what would be a formula.
  static func unguarded(_ text: String) -> String {
    text.hasPrefix("'") && beginsFormula(text.dropFirst()) ? String(text.dropFirst()) : text
  }

  /// Whether a text begins like a formula, behind any apostrophes.
  private static func beginsFormula(_ text: some StringProtocol) -> Bool {
    let first = text.unicodeScalars.first { $0 != "'" }
    return first.map { "=+-@＝＋－＠".unicodeScalars.contains($0) } ?? false
  }

  static func cell(_ text: String) -> String {
    text.contains { ",;\"\n\r\t".contains($0) } ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}

/// Writes the tables that `neo4j-admin database import` takes.
enum Neo4jWriter {
  static func papers(_ corpus: Corpus) -> String {
    let names = ExportText.attributeNames
    let columns = names.map { ExportText.flagNames.contains($0) ? "\($0):boolean" : $0 }
    var text = row(["id:ID", "title", "year:int"] + columns + [":LABEL"])
    for paper in corpus.papers {
      let values = Dictionary(ExportText.attributes(of: paper).map { ($0.name, $0.value) }) { first, _ in first }
      let year = ExportText.date(of: paper, in: corpus).map { "\($0.year)" } ?? ""
      text += row([paper.id.rawValue, paper.title, year] + names.map { values[$0] ?? "" } + ["Paper"])
    }
    return text
  }

  static func relations(_ links: [ExportLink]) -> String {
    links.reduce(into: row([":START_ID", ":END_ID", "confidence:double", "via", ":TYPE"])) { text, link in
      text += row([
        link.citing.rawValue, link.cited.rawValue, "\(link.confidence)", link.viaWords ?? "",
        CypherWriter.type(link.kind),
      ])
    }
  }

  private static func row(_ cells: [String]) -> String {
    cells.map { CSVWriter.cell(ExportText.plain($0)) }.joined(separator: ",") + "\n"
  }
}

/// Writes statements in Cypher. Running them twice changes nothing.
enum CypherWriter {
  static func text(_ corpus: Corpus, _ links: [ExportLink]) -> String {
    var text = "CREATE CONSTRAINT paper_id IF NOT EXISTS FOR (p:Paper) REQUIRE p.id IS UNIQUE;\n"
    for paper in corpus.papers {
      var values = ["p.title = \(quoted(paper.title))"]
      if let year = ExportText.date(of: paper, in: corpus)?.year { values.append("p.year = \(year)") }
      values += ExportText.attributes(of: paper).map { name, value in
        "p.`\(name)` = \(ExportText.flagNames.contains(name) ? value : quoted(value))"
      }
      text += "MERGE (p:Paper {id: \(quoted(paper.id.rawValue))}) SET \(values.joined(separator: ", "));\n"
    }
    for link in links {
      text += "MATCH (a:Paper {id: \(quoted(link.citing.rawValue))}), (b:Paper {id: \(quoted(link.cited.rawValue))}) "
      text += "MERGE (a)-[r:\(type(link.kind))]->(b) SET r.confidence = \(link.confidence)"
      text += (link.viaWords.map { ", r.via = \(quoted($0))" } ?? "") + ";\n"
    }
    return text
  }

  /// `IS_DERIVED_FROM`
  static func type(_ kind: String) -> String {
    kind.reduce(into: "") { $0 += $1.isUppercase ? "_\($1)" : $1.uppercased() }
  }

  private static func quoted(_ text: String) -> String {
    "'" + ExportText.plain(text).replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
  }
}
