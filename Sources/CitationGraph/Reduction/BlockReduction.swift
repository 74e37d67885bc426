import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Finds the relations of a transitive reduction, block by block over the order of rows.
///
/// Each row has to cite lower rows only. A block is a range of cited rows. For it, each row above keeps one bit for each
/// row of the block: whether it is an ancestor. Blocks are worked through newest first, and within one the rows oldest
/// first and the references of a row newest first. A reference is redundant if its bit is set by the time it is tried,
/// as only ancestors of references in between can have set it. Only references that stay add to the bits, and those to
/// newer blocks are known from there: in all, each adds the bits below it once, as without blocks, but of the table of
/// *p* · *p* / 2 bits only one block is in memory.
///
/// Several threads take a block each. A block follows the next newer one row by row, as that decides which references
/// its rows add; this leaves the order of decisions, and the result, as they are.
struct BlockReduction: ~Copyable {
  /// The references of all rows; those of a row that stay are gathered at the end of its run.
  private let columns: Buffer<PaperIndex>
  /// For each row, where the references that stay begin.
  private let keptStart: Buffer<Int>
  /// For each row, where those end that no block has tried yet.
  private let untriedEnd: Buffer<Int>
  private let offsets: Column<Int>

  /// 512 bits, which is one cache line and one wide register.
  private typealias Line = SIMD8<UInt64>
  private static var lineBits: Int { 512 }

  /// Takes rows each of which cites lower rows only.
  init(_ rows: CompressedRows) {
    let rows = rows.soundRows
    let rowCount = rows.rowCount
    columns = Buffer(count: rows.columns.count)
    keptStart = Buffer(count: rowCount)
    untriedEnd = Buffer(count: rowCount)
    offsets = rows.offsets
    rows.withPointers { rows in
      columns.base.update(from: rows.columns, count: columns.count)
      keptStart.base.update(from: rows.offsets + 1, count: rowCount)
      untriedEnd.base.update(from: rows.offsets + 1, count: rowCount)
    }
  }

  /// The references of a row that stay, ascending, once ``run(lines:threads:)`` is done.
  func kept(_ row: Int) -> UnsafeBufferPointer<PaperIndex> {
    let start = keptStart[row]
    return UnsafeBufferPointer(start: columns.base + start, count: offsets[row + 1] - start)
  }

  /// How wide a block is, in lines of 512 rows, and how many threads there are: what keeps the bits of all threads
  /// within `byteCount` where that can be done at all.
  static func plan(rowCount: Int, byteCount: Int) -> (lines: Int, threads: Int) {
    // Below this size a thread costs more than it saves.
    let threads = rowCount < 4_096 ? 1 : Threads.count
    var lines = rowCount <= lineBits ? 1 : 4
    while lines > 1, threads * rowCount * lines * (lineBits / 8) > byteCount { lines /= 2 }
    return (lines, threads)
  }

  /// Decides on all references.
  func run(lines: Int, threads: Int) {
    precondition([1, 2, 4].contains(lines), "a width that has a loop of its own")
    let rowCount = keptStart.count
    let width = lines * Self.lineBits
    let blockCount = (rowCount + width - 1) / width
    guard blockCount > 0 else { return }
    let threads = min(threads, blockCount)

    // For each block, up to which row it is done.
    let progress = UnsafeMutablePointer<Atomic<Int>>.allocate(capacity: blockCount)
    for block in 0..<blockCount { (progress + block).initialize(to: Atomic((blockCount - 1 - block) * width)) }
    defer {
      progress.deinitialize(count: blockCount)
      progress.deallocate()
    }
    let nextBlock = Atomic(0)
    let state = Shared(
      Pointers(
        offsets: offsets.base, columns: columns.base, keptStart: keptStart.base, untriedEnd: untriedEnd.base,
        progress: progress, rowCount: rowCount, lines: lines))
    Threads.run(threads) { _ in
      let bits = Buffer<Line>(count: rowCount * lines)
      // Blocks are taken in order: the one that a block waits for is always being worked on.
      while true {
        let block = nextBlock.wrappingAdd(1, ordering: .relaxed).oldValue
        if block >= blockCount { break }
        let first = (blockCount - 1 - block) * width
        state.value.run(block, first, UnsafeMutableRawPointer(bits.base))
      }
    }
    withExtendedLifetime(offsets) {}
  }

  /// What the threads share. Each row of it belongs to one block at a time.
  private struct Pointers {
    let offsets: UnsafePointer<Int>
    let columns: UnsafeMutablePointer<PaperIndex>
    let keptStart: UnsafeMutablePointer<Int>
    let untriedEnd: UnsafeMutablePointer<Int>
    let progress: UnsafeMutablePointer<Atomic<Int>>
    let rowCount: Int
    let lines: Int

    /// Works through the block that begins at row `first`; the bits of that row begin at `bits`.
    func run(_ block: Int, _ first: Int, _ bits: UnsafeMutableRawPointer) {
      let stretch = 64
      var row = first
      while row < rowCount {
        let end = min(row + stretch, rowCount)
        if block > 0 { waitFor(block - 1, end) }
        switch lines {
        case 1: for row in row..<end { runRow(row, first, bits, 1) }
        case 2: for row in row..<end { runRow(row, first, bits, 2) }
        default: for row in row..<end { runRow(row, first, bits, 4) }
        }
        progress[block].store(end, ordering: .releasing)
        row = end
      }
    }

    /// Waits until a block is done with all rows below `row`, those that it does not reach included.
    private func waitFor(_ block: Int, _ row: Int) {
      var tries = 0
      while progress[block].load(ordering: .acquiring) < row {
        tries += 1
        if tries > 64 { _ = sched_yield() }
      }
    }

    @inline(__always)
    private func runRow(_ row: Int, _ first: Int, _ bits: UnsafeMutableRawPointer, _ lines: Int) {
      let byteCount = lines * MemoryLayout<Line>.stride
      let own = bits + (row - first) * byteCount
      let end = offsets[row + 1]
      var start = keptStart[row]

      // The ancestors in this block of references to newer blocks, in registers as far as these go.
      var line = 0
      while line < lines {
        if lines - line >= 4 {
          var (a, b, c, d) = (Line(), Line(), Line(), Line())
          for position in start..<end {
            let other = UnsafeRawPointer(bits + (columns[position].row - first) * byteCount + line * 64)
            a |= other.load(as: Line.self)
            b |= other.load(fromByteOffset: 64, as: Line.self)
            c |= other.load(fromByteOffset: 128, as: Line.self)
            d |= other.load(fromByteOffset: 192, as: Line.self)
          }
          own.storeBytes(of: a, toByteOffset: line * 64, as: Line.self)
          own.storeBytes(of: b, toByteOffset: line * 64 + 64, as: Line.self)
          own.storeBytes(of: c, toByteOffset: line * 64 + 128, as: Line.self)
          own.storeBytes(of: d, toByteOffset: line * 64 + 192, as: Line.self)
          line += 4
        } else {
          var a = Line()
          for position in start..<end {
            let other = UnsafeRawPointer(bits + (columns[position].row - first) * byteCount + line * 64)
            a |= other.load(as: Line.self)
          }
          own.storeBytes(of: a, toByteOffset: line * 64, as: Line.self)
          line += 1
        }
      }

      // References into this block, newest first.
      var untried = untriedEnd[row]
      let begin = offsets[row]
      while untried > begin {
        let cited = columns[untried - 1].row
        if cited < first { break }
        untried -= 1
        let place = cited - first
        let word = own + (place >> 6) * 8
        let bit = UInt64(1) &<< UInt64(truncatingIfNeeded: place & 63)
        let old = word.load(as: UInt64.self)
        if old & bit != 0 { continue }
        word.storeBytes(of: old | bit, as: UInt64.self)
        start -= 1
        columns[start] = PaperIndex(rawValue: UInt32(truncatingIfNeeded: cited))
        // Its ancestors are lower rows still: the lines above its own are empty.
        let other = UnsafeRawPointer(bits + place * byteCount)
        for line in 0...place / BlockReduction.lineBits {
          let both =
            own.load(fromByteOffset: line * 64, as: Line.self) | other.load(fromByteOffset: line * 64, as: Line.self)
          own.storeBytes(of: both, toByteOffset: line * 64, as: Line.self)
        }
      }
      untriedEnd[row] = untried
      keptStart[row] = start
    }
  }
}
