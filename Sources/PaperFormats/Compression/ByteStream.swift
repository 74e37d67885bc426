import CZlib
import Foundation
import PaperLineage

/// The contents of a file from its beginning to its end, unpacked if they are packed by gzip, which the first two bytes
/// tell. Holds a quarter of a megabyte, however long the file is.
final class ByteStream {
  /// How much of the file was read, before unpacking.
  private(set) var consumedCount = 0
  /// How long the file is, if it is known.
  let byteCount: Int?
  let isGzip: Bool

  private let path: String
  private let descriptor: Int32
  private let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
  /// What was read and not given on yet.
  private var pending = 0..<0
  private var isAtEnd = false
  private var stream = z_stream()
  private var isInsideMember = false
  /// zlib filled all the room it had, and may hold more without more to read.
  private var mayHoldMore = false

  /// Opens a file; `-` is standard input.
  init(_ path: String) throws(InputError) {
    self.path = path
    if path == "-" {
      descriptor = dup(0)
      byteCount = nil
    } else {
      descriptor = open(path, O_RDONLY | O_CLOEXEC)
      var status = stat()
      byteCount =
        descriptor >= 0 && fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        ? Int(status.st_size) : nil
    }
    guard descriptor >= 0 else {
      piece.deallocate()
      throw errno == ENOENT ? .notFound(path: path) : .unreadable(path: path, reason: String(cString: strerror(errno)))
    }
    var head = 0
    while head < 2 {
      let count = try Self.read(descriptor, UnsafeMutableRawBufferPointer(rebasing: piece[head...]), path, piece)
      if count == 0 { break }
      head += count
    }
    pending = 0..<head
    consumedCount = head
    isGzip = head >= 2 && piece[0] == 0x1F && piece[1] == 0x8B
    isInsideMember = isGzip
    if isGzip, lineage_begin_gunzip(&stream) != Z_OK {
      close(descriptor)
      piece.deallocate()
      throw .unreadable(path: path, reason: "zlib cannot start")
    }
  }

  deinit {
    if isGzip { inflateEnd(&stream) }
    close(descriptor)
    piece.deallocate()
  }

  /// Reads up to as many bytes as a buffer has room for; 0 only at the end.
  ///
  /// - Throws: ``InputError``, or ``GzipError`` if the file is damaged or cut off.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard !buffer.isEmpty else { return 0 }
    if isGzip { return try unpack(into: buffer) }
    guard pending.isEmpty else {
      let count = min(pending.count, buffer.count)
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: piece[pending.prefix(count)]))
      pending = pending.dropFirst(count)
      return count
    }
    let count = try Self.read(descriptor, buffer, path, nil)
    consumedCount += count
    return count
  }

  private static func read(
    _ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer, _ path: String,
    _ owned: UnsafeMutableRawBufferPointer?
  ) throws(InputError) -> Int {
    while true {
      let count = systemRead(descriptor, buffer.baseAddress, min(buffer.count, 1 << 30))
      if count >= 0 { return count }
      guard errno == EINTR else {
        let reason = String(cString: strerror(errno))
        if let owned {
          close(descriptor)
          owned.deallocate()
        }
        throw .unreadable(path: path, reason: reason)
      }
    }
  }

  private func refill() throws(InputError) {
    guard pending.isEmpty, !isAtEnd else { return }
    let count = try Self.read(descriptor, piece, path, nil)
    consumedCount += count
    pending = 0..<count
    isAtEnd = count == 0
  }

  private func unpack(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      try refill()
      if !isInsideMember {
        // Zeros may fill up a file behind its last member.
        while let first = pending.first, piece[first] == 0 { pending = pending.dropFirst() }
        if pending.isEmpty {
          if isAtEnd { return 0 }
          continue
        }
        inflateReset(&stream)
        isInsideMember = true
      }
      if pending.isEmpty, isAtEnd, !mayHoldMore { throw GzipError.truncated(byteCount: consumedCount) }
      // The buffers outlive the call, which is all that zlib is told of them.
      stream.next_in = (piece.baseAddress.unsafelyUnwrapped + pending.lowerBound).assumingMemoryBound(to: UInt8.self)
      stream.avail_in = UInt32(pending.count)
      let room = min(buffer.count, 1 << 30)
      stream.next_out = buffer.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self)
      stream.avail_out = UInt32(room)
      let status = inflate(&stream, Z_NO_FLUSH)
      pending = pending.upperBound - Int(stream.avail_in)..<pending.upperBound
      let produced = room - Int(stream.avail_out)
      mayHoldMore = stream.avail_out == 0
      switch status {
      case Z_OK: break
      case Z_STREAM_END: (isInsideMember, mayHoldMore) = (false, false)
      case Z_BUF_ERROR where pending.isEmpty: mayHoldMore = false
      default:
        throw GzipError.damaged(
          offset: consumedCount - pending.count, reason: stream.msg.map { String(cString: $0) } ?? "error \(status)")
      }
      if produced > 0 { return produced }
    }
  }
}

/// The system's `read`, which the method of the same name hides.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
