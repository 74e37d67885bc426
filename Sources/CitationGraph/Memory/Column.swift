/// An immutable run of plain values, side by side in memory that was allocated or mapped from a file.
///
/// It behaves like an array that can neither grow nor change. Copies share the memory, and a run of a column is a
/// column. Subscripts trap outside of `0 ..< count`.
public struct Column<Element: BitwiseCopyable & Sendable>: RandomAccessCollection, @unchecked Sendable {
  // Unchecked: nothing writes to the memory once a column exists, and `memory` keeps it alive.
  @usableFromInline let base: UnsafePointer<Element>
  @usableFromInline let memory: ColumnMemory
  public let count: Int

  init(base: UnsafePointer<Element>, count: Int, memory: ColumnMemory) {
    self.base = base
    self.count = count
    self.memory = memory
  }

  /// Copies values into a column. O(*n*).
  public init(_ values: some Collection<Element>) {
    let buffer = Buffer<Element>(count: values.count)
    for (position, value) in values.enumerated() { buffer[position] = value }
    self = buffer.frozen()
  }

  /// Copies values that lie side by side. O(*n*).
  public init(copying values: UnsafeBufferPointer<Element>) {
    let buffer = Buffer<Element>(count: values.count)
    if let start = values.baseAddress { buffer.base.update(from: start, count: values.count) }
    self = buffer.frozen()
  }

  /// A column that holds one value `count` times. O(`count`).
  public init(repeating value: Element, count: Int) {
    self = Buffer(repeating: value, count: count).frozen()
  }

  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { count }

  @inlinable
  public subscript(position: Int) -> Element {
    precondition(position >= 0 && position < count, "outside of the column")
    return withExtendedLifetime(memory) { base[position] }
  }

  /// Some values of the column as a column of its own, numbered from zero, without copying. O(1).
  @inlinable
  public func run(_ range: Range<Int>) -> Column {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "outside of the column")
    return Column(unchecked: base + range.lowerBound, count: range.count, memory: memory)
  }

  @inlinable
  init(unchecked base: UnsafePointer<Element>, count: Int, memory: ColumnMemory) {
    self.base = base
    self.count = count
    self.memory = memory
  }

  /// Calls `body` with the bare memory, valid during the call only.
  @inlinable
  public func withUnsafeBufferPointer<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<Element>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(memory) {} }
    return try body(UnsafeBufferPointer(start: base, count: count))
  }
}

extension Column: Equatable where Element: Equatable {
  public static func == (left: Column, right: Column) -> Bool { left.elementsEqual(right) }
}

extension Column: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: Element...) { self.init(elements) }
}
