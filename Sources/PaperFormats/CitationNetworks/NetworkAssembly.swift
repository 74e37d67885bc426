import CitationGraph
import PaperLineage

/// Papers and references as they come out of streams, until they are a network.
///
/// A record is gone as soon as it is added: what stays is a paper's identifiers, its date and title, and twelve bytes for
/// each reference. References may come before the paper they mean. Papers with a common identifier are one, as
/// ``RecordIdentity`` has it; titles join nothing here.
struct NetworkAssembly {
  // What became of what was added; ``NetworkImportAccount`` says what the numbers mean.
  private(set) var newPapers = 0
  private(set) var joinedPapers = 0
  private(set) var contradictingDates = 0
  private var references = PiecewiseArray<Reference>()

  private struct Reference {
    /// In two halves, so that a reference takes twelve bytes.
    private let low: UInt32
    private let high: UInt32
    let citing: UInt32

    init(citing: Int, cited: PaperName) {
      self.citing = UInt32(citing)
      (low, high) = (UInt32(truncatingIfNeeded: cited.rawValue), UInt32(truncatingIfNeeded: cited.rawValue >> 32))
    }

    var cited: UInt64 { UInt64(high) << 32 | UInt64(low) }
  }

  // Of each node, which is a paper or was joined to one.
  private var parents: [UInt32] = []
  private var dates: [PackedDate] = []
  /// Dates that were counted, for papers whose own date nobody says.
  private var countedDates: [PackedDate] = []
  private var names: [PaperName] = []
  private var titleStarts: [UInt64] = []
  private var titleLengths: [UInt32] = []

  private var titleBytes: [UInt8] = []
  private var table = IdentifierTable()
  /// The nodes of works, and of the texts of the table; the latter one more, and zero for none.
  private var works: [UInt64: UInt32] = [:]
  private var textNodes: [UInt32] = []

  // MARK: - Names

  /// How a text in the table says what it is: the position of its scheme, or one of these.
  private enum Tag {
    static let bare: UInt8 = 0xFE
    static let record: UInt8 = 0xFF
  }

  /// The name that an identifier is.
  mutating func name(_ identifier: PaperIdentifier) -> PaperName {
    if identifier.scheme == .openAlex, let number = UInt64(identifier.value.dropFirst()) {
      return PaperName(work: number)
    }
    return name(tag: Self.tag(identifier.scheme), identifier.value)
  }

  /// The name of a DOI in normal form.
  mutating func name(doi: UnsafeBufferPointer<UInt8>) -> PaperName { name(tag: Self.tag(.doi), doi) }

  /// What a table of citations calls a paper that has no identifier of a register. Other tables mean the same by it.
  mutating func name(bare text: String) -> PaperName { name(tag: Tag.bare, text) }

  /// What the corpus of all smaller files calls a paper.
  mutating func name(record id: PaperID) -> PaperName { name(tag: Tag.record, id.rawValue) }

  private static func tag(_ scheme: PaperIdentifier.Scheme) -> UInt8 {
    UInt8(PaperIdentifier.Scheme.allCases.firstIndex(of: scheme) ?? 0)
  }

  private mutating func name(tag: UInt8, _ text: String) -> PaperName {
    var text = text
    return text.withUTF8 { name(tag: tag, $0) }
  }

  private mutating func name(tag: UInt8, _ text: UnsafeBufferPointer<UInt8>) -> PaperName {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count + 1) { buffer in
      buffer[0] = tag
      for (position, byte) in text.enumerated() { buffer[position + 1] = byte }
      let position = table.intern(UnsafeBufferPointer(buffer))
      if position == textNodes.count { textNodes.append(0) }
      return PaperName(text: position)
    }
  }

  /// The node of the paper that a name was given to.
  private func node(of rawName: UInt64) -> Int? {
    let name = PaperName(rawName)
    if let work = name.work { return works[work].map { root(Int($0)) } }
    guard let text = name.text, textNodes[text] > 0 else { return nil }
    return root(Int(textNodes[text] - 1))
  }

  private func root(_ node: Int) -> Int {
    var node = node
    while Int(parents[node]) != node { node = Int(parents[node]) }
    return node
  }

  // MARK: - Papers

  /// Adds a paper, or what is said of one that is there, and returns its node.
  ///
  /// - Parameters:
  ///   - given: What it is called, at least one name.
  ///   - date: When it appeared. Of two that agree the more precise one counts, of others the earlier.
  ///   - isDateCounted: Whether the date was counted from another; it stands back behind one that was said.
  ///   - title: Its title; the first that a paper gets counts.
  /// - Returns: The node, and whether the paper is new.
  @discardableResult
  mutating func addPaper(
    _ given: [PaperName], date: PublicationDate?, isDateCounted: Bool = false, title: String? = nil
  ) -> (node: Int, isNew: Bool) {
    precondition(!given.isEmpty, "a paper has a name")
    var known: Int?
    for name in given {
      guard let node = node(of: name.rawValue) else { continue }
      known = known.map { join($0, node) } ?? node
    }
    let node = known ?? newNode(given[0])
    for name in given {
      if let work = name.work {
        if works[work] == nil { works[work] = UInt32(node) }
      } else if let text = name.text, textNodes[text] == 0 {
        textNodes[text] = UInt32(node) + 1
      }
      if isPreferred(name, to: names[node]) { names[node] = name }
    }
    if let date {
      let packed = PackedDate(year: date.year, month: date.month, day: date.day)
      if isDateCounted {
        countedDates[node] = Self.preferred(countedDates[node], packed)
      } else {
        add(packed, to: node)
      }
    }
    if let title, titleLengths[node] == 0 { setTitle(title, of: node) }
    return (node, known == nil)
  }

  /// Whether a paper was given a name.
  func isKnown(_ name: PaperName) -> Bool { node(of: name.rawValue) != nil }

  /// Adds a reference of a paper.
  mutating func add(citing node: Int, cited: PaperName) { references.append(Reference(citing: node, cited: cited)) }

  private mutating func newNode(_ name: PaperName) -> Int {
    precondition(parents.count < Int(UInt32.max) - 1, "a network has fewer than 2^32 papers")
    let node = parents.count
    parents.append(UInt32(node))
    dates.append(.unknown)
    countedDates.append(.unknown)
    names.append(name)
    titleStarts.append(0)
    titleLengths.append(0)
    newPapers += 1
    return node
  }

  private mutating func join(_ left: Int, _ right: Int) -> Int {
    let (kept, other) = (min(root(left), root(right)), max(root(left), root(right)))
    guard kept != other else { return kept }
    joinedPapers += 1
    parents[other] = UInt32(kept)
    add(dates[other], to: kept)
    countedDates[kept] = Self.preferred(countedDates[kept], countedDates[other])
    if isPreferred(names[other], to: names[kept]) { names[kept] = names[other] }
    if titleLengths[kept] == 0 {
      (titleStarts[kept], titleLengths[kept]) = (titleStarts[other], titleLengths[other])
    }
    return kept
  }

  private mutating func add(_ date: PackedDate, to node: Int) {
    let own = dates[node]
    if own.isCertainlyBefore(date) || date.isCertainlyBefore(own) { contradictingDates += 1 }
    dates[node] = Self.preferred(own, date)
  }

  /// The earlier of two dates, or the more precise one if they agree; no order of files matters.
  private static func preferred(_ left: PackedDate, _ right: PackedDate) -> PackedDate {
    guard left.isKnown, right.isKnown else { return left.isKnown ? left : right }
    // An order in which a year comes behind its months, and a month behind its days.
    func key(_ date: PackedDate) -> (Int, Int, Int) { (date.year ?? 0, date.month ?? 13, date.day ?? 32) }
    return key(right) < key(left) ? right : left
  }

  private mutating func setTitle(_ title: String, of node: Int) {
    titleStarts[node] = UInt64(titleBytes.count)
    titleBytes.append(contentsOf: title.utf8)
    titleLengths[node] = UInt32(titleBytes.count - Int(titleStarts[node]))
  }

  /// A work of OpenAlex by that, any other paper by its DOI, then by what else it is called; of several the first.
  private func isPreferred(_ name: PaperName, to other: PaperName) -> Bool {
    switch (name.work, other.work) {
    case (let name?, let other?): return name < other
    case (_?, nil): return true
    case (nil, _?): return false
    case (nil, nil):
      guard let name = name.text, let other = other.text, name != other else { return false }
      return table.utf8(name).lexicographicallyPrecedes(table.utf8(other))
    }
  }

  // MARK: - The network

  /// What came out.
  struct Outcome {
    let network: CitationNetwork
    var account: NetworkImportAccount.Relations
  }

  /// Makes the network: papers by date and then by identifier, references to papers that were never added left out, or
  /// those papers added without a date and a title.
  ///
  /// - Complexity: O(*p* log *p* + *r*) for *p* papers and *r* references; at most 36 bytes a reference are in use at a time.
  mutating func finish(keepsCited: Bool) -> Outcome {
    var account = NetworkImportAccount.Relations()
    account.references = self.references.count
    var references = self.references
    self.references = PiecewiseArray()
    if keepsCited { account.citedOnly = addCited(references) }

    for node in dates.indices where !dates[node].isKnown { dates[node] = countedDates[node] }
    let roots = parents.indices.filter { Int(parents[$0]) == $0 }
    let sorted = rows(of: roots)
    var rowOfNode = [UInt32](repeating: 0, count: parents.count)
    for (row, node) in sorted.enumerated() { rowOfNode[Int(node)] = UInt32(row) }

    var builder = CitationGraphBuilder(paperCount: sorted.count)
    var isTied = [Bool](repeating: false, count: sorted.count)
    let rowDates = sorted.map { dates[Int($0)] }
    references.useUp { reference in
      guard let cited = node(of: reference.cited) else {
        account.dangling += 1
        return
      }
      let citing = Int(rowOfNode[root(Int(reference.citing))])
      let citedRow = Int(rowOfNode[cited])
      builder.add(PaperIndex(citing), cites: PaperIndex(citedRow))
      if citing != citedRow { (isTied[citing], isTied[citedRow]) = (true, true) }
    }
    let graph = builder.build()
    account.relations = graph.relationCount
    account.duplicates = graph.duplicateRelationCount
    account.selfRelations = graph.selfRelationCount
    let components = graph.stronglyConnectedComponents()
    for row in 0..<graph.paperCount {
      let citing = PaperIndex(row)
      for cited in graph.references(of: citing) {
        if rowDates[row].isCertainlyBefore(rowDates[cited.row]) { account.backward += 1 }
        if components.number(of: citing) == components.number(of: cited) { account.inCycles += 1 }
      }
    }
    account.papers = graph.paperCount
    account.undated = rowDates.count { !$0.isKnown }
    account.isolated = isTied.count { !$0 }
    let identifiers = identifiers(of: sorted)
    return Outcome(
      network: CitationNetwork(
        graph: graph, identifiers: .texts(TextColumn(identifiers)),
        dates: account.undated == sorted.count ? [] : Column(rowDates), titles: titles(of: sorted)),
      account: account)
  }

  /// Adds what references name and nobody told of; returns how many papers that are.
  private mutating func addCited(_ references: PiecewiseArray<Reference>) -> Int {
    let before = newPapers
    references.forEach { reference in
      if node(of: reference.cited) == nil { addPaper([PaperName(reference.cited)], date: nil) }
    }
    return newPapers - before
  }

  /// Nodes by date, then by what they are called, as bytes compare.
  private func rows(of roots: [Int]) -> [UInt32] {
    var rows = roots.map { UInt32($0) }
    rows.sort { left, right in
      let (first, second) = (dates[Int(left)], dates[Int(right)])
      if first != second { return first < second }
      let (name, other) = (names[Int(left)], names[Int(right)])
      if let name = name.work, let other = other.work { return Self.isLessAsText(name, other) }
      return identifier(name).utf8.lexicographicallyPrecedes(identifier(other).utf8)
    }
    return rows
  }

  /// Whether the digits of a number come before those of another in the order of texts: 10 before 9.
  private static func isLessAsText(_ left: UInt64, _ right: UInt64) -> Bool {
    func aligned(_ number: UInt64) -> UInt64 {
      var number = number
      while number > 0, number < 1_000_000_000_000_000_000 { number *= 10 }
      return number
    }
    let (first, second) = (aligned(left), aligned(right))
    return first != second ? first < second : left < right
  }

  /// What a paper is called in the network.
  private func identifier(_ name: PaperName) -> String {
    if let work = name.work { return "W\(work)" }
    let bytes = table.utf8(name.text ?? 0)
    let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
    guard let tag = bytes.first, Int(tag) < PaperIdentifier.Scheme.allCases.count else { return text }
    let scheme = PaperIdentifier.Scheme.allCases[Int(tag)]
    return scheme == .doi ? text : "\(scheme.rawValue):\(text)"
  }

  /// What the rows are called, each once: a name that a record was given may be what a table calls another paper.
  private func identifiers(of rows: [UInt32]) -> [String] {
    var used: Set<String> = []
    for node in rows where isBare(names[Int(node)]) { used.insert(identifier(names[Int(node)])) }
    return rows.map { node in
      let name = names[Int(node)]
      let text = identifier(name)
      guard let position = name.text, table.utf8(position).first == Tag.record, used.contains(text) else { return text }
      return (2...).lazy.map { "\(text)-\($0)" }.first { !used.contains($0) } ?? text
    }
  }

  private func isBare(_ name: PaperName) -> Bool { name.text.map { table.utf8($0).first == Tag.bare } ?? false }

  private func titles(of rows: [UInt32]) -> TextColumn? {
    guard rows.contains(where: { titleLengths[Int($0)] > 0 }) else { return nil }
    var bytes: [UInt8] = []
    var offsets: [UInt64] = [0]
    offsets.reserveCapacity(rows.count + 1)
    for row in rows {
      let start = Int(titleStarts[Int(row)])
      bytes += titleBytes[start..<start + Int(titleLengths[Int(row)])]
      offsets.append(UInt64(bytes.count))
    }
    return TextColumn(offsets: Column(offsets), bytes: Column(bytes))
  }
}

extension PaperName {
  fileprivate init(_ rawValue: UInt64) { self.rawValue = rawValue }
}

extension PackedDate {
  /// Whether a date is earlier than another as far as both are known; a year is neither before nor after its months.
  func isCertainlyBefore(_ other: PackedDate) -> Bool {
    guard let year, let otherYear = other.year else { return false }
    if year != otherYear { return year < otherYear }
    guard let month, let otherMonth = other.month else { return false }
    if month != otherMonth { return month < otherMonth }
    guard let day, let otherDay = other.day else { return false }
    return day < otherDay
  }
}
