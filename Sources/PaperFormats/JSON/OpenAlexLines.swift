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

  /// Reads works as records. The id stands for a title that a work does not have; a work with neither is unread.
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
      // What is no work for a network, as it has no id, may still be a record.
      if case .essential = detail, case .value(let found) = work(bytes, range, place) {
        return .value(found.record(at: place))
      }
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
