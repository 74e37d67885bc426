import PaperLineage

/// A timeline as one page: the picture, the papers as a list by period, and the numbers as a table.
///
/// The page needs no script and nothing from outside, and its policy allows neither.
struct TimelinePage {
  private let content: TimelineContent
  private var language: Language { content.language }

  init(_ content: TimelineContent) {
    self.content = content
  }

  /// The page as a file.
  func document() -> String {
    let chart = TimelineChart(content, hasHeading: false)
    let root = XMLElement("html", [("lang", language == .chinese ? "zh-CN" : "en")])
    root.children = [.element(head()), .element(body(chart))]
    var text = "<!DOCTYPE html>\n"
    root.write(to: &text)
    return text
  }

  // MARK: - Head

  private func head() -> XMLElement {
    let head = XMLElement("head")
    func meta(_ name: String, _ value: String) -> XMLElement.Child {
      .element(XMLElement("meta", [("name", name), ("content", value)]))
    }
    head.children = [
      .element(XMLElement("meta", [("charset", "utf-8")])),
      .element(
        XMLElement(
          "meta",
          [
            ("http-equiv", "Content-Security-Policy"),
            ("content", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"),
          ])),
      meta("viewport", "width=device-width, initial-scale=1"), meta("color-scheme", "light dark"),
      meta("description", content.summary), .element(XMLElement("title", text: content.title)),
      .element(XMLElement("style", text: Self.style)),
    ]
    return head
  }

  /// Written so that nothing in it needs an escape: a browser reads it as it is.
  private static let style: String = {
    func variables(_ isDark: Bool) -> String {
      let pairs = [
        ("paper", Palette.paper, Palette.darkPaper), ("band", Palette.band, Palette.darkBand),
        ("rule", Palette.yearRule, Palette.darkYearRule), ("ink", Palette.ink, Palette.darkInk),
        ("soft", Palette.softInk, Palette.darkSoftInk), ("faint", Palette.faintInk, Palette.darkFaintInk),
        ("link", Palette.topics[0].label, Palette.topics[0].darkLabel),
      ]
      return pairs.map { "--\($0.0): \(isDark ? $0.2 : $0.1);" }.joined(separator: " ")
    }
    let topics = Palette.topics.enumerated().map { place, topic in
      ".chip.topic-\(place) { background: \(topic.fill); border-color: \(topic.border); color: \(topic.label); }"
    }
    let darkTopics = Palette.topics.enumerated().map { place, topic in
      " .chip.topic-\(place) { background: \(topic.darkFill); border-color: \(topic.darkBorder); color: \(topic.darkLabel); }"
    }
    let fonts = PictureFonts.list.split(separator: ",").map { $0.contains(" ") ? "'\($0)'" : String($0) }
      .joined(separator: ", ")
    return """

      :root { color-scheme: light dark; \(variables(false)) }
      @media (prefers-color-scheme: dark) { :root { \(variables(true)) } }
      * { box-sizing: border-box; }
      body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 \(fonts); overflow-wrap: anywhere; }
      main { max-width: 108rem; margin: 0 auto; padding: 1rem 1.25rem; }
      .facts, section { max-width: 60rem; }
      h1 { font-size: 1.6rem; line-height: 1.25; margin: 1rem 0 0.25rem; }
      h2 { font-size: 1.2rem; margin: 2rem 0 0.5rem; }
      h3 { font-size: 1rem; margin: 1.5rem 0 0.25rem; padding-top: 0.5rem; border-top: 1px solid var(--rule); }
      h3 .count { color: var(--faint); font-weight: normal; margin-left: 0.5rem; }
      p { margin: 0.25rem 0; }
      .facts, .remarks { color: var(--soft); }
      .remarks { font-size: 0.875rem; }
      a { color: var(--link); }
      a:focus-visible, summary:focus-visible, .picture:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
      figure { margin: 1rem 0; }
      .picture { overflow-x: auto; border: 1px solid var(--rule); border-radius: 8px; }
      .picture svg { display: block; width: 100%; height: auto; }
      ul { list-style: none; margin: 0; padding: 0; }
      li { padding: 0.4rem 0; }
      .name { font-weight: 600; }
      .line { display: flex; flex-wrap: wrap; gap: 0.25rem 0.6rem; align-items: baseline; }
      .title { color: var(--soft); }
      .small { color: var(--soft); font-size: 0.875rem; }
      .chip { border: 1px solid var(--faint); border-radius: 999px; padding: 0 0.55rem; font-size: 0.8rem; }
      .chip.external { border-style: dashed; color: var(--soft); }
      \(topics.joined(separator: "\n"))
      .numbers { overflow-x: auto; }
      table { border-collapse: collapse; font-size: 0.9rem; margin: 0.5rem 0; }
      caption { text-align: left; color: var(--soft); padding-bottom: 0.25rem; }
      th, td { padding: 0.2rem 0.7rem; text-align: right; border-bottom: 1px solid var(--rule); white-space: nowrap; }
      th:first-child, .words { text-align: left; }
      td.words { white-space: normal; min-width: 16rem; }
      summary { cursor: pointer; padding: 0.5rem 0; font-weight: 600; }
      @media (prefers-color-scheme: dark) {
      \(darkTopics.joined(separator: "\n"))
      }
      @media print {
       body { font-size: 11px; }
       main { max-width: none; padding: 0; }
       .picture { overflow: visible; border: 0; }
       .picture svg { min-width: 0 !important; max-height: 24cm; }
       li, tr { break-inside: avoid; }
       h3 { break-after: avoid; }
      }

      """
  }()

  // MARK: - Body

  private func body(_ chart: TimelineChart) -> XMLElement {
    let main = XMLElement("main")
    let svg = TimelineSVG(chart).element()
    // A picture is not made smaller than can be read; a narrow window moves over it.
    svg["style"] = "min-width: \(Int((chart.drawing.width * 0.6).rounded()))px"
    let frame = XMLElement(
      "div",
      [
        ("class", "picture"), ("tabindex", "0"), ("role", "region"),
        ("aria-label", language("the picture; it may be wider than the window", "图，可能比窗口宽")),
      ])
    frame.children = [.element(svg)]
    let figure = XMLElement("figure")
    figure.children = [.element(frame)]
    main.children = [
      .element(XMLElement("h1", text: content.title)),
      .element(XMLElement("p", [("class", "facts")], text: content.summary)), .element(figure),
    ]
    if content.hasPapers { main.children.append(.element(papers())) }
    main.children.append(.element(numbers()))
    let remarks = content.remarks(nameLimit: 1_000) + content.markRemarks
    if !remarks.isEmpty {
      let section = XMLElement("section", [("class", "remarks")])
      section.children =
        [.element(XMLElement("h2", text: language("Remarks", "说明")))]
        + remarks.map { .element(XMLElement("p", text: $0)) }
      main.children.append(.element(section))
    }
    let body = XMLElement("body")
    body.children = [.element(main)]
    return body
  }

  /// The papers in the order of their dates, a heading for each period; a period without papers has one too.
  private func papers() -> XMLElement {
    let section = XMLElement("section")
    section.children = [.element(XMLElement("h2", text: language("Papers", "论文")))]
    var position = 0
    while position < content.entries.count {
      let entry = content.entries[position]
      let end = content.entries[position...].firstIndex { $0.count > 0 } ?? content.entries.count
      if end - position > 1 {
        // A heading for each of many empty periods would be nothing but noise.
        let last = content.entries[end - 1].period
        section.children.append(
          heading("\(entry.period.words(in: language)) – \(last.words(in: language))", id: entry.period, count: 0))
        position = end
        continue
      }
      section.children.append(heading(entry.period.words(in: language), id: entry.period, count: entry.count))
      if entry.count > 0 {
        let list = XMLElement("ul")
        list.children = entry.papers.map { .element(self.item($0)) }
        section.children.append(.element(list))
      }
      position += 1
    }
    return section
  }

  private func heading(_ words: String, id: Period, count: Int) -> XMLElement.Child {
    let heading = XMLElement("h3", [("id", "papers-\(id)")])
    heading.children = [
      .element(XMLElement("span", text: words)),
      .element(
        XMLElement(
          "span", [("class", "count")], text: count == 0 ? language("no papers", "没有论文") : content.papers(count))),
    ]
    return .element(heading)
  }

  private func item(_ item: TimelineContent.Item) -> XMLElement {
    let line = XMLElement("div", [("class", "line")])
    let name =
      item.link.flatMap { link in
        PaperIdentifier.isWebAddress(link)
          ? XMLElement("a", [("href", DOTWriter.percentEncoded(link)), ("rel", "noopener")], text: item.name) : nil
      } ?? XMLElement("span", text: item.name)
    name["class"] = "name"
    line.children = [.element(name)]
    if !item.organizations.isEmpty {
      line.children.append(.element(XMLElement("span", text: item.organizations.joined(separator: ", "))))
    }
    let series = content.series[item.series]
    if content.series.count > 1 || series.colorIndex == nil {
      let look = series.colorIndex.map { "topic-\($0 % Palette.topics.count)" } ?? "external"
      line.children.append(.element(XMLElement("span", [("class", "chip \(look)")], text: series.label)))
    }
    let entry = XMLElement("li")
    entry.children = [.element(line)]
    if item.title != item.name {
      entry.children.append(.element(XMLElement("div", [("class", "title")], text: item.title)))
    }
    let small = [item.impact ?? "", item.dates].filter { !$0.isEmpty }
    for text in small { entry.children.append(.element(XMLElement("div", [("class", "small")], text: text))) }
    return entry
  }

  /// How many papers when, by topic, and so far.
  private func numbers() -> XMLElement {
    let hasSeries = content.series.count > 1
    let hasNames = content.entries.contains { $0.mostCited != nil }
    let table = XMLElement("table")
    let head = XMLElement("tr")
    func header(_ text: String, _ scope: String, isWords: Bool = false) -> XMLElement.Child {
      .element(XMLElement("th", [("scope", scope)] + (isWords ? [("class", "words")] : []), text: text))
    }
    head.children =
      [header(content.length.word(in: language), "col"), header(language("papers", "论文"), "col")]
      + (hasSeries ? content.series.map { header($0.label, "col") } : [])
      + [header(content.cumulativeWords, "col")]
      + (hasNames ? [header(language("most cited", "被引最多"), "col", isWords: true)] : [])
    let rows = XMLElement("tbody")
    for (entry, sum) in zip(content.entries, content.cumulative) {
      let row = XMLElement("tr")
      let values = [entry.count] + (hasSeries ? entry.counts : []) + [sum]
      row.children =
        [header(entry.period.description, "row")]
        + values.map { .element(XMLElement("td", text: Figures.grouped($0))) }
        + (hasNames ? [.element(XMLElement("td", [("class", "words")], text: entry.mostCited ?? ""))] : [])
      rows.children.append(.element(row))
    }
    let top = XMLElement("thead")
    top.children = [.element(head)]
    table.children = [
      .element(
        XMLElement(
          "caption",
          text: language(
            "\(content.perPeriodWords), \(content.dateWords)", "\(content.perPeriodWords)，\(content.dateWords)"))),
      .element(top), .element(rows),
    ]
    let room = XMLElement(
      "div",
      [
        ("class", "numbers"), ("tabindex", "0"), ("role", "region"),
        ("aria-label", language("the numbers as a table", "数字表")),
      ])
    room.children = [.element(table)]
    let details = XMLElement("details", content.hasPapers ? [] : [("open", "open")])
    details.children = [
      .element(XMLElement("summary", text: language("The numbers as a table", "数字表"))), .element(room),
    ]
    return details
  }
}
