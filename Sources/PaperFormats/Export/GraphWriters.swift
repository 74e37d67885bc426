import PaperLineage

/// Writes networks of Pajek.
enum PajekWriter {
  static func network(_ corpus: Corpus) -> String {
    let numbers = Dictionary(uniqueKeysWithValues: corpus.papers.enumerated().map { ($1.id, $0 + 1) })
    var text = "% direction: \(CitationDirection.citingFirst.rawValue)\n"
    if let title = corpus.title { text += "*Network \(ExportText.plain(title))\n" }
    text += "*Vertices \(corpus.papers.count)\n"
    for (number, label) in labels(corpus).enumerated() { text += "\(number + 1) \"\(label)\"\n" }
    // The kind is the label of the arc: igraph and networkx do not read a section for each relation.
    text += "*Arcs\n"
    for relation in corpus.relations {
      guard let citing = numbers[relation.citing], let cited = numbers[relation.cited] else { continue }
      text += "\(citing) \(cited) 1" + (relation.kind == .cites ? "\n" : " l \"\(relation.kind.rawValue)\"\n")
    }
    return text
  }

  /// The year of each paper, 0 where it is not known.
  static func years(_ corpus: Corpus) -> String {
    "*Vertices \(corpus.papers.count)\n"
      + corpus.papers.map { "\(ExportText.date(of: $0, in: corpus)?.year ?? 0)\n" }.joined()
  }

  private static func labels(_ corpus: Corpus) -> [String] {
    var counts: [String: Int] = [:]
    let titles = corpus.papers.map { ExportText.plain($0.title) }
    for title in titles { counts[title, default: 0] += 1 }
    return zip(corpus.papers, titles).map { paper, title in
      let label = counts[title] == 1 && !title.isEmpty ? title : "\(title) (\(paper.id))"
      return label.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
    }
  }
}

/// Writes DOT that keeps what is known of papers in attributes.
enum DOTGraphWriter {
  static func text(_ corpus: Corpus) -> String {
    var text = "digraph \(quoted(corpus.title ?? "papers")) {\n"
    text +=
      "  direction=\(quoted(CitationDirection.citedFirst.rawValue));\n  charset=\"UTF-8\";\n  node [shape=\"box\"];\n"
    for paper in corpus.papers {
      let attributes =
        [("label", paper.name), ("title", paper.title)] + ExportText.attributes(of: paper).filter { $0.name != "name" }
      let list = attributes.map { "\(attribute($0.0))=\(quoted($0.1))" }
      text += "  \(quoted(paper.id.rawValue)) [\(list.joined(separator: ", "))];\n"
    }
    for relation in corpus.relations {
      text +=
        "  \(quoted(relation.cited.rawValue)) -> \(quoted(relation.citing.rawValue)) [kind=\(quoted(relation.kind.rawValue))"
      text += relation.confidence == 1 ? "];\n" : ", confidence=\"\(relation.confidence)\"];\n"
    }
    return text + "}\n"
  }

  /// Graphviz takes `URL` for a link.
  private static func attribute(_ name: String) -> String {
    name == "url" ? "URL" : name == "corpus-id" ? "corpusid" : name
  }

  /// Labels are read with entities and escapes.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in ExportText.plain(text).unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "&": quoted += "&amp;"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

/// Writes GraphML.
enum GraphMLWriter {
  static func text(_ corpus: Corpus) -> String {
    let names = ["label", "title", "year"] + ExportText.attributeNames
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
      xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">

      """
    text += "  <key id=\"direction\" for=\"graph\" attr.name=\"direction\" attr.type=\"string\"/>\n"
    for name in names {
      text +=
        "  <key id=\"\(name)\" for=\"node\" attr.name=\"\(name)\" attr.type=\"\(name == "year" ? "int" : "string")\"/>\n"
    }
    text += "  <key id=\"kind\" for=\"edge\" attr.name=\"kind\" attr.type=\"string\"/>\n"
    text += "  <key id=\"confidence\" for=\"edge\" attr.name=\"confidence\" attr.type=\"double\"/>\n"
    text += "  <graph id=\"papers\" edgedefault=\"directed\">\n"
    text += "    <data key=\"direction\">\(CitationDirection.citingFirst.rawValue)</data>\n"
    for paper in corpus.papers {
      text += "    <node id=\"\(ExportText.xml(paper.id.rawValue))\">\n"
      var values = [(name: "label", value: paper.name), (name: "title", value: paper.title)]
      if let year = ExportText.date(of: paper, in: corpus)?.year { values.append(("year", "\(year)")) }
      for (name, value) in values + ExportText.attributes(of: paper) {
        text += "      <data key=\"\(name)\">\(ExportText.xml(value))</data>\n"
      }
      text += "    </node>\n"
    }
    for (number, relation) in corpus.relations.enumerated() {
      text += "    <edge id=\"e\(number)\" source=\"\(ExportText.xml(relation.citing.rawValue))\" "
      text += "target=\"\(ExportText.xml(relation.cited.rawValue))\">\n"
      text += "      <data key=\"kind\">\(relation.kind.rawValue)</data>\n"
      text += "      <data key=\"confidence\">\(relation.confidence)</data>\n    </edge>\n"
    }
    return text + "  </graph>\n</graphml>\n"
  }
}

/// Writes GEXF.
enum GEXFWriter {
  static func text(_ corpus: Corpus) -> String {
    let names = ["title", "date"] + ExportText.attributeNames
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">
        <meta>
          <description>\(ExportText.xml(corpus.title ?? "papers")); edges run from the citing to the cited paper</description>
        </meta>
        <graph mode="dynamic" defaultedgetype="directed" timeformat="date">
          <attributes class="node">

      """
    for (number, name) in names.enumerated() {
      text += "      <attribute id=\"\(number)\" title=\"\(name)\" type=\"string\"/>\n"
    }
    text += """
          </attributes>
          <attributes class="edge">
            <attribute id="kind" title="kind" type="string"/>
            <attribute id="confidence" title="confidence" type="double"/>
          </attributes>
          <nodes>

      """
    let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    var starts: [PaperID: String] = [:]
    for paper in corpus.papers {
      let date = ExportText.date(of: paper, in: corpus)
      let start = date.map(firstDay).map { " start=\"\($0)\"" } ?? ""
      starts[paper.id] = start
      text +=
        "      <node id=\"\(ExportText.xml(paper.id.rawValue))\" label=\"\(ExportText.xml(paper.name))\"\(start)>\n"
      text += "        <attvalues>\n"
      var values = [(name: "title", value: paper.title)]
      if let date { values.append(("date", date.description)) }
      for (name, value) in values + ExportText.attributes(of: paper) {
        text += "          <attvalue for=\"\(numbers[name] ?? 0)\" value=\"\(ExportText.xml(value))\"/>\n"
      }
      text += "        </attvalues>\n      </node>\n"
    }
    text += "    </nodes>\n    <edges>\n"
    for (number, relation) in corpus.relations.enumerated() {
      // A relation is there from the day on which the citing paper is.
      text += "      <edge id=\"\(number)\" source=\"\(ExportText.xml(relation.citing.rawValue))\" "
      text +=
        "target=\"\(ExportText.xml(relation.cited.rawValue))\" label=\"\(relation.kind.rawValue)\"\(starts[relation.citing] ?? "")>\n"
      text += "        <attvalues>\n          <attvalue for=\"kind\" value=\"\(relation.kind.rawValue)\"/>\n"
      text +=
        "          <attvalue for=\"confidence\" value=\"\(relation.confidence)\"/>\n        </attvalues>\n      </edge>\n"
    }
    return text + "    </edges>\n  </graph>\n</gexf>\n"
  }

  /// The first day that a date allows; GEXF knows whole days only.
  private static func firstDay(_ date: PublicationDate) -> String {
    date.description + (date.month == nil ? "-01-01" : date.day == nil ? "-01" : "")
  }
}

/// Writes the JSON Graph Format, version 2.
enum JSONGraphWriter {
  static func text(_ corpus: Corpus) -> String {
    let nodes = corpus.papers.map { paper in
      let metadata = [(name: "title", value: paper.title)] + ExportText.attributes(of: paper)
      return (
        key: paper.id.rawValue,
        value: ExportJSON.object([
          ("label", .text(paper.name)), ("metadata", .object(metadata.map { ($0.name, .text($0.value)) })),
        ])
      )
    }
    let edges = corpus.relations.map { relation in
      ExportJSON.object([
        ("source", .text(relation.citing.rawValue)), ("target", .text(relation.cited.rawValue)),
        ("relation", .text(relation.kind.rawValue)), ("directed", .flag(true)),
        ("metadata", .object([("confidence", .number(relation.confidence))])),
      ])
    }
    let graph = ExportJSON.object([
      ("directed", .flag(true)), ("type", .text("citations")), ("label", .text(corpus.title ?? "papers")),
      ("metadata", .object([("direction", .text(CitationDirection.citingFirst.rawValue))])),
      ("nodes", .object(nodes)), ("edges", .list(edges)),
    ])
    return ExportJSON.object([("graph", graph)]).text() + "\n"
  }
}

/// Writes maps and networks of VOSviewer, which lays them out itself.
enum VOSviewerWriter {
  static func text(_ corpus: Corpus) -> String {
    let numbers = Dictionary(uniqueKeysWithValues: corpus.papers.enumerated().map { ($1.id, $0 + 1) })
    var citations: [PaperID: Int] = [:]
    var strengths: [[Int]: Int] = [:]
    for relation in corpus.relations {
      citations[relation.cited, default: 0] += 1
      if let citing = numbers[relation.citing], let cited = numbers[relation.cited] {
        strengths[[min(citing, cited), max(citing, cited)], default: 0] += 1
      }
    }
    let items = corpus.papers.enumerated().map { number, paper in
      var pairs: [(key: String, value: ExportJSON)] = [
        ("id", .number(Double(number + 1))), ("label", .text(paper.name)), ("description", .text(paper.title)),
      ]
      if let url = paper.address { pairs.append(("url", .text(url))) }
      pairs.append(("weights", .object([("Citations", .number(Double(citations[paper.id] ?? 0)))])))
      if let year = ExportText.date(of: paper, in: corpus)?.year {
        pairs.append(("scores", .object([("Publication year", .number(Double(year)))])))
      }
      return ExportJSON.object(pairs)
    }
    let links = strengths.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { pair, strength in
      ExportJSON.object([
        ("source_id", .number(Double(pair[0]))), ("target_id", .number(Double(pair[1]))),
        ("strength", .number(Double(strength))),
      ])
    }
    return ExportJSON.object([("network", .object([("items", .list(items)), ("links", .list(links))]))]).text() + "\n"
  }
}
