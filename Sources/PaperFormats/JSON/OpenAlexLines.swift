import Foundation
import PaperLineage

/// Reads works of OpenAlex from JSON lines, plain or packed by gzip, of any number: a snapshot, or what was filtered from
/// one.
///
/// Memory is bounded by two blocks of a few megabytes and what is made of one of them, and grows only if a line is longer
/// than that. While one block is taken apart on all cores the next is read and unpacked; what was made is handed on in the
/// order of the file, on the thread that called.
public enum OpenAlexLines {
  /// How much of a work is read.
  public enum Detail: Sendable {
    /// Id, DOI, title, date, type, retraction and references; authors, venue and abstract are skipped.
    case essential
    /// All that ``OpenAlexReader`` reads.
    case full
  }

  /// How far the reading is.
  public struct Progress: Sendable {
    /// Bytes of the file that were read, before unpacking.
    public let byteCount: Int
    /// Bytes of the file, if they are known.
    public let totalByteCount: Int?
    /// Works that were handed on.
    public let recordCount: Int
  }

  /// What became of the lines.
  public struct Account: Sendable, Equatable {
    /// Lines that are not empty.
    public var lineCount = 0
    /// Works that were handed on.
    public var recordCount = 0
    /// Lines that could not be read.
    public var unreadCount = 0
  }

  /// Why a file could not be read to its end.
  public enum ReadError: Error, Sendable, Equatable {
    /// It cannot be opened or read.
    case input(InputError)
    /// It is packed, and damaged or cut off.
    case gzip(path: String, GzipError)
    /// A line is longer than a quarter of a gigabyte; its number.
    case lineTooLong(path: String, line: Int)
  }

  /// Reads works as records. A work without title is unread.
  ///
  /// - Parameters:
  ///   - path: The file; `-` is standard input.
  ///   - detail: How much of a work is read.
  ///   - threadCount: On how many cores at most; as many as there are unless told otherwise.
  ///   - progress: Is told how far the reading is, about once for every eight megabytes.
  ///   - unread: Is given each line that could not be read, in its order.
  ///   - body: Is given each record, in the order of the file.
  /// - Throws: ``ReadError``, and whatever the closures throw, which ends the reading.
  /// - Complexity: O(*n*) for *n* bytes.
  @discardableResult
  public static func readRecords(
    _ path: String, detail: Detail = .full, threadCount: Int? = nil, progress: (Progress) -> Void = { _ in },
    unread: (UnreadBlock) throws -> Void = { _ in }, _ body: (BibliographicRecord) throws -> Void
  ) throws -> Account {
    try read(path, threadCount: threadCount, progress: progress, unread: unread, body) { bytes, range, line in
      let place = SourcePlace(file: path, line: line, column: 1)
      func block(_ reason: String) -> Line<BibliographicRecord> {
        .unread(UnreadBlock(place: place, text: text(bytes, range), reason: reason))
      }
      switch detail {
      case .essential:
        switch work(bytes, range, place) {
        case .unread(let block): return .unread(block)
        case .value(let work): return work.record(at: place).map { .value($0) } ?? block("no title")
        }
      case .full:
        do throws(JSONError) {
          let value = try JSONValue(UnsafeBufferPointer(rebasing: bytes[range]), line: line)
          guard let object = value.object else { return block("no work: not an object") }
          switch OpenAlexReader.record(of: object, file: path) {
          case .success(let record): return .value(record)
          case .failure(let fault): return block(fault.reason)
          }
        } catch {
          return block("no JSON: column \(error.offset + 1): \(error)")
        }
      }
    }
  }

  /// Reads works as what a network needs of them, which is several times as fast as records. Works without title count.
  ///
  /// The parameters are those of ``readRecords(_:detail:threadCount:progress:unread:_:)``.
  @discardableResult
  public static func readWorks(
    _ path: String, threadCount: Int? = nil, progress: (Progress) -> Void = { _ in },
    unread: (UnreadBlock) throws -> Void = { _ in }, _ body: (OpenAlexWork) throws -> Void
  ) throws -> Account {
    try read(path, threadCount: threadCount, progress: progress, unread: unread, body) { bytes, range, line in
      work(bytes, range, SourcePlace(file: path, line: line, column: 1))
    }
  }

  private static func work(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ place: SourcePlace
  ) -> Line<OpenAlexWork> {
    do throws(OpenAlexWork.Fault) {
      return .value(try OpenAlexWork(bytes, range: range))
    } catch {
      let reason =
        switch error {
        case .json(let error): "no JSON: byte \(error.offset - range.lowerBound + 1) of the line: \(error)"
        case .noWork(let id): "no work: \(id ?? "it has no id")"
        }
      return .unread(UnreadBlock(place: place, text: text(bytes, range), reason: reason))
    }
  }

  private static func text(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self).trimmed
  }

  // MARK: - Blocks

  /// What was made of a line.
  private enum Line<Value: Sendable>: Sendable {
    case value(Value)
    case unread(UnreadBlock)
  }

  private static func read<Value: Sendable>(
    _ path: String, threadCount: Int?, progress: (Progress) -> Void, unread: (UnreadBlock) throws -> Void,
    _ body: (Value) throws -> Void,
    interpret: @Sendable (UnsafeBufferPointer<UInt8>, Range<Int>, Int) -> Line<Value>
  ) throws -> Account {
    do {
      let stream = try ByteStream(path)
      var account = Account()
      let threadCount = max(1, min(threadCount ?? ProcessInfo.processInfo.activeProcessorCount, 64))
      var current = LineBlock()
      var next = LineBlock()
      var line = 1
      var failure: (any Error)?
      do { try current.fill(from: stream) } catch { failure = error }
      // What stands before a fault is handed on first.
      while !current.isEmpty {
        if current.isTooLong { throw ReadError.lineTooLong(path: path, line: line) }
        let pieces = current.pieces(threadCount, firstLine: &line)
        next.begin(behind: current)
        let bytes = current.bytes
        // Each iteration writes to a slot of its own; the first one reads on, as nothing else touches `next` and `stream`.
        var slots: [[Line<Value>]] = Array(repeating: [], count: pieces.count)
        let isWhole = failure == nil
        slots.withUnsafeMutableBufferPointer { buffer in
          nonisolated(unsafe) let slots = buffer
          nonisolated(unsafe) let bytes = bytes
          nonisolated(unsafe) let source = stream
          withUnsafeMutablePointer(to: &next) { pointer in
            withUnsafeMutablePointer(to: &failure) { fault in
              nonisolated(unsafe) let next = pointer
              nonisolated(unsafe) let failure = fault
              DispatchQueue.concurrentPerform(iterations: pieces.count + 1) { iteration in
                if iteration == 0 {
                  guard isWhole else { return }
                  do { try next.pointee.fill(from: source) } catch { failure.pointee = error }
                } else {
                  let piece = pieces[iteration - 1]
                  slots[iteration - 1] = lines(of: bytes, in: piece.range, firstLine: piece.line, interpret)
                }
              }
            }
          }
        }
        for lines in slots {
          for line in lines {
            account.lineCount += 1
            switch line {
            case .value(let value):
              account.recordCount += 1
              try body(value)
            case .unread(let block):
              account.unreadCount += 1
              try unread(block)
            }
          }
        }
        progress(
          Progress(
            byteCount: stream.consumedCount, totalByteCount: stream.byteCount, recordCount: account.recordCount))
        swap(&current, &next)
      }
      if let failure { throw failure }
      return account
    } catch let error as InputError {
      throw ReadError.input(error)
    } catch let error as GzipError {
      throw ReadError.gzip(path: path, error)
    }
  }

  private static func lines<Value>(
    of bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>, firstLine: Int,
    _ interpret: (UnsafeBufferPointer<UInt8>, Range<Int>, Int) -> Line<Value>
  ) -> [Line<Value>] {
    var lines: [Line<Value>] = []
    var number = firstLine
    var start = range.lowerBound
    // A byte order mark.
    if firstLine == 1, bytes[range].starts(with: [0xEF, 0xBB, 0xBF]) { start += 3 }
    while start < range.upperBound {
      let end = LineBlock.lineEnd(bytes, from: start, to: range.upperBound)
      let isBlank = bytes[start..<end].allSatisfy { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }
      if !isBlank { lines.append(interpret(bytes, start..<end, number)) }
      number += 1
      start = end + 1
    }
    return lines
  }
}

/// A stretch of a file that ends with the end of a line, and the beginning of the line behind it.
private struct LineBlock: ~Copyable {
  /// As much as is read at once, and the most that a line may have.
  static let size = 8 << 20
  static let limit = 256 << 20

  private var memory = UnsafeMutableRawBufferPointer.allocate(byteCount: LineBlock.size, alignment: 64)
  /// How many bytes are there.
  private var count = 0
  /// How many of them are whole lines.
  private var wholeCount = 0
  /// Whether one line has more bytes than may be.
  private(set) var isTooLong = false

  deinit { memory.deallocate() }

  var isEmpty: Bool { wholeCount == 0 && !isTooLong }

  /// The whole lines.
  var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeRawBufferPointer(rebasing: memory[..<wholeCount]).bindMemory(to: UInt8.self)
  }

  /// Starts with the beginning of the line that another block ends in.
  mutating func begin(behind other: borrowing LineBlock) {
    let rest = other.memory[other.wholeCount..<other.count]
    if rest.count > memory.count { grow(to: rest.count, keeping: 0) }
    memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: rest))
    count = rest.count
    wholeCount = 0
  }

  private mutating func grow(to size: Int, keeping kept: Int) {
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 64)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[..<kept]))
    memory.deallocate()
    memory = larger
  }

  /// Reads on until the block is full and holds a whole line, or the file ends. On a fault what was read stays.
  mutating func fill(from stream: ByteStream) throws {
    defer {
      if wholeCount == 0 { wholeCount = endOfLastLine() }
    }
    while true {
      while count < memory.count {
        let read = try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: memory[count...]))
        if read == 0 {
          // The last line need not end.
          wholeCount = count
          return
        }
        count += read
      }
      if endOfLastLine() > 0 { return }
      guard memory.count < Self.limit else {
        isTooLong = true
        return
      }
      grow(to: memory.count * 2, keeping: count)
    }
  }

  private func endOfLastLine() -> Int {
    var end = count
    while end > 0, memory[end - 1] != 0x0A { end -= 1 }
    return end
  }

  /// Parts the lines into pieces of about the same size, for several cores.
  ///
  /// - Parameter firstLine: The number of the first line; afterwards that of the line behind the block.
  func pieces(_ count: Int, firstLine: inout Int) -> [(range: Range<Int>, line: Int)] {
    let bytes = bytes
    // Several for each core, as not all lines take the same time.
    let size = max(1 << 16, bytes.count / (count * 4) + 1)
    var pieces: [(range: Range<Int>, line: Int)] = []
    var start = 0
    while start < bytes.count {
      let end = min(Self.lineEnd(bytes, from: min(start + size, bytes.count) - 1, to: bytes.count) + 1, bytes.count)
      pieces.append((start..<end, firstLine))
      var index = start
      while index < end {
        index = Self.lineEnd(bytes, from: index, to: end) + 1
        firstLine += 1
      }
      start = end
    }
    return pieces
  }

  /// The line feed from a place on, or the end.
  @inline(__always)
  static func lineEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int {
    guard let base = bytes.baseAddress, start < end,
      let found = memchr(base + start, 0x0A, end - start)
    else { return end }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}
