import PaperLineage

extension Picture {
  /// The picture in Mermaid's language, which GitHub and other readers of Markdown draw: a flowchart from the earlier to
  /// the later paper with a subgraph for each lane. Mermaid lays it out by itself; positions are not told.
  ///
  /// An update is a thick line, the use of data a dotted one, a comparison a dotted one without an arrow, and the others
  /// are plain lines; what is more than a citation is named by its strongest kind.
  func mermaid() -> String {
    var lines = ["---", "title: \(Self.quoted(title))", "---", "flowchart LR"]
    // A comment keeps what the picture says of itself with the text; a reader of the drawing has the title only.
    lines += caption.map { "  %% \(MermaidText.escaped($0))" }
    let laneOfCard = cards.map { card in
      lanes.firstIndex { $0.y <= card.y && card.y < $0.y + $0.height }
    }
    for (place, lane) in lanes.enumerated() {
      let members = cards.indices.filter { laneOfCard[$0] == place }
      guard !members.isEmpty else { continue }
      let isNamed = !lane.label.isEmpty
      if isNamed { lines.append("  subgraph lane_\(place)[\"\(MermaidText.escaped(lane.label))\"]") }
      lines += members.map { (isNamed ? "    " : "  ") + node(cards[$0]) }
      if isNamed {
        lines.append("  end")
        lines.append("  style lane_\(place) fill:\(Palette.band),stroke:\(Palette.rule),color:\(Palette.ink)")
      }
    }
    lines += cards.indices.filter { laneOfCard[$0] == nil }.map { "  " + node(cards[$0]) }
    var lineNumbers: [RelationKind: [Int]] = [:]
    var bridgeNumbers: [Int] = []
    for (number, link) in links.enumerated() {
      if let via = link.via {
        bridgeNumbers.append(number)
        let label = language("via \(language.count(via, "paper", "papers", ""))", "经由 \(via) 篇论文")
        lines.append("  \(Self.mermaidID(link.cited)) -.->|\"\(label)\"| \(Self.mermaidID(link.citing))")
        continue
      }
      lineNumbers[link.kind, default: []].append(number)
      // A citation that is nothing more needs no word.
      let label = link.kind == .cites ? "" : "|\"\(MermaidText.escaped(link.kind.verb(in: language)))\"|"
      lines.append(
        "  \(Self.mermaidID(link.cited)) \(Self.arrow(link.kind))\(label) \(Self.mermaidID(link.citing))")
    }
    let looks =
      RelationKind.allCases.map { (lineNumbers[$0] ?? [], look(of: $0)) } + [(bridgeNumbers, bridgeLook)]
    for (numbers, line) in looks where !numbers.isEmpty {
      lines.append(
        "  linkStyle \(numbers.map(String.init).joined(separator: ",")) "
          + "stroke:\(line.color),stroke-width:\(DOTWriter.number(line.width))px")
    }
    let colors = Set(cards.filter { !$0.isExternal }.map { $0.colorIndex ?? Palette.topics.count - 1 })
    for place in Set(colors.map { $0 % Palette.topics.count }).sorted() {
      let topic = Palette.topics[place]
      lines.append(
        "  classDef topic\(place) fill:\(topic.fill),stroke:\(topic.border),color:\(Palette.ink)")
    }
    if cards.contains(where: \.isExternal) {
      lines.append(
        "  classDef external fill:\(Palette.paper),stroke:\(Palette.externalBorder),color:\(Palette.ink),"
          + "stroke-dasharray:4 3")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func node(_ card: Card) -> String {
    let label = [card.name, card.organization, card.date].filter { !$0.isEmpty }.map(MermaidText.escaped)
      .joined(separator: "<br/>")
    let place = (card.colorIndex ?? Palette.topics.count - 1) % Palette.topics.count
    return "\(Self.mermaidID(card.id))(\"\(label)\"):::\(card.isExternal ? "external" : "topic\(place)")"
  }

  private static func arrow(_ kind: RelationKind) -> String {
    switch kind {
    case .updates: "==>"
    case .extends, .isDerivedFrom, .usesMethodIn, .cites: "-->"
    case .usesDataFrom: "-.->"
    case .comparesWith: "-.-"
    }
  }

  /// A name for a node that is none of Mermaid's words and different for different ids.
  static func mermaidID(_ id: PaperID) -> String {
    // Hyphens are part of arrows. Ids of other forms keep apart by their prefix, since `a_2d` may be a paper as well.
    id.isWellFormed
      ? "paper_" + id.rawValue.replacing("-", with: "_") : "other_" + id.token.replacing("-", with: "_2d")
  }

  /// A quoted YAML string, which is one of JSON.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      // Mermaid takes tags out of a title, and knows no entities there.
      case "<": quoted += "‹"
      case ">": quoted += "›"
      case _ where !DOTWriter.isXMLCharacter(scalar): quoted += " "
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
