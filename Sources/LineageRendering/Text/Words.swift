public import PaperLineage

extension RelationKind {
  /// What the citing paper does, as a verb before the cited paper's name: “updates LLaMA”, “derived from Llama 2”.
  public func verb(in language: Language) -> String {
    switch self {
    case .updates: language("updates", "更新")
    case .extends: language("extends", "扩展")
    case .isDerivedFrom: language("derived from", "源自")
    case .usesMethodIn: language("uses method of", "方法来自")
    case .usesDataFrom: language("uses data of", "数据来自")
    case .comparesWith: language("compares with", "对比")
    case .cites: language("cites", "引用")
    }
  }

  /// What the citing paper does, said after its name where the cited paper is the one spoken of: “ToolLLM uses its data”.
  func verbWithPronoun(in language: Language) -> String {
    switch self {
    case .updates: language("updates it", "更新之")
    case .extends: language("extends it", "扩展之")
    case .isDerivedFrom: language("derived from it", "源自它")
    case .usesMethodIn: language("uses its method", "采用其方法")
    case .usesDataFrom: language("uses its data", "使用其数据")
    case .comparesWith: language("compares with it", "与之对比")
    case .cites: language("cites it", "引用它")
    }
  }
}

extension [RelationKind] {
  /// The kinds in words, or that they are all.
  func words(in language: Language) -> String {
    self == RelationKind.allCases
      ? language("all kinds of relations", "所有关系")
      : map { $0.verb(in: language) }.joined(separator: language(", ", "、"))
  }
}

extension DateChoice {
  func word(in language: Language) -> String {
    switch self {
    case .role(.listed): language("listed", "收录")
    case .role(.submitted): language("first submitted", "首次提交")
    case .role(.published): language("published", "正式发表")
    case .role(.released): language("released", "发布")
    case .role(.updated): language("updated", "更新")
    case .earliest: language("earliest date", "最早日期")
    }
  }
}

extension Period.Length {
  func word(in language: Language) -> String {
    switch self {
    case .month: language("month", "月")
    case .quarter: language("quarter", "季度")
    case .year: language("year", "年")
    }
  }

  func words(_ count: Int, in language: Language) -> String {
    language.count(count, rawValue, rawValue + "s", language == .chinese && self == .month ? "个月" : word(in: language))
  }
}

extension PublicationDate {
  /// The date to the month, or the year if that is all that is known.
  var toTheMonth: String {
    PublicationDate(year: year, month: month)?.description ?? description
  }
}
