import CitationGraph
import PaperLineage

/// What an answer about a network says of a paper: one line's worth.
struct NetworkPaper: Encodable, Sendable, Equatable {
  let id: String
  let name: String
  let date: PublicationDate?

  init(_ paper: PaperIndex, in network: CitationNetwork) {
    id = network.identifiers[paper.row]
    name = network.name(of: paper)
    date = PublicationDate(network.date(of: paper))
  }

  /// Name and id, or the name if both say the same.
  var label: String { NameKey(name) == NameKey(id) ? name : "\(name)  \(id)" }
}

/// Numbers as people read them.
enum Figures {
  /// A whole number with its thousands apart: `1,234,567`.
  static func grouped(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var text = ""
    for (position, digit) in digits.enumerated() {
      if position > 0, (digits.count - position).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return (number < 0 ? "-" : "") + text
  }

  /// A score with `digits` significant digits, the same on every machine.
  static func significant(_ value: Double, digits: Int = 6) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    if value == value.rounded(), abs(value) < 1e15 { return grouped(Int(value)) }
    var exponent = 0
    var scaled = abs(value)
    while scaled >= 10 { (scaled, exponent) = (scaled / 10, exponent + 1) }
    while scaled < 1 { (scaled, exponent) = (scaled * 10, exponent - 1) }
    let isSmall = exponent < -4
    let places = min(17, max(0, isSmall ? digits - 1 : digits - 1 - exponent))
    let text = decimal(isSmall ? scaled : abs(value), places: places)
    return (value < 0 ? "-" : "") + text + (isSmall ? "e\(exponent)" : "")
  }

  /// A number that is not negative with a fixed number of places, rounded half up.
  static func decimal(_ value: Double, places: Int) -> String {
    var factor = 1.0
    for _ in 0..<places { factor *= 10 }
    let scaled = (value * factor).rounded()
    guard scaled < 9e18 else { return String(value) }
    let digits = String(UInt64(scaled))
    guard places > 0 else { return digits }
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    return padded.dropLast(places) + "." + padded.suffix(places)
  }
}
