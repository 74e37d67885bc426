import PaperLineage

extension TimelineContent {
  /// The timeline in Mermaid's language: a section for each year, an entry for each period, an event for each paper.
  ///
  /// Longer runs of periods without papers are one entry that says how many. Where only numbers are known, or there are
  /// too many papers, the events are the numbers.
  func mermaid() -> String {
    let showsPapers = hasPapers && paperCount <= TimelinePicture.cardLimit
    var facts = [self.title, papers(paperCount) + language(" ", "，") + byWords]
    if !leftOut.isEmpty {
      let what = leftOut.joined(separator: language(", ", "，"))
      facts.append(language("\(what) not shown", "未显示：\(what)"))
    }
    if hasPapers, !showsPapers { facts.append(language("numbers instead of names", "只列数量")) }
    let title = facts.joined(separator: " · ")
    var lines = ["timeline", "    title \(MermaidText.escaped(title))"]
    var section: String?
    func begin(_ name: String) {
      guard name != section else { return }
      section = name
      lines.append("    section \(MermaidText.escaped(name))")
    }
    func add(_ period: String, _ events: [String]) {
      let events = events.isEmpty ? "" : " : " + events.map(MermaidText.escaped).joined(separator: " : ")
      lines.append("        \(MermaidText.escaped(period))\(events)")
    }
    var position = 0
    while position < entries.count {
      let entry = entries[position]
      if length != .year { begin(language("\(entry.period.year)", "\(entry.period.year)年")) }
      let end = entries[position...].firstIndex { $0.count > 0 } ?? entries.count
      if end - position > 3 {
        add("… " + length.words(end - position, in: language) + " …", [])
        position = end
        continue
      }
      let events =
        showsPapers
        ? entry.papers.map { $0.name.truncated(toWidth: 60) } : entry.count == 0 ? [] : [papers(entry.count)]
      add(entry.period.shortWords(in: language), events)
      position += 1
    }
    if !unplaced.isEmpty {
      begin(language("Not placed", "未排入"))
      for (why, count, names) in unplaced {
        add(why, showsPapers && !names.isEmpty ? names.map { $0.truncated(toWidth: 60) } : [papers(count)])
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
