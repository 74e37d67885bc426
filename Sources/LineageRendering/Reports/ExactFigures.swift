import CitationGraph

extension Figures {
  /// A whole number of any size with its thousands apart.
  static func grouped(_ count: ExactCount) -> String {
    let digits = count.description
    var text = ""
    for (position, digit) in digits.enumerated() {
      if position > 0, (digits.count - position).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return text
  }

  /// The most digits of a number that stands in a column of a table.
  static let columnDigitCount = 18

  /// A number as it stands in a column of a table: all digits of one that is not too long, else the first six, rounded,
  /// and the power of ten.
  static func fitting(_ count: ExactCount) -> String {
    let digits = count.description
    guard digits.count > columnDigitCount else { return grouped(count) }
    // Six digits and the seventh, which rounds; 999,999.9 becomes a one with one more zero behind it.
    var leading = digits.utf8.prefix(7).reduce(0) { $0 * 10 + Int($1 - 48) }
    leading = (leading + 5) / 10
    var exponent = digits.count - 1
    if leading == 1_000_000 { (leading, exponent) = (100_000, exponent + 1) }
    let text = String(leading)
    return text.prefix(1) + "." + text.dropFirst() + "e\(exponent)"
  }

  /// A share of a whole in percent, to some places; one too small for them is not shown as nothing.
  static func percent(_ share: Double, places: Int = 2) -> String {
    let text = decimal(share * 100, places: places)
    let isLost = share > 0 && text.allSatisfy { "0.".contains($0) }
    return (isLost ? "<" + text.dropLast() + "1" : text) + " %"
  }
}
