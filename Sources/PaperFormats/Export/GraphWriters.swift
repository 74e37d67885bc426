import PaperLineage

/// Writes networks of Pajek.
enum PajekWriter {
  static func network(_ corpus: Corpus) -> String {
    let numbers = Dictionary(uniqueKeysWithValues: corpus.papers.enumerated().map { ($1.id, $0 + 1) })
    var text = "% direction: \(CitationDirection.citingFirst.rawValue)\n"
    if let title = corpus.title.map(ExportText.plain), !title.isEmpty { text += "*Network \(title)\n" }
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
      // Some readers take a backslash for the sign that escapes a quotation mark.
      return label.replacing("&", with: "&amp;").replacing("\"", with: "&quot;").replacing("\\", with: "&#92;")
    }
  }
}

/// Writes DOT that keeps what is known of papers in attributes.
enum DOTGraphWriter {
  static func text(_ corpus: Corpus, _ links: [ExportLink]) -> String {
    var text = "digraph \(quoted(corpus.title ?? "papers")) {\n"
    text +=
      "  direction=\(quoted(CitationDirection.citedFirst.rawValue));\n  charset=\"UTF-8\";\n  node [shape=\"box\"];\n"
    for paper in corpus.papers {
      let attributes =
        [("label", paper.name), ("title", paper.title)] + ExportText.attributes(of: paper).filter { $0.name != "name" }
      let list = attributes.map { "\(attribute($0.0))=\(quoted($0.1))" }
      text += "  \(quoted(paper.id.rawValue)) [\(list.joined(separator: ", "))];\n"
    }
    for link in links {
      var attributes = [("kind", link.kind)]
      if link.confidence != 1 { attributes.append(("confidence", "\(link.confidence)")) }
      if let via = link.viaWords {
        attributes += [("via", via), ("class", ExportFormat.bridgeKind), ("style", "dashed")]
      }
      text += "  \(quoted(link.cited.rawValue)) -> \(quoted(link.citing.rawValue)) "
      text += "[\(attributes.map { "\($0.0)=\(quoted($0.1))" }.joined(separator: ", "))];\n"
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
  static func text(_ corpus: Corpus, _ links: [ExportLink]) -> String {
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
      xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">

      """
    func key(_ name: String, of domain: String, _ type: String = "string") {
      text += "  <key id=\"\(id(name, of: domain))\" for=\"\(domain)\" attr.name=\"\(name)\" attr.type=\"\(type)\"/>\n"
    }
    key("title", of: "graph")
    key("direction", of: "graph")
    key("label", of: "node")
    key("title", of: "node")
    key("year", of: "node", "int")
    for name in ExportText.attributeNames(in: corpus) {
      key(name, of: "node", ExportText.flagNames.contains(name) ? "boolean" : "string")
    }
    key("kind", of: "edge")
    key("confidence", of: "edge", "double")
    key("via", of: "edge")
    text += "  <graph id=\"papers\" edgedefault=\"directed\">\n"
    if let title = corpus.title.map(ExportText.xml), !title.isEmpty {
      text += "    <data key=\"\(id("title", of: "graph"))\">\(title)</data>\n"
    }
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
    for (number, link) in links.enumerated() {
      text += "    <edge id=\"e\(number)\" source=\"\(ExportText.xml(link.citing.rawValue))\" "
      text += "target=\"\(ExportText.xml(link.cited.rawValue))\">\n"
      text += "      <data key=\"kind\">\(link.kind)</data>\n"
      text += "      <data key=\"confidence\">\(link.confidence)</data>\n"
      if let via = link.viaWords { text += "      <data key=\"via\">\(ExportText.xml(via))</data>\n" }
      text += "    </edge>\n"
    }
    return text + "  </graph>\n</graphml>\n"
  }

  /// Ids of keys are those of the whole file.
  private static func id(_ name: String, of domain: String) -> String {
    domain == "graph" && name == "title" ? "graph-title" : name
  }
}

/// Writes GEXF.
enum GEXFWriter {
  static func text(_ corpus: Corpus, _ links: [ExportLink]) -> String {
    let names = ["title", "date", "year"] + ExportText.attributeNames(in: corpus)
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
      let type = name == "year" ? "integer" : ExportText.flagNames.contains(name) ? "boolean" : "string"
      text += "      <attribute id=\"\(number)\" title=\"\(name)\" type=\"\(type)\"/>\n"
    }
    text += """
          </attributes>
          <attributes class="edge">
            <attribute id="kind" title="kind" type="string"/>
            <attribute id="confidence" title="confidence" type="double"/>
            <attribute id="via" title="via" type="string"/>
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
      if let date { values += [("date", date.description), ("year", "\(date.year)")] }
      for (name, value) in values + ExportText.attributes(of: paper) {
        text += "          <attvalue for=\"\(numbers[name] ?? 0)\" value=\"\(ExportText.xml(value))\"/>\n"
      }
      text += "        </attvalues>\n      </node>\n"
    }
    text += "    </nodes>\n    <edges>\n"
    for (number, link) in links.enumerated() {
      // A relation is there from the day on which the citing paper is.
      text += "      <edge id=\"\(number)\" source=\"\(ExportText.xml(link.citing.rawValue))\" "
      text += "target=\"\(ExportText.xml(link.cited.rawValue))\" label=\"\(link.kind)\"\(starts[link.citing] ?? "")>\n"
      text += "        <attvalues>\n          <attvalue for=\"kind\" value=\"\(link.kind)\"/>\n"
      text += "          <attvalue for=\"confidence\" value=\"\(link.confidence)\"/>\n"
      if let via = link.viaWords { text += "          <attvalue for=\"via\" value=\"\(ExportText.xml(via))\"/>\n" }
      text += "        </attvalues>\n      </edge>\n"
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
  static func text(_ corpus: Corpus, _ links: [ExportLink]) -> String {
    let nodes = corpus.papers.map { paper in
      (key: paper.id.rawValue, value: node(paper))
    }
    let edges = links.map { link in
      var metadata: [(key: String, value: ExportJSON)] = [("confidence", .number(link.confidence))]
      if !link.via.isEmpty {
        metadata.append(("via", .list(link.via.reversed().map { .text(ExportText.plain($0)) })))
      }
      return ExportJSON.object([
        ("source", .text(link.citing.rawValue)), ("target", .text(link.cited.rawValue)),
        ("relation", .text(link.kind)), ("directed", .flag(true)), ("metadata", .object(metadata)),
      ])
    }
    let title = corpus.title.map(ExportText.plain) ?? ""
    let graph = ExportJSON.object([
      ("directed", .flag(true)), ("type", .text("citations")), ("label", .text(title.isEmpty ? "papers" : title)),
      ("metadata", .object([("direction", .text(CitationDirection.citingFirst.rawValue))])),
      ("nodes", .object(nodes)), ("edges", .list(edges)),
    ])
    return ExportJSON.object([("graph", graph)]).text() + "\n"
  }

  private static func node(_ paper: Paper) -> ExportJSON {
    let metadata = [(name: "title", value: ExportText.plain(paper.title))] + ExportText.attributes(of: paper)
    return .object([
      ("label", .text(ExportText.plain(paper.name))),
      (
        "metadata",
        .object(
          metadata.map { name, value in
            (name, ExportText.flagNames.contains(name) ? .flag(value == "true") : .text(value))
          })
      ),
    ])
  }
}

/// Writes maps and networks of VOSviewer, which lays them out itself.
enum VOSviewerWriter {
  static func text(_ corpus: Corpus) -> String {
    let numbers = Dictionary(uniqueKeysWithValues: corpus.papers.enumerated().map { ($1.id, $0 + 1) })
    // VOSviewer knows a thousand clusters.
    let topics = corpus.topics.prefix(1_000)
    let clusters = Dictionary(topics.enumerated().map { ($1.id, $0 + 1) }) { first, _ in first }
    var citations: [PaperID: Int] = [:]
    // A pair of papers has one link, as long as its first relation is directed.
    var links: [(citing: Int, cited: Int, strength: Int)] = []
    var positions: [[Int]: Int] = [:]
    for relation in corpus.relations {
      guard let citing = numbers[relation.citing], let cited = numbers[relation.cited] else { continue }
      citations[relation.cited, default: 0] += 1
      let pair = [min(citing, cited), max(citing, cited)]
      if let position = positions[pair] {
        links[position].strength += 1
      } else {
        positions[pair] = links.count
        links.append((citing, cited, 1))
      }
    }
    let items = corpus.papers.enumerated().map { number, paper in
      var pairs: [(key: String, value: ExportJSON)] = [
        ("id", .number(Double(number + 1))), ("label", .text(ExportText.plain(paper.name))),
        ("description", .text(description(of: paper, in: corpus))),
      ]
      if let url = paper.address { pairs.append(("url", .text(ExportText.plain(url)))) }
      if let cluster = paper.topic.flatMap({ clusters[$0] }) { pairs.append(("cluster", .number(Double(cluster)))) }
      pairs.append(("weights", .object([("Citations", .number(Double(citations[paper.id] ?? 0)))])))
      if let year = ExportText.date(of: paper, in: corpus)?.year {
        pairs.append(("scores", .object([("Pub. year", .number(Double(year)))])))
      }
      return ExportJSON.object(pairs)
    }
    var network: [(key: String, value: ExportJSON)] = [
      ("items", .list(items)),
      (
        "links",
        .list(
          links.map { link in
            .object([
              ("source_id", .number(Double(link.citing))), ("target_id", .number(Double(link.cited))),
              ("strength", .number(Double(link.strength))),
            ])
          })
      ),
    ]
    if !topics.isEmpty {
      let labels = topics.enumerated().map { number, topic in
        ExportJSON.object([
          ("cluster", .number(Double(number + 1))), ("label", .text(ExportText.plain(topic.label))),
        ])
      }
      network.append(("clusters", .list(labels)))
    }
    let terminology = [
      ("item", "Document"), ("items", "Documents"), ("link", "Citation link"), ("links", "Citation links"),
      ("link_strength", "Number of relations"), ("total_link_strength", "Number of relations"),
    ].map { (key: $0.0, value: ExportJSON.text($0.1)) }
    let title = corpus.title.map(ExportText.plain) ?? ""
    return ExportJSON.object([
      ("network", .object(network)), ("config", .object([("terminology", .object(terminology))])),
      ("info", .object([("title", .text(title.isEmpty ? "Papers" : title))])),
    ]).text() + "\n"
  }

  /// The table that VOSviewer shows of an item, in HTML.
  private static func description(of paper: Paper, in corpus: Corpus) -> String {
    var rows = [("Title", paper.title)]
    if !paper.authors.isEmpty {
      let names = paper.authors.map { $0.description.replacing(";", with: " ") }
      rows.append(("Authors", (names + (paper.hasMoreAuthors ? ["et al."] : [])).joined(separator: "; ")))
    }
    if let venue = paper.publication.venue { rows.append(("Source", venue)) }
    if let year = ExportText.date(of: paper, in: corpus)?.year { rows.append(("Year", "\(year)")) }
    if let doi = ExportText.doi(of: paper) { rows.append(("DOI", doi)) }
    return "<table>" + rows.map { "<tr><td>\($0.0):</td><td>\(ExportText.xml($0.1))</td></tr>" }.joined() + "</table>"
  }
}
