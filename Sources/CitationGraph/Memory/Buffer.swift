/// Memory for plain values while it is being filled; zeroed at first. It freezes into a ``Column``.
///
/// Positions are checked in debug builds only: this is what the inner loops write to.
struct Buffer<Element: BitwiseCopyable & Sendable>: ~Copyable {
  let base: UnsafeMutablePointer<Element>
  let count: Int
  private let byteCount: Int

  /// All bytes zero. O(1) for large buffers, whose pages come from the system when touched.
  init(count: Int) {
    precondition(count >= 0, "a buffer has no negative size")
    self.count = count
    byteCount = count * MemoryLayout<Element>.stride
    base = ColumnMemory.allocate(byteCount: byteCount).bindMemory(to: Element.self, capacity: count)
  }

  init(repeating value: Element, count: Int) {
    self.init(count: count)
    base.update(repeating: value, count: count)
  }

  deinit { ColumnMemory.deallocate(UnsafeMutableRawPointer(base), byteCount: byteCount) }

  subscript(position: Int) -> Element {
    @inline(__always) get {
      assert(position >= 0 && position < count, "outside of the buffer")
      return base[position]
    }
    @inline(__always) nonmutating set {
      assert(position >= 0 && position < count, "outside of the buffer")
      base[position] = newValue
    }
    @inline(__always) nonmutating _modify {
      assert(position >= 0 && position < count, "outside of the buffer")
      yield &base[position]
    }
  }

  /// The values so far as a column, which takes over the memory. O(1).
  ///
  /// - Parameter count: How many of the values the column shows, from the first; `nil` for all.
  consuming func frozen(count shown: Int? = nil) -> Column<Element> {
    let (base, byteCount, count) = (base, byteCount, shown ?? count)
    precondition(count <= self.count, "a column shows no more than its buffer holds")
    discard self
    let bytes = UnsafeRawBufferPointer(start: base, count: byteCount)
    let memory = ColumnMemory(bytes) { bytes in
      ColumnMemory.deallocate(UnsafeMutableRawPointer(mutating: bytes.baseAddress!), byteCount: bytes.count)
    }
    return Column(base: UnsafePointer(base), count: count, memory: memory)
  }
}
