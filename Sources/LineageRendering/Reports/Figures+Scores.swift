extension Figures {
  /// Scores for a column of a table: whole numbers grouped; else all with as many places as the smallest needs for four
  /// digits, at most twelve, so that points stand below each other.
  static func column(_ scores: [Double]) -> [String] {
    if scores.allSatisfy({ $0 == $0.rounded() && abs($0) < 1e15 }) { return scores.map { grouped(Int($0)) } }
    var smallest = scores.lazy.map(abs).filter { $0 > 0 }.min() ?? 1
    var places = 3
    while smallest < 1, places < 12 { (smallest, places) = (smallest * 10, places + 1) }
    return scores.map { score in
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
