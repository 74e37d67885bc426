#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

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

  /// The rows by identifier, for looking names up.
  let order: IdentifierOrder
  /// The file it comes from, or `nil`.
  let image: GraphFileImage?

  /// Joins columns, each with a value for every row; `dates` may be empty.
  public init(
    graph: CitationGraph, identifiers: IdentifierColumn, dates: Column<PackedDate> = [], titles: TextColumn? = nil
  ) {
    self.init(
      graph: graph, identifiers: identifiers, dates: dates, titles: titles, order: IdentifierOrder(), image: nil)
  }

  init(
    graph: CitationGraph, identifiers: IdentifierColumn, dates: Column<PackedDate>, titles: TextColumn?,
    order: IdentifierOrder, image: GraphFileImage?
  ) {
    precondition(identifiers.count == graph.paperCount, "an identifier for every row")
    precondition(dates.isEmpty || dates.count == graph.paperCount, "a date for every row or for none")
    precondition(titles.map { $0.count == graph.paperCount } ?? true, "a title for every row or for none")
    self.graph = graph
    self.identifiers = identifiers
    self.dates = dates
    self.titles = titles
    self.order = order
    self.image = image
  }

  /// When a paper appeared, ``PackedDate/unknown`` if nobody says, or if a damaged file says what is no date. O(1).
  public func date(of paper: PaperIndex) -> PackedDate {
    guard !dates.isEmpty else { return .unknown }
    let date = dates[paper.row]
    return date.isWellFormed ? date : .unknown
  }

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

  /// The bytes of a text; none where the offsets of a damaged file lead nowhere.
  public func utf8(_ position: Int) -> Column<UInt8> { bytes.run(range(position)) }
}

// MARK: - Equality

extension CitationNetwork: Equatable {
  /// Whether two networks hold the same, wherever their memory lies. O(*p* + *r*).
  public static func == (left: CitationNetwork, right: CitationNetwork) -> Bool {
    left.graph.duplicateRelationCount == right.graph.duplicateRelationCount
      && left.graph.selfRelationCount == right.graph.selfRelationCount
      && left.graph.references.offsets.hasSameBytes(as: right.graph.references.offsets)
      && left.graph.references.columns.hasSameBytes(as: right.graph.references.columns)
      && left.graph.citers.offsets.hasSameBytes(as: right.graph.citers.offsets)
      && left.graph.citers.columns.hasSameBytes(as: right.graph.citers.columns)
      && left.identifiers == right.identifiers && left.dates.hasSameBytes(as: right.dates)
      && left.titles == right.titles
  }
}

extension IdentifierColumn: Equatable {
  public static func == (left: IdentifierColumn, right: IdentifierColumn) -> Bool {
    switch (left, right) {
    case (.numbers(let left), .numbers(let right)): left.hasSameBytes(as: right)
    case (.texts(let left), .texts(let right)): left == right
    case (.numbers, .texts), (.texts, .numbers): false
    }
  }
}

extension TextColumn: Equatable {
  public static func == (left: TextColumn, right: TextColumn) -> Bool {
    left.offsets.hasSameBytes(as: right.offsets) && left.bytes.hasSameBytes(as: right.bytes)
  }
}

extension Column {
  /// Whether two columns are the same, for values that are equal if their bytes are.
  fileprivate func hasSameBytes(as other: Column) -> Bool {
    count == other.count
      && withUnsafeBufferPointer { own in
        other.withUnsafeBufferPointer { other in
          memcmp(own.baseAddress!, other.baseAddress!, own.count * MemoryLayout<Element>.stride) == 0
        }
      }
  }
}
