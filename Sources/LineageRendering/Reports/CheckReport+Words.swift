import PaperLineage

extension Diagnostic.Severity {
  func word(in language: Language) -> String {
    switch self {
    case .error: language("error", "错误")
    case .warning: language("warning", "警告")
    case .note: language("note", "说明")
    }
  }
}

extension Diagnostic.Code {
  /// What was found, in a few words.
  func meaning(in language: Language) -> String {
    language == .english ? explanation.meaning : chineseMeaning
  }

  private var chineseMeaning: String {
    switch self {
    case .syntax: "不合格式的文本"
    case .unknownKey: "没有意义的键或属性"
    case .wrongType: "类型不对的值"
    case .badDate: "不成立的日期"
    case .badIdentifier: "不成立的标识符"
    case .badValue: "无法使用的值"
    case .missingTitle: "没有标题的论文"
    case .missingID: "没有 id 的论文"
    case .badID: "形式不对的 id"
    case .conflict: "互相矛盾的记录"
    case .tooLarge: "超出可读取的大小"
    case .unreadableFile: "无法读取的文件"
    case .unreadRecord: "无法读取的记录"
    case .ignoredText: "不属于任何记录的文本"
    case .unknownKind: "未知的关系种类"
    case .duplicateID: "出现两次的 id 或键"
    case .unknownTopic: "未声明的主题"
    case .danglingRelation: "指向不存在者的关系"
    case .selfRelation: "论文与自身的关系"
    case .duplicateRelation: "重复的关系"
    case .duplicateIdentifier: "两篇论文共用 DOI 等标识符"
    case .duplicateRecord: "同一文件中出现两次的作品"
    case .likelyDuplicate: "很可能是同一作品的论文"
    case .ambiguousName: "属于多篇论文的名称"
    case .nameTwins: "仅大小写或全半角不同的名称"
    case .cycle: "互相引用成环的论文"
    case .olderCitesNewer: "较早的论文引用较晚的论文"
    case .retracted: "已撤稿的论文"
    case .emptyReferences: "空的参考文献表"
    case .incompleteReferences: "被截断的参考文献表"
    case .unmatchedReferences: "参考文献不在这些文件中"
    case .undated: "没有日期的论文"
    case .datesDisagree: "各种日期相差很远"
    case .isolated: "没有任何关系的论文"
    case .unverified: "尚未核实的关系"
    }
  }
}
