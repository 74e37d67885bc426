/// Reads citation networks from text: a list of relations, and a list of dates.
///
/// ```swift
/// let edges = try MappedFile.map("cit-HepPh.txt")
/// let dates = try MappedFile.map("cit-HepPh-dates.txt")
/// let (network, account) = try NetworkText.read(edges: edges, dates: dates)
/// ```
/// See <doc:Loading> for what a list may look like.
public enum NetworkText {
  /// Reads a list of relations, one a line, the citing paper first, and the dates of its papers.
  ///
  /// Rows are ordered by date, undated papers first, then by identifier: numbers by value, texts by their bytes. The
  /// papers are those that a relation names, if only one to itself; a date alone adds none.
  ///
  /// Identifiers are numbers if all of them are: digits without a zero in front, up to 64 bits. Else all are texts, as
  /// `007` and `7` are different names. A line that cannot be read is left out and told about in the account.
  ///
  /// - Parameters:
  ///   - edges: Lines of two fields separated by a tab, blanks, a comma or a semicolon. What follows is ignored.
  ///   - dates: Lines of an identifier and a date, separated likewise; `nil` if there is no such list.
  /// - Returns: The network and an account of every line.
  /// - Complexity: O(*b* + *p* + *r*) time for *b* bytes of numbers; text identifiers that share their first eight bytes
  ///   are sorted in O(*p* log *p*). Beyond the bytes, at most about 18 bytes a relation and 30 a paper are in use at a
  ///   time, and more for identifiers that go through a hash table.
  public static func read(
    edges: Column<UInt8>, dates: Column<UInt8>? = nil
  ) throws(EdgeListError) -> (network: CitationNetwork, account: EdgeListAccount) {
    try read(edges: edges, dates: dates, partCount: nil)
  }

  /// The same with each text cut into about so many parts; `nil` to choose. The result does not depend on it.
  static func read(
    edges: Column<UInt8>, dates: Column<UInt8>?, partCount: Int?
  ) throws(EdgeListError) -> (network: CitationNetwork, account: EdgeListAccount) {
    try edges.withUnsafeBufferPointer { text throws(EdgeListError) in
      let reader = EdgeListReader(text: text, dates: dates, wantedPartCount: partCount)
      return try reader.read()
    }
  }
}

/// The steps from text to a network.
private struct EdgeListReader {
  typealias Reading = (network: CitationNetwork, account: EdgeListAccount)

  let text: UnsafeBufferPointer<UInt8>
  let dates: Column<UInt8>?
  let wantedPartCount: Int?

  /// Parts of this much are worth a thread's while.
  private static let leastPart = 1 << 18

  private func partCount(of byteCount: Int, most: Int) -> Int {
    wantedPartCount ?? max(1, min(byteCount / Self.leastPart, most))
  }

  func read() throws(EdgeListError) -> Reading {
    let parts = TextParts(text, partCount: partCount(of: text.count, most: 4 * Threads.count))
    // A line of two identifiers has at least four bytes, but for the last. Room that is not written to costs nothing.
    let pairs = Buffer<RelationPair>(count: text.count / 4 + 2)
    let scanned = scanNumbers(parts, into: pairs)

    var tally = LineTally()
    var (header, firstText): (ListedText?, ListedText?)
    for part in scanned {
      let found = part.header?.movedDown(by: tally.lines)
      // A line of two texts is a header only before all relations, and there is but one.
      if tally.usable == 0, header == nil { header = found } else { firstText = found }
      firstText = firstText ?? part.text?.movedDown(by: tally.lines)
      if firstText != nil { break }
      tally.append(part.tally)
    }
    // And it is above numbers only.
    if firstText != nil || tally.usable == 0 { firstText = header ?? firstText }
    if let firstText {
      _ = consume pairs
      return try intern(TextKey.self, firstText: firstText, header: nil)
    }

    let largest = scanned.reduce(0) { max($0, $1.largest) }
    guard RankedNumbers.fits(largest: largest, relationCount: tally.usable) else {
      _ = consume pairs
      return try intern(NumberKey.self, firstText: nil, header: header)
    }
    let account = try account(of: tally, header: header, firstText: nil)
    let runs = zip(parts.cuts, scanned).map { $0 / 4..<$0 / 4 + $1.count }
    let relations = RelationRuns(pairs, runs: runs)
    let numbering = RankedNumbers(relations, largest: largest)
    return finish(relations, numbering, account)
  }

  private func scanNumbers(
    _ parts: TextParts, into pairs: borrowing Buffer<RelationPair>
  ) -> [NumberListScanner.Result] {
    guard let base = text.baseAddress else { return [] }
    let (shared, sharedPairs) = (Shared(base), Shared(pairs.base))
    let byteCount = text.count
    return Threads.map(parts.count) { part in
      let base = shared.value
      return NumberListScanner(end: base + byteCount).scan(
        base + parts.cuts[part], to: base + parts.cuts[part + 1],
        into: sharedPairs.value + parts.cuts[part] / 4)
    }
  }

  /// Reads the list with every identifier looked up in a hash table.
  private func intern<Key: InternedKey>(
    _ key: Key.Type, firstText: ListedText?, header: ListedText?
  ) throws(EdgeListError) -> Reading {
    // Each part has a table of its own, and they are joined one by one.
    let parts = TextParts(text, partCount: partCount(of: text.count, most: Threads.count))
    let pairs = Buffer<RelationPair>(count: text.count / 4 + 2)
    let (base, sharedPairs) = (Shared(text.baseAddress), Shared(pairs.base))
    let interned = Threads.map(parts.count) { part in
      guard let base = base.value else { return InternedPart<Key>() }
      return InternedPart(
        base + parts.cuts[part], to: base + parts.cuts[part + 1], into: sharedPairs.value + parts.cuts[part] / 4)
    }
    var tally = LineTally()
    for part in interned { tally.append(part.tally) }
    let account = try account(of: tally, header: header, firstText: firstText)
    let numbering = InternedIdentifiers(interned.map(\.keys))
    if numbering.isFull || interned.contains(where: \.isFull) { throw .tooLarge(account) }
    let runs = zip(parts.cuts, interned).map { $0 / 4..<$0 / 4 + $1.tally.usable }
    return finish(RelationRuns(pairs, runs: runs), numbering, account)
  }

  private func account(
    of tally: LineTally, header: ListedText?, firstText: ListedText?
  ) throws(EdgeListError) -> EdgeListAccount {
    var account = EdgeListAccount()
    account.lineCount = tally.lines
    account.relationLineCount = tally.usable
    account.commentLineCount = tally.comments
    account.blankLineCount = tally.blanks
    account.malformedLineCount = tally.malformed
    account.faults = tally.faults
    account.furtherColumnLineCount = tally.furtherColumns
    account.header = header
    account.firstTextIdentifier = firstText
    if tally.usable == 0 { throw .noUsableLine(account) }
    if tally.usable > Int(UInt32.max) { throw .tooLarge(account) }
    return account
  }

  /// Orders the papers, then renumbers the relations, then sorts them: nothing is sorted twice.
  private func finish(
    _ relations: consuming RelationRuns, _ numbering: some PaperNumbering, _ account: EdgeListAccount
  ) -> Reading {
    var account = account
    let identifiers: IdentifierColumn
    var rowDates: Column<PackedDate> = []
    if let dates {
      let list = DateList(
        dates, of: numbering, partCount: partCount(of: dates.count, most: 4 * Threads.count))
      account.dates = list.account
      let ranks = DateOrder.sorted(list.dates)
      let rows = Buffer<UInt32>(count: ranks.count)
      for row in 0..<ranks.count { rows[Int(ranks[row])] = UInt32(truncatingIfNeeded: row) }
      if list.account.datedPaperCount > 0 {
        let dates = Buffer<PackedDate>(count: ranks.count)
        for row in 0..<ranks.count { dates[row] = list.dates[Int(ranks[row])] }
        rowDates = dates.frozen()
      }
      identifiers = numbering.identifiers(ranks.base)
      renumber(relations, numbering, rows: rows.base)
    } else {
      identifiers = numbering.identifiers(nil)
      renumber(relations, numbering, rows: nil)
    }
    let graph = CitationGraph(assembling: relations, paperCount: numbering.paperCount)
    account.duplicateRelationCount = graph.duplicateRelationCount
    account.selfRelationCount = graph.selfRelationCount
    return (CitationNetwork(graph: graph, identifiers: identifiers, dates: rowDates), account)
  }

  private func renumber(
    _ relations: borrowing RelationRuns, _ numbering: some PaperNumbering, rows: UnsafePointer<UInt32>?
  ) {
    let runs = relations.runs
    let (pairs, rows) = (Shared(relations.pairs.base), Shared(rows))
    Threads.run(runs.count) { run in
      numbering.renumber(
        UnsafeMutableBufferPointer(start: pairs.value + runs[run].lowerBound, count: runs[run].count), run: run,
        rows: rows.value)
    }
  }
}

/// The relations of a part, between numbers that were given in the order of appearance.
private struct InternedPart<Key: InternedKey>: Sendable {
  var tally = LineTally()
  var keys: Column<Key> = []
  var isFull = false

  init() {}

  init(
    _ start: UnsafePointer<UInt8>, to stop: UnsafePointer<UInt8>, into pairs: UnsafeMutablePointer<RelationPair>
  ) {
    var interner = Interner<Key>()
    var next = start
    while next < stop {
      tally.lines += 1
      let lineStart = next
      let lineEnd = LineScanner.lineEnd(from: next, in: stop)
      next = min(lineEnd + 1, stop)
      switch LineScanner.split(from: lineStart, to: lineEnd) {
      case .blank: tally.blanks += 1
      case .comment: tally.comments += 1
      case .malformed(let problem, let field): tally.add(problem, field, inLineFrom: lineStart)
      case .fields(let first, let second, let hasMore):
        // Only a header, which is known by now, has fields that are no keys.
        guard let citing = Key(first), let cited = Key(second) else { continue }
        pairs[tally.usable] = RelationPair(citing: interner.intern(citing), cited: interner.intern(cited))
        tally.usable += 1
        if hasMore { tally.furtherColumns += 1 }
      }
    }
    isFull = interner.isFull
    keys = interner.frozenKeys()
  }
}
