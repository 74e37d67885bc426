extension CitationNetwork {
  /// The rows in ascending order of their identifiers: numbers by value, texts by their bytes; of equal ones the lower
  /// row first.
  ///
  /// A network from a file has it there. One in memory sorts when it is first needed, once for all copies: O(*p*) for
  /// numbers.
  var sortedRows: Column<PaperIndex> { order.rows(of: identifiers) }

  /// The paper of an identifier, or `nil` if none is called that.
  ///
  /// Texts are compared byte by byte, without normalisation. Where identifiers are numbers, leading zeros of the text
  /// do not count, as they do not in a list of relations. Of equal identifiers the lowest row is found.
  /// - Complexity: O(log *p*); touches as many pages of a mapped file. See ``sortedRows`` for the first call on a network
  ///   in memory.
  public func index(of identifier: String) -> PaperIndex? {
    switch identifiers {
    case .numbers(let numbers):
      guard let number = Self.number(identifier.utf8) else { return nil }
      return index(ofNumber: number, numbers, sortedRows)
    case .texts(let texts):
      return withUTF8(identifier) { index(ofText: $0, texts, sortedRows) }
    }
  }

  /// The papers whose identifiers begin with some text, in ascending order of their identifiers, up to `limit`.
  ///
  /// Numbers are compared as their digits, and are in order of their values.
  /// - Complexity: O(log *p* + `limit`).
  public func papers(withIdentifierPrefix prefix: String, limit: Int) -> [PaperIndex] {
    precondition(limit >= 0, "no negative number of papers")
    let rows = sortedRows
    var found: [PaperIndex] = []
    switch identifiers {
    case .numbers(let numbers):
      if prefix.isEmpty { return Array(rows.prefix(limit)).filter { $0.row < rows.count } }
      guard let number = Self.number(prefix.utf8), prefix == "0" || !prefix.hasPrefix("0") else { return [] }
      // 23 begins 23, 230 … 239, 2300 … 2399 and so on: a run of values for each number of digits.
      var (low, width) = (number, UInt64(1))
      while found.count < limit {
        let last = low.addingReportingOverflow(width - 1)
        let high = last.overflow ? .max : last.partialValue
        var position = lowerBound(rows) { numbers[$0] < low }
        while position < rows.count, found.count < limit, rows[position].row < rows.count {
          guard low...high ~= numbers[rows[position].row] else { break }
          found.append(rows[position])
          position += 1
        }
        let next = low.multipliedReportingOverflow(by: 10)
        if number == 0 || next.overflow { break }
        low = next.partialValue
        width = width.multipliedReportingOverflow(by: 10).partialValue
      }
    case .texts(let texts):
      withUTF8(prefix) { prefix in
        var position = lowerBound(rows) { texts.compare($0, with: prefix) < 0 }
        while position < rows.count, found.count < limit, rows[position].row < rows.count {
          let begins = texts.withBytes(rows[position].row) { $0.starts(with: prefix) }
          guard begins else { break }
          found.append(rows[position])
          position += 1
        }
      }
    }
    return found
  }

  /// Papers whose identifiers are easily mistaken for a text, for "did you mean": first those one slip of the keyboard
  /// away (a character missing, added, changed, or two swapped), then those that begin with the text, then those that
  /// share the most of its beginning. Each in ascending order; a paper of exactly that identifier is not among them.
  ///
  /// Characters tried are digits, and for texts also the Latin letters and `-._/:`.
  /// Nothing is suggested for an empty text.
  /// - Complexity: O(*l* log *p*) for a text of *l* bytes, of which at most 64 are looked at.
  public func suggestions(for identifier: String, limit: Int = 5) -> [PaperIndex] {
    precondition(limit >= 0, "no negative number of papers")
    if identifier.isEmpty { return [] }
    let rows = sortedRows
    let text = Array(identifier.utf8.prefix(64))
    let exact = index(of: identifier)
    var found: [PaperIndex] = []
    func add(_ papers: some Sequence<PaperIndex>) {
      for paper in papers where found.count < limit && paper != exact && !found.contains(paper) { found.append(paper) }
    }

    var slips: [Int: PaperIndex] = [:]
    let alphabet: [UInt8]
    switch identifiers {
    case .numbers: alphabet = Array("0123456789".utf8)
    case .texts:
      alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-._/:".utf8)
    }
    Self.forEachSlip(of: text, alphabet) { slip in
      if let position = position(of: slip, rows) { slips[position] = rows[position] }
    }
    add(slips.keys.sorted().map { rows[$0] })
    if found.count < limit { add(papers(withIdentifierPrefix: identifier, limit: limit + 1)) }
    if found.count < limit { add(neighbors(of: text, rows, limit: limit + 1)) }
    return found
  }

  /// What a paper is called and when it appeared.
  public func card(of paper: PaperIndex) -> PaperCard {
    let title = titles.map { $0[paper.row] }
    return PaperCard(
      paper: paper, identifier: identifiers[paper.row], title: title?.isEmpty == true ? nil : title,
      date: date(of: paper))
  }

  /// What some papers are called and when they appeared, in their order. Reads no other row. O(*n*).
  public func cards(of papers: some Sequence<PaperIndex>) -> [PaperCard] { papers.map(card) }
}

/// What a paper is called and when it appeared: a line of a table.
public struct PaperCard: Hashable, Sendable {
  /// The row.
  public let paper: PaperIndex
  /// What it is called in the data.
  public let identifier: String
  /// Its title, or `nil` if there is none.
  public let title: String?
  /// When it appeared, or ``PackedDate/unknown``.
  public let date: PackedDate

  /// The title, else the identifier.
  public var name: String { title ?? identifier }
}

// MARK: - Searching

extension CitationNetwork {
  /// The first position whose row does not come before what is looked for. A row that is none ends up after all.
  @inline(__always)
  private func lowerBound(_ rows: Column<PaperIndex>, _ comesBefore: (Int) -> Bool) -> Int {
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      let row = rows[middle].row
      if row >= rows.count { image?.noteDamagedOrder(at: middle) }
      if row < rows.count, comesBefore(row) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func index(
    ofNumber number: UInt64, _ numbers: Column<UInt64>, _ rows: Column<PaperIndex>
  ) -> PaperIndex? {
    let position = lowerBound(rows) { numbers[$0] < number }
    guard position < rows.count, rows[position].row < rows.count, numbers[rows[position].row] == number else {
      return nil
    }
    return rows[position]
  }

  private func index(
    ofText text: UnsafeRawBufferPointer, _ texts: TextColumn, _ rows: Column<PaperIndex>
  ) -> PaperIndex? {
    let position = lowerBound(rows) { texts.compare($0, with: text) < 0 }
    guard position < rows.count, rows[position].row < rows.count,
      texts.compare(rows[position].row, with: text) == 0
    else { return nil }
    return rows[position]
  }

  /// The position in the order of an identifier given as bytes; numbers without leading zeros only.
  private func position(of identifier: [UInt8], _ rows: Column<PaperIndex>) -> Int? {
    let position: Int
    switch identifiers {
    case .numbers(let numbers):
      guard let number = Self.number(identifier), identifier.count == 1 || identifier.first != 0x30 else { return nil }
      position = lowerBound(rows) { numbers[$0] < number }
      guard position < rows.count, rows[position].row < rows.count, numbers[rows[position].row] == number else {
        return nil
      }
    case .texts(let texts):
      position = identifier.withUnsafeBytes { bytes in lowerBound(rows) { texts.compare($0, with: bytes) < 0 } }
      guard position < rows.count, rows[position].row < rows.count,
        identifier.withUnsafeBytes({ texts.compare(rows[position].row, with: $0) }) == 0
      else { return nil }
    }
    return position
  }

  /// Papers around the place where a text would be, those that share the longest beginning with it first.
  private func neighbors(of text: [UInt8], _ rows: Column<PaperIndex>, limit: Int) -> [PaperIndex] {
    let place: Int
    switch identifiers {
    case .numbers(let numbers):
      guard let number = Self.number(text) else { return [] }
      place = lowerBound(rows) { numbers[$0] < number }
    case .texts(let texts):
      place = text.withUnsafeBytes { bytes in lowerBound(rows) { texts.compare($0, with: bytes) < 0 } }
    }
    let near = (max(0, place - limit)..<min(rows.count, place + limit)).filter { rows[$0].row < rows.count }
    let shared = near.map { position in
      zip(identifiers[rows[position].row].utf8.prefix(text.count), text).prefix { $0 == $1 }.count
    }
    return near.indices.filter { shared[$0] > 0 }
      .sorted { (-shared[$0], near[$0]) < (-shared[$1], near[$1]) }
      .map { rows[near[$0]] }
  }

  /// Calls `body` with every text one slip away; some come twice.
  private static func forEachSlip(of text: [UInt8], _ alphabet: [UInt8], _ body: ([UInt8]) -> Void) {
    var slip = text
    for place in text.indices {
      slip = text
      slip.remove(at: place)
      body(slip)
      slip = text
      if place + 1 < text.count, text[place] != text[place + 1] {
        slip.swapAt(place, place + 1)
        body(slip)
      }
      slip = text
      for letter in alphabet where letter != text[place] {
        slip[place] = letter
        body(slip)
      }
    }
    for place in 0...text.count {
      slip = text
      slip.insert(0, at: place)
      for letter in alphabet {
        slip[place] = letter
        body(slip)
      }
    }
  }

  /// A number written in digits, or `nil`.
  private static func number(_ text: some Collection<UInt8>) -> UInt64? {
    guard !text.isEmpty else { return nil }
    var number: UInt64 = 0
    for digit in text {
      guard 0x30...0x39 ~= digit else { return nil }
      let tens = number.multipliedReportingOverflow(by: 10)
      let sum = tens.partialValue.addingReportingOverflow(UInt64(digit - 0x30))
      guard !tens.overflow, !sum.overflow else { return nil }
      number = sum.partialValue
    }
    return number
  }

  private func withUTF8<Result>(_ text: String, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    var text = text
    return text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
  }
}
