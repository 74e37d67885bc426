import PaperLineage

/// Writes flowcharts in Mermaid: a node for each paper, in a subgraph for each topic, and an arrow for each relation, from
/// the earlier to the later paper. Mermaid lays them out itself.
enum MermaidWriter {
  static func text(_ corpus: Corpus, _ links: [ExportLink]) -> String {
    let nodes = Dictionary(uniqueKeysWithValues: corpus.papers.enumerated().map { ($1.id, "p\($0 + 1)") })
    var lines: [String] = []
    if let title = corpus.title.map(ExportText.plain), !title.isEmpty {
      // The front matter is YAML, in which Mermaid takes tags out of a title and knows no entities.
      let plain = title.replacing("<", with: "‹").replacing(">", with: "›")
      lines += ["---", "title: \(CorpusWriter.scalar(plain, inFlow: true))", "---"]
    }
    lines.append("flowchart LR")
    func node(_ paper: Paper) -> String {
      let date = ExportText.date(of: paper, in: corpus)?.description
      let label = [escaped(paper.name), date].compactMap { $0 }.joined(separator: "<br/>")
      return "\(nodes[paper.id] ?? "")(\"\(label)\")" + (paper.isExternal ? ":::external" : "")
    }
    let topics = Set(corpus.topics.map(\.id))
    let papersOfTopic = Dictionary(grouping: corpus.papers, by: \.topic)
    for (number, topic) in corpus.topics.enumerated() {
      guard let papers = papersOfTopic[topic.id] else { continue }
      lines.append("  subgraph t\(number + 1)[\"\(escaped(topic.label))\"]")
      lines += papers.map { "    " + node($0) }
      lines.append("  end")
    }
    lines += corpus.papers.filter { !($0.topic.map(topics.contains) ?? false) }.map { "  " + node($0) }
    for link in links {
      guard let cited = nodes[link.cited], let citing = nodes[link.citing] else { continue }
      let label = link.viaWords.map { "via " + $0 } ?? (link.relation?.kind == .cites ? nil : link.kind)
      let arrow = link.via.isEmpty ? "-->" : "-.->"
      lines.append("  \(cited) \(arrow)\(label.map { "|\"\(escaped($0))\"|" } ?? "") \(citing)")
    }
    if corpus.papers.contains(where: \.isExternal) { lines.append("  classDef external stroke-dasharray:4 3") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Text with every character as an entity that Mermaid, its Markdown or the fence around it might act on.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in ExportText.plain(text).unicodeScalars {
      if isPlain(scalar, after: escaped) {
        escaped.unicodeScalars.append(scalar)
      } else {
        escaped += "#\(scalar.value);"
      }
    }
    return escaped
  }

  private static func isPlain(_ scalar: Unicode.Scalar, after before: String) -> Bool {
    guard scalar.isASCII else { return true }
    switch scalar {
    case "A"..."Z", "a"..."z", "0"..."9", " ", ",", "'", "/", "!", "?", "(": return true
    // At the beginning, these make a list of the text; after “www” a link.
    case "-", "+": return !before.isEmpty
    case ".", ")": return !before.allSatisfy { "0"..."9" ~= $0 } && !before.lowercased().hasSuffix("www")
    default: return false
    }
  }
}
