import Foundation
import PaperLineage

/// Reads tables of citations of OpenCitations of any size, plain or packed by gzip, row by row.
///
/// The columns are those that ``OpenCitationsReader`` knows, and mean the same. A row is a line: what is quoted may hold
/// commas and doubled quotation marks, but no line end. Memory is bounded by a block of some megabytes.
struct CitationTable {
  /// One end of a citation: the bytes of what it is called, as they stand between quotation marks, and its date.
  struct End {
    var field: UnsafeBufferPointer<UInt8>
    var date: PublicationDate?
    /// Whether the date was counted back from that of the citing paper.
    var isDateCounted = false
  }

  /// Where the columns are, and how they are parted.
  private struct Columns {
    let separator: UInt8
    let citing: Int
    let cited: Int
    let creation: Int?
    let span: Int?
    let citedDate: Int?
    /// Bare numbers are PubMed ids in the tables of an index; in others they are only names.
    let numbersArePMIDs: Bool

    init?(_ line: UnsafeBufferPointer<UInt8>) {
      let header = SeparatedTable.Header(line: String(decoding: line, as: UTF8.self))
      guard case .citations(let citing, let cited)? = OpenCitationsReader.Layout(header),
        let citing = header.position(citing), let cited = header.position(cited)
      else { return nil }
      (self.citing, self.cited) = (citing, cited)
      separator = SeparatedRecordReader.separator(line[...])
      creation = header.position("creation") ?? header.position("citingpublicationdate")
      span = header.position("timespan")
      citedDate = header.position("citedpublicationdate")
      numbersArePMIDs = ["referenced", "creation", "timespan", "oci", "citingpmid"].contains { header.has($0) }
    }
  }

  /// Whether a first line names the columns of citations.
  static func isHeader(_ line: UnsafeBufferPointer<UInt8>) -> Bool { Columns(line) != nil }

  private let path: String

  init(_ path: String) {
    self.path = path
  }

  /// Calls `body` for each row.
  ///
  /// - Parameters:
  ///   - progress: Is told how many bytes of the file were read, before unpacking, about once for eight megabytes.
  ///   - unread: Is given each row that names fewer than two papers, in its order.
  ///   - body: Is given the citing paper, the cited one, and whether bare numbers are PubMed ids. The bytes are valid
  ///     during the call only.
  /// - Returns: How many rows there are.
  /// - Throws: ``OpenAlexLines/ReadError``; what stands before the fault was handed on.
  /// - Complexity: O(*n*) for *n* bytes.
  func read(
    progress: (Int) -> Void, unread: (UnreadBlock) -> Void, _ body: (End, End, Bool) -> Void
  ) throws -> Int {
    do {
      return try readBlocks(progress: progress, unread: unread, body)
    } catch let error as InputError {
      throw OpenAlexLines.ReadError.input(error)
    } catch let error as GzipError {
      throw OpenAlexLines.ReadError.gzip(path: path, error)
    }
  }

  private func readBlocks(
    progress: (Int) -> Void, unread: (UnreadBlock) -> Void, _ body: (End, End, Bool) -> Void
  ) throws -> Int {
    let stream = try ByteStream(path)
    var block = LineBlock()
    var next = LineBlock()
    var header: Columns?
    var (number, rowCount) = (0, 0)
    try block.fill(from: stream)
    while !block.isEmpty {
      if block.isTooLong { throw OpenAlexLines.ReadError.lineTooLong(path: path, line: number + 1) }
      let bytes = block.bytes
      var start = number == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      while start < bytes.count {
        var end = LineBlock.lineEnd(bytes, from: start, to: bytes.count)
        let following = end + 1
        if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        let line = UnsafeBufferPointer(rebasing: bytes[start..<end])
        start = following
        number += 1
        if line.allSatisfy({ $0 <= 0x20 }) { continue }
        guard let columns = header else {
          header = Columns(line)
          if header == nil { throw InputError.unknownFormat(path: path, looksLike: .csv) }
          continue
        }
        rowCount += 1
        if let reason = Self.split(line, columns, body) {
          unread(
            UnreadBlock(
              place: SourcePlace(file: path, line: number, column: 1), text: String(decoding: line, as: UTF8.self),
              reason: reason))
        }
      }
      next.begin(behind: block)
      try next.fill(from: stream)
      swap(&block, &next)
      progress(stream.consumedCount)
    }
    return rowCount
  }

  /// Takes a row apart and hands it on, or tells why it cannot.
  private static func split(
    _ line: UnsafeBufferPointer<UInt8>, _ columns: Columns, _ body: (End, End, Bool) -> Void
  ) -> String? {
    var citing = 0..<0
    var cited = 0..<0
    var creation = 0..<0
    var span = 0..<0
    var citedDate = 0..<0
    var column = 0
    var index = 0
    while true {
      var field: Range<Int>
      if index < line.count, line[index] == UInt8(ascii: "\"") {
        let start = index + 1
        index = start
        while true {
          while index < line.count, line[index] != UInt8(ascii: "\"") { index += 1 }
          guard index < line.count else { return "a quotation mark that nothing closes" }
          guard index + 1 < line.count, line[index + 1] == UInt8(ascii: "\"") else { break }
          index += 2
        }
        field = start..<index
        index += 1
        while index < line.count, line[index] != columns.separator { index += 1 }
      } else {
        let start = index
        while index < line.count, line[index] != columns.separator { index += 1 }
        field = start..<index
      }
      while let first = field.first, line[first] <= 0x20 { field.removeFirst() }
      while let last = field.last, line[last] <= 0x20 { field.removeLast() }
      if column == columns.citing { citing = field }
      if column == columns.cited { cited = field }
      if column == columns.creation { creation = field }
      if column == columns.span { span = field }
      if column == columns.citedDate { citedDate = field }
      column += 1
      guard index < line.count else { break }
      index += 1
    }
    guard !citing.isEmpty else { return "no citing paper" }
    guard !cited.isEmpty else { return "no cited paper" }
    let date = Self.date(line, creation)
    var other = Self.date(line, citedDate)
    let isCounted = other == nil
    if isCounted, let date, !span.isEmpty { other = Timespan(line[span]).flatMap { $0.before(date) } }
    body(
      End(field: UnsafeBufferPointer(rebasing: line[citing]), date: date),
      End(field: UnsafeBufferPointer(rebasing: line[cited]), date: other, isDateCounted: isCounted),
      columns.numbersArePMIDs)
    return nil
  }

  /// `2017-03-01`, `2017-03`, `2017`, which most are, or what else can be taken for a date.
  private static func date(_ line: UnsafeBufferPointer<UInt8>, _ field: Range<Int>) -> PublicationDate? {
    guard !field.isEmpty else { return nil }
    func number(_ offset: Int, _ count: Int) -> Int? {
      var number = 0
      for index in field.lowerBound + offset..<field.lowerBound + offset + count {
        let digit = line[index] &- 0x30
        guard digit < 10 else { return nil }
        number = number * 10 + Int(digit)
      }
      return number
    }
    func isHyphen(_ offset: Int) -> Bool { line[field.lowerBound + offset] == UInt8(ascii: "-") }
    switch field.count {
    case 4:
      if let year = number(0, 4) { return PublicationDate(year: year) }
    case 7 where isHyphen(4):
      if let year = number(0, 4), let month = number(5, 2) { return PublicationDate(year: year, month: month) }
    case 10 where isHyphen(4) && isHyphen(7):
      if let year = number(0, 4), let month = number(5, 2), let day = number(8, 2) {
        return PublicationDate(year: year, month: month, day: day)
      }
    default: break
    }
    return OpenCitationsReader.date(String(decoding: line[field], as: UTF8.self))
  }
}

extension NetworkAssembly {
  /// Adds a paper that a table of citations names: `10.1002/…`, `doi:10.1002/… pmid:123 omid:br/06…`, `2140506`.
  ///
  /// - Returns: The name of the paper, its node, and whether it is new.
  mutating func addPaper(
    _ end: CitationTable.End, numbersArePMIDs: Bool
  ) -> (name: PaperName, node: Int, isNew: Bool) {
    if let name = plainDOI(end.field) {
      let added = addPaper([name], date: end.date, isDateCounted: end.isDateCounted)
      return (name, added.node, added.isNew)
    }
    let text = String(decoding: end.field, as: UTF8.self).replacing("\"\"", with: "\"").spacedByOne
    var names = OpenCitationsReader.identifiers(text, numbersArePMIDs: numbersArePMIDs).map { name($0) }
    if names.isEmpty { names = [name(bare: text)] }
    let added = addPaper(names, date: end.date, isDateCounted: end.isDateCounted)
    return (names[0], added.node, added.isNew)
  }

  /// A DOI that needs no second look: letters, digits and the usual signs behind `10.` or `doi:10.`, and a slash.
  private mutating func plainDOI(_ field: UnsafeBufferPointer<UInt8>) -> PaperName? {
    let prefix: StaticString = "doi:"
    let hasPrefix = field.count > 4 && (0..<4).allSatisfy { field[$0] | 0x20 == prefix.utf8Start[$0] | 0x20 }
    let start = hasPrefix ? 4 : 0
    guard field.count - start > 6, field.count < 256, field[start] == UInt8(ascii: "1"),
      field[start + 1] == UInt8(ascii: "0"), field[start + 2] == UInt8(ascii: "."),
      field[field.count - 1] != UInt8(ascii: ".")
    else { return nil }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: field.count) { plain in
      var hasSlash = false
      for index in start..<field.count {
        let byte = field[index]
        switch byte {
        case 0x61...0x7A, 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): plain[index] = byte
        case 0x41...0x5A: plain[index] = byte | 0x20
        case UInt8(ascii: "/"):
          // A slash at the end is no part of it.
          guard index + 1 < field.count else { return nil }
          hasSlash = true
          plain[index] = byte
        default: return nil
        }
      }
      return hasSlash ? name(doi: UnsafeBufferPointer(rebasing: plain[start..<field.count])) : nil
    }
  }
}
