extension Figures {
  /// Scores for a column of a table: whole numbers grouped; else all with the same number of places, so that
  /// points stand below each other.
  ///
  /// There are as many places as the smallest score needs for four digits, and up to two more where different scores
  /// would look the same; twelve at most.
  static func column(_ scores: [Double]) -> [String] {
    if scores.allSatisfy({ $0 == $0.rounded() && abs($0) < 1e15 }) { return scores.map { grouped(Int($0)) } }
    var smallest = scores.lazy.map(abs).filter { $0 > 0 }.min() ?? 1
    var places = 3
    while smallest < 1, places < 12 { (smallest, places) = (smallest * 10, places + 1) }
    let distinct = Set(scores).count
    var texts = column(scores, places: places)
    for more in 1...2 where places + more <= 12 && Set(texts).count < distinct {
      texts = column(scores, places: places + more)
    }
    return texts
  }

  private static func column(_ scores: [Double], places: Int) -> [String] {
    scores.map { score in
      let text = decimal(abs(score), places: places)
      // Something is not shown as nothing.
      if score != 0, text.allSatisfy({ $0 == "0" || $0 == "." }) { return significant(score, digits: 4) }
      return (score < 0 ? "-" : "") + text
    }
  }

  /// A number in full, as short as leads back to it: for programs.
  static func full(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 0x1p53 ? String(Int(value)) : "\(value)"
  }
}
