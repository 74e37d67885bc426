import Foundation

/// A stretch of a file that ends with the end of a line, and the beginning of the line behind it.
struct LineBlock: ~Copyable {
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
