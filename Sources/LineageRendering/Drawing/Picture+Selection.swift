import CitationGraph
public import PaperLineage

extension Picture {
  /// Draws up a picture of a selection: its papers and relations, dashed bridges for chains through papers left out, and
  /// a caption that says what is not shown.
  ///
  /// - Complexity: That of ``init(_:options:)-(Corpus,_)``.
  public init(_ selection: CorpusSelection, options: PictureOptions = PictureOptions()) {
    var options = options
    options.selection = selection
    self.init(selection.corpus, options: options)
  }
}

extension CorpusBridge {
  /// The most papers of a chain that are named.
  private static let namedCount = 6

  /// Through how many papers the chain runs.
  func count(in language: Language) -> String {
    language("via \(language.count(via.count, "paper", "papers", ""))", "经由 \(via.count) 篇论文")
  }

  /// The chain the way knowledge flows, between the names of its ends.
  func words(from cited: String, to citing: String, in language: Language) -> String {
    var between = Array(via.reversed())
    if between.count > Self.namedCount {
      between = between.prefix(Self.namedCount / 2) + ["…"] + between.suffix(Self.namedCount / 2)
    }
    return language("\(count(in: language)), on a shortest chain:", "\(count(in: language))（最短的链）：") + "\n"
      + ([cited] + between + [citing]).joined(separator: " → ")
  }
}

extension CorpusSelection {
  /// What was asked in a few words, for a heading; `nil` if everything is shown.
  public func heading(in language: Language) -> String? {
    let names = { (papers: [PaperIndex]) in self.list(papers.map(self.name), language) }
    if let ends = selection.between.first {
      let (one, other) = (name(min(ends.one, ends.other)), name(max(ends.one, ends.other)))
      return language("Between \(one) and \(other)", "从 \(one) 到 \(other)")
    }
    if !selection.ancestorsOf.isEmpty {
      let verb = selection.ancestorsOf.count == 1 ? "builds on" : "build on"
      return language("What \(names(selection.ancestorsOf)) \(verb)", "\(names(selection.ancestorsOf)) 的渊源")
    }
    if !selection.descendantsOf.isEmpty {
      return language("What grew out of \(names(selection.descendantsOf))", "\(names(selection.descendantsOf)) 的后续工作")
    }
    if selection.onMainPath { return language("The main path", "主路径") }
    switch selection.top?.score {
    case .citations: return language("The most cited papers", "被引最多的论文")
    case .pageRank: return language("The papers first by PageRank", "PageRank 最高的论文")
    case nil: break
    }
    if !topics.isEmpty { return list(topics.map { $0.label(in: language.code) }, language) }
    return nil
  }

  /// What is shown of how much, what is left out and why, and what stands for it, before the lines that any picture
  /// has, given as `others`.
  func captionLines(before others: [String], in language: Language) -> [String] {
    let chains =
      bridges.isEmpty ? nil : chainWords(language, areNumbered: bridges.count <= Picture.numberedBridgeCount)
    guard isPartial || selection.reduces else {
      // Works outside the reading list are spoken of in the other lines.
      return others + [chains].compactMap { $0 }
    }
    let relations = [
      account.looseRelationCount == 0
        ? nil
        : language(
          account.looseRelationCount == 1
            ? "1 relation from or to them left out"
            : "\(Figures.grouped(account.looseRelationCount)) relations from or to them left out",
          "略去与其相关的 \(Figures.grouped(account.looseRelationCount)) 条关系"),
      account.asideRelationCount == 0
        ? nil
        : language(
          account.asideRelationCount == 1
            ? "1 more relation among them left out"
            : "\(Figures.grouped(account.asideRelationCount)) more relations among them left out",
          "略去其间另 \(Figures.grouped(account.asideRelationCount)) 条关系"),
      account.redundantRelationCount == 0
        ? nil
        : language(
          account.redundantRelationCount == 1
            ? "1 relation left out that a longer way replaces"
            : "\(Figures.grouped(account.redundantRelationCount)) relations left out that a longer way replaces",
          "略去可由更长的链代替的 \(Figures.grouped(account.redundantRelationCount)) 条关系"),
      unfollowedWords(language),
    ]
    return [[paperWords(language), chains, tieWords(language)], relations]
      .map { $0.compactMap { $0 }.joined(separator: " · ") }.filter { !$0.isEmpty } + others
  }

  /// Whether some papers were asked for and not the others.
  var isPartial: Bool { selection.narrows || account.leftOut.contains { $0.reason != .external } }

  /// What there is to say of bridges; nothing without any.
  func chainNotes(in language: Language, areNumbered: Bool) -> [String] {
    guard !bridges.isEmpty else { return [] }
    return [chainWords(language, areNumbered: areNumbered), unfollowedWords(language)].compactMap { $0 }
  }

  private func unfollowedWords(_ language: Language) -> String? {
    guard !bridges.isEmpty, account.unfollowedRelationCount > 0 else { return nil }
    let count = Figures.grouped(account.unfollowedRelationCount)
    return language(
      account.unfollowedRelationCount == 1
        ? "chains do not follow 1 relation that runs backward in a cycle"
        : "chains do not follow \(count) relations that run backward in cycles",
      "寻链时未沿循环中的 \(count) 条逆向关系")
  }

  private func chainWords(_ language: Language, areNumbered: Bool) -> String {
    let count = Figures.grouped(bridges.count)
    return language(
      bridges.count == 1
        ? "1 blue dashed line stands for a chain through papers left out"
        : "\(count) blue dashed lines stand for chains through papers left out",
      "\(count) 条蓝色虚线代表经由略去论文的链")
      + (areNumbered ? "" : language(", whose number their tooltips tell", "，篇数见悬停提示"))
  }

  private func paperWords(_ language: Language) -> String {
    let (shown, all) = (Figures.grouped(account.shownPaperCount), Figures.grouped(account.paperCount))
    let rules = ruleWords(language)
    var words = language(
      ([account.paperCount == 1 ? "\(shown) of 1 paper" : "\(shown) of \(all) papers"] + rules)
        .joined(separator: ", "),
      "\(all) 篇论文中的 \(shown) 篇" + (rules.isEmpty ? "" : "（\(rules.joined(separator: "，"))）"))
    switch account.leftOut.count {
    case 0: break
    case 1:
      let count = Figures.grouped(account.leftOutPaperCount)
      words += language("; \(count) left out", "；略去 \(count) 篇")
    default:
      words +=
        language("; left out: ", "；略去：")
        + account.leftOut.map { reason($0, language) }.joined(separator: language(", ", "，"))
    }
    return words
  }

  /// The rules that were asked for.
  private func ruleWords(_ language: Language) -> [String] {
    let within = selection.generations.map { count in
      language(count == 1 ? " within 1 generation" : " within \(count) generations", " \(count) 代以内")
    }
    var rules: [String] = []
    if !selection.ancestorsOf.isEmpty {
      let names = list(selection.ancestorsOf.map(name), language)
      rules.append(language("ancestors of \(names)", "\(names) 的祖先") + (within ?? ""))
    }
    if !selection.descendantsOf.isEmpty {
      let names = list(selection.descendantsOf.map(name), language)
      rules.append(language("descendants of \(names)", "\(names) 的后代") + (within ?? ""))
    }
    if !selection.between.isEmpty {
      let pairs = selection.between.map { ends in
        let (one, other) = (name(min(ends.one, ends.other)), name(max(ends.one, ends.other)))
        return language("between \(one) and \(other)", "\(one) 与 \(other) 之间")
      }
      rules.append(pairs.joined(separator: language(" or ", "或")))
    }
    if !topics.isEmpty { rules.append(list(topics.map { $0.label(in: language.code) }, language)) }
    if let first = selection.first, let last = selection.last {
      rules.append(language("from \(first) to \(last)", "\(first) 至 \(last)"))
    } else if let first = selection.first {
      rules.append(language("from \(first)", "自 \(first)"))
    } else if let last = selection.last {
      rules.append(language("to \(last)", "至 \(last)"))
    }
    if selection.onMainPath { rules.append(language("on the main path", "主路径上")) }
    switch selection.top?.score {
    case .citations: rules.append(language("the most cited", "被引最多"))
    case .pageRank: rules.append(language("the first by PageRank", "PageRank 最高"))
    case nil: break
    }
    return rules
  }

  private func reason(_ leftOut: SelectionAccount.LeftOut, _ language: Language) -> String {
    let count = leftOut.paperCount
    let number = Figures.grouped(count)
    switch leftOut.reason {
    case .external: return language(count == 1 ? "1 external work" : "\(number) external works", "列表外 \(number) 篇")
    case .noAncestor: return language("\(number) not among the ancestors", "非祖先 \(number) 篇")
    case .noDescendant: return language("\(number) not among the descendants", "非后代 \(number) 篇")
    case .notBetween: return language("\(number) not in between", "不在其间 \(number) 篇")
    case .otherTopic: return language("\(number) of other topics", "其他主题 \(number) 篇")
    case .undated: return language("\(number) without date", "无日期 \(number) 篇")
    case .otherTime: return language("\(number) of other times", "其他时段 \(number) 篇")
    case .notOnMainPath: return language("\(number) off the main path", "主路径外 \(number) 篇")
    case .notAmongTop:
      let rank = Figures.grouped(selection.top?.count ?? account.shownPaperCount)
      return language("\(number) not among the first \(rank)", "前 \(rank) 名之外 \(number) 篇")
    }
  }

  private func tieWords(_ language: Language) -> String? {
    guard let tie = account.tie, let top = selection.top else { return nil }
    let papers = Figures.grouped(tie.paperCount)
    switch top.score {
    case .citations:
      let times = Figures.grouped(Int(tie.score))
      return language(
        (tie.paperCount == 1 ? "1 paper left out is" : "\(papers) papers left out are")
          + " cited as often as the last shown (\(times)×)", "略去的 \(papers) 篇与末位被引同为 \(times) 次")
    case .pageRank:
      return language(
        tie.paperCount == 1
          ? "1 paper left out ranks with the last shown" : "\(papers) papers left out rank with the last shown",
        "略去的 \(papers) 篇与末位同分")
    }
  }

  private func name(_ paper: PaperIndex) -> String { names[paper] ?? "" }

  private func list(_ names: [String], _ language: Language) -> String {
    guard language == .english, let last = names.last, names.count > 1 else { return names.joined(separator: "、") }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}
