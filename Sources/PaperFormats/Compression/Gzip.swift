import CZlib
public import CitationGraph
public import Foundation

/// What is wrong with a gzip file.
public enum GzipError: Error, Sendable, Equatable {
  /// The data is damaged at about this byte of the compressed file; zlib's word for it.
  case damaged(offset: Int, reason: String)
  /// The file ends in the middle of a stream.
  case truncated(byteCount: Int)
  /// The contents are larger than allowed.
  case tooLarge(limit: Int)
}

/// Decompression of gzip files (RFC 1952).
public enum Gzip {
  /// The most that is unpacked unless the caller says otherwise: a few kilobytes can hold gigabytes.
  public static let defaultLimit = 16 << 30

  /// Whether bytes begin like a gzip file.
  public static func isGzip(_ bytes: some Collection<UInt8>) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// The contents of a gzip file; of one made of several members, all of them end to end. Padding of zeros after the
  /// last member is skipped.
  ///
  /// - Throws: ``GzipError`` if the data is damaged, cut off, or larger than `limit` bytes.
  /// - Complexity: O(*n*) for *n* bytes unpacked.
  public static func unpack(_ data: Data, limit: Int = defaultLimit) throws(GzipError) -> Data {
    var output = Data()
    var fault: GzipError?
    data.withUnsafeBytes { input in
      fault = unpack(input, into: &output, limit: limit)
    }
    if let fault { throw fault }
    return output
  }

  /// The same for bytes in a column. For a moment the contents are held twice.
  public static func unpack(_ bytes: Column<UInt8>, limit: Int = defaultLimit) throws(GzipError) -> Column<UInt8> {
    var output = Data()
    let fault = bytes.withUnsafeBufferPointer { unpack(UnsafeRawBufferPointer($0), into: &output, limit: limit) }
    if let fault { throw fault }
    return output.withUnsafeBytes { Column(copying: $0.bindMemory(to: UInt8.self)) }
  }

  /// As much of the contents, up to `count` bytes, as the beginning of a gzip file tells.
  static func beginning(of data: Data, count: Int) -> Data {
    var output = Data()
    _ = data.withUnsafeBytes { unpack($0, into: &output, limit: count) }
    return output
  }

  private static func unpack(_ input: UnsafeRawBufferPointer, into output: inout Data, limit: Int) -> GzipError? {
    guard let start = input.bindMemory(to: UInt8.self).baseAddress else { return .truncated(byteCount: 0) }
    var stream = z_stream()
    guard lineage_begin_gunzip(&stream) == Z_OK else { return .damaged(offset: 0, reason: "zlib cannot start") }
    defer { inflateEnd(&stream) }
    // zlib counts in 32 bits, so both ends are fed piece by piece.
    let pieceSize = 1 << 20
    let piece = UnsafeMutablePointer<UInt8>.allocate(capacity: pieceSize)
    defer { piece.deallocate() }
    output.reserveCapacity(min(limit, input.count * 4))
    var consumed = 0
    var isInsideMember = true
    // A full piece may mean that zlib holds more to give without more to read.
    var mayHoldMore = false
    while consumed < input.count || (isInsideMember && mayHoldMore) {
      if !isInsideMember {
        if input[consumed] == 0 {
          consumed += 1
          continue
        }
        inflateReset(&stream)
        isInsideMember = true
      }
      let offered = min(input.count - consumed, 1 << 30)
      stream.next_in = UnsafeMutablePointer(mutating: start + consumed)
      stream.avail_in = UInt32(offered)
      stream.next_out = piece
      stream.avail_out = UInt32(pieceSize)
      let status = inflate(&stream, Z_NO_FLUSH)
      consumed += offered - Int(stream.avail_in)
      let produced = pieceSize - Int(stream.avail_out)
      let room = limit - output.count
      output.append(piece, count: min(produced, room))
      guard produced <= room else { return .tooLarge(limit: limit) }
      switch status {
      case Z_OK: mayHoldMore = stream.avail_out == 0
      case Z_STREAM_END: isInsideMember = false
      case Z_BUF_ERROR where consumed == input.count: mayHoldMore = false
      default:
        return .damaged(offset: consumed, reason: stream.msg.map { String(cString: $0) } ?? "error \(status)")
      }
    }
    return isInsideMember ? .truncated(byteCount: input.count) : nil
  }
}
