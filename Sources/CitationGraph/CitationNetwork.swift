/// A citation graph together with what its rows are called and when they appeared: all that bibliometrics needs.
///
/// Large and bare where a corpus is small and rich. Its columns lie side by side in memory or in a mapped file.
public struct CitationNetwork: Sendable {
  /// The structure. Rows are ordered by date, then by identifier; undated ones first.
  public let graph: CitationGraph
  /// What each row is called in the data, unique.
  public let identifiers: IdentifierColumn
  /// When each row appeared; empty if no paper has a date.
  public let dates: Column<PackedDate>
  /// A title or short name of each row, where a table of papers gave them.
  public let titles: TextColumn?

  /// Joins columns, each with a value for every row; `dates` may be empty.
  public init(
    graph: CitationGraph, identifiers: IdentifierColumn, dates: Column<PackedDate> = [], titles: TextColumn? = nil
  ) {
    precondition(identifiers.count == graph.paperCount, "an identifier for every row")
    precondition(dates.isEmpty || dates.count == graph.paperCount, "a date for every row or for none")
    precondition(titles.map { $0.count == graph.paperCount } ?? true, "a title for every row or for none")
    self.graph = graph
    self.identifiers = identifiers
    self.dates = dates
    self.titles = titles
  }

  /// When a paper appeared, ``PackedDate/unknown`` if nobody says. O(1).
  public func date(of paper: PaperIndex) -> PackedDate { dates.isEmpty ? .unknown : dates[paper.row] }

  /// What a paper is shown as: its title, else its identifier. O(1).
  public func name(of paper: PaperIndex) -> String {
    if let title = titles?[paper.row], !title.isEmpty { return title }
    return identifiers[paper.row]
  }
}

/// The identifiers of the rows: numbers as numbers, all else as text.
public enum IdentifierColumn: Sendable {
  /// Whole numbers of up to 64 bits.
  case numbers(Column<UInt64>)
  /// Anything else.
  case texts(TextColumn)

  /// How many there are.
  public var count: Int {
    switch self {
    case .numbers(let numbers): numbers.count
    case .texts(let texts): texts.count
    }
  }

  /// The identifier of a row as text.
  public subscript(row: Int) -> String {
    switch self {
    case .numbers(let numbers): String(numbers[row])
    case .texts(let texts): texts[row]
    }
  }
}

/// Texts side by side in one run of bytes.
public struct TextColumn: Sendable {
  /// For each text where its bytes begin; one more at the end.
  public let offsets: Column<UInt64>
  /// The texts in UTF-8, end to end.
  public let bytes: Column<UInt8>

  /// Takes texts as they lie in memory. `offsets` ascend from 0 to `bytes.count`.
  public init(offsets: Column<UInt64>, bytes: Column<UInt8>) {
    precondition(!offsets.isEmpty && offsets[0] == 0 && offsets[offsets.count - 1] == bytes.count, "offsets and bytes")
    self.offsets = offsets
    self.bytes = bytes
  }

  /// Copies texts. O(*n*) for *n* bytes.
  public init(_ texts: some Collection<String>) {
    var bytes: [UInt8] = []
    var offsets: [UInt64] = [0]
    offsets.reserveCapacity(texts.count + 1)
    for text in texts {
      bytes += text.utf8
      offsets.append(UInt64(bytes.count))
    }
    self.init(offsets: Column(offsets), bytes: Column(bytes))
  }

  /// How many texts there are.
  public var count: Int { offsets.count - 1 }

  /// A text; bytes that are no UTF-8 are shown as replacement characters.
  public subscript(position: Int) -> String {
    String(decoding: utf8(position), as: UTF8.self)
  }

  /// The bytes of a text.
  public func utf8(_ position: Int) -> Column<UInt8> {
    bytes.run(Int(offsets[position])..<Int(offsets[position + 1]))
  }
}
