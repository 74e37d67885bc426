import Foundation
import PaperLineage

/// Reads a labelled digest: titles, each followed by lines `label: value`.
///
/// A title has no mark of its own; it is the last line before the first label of a record. Where a record begins is told
/// by its labels: one that the record above has already, or a line in between that cannot go on with the value above.
struct DigestReader {
  /// A line that is not blank.
  private struct Item {
    enum Kind {
      case label(LabelledValue)
      case free
      case ornament
    }
    let line: LineContent
    let number: Int
    let kind: Kind
    /// Whether a blank line, or nothing, stands above.
    let standsApart: Bool
  }

  /// Free lines and the labels that follow them.
  private struct Segment {
    var free: [Item] = []
    var labels: [(item: Item, value: LabelledValue)] = []
  }

  private let lines: [ListLine]
  private let segments: [Segment]
  private let tail: [Item]
  private let isCompact: Bool
  private let headingsAreEntries: Bool
  private var content = ListContent()
  private var records: [ListRecord] = []
  private var topic: String?
  private var firstHeading: Int?
  private var headingCount = 0

  /// Reads the lines of a file.
  static func read(_ lines: [ListLine]) -> ListContent {
    var reader = DigestReader(lines)
    reader.read()
    return reader.content
  }

  private init(_ lines: [ListLine]) {
    self.lines = lines
    let items = Self.items(lines)
    isCompact = items.allSatisfy { !$0.standsApart || $0.number == items.first?.number }
    var segments: [Segment] = []
    var current = Segment()
    for item in items {
      switch item.kind {
      case .label(let value): current.labels.append((item, value))
      case .free, .ornament:
        if !current.labels.isEmpty {
          segments.append(current)
          current = Segment()
        }
        current.free.append(item)
      }
    }
    if !current.labels.isEmpty {
      segments.append(current)
      current = Segment()
    }
    self.segments = segments
    tail = current.free
    let titled = segments.filter { $0.labels.contains { $0.value.label == .title } }
    headingsAreEntries =
      titled.count > 1 && titled.count { $0.free.last?.line.headingLevel != nil } * 10 >= titled.count * 6
  }

  private static func items(_ lines: [ListLine]) -> [Item] {
    let gluedWords = gluedLabels(lines)
    var items: [Item] = []
    var standsApart = true
    var isInRecord = false
    var gluedSeen: Set<ListLabel> = []
    for line in lines {
      let content = LineContent(line)
      if content.content.isEmpty {
        standsApart = true
        if line.scalars.contains(where: { !$0.isSpace }) {
          items.append(Item(line: content, number: line.number, kind: .ornament, standsApart: true))
        }
        continue
      }
      var kind = Item.Kind.free
      if content.isOrnament {
        kind = .ornament
      } else if let value = LabelledValue(content, isInRecord: isInRecord), content.headingLevel == nil {
        kind = .label(value)
        isInRecord = true
      } else if isInRecord, standsApart, let value = LabelledValue(glued: content.content, among: gluedWords),
        gluedSeen.insert(value.label).inserted
      {
        kind = .label(value)
      } else {
        if standsApart { gluedSeen = content.isBullet ? [] : gluedSeen }
        isInRecord = isInRecord && content.headingLevel == nil
      }
      items.append(Item(line: content, number: line.number, kind: kind, standsApart: standsApart))
      standsApart = false
    }
    return items
  }

  /// The labels that lost their colon in this file: those that never stand with one.
  private static func gluedLabels(_ lines: [ListLine]) -> [(word: String, meaning: ListLabel)] {
    var withColon: Set<ListLabel> = []
    var hasLabels = false
    for line in lines {
      guard let value = LabelledValue(LineContent(line), isInRecord: false) else { continue }
      withColon.insert(value.label)
      hasLabels = true
    }
    return hasLabels ? ListLabel.glued.filter { !withColon.contains($0.meaning) } : []
  }

  // MARK: - Records

  private mutating func read() {
    for segment in segments { read(segment) }
    readTail()
    finish()
  }

  private mutating func read(_ segment: Segment) {
    var free = segment.free
    if beginsRecord(segment) {
      let title = hasTitleLabel(segment) ? nil : free.popLast()
      readBetween(free, isBeforeTitle: true)
      if let title {
        begin(titled: title)
      } else if let value = segment.labels.first(where: { isTitle($0.value) }) {
        begin(at: value.value.value, of: value.item)
      }
    } else {
      readBetween(free, isBeforeTitle: false)
    }
    for (item, value) in segment.labels { add(value, item) }
  }

  private func hasTitleLabel(_ segment: Segment) -> Bool {
    segment.labels.contains { isTitle($0.value) }
  }

  private func isTitle(_ value: LabelledValue) -> Bool {
    guard !value.value.isEmpty else { return false }
    return value.label == .title || (value.label == .paper && WebAddress.all(in: value.value.scalars).isEmpty)
  }

  private func beginsRecord(_ segment: Segment) -> Bool {
    guard let current = records.last else {
      return hasTitleLabel(segment) || segment.free.last.map(isTitleLike) == true
    }
    let meanings = Set(segment.labels.map(\.value.label)).subtracting([.other])
    let repeats = !meanings.isDisjoint(with: current.meanings)
    if hasTitleLabel(segment) { return true }
    guard let candidate = segment.free.last, isTitleLike(candidate) else { return false }
    if repeats || candidate.line.headingLevel != nil { return true }
    guard let last = current.fields.last, !last.label.isProse else { return false }
    // A value that the line before has not finished.
    let isOpen = last.paragraphs.last?.last?.scalars.last.map { ",，、;；&和".unicodeScalars.contains($0) } ?? true
    return candidate.standsApart || !isOpen
  }

  private func isTitleLike(_ item: Item) -> Bool {
    guard case .free = item.kind else { return false }
    let scalars = item.line.content.scalars
    return scalars.count <= 400 && !WebAddress.begins(scalars) && scalars.contains(where: \.isWordPart)
      && !"。；;，,".unicodeScalars.contains(scalars.last ?? " ")
  }

  private mutating func begin(titled item: Item) {
    var record = ListRecord(title: item.line.content, topic: topic)
    record.lines = [item.number]
    readTitle(item.line.content, into: &record)
    records.append(record)
  }

  private mutating func begin(at title: Stretch, of item: Item) {
    var record = ListRecord(title: title, topic: topic)
    readTitle(title, into: &record)
    records.append(record)
  }

  /// Takes marks and a year in brackets off a title: `《…》(GPT-3, 2020)`, `**…**`, `[…](https://…)`.
  private func readTitle(_ stretch: Stretch, into record: inout ListRecord) {
    var title = stretch.trimmed
    if let last = title.scalars.last, last == ")" || last == "）",
      let opening = title.scalars.lastIndex(where: { $0 == "(" || $0 == "（" }), opening > title.scalars.startIndex
    {
      let inside = title[opening + 1..<title.scalars.endIndex - 1].text
      let words = inside.split { $0 == "," || $0 == "，" }.map { $0.trimmingCharacters(in: .whitespaces) }
      if let last = words.last, case .date(let date) = ListDate.read(last), date.year >= 1900 {
        record.date = date
        record.aliases += words.dropLast()
        title = title[title.scalars.startIndex..<opening].trimmed
      }
    }
    let marks = [("**", "**"), ("__", "__"), ("《", "》"), ("`", "`")]
    while let bare = marks.lazy.compactMap({ title.unwrapped($0.0, $0.1) }).first(where: { !$0.trimmed.isEmpty }) {
      title = bare.trimmed
    }
    if let link = MarkdownInline.pieces(of: title).first, case .link(let text, let address) = link.kind,
      link.range == title.scalars.startIndex..<title.scalars.endIndex, !text.trimmed.isEmpty
    {
      title = text.trimmed
      record.addresses.append(address)
    }
    record.title = title
  }

  private mutating func add(_ value: LabelledValue, _ item: Item) {
    if isTitle(value), let record = records.last, record.title.line != item.number {
      // A second title begins a second record, unless the record has no fields yet.
      begin(at: value.value, of: item)
    }
    guard !records.isEmpty else {
      content.unread[item.number] = "a label without a title above it"
      return
    }
    let last = records.count - 1
    records[last].lines.append(item.number)
    guard !isTitle(value) else { return }
    records[last].fields.append(
      ListRecord.Field(label: value.label, name: value.name, paragraphs: value.value.isEmpty ? [] : [[value.value]]))
  }

  // MARK: - What stands between records

  private mutating func readBetween(_ items: [Item], isBeforeTitle: Bool) {
    var items = items
    var headings: [Item] = []
    if isBeforeTitle {
      while let last = items.last {
        if case .ornament = last.kind {
          content.otherLines.insert(last.number)
        } else if isMarkedHeading(last) || (headings.isEmpty && isHeadingLike(last)) {
          headings.insert(last, at: 0)
        } else {
          break
        }
        items.removeLast()
      }
    }
    // A marked heading is one wherever it stands; text may follow it before the first paper does.
    if isBeforeTitle {
      headings = items.filter { $0.line.headingLevel != nil } + headings
      items.removeAll { $0.line.headingLevel != nil }
    }
    if records.isEmpty { readOpening(&items, headings: &headings) }
    var isFurniture = false
    for item in items {
      if case .ornament = item.kind {
        content.otherLines.insert(item.number)
        continue
      }
      if PageFurniture.contains(item.line.content.text), item.standsApart || isFurniture { isFurniture = true }
      if records.isEmpty {
        content.unread[item.number] = "before the first paper"
      } else if isFurniture {
        content.unread[item.number] = "belongs to the page, not to a paper"
      } else if !continueRecord(with: item) {
        content.unread[item.number] = "fits no field of the paper above it"
      }
    }
    read(headings)
  }

  private mutating func continueRecord(with item: Item) -> Bool {
    guard let last = records.indices.last, let field = records[last].fields.last,
      field.label.isProse || !item.standsApart, item.line.headingLevel == nil
    else { return false }
    records[last].continueLastField(item.line.content, isNewParagraph: item.standsApart)
    records[last].lines.append(item.number)
    return true
  }

  private mutating func read(_ headings: [Item]) {
    for (index, heading) in headings.enumerated() {
      headingCount += 1
      if headingsAreEntries, index == headings.count - 1, heading.line.headingLevel != nil {
        // It says the same as the title below it, in other words.
        content.otherLines.insert(heading.number)
        continue
      }
      if firstHeading == nil { firstHeading = heading.number }
      topic = headingText(heading)
      content.otherLines.insert(heading.number)
    }
  }

  /// Finds the title of the whole list in what stands above the first paper.
  private mutating func readOpening(_ items: inout [Item], headings: inout [Item]) {
    var all = (items + headings).filter { if case .free = $0.kind { true } else { false } }
    guard all.count > 1, let first = all.first, first.line.content.scalars.count <= 80,
      !"。；;，,".unicodeScalars.contains(first.line.content.scalars.last ?? " ")
    else { return }
    // The first line is a title if a heading of the same rank or lower follows.
    let rest = headings.filter { $0.number != first.number }
    guard !rest.isEmpty || items.contains(where: { $0.number == first.number }) else { return }
    content.title = headingText(first)
    content.otherLines.insert(first.number)
    items.removeAll { $0.number == first.number }
    headings.removeAll { $0.number == first.number }
    all.removeFirst()
  }

  private func headingText(_ item: Item) -> String {
    var stretch = item.line.content
    while let bare = stretch.unwrapped("**", "**") ?? stretch.unwrapped("__", "__") { stretch = bare.trimmed }
    return stretch.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private func isMarkedHeading(_ item: Item) -> Bool {
    item.line.headingLevel != nil
      || (item.standsApart && item.line.content.unwrapped("**", "**") != nil && item.line.content.scalars.count <= 60)
  }

  private func isHeadingLike(_ item: Item) -> Bool {
    guard case .free = item.kind, item.standsApart || isCompact else { return false }
    let scalars = item.line.content.scalars
    let text = item.line.content.text
    return scalars.count <= 40 && text.split(whereSeparator: \.isWhitespace).count <= 6
      && !"。！？!?；;，,:：.".unicodeScalars.contains(scalars.last ?? " ") && WebAddress.all(in: scalars).isEmpty
      && !PageFurniture.contains(text)
  }

  // MARK: - The end

  private mutating func readTail() {
    var isOver = records.isEmpty
    for item in tail {
      if case .ornament = item.kind {
        content.otherLines.insert(item.number)
        continue
      }
      let text = item.line.content.text
      let last = item.line.content.scalars.last ?? " "
      let isSentence = "。.!?！？”".unicodeScalars.contains(last) && item.line.content.scalars.count >= 20
      let isAddress = WebAddress.begins(item.line.content.scalars)
      let isMore =
        !PageFurniture.contains(text) && item.line.headingLevel == nil
        && !(item.standsApart && item.line.isBullet)
        && (isSentence || (!item.standsApart && (isAddress || item.line.content.scalars.count >= 10)))
      if !isOver, isMore, continueRecord(with: item) { continue }
      isOver = true
      content.unread[item.number] = records.isEmpty ? "fits no paper" : "after the last paper"
    }
  }

  private mutating func finish() {
    let strong = records.filter { $0.meanings.count > 1 }
    for record in records {
      let isPaper =
        record.meanings.count > 1
        || (!strong.isEmpty && !record.meanings.isEmpty)
        || (records.count > 2 && !record.meanings.isDisjoint(with: [.date, .organization, .link]))
      if isPaper {
        content.records.append(record)
      } else {
        for line in record.lines { content.unread[line] = "has a label and is no paper" }
      }
    }
    // One heading, at the very top, over everything is the title.
    if content.title == nil, headingCount == 1, let firstHeading, content.records.allSatisfy({ $0.topic == topic }),
      firstHeading == lines.first(where: { $0.scalars.contains { !$0.isSpace } })?.number
    {
      content.title = topic
      for index in content.records.indices { content.records[index].topic = nil }
    }
    if content.records.isEmpty {
      content.title = nil
    }
  }
}

/// What pages put around a text.
enum PageFurniture {
  private static let words = [
    "版权声明", "相关文章", "相关阅读", "相关推荐", "暂无评论", "发表评论", "上一篇", "下一篇", "点赞", "扫码", "二维码", "公众号", "转载请", "未经允许",
    "免责声明", "阅读原文", "分享到", "压缩包", "领取", "copyright", "all rights reserved", "related posts", "related articles",
    "leave a comment", "leave a reply", "no comments", "share this", "subscribe", "sign up", "newsletter", "powered by",
    "read more",
  ]
  private static let wholeLines: Set<String> = [
    "none", "comments", "reply", "回复", "评论", "分享", "收藏", "举报", "目录", "返回顶部", "tags", "share",
  ]

  /// Whether a line looks like part of the page and not of its text.
  static func contains(_ line: String) -> Bool {
    let lower = line.lowercased()
    if lower.hasPrefix("©") || lower.hasPrefix("(c) ") { return true }
    if lower.hasPrefix("回复"), lower.contains("获取") { return true }
    return lower.count <= 80 && (words.contains { lower.contains($0) } || wholeLines.contains(lower))
  }
}
