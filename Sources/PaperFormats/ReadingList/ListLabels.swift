import Foundation

/// What the value behind a label is.
enum ListLabel: Hashable {
  case title
  /// “Paper” and “论文”: an address if there is one, else the title.
  case paper
  case date, organization, impact, abstract, link, code, authors, venue
  /// Kept with its label.
  case other

  /// Whether the value may run over several paragraphs.
  var isProse: Bool {
    switch self {
    case .impact, .abstract, .other: true
    default: false
    }
  }

  /// The words that are read as labels, by meaning. Case, width, blanks and marks such as `**` do not count.
  static let vocabulary: [(meaning: ListLabel, words: [String])] = [
    (
      .title,
      [
        "题目", "标题", "论文题目", "论文标题", "文章题目", "文章标题", "论文名称", "论文名", "文章名称", "文章", "英文标题", "原标题",
        "Title", "Paper title", "Article title", "Paper name",
      ]
    ),
    (.paper, ["论文", "Paper", "Article"]),
    (
      .date,
      [
        "发布时间", "发表时间", "发布日期", "发表日期", "发表年份", "发布年份", "出版时间", "出版日期", "提交时间", "提交日期", "收录时间", "上线时间",
        "日期", "时间", "年份", "Published", "Publication date", "Published on", "Date published", "Published date",
        "Release date", "Released", "Submitted", "Date",
        "Year", "Month", "When", "Time", "Publication year",
      ]
    ),
    (
      .organization,
      [
        "发表单位", "发布单位", "作者单位", "研究单位", "第一单位", "单位", "机构", "发表机构", "发布机构", "研究机构", "作者机构", "所属机构", "团队", "研究团队", "组织",
        "公司", "Organization", "Organisation", "Organizations", "Organisations", "Affiliation", "Affiliations",
        "Institution", "Institutions", "Institute", "Institutes", "Lab", "Team", "By", "From",
      ]
    ),
    (
      .impact,
      [
        "影响力", "影响", "推荐原因", "推荐理由", "意义", "亮点", "贡献", "主要贡献", "文章贡献", "一句话要点", "一句话总结", "重要性", "Impact", "Why",
        "Why it matters", "Why read it", "Significance", "Influence", "Highlight", "Highlights", "Contribution",
        "Contributions", "Key contribution", "Key contributions", "Recommendation",
      ]
    ),
    (
      .abstract,
      [
        "摘要", "论文摘要", "中文摘要", "简介", "文章简介", "论文简介", "内容简介", "主要内容", "内容", "概述", "概要", "介绍", "Abstract", "Summary",
        "TLDR",
        "TL;DR", "Description", "Overview", "Synopsis", "What",
      ]
    ),
    (
      .link,
      [
        "链接", "论文链接", "论文地址", "原文链接", "原文地址", "原文", "文章链接", "地址", "网址", "下载地址", "Link", "Links", "URL", "Paper link",
        "Paper URL",
        "PDF", "arXiv", "arXiv ID", "arXiv link", "DOI", "Source", "Read", "Web",
      ]
    ),
    (
      .code,
      [
        "代码", "源码", "源码地址", "代码地址", "代码链接", "开源地址", "开源代码", "开源链接", "项目地址", "项目链接", "项目主页", "GitHub", "Code",
        "Code link",
        "Source code", "Repository", "Repo", "Implementation", "Code URL",
      ]
    ),
    (.authors, ["作者", "论文作者", "第一作者", "Author", "Authors"]),
    (
      .venue,
      [
        "刊物", "发表刊物", "期刊", "发表期刊", "会议", "发表会议", "会议期刊", "期刊会议", "会议/期刊", "期刊/会议", "来源", "发表于", "Venue", "Journal",
        "Conference", "Published in", "Publication", "Publisher", "Proceedings", "Where",
      ]
    ),
    (
      .other,
      [
        "关键词", "关键字", "领域", "方向", "研究方向", "任务", "数据集", "方法", "模型", "评论", "点评", "备注", "说明", "Keywords", "Tags", "Topic",
        "Task",
        "Tasks", "Dataset", "Datasets", "Method", "Methods", "Model", "Comment", "Comments", "Note", "Notes",
        "Citations",
        "Results",
      ]
    ),
  ]

  private static let meanings: [String: ListLabel] = Dictionary(
    vocabulary.flatMap { meaning, words in words.map { (key($0), meaning) } }, uniquingKeysWith: { first, _ in first })

  /// What a label means, or `nil` if it is none that is known.
  init?(_ text: String) {
    guard let meaning = Self.meanings[Self.key(text)] else { return nil }
    self = meaning
  }

  /// A label reduced to its letters and digits.
  static func key(_ text: String) -> String {
    let folded = text.precomposedStringWithCompatibilityMapping.lowercased()
    return String(String.UnicodeScalarView(folded.unicodeScalars.filter(\.isWordPart)))
  }

  /// The labels that some pages glue to the text behind them, the colon lost.
  static let glued: [(word: String, meaning: ListLabel)] = [("主要内容", .abstract), ("影响", .impact), ("推荐理由", .impact)]
}

/// A line taken apart: its marks, and what stands behind them.
struct LineContent {
  /// What stands behind the marks, without white space around it.
  var content: Stretch
  /// The level of a heading, from 1.
  var headingLevel: Int?
  var isBullet = false
  var isNumbered = false

  private static let bullets = Set("-*+•·●▪◦○■".unicodeScalars)

  /// Takes indentation, quote marks, bullets, numbers and heading marks off a line.
  init(_ line: ListLine) {
    content = line.whole.trimmed
    var isChanging = true
    while isChanging {
      isChanging = false
      let scalars = content.scalars
      guard let first = scalars.first else { return }
      let rest = scalars.dropFirst()
      if first == ">" {
        take(1)
        isChanging = true
      } else if Self.bullets.contains(first), rest.first?.isSpace == true || (first == "•" && !rest.isEmpty) {
        isBullet = true
        take(1)
        isChanging = true
      } else if first == "#", headingLevel == nil {
        let level = scalars.prefix { $0 == "#" }.count
        guard level <= 6, scalars.dropFirst(level).first?.isSpace == true else { return }
        headingLevel = level
        take(level)
        isChanging = true
      } else if first.isASCIIDigit, !isNumbered, let length = Self.numberLength(scalars) {
        isNumbered = true
        take(length)
        isChanging = true
      }
    }
  }

  private mutating func take(_ count: Int) {
    content = Stretch(line: content.line, scalars: content.scalars.dropFirst(count)).trimmed
  }

  /// The length of `12.`, `12)` or `12、` before an item.
  private static func numberLength(_ scalars: ArraySlice<Unicode.Scalar>) -> Int? {
    let digits = scalars.prefix(while: \.isASCIIDigit).count
    guard digits <= 3, let mark = scalars.dropFirst(digits).first else { return nil }
    let next = scalars.dropFirst(digits + 1).first
    switch mark {
    case ".", ")", "）", "．": return next?.isSpace == true || next == "《" || next == "*" ? digits + 1 : nil
    case "、": return next != nil ? digits + 1 : nil
    default: return nil
    }
  }

  /// Whether the line is nothing but a rule or other marks without a letter.
  var isOrnament: Bool { !content.scalars.contains { $0.isWordPart || $0.properties.isEmojiPresentation } }
}

/// A label with the value behind it.
struct LabelledValue {
  let label: ListLabel
  /// The label as it stands there, without marks.
  let name: String
  let value: Stretch

  private static let longestLabel = 32

  /// Reads `label: value` in any of its forms.
  ///
  /// - Parameters:
  ///   - line: The line.
  ///   - isInRecord: Whether the line stands below a label, where a label nobody knows is more likely than a title.
  init?(_ line: LineContent, isInRecord: Bool) {
    let content = line.content
    let scalars = content.scalars
    guard let first = scalars.first else { return nil }
    // 【摘要】 needs no colon.
    if first == "【" || first == "［", let end = scalars.firstIndex(where: { $0 == "】" || $0 == "］" }) {
      let name = content[scalars.startIndex + 1..<end].trimmed.text
      guard let label = ListLabel(name) else { return nil }
      self.init(label, name, content[end + 1..<scalars.endIndex], closing: nil)
      return
    }
    let head = scalars.prefix(Self.longestLabel)
    guard let colon = head.firstIndex(where: { $0 == ":" || $0 == "：" || $0 == "∶" || $0 == "﹕" }) else { return nil }
    let marked = content[scalars.startIndex..<colon].trimmed
    let bold = ["**", "__"].first { marked.hasPrefix($0) }
    let bare = marked.scalars.filter { !"*_`#[]【】".unicodeScalars.contains($0) }
    let name = Stretch(line: line.content.line, scalars: bare[...]).trimmed.text
    // An address is no label.
    guard !name.isEmpty, !scalars[colon...].dropFirst().starts(with: "//".unicodeScalars) else { return nil }
    let label: ListLabel
    if let known = ListLabel(name) {
      label = known
    } else if isInRecord,
      bold.map({ Self.isClosed($0, marked, behind: scalars[(colon + 1)...]) }) ?? Self.isShortHan(name)
    {
      label = .other
    } else {
      return nil
    }
    let isOpen = bold.map { !marked.scalars.dropFirst(2).contains($0.unicodeScalars.first ?? "*") } ?? false
    self.init(label, name, content[colon + 1..<scalars.endIndex], closing: isOpen ? bold : nil)
  }

  /// Reads a label that is glued to its text.
  init?(glued content: Stretch, among words: [(word: String, meaning: ListLabel)]) {
    guard let (word, meaning) = words.first(where: { content.hasPrefix($0.word) }) else { return nil }
    let rest = content.scalars.dropFirst(word.unicodeScalars.count)
    guard let next = rest.first, !"力了到着是的因下".unicodeScalars.contains(next), next.isWordPart else { return nil }
    self.init(meaning, word, Stretch(line: content.line, scalars: rest), closing: nil)
  }

  private init(_ label: ListLabel, _ name: String, _ value: Stretch, closing: String?) {
    var value = value.trimmed
    if let closing, value.hasPrefix(closing) {
      value = Stretch(line: value.line, scalars: value.scalars.dropFirst(2)).trimmed
    }
    if let first = value.scalars.first, first == ":" || first == "：" {
      value = Stretch(line: value.line, scalars: value.scalars.dropFirst()).trimmed
    }
    self.label = label
    self.name = name
    self.value = value.unwrapped("**", "**").flatMap { $0.range(of: "**") == nil ? $0 : nil } ?? value
  }

  /// Whether bold ends with the label, before or behind its colon, and does not run over the value.
  private static func isClosed(_ bold: String, _ marked: Stretch, behind: ArraySlice<Unicode.Scalar>) -> Bool {
    (marked.scalars.count > 4 && marked.hasSuffix(bold)) || behind.starts(with: bold.unicodeScalars)
  }

  /// Two to six Chinese characters.
  private static func isShortHan(_ name: String) -> Bool {
    2...6 ~= name.unicodeScalars.count && name.unicodeScalars.allSatisfy(\.isHan)
  }
}
