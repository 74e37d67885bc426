#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A file's bytes without copying them.
public enum MappedFile {
  /// Maps a file; its pages are read when they are first touched. O(1) for a file on disk.
  ///
  /// What cannot be mapped, such as a pipe, is read to its end instead. The file must not be cut short while the column
  /// is in use: the system ends a process that touches a page which is no longer there.
  ///
  /// - Returns: The bytes; none for an empty file.
  public static func map(_ path: String) throws(MappedFileError) -> Column<UInt8> {
    var descriptor: Int32
    repeat { descriptor = open(path, O_RDONLY | O_CLOEXEC) } while descriptor < 0 && errno == EINTR
    guard descriptor >= 0 else { throw MappedFileError(path: path, code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw MappedFileError(path: path, code: errno) }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw MappedFileError(path: path, code: EISDIR)
    case S_IFREG where status.st_size > 0:
      let byteCount = Int(status.st_size)
      let mapped = mmap(nil, byteCount, PROT_READ, MAP_PRIVATE, descriptor, 0)
      guard let mapped, mapped != MAP_FAILED else { throw MappedFileError(path: path, code: errno) }
      let bytes = UnsafeRawBufferPointer(start: mapped, count: byteCount)
      let memory = ColumnMemory(bytes) { munmap(UnsafeMutableRawPointer(mutating: $0.baseAddress!), $0.count) }
      return Column(base: UnsafePointer(mapped.assumingMemoryBound(to: UInt8.self)), count: byteCount, memory: memory)
    // A file that says it is empty may be one that the system writes while it is read.
    default: return try read(descriptor, path)
    }
  }

  private static func read(_ descriptor: Int32, _ path: String) throws(MappedFileError) -> Column<UInt8> {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      #if canImport(Glibc)
      let count = Glibc.read(descriptor, &block, block.count)
      #elseif canImport(Musl)
      let count = Musl.read(descriptor, &block, block.count)
      #elseif canImport(Darwin)
      let count = Darwin.read(descriptor, &block, block.count)
      #endif
      if count == 0 { return Column(bytes) }
      if count > 0 {
        bytes += block[..<count]
      } else if errno != EINTR {
        throw MappedFileError(path: path, code: errno)
      }
    }
  }
}

/// Why a file could not be mapped.
public struct MappedFileError: Error, Equatable, Sendable {
  /// The file as it was named.
  public let path: String
  /// The system's number for the cause (`errno`).
  public let code: Int32

  /// Joins a file and the system's number for what went wrong with it.
  public init(path: String, code: Int32) {
    self.path = path
    self.code = code
  }

  /// The cause in the system's words.
  public var reason: String { String(cString: strerror(code)) }
}

extension MappedFileError: CustomStringConvertible {
  /// `citations.txt: No such file or directory`.
  public var description: String { "\(path): \(reason)" }
}
