public import CitationGraph
public import PaperLineage

/// A citation network at a glance.
public struct NetworkStatisticsReport: Report {
  let statistics: NetworkStatistics
  let names: [String]
  /// Figures that take longer, if they were asked for.
  let structure: NetworkStructure?
  /// How the network was made, if a graph file tells.
  let account: String

  /// Gathers what is shown of statistics.
  public init(
    _ statistics: NetworkStatistics, of network: CitationNetwork, structure: NetworkStructure? = nil,
    account: String = ""
  ) {
    self.statistics = statistics
    self.structure = structure
    self.account = account
    names = statistics.mostCited.map { cited in
      network.index(of: cited.value.rawValue).map { network.name(of: $0) } ?? cited.value.rawValue
    }
  }

  /// The keys of ``NetworkStatistics``; `"structure": {"reduction": {"keptCount", "removedCount", "knotRelationCount",
  /// "parallelRelationCount"}, "paths": {"droppedRelationCount", "searchPathCount", "generationCount",
  /// "largestGeneration", "criticalPaperCount"}}` as far as it was asked for, the search path count with all its digits
  /// in a string; and `"account"`, the lines that the import left in a graph file.
  public func encode(to encoder: any Encoder) throws {
    enum CodingKeys: String, CodingKey { case structure, account }
    try statistics.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(structure, forKey: .structure)
    if !account.isEmpty {
      try container.encode(account.split(separator: "\n").map(String.init), forKey: .account)
    }
  }

  public var table: Table {
    var rows = facts(.english).flatMap { group in group.facts.map { [group.heading ?? "network", $0.0, $0.1] } }
    rows += zip(statistics.mostCited, names).map { ["citations", $1, "\($0.count)"] }
    return Table([.init("group"), .init("name"), .init("value", isNumeric: true)], rows: rows)
  }

  private func facts(_ language: Language) -> [(heading: String?, facts: [(String, String)])] {
    let figures = statistics
    func number(_ value: Int) -> String { Figures.grouped(value) }
    let span = [figures.firstDate, figures.lastDate].compactMap { $0?.description }
    var groups: [(heading: String?, facts: [(String, String)])] = [
      (
        nil,
        [
          (language("papers", "论文"), number(figures.paperCount)),
          (language("relations", "关系"), number(figures.relationCount)),
          (language("left out: duplicates", "略去：重复"), number(figures.duplicateRelationCount)),
          (language("left out: to the paper itself", "略去：自引"), number(figures.selfRelationCount)),
          (language("roots", "根"), number(figures.rootCount)),
          (language("tips", "末端"), number(figures.tipCount)),
          (language("without any relation", "没有任何关系"), number(figures.isolatedCount)),
        ]
      ),
      (
        language("dates", "日期"),
        [
          (language("span", "范围"), span.isEmpty ? "–" : span.joined(separator: " – ")),
          (language("to the day", "精确到日"), number(figures.datedToTheDay)),
          (language("to the month", "精确到月"), number(figures.datedToTheMonth)),
          (language("to the year", "精确到年"), number(figures.datedToTheYear)),
          (language("without date", "无日期"), number(figures.undatedCount)),
          (language("relations to newer papers", "引用更新论文的关系"), number(figures.backwardRelationCount)),
        ]
      ),
      (
        language("structure", "结构"),
        [
          (language("longest path", "最长路径"), number(figures.longestPath)),
          (language("strong components", "强连通分量"), number(figures.componentCount)),
          (language("knots of cycles", "环结"), number(figures.knotCount)),
          (language("papers in knots", "环结中的论文"), number(figures.knottedPaperCount)),
          (language("largest knot", "最大环结"), number(figures.largestKnot)),
          (language("weak components", "弱连通分量"), number(figures.weakComponentCount)),
          (language("largest weak component", "最大弱连通分量"), number(figures.largestWeakComponent)),
        ]
      ),
    ]
    if let reduction = structure?.reduction {
      var facts = [
        (language("relations kept", "保留的关系"), number(reduction.keptCount)),
        (language("relations removed", "去除的关系"), number(reduction.removedCount)),
      ]
      if reduction.knotRelationCount > 0 {
        facts.append((language("kept inside of knots", "环结内保留"), number(reduction.knotRelationCount)))
      }
      if reduction.parallelRelationCount > 0 {
        facts.append((language("removed as parallel", "因平行而去除"), number(reduction.parallelRelationCount)))
      }
      groups.append((language("transitive reduction", "传递归约"), facts))
    }
    if let paths = structure?.paths {
      var facts = [
        (language("search paths (SPC flow)", "搜索路径（SPC 流量）"), paths.searchPathCount.description),
        (language("generations", "代"), number(paths.generationCount)),
        (language("largest generation", "最大的一代"), number(paths.largestGeneration)),
        (language("papers on longest paths", "最长路径上的论文"), number(paths.criticalPaperCount)),
      ]
      if paths.droppedRelationCount > 0 {
        facts.insert(
          (language("relations dropped in cycles", "为消除环而略去的关系"), number(paths.droppedRelationCount)), at: 1)
      }
      groups.append((language("paths", "路径"), facts))
    }
    if figures.undatedCount == figures.paperCount {
      groups[1].facts = [(language("without date", "无日期"), number(figures.undatedCount))]
    }
    return groups
  }

  public func text(_ layout: TextLayout) -> String {
    let language = layout.language
    let groups = facts(language)
    let labelWidth = groups.flatMap(\.facts).map { $0.0.displayWidth }.max() ?? 0
    let valueWidth = groups.flatMap(\.facts).map { $0.1.displayWidth }.filter { $0 <= 24 }.max() ?? 0
    var lines: [String] = []
    for group in groups {
      if let heading = group.heading { lines += ["", layout.styled(heading, .strong)] }
      for (label, value) in group.facts {
        let head = "  " + label.padded(toWidth: labelWidth) + "  "
        let room = max(8, layout.width - head.displayWidth)
        // A figure of many digits goes on below.
        var rest = value.leftPadded(toWidth: valueWidth)[...]
        lines.append(head + rest.prefix(room))
        rest = rest.dropFirst(room)
        while !rest.isEmpty {
          lines.append(String(repeating: " ", count: head.displayWidth) + rest.prefix(room))
          rest = rest.dropFirst(room)
        }
      }
    }
    if !names.isEmpty {
      lines += ["", layout.styled(language("most cited in the network", "网络内被引最多"), .strong)]
      let width = Figures.grouped(statistics.mostCited[0].count).count
      for (cited, name) in zip(statistics.mostCited, names) {
        lines.append(
          "  " + Figures.grouped(cited.count).leftPadded(toWidth: width) + "  "
            + name.withoutControls.truncated(toWidth: layout.width - width - 4))
      }
    }
    if !account.isEmpty {
      lines += ["", layout.styled(language("how it was made", "来历"), .strong)]
      for line in account.split(separator: "\n") {
        let text = line.description.withoutControls
        // A table stays one as long as there is room.
        if text.displayWidth <= layout.width - 2 {
          lines.append("  " + text)
          continue
        }
        // Lines that belong to the one before are set in.
        let indent = text.prefix { $0 == " " }.count
        for (position, part) in text.dropFirst(indent).description.wrapped(toWidth: layout.width - indent - 4)
          .enumerated()
        {
          lines.append(String(repeating: " ", count: indent + (position == 0 ? 2 : 4)) + part)
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
