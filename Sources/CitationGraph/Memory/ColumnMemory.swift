#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The bytes under one or more columns: allocated here, or mapped from a file.
///
/// Immutable once a column refers to it, which is what makes sharing it between tasks sound.
@usableFromInline
final class ColumnMemory: @unchecked Sendable {
  @usableFromInline let bytes: UnsafeRawBufferPointer
  private let release: @Sendable (UnsafeRawBufferPointer) -> Void

  init(_ bytes: UnsafeRawBufferPointer, release: @escaping @Sendable (UnsafeRawBufferPointer) -> Void) {
    self.bytes = bytes
    self.release = release
  }

  deinit { release(bytes) }

  /// From this size on memory is mapped, zeroed by the system when first touched, and asks for large pages: a random
  /// access into gigabytes costs a page table walk each time otherwise.
  static let mappingThreshold = 1 << 21

  /// Zeroed memory, aligned for any column and for whole cache lines.
  static func allocate(byteCount: Int) -> UnsafeMutableRawPointer {
    if byteCount >= mappingThreshold {
      let mapped = mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | anonymousMapping, -1, 0)
      // As with an array that cannot grow: there is nothing that a caller could do.
      guard let mapped, mapped != MAP_FAILED else { fatalError("out of memory: \(byteCount) bytes") }
      #if os(Linux)
      madvise(mapped, byteCount, Int32(MADV_HUGEPAGE))
      #endif
      return mapped
    }
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(byteCount, 1), alignment: 64)
    memset(memory, 0, byteCount)
    return memory
  }

  static func deallocate(_ memory: UnsafeMutableRawPointer, byteCount: Int) {
    if byteCount >= mappingThreshold { munmap(memory, byteCount) } else { memory.deallocate() }
  }

  private static var anonymousMapping: Int32 {
    #if os(Linux)
    Int32(MAP_ANONYMOUS)
    #else
    MAP_ANON
    #endif
  }
}
