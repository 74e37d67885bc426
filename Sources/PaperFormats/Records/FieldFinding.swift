import PaperLineage

/// What there is to say of fields that were used in part or not at all.
enum FieldFinding {
  static let dateRemedy = "write 2023, 2023-07 or 2023-07-18"
  static let linkRemedy = "write one address that begins with https:// or http://"
  static let identifierRemedy = "correct it, or leave the field out"

  /// Words with which people and programs fill a field that has nothing to say.
  private static let nothing: Set<String> = [
    "unknown", "none", "tbd", "n/a", "na", "nan", "null", "-", "?", "undefined", "not available", "unavailable",
    "no doi",
  ]

  /// Whether a field says that it has nothing to say.
  static func isNothing(_ text: String) -> Bool {
    text.utf8.allSatisfy { "0- ".utf8.contains($0) } || nothing.contains(text.lowercased())
  }

  /// A warning that a field meant for an identifier holds something that is none; `nil` for words for nothing.
  ///
  /// - Parameters:
  ///   - text: The field as it stands.
  ///   - scheme: The register whose names it should hold.
  ///   - name: What the record is called.
  static func identifier(
    _ text: String, of scheme: PaperIdentifier.Scheme, in name: String, at place: SourcePlace?
  ) -> Diagnostic? {
    let text = text.spacedByOne
    guard !isNothing(text) else { return nil }
    return Diagnostic(
      .warning, .badIdentifier, "“\(name.shortened)”: “\(text.shortened)” is no \(scheme.name), and is left out",
      remedy: identifierRemedy, place: place)
  }

  /// A warning if a date does not say all that its text does; `nil` for ranges, seasons, and words for what has no date.
  ///
  /// - Parameters:
  ///   - text: The date as it stands.
  ///   - date: What was read of it.
  ///   - name: What the record is called.
  static func date(_ text: String?, read date: PublicationDate?, of name: String, at place: SourcePlace) -> Diagnostic?
  {
    guard let text, !LooseDate.isUsedUp(text, by: date) else { return nil }
    return Diagnostic(
      .warning, .badDate,
      date.map { "“\(name.shortened)”: of the date “\(text.shortened)” only \($0) could be read" }
        ?? "“\(name.shortened)”: “\(text.shortened)” is no date",
      remedy: dateRemedy, place: place)
  }
}

extension PaperIdentifier {
  /// The DOI in a field for it, be it an address of a publisher that holds it: `https://example.org/doi/full/10.1000/182`.
  static func doi(in word: String) -> PaperIdentifier? {
    if let identifier = PaperIdentifier(.doi, word) { return identifier }
    guard isWebAddress(word), let start = word.firstRange(of: "/10.") else { return nil }
    return PaperIdentifier(.doi, String(word[start.lowerBound...].dropFirst()))
  }
}

/// The address in a field that is meant for one.
struct FieldLink {
  /// The whole address. What no address may have in it, such as quotation marks and braces, is written with percent signs.
  let address: String?
  /// What of the field is not in the address.
  let rest: String?

  /// - Complexity: O(*n*) for *n* characters.
  init(_ text: String) {
    // People leave out what every browser adds.
    let words = text.split(whereSeparator: \.isWhitespace).map { word in
      word.lowercased().hasPrefix("www.") && word.dropFirst(4).contains(".") ? "http://" + word : word
    }
    guard let index = words.firstIndex(where: { PaperIdentifier.isWebAddress(String($0)) }),
      let whole = ListPapers.addresses(in: Self.encoded(words[index])).first
    else {
      address = ListPapers.addresses(in: text).first
      rest = address == nil && !words.isEmpty ? words.joined(separator: " ") : nil
      return
    }
    address = whole
    let others = words[..<index] + words[(index + 1)...]
    rest = others.isEmpty ? nil : others.joined(separator: " ")
  }

  /// What was dropped, if it is neither an identifier nor a word for nothing.
  func finding(of name: String, at place: SourcePlace) -> Diagnostic? {
    guard let rest else { return nil }
    if address == nil {
      let isKnown =
        !PaperIdentifier.readings(of: rest).isEmpty
        || FieldFinding.isNothing(rest)
      if isKnown { return nil }
    }
    return Diagnostic(
      address != nil && PaperIdentifier.isWebAddress(rest) ? .note : .warning, .badValue,
      address == nil
        ? "“\(name.shortened)”: “\(rest.shortened)” is no web address, and is left out"
        : "“\(name.shortened)”: only the first address is kept, and “\(rest.shortened)” is left out",
      remedy: FieldFinding.linkRemedy, place: place)
  }

  private static func encoded(_ word: Substring) -> String {
    let digits = Array("0123456789ABCDEF")
    var text = ""
    for byte in word.utf8 {
      if 0x21...0x7E ~= byte, !"<>\"`{}|\\^".utf8.contains(byte) {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text += "%" + String(digits[Int(byte >> 4)]) + String(digits[Int(byte & 15)])
      }
    }
    return text
  }
}

extension RecordReading {
  /// The reading with the first twenty of the dates, of the addresses and of the identifiers that were not used up, and
  /// the number of the others: a file may have one in each record.
  ///
  /// - Complexity: O(*n*) for *n* diagnostics.
  var withoutFlood: RecordReading {
    var reading = self
    var counts: [Flood: Int] = [:]
    reading.diagnostics.removeAll { diagnostic in
      guard let flood = Flood(diagnostic) else { return false }
      counts[flood, default: 0] += 1
      return counts[flood, default: 0] > 20
    }
    let place = SourcePlace(file: file, line: 1, column: 1)
    for flood in Flood.allCases {
      guard let count = counts[flood], count > 20 else { continue }
      reading.diagnostics.append(
        Diagnostic(
          .warning, flood.code, "\(count - 20) more \(flood.rawValue) of this file could not be read as a whole",
          remedy: flood.remedy,
          place: place))
    }
    return reading
  }

  /// What a file may have wrong in each of its records.
  private enum Flood: String, CaseIterable {
    case dates, addresses, identifiers

    init?(_ diagnostic: Diagnostic) {
      switch (diagnostic.code, diagnostic.remedy) {
      case (.badDate, _): self = .dates
      case (.badValue, FieldFinding.linkRemedy): self = .addresses
      case (.badIdentifier, FieldFinding.identifierRemedy): self = .identifiers
      default: return nil
      }
    }

    var code: Diagnostic.Code {
      switch self {
      case .dates: .badDate
      case .addresses: .badValue
      case .identifiers: .badIdentifier
      }
    }

    var remedy: String {
      switch self {
      case .dates: FieldFinding.dateRemedy
      case .addresses: FieldFinding.linkRemedy
      case .identifiers: FieldFinding.identifierRemedy
      }
    }
  }
}
