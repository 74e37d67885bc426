public import PaperLineage

/// What the structure of a citation network needs of a work of OpenAlex. Ids are numbers, `W2741809807` without its letter.
public struct OpenAlexWork: Sendable, Equatable {
  /// The work's id.
  public var id: UInt64
  /// The DOI in normal form.
  public var doi: String?
  /// The title as it stands, perhaps with tags.
  public var title: String?
  /// When it was published; a first of January is only the year, as ``OpenAlexReader`` says.
  public var date: PublicationDate?
  /// What sort of work it is, in the words of OpenAlex.
  public var type: String?
  /// Whether it was retracted.
  public var isRetracted = false
  /// The works it refers to, in the order of its list.
  public var references: [UInt64] = []

  /// The work as a record without authors, venue and abstract; its id stands for a title that it does not have.
  ///
  /// - Complexity: O(*r*) for *r* references.
  public func record(at place: SourcePlace) -> BibliographicRecord {
    let told = title.map(MarkupText.plain) ?? ""
    let title = told.isEmpty ? "W\(id)" : told
    var paper = Paper(id: PaperID(rawValue: ""), title: title, place: place)
    paper.name = ListPapers.shortName(title) ?? title
    paper.identifiers.append(PaperIdentifier(.openAlex, normalized: "W\(id)"))
    if let doi {
      paper.identifiers.append(PaperIdentifier(.doi, normalized: doi))
      if doi.contains("arxiv") { paper.add(.arxiv, doi) }
    }
    paper.publication.type = type.flatMap { OpenAlexReader.type(named: $0) }
    paper.publication.isRetracted = isRetracted
    paper.date(date)
    var references: [CitedReference] = []
    references.reserveCapacity(self.references.count)
    for (number, reference) in self.references.enumerated() {
      references.append(
        CitedReference(
          identifiers: [PaperIdentifier(.openAlex, normalized: "W\(reference)")], locator: "reference \(number + 1)",
          place: place))
    }
    return BibliographicRecord(paper: paper, references: references)
  }
}

extension OpenAlexWork {
  /// Why a line is no work.
  enum Fault: Error {
    case json(JSONError)
    /// What its id is, if it has one.
    case noWork(id: String?)
  }

  /// Takes a work out of the bytes of a line; what else stands there is skipped.
  ///
  /// - Complexity: O(*n*) for *n* bytes.
  init(_ bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>) throws(Fault) {
    var cursor = JSONCursor(bytes, range: range)
    id = 0
    var hasID = false
    var foreignID: String?
    var year: Int?
    do throws(JSONError) {
      try cursor.expect(UInt8(ascii: "{"))
      var isFirst = true
      while let key = try cursor.nextKey(isFirst: &isFirst) {
        switch key.count {
        case 2 where cursor.matches(key, "id"):
          if let number = try Self.workNumber(&cursor) {
            (id, hasID) = (number, true)
          } else {
            foreignID = cursor.text(key.upperBound + 1..<cursor.offset)
          }
        case 3 where cursor.matches(key, "doi"): doi = try Self.normalDOI(&cursor)
        case 4 where cursor.matches(key, "type"): type = try cursor.stringIfAny()
        case 5 where cursor.matches(key, "title"): title = try cursor.stringIfAny()
        case 12 where title == nil && cursor.matches(key, "display_name"): title = try cursor.stringIfAny()
        case 12 where cursor.matches(key, "is_retracted"):
          isRetracted = cursor.takeWord("true")
          if !isRetracted { try cursor.skipValue() }
        case 16 where cursor.matches(key, "publication_date"): date = try Self.date(&cursor)
        case 16 where cursor.matches(key, "publication_year"):
          let start = cursor.offset
          try cursor.skipValue()
          year = Int(cursor.text(start..<cursor.offset).spacedByOne)
        case 16 where cursor.matches(key, "referenced_works"): references = try Self.workNumbers(&cursor)
        default: try cursor.skipValue()
        }
      }
      guard cursor.peek() == nil else { throw cursor.unexpected() }
    } catch { throw .json(error) }
    guard hasID else { throw .noWork(id: foreignID) }
    if date == nil { date = year.flatMap { PublicationDate(year: $0) } }
  }

  /// The number at the end of `https://openalex.org/W2741809807` or `W2741809807`; `nil` for anything else.
  @inline(__always)
  private static func workNumber(_ cursor: inout JSONCursor) throws(JSONError) -> UInt64? {
    guard cursor.peek() == UInt8(ascii: "\"") else {
      try cursor.skipValue()
      return nil
    }
    let (range, _) = try cursor.rawString()
    var index = range.upperBound
    var number: UInt64 = 0
    var unit: UInt64 = 1
    while index > range.lowerBound {
      index -= 1
      let byte = cursor.byte(at: index)
      if byte &- 0x30 < 10 {
        guard range.upperBound - index <= 15 else { return nil }
        number += UInt64(byte &- 0x30) * unit
        unit *= 10
        continue
      }
      let isBare = index == range.lowerBound || cursor.byte(at: index - 1) == UInt8(ascii: "/")
      return byte | 0x20 == UInt8(ascii: "w") && number > 0 && isBare ? number : nil
    }
    return nil
  }

  private static func workNumbers(_ cursor: inout JSONCursor) throws(JSONError) -> [UInt64] {
    guard cursor.take(UInt8(ascii: "[")) else {
      try cursor.skipValue()
      return []
    }
    var numbers: [UInt64] = []
    var isFirst = true
    while try cursor.nextElement(isFirst: &isFirst) {
      if let number = try workNumber(&cursor) { numbers.append(number) }
    }
    return numbers
  }

  private static func normalDOI(_ cursor: inout JSONCursor) throws(JSONError) -> String? {
    guard cursor.peek() == UInt8(ascii: "\"") else {
      try cursor.skipValue()
      return nil
    }
    let (range, hasEscapes) = try cursor.rawString()
    let prefix: StaticString = "https://doi.org/10."
    if !hasEscapes, range.count > prefix.utf8CodeUnitCount,
      cursor.matches(range.prefix(prefix.utf8CodeUnitCount), prefix)
    {
      // Most are in normal form behind their prefix: small letters, digits, and what never has to be looked at twice.
      let rest = range.dropFirst(prefix.utf8CodeUnitCount - 3)
      let isNormal = rest.allSatisfy { index in
        let byte = cursor.byte(at: index)
        return 0x61...0x7A ~= byte || 0x2D...0x39 ~= byte || byte == 0x5F
      }
      if isNormal, rest.contains(where: { cursor.byte(at: $0) == UInt8(ascii: "/") }),
        cursor.byte(at: rest.upperBound - 1) != UInt8(ascii: ".")
      {
        return cursor.text(rest)
      }
    }
    return PaperIdentifier(.doi, hasEscapes ? try cursor.unescaped(range) : cursor.text(range))?.value
  }

  private static func date(_ cursor: inout JSONCursor) throws(JSONError) -> PublicationDate? {
    guard cursor.peek() == UInt8(ascii: "\"") else {
      try cursor.skipValue()
      return nil
    }
    let (range, _) = try cursor.rawString()
    // 2018-02-13, which costs less taken apart here than as a text.
    if range.count == 10 {
      var digits: [3 of Int] = [0, 0, 0]
      var part = 0
      var isPlain = true
      for (place, index) in range.enumerated() {
        let byte = cursor.byte(at: index)
        if place == 4 || place == 7 {
          isPlain = isPlain && byte == UInt8(ascii: "-")
          part += 1
        } else {
          isPlain = isPlain && byte &- 0x30 < 10
          digits[part] = digits[part] &* 10 &+ Int(byte &- 0x30)
        }
      }
      if isPlain, let date = PublicationDate(year: digits[0], month: digits[1], day: digits[2]) {
        return OpenAlexReader.yearOfFirstDay(date)
      }
    }
    return OpenAlexReader.date(cursor.text(range), year: nil)
  }
}
