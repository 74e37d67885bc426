import Foundation
import PaperLineage

/// Reads the Markdown of reading lists: headings, items and paragraphs with links to papers, tables.
struct MarkdownListReader {
  private let lines: [ListLine]
  private var content = ListContent()
  private var headings: [(level: Int, text: String, line: Int)] = []
  private var date: (level: Int, date: PublicationDate)?

  /// Reads the lines of a file.
  static func read(_ lines: [ListLine]) -> ListContent {
    var reader = MarkdownListReader(lines)
    reader.read()
    return reader.content
  }

  private init(_ lines: [ListLine]) { self.lines = lines }

  private mutating func read() {
    var index = 0
    while index < lines.count { index = readBlock(at: index) }
    let top = headings.first { $0.level == 1 }
    if content.records.isEmpty {
      content.title = nil
    } else if let top, headings.count(where: { $0.level == 1 }) == 1 {
      // The one heading of the first level is the title, unless all papers stand right under it.
      content.title = top.text
      for index in content.records.indices where content.records[index].topic == top.text {
        content.records[index].topic = nil
      }
    }
  }

  /// Reads the block that begins at a line; returns the first line behind it.
  private mutating func readBlock(at start: Int) -> Int {
    let line = lines[start]
    let whole = line.whole.trimmed
    if whole.isEmpty { return start + 1 }
    if whole.hasPrefix("```") || whole.hasPrefix("~~~") { return skipCode(at: start) }
    if whole.hasPrefix("<!--") { return skipComment(at: start) }
    let parts = LineContent(line)
    if let level = parts.headingLevel {
      readHeading(parts.content, level: level)
      return start + 1
    }
    if isTable(at: start) { return readTable(at: start) }
    if let end = readYearLines(at: start) { return end }
    if isSetextTitle(at: start) {
      readHeading(whole, level: lines[start + 1].whole.trimmed.hasPrefix("=") ? 1 : 2)
      content.otherLines.insert(lines[start + 1].number)
      return start + 2
    }
    if isMarkup(whole) {
      content.otherLines.insert(line.number)
      return start + 1
    }
    var end = start + 1
    while end < lines.count, continues(start, at: end) { end += 1 }
    readEntry(Array(lines[start..<end]), first: parts)
    return end
  }

  /// Whether a line goes on with the item or paragraph that began at an earlier one.
  private func continues(_ start: Int, at index: Int) -> Bool {
    let line = lines[index].whole
    let trimmed = line.trimmed
    if trimmed.isEmpty || trimmed.hasPrefix("```") || trimmed.hasPrefix("<!--") || isTable(at: index) { return false }
    let parts = LineContent(lines[index])
    if parts.headingLevel != nil || isMarkup(trimmed) { return false }
    guard parts.isBullet || parts.isNumbered else { return true }
    // An item within the item says more of it, unless it has a paper of its own.
    return LineContent(lines[start]).isBullet && indentation(lines[index]) > indentation(lines[start]) + 1
      && !MarkdownEntry(lines: [lines[index]]).hasOwnPaper
  }

  private func indentation(_ line: ListLine) -> Int {
    line.scalars.prefix { $0 == " " || $0 == "\t" }.reduce(0) { $0 + ($1 == "\t" ? 4 : 1) }
  }

  private func isSetextTitle(at index: Int) -> Bool {
    guard index + 1 < lines.count, lines[index].whole.firstIndex(of: "|") == nil else { return false }
    let next = lines[index + 1].whole.trimmed.scalars
    return next.count >= 3 && (next.allSatisfy { $0 == "=" } || next.allSatisfy { $0 == "-" })
      && !LineContent(lines[index]).isBullet
  }

  /// Whether a line is marks and HTML only, with nothing to read.
  private func isMarkup(_ line: Stretch) -> Bool {
    guard line.scalars.contains(where: \.isWordPart) else { return true }
    guard line.scalars.first == "<" || line.scalars.first == "!" else { return false }
    if line.scalars.first == "!" {
      return MarkdownInline.pieces(of: line).allSatisfy {
        if case .image = $0.kind { true } else { !line[$0.range].scalars.contains(where: \.isWordPart) }
      }
    }
    var depth = 0
    var text = 0
    for scalar in line.scalars {
      if scalar == "<" {
        depth += 1
      } else if scalar == ">" {
        depth = max(0, depth - 1)
      } else if depth == 0, scalar.isWordPart {
        text += 1
      }
    }
    return text == 0
  }

  private mutating func skipCode(at start: Int) -> Int {
    let fence = String(lines[start].whole.trimmed.text.prefix(3))
    var index = start
    repeat {
      if !lines[index].whole.trimmed.isEmpty { content.unread[lines[index].number] = "a block of code" }
      index += 1
    } while index < lines.count && !lines[index].whole.trimmed.hasPrefix(fence)
    if index < lines.count { content.unread[lines[index].number] = "a block of code" }
    return min(index + 1, lines.count)
  }

  private mutating func skipComment(at start: Int) -> Int {
    var index = start
    while index < lines.count {
      if !lines[index].whole.trimmed.isEmpty { content.unread[lines[index].number] = "a comment" }
      index += 1
      if lines[index - 1].whole.range(of: "-->") != nil { break }
    }
    return index
  }

  // MARK: - Headings

  private mutating func readHeading(_ stretch: Stretch, level: Int) {
    content.otherLines.insert(stretch.line)
    var text = ""
    for piece in MarkdownInline.pieces(of: stretch) {
      switch piece.kind {
      case .plain: text += stretch[piece.range].text
      case .link(let inner, _): text += inner.hasPrefix("!") ? "" : inner.text
      case .bold(let inner), .italic(let inner): text += inner.text
      case .image: break
      }
    }
    text = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    while text.hasSuffix("#") { text.removeLast() }
    text = text.trimmingCharacters(in: .whitespaces)
    headings.append((level, text, stretch.line))
    if let earlier = date, earlier.level >= level { date = nil }
    if case .date(let read) = ListDate.read(text) {
      date = (level, read)
      return
    }
    current.removeAll { $0.level >= level }
    if !text.isEmpty { current.append((level, text)) }
  }

  /// The headings above the current line, highest first.
  private var current: [(level: Int, text: String)] = []
  private var topic: String? { current.last?.text }

  // MARK: - Items and paragraphs

  private mutating func readEntry(_ lines: [ListLine], first: LineContent) {
    let entry = MarkdownEntry(lines: lines)
    let numbers = lines.map(\.number)
    guard first.isBullet || first.isNumbered || entry.beginsWithMarks else {
      for number in numbers { content.unread[number] = "running text" }
      return
    }
    switch entry.record(topic: topic, headingDate: date?.date) {
    case .record(let record): content.records.append(record)
    case .unread(let reason):
      for number in numbers { content.unread[number] = reason }
    }
  }

  // MARK: - Tables

  /// Reads a table that lost its lines: a header, then rows that begin with a year and end with an address.
  private mutating func readYearLines(at start: Int) -> Int? {
    func row(_ index: Int) -> (title: Stretch, date: PublicationDate, address: String)? {
      let line = lines[index].whole.trimmed
      guard let blank = line.scalars.firstIndex(where: \.isSpace), blank - line.scalars.startIndex == 4,
        case .date(let date) = ListDate.read(line[line.scalars.startIndex..<blank].text),
        let address = WebAddress.all(in: line.scalars).last, address.upperBound == line.scalars.endIndex,
        address.lowerBound > blank
      else { return nil }
      let title = line[blank..<address.lowerBound].trimmed
      return title.isEmpty ? nil : (title, date, line[address].text)
    }
    let heads = lines[start].whole.trimmed.text.split(whereSeparator: \.isWhitespace).map(String.init)
    guard 3...5 ~= heads.count, ListLabel(heads[0]) == .date, start + 2 < lines.count, row(start + 1) != nil,
      row(start + 2) != nil
    else { return nil }
    content.otherLines.insert(lines[start].number)
    let hasName = heads.count == 4 && MarkdownTable.isName(heads[1])
    var index = start + 1
    while index < lines.count, let (wholeTitle, date, address) = row(index) {
      var title = wholeTitle
      var record = ListRecord(title: title, topic: topic)
      if hasName, let blank = title.scalars.firstIndex(where: \.isSpace) {
        record.aliases = [title[title.scalars.startIndex..<blank].text]
        title = title[blank..<title.scalars.endIndex].trimmed
        record.title = title
      }
      (record.date, record.addresses, record.lines) = (date, [address], [lines[index].number])
      content.records.append(record)
      index += 1
    }
    return index
  }

  private func isTable(at index: Int) -> Bool {
    guard index + 1 < lines.count, lines[index].whole.firstIndex(of: "|") != nil else { return false }
    let next = lines[index + 1].whole.trimmed.scalars
    return next.contains("|") && next.contains("-") && next.allSatisfy { "|-: \t".unicodeScalars.contains($0) }
  }

  private mutating func readTable(at start: Int) -> Int {
    var end = start + 2
    while end < lines.count, lines[end].whole.firstIndex(of: "|") != nil { end += 1 }
    let table = MarkdownTable(header: lines[start], rows: Array(lines[start + 2..<end]))
    guard table.hasPapers else {
      for line in lines[start..<end] { content.unread[line.number] = "a table without papers" }
      return end
    }
    content.otherLines.formUnion([lines[start].number, lines[start + 1].number])
    for row in lines[start + 2..<end] {
      if let record = table.record(of: row, topic: topic, headingDate: date?.date) {
        content.records.append(record)
      } else {
        content.unread[row.number] = "a row of a table without a title"
      }
    }
    return end
  }
}

/// An item of a list, or a paragraph, that may tell of a paper.
struct MarkdownEntry {
  enum Result {
    case record(ListRecord)
    case unread(String)
  }

  private let lines: [ListLine]
  private let stretches: [Stretch]
  private let pieces: [(stretch: Stretch, piece: MarkdownInline)]

  init(lines: [ListLine]) {
    self.lines = lines
    stretches = lines.map { LineContent($0).content }
    pieces = stretches.flatMap { stretch in MarkdownInline.pieces(of: stretch).map { (stretch, $0) } }
  }

  /// All links, those in bold or italics included.
  private var links: [(text: Stretch, address: String)] {
    pieces.flatMap { Self.links(in: $0.piece) }
  }

  private static func links(in piece: MarkdownInline) -> [(text: Stretch, address: String)] {
    switch piece.kind {
    case .link(let text, let address): [(text, address)]
    case .bold(let inner), .italic(let inner): MarkdownInline.pieces(of: inner).flatMap(links)
    case .plain, .image: []
    }
  }

  /// Whether a paragraph begins with a title in bold or a link, as entries do.
  var beginsWithMarks: Bool {
    guard let first = pieces.first(where: { !$0.stretch[$0.piece.range].trimmed.isEmpty }) else { return false }
    switch first.piece.kind {
    case .bold: return true
    case .link(let text, let address): return text.text != address
    case .plain:
      // “[2023/07] **Title**” and “《Title》”.
      let text = first.stretch[first.piece.range].trimmed
      return text.hasPrefix("《")
        || (text.hasPrefix("[") && pieces.contains { if case .bold = $0.piece.kind { true } else { false } })
    case .italic, .image: return false
    }
  }

  /// Whether there is a link to a paper with a title to it.
  var hasOwnPaper: Bool {
    if case .record = record(topic: nil, headingDate: nil) { true } else { false }
  }

  func record(topic: String?, headingDate: PublicationDate?) -> Result {
    let links = links
    guard !links.isEmpty else { return .unread("no link to a paper") }
    if links.allSatisfy({ $0.address.hasPrefix("#") }) { return .unread("links within the page") }
    guard links.contains(where: { PaperLink.isPaper($0.address, text: $0.text.text) }) else {
      return .unread("no link to a paper")
    }
    guard let title = title(), title.scalars.contains(where: \.isWordPart) else {
      return .unread("no title beside the link")
    }
    var record = ListRecord(title: title, topic: topic)
    record.lines = lines.map(\.number)
    let isBadge: (Stretch) -> Bool = { $0.hasPrefix("!") }
    for link in links where !isBadge(link.text) && PaperLink.isPaper(link.address, text: link.text.text) {
      record.addresses.append(link.address)
    }
    for link in links where !isBadge(link.text) && PaperLink.isCode(link.address, text: link.text.text) {
      record.addresses.append(link.address)
    }
    var plain = ""
    for (stretch, piece) in pieces {
      switch piece.kind {
      case .plain:
        let text = stretch[piece.range]
        if overlaps(text, title) { continue }
        plain += text.text
        addRemark(text, to: &record)
      case .italic(let inner):
        if overlaps(inner, title) { continue }
        if record.authors.isEmpty, inner.scalars.contains(where: \.isWordPart) { record.authors.append(inner.trimmed) }
      case .image(_, let address): readBadge(address, into: &record)
      case .link(let text, _) where text.hasPrefix("!"):
        for inner in MarkdownInline.pieces(of: text) {
          if case .image(_, let address) = inner.kind { readBadge(address, into: &record) }
        }
      case .link, .bold: plain += " "
      }
    }
    if case .date(let date)? = ListDate.first(in: plain)?.reading {
      record.date = date
    } else if record.date == nil {
      record.date = headingDate
    }
    return .record(record)
  }

  private func overlaps(_ stretch: Stretch, _ title: Stretch) -> Bool {
    stretch.line == title.line && stretch.scalars.startIndex < title.scalars.endIndex
      && title.scalars.startIndex < stretch.scalars.endIndex
  }

  /// Keeps a remark that is more than a date between links.
  private func addRemark(_ text: Stretch, to record: inout ListRecord) {
    var remark = text.trimmed
    while let first = remark.scalars.first, !first.isWordPart, !"“\"(（《".unicodeScalars.contains(first) {
      remark = Stretch(line: remark.line, scalars: remark.scalars.dropFirst()).trimmed
    }
    guard remark.scalars.count(where: \.isWordPart) >= 12 else { return }
    record.fields.append(ListRecord.Field(label: .other, name: nil, paragraphs: [[remark]]))
  }

  /// The title: in bold or quotes, else the text of the first link, else what stands before it.
  private func title() -> Stretch? {
    for (index, item) in pieces.enumerated() {
      switch item.piece.kind {
      case .bold(let inner):
        let bare = Self.bare(inner)
        if Self.isTitle(bare) { return Self.withoutStop(bare) }
      case .link(let text, let address):
        let bare = Self.bare(text)
        let isGeneric = PaperLink.isGeneric(bare.text) || WebAddress.begins(bare.scalars) || bare.hasPrefix("!")
        if !isGeneric, PaperLink.isPaper(address, text: bare.text) { return Self.withoutStop(bare) }
        // The entry is about something else.
        if !isGeneric, index == 0 { return nil }
      case .plain:
        let text = item.stretch[item.piece.range]
        if let quoted = Self.quoted(text) { return Self.withoutStop(quoted) }
        if index == 0, let leading = Self.leading(text) { return leading }
      case .italic(let inner):
        if index == 0, Self.isTitle(Self.bare(inner)) { return Self.withoutStop(Self.bare(inner)) }
      case .image: break
      }
    }
    return nil
  }

  private static func isTitle(_ stretch: Stretch) -> Bool {
    stretch.scalars.count(where: \.isWordPart) >= 3 && ListDate.read(stretch.text) == .none
      && !PaperLink.isGeneric(stretch.text) && ListLabel(stretch.text) == nil
  }

  /// A text without bold, links and quotes around it.
  static func bare(_ stretch: Stretch) -> Stretch {
    var bare = stretch.trimmed
    for _ in 0..<4 {
      if let inner = bare.unwrapped("“", "”") ?? bare.unwrapped("\"", "\"") ?? bare.unwrapped("《", "》") {
        bare = inner.trimmed
        continue
      }
      guard let piece = MarkdownInline.pieces(of: bare).first else { break }
      switch piece.kind {
      case .link(let text, _) where piece.range.lowerBound == bare.scalars.startIndex: bare = text.trimmed
      case .bold(let text), .italic(let text):
        guard piece.range == bare.scalars.startIndex..<bare.scalars.endIndex else { return bare }
        bare = text.trimmed
      default: return bare
      }
    }
    return bare
  }

  private static func withoutStop(_ stretch: Stretch) -> Stretch {
    var stretch = stretch.trimmed
    while let last = stretch.scalars.last, ".,;，。；:：".unicodeScalars.contains(last) {
      stretch = Stretch(line: stretch.line, scalars: stretch.scalars.dropLast()).trimmed
    }
    return stretch
  }

  private static func quoted(_ stretch: Stretch) -> Stretch? {
    for (opening, closing) in [("“", "”"), ("\"", "\""), ("《", "》"), ("「", "」")] {
      guard let start = stretch.range(of: opening), let end = stretch.range(of: closing, from: start.upperBound) else {
        continue
      }
      let inner = stretch[start.upperBound..<end.lowerBound].trimmed
      if isTitle(inner) { return inner }
    }
    return nil
  }

  /// The beginning of an entry up to the authors or the first link.
  private static func leading(_ stretch: Stretch) -> Stretch? {
    var end = stretch.scalars.endIndex
    for mark in [". ", "? ", " [", " ("] {
      if let range = stretch.range(of: mark) { end = min(end, range.lowerBound + (mark == "? " ? 1 : 0)) }
    }
    var leading = withoutStop(stretch[stretch.scalars.startIndex..<max(end, stretch.scalars.startIndex)])
    while let last = leading.scalars.last, "[(-–—|".unicodeScalars.contains(last) {
      leading = withoutStop(Stretch(line: leading.line, scalars: leading.scalars.dropLast()))
    }
    let words = leading.text.split(whereSeparator: \.isWhitespace).count
    return isTitle(leading) && (words >= 2 || leading.scalars.contains(where: \.isHan)) ? leading : nil
  }

  /// Reads what a badge says: a venue with its year, or a date.
  private func readBadge(_ address: String, into record: inout ListRecord) {
    guard let text = PaperLink.badgeText(address) else { return }
    for part in [text] + text.split(separator: "-").map(String.init) {
      if case .date(let date) = ListDate.read(part) {
        if date.month != nil || record.date == nil, part.count >= 6 { record.date = record.date ?? date }
        if date.month != nil { return }
      }
    }
    let venue = text.replacing("-", with: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard record.venues.isEmpty, let match = venue.firstMatch(of: #/(?:^|[^0-9])((?:19|20)[0-9]{2})(?![0-9])/#),
      venue.contains(#/[A-Z]{2}|[A-Z][a-z]+[A-Z]/#), let year = Int(match.1), let date = PublicationDate(year: year)
    else { return }
    record.venues.append(PaperVersion(role: .published, date: date, venue: Self.spaced(venue)))
  }

  /// `ICML2024` with a blank before the year.
  private static func spaced(_ venue: String) -> String {
    venue.replacing(#/([A-Za-z])((?:19|20)[0-9]{2})/#) { "\($0.1) \($0.2)" }
  }
}

/// What links of reading lists lead to.
enum PaperLink {
  private static let hosts = [
    "arxiv.org/", "doi.org/", "aclanthology.org/", "aclweb.org/", "openreview.net/", "proceedings.mlr.press/",
    "papers.nips.cc/", "proceedings.neurips.cc/", "dl.acm.org/doi", "ieeexplore.ieee.org/", "openaccess.thecvf.com/",
    "jmlr.org/papers", "link.springer.com/", "sciencedirect.com/science/article", "nature.com/articles",
    "semanticscholar.org/paper", "biorxiv.org/", "medrxiv.org/", "hal.science/", "ojs.aaai.org/", "isca-archive.org/",
    "huggingface.co/papers/", "alphaxiv.org/", "ssrn.com/", "onlinelibrary.wiley.com/doi", "usenix.org/conference",
    "usenix.org/system/files", "pnas.org/doi", "science.org/doi", "mlsys.org/paper", "ncbi.nlm.nih.gov/pmc",
  ]
  private static let paperWords: Set<String> = [
    "pdf", "paper", "papers", "arxiv", "论文", "论文链接", "原文", "paperlink", "abs", "doi", "preprint", "report",
    "technicalreport", "openreview", "acl", "publication",
  ]
  private static let codeWords: Set<String> = ["code", "github", "代码", "源码", "repo", "implementation", "official"]
  private static let otherWords: Set<String> = [
    "link", "here", "blog", "homepage", "website", "web", "project", "page", "projectpage", "demo", "slides", "video",
    "model", "models", "data", "dataset", "docs", "html", "post", "poster", "bib", "bibtex", "url", "colab", "star",
    "链接", "主页", "huggingface", "hf", "supp", "appendix", "tweet", "checkpoint", "checkpoints", "weights", "vllm",
    "source", "talk", "notes", "review", "summary", "official", "newcode", "full",
  ]

  private static func key(_ text: String) -> String { ListLabel.key(text) }

  /// Whether a link's text says only what kind of thing it leads to.
  static func isGeneric(_ text: String) -> Bool {
    let key = key(text)
    return key.isEmpty || paperWords.contains(key) || codeWords.contains(key) || otherWords.contains(key)
      || key.allSatisfy(\.isNumber) || PaperIdentifier(.arxiv, text) != nil
  }

  /// Whether a link leads to a paper, by its address or by its text.
  static func isPaper(_ address: String, text: String) -> Bool {
    let lower = address.lowercased()
    guard lower.hasPrefix("http://") || lower.hasPrefix("https://") else { return false }
    if lower.contains("shields.io") { return false }
    return hosts.contains { lower.contains("/" + $0) || lower.contains("." + $0) }
      || lower.split(separator: "?").first?.hasSuffix(".pdf") == true || paperWords.contains(key(text))
  }

  /// Whether a link leads to code.
  static func isCode(_ address: String, text: String) -> Bool {
    let lower = address.lowercased()
    return lower.contains("://github.com/") || (codeWords.contains(key(text)) && lower.hasPrefix("http"))
  }

  /// What a badge of shields.io says, colour left off.
  static func badgeText(_ address: String) -> String? {
    guard let start = address.range(of: "img.shields.io/badge/") else { return nil }
    var text = String(address[start.upperBound...].prefix { $0 != "?" && $0 != "/" })
    for ending in [".svg", ".png"] where text.hasSuffix(ending) { text.removeLast(4) }
    text = text.removingPercentEncoding ?? text
    text = text.replacing("--", with: "\u{0}").replacing("__", with: "\u{1}").replacing("_", with: " ")
    var parts = text.split(separator: "-").map(String.init)
    if parts.count > 1 { parts.removeLast() }
    return parts.joined(separator: "-").replacing("\u{0}", with: "-").replacing("\u{1}", with: "_")
  }
}

/// A table, and what its columns hold.
struct MarkdownTable {
  private enum Column { case title, date, organization, name, link, code, venue, authors, impact, abstract, other }

  private let columns: [Column]
  private let names: [String]
  private let titleColumn: Int?

  init(header: ListLine, rows: [ListLine]) {
    let heads = Self.cells(header)
    names = heads.map(\.text)
    var columns = heads.map { Self.column(headed: $0.text) }
    let cells = rows.map(Self.cells)
    var titleColumn = columns.firstIndex(of: .title)
    let hasLinks: (Int) -> Int = { column in
      cells.count { row in
        column < row.count
          && MarkdownEntry(lines: [ListLine(number: 1, scalars: Array(row[column].scalars))]).hasOwnPaper
      }
    }
    // By content, where the header does not say.
    if titleColumn == nil, !cells.isEmpty {
      titleColumn = columns.indices.filter { columns[$0] == .other || columns[$0] == .link }.first {
        hasLinks($0) * 2 >= cells.count && hasLinks($0) > 0
      }
      if titleColumn == nil, columns.contains(.link) { titleColumn = columns.firstIndex(of: .name) }
    }
    if let titleColumn { columns[titleColumn] = .title }
    if !columns.contains(.date) {
      for index in columns.indices where columns[index] == .other {
        let dated = cells.count { row in
          index < row.count && { if case .date = ListDate.read(row[index].text) { true } else { false } }()
        }
        if dated > 0, dated * 2 >= cells.count {
          columns[index] = .date
          break
        }
      }
    }
    self.columns = columns
    // A header alone makes no papers: some row must lead to one, or tell when it came out.
    let leadsToPapers = cells.contains { row in
      row.contains { cell in
        MarkdownInline.pieces(of: cell).contains {
          if case .link(let text, let address) = $0.kind { PaperLink.isPaper(address, text: text.text) } else { false }
        }
      }
    }
    self.titleColumn = leadsToPapers || (columns.contains(.date) && columns.contains(.title)) ? titleColumn : nil
  }

  var hasPapers: Bool { titleColumn != nil }

  func record(of row: ListLine, topic: String?, headingDate: PublicationDate?) -> ListRecord? {
    let cells = Self.cells(row)
    guard let titleColumn, titleColumn < cells.count else { return nil }
    let pieces = MarkdownInline.pieces(of: cells[titleColumn])
    var title = MarkdownEntry.bare(cells[titleColumn])
    for piece in pieces {
      if case .bold(let inner) = piece.kind {
        title = MarkdownEntry.bare(inner)
      } else if case .link(let text, _) = piece.kind, !PaperLink.isGeneric(text.text) {
        title = MarkdownEntry.bare(text)
      } else {
        continue
      }
      break
    }
    guard title.scalars.contains(where: \.isWordPart) else { return nil }
    var record = ListRecord(title: title, topic: topic)
    record.lines = [row.number]
    record.date = headingDate
    for (index, cell) in cells.enumerated() where !cell.isEmpty && index < columns.count {
      let addresses = Self.addresses(in: cell)
      let label: ListLabel
      switch columns[index] {
      case .title:
        record.addresses += addresses
        continue
      case .link:
        record.addresses += addresses
        continue
      case .name:
        let name = MarkdownEntry.bare(cell)
        if !name.isEmpty { record.aliases.append(name.text) }
        record.addresses += addresses
        continue
      case .code:
        if let address = addresses.first { record.addresses.append(address) }
        continue
      case .date: label = .date
      case .organization: label = .organization
      case .venue: label = .venue
      case .authors: label = .authors
      case .impact: label = .impact
      case .abstract: label = .abstract
      case .other: label = .other
      }
      record.fields.append(
        ListRecord.Field(label: label, name: names[index], paragraphs: [[MarkdownEntry.bare(cell)]]))
    }
    return record
  }

  private static func addresses(in cell: Stretch) -> [String] {
    MarkdownInline.pieces(of: cell).flatMap { piece -> [String] in
      switch piece.kind {
      case .link(_, let address): address.lowercased().hasPrefix("http") ? [address] : []
      case .bold(let inner), .italic(let inner): Self.addresses(in: inner)
      case .plain, .image: []
      }
    }
  }

  private static func column(headed text: String) -> Column {
    switch ListLabel(text) {
    case .title, .paper: return .title
    case .date: return .date
    case .organization: return .organization
    case .link: return .link
    case .code: return .code
    case .venue: return .venue
    case .authors: return .authors
    case .impact: return .impact
    case .abstract: return .abstract
    default: break
    }
    return isName(text) ? .name : .other
  }

  /// Whether a column is headed as one of short names.
  static func isName(_ head: String) -> Bool {
    ["name", "model", "method", "模型", "方法", "名称", "简称", "work", "works"].contains(ListLabel.key(head))
  }

  /// The cells of a row, without white space around them.
  static func cells(_ line: ListLine) -> [Stretch] {
    var row = line.whole.trimmed
    if row.scalars.first == "|" { row = Stretch(line: row.line, scalars: row.scalars.dropFirst()) }
    if row.scalars.last == "|" { row = Stretch(line: row.line, scalars: row.scalars.dropLast()) }
    var cells: [Stretch] = []
    var start = row.scalars.startIndex
    for index in row.scalars.indices where row.scalars[index] == "|" {
      if index > row.scalars.startIndex, row.scalars[index - 1] == "\\" { continue }
      cells.append(row[start..<index].trimmed)
      start = index + 1
    }
    cells.append(row[start..<row.scalars.endIndex].trimmed)
    return cells
  }
}
